import { hashToken } from "../auth/token.ts";
import type { Log } from "../log.ts";
import { saveWith } from "../outbox/save-with.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { TurnSetting } from "../turns/take.ts";
import type { Identified, Identify } from "../wire/identity.ts";
import type { StartConversation } from "../wire/visitor.ts";
import { readIdentity, type SignedIdentitySetting } from "./signed-identity.ts";
import type { VerifiedIdentity, VisitorStore, VisitorToken } from "./visitor-store.ts";

export interface VisitorsSetting
  extends SignedIdentitySetting,
    Pick<TurnSetting, "conversations" | "nudge" | "bus" | "lanes"> {
  readonly store: VisitorStore;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  /** Whether who somebody is counts only when the site signed it. */
  enforced(): boolean;
}

type Facts = NonNullable<StartConversation["facts"]>;

/** Whoever holds a token is its visitor. */
export interface Visitors {
  /**
   * Whose token it is, and puts off its end. A token that nobody has seen is that of a new visitor; nothing is kept of it.
   *
   * @param token SHA-256 of the token, hex.
   * @throws {Refusal} TOKEN_EXPIRED when it ran out, or another took its place.
   */
  visitorOf(token: string): Promise<string>;
  /** Keeps the token of a visitor who begins to talk, so that it runs out. */
  keep(token: string): Promise<void>;
  /**
   * Makes a token that nobody has seen one of a visitor's: another device of theirs.
   *
   * @param token SHA-256 of the token, hex.
   * @throws {Refusal} TOKEN_EXPIRED when it is somebody else's, or has run out.
   */
  adopt(token: string, visitor: string): Promise<void>;
  /** What the site signed about the visitor of the token. */
  identityOf(token: string): Promise<VerifiedIdentity | undefined>;
  /**
   * Takes a signed identity and puts a new token in the place of the one that asks. The same again: the same answer.
   *
   * @throws {Refusal} IDENTITY_OFF, IDENTITY_REFUSED, TOKEN_EXPIRED
   */
  identify(token: string, input: Identify): Promise<Identified>;
  /**
   * The facts that a conversation begins with: those of the page, then what was signed.
   *
   * @throws {Refusal} IDENTITY_UNSIGNED when the page says who it is, nobody signed that, and the site asks for it.
   */
  factsFor(identity: VerifiedIdentity | undefined, given: Facts): Facts;
}

const DAY = 86_400_000;
const LIFE_MS = 30 * DAY;
/** Who somebody is. Other facts, such as a plan, may come unsigned. */
const IDENTITY_FACTS = ["email", "name"] as const;

export function makeVisitors(setting: VisitorsSetting): Visitors {
  const { store, siteId, timekeeper } = setting;
  const find = (token: string) => store.find(siteId(), token);
  return {
    visitorOf: async (token) => {
      const found = await find(token);
      if (!found) return token;
      refuseOld(found, timekeeper.now());
      const expiresAt = timekeeper.now() + LIFE_MS;
      // Written at most once a day, not on each request.
      if (expiresAt - found.expiresAt >= DAY) await store.extend(siteId(), token, expiresAt);
      return found.visitor;
    },
    keep: async (token) => {
      if (!(await find(token))) await store.add(newToken(setting, { id: token, visitor: token }));
    },
    adopt: async (token, visitor) => {
      await store.add(newToken(setting, { id: token, visitor }));
      const taken = await kept(setting, token);
      if (taken.visitor !== visitor) throw expired();
      refuseOld(taken, timekeeper.now());
    },
    identityOf: async (token) => (await find(token))?.identity,
    identify: (token, input) => identify(setting, token, input),
    factsFor: (identity, given) => {
      const named = IDENTITY_FACTS.some((name) => Object.hasOwn(given, name));
      if (!identity && named && setting.enforced()) {
        throw new Refusal(
          "IDENTITY_UNSIGNED",
          "Who the visitor is must be signed by the site: send it by Parley('identify', jwt).",
        );
      }
      return {
        ...given,
        ...(identity?.email !== undefined && { email: identity.email }),
        ...(identity?.name !== undefined && { name: identity.name }),
      };
    },
  };
}

