import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { PersonRecord } from "./people-store.ts";
import { seal, unseal } from "./seal.ts";
import { hashToken } from "./token.ts";
import type { TwoStepRecord, TwoStepStore } from "./two-step-store.ts";

export interface TwoStepSetting {
  readonly twoSteps: TwoStepStore;
  siteId(): string;
  readonly timekeeper: Timekeeper;
  readonly secretKey: string;
  /** What the telephone shows beside the codes. */
  siteName(): string;
}

/** Codes from a telephone, as the second step of logging in (TOTP: SHA-1, six digits, 30 seconds). */
export interface TwoSteps {
  isOn(person: string): Promise<boolean>;
  /**
   * Makes a secret for the telephone. Nobody is asked for codes until the first one was right.
   *
   * @throws {Refusal} TOTP_ON when it is on already.
   */
  begin(person: PersonRecord): Promise<{ readonly secret: string; readonly uri: string }>;
  /**
   * Turns it on with a first code.
   *
   * @returns ten recovery codes, told once; each works once.
   * @throws {Refusal} CODE_WRONG; NOT_NOW when nothing was begun.
   */
  confirm(person: string, code: string): Promise<readonly string[]>;
  /** Uses a code of the telephone or a recovery code up. Of two who come with the same code, one gets through. */
  use(person: string, code: string): Promise<"no" | "code" | "recovery">;
  remove(person: string): Promise<void>;
}

const STEP_MS = 30_000;
const RECOVERY_CODES = 10;

export function makeTwoSteps(setting: TwoStepSetting): TwoSteps {
  const { twoSteps, siteId } = setting;
  const load = (person: string) => twoSteps.load(siteId(), person);
  return {
    isOn: async (person) => (await load(person))?.confirmed === true,
    begin: (person) => begin(setting, person),
    confirm: (person, code) => confirm(setting, person, code),
    use: (person, code) => use(setting, person, code),
    remove: (person) => twoSteps.remove(siteId(), person),
  };
}

async function begin(
  { twoSteps, siteId, secretKey, siteName }: TwoStepSetting,
  person: PersonRecord,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const there = await twoSteps.load(siteId(), person.id);
  if (there?.confirmed) throw new Refusal("TOTP_ON", "Codes are on already. Remove them first.");
  const secret = new Secret({ size: 20 });
  const saved = await twoSteps.save({
    siteId: siteId(),
    person: person.id,
    v: (there?.v ?? 0) + 1,
    secret: seal(secretKey, secret.base32),
    confirmed: false,
    lastStep: 0,
    recovery: [],
  });
  if (!saved)
    throw new Refusal("TRY_AGAIN", "Another page did the same just now. Try again.", { retryAfter: 1 });
  const totp = new TOTP({ issuer: `Parley ${siteName()}`, label: person.email, secret });
  return { secret: secret.base32, uri: totp.toString() };
}

async function confirm(setting: TwoStepSetting, person: string, code: string): Promise<readonly string[]> {
  const record = await setting.twoSteps.load(setting.siteId(), person);
  if (!record || record.confirmed) throw new Refusal("NOT_NOW", "No set-up of codes is under way.");
  const step = stepOf(setting, record, code);
  if (step === undefined) throw new Refusal("CODE_WRONG", "This code is not right. Wait for the next one.");
  const recovery = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const kept = await setting.twoSteps.save({
    ...record,
    v: record.v + 1,
    confirmed: true,
    lastStep: step,
    recovery: recovery.map((one) => hashToken(plain(one))),
  });
  if (!kept)
    throw new Refusal("TRY_AGAIN", "Another page did the same just now. Try again.", { retryAfter: 1 });
  return recovery;
}

async function use(
  setting: TwoStepSetting,
  person: string,
  code: string,
): Promise<"no" | "code" | "recovery"> {
  const record = await setting.twoSteps.load(setting.siteId(), person);
  if (!record?.confirmed) return "no";
  const step = stepOf(setting, record, code);
  if (step !== undefined) {
    const used = await setting.twoSteps.save({ ...record, v: record.v + 1, lastStep: step });
    return used ? "code" : "no";
  }
  const hash = hashToken(plain(code));
  if (!record.recovery.includes(hash)) return "no";
  const recovery = record.recovery.filter((one) => one !== hash);
  return (await setting.twoSteps.save({ ...record, v: record.v + 1, recovery })) ? "recovery" : "no";
}

/** The step of a right code that was not used yet: of now, or of one before or behind, since clocks differ. */
function stepOf(
  { timekeeper, secretKey }: TwoStepSetting,
  record: TwoStepRecord,
  code: string,
): number | undefined {
  const token = code.replaceAll(" ", "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const now = timekeeper.now();
  const totp = new TOTP({ secret: Secret.fromBase32(unseal(secretKey, record.secret)) });
  const delta = totp.validate({ token, timestamp: now, window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(now / STEP_MS) + delta;
  return step > record.lastStep ? step : undefined;
}

/** 16 letters of base32, 80 bits, in fours: "ab3d-e5gh-…". */
function newRecoveryCode(): string {
  const letters = new Secret({ buffer: new Uint8Array(randomBytes(10)).buffer }).base32.toLowerCase();
  return letters.match(/.{4}/g)?.join("-") ?? letters;
}

function plain(code: string): string {
  return code.toLowerCase().replace(/[\s-]/g, "");
}
