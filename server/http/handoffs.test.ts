import { afterEach, expect, test } from "@jest/globals";
import { handClock } from "../testing/hand-clock.ts";
import { jsonServer } from "../testing/json-server.ts";
import { openMailbox } from "../testing/mailbox.ts";
import { readStream } from "../testing/read-stream.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

const MINUTE = 60_000;
const INBOX = "/api/v1/inbox";
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Options = NonNullable<Parameters<typeof testServer>[0]>;

async function started(options: Options = {}) {
  const clock = handClock();
  const server = await testServer({ ...options, timekeeper: clock });
  closers.push(server.close);
  return { server, clock };
}

/** A visitor who waits for a person. */
async function waiting(server: TestServer, id: string) {
  const visitor = server.visitor();
  const say = (text: string) =>
    visitor("POST", `/api/v1/conversations/${id}/messages`, { id: `${id}-${text}`, text });
  await visitor("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/pricing" } });
  await say("Ana");
  await say("80");
  return { visitor, say };
}

type Rep = Awaited<ReturnType<TestServer["rep"]>>;

async function atWork(server: TestServer, rep: Rep) {
  const stream = await readStream(`${server.url}/api/v1/events`, { cookie: rep.cookie });
  closers.push(stream.close);
  const alert = async () => {
    for (;;) {
      const [event] = await stream.next(1);
      if (event?.event === "alert") return event.data;
    }
  };
  return { alert };
}

/** Rounds run on the server's own clock: it is moved until what is waited for is there. */
async function until<T>(clock: ReturnType<typeof handClock>, look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 2_000; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    // Several looks between two moves: what runs in the background has the time to come to its end.
    if (tries % 5 === 4) clock.advance(1_000);
    await new Promise(setImmediate);
  }
  throw new Error("it never came");
}

test("whoever is asked hears of it at their desk, with all that a notification needs, and sees why", async () => {
  const { server, clock } = await started();
  const tom = await server.rep("rep", "Tom");
  const { alert } = await atWork(server, tom);
  await waiting(server, "handoff-1");
  const heard = alert();
  const row = await until(clock, async () => {
    const [found] = (await tom("GET", INBOX)).body.data;
    return found?.handoff?.to ? found : undefined;
  });
  expect(row.handoff).toMatchObject({
    state: "alerted",
    rung: "person",
    to: { id: "person-Tom", name: "Tom" },
    why: "Tom: the only one free, 0 open",
  });
  expect(await heard).toMatchObject({
    conversation: "handoff-1",
    name: "Ana",
    reason: "handoff",
    team: "sales",
  });
});

test("a visitor sees their place and the promise, and may stop waiting", async () => {
  const { server } = await started();
  const first = await waiting(server, "handoff-1");
  const { visitor } = await waiting(server, "handoff-2");
  const events = (id: string, ask: typeof visitor) => ask("GET", `/api/v1/conversations/${id}/events`);
  expect((await events("handoff-1", first.visitor)).body.wait.place).toBe(1);
  expect((await events("handoff-2", visitor)).body.wait).toEqual({
    place: 2,
    may_stop: true,
    answer_by: "2026-06-01T09:03:00.000Z",
  });
  const stop = (ask = visitor) =>
    ask("POST", "/api/v1/conversations/handoff-2/stop-waiting", { id: "stop-0001" });
  expect((await stop(server.visitor())).body.code).toBe("CONVERSATION_UNKNOWN");
  const stopped = (await stop()).body;
  expect((stopped.messages as readonly { readonly text: string }[]).map(({ text }) => text)).toEqual([
    "You are not waiting for a person any more.",
    "Nobody is there.",
  ]);
  expect((await stop()).body).toEqual(stopped);
  const after = (await events("handoff-2", visitor)).body;
  expect([after.status, after.wait]).toEqual(["ended", undefined]);
});

