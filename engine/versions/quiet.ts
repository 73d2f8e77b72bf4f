import type { Output } from "../machine/output.ts";

/**
 * What a replay into another version puts out: texts that lie before something answered or done stay unsaid (they are
 * marked all the same), what is behind is said. The open question is not put: whether it must be, the message decides.
 *
 * @param isSamePlace the talk rests where it rested: then all on the way there was done
 */
export function quiet(outputs: readonly Output[], isSamePlace: boolean): readonly Output[] {
  const lastDone = isSamePlace ? outputs.length : lastDoneIn(outputs);
  return outputs.filter((output, index) => output.out !== "put" && (index > lastDone || !isSpoken(output)));
}

/** Keys of the steps behind the last thing that was answered or done, up to the step at which the talk itself rests. */
export function stepsBehind(outputs: readonly Output[], rest: string): readonly string[] {
  const end = outputs.findLastIndex((output) => output.out === "visit" && output.key === rest);
  const ofTalk = outputs.slice(0, end);
  return ofTalk
    .slice(lastDoneIn(ofTalk) + 1)
    .flatMap((output) => (output.out === "visit" ? [output.key] : []));
}

function lastDoneIn(outputs: readonly Output[]): number {
  return outputs.findLastIndex((output) => output.out === "visit" && output.done === true);
}

function isSpoken({ out }: Output): boolean {
  return out === "say" || out === "show" || out === "tell" || out === "closing_line";
}
