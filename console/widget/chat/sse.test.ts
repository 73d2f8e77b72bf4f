import { describe, expect, test } from "@jest/globals";
import { createFrameReader } from "./sse.ts";

const STREAM =
  'id: 1\nevent: message\ndata: {"seq":1}\n\n: still here\n\nevent: status\ndata: a\ndata: b\n\n';
const FRAMES = [
  { event: "message", data: '{"seq":1}', id: "1" },
  { event: "status", data: "a\nb", id: undefined },
];

describe("an event stream", () => {
  test("gives the same events wherever it is cut", () => {
    for (let cut = 0; cut <= STREAM.length; cut++) {
      const read = createFrameReader();
      const frames = [...read(STREAM.slice(0, cut)), ...read(STREAM.slice(cut))];
      expect(frames).toEqual(FRAMES);
    }
  });

  test("may end its lines with CRLF, cut between the two", () => {
    const read = createFrameReader();
    const text = STREAM.replaceAll("\n", "\r\n");
    const frames = [...text].flatMap((letter) => read(letter));
    expect(frames).toEqual(FRAMES);
  });

  test("keeps an event that is not whole yet", () => {
    const read = createFrameReader();
    expect(read("data: half")).toEqual([]);
    expect(read("\n\n")).toEqual([{ event: "message", data: "half", id: undefined }]);
  });
});
