import { SHARED, type WithHuman } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { leaveBy, withPortable } from "../machine/memory.ts";
import { BARE_REST, change, emit, eventOf, type StateConfig } from "../machine/state.ts";
import { builtIn } from "../machine/voice.ts";

/**
 * A person owns the turn. Giving it back makes the step the entry point of every later replay: a replay never goes
 * back behind a human.
 */
export function humanState(section: string, human: WithHuman): StateConfig {
  const enterHere = (context: Context): Context => {
    const state = human.stepState ?? context.walk.restState;
    return withPortable(context, { entry: { state, base: context.walk } });
  };
  return {
    entry: [
      emit((context, event) =>
        event.type === "rep_joined"
          ? { out: "announce", text: builtIn(context, "joined", { name: event.name }), name: event.name }
          : undefined,
      ),
    ],
    on: {
      rep_left: [
        {
          target: SHARED.entry,
          actions: [
            emit((context, event) => {
              const { name } = eventOf(event, "rep_left");
              return { out: "announce", text: builtIn(context, "left", { name }), name };
            }),
            change((context, event) => {
              const { step } = eventOf(event, "rep_left");
              const back = enterHere(human.onLeft(context));
              return step === null ? back : leaveBy(back, { to: "section", section: step });
            }),
          ],
        },
      ],
      rep_closed: [
        {
          target: SHARED.door,
          actions: [
            emit((context, event) => {
              const { name } = eventOf(event, "rep_closed");
              return { out: "announce", text: builtIn(context, "left", { name }), name };
            }),
            change((context, event) =>
              leaveBy(enterHere(human.onLeft(context)), {
                to: "end",
                outcome: eventOf(event, "rep_closed").outcome,
              }),
            ),
          ],
        },
      ],
      rep_vanished: [
        {
          ...human.onVanished,
          actions: [
            emit((context, event) => {
              const { name } = eventOf(event, "rep_vanished");
              return { out: "announce", text: builtIn(context, "left", { name }), name };
            }),
            ...(human.stepState === undefined ? [change(enterHere)] : []),
          ],
        },
      ],
    },
    meta: { ...BARE_REST, status: "human", section },
    tags: ["human"],
  };
}

/** Outcomes with which a rep may close a conversation. */
export const REP_OUTCOMES = ["qualified", "not_qualified", "spam", "meeting_booked"] as const;
