import { errorCode } from "../../error-code.ts";

/** Why a connection failed, in one line: words of the other side go to a terminal. */
export function whatItSaid(error: unknown): string {
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : "";
  // Of a name with several addresses Node gives an error without words, with the errors of each in it.
  const words = String(message || (errorCode(error) ?? ""));
  const line = words
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 200);
  return line === "" ? "it does not answer" : line;
}
