import type { Migration } from "../migrate.ts";
import { stores } from "./0001-stores.ts";
import { memory } from "./0002-memory.ts";
import { identity } from "./0003-identity.ts";
import { deliveries } from "./0004-deliveries.ts";
import { severalNodes } from "./0005-several-nodes.ts";
import { privacy } from "./0006-privacy.ts";
import { inbox } from "./0007-inbox.ts";
import { visits } from "./0008-visits.ts";
import { desks } from "./0009-desks.ts";
import { settings } from "./0010-settings.ts";

/** In order, ids from 1 without gaps. One that was released is never edited: a change is a new one. */
export const MIGRATIONS: readonly Migration[] = [
  stores,
  memory,
  identity,
  deliveries,
  severalNodes,
  privacy,
  inbox,
  visits,
  desks,
  settings,
];
