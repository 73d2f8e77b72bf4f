import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A new folder with these files, for tests. */
export async function keptFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** A playbook that is right, and its tests. */
export const GREETER = `playbook: greeter
title: Greeter
language: en
start_when: [{ page: / }]
questions:
  name:
    ask: What is your name?
    answer: name
  color:
    ask: Which color?
    choices: [Red, Blue]
talk:
  start:
    - say: Hello!
    - ask: [name, color]
    - if: { color: Red }
      then: [{ end: red }]
    - end: blue
`;

export const GREETER_TESTS = `tests: greeter
conversations:
  - name: Likes red
    steps:
      - bot: [Hello!, What is your name?]
      - user: Ana
      - bot: Which color?
      - tap: Red
    lead: { outcome: red, name: Ana }
coverage: { steps: 80 }
`;
