import { child, oneOrMany, type SourceNode, textOf } from "../problems/source-node.ts";
import { BUILT_INS } from "../understand/reading.ts";
import type { FileReader } from "./file-reader.ts";
import { isGoodName } from "./names.ts";
import type { Nudge, Topic } from "./playbook.ts";
import { readSteps } from "./read-steps.ts";
import { readTone } from "./read-talk.ts";

export function readAnytime(node: SourceNode | undefined, file: FileReader): readonly Topic[] {
  return [...(node?.entries.values() ?? [])].map(({ key, keyAt, value }) => {
    const { problems } = file;
    if (!isGoodName(key)) problems.error("NAME_BAD", keyAt, `"${key}" can't be the name of a topic.`);
    const target = child(value, "goto");
    file.uses("section", target);
    const tone = readTone(child(value, "tone"));
    const topic: Topic = {
      name: key,
      peopleSay: oneOrMany(child(value, "people_say")).flatMap((words) => textOf(words) ?? []),
      reply: file.text(child(value, "reply")),
      do: readSteps(child(value, "do"), `anytime/${key}`, file),
      goto: textOf(target),
      ...(tone && { tone }),
      at: keyAt,
    };
    const builtIn = BUILT_INS.some((name) => name === key);
    if (!value.entries.has("people_say") && !builtIn) {
      problems.error("TOPIC_WITHOUT_WORDS", keyAt, `Nobody can say "${key}": it has no "people_say:".`);
    }
    if (!["reply", "do", "goto"].some((given) => value.entries.has(given))) {
      problems.error("TOPIC_EMPTY", keyAt, `Nothing happens when people say "${key}".`);
    }
    return topic;
  });
}

export function readIfSilent(node: SourceNode | undefined, file: FileReader): readonly Nudge[] {
  return (node?.items ?? []).flatMap((line) => {
    const after = file.span(child(line, "after"));
    const say = file.text(child(line, "say"));
    const end = textOf(child(line, "end"));
    if (!line.entries.has("say") && !line.entries.has("end")) {
      file.problems.error("NUDGE_EMPTY", line.at, "Nothing happens after this time.");
    }
    return after === undefined ? [] : [{ after, on: readChannels(line), say, end, at: line.at }];
  });
}

/** `on: [email, web]`; the web if not given. */
export function readChannels(node: SourceNode): readonly ("web" | "email")[] {
  const named = oneOrMany(child(node, "on")).map(textOf);
  const channels = (["web", "email"] as const).filter((channel) => named.includes(channel));
  return channels.length > 0 ? channels : ["web"];
}
