import { describe, expect, test } from "@jest/globals";
import { createMachine } from "xstate";
import { drawPlaybook } from "./draw.ts";
import { compiledFrom } from "./explored.fixture.ts";

const COMPILED = compiledFrom(`
talk:
  start:
    - ask: size
    - choose:
        - when: { size: { over: 50 } }
          do: [{ goto: person }]
        - otherwise: [{ say: 'We <write> "soon".' }, { end: done }]
  person:
    - handoff: sales
      answer_within: 1 minute
      if_nobody: [{ ask: email }, { end: written }]
    - end: helped
`);

describe("the diagram of a playbook", () => {
  test("for Mermaid: sections, steps in file order, ways with their conditions; goto is no step", () => {
    expect(drawPlaybook(COMPILED, "mermaid").split("\n")).toEqual([
      "---",
      'title: "sample"',
      "---",
      "flowchart TD",
      '  subgraph s0["start"]',
      '    n0[/"ask: size"/]',
      '    n1{"choose"}',
      '    n2["say: We #lt;write#gt; #quot;soon#quot;."]',
      '    n3(["end: done"])',
      "  end",
      '  subgraph s1["person"]',
      '    n4["handoff: sales"]',
      '    n5[/"ask: email"/]',
      '    n6(["end: written"])',
      '    n7(["end: helped"])',
      "  end",
      "  n0 --> n1",
      '  n1 -->|"size over 50"| n4',
      '  n1 -->|"otherwise"| n2',
      "  n2 --> n3",
      '  n4 -->|"back"| n7',
      '  n4 -->|"nobody"| n5',
      "  n5 --> n6",
      "",
    ]);
  });

  test("for Graphviz: the same, with quotes kept", () => {
    const dot = drawPlaybook(COMPILED, "dot");
    expect(dot).toContain('"start:choose" -> "person:handoff:sales" [label="size over 50"];');
    expect(dot).toContain('label="say: We <write> \\"soon\\"."');
    expect(dot.match(/->/g)).toHaveLength(7);
  });

  test("for XState: a machine that its createMachine takes, with every state", () => {
    const config = JSON.parse(drawPlaybook(COMPILED, "xstate")) as object;
    const machine = createMachine(config);
    expect(Object.keys(machine.states).toSorted()).toEqual(Object.keys(COMPILED.machine.states).toSorted());
  });
});
