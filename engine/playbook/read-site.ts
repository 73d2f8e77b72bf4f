import { IANAZone } from "luxon";
import type { Problem } from "../problems/problem.ts";
import { collectProblems } from "../problems/problem-list.ts";
import { booleanOf, child, numberOf, oneOrMany, type SourceNode, textOf } from "../problems/source-node.ts";
import { type FileReader, makeFileReader } from "./file-reader.ts";
import { readHandoffRules } from "./read-handoff-rules.ts";
import { readHolidays, readHours } from "./read-hours.ts";
import { readRetention, readSiteLimits } from "./read-site-limits.ts";
import { readTone } from "./read-talk.ts";
import { readWebhooks } from "./read-webhooks.ts";
import { checkShape } from "./shape.ts";
import { defaultSite, type Site, type Team, type WidgetLook } from "./site.ts";
import {
  emptySource,
  type FileSetting,
  type SiteSettings,
  settingsIn,
  withSettings,
} from "./site-settings.ts";
import { readSource } from "./source.ts";

export interface SiteRead {
  /** Undefined when one of the problems is an error. */
  readonly site: Site | undefined;
  /** By place. */
  readonly problems: readonly Problem[];
  /** What the file itself says of the keys that may be set elsewhere. */
  readonly inFile: ReadonlyMap<string, FileSetting>;
}

/**
 * Reads the text of a `site.yml`. Pure; takes bounded time for any text.
 *
 * @param text undefined: there is no file
 * @param settings fill in for keys that the file does not have; where it has them, the file counts
 */
export function readSite(text: string | undefined, file: string, settings: SiteSettings = {}): SiteRead {
  const problems = collectProblems(file);
  const source = text === undefined ? emptySource() : readSource(text, problems);
  const root = source?.kind === "map" ? withSettings(source, settings) : source;
  if (source === undefined || root === undefined || !checkShape(root, "site", problems)) {
    return { site: undefined, problems: problems.sorted(), inFile: new Map() };
  }
  const reader = makeFileReader(problems);
  const site = readRoot(root, reader);
  const read = problems.hasErrors() ? undefined : site;
  return { site: read, problems: problems.sorted(), inFile: settingsIn(source) };
}

function readPurposes(node: SourceNode | undefined): ReadonlyMap<string, string> {
  return new Map([...(node?.entries ?? [])].map(([name, { value }]) => [name, textOf(value) ?? ""]));
}

function readRoot(root: SourceNode, reader: FileReader): Site {
  const standard = defaultSite();
  const human = child(child(root, "defaults"), "human");
  const origins = child(root, "origins");
  return {
    id: textOf(child(root, "site")) ?? standard.id,
    name: textOf(child(root, "name")) ?? standard.name,
    bot: { name: textOf(child(child(root, "bot"), "name")) ?? standard.bot.name },
    tone: readTone(child(root, "tone")) ?? standard.tone,
    languages:
      child(root, "languages") && oneOrMany(child(root, "languages")).flatMap((one) => textOf(one) ?? []),
    timeZone: readZone(child(root, "time_zone"), reader) ?? standard.timeZone,
    origins: origins === undefined ? undefined : oneOrMany(origins).flatMap((origin) => textOf(origin) ?? []),
    publishFrom: textOf(child(root, "publish_from")) === "store" ? "store" : "folder",
    consent: {
      required: booleanOf(child(child(root, "consent"), "required")) ?? false,
      text: textOf(child(child(root, "consent"), "text")),
      purposes: readPurposes(child(child(root, "consent"), "purposes")),
    },
    teams: readTeams(child(root, "teams"), reader),
    identity: {
      secrets: oneOrMany(child(child(root, "identity"), "secret")).flatMap((name) => textOf(name) ?? []),
      enforce: booleanOf(child(child(root, "identity"), "enforce")) ?? standard.identity.enforce,
    },
    totpRequired: textOf(child(child(root, "security"), "totp")) === "required",
    defaults: {
      human: {
        team: textOf(child(human, "team")),
        answerWithin: reader.span(child(human, "answer_within")) ?? standard.defaults.human.answerWithin,
      },
      ifStuckTries:
        numberOf(child(child(child(root, "defaults"), "if_stuck"), "tries")) ??
        standard.defaults.ifStuckTries,
    },
    handoff: readHandoffRules(child(root, "handoff"), reader),
    webhooks: readWebhooks(child(root, "webhooks"), reader.problems),
    confirmAddresses: booleanOf(child(root, "confirm_addresses")) ?? standard.confirmAddresses,
    limits: readSiteLimits(child(root, "limits"), reader),
    retention: readRetention(child(root, "retention"), reader),
    widget: readWidget(child(root, "widget")),
  };
}

function readWidget(node: SourceNode | undefined): WidgetLook {
  const position = textOf(child(node, "position")) === "start" ? "start" : "end";
  return { color: textOf(child(node, "color")), position, launcher: textOf(child(node, "launcher")) };
}

function readZone(node: SourceNode | undefined, { problems }: FileReader): string | undefined {
  const zone = textOf(node);
  if (zone === undefined || node === undefined) return undefined;
  if (IANAZone.isValidZone(zone)) return zone;
  problems.error("ZONE_UNKNOWN", node.at, `I don't know the time zone "${zone}".`);
  return undefined;
}

function readTeams(node: SourceNode | undefined, reader: FileReader): ReadonlyMap<string, Team> {
  const teams = new Map<string, Team>();
  for (const { key, value } of node?.entries.values() ?? []) {
    teams.set(key, {
      name: key,
      people: oneOrMany(child(value, "people")).flatMap((person) => textOf(person) ?? []),
      hours: readHours(child(value, "hours"), reader.problems),
      holidays: readHolidays(child(value, "holidays"), reader.problems),
      limit: numberOf(child(value, "limit")),
      supervisors: oneOrMany(child(value, "supervisor")).flatMap((person) => textOf(person) ?? []),
      timeZone: readZone(child(value, "time_zone"), reader),
      firstAnswer: reader.span(child(value, "first_answer")),
    });
  }
  return teams;
}
