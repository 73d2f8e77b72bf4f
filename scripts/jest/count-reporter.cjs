const { writeSync } = require("node:fs");
const { relative } = require("node:path");

/**
 * Ends a run with `N passed, N failed, N skipped`, and says which groups of tests were skipped.
 * A test file that could not be run counts as one failure. With NO_SKIPS=1 a skipped test fails the run.
 */
module.exports = class CountReporter {
  #error;

  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const lines = skippedGroups(results.testResults);
    if (process.env.NO_SKIPS === "1" && skipped > 0) {
      this.#error = new Error(`${skipped} tests were skipped, and NO_SKIPS=1 forbids it`);
      lines.push(this.#error.message);
    }
    if (lines.length > 0) process.stderr.write(`\n${lines.join("\n")}\n`);
    // Jest's own summary comes after all other reporters, and this line is to be the last.
    process.once("exit", () =>
      writeSync(2, `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`),
    );
  }

  getLastError() {
    return this.#error;
  }
};

/** The outermost `describe` is where the reason stands: `describe.skip("mongo store (MONGODB_URI is not set)", …)`. */
function skippedGroups(files) {
  const groups = new Map();
  for (const file of files) {
    for (const test of file.testResults) {
      if (test.status !== "pending" && test.status !== "todo") continue;
      const key = `${relative(process.cwd(), file.testFilePath)}: ${test.ancestorTitles[0] ?? test.title}`;
      groups.set(key, (groups.get(key) ?? 0) + 1);
    }
  }
  return [...groups].map(([key, count]) => `skipped: ${key} (${count} ${count === 1 ? "test" : "tests"})`);
}
