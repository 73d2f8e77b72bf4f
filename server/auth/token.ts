import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 32 random bytes as base64url: 43 letters. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256, hex. Only this is kept of any token. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Whether it has the form of a token: 43 letters of base64url. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** Compares in a time that does not tell how much was right. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Lets lines of the log about one address be told together, without the address. 12 letters. */
export function keyedHash(secretKey: string, text: string): string {
  return createHmac("sha256", secretKey).update(text).digest("base64url").slice(0, 12);
}
