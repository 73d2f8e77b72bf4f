import { expect, test } from "@jest/globals";
import { turnStage, VISITOR } from "../testing/turn-stage.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { makeLimits } from "./limits.ts";
import { memoryCounters } from "./memory-counters.ts";

const ID = "conversation-1";
const ASKS = `
playbook: asks
questions:
  email: { ask: Your e-mail?, answer: email }
  team_size: { ask: How many are you?, answer: number }
talk:
  start: [{ ask: email }, { ask: team_size }, { end: done }]
`;

test("an address that replaces another is counted; the first one, and the same one again, are not", async () => {
  const stage = await turnStage({ playbook: ASKS });
  const site = {
    id: "default",
    limits: {
      ...stage.playbooks.site().limits,
      contact_changes: { visitor: { most: 2, within: { amount: 1, unit: "hour", working: false } } },
    },
  } as const;
  const limits = makeLimits({
    counters: memoryCounters(),
    site: () => site,
    timekeeper: stage.timekeeper,
    log: stage.log,
    secretKey: "s".repeat(32),
  });
  await stage.begin(ID);
  let n = 0;
  const say = async (text: string) => {
    n += 1;
    await sendMessage({ ...stage, limits }, ID, VISITOR, { id: `message-${n}`, text });
    return (await stage.conversations.load("default", ID))?.lead.answers.find(({ name }) => name === "email")
      ?.value;
  };
  expect(await say("ana@example.com")).toBe("ana@example.com");
  expect(await say("my email is ana@example.com")).toBe("ana@example.com");
  expect(await say("my email is bo@example.com")).toBe("bo@example.com");
  expect(await say("my email is cy@example.com")).toBe("cy@example.com");
  await expect(say("my email is di@example.com")).rejects.toMatchObject({ code: "TOO_MANY" });
  expect((await stage.conversations.load("default", ID))?.lead.answers[0]?.value).toBe("cy@example.com");
  stage.timekeeper.advance(3_600_000);
  expect(await say("my email is di@example.com")).toBe("di@example.com");
});
