import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  GoroutineReport,
  GoroutineTimesVisitor,
  LockLogVisitor,
  PROFILE_KINDS,
  SegmentRecorder,
  TimeAxis,
  TimeSums,
  cancellationsOf,
  chooseRoots,
  criticalPathsOf,
  holderStates,
  holdsOf,
  isNamed,
  jsonText,
  judgeWithOwn,
  lockClusters,
  lookedLine,
  pathOf,
  placeLines,
  readTimedLines,
  recordFitting,
  stateName,
  testOf,
  testStarts,
  textTable,
  traceEventsCommand,
  traceGoroutinesCommand,
  traceHeadOf,
  traceInfoCommand,
  traceLocksCommand,
  tracePerfettoCommand,
  traceProfileCommand,
  traceStateText,
  traceWakeCommand,
  usedLocksOf,
  visitTrace,
  waitNs,
  waterfallBar
} from "./chunk-6OI3EBZ6.js";
import {
  PatternEngine,
  loadPatterns
} from "./chunk-OT5ZKJ63.js";
import "./chunk-R5H7KCAA.js";
import "./chunk-7KPY23XL.js";
import {
  InvalidArgumentError,
  Option
} from "./chunk-37Z3ARSG.js";
import {
  namedPatternFiles,
  ownPatternFiles
} from "./chunk-KQQBIVY7.js";
import {
  openFiles
} from "./chunk-SG2LAXO6.js";
import "./chunk-5MQILW2H.js";
import {
  durationText
} from "./chunk-BJQ3DP2B.js";
import "./chunk-TZZCAVMG.js";
import "./chunk-V6EFVX5X.js";
import {
  withDefaultSignals
} from "./chunk-4A26XNJO.js";
import {
  inlineForTerminal
} from "./chunk-SB7B5DOZ.js";
import {
  UserFailure
} from "./chunk-SSO7WQEY.js";
import "./chunk-Z2UEWJO5.js";
import {
  EV,
  GO,
  PROC,
  fromAt,
  goroutineAt,
  goroutineIdOf,
  logValueAt,
  namedSite,
  ownSite,
  procAt,
  siteText,
  stackAt,
  subjectAt,
  subjectProcAt,
  textAt,
  threadAt,
  threadIdOf,
  timeAt,
  toAt,
  typeAt,
  value2At,
  valueAt
} from "./chunk-GA4UFAKX.js";
import {
  TraceInterner
} from "./chunk-GYSKOSU5.js";
import {
  openTraceInput
} from "./chunk-TUQGUQHE.js";
import "./chunk-DJRU4FCG.js";
import "./chunk-FVG4TTG2.js";

// src/entry/trace-analysis-commands.ts
import { closeSync, openSync } from "node:fs";

// src/analyse/trace/creation-tree.ts
var NODES_MAX = 2e4;
var DEPTH_MAX = 64;
var NO_NODE = -1;
var CreationTree = class {
  #nodes = [];
  /** By the node above, the name and the site. */
  #numbers = /* @__PURE__ */ new Map();
  /** Goroutine → its node; only those that live. */
  #of = /* @__PURE__ */ new Map();
  /** A goroutine comes to be; `creator` is unknown for one that was there before. */
  born(g, creator) {
    if (creator === void 0) return;
    this.#of.set(g, this.#node(this.#nodeOf(creator), g));
  }
  /** It ended, or the trace did. */
  finished(g, lastNs) {
    const node = this.#nodes[this.#nodeOf(g)];
    if (node === void 0) return;
    this.#of.delete(g);
    node.sums.add(g, lastNs);
    if (node.name === "") node.name = g.name;
    if (g.endNs === void 0) node.alive += 1;
  }
  /** Parents before their children, the larger families first. */
  result() {
    const children = this.#nodes.map(() => []);
    const roots = [];
    this.#nodes.forEach(({ parent }, n) => (children[parent] ?? roots).push(n));
    const out = [];
    const stack = sorted(roots, this.#nodes);
    for (let n = stack.pop(); n !== void 0; n = stack.pop()) {
      const node = this.#nodes[n];
      if (node !== void 0) out.push(creationOf(n, node));
      stack.push(...sorted(children[n] ?? [], this.#nodes));
    }
    return out;
  }
  #nodeOf(g) {
    const known = this.#of.get(g);
    if (known !== void 0) return known;
    const node = this.#node(NO_NODE, g);
    this.#of.set(g, node);
    return node;
  }
  #node(parent, g) {
    const site = namedSite(g.createdAt);
    const name = g.name === "" && g.endNs === void 0 ? `#${g.id}` : g.name;
    const known = this.#known(parent, name, site.text);
    if (known !== void 0) return known;
    for (let n = parent; n !== NO_NODE; n = this.#nodes[n]?.parent ?? NO_NODE) {
      const above = this.#nodes[n];
      if (above?.key === name && above.site.text === site.text) return n;
    }
    const depth = (this.#nodes[parent]?.depth ?? NO_NODE) + 1;
    const full = this.#nodes.length >= NODES_MAX || depth > DEPTH_MAX;
    if (full && parent !== NO_NODE) return parent;
    const sums = new TimeSums();
    const node = { parent, depth, name: g.name, site, key: name, sums, alive: 0 };
    const number4 = this.#nodes.push(node) - 1;
    this.#keep(parent, name, site.text, number4);
    return number4;
  }
  #known(parent, name, site) {
    return this.#numbers.get(parent)?.get(name)?.get(site);
  }
  #keep(parent, name, site, number4) {
    const names = this.#numbers.get(parent) ?? /* @__PURE__ */ new Map();
    const sites2 = names.get(name) ?? /* @__PURE__ */ new Map();
    this.#numbers.set(parent, names.set(name, sites2.set(site, number4)));
  }
};
function creationOf(id, node) {
  const { parent, depth, name, site, sums, alive } = node;
  return {
    id,
    ...parent === NO_NODE ? {} : { parent },
    depth,
    name,
    ...site.site === void 0 ? {} : { createdAt: site.site },
    goroutines: sums.goroutines,
    alive,
    ...sums.times()
  };
}
function sorted(numbers, nodes) {
  const weight = (n) => nodes[n]?.sums.goroutines ?? 0;
  return numbers.toSorted((a, b) => weight(a) - weight(b) || b - a);
}

// src/analyse/trace/machine-report.ts
function common(t) {
  const { ns } = t;
  return {
    firstNs: t.firstNs,
    spanNs: t.spanNs,
    goroutineNs: ns.goroutine,
    gcWorkerNs: ns.gcWorker,
    syscallNs: ns.syscall,
    schedulerNs: ns.scheduler,
    idleNs: ns.idle,
    unknownNs: ns.unknown,
    switches: t.switches,
    ...t.longestIdle === void 0 ? {} : { longestIdle: t.longestIdle }
  };
}
function processorsOf(machine) {
  const processors = [];
  for (let id = 0; id < machine.processors.length; id++) {
    const times = machine.processors.times(id);
    if (times !== void 0) processors.push({ id, ...common(times), ...machine.shareOf(id) });
  }
  return { processors, stopTheWorld: machine.stopTheWorld };
}
function threadsOf(machine) {
  const threads = [];
  for (let slot = 0; slot < machine.threads.length; slot++) {
    const times = machine.threads.times(slot);
    const id = machine.threadIds[slot];
    if (times === void 0 || id === void 0) continue;
    threads.push({ id, ...common(times), syscallBlockedNs: times.ns.syscallBlocked });
  }
  const busy = (t) => t.goroutineNs + t.gcWorkerNs + t.syscallNs;
  return threads.sort((a, b) => busy(b) - busy(a) || a.id - b.id);
}

