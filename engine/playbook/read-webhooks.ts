import type { ProblemList } from "../problems/problem-list.ts";
import { child, oneOrMany, type SourceEntry, type SourceNode, textOf } from "../problems/source-node.ts";
import { WEBHOOK_EVENTS, type Webhook } from "./webhook.ts";

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
const VARIABLE = /^[A-Z][A-Z0-9_]{0,99}$/;

/** Reads `webhooks:` of site.yml, whose form was compared before. */
export function readWebhooks(node: SourceNode | undefined, problems: ProblemList): readonly Webhook[] {
  return [...(node?.entries.values() ?? [])].map((entry) => readWebhook(entry, problems));
}

function readWebhook({ key, keyAt, value }: SourceEntry, problems: ProblemList): Webhook {
  if (!NAME.test(key)) {
    problems.error("NAME_BAD", keyAt, `"${key}" cannot be the name of a webhook. Write it like crm.`);
  }
  const on = new Set(oneOrMany(child(value, "on")).flatMap((one) => textOf(one) ?? []));
  return {
    name: key,
    url: textOf(child(value, "url")) ?? "",
    on: WEBHOOK_EVENTS.filter((event) => on.has(event)),
    secrets: oneOrMany(child(value, "secret")).flatMap((one) => readSecret(one, problems)),
  };
}

/** A secret stands in the environment; what stands here is a name, so that the file can be shown to anybody. */
function readSecret(node: SourceNode, problems: ProblemList): readonly string[] {
  const name = textOf(node);
  if (name === undefined) return [];
  if (!VARIABLE.test(name)) {
    problems.error(
      "VALUE_WRONG",
      node.at,
      '"secret" is the name of an environment variable, like CRM_HOOK_SECRET, never the secret itself.',
    );
  }
  return [name];
}
