/** One entry of `services.yml`: what a developer says of a service that playbooks call by its name. */
export interface Service {
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** http or https, without user, password and fragment. */
  readonly address: string;
  /** Name of the environment variable that holds the bearer token; undefined: none is sent. */
  readonly secret: string | undefined;
  /** It changes something there: not repeated after a correction without `if_changed`. */
  readonly changes: boolean;
  /** JSON Schema of what is sent; undefined: anything. */
  readonly input: object | undefined;
  /** JSON Schema of the answer; undefined: anything. */
  readonly output: object | undefined;
  /** Milliseconds that one try may take. */
  readonly timeoutMs: number;
  /** How often a try that failed is made again, 0 to 5. */
  readonly retries: number;
}

/** By name, in file order. */
export type Services = ReadonlyMap<string, Service>;
