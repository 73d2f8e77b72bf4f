import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import { Webhook as Signer } from "standardwebhooks";
import type { Webhook } from "../../engine/index.ts";
import { type HeardRequest, type JsonServer, jsonServer } from "../testing/json-server.ts";
import { type OutsideStage, type OutsideStageOptions, outsideStage } from "../testing/outside-stage.ts";
import { VISITOR } from "../testing/turn-stage.ts";
import { claim, close } from "../turns/rep-acts.ts";
import { sendMessage } from "../turns/visitor-acts.ts";

const ID = "conversation-1";
const secretOf = (letter: string) => `whsec_${Buffer.from(letter.repeat(24)).toString("base64")}`;
const SECRETS = { NEW: secretOf("n"), OLD: secretOf("o") };
const ALL: Webhook["on"] = [
  "conversation.started",
  "message.created",
  "lead.created",
  "lead.updated",
  "lead.qualified",
  "conversation.handoff_requested",
  "conversation.claimed",
  "conversation.closed",
  "lead.erased",
];

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const closeIt of closers.splice(0).reverse()) await closeIt();
});

type Answer = (request: HeardRequest, response: ServerResponse) => unknown;
const taken: Answer = (_request, response) => void response.end("ok");

async function receiver(answer: Answer = taken): Promise<JsonServer> {
  const server = await jsonServer(answer);
  closers.push(() => server.close());
  return server;
}

async function stageFor(webhooks: readonly Partial<Webhook>[], options: OutsideStageOptions = {}) {
  const stage = await outsideStage({
    secrets: SECRETS,
    ...options,
    webhooks: webhooks.map((one, n) => ({ name: `hook${n}`, url: "", on: ALL, secrets: ["NEW"], ...one })),
  });
  closers.push(() => stage.stop());
  return stage;
}

/** A whole story: every event but the erasure. */
async function tell(stage: OutsideStage, each: () => Promise<unknown> = async () => undefined) {
  await stage.begin(ID);
  await each();
  await sendMessage(stage, ID, VISITOR, { id: "message-1", text: "Ana Canary" });
  await each();
  await sendMessage(stage, ID, VISITOR, { id: "message-2", text: "80" });
  await each();
  await claim(stage, ID, { id: "person-rita", name: "Rita" });
  await each();
  await close(stage, ID, { id: "person-rita", name: "Rita" }, "qualified");
  await each();
}

const typesOf = (heard: readonly HeardRequest[]) =>
  heard.map(({ body }) => (JSON.parse(body) as { readonly type: string }).type);
const idOf = ({ headers }: HeardRequest) => String(headers["webhook-id"]);
const distinct = (heard: readonly HeardRequest[]) => new Set(heard.map(idOf)).size;

