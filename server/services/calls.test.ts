import { afterEach, describe, expect, test } from "@jest/globals";
import type { Service } from "../../engine/index.ts";
import { makeEgress } from "../egress/egress.ts";
import { makeOutbox } from "../outbox/outbox.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { type HeardRequest, type JsonServer, jsonServer } from "../testing/json-server.ts";
import { turnStage, VISITOR } from "../testing/turn-stage.ts";
import { fireClocks } from "../turns/fire-clocks.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { claim, giveBack } from "../turns/rep-acts.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { makeCalls } from "./calls.ts";

const ID = "conversation-1";
const PLAYBOOK = `
playbook: calling
questions:
  name: { ask: Your name?, answer: name }
  size: { ask: How many?, answer: number }
talk:
  start:
    - ask: [name, size]
    - call: crm.find
      send: { who: "{{ name }}", size: "{{ size }}", tags: [a, b] }
      save_as: found
      give_up_after: 10 seconds
      if_fails:
        - say: Not found.
        - end: failed
    - say: "Found {{ found.title }}."
    - end: done
`;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Answer = Parameters<typeof jsonServer>[0];
const FOUND: Answer = () => ({ title: "Acme" });

interface Around {
  readonly service?: Partial<Service>;
  readonly missing?: boolean;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly allow?: readonly string[];
  readonly stores?: Awaited<ReturnType<typeof openSqlite>>;
  readonly timekeeper?: ReturnType<typeof handClock>;
  readonly server?: JsonServer;
}

async function callStage(answer: Answer, around: Around = {}) {
  const server = around.server ?? (await jsonServer(answer));
  const service: Service = {
    name: "crm.find",
    method: "POST",
    address: `${server.url}/find?list=1`,
    secret: undefined,
    changes: false,
    input: undefined,
    output: undefined,
    timeoutMs: 2_000,
    retries: 0,
    ...around.service,
  };
  const services = new Map(around.missing ? [] : [["crm.find", service]]);
  const { stores, timekeeper } = around;
  const stage = await turnStage({
    playbook: PLAYBOOK,
    services,
    ...(stores && { stores }),
    ...(timekeeper && { timekeeper }),
  });
  const egress = makeEgress({ allow: around.allow ?? ["127.0.0.1"], userAgent: "Parley/test" });
  const calls = makeCalls({
    ...stage,
    egress,
    service: (name) => services.get(name),
    secret: (name) => around.secrets?.[name],
  });
  const outbox = makeOutbox({ ...stage, leads: stage.stores.leads, calls });
  if (!around.server) closers.push(() => server.close());
  closers.push(() => calls.stop());
  /** Until the step that calls: the call stands in the outbox then. */
  const reach = async () => {
    await stage.begin(ID);
    await sendMessage(stage, ID, VISITOR, { id: "message-1", text: "Ana" });
    await sendMessage(stage, ID, VISITOR, { id: "message-2", text: "80" });
  };
  const settled = async () => {
    await outbox.settled();
    await calls.settled();
    await outbox.settled();
  };
  const run = async () => {
    outbox.nudge(ID);
    await settled();
  };
  const state = async () => {
    const now = await stage.conversations.load("default", ID);
    if (!now) throw new Error("the conversation is gone");
    const messages = await messagesAfter(stage.conversations, now, 0);
    return {
      status: now.talk.status,
      outbox: now.outbox.filter(({ kind }) => kind === "call"),
      last: messages.at(-1)?.text,
      turn: now.turn,
      step: now.talk.outcome,
    };
  };
  return { ...stage, server, calls, outbox, reach, settled, run, state };
}

const bodies = (heard: readonly HeardRequest[]) => heard.map(({ body }) => JSON.parse(body) as unknown);
const ids = (heard: readonly HeardRequest[]) =>
  new Set(heard.map(({ headers }) => headers["parley-call-id"]));

