import { type CompiledPlaybook, compilePlaybook } from "../compile/compile-playbook.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Site } from "../playbook/site.ts";
import type { Embedding } from "../understand/classifier/embedding.ts";
import { atLocalTime } from "./clock.ts";
import { groundOf, measureCoverage } from "./coverage.ts";
import type { ConversationResult, Failure, TestRun } from "./result.ts";
import { type Played, playConversation } from "./run-conversation.ts";
import type { ScriptedConversation, TestFile } from "./test-file.ts";

/**
 * Plays the conversations of test files with their playbooks, each on a clock of its own. Pure: the same input gives
 * the same run. A file whose playbook is missing gives one failed conversation that says so.
 *
 * @param changing the services that change something where they are called
 * @param recording a line of the bot that differs is no failure: it is given with what the bot says there now
 * @param embedding what the server understands topics with
 */
export function runTests(
  files: readonly TestFile[],
  playbooks: readonly Playbook[],
  site: Site,
  changing: readonly string[] = [],
  recording = false,
  embedding?: Embedding,
): TestRun {
  const conversations: ConversationResult[] = [];
  const coverage: TestRun["coverage"][number][] = [];
  const library = new Map(playbooks.map((playbook) => [playbook.name, playbook]));
  for (const name of new Set(files.map((file) => file.playbook))) {
    const ofPlaybook = files.filter((file) => file.playbook === name);
    const playbook = playbooks.find((each) => each.name === name);
    if (playbook === undefined) {
      conversations.push(...ofPlaybook.map(withoutPlaybook));
      continue;
    }
    const compiled = compilePlaybook(playbook, "test", library, { embedding });
    const visited = new Set<string>();
    for (const file of ofPlaybook) {
      for (const script of file.conversations) {
        const played = playScript(script, { compiled, site, changing, recording });
        for (const key of played.visited) visited.add(key);
        conversations.push({
          name: script.name,
          playbook: name,
          place: { file: file.file, at: script.at },
          failure: played.difference && failureOf(played.difference, playbook, file),
          changes: played.changes,
        });
      }
    }
    coverage.push(measureCoverage(playbook, visited, floorsOf(ofPlaybook)));
  }
  const held = conversations.every((each) => each.failure === undefined);
  return { conversations, coverage, passed: held && coverage.every((each) => each.belowFloor.length === 0) };
}

const ORIGIN = "https://www.example.com";

export interface Scene {
  readonly compiled: CompiledPlaybook;
  readonly site: Site;
  readonly changing: readonly string[];
  readonly recording: boolean;
}

/** Plays one conversation on a clock of its own. */
export function playScript(script: ScriptedConversation, { recording, ...scene }: Scene): Played {
  const page = script.given.page ?? "/";
  return playConversation(
    script,
    {
      ...scene,
      online: script.given.online,
      now: atLocalTime(script.given.now, scene.site.timeZone),
      services: script.given.services,
    },
    page.startsWith("/") ? ORIGIN + page : page,
    recording,
  );
}

function failureOf(
  difference: NonNullable<Played["difference"]>,
  playbook: Playbook,
  file: TestFile,
): Failure {
  const { message, at, state, step, transcript } = difference;
  const resting = groundOf(playbook).steps.find(({ key }) => key === state || key === step);
  return {
    message,
    place: { file: file.file, at },
    step: resting && { file: playbook.file, at: resting.at, key: resting.key },
    transcript,
  };
}

function withoutPlaybook(file: TestFile): ConversationResult {
  const place = { file: file.file, at: file.at };
  const message = `there is no playbook "${file.playbook}" here, or it has errors`;
  const failure = { message, place, step: undefined, transcript: [] };
  return { name: "the playbook", playbook: file.playbook, place, failure, changes: [] };
}

/** The strictest floors of all files for one playbook. */
function floorsOf(files: readonly TestFile[]): TestFile["coverage"] {
  const highest = (share: "steps" | "branches") =>
    Math.max(0, ...files.map((file) => file.coverage[share] ?? 0));
  return { steps: highest("steps"), branches: highest("branches") };
}
