import { randomBytes } from "node:crypto";
import { describe, jest } from "@jest/globals";
import { createConnection } from "mongoose";
import { describeCounters } from "../../limits/counters.contract.ts";
import { describeErasure } from "../../privacy/erasure.contract.ts";
import { describeChangeFeed } from "../change-feed.contract.ts";
import { describeConversationStore } from "../conversation-store.contract.ts";
import { describeDeliveryStore } from "../delivery-store.contract.ts";
import { describeDesks } from "../desks.contract.ts";
import type { OpenStores } from "../examples.contract.ts";
import { describeFileStore } from "../file-store.contract.ts";
import { describeIdentityStores } from "../identity-stores.contract.ts";
import { describeInboxSearch } from "../inbox-search.contract.ts";
import { describeLeadStore } from "../lead-store.contract.ts";
import { describePeopleStore } from "../people-store.contract.ts";
import { describePresenceStore } from "../presence-store.contract.ts";
import { describeSettingsStore } from "../settings-store.contract.ts";
import { describeShelfStore } from "../shelf-store.contract.ts";
import { describeVerificationStore } from "../verification-store.contract.ts";
import { describeVersionStore } from "../version-store.contract.ts";
import { describeVisitStores } from "../visit-stores.contract.ts";
import { describeVisitorMemory } from "../visitor-memory.contract.ts";
import { openMongo } from "./open-mongo.ts";

// A server that shares its machine with the tests may take long to make indexes.
jest.setTimeout(30_000);

const uri = process.env["MONGODB_URI"] ?? "";
const suite = uri === "" ? describe.skip : describe;

suite(uri === "" ? "skipped, since MONGODB_URI is not set:" : "with MONGODB_URI:", () => {
  describeChangeFeed("MongoDB", openBoth);
  describeConversationStore("MongoDB", openBoth);
  describeCounters("MongoDB", async () => {
    const { nodes, close } = await openBoth();
    return { nodes: [nodes[0].counters, nodes[1].counters], close };
  });
  describeShelfStore("MongoDB", openBoth);
  describeErasure("MongoDB", openBoth);
  describeFileStore("MongoDB", openBoth);
  describeIdentityStores("MongoDB", openBoth);
  describeInboxSearch("MongoDB", openBoth);
  describeLeadStore("MongoDB", openBoth);
  describePeopleStore("MongoDB", openBoth);
  describeDeliveryStore("MongoDB", openBoth);
  describeVerificationStore("MongoDB", openBoth);
  describePresenceStore("MongoDB", openBoth);
  describeVisitStores("MongoDB", openBoth);
  describeDesks("MongoDB", openBoth);
  describeSettingsStore("MongoDB", openBoth);
  describeVersionStore("MongoDB", openBoth);
  describeVisitorMemory("MongoDB", openBoth);
});

async function openBoth(): Promise<OpenStores> {
  const database = `parley_test_${randomBytes(6).toString("hex")}`;
  const nodes = [
    await openMongo({ uri, database, patienceMs: 20_000 }),
    await openMongo({ uri, database, patienceMs: 20_000 }),
  ] as const;
  return {
    nodes,
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
      const connection = await createConnection(uri, { dbName: database }).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
