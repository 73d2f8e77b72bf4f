import { builtInText } from "../texts/built-in-texts.ts";
import type { Tone } from "../texts/template.ts";
import type { WeekHours } from "../time/hours.ts";
import type { Span } from "../time/span.ts";
import { type HandoffRules, START_HANDOFF_RULES } from "./handoff-rules.ts";
import { type Retention, type SiteLimits, START_LIMITS, START_RETENTION } from "./site-limits.ts";
import type { Webhook } from "./webhook.ts";

export interface Team {
  readonly name: string;
  /** E-mail addresses of the reps. */
  readonly people: readonly string[];
  /** Undefined: always open. */
  readonly hours: WeekHours | undefined;
  /** ISO dates, in the site's zone, on which the team is closed. */
  readonly holidays: readonly string[];
  /** Most conversations that one of them is given at a time; undefined: as many as come. */
  readonly limit?: number | undefined;
  /** E-mail addresses of those who are told when nobody answers; none: the admins. */
  readonly supervisors?: readonly string[];
  /** IANA zone of hours and holidays. Missing: the site's. */
  readonly timeZone?: string | undefined;
  /** How soon somebody of the team is to answer first, counted in its hours. Missing: nobody measures it. */
  readonly firstAnswer?: Span | undefined;
}

/** How the widget looks on every page of the site; a page's own `--parley-*` variables win. */
export interface WidgetLook {
  /** `#rrggbb`; undefined: Parley's own. */
  readonly color: string | undefined;
  /** At which lower corner the launcher stands, as the text runs. */
  readonly position: "end" | "start";
  /** Words beside the launcher's sign; undefined: the sign alone. */
  readonly launcher: string | undefined;
}

/** What `site.yml` says, with the defaults of the language where it is silent or missing. */
export interface Site {
  /** The `siteId`. */
  readonly id: string;
  readonly name: string;
  readonly bot: { readonly name: string };
  /** How the bot speaks where a section or a topic does not say. */
  readonly tone: Tone;
  /** The languages of its visitors; undefined: those of each playbook. */
  readonly languages: readonly string[] | undefined;
  /** IANA zone. */
  readonly timeZone: string;
  /** Exact origins on which the widget may run; undefined: any. */
  readonly origins: readonly string[] | undefined;
  /**
   * folder: what the site's folder holds is live. store: versions are published by people (`parley publish`), and the
   * folder only fills an empty store.
   */
  readonly publishFrom: "folder" | "store";
  /** required: the chat opens on these words and sends nothing before they are agreed to. Undefined text: built-in words. */
  readonly consent: {
    readonly required: boolean;
    readonly text: string | undefined;
    /** What playbooks may ask consent for, with the words that say so; empty: anything. */
    readonly purposes: ReadonlyMap<string, string>;
  };
  /** A team that no file names is open at all hours and has everybody in it. */
  readonly teams: ReadonlyMap<string, Team>;
  /** How visitors are known for sure. */
  readonly identity: {
    /** Names of the secrets with which the site's server signs; the newest first. Empty: off. */
    readonly secrets: readonly string[];
    /** Who somebody is counts only when it was signed. */
    readonly enforce: boolean;
  };
  /** Whether admins need codes as a second step of logging in. */
  readonly totpRequired: boolean;
  readonly defaults: {
    readonly human: { readonly team: string | undefined; readonly answerWithin: Span };
    readonly ifStuckTries: number;
  };
  /** How people are looked for when a playbook wants one. */
  readonly handoff: HandoffRules;
  readonly webhooks: readonly Webhook[];
  /** Whether an address that a playbook keeps leads apart by is asked, by mail, to be confirmed. */
  readonly confirmAddresses: boolean;
  readonly limits: SiteLimits;
  readonly retention: Retention;
  readonly widget: WidgetLook;
}

/** The site of a folder without `site.yml`. */
export function defaultSite(): Site {
  return {
    id: "default",
    name: "Parley",
    bot: { name: "Robin" },
    tone: "plain",
    languages: undefined,
    timeZone: "UTC",
    origins: undefined,
    publishFrom: "folder",
    consent: { required: false, text: undefined, purposes: new Map() },
    teams: new Map(),
    identity: { secrets: [], enforce: false },
    totpRequired: false,
    defaults: {
      human: { team: undefined, answerWithin: { amount: 5, unit: "minute", working: false } },
      ifStuckTries: 3,
    },
    handoff: START_HANDOFF_RULES,
    webhooks: [],
    confirmAddresses: false,
    limits: START_LIMITS,
    retention: START_RETENTION,
    widget: { color: undefined, position: "end", launcher: undefined },
  };
}

/** The clock and calendar by which a team's hours are read. */
export function zoneOf({ timeZone }: Pick<Site, "timeZone">, team: Team | undefined): string {
  return team?.timeZone ?? timeZone;
}

/** What a visitor must agree to before the chat sends anything, where the site asks for that. */
export function chatConsentText({ consent, name }: Site, language = "en"): string {
  return consent.text ?? builtInText("chatConsent", language, { name });
}
