// Parley inside an Express app that is there already. Run it with `npx tsx examples/express-app/main.ts`.
// In an app of your own, import from "parley-playbooks/server" instead.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import express from "express";
import { createParley, makeLog } from "../../server/index.ts";
import { openSqlite } from "../../server/stores/sqlite/open-sqlite.ts";

export interface Bakery {
  readonly url: string;
  close(): Promise<void>;
}

export async function openBakery(port: number, dataDir: string, secretKey: string): Promise<Bakery> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;

  // The app's own pages, as before. One of them gets the widget by one line.
  app.get("/", (_request, response) => {
    response.send('<h1>Corner Bakery</h1><script src="/parley.js" async></script>');
  });
  app.get("/opening-hours", (_request, response) => {
    response.json({ monday: "7:00-18:00" });
  });

  const stores = await openSqlite({ dir: dataDir });
  const parley = await createParley({
    playbooksDir: fileURLToPath(new URL("playbooks", import.meta.url)),
    stores,
    publicUrl: () => url,
    secretKey,
    log: makeLog("warn"),
  });
  app.use(parley.router);
  parley.start();

  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await parley.close();
    server.closeAllConnections();
    await closed;
    await stores.close();
  };
  return { url, close };
}
