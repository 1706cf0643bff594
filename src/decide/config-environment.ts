// `RACEGATE_*` variables: which there are, and what a mistyped one most likely means.
import { SETTING_KEYS, settingRow, type SettingKey } from "../model/settings.ts";
import { nearestWord } from "../util/nearest-word.ts";
import type { SettingMistake } from "./setting-mistake.ts";

const PREFIX = "RACEGATE_";
/** Variables that are no settings: of the platforms, of tests, and of racegate's own processes. */
const OTHERS = [
  "STEP",
  "GCS_ENDPOINT",
  "TOOLS",
  "STALL",
  "TIME_UP",
  "PROCESS_TAG",
  "USER",
  "VERSION",
];
const OWN = /^RACEGATE_(?:HOOK_|TEST_)/;

/** The variable of a key: `fail-on` is RACEGATE_FAIL_ON. */
export function environmentName(key: string): string {
  return `${PREFIX}${key.toUpperCase().replaceAll("-", "_")}`;
}

const VARIABLES: ReadonlyMap<string, SettingKey> = new Map(
  SETTING_KEYS.map((key) => [environmentName(key), key]),
);
const KNOWN = [...VARIABLES.keys(), ...OTHERS.map((name) => PREFIX + name)];

/**
 * Variables that are nearly a setting's, or of a setting that only a file can say: taken for nothing, they would be
 * a silent default. Other names are left alone: they may be a pipeline's own.
 */
export function environmentMistakes(
  env: Readonly<Record<string, string | undefined>>,
): SettingMistake[] {
  const mistakes: SettingMistake[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || value === undefined || OWN.test(name)) continue;
    const key = VARIABLES.get(name);
    if (key !== undefined) {
      if (settingRow(key).reads !== "none") continue;
      mistakes.push({
        at: name,
        message: `${key} is read from .racegate.yml only: write it there`,
      });
      continue;
    }
    if (KNOWN.includes(name)) continue;
    const near = nearestWord(name, KNOWN);
    if (near === undefined) continue;
    mistakes.push({ at: name, message: `there is no such setting; did you mean ${near}?` });
  }
  return mistakes;
}
