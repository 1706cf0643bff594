// Trace rows → segments of events and the rows in them where matches may begin.
//
// (1) The hot pass (kernel/patterns/, WebAssembly) goes over the reader's columns where they lie, and makes rows of
//     what patterns ask for.
// (2) What only this side knows it asks once an id: the class of a wait, whether a gate wants a stack, call sites.
// (3) Ranges, logs, tasks and regions are rare and written here.
// (4) A full segment, or a generation's end, goes to the gates and the matchers; the memory is used again.
import { PATTERN_KINDS } from "../../../model/pattern-events.ts";
import type { EventChunk, GenerationTables, StackId, TraceVisitor } from "../../../model/trace.ts";
import { GO_STATES } from "../../../model/trace.ts";
import * as col from "../../../model/trace-columns.ts";
import { EV } from "../../../model/trace-event-types.ts";
import type { StackIndex, TraceInterner } from "../../../model/trace-interner.ts";
import type { GateTable } from "../gates/gate-table.ts";
import type { SyscallTally } from "../gates/syscall-tally.ts";
import { CallSites } from "./call-sites.ts";
import { ChunkColumns, placesOf } from "./chunk-columns.ts";
import { classOf } from "./classes.ts";
import {
  K,
  MARK,
  RANGES,
  ROW_KINDS,
  rowKindIndex,
  STATE_KINDS,
  typesFor,
  type Wanted,
} from "./row-kinds.ts";
import { PAUSE, ROWS, ScanKernel, TAG } from "./scan-kernel.ts";
import { MARKED, Segment } from "./segment.ts";

const KINDS = 32;
const NONE = -1;

/** By kind of the state before: the kinds that may follow; where the runtime allows many, all but a second create. */
const FOLLOWS = new Int32Array(KINDS).fill(-1);
FOLLOWS[K.create] = ~(1 << K.create);
FOLLOWS[K.park] = 1 << K.unpark;
FOLLOWS[K.unpark] = 1 << K.run;
FOLLOWS[K.stop] = 1 << K.run;
FOLLOWS[K.run] = ~(1 << K.create);

export interface ScanOptions {
  readonly wanted: Wanted;
  /** Categories of logs that some pattern asks for; undefined: any. */
  readonly logs: ReadonlySet<string> | undefined;
  readonly gates: GateTable;
  readonly tallies: readonly SyscallTally[];
  /** System calls have to be rows as well. */
  readonly syscallRows: boolean;
  /** Gets each segment; it is valid until this returns. */
  readonly segment: (segment: Segment) => void;
  /** Events looked at at once, at most ROWS. */
  readonly rows?: number | undefined;
}

/** A call in which another began: only damaged traces have it. */
type Call = [fromNs: number, stack: number, carried: number];

/** What exists once there is a chunk. */
interface Machine {
  readonly kernel: ScanKernel;
  readonly segment: Segment;
  readonly sites: CallSites;
  readonly columns: ChunkColumns;
}

export class RowScan implements TraceVisitor {
  readonly wants: readonly number[];
  readonly #interner: TraceInterner;
  readonly #o: ScanOptions;
  readonly #keep: Uint8Array;
  #machine: Machine | undefined;
  #tables: GenerationTables | undefined;
  /** By slot: calls that had not ended when another began. */
  readonly #earlier = new Map<number, Call[]>();
  readonly #rangeText = new Map<number, number>();
  readonly #stateText: readonly number[];
  readonly #markText: number;
  readonly #logTexts: ReadonlySet<number> | undefined;

