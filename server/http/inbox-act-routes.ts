import Type from "typebox";
import type { FileStore } from "../files/file-store.ts";
import { keepUpload } from "../files/keep-upload.ts";
import { markRead, snooze, writeNote } from "../inbox/inbox-acts.ts";
import { Refusal } from "../refusal.ts";
import { reply } from "../turns/rep-acts.ts";
import { unknownConversation } from "../turns/take.ts";
import { unknownFile } from "../turns/visitor-acts.ts";
import {
  hereSchema,
  readSchema,
  type SayReply,
  sayReplySchema,
  snoozeSchema,
  writeNoteSchema,
} from "../wire/inbox.ts";
import { fileSchema } from "../wire/message.ts";
import { inboxDetailSchema } from "../wire/rep.ts";
import { clientIdSchema, updateSchema } from "../wire/visitor.ts";
import { readBytes } from "./read-bytes.ts";
import { detail, type RepSetting, repOf } from "./rep-routes.ts";
import { type Route, route } from "./route.ts";

export interface ActSetting extends RepSetting {
  readonly files: FileStore;
  readonly maxUploadMb: number;
}

const params = Type.Object({ id: clientIdSchema }, { additionalProperties: false });

/** What a rep does in a conversation besides claiming and closing it. */
export function inboxActRoutes(setting: ActSetting): readonly Route[] {
  return [...speaking(setting), ...sorting(setting)];
}

function speaking(setting: ActSetting): readonly Route[] {
  const siteId = () => setting.playbooks.site().id;
  return [
    route(
      "POST /api/v1/inbox/:id/replies",
      {
        summary: "Says something to the visitor, or sends a file. The same id again: the same answer.",
        params,
        body: sayReplySchema,
        reply: updateSchema,
        turn: true,
      },
      async ({ who, params, body }) =>
        await reply(setting, params.id, repOf(who), {
          id: body.id,
          ...(await content(setting, siteId(), params.id, body)),
          ...(body.after !== undefined && { after: body.after }),
        }),
    ),
    route(
      "POST /api/v1/inbox/:id/files",
      {
        summary: "Takes the bytes of one file. Its id then goes with a reply as `file`.",
        params,
        query: Type.Object(
          { name: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })) },
          { additionalProperties: false },
        ),
        upload: true,
        reply: fileSchema,
        status: 201,
      },
      async ({ who, params, query, request }) => {
        const conversation = await setting.conversations.load(siteId(), params.id);
        if (!conversation || conversation.erasedAt !== undefined) throw unknownConversation();
        if (conversation.owner?.id !== who.person.id) {
          throw new Refusal("NOT_OWNER", "Take the conversation over first.");
        }
        const bytes = await readBytes(request, setting.maxUploadMb * 1024 * 1024);
        const upload = { siteId: siteId(), conversation: params.id, name: query.name ?? "file", bytes };
        const { id, name, type, size } = await keepUpload(setting, upload);
        return { id, name, type, size };
      },
    ),
    route(
      "POST /api/v1/inbox/:id/notes",
      {
        summary: "A line to colleagues, who may be mentioned. The same id again changes nothing.",
        params,
        body: writeNoteSchema,
        reply: inboxDetailSchema,
      },
      async ({ who, params, body }) => {
        const conversation = await writeNote(setting, params.id, repOf(who), body);
        return await detail(setting, conversation, who.person.id);
      },
    ),
    route(
      "POST /api/v1/inbox/:id/here",
      {
        summary: "Tells colleagues that one looks or types, and the visitor that an answer is being written.",
        params,
        body: hereSchema,
      },
      async ({ who, params, body }) => {
        const conversation = await setting.conversations.load(siteId(), params.id);
        if (!conversation || conversation.erasedAt !== undefined) throw unknownConversation();
        const aloud = conversation.owner?.id === who.person.id && body.note !== true;
        const { id, name } = who.person;
        setting.bus.signal({ conversation: params.id, who: { id, name }, is: body.is, aloud });
        return undefined;
      },
    ),
  ];
}

function sorting(setting: ActSetting): readonly Route[] {
  return [
    route(
      "POST /api/v1/inbox/:id/read",
      {
        summary:
          "One has looked up to a seq: a mention is seen; a conversation of one's own is read, or unread.",
        params,
        body: readSchema,
      },
      async ({ who, params, body }) => {
        await markRead(setting, params.id, who.person.id, body.seq);
        return undefined;
      },
    ),
    route(
      "POST /api/v1/inbox/:id/snooze",
      {
        summary: "Sets one's conversation aside until a time, or brings it back.",
        params,
        body: snoozeSchema,
        reply: inboxDetailSchema,
      },
      async ({ who, params, body }) => {
        const until = body.until === null ? undefined : Date.parse(body.until);
        const conversation = await snooze(setting, params.id, repOf(who), until);
        return await detail(setting, conversation, who.person.id);
      },
    ),
  ];
}

/** What the schema cannot say: words, a file or both. */
async function content(
  { files }: ActSetting,
  siteId: string,
  conversation: string,
  { text, file }: SayReply,
): Promise<Pick<Parameters<typeof reply>[3], "text" | "file">> {
  if (file === undefined) {
    if (text !== undefined && text.trim() !== "") return { text };
    const errors = [{ path: "/body", message: "needs text or a file" }];
    throw new Refusal("INPUT_INVALID", "There is nothing to send.", { errors });
  }
  const record = await files.stat(siteId, conversation, file);
  if (!record) throw unknownFile();
  const { id, name, type, size } = record;
  return { text: text ?? name, file: { id, name, type, size } };
}
