import type { TurnEvent, Upload } from "../../engine/index.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, RecentAnswer } from "../stores/ports.ts";
import type { CloseOutcome } from "../wire/rep.ts";
import type { Update } from "../wire/visitor.ts";
import { answeredBefore, contentHash, updateOf } from "./same-id.ts";
import { type Plan, type TurnSetting, take } from "./take.ts";

/** The rep who acts. */
export interface Rep {
  readonly id: string;
  readonly name: string;
}

/** What a rep says to the visitor. */
export interface Said {
  readonly id: string;
  /** With a file alone: its name. */
  readonly text: string;
  readonly file?: Upload;
  /** `seq` of the last message that was there when it was begun. Missing: it goes out whatever was said since. */
  readonly after?: number;
}

/**
 * Takes the conversation over. By whom it is owned already: nothing changes.
 *
 * @throws {Refusal} CLAIMED, naming the owner, for all but the first of several reps; NOT_NOW when it cannot be taken.
 */
export async function claim(setting: TurnSetting, id: string, rep: Rep): Promise<Conversation> {
  return await conversationAfter(setting, id, (now) => {
    if (now.owner?.id === rep.id) return { done: now };
    if (now.owner) {
      throw new Refusal("CLAIMED", `${now.owner.name} has taken this conversation.`, {
        owner: now.owner.name,
      });
    }
    return {
      turn: { event: { type: "rep_joined", name: rep.name, rep: rep.id }, client: undefined, owner: rep },
    };
  });
}

/**
 * Says something to the visitor; the same id again gives the same answer.
 *
 * @throws {Refusal} NOT_OWNER unless the rep owns the conversation; ANSWERED_MEANWHILE, naming who, when somebody else has
 * answered the visitor since `after`.
 */
export async function reply(setting: TurnSetting, id: string, rep: Rep, said: Said): Promise<Update> {
  const { text, file, after } = said;
  const content = { rep: rep.id, text, ...(file && { file: file.id }) };
  const client = { id: `rep:${said.id}`, hash: contentHash(content) };
  const event: TurnEvent = {
    type: "rep_said",
    name: rep.name,
    text: text.normalize("NFC"),
    ...(file && { file }),
  };
  const result = await take(
    setting,
    id,
    (now): Plan<{ conversation: Conversation; answer: RecentAnswer }> => {
      const answer = answeredBefore(now, client.id, client.hash);
      if (answer) return { done: { conversation: now, answer } };
      mustOwn(now, rep);
      if (after !== undefined) mustBeFirst(now, rep, after);
      return { turn: { event, client } };
    },
  );
  return await updateOf(setting.conversations, result);
}

/** Gives the conversation back to the bot, at a section when one is named. */
export async function giveBack(
  setting: TurnSetting,
  id: string,
  rep: Rep,
  step: string | undefined,
): Promise<Conversation> {
  return await conversationAfter(setting, id, (now) => {
    mustOwn(now, rep);
    const event: TurnEvent = { type: "rep_left", name: rep.name, ...(step !== undefined && { step }) };
    return { turn: { event, client: undefined } };
  });
}

/** Ends the conversation with an outcome. */
export async function close(
  setting: TurnSetting,
  id: string,
  rep: Rep,
  outcome: CloseOutcome,
): Promise<Conversation> {
  return await conversationAfter(setting, id, (now) => {
    mustOwn(now, rep);
    return { turn: { event: { type: "rep_closed", name: rep.name, outcome }, client: undefined } };
  });
}

function mustBeFirst({ turns }: Conversation, rep: Rep, after: number): void {
  const others = turns
    .flatMap(({ messages }) => messages)
    .filter(
      ({ seq, from, name }) => seq > after && (from === "bot" || (from === "rep" && name !== rep.name)),
    );
  const last = others.at(-1);
  if (!last) return;
  const name = last.name ?? "Somebody";
  throw new Refusal("ANSWERED_MEANWHILE", `${name} has answered since you began.`, { owner: name });
}

/** @throws {Refusal} NOT_OWNER, naming who has it. */
export function mustOwn(conversation: Conversation, rep: Rep): void {
  if (conversation.owner?.id === rep.id) return;
  const owner = conversation.owner?.name;
  throw new Refusal(
    "NOT_OWNER",
    owner ? `${owner} has this conversation.` : "Take the conversation over first.",
    owner ? { owner } : {},
  );
}

export async function conversationAfter(
  setting: TurnSetting,
  id: string,
  plan: (conversation: Conversation) => Plan<Conversation>,
): Promise<Conversation> {
  const result = await take(setting, id, plan);
  return "done" in result ? result.done : result.conversation;
}
