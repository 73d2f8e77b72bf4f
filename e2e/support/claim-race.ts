import { randomBytes } from "node:crypto";
import { hashPassword } from "../../server/auth/password.ts";
import type { Stores } from "../../server/stores/ports.ts";
import { freePort, pause, startParley } from "./parley-process.ts";

export interface ClaimRace {
  readonly env: Readonly<Record<string, string>>;
  readonly reps: number;
  readonly handoffs: number;
  /** The store of `env`. */
  readonly open: () => Promise<Stores>;
}

/** What one rep was told about one handoff. */
export interface Told {
  readonly rep: string;
  readonly status: number;
  /** Who has it, by that answer. */
  readonly owner: string | undefined;
  readonly ms: number;
}

export interface ClaimReport {
  readonly owners: number;
  readonly losers: number;
  /** Until a loser was told, ms. */
  readonly slowestMs: number;
  readonly faults: readonly string[];
  readonly seconds: number;
}

interface Rep {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
}

const SITE = "handoffs";
const PASSWORD = "correct horse battery";

/** All reps, half of them at each node, want each handoff at the same moment. */
export async function claimRace(run: ClaimRace): Promise<ClaimReport> {
  await hire(run);
  const env = { ...run.env, PLAYBOOKS_DIR: "e2e/playbooks-handoff" };
  const nodes = [];
  for (let n = 0; n < 2; n++) nodes.push(await startParley({ port: await freePort(), env }));
  const urls = nodes.map(({ url }) => url);
  try {
    const ids = Array.from({ length: run.handoffs }, () => `c_${randomBytes(12).toString("hex")}`);
    for (const id of ids) await handOver(urls[0] ?? "", id);
    const reps: Rep[] = [];
    for (let n = 0; n < run.reps; n++) reps.push(await logIn(urls[n % 2] ?? "", n));
    const began = performance.now();
    const faults: string[] = [];
    const told: Told[] = [];
    for (const id of ids) {
      const answers = await Promise.all(reps.map((rep) => claim(rep, id)));
      told.push(...answers);
      faults.push(...claimFaults(id, answers, await ownersOf(reps, id)));
    }
    const losers = told.filter(({ status }) => status === 409);
    return {
      owners: told.filter(({ status }) => status === 200).length,
      losers: losers.length,
      slowestMs: Math.max(...losers.map(({ ms }) => ms)),
      faults,
      seconds: (performance.now() - began) / 1_000,
    };
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
  }
}

/**
 * @param told What each of the reps was told.
 * @param owners Who has it, as each node says afterwards.
 */
export function claimFaults(
  id: string,
  told: readonly Told[],
  owners: readonly (string | undefined)[],
): readonly string[] {
  const winners = told.filter(({ status }) => status === 200).map(({ rep }) => rep);
  const faults: string[] = [];
  if (winners.length !== 1) faults.push(`${id} has ${winners.length} owners: ${winners.join(", ")}`);
  for (const owner of owners) {
    if (owner !== winners[0]) faults.push(`${id}: ${winners[0]} was told yes, a node says ${String(owner)}`);
  }
  for (const { rep, status, owner } of told) {
    if (status === 200) continue;
    if (status !== 409 || owner !== winners[0]) {
      faults.push(`${id}: ${rep} was told ${status} ${String(owner)}`);
    }
  }
  return faults;
}

async function hire({ open, reps }: ClaimRace): Promise<void> {
  const stores = await open();
  const passwordHash = await hashPassword(PASSWORD);
  for (let n = 0; n < reps; n++) {
    const createdAt = new Date(0).toISOString();
    const person = {
      id: `rep-${n}`,
      siteId: SITE,
      email: emailOf(n),
      name: `Rep ${n}`,
      role: "rep" as const,
    };
    await stores.people.add({ ...person, passwordHash, createdAt });
  }
  await stores.close();
}

const emailOf = (n: number) => `rep${n}@example.com`;

async function handOver(url: string, id: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/conversations`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${randomBytes(32).toString("base64url")}`,
    },
    body: JSON.stringify({ id, playbook: "handoffs", page: { url: "http://test.example/" } }),
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
}

async function logIn(url: string, n: number): Promise<Rep> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: emailOf(n), password: PASSWORD }),
  });
  const me = (await response.json()) as { readonly csrf: string };
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { name: `Rep ${n}`, url, headers: { cookie, "x-csrf-token": me.csrf } };
}

/** A node that was too busy to decide says so, and is asked again. */
async function claim(rep: Rep, id: string): Promise<Told> {
  const began = performance.now();
  for (;;) {
    const response = await fetch(`${rep.url}/api/v1/inbox/${id}/claim`, {
      method: "POST",
      headers: rep.headers,
    });
    const body = (await response.json()) as { readonly owner?: unknown };
    const owner = typeof body.owner === "string" ? body.owner : undefined;
    if (response.status !== 503)
      return { rep: rep.name, status: response.status, owner, ms: performance.now() - began };
    await pause(50);
  }
}

async function ownersOf(reps: readonly Rep[], id: string): Promise<readonly (string | undefined)[]> {
  return await Promise.all(
    reps.slice(0, 2).map(async ({ url, headers }) => {
      for (;;) {
        const response = await fetch(`${url}/api/v1/inbox/${id}`, { headers });
        const text = await response.text();
        if (response.ok) {
          const { conversation } = JSON.parse(text) as {
            readonly conversation: { readonly owner?: { readonly name: string } };
          };
          return conversation.owner?.name;
        }
        if (response.status !== 503) throw new Error(`the inbox answered ${response.status} ${text}`);
        await pause(50);
      }
    }),
  );
}
