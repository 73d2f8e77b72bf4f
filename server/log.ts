import { pino } from "pino";
import { errorCode } from "./error-code.ts";

/** Names of all log events. Dashboards and alerts match on these, so renaming one is a breaking change. */
export const LOG_EVENTS = [
  "server.started",
  "server.stopped",
  "server.insecure_cookie",
  "turn.taken",
  "turn.retried",
  "turn.gave_up",
  "turn.parked",
  "turn.moved",
  "turn.move_failed",
  "clock.fired",
  "clock.dropped",
  "handoff.routed",
  "handoff.unrouted",
  "handoff.unalerted",
  "poll.failed",
  "bus.connected",
  "bus.lost",
  "bus.failed",
  "presence.unsaid",
  "outbox.done",
  "outbox.failed",
  "outbox.dead",
  "outbox.full",
  "delivery.done",
  "delivery.failed",
  "delivery.dead",
  "delivery.broken",
  "delivery.given_up",
  "target.paused",
  "endpoint.closed",
  "endpoint.opened",
  "mail.limited",
  "mail.failed",
  "address.verified",
  "service.answered",
  "service.failed",
  "service.too_late",
  "service.dropped",
  "playbook.published",
  "playbook.refused",
  "playbook.retired",
  "site.refused",
  "services.refused",
  "settings.refused",
  "settings.unreadable",
  "sighting.unkept",
  "vectors.missing",
  "request.failed",
  "reply.invalid",
  "login.accepted",
  "login.refused",
  "person.invited",
  "sessions.swept",
  "audit.written",
  "identity.accepted",
  "identity.refused",
  "server.any_origin",
  "limits.away",
  "erasure.done",
  "retention.done",
] as const;
export type LogEvent = (typeof LOG_EVENTS)[number];

export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>;

/** One JSON line per event: `event` says what happened, the rest to what. Never a visitor's words. */
export interface Log {
  info(event: LogEvent, details?: LogDetails): void;
  warn(event: LogEvent, details?: LogDetails): void;
  error(event: LogEvent, details?: LogDetails): void;
}

/** Details are flat and plain by their type, so an answer cannot slip in inside of an object; these names are cut besides. */
const CUT = ["text", "answers", "email", "password", "token", "value"];

export function makeLog(level: string, to?: { write(line: string): void }): Log {
  const options = { level, base: null, redact: CUT };
  const out = to ? pino(options, to) : pino(options);
  return {
    info: (event, details) => out.info({ event, ...details }),
    warn: (event, details) => out.warn({ event, ...details }),
    error: (event, details) => out.error({ event, ...details }),
  };
}

/**
 * What of an error may be logged: its kind, code and place. Not its message, since messages quote what a visitor wrote.
 */
export function faultDetails(error: unknown): LogDetails {
  if (!isError(error)) return { fault: typeof error };
  const place = error.stack
    ?.split("\n")
    .find((line) => line.trimStart().startsWith("at "))
    ?.trim();
  return { fault: error.name, code: errorCode(error), place };
}

/** By its shape: errors of Node itself may come from another realm, where they are no `Error` of ours. */
function isError(error: unknown): error is Error {
  return typeof error === "object" && error !== null && "name" in error && "message" in error;
}
