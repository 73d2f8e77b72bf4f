// A server of its own process, with the settings of its environment; the parent limits how large its files may become.
import { main } from "../../main.ts";

const served = await main({ env: process.env, out: () => undefined });
process.stdout.write(`${served?.url ?? "no server"}\n`);
// The parent is gone.
process.stdin.resume().on("end", () => process.exit());
process.on("SIGTERM", () => {
  void served?.close().finally(() => process.exit());
});
