import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type HandClock, handClock } from "../testing/hand-clock.ts";
import { readStream } from "../testing/read-stream.ts";
import { type Ask, type TestServer, testServer } from "../testing/test-server.ts";
import type { AuditPage } from "../wire/audit.ts";
import type { InboxPage } from "../wire/rep.ts";

const MINUTE = 60_000;
const CONVERSATIONS = "/api/v1/conversations";
const INBOX = "/api/v1/inbox";
const PDF = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

let server: TestServer;
let clock: HandClock;
let tom: Ask & { readonly cookie: string; readonly csrf: string };
let eva: typeof tom;
beforeAll(async () => {
  clock = handClock();
  server = await testServer({ timekeeper: clock });
  tom = await server.rep("rep", "Tom");
  eva = await server.rep("rep", "Eva");
});
afterAll(() => server.close());

/** A visitor who waits for a person; with an owner where one is named. */
async function waiting(id: string, name: string, owner?: Ask) {
  const visitor = server.visitor();
  const page = { url: "https://a.example/pricing?utm_source=news" };
  await visitor("POST", CONVERSATIONS, { id, page });
  const say = (text: string) =>
    visitor("POST", `${CONVERSATIONS}/${id}/messages`, { id: `${id}-${text}`.replace(/\W/g, "-"), text });
  await say(name);
  await say("80");
  if (owner) await owner("POST", `${INBOX}/${id}/claim`);
  return { visitor, say };
}

type Row = InboxPage["data"][number];

const idsOf = (answer: { readonly body: { readonly data: readonly { readonly id: string }[] } }) =>
  answer.body.data.map(({ id }) => id);

describe("a search", () => {
  test("finds by filters and by words that were said, and says what it does not understand", async () => {
    await waiting("search-ana", "Ana Zoltan");
    await waiting("search-bo", "Bo Zoltan", tom);
    const found = async (q: string) =>
      idsOf(await tom("GET", `${INBOX}?q=${encodeURIComponent(q)}`)).toSorted();
    expect(await found("zolt")).toEqual(["search-ana", "search-bo"]);
    expect(await found("is:unclaimed score:>10 page:/pricing zoltan")).toEqual(["search-ana"]);
    expect(await found("is:mine zoltan")).toEqual(["search-bo"]);
    expect(await found("grade:hot team:sales ANA")).toEqual(["search-ana"]);
    expect(await found("score:>20 zoltan")).toEqual([]);
    const refused = await tom("GET", `${INBOX}?q=${encodeURIComponent("is:lost score:high")}`);
    expect([refused.status, refused.body.code]).toEqual([400, "INPUT_INVALID"]);
    const faults = refused.body.errors as readonly { readonly message: string }[];
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringContaining("is:lost is not known"),
      expect.stringContaining("score:high is no bound"),
    ]);
  });

  test("counts each queue, the team's too", async () => {
    const { body } = await eva("GET", `${INBOX}?queue=team`);
    expect(body.counts).toMatchObject({ mine: 0, team: 1, snoozed: 0, mentions: 0 });
    expect(body.data).toMatchObject([{ id: "search-bo", owner: { name: "Tom" } }]);
  });
});

describe("a note", () => {
  test("is seen by the team and never by the visitor; whom it mentions finds it until they looked", async () => {
    const { visitor } = await waiting("note-way-1", "Cy", tom);
    const note = { id: "note-id-one", text: "@Eva call them", mentions: ["person-Eva"] };
    const written = await tom("POST", `${INBOX}/note-way-1/notes`, note);
    await tom("POST", `${INBOX}/note-way-1/notes`, note);
    const by = { id: "person-Tom", name: "Tom" };
    const [kept, ...more] = written.body.notes;
    expect([kept.text, kept.by, kept.mentions, more]).toEqual([note.text, by, ["person-Eva"], []]);
    expect((await tom("GET", `${INBOX}/note-way-1`)).body.notes).toHaveLength(1);
    const seen = await visitor("GET", `${CONVERSATIONS}/note-way-1/events?after=0`);
    expect(JSON.stringify(seen.body)).not.toContain("call them");

    const mentions = await eva("GET", `${INBOX}?queue=mentions`);
    expect(mentions.body.data).toMatchObject([{ id: "note-way-1", mentioned: true }]);
    expect(mentions.body.counts.mentions).toBe(1);
    expect((await tom("GET", `${INBOX}?queue=mentions`)).body.data).toEqual([]);
    expect((await eva("POST", `${INBOX}/note-way-1/read`, { seq: 0 })).status).toBe(204);
    expect((await eva("GET", `${INBOX}?queue=mentions`)).body.data).toEqual([]);
  });
});

