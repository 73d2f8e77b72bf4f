import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { jsonServer } from "../testing/json-server.ts";
import { testServer } from "../testing/test-server.ts";

const CANARIES = {
  CRM_TOKEN: "canary-crm-7d1f0c",
  IDENTITY_SECRET: "canary-identity-aaaaaaaaaaaaaaaaaaaaaaaa",
};
const SERVER_KEY = "s".repeat(32);
const dist = fileURLToPath(new URL("../../dist/widget", import.meta.url));
const PLAYBOOK = `
playbook: hello
title: Hello
language: en
questions:
  name: { ask: "What is your name?", answer: name }
talk:
  start:
    - ask: name
    - call: crm.lead
      send: { who: "{{ name }}" }
      save_as: plan
      if_fails: [{ say: It did not work. }, { end: failed }]
    - say: "Thank you, {{ name }}."
    - end: done
`;

test("a secret reaches the service that it is for, and no log, reply, record or bundle", async () => {
  const crm = await jsonServer(() => ({ plan: "team" }));
  const services = `services:\n  crm.lead: { method: POST, address: "${crm.url}/leads", secret: CRM_TOKEN }\n`;
  const server = await testServer({
    files: {
      "hello.playbook.yml": PLAYBOOK,
      "services.yml": services,
      "site.yml": "site: default\nidentity: { secret: IDENTITY_SECRET }\n",
    },
    egressAllow: "127.0.0.1",
    secrets: CANARIES,
  });
  const seen: string[] = [];
  const note = ({ body, headers }: { readonly body: unknown; readonly headers: Headers }) =>
    void seen.push(JSON.stringify(body), JSON.stringify([...headers]));

  const visitor = server.visitor();
  const id = "conversation-1";
  note(await visitor("POST", "/api/v1/conversations", { id, page: { url: "https://a.example/" } }));
  note(await visitor("POST", `/api/v1/conversations/${id}/messages`, { id: "message-1", text: "Ana" }));
  note(await visitor("POST", "/api/v1/identity", { jwt: `x.${"y".repeat(40)}.z`, next: "n".repeat(43) }));
  await crm.heardAtLeast(1);
  const admin = await server.rep("admin", "Ada");
  for (const path of ["inbox", `inbox/${id}`, "leads", `leads/${id}`, "people", "keys", "audit", "me"])
    note(await admin("GET", `/api/v1/${path}`));
  for (const path of ["/openapi.json", "/healthz", "/readyz", "/schemas/site.schema.json"])
    note(await server.ask("GET", path));
  const kept = await server.stores.conversations.load("default", id);
  const [versions, line] = [
    await server.stores.versions.live("default"),
    await server.stores.audit.last("default"),
  ];
  seen.push(JSON.stringify([kept, versions, line]), ...server.lines);
  seen.push(...filesIn(dist).map((path) => readFileSync(path, "latin1")));

  // Control: it was used, so there was something that could have leaked; and the search finds what is there.
  expect(JSON.stringify(crm.heard)).toContain(CANARIES.CRM_TOKEN);
  expect(seen.some((text) => text.includes("Ana"))).toBe(true);
  for (const secret of [...Object.values(CANARIES), SERVER_KEY])
    expect(seen.filter((text) => text.includes(secret))).toEqual([]);
  await server.close();
  await crm.close();
});

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    // Not built here; the browser tests build it.
    return [];
  }
}
