import { expect, test } from "@jest/globals";
import { isAllowedOrigin, usableOrigins } from "./origins.ts";

const NAMED = ["https://www.example.com", "https://*.shop.example", "http://localhost:8080"];

test.each([
  "https://www.example.com",
  "HTTPS://WWW.EXAMPLE.COM",
  "https://a.shop.example",
  "https://a.b.shop.example",
  "http://localhost:8080",
])("%s is allowed", (origin) => {
  expect(isAllowedOrigin(NAMED, origin)).toBe(true);
});

test.each([
  "null",
  "http://www.example.com",
  "https://example.com",
  "https://www.example.com.evil.example",
  "https://evil-www.example.com",
  "https://www.example.com:8443",
  "https://shop.example",
  "https://evilshop.example",
  "http://a.shop.example",
  "http://localhost",
])("%s is not", (origin) => {
  expect(isAllowedOrigin(NAMED, origin)).toBe(false);
});

test("an asterisk allows any origin but null, and so does a site that names none", () => {
  for (const origins of [["*"], undefined]) {
    expect(isAllowedOrigin(origins, "https://any.example")).toBe(true);
    expect(isAllowedOrigin(origins, "null")).toBe(false);
  }
  expect(isAllowedOrigin([], "https://any.example")).toBe(false);
});

test("what is no origin neither allows anything nor gets into a header", () => {
  expect(
    usableOrigins(["https://a.example; script-src *", "a.example", "https://*", "https://a.example/x"]),
  ).toEqual([]);
});
