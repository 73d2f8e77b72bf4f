import type { AlertReason } from "../../engine/index.ts";

interface Words {
  readonly confirm: {
    readonly subject: string;
    readonly text: string;
    readonly title: string;
    readonly ask: string;
    readonly button: string;
    readonly done: string;
    readonly gone: string;
  };
  readonly answers: { readonly subject: string; readonly text: string };
}

/** What is written to visitors. `SITE`, `NAME`, `SAID` and `LINK` are filled in; nothing that a visitor wrote ever stands here. */
const WORDS: Readonly<Record<string, Words>> = {
  en: {
    confirm: {
      subject: "Is this your address? (SITE)",
      text: "Somebody gave this address in the chat of SITE. If that was you, please confirm it:\n\nLINK\n\nThe link works once, for 24 hours. If it was not you, there is nothing to do.",
      title: "Confirm your address",
      ask: "SITE would like to know that this address is yours.",
      button: "Yes, it is mine",
      done: "Thank you. Your address is confirmed; you can close this page.",
      gone: "This link does not work any more: it was used already, or has run out.",
    },
    answers: {
      subject: "NAME answered you (SITE)",
      text: "You talked with SITE and left before the answer came. NAME wrote:\n\nSAID\n\nGo on with the conversation here, on any device:\n\nLINK\n\nThe link works once, for 7 days; keep it to yourself. An answer to this mail reaches nobody.",
    },
  },
  de: {
    confirm: {
      subject: "Ist das Ihre Adresse? (SITE)",
      text: "Im Chat von SITE wurde diese Adresse angegeben. Wenn Sie das waren, bestätigen Sie sie bitte:\n\nLINK\n\nDer Link gilt einmal, 24 Stunden lang. Wenn Sie es nicht waren, ist nichts zu tun.",
      title: "Adresse bestätigen",
      ask: "SITE möchte wissen, ob diese Adresse Ihre ist.",
      button: "Ja, das ist meine",
      done: "Danke. Ihre Adresse ist bestätigt; Sie können die Seite schließen.",
      gone: "Dieser Link gilt nicht mehr: Er wurde schon benutzt oder ist abgelaufen.",
    },
    answers: {
      subject: "NAME hat Ihnen geantwortet (SITE)",
      text: "Sie haben mit SITE gesprochen und waren schon weg, als die Antwort kam. NAME schreibt:\n\nSAID\n\nHier geht das Gespräch weiter, auf jedem Gerät:\n\nLINK\n\nDer Link gilt einmal, 7 Tage lang; geben Sie ihn nicht weiter. Eine Antwort auf diese Mail erreicht niemanden.",
    },
  },
  fr: {
    confirm: {
      subject: "Est-ce bien votre adresse ? (SITE)",
      text: "Cette adresse a été donnée dans le chat de SITE. Si c'était vous, merci de la confirmer :\n\nLINK\n\nLe lien fonctionne une fois, pendant 24 heures. Si ce n'était pas vous, il n'y a rien à faire.",
      title: "Confirmer votre adresse",
      ask: "SITE aimerait savoir si cette adresse est la vôtre.",
      button: "Oui, c'est la mienne",
      done: "Merci. Votre adresse est confirmée ; vous pouvez fermer cette page.",
      gone: "Ce lien ne fonctionne plus : il a déjà servi ou a expiré.",
    },
    answers: {
      subject: "NAME vous a répondu (SITE)",
      text: "Vous avez parlé avec SITE et étiez déjà parti quand la réponse est arrivée. NAME écrit :\n\nSAID\n\nLa conversation continue ici, sur tout appareil :\n\nLINK\n\nLe lien fonctionne une fois, pendant 7 jours ; gardez-le pour vous. Une réponse à ce message n'arrive à personne.",
    },
  },
  es: {
    confirm: {
      subject: "¿Es esta su dirección? (SITE)",
      text: "Alguien dio esta dirección en el chat de SITE. Si fue usted, confírmela, por favor:\n\nLINK\n\nEl enlace funciona una vez, durante 24 horas. Si no fue usted, no hay nada que hacer.",
      title: "Confirme su dirección",
      ask: "SITE quiere saber si esta dirección es suya.",
      button: "Sí, es mía",
      done: "Gracias. Su dirección está confirmada; puede cerrar esta página.",
      gone: "Este enlace ya no funciona: se ha usado o ha caducado.",
    },
    answers: {
      subject: "NAME le ha respondido (SITE)",
      text: "Habló con SITE y ya no estaba cuando llegó la respuesta. NAME escribe:\n\nSAID\n\nLa conversación sigue aquí, en cualquier dispositivo:\n\nLINK\n\nEl enlace funciona una vez, durante 7 días; no lo comparta. Una respuesta a este correo no llega a nadie.",
    },
  },
  pt: {
    confirm: {
      subject: "Este endereço é seu? (SITE)",
      text: "Este endereço foi informado no chat de SITE. Se foi você, confirme, por favor:\n\nLINK\n\nO link funciona uma vez, por 24 horas. Se não foi você, não há nada a fazer.",
      title: "Confirme seu endereço",
      ask: "SITE gostaria de saber se este endereço é seu.",
      button: "Sim, é meu",
      done: "Obrigado. Seu endereço está confirmado; pode fechar esta página.",
      gone: "Este link não funciona mais: já foi usado ou expirou.",
    },
    answers: {
      subject: "NAME respondeu a você (SITE)",
      text: "Você falou com SITE e já tinha saído quando a resposta chegou. NAME escreve:\n\nSAID\n\nA conversa continua aqui, em qualquer dispositivo:\n\nLINK\n\nO link funciona uma vez, por 7 dias; não o compartilhe. Uma resposta a este e-mail não chega a ninguém.",
    },
  },
};

