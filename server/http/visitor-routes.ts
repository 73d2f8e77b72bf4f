import type { Request } from "express";
import Type from "typebox";
import type { FileStore } from "../files/file-store.ts";
import type { LineStore } from "../handoff/line-store.ts";
import { waitOf } from "../handoff/wait-of.ts";
import { recall } from "../memory/remember.ts";
import type { VisitorMemory } from "../memory/visitor-memory.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation } from "../stores/ports.ts";
import { beginConversation } from "../turns/begin.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { plainMessage } from "../turns/same-id.ts";
import { type TurnSetting, unknownConversation } from "../turns/take.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import type { Visitors } from "../visitors/visitors.ts";
import {
  clientIdSchema,
  type SendMessage,
  sendMessageSchema,
  startConversationSchema,
  startedSchema,
  updateSchema,
} from "../wire/visitor.ts";
import { addressOf } from "./address.ts";
import { givenConsent } from "./consent.ts";
import type { Streams } from "./event-stream.ts";
import { tokenOf } from "./gate.ts";
import { ANSWERED, type Route, route } from "./route.ts";
import { choosePlaybook } from "./starting.ts";
import { visitHeard } from "./visit-heard.ts";
import { streamConversation } from "./visitor-stream.ts";

export interface VisitorSetting extends TurnSetting {
  readonly streams: Streams;
  readonly files: FileStore;
  /** The header that names the visitor's country; undefined: none is believed. */
  readonly countryHeader: string | undefined;
  readonly memory: VisitorMemory;
  readonly visitors: Visitors;
  readonly line: LineStore;
  /** Keyed hash of where a request comes from. */
  originOf(request: Request): string;
}

const params = Type.Object({ id: clientIdSchema }, { additionalProperties: false });
const seqText = Type.String({ pattern: "^[0-9]{1,9}$" });

/** What a visitor's browser may ask for: a conversation, its turns, and what is new in it. */
export function visitorRoutes(setting: VisitorSetting): readonly Route[] {
  return [
    route(
      "POST /api/v1/conversations",
      {
        summary: "Begins a conversation. The same id and token again: the same answer.",
        body: startConversationSchema,
        reply: startedSchema,
        status: 201,
        turn: true,
        limited: "conversations",
      },
      async ({ who, body, request }) => {
        await setting.limits?.count("conversations", { visitor: who, address: addressOf(request) });
        const { id, page } = body;
        const token = tokenOf(request);
        const identity = await setting.visitors.identityOf(token);
        const facts = setting.visitors.factsFor(identity, body.facts ?? {});
        const choose = () =>
          choosePlaybook(setting, { ...body, facts }, visitHeard(request, setting.countryHeader));
        const consent = givenConsent(setting.playbooks.site(), body.consent);
        const siteId = setting.playbooks.site().id;
        const remembered = () => recall(setting, { siteId, visitor: who });
        await setting.visitors.keep(token);
        return await beginConversation(setting, {
          id,
          visitor: who,
          page,
          remembered,
          consent,
          choose,
          ...(identity && { identity }),
          origin: setting.originOf(request),
        });
      },
    ),
    route(
      "POST /api/v1/conversations/:id/messages",
      {
        summary:
          "One message, tap or change. Answered after the commit, with the messages that this turn added.",
        params,
        body: sendMessageSchema,
        reply: updateSchema,
        turn: true,
        limited: "messages",
      },
      async ({ who, params, body, request }) => {
        oneOfFive(body);
        await setting.limits?.count("messages", { visitor: who, address: addressOf(request) });
        return await sendMessage(setting, params.id, who, body, setting.files, setting.originOf(request));
      },
    ),
    route(
      "POST /api/v1/conversations/:id/typing",
      {
        summary: "Tells the reps that the visitor is writing. What is written stays in the browser.",
        params,
      },
      async ({ who, params }) => {
        await ownConversation(setting, params.id, who);
        setting.bus.signal({ conversation: params.id, is: "typing" });
        return undefined;
      },
    ),
    route(
      "GET /api/v1/conversations/:id/events",
      {
        summary:
          "What came after a seq: JSON, or by Accept a stream of the events message, status and typing.",
        params,
        query: Type.Object({ after: Type.Optional(seqText) }, { additionalProperties: false }),
        reply: updateSchema,
        stream: true,
      },
      async ({ who, params, query, request, response }) => {
        const conversation = await ownConversation(setting, params.id, who);
        const after = Number(query.after ?? 0);
        response.vary("Accept");
        if (request.accepts(["application/json", "text/event-stream"]) !== "text/event-stream") {
          const messages = await messagesAfter(setting.conversations, conversation, after);
          const { seq, status } = conversation.talk;
          const wait = await waitOf(setting.line, conversation);
          return { seq, status, messages: messages.map(plainMessage), ...(wait && { wait }) };
        }
        const resume = resumeAt(request, after);
        streamConversation(setting, { request, response, id: params.id, reader: who, after: resume });
        return ANSWERED;
      },
    ),
  ];
}

export async function ownConversation(
  setting: Pick<TurnSetting, "conversations" | "playbooks">,
  id: string,
  visitor: string,
): Promise<Conversation> {
  const conversation = await setting.conversations.load(setting.playbooks.site().id, id);
  if (conversation?.visitor !== visitor) throw unknownConversation();
  return conversation;
}

/** Last-Event-ID says what reached the browser since it asked first, so the later of the two counts. */
function resumeAt(request: Request, after: number): number {
  const last = request.headers["last-event-id"];
  return typeof last === "string" && /^\d{1,9}$/.test(last) ? Math.max(after, Number(last)) : after;
}

/** What the schema cannot say. */
function oneOfFive({ text, choice, choices, change, file }: SendMessage): void {
  const given = [text, choice, choices, change, file].filter((part) => part !== undefined);
  if (given.length === 1 && text?.trim() !== "") return;
  const message =
    given.length === 1
      ? "has nothing but spaces"
      : "needs exactly one of text, choice, choices, change and file";
  const path = given.length === 1 ? "/body/text" : "/body";
  throw new Refusal("INPUT_INVALID", "The body of the request is not right.", {
    errors: [{ path, message }],
  });
}
