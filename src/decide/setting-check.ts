/**
 * The one check of a setting's value, whichever door it came through: what is refused, and in which words. The
 * caller says where the value stands.
 */
import type * as z from "zod";
import { failOnRecord, failOnWord, owner } from "../model/fail-on.ts";
import { settingRow, type SettingKey } from "../model/settings.ts";
import type { Setting } from "../model/setting.ts";
import { parseGoDurationMs } from "../util/go-duration.ts";
import { goraceMistake } from "../util/gorace-options.ts";
import { didYouMean } from "../util/nearest-word.ts";

export interface SettingProblem {
  /** Inside the value: `[0, "expires"]`; empty: the value as a whole. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type CheckedSetting =
  | { readonly value: unknown; readonly problems?: undefined }
  | { readonly problems: readonly SettingProblem[] };

const SHOWN_MAX = 80;
/** More mistakes of one setting are not worth reading at once. */
const PROBLEMS_MAX = 20;

/** Checks a value as `.racegate.yml` writes it. */
export function checkSetting(key: SettingKey, value: unknown): CheckedSetting {
  const row = settingRow(key);
  const result = row.schema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues
      .slice(0, PROBLEMS_MAX)
      .flatMap((issue) => problemsOf(row, value, issue));
    return { problems: problems.slice(0, PROBLEMS_MAX) };
  }
  const message = boundMistake(row, result.data);
  return message === undefined ? { value: result.data } : { problems: [{ path: [], message }] };
}

/** A value in a message: short, and never mistaken for the message's own words. */
export function shownValue(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint")
    return String(value).slice(0, SHOWN_MAX);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return "nothing";
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}…`;
}

function isNot(value: unknown, { wanted }: Setting): string {
  return `${shownValue(value)} is not ${wanted}`;
}

/** What a schema does not say: how long, how large, which options. */
function boundMistake(row: Setting, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (row.gorace === true) return goraceMistake(value);
  if (row.duration === undefined) return undefined;
  if (row.duration.orOff === true && (value === "0" || value === "off")) return undefined;
  const ms = parseGoDurationMs(value);
  const fits = ms !== undefined && ms > 0 && ms <= row.duration.mostMs;
  return fits ? undefined : isNot(value, row);
}

type Issue = z.core.$ZodIssue;

function problemsOf(row: Setting, value: unknown, issue: Issue): SettingProblem[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  if (issue.code === "too_big" && issue.origin === "array") {
    return [{ path, message: `the list has more than ${issue.maximum} entries` }];
  }
  if (path.length === 0) return [{ path, message: isNot(value, row) }];
  const at = path.reduce<unknown>(memberOf, value);
  if (row.reads === "rules" && path.length === 1) return ruleProblems(path, at);
  return [
    { path: pathOf(path, issue), message: `${subjectOf(path, at)} ${predicateOf(issue, at)}` },
  ];
}

/** What is wrong with a rule of `fail-on`. */
function ruleProblems(path: readonly (string | number)[], rule: unknown): SettingProblem[] {
  if (typeof rule === "string") {
    const message =
      `${shownValue(rule)} is not a kind, class, severity, state, owner or code of a finding` +
      didYouMean(rule, failOnWord.options);
    return [{ path, message }];
  }
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) {
    return [{ path, message: `${shownValue(rule)} is not a rule: a word, or a record of fields` }];
  }
  const checked = failOnRecord.safeParse(rule);
  const issues = checked.success ? [] : checked.error.issues;
  return issues.map((issue) => {
    const inner = [...path, ...issue.path.filter((part) => typeof part !== "symbol")];
    const at = issue.path.reduce<unknown>(memberOf, rule);
    if (issue.path[0] === "code" && owner.safeParse(at).success) {
      const word = String(at);
      return { path: inner, message: `code: ${word} is now owner: ${word}; a code is RG1234` };
    }
    const words = `${subjectOf(inner, at)} ${predicateOf(issue, at)}`;
    return { path: pathOf(inner, issue), message: words };
  });
}

/** `"A=B"` for a member of a list, `entry 2, reason` for a field of a record in one. */
function subjectOf(path: readonly (string | number)[], at: unknown): string {
  if (typeof path.at(-1) === "number" && typeof at !== "object") return shownValue(at);
  return path.map((part) => (typeof part === "number" ? `entry ${part + 1}` : part)).join(", ");
}

/** What is wrong, as the rest of a sentence. */
function predicateOf(issue: Issue, at: unknown): string {
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
    return at === undefined ? "is missing" : `is ${shownValue(at)} and not a ${issue.expected}`;
  }
  return issue.message.startsWith("is ") ? issue.message : `is ${shownValue(at)}: ${issue.message}`;
}

/** Of all records in settings. */
const RECORD_KEYS: readonly string[] = [
  ...Object.keys(failOnRecord.shape),
  ...["fingerprint", "reason", "owner", "expires"],
  ...["packages", "trace", "profiles"],
];

function pathOf(path: readonly (string | number)[], issue: Issue): readonly (string | number)[] {
  return issue.code === "unrecognized_keys" ? [...path, ...issue.keys.slice(0, 1)] : path;
}

function memberOf(value: unknown, part: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<PropertyKey, unknown>)[part]
    : undefined;
}
