import { type CompiledPlaybook, type Start, startsFor, takeTurn, type Value } from "../../engine/index.ts";
import type { Playbooks } from "../playbooks/playbooks.ts";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { campaignOf } from "../turns/campaign.ts";
import type { StartConversation, StartReply, StartRequest } from "../wire/visitor.ts";
import { pathOf } from "./presenters/inbox.ts";
import type { VisitHeard } from "./visit-heard.ts";

export interface RoutingSetting {
  readonly playbooks: Pick<Playbooks, "site" | "live">;
  readonly timekeeper: Pick<Timekeeper, "now">;
}

type Facts = Readonly<Record<string, Value>>;

/**
 * What may start on the page, best first, each with its first line.
 *
 * @param heard what the headers say; a fact `language` counts before them
 */
export function offersFor(
  setting: RoutingSetting,
  request: StartRequest,
  heard: VisitHeard = {},
): StartReply["starts"] {
  const live = setting.playbooks.live();
  return startsOf(setting, request, heard).map(({ playbook, after, event }) => {
    const compiled = live.find((one) => one.playbook.name === playbook);
    const teaser = compiled && firstLine(setting, compiled, withEvent(request, event), heard);
    return {
      playbook,
      ...(after > 0 && { after }),
      ...(event !== undefined && { event }),
      ...(teaser !== undefined && { teaser }),
    };
  });
}

/**
 * The playbook that a new conversation begins with: the one that was asked for, else the best for the page, else the
 * first there is, since whoever opens the chat wants to be talked to.
 *
 * @param heard what the headers say; a fact `language` counts before them
 * @throws {Refusal} PLAYBOOK_UNKNOWN
 */
export function choosePlaybook(
  setting: RoutingSetting,
  request: Pick<StartConversation, "playbook" | "page" | "event" | "facts" | "returning">,
  heard: VisitHeard = {},
): { readonly playbook: CompiledPlaybook; readonly facts: Facts; readonly visit: Facts } {
  const live = setting.playbooks.live();
  const name = request.playbook ?? startsOf(setting, request, heard)[0]?.playbook ?? live[0]?.playbook.name;
  const playbook = live.find((one) => one.playbook.name === name);
  if (!playbook) {
    throw new Refusal(
      "PLAYBOOK_UNKNOWN",
      name === undefined ? "No playbook is live." : "There is no such playbook.",
    );
  }
  const facts = { ...request.facts, ...givenBy(playbook, request.event, request.facts) };
  return { playbook, facts, visit: visitFacts(request, heard) };
}

/** The language that the page says, else the accepted one. */
export function languageOf(facts: Facts = {}, accepted?: string): string | undefined {
  const language = facts["language"];
  return typeof language === "string" ? language : accepted;
}

/** An offer for an event is begun by it. */
function withEvent({ event: _, ...request }: StartRequest, event: string | undefined): Asked {
  return { ...request, ...(event !== undefined && { event }) };
}

type Asked = Pick<StartRequest, "page" | "event" | "facts" | "returning">;

function startsOf(
  { playbooks, timekeeper }: RoutingSetting,
  request: Asked & Pick<StartRequest, "met">,
  heard: VisitHeard,
): readonly Start[] {
  const { page, event, facts = {}, met = {} } = request;
  const now = timekeeper.now();
  return startsFor(
    playbooks.live().map((one) => one.playbook),
    {
      path: pathOf(page.url),
      facts,
      visit: visitOf(request, heard),
      clock: { now, site: playbooks.site() },
      met: new Map(Object.entries(met).map(([name, seconds]) => [name, now - seconds * 1000])),
      ...(event !== undefined && { event }),
    },
  );
}

interface Visit {
  readonly campaign?: string;
  readonly referrer?: string;
  readonly language?: string;
  readonly country?: string;
  readonly returning?: boolean;
}

/** What the page, the headers, the browser and the site say of a visit; the site's word comes first. */
function visitOf({ page, facts = {}, returning }: Asked, heard: VisitHeard): Visit {
  const campaign = campaignOf(page.url)["utm_campaign"];
  const said = facts["returning"];
  const again = typeof said === "boolean" ? said : returning;
  const language = languageOf(facts, heard.language);
  return {
    ...(campaign !== undefined && { campaign }),
    ...(page.referrer && { referrer: page.referrer }),
    ...(language !== undefined && { language: language.split("-")[0] ?? language }),
    ...(heard.country !== undefined && { country: heard.country }),
    ...(again !== undefined && { returning: again }),
  };
}

/** The visit as conditions of the talk see it: nobody is returning of whom it is not known. */
function visitFacts(request: Asked, heard: VisitHeard): Facts {
  const { event, facts = {} } = request;
  const { referrer: _, ...visit } = visitOf(request, heard);
  const language = languageOf(facts, heard.language);
  return {
    returning: false,
    ...visit,
    ...(language !== undefined && { language }),
    ...(event !== undefined && { event }),
  };
}

/** Facts of the event under our names, as `give:` of the start rule says. */
function givenBy({ playbook }: CompiledPlaybook, event: string | undefined, facts: Facts = {}): Facts {
  const rule = event === undefined ? undefined : playbook.startWhen.find((one) => one.event === event);
  const given = new Map<string, Value>();
  for (const { ours, theirs } of rule?.give ?? []) {
    const value = Object.hasOwn(facts, theirs) ? facts[theirs] : undefined;
    if (value !== undefined) given.set(ours, value);
  }
  return Object.fromEntries(given);
}

/** A turn is a value: the first line is had by beginning a conversation that nobody keeps. */
function firstLine(
  { playbooks, timekeeper }: RoutingSetting,
  playbook: CompiledPlaybook,
  request: Asked,
  heard: VisitHeard,
): string | undefined {
  try {
    const { page, event: cause, facts = {} } = request;
    const given = { ...facts, ...givenBy(playbook, cause, facts) };
    const visit = visitFacts(request, heard);
    const event = { type: "begin", visitor: "", facts: given, page, visit } as const;
    const world = { now: timekeeper.now(), site: playbooks.site(), online: new Map() };
    const turn = takeTurn(playbook, undefined, event, world);
    if ("refused" in turn) return undefined;
    return turn.messages.find((message) => message.from === "bot" && message.text !== undefined)?.text;
  } catch {
    // The teaser is a courtesy. What throws here parks the conversation where it begins, and is logged there.
    return undefined;
  }
}
