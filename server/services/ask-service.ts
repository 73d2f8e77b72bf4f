import { Ajv, type ValidateFunction } from "ajv";
import type { Service, Value } from "../../engine/index.ts";
import type { Egress, EgressRequest } from "../egress/egress.ts";
import { EgressError, type EgressFault } from "../egress/egress-error.ts";

export interface AskingSetting {
  readonly egress: Egress;
  /** The value of an environment variable; undefined when it is not set. */
  secret(name: string): string | undefined;
}

export type ServiceFault =
  | EgressFault
  | "SERVICE_MISSING"
  | "SECRET_MISSING"
  | "INPUT_WRONG"
  | "OUTPUT_WRONG"
  /** The service answered, and said no. */
  | "STATUS";

export type ServiceAnswer =
  | { readonly ok: true; readonly data: Value }
  | {
      readonly ok: false;
      readonly code: ServiceFault;
      /** The HTTP status, with STATUS. */
      readonly status?: number;
      /** Whether another try may go well and does no harm. */
      readonly again: boolean;
    };

export interface Asking {
  /** Stable over tries and restarts: the service may use it to do a thing once. */
  readonly id: string;
  readonly send: Value;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * One try of a call. Never throws.
 *
 * A service that changes something is tried again only where that can do no harm by itself: nothing of the request
 * was sent, or the service said with 429 or 5xx that it did not do it. Others also when the answer was late or cut off.
 */
export async function askService(
  { egress, secret }: AskingSetting,
  service: Service,
  asking: Asking,
): Promise<ServiceAnswer> {
  const { name, input, output, changes } = service;
  const never = (code: ServiceFault): ServiceAnswer => ({ ok: false, code, again: false });
  if (!fits(input, asking.send)) return never("INPUT_WRONG");
  const token = service.secret === undefined ? undefined : secret(service.secret)?.trim();
  if (service.secret !== undefined && !token) return never("SECRET_MISSING");
  try {
    const { status, json } = await egress.ask(requestOf(service, asking, token));
    if (status === 429 || status >= 500) return { ok: false, code: "STATUS", status, again: true };
    if (status < 200 || status > 299) return { ok: false, code: "STATUS", status, again: false };
    return fits(output, json) ? { ok: true, data: json as Value } : never("OUTPUT_WRONG");
  } catch (error) {
    if (!(error instanceof EgressError)) throw new ServiceError(name, { cause: error });
    const { code, sent } = error;
    return { ok: false, code, again: PASSING.has(code) && !(changes && sent) };
  }
}

/** A fault of ours while a service was asked. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  constructor(service: string, options: ErrorOptions) {
    super(`the service ${service} could not be asked`, options);
  }
}

/** What may be over in a moment. */
const PASSING: ReadonlySet<EgressFault> = new Set(["UNREACHABLE", "TIMEOUT", "BROKEN_OFF"]);

function requestOf(
  { method, address }: Service,
  { id, send, timeoutMs, signal }: Asking,
  token: string | undefined,
): EgressRequest {
  const url = new URL(address);
  const inQuery = method === "GET";
  if (inQuery) for (const [name, value] of queryOf(send)) url.searchParams.append(name, value);
  const headers = {
    "Idempotency-Key": id,
    "Parley-Call-Id": id,
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
  };
  return { method, url, headers, json: inQuery ? undefined : send, timeoutMs, signal };
}

/** A list is a name several times, a map its JSON; what is not known is left out. */
function queryOf(send: Value): readonly (readonly [name: string, value: string])[] {
  if (typeof send !== "object" || send === null) return [];
  return Object.entries(send).flatMap(([name, value]: [string, Value]) => {
    const values = Array.isArray(value) ? (value as readonly Value[]) : [value];
    return values.flatMap((one) =>
      one === null ? [] : [[name, typeof one === "object" ? JSON.stringify(one) : String(one)] as const],
    );
  });
}

const ajv = new Ajv({ strict: false, logger: false, addUsedSchema: false });
const compiled = new WeakMap<object, ValidateFunction>();

function fits(schema: object | undefined, value: unknown): boolean {
  if (schema === undefined) return true;
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate(value);
}
