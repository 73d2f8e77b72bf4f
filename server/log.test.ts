import { expect, test } from "@jest/globals";
import { faultDetails, makeLog } from "./log.ts";

test("an event is one line, and what may hold a visitor's words is cut", () => {
  const lines: string[] = [];
  const log = makeLog("info", { write: (line) => void lines.push(line) });
  log.info("turn.taken", { conversation: "c1", turn: 3, text: "my secret" });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 30,
      time: expect.any(Number),
      event: "turn.taken",
      conversation: "c1",
      turn: 3,
      text: "[Redacted]",
    },
  ]);
});

test("of an error its kind and place are told, not its message, which may quote a visitor", () => {
  const details = faultDetails(new RangeError("Ana said: my secret"));
  expect(details).toMatchObject({ fault: "RangeError", place: expect.stringContaining("log.test") });
  expect(JSON.stringify(details)).not.toContain("secret");
});
