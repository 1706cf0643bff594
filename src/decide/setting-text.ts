// What an option, a variable or an input says, as the value that `.racegate.yml` would hold.
import { settingRow, type SettingKey } from "../model/settings.ts";

/** More digits are no number of a setting; a longer text stays a text, and is refused as one. */
const DIGITS_MAX = 400;

/** A text that is no such value stays a text: the check names it. */
export async function valueOfText(key: SettingKey, text: string): Promise<unknown> {
  const word = text.trim();
  switch (settingRow(key).reads) {
    case "whole":
      return numberOf(word);
    case "cap":
      return numberOf(word);
    case "switch":
      return switchOf(word);
    case "words":
      return word.split(/[\s,]+/).filter((part) => part !== "");
    case "rules":
      return await rulesOf(word);
    default:
      return word;
  }
}

function numberOf(word: string): unknown {
  return word.length <= DIGITS_MAX && /^[+-]?[0-9]+(?:\.[0-9]+)?$/.test(word) ? Number(word) : word;
}

function switchOf(word: string): unknown {
  const lower = word.toLowerCase();
  if (lower === "true" || lower === "1") return true;
  return lower === "false" || lower === "0" ? false : word;
}

/** `none`; words parted by commas or lines; or a YAML list, for rules that are more than a word. */
async function rulesOf(word: string): Promise<unknown> {
  if (word === "none") return [];
  if (!word.startsWith("[") && !word.startsWith("- ")) {
    return word
      .split(/[\n,]/)
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
  const { parse } = await import("yaml");
  try {
    return parse(word, { maxAliasCount: 100, uniqueKeys: false }) as unknown;
  } catch {
    return word;
  }
}
