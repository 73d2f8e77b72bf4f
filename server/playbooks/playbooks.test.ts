import { describe, expect, test } from "@jest/globals";
import { type CompiledPlaybook, defaultSite, takeTurn } from "../../engine/index.ts";
import type { AuditLine } from "../audit/audit-log.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { HELLO } from "../testing/hello-playbook.ts";
import { openPlaybooks } from "./playbooks.ts";

const OTHER = HELLO.replace("playbook: hello", "playbook: other");

async function stage(files: Record<string, string>) {
  const { versions } = await openSqlite({ dir: ":memory:" });
  const told: string[] = [];
  const lines: string[] = [];
  const audited: unknown[] = [];
  const write = (event: string) => void lines.push(event);
  let changed: () => void = () => undefined;
  const folder = {
    names: async () => Object.keys(files).sort(),
    read: async (name: string) => files[name] ?? "",
    watch: (onChange: () => void) => {
      changed = onChange;
      return () => {
        changed = () => undefined;
      };
    },
  };
  const setting = {
    folder,
    versions,
    timekeeper: handClock(),
    log: { info: write, warn: write, error: write },
    audit: async (_site: string, { who, what, detail }: AuditLine) =>
      void audited.push([who.kind, what, detail]),
    report: (text: string) => void told.push(text),
  };
  const open = () => openPlaybooks(setting);
  const playbooks = await open();
  const names = () => playbooks.live().map((one) => one.playbook.name);
  return { files, versions, told, lines, audited, playbooks, names, open, change: () => changed() };
}

describe("the folder of a site", () => {
  test("is published, and what is the same is not published again", async () => {
    const { names, lines, audited, open, playbooks } = await stage({
      "hello.playbook.yml": HELLO,
      "other.playbook.yml": OTHER,
    });
    expect(names()).toEqual(["hello", "other"]);
    expect(lines).toEqual(["playbook.published", "playbook.published"]);
    await playbooks.reload();
    const again = await open();
    expect(again.live()).toHaveLength(2);
    expect(lines).toHaveLength(2);
    expect(audited).toEqual([
      ["server", "playbook.published", "hello"],
      ["server", "playbook.published", "other"],
    ]);
  });

  test("with a broken file is told so, and the last good version stays live", async () => {
    const { files, playbooks, names, told } = await stage({ "hello.playbook.yml": HELLO });
    const [good] = playbooks.live();
    files["hello.playbook.yml"] = HELLO.replace("answer: number", "anwser: number");
    await playbooks.reload();
    expect(playbooks.live()).toEqual([good]);
    expect(told.join("\n")).toMatch(/hello\.playbook\.yml:\d+:\d+ .*anwser/);
    files["hello.playbook.yml"] = "\t{";
    await playbooks.reload();
    expect(names()).toEqual(["hello"]);
  });

  test("that changes is looked at again, and a running conversation keeps its version", async () => {
    const { files, playbooks, change } = await stage({ "hello.playbook.yml": HELLO });
    const before = playbooks.live()[0]?.version ?? "";
    files["hello.playbook.yml"] = HELLO.replace("Hi, I am a bot.", "Good day.");
    change();
    await playbooks.stop();
    const after = playbooks.live()[0]?.version ?? "";
    expect(after).not.toBe(before);
    expect((await playbooks.version(before))?.version).toBe(before);
    expect(await playbooks.version("0".repeat(64))).toBeUndefined();
  });

  test("from which a file is gone offers its playbook no more, and still knows its version", async () => {
    const { files, playbooks, names, open } = await stage({
      "hello.playbook.yml": HELLO,
      "other.playbook.yml": OTHER,
    });
    const gone = playbooks.live()[1]?.version ?? "";
    delete files["other.playbook.yml"];
    await playbooks.reload();
    expect(names()).toEqual(["hello"]);
    const restarted = await open();
    expect((await restarted.version(gone))?.playbook.name).toBe("other");
  });

  test("with one name in two files keeps the first", async () => {
    const { names, told } = await stage({ "a.playbook.yml": HELLO, "b.playbook.yml": HELLO });
    expect(names()).toEqual(["hello"]);
    expect(told.join()).toContain("in a.playbook.yml already");
  });

  test("in which a playbook is renamed offers only the new name", async () => {
    const { files, playbooks, names } = await stage({ "hello.playbook.yml": HELLO });
    files["hello.playbook.yml"] = OTHER;
    await playbooks.reload();
    expect(names()).toEqual(["other"]);
  });

  test("that is empty has nothing to offer", async () => {
    const { names, playbooks } = await stage({});
    expect(names()).toEqual([]);
    expect(playbooks.site().id).toBe("default");
  });

  test("with a broken site.yml keeps the site it had", async () => {
    const { files, playbooks, told } = await stage({ "site.yml": "name: Fernway\n" });
    expect(playbooks.site().name).toBe("Fernway");
    files["site.yml"] = "name: [Fernway\n";
    await playbooks.reload();
    expect(playbooks.site().name).toBe("Fernway");
    expect(told.join()).toContain("site.yml:");
    files["site.yml"] = "site: other\nname: Fernway\n";
    await playbooks.reload();
    expect(playbooks.site().id).toBe("default");
  });
});

