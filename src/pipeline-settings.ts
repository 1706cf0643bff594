// The settings of a run: found, resolved, checked; and what of them decides.
import { findConfigFile } from "./collect/config-file.ts";
import { repositoryRoot } from "./collect/repository-root.ts";
import { parseConfig } from "./decide/config-file.ts";
import { failOnMistakes } from "./decide/index.ts";
import { resolveConfig, type ResolvedConfig } from "./decide/config-resolve.ts";
import type { Policy } from "./model/config.ts";
import { UserFailure } from "./model/failure.ts";
import type { Environment, Flags } from "./pipeline-rim.ts";
import { parseGoDurationMs } from "./util/go-duration.ts";
import { resolve } from "node:path";

export interface ResolvedSettings {
  readonly config: ResolvedConfig;
  /** Absolute. */
  readonly out: string;
  /** The user named a directory, so it gets the evidence even where a bucket does. */
  readonly outGiven: boolean;
  readonly gcs: string | undefined;
  readonly trace: "always" | "on-finding" | "never";
  readonly annotations: "auto" | "none" | number;
  readonly deadlineMs: number | undefined;
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
  const deadline = config.deadline?.value;
  const deadlineMs = deadline === undefined ? undefined : parseGoDurationMs(deadline);
  if (deadline !== undefined && (deadlineMs === undefined || deadlineMs <= 0)) {
    const from = config.deadline?.origin ?? "deadline";
    throw new UserFailure("RG9001", `${from}: "${deadline}" is not a duration such as 20m or 90s.`);
  }
  return {
    config,
    out: resolve(input.cwd, config.out.value),
    outGiven: config.out.origin !== "default",
    gcs: config.gcs?.value,
    trace: config.trace.value,
    annotations: config.annotations.value,
    deadlineMs,
    baseline: config.baseline?.value,
    root,
  };
}

async function loadConfig(input: SettingsInput, root: string): Promise<ResolvedConfig> {
  const found = await findConfigFile(input.cwd, root, input.configFile);
  const file =
    found === undefined ? undefined : { ...parseConfig(found.text, found.path), path: found.path };
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
  };
}
