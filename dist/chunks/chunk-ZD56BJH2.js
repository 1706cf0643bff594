import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  didYouMean,
  failOnRecord,
  failOnWord,
  goraceMistake,
  owner,
  parseGoDurationMs,
  settingRow
} from "./chunk-WXN22JGC.js";

// src/decide/setting-check.ts
var SHOWN_MAX = 80;
var PROBLEMS_MAX = 20;
function checkSetting(key, value) {
  const row = settingRow(key);
  const result = row.schema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues.slice(0, PROBLEMS_MAX).flatMap((issue) => problemsOf(row, value, issue));
    return { problems: problems.slice(0, PROBLEMS_MAX) };
  }
  const message = boundMistake(row, result.data);
  return message === void 0 ? { value: result.data } : { problems: [{ path: [], message }] };
}
function shownValue(value) {
  if (typeof value === "number" || typeof value === "bigint")
    return String(value).slice(0, SHOWN_MAX);
  const text = JSON.stringify(value);
  if (text === void 0) return "nothing";
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}…`;
}
function isNot(value, { wanted }) {
  return `${shownValue(value)} is not ${wanted}`;
}
function boundMistake(row, value) {
  if (typeof value !== "string") return void 0;
  if (row.gorace === true) return goraceMistake(value);
  if (row.duration === void 0) return void 0;
  if (row.duration.orOff === true && (value === "0" || value === "off")) return void 0;
  const ms = parseGoDurationMs(value);
  const fits = ms !== void 0 && ms > 0 && ms <= row.duration.mostMs;
  return fits ? void 0 : isNot(value, row);
}
function problemsOf(row, value, issue) {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  if (issue.code === "too_big" && issue.origin === "array") {
    return [{ path, message: `the list has more than ${issue.maximum} entries` }];
  }
  if (path.length === 0) return [{ path, message: isNot(value, row) }];
  const at = path.reduce(memberOf, value);
  if (row.reads === "rules" && path.length === 1) return ruleProblems(path, at);
  return [
    { path: pathOf(path, issue), message: `${subjectOf(path, at)} ${predicateOf(issue, at)}` }
  ];
}
function ruleProblems(path, rule) {
  if (typeof rule === "string") {
    const message = `${shownValue(rule)} is not a kind, class, severity, state, owner or code of a finding` + didYouMean(rule, failOnWord.options);
    return [{ path, message }];
  }
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) {
    return [{ path, message: `${shownValue(rule)} is not a rule: a word, or a record of fields` }];
  }
  const checked = failOnRecord.safeParse(rule);
  const issues = checked.success ? [] : checked.error.issues;
  return issues.map((issue) => {
    const inner = [...path, ...issue.path.filter((part) => typeof part !== "symbol")];
    const at = issue.path.reduce(memberOf, rule);
    if (issue.path[0] === "code" && owner.safeParse(at).success) {
      const word = String(at);
      return { path: inner, message: `code: ${word} is now owner: ${word}; a code is RG1234` };
    }
    const words = `${subjectOf(inner, at)} ${predicateOf(issue, at)}`;
    return { path: pathOf(inner, issue), message: words };
  });
}
function subjectOf(path, at) {
  if (typeof path.at(-1) === "number" && typeof at !== "object") return shownValue(at);
  return path.map((part) => typeof part === "number" ? `entry ${part + 1}` : part).join(", ");
}
function predicateOf(issue, at) {
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return `has the unknown key ${shownValue(key)}${didYouMean(key, RECORD_KEYS)}`;
  }
  if (issue.code === "invalid_value") {
    const word = typeof at === "string" ? at : "";
    const options = issue.values.map(String);
    const list = options.length <= 12 ? `: it is one of ${options.join(", ")}` : "";
    return `is ${shownValue(at)}, which is unknown${list}${didYouMean(word, options)}`;
  }
  if (issue.code === "invalid_type") {
    return at === void 0 ? "is missing" : `is ${shownValue(at)} and not a ${issue.expected}`;
  }
  return issue.message.startsWith("is ") ? issue.message : `is ${shownValue(at)}: ${issue.message}`;
}
var RECORD_KEYS = [
  ...Object.keys(failOnRecord.shape),
  ...["fingerprint", "reason", "owner", "expires"],
  ...["packages", "trace", "profiles"]
];
function pathOf(path, issue) {
  return issue.code === "unrecognized_keys" ? [...path, ...issue.keys.slice(0, 1)] : path;
}
function memberOf(value, part) {
  return typeof value === "object" && value !== null ? value[part] : void 0;
}

// src/util/setting-origin.ts
function originWords(origin) {
  if (origin.by === "default") return "default";
  if (origin.by !== "file") return `${origin.by} ${origin.name}`;
  return origin.line === void 0 ? origin.name : `${origin.name}:${origin.line}`;
}
function placeWords(origin, key) {
  if (origin.by === "file") return `${originWords(origin)}: ${key}`;
  if (origin.by === "input") return `input ${origin.name}`;
  return origin.by === "default" ? key : origin.name;
}
function settingText(origin, key, value) {
  const text = /[\s']/.test(value) ? `"${value}"` : value;
  if (origin.by === "flag" || origin.by === "environment") return `${origin.name}=${text}`;
  return `${key}: ${value}`;
}

// src/decide/setting-mistake.ts
function settingMistakes(origin, key, problems) {
  return problems.map(({ path, message }) => ({
    at: placeWords(origin, key),
    message: path.length > 0 ? message : `${message}; for example ${exampleOf(origin, key)}`
  }));
}
function exampleOf(origin, key) {
  return settingText(origin, key, settingRow(key).example);
}

export {
  checkSetting,
  shownValue,
  originWords,
  placeWords,
  settingMistakes
};
