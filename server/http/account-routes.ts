import type { CookieOptions, Request } from "express";
import Type from "typebox";
import type { Accounts } from "../auth/accounts.ts";
import type { PersonRecord } from "../auth/people-store.ts";
import type { LoggedIn } from "../auth/sessions.ts";
import { deviceOf, type Whence } from "../auth/whence.ts";
import type { TurnSetting } from "../turns/take.ts";
import {
  invitedSchema,
  invitePersonSchema,
  logInSchema,
  type Me,
  meSchema,
  type Person,
  personSchema,
} from "../wire/rep.ts";
import { addressOf } from "./address.ts";
import { cookieOf, mustSetUp, sessionToken } from "./gate.ts";
import { type Route, route } from "./route.ts";

export interface AccountSetting extends Pick<TurnSetting, "playbooks"> {
  readonly accounts: Accounts;
  readonly cookie: string;
  /** Browsers reach the server by https only. */
  readonly secure: boolean;
  publicUrl(): string;
  totpRequired(): boolean;
  /** Sends the link of an invitation. @returns whether it was sent; undefined where there is no mail. */
  mailInvite(email: string, link: string): Promise<boolean | undefined>;
}

const peopleSchema = Type.Object(
  { data: Type.Array(personSchema), next_cursor: Type.Null() },
  { additionalProperties: false },
);
const YEAR_MS = 365 * 86_400_000;

/** Who works here: logging in and out, and inviting others. */
export function accountRoutes(setting: AccountSetting): readonly Route[] {
  const { accounts, cookie, secure } = setting;
  const options: CookieOptions = { httpOnly: true, sameSite: "lax", path: "/", secure };
  return [
    route(
      "POST /api/v1/session",
      {
        summary:
          "Logs in, or sets a password by a one-time link and logs in. With a code where codes are on.",
        body: logInSchema,
        reply: meSchema,
      },
      async ({ body, request, response }) => {
        const { token, known, ...loggedIn } = await accounts.logIn(
          body,
          whenceOf(request, knownCookie(cookie)),
        );
        response.cookie(cookie, token, options);
        response.cookie(knownCookie(cookie), known, { ...options, maxAge: YEAR_MS });
        return await me(setting, loggedIn);
      },
    ),
    route("DELETE /api/v1/session", { summary: "Logs out." }, async ({ request, response }) => {
      await accounts.logOut(sessionToken(request, cookie) ?? "");
      response.clearCookie(cookie, options);
      return undefined;
    }),
    route("GET /api/v1/me", { summary: "Who is logged in.", reply: meSchema }, ({ who }) => me(setting, who)),
    route("GET /api/v1/people", { summary: "Everybody who works here.", reply: peopleSchema }, async () => ({
      data: (await accounts.list()).map(personOf),
      next_cursor: null,
    })),
    route(
      "POST /api/v1/people",
      {
        summary: "Invites somebody by a one-time link; a new link for somebody who has not used theirs.",
        body: invitePersonSchema,
        reply: invitedSchema,
        status: 201,
      },
      async ({ who, body, request }) => {
        const by = { who: who.actor, address: addressOf(request) };
        const { person, token } = await accounts.invite(body, by);
        const link = welcomeLink(setting.publicUrl(), token);
        const mailed = await setting.mailInvite(person.email, link);
        return { person: personOf(person), link, ...(mailed !== undefined && { mailed }) };
      },
    ),
  ];
}

/** Where a one-time link leads. Opening it spends nothing. */
export function welcomeLink(publicUrl: string, token: string): string {
  return `${publicUrl}/console/welcome?link=${token}`;
}

/** The browser keeps it after logging out, so that others cannot use up its tries. */
function knownCookie(cookie: string): string {
  return `${cookie}-known`;
}

function whenceOf(request: Request, known: string): Whence {
  const device = deviceOf(request.headers["user-agent"] ?? "");
  const shown = cookieOf(request, known);
  return {
    address: addressOf(request),
    ...(device !== undefined && { device }),
    ...(shown !== undefined && { known: shown }),
  };
}

async function me(setting: AccountSetting, loggedIn: LoggedIn): Promise<Me> {
  const { name, bot } = setting.playbooks.site();
  const { person, session } = loggedIn;
  const off = (await mustSetUp(setting, loggedIn)) ? "required" : "off";
  const totp = (await setting.accounts.totp.isOn(person.id)) ? "on" : off;
  return { person: personOf(person), csrf: session.csrf, totp, site: { name, bot: bot.name } };
}

export function personOf({ id, email, name, role, languages, skills, limit }: PersonRecord): Person {
  return {
    id,
    email,
    name,
    role,
    ...(languages !== undefined && { languages: [...languages] }),
    ...(skills !== undefined && { skills: [...skills] }),
    ...(limit !== undefined && { limit }),
  };
}
