import { describe, expect, test } from "@jest/globals";
import { addTexts } from "./add-texts.ts";
import { unspokenTexts } from "./checks/unspoken-texts.ts";
import { readPlaybook } from "./read-playbook.ts";

const DESK = `playbook: desk
language: en
also_in: [de, fr]
talk: { start: [{ say: Hello! }, { end: done }] }
`;
const GERMAN = "texts_of: desk\nlanguage: de\ntexts: { Hello!: Hallo! }\n";
const FRENCH = "texts_of: desk\nlanguage: fr\ntexts: { Hello!: Bonjour ! }\n";

function desk() {
  const { playbook } = readPlaybook(DESK, "desk.playbook.yml");
  if (!playbook) throw new Error("the playbook has errors");
  return playbook;
}

function told(files: Readonly<Record<string, string>>): readonly string[] {
  const { problems } = addTexts(desk(), (file) => {
    const text = files[file];
    return text === undefined ? undefined : { file: `site/${file}`, text };
  });
  return problems.map(({ file, at, code, message }) => `${file}:${at.line}:${at.column} ${code} ${message}`);
}

describe("the texts of a playbook", () => {
  test("are right where the names agree", () => {
    expect(told({ "desk.de.yml": GERMAN, "desk.fr.yml": FRENCH })).toEqual([]);
  });

  test("copied and not changed are an error, with both names", () => {
    expect(told({ "desk.de.yml": GERMAN, "desk.fr.yml": GERMAN })).toEqual([
      'site/desk.fr.yml:2:11 TRANSLATION_MISNAMED "language:" says "de", and the name of the file says "fr".',
    ]);
    const others = FRENCH.replace("texts_of: desk", "texts_of: shop");
    expect(told({ "desk.de.yml": GERMAN, "desk.fr.yml": others })).toEqual([
      'site/desk.fr.yml:1:11 TRANSLATION_MISNAMED "texts_of:" says "shop", and the name of the file says "desk".',
    ]);
  });

  test("that are not there are told at the line that names their language", () => {
    expect(told({ "desk.de.yml": GERMAN })).toEqual([
      'desk.playbook.yml:3:10 TRANSLATION_MISSING "also_in:" names "fr", and there is no file desk.fr.yml.',
    ]);
  });
});

describe("files of texts that nobody reads", () => {
  const told = (files: readonly string[], allRead?: boolean) =>
    unspokenTexts([desk()], files, allRead).map(({ file, severity, message }) => [file, severity, message]);

  test("are told, with what is near", () => {
    expect(told(["a/desk.de.yml", "a/desk.fr.yml"])).toEqual([]);
    expect(told(["a/desk.es.yml", "dsk.de.yml"])).toEqual([
      [
        "a/desk.es.yml",
        "warning",
        'Nobody reads this file: "also_in:" of desk.playbook.yml does not name "es".',
      ],
      [
        "dsk.de.yml",
        "warning",
        'Nobody reads this file: there is no playbook "dsk" here. Did you mean "desk"?',
      ],
    ]);
  });

  test("are not told of a playbook that may only have errors", () => {
    expect(told(["shop.de.yml", "desk.es.yml"], false)).toMatchObject([
      ["desk.es.yml", "warning", expect.any(String)],
    ]);
  });
});