async function identify(
  setting: VisitorsSetting,
  token: string,
  { jwt, next, conversation }: Identify,
): Promise<Identified> {
  const { store, siteId, timekeeper, log } = setting;
  const now = timekeeper.now();
  const identity = await readIdentity(setting, jwt, now).catch((error: unknown) => {
    if (error instanceof Refusal) log.info("identity.refused", { code: error.code });
    throw error;
  });
  const fresh = hashToken(next);
  if (fresh === token)
    throw new Refusal("INPUT_INVALID", "next must be another token than the one that asks.");
  const asks = newToken(setting, { id: token, visitor: token });
  if (!(await store.add(asks))) refuseOld(await kept(setting, token), now, fresh);
  const old = await kept(setting, token);
  // Two people at one browser: what the first one said is not the second one's.
  const same = old.identity === undefined || old.identity.sub === identity.sub;
  const visitor = same ? old.visitor : fresh;
  await store.add(newToken(setting, { id: fresh, visitor, identity }));
  const taken = await kept(setting, fresh);
  if (taken.visitor !== visitor || taken.identity?.sub !== identity.sub) throw expired();
  if (!(await store.replace(siteId(), token, fresh))) throw expired();
  if (same && conversation !== undefined) await mark(setting, conversation, visitor, identity);
  log.info("identity.accepted", { same });
  return { same };
}

async function kept({ store, siteId }: VisitorsSetting, id: string): Promise<VisitorToken> {
  const found = await store.find(siteId(), id);
  if (!found) throw new Error("a visitor's token that was just kept is gone");
  return found;
}

/** The lead is written anew from the conversation, with what was signed. */
async function mark(
  setting: VisitorsSetting,
  id: string,
  visitor: string,
  identity: VerifiedIdentity,
): Promise<void> {
  const found = await setting.conversations.load(setting.siteId(), id);
  if (found?.visitor !== visitor) return;
  const now = setting.timekeeper.now();
  const saved = await saveWith(setting, found, (conversation): Conversation | undefined => {
    if (conversation.identity?.sub === identity.sub && conversation.identity.email === identity.email)
      return undefined;
    const { outbox, turn } = conversation;
    const lead = { id: `lead:${id}:${turn}:verified`, kind: "lead", body: { turn }, tries: 0 } as const;
    const worthIt = conversation.lead.answers.length > 0 || conversation.lead.outcome !== undefined;
    return {
      ...conversation,
      v: conversation.v + 1,
      identity,
      ...(worthIt && {
        outbox: [...outbox.filter((item) => item.id !== lead.id), { ...lead, nextTryAt: now }],
        nextTryAt: Math.min(conversation.nextTryAt ?? now, now),
      }),
    };
  });
  if (!saved) return;
  setting.nudge(id);
  setting.bus.tell({ conversation: id, seq: saved.talk.seq, status: saved.talk.status });
}

function newToken(
  { siteId, timekeeper }: VisitorsSetting,
  token: Pick<VisitorToken, "id" | "visitor"> & Partial<Pick<VisitorToken, "identity">>,
): VisitorToken {
  return {
    identity: undefined,
    ...token,
    siteId: siteId(),
    expiresAt: timekeeper.now() + LIFE_MS,
    replacedBy: undefined,
  };
}

/** @param by The token that may have taken its place already: then the request is a repeated one. */
function refuseOld({ expiresAt, replacedBy }: VisitorToken, now: number, by?: string): void {
  if (expiresAt <= now || (replacedBy !== undefined && replacedBy !== by)) throw expired();
}

function expired(): Refusal {
  return new Refusal("TOKEN_EXPIRED", "This token has run out. Make a new one, and begin anew.");
}
