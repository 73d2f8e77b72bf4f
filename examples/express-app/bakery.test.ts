import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { openBakery } from "./bakery.ts";

type Reply = { readonly messages?: readonly { readonly text?: string }[] };

test("an app keeps its own pages and talks to its visitors", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "bakery-"));
  const bakery = await openBakery(0, dataDir, randomBytes(32).toString("base64url"));
  const token = randomBytes(32).toString("base64url");
  const post = async (path: string, body: unknown) => {
    const reply = await fetch(`${bakery.url}/api/v1/conversations${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return { code: reply.status, ...((await reply.json()) as Reply) };
  };
  try {
    expect(await (await fetch(`${bakery.url}/opening-hours`)).json()).toEqual({ monday: "7:00-18:00" });
    expect(await (await fetch(`${bakery.url}/`)).text()).toContain("Corner Bakery");

    const id = randomUUID();
    const begun = await post("", { id, page: { url: `${bakery.url}/` } });
    expect(begun).toMatchObject({ code: 201, conversation: { id, playbook: "order-bread", status: "bot" } });
    const say = (text: string) => post(`/${id}/messages`, { id: randomUUID(), text });
    expect(textsOf(await say("80"))).toEqual(["80", "For more than 50 please come in and talk to us."]);
    expect(textsOf(await say("two"))).toEqual(["two", "Under which name?"]);
    const ended = await say("Noor");
    expect(textsOf(ended)).toEqual(["Noor", "2 loaves are yours from seven o'clock, Noor."]);
    expect(ended).toMatchObject({ code: 200, status: "ended" });
  } finally {
    await bakery.close();
    await rm(dataDir, { recursive: true });
  }
});

function textsOf(reply: Reply): readonly (string | undefined)[] {
  return (reply.messages ?? []).map((message) => message.text);
}
