import { booleanOf, child, type SourceNode, textOf } from "../problems/source-node.ts";
import type { FileReader } from "./file-reader.ts";
import { type HandoffRules, START_HANDOFF_RULES } from "./handoff-rules.ts";

const VARIABLE = /^[A-Z][A-Z0-9_]{0,99}$/;

/** `handoff:` of site.yml, whose form was compared before. What it does not name is as at the start. */
export function readHandoffRules(node: SourceNode | undefined, reader: FileReader): HandoffRules {
  const start = START_HANDOFF_RULES;
  return {
    personFor: reader.span(child(node, "person_for")) ?? start.personFor,
    teamFor: reader.span(child(node, "team_for")) ?? start.teamFor,
    replyWithin: reader.span(child(node, "reply_within")) ?? start.replyWithin,
    transferWithin: reader.span(child(node, "transfer_within")) ?? start.transferWithin,
    routeBy: textOf(child(node, "route_by")) === "fewest" ? "fewest" : start.routeBy,
    ownerFirst: booleanOf(child(node, "owner_first")) ?? start.ownerFirst,
    mail: booleanOf(child(node, "mail")) ?? start.mail,
    slack: readSlack(child(node, "slack"), reader),
  };
}

/** The address is a secret: whoever has it may write there. What stands here is its name in the environment. */
function readSlack(node: SourceNode | undefined, { problems }: FileReader): string | undefined {
  const name = textOf(node);
  if (name === undefined || node === undefined) return undefined;
  if (VARIABLE.test(name)) return name;
  problems.error(
    "VALUE_WRONG",
    node.at,
    '"slack" is the name of an environment variable that holds the address, like SLACK_URL, never the address itself.',
  );
  return undefined;
}
