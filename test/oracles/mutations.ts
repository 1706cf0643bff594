// Oracle 2: no damage makes the reader throw, hang or grow; nothing it gives is invented; how good repair is.
import { readTrace } from "../../src/parse/go-trace/reader.ts";
import type { TraceSummary, TraceVisitor } from "../../src/model/trace.ts";
import * as col from "../../src/model/trace-columns.ts";
import type { Kernel } from "../../src/parse/go-trace/kernel.ts";
import { bytesSource } from "./bytes-source.ts";

/** Pseudo-random numbers that are the same in every run (a linear congruence). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const GOROUTINE = (type: number): boolean =>
  (type >= 14 && type <= 25) || (type >= 45 && type <= 48);

/**
 * Reads a trace and says of each event what happened when, on which thread, to which goroutine. Times are those of the
 * trace's clock, which a missing beginning does not shift. Sync events are the reader's own and left out.
 */
export async function eventKeys(
  bytes: Uint8Array,
  kernel?: Kernel,
): Promise<{ keys: Map<string, number>; summary: TraceSummary }> {
  const keys = new Map<string, number>();
  const visitor: TraceVisitor = {
    chunk: (c) => {
      for (let i = 0; i < c.length; i++) {
        const type = col.typeAt(c, i);
        if (type === 255) continue;
        const thread = col.threadIdOf(c, col.threadAt(c, i));
        const subject = GOROUTINE(type) ? col.goroutineIdOf(c, col.subjectAt(c, i)) : 0;
        const key = `${c.originNs + BigInt(col.timeAt(c, i))} ${type} ${thread} ${subject}`;
        keys.set(key, (keys.get(key) ?? 0) + 1);
      }
    },
  };
  const options = kernel === undefined ? {} : { kernel };
  const summary = await readTrace(bytesSource(bytes), { visitors: [visitor], ...options });
  return { keys, summary };
}

export interface RepairQuality {
  readonly given: number;
  /** Events given that the intact trace has as well. */
  readonly right: number;
  /** Events of the intact trace. */
  readonly all: number;
}

/** How much of what a damaged trace gives is in the intact one. */
export function quality(
  damaged: ReadonlyMap<string, number>,
  intact: ReadonlyMap<string, number>,
): RepairQuality {
  let given = 0;
  let right = 0;
  for (const [key, n] of damaged) {
    given += n;
    right += Math.min(n, intact.get(key) ?? 0);
  }
  let all = 0;
  for (const n of intact.values()) all += n;
  return { given, right, all };
}

/** A copy with one to four bytes changed, or a piece cut out, doubled or zeroed. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = (limit: number): number => Math.floor(random() * limit);
  const kind = at(5);
  const start = at(bytes.length);
  const length = 1 + at(Math.min(400, bytes.length - start));
  if (kind === 1) return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + length)]);
  if (kind === 2) {
    const piece = bytes.subarray(start, start + length);
    return Buffer.concat([
      bytes.subarray(0, start + length),
      piece,
      bytes.subarray(start + length),
    ]);
  }
  const copy = Uint8Array.from(bytes);
  if (kind === 3) copy.fill(0, start, start + length);
  else for (let n = 1 + at(4); n > 0; n--) copy[at(copy.length)] = at(256);
  return copy;
}
