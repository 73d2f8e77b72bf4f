import { Ajv, type ValidateFunction } from "ajv";
import { FORM_OPTIONS, FORMS, type FormName } from "./forms.ts";

const compiled = new Map<FormName, ValidateFunction>();

/**
 * What compares a file with its form. Compiled at the first use of each form, which takes as long as checking many
 * files: the build puts code in the place of this module that is compiled already (scripts/compiled-forms.mjs). That
 * code also runs where a page forbids `new Function`.
 */
export function formValidator(form: FormName): ValidateFunction {
  const known = compiled.get(form);
  if (known) return known;
  const validate = new Ajv(FORM_OPTIONS).compile(FORMS[form]);
  compiled.set(form, validate);
  return validate;
}
