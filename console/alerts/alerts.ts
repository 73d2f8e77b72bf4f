import type { HandoffAlert } from "../../server/wire/handoff.ts";
import { alertWords } from "./alert-words.ts";

/** The part of a browser that alerts need, so that tests can give one of their own. */
export interface Bell {
  /** Whether the browser can show notifications, and whether it was allowed. */
  permission(): NotificationPermission | "missing";
  ask(): Promise<NotificationPermission>;
  /** @param open Called when somebody clicks on it. */
  show(title: string, options: { readonly body: string; readonly tag: string }, open: () => void): void;
  ring(): void;
  /** Kept in this browser alone. */
  readonly kept: Pick<Storage, "getItem" | "setItem" | "removeItem">;
}

/** Notifications and a sound, in this browser, only after somebody asked for them. */
export interface Alerts {
  on(): boolean;
  /** @returns whether they are on now: the browser may say no. */
  turnOn(): Promise<boolean>;
  turnOff(): void;
  hear(alert: HandoffAlert, open: () => void): void;
}

const KEY = "parley.alerts";

export function createAlerts(bell: Bell): Alerts {
  const on = () => bell.kept.getItem(KEY) === "on" && bell.permission() === "granted";
  return {
    on,
    turnOn: async () => {
      const allowed = bell.permission() === "granted" ? "granted" : await bell.ask();
      if (allowed === "granted") bell.kept.setItem(KEY, "on");
      return allowed === "granted";
    },
    turnOff: () => bell.kept.removeItem(KEY),
    hear: (alert, open) => {
      if (!on()) return;
      const { title, body } = alertWords(alert);
      // One for each conversation: a later one takes the place of the former.
      bell.show(title, { body, tag: alert.conversation }, open);
      bell.ring();
    },
  };
}