const RUNS = `playbook: runs
language: en
talk:
  start:
    - run: closing
    - end: done
`;
const CLOSING = `playbook: closing
language: en
talk:
  start:
    - say: Good bye!
    - end: closed
`;

describe("a playbook that runs another", () => {
  const files = () => ({ "closing.playbook.yml": CLOSING, "runs.playbook.yml": RUNS });
  const hashOf = (playbooks: { live(): readonly CompiledPlaybook[] }) =>
    playbooks.live().find(({ playbook }) => playbook.name === "runs")?.version ?? "";
  const says = async (compiled: CompiledPlaybook | undefined) => {
    if (!compiled) throw new Error("no version");
    const world = { now: 0, site: defaultSite(), online: new Map() };
    const turn = takeTurn(compiled, undefined, { type: "begin", visitor: "v", facts: {} }, world);
    return "refused" in turn ? [] : turn.messages.map(({ text }) => text);
  };

  test("is a new version when that one changes, and the old one still says what it said", async () => {
    const { files: folder, playbooks, open } = await stage(files());
    const before = hashOf(playbooks);
    folder["closing.playbook.yml"] = CLOSING.replace("Good bye!", "So long!");
    await playbooks.reload();
    expect(hashOf(playbooks)).not.toBe(before);
    // Another process has nothing but the store.
    const restarted = await open();
    expect(await says(await restarted.version(before))).toEqual(["Good bye!"]);
    expect(await says(await restarted.version(hashOf(restarted)))).toEqual(["So long!"]);
  });

  test("runs the last good one while the file of that one is wrong", async () => {
    const { files: folder, playbooks } = await stage(files());
    const before = hashOf(playbooks);
    folder["closing.playbook.yml"] = "playbook: closing\n";
    await playbooks.reload();
    expect(hashOf(playbooks)).toBe(before);
  });

  test("is refused where the two run one another in a circle, and what was live stays", async () => {
    const { files: folder, playbooks, told, names, lines } = await stage(files());
    const before = playbooks.live();
    folder["closing.playbook.yml"] = CLOSING.replace("- say: Good bye!", "- run: runs");
    await playbooks.reload();
    expect(told.join("\n")).toMatch(
      /closing\.playbook\.yml:\d+:\d+ {2}error .*circle: closing → runs → closing/,
    );
    expect(told.join("\n")).toMatch(/runs\.playbook\.yml:\d+:\d+ {2}error .*RUN_CIRCLE/);
    expect(lines).toContain("playbook.refused");
    expect(playbooks.live()).toEqual(before);
    folder["closing.playbook.yml"] = CLOSING.replace("Good bye!", "So long!");
    await playbooks.reload();
    expect(playbooks.live()).not.toEqual(before);
    expect(names()).toEqual(["closing", "runs"]);
  });

  test("is refused where the live version of a broken one would close the circle", async () => {
    const { files: folder, playbooks, told } = await stage(files());
    const before = playbooks.live();
    folder["runs.playbook.yml"] = "playbook: runs\n";
    folder["closing.playbook.yml"] = CLOSING.replace("- say: Good bye!", "- run: runs");
    await playbooks.reload();
    expect(told.join("\n")).toContain("RUN_CIRCLE");
    expect(playbooks.live()).toEqual(before);
  });

  test("is refused where it begins the other in a section that is not there", async () => {
    const { files: folder, playbooks, told } = await stage(files());
    const before = playbooks.live();
    folder["runs.playbook.yml"] = RUNS.replace("run: closing", "run: closing\n      from: strat");
    await playbooks.reload();
    expect(told.join("\n")).toContain("SECTION_UNKNOWN");
    expect(playbooks.live()).toEqual(before);
  });

  test("a version kept by an older release, without parts, still loads", async () => {
    const { versions, playbooks } = await stage(files());
    await versions.publish({
      siteId: "default",
      playbook: "hello",
      hash: "old",
      file: "hello.playbook.yml",
      text: HELLO,
      publishedAt: "2026-01-01T00:00:00.000Z",
    });
    expect((await playbooks.version("old"))?.playbook.name).toBe("hello");
  });
});

