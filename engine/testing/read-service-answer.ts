import type { SourceNode } from "../problems/source-node.ts";
import type { ServiceAnswer } from "./test-file.ts";

/** `ok` (an answer without data), `fails`, `slow`, or the data itself. */
export function readServiceAnswer({ json }: SourceNode): ServiceAnswer {
  if (json === "fails" || json === "slow") return { does: json };
  return { does: "answers", data: json === "ok" ? null : json };
}
