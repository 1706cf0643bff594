// Time spent in a state by stack, as `go tool trace -pprof` counts it: from the event that enters the state to the one
// that leaves it, on the stack of the former; not before the goroutine first ran.
// Source: cmd/trace/pprof.go (makeComputePprofFunc).
import { type EventChunk, GO, type TraceVisitor } from "../../model/trace.ts";
import type { StackIndex, TraceInterner } from "../../model/trace-interner.ts";
import * as col from "../../model/trace-columns.ts";
import { EV } from "../../model/trace-event-types.ts";

export type ProfileKind = "block" | "sync" | "net" | "syscall" | "sched";
export const PROFILE_KINDS: readonly ProfileKind[] = ["block", "sync", "net", "syscall", "sched"];

export interface ProfileSample {
  readonly stack: StackIndex;
  count: number;
  ns: number;
}

interface Tracked {
  id: number;
  ran: boolean;
  sinceNs: number;
  stack: StackIndex;
}

const NOT_TRACKED = -1;

function matches(kind: ProfileKind, state: number, reason: string): boolean {
  switch (kind) {
    case "block":
      return state === GO.waiting && reason !== "";
    case "sync":
      return state === GO.waiting && /chan|sync|select/.test(reason);
    case "net":
      return state === GO.waiting && reason === "network";
    case "syscall":
      return state === GO.syscall;
    case "sched":
      return state === GO.runnable;
  }
}

export class ProfileVisitor implements TraceVisitor {
  readonly #kind: ProfileKind;
  readonly #interner: TraceInterner;
  readonly #tracked: Tracked[] = [];
  readonly #samples = new Map<number, ProfileSample>();

  constructor(kind: ProfileKind, interner: TraceInterner) {
    this.#kind = kind;
    this.#interner = interner;
  }

  chunk(c: EventChunk): void {
    for (let i = 0; i < c.length; i++) {
      const type = col.typeAt(c, i);
      const goroutine = type >= EV.goCreate && type <= EV.goStatus;
      if (goroutine || (type >= EV.goSwitch && type <= EV.goStatusStack))
        this.#transition(c, i, type);
    }
  }

  #transition(c: EventChunk, i: number, type: number): void {
    const slot = col.subjectAt(c, i);
    if (slot < 0) return;
    const id = col.goroutineIdOf(c, slot);
    const to = col.toAt(c, i);
    let g = this.#tracked[slot];
    if (g?.id !== id || col.fromAt(c, i) === GO.notExist) {
      g = { id, ran: false, sinceNs: NOT_TRACKED, stack: 0 as StackIndex };
      this.#tracked[slot] = g;
    }
    const { tables } = c.generation;
    const stops = type === EV.goStop || type === EV.goBlock;
    const reason = stops ? (tables.string(col.textAt(c, i)) ?? "") : "";
    const t = col.timeAt(c, i);
    if (g.sinceNs === NOT_TRACKED) {
      if (matches(this.#kind, to, reason)) {
        g.sinceNs = t;
        g.stack = this.#interner.stack(tables, col.stackAt(c, i));
      }
    } else if (!matches(this.#kind, to, reason) && !sameState(this.#kind, to)) {
      if (g.ran) this.#add(g.stack, t - g.sinceNs);
      g.sinceNs = NOT_TRACKED;
    }
    if (to === GO.running) g.ran = true;
  }

  #add(stack: StackIndex, ns: number): void {
    const known = this.#samples.get(stack);
    if (known === undefined) this.#samples.set(stack, { stack, count: 1, ns });
    else {
      known.count += 1;
      known.ns += ns;
    }
  }

  /** Longest first; equal ones by stack number, that is by first appearance. */
  result(): ProfileSample[] {
    return [...this.#samples.values()].sort((a, b) => b.ns - a.ns || a.stack - b.stack);
  }
}

function sameState(kind: ProfileKind, state: number): boolean {
  if (kind === "syscall") return state === GO.syscall;
  return state === (kind === "sched" ? GO.runnable : GO.waiting);
}
