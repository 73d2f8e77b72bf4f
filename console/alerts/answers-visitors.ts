import type { Role } from "../../server/wire/rep.ts";

/** Whether visitors are given to people of this role. */
export function answersVisitors(role: Role): boolean {
  return role === "admin" || role === "rep";
}
