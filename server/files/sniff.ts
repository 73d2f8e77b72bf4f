/** A kind of file that visitors may send. */
export interface FileKind {
  /** Media type. */
  readonly type: string;
  /** Endings of names that fit it, the usual one first. */
  readonly endings: readonly string[];
}

const PNG = { type: "image/png", endings: ["png"] };
const JPEG = { type: "image/jpeg", endings: ["jpg", "jpeg"] };
const GIF = { type: "image/gif", endings: ["gif"] };
const WEBP = { type: "image/webp", endings: ["webp"] };
const PDF = { type: "application/pdf", endings: ["pdf"] };
const OFFICE = "application/vnd.openxmlformats-officedocument";
const DOCX = { type: `${OFFICE}.wordprocessingml.document`, endings: ["docx"] };
const XLSX = { type: `${OFFICE}.spreadsheetml.sheet`, endings: ["xlsx"] };
const PPTX = { type: `${OFFICE}.presentationml.presentation`, endings: ["pptx"] };
const CSV = { type: "text/csv", endings: ["csv"] };
const TEXT = { type: "text/plain", endings: ["txt"] };

const MARKS: readonly { readonly kind: FileKind; readonly at: number; readonly mark: Buffer }[] = [
  { kind: PNG, at: 0, mark: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") },
  { kind: JPEG, at: 0, mark: Buffer.from([0xff, 0xd8, 0xff]) },
  { kind: GIF, at: 0, mark: Buffer.from("GIF87a") },
  { kind: GIF, at: 0, mark: Buffer.from("GIF89a") },
  { kind: WEBP, at: 8, mark: Buffer.from("WEBPVP8") },
  { kind: PDF, at: 0, mark: Buffer.from("%PDF-") },
];

/** The first entry of an office document, and the folder that tells which it is. */
const OFFICE_KINDS = [
  { kind: DOCX, folder: "word/" },
  { kind: XLSX, folder: "xl/" },
  { kind: PPTX, folder: "ppt/" },
];

/**
 * What a file is, found out by its content; the name only tells plain text from a table. Undefined: it is not taken.
 * Office documents with macros are not taken.
 */
export function sniff(bytes: Buffer, ending: string): FileKind | undefined {
  const marked = MARKS.find(({ at, mark }) => bytes.subarray(at, at + mark.length).equals(mark));
  if (marked) return marked.kind;
  if (bytes.subarray(0, 4).equals(Buffer.from("PK\x03\x04", "latin1"))) return officeKind(bytes);
  if (!isText(bytes)) return undefined;
  return [CSV, TEXT].find(({ endings }) => endings.includes(ending));
}

function officeKind(bytes: Buffer): FileKind | undefined {
  const names = zipNames(bytes);
  if (!names.includes("[Content_Types].xml") || names.some((name) => /vbaProject\.bin$/i.test(name)))
    return undefined;
  return OFFICE_KINDS.find(({ folder }) => names.some((name) => name.startsWith(folder)))?.kind;
}

const MOST_NAMES = 5_000;

/** Names of a zip's entries, from the directory at its end: what programs that open it go by. */
function zipNames(bytes: Buffer): readonly string[] {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > bytes.length) return [];
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (names.length < MOST_NAMES && at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50) {
    const nameLength = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString("utf8", at + 46, at + 46 + nameLength));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}

/** UTF-8 without control characters. */
function isText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text holds
    return !/[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}
