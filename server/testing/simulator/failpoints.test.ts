import { expect, test } from "@jest/globals";
import { FAILPOINTS, tryFailpoint } from "./failpoints.ts";

test.each(FAILPOINTS)(
  "$kind $point breaks no promise",
  async (failpoint) => {
    const { tripped, acknowledged, faults } = await tryFailpoint(failpoint, 1);
    expect(faults).toEqual([]);
    expect(tripped).toBe(1);
    expect(acknowledged).toBeGreaterThanOrEqual(5);
  },
  60_000,
);

test("control: where nothing remembers ids, a save that was done and not heard of doubles a turn", async () => {
  const { faults } = await tryFailpoint({ point: "save after", kind: "fail" }, 8, "no dedupe");
  expect(faults.join("\n")).toMatch(/is doubled/);
}, 60_000);
