import type { Value } from "../conditions/condition.ts";
import type { Lookup } from "../conditions/lookup.ts";
import type { Context } from "../machine/context.ts";
import { languageOf } from "../machine/voice.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { labelIn } from "../questions/labels.ts";
import { render } from "../texts/render.ts";
import type { Template, Tone } from "../texts/template.ts";
import { isPrivate } from "./private-names.ts";
import { valuesOf } from "./values.ts";

/**
 * A text of the playbook with the answers that count here, in the visitor's language. Private answers are marked in it
 * (`hide`): what becomes of the text decides who sees them.
 *
 * @param tone that of the section; the site's without
 */
export function templateText(
  playbook: Playbook,
  context: Context,
  template: Template,
  tone: Tone = context.tone,
): string {
  const language = languageOf(context, playbook.language);
  return render(template, shownValues(playbook, context), language, tone, isPrivate(playbook));
}

/** The values as people see them: a choice by its label in the visitor's language. */
export function shownValues(playbook: Playbook, context: Context): Lookup {
  const lookup = valuesOf(playbook, context);
  const language = languageOf(context, playbook.language);
  return (name): Value | undefined => {
    const value = lookup(name);
    return value === undefined ? undefined : labelIn(playbook.questions.get(name), value, language);
  };
}
