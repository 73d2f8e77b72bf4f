import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { runCommand } from "./commands.ts";
import { GREETER, keptFolder } from "./kept-folder.ts";
import { HERE, keptTerminal } from "./kept-terminal.ts";

const BOTH = GREETER.replace("language: en", "language: en\nalso_in: [de]");
const GERMAN = `# By Eva.
texts_of: greeter
language: de
texts:
  Hello!: Hallo!
  What is your name?: Wie heißen Sie?
  # Not "Welche".
  Which color?: Welche Farbe?
choices:
  color: { Red: Rot, Blue: Blau }
`;

async function stage(files: Readonly<Record<string, string>>) {
  const cwd = await keptFolder(files);
  const parley = async (...args: readonly string[]) => {
    const terminal = keptTerminal({ cwd });
    const status = await runCommand(args, terminal, HERE);
    return { status, ...terminal.said };
  };
  return {
    parley,
    texts: () => parley("texts", "greeter", "--language", "de"),
    read: (name: string) => readFile(join(cwd, name), "utf8"),
    write: (name: string, text: string) => writeFile(join(cwd, name), text),
  };
}

const FILE = "playbooks/greeter.de.yml";
const PLAYBOOK = "playbooks/greeter.playbook.yml";

describe("parley texts", () => {
  test("writes all that is to be translated; the file checks without errors, and a second time nothing changes", async () => {
    const { parley, texts, read } = await stage({ [PLAYBOOK]: BOTH });
    expect((await parley("check")).out).toContain("TRANSLATION_MISSING");
    expect(await texts()).toEqual({ status: 0, out: `wrote ${FILE}\n`, err: "" });
    const written = await read(FILE);
    expect(written).toBe(`texts_of: greeter
language: de
texts:
  What is your name?:
  Which color?:
  Hello!:
choices:
  color:
    Red:
    Blue:
`);
    const checked = await parley("check");
    expect(checked.out).toContain("2 files, 0 errors, 1 warning\n");
    expect(await texts()).toEqual({ status: 0, out: `${FILE} is up to date\n`, err: "" });
    expect(await read(FILE)).toBe(written);
  });

  test("keeps what is translated with its comments, and marks what was reworded", async () => {
    const { texts, read, write, parley } = await stage({ [PLAYBOOK]: BOTH, [FILE]: GERMAN });
    expect((await parley("check")).out).toContain("0 warnings");
    const reworded = BOTH.replace("Which color?", "Which color, please?")
      .replace("Hello!", "Hello {{ name or 'you' }}!")
      .replace("[Red, Blue]", "[Red, Blue, Green]");
    await write(PLAYBOOK, reworded);
    await texts();
    const written = await read(FILE);
    expect(written).toBe(`# By Eva.
texts_of: greeter
language: de
texts:
  What is your name?: Wie heißen Sie?
  # Not "Welche".
  Which color, please?: { was: Which color?, text: Welche Farbe? }
  # {"was":"Hello!","text":"Hallo!"}
  Hello {{ name or 'you' }}!:
choices:
  color:
    Red: Rot
    Blue: Blau
    Green:
`);
    expect((await texts()).out).toBe(`${FILE} is up to date\n`);
    expect(await read(FILE)).toBe(written);
    const checked = await parley("check");
    expect(checked.status).toBe(0);
    expect(checked.out).toContain("TRANSLATION_OUT_OF_DATE");
  });

  test("keeps the translation of a text that is gone, and tells when the language is not spoken", async () => {
    const { texts, read } = await stage({
      [PLAYBOOK]: GREETER.replace("say: Hello!", "say: Good day."),
      [FILE]: GERMAN,
    });
    expect((await texts()).out).toContain('Add "also_in: [de]"');
    expect(await read(FILE)).toContain("  Good day.:\n  Hello!: Hallo!\n");
  });

  test("leaves a file that cannot be read as it is: 1; called wrongly: 2", async () => {
    const { texts, read, parley } = await stage({ [PLAYBOOK]: BOTH, [FILE]: "texts: [" });
    expect((await texts()).status).toBe(1);
    expect(await read(FILE)).toBe("texts: [");
    expect((await parley("texts", "nobody", "--language", "de")).status).toBe(2);
    expect((await parley("texts", "greeter", "--language", "../x")).status).toBe(2);
  });
});
