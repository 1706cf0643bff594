// Events as text, byte for byte what `go tool trace -d=parsed` prints (Go 1.26).
// Source of the format: internal/trace/event.go (Event.String).
import type { ClockSnapshot, EventChunk, Frame, TraceVisitor } from "../model/trace.ts";
import { GO_STATES, PROC_STATES } from "../model/trace.ts";
import * as col from "../model/trace-columns.ts";
import { EV, EVENT_NAMES, EVENT_TYPES } from "../model/trace-event-types.ts";
import { goQuote } from "../util/go-quote.ts";

const NO_TASK = (1n << 64n) - 1n;
const FIRST_EXPERIMENTAL = 128;

interface Task {
  readonly parent: bigint;
  readonly name: string;
}

/** Prints every event to `write`, in pieces of one chunk. */
export class GoTextWriter implements TraceVisitor {
  readonly #write: (text: string) => void;
  readonly #tasks = new Map<bigint, Task>();
  #chunk!: EventChunk;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  chunk(chunk: EventChunk): void {
    this.#chunk = chunk;
    const origin = chunk.originNs;
    let out = "";
    for (let i = 0; i < chunk.length; i++) out += this.#event(i, origin);
    this.#write(out);
  }

  #event(i: number, origin: bigint): string {
    const c = this.#chunk;
    const type = col.typeAt(c, i);
    const sample = type === EV.cpuSample;
    const m = sample ? signed(col.bigValue2At(c, i)) : col.threadIdOf(c, col.threadAt(c, i));
    const g = sample ? signed(col.bigValueAt(c, i)) : this.#goid(col.goroutineAt(c, i));
    const head = `M=${m} P=${col.procAt(c, i)} G=${g}`;
    const time = origin + BigInt(col.timeAt(c, i));
    return `${head} ${this.#details(type, i, `Time=${time}`)}${this.#stackOf(type, i)}\n`;
  }

  #goid(slot: ReturnType<typeof col.goroutineAt>): number {
    return col.goroutineIdOf(this.#chunk, slot);
  }

  #text(id: number): string {
    return goQuote(this.#chunk.generation.tables.string(id) ?? "");
  }

  #details(type: number, i: number, time: string): string {
    const c = this.#chunk;
    switch (type) {
      case EV.sync:
        return `Sync ${time} N=${col.valueAt(c, i)}${snapshotText(c.generation.snapshot)}`;
      case EV.cpuSample:
        return `StackSample ${time}`;
      case EV.procsChange:
        return this.#metric(i, time, "/sched/gomaxprocs:threads");
      case EV.heapAlloc:
        return this.#metric(i, time, "/memory/classes/heap/objects:bytes");
      case EV.heapGoal:
        return this.#metric(i, time, "/gc/heap/goal:bytes");
      case EV.goLabel: {
        const g = this.#goid(col.goroutineAt(c, i));
        return `Label ${time} Label=${this.#text(col.textAt(c, i))} Resource=Goroutine(${g})`;
      }
      case EV.procStart:
      case EV.procStop:
      case EV.procSteal:
      case EV.procStatus: {
        const from = PROC_STATES[col.fromAt(c, i)] ?? "Bad";
        const to = PROC_STATES[col.toAt(c, i)] ?? "Bad";
        const p = col.subjectProcAt(c, i);
        return `StateTransition ${time} ProcID=${p} ${from}->${to} Reason=""`;
      }
      case EV.taskBegin:
      case EV.taskEnd:
      case EV.regionBegin:
      case EV.regionEnd:
      case EV.userLog:
        return this.#annotation(type, i, time);
      default:
        if (type >= FIRST_EXPERIMENTAL) return this.#experimental(type, i, time);
        return type >= EV.stwBegin && type <= EV.assistEnd
          ? this.#range(type, i, time)
          : this.#transition(type, i, time);
    }
  }

  #metric(i: number, time: string, name: string): string {
    const value = col.bigValueAt(this.#chunk, i);
    return `Metric ${time} Name="${name}" Value=Value{Uint64(${value})}`;
  }

  #annotation(type: number, i: number, time: string): string {
    const c = this.#chunk;
    const id = col.bigValueAt(c, i);
    const name = this.#text(col.textAt(c, i));
    switch (type) {
      case EV.taskBegin: {
        const parent = col.bigValue2At(c, i);
        // For no parent the old format's end shows what was written: 0.
        const none = parent === NO_TASK && c.generation.converted;
        this.#tasks.set(id, { parent: none ? 0n : parent, name });
        return `TaskBegin ${time} ID=${id} Parent=${parent} Type=${name}`;
      }
      case EV.taskEnd: {
        const task = this.#tasks.get(id) ?? { parent: NO_TASK, name: '""' };
        this.#tasks.delete(id);
        return `TaskEnd ${time} ID=${id} Parent=${task.parent} Type=${task.name}`;
      }
      case EV.regionBegin:
        return `RegionBegin ${time} Task=${id} Type=${name}`;
      case EV.regionEnd:
        return `RegionEnd ${time} Task=${id} Type=${name}`;
      default:
        return `Log ${time} Task=${id} Category=${name} Message=${this.#text(col.logValueAt(c, i))}`;
    }
  }

  #range(type: number, i: number, time: string): string {
    const c = this.#chunk;
    const name = rangeName(type, c.generation.tables.string(col.textAt(c, i)) ?? "");
    let scope = "None";
    if (type >= EV.sweepActive && type <= EV.sweepEnd) scope = `Proc(${col.subjectProcAt(c, i)})`;
    else if (type < EV.gcActive || type >= EV.assistActive) {
      scope = `Goroutine(${this.#goid(col.subjectAt(c, i))})`;
    }
    const kind = rangeKind(type);
    let text = `Range${kind} ${time} Name=${goQuote(name)} Scope=${scope}`;
    if (kind === "End") {
      const swept = `"bytes swept"=Value{Uint64(${col.bigValueAt(c, i)})}`;
      const reclaimed = `"bytes reclaimed"=Value{Uint64(${col.bigValue2At(c, i)})}`;
      text += ` Attributes=[${type === EV.sweepEnd ? `${swept} ${reclaimed}` : ""}]`;
    }
    return text;
  }

  #experimental(type: number, i: number, time: string): string {
    const c = this.#chunk;
    const third = (BigInt(c.stack2[i] ?? 0) << 32n) | BigInt(c.stack[i] ?? 0);
    const values = [col.bigValueAt(c, i), col.bigValue2At(c, i), third];
    const names = EVENT_TYPES.find((t) => t.id === type)?.args.slice(1) ?? [];
    const args = names.map((n, k) => `${n}=Value{Uint64(${values[k] ?? 0n})}`);
    return `Experimental ${time} Name=${EVENT_NAMES.get(type) ?? ""} Args=[${args.join(", ")}]`;
  }

  #transition(type: number, i: number, time: string): string {
    const c = this.#chunk;
    const from = GO_STATES[col.fromAt(c, i)] ?? "Bad";
    const to = GO_STATES[col.toAt(c, i)] ?? "Bad";
    const g = this.#goid(col.subjectAt(c, i));
    const stops = type === EV.goStop || type === EV.goBlock;
    const reason = stops ? this.#text(col.textAt(c, i)) : '""';
    const text = `StateTransition ${time} GoID=${g} ${from}->${to} Reason=${reason}`;
    if (type === EV.goCreate || type === EV.goCreateBlocked) {
      return `${text}\nTransitionStack=\n${this.#frames(col.newStackAt(c, i))}`;
    }
    const own = stops || type === EV.goSyscallBegin || type === EV.goStatusStack;
    if (!own || col.stackAt(c, i) === 0) return text;
    return `${text}\nTransitionStack=\n${this.#frames(col.stackAt(c, i))}`;
  }

  #stackOf(type: number, i: number): string {
    const id = col.stackAt(this.#chunk, i);
    if (type >= FIRST_EXPERIMENTAL || (id === 0 && type !== EV.cpuSample)) return "";
    return `\nStack=\n${this.#frames(id)}`;
  }

  #frames(id: number): string {
    return framesText(this.#chunk.generation.tables.frames(id));
  }
}

