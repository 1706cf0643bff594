// What a goroutine is inside of: the user's regions and the collector's assists, on a track below the goroutine's own,
// because they do not begin and end with its states.
import { NONE, type PacketWriter, TYPE } from "./packets.ts";

/** Deeper ones are not shown. */
const DEPTH_MAX = 1000;
const TEXT_CHARS_MAX = 300;

interface Track {
  readonly track: number;
  /** Open regions. */
  depth: number;
  /** Of these, the ones that are not shown. */
  hidden: number;
}

export class RegionTracks {
  readonly #out: PacketWriter;
  readonly #fresh: () => number;
  /** By the goroutine's slot. */
  readonly #tracks: (Track | undefined)[] = [];

  constructor(out: PacketWriter, fresh: () => number) {
    this.#out = out;
    this.#fresh = fresh;
  }

  begin(slot: number, parent: number, ns: number, name: string): void {
    const t = this.#track(slot, parent);
    if (t.depth - t.hidden >= DEPTH_MAX) t.hidden += 1;
    else this.#out.event(ns, TYPE.begin, t.track, this.#name(name), NONE, NONE, NONE);
    t.depth += 1;
  }

  /** Ends the innermost; one that began before the trace is not known. */
  finish(slot: number, ns: number): void {
    const t = this.#tracks[slot];
    if (t === undefined || t.depth === 0) return;
    t.depth -= 1;
    if (t.hidden > 0) t.hidden -= 1;
    else this.#close(t, ns, 1);
  }

  log(slot: number, parent: number, ns: number, text: string): void {
    const { track } = this.#track(slot, parent);
    this.#out.event(ns, TYPE.instant, track, this.#name(text), NONE, NONE, NONE);
  }

  /** The goroutine is gone. */
  ended(slot: number, ns: number): void {
    const t = this.#tracks[slot];
    if (t === undefined) return;
    this.#close(t, ns, t.depth - t.hidden);
    this.#tracks[slot] = undefined;
  }

  end(ns: number): void {
    for (const slot of this.#tracks.keys()) this.ended(slot, ns);
  }

  #track(slot: number, parent: number): Track {
    let t = this.#tracks[slot];
    if (t === undefined) {
      t = { track: this.#fresh(), depth: 0, hidden: 0 };
      this.#tracks[slot] = t;
      this.#out.track(t.track, "regions", parent);
    }
    return t;
  }

  #close(t: Track, ns: number, count: number): void {
    for (let n = count; n > 0; n--) {
      this.#out.event(ns, TYPE.end, t.track, NONE, NONE, NONE, NONE);
    }
  }

  #name(text: string): number {
    return this.#out.name(text.slice(0, TEXT_CHARS_MAX));
  }
}
