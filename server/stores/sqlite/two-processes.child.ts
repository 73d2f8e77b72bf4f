// Run by two-processes.test.ts: adds 1 to the counter of one conversation, `rounds` times, as any turn is taken.
import { type Conversation, StaleConversationError, StoreAwayError } from "../ports.ts";
import { openSqlite } from "./open-sqlite.ts";

const [dir = "", rounds = "0"] = process.argv.slice(2);
const { conversations, close } = await openSqlite({ dir });
let stale = 0;
for (let round = 0; round < Number(rounds); round += 1) {
  while (!(await increment())) stale += 1;
}
await close();
process.stdout.write(JSON.stringify({ stale }));

async function increment(): Promise<boolean> {
  const conversation = await conversations.load("site", "counter");
  if (conversation === undefined) throw new Error("the counter is not there");
  const next: Conversation = { ...conversation, v: conversation.v + 1, epoch: conversation.epoch + 1 };
  try {
    await conversations.save(next);
    return true;
  } catch (error) {
    if (error instanceof StaleConversationError || error instanceof StoreAwayError) return false;
    throw error;
  }
}
