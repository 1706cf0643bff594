import * as z from "zod";
import { failOnRule } from "./fail-on.ts";
import type { Setting } from "./setting.ts";
import {
  acceptedEntry,
  bucketAddress,
  duration,
  observeRule,
  path,
  pathOrObject,
  words,
} from "./setting-schemas.ts";

/** Timers of Node end at 24 days, jobs long before. */
const MOST_MS = 7 * 86_400_000;

/**
 * Every setting, once: its schema, default, option of the command line, input of the Action and help. The command
 * line, `RACEGATE_*` variables, the Action, `.racegate.yml`, its JSON Schema and `config verify` derive from it.
 */
export const SETTINGS = {
  "fail-on": {
    schema: z.array(failOnRule).max(1000),
    reads: "rules",
    wanted: "a list of kinds, classes, severities, states, owners, codes or records of them",
    example: "new, panic",
    fallback: [
      { kind: "data-race", state: "new" },
      { kind: "fatal-error", state: "new" },
      { kind: "deadlock", state: "new" },
      { kind: "panic", state: "new" },
    ],
    option: {
      of: "common",
      syntax: "--fail-on <rules>",
      help: "what closes the gate: kinds, classes, severities (comma-separated; '' never)",
    },
    input:
      "What closes the gate, separated by commas or lines, or a YAML list; `none` only reports. Default: new data " +
      "races, fatal errors, deadlocks and panics.",
    guarded: true,
    help: "What closes the gate.",
  },
  accepted: {
    schema: z.array(acceptedEntry).max(10_000),
    reads: "none",
    wanted: "a list of entries with fingerprint, reason, owner and expires",
    example: "[]",
    fallback: [],
    guarded: true,
    help: "Findings that may stay until a day.",
  },
  baseline: {
    schema: pathOrObject,
    reads: "text",
    wanted: "a path or an object's address gs://BUCKET/PATH.json",
    example: ".racegate-baseline.json",
    option: {
      of: "common",
      syntax: "--baseline <place>",
      help: "findings that are known: a file, or an object gs://…",
    },
    input: "Findings that are known, a path in the repository or gs://….",
    guarded: true,
    help: "A path in the repository, or gs://…",
  },
  gomaxprocs: {
    // Go makes its tables for that many before a test runs, and the race detector more for each: with 999999
    // a test process does not come to its first line. 1024 was Go's own bound until 1.10.
    schema: z.number().int().min(1).max(1024),
    reads: "whole",
    wanted: "a whole number from 1 to 1024",
    example: "4",
    fallback: 4,
    option: {
      of: "run",
      syntax: "--gomaxprocs <n>",
      help: "GOMAXPROCS of every test process (default: 4)",
    },
    input: "GOMAXPROCS of the test processes, from 1 to 1024. Default 4.",
    help: "GOMAXPROCS of the test processes.",
  },
  gorace: {
    schema: z.string().max(4096),
    reads: "text",
    wanted: "a list of name=value",
    example: "history_size=5",
    gorace: true,
    option: {
      of: "run",
      syntax: "--gorace <options>",
      help: "race detector options, merged with racegate's own",
    },
    input: "Options for the race detector, e.g. `history_size=5`.",
    help: "Options of the race detector, merged with racegate's own.",
  },
  deadline: {
    schema: duration,
    reads: "text",
    wanted: "a duration of more than 0 and at most 168h",
    example: "20m",
    duration: { mostMs: MOST_MS },
    option: {
      of: "run",
      syntax: "--deadline <duration>",
      help: "end the run after this time, e.g. 20m; exit code 4",
    },
    input:
      "Longest time for the run as a Go duration, e.g. `20m`. What was found by then is reported.",
    help: "A Go duration, e.g. 20m.",
  },
  trace: {
    schema: z.enum(["always", "on-finding", "never"]),
    reads: "text",
    wanted: "always, on-finding or never",
    example: "on-finding",
    fallback: "always",
    option: {
      of: "run",
      syntax: "--trace <when>",
      help: "execution traces: always, on-finding or never",
    },
    input: "Which execution traces are stored, `always`, `on-finding` or `never`.",
    help: "Which execution traces are stored.",
  },
  profiles: {
    schema: z.boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "false",
    fallback: true,
    option: { of: "run", syntax: "--no-profiles", help: "no mutex and block profiles" },
    input: "Store mutex and block profiles, `true` or `false`.",
    help: "Mutex and block profiles are written.",
  },
  "fail-fast": {
    schema: z.boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--fail-fast",
      help: "stop a package at its first race (its trace ends there, too)",
    },
    input: "Stop each test process at its first race, `true` or `false`.",
    help: "A test process ends at its first race.",
  },
  "no-inline": {
    schema: z.boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--no-inline",
      help: "compile with -gcflags=-l: exacter stacks, slower tests",
    },
    input: "Compile without inlining, for exacter stacks, `true` or `false`.",
    help: "Compile without inlining.",
  },
  schedtrace: {
    schema: z.boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--schedtrace",
      help: "scheduler state every second (GODEBUG=schedtrace=1000)",
    },
    input: "Let the scheduler print a line each second, `true` or `false`.",
    help: "The scheduler prints a line each second.",
  },
  inittrace: {
    schema: z.boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--inittrace",
      help: "cost of package initialisation (GODEBUG=inittrace=1)",
    },
    input: "Let the runtime print what package initialisation costs, `true` or `false`.",
    help: "The runtime prints what package initialisation costs.",
  },
  mode: {
    schema: z.enum(["light", "instrumented", "deep"]),
    reads: "text",
    wanted: "light, instrumented or deep",
    example: "instrumented",
    fallback: "light",
    option: {
      of: "run",
      syntax: "--mode <mode>",
      help: "light: flags only; instrumented: package testing shows tests and goroutines; deep: also who held which lock",
    },
    input:
      "`light` (default), `instrumented` (package testing shows tests and goroutines) or `deep` (also who held which " +
      "lock). The last two compile a part of Go's library once more: keep GOCACHE.",
    help: "How much of Go's library is changed for the run: nothing, testing, testing and sync.",
  },
  "silent-dump": {
    schema: z.union([z.enum(["0", "off"]), duration]),
    reads: "text",
    wanted: "a duration of at most 168h, or 0",
    example: "30s",
    duration: { mostMs: MOST_MS, orOff: true },
    option: {
      of: "run",
      syntax: "--silent-dump <duration>",
      help: "list the goroutines of a test that is silent for so long (default: 30s; 0: never; not in mode light)",
    },
    input:
      "Duration after which the goroutines of a silent test are listed, e.g. `30s`; `0` never. Not in light mode.",
    help: "A Go duration: a test that is silent for so long is asked for its goroutines.",
  },
  "debug-panics": {
    schema: z.boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--debug-panics",
      help: "run a test that panicked once more under Delve, and show its deferred calls",
    },
    input:
      "Run a test that panicked once more under Delve and show its deferred calls, `true` or `false`.",
    help: "A test that panicked runs once more under Delve.",
  },
  "pass-env": {
    schema: words(
      z
        .string()
        .max(256)
        .regex(/^[^\s=*?$,"']+$/, "is not the name of one variable: no value, no * and no $"),
    ),
    reads: "words",
    wanted: "a list of names of variables",
    example: "DB_TOKEN",
    fallback: [],
    option: {
      of: "run",
      syntax: "--pass-env <names>",
      help: "variables the tests may see although they look secret",
    },
    input:
      "Names of variables that the tests may see although they look like secrets, separated by commas, spaces or " +
      "lines.",
    guarded: true,
    help: "Variables that the tests may see although they look like secrets.",
  },
  gcs: {
    schema: bucketAddress,
    reads: "text",
    wanted: "a bucket's address gs://BUCKET[/PREFIX], its name in lower case",
    example: "gs://my-bucket/racegate",
    option: {
      of: "common",
      syntax: "--gcs <url>",
      help: "store the evidence in gs://BUCKET[/PREFIX]",
    },
    input:
      "Where the evidence is stored, gs://BUCKET[/PREFIX]. Credentials as google-github-actions/auth leaves them.",
    guarded: true,
    help: "gs://BUCKET[/PREFIX]",
  },
  out: {
    schema: path,
    reads: "text",
    wanted: "the path of a directory",
    example: "race-evidence",
    fallback: ".racegate",
    option: {
      of: "common",
      syntax: "--out <dir>",
      help: "store findings.json and the evidence in a directory",
    },
    input: "Directory for findings.json and the evidence.",
    guarded: true,
    help: "Directory for findings.json and the evidence, in the repository.",
  },
  observe: {
    schema: z.array(observeRule).max(1000),
    reads: "none",
    wanted: "a list of records with packages, and trace or profiles",
    example: "[]",
    fallback: [],
    help: "Which packages are watched by less than a trace and profiles; the last match holds.",
  },
  keep: {
    schema: z.number().int().min(1).max(10_000),
    reads: "whole",
    wanted: "a whole number from 1 to 10000",
    example: "5",
    fallback: 5,
    help: "How many captures of earlier runs stay beside the new one.",
  },
  "keep-size": {
    schema: z.string().regex(/^[0-9]{1,9}(?:\.[0-9]{1,3})?\s?(?:[kKmMgG]?[bB]|[kKmMgG]i[bB])?$/),
    reads: "text",
    wanted: "a size",
    example: "2GB",
    fallback: "2GB",
    size: true,
    help: "How large these captures may be together, e.g. 2GB.",
  },
  "upload-budget": {
    schema: duration,
    reads: "text",
    wanted: "a duration of more than 0 and at most 168h",
    example: "90s",
    duration: { mostMs: MOST_MS },
    option: {
      of: "common",
      syntax: "--upload-budget <duration>",
      help: "how long storing may take in all (default: 5m)",
    },
    input: "Longest time for storing the evidence in all, as a Go duration. Default 5m.",
    help: "How long storing may take in all, a Go duration; 5m without.",
  },
  annotations: {
    schema: z.union([z.enum(["auto", "none"]), z.number().int().min(0).max(1_000_000)]),
    reads: "cap",
    wanted: "auto, none or a number",
    example: "auto",
    fallback: "auto",
    option: {
      of: "common",
      syntax: "--annotations <n>",
      help: "annotations on the pull request: auto, none or a number",
    },
    input:
      "`auto` writes a check run where the token may (permissions: checks: write) and workflow commands elsewhere; " +
      "`none`; or the largest number of annotations. Default auto.",
    help: "Annotations on the pull request: auto, none or the largest number.",
  },
  packages: {
    schema: words(
      z
        .string()
        .max(4096)
        .regex(/^[^\s\0-][^\0]*$/, "is not a package pattern; flags of go test are no packages"),
    ),
    reads: "words",
    wanted: "a list of package patterns",
    example: "./...",
    fallback: ["./..."],
    input: "Package patterns for go test, separated by spaces or lines. Default ./...",
    guarded: true,
    help: "Package patterns where the command line names none.",
  },
  modules: {
    schema: z.enum(["all", "root"]),
    reads: "text",
    wanted: "all or root",
    example: "all",
    option: {
      of: "run",
      syntax: "--modules <which>",
      help: "which modules ./... means: all at and below it, or the root's (default: the root's and its workspace's; all without one)",
    },
    input: "Which modules `./...` means, `all` at and below it or the one at the `root`.",
    guarded: true,
    help:
      "Which modules `./...` means: all at and below it, or the one that holds it. Without: the one that holds it " +
      "and the members of its workspace; all below where none holds it.",
  },
  "allow-empty": {
    schema: z.boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--allow-empty",
      help: "pass a run in which no test ran (else exit code 5)",
    },
    input: "Pass a run in which no test ran, `true` or `false`; else its exit code is 5.",
    guarded: true,
    help: "A run in which no test ran passes; else its exit code is 5.",
  },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof SETTINGS;
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];
/** The row of a key, as any row looks. */
export function settingRow(key: SettingKey): Setting {
  return SETTINGS[key];
}
