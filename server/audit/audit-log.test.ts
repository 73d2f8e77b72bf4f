import { describe, expect, test } from "@jest/globals";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { makeAuditLog, UNKNOWN } from "./audit-log.ts";
import type { AuditEntry, AuditStore } from "./audit-store.ts";

const quiet = () => undefined;
const shared = {
  siteId: () => "default",
  timekeeper: handClock(),
  log: { info: quiet, warn: quiet, error: quiet },
  secretKey: "k".repeat(32),
};

async function filled(lines: number) {
  const { audit: store } = await openSqlite({ dir: ":memory:" });
  const audit = makeAuditLog({ ...shared, store });
  for (let n = 1; n <= lines; n++) {
    await audit.write({ who: { kind: "person", id: "p1" }, what: "lead.viewed", object: `lead-${n}` });
  }
  return { audit, store };
}

/** The same lines with one of them changed, or taken out. */
function tampered(store: AuditStore, change: (line: AuditEntry) => AuditEntry | undefined): AuditStore {
  return {
    ...store,
    from: async (...asked) => (await store.from(...asked)).flatMap((line) => change(line) ?? []),
  };
}

describe("the audit log", () => {
  test("of 40 lines that two nodes write at once, each is kept, in one chain", async () => {
    const { audit, store } = await filled(0);
    const other = makeAuditLog({ ...shared, store });
    const line = { who: UNKNOWN, what: "login.refused" } as const;
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? audit : other).write({ ...line, detail: `${n}` })),
    );
    expect(await audit.verify()).toMatchObject({ lines: 40, brokenAt: undefined });
    const details = (await audit.list(undefined, 100)).map(({ detail }) => Number(detail));
    expect(details.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  test("shows a line that was changed, and one that was taken out; whole, it shows none", async () => {
    const { audit, store } = await filled(5);
    expect(await audit.verify()).toMatchObject({ lines: 5, brokenAt: undefined });
    const check = (change: (line: AuditEntry) => AuditEntry | undefined) =>
      makeAuditLog({ ...shared, store: tampered(store, change) }).verify();
    const third = (line: AuditEntry) => line.seq === 3;
    const changes: ((line: AuditEntry) => AuditEntry | undefined)[] = [
      (line) => (third(line) ? undefined : line),
      (line) => (third(line) ? { ...line, object: "lead-9" } : line),
      (line) => (third(line) ? { ...line, who: { kind: "person", id: "p2" } } : line),
      (line) => (third(line) ? { ...line, at: "2020-01-01T00:00:00.000Z" } : line),
    ];
    for (const change of changes) expect((await check(change)).brokenAt).toBe(3);
    const cut = await check((line) => (line.seq === 5 ? undefined : line));
    expect(cut.brokenAt).toBeUndefined();
    // A cut end shows against the head that was noted before.
    expect(cut.head).not.toBe((await audit.verify()).head);
  });

  test("keeps an address only as its network, and an object only as keyed hashes", async () => {
    const { audit } = await filled(0);
    const person = { who: { kind: "person", id: "p1" }, what: "role.changed", object: "p2" } as const;
    await audit.write({ ...person, before: "rep", after: "admin", address: "::ffff:203.0.113.77" });
    const [line] = await audit.list(undefined, 1);
    expect(line).toMatchObject({ network: "203.0.113.0/24" });
    expect(line?.before).toMatch(/^[0-9a-f]{16}$/);
    expect(line?.before).not.toBe(line?.after);
  });
});
