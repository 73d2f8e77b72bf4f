import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { schemaOf } from "../../engine/index.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

test.each(["playbook", "test", "site", "services"] as const)("serves the schema of a %s", async (kind) => {
  const answer = await server.ask("GET", `/schemas/${kind}.schema.json`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.body).toEqual(JSON.parse(JSON.stringify(schemaOf(kind))));
});

test("serves no other file", async () => {
  const answer = await server.ask("GET", "/schemas/package.json");
  expect([answer.status, answer.body.code]).toEqual([400, "INPUT_INVALID"]);
});
