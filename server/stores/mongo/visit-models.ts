import type { Connection, Model } from "mongoose";
import { type Kept, kept, noText, number, shape, text } from "./models.ts";

export interface VisitDocument extends Kept {
  readonly conversation: string;
  /** ms since 1970. */
  readonly since: number;
  readonly until: number;
}

export interface ResumeLinkDocument extends Kept {
  readonly conversation: string;
  /** ms since 1970. */
  readonly expiresAt: number;
  readonly usedBy: string | null;
}

export interface VisitModels {
  readonly visits: Model<VisitDocument>;
  readonly resumeLinks: Model<ResumeLinkDocument>;
}

export function makeVisitModels(connection: Connection): VisitModels {
  const visit = shape<VisitDocument>({ ...kept, conversation: text, since: number, until: number });
  visit.index({ siteId: 1, until: 1 });
  const resumeLink = shape<ResumeLinkDocument>({
    ...kept,
    conversation: text,
    expiresAt: number,
    usedBy: noText,
  });
  resumeLink.index({ siteId: 1, conversation: 1 });
  resumeLink.index({ siteId: 1, expiresAt: 1 });
  return {
    visits: connection.model<VisitDocument>("Visit", visit, "visits"),
    resumeLinks: connection.model<ResumeLinkDocument>("ResumeLink", resumeLink, "resume_links"),
  };
}