// src/analyse/trace/lanes.ts
var LANE_STATES = [
  "unknown",
  "idle",
  "scheduler",
  "goroutine",
  "gcWorker",
  "syscall",
  "syscallBlocked"
];
var LANE = {
  unknown: 0,
  /** Processor: nobody has it. Thread: it has neither processor nor goroutine. */
  idle: 1,
  /** With a processor and without a goroutine: looking for work. */
  scheduler: 2,
  goroutine: 3,
  /** Running one of the collector's own workers. */
  gcWorker: 4,
  /** In a syscall, the processor kept. */
  syscall: 5,
  /** Thread: in a syscall whose processor was taken away. */
  syscallBlocked: 6
};
var FIRST_LANES = 16;
var NONE = -1;
var Lanes = class {
  #capacity = 0;
  #length = 0;
  #known = new Uint8Array(0);
  #state = new Uint8Array(0);
  #firstNs = new Float64Array(0);
  #sinceNs = new Float64Array(0);
  #sums = new Float64Array(0);
  #goroutine = new Float64Array(0);
  #switches = new Float64Array(0);
  #idleFromNs = new Float64Array(0);
  #idleToNs = new Float64Array(0);
  /** One more than the highest number of a lane. */
  get length() {
    return this.#length;
  }
  known(lane) {
    return this.#known[lane] === 1;
  }
  state(lane) {
    return this.#state[lane] ?? LANE.unknown;
  }
  /** The lane goes into a state; one that was not known begins here. */
  enter(lane, state, ns) {
    if (lane < 0) return;
    if (this.known(lane)) this.#book(lane, ns);
    else this.#begin(lane, ns);
    this.#state[lane] = state;
  }
  /** A status says what the lane has been in all along, since `beganNs`. After damage nobody knows since when. */
  assume(lane, state, ns, beganNs) {
    if (lane < 0) return;
    if (!this.known(lane)) this.#begin(lane, beganNs);
    else if (this.#sinceNs[lane] !== this.#firstNs[lane]) {
      this.#state[lane] = LANE.unknown;
      this.#book(lane, ns);
    }
    this.#state[lane] = state;
  }
  /** What began when the state was entered turns out to be another state. */
  rename(lane, state) {
    if (this.known(lane)) this.#state[lane] = state;
  }
  /** A goroutine (by id) begins to run. */
  runs(lane, goroutine) {
    if (!this.known(lane) || this.#goroutine[lane] === goroutine) return;
    if (this.#goroutine[lane] !== NONE) this.#switches[lane] = (this.#switches[lane] ?? 0) + 1;
    this.#goroutine[lane] = goroutine;
  }
  /** The end of what is read: all lanes are booked up to it. */
  end(ns) {
    for (let lane = 0; lane < this.#length; lane++) if (this.known(lane)) this.#book(lane, ns);
  }
  /** Undefined for a number that was never entered. */
  times(lane) {
    if (!this.known(lane)) return void 0;
    const sum2 = (state) => this.#sums[lane * LANE_STATES.length + state] ?? 0;
    const firstNs = this.#firstNs[lane] ?? 0;
    const fromNs = this.#idleFromNs[lane] ?? 0;
    const toNs = this.#idleToNs[lane] ?? 0;
    return {
      firstNs,
      spanNs: (this.#sinceNs[lane] ?? 0) - firstNs,
      ns: {
        unknown: sum2(LANE.unknown),
        idle: sum2(LANE.idle),
        scheduler: sum2(LANE.scheduler),
        goroutine: sum2(LANE.goroutine),
        gcWorker: sum2(LANE.gcWorker),
        syscall: sum2(LANE.syscall),
        syscallBlocked: sum2(LANE.syscallBlocked)
      },
      switches: this.#switches[lane] ?? 0,
      longestIdle: toNs > fromNs ? { fromNs, toNs } : void 0
    };
  }
  #begin(lane, ns) {
    if (lane >= this.#capacity) this.#grow(lane + 1);
    this.#known[lane] = 1;
    this.#length = Math.max(this.#length, lane + 1);
    this.#firstNs[lane] = ns;
    this.#sinceNs[lane] = ns;
    this.#goroutine[lane] = NONE;
    this.#idleFromNs[lane] = ns;
    this.#idleToNs[lane] = ns;
  }
  #book(lane, ns) {
    const sinceNs = this.#sinceNs[lane] ?? ns;
    if (ns <= sinceNs) return;
    const state = this.#state[lane] ?? LANE.unknown;
    const at = lane * LANE_STATES.length + state;
    this.#sums[at] = (this.#sums[at] ?? 0) + ns - sinceNs;
    const longest = (this.#idleToNs[lane] ?? 0) - (this.#idleFromNs[lane] ?? 0);
    if (state === LANE.idle && ns - sinceNs > longest) {
      this.#idleFromNs[lane] = sinceNs;
      this.#idleToNs[lane] = ns;
    }
    this.#sinceNs[lane] = ns;
  }
  #grow(least) {
    const capacity = Math.max(least, this.#capacity * 2, FIRST_LANES);
    const more2 = (old, each = 1) => {
      const column = new Float64Array(capacity * each);
      column.set(old);
      return column;
    };
    const bytes = (old) => {
      const column = new Uint8Array(capacity);
      column.set(old);
      return column;
    };
    this.#known = bytes(this.#known);
    this.#state = bytes(this.#state);
    this.#firstNs = more2(this.#firstNs);
    this.#sinceNs = more2(this.#sinceNs);
    this.#sums = more2(this.#sums, LANE_STATES.length);
    this.#goroutine = more2(this.#goroutine);
    this.#switches = more2(this.#switches);
    this.#idleFromNs = more2(this.#idleFromNs);
    this.#idleToNs = more2(this.#idleToNs);
    this.#capacity = capacity;
  }
};

// src/analyse/trace/machine-times.ts
var NONE2 = -1;
var GC_WORKER_LABEL = /^GC \(/;
var MachineTimes = class {
  wants = [
    EV.sync,
    EV.procStart,
    EV.procStop,
    EV.procSteal,
    EV.procStatus,
    EV.goCreateSyscall,
    EV.goStart,
    EV.goDestroy,
    EV.goDestroySyscall,
    EV.goStop,
    EV.goBlock,
    EV.goSyscallBegin,
    EV.goSyscallEnd,
    EV.goSyscallEndBlocked,
    EV.goStatus,
    EV.goStatusStack,
    EV.goSwitch,
    EV.goSwitchDestroy,
    EV.goLabel,
    EV.stwBegin,
    EV.stwEnd,
    EV.sweepActive,
    EV.sweepBegin,
    EV.sweepEnd,
    EV.assistActive,
    EV.assistBegin,
    EV.assistEnd
  ];
  // prettier-ignore
  processors = new Lanes();
  threads = new Lanes();
  /** Ids of the threads, by their number in `threads`. */
  threadIds = [];
  stopTheWorld = { count: 0, ns: 0, longestNs: 0 };
  #shares = [];
  /** By processor: the thread that has it. By thread: the processor it has. */
  #threadOf = [];
  #procOf = [];
  /** By thread: whether its goroutine is in a syscall, or GO.undetermined for none. */
  #goroutineState = [];
  #assisting = /* @__PURE__ */ new Set();
  /** By processor, since when its goroutine assists. */
  #assistSince = /* @__PURE__ */ new Map();
  #sweepSince = /* @__PURE__ */ new Map();
  #stwSince;
  #syncNs = NONE2;
  lastNs = 0;
  chunk(c) {
    if (c.length === 0) return;
    if (this.#syncNs === NONE2) this.#syncNs = timeAt(c, 0);
    for (let i = 0; i < c.length; i++) this.#event(c, i, typeAt(c, i));
    this.lastNs = timeAt(c, c.length - 1);
  }
  /** The end of the trace. */
  end() {
    this.processors.end(this.lastNs);
    this.threads.end(this.lastNs);
    for (const p of [...this.#assistSince.keys()]) this.#assistEnds(p, this.lastNs);
  }
  shareOf(proc) {
    return this.#shares[proc] ?? { assistNs: 0, sweepNs: 0 };
  }
  #event(c, i, type) {
    if (type >= EV.procStart && type <= EV.procStatus) this.#proc(c, i, type);
    else if (type >= EV.goCreate && type <= EV.goStatus) this.#goroutine(c, i);
    else if (type >= EV.goSwitch && type <= EV.goStatusStack) this.#goroutine(c, i);
    else if (type === EV.goLabel) this.#label(c, i);
    else if (type >= EV.stwBegin && type <= EV.assistEnd) this.#range(c, i, type);
    else if (type === EV.sync) this.#syncNs = timeAt(c, i);
  }
  /** Since when a lane has been in the state that the row says: the row's time, or for a status the last sync. */
  #enter(lanes, lane, state, now) {
    if (now.status) lanes.assume(lane, state, now.ns, this.#syncNs);
    else lanes.enter(lane, state, now.ns);
  }
  #proc(c, i, type) {
    const p = subjectProcAt(c, i);
    const from = fromAt(c, i);
    const to = toAt(c, i);
    if (p < 0 || from === to) return;
    const now = { ns: timeAt(c, i), status: from === PROC.undetermined };
    if (to === PROC.running) {
      const thread = this.#thread(c, i);
      const own = type === EV.procStart || this.#goroutineState[thread] !== GO.syscall;
      if (own) this.#gives(p, thread, now);
      this.#enter(this.processors, p, LANE.scheduler, now);
    } else {
      this.#assistEnds(p, now.ns);
      this.#enter(this.processors, p, LANE.idle, now);
      const thread = this.#threadOf[p];
      if (thread !== void 0) this.#loses(thread, p, now);
    }
  }
  #gives(p, thread, now) {
    const before = this.#threadOf[p];
    if (before !== void 0 && before !== thread) this.#loses(before, p, now);
    this.#threadOf[p] = thread;
    this.#procOf[thread] = p;
    this.#settle(thread, now);
  }
  #loses(thread, p, now) {
    if (this.#procOf[thread] === p) this.#procOf[thread] = NONE2;
    if (this.#threadOf[p] === thread) this.#threadOf[p] = NONE2;
    this.#settle(thread, now);
  }
  /** The thread's state, by what it has. */
  #settle(thread, now) {
    if (thread <= 0) return;
    const state = this.#goroutineState[thread];
    const has = (this.#procOf[thread] ?? NONE2) !== NONE2;
    let lane = has ? LANE.scheduler : LANE.idle;
    if (state === GO.syscall) lane = has ? LANE.syscall : LANE.syscallBlocked;
    else if (state === GO.running) lane = LANE.goroutine;
    this.#enter(this.threads, thread, lane, now);
  }
  /** The thread of a row, with its id; 0 for none. */
  #thread(c, i) {
    const thread = threadAt(c, i);
    if (thread === 0 || this.#procOf[thread] !== void 0) return thread;
    this.threadIds[thread] = threadIdOf(c, thread);
    this.#procOf[thread] = NONE2;
    this.#goroutineState[thread] = GO.undetermined;
    return thread;
  }
  #goroutine(c, i) {
    const from = fromAt(c, i);
    const to = toAt(c, i);
    const slot = subjectAt(c, i);
    if (from === to || slot < 0) return;
    const now = { ns: timeAt(c, i), status: from === GO.undetermined };
    if (to === GO.running) this.#runs(c, i, slot, now);
    else if (to === GO.syscall) {
      const thread = this.#thread(c, i);
      this.#goroutineState[thread] = GO.syscall;
      this.#settle(thread, now);
      const p = this.#procOf[thread] ?? NONE2;
      this.#assistEnds(p, now.ns);
      this.#enter(this.processors, p, LANE.syscall, now);
    } else if (from === GO.running || from === GO.syscall) {
      const thread = this.#thread(c, i);
      this.#goroutineState[thread] = GO.undetermined;
      this.#settle(thread, now);
      if (from !== GO.running) return;
      const p = procAt(c, i);
      this.#assistEnds(p, now.ns);
      this.#enter(this.processors, p, LANE.scheduler, now);
    }
  }
  #runs(c, i, slot, now) {
    const id = goroutineIdOf(c, subjectAt(c, i));
    const thread = this.#thread(c, i);
    const p = procAt(c, i);
    this.#goroutineState[thread] = GO.running;
    if (p >= 0 && this.#procOf[thread] !== p) this.#gives(p, thread, now);
    else this.#settle(thread, now);
    this.threads.runs(thread, id);
    this.#enter(this.processors, p, LANE.goroutine, now);
    this.processors.runs(p, id);
    if (this.#assisting.has(slot)) this.#assistSince.set(p, now.ns);
  }
  #label(c, i) {
    const text2 = c.generation.tables.string(textAt(c, i)) ?? "";
    if (!GC_WORKER_LABEL.test(text2)) return;
    const p = procAt(c, i);
    const thread = threadAt(c, i);
    if (this.processors.state(p) === LANE.goroutine) this.processors.rename(p, LANE.gcWorker);
    if (this.threads.state(thread) === LANE.goroutine) this.threads.rename(thread, LANE.gcWorker);
  }
  #range(c, i, type) {
    const t = timeAt(c, i);
    if (type === EV.stwBegin) this.#stwSince ??= t;
    else if (type === EV.stwEnd) this.#worldStarts(t);
    else if (type === EV.sweepActive || type === EV.sweepBegin) {
      const p = subjectProcAt(c, i);
      const known = type === EV.sweepActive && this.#sweepSince.has(p);
      if (!known) this.#sweepSince.set(p, type === EV.sweepActive ? this.#syncNs : t);
    } else if (type === EV.sweepEnd) {
      const p = subjectProcAt(c, i);
      const since = this.#sweepSince.get(p);
      this.#sweepSince.delete(p);
      if (since !== void 0) this.#share(p).sweepNs += t - since;
    } else if (type === EV.assistBegin || type === EV.assistActive) {
      this.#assisting.add(subjectAt(c, i));
      if (type === EV.assistBegin) this.#assistSince.set(procAt(c, i), t);
    } else if (type === EV.assistEnd) {
      this.#assisting.delete(subjectAt(c, i));
      this.#assistEnds(procAt(c, i), t);
    }
  }
  #worldStarts(t) {
    if (this.#stwSince === void 0) return;
    const ns = t - this.#stwSince;
    this.#stwSince = void 0;
    this.stopTheWorld.count += 1;
    this.stopTheWorld.ns += ns;
    this.stopTheWorld.longestNs = Math.max(this.stopTheWorld.longestNs, ns);
  }
  #assistEnds(p, t) {
    const since = this.#assistSince.get(p);
    if (since === void 0) return;
    this.#assistSince.delete(p);
    this.#share(p).assistNs += t - since;
  }
  #share(p) {
    return this.#shares[p] ??= { assistNs: 0, sweepNs: 0 };
  }
};

// src/analyse/trace/task-tree.ts
var TASKS_MAX = 1e4;
var BEGUN_MAX = 1e6;
var KINDS_MAX = 1e4;
var REGION_NAMES_MAX = 100;
var LOGS_MAX = 100;
var GOROUTINES_MAX = 100;
var DEPTH_MAX2 = 1e4;
var TEXT_CHARS_MAX = 1e3;
var OTHERS = "(others)";
var BACKGROUND = 0;
var ID_MAX = 2 ** 63;
var TaskTree = class {
  wants = [
    EV.taskBegin,
    EV.taskEnd,
    EV.regionBegin,
    EV.regionEnd,
    EV.userLog,
    EV.goDestroy,
    EV.goDestroySyscall,
    EV.goSwitchDestroy
  ];
  #tasks = /* @__PURE__ */ new Map();
  /** Tasks under way, the dropped ones too: what their kind needs when they end. */
  #begun = /* @__PURE__ */ new Map();
  #kinds = /* @__PURE__ */ new Map();
  #background = [];
  #stacks = [];
  #tasksMax;
  #total = 0;
  #dropped = 0;
  constructor(tasksMax = TASKS_MAX) {
    this.#tasksMax = tasksMax;
  }
  chunk(c) {
    for (let i = 0; i < c.length; i++) {
      const type = typeAt(c, i);
      if (type >= EV.taskBegin && type <= EV.userLog) this.#annotation(c, i, type);
      else if (type === EV.goDestroy || type === EV.goDestroySyscall) this.#ended(c, i);
    }
  }
  result() {
    const tasks = [];
    this.#keepLongest();
    for (const { task, goroutines } of this.#tasks.values()) {
      task.goroutines = goroutines.length;
      task.regions = byTime(task.regions);
      const parent = task.parent === void 0 ? void 0 : this.#tasks.get(task.parent);
      parent?.task.children.push(task.id);
      tasks.push(task);
    }
    const kinds = [...this.#kinds.values()].sort((a, b) => b.ns - a.ns || b.tasks - a.tasks);
    const counts = { tasksTotal: this.#total, tasksDropped: this.#dropped };
    return { kinds, tasks, ...counts, background: byTime(this.#background) };
  }
  #annotation(c, i, type) {
    const id = valueAt(c, i);
    if (type === EV.taskBegin) this.#begin(c, i, id);
    else if (type === EV.taskEnd) this.#end(c, i, id);
    else if (type === EV.regionBegin) this.#regionBegin(c, i, id);
    else if (type === EV.regionEnd) this.#regionEnd(c, i);
    else this.#log(c, i, id);
  }
  #begin(c, i, id) {
    const name = text(c, textAt(c, i));
    const above = value2At(c, i);
    const parent = above >= ID_MAX ? BACKGROUND : above;
    const startNs = timeAt(c, i);
    const kind = this.#kind(name, parent);
    kind.tasks += 1;
    const task = this.#task(id);
    if (this.#begun.size < BEGUN_MAX) this.#begun.set(id, { kind, startNs });
    if (task === void 0) return;
    const at = namedSite(c.generation.tables.frames(stackAt(c, i))).site;
    const own = task.task;
    own.name = name;
    own.startNs = startNs;
    own.goroutine = goroutineOf(c, i);
    if (parent !== BACKGROUND) own.parent = parent;
    if (at !== void 0) own.at = at;
    this.#seen(task, c, i);
  }
  #end(c, i, id) {
    const endNs = timeAt(c, i);
    const task = this.#task(id);
    const begun = this.#begun.get(id);
    this.#begun.delete(id);
    if (begun !== void 0) {
      const { kind } = begun;
      const durationNs = endNs - begun.startNs;
      kind.ended += 1;
      kind.ns += durationNs;
      kind.longestNs = Math.max(kind.longestNs, durationNs);
    }
    if (task === void 0) return;
    task.task.endNs = endNs;
    if (begun !== void 0) task.task.durationNs = endNs - begun.startNs;
    this.#seen(task, c, i);
  }
  #regionBegin(c, i, id) {
    const stack = this.#stack(c, i);
    if (stack === void 0) return;
    if (stack.open.length >= DEPTH_MAX2) {
      stack.deeper += 1;
      return;
    }
    const task = this.#task(id);
    if (task !== void 0) this.#seen(task, c, i);
    const regions = task?.task.regions ?? this.#background;
    const name = text(c, textAt(c, i));
    const region = regionOf(regions, name);
    region.open += 1;
    if (region.at === void 0) {
      const at = namedSite(c.generation.tables.frames(stackAt(c, i))).site;
      if (at !== void 0) region.at = at;
    }
    stack.open.push({ region, sinceNs: timeAt(c, i) });
  }
  #regionEnd(c, i) {
    const stack = this.#stack(c, i);
    if (stack === void 0) return;
    if (stack.deeper > 0) {
      stack.deeper -= 1;
      return;
    }
    const open = stack.open.pop();
    if (open === void 0) return;
    const { region } = open;
    const ns = timeAt(c, i) - open.sinceNs;
    region.open -= 1;
    region.count += 1;
    region.ns += ns;
    region.longestNs = Math.max(region.longestNs, ns);
  }
  #log(c, i, id) {
    const task = this.#task(id);
    if (task === void 0) return;
    this.#seen(task, c, i);
    task.task.logsTotal += 1;
    if (task.task.logs.length >= LOGS_MAX) return;
    task.task.logs.push({
      ns: timeAt(c, i),
      goroutine: goroutineOf(c, i),
      category: text(c, textAt(c, i)),
      message: text(c, logValueAt(c, i))
    });
  }
  /** The goroutine is gone: its regions stay open. */
  #ended(c, i) {
    const slot = subjectAt(c, i);
    if (slot < 0 || toAt(c, i) !== GO.notExist) return;
    this.#stacks[slot] = void 0;
  }
  #stack(c, i) {
    const slot = goroutineAt(c, i);
    if (slot < 0) return void 0;
    const goroutine = goroutineIdOf(c, slot);
    let stack = this.#stacks[slot];
    if (stack?.goroutine !== goroutine) {
      stack = { goroutine, open: [], deeper: 0 };
      this.#stacks[slot] = stack;
    }
    return stack;
  }
  /** The task, made when it is first spoken of; undefined for none, and for one that was dropped. */
  #task(id) {
    if (id === BACKGROUND || id >= ID_MAX) return void 0;
    const known = this.#tasks.get(id);
    if (known !== void 0 || this.#begun.has(id)) return known;
    if (this.#tasks.size >= 1.25 * this.#tasksMax) this.#keepLongest();
    const task = {
      id,
      name: "",
      children: [],
      goroutines: 0,
      regions: [],
      logs: [],
      logsTotal: 0
    };
    const made = { task, goroutines: [] };
    this.#tasks.set(id, made);
    this.#total += 1;
    return made;
  }
  #kind(name, parent) {
    const parentName = this.#begun.get(parent)?.kind.name ?? this.#tasks.get(parent)?.task.name;
    const full = this.#kinds.size >= KINDS_MAX;
    const key = `${name}\0${parentName ?? ""}`;
    const known = this.#kinds.get(key) ?? (full ? this.#kinds.get(OTHERS) : void 0);
    if (known !== void 0) return known;
    const above = parentName === void 0 ? {} : { parentName };
    const names = full ? { name: OTHERS } : { name, ...above };
    const kind = { ...names, tasks: 0, ended: 0, ns: 0, longestNs: 0 };
    this.#kinds.set(full ? OTHERS : key, kind);
    return kind;
  }
  #seen(task, c, i) {
    const goroutine = goroutineOf(c, i);
    const full = task.goroutines.length >= GOROUTINES_MAX;
    if (!full && !task.goroutines.includes(goroutine)) task.goroutines.push(goroutine);
  }
  /** Drops the shortest of those that have ended and have no children here; then, if need be, the latest. */
  #keepLongest() {
    const parents = /* @__PURE__ */ new Set();
    for (const { task } of this.#tasks.values()) {
      if (task.parent !== void 0) parents.add(task.parent);
    }
    let over = this.#tasks.size - this.#tasksMax;
    const ended = [...this.#tasks.values()].filter(
      ({ task }) => task.endNs !== void 0 && !parents.has(task.id)
    );
    ended.sort((a, b) => (a.task.durationNs ?? 0) - (b.task.durationNs ?? 0));
    for (const { task } of [...ended, ...[...this.#tasks.values()].reverse()]) {
      if (over <= 0) return;
      if (!this.#tasks.delete(task.id)) continue;
      over -= 1;
      this.#dropped += 1;
    }
  }
};
function goroutineOf(c, i) {
  return goroutineIdOf(c, goroutineAt(c, i));
}
function text(c, id) {
  return (c.generation.tables.string(id) ?? "").slice(0, TEXT_CHARS_MAX);
}
function regionOf(regions, name) {
  const known = regions.find((r) => r.name === name);
  if (known !== void 0) return known;
  if (regions.length >= REGION_NAMES_MAX && name !== OTHERS) return regionOf(regions, OTHERS);
  const region = { name, count: 0, ns: 0, longestNs: 0, open: 0 };
  regions.push(region);
  return region;
}
function byTime(regions) {
  return regions.toSorted((a, b) => b.ns - a.ns || (a.name < b.name ? -1 : 1));
}

// src/report/trace-creations.ts
var number = true;
function creationsText(tree, limit) {
  const columns = [
    { title: "count", number },
    { title: "alive", number },
    { title: "execution", number },
    { title: "runnable", number },
    { title: "blocked", number },
    { title: "goroutine, created at" }
  ];
  const rows = tree.slice(0, limit).map((n) => {
    const at = n.createdAt;
    const file = at === void 0 ? "" : at.file.slice(at.file.lastIndexOf("/") + 1);
    const site = at === void 0 ? "" : `, ${at.function} ${file}:${at.line}`;
    return [
      String(n.goroutines),
      String(n.alive),
      durationText(n.executionNs),
      durationText(n.runnableNs),
      durationText(n.blockedNs),
      `${"  ".repeat(n.depth)}${n.name === "" ? "(no stack)" : n.name}${site}`
    ];
  });
  const rest2 = tree.length > limit ? `(${tree.length - limit} more)
` : "";
  return `${textTable(columns, rows)}${rest2}`;
}

// src/report/trace-machine.ts
var number2 = true;
function share(part, whole4) {
  return whole4 > 0 ? `${(100 * part / whole4).toFixed(1)} %` : "-";
}
function idleCells(t) {
  const { longestIdle: idle } = t;
  if (idle === void 0) return ["-", "-"];
  return [durationText(idle.toNs - idle.fromNs), durationText(idle.fromNs)];
}
function together(all) {
  const sum2 = (of) => all.reduce((n, p) => n + of(p), 0);
  return {
    id: -1,
    firstNs: 0,
    spanNs: sum2((p) => p.spanNs),
    goroutineNs: sum2((p) => p.goroutineNs),
    gcWorkerNs: sum2((p) => p.gcWorkerNs),
    syscallNs: sum2((p) => p.syscallNs),
    schedulerNs: sum2((p) => p.schedulerNs),
    idleNs: sum2((p) => p.idleNs),
    unknownNs: sum2((p) => p.unknownNs),
    assistNs: sum2((p) => p.assistNs),
    sweepNs: sum2((p) => p.sweepNs),
    switches: sum2((p) => p.switches)
  };
}
function procsText(d, limit) {
  const row = (name, p) => [
    name,
    share(p.goroutineNs, p.spanNs),
    share(p.gcWorkerNs, p.spanNs),
    share(p.syscallNs, p.spanNs),
    share(p.schedulerNs, p.spanNs),
    share(p.idleNs, p.spanNs),
    share(p.assistNs + p.sweepNs, p.spanNs),
    String(p.switches),
    ...p.id < 0 ? ["", ""] : idleCells(p)
  ];
  const shown = d.processors.slice(0, limit).map((p) => row(String(p.id), p));
  if (d.processors.length > 1) shown.push(row("all", together(d.processors)));
  const columns = [
    { title: "processor", number: number2 },
    { title: "goroutines", number: number2 },
    { title: "GC workers", number: number2 },
    { title: "syscalls", number: number2 },
    { title: "scheduler", number: number2 },
    { title: "idle", number: number2 },
    { title: "assist+sweep", number: number2 },
    { title: "switches", number: number2 },
    { title: "longest idle", number: number2 },
    { title: "from", number: number2 }
  ];
  const { count: count2, ns, longestNs } = d.stopTheWorld;
  const stopped = count2 === 0 ? "the world was never stopped\n" : `the world was stopped ${count2 === 1 ? "once" : `${count2} times`}, ${durationText(ns)} in all, at most ${durationText(longestNs)}
`;
  const unknown = d.processors.reduce((n, p) => n + p.unknownNs, 0);
  const hidden = unknown > 0 ? `damage hides ${durationText(unknown)} of processor time
` : "";
  return `${textTable(columns, shown)}${rest(d.processors.length, limit)}
${stopped}${hidden}`;
}
function threadsText(d, limit) {
  const columns = [
    { title: "thread", number: number2 },
    { title: "span", number: number2 },
    { title: "goroutines", number: number2 },
    { title: "GC workers", number: number2 },
    { title: "syscalls", number: number2 },
    { title: "blocked syscalls", number: number2 },
    { title: "scheduler", number: number2 },
    { title: "idle", number: number2 },
    { title: "switches", number: number2 },
    { title: "longest idle", number: number2 },
    { title: "from", number: number2 }
  ];
  const rows = d.threads.slice(0, limit).map((t) => [
    String(t.id),
    durationText(t.spanNs),
    durationText(t.goroutineNs),
    durationText(t.gcWorkerNs),
    durationText(t.syscallNs),
    durationText(t.syscallBlockedNs),
    durationText(t.schedulerNs),
    durationText(t.idleNs),
    String(t.switches),
    ...idleCells(t)
  ]);
  return `${textTable(columns, rows)}${rest(d.threads.length, limit)}`;
}
function rest(all, limit) {
  return all > limit ? `(${all - limit} more)
` : "";
}

// src/report/trace-tasks.ts
var number3 = true;
var LOGS_SHOWN = 5;
var REGIONS_SHOWN = 10;
var CHILDREN_SHOWN = 10;
var DEPTH_SHOWN = 12;
function tasksText(d, limit) {
  const { tasksTotal, background } = d;
  if (tasksTotal === 0 && background.length === 0) return "the trace has no tasks and no regions\n";
  const parts = [];
  if (d.kinds.length > 0) parts.push(kindsText(d.kinds, limit));
  const byId = new Map(d.tasks.map((t) => [t.id, t]));
  const roots = d.tasks.filter((t) => t.parent === void 0 || !byId.has(t.parent));
  const spanNs = (t) => t.durationNs ?? d.durationNs - (t.startNs ?? 0);
  const longest = roots.toSorted((a, b) => spanNs(b) - spanNs(a) || a.id - b.id);
  const trees = longest.slice(0, limit).map((t) => treeOf(t, byId, "", DEPTH_SHOWN).join("\n"));
  if (trees.length > 0) parts.push(`${trees.join("\n")}
${more(roots.length, limit, "")}`);
  if (background.length > 0) {
    parts.push(`regions outside of tasks
${background.slice(0, limit).map(regionLine).join("")}`);
  }
  if (d.tasksDropped > 0) parts.push(`${d.tasksDropped} tasks are counted above and not shown
`);
  return parts.join("\n");
}
function kindsText(kinds, limit) {
  const columns = [
    { title: "tasks", number: number3 },
    { title: "ended", number: number3 },
    { title: "time", number: number3 },
    { title: "mean", number: number3 },
    { title: "longest", number: number3 },
    { title: "task" },
    { title: "of" }
  ];
  const rows = kinds.slice(0, limit).map((k) => [
    String(k.tasks),
    String(k.ended),
    durationText(k.ns),
    k.ended === 0 ? "-" : durationText(k.ns / k.ended),
    durationText(k.longestNs),
    nameOf(k.name),
    k.parentName === void 0 ? "-" : nameOf(k.parentName)
  ]);
  return `${textTable(columns, rows)}${more(kinds.length, limit, "")}`;
}
function nameOf(name) {
  return name === "" ? "(begun before)" : inlineForTerminal(name);
}
function treeOf(t, byId, indent, depth) {
  const inner = `${indent}  `;
  const site = t.at === void 0 ? "" : ` ${t.at.function} ${fileOf(t.at)}`;
  const lines = [`${indent}task ${t.id} ${nameOf(t.name)}: ${timeOf(t)}${site}`];
  for (const r of t.regions.slice(0, REGIONS_SHOWN)) {
    lines.push(`${inner}${regionLine(r).trimEnd()}`);
  }
  push(lines, inner, t.regions.length - REGIONS_SHOWN, "regions");
  for (const l of t.logs.slice(0, LOGS_SHOWN)) {
    const category = l.category === "" ? "" : `${inlineForTerminal(l.category)}: `;
    lines.push(`${inner}log at ${durationText(l.ns)} ${category}${inlineForTerminal(l.message)}`);
  }
  push(lines, inner, t.logsTotal - Math.min(LOGS_SHOWN, t.logs.length), "logs");
  const children = t.children.flatMap((id) => byId.get(id) ?? []);
  const shown = depth > 0 ? children.slice(0, CHILDREN_SHOWN) : [];
  for (const child of shown) lines.push(...treeOf(child, byId, inner, depth - 1));
  push(lines, inner, children.length - shown.length, "tasks");
  return lines;
}
function push(lines, indent, left, what2) {
  if (left > 0) lines.push(`${indent}(${left} more ${what2})`);
}
function timeOf(t) {
  const from = t.startNs === void 0 ? "began before" : `from ${durationText(t.startNs)}`;
  if (t.durationNs !== void 0) return `${durationText(t.durationNs)}, ${from}`;
  return t.endNs === void 0 ? `not ended, ${from}` : `${from}, ended at ${durationText(t.endNs)}`;
}
function regionLine(r) {
  const open = r.open > 0 ? `, ${r.open} not ended` : "";
  const site = r.at === void 0 ? "" : ` ${r.at.function} ${fileOf(r.at)}`;
  const longest = r.count > 1 ? `, at most ${durationText(r.longestNs)}` : "";
  const times = `${r.count === 1 ? "once" : `${r.count} times`}, ${durationText(r.ns)}${longest}`;
  return `region ${inlineForTerminal(r.name)}: ${times}${open}${site}
`;
}
function fileOf(at) {
  return `${at.file.slice(at.file.lastIndexOf("/") + 1)}:${at.line}`;
}
function more(all, limit, what2) {
  return all > limit ? `(${all - limit} more${what2})
` : "";
}

// src/pipeline-trace-views.ts
async function traceCreationsCommand(request, options, write) {
  const tree = new CreationTree();
  const report = new GoroutineReport(tree);
  const visitor = new GoroutineTimesVisitor(
    (g) => report.add(g, visitor.lastNs),
    (g, creator) => tree.born(g, creator)
  );
  const summary = await visitTrace(request, [visitor]);
  visitor.end();
  const document = { ...traceHeadOf(summary), ...report.result() };
  write(options.json ? jsonText(document) : creationsText(document.tree ?? [], options.limit));
  return summary;
}
async function traceProcsCommand(request, options, write) {
  const machine = new MachineTimes();
  const summary = await visitTrace(request, [machine]);
  machine.end();
  const document = { ...traceHeadOf(summary), ...processorsOf(machine) };
  write(options.json ? jsonText(document) : procsText(document, options.limit));
  return summary;
}
async function traceThreadsCommand(request, options, write) {
  const machine = new MachineTimes();
  const summary = await visitTrace(request, [machine]);
  machine.end();
  const document = { ...traceHeadOf(summary), threads: threadsOf(machine) };
  write(options.json ? jsonText(document) : threadsText(document, options.limit));
  return summary;
}
async function traceTasksCommand(request, options, write) {
  const tree = new TaskTree();
  const summary = await visitTrace(request, [tree]);
  const document = { ...traceHeadOf(summary), ...tree.result() };
  write(options.json ? jsonText(document) : tasksText(document, options.limit));
  return summary;
}

// src/entry/trace-memory.ts
import { setFlagsFromString } from "node:v8";
function keepYoungHeapSmall() {
  setFlagsFromString("--semi-space-growth-factor=1");
}

// src/entry/trace-output.ts
import { writeSync } from "node:fs";
var RETRY_MS = 5;
var PROGRESS_EVERY_MS = 200;
var PROGRESS_BYTES_MIN = 32 << 20;
var still = new Int32Array(new SharedArrayBuffer(4));
var OutputClosed = class extends Error {
};
function waitForReader() {
  withDefaultSignals(() => Atomics.wait(still, 0, 0, RETRY_MS));
}
function writeAll(fd, data) {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at, bytes.length - at);
    } catch (error) {
      const { code } = error;
      if (code === "EPIPE") throw new OutputClosed("the reader of the output has gone");
      if (code !== "EAGAIN") {
        throw new UserFailure("RG9001", `The output cannot be written (${code ?? String(error)}).`);
      }
      waitForReader();
    }
  }
}
function progressOn(terminal, size) {
  if (terminal.isTTY !== true || size === void 0 || size < PROGRESS_BYTES_MIN) return void 0;
  let shownAt = 0;
  return {
    onProgress: (bytes) => {
      const now = performance.now();
      if (now - shownAt < PROGRESS_EVERY_MS) return;
      shownAt = now;
      terminal.write(
        `\rreading ${(100 * bytes / size).toFixed(0)} % of ${(size / 1e6).toFixed(0)} MB`
      );
    },
    done: () => void terminal.write("\r\x1B[K")
  };
}

