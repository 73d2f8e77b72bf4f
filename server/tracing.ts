import { type Attributes, SpanStatusCode, trace } from "@opentelemetry/api";
import { faultDetails } from "./log.ts";

/**
 * Does the work as a span of the trace that is under way. Parley only calls the OpenTelemetry API: without an SDK in the
 * process this costs next to nothing and goes nowhere. A failure is noted by its kind, never by its message, which may
 * quote what a visitor wrote.
 */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return trace.getTracer("parley").startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      const { fault, code } = faultDetails(error);
      span.setAttributes({ "error.type": String(code ?? fault) });
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
