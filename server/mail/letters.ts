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
}

/** What is written to visitors. `SITE` and `LINK` are filled in; nothing that a visitor wrote ever stands here. */
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
