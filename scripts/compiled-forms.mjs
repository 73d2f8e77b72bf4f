// Compiles the forms of playbooks, sites, services and texts at build time: at run time that takes longer than checking a
// playbook of 500 lines.
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const forms = fileURLToPath(new URL("../engine/playbook/forms.ts", import.meta.url));

/** The text of a module that does what engine/playbook/form-validator.ts does, without compiling anything. */
export async function compiledForms() {
  const { FORMS, FORM_OPTIONS } = await imported(forms);
  const ajv = new Ajv({ ...FORM_OPTIONS, code: { source: true, esm: true } });
  const names = Object.keys(FORMS);
  for (const name of names) ajv.addSchema(FORMS[name], name);
  const code = standalone.default(ajv, Object.fromEntries(names.map((name) => [`${name}Form`, name])));
  return `${importsOf(code)}
const forms = { ${names.map((name) => `${name}: ${name}Form`).join(", ")} };
export function formValidator(form) { return forms[form]; }
`;
}

/** For esbuild: what imports the module that compiles at run time gets the compiled one. */
export const formsPlugin = {
  name: "compiled-forms",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]engine[\\/]playbook[\\/]form-validator\.ts$/ }, async () => ({
      contents: await compiledForms(),
      loader: "js",
    }));
  },
};

async function imported(file) {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, format: "esm", write: false });
  const [{ text }] = outputFiles;
  return await import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
}

/** ajv writes its exports for ES modules, and its imports not. */
function importsOf(code) {
  const imports = [];
  const body = code.replace(/^"use strict";/, "").replace(/require\("([^"]+)"\)\.default/g, (_, path) => {
    imports.push(`import * as runtime${imports.length} from "${path}.js";`);
    return `runtime${imports.length - 1}.default.default`;
  });
  const named = body.replace(/export const (\w+Form) = /g, "const $1 = ");
  return `${imports.join("\n")}\n${named}`;
}
