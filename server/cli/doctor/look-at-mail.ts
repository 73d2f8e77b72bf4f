import { createTransport } from "nodemailer";
import type { Config } from "../../config.ts";
import { bad, type Finding, good } from "./finding.ts";
import { whatItSaid } from "./what-it-said.ts";

const PATIENCE_MS = 3_000;

/** Whether the mail server, where one is set, lets us in within three seconds. No mail is sent. */
export async function lookAtMail({ mail }: Pick<Config, "mail">): Promise<readonly Finding[]> {
  if (!mail) return [];
  // The address may hold a password: only its host is told.
  const { host } = new URL(mail.url);
  const fault = await faultOf(mail.url);
  if (fault === undefined) return [good("mail", `${host} answers and lets us in; nothing was sent`)];
  return [bad("mail", `${host}: ${fault}`, "Start it, or mend SMTP_URL.")];
}

async function faultOf(url: string): Promise<string | undefined> {
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    dnsTimeout: PATIENCE_MS,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    // Each step of the library may take its whole time; all together they may not.
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS / 1_000} s`), PATIENCE_MS);
  });
  try {
    return await Promise.race([transport.verify().then(() => undefined), late]);
  } catch (error) {
    return whatItSaid(error);
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}
