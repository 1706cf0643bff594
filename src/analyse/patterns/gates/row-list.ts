// Row numbers as they come; the memory is kept.

export class RowList {
  #rows = new Int32Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(row: number): void {
    if (this.#length === this.#rows.length) {
      const more = new Int32Array(this.#length * 2);
      more.set(this.#rows);
      this.#rows = more;
    }
    this.#rows[this.#length++] = row;
  }

  /** The rows so far in order, each once; the list is empty again. */
  take(): Int32Array {
    const sorted = this.#rows.subarray(0, this.#length).sort();
    let kept = 0;
    for (const row of sorted) {
      if (kept > 0 && sorted[kept - 1] === row) continue;
      sorted[kept++] = row;
    }
    this.#length = 0;
    return sorted.subarray(0, kept);
  }
}
