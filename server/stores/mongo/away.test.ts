import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { StoreAwayError } from "../ports.ts";
import { reach } from "./away.ts";

/** An error of Node's realm, which is another one than that of a test. */
function nodesOwn(code: string): Error {
  try {
    readFileSync("/nowhere/at/all");
  } catch (error) {
    return Object.assign(error as Error, { code });
  }
  throw new Error("it is there");
}

const systemError = (code: string) => Object.assign(new Error(`write ${code}`), { code });

test.each([
  ["a socket that breaks while it is written to", systemError("EPIPE")],
  ["a socket that the other side has cut", systemError("ECONNRESET")],
  ["the same, as Node itself says it", nodesOwn("EPIPE")],
  ["a network of the driver's that failed", new mongo.MongoNetworkError("connection closed")],
])("%s is a store that is away: the visitor sends again", async (_what, error) => {
  await expect(reach(() => Promise.reject(error))).rejects.toThrow(StoreAwayError);
});

test.each([
  ["a fault of ours", new TypeError("x is undefined")],
  ["a file that is not there", systemError("ENOENT")],
  ["a wrong call", new mongo.MongoInvalidArgumentError("no")],
])("%s is not: it is told as it is", async (_what, error) => {
  await expect(reach(() => Promise.reject(error))).rejects.toBe(error);
});
