import type { Context } from "../machine/context.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { render } from "../texts/render.ts";
import type { Template } from "../texts/template.ts";
import { valuesOf } from "./values.ts";

/** A text of the playbook with the answers that count here. */
export function templateText(playbook: Playbook, context: Context, template: Template): string {
  return render(template, valuesOf(playbook, context), playbook.language);
}
