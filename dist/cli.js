#!/usr/bin/env node
import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  Command,
  CommanderError
} from "./chunks/chunk-37Z3ARSG.js";
import {
  reportFailure
} from "./chunks/chunk-73M7KTYI.js";
import {
  cloudBuild
} from "./chunks/chunk-YDFPSLX2.js";
import {
  endProcess,
  startEntry
} from "./chunks/chunk-4A26XNJO.js";
import {
  packageVersion
} from "./chunks/chunk-UHCXFUJM.js";
import "./chunks/chunk-OUFEZETZ.js";
import "./chunks/chunk-SB7B5DOZ.js";
import "./chunks/chunk-SSO7WQEY.js";
import "./chunks/chunk-DJRU4FCG.js";
import "./chunks/chunk-FVG4TTG2.js";

// src/entry/cloud-build.ts
function cloudBuildInvocation(args, env) {
  if (!cloudBuild.detect(env)) return { args, env };
  const mapped = Object.entries(env).filter(([name, value]) => name.startsWith("_RACEGATE_") && value !== void 0 && value !== "").map(([name, value]) => [name.slice(1), value]).filter(([name]) => (env[name] ?? "") === "");
  return {
    args: args.length === 0 ? ["run"] : args,
    env: { ...env, ...Object.fromEntries(mapped) }
  };
}

// src/entry/commands.ts
var COMMANDS = /* @__PURE__ */ new Map([
  [
    "run",
    async (program, goTestFlags) => {
      const { addRunCommand } = await import("./chunks/run-command-QSKSAURL.js");
      addRunCommand(program, goTestFlags);
    }
  ],
  [
    "analyze",
    async (program) => {
      const { addAnalyzeCommand } = await import("./chunks/analyze-command-5U5TMWNL.js");
      addAnalyzeCommand(program);
    }
  ],
  [
    "explain",
    async (program) => {
      const { addExplainCommand } = await import("./chunks/explain-command-52ZEDU4U.js");
      addExplainCommand(program);
    }
  ],
  [
    "baseline",
    async (program) => {
      const { addBaselineCommand } = await import("./chunks/baseline-command-FLGIPGUE.js");
      addBaselineCommand(program);
    }
  ],
  [
    "config",
    async (program) => {
      const { addConfigCommand } = await import("./chunks/config-command-C3YMMYQK.js");
      addConfigCommand(program);
    }
  ],
  [
    "trace",
    async (program) => {
      const [{ addTraceCommands }, { openRemote }] = await Promise.all([
        import("./chunks/trace-commands-KD2D4MT3.js"),
        import("./chunks/remote-inputs-WX75SBRV.js")
      ]);
      addTraceCommands(program, { openRemote });
    }
  ]
]);
async function addCommands(program, first, goTestFlags) {
  const one = first === void 0 ? void 0 : COMMANDS.get(first);
  for (const add of one === void 0 ? COMMANDS.values() : [one]) await add(program, goTestFlags);
}

// src/entry/cli.ts
var EXIT_CODES = `
Exit codes, the first that holds:
  130 cancelled · 70 racegate's own bug · 2 usage or configuration · 5 no packages
  6 build failed, or the environment before any test ran · 4 deadline, or incomplete
  3 gate closed · 1 tests failed · 0 pass
`;
function ownArguments(argv) {
  const dashes = argv.indexOf("--");
  return dashes < 0 ? argv : argv.slice(0, dashes);
}
async function main(argv) {
  const own = ownArguments(argv);
  const goTestFlags = argv.slice(own.length + 1);
  const program = new Command("racegate").description(
    "Race-first CI for Go: find the races, say why, keep the evidence, gate the build."
  ).version(packageVersion()).addHelpText("after", EXIT_CODES).exitOverride().showHelpAfterError("(racegate --help lists the commands)");
  await addCommands(program, own[0], goTestFlags);
  await program.parseAsync(own, { from: "user" });
}
startEntry({ stdoutIsDocument: ownArguments(process.argv).includes("--json") });
try {
  const { args, env } = cloudBuildInvocation(process.argv.slice(2), process.env);
  for (const [name, value] of Object.entries(env))
    if (value !== void 0) process.env[name] = value;
  await main(args);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error, process);
}
await endProcess(Number(process.exitCode ?? 0));
