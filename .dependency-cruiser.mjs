// Who may import whom. ARCHITECTURE.md says the same in words; test/unit/boundaries.test.ts proves that each
// rule can fail and that the tool really read the tree.
const MAY = {
  model: [],
  util: ["model"],
  parse: ["model", "util"],
  analyse: ["model", "util"],
  decide: ["model", "util"],
  report: ["model", "util"],
  collect: ["model", "util"],
  store: ["model", "util"],
  platform: ["model", "util"],
};

export default {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "Two files that need each other are one file, or need a third.",
      from: {},
      to: { circular: true },
    },
    ...Object.entries(MAY).map(([from, to]) => ({
      name: `layer-${from}`,
      severity: "error",
      comment: `src/${from} may import only ${["itself", ...to].join(", ")}.`,
      from: { path: `^src/${from}/` },
      to: { path: "^src/", pathNot: `^src/(${[from, ...to].join("|")})/` },
    })),
    {
      name: "entry-uses-pipeline",
      severity: "error",
      comment:
        "A front door reads inputs and calls the pipeline; it does not reach into the stages.",
      from: { path: "^src/entry/" },
      to: { path: "^src/(parse|analyse|decide|report)/" },
    },
    {
      name: "pipeline-is-neutral",
      severity: "error",
      comment: "The pipeline gets platform and store as values, never by name.",
      from: { path: "^src/pipeline" },
      to: { path: "^src/(platform|store)/|node_modules", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "io-free-core",
      severity: "error",
      comment:
        "parse, analyse, decide and report are pure: bytes come in as a ByteSource, text goes out as a value.",
      from: { path: "^src/(model|util|parse|analyse|decide|report)/" },
      to: {
        dependencyTypes: ["core"],
        pathNot: "^(node:)?(path|path/posix|util|zlib|buffer|crypto)$",
      },
    },
    {
      name: "siblings-are-strangers",
      severity: "error",
      comment: "One detector, pattern or reporter is one file and does not know the others.",
      from: {
        path: "^src/(analyse/patterns|analyse/detectors|report)/(?!(index|pattern|detector|reporter)[.]ts$)",
      },
      to: { path: "^src/$1/[^/]+[.]ts$", pathNot: "/(pattern|detector|reporter)[.]ts$" },
    },
    {
      name: "only-collect-runs-processes",
      severity: "error",
      comment: "Child processes are supervised in one place.",
      from: { path: "^src/", pathNot: "^src/collect/" },
      to: { path: "(^|/)(execa|child_process)($|/)" },
    },
    {
      name: "src-is-not-a-test",
      severity: "error",
      comment: "What ships does not import what tests it.",
      from: { path: "^src/" },
      to: { path: "^(test|scripts)/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|node_modules)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".mjs", ".js"],
    },
  },
};
