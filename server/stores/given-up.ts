import type { Delivery } from "../deliveries/delivery-store.ts";

/** A delivery that nobody could try for longer than its whole schedule takes. */
export function givenUp(delivery: Delivery, now: number): Delivery {
  return {
    ...delivery,
    v: delivery.v + 1,
    state: "dead",
    nextTryAt: undefined,
    changedAt: new Date(now).toISOString(),
    fault: "GIVEN_UP",
  };
}
