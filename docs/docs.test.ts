import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

test.each(pages)("%s links only to what is there", (page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? "");
  const broken = links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => !existsSync(join(root, dirname(page), link)));
  expect(broken).toEqual([]);
});

test.each(pages)("%s names only npm scripts that there are", (page) => {
  const scripts: unknown = JSON.parse(textOf("package.json"));
  const named = [...textOf(page).matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1] ?? "");
  expect(scripts).toMatchObject({
    scripts: Object.fromEntries(named.map((name) => [name, expect.any(String)])),
  });
});

test("the tree of docs/architecture.md names only folders and files that there are", () => {
  const tree = textOf("docs/architecture.md").match(/```\n(engine\/ [\s\S]*?)```/)?.[1] ?? "";
  const lines = tree.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(20);
  let folder = "";
  const missing: string[] = [];
  for (const line of lines) {
    const name = line.trim().split(/\s/)[0] ?? "";
    if (!line.startsWith(" ")) folder = name;
    const path = line.startsWith(" ") ? join(folder, name) : name;
    if (!existsSync(join(root, path))) missing.push(path);
  }
  expect(missing).toEqual([]);
});

test("every decision stands in the list of decisions", () => {
  const listed = textOf("docs/decisions/README.md");
  const records = readdirSync(join(root, "docs/decisions")).filter((name) => /^\d/.test(name));
  expect(records.filter((name) => !listed.includes(`](${name})`))).toEqual([]);
  expect(records.length).toBeGreaterThan(0);
});

function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}
