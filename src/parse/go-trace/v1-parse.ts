// Takes the bytes of an old trace apart: batches by processor, stacks, strings, CPU samples. Two passes, as Go's own
// parser makes them: the first finds the batches, the second (a batch at a time, when the merge asks) decodes them.
import type { Frame } from "../../model/trace.ts";
import { OLD, OLD_TYPES, type OldEvent } from "./v1-events.ts";
import { VarintReader } from "./varint.ts";

const ARG_BYTES_MAX = 2048;
const STRING_BYTES_MAX = 1_000_000;
const FRAMES_MAX = 1000;
const NO_PROC = 2 ** 64;

interface Raw {
  type: number;
  args: number[];
  text: string;
}

interface RawFrame {
  readonly func: number;
  readonly file: number;
  readonly line: number;
}

const decoder = new TextDecoder();

export class OldParser {
  readonly #bytes: Uint8Array;
  readonly #minor: number;
  #at: number;
  /** Batch offsets by processor, in file order. */
  readonly batches = new Map<number, number[]>();
  readonly strings = new Map<number, string>();
  readonly logTexts: string[] = [];
  readonly #logTextIds = new Map<string, number>();
  readonly stacks = new Map<number, readonly number[]>();
  readonly #pcs = new Map<number, RawFrame>();
  readonly samples: OldEvent[] = [];
  readonly timerGoroutines = new Set<number>();
  ticksPerSecond = 0;
  /** The first thing that was wrong, with its offset. */
  problem: { message: string; offset: number } | undefined;
  readonly #raw: Raw = { type: 0, args: [], text: "" };
  #lastTs = 0;
  #lastG = 0;
  #lastP = 0;
  readonly #lastGs = new Map<number, number>();

  constructor(bytes: Uint8Array, offset: number, minor: number) {
    this.#bytes = bytes;
    this.#minor = minor;
    this.#at = offset;
  }

  /** First pass: finds batches and CPU samples. Stops at the first damage, noted in `problem`. */
  collect(): void {
    let proc: number | undefined;
    while (this.#at < this.#bytes.length) {
      const offset = this.#at;
      const message = this.#read() ?? (proc === undefined ? this.#needsBatch() : undefined);
      if (message !== undefined) {
        this.problem = { message, offset };
        return;
      }
      const { type, args } = this.#raw;
      if (type === OLD.batch) {
        proc = procOf(args[0] ?? 0);
        const own = this.batches.get(proc);
        if (own === undefined) this.batches.set(proc, [offset]);
        else own.push(offset);
      } else if (type === OLD.cpuSample) {
        if (args.length !== 5) {
          this.problem = { message: "a CPU sample has the wrong number of arguments", offset };
          return;
        }
        this.samples.push({
          ...blank(OLD.cpuSample),
          ts: args[1] ?? 0,
          p: (args[2] ?? 0) | 0,
          g: args[3] ?? 0,
          stack: (args[4] ?? 0) >>> 0,
        });
      }
    }
    this.#lastP = 0;
  }

