import type { Page } from "../../../server/wire/visitor.ts";
import { createApi } from "./api.ts";
import type { Session } from "./keep.ts";
import type { Ports } from "./ports.ts";

export interface VisitParts {
  /** The conversation that this browser remembers; undefined: the visitor has not acted yet, and nothing is said. */
  readonly session: () => Session | undefined;
  readonly page: () => Page;
  /** IANA name. */
  readonly timeZone: string | undefined;
  /** A person wants to talk. */
  readonly onCall: () => void;
}

const EVERY_MS = 20_000;

/**
 * Says which page the visitor is on, at once and every 20 s, while a conversation is there; before that, nothing. What is lost
 * on the way is said again with the next.
 */
export function createVisits(ports: Ports, { session, page, timeZone, onCall }: VisitParts) {
  let stop = () => {};
  let gone = false;
  const here = () => !gone;

  async function say(): Promise<void> {
    stop();
    stop = ports.clock.after(EVERY_MS, () => void say());
    const now = session();
    if (!here() || now?.acknowledged !== true) return;
    const outcome = await createApi(ports, now.token).visit(now.start.id, {
      page: plain(page()),
      seen: now.seen,
      ...(timeZone !== undefined && { time_zone: timeZone }),
    });
    if (outcome.kind === "done" && outcome.value.open && here()) onCall();
  }

  return {
    /** Another page, or a conversation that began just now: it is said at once. */
    say: () => {
      gone = false;
      void say();
    },
    /** The page goes away. */
    leave: () => {
      stop();
      gone = true;
      const now = session();
      if (now?.acknowledged !== true) return;
      void createApi(ports, now.token).visit(now.start.id, { page: plain(page()), left: true });
    },
  };
}

/** Only the page: where the visitor came from was told when they began. */
function plain({ url, title }: Page): Page {
  return { url, ...(title !== undefined && { title }) };
}
