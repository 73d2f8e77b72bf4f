import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import express from "express";
import { staticRoutes } from "./static.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "parley-static-"));
  const files = {
    "dist/widget/parley.js": "loader",
    "dist/widget/chat.html": "chat page",
    "dist/widget/chat/chat.abc.js": "chat script",
    "dist/console/index.html": "console page",
    "dist/console/assets/main.abc.js": "console script",
    "dist/console/assets/long.abc.js": "const same = 1;\n".repeat(1_000),
    "site/index.html": "home",
    "site/pricing.html": "pricing",
    "site/.secret": "hush",
    "secret.txt": "hush",
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(dir, name, ".."), { recursive: true });
    await writeFile(join(dir, name), text);
  }
});
afterAll(() => rm(dir, { recursive: true }));

async function get(path: string, dist = "dist") {
  const router = staticRoutes({
    dist: join(dir, dist),
    sampleSite: join(dir, "site"),
    origins: () => undefined,
  });
  const server = createServer(express().use(router)).listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  const text = await response.text();
  server.close();
  return {
    status: response.status,
    text,
    policy: response.headers.get("content-security-policy") ?? "",
    headers: response.headers,
  };
}

describe("what is served", () => {
  test.each([
    ["/parley.js", "loader"],
    ["/chat", "chat page"],
    ["/chat/assets/chat.abc.js", "chat script"],
    ["/console/", "console page"],
    ["/console/inbox/some-id", "console page"],
    ["/console/welcome?link=abc", "console page"],
    ["/console/assets/main.abc.js", "console script"],
    ["/", "home"],
    ["/pricing", "pricing"],
    ["/pricing.html", "pricing"],
  ])("%s", async (path, text) => {
    const answer = await get(path);
    expect([answer.status, answer.text]).toEqual([200, text]);
    expect(answer.policy).not.toBe("");
  });

  test.each([
    "/chat/assets/none.js",
    "/console/assets/none.js",
    "/none",
    "/.secret",
    "/..%2fsecret.txt",
    "/console/..%2f..%2fsecret.txt",
  ])("%s is not there", async (path) => {
    expect((await get(path)).text).not.toContain("hush");
    if (!path.startsWith("/console/..")) expect((await get(path)).status).toBeGreaterThanOrEqual(400);
  });

  test.each(["/parley.js", "/chat", "/console/"])("%s says so when it is not built", async (path) => {
    const answer = await get(path, "nothing");
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining("npm run build")]);
  });
});

test("the chat may be framed by any website, the console by none; scripts are only our own", async () => {
  const chat = await get("/chat");
  expect(chat.policy).toContain("frame-ancestors *");
  expect(chat.headers.get("x-frame-options")).toBeNull();
  const page = await get("/console/");
  expect(page.policy).toContain("frame-ancestors 'none'");
  for (const { policy } of [chat, page])
    expect(policy).not.toMatch(/script-src[^;]*unsafe|default-src[^;]*unsafe/);
  expect((await get("/parley.js")).headers.get("cross-origin-resource-policy")).toBe("cross-origin");
});

describe("what travels", () => {
  test("is compressed when it is long and the browser takes it, and says that it varies", async () => {
    const long = await get("/console/assets/long.abc.js");
    expect([long.headers.get("content-encoding"), long.headers.get("vary")]).toEqual([
      expect.stringMatching(/^(br|gzip)$/),
      "Accept-Encoding",
    ]);
    expect(long.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await get("/parley.js")).headers.get("content-encoding")).toBeNull();
  });
});
