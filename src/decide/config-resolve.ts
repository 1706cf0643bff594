// Flags or inputs > environment > file > default, with the origin of each value.
import type { Config, Resolved } from "../model/config.ts";
import type { SETTINGS } from "../model/settings.ts";
import { SETTING_KEYS, settingRow, type SettingKey } from "../model/settings.ts";
import type { Origin } from "../model/setting.ts";
import { environmentMistakes, environmentName } from "./config-environment.ts";
import type { ParsedConfig } from "./config-file.ts";
import { checkSetting } from "./setting-check.ts";
import { settingMistakes, type SettingMistake } from "./setting-mistake.ts";
import { valueOfText } from "./setting-text.ts";

type DefaultKey = {
  [K in SettingKey]: (typeof SETTINGS)[K] extends { fallback: unknown } ? K : never;
}[SettingKey];

export type ResolvedConfig = { readonly [K in SettingKey]?: Resolved<NonNullable<Config[K]>> } & {
  readonly [K in DefaultKey]: Resolved<NonNullable<Config[K]>>;
};

export interface ConfigSources {
  /** What the command line or the Action says, as text by key. */
  readonly given: ReadonlyMap<SettingKey, string>;
  readonly door: "flag" | "input";
  /** Package patterns of the command line. */
  readonly packages?: readonly string[] | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file?: ConfigSource | undefined;
  /**
   * The change is a stranger's: of guarded settings, what its own file says does not count. `base` is the file of
   * the revision that it would change.
   */
  readonly stranger?: { readonly base: ConfigSource | undefined } | undefined;
}

export type ConfigSource = ParsedConfig & { readonly path: string };

export interface ConfigResolution {
  readonly config: ResolvedConfig;
  readonly mistakes: readonly SettingMistake[];
  /** Where each accepted entry stands: `.racegate.yml:12`. */
  readonly acceptedAt: readonly string[];
  /** Settings of a stranger's file that do not count. */
  readonly ignored: readonly SettingKey[];
}

/** Every setting with its value and where it comes from; mistakes are named, never guessed around. */
export async function resolveConfig(sources: ConfigSources): Promise<ConfigResolution> {
  const mistakes: SettingMistake[] = [
    ...environmentMistakes(sources.env),
    ...(sources.file?.mistakes ?? []),
    ...(sources.stranger?.base?.mistakes ?? []),
  ];
  const resolved = new Map<string, Resolved<unknown>>();
  for (const key of SETTING_KEYS) {
    // A mistake is named although a stronger door hides it: the same file is refused everywhere.
    const values = [
      await fromGiven(key, sources, mistakes),
      await fromEnvironment(key, sources, mistakes),
      fromFile(key, sourceOf(key, sources)),
      fromDefaults(key),
    ];
    const value = values.find((one) => one !== undefined);
    if (value !== undefined) resolved.set(key, value);
  }
  const accepting = sourceOf("accepted", sources);
  return {
    config: Object.fromEntries(resolved) as unknown as ResolvedConfig,
    mistakes,
    acceptedAt: (accepting?.acceptedLines ?? []).map((line) => `${accepting?.path ?? ""}:${line}`),
    ignored: SETTING_KEYS.filter((key) => isIgnored(key, sources)),
  };
}

/** The file that counts for a setting. */
function sourceOf(key: SettingKey, { file, stranger }: ConfigSources): ConfigSource | undefined {
  return stranger !== undefined && settingRow(key).guarded === true ? stranger.base : file;
}

function isIgnored(key: SettingKey, { file, stranger }: ConfigSources): boolean {
  if (stranger === undefined || settingRow(key).guarded !== true) return false;
  const [own, base] = [file?.config[key], stranger.base?.config[key]];
  return own !== undefined && JSON.stringify(own) !== JSON.stringify(base);
}

async function fromGiven(
  key: SettingKey,
  { given, door, packages = [] }: ConfigSources,
  mistakes: SettingMistake[],
): Promise<Resolved<unknown> | undefined> {
  if (key === "packages" && packages.length > 0) {
    return checkedValue(key, packages, { by: "flag", name: "packages" }, mistakes);
  }
  const text = given.get(key);
  if (text === undefined) return undefined;
  const [option] = (settingRow(key).option?.syntax ?? `--${key}`).split(" ");
  const name = door === "input" ? key : (option ?? key);
  return await checked(key, text, { by: door, name }, mistakes);
}

async function fromEnvironment(
  key: SettingKey,
  { env }: ConfigSources,
  mistakes: SettingMistake[],
): Promise<Resolved<unknown> | undefined> {
  if (settingRow(key).reads === "none") return undefined;
  const name = environmentName(key);
  const text = env[name];
  if (text === undefined || (text === "" && key !== "fail-on")) return undefined;
  return await checked(key, text, { by: "environment", name }, mistakes);
}

function fromFile(key: SettingKey, file: ConfigSource | undefined): Resolved<unknown> | undefined {
  const value = file?.config[key];
  if (file === undefined || value === undefined) return undefined;
  return { value, origin: { by: "file", name: file.path, line: file.lines.get(key) } };
}

function fromDefaults(key: SettingKey): Resolved<unknown> | undefined {
  const { fallback } = settingRow(key);
  return fallback === undefined ? undefined : { value: fallback, origin: { by: "default" } };
}

async function checked(
  key: SettingKey,
  text: string,
  origin: Origin,
  mistakes: SettingMistake[],
): Promise<Resolved<unknown> | undefined> {
  return checkedValue(key, await valueOfText(key, text), origin, mistakes);
}

function checkedValue(
  key: SettingKey,
  value: unknown,
  origin: Origin,
  mistakes: SettingMistake[],
): Resolved<unknown> | undefined {
  const result = checkSetting(key, value);
  if (result.problems === undefined) return { value: result.value, origin };
  mistakes.push(...settingMistakes(origin, key, result.problems));
  return undefined;
}
