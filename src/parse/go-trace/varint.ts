// Base-128 varints. Values are numbers (exact below 2^53) except where an id must be kept to the last bit.

/** Reads varints from a byte range. After a failed read `good()` is false and stays so; values are then 0. */
export class VarintReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
  #good = true;
  /** Whether the failure was the end of the bytes (more could help) rather than a value of more than 64 bits. */
  cut = false;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Whether every read so far found a number. */
  good(): boolean {
    return this.#good;
  }

  byte(): number {
    const b = this.at < this.end ? this.bytes[this.at] : undefined;
    if (b === undefined) return this.#fail(true);
    this.at += 1;
    return b;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (let n = 0; n < 10; n++) {
      const b = this.at < this.end ? this.bytes[this.at] : undefined;
      if (b === undefined) return this.#fail(true);
      this.at += 1;
      value += (b & 127) * scale;
      if (b < 128) return n === 9 && b > 1 ? this.#fail(false) : value;
      scale *= 128;
    }
    return this.#fail(false);
  }

  /** The same, exact to 64 bits. */
  big(): bigint {
    const start = this.at;
    const value = this.number();
    if (!this.#good || value < Number.MAX_SAFE_INTEGER) return BigInt(value);
    let exact = 0n;
    for (let i = this.at - 1; i >= start; i--)
      exact = (exact << 7n) | BigInt((this.bytes[i] ?? 0) & 127);
    return exact;
  }

  #fail(cut: boolean): 0 {
    this.#good = false;
    this.cut = cut;
    return 0;
  }
}
