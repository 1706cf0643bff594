/**
 * GORACE of the test processes: racegate's own settings with the users'. Which options there are and what is
 * refused: util/gorace-options.ts.
 */
import { UserFailure } from "../model/failure.ts";
import { goraceMistake, isRacegatesOption, parseGorace } from "../util/gorace-options.ts";
import type { PlanNote, Requested, SettingSource } from "./plan-types.ts";

/** Exit status of a process with races: the runtime's own default, which `go test` prints. */
export const RACE_EXIT_CODE = 66;
/** Measured: test/bench/history-size, docs/collect.md. */
export const DEFAULT_HISTORY_SIZE = 5;

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
    const mistake = goraceMistake(text);
    if (mistake !== undefined) throw new UserFailure("RG9001", `${where}: ${mistake}`);
    for (const [key, value] of parseGorace(text).pairs ?? []) {
      if (!isRacegatesOption(key)) {
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
