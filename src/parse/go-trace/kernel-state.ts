// The scheduler's state in the kernel as a value: what of it decides how the events that follow are read, and the waits
// under way. Two readers of neighbouring parts of a trace compare it (model/trace-parts.ts). Record layouts as in
// kernel/state.ts.
import type { KernelState, OpenWait } from "../../model/trace-parts.ts";
import { CARRIED, GOROUTINE_WORDS, type Kernel, THREAD_WORDS } from "./kernel.ts";

const PROC_WORDS = 8;
const RUNNABLE = 1;
const WAITING = 4;
const NONE = -1n;
/** As in kernel/edges.ts. */
export const LOOSE_NS = -2n;

/** Byte offsets in a goroutine record. */
const G = {
  serial: 24,
  ranges: 28,
  rangesN: 32,
  status: 36,
  alive: 37,
  doubt: 40,
  parkNs: 48,
  wokenNs: 56,
  waker: 64,
  parkStack: 72,
  wakeStack: 76,
  reason: 80,
} as const;
const P = { status: 24, exists: 25, sweeping: 26 } as const;
const M = { proc: 8, goroutine: 12, serial: 16, seen: 20 } as const;

/** The records of the kernel's memory, as it is now. */
class Records {
  readonly view: DataView;
  readonly goroutines: readonly number[];
  readonly #gBase: number;
  readonly #pBase: number;

  constructor(kernel: Kernel) {
    const { x } = kernel;
    this.view = new DataView(x.memory.buffer);
    this.#gBase = x.goroutineTable();
    this.#pBase = x.procTable();
    const all = Array.from({ length: x.goroutineCount() }, (_, i) => this.#goroutine(i));
    this.goroutines = all.filter((at) => this.view.getUint8(at + G.alive) !== 0);
  }

  #goroutine(slot: number): number {
    return this.#gBase + slot * GOROUTINE_WORDS * 4;
  }

  id(at: number): bigint {
    return this.view.getBigUint64(at, true);
  }

  time(at: number): bigint {
    return this.view.getBigInt64(at, true);
  }

  word(at: number): number {
    return this.view.getUint32(at, true);
  }

  goroutineText(at: number): string {
    const ranges = this.word(at + G.ranges);
    const list: bigint[] = [];
    for (let i = 0; i < this.word(at + G.rangesN); i++) list.push(this.id(ranges + 8 * i));
    return `g${this.id(at)}:${this.view.getUint8(at + G.status)}:${list.join()}`;
  }

  /** What a thread holds; undefined for nothing. A goroutine that has ended is no answer anyone can compare. */
  threadText(at: number): string | undefined {
    const proc = this.view.getInt32(at + M.proc, true);
    const slot = this.view.getInt32(at + M.goroutine, true);
    if (proc < 0 && slot < 0) return undefined;
    let g = "";
    if (slot >= 0) {
      const record = this.#goroutine(slot);
      const same = this.word(record + G.serial) === this.word(at + M.serial);
      g = same ? String(this.id(record)) : "ended";
    }
    return `m${this.id(at)}:${proc < 0 ? "" : this.procId(proc)}:${g}`;
  }

  procId(slot: number): bigint {
    return this.id(this.#pBase + slot * PROC_WORDS * 4);
  }
}

function procTexts(kernel: Kernel, r: Records): string[] {
  const texts: string[] = [];
  for (let i = 0; i < kernel.x.procCount(); i++) {
    const at = kernel.x.procTable() + i * PROC_WORDS * 4;
    if (r.view.getUint8(at + P.exists) === 0) continue;
    texts.push(
      `p${r.id(at)}:${r.view.getUint8(at + P.status)}:${r.view.getUint8(at + P.sweeping)}`,
    );
  }
  return texts;
}

function waitOf(r: Records, at: number): OpenWait {
  const number = (word: number): number => r.word(at + word) - CARRIED;
  return {
    goroutine: Number(r.id(at)),
    parkNs: r.time(at + G.parkNs),
    wokenNs: r.time(at + G.wokenNs),
    waker: Number(r.time(at + G.waker)),
    parkStack: number(G.parkStack),
    wakeStack: number(G.wakeStack),
    reason: number(G.reason),
    doubt: r.word(at + G.doubt),
  };
}

/** The state between two generations: waits carry numbers of the whole trace then (`Kernel.carry`). */
export function kernelState(kernel: Kernel): KernelState {
  const { x } = kernel;
  const r = new Records(kernel);
  const texts = [...r.goroutines.map((at) => r.goroutineText(at)), ...procTexts(kernel, r)];
  const seen: bigint[] = [];
  // Slot 0 stands for "no thread".
  for (let i = 1; i < x.threadCount(); i++) {
    const at = x.threadTable() + i * THREAD_WORDS * 4;
    const text = r.threadText(at);
    if (text !== undefined) texts.push(text);
    if (r.word(at + M.seen) !== 0) seen.push(r.id(at));
  }
  return {
    originNs: x.origin(),
    lastNs: x.lastTime(),
    holds: texts.sort().join(" "),
    threadsSeen: seen,
    collection: x.collection(),
    collectionState: x.collectionState(),
    waits: r.goroutines.filter((at) => r.time(at + G.parkNs) !== NONE).map((at) => waitOf(r, at)),
  };
}

/**
 * From here on waits that began earlier than what was read are completed by others: goroutines that wait, or are woken
 * and have not run, without a known beginning get a loose one.
 */
export function loosen(kernel: Kernel): void {
  const r = new Records(kernel);
  for (const at of r.goroutines) {
    const status = r.view.getUint8(at + G.status);
    if (r.time(at + G.parkNs) !== NONE || (status !== WAITING && status !== RUNNABLE)) continue;
    r.view.setBigInt64(at + G.parkNs, LOOSE_NS, true);
    r.view.setBigInt64(at + G.wokenNs, status === RUNNABLE ? LOOSE_NS : NONE, true);
    for (const word of [G.parkStack, G.wakeStack, G.reason]) {
      r.view.setUint32(at + word, CARRIED, true);
    }
    r.view.setUint32(at + G.doubt, 0, true);
  }
}
