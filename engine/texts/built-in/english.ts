/** What the bot says of itself, where the playbook does not say it. Words in braces are put in. */
export const ENGLISH = {
  whichOne: "Which one should I change?",
  sorry: "Sorry, I didn't get that.",
  didYouMean: "Did you mean one of these?",
  notOptional: "I do need this one to go on.",
  why: "It helps us find the right answer for you.",
  bot: "Yes, I'm a bot. I can bring in a person at any time: just say so.",
  stopped: "All right, I'll stop here. If you need us again, write any time.",
  forgotten: "Done. I have forgotten what you told me.",
  known: "This is what I know of you:",
  knownEnd: 'To change something, just say so. "Forget me" deletes all of it.',
  rememberedUntil: "{value} (remembered until {date})",
  nothingKnown: "I don't know anything about you yet.",
  leftAsIs: "I'll leave it as it was.",
  startOver: "Start over? I would forget your answers.",
  startedOver: "Let's start over.",
  keptGoing: "Good, we keep what we have.",
  offer: "Would you like to go on with “{called}”?",
  offerAgain: "Shall we go on with that?",
  oneMoment: "One moment, please.",
  alreadyCalled: "I've already asked my colleagues. Somebody will be with you as soon as possible.",
  closing: "We're done here. Is there anything else?",
  parked: "I'm passing this on to a colleague, who will answer you here.",
  lookingForSomebody: "One moment, I'm looking for somebody.",
  nobodyThere: "Nobody is free right now.",
  whichAddress: "Which e-mail address may we write to?",
  badAddress: "That doesn't look like a full address. Could you check it?",
  weWillWrite: "Thank you. Somebody will write to you.",
  yes: "Yes",
  no: "No",
  startOverButton: "Start over",
  humanButton: "Talk to a person",
  changed: "Changed {called} to {value}.",
  change: "Change {called}",
  couldYouTell: "Could you tell me your {called}?",
  joined: "{name} joined the conversation.",
  left: "{name} left the conversation.",
  stoppedWaiting: "You are not waiting for a person any more.",
  listEnd: " and ",
  chatConsent:
    "This chat is with {name}. What you write is sent to {name} and kept so that you can be answered. Is that all right with you?",
  contactAddress: "e-mail address",
  /** Said when a question that has no `sorry` of its own is not answered; by kind of answer. */
  sorries: {
    number: "I need a number here, like 25.",
    money: "I need an amount here, like 5,000.",
    rating: "I need a number here.",
    email: "That doesn't look like a full e-mail address. Could you check it?",
    work_email: "I need your address at work here.",
    phone: "That doesn't look like a phone number. Could you check it?",
    url: "That doesn't look like a web address. Could you check it?",
    date: "I need a date here, like 2026-11-23.",
    time: "I need a time here, like 14:30.",
    yes_no: "A yes or a no would help me here.",
    consent: "A yes or a no would help me here.",
    choice: "Please pick one of the answers below.",
  },
} as const;

type Texts = Omit<typeof ENGLISH, "sorries">;

/** The same in any language. */
export type BuiltInTexts = { readonly [Name in keyof Texts]: string } & {
  readonly sorries: { readonly [Kind in keyof (typeof ENGLISH)["sorries"]]: string };
};
