import type { Webhook } from "../../engine/index.ts";
import { makeOutside, type Outside } from "../deliveries/make-outside.ts";
import { makeEgress } from "../egress/egress.ts";
import type { Limits } from "../limits/limits.ts";
import type { Mailer } from "../mail/mailer.ts";
import { makeOutbox, type Outbox } from "../outbox/outbox.ts";
import type { Stores } from "../stores/ports.ts";
import type { HandClock } from "./hand-clock.ts";
import { type TurnStage, turnStage } from "./turn-stage.ts";

export interface OutsideStage extends TurnStage, Outside {
  readonly outbox: Outbox;
  /** Carries out all that is due, here and outside. */
  run(conversation: string): Promise<void>;
  stop(): Promise<void>;
}

export interface OutsideStageOptions {
  readonly stores?: Stores;
  readonly timekeeper?: HandClock;
  readonly playbook?: string;
  readonly webhooks?: readonly Webhook[];
  readonly mailer?: Mailer;
  readonly confirmAddresses?: boolean;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly allow?: readonly string[];
  readonly limits?: Pick<Limits, "count">;
}

/** Turns with all that reaches out of them: real webhooks and mail, on a clock that only moves when told. */
export async function outsideStage(options: OutsideStageOptions = {}): Promise<OutsideStage> {
  const { stores, timekeeper, playbook, webhooks = [], mailer, confirmAddresses = false } = options;
  const stage = await turnStage({
    site: { webhooks, confirmAddresses },
    ...(stores && { stores }),
    ...(timekeeper && { timekeeper }),
    ...(playbook !== undefined && { playbook }),
  });
  const outside = makeOutside({
    ...stage,
    egress: makeEgress({ allow: options.allow ?? ["127.0.0.1"], userAgent: "Parley/test" }),
    mailer,
    limits: options.limits,
    secret: (name) => options.secrets?.[name],
    secretKey: "k".repeat(32),
    publicUrl: () => "https://chat.example.com",
  });
  const outbox = makeOutbox({
    ...stage,
    leads: stage.stores.leads,
    calls: { start: () => undefined },
    outward: outside.outward,
  });
  return {
    ...stage,
    ...outside,
    outbox,
    run: async (conversation) => {
      outbox.nudge(conversation);
      await outbox.settled();
      await outside.delivering.round();
      await outside.delivering.settled();
    },
    stop: async () => {
      await outside.delivering.stop();
      if (!stores) await stage.stores.close();
    },
  };
}
