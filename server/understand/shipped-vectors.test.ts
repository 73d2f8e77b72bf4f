import { copyFile, mkdtemp, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { lookAtVectors } from "../cli/doctor/look-at-vectors.ts";
import { makeLog } from "../log.ts";
import { readVectors } from "./shipped-vectors.ts";
import { warnOfVectors } from "./warn-of-vectors.ts";

const FILES = ["english.words.txt", "english.vectors.bin"];
const SHIPPED = new URL("../../vectors/", import.meta.url);

async function emptyFolder(): Promise<URL> {
  return pathToFileURL(`${await mkdtemp(join(tmpdir(), "parley-vectors-"))}/`);
}

async function copied(): Promise<URL> {
  const folder = await emptyFolder();
  for (const file of FILES)
    await copyFile(fileURLToPath(new URL(file, SHIPPED)), fileURLToPath(new URL(file, folder)));
  return folder;
}

async function cutOff(): Promise<URL> {
  const folder = await copied();
  await truncate(fileURLToPath(new URL("english.vectors.bin", folder)), 1000);
  return folder;
}

async function withoutWords(): Promise<URL> {
  const folder = await copied();
  await writeFile(new URL("english.words.txt", folder), "one\ntwo\n");
  return folder;
}

function warnings(folder?: URL): readonly unknown[] {
  const lines: string[] = [];
  warnOfVectors(makeLog("info", { write: (line) => void lines.push(line) }), folder);
  return lines.map((line): unknown => JSON.parse(line));
}

describe("the shipped table of word vectors", () => {
  test("is there, so the doctor calls it good and the start says nothing", async () => {
    expect(readVectors()).toMatchObject({ state: "there" });
    expect(readVectors(await copied())).toMatchObject({ state: "there" });
    expect(lookAtVectors()).toMatchObject([{ state: "good", found: "128 numbers a word, whole" }]);
    expect(warnings()).toEqual([]);
  });

  test.each([
    ["missing", emptyFolder, "ENOENT"],
    ["unreadable", cutOff, "the table of word vectors is broken"],
    ["unreadable", withoutWords, "for 2 words"],
  ] as const)("%s is doubtful with what to do, and is logged once at the start", async (state, make, why) => {
    const folder = await make();
    expect(readVectors(folder)).toMatchObject({ state });
    const [finding] = lookAtVectors(folder);
    expect(finding).toMatchObject({ state: "doubtful", todo: expect.stringContaining("vectors/") });
    expect(finding?.found).toContain(state);
    expect(finding?.found).toContain(why);
    expect(warnings(folder)).toMatchObject([{ level: 40, event: "vectors.missing", state }]);
  });
});