describe("publish_from: store", () => {
  const STORE = "name: Fernway\npublish_from: store\n";

  test("lets the folder fill an empty store only, and shows what another process publishes", async () => {
    const { files, playbooks, versions, names } = await stage({
      "site.yml": STORE,
      "hello.playbook.yml": HELLO,
    });
    const [first] = playbooks.live();
    files["hello.playbook.yml"] = HELLO.replace("Hi, I am a bot.", "Good day.");
    files["other.playbook.yml"] = OTHER;
    await playbooks.reload();
    expect(playbooks.live()).toEqual([first]);
    const record = {
      siteId: "default",
      playbook: "other",
      hash: "h",
      file: "other.playbook.yml",
      text: OTHER,
    };
    await versions.publish({ ...record, publishedAt: "2026-11-23T09:00:00.000Z" });
    expect(names()).toEqual(["hello"]);
    await playbooks.refresh();
    expect(names()).toEqual(["hello", "other"]);
  });

  test("without it the folder is live (the test can see the difference)", async () => {
    const { files, playbooks, names } = await stage({ "hello.playbook.yml": HELLO });
    files["other.playbook.yml"] = OTHER;
    await playbooks.reload();
    expect(names()).toEqual(["hello", "other"]);
  });
});

const SPOKEN = `playbook: spoken
language: en
also_in: [de]
talk:
  start:
    - say: Good morning!
    - end: done
`;
const TEXTS = "texts_of: spoken\nlanguage: de\ntexts: { Good morning!: Guten Morgen! }\n";

describe("the texts of a playbook in another language", () => {
  const saysIn = (language: string, compiled: CompiledPlaybook | undefined) => {
    if (!compiled) throw new Error("no version");
    const event = { type: "begin", visitor: "v", facts: {}, visit: { language } } as const;
    const turn = takeTurn(compiled, undefined, event, { now: 0, site: defaultSite(), online: new Map() });
    return "refused" in turn ? [] : turn.messages.map(({ text }) => text);
  };

  test("are spoken, also by another process, and with other texts it is another version", async () => {
    const { files, playbooks, open, told } = await stage({
      "spoken.playbook.yml": SPOKEN,
      "spoken.de.yml": TEXTS,
    });
    expect(told).toEqual([]);
    const [before] = playbooks.live();
    expect([saysIn("de", before), saysIn("en", before)]).toEqual([["Guten Morgen!"], ["Good morning!"]]);
    files["spoken.de.yml"] = TEXTS.replace("Guten Morgen!", "Moin!");
    await playbooks.reload();
    const restarted = await open();
    expect(saysIn("de", restarted.live()[0])).toEqual(["Moin!"]);
    expect(saysIn("de", await restarted.version(before?.version ?? ""))).toEqual(["Guten Morgen!"]);
  });

  test("that are not there are told, and the playbook speaks its own language", async () => {
    const { playbooks, told } = await stage({ "spoken.playbook.yml": SPOKEN });
    expect(told.join()).toMatch(
      /^spoken\.playbook\.yml:3:10 {2}warning .*spoken\.de\.yml.*TRANSLATION_MISSING/,
    );
    expect(saysIn("de", playbooks.live()[0])).toEqual(["Good morning!"]);
  });

  test("that are wrong are told, and the last good version stays, also where another playbook runs it", async () => {
    const runs = SPOKEN.replace("playbook: spoken", "playbook: runs")
      .replace("also_in: [de]\n", "")
      .replace("say: Good morning!", "run: spoken");
    const { files, playbooks, told } = await stage({
      "runs.playbook.yml": runs,
      "spoken.playbook.yml": SPOKEN,
      "spoken.de.yml": TEXTS,
    });
    const before = playbooks.live();
    expect(before).toHaveLength(2);
    files["spoken.de.yml"] = TEXTS.replace("texts:", "txts:");
    await playbooks.reload();
    expect(told.join()).toContain("spoken.de.yml:3:1  error");
    expect(playbooks.live()).toEqual(before);
    files["spoken.de.yml"] = TEXTS.replace("Guten Morgen!", "Moin!");
    await playbooks.reload();
    expect(saysIn("de", playbooks.live()[1])).toEqual(["Moin!"]);
  });
});
