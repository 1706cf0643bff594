import { SETTING_KEYS, settingRow, type SettingKey } from "../model/settings.ts";
import { UserFailure } from "../model/failure.ts";
import type { Given } from "../pipeline-rim.ts";
import { DEFAULT_PLATFORM_OPTIONS, type PlatformOptions } from "../platform/platform.ts";
import { argumentWords } from "./argument-words.ts";

/** The Action's inputs. What a workflow leaves empty is absent, so that files and defaults decide. */
export interface ActionInputs {
  readonly workingDirectory: string;
  readonly configFile: string | undefined;
  /** Settings, as texts: they are checked with all other settings, and beat the environment and the file. */
  readonly given: Given;
  /** What would stand behind `--`. */
  readonly goTestFlags: readonly string[];
  readonly platform: PlatformOptions;
}

/** What is wrong with an input that is no setting, and a value that can be used. */
function unusable(input: string, value: string, wanted: string, example: string): UserFailure {
  return new UserFailure(
    "RG9001",
    `input ${input}: ${JSON.stringify(value)} is not ${wanted}; for example ${example}`,
  );
}

/**
 * Reads the inputs of action.yml. `get` answers the trimmed value, or "" for one that is not set.
 * @throws UserFailure for the first value of an input that is no setting and cannot be used.
 */
export function readActionInputs(get: (name: string) => string): ActionInputs {
  const optional = (name: string): string | undefined => {
    const value = get(name);
    return value === "" ? undefined : value;
  };
  return {
    workingDirectory: optional("working-directory") ?? ".",
    configFile: optional("config"),
    given: { door: "input", settings: settingInputs(optional) },
    goTestFlags: words("args", get("args"), "args: -run TestTransfer -count=3"),
    platform: {
      ...DEFAULT_PLATFORM_OPTIONS,
      token: optional("token"),
      summary: boolean("summary", get("summary")) ?? true,
      suggestions: boolean("suggestions", get("suggestions")) ?? false,
      unsafePullRequestTarget:
        boolean("unsafe-pull-request-target", get("unsafe-pull-request-target")) ?? false,
      jobIndex: wholeNumber("job-index", get("job-index")),
      jobTotal: wholeNumber("job-total", get("job-total")),
    },
  };
}

function settingInputs(get: (name: string) => string | undefined): Map<SettingKey, string> {
  const settings = new Map<SettingKey, string>();
  for (const key of SETTING_KEYS) {
    if (settingRow(key).input === undefined) continue;
    const value = get(key);
    if (value !== undefined) settings.set(key, value);
  }
  return settings;
}

function boolean(name: string, value: string): boolean | undefined {
  if (value === "") return undefined;
  const lower = value.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true";
  throw unusable(name, value, "true or false", `${name}: true`);
}

function wholeNumber(name: string, value: string): number | undefined {
  if (value === "") return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw unusable(name, value, "a whole number", `${name}: 4`);
}

function words(name: string, value: string, example: string): string[] {
  const found = argumentWords(value);
  if (found !== undefined) return found;
  throw unusable(name, value, "complete: a quote or a backslash is left open", example);
}