  constructor(interner: TraceInterner, options: ScanOptions) {
    this.#interner = interner;
    this.#o = options;
    const { wanted, logs } = options;
    this.#keep = Uint8Array.from({ length: KINDS }, (_, kind) =>
      kind < PATTERN_KINDS.length && wanted.kinds.has(kind) ? 1 : 0,
    );
    this.wants = typesFor(wanted);
    for (const [type, [, name]] of RANGES) this.#rangeText.set(type, interner.textOf(name));
    this.#stateText = GO_STATES.map((state) => interner.textOf(state));
    this.#markText = interner.textOf(MARK);
    this.#logTexts = logs && new Set([...logs].map((name) => interner.textOf(name)));
  }

  chunk(c: EventChunk): void {
    const places = placesOf(c);
    const machine = (this.#machine ??= this.#begin(c));
    const { tables } = c.generation;
    if (tables !== this.#tables) this.#next(machine, tables);
    const { kernel, columns, segment } = machine;
    columns.take(c, places);
    for (let at = 0; ;) {
      const why = kernel.x.scan(at, c.length);
      at = kernel.get("at");
      if (why === PAUSE.chunkDone) {
        if (kernel.get("rows") === segment.rows) this.#flush();
        return;
      }
      if (why === PAUSE.segmentFull) this.#flush();
      else if (why === PAUSE.rare) this.#rare(machine, at++);
      else if (why >= PAUSE.askClass) this.#answer(machine, why, tables);
      else this.#callInCall(machine, why, at);
    }
  }

  generationEnd(): void {
    this.#flush();
  }

  /** The end of the trace: hands on what is left. @returns how many events there were */
  end(): number {
    const machine = this.#machine;
    if (machine === undefined) return 0;
    this.#flush();
    const { kernel, sites, segment } = machine;
    if (this.#tables !== undefined) sites.carry(this.#stackOf(this.#tables));
    sites.finish();
    const events = segment.events.firstSeq + kernel.get("uncounted");
    kernel.mem.release();
    this.#machine = undefined;
    return events;
  }

  #begin(c: EventChunk): Machine {
    const { gates, rows, tallies, syscallRows } = this.#o;
    const kernel = new ScanKernel(c);
    kernel.table("kinds", ROW_KINDS);
    kernel.table("follows", FOLLOWS);
    kernel.table("keep", this.#keep);
    kernel.table("minNs", gates.minNs);
    kernel.table("maxNs", gates.maxNs);
    kernel.table("special", gates.special);
    kernel.set("syscallRows", syscallRows ? 1 : 0);
    kernel.set("logsNamed", 1);
    const segment = new Segment(Math.min(rows ?? ROWS, ROWS), this.#interner, kernel);
    const sites = new CallSites(kernel, tallies);
    return { kernel, segment, sites, columns: new ChunkColumns(kernel) };
  }

  #stackOf(tables: GenerationTables): (id: number) => number {
    return (id) => this.#interner.stack(tables, id);
  }

  #next({ kernel, segment, sites }: Machine, tables: GenerationTables): void {
    this.#flush();
    if (this.#tables !== undefined) {
      const stackOf = this.#stackOf(this.#tables);
      kernel.carryCalls(stackOf);
      sites.carry(stackOf);
      for (const list of this.#earlier.values()) {
        for (const call of list) if (call[2] === 0) [call[1], call[2]] = [stackOf(call[1]), 1];
      }
    }
    this.#tables = tables;
    segment.generation(tables);
    kernel.x.forgetIds();
  }

  #flush(): void {
    const segment = this.#machine?.segment;
    if (segment?.close() !== true) return;
    this.#gates(segment);
    this.#o.gates.segmentEnd(segment);
    this.#o.segment(segment);
    segment.clear();
  }

  /** Tells the gates about the rows that the hot pass has marked for them. */
  #gates(segment: Segment): void {
    const { gates } = this.#o;
    const tables = this.#tables;
    segment.marks(({ row, at, from, gapNs, what }) => {
      if ((what & MARKED.spaced) !== 0) gates.spaced(at, row, from, gapNs, segment);
      if (what === MARKED.spaced || tables === undefined) return;
      const id = (segment.stackId[row] ?? 0) as StackId;
      const stack = (what & MARKED.stack) === 0 ? 0 : this.#interner.stack(tables, id);
      const timeNs = segment.events.timeNs[row] ?? 0;
      gates.specialRow(at, row, timeNs, (what & MARKED.runtime) !== 0, stack, segment);
    });
  }

  /** Says what the hot pass asks. */
  #answer({ kernel, sites }: Machine, why: number, tables: GenerationTables): void {
    const id = kernel.get("asked");
    if (why === PAUSE.askClass) {
      const text = kernel.get("askedText");
      kernel.setClass(id, text, this.#classOf(tables, id, text));
    } else if (why === PAUSE.askStack) {
      const stack = this.#interner.stack(tables, id);
      const wanted = stack !== 0 && this.#o.gates.flags(stack);
      kernel.setName(TAG.stack, id, wanted ? 1 : 0);
    } else if (why === PAUSE.askLog) {
      kernel.setName(TAG.log, id, this.#wantsLog(tables, id) ? 1 : 0);
    } else {
      const tally = kernel.get("askedTally");
      const carried = kernel.get("askedCarried");
      const stack = carried === 1 ? id : this.#interner.stack(tables, id);
      const site = sites.siteOf(tally, stack as StackIndex);
      kernel.setName(TAG.site + 2 * tally + carried, id, site);
    }
  }

  #classOf(tables: GenerationTables, stack: number, text: number): number {
    const reason = this.#interner.string(this.#interner.text(tables, text));
    return classOf(reason, this.#interner.frames(this.#interner.stack(tables, stack)));
  }

  #wantsLog(tables: GenerationTables, id: number): boolean {
    const text = this.#interner.text(tables, id);
    if (text === this.#markText) return this.#keep[K.mark] === 1;
    return this.#keep[K.log] === 1 && this.#logTexts?.has(text) !== false;
  }

  /** A call that begins inside another: only in damaged traces. Both end where the next end is. */
  #callInCall(machine: Machine, why: number, i: number): void {
    const { kernel, columns } = machine;
    const slot = columns.subject(i);
    if (why === PAUSE.callInCall) {
      const list = this.#earlier.get(slot) ?? [];
      this.#earlier.set(slot, list);
      list.push([...kernel.callOf(slot)]);
      kernel.x.forgetCall(slot);
      kernel.set("earlier", 1);
      return;
    }
    for (const [fromNs, stack, carried] of this.#earlier.get(slot) ?? []) {
      while (kernel.x.sitesOfCall(carried, stack) === 0 && this.#tables !== undefined) {
        this.#answer(machine, PAUSE.askSite, this.#tables);
      }
      kernel.x.endCall(slot, fromNs, carried, stack, columns.timeNs(i));
    }
    this.#earlier.delete(slot);
    kernel.set("earlier", this.#earlier.size > 0 ? 1 : 0);
  }

  /** Ranges, logs, tasks, regions, snapshots: rare, and written whole. */
  #rare({ columns, segment }: Machine, i: number): void {
    const c = columns.live();
    const type = col.typeAt(c, i);
    const { tables } = c.generation;
    let kind = ROW_KINDS[rowKindIndex(c.kind[i] ?? 0)] ?? STATE_KINDS;
    let slot: number = col.goroutineAt(c, i);
    let text: number = this.#interner.text(tables, col.textAt(c, i));
    let value = 0;
    if (kind === K.status) {
      slot = col.subjectAt(c, i);
      if (slot < 0) return;
      text = this.#stateText[col.toAt(c, i)] ?? 0;
    } else if (kind === K.rangeBegin || kind === K.rangeEnd) {
      if (type === EV.gcBegin || type === EV.gcEnd) slot = NONE;
      value = type === EV.stwBegin ? text : 0;
      text = this.#rangeText.get(type) ?? 0;
    } else if (kind === K.log) {
      if (text === this.#markText) kind = K.mark;
      value = this.#interner.text(tables, col.logValueAt(c, i));
    }
    const stack = this.#interner.stack(tables, col.stackAt(c, i));
    segment.push({ timeNs: c.timeNs[i] ?? 0, kind, slot, stack, text, value });
  }
}
