import { mkdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Ask, type TestServer, testServer } from "../testing/test-server.ts";

const PLAYBOOK = `
playbook: brief
start_when: [{ page: /brief }]
questions:
  name: { ask: Your name?, answer: name }
  paper: { ask: Your brief?, answer: file }
lead:
  fields: { brief: paper }
talk:
  start:
    - show: { file: "Our guide.pdf", label: Our guide }
    - ask: [name, paper]
    - say: "Thanks for {{ paper }}."
    - end: done
`;
/** The same with a brief that no rep may read. */
const PRIVATE = PLAYBOOK.replace("playbook: brief", "playbook: private")
  .replace("page: /brief", "page: /private")
  .replace("answer: file", "answer: file, private: true")
  .replace("lead:\n  fields: { brief: paper }\n", "");
const PDF = Buffer.from("%PDF-1.7\nnot much of one");
const ID = "conversation-files";

let server: TestServer;
let owner: ReturnType<TestServer["visitor"]>;

beforeAll(async () => {
  server = await testServer({
    maxUploadMb: 1,
    files: { "brief.playbook.yml": PLAYBOOK, "private.playbook.yml": PRIVATE },
  });
  await mkdir(join(server.dir, "files"), { recursive: true });
  await writeFile(join(server.dir, "files", "Our guide.pdf"), PDF);
  await writeFile(join(server.dir, "files", "page.html"), "<script>alert(1)</script>");
  await writeFile(join(server.dir, "files", "drawing.svg"), "<svg onload='alert(1)'/>");
  await writeFile(join(server.dir, "files", ".secret"), "no");
  owner = server.visitor();
  await begin(owner, ID);
});
afterAll(() => server.close());

const begin = (ask: Ask, id: string, playbook = "brief") =>
  ask("POST", "/api/v1/conversations", { id, playbook, page: { url: "https://a.example/brief" } });

