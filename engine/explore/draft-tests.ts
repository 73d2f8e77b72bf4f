import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Services } from "../playbook/service.ts";
import type { Site } from "../playbook/site.ts";
import type { RecordedConversation } from "../testing/record-conversation.ts";
import { conversationOf } from "./conversation-of.ts";
import type { Exploration } from "./explore.ts";
import { ownGround } from "./never.ts";

/**
 * Conversations that walk what no test walks, each the shortest to one step or side of a branch. They hold what the
 * playbook does today: their author reads whether that is right.
 *
 * @param covered keys that tests walk already
 */
export function draftTests(
  compiled: CompiledPlaybook,
  { visited }: Pick<Exploration, "visited">,
  covered: ReadonlySet<string>,
  { site, services }: { readonly site: Site; readonly services: Services },
): readonly RecordedConversation[] {
  const changing = [...services.values()].filter(({ changes }) => changes).map(({ name }) => name);
  const walked = new Set(covered);
  const { steps, branches } = ownGround(compiled.playbook);
  const drafts: RecordedConversation[] = [];
  for (const { key, first } of [...branches, ...steps.map((step) => ({ ...step, first: undefined }))]) {
    const isWalked = walked.has(key) || (first !== undefined && walked.has(first));
    const at = visited.get(key) ?? visited.get(first ?? "");
    if (isWalked || at === undefined) continue;
    const shown = conversationOf(compiled, { site, changing }, at, `Draft: ${key}`);
    if (!shown.holds) continue;
    for (const one of shown.visited) walked.add(one);
    drafts.push(shown.recorded);
  }
  return drafts;
}
