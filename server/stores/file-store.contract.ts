import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { FileRecord, FileStore } from "../files/file-store.ts";
import { newSite, type OpenStores } from "./examples.contract.ts";

/** What every FileStore does. An adapter's own test file is one call of this. */
export function describeFileStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps files of visitors`, () => {
    let store: FileStore;
    let other: FileStore;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      store = opened.nodes[0].files;
      other = opened.nodes[1].files;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    const aFile = (id: string, bytes: Uint8Array, conversation = "conversation-1"): FileRecord => ({
      siteId: site,
      conversation,
      id,
      name: "Übersicht $ 1.pdf",
      type: "application/pdf",
      size: bytes.length,
      at: "2026-11-23T09:00:00.000Z",
    });

    test("what was put comes back byte for byte, on every node", async () => {
      const bytes = randomBytes(700_000);
      const file = aFile("file-1", bytes);
      await store.put(file, bytes);
      expect(await other.stat(site, "conversation-1", "file-1")).toEqual(file);
      const found = await other.get(site, "conversation-1", "file-1");
      expect(found?.file).toEqual(file);
      expect(Buffer.compare(found?.bytes ?? new Uint8Array(), bytes)).toBe(0);
    });

    test("is found by its own conversation and site only", async () => {
      const bytes = Uint8Array.of(1, 2, 3);
      await store.put(aFile("file-1", bytes), bytes);
      const others: readonly (readonly [site: string, conversation: string, id: string])[] = [
        [site, "conversation-2", "file-1"],
        [site, "conversation-1", "file-2"],
        [newSite(), "conversation-1", "file-1"],
        [site, "conversation-1", "../conversation-1/file-1"],
      ];
      for (const key of others) {
        expect(await store.stat(...key)).toBeUndefined();
        expect(await store.get(...key)).toBeUndefined();
      }
      expect(await store.get(site, "conversation-1", "file-1")).toBeDefined();
    });

    test("put again under the same id changes nothing", async () => {
      const bytes = Uint8Array.of(1, 2, 3);
      await store.put(aFile("file-1", bytes), bytes);
      await store.put({ ...aFile("file-1", bytes), name: "other.pdf" }, Uint8Array.of(9));
      const found = await store.get(site, "conversation-1", "file-1");
      expect([found?.file.name, ...(found?.bytes ?? [])]).toEqual(["Übersicht $ 1.pdf", 1, 2, 3]);
    });

    test("all of a conversation are listed, and erased without touching another's", async () => {
      const bytes = Uint8Array.of(7);
      const files = ["file-1", "file-2"].map((id) => aFile(id, bytes));
      const foreign = aFile("file-1", bytes, "conversation-2");
      for (const file of [...files, foreign]) await store.put(file, bytes);
      const listed = await other.list(site, "conversation-1");
      expect([...listed].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(files);
      await other.delete(site, "conversation-1");
      await other.delete(site, "conversation-1");
      expect(await store.list(site, "conversation-1")).toEqual([]);
      expect(await store.get(site, "conversation-1", "file-1")).toBeUndefined();
      expect(await store.list(site, "conversation-2")).toEqual([foreign]);
    });

    test("a conversation without files has none", async () => {
      expect(await store.list(site, "conversation-1")).toEqual([]);
      await store.delete(site, "conversation-1");
    });
  });
}
