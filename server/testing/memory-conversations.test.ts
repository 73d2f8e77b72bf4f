import { describeConversationStore } from "../stores/conversation-store.contract.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { memoryConversations } from "./memory-conversations.ts";

// Of a whole store only the conversations are in memory: nothing asks the rest of it here.
describeConversationStore("memory", async () => {
  const around = await openSqlite({ dir: ":memory:" });
  const node = { ...around, conversations: memoryConversations() };
  return { nodes: [node, node], close: () => around.close() };
});
