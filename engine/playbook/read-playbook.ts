import type { Problem } from "../problems/problem.ts";
import { collectProblems } from "../problems/problem-list.ts";
import { child, oneOrMany, type SourceNode, textOf } from "../problems/source-node.ts";
import { checkPlaybook } from "./checks/check-playbook.ts";
import { type FileReader, makeFileReader } from "./file-reader.ts";
import type { Playbook } from "./playbook.ts";
import { readAnytime, readIfSilent } from "./read-anytime.ts";
import { readLead, readPromises, readRenamed } from "./read-promises.ts";
import { readQuestions } from "./read-questions.ts";
import { readGrades, readScore } from "./read-score.ts";
import { readStartWhen } from "./read-start-when.ts";
import { readIfStuck, readTalk } from "./read-talk.ts";
import { checkShape } from "./shape.ts";
import { readSource } from "./source.ts";

/**
 * Reads the text of a playbook and checks all that one file can tell. Pure; takes bounded time for any text.
 *
 * @param file name of the file, as problems shall show it
 * @returns all problems, by place; the playbook is undefined when one of them is an error
 */
export function readPlaybook(
  text: string,
  file: string,
): { readonly playbook: Playbook | undefined; readonly problems: readonly Problem[] } {
  const problems = collectProblems(file);
  const root = readSource(text, problems);
  if (root === undefined || !checkShape(root, "playbook", problems)) {
    return { playbook: undefined, problems: problems.sorted() };
  }
  const reader = makeFileReader(problems);
  const playbook = readRoot(root, file, reader);
  checkPlaybook(playbook, reader);
  return { playbook: problems.hasErrors() ? undefined : playbook, problems: problems.sorted() };
}

function readRoot(root: SourceNode, file: string, reader: FileReader): Playbook {
  const name = textOf(child(root, "playbook")) ?? "";
  return {
    name,
    title: textOf(child(root, "title")) ?? name,
    language: textOf(child(root, "language")) ?? "en",
    ...readAlsoIn(child(root, "also_in")),
    file,
    startWhen: readStartWhen(child(root, "start_when"), reader),
    notWhen: readStartWhen(child(root, "not_when"), reader),
    questions: readQuestions(child(root, "questions"), reader),
    score: readScore(child(root, "score"), reader),
    grades: readGrades(child(root, "grades"), reader),
    lead: readLead(child(root, "lead"), reader),
    sections: readTalk(child(root, "talk"), reader),
    topics: readAnytime(child(root, "anytime"), reader),
    ifSilent: readIfSilent(child(root, "if_silent"), reader),
    ifStuck: readIfStuck(child(root, "if_stuck"), reader),
    promises: readPromises(child(root, "promises"), reader),
    whenChanged: textOf(child(root, "when_changed")) === "finish_old" ? "finish_old" : "move",
    renamed: readRenamed(child(root, "renamed"), reader),
  };
}

function readAlsoIn(node: SourceNode | undefined): Pick<Playbook, "alsoIn" | "alsoInAt"> {
  const alsoIn = oneOrMany(node).flatMap((item) => textOf(item) ?? []);
  return { alsoIn, ...(node && { alsoInAt: node.at }) };
}
