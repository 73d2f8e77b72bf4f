import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { AuditEntry } from "../audit/audit-store.ts";
import type { ApiKeyRecord } from "../auth/api-key-store.ts";
import type { TwoStepRecord } from "../auth/two-step-store.ts";
import type { VisitorToken } from "../visitors/visitor-store.ts";
import { atOnce, newSite, type OpenStores } from "./examples.contract.ts";

let nodes: OpenStores["nodes"];
let site: string;

/** What the stores of second steps, API keys, visitors' tokens and the audit log do, in every adapter. */
export function describeIdentityStores(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps`, () => {
    let close: () => Promise<void>;
    beforeAll(async () => {
      const opened = await open();
      nodes = opened.nodes;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });
    describe("second steps:", describeTwoSteps);
    describe("API keys:", describeApiKeys);
    describe("visitors' tokens:", describeVisitors);
    describe("the audit log:", describeAudit);
  });
}

function describeTwoSteps(): void {
  const record = (changes: Partial<TwoStepRecord> = {}): TwoStepRecord => ({
    siteId: site,
    person: "p1",
    v: 1,
    secret: "sealed",
    confirmed: false,
    lastStep: 0,
    recovery: [],
    ...changes,
  });

  test("a record is kept once as the first, and then only when it follows the one that is kept", async () => {
    const [{ twoSteps }, { twoSteps: other }] = nodes;
    expect(await twoSteps.save(record({ v: 2 }))).toBe(false);
    expect(await twoSteps.save(record())).toBe(true);
    expect(await other.save(record({ secret: "another" }))).toBe(false);
    expect(await other.load(site, "p1")).toEqual(record());
    expect(await other.load(newSite(), "p1")).toBeUndefined();
    expect(await other.save(record({ v: 2, lastStep: 7 }))).toBe(true);
    expect(await twoSteps.save(record({ v: 2, lastStep: 8 }))).toBe(false);
    expect((await twoSteps.load(site, "p1"))?.lastStep).toBe(7);
    await twoSteps.remove(site, "p1");
    expect(await other.load(site, "p1")).toBeUndefined();
  });

  test("of 20 callers who use the same state at once over two nodes, one does", async () => {
    const [{ twoSteps }, { twoSteps: other }] = nodes;
    await twoSteps.save(record());
    const used = await Promise.all(
      atOnce([twoSteps, other], 20, (node, n) => node.save(record({ v: 2, lastStep: n }))),
    );
    expect(used.filter((yes) => yes)).toHaveLength(1);
  });
}

function describeApiKeys(): void {
  const key = (id: string, changes: Partial<ApiKeyRecord> = {}): ApiKeyRecord => ({
    id,
    siteId: site,
    name: "CRM",
    prefix: "parley_abcd1234",
    scopes: ["leads:read"],
    madeBy: "p1",
    createdAt: "2026-11-23T09:00:00.000Z",
    expiresAt: undefined,
    lastUsedAt: undefined,
    ...changes,
  });

  test("a key is found in its site until it is removed; uses only move on", async () => {
    const [{ apiKeys }, { apiKeys: other }] = nodes;
    await apiKeys.add(key("k1", { expiresAt: 5 }));
    expect(await other.find(site, "k1")).toEqual(key("k1", { expiresAt: 5 }));
    expect(await other.find(newSite(), "k1")).toBeUndefined();
    await apiKeys.used(site, "k1", 20);
    await other.used(site, "k1", 10);
    await other.used(site, "nowhere", 10);
    expect((await apiKeys.find(site, "k1"))?.lastUsedAt).toBe(20);
    expect(await other.remove(newSite(), "k1")).toBe(false);
    expect(await other.remove(site, "k1")).toBe(true);
    expect(await other.remove(site, "k1")).toBe(false);
    expect(await apiKeys.find(site, "k1")).toBeUndefined();
  });

  test("keys are listed newest first, and never twice under one hash", async () => {
    const [{ apiKeys }] = nodes;
    await apiKeys.add(key("old"));
    await apiKeys.add(key("new", { createdAt: "2026-11-24T09:00:00.000Z" }));
    await expect(apiKeys.add(key("old", { scopes: ["audit:read"] }))).rejects.toThrow();
    expect((await apiKeys.list(site)).map(({ id, scopes }) => [id, scopes])).toEqual([
      ["new", ["leads:read"]],
      ["old", ["leads:read"]],
    ]);
    expect(await apiKeys.list(newSite())).toEqual([]);
  });
}

function describeVisitors(): void {
  const token = (id: string, changes: Partial<VisitorToken> = {}): VisitorToken => ({
    siteId: site,
    id,
    visitor: "v1",
    identity: undefined,
    expiresAt: 100,
    replacedBy: undefined,
    ...changes,
  });
  const identity = {
    sub: "7",
    email: "ana@example.com",
    name: undefined,
    verifiedAt: "2026-11-23T09:00:00.000Z",
  };

  test("a token is kept once; its end is put off and never brought nearer", async () => {
    const [{ visitors }, { visitors: other }] = nodes;
    expect(await visitors.add(token("t1", { identity }))).toBe(true);
    expect(await other.add(token("t1", { visitor: "thief" }))).toBe(false);
    await other.extend(site, "t1", 200);
    await visitors.extend(site, "t1", 150);
    await visitors.extend(site, "nowhere", 150);
    expect(await other.find(site, "t1")).toEqual(token("t1", { identity, expiresAt: 200 }));
    expect(await other.find(newSite(), "t1")).toBeUndefined();
  });

  test("one token takes another's place: the first, again and again, and no other", async () => {
    const [{ visitors }, { visitors: other }] = nodes;
    await visitors.add(token("t1"));
    const taken = await Promise.all(
      atOnce([visitors, other], 10, (node, n) => node.replace(site, "t1", `next-${n}`)),
    );
    expect(taken.filter((yes) => yes)).toHaveLength(1);
    const by = `next-${taken.indexOf(true)}`;
    expect((await other.find(site, "t1"))?.replacedBy).toBe(by);
    expect(await visitors.replace(site, "t1", by)).toBe(true);
    expect(await visitors.replace(site, "nowhere", by)).toBe(false);
  });

  test("who a visitor is is forgotten; the tokens stay as they are, and others keep theirs", async () => {
    const [{ visitors }, { visitors: other }] = nodes;
    await visitors.add(token("t1", { identity }));
    await visitors.replace(site, "t1", "t2");
    await visitors.add(token("t3", { visitor: "v2", identity }));
    await visitors.add(token("t9", { identity: { ...identity, verifiedAt: "2026-11-22T09:00:00.000Z" } }));
    const signed = await other.identities(site, "v1");
    expect(signed.map(({ verifiedAt }) => verifiedAt)).toEqual([
      "2026-11-22T09:00:00.000Z",
      identity.verifiedAt,
    ]);
    expect(signed[1]).toEqual(identity);
    await other.forget(site, "v1");
    expect(await visitors.identities(site, "v1")).toEqual([]);
    expect(await visitors.identities(site, "v2")).toEqual([identity]);
    expect(await visitors.find(site, "t1")).toEqual(token("t1", { replacedBy: "t2" }));
    expect(await visitors.find(site, "t3")).toEqual(token("t3", { visitor: "v2", identity }));
  });
}

function describeAudit(): void {
  const line = (seq: number, changes: Partial<AuditEntry> = {}): AuditEntry => ({
    siteId: site,
    seq,
    at: "2026-11-23T09:00:00.000Z",
    who: { kind: "person", id: "p1" },
    what: "lead.viewed",
    object: "lead-1",
    detail: undefined,
    before: undefined,
    after: undefined,
    network: "203.0.113.0/24",
    chain: `chain-${seq}`,
    ...changes,
  });

  test("the first line of a number stays as it is, whoever adds another", async () => {
    const [{ audit }, { audit: other }] = nodes;
    expect(await audit.last(site)).toBeUndefined();
    const added = await Promise.all(
      atOnce([audit, other], 20, (node, n) => node.add(line(1, { object: `lead-${n}` }))),
    );
    expect(added.filter((yes) => yes)).toHaveLength(1);
    expect(await other.last(site)).toEqual(line(1, { object: `lead-${added.indexOf(true)}` }));
    expect(await audit.last(newSite())).toBeUndefined();
  });

  test("lines come newest first before a number, and oldest first after one", async () => {
    const [{ audit }, { audit: other }] = nodes;
    for (const seq of [1, 2, 3, 4]) await audit.add(line(seq));
    expect((await other.list(site, 4, 2)).map(({ seq }) => seq)).toEqual([3, 2]);
    expect((await other.from(site, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect((await other.last(site))?.seq).toBe(4);
  });
}
