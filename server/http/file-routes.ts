import { join, resolve } from "node:path";
import type { Response } from "express";
import Type from "typebox";
import { messageForReps } from "../../engine/index.ts";
import { errorCode } from "../error-code.ts";
import type { FileStore } from "../files/file-store.ts";
import { keepUpload } from "../files/keep-upload.ts";
import { siteFileType } from "../files/site-file-type.ts";
import { Refusal } from "../refusal.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import type { TurnSetting } from "../turns/take.ts";
import { unknownConversation } from "../turns/take.ts";
import { unknownFile } from "../turns/visitor-acts.ts";
import { fileSchema } from "../wire/message.ts";
import { clientIdSchema, fileIdSchema } from "../wire/visitor.ts";
import { readBytes } from "./read-bytes.ts";
import { ANSWERED, type Route, route } from "./route.ts";
import { ownConversation } from "./visitor-routes.ts";

export interface FileSetting
  extends Pick<TurnSetting, "conversations" | "playbooks" | "timekeeper" | "limits"> {
  readonly files: FileStore;
  /** Folder of what `show: { file }` sends. */
  readonly siteFiles: string;
  readonly maxUploadMb: number;
}

const params = Type.Object({ id: clientIdSchema }, { additionalProperties: false });
const fileParams = Type.Object({ id: clientIdSchema, file: fileIdSchema }, { additionalProperties: false });

/** Files both ways: what the site shows, and what visitors send. All of them are downloads, never pages. */
export function fileRoutes(setting: FileSetting): readonly Route[] {
  const siteId = () => setting.playbooks.site().id;
  return [
    route(
      "GET /api/v1/files/site/:name",
      {
        summary: "A file of the site, which a playbook shows.",
        params: Type.Object(
          { name: Type.String({ pattern: "^[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._()+-]{0,119}$" }) },
          { additionalProperties: false },
        ),
        download: true,
      },
      async ({ params, response }): Promise<typeof ANSWERED> => {
        downloadHeaders(response, params.name, siteFileType(params.name));
        response.set("Cache-Control", "public, max-age=300");
        return await sendFromFolder(response, resolve(setting.siteFiles), params.name);
      },
    ),
    route(
      "POST /api/v1/conversations/:id/files",
      {
        summary: "Takes the bytes of one file. Its id then answers a question as `file` of a message.",
        params,
        query: Type.Object(
          { name: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })) },
          { additionalProperties: false },
        ),
        upload: true,
        limited: "messages",
        reply: fileSchema,
        status: 201,
      },
      async ({ who, params, query, request }) => {
        await setting.limits?.count("messages", { visitor: who, address: request.ip });
        await ownConversation(setting, params.id, who);
        const bytes = await readBytes(request, setting.maxUploadMb * 1024 * 1024);
        const upload = { siteId: siteId(), conversation: params.id, name: query.name ?? "file", bytes };
        const { id, name, type, size } = await keepUpload(setting, upload);
        return { id, name, type, size };
      },
    ),
    route(
      "GET /api/v1/conversations/:id/files/:file",
      { summary: "A file that the visitor sent, for the visitor.", params: fileParams, download: true },
      async ({ who, params, response }): Promise<typeof ANSWERED> => {
        await ownConversation(setting, params.id, who);
        return await sendUpload(setting, response, siteId(), params);
      },
    ),
    route(
      "GET /api/v1/inbox/:id/files/:file",
      {
        summary: "A file that the visitor sent, for people of the console.",
        params: fileParams,
        download: true,
      },
      async ({ params, response }): Promise<typeof ANSWERED> => {
        const conversation = await setting.conversations.load(siteId(), params.id);
        if (!conversation || conversation.erasedAt !== undefined) throw unknownConversation();
        // What answers a private question is the visitor's alone; so is a file that was never sent.
        const messages = (await messagesAfter(setting.conversations, conversation, 0)).map(messageForReps);
        if (!messages.some((message) => message.file?.id === params.file)) throw unknownFile();
        return await sendUpload(setting, response, siteId(), params);
      },
    ),
  ];
}

async function sendUpload(
  { files }: FileSetting,
  response: Response,
  siteId: string,
  { id, file }: { readonly id: string; readonly file: string },
): Promise<typeof ANSWERED> {
  const found = await files.get(siteId, id, file);
  if (!found) throw unknownFile();
  downloadHeaders(response, found.file.name, found.file.type);
  response.set("Cache-Control", "private, no-store");
  response.send(Buffer.from(found.bytes));
  return ANSWERED;
}

/** Whatever a browser makes of a type, it opens nothing of this in our origin. */
function downloadHeaders(response: Response, name: string, type: string): void {
  response.attachment(name);
  response.set({
    "Content-Type": type,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
  });
}

function sendFromFolder(response: Response, root: string, name: string): Promise<typeof ANSWERED> {
  return new Promise((done, fail) => {
    response.sendFile(name, { root, dotfiles: "deny", cacheControl: false }, (error?: Error) => {
      if (!error || errorCode(error) === "ECONNABORTED" || response.headersSent) return done(ANSWERED);
      for (const header of ["Content-Disposition", "Content-Type"]) response.removeHeader(header);
      fail(new Refusal("FILE_UNKNOWN", "The site has no such file."));
    });
  });
}

/** The folder beside the playbooks in which files to show lie. */
export function siteFilesIn(playbooksDir: string): string {
  return join(playbooksDir, "files");
}
