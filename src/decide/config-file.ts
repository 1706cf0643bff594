// `.racegate.yml` → a Config with the line of each key, or every mistake with its line.
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document } from "yaml";
import type { Config } from "../model/config.ts";
import { SETTING_KEYS, type SettingKey } from "../model/settings.ts";
import { didYouMean } from "../util/nearest-word.ts";
import { checkSetting, shownValue, type SettingProblem } from "./setting-check.ts";
import { settingMistakes, type SettingMistake } from "./setting-mistake.ts";

export interface ParsedConfig {
  readonly config: Config;
  /** 1-based line by top-level key. */
  readonly lines: ReadonlyMap<string, number>;
  /** 1-based line of each accepted entry. */
  readonly acceptedLines: readonly number[];
  readonly mistakes: readonly SettingMistake[];
}

/** More mistakes than this are not worth reading at once. */
const MISTAKES_MAX = 20;
const KEYS: ReadonlySet<string> = new Set(SETTING_KEYS);

/**
 * Reads the text of a configuration file.
 * @param path how messages name the file
 */
export function parseConfig(text: string, path: string): ParsedConfig {
  try {
    return new ConfigReader(text, path).read();
  } catch (error) {
    // Aliases that unfold without end or name nothing; lists in lists beyond the stack.
    const why = error instanceof Error ? error.message : String(error);
    return failed([{ at: path, message: `not readable as YAML: ${why}` }]);
  }
}

function failed(mistakes: readonly SettingMistake[]): ParsedConfig {
  return { config: {}, lines: new Map(), acceptedLines: [], mistakes };
}

class ConfigReader {
  readonly #counter = new LineCounter();
  readonly #document: Document.Parsed;
  readonly #path: string;
  readonly #lines = new Map<string, number>();

  constructor(text: string, path: string) {
    this.#path = path;
    // The reader's own search for double keys compares each with each: seconds for a file of keys.
    this.#document = parseDocument(text, {
      lineCounter: this.#counter,
      prettyErrors: false,
      uniqueKeys: false,
    });
  }

  read(): ParsedConfig {
    const broken = this.#document.errors.slice(0, MISTAKES_MAX).map((error) => ({
      at: this.#at(error.pos[0]),
      message: `not valid YAML: ${error.message}`,
    }));
    const mistakes = broken.length > 0 ? broken : this.#doubleKeys();
    if (mistakes.length > 0) return failed(mistakes);
    this.#readLines();
    // An empty file, or one of comments only, sets nothing.
    const value = (this.#document.toJS({ maxAliasCount: 100 }) ?? {}) as unknown;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return failed([{ at: this.#path, message: "the file is not a list of keys with values" }]);
    }
    return this.#check(value);
  }

  #check(value: object): ParsedConfig {
    const mistakes: SettingMistake[] = [];
    const config: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) {
      if (mistakes.length >= MISTAKES_MAX) break;
      if (!KEYS.has(key)) {
        const message = `unknown key ${shownValue(key)}${didYouMean(key, SETTING_KEYS)}`;
        mistakes.push({ at: this.#at(this.#offset([key])), message });
        continue;
      }
      const checked = checkSetting(key as SettingKey, member);
      if (checked.problems === undefined) config[key] = checked.value;
      else mistakes.push(...this.#problems(key as SettingKey, checked.problems));
    }
    if (mistakes.length > 0) {
      return { ...failed(mistakes.slice(0, MISTAKES_MAX)), lines: this.#lines };
    }
    return {
      config: config,
      lines: this.#lines,
      acceptedLines: this.#acceptedLines(),
      mistakes: [],
    };
  }

  #problems(key: SettingKey, problems: readonly SettingProblem[]): SettingMistake[] {
    return problems.flatMap((problem) => {
      const line = this.#lineAt(this.#offset([key, ...problem.path]));
      return settingMistakes({ by: "file", name: this.#path, line }, key, [problem]);
    });
  }

  #acceptedLines(): number[] {
    const list: unknown = this.#document.get("accepted", true);
    const items = (list as { items?: unknown } | undefined)?.items;
    if (!Array.isArray(items)) return [];
    return items.map((item) => this.#lineAt(isRanged(item) ? item.range[0] : undefined) ?? 0);
  }

  #readLines(): void {
    const { contents } = this.#document;
    if (!isMap(contents)) return;
    for (const { key } of contents.items) {
      if (isScalar(key)) {
        this.#lines.set(String(key.value), this.#counter.linePos(key.range[0]).line);
      }
    }
  }

  #doubleKeys(): SettingMistake[] {
    const mistakes: SettingMistake[] = [];
    visit(this.#document, {
      Map: (_, node) => {
        const seen = new Set<unknown>();
        for (const { key } of node.items) {
          if (!isScalar(key)) continue;
          if (seen.has(key.value) && mistakes.length < MISTAKES_MAX) {
            const message = `the key ${shownValue(key.value)} stands here a second time`;
            mistakes.push({ at: this.#at(key.range?.[0]), message });
          }
          seen.add(key.value);
        }
      },
    });
    return mistakes;
  }

  /** Of the key where it is there, else of its value. */
  #offset(route: readonly (string | number)[]): number | undefined {
    for (let length = route.length; length > 0; length--) {
      const parent: unknown =
        length === 1
          ? this.#document.contents
          : this.#document.getIn(route.slice(0, length - 1), true);
      const last = route[length - 1];
      const pair = isMap(parent)
        ? parent.items.find(({ key }) => isScalar(key) && key.value === last)
        : undefined;
      if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
      const direct: unknown = this.#document.getIn(route.slice(0, length), true);
      if (isRanged(direct)) return direct.range[0];
    }
    return undefined;
  }

  #lineAt(offset: number | undefined): number | undefined {
    return offset === undefined ? undefined : this.#counter.linePos(offset).line;
  }

  #at(offset: number | undefined): string {
    const line = this.#lineAt(offset);
    return line === undefined ? this.#path : `${this.#path}:${line}`;
  }
}

function isRanged(node: unknown): node is { range: [number, number, number] } {
  return (
    typeof node === "object" && node !== null && Array.isArray((node as { range?: unknown }).range)
  );
}
