import type { Lead } from "../../engine/index.ts";
import { whoIs } from "../outbox/lead-record.ts";

/** Whether another e-mail address takes the place of one that was given before. */
export function changesContact(before: Lead, after: Lead): boolean {
  const [old, now] = [whoIs(before).email, whoIs(after).email];
  return old !== undefined && now !== undefined && old !== now;
}
