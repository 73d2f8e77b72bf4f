import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readServices } from "../../engine/index.ts";
import { makeEgress } from "../egress/egress.ts";
import { ADDRESSES, SCHEMES } from "./collections/addresses.ts";
import { tell, tryAll } from "./figures.ts";

/** Sees every connection that is made to this machine, at every address it has. */
const canary = createServer((_request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end("{}");
});
let connections = 0;
beforeAll(async () => {
  canary.on("connection", () => {
    connections += 1;
  });
  canary.listen(0, "::");
  await once(canary, "listening");
});
afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});

const port = () => (canary.address() as AddressInfo).port;

/** @returns what came back: an answer, or the code of the fault. */
async function reach(address: string, allow: readonly string[]): Promise<string> {
  if (!URL.canParse(address)) return "NO_ADDRESS";
  const egress = makeEgress({ allow, userAgent: "Parley/test" });
  const { signal } = new AbortController();
  const request = {
    method: "GET",
    url: new URL(address),
    headers: {},
    json: undefined,
    timeoutMs: 2_000,
    signal,
  };
  return await egress.ask(request).then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => String((error as { readonly code?: unknown }).code),
  );
}

test.each(["http", "https"])(
  "no notation of a private address is called by %s; one that is allowed is",
  async (scheme) => {
    const before = connections;
    const figures = await tryAll(ADDRESSES, 250, async (host, kind) => {
      const allow = kind === "twin" ? [host] : [];
      const answer = await reach(`${kind === "twin" ? "http" : scheme}://${host}:${port()}/`, allow);
      if (kind === "twin") return answer === "answered 200" ? undefined : `was not reached: ${answer}`;
      return answer.startsWith("answered") ? `was reached: ${answer}` : undefined;
    });
    tell(`addresses by ${scheme}`, figures);
    expect(figures.faults).toEqual([]);
    // The twin alone.
    expect(connections - before).toBe(1);
  },
);

test("control: the canary hears of calls to this machine in other notations and families, when they are allowed", async () => {
  const before = connections;
  for (const host of ["127.1", "0x7f000001", "2130706433", "127.0.0.2", "[::1]"]) {
    expect(await reach(`http://${host}:${port()}/`, ["127.0.0.0/8", "::1"])).toBe("answered 200");
  }
  expect(connections - before).toBe(5);
});

test("a service at an address of another scheme is refused when its file is read", () => {
  const file = (address: string) =>
    `services:\n  crm: { method: POST, address: ${JSON.stringify(address)} }\n`;
  for (const address of SCHEMES) {
    const { problems } = readServices(file(address), "services.yml");
    expect([address, problems.map(({ severity }) => severity)]).toEqual([address, ["error"]]);
  }
  expect(readServices(file("https://crm.example.com/"), "services.yml").problems).toEqual([]);
});