const ENGLISH = WORDS["en"] as Words;

/** @param language Such as "de" or "de-AT"; English where we do not speak it. */
export function confirmWords(language: string | undefined, site: string): Words["confirm"] {
  const { confirm } = WORDS[(language ?? "en").slice(0, 2).toLowerCase()] ?? ENGLISH;
  const filled = Object.entries(confirm).map(([name, text]) => [
    name,
    text.replaceAll("SITE", oneLine(site)),
  ]);
  return Object.fromEntries(filled) as Words["confirm"];
}

export function confirmLetter(
  language: string | undefined,
  site: string,
  link: string,
): { readonly subject: string; readonly text: string } {
  const { subject, text } = confirmWords(language, site);
  return { subject, text: `${text.replace("LINK", link)}\n` };
}

/**
 * What reps said to a visitor who has left, and the link by which they go on. Here, and nowhere else, words stand in a letter
 * that somebody wrote: the reps' own.
 */
export function answersLetter(
  language: string | undefined,
  site: string,
  { rep, said }: { readonly rep: string; readonly said: readonly string[] },
  link: string,
): { readonly subject: string; readonly text: string } {
  const { answers } = WORDS[(language ?? "en").slice(0, 2).toLowerCase()] ?? ENGLISH;
  const quoted = said.map((text) => text.replace(/^/gm, "  ")).join("\n\n");
  const slots: Readonly<Record<string, string>> = {
    SITE: oneLine(site),
    NAME: oneLine(rep),
    SAID: quoted,
    LINK: link,
  };
  // Each once, from left to right: what is put in is never read again.
  const filled = (text: string) =>
    text.replace(/\b(?:SITE|NAME|SAID|LINK)\b/g, (slot) => slots[slot] ?? slot);
  return { subject: filled(answers.subject), text: `${filled(answers.text)}\n` };
}

/** To somebody who is to work in the console. */
export function inviteLetter(
  site: string,
  link: string,
): { readonly subject: string; readonly text: string } {
  const name = oneLine(site);
  return {
    subject: `Your account at ${name}`,
    text: `You can answer visitors of ${name} from now on. Set your password here:\n\n${link}\n\nThe link works once, for 24 hours. Ask whoever invited you for a new one after that.\n`,
  };
}

/** To a colleague who is wanted and not at their desk. Nothing that the visitor said stands here. */
export function alertLetter(
  site: string,
  reason: AlertReason,
  link: string,
): { readonly subject: string; readonly text: string } {
  const name = oneLine(site);
  const { subject, text } = ALERTS[reason];
  return { subject: `${subject} (${name})`, text: `${text}\n\n${link}\n` };
}

const ALERTS: Readonly<Record<AlertReason, { readonly subject: string; readonly text: string }>> = {
  handoff: {
    subject: "A visitor waits for you",
    text: "A visitor waits for a person. Open the conversation:",
  },
  escalation: {
    subject: "Nobody has answered a visitor yet",
    text: "A visitor waits for a person, and nobody has answered yet. Open the conversation:",
  },
  transfer: {
    subject: "A colleague passes a conversation on to you",
    text: "A colleague asks you to take a conversation over. Open it:",
  },
  bounced: { subject: "Your transfer was not accepted", text: "The conversation is still yours:" },
  lost: { subject: "A conversation was taken from you", text: "The visitor waited for too long:" },
};

/** To an admin who wants to know whether mail goes out. */
export function tryLetter(site: string): { readonly subject: string; readonly text: string } {
  const name = oneLine(site);
  return {
    subject: `Mail from ${name} works`,
    text: `You asked Parley for this letter in the settings of ${name}. It came through, so mail to visitors and colleagues goes out.\n`,
  };
}

/** The name of a site stands in a header. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 100);
}
