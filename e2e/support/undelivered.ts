import { openStores } from "../../server/stores/open-stores.ts";

/** Puts a webhook and a mail that nobody took, after all their tries, into the store of a site that runs. */
export async function leaveUndelivered(dataDir: string, siteId: string): Promise<void> {
  const stores = await openStores({ mongodbUri: undefined, dataDir });
  const at = "2026-11-23T09:00:00.000Z";
  const dead = {
    siteId,
    v: 1,
    lane: "",
    order: 0,
    conversation: undefined,
    at,
    state: "dead",
    tries: 9,
    since: Date.parse(at),
    nextTryAt: undefined,
    changedAt: at,
  } as const;
  const body = { to: "tom@fernway.example", item: "verify:conversation-1:3", playbook: "" };
  try {
    await stores.deliveries.add([
      { ...dead, id: "hook", target: "webhook:crm", type: "lead.created", fault: "STATUS_500", body: {} },
      { ...dead, id: "letter", target: "mail", type: "confirm_address", fault: "MAIL_REFUSED", body },
    ]);
  } finally {
    await stores.close();
  }
}
