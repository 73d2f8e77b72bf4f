const en = {
  open: "Open chat",
  close: "Close chat",
  unread: "unread",
  chat: "Chat",
  dismiss: "Dismiss",
  go: "Let's go",
  hint: "Nothing is stored until you start.",
};

/** The loader's few words in a language, English where it has none. */
export function wordsFor(locale: string): typeof en {
  if (!locale.toLowerCase().startsWith("de")) return en;
  return {
    open: "Chat öffnen",
    close: "Chat schließen",
    unread: "ungelesen",
    chat: "Chat",
    dismiss: "Ausblenden",
    go: "Los geht's",
    hint: "Vorher wird nichts gespeichert.",
  };
}
