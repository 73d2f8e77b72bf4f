import type { ServerResponse } from "node:http";
import type { Letter } from "../../mail/mailer.ts";
import type { Stores } from "../../stores/ports.ts";
import { openSqlite } from "../../stores/sqlite/open-sqlite.ts";
import { type HandClock, handClock } from "../hand-clock.ts";
import { jsonServer } from "../json-server.ts";
import { type Answer, type TestServer, testServer } from "../test-server.ts";
import { type Kind, type Node, trippingMailer, trippingStores } from "./tripping.ts";

/** A server with all that it reaches, on a clock that only moves when told; another one takes its place when it crashes. */
export interface World {
  readonly timekeeper: HandClock;
  /** As they are, without a node between. */
  readonly stores: Stores;
  /** Letters that were taken. */
  readonly letters: readonly Letter[];
  /** What webhooks took, by id. */
  readonly hooked: ReadonlyMap<string, string>;
  /** What nobody must see, in sentences. */
  readonly faults: string[];
  /**
   * Asks until an answer comes that is none of "come again": each client sends the same again.
   *
   * @param headers Asked for each try.
   */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Lets time pass, in steps of a second or of so many ms, with all that becomes due in it. */
  pass(ms: number, step?: number): Promise<void>;
  /** Kills the server; the next one finds the site's folder without the file. */
  without(file: string): Promise<void>;
  close(): Promise<void>;
}

export interface WorldSetting {
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Told at each place. */
  readonly trip: (place: string) => Kind | undefined;
}

const TRIES = 40;

/** `{hooks}` in the site's files becomes the address of a receiver; under `/gone` it answers 410. */
export async function openWorld({ files, secrets, trip }: WorldSetting): Promise<World> {
  const stores = await openSqlite({ dir: ":memory:" });
  const timekeeper = handClock();
  const letters: Letter[] = [];
  const hooked = new Map<string, string>();
  const faults: string[] = [];
  const closers: (() => Promise<void>)[] = [];
  let node: Node | undefined;
  let server: TestServer | undefined;

  const hooks = await jsonServer(({ path, headers, body }, response: ServerResponse) => {
    const cut = (place: string) => {
      const kind = trip(place);
      if (kind === "crash" && node) node.dead = true;
      return kind !== undefined;
    };
    if (path === "/gone") return void response.writeHead(410).end();
    if (cut("webhook before")) return void response.destroy();
    hooked.set(String(headers["webhook-id"]), (JSON.parse(body) as { readonly type: string }).type);
    if (cut("webhook after")) return void response.destroy();
    return {};
  });
  const written: Record<string, string> = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, text.replaceAll("{hooks}", hooks.url)]),
  );
  const start = async (): Promise<TestServer> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const own: Node = { dead: false, trip: (place) => (own.dead ? undefined : trip(place)) };
      try {
        const started = await testServer({
          stores: trippingStores(stores, own),
          mailer: trippingMailer((letter) => letters.push(letter), own),
          timekeeper,
          files: written,
          secrets,
          rateLimits: true,
          egressAllow: "127.0.0.1",
        });
        node = own;
        closers.push(() => started.close());
        return started;
      } catch {
        own.dead = true;
      }
    }
    throw new Error("the server does not start");
  };
  const running = async (): Promise<TestServer> => {
    if (server && node?.dead === false) return server;
    server = await start();
    return server;
  };
  const pass = async (ms: number, step = 1_000) => {
    for (let passed = 0; passed < ms; passed += step) {
      await running();
      timekeeper.advance(Math.min(step, ms - passed));
      await turnsOfTheLoop();
    }
  };
  const ask: World["ask"] = async (method, path, body, headers) => {
    for (let tries = 0; tries < TRIES; tries++) {
      const asked = await running();
      const answer = await asked.ask(method, path, body, headers);
      if (node?.dead === true) continue;
      if (answer.status === 503) {
        await pass(2_000);
        continue;
      }
      if (answer.status >= 500) faults.push(`${method} ${path} was answered ${answer.status}`);
      return answer;
    }
    faults.push(`${method} ${path} was never answered`);
    return { status: 0, body: {}, headers: new Headers() };
  };
  await running();
  return {
    timekeeper,
    stores,
    letters,
    hooked,
    faults,
    ask,
    pass,
    without: async (file) => {
      delete written[file];
      if (node) node.dead = true;
      await running();
    },
    close: async () => {
      for (const close of closers) await close();
      await hooks.close();
      await stores.close();
    },
  };
}

/** Long enough for what goes over loopback in this process. */
async function turnsOfTheLoop(): Promise<void> {
  for (let n = 0; n < 12; n++) await new Promise<void>((resolve) => void setImmediate(resolve));
}
