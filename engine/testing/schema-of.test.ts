import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { namesIn, SCHEMA_KINDS, type SchemaKind, schemaOf } from "./schema-of.ts";

function faultsOf(kind: SchemaKind, text: string, names?: Parameters<typeof schemaOf>[1]): readonly string[] {
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schemaOf(kind, names));
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const folders = ["../../playbooks/", "../../examples/engine-alone/", "../../examples/playbooks/"];
const shipped = folders.flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  return namesOf(url).flatMap((name) => {
    const kind = kindOf(name);
    return kind ? [{ name, kind, text: readFileSync(new URL(name, url), "utf8") }] : [];
  });
});

function namesOf(folder: URL): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function kindOf(name: string): SchemaKind | undefined {
  if (name.endsWith(".playbook.yml")) return "playbook";
  if (name.endsWith(".test.yml")) return "test";
  if (name === "site.yml") return "site";
  return name === "services.yml" ? "services" : undefined;
}

const SERVICES = `services:
  crm.create_task: { method: POST, address: "https://crm.example.com/tasks", changes: true, retries: 2 }
`;
const PLAYBOOK = `playbook: a
questions: { size: { ask: How many?, answer: number } }
talk: { start: [{ ask: size }, { goto: last }], last: [{ end: done }] }
`;
const TESTS = `tests: a
conversations: [{ name: A, start_at: last, steps: [{ bot: "..." }, { rep: { closes: spam } }] }]
`;

test("there is something to try them on", () => {
  expect(shipped.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["playbook", "test", "site"]));
});

describe("schemaOf", () => {
  test.each(shipped)("takes $name", ({ kind, text }) => {
    expect(faultsOf(kind, text)).toEqual([]);
  });

  test("takes services", () => {
    expect(faultsOf("services", SERVICES)).toEqual([]);
  });

  test.each<[SchemaKind, string, string, string]>([
    ["playbook", PLAYBOOK, "ask: size", "aks: size"],
    ["playbook", PLAYBOOK, "playbook: a", "playbok: a"],
    ["playbook", PLAYBOOK, "{ goto: last }", "{ goto: [last] }"],
    ["test", TESTS, "bot:", "bott:"],
    ["test", TESTS, '{ bot: "..." }', '{ bot: "...", user: Hi }'],
    ["test", TESTS, "closes", "opens"],
    ["site", "site: a\nteams: { sales: { limit: 3 } }", "limit: 3", "limit: three"],
    ["services", SERVICES, "method: POST", "method: SEND"],
    ["services", SERVICES, "https://", "ftp://"],
  ])("%s: refuses what is wrong", (kind, text, right, wrong) => {
    expect(faultsOf(kind, text)).toEqual([]);
    expect(faultsOf(kind, text.replace(right, wrong))).not.toEqual([]);
  });

  test.each(SCHEMA_KINDS)("%s: is a schema of draft 2020-12 with an id, and explains its keys", (kind) => {
    const schema = schemaOf(kind) as { readonly properties: object };
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      // The name under which the server serves it: a schema may lie anywhere.
      $id: `${kind}.schema.json`,
      title: expect.any(String),
    });
    expect(new Ajv2020({ strict: false }).validateSchema(schema)).toBe(true);
    for (const [key, value] of Object.entries(schema.properties)) {
      expect(value).toMatchObject({ title: key, description: expect.stringMatching(/^[A-Z].*\.$/) });
    }
  });

  test("a step is one object with every verb optional, each explained", () => {
    const { $defs } = schemaOf("playbook") as {
      $defs: {
        step: { properties: Record<string, { description?: string }>; required: string[] };
      };
    };
    const { properties, required } = $defs.step;
    expect(required).toEqual([]);
    for (const [key, { description }] of Object.entries(properties)) {
      expect([key, description]).toEqual([key, expect.stringMatching(/\. It needs|\.$/)]);
    }
    expect(properties["handoff"]?.description).toContain("Calls a person");
  });

  test("with the names of a file, only these are taken", () => {
    const names = namesIn(PLAYBOOK);
    expect(names).toEqual({ questions: ["size"], sections: ["start", "last"] });
    expect(faultsOf("playbook", PLAYBOOK, names)).toEqual([]);
    expect(faultsOf("test", TESTS, names)).toEqual([]);
    for (const wrong of ["{ ask: siez }", "{ ask: [siez] }", "{ ask_again: siez }"]) {
      const text = PLAYBOOK.replace("{ ask: size }", wrong);
      expect(faultsOf("playbook", text)).toEqual([]);
      expect(faultsOf("playbook", text, names)).not.toEqual([]);
    }
    for (const wrong of ["goto: lst", "goto: { section: lst }"]) {
      expect(faultsOf("playbook", PLAYBOOK.replace("goto: last", wrong), names)).not.toEqual([]);
    }
    expect(faultsOf("test", TESTS.replace("start_at: last", "start_at: lst"), names)).not.toEqual([]);
  });

  test("names are found in a file with errors too", () => {
    expect(namesIn(`${PLAYBOOK}nonsense: [`).sections).toEqual([]);
    expect(namesIn(`${PLAYBOOK}nonsense: 1`).sections).toEqual(["start", "last"]);
  });
});
