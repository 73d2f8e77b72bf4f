/** @jest-environment node */
import { describe, expect, test } from "@jest/globals";
import { createClient } from "./client.ts";
import { json, makeServer, makeWorld } from "./world.fixture.ts";

const PAGE = { url: "https://www.example.com/pricing" };
const encode = (text: string) => new TextEncoder().encode(text);

async function begun(world = makeWorld()) {
  const server = makeServer(world);
  world.answer(server.answer);
  const client = createClient(world.ports);
  client.begin({ playbook: "b2b" }, PAGE);
  await world.pass(0);
  return { world, server, client, texts: () => client.state().messages.map(({ text }) => text) };
}

describe("before the visitor acts", () => {
  test("nothing is stored and nothing is asked", async () => {
    const world = makeWorld();
    const client = createClient(world.ports);
    expect(client.resume()).toBe(false);
    await world.pass(60_000);
    expect(world.stored.size).toBe(0);
    expect(world.requests).toEqual([]);
  });
});

describe("a conversation", () => {
  test("begins with a token of 32 random bytes and shows the greeting", async () => {
    const { world, texts } = await begun();
    const [begin] = world.posts("conversations");
    expect(begin?.headers["authorization"]).toMatch(/^Bearer [\w-]{43}$/);
    expect(begin?.body).toMatchObject({
      playbook: "b2b",
      page: PAGE,
      id: expect.stringMatching(/^[\w-]{22}$/),
    });
    expect(texts()).toEqual(["Hi!", "What should I call you?"]);
  });

  test("is begun again under the same id and token until the server has said so", async () => {
    const world = makeWorld();
    const client = createClient(world.ports);
    client.begin({}, PAGE);
    await world.pass(4_000);
    const server = makeServer(world);
    world.answer(server.answer);
    await world.pass(60_000);
    const begins = world.posts("conversations");
    expect(begins.length).toBeGreaterThan(2);
    expect(
      new Set(begins.map(({ body, headers }) => `${String(body["id"])} ${headers["authorization"]}`)).size,
    ).toBe(1);
    expect(client.state().phase).toBe("open");
  });

  test("that the server refuses says so instead of trying for ever", async () => {
    const world = makeWorld();
    world.answer(() => json({ code: "PLAYBOOK_UNKNOWN" }, 422));
    const client = createClient(world.ports);
    client.begin({}, PAGE);
    await world.pass(120_000);
    expect(client.state().phase).toBe("refused");
    expect(world.posts("conversations")).toHaveLength(1);
  });

  test("that the server knows no more is gone", async () => {
    const { world, client } = await begun();
    world.answer(() => json({ code: "CONVERSATION_UNKNOWN" }, 404));
    client.send({ text: "Ana" }, "Ana");
    await world.pass(0);
    expect(client.state().phase).toBe("gone");
  });
});

