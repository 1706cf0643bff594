/**
 * Cuts a race log that has grown beyond all use (one hot racy line can report a million times) to its head
 * and tail, at the borders of reports, so that what is left reads as before.
 */
import { open, rename, rm, type FileHandle } from "node:fs/promises";

export interface RaceLogLimits {
  readonly headBytes: number;
  readonly tailBytes: number;
}
/** About ten thousand reports in front, a thousand behind. */
export const RACE_LOG_LIMITS: RaceLogLimits = { headBytes: 16 << 20, tailBytes: 2 << 20 };

/** The line that begins and ends a report. */
const BORDER = Buffer.from(`\n${"=".repeat(18)}\n`);
const CHUNK = 1 << 20;
/** Room for the line in the gap, so that a file that was cut is not cut again. */
const MARK_BYTES = 256;

/** @returns how many bytes were cut out; 0 when the file was small enough */
export async function capRaceLog(path: string, limits = RACE_LOG_LIMITS): Promise<number> {
  const file = await open(path, "r");
  const temporary = `${path}.cut`;
  try {
    const { size } = await file.stat();
    if (size <= limits.headBytes + limits.tailBytes + MARK_BYTES) return 0;
    const headEnd = await lastBorderEnd(file, limits.headBytes);
    const tailStart = await firstBorderStart(file, size - limits.tailBytes, size);
    const out = await open(temporary, "w");
    try {
      await copyRange(file, out, 0, headEnd);
      await out.write(`racegate: ${tailStart - headEnd} bytes of race reports are cut here\n`);
      await copyRange(file, out, tailStart, size);
      await out.sync();
    } finally {
      await out.close();
    }
    await rename(temporary, path);
    return tailStart - headEnd;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function readRange(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, end - start));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

/** Behind the last closing border before `limit`: pairs of borders frame a report. */
async function lastBorderEnd(file: FileHandle, limit: number): Promise<number> {
  const start = Math.max(0, limit - CHUNK);
  const window = await readRange(file, start, limit);
  // `=====\n=====\n` is the end of one report and the beginning of the next.
  const between = window.lastIndexOf(Buffer.concat([BORDER, BORDER.subarray(1)]));
  return between < 0 ? limit : start + between + BORDER.length;
}

async function firstBorderStart(file: FileHandle, from: number, size: number): Promise<number> {
  const window = await readRange(file, from, Math.min(size, from + CHUNK));
  const between = window.indexOf(Buffer.concat([BORDER, BORDER.subarray(1)]));
  return between < 0 ? from : from + between + BORDER.length;
}

async function copyRange(
  from: FileHandle,
  to: FileHandle,
  start: number,
  end: number,
): Promise<void> {
  for (let at = start; at < end; at += CHUNK) {
    await to.write(await readRange(from, at, Math.min(end, at + CHUNK)));
  }
}
