import type { FileRecord, FileStore } from "./file-store.ts";

/** Files that are gone with the process, for a store that is. */
export function memoryFiles(): FileStore {
  const kept = new Map<string, { readonly file: FileRecord; readonly bytes: Uint8Array }>();
  const keyOf = (...key: readonly string[]) => JSON.stringify(key);
  const of = (siteId: string, conversation: string) =>
    [...kept.values()].filter(({ file }) => file.siteId === siteId && file.conversation === conversation);
  return {
    put: async (file, bytes) => {
      const key = keyOf(file.siteId, file.conversation, file.id);
      if (!kept.has(key)) kept.set(key, { file, bytes: Uint8Array.from(bytes) });
    },
    get: async (...key) => kept.get(keyOf(...key)),
    stat: async (...key) => kept.get(keyOf(...key))?.file,
    list: async (siteId, conversation) => of(siteId, conversation).map(({ file }) => file),
    delete: async (siteId, conversation) => {
      for (const { file } of of(siteId, conversation)) kept.delete(keyOf(siteId, conversation, file.id));
    },
  };
}
