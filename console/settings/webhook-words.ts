import type { DeliveryRow } from "../../server/wire/settings.ts";
import type { Endpoint } from "../../server/wire/undelivered.ts";

/** What a webhook can be told, in the order in which things happen. */
export const EVENTS: readonly { readonly event: string; readonly when: string }[] = [
  { event: "conversation.started", when: "A conversation began." },
  { event: "message.created", when: "Somebody said something." },
  { event: "lead.created", when: "A visitor gave the first answer." },
  { event: "lead.updated", when: "An answer was added or changed." },
  { event: "lead.qualified", when: "A playbook found the lead to be qualified." },
  { event: "conversation.handoff_requested", when: "A visitor waits for a person." },
  { event: "conversation.claimed", when: "A person took the conversation." },
  { event: "conversation.closed", when: "It ended." },
  { event: "lead.erased", when: "A person's data was erased." },
];

export const stateWords: Readonly<Record<Endpoint["state"], string>> = {
  ok: "Is told",
  paused: "Does not answer",
  closed: "Gone for good",
};

export const deliveryWords: Readonly<Record<DeliveryRow["state"], string>> = {
  delivered: "Delivered",
  waiting: "Waits",
  dead: "Given up",
};
