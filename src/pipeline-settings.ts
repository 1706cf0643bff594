// The settings of a run: found, resolved, checked; and what of them decides.
import type { Retention } from "./collect/own-directory.ts";
import { findConfigFile } from "./collect/config-file.ts";
import { repositoryRoot } from "./collect/repository-root.ts";
import type { ParsedConfig } from "./decide/config-file.ts";
import { resolveConfig, type ResolvedConfig } from "./decide/config-resolve.ts";
import type { Policy, Resolved } from "./model/config.ts";
import { UserFailure } from "./model/failure.ts";
import type { Environment, Given } from "./pipeline-rim.ts";
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
  /** The file that was read, as messages name it. */
  readonly configFile: string | undefined;
}

export interface SettingsInput {
  readonly cwd: string;
  readonly env: Environment;
  readonly given: Given;
  /** Package patterns of the command line. */
  readonly packages?: readonly string[] | undefined;
  readonly configFile?: string | undefined;
}

/** @throws UserFailure RG9001 with every mistake, one line each. */
export async function resolveSettings(input: SettingsInput): Promise<ResolvedSettings> {
  const root = await repositoryRoot(input.cwd);
  const { config, configFile } = await loadConfig(input, root);
  const deadlineMs = durationOf(config.deadline);
  const uploadBudgetMs = durationOf(config["upload-budget"]);
  return {
    config,
    out: resolve(input.cwd, config.out.value),
    outGiven: config.out.origin.by !== "default",
    keep: { runs: config.keep.value, bytes: parseByteSize(config["keep-size"].value) ?? Infinity },
    keepGiven: [config.keep, config["keep-size"]].some(({ origin }) => origin.by !== "default"),
    gcs: config.gcs?.value,
    trace: config.trace.value,
    annotations: config.annotations.value,
    deadlineMs,
    silentDumpMs: silenceOf(config["silent-dump"]),
    uploadBudgetMs,
    baseline: config.baseline?.value,
    root,
    configFile,
  };
}

/** Checked already: a text that is no duration did not come so far. */
function durationOf(setting: Resolved<string> | undefined): number | undefined {
  return setting === undefined ? undefined : parseGoDurationMs(setting.value);
}

/** The YAML reader is loaded where there is a file, not at every start. */
async function readConfig(text: string, path: string): Promise<ParsedConfig & { path: string }> {
  const { parseConfig } = await import("./decide/config-file.ts");
  return { ...parseConfig(text, path), path };
}

/** 0 and `off` mean never. */
function silenceOf(setting: Resolved<string> | undefined): number | undefined {
  return setting?.value === "0" || setting?.value === "off" ? 0 : durationOf(setting);
}

async function loadConfig(
  input: SettingsInput,
  root: string,
): Promise<{ config: ResolvedConfig; configFile: string | undefined }> {
  const found = await findConfigFile(input.cwd, root, input.configFile);
  const file = found === undefined ? undefined : await readConfig(found.text, found.path);
  const { config, mistakes } = await resolveConfig({
    given: input.given.settings,
    door: input.given.door,
    packages: input.packages,
    env: input.env,
    file,
  });
  if (mistakes.length > 0) {
    const lines = mistakes.map(({ at, message }) => `  ${at}: ${message}`);
    throw new UserFailure(
      "RG9001",
      `the configuration has ${mistakes.length === 1 ? "a mistake" : "mistakes"}; nothing was run.\n${lines.join("\n")}`,
    );
  }
  return { config, configFile: found?.path };
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
