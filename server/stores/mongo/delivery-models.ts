import type { Connection, Model } from "mongoose";
import { anyText, type Kept, kept, noNumber, noText, number, shape, text } from "./models.ts";

export interface DeliveryDocument extends Kept {
  readonly id: string;
  readonly v: number;
  readonly target: string;
  readonly lane: string;
  readonly order: number;
  readonly conversation: string | null;
  readonly state: string;
  readonly tries: number;
  readonly since: number;
  readonly nextTryAt: number | null;
  /** ms since 1970; 0: free. */
  readonly leaseUntil: number;
  readonly changedAt: string;
}

export interface VerificationDocument extends Kept {
  readonly address: string;
  readonly token: string;
  readonly origin: string;
  readonly askedAt: number;
  readonly used: boolean;
}

export interface VerifiedDocument {
  readonly _id: string;
  readonly siteId: string;
  readonly lead: string;
}

export interface DeliveryModels {
  readonly deliveries: Model<DeliveryDocument>;
  readonly endpoints: Model<Kept>;
  readonly verifications: Model<VerificationDocument>;
  readonly verified: Model<VerifiedDocument>;
}

export function makeDeliveryModels(connection: Connection): DeliveryModels {
  const delivery = shape<DeliveryDocument>({
    ...kept,
    id: text,
    v: number,
    target: text,
    lane: anyText,
    order: number,
    conversation: noText,
    state: text,
    tries: number,
    since: number,
    nextTryAt: noNumber,
    leaseUntil: number,
    changedAt: text,
  });
  delivery.index({ siteId: 1, target: 1, state: 1, nextTryAt: 1 });
  delivery.index({ siteId: 1, target: 1, lane: 1, order: 1 });
  delivery.index({ siteId: 1, state: 1, changedAt: -1, id: -1 });
  delivery.index({ siteId: 1, target: 1, changedAt: -1, id: -1 });
  delivery.index({ siteId: 1, state: 1, nextTryAt: 1 });
  delivery.index({ siteId: 1, conversation: 1 });

  const verification = shape<VerificationDocument>({
    ...kept,
    address: text,
    token: text,
    origin: anyText,
    askedAt: number,
    used: { type: Boolean, required: true },
  });
  verification.index({ siteId: 1, token: 1 }, { unique: true });
  verification.index({ siteId: 1, origin: 1, askedAt: 1 });

  const verified = shape<VerifiedDocument>({ _id: text, siteId: text, lead: text });
  verified.index({ siteId: 1, lead: 1 });
  return {
    deliveries: connection.model<DeliveryDocument>("Delivery", delivery, "deliveries"),
    endpoints: connection.model<Kept>("ClosedEndpoint", shape<Kept>(kept), "closed_endpoints"),
    verifications: connection.model<VerificationDocument>("Verification", verification, "verifications"),
    verified: connection.model<VerifiedDocument>("VerifiedAddress", verified, "verified_addresses"),
  };
}
