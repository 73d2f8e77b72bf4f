import { describe, expect, test } from "@jest/globals";
import { readSite } from "../../engine/index.ts";
import type { PersonRecord } from "../auth/people-store.ts";
import { type TurnStage, turnStage, VISITOR } from "../testing/turn-stage.ts";
import { clockRound } from "../timers/clock-round.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { claim, close, giveBack, reply } from "../turns/rep-acts.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { type Desks, makeDesks } from "./desks.ts";
import { acceptTransfer, decline, endTransfer, offerTransfer, stopWaiting } from "./handoff-acts.ts";
import { makeRouting, type Routing } from "./routing.ts";
import { waitOf } from "./wait-of.ts";

const MINUTE = 60_000;
const SITE = `
teams:
  sales: { people: [ana@example.com, bo@example.com], limit: 1, supervisor: sup@example.com }
`;

interface HandoffStage extends TurnStage {
  readonly desks: Desks;
  readonly routing: Routing;
  /** Opens the console; the function closes it. */
  arrive(name: string): () => void;
  /** A visitor who waits for a person. */
  wait(id: string): Promise<void>;
  load(id: string): Promise<NonNullable<Awaited<ReturnType<TurnStage["conversations"]["load"]>>>>;
  /** Lets time pass, rings clocks and looks at the line. */
  pass(ms: number): Promise<void>;
}

async function staged(siteText = SITE): Promise<HandoffStage> {
  const { site } = readSite(siteText, "site.yml");
  if (!site) throw new Error("the site is wrong");
  const stage = await turnStage({ site: site });
  const { stores } = stage;
  for (const name of ["Ana", "Bo", "Cy", "Sup"]) await stores.people.add(person(name));
  const desks = makeDesks({
    ...stores,
    presence: stage.presence,
    site: stage.playbooks.site,
    timekeeper: stage.timekeeper,
  });
  const routing = makeRouting({ ...stage, leads: stores.leads, desks });
  const load = async (id: string) => {
    const found = await stage.conversations.load("default", id);
    if (!found) throw new Error("no conversation");
    return found;
  };
  return {
    ...stage,
    desks,
    routing,
    load,
    arrive: (name) => stage.presence.arrive(person(name).email),
    wait: async (id) => {
      await stage.begin(id, visitorOf(id));
      await sendMessage(stage, id, visitorOf(id), { id: "message-1", text: "Ana" });
      await sendMessage(stage, id, visitorOf(id), { id: "message-2", text: "80" });
      await routing.round();
    },
    pass: async (ms) => {
      stage.timekeeper.advance(ms);
      await clockRound(stage);
      routing.wake();
      await routing.round();
    },
  };
}

const visitorOf = (id: string) => VISITOR.slice(0, -2) + id.slice(-2);
const rep = (name: string) => ({ id: name.toLowerCase(), name });
const ana = rep("Ana");
const bo = rep("Bo");

function person(name: string): PersonRecord {
  const id = name.toLowerCase();
  return {
    id,
    siteId: "default",
    email: `${id}@example.com`,
    name,
    role: "rep",
    passwordHash: "x",
    createdAt: "2026-06-01T09:00:00.000Z",
  };
}

