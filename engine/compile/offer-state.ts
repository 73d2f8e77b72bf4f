import { SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { closeDetour, leaveBy } from "../machine/memory.ts";
import { BARE_REST, change, emit, eventOf, type Transition, when } from "../machine/state.ts";
import { builtInQuestion } from "../questions/built-in-question.ts";
import { builtInTemplate } from "../texts/built-in-texts.ts";
import { nudges, questionEvents } from "./question-events.ts";
import { type Plan, sectionBuilder } from "./section-builder.ts";

/** A rep offers a section: the visitor says yes, and the talk goes on there; or no, and it goes on where it was. */
export function addOffer(plan: Plan): void {
  const { playbook } = plan;
  const b = sectionBuilder(plan, SHARED.offer);
  const put = emit((context) => ({ out: "put", sorry: offerOf(context)?.text ?? null }));
  const leave: Transition = { target: SHARED.entry, actions: [change(closeDetour)] };
  b.add(SHARED.offer, {
    entry: [put],
    on: {
      ...questionEvents(playbook, b, {
        key: SHARED.offer,
        question: undefined,
        sorry: undefined,
        why: undefined,
        giveUp: leave,
        onSkip: [leave],
      }),
      repeat: [{ actions: [put] }],
      why: [{ actions: [put] }],
      answer: [
        {
          guard: when((_, event) => eventOf(event, "answer").value === true),
          target: SHARED.door,
          actions: [change(accept)],
        },
        leave,
      ],
    },
    meta: { ...BARE_REST, section: "offer", question: OFFER, clocks: nudges(playbook) },
  });
}

function offerOf({ portable }: Context) {
  const detour = portable.detours.at(-1);
  return detour?.is === "offer" ? detour : undefined;
}

function accept(context: Context): Context {
  const offer = offerOf(context);
  return offer ? leaveBy(context, { to: "section", section: offer.section }) : closeDetour(context);
}

const OFFER = builtInQuestion(
  { name: SHARED.offer, ask: builtInTemplate("offerAgain"), kind: "yes_no", called: "offer" },
  { line: 1, column: 1 },
);