// src/entry/trace-options.ts
var FILE = "a trace: a path or gs://BUCKET/OBJECT, .gz or .zst too; - for standard input";
var UNITS = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10
};
function parseDuration(text2) {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m)?$/.exec(text2);
  const unit = UNITS[match?.[2] ?? "s"];
  if (match?.[1] === void 0 || unit === void 0) {
    throw new InvalidArgumentError("give a duration such as 5s, 250ms or 1.5s.");
  }
  return Math.round(Number(match[1]) * unit);
}
function addWindowOptions(command) {
  return command.option(
    "--from <time>",
    "only what happened from this time on, counted from the first event",
    parseDuration
  ).option("--to <time>", "only what happened up to this time", parseDuration).option("--last <duration>", "only the end of the trace", parseDuration);
}
function windowOf(o) {
  return {
    ...o.from === void 0 ? {} : { fromNs: o.from },
    ...o.to === void 0 ? {} : { toNs: o.to },
    ...o.last === void 0 ? {} : { lastNs: o.last }
  };
}
var stdoutWrite = (data) => writeAll(1, data);
async function withTrace(location, window, deps, run, strict = false) {
  let input;
  const done = new AbortController();
  const { openRemote = noRemote } = deps;
  const remote = (place2) => openRemote(place2, done.signal);
  try {
    input = await openTraceInput({ location, stdin: process.stdin, openRemote: remote });
  } catch (error) {
    process.stderr.write(`racegate: cannot open ${location}: ${message(error)}
`);
    process.exitCode = 2;
    return;
  }
  const progress = progressOn(process.stderr, input.source.size);
  try {
    const { source } = input;
    const request = { source, window: windowOf(window) };
    const summary = await run(progress === void 0 ? request : { ...request, ...progress });
    progress?.done();
    for (const note of input.notes) process.stderr.write(`racegate: ${note}
`);
    const state = traceStateText(summary);
    if (state !== "") process.stderr.write(`racegate: ${state}`);
    if (summary.generations.length === 0 && summary.events === 0) process.exitCode = 2;
    else if (strict && summary.status !== "intact") process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  } finally {
    done.abort();
    await input.close();
  }
}
function noRemote(location) {
  return Promise.reject(new Error(`cannot read ${location} here`));
}
function message(error) {
  return error instanceof Error ? error.message : String(error);
}

