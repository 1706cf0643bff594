import { settingRow, type SettingKey } from "../model/settings.ts";
import type { Origin } from "../model/setting.ts";
import { placeWords, settingText } from "../util/setting-origin.ts";
import type { SettingProblem } from "./setting-check.ts";

/** A mistake of a setting: where it stands, in the words of the door that was used, and what is wrong. */
export interface SettingMistake {
  readonly at: string;
  readonly message: string;
}

/** The mistakes of one setting, each with a value that can be used where the setting is one value. */
export function settingMistakes(
  origin: Origin,
  key: SettingKey,
  problems: readonly SettingProblem[],
): SettingMistake[] {
  return problems.map(({ path, message }) => ({
    at: placeWords(origin, key),
    message: path.length > 0 ? message : `${message}; for example ${exampleOf(origin, key)}`,
  }));
}

/** A setting that can be used, as one writes it at this door. */
export function exampleOf(origin: Origin, key: SettingKey): string {
  return settingText(origin, key, settingRow(key).example);
}