describe("a visitor who wants a person", () => {
  test("is given to one who is there, and the turn and the inbox say why", async () => {
    const stage = await staged();
    stage.arrive("Ana");
    await stage.wait("conversation-01");
    const { talk, turns } = await stage.load("conversation-01");
    expect(talk.handoff).toMatchObject({
      state: "alerted",
      to: ana,
      why: "Ana: the only one free, 0 of 1 open",
    });
    expect(turns.at(-1)).toMatchObject({
      event: { type: "handoff_routed", why: "Ana: the only one free, 0 of 1 open" },
    });
    expect((await stage.desks.all()).find(({ id }) => id === "ana")?.askedAt).toBe(stage.timekeeper.now());
  });

  test("goes to the team and to everybody when nobody answers, and then to if_nobody", async () => {
    const stage = await staged();
    stage.arrive("Ana");
    await stage.wait("conversation-01");
    await stage.pass(30_000);
    expect((await stage.load("conversation-01")).talk.handoff).toMatchObject({
      rung: "team",
      state: "alerted",
    });
    await stage.pass(60_000);
    expect((await stage.load("conversation-01")).talk.handoff).toMatchObject({ rung: "everybody" });
    await stage.pass(2 * MINUTE);
    const over = await stage.load("conversation-01");
    expect([over.talk.outcome, over.talk.handoff?.state]).toEqual(["nobody", "expired"]);
  });

  test("goes to the next person at once when somebody declines", async () => {
    const stage = await staged();
    stage.arrive("Ana");
    stage.arrive("Bo");
    await stage.wait("conversation-01");
    await decline(stage, "conversation-01", ana);
    stage.routing.wake();
    await stage.routing.round();
    expect((await stage.load("conversation-01")).talk.handoff).toMatchObject({
      to: bo,
      asked: ["ana", "bo"],
    });
    await expect(decline(stage, "conversation-01", ana)).rejects.toMatchObject({ code: "NOT_NOW" });
  });

  test("keeps their place in the line and is picked up when somebody comes or has room, in order", async () => {
    const stage = await staged();
    for (const n of ["01", "02", "03"]) {
      await stage.wait(`conversation-${n}`);
      stage.timekeeper.advance(1_000);
    }
    const places = async () =>
      await Promise.all(
        ["01", "02", "03"].map(
          async (n) => (await waitOf(stage.stores.line, await stage.load(`conversation-${n}`)))?.place,
        ),
      );
    const asked = async () =>
      await Promise.all(
        ["01", "02", "03"].map(async (n) => (await stage.load(`conversation-${n}`)).talk.handoff?.to?.id),
      );
    expect([await places(), await asked()]).toEqual([
      [1, 2, 3],
      [undefined, undefined, undefined],
    ]);
    stage.arrive("Ana");
    await stage.pass(1_000);
    // The limit of the team is one conversation each.
    expect(await asked()).toEqual(["ana", undefined, undefined]);
    await claim(stage, "conversation-01", ana);
    await stage.pass(1_000);
    expect([await places(), await asked()]).toEqual([
      [undefined, 1, 2],
      [undefined, undefined, undefined],
    ]);
    await close(stage, "conversation-01", ana, "qualified");
    await stage.pass(1_000);
    expect(await asked()).toEqual([undefined, "ana", undefined]);
  });

  test("may stop waiting; the same id again changes nothing", async () => {
    const stage = await staged();
    await stage.wait("conversation-01");
    const stop = () =>
      stopWaiting(stage, "conversation-01", visitorOf("01"), { id: "stop-0001", hash: "stop" });
    await stop();
    const once = await stage.load("conversation-01");
    expect(once.talk.handoff?.state).toBe("expired");
    await stop();
    expect((await stage.load("conversation-01")).v).toBe(once.v);
    const foreign = stopWaiting(stage, "conversation-01", VISITOR, { id: "stop-0002", hash: "stop" });
    await expect(foreign).rejects.toMatchObject({ code: "CONVERSATION_UNKNOWN" });
  });

  test("goes first to the person who had them before", async () => {
    const stage = await staged(SITE.replace(", limit: 1", ""));
    stage.arrive("Ana");
    stage.arrive("Bo");
    await stage.wait("conversation-01");
    await claim(stage, "conversation-01", bo);
    await close(stage, "conversation-01", bo, "qualified");
    await stage.begin("conversation-02", visitorOf("01"));
    await sendMessage(stage, "conversation-02", visitorOf("01"), { id: "message-1", text: "Ana" });
    await sendMessage(stage, "conversation-02", visitorOf("01"), { id: "message-2", text: "80" });
    stage.routing.wake();
    await stage.routing.round();
    expect((await stage.load("conversation-02")).talk.handoff?.why).toMatch(/^Bo: had this account before/);
  });
});

describe("desks", () => {
  test("are online while the console is open, unless somebody says otherwise or does nothing for ten minutes", async () => {
    const stage = await staged();
    const presence = async () => (await stage.desks.all()).find(({ id }) => id === "ana")?.presence;
    expect(await presence()).toBe("offline");
    const leave = stage.arrive("Ana");
    await stage.desks.change("ana");
    expect(await presence()).toBe("online");
    await stage.desks.change("ana", "busy");
    expect(await presence()).toBe("busy");
    await stage.desks.change("ana", "online");
    stage.timekeeper.advance(10 * MINUTE - 1);
    expect(await presence()).toBe("online");
    stage.timekeeper.advance(1);
    expect(await presence()).toBe("away");
    await stage.desks.change("ana");
    expect(await presence()).toBe("online");
    leave();
    expect(await presence()).toBe("offline");
  });

  test("of people whose hours are over get nobody", async () => {
    // The clock of the tests says Monday, 9:00.
    const hours = (from: string) =>
      `teams: { sales: { people: [cy@example.com] }, late: { people: [ana@example.com], hours: { mon-fri: "${from}-20:00" } } }`;
    const askedOfAll = async (from: string) => {
      const stage = await staged(hours(from));
      stage.arrive("Ana");
      await stage.wait("conversation-01");
      await stage.pass(30_000);
      await stage.pass(MINUTE);
      return (await stage.load("conversation-01")).talk.handoff;
    };
    expect(await askedOfAll("12:00")).toMatchObject({ rung: "everybody", asked: [] });
    expect(await askedOfAll("08:00")).toMatchObject({ rung: "everybody", asked: ["ana"] });
  });
});

