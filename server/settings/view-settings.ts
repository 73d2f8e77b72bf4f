import { defaultSite, formatSpan, SETTABLE, type Value } from "../../engine/index.ts";
import type { SettingView } from "../wire/settings.ts";
import type { SiteNow } from "./site-now.ts";

/** Every setting that counts, with who says so; webhooks without the names of their secrets. */
export function viewSettings(now: SiteNow): readonly SettingView[] {
  const values = now.record()?.values ?? {};
  const inFile = now.inFile();
  const fixed = SETTABLE.filter((key) => !key.includes("*"));
  const keys = new Set<string>([...fixed, ...inFile.keys(), ...Object.keys(values)]);
  return [...keys].map((key): SettingView => {
    const own = inFile.get(key);
    if (own !== undefined) return { key, value: shown(key, own.value), source: "file", line: own.line };
    const set = values[key];
    if (set !== undefined) return { key, value: shown(key, set), source: "console" };
    return { key, value: DEFAULTS.get(key) ?? null, source: "default" };
  });
}

/** As site.yml would say them. */
const DEFAULTS: ReadonlyMap<string, Value> = (() => {
  const { name, bot, tone, timeZone, consent, defaults, handoff, retention, widget, confirmAddresses } =
    defaultSite();
  const span = (kept: typeof retention.leads) => (kept === undefined ? "forever" : formatSpan(kept));
  return new Map<string, Value>([
    ["name", name],
    ["bot.name", bot.name],
    ["tone", tone],
    ["time_zone", timeZone],
    ["defaults.human.answer_within", formatSpan(defaults.human.answerWithin)],
    ["handoff.person_for", formatSpan(handoff.personFor)],
    ["handoff.team_for", formatSpan(handoff.teamFor)],
    ["handoff.reply_within", formatSpan(handoff.replyWithin)],
    ["handoff.transfer_within", formatSpan(handoff.transferWithin)],
    ["handoff.route_by", handoff.routeBy],
    ["handoff.owner_first", handoff.ownerFirst],
    ["handoff.mail", handoff.mail],
    ["consent.required", consent.required],
    ["retention.leads", span(retention.leads)],
    ["retention.unqualified", span(retention.unqualified)],
    ["confirm_addresses", confirmAddresses],
    ["widget.position", widget.position],
  ]);
})();

function shown(key: string, value: Value): Value {
  if (!key.startsWith("webhooks.")) return value;
  const { url, on } = value as { readonly url?: Value; readonly on?: Value };
  return { url: url ?? null, on: on ?? [] };
}
