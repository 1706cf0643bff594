/** Writes protocol buffer messages, field by field. Numbers are exact below 2^53. */
export class ProtobufWriter {
  #bytes = new Uint8Array(256);
  #n = 0;

  /** What was written; a view that the next write may invalidate. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#n);
  }

  clear(): void {
    this.#n = 0;
  }

  uint(field: number, value: number): this {
    this.#varint(field * 8);
    this.#varint(value);
    return this;
  }

  fixed64(field: number, value: number): this {
    this.#varint(field * 8 + 1);
    this.#room(8);
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#n, 8);
    view.setUint32(0, value % 2 ** 32, true);
    view.setUint32(4, Math.floor(value / 2 ** 32), true);
    this.#n += 8;
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value));
  }

  /** A length-delimited field: bytes, or a message that was written elsewhere. */
  bytes(field: number, value: Uint8Array): this {
    this.#varint(field * 8 + 2);
    this.#varint(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#n);
    this.#n += value.length;
    return this;
  }

  #varint(value: number): void {
    this.#room(10);
    let v = value;
    while (v > 127) {
      this.#bytes[this.#n++] = (v % 128) | 128;
      v = Math.floor(v / 128);
    }
    this.#bytes[this.#n++] = v;
  }

  #room(bytes: number): void {
    if (this.#n + bytes <= this.#bytes.length) return;
    const more = new Uint8Array(Math.max(this.#bytes.length * 2, this.#n + bytes));
    more.set(this.#bytes);
    this.#bytes = more;
  }
}
