/** One event of a `text/event-stream`. */
export interface Frame {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/**
 * Takes a stream in pieces, cut anywhere, and gives the events that are whole.
 *
 * Comments (heartbeats) and events without data give nothing, as the standard says.
 */
export function createFrameReader(): (chunk: string) => readonly Frame[] {
  let rest = "";
  return (chunk) => {
    // A CR at the end may be the first half of CRLF: it waits for the next piece.
    const text = rest + chunk;
    const held = text.endsWith("\r") ? "\r" : "";
    const blocks = text
      .slice(0, text.length - held.length)
      .replaceAll("\r\n", "\n")
      .replaceAll("\r", "\n")
      .split("\n\n");
    rest = (blocks.pop() ?? "") + held;
    return blocks.flatMap(readFrame);
  };
}

function readFrame(block: string): readonly Frame[] {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    const before = name === "data" ? fields.get(name) : undefined;
    fields.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  const data = fields.get("data");
  return data === undefined ? [] : [{ event: fields.get("event") ?? "message", data, id: fields.get("id") }];
}
