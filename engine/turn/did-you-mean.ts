import type { Output } from "../machine/output.ts";
import type { Topic } from "../playbook/playbook.ts";
import { builtInText } from "../texts/built-in-texts.ts";
import type { Reading, TopicOffered } from "../understand/reading.ts";
import type { Unnumbered } from "./say.ts";

/** What the bot asks back where a message is about one of two topics; a tap on one of them is heard as that topic. */
export function didYouMean(
  reading: Reading | undefined,
  outputs: readonly Output[],
  topics: readonly Topic[],
  language: string,
  bot: string,
): readonly Unnumbered[] {
  if (reading?.is !== "unsure" || !gaveUpNothing(outputs)) return [];
  const choices = reading.between.map(({ name, says }) => {
    const phrase = topics.find((topic) => topic.name === name)?.peopleSay.indexOf(says) ?? 0;
    return { id: `topic:${name}#${phrase}`, label: capitalised(says) };
  });
  return [{ from: "bot", name: bot, text: builtInText("didYouMean", language), choices }];
}

/** The outputs without the "sorry" that the question back takes the place of. */
export function withoutSorry(reading: Reading | undefined, outputs: readonly Output[]): readonly Output[] {
  if (reading?.is !== "unsure" || !gaveUpNothing(outputs)) return outputs;
  return outputs.flatMap((output): readonly Output[] => {
    if (output.out === "closing_line") return [];
    return [output.out === "put" ? { out: "put", sorry: null } : output];
  });
}

/** After too many tries the talk has gone elsewhere, and says so itself. */
function gaveUpNothing(outputs: readonly Output[]): boolean {
  return outputs.every(({ out }) => out === "put" || out === "closing_line");
}

/** The topic whose button was tapped, with the words on it. */
export function offeredTopic(topics: readonly Topic[], ids: readonly string[]): TopicOffered | undefined {
  const [, name, phrase] = /^topic:(.+)#(\d{1,4})$/u.exec(ids.length === 1 ? (ids[0] ?? "") : "") ?? [];
  const says = topics.find((topic) => topic.name === name)?.peopleSay[Number(phrase)];
  return name === undefined || says === undefined ? undefined : { name, says: capitalised(says) };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
