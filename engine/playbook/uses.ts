import type { Condition } from "../conditions/condition.ts";
import type { Place } from "../problems/problem.ts";
import type { Template } from "../texts/template.ts";

export interface NamedPlace {
  readonly name: string;
  readonly at: Place;
}

/** Every name that a file uses or gives, gathered while it is read and checked when all of it is known. */
export interface Uses {
  readonly questions: NamedPlace[];
  readonly sections: NamedPlace[];
  /** Answers, facts or variables. */
  readonly names: NamedPlace[];
  /** Consents that questions need. */
  readonly purposes: NamedPlace[];
  readonly templates: Template[];
  readonly conditions: Condition[];
  /** Texts of `send:` and `set:` that hold no slot. */
  readonly bareTexts: NamedPlace[];
  /** Given by steps (`set`, `save_as`, `as`, `add_to`) or by `start_when`. */
  readonly given: NamedPlace[];
  /** Services that it calls. */
  readonly services: NamedPlace[];
  /** Playbooks that it runs: their answers come back under names that this file does not show. */
  readonly runs: NamedPlace[];
  /** The names under `ends_in:` of `promises:`. */
  readonly promisedEnds: NamedPlace[];
  /** Places of steps that could not be read: they may have asked anything and led anywhere. */
  readonly unread: Place[];
  /** Sections in which a step lacks a part, so that their paths are not all there. */
  readonly incomplete: Set<string>;
}

export function noUses(): Uses {
  return {
    questions: [],
    sections: [],
    names: [],
    purposes: [],
    templates: [],
    conditions: [],
    bareTexts: [],
    given: [],
    services: [],
    runs: [],
    promisedEnds: [],
    unread: [],
    incomplete: new Set(),
  };
}
