// Who held a lock, where, how long, and who waited: one sentence, from the lock's own events.
import type { LockHold, LockUse } from "../../model/lock-log.ts";
import type { ParsedRun } from "../../model/parsed-run.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { durationText } from "../../util/duration-text.ts";
import { deferringFunction, shortSymbol } from "../../util/go-symbol.ts";
import { place } from "../blocking-classes/words.ts";
import { callerOf } from "./callers.ts";
import { kindOf } from "./used-locks.ts";

const WAITERS_SHOWN = 3;

/** Of the process's lock with the most waiting whose longest hold was released in the function; "" for none. */
export function holdWords(
  run: ParsedRun,
  process: { readonly package: string | undefined; readonly pid: number | undefined },
  released: string,
): string {
  const use = (run.traceEnds ?? [])
    .filter((end) => end.package === process.package && end.pid === process.pid)
    .flatMap(({ locks }) => locks?.uses ?? [])
    .filter(({ longest }) => {
      const caller = callerOf(longest.released)?.function;
      return caller !== undefined && deferringFunction(caller) === deferringFunction(released);
    })
    .sort((a, b) => b.waitedNs - a.waitedNs)[0];
  return use === undefined ? "" : wordsOf(use);
}

function wordsOf(use: LockUse): string {
  const { address, longest } = use;
  const waiters = longest.waiters
    .slice(0, WAITERS_SHOWN)
    .map(
      ({ party, waitNs }) =>
        `goroutine ${party.goid} waited ${durationText(waitNs)} of it (${siteWords(party.frames)})`,
    );
  const more = longest.waiters.length - waiters.length;
  const others = more > 0 ? `, and ${more} more` : "";
  const waited = waiters.length === 0 ? "" : `; ${waiters.join(", ")}${others}`;
  return (
    ` By its own events, goroutine ${longest.goid} held the ${kindOf(use)} ${address} for ${lengthOf(longest)}, taken at ` +
    `${siteWords(longest.frames)}${waited}.`
  );
}

function lengthOf({ toNs, sinceNs }: LockHold): string {
  return durationText(toNs - sinceNs);
}

function siteWords(frames: readonly StackFrame[]): string {
  const at = callerOf(frames);
  return at === undefined ? "?" : `${shortSymbol(at.function)}, ${place(at.file, at.line)}`;
}
