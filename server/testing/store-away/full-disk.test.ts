import { expect, test } from "@jest/globals";
import { fullDiskRun } from "./full-disk.ts";

test("a full disk is told with 503, damages nothing, and all goes on when there is room", async () => {
  const { acknowledged, refused, integrity, faults } = await fullDiskRun();
  expect(faults).toEqual([]);
  expect(integrity).toBe("ok");
  expect(refused).toBeGreaterThanOrEqual(12);
  expect(acknowledged).toBeGreaterThan(20);
}, 120_000);
