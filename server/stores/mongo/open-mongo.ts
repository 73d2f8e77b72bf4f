import { Mongoose } from "mongoose";
import type { Stores } from "../ports.ts";
import { mongoApiKeys } from "./api-keys.ts";
import { mongoAudit } from "./audit.ts";
import { reach } from "./away.ts";
import { mongoChanges } from "./changes.ts";
import { mongoConversations } from "./conversations.ts";
import { mongoCounters } from "./counters.ts";
import { mongoDeliveries, mongoEndpoints } from "./deliveries.ts";
import { makeDeliveryModels } from "./delivery-models.ts";
import { mongoDesks } from "./desks.ts";
import { indexFiles, mongoFiles } from "./files.ts";
import { inTime } from "./in-time.ts";
import { mongoInboxSearch } from "./inbox-search.ts";
import { mongoLeads } from "./leads.ts";
import { mongoLine } from "./line.ts";
import { mongoMemory } from "./memory.ts";
import { makeModels } from "./models.ts";
import { mongoPeople } from "./people.ts";
import { mongoPresence } from "./presence.ts";
import { mongoResumeLinks } from "./resume-links.ts";
import { mongoSettings, mongoSightings } from "./settings.ts";
import { makeSettingsModels } from "./settings-models.ts";
import { holdShape } from "./shape.ts";
import { mongoShelf } from "./shelf.ts";
import { wakeStuckMonitor } from "./stuck-monitor.ts";
import { mongoTwoSteps } from "./two-steps.ts";
import { mongoVerifications } from "./verifications.ts";
import { mongoVersions } from "./versions.ts";
import { makeVisitModels } from "./visit-models.ts";
import { mongoVisitors } from "./visitors.ts";
import { mongoVisits } from "./visits.ts";

/** Visitors hear within two seconds that the store is away. */
const PATIENCE_MS = 1_300;
const HEARTBEAT_MS = 2_000;
/** Longer than any check of the server's state is late on a busy machine. */
const CHECK_SLACK_MS = 1_000;

/**
 * Connects to MongoDB, or to a server that speaks its protocol, and makes the indexes. Several processes may share one database.
 *
 * What a port has resolved is in the journal of a majority. Neither transactions nor change streams are used.
 *
 * @param database name; else the one in the address, else `parley`.
 * @param patienceMs A call that takes longer is given up, save those for files and versions. Default 1,300.
 * @throws {StoreAwayError} when no server answers within two seconds.
 * @throws {Error} when the database was written by a newer server.
 */
export async function openMongo({
  uri,
  database,
  patienceMs = PATIENCE_MS,
}: {
  readonly uri: string;
  readonly database?: string;
  readonly patienceMs?: number;
}): Promise<Stores> {
  // An instance of our own: settings of this process's other users of mongoose stay theirs, and ours stay ours.
  const mongoose = new Mongoose();
  // A filter on an unknown field must not become `{}`, which matches everything.
  mongoose.set("strictQuery", "throw");
  mongoose.set("sanitizeFilter", true);
  const dbName = database ?? (namesDatabase(uri) ? undefined : "parley");
  const connection = mongoose.createConnection(uri, {
    ...(dbName !== undefined && { dbName }),
    appName: "parley",
    autoCreate: false,
    autoIndex: false,
    // A call during an outage fails at once instead of waiting in this process's memory.
    bufferCommands: false,
    connectTimeoutMS: PATIENCE_MS,
    serverSelectionTimeoutMS: PATIENCE_MS,
    socketTimeoutMS: 10_000,
    waitQueueTimeoutMS: PATIENCE_MS,
    // A server that hangs is seen to be gone, and one that comes back is found, within seconds.
    heartbeatFrequencyMS: HEARTBEAT_MS,
    readPreference: "primary",
    writeConcern: { w: "majority", journal: true },
  });
  try {
    await reach(() => connection.asPromise());
    const stopWaking = wakeStuckMonitor(connection.getClient(), {
      checkMs: PATIENCE_MS + CHECK_SLACK_MS,
      newsMs: HEARTBEAT_MS,
    });
    await reach(() => holdShape(connection));
    const models = makeModels(connection);
    const deliveryModels = makeDeliveryModels(connection);
    const visitModels = makeVisitModels(connection);
    const settingsModels = makeSettingsModels(connection);
    await reach(() =>
      Promise.all(connection.modelNames().map((name) => connection.model(name).createIndexes())),
    );
    await reach(() => indexFiles(connection));
    return {
      conversations: inTime(mongoConversations(models), patienceMs),
      leads: inTime(mongoLeads(models), patienceMs),
      people: inTime(mongoPeople(models), patienceMs),
      versions: mongoVersions(models),
      memory: inTime(mongoMemory(models), patienceMs),
      changes: mongoChanges(models),
      presence: inTime(mongoPresence(models), patienceMs),
      inboxSearch: inTime(mongoInboxSearch(models), patienceMs),
      shelf: inTime(mongoShelf(models), patienceMs),
      visits: inTime(mongoVisits(visitModels), patienceMs),
      resumeLinks: inTime(mongoResumeLinks(visitModels), patienceMs),
      desks: inTime(mongoDesks(models), patienceMs),
      line: inTime(mongoLine(models), patienceMs),
      settings: inTime(mongoSettings(settingsModels), patienceMs),
      sightings: inTime(mongoSightings(settingsModels), patienceMs),
      files: mongoFiles(connection),
      counters: inTime(mongoCounters(models), patienceMs),
      twoSteps: inTime(mongoTwoSteps(models), patienceMs),
      apiKeys: inTime(mongoApiKeys(models), patienceMs),
      audit: inTime(mongoAudit(models), patienceMs),
      visitors: inTime(mongoVisitors(models), patienceMs),
      deliveries: inTime(mongoDeliveries(deliveryModels), patienceMs),
      endpoints: inTime(mongoEndpoints(deliveryModels), patienceMs),
      verifications: inTime(mongoVerifications(deliveryModels), patienceMs),
      async ping() {
        await reach(async () => connection.db?.command({ ping: 1 }));
      },
      close() {
        stopWaking();
        return connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function namesDatabase(uri: string): boolean {
  return /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(uri);
}
