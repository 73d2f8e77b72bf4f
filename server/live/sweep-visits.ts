import type { ResumeLinkStore } from "../resume/resume-link-store.ts";
import type { VisitStore } from "./visit-store.ts";

/** What a visitor has seen is asked for until their letter is due: longer than that they are not known to have been there. */
const KEPT_MS = 3_600_000;

/** Forgets visits that are long over, and links that ran out. @returns false: there is never more to do at once. */
export async function sweepVisits({
  visits,
  resumeLinks,
  siteId,
  now,
}: {
  readonly visits: Pick<VisitStore, "sweep">;
  readonly resumeLinks: Pick<ResumeLinkStore, "sweep">;
  siteId(): string;
  now(): number;
}): Promise<boolean> {
  await visits.sweep(siteId(), now() - KEPT_MS);
  await resumeLinks.sweep(siteId(), now());
  return false;
}
