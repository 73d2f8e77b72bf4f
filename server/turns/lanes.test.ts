import { expect, test } from "@jest/globals";
import { turnStage, VISITOR } from "../testing/turn-stage.ts";
import { type Lanes, makeLanes } from "./lanes.ts";
import { sendMessage } from "./visitor-acts.ts";

test("work of one conversation runs one after the other, in order, whatever fails; others do not wait", async () => {
  const lanes = makeLanes();
  const seen: string[] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = lanes.run("a", async () => {
    await gate;
    seen.push("a1");
    throw new Error("broken");
  });
  const second = lanes.run("a", async () => void seen.push("a2"));
  await lanes.run("b", async () => void seen.push("b"));
  expect([seen, lanes.busy()]).toEqual([["b"], 1]);
  open();
  await expect(first).rejects.toThrow("broken");
  await second;
  await new Promise(setImmediate);
  expect([seen, lanes.busy()]).toEqual([["b", "a1", "a2"], 0]);
});

const NO_LANES: Lanes = { run: (_, work) => work(), busy: () => 0 };

test.each([
  ["in lanes", makeLanes(), 0],
  ["control, without lanes", NO_LANES, 1],
] as const)("messages at the same moment do not fight each other (%s)", async (_, lanes, fights) => {
  const stage = { ...(await turnStage()), lanes };
  await stage.begin("c1");
  const ids = Array.from({ length: 6 }, (_, n) => `message-${n}`);
  await Promise.all(ids.map((id) => sendMessage(stage, "c1", VISITOR, { id, text: "Ana" })));
  const kept = await stage.conversations.load("default", "c1");
  expect(kept?.recent.map(({ id }) => id).toSorted()).toEqual(["c1", ...ids].toSorted());
  const retried = stage.lines.filter((line) => line.startsWith("turn.retried")).length;
  expect(Math.min(1, retried)).toBe(fights);
});
