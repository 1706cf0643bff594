// Row numbers as they come; the memory is kept.

export class RowList {
  #rows = new Int32Array(64);
  #length = 0;
  #ascending = true;

  push(row: number): void {
    if (this.#length === this.#rows.length) {
      const more = new Int32Array(this.#length * 2);
      more.set(this.#rows);
      this.#rows = more;
    }
    if (this.#length > 0 && row <= (this.#rows[this.#length - 1] ?? 0)) {
      if (row === this.#rows[this.#length - 1]) return;
      this.#ascending = false;
    }
    this.#rows[this.#length++] = row;
  }

  /** The rows so far in order, each once; the list is empty again. */
  take(): Int32Array {
    const sorted = this.#rows.subarray(0, this.#length);
    this.#length = 0;
    if (this.#ascending) return sorted;
    this.#ascending = true;
    sorted.sort();
    let kept = 0;
    for (const row of sorted) {
      if (kept > 0 && sorted[kept - 1] === row) continue;
      sorted[kept++] = row;
    }
    return sorted.subarray(0, kept);
  }
}
