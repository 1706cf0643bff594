// Typed lint for the whole TypeScript tree. The rim (entry, collect, store, platform, scripts, tests) may
// touch the world; the core (model, util, parse, analyse, decide, report) may not, and lint says so.
import tseslint from "typescript-eslint";

const CORE = ["src/{model,util,parse,analyse,decide,report}/**/*.ts"];

export default tseslint.config(
  {
    ignores: [
      "dist",
      "node_modules",
      "kernel",
      "test/fixtures",
      "examples",
      "**/*.wasm.ts",
      "coverage",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/prefer-readonly": "error",
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[imported.name='z']",
          message:
            'Write `import * as z from "zod"`: by name it brings every locale, 30 ms at start.',
        },
      ],
    },
  },
  {
    files: CORE,
    rules: {
      "no-restricted-globals": ["error", "process", "fetch", "setTimeout", "setInterval"],
      "no-restricted-properties": [
        "error",
        {
          object: "Date",
          property: "now",
          message: "The core has no clock: take the time as a value.",
        },
        { object: "Math", property: "random", message: "The core is deterministic." },
      ],
    },
  },
  {
    files: ["src/model/**/*-columns.ts", "src/model/columns.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["test/**/*.ts", "scripts/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "no-console": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);