describe("a webhook", () => {
  test("hears what happens, in order, signed, each with its time and its data", async () => {
    const server = await receiver();
    const stage = await stageFor([{ url: `${server.url}/in?k=v` }]);
    await tell(stage, () => stage.run(ID));
    const types = typesOf(server.heard).filter((type) => type !== "message.created");
    expect(types).toEqual([
      "conversation.started",
      "lead.created",
      "lead.updated",
      "conversation.handoff_requested",
      "conversation.claimed",
      "lead.updated",
      "lead.qualified",
      "conversation.closed",
    ]);
    expect(distinct(server.heard)).toBe(server.heard.length);
    const seqs = server.heard
      .map(({ body }) => JSON.parse(body) as { readonly type: string; readonly data: { seq: number } })
      .flatMap(({ type, data }) => (type === "message.created" ? [data.seq] : []));
    const last = (await stage.conversations.load("default", ID))?.talk.seq ?? 0;
    expect(seqs).toEqual(Array.from({ length: last }, (_, n) => n + 1));

    const [first] = server.heard;
    expect(first).toMatchObject({ method: "POST", path: "/in?k=v" });
    expect(first?.headers).toMatchObject({ "content-type": "application/json", "user-agent": "Parley/test" });
    const qualified = server.heard.find(({ body }) => body.includes('"lead.qualified"'));
    expect(JSON.parse(qualified?.body ?? "")).toMatchObject({
      type: "lead.qualified",
      timestamp: "2026-06-01T09:00:00.000Z",
      data: { conversation: ID, name: "Ana Canary", score: 20, grade: "hot", fields: { seats: 80 } },
    });
    expect(stage.lines.join()).not.toContain("Canary");
  });

  test("is signed so that the library of the receiver takes it, by either secret while they change", async () => {
    const server = await receiver();
    const stage = await stageFor([
      { url: server.url, secrets: ["NEW", "OLD"], on: ["conversation.started"] },
    ]);
    // The library compares the time with its own clock.
    stage.timekeeper.advance(Date.now() - stage.timekeeper.now());
    await stage.begin(ID);
    await stage.run(ID);
    const [heard] = server.heard;
    if (!heard) throw new Error("nothing was heard");
    const headers = heard.headers as Record<string, string>;
    for (const secret of [SECRETS.NEW, SECRETS.OLD])
      expect(new Signer(secret).verify(heard.body, headers)).toMatchObject({ type: "conversation.started" });
    // The control: neither another secret nor another body is taken.
    expect(() => new Signer(secretOf("x")).verify(heard.body, headers)).toThrow();
    expect(() => new Signer(SECRETS.NEW).verify(`${heard.body} `, headers)).toThrow();
  });

  test("hears only what it wants, and one that is not asked hears nothing", async () => {
    const [server, other] = [await receiver(), await receiver()];
    const stage = await stageFor([
      { url: server.url, on: ["lead.qualified"] },
      { url: other.url, on: ["lead.erased"] },
    ]);
    await tell(stage, () => stage.run(ID));
    expect(typesOf(server.heard)).toEqual(["lead.qualified"]);
    expect(other.heard).toEqual([]);
  });

  test("hears of an erasure without the words, and no words after it", async () => {
    let down = true;
    const server = await receiver((_request, response) => {
      response.statusCode = down ? 503 : 204;
      response.end();
    });
    const stage = await stageFor([{ url: server.url }]);
    await stage.begin(ID);
    await sendMessage(stage, ID, VISITOR, { id: "message-1", text: "Ana Canary" });
    await stage.run(ID);
    await sendMessage(stage, ID, VISITOR, { id: "forget-01", text: "forget me" });
    await stage.run(ID);
    const before = server.heard.length;
    down = false;
    stage.timekeeper.advance(86_400_000);
    await stage.run(ID);
    const after = server.heard.slice(before);
    expect(typesOf(after)).toContain("lead.erased");
    expect(JSON.stringify(after)).not.toContain("Canary");
  });

  test.each([
    ["a private address", { url: "https://127.0.0.1/" }, [], "ADDRESS_REFUSED"],
    ["plain http in the own network", {}, [], "INSECURE"],
    ["plain http", { url: "http://93.184.216.34/" }, [], "INSECURE"],
    ["another port", { url: "https://93.184.216.34:8443/" }, [], "INSECURE"],
    ["no secret", { secrets: ["GONE"] }, ["127.0.0.1"], "SECRET_MISSING"],
    ["an address that is none", { url: "https://[::x/" }, ["127.0.0.1"], "ADDRESS_WRONG"],
  ])("with %s is told nothing", async (_what, hook, allow, fault) => {
    const server = await receiver();
    const stage = await stageFor([{ url: server.url, on: ["conversation.started"], ...hook }], { allow });
    await stage.begin(ID);
    await stage.run(ID);
    expect(server.heard).toEqual([]);
    expect(stage.lines.filter((line) => line.startsWith("delivery.failed")).join()).toContain(fault);
  });
});

