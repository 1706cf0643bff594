// Finds the next batch behind damage. The runtime writes a batch's size as a varint padded to ten bytes, which makes
// a header easy to tell from other bytes.
import type { ByteSource } from "../../model/byte-source.ts";
import { EV } from "../../model/trace-event-types.ts";
import { BATCH_BYTES_MAX } from "./batches.ts";
import { VarintReader } from "./varint.ts";

const STEP_BYTES = 1 << 20;
const OVERLAP_BYTES = 64;
const SIZE_BYTES = 10;
/** A file cannot hold more generations than this between two damages; larger numbers are chance. */
const GENERATIONS_AHEAD_MAX = 1 << 20;

/** The offset of the first plausible batch header at or behind `from`, or undefined. */
export async function nextBatchOffset(
  source: ByteSource,
  from: number,
  generation: number,
): Promise<number | undefined> {
  for (let at = from; ; at += STEP_BYTES) {
    const bytes = await source.read(at, STEP_BYTES + OVERLAP_BYTES);
    for (let i = 0; i < Math.min(bytes.length, STEP_BYTES); i++) {
      if (bytes[i] === EV.eventBatch && isHeader(bytes, i, generation)) return at + i;
    }
    if (bytes.length <= STEP_BYTES) return undefined;
  }
}

function isHeader(bytes: Uint8Array, at: number, generation: number): boolean {
  const r = new VarintReader(bytes, at + 1, bytes.length);
  const g = r.number();
  if (g < generation || g > generation + GENERATIONS_AHEAD_MAX) return false;
  r.number();
  r.number();
  const sizeAt = r.at;
  const size = r.number();
  return r.good() && r.at - sizeAt === SIZE_BYTES && size > 0 && size <= BATCH_BYTES_MAX;
}
