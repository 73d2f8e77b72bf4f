import type { Builder, QuestionState } from "../machine/builder.ts";
import { SHARED } from "../machine/builder.ts";
import { type Context, own } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import { countTry, countVisit, leaveBy, loopOf, openDetour, stepOf, visitOf } from "../machine/memory.ts";
import {
  type Action,
  change,
  emit,
  eventOf,
  type Transition,
  type WantedClock,
  when,
} from "../machine/state.ts";
import { builtIn } from "../machine/voice.ts";
import type { Playbook } from "../playbook/playbook.ts";

/** What every question hears besides its answer: failed tries, skip, why, repeat, silence. */
export function questionEvents(
  playbook: Playbook,
  b: Builder,
  state: QuestionState,
): { readonly [event: string]: readonly Transition[] } {
  const failed = failedTry(playbook, b, state);
  const putAgain = emit(() => ({ out: "put", sorry: null }));
  const tellWhy = emit((context) => ({
    out: "say",
    text: state.why ? b.text(context, state.why) : builtIn(context, "why"),
  }));
  return {
    refused: failed([]),
    nothing: failed([]),
    skip: state.onSkip.length > 0 ? state.onSkip : failed([tellWhy]),
    why: [{ actions: [tellWhy, putAgain] }],
    repeat: [{ actions: [putAgain] }],
    clock: playbook.ifSilent.map((nudge, index): Transition => {
      const guard = when((_, event) => eventOf(event, "clock").index === index);
      const visit = b.visit(`if_silent/${index + 1}`);
      const { say, end } = nudge;
      const spoken: Action[] = say ? [emit((context) => ({ out: "say", text: b.text(context, say) }))] : [];
      if (end === undefined) return { guard, actions: [visit, ...spoken] };
      return {
        guard,
        target: b.endState(end),
        actions: [visit, ...spoken, change((context) => leaveBy(context, { to: "end", outcome: end }))],
      };
    }),
  };
}

/** The clocks of silence, for every question. */
export function nudges(playbook: Playbook): WantedClock[] {
  return playbook.ifSilent.flatMap(({ after, on }, index): WantedClock[] =>
    on.includes("web") || on.length === 0
      ? [{ clock: "silent", index, span: after, from: "silence", hoursOf: undefined }]
      : [],
  );
}

/** One more try: `sorry` while tries are left, else `if_stuck`. `first` is put out instead of `sorry`. */
function failedTry(playbook: Playbook, b: Builder, state: QuestionState) {
  const step = (context: Context) => stepOf(context, b.section, state.key);
  const most = (context: Context) => playbook.ifStuck?.tries ?? context.tries;
  return (first: readonly Action[]): readonly Transition[] => [
    {
      guard: when((context) => (own(context.portable.tries, step(context)) ?? 0) + 1 >= most(context)),
      ...(state.giveUp ?? {
        target: SHARED.stuck,
        actions: [change((context) => openStuck(context, b, state))],
      }),
    },
    {
      actions: [
        change((context) => countTry(context, step(context))),
        ...first,
        emit((context, event) => ({
          out: "put",
          sorry: first.length > 0 ? null : (sorryOf(context, event, b, state) ?? ""),
        })),
      ],
    },
  ];
}

function openStuck(context: Context, b: Builder, { question }: QuestionState): Context {
  const [counted, visit] = countVisit(context, "if_stuck");
  const round = visitOf(context, b.section);
  const skips =
    question === undefined ? null : { section: b.section, round, loop: loopOf(context), question };
  return openDetour(counted, { is: "stuck", scope: b.stuckScope, visit, skips });
}

function sorryOf(
  context: Context,
  event: MachineEvent,
  b: Builder,
  state: QuestionState,
): string | undefined {
  if (event.type === "refused" && event.sorry !== null) return event.sorry;
  return state.sorry && b.text(context, state.sorry);
}
