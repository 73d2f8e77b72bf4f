import { wordsOf } from "../words.ts";
import type { Embedding } from "./embedding.ts";

/**
 * Reads the shipped table: rows and dimensions (uint32), a scale a row (float32), then the rows (int8), little-endian. A
 * text's vector is the normalised sum of its words'; a word that is not in the table falls to its pieces.
 *
 * @param words one a line, in the order of the rows; pieces begin with "##"
 * @throws RangeError when table and words do not belong together
 */
export function readWordVectors(table: Uint8Array, words: string): Embedding {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const [rows, dimensions] =
    table.byteLength < 8 ? [0, 0] : [view.getUint32(0, true), view.getUint32(4, true)];
  const keys = words.trimEnd().split("\n");
  const begin = 8 + rows * 4;
  if (rows === 0 || keys.length !== rows || table.byteLength !== begin + rows * dimensions) {
    throw new RangeError(
      `the table of word vectors is broken: ${rows} rows of ${dimensions} for ${keys.length} words in ${table.byteLength} bytes`,
    );
  }
  const rowOf = new Map(keys.map((key, row) => [key, row]));
  const bytes = new Int8Array(table.buffer, table.byteOffset + begin, rows * dimensions);
  const add = (sum: Float32Array, row: number, share: number) => {
    const scale = view.getFloat32(8 + row * 4, true) * share;
    const from = row * dimensions;
    for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + scale * (bytes[from + at] ?? 0);
  };
  return {
    name: `words-${rows}x${dimensions}-${checksum(bytes)}`,
    dimensions,
    embed(text) {
      const sum = new Float32Array(dimensions);
      let known = 0;
      const said = wordsOf(text);
      for (const word of said) {
        const row = rowOf.get(word);
        if (row !== undefined) {
          known++;
          add(sum, row, 1);
          continue;
        }
        const pieces = piecesOf(word, rowOf);
        for (const piece of pieces) add(sum, piece, 1 / pieces.length);
      }
      // Pieces of words of another language say nothing; one strange word, alone or among others, does no harm.
      return said.length > 3 && known * 2 < said.length ? undefined : normalised(sum);
    },
  };
}

/** The longest beginning that is a word, then the longest pieces; empty where the rest has none. */
function piecesOf(word: string, rowOf: ReadonlyMap<string, number>): readonly number[] {
  const pieces: number[] = [];
  let from = 0;
  while (from < word.length) {
    let to = Math.min(word.length, from + LONGEST_PIECE);
    let row: number | undefined;
    while (to > from) {
      row = rowOf.get(from === 0 ? word.slice(0, to) : `##${word.slice(from, to)}`);
      if (row !== undefined) break;
      to--;
    }
    if (row === undefined) return [];
    pieces.push(row);
    from = to;
  }
  return pieces;
}

const LONGEST_PIECE = 20;

function normalised(vector: Float32Array): Float32Array | undefined {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length < 1e-9) return undefined;
  return vector.map((value) => value / length);
}

/** FNV-1a over every 64th byte: enough to tell one table from another. */
function checksum(bytes: Int8Array): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at += 64) hash = Math.imul(hash ^ ((bytes[at] ?? 0) & 255), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
