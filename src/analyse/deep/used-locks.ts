import type { LockLog, LockParty, LockUse } from "../../model/lock-log.ts";
import type { StackFrame } from "../../model/race-report.ts";
import type { TraceUsedLock } from "../../model/trace-holds-document.ts";
import { isStandardPackage, parseGoSymbol } from "../../util/go-symbol.ts";
import { callerOf } from "./callers.ts";

/** `Mutex.Lock` and perhaps that of internal/sync stand above. */
const ONCE_DEPTH = 2;

/** The program's own locks for `trace holds`; those that Go's library takes for itself are left out. */
export function usedLocksOf(log: LockLog): TraceUsedLock[] {
  return log.uses.filter(isOfProgram).map((use) => {
    const { address, acquisitions, heldNs, waits, waitedNs, longest } = use;
    return {
      address,
      kind: kindOf(use),
      acquisitions,
      heldNs: Math.round(heldNs),
      waits,
      waitedNs: Math.round(waitedNs),
      longest: {
        ...partyOf(longest),
        fromNs: Math.round(longest.sinceNs),
        toNs: Math.round(longest.toNs),
        ...releasedOf(longest.released),
        shared: longest.shared,
        waiters: longest.waiters.map(({ party, waitNs }) => ({
          ...partyOf(party),
          waitNs: Math.round(waitNs),
        })),
      },
    };
  });
}

/** The Mutex of a sync.Once is held while its function runs. */
export function kindOf({ kind, longest }: LockUse): TraceUsedLock["kind"] {
  const top = longest.frames.findIndex(({ function: name }) => name === "sync.(*Once).doSlow");
  return top >= 0 && top <= ONCE_DEPTH ? "Once" : kind;
}

/** Its longest hold was taken by code outside of Go's library. */
export function isOfProgram({ longest }: LockUse): boolean {
  const caller = callerOf(longest.frames);
  return caller !== undefined && !isStandardPackage(parseGoSymbol(caller.function).package);
}

function releasedOf(frames: readonly StackFrame[]): { readonly releasedAt?: StackFrame } {
  const releasedAt = callerOf(frames);
  return releasedAt === undefined ? {} : { releasedAt };
}

function partyOf({ goid, frames }: LockParty): { goroutine: string; at?: StackFrame } {
  const at = callerOf(frames);
  return { goroutine: goid, ...(at === undefined ? {} : { at }) };
}
