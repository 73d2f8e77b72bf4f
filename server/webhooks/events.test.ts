import { describe, expect, test } from "@jest/globals";
import type { Webhook } from "../../engine/index.ts";
import { turnStage, VISITOR } from "../testing/turn-stage.ts";
import { claim, close } from "../turns/rep-acts.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { eventBody } from "./events.ts";

const ID = "conversation-1";
const REP = { id: "person-rita", name: "Rita" };

const hook = (on: Webhook["on"]): Webhook => ({
  name: "crm",
  url: "https://crm.example.com/",
  on,
  secrets: ["CRM_SECRET"],
});

async function story(webhooks: readonly Webhook[]) {
  const stage = await turnStage({ site: { webhooks } });
  await stage.begin(ID);
  await sendMessage(stage, ID, VISITOR, { id: "message-1", text: "Ana Canary" });
  await sendMessage(stage, ID, VISITOR, { id: "message-2", text: "80" });
  await claim(stage, ID, REP);
  await close(stage, ID, REP, "qualified");
  const outbox = (await stage.conversations.load("default", ID))?.outbox ?? [];
  return outbox.filter(({ kind }) => kind === "events");
}

describe("what a turn leaves for the webhooks", () => {
  test("names what happened, in order, under an id that is the turn's, without the visitor's words", async () => {
    const items = await story([
      hook(["conversation.started", "conversation.handoff_requested", "conversation.claimed"]),
      hook(["conversation.closed", "lead.created", "lead.updated", "lead.qualified", "message.created"]),
    ]);
    expect(items.map((item) => [item.id, eventBody(item).types])).toEqual([
      [`events:${ID}:1`, ["conversation.started", "message.created"]],
      [`events:${ID}:2`, ["message.created", "lead.created"]],
      [`events:${ID}:3`, ["message.created", "lead.updated", "conversation.handoff_requested"]],
      [`events:${ID}:4`, ["message.created", "conversation.claimed"]],
      [`events:${ID}:5`, ["message.created", "lead.updated", "lead.qualified", "conversation.closed"]],
    ]);
    expect(JSON.stringify(items)).not.toContain("Canary");
  });

  test("is only what some webhook wants to hear, and nothing where there is none", async () => {
    const items = await story([hook(["lead.qualified"])]);
    expect(items.map((item) => eventBody(item).types)).toEqual([["lead.qualified"]]);
    expect(await story([])).toEqual([]);
  });
});
