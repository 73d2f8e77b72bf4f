import { hash, verify } from "@node-rs/argon2";

/** argon2id with the least that OWASP recommends. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(password: string): Promise<string> {
  return await hash(password, COST);
}

let stranger: Promise<string> | undefined;

/**
 * Whether the password is right. Takes as long for somebody unknown (`undefined`), and is false then, so that the time of
 * the answer does not tell who has an account.
 */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  stranger ??= hashPassword("nobody has this password");
  const right = await verify(passwordHash ?? (await stranger), password);
  return right && passwordHash !== undefined;
}
