import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/util/escape-json.ts
var SKIPPED = "[\\p{Cf}\\p{Mn}\\p{Me}\\p{Default_Ignorable_Code_Point}\\x7f-\\x9f]*";
var BRACKET_COMMAND = new RegExp(`#(?=${SKIPPED}\\[)`, "gu");
var COLONS = new RegExp(`:(?=${SKIPPED}:)`, "gu");
var LINE_ENDS = /[\u0085\u2028\u2029]/g;
function jsonForLogs(value, indent) {
  return JSON.stringify(value, void 0, indent).replace(LINE_ENDS, escaped).replace(BRACKET_COMMAND, escaped).replace(COLONS, escaped);
}
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// src/util/duration-text.ts
var UNITS = [
  { ns: 36e11, name: "h" },
  { ns: 6e10, name: "min" },
  { ns: 1e9, name: "s" },
  { ns: 1e6, name: "ms" },
  { ns: 1e3, name: "µs" }
];
function durationText(ns) {
  const unit = UNITS.find((u) => Math.abs(ns) >= u.ns);
  if (unit === void 0) return `${Math.round(ns)} ns`;
  const value = ns / unit.ns;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit.name}`;
}

// src/util/go-symbol.ts
var CLOSURE = /^(?:func\d+|\d+|gowrap\d+|deferwrap\d+|dwrap·\d+)$/;
var WRAPPER = /^(?:gowrap\d+|deferwrap\d+|dwrap·\d+)$/;
var RANGE_SUFFIX = /(?:-range\d+)+$/;
var STD_ROOTS = new Set(
  "archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak simd".split(" ")
);
function withoutTypeArguments(text) {
  if (!text.includes("[")) return text;
  let depth = 0;
  let out = "";
  for (const char of text) {
    if (char === "[") depth++;
    else if (char === "]") depth = Math.max(0, depth - 1);
    else if (depth === 0) out += char;
  }
  return out;
}
function unescapeImportPath(path) {
  return path.replace(/%([2-7][0-9a-fA-F])/g, (whole, hex) => {
    const code = Number.parseInt(hex, 16);
    return code > 32 && code < 127 ? String.fromCharCode(code) : whole;
  });
}
function splitNames(rest) {
  const names = [];
  let depth = 0;
  let current = "";
  for (const char of rest) {
    if (char === "(") depth++;
    if (char === ")") depth = Math.max(0, depth - 1);
    if (char === "." && depth === 0) {
      names.push(current);
      current = "";
    } else current += char;
  }
  names.push(current);
  return names;
}
function joinDotted(tokens) {
  const out = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? "";
    const next = tokens[i + 1];
    if (i === 0 && token === "init" && next !== void 0 && /^\d+$/.test(next)) {
      out.push(`init.${next}`);
      i++;
    } else if (token === "glob" && next === "") {
      out.push("glob.");
      i++;
    } else out.push(token);
  }
  return out;
}
var CACHE_MAX = 2e4;
var cache = /* @__PURE__ */ new Map();
function parseGoSymbol(symbol) {
  const known = cache.get(symbol);
  if (known !== void 0) return known;
  if (cache.size >= CACHE_MAX) cache.clear();
  const parsed = readGoSymbol(symbol);
  cache.set(symbol, parsed);
  return parsed;
}
function readGoSymbol(symbol) {
  const plain = withoutTypeArguments(symbol).replace("·dwrap·", ".dwrap·");
  const parenthesis = plain.indexOf("(");
  const slash = plain.lastIndexOf("/", parenthesis < 0 ? void 0 : parenthesis);
  const dot = plain.indexOf(".", slash + 1);
  const rest = dot < 0 ? plain : plain.slice(dot + 1);
  const declared = [];
  let closures = [];
  let receiver;
  let wrapper = false;
  let ofStatement = false;
  for (const token of joinDotted(splitNames(rest))) {
    const methodValue = token.endsWith("-fm");
    const whole = methodValue ? token.slice(0, -3) : token;
    const bare = whole.replace(RANGE_SUFFIX, "");
    if (declared.length > 0 && CLOSURE.test(bare)) {
      if (!WRAPPER.test(bare)) closures.push(bare);
      ofStatement ||= WRAPPER.test(bare);
    } else if (bare.startsWith("(")) {
      receiver = bare;
    } else {
      declared.push({ receiver, name: bare });
      receiver = void 0;
      closures = [];
    }
    wrapper ||= methodValue || ofStatement;
    if (bare !== whole) closures.push("range");
  }
  const last = declared.at(-1);
  const names = declared.map((each) => each.name);
  const value = names.length === 2 && closures.length === 0 && !ofStatement ? names[0] : void 0;
  return {
    package: dot < 0 ? "" : unescapeImportPath(plain.slice(0, dot)),
    receiver: last?.receiver ?? value,
    name: last?.name ?? "",
    names,
    closures,
    wrapper
  };
}
function stableName(symbol) {
  const closed = symbol.closures.length > 0;
  const receiver = symbol.receiver;
  const own = receiver === void 0 ? symbol.name : `${receiver}.${symbol.name}`;
  return closed ? `${own}.func` : own;
}
function packageUnderTest(importPath) {
  return importPath.endsWith("_test") ? importPath.slice(0, -"_test".length) : importPath;
}
function isRuntimePackage(importPath) {
  return importPath === "runtime" || importPath.startsWith("runtime/internal/") || importPath.startsWith("internal/runtime/");
}
function isStandardPackage(importPath) {
  const end = importPath.indexOf("/");
  return STD_ROOTS.has(end < 0 ? importPath : importPath.slice(0, end));
}
function isGeneratedFile(file) {
  return file === "<autogenerated>" || file === "_testmain.go" || file.endsWith("/_testmain.go") || file.endsWith("_cgo_gotypes.go");
}
function testKindOf(name) {
  const match = new RegExp("^(Test|Benchmark|Fuzz|Example)(?!\\p{Ll})", "u").exec(name);
  if (match === null || name === "TestMain") return void 0;
  switch (match[1]) {
    case "Test":
      return "test";
    case "Benchmark":
      return "benchmark";
    case "Fuzz":
      return "fuzz";
    default:
      return "example";
  }
}
var SHORT_MAX = 160;
function shortSymbol(symbol) {
  const plain = symbol.includes("[") ? withoutTypeArguments(symbol) : symbol;
  const parenthesis = plain.indexOf("(");
  const slash = plain.lastIndexOf("/", parenthesis < 0 ? void 0 : parenthesis);
  const short = unescapeImportPath(plain.slice(slash + 1));
  return short.length > SHORT_MAX ? `${short.slice(0, SHORT_MAX)}…` : short;
}
function deferringFunction(symbol) {
  return symbol.replace(/\.deferwrap\d{1,5}$/, "");
}

export {
  withoutTypeArguments,
  parseGoSymbol,
  stableName,
  packageUnderTest,
  isRuntimePackage,
  isStandardPackage,
  isGeneratedFile,
  testKindOf,
  shortSymbol,
  deferringFunction,
  jsonForLogs,
  durationText
};
