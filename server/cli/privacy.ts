import type { Doer } from "../auth/account-parts.ts";
import { forgetVisits } from "../live/forget-visits.ts";
import { makeLog } from "../log.ts";
import { drain } from "../outbox/drain.ts";
import { makeOutward } from "../outbox/outward.ts";
import { type Forgetter, forgetOutside, forgetRemembered } from "../privacy/carry-out-erasure.ts";
import { eraseTheirs } from "../privacy/erase.ts";
import { exportTheirs } from "../privacy/export.ts";
import { writeDown } from "../privacy/written-down.ts";
import { realTimekeeper } from "../timekeeper.ts";
import { makeBus } from "../turns/bus.ts";
import { makeLanes } from "../turns/lanes.ts";
import type { Whose } from "../wire/privacy.ts";
import { type SiteStore, withSiteStore } from "./site-store.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

/** Exactly one of them is to be given. */
export interface WhoseOptions {
  readonly lead?: string;
  readonly visitor?: string;
  readonly email?: string;
}

/**
 * `parley export --email ADDRESS`: prints all that is kept of somebody as JSON.
 *
 * @returns 0 done, 1 nothing is kept, 2 nobody or several were named.
 */
export async function exportHere(
  options: WhoseOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  const whose = whoseOf(options);
  if (!whose) return complain("export", terminal);
  return await withSiteStore(surroundings, terminal, async (opened) => {
    const found = await exportTheirs(settingOf(opened), whose);
    await writeDown(opened.audit, by("parley export"), "export.made", whose);
    terminal.out(JSON.stringify(found, undefined, 2));
    return found.conversations.length + found.leads.length > 0 ? 0 : 1;
  });
}

/**
 * `parley erase --email ADDRESS --yes`: erases all that is kept of somebody, for good.
 *
 * @returns 0 done, 1 nothing was kept, 2 nobody or several were named, or `--yes` is missing.
 */
export async function eraseHere(
  { yes, ...options }: WhoseOptions & { readonly yes: boolean },
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  const whose = whoseOf(options);
  if (!whose) return complain("erase", terminal);
  if (!yes) {
    terminal.err("parley erase: nothing can be brought back. Look with parley export, then say --yes.");
    return 2;
  }
  return await withSiteStore(surroundings, terminal, async (opened) => {
    await writeDown(opened.audit, by("parley erase"), "erasure.asked", whose);
    const { conversations, leads } = await eraseTheirs(settingOf(opened), whose);
    terminal.out(`Erased: ${count(conversations, "conversation")}, ${count(leads, "lead")}.`);
    return conversations + leads > 0 ? 0 : 1;
  });
}

function settingOf({ site, stores }: SiteStore) {
  const { conversations, leads, files, memory, visitors } = stores;
  const bus = makeBus();
  const lanes = makeLanes();
  const timekeeper = realTimekeeper;
  const kept = { conversations, leads, files, memory, visitors };
  const around = { ...kept, bus, lanes, timekeeper, log: makeLog("silent") };
  const playbooks = {
    site: () => site,
    services: () => new Map(),
    live: () => [],
    version: async () => undefined,
  };
  // A server that runs on the same store does what is left of it later.
  const { deliveries, endpoints, verifications, visits, resumeLinks } = stores;
  const wake = () => undefined;
  const reached = {
    deliveries,
    endpoints,
    verifications,
    visits,
    resumeLinks,
    conversations,
    site: () => site,
  };
  // A tombstone asks nobody to confirm anything, and writes to nobody.
  const verification = { ask: () => Promise.resolve() };
  const awayLetters = { send: () => Promise.resolve(undefined) };
  const outward = makeOutward({ ...reached, verification, awayLetters, wake, now: timekeeper.now });
  const forgetters: readonly Forgetter[] = [
    forgetRemembered({ memory, timekeeper: realTimekeeper }),
    ({ siteId }, { visitor }) => visitors.forget(siteId, visitor),
    forgetOutside(outward),
    forgetVisits(stores),
  ];
  const carryingOut = { ...around, playbooks, memory, forgetters, calls: { start: () => undefined } };
  return {
    ...around,
    siteId: () => site.id,
    now: realTimekeeper.now,
    drain: (id: string) => drain(carryingOut, id, false),
  };
}

function by(id: string): Doer {
  return { who: { kind: "server", id } };
}

function whoseOf({ lead, visitor, email }: WhoseOptions): Whose | undefined {
  const given = [lead, visitor, email].filter((one) => one !== undefined && one !== "");
  if (given.length !== 1) return undefined;
  if (lead) return { lead };
  return visitor ? { visitor } : { email: email ?? "" };
}

function complain(command: string, terminal: Terminal): ExitStatus {
  terminal.err(`parley ${command}: name one of --lead ID, --visitor ID and --email ADDRESS`);
  return 2;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
