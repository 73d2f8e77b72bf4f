const en = {
  chat: "Chat",
  log: "Conversation",
  bot: "Bot",
  you: "You",
  botSaid: "{name}, bot",
  peopleHere: "People are here to help",
  botHere: "{name} answers at once",
  waiting: "Waiting for a person…",
  withYou: "is with you",
  personHere: "A person is with you",
  ended: "This chat has ended.",
  startOver: "Start over",
  startOverWords: "start over",
  start: "Start chat",
  startHint: "Nothing is stored until you start.",
  starting: "One moment…",
  menu: "Menu",
  download: "Download transcript",
  close: "Close chat",
  placeholder: "Write a message",
  orWrite: "Or write your answer",
  writeTo: "Write to {name}",
  likeNumber: "A number, like 25",
  likeEmail: "name@company.com",
  yourMessage: "Your message",
  send: "Send",
  sendOne: "Send 1 choice",
  sendMany: "Send {count} choices",
  pickAny: "Pick any, then send",
  yes: "Yes",
  no: "No",
  skip: "Skip",
  skipWords: "skip",
  stillOpen: "Still open:",
  notAccepted: "“{value}” was not accepted.",
  writeWords: "Write in words",
  change: "Change",
  changeOf: "Change {label}",
  sending: "Sending…",
  notSent: "Not sent",
  retry: "Retry",
  remove: "Remove",
  connecting: "Connecting…",
  nextTry: "Connecting… next try in {seconds} s",
  tryNow: "Try now",
  slowDown: "One moment, please.",
  isTyping: "{name} is typing",
  refused: "The chat can't start here right now.",
  gone: "This chat is no longer here.",
  newMessages: "New messages",
  newTab: "opens in a new tab",
};

export type Texts = Readonly<Record<keyof typeof en, string>>;

const de: Texts = {
  chat: "Chat",
  log: "Unterhaltung",
  bot: "Bot",
  you: "Sie",
  botSaid: "{name}, Bot",
  peopleHere: "Menschen sind für Sie da",
  botHere: "{name} antwortet sofort",
  waiting: "Warten auf einen Menschen …",
  withYou: "ist bei Ihnen",
  personHere: "Ein Mensch ist bei Ihnen",
  ended: "Dieser Chat ist beendet.",
  startOver: "Neu beginnen",
  startOverWords: "start over",
  start: "Chat beginnen",
  startHint: "Vorher wird nichts gespeichert.",
  starting: "Einen Moment …",
  menu: "Menü",
  download: "Verlauf herunterladen",
  close: "Chat schließen",
  placeholder: "Nachricht schreiben",
  orWrite: "Oder Antwort schreiben",
  writeTo: "An {name} schreiben",
  likeNumber: "Eine Zahl, etwa 25",
  likeEmail: "name@firma.de",
  yourMessage: "Ihre Nachricht",
  send: "Senden",
  sendOne: "1 Auswahl senden",
  sendMany: "{count} senden",
  pickAny: "Beliebig viele wählen, dann senden",
  yes: "Ja",
  no: "Nein",
  skip: "Überspringen",
  skipWords: "skip",
  stillOpen: "Noch offen:",
  notAccepted: "„{value}“ passt hier nicht.",
  writeWords: "In Worten schreiben",
  change: "Ändern",
  changeOf: "{label} ändern",
  sending: "Wird gesendet …",
  notSent: "Nicht gesendet",
  retry: "Erneut senden",
  remove: "Entfernen",
  connecting: "Verbinden …",
  nextTry: "Verbinden … nächster Versuch in {seconds} s",
  tryNow: "Jetzt versuchen",
  slowDown: "Einen Moment, bitte.",
  isTyping: "{name} schreibt",
  refused: "Der Chat kann hier gerade nicht beginnen.",
  gone: "Diesen Chat gibt es nicht mehr.",
  newMessages: "Neue Nachrichten",
  newTab: "öffnet einen neuen Tab",
};

const TEXTS: Readonly<Record<string, Texts>> = { en, de };
const RIGHT_TO_LEFT = /^(ar|fa|he|ur|yi|dv|ps)\b/;

/** The widget's words in a language, English where it has none. */
export function textsFor(locale: string): Texts {
  return TEXTS[locale.toLowerCase().split(/[-_]/)[0] ?? ""] ?? en;
}

/** The language that the words are in: English words stay left to right whatever was asked for. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(locale.toLowerCase()) ? "rtl" : "ltr";
}

/** Puts values into `{name}` places. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
