import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  require_dist
} from "./chunk-R5H7KCAA.js";
import {
  checkSetting,
  settingMistakes,
  shownValue
} from "./chunk-ZD56BJH2.js";
import {
  SETTING_KEYS,
  didYouMean
} from "./chunk-WXN22JGC.js";
import "./chunk-TZZCAVMG.js";
import "./chunk-V6EFVX5X.js";
import {
  __toESM
} from "./chunk-FVG4TTG2.js";

// src/decide/config-file.ts
var import_yaml = __toESM(require_dist(), 1);
var MISTAKES_MAX = 20;
var KEYS = new Set(SETTING_KEYS);
function parseConfig(text, path) {
  try {
    return new ConfigReader(text, path).read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed([{ at: path, message: `not readable as YAML: ${why}` }]);
  }
}
function failed(mistakes) {
  return { config: {}, lines: /* @__PURE__ */ new Map(), acceptedLines: [], mistakes };
}
var ConfigReader = class {
  #counter = new import_yaml.LineCounter();
  #document;
  #path;
  #lines = /* @__PURE__ */ new Map();
  constructor(text, path) {
    this.#path = path;
    this.#document = (0, import_yaml.parseDocument)(text, {
      lineCounter: this.#counter,
      prettyErrors: false,
      uniqueKeys: false
    });
  }
  read() {
    const broken = this.#document.errors.slice(0, MISTAKES_MAX).map((error) => ({
      at: this.#at(error.pos[0]),
      message: `not valid YAML: ${error.message}`
    }));
    const mistakes = broken.length > 0 ? broken : this.#doubleKeys();
    if (mistakes.length > 0) return failed(mistakes);
    this.#readLines();
    const value = this.#document.toJS({ maxAliasCount: 100 }) ?? {};
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return failed([{ at: this.#path, message: "the file is not a list of keys with values" }]);
    }
    return this.#check(value);
  }
  #check(value) {
    const mistakes = [];
    const config = {};
    for (const [key, member] of Object.entries(value)) {
      if (mistakes.length >= MISTAKES_MAX) break;
      if (!KEYS.has(key)) {
        const message = `unknown key ${shownValue(key)}${didYouMean(key, SETTING_KEYS)}`;
        mistakes.push({ at: this.#at(this.#offset([key])), message });
        continue;
      }
      const checked = checkSetting(key, member);
      if (checked.problems === void 0) config[key] = checked.value;
      else mistakes.push(...this.#problems(key, checked.problems));
    }
    if (mistakes.length > 0) {
      return { ...failed(mistakes.slice(0, MISTAKES_MAX)), lines: this.#lines };
    }
    return {
      config,
      lines: this.#lines,
      acceptedLines: this.#acceptedLines(),
      mistakes: []
    };
  }
  #problems(key, problems) {
    return problems.flatMap((problem) => {
      const line = this.#lineAt(this.#offset([key, ...problem.path]));
      return settingMistakes({ by: "file", name: this.#path, line }, key, [problem]);
    });
  }
  #acceptedLines() {
    const list = this.#document.get("accepted", true);
    const items = list?.items;
    if (!Array.isArray(items)) return [];
    return items.map((item) => this.#lineAt(isRanged(item) ? item.range[0] : void 0) ?? 0);
  }
  #readLines() {
    const { contents } = this.#document;
    if (!(0, import_yaml.isMap)(contents)) return;
    for (const { key } of contents.items) {
      if ((0, import_yaml.isScalar)(key)) {
        this.#lines.set(String(key.value), this.#counter.linePos(key.range[0]).line);
      }
    }
  }
  #doubleKeys() {
    const mistakes = [];
    (0, import_yaml.visit)(this.#document, {
      Map: (_, node) => {
        const seen = /* @__PURE__ */ new Set();
        for (const { key } of node.items) {
          if (!(0, import_yaml.isScalar)(key)) continue;
          if (seen.has(key.value) && mistakes.length < MISTAKES_MAX) {
            const message = `the key ${shownValue(key.value)} stands here a second time`;
            mistakes.push({ at: this.#at(key.range?.[0]), message });
          }
          seen.add(key.value);
        }
      }
    });
    return mistakes;
  }
  /** Of the key where it is there, else of its value. */
  #offset(route) {
    for (let length = route.length; length > 0; length--) {
      const parent = length === 1 ? this.#document.contents : this.#document.getIn(route.slice(0, length - 1), true);
      const last = route[length - 1];
      const pair = (0, import_yaml.isMap)(parent) ? parent.items.find(({ key }) => (0, import_yaml.isScalar)(key) && key.value === last) : void 0;
      if ((0, import_yaml.isScalar)(pair?.key) && pair.key.range) return pair.key.range[0];
      const direct = this.#document.getIn(route.slice(0, length), true);
      if (isRanged(direct)) return direct.range[0];
    }
    return void 0;
  }
  #lineAt(offset) {
    return offset === void 0 ? void 0 : this.#counter.linePos(offset).line;
  }
  #at(offset) {
    const line = this.#lineAt(offset);
    return line === void 0 ? this.#path : `${this.#path}:${line}`;
  }
};
function isRanged(node) {
  return typeof node === "object" && node !== null && Array.isArray(node.range);
}
export {
  parseConfig
};