/** Rendered stacks; the frames array is the same object for the same stack. */
const rendered = new WeakMap<readonly Frame[], string>();

function framesText(frames: readonly Frame[]): string {
  let text = rendered.get(frames);
  if (text === undefined) {
    text = frames
      .map((f) => `\t${f.func} @ 0x${f.pc.toString(16)}\n\t\t${f.file}:${f.line}\n`)
      .join("");
    rendered.set(frames, text);
  }
  return text;
}

function signed(v: bigint): bigint {
  return BigInt.asIntN(64, v);
}

function rangeName(type: number, kind: string): string {
  if (type <= EV.stwEnd) return `stop-the-world (${kind})`;
  if (type <= EV.gcEnd) return "GC concurrent mark phase";
  return type <= EV.sweepEnd ? "GC incremental sweep" : "GC mark assist";
}

function rangeKind(type: number): "Begin" | "Active" | "End" {
  if (type === EV.gcActive || type === EV.sweepActive || type === EV.assistActive) return "Active";
  const begins: readonly number[] = [EV.stwBegin, EV.gcBegin, EV.sweepBegin, EV.assistBegin];
  return begins.includes(type) ? "Begin" : "End";
}

function snapshotText(s: ClockSnapshot | undefined): string {
  if (s === undefined) return "";
  return ` Trace=${s.traceNs} Mono=${s.monoNs} Wall=${wallText(s.wallSec, s.wallNsec)}`;
}

/** RFC 3339 with nanoseconds in local time, as Go prints it. */
function wallText(sec: bigint, nsec: number): string {
  const at = new Date(Number(sec) * 1000);
  if (Number.isNaN(at.getTime())) return "?";
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const fraction = String(nsec).padStart(9, "0").replace(/0+$/, "");
  const two = (n: number): string => String(n).padStart(2, "0");
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${local}${fraction === "" ? "" : `.${fraction}`}${offset === 0 ? "Z" : zone}`;
}
