import { SHARED } from "../machine/builder.ts";
import { leaveBy, openDetour } from "../machine/memory.ts";
import { change, eventOf, type Transition } from "../machine/state.ts";

/** What a rep has the bot do. Whether it may be done is asked before: here it is. */
export const steerEvents: { readonly [event: string]: readonly Transition[] } = {
  steer_ask: [
    {
      target: `.${SHARED.detour}`,
      actions: [
        change((context, event) => {
          const { question } = eventOf(event, "steer_ask");
          return openDetour(context, { is: "change", question, marks: null, asks: true });
        }),
      ],
    },
  ],
  steer_offer: [
    {
      target: `.${SHARED.detour}`,
      actions: [
        change((context, event) => {
          const { section, text } = eventOf(event, "steer_offer");
          return openDetour(context, { is: "offer", section, text });
        }),
      ],
    },
  ],
  steer_go: [
    {
      target: `.${SHARED.door}`,
      actions: [
        change((context, event) =>
          leaveBy(context, { to: "section", section: eventOf(event, "steer_go").section }),
        ),
      ],
    },
  ],
};