describe("whoever has the conversation and vanishes", () => {
  test("loses it when the visitor has waited for too long; then the team is asked", async () => {
    const stage = await staged();
    stage.arrive("Ana");
    await stage.wait("conversation-01");
    await claim(stage, "conversation-01", ana);
    await reply(stage, "conversation-01", ana, { id: "reply-001", text: "Hello" });
    await stage.pass(20 * MINUTE);
    // Nobody owes anything: the visitor has the last word to say.
    expect((await stage.load("conversation-01")).owner).toEqual(ana);
    await sendMessage(stage, "conversation-01", visitorOf("01"), { id: "message-3", text: "And?" });
    await stage.pass(5 * MINUTE);
    const lost = await stage.load("conversation-01");
    expect(lost).toMatchObject({ queue: "waiting", epoch: 2, talk: { handoff: { rung: "team" } } });
    expect(lost.owner).toBeUndefined();
    await expect(
      reply(stage, "conversation-01", ana, { id: "reply-002", text: "Here I am" }),
    ).rejects.toMatchObject({ code: "NOT_OWNER" });
    const told = await messagesAfter(stage.conversations, lost, 0);
    expect(told.at(-1)).toMatchObject({ from: "system", text: "Ana left the conversation." });
  });

  test("loses one that the playbook cannot go on with, too", async () => {
    const stage = await staged();
    const broken = { ...stage, playbooks: { ...stage.playbooks, version: async () => undefined } };
    await stage.wait("conversation-01");
    await claim(broken, "conversation-01", ana);
    stage.timekeeper.advance(5 * MINUTE);
    await clockRound(broken);
    const lost = await stage.load("conversation-01");
    expect([lost.owner, lost.queue]).toEqual([undefined, "waiting"]);
  });
});

describe("a transfer", () => {
  async function owned(): Promise<HandoffStage> {
    const stage = await staged();
    await stage.wait("conversation-01");
    await claim(stage, "conversation-01", ana);
    await reply(stage, "conversation-01", ana, { id: "reply-001", text: "Hello" });
    return stage;
  }
  const ID = "conversation-01";

  test("changes the owner when it is accepted; the former owner may say nothing more", async () => {
    const stage = await owned();
    const before = await stage.load(ID);
    await offerTransfer(stage, ID, ana, { person: "bo", note: "Wants a price" });
    expect((await stage.load(ID)).owner).toEqual(ana);
    await expect(acceptTransfer(stage, ID, rep("Cy"))).rejects.toMatchObject({ code: "NOT_NOW" });
    const after = await acceptTransfer(stage, ID, bo);
    expect(after).toMatchObject({ owner: bo, epoch: before.epoch + 1, queue: "mine" });
    await expect(reply(stage, ID, ana, { id: "reply-002", text: "Me" })).rejects.toMatchObject({
      code: "NOT_OWNER",
    });
    expect((await acceptTransfer(stage, ID, bo)).v).toBe(after.v);
  });

  test("to a team is taken by the first of many, once", async () => {
    const stage = await owned();
    await offerTransfer(stage, ID, ana, { team: "sales" });
    await expect(acceptTransfer(stage, ID, rep("Cy"))).rejects.toMatchObject({ code: "NOT_NOW" });
    expect((await acceptTransfer(stage, ID, bo)).owner).toEqual(bo);
  });

  test.each([
    ["when nobody accepts in a minute", (stage: HandoffStage) => stage.pass(MINUTE)],
    ["when the colleague says no", (stage: HandoffStage) => endTransfer(stage, ID, bo)],
    ["when the owner takes it back", (stage: HandoffStage) => endTransfer(stage, ID, ana)],
  ])("bounces %s", async (_name, end) => {
    const stage = await owned();
    await offerTransfer(stage, ID, ana, { person: "bo" });
    await end(stage);
    const bounced = await stage.load(ID);
    expect([bounced.owner, bounced.talk.handoff?.transfer]).toEqual([ana, undefined]);
    await expect(acceptTransfer(stage, ID, bo)).rejects.toMatchObject({ code: "NOT_NOW" });
  });

  test("is refused to nobody, to oneself, by others, and twice", async () => {
    const stage = await owned();
    const offer = (who: typeof ana, person: string) => offerTransfer(stage, ID, who, { person });
    await expect(offer(ana, "nobody-1")).rejects.toMatchObject({ code: "PERSON_UNKNOWN" });
    await expect(offer(ana, "ana")).rejects.toMatchObject({ code: "PERSON_UNKNOWN" });
    await expect(offer(bo, "sup")).rejects.toMatchObject({ code: "NOT_OWNER" });
    await offer(ana, "bo");
    await expect(offer(ana, "sup")).rejects.toMatchObject({ code: "NOT_NOW" });
    await giveBack(stage, ID, ana, undefined);
    await expect(acceptTransfer(stage, ID, bo)).rejects.toMatchObject({ code: "NOT_NOW" });
  });
});
