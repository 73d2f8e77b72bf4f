import { afterEach, describe, expect, test } from "@jest/globals";
import { type JsonServer, jsonServer } from "../testing/json-server.ts";
import { makeEgress } from "./egress.ts";
import type { EgressError } from "./egress-error.ts";

const servers: JsonServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(answer: Parameters<typeof jsonServer>[0]): Promise<JsonServer> {
  const server = await jsonServer(answer);
  servers.push(server);
  return server;
}

const LOOPBACK = ["127.0.0.1"];

function ask(
  address: string,
  more: { allow?: readonly string[]; timeoutMs?: number; signal?: AbortSignal; json?: unknown } = {},
) {
  const { allow = LOOPBACK, timeoutMs = 5_000, signal = new AbortController().signal, json } = more;
  const method = json === undefined ? "GET" : "POST";
  const url = new URL(address);
  return makeEgress({ allow, userAgent: "Parley/test" }).ask({
    method,
    url,
    headers: { "X-A": "b" },
    json,
    timeoutMs,
    signal,
  });
}

const fault = async (answer: Promise<unknown>) => {
  const error = (await answer.then(
    () => new Error("it answered"),
    (thrown: unknown) => thrown,
  )) as EgressError;
  return [error.code, error.sent];
};

describe("a request", () => {
  test("sends JSON under its own name and brings JSON back", async () => {
    const server = await serving(() => ({ good: true }));
    expect(await ask(`${server.url}/tasks?a=1`, { json: { name: "Zoë" } })).toEqual({
      status: 200,
      json: { good: true },
    });
    expect(server.heard).toMatchObject([
      {
        method: "POST",
        path: "/tasks?a=1",
        body: '{"name":"Zoë"}',
        headers: { "x-a": "b", "user-agent": "Parley/test", "content-type": "application/json" },
      },
    ]);
  });

  test("tells other statuses without their body, and an empty answer as null", async () => {
    const server = await serving(({ path }, response) => {
      response.statusCode = Number(path.slice(1));
      response.end(response.statusCode === 204 ? undefined : "<html>");
    });
    expect(await ask(`${server.url}/404`)).toEqual({ status: 404, json: null });
    expect(await ask(`${server.url}/503`)).toEqual({ status: 503, json: null });
    expect(await ask(`${server.url}/204`)).toEqual({ status: 204, json: null });
  });
});

describe("the own network", () => {
  test.each([
    "http://127.0.0.1:PORT/",
    "http://localhost:PORT/",
    "http://2130706433:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://0.0.0.0:PORT/",
    "http://10.1.2.3/",
    "http://192.168.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
  ])("%s is refused, and nothing reaches it", async (address) => {
    const server = await serving(() => ({}));
    const port = new URL(server.url).port;
    expect(await fault(ask(address.replace("PORT", port), { allow: [] }))).toEqual([
      "ADDRESS_REFUSED",
      false,
    ]);
    expect(server.heard).toEqual([]);
  });

  test.each([[["127.0.0.1"]], [["127.0.0.0/8"]], [["fd00::/8", "127.0.0.1/32"]]])(
    "is open where %j says so",
    async (allow) => {
      const server = await serving(() => ({}));
      expect((await ask(server.url, { allow })).status).toBe(200);
    },
  );

  test("is open by the name of a host, and by that name only", async () => {
    const server = await serving(() => ({}));
    const byName = server.url.replace("127.0.0.1", "localhost");
    expect((await ask(byName, { allow: ["LocalHost"] })).status).toBe(200);
    expect(await fault(ask(server.url, { allow: ["localhost"] }))).toEqual(["ADDRESS_REFUSED", false]);
    expect(await fault(ask(server.url, { allow: ["127.0.0.2", "10.0.0.0/8"] }))).toEqual([
      "ADDRESS_REFUSED",
      false,
    ]);
  });
});

describe("no answer", () => {
  test("is a redirect, which is not followed", async () => {
    const server = await serving(({ path }, response) => {
      if (path === "/there") return {};
      response.writeHead(302, { Location: "/there" }).end();
      return undefined;
    });
    expect(await fault(ask(server.url))).toEqual(["REDIRECTED", true]);
    expect(server.heard).toHaveLength(1);
  });

  test.each([
    [
      "said to be too large",
      (response: { writeHead(s: number, h: object): { end(t: string): void } }) =>
        response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "70000" }).end("x"),
      "TOO_LARGE",
    ],
    [
      "too large",
      (response: { setHeader(n: string, v: string): void; end(t: string): void }) => {
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify("x".repeat(65 * 1024)));
      },
      "TOO_LARGE",
    ],
  ] as const)("is one that is %s", async (_what, reply, code) => {
    const server = await serving((_request, response) => void reply(response as never));
    expect(await fault(ask(server.url))).toEqual([code, true]);
  });

  test("is what is no JSON, by its type or by its text", async () => {
    const server = await serving(({ path }, response) => {
      response.setHeader("Content-Type", path === "/type" ? "text/html" : "application/json; charset=utf-8");
      response.end(path === "/type" ? "{}" : "{nope");
    });
    expect(await fault(ask(`${server.url}/type`))).toEqual(["NOT_JSON", true]);
    expect(await fault(ask(`${server.url}/text`))).toEqual(["NOT_JSON", true]);
  });

  test("comes in time from a server that is silent, that drips, or that breaks off", async () => {
    const server = await serving(({ path }, response) => {
      if (path === "/silent") return undefined;
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
      response.write("{");
      if (path === "/breaks") setImmediate(() => response.destroy());
      return undefined;
    });
    expect(await fault(ask(`${server.url}/silent`, { timeoutMs: 50 }))).toEqual(["TIMEOUT", true]);
    expect(await fault(ask(`${server.url}/drips`, { timeoutMs: 50 }))).toEqual(["TIMEOUT", true]);
    expect(await fault(ask(`${server.url}/breaks`))).toEqual(["BROKEN_OFF", true]);
  });

  test("comes from nowhere, and says that nothing was sent", async () => {
    const server = await serving(() => ({}));
    await server.close();
    expect(await fault(ask(server.url))).toEqual(["UNREACHABLE", false]);
    expect(await fault(ask("http://nobody.invalid/"))).toEqual(["UNREACHABLE", false]);
  });

  test("is waited for no longer once it is given up", async () => {
    const server = await serving(() => undefined);
    const control = new AbortController();
    const answer = fault(ask(server.url, { signal: control.signal }));
    await server.heardAtLeast(1);
    control.abort();
    expect(await answer).toEqual(["GIVEN_UP", true]);
    expect(await fault(ask(server.url, { signal: control.signal }))).toEqual(["GIVEN_UP", false]);
    expect(server.heard).toHaveLength(1);
  });
});
