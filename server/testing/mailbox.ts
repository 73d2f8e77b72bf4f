import { SMTPServer } from "smtp-server";
import type { Mailer } from "../mail/mailer.ts";
import { smtpMailer } from "../mail/smtp-mailer.ts";

/** A letter as it came in. */
export interface HeardLetter {
  readonly from: string;
  readonly to: readonly string[];
  /** With its headers. */
  readonly text: string;
}

export interface Mailbox {
  readonly heard: HeardLetter[];
  readonly mailer: Mailer;
  close(): Promise<void>;
}

/** A real mail server on loopback, and a mailer that sends to it. */
export async function openMailbox(refuse?: {
  readonly code: number;
  readonly at: "to" | "data" | "hang";
}): Promise<Mailbox> {
  const heard: HeardLetter[] = [];
  const refusal = () => Object.assign(new Error("no"), { responseCode: refuse?.code ?? 550 });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => done(refuse?.at === "to" ? refusal() : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (refuse?.at === "hang") return;
        if (refuse?.at === "data") return done(refusal());
        const { mailFrom, rcptTo } = session.envelope;
        heard.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString("utf8"),
        });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const mailer = smtpMailer({
    url: `smtp://127.0.0.1:${port}`,
    from: "Fernway <chat@fernway.example>",
    patienceMs: 1_000,
  });
  return {
    heard,
    mailer,
    close: async () => {
      mailer.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
