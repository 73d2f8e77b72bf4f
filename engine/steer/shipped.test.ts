import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { type CompiledPlaybook, compilePlaybook } from "../compile/compile-playbook.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { defaultSite } from "../playbook/site.ts";
import { takeTurn } from "../turn/take-turn.ts";
import { MONDAY_NINE } from "../turn/talking.fixture.ts";
import type { Talk, TurnEvent } from "../turn/turn.ts";
import { steeringOf } from "./steering.ts";

const root = new URL("../../", import.meta.url);
const world = { now: MONDAY_NINE, site: defaultSite(), online: new Map<string, number>() };
const SAID = [
  "Ana Keller",
  "12",
  "yes",
  "ana@acme.example",
  "tomorrow",
  "skip",
  "no",
  "what does it cost",
  "30",
];

function playbooksIn(folder: string): readonly CompiledPlaybook[] {
  const files = readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".playbook.yml"));
  const read = files.flatMap((name): Playbook[] => {
    const { playbook } = readPlaybook(readFileSync(new URL(`${folder}/${name}`, root), "utf8"), name);
    return playbook ? [playbook] : [];
  });
  const library = new Map(read.map((playbook) => [playbook.name, playbook]));
  return read.map((playbook) => compilePlaybook(playbook, "v1", library));
}

function take(playbook: CompiledPlaybook, talk: Talk | undefined, event: TurnEvent): Talk | undefined {
  const turn = takeTurn(playbook, talk, event, world);
  return "refused" in turn ? undefined : (JSON.parse(JSON.stringify(turn.talk)) as Talk);
}

/** Takes every move that is offered here. @returns how many there were. */
function tryAll(playbook: CompiledPlaybook, talk: Talk): number {
  const { moves } = steeringOf(playbook, talk, world);
  for (const { move } of moves) {
    const wish = move.do === "say" ? { ...move, text: "Hello" } : move;
    const after = take(playbook, talk, { type: "steer", name: "Tom", move: wish });
    const name = `${playbook.playbook.name}: ${JSON.stringify(wish)}`;
    expect([name, after === undefined ? "refused" : after.status === "parked"]).toEqual([name, false]);
  }
  return moves.length;
}

test.each([
  ["playbooks", 3],
  ["examples/playbooks", 11],
])("in every playbook of %s each move that is offered is taken, and none parks the talk", (folder, count) => {
  const playbooks = playbooksIn(folder);
  expect(playbooks).toHaveLength(count);
  let tried = 0;
  for (const playbook of playbooks) {
    let talk = take(playbook, undefined, { type: "begin", visitor: "v1", facts: {} });
    for (const text of SAID) {
      if (!talk) break;
      tried += tryAll(playbook, talk);
      talk = take(playbook, talk, { type: "message", text }) ?? talk;
    }
    if (!talk) throw new Error(`${playbook.playbook.name} did not begin`);
    const joined = take(playbook, talk, { type: "rep_joined", name: "Tom" });
    if (joined) tried += tryAll(playbook, joined);
  }
  expect(tried).toBeGreaterThan(100);
});