  #needsBatch(): string | undefined {
    const { type } = this.#raw;
    return type === OLD.batch || type === OLD.none ? undefined : "an event before any batch";
  }

  /** Second pass: the events of one batch, appended to `out`; what is wrong, or undefined. */
  batch(offset: number, out: OldEvent[]): string | undefined {
    this.#at = offset;
    let head = false;
    while (this.#at < this.#bytes.length) {
      const message = this.#read();
      if (message !== undefined) return message;
      const { type } = this.#raw;
      if (type === OLD.none || type === OLD.cpuSample) continue;
      if (type === OLD.batch) {
        if (head) return undefined;
        head = true;
      }
      const wrong = this.#event(out);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  /** The frames of a stack; undefined when there is no such stack. */
  frames(id: number): readonly Frame[] | undefined {
    return this.stacks.get(id)?.map((pc) => {
      const f = this.#pcs.get(pc) ?? { func: 0, file: 0, line: 0 };
      const text = (s: number): string => this.strings.get(s) ?? "";
      return { pc, func: text(f.func), file: text(f.file), line: f.line };
    });
  }

  /** Reads one raw event into #raw; what is wrong, or undefined. Strings go to their table. */
  #read(): string | undefined {
    const head = this.#bytes[this.#at] ?? 0;
    const type = head & 63;
    const described = OLD_TYPES.get(type);
    if (described === undefined || described.since > this.#minor)
      return `unknown event type ${type}`;
    const r = new VarintReader(this.#bytes, this.#at + 1, this.#bytes.length);
    const inline = (head >> 6) + 1;
    const raw = this.#raw;
    raw.type = type;
    raw.args = [];
    raw.text = "";
    if (type === OLD.string) {
      raw.type = OLD.none;
      const wrong = this.#string(r);
      this.#at = r.at;
      return wrong;
    }
    if (type === OLD.batch) {
      if (inline !== 2) return "a batch has the wrong number of arguments";
      raw.args.push(r.number(), r.number());
    } else if (inline <= 3) {
      for (let i = 0; i < inline; i++) raw.args.push(r.number());
    } else {
      const wrong = this.#lengthPrefixed(r, type);
      if (wrong !== undefined) return wrong;
    }
    if (!r.good()) return "a number is cut or too long";
    this.#at = r.at;
    return undefined;
  }

  #lengthPrefixed(r: VarintReader, type: number): string | undefined {
    const length = r.number();
    if (!r.good()) return "a number is cut or too long";
    if (length > ARG_BYTES_MAX) return `arguments claim ${length} bytes`;
    if (r.at + length > r.end) return "arguments are cut";
    const own = new VarintReader(r.bytes, r.at, r.at + length);
    while (own.at < own.end && own.good()) this.#raw.args.push(own.number());
    if (!own.good()) return "an argument is cut or too long";
    r.at += length;
    if (type !== OLD.userLog) return undefined;
    const size = r.number();
    if (!r.good() || size > STRING_BYTES_MAX || r.at + size > r.end)
      return "a log text is cut or too long";
    this.#raw.text = decoder.decode(r.bytes.subarray(r.at, r.at + size));
    r.at += size;
    return undefined;
  }

  #string(r: VarintReader): string | undefined {
    const id = r.number();
    const length = r.number();
    if (!r.good()) return "a string's head is cut";
    if (id === 0) return "a string has id 0";
    if (length === 0) return "a string is empty";
    if (length > STRING_BYTES_MAX) return `a string claims ${length} bytes`;
    if (r.at + length > r.end) return "a string is cut";
    if (!this.strings.has(id)) {
      this.strings.set(id, decoder.decode(r.bytes.subarray(r.at, r.at + length)));
    }
    r.at += length;
    return undefined;
  }

  #event(out: OldEvent[]): string | undefined {
    const { type, args } = this.#raw;
    const described = OLD_TYPES.get(type);
    if (described === undefined) return `unknown event type ${type}`;
    const timed = type !== OLD.batch && type !== OLD.frequency && type !== OLD.timerGoroutine;
    const wanted = described.args + (described.stack ? 1 : 0) + (timed ? 1 : 0);
    if (type === OLD.stack) return this.#stack(args);
    if (args.length !== wanted) {
      return `${described.name} has ${args.length} arguments instead of ${wanted}`;
    }
    const first = args[0] ?? 0;
    if (type === OLD.batch) {
      this.#lastGs.set(this.#lastP, this.#lastG);
      this.#lastP = procOf(first);
      this.#lastG = this.#lastGs.get(this.#lastP) ?? 0;
      this.#lastTs = args[1] ?? 0;
    } else if (type === OLD.frequency) {
      this.ticksPerSecond = first;
      if (first <= 0) return "the clock's frequency is zero";
    } else if (type === OLD.timerGoroutine) {
      this.timerGoroutines.add(first);
    } else out.push(this.#timed(described.stack, args));
    return undefined;
  }

  #timed(stack: boolean, args: readonly number[]): OldEvent {
    const ev = blank(this.#raw.type);
    ev.ts = this.#lastTs + (args[0] ?? 0);
    this.#lastTs = ev.ts;
    ev.p = this.#lastP;
    ev.g = this.#lastG;
    const plain = stack ? args.slice(1, -1) : args.slice(1);
    [ev.a0 = 0, ev.a1 = 0, ev.a2 = 0, ev.a3 = 0] = plain;
    if (stack) ev.stack = (args.at(-1) ?? 0) >>> 0;
    switch (ev.type) {
      case OLD.goStart:
      case OLD.goStartLocal:
      case OLD.goStartLabel:
        this.#lastG = ev.a0;
        ev.g = ev.a0;
        break;
      case OLD.goSysExit:
      case OLD.goWaiting:
      case OLD.goInSyscall:
        ev.g = ev.a0;
        break;
      case OLD.userLog:
        ev.a3 = this.#logText(this.#raw.text);
        break;
      default:
        if (LEAVES.has(ev.type)) this.#lastG = 0;
    }
    return ev;
  }

  #logText(text: string): number {
    let id = this.#logTextIds.get(text);
    if (id === undefined) {
      id = this.logTexts.length;
      this.#logTextIds.set(text, id);
      this.logTexts.push(text);
    }
    return id;
  }

  #stack(args: readonly number[]): string | undefined {
    const size = args[1];
    if (size === undefined || size > FRAMES_MAX) return "a stack has a bad number of frames";
    if (args.length !== 2 + 4 * size) return "a stack is not as long as it says";
    const id = (args[0] ?? 0) >>> 0;
    if (id === 0 || size === 0) return undefined;
    const pcs: number[] = [];
    for (let i = 2; i < args.length; i += 4) {
      const [pc = 0, func = 0, file = 0, line = 0] = args.slice(i, i + 4);
      pcs.push(pc);
      if (!this.#pcs.has(pc)) this.#pcs.set(pc, { func, file, line });
    }
    this.stacks.set(id, pcs);
    return undefined;
  }
}

/** Events after which no goroutine runs on the processor. */
const LEAVES: ReadonlySet<number> = new Set([
  OLD.goEnd,
  OLD.goStop,
  OLD.goSched,
  OLD.goPreempt,
  OLD.goSleep,
  OLD.goBlock,
  OLD.goBlockSend,
  OLD.goBlockRecv,
  OLD.goBlockSelect,
  OLD.goBlockSync,
  OLD.goBlockCond,
  OLD.goBlockNet,
  OLD.goSysBlock,
  OLD.goBlockGC,
]);

export function blank(type: number): OldEvent {
  return { type, ts: 0, g: 0, p: 0, stack: 0, a0: 0, a1: 0, a2: 0, a3: 0, repaired: false };
}

function procOf(id: number): number {
  return id === NO_PROC ? -1 : id | 0;
}