// src/entry/trace-analysis-commands.ts
var ROWS_SHOWN = 20;
var CHAINS_SHOWN = 5;
function whole(text2) {
  if (!/^\d{1,15}$/.test(text2)) throw new InvalidArgumentError("give a whole number.");
  return Number(text2);
}
function tableCommand(trace, name, description) {
  const command = trace.command(name).description(description).argument("<file>", FILE);
  return addWindowOptions(command).option("--json", "as a JSON document").option("--limit <n>", "rows of each table", whole, ROWS_SHOWN);
}
function addTraceAnalysisCommands(trace, deps) {
  tableCommand(trace, "goroutines", "where the time of each goroutine and each creation site went").option("--tree", "who created whom, by creation site").action(async (file, o) => {
    const options = { json: o.json === true, limit: o.limit };
    const run = o.tree === true ? traceCreationsCommand : traceGoroutinesCommand;
    keepYoungHeapSmall();
    await withTrace(file, o, deps, (r) => run(r, options, stdoutWrite));
  });
  addViews(trace, deps);
  addWake(trace, deps);
  tableCommand(
    trace,
    "locks",
    "contended hand-offs: who waited for a lock where, and where it was let go"
  ).option("--channels", "channel operations and selects as well").action(async (file, o) => {
    const options = { json: o.json === true, limit: o.limit, channels: o.channels === true };
    await withTrace(file, o, deps, (r) => traceLocksCommand(r, options, stdoutWrite));
  });
  addProfile(trace, deps);
  addPerfetto(trace, deps);
}
var VIEWS = [
  {
    name: "procs",
    description: "what each processor did: goroutines, collector, syscalls, idle",
    run: traceProcsCommand
  },
  {
    name: "threads",
    description: "what each thread of the operating system did",
    run: traceThreadsCommand
  },
  {
    name: "tasks",
    description: "the user's tasks as trees, with their durations, regions and logs",
    run: traceTasksCommand
  }
];
function addViews(trace, deps) {
  for (const { name, description, run } of VIEWS) {
    tableCommand(trace, name, description).action(async (file, o) => {
      const options = { json: o.json === true, limit: o.limit };
      keepYoungHeapSmall();
      await withTrace(file, o, deps, (r) => run(r, options, stdoutWrite));
    });
  }
}
function addWake(trace, deps) {
  tableCommand(trace, "wake", "who woke whom, and the longest chains of waiting").option("--goroutine <id>", "only chains that end in this goroutine", whole).option("--chains <n>", "how many chains", whole, CHAINS_SHOWN).action(async (file, o) => {
    const base = { json: o.json === true, limit: o.limit, chains: o.chains };
    const options = o.goroutine === void 0 ? base : { ...base, goroutine: o.goroutine };
    await withTrace(file, o, deps, (r) => traceWakeCommand(r, options, stdoutWrite));
  });
}
async function withOutput(o, run) {
  if (o.output === void 0) {
    if (process.stdout.isTTY) {
      process.stderr.write("racegate: this is binary; give --output FILE or redirect it\n");
      process.exitCode = 2;
      return;
    }
    await run(stdoutWrite);
    return;
  }
  const fd = openSync(o.output, "w");
  try {
    await run((bytes) => writeAll(fd, bytes));
  } finally {
    closeSync(fd);
  }
}
function addProfile(trace, deps) {
  const command = trace.command("profile").description("time spent waiting by stack, for go tool pprof").argument("<file>", FILE).addOption(new Option("--type <type>", "what to count").choices(PROFILE_KINDS).default("sync")).option("-o, --output <file>", "where to write it (default: standard output)");
  addWindowOptions(command).action(async (file, o) => {
    await withOutput(
      o,
      (write) => withTrace(file, o, deps, (r) => traceProfileCommand(r, o.type, write))
    );
  });
}
function addPerfetto(trace, deps) {
  const command = trace.command("perfetto").description(
    "a Perfetto trace of goroutines, processors, collections and tasks, for ui.perfetto.dev"
  ).argument("<file>", FILE).option("-o, --output <file>", "where to write it (default: standard output)");
  addWindowOptions(command).action(async (file, o) => {
    keepYoungHeapSmall();
    await withOutput(o, (write) => withTrace(file, o, deps, (r) => tracePerfettoCommand(r, write)));
  });
}

