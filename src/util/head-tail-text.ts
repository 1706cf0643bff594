/**
 * Keeps the beginning and the end of a text that may be endless, and says how much is missing between
 * them. What a program prints first names the cause, what it prints last names the end.
 */
export class HeadTailText {
  readonly #headMax: number;
  readonly #tailMax: number;
  #head = "";
  #tail: string[] = [];
  #tailLength = 0;
  #dropped = 0;

  /** @param charactersMax length of the kept text, half of it for each end */
  constructor(charactersMax: number) {
    this.#headMax = Math.floor(charactersMax / 2);
    this.#tailMax = charactersMax - this.#headMax;
  }

  add(text: string): void {
    let rest = text;
    if (this.#tailLength === 0 && this.#dropped === 0 && this.#head.length < this.#headMax) {
      const room = this.#headMax - this.#head.length;
      this.#head += rest.slice(0, room);
      rest = rest.slice(room);
    }
    if (rest === "") return;
    if (rest.length > this.#tailMax) {
      this.#dropped += this.#tailLength + rest.length - this.#tailMax;
      this.#tail = [rest.slice(-this.#tailMax)];
      this.#tailLength = this.#tailMax;
      return;
    }
    this.#tail.push(rest);
    this.#tailLength += rest.length;
    if (this.#tailLength > 2 * this.#tailMax || this.#tail.length > 4096) this.#compact();
  }

  toString(): string {
    this.#compact();
    const tail = this.#tail.join("");
    if (this.#dropped === 0) return this.#head + tail;
    return `${this.#head}\n… ${this.#dropped} characters left out …\n${tail}`;
  }

  #compact(): void {
    const whole = this.#tail.join("");
    const kept = whole.slice(-this.#tailMax);
    this.#dropped += whole.length - kept.length;
    this.#tail = kept === "" ? [] : [kept];
    this.#tailLength = kept.length;
  }
}
