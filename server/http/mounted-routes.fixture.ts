import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createParley } from "../index.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Every route that Express really has, as "GET /path". */
export async function mountedRoutes(): Promise<readonly string[]> {
  const stores = await openSqlite({ dir: ":memory:" });
  const playbooksDir = await mkdtemp(join(tmpdir(), "parley-routes-"));
  const quiet = () => undefined;
  const parley = await createParley({
    playbooksDir,
    stores,
    publicUrl: () => "http://localhost",
    secretKey: "s".repeat(32),
    log: { info: quiet, warn: quiet, error: quiet },
  });
  try {
    return routesIn(parley.router.stack as unknown as readonly Layer[]);
  } finally {
    await parley.close();
    await stores.close();
    await rm(playbooksDir, { recursive: true });
  }
}

function routesIn(layers: readonly Layer[]): readonly string[] {
  return layers.flatMap(({ route, handle }) => {
    if (!route) return routesIn(handle.stack ?? []);
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
  });
}
