// The settings of a run: found, resolved, checked; and what of them decides.
import type { Retention } from "./collect/own-directory.ts";
import { baseRevision, type BaseRevision } from "./collect/base-revision.ts";
import { findConfigAtBase, findConfigFile } from "./collect/config-file.ts";
import { isInside, outMistake } from "./collect/out-place.ts";
import { repositoryRoot } from "./collect/repository-root.ts";
import type { ParsedConfig } from "./decide/config-file.ts";
import { resolveConfig, type ResolvedConfig } from "./decide/config-resolve.ts";
import type { Policy, Resolved } from "./model/config.ts";
import type { SettingMistake } from "./decide/setting-mistake.ts";
import type { BuildContext } from "./model/build-context.ts";
import { UserFailure } from "./model/failure.ts";
import type { Environment, Given } from "./pipeline-rim.ts";
import { parseByteSize } from "./util/byte-size.ts";
import { parseGoDurationMs } from "./util/go-duration.ts";
import { originWords, placeWords } from "./util/setting-origin.ts";
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
  /** Where each accepted entry stands: `.racegate.yml:12`. */
  readonly acceptedAt: readonly string[];
  /** The run is of a stranger's change: the revision that says what decides, if the clone has it. */
  readonly base: { readonly revision: BaseRevision | undefined } | undefined;
  readonly notes: readonly string[];
}

export interface SettingsInput {
  readonly cwd: string;
  readonly env: Environment;
  readonly given: Given;
  /** Package patterns of the command line. */
  readonly packages?: readonly string[] | undefined;
  readonly configFile?: string | undefined;
  /** Where the run happens: a stranger's change does not decide about itself. Absent: here, by hand. */
  readonly context?: BuildContext | undefined;
}

/** @throws UserFailure RG9001 with every mistake, one line each. */
export async function resolveSettings(input: SettingsInput): Promise<ResolvedSettings> {
  const root = await repositoryRoot(input.cwd);
  const loaded = await loadConfig(input, root);
  const { config, configFile } = loaded;
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
    acceptedAt: loaded.acceptedAt,
    base: loaded.base,
    notes: loaded.notes,
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

interface LoadedConfig extends Pick<
  ResolvedSettings,
  "acceptedAt" | "base" | "notes" | "configFile"
> {
  readonly config: ResolvedConfig;
}

async function loadConfig(input: SettingsInput, root: string): Promise<LoadedConfig> {
  const { cwd, env, context, configFile } = input;
  const found = await findConfigFile(cwd, root, configFile);
  const file = found === undefined ? undefined : await readConfig(found.text, found.path);
  // A file beside the checkout is the workflow's, and not the change's.
  const isStrangers =
    context?.trusted === false && (found === undefined || isInside(root, found.absolute));
  const revision = isStrangers ? await baseRevision(context, root, env) : undefined;
  const base =
    revision === undefined ? undefined : await findConfigAtBase(revision, cwd, configFile);
  const { config, mistakes, acceptedAt, ignored } = await resolveConfig({
    given: input.given.settings,
    door: input.given.door,
    packages: input.packages,
    env,
    file,
    stranger: isStrangers
      ? { base: base === undefined ? undefined : await readConfig(base.text, base.path) }
      : undefined,
  });
  const wrong = [...mistakes, ...(await outMistakes(config, cwd, root))];
  if (wrong.length > 0) {
    const lines = wrong.map(({ at, message }) => `  ${at}: ${message}`);
    throw new UserFailure(
      "RG9001",
      `the configuration has ${wrong.length === 1 ? "a mistake" : "mistakes"}; nothing was run.\n${lines.join("\n")}`,
    );
  }
  return {
    config,
    configFile: found?.path,
    acceptedAt,
    base: context?.trusted === false ? { revision } : undefined,
    notes: ignored.length > 0 ? [ignoredNote(ignored, revision)] : [],
  };
}

function ignoredNote(ignored: readonly string[], revision: BaseRevision | undefined): string {
  const keys = ignored.join(", ");
  return revision === undefined
    ? `This change is not trusted, so what its own configuration says of ${keys} does not count, and the base ` +
        "revision is not in this clone: the defaults hold. Fetch the base (actions/checkout with fetch-depth: 0), " +
        "or set them as inputs."
    : `This change is not trusted: of ${keys} the configuration of ${revision.name} counts, not its own.`;
}

/** Whether racegate may write where `out` says. */
async function outMistakes(
  { out }: Pick<ResolvedConfig, "out">,
  cwd: string,
  root: string,
): Promise<SettingMistake[]> {
  const { origin, value } = out;
  if (origin.by === "default") return [];
  const message = await outMistake(resolve(cwd, value), origin.by === "file" ? root : undefined);
  if (message === undefined) return [];
  return [{ at: placeWords(origin, "out"), message: `${JSON.stringify(value)} ${message}` }];
}

/** What decides, kept in the capture so that `analyze` decides the same. */
export function policyOf(settings: ResolvedSettings, nowMs: number): Policy {
  const { config } = settings;
  return {
    failOn: [...config["fail-on"].value],
    failOnOrigin: originWords(config["fail-on"].origin),
    accepted: config.accepted.value.map((entry, index) => {
      const origin = settings.acceptedAt[index];
      return origin === undefined ? entry : { ...entry, origin };
    }),
    now: new Date(nowMs).toISOString(),
    ...(config["allow-empty"].value ? { allowEmpty: true } : {}),
  };
}
