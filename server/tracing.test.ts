import { expect, jest, test } from "@jest/globals";
import { type Span, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { traced } from "./tracing.ts";

/** What an SDK would hear. */
function listen() {
  const heard: unknown[] = [];
  const span = {
    setAttributes: (attributes: object) => heard.push(attributes),
    setStatus: (status: object) => heard.push(status),
    end: () => heard.push("end"),
  } as unknown as Span;
  const tracer = {
    startActiveSpan: (name: string, options: object, work: (span: Span) => unknown) => {
      heard.push([name, options]);
      return work(span);
    },
  } as unknown as Tracer;
  const spy = jest.spyOn(trace, "getTracer").mockReturnValue(tracer);
  return { heard, restore: () => spy.mockRestore() };
}

test("work is a span that ends, and its result comes through", async () => {
  const { heard, restore } = listen();
  expect(await traced("turn", { "parley.act": "message" }, async () => 7)).toBe(7);
  restore();
  expect(heard).toEqual([["turn", { attributes: { "parley.act": "message" } }], "end"]);
});

test("a failure is noted by its kind, never by its words, and comes through", async () => {
  const { heard, restore } = listen();
  const fault = new TypeError("Ana said secret");
  await expect(traced("turn", {}, () => Promise.reject(fault))).rejects.toBe(fault);
  restore();
  expect(heard.slice(1)).toEqual([{ "error.type": "TypeError" }, { code: SpanStatusCode.ERROR }, "end"]);
  expect(JSON.stringify(heard)).not.toContain("Ana");
});
