import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { keepUpload } from "../files/keep-upload.ts";
import { drain } from "../outbox/drain.ts";
import type { OpenStores } from "../stores/examples.contract.ts";
import type { Stores } from "../stores/ports.ts";
import { type TurnStage, turnStage, VISITOR } from "../testing/turn-stage.ts";
import { sendMessage } from "../turns/visitor-acts.ts";
import { type EraseSetting, eraseTheirs } from "./erase.ts";
import { AGAIN_AFTER_MS } from "./erased-conversation.ts";
import { exportTheirs } from "./export.ts";

const SITE = "default";
const CANARY = "Canary";
const EMAIL = "canary@example.com";
const NO_CALLS = { start: () => undefined };

const ASKS = `
playbook: asks
questions:
  full_name: { ask: Your name?, answer: name }
  email: { ask: Your e-mail?, answer: email }
  more: { ask: Anything else?, answer: text }
talk:
  start:
    - ask: full_name
    - ask: email
    - tell: { team: sales, message: "{{ full_name }} is here." }
    - ask: more
    - handoff: sales
      answer_within: 5 minutes
      if_nobody: [{ end: nobody }]
      when_back: [{ end: helped }]
`;

/** Erasing on two nodes that share a store. A store's own test file is one call of this. */
export function describeErasure(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} erases`, () => {
    let opened: OpenStores;
    let nodes: readonly [TurnStage, TurnStage];
    let made = 0;
    beforeAll(async () => {
      opened = await open();
      const [one, other] = opened.nodes;
      nodes = [
        await turnStage({ stores: one, playbook: ASKS }),
        await turnStage({ stores: other, playbook: ASKS }),
      ];
    });
    afterAll(() => opened.close());

    const newId = () => `conversation-erase-${++made}`;

    test("all of a long conversation, while it goes on from two nodes", async () => {
      const [here, there] = nodes;
      const id = newId();
      await talk(here, id, 45);
      // The control: before, every place holds it.
      expect(await placesOf(here.stores, id)).toEqual([
        "conversation",
        "archive",
        "lead",
        "leads",
        "file",
        "export",
      ]);

      const say = (stage: TurnStage, n: number) =>
        sendMessage(stage, id, VISITOR, { id: `racing-${n}`, text: `${CANARY} again ${n}` });
      const racing = Array.from({ length: 20 }, (_, n) => say(n % 2 === 0 ? here : there, n));
      const archived = await here.conversations.archived(SITE, id, 0);
      const stale = await here.stores.leads.load(SITE, id);
      const [erased, ...others] = await Promise.allSettled([
        eraseTheirs(erasing(there), { lead: id }),
        upload(here, id),
        drain(outbox(here), id, true),
        ...racing,
      ]);
      if (stale) await there.stores.leads.put({ ...stale, turn: 99 });
      await here.conversations.archive(SITE, id, archived);
      await secondPass(nodes, id);

      expect(erased).toEqual({ status: "fulfilled", value: { conversations: 1, leads: 1 } });
      expect(others).toHaveLength(22);
      expect(await placesOf(here.stores, id)).toEqual([]);
      expect(await placesOf(there.stores, id)).toEqual([]);
      await expect(say(here, 99)).rejects.toMatchObject({ code: "CONVERSATION_UNKNOWN" });
      await expect(here.begin(id)).rejects.toMatchObject({ code: "CONVERSATION_UNKNOWN" });
      expect(await eraseTheirs(erasing(here), { lead: id })).toEqual({ conversations: 0, leads: 0 });
      const left = await here.conversations.load(SITE, id);
      expect(left).toMatchObject({ visitor: "", turns: [], recent: [], outbox: [], queue: "erased" });
      expect(JSON.stringify(left)).not.toContain(VISITOR);
    });

    test("not, when a part of it is forgotten: the check would find it", async () => {
      const [here] = nodes;
      const id = newId();
      await talk(here, id, 3);
      await here.stores.leads.erase(SITE, id, new Date(0).toISOString());
      await here.conversations.dropArchive(SITE, id);
      expect(await placesOf(here.stores, id)).toEqual(["conversation", "file", "export"]);
    });

    test("all of a visitor, whichever of their conversations is named, and nothing of another", async () => {
      const [here, there] = nodes;
      const [first, second, others] = [newId(), newId(), newId()];
      const visitor = "ab".repeat(32);
      await here.begin(first, visitor);
      await here.begin(second, visitor);
      await here.begin(others, "cd".repeat(32));
      expect(await eraseTheirs(erasing(there), { visitor: second })).toMatchObject({ conversations: 2 });
      expect((await there.conversations.load(SITE, first))?.erasedAt).toBeDefined();
      expect((await there.conversations.load(SITE, others))?.erasedAt).toBeUndefined();
      expect(await eraseTheirs(erasing(there), { visitor: second })).toMatchObject({ conversations: 0 });
      expect(await eraseTheirs(erasing(there), { visitor: "nobody-of-that-name" })).toMatchObject({
        conversations: 0,
      });
    });

    test("all leads of an address, ignoring case", async () => {
      const [here, there] = nodes;
      const ids = [newId(), newId()];
      for (const id of ids) await talk(here, id, 3);
      const found = await exportTheirs(
        { ...there.stores, siteId: () => SITE, now: there.timekeeper.now },
        {
          email: EMAIL,
        },
      );
      expect(found.leads.map((lead) => lead.id)).toEqual(expect.arrayContaining(ids));
      await eraseTheirs(erasing(there), { email: EMAIL.toUpperCase() });
      for (const id of ids) expect(await placesOf(here.stores, id)).toEqual([]);
    });

    test("what was kept elsewhere, again when that failed", async () => {
      const [here] = nodes;
      const id = newId();
      await talk(here, id, 1);
      const asked: unknown[] = [];
      const forgetters = [
        async ({ id: whose }: { readonly id: string }, erasure: object) => {
          asked.push([whose, erasure]);
          if (asked.length === 1) throw new Error("away");
        },
      ];
      const failing = { ...outbox(here), forgetters };
      await eraseTheirs({ ...erasing(here), drain: (one) => drain(failing, one, false) }, { lead: id });
      here.timekeeper.advance(AGAIN_AFTER_MS);
      await drain(failing, id, false);
      expect(asked).toHaveLength(3);
      expect(asked[1]).toEqual([id, { visitor: VISITOR, leads: [id], at: expect.any(String) }]);
    });
  });
}

async function talk(stage: TurnStage, id: string, messages: number): Promise<void> {
  await stage.begin(id);
  const texts = [`Ana ${CANARY}`, EMAIL, ...Array.from({ length: messages }, (_, n) => `${CANARY} ${n}`)];
  for (const [n, text] of texts.entries())
    await sendMessage(stage, id, VISITOR, { id: `message-${n}`, text });
  await upload(stage, id);
  await drain(outbox(stage), id, true);
}

const upload = (stage: TurnStage, conversation: string) =>
  keepUpload(
    { files: stage.stores.files, timekeeper: stage.timekeeper },
    { siteId: SITE, conversation, name: `${CANARY}.txt`, bytes: Buffer.from(`Words of ${CANARY}.\n`) },
  );

function outbox(stage: TurnStage) {
  return {
    ...stage,
    leads: stage.stores.leads,
    files: stage.stores.files,
    memory: stage.stores.memory,
    calls: NO_CALLS,
  };
}

function erasing(stage: TurnStage): EraseSetting {
  const drainOne = (id: string) => drain(outbox(stage), id, false);
  const { leads, visitors } = stage.stores;
  return { ...stage, leads, visitors, siteId: () => SITE, drain: drainOne };
}

async function secondPass(nodes: readonly [TurnStage, TurnStage], id: string): Promise<void> {
  for (const { timekeeper } of nodes) timekeeper.advance(AGAIN_AFTER_MS);
  await drain(outbox(nodes[0]), id, false);
}

/** Every place in which the canary is found. */
async function placesOf(stores: Stores, id: string): Promise<readonly string[]> {
  const { conversations, leads, files } = stores;
  const setting = { ...stores, siteId: () => SITE, now: () => 0 };
  const file = (await files.list(SITE, id))[0];
  const listed = (await leads.list({ siteId: SITE, search: "", limit: 50 })).rows;
  const places: Readonly<Record<string, unknown>> = {
    conversation: await conversations.load(SITE, id),
    archive: await conversations.archived(SITE, id, 0),
    lead: await leads.load(SITE, id),
    leads: listed.filter((row) => row.id === id),
    file: file && Buffer.from((await files.get(SITE, id, file.id))?.bytes ?? []).toString(),
    export: await exportTheirs(setting, { lead: id }),
  };
  return Object.keys(places).filter((place) => JSON.stringify([places[place]]).includes(CANARY));
}