describe("a call", () => {
  test("sends what the step says, under an id, with its secret, and its answer goes on with the talk", async () => {
    const stage = await callStage(FOUND, { service: { secret: "CRM_KEY" }, secrets: { CRM_KEY: "s3cret" } });
    await stage.reach();
    await stage.run();
    expect(bodies(stage.server.heard)).toEqual([{ who: "Ana", size: 80, tags: ["a", "b"] }]);
    expect(stage.server.heard[0]).toMatchObject({
      method: "POST",
      path: "/find?list=1",
      headers: { authorization: "Bearer s3cret" },
    });
    const [id] = ids(stage.server.heard);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(stage.server.heard[0]?.headers["idempotency-key"]).toBe(id);
    expect(await stage.state()).toMatchObject({
      status: "ended",
      last: "Found Acme.",
      step: "done",
      outbox: [],
    });
    expect(stage.lines.join()).not.toMatch(/s3cret|Acme|Ana/);
  });

  test("by GET sends it in the query", async () => {
    const stage = await callStage(FOUND, { service: { method: "GET" } });
    await stage.reach();
    await stage.run();
    expect(stage.server.heard).toMatchObject([
      { method: "GET", path: "/find?list=1&who=Ana&size=80&tags=a&tags=b", body: "" },
    ]);
    expect((await stage.state()).last).toBe("Found Acme.");
  });
});

describe("a call takes its if_fails", () => {
  const refused: Answer = (_request, response) => void response.writeHead(404).end();
  test.each<[string, Around, Answer, number]>([
    ["where services.yml lacks it", { missing: true }, FOUND, 0],
    ["where its secret is not set", { service: { secret: "CRM_KEY", retries: 2 } }, FOUND, 0],
    ["where its address is in the own network", { allow: [], service: { retries: 2 } }, FOUND, 0],
    [
      "where what is sent does not fit",
      { service: { input: { required: ["email"] }, retries: 2 } },
      FOUND,
      0,
    ],
    ["where the answer does not fit", { service: { output: { required: ["image"] }, retries: 2 } }, FOUND, 1],
    ["where the service says no, which is asked once", { service: { retries: 2 } }, refused, 1],
  ])("%s", async (_where, around, answer, asked) => {
    const stage = await callStage(answer, around);
    await stage.reach();
    await stage.run();
    expect(stage.server.heard).toHaveLength(asked);
    expect(await stage.state()).toMatchObject({ last: "Not found.", step: "failed", outbox: [] });
    expect(stage.lines.filter((line) => line.startsWith("service.failed"))).toHaveLength(1);
  });
});

describe("a try that fails", () => {
  const busyTwice = (): Answer => {
    let tries = 0;
    return (_request, response) => {
      tries += 1;
      if (tries > 2) return { title: "Acme" };
      response.writeHead(503).end();
      return undefined;
    };
  };

  test.each([false, true])(
    "is made again with the same id, as often as retries says (changes: %s)",
    async (changes) => {
      const stage = await callStage(busyTwice(), { service: { retries: 2, changes } });
      await stage.reach();
      await stage.run();
      expect(stage.server.heard).toHaveLength(3);
      expect(ids(stage.server.heard).size).toBe(1);
      expect((await stage.state()).last).toBe("Found Acme.");
    },
  );

  test("is not made again beyond that", async () => {
    const stage = await callStage(busyTwice(), { service: { retries: 1 } });
    await stage.reach();
    await stage.run();
    expect(stage.server.heard).toHaveLength(2);
    expect((await stage.state()).last).toBe("Not found.");
  });

  test("after the request was sent is made again only where the service changes nothing", async () => {
    const cut: Answer = (_request, response) => void response.destroy();
    for (const [changes, tries] of [
      [false, 3],
      [true, 1],
    ] as const) {
      const stage = await callStage(cut, { service: { retries: 2, changes } });
      await stage.reach();
      await stage.run();
      expect([changes, stage.server.heard.length]).toEqual([changes, tries]);
      expect((await stage.state()).last).toBe("Not found.");
    }
  });
});

