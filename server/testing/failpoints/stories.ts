import { SignJWT } from "jose";
import { Secret, TOTP } from "otpauth";
import { hashPassword } from "../../auth/password.ts";
import { newToken } from "../../auth/token.ts";
import type { Delivery } from "../../deliveries/delivery-store.ts";
import type { Answer } from "../test-server.ts";
import type { World } from "./world.ts";

const KEY = "k".repeat(40);
export const SECRETS = { SIGNS: KEY, HOOK: `whsec_${Buffer.from("h".repeat(24)).toString("base64")}` };
export const FILES = {
  "site.yml": `site: default
identity: { secret: SIGNS }
confirm_addresses: yes
limits: { requests: 10000 a minute }
webhooks:
  crm: { url: "{hooks}/crm", on: [conversation.started, lead.created, lead.erased, conversation.claimed], secret: HOOK }
  old: { url: "{hooks}/gone", on: [conversation.closed], secret: HOOK }
`,
  "whole.playbook.yml": `
playbook: whole
start_when: [{ page: /whole }]
questions:
  email: { ask: Your e-mail?, answer: email }
  paper: { ask: Your brief?, answer: file }
  size: { ask: How many are you?, answer: number, remember: 20 days }
lead: { unique_by: email, fields: { seats: size } }
talk:
  start:
    - ask: [email, paper, size]
    - handoff: sales
      answer_within: 30 minutes
      if_nobody: [{ end: nobody }]
    - end: helped
`,
};

/** What a person would see at the end, without what is random or depends on the hour. */
export type Seen = Readonly<Record<string, unknown>>;
export type Story = (world: World) => Promise<Seen>;

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const PASSWORD = "correct horse battery";
const ID = "conversation-whole";
let hash: Promise<string> | undefined;

/** Somebody of the console, who can log in. */
async function person(world: World, role: "admin" | "rep", name: string) {
  hash ??= hashPassword(PASSWORD);
  const at = new Date(0).toISOString();
  const email = `${name.toLowerCase()}@example.com`;
  const record = { id: `person-${name}`, siteId: "default", email, name, role, createdAt: at };
  await world.stores.people.add({ ...record, passwordHash: await hash });
  return await loggedIn(world, { email, password: PASSWORD });
}

async function loggedIn(world: World, input: object) {
  const answer = await world.ask("POST", "/api/v1/session", input);
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const csrf = String(answer.body.csrf);
  return (method: string, path: string, body?: unknown) =>
    world.ask(method, path, body, { cookie, "x-csrf-token": csrf });
}

