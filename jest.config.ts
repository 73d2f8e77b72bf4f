/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

const shared = {
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: {
    "\\.tsx?$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2023",
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic" } },
        },
        module: { type: "es6" },
      },
    ],
  },
} satisfies Config;

const config: Config = {
  projects: [
    {
      ...shared,
      displayName: "node",
      testEnvironment: "node",
      setupFilesAfterEnv: ["<rootDir>/scripts/jest/seed.mjs"],
      testMatch: ["<rootDir>/{engine,server,examples,playbooks,docs,scripts,bench,tools}/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "console",
      testEnvironment: "jsdom",
      setupFilesAfterEnv: ["<rootDir>/scripts/jest/console-patience.mjs"],
      testMatch: ["<rootDir>/console/**/*.test.{ts,tsx}"],
      moduleNameMapper: { "\\.(css|svg|woff2)$": "<rootDir>/scripts/jest/empty.cjs" },
    },
    {
      ...shared,
      displayName: "browser",
      testEnvironment: "node",
      testMatch: ["<rootDir>/e2e/**/*.test.ts"],
      globalSetup: "<rootDir>/scripts/jest/build-first.cjs",
      runner: "<rootDir>/scripts/jest/serial-runner.cjs",
      setupFilesAfterEnv: ["<rootDir>/scripts/jest/patience.mjs"],
    },
  ],
  // Jest reads the timeout here, not in a project; patience.mjs says what browsers get.
  testTimeout: 20_000,
  reporters: ["default", "<rootDir>/scripts/jest/count-reporter.cjs"],
};

export default config;