// src/report/trace-match.ts
var ROOTS_SHOWN = 3;
function who(step) {
  const own = step.goroutine === void 0 ? "" : ` goroutine ${step.goroutine}`;
  if (step.event !== "unpark" && step.event !== "create") return own;
  return `${own} by ${step.by === void 0 ? "the runtime" : `goroutine ${step.by}`}`;
}
function stepLine(step) {
  const at = step.at === void 0 ? "" : ` at ${step.at.function} ${step.at.file}:${step.at.line}`;
  const detail = [step.class, step.name, step.value].filter((d) => d !== void 0).join(", ");
  const said = step.say === void 0 ? "" : `: ${step.say}`;
  const what2 = detail === "" ? step.event : `${step.event} (${detail})`;
  const line = inlineForTerminal(`${what2}${who(step)}${at}${said}`);
  return `  ${(step.timeNs / 1e6).toFixed(3).padStart(12)} ms ${line}
`;
}
function findingText(f) {
  const times = f.count === 1 ? "once" : `${f.count} times`;
  const cost = `${durationText(f.totalNs)} in all, ${durationText(f.maxNs)} at most`;
  const sure = typeof f.confidence === "number" ? `confidence ${f.confidence}` : f.confidence;
  const after = f.effectOf === void 0 ? "" : `  an effect of: ${f.effectOf.join(", ")}
`;
  const words = (side) => (f.evidence?.[side] ?? []).map((w) => `  speaks ${side} it: ${inlineForTerminal(w)}
`).join("");
  const raise = f.raise.map((r) => `  would raise it: ${r}
`).join("");
  return [
    `${f.pattern}: ${f.title} (${times}; ${cost}; ${f.certainty}, ${sure})
`,
    after,
    pathLines(f),
    ...f.steps.map(stepLine),
    f.why === void 0 ? "" : `  why: ${f.why}
`,
    f.fix === void 0 ? "" : `  fix: ${f.fix}
`,
    words("for"),
    words("against"),
    raise
  ].join("");
}
function pathLines({ criticalPath, totalNs }) {
  const lines = (criticalPath?.roots ?? []).slice(0, ROOTS_SHOWN).map(({ test, goroutine, ns }) => {
    const of = inlineForTerminal(test ?? `goroutine ${goroutine}`);
    return `  on the critical path of ${of}: ${durationText(ns)} of ${durationText(totalNs)}
`;
  });
  const more2 = (criticalPath?.roots.length ?? 0) - lines.length;
  return `${lines.join("")}${more2 > 0 ? `  (and of ${more2} more)
` : ""}`;
}
function matchText(d, limit) {
  const parts = d.notes.map((note) => `note: ${inlineForTerminal(note)}
`);
  if (d.findings.length === 0) parts.push(`no pattern of ${d.patterns.length} matches
`);
  parts.push(d.findings.slice(0, limit).map(findingText).join("\n"));
  const more2 = d.findings.length - limit;
  if (more2 > 0) parts.push(`(${more2} more)
`);
  for (const p of d.patterns) {
    if (p.unknown > 0) {
      parts.push(`${p.pattern}: ${p.unknown} cannot be told, the trace is not whole
`);
    }
    if (p.pathUnknown !== void 0) {
      const { matches, why } = p.pathUnknown;
      parts.push(
        `${p.pattern}: ${matches} matches, on a critical path or not is unknown: ${why}
`
      );
    }
    if (p.incomplete) parts.push(`${p.pattern}: incomplete, a limit was hit; there may be more
`);
  }
  return parts.filter((part) => part !== "").join("");
}

