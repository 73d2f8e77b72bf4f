import type { Accounts } from "../auth/accounts.ts";
import { Refusal } from "../refusal.ts";
import type { Role } from "../wire/rep.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";

export interface UserAddOptions {
  readonly role: Role;
  /** The password is the first line of the standard input. */
  readonly passwordStdin: boolean;
}

const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 200;

/**
 * `parley user add EMAIL --role ROLE [--password-stdin]`: adds somebody to the console. Without a password it prints the
 * one-time link that sets one.
 *
 * @returns 0 done, 1 the address is taken, 2 no usable address or password.
 */
export async function userAdd(
  email: string,
  options: UserAddOptions,
  terminal: Terminal,
  console: { readonly accounts: Accounts; linkFor(token: string): string },
): Promise<ExitStatus> {
  if (email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    return complain(terminal, `"${email}" is not an e-mail address`);
  }
  const password = options.passwordStdin ? await firstLine(terminal) : undefined;
  if (password !== undefined && (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)) {
    return complain(
      terminal,
      `the password has ${password.length} letters; it needs ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD}`,
    );
  }
  try {
    const { token, person } = await console.accounts.invite({ email, role: options.role });
    terminal.out(`${person.email} is now ${options.role}.`);
    if (password === undefined) {
      terminal.out(`This link sets the password, once, within 24 hours: ${console.linkFor(token)}`);
    } else {
      const session = await console.accounts.logIn({ link: token, password }, { address: "" });
      await console.accounts.logOut(session.token);
    }
    return 0;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    terminal.err(`parley user add: ${fault.message}`);
    return 1;
  }
}

async function firstLine(terminal: Terminal): Promise<string> {
  for await (const line of terminal.input) return line;
  return "";
}

function complain(terminal: Terminal, text: string): ExitStatus {
  terminal.err(`parley user add: ${text}`);
  return 2;
}
