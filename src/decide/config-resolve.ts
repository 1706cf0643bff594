// Flags > environment > file > default, with the origin of each value.
import { config, type Config, type Resolved } from "../model/config.ts";
import type { ConfigMistake, ParsedConfig } from "./config-file.ts";

type Key = keyof Config;

/** What holds without a word from anyone. A key that is not here is off. */
export const DEFAULTS = {
  "fail-on": [
    { kind: "data-race", state: "new" },
    { kind: "fatal-error", state: "new" },
    { kind: "deadlock", state: "new" },
    { kind: "panic", state: "new" },
  ],
  accepted: [],
  gomaxprocs: 4,
  trace: "always",
  profiles: true,
  "fail-fast": false,
  "no-inline": false,
  schedtrace: false,
  inittrace: false,
  mode: "light",
  "debug-panics": false,
  "pass-env": [],
  out: ".racegate",
  observe: [],
  keep: 5,
  "keep-size": "2GB",
  annotations: "auto",
  packages: ["./..."],
  "allow-empty": false,
} as const satisfies Config;

export type ResolvedConfig = { readonly [K in Key]?: Resolved<NonNullable<Config[K]>> } & {
  readonly [K in keyof typeof DEFAULTS]: Resolved<NonNullable<Config[K]>>;
};

export interface ConfigSources {
  readonly flags: Partial<Config>;
  /** How a front door calls its setting, e.g. `--gcs`. */
  readonly flagWord: (key: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file?: (ParsedConfig & { readonly path: string }) | undefined;
}

export interface ConfigResolution {
  readonly config: ResolvedConfig;
  readonly mistakes: readonly ConfigMistake[];
}

const KEYS = Object.keys(config.shape) as Key[];

/** The variable of a key: `fail-on` is RACEGATE_FAIL_ON. */
function environmentName(key: string): string {
  return `RACEGATE_${key.toUpperCase().replaceAll("-", "_")}`;
}

/** Every setting with its value and where it comes from; mistakes are named, never guessed around. */
export function resolveConfig(sources: ConfigSources): ConfigResolution {
  const mistakes: ConfigMistake[] = [...(sources.file?.mistakes ?? [])];
  const resolved = new Map<string, Resolved<unknown>>();
  for (const key of KEYS) {
    const value =
      fromFlags(key, sources, mistakes) ??
      fromEnvironment(key, sources, mistakes) ??
      fromFile(key, sources) ??
      fromDefaults(key);
    if (value !== undefined) resolved.set(key, value);
  }
  return { config: Object.fromEntries(resolved) as unknown as ResolvedConfig, mistakes };
}

function fromFlags(
  key: Key,
  { flags, flagWord }: ConfigSources,
  mistakes: ConfigMistake[],
): Resolved<unknown> | undefined {
  const value = flags[key];
  if (value === undefined) return undefined;
  const word = flagWord(key);
  return checked(key, value, word, `flag ${word}`, mistakes);
}

function fromEnvironment(
  key: Key,
  { env }: ConfigSources,
  mistakes: ConfigMistake[],
): Resolved<unknown> | undefined {
  // Accepted findings have reasons and dates, rules of observation have members: a file's matter.
  if (key === "accepted" || key === "observe") return undefined;
  const name = environmentName(key);
  const text = env[name];
  if (text === undefined || (text === "" && key !== "fail-on")) return undefined;
  return checked(key, valueOfText(key, text), name, `environment ${name}`, mistakes);
}

function fromFile(key: Key, { file }: ConfigSources): Resolved<unknown> | undefined {
  const value = file?.config[key];
  if (file === undefined || value === undefined) return undefined;
  const line = file.lines.get(key);
  return { value, origin: line === undefined ? file.path : `${file.path}:${line}` };
}

function fromDefaults(key: Key): Resolved<unknown> | undefined {
  const value = (DEFAULTS as Partial<Config>)[key];
  return value === undefined ? undefined : { value, origin: "default" };
}

function checked(
  key: Key,
  value: unknown,
  at: string,
  origin: string,
  mistakes: ConfigMistake[],
): Resolved<unknown> | undefined {
  const result = config.shape[key].safeParse(value);
  if (result.success) return { value: result.data, origin };
  const why = result.error.issues[0]?.message ?? "not a valid value";
  mistakes.push({ at, message: `"${String(value)}" is not a value for ${key}: ${why}` });
  return undefined;
}

const LISTS: ReadonlySet<string> = new Set(["fail-on", "pass-env", "packages"]);
const SWITCHES: ReadonlySet<string> = new Set([
  "profiles",
  "fail-fast",
  "no-inline",
  "schedtrace",
  "inittrace",
  "debug-panics",
  "allow-empty",
]);

/** The words of a variable or of an Action's input as a value of that key. */
function valueOfText(key: string, text: string): unknown {
  const word = text.trim();
  if (LISTS.has(key)) return word.split(/[\s,]/).filter((part) => part !== "");
  if (SWITCHES.has(key)) {
    if (word === "true" || word === "1") return true;
    if (word === "false" || word === "0") return false;
    return word;
  }
  const numeric =
    key === "gomaxprocs" ||
    key === "keep" ||
    (key === "annotations" && word !== "auto" && word !== "none");
  return numeric && /^[0-9]{1,9}$/.test(word) ? Number(word) : word;
}
