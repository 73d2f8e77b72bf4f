import type { Connection, Model } from "mongoose";
import { type Kept, kept, number, shape, text } from "./models.ts";

export interface SettingsDocument extends Kept {
  readonly v: number;
}

export interface SightingDocument {
  readonly _id: string;
  readonly siteId: string;
  readonly origin: string;
  readonly at: string;
  readonly allowed: boolean;
}

export interface SettingsModels {
  readonly settings: Model<SettingsDocument>;
  readonly sightings: Model<SightingDocument>;
}

export function makeSettingsModels(connection: Connection): SettingsModels {
  const sighting = shape<SightingDocument>({
    _id: text,
    siteId: text,
    origin: text,
    at: text,
    allowed: { type: Boolean, required: true },
  });
  sighting.index({ siteId: 1, at: -1 });
  const settings = shape<SettingsDocument>({ ...kept, v: number });
  return {
    settings: connection.model<SettingsDocument>("Settings", settings, "settings"),
    sightings: connection.model<SightingDocument>("Sighting", sighting, "sightings"),
  };
}
