/**
 * GORACE: the options of Go's race runtime (ThreadSanitizer's flag syntax: `name=value`, separated by
 * blanks, commas or colons, a value in ' or " where it holds one of these). The runtime ignores a name it
 * does not know without a word, and with a value it cannot read the process ends with status 0: both are
 * refused here. Names and types: golang.org/doc/articles/race_detector and the flag tables of the LLVM
 * revision in runtime/race/README (tsan_flags.inc, sanitizer_flags.inc), those that act in a Go program.
 */
import { UserFailure } from "../model/failure.ts";
import type { PlanNote, Requested, SettingSource } from "./plan-types.ts";

type ValueType = "int" | "bool" | "text";
interface KeyRule {
  readonly type: ValueType;
  readonly max?: number;
  /** `racegate`: racegate sets it, a user's value is named and not used. */
  readonly owner?: "racegate";
  /** Why it may not be given: it would hide races. */
  readonly refused?: string;
}

const HIDES = "it would hide races";
const KEYS: ReadonlyMap<string, KeyRule> = new Map<string, KeyRule>([
  ["log_path", { type: "text", owner: "racegate" }],
  ["exitcode", { type: "int", owner: "racegate" }],
  ["halt_on_error", { type: "bool", owner: "racegate" }],
  ["history_size", { type: "int", max: 7 }],
  ["atexit_sleep_ms", { type: "int" }],
  ["strip_path_prefix", { type: "text" }],
  ["suppress_equal_stacks", { type: "bool" }],
  ["suppress_equal_addresses", { type: "bool" }],
  ["verbosity", { type: "int" }],
  ["memory_limit_mb", { type: "int" }],
  ["hard_rss_limit_mb", { type: "int" }],
  ["soft_rss_limit_mb", { type: "int" }],
  ["flush_memory_ms", { type: "int" }],
  ["profile_memory", { type: "text" }],
  ["stop_on_start", { type: "bool" }],
  ["io_sync", { type: "int", max: 2 }],
  ["detect_deadlocks", { type: "bool" }],
  ["second_deadlock_stack", { type: "bool" }],
  ["report_mutex_bugs", { type: "bool" }],
  ["report_destroy_locked", { type: "bool" }],
  ["report_thread_leaks", { type: "bool" }],
  ["print_full_thread_history", { type: "bool" }],
  ["print_module_map", { type: "int", max: 2 }],
  ["print_cmdline", { type: "bool" }],
  ["disable_coredump", { type: "bool" }],
  ["use_madv_dontdump", { type: "bool" }],
  ["no_huge_pages_for_shadow", { type: "bool" }],
  ["abort_on_error", { type: "bool" }],
  ["stack_trace_format", { type: "text", refused: "racegate reads the reports" }],
  ["log_exe_name", { type: "bool", refused: "racegate finds the reports by the name of the file" }],
  ["log_suffix", { type: "text", refused: "racegate finds the reports by the name of the file" }],
  ["log_to_syslog", { type: "bool", refused: "the reports belong into the capture" }],
  ["report_bugs", { type: "bool", refused: HIDES }],
  ["report_atomic_races", { type: "bool", refused: HIDES }],
  ["force_seq_cst_atomics", { type: "bool", refused: HIDES }],
  ["suppressions", { type: "text", refused: `${HIDES}; use accepted: in .racegate.yml` }],
  ["print_suppressions", { type: "bool", refused: HIDES }],
  ["include", { type: "text", refused: "a file cannot be checked; write the keys out" }],
  ["include_if_exists", { type: "text", refused: "a file cannot be checked; write the keys out" }],
]);

/** Exit status of a process with races: the runtime's own default, which `go test` prints. */
export const RACE_EXIT_CODE = 66;
/** Measured: test/bench/history-size, docs/collect.md. */
export const DEFAULT_HISTORY_SIZE = 5;

const BOOLEANS = new Set(["0", "1", "no", "yes", "false", "true"]);
const SEPARATORS = new Set([" ", ",", ":", "\n", "\t", "\r"]);

