import { describe, expect, test } from "@jest/globals";
import type { Message } from "../../../server/wire/message.ts";
import { mergeMessages, unreadAfter, wholeUpTo } from "./log.ts";

const message = (seq: number, from: Message["from"] = "bot"): Message => ({
  seq,
  from,
  at: "2026-11-23T10:00:00Z",
});

describe("the log", () => {
  test("is in the order of seq, whatever the order of arrival", () => {
    const log = mergeMessages(mergeMessages([], [message(3)]), [message(2), message(1)]);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("holds each seq once, within one answer too", () => {
    const log = mergeMessages([message(1)], [message(1), message(2), message(2)]);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test("is the same list when nothing was new", () => {
    const log = [message(1)];
    expect(mergeMessages(log, [message(1)])).toBe(log);
    expect(mergeMessages(log, [message(2)])).not.toBe(log);
  });

  test("is whole up to the first gap", () => {
    expect(wholeUpTo([])).toBe(0);
    expect(wholeUpTo([message(1), message(2), message(4)])).toBe(2);
  });

  test("counts as unread what the bot or a rep said after the last look", () => {
    const log = [message(1), message(2, "visitor"), message(3, "rep"), message(4, "system"), message(5)];
    expect(unreadAfter(log, 1)).toBe(2);
    expect(unreadAfter(log, 5)).toBe(0);
  });
});
