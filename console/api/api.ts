import type { ChangePassword, Recovery, Session, TotpSetUp } from "../../server/wire/account.ts";
import type { AuditCheck, AuditPage } from "../../server/wire/audit.ts";
import type { Desk, OfferTransfer, Stance } from "../../server/wire/handoff.ts";
import type {
  CannedReplies,
  Colleague,
  Here,
  OwnInbox,
  SayReply,
  WriteNote,
} from "../../server/wire/inbox.ts";
import type { Key, MadeKey, MakeKey } from "../../server/wire/keys.ts";
import type { About, LiveVisitor, StartTalk } from "../../server/wire/live.ts";
import type { Exported, Whose, WireErased } from "../../server/wire/privacy.ts";
import type { WireProblem } from "../../server/wire/problem.ts";
import type {
  CloseOutcome,
  InboxDetail,
  InboxPage,
  Invited,
  InvitePerson,
  LeadDetail,
  LeadPage,
  LogIn,
  Me,
  Person,
  Queue,
  Role,
} from "../../server/wire/rep.ts";
import type { EditAnswer, Steer, WireSteering } from "../../server/wire/steer.ts";
import type { Endpoint, UndeliveredPage } from "../../server/wire/undelivered.ts";
import type { Update } from "../../server/wire/visitor.ts";
import { type SettingsApi, settingsApi } from "../settings/settings-api.ts";
import { ApiProblem } from "./api-problem.ts";

/** What the console asks of the server. Every call throws {@link ApiProblem} when it was refused or not answered. */
export interface Api extends SettingsApi {
  /** Null when nobody is logged in. */
  me(): Promise<Me | null>;
  logIn(how: LogIn): Promise<void>;
  logOut(): Promise<void>;
  /** One page of a queue, or of what the search `q` finds. */
  inbox(queue: Queue, cursor?: string, q?: string): Promise<InboxPage>;
  conversation(id: string): Promise<InboxDetail>;
  claim(id: string): Promise<InboxDetail>;
  /** The same `reply.id` again is applied once, so a reply that got no answer may be sent again. */
  reply(id: string, reply: SayReply): Promise<Update>;
  /** The same `note.id` again changes nothing. */
  note(id: string, note: WriteNote): Promise<InboxDetail>;
  /** Seen up to `seq`; a smaller one makes it unread. */
  read(id: string, seq: number): Promise<void>;
  /** @param until ISO 8601; null brings it back. */
  snooze(id: string, until: string | null): Promise<InboxDetail>;
  /** Tells others that one looks or types. */
  here(id: string, here: Here): Promise<void>;
  /** Asks a colleague or a team to take it over. */
  transfer(id: string, to: OfferTransfer): Promise<InboxDetail>;
  /** @param yes false: no, or one takes back one's own. */
  answerTransfer(id: string, yes: boolean): Promise<InboxDetail>;
  desks(): Promise<readonly Desk[]>;
  canned(): Promise<CannedReplies>;
  ownInbox(): Promise<OwnInbox>;
  saveOwnInbox(own: OwnInbox): Promise<OwnInbox>;
  colleagues(): Promise<readonly Colleague[]>;
  /** What an upload has to send besides the bytes. */
  csrf(): string;
  /** Gives the conversation back to the bot, at `step` or where the playbook says. */
  giveBack(id: string, step?: string): Promise<InboxDetail>;
  close(id: string, outcome: CloseOutcome): Promise<InboxDetail>;
  /** Pages, whether the visitor is there, other conversations, and how they are reached. */
  about(id: string): Promise<About>;
  /** Where the visitor is in the playbook, and every legal move. */
  steering(id: string): Promise<WireSteering>;
  /** The same `steer.id` again changes nothing, so one that got no answer may be sent again. So with the two below. */
  steer(id: string, steer: Steer): Promise<InboxDetail>;
  editAnswer(id: string, answer: EditAnswer): Promise<InboxDetail>;
  startTalk(id: string, talk: StartTalk): Promise<InboxDetail>;
  /** Who is on the site now. */
  visitors(): Promise<readonly LiveVisitor[]>;
  leads(search: string, cursor?: string): Promise<LeadPage>;
  lead(id: string): Promise<LeadDetail>;
  /** All that is kept of somebody. For admins. */
  exportData(whose: Whose): Promise<Exported>;
  /** Erases it, for good. For admins. */
  eraseData(whose: Whose): Promise<WireErased>;
  people(): Promise<readonly Person[]>;
  invite(person: InvitePerson): Promise<Invited>;
  newLink(person: string): Promise<Invited>;
  changeRole(person: string, role: Role): Promise<Person>;
  endSessionsOf(person: string): Promise<void>;
  removeCodesOf(person: string): Promise<void>;
  changePassword(change: ChangePassword): Promise<void>;
  sessions(): Promise<readonly Session[]>;
  /** Says that one did something just now, or what one says of oneself. */
  changeDesk(stance?: Stance): Promise<Desk>;
  /** Ends one own session; without an id all but this one. */
  endSession(id?: string): Promise<void>;
  beginCodes(password: string): Promise<TotpSetUp>;
  confirmCodes(code: string): Promise<Recovery>;
  removeCodes(password: string): Promise<void>;
  keys(): Promise<readonly Key[]>;
  makeKey(key: MakeKey): Promise<MadeKey>;
  revokeKey(id: string): Promise<void>;
  audit(cursor?: string): Promise<AuditPage>;
  checkAudit(): Promise<AuditCheck>;
  /** What could not be delivered. */
  undelivered(cursor?: string): Promise<UndeliveredPage>;
  retryUndelivered(id: string): Promise<void>;
  discardUndelivered(id: string): Promise<void>;
  webhooks(): Promise<readonly Endpoint[]>;
  openWebhook(name: string): Promise<void>;
}

