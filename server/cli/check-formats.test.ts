import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { runCommand } from "./commands.ts";
import { GREETER, GREETER_TESTS, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

async function check(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const cwd = await keptFolder(files);
  const run = async () => {
    const terminal = keptTerminal({ cwd });
    const status = await runCommand(["check", ...args], terminal, HERE);
    return { status, ...terminal.said };
  };
  return { ...(await run()), again: run, read: (file: string) => readFile(join(cwd, file), "utf8") };
}

const WRONG = GREETER.replace("answer: name", "anwser: name # the first").replace(
  "Hello!",
  "Hello: you, 100%",
);
const RUNS = GREETER.replace("- say: Hello!", "- run: othr");

describe("parley check --format github", () => {
  test("gives a workflow command a problem, escaped", async () => {
    const { status, out } = await check({ "a,b.playbook.yml": WRONG }, ".", "--format", "github");
    expect(status).toBe(1);
    const [first, ...more] = out.trimEnd().split("\n");
    expect(first).toBe(
      `::error file=a%2Cb.playbook.yml,line=8,col=5,title=KEY_UNKNOWN::I don't know "anwser" here. Did you mean "answer"?%0ACheck the spelling against docs/playbooks.md.`,
    );
    expect(more.every((line) => /^::(error|warning) file=[^:]+::/.test(line))).toBe(true);
  });

  test("says nothing where nothing is wrong", async () => {
    expect(await check({ "a.playbook.yml": GREETER }, ".", "--format", "github")).toMatchObject({
      status: 0,
      out: "",
    });
  });
});

/**
 * What the standard's own schema (OASIS SARIF 2.1.0) says of every object that we write: its required properties, and no
 * others than these, for in that schema an object takes no property it does not name.
 */
const object = (required: readonly string[], properties: object) => ({
  type: "object",
  required,
  properties,
  additionalProperties: false,
});
const list = (items: object) => ({ type: "array", items });
/** `message` and `multiformatMessageString`: both need `text` here. */
const text = object(["text"], { text: { type: "string", minLength: 1 } });
const position = { type: "integer", minimum: 1 };
/** A region with an end has a start, and ends not before it (3.30). */
const region = {
  ...object(["startLine", "startColumn"], {
    startLine: position,
    startColumn: position,
    endLine: position,
    endColumn: position,
  }),
  dependentRequired: { endLine: ["endColumn"], endColumn: ["endLine"] },
};
/** A relative reference, or an absolute one with the scheme file; nothing that must be escaped (3.4.3). */
const artifact = object(["uri"], {
  uri: {
    type: "string",
    pattern: "^(file:///)?[A-Za-z0-9._~!$&'()*+,;=@%-]+(/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*$",
  },
});
const change = object(["artifactLocation", "replacements"], {
  artifactLocation: artifact,
  replacements: {
    ...list(
      object(["deletedRegion"], {
        deletedRegion: region,
        insertedContent: object(["text"], { text: { type: "string" } }),
      }),
    ),
    minItems: 1,
  },
});
const level = { enum: ["none", "note", "warning", "error"] };
const RESULT = object(["message", "ruleId", "ruleIndex", "level", "locations"], {
  message: text,
  ruleId: { type: "string" },
  ruleIndex: { type: "integer", minimum: 0 },
  level,
  locations: list(
    object(["physicalLocation"], {
      physicalLocation: object(["artifactLocation", "region"], { artifactLocation: artifact, region }),
    }),
  ),
  fixes: {
    ...list(
      object(["artifactChanges"], { description: text, artifactChanges: { ...list(change), minItems: 1 } }),
    ),
    uniqueItems: true,
  },
});
const RULE = object(["id"], {
  id: { type: "string" },
  shortDescription: text,
  defaultConfiguration: object([], { level }),
});
const DRIVER = object(["name"], {
  name: { type: "string", minLength: 1 },
  semanticVersion: { type: "string", pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+" },
  rules: { ...list(RULE), uniqueItems: true },
});
const RUN = object(["tool", "results"], {
  tool: object(["driver"], { driver: DRIVER }),
  columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
  results: list(RESULT),
});
const LOG = object(["version", "runs"], {
  $schema: { type: "string", format: "uri", pattern: "sarif.*2\\.1\\.0" },
  version: { const: "2.1.0" },
  runs: { ...list(RUN), minItems: 1 },
});

interface Log {
  readonly runs: readonly [
    {
      readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[];
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    },
  ];
}

function faultsOf(log: unknown): readonly string[] {
  const validate = new Ajv2020({ strict: false, allErrors: true, formats: { uri: /^https:/ } }).compile(LOG);
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("parley check --format sarif", () => {
  test("is a log with the fields that SARIF requires, with places, rules and fixes", async () => {
    const { status, out } = await check({ "my site/a.playbook.yml": WRONG }, ".", "--format", "sarif");
    expect(status).toBe(1);
    const log = JSON.parse(out) as Log;
    expect(faultsOf(log)).toEqual([]);
    expect(faultsOf({ ...log, version: "2.1" })).not.toEqual([]);
    expect(faultsOf({ ...log, runs: [{ ...log.runs[0], tools: {} }] })).not.toEqual([]);
    const [{ results, tool }] = log.runs;
    expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id)).toEqual(
      results.map(({ ruleId }) => ruleId),
    );
    expect(log.runs[0].results[0]).toMatchObject({
      ruleId: "KEY_UNKNOWN",
      ruleIndex: 0,
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "my%20site/a.playbook.yml" },
            region: { startLine: 8, startColumn: 5 },
          },
        },
      ],
      fixes: [
        {
          artifactChanges: [
            {
              replacements: [
                {
                  deletedRegion: { startLine: 8, startColumn: 5, endLine: 8, endColumn: 11 },
                  insertedContent: { text: "answer" },
                },
              ],
            },
          ],
        },
      ],
    });
    expect(log.runs[0].tool).toMatchObject({ driver: { name: "parley", semanticVersion: "1.2.3" } });
  });

  test("is a log without results where nothing is wrong", async () => {
    const { status, out } = await check({ "a.playbook.yml": GREETER }, ".", "--format", "sarif");
    expect(faultsOf(JSON.parse(out))).toEqual([]);
    expect([status, (JSON.parse(out) as { runs: { results: [] }[] }).runs[0]?.results]).toEqual([0, []]);
  });
});

