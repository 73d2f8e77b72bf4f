import { describe, expect, test } from "@jest/globals";
import { readServices } from "./read-services.ts";

const whole = `services:
  newsletter.subscribe:
    method: POST
    address: https://news.example.com/subscribe?list=1
    secret: NEWS_KEY
    changes: true
    input: { type: object, required: [email] }
    output: { type: object }
    timeout: 2 seconds
    retries: 2
  calendar.free_slots: { method: GET, address: "http://calendar.example.com:8080" }
`;

describe("readServices", () => {
  test("reads whole services, and fills in what is not said", () => {
    const { services, problems } = readServices(whole, "services.yml");
    expect(problems).toEqual([]);
    expect([...(services?.values() ?? [])]).toEqual([
      {
        name: "newsletter.subscribe",
        method: "POST",
        address: "https://news.example.com/subscribe?list=1",
        secret: "NEWS_KEY",
        changes: true,
        input: { type: "object", required: ["email"] },
        output: { type: "object" },
        timeoutMs: 2_000,
        retries: 2,
      },
      {
        name: "calendar.free_slots",
        method: "GET",
        address: "http://calendar.example.com:8080",
        secret: undefined,
        changes: false,
        input: undefined,
        output: undefined,
        timeoutMs: 5_000,
        retries: 0,
      },
    ]);
  });

  test.each([
    ["methd: GET", "KEY_UNKNOWN", 'I don\'t know "methd" here. Did you mean "method"?'],
    ["timeout: 5s", "SPAN_WRONG", '"5s" is not a time span'],
    ["timeout: 2 minutes", "VALUE_WRONG", "at most 1 minute"],
    ["timeout: 1 day", "VALUE_WRONG", "at most 1 minute"],
    ["retries: 6", "VALUE_WRONG", "at most 5"],
    ["retries: -1", "VALUE_WRONG", "at least 0"],
    ["secret: sk-live-4711", "VALUE_WRONG", "the name of an environment variable"],
    ["changes: maybe", "VALUE_WRONG", "true or false"],
    ["input: { type: objekt }", "VALUE_WRONG", '"input" is not a JSON Schema'],
    ['output: { $ref: "#/nowhere" }', "VALUE_WRONG", '"output" is not a JSON Schema'],
    ['output: { $ref: "https://example.com/schema.json" }', "VALUE_WRONG", '"output" is not a JSON Schema'],
  ])("refuses %s with its place", (line, code, words) => {
    const text = `services:\n  a.b:\n    method: GET\n    address: https://a.example\n    ${line}\n`;
    const { services, problems } = readServices(text, "services.yml");
    expect(services).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, severity: "error", at: { line: 5 } });
    expect(problems[0]?.message).toContain(words);
  });

  test.each([
    "ftp://a.example",
    "a.example/tasks",
    "https://user:word@a.example",
    "file:///etc/passwd",
    "https://",
    "https://a b.example",
    "https://a.example/#part",
  ])("refuses the address %s", (address) => {
    const { services, problems } = readServices(
      `services:\n  a.b: { method: GET, address: "${address}" }\n`,
      "services.yml",
    );
    expect(services).toBeUndefined();
    expect(problems.map(({ code, at }) => [code, at.line])).toEqual([["VALUE_WRONG", 2]]);
  });

  test("refuses a method that does not exist, a service without address, odd names and other files", () => {
    const codes = (text: string) => readServices(text, "services.yml").problems.map(({ code }) => code);
    expect(codes('services:\n  a: { method: FETCH, address: "https://a.example" }\n')).toEqual([
      "VALUE_WRONG",
    ]);
    expect(codes("services:\n  a: { method: GET }\n")).toEqual(["KEY_MISSING"]);
    expect(codes('services:\n  "a b": { method: GET, address: "https://a.example" }\n')).toEqual([
      "NAME_BAD",
    ]);
    expect(codes("- a\n")).toEqual(["VALUE_WRONG"]);
    expect(codes("service:\n  a: { method: GET }\n")).toContain("KEY_UNKNOWN");
    expect(codes("services: {}\n")).toEqual([]);
  });
});
