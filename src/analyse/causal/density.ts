// How many events lie where in a trace, so that a window can be chosen that holds no more than fit into memory.

/** Places that are told apart; beyond that neighbours are added up. */
const PLACES_MAX = 65_536;

export class Density {
  #fromNs: number[] = [];
  #events: number[] = [];

  /** Called in the order of time. */
  add(fromNs: number, events: number): void {
    this.#fromNs.push(fromNs);
    this.#events.push(events);
    if (this.#fromNs.length >= PLACES_MAX) this.#halve();
  }

  get total(): number {
    return this.#events.reduce((sum, n) => sum + n, 0);
  }

  /** The earliest time from which on no more than so many events lie before `toNs`; the last place even so. */
  startOf(toNs: number, eventsMax: number): number {
    let sum = 0;
    let startNs = toNs;
    for (let i = this.#fromNs.length - 1; i >= 0; i--) {
      const fromNs = this.#fromNs[i] ?? 0;
      if (fromNs >= toNs) continue;
      sum += this.#events[i] ?? 0;
      if (sum > eventsMax && startNs < toNs) break;
      startNs = fromNs;
    }
    return startNs;
  }

  #halve(): void {
    const fromNs: number[] = [];
    const events: number[] = [];
    for (let i = 0; i < this.#fromNs.length; i += 2) {
      fromNs.push(this.#fromNs[i] ?? 0);
      events.push((this.#events[i] ?? 0) + (this.#events[i + 1] ?? 0));
    }
    this.#fromNs = fromNs;
    this.#events = events;
  }
}
