import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { SETTINGS } from "../server/config.ts";

/** There is no Docker where the tests run, so what can be known without it is held here. */
interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly read_only?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<
    Record<string, { readonly ipam: { readonly config: readonly { subnet: string }[] } }>
  >;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = parse(readFileSync("docker-compose.yml", "utf8"), { merge: true }) as Compose;
const dockerfile = readFileSync("Dockerfile", "utf8");
const nginx = readFileSync("deploy/nginx.conf", "utf8");
const { services } = compose;

describe("docker-compose.yml", () => {
  test("has two equal nodes that may write nothing, and only the proxy is open to the outside", () => {
    expect(services["node1"]).toEqual(services["node2"]);
    expect(services["node1"]?.read_only).toBe(true);
    const open = Object.entries(services).flatMap(([name, { ports }]) => (ports ? [name] : []));
    expect(open).toEqual(["proxy"]);
  });

  const all = Object.values(services);

  test("waits only for services that are there and have a health check", () => {
    const awaited = new Set(all.flatMap((service) => Object.keys(service.depends_on ?? {})));
    expect(awaited.size).toBeGreaterThan(0);
    for (const name of awaited) {
      const { build, healthcheck } = services[name] ?? {};
      // The nodes' check is in the Dockerfile.
      expect([name, build ?? healthcheck]).toEqual([name, expect.anything()]);
    }
  });

  test("names only networks and volumes that are there", () => {
    const networks = all.flatMap((service) => service.networks ?? []);
    expect(new Set(networks)).toEqual(new Set(Object.keys(compose.networks)));
    const sources = all.flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(":")[0] ?? ""));
    const named = sources.filter((source) => !source.startsWith("."));
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  test("sets only settings that there are, and believes exactly its own network", () => {
    const { environment = {} } = services["node1"] ?? {};
    for (const name of Object.keys(environment)) expect(Object.keys(SETTINGS)).toContain(name);
    const [{ subnet = "" } = {}] = compose.networks["parley"]?.ipam.config ?? [];
    expect(environment["TRUST_PROXY"]).toBe(subnet);
    expect(environment["SECRET_KEY"]).toMatch(/^\$\{SECRET_KEY:\?/);
  });
});

describe("deploy/nginx.conf", () => {
  test("knows both nodes, holds no event back, and tells only what it saw of where a request comes from", () => {
    for (const node of ["node1:3000", "node2:3000"]) expect(nginx).toContain(`server ${node} `);
    expect(nginx).toContain("proxy_buffering off;");
    expect(nginx).toContain("X-Forwarded-For $remote_addr;");
    expect(nginx).not.toContain("ip_hash");
    expect(nginx.split("{").length).toBe(nginx.split("}").length);
  });
});

describe("Dockerfile", () => {
  test("runs as nobody in particular, is checked by /readyz, and gets signals itself", () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf("FROM "));
    expect(last).toMatch(/^FROM node:20-slim$/m);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toContain("/readyz");
    expect(last).toMatch(/^CMD \["node", "dist\/cli\/parley.js", "serve"\]$/m);
    expect(last.indexOf("USER node")).toBeLessThan(last.indexOf("CMD ["));
  });

  test("takes along every file that it copies, and settings that there are", () => {
    const ignored = readFileSync(".dockerignore", "utf8").split("\n");
    for (const needed of ["package.json", "package-lock.json", "playbooks"])
      expect(ignored).not.toContain(needed);
    const set = [...dockerfile.matchAll(/^(?:ENV | {4})([A-Z_]+)=/gm)].map(([, name]) => name);
    for (const name of set) expect([...Object.keys(SETTINGS), "NODE_ENV"]).toContain(name);
  });
});
