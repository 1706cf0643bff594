// Events as JSON, one object a line: names instead of numbers, ids as numbers, only what the event has.
import type { EventChunk, TraceVisitor } from "../model/trace.ts";
import { FLAG_REPAIRED, GO_STATES, PROC_STATES } from "../model/trace.ts";
import { jsonForLogs } from "../util/escape-json.ts";
import * as col from "../model/trace-columns.ts";
import { EV, EVENT_NAMES } from "../model/trace-event-types.ts";

type Fields = Record<string, unknown>;

const NAMES = new Map<number, string>([
  ...EVENT_NAMES,
  [EV.sync, "Sync"],
  [EV.cpuSample, "CPUSample"],
]);
const WITH_TEXT = new Map<number, string>([
  [EV.goStop, "reason"],
  [EV.goBlock, "reason"],
  [EV.stwBegin, "kind"],
  [EV.stwEnd, "kind"],
  [EV.goLabel, "label"],
  [EV.taskBegin, "name"],
  [EV.regionBegin, "name"],
  [EV.regionEnd, "name"],
  [EV.userLog, "category"],
]);
const WITH_VALUE = new Map<number, string>([
  [EV.sync, "n"],
  [EV.procsChange, "procs"],
  [EV.heapAlloc, "bytes"],
  [EV.heapGoal, "bytes"],
  [EV.gcActive, "seq"],
  [EV.gcBegin, "seq"],
  [EV.gcEnd, "seq"],
  [EV.sweepEnd, "sweptBytes"],
  [EV.taskBegin, "task"],
  [EV.taskEnd, "task"],
  [EV.regionBegin, "task"],
  [EV.regionEnd, "task"],
  [EV.userLog, "task"],
]);

/** Writes events to `write` a chunk at a time. `stacks` adds frames as `function@file:line`. */
export class JsonLinesWriter implements TraceVisitor {
  readonly #write: (text: string) => void;
  readonly #stacks: boolean;

  constructor(write: (text: string) => void, stacks: boolean) {
    this.#write = write;
    this.#stacks = stacks;
  }

  chunk(chunk: EventChunk): void {
    let out = "";
    for (let i = 0; i < chunk.length; i++) out += `${jsonForLogs(this.#event(chunk, i))}\n`;
    this.#write(out);
  }

  #event(c: EventChunk, i: number): Fields {
    const type = col.typeAt(c, i);
    const out: Fields = { timeNs: col.timeAt(c, i), event: NAMES.get(type) ?? `Event${type}` };
    const put = (key: string, value: number): void => {
      if (value >= 0) out[key] = value;
    };
    const sample = type === EV.cpuSample;
    put("m", sample ? col.value2At(c, i) : col.threadIdOf(c, col.threadAt(c, i)));
    put("p", col.procAt(c, i));
    put("g", sample ? col.valueAt(c, i) : col.goroutineIdOf(c, col.goroutineAt(c, i)));
    this.#subject(c, i, type, out);
    const text = WITH_TEXT.get(type);
    if (text !== undefined) out[text] = c.generation.tables.string(col.textAt(c, i)) ?? "";
    const value = WITH_VALUE.get(type);
    if (value !== undefined) out[value] = col.valueAt(c, i);
    if (type === EV.sweepEnd) out["reclaimedBytes"] = col.value2At(c, i);
    if (type === EV.userLog)
      out["message"] = c.generation.tables.string(col.logValueAt(c, i)) ?? "";
    if (this.#stacks) this.#stack(c, i, type, out);
    if ((col.flagsAt(c, i) & FLAG_REPAIRED) !== 0) out["repaired"] = true;
    if (c.generation.open) out["open"] = true;
    return out;
  }

  #subject(c: EventChunk, i: number, type: number, out: Fields): void {
    if (type >= EV.procStart && type <= EV.procStatus) {
      out["proc"] = col.subjectProcAt(c, i);
      out["from"] = PROC_STATES[col.fromAt(c, i)];
      out["to"] = PROC_STATES[col.toAt(c, i)];
    } else if (col.fromAt(c, i) !== 0 || col.toAt(c, i) !== 0) {
      out["goroutine"] = col.goroutineIdOf(c, col.subjectAt(c, i));
      out["from"] = GO_STATES[col.fromAt(c, i)];
      out["to"] = GO_STATES[col.toAt(c, i)];
    }
  }

  #stack(c: EventChunk, i: number, type: number, out: Fields): void {
    if (type >= 128) return;
    const stack = col.stackAt(c, i);
    if (stack !== 0) out["stack"] = frames(c, stack);
    const fresh = type === EV.goCreate || type === EV.goCreateBlocked ? col.newStackAt(c, i) : 0;
    if (fresh !== 0) out["newStack"] = frames(c, fresh);
  }
}

function frames(c: EventChunk, id: number): string[] {
  return c.generation.tables.frames(id).map((f) => `${f.func}@${f.file}:${f.line}`);
}
