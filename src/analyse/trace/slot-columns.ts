// Arrays that grow with the goroutine slots of a trace.

/** The smallest power of two that holds `slot`, at least `length`. */
function roomFor(slot: number, length: number): number {
  let room = Math.max(length, 256);
  while (room <= slot) room *= 2;
  return room;
}

/** A copy of the array with room for `slot`, new places filled. */
export function growFloat(array: Float64Array, slot: number, fill: number): Float64Array {
  const more = new Float64Array(roomFor(slot, array.length)).fill(fill);
  more.set(array);
  return more;
}

export function growInt(array: Int32Array, slot: number, fill: number): Int32Array {
  const more = new Int32Array(roomFor(slot, array.length)).fill(fill);
  more.set(array);
  return more;
}
