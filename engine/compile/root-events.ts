import { SHARED } from "../machine/builder.ts";
import { type Context, EMPTY_CONTEXT } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import {
  correct,
  countVisit,
  keepFacts,
  latest,
  leaveBy,
  leaveForHuman,
  openDetour,
  startOver,
  withPortable,
} from "../machine/memory.ts";
import { type Action, change, emit, eventOf, type Transition, when } from "../machine/state.ts";
import { builtIn } from "../machine/voice.ts";
import type { Playbook, Topic } from "../playbook/playbook.ts";
import { BUILT_INS } from "../understand/reading.ts";
import { endRestOf } from "./names.ts";
import { steerEvents } from "./steer-events.ts";
import { templateText } from "./template-text.ts";

const MOST_DETOURS = 3;

/**
 * What is heard at any step unless the step says otherwise. Targets begin with a dot: from the root, XState takes only
 * names of children.
 */
export function rootEvents(
  playbook: Playbook,
  ofRuns: readonly Topic[] = [],
): { readonly [event: string]: readonly Transition[] } {
  const events: Record<string, readonly Transition[]> = {
    correct: [
      {
        target: `.${SHARED.entry}`,
        actions: [
          change((context, event) => corrected(context, eventOf(event, "correct"))),
          emit((_, event) => ({ out: "say", text: eventOf(event, "correct").confirm })),
        ],
      },
    ],
    change: [
      {
        target: `.${SHARED.detour}`,
        actions: [
          change((context, event) =>
            openDetour(context, { is: "change", question: eventOf(event, "change").question, marks: null }),
          ),
        ],
      },
    ],
    told: toldUnasked,
    answer: toldUnasked,
    are_you_a_bot: [
      { actions: [emit((context) => ({ out: "say", text: builtIn(context, "bot") })), putAgain] },
    ],
    my_data: [{ actions: [emit(() => ({ out: "known" })), putAgain] }],
    human: [
      { target: `.${SHARED.door}`, actions: [change((context) => leaveForHuman(context, SHARED.human))] },
    ],
    stop: [
      {
        target: `.${SHARED.door}`,
        actions: [
          emit((context) => ({ out: "say", text: builtIn(context, "stopped") })),
          change((context) => leaveBy(context, { to: "end", outcome: "stopped" })),
        ],
      },
    ],
    forget_me: [
      {
        target: `.${SHARED.entry}`,
        actions: [
          emit(() => ({ out: "forget" })),
          emit((context) => ({ out: "say", text: builtIn(context, "forgotten") })),
          change(forget),
        ],
      },
    ],
    start_over: [
      {
        guard: when(({ portable }) => portable.answers.filter(({ source }) => source !== "given").length > 2),
        target: `.${SHARED.detour}`,
        actions: [change((context) => openDetour(context, { is: "start_over" }))],
      },
      { target: `.${SHARED.entry}`, actions: [change(startOver)] },
    ],
    rep_joined: [{ target: `.${SHARED.taken}` }],
    ...steerEvents,
    service: [{ actions: [change((context, event) => answeredCall(context, eventOf(event, "service")))] }],
  };
  for (const topic of playbook.topics) {
    const event = isBuiltIn(topic.name) ? topic.name : `topic:${topic.name}`;
    events[event] = topicTransitions(playbook, topic, events[event]);
  }
  // Topics of playbooks that are run have names of their place, and are only read there.
  for (const topic of ofRuns.filter(({ name }) => !isBuiltIn(name))) {
    events[`topic:${topic.name}`] = topicTransitions(playbook, topic, undefined);
  }
  return events;
}

/** Built-ins that a playbook which is run leads elsewhere, for its own states: no dot before their targets. */
export function builtInEvents(
  playbook: Playbook,
  topics: readonly Topic[],
): { readonly [event: string]: readonly Transition[] } {
  const events = rootEvents({ ...playbook, topics });
  return Object.fromEntries(
    topics
      .filter(({ name }) => isBuiltIn(name))
      .map(({ name }) => [
        name,
        (events[name] ?? []).map(
          ({ target, ...rest }): Transition =>
            target === undefined ? rest : { ...rest, target: target.slice(1) },
        ),
      ]),
  );
}

/** A topic named like a built-in only changes where that leads. */
export function isBuiltIn(name: string): boolean {
  return (BUILT_INS as readonly string[]).includes(name);
}

const putAgain = emit(() => ({ out: "put", sorry: null }));

/** Facts count from the start of the talk, so it is walked anew. */
const toldUnasked: readonly Transition[] = [
  {
    target: `.${SHARED.entry}`,
    actions: [
      change((context, event) =>
        event.type === "answer" || event.type === "told" ? keepFacts(context, event.also, "told") : context,
      ),
    ],
  },
];

function topicTransitions(
  playbook: Playbook,
  topic: Topic,
  builtIn: readonly Transition[] | undefined,
): readonly Transition[] {
  const { reply, goto, name } = topic;
  const spoken: Action[] = [
    change((context, event) => ("also" in event ? keepFacts(context, event.also, "told") : context)),
    emit(() => ({ out: "visit", key: `anytime/${name}` })),
    ...(reply
      ? [
          emit((context) => ({
            out: "say" as const,
            text: templateText(playbook, context, reply, topic.tone),
          })),
        ]
      : []),
  ];
  if (goto !== undefined) {
    const leave = change((context) => leaveBy(context, { to: "section", section: goto }));
    return [{ target: `.${SHARED.door}`, actions: [...spoken, leave] }];
  }
  if (topic.do.length > 0) {
    return [
      // A topic asked for again and again within topics would pile up: from here on only its reply.
      {
        guard: when(({ portable }) => portable.detours.length >= MOST_DETOURS),
        actions: [...spoken, putAgain],
      },
      { target: `.${SHARED.detour}`, actions: [...spoken, change((context) => openTopic(context, name))] },
    ];
  }
  if (builtIn)
    return builtIn.map((transition) => ({
      ...transition,
      actions: [...spoken, ...(transition.actions ?? [])],
    }));
  return [
    // What was told beside it may answer the open question, so the talk is walked anew.
    {
      guard: when((_, event) => "also" in event && event.also.length > 0),
      target: `.${SHARED.entry}`,
      actions: spoken,
    },
    { actions: [...spoken, putAgain] },
  ];
}

function openTopic(context: Context, name: string): Context {
  const [counted, visit] = countVisit(context, `anytime/${name}`);
  return openDetour(counted, { is: "topic", name, visit });
}

/** A service's answer is kept wherever the talk is by now; one that nothing waits for changes nothing. */
function answeredCall(context: Context, event: Extract<MachineEvent, { type: "service" }>): Context {
  const results = Object.fromEntries(
    Object.entries(context.portable.results).map(([step, result]) => [
      step,
      result.id === event.id && result.ok === null ? { ...result, ok: event.ok, data: event.data } : result,
    ]),
  );
  return withPortable(context, { results });
}

function corrected(context: Context, event: Extract<MachineEvent, { type: "correct" }>): Context {
  const index = latest(context, event.question);
  return index === undefined ? keepFacts(context, [event], "told") : correct(context, index, event.value);
}

/** Nothing is kept, marks neither: so the talk begins at its end from now on, not where it would say all again. */
function forget(context: Context): Context {
  const { visitor, start, epoch } = context.portable;
  const portable = {
    ...EMPTY_CONTEXT.portable,
    visitor,
    start,
    epoch: epoch + 1,
    entry: { state: endRestOf("forgotten"), base: null },
  };
  return { ...context, portable };
}
