import {
  type CompiledPlaybook,
  type Site,
  type Start,
  startsFor,
  takeTurn,
  type Value,
} from "../../engine/index.ts";
import type { Playbooks } from "../playbooks/playbooks.ts";
import { Refusal } from "../refusal.ts";
import { campaignOf } from "../turns/campaign.ts";
import type { StartConversation, StartReply, StartRequest } from "../wire/visitor.ts";
import { pathOf } from "./presenters/inbox.ts";

export interface RoutingSetting {
  readonly playbooks: Pick<Playbooks, "site" | "live">;
}

type Facts = Readonly<Record<string, Value>>;

/**
 * What may start on the page, best first, each with its first line.
 *
 * @param accepted the first language of the browser; a fact `language` counts before it
 */
export function offersFor(
  { playbooks }: RoutingSetting,
  asked: StartRequest,
  accepted?: string,
): StartReply["starts"] {
  const live = playbooks.live();
  const request = { ...asked, language: languageOf(asked.facts, accepted) };
  return startsOf(live, request).map(({ playbook, after, event }) => {
    const compiled = live.find((one) => one.playbook.name === playbook);
    const teaser = compiled && firstLine(compiled, playbooks.site(), request);
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
 * @param accepted the first language of the browser; a fact `language` counts before it
 * @throws {Refusal} PLAYBOOK_UNKNOWN
 */
export function choosePlaybook(
  { playbooks }: RoutingSetting,
  asked: Pick<StartConversation, "playbook" | "page" | "event" | "facts">,
  accepted?: string,
): { readonly playbook: CompiledPlaybook; readonly facts: Facts; readonly language?: string } {
  const live = playbooks.live();
  const language = languageOf(asked.facts, accepted);
  const request = { ...asked, language };
  const name = request.playbook ?? startsOf(live, request)[0]?.playbook ?? live[0]?.playbook.name;
  const playbook = live.find((one) => one.playbook.name === name);
  if (!playbook) {
    throw new Refusal(
      "PLAYBOOK_UNKNOWN",
      name === undefined ? "No playbook is live." : "There is no such playbook.",
    );
  }
  const facts = { ...request.facts, ...givenBy(playbook, request.event, request.facts) };
  return { playbook, facts, ...(language !== undefined && { language }) };
}

export function languageOf(facts: Facts = {}, accepted?: string): string | undefined {
  const language = facts["language"];
  return typeof language === "string" ? language : accepted;
}

type Spoken<T> = T & { readonly language: string | undefined };

function startsOf(
  live: readonly CompiledPlaybook[],
  request: Spoken<Pick<StartRequest, "page" | "event" | "facts">>,
): readonly Start[] {
  const { page, event, facts = {}, language } = request;
  return startsFor(
    live.map((one) => one.playbook),
    {
      path: pathOf(page.url),
      facts,
      visit: visitOf(page, facts, language),
      ...(event !== undefined && { event }),
    },
  );
}

/** What the page and the site say of a visit. */
function visitOf(
  { url, referrer }: StartRequest["page"],
  facts: Facts,
  language: string | undefined,
): { campaign?: string; referrer?: string; language?: string; returning?: boolean } {
  const campaign = campaignOf(url)["utm_campaign"];
  const returning = facts["returning"];
  return {
    ...(campaign !== undefined && { campaign }),
    ...(referrer && { referrer }),
    ...(language !== undefined && { language: language.split("-")[0] ?? language }),
    ...(typeof returning === "boolean" && { returning }),
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
  playbook: CompiledPlaybook,
  site: Site,
  { page, language }: Spoken<StartRequest>,
): string | undefined {
  try {
    const visit = language === undefined ? {} : { visit: { language } };
    const event = { type: "begin", visitor: "", facts: {}, page, ...visit } as const;
    const turn = takeTurn(playbook, undefined, event, { now: 0, site, online: new Map() });
    if ("refused" in turn) return undefined;
    return turn.messages.find((message) => message.from === "bot" && message.text !== undefined)?.text;
  } catch {
    // The teaser is a courtesy. What throws here parks the conversation where it begins, and is logged there.
    return undefined;
  }
}
