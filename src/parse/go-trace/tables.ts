// The string and stack tables of a generation. Only ids and positions are read at first; texts and frames are decoded
// when asked for. Source: internal/trace/generation.go (addStrings, addStacks).
import type { Frame, GenerationTables } from "../../model/trace.ts";
import { EV } from "../../model/trace-event-types.ts";
import { VarintReader } from "./varint.ts";

const STRING_BYTES_MAX = 1 << 10;
const FRAMES_MAX = 128;
/** Ids above this are kept but count as missing when an event refers to them; no runtime comes near it. */
export const TABLE_ID_MAX = 1 << 24;

interface StringEntry {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly length: number;
}
interface StackEntry {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly frames: number;
}

const decoder = new TextDecoder();
const NO_FRAMES: readonly Frame[] = [];

/** Tables under construction and in use. Every `add` returns what is wrong, or undefined. */
export class Tables implements GenerationTables {
  readonly strings = new Map<number, StringEntry | string>();
  readonly stacks = new Map<number, StackEntry | readonly Frame[]>();
  readonly #batches: Uint8Array[] = [];
  #pcs: Map<number, Frame> | undefined;
  hasStringBatch = false;

  /** A batch of strings; the payload is kept, so it must be a copy of its own. */
  addStrings(payload: Uint8Array): string | undefined {
    this.hasStringBatch = true;
    const r = new VarintReader(payload, 1, payload.length);
    while (r.at < r.end) {
      const type = r.byte();
      if (type !== EV.string) return `expected a string, found event ${type}`;
      const id = r.number();
      const length = r.number();
      if (!r.good()) return "a string's head is cut";
      if (length > STRING_BYTES_MAX) return `a string claims ${length} bytes`;
      if (r.at + length > r.end) return "a string is cut";
      if (id === 0 || this.strings.has(id)) return `string id ${id} appears twice`;
      this.strings.set(id, { bytes: payload, at: r.at, length });
      r.at += length;
    }
    return undefined;
  }

  /** A batch of stacks; the payload is kept. */
  addStacks(payload: Uint8Array): string | undefined {
    this.#batches.push(payload);
    const r = new VarintReader(payload, 1, payload.length);
    while (r.at < r.end) {
      const type = r.byte();
      if (type !== EV.stack) return `expected a stack, found event ${type}`;
      const id = r.number();
      const frames = r.number();
      if (!r.good()) return "a stack's head is cut";
      if (frames > FRAMES_MAX) return `a stack claims ${frames} frames`;
      const at = r.at;
      for (let i = 0; i < frames * 4; i++) r.number();
      if (!r.good()) return "a stack is cut";
      if (id === 0 || this.stacks.has(id)) return `stack id ${id} appears twice`;
      this.stacks.set(id, { bytes: payload, at, frames });
    }
    return undefined;
  }

  /** The first frame whose function or file name is not in the string table, if any. */
  unknownName(): string | undefined {
    const seen = new Set<number>();
    for (const [id, stack] of this.stacks) {
      if (!("bytes" in stack)) continue;
      const r = new VarintReader(stack.bytes, stack.at, stack.bytes.length);
      for (let i = 0; i < stack.frames; i++) {
        const pc = r.number();
        const func = r.number();
        const file = r.number();
        r.number();
        // Go keeps the first frame of a pc; later ones are never looked at.
        if (seen.has(pc)) continue;
        seen.add(pc);
        if (!this.#known(func))
          return `stack ${id} names function string ${func}, which is not there`;
        if (!this.#known(file)) return `stack ${id} names file string ${file}, which is not there`;
      }
    }
    return undefined;
  }

  #known(id: number): boolean {
    return id === 0 || this.strings.has(id);
  }

  string(id: number): string | undefined {
    if (id === 0) return "";
    const entry = this.strings.get(id);
    if (entry === undefined || typeof entry === "string") return entry;
    const text = decoder.decode(entry.bytes.subarray(entry.at, entry.at + entry.length));
    this.strings.set(id, text);
    return text;
  }

  hasStack(id: number): boolean {
    return id === 0 || this.stacks.has(id);
  }

  frames(id: number): readonly Frame[] {
    const stack = this.stacks.get(id);
    if (stack === undefined) return NO_FRAMES;
    if (!("bytes" in stack)) return stack;
    const pcs = (this.#pcs ??= this.#readPcs());
    const r = new VarintReader(stack.bytes, stack.at, stack.bytes.length);
    const frames: Frame[] = [];
    for (let i = 0; i < stack.frames; i++) {
      const frame = pcs.get(r.number());
      if (frame !== undefined) frames.push(frame);
      r.number();
      r.number();
      r.number();
    }
    this.stacks.set(id, frames);
    return frames;
  }

  /** Frames by pc, the first of each pc in file order, as Go's reader has it. */
  #readPcs(): Map<number, Frame> {
    const pcs = new Map<number, Frame>();
    for (const batch of this.#batches) {
      const r = new VarintReader(batch, 1, batch.length);
      while (r.at < r.end && r.good()) {
        if (r.byte() !== EV.stack) break;
        r.number();
        const frames = r.number();
        if (frames > FRAMES_MAX) break;
        for (let i = 0; i < frames && r.good(); i++) {
          const pc = r.number();
          const func = r.number();
          const file = r.number();
          const line = r.number();
          if (!r.good() || pcs.has(pc)) continue;
          pcs.set(pc, { pc, func: this.string(func) ?? "", file: this.string(file) ?? "", line });
        }
      }
    }
    return pcs;
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
