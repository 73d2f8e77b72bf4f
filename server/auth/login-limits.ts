import { createHmac } from "node:crypto";
import type { Counters } from "../limits/counters.ts";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { isToken, newToken, sameSecret } from "./token.ts";
import type { Whence } from "./whence.ts";

const MINUTE = 60_000;
const PER_ADDRESS = { most: 5, within: 5 * MINUTE } as const;
const PER_EMAIL = { most: 10, within: 15 * MINUTE } as const;
const LINKS_PER_ADDRESS = { most: 20, within: 5 * MINUTE } as const;
const CODES_PER_PERSON = { most: 5, within: 5 * MINUTE } as const;

export interface LoginLimitSetting {
  /** Undefined: no limits. */
  readonly counters: Counters | undefined;
  readonly timekeeper: Timekeeper;
  readonly secretKey: string;
}

/** How often somebody may try to come in. Each throws TOO_MANY with the seconds to wait. */
export interface LoginLimits {
  /** By password. A browser in which the person logged in before has tries of its own: others cannot use them up. */
  password(email: string, whence: Whence): Promise<void>;
  link(whence: Whence): Promise<void>;
  /** A code or a password, by somebody who is logged in. */
  proof(person: string): Promise<void>;
  /** What a browser keeps and shows at its next log-in as this person. */
  knownDevice(email: string): string;
}

export function makeLoginLimits({ counters, timekeeper, secretKey }: LoginLimitSetting): LoginLimits {
  const hit = async (key: string, { most, within }: { readonly most: number; readonly within: number }) => {
    // When the counters are away nobody may guess passwords without end: this throws, and that is a 503.
    const result = await counters?.hit(`login:${key}`, most, within, timekeeper.now());
    if (result?.allowed === false) {
      const retryAfter = Math.max(1, Math.ceil(result.retryAfterMs / 1_000));
      throw new Refusal("TOO_MANY", "Too many tries. Wait a little.", { retryAfter });
    }
  };
  const sign = (email: string, device: string) =>
    createHmac("sha256", secretKey)
      .update(`known device ${device} ${email.toLowerCase()}`)
      .digest("base64url");
  const deviceOf = (email: string, known = "") => {
    const [device = "", mark = ""] = known.split(".");
    return isToken(device) && sameSecret(mark, sign(email, device)) ? device : undefined;
  };
  return {
    password: async (email, { address, known }) => {
      const device = deviceOf(email, known);
      if (device !== undefined) return await hit(`device:${device}`, PER_EMAIL);
      await hit(`address:${address}`, PER_ADDRESS);
      await hit(`email:${sign(email.toLowerCase(), "")}`, PER_EMAIL);
    },
    link: ({ address }) => hit(`link:${address}`, LINKS_PER_ADDRESS),
    proof: (person) => hit(`proof:${person}`, CODES_PER_PERSON),
    knownDevice: (email) => {
      const device = newToken();
      return `${device}.${sign(email, device)}`;
    },
  };
}
