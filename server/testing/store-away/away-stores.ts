import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMongo } from "../../stores/mongo/open-mongo.ts";
import { integrityOf, lockFile } from "../../stores/sqlite/lock-file.fixture.ts";
import { openSqlite } from "../../stores/sqlite/open-sqlite.ts";
import type { AwayStore } from "./away-run.ts";

/** SQLite is away while another process keeps its lock. */
export async function sqliteAway(): Promise<AwayStore> {
  const dir = await mkdtemp(join(tmpdir(), "parley-away-"));
  const stores = await openSqlite({ dir });
  let unlock = (): void => undefined;
  return {
    name: "SQLite, locked",
    stores,
    leave: () => {
      unlock = lockFile(dir);
    },
    comeBack: () => unlock(),
    close: async () => {
      await stores.close();
      const found = integrityOf(dir);
      await rm(dir, { recursive: true });
      if (found !== "ok") throw new Error(`the file is damaged: ${found}`);
    },
  };
}

/**
 * MongoDB is away while the way to it is cut, or while what is sent on it gets lost. The server itself is never touched.
 *
 * @param drop Takes the database away at the end.
 */
export async function mongoAway(
  uri: string,
  how: "cut" | "hangs",
  drop: (uri: string) => Promise<void>,
): Promise<AwayStore> {
  const target = new URL(uri);
  const open = new Set<Socket>();
  let away = false;
  const proxy = createServer((near) => {
    const far = connect(Number(target.port || 27017), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on("data", (bytes) => void (!away && other.write(bytes)));
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => proxy.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = proxy.address() as AddressInfo;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  const database = `parley_test_${randomBytes(6).toString("hex")}`;
  const stores = await openMongo({ uri: `mongodb://127.0.0.1:${port}/${database}` });
  return {
    name: `MongoDB, ${how}`,
    stores,
    leave: () => {
      away = true;
      if (how === "hangs") return;
      proxy.close();
      cut();
    },
    comeBack: async () => {
      away = false;
      // What was lost on the way leaves both ends with half of something.
      cut();
      if (how === "cut") await listen(port);
    },
    close: async () => {
      await stores.close();
      cut();
      proxy.close();
      await drop(`mongodb://${target.host}/${database}`);
    },
  };
}
