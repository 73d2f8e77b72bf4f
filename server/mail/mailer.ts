/** A mail in plain text. */
export interface Letter {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for each try, so that the other side can know it again. */
  readonly id: string;
}

/** Sends mail. */
export interface Mailer {
  /** Resolves when the next server has taken the letter. @throws {MailError} */
  send(letter: Letter): Promise<void>;
  /** Ends connections. */
  close(): void;
}

export type MailFault =
  /** An address or subject that would begin another header. */
  | "HEADER_REFUSED"
  /** The server will never take this letter. */
  | "MAIL_REFUSED"
  /** The server did not take it now. */
  | "MAIL_DEFERRED"
  | "MAIL_LOGIN_REFUSED"
  | "UNREACHABLE"
  | "TIMEOUT";

/** The letter was not taken. Says nothing of what stands in it. */
export class MailError extends Error {
  override readonly name = "MailError";
  readonly code: MailFault;
  constructor(code: MailFault) {
    super(`the letter was not sent: ${code}`);
    this.code = code;
  }
}
