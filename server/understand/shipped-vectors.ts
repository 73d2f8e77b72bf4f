import { readFileSync } from "node:fs";
import { type Embedding, readWordVectors } from "../../engine/index.ts";

/**
 * The table of word vectors that ships with the package: 5 MB, read when a message is first held against topics, and then kept. Where
 * the files are missing, topics are told apart by words and letters alone.
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

let read: Embedding | undefined;

function table(): Embedding {
  read ??= readTable() ?? NONE;
  return read;
}

const NONE: Embedding = { name: "", dimensions: 0, embed: () => undefined };

// Two folders up from the source and from the built file alike.
const FOLDER = new URL("../../vectors/", import.meta.url);

function readTable(): Embedding | undefined {
  try {
    const words = readFileSync(new URL("english.words.txt", FOLDER), "utf8");
    return readWordVectors(readFileSync(new URL("english.vectors.bin", FOLDER)), words);
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return undefined;
    throw fault;
  }
}
