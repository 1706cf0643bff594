// Call sites of the patterns that only count system calls: the hot pass adds up here.
import type { StackIndex } from "../../../model/trace-interner.ts";
import type { SyscallTally } from "../gates/syscall-tally.ts";
import type { ScanKernel } from "./scan-kernel.ts";

/** kernel/patterns/block.ts: a tally, and a site of it. */
const TALLY_BYTES = 32;
const SITE_BYTES = 128;
const SITES = 64;

export class CallSites {
  readonly #kernel: ScanKernel;
  readonly #tallies: readonly SyscallTally[];
  /** By tally: how many sites there are, and have room. */
  readonly #counts: number[];
  readonly #room: number[];
  readonly #at: number;

  constructor(kernel: ScanKernel, tallies: readonly SyscallTally[]) {
    this.#kernel = kernel;
    this.#tallies = tallies;
    this.#counts = tallies.map(() => 0);
    this.#room = tallies.map(() => SITES);
    this.#at = kernel.mem.alloc(Math.max(1, tallies.length) * TALLY_BYTES);
    for (const [n, { mostNs, leastNs, windowNs, ring }] of tallies.entries()) {
      const sites = kernel.mem.alloc(SITES * SITE_BYTES);
      const at = this.#at + n * TALLY_BYTES;
      const { u32, f64 } = kernel.mem.views;
      f64.set([mostNs, leastNs, windowNs], at / 8);
      u32.set([ring, sites], at / 4 + 6);
    }
    kernel.set("tallies", this.#at);
    kernel.set("talliesN", tallies.length);
  }

  /** The number of a stack's site, made when new. */
  siteOf(n: number, stack: StackIndex): number {
    const site = this.#tallies[n]?.siteOf(stack) ?? 0;
    while (site >= (this.#counts[n] ?? 0)) this.#add(n);
    return site;
  }

  #add(n: number): void {
    const { mem } = this.#kernel;
    const place = this.#at / 4 + n * (TALLY_BYTES / 4) + 7;
    const site = this.#counts[n] ?? 0;
    const room = this.#room[n] ?? 0;
    if (site === room) {
      const more = mem.regrow(mem.views.u32[place] ?? 0, 2 * room * SITE_BYTES);
      mem.views.u32[place] = more;
      this.#room[n] = 2 * room;
    }
    this.#counts[n] = site + 1;
    const ring = mem.alloc(Math.max(1, this.#tallies[n]?.ring ?? 0) * 8);
    const at = (mem.views.u32[place] ?? 0) + site * SITE_BYTES;
    mem.views.f64.set([Infinity, 0, 0, -Infinity, 0, -1], at / 8);
    mem.views.u32[at / 4 + 16] = ring;
  }

  /** The stacks of the longest calls become numbers of the trace: the generation's ids go. */
  carry(stackOf: (id: number) => number): void {
    for (const [, , at] of this.#all()) {
      const { u32 } = this.#kernel.mem.views;
      if (u32[at / 4 + 13] === 1 || u32[at / 4 + 14] === 0) continue;
      u32[at / 4 + 12] = stackOf(u32[at / 4 + 12] ?? 0);
      u32[at / 4 + 13] = 1;
    }
  }

  /** Tells the tallies what was counted; the longest calls' stacks must have been carried. */
  finish(): void {
    const { u32, f64 } = this.#kernel.mem.views;
    for (const [tally, site, at] of this.#all()) {
      const [firstNs = 0, lastNs = 0, totalNs = 0, maxNs = 0, startNs = 0, g = -1] = f64.subarray(
        at / 8,
        at / 8 + 6,
      );
      const [stack = 0, , count = 0, dense = 0] = u32.subarray(at / 4 + 12, at / 4 + 16);
      const longest = { g, startNs, stack: stack as StackIndex };
      const sums = { count, firstNs, lastNs, totalNs, maxNs };
      tally.counted(site, { ...sums, longest, dense: dense === 1 });
    }
  }

  *#all(): Generator<[tally: SyscallTally, site: number, at: number]> {
    for (const [n, tally] of this.#tallies.entries()) {
      const count = this.#counts[n] ?? 0;
      for (let site = 0; site < count; site++) {
        const sites = this.#kernel.mem.views.u32[this.#at / 4 + n * (TALLY_BYTES / 4) + 7] ?? 0;
        yield [tally, site, sites + site * SITE_BYTES];
      }
    }
  }
}
