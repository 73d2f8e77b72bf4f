const { spawnSync } = require("node:child_process");

/** Browser tests drive what is shipped, so dist/ has to be that of these sources. */
module.exports = function buildFirst() {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs", "--if-stale"], { stdio: "inherit" });
  if (status !== 0) throw new Error("dist/ could not be built");
};
