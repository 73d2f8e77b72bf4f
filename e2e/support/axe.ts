import axe from "axe-core";
import type { Frame } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What WCAG 2.2 AA finds wrong in a page or frame, each as "rule: element"; empty when nothing is.
 *
 * @param within a selector that says where to look; everywhere when left out.
 */
export async function violations(frame: Frame, within?: string): Promise<readonly string[]> {
  // As a script in the page it would be refused by the policy that we test under.
  await frame.evaluate(axe.source);
  return frame.evaluate(
    async ([rules, within]) => {
      const run = (window as unknown as { axe: typeof axe }).axe.run;
      const options = { runOnly: { type: "tag" as const, values: [...rules] }, iframes: false };
      const result = await run(within ?? document, options);
      if (result.passes.length === 0) return ["axe looked at nothing"];
      return result.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary ?? ""}`),
      );
    },
    [RULES, within] as const,
  );
}
