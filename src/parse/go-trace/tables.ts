// The string and stack tables of a generation. Only ids and positions are read at first; texts and frames are decoded
// when asked for. Source: internal/trace/generation.go (addStrings, addStacks).
import type { Frame, GenerationTables } from "../../model/trace.ts";
import { EV } from "../../model/trace-event-types.ts";
import { IdPlaces } from "./id-places.ts";
import { VarintReader } from "./varint.ts";

const STRING_BYTES_MAX = 1 << 10;
const FRAMES_MAX = 128;

interface FirstFrame {
  /** The stack it was met in. */
  readonly stack: number;
  readonly func: number;
  readonly file: number;
  readonly line: number;
}

const decoder = new TextDecoder();
const NO_FRAMES: readonly Frame[] = [];

/** Tables under construction and in use. Every `add` returns what is wrong, or undefined. */
export class Tables implements GenerationTables {
  readonly stringPlaces = new IdPlaces();
  readonly stackPlaces = new IdPlaces();
  readonly #stringBatches: Uint8Array[] = [];
  readonly #stackBatches: Uint8Array[] = [];
  readonly #strings = new Map<number, string>();
  readonly #stacks = new Map<number, readonly Frame[]>();
  /** The first frame of each pc, names as string ids. */
  readonly #firsts = new Map<number, FirstFrame>();
  readonly #frames = new Map<number, Frame>();
  hasStringBatch = false;

  /** A batch of strings; the payload is kept, so it must be a copy of its own. */
  addStrings(payload: Uint8Array): string | undefined {
    this.hasStringBatch = true;
    const batch = this.#stringBatches.push(payload) - 1;
    const places = this.stringPlaces;
    const r = new VarintReader(payload, 1, payload.length);
    while (r.at < r.end) {
      const type = r.byte();
      if (type !== EV.string) return `expected a string, found event ${type}`;
      const id = r.number();
      const length = r.number();
      if (!r.good()) return "a string's head is cut";
      if (length > STRING_BYTES_MAX) return `a string claims ${length} bytes`;
      if (r.at + length > r.end) return "a string is cut";
      if (id === 0 || places.has(id)) return `string id ${id} appears twice`;
      places.set(id, batch, r.at, length);
      r.at += length;
    }
    return undefined;
  }

  /** A batch of stacks; the payload is kept. */
  addStacks(payload: Uint8Array): string | undefined {
    const batch = this.#stackBatches.push(payload) - 1;
    const r = new VarintReader(payload, 1, payload.length);
    while (r.at < r.end) {
      const type = r.byte();
      if (type !== EV.stack) return `expected a stack, found event ${type}`;
      const id = r.number();
      const frames = r.number();
      if (!r.good()) return "a stack's head is cut";
      if (frames > FRAMES_MAX) return `a stack claims ${frames} frames`;
      const at = r.at;
      this.#readFrames(r, id, frames);
      if (!r.good()) return "a stack is cut";
      if (id === 0 || this.stackPlaces.has(id)) return `stack id ${id} appears twice`;
      this.stackPlaces.set(id, batch, at, frames);
    }
    return undefined;
  }

  #readFrames(r: VarintReader, stack: number, frames: number): void {
    for (let i = 0; i < frames; i++) {
      const pc = r.number();
      const func = r.number();
      const file = r.number();
      const line = r.number();
      // Go keeps the first frame of a pc; later ones are never looked at.
      if (r.good() && !this.#firsts.has(pc)) this.#firsts.set(pc, { stack, func, file, line });
    }
  }

  /** The first frame whose function or file name is not in the string table, if any. */
  unknownName(): string | undefined {
    for (const { stack, func, file } of this.#firsts.values()) {
      if (!this.#known(func)) {
        return `stack ${stack} names function string ${func}, which is not there`;
      }
      if (!this.#known(file)) return `stack ${stack} names file string ${file}, which is not there`;
    }
    return undefined;
  }

  #known(id: number): boolean {
    return id === 0 || this.stringPlaces.has(id);
  }

  string(id: number): string | undefined {
    if (id === 0) return "";
    const known = this.#strings.get(id);
    if (known !== undefined) return known;
    const place = this.stringPlaces.get(id);
    if (place === undefined) return undefined;
    const bytes = this.#stringBatches[place.batch];
    const text = decoder.decode(bytes?.subarray(place.at, place.at + place.size));
    this.#strings.set(id, text);
    return text;
  }

  hasStack(id: number): boolean {
    return id === 0 || this.stackPlaces.has(id);
  }

  frames(id: number): readonly Frame[] {
    const known = this.#stacks.get(id);
    if (known !== undefined) return known;
    const place = this.stackPlaces.get(id);
    const bytes = place === undefined ? undefined : this.#stackBatches[place.batch];
    if (place === undefined || bytes === undefined) return NO_FRAMES;
    const r = new VarintReader(bytes, place.at, bytes.length);
    const frames: Frame[] = [];
    for (let i = 0; i < place.size; i++) {
      const frame = this.#frame(r.number());
      if (frame !== undefined) frames.push(frame);
      r.number();
      r.number();
      r.number();
    }
    this.#stacks.set(id, frames);
    return frames;
  }

  /** The frame of a pc: the first in file order, as Go's reader has it. */
  #frame(pc: number): Frame | undefined {
    const known = this.#frames.get(pc);
    if (known !== undefined) return known;
    const first = this.#firsts.get(pc);
    if (first === undefined) return undefined;
    const { func, file, line } = first;
    const frame = { pc, func: this.string(func) ?? "", file: this.string(file) ?? "", line };
    this.#frames.set(pc, frame);
    return frame;
  }
}

/** Tables of a trace that has its strings and stacks decoded already (the converted old format). */
export function plainTables(
  strings: ReadonlyMap<number, string>,
  stackOf: (id: number) => readonly Frame[] | undefined,
): GenerationTables {
  return {
    string: (id) => (id === 0 ? "" : strings.get(id)),
    frames: (id) => stackOf(id) ?? NO_FRAMES,
    hasStack: (id) => id === 0 || stackOf(id) !== undefined,
  };
}