describe("parley check --fix", () => {
  test("mends the files, keeps comments, and changes nothing the second time", async () => {
    const tests = GREETER_TESTS.replace("- user:", "- usr:");
    const { status, out, again, read } = await check(
      { "a.playbook.yml": WRONG, "a.test.yml": tests },
      ".",
      "--fix",
    );
    expect(out).toBe(
      "a.playbook.yml: 2 things mended\na.test.yml: 1 thing mended\n2 files, 0 errors, 0 warnings\n",
    );
    expect(status).toBe(0);
    const mended = await read("a.playbook.yml");
    expect(mended).toBe(
      GREETER.replace("answer: name", "answer: name # the first").replace("Hello!", '"Hello: you, 100%"'),
    );
    expect(await read("a.test.yml")).toBe(GREETER_TESTS);
    expect((await again()).out).toBe("2 files, 0 errors, 0 warnings\n");
    expect(await read("a.playbook.yml")).toBe(mended);
  });

  test("without it no file is touched", async () => {
    const { status, read } = await check({ "a.playbook.yml": WRONG }, ".");
    expect([status, await read("a.playbook.yml")]).toEqual([1, WRONG]);
  });

  test("what cannot be mended is told, and the status stays 1", async () => {
    const { status, out } = await check(
      { "a.playbook.yml": WRONG.replace("[name, color]", "nobody") },
      ".",
      "--fix",
    );
    expect(status).toBe(1);
    expect(out).toContain("QUESTION_UNKNOWN");
  });
});

describe("files that belong together", () => {
  test("a playbook that is run is missing: told, and not where it stands beside a file checked alone", async () => {
    const other = GREETER.replace("playbook: greeter", "playbook: othr");
    expect(await check({ "a.playbook.yml": RUNS }, ".")).toMatchObject({
      status: 0,
      out: expect.stringContaining("PLAYBOOK_MISSING"),
    });
    expect(await check({ "a.playbook.yml": RUNS, "b.playbook.yml": other }, "a.playbook.yml")).toMatchObject({
      status: 0,
      out: "1 file, 0 errors, 0 warnings\n",
    });
  });

  test("problems of services.yml are told too", async () => {
    const { status, out } = await check(
      { "a.playbook.yml": GREETER, "services.yml": "services: { a: { method: SEND } }" },
      ".",
    );
    expect(status).toBe(1);
    expect(out).toContain("services.yml:1:");
  });
});
