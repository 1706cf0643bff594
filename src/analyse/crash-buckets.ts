/** Goroutines of a dump that stand at the same place for the same reason: one of each is shown, all are counted. */
import type { DumpGoroutine } from "../model/crash.ts";
import { shortSymbol } from "../util/go-symbol.ts";
import { isMachinery } from "./crash-facts.ts";
import { blameIndex } from "./race-view.ts";
import type { Places } from "./places.ts";

export interface Bucket {
  /** The first of them. */
  readonly goroutine: DumpGoroutine;
  readonly count: number;
}

/** The runtime's own goroutines are left out. The largest bucket first; of equal ones in the order of the dump. */
export function bucketsOf(goroutines: readonly DumpGoroutine[]): Bucket[] {
  const buckets = new Map<string, { goroutine: DumpGoroutine; count: number }>();
  for (const goroutine of goroutines) {
    if (isMachinery(goroutine)) continue;
    const key = keyOf(goroutine);
    const known = buckets.get(key);
    if (known === undefined) buckets.set(key, { goroutine, count: 1 });
    else known.count += 1;
  }
  return [...buckets.values()].sort((a, b) => b.count - a.count);
}

function keyOf({ status, frames, createdBy }: DumpGoroutine): string {
  const stack = frames.map((frame) => `${frame.function}:${frame.line}`);
  const made = createdBy === undefined ? "" : `${createdBy.frame.function}:${createdBy.frame.line}`;
  return [status, made, ...stack].join("\n");
}

const SHOWN_MAX = 3;
/** Two that stand alike are no crowd. */
const CROWD_MIN = 3;

/** `Of 41 goroutines 37 stand alike in p.worker (chan receive).`; "" where there is no crowd. */
export function bucketWords(buckets: readonly Bucket[], places: Places): string {
  const all = buckets.reduce((sum, { count }) => sum + count, 0);
  const large = buckets.filter(({ count }) => count >= CROWD_MIN).slice(0, SHOWN_MAX);
  if (large.length === 0) return "";
  const parts = large.map(({ goroutine, count }) => {
    return `${count}${whereWords(goroutine, places)} (${goroutine.status})`;
  });
  return ` Of ${all} goroutines these stand alike: ${parts.join(", ")}.`;
}

/** Where it stands, or, where that is nobody's own code (`go mu.Lock()`), who started it. */
function whereWords({ frames, createdBy }: DumpGoroutine, places: Places): string {
  const frame = frames[blameIndex(frames, places)];
  const isOwn = frame !== undefined && places.of(frame).owner === "own";
  if (!isOwn && createdBy !== undefined && places.of(createdBy.frame).owner === "own") {
    return ` started in ${shortSymbol(createdBy.frame.function)}`;
  }
  return frame === undefined ? "" : ` in ${shortSymbol(frame.function)}`;
}