async function upload(id: string, token: string, name: string, bytes: Uint8Array) {
  const response = await fetch(
    `${server.url}/api/v1/conversations/${id}/files?name=${encodeURIComponent(name)}`,
    {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
      body: bytes as BodyInit,
    },
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function download(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, { headers });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

describe("a file of the site", () => {
  test("is on the card by its address, from which anybody downloads it", async () => {
    const { body } = await owner("GET", `/api/v1/conversations/${ID}/events`);
    const path = body.messages[0].cards[0].file as string;
    expect(path).toBe("/api/v1/files/site/Our%20guide.pdf");
    const { status, headers, bytes } = await download(path);
    expect([status, bytes.equals(PDF), headers.get("content-type")]).toEqual([200, true, "application/pdf"]);
    expect(headers.get("content-disposition")).toBe('attachment; filename="Our guide.pdf"');
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each(["page.html", "drawing.svg"])("that could run, such as %s, is only bytes", async (name) => {
    const { status, headers } = await download(`/api/v1/files/site/${name}`);
    expect([status, headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
    expect(headers.get("content-disposition")).toContain("attachment");
    expect(headers.get("content-security-policy")).toContain("sandbox");
  });

  test.each([
    "nothing.pdf",
    ".secret",
    "..%2Fsite.yml",
    "..%2Fbrief.playbook.yml",
    "%2Fetc%2Fpasswd",
    "..",
    "a%00.pdf",
    "..%5Csite.yml",
    "",
  ])("%j is none", async (name) => {
    const { status, headers } = await download(`/api/v1/files/site/${name}`);
    expect([400, 404]).toContain(status);
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect(headers.get("content-disposition")).toBeNull();
  });
});

describe("a file that a visitor sends", () => {
  // The public twin is the test below: the same file of the same visitor, which reps do download.
  test("to a private question is its owner's alone: not even an admin sees its name or has its bytes", async () => {
    const visitor = server.visitor();
    const id = "conversation-private";
    await begin(visitor, id, "private");
    const messages = `/api/v1/conversations/${id}/messages`;
    await visitor("POST", messages, { id: "message-name", text: "Ana" });
    const sent = await upload(id, visitor.token, "diagnosis.pdf", PDF);
    const file = sent.body["id"] as string;
    expect((await visitor("POST", messages, { id: "message-file", file })).body.messages).toMatchObject([
      { from: "visitor", text: "diagnosis.pdf", file: sent.body },
      { from: "bot", text: "Thanks for diagnosis.pdf." },
    ]);

    const own = await download(`/api/v1/conversations/${id}/files/${file}`, {
      authorization: `Bearer ${visitor.token}`,
    });
    expect([own.status, own.bytes.equals(PDF)]).toEqual([200, true]);
    for (const [role, name] of [
      ["admin", "Ada"],
      ["rep", "Rhea"],
      ["viewer", "Vito"],
    ] as const) {
      const rep = await server.rep(role, name);
      const refused = await download(`/api/v1/inbox/${id}/files/${file}`, { cookie: rep.cookie });
      expect([refused.status, refused.bytes.includes(PDF)]).toEqual([404, false]);
      expect(refused.headers.get("content-type")).toContain("application/problem+json");
      const seen = JSON.stringify((await rep("GET", `/api/v1/inbox/${id}`)).body);
      expect(seen).toContain("(private answer)");
      expect(seen).not.toMatch(new RegExp(`diagnosis|${file}`));
    }
  });

  test("answers the question, stands in the lead, and is downloaded by its owner and by reps alone", async () => {
    const visitor = server.visitor();
    const id = "conversation-sends";
    await begin(visitor, id);
    const sent = await upload(id, visitor.token, "C:\\papers\\Brief.pdf", PDF);
    expect(sent).toEqual({
      status: 201,
      body: { id: expect.any(String), name: "Brief.pdf", type: "application/pdf", size: PDF.length },
    });
    const file = sent.body["id"] as string;
    const messages = `/api/v1/conversations/${id}/messages`;
    const early = await visitor("POST", messages, { id: "message-early", file });
    expect([early.status, early.body.code]).toEqual([409, "NOT_NOW"]);
    await visitor("POST", messages, { id: "message-name", text: "Ana" });
    const answered = await visitor("POST", messages, { id: "message-file", file });
    expect(answered.status).toBe(200);
    expect(answered.body.messages).toMatchObject([
      { from: "visitor", text: "Brief.pdf", file: sent.body },
      { from: "bot", text: "Thanks for Brief.pdf." },
    ]);
    expect((await visitor("POST", messages, { id: "message-file", file })).body).toEqual(answered.body);

    const rep = await server.rep("viewer", "Vera");
    const detail = await rep("GET", `/api/v1/inbox/${id}`);
    expect(detail.body.lead.fields.brief).toEqual({ ...sent.body, label: "Brief.pdf" });

    const own = `/api/v1/conversations/${id}/files/${file}`;
    const reps = `/api/v1/inbox/${id}/files/${file}`;
    const authorization = `Bearer ${visitor.token}`;
    for (const found of [
      await download(own, { authorization }),
      await download(reps, { cookie: rep.cookie }),
    ]) {
      expect([found.status, found.bytes.equals(PDF)]).toEqual([200, true]);
      expect(found.headers.get("content-disposition")).toContain("attachment");
      expect(found.headers.get("content-type")).toBe("application/pdf");
    }
    expect((await download(own)).status).toBe(401);
    expect((await download(reps)).status).toBe(401);
    expect((await download(own, { authorization: `Bearer ${server.visitor().token}` })).status).toBe(404);
    // A conversation of one's own does not open the file of another.
    expect(
      (
        await download(`/api/v1/conversations/${ID}/files/${file}`, {
          authorization: `Bearer ${owner.token}`,
        })
      ).status,
    ).toBe(404);
    const foreign = await owner("POST", `/api/v1/conversations/${ID}/messages`, {
      id: "message-foreign",
      file,
    });
    expect([foreign.status, foreign.body.code]).toEqual([404, "FILE_UNKNOWN"]);
    expect(server.lines.join("\n")).not.toContain("Brief");
  });

  test("goes when the visitor wants to be forgotten", async () => {
    const visitor = server.visitor();
    const id = "conversation-forget";
    await begin(visitor, id);
    const { body } = await upload(id, visitor.token, "a.txt", Buffer.from("mine"));
    const file = body["id"] as string;
    expect(await server.stores.files.stat("default", id, file)).toBeDefined();
    await visitor("POST", `/api/v1/conversations/${id}/messages`, {
      id: "message-forget",
      text: "forget me",
    });
    for (let looks = 0; looks < 200 && (await server.stores.files.stat("default", id, file)); looks++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await server.stores.files.list("default", id)).toEqual([]);
  });

  test.each([
    ["is a program", "tool.pdf", Buffer.from("MZ\x90\x00\x03\x00", "latin1")],
    ["is a page", "page.html", Buffer.from("<html><script>alert(1)</script>")],
    ["is a drawing", "a.svg", Buffer.from("<svg/>")],
    ["is called what it is not", "photo.png", PDF],
    ["is empty", "a.txt", Buffer.alloc(0)],
    ["is a zip", "a.zip", Buffer.from("PK\x03\x04rest", "latin1")],
    ["has bytes in its text", "a.txt", Buffer.from("a\x00b")],
  ])("that %s is refused", async (_what, name, bytes) => {
    const { status, body } = await upload(ID, owner.token, name, bytes);
    expect([status, body["code"]]).toEqual([415, "FILE_REFUSED"]);
    expect(await server.stores.files.list("default", ID)).toEqual([]);
  });

  test("that is too large is refused, by what is said and by what comes", async () => {
    const large = Buffer.alloc(1024 * 1024 + 1, "a");
    const said = await upload(ID, owner.token, "a.txt", large);
    expect([said.status, said.body["code"]]).toEqual([413, "BODY_TOO_LARGE"]);
    const came = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { authorization: `Bearer ${owner.token}`, "transfer-encoding": "chunked" };
      const url = `${server.url}/api/v1/conversations/${ID}/files?name=a.txt`;
      const outgoing = request(url, { method: "POST", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on("error", reject);
      outgoing.end(large);
    });
    expect(came).toBe(413);
    expect(await server.stores.files.list("default", ID)).toEqual([]);
  });

  test("is refused without a token, and with a foreign one", async () => {
    expect((await upload(ID, "none", "a.txt", Buffer.from("a"))).status).toBe(401);
    const { status, body } = await upload(ID, server.visitor().token, "a.txt", Buffer.from("a"));
    expect([status, body["code"]]).toEqual([404, "CONVERSATION_UNKNOWN"]);
  });

  test("is the twentieth at most", async () => {
    const visitor = server.visitor();
    const id = "conversation-many";
    await begin(visitor, id);
    const statuses: number[] = [];
    for (let n = 1; n <= 21; n++)
      statuses.push((await upload(id, visitor.token, `${n}.txt`, Buffer.from("a"))).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 201), 415]);
  });
});