/** `send` is the browser's `fetch`. The CSRF token that `me` brings goes with everything that changes something. */
export function createApi(send: typeof fetch): Api {
  let csrf = "";

  async function ask<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (method !== "GET") headers["x-csrf-token"] = csrf;
    if (body !== undefined) headers["content-type"] = "application/json";
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await send(`/api/v1${path}`, {
      method,
      headers,
      credentials: "same-origin",
      ...init,
    }).catch(() => {
      throw new ApiProblem({ status: 0, code: "NO_ANSWER", detail: "The server did not answer." });
    });
    if (!response.ok) throw await readProblem(response);
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  const personPath = (id: string) => `/people/${encodeURIComponent(id)}`;
  const inboxPath = (id: string) => `/inbox/${encodeURIComponent(id)}`;
  const talkPath = (id: string) => `/conversations/${encodeURIComponent(id)}`;

  return {
    ...settingsApi(ask),
    me: async () => {
      try {
        const me = await ask<Me>("GET", "/me");
        csrf = me.csrf;
        return me;
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) return null;
        throw error;
      }
    },
    logIn: (how) => ask("POST", "/session", how),
    logOut: () => ask("DELETE", "/session"),
    inbox: (queue, cursor, q) =>
      ask("GET", `/inbox?${asQuery({ queue: q === undefined ? queue : undefined, q, cursor })}`),
    conversation: (id) => ask("GET", inboxPath(id)),
    claim: (id) => ask("POST", `${inboxPath(id)}/claim`),
    reply: (id, reply) => ask("POST", `${inboxPath(id)}/replies`, reply),
    note: (id, note) => ask("POST", `${inboxPath(id)}/notes`, note),
    read: (id, seq) => ask("POST", `${inboxPath(id)}/read`, { seq }),
    snooze: (id, until) => ask("POST", `${inboxPath(id)}/snooze`, { until }),
    here: (id, here) => ask("POST", `${inboxPath(id)}/here`, here),
    transfer: (id, to) => ask("POST", `${inboxPath(id)}/transfer`, to),
    answerTransfer: (id, yes) =>
      yes ? ask("POST", `${inboxPath(id)}/transfer/accept`) : ask("DELETE", `${inboxPath(id)}/transfer`),
    desks: async () => (await ask<{ readonly data: readonly Desk[] }>("GET", "/desks")).data,
    canned: () => ask("GET", "/canned-replies"),
    ownInbox: () => ask("GET", "/me/inbox"),
    saveOwnInbox: (own) => ask("PUT", "/me/inbox", own),
    colleagues: async () => (await ask<{ readonly data: readonly Colleague[] }>("GET", "/colleagues")).data,
    csrf: () => csrf,
    giveBack: (id, step) => ask("POST", `${inboxPath(id)}/return`, step === undefined ? {} : { step }),
    close: (id, outcome) => ask("POST", `${inboxPath(id)}/close`, { outcome }),
    about: (id) => ask("GET", `${talkPath(id)}/beside`),
    steering: (id) => ask("GET", `${talkPath(id)}/steer`),
    steer: (id, steer) => ask("POST", `${talkPath(id)}/steer`, steer),
    editAnswer: (id, answer) => ask("POST", `${talkPath(id)}/answers`, answer),
    startTalk: (id, talk) => ask("POST", `${talkPath(id)}/start`, talk),
    visitors: async () => (await ask<{ readonly data: readonly LiveVisitor[] }>("GET", "/visitors")).data,
    leads: (search, cursor) => ask("GET", `/leads?${asQuery({ search, cursor })}`),
    lead: (id) => ask("GET", `/leads/${encodeURIComponent(id)}`),
    exportData: (whose) => ask("POST", "/privacy/export", whose),
    eraseData: (whose) => ask("POST", "/privacy/erase", whose),
    people: async () => (await ask<{ readonly data: readonly Person[] }>("GET", "/people")).data,
    invite: (person) => ask("POST", "/people", person),
    newLink: (person) => ask("POST", `${personPath(person)}/link`),
    changeRole: (person, role) => ask("POST", `${personPath(person)}/role`, { role }),
    endSessionsOf: (person) => ask("DELETE", `${personPath(person)}/sessions`),
    removeCodesOf: (person) => ask("DELETE", `${personPath(person)}/totp`),
    changePassword: (change) => ask("POST", "/me/password", change),
    sessions: async () => (await ask<{ readonly data: readonly Session[] }>("GET", "/me/sessions")).data,
    changeDesk: (stance) => ask("POST", "/me/desk", stance === undefined ? { active: true } : { stance }),
    endSession: (id) => ask("DELETE", id === undefined ? "/me/sessions" : `/me/sessions/${id}`),
    beginCodes: (password) => ask("POST", "/me/totp", { password }),
    confirmCodes: (code) => ask("POST", "/me/totp/confirm", { code }),
    removeCodes: (password) => ask("POST", "/me/totp/remove", { password }),
    keys: async () => (await ask<{ readonly data: readonly Key[] }>("GET", "/keys")).data,
    makeKey: (key) => ask("POST", "/keys", key),
    revokeKey: (id) => ask("DELETE", `/keys/${encodeURIComponent(id)}`),
    audit: (cursor) => ask("GET", `/audit?${asQuery({ cursor })}`),
    checkAudit: () => ask("GET", "/audit/check"),
    undelivered: (cursor) => ask("GET", `/undelivered?${asQuery({ cursor })}`),
    retryUndelivered: (id) => ask("POST", `/undelivered/${encodeURIComponent(id)}/retry`),
    discardUndelivered: (id) => ask("DELETE", `/undelivered/${encodeURIComponent(id)}`),
    webhooks: async () => (await ask<{ readonly data: readonly Endpoint[] }>("GET", "/webhooks")).data,
    openWebhook: (name) => ask("POST", `/webhooks/${encodeURIComponent(name)}/open`),
  };
}

function asQuery(fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1]));
  return new URLSearchParams(given).toString();
}

/** A proxy in between may answer with something that is no problem+json. */
async function readProblem(response: Response): Promise<ApiProblem> {
  const nameless = {
    status: response.status,
    code: "UNKNOWN",
    detail: `The server answered ${response.status}.`,
  };
  try {
    const problem = (await response.json()) as Partial<WireProblem> | null;
    return new ApiProblem({ ...nameless, ...problem, status: response.status });
  } catch {
    return new ApiProblem(nameless);
  }
}
