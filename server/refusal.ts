/** Every code with which the server refuses something. Public: programs match on them. */
export const REFUSALS = [
  "INPUT_INVALID",
  "BODY_UNREADABLE",
  "BODY_TOO_LARGE",
  "TOKEN_MISSING",
  "ROUTE_UNKNOWN",
  "CONVERSATION_UNKNOWN",
  "PLAYBOOK_UNKNOWN",
  "LEAD_UNKNOWN",
  "UNDELIVERED_UNKNOWN",
  "WEBHOOK_UNKNOWN",
  "SETTING_IN_FILE",
  "SETTINGS_STALE",
  "NAME_TAKEN",
  "MAIL_OFF",
  "FILE_UNKNOWN",
  "FILE_REFUSED",
  "ID_REUSED",
  "CHOICE_UNKNOWN",
  "STEP_UNKNOWN",
  "MOVE_ILLEGAL",
  "ANSWER_REFUSED",
  "NOT_NOW",
  "CLAIMED",
  "NOT_OWNER",
  "ANSWERED_MEANWHILE",
  "CHANGED_MEANWHILE",
  "HUMAN_OWNS",
  "LOGIN_REFUSED",
  "LOGIN_REQUIRED",
  "LINK_INVALID",
  "CODE_NEEDED",
  "CODE_WRONG",
  "TOTP_ON",
  "TOTP_SETUP_NEEDED",
  "PASSWORD_WRONG",
  "PERSON_UNKNOWN",
  "SESSION_UNKNOWN",
  "KEY_UNKNOWN",
  "KEY_REFUSED",
  "SCOPE_REFUSED",
  "LAST_ADMIN",
  "TOKEN_EXPIRED",
  "IDENTITY_OFF",
  "IDENTITY_REFUSED",
  "IDENTITY_UNSIGNED",
  "CSRF_REFUSED",
  "ORIGIN_REFUSED",
  "ROLE_REFUSED",
  "EMAIL_TAKEN",
  "TOO_MANY",
  "TRY_AGAIN",
  "CONSENT_REQUIRED",
  "NOT_BUILT",
  "REPLY_INVALID",
  "INTERNAL",
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

interface RefusalMore {
  /** One entry a thing wrong with the input. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** On CLAIMED: who has it; on ANSWERED_MEANWHILE: who has answered. */
  readonly owner?: string;
  /** Whole seconds. */
  readonly retryAfter?: number;
  /** On TOO_MANY: so many are taken in so many seconds. */
  readonly limit?: { readonly name: string; readonly most: number; readonly seconds: number };
}

/** The server will not do it, and says why in words that may be shown. Nothing was changed. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly more: RefusalMore;
  constructor(code: RefusalCode, detail: string, more: RefusalMore = {}) {
    super(detail);
    this.code = code;
    this.more = more;
  }
}
