import { createTransport } from "nodemailer";
import { type Letter, MailError, type Mailer, type MailFault } from "./mailer.ts";

export interface SmtpSetting {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  /** What stands as the sender: an address, or `Name <address>`. */
  readonly from: string;
  /** Milliseconds without a word of the server. Default 10,000. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 10_000;

/** Mail by SMTP. One connection a letter; TLS wherever the server offers it. */
export function smtpMailer({ url, from, patienceMs = PATIENCE_MS }: SmtpSetting): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    dnsTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? "parley.invalid";
  return {
    send: async (letter) => {
      refuseHeaders(letter);
      const { to, subject, text, id } = letter;
      try {
        await transport.sendMail({
          from,
          // As an object it is one address, whatever stands in it.
          to: { name: "", address: to },
          subject,
          text,
          messageId: `<${id.replace(/[^A-Za-z0-9._-]/g, "-")}@${domain}>`,
          headers: { "Auto-Submitted": "auto-generated" },
        });
      } catch (error) {
        throw new MailError(faultOf(error));
      }
    },
    close: () => transport.close(),
  };
}

/** The library folds such letters away; refusing them says that something is wrong. */
function refuseHeaders({ to, subject }: Letter): void {
  if (/[\r\n\0]/.test(to + subject) || !/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(to))
    throw new MailError("HEADER_REFUSED");
}

function faultOf(error: unknown): MailFault {
  const { code, responseCode } = (typeof error === "object" && error !== null ? error : {}) as {
    readonly code?: unknown;
    readonly responseCode?: unknown;
  };
  if (code === "EAUTH" || code === "ENOAUTH") return "MAIL_LOGIN_REFUSED";
  if (typeof responseCode === "number") return responseCode >= 500 ? "MAIL_REFUSED" : "MAIL_DEFERRED";
  return code === "ETIMEDOUT" ? "TIMEOUT" : "UNREACHABLE";
}
