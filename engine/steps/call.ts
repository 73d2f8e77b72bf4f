import type { Value } from "../conditions/condition.ts";
import { lookUp } from "../conditions/lookup.ts";
import type { Builder } from "../machine/builder.ts";
import { type CallResult, type Context, own } from "../machine/context.ts";
import { stepOf, withPortable, withWalk } from "../machine/memory.ts";
import { change, when } from "../machine/state.ts";
import { child, textOf } from "../problems/source-node.ts";
import { givenBy, partsOf } from "./compound.ts";
import { shortHash } from "./hash.ts";
import { anyMap, block, name, span } from "./key-schemas.ts";
import { sentBy, sentMap } from "./sent-value.ts";
import type { CallStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- call: crm.create_task` with `send:`, `save_as:`, `give_up_after:`, `if_fails:`. */
export const call: VerbDefinition<CallStep> = {
  verb: "call",
  keys: {
    call: { ...name, description: "the name of a service" },
    send: anyMap,
    save_as: name,
    give_up_after: span,
    if_fails: block,
    if_changed: name,
  },
  read(raw, reader) {
    const node = child(raw, "call");
    const service = textOf(node);
    if (service === undefined || node === undefined) return [];
    reader.usesService(node);
    if (!raw.entries.has("if_fails")) {
      reader.incomplete();
      reader.problems.error("CALL_WITHOUT_IF_FAILS", raw.at, 'A call needs "if_fails:".');
    }
    const key = reader.key(raw, "call", service.replaceAll(".", "-"));
    const saved = child(raw, "save_as");
    reader.gives(saved);
    const texts = reader.values(child(raw, "send"));
    const ifFails = reader.block(child(raw, "if_fails"));
    return [
      {
        verb: "call",
        key,
        at: raw.at,
        service,
        send: sentBy(child(raw, "send")),
        saveAs: textOf(saved),
        giveUpAfter: reader.span(child(raw, "give_up_after")),
        ifChanged: textOf(child(raw, "if_changed")),
        ...partsOf({ ifFails, texts, gives: givenBy(saved) }),
      },
    ];
  },
  state: callState,
};

/** Over all tries, where the step does not say. */
const GIVE_UP = { amount: 20, unit: "second", working: false } as const;

/**
 * Asks the service once for what is sent: the same input keeps its result, a failure too; other input asks anew, and a
 * late answer to the old id is dropped. A service that changes something is asked again only with `if_changed:`.
 */
function callState(step: CallStep, next: string, b: Builder): void {
  const { key } = step;
  const ifFails = b.block(step.ifFails ?? [], next);
  const fed = step.saveAs === undefined ? [] : b.choicesFed(step.saveAs);
  const at = (context: Context) => stepOf(context, b.section, key);
  const result = (context: Context) => own(context.portable.results, at(context));
  const sent = (context: Context): Value => sentMap(step.send, context, b);
  const idOf = (context: Context) =>
    `${at(context)}@${context.portable.epoch}:${shortHash(JSON.stringify(sent(context)))}`;
  const keep = (context: Context, kept: CallResult): Context =>
    withPortable(context, { results: { ...context.portable.results, [at(context)]: kept } });

  /** An answer to another input stands when asking again would do a thing twice. */
  const stands = (context: Context) =>
    result(context)?.ok === true && step.ifChanged === undefined && context.changing.includes(step.service);
  const isCurrent = (context: Context) => result(context)?.id === idOf(context) || stands(context);
  const failed = (context: Context) => {
    const { ok, data } = result(context) ?? { ok: false, data: null };
    if (ok !== true) return true;
    return fed.some((path) => {
      const list = lookUp(() => data, ["", ...path]);
      // A part of the answer may be there only sometimes; where it is left out, nobody meant to offer it.
      if (path.length > 0 && (list === undefined || list === null)) return false;
      return !Array.isArray(list) || list.length === 0;
    });
  };

  /** From here on it stands for what this version sends: a later correction asks anew as ever. */
  const taken = (context: Context) => {
    const { ok, data, carried } = result(context) ?? {};
    return carried && ok !== undefined && data !== undefined
      ? keep(context, { id: idOf(context), ok, data })
      : context;
  };

  b.addResting(key, {
    enter: [change(taken)],
    passes: (context) => isCurrent(context) && typeof result(context)?.ok === "boolean",
    onward: [
      { guard: when(failed), target: ifFails, actions: [b.visit(`${key}/if_fails`)] },
      {
        target: next,
        actions: [
          b.visit(`${key}/went_well`),
          change((context) =>
            withResult(context, step, result(context), result(context)?.id !== idOf(context)),
          ),
        ],
      },
    ],
    arrive: [
      (context) =>
        isCurrent(context)
          ? undefined
          : { out: "call", id: idOf(context), service: step.service, send: sent(context) },
    ],
    arrived: (context) =>
      isCurrent(context) ? context : keep(context, { id: idOf(context), ok: null, data: null }),
    on: {
      ...b.pausedEvents,
      clock: [
        { actions: [change((context) => keep(context, { id: idOf(context), ok: false, data: null }))] },
      ],
    },
    rest: {
      status: "bot",
      question: undefined,
      declared: false,
      clocks: [
        {
          clock: "give_up_after",
          index: 0,
          span: step.giveUpAfter ?? GIVE_UP,
          from: "arrival",
          hoursOf: undefined,
        },
      ],
      outcome: undefined,
      team: undefined,
    },
  });
}

/** The lead says where a first answer stands although other values would now be sent. */
function withResult(
  context: Context,
  { saveAs, service }: CallStep,
  result: CallResult | undefined,
  isOld: boolean,
): Context {
  const { vars, tags } = context.walk;
  return withWalk(context, {
    vars: saveAs === undefined ? vars : { ...vars, [saveAs]: result?.data ?? null },
    tags: isOld ? [...new Set([...tags, `not sent again: ${service}`])] : tags,
  });
}