// src/pipeline-trace-match.ts
var PatternMistakes = class extends Error {
};
async function traceMatchCommand(request, options, write) {
  const interner = new TraceInterner();
  const loaded = loadPatterns(options.patterns, options.shipped, interner);
  if (loaded.mistakes.length > 0) {
    throw new PatternMistakes(loaded.mistakes.map((m) => `${m.at}: ${m.message}`).join("\n"));
  }
  const engine = new PatternEngine(loaded.patterns, loaded.facts);
  const recorder = engine.needsPaths ? new SegmentRecorder(interner, options.segmentsMax) : void 0;
  const visitors = recorder === void 0 ? [engine.visitor] : [engine.visitor, recorder];
  const summary = await visitTrace(request, visitors, { interner });
  const segments = recorder?.finish();
  const result = engine.result(
    summary,
    segments === void 0 ? void 0 : (goids) => criticalPathsOf(segments, goids)
  );
  const document = {
    ...traceHeadOf(summary),
    patternEvents: result.patternEvents,
    patterns: [...result.patterns],
    findings: judgeWithOwn(result.findings, summary.status === "intact", loaded.own),
    notes: [...loaded.notes]
  };
  write(options.json ? jsonText(document) : matchText(document, options.limit));
  return summary;
}

// src/entry/trace-match.ts
var FINDINGS_SHOWN = 20;
function whole2(text2) {
  if (!/^\d{1,9}$/.test(text2)) throw new InvalidArgumentError("give a whole number.");
  return Number(text2);
}
var DESCRIPTION = "why it waited: causes in the trace by pattern; yours in .racegate/patterns are used too";
function addTraceMatch(trace, deps) {
  const command = trace.command("match").description(DESCRIPTION).argument("<file>", FILE);
  addWindowOptions(command).option(
    "--pattern <file>",
    "a pattern file (YAML or JSON); may be repeated",
    (path, all) => [...all, path],
    []
  ).option("--no-shipped", "only your own patterns").option("--json", "as a JSON document").option("--limit <n>", "findings shown", whole2, FINDINGS_SHOWN).action(async (file, o) => {
    const patterns = readFiles(o.pattern);
    if (patterns === void 0) return;
    keepYoungHeapSmall();
    const { limit, shipped } = o;
    const options = { json: o.json === true, limit, shipped, patterns };
    try {
      await withTrace(file, o, deps, (r) => traceMatchCommand(r, options, stdoutWrite));
    } catch (error) {
      if (!(error instanceof PatternMistakes)) throw error;
      refuse(error.message);
    }
  });
}
function readFiles(named) {
  try {
    return [...ownPatternFiles(process.cwd()), ...namedPatternFiles(named)];
  } catch (error) {
    refuse(`cannot read a pattern: ${error instanceof Error ? error.message : String(error)}`);
    return void 0;
  }
}
function refuse(message2) {
  for (const line of message2.split("\n")) process.stderr.write(`racegate: ${line}
`);
  process.exitCode = 2;
}

// src/analyse/causal/axis-report.ts
function axisOf(segments, summary, lines) {
  const axis = TimeAxis.of(segments.clocks, summary);
  if (axis === void 0) return void 0;
  const started = new Date(Math.round(axis.wallMs(0)));
  if (Number.isNaN(started.getTime())) return void 0;
  const head = { startedAt: started.toISOString(), errorMs: axis.errorMs };
  if (lines === void 0) return head;
  const placed = placeLines(lines, axis, testStarts(segments));
  const fromNs = -placed.errorMs * 1e6;
  const toNs = segments.endNs + placed.errorMs * 1e6;
  return {
    ...head,
    lines: placed.lines.filter(({ timeNs }) => timeNs >= fromNs && timeNs <= toNs).map(({ test, timeNs, ...line }) => ({
      timeNs: Math.round(timeNs),
      ...line,
      ...test === void 0 ? {} : { test }
    })),
    linesErrorMs: placed.errorMs
  };
}

// src/analyse/causal/cancel-report.ts
var CHILDREN_SHOWN2 = 200;
function cancelOf(segments, interner, c, number4) {
  const first = c.children[0];
  const ends = c.children.filter((w) => !w.isTest).map((w) => w.endedNs).filter((ns) => ns !== void 0);
  const test = first === void 0 ? void 0 : testOf(segments, first.actor);
  return {
    id: `C${number4}`,
    kind: c.deadline ? "deadline" : "call",
    ...test === void 0 ? {} : { test },
    ...who2(segments, c.by),
    ...c.calledAt === void 0 ? {} : { calledAt: c.calledAt },
    firedNs: c.firedNs,
    cancelledNs: first?.wokenNs ?? c.firedNs,
    ...ends.length === 0 ? {} : { endedNs: ends.reduce((a, b) => Math.max(a, b)) },
    children: c.children.slice(0, CHILDREN_SHOWN2).map((w) => ({
      ...who2(segments, w.actor),
      ...w.at === void 0 ? {} : { at: w.at },
      depth: w.depth,
      wokenNs: w.wokenNs,
      ...w.ranNs === void 0 ? {} : { ranNs: w.ranNs },
      ...w.endedNs === void 0 ? {} : { endedNs: w.endedNs },
      late: w.late
    })),
    childrenTotal: c.children.length,
    certainty: "direct",
    mayIgnore: c.bystanders.map(({ actor, row, endedNs }) => {
      const at = ownSite(interner.frames(segments.stackOf(row)));
      const creation = segments.actors[actor]?.creation;
      const createdAt = creation === void 0 ? void 0 : ownSite(interner.frames(creation));
      return {
        ...who2(segments, actor),
        ...createdAt === void 0 ? {} : { createdAt },
        state: interner.string(segments.reasonOf(row)) || stateName(segments.stateOf(row)),
        ...at === void 0 ? {} : { at },
        ...endedNs === void 0 ? {} : { endedNs },
        certainty: "heuristic"
      };
    })
  };
}
function who2(segments, actor) {
  const known = segments.actors[actor];
  return { goroutine: known?.goid ?? -1, name: known?.name ?? "" };
}

