import { createHash } from "node:crypto";
import {
  type CompiledPlaybook,
  compilePlaybook,
  defaultSite,
  readPlaybook,
  type Services,
  type Site,
} from "../../engine/index.ts";
import type { Log } from "../log.ts";
import type { Stores } from "../stores/ports.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { beginConversation } from "../turns/begin.ts";
import { makeBus } from "../turns/bus.ts";
import { makeLanes } from "../turns/lanes.ts";
import { makePresence } from "../turns/presence.ts";
import type { TurnSetting } from "../turns/take.ts";
import { type HandClock, handClock } from "./hand-clock.ts";
import { HELLO } from "./hello-playbook.ts";

/** Turns on a real store, without HTTP, on a clock that only moves when told. */
export interface TurnStage extends TurnSetting {
  readonly stores: Stores;
  readonly memory: Stores["memory"];
  readonly timekeeper: HandClock;
  readonly compiled: CompiledPlaybook;
  /** Conversations that were nudged, in order. */
  readonly nudged: string[];
  /** Names of what was logged, in order, with the details. */
  readonly lines: string[];
  begin(id: string, visitor?: string): Promise<void>;
}

export async function turnStage(
  options: {
    readonly stores?: Stores;
    readonly timekeeper?: HandClock;
    /** Default: HELLO. */
    readonly playbook?: string;
    readonly services?: Services;
    /** What site.yml says besides the defaults. */
    readonly site?: Partial<Site>;
  } = {},
): Promise<TurnStage> {
  const stores = options.stores ?? (await openSqlite({ dir: ":memory:" }));
  const timekeeper = options.timekeeper ?? handClock();
  const compiled = compiledPlaybook(options.playbook ?? HELLO);
  const nudged: string[] = [];
  const lines: string[] = [];
  const write = (event: string, details: object = {}) =>
    void lines.push(`${event} ${JSON.stringify(details)}`);
  const log: Log = { info: write, warn: write, error: write };
  const site = { ...defaultSite(), ...options.site };
  const setting: TurnSetting = {
    conversations: stores.conversations,
    playbooks: {
      site: () => site,
      services: () => options.services ?? new Map(),
      live: () => [compiled],
      version: async (hash) => (hash === compiled.version ? compiled : undefined),
    },
    presence: makePresence(),
    bus: makeBus(),
    lanes: makeLanes(),
    timekeeper,
    log,
    nudge: (id) => void nudged.push(id),
  };
  return {
    ...setting,
    stores,
    memory: stores.memory,
    timekeeper,
    compiled,
    nudged,
    lines,
    begin: async (id, visitor = VISITOR) => {
      const choose = () => ({ playbook: compiled, facts: {} });
      await beginConversation(setting, { id, visitor, page: { url: "https://a.example/pricing" }, choose });
    },
  };
}

export const VISITOR = "7f3".padEnd(64, "0");

export function compiledPlaybook(text: string): CompiledPlaybook {
  const { playbook, problems } = readPlaybook(text, "hello.playbook.yml");
  if (!playbook) throw new Error(JSON.stringify(problems));
  return compilePlaybook(playbook, createHash("sha256").update(text).digest("hex"));
}