describe("what the visitor writes", () => {
  test("is unread for its owner until they have looked, or answered; and again when they say so", async () => {
    const { say } = await waiting("read-way-1", "Di", tom);
    const unread = async () => {
      const rows = (await tom("GET", `${INBOX}?queue=mine`)).body.data as readonly Row[];
      return rows.find(({ id }) => id === "read-way-1")?.unread;
    };
    expect(await unread()).toBeUndefined();
    const { seq } = (await say("are you there?")).body;
    expect(await unread()).toBe(true);
    await eva("POST", `${INBOX}/read-way-1/read`, { seq });
    expect(await unread()).toBe(true);
    await tom("POST", `${INBOX}/read-way-1/read`, { seq });
    expect(await unread()).toBeUndefined();
    await tom("POST", `${INBOX}/read-way-1/read`, { seq: seq - 1 });
    expect(await unread()).toBe(true);
    await tom("POST", `${INBOX}/read-way-1/replies`, { id: "read-reply", text: "Yes" });
    expect(await unread()).toBeUndefined();
  });
});

describe("a snooze", () => {
  const queueOf = async (id: string) => {
    for (const queue of ["mine", "snoozed"]) {
      if (idsOf(await tom("GET", `${INBOX}?queue=${queue}`)).includes(id)) return queue;
    }
    return "none";
  };
  const until = (ms: number) => ({ until: new Date(clock.now() + ms).toISOString() });

  test("sets aside until its time, by a clock, and not a moment before", async () => {
    await waiting("snooze-way-1", "Ed", tom);
    expect((await eva("POST", `${INBOX}/snooze-way-1/snooze`, until(MINUTE))).body.code).toBe("NOT_OWNER");
    expect((await tom("POST", `${INBOX}/snooze-way-1/snooze`, until(-1))).body.code).toBe("INPUT_INVALID");
    const { body } = await tom("POST", `${INBOX}/snooze-way-1/snooze`, until(10 * MINUTE));
    expect(body.conversation.snoozed_until).toBe(new Date(clock.now() + 10 * MINUTE).toISOString());
    clock.advance(9 * MINUTE);
    expect(await queueOf("snooze-way-1")).toBe("snoozed");
    clock.advance(MINUTE);
    await eventually(async () => (await queueOf("snooze-way-1")) === "mine");
    const [row] = (await tom("GET", `${INBOX}?q=is:mine%20ed`)).body.data;
    expect([row.unread, row.snoozed_until]).toEqual([true, undefined]);
  });

  test("ends with the visitor's next message", async () => {
    const { say } = await waiting("snooze-way-2", "Flo", tom);
    await tom("POST", `${INBOX}/snooze-way-2/snooze`, until(10 * MINUTE));
    expect(await queueOf("snooze-way-2")).toBe("snoozed");
    await say("hello again");
    expect(await queueOf("snooze-way-2")).toBe("mine");
  });
});

describe("a reply", () => {
  test("is held back when somebody else has answered since it was begun, and goes out when sent anyway", async () => {
    await waiting("guard-way-1", "Gus", tom);
    const { seq } = (await tom("GET", `${INBOX}/guard-way-1`)).body;
    await tom("POST", `${INBOX}/guard-way-1/replies`, { id: "guard-own-1", text: "First", after: seq });
    // Their own words are no reason to hold anything back.
    const own = await tom("POST", `${INBOX}/guard-way-1/replies`, {
      id: "guard-own-2",
      text: "More",
      after: seq,
    });
    expect(own.status).toBe(200);
    await tom("POST", `${INBOX}/guard-way-1/return`, { step: "start" });
    await eva("POST", `${INBOX}/guard-way-1/claim`);
    const late = { id: "guard-late", text: "Hi", after: seq };
    const held = await eva("POST", `${INBOX}/guard-way-1/replies`, late);
    expect([held.status, held.body.code]).toEqual([409, "ANSWERED_MEANWHILE"]);
    expect(held.body.owner).not.toBe("Eva");
    const { after: _after, ...anyway } = late;
    expect((await eva("POST", `${INBOX}/guard-way-1/replies`, anyway)).status).toBe(200);
  });

  test("may be a file, which the visitor downloads", async () => {
    const { visitor } = await waiting("file-way-1", "Hal", tom);
    const upload = (ask: typeof tom) =>
      fetch(`${server.url}${INBOX}/file-way-1/files?name=offer.pdf`, {
        method: "POST",
        headers: { cookie: ask.cookie, "x-csrf-token": ask.csrf, "content-type": "application/pdf" },
        body: PDF,
      });
    expect((await upload(eva)).status).toBe(403);
    const file = (await (await upload(tom)).json()) as { readonly id: string };
    const sent = await tom("POST", `${INBOX}/file-way-1/replies`, { id: "file-reply", file: file.id });
    expect(sent.body.messages).toMatchObject([{ from: "rep", text: "offer.pdf", file: { id: file.id } }]);
    const got = await visitor("GET", `${CONVERSATIONS}/file-way-1/files/${file.id}`);
    expect([got.status, got.headers.get("content-disposition")]).toEqual([
      200,
      "attachment; filename=offer.pdf",
    ]);
    const empty = await tom("POST", `${INBOX}/file-way-1/replies`, { id: "file-none-1" });
    expect([empty.status, empty.body.code]).toEqual([400, "INPUT_INVALID"]);
    const foreign = await tom("POST", `${INBOX}/file-way-1/replies`, {
      id: "file-else-1",
      file: "f".repeat(22),
    });
    expect([foreign.status, foreign.body.code]).toEqual([404, "FILE_UNKNOWN"]);
  });
});

