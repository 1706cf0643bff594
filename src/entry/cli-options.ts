// The command line's options, once: name, value, help, and the key of `.racegate.yml` that each one sets.
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Flags, Presentation } from "../pipeline-rim.ts";
import { isDebugged } from "./runner-debug.ts";

/** Parsed options as commander hands them over (camel case). */
export interface CommonOptions {
  readonly config?: string;
  readonly gcs?: string;
  readonly out?: string;
  readonly uploadBudget?: string;
  readonly failOn?: string[];
  readonly baseline?: string;
  readonly annotations?: "auto" | "none" | number;
  readonly json?: boolean;
  readonly color?: "always" | "never" | "auto" | boolean;
  readonly verbose?: boolean;
}

export interface RunOptions extends CommonOptions {
  readonly gomaxprocs?: number;
  readonly gorace?: string;
  readonly deadline?: string;
  readonly trace?: "always" | "on-finding" | "never";
  readonly profiles?: boolean;
  readonly failFast?: boolean;
  readonly noInline?: boolean;
  readonly schedtrace?: boolean;
  readonly inittrace?: boolean;
  readonly mode?: "light" | "instrumented" | "deep";
  readonly silentDump?: string;
  readonly debugPanics?: boolean;
  readonly passEnv?: string[];
  readonly allowEmpty?: boolean;
  readonly modules?: "all" | "root";
}

function whole(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError("give a whole number.");
  return Number(text);
}

function annotationChoice(text: string): "auto" | "none" | number {
  if (text === "auto" || text === "none") return text;
  return whole(text);
}

function list(text: string, earlier: string[] | undefined): string[] {
  const words = text.split(",").map((word) => word.trim());
  return [...(earlier ?? []), ...words.filter((word) => word !== "")];
}

/** Options of every command that makes a verdict. */
export function addCommonOptions(command: Command): Command {
  return command
    .option(
      "--config <file>",
      "configuration file (default: .racegate.yml up to the repository root)",
    )
    .option("--gcs <url>", "store the evidence in gs://BUCKET[/PREFIX]")
    .option("--upload-budget <duration>", "how long storing may take in all (default: 5m)")
    .option("--out <dir>", "store findings.json and the evidence in a directory")
    .option(
      "--fail-on <rules>",
      "what closes the gate: kinds, classes, severities (comma-separated; '' never)",
      list,
    )
    .option("--baseline <place>", "findings that are known: a file, or an object gs://…")
    .addOption(
      new Option(
        "--annotations <n>",
        "annotations on the pull request: auto, none or a number",
      ).argParser(annotationChoice),
    )
    .option("--json", "write the findings document, and nothing else, to standard output")
    .addOption(
      new Option("--color <when>", "colour: always, never or auto").choices([
        "always",
        "never",
        "auto",
      ]),
    )
    .option("--no-color", "the same as --color=never")
    .option("-v, --verbose", "echo test output while it comes, and print every note");
}

/** Options of `run` alone. */
export function addRunOptions(command: Command): Command {
  return command
    .option("--gomaxprocs <n>", "GOMAXPROCS of every test process (default: 4)", whole)
    .option("--gorace <options>", "race detector options, merged with racegate's own")
    .option("--deadline <duration>", "end the run after this time, e.g. 20m; exit code 4")
    .addOption(
      new Option("--trace <when>", "execution traces: always, on-finding or never").choices([
        "always",
        "on-finding",
        "never",
      ]),
    )
    .option("--no-profiles", "no mutex and block profiles")
    .option("--fail-fast", "stop a package at its first race (its trace ends there, too)")
    .option("--no-inline", "compile with -gcflags=-l: exacter stacks, slower tests")
    .option("--schedtrace", "scheduler state every second (GODEBUG=schedtrace=1000)")
    .option("--inittrace", "cost of package initialisation (GODEBUG=inittrace=1)")
    .addOption(
      new Option(
        "--mode <mode>",
        "light: flags only; instrumented: package testing shows tests and goroutines; deep: also who held which lock",
      ).choices(["light", "instrumented", "deep"]),
    )
    .option(
      "--silent-dump <duration>",
      "list the goroutines of a test that is silent for so long (default: 30s; 0: never; not in mode light)",
    )
    .option(
      "--debug-panics",
      "run a test that panicked once more under Delve, and show its deferred calls",
    )
    .addOption(
      new Option(
        "--modules <which>",
        "which modules ./... means: all at and below it, or the root's (default: the root's and its workspace's; all without one)",
      ).choices(["all", "root"]),
    )
    .option("--allow-empty", "pass a run in which no test ran (else exit code 5)")
    .option("--pass-env <names>", "variables the tests may see although they look secret", list);
}

/** The flags of a command by their configuration key; absent ones stay absent. */
export function flagsOf(options: RunOptions, command: Command): Flags {
  const given = (name: string): boolean => command.getOptionValueSource(name) === "cli";
  const flags: Flags = {};
  if (options.gcs !== undefined) flags.gcs = options.gcs;
  if (options.out !== undefined) flags.out = options.out;
  if (options.uploadBudget !== undefined) flags["upload-budget"] = options.uploadBudget;
  if (options.failOn !== undefined) flags["fail-on"] = options.failOn;
  if (options.baseline !== undefined) flags.baseline = options.baseline;
  if (options.annotations !== undefined) flags.annotations = options.annotations;
  if (options.gomaxprocs !== undefined) flags.gomaxprocs = options.gomaxprocs;
  if (options.gorace !== undefined) flags.gorace = options.gorace;
  if (options.deadline !== undefined) flags.deadline = options.deadline;
  if (options.trace !== undefined) flags.trace = options.trace;
  if (given("profiles")) flags.profiles = options.profiles === true;
  if (options.failFast === true) flags["fail-fast"] = true;
  if (given("inline")) flags["no-inline"] = true;
  if (options.schedtrace === true) flags.schedtrace = true;
  if (options.inittrace === true) flags.inittrace = true;
  if (options.mode !== undefined) flags.mode = options.mode;
  if (options.silentDump !== undefined) flags["silent-dump"] = options.silentDump;
  if (options.debugPanics === true) flags["debug-panics"] = true;
  if (options.modules !== undefined) flags.modules = options.modules;
  if (options.allowEmpty === true) flags["allow-empty"] = true;
  if (options.passEnv !== undefined) flags["pass-env"] = options.passEnv;
  return flags;
}

/** How the words go out. */
export function presentationOf(options: CommonOptions): Presentation {
  const { color } = options;
  return {
    colour: color === false ? "never" : typeof color === "string" ? color : "auto",
    json: options.json === true,
    verbose: options.verbose === true || isDebugged(process.env),
    runnerLog: process.env["GITHUB_ACTIONS"] === "true",
    flagWord: (key) => `--${key}`,
  };
}
