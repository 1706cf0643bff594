import { parse } from "yaml";
import { config } from "../model/config.ts";
import { UserFailure } from "../model/failure.ts";
import type { Flags } from "../pipeline-rim.ts";
import type { PlatformOptions } from "../platform/platform.ts";
import { argumentWords } from "./argument-words.ts";

/** The Action's inputs, checked. What a workflow leaves empty is absent, so that files and defaults decide. */
export interface ActionInputs {
  readonly workingDirectory: string;
  readonly configFile: string | undefined;
  readonly packages: readonly string[];
  /** As flags: they beat the environment and the configuration file. */
  readonly flags: Flags;
  /** What would stand behind `--`. */
  readonly goTestFlags: readonly string[];
  readonly platform: PlatformOptions;
}

/** What is wrong with an input, why, and the cure. */
function unusable(input: string, value: string, wanted: string, example: string): UserFailure {
  return new UserFailure(
    "RG9001",
    `Input ${input} is ${JSON.stringify(value)}: ${wanted}. Write, for example, ${example}`,
  );
}

/**
 * Reads the inputs of action.yml. `get` answers the trimmed value, or "" for one that is not set.
 * @throws UserFailure for the first value that cannot be used.
 */
export function readActionInputs(get: (name: string) => string): ActionInputs {
  const optional = (name: string): string | undefined => {
    const value = get(name);
    return value === "" ? undefined : value;
  };
  return {
    workingDirectory: optional("working-directory") ?? ".",
    configFile: optional("config"),
    packages: words("packages", get("packages"), "packages: ./..."),
    flags: readFlags(get, optional),
    goTestFlags: words("args", get("args"), "args: -run TestTransfer -count=3"),
    platform: {
      token: optional("token"),
      annotations: readAnnotations(get("annotations")),
      summary: boolean("summary", get("summary")) ?? true,
      suggestions: boolean("suggestions", get("suggestions")) ?? false,
      unsafePullRequestTarget:
        boolean("unsafe-pull-request-target", get("unsafe-pull-request-target")) ?? false,
      jobIndex: wholeNumber("job-index", get("job-index")),
      jobTotal: wholeNumber("job-total", get("job-total")),
    },
  };
}

const BOOLEANS = [
  "profiles",
  "fail-fast",
  "no-inline",
  "schedtrace",
  "inittrace",
  "debug-panics",
  "allow-empty",
] as const;
const TEXTS = [
  "gorace",
  "deadline",
  "baseline",
  "trace",
  "mode",
  "silent-dump",
  "gcs",
  "out",
  "upload-budget",
  "modules",
] as const;
const EXAMPLES = new Map<string, string>([
  ["gorace", "gorace: history_size=5"],
  ["deadline", "deadline: 20m"],
  ["baseline", "baseline: .racegate/baseline.json"],
  ["trace", "trace: on-finding"],
  ["mode", "mode: instrumented"],
  ["silent-dump", "silent-dump: 30s"],
  ["gcs", "gcs: gs://my-bucket/racegate"],
  ["out", "out: .racegate"],
  ["upload-budget", "upload-budget: 2m"],
  ["modules", "modules: all"],
  ["fail-on", "fail-on: new, panic"],
  ["gomaxprocs", "gomaxprocs: 4"],
]);

function readFlags(
  get: (name: string) => string,
  optional: (name: string) => string | undefined,
): Flags {
  const flags = new Map<string, unknown>();
  const set = (name: string, value: unknown): void => {
    if (value !== undefined) flags.set(name, value);
  };
  for (const name of TEXTS) set(name, optional(name));
  for (const name of BOOLEANS) set(name, boolean(name, get(name)));
  set("gomaxprocs", wholeNumber("gomaxprocs", get("gomaxprocs")));
  set("fail-on", failOn(get("fail-on")));
  if (get("annotations") !== "") set("annotations", readAnnotations(get("annotations")));
  if (get("pass-env") !== "") set("pass-env", list(get("pass-env")));
  const checked = config.safeParse(Object.fromEntries(flags));
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const name = String(issue?.path[0] ?? "");
  const example = EXAMPLES.get(name) ?? `${name}: …`;
  throw unusable(name, get(name), lowerFirst(issue?.message ?? "it is not valid"), example);
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function boolean(name: string, value: string): boolean | undefined {
  if (value === "") return undefined;
  const lower = value.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true";
  throw unusable(name, value, "it must be true or false", `${name}: true`);
}

function wholeNumber(name: string, value: string): number | undefined {
  if (value === "") return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw unusable(name, value, "it must be a whole number", `${name}: 4`);
}

function readAnnotations(value: string): "auto" | "none" | number {
  if (value === "" || value === "auto") return "auto";
  if (value === "none") return "none";
  if (/^\d{1,6}$/.test(value)) return Number(value);
  const wanted = "it must be auto, none or a number";
  throw unusable("annotations", value, wanted, "annotations: auto");
}

function words(name: string, value: string, example: string): string[] {
  const found = argumentWords(value);
  if (found !== undefined) return found;
  throw unusable(name, value, "a quote or a backslash is left open", example);
}

/** Parted by commas, spaces or lines. */
function list(value: string): string[] {
  return value.split(/[\s,]/).filter((item) => item !== "");
}

/** `none`; words parted by commas or lines; or a YAML list, for rules that are more than a word. */
function failOn(value: string): unknown {
  if (value === "") return undefined;
  if (value === "none") return [];
  if (!value.startsWith("[") && !value.startsWith("- ")) {
    return value
      .split(/[\n,]/)
      .map((item) => item.trim())
      .filter((item) => item !== "");
  }
  try {
    return parse(value) as unknown;
  } catch {
    throw unusable("fail-on", value, "it is no YAML list", "fail-on: new, panic");
  }
}
