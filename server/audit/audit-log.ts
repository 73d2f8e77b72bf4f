import { createHmac, hkdfSync } from "node:crypto";
import { networkOf } from "../auth/whence.ts";
import type { Log } from "../log.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Actor, AuditEntry, AuditStore } from "./audit-store.ts";

/** All that is written down. */
export const AUDIT_ACTS = [
  "login.accepted",
  "login.refused",
  "logout",
  "sessions.ended",
  "password.set",
  "password.changed",
  "totp.set",
  "totp.removed",
  "totp.recovery_used",
  "person.invited",
  "link.made",
  "role.changed",
  "person.changed",
  "key.made",
  "key.revoked",
  "conversation.viewed",
  "file.viewed",
  "answer.edited",
  "conversation.steered",
  "conversation.started",
  "visitors.listed",
  "leads.listed",
  "lead.viewed",
  "leads.exported",
  "audit.read",
  "inbox.listed",
  "undelivered.listed",
  "delivery.retried",
  "delivery.discarded",
  "endpoint.opened",
  "canned.changed",
  "playbook.published",
  "playbook.retired",
  "settings.changed",
  "webhook.secret_made",
  "webhook.secret_dropped",
  "mail.tried",
  "board.viewed",
  "export.made",
  "erasure.asked",
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

export interface AuditLine {
  readonly who: Actor;
  readonly what: AuditAct;
  /** Id of what it was done to; never what somebody said, nor an address. */
  readonly object?: string;
  /** A word or two more, such as a role. */
  readonly detail?: string;
  /** The object before and after a change; only keyed hashes of them are kept. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Address of the request; only its network is kept. */
  readonly address?: string;
}

/** What a look over the whole log found. */
export interface AuditCheck {
  readonly lines: number;
  /** The first line that is missing or is not as it was written; undefined: all is whole. */
  readonly brokenAt: number | undefined;
  /** Chain of the last line. Who notes it elsewhere sees later whether the end was cut off. */
  readonly head: string;
}

/** Who did what. It can be added to and read; each line is chained to the one before by a keyed hash. */
export interface AuditLog {
  /** Resolves when the line is kept. */
  write(line: AuditLine): Promise<void>;
  /** Newest first, those before a number. */
  list(beforeSeq: number | undefined, limit: number): Promise<readonly AuditEntry[]>;
  verify(): Promise<AuditCheck>;
}

export interface AuditSetting {
  readonly store: AuditStore;
  siteId(): string;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  readonly secretKey: string;
}

export const SERVER: Actor = { kind: "server", id: "" };
export const UNKNOWN: Actor = { kind: "unknown", id: "" };

const PAGE = 500;
const TRIES = 50;
const LONGEST_WAIT_MS = 20;

export function makeAuditLog(setting: AuditSetting): AuditLog {
  const { store, siteId, log } = setting;
  const key = Buffer.from(hkdfSync("sha256", setting.secretKey, "", "parley audit", 32));
  // Lines of this process queue up here, so that only those of other nodes can be in the way.
  let before: Promise<void> = Promise.resolve();
  return {
    write: async (line) => {
      const turn = before.then(() => add(setting, key, line));
      before = turn.then(
        () => undefined,
        () => undefined,
      );
      const { seq, chain } = await turn;
      // A witness outside of the store: the log says what the last line was.
      log.info("audit.written", { seq, chain });
    },
    list: (beforeSeq, limit) => store.list(siteId(), beforeSeq ?? Number.MAX_SAFE_INTEGER, limit),
    verify: () => verify(setting, key),
  };
}

async function add(
  { store, siteId, timekeeper }: AuditSetting,
  key: Buffer,
  line: AuditLine,
): Promise<AuditEntry> {
  const { who, what, object, detail, address } = line;
  for (let tries = 1; ; tries++) {
    const last = await store.last(siteId());
    const open = {
      siteId: siteId(),
      seq: (last?.seq ?? 0) + 1,
      at: new Date(timekeeper.now()).toISOString(),
      who,
      what,
      object,
      detail,
      before: fingerprint(key, line.before),
      after: fingerprint(key, line.after),
      network: address === undefined ? undefined : networkOf(address),
    };
    const entry = { ...open, chain: chainOf(key, last?.chain ?? "", open) };
    if (await store.add(entry)) return entry;
    if (tries === TRIES) throw new Error("the audit log could not be added to: too many write at once");
    await timekeeper.wait(timekeeper.random() * LONGEST_WAIT_MS);
  }
}

async function verify({ store, siteId }: AuditSetting, key: Buffer): Promise<AuditCheck> {
  let [lines, head] = [0, ""];
  for (;;) {
    const page = await store.from(siteId(), lines, PAGE);
    for (const { chain, ...open } of page) {
      if (open.seq !== lines + 1 || chain !== chainOf(key, head, open)) {
        return { lines, brokenAt: lines + 1, head };
      }
      lines = open.seq;
      head = chain;
    }
    if (page.length < PAGE) return { lines, brokenAt: undefined, head };
  }
}

/** The fields in a fixed order, whatever order the store gives them back in. */
function chainOf(key: Buffer, previous: string, entry: Omit<AuditEntry, "chain">): string {
  const { siteId, seq, at, who, what, object, detail, before, after, network } = entry;
  const told = [siteId, seq, at, who.kind, who.id, what, object, detail, before, after, network];
  return createHmac("sha256", key)
    .update(JSON.stringify([previous, ...told]))
    .digest("hex");
}

function fingerprint(key: Buffer, object: unknown): string | undefined {
  if (object === undefined) return undefined;
  return createHmac("sha256", key).update(JSON.stringify(object)).digest("hex").slice(0, 16);
}
