import Type, { type Static } from "typebox";
import { codeSchema, passwordSchema, roleSchema } from "./rep.ts";

const closed = { additionalProperties: false } as const;
const oldPasswordSchema = Type.String({ minLength: 1, maxLength: 200 });

export const changePasswordSchema = Type.Object({ current: oldPasswordSchema, next: passwordSchema }, closed);
export type ChangePassword = Static<typeof changePasswordSchema>;

export const changeRoleSchema = Type.Object({ role: roleSchema }, closed);

/** The password again: whoever finds a console open must not take it over. */
export const proofSchema = Type.Object({ password: oldPasswordSchema }, closed);

export const confirmTotpSchema = Type.Object({ code: codeSchema }, closed);

export const totpSetUpSchema = Type.Object(
  {
    secret: Type.String({ description: "Base32, to be typed into an authenticator app." }),
    uri: Type.String({ description: "otpauth:// address with the same, for a QR code or a link." }),
  },
  closed,
);
export type TotpSetUp = Static<typeof totpSetUpSchema>;

export const recoverySchema = Type.Object(
  { recovery: Type.Array(Type.String(), { description: "Codes that each work once. Told only now." }) },
  closed,
);
export type Recovery = Static<typeof recoverySchema>;

export const sessionSchema = Type.Object(
  {
    id: Type.String(),
    current: Type.Boolean({ description: "The one that asks." }),
    device: Type.Optional(Type.String()),
    network: Type.Optional(Type.String({ description: "Of the address that logged in, cut to /24 or /48." })),
    began_at: Type.Optional(Type.String()),
    ends_at: Type.String({ description: "When it ends unless it is used before." }),
  },
  closed,
);
export type Session = Static<typeof sessionSchema>;

export const sessionsSchema = Type.Object(
  { data: Type.Array(sessionSchema), next_cursor: Type.Null() },
  closed,
);
