import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { formValidator } from "../engine/playbook/form-validator.ts";
import type { FormName } from "../engine/playbook/forms.ts";

interface Case {
  readonly form: FormName;
  readonly value: unknown;
}

const root = fileURLToPath(new URL("..", import.meta.url));
let folder = "";
beforeAll(() => {
  // Inside of the project, so that what the compiled module imports is found.
  mkdirSync(join(root, "node_modules/.cache"), { recursive: true });
  folder = mkdtempSync(join(root, "node_modules/.cache/parley-forms-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the compiled module finds, in a process of its own that may not compile anything. */
function foundByCompiled(cases: readonly Case[]): unknown {
  const script = pathToFileURL(join(root, "scripts/compiled-forms.mjs")).href;
  const write = `import { compiledForms } from "${script}"; process.stdout.write(await compiledForms());`;
  writeFileSync(join(folder, "forms.mjs"), output(["--input-type=module", "-e", write], ""));
  const module = pathToFileURL(join(folder, "forms.mjs")).href;
  const use = `import { formValidator } from "${module}"; import { readFileSync } from "node:fs";
    process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(({ form, value }) => {
      const validate = formValidator(form);
      return validate(value) ? [] : validate.errors;
    })));`;
  const args = ["--disallow-code-generation-from-strings", "--input-type=module", "-e", use];
  return JSON.parse(output(args, JSON.stringify(cases)));
}

function output(args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    input,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

test("what the build compiles finds what is found at run time, word for word", () => {
  const shipped = readdirSync(join(root, "examples/playbooks")).flatMap((name): Case[] => {
    const form = name.endsWith(".playbook.yml") ? "playbook" : name.replace(".yml", "");
    if (form !== "playbook" && form !== "site" && form !== "services") return [];
    return [{ form, value: parse(readFileSync(join(root, "examples/playbooks", name), "utf8")) }];
  });
  const wrong: readonly Case[] = [
    {
      form: "playbook",
      value: { playbok: "a", talk: { start: [{ sya: "Hello" }, { ask: 1 }, { say: "" }] } },
    },
    {
      form: "playbook",
      value: { playbook: "a", talk: {}, if_stuck: { tries: 0, do: [] }, when_changed: "?" },
    },
    { form: "site", value: { site: 1, teams: { sales: { limit: "three" } } } },
    { form: "services", value: { services: { a: { method: "SEND" } } } },
    { form: "texts", value: { texts_of: "a", texts: { Hello: [] } } },
  ];
  const cases = [...shipped, ...wrong];
  const expected = cases.map(({ form, value }) => {
    const validate = formValidator(form);
    return validate(value) ? [] : validate.errors;
  });
  expect(shipped.length).toBeGreaterThan(10);
  expect(expected.slice(shipped.length).every((errors) => (errors ?? []).length > 0)).toBe(true);
  expect(foundByCompiled(cases)).toEqual(JSON.parse(JSON.stringify(expected)));
});
