export type EgressFault =
  /** The name leads into the own network, and EGRESS_ALLOW does not name it. */
  | "ADDRESS_REFUSED"
  /** Not https on port 443, which is needed there. */
  | "INSECURE"
  | "UNREACHABLE"
  | "TIMEOUT"
  | "GIVEN_UP"
  | "BROKEN_OFF"
  | "REDIRECTED"
  | "TOO_LARGE"
  | "NOT_JSON";

/** No answer came, or none that may be used. Says nothing of what was sent. */
export class EgressError extends Error {
  override readonly name = "EgressError";
  readonly code: EgressFault;
  /** False: the other side has seen nothing of the request. */
  readonly sent: boolean;
  constructor(code: EgressFault, sent: boolean) {
    super(`the request failed: ${code}`);
    this.code = code;
    this.sent = sent;
  }
}