describe("signals", () => {
  test("tell colleagues who looks and types, the visitor who answers, and reps that the visitor writes", async () => {
    const { visitor } = await waiting("signal-way-1", "Ivy", tom);
    const { seq } = (await tom("GET", `${INBOX}/signal-way-1`)).body;
    const evas = await readStream(`${server.url}/api/v1/events`, { cookie: eva.cookie });
    const hers = await readStream(`${server.url}${CONVERSATIONS}/signal-way-1/events?after=${seq}`, {
      authorization: `Bearer ${visitor.token}`,
    });
    await hers.next(1);
    await tom("POST", `${INBOX}/signal-way-1/here`, { is: "viewing" });
    await tom("POST", `${INBOX}/signal-way-1/here`, { is: "typing" });
    await eva("POST", `${INBOX}/signal-way-1/here`, { is: "typing" });
    await tom("POST", `${INBOX}/signal-way-1/here`, { is: "typing", note: true });
    await visitor("POST", `${CONVERSATIONS}/signal-way-1/typing`);
    await tom("POST", `${INBOX}/signal-way-1/replies`, { id: "signal-reply", text: "There" });

    const who = { id: "person-Tom", name: "Tom" };
    const heard = (await evas.next(5)).map(({ event, data }) => [event, data]);
    expect(heard.slice(0, 4)).toEqual([
      ["signal", { conversation: "signal-way-1", who, is: "viewing" }],
      ["signal", { conversation: "signal-way-1", who, is: "typing" }],
      ["signal", { conversation: "signal-way-1", who, is: "typing" }],
      ["signal", { conversation: "signal-way-1", is: "typing" }],
    ]);
    const told = (await hers.next(2)).map(({ event, data }) => [event, data]);
    // Of the three that wrote only the owner's answer is hers to know.
    expect(told[0]).toEqual(["typing", { name: "Tom" }]);
    expect(told[1]?.[0]).toBe("message");

    const [row] = (await eva("GET", `${INBOX}?q=ivy`)).body.data;
    expect(row.viewers).toEqual([{ id: "person-Tom", name: "Tom", typing: true }]);
    clock.advance(MINUTE);
    expect((await eva("GET", `${INBOX}?q=ivy`)).body.data[0].viewers).toBeUndefined();
    evas.close();
    hers.close();
  });
});

describe("what reps have at hand", () => {
  test("keeps canned replies for all; of two who change them one is told", async () => {
    const admin = await server.rep("admin", "Ada");
    const path = "/api/v1/canned-replies";
    expect((await tom("GET", path)).body).toEqual({ v: 0, data: [] });
    const data = [{ short: "hi", text: 'Hi {{ visitor.first_name or "there" }}!' }];
    expect((await tom("PUT", path, { v: 0, data })).body.code).toBe("ROLE_REFUSED");
    expect((await admin("PUT", path, { v: 0, data })).body).toEqual({ v: 1, data });
    expect((await admin("PUT", path, { v: 0, data: [] })).body.code).toBe("CHANGED_MEANWHILE");
    expect((await admin("PUT", path, { v: 1, data: [...data, ...data] })).body.errors).toEqual([
      { path: "/body/data/1/short", message: "is there twice" },
    ]);
    expect((await tom("GET", path)).body).toEqual({ v: 1, data });
    const lines = (await admin("GET", "/api/v1/audit?limit=5")).body.data as AuditPage["data"];
    const line = lines.find(({ what }) => what === "canned.changed");
    expect([line?.who.name, line?.before]).toEqual(["Ada", expect.stringMatching(/^[0-9a-f]{16}$/)]);
  });

  test("keeps what a person has set for themselves, and whom they may mention", async () => {
    const path = "/api/v1/me/inbox";
    expect((await tom("GET", path)).body).toEqual({ views: [], single_keys: true, undo_seconds: 5 });
    const own = {
      views: [{ name: "Hot", search: "is:unclaimed grade:hot" }],
      single_keys: false,
      undo_seconds: 0,
      language: "de",
    };
    expect((await tom("PUT", path, own)).body).toEqual(own);
    expect((await tom("GET", path)).body).toEqual(own);
    expect((await eva("GET", path)).body.views).toEqual([]);
    const colleagues = await eva("GET", "/api/v1/colleagues");
    expect(colleagues.body.data).toContainEqual({ id: "person-Tom", name: "Tom", role: "rep" });
    expect(JSON.stringify(colleagues.body)).not.toContain("@");
  });
});

/** Looks again and again, for as long as a test may take. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; !(await holds()); looks++) {
    if (looks > 500) throw new Error("it never came");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
