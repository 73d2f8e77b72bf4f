import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { SETTABLE } from "../engine/index.ts";

const page = readFileSync(new URL("settings.md", import.meta.url), "utf8");

test("the page names every key that can be set in the console, and no other", () => {
  const told = [...page.matchAll(/^\| `([a-z_.*]+)` \|/gm)].map(([, key]) => key);
  expect(told).toEqual([...SETTABLE]);
});
