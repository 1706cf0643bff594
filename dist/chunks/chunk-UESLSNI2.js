import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  config
} from "./chunk-2GK5UGFK.js";
import {
  require_dist
} from "./chunk-BYI6K56W.js";
import {
  __toESM
} from "./chunk-FVG4TTG2.js";

// src/decide/config-file.ts
var import_yaml = __toESM(require_dist(), 1);
var MISTAKES_MAX = 20;
function parseConfig(text, path) {
  const counter = new import_yaml.LineCounter();
  const document = (0, import_yaml.parseDocument)(text, { lineCounter: counter, prettyErrors: false });
  const at = (offset) => offset === void 0 ? path : `${path}:${counter.linePos(offset).line}`;
  if (document.errors.length > 0) {
    const mistakes2 = document.errors.slice(0, MISTAKES_MAX).map((error) => ({ at: at(error.pos[0]), message: `not valid YAML: ${error.message}` }));
    return { config: {}, lines: /* @__PURE__ */ new Map(), mistakes: mistakes2 };
  }
  const lines = /* @__PURE__ */ new Map();
  if ((0, import_yaml.isMap)(document.contents)) {
    for (const { key } of document.contents.items) {
      if (!(0, import_yaml.isScalar)(key)) continue;
      lines.set(String(key.value), counter.linePos(key.range[0]).line);
    }
  }
  let value;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { config: {}, lines: /* @__PURE__ */ new Map(), mistakes: [{ at: path, message: why }] };
  }
  const checked = config.safeParse(value);
  if (checked.success) return { config: checked.data, lines, mistakes: [] };
  const mistakes = checked.error.issues.slice(0, MISTAKES_MAX).map((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
    const route = [...issue.path, ...keys.slice(0, 1)];
    const node = document.getIn(route.slice(0, -1), true);
    const last = route.at(-1);
    const pair = (0, import_yaml.isMap)(node) ? node.items.find(({ key: key2 }) => (0, import_yaml.isScalar)(key2) && key2.value === last) : void 0;
    const key = (0, import_yaml.isScalar)(pair?.key) ? pair.key : void 0;
    const direct = document.getIn(route, true);
    const offset = key?.range?.[0] ?? (isRanged(direct) ? direct.range[0] : void 0);
    const words = issue.code === "unrecognized_keys" ? `unknown key ${keys.map((k) => `"${k}"`).join(", ")}${nearest(keys[0] ?? "", issue.path)}` : `${route.map(String).join(".")}: ${issue.message}`;
    return { at: at(offset), message: words };
  });
  return { config: {}, lines, mistakes };
}
function isRanged(node) {
  return typeof node === "object" && node !== null && Array.isArray(node.range);
}
function nearest(key, path) {
  if (path.length > 0) return "";
  const known = Object.keys(config.shape);
  const close = known.map((name) => ({ name, distance: editDistance(name, key) })).sort((a, b) => a.distance - b.distance)[0];
  return close !== void 0 && close.distance <= 3 ? `; did you mean "${close.name}"?` : "";
}
function editDistance(a, b) {
  if (b.length > 64) return b.length;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

export {
  parseConfig
};
