import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The console. The server serves what this builds under /console/ with a strict policy: nothing inline but styles. */
export default defineConfig({
  root: "console",
  base: "/console/",
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    // A data: address would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { "/api": process.env["PARLEY_URL"] ?? "http://127.0.0.1:3000" } },
});