// src/analyse/causal/holds-report.ts
var LONGEST_SHOWN = 10;
var WAITERS_SHOWN = 20;
var SITES_SHOWN = 20;
var STATES_SHOWN = 5;
function lockOf(segments, interner, cluster, number4) {
  const found = holdsOf(segments, cluster);
  const { waits } = cluster;
  const times = waits.map((w) => waitNs(segments, w));
  return {
    id: `L${number4}`,
    kind: cluster.kind,
    waitsAt: sites(waits.map((w) => w.at)),
    releasedAt: sites(waits.map((w) => w.releasedAt)),
    certainty: "heuristic",
    contradictions: found.contradictions,
    waits: waits.length,
    goroutines: new Set(waits.map((w) => w.actor)).size,
    waitNs: sum(times),
    waitMaxNs: largest(times),
    unfinished: waits.filter((w) => w.wokenNs === void 0).length,
    handOffs: found.holds.length,
    futileWakes: found.futileWakes,
    ...found.convoy === void 0 ? {} : { convoy: found.convoy },
    ...writersOf(segments, cluster),
    holders: holdersOf(segments, interner, found),
    longest: [...found.holds].sort((a, b) => held(b) - held(a)).slice(0, LONGEST_SHOWN).map((hold) => holdOf(segments, interner, hold))
  };
}
function held(hold) {
  return hold.toNs - hold.fromNs;
}
function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}
function largest(numbers) {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}
function sites(all) {
  const counts = /* @__PURE__ */ new Map();
  for (const site of all) {
    if (site === void 0) continue;
    const known = counts.get(siteText(site));
    if (known === void 0) counts.set(siteText(site), { site, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, SITES_SHOWN).map(({ site }) => site);
}
function writersOf(segments, { kind, waits }) {
  if (kind !== "RWMutex") return {};
  const writers = waits.filter((w) => !w.reads);
  const times = writers.map((w) => waitNs(segments, w));
  return {
    writers: {
      waits: writers.length,
      waitNs: sum(times),
      waitMaxNs: largest(times),
      byReaders: writers.filter((w) => w.releasedByReader).length
    }
  };
}
function holdersOf(segments, interner, { holds }) {
  const groups = /* @__PURE__ */ new Map();
  for (const hold of holds) {
    const name = segments.actors[hold.holder]?.name ?? "";
    const key = `${name}\0${siteText(hold.releasedAt)}`;
    const known = groups.get(key);
    if (known === void 0) groups.set(key, [hold]);
    else known.push(hold);
  }
  return [...groups.values()].map((of) => ({
    name: segments.actors[of[0]?.holder ?? -1]?.name ?? "",
    ...siteField("releasedAt", of[0]?.releasedAt),
    holds: of.length,
    goroutines: new Set(of.map((h) => h.holder)).size,
    heldNs: sum(of.map(held)),
    heldMaxNs: largest(of.map(held)),
    blockedNs: sum(of.map((h) => h.blockedNs)),
    states: statesOf(segments, interner, of)
  })).sort((a, b) => b.blockedNs - a.blockedNs);
}
function statesOf(segments, interner, holds) {
  const sums = /* @__PURE__ */ new Map();
  for (const hold of holds) {
    for (const { state, reason, stack, ns } of holderStates(segments, hold)) {
      const text2 = interner.string(reason);
      const at = ownSite(interner.frames(stack));
      const key = `${state}\0${text2}\0${siteText(at)}`;
      const known = sums.get(key);
      if (known !== void 0) {
        known.ns += ns;
        continue;
      }
      const said = text2 === "" ? {} : { reason: text2 };
      sums.set(key, { state: stateName(state), ...said, ...siteField("at", at), ns });
    }
  }
  const all = [...sums.values()].sort((a, b) => b.ns - a.ns);
  if (all.length <= STATES_SHOWN) return all;
  const rest2 = sum(all.slice(STATES_SHOWN).map((s) => s.ns));
  return [...all.slice(0, STATES_SHOWN), { state: "unknown", reason: "other states", ns: rest2 }];
}
function holdOf(segments, interner, hold) {
  const holder = segments.actors[hold.holder];
  const waiter = (w) => ({
    goroutine: segments.actors[w.actor]?.goid ?? -1,
    ...siteField("at", w.at),
    parkedNs: w.parkNs
  });
  return {
    goroutine: holder?.goid ?? -1,
    name: holder?.name ?? "",
    ...siteField("releasedAt", hold.releasedAt),
    fromNs: hold.fromNs,
    toNs: hold.toNs,
    shared: hold.shared,
    waiters: hold.waiters.slice(0, WAITERS_SHOWN).map(waiter),
    blockedNs: hold.blockedNs,
    states: statesOf(segments, interner, [hold])
  };
}
function siteField(key, site) {
  return site === void 0 ? {} : { [key]: site };
}

// src/report/trace-cancel.ts
var BAR = 40;
function traceCancelText(d, limit) {
  const cut = lookedLine(d);
  if (d.cancellations.length === 0) return `no cancelled context woke a goroutine
${cut}`;
  const more2 = d.cancellationsTotal - Math.min(limit, d.cancellations.length);
  const all = d.cancellations.slice(0, limit).map((c) => cancelText(c, limit));
  return `${all.join("\n")}${more2 > 0 ? `(${more2} more)
` : ""}${cut}`;
}
function cancelText(c, limit) {
  const test = c.test === void 0 ? "" : ` in ${plain(c.test)}`;
  const what2 = c.kind === "deadline" ? "a context's deadline fired" : `cancel was called at ${siteText2(c.calledAt)}`;
  const lines = [
    `${c.id} ${what2}${test}, ${durationText(c.firedNs)} into the trace`,
    `  T0 +${durationText(0)}  ${c.kind === "deadline" ? "the timer fired" : "the call"}, G${c.goroutine}`,
    `  T1 +${durationText(c.cancelledNs - c.firedNs)}  the first goroutine was woken`
  ];
  if (c.endedNs !== void 0) {
    lines.push(`  T2 +${durationText(c.endedNs - c.firedNs)}  the last of the woken ended`);
  }
  const lastNs = lastOf(c);
  const bar = (w) => waterfallBar({ ranNs: void 0, endedNs: void 0, ...w }, c.firedNs, lastNs, BAR);
  for (const w of c.children.slice(0, limit)) {
    const ran = w.ranNs === void 0 ? "did not run" : `ran +${durationText(w.ranNs - c.firedNs)}`;
    const end = w.endedNs === void 0 ? "did not end" : `ended +${durationText(w.endedNs - c.firedNs)}`;
    const depth = w.depth > 1 ? `, ${w.depth - 1} below` : "";
    lines.push(
      `  ${bar(w)} G${w.goroutine} ${plain(w.name)}, waited at ${siteText2(w.at)}${depth}: woken +${durationText(w.wokenNs - c.firedNs)}, ${ran}, ${end}${w.late ? "  LATE" : ""}`
    );
  }
  const more2 = c.childrenTotal - Math.min(limit, c.children.length);
  if (more2 > 0) lines.push(`  (${more2} more)`);
  for (const m of c.mayIgnore.slice(0, limit)) {
    const end = m.endedNs === void 0 ? "did not end" : `ended ${durationText(m.endedNs - c.firedNs)} later`;
    lines.push(
      `  perhaps ignores it: G${m.goroutine} ${plain(m.name)}, ${plain(m.state)} at ${siteText2(m.at)}, ${end}`
    );
  }
  return `${lines.join("\n")}
`;
}
function lastOf(c) {
  return c.children.reduce(
    (ns, w) => Math.max(ns, w.endedNs ?? w.ranNs ?? w.wokenNs),
    c.cancelledNs
  );
}
function siteText2(site) {
  if (site === void 0) return "-";
  return plain(`${site.function} ${site.file.slice(site.file.lastIndexOf("/") + 1)}:${site.line}`);
}
function plain(text2) {
  return inlineForTerminal(text2);
}

// src/report/trace-holds.ts
var SITES_SHOWN2 = 4;
var HOLDS_SHOWN = 3;
var WAITERS_SHOWN2 = 6;
function traceHoldsText(d, limit) {
  const byAddress = byAddressText(d.byAddress ?? [], limit);
  if (d.locks.length === 0) return `no goroutine waited for a lock
${byAddress}`;
  const more2 = d.locksTotal - Math.min(limit, d.locks.length);
  const locks = d.locks.slice(0, limit).map((lock) => lockText(lock, limit));
  const cut = lookedLine(d) + (d.waitsCut ? "(too many waits: not all are shown)\n" : "");
  return `${locks.join("\n")}${more2 > 0 ? `(${more2} more locks)
` : ""}${cut}${byAddress}`;
}
function byAddressText(locks, limit) {
  if (locks.length === 0) return "";
  const lines = ["", "locks by address, with exact times:"];
  for (const lock of locks.slice(0, limit)) {
    const { longest } = lock;
    lines.push(
      `${lock.address} ${lock.kind}: taken ${count(lock.acquisitions, "time")}, held ${durationText(lock.heldNs)} in all; ${count(lock.waits, "wait")}, ${durationText(lock.waitedNs)}`,
      `  longest: G${plain2(longest.goroutine)} for ${durationText(longest.toNs - longest.fromNs)} from ${durationText(longest.fromNs)}${longest.shared ? " (reading)" : ""}`,
      `    taken at ${siteText3(longest.at)}, released at ${siteText3(longest.releasedAt)}`
    );
    for (const w of longest.waiters) {
      lines.push(
        `    G${plain2(w.goroutine)} waited ${durationText(w.waitNs)} of it at ${siteText3(w.at)}`
      );
    }
  }
  const more2 = locks.length - limit;
  if (more2 > 0) lines.push(`(${more2} more locks)`);
  return `${lines.join("\n")}
`;
}
function lockText(lock, limit) {
  const lines = [
    `${lock.id} ${lock.kind}: ${count(lock.waits, "wait")} of ${count(lock.goroutines, "goroutine")}, ${durationText(lock.waitNs)} in all, longest ${durationText(lock.waitMaxNs)}` + (lock.unfinished > 0 ? `, ${lock.unfinished} not over` : ""),
    `  asked for at  ${siteList(lock.waitsAt)}`,
    `  released at   ${siteList(lock.releasedAt)}`
  ];
  if (lock.contradictions > 0) {
    lines.push(
      `  these lines serve more than one lock (${count(lock.contradictions, "contradiction")}): holders and times may belong to different ones`
    );
  }
  if (lock.convoy !== void 0) {
    const { handOffs, fromNs, toNs } = lock.convoy;
    lines.push(
      `  convoy: ${handOffs} hand-offs in ${durationText(toNs - fromNs)}, never without a waiter`
    );
  }
  if (lock.futileWakes > 0) {
    lines.push(`  ${count(lock.futileWakes, "wake")} in vain: another goroutine got in between`);
  }
  if (lock.writers !== void 0 && lock.writers.waits > 0) {
    const { waits, waitNs: waitNs2, byReaders } = lock.writers;
    lines.push(
      `  writers waited ${waits === 1 ? "once" : `${waits} times`}, ${durationText(waitNs2)}; readers ended ${byReaders} of it`
    );
  }
  for (const h of lock.holders.slice(0, limit)) {
    lines.push(
      `  held by ${plain2(h.name)}, released at ${siteText3(h.releasedAt)}: ${count(h.holds, "time")}, at least ${durationText(h.heldNs)} (longest ${durationText(h.heldMaxNs)}); others waited ${durationText(h.blockedNs)} meanwhile`
    );
    for (const state of h.states)
      lines.push(`      ${durationText(state.ns).padStart(8)}  ${did(state)}`);
  }
  lines.push(...lock.longest.slice(0, HOLDS_SHOWN).map(holdLine));
  return `${lines.join("\n")}
`;
}
function holdLine(hold) {
  const who3 = hold.waiters.slice(0, WAITERS_SHOWN2).map((w) => `G${w.goroutine}`);
  const more2 = hold.waiters.length > who3.length ? ", …" : "";
  return `  at ${durationText(hold.fromNs)}: G${hold.goroutine} for at least ${durationText(hold.toNs - hold.fromNs)}${hold.shared ? " (with other readers)" : ""}, waiting: ${who3.join(", ")}${more2}`;
}
function did(s) {
  const what2 = s.state === "waiting" ? plain2(s.reason ?? "waiting") : s.state === "runnable" ? "ready, no processor" : s.state === "unknown" ? s.reason ?? "not known" : s.state;
  return s.at === void 0 ? what2 : `${what2} at ${siteText3(s.at)}`;
}
function siteList(sites2) {
  if (sites2.length === 0) return "-";
  const more2 = sites2.length > SITES_SHOWN2 ? `, and ${sites2.length - SITES_SHOWN2} more` : "";
  return `${sites2.slice(0, SITES_SHOWN2).map(siteText3).join(", ")}${more2}`;
}
function siteText3(site) {
  if (site === void 0) return "-";
  return plain2(`${site.function} ${site.file.slice(site.file.lastIndexOf("/") + 1)}:${site.line}`);
}
function count(n, noun) {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
function plain2(text2) {
  return inlineForTerminal(text2);
}

// src/report/trace-path.ts
var STEPS_SHOWN = 12;
function tracePathText(d, limit) {
  if (d.roots.length === 0) return `no such goroutine or test in the trace
${lookedLine(d)}`;
  const more2 = d.rootsTotal - d.roots.length;
  const roots = d.roots.map((root) => rootText(root, limit)).join("\n");
  const dropped = lookedLine(d);
  return `${roots}${linesText(d, limit)}${more2 > 0 ? `(${more2} more)
` : ""}${dropped}`;
}
function linesText({ axis, roots }, limit) {
  if (axis?.lines === void 0) return "";
  const errorNs = (axis.linesErrorMs ?? 0) * 1e6;
  const printed = axis.lines.filter(
    ({ what: what2, timeNs }) => what2 === "output" && roots.some((r) => timeNs >= r.startNs - errorNs && timeNs <= r.endNs + errorNs)
  );
  if (printed.length === 0) return "";
  const error = durationText(errorNs);
  const rows = printed.slice(0, 2 * limit).map(({ timeNs, test = "", text: text2 }) => [
    `${timeNs < 0 ? "" : "+"}${durationText(timeNs)}`,
    plain3(test),
    plain3(text2)
  ]);
  const more2 = printed.length - rows.length;
  return `printed meanwhile (to within ${error}; the trace began at ${axis.startedAt}):
` + textTable([{ title: "at", number: true }, { title: "test" }, { title: "line" }], rows) + (more2 > 0 ? `(${more2} more lines)
` : "");
}
function rootText(root, limit) {
  const who3 = root.test === void 0 ? "" : ` ${plain3(root.test)}`;
  const name = plain3(root.name);
  const end = root.ended ? "" : ", not ended";
  const title = `critical path of${who3} goroutine ${root.goroutine} ${name}: ${durationText(root.spanNs)}${end}
`;
  const rows = root.charges.slice(0, limit).map((c) => [
    durationText(c.ns),
    `${(100 * c.ns / Math.max(1, root.spanNs)).toFixed(1)} %`,
    String(c.count),
    what(c),
    place(c),
    plain3(c.name),
    notes(c)
  ]);
  const table = textTable(
    [
      { title: "time", number: true },
      { title: "share", number: true },
      { title: "times", number: true },
      { title: "what" },
      { title: "at" },
      { title: "goroutine" },
      { title: "called" }
    ],
    rows
  );
  const rest2 = root.charges.slice(limit).reduce((sum2, c) => sum2 + c.ns, 0);
  const others = rest2 > 0 ? `(${durationText(rest2)} in ${root.charges.length - limit} more rows)
` : "";
  return `${title}${table}${others}${stepsText(root)}`;
}
function stepsText(root) {
  const largest2 = new Set(
    [...root.steps].sort((a, b) => length(b) - length(a)).slice(0, STEPS_SHOWN)
  );
  const lines = [];
  let hidden = root.stepsTotal - root.steps.length;
  const flush = () => {
    if (hidden > 0) lines.push(`    … ${hidden} shorter step${hidden === 1 ? "" : "s"}`);
    hidden = 0;
  };
  for (const step of root.steps) {
    if (!largest2.has(step)) {
      hidden += 1;
      continue;
    }
    flush();
    lines.push(stepLine2(step, root.startNs));
  }
  flush();
  return `${lines.join("\n")}
`;
}
function stepLine2(step, startNs) {
  const from = `+${durationText(step.fromNs - startNs)}`.padStart(10);
  const ledAt = step.ledAt === void 0 ? "" : ` at ${siteOf(step.ledAt)}`;
  const led = step.led === "woke" ? `, then woke the next${ledAt}` : "";
  const created = step.led === "created" ? `, then created the next${ledAt}` : "";
  const note = notes(step);
  const called = note === "" ? "" : ` [${note}]`;
  return `${from}  ${durationText(length(step)).padStart(8)}  G${step.goroutine} ${what(step)} ${place(step)}${called}${led}${created}`;
}
function length(step) {
  return step.toNs - step.fromNs;
}
var ENDS = {
  runtime: " (ended by the runtime)",
  outside: " (until the runtime started the goroutine that ended it)",
  unfinished: " (not ended)"
};
function what(c) {
  if (c.state === "waiting") {
    const end = c.waitEnd === void 0 ? "" : ENDS[c.waitEnd];
    return `${c.reason === void 0 ? "waiting" : plain3(c.reason)}${end}`;
  }
  if (c.state === "runnable") return "ready, no processor";
  return c.state === "unknown" ? "not known" : c.state;
}
function place(c) {
  return c.at === void 0 ? "-" : siteOf(c.at);
}
function siteOf(at) {
  return plain3(`${at.function} ${at.file.slice(at.file.lastIndexOf("/") + 1)}:${at.line}`);
}
function notes(c) {
  return [c.task, c.region, c.log].filter((text2) => text2 !== void 0).map(plain3).join(" / ");
}
function plain3(text2) {
  return inlineForTerminal(text2);
}

// src/pipeline-causal.ts
function headOf({ summary, looked }) {
  return { ...traceHeadOf(summary), ...looked === void 0 ? {} : { looked } };
}
var IN_CAPTURE = /(?:^|\/)run\/(.{1,1000})\/\d{1,10}\/[^/]{1,255}$/;
async function linesOf(stream, { source }) {
  if (stream === void 0) return void 0;
  const owner = IN_CAPTURE.exec(source.name.replaceAll("\\", "/"))?.[1];
  const opened = await openFiles([stream]);
  try {
    const lists = [];
    for (const { bytes } of opened.artifacts) {
      lists.push(await readTimedLines(bytes, (name) => owner === void 0 || owner === name));
    }
    return lists.flat();
  } finally {
    await opened.close();
  }
}
function isAsked({ test, goroutine }) {
  return ({ name, goid }) => goid === goroutine || test !== void 0 && name !== "" && isNamed(name, test);
}
async function tracePathCommand(request, options, write) {
  const { test, goroutine, segmentsMax } = options;
  const asked = test === void 0 && goroutine === void 0 ? void 0 : isAsked(options);
  const recorded = await recordFitting(request, asked, segmentsMax);
  const { summary, segments, interner } = recorded;
  const axis = axisOf(segments, summary, await linesOf(options.stream, request));
  const roots = chooseRoots(segments, options);
  const document = {
    ...headOf(recorded),
    ...axis === void 0 ? {} : { axis },
    roots: roots.slice(0, options.roots).map((root) => pathOf(segments, interner, root)),
    rootsTotal: roots.length,
    eventsDropped: segments.dropped
  };
  write(options.json ? jsonText(document) : tracePathText(document, options.limit));
  return summary;
}
var LOCKS_MAX = 100;
async function traceHoldsCommand(request, options, write) {
  let logged;
  const recorded = await recordFitting(request, void 0, options.segmentsMax, (interner2) => {
    logged = new LockLogVisitor(interner2);
    return [logged];
  });
  const { summary, segments, interner } = recorded;
  const { clusters, cut } = lockClusters(segments, interner);
  const log = logged?.finish();
  const document = {
    ...headOf(recorded),
    locks: clusters.slice(0, LOCKS_MAX).map((c, i) => lockOf(segments, interner, c, i + 1)),
    locksTotal: clusters.length,
    eventsDropped: segments.dropped,
    waitsCut: cut,
    ...log === void 0 ? {} : { byAddress: usedLocksOf(log) }
  };
  write(options.json ? jsonText(document) : traceHoldsText(document, options.limit));
  return summary;
}
var CANCELLATIONS_MAX = 1e3;
async function traceCancelCommand(request, options, write) {
  const recorded = await recordFitting(request, void 0, options.segmentsMax);
  const { summary, segments, interner } = recorded;
  const found = cancellationsOf(segments, interner);
  const document = {
    ...headOf(recorded),
    cancellations: found.slice(0, CANCELLATIONS_MAX).map((c, i) => cancelOf(segments, interner, c, i + 1)),
    cancellationsTotal: found.length,
    eventsDropped: segments.dropped
  };
  write(options.json ? jsonText(document) : traceCancelText(document, options.limit));
  return summary;
}

// src/entry/trace-path.ts
var ROWS_SHOWN2 = 10;
var ROOTS_SHOWN2 = 5;
function whole3(text2) {
  if (!/^\d{1,15}$/.test(text2)) throw new InvalidArgumentError("give a whole number.");
  return Number(text2);
}
function addCausalCommands(trace, deps) {
  addPath(trace, deps);
  addTable(trace, deps, {
    name: "holds",
    description: "contended locks: who held them, where, at least how long, and who waited",
    run: traceHoldsCommand
  });
  addTable(trace, deps, {
    name: "cancel",
    description: "cancelled contexts: when the deadline fired, who was woken, ran and ended",
    run: traceCancelCommand
  });
}
function addTable(trace, deps, table) {
  const { name, description, run } = table;
  addWindowOptions(trace.command(name).description(description).argument("<file>", FILE)).option("--json", "as a JSON document").option("--limit <n>", "rows of each table", whole3, ROWS_SHOWN2).action(async (file, o) => {
    const options = { json: o.json === true, limit: o.limit };
    await withTrace(file, o, deps, (r) => run(r, options, stdoutWrite));
  });
}
function addPath(trace, deps) {
  const command = trace.command("path").description(
    "the critical path of tests: what had to happen, step by step, until they were done"
  ).argument("<file>", FILE);
  addWindowOptions(command).option("--goroutine <id>", "of this goroutine", whole3).option("--test <name>", "of this test and its subtests").option("--stream <file>", "output of go test -json: its lines stand beside the path").option("--roots <n>", "how many paths, those of the longest tests", whole3, ROOTS_SHOWN2).option("--json", "as a JSON document").option("--limit <n>", "rows of each table", whole3, ROWS_SHOWN2).action(async (file, o) => {
    const { limit, roots, goroutine, test, stream } = o;
    const options = { json: o.json === true, limit, roots, goroutine, test, stream };
    await withTrace(file, o, deps, (r) => tracePathCommand(r, options, stdoutWrite));
  });
}

// src/entry/trace-commands.ts
function addTraceCommands(program, deps = {}) {
  const trace = program.command("trace").description("read Go execution traces, whole or broken");
  addInfo(trace, deps);
  addEvents(trace, deps);
  addTraceAnalysisCommands(trace, deps);
  addTraceMatch(trace, deps);
  addCausalCommands(trace, deps);
}
function addInfo(trace, deps) {
  trace.command("info").description("what the trace is, and whether it is intact, truncated or damaged").argument("<file>", FILE).option("--json", "as a JSON document").option(
    "--exit-time <time>",
    "when the traced process ended (RFC 3339): says how much is missing",
    wallMs
  ).action(async (file, o) => {
    const options = { json: o.json === true, exitWallMs: o.exitTime };
    await withTrace(file, {}, deps, (r) => traceInfoCommand(r, options, stdoutWrite));
  });
}
function wallMs(text2) {
  const ms = Date.parse(text2);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("give a time such as 2026-01-31T12:00:00Z.");
  return ms;
}
function addEvents(trace, deps) {
  const command = trace.command("events").description("every event in order").argument("<file>", FILE).addOption(
    new Option(
      "--format <format>",
      "go: as `go tool trace -d=parsed` prints them; jsonl: an object a line"
    ).choices(["go", "jsonl"]).default("jsonl")
  ).option("--stacks", "with call stacks (jsonl)").option("--repair", "go format: go on behind damage instead of ending where Go's reader ends");
  addWindowOptions(command).action(async (file, o) => {
    const repair = o.format === "jsonl" || o.repair === true;
    const options = { format: o.format, stacks: o.stacks === true, repair };
    const run = traceEventsCommand;
    await withTrace(file, o, deps, (r) => run(r, options, stdoutWrite), !repair);
  });
}
export {
  addTraceCommands
};
