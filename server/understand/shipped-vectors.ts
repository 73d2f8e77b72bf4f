import { readFileSync } from "node:fs";
import { type Embedding, readWordVectors } from "../../engine/index.ts";
import { errorCode } from "../error-code.ts";

/**
 * The table of word vectors that ships with the package: 5 MB, read when a message is first held against topics, and then kept. Where
 * the files are missing or damaged, topics are told apart by words and letters alone.
 */
export const SHIPPED_VECTORS: Embedding = {
  get name() {
    return table().name;
  },
  get dimensions() {
    return table().dimensions;
  },
  embed: (text) => table().embed(text),
};

/** What reading the table came to. */
export type VectorsFound =
  | { readonly state: "there"; readonly table: Embedding }
  | { readonly state: "missing" | "unreadable"; readonly fault: string };

// Two folders up from the source and from the built file alike.
const FOLDER = new URL("../../vectors/", import.meta.url);

/**
 * Reads the table anew, and keeps nothing of it.
 *
 * @param folder ends in a slash; that of the package unless given
 */
export function readVectors(folder = FOLDER): VectorsFound {
  try {
    const words = readFileSync(new URL("english.words.txt", folder), "utf8");
    const table = readWordVectors(readFileSync(new URL("english.vectors.bin", folder)), words);
    return { state: "there", table };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return { state: errorCode(error) === "ENOENT" ? "missing" : "unreadable", fault };
  }
}

let read: Embedding | undefined;

function table(): Embedding {
  if (read === undefined) {
    const found = readVectors();
    read = found.state === "there" ? found.table : NONE;
  }
  return read;
}

const NONE: Embedding = { name: "", dimensions: 0, embed: () => undefined };
