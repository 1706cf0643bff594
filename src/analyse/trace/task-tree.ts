// The user's own annotations (runtime/trace): tasks with their children, regions and logs.
//
// (1) A task begins with its name and parent, and ends; either may lie outside of the trace.
// (2) A region ends on its goroutine in the order opposite to the one in which regions began there; its time counts for
//     the task it was begun with, 0 being none.
// (3) A log counts for its task.
import { type EventChunk, GO, type TraceVisitor } from "../../model/trace.ts";
import * as col from "../../model/trace-columns.ts";
import type {
  TraceRegion,
  TraceTask,
  TraceTaskKind,
  TraceTasksDocument,
} from "../../model/trace-tasks-document.ts";
import { EV } from "../../model/trace-event-types.ts";
import { namedSite } from "./site.ts";

/** Tasks that are kept one by one, the longest; of the others only their kinds. */
const TASKS_MAX = 10_000;
const BEGUN_MAX = 1_000_000;
const KINDS_MAX = 10_000;
const REGION_NAMES_MAX = 100;
const LOGS_MAX = 100;
const GOROUTINES_MAX = 100;
const DEPTH_MAX = 10_000;
const TEXT_CHARS_MAX = 1000;
/** What is beyond a limit of names shares this one. */
const OTHERS = "(others)";
/** No task: the format's all-ones id, or Go's background task. */
const BACKGROUND = 0;
const ID_MAX = 2 ** 63;

interface Task {
  readonly task: TraceTask;
  readonly goroutines: number[];
}

interface Begun {
  readonly kind: TraceTaskKind;
  readonly startNs: number;
}

interface Open {
  readonly region: TraceRegion;
  readonly sinceNs: number;
}

interface Stack {
  readonly goroutine: number;
  readonly open: Open[];
  /** Regions beyond DEPTH_MAX. */
  deeper: number;
}

export class TaskTree implements TraceVisitor {
  readonly wants = [
    EV.taskBegin,
    EV.taskEnd,
    EV.regionBegin,
    EV.regionEnd,
    EV.userLog,
    EV.goDestroy,
    EV.goDestroySyscall,
    EV.goSwitchDestroy,
  ];
  readonly #tasks = new Map<number, Task>();
  /** Tasks under way, the dropped ones too: what their kind needs when they end. */
  readonly #begun = new Map<number, Begun>();
  readonly #kinds = new Map<string, TraceTaskKind>();
  readonly #background: TraceRegion[] = [];
  readonly #stacks: (Stack | undefined)[] = [];
  readonly #tasksMax: number;
  #total = 0;
  #dropped = 0;

  constructor(tasksMax = TASKS_MAX) {
    this.#tasksMax = tasksMax;
  }

  chunk(c: EventChunk): void {
    for (let i = 0; i < c.length; i++) {
      const type = col.typeAt(c, i);
      if (type >= EV.taskBegin && type <= EV.userLog) this.#annotation(c, i, type);
      else if (type === EV.goDestroy || type === EV.goDestroySyscall) this.#ended(c, i);
    }
  }

