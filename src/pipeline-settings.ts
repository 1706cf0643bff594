// The settings of a run: found, resolved, checked; and what of them decides.
import type { Retention } from "./collect/own-directory.ts";
import { findConfigFile } from "./collect/config-file.ts";
import { repositoryRoot } from "./collect/repository-root.ts";
import type { ParsedConfig } from "./decide/config-file.ts";
import { resolveConfig, type ResolvedConfig } from "./decide/config-resolve.ts";
import { failOnMistakes } from "./decide/policy.ts";
import type { Policy, Resolved } from "./model/config.ts";
import { UserFailure } from "./model/failure.ts";
import type { Environment, Flags } from "./pipeline-rim.ts";
import { parseByteSize } from "./util/byte-size.ts";
import { parseGoDurationMs } from "./util/go-duration.ts";
import { resolve } from "node:path";

export interface ResolvedSettings {
  readonly config: ResolvedConfig;
  /** Absolute. */
  readonly out: string;
  /** The user named a directory, so it gets the evidence even where a bucket does. */
  readonly outGiven: boolean;
  /** Which captures of earlier runs stay. */
  readonly keep: Retention;
  readonly keepGiven: boolean;
  readonly gcs: string | undefined;
  readonly trace: "always" | "on-finding" | "never";
  readonly annotations: "auto" | "none" | number;
  readonly deadlineMs: number | undefined;
  /** 0: never. */
  readonly silentDumpMs: number | undefined;
  /** For all transfers together; the store's own default without. */
  readonly uploadBudgetMs: number | undefined;
  readonly baseline: string | undefined;
  readonly root: string;
}

export interface SettingsInput {
  readonly cwd: string;
  readonly env: Environment;
  readonly flags: Flags;
  readonly flagWord: (key: string) => string;
  readonly configFile?: string | undefined;
}

/** @throws UserFailure RG9001 with every mistake, one line each. */
export async function resolveSettings(input: SettingsInput): Promise<ResolvedSettings> {
  const root = await repositoryRoot(input.cwd);
  const config = await loadConfig(input, root);
  const deadlineMs = durationOf(config.deadline);
  const uploadBudgetMs = durationOf(config["upload-budget"]);
  return {
    config,
    out: resolve(input.cwd, config.out.value),
    outGiven: config.out.origin !== "default",
    keep: { runs: config.keep.value, bytes: sizeOf(config["keep-size"]) },
    keepGiven: [config.keep, config["keep-size"]].some(({ origin }) => origin !== "default"),
    gcs: config.gcs?.value,
    trace: config.trace.value,
    annotations: config.annotations.value,
    deadlineMs,
    silentDumpMs: silenceOf(config["silent-dump"]),
    uploadBudgetMs,
    baseline: config.baseline?.value,
    root,
  };
}

/** @throws UserFailure RG9001 for a text that is no duration, or none at all of time */
function durationOf(setting: Resolved<string> | undefined): number | undefined {
  if (setting === undefined) return undefined;
  const ms = parseGoDurationMs(setting.value);
  if (ms !== undefined && ms > 0) return ms;
  throw new UserFailure(
    "RG9001",
    `${setting.origin}: "${setting.value}" is not a duration such as 20m or 90s.`,
  );
}

/** @throws UserFailure RG9001 for a text that is no size */
function sizeOf({ value, origin }: Resolved<string>): number {
  const bytes = parseByteSize(value);
  if (bytes !== undefined) return bytes;
  throw new UserFailure("RG9001", `${origin}: "${value}" is not a size such as 500MB or 2GB.`);
}

/** The YAML reader is loaded where there is a file, not at every start. */
async function readConfig(text: string, path: string): Promise<ParsedConfig & { path: string }> {
  const { parseConfig } = await import("./decide/config-file.ts");
  return { ...parseConfig(text, path), path };
}

/** @throws UserFailure RG9001 for a text that is no duration; 0 and `off` mean never */
function silenceOf(setting: Resolved<string> | undefined): number | undefined {
  return setting?.value === "0" || setting?.value === "off" ? 0 : durationOf(setting);
}

async function loadConfig(input: SettingsInput, root: string): Promise<ResolvedConfig> {
  const found = await findConfigFile(input.cwd, root, input.configFile);
  const file = found === undefined ? undefined : await readConfig(found.text, found.path);
  const { config, mistakes } = resolveConfig({
    flags: input.flags,
    flagWord: input.flagWord,
    env: input.env,
    file,
  });
  const failOn = config["fail-on"];
  const all = [
    ...mistakes,
    ...failOnMistakes(failOn.value).map((message) => ({ at: failOn.origin, message })),
  ];
  if (all.length > 0) {
    const lines = all.map(({ at, message }) => `  ${at}: ${message}`);
    throw new UserFailure(
      "RG9001",
      `the configuration has ${all.length === 1 ? "a mistake" : "mistakes"}; nothing was run.\n${lines.join("\n")}`,
    );
  }
  return config;
}

/** What decides, kept in the capture so that `analyze` decides the same. */
export function policyOf(settings: ResolvedSettings, nowMs: number): Policy {
  const { config } = settings;
  return {
    failOn: [...config["fail-on"].value],
    accepted: [...config.accepted.value],
    now: new Date(nowMs).toISOString(),
    ...(config["allow-empty"].value ? { allowEmpty: true } : {}),
  };
}
