import { connect } from "node:net";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { type TestServer, testServer } from "../testing/test-server.ts";
import { BODIES } from "./collections/json.ts";
import { REQUESTS } from "./collections/requests.ts";
import { tell, tryAll } from "./figures.ts";

// Hundreds of requests each, on a machine that may be busy.
jest.setTimeout(180_000);

const MOST_MS = 250;
const SITE = "name: Fernway\norigins: [https://www.example.com]\n";
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ files: { "site.yml": SITE } });
});
afterAll(() => server.close());

/** What comes back over a bare connection until it is closed, or until nothing more can come. */
function overTheWire(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    let answer = "";
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      answer += chunk;
      if (isWhole(answer)) done();
    });
    socket.on("error", done);
    socket.on("close", done);
    // A request that never ends is cut by our end of the wire, as a client that gives up.
    socket.end(Buffer.from(bytes, "latin1"));
  });
}

function isWhole(answer: string): boolean {
  const [head = "", body] = answer.split("\r\n\r\n", 2);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  return body !== undefined && length !== undefined && answer.length - head.length - 4 >= Number(length);
}

/** Words of files that are nobody's business. */
const SECRETS = [
  "root:x:",
  '"parley-playbooks"',
  "SQLite format",
  "[core]",
  "at Object.",
  "node_modules",
  "origins:",
];

function leakIn(answer: string): string | undefined {
  const found = SECRETS.find((secret) => answer.includes(secret));
  return found && `shows ${found}`;
}

test("a request that no browser sends is refused or cut, and shows nothing; its twin is answered", async () => {
  const figures = await tryAll(REQUESTS, MOST_MS, async (request, kind) => {
    const answer = await overTheWire(request);
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
    if (kind === "twin") return status === 200 ? undefined : `was answered ${status}`;
    // Nothing at all, or a page that anybody may see: the console's own, or what a site without the header would get.
    return status >= 500 ? `was answered ${status}: ${answer.slice(0, 200)}` : leakIn(answer);
  });
  tell("requests", figures);
  expect(figures.faults).toEqual([]);
  expect((await server.ask("GET", "/healthz")).status).toBe(200);
  expect(server.lines.filter((line) => line.startsWith("request.failed"))).toEqual([]);
});

test("a body of another shape is refused with a code; its twin is taken", async () => {
  const visitor = server.visitor();
  const page = { url: "https://a.example/pricing" };
  let count = 0;
  const figures = await tryAll(BODIES, MOST_MS, async (body, kind) => {
    count += 1;
    const id = `conversation-${count}`;
    // A conversation of its own, so that what one left there is not the next one's trouble.
    await visitor("POST", "/api/v1/conversations", { id, page });
    const answer = await visitor("POST", `/api/v1/conversations/${id}/messages`, body, {
      "content-type": "application/json",
    });
    if (kind === "twin") return answer.status === 200 ? undefined : `was answered ${answer.status}`;
    const isRefused = answer.status >= 400 && answer.status < 500 && typeof answer.body.code === "string";
    return isRefused ? undefined : `was answered ${answer.status}`;
  });
  tell("bodies", figures);
  expect(figures.faults).toEqual([]);
  expect(server.lines.filter((line) => line.startsWith("request.failed"))).toEqual([]);
});

const ROUTES = ["/api/v1/start", "/api/v1/conversations", "/api/v1/session"];

test.each(ROUTES)("nor does %s take one", async (route) => {
  const visitor = server.visitor();
  const shapeless = BODIES.filter(({ name }) => /^no JSON/.test(name));
  const figures = await tryAll(shapeless, MOST_MS, async (body, kind) => {
    const { status } = await visitor("POST", route, body, { "content-type": "application/json" });
    if (kind === "twin") return undefined;
    return status >= 400 && status < 500 ? undefined : `was answered ${status}`;
  });
  tell(`bodies of ${route}`, figures);
  expect(figures.faults).toEqual([]);
});

test("control: a door that fails is seen", async () => {
  const figures = await tryAll(REQUESTS.slice(0, 2), MOST_MS, () => leakIn("root:x:0:0:root"));
  expect(figures.faults).toHaveLength(3);
});