  result(): Pick<
    TraceTasksDocument,
    "kinds" | "tasks" | "tasksTotal" | "tasksDropped" | "background"
  > {
    const tasks: TraceTask[] = [];
    this.#keepLongest();
    for (const { task, goroutines } of this.#tasks.values()) {
      task.goroutines = goroutines.length;
      task.regions = byTime(task.regions);
      const parent = task.parent === undefined ? undefined : this.#tasks.get(task.parent);
      parent?.task.children.push(task.id);
      tasks.push(task);
    }
    const kinds = [...this.#kinds.values()].sort((a, b) => b.ns - a.ns || b.tasks - a.tasks);
    const counts = { tasksTotal: this.#total, tasksDropped: this.#dropped };
    return { kinds, tasks, ...counts, background: byTime(this.#background) };
  }

  #annotation(c: EventChunk, i: number, type: number): void {
    const id = col.valueAt(c, i);
    if (type === EV.taskBegin) this.#begin(c, i, id);
    else if (type === EV.taskEnd) this.#end(c, i, id);
    else if (type === EV.regionBegin) this.#regionBegin(c, i, id);
    else if (type === EV.regionEnd) this.#regionEnd(c, i);
    else this.#log(c, i, id);
  }

  #begin(c: EventChunk, i: number, id: number): void {
    const name = text(c, col.textAt(c, i));
    const above = col.value2At(c, i);
    const parent = above >= ID_MAX ? BACKGROUND : above;
    const startNs = col.timeAt(c, i);
    const kind = this.#kind(name, parent);
    kind.tasks += 1;
    const task = this.#task(id);
    if (this.#begun.size < BEGUN_MAX) this.#begun.set(id, { kind, startNs });
    if (task === undefined) return;
    const at = namedSite(c.generation.tables.frames(col.stackAt(c, i))).site;
    const own = task.task;
    own.name = name;
    own.startNs = startNs;
    own.goroutine = goroutineOf(c, i);
    if (parent !== BACKGROUND) own.parent = parent;
    if (at !== undefined) own.at = at;
    this.#seen(task, c, i);
  }

  #end(c: EventChunk, i: number, id: number): void {
    const endNs = col.timeAt(c, i);
    const task = this.#task(id);
    const begun = this.#begun.get(id);
    this.#begun.delete(id);
    // One that began before is known by its end alone; it counts all the same.
    if (begun !== undefined) {
      const { kind } = begun;
      const durationNs = endNs - begun.startNs;
      kind.ended += 1;
      kind.ns += durationNs;
      kind.longestNs = Math.max(kind.longestNs, durationNs);
    }
    if (task === undefined) return;
    task.task.endNs = endNs;
    if (begun !== undefined) task.task.durationNs = endNs - begun.startNs;
    this.#seen(task, c, i);
  }

  #regionBegin(c: EventChunk, i: number, id: number): void {
    const stack = this.#stack(c, i);
    if (stack === undefined) return;
    if (stack.open.length >= DEPTH_MAX) {
      stack.deeper += 1;
      return;
    }
    const task = this.#task(id);
    if (task !== undefined) this.#seen(task, c, i);
    const regions = task?.task.regions ?? this.#background;
    const name = text(c, col.textAt(c, i));
    const region = regionOf(regions, name);
    region.open += 1;
    if (region.at === undefined) {
      const at = namedSite(c.generation.tables.frames(col.stackAt(c, i))).site;
      if (at !== undefined) region.at = at;
    }
    stack.open.push({ region, sinceNs: col.timeAt(c, i) });
  }

  #regionEnd(c: EventChunk, i: number): void {
    const stack = this.#stack(c, i);
    if (stack === undefined) return;
    if (stack.deeper > 0) {
      stack.deeper -= 1;
      return;
    }
    const open = stack.open.pop();
    if (open === undefined) return; // it began before the trace
    const { region } = open;
    const ns = col.timeAt(c, i) - open.sinceNs;
    region.open -= 1;
    region.count += 1;
    region.ns += ns;
    region.longestNs = Math.max(region.longestNs, ns);
  }