test("a transfer is heard by the colleague, accepted once, and bounces in a minute", async () => {
  const { server, clock } = await started();
  const tom = await server.rep("rep", "Tom");
  const eva = await server.rep("rep", "Eva");
  const { alert } = await atWork(server, eva);
  await waiting(server, "handoff-1");
  await tom("POST", `${INBOX}/handoff-1/claim`);
  const heard = (async () => {
    for (;;) {
      const told = (await alert()) as { reason: string };
      if (told.reason === "transfer") return told;
    }
  })();
  const offer = { person: "person-Eva", note: "Wants a price" };
  const offered = await tom("POST", `${INBOX}/handoff-1/transfer`, offer);
  expect(offered.body.conversation.handoff.transfer).toMatchObject({
    from: { name: "Tom" },
    to: { name: "Eva" },
    note: "Wants a price",
  });
  expect(await heard).toMatchObject({ conversation: "handoff-1", reason: "transfer" });
  clock.advance(MINUTE);
  await until(clock, async () => {
    const { body } = await tom("GET", `${INBOX}/handoff-1`);
    return body.conversation.handoff.transfer === undefined ? true : undefined;
  });
  expect((await eva("POST", `${INBOX}/handoff-1/transfer/accept`)).body.code).toBe("NOT_NOW");
  await tom("POST", `${INBOX}/handoff-1/transfer`, offer);
  const taken = await eva("POST", `${INBOX}/handoff-1/transfer/accept`);
  expect(taken.body.conversation.owner.name).toBe("Eva");
  expect((await tom("DELETE", `${INBOX}/handoff-1/transfer`)).body.code).toBe("NOT_NOW");
});

test("a desk says who is there, and changes by its own person alone", async () => {
  const { server } = await started();
  const tom = await server.rep("rep", "Tom");
  const viewer = await server.rep("viewer", "Vi");
  const desks = async () => (await viewer("GET", "/api/v1/desks")).body.data;
  expect(await desks()).toEqual([
    {
      person: { id: "person-Tom", name: "Tom" },
      presence: "offline",
      stance: "online",
      teams: [],
      languages: [],
      skills: [],
      open: 0,
    },
  ]);
  await atWork(server, tom);
  expect((await tom("POST", "/api/v1/me/desk", { stance: "busy" })).body).toMatchObject({ presence: "busy" });
  expect((await desks())[0].presence).toBe("busy");
});

test("who is not at their desk is told by mail, and the company's chat by a line; nobody's words go out", async () => {
  const box = await openMailbox();
  closers.push(box.close);
  const chat = await jsonServer(() => ({}));
  closers.push(chat.close);
  const { server, clock } = await started({
    mailer: box.mailer,
    egressAllow: "127.0.0.1",
    secrets: { CHAT_URL: `${chat.url}/hook` },
    files: {
      "site.yml":
        'teams: { sales: { people: [tom@example.com] }, late: { people: [eva@example.com], hours: { mon-fri: "20:00-21:00" } } }\nhandoff: { slack: CHAT_URL }\n',
    },
  });
  await server.rep("rep", "Tom");
  await server.rep("rep", "Eva");
  await server.rep("admin", "Ada");
  await waiting(server, "handoff-1");
  const told = () => new Set(box.heard.flatMap((letter) => letter.to));
  await until(clock, async () => {
    await server.ask("GET", "/healthz");
    return told().has("ada@example.com") && told().has("tom@example.com") && chat.heard.length > 0
      ? true
      : undefined;
  });
  // Eva's hours are over; Ada is the supervisor where the team names none.
  expect(told()).toEqual(new Set(["tom@example.com", "ada@example.com"]));
  const said = [...box.heard.map(({ text }) => text), ...chat.heard.map(({ body }) => body)].join("\n");
  expect(said).not.toMatch(/Ana\b|80\b/);
  expect(said).toContain("/console/inbox/waiting/handoff-1");
  expect(JSON.parse(chat.heard[0]?.body ?? "{}")).toMatchObject({
    text: expect.stringContaining("Nobody has answered yet"),
    blocks: [{ type: "section" }],
  });
});
