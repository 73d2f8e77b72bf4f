const test = "\\.(test|contract|fixture|child)\\.tsx?$|^e2e/|^console/testing/|^server/testing/";
const npm = (names) => `node_modules/(@types/)?(${names.join("|")})/`;

/**
 * What a folder of engine/ may not know: everything that stands above it. What a reading is (`reading.ts`) stands below all:
 * it is what understanding and the turn agree on.
 */
const engineLayer = (name, from, to) => ({
  name: `engine-${name}`,
  comment: "turn -> compile -> playbook -> steps and what steps are made of. Never back.",
  severity: "error",
  from: { path: `^engine/(${from})/`, pathNot: test },
  to: { path: `^engine/(${to})/`, pathNot: "^engine/understand/reading\\.ts$" },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "engine-is-pure",
      comment: "engine/ imports only itself and these libraries: no clock, disk, network or database.",
      severity: "error",
      from: { path: "^engine/", pathNot: test },
      to: {
        couldNotResolve: false,
        pathNot: [
          "^engine/",
          npm([
            "xstate",
            "yaml",
            "ajv",
            "typebox",
            "re2js",
            "luxon",
            "fastest-levenshtein",
            "chrono-node",
            "libphonenumber-js",
            "linkifyjs",
            "@marcbachmann/cel-js",
          ]),
        ],
      },
    },
    {
      name: "engine-door",
      comment:
        "engine/index.ts is for those outside; inside, name the file, or everything depends on everything.",
      severity: "error",
      from: { path: "^engine/", pathNot: test },
      to: { path: "^engine/index\\.ts$" },
    },
    engineLayer(
      "steps",
      "problems|conditions|texts|time|questions|lead|messages|machine|steps",
      "playbook|compile|turn|understand|route|handoff|explore|testing",
    ),
    engineLayer("playbook", "playbook", "compile|turn|understand|route|handoff|explore|testing"),
    engineLayer("understand", "understand|route", "compile|turn|handoff|explore|testing"),
    engineLayer("handoff", "handoff", "compile|turn|explore|testing"),
    engineLayer("compile", "compile", "turn|route|explore|testing"),
    engineLayer("turn", "turn", "route|explore|testing"),
    {
      name: "console-sees-only-the-wire",
      comment:
        "From the server, the console may take wire/ and nothing else. The engine runs in the browser too.",
      severity: "error",
      from: { path: "^console/" },
      to: { path: "^(server|examples|playbooks|bench|scripts|tools)/", pathNot: "^server/wire/" },
    },
    {
      name: "console-without-node",
      severity: "error",
      from: { path: "^console/", pathNot: [test, "\\.mjs$"] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "widget-takes-types-only",
      comment: "What a visitor downloads holds no engine and no server.",
      severity: "error",
      from: { path: "^console/widget/", pathNot: test },
      to: { path: "^(engine|server)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "widget-stands-alone",
      comment: "React and Mantine would come along.",
      severity: "error",
      from: { path: "^console/widget/" },
      to: { path: "^console/", pathNot: ["^console/widget/", "^console/testing/"] },
    },
    {
      name: "widget-knows-only-preact",
      severity: "error",
      from: { path: "^console/widget/", pathNot: [test, "\\.mjs$"] },
      to: { path: "node_modules/", pathNot: npm(["preact"]) },
    },
    {
      name: "loader-has-no-library",
      comment: "It is on every page of the site: three kilobytes.",
      severity: "error",
      from: { path: "^console/widget/loader/", pathNot: test },
      to: { path: "node_modules/" },
    },
    {
      name: "wire-is-a-leaf",
      severity: "error",
      from: { path: "^server/wire/", pathNot: test },
      to: { pathNot: ["^server/wire/", "^engine/", npm(["typebox"])] },
    },
    {
      name: "nobody-imports-the-console",
      severity: "error",
      from: { path: "^(engine|server|examples|bench)/" },
      to: { path: "^console/" },
    },
    {
      name: "libsql-in-one-folder",
      comment: "Database drivers stay behind the store port. bench/ measures the bare driver.",
      severity: "error",
      from: { pathNot: ["^server/stores/sqlite/", "^bench/"] },
      to: { path: npm(["libsql"]) },
    },
    {
      name: "mongoose-in-one-folder",
      comment: "Database drivers stay behind the store port.",
      severity: "error",
      from: { pathNot: ["^server/stores/mongo/", "^(bench|e2e)/"] },
      to: { path: npm(["mongoose", "mongodb"]) },
    },
    {
      name: "only-main-picks-adapters",
      comment: "Everything else takes a store as an argument.",
      severity: "error",
      from: { pathNot: ["^server/main\\.ts$", "^server/(cli|stores)/", test, "^(examples|bench)/"] },
      to: { path: "^server/stores/(sqlite|mongo)/" },
    },
    {
      name: "adapters-know-not-each-other",
      severity: "error",
      from: { path: "^server/stores/(sqlite|mongo)/" },
      to: { path: "^server/stores/(sqlite|mongo)/", pathNot: "^server/stores/$1/" },
    },
    {
      name: "commands-on-top",
      comment: "server/cli is thin over engine/ and server/; nothing there may need a terminal.",
      severity: "error",
      from: { path: "^(engine|server)/", pathNot: ["^server/cli/", test] },
      to: { path: "^server/cli/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-test-code-in-code",
      severity: "error",
      from: { pathNot: test },
      to: {
        path: [test, npm(["@jest", "jest", "@testing-library", "playwright-core", "fast-check", "axe-core"])],
      },
    },
    {
      name: "what-runs-is-a-dependency",
      comment:
        "Node code is not bundled with its libraries: one that is only a devDependency is not there when installed.",
      severity: "error",
      from: { path: "^(engine|server)/", pathNot: test },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
