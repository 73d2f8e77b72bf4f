import { StoreAwayError } from "../ports.ts";

/**
 * The port, with every call of it over in time: a server that takes a request and never answers is away too. What was
 * asked may be done all the same: whoever hears that the store is away looks again, or asks the same again.
 *
 * @param ms For each call.
 */
export function inTime<Port extends object>(port: Port, ms: number): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...given: readonly unknown[]) =>
        orAway(Reflect.apply(method, target, given) as Promise<unknown>, ms);
    },
  });
}

async function orAway<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreAwayError("the database does not answer")), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
