import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../error-code.ts";
import type { FileRecord, FileStore } from "./file-store.ts";

const RECORD = ".json";

/**
 * Files in a folder: one folder a conversation, in it the bytes under a hash of the id and the record beside them. No
 * part of a path comes from outside. The record is written last, and only a file with a record is there.
 */
export function diskFiles(dir: string): FileStore {
  const folderOf = (siteId: string, conversation: string) => join(dir, hashOf(`${siteId}\n${conversation}`));
  const pathOf = (siteId: string, conversation: string, id: string) =>
    join(folderOf(siteId, conversation), hashOf(id));
  const stat: FileStore["stat"] = async (...key) => {
    const text = await orMissing(readFile(pathOf(...key) + RECORD, "utf8"));
    return text === undefined ? undefined : (JSON.parse(text) as FileRecord);
  };
  return {
    stat,
    put: async (file, bytes) => {
      const { siteId, conversation, id } = file;
      if (await stat(siteId, conversation, id)) return;
      await mkdir(folderOf(siteId, conversation), { recursive: true, mode: 0o700 });
      const path = pathOf(siteId, conversation, id);
      await write(path, bytes);
      await write(path + RECORD, Buffer.from(JSON.stringify(file)));
    },
    get: async (...key) => {
      const file = await stat(...key);
      const bytes = file && (await orMissing(readFile(pathOf(...key))));
      return file && bytes && { file, bytes };
    },
    list: async (siteId, conversation) => {
      const folder = folderOf(siteId, conversation);
      const names = (await orMissing(readdir(folder))) ?? [];
      const texts = await Promise.all(
        names
          .filter((name) => name.endsWith(RECORD))
          .map((name) => orMissing(readFile(join(folder, name), "utf8"))),
      );
      return texts.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as FileRecord]));
    },
    delete: (siteId, conversation) => rm(folderOf(siteId, conversation), { recursive: true, force: true }),
  };
}

/** Written beside its place and moved there, so that nobody sees half a file, also after a crash. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}

async function orMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
