// Where the entries of a table lie, by id. Ids count up from 1 in every generation, in no order in the file; an object
// an entry would cost more than reading the table.

/** Ids up to this, or up to a few times the number of entries, have a place in the arrays; others are kept apart. */
const ARRAY_IDS = 1 << 18;
const ARRAY_SHARE = 4;
const IDS_AT_FIRST = 256;

export interface Place {
  /** Which of the table's batches. */
  readonly batch: number;
  readonly at: number;
  /** Bytes of a string, frames of a stack. */
  readonly size: number;
}

export class IdPlaces {
  /** A bit for each id that is there, up to `max`. */
  bits = new Uint8Array(IDS_AT_FIRST >>> 3);
  /** The largest id that is there. */
  max = 0;
  /** Batch number plus one; 0 = not there. */
  #batch = new Uint32Array(IDS_AT_FIRST);
  #at = new Uint32Array(IDS_AT_FIRST);
  #size = new Uint32Array(IDS_AT_FIRST);
  #entries = 0;
  readonly #apart = new Map<number, Place>();

  has(id: number): boolean {
    if (id < this.#batch.length) return this.#batch[id] !== 0;
    return this.#apart.has(id);
  }

  get(id: number): Place | undefined {
    const batch = id < this.#batch.length ? (this.#batch[id] ?? 0) : 0;
    if (batch === 0) return this.#apart.get(id);
    return { batch: batch - 1, at: this.#at[id] ?? 0, size: this.#size[id] ?? 0 };
  }

  /** Adds an id that is not there. */
  set(id: number, batch: number, at: number, size: number): void {
    this.#entries += 1;
    if (id >= this.#batch.length) {
      if (id >= ARRAY_IDS && id >= ARRAY_SHARE * this.#entries) {
        this.#apart.set(id, { batch, at, size });
        return;
      }
      this.#grow(id + 1);
    }
    this.#batch[id] = batch + 1;
    this.#at[id] = at;
    this.#size[id] = size;
    const cell = id >>> 3;
    this.bits[cell] = (this.bits[cell] ?? 0) | (1 << (id & 7));
    if (id > this.max) this.max = id;
  }

  /** Ids beyond `max`, few if any. */
  apart(): Iterable<number> {
    return this.#apart.keys();
  }

  #grow(ids: number): void {
    const length = 2 ** Math.ceil(Math.log2(ids));
    this.#batch = grown(this.#batch, length);
    this.#at = grown(this.#at, length);
    this.#size = grown(this.#size, length);
    const bits = new Uint8Array(length >>> 3);
    bits.set(this.bits);
    this.bits = bits;
    // What was kept apart and has room now would not be found any more.
    for (const [id, place] of this.#apart) {
      if (id >= length) continue;
      this.#apart.delete(id);
      this.#entries -= 1;
      this.set(id, place.batch, place.at, place.size);
    }
  }
}

function grown(old: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(length);
  more.set(old);
  return more;
}
