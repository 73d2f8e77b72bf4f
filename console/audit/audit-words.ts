import type { AuditLine } from "../../server/wire/audit.ts";
import { sentence } from "../look/words.ts";

const acts: Readonly<Record<string, string>> = {
  "login.accepted": "Logged in",
  "login.refused": "Failed to log in",
  logout: "Logged out",
  "sessions.ended": "Ended sessions",
  "password.set": "Set a password by a link",
  "password.changed": "Changed the password",
  "totp.set": "Turned codes on",
  "totp.removed": "Turned codes off",
  "totp.recovery_used": "Used a recovery code",
  "person.invited": "Invited",
  "link.made": "Made a one-time link",
  "role.changed": "Changed the role",
  "person.changed": "Changed what is known of a person",
  "key.made": "Made an API key",
  "key.revoked": "Revoked an API key",
  "conversation.viewed": "Read a conversation",
  "file.viewed": "Opened a file",
  "answer.edited": "Wrote down an answer",
  "conversation.steered": "Steered a conversation",
  "conversation.started": "Started a conversation with a visitor",
  "visitors.listed": "Looked at who is on the site",
  "leads.listed": "Looked at the leads",
  "lead.viewed": "Read a lead",
  "audit.read": "Read the audit log",
  "inbox.listed": "Looked at the inbox",
  "undelivered.listed": "Looked at what was not delivered",
  "delivery.retried": "Tried a delivery again",
  "delivery.discarded": "Dropped a delivery",
  "endpoint.opened": "Opened a webhook again",
  "canned.changed": "Changed the canned replies",
  "playbook.published": "Published a playbook",
  "playbook.retired": "Retired a playbook",
  "settings.changed": "Changed a setting",
  "webhook.secret_made": "Made a new secret of a webhook",
  "webhook.secret_dropped": "Dropped the old secret of a webhook",
  "mail.tried": "Tried the mail",
  "board.viewed": "Looked at the board",
  "export.made": "Exported what is kept of somebody",
  "erasure.asked": "Erased what is kept of somebody",
};

/** "lead.viewed" in words; acts of newer servers are told by their name. */
export function actWords(what: string): string {
  return acts[what] ?? sentence(what.replaceAll(".", " "));
}

export function whoInWords({ kind, id, name }: AuditLine["who"]): string {
  if (kind === "server") return id === "" ? "Parley" : id;
  if (kind === "unknown") return "Somebody";
  if (kind === "key") return `Key ${id}`;
  return name ?? "Somebody who left";
}
