import { randomBytes } from "node:crypto";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { FileRecord, FileStore } from "./file-store.ts";
import { sniff } from "./sniff.ts";

export interface UploadSetting {
  readonly files: FileStore;
  readonly timekeeper: Timekeeper;
}

export interface Upload {
  readonly siteId: string;
  readonly conversation: string;
  /** As the client calls it. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Nobody needs more, and a disk is finite. */
const MOST_FILES = 20;
const MOST_LETTERS = 120;

/**
 * Keeps a visitor's file, if it is of a kind that is taken. Its ending must tell what it is.
 *
 * @throws {Refusal} FILE_REFUSED
 */
export async function keepUpload(
  { files, timekeeper }: UploadSetting,
  { siteId, conversation, name: given, bytes }: Upload,
): Promise<FileRecord> {
  const name = plainName(given);
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const kind = bytes.length > 0 ? sniff(bytes, ending) : undefined;
  if (!kind) {
    throw refused("Images, PDF, Word, Excel and PowerPoint files without macros, and plain text are taken.");
  }
  if (ending !== "" && !kind.endings.includes(ending)) {
    throw refused(`The file is called .${ending}, and is none.`);
  }
  if ((await files.list(siteId, conversation)).length >= MOST_FILES) {
    throw refused(`There are ${MOST_FILES} files in this conversation already.`);
  }
  const record: FileRecord = {
    siteId,
    conversation,
    id: randomBytes(16).toString("base64url"),
    name: ending === "" ? `${name}.${kind.endings[0] ?? "bin"}` : name,
    type: kind.type,
    size: bytes.length,
    at: new Date(timekeeper.now()).toISOString(),
  };
  await files.put(record, bytes);
  return record;
}

/** Without a path and without what screens and file systems trip over; the end of a long name stays. */
function plainName(given: string): string {
  const name = given.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Cs}"<>|:*?]/gu, "").replace(/^[.\s]+|[.\s]+$/g, "");
  return plain === "" ? "file" : [...plain].slice(-MOST_LETTERS).join("");
}

function refused(detail: string): Refusal {
  return new Refusal("FILE_REFUSED", detail);
}
