import { correct, keepFacts, latest } from "../machine/memory.ts";
import { change, emit, eventOf, type Transition } from "../machine/state.ts";
import { builtIn } from "../machine/voice.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { templateText } from "./template-text.ts";

/**
 * What is heard while the talk waits for somebody: corrections and facts are kept without a walk, topics answer with
 * their reply alone, everything else gets "one moment" and stands in the transcript.
 */
export function quietEvents(playbook: Playbook): { readonly [event: string]: readonly Transition[] } {
  const oneMoment: readonly Transition[] = [
    { actions: [emit((context) => ({ out: "say", text: builtIn(context, "oneMoment") }))] },
  ];
  const keep: readonly Transition[] = [
    {
      actions: [
        change((context, event) =>
          event.type === "answer" || event.type === "told" ? keepFacts(context, event.also, "told") : context,
        ),
        emit((context) => ({ out: "say", text: builtIn(context, "oneMoment") })),
      ],
    },
  ];
  const events: Record<string, readonly Transition[]> = {
    nothing: oneMoment,
    refused: oneMoment,
    change: oneMoment,
    skip: oneMoment,
    why: oneMoment,
    repeat: oneMoment,
    start_over: oneMoment,
    told: keep,
    answer: keep,
    are_you_a_bot: [{ actions: [emit((context) => ({ out: "say", text: builtIn(context, "bot") }))] }],
    my_data: [{ actions: [emit(() => ({ out: "known" }))] }],
    correct: [
      {
        actions: [
          change((context, event) => {
            const { question, value } = eventOf(event, "correct");
            const index = latest(context, question);
            return index === undefined
              ? keepFacts(context, [{ question, value }], "told")
              : correct(context, index, value);
          }),
          emit((_, event) => ({ out: "say", text: eventOf(event, "correct").confirm })),
        ],
      },
    ],
  };
  for (const { name, reply, tone } of playbook.topics) {
    events[`topic:${name}`] = reply
      ? [
          {
            actions: [
              emit((context) => ({ out: "say", text: templateText(playbook, context, reply, tone) })),
            ],
          },
        ]
      : oneMoment;
  }
  return events;
}

/** Where the talk waits for a time or a service: what a topic or a built-in cannot answer is put off, and counts for nothing. */
export const pausedEvents: { readonly [event: string]: readonly Transition[] } = Object.fromEntries(
  ["nothing", "refused", "why", "repeat", "skip"].map((event) => [
    event,
    [{ actions: [emit((context) => ({ out: "say", text: builtIn(context, "oneMoment") }))] }],
  ]),
);

/** Where no question is open because the talk is over. */
export const endedEvents: { readonly [event: string]: readonly Transition[] } = Object.fromEntries(
  ["nothing", "refused", "why", "repeat", "skip"].map((event) => [
    event,
    [{ actions: [emit(() => ({ out: "closing_line" }))] }],
  ]),
);
