import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import express from "express";
import { addressOf } from "./address.ts";

/** What a server with these proxies takes for the address of a request from this machine. */
async function addressWith(trusted: readonly string[], forwarded?: string): Promise<string> {
  const app = express().set("trust proxy", trusted.length > 0 ? trusted : false);
  app.use((request, response) => void response.send(addressOf(request)));
  const server = createServer(app).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers });
  const address = await response.text();
  server.close();
  return address;
}

describe("where a request comes from", () => {
  test("is what the connection says, whatever a visitor writes into a header", async () => {
    expect(await addressWith([])).toBe("127.0.0.1");
    expect(await addressWith([], "203.0.113.9")).toBe("127.0.0.1");
    expect(await addressWith(["10.0.0.0/8"], "203.0.113.9")).toBe("127.0.0.1");
  });

  test("is what a trusted proxy says, and of several only what was said by trusted ones", async () => {
    expect(await addressWith(["127.0.0.1"], "203.0.113.9")).toBe("203.0.113.9");
    expect(await addressWith(["127.0.0.0/8"], "198.51.100.1, 203.0.113.9")).toBe("203.0.113.9");
    expect(await addressWith(["127.0.0.1", "203.0.113.9"], "198.51.100.1, 203.0.113.9")).toBe("198.51.100.1");
  });

  test("is written in one way for one address", async () => {
    expect(await addressWith(["127.0.0.1"], "::ffff:203.0.113.9")).toBe("203.0.113.9");
  });
});