describe("what the visitor sends", () => {
  test("is shown at once and gives place to the server's message", async () => {
    const { world, client, texts } = await begun();
    client.send({ text: "Ana" }, "Ana");
    expect(client.state().outgoing.map(({ label, state }) => [label, state])).toEqual([["Ana", "sending"]]);
    await world.pass(0);
    expect(client.state().outgoing).toEqual([]);
    expect(texts()).toEqual(["Hi!", "What should I call you?", "Ana", "Noted."]);
  });

  test("goes out again under its id after a lost answer, and is applied once", async () => {
    const { world, server, client, texts } = await begun();
    let lost = 2;
    world.answer((path, body) => {
      const response = server.answer(path, body);
      return path.endsWith("/messages") && lost-- > 0 ? new Error("connection reset") : response;
    });
    client.send({ text: "Ana" }, "Ana");
    await world.pass(0);
    expect(client.state().outgoing[0]?.state).toBe("unsent");
    await world.pass(10_000);
    expect(world.posts("/messages")).toHaveLength(3);
    expect(new Set(world.posts("/messages").map(({ body }) => body["id"])).size).toBe(1);
    expect(server.applied).toBe(1);
    expect(texts().filter((text) => text === "Ana")).toHaveLength(1);
    expect(client.state().outgoing).toEqual([]);
  });

  test("would be applied three times with an id for each try", async () => {
    // The control of the test above: the same losses, without the one id.
    const { world, server } = await begun();
    for (const id of ["a", "b", "c"])
      await world.ports.fetch(`${world.ports.base}conversations/x/messages`, {
        method: "POST",
        body: JSON.stringify({ id, text: "Ana" }),
      });
    expect(server.applied).toBe(3);
  });

  test("goes out in the order in which it was written, also when the first needs two tries", async () => {
    const { world, server, client } = await begun();
    let fail = true;
    world.answer((path, body) => {
      if (!path.endsWith("/messages") || !fail) return server.answer(path, body);
      fail = false;
      return json({}, 503);
    });
    client.send({ text: "one" }, "one");
    client.send({ text: "two" }, "two");
    await world.pass(5_000);
    const said = server.log.filter(({ from }) => from === "visitor").map(({ text }) => text);
    expect(said).toEqual(["one", "two"]);
  });

  test("is not shown twice when the stream is faster than the answer", async () => {
    const { world, server, client } = await begun();
    let release: (response: Response) => void = () => undefined;
    world.answer((path, body) => {
      const response = server.answer(path, body);
      if (!path.endsWith("/messages")) return response;
      return new Promise<Response>((resolve) => {
        release = () => resolve(response);
      });
    });
    client.send({ text: "Ana" }, "Ana");
    await world.pass(0);
    world.streams[0]?.enqueue(encode(`event: message\ndata: ${JSON.stringify(server.log[2])}\n\n`));
    await world.pass(0);
    expect(client.state().messages.map(({ seq }) => seq)).toContain(3);
    expect(client.state().outgoing.map(({ landed }) => landed)).toEqual([true]);
    release(new Response());
    await world.pass(0);
    expect(client.state().outgoing).toEqual([]);
    expect(client.state().messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test("survives a reload of the page before it arrived", async () => {
    const { world, client } = await begun();
    world.answer(() => new Error("offline"));
    client.send({ text: "Ana" }, "Ana");
    await world.pass(100);
    client.close();

    const reloaded = makeWorld(world.stored);
    const server = makeServer(reloaded);
    server.add({ text: "Hi!" }, { text: "What should I call you?" });
    reloaded.answer(server.answer);
    const next = createClient(reloaded.ports);
    expect(next.resume()).toBe(true);
    await reloaded.pass(0);
    expect(reloaded.posts("/messages").map(({ body }) => body["id"])).toEqual([
      world.posts("/messages")[0]?.body["id"],
    ]);
    expect(next.state().messages.map(({ text }) => text)).toContain("Ana");
    expect([...world.stored.keys()].filter((key) => key.startsWith("parley.out."))).toEqual([]);
  });

  test("stays with Retry and Remove when the server refuses it, and does not stop the next", async () => {
    const { world, server, client } = await begun();
    world.answer((path, body) =>
      body["text"] === "bad" ? json({ code: "INPUT_INVALID" }, 422) : server.answer(path, body),
    );
    client.send({ text: "bad" }, "bad");
    client.send({ text: "good" }, "good");
    await world.pass(60_000);
    expect(client.state().outgoing.map(({ label, state }) => [label, state])).toEqual([["bad", "refused"]]);
    expect(server.log.map(({ text }) => text)).toContain("good");
    const id = client.state().outgoing[0]?.body.id ?? "";
    client.retry(id);
    await world.pass(0);
    expect(world.posts("/messages").filter(({ body }) => body["id"] === id)).toHaveLength(2);
    client.remove(id);
    expect(client.state().outgoing).toEqual([]);
    expect(world.stored.has(`parley.out.${id}`)).toBe(false);
  });

  test("waits as long as the server asks, and the visitor is told politely", async () => {
    const { world, server, client } = await begun();
    let busy = true;
    world.answer((path, body) =>
      busy && path.endsWith("/messages")
        ? json({ detail: "One moment." }, 429, { "retry-after": "7" })
        : server.answer(path, body),
    );
    client.send({ text: "Ana" }, "Ana");
    await world.pass(6_000);
    busy = false;
    expect(client.state().slowDown).toBe("One moment.");
    expect(client.state().outgoing).toMatchObject([{ label: "Ana" }]);
    expect(world.posts("/messages")).toHaveLength(1);
    await world.pass(1_000);
    expect(world.posts("/messages")).toHaveLength(2);
    expect(client.state().slowDown).toBeUndefined();
    expect(client.state().outgoing).toEqual([]);
  });
});

describe("what comes from the server", () => {
  test("is asked for from the last whole message on, in the stream's own header too", async () => {
    const { world } = await begun();
    const stream = world.requests.find(({ headers }) => headers["accept"] === "text/event-stream");
    expect(stream?.path).toMatch(/events\?after=2$/);
    expect(stream?.headers["last-event-id"]).toBe("2");
  });

  test("is fetched when the stream left something out", async () => {
    const { world, server, client } = await begun();
    server.add({ text: "three" }, { text: "four" });
    world.streams[0]?.enqueue(encode(`id: 4\nevent: message\ndata: ${JSON.stringify(server.log[3])}\n\n`));
    await world.pass(0);
    expect(client.state().messages.map(({ text }) => text)).toEqual([
      "Hi!",
      "What should I call you?",
      "three",
      "four",
    ]);
  });

  test("is fetched every 20 s when the stream says nothing", async () => {
    const { world, server, client } = await begun();
    server.add({ text: "three" });
    await world.pass(19_000);
    expect(client.state().messages).toHaveLength(2);
    await world.pass(1_500);
    expect(client.state().messages).toHaveLength(3);
  });

  test("brings the status: a rep takes over", async () => {
    const { world, client } = await begun();
    world.streams[0]?.enqueue(encode('event: status\ndata: {"seq":2,"status":"human"}\n\n'));
    await world.pass(0);
    expect(client.state().status).toBe("human");
  });

  test("tells who of the team is writing, until they have said it or fallen silent; and that the visitor writes", async () => {
    const { world, client } = await begun();
    const typed = () => world.requests.filter(({ path }) => path.endsWith("/typing")).length;
    client.typing();
    expect(typed()).toBe(0);
    world.streams[0]?.enqueue(encode('event: status\ndata: {"seq":2,"status":"human"}\n\n'));
    world.streams[0]?.enqueue(encode('event: typing\ndata: {"name":"Tom"}\n\n'));
    await world.pass(0);
    expect(client.state().typing).toBe("Tom");
    await world.pass(7_000);
    expect(client.state().typing).toBeUndefined();
    world.streams[0]?.enqueue(encode('event: typing\ndata: {"name":"Tom"}\n\n'));
    await world.pass(0);
    const said = { seq: 3, from: "rep", at: "2026-11-23T09:00:00.000Z", name: "Tom", text: "Hello" };
    world.streams[0]?.enqueue(encode(`event: message\ndata: ${JSON.stringify(said)}\n\n`));
    await world.pass(0);
    expect(client.state().typing).toBeUndefined();
    client.typing();
    client.typing();
    expect(typed()).toBe(1);
    await world.pass(3_000);
    client.typing();
    expect(typed()).toBe(2);
  });

  test("comes again after the stream broke, by itself, with growing waits", async () => {
    const { world, server, client } = await begun();
    world.answer(() => new Error("down"));
    world.streams[0]?.error(new Error("reset"));
    await world.pass(1_900);
    expect(client.state().connecting).toBe(false);
    await world.pass(3_000);
    expect(client.state().connecting).toBe(true);
    const tries = world.requests.filter(({ headers }) => headers["accept"] === "text/event-stream").length;
    await world.pass(60_000);
    const later = world.requests.filter(({ headers }) => headers["accept"] === "text/event-stream").length;
    expect(later - tries).toBeGreaterThan(2);
    expect(later - tries).toBeLessThan(10);
    server.add({ text: "three" });
    world.answer(server.answer);
    await world.pass(30_000);
    expect(client.state().connecting).toBe(false);
    expect(client.state().messages).toHaveLength(3);
  });

  test("counts as unread until the visitor has looked", async () => {
    const { world, server, client } = await begun();
    client.markSeen();
    server.add({ from: "rep", name: "Tom", text: "Hi" });
    await world.pass(20_500);
    expect(client.state().unread).toBe(1);
    client.markSeen();
    expect(client.state().unread).toBe(0);
  });
});

test("a new conversation keeps the visitor's token and forgets the old log", async () => {
  const { world, client } = await begun();
  client.send({ text: "Ana" }, "Ana");
  await world.pass(0);
  world.answer(makeServer(world).answer);
  client.begin({}, PAGE);
  await world.pass(0);
  const [first, second] = world.posts("conversations");
  expect(second?.headers["authorization"]).toBe(first?.headers["authorization"]);
  expect(second?.body["id"]).not.toBe(first?.body["id"]);
  expect(client.state().messages.map(({ text }) => text)).toEqual(["Hi!", "What should I call you?"]);
});

describe("a signed identity", () => {
  const jwtOf = (sub: string) => `x.${btoa(JSON.stringify({ sub }))}.y`;
  const tokens = (world: ReturnType<typeof makeWorld>, end: string) =>
    world.posts(end).map(({ headers }) => headers["authorization"]?.replace("Bearer ", ""));

  async function identified(same: boolean) {
    const world = makeWorld();
    const client = createClient(world.ports);
    const server = makeServer(world);
    world.answer((path, body) => (path === "identity" ? json({ same }) : server.answer(path, body)));
    return { world, client, server };
  }

  test("goes out with the first act and not before, and the conversation begins with the new token", async () => {
    const { world, client } = await identified(true);
    client.identify(jwtOf("u1"));
    await world.pass(60_000);
    expect(world.requests).toEqual([]);
    expect(world.stored.size).toBe(0);
    client.begin({}, PAGE);
    await world.pass(0);
    const [asked] = world.posts("identity");
    expect(asked?.body).toEqual({ jwt: jwtOf("u1"), next: expect.stringMatching(/^[\w-]{43}$/) });
    expect(tokens(world, "conversations")).toEqual([asked?.body["next"]]);
    expect(JSON.stringify([...world.stored])).not.toContain(jwtOf("u1"));
    // The next page of the site says the same: nothing is asked again.
    client.identify(jwtOf("u1"));
    await world.pass(0);
    expect(world.posts("identity")).toHaveLength(1);
  });

  test("in the middle of a conversation keeps it, under the same new token over every try", async () => {
    const { world, client, server } = await identified(true);
    client.begin({}, PAGE);
    await world.pass(0);
    world.answer((path, body) => (path === "identity" ? new Error("cut") : server.answer(path, body)));
    client.identify(jwtOf("u1"));
    await world.pass(10_000);
    world.answer((path, body) => (path === "identity" ? json({ same: true }) : server.answer(path, body)));
    await world.pass(30_000);
    const asked = world.posts("identity");
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked.map(({ body }) => body["next"])).size).toBe(1);
    expect(asked[0]?.body["conversation"]).toBe(world.posts("conversations")[0]?.body["id"]);
    client.send({ text: "hello" }, "hello");
    await world.pass(0);
    expect(tokens(world, "messages")).toEqual([asked[0]?.body["next"]]);
    expect(client.state().messages.map(({ text }) => text)).toContain("hello");
  });

  test("of somebody else begins anew, and leaves the other's words behind", async () => {
    const { world, client } = await identified(false);
    client.begin({}, PAGE);
    await world.pass(0);
    client.identify(jwtOf("u2"));
    await world.pass(0);
    const ids = world.posts("conversations").map(({ body }) => body["id"]);
    expect(new Set(ids).size).toBe(2);
    expect(tokens(world, "conversations").at(-1)).toBe(world.posts("identity")[0]?.body["next"]);
  });

  test("that is refused changes nothing", async () => {
    const { world, client, server } = await identified(true);
    client.begin({}, PAGE);
    await world.pass(0);
    world.answer((path, body) =>
      path === "identity" ? json({ code: "IDENTITY_REFUSED" }, 401) : server.answer(path, body),
    );
    client.identify("no jwt");
    await world.pass(0);
    client.send({ text: "hello" }, "hello");
    await world.pass(0);
    expect(tokens(world, "messages")).toEqual(tokens(world, "conversations"));
    expect(client.state().phase).toBe("open");
  });

  test("that another tab brought moves this tab to the new token, with what it has to say", async () => {
    const { world, client, server } = await identified(true);
    client.begin({}, PAGE);
    await world.pass(0);
    const other = createClient({ ...world.ports });
    other.resume();
    other.identify(jwtOf("u1"));
    await world.pass(0);
    const next = world.posts("identity")[0]?.body["next"];
    world.answer((path, body) => {
      const sent = world.requests.at(-1)?.headers["authorization"];
      return sent === `Bearer ${String(next)}`
        ? server.answer(path, body)
        : json({ code: "TOKEN_EXPIRED" }, 401);
    });
    client.send({ text: "from the old tab" }, "from the old tab");
    await world.pass(1_000);
    expect(client.state().phase).toBe("open");
    expect(server.log.map(({ text }) => text)).toContain("from the old tab");
  });
});
