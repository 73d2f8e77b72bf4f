import { describe, expect, test } from "@jest/globals";
import { type TurnStage, turnStage, VISITOR } from "../testing/turn-stage.ts";
import { claim, close, giveBack, reply } from "./rep-acts.ts";
import { sendMessage } from "./visitor-acts.ts";

const tom = { id: "person-tom", name: "Tom" };
const eva = { id: "person-eva", name: "Eva" };
const ID = "conversation-1";

/** A conversation that waits for a person. */
async function waiting(): Promise<TurnStage> {
  const stage = await turnStage();
  await stage.begin(ID);
  await sendMessage(stage, ID, VISITOR, { id: "message-1", text: "Ana" });
  await sendMessage(stage, ID, VISITOR, { id: "message-2", text: "80" });
  return stage;
}

const load = (stage: TurnStage) => stage.conversations.load("default", ID);

describe("a handoff", () => {
  test("stands in the queue with its wait, its promise and its note", async () => {
    const stage = await waiting();
    const at = stage.timekeeper.now();
    expect(await load(stage)).toMatchObject({
      queue: "waiting",
      waitingSince: new Date(at).toISOString(),
      answerBy: new Date(at + 180_000).toISOString(),
      note: "Ana, a team of 80",
    });
  });

  test("claimed by many at once has one owner; the others are told who", async () => {
    const stage = await waiting();
    const reps = Array.from({ length: 10 }, (_, n) => ({ id: `person-${n}`, name: `Rep ${n}` }));
    const ended = await Promise.allSettled(reps.map((rep) => claim(stage, ID, rep)));
    const won = ended.filter((one) => one.status === "fulfilled");
    expect(won).toHaveLength(1);
    const owner = (await load(stage))?.owner?.name;
    const refusals = ended.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    expect(refusals).toHaveLength(9);
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: "CLAIMED", more: { owner } });
    expect((await load(stage))?.epoch).toBe(1);
  });

  test("claimed again by its owner changes nothing", async () => {
    const stage = await waiting();
    const first = await claim(stage, ID, tom);
    expect(await claim(stage, ID, tom)).toEqual(first);
  });

  test("ends for whoever gives it back; then another may claim it", async () => {
    const stage = await waiting();
    await claim(stage, ID, tom);
    const back = await giveBack(stage, ID, tom, undefined);
    expect(back).toMatchObject({ owner: undefined, epoch: 2, queue: "closed", talk: { outcome: "helped" } });
    expect((await claim(stage, ID, eva)).owner).toEqual(eva);
  });

  test("is closed with the rep's outcome", async () => {
    const stage = await waiting();
    await claim(stage, ID, tom);
    const closed = await close(stage, ID, tom, "meeting_booked");
    expect(closed).toMatchObject({ queue: "closed", lead: { outcome: "meeting_booked" }, owner: undefined });
  });
});

describe("a reply", () => {
  test("sent twice with one id is said once", async () => {
    const stage = await waiting();
    await claim(stage, ID, tom);
    const first = await reply(stage, ID, tom, { id: "reply-001", text: "Hello Ana" });
    expect(first.messages).toMatchObject([{ from: "rep", name: "Tom", text: "Hello Ana" }]);
    expect(await reply(stage, ID, tom, { id: "reply-001", text: "Hello Ana" })).toEqual(first);
    expect((await load(stage))?.talk.seq).toBe(first.seq);
  });

  test("does not clash with a visitor's message of the same id", async () => {
    const stage = await waiting();
    await claim(stage, ID, tom);
    const said = await reply(stage, ID, tom, { id: "message-1", text: "Hello Ana" });
    expect(said.messages[0]?.from).toBe("rep");
  });

  test.each([
    ["before a claim", undefined, tom],
    ["by somebody else than the owner", tom, eva],
  ])("%s is refused", async (_name, owner, rep) => {
    const stage = await waiting();
    if (owner) await claim(stage, ID, owner);
    const before = await load(stage);
    const said = reply(stage, ID, rep, { id: "reply-001", text: "Hello" });
    await expect(said).rejects.toMatchObject({ code: "NOT_OWNER" });
    await expect(giveBack(stage, ID, rep, undefined)).rejects.toMatchObject({ code: "NOT_OWNER" });
    await expect(close(stage, ID, rep, "spam")).rejects.toMatchObject({ code: "NOT_OWNER" });
    expect(await load(stage)).toEqual(before);
  });
});

test("people can take over, answer and close where the playbook itself throws", async () => {
  const stage = await waiting();
  const setting = { ...stage, playbooks: { ...stage.playbooks, version: async () => undefined } };
  expect(await claim(setting, ID, tom)).toMatchObject({ owner: tom, queue: "mine" });
  const said = await reply(setting, ID, tom, { id: "reply-001", text: "A person here" });
  expect(said).toMatchObject({ status: "human", messages: [{ from: "rep", text: "A person here" }] });
  const heard = await sendMessage(setting, ID, VISITOR, { id: "message-3", text: "Good" });
  expect(heard.status).toBe("human");
  expect(await close(setting, ID, tom, "qualified")).toMatchObject({
    queue: "closed",
    lead: { outcome: "qualified" },
  });
});
