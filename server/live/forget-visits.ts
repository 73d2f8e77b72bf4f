import type { Forgetter } from "../privacy/carry-out-erasure.ts";
import type { ResumeLinkStore } from "../resume/resume-link-store.ts";
import type { VisitStore } from "./visit-store.ts";

/** Whoever is erased is not on the site any more, and no letter leads to them. */
export function forgetVisits({
  visits,
  resumeLinks,
}: {
  readonly visits: Pick<VisitStore, "forget">;
  readonly resumeLinks: Pick<ResumeLinkStore, "forget">;
}): Forgetter {
  return async ({ siteId, id }) => {
    await visits.forget(siteId, id);
    await resumeLinks.forget(siteId, id);
  };
}
