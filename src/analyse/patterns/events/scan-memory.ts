// The memory of the hot pass: the reader's own, so that its columns are used where they lie, or else one apart, into
// which they are copied (traces of Go 1.21 and before).
import type { ChunkMemory, EventChunk } from "../../../model/trace.ts";
import { wasm } from "../../../util/web-assembly.ts";

const PAGE = 1 << 16;
const PAGES_MAX = 1 << 14;
const ALIGN = 64;

/** Views of the whole memory. */
interface Views {
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
}

/** A memory that only grows. */
function ownMemory(): ChunkMemory {
  const memory = new wasm.Memory({ initial: 1, maximum: PAGES_MAX });
  let top = ALIGN;
  const alloc = (bytes: number): number => {
    const at = top;
    top += Math.ceil(bytes / ALIGN) * ALIGN;
    const missing = top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return at;
  };
  return { memory, alloc, release: () => undefined };
}

export class ScanMemory {
  readonly memory: ChunkMemory["memory"];
  readonly #from: ChunkMemory;
  readonly #taken = new Map<number, number>();
  #views: Views | undefined;
  #buffer: ArrayBuffer | undefined;

  /** @param chunk the first one of the trace */
  constructor(chunk: EventChunk) {
    this.#from = chunk.memory ?? ownMemory();
    this.memory = this.#from.memory;
  }

  /** A block, cleared. @throws where the memory cannot grow, what the reader takes for the end of its own memory */
  alloc(bytes: number): number {
    const at = this.#from.alloc(bytes);
    this.#taken.set(at, bytes);
    this.views.u8.fill(0, at, at + bytes);
    return at;
  }

  /** A block with what stands in an older one, which is given back. */
  regrow(at: number, bytes: number): number {
    const more = this.alloc(bytes);
    const old = this.#taken.get(at) ?? 0;
    this.views.u8.copyWithin(more, at, at + Math.min(old, bytes));
    if (old > 0) this.#from.release(at, old);
    this.#taken.delete(at);
    return more;
  }

  /** Gives everything back. */
  release(): void {
    for (const [at, bytes] of this.#taken) this.#from.release(at, bytes);
    this.#taken.clear();
  }

  get views(): Views {
    const { buffer } = this.memory;
    if (this.#views === undefined || this.#buffer !== buffer) {
      this.#buffer = buffer;
      this.#views = {
        u8: new Uint8Array(buffer),
        i32: new Int32Array(buffer),
        u32: new Uint32Array(buffer),
        f64: new Float64Array(buffer),
      };
    }
    return this.#views;
  }
}
