// What is known of each goroutine while a trace is read, by the reader's slot.

/** No state known. */
export const NO_STATE = 31;
const NONE = -1;
const SLOTS = 1 << 10;

export class SlotStates {
  /** Its number in the segment, on top of the numbers of earlier segments; -1 for none. */
  number = new Int32Array(SLOTS).fill(NONE);
  /** Kind of its last change of state, and when. */
  state = new Uint8Array(SLOTS).fill(NO_STATE);
  stateNs = new Float64Array(SLOTS).fill(Number.NaN);
  /** Class of the last wait or stop; of the wait under way, plus 1 (0: it does not wait). */
  cls = new Uint8Array(SLOTS);
  waiting = new Uint8Array(SLOTS);
  /** When the system call under way began (NaN: none). */
  callNs = new Float64Array(SLOTS).fill(Number.NaN);
  /** Its stack: the generation's id, or below zero the inverted number of the whole trace. */
  callStack = new Float64Array(SLOTS);

  /** Makes room for so many slots. */
  room(slots: number): void {
    if (slots <= this.number.length) return;
    const size = 2 ** Math.ceil(Math.log2(slots));
    const grown = <T extends Int32Array | Uint8Array | Float64Array>(old: T, more: T): T => {
      more.set(old);
      return more;
    };
    this.number = grown(this.number, new Int32Array(size).fill(NONE));
    this.state = grown(this.state, new Uint8Array(size).fill(NO_STATE));
    this.stateNs = grown(this.stateNs, new Float64Array(size).fill(Number.NaN));
    this.cls = grown(this.cls, new Uint8Array(size));
    this.waiting = grown(this.waiting, new Uint8Array(size));
    this.callNs = grown(this.callNs, new Float64Array(size).fill(Number.NaN));
    this.callStack = grown(this.callStack, new Float64Array(size));
  }

  /** The goroutine is gone: the slot may get another. */
  gone(slot: number): void {
    this.state[slot] = NO_STATE;
    this.stateNs[slot] = Number.NaN;
    this.callNs[slot] = Number.NaN;
  }
}
