import { errors, jwtVerify } from "jose";
import { Refusal } from "../refusal.ts";
import type { VerifiedIdentity } from "./visitor-store.ts";

export interface SignedIdentitySetting {
  /** Names of the secrets, the newest first; none: identities are off. */
  names(): readonly string[];
  secret(name: string): string | undefined;
  siteId(): string;
}

const LONGEST_S = 24 * 3_600;
const TOLERANCE_S = 60;
/** In letters: a shorter one is as good as none. */
export const SHORTEST_SECRET = 32;

/**
 * Reads an identity that the site's own server signed: a JWT with HS256. `kid` names the secret; without one each is tried.
 *
 * @param now ms since 1970
 * @throws {Refusal} IDENTITY_OFF when the site has no secret; IDENTITY_REFUSED with the reason.
 */
export async function readIdentity(
  setting: SignedIdentitySetting,
  jwt: string,
  now: number,
): Promise<VerifiedIdentity> {
  const secrets = secretsOf(setting);
  if (secrets.size === 0)
    throw new Refusal("IDENTITY_OFF", "site.yml names no secret for identities that is set and long enough.");
  const payload = await verified(secrets, jwt, now);
  const { sub, email, name, exp = 0, aud } = payload;
  if (exp - now / 1_000 > LONGEST_S + TOLERANCE_S) throw refused("exp is more than 24 hours away");
  if (aud !== undefined && ![aud].flat().includes(setting.siteId())) throw refused("aud is another site");
  if (typeof sub !== "string" || sub.length < 1 || sub.length > 200)
    throw refused("sub is not a text of 1 to 200 letters");
  return {
    sub,
    email: emailIn(email),
    name: nameIn(name),
    verifiedAt: new Date(now).toISOString(),
  };
}

function secretsOf({ names, secret }: SignedIdentitySetting): ReadonlyMap<string, Uint8Array> {
  const found = names().flatMap((name): [string, Uint8Array][] => {
    const value = secret(name);
    return value === undefined || value.length < SHORTEST_SECRET ? [] : [[name, Buffer.from(value)]];
  });
  return new Map(found);
}

async function verified(secrets: ReadonlyMap<string, Uint8Array>, jwt: string, now: number) {
  for (const [name, secret] of secrets) {
    try {
      const options = {
        algorithms: ["HS256"],
        currentDate: new Date(now),
        clockTolerance: TOLERANCE_S,
        requiredClaims: ["sub", "exp"],
      };
      const { payload, protectedHeader } = await jwtVerify(jwt, secret, options);
      // One that names a secret is good for that secret only.
      if (protectedHeader.kid === undefined || protectedHeader.kid === name) return payload;
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      if (error instanceof errors.JWTExpired) throw refused("it has run out");
      if (error instanceof errors.JOSEError) throw refused("it is not a JWT with HS256, sub and exp");
      throw error;
    }
  }
  throw refused("no secret of the site signed it");
}

function emailIn(email: unknown): string | undefined {
  if (email === undefined) return undefined;
  if (typeof email === "string" && email.length <= 254 && /^[^\s@]{1,64}@[^\s@]+$/.test(email)) {
    return email.toLowerCase();
  }
  throw refused("email is not an address");
}

function nameIn(name: unknown): string | undefined {
  if (name === undefined) return undefined;
  if (typeof name === "string" && name.trim() !== "" && name.length <= 100) return name.trim();
  throw refused("name is not a text of 1 to 100 letters");
}

function refused(why: string): Refusal {
  return new Refusal("IDENTITY_REFUSED", `The signed identity is not taken: ${why}.`);
}