describe("a call that nobody waits for any more", () => {
  test("is not made once the step has given up", async () => {
    const stage = await callStage(FOUND);
    await stage.reach();
    stage.timekeeper.advance(10_000);
    await fireClocks(stage, ID);
    stage.timekeeper.advance(60_000);
    await stage.run();
    expect(stage.server.heard).toEqual([]);
    expect(await stage.state()).toMatchObject({ last: "Not found.", outbox: [] });
  });

  test("whose answer comes too late is dropped", async () => {
    const stage = await callStage(() => undefined);
    let answer: () => void = () => undefined;
    const late = await callStage((_request, response) => {
      answer = () => {
        response.setHeader("Content-Type", "application/json");
        response.end('{"title":"Late"}');
      };
    });
    await stage.calls.stop();
    await late.reach();
    late.outbox.nudge(ID);
    await late.server.heardAtLeast(1);
    late.timekeeper.advance(10_000);
    await fireClocks(late, ID);
    const before = await late.state();
    answer();
    await late.settled();
    expect(await late.state()).toEqual({ ...before, outbox: [] });
    expect(late.lines.filter((line) => line.startsWith("service.dropped"))).toHaveLength(1);
  });

  test("while a rep has the conversation is made, its answer does not speak over them, and is used after them", async () => {
    const stage = await callStage(FOUND);
    await stage.reach();
    await claim(stage, ID, { id: "rep-1", name: "Mia" });
    await stage.run();
    expect(await stage.state()).toMatchObject({ status: "human", outbox: [] });
    expect((await stage.state()).last).not.toBe("Found Acme.");
    await giveBack(stage, ID, { id: "rep-1", name: "Mia" }, undefined);
    expect(await stage.state()).toMatchObject({ status: "ended", last: "Found Acme." });
    expect(stage.server.heard).toHaveLength(1);
  });
});

describe("a process that dies with a call under way", () => {
  test("leaves it to the next one, which makes it again with the same id", async () => {
    const server = await jsonServer((_request) =>
      server.heard.length === 1 ? undefined : { title: "Acme" },
    );
    closers.push(() => server.close());
    const stores = await openSqlite({ dir: ":memory:" });
    const timekeeper = handClock();
    const first = await callStage(FOUND, { stores, timekeeper, server, service: { timeoutMs: 2_000 } });
    await first.reach();
    first.outbox.nudge(ID);
    await server.heardAtLeast(1);
    await first.calls.stop();
    expect((await first.state()).outbox).toMatchObject([{ kind: "call", tries: 1 }]);

    const second = await callStage(FOUND, { stores, timekeeper, server, service: { timeoutMs: 2_000 } });
    // As long as the first could still be at it, the second leaves it alone.
    await second.outbox.round();
    await second.settled();
    expect(server.heard).toHaveLength(1);
    timekeeper.advance(4_000);
    await second.outbox.round();
    await second.settled();
    expect(server.heard).toHaveLength(2);
    expect(ids(server.heard).size).toBe(1);
    expect(await second.state()).toMatchObject({ last: "Found Acme.", outbox: [] });
  });

  test("of two nodes that see it at once only one makes it", async () => {
    const stores = await openSqlite({ dir: ":memory:" });
    const timekeeper = handClock();
    const server = await jsonServer(FOUND);
    closers.push(() => server.close());
    const nodes = await Promise.all([1, 2, 3].map(() => callStage(FOUND, { stores, timekeeper, server })));
    await nodes[0]?.reach();
    for (const node of nodes) node.outbox.nudge(ID);
    await Promise.all(nodes.map((node) => node.settled()));
    expect(server.heard).toHaveLength(1);
    expect(await nodes[1]?.state()).toMatchObject({ last: "Found Acme.", outbox: [] });
  });
});
