// What is known of a generation's stack ids: a number each, found once.

/** Ids above this are never remembered; no runtime comes near it. */
const KNOWN_ID_MAX = 1 << 20;
const UNKNOWN = -1;

export class IdMemo {
  #values = new Int32Array(1024).fill(UNKNOWN);

  /** The number of an id, -1 where none was set. */
  get(id: number): number {
    return id < this.#values.length ? (this.#values[id] ?? UNKNOWN) : UNKNOWN;
  }

  set(id: number, value: number): void {
    if (id > KNOWN_ID_MAX) return;
    if (id >= this.#values.length) {
      const more = new Int32Array(2 ** Math.ceil(Math.log2(id + 1))).fill(UNKNOWN);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[id] = value;
  }

  clear(): void {
    this.#values.fill(UNKNOWN);
  }
}