  #log(c: EventChunk, i: number, id: number): void {
    const task = this.#task(id);
    if (task === undefined) return;
    this.#seen(task, c, i);
    task.task.logsTotal += 1;
    if (task.task.logs.length >= LOGS_MAX) return;
    task.task.logs.push({
      ns: col.timeAt(c, i),
      goroutine: goroutineOf(c, i),
      category: text(c, col.textAt(c, i)),
      message: text(c, col.logValueAt(c, i)),
    });
  }

  /** The goroutine is gone: its regions stay open. */
  #ended(c: EventChunk, i: number): void {
    const slot = col.subjectAt(c, i);
    if (slot < 0 || col.toAt(c, i) !== GO.notExist) return;
    this.#stacks[slot] = undefined;
  }

  #stack(c: EventChunk, i: number): Stack | undefined {
    const slot = col.goroutineAt(c, i);
    if (slot < 0) return undefined;
    const goroutine = col.goroutineIdOf(c, slot);
    let stack = this.#stacks[slot];
    if (stack?.goroutine !== goroutine) {
      stack = { goroutine, open: [], deeper: 0 };
      this.#stacks[slot] = stack;
    }
    return stack;
  }

  /** The task, made when it is first spoken of; undefined for none, and for one that was dropped. */
  #task(id: number): Task | undefined {
    if (id === BACKGROUND || id >= ID_MAX) return undefined;
    const known = this.#tasks.get(id);
    // One under way that is not here was dropped.
    if (known !== undefined || this.#begun.has(id)) return known;
    if (this.#tasks.size >= 1.25 * this.#tasksMax) this.#keepLongest();
    const task: TraceTask = {
      id,
      name: "",
      children: [],
      goroutines: 0,
      regions: [],
      logs: [],
      logsTotal: 0,
    };
    const made = { task, goroutines: [] };
    this.#tasks.set(id, made);
    this.#total += 1;
    return made;
  }

  #kind(name: string, parent: number): TraceTaskKind {
    const parentName = this.#begun.get(parent)?.kind.name ?? this.#tasks.get(parent)?.task.name;
    const full = this.#kinds.size >= KINDS_MAX;
    const key = `${name}\0${parentName ?? ""}`;
    const known = this.#kinds.get(key) ?? (full ? this.#kinds.get(OTHERS) : undefined);
    if (known !== undefined) return known;
    const above = parentName === undefined ? {} : { parentName };
    const names = full ? { name: OTHERS } : { name, ...above };
    const kind = { ...names, tasks: 0, ended: 0, ns: 0, longestNs: 0 };
    this.#kinds.set(full ? OTHERS : key, kind);
    return kind;
  }

  #seen(task: Task, c: EventChunk, i: number): void {
    const goroutine = goroutineOf(c, i);
    const full = task.goroutines.length >= GOROUTINES_MAX;
    if (!full && !task.goroutines.includes(goroutine)) task.goroutines.push(goroutine);
  }

  /** Drops the shortest of those that have ended and have no children here; then, if need be, the latest. */
  #keepLongest(): void {
    const parents = new Set<number>();
    for (const { task } of this.#tasks.values()) {
      if (task.parent !== undefined) parents.add(task.parent);
    }
    let over = this.#tasks.size - this.#tasksMax;
    const ended = [...this.#tasks.values()].filter(
      ({ task }) => task.endNs !== undefined && !parents.has(task.id),
    );
    ended.sort((a, b) => (a.task.durationNs ?? 0) - (b.task.durationNs ?? 0));
    for (const { task } of [...ended, ...[...this.#tasks.values()].reverse()]) {
      if (over <= 0) return;
      if (!this.#tasks.delete(task.id)) continue;
      over -= 1;
      this.#dropped += 1;
    }
  }
}

function goroutineOf(c: EventChunk, i: number): number {
  return col.goroutineIdOf(c, col.goroutineAt(c, i));
}

function text(c: EventChunk, id: number): string {
  return (c.generation.tables.string(id) ?? "").slice(0, TEXT_CHARS_MAX);
}

/** The region's sums; names beyond the limit share one. */
function regionOf(regions: TraceRegion[], name: string): TraceRegion {
  const known = regions.find((r) => r.name === name);
  if (known !== undefined) return known;
  if (regions.length >= REGION_NAMES_MAX && name !== OTHERS) return regionOf(regions, OTHERS);
  const region = { name, count: 0, ns: 0, longestNs: 0, open: 0 };
  regions.push(region);
  return region;
}

function byTime(regions: readonly TraceRegion[]): TraceRegion[] {
  return regions.toSorted((a, b) => b.ns - a.ns || (a.name < b.name ? -1 : 1));
}