/** What a receiver may do wrong, five times, before it is well. */
const FAULTS: Readonly<Record<string, Answer>> = {
  "answers 500": (_request, response) => void response.writeHead(500).end(),
  "answers 429": (_request, response) => void response.writeHead(429).end(),
  "answers 301": (_request, response) => void response.writeHead(301, { Location: "/elsewhere" }).end(),
  "resets the connection": (_request, response) => void response.destroy(),
  "dies midway through its headers": (_request, response) => {
    response.socket?.write("HTTP/1.1 200 OK\r\nContent-Le");
    setImmediate(() => response.socket?.destroy());
  },
};

describe("whatever a receiver does", () => {
  test.each(Object.entries(FAULTS))(
    "that %s, each event reaches it, with the id that it had",
    async (_what, fault) => {
      let left = 5;
      const well: string[] = [];
      const server = await receiver((request, response) => {
        if (left > 0) {
          left -= 1;
          return fault(request, response);
        }
        well.push(idOf(request));
        return taken(request, response);
      });
      const stage = await stageFor([{ url: server.url }]);
      await tell(stage);
      for (let hour = 0; hour < 40; hour++) {
        await stage.run(ID);
        stage.timekeeper.advance(3_600_000);
      }
      const expected = await expectedIds();
      expect(left).toBe(0);
      expect(new Set(well)).toEqual(expected);
      expect(well).toHaveLength(expected.size);
    },
  );

  test("that takes it with a huge answer, it has it, and the answer is not read", async () => {
    let written = 0;
    const server = await receiver((_request, response) => {
      response.writeHead(200, { "Content-Type": "text/html" });
      const more = () => {
        while (!response.destroyed && written < 50_000_000) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once("drain", more);
        }
      };
      more();
    });
    const stage = await stageFor([{ url: server.url, on: ["conversation.started"] }]);
    await stage.begin(ID);
    await stage.run(ID);
    expect(server.heard).toHaveLength(1);
    expect(stage.lines.filter((line) => line.startsWith("delivery.done"))).toHaveLength(1);
    expect(written).toBeLessThan(20_000_000);
  });

  test("that says 410 Gone, it is told nothing more until an admin opens it, and others are told", async () => {
    const gone = await receiver((_request, response) => void response.writeHead(410).end());
    const other = await receiver();
    const stage = await stageFor([{ url: gone.url }, { url: other.url }]);
    await tell(stage, () => stage.run(ID));
    expect(gone.heard).toHaveLength(1);
    expect(distinct(other.heard)).toBe((await expectedIds()).size);
    expect(stage.lines.filter((line) => line.startsWith("endpoint.closed"))).toHaveLength(1);
    const closed = await stage.stores.endpoints.closed("default");
    expect(closed).toMatchObject([{ target: "webhook:hook0", url: gone.url }]);
    await stage.stores.endpoints.open("default", "webhook:hook0");
    await stage.begin("conversation-2");
    await stage.run("conversation-2");
    expect(gone.heard.length).toBeGreaterThan(1);
  });

  test("the control sees it: without stable ids the same event would count as two", async () => {
    let first = true;
    const server = await receiver((_request, response) => {
      response.statusCode = first ? 500 : 200;
      first = false;
      response.end();
    });
    const stage = await stageFor([{ url: server.url, on: ["conversation.started"] }]);
    await stage.begin(ID);
    await stage.run(ID);
    stage.timekeeper.advance(60_000);
    await stage.run(ID);
    expect(server.heard).toHaveLength(2);
    expect(distinct(server.heard)).toBe(1);
    const broken = server.heard.map((heard, n) => ({ ...heard, headers: { "webhook-id": `random-${n}` } }));
    expect(distinct(broken)).not.toBe(1);
  });
});

let ids: Promise<ReadonlySet<string>> | undefined;

/** The ids of the story's events, as a receiver in good health hears them. */
function expectedIds(): Promise<ReadonlySet<string>> {
  ids ??= (async () => {
    const server = await receiver();
    const stage = await stageFor([{ url: server.url }]);
    await tell(stage, () => stage.run(ID));
    return new Set(server.heard.map(idOf));
  })();
  return ids;
}
