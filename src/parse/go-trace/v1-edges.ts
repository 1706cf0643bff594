// Park → unpark → run edges of an old trace, from its converted events; the kernel makes those of the present format.
import { type EdgeChunk, type EventChunk, FLAG_REPAIRED } from "../../model/trace.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { EV } from "../../model/trace-event-types.ts";

const ROWS = 4096;
const NONE = -1;
const GO_BLOCK = EV.goBlock;
const GO_UNBLOCK = EV.goUnblock;
const GO_SWITCH = EV.goSwitch;
const GO_SWITCH_DESTROY = EV.goSwitchDestroy;
const GO_START = EV.goStart;
const HIGH = 2 ** 32;

function edgeColumns(): EdgeChunk & { length: number } {
  return {
    length: 0,
    goroutine: new Float64Array(ROWS),
    parkNs: new Float64Array(ROWS),
    wokenNs: new Float64Array(ROWS),
    ranNs: new Float64Array(ROWS),
    reason: new Uint32Array(ROWS),
    parkStack: new Uint32Array(ROWS),
    waker: new Float64Array(ROWS),
    wakeStack: new Uint32Array(ROWS),
    doubt: new Uint32Array(ROWS),
  };
}

/** Gives finished waits to `sink`, some thousand at a time; the columns are used again after it returns. */
export class OldEdges {
  readonly #interner: TraceInterner;
  readonly #sink: (edges: EdgeChunk) => void;
  readonly #out = edgeColumns();
  #n = 0;
  #park: Float64Array = new Float64Array(0);
  #woken: Float64Array = new Float64Array(0);
  #reason: Int32Array = new Int32Array(0);
  #parkStack: Int32Array = new Int32Array(0);
  #waker: Float64Array = new Float64Array(0);
  #wakeStack: Int32Array = new Int32Array(0);
  #doubt: Int32Array = new Int32Array(0);

  constructor(interner: TraceInterner, sink: (edges: EdgeChunk) => void) {
    this.#interner = interner;
    this.#sink = sink;
  }

  chunk(c: EventChunk): void {
    const { length, kind, subject, timeNs, goroutine, stack, text } = c;
    const { words, stride } = c.goroutineIds;
    const interner = this.#interner;
    const { tables, open } = c.generation;
    const last = words.length / stride - 1;
    if (last >= this.#park.length) this.#grow(last);
    const park = this.#park;
    const woken = this.#woken;
    for (let i = 0; i < length; i++) {
      const k = kind[i] ?? 0;
      const s = subject[i] ?? NONE;
      if (s < 0) continue;
      const doubt = open || k >>> 24 === FLAG_REPAIRED ? 1 : 0;
      switch (k & 255) {
        case GO_BLOCK:
          park[s] = timeNs[i] ?? 0;
          woken[s] = NONE;
          this.#parkStack[s] = interner.stack(tables, stack[i] ?? 0);
          this.#reason[s] = interner.text(tables, text[i] ?? 0);
          this.#doubt[s] = doubt;
          break;
        case GO_UNBLOCK:
        case GO_SWITCH:
        case GO_SWITCH_DESTROY: {
          if ((park[s] ?? NONE) < 0) break;
          woken[s] = timeNs[i] ?? 0;
          const w = goroutine[i] ?? NONE;
          const at = w * stride;
          this.#waker[s] = w < 0 ? NONE : (words[at] ?? 0) + (words[at + 1] ?? 0) * HIGH;
          this.#wakeStack[s] = interner.stack(tables, stack[i] ?? 0);
          if (doubt === 1) this.#doubt[s] = 1;
          break;
        }
        case GO_START:
          if ((woken[s] ?? NONE) >= 0) {
            const at = s * stride;
            const id = (words[at] ?? 0) + (words[at + 1] ?? 0) * HIGH;
            this.#edge(s, id, timeNs[i] ?? 0, doubt);
          }
          park[s] = NONE;
          woken[s] = NONE;
          break;
        default:
          // A goroutine that is new here, or stated anew: a wait goes on only if it is stated as waiting.
          if (((k >>> 8) & 255) === ((k >>> 16) & 255)) break;
          park[s] = NONE;
          woken[s] = NONE;
      }
    }
  }

  #edge(s: number, id: number, ranNs: number, doubt: number): void {
    const out = this.#out;
    const n = this.#n;
    out.goroutine[n] = id;
    out.parkNs[n] = this.#park[s] ?? 0;
    out.wokenNs[n] = this.#woken[s] ?? 0;
    out.ranNs[n] = ranNs;
    out.reason[n] = this.#reason[s] ?? 0;
    out.parkStack[n] = this.#parkStack[s] ?? 0;
    out.waker[n] = this.#waker[s] ?? NONE;
    out.wakeStack[n] = this.#wakeStack[s] ?? 0;
    out.doubt[n] = doubt | (this.#doubt[s] ?? 0);
    this.#n = n + 1;
    if (this.#n === ROWS) this.flush();
  }

  flush(): void {
    if (this.#n === 0) return;
    this.#out.length = this.#n;
    this.#n = 0;
    this.#sink(this.#out);
  }

  #grow(slot: number): void {
    this.#park = growFloat(this.#park, slot, NONE);
    this.#woken = growFloat(this.#woken, slot, NONE);
    this.#waker = growFloat(this.#waker, slot, NONE);
    this.#reason = growInt(this.#reason, slot, 0);
    this.#parkStack = growInt(this.#parkStack, slot, 0);
    this.#wakeStack = growInt(this.#wakeStack, slot, 0);
    this.#doubt = growInt(this.#doubt, slot, 0);
  }
}

/** A copy with room for `slot`, new places filled. */
function growFloat(array: Float64Array, slot: number, fill: number): Float64Array {
  const more = new Float64Array(2 ** Math.ceil(Math.log2(slot + 2))).fill(fill);
  more.set(array);
  return more;
}

function growInt(array: Int32Array, slot: number, fill: number): Int32Array {
  const more = new Int32Array(2 ** Math.ceil(Math.log2(slot + 2))).fill(fill);
  more.set(array);
  return more;
}
