import type { WireProblem } from "../../server/wire/problem.ts";

/** A request that did not do what was asked. `status` 0: no answer came, so it may or may not have been done. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  /** On a lost claim: who has the conversation. */
  readonly owner: string | undefined;
  /** What is wrong with the input, entry by entry. */
  readonly errors: WireProblem["errors"];

  constructor(problem: Pick<WireProblem, "status" | "code" | "detail" | "owner"> & Partial<WireProblem>) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.owner = problem.owner;
    this.errors = problem.errors ?? [];
  }
}

/** What went wrong and what to do, in words for a person. */
export function inWords(error: unknown): string {
  if (!(error instanceof ApiProblem)) return "This page has a fault. Reload it and try again.";
  if (error.status === 0) return "The server did not answer. Check your connection, then try again.";
  if (["CODE_NEEDED", "CODE_WRONG", "LINK_INVALID"].includes(error.code)) return error.message;
  if (error.status === 401) return "You are logged out. Log in again.";
  if (error.code === "CSRF_REFUSED") return "This page is out of date. Reload it, then try again.";
  if (error.code === "ROLE_REFUSED") return "Your role does not allow this. Ask an admin.";
  if (error.status === 404) return "It is not here. It may have been deleted.";
  if (error.status === 429) return "Too many tries in a short time. Wait a minute, then try again.";
  if (error.status >= 500) return "The server could not do this just now. Try again in a moment.";
  return error.message;
}
