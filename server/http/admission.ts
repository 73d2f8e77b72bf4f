import { Refusal } from "../refusal.ts";
import { StoreAwayError } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";

/** Lets so many turns run at once as one process can carry, and the others wait, fairly, for a moment. */
export interface Admission {
  /**
   * Runs the work when it is its turn. Whoever has least under way comes first, so one who floods waits behind all others.
   *
   * @param who Whose work it is: a visitor or a person.
   * @throws {Refusal} TRY_AGAIN, before anything was done: too many wait, it waited too long, or the store is away.
   */
  run<T>(who: string, work: () => Promise<T>): Promise<T>;
  /**
   * Says at once, before anything of the request was read, that somebody has too much waiting already.
   *
   * @throws {Refusal} TRY_AGAIN
   */
  refuseCrowd(who: string): void;
  counts(): { readonly running: number; readonly waiting: number };
}

export interface AdmissionSetting {
  readonly timekeeper: Timekeeper;
  /** Turns that run at once. More only lengthen each other. Default 64. */
  readonly atOnce?: number;
  /** How many may wait in all. Default 200. */
  readonly waiting?: number;
  /** Of those that run, how many may be of one. Default 4. */
  readonly atOnceEach?: number;
  /** Of those that wait, how many may be of one. Default 20. */
  readonly waitingEach?: number;
}

/** Together with the longest wait for a store that is away this stays near two seconds. */
const PATIENCE_MS = 1_500;

interface Ticket {
  admit(): void;
  refuse(): void;
}

interface Party {
  running: number;
  readonly tickets: Ticket[];
}

export function makeAdmission(setting: AdmissionSetting): Admission {
  const { timekeeper, atOnce = 64, waiting = 200, atOnceEach = 4, waitingEach = 20 } = setting;
  /** In the order in which they are served: who was served goes to the end. */
  const parties = new Map<string, Party>();
  let running = 0;
  let queued = 0;

  const partyOf = (who: string): Party => {
    const party = parties.get(who) ?? { running: 0, tickets: [] };
    parties.set(who, party);
    return party;
  };
  const fits = (party: Party) => running < atOnce && party.running < atOnceEach;
  /** Out of the queue at once, not when the one who waited wakes up: else others would count places that are free. */
  const leave = ({ tickets }: Party, at: number): Ticket | undefined => {
    const [ticket] = tickets.splice(at, 1);
    if (ticket) queued--;
    return ticket;
  };
  const forgetIdle = (who: string, { running, tickets }: Party) => {
    if (running === 0 && tickets.length === 0) parties.delete(who);
  };
  const admitNext = () => {
    for (const [who, party] of parties) {
      if (running >= atOnce) return;
      const ticket = fits(party) ? leave(party, 0) : undefined;
      if (!ticket) continue;
      parties.delete(who);
      parties.set(who, party);
      ticket.admit();
    }
  };
  const refuseAll = () => {
    for (const party of parties.values()) while (party.tickets.length > 0) leave(party, 0)?.refuse();
  };
  /** @returns false when nobody has more waiting than the newcomer would have. */
  const makeRoom = (own: number): boolean => {
    if (queued < waiting) return true;
    const longest = [...parties.values()].reduce((a, b) => (b.tickets.length > a.tickets.length ? b : a));
    if (longest.tickets.length <= own + 1) return false;
    leave(longest, longest.tickets.length - 1)?.refuse();
    return true;
  };
  const wait = async (party: Party): Promise<void> => {
    const over = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        const ticket: Ticket = { admit: enter(party, resolve), refuse: () => reject(busy()) };
        party.tickets.push(ticket);
        queued++;
        void timekeeper.wait(PATIENCE_MS, over.signal).then(() => {
          const place = party.tickets.indexOf(ticket);
          if (place >= 0) leave(party, place)?.refuse();
        });
      });
    } finally {
      over.abort();
    }
  };
  /** The place is taken when it is given, not when the one who waited wakes up. */
  const enter = (party: Party, then: () => void) => () => {
    running++;
    party.running++;
    then();
  };

  const refuseCrowd = (who: string): void => {
    if ((parties.get(who)?.tickets.length ?? 0) >= waitingEach) throw busy();
  };

  return {
    refuseCrowd,
    run: async (who, work) => {
      const party = partyOf(who);
      if (fits(party)) enter(party, () => undefined)();
      else {
        refuseCrowd(who);
        if (!makeRoom(party.tickets.length)) throw busy();
        await wait(party);
      }
      try {
        return await work();
      } catch (error) {
        // They would only find the same, one after the other.
        if (error instanceof StoreAwayError) refuseAll();
        throw error;
      } finally {
        running--;
        party.running--;
        admitNext();
        forgetIdle(who, party);
      }
    },
    counts: () => ({ running, waiting: queued }),
  };
}

function busy(): Refusal {
  return new Refusal("TRY_AGAIN", "There is a lot to do here just now. Send the same id again in a moment.", {
    retryAfter: 1,
  });
}
