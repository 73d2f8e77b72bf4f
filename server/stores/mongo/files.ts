import type { Readable } from "node:stream";
import { type Connection, mongo } from "mongoose";
import type { FileRecord, FileStore } from "../../files/file-store.ts";
import { reach } from "./away.ts";

/** A driver's own word for it: GridFS cuts a file into documents and writes its entry last, so only whole files are found. */
const BUCKET = "visitor_files";

/** Files in GridFS. The record is the entry's metadata, as JSON text like everywhere else. */
export function mongoFiles(connection: Connection): FileStore {
  const { db } = connection;
  if (!db) throw new Error("files need an open connection");
  const bucket = new mongo.GridFSBucket(db, { bucketName: BUCKET });
  const entries = db.collection<Entry>(`${BUCKET}.files`);
  const keyOf = (...key: readonly string[]) => JSON.stringify(key);

  const stat: FileStore["stat"] = (...key) =>
    reach(async () => {
      const found = await entries.findOne({ filename: keyOf(...key) });
      return found ? recordOf(found) : undefined;
    });
  const listed = (siteId: string, conversation: string) =>
    entries.find({ "metadata.of": keyOf(siteId, conversation) }).toArray();
  return {
    stat,
    put: async (file, bytes) => {
      const { siteId, conversation, id } = file;
      if (await stat(siteId, conversation, id)) return;
      const metadata = { of: keyOf(siteId, conversation), body: JSON.stringify(file) };
      await reach(
        () =>
          new Promise<void>((resolve, reject) => {
            const upload = bucket.openUploadStream(keyOf(siteId, conversation, id), { metadata });
            upload.once("error", reject);
            upload.once("finish", () => resolve());
            upload.end(bytes);
          }),
      );
    },
    get: (...key) =>
      reach(async () => {
        const found = await entries.findOne({ filename: keyOf(...key) });
        if (!found) return undefined;
        const parts: Uint8Array[] = [];
        const stream: Readable = bucket.openDownloadStream(found._id);
        for await (const part of stream as AsyncIterable<Uint8Array>) parts.push(part);
        return { file: recordOf(found), bytes: Buffer.concat(parts) };
      }),
    list: (siteId, conversation) => reach(async () => (await listed(siteId, conversation)).map(recordOf)),
    delete: (siteId, conversation) =>
      reach(async () => {
        for (const { _id } of await listed(siteId, conversation)) await bucket.delete(_id);
      }),
  };
}

/** Files are looked up by their name, for which GridFS has an index, and by their conversation. */
export async function indexFiles(connection: Connection): Promise<void> {
  await connection.db?.collection(`${BUCKET}.files`).createIndex({ "metadata.of": 1 }, {}, {});
}

interface Entry {
  readonly _id: mongo.ObjectId;
  readonly filename: string;
  readonly metadata: { readonly of: string; readonly body: string };
}

function recordOf({ metadata }: Entry): FileRecord {
  return JSON.parse(metadata.body) as FileRecord;
}
