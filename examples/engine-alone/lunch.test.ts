import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";

test("the engine alone holds a conversation", async () => {
  const program = fileURLToPath(new URL("lunch.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", program]);
  expect(stdout.split("\n")).toEqual([
    "bot: Hello, this is the lunch bot.",
    "bot: How many of you are coming?",
    "visitor: about six",
    "bot: And under which name?",
    "visitor: Grace",
    "bot: See you at noon, Grace! A table for 6 is waiting.",
    '{"outcome":"booked","score":10}',
    "",
  ]);
});
