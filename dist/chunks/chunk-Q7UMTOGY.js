import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  InvalidArgumentError,
  Option
} from "./chunk-37Z3ARSG.js";

// src/entry/cli-options.ts
function whole(text) {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}
function annotationChoice(text) {
  if (text === "auto" || text === "none") return text;
  return whole(text);
}
function list(text, earlier) {
  const words = text.split(",").map((word) => word.trim());
  return [...earlier ?? [], ...words.filter((word) => word !== "")];
}
function addCommonOptions(command) {
  return command.option(
    "--config <file>",
    "configuration file (default: .racegate.yml up to the repository root)"
  ).option("--gcs <url>", "store the evidence in gs://BUCKET[/PREFIX]").option("--upload-budget <duration>", "how long storing may take in all (default: 5m)").option("--out <dir>", "store the evidence in a directory (default: .racegate)").option(
    "--fail-on <rules>",
    "what closes the gate: kinds, classes, severities (comma-separated; '' never)",
    list
  ).option("--baseline <place>", "findings that are known: a file, or an object gs://…").addOption(
    new Option(
      "--annotations <n>",
      "annotations on the pull request: auto, none or a number"
    ).argParser(annotationChoice)
  ).option("--json", "write the findings document, and nothing else, to standard output").addOption(
    new Option("--color <when>", "colour: always, never or auto").choices([
      "always",
      "never",
      "auto"
    ])
  ).option("--no-color", "the same as --color=never").option("-v, --verbose", "echo test output while it comes");
}
function addRunOptions(command) {
  return command.option("--gomaxprocs <n>", "GOMAXPROCS of every test process (default: 4)", whole).option("--gorace <options>", "race detector options, merged with racegate's own").option("--deadline <duration>", "end the run after this time, e.g. 20m; exit code 4").addOption(
    new Option("--trace <when>", "execution traces: always, on-finding or never").choices([
      "always",
      "on-finding",
      "never"
    ])
  ).option("--no-profiles", "no mutex and block profiles").option("--fail-fast", "stop a package at its first race (its trace ends there, too)").option("--no-inline", "compile with -gcflags=-l: exacter stacks, slower tests").option("--schedtrace", "scheduler state every second (GODEBUG=schedtrace=1000)").option("--inittrace", "cost of package initialisation (GODEBUG=inittrace=1)").addOption(
    new Option(
      "--mode <mode>",
      "light: flags only; instrumented: package testing shows tests and goroutines; deep: also who held which lock"
    ).choices(["light", "instrumented", "deep"])
  ).option(
    "--silent-dump <duration>",
    "list the goroutines of a test that is silent for so long (default: 30s; 0: never; not in mode light)"
  ).option(
    "--debug-panics",
    "run a test that panicked once more under Delve, and show its deferred calls"
  ).option("--pass-env <names>", "variables the tests may see although they look secret", list);
}
function flagsOf(options, command) {
  const given = (name) => command.getOptionValueSource(name) === "cli";
  const flags = {};
  if (options.gcs !== void 0) flags.gcs = options.gcs;
  if (options.out !== void 0) flags.out = options.out;
  if (options.uploadBudget !== void 0) flags["upload-budget"] = options.uploadBudget;
  if (options.failOn !== void 0) flags["fail-on"] = options.failOn;
  if (options.baseline !== void 0) flags.baseline = options.baseline;
  if (options.annotations !== void 0) flags.annotations = options.annotations;
  if (options.gomaxprocs !== void 0) flags.gomaxprocs = options.gomaxprocs;
  if (options.gorace !== void 0) flags.gorace = options.gorace;
  if (options.deadline !== void 0) flags.deadline = options.deadline;
  if (options.trace !== void 0) flags.trace = options.trace;
  if (given("profiles")) flags.profiles = options.profiles === true;
  if (options.failFast === true) flags["fail-fast"] = true;
  if (given("inline")) flags["no-inline"] = true;
  if (options.schedtrace === true) flags.schedtrace = true;
  if (options.inittrace === true) flags.inittrace = true;
  if (options.mode !== void 0) flags.mode = options.mode;
  if (options.silentDump !== void 0) flags["silent-dump"] = options.silentDump;
  if (options.debugPanics === true) flags["debug-panics"] = true;
  if (options.passEnv !== void 0) flags["pass-env"] = options.passEnv;
  return flags;
}
function presentationOf(options) {
  const { color } = options;
  return {
    colour: color === false ? "never" : typeof color === "string" ? color : "auto",
    json: options.json === true,
    verbose: options.verbose === true,
    runnerLog: process.env["GITHUB_ACTIONS"] === "true",
    flagWord: (key) => `--${key}`
  };
}

export {
  addCommonOptions,
  addRunOptions,
  flagsOf,
  presentationOf
};
