import { playbookSchema } from "./schema.ts";
import { servicesSchema } from "./services-schema.ts";
import { siteSchema } from "./site-schema.ts";
import { textsSchema } from "./texts-schema.ts";

/** The form of each kind of file that the check compares with one. */
export const FORMS = {
  playbook: playbookSchema,
  site: siteSchema,
  services: servicesSchema,
  texts: textsSchema,
} as const;

export type FormName = keyof typeof FORMS;

/** How the forms are compiled, here and by the build alike. All faults at once, each with the form that it breaks. */
export const FORM_OPTIONS = { allErrors: true, verbose: true, strict: false } as const;
