import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { openSqlite } from "./open-sqlite.ts";

describeChangeFeed("SQLite", openBoth);
describeConversationStore("SQLite", openBoth);
describeCounters("SQLite", async () => {
  const { nodes, close } = await openBoth();
  return { nodes: [nodes[0].counters, nodes[1].counters], close };
});
describeShelfStore("SQLite", openBoth);
describeErasure("SQLite", openBoth);
describeFileStore("SQLite", openBoth);
describeIdentityStores("SQLite", openBoth);
describeInboxSearch("SQLite", openBoth);
describeLeadStore("SQLite", openBoth);
describePeopleStore("SQLite", openBoth);
describeDeliveryStore("SQLite", openBoth);
describeVerificationStore("SQLite", openBoth);
describePresenceStore("SQLite", openBoth);
describeVisitStores("SQLite", openBoth);
describeDesks("SQLite", openBoth);
describeSettingsStore("SQLite", openBoth);
describeVersionStore("SQLite", openBoth);
describeVisitorMemory("SQLite", openBoth);

async function openBoth(): Promise<OpenStores> {
  const dir = await mkdtemp(join(tmpdir(), "parley-stores-"));
  const nodes = [await openSqlite({ dir }), await openSqlite({ dir })] as const;
  return {
    nodes,
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
      await rm(dir, { recursive: true });
    },
  };
}
