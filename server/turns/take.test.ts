import { describe, expect, test } from "@jest/globals";
import { type Conversation, type ConversationStore, StaleConversationError } from "../stores/ports.ts";
import { turnStage, VISITOR } from "../testing/turn-stage.ts";
import { messagesAfter } from "./messages-after.ts";
import { sendMessage } from "./visitor-acts.ts";

const load = async (store: ConversationStore, id: string): Promise<Conversation> => {
  const conversation = await store.load("default", id);
  if (!conversation) throw new Error("no conversation");
  return conversation;
};

describe("a message", () => {
  test("is answered with what its turn added, the visitor's own words included", async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    const update = await sendMessage(stage, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    expect(update.messages.map(({ seq, from, text }) => [seq, from, text])).toEqual([
      [3, "visitor", "Ana"],
      [4, "bot", "How many are you?"],
    ]);
    expect(update).toMatchObject({ seq: 4, status: "bot" });
  });

  test("sent twice with one id is applied once and answered alike", async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    const first = await sendMessage(stage, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    await sendMessage(stage, "conversation-1", VISITOR, { id: "message-2", text: "80" });
    const again = await sendMessage(stage, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    expect(again).toEqual(first);
    expect((await load(stage.conversations, "conversation-1")).turn).toBe(3);
  });

  test("sent twice at the same moment is applied once", async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    const send = () => sendMessage(stage, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    const [one, ...others] = await Promise.all([send(), send(), send()]);
    expect(others).toEqual([one, one]);
    expect((await load(stage.conversations, "conversation-1")).talk.seq).toBe(4);
  });

  test("with an id that was used for something else is refused", async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    await sendMessage(stage, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    const other = sendMessage(stage, "conversation-1", VISITOR, { id: "message-1", text: "Bob" });
    await expect(other).rejects.toMatchObject({ code: "ID_REUSED" });
  });

  test("of another visitor does not find the conversation", async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    const foreign = sendMessage(stage, "conversation-1", "f".repeat(64), { id: "message-1", text: "Ana" });
    await expect(foreign).rejects.toMatchObject({ code: "CONVERSATION_UNKNOWN" });
  });
});

describe("when others save first", () => {
  /** A store in which somebody else is faster so many times. */
  const contested = (store: ConversationStore, times: number): ConversationStore => {
    let left = times;
    return {
      ...store,
      save: async (conversation) => {
        if (left-- > 0) throw new StaleConversationError(conversation.id, conversation.v - 1);
        await store.save(conversation);
      },
    };
  };

  test("the turn is taken again, up to eight times", async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    const setting = { ...stage, conversations: contested(stage.conversations, 7) };
    const update = await sendMessage(setting, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    expect(update.seq).toBe(4);
    expect(stage.lines.filter((line) => line.startsWith("turn.retried"))).toHaveLength(7);
  });

  test("after eight times the client is told to send the same id again, and that works", async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    const setting = { ...stage, conversations: contested(stage.conversations, 8) };
    const send = () => sendMessage(setting, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    await expect(send()).rejects.toMatchObject({ code: "TRY_AGAIN", more: { retryAfter: 1 } });
    expect((await load(stage.conversations, "conversation-1")).turn).toBe(1);
    expect((await send()).seq).toBe(4);
  });
});

describe("a long conversation", () => {
  test("keeps every message, in the document or in the archive", async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    for (let n = 1; n <= 60; n++) {
      await sendMessage(stage, "conversation-1", VISITOR, { id: `message-${n}`, text: `words ${n}` });
    }
    const conversation = await load(stage.conversations, "conversation-1");
    const archived = await stage.conversations.archived("default", "conversation-1", 0);
    expect(archived.length).toBeGreaterThan(0);
    expect(conversation.turns.length).toBeLessThanOrEqual(40);
    const messages = await messagesAfter(stage.conversations, conversation, 0);
    expect(messages.map((message) => message.seq)).toEqual(
      Array.from({ length: conversation.talk.seq }, (_, index) => index + 1),
    );
    const first = await sendMessage(stage, "conversation-1", VISITOR, { id: "message-1", text: "words 1" });
    expect(first.messages[0]).toMatchObject({ seq: 3, text: "words 1" });
  });
});

describe("a playbook that throws", () => {
  const poisoned = async () => {
    const stage = await turnStage();
    await stage.begin("conversation-1");
    const broken = {
      ...stage.compiled,
      get machine(): never {
        throw new Error("state of Ana does not exist");
      },
    };
    const setting = { ...stage, playbooks: { ...stage.playbooks, version: async () => broken } };
    return { stage, setting };
  };

  test("parks the conversation with the visitor's words kept, and logs none of them", async () => {
    const { stage, setting } = await poisoned();
    const update = await sendMessage(setting, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    expect(update).toMatchObject({ status: "parked", messages: [{ seq: 3, from: "visitor", text: "Ana" }] });
    const { queue, talk } = await load(stage.conversations, "conversation-1");
    // None of the playbook's clocks runs any more; that of the search for a person does.
    const clocks = talk.clocks.filter(({ key }) => !key.startsWith("ladder/"));
    expect([queue, talk.reason, clocks]).toEqual(["waiting", expect.stringContaining("fault"), []]);
    expect(stage.lines.find((line) => line.startsWith("turn.parked"))).toContain("Error");
    expect(stage.lines.join()).not.toContain("Ana");
  });

  test("parks it too when its version is in no store", async () => {
    const { setting } = await poisoned();
    const lost = { ...setting, playbooks: { ...setting.playbooks, version: async () => undefined } };
    const update = await sendMessage(lost, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    expect(update.status).toBe("parked");
  });

  test("without the poison the same message is answered", async () => {
    const { stage } = await poisoned();
    const update = await sendMessage(stage, "conversation-1", VISITOR, { id: "message-1", text: "Ana" });
    expect(update.status).toBe("bot");
  });
});
