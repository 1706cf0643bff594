// Accessors of the trace's columns: the only place that may assume a row exists.
import type { EventChunk, GoroutineSlot, IdWords, StackId, StringId, ThreadSlot } from "./trace.ts";

const HIGH = 2 ** 32;

export function timeAt(c: EventChunk, i: number): number {
  return c.timeNs[i] ?? Number.NaN;
}
export function typeAt(c: EventChunk, i: number): number {
  return (c.kind[i] ?? 0) & 255;
}
/** State before the event, of the goroutine or processor it is about (GO or PROC). */
export function fromAt(c: EventChunk, i: number): number {
  return ((c.kind[i] ?? 0) >>> 8) & 255;
}
/** State after the event. */
export function toAt(c: EventChunk, i: number): number {
  return ((c.kind[i] ?? 0) >>> 16) & 255;
}
export function flagsAt(c: EventChunk, i: number): number {
  return (c.kind[i] ?? 0) >>> 24;
}
export function threadAt(c: EventChunk, i: number): ThreadSlot {
  return (c.thread[i] ?? 0) as ThreadSlot;
}
/** The processor the event happened on, -1 = none. */
export function procAt(c: EventChunk, i: number): number {
  return c.proc[i] ?? -1;
}
/** The goroutine that was running when the event happened, before the event's own effect. */
export function goroutineAt(c: EventChunk, i: number): GoroutineSlot {
  return (c.goroutine[i] ?? -1) as GoroutineSlot;
}
/** The goroutine the event is about (for events about goroutines). */
export function subjectAt(c: EventChunk, i: number): GoroutineSlot {
  return (c.subject[i] ?? -1) as GoroutineSlot;
}
/** The processor the event is about (for events about processors). */
export function subjectProcAt(c: EventChunk, i: number): number {
  return c.subject[i] ?? -1;
}
export function stackAt(c: EventChunk, i: number): StackId {
  return (c.stack[i] ?? 0) as StackId;
}
/** GoCreate: the stack the new goroutine starts with. */
export function newStackAt(c: EventChunk, i: number): StackId {
  return (c.stack2[i] ?? 0) as StackId;
}
export function textAt(c: EventChunk, i: number): StringId {
  return (c.text[i] ?? 0) as StringId;
}
/** UserLog: the logged text. */
export function logValueAt(c: EventChunk, i: number): StringId {
  return (c.stack2[i] ?? 0) as StringId;
}
/** The first 64-bit payload as a number, exact below 2^53. */
export function valueAt(c: EventChunk, i: number): number {
  return (c.value[2 * i] ?? 0) + (c.value[2 * i + 1] ?? 0) * HIGH;
}
export function value2At(c: EventChunk, i: number): number {
  return (c.value2[2 * i] ?? 0) + (c.value2[2 * i + 1] ?? 0) * HIGH;
}
export function bigValueAt(c: EventChunk, i: number): bigint {
  return (BigInt(c.value[2 * i + 1] ?? 0) << 32n) | BigInt(c.value[2 * i] ?? 0);
}
export function bigValue2At(c: EventChunk, i: number): bigint {
  return (BigInt(c.value2[2 * i + 1] ?? 0) << 32n) | BigInt(c.value2[2 * i] ?? 0);
}

function idAt(ids: IdWords, slot: number): number {
  if (slot < 0) return -1;
  const at = slot * ids.stride;
  const high = ids.words[at + 1] ?? 0;
  // The all-ones id means "none" everywhere in the format.
  return high === 0xffff_ffff ? -1 : (ids.words[at] ?? 0) + high * HIGH;
}

/** The goroutine's id (goid), -1 for none. */
export function goroutineIdOf(c: EventChunk, slot: GoroutineSlot): number {
  return idAt(c.goroutineIds, slot);
}
/** The thread's id, -1 for none. */
export function threadIdOf(c: EventChunk, slot: ThreadSlot): number {
  return slot === 0 ? -1 : idAt(c.threadIds, slot);
}
