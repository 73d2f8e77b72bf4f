import { readVectors } from "../../understand/shipped-vectors.ts";
import { doubtful, type Finding, good } from "./finding.ts";
import { whatItSaid } from "./what-it-said.ts";

/**
 * Whether the shipped table of word vectors is there and whole. Parley works without it, and understands far less.
 *
 * @param folder that of the package unless given
 */
export function lookAtVectors(folder?: URL): readonly Finding[] {
  const found = readVectors(folder);
  if (found.state === "there") return [good("vectors", `${found.table.dimensions} numbers a word, whole`)];
  const why = whatItSaid({ message: found.fault });
  return [
    doubtful(
      "vectors",
      `${found.state}, so topics are told apart by words and letters alone: ${why}`,
      "Install the package again: its folder vectors/ holds them.",
    ),
  ];
}
