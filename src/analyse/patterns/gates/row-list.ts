// Rows of a segment, each once: bits, so that the same row may be named again and in any order.

const WORD_BITS = 32;

export class RowList {
  #bits = new Int32Array(64);
  #rows = new Int32Array(64);
  /** Behind the last word that is not 0. */
  #end = 0;
  #count = 0;

  push(row: number): void {
    const word = row >>> 5;
    if (word >= this.#bits.length) this.#grow(word);
    const known = this.#bits[word] ?? 0;
    const more = known | (1 << (row & 31));
    if (more === known) return;
    this.#bits[word] = more;
    this.#count += 1;
    if (word >= this.#end) this.#end = word + 1;
  }

  #grow(word: number): void {
    const more = new Int32Array(2 ** Math.ceil(Math.log2(word + 1)));
    more.set(this.#bits);
    this.#bits = more;
  }

  /** The rows so far, ascending; the list is empty again. They are valid until it is asked again. */
  take(): Int32Array {
    if (this.#count > this.#rows.length) this.#rows = new Int32Array(2 * this.#count);
    let length = 0;
    for (let word = 0; word < this.#end; word++) {
      for (let bits = this.#bits[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const lowest = 31 - Math.clz32(bits & -bits);
        this.#rows[length++] = word * WORD_BITS + lowest;
      }
      this.#bits[word] = 0;
    }
    this.#end = 0;
    this.#count = 0;
    return this.#rows.subarray(0, length);
  }
}
