import { randomBytes } from "node:crypto";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type Connection, createConnection } from "mongoose";
import { aConversation, aLeadRecord } from "../examples.contract.ts";
import { StoreAwayError, type Stores } from "../ports.ts";
import { openMongo } from "./open-mongo.ts";

// A server that shares its machine with the tests may take long to make indexes.
jest.setTimeout(30_000);

const uri = process.env["MONGODB_URI"] ?? "";
const suite = uri === "" ? describe.skip : describe;

test("a server that is not there is away, and said so within three seconds", async () => {
  const began = performance.now();
  await expect(openMongo({ uri: "mongodb://127.0.0.1:9/" })).rejects.toThrow(StoreAwayError);
  expect(performance.now() - began).toBeLessThan(3_000);
});

suite(uri === "" ? "openMongo: skipped, since MONGODB_URI is not set:" : "openMongo", () => {
  const database = `parley_test_${randomBytes(6).toString("hex")}`;
  let stores: Stores;
  let look: Connection;
  beforeAll(async () => {
    stores = await openMongo({ uri, database });
    look = await createConnection(uri, { dbName: database }).asPromise();
  });
  afterAll(async () => {
    await stores.close();
    await look.dropDatabase();
    await look.close();
  });

  test("keeps a lead with columns that people and reports can read", async () => {
    await stores.leads.put(aLeadRecord("site", "l1"));
    expect(await look.collection("leads").findOne({ id: "l1" })).toMatchObject({
      siteId: "site",
      name: "Ada Lovelace",
      email: "ada@example.com",
      playbook: "demo",
      score: 45,
      grade: "warm",
      outcome: "qualified",
    });
  });

  test("makes its indexes at start, and starting again changes nothing", async () => {
    const indexes = async () => (await look.collection("conversations").indexes()).map(({ name }) => name);
    const before = await indexes();
    expect(before).toHaveLength(12);
    const again = await openMongo({ uri, database });
    await again.close();
    expect(await indexes()).toEqual(before);
  });

  test("refuses a database of a newer server, and leaves it as it is", async () => {
    const notes = look.collection<{ _id: string; shape: number }>("parley");
    const before = await notes.findOne({ _id: "shape" });
    await notes.updateOne({ _id: "shape" }, { $set: { shape: 9_999 } });
    await expect(openMongo({ uri, database })).rejects.toThrow("shape 9999");
    expect(await notes.findOne({ _id: "shape" })).toEqual({ _id: "shape", shape: 9_999 });
    await notes.replaceOne({ _id: "shape" }, { shape: before?.shape ?? 0 });
    await (await openMongo({ uri, database })).close();
  });

  test("is away while the way to the server is cut, and back when it is", async () => {
    const way = await openWay(uri);
    const far = await openMongo({ uri: way.uri, database });
    await far.conversations.create(aConversation("cut", "c1"));
    await way.cut();
    await expect(far.conversations.load("cut", "c1")).rejects.toThrow(StoreAwayError);
    await expect(far.conversations.save(aConversation("cut", "c1", { v: 2 }))).rejects.toThrow(
      StoreAwayError,
    );
    await expect(far.ping()).rejects.toThrow(StoreAwayError);
    await way.mend();
    await far.ping();
    expect(await far.conversations.load("cut", "c1")).toEqual(aConversation("cut", "c1"));
    await far.close();
    await expect(far.ping()).rejects.toThrow(StoreAwayError);
    await expect(far.conversations.load("cut", "c1")).rejects.toThrow(StoreAwayError);
    await way.cut();
  });
});

/** A relay in front of the first server of `to`. */
async function openWay(to: string) {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(Number(target.port || 27017), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const port = await listen(relay, 0);
  return {
    uri: Object.assign(new URL(to), { host: `127.0.0.1:${port}` }).href,
    async cut() {
      const closed = new Promise((resolve) => relay.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: () => listen(relay, port),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : port);
    });
  });
}
