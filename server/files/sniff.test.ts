import { expect, test } from "@jest/globals";
import { sniff } from "./sniff.ts";

/** A zip with these entries, all of them empty. */
function zip(...names: readonly string[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    entry.write(name, 46);
    locals.push(local);
    entries.push(entry);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...entries, end]);
}

const TYPES = "[Content_Types].xml";

test.each<[string, Buffer, string | undefined]>([
  ["a.png", Buffer.from("\x89PNG\r\n\x1a\nrest", "latin1"), "image/png"],
  ["a.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0]), "image/jpeg"],
  ["a.gif", Buffer.from("GIF89a…"), "image/gif"],
  ["a.webp", Buffer.from("RIFF1234WEBPVP8 "), "image/webp"],
  ["a.pdf", Buffer.from("%PDF-1.4"), "application/pdf"],
  ["a.txt", Buffer.from("Zürich, 12 €\r\n"), "text/plain"],
  ["a.csv", Buffer.from("a;b\n1;2\n"), "text/csv"],
  [
    "a.docx",
    zip(TYPES, "word/document.xml"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ],
  [
    "a.xlsx",
    zip(TYPES, "xl/workbook.xml"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ],
  [
    "a.pptx",
    zip("_rels/.rels", TYPES, "ppt/a.xml"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ],
  ["a.docx", zip(TYPES, "word/document.xml", "word/vbaProject.bin"), undefined],
  ["a.docx", zip("word/document.xml"), undefined],
  ["a.zip", zip("a.txt"), undefined],
  ["a.html", Buffer.from("<html>"), undefined],
  ["a.js", Buffer.from("alert(1)"), undefined],
  ["a.svg", Buffer.from("<svg/>"), undefined],
  ["a.txt", Buffer.from([0x61, 0xff, 0xfe]), undefined],
  ["a.txt", Buffer.from("a\x1b\x00"), undefined],
  ["a.exe", Buffer.from("MZ\x90\x00", "latin1"), undefined],
])("%s is what its content says", (name, bytes, type) => {
  expect(sniff(bytes, name.split(".").at(-1) ?? "")?.type).toBe(type);
});

test("a zip whose directory is cut off or lies is none, and takes no time", () => {
  const whole = zip(TYPES, "word/document.xml");
  for (let length = 4; length < whole.length; length++) {
    expect(sniff(whole.subarray(0, length), "docx")).toBeUndefined();
  }
  const lying = Buffer.from(whole);
  lying.writeUInt32LE(0xfffffff0, lying.length - 6);
  expect(sniff(lying, "docx")).toBeUndefined();
});