function visitor(world: World, token: string) {
  return (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    world.ask(method, path, body, { authorization: `Bearer ${token}`, ...headers });
}

const linkIn = (text: string | undefined) => /[\w-]{43}(?=\s|$)/m.exec(text ?? "")?.[0] ?? "";
const PAGE = { url: "https://a.example/whole" };

/** Says all that the playbook asks for, up to the handoff. */
async function talk(world: World, token: string, id = ID): Promise<void> {
  const ask = visitor(world, token);
  await ask("POST", "/api/v1/conversations", { id, playbook: "whole", page: PAGE });
  const say = (n: number, said: object) =>
    ask("POST", `/api/v1/conversations/${id}/messages`, { id: `message-${n}`, ...said });
  await say(1, { text: "ana@acme.example" });
  await ask("POST", `/api/v1/conversations/${id}/visit`, { page: PAGE, seen: 1 });
  const bytes = { "content-type": "application/octet-stream" };
  const file = await ask("POST", `/api/v1/conversations/${id}/files?name=a.pdf`, "%PDF-1.7\nit", bytes);
  await say(2, { file: file.body.id });
  await say(3, { text: "80" });
}

async function hookedTypes(world: World): Promise<readonly string[]> {
  return [...world.hooked.values()].toSorted();
}

const texts = ({ body }: Answer) =>
  (body.messages as readonly { readonly from: string; readonly text?: string }[]).map(({ from, text }) =>
    [from, text].join(": "),
  );

/** From the first word to a rep's answer, a letter to who has left, and the way back by its link. */
const answered: Story = async (world) => {
  const token = newToken();
  await talk(world, token);
  await world.pass(MINUTE);
  const asked = world.letters.find(({ to, text }) => to === "ana@acme.example" && text.includes("/verify/"));
  await world.ask("POST", `/verify/${linkIn(asked?.text)}`);
  const rep = await person(world, "rep", "Rita");
  await rep("POST", "/api/v1/me/desk", { stance: "online" });
  await rep("POST", `/api/v1/inbox/${ID}/claim`);
  await rep("POST", `/api/v1/inbox/${ID}/replies`, { id: "reply-0001", text: "Hello Ana" });
  await rep("POST", `/api/v1/inbox/${ID}/notes`, { id: "note-00001", text: "A good one" });
  await rep("POST", `/api/v1/inbox/${ID}/read`, { seq: 3 });
  await visitor(world, token)("POST", `/api/v1/conversations/${ID}/visit`, { page: PAGE, left: true });
  await world.pass(12 * MINUTE, 5_000);
  const letter = world.letters.find(({ text }) => text.includes("Hello Ana"));
  const next = newToken();
  const resumed = await visitor(world, next)("POST", "/api/v1/resume", { link: linkIn(letter?.text) });
  await rep("POST", `/api/v1/inbox/${ID}/close`, { outcome: "qualified" });
  await world.pass(5 * MINUTE, 5_000);
  const admin = await person(world, "admin", "Ada");
  const closed = await admin("GET", "/api/v1/webhooks");
  await admin("POST", "/api/v1/webhooks/old/open");
  const lead = await world.stores.leads.load("default", ID);
  return {
    resumed: resumed.status,
    said: texts(await visitor(world, token)("GET", `/api/v1/conversations/${ID}/events`)),
    lead: [lead?.email, lead?.verified, lead?.lead.fields["seats"], lead?.lead.outcome],
    letters: [...new Set(world.letters.map(({ to, subject }) => `${to}: ${subject}`))].toSorted(),
    hooks: await hookedTypes(world),
    closed: JSON.stringify(closed.body).includes('"old"'),
    audit: (await admin("GET", "/api/v1/audit/check")).body.broken_at ?? "whole",
  };
};

/** Who a visitor is comes signed; then all that is kept of them is erased, and what time takes away goes. */
const erased: Story = async (world) => {
  const [token, next] = [newToken(), newToken()];
  await talk(world, token);
  await world.pass(MINUTE);
  const jwt = await new SignJWT({ sub: "u1", email: "ana@acme.example" })
    .setProtectedHeader({ alg: "HS256", kid: "SIGNS" })
    .setExpirationTime(Math.floor(world.timekeeper.now() / 1_000) + 3_600)
    .sign(Buffer.from(KEY));
  const identified = await visitor(world, token)("POST", "/api/v1/identity", { jwt, next, conversation: ID });
  await world.pass(2 * DAY, DAY);
  await visitor(world, next)("GET", `/api/v1/conversations/${ID}/events`);
  const admin = await person(world, "admin", "Ada");
  await admin("POST", "/api/v1/privacy/export", { lead: ID });
  const before = await world.stores.memory.due("default", Number.MAX_SAFE_INTEGER, 9);
  const gone = await admin("POST", "/api/v1/privacy/erase", { visitor: ID });
  await world.pass(15 * MINUTE, 5_000);
  const left = await world.stores.conversations.load("default", ID);
  await world.pass(40 * DAY, DAY);
  await world.pass(30 * MINUTE, MINUTE);
  const forgotten = await world.stores.memory.due("default", Number.MAX_SAFE_INTEGER, 9);
  await world.pass(400 * DAY, 25 * DAY);
  return {
    identified: identified.status,
    remembered: before.length,
    gone: gone.status,
    left: JSON.stringify([left?.turns, left?.lead.answers, left?.outbox.filter(({ tries }) => tries > 0)]),
    lead: await world.stores.leads.load("default", ID),
    forgotten: forgotten.map(({ answers }) => answers.length),
    memory: await world.stores.memory.due("default", Number.MAX_SAFE_INTEGER, 9),
    files: await world.stores.files.list("default", ID),
    tombstone: await world.stores.conversations.load("default", ID),
    hooks: await hookedTypes(world),
  };
};

/** Somebody comes again from another device and confirms the same address; later the playbook is taken away. */
const joined: Story = async (world) => {
  const confirm = async () => {
    const letters = world.letters.filter(({ text }) => text.includes("/verify/"));
    await world.ask("POST", `/verify/${linkIn(letters.at(-1)?.text)}`);
    await world.pass(2 * MINUTE);
  };
  await talk(world, newToken());
  await world.pass(MINUTE);
  await confirm();
  await world.pass(2 * DAY, DAY);
  await talk(world, newToken(), "conversation-again");
  await world.pass(MINUTE);
  await confirm();
  const leads = await world.stores.leads.list({ siteId: "default", limit: 9 });
  await world.without("whole.playbook.yml");
  await world.pass(MINUTE);
  return {
    leads: leads.rows.map(({ id, verified, earlier }) => [id, verified, earlier?.conversations]),
    letters: new Set(world.letters.map(({ text }) => text)).size,
    live: (await world.stores.versions.live("default")).map(({ playbook }) => playbook),
    hooks: await hookedTypes(world),
  };
};

const DEAD: Delivery = {
  siteId: "default",
  id: "dead-1",
  v: 1,
  target: "webhook:gone",
  type: "lead.created",
  lane: "",
  order: 0,
  conversation: undefined,
  at: "2026-06-01T09:00:00.000Z",
  body: {},
  state: "dead",
  tries: 9,
  since: 0,
  nextTryAt: undefined,
  changedAt: "2026-06-01T09:00:00.000Z",
  fault: "STATUS_500",
};

const NORA = { email: "new@example.com", name: "Nora", role: "rep" };
const ANOTHER = "another horse battery";

/** A link works once, also when the answer to it was lost: then the password is tried, and else a new link asked for. */
async function byLink(world: World, admin: Awaited<ReturnType<typeof person>>, welcome: string) {
  const come = [
    async () => ({ link: linkIn(welcome), password: ANOTHER }),
    async () => ({ email: NORA.email, password: ANOTHER }),
    async () => {
      const { body } = await admin("POST", "/api/v1/people", NORA);
      return { link: linkIn(String(body.link)), password: ANOTHER };
    },
  ];
  for (const way of come) {
    const ask = await loggedIn(world, await way());
    if ((await ask("GET", "/api/v1/me")).status === 200) return ask;
  }
  throw new Error("whoever was invited cannot come in");
}

/** People, their passwords, codes, sessions and keys, and what they keep at their desks. */
const people: Story = async (world) => {
  const admin = await person(world, "admin", "Ada");
  await admin("POST", "/api/v1/people", NORA);
  await world.pass(2_000);
  // What was answered may be lost: whoever invites asks again, and uses the last link.
  const again = await admin("POST", "/api/v1/people", NORA);
  const nora = await byLink(world, admin, String(again.body.link));
  const id = String((await nora("GET", "/api/v1/me")).body.person?.id);
  await nora("PUT", "/api/v1/me/inbox", {
    views: [{ name: "Hot", search: "score:>70" }],
    single_keys: false,
    undo_seconds: 5,
  });
  const setUp = await nora("POST", "/api/v1/me/totp", { password: ANOTHER });
  const code = () =>
    new TOTP({ secret: Secret.fromBase32(String(setUp.body.secret)) }).generate({
      timestamp: world.timekeeper.now(),
    });
  await nora("POST", "/api/v1/me/totp/confirm", { code: code() });
  await world.pass(MINUTE);
  const changed = await nora("POST", "/api/v1/me/password", {
    current: ANOTHER,
    next: "a third horse battery",
  });
  await nora("DELETE", "/api/v1/me/sessions");
  await world.pass(7 * 60 * MINUTE, 60 * MINUTE);
  await nora("GET", "/api/v1/me");
  await admin("DELETE", `/api/v1/people/${id}/totp`);
  await admin("PATCH", `/api/v1/people/${id}`, { name: "Nora N." });
  await admin("POST", `/api/v1/people/${id}/role`, { role: "viewer" });
  await admin("POST", `/api/v1/people/${id}/link`);
  await admin("PUT", "/api/v1/canned-replies", { v: 0, data: [{ short: "hi", text: "Hello" }] });
  const settings = await admin("GET", "/api/v1/settings");
  await admin("POST", "/api/v1/settings", { version: settings.body.version ?? 0, set: { name: "Fernway" } });
  const key = await admin("POST", "/api/v1/keys", { name: "crm", scopes: ["leads:read"] });
  await world.ask("GET", "/api/v1/leads", undefined, { authorization: `Bearer ${String(key.body.secret)}` });
  const keys = (await admin("GET", "/api/v1/keys")).body.data as readonly { readonly prefix: string }[];
  for (const { prefix } of keys) await admin("DELETE", `/api/v1/keys/${prefix}`);
  await world.ask("POST", "/api/v1/start", { page: PAGE }, { origin: "https://a.example" });
  await world.stores.deliveries.add([DEAD]);
  await admin("DELETE", `/api/v1/undelivered/${DEAD.id}`);
  const listed = (await admin("GET", "/api/v1/people")).body.data as readonly object[];
  const audit = (await admin("GET", "/api/v1/audit/check")).body;
  await admin("DELETE", "/api/v1/session");
  await world.pass(3 * DAY, DAY);
  return {
    changed: changed.status === 204 || changed.body.code === "PASSWORD_WRONG",
    people: listed.map((one) => ({ ...one, id: "" })),
    sessions: await world.stores.people.sessionsOf("default", id),
    totp: await world.stores.twoSteps.load("default", id),
    undelivered: await world.stores.deliveries.load("default", DEAD.id),
    keys: (await world.stores.apiKeys.list("default")).length,
    audit: audit.broken_at ?? "whole",
  };
};

export const STORIES: Readonly<Record<string, Story>> = { people, joined, erased, answered };
