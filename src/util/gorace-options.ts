/**
 * GORACE: the options of Go's race runtime (ThreadSanitizer's flag syntax: `name=value`, separated by
 * blanks, commas or colons, a value in ' or " where it holds one of these). The runtime ignores a name it
 * does not know without a word, and with a value it cannot read the process ends with status 0: both are
 * refused here. Names and types: golang.org/doc/articles/race_detector and the flag tables of the LLVM
 * revision in runtime/race/README (tsan_flags.inc, sanitizer_flags.inc), those that act in a Go program.
 */
import { didYouMean } from "./nearest-word.ts";

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

const BOOLEANS = new Set(["0", "1", "no", "yes", "false", "true"]);
const SEPARATORS = new Set([" ", ",", ":", "\n", "\t", "\r"]);

/** The pairs of a text, or what is wrong with it. */
export type GoracePairs =
  | {
      readonly pairs: readonly (readonly [key: string, value: string])[];
      readonly mistake?: undefined;
    }
  | { readonly pairs?: undefined; readonly mistake: string };

/** Cuts GORACE into pairs as ThreadSanitizer's parser does. */
export function parseGorace(text: string): GoracePairs {
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
      return { mistake: `expected name=value at ${JSON.stringify(text.slice(at, at + 40))}` };
    }
    at = equals + 1;
    const quote = text.charAt(at);
    if (quote === "'" || quote === '"') {
      const end = text.indexOf(quote, at + 1);
      if (end < 0) return { mistake: `the quote after ${key}= is not closed` };
      pairs.push([key, text.slice(at + 1, end)]);
      at = end + 1;
      continue;
    }
    let end = at;
    while (end < text.length && !SEPARATORS.has(text.charAt(end))) end += 1;
    pairs.push([key, text.slice(at, end)]);
    at = end;
  }
  return { pairs };
}

/** The first thing that is wrong with a text: its syntax, a name, a value, or an option that hides races. */
export function goraceMistake(text: string): string | undefined {
  const parsed = parseGorace(text);
  if (parsed.mistake !== undefined) return parsed.mistake;
  for (const [key, value] of parsed.pairs) {
    const mistake = pairMistake(key, value);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

/** Whether racegate sets this option itself; a user's value is named and not used. */
export function isRacegatesOption(key: string): boolean {
  return KEYS.get(key)?.owner !== undefined;
}

function pairMistake(key: string, value: string): string | undefined {
  const rule = KEYS.get(key);
  if (rule === undefined) {
    return (
      `Go's race runtime has no option ${JSON.stringify(key)} and would ignore it${hint(key)} ` +
      "Options: https://go.dev/doc/articles/race_detector#Options"
    );
  }
  if (rule.refused !== undefined) return `${key} is refused: ${rule.refused}`;
  const broken =
    (rule.type === "int" && !(/^-?\d{1,9}$/.test(value) && Number(value) <= (rule.max ?? 1e9))) ||
    (rule.type === "bool" && !BOOLEANS.has(value)) ||
    (rule.type === "text" && /["'\n\r]/.test(value));
  const wanted = rule.max === undefined ? rule.type : `a number from 0 to ${rule.max}`;
  if (broken) return `${key}=${value} is not ${wanted}; the race runtime would end the test`;
  if (rule.max !== undefined && Number(value) < 0) return `${key}=${value} is not ${wanted}`;
  return undefined;
}

function hint(key: string): string {
  const letters = key.toLowerCase().replaceAll("-", "_");
  const near = [...KEYS.keys()].find((known) => known === letters || known.startsWith(letters));
  const words = near === undefined ? didYouMean(letters, KEYS.keys()) : `; did you mean "${near}"?`;
  return words === "" ? "." : words;
}