/** Cuts GORACE into pairs as ThreadSanitizer's parser does. Throws UserFailure on a broken text. */
export function parseGorace(text: string, where: string): [key: string, value: string][] {
  const pairs: [string, string][] = [];
  let at = 0;
  while (at < text.length) {
    if (SEPARATORS.has(text.charAt(at))) {
      at += 1;
      continue;
    }
    const equals = text.indexOf("=", at);
    const key = equals < 0 ? text.slice(at) : text.slice(at, equals);
    if (equals < 0 || /[\s,:'"]/.test(key)) {
      throw refuse(`${where}: expected name=value at ${JSON.stringify(text.slice(at, at + 40))}`);
    }
    at = equals + 1;
    const quote = text.charAt(at);
    if (quote === "'" || quote === '"') {
      const end = text.indexOf(quote, at + 1);
      if (end < 0) throw refuse(`${where}: the quote behind ${key}= is not closed`);
      pairs.push([key, text.slice(at + 1, end)]);
      at = end + 1;
      continue;
    }
    let end = at;
    while (end < text.length && !SEPARATORS.has(text.charAt(end))) end += 1;
    pairs.push([key, text.slice(at, end)]);
    at = end;
  }
  return pairs;
}

function refuse(message: string): UserFailure {
  return new UserFailure("RG9001", message);
}

function checkPair(key: string, value: string, where: string): KeyRule {
  const rule = KEYS.get(key);
  if (rule === undefined) {
    throw refuse(
      `${where}: Go's race runtime has no option ${JSON.stringify(key)} and would ignore it. ` +
        `${hint(key)}Options: https://go.dev/doc/articles/race_detector#Options`,
    );
  }
  if (rule.refused !== undefined) throw refuse(`${where}: ${key} is refused: ${rule.refused}.`);
  const broken =
    (rule.type === "int" && !(/^-?\d{1,9}$/.test(value) && Number(value) <= (rule.max ?? 1e9))) ||
    (rule.type === "bool" && !BOOLEANS.has(value)) ||
    (rule.type === "text" && /["'\n\r]/.test(value));
  if (broken) {
    const wanted = rule.max === undefined ? rule.type : `a number from 0 to ${rule.max}`;
    throw refuse(
      `${where}: ${key}=${value} is not ${wanted}; the race runtime would end the test.`,
    );
  }
  if (rule.max !== undefined && Number(value) < 0) {
    throw refuse(`${where}: ${key}=${value} is not a number from 0 to ${rule.max}.`);
  }
  return rule;
}

function hint(key: string): string {
  const letters = key.toLowerCase().replaceAll("-", "_");
  const near = [...KEYS.keys()].find((known) => known === letters || known.startsWith(letters));
  return near === undefined ? "" : `Did you mean ${near}? `;
}

function quoteValue(value: string): string {
  return /[\s,:]/.test(value) || value === "" ? `"${value}"` : value;
}

export interface MergedGorace {
  /** Without log_path. */
  readonly text: string;
  readonly source: SettingSource;
  readonly notes: readonly PlanNote[];
}

/**
 * Merges the users' texts (weakest first) into racegate's own settings.
 * @throws UserFailure RG9001 on a name that the runtime does not know, a value it cannot read, or an option
 * that hides races.
 */
export function mergeGorace(
  texts: readonly Requested<string>[],
  options: { readonly failFast: boolean },
): MergedGorace {
  const merged = new Map<string, string>([
    ["halt_on_error", options.failFast ? "1" : "0"],
    ["history_size", String(DEFAULT_HISTORY_SIZE)],
    ["exitcode", String(RACE_EXIT_CODE)],
  ]);
  const notes: PlanNote[] = [];
  let source: SettingSource = "default";
  for (const { value: text, source: from } of texts) {
    const where = from === "environment" ? "GORACE" : `gorace (${from})`;
    for (const [key, value] of parseGorace(text, where)) {
      const rule = checkPair(key, value, where);
      if (rule.owner === undefined) {
        merged.set(key, value);
        source = from;
      } else if (merged.get(key) !== value) {
        notes.push({ code: "gorace-key-replaced", message: replacedMessage(where, key, value) });
      }
    }
  }
  const text = [...merged].map(([key, value]) => `${key}=${quoteValue(value)}`).join(" ");
  return { text, source, notes };
}

function replacedMessage(where: string, key: string, value: string): string {
  const instead: ReadonlyMap<string, string> = new Map([
    ["log_path", "the reports go into the capture"],
    ["exitcode", `it stays ${RACE_EXIT_CODE}; the verdict comes from the reports`],
    ["halt_on_error", "use fail-fast to stop at the first race"],
  ]);
  return `${where}: ${key}=${value} is not used: ${instead.get(key) ?? "racegate sets it"}.`;
}
