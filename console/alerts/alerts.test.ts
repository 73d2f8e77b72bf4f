import { expect, jest, test } from "@jest/globals";
import type { HandoffAlert } from "../../server/wire/handoff.ts";
import { type Bell, createAlerts } from "./alerts.ts";

const alert: HandoffAlert = {
  conversation: "conversation-1",
  name: "Ana from Acme",
  reason: "handoff",
  team: "sales",
  why: "Tom: speaks German, next in turn",
};

function bell(permission: NotificationPermission, answer: NotificationPermission = "granted") {
  const kept = new Map<string, string>();
  let allowed = permission;
  return {
    permission: () => allowed,
    ask: jest.fn<Bell["ask"]>(async () => {
      allowed = answer;
      return answer;
    }),
    show: jest.fn<Bell["show"]>(),
    ring: jest.fn<Bell["ring"]>(),
    kept: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  } satisfies Bell;
}

test("nothing is shown and nothing rings before somebody asked for it in this browser", async () => {
  const quiet = bell("granted");
  const alerts = createAlerts(quiet);
  alerts.hear(alert, () => undefined);
  expect([quiet.show.mock.calls, quiet.ring.mock.calls]).toEqual([[], []]);
  expect(await alerts.turnOn()).toBe(true);
  const open = jest.fn();
  alerts.hear(alert, open);
  expect(quiet.show).toHaveBeenCalledWith(
    "Ana from Acme waits for you",
    { body: "sales · Tom: speaks German, next in turn", tag: "conversation-1" },
    open,
  );
  expect(quiet.ring).toHaveBeenCalledTimes(1);
  alerts.turnOff();
  alerts.hear(alert, open);
  expect(quiet.ring).toHaveBeenCalledTimes(1);
});

test("a browser that says no stays quiet", async () => {
  const refusing = bell("default", "denied");
  const alerts = createAlerts(refusing);
  expect([await alerts.turnOn(), alerts.on()]).toEqual([false, false]);
  alerts.hear(alert, () => undefined);
  expect(refusing.show).not.toHaveBeenCalled();
});
