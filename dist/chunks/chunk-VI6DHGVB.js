import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  isStandardPackage,
  parseGoSymbol,
  shortSymbol,
  withoutTypeArguments
} from "./chunk-RFHGENR5.js";
import {
  Function,
  Line,
  Location,
  Profile,
  Sample,
  StringTable,
  ValueType
} from "./chunk-7KPY23XL.js";
import {
  createLineSplitter
} from "./chunk-VNTZ3KW5.js";
import {
  durationText
} from "./chunk-BVDQNPBO.js";
import {
  require_dist
} from "./chunk-BYI6K56W.js";
import {
  _enum,
  array,
  boolean,
  literal,
  number,
  object,
  record,
  strictObject,
  string,
  tuple,
  union
} from "./chunk-7ALGY5IK.js";
import {
  BatchScanner,
  EV,
  EVENT_NAMES,
  EVENT_TYPES,
  FLAG_REPAIRED,
  GO,
  GO_STATES,
  GenerationBuilder,
  HEADER_BYTES,
  LockVisitor,
  PROC,
  PROC_STATES,
  TraceInterner,
  USUAL_TICKS_PER_SECOND,
  bigValue2At,
  bigValueAt,
  entryFunction,
  flagsAt,
  fromAt,
  goroutineAt,
  goroutineIdOf,
  logValueAt,
  namedSite,
  newStackAt,
  ownSite,
  procAt,
  readHeader,
  readTrace,
  runOnThreads,
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
  usefulThreads,
  value2At,
  valueAt
} from "./chunk-CFXOMP7A.js";
import {
  __toESM
} from "./chunk-FVG4TTG2.js";

// src/analyse/trace/time-sums.ts
function spanOf(g, lastNs) {
  return Math.max(0, (g.endNs ?? lastNs) - g.startNs);
}
var TimeSums = class {
  #totalNs = 0;
  #executionNs = 0;
  #runnableNs = 0;
  #syscallNs = 0;
  #syscallBlockedNs = 0;
  #unknownNs = 0;
  #blocked = /* @__PURE__ */ new Map();
  #ranges = /* @__PURE__ */ new Map();
  goroutines = 0;
  add(g, lastNs) {
    this.goroutines += 1;
    this.#totalNs += spanOf(g, lastNs);
    this.#executionNs += g.executionNs;
    this.#runnableNs += g.runnableNs;
    this.#syscallNs += g.syscallNs;
    this.#syscallBlockedNs += g.syscallBlockedNs;
    this.#unknownNs += g.unknownNs;
    if (g.blocked.size > 0) addTo(this.#blocked, g.blocked);
    if (g.ranges.size > 0) addTo(this.#ranges, g.ranges);
  }
  get executionNs() {
    return this.#executionNs;
  }
  times() {
    let blockedNs = 0;
    for (const ns2 of this.#blocked.values()) blockedNs += ns2;
    return {
      totalNs: this.#totalNs,
      executionNs: this.#executionNs,
      runnableNs: this.#runnableNs,
      blockedNs,
      syscallNs: this.#syscallNs,
      syscallBlockedNs: this.#syscallBlockedNs,
      unknownNs: this.#unknownNs,
      blocked: Object.fromEntries(this.#blocked),
      ranges: Object.fromEntries(this.#ranges)
    };
  }
};
function addTo(sum, more) {
  for (const [name, ns2] of more) sum.set(name, (sum.get(name) ?? 0) + ns2);
}

// src/analyse/trace/goroutine-report.ts
var LISTED_MAX = 1e4;
var GoroutineReport = class {
  /** By name and creation site. */
  #groups = /* @__PURE__ */ new Map();
  #listed = [];
  /** Shorter ones would be cut off again. */
  #shortestNs = 0;
  #total = 0;
  #tree;
  /** `tree`: gets the goroutines as well. */
  constructor(tree) {
    this.#tree = tree;
  }
  /** Takes a finished goroutine; `lastNs` is the end of what was read so far. */
  add(g, lastNs) {
    this.#tree?.finished(g, lastNs);
    const site2 = namedSite(g.createdAt);
    this.#groupOf(g.name, site2).sums.add(g, lastNs);
    this.#total += 1;
    if (spanOf(g, lastNs) < this.#shortestNs) return;
    if (this.#listed.length >= 2 * LISTED_MAX) {
      this.#listed = longest(this.#listed).slice(0, LISTED_MAX);
      this.#shortestNs = this.#listed.at(-1)?.totalNs ?? 0;
    }
    this.#listed.push(listedOf(g, site2, lastNs));
  }
  /** Groups by execution time, goroutines by life span, longest first; ties by name or id. */
  result() {
    const groups = [...this.#groups.values()].flatMap((sites2) => [...sites2.values()]).sort((a, b) => b.sums.executionNs - a.sums.executionNs || (a.name < b.name ? -1 : 1)).map(({ name, site: site2, sums }) => {
      const createdAt = site2.site === void 0 ? {} : { createdAt: site2.site };
      return { name, ...createdAt, goroutines: sums.goroutines, ...sums.times() };
    });
    const goroutines = longest(this.#listed).slice(0, LISTED_MAX);
    const tree = this.#tree === void 0 ? {} : { tree: this.#tree.result() };
    return { groups, goroutines, goroutinesTotal: this.#total, ...tree };
  }
  #groupOf(name, site2) {
    let sites2 = this.#groups.get(name);
    if (sites2 === void 0) {
      sites2 = /* @__PURE__ */ new Map();
      this.#groups.set(name, sites2);
    }
    let group = sites2.get(site2.text);
    if (group === void 0) {
      group = { name, site: site2, sums: new TimeSums() };
      sites2.set(site2.text, group);
    }
    return group;
  }
};
function listedOf(g, { site: site2 }, lastNs) {
  const own = new TimeSums();
  own.add(g, lastNs);
  return {
    id: g.id,
    name: g.name,
    ...site2 === void 0 ? {} : { createdAt: site2 },
    ...g.createdBy === void 0 ? {} : { createdBy: g.createdBy },
    startNs: g.startNs,
    ...g.endNs === void 0 ? {} : { endNs: g.endNs },
    ended: g.endNs !== void 0,
    lastState: GO_STATES[g.state] ?? "Undetermined",
    ...own.times()
  };
}
function longest(list) {
  return list.sort((a, b) => b.totalNs - a.totalNs || a.id - b.id);
}

// src/analyse/trace/goroutine-times.ts
var NONE = -1;
var NOTHING = /* @__PURE__ */ new Map();
var GoroutineTimesVisitor = class {
  #finished;
  #bornTo;
  #live = [];
  /** The goroutine in a syscall on each processor. */
  #syscallOn = /* @__PURE__ */ new Map();
  #sweeps = /* @__PURE__ */ new Map();
  /** The last sync event, or where the window begins. */
  #syncNs = NONE;
  #lastNs = 0;
  /** `born`: told of each goroutine that is created, with the one that created it. */
  constructor(finished, born) {
    this.#finished = finished;
    this.#bornTo = born;
  }
  chunk(c) {
    if (c.length > 0 && this.#syncNs === NONE) this.#syncNs = timeAt(c, 0);
    for (let i = 0; i < c.length; i++) this.#event(c, i);
    if (c.length > 0) this.#lastNs = timeAt(c, c.length - 1);
  }
  /** The end of the trace: what still lives ends here. */
  end() {
    for (const g of this.#live) if (g !== void 0) this.#close(g, this.#lastNs, false);
    this.#live.length = 0;
  }
  #event(c, i) {
    const type = typeAt(c, i);
    if (type >= EV.goCreate && type <= EV.goStatus) this.#transition(c, i);
    else if (type >= EV.goSwitch && type <= EV.goStatusStack) this.#transition(c, i);
    else if (type >= EV.procStart && type <= EV.procStatus) this.#proc(c, i);
    else if (type >= EV.stwBegin && type <= EV.assistEnd) this.#range(c, i, type);
    else if (type === EV.sync) this.#syncNs = timeAt(c, i);
  }
  #transition(c, i) {
    const from = fromAt(c, i);
    const to = toAt(c, i);
    const slot = subjectAt(c, i);
    if (from === to || slot === NONE) return;
    const t = timeAt(c, i);
    const id = goroutineIdOf(c, slot);
    let g = this.#live[slot];
    const fresh = g?.id !== id || from === GO.notExist;
    if (g === void 0 || fresh) {
      if (g !== void 0) this.#close(g, t, false);
      g = this.#born(c, i, id, from, t);
      this.#live[slot] = g;
      if (from === GO.undetermined) g.state = to;
      if (g.state === GO.syscall && procAt(c, i) === NONE) g.takenNs = g.sinceNs;
    }
    this.#account(g, from, t);
    if (g.name === "") g.name = this.#name(c, i);
    if (from === GO.notExist) this.#bornTo?.(g, this.#live[goroutineAt(c, i)]);
    g.state = to;
    g.sinceNs = t;
    if (to === GO.waiting) g.reason = c.generation.tables.string(textAt(c, i)) ?? "";
    else if (to === GO.syscall) this.#enterSyscall(g, procAt(c, i), t);
    else if (to === GO.notExist) {
      this.#close(g, t, true);
      this.#live[slot] = void 0;
    }
  }
  #enterSyscall(g, proc, t) {
    if (proc === NONE) g.takenNs = t;
    else this.#syscallOn.set(proc, g);
  }
  #born(c, i, id, from, t) {
    const created = from === GO.notExist;
    const type = typeAt(c, i);
    const withStack = type === EV.goCreate || type === EV.goCreateBlocked;
    const by = goroutineAt(c, i);
    const startNs = created ? t : this.#syncNs;
    return {
      id,
      name: "",
      createdAt: withStack ? c.generation.tables.frames(stackAt(c, i)) : [],
      createdBy: created && by !== NONE ? goroutineIdOf(c, by) : void 0,
      startNs,
      endNs: void 0,
      state: from,
      executionNs: 0,
      runnableNs: 0,
      syscallNs: 0,
      syscallBlockedNs: 0,
      unknownNs: 0,
      blocked: NOTHING,
      ranges: NOTHING,
      sinceNs: startNs,
      reason: "",
      takenNs: NONE,
      open: void 0
    };
  }
  #name(c, i) {
    const type = typeAt(c, i);
    const { tables } = c.generation;
    if (type === EV.goCreate || type === EV.goCreateBlocked) {
      return entryFunction(tables.frames(newStackAt(c, i)));
    }
    const own = [EV.goStop, EV.goBlock, EV.goSyscallBegin, EV.goStatusStack];
    return own.includes(type) ? entryFunction(tables.frames(stackAt(c, i))) : "";
  }
  /** Books the time since the last change; `from` is what the event says the state was. */
  #account(g, from, t) {
    const dt = t - g.sinceNs;
    if (dt <= 0) return;
    if (g.state !== from && from !== GO.undetermined) g.unknownNs += dt;
    else if (g.state === GO.running) g.executionNs += dt;
    else if (g.state === GO.runnable) g.runnableNs += dt;
    else if (g.state === GO.waiting) g.blocked = added(g.blocked, g.reason, dt);
    else if (g.state === GO.syscall) {
      const free = g.takenNs === NONE ? dt : g.takenNs - g.sinceNs;
      g.syscallNs += free;
      g.syscallBlockedNs += dt - free;
    } else g.unknownNs += dt;
    if (g.state === GO.syscall) {
      g.takenNs = NONE;
      for (const [p, on] of this.#syscallOn) if (on === g) this.#syscallOn.delete(p);
    }
  }
  #proc(c, i) {
    if (toAt(c, i) !== PROC.idle || fromAt(c, i) === PROC.idle) return;
    const p = subjectProcAt(c, i);
    const g = this.#syscallOn.get(p);
    if (g === void 0) return;
    if (g.state === GO.syscall) g.takenNs = timeAt(c, i);
    this.#syscallOn.delete(p);
  }
  #range(c, i, type) {
    const t = timeAt(c, i);
    if (type >= EV.gcActive && type <= EV.gcEnd) return;
    if (type >= EV.sweepActive && type <= EV.sweepEnd) {
      const p = subjectProcAt(c, i);
      const on = this.#live[goroutineAt(c, i)];
      if (type !== EV.sweepEnd) {
        if (on !== void 0) {
          this.#sweeps.set(p, on);
          this.#begin(on, "GC incremental sweep", t, type === EV.sweepActive);
        }
        return;
      }
      const began = this.#sweeps.get(p);
      this.#sweeps.delete(p);
      if (began !== void 0 && began === on) endRange(began, "GC incremental sweep", t);
      return;
    }
    const g = this.#live[subjectAt(c, i)];
    if (g === void 0) return;
    const stw = type <= EV.stwEnd;
    const kind = stw ? c.generation.tables.string(textAt(c, i)) ?? "" : "";
    const name = stw ? `stop-the-world (${kind})` : "GC mark assist";
    if (type === EV.stwEnd || type === EV.assistEnd) endRange(g, name, t);
    else this.#begin(g, name, t, type === EV.assistActive);
  }
  /** `active`: a generation says anew what is under way, since the sync event where it was not known. */
  #begin(g, name, t, active) {
    const open = opened(g);
    if (!active) open.set(name, t);
    else if (!open.has(name)) open.set(name, this.#syncNs);
  }
  #close(g, t, ended) {
    if (!ended) {
      this.#account(g, g.state, t);
      g.sinceNs = t;
    }
    for (const name of [...g.open?.keys() ?? []]) endRange(g, name, t);
    g.endNs = ended ? t : void 0;
    this.#finished(g);
  }
  get lastNs() {
    return this.#lastNs;
  }
};
function added(map, key, ns2) {
  const own = map === NOTHING ? /* @__PURE__ */ new Map() : map;
  own.set(key, (own.get(key) ?? 0) + ns2);
  return own;
}
function opened(g) {
  return g.open ??= /* @__PURE__ */ new Map();
}
function endRange(g, name, t) {
  const since = g.open?.get(name);
  if (since === void 0) return;
  g.open?.delete(name);
  g.ranges = added(g.ranges, name, Math.max(0, t - since));
}

// src/analyse/trace/profile-samples.ts
var PROFILE_KINDS = ["block", "sync", "net", "syscall", "sched"];
var NOT_TRACKED = -1;
function matches(kind, state, reason) {
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
var ProfileVisitor = class {
  #kind;
  #interner;
  #tracked = [];
  #samples = /* @__PURE__ */ new Map();
  constructor(kind, interner) {
    this.#kind = kind;
    this.#interner = interner;
  }
  chunk(c) {
    for (let i = 0; i < c.length; i++) {
      const type = typeAt(c, i);
      const goroutine = type >= EV.goCreate && type <= EV.goStatus;
      if (goroutine || type >= EV.goSwitch && type <= EV.goStatusStack)
        this.#transition(c, i, type);
    }
  }
  #transition(c, i, type) {
    const slot = subjectAt(c, i);
    if (slot < 0) return;
    const id = goroutineIdOf(c, slot);
    const to = toAt(c, i);
    let g = this.#tracked[slot];
    if (g?.id !== id || fromAt(c, i) === GO.notExist) {
      g = { id, ran: false, sinceNs: NOT_TRACKED, stack: 0 };
      this.#tracked[slot] = g;
    }
    const { tables } = c.generation;
    const stops = type === EV.goStop || type === EV.goBlock;
    const reason = stops ? tables.string(textAt(c, i)) ?? "" : "";
    const t = timeAt(c, i);
    if (g.sinceNs === NOT_TRACKED) {
      if (matches(this.#kind, to, reason)) {
        g.sinceNs = t;
        g.stack = this.#interner.stack(tables, stackAt(c, i));
      }
    } else if (!matches(this.#kind, to, reason) && !sameState(this.#kind, to)) {
      if (g.ran) this.#add(g.stack, t - g.sinceNs);
      g.sinceNs = NOT_TRACKED;
    }
    if (to === GO.running) g.ran = true;
  }
  #add(stack, ns2) {
    const known = this.#samples.get(stack);
    if (known === void 0) this.#samples.set(stack, { stack, count: 1, ns: ns2 });
    else {
      known.count += 1;
      known.ns += ns2;
    }
  }
  /** Longest first; equal ones by stack number, that is by first appearance. */
  result() {
    return [...this.#samples.values()].sort((a, b) => b.ns - a.ns || a.stack - b.stack);
  }
};
function sameState(kind, state) {
  if (kind === "syscall") return state === GO.syscall;
  return state === (kind === "sched" ? GO.runnable : GO.waiting);
}

// src/analyse/trace/wakes.ts
var EDGES_MAX = 2e6;
var STACKS_MAX = 2 ** 22;
var NONE2 = -1;
var CHAIN_LINKS_MAX = 64;
var WakeVisitor = class {
  #interner;
  #options;
  #pairs = /* @__PURE__ */ new Map();
  #last = /* @__PURE__ */ new Map();
  #best = [];
  #total = 0;
  #kept = 0;
  constructor(interner, options) {
    this.#interner = interner;
    this.#options = options;
  }
  edges(e) {
    for (let i = 0; i < e.length; i++) {
      this.#total += 1;
      this.#tally(e, i);
      if (this.#kept < EDGES_MAX) this.#chain(e, i);
    }
  }
  #tally(e, i) {
    const waker = (e.waker[i] ?? NONE2) < 0 ? 0 : 1;
    const key = ((e.parkStack[i] ?? 0) * STACKS_MAX + (e.wakeStack[i] ?? 0)) * 2 + waker;
    const wait2 = (e.wokenNs[i] ?? 0) - (e.parkNs[i] ?? 0);
    const latency = (e.ranNs[i] ?? 0) - (e.wokenNs[i] ?? 0);
    const tally = this.#pairs.get(key);
    if (tally === void 0) {
      const reason = e.reason[i] ?? 0;
      this.#pairs.set(key, { reason, count: 1, waitNs: wait2, waitMaxNs: wait2, latencyNs: latency });
      return;
    }
    tally.count += 1;
    tally.waitNs += wait2;
    tally.waitMaxNs = Math.max(tally.waitMaxNs, wait2);
    tally.latencyNs += latency;
  }
  #chain(e, i) {
    const waker = e.waker[i] ?? NONE2;
    const parkNs = e.parkNs[i] ?? 0;
    const wokenNs = e.wokenNs[i] ?? 0;
    const last = waker < 0 ? void 0 : this.#last.get(waker);
    const before = last !== void 0 && last.ranNs > parkNs && last.ranNs <= wokenNs ? last : void 0;
    const edge = {
      goroutine: e.goroutine[i] ?? NONE2,
      waker,
      parkNs,
      wokenNs,
      ranNs: e.ranNs[i] ?? 0,
      reason: e.reason[i] ?? 0,
      parkStack: e.parkStack[i] ?? 0,
      wakeStack: e.wakeStack[i] ?? 0,
      before,
      root: before === void 0 ? void 0 : before.root ?? before,
      sinceNs: before === void 0 ? parkNs : Math.min(parkNs, before.sinceNs)
    };
    this.#last.set(edge.goroutine, edge);
    if (before !== void 0) this.#kept += 1;
    this.#consider(edge);
  }
  /** Keeps the longest chains, one for each beginning. */
  #consider(edge) {
    const { goroutine, chains } = this.#options;
    if (edge.before === void 0 || chains === 0) return;
    if (goroutine !== void 0 && goroutine !== edge.goroutine) return;
    const best = this.#best;
    const length = edge.ranNs - edge.sinceNs;
    const same = best.findIndex((b) => b.root === edge.root);
    const weakest = best.at(-1);
    if (same >= 0) best.splice(same, 1);
    else if (best.length >= chains && weakest !== void 0) {
      if (weakest.ranNs - weakest.sinceNs >= length) return;
      best.pop();
    }
    const at = best.findIndex((b) => b.ranNs - b.sinceNs < length);
    best.splice(at < 0 ? best.length : at, 0, edge);
  }
  result() {
    return {
      wakes: this.#total,
      pairs: this.#merged(),
      chains: this.#best.map((b) => this.#links(b)),
      edgesKept: this.#kept,
      edgesTotal: this.#total
    };
  }
  /** Pairs by code site: stacks that differ only further out are one. */
  #merged() {
    const merged2 = /* @__PURE__ */ new Map();
    for (const [key, t] of this.#pairs) {
      const byRuntime = key % 2 === 0;
      const stacks = Math.floor(key / 2);
      const parked = this.#interner.frames(Math.floor(stacks / STACKS_MAX));
      const woke = this.#interner.frames(stacks % STACKS_MAX);
      const wakerAt = ownSite(woke);
      const wakeeAt = ownSite(parked);
      const pair = {
        waker: byRuntime ? "runtime" : entryFunction(woke),
        ...wakerAt === void 0 ? {} : { wakerAt },
        wakee: entryFunction(parked),
        ...wakeeAt === void 0 ? {} : { wakeeAt },
        reason: this.#interner.string(t.reason),
        count: t.count,
        waitNs: t.waitNs,
        waitMaxNs: t.waitMaxNs,
        latencyNs: t.latencyNs
      };
      const name = `${pair.waker}\0${siteText(wakerAt)}\0${pair.wakee}\0${siteText(wakeeAt)}\0${pair.reason}`;
      const known = merged2.get(name);
      if (known === void 0) merged2.set(name, pair);
      else {
        known.count += pair.count;
        known.waitNs += pair.waitNs;
        known.waitMaxNs = Math.max(known.waitMaxNs, pair.waitMaxNs);
        known.latencyNs += pair.latencyNs;
      }
    }
    return [...merged2.values()].sort((a, b) => b.waitNs - a.waitNs || b.count - a.count);
  }
  #links(end) {
    const links = [];
    for (let e = end; e !== void 0 && links.length < CHAIN_LINKS_MAX; e = e.before) {
      const parked = this.#interner.frames(e.parkStack);
      const at = ownSite(parked);
      const wokenAt = ownSite(this.#interner.frames(e.wakeStack));
      links.push({
        goroutine: e.goroutine,
        name: entryFunction(parked),
        reason: this.#interner.string(e.reason),
        ...at === void 0 ? {} : { at },
        parkedNs: e.parkNs,
        wokenNs: e.wokenNs,
        ranNs: e.ranNs,
        ...e.waker < 0 ? {} : { wokenBy: e.waker },
        ...wokenAt === void 0 ? {} : { wokenAt }
      });
    }
    return { waitNs: end.ranNs - end.sinceNs, links };
  }
};

// src/parse/go-trace/trace-index.ts
async function indexTrace(source) {
  const head2 = readHeader(await source.read(0, HEADER_BYTES));
  if (head2.kind !== "v2") return void 0;
  const scanner = new BatchScanner(source, HEADER_BYTES, true);
  const generations = [];
  for (; ; ) {
    const at = scanner.offset;
    const got = await scanner.next();
    const current = generations.at(-1);
    if (got.kind === "end-of-generation" && current !== void 0) current.g.end = scanner.offset;
    if (got.kind !== "batch") {
      if (got.kind === "end-of-generation") continue;
      break;
    }
    if (current?.g.id !== got.generation) {
      const { generation: id } = got;
      const g = { id, offset: at, end: at, startNs: 0, lastBatchNs: 0 };
      generations.push({ g, clock: new GenerationBuilder(id, head2.minor, at) });
    }
    const now = generations.at(-1);
    if (now === void 0) break;
    now.g.end = scanner.offset;
    now.clock.add(await withClock(source, got, head2.minor), () => void 0);
    now.clock.batches.length = 0;
  }
  return finish(generations);
}
async function withClock(source, batch, minor) {
  const clock = minor < 25 ? EV.frequency : EV.syncBatch;
  if (batch.payload[0] !== clock || batch.experiment !== void 0) {
    return { ...batch, payload: new Uint8Array(0), experiment: void 0 };
  }
  return { ...batch, payload: await source.read(batch.offset, batch.size) };
}
function finish(found) {
  let ns2 = found.find((f) => f.clock.nsPerTick !== void 0)?.clock.nsPerTick;
  ns2 ??= 1e9 / USUAL_TICKS_PER_SECOND;
  for (const { g, clock } of found) {
    const each = clock.nsPerTick ?? ns2;
    g.startNs = Math.trunc(Number(clock.minTicks ?? 0n) * each);
    g.lastBatchNs = Math.trunc(Number(clock.maxTicks) * each);
  }
  return { generations: found.map((f) => f.g), originNs: found[0]?.g.startNs ?? 0 };
}
function partOf(index, window) {
  const { generations, originNs } = index;
  const lastNs = generations.reduce((max, g) => Math.max(max, g.lastBatchNs), originNs) - originNs;
  const fromNs = window.lastNs === void 0 ? window.fromNs : Math.max(0, lastNs - window.lastNs);
  const { toNs } = window;
  const chosen = generations.filter((g, i) => {
    const next = generations[i + 1];
    const starts = g.startNs - originNs;
    const ends = next === void 0 ? Infinity : next.startNs - originNs;
    return (toNs === void 0 || starts <= toNs) && (fromNs === void 0 || ends >= fromNs);
  });
  const first = chosen[0];
  const last = chosen.at(-1);
  if (first === void 0 || last === void 0) return void 0;
  const part = { offset: first.offset, end: last.end, originNs: BigInt(originNs) };
  return { part, window: { fromNs, toNs } };
}

// src/parse/go-trace/join-parts.ts
var GC_UNKNOWN = 0;
var GC_OFF = 1;
var NOT_HAPPENED = -1n;
var ELSEWHERE = -2n;
var GENERATIONS_MIN = 4;
function planParts(index, most) {
  const { generations } = index;
  const parts = Math.min(most, Math.floor(generations.length / GENERATIONS_MIN));
  const start = generations[0]?.offset ?? 0;
  const bytes = (generations.at(-1)?.end ?? 0) - start;
  const firsts = [0];
  for (let p = 1; p < parts; p++) {
    const at = generations.findIndex((g) => g.offset - start >= p * bytes / parts);
    if (at > (firsts.at(-1) ?? 0) + 1) firsts.push(at);
  }
  return firsts.flatMap((first, p) => {
    const g = generations[first];
    const lead = generations[Math.max(0, first - 1)];
    if (g === void 0 || lead === void 0) return [];
    const next = generations[firsts[p + 1] ?? generations.length];
    const end = next === void 0 ? Infinity : next.offset;
    const originNs = BigInt(index.originNs);
    const last = next === void 0;
    return [{ offset: lead.offset, from: g.offset, end, originNs, first: p === 0, last }];
  });
}
function joinParts(parts, visitor, interner) {
  let before;
  const whole = [];
  for (const [i, part] of parts.entries()) {
    const fault = part?.summary.fault;
    if (part === void 0 || fault?.code === "out-of-memory") return void 0;
    if (fault !== void 0 && i < parts.length - 1) return void 0;
    if (i > 0 && (before === void 0 || !follows(before, part))) return void 0;
    const renumber = renumbering(part, interner);
    const ended = overlaid(before, part, renumber);
    if (visitor !== void 0) {
      visitor.merge(part.found, renumber);
      if (before !== void 0) visitor.edges?.(completed(before, part, renumber));
    }
    before = ended;
    whole.push(part);
  }
  return joinedSummary(whole);
}
function follows(before, part) {
  const { began, assumed } = part;
  if (began === void 0 || assumed.broken || began.holds.includes("ended")) return false;
  if (began.holds !== before.holds) return false;
  if (began.originNs !== before.originNs || began.lastNs !== before.lastNs) return false;
  const seen = new Set(before.threadsSeen);
  if (assumed.threadsUnseen.some((id) => seen.has(id))) return false;
  const waits = new Map(before.waits.map((w) => [w.goroutine, w]));
  for (const w of began.waits) {
    const own = waits.get(w.goroutine);
    if (own?.parkNs !== w.parkNs || own.wokenNs !== w.wokenNs) return false;
  }
  return sameCollection(before, part, began);
}
function sameCollection(before, part, began) {
  if (began.collectionState !== GC_UNKNOWN) {
    const { collection, collectionState } = before;
    return collection === began.collection && collectionState === began.collectionState;
  }
  if (before.collectionState === GC_UNKNOWN) return true;
  const { firstCollection } = part.assumed;
  if (before.collectionState !== GC_OFF) return false;
  return firstCollection === 0n || firstCollection === before.collection + 1n;
}
function renumbering(part, interner) {
  const stacks = part.stacks.map((frames2) => interner.stackOf(frames2));
  const texts = part.texts.map((text2) => interner.textOf(text2));
  const none = interner.stackOf([]);
  const empty = interner.textOf("");
  return { stack: (i) => stacks[i] ?? none, text: (i) => texts[i] ?? empty };
}
function overlaid(before, part, renumber) {
  const { ended } = part;
  const earlier = new Map(before?.waits.map((w) => [w.goroutine, w]));
  const waits = ended.waits.flatMap((w) => {
    const wake = { wokenNs: w.wokenNs, waker: w.waker, wakeStack: renumber.stack(w.wakeStack) };
    if (w.parkNs !== ELSEWHERE) {
      const park = { parkStack: renumber.stack(w.parkStack), reason: renumber.text(w.reason) };
      return [{ ...w, ...wake, ...park }];
    }
    const own = earlier.get(w.goroutine);
    if (own === void 0) return [];
    const here = w.wokenNs !== ELSEWHERE && w.wokenNs !== NOT_HAPPENED;
    return [{ ...own, ...here ? wake : {}, doubt: own.doubt | w.doubt }];
  });
  const gc = ended.collectionState === GC_UNKNOWN && before !== void 0 ? before : ended;
  const { collection, collectionState } = gc;
  const threadsSeen = [.../* @__PURE__ */ new Set([...before?.threadsSeen ?? [], ...ended.threadsSeen])];
  return { ...ended, waits, collection, collectionState, threadsSeen };
}
function completed(before, part, renumber) {
  const earlier = new Map(before.waits.map((w) => [w.goroutine, w]));
  const found = part.loose.flatMap((e) => {
    const wait2 = earlier.get(e.goroutine);
    return wait2 === void 0 ? [] : [{ e, wait: wait2 }];
  });
  const since = (ns2) => Number(ns2 - before.originNs);
  const f64 = (of) => {
    return Float64Array.from(found, of);
  };
  const u32 = (of) => {
    return Uint32Array.from(found, of);
  };
  return {
    length: found.length,
    goroutine: f64(({ e }) => e.goroutine),
    parkNs: f64(({ wait: wait2 }) => since(wait2.parkNs)),
    wokenNs: f64(({ e, wait: wait2 }) => e.wokenNs ?? since(wait2.wokenNs)),
    ranNs: f64(({ e }) => e.ranNs),
    waker: f64(({ e, wait: wait2 }) => e.wokenNs === void 0 ? wait2.waker : e.waker),
    reason: u32(({ wait: wait2 }) => wait2.reason),
    parkStack: u32(({ wait: wait2 }) => wait2.parkStack),
    wakeStack: u32(
      ({ e, wait: wait2 }) => e.wokenNs === void 0 ? wait2.wakeStack : renumber.stack(e.wakeStack)
    ),
    doubt: u32(({ e, wait: wait2 }) => wait2.doubt | e.doubt)
  };
}
function joinedSummary(parts) {
  const summaries = parts.map((p) => p.summary);
  const first = summaries[0];
  const last = summaries.at(-1);
  if (first === void 0 || last === void 0) return void 0;
  const sum = (of) => {
    return summaries.reduce((n, s) => n + of(s), 0);
  };
  return {
    ...last,
    events: sum((s) => s.events),
    repaired: sum((s) => s.repaired),
    openEvents: sum((s) => s.openEvents),
    syncs: sum((s) => s.syncs),
    generations: summaries.flatMap((s) => s.generations),
    gomaxprocs: summaries.find((s) => s.gomaxprocs !== void 0)?.gomaxprocs,
    snapshot: summaries.find((s) => s.snapshot !== void 0)?.snapshot
  };
}

// src/pipeline-trace-parts.ts
var PARTS_BYTES_MIN = 256 << 20;
function threadFile() {
  const here = import.meta.url;
  if (here.endsWith(".ts")) return new URL("pipeline-trace-worker.ts", here);
  return new URL(here.includes("/chunks/") ? "../trace-worker.js" : "trace-worker.js", here);
}
async function readInParts(request, what, visitor, interner) {
  const { source, onProgress } = request;
  const { path, name } = source;
  const small = source.size === void 0 || source.size < PARTS_BYTES_MIN;
  const threads = request.threads ?? (small ? 1 : usefulThreads());
  if (threads < 2 || path === void 0) return void 0;
  const index = await indexTrace(source);
  const plans = index === void 0 ? [] : planParts(index, threads);
  if (plans.length < 2) return void 0;
  const jobs = plans.map((plan) => ({ path, name, plan, visitor: what }));
  let parts;
  try {
    parts = await runOnThreads(threadFile(), jobs, onProgress);
  } catch {
    return void 0;
  }
  return joinParts(parts, visitor, interner);
}

// src/util/go-quote.ts
var SHORT = /* @__PURE__ */ new Map([
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["	", "\\t"],
  ["\v", "\\v"],
  ['"', '\\"'],
  ["\\", "\\\\"]
]);
var PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
var PLAIN = /^[ !#-[\]-~]*$/;
function goQuote(text2) {
  if (PLAIN.test(text2)) return `"${text2}"`;
  let out = '"';
  for (const c of text2) out += SHORT.get(c) ?? (PRINTABLE.test(c) ? c : escape(c));
  return `${out}"`;
}
function escape(c) {
  const code = c.codePointAt(0) ?? 0;
  if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 65536) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

// src/report/trace-events-go.ts
var NO_TASK = (1n << 64n) - 1n;
var FIRST_EXPERIMENTAL = 128;
var GoTextWriter = class {
  #write;
  #tasks = /* @__PURE__ */ new Map();
  #chunk;
  constructor(write) {
    this.#write = write;
  }
  chunk(chunk) {
    this.#chunk = chunk;
    const origin = chunk.originNs;
    let out = "";
    for (let i = 0; i < chunk.length; i++) out += this.#event(i, origin);
    this.#write(out);
  }
  #event(i, origin) {
    const c = this.#chunk;
    const type = typeAt(c, i);
    const sample = type === EV.cpuSample;
    const m = sample ? signed(bigValue2At(c, i)) : threadIdOf(c, threadAt(c, i));
    const g = sample ? signed(bigValueAt(c, i)) : this.#goid(goroutineAt(c, i));
    const head2 = `M=${m} P=${procAt(c, i)} G=${g}`;
    const time = origin + BigInt(timeAt(c, i));
    return `${head2} ${this.#details(type, i, `Time=${time}`)}${this.#stackOf(type, i)}
`;
  }
  #goid(slot) {
    return goroutineIdOf(this.#chunk, slot);
  }
  #text(id) {
    return goQuote(this.#chunk.generation.tables.string(id) ?? "");
  }
  #details(type, i, time) {
    const c = this.#chunk;
    switch (type) {
      case EV.sync:
        return `Sync ${time} N=${valueAt(c, i)}${snapshotText(c.generation.snapshot)}`;
      case EV.cpuSample:
        return `StackSample ${time}`;
      case EV.procsChange:
        return this.#metric(i, time, "/sched/gomaxprocs:threads");
      case EV.heapAlloc:
        return this.#metric(i, time, "/memory/classes/heap/objects:bytes");
      case EV.heapGoal:
        return this.#metric(i, time, "/gc/heap/goal:bytes");
      case EV.goLabel: {
        const g = this.#goid(goroutineAt(c, i));
        return `Label ${time} Label=${this.#text(textAt(c, i))} Resource=Goroutine(${g})`;
      }
      case EV.procStart:
      case EV.procStop:
      case EV.procSteal:
      case EV.procStatus: {
        const from = PROC_STATES[fromAt(c, i)] ?? "Bad";
        const to = PROC_STATES[toAt(c, i)] ?? "Bad";
        const p = subjectProcAt(c, i);
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
        return type >= EV.stwBegin && type <= EV.assistEnd ? this.#range(type, i, time) : this.#transition(type, i, time);
    }
  }
  #metric(i, time, name) {
    const value = bigValueAt(this.#chunk, i);
    return `Metric ${time} Name="${name}" Value=Value{Uint64(${value})}`;
  }
  #annotation(type, i, time) {
    const c = this.#chunk;
    const id = bigValueAt(c, i);
    const name = this.#text(textAt(c, i));
    switch (type) {
      case EV.taskBegin: {
        const parent = bigValue2At(c, i);
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
        return `Log ${time} Task=${id} Category=${name} Message=${this.#text(logValueAt(c, i))}`;
    }
  }
  #range(type, i, time) {
    const c = this.#chunk;
    const name = rangeName(type, c.generation.tables.string(textAt(c, i)) ?? "");
    let scope = "None";
    if (type >= EV.sweepActive && type <= EV.sweepEnd) scope = `Proc(${subjectProcAt(c, i)})`;
    else if (type < EV.gcActive || type >= EV.assistActive) {
      scope = `Goroutine(${this.#goid(subjectAt(c, i))})`;
    }
    const kind = rangeKind(type);
    let text2 = `Range${kind} ${time} Name=${goQuote(name)} Scope=${scope}`;
    if (kind === "End") {
      const swept = `"bytes swept"=Value{Uint64(${bigValueAt(c, i)})}`;
      const reclaimed = `"bytes reclaimed"=Value{Uint64(${bigValue2At(c, i)})}`;
      text2 += ` Attributes=[${type === EV.sweepEnd ? `${swept} ${reclaimed}` : ""}]`;
    }
    return text2;
  }
  #experimental(type, i, time) {
    const c = this.#chunk;
    const third = BigInt(c.stack2[i] ?? 0) << 32n | BigInt(c.stack[i] ?? 0);
    const values = [bigValueAt(c, i), bigValue2At(c, i), third];
    const names = EVENT_TYPES.find((t) => t.id === type)?.args.slice(1) ?? [];
    const args = names.map((n, k) => `${n}=Value{Uint64(${values[k] ?? 0n})}`);
    return `Experimental ${time} Name=${EVENT_NAMES.get(type) ?? ""} Args=[${args.join(", ")}]`;
  }
  #transition(type, i, time) {
    const c = this.#chunk;
    const from = GO_STATES[fromAt(c, i)] ?? "Bad";
    const to = GO_STATES[toAt(c, i)] ?? "Bad";
    const g = this.#goid(subjectAt(c, i));
    const stops = type === EV.goStop || type === EV.goBlock;
    const reason = stops ? this.#text(textAt(c, i)) : '""';
    const text2 = `StateTransition ${time} GoID=${g} ${from}->${to} Reason=${reason}`;
    if (type === EV.goCreate || type === EV.goCreateBlocked) {
      return `${text2}
TransitionStack=
${this.#frames(newStackAt(c, i))}`;
    }
    const own = stops || type === EV.goSyscallBegin || type === EV.goStatusStack;
    if (!own || stackAt(c, i) === 0) return text2;
    return `${text2}
TransitionStack=
${this.#frames(stackAt(c, i))}`;
  }
  #stackOf(type, i) {
    const id = stackAt(this.#chunk, i);
    if (type >= FIRST_EXPERIMENTAL || id === 0 && type !== EV.cpuSample) return "";
    return `
Stack=
${this.#frames(id)}`;
  }
  #frames(id) {
    return framesText(this.#chunk.generation.tables.frames(id));
  }
};
var rendered = /* @__PURE__ */ new WeakMap();
function framesText(frames2) {
  let text2 = rendered.get(frames2);
  if (text2 === void 0) {
    text2 = frames2.map((f) => `	${f.func} @ 0x${f.pc.toString(16)}
		${f.file}:${f.line}
`).join("");
    rendered.set(frames2, text2);
  }
  return text2;
}
function signed(v) {
  return BigInt.asIntN(64, v);
}
function rangeName(type, kind) {
  if (type <= EV.stwEnd) return `stop-the-world (${kind})`;
  if (type <= EV.gcEnd) return "GC concurrent mark phase";
  return type <= EV.sweepEnd ? "GC incremental sweep" : "GC mark assist";
}
function rangeKind(type) {
  if (type === EV.gcActive || type === EV.sweepActive || type === EV.assistActive) return "Active";
  const begins = [EV.stwBegin, EV.gcBegin, EV.sweepBegin, EV.assistBegin];
  return begins.includes(type) ? "Begin" : "End";
}
function snapshotText(s) {
  if (s === void 0) return "";
  return ` Trace=${s.traceNs} Mono=${s.monoNs} Wall=${wallText(s.wallSec, s.wallNsec)}`;
}
function wallText(sec, nsec) {
  const at = new Date(Number(sec) * 1e3);
  if (Number.isNaN(at.getTime())) return "?";
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 6e4).toISOString().slice(0, 19);
  const fraction = String(nsec).padStart(9, "0").replace(/0+$/, "");
  const two = (n) => String(n).padStart(2, "0");
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${local}${fraction === "" ? "" : `.${fraction}`}${offset === 0 ? "Z" : zone}`;
}

// src/report/trace-events-jsonl.ts
var NAMES = new Map([
  ...EVENT_NAMES,
  [EV.sync, "Sync"],
  [EV.cpuSample, "CPUSample"]
]);
var WITH_TEXT = /* @__PURE__ */ new Map([
  [EV.goStop, "reason"],
  [EV.goBlock, "reason"],
  [EV.stwBegin, "kind"],
  [EV.stwEnd, "kind"],
  [EV.goLabel, "label"],
  [EV.taskBegin, "name"],
  [EV.regionBegin, "name"],
  [EV.regionEnd, "name"],
  [EV.userLog, "category"]
]);
var WITH_VALUE = /* @__PURE__ */ new Map([
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
  [EV.userLog, "task"]
]);
var JsonLinesWriter = class {
  #write;
  #stacks;
  constructor(write, stacks) {
    this.#write = write;
    this.#stacks = stacks;
  }
  chunk(chunk) {
    let out = "";
    for (let i = 0; i < chunk.length; i++) out += `${JSON.stringify(this.#event(chunk, i))}
`;
    this.#write(out);
  }
  #event(c, i) {
    const type = typeAt(c, i);
    const out = { timeNs: timeAt(c, i), event: NAMES.get(type) ?? `Event${type}` };
    const put = (key, value2) => {
      if (value2 >= 0) out[key] = value2;
    };
    const sample = type === EV.cpuSample;
    put("m", sample ? value2At(c, i) : threadIdOf(c, threadAt(c, i)));
    put("p", procAt(c, i));
    put("g", sample ? valueAt(c, i) : goroutineIdOf(c, goroutineAt(c, i)));
    this.#subject(c, i, type, out);
    const text2 = WITH_TEXT.get(type);
    if (text2 !== void 0) out[text2] = c.generation.tables.string(textAt(c, i)) ?? "";
    const value = WITH_VALUE.get(type);
    if (value !== void 0) out[value] = valueAt(c, i);
    if (type === EV.sweepEnd) out["reclaimedBytes"] = value2At(c, i);
    if (type === EV.userLog)
      out["message"] = c.generation.tables.string(logValueAt(c, i)) ?? "";
    if (this.#stacks) this.#stack(c, i, type, out);
    if ((flagsAt(c, i) & FLAG_REPAIRED) !== 0) out["repaired"] = true;
    if (c.generation.open) out["open"] = true;
    return out;
  }
  #subject(c, i, type, out) {
    if (type >= EV.procStart && type <= EV.procStatus) {
      out["proc"] = subjectProcAt(c, i);
      out["from"] = PROC_STATES[fromAt(c, i)];
      out["to"] = PROC_STATES[toAt(c, i)];
    } else if (fromAt(c, i) !== 0 || toAt(c, i) !== 0) {
      out["goroutine"] = goroutineIdOf(c, subjectAt(c, i));
      out["from"] = GO_STATES[fromAt(c, i)];
      out["to"] = GO_STATES[toAt(c, i)];
    }
  }
  #stack(c, i, type, out) {
    if (type >= 128) return;
    const stack = stackAt(c, i);
    if (stack !== 0) out["stack"] = frames(c, stack);
    const fresh = type === EV.goCreate || type === EV.goCreateBlocked ? newStackAt(c, i) : 0;
    if (fresh !== 0) out["newStack"] = frames(c, fresh);
  }
};
function frames(c, id) {
  return c.generation.tables.frames(id).map((f) => `${f.func}@${f.file}:${f.line}`);
}

// src/model/trace-documents.ts
var TRACE_SCHEMA_VERSION = "1";
var count = number().int().nonnegative();
var ns = number().meta({ description: "Nanoseconds since the trace's first event." });
var duration = number().nonnegative().meta({ description: "Nanoseconds." });
var site = object({ function: string(), file: string(), line: count });
var head = {
  schemaVersion: literal(TRACE_SCHEMA_VERSION),
  file: string(),
  goVersion: string().optional(),
  status: _enum(["intact", "truncated", "damaged"]),
  fault: object({ code: string(), message: string(), offset: count, generation: count.optional() }).optional().meta({ description: "The first thing that was wrong; offset in the unpacked file." }),
  events: count.meta({ description: "As Go's reader counts: sync events included." }),
  repaired: count.meta({
    description: "Events that contradicted the rest and were taken at their word."
  }),
  openEvents: count.meta({ description: "Events of generations whose end is missing." }),
  durationNs: duration
};
var traceHead = object(head);
var lookedAt = object({ fromNs: duration, toNs: duration }).optional().meta({
  description: "Of a trace that does not fit into memory: the part that was looked at."
});
var traceInfoDocument = object({
  ...head,
  bytes: count,
  gomaxprocs: count.optional(),
  syncs: count,
  /** How much wall time is missing at the end, where the end of the run is known. */
  missingNs: duration.optional(),
  clock: object({ traceNs: string(), monoNs: string(), wall: string() }).optional().meta({
    description: "A reading of the trace's, the monotonic and the wall clock at one moment."
  }),
  generations: array(
    object({
      id: count,
      open: boolean(),
      startNs: ns,
      endNs: ns,
      events: count,
      repaired: count,
      bytes: count
    })
  ),
  diagnostics: array(
    object({ code: string(), severity: string(), message: string(), count })
  )
});
var times = object({
  totalNs: duration,
  executionNs: duration,
  runnableNs: duration,
  blockedNs: duration,
  syscallNs: duration,
  syscallBlockedNs: duration,
  unknownNs: duration,
  blocked: record(string(), duration).meta({ description: "Blocked time by reason." }),
  ranges: record(string(), duration).meta({
    description: "Time inside GC assist, sweep and stop-the-world ranges; overlaps with the other times."
  })
});
var creation = object({
  id: count,
  parent: count.optional().meta({ description: "The node of those that created these." }),
  depth: count,
  name: string(),
  createdAt: site.optional(),
  goroutines: count,
  alive: count.meta({ description: "That did not end in the trace." }),
  ...times.shape
});
var traceGoroutinesDocument = object({
  ...head,
  groups: array(
    object({ name: string(), createdAt: site.optional(), goroutines: count, ...times.shape })
  ),
  goroutines: array(
    object({
      id: number(),
      name: string(),
      createdAt: site.optional(),
      createdBy: number().optional(),
      startNs: ns,
      endNs: ns.optional(),
      ended: boolean(),
      lastState: string(),
      ...times.shape
    })
  ),
  goroutinesTotal: count,
  tree: array(creation).optional().meta({
    description: "With --tree: who created whom, by creation site, parents before children."
  })
});
var traceWakeDocument = object({
  ...head,
  wakes: count,
  pairs: array(
    object({
      waker: string().meta({ description: "Entry function of the goroutine that woke, or runtime." }),
      wakerAt: site.optional(),
      wakee: string(),
      wakeeAt: site.optional(),
      reason: string(),
      count,
      waitNs: duration,
      waitMaxNs: duration,
      latencyNs: duration.meta({ description: "From being woken to running, summed." })
    })
  ),
  chains: array(
    object({
      waitNs: duration,
      links: array(
        object({
          goroutine: number(),
          name: string(),
          reason: string(),
          at: site.optional(),
          parkedNs: ns,
          wokenNs: ns,
          ranNs: ns,
          wokenBy: number().optional(),
          wokenAt: site.optional()
        })
      )
    })
  ),
  edgesKept: count,
  edgesTotal: count
});
var traceLocksDocument = object({
  ...head,
  sites: array(
    object({
      kind: string(),
      waitsAt: site.optional(),
      wokenAt: site.optional(),
      count,
      goroutines: count,
      waitNs: duration,
      waitMaxNs: duration,
      handOffNs: duration.meta({ description: "From being woken to running, summed." })
    })
  )
});

// src/report/text/trace-head.ts
function traceHeadOf(s) {
  return {
    schemaVersion: TRACE_SCHEMA_VERSION,
    file: s.file,
    ...s.goVersion === void 0 ? {} : { goVersion: s.goVersion },
    status: s.status,
    ...s.fault === void 0 ? {} : {
      fault: {
        code: s.fault.code,
        message: s.fault.message,
        offset: s.fault.offset,
        ...s.fault.generation === void 0 ? {} : { generation: s.fault.generation }
      }
    },
    events: s.events,
    repaired: s.repaired,
    openEvents: s.openEvents,
    durationNs: Math.max(0, s.lastEventNs)
  };
}
function lookedLine({
  looked,
  durationNs: durationNs2
}) {
  if (looked === void 0) return "";
  const [from, to, whole] = [looked.fromNs, looked.toNs, durationNs2].map((ns2) => durationText(ns2));
  return `(the trace is too large: looked at ${from} to ${to} of ${whole}; --from, --to, --last and --test choose another part)
`;
}
function traceStateLine(h) {
  if (h.status === "intact") return "";
  const where = h.fault === void 0 ? "" : ` at byte ${h.fault.offset}: ${h.fault.message}`;
  const open = h.openEvents > 0 ? `; ${h.openEvents} events are of a generation without end` : "";
  const repaired = h.repaired > 0 ? `; ${h.repaired} events are repaired` : "";
  return `trace is ${h.status}${where}${open}${repaired}
`;
}

// src/util/text-table.ts
function textTable(columns, rows) {
  const widths = columns.map(
    (c, k) => rows.reduce((w, row) => Math.max(w, (row[k] ?? "").length), c.title.length)
  );
  const line = (cells) => columns.map((c, k) => {
    const cell = cells[k] ?? "";
    const width = widths[k] ?? 0;
    return c.number === true ? cell.padStart(width) : cell.padEnd(width);
  }).join("  ").trimEnd();
  return [line(columns.map((c) => c.title)), ...rows.map(line), ""].join("\n");
}

// src/report/trace-info.ts
var NS_PER_MS = 1e6;
function traceInfo(head2, s, exitWallMs) {
  const missing = exitWallMs === void 0 ? void 0 : missingNs(s, exitWallMs);
  return {
    ...head2,
    bytes: s.bytes,
    ...s.gomaxprocs === void 0 ? {} : { gomaxprocs: s.gomaxprocs },
    syncs: s.syncs,
    ...missing === void 0 ? {} : { missingNs: missing },
    ...s.snapshot === void 0 ? {} : {
      clock: {
        traceNs: String(s.snapshot.traceNs),
        monoNs: String(s.snapshot.monoNs),
        wall: new Date(snapshotWallMs(s) ?? 0).toISOString()
      }
    },
    generations: s.generations.map((g) => ({ ...g })),
    diagnostics: s.diagnostics.map(({ code, severity, message, count: count2 }) => ({
      code,
      severity,
      message,
      count: count2
    }))
  };
}
function snapshotWallMs(s) {
  if (s.snapshot === void 0) return void 0;
  const ms = Number(s.snapshot.wallSec) * 1e3 + s.snapshot.wallNsec / NS_PER_MS;
  return Math.abs(ms) <= 864e13 ? ms : void 0;
}
function missingNs(s, exitWallMs) {
  const wall = snapshotWallMs(s);
  if (wall === void 0 || s.snapshot === void 0) return void 0;
  const lastWallMs = wall + Number(s.originNs - s.snapshot.traceNs) / NS_PER_MS + s.lastEventNs / NS_PER_MS;
  return Math.max(0, Math.round((exitWallMs - lastWallMs) * NS_PER_MS));
}
function traceInfoText(d) {
  const lines = [
    `file        ${d.file}`,
    `format      ${d.goVersion === void 0 ? "unknown" : `go ${d.goVersion}`}`,
    `status      ${statusText(d)}`,
    `events      ${d.events} (${d.repaired} repaired, ${d.openEvents} in a generation without end)`,
    `duration    ${durationText(d.durationNs)}`,
    `bytes       ${d.bytes}`,
    `GOMAXPROCS  ${d.gomaxprocs ?? "not stated"}`
  ];
  if (d.clock !== void 0)
    lines.push(`wall clock  ${d.clock.wall} at trace ${d.clock.traceNs} ns`);
  const rows = d.generations.map((g) => [
    String(g.id),
    durationText(g.startNs),
    durationText(g.endNs - g.startNs),
    String(g.events),
    String(g.repaired),
    String(g.bytes),
    g.open ? "no end" : ""
  ]);
  const number3 = true;
  const columns = [
    { title: "generation", number: number3 },
    { title: "start", number: number3 },
    { title: "length", number: number3 },
    { title: "events", number: number3 },
    { title: "repaired", number: number3 },
    { title: "bytes", number: number3 },
    { title: "" }
  ];
  const notes = d.diagnostics.map((n) => `${n.code}: ${n.message} (${n.count})`);
  const table = rows.length === 0 ? "" : `
${textTable(columns, rows)}`;
  return [...lines, "", ...notes].join("\n").trimEnd() + `
${table}`;
}
function statusText(d) {
  if (d.status === "intact") return "intact";
  const at = d.fault === void 0 ? "" : ` at offset ${d.fault.offset}: ${d.fault.message}`;
  const missing = d.missingNs === void 0 ? "" : ` (${durationText(d.missingNs)} to the end of the run missing)`;
  return `${d.status}${at}${missing}`;
}

// src/util/protobuf-writer.ts
var ProtobufWriter = class {
  #bytes = new Uint8Array(256);
  #n = 0;
  /** What was written; a view that the next write may invalidate. */
  finish() {
    return this.#bytes.subarray(0, this.#n);
  }
  clear() {
    this.#n = 0;
  }
  uint(field, value) {
    this.#varint(field * 8);
    this.#varint(value);
    return this;
  }
  fixed64(field, value) {
    this.#varint(field * 8 + 1);
    this.#room(8);
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#n, 8);
    view.setUint32(0, value % 2 ** 32, true);
    view.setUint32(4, Math.floor(value / 2 ** 32), true);
    this.#n += 8;
    return this;
  }
  text(field, value) {
    return this.bytes(field, Buffer.from(value));
  }
  /** A length-delimited field: bytes, or a message that was written elsewhere. */
  bytes(field, value) {
    this.#varint(field * 8 + 2);
    this.#varint(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#n);
    this.#n += value.length;
    return this;
  }
  #varint(value) {
    this.#room(10);
    let v = value;
    while (v > 127) {
      this.#bytes[this.#n++] = v % 128 | 128;
      v = Math.floor(v / 128);
    }
    this.#bytes[this.#n++] = v;
  }
  #room(bytes) {
    if (this.#n + bytes <= this.#bytes.length) return;
    const more = new Uint8Array(Math.max(this.#bytes.length * 2, this.#n + bytes));
    more.set(this.#bytes);
    this.#bytes = more;
  }
};

// src/report/trace-perfetto/packets.ts
var TRACE_PACKET = 1;
var PACKET = {
  clockSnapshot: 6,
  timestamp: 8,
  sequence: 10,
  trackEvent: 11,
  internedData: 12,
  sequenceFlags: 13,
  timestampClock: 58,
  defaults: 59,
  trackDescriptor: 60
};
var CLOCKS = 1;
var CLOCK = { id: 1, timestamp: 2, incremental: 3, unit: 4 };
var BOOT_CLOCK = 6;
var OWN_CLOCK = 64;
var STATE_CLEARED = 1;
var NEEDS_STATE = 2;
var ANNOTATION_NAMES = 3;
var NAMED = { iid: 1, name: 2 };
var DESCRIPTOR = { uuid: 1, name: 2, process: 3, parent: 5, counter: 8 };
var PROCESS = { pid: 1, name: 6 };
var SEQUENCE = 1;
var TAG = {
  packet: 10,
  // 1, bytes
  timestamp: 64,
  // 8, varint
  sequence: 80,
  // 10, varint
  event: 90,
  // 11, bytes
  flags: 104,
  // 13, varint
  annotation: 34,
  // 4, bytes
  annotationName: 8,
  // 1, varint
  annotationNumber: 24,
  // 3, varint
  type: 72,
  // 9, varint
  name: 80,
  // 10, varint
  track: 88,
  // 11, varint
  descriptor: [226, 3],
  // 60, bytes
  uuid: 8,
  // 1, varint
  trackName: 18,
  // 2, bytes
  parent: 40,
  // 5, varint
  interned: [98],
  // 12, bytes
  eventNames: [18],
  // 2, bytes
  iid: 8,
  // 1, varint
  text: 18
  // 2, bytes
};
var COUNTER_TAG = [240, 1];
var FLOW_TAG = [249, 2];
var ENDING_FLOW_TAG = [129, 3];
var TYPE = { begin: 1, end: 2, instant: 3, counter: 4 };
var NONE3 = -1;
var BUFFER_BYTES = 1 << 20;
var EVENT_BYTES_MAX = 128;
var TEXT_CHARS_MAX = 1e3;
var LONG_BYTES_MAX = 3 * TEXT_CHARS_MAX + 64;
var HIGH = 2 ** 32;
var NAMES_MAX = 2e4;
var encoder = new TextEncoder();
var PacketWriter = class {
  #write;
  #bytes = new Uint8Array(BUFFER_BYTES);
  #names = /* @__PURE__ */ new Map();
  #nextName = 1;
  #n = 0;
  #lastNs = 0;
  #begun = false;
  constructor(write) {
    this.#write = write;
  }
  /** Must come first: the clock that all times count on, and the process. */
  begin(ns2, processTrack, annotation) {
    this.#begun = true;
    this.#lastNs = ns2;
    const clock = (id) => (
      // Zero would count as no time.
      new ProtobufWriter().uint(CLOCK.id, id).uint(CLOCK.timestamp, ns2 + 1)
    );
    const own = clock(OWN_CLOCK).uint(CLOCK.incremental, 1).uint(CLOCK.unit, 1);
    const snapshot = new ProtobufWriter().bytes(CLOCKS, clock(BOOT_CLOCK).finish()).bytes(CLOCKS, own.finish());
    const name = new ProtobufWriter().uint(NAMED.iid, 1).text(NAMED.name, annotation);
    this.#packet(
      (p) => p.uint(PACKET.sequenceFlags, STATE_CLEARED).bytes(PACKET.clockSnapshot, snapshot.finish()).bytes(
        PACKET.defaults,
        new ProtobufWriter().uint(PACKET.timestampClock, OWN_CLOCK).finish()
      ).bytes(
        PACKET.internedData,
        new ProtobufWriter().bytes(ANNOTATION_NAMES, name.finish()).finish()
      )
    );
    const process = new ProtobufWriter().uint(PROCESS.pid, 1).text(PROCESS.name, "go").finish();
    this.#descriptor(processTrack, "go", (d) => d.bytes(DESCRIPTOR.process, process));
  }
  get begun() {
    return this.#begun;
  }
  /** A track below another one. */
  track(uuid, name, parent) {
    const packet = this.#openLong();
    const descriptor = this.#openInner(TAG.descriptor);
    this.#bytes[this.#n++] = TAG.uuid;
    this.#varint(uuid);
    this.#text(TAG.trackName, name);
    this.#bytes[this.#n++] = TAG.parent;
    this.#varint(parent);
    this.#closeLong(descriptor);
    this.#closeLong(packet);
  }
  counterTrack(uuid, name, parent) {
    this.#descriptor(
      uuid,
      name,
      (d) => d.uint(DESCRIPTOR.parent, parent).bytes(DESCRIPTOR.counter, new Uint8Array(0))
    );
  }
  /** The number of a name, written to the file when it is new. */
  name(text2) {
    const known = this.#names.get(text2);
    if (known !== void 0) return known;
    const iid = this.#nextName++;
    if (this.#names.size < NAMES_MAX) this.#names.set(text2, iid);
    const packet = this.#openLong();
    this.#bytes[this.#n++] = TAG.flags;
    this.#bytes[this.#n++] = NEEDS_STATE;
    const interned = this.#openInner(TAG.interned);
    const entry = this.#openInner(TAG.eventNames);
    this.#bytes[this.#n++] = TAG.iid;
    this.#varint(iid);
    this.#text(TAG.text, text2);
    this.#closeLong(entry);
    this.#closeLong(interned);
    this.#closeLong(packet);
    return iid;
  }
  /**
   * An event on a track, not earlier than the one before. `name`: a number, `flow`: begins here, `ending`: ends here,
   * `annotation`: the value of the annotation whose name `begin` was given; NONE leaves each of them out.
   */
  event(ns2, type, track, name, flow, ending, annotation) {
    const packet = this.#open(ns2);
    const event = this.#n - 1;
    const b = this.#bytes;
    let n = this.#n;
    b[n++] = TAG.type;
    b[n++] = type;
    b[n++] = TAG.track;
    let rest = track;
    for (; rest > 127; rest >>>= 7) b[n++] = rest & 127 | 128;
    b[n++] = rest;
    if (name !== NONE3) {
      b[n++] = TAG.name;
      rest = name;
      for (; rest > 127; rest >>>= 7) b[n++] = rest & 127 | 128;
      b[n++] = rest;
    }
    this.#n = n;
    if (annotation !== NONE3) this.#annotation(annotation);
    if (flow !== NONE3) this.#fixed(FLOW_TAG, flow);
    if (ending !== NONE3) this.#fixed(ENDING_FLOW_TAG, ending);
    b[event] = this.#n - event - 1;
    b[packet] = this.#n - packet - 1;
  }
  counter(ns2, track, value) {
    const packet = this.#open(ns2);
    const event = this.#n - 1;
    const b = this.#bytes;
    b[this.#n++] = TAG.type;
    b[this.#n++] = TYPE.counter;
    b[this.#n++] = TAG.track;
    this.#varint(track);
    b[this.#n++] = COUNTER_TAG[0] ?? 0;
    b[this.#n++] = COUNTER_TAG[1] ?? 0;
    this.#varint(value);
    b[event] = this.#n - event - 1;
    b[packet] = this.#n - packet - 1;
  }
  /** Everything written so far goes out. */
  flush() {
    if (this.#n > 0) this.#write(this.#bytes.subarray(0, this.#n));
    this.#n = 0;
  }
  /** Begins an event packet up to the event's length; where the packet's length is to be written. */
  #open(ns2) {
    if (this.#n + EVENT_BYTES_MAX > BUFFER_BYTES) this.flush();
    const b = this.#bytes;
    let n = this.#n;
    b[n++] = TAG.packet;
    const packet = n++;
    b[n++] = TAG.timestamp;
    const delta = Math.max(0, ns2 - this.#lastNs);
    if (delta < HIGH) {
      let rest = delta >>> 0;
      for (; rest > 127; rest >>>= 7) b[n++] = rest & 127 | 128;
      b[n++] = rest;
    } else {
      this.#n = n;
      this.#varint(delta);
      n = this.#n;
    }
    if (ns2 > this.#lastNs) this.#lastNs = ns2;
    b[n++] = TAG.sequence;
    b[n++] = SEQUENCE;
    b[n++] = TAG.flags;
    b[n++] = NEEDS_STATE;
    b[n++] = TAG.event;
    this.#n = n + 1;
    return packet;
  }
  /** Begins a packet of any length; where its length is to be written, two bytes. */
  #openLong() {
    if (this.#n + LONG_BYTES_MAX > BUFFER_BYTES) this.flush();
    this.#bytes[this.#n++] = TAG.packet;
    const at = this.#n;
    this.#n += 2;
    this.#bytes[this.#n++] = TAG.sequence;
    this.#bytes[this.#n++] = SEQUENCE;
    return at;
  }
  #openInner(tag) {
    for (const byte of tag) this.#bytes[this.#n++] = byte;
    const at = this.#n;
    this.#n += 2;
    return at;
  }
  /** The length as a number of two bytes, padded where one would do. */
  #closeLong(at) {
    const length = this.#n - at - 2;
    this.#bytes[at] = length & 127 | 128;
    this.#bytes[at + 1] = length >>> 7;
  }
  #text(tag, text2) {
    const b = this.#bytes;
    b[this.#n++] = tag;
    const at = this.#n;
    let n = at + 2;
    const length = Math.min(text2.length, TEXT_CHARS_MAX);
    let plain = true;
    for (let i = 0; i < length && plain; i++) {
      const unit = text2.charCodeAt(i);
      plain = unit < 128;
      b[n++] = unit;
    }
    if (!plain) {
      const part = text2.slice(0, TEXT_CHARS_MAX);
      n = at + 2 + encoder.encodeInto(part, b.subarray(at + 2)).written;
    }
    this.#n = n;
    this.#closeLong(at);
  }
  #annotation(value) {
    const b = this.#bytes;
    b[this.#n++] = TAG.annotation;
    const at = this.#n++;
    b[this.#n++] = TAG.annotationName;
    b[this.#n++] = 1;
    b[this.#n++] = TAG.annotationNumber;
    this.#varint(value);
    b[at] = this.#n - at - 1;
  }
  #fixed(tag, value) {
    const b = this.#bytes;
    let n = this.#n;
    b[n++] = tag[0] ?? 0;
    b[n++] = tag[1] ?? 0;
    const low = value % HIGH;
    const high = Math.floor(value / HIGH);
    for (let shift = 0; shift < 32; shift += 8) b[n++] = low >>> shift & 255;
    for (let shift = 0; shift < 32; shift += 8) b[n++] = high >>> shift & 255;
    this.#n = n;
  }
  #varint(value) {
    const b = this.#bytes;
    let n = this.#n;
    let v = value;
    for (; v >= HIGH; v = Math.floor(v / 128)) b[n++] = v % 128 | 128;
    let small = v >>> 0;
    for (; small > 127; small >>>= 7) b[n++] = small & 127 | 128;
    b[n++] = small;
    this.#n = n;
  }
  #descriptor(uuid, name, more) {
    const d = new ProtobufWriter().uint(DESCRIPTOR.uuid, uuid).text(DESCRIPTOR.name, name);
    this.#packet((p) => p.bytes(PACKET.trackDescriptor, more(d).finish()));
  }
  /** A packet that is no event, and rare. */
  #packet(fill) {
    const packet = fill(new ProtobufWriter().uint(PACKET.sequence, SEQUENCE)).finish();
    const whole = new ProtobufWriter().bytes(TRACE_PACKET, packet).finish();
    if (this.#n + whole.length > BUFFER_BYTES) this.flush();
    this.#bytes.set(whole, this.#n);
    this.#n += whole.length;
  }
};

// src/report/trace-perfetto/regions.ts
var DEPTH_MAX = 1e3;
var TEXT_CHARS_MAX2 = 300;
var RegionTracks = class {
  #out;
  #fresh;
  /** By the goroutine's slot. */
  #tracks = [];
  constructor(out, fresh) {
    this.#out = out;
    this.#fresh = fresh;
  }
  begin(slot, parent, ns2, name) {
    const t = this.#track(slot, parent);
    if (t.depth - t.hidden >= DEPTH_MAX) t.hidden += 1;
    else this.#out.event(ns2, TYPE.begin, t.track, this.#name(name), NONE3, NONE3, NONE3);
    t.depth += 1;
  }
  /** Ends the innermost; one that began before the trace is not known. */
  finish(slot, ns2) {
    const t = this.#tracks[slot];
    if (t === void 0 || t.depth === 0) return;
    t.depth -= 1;
    if (t.hidden > 0) t.hidden -= 1;
    else this.#close(t, ns2, 1);
  }
  log(slot, parent, ns2, text2) {
    const { track } = this.#track(slot, parent);
    this.#out.event(ns2, TYPE.instant, track, this.#name(text2), NONE3, NONE3, NONE3);
  }
  /** The goroutine is gone. */
  ended(slot, ns2) {
    const t = this.#tracks[slot];
    if (t === void 0) return;
    this.#close(t, ns2, t.depth - t.hidden);
    this.#tracks[slot] = void 0;
  }
  end(ns2) {
    for (const slot of this.#tracks.keys()) this.ended(slot, ns2);
  }
  #track(slot, parent) {
    let t = this.#tracks[slot];
    if (t === void 0) {
      t = { track: this.#fresh(), depth: 0, hidden: 0 };
      this.#tracks[slot] = t;
      this.#out.track(t.track, "regions", parent);
    }
    return t;
  }
  #close(t, ns2, count2) {
    for (let n = count2; n > 0; n--) {
      this.#out.event(ns2, TYPE.end, t.track, NONE3, NONE3, NONE3, NONE3);
    }
  }
  #name(text2) {
    return this.#out.name(text2.slice(0, TEXT_CHARS_MAX2));
  }
};

// src/report/trace-perfetto/tasks.ts
var TEXT_CHARS_MAX3 = 300;
var TASKS_MAX = 1e5;
var TaskTracks = class {
  #out;
  #fresh;
  #parent;
  /** Tracks of the tasks under way. */
  #tracks = /* @__PURE__ */ new Map();
  constructor(out, fresh, parent) {
    this.#out = out;
    this.#fresh = fresh;
    this.#parent = parent;
  }
  begin(c, i) {
    const id = valueAt(c, i);
    if (this.#tracks.size >= TASKS_MAX || this.#tracks.has(id)) return;
    const name = (c.generation.tables.string(textAt(c, i)) ?? "").slice(0, TEXT_CHARS_MAX3);
    const track = this.#fresh();
    this.#tracks.set(id, track);
    this.#out.track(
      track,
      `task ${id} ${name}`,
      this.#tracks.get(value2At(c, i)) ?? this.#parent
    );
    const g = goroutineIdOf(c, goroutineAt(c, i));
    this.#out.event(timeAt(c, i), TYPE.begin, track, this.#out.name(name), NONE3, NONE3, g);
  }
  finish(c, i) {
    const id = valueAt(c, i);
    const track = this.#tracks.get(id);
    if (track === void 0) return;
    this.#tracks.delete(id);
    this.#out.event(timeAt(c, i), TYPE.end, track, NONE3, NONE3, NONE3, NONE3);
  }
  /** False for a log of no task that is under way. */
  log(c, i) {
    const track = this.#tracks.get(valueAt(c, i));
    if (track === void 0) return false;
    const { tables } = c.generation;
    const category = tables.string(textAt(c, i)) ?? "";
    const message = tables.string(logValueAt(c, i)) ?? "";
    const text2 = category === "" ? message : `${category}: ${message}`;
    const g = goroutineIdOf(c, goroutineAt(c, i));
    const name = this.#out.name(text2.slice(0, TEXT_CHARS_MAX3));
    this.#out.event(timeAt(c, i), TYPE.instant, track, name, NONE3, NONE3, g);
    return true;
  }
  end(ns2) {
    for (const track of this.#tracks.values()) {
      this.#out.event(ns2, TYPE.end, track, NONE3, NONE3, NONE3, NONE3);
    }
    this.#tracks.clear();
  }
};

// src/report/trace-perfetto.ts
var TRACK = {
  process: 1,
  heap: 2,
  procs: 3,
  heapGoal: 4,
  stopped: 5,
  collector: 6,
  processors: 7,
  goroutines: 8,
  tasks: 9
};
var FIRST_TRACK = 16;
var REASONS_MAX = 4096;
var COUNTERS = /* @__PURE__ */ new Map([
  [EV.heapAlloc, TRACK.heap],
  [EV.heapGoal, TRACK.heapGoal],
  [EV.procsChange, TRACK.procs]
]);
var PerfettoWriter = class {
  #out;
  #goroutines = [];
  #processors = [];
  #regions;
  #tasks;
  /** Numbers of the names of states. */
  #stateNames = [];
  /** Numbers of the names of waits, by the id of the reason in these tables. */
  #reasonNames = [];
  #tables;
  #open = /* @__PURE__ */ new Map();
  #nextTrack = FIRST_TRACK;
  #nextFlow = 1;
  #lastNs = 0;
  constructor(write) {
    this.#out = new PacketWriter(write);
    const fresh = () => this.#nextTrack++;
    this.#regions = new RegionTracks(this.#out, fresh);
    this.#tasks = new TaskTracks(this.#out, fresh, TRACK.tasks);
  }
  chunk(c) {
    if (c.length === 0) return;
    if (!this.#out.begun) this.#begin(timeAt(c, 0));
    for (let i = 0; i < c.length; i++) this.#row(c, i, typeAt(c, i));
    this.#lastNs = timeAt(c, c.length - 1);
  }
  /** Closes what is still open. */
  end() {
    const ns2 = this.#lastNs;
    for (const g of this.#goroutines) if (g?.open === true) this.#slice(ns2, TYPE.end, g.track);
    for (const p of this.#processors) this.#clear(p, ns2);
    this.#regions.end(ns2);
    this.#tasks.end(ns2);
    for (const [track, depth] of this.#open) {
      for (let n = depth; n > 0; n--) this.#slice(ns2, TYPE.end, track);
    }
    this.#out.flush();
  }
  #begin(ns2) {
    this.#out.begin(ns2, TRACK.process, "goroutine");
    this.#out.counterTrack(TRACK.heap, "heap bytes", TRACK.process);
    this.#out.counterTrack(TRACK.heapGoal, "heap goal", TRACK.process);
    this.#out.counterTrack(TRACK.procs, "GOMAXPROCS", TRACK.process);
    this.#out.track(TRACK.stopped, "world stopped", TRACK.process);
    this.#out.track(TRACK.collector, "garbage collection", TRACK.process);
    this.#out.track(TRACK.processors, "processors", TRACK.process);
    this.#out.track(TRACK.tasks, "tasks", TRACK.process);
    this.#out.track(TRACK.goroutines, "goroutines", TRACK.process);
  }
  #row(c, i, type) {
    if (type >= EV.goCreate && type <= EV.goStatus) this.#transition(c, i, type);
    else if (type >= EV.goSwitch && type <= EV.goStatusStack) this.#transition(c, i, type);
    else if (type >= EV.procStart && type <= EV.procStatus) this.#processor(c, i);
    else if (type >= EV.taskBegin && type <= EV.userLog) this.#annotation(c, i, type);
    else if (type >= EV.stwBegin && type <= EV.assistEnd) this.#range(c, i, type);
    else {
      const counter = COUNTERS.get(type);
      if (counter !== void 0) this.#out.counter(timeAt(c, i), counter, valueAt(c, i));
    }
  }
  #transition(c, i, type) {
    const slot = subjectAt(c, i);
    const from = fromAt(c, i);
    const to = toAt(c, i);
    if (slot < 0 || from === to) return;
    const ns2 = timeAt(c, i);
    const g = this.#goroutine(c, i, from);
    if (g.open) this.#slice(ns2, TYPE.end, g.track);
    g.open = false;
    this.#onProcessor(c, i, g);
    if (to === GO.notExist) {
      g.id = NONE3;
      this.#regions.ended(slot, ns2);
      return;
    }
    const flow = to === GO.running ? g.flow : NONE3;
    if (to === GO.running) g.flow = NONE3;
    this.#out.event(ns2, TYPE.begin, g.track, this.#state(c, i, type, to), NONE3, flow, NONE3);
    g.open = true;
    const waker = from === GO.waiting ? this.#alive(goroutineAt(c, i)) : void 0;
    if (waker === void 0) return;
    g.flow = this.#nextFlow++;
    this.#out.event(ns2, TYPE.instant, waker.track, this.#out.name("wakes"), g.flow, NONE3, g.id);
  }
  /** Shows on the processor's track what it does with the goroutine. */
  #onProcessor(c, i, g) {
    const from = fromAt(c, i);
    const to = toAt(c, i);
    const number3 = procAt(c, i);
    const running = to === GO.running || to === GO.syscall && from === GO.running;
    if (number3 < 0 || !running && from !== GO.running) return;
    const ns2 = timeAt(c, i);
    const p = this.#processorOf(number3);
    if (!running) this.#clear(p, ns2);
    else if (to === GO.syscall) {
      if (p.depth !== 1) return;
      this.#out.event(ns2, TYPE.begin, p.track, this.#out.name("syscall"), NONE3, NONE3, NONE3);
      p.depth = 2;
    } else if (from === GO.syscall && p.depth === 2) {
      this.#slice(ns2, TYPE.end, p.track);
      p.depth = 1;
    } else {
      this.#clear(p, ns2);
      const name = g.name === NONE3 ? this.#out.name("goroutine") : g.name;
      this.#out.event(ns2, TYPE.begin, p.track, name, NONE3, NONE3, g.id);
      p.depth = 1;
    }
  }
  #processor(c, i) {
    const number3 = subjectProcAt(c, i);
    if (number3 < 0 || toAt(c, i) !== PROC.idle || fromAt(c, i) === PROC.idle) return;
    this.#clear(this.#processorOf(number3), timeAt(c, i));
  }
  #processorOf(number3) {
    let p = this.#processors[number3];
    if (p === void 0) {
      p = { track: this.#nextTrack++, depth: 0 };
      this.#processors[number3] = p;
      this.#out.track(p.track, `processor ${number3}`, TRACK.processors);
    }
    return p;
  }
  #clear(p, ns2) {
    for (; p.depth > 0; p.depth -= 1) this.#slice(ns2, TYPE.end, p.track);
  }
  #goroutine(c, i, from) {
    const slot = subjectAt(c, i);
    const id = goroutineIdOf(c, slot);
    const known = this.#goroutines[slot];
    const stack = from === GO.notExist ? newStackAt(c, i) : stackAt(c, i);
    if (known !== void 0 && known.id === id && from !== GO.notExist) {
      if (known.name === NONE3 && from === GO.running) known.name = this.#entry(c, stack);
      return known;
    }
    const ns2 = timeAt(c, i);
    if (known !== void 0) this.#regions.ended(slot, ns2);
    if (known?.open === true) this.#slice(ns2, TYPE.end, known.track);
    const entry = c.generation.tables.frames(stack).at(-1)?.func;
    const track = this.#nextTrack++;
    const name = entry === void 0 ? NONE3 : this.#out.name(entry);
    const g = known ?? { id, track, name, open: false, flow: NONE3 };
    g.id = id;
    g.track = track;
    g.name = name;
    g.open = false;
    g.flow = NONE3;
    this.#goroutines[slot] = g;
    const title = entry === void 0 ? `goroutine ${id}` : `goroutine ${id} ${entry}`;
    this.#out.track(track, title, TRACK.goroutines);
    return g;
  }
  #alive(slot) {
    const g = this.#goroutines[slot];
    return g === void 0 || g.id === NONE3 ? void 0 : g;
  }
  #entry(c, stack) {
    const entry = c.generation.tables.frames(stack).at(-1)?.func;
    return entry === void 0 ? NONE3 : this.#out.name(entry);
  }
  #state(c, i, type, to) {
    if (type !== EV.goBlock) return this.#stateNames[to] ??= this.#out.name(stateName(to, ""));
    const { tables } = c.generation;
    if (tables !== this.#tables) {
      this.#tables = tables;
      this.#reasonNames.length = 0;
    }
    const id = textAt(c, i);
    const known = this.#reasonNames[id];
    if (known !== void 0) return known;
    const name = this.#out.name(stateName(to, tables.string(id) ?? ""));
    if (id < REASONS_MAX) this.#reasonNames[id] = name;
    return name;
  }
  #annotation(c, i, type) {
    if (type === EV.taskBegin) this.#tasks.begin(c, i);
    else if (type === EV.taskEnd) this.#tasks.finish(c, i);
    else if (type === EV.userLog && this.#tasks.log(c, i)) return;
    else {
      const slot = goroutineAt(c, i);
      const g = this.#alive(slot);
      if (g === void 0) return;
      const ns2 = timeAt(c, i);
      const text2 = c.generation.tables.string(textAt(c, i)) ?? "";
      if (type === EV.regionBegin) this.#regions.begin(slot, g.track, ns2, text2);
      else if (type === EV.regionEnd) this.#regions.finish(slot, ns2);
      else {
        const value = c.generation.tables.string(logValueAt(c, i)) ?? "";
        this.#regions.log(slot, g.track, ns2, text2 === "" ? value : `${text2}: ${value}`);
      }
    }
  }
  #range(c, i, type) {
    const ns2 = timeAt(c, i);
    if (type === EV.stwBegin) {
      this.#openOn(ns2, TRACK.stopped, c.generation.tables.string(textAt(c, i)) ?? "");
    } else if (type === EV.stwEnd) this.#closeOn(ns2, TRACK.stopped);
    else if (type === EV.gcBegin) this.#openOn(ns2, TRACK.collector, "cycle");
    else if (type === EV.gcActive) {
      if ((this.#open.get(TRACK.collector) ?? 0) === 0) {
        this.#openOn(ns2, TRACK.collector, "cycle");
      }
    } else if (type === EV.gcEnd) this.#closeOn(ns2, TRACK.collector);
    else if (type === EV.assistBegin) {
      const slot = subjectAt(c, i);
      const g = this.#alive(slot);
      if (g !== void 0) this.#regions.begin(slot, g.track, ns2, "GC mark assist");
    } else if (type === EV.assistEnd) this.#regions.finish(subjectAt(c, i), ns2);
  }
  #openOn(ns2, track, name) {
    this.#open.set(track, (this.#open.get(track) ?? 0) + 1);
    this.#out.event(ns2, TYPE.begin, track, this.#out.name(name), NONE3, NONE3, NONE3);
  }
  #closeOn(ns2, track) {
    const depth = this.#open.get(track) ?? 0;
    if (depth === 0) return;
    this.#open.set(track, depth - 1);
    this.#slice(ns2, TYPE.end, track);
  }
  #slice(ns2, type, track) {
    this.#out.event(ns2, type, track, NONE3, NONE3, NONE3, NONE3);
  }
};
function stateName(state, reason) {
  const name = (GO_STATES[state] ?? "").toLowerCase();
  return reason === "" ? name : `${name}: ${reason}`;
}

// src/report/trace-pprof.ts
import { gzipSync } from "node:zlib";
function pprofOf(samples, durationNs2) {
  const strings = new StringTable();
  const type = (name, unit) => new ValueType({ type: strings.dedup(name), unit: strings.dedup(unit) });
  const functions = /* @__PURE__ */ new Map();
  const locations = /* @__PURE__ */ new Map();
  const functionOf = (f) => {
    const key = `${f.file}\0${f.func}`;
    let fn = functions.get(key);
    if (fn === void 0) {
      const name = strings.dedup(f.func);
      const id = functions.size + 1;
      fn = new Function({ id, name, systemName: name, filename: strings.dedup(f.file) });
      functions.set(key, fn);
    }
    return Number(fn.id);
  };
  const locationOf = (f) => {
    const key = `${f.pc}\0${f.func}\0${f.line}`;
    let location = locations.get(key);
    if (location === void 0) {
      const line = [new Line({ functionId: functionOf(f), line: f.line })];
      location = new Location({ id: locations.size + 1, address: f.pc, line });
      locations.set(key, location);
    }
    return Number(location.id);
  };
  const sample = samples.map(
    (s) => new Sample({ locationId: s.frames.map(locationOf), value: [s.count, Math.round(s.ns)] })
  );
  const profile = new Profile({
    sampleType: [type("contentions", "count"), type("delay", "nanoseconds")],
    periodType: type("trace", "count"),
    period: 1,
    durationNanos: Math.round(durationNs2),
    sample,
    location: [...locations.values()],
    function: [...functions.values()],
    stringTable: strings
  });
  return gzipSync(profile.encode());
}

// src/report/trace-tables.ts
var number2 = true;
function siteCell(site2) {
  if (site2 === void 0) return "-";
  return `${site2.function} ${site2.file.slice(site2.file.lastIndexOf("/") + 1)}:${site2.line}`;
}
function reasons(blocked) {
  return Object.entries(blocked).sort((a, b) => b[1] - a[1]).slice(0, 3).map(([reason, ns2]) => `${reason === "" ? "unknown" : reason} ${durationText(ns2)}`).join(", ");
}
function goroutinesText(d, limit) {
  const times2 = [
    { title: "execution", number: number2 },
    { title: "runnable", number: number2 },
    { title: "blocked", number: number2 },
    { title: "syscall", number: number2 },
    { title: "GC assist", number: number2 }
  ];
  const cells = (t) => [
    durationText(t.executionNs),
    durationText(t.runnableNs),
    durationText(t.blockedNs),
    durationText(t.syscallNs + t.syscallBlockedNs),
    durationText(t.ranges["GC mark assist"] ?? 0)
  ];
  const groups = textTable(
    [
      { title: "count", number: number2 },
      ...times2,
      { title: "goroutine" },
      { title: "created at" },
      { title: "blocked on" }
    ],
    d.groups.slice(0, limit).map((g) => [
      String(g.goroutines),
      ...cells(g),
      g.name === "" ? "(no stack)" : g.name,
      siteCell(g.createdAt),
      reasons(g.blocked)
    ])
  );
  const single = textTable(
    [
      { title: "goroutine", number: number2 },
      { title: "total", number: number2 },
      ...times2,
      { title: "last state" },
      { title: "function" }
    ],
    d.goroutines.slice(0, limit).map((g) => [
      String(g.id),
      durationText(g.totalNs),
      ...cells({ ...g, goroutines: 1 }),
      g.ended ? "ended" : g.lastState,
      g.name === "" ? "(no stack)" : g.name
    ])
  );
  const rest = d.goroutinesTotal - Math.min(limit, d.goroutines.length);
  const more = rest > 0 ? `(${rest} more)
` : "";
  return `${groups}
${single}${more}`;
}
function wakeText(d, limit) {
  const pairs = textTable(
    [
      { title: "count", number: number2 },
      { title: "waited", number: number2 },
      { title: "longest", number: number2 },
      { title: "then to run", number: number2 },
      { title: "reason" },
      { title: "waker" },
      { title: "wakee" }
    ],
    d.pairs.slice(0, limit).map((p) => [
      String(p.count),
      durationText(p.waitNs),
      durationText(p.waitMaxNs),
      durationText(p.latencyNs),
      p.reason,
      p.waker === "runtime" ? "runtime" : siteCell(p.wakerAt),
      siteCell(p.wakeeAt)
    ])
  );
  const chains = d.chains.map((c) => {
    const links = c.links.map((l) => {
      const by = l.wokenBy === void 0 ? "the runtime" : `goroutine ${l.wokenBy} at ${siteCell(l.wokenAt)}`;
      const waited = durationText(l.wokenNs - l.parkedNs);
      return `  goroutine ${l.goroutine} waited ${waited} (${l.reason}) at ${siteCell(l.at)}; woken by ${by}`;
    });
    return `chain of ${durationText(c.waitNs)}
${links.join("\n")}
`;
  });
  return `${d.wakes} wakes

${pairs}${chains.length > 0 ? `
${chains.join("\n")}` : ""}`;
}
function locksText(d, limit) {
  if (d.sites.length === 0) return "no goroutine waited for a lock\n";
  return textTable(
    [
      { title: "count", number: number2 },
      { title: "goroutines", number: number2 },
      { title: "waited", number: number2 },
      { title: "longest", number: number2 },
      { title: "then to run", number: number2 },
      { title: "kind" },
      { title: "waits at" },
      { title: "let go at" }
    ],
    d.sites.slice(0, limit).map((s) => [
      String(s.count),
      String(s.goroutines),
      durationText(s.waitNs),
      durationText(s.waitMaxNs),
      durationText(s.handOffNs),
      s.kind,
      siteCell(s.waitsAt),
      siteCell(s.wokenAt)
    ])
  );
}

// src/pipeline-trace.ts
async function visitTrace(request, visitors, more = {}) {
  const { source, window } = request;
  let options = { visitors, ...more };
  if (request.onProgress !== void 0) options = { ...options, onProgress: request.onProgress };
  if (window.fromNs === void 0 && window.toNs === void 0 && window.lastNs === void 0) {
    return await readTrace(source, options);
  }
  const index = await indexTrace(source);
  const found = index === void 0 ? void 0 : partOf(index, window);
  if (found !== void 0) return await readTrace(source, { ...options, ...found });
  if (window.lastNs === void 0) {
    const bounds = { fromNs: window.fromNs, toNs: window.toNs };
    return await readTrace(source, { ...options, window: bounds });
  }
  const { lastEventNs } = await readTrace(source, { visitors: [] });
  const fromNs = Math.max(0, lastEventNs - window.lastNs);
  return await readTrace(source, { ...options, window: { fromNs, toNs: void 0 } });
}
async function visitMerging(request, what, make) {
  const { fromNs, toNs, lastNs } = request.window;
  if (fromNs === void 0 && toNs === void 0 && lastNs === void 0) {
    const interner2 = new TraceInterner();
    const visitor2 = make(interner2);
    const summary2 = await readInParts(request, what, visitor2, interner2);
    if (summary2 !== void 0) return { summary: summary2, visitor: visitor2 };
  }
  const interner = new TraceInterner();
  const visitor = make(interner);
  const summary = await visitTrace(request, [visitor], { interner });
  return { summary, visitor };
}
async function traceInfoCommand(request, options, write) {
  const summary = await readInParts(request, { kind: "none" }, void 0, new TraceInterner()) ?? await visitTrace(request, []);
  const document = traceInfo(traceHeadOf(summary), summary, options.exitWallMs);
  write(options.json ? jsonText(document) : traceInfoText(document));
  return summary;
}
async function traceEventsCommand(request, options, write) {
  const writer = options.format === "go" ? new GoTextWriter(write) : new JsonLinesWriter(write, options.stacks);
  return await visitTrace(request, [writer], { onDamage: options.repair ? "repair" : "stop" });
}
async function traceGoroutinesCommand(request, options, write) {
  const report = new GoroutineReport();
  const visitor = new GoroutineTimesVisitor((g) => {
    report.add(g, visitor.lastNs);
  });
  const summary = await visitTrace(request, [visitor]);
  visitor.end();
  const document = { ...traceHeadOf(summary), ...report.result() };
  write(options.json ? jsonText(document) : goroutinesText(document, options.limit));
  return summary;
}
async function traceWakeCommand(request, options, write) {
  const interner = new TraceInterner();
  const visitor = new WakeVisitor(interner, options);
  const summary = await visitTrace(request, [visitor], { interner });
  const document = { ...traceHeadOf(summary), ...visitor.result() };
  write(options.json ? jsonText(document) : wakeText(document, options.limit));
  return summary;
}
async function traceLocksCommand(request, options, write) {
  const { channels } = options;
  const { summary, visitor } = await visitMerging(request, { kind: "locks", channels }, (i) => {
    return new LockVisitor(i, channels);
  });
  const document = { ...traceHeadOf(summary), sites: visitor.result() };
  write(options.json ? jsonText(document) : locksText(document, options.limit));
  return summary;
}
async function traceProfileCommand(request, kind, write) {
  const interner = new TraceInterner();
  const visitor = new ProfileVisitor(kind, interner);
  const summary = await visitTrace(request, [visitor], { interner });
  const samples = visitor.result().map(({ stack, count: count2, ns: ns2 }) => ({ frames: interner.frames(stack), count: count2, ns: ns2 }));
  write(pprofOf(samples, Math.max(0, summary.lastEventNs)));
  return summary;
}
async function tracePerfettoCommand(request, write) {
  const writer = new PerfettoWriter(write);
  const summary = await visitTrace(request, [writer]);
  writer.end();
  return summary;
}
function traceStateText(summary) {
  return traceStateLine(traceHeadOf(summary));
}
function jsonText(document) {
  return `${JSON.stringify(document, void 0, 2)}
`;
}

// src/util/diagnostic-bag.ts
var CODES_MAX = 1e3;
var DiagnosticBag = class {
  #entries = /* @__PURE__ */ new Map();
  add(code, severity, message, at) {
    const key = `${code}
${message}`;
    const known = this.#entries.get(key);
    if (known !== void 0) {
      known.count += 1;
      return;
    }
    if (this.#entries.size >= CODES_MAX) return;
    const diagnostic = { code, severity, message, at, count: 1 };
    this.#entries.set(key, { diagnostic, count: 1 });
  }
  /** What was added so far. */
  list() {
    return [...this.#entries.values()].map((entry) => ({
      ...entry.diagnostic,
      count: entry.count
    }));
  }
};

// src/parse/text-lines.ts
var CHUNK_BYTES = 1024 * 1024;
var BLOCK_BYTES = 16 * 1024;
var LF = 10;
function createTextSplitter(source, diagnostics, onText) {
  return new TextSplitter(source, diagnostics, onText);
}
var TextSplitter = class {
  #source;
  #diagnostics;
  #onText;
  #decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: false });
  #bytes;
  /** Bytes that were not given to `#bytes`: its offsets lack them. */
  #passed = 0;
  #given = 0;
  /** The beginning of a line lies in `#bytes`. */
  #inLine = false;
  constructor(source, diagnostics, onText) {
    this.#source = source;
    this.#diagnostics = diagnostics;
    this.#onText = onText;
    this.#bytes = createLineSplitter((line, start, truncated, end) => {
      this.#line(line, truncated, { source, start: start + this.#passed, end: end + this.#passed });
    });
  }
  push(chunk) {
    let from = 0;
    while (from < chunk.length) {
      const last = this.#inLine ? -1 : chunk.lastIndexOf(LF, from + BLOCK_BYTES - 1);
      const whole = last >= from;
      const end = whole ? last + 1 : lineEnd(chunk, from);
      const block = chunk.subarray(from, end);
      if (whole) this.#block(block);
      else this.#give(block);
      from = end;
    }
  }
  end() {
    this.#bytes.end();
  }
  #give(bytes) {
    this.#bytes.push(bytes);
    this.#given += bytes.length;
    this.#inLine = bytes.at(-1) !== LF;
  }
  #block(bytes) {
    const text2 = this.#decoder.decode(bytes);
    const plain = text2.length === bytes.length;
    const returns = text2.includes("\r");
    const base = this.#given + this.#passed;
    let from = 0;
    let start = 0;
    for (let end = text2.indexOf("\n"); end >= 0; end = text2.indexOf("\n", from)) {
      const next = (plain ? end : bytes.indexOf(LF, start)) + 1;
      const at = { source: this.#source, start: base + start, end: base + next };
      const line = text2.slice(from, end);
      if (returns && line.includes("\r")) this.#parts(line, at);
      else this.#onText(line, at);
      from = end + 1;
      start = next;
    }
    this.#passed += bytes.length;
  }
  /** One `\r` before the end belongs to it. */
  #parts(line, at) {
    const text2 = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (!text2.includes("\r")) {
      this.#onText(text2, at);
      return;
    }
    for (const part of text2.split("\r")) if (part !== "") this.#onText(part, at);
  }
  #line(line, truncated, at) {
    if (truncated) {
      this.#diagnostics.add(
        "line-truncated",
        "data-loss",
        "A line was longer than 1 MiB: only its beginning was read.",
        at
      );
    }
    const text2 = this.#decoder.decode(line);
    if (!text2.includes("\r")) this.#onText(text2, at);
    else for (const part of text2.split("\r")) if (part !== "") this.#onText(part, at);
  }
};
function lineEnd(chunk, from) {
  const end = chunk.indexOf(LF, from);
  return end < 0 ? chunk.length : end + 1;
}
async function pumpSource(bytes, splitter) {
  let offset = 0;
  for (; ; ) {
    const chunk = await bytes.read(offset, CHUNK_BYTES);
    if (chunk.length === 0) break;
    splitter.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    offset += chunk.length;
  }
  splitter.end();
}

// src/analyse/causal/segments.ts
var NO_SEGMENT = -1;
var NO_ACTOR = -1;
var NO_STACK = 0;
var FIRST_ROWS = 4096;
var Segments = class {
  length = 0;
  actors = [];
  notes = [];
  /** Of each generation that was read. */
  clocks = [];
  /** Rows that did not fit; the trace counts as ended where the first of them began. */
  dropped = 0;
  endNs = 0;
  #actor = new Int32Array(FIRST_ROWS);
  #startNs = new Float64Array(FIRST_ROWS);
  #endNs = new Float64Array(FIRST_ROWS);
  #state = new Uint8Array(FIRST_ROWS);
  #reason = new Uint32Array(FIRST_ROWS);
  #stack = new Uint32Array(FIRST_ROWS);
  #previous = new Int32Array(FIRST_ROWS);
  #waker = new Int32Array(FIRST_ROWS);
  #wakeStack = new Uint32Array(FIRST_ROWS);
  #note = new Uint32Array(FIRST_ROWS);
  /** Opens a row; its end is set by `close`. */
  open(actor, state, startNs, previous) {
    const row = this.length;
    if (row === this.#state.length) this.#grow();
    this.length = row + 1;
    this.#actor[row] = actor;
    this.#startNs[row] = startNs;
    this.#endNs[row] = startNs;
    this.#state[row] = state;
    this.#previous[row] = previous;
    this.#waker[row] = NO_SEGMENT;
    return row;
  }
  close(row, endNs) {
    this.#endNs[row] = endNs;
  }
  say(row, reason, stack) {
    this.#reason[row] = reason;
    this.#stack[row] = stack;
  }
  setState(row, state) {
    this.#state[row] = state;
  }
  setStack(row, stack) {
    this.#stack[row] = stack;
  }
  setNote(row, note) {
    this.#note[row] = note;
  }
  setWaker(row, waker, stack) {
    this.#waker[row] = waker;
    this.#wakeStack[row] = stack;
  }
  actorOf(row) {
    return this.#actor[row] ?? -1;
  }
  startOf(row) {
    return this.#startNs[row] ?? 0;
  }
  endOf(row) {
    return this.#endNs[row] ?? 0;
  }
  /** GO state. */
  stateOf(row) {
    return this.#state[row] ?? 0;
  }
  reasonOf(row) {
    return this.#reason[row] ?? 0;
  }
  /** Of a wait or syscall where it stands; of a running row where it ended. */
  stackOf(row) {
    return this.#stack[row] ?? 0;
  }
  previousOf(row) {
    return this.#previous[row] ?? -1;
  }
  /** Of a wait: what the goroutine that ended it was doing; none: the runtime, or nobody yet. */
  wakerOf(row) {
    return this.#waker[row] ?? -1;
  }
  wakeStackOf(row) {
    return this.#wakeStack[row] ?? 0;
  }
  noteOf(row) {
    const note = this.#note[row] ?? 0;
    return note === 0 ? void 0 : this.notes[note - 1];
  }
  /** The row in which the goroutine of `row` was just before `timeNs`, looking back from `row`; none: not yet alive. */
  before(row, timeNs) {
    let at = row;
    while (at !== NO_SEGMENT && this.startOf(at) >= timeNs) at = this.previousOf(at);
    return at;
  }
  #grow() {
    const size = this.#state.length * 2;
    this.#actor = grown(this.#actor, new Int32Array(size));
    this.#startNs = grown(this.#startNs, new Float64Array(size));
    this.#endNs = grown(this.#endNs, new Float64Array(size));
    this.#state = grown(this.#state, new Uint8Array(size));
    this.#reason = grown(this.#reason, new Uint32Array(size));
    this.#stack = grown(this.#stack, new Uint32Array(size));
    this.#previous = grown(this.#previous, new Int32Array(size));
    this.#waker = grown(this.#waker, new Int32Array(size));
    this.#wakeStack = grown(this.#wakeStack, new Uint32Array(size));
    this.#note = grown(this.#note, new Uint32Array(size));
  }
};
function grown(old, more) {
  more.set(old);
  return more;
}

// src/analyse/causal/cancellation.ts
var LATE_MIN_NS = 1e7;
var CANCELLATIONS_MAX = 1e4;
var BYSTANDERS_MAX = 50;
var CANCEL = "context.(*cancelCtx).cancel";
var TIMER = /^context\.WithDeadline(?:Cause)?\.func\d+$/;
function cancellationsOf(segments, interner) {
  const drafts = draftsOf(segments, interner);
  const byCreator = bystanderIndex(segments, drafts);
  return drafts.map((draft) => {
    const actor = segments.actors[draft.by];
    const deadline = actor !== void 0 && TIMER.test(actor.name);
    const cancelNs = draft.children[0]?.wokenNs ?? 0;
    return {
      by: draft.by,
      deadline,
      firedNs: deadline ? actor.startNs : cancelNs,
      calledAt: deadline ? void 0 : draft.calledAt,
      children: draft.children,
      bystanders: bystandersOf(segments, draft, cancelNs, byCreator)
    };
  });
}
function draftsOf(segments, interner) {
  const shapes = /* @__PURE__ */ new Map();
  const wakes2 = [];
  const ran = /* @__PURE__ */ new Map();
  for (let i = 0; i < segments.length; i++) {
    const row = i;
    if (segments.stateOf(row) !== GO.waiting || segments.wakerOf(row) === NO_SEGMENT) continue;
    const stack = segments.wakeStackOf(row);
    if (!shapes.has(stack)) shapes.set(stack, shapeOf(interner, stack));
    const shape = shapes.get(stack);
    if (shape !== void 0) wakes2.push({ row, shape });
  }
  wakes2.sort((a, b) => segments.endOf(a.row) - segments.endOf(b.row));
  const drafts = [];
  const lastBy = /* @__PURE__ */ new Map();
  const children = /* @__PURE__ */ new Map();
  for (const { row, shape } of wakes2) {
    const by = segments.actorOf(segments.wakerOf(row));
    let draft = lastBy.get(by);
    if (draft?.caller !== shape.caller) {
      if (drafts.length >= CANCELLATIONS_MAX) break;
      draft = { by, caller: shape.caller, calledAt: shape.calledAt, children: [] };
      drafts.push(draft);
      lastBy.set(by, draft);
    }
    const child = childOf(segments, interner, row, shape.depth);
    draft.children.push(child);
    children.set(row, child);
  }
  for (let i = 0; i < segments.length; i++) {
    const row = i;
    const actor = segments.actorOf(row);
    const child = children.get(row);
    if (child !== void 0) ran.set(actor, child);
    else if (segments.stateOf(row) === GO.running) {
      const woken = ran.get(actor);
      if (woken !== void 0) woken.ranNs = segments.startOf(row);
      ran.delete(actor);
    }
  }
  return drafts;
}
function shapeOf(interner, stack) {
  const frames2 = interner.frames(stack);
  const depth = frames2.filter(({ func }) => func === CANCEL).length;
  if (depth === 0) return void 0;
  const outside = frames2.filter(({ func }) => !func.startsWith("context."));
  const caller = outside.map(({ func, line }) => `${func}:${line}`).join("<");
  return { depth, caller, calledAt: ownSite(outside) };
}
function childOf(segments, interner, row, depth) {
  const actor = segments.actorOf(row);
  const wokenNs = segments.endOf(row);
  const endedNs = endOf(segments, actor);
  const isTest = segments.actors[actor]?.test !== void 0;
  return {
    row,
    actor,
    at: ownSite(interner.frames(segments.stackOf(row))),
    depth,
    wokenNs,
    ranNs: void 0,
    endedNs,
    isTest,
    late: !isTest && endedNs !== void 0 && endedNs - wokenNs >= LATE_MIN_NS
  };
}
function endOf(segments, actor) {
  const known = segments.actors[actor];
  return known?.ended === true ? segments.endOf(known.last) : void 0;
}
function bystanderIndex(segments, drafts) {
  const creators = /* @__PURE__ */ new Map();
  for (const { children } of drafts) {
    for (const { actor } of children) {
      const creator = makerOf(segments, actor);
      if (creator !== void 0) creators.set(creator, []);
    }
  }
  for (let i = 0; i < segments.actors.length; i++) {
    const creator = creatorOf(segments, i);
    if (creator !== void 0) creators.get(creator)?.push(i);
  }
  return creators;
}
function makerOf(segments, actor) {
  return segments.actors[actor]?.test === void 0 ? creatorOf(segments, actor) : actor;
}
function creatorOf(segments, actor) {
  const row = segments.actors[actor]?.creator ?? NO_SEGMENT;
  return row === NO_SEGMENT ? void 0 : segments.actorOf(row);
}
function bystandersOf(segments, { by, children }, cancelNs, byCreator) {
  if (segments.endNs - cancelNs < LATE_MIN_NS) return [];
  const woken = new Set(children.map(({ actor }) => actor));
  const creators = new Set(children.map(({ actor }) => makerOf(segments, actor)));
  const out = [];
  for (const creator of creators) {
    if (creator === void 0) continue;
    for (const actor of byCreator.get(creator) ?? []) {
      if (out.length >= BYSTANDERS_MAX) return out;
      const known = segments.actors[actor];
      if (known === void 0 || woken.has(actor) || actor === by || known.test !== void 0) {
        continue;
      }
      if (known.startNs >= cancelNs || known.name.startsWith("runtime")) continue;
      const endedNs = endOf(segments, actor);
      if (endedNs !== void 0 && endedNs - cancelNs < LATE_MIN_NS) continue;
      out.push({ actor, row: segments.before(known.last, cancelNs), endedNs });
    }
  }
  return out;
}

// src/analyse/causal/clock.ts
var NS_PER_MS2 = 1e6;
var ERROR_ALONE_MS = 1;
var ERROR_MIN_MS = 0.01;
var TimeAxis = class _TimeAxis {
  #known;
  /** How far a conversion may be off, as far as the snapshots tell, in milliseconds. */
  errorMs;
  constructor(known) {
    this.#known = known;
    let errorMs = known.length > 1 ? ERROR_MIN_MS : ERROR_ALONE_MS;
    for (const [i, { traceNs, wallMs }] of known.entries()) {
      const before = known[i - 1];
      if (before === void 0) continue;
      const expected = before.wallMs + (traceNs - before.traceNs) / NS_PER_MS2;
      errorMs = Math.max(errorMs, Math.abs(wallMs - expected));
    }
    this.errorMs = Number(errorMs.toFixed(3));
  }
  /** Undefined without a snapshot: traces of Go 1.24 and before do not say. */
  static of(snapshots, { originNs }) {
    if (snapshots.length === 0) return void 0;
    const known = snapshots.map((s) => ({
      traceNs: Number(s.traceNs - originNs),
      wallMs: Number(s.wallSec) * 1e3 + s.wallNsec / NS_PER_MS2
    }));
    return new _TimeAxis(known.sort((a, b) => a.traceNs - b.traceNs));
  }
  /** Milliseconds since 1970 of a time in the trace (nanoseconds since its first event). */
  wallMs(traceNs) {
    const { traceNs: at, wallMs } = this.#last((known) => known.traceNs <= traceNs);
    return wallMs + (traceNs - at) / NS_PER_MS2;
  }
  /** The trace's time of a wall time; negative before the trace began. */
  traceNs(wallMs) {
    const known = this.#last((one2) => one2.wallMs <= wallMs);
    return known.traceNs + (wallMs - known.wallMs) * NS_PER_MS2;
  }
  #last(fits) {
    return this.#known.findLast(fits) ?? this.#known[0] ?? { traceNs: 0, wallMs: 0 };
  }
};

// src/analyse/causal/creations.ts
function creationsOf(segments, interner) {
  const goids = [];
  const atNs = [];
  const untilNs = [];
  const nextOf = nextTimes(segments);
  const stacks = [];
  const stackFrames = /* @__PURE__ */ new Map();
  for (const [i, { created, goid, creation: creation2, startNs }] of segments.actors.entries()) {
    if (!created) continue;
    goids.push(goid);
    atNs.push(startNs);
    untilNs.push(nextOf[i] ?? Infinity);
    stacks.push(creation2);
    if (stackFrames.has(creation2)) continue;
    const frames2 = interner.frames(creation2);
    stackFrames.set(
      creation2,
      frames2.map(({ func, file, line }) => ({ function: func, file, line }))
    );
  }
  return {
    goids,
    stacks,
    stackFrames,
    atNs,
    untilNs,
    before: segments.actors.length - goids.length
  };
}
function nextTimes(segments) {
  const { actors } = segments;
  const next = actors.map(() => Infinity);
  const lastOf = /* @__PURE__ */ new Map();
  for (let i = actors.length - 1; i >= 0; i--) {
    const { creator, startNs } = actors[i] ?? { creator: NO_SEGMENT, startNs: 0 };
    if (creator === NO_SEGMENT) continue;
    const by = segments.actorOf(creator);
    next[i] = Math.min(segments.endOf(creator), lastOf.get(by) ?? Infinity);
    lastOf.set(by, startNs);
  }
  for (let row = 0; row < segments.length; row++) {
    const at = row;
    if (segments.stateOf(at) !== GO.running) continue;
    const actor = segments.actorOf(at);
    next[actor] = Math.min(next[actor] ?? Infinity, segments.startOf(at));
  }
  return next;
}

// src/analyse/causal/critical-path.ts
function lifeOf(segments, actor) {
  const known = segments.actors[actor];
  if (known === void 0) return { actor, fromNs: 0, toNs: 0 };
  return { actor, fromNs: known.startNs, toNs: segments.endOf(known.last) };
}
function* walkPath(segments, span) {
  const walk = new Walk(segments, span);
  for (; ; ) {
    const charge = walk.next();
    if (charge === void 0) return;
    yield charge;
  }
}
var Walk = class {
  #segments;
  #fromNs;
  #waiting = [];
  /** The row where the last look into a goroutine's past ended; time only goes back, so does every look. */
  #looked = /* @__PURE__ */ new Map();
  #t;
  #at;
  #owner;
  #arrival = "same";
  #stack = NO_STACK;
  /** The wait at hand lasted until a goroutine came to be that has no creator. */
  #outside = false;
  constructor(segments, { actor, fromNs, toNs }) {
    this.#segments = segments;
    this.#fromNs = fromNs;
    this.#t = toNs;
    this.#owner = actor;
    this.#at = this.#before(segments.actors[actor]?.last ?? NO_SEGMENT);
  }
  next() {
    while (this.#t > this.#fromNs) {
      if (this.#at === NO_SEGMENT) {
        if (!this.#toCreator() && !this.#backToWaiter()) return void 0;
      } else if (!this.#toWaker()) return this.#charge();
    }
    return void 0;
  }
  #toCreator() {
    const owner = this.#segments.actors[this.#owner];
    const creator = this.#before(owner?.creator ?? NO_SEGMENT);
    if (creator === NO_SEGMENT) return false;
    this.#arrive(creator, "created", owner?.creation ?? NO_STACK);
    return true;
  }
  #backToWaiter() {
    const waiter = this.#waiting.pop();
    if (waiter === void 0) return false;
    const at = this.#before(waiter);
    this.#arrive(at, "waited", NO_STACK);
    this.#owner = this.#segments.actorOf(waiter);
    this.#outside = at === waiter;
    return true;
  }
  #toWaker() {
    const wait2 = this.#at;
    const segments = this.#segments;
    if (segments.stateOf(wait2) !== GO.waiting || segments.endOf(wait2) !== this.#t) return false;
    const waker = segments.wakerOf(wait2);
    if (waker === NO_SEGMENT) return false;
    if (segments.stateOf(waker) === GO.waiting || segments.startOf(waker) >= this.#t) return false;
    this.#waiting.push(wait2);
    this.#arrive(waker, "woke", segments.wakeStackOf(wait2));
    return true;
  }
  #charge() {
    const segments = this.#segments;
    const segment = this.#at;
    const toNs = this.#t;
    const fromNs = Math.max(this.#fromNs, segments.startOf(segment));
    const waits = segments.stateOf(segment) === GO.waiting;
    const charge = {
      segment,
      fromNs,
      toNs,
      arrival: this.#arrival,
      arrivalStack: this.#stack,
      waitEnd: waits ? this.#waitEnd() : void 0
    };
    this.#t = fromNs;
    this.#arrive(segments.previousOf(segment), "same", NO_STACK);
    return charge;
  }
  #waitEnd() {
    if (this.#outside) return "outside";
    const { endNs, actors } = this.#segments;
    const last = actors[this.#segments.actorOf(this.#at)]?.last === this.#at;
    return last && this.#t === endNs ? "unfinished" : "runtime";
  }
  #arrive(at, arrival, stack) {
    this.#at = at;
    if (at !== NO_SEGMENT) this.#owner = this.#segments.actorOf(at);
    this.#arrival = arrival;
    this.#stack = stack;
    this.#outside = false;
  }
  /** The row in which the goroutine of `row` was just before now. */
  #before(row) {
    if (row === NO_SEGMENT) return NO_SEGMENT;
    const segments = this.#segments;
    const actor = segments.actorOf(row);
    const looked = this.#looked.get(actor) ?? row;
    const at = segments.before(looked < row ? looked : row, this.#t);
    this.#looked.set(actor, at);
    return at;
  }
};

// src/analyse/causal/test-roots.ts
var CHAIN_MAX = 1e4;
var TEST_RUNNERS = /* @__PURE__ */ new Set([
  "testing.tRunner",
  "testing.fRunner",
  "testing.(*B).launch",
  "testing.(*B).run1.func1",
  "testing.(*F).Fuzz.func1.1"
]);
var BENCHMARK_LOOP = "testing.(*B).runN";
var TEST_REGION = "racegate.test:";
function testEntryOf(frames2) {
  const runner = frames2.findIndex((f) => TEST_RUNNERS.has(f.func) || f.func === BENCHMARK_LOOP);
  const entry = frames2[runner - 1];
  if (runner < 1 || entry === void 0 || entry.func.startsWith("testing.")) return void 0;
  const { names, closures } = parseGoSymbol(entry.func);
  return [...names, ...closures].join(".");
}
function testNameOfRegion(region) {
  return region.startsWith(TEST_REGION) ? region.slice(TEST_REGION.length) : void 0;
}
function testOf(segments, actor) {
  const root = testRootOf(segments, actor);
  const name = root === void 0 ? void 0 : segments.actors[root]?.test?.name;
  return name === "" ? void 0 : name;
}
function testRootOf(segments, actor) {
  let at = actor;
  for (let steps = 0; steps < CHAIN_MAX; steps++) {
    const known = segments.actors[at];
    if (known === void 0) return void 0;
    if (known.test !== void 0) return at;
    if (known.creator === NO_SEGMENT) return void 0;
    at = segments.actorOf(known.creator);
  }
  return void 0;
}

// src/analyse/causal/lives.ts
var ROWS_MAX = 2e5;
function livesOf(segments, interner, goids) {
  const lives = /* @__PURE__ */ new Map();
  if (goids.size === 0) return lives;
  for (const [index, { goid }] of segments.actors.entries()) {
    if (goids.has(goid)) lives.set(goid, lifeStory(segments, interner, index));
  }
  return lives;
}
function lifeStory(segments, interner, actor) {
  const known = segments.actors[actor];
  const last = known?.last ?? NO_SEGMENT;
  const creatorRow = known?.creator ?? NO_SEGMENT;
  const creation2 = interner.frames(known?.creation ?? NO_STACK);
  const creator = creatorRow === NO_SEGMENT ? void 0 : segments.actorOf(creatorRow);
  const root = testRootOf(segments, actor);
  const test = root === void 0 ? void 0 : segments.actors[root];
  return {
    goid: known?.goid ?? -1,
    name: known?.name ?? "",
    createdNs: known?.created === true ? known.startNs : void 0,
    creatorGoid: creator === void 0 ? void 0 : segments.actors[creator]?.goid,
    createdAt: ownSite(creation2),
    endedNs: known?.ended === true ? segments.endOf(last) : void 0,
    ...presentOf(segments, interner, last),
    creatorWait: creator === void 0 || known === void 0 ? void 0 : waitOfCreator(segments, interner, { creator, creation: creation2, afterNs: known.startNs }),
    test: test === void 0 || test === known ? void 0 : {
      name: test.test?.name ?? "",
      goid: test.goid,
      endedNs: test.ended ? segments.endOf(test.last) : void 0
    }
  };
}
function presentOf(segments, interner, last) {
  const waits = segments.stateOf(last) === GO.waiting;
  const stack = segments.stackOf(last);
  const runs = [];
  let wakes2;
  let at = last;
  for (let rows = 0; at !== NO_SEGMENT && rows < ROWS_MAX; rows++, at = segments.previousOf(at)) {
    const state = segments.stateOf(at);
    if (state === GO.running && runs.length < RUNS_MAX) {
      runs.push({ fromNs: segments.startOf(at), toNs: segments.endOf(at) });
    }
    if (!waits || at === last || state !== GO.waiting || segments.stackOf(at) !== stack) continue;
    if (stack === NO_STACK) continue;
    wakes2 = wakes2 === void 0 ? { count: 1, ...wakeOf(segments, interner, at) } : { ...wakes2, count: wakes2.count + 1 };
  }
  return {
    state: segments.stateOf(last),
    wait: waits ? waitAt(segments, interner, last) : void 0,
    wakes: wakes2,
    runs: runs.reverse()
  };
}
var RUNS_MAX = 1e3;
function waitAt(segments, interner, row) {
  return {
    reason: interner.string(segments.reasonOf(row)),
    frames: interner.frames(segments.stackOf(row)).map(frameOf),
    at: ownSite(interner.frames(segments.stackOf(row))),
    fromNs: segments.startOf(row),
    toNs: segments.endOf(row)
  };
}
function frameOf({ func, file, line }) {
  return { function: func, file, line };
}
function wakeOf(segments, interner, row) {
  const waker = segments.wakerOf(row);
  return {
    lastNs: segments.endOf(row),
    byGoid: waker === NO_SEGMENT ? void 0 : segments.actors[segments.actorOf(waker)]?.goid,
    byAt: waker === NO_SEGMENT ? void 0 : ownSite(interner.frames(segments.wakeStackOf(row)))
  };
}
function waitOfCreator(segments, interner, of) {
  const made = of.creation.find(({ func }) => !func.startsWith("runtime."))?.func;
  const last = segments.actors[of.creator]?.last ?? NO_SEGMENT;
  let found = NO_SEGMENT;
  let at = last;
  for (let rows = 0; at !== NO_SEGMENT && rows < ROWS_MAX; rows++, at = segments.previousOf(at)) {
    if (segments.startOf(at) < of.afterNs) break;
    if (segments.stateOf(at) !== GO.waiting) continue;
    if (ownSite(interner.frames(segments.stackOf(at)))?.function === made) found = at;
  }
  if (found === NO_SEGMENT) return void 0;
  const open = found === last;
  return {
    ...waitAt(segments, interner, found),
    goid: segments.actors[of.creator]?.goid ?? -1,
    ...open ? { ended: false } : { ended: true, by: wakeOf(segments, interner, found).byGoid }
  };
}

// src/analyse/causal/lock-holds.ts
var SPIN_MAX_NS = 2e5;
var WAITERS_MAX = 1e3;
var CONVOY_MIN = 3;
function holdsOf(segments, cluster) {
  const follower = new Follower(segments);
  for (const moment of momentsOf(cluster)) follower.take(moment);
  return {
    holds: follower.holds,
    contradictions: follower.contradictions,
    futileWakes: cluster.waits.filter((w) => w.futile).length,
    convoy: convoyOf(follower.holds)
  };
}
function momentsOf({ waits }) {
  const moments = [];
  for (const wait2 of waits) {
    moments.push({ ns: wait2.parkNs, what: "park", wait: wait2 });
    if (wait2.wokenNs !== void 0) moments.push({ ns: wait2.wokenNs, what: "woken", wait: wait2 });
    if (wait2.ranNs !== void 0) moments.push({ ns: wait2.ranNs, what: "ran", wait: wait2 });
  }
  return moments.sort((a, b) => a.ns - b.ns);
}
var Follower = class {
  holds = [];
  contradictions = 0;
  #segments;
  #queue = /* @__PURE__ */ new Set();
  #sinceNs;
  /** Who ran on with the lock after its wait. */
  #owner;
  /** The last time that somebody's wait was ended by this goroutine. */
  #released = /* @__PURE__ */ new Map();
  /** Woken, and not seen to run yet. */
  #pending;
  constructor(segments) {
    this.#segments = segments;
  }
  take({ ns: ns2, what, wait: wait2 }) {
    if (what === "park") {
      if (this.#owner?.again === wait2 && this.#barged(this.#owner)) {
        this.#owner = void 0;
        this.#sinceNs = ns2;
      }
      this.#queue.add(wait2);
      if (this.#pending === void 0) this.#sinceNs ??= ns2;
    } else if (what === "woken") this.#woken(wait2, ns2);
    else this.#ran(wait2, ns2);
  }
  #ran(wait2, ns2) {
    if (this.#pending !== wait2) return;
    this.#pending = void 0;
    if (wait2.futile || wait2.reads) return;
    this.#owner = wait2;
    this.#sinceNs = ns2;
  }
  #woken(wait2, ns2) {
    this.#queue.delete(wait2);
    const { releaser } = wait2;
    if (releaser === NO_SEGMENT) return;
    const holder = this.#segments.actorOf(releaser);
    const last = this.holds.at(-1);
    if (last?.releaser === releaser && this.#sinceNs === void 0 && wait2.kind === "RWMutex") {
      return;
    }
    let sinceNs = this.#sinceNs;
    let acquired2 = this.#owner;
    if (acquired2 !== void 0 && acquired2.actor !== holder) {
      const spins = ns2 - (acquired2.ranNs ?? 0) <= SPIN_MAX_NS;
      if (!spins && !this.#barged(acquired2)) this.contradictions += 1;
      sinceNs = void 0;
      acquired2 = void 0;
    }
    this.#released.set(holder, ns2);
    const fromNs = Math.max(sinceNs ?? ns2, this.#bornNs(holder));
    const waiters = [wait2, ...this.#queue];
    const blockedNs = waiters.reduce((sum, w) => sum + ns2 - Math.max(w.parkNs, fromNs), 0);
    this.holds.push({
      holder,
      releaser,
      releasedAt: wait2.releasedAt,
      acquired: acquired2,
      fromNs,
      toNs: ns2,
      shared: wait2.releasedByReader,
      waiters: waiters.slice(0, WAITERS_MAX),
      blockedNs,
      queued: this.#queue.size
    });
    this.#pending = wait2;
    this.#owner = void 0;
    this.#sinceNs = void 0;
  }
  /** It waited again in the same call, and nobody heard of a release by it. */
  #barged(wait2) {
    const released2 = this.#released.get(wait2.actor);
    const barged = wait2.again !== void 0 && (released2 === void 0 || released2 < (wait2.ranNs ?? 0));
    if (barged) wait2.futile = true;
    return barged;
  }
  /** Nobody holds a lock before it was there. */
  #bornNs(actor) {
    return this.#segments.actors[actor]?.startNs ?? 0;
  }
};
function convoyOf(holds) {
  let best;
  let run;
  for (const hold of holds) {
    run ??= { handOffs: 0, fromNs: hold.fromNs };
    run.handOffs += 1;
    if (run.handOffs >= CONVOY_MIN && run.handOffs > (best?.handOffs ?? 0)) {
      best = { ...run, toNs: hold.toNs };
    }
    if (hold.queued === 0) run = void 0;
  }
  return best;
}
function holderStates(segments, hold) {
  return statesBetween(segments, hold.releaser, hold.fromNs, hold.toNs);
}
function statesBetween(segments, row, sinceNs, untilNs) {
  const sums = /* @__PURE__ */ new Map();
  let at = segments.before(row, untilNs);
  let toNs = untilNs;
  while (at !== NO_SEGMENT && toNs > sinceNs) {
    const fromNs = Math.max(sinceNs, segments.startOf(at));
    const state = segments.stateOf(at);
    const reason = segments.reasonOf(at);
    const stack = state === GO.waiting || state === GO.syscall ? segments.stackOf(at) : NO_STACK;
    const key = `${state},${reason},${stack}`;
    const known = sums.get(key) ?? { state: { state, reason, stack }, ns: 0, n: 0 };
    known.ns += toNs - fromNs;
    known.n += 1;
    sums.set(key, known);
    toNs = fromNs;
    at = segments.previousOf(at);
  }
  return [...sums.values()].map(({ state, ns: ns2, n }) => ({ ...state, ns: ns2, count: n })).sort((a, b) => b.ns - a.ns);
}

// src/analyse/causal/lock-profiles.ts
function lockTimes({ kind, waits }) {
  const ended = waits.filter((w) => w.wokenNs !== void 0);
  return {
    kind,
    waits: ended.length,
    waitNs: ended.reduce((sum, w) => sum + (w.wokenNs ?? w.parkNs) - w.parkNs, 0),
    // An RWMutex has three queues, which a trace does not tell apart.
    mutexEstimateNs: kind === "Mutex" ? mutexEstimate(waits) : void 0,
    waitsAt: distinct(waits.map((w) => w.at)),
    releasedAt: distinct(waits.map((w) => w.releasedAt))
  };
}
function distinct(sites2) {
  const found = /* @__PURE__ */ new Map();
  for (const site2 of sites2) if (site2 !== void 0) found.set(siteText(site2), site2);
  return [...found.values()];
}
function mutexEstimate(waits) {
  const moments = waits.flatMap((wait2) => [
    { ns: wait2.parkNs, wait: wait2, parks: true },
    ...wait2.wokenNs === void 0 ? [] : [{ ns: wait2.wokenNs, wait: wait2, parks: false }]
  ]);
  moments.sort((a, b) => a.ns - b.ns || Number(a.parks) - Number(b.parks));
  const again = new Set(waits.map((w) => w.futile ? w.again : void 0));
  const queue = [];
  let total = 0;
  for (const { ns: ns2, wait: wait2, parks } of moments) {
    const [head2] = queue;
    if (!parks) total += dequeue(queue, wait2, ns2);
    else if (head2 !== void 0 && again.has(wait2)) {
      queue.unshift({ wait: wait2, behind: head2.behind + 1, sinceNs: head2.sinceNs });
    } else {
      if (head2 !== void 0) head2.behind += 1;
      queue.push({ wait: wait2, behind: 0, sinceNs: ns2 });
    }
  }
  return total;
}
function dequeue(queue, wait2, ns2) {
  const at = queue.findIndex((q) => q.wait === wait2);
  const front = queue[0];
  const [woken] = at < 0 ? [] : queue.splice(at, 1);
  if (woken === void 0 || front === void 0) return 0;
  const { behind, sinceNs } = front;
  const [head2, tail] = [queue[0], queue.at(-1)];
  let newestNs = ns2 - sinceNs;
  if (head2 !== void 0 && tail !== void 0) {
    head2.behind = behind > 1 ? behind - 1 : behind;
    head2.sinceNs = ns2;
    newestNs = ns2 - tail.sinceNs;
    tail.sinceNs = ns2;
  }
  if (wait2.releaser < 0) return 0;
  const oldestNs = ns2 - sinceNs;
  return oldestNs + (oldestNs + newestNs) / 2 * behind;
}
var AGREE_MAX = 0.04;
function measureLock(lock, all, profiles) {
  const waitsAt = new Set(lock.waitsAt.map((site2) => siteText(site2)));
  const released2 = new Set(lock.releasedAt.map(({ function: name }) => released1(name)));
  const shared = all.some(
    (other) => other !== lock && other.releasedAt.some((site2) => released2.has(released1(site2.function)))
  );
  const block = profiles.filter(({ kind }) => kind === "block");
  const mutex = profiles.filter(({ kind }) => kind === "mutex");
  const sum = (of, fits) => of.length === 0 ? void 0 : of.flatMap(({ sites: sites2 }) => sites2.filter(fits)).reduce((ns2, s) => ns2 + s.delayNs, 0);
  return {
    traceNs: lock.waitNs,
    blockNs: sum(block, (site2) => waitsForLock(site2) && waitsAt.has(siteText(ownOf(site2)))),
    mutexNs: shared ? void 0 : sum(mutex, (site2) => {
      const own = ownOf(site2);
      return own !== void 0 && released2.has(released1(own.function));
    }),
    mutexEstimateNs: lock.mutexEstimateNs
  };
}
function ownOf({ frames: frames2 }) {
  return ownSite(frames2.map((f) => ({ ...f, func: f.function, pc: 0 })));
}
function waitsForLock({ frames: frames2 }) {
  const first = frames2.find(({ function: name }) => name.startsWith("sync."));
  return first !== void 0 && /\.(?:R?Lock|doSlow)$/.test(first.function);
}
function released1(name) {
  return name.replace(/\.deferwrap\d{1,5}$/, "");
}
function profilesOf(run, owner) {
  return (run.profiles ?? []).filter((p) => p.package === owner.package && p.pid === owner.pid);
}
function measureWords(lock, measures) {
  const { traceNs, blockNs, mutexNs, mutexEstimateNs } = measures;
  const parts = [`trace ${durationText(traceNs)} in ${lock.waits} waits`];
  if (blockNs !== void 0) parts.push(`block profile ${durationText(blockNs)}`);
  if (mutexNs !== void 0 && mutexEstimateNs !== void 0) {
    parts.push(
      `mutex profile ${durationText(mutexNs)} (Go estimates it from the oldest and the newest waiter; the same estimate of the trace's waits is ${durationText(mutexEstimateNs)})`
    );
    if (Math.abs(mutexNs / mutexEstimateNs - 1) > AGREE_MAX) {
      parts.push("which do not agree: these lines may serve more than one lock");
    }
  }
  return `waits for this lock: ${parts.join(", ")}`;
}

// src/util/name-sets.ts
var NameSets = class {
  #parent = /* @__PURE__ */ new Map();
  /** The name that stands for the set; each is its own until it is joined. */
  find(name) {
    let root = name;
    for (let up = this.#parent.get(root); up !== void 0; up = this.#parent.get(root)) root = up;
    for (let at = name; at !== root; ) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }
  /** Makes one set of those of two names. */
  join(a, b) {
    const [x, y] = [this.find(a), this.find(b)];
    if (x !== y) this.#parent.set(y, x);
  }
};

// src/analyse/causal/lock-waits.ts
var WAITS_MAX = 1e6;
var FUTILE_MAX_NS = 2e5;
var LOCK_REASON = "sync";
var METHOD = /^(?:internal\/)?sync\.\(\*(\w+)\)\.(\w+)$/;
var KINDS = ["Once", "RWMutex", "Mutex"];
function shapeOf2(frames2) {
  const found = /* @__PURE__ */ new Map();
  for (const { func } of frames2) {
    const match = METHOD.exec(func);
    if (match !== null) found.set(match[1] ?? "", match[2] ?? "");
    else if (!func.startsWith("runtime.") && !func.includes("sync.")) break;
  }
  const kind = KINDS.find((k) => found.has(k));
  if (kind === void 0) return void 0;
  return { kind, reads: found.get("RWMutex") === "RLock", at: ownSite(frames2) };
}
function lockClusters(segments, interner) {
  const { waits, cut } = lockWaits(segments, interner);
  const sets = new NameSets();
  const lineOf = (w, at) => `${w.kind}\0${siteText(at)}`;
  for (const w of waits) {
    if (w.releasedAt !== void 0) sets.join(lineOf(w, w.at), lineOf(w, w.releasedAt));
  }
  const byRoot = /* @__PURE__ */ new Map();
  for (const w of waits) {
    const root = sets.find(lineOf(w, w.at));
    const known = byRoot.get(root);
    if (known === void 0) byRoot.set(root, [w]);
    else known.push(w);
  }
  const total = (c) => c.waits.reduce((sum, w) => sum + waitNs(segments, w), 0);
  const clusters = [...byRoot.values()].map((of) => ({ kind: of[0]?.kind ?? "Mutex", waits: of })).map((cluster) => ({ cluster, ns: total(cluster) })).sort((a, b) => b.ns - a.ns).map(({ cluster }) => cluster);
  return { clusters, cut };
}
function waitNs(segments, wait2) {
  return segments.endOf(wait2.row) - wait2.parkNs;
}
function lockWaits(segments, interner) {
  const shapes = /* @__PURE__ */ new Map();
  const waits = [];
  const lastOf = /* @__PURE__ */ new Map();
  for (let i = 0; i < segments.length; i++) {
    const row = i;
    const actor = segments.actorOf(row);
    const state = segments.stateOf(row);
    const before = lastOf.get(actor);
    if (state === GO.running && before !== void 0) before.ranNs ??= segments.startOf(row);
    if (state !== GO.waiting || interner.string(segments.reasonOf(row)) !== LOCK_REASON) {
      if (state !== GO.running && state !== GO.runnable) lastOf.delete(actor);
      continue;
    }
    const stack = segments.stackOf(row);
    if (!shapes.has(stack)) shapes.set(stack, shapeOf2(interner.frames(stack)));
    const shape = shapes.get(stack);
    if (shape === void 0) continue;
    if (waits.length >= WAITS_MAX) return { waits, cut: true };
    const wait2 = waitOf(segments, interner, row, shape);
    if (before?.ranNs !== void 0 && before.stack === wait2.stack) before.again = wait2;
    waits.push(wait2);
    lastOf.set(actor, wait2);
  }
  findFutile(segments, waits);
  return { waits, cut: false };
}
function findFutile(segments, waits) {
  const releases = /* @__PURE__ */ new Map();
  for (const { releaser, wokenNs } of waits) {
    if (releaser === NO_SEGMENT || wokenNs === void 0) continue;
    const actor = segments.actorOf(releaser);
    const known = releases.get(actor);
    if (known === void 0) releases.set(actor, [wokenNs]);
    else known.push(wokenNs);
  }
  for (const times2 of releases.values()) times2.sort((a, b) => a - b);
  for (const wait2 of waits) {
    const { again, ranNs, actor } = wait2;
    if (again === void 0 || ranNs === void 0) continue;
    const released2 = hasBetween(releases.get(actor) ?? [], ranNs, again.parkNs);
    wait2.futile = !released2 && again.parkNs - ranNs <= FUTILE_MAX_NS;
  }
}
function hasBetween(times2, fromNs, toNs) {
  let [low, high] = [0, times2.length];
  while (low < high) {
    const middle = low + high >> 1;
    if ((times2[middle] ?? 0) < fromNs) low = middle + 1;
    else high = middle;
  }
  return (times2[low] ?? Infinity) <= toNs;
}
function waitOf(segments, interner, row, { kind, reads, at }) {
  const releaser = segments.wakerOf(row);
  const actor = segments.actorOf(row);
  const open = segments.actors[actor]?.last === row;
  const release = releaser === NO_SEGMENT ? [] : interner.frames(segments.wakeStackOf(row));
  return {
    row,
    actor,
    kind,
    reads,
    parkNs: segments.startOf(row),
    wokenNs: open ? void 0 : segments.endOf(row),
    ranNs: void 0,
    releaser,
    stack: segments.stackOf(row),
    at,
    releasedAt: ownSite(release),
    releasedByReader: release.some(({ func }) => func === "sync.(*RWMutex).RUnlock"),
    futile: false,
    again: void 0
  };
}

// src/analyse/causal/placed-lines.ts
var NS_PER_MS3 = 1e6;
var ERROR_ALONE_MS2 = 10;
function placeLines(lines, axis, starts) {
  const runs = lines.filter(({ what }) => what === "run");
  const lags = [];
  for (const { test, wallMs } of runs) {
    const start = test === void 0 ? void 0 : starts.get(test);
    const once = runs.filter((other) => other.test === test).length === 1;
    if (start !== void 0 && once) lags.push(axis.traceNs(wallMs) - start);
  }
  const lagNs = lags.length === 0 ? 0 : Math.min(...lags.slice(0, LAGS_MAX));
  const spreadNs = lags.length === 0 ? 0 : Math.max(...lags.slice(0, LAGS_MAX)) - lagNs;
  const alone = lags.length < 2 ? ERROR_ALONE_MS2 : 0;
  return {
    lines: lines.map(({ wallMs, ...line }) => ({ ...line, timeNs: axis.traceNs(wallMs) - lagNs })),
    errorMs: Number(Math.max(axis.errorMs + spreadNs / NS_PER_MS3, alone).toFixed(3))
  };
}
var LAGS_MAX = 1e3;
function lastLineBefore({ lines }, test, timeNs) {
  return lines.findLast(
    (line) => line.timeNs <= timeNs && line.what === "output" && isOf(line.test, test) && isOwn(line.text)
  );
}
function lineWith({ lines }, test, text2) {
  return lines.find(
    (line) => line.what === "output" && isOf(line.test, test) && line.text.includes(text2)
  );
}
function isOf(test, wanted) {
  return test === wanted || test?.startsWith(`${wanted}/`) === true;
}
function isOwn(text2) {
  return !/^(?:=== |--- |PASS$|FAIL|ok\s|panic: |SCHED |gc \d|={10})/.test(text2);
}

// src/analyse/causal/race-join.ts
var RANKS_MAX = 2e4;
var THREADS_MAX = 500;
var NEARLY = 0.8;
var CONFIRMED_MIN = 10;
var WINDOW_SERIAL = 1;
var WINDOW_PARALLEL = 4;
var CANDIDATES_MAX = 10;
function joinRaceThreads(threads, creations) {
  const known = distinct2(threads).map(({ raceId, creation: creation2 }) => ({ raceId, possible: possibleRanks(creation2, creations) })).filter(({ possible }) => possible.size > 0);
  const found = byIntervals(known, creations) ?? byOffsets(known, creations);
  const answers = /* @__PURE__ */ new Map();
  for (const [raceId, set] of found) {
    if (set.size === 0 || set.size > CANDIDATES_MAX) continue;
    const goids = [...set].sort((a, b) => a - b).map((rank) => creations.goids[rank] ?? -1);
    answers.set(raceId, goids);
  }
  return answers;
}
var BASES_MAX = 256;
var FITS_MIN = 0.95;
var STRETCH = 8;
var MOVES = [1, -1, 2, -2, 3, -3];
function byIntervals(known, creations) {
  const spans = numberSpans(creations);
  const least = Math.max(1, creations.before);
  const fits = known.map((one2) => fittingBases(one2, spans, least));
  const counts = added2(fits);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const bases = [...counts.keys()].filter((b) => counts[b] === most);
  if (known.length === 0 || bases.length > CANDIDATES_MAX) return void 0;
  const stretches = fits.map((_, i) => stretchBases(fits, i, bases));
  const fitting = fits.filter(
    (one2, i) => [...bases, ...stretches[i] ?? []].some((b) => one2[b] === 1)
  );
  if (fitting.length < FITS_MIN * known.length) return void 0;
  const confirmed = bases.length === 1 && known.length >= CONFIRMED_MIN;
  const slack = confirmed ? 0 : WINDOW_SERIAL;
  const found = /* @__PURE__ */ new Map();
  for (const [i, { raceId, possible }] of known.entries()) {
    const own = stretches[i] ?? [];
    const set = /* @__PURE__ */ new Set();
    for (const rank of possible) {
      const [from = 0, to = 0] = [spans.from[rank], spans.to[rank]];
      const isNear2 = (b) => {
        const number3 = raceId - b - least;
        return from - slack <= number3 && number3 <= to + slack;
      };
      if (bases.some(isNear2) || own.some(isNear2)) set.add(rank);
    }
    found.set(raceId, set);
  }
  return found;
}
function fittingBases({ raceId, possible }, spans, least) {
  const fits = new Uint8Array(BASES_MAX);
  for (const rank of possible) {
    const from = Math.max(0, raceId - (spans.to[rank] ?? 0) - least);
    const to = Math.min(BASES_MAX - 1, raceId - (spans.from[rank] ?? 0) - least);
    for (let b = from; b <= to; b++) fits[b] = 1;
  }
  return fits;
}
function added2(fits) {
  const counts = new Uint32Array(BASES_MAX);
  for (const one2 of fits) {
    for (let b = 0; b < BASES_MAX; b++) counts[b] = (counts[b] ?? 0) + (one2[b] ?? 0);
  }
  return counts;
}
function stretchBases(fits, at, bases) {
  const near = fits.slice(Math.max(0, at - STRETCH), at + STRETCH + 1);
  if (near.every((one2) => bases.some((b) => one2[b] === 1))) return [];
  const counts = added2(near);
  const usual = bases.reduce((most, b) => Math.max(most, counts[b] ?? 0), 0);
  const moved = bases.flatMap((b) => MOVES.map((by) => b + by)).filter((b) => b >= 0 && b < BASES_MAX && (counts[b] ?? 0) > usual);
  const best = moved.reduce((most, b) => Math.max(most, counts[b] ?? 0), 0);
  return moved.filter((b) => counts[b] === best);
}
function numberSpans({ atNs, untilNs }) {
  const begun = [...atNs].sort((a, b) => a - b);
  const done = [...untilNs].sort((a, b) => a - b);
  return {
    // Those surely numbered before this one is in the trace.
    from: atNs.map((ns2) => countUpTo(done, ns2)),
    // Those that are in the trace before this one has to be numbered, without itself.
    to: untilNs.map((ns2) => countUpTo(begun, ns2) - 1)
  };
}
function countUpTo(times2, ns2) {
  let [low, high] = [0, times2.length];
  while (low < high) {
    const middle = low + high >> 1;
    if ((times2[middle] ?? 0) <= ns2) low = middle + 1;
    else high = middle;
  }
  return low;
}
function byOffsets(known, creations) {
  const found = /* @__PURE__ */ new Map();
  for (const offset of bestOffsets(known, creations.before)) {
    const serial = known.length >= CONFIRMED_MIN && known.every((n) => n.possible.has(n.raceId - offset));
    const window = serial ? WINDOW_SERIAL : WINDOW_PARALLEL;
    for (const { raceId, possible } of known) {
      const rank = raceId - offset;
      const near = [];
      for (let r = rank - window; r <= rank + window; r++) if (possible.has(r)) near.push(r);
      if (!serial && near.length < 2 && possible.size > 1) continue;
      const set = found.get(raceId) ?? /* @__PURE__ */ new Set();
      for (const r of near) set.add(r);
      found.set(raceId, set);
    }
  }
  return found;
}
function distinct2(threads) {
  const byId = /* @__PURE__ */ new Map();
  for (const t of threads) if (t.creation.length > 0 && !byId.has(t.raceId)) byId.set(t.raceId, t);
  return [...byId.values()].sort((a, b) => a.raceId - b.raceId).slice(0, THREADS_MAX);
}
function possibleRanks(creation2, creations) {
  const wanted = signature(creation2);
  const fits = /* @__PURE__ */ new Set();
  for (const [stack, frames2] of creations.stackFrames) {
    if (sameStack(wanted, signature(frames2))) fits.add(stack);
  }
  const ranks = /* @__PURE__ */ new Set();
  if (fits.size === 0) return ranks;
  for (const [rank, stack] of creations.stacks.entries()) {
    if (fits.has(stack)) ranks.add(rank);
    if (ranks.size >= RANKS_MAX) break;
  }
  return ranks;
}
function signature(frames2) {
  return frames2.filter((f) => !parseGoSymbol(f.function).wrapper).map((f) => `${withoutTypeArguments(f.function)}:${f.line}`);
}
function sameStack(a, b) {
  const length = Math.min(a.length, b.length);
  if (length === 0) return false;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}
function bestOffsets(known, before) {
  const votes = /* @__PURE__ */ new Map();
  let most = 0;
  for (const { raceId, possible } of known) {
    for (const rank of possible) {
      const offset = raceId - rank;
      if (offset < Math.max(1, before)) continue;
      const count2 = (votes.get(offset) ?? 0) + 1;
      votes.set(offset, count2);
      most = Math.max(most, count2);
    }
  }
  const whole = most === known.length;
  const enough = whole ? most : NEARLY * most;
  const best = [...votes].filter(([, count2]) => count2 >= enough).map(([offset]) => offset).sort((a, b) => a - b);
  if (!whole) return best.slice(0, 1);
  return best.length > CANDIDATES_MAX ? [] : best;
}

// src/analyse/causal/state-names.ts
var NAMES2 = /* @__PURE__ */ new Map([
  [GO.running, "running"],
  [GO.runnable, "runnable"],
  [GO.waiting, "waiting"],
  [GO.syscall, "syscall"]
]);
function stateName2(state) {
  return NAMES2.get(state) ?? "unknown";
}

// src/analyse/causal/blame.ts
var SHARE_MIN = 0.4;
var HELD_MIN_NS = 2e7;
function overlap(stretches, fromNs, toNs) {
  let ns2 = 0;
  for (const s of stretches ?? []) {
    ns2 += Math.max(0, Math.min(s.toNs, toNs) - Math.max(s.fromNs, fromNs));
  }
  return ns2;
}
function step(what, timeNs, who, at, certainty = "direct", does) {
  return { what, goid: who, timeNs, at, certainty, ...does === void 0 ? {} : { does } };
}
function slowStep(what, timeNs, who, at) {
  return step(what, timeNs, who, at, "direct", "slow");
}
function goroutineWords({ actors }, actor) {
  return `goroutine ${actors[actor]?.goid ?? "?"}`;
}
function namedGoroutine(segments, actor) {
  const name = segments.actors[actor]?.name ?? "";
  const words = goroutineWords(segments, actor);
  return name === "" ? words : `${words} (${shortSymbol(name)})`;
}
function doingWords({ interner }, { state, reason, ns: ns2, count: count2 }) {
  const times2 = count2 > 1 ? `, ${count2} times` : "";
  const word = interner.string(reason);
  const took = durationText(ns2);
  if (state === GO.waiting) {
    if (word === "sleep") return `sleeps ${took}${times2}`;
    return `waits ${took}${word === "" ? "" : ` (${word})`}${times2}`;
  }
  if (state === GO.running) return `runs for ${took}`;
  if (state === GO.runnable) return `is ready and waits ${took} for a processor`;
  if (state === GO.syscall) return `is in a system call for ${took}${times2}`;
  return `${stateName2(state)} for ${took}`;
}
function siteOfState({ interner }, { stack }) {
  return ownSite(interner.frames(stack));
}
function longestWait(segments, actor) {
  let best = NO_SEGMENT;
  let bestNs = 0;
  let at = segments.actors[actor]?.last ?? NO_SEGMENT;
  for (; at !== NO_SEGMENT; at = segments.previousOf(at)) {
    const ns2 = segments.endOf(at) - segments.startOf(at);
    if (segments.stateOf(at) === GO.waiting && ns2 > bestNs) [best, bestNs] = [at, ns2];
  }
  return best;
}
function symptomStep(facts, { root, spanNs }) {
  const { segments, interner } = facts;
  const row = longestWait(segments, root);
  if (row === NO_SEGMENT) return void 0;
  const ns2 = segments.endOf(row) - segments.startOf(row);
  const test = segments.actors[root]?.test?.name ?? "the test";
  const frames2 = interner.frames(segments.stackOf(row));
  const call = frames2.find(({ func }) => /^sync\.|^context\./.test(func))?.func;
  const reason = call === void 0 ? interner.string(segments.reasonOf(row)) : shortSymbol(call);
  return step(
    `${test} itself waits for ${durationText(ns2)} of its ${durationText(spanNs)} (${reason})`,
    segments.startOf(row),
    segments.actors[root]?.goid,
    ownSite(frames2)
  );
}
function shareWords(facts, share, { root, spanNs }) {
  const test = facts.segments.actors[root]?.test?.name ?? "the test";
  return `${Math.round(100 * Math.min(1, share))} % of ${test}'s ${durationText(spanNs)}`;
}

// src/analyse/causal/cancel-cause.ts
var CHILDREN_MAX = 4;
var BYSTANDERS_MAX2 = 3;
var DOING_MIN = 0.1;
function cancelCause(facts, c, { byActor, unfinished }, test) {
  const { segments } = facts;
  const own = segments.actors[test.root]?.test?.name;
  const [first] = c.children;
  if (first === void 0 || own === void 0 || testOf(segments, first.actor) !== own) {
    return void 0;
  }
  const late = c.children.filter(
    (w) => w.late || facts.whole && !w.isTest && w.endedNs === void 0
  );
  const ignoring = facts.whole ? c.bystanders.filter((b) => b.endedNs === void 0) : [];
  const onPath = late.reduce(
    (ns2, w) => ns2 + overlap(byActor.get(w.actor), w.wokenNs, w.endedNs ?? segments.endNs),
    0
  );
  const share = onPath / test.spanNs;
  const stuck = [
    ...late.filter((w) => w.endedNs === void 0).map((w) => w.actor),
    ...ignoring.map((b) => b.actor)
  ];
  const isLate = late.length > 0 && share >= SHARE_MIN && onPath >= HELD_MIN_NS;
  if (!isLate && stuck.length === 0) return void 0;
  const symptom = isLate ? symptomStep(facts, test) : void 0;
  return {
    pattern: isLate ? "cancel-late" : "cancel-ignored",
    certainty: isLate && !unfinished ? "direct" : "heuristic",
    share: Math.min(1, share),
    summary: isLate ? `${shareWords(facts, share, test)} went into ending after a context was cancelled: ` + lateWords(facts, c, late) : `after a context was cancelled, ${stuckWords(facts, stuck)} did not end.`,
    steps: [...cancelSteps(facts, c, late), ...symptom === void 0 ? [] : [symptom]],
    stuckGoids: isLate ? [] : stuck.map((a) => segments.actors[a]?.goid ?? -1)
  };
}
function lateWords({ segments }, c, late) {
  const last = late.reduce((a, b) => (b.endedNs ?? Infinity) > (a.endedNs ?? Infinity) ? b : a);
  const who = namedGoroutine(segments, last.actor);
  const ran = last.ranNs === void 0 ? "" : `ran ${durationText(last.ranNs - c.firedNs)} later`;
  const end = last.endedNs === void 0 ? "has not ended" : `ended only ${durationText(last.endedNs - c.firedNs)} later`;
  return `${who} ${ran === "" ? "" : `${ran} and `}${end}.`;
}
function stuckWords({ segments }, stuck) {
  const shown = stuck.slice(0, CHILDREN_MAX).map((actor) => goroutineWords(segments, actor));
  const more = stuck.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
function cancelSteps(facts, c, late) {
  const { segments } = facts;
  const goid = segments.actors[c.by]?.goid;
  const shown = [...late, ...c.children.filter((w) => !w.isTest && !late.includes(w))].slice(0, CHILDREN_MAX).sort((a, b) => a.wokenNs - b.wokenNs);
  return [
    step(
      c.deadline ? "T0: a context's deadline fires" : `T0: ${goroutineWords(segments, c.by)} calls cancel${siblingWords(segments, c)}`,
      c.firedNs,
      goid,
      c.calledAt
    ),
    ...shown.flatMap((w) => childSteps(facts, c, w)),
    ...c.bystanders.slice(0, BYSTANDERS_MAX2).map((b) => bystanderStep(facts, c, b)),
    ...leftStep(facts, late)
  ];
}
function siblingWords(segments, c) {
  const creator = segments.actors[c.by]?.creator ?? NO_SEGMENT;
  if (creator === NO_SEGMENT || segments.actors[c.by]?.test !== void 0) return "";
  const by = segments.actorOf(creator);
  const beside = c.children.some((w) => {
    const other = segments.actors[w.actor]?.creator ?? NO_SEGMENT;
    return !w.isTest && w.actor !== c.by && other !== NO_SEGMENT && segments.actorOf(other) === by;
  });
  if (!beside) return "";
  return `, though ${goroutineWords(segments, by)}, not it, started those who work under the context`;
}
function leftStep({ segments }, late) {
  for (const w of late) {
    const creator = segments.actors[w.actor]?.creator ?? NO_SEGMENT;
    const parent = creator === NO_SEGMENT ? void 0 : segments.actors[segments.actorOf(creator)];
    if (parent?.ended !== true) continue;
    const endedNs = segments.endOf(parent.last);
    if (endedNs >= (w.endedNs ?? segments.endNs)) continue;
    const longer = durationText((w.endedNs ?? segments.endNs) - endedNs);
    const what = `${namedGoroutine(segments, segments.actorOf(creator))} does not wait for it and ends`;
    const risk = `what it releases, ${goroutineWords(segments, w.actor)} may use for ${longer} more`;
    return [step(`${what}: ${risk}`, endedNs, parent.goid, void 0, "heuristic")];
  }
  return [];
}
function childSteps(facts, c, w) {
  const { segments } = facts;
  const after = (ns2) => `${durationText(ns2 - c.firedNs)} later`;
  const goid = segments.actors[w.actor]?.goid;
  const who = namedGoroutine(segments, w.actor);
  const ran = w.ranNs === void 0 ? "did not run again" : `runs ${after(w.ranNs)}`;
  const end = w.endedNs === void 0 ? "it has not ended when the trace ends" : `it ends, ${after(w.endedNs)}`;
  const below = w.depth > 1 ? ", through a context below" : "";
  if (!w.late && w.endedNs !== void 0) {
    const ends = `T2: ends ${after(w.endedNs)}`;
    return [step(`T1: ${who} is woken${below}, ${ran}; ${ends}`, w.wokenNs, goid, w.at)];
  }
  const untilNs = w.endedNs ?? segments.endNs;
  const sinceNs = w.ranNs ?? w.wokenNs;
  const last = segments.actors[w.actor]?.last;
  const did = last === void 0 ? [] : statesBetween(segments, last, sinceNs, untilNs);
  return [
    step(`T1: ${who} is woken${below}, ${ran}`, w.wokenNs, goid, w.at),
    ...did.filter(({ ns: ns2 }) => ns2 >= DOING_MIN * (untilNs - sinceNs)).slice(0, 2).map(
      (state) => slowStep(`then it ${doingWords(facts, state)}`, sinceNs, goid, siteOfState(facts, state))
    ),
    step(`T2: ${end}`, untilNs, goid, void 0)
  ];
}
function bystanderStep(facts, c, b) {
  const { segments, interner } = facts;
  const end = b.endedNs === void 0 ? "has not ended when the trace ends" : `ends ${durationText(b.endedNs - c.firedNs)} later`;
  return step(
    `${namedGoroutine(segments, b.actor)} is not woken by it and ${end}: it may not watch the context`,
    c.firedNs,
    segments.actors[b.actor]?.goid,
    ownSite(interner.frames(segments.stackOf(b.row))),
    "heuristic",
    "unwatched"
  );
}

// src/analyse/causal/lock-cause.ts
var DOING_MIN2 = 0.2;
var NEAR = 0.75;
var SHORT2 = 0.1;
var PLACES_MAX = 3;
var NAMES_MAX2 = 4;
function lockCause(facts, holds, { byActor, unfinished }, test) {
  const onPath = [];
  let total = 0;
  for (const hold of holds.holds) {
    const ns2 = overlap(byActor.get(hold.holder), hold.fromNs, hold.toNs);
    if (ns2 > 0) onPath.push({ hold, ns: ns2 });
    total += ns2;
  }
  const share = total / test.spanNs;
  if (share < SHARE_MIN || total < HELD_MIN_NS) return void 0;
  const [longest2] = onPath.sort((a, b) => b.ns - a.ns);
  if (longest2 === void 0) return void 0;
  const shown = onPath.find((one2) => isNear(one2, longest2) && one2.hold.acquired !== void 0);
  const sharedLines = holds.contradictions > 0;
  const convoy = holds.convoy !== void 0 && !sharedLines;
  const symptom = symptomStep(facts, test);
  return {
    pattern: convoy ? "lock-convoy" : "slow-holder",
    certainty: sharedLines || unfinished ? "heuristic" : "direct",
    share: Math.min(1, share),
    summary: summaryOf(facts, holds, { onPath, share, unfinished }, test),
    steps: [
      ...holdSteps(facts, (shown ?? longest2).hold),
      ...symptom === void 0 ? [] : [symptom]
    ],
    stuckGoids: []
  };
}
function isNear(one2, longest2) {
  return one2.ns >= NEAR * longest2.ns;
}
function summaryOf(facts, holds, path, test) {
  const { onPath, share, unfinished } = path;
  const [longest2] = onPath;
  const long = onPath.filter(({ ns: ns2 }) => ns2 >= SHORT2 * (longest2?.ns ?? 0));
  const holders = new Set(long.map(({ hold }) => hold.holder)).size;
  const longestNs = longest2 === void 0 ? 0 : longest2.hold.toNs - longest2.hold.fromNs;
  const waiting = onPath.reduce((most, { hold }) => Math.max(most, hold.waiters.length), 0);
  const one2 = long.length === 1;
  const lock = holds.contradictions > 0 ? "locks that share these lines" : "one lock";
  return `${shareWords(facts, share, test)}${unfinished ? ", which is not over," : ""} ${one2 ? "is a hold" : `are ${long.length} holds`} of ${lock} by ${holders === 1 ? "one goroutine" : `${holders} goroutines in turn`}, the longest ${durationText(longestNs)}, while up to ${waiting} ${waiting === 1 ? "waits" : "others wait"}.`;
}
function holdSteps(facts, hold) {
  const { segments } = facts;
  const goid = segments.actors[hold.holder]?.goid;
  const heldNs = hold.toNs - hold.fromNs;
  const { acquired: acquired2 } = hold;
  const [next, ...others] = hold.waiters;
  return [
    acquired2 === void 0 ? step(
      `${namedGoroutine(segments, hold.holder)} holds the lock, at the latest from now on`,
      hold.fromNs,
      goid,
      void 0
    ) : step(
      `${namedGoroutine(segments, hold.holder)} gets the lock`,
      hold.fromNs,
      goid,
      acquired2.at
    ),
    ...holderStates(segments, hold).filter(({ ns: ns2 }) => ns2 >= DOING_MIN2 * heldNs).slice(0, 2).map(
      (did) => slowStep(
        `with the lock it ${doingWords(facts, did)}`,
        hold.fromNs,
        goid,
        siteOfState(facts, did)
      )
    ),
    ...waiterSteps(facts, hold),
    step(
      `releases it after ${acquired2 === void 0 ? "at least " : ""}${durationText(heldNs)}` + (next === void 0 ? "" : `; ${goroutineWords(segments, next.actor)} is next`) + (others.length === 0 ? "" : `, ${hold.queued} still wait`),
      hold.toNs,
      goid,
      hold.releasedAt
    )
  ];
}
function waiterSteps({ segments }, hold) {
  const places = /* @__PURE__ */ new Map();
  for (const w of hold.waiters) {
    const at = siteText(w.at);
    const known = places.get(at);
    if (known === void 0) places.set(at, [w]);
    else known.push(w);
  }
  return [...places.values()].slice(0, PLACES_MAX).map((waits) => {
    const first = waits.reduce((a, b) => b.parkNs < a.parkNs ? b : a);
    const goids = waits.map(({ actor }) => segments.actors[actor]?.goid ?? -1);
    const sumNs = waits.reduce((sum, w) => sum + hold.toNs - Math.max(w.parkNs, hold.fromNs), 0);
    const shown = goids.slice(0, NAMES_MAX2).join(", ");
    const more = goids.length > NAMES_MAX2 ? ` and ${goids.length - NAMES_MAX2} more` : "";
    const one2 = goids.length === 1;
    const since = first.parkNs < hold.fromNs ? " (some since before)" : "";
    return step(
      `goroutine${one2 ? "" : "s"} ${shown}${more} ${one2 ? "waits" : "wait"} for it meanwhile, ${durationText(sumNs)}${one2 ? "" : " together"}${one2 ? "" : since}`,
      Math.max(first.parkNs, hold.fromNs),
      segments.actors[first.actor]?.goid,
      first.at
    );
  });
}

// src/analyse/causal/test-causes.ts
var CHARGES_MAX = 5e5;
function causesOfTest(facts, root) {
  const { segments } = facts;
  const span = lifeOf(segments, root);
  const spanNs = span.toNs - span.fromNs;
  if (spanNs <= 0) return [];
  const path = pathByActor(segments, root);
  const test = { root, spanNs };
  const causes = [
    ...facts.locks.map((holds) => lockCause(facts, holds, path, test)),
    ...facts.cancellations.map((c) => cancelCause(facts, c, path, test))
  ];
  return causes.filter((c) => c !== void 0).sort((a, b) => b.share - a.share);
}
function pathByActor(segments, root) {
  const span = lifeOf(segments, root);
  const byActor = /* @__PURE__ */ new Map();
  let count2 = 0;
  for (const charge of walkPath(segments, span)) {
    const long = charge.toNs - charge.fromNs >= SHARE_MIN * (span.toNs - span.fromNs);
    if (charge.waitEnd === "unfinished" && long) {
      const { fromNs, toNs } = charge;
      const family = familyOf(segments, root);
      return {
        byActor: new Map([...family].map((actor) => [actor, [{ fromNs, toNs }]])),
        unfinished: true
      };
    }
    if (++count2 > CHARGES_MAX) break;
    add(byActor, segments.actorOf(charge.segment), charge);
  }
  return { byActor, unfinished: false };
}
function familyOf(segments, root) {
  const family = /* @__PURE__ */ new Set([root]);
  for (let i = root + 1; i < segments.actors.length; i++) {
    const creator = segments.actors[i]?.creator ?? NO_SEGMENT;
    if (creator !== NO_SEGMENT && family.has(segments.actorOf(creator)))
      family.add(i);
  }
  return family;
}
function add(byActor, actor, charge) {
  const { fromNs, toNs } = charge;
  const known = byActor.get(actor);
  if (known === void 0) byActor.set(actor, [{ fromNs, toNs }]);
  else known.push({ fromNs, toNs });
}

// src/analyse/causal/trace-causes.ts
var TESTS_MAX = 500;
var LOCKS_MAX = 50;
function traceCausesOf(owner, trace, { threads, goids, lines }) {
  const { segments, interner, summary } = trace;
  const whole = summary.status === "intact" && segments.dropped === 0;
  const { clusters } = lockClusters(segments, interner);
  const facts = {
    segments,
    interner,
    locks: clusters.slice(0, LOCKS_MAX).map((c) => holdsOf(segments, c)),
    cancellations: cancellationsOf(segments, interner),
    whole
  };
  const tests = [];
  for (const [i, actor] of segments.actors.entries()) {
    if (actor.test === void 0 || actor.test.name === "" || tests.length >= TESTS_MAX) continue;
    const root = i;
    const { fromNs, toNs } = lifeOf(segments, root);
    tests.push({
      test: actor.test.name,
      goid: actor.goid,
      spanNs: toNs - fromNs,
      causes: causesOfTest(facts, root)
    });
  }
  const raceGoids = threads.length === 0 ? /* @__PURE__ */ new Map() : joinRaceThreads(threads, creationsOf(segments, interner));
  const asked = /* @__PURE__ */ new Set([...goids, ...[...raceGoids.values()].flat()]);
  const { artifact, package: of, pid } = owner;
  const axis = TimeAxis.of(segments.clocks, summary);
  return {
    artifact,
    package: of,
    pid,
    whole,
    startedWallMs: axis?.wallMs(0),
    clockErrorMs: axis?.errorMs,
    tests,
    raceGoids,
    lives: livesOf(segments, interner, asked),
    endNs: segments.endNs,
    looked: void 0,
    printed: axis === void 0 ? void 0 : placeLines(lines, axis, testStarts(segments)),
    locks: clusters.slice(0, LOCKS_MAX).map(lockTimes)
  };
}
function testStarts({ actors }) {
  const starts = /* @__PURE__ */ new Map();
  const twice = /* @__PURE__ */ new Set();
  for (const { test, created, startNs } of actors) {
    if (test === void 0 || test.name === "" || !created) continue;
    if (starts.has(test.name)) twice.add(test.name);
    starts.set(test.name, startNs);
  }
  for (const name of twice) starts.delete(name);
  return starts;
}

// src/util/strip-ansi.ts
var ESC = 27;
var BEL = 7;
var SEQUENCE_MAX = 256;
function stripAnsi(text2) {
  let escape2 = text2.indexOf("\x1B");
  if (escape2 < 0) return text2;
  let out = "";
  let from = 0;
  while (escape2 >= 0) {
    out += text2.slice(from, escape2);
    from = endOfSequence(text2, escape2);
    escape2 = text2.indexOf("\x1B", from);
  }
  return out + text2.slice(from);
}
function endOfSequence(text2, start) {
  const kind = text2.charCodeAt(start + 1);
  if (Number.isNaN(kind)) return start + 1;
  const limit = Math.min(text2.length, start + SEQUENCE_MAX);
  if (kind === 91) {
    let at = start + 2;
    while (at < limit && text2.charCodeAt(at) >= 32 && text2.charCodeAt(at) <= 63) at += 1;
    const final = text2.charCodeAt(at);
    return final >= 64 && final <= 126 ? at + 1 : at;
  }
  if (kind === 93 || kind === 80 || kind === 95 || kind === 94 || kind === 88) {
    for (let at = start + 2; at < limit; at++) {
      const code = text2.charCodeAt(at);
      if (code === BEL) return at + 1;
      if (code === ESC) return text2.charCodeAt(at + 1) === 92 ? at + 2 : at;
    }
    return limit === text2.length ? limit : start + 2;
  }
  return kind >= 32 && kind <= 126 ? start + 2 : start + 1;
}

// src/parse/test-event.ts
var NESTED = /[^\\]":[ \t]{0,9}[[{]/;
var BEGINNING = /\{"(?:Time|Action|ImportPath|Package)":"/;
function readEventLine(line) {
  const at = line.startsWith('{"') ? 0 : line.search(BEGINNING);
  if (at < 0) return void 0;
  const json = at === 0 ? line : line.slice(at);
  if (NESTED.test(json)) return void 0;
  let value;
  try {
    value = JSON.parse(json);
  } catch {
    return BEGINNING.test(json) ? "damaged" : void 0;
  }
  const event = eventOf(value);
  return event === void 0 ? void 0 : { event, before: line.slice(0, at) };
}
function eventOf(value) {
  if (typeof value !== "object" || value === null) return void 0;
  const fields = value;
  const action = text(fields["Action"]);
  if (action === void 0) return void 0;
  const elapsed = fields["Elapsed"];
  return {
    action,
    time: text(fields["Time"]),
    package: text(fields["Package"]),
    test: text(fields["Test"]),
    elapsedSec: typeof elapsed === "number" && elapsed >= 0 ? elapsed : void 0,
    output: text(fields["Output"]),
    importPath: text(fields["ImportPath"]),
    failedBuild: text(fields["FailedBuild"]),
    key: text(fields["Key"]),
    value: text(fields["Value"]),
    path: text(fields["Path"])
  };
}
function text(value) {
  return typeof value === "string" ? value : void 0;
}

// src/parse/timed-lines.ts
var STREAM_BYTES_MAX = 512 * 1024 * 1024;
var LINES_MAX = 5e3;
var TEXT_MAX = 300;
var ACTIONS = /* @__PURE__ */ new Set(["run", "pause", "cont", "pass", "fail", "skip", "output"]);
async function readTimedLines(bytes, wanted) {
  if ((bytes.size ?? 0) > STREAM_BYTES_MAX) return [];
  const kept = /* @__PURE__ */ new Map();
  const splitter = createTextSplitter(bytes.name, new DiagnosticBag(), (text2) => {
    const line = timedLine(text2, wanted);
    if (line === void 0) return;
    const lists = kept.get(line.package) ?? { output: [], moments: [] };
    kept.set(line.package, lists);
    const list = line.what === "output" ? lists.output : lists.moments;
    list.push(line);
    if (list.length > 2 * LINES_MAX) list.splice(0, LINES_MAX);
  });
  await pumpSource(bytes, splitter);
  const all = [...kept.values()].flatMap(({ output, moments }) => [
    ...output.slice(-LINES_MAX),
    ...moments.slice(-LINES_MAX)
  ]);
  return all.sort((a, b) => a.wallMs - b.wallMs);
}
function timedLine(text2, wanted) {
  const line = readEventLine(text2);
  if (line === void 0 || line === "damaged") return void 0;
  const { time, action, package: owner, test, output = "" } = line.event;
  if (owner === void 0 || !ACTIONS.has(action) || !wanted(owner)) return void 0;
  const wallMs = wallMsOf(time);
  if (wallMs === void 0) return void 0;
  const words = stripAnsi(output).trim();
  if (action === "output" && words === "") return void 0;
  return {
    wallMs,
    package: owner,
    test,
    what: action,
    text: words.slice(0, TEXT_MAX)
  };
}
function wallMsOf(time) {
  if (time === void 0 || time.length > 64) return void 0;
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return void 0;
  const digits = /\.\d{3}(\d{1,6})/.exec(time)?.[1] ?? "";
  return ms + (digits === "" ? 0 : Number(digits) / 10 ** digits.length);
}

// src/analyse/causal/density.ts
var PLACES_MAX2 = 65536;
var Density = class {
  #fromNs = [];
  #events = [];
  /** Called in the order of time. */
  add(fromNs, events) {
    this.#fromNs.push(fromNs);
    this.#events.push(events);
    if (this.#fromNs.length >= PLACES_MAX2) this.#halve();
  }
  get total() {
    return this.#events.reduce((sum, n) => sum + n, 0);
  }
  /** The earliest time from which on no more than so many events lie before `toNs`; the last place even so. */
  startOf(toNs, eventsMax) {
    let sum = 0;
    let startNs = toNs;
    for (let i = this.#fromNs.length - 1; i >= 0; i--) {
      const fromNs = this.#fromNs[i] ?? 0;
      if (fromNs >= toNs) continue;
      sum += this.#events[i] ?? 0;
      if (sum > eventsMax && startNs < toNs) break;
      startNs = fromNs;
    }
    return startNs;
  }
  #halve() {
    const fromNs = [];
    const events = [];
    for (let i = 0; i < this.#fromNs.length; i += 2) {
      fromNs.push(this.#fromNs[i] ?? 0);
      events.push((this.#events[i] ?? 0) + (this.#events[i + 1] ?? 0));
    }
    this.#fromNs = fromNs;
    this.#events = events;
  }
};

// src/analyse/causal/user-notes.ts
var DEPTH_MAX2 = 64;
var NOTES_MAX = 1e5;
var LOG_CHARS_MAX = 200;
var NO_TEXT = 0;
var UserNotes = class {
  #interner;
  #notes;
  #numbers = /* @__PURE__ */ new Map();
  #tasks = /* @__PURE__ */ new Map();
  #stacks = /* @__PURE__ */ new Map();
  /** `notes` is filled as combinations turn up; a note's number is its place there plus one. */
  constructor(interner, notes) {
    this.#interner = interner;
    this.#notes = notes;
  }
  taskBegin(task, name) {
    if (this.#tasks.size < NOTES_MAX) this.#tasks.set(task, name);
  }
  regionBegin(actor, task, region) {
    const stack = this.#stackOf(actor);
    stack.depth += 1;
    if (stack.depth <= DEPTH_MAX2) stack.scopes.push({ region, task, log: NO_TEXT });
  }
  regionEnd(actor) {
    const stack = this.#stackOf(actor);
    if (stack.depth === 0) return;
    if (stack.depth <= DEPTH_MAX2) stack.scopes.pop();
    stack.depth -= 1;
    if (stack.depth === 0) this.#stacks.delete(actor);
  }
  /** A log outside of a region says nothing of what follows it: when would it end? */
  log(actor, key, value) {
    const scope = this.#stacks.get(actor)?.scopes.at(-1);
    if (scope === void 0) return;
    const text2 = key === "" ? value : `${key}=${value}`;
    scope.log = this.#interner.textOf(text2.slice(0, LOG_CHARS_MAX));
  }
  /** The number of what holds for the goroutine now; 0 = nothing. */
  noteOf(actor) {
    const scope = this.#stacks.get(actor)?.scopes.at(-1);
    if (scope === void 0) return 0;
    const task = this.#tasks.get(scope.task) ?? NO_TEXT;
    const key = `${scope.region},${task},${scope.log}`;
    const known = this.#numbers.get(key);
    if (known !== void 0) return known;
    if (this.#notes.length >= NOTES_MAX) return 0;
    const number3 = this.#notes.push({ region: scope.region, task, log: scope.log });
    this.#numbers.set(key, number3);
    return number3;
  }
  ended(actor) {
    this.#stacks.delete(actor);
  }
  #stackOf(actor) {
    let stack = this.#stacks.get(actor);
    if (stack === void 0) {
      stack = { scopes: [], depth: 0 };
      this.#stacks.set(actor, stack);
    }
    return stack;
  }
};

// src/analyse/causal/segment-recorder.ts
var SEGMENTS_MAX = 2 ** 22;
var ACTORS_MAX = 1e6;
var DENSITY_EVENTS = 64;
var CLOCKS_MAX = 1e5;
var NO_TEXT2 = 0;
var SegmentRecorder = class {
  wants = [
    EV.goCreate,
    EV.goCreateSyscall,
    EV.goCreateBlocked,
    EV.goStart,
    EV.goDestroy,
    EV.goDestroySyscall,
    EV.goStop,
    EV.goBlock,
    EV.goUnblock,
    EV.goSyscallBegin,
    EV.goSyscallEnd,
    EV.goSyscallEndBlocked,
    EV.goStatus,
    EV.goStatusStack,
    EV.goSwitch,
    EV.goSwitchDestroy,
    EV.taskBegin,
    EV.regionBegin,
    EV.regionEnd,
    EV.userLog
  ];
  /** Of the events that came, those that did not fit as well. */
  density = new Density();
  #segments = new Segments();
  #interner;
  #notes;
  #live = [];
  #segmentsMax;
  #generation;
  #lastNs = 0;
  #firstNs;
  /** `segmentsMax`: rows kept; more are counted as dropped. */
  constructor(interner, segmentsMax = SEGMENTS_MAX) {
    this.#interner = interner;
    this.#segmentsMax = segmentsMax;
    this.#notes = new UserNotes(interner, this.#segments.notes);
  }
  chunk(c) {
    if (c.length === 0) return;
    this.#firstNs ??= timeAt(c, 0);
    this.#clock(c);
    for (let i = 0; i < c.length; i += DENSITY_EVENTS) {
      this.density.add(timeAt(c, i), Math.min(DENSITY_EVENTS, c.length - i));
    }
    for (let i = 0; i < c.length; i++) {
      if (this.#full()) {
        this.#segments.dropped += 1;
        continue;
      }
      this.#lastNs = timeAt(c, i);
      const type = typeAt(c, i);
      if (type >= EV.taskBegin && type <= EV.userLog) this.#annotation(c, i, type);
      else if (type >= EV.goCreate && type <= EV.goStatus || type >= EV.goSwitch && type <= EV.goStatusStack) {
        this.#transition(c, i, type);
      }
    }
  }
  /** Each generation reads the wall's clock once. */
  #clock({ generation }) {
    const { clocks } = this.#segments;
    if (generation === this.#generation) return;
    this.#generation = generation;
    const { snapshot } = generation;
    if (snapshot !== void 0 && clocks.length < CLOCKS_MAX) clocks.push(snapshot);
  }
  #full() {
    const { length, actors } = this.#segments;
    return length + 3 > this.#segmentsMax || actors.length >= ACTORS_MAX;
  }
  /** Everything that was open ends with the trace. */
  finish() {
    const segments = this.#segments;
    segments.endNs = this.#lastNs;
    for (const live of this.#live) if (live !== void 0) segments.close(live.row, this.#lastNs);
    this.#live.length = 0;
    return segments;
  }
  #transition(c, i, type) {
    const slot = subjectAt(c, i);
    if (slot < 0) return;
    const from = fromAt(c, i);
    const to = toAt(c, i);
    const t = timeAt(c, i);
    const goid = goroutineIdOf(c, slot);
    let live = this.#live[slot];
    if (live !== void 0 && (live.goid !== goid || from === GO.notExist)) {
      this.#end(live, t, false);
      live = void 0;
    }
    if (live === void 0) {
      const created = from === GO.notExist;
      live = created ? this.#create(c, i, goid, t) : this.#appear(c, i, goid);
      this.#live[slot] = live;
      this.#say(c, i, type, live, to);
      return;
    }
    this.#change({ c, i, type, live, from, to, t });
    if (to === GO.notExist) {
      this.#end(live, t, true);
      this.#live[slot] = void 0;
    }
  }
  #change(e) {
    const { c, i, live, from, to, t } = e;
    const segments = this.#segments;
    const state = segments.stateOf(live.row);
    if (state === to && (from === to || from === GO.undetermined)) {
      if (segments.stackOf(live.row) === NO_STACK) this.#say(c, i, e.type, live, to);
      return;
    }
    if (from !== GO.undetermined && from !== state) segments.setState(live.row, GO.undetermined);
    const stack = this.#interner.stack(c.generation.tables, stackAt(c, i));
    if (state === GO.waiting && to !== GO.waiting) {
      this.#woken(c, i, live);
    } else if (state === GO.running && stack !== NO_STACK) {
      segments.setStack(live.row, stack);
    }
    if (to === GO.notExist) return;
    this.#next(live, to, t);
    this.#say(c, i, e.type, live, to);
  }
  #next(live, state, t) {
    const segments = this.#segments;
    segments.close(live.row, t);
    const inherited = segments.stackOf(live.row);
    live.row = segments.open(live.actor, state, t, live.row);
    if (state === GO.runnable) segments.setStack(live.row, inherited);
    segments.setNote(live.row, this.#notes.noteOf(live.actor));
    this.#actorOf(live).last = live.row;
  }
  /** Reason and stack of the state that begins; a wake's stack is the waker's and says nothing of it. */
  #say(c, i, type, live, to) {
    const own = type === EV.goBlock || type === EV.goStop || type === EV.goSyscallBegin || type === EV.goStatusStack;
    if (!own) return;
    const { tables } = c.generation;
    const stack = this.#interner.stack(tables, stackAt(c, i));
    const stops = type === EV.goBlock || type === EV.goStop;
    const reason = stops ? this.#interner.text(tables, textAt(c, i)) : NO_TEXT2;
    if (to !== GO.running) this.#segments.say(live.row, reason, stack);
    this.#name(live, stack);
  }
  #create(c, i, goid, t) {
    const { tables } = c.generation;
    const by = this.#runner(c, i);
    const creation2 = this.#interner.stack(tables, stackAt(c, i));
    const start = this.#interner.stack(tables, newStackAt(c, i));
    if (by !== void 0) this.#seen(by, creation2);
    return this.#born(goid, toAt(c, i), t, {
      creator: by?.row ?? NO_SEGMENT,
      creation: creation2,
      start,
      created: true
    });
  }
  /** A goroutine that was there before: its state counts from the first event on. */
  #appear(c, i, goid) {
    const [from, to, t] = [fromAt(c, i), toAt(c, i), timeAt(c, i)];
    const none = { creator: NO_SEGMENT, creation: NO_STACK, start: NO_STACK, created: false };
    const known = from !== GO.undetermined && from !== to;
    const since = this.#firstNs ?? t;
    if (!known || since >= t) return this.#born(goid, to, t, none);
    const live = this.#born(goid, from, since, none);
    if (from === GO.waiting) this.#woken(c, i, live);
    if (to !== GO.notExist) this.#next(live, to, t);
    return live;
  }
  /** Keeps who ended the wait, and where. */
  #woken(c, i, live) {
    const by = this.#runner(c, i);
    const stack = this.#interner.stack(c.generation.tables, stackAt(c, i));
    const other = by === void 0 || by === live || by.goid === live.goid ? void 0 : by;
    this.#segments.setWaker(live.row, other?.row ?? NO_SEGMENT, stack);
    if (other !== void 0) this.#seen(other, stack);
  }
  /** The goroutine that did it. In a part of a trace it may do so first of all: then it ran since the part began. */
  #runner(c, i) {
    const slot = goroutineAt(c, i);
    if (slot < 0) return void 0;
    const known = this.#live[slot];
    const t = timeAt(c, i);
    if (known !== void 0 || (this.#firstNs ?? t) >= t || this.#full()) return known;
    const none = { creator: NO_SEGMENT, creation: NO_STACK, start: NO_STACK, created: false };
    const live = this.#born(goroutineIdOf(c, slot), GO.running, this.#firstNs ?? t, none);
    this.#live[slot] = live;
    return live;
  }
  #born(goid, state, t, made) {
    const { actors } = this.#segments;
    const actor = actors.length;
    const row = this.#segments.open(actor, state, t, NO_SEGMENT);
    const frames2 = this.#interner.frames(made.start);
    const runner = frames2.some(({ func }) => TEST_RUNNERS.has(func));
    actors.push({
      goid,
      ...made,
      startNs: t,
      name: frames2.at(-1)?.func ?? "",
      test: runner ? { name: "" } : void 0,
      last: row,
      ended: false
    });
    return { goid, actor, row };
  }
  #end(live, t, ended) {
    this.#segments.close(live.row, t);
    this.#actorOf(live).ended = ended;
    this.#notes.ended(live.actor);
  }
  /** Where a running goroutine was: all that is known of a row that ends without a stack. */
  #seen(live, stack) {
    if (stack === NO_STACK) return;
    if (this.#segments.stateOf(live.row) === GO.running) this.#segments.setStack(live.row, stack);
    this.#name(live, stack);
  }
  /** A goroutine's outermost function, and of a test's own goroutine the test. */
  #name(live, stack) {
    const actor = this.#actorOf(live);
    if (actor.name !== "" && actor.test?.name !== "") return;
    const frames2 = this.#interner.frames(stack);
    if (actor.name === "") actor.name = frames2.at(-1)?.func ?? "";
    if (actor.test?.name === "") actor.test.name = testEntryOf(frames2) ?? "";
  }
  #annotation(c, i, type) {
    const { tables } = c.generation;
    const text2 = this.#interner.text(tables, textAt(c, i));
    if (type === EV.taskBegin) {
      this.#notes.taskBegin(valueAt(c, i), text2);
      return;
    }
    const live = this.#live[goroutineAt(c, i)];
    if (live === void 0 || type === EV.taskEnd) return;
    if (type === EV.userLog) {
      if (this.#interner.string(text2).startsWith("racegate.")) return;
      const value = tables.string(logValueAt(c, i)) ?? "";
      this.#notes.log(live.actor, this.#interner.string(text2), value);
      this.#noted(live, timeAt(c, i));
      return;
    }
    const test = testNameOfRegion(this.#interner.string(text2));
    if (test !== void 0) {
      if (type === EV.regionBegin) this.#actorOf(live).test = { name: test };
      return;
    }
    if (type === EV.regionBegin) this.#notes.regionBegin(live.actor, valueAt(c, i), text2);
    else this.#notes.regionEnd(live.actor);
    this.#noted(live, timeAt(c, i));
  }
  #noted(live, t) {
    const segments = this.#segments;
    if (segments.startOf(live.row) < t && segments.stateOf(live.row) === GO.running) {
      this.#next(live, GO.running, t);
    } else segments.setNote(live.row, this.#notes.noteOf(live.actor));
  }
  #actorOf(live) {
    const actor = this.#segments.actors[live.actor];
    if (actor === void 0 || live.actor === NO_ACTOR) throw new Error("a goroutine is recorded");
    return actor;
  }
};

// src/analyse/causal/test-spans.ts
var TESTS_MAX2 = 1e5;
var TestSpans = class {
  wants = [
    EV.goCreate,
    EV.goCreateBlocked,
    EV.goBlock,
    EV.goStop,
    EV.goDestroy,
    EV.goStatusStack,
    EV.regionBegin
  ];
  #interner;
  #live = /* @__PURE__ */ new Map();
  #all = [];
  #lastNs = 0;
  constructor(interner) {
    this.#interner = interner;
  }
  chunk(c) {
    const { tables } = c.generation;
    for (let i = 0; i < c.length; i++) {
      this.#lastNs = timeAt(c, i);
      const type = typeAt(c, i);
      if (type === EV.regionBegin) {
        const life2 = this.#live.get(goroutineAt(c, i));
        const text2 = this.#interner.string(this.#interner.text(tables, textAt(c, i)));
        if (life2 !== void 0) life2.name = testNameOfRegion(text2) ?? life2.name;
        continue;
      }
      const slot = subjectAt(c, i);
      if (fromAt(c, i) === GO.notExist) this.#create(c, i, slot);
      const life = this.#live.get(slot);
      if (life === void 0) continue;
      if (toAt(c, i) === GO.notExist) {
        life.toNs = this.#lastNs;
        this.#live.delete(slot);
      } else if (life.name === "") {
        const frames2 = this.#interner.frames(this.#interner.stack(tables, stackAt(c, i)));
        life.name = testEntryOf(frames2) ?? "";
      }
    }
  }
  #create(c, i, slot) {
    this.#live.delete(slot);
    const start = this.#interner.stack(c.generation.tables, newStackAt(c, i));
    if (!this.#interner.frames(start).some(({ func }) => TEST_RUNNERS.has(func))) return;
    if (this.#all.length >= TESTS_MAX2) return;
    const at = timeAt(c, i);
    const life = { goid: goroutineIdOf(c, slot), name: "", fromNs: at, toNs: Infinity };
    this.#live.set(slot, life);
    this.#all.push(life);
  }
  /** In the order of creation. */
  finish() {
    for (const life of this.#all) if (life.toNs === Infinity) life.toNs = this.#lastNs;
    return this.#all;
  }
};

// src/pipeline-window.ts
var MARGIN = 0.8;
async function firstPass(request, segmentsMax = SEGMENTS_MAX, besides = () => []) {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner, segmentsMax);
  const summary = await visitTrace(request, [recorder, ...besides(interner)]);
  const segments = recorder.finish();
  const { density } = recorder;
  const kept = Math.max(1, density.total - segments.dropped);
  const looked = segments.dropped === 0 ? void 0 : { fromNs: 0, toNs: segments.endNs };
  return { summary, segments, interner, looked, density, rowsPerEvent: segments.length / kept };
}
function windowBefore({ density, rowsPerEvent }, fromNs, toNs, segmentsMax = SEGMENTS_MAX) {
  const events = MARGIN * segmentsMax / Math.max(0.01, rowsPerEvent);
  return { fromNs: Math.max(fromNs, density.startOf(toNs + 1, events)), toNs };
}
async function readWindow(request, window, segmentsMax = SEGMENTS_MAX) {
  const interner = new TraceInterner();
  const recorder = new SegmentRecorder(interner, segmentsMax);
  const { fromNs, toNs } = window;
  const summary = await visitTrace({ ...request, window: { fromNs, toNs } }, [recorder]);
  const segments = recorder.finish();
  return { summary, segments, interner, looked: { fromNs, toNs: Math.min(toNs, segments.endNs) } };
}
async function testLives(request) {
  const interner = new TraceInterner();
  const spans = new TestSpans(interner);
  await visitTrace(request, [spans], { interner });
  return spans.finish();
}
async function recordFitting(request, chooses, segmentsMax = SEGMENTS_MAX, besides) {
  const first = await firstPass(request, segmentsMax, besides);
  if (first.looked === void 0) return first;
  const { summary } = first;
  const lives = chooses === void 0 ? [] : (await testLives(request)).filter(chooses);
  const [test] = lives.toSorted((a, b) => b.toNs - b.fromNs - (a.toNs - a.fromNs));
  const endNs = summary.lastEventNs;
  const wanted = test === void 0 ? windowBefore(first, 0, endNs, segmentsMax) : void 0;
  const window = wanted ?? windowBefore(first, (test?.fromNs ?? 0) - 1, test?.toNs ?? endNs, segmentsMax);
  if (window.toNs <= first.looked.toNs && test !== void 0) return first;
  const part = await readWindow(request, window, segmentsMax);
  return { ...part, summary };
}

// src/analyse/deep/callers.ts
function callerOf(frames2) {
  return frames2.find(
    ({ function: name }) => !/^(?:internal\/)?sync$/.test(parseGoSymbol(name).package)
  );
}

// src/analyse/deep/used-locks.ts
var ONCE_DEPTH = 2;
function usedLocksOf(log) {
  return log.uses.filter(isOfProgram).map((use) => {
    const { address, acquisitions, heldNs, waits, waitedNs, longest: longest2 } = use;
    return {
      address,
      kind: kindOf(use),
      acquisitions,
      heldNs: Math.round(heldNs),
      waits,
      waitedNs: Math.round(waitedNs),
      longest: {
        ...partyOf(longest2),
        fromNs: Math.round(longest2.sinceNs),
        toNs: Math.round(longest2.toNs),
        ...releasedOf(longest2.released),
        shared: longest2.shared,
        waiters: longest2.waiters.map(({ party, waitNs: waitNs2 }) => ({
          ...partyOf(party),
          waitNs: Math.round(waitNs2)
        }))
      }
    };
  });
}
function kindOf({ kind, longest: longest2 }) {
  const top = longest2.frames.findIndex(({ function: name }) => name === "sync.(*Once).doSlow");
  return top >= 0 && top <= ONCE_DEPTH ? "Once" : kind;
}
function isOfProgram({ longest: longest2 }) {
  const caller = callerOf(longest2.frames);
  return caller !== void 0 && !isStandardPackage(parseGoSymbol(caller.function).package);
}
function releasedOf(frames2) {
  const releasedAt = callerOf(frames2);
  return releasedAt === void 0 ? {} : { releasedAt };
}
function partyOf({ goid, frames: frames2 }) {
  const at = callerOf(frames2);
  return { goroutine: goid, ...at === void 0 ? {} : { at } };
}

// src/parse/trace-lock-log.ts
var PREFIX = "racegate.";
var LOCKS_MAX2 = 2e5;
var PARTIES_MAX = 1e3;
var WAITERS_SHOWN = 8;
var OPEN_MAX = 1e3;
var USES_MAX = 200;
var LockLogVisitor = class {
  wants = [EV.userLog];
  #interner;
  #reader;
  constructor(interner) {
    this.#interner = interner;
    this.#reader = new LockLogReader(interner);
  }
  chunk(c) {
    const { tables } = c.generation;
    for (let i = 0; i < c.length; i++) {
      if (typeAt(c, i) !== EV.userLog) continue;
      const category = this.#interner.string(this.#interner.text(tables, textAt(c, i)));
      this.#reader.log(c, i, category);
    }
  }
  finish() {
    return this.#reader.finish(
      (stack) => this.#interner.frames(stack).map(({ func, file, line }) => ({ function: func, file, line }))
    );
  }
};
var LockLogReader = class {
  #interner;
  #locks = /* @__PURE__ */ new Map();
  #cut = false;
  #seen = false;
  constructor(interner) {
    this.#interner = interner;
  }
  /** A row of type userLog with its category. */
  log(c, i, category) {
    if (!category.startsWith(PREFIX)) return;
    const what = category.slice(PREFIX.length);
    this.#seen = true;
    if (what === "full") {
      this.#cut = true;
      return;
    }
    const { tables } = c.generation;
    const address = tables.string(logValueAt(c, i)) ?? "";
    const goid = goroutineIdOf(c, goroutineAt(c, i));
    const lock = this.#lock(address);
    if (lock === void 0 || goid < 0) return;
    const stack = this.#interner.stack(tables, stackAt(c, i));
    take(lock, { what, party: { goid, stack, sinceNs: timeAt(c, i) } });
  }
  #lock(address) {
    const known = this.#locks.get(address);
    if (known !== void 0 || !/^[0-9a-f]{1,16}$/.test(address)) return known;
    if (this.#locks.size >= LOCKS_MAX2) {
      this.#cut = true;
      return void 0;
    }
    const lock = {
      address,
      kind: "Mutex",
      owner: void 0,
      writing: false,
      readers: [],
      waiters: /* @__PURE__ */ new Map(),
      passedOn: false,
      acquisitions: 0,
      heldNs: 0,
      waits: 0,
      waitedNs: 0,
      longest: void 0
    };
    this.#locks.set(address, lock);
    return lock;
  }
  /** Undefined for a trace without such events. */
  finish(framesOf) {
    if (!this.#seen) return void 0;
    const locks = [...this.#locks.values()];
    const open = locks.filter(
      ({ owner, readers, waiters }) => owner !== void 0 || readers.length > 0 || waiters.size > 0
    );
    const heaviest = locks.filter(({ longest: longest2 }) => longest2 !== void 0).sort((a, b) => weight(b) - weight(a));
    return {
      open: open.slice(0, OPEN_MAX).map((lock) => openLock(lock, framesOf)),
      uses: heaviest.slice(0, USES_MAX).flatMap((lock) => useOf(lock, framesOf)),
      addresses: locks.length,
      cut: this.#cut || open.length > OPEN_MAX
    };
  }
};
function weight({ waitedNs, longest: longest2 }) {
  return waitedNs + (longest2 === void 0 ? 0 : longest2.toNs - longest2.sinceNs);
}
function take(lock, moment) {
  const { what, party } = moment;
  if (/^[rw](?!ant$)/.test(what) && lock.kind === "Mutex") {
    lock.kind = "RWMutex";
    lock.acquisitions = 0;
    lock.heldNs = 0;
    lock.longest = void 0;
  }
  switch (what) {
    case "want":
      wait(lock, { ...party, wants: "lock" });
      break;
    case "rwant":
      wait(lock, { ...party, wants: "read" });
      break;
    case "wwant":
      wait(lock, { ...party, wants: "readers" });
      break;
    case "lock":
      acquired(lock, party);
      if (lock.kind === "RWMutex") lock.acquisitions -= 1;
      lock.owner = party;
      lock.writing = false;
      break;
    case "wlock":
      acquired(lock, party);
      lock.owner = party;
      lock.writing = true;
      break;
    case "rlock":
      acquired(lock, party);
      if (lock.readers.length < PARTIES_MAX) lock.readers.push(party);
      break;
    case "unlock":
      if (lock.kind === "Mutex") released(lock, lock.owner, party, false);
      lock.owner = void 0;
      lock.writing = false;
      break;
    case "wunlock":
      released(lock, lock.owner, party, false);
      lock.writing = false;
      break;
    case "runlock":
      released(lock, takeReader(lock, party.goid), party, true);
      break;
    default:
  }
}
function wait(lock, waiting) {
  if (lock.waiters.size < PARTIES_MAX) lock.waiters.set(waiting.goid, waiting);
}
function acquired(lock, { goid, sinceNs }) {
  lock.acquisitions += 1;
  const waiting = lock.waiters.get(goid);
  if (waiting === void 0) return;
  lock.waiters.delete(goid);
  lock.waits += 1;
  lock.waitedNs += sinceNs - waiting.sinceNs;
}
function takeReader(lock, goid) {
  const own = lock.readers.findLastIndex((reader) => reader.goid === goid);
  if (own < 0 && lock.readers.length > 0) lock.passedOn = true;
  return lock.readers.splice(own < 0 ? 0 : own, 1)[0];
}
function released(lock, holder, by, shared) {
  if (holder === void 0) return;
  if (holder.goid !== by.goid) lock.passedOn = true;
  const ns2 = by.sinceNs - holder.sinceNs;
  lock.heldNs += ns2;
  const { longest: longest2 } = lock;
  if (longest2 !== void 0 && ns2 <= longest2.toNs - longest2.sinceNs) return;
  const waiters = [...lock.waiters.values()].sort((a, b) => a.sinceNs - b.sinceNs).slice(0, WAITERS_SHOWN);
  lock.longest = { ...holder, toNs: by.sinceNs, released: by.stack, shared, waiters };
}
function partyOf2({ goid, stack, sinceNs }, framesOf) {
  return { goid: String(goid), frames: framesOf(stack), sinceNs };
}
function openLock(lock, framesOf) {
  const { owner, kind, readers, waiters, passedOn } = lock;
  return {
    address: `0x${lock.address}`,
    kind,
    owner: owner === void 0 ? void 0 : partyOf2(owner, framesOf),
    readers: readers.map((reader) => partyOf2(reader, framesOf)),
    waiters: [...waiters.values()].map((one2) => ({
      ...partyOf2(one2, framesOf),
      wants: one2.wants
    })),
    passedOn
  };
}
function useOf(lock, framesOf) {
  const { longest: longest2, kind, acquisitions, heldNs, waits, waitedNs } = lock;
  if (longest2 === void 0) return [];
  const { toNs, released: released2, shared, sinceNs } = longest2;
  return [
    {
      address: `0x${lock.address}`,
      kind,
      acquisitions,
      heldNs,
      waits,
      waitedNs,
      longest: {
        ...partyOf2(longest2, framesOf),
        toNs,
        released: framesOf(released2),
        shared,
        waiters: longest2.waiters.map((one2) => ({
          party: partyOf2(one2, framesOf),
          waitNs: toNs - Math.max(one2.sinceNs, sinceNs)
        }))
      }
    }
  ];
}

// src/analyse/confidence/features.ts
var OFTEN = 10;
function featuresOf(cause) {
  const { certainty } = cause;
  return [
    Math.min(1, Math.log2(1 + cause.count) / OFTEN),
    Math.min(1, cause.share),
    certainty === "direct" ? 1 : 0,
    certainty === "proof" ? 1 : 0,
    cause.rank > 0 ? 1 : 0,
    cause.explained ? 1 : 0,
    cause.whole ? 0 : 1
  ];
}

// src/analyse/confidence/table.ts
var CALIBRATION = {
  intercept: 3.3943,
  weights: [1.1352, 0.184, -0.954, 0.9184, -3.4972, -2.531, 0],
  line: [
    [29e-4, 0],
    [0.029, 0.0116],
    [0.1135, 0.0966],
    [0.5544, 0.1667],
    [0.7863, 0.8663],
    [0.9127, 0.8667],
    [0.9482, 0.9517],
    [0.9611, 0.958],
    [0.9699, 0.9825],
    [0.9849, 1]
  ],
  patterns: {
    "ab-ba-deadlock": { labels: 45, right: 45, weight: 0.3035 },
    "blocked-then-preempted": { labels: 120, right: 31, weight: -1.3078 },
    "cancel-ignored": { labels: 30, right: 30, weight: 0.5048 },
    "cancel-late": { labels: 75, right: 45, weight: 0.3671 },
    "cancel-wrong-owner": { labels: 15, right: 15, weight: 0.2933 },
    "channel-slow-consumer": { labels: 85, right: 45, weight: -3.0091 },
    "cond-missed-signal": { labels: 42, right: 42, weight: 0.5795 },
    "double-lock": { labels: 45, right: 45, weight: 0.3229 },
    "finding:ab-ba-deadlock": { labels: 10, right: 10, weight: 0.3674 },
    "finding:double-lock": { labels: 45, right: 45, weight: 1.0122 },
    "finding:goroutine-leak": { labels: 173, right: 166, weight: 0.3436 },
    "gc-assist-stall": { labels: 45, right: 43, weight: -0.1976 },
    "goroutine-leak": { labels: 412, right: 249, weight: -0.3319 },
    "late-wakeup": { labels: 209, right: 34, weight: -2.409 },
    "lock-convoy": { labels: 43, right: 43, weight: 0.2965 },
    "once-init-wait": { labels: 29, right: 29, weight: 0.7205 },
    "ping-pong-starvation": { labels: 36, right: 36, weight: 0.8239 },
    "released-before-exit": { labels: 30, right: 30, weight: 0.4884 },
    "runnable-starvation": { labels: 72, right: 30, weight: -0.6196 },
    "rwmutex-recursive": { labels: 30, right: 30, weight: 0.2415 },
    "rwmutex-writer-starvation": { labels: 30, right: 30, weight: 1.0321 },
    "slow-holder": { labels: 116, right: 45, weight: -1.5545 },
    "slow-stage": { labels: 25, right: 25, weight: 0.2682 },
    "stw-storm": { labels: 43, right: 43, weight: 0.5936 },
    "syscall-storm": { labels: 45, right: 45, weight: 0.6158 },
    "timer-storm": { labels: 30, right: 30, weight: 0.7378 },
    "wait-group-straggler": { labels: 63, right: 30, weight: -0.4831 }
  }
};

// src/analyse/confidence/confidence.ts
var LABELS_MIN = 30;
var LABELS_MANY = 200;
var CAPS = { proof: 0.99, direct: 0.95, heuristic: 0.8 };
function scoreOf(cause, calibration) {
  const { patterns, line } = calibration;
  const own = Object.hasOwn(patterns, cause.pattern) ? patterns[cause.pattern] : void 0;
  const cap = (own?.labels ?? 0) >= LABELS_MANY ? CAPS.proof : CAPS[cause.certainty];
  return Math.min(cap, onLine(line, sigmoidOf(cause, calibration)));
}
function sigmoidOf(cause, { intercept, weights, patterns }) {
  const own = Object.hasOwn(patterns, cause.pattern) ? patterns[cause.pattern] : void 0;
  const sum = featuresOf(cause).reduce(
    (total, value, i) => total + value * (weights[i] ?? 0),
    intercept + (own?.weight ?? 0)
  );
  return 1 / (1 + Math.exp(-sum));
}
function onLine(line, said) {
  const next = line.findIndex(([at]) => at >= said);
  const to = line[next];
  const from = next > 0 ? line[next - 1] : void 0;
  if (to === void 0) return line.at(-1)?.[1] ?? said;
  if (from === void 0) return to[1];
  const part = to[0] === from[0] ? 1 : (said - from[0]) / (to[0] - from[0]);
  return from[1] + part * (to[1] - from[1]);
}
function confidenceOf(cause) {
  const known = Object.hasOwn(CALIBRATION.patterns, cause.pattern) ? CALIBRATION.patterns[cause.pattern] : void 0;
  if (known === void 0 || known.labels < LABELS_MIN) return void 0;
  return Number(scoreOf(cause, CALIBRATION).toFixed(2));
}

// src/analyse/confidence/ranking.ts
var NO_PROCESSOR = ["runnable-starvation", "late-wakeup", "blocked-then-preempted"];
var STUCK = ["goroutine-leak", "wait-group-straggler", "slow-holder"];
var EFFECTS = /* @__PURE__ */ new Map([
  ["ab-ba-deadlock", [...STUCK, "cond-missed-signal"]],
  ["double-lock", [...STUCK, "cond-missed-signal"]],
  ["rwmutex-recursive", [...STUCK, "rwmutex-writer-starvation"]],
  ["cond-missed-signal", ["goroutine-leak"]],
  ["cancel-ignored", ["cancel-late", "wait-group-straggler", "goroutine-leak"]],
  ["cancel-late", ["wait-group-straggler"]],
  ["cancel-wrong-owner", ["cancel-late", "wait-group-straggler"]],
  ["slow-stage", ["channel-slow-consumer"]],
  ["select-starvation", ["channel-slow-consumer", "slow-stage"]],
  ["slow-holder", ["wait-group-straggler"]],
  ["once-init-wait", ["wait-group-straggler"]],
  ["stw-storm", NO_PROCESSOR],
  ["gc-assist-stall", NO_PROCESSOR],
  ["timer-storm", NO_PROCESSOR],
  ["ping-pong-starvation", NO_PROCESSOR],
  ["syscall-storm", NO_PROCESSOR]
]);
var WAITS = /* @__PURE__ */ new Set([
  "lock-convoy",
  "slow-holder",
  "rwmutex-writer-starvation",
  "once-init-wait",
  "channel-slow-consumer",
  "slow-stage"
]);
var CONVOY_TIMES = 10;
var PREEMPTED_TIMES = 5;
var PREEMPTED_SHARE = 0.02;
function causesOf(finding, findings) {
  const causes = findings.filter((other) => isCauseOf(other, finding)).map((f) => f.pattern);
  return [...new Set(causes)];
}
function isCauseOf(cause, effect) {
  if (cause === effect) return false;
  if (EFFECTS.get(cause.pattern)?.includes(effect.pattern) === true) return true;
  switch (effect.pattern) {
    case "slow-holder":
      return cause.pattern === "lock-convoy" ? isQueueOf(cause, effect) : isAheadOf(cause, effect);
    case "late-wakeup":
      if (cause.pattern === "blocked-then-preempted") {
        return cause.count >= PREEMPTED_TIMES && wakeOf2(cause) !== wakeOf2(effect);
      }
      return WAITS.has(cause.pattern) && sites(cause).includes(wakeOf2(effect));
    case "runnable-starvation":
      return cause.pattern === "blocked-then-preempted" && cause.totalNs >= PREEMPTED_SHARE * effect.totalNs;
    default:
      return false;
  }
}
function sites({ steps }) {
  return steps.map(({ at }) => at === void 0 ? "" : `${at.file}:${at.line}`);
}
var wakeOf2 = (finding) => sites(finding)[0] ?? "";
function isQueueOf(convoy, hold) {
  return wakeOf2(convoy) === wakeOf2(hold) && convoy.count >= CONVOY_TIMES * hold.count;
}
function isAheadOf(head2, link) {
  if (head2.pattern !== "slow-holder") return false;
  const [headWaits, headHolds] = head2.steps.map(({ at }) => at?.function);
  const [linkWaits, linkHolds] = link.steps.map(({ at }) => at?.function);
  return headWaits !== void 0 && headWaits === linkHolds && headHolds !== linkHolds && headHolds !== linkWaits;
}
function rankCauses(findings) {
  const depths = /* @__PURE__ */ new Map();
  const depth = (finding) => {
    const known = depths.get(finding);
    if (known !== void 0) return known;
    depths.set(finding, 0);
    const causes = findings.filter((other) => isCauseOf(other, finding));
    const own = Math.max(0, ...causes.map((cause) => 1 + depth(cause)));
    depths.set(finding, own);
    return own;
  };
  return findings.toSorted(
    (a, b) => depth(a) - depth(b) || b.totalNs - a.totalNs || a.firstNs - b.firstNs
  );
}

// src/analyse/confidence/judge.ts
function causeFacts(findings, whole) {
  const before = /* @__PURE__ */ new Set();
  return findings.map((finding) => {
    const { pattern: pattern2, certainty, count: count2, share } = finding;
    const rank = before.size - (before.has(pattern2) ? 1 : 0);
    before.add(pattern2);
    const explained = causesOf(finding, findings).length > 0;
    return { pattern: pattern2, certainty, count: count2, share, rank, explained, whole };
  });
}
function judgeCauses(findings, whole) {
  const ranked = rankCauses(findings);
  const facts = causeFacts(ranked, whole);
  return ranked.map((finding, i) => {
    const fact = facts[i];
    const confidence = fact === void 0 ? void 0 : confidenceOf(fact);
    const effectOf = causesOf(finding, ranked);
    return {
      ...finding,
      confidence: confidence ?? "uncalibrated",
      ...effectOf.length === 0 ? {} : { effectOf }
    };
  });
}

// src/model/pattern-events.ts
var PATTERN_KINDS = [
  "create",
  "run",
  "stop",
  "park",
  "unpark",
  "exit",
  "syscall",
  "syscall_end",
  "range_begin",
  "range_end",
  "log",
  "region_begin",
  "region_end",
  "task_begin",
  "task_end",
  "status",
  "mark"
];
var kindNumber = (kind) => PATTERN_KINDS.indexOf(kind);
var PATTERN_CLASSES = [
  "none",
  "lock",
  "rwlock_read",
  "rwlock_write",
  "once",
  "wait_group",
  "cond",
  "semaphore",
  "chan_send",
  "chan_receive",
  "select",
  "forever",
  "sleep",
  "network",
  "gc_assist",
  "gc",
  "system",
  "synctest",
  "preempted",
  "yield",
  "other"
];
var classNumber = (name) => PATTERN_CLASSES.indexOf(name);
var CLASS_GROUPS = /* @__PURE__ */ new Map([
  ["chan", ["chan_send", "chan_receive"]],
  ["rwlock", ["rwlock_read", "rwlock_write"]],
  ["mutex", ["lock", "rwlock_read", "rwlock_write"]],
  ["sync", ["lock", "rwlock_read", "rwlock_write", "once", "wait_group", "semaphore"]]
]);
function patternEvents(rows) {
  return {
    length: 0,
    firstSeq: 0,
    timeNs: new Float64Array(rows),
    kind: new Uint8Array(rows),
    cls: new Uint8Array(rows),
    g: new Float64Array(rows),
    by: new Float64Array(rows),
    stack: new Int32Array(rows),
    text: new Int32Array(rows),
    value: new Int32Array(rows)
  };
}

// src/analyse/patterns/catalogue/ab-ba-deadlock.ts
var abBaDeadlock = {
  id: "ab-ba-deadlock",
  yaml: String.raw`
name: ab-ba-deadlock
title: goroutines wait in a circle, each for a lock that the next one holds
why: None of them can go on.
fix: Take the locks in one order everywhere, or take one lock for both.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: [racegate.lock, racegate.rlock, racegate.lock.held], g: G, bind: {X: value}, say: holds a lock}
  - {id: wait, on: log, name: [racegate.want, racegate.rwant, racegate.wwant, racegate.lock.wait], g: G, bind: {Y: value}, where: value != $X,
     noise: any, say: waits for another}
interference:
  - {between: [held, wait], on: log, name: [racegate.unlock, racegate.runlock, racegate.lock.free], g: G, where: value == $X}
absent:
  - {on: log, name: [racegate.lock, racegate.rlock, racegate.wlock, racegate.lock.held], g: G, until: end, where: value == $Y}
  - {on: log, name: [racegate.unlock, racegate.runlock, racegate.lock.free], g: G, until: end, where: value == $X}
graph: {from: X, to: Y, distinct: G, cycle: 2}
within: none
`
};

// src/analyse/patterns/catalogue/blocked-then-preempted.ts
var blockedThenPreempted = {
  id: "blocked-then-preempted",
  yaml: String.raw`
name: blocked-then-preempted
title: a goroutine that had waited was preempted soon after it ran, and waited again for a processor
why: What it had waited for (a lock, a message) stays undone while others have the processor.
fix: Do the urgent part first and briefly; keep work that computes for long on few goroutines.
certainty: direct
raise:
  - it held a lock meanwhile (deep mode)
steps:
  - {id: u, on: unpark, g: A, say: woken}
  - {id: r, on: run, g: A, edge: wake(u), say: runs}
  - {id: s, on: stop, g: A, class: preempted, gap: {max: 50ms}, noise: 0, say: preempted}
  - {id: r2, on: run, g: A, gap: {min: 5ms}, noise: 0, say: runs again}
cost: {from: s, to: r2}
worth: {total: 10ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/cancel-ignored.ts
var cancelIgnored = {
  id: "cancel-ignored",
  yaml: String.raw`
name: cancel-ignored
title: a goroutine goes on for more than a second after its context was cancelled
why: Work that nobody waits for any more keeps its memory, its locks and its connections.
fix: Return when ctx.Done() is closed, and hand ctx to whatever the goroutine waits in.
certainty: heuristic
raise:
  - the source shows that the goroutine was made for this context alone
steps:
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive],
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: on, on: park, g: X, edge: wake(c), gap: {max: 1s}, noise: any,
     say: and it waits for something else}
absent: {on: exit, g: X, after: c, within: 1s}
within: none
same: ok
cost: {from: c, to: on}
`
};

// src/analyse/patterns/catalogue/cancel-late.ts
var cancelLate = {
  id: "cancel-late",
  yaml: String.raw`
name: cancel-late
title: a goroutine ends long after its context was cancelled
why: Whoever waits for it (a WaitGroup, a test's end) waits as well.
fix: Look at ctx.Done() in the loop or the wait that follows, or hand ctx to it.
certainty: direct
raise:
  - somebody waited for the goroutine's end (trace wake)
steps:
  - {id: w, on: park, g: X, class: [select, chan_receive], bind: {S: site}, say: waits}
  - {id: c, on: unpark, g: X, by: K, edge: wake(w),
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: r, on: run, g: X, edge: wake(c), say: the goroutine sees it}
  - {id: e, on: exit, g: X, gap: {min: 10ms, from: c}, noise: any, say: and ends}
repeat: {min: 1, key: $S}
cost: {from: c, to: e}
`
};

// src/analyse/patterns/catalogue/cancel-wrong-owner.ts
var cancelWrongOwner = {
  id: "cancel-wrong-owner",
  yaml: String.raw`
name: cancel-wrong-owner
title: a goroutine cancels the context of others that do the same work
why: Whoever made the context decides when its work is over; here one worker ends the work of its fellows.
fix: Hand workers the context, not its cancel function; let them report, and let the owner cancel.
certainty: heuristic
raise:
  - the source shows that the cancel function was handed to the goroutine
steps:
  - {id: w, on: park, g: X, class: [select, chan_receive], bind: {E: entry}, say: works under the context}
  - {id: c, on: unpark, g: X, by: K, edge: wake(w), stack_has: context.(*cancelCtx).cancel,
     stack_lacks: [errgroup, time.goFunc, context.WithDeadlineCause], where: entry == $E,
     say: a goroutine of the same kind cancels it}
repeat: {min: 1, key: $E}
cost: {from: c, to: c}
`
};

// src/analyse/patterns/catalogue/channel-slow-consumer.ts
var channelSlowConsumer = {
  id: "channel-slow-consumer",
  yaml: String.raw`
name: channel-slow-consumer
title: a sender keeps waiting for one and the same receiver
why: The receiver takes values more slowly than they come, so that the sender runs at its pace.
fix: Receive with more goroutines, do less between two receives, or send less often.
certainty: heuristic
raise:
  - the receiver is running, not waiting, between its receives (trace goroutines)
steps:
  - {id: p, on: park, g: P, class: chan_send, bind: {S: site}, say: the sender waits}
  - {id: c, on: unpark, g: P, by: C, edge: wake(p), gap: {min: 500us}, bind: {R: site},
     say: the receiver takes the value}
repeat: {min: 10, key: [$S, $R, $C]}
worth: {total: 20ms, share: 0.5}
`
};

// src/analyse/patterns/catalogue/cond-missed-signal.ts
var condMissedSignal = {
  id: "cond-missed-signal",
  yaml: String.raw`
name: cond-missed-signal
title: a goroutine waits on a sync.Cond to the end
why: A Signal that comes before the Wait wakes nobody, and no other came.
fix: Check the condition under the lock in a loop around Wait; set it under the lock before Signal.
certainty: heuristic
raise:
  - a dump shows the goroutine still there
  - the goroutine leak profile lists it
steps:
  - {id: w, on: park, g: W, class: cond, bind: {S: site}, say: waits on the Cond}
absent: {on: [unpark, exit], g: W, until: end}
repeat: {min: 1, key: $S}
`
};

// src/analyse/patterns/catalogue/double-lock.ts
var doubleLock = {
  id: "double-lock",
  yaml: String.raw`
name: double-lock
title: a goroutine waits for a lock that it holds itself
why: It waits for itself, for ever.
fix: Call a variant of the inner function that expects the lock to be held.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: [racegate.lock, racegate.lock.held], g: G, bind: {X: value}, say: holds the lock}
  - {id: wait, on: log, name: [racegate.want, racegate.rwant, racegate.lock.wait], g: G, where: value == $X, noise: any,
     say: waits for it}
interference:
  - {between: [held, wait], on: log, name: [racegate.unlock, racegate.lock.free], where: value == $X}
absent: {on: log, name: [racegate.lock, racegate.rlock, racegate.lock.held], g: G, until: end, where: value == $X}
within: none
`
};

// src/analyse/patterns/catalogue/gc-assist-stall.ts
var gcAssistStall = {
  id: "gc-assist-stall",
  yaml: String.raw`
name: gc-assist-stall
title: a goroutine that allocates has to wait for the collector
why: It allocates faster than the collector marks, and must help before it gets more.
fix: Allocate less on that path, reuse buffers, or raise GOGC or GOMEMLIMIT.
certainty: direct
raise:
  - the goroutine is on the critical path of a test (trace path)
steps:
  - {id: a, on: range_begin, g: A, name: GC mark assist, bind: {S: site}, say: must help the collector}
  - {id: e, on: range_end, g: A, name: GC mark assist, gap: {min: 100us}, noise: any, say: goes on}
interference:
  - {between: [a, e], on: range_end, g: A, name: GC mark assist}
repeat: {min: 5, key: $S}
worth: {total: 20ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/goroutine-leak.ts
var goroutineLeak = {
  id: "goroutine-leak",
  yaml: String.raw`
name: goroutine-leak
title: goroutines made in the trace wait to its end
why: They keep their stacks, and whatever they refer to, for as long as the process lives.
fix: Give each a way out - a buffered channel, a context, a close - and wait for it.
certainty: heuristic
raise:
  - the goroutine leak profile lists it (proof)
  - it happens as often as the test runs (-count=10)
steps:
  - {id: made, on: create, g: L, by: P, stack_lacks: ["runtime."], say: the goroutine is made}
  - {id: w, on: park, g: L, class: [chan, select, sync, forever], bind: {S: site}, noise: any,
     stack_lacks: [runtime.gc, testing.], say: waits}
interference:
  - {between: [made, w], on: exit, g: L}
absent: {on: [unpark, exit], g: L, until: end}
within: none
repeat: {min: 1, key: $S}
`
};

// src/analyse/patterns/catalogue/late-wakeup.ts
var lateWakeup = {
  id: "late-wakeup",
  yaml: String.raw`
name: late-wakeup
title: a goroutine was woken and did not run for long
why: The wait is over, but no processor is free, the world is stopped, or the collector takes the time.
fix: See what ran meanwhile (trace perfetto); with GOMAXPROCS 1 one goroutine that computes is enough.
certainty: direct
raise:
  - a stop of the world or a mark phase covers the time
steps:
  - {id: w, on: unpark, g: A, by: B, say: woken}
  - {id: r, on: run, g: A, edge: wake(w), gap: {min: 20ms}, say: runs at last}
worth: {total: 20ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/lock-convoy.ts
var lockConvoy = {
  id: "lock-convoy",
  yaml: String.raw`
name: lock-convoy
title: goroutines queue for one lock, and queue again as soon as they had it
why: Every hand-off costs a park and a wake, so that the lock is busy although nobody does much under it.
fix: Take the lock less often (batch the work), split it, or let go of it before the next piece of work.
certainty: heuristic
raise:
  - the mutex profile of the same run names the same unlock
  - deep mode proves that it is one lock and not several taken at one line
steps:
  - {id: w, on: park, g: W, class: mutex, bind: {L: site}, say: waits for the lock}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w), say: the holder lets go}
  - {id: r, on: run, g: W, edge: wake(h), gap: {max: 50ms}, say: runs with the lock}
  - {id: again, on: park, g: W, class: mutex, where: site == $L, gap: {max: 200us},
     say: and waits for it again}
interference:
  - {between: [h, again], on: park, g: W, class: {not: mutex}}
repeat: {min: 20, key: $L, distinct: {W: 2}}
cost: {from: w, to: r}
worth: {total: 5ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/once-init-wait.ts
var onceInitWait = {
  id: "once-init-wait",
  yaml: String.raw`
name: once-init-wait
title: goroutines wait until another has done a sync.Once
why: The first use pays for the initialisation, and everybody else waits for it.
fix: Initialise before the goroutines start, or make what the Once does cheap.
certainty: direct
raise:
  - inittrace or a profile shows what the initialisation does
steps:
  - {id: w, on: park, g: A, class: once, bind: {L: site}, say: waits for the Once}
  - {id: u, on: unpark, g: A, by: B, class: once, edge: wake(w), gap: {min: 1ms}, say: it is done}
repeat: {min: 1, key: $L}
worth: {total: 5ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/ping-pong-starvation.ts
var pingPongStarvation = {
  id: "ping-pong-starvation",
  yaml: String.raw`
name: ping-pong-starvation
title: two goroutines hand values to and fro, and a third that could run does not
why: A wake on a channel runs its goroutine next, before all that wait in the queue.
fix: Give the channel a buffer, send in batches, or use more than one processor.
certainty: direct
raise:
  - GOMAXPROCS is 1, or every processor has such a pair
steps:
  - {id: t, on: unpark, g: T, by: W, say: a third goroutine could run}
  - {id: a, on: unpark, g: C, by: P, class: chan, gap: {max: 1ms}, say: one wakes the other}
  - {id: b, on: park, g: P, class: chan, gap: {max: 100us}, say: and waits}
  - {id: c, on: unpark, g: P, by: C, gap: {max: 100us}, say: is woken by it}
  - {id: d, on: unpark, g: C, by: P, class: chan, gap: {max: 200us}, say: wakes it again}
  - {id: e, on: unpark, g: P, by: C, gap: {max: 200us}, say: and is woken by it again}
  - {id: r, on: run, g: T, gap: {min: 1ms, from: t}, noise: any, say: the third one runs}
interference:
  - {between: [t, r], on: run, g: T}
same: ok
cost: {from: t, to: r}
worth: {total: 1ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/released-before-exit.ts
var releasedBeforeExit = {
  id: "released-before-exit",
  yaml: String.raw`
name: released-before-exit
title: a connection or file is closed while a goroutine waits on it, and that goroutine goes on for long
why: What it does from here on works on something that is closed already; writes fail, or go nowhere.
fix: Tell the goroutine to end and wait for it (a WaitGroup), then close.
certainty: heuristic
raise:
  - its output says "use of closed network connection" or "file already closed"
steps:
  - {id: w, on: park, g: C, class: network, stack_lacks: [Accept, net/http.], bind: {S: site},
     say: waits on the connection}
  - {id: c, on: unpark, g: C, by: P, edge: wake(w), stack_has: internal/poll.(*FD).Close,
     bind: {R: site}, say: another goroutine closes it}
  - {id: r, on: run, g: C, edge: wake(c), say: the goroutine goes on}
  - {id: e, on: exit, g: C, gap: {min: 10ms, from: c}, noise: any, say: and ends long after}
repeat: {min: 1, key: [$S, $R]}
cost: {from: c, to: e}
`
};

// src/analyse/patterns/catalogue/runnable-starvation.ts
var runnableStarvation = {
  id: "runnable-starvation",
  yaml: String.raw`
name: runnable-starvation
title: goroutines that could run wait for a processor again and again
why: There is more work than processors, or a few goroutines that never wait keep them.
fix: Give the process more processors, run fewer goroutines that compute, or let them yield in between.
certainty: direct
raise:
  - schedtrace of the same run shows long run queues
steps:
  - {id: s, on: stop, g: A, say: could run}
  - {id: r, on: run, g: A, gap: {min: 60ms}, edge: wake(s), bind: {P: reason},
     say: gets a processor}
interference:
  - {between: [s, r], on: [stop, unpark], g: A}
repeat: {min: 6, key: $P, distinct: {A: 6}}
worth: {total: 100ms, share: 0.5}
`
};

// src/analyse/patterns/catalogue/rwmutex-recursive.ts
var rwmutexRecursive = {
  id: "rwmutex-recursive",
  yaml: String.raw`
name: rwmutex-recursive
title: a goroutine read-locks an RWMutex that it has read-locked already, and a writer waits between
why: A waiting writer lets no new reader in, and the reader that holds the lock is the new reader - both wait for ever.
fix: Read-lock once, and call variants of the inner functions that expect the lock to be held.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: racegate.rlock, g: G, bind: {X: value}, say: holds the lock for reading}
  - {id: wait, on: log, name: racegate.rwant, g: G, where: value == $X, noise: any,
     say: wants it again}
interference:
  - {between: [held, wait], on: log, name: racegate.runlock, g: G, where: value == $X}
absent:
  - {on: log, name: racegate.rlock, g: G, until: end, where: value == $X}
  - {on: log, name: racegate.runlock, g: G, until: end, where: value == $X}
within: none
`
};

// src/analyse/patterns/catalogue/rwmutex-writer-starvation.ts
var rwmutexWriterStarvation = {
  id: "rwmutex-writer-starvation",
  yaml: String.raw`
name: rwmutex-writer-starvation
title: a writer waits for long until the readers of an RWMutex have gone
why: A waiting writer also blocks every new reader, so that one slow reader stops everybody.
fix: Shorten what readers do under RLock, or copy what they need and read it without the lock.
certainty: direct
raise:
  - more than one reader held the lock meanwhile (deep mode)
steps:
  - {id: w, on: park, g: W, class: rwlock_write, bind: {L: site}, say: the writer waits}
  - {id: r, on: unpark, g: W, by: R, edge: wake(w), gap: {min: 10ms}, stack_has: RUnlock,
     say: the last reader lets go}
repeat: {min: 1, key: $L}
worth: {total: 10ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/select-starvation.ts
var selectStarvation = {
  id: "select-starvation",
  yaml: String.raw`
name: select-starvation
title: a select serves the others first, again and again, and one sender waits
why: A select in a select, or a case that is always ready, starves the case that comes second.
fix: Ask all cases in one select, or serve the second case after so many of the first.
certainty: heuristic
raise:
  - the source shows a select with a default before the one that serves this sender
steps:
  - {id: w, on: park, g: P, class: chan_send, bind: {S: site}, say: a sender waits}
  - {id: q, on: park, g: Q, class: chan_send, where: site != $S, noise: any,
     say: another one comes later}
  - {id: o, on: unpark, g: Q, by: C, edge: wake(q), noise: any, say: and is served before it}
  - {id: h, on: unpark, g: P, by: C, edge: wake(w), gap: {min: 10ms, from: w}, noise: any,
     bind: {R: site}, say: the first one is served at last}
repeat: {min: 3, key: [$S, $R]}
cost: {from: w, to: h}
worth: {total: 50ms, share: 0.3}
`
};

// src/analyse/patterns/catalogue/slow-holder.ts
var slowHolder = {
  id: "slow-holder",
  yaml: String.raw`
name: slow-holder
title: a goroutine keeps a lock for long while another waits for it
why: The waiter's whole wait is the holder's time under the lock, from when the wait began.
fix: Do the slow part before taking the lock or after letting go; keep only the shared data under it.
certainty: direct
raise:
  - the mutex profile of the same run names the same unlock
  - what the holder did meanwhile (trace goroutines) is sleep, a system call or waiting
steps:
  - {id: w, on: park, g: W, class: [mutex], bind: {L: site}, say: waits for the lock}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w), gap: {min: 5ms}, bind: {F: site},
     say: the holder lets go}
repeat: {min: 1, key: [$L, $F]}
worth: {total: 10ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/slow-stage.ts
var slowStage = {
  id: "slow-stage",
  yaml: String.raw`
name: slow-stage
title: one stage of a pipeline keeps the stages before and behind it waiting
why: The pipeline runs at the pace of this stage, however fast the others are.
fix: Let more goroutines do this stage, or take the slow part out of it.
certainty: heuristic
raise:
  - the stage is running, not waiting, between its receives (trace goroutines)
steps:
  - {id: p, on: park, g: P, class: chan_send, bind: {S: site}, say: the stage before waits to hand over}
  - {id: t, on: unpark, g: P, by: C, edge: wake(p), gap: {min: 500us}, bind: {R: site},
     say: the slow stage takes the value}
  - {id: d, on: unpark, g: D, by: C, class: chan_receive, gap: {max: 1s}, noise: any, bind: {O: site},
     say: "and hands on, later, to the stage behind, which has waited"}
interference:
  - {between: [t, d], on: unpark, by: C, class: chan_send}
repeat: {min: 10, key: [$R, $O]}
cost: {from: p, to: t}
worth: {total: 20ms, share: 0.3}
`
};

// src/analyse/patterns/catalogue/stw-storm.ts
var stwStorm = {
  id: "stw-storm",
  yaml: String.raw`
name: stw-storm
title: the world is stopped again and again
why: While the world is stopped nothing runs; reading memory statistics or stacks of all goroutines does it each time.
fix: Call runtime.ReadMemStats, runtime.Stack(all) or GC less often; runtime/metrics does not stop the world.
certainty: direct
raise:
  - the stacks of the stops name one caller
steps:
  - {id: b, on: range_begin, g: S, name: stop-the-world, bind: {C: site}, say: stops the world}
  - {id: e, on: range_end, g: S, name: stop-the-world, noise: any, say: lets it go on}
interference:
  - {between: [b, e], on: range_begin, g: S, name: stop-the-world}
repeat: {min: 100, key: $C, window: 1s}
worth: {total: 5ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/syscall-storm.ts
var syscallStorm = {
  id: "syscall-storm",
  yaml: String.raw`
name: syscall-storm
title: one line makes system calls in floods
why: Each call leaves Go and comes back; small reads and writes cost more than their bytes.
fix: Put a bufio.Reader or bufio.Writer around the file or connection.
certainty: direct
raise:
  - strace -c of the same run counts the same calls
steps:
  - {id: b, on: syscall, g: A, bind: {S: site}, say: enters the system}
  - {id: e, on: syscall_end, g: A, edge: wake(b), noise: any, say: comes back}
repeat: {min: 1000, key: $S, window: 100ms}
worth: {total: 1ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/timer-storm.ts
var timerStorm = {
  id: "timer-storm",
  yaml: String.raw`
name: timer-storm
title: timers start goroutines in floods
why: Each timer's function gets a goroutine of its own; hundreds at once crowd out everything else.
fix: Use one ticker, or time.Timer with a channel and one goroutine that looks at what is due.
certainty: direct
raise:
  - the source shows who arms the timers
steps:
  - {id: t, on: create, g: T, by: runtime, no_stack: true, bind: {F: value},
     say: a timer starts a goroutine}
repeat: {min: 100, key: $F, window: 100ms}
`
};

// src/analyse/patterns/catalogue/wait-group-straggler.ts
var waitGroupStraggler = {
  id: "wait-group-straggler",
  yaml: String.raw`
name: wait-group-straggler
title: all but one goroutine of a group were done long before the last
why: Everybody waits for the slowest part; the processors idle meanwhile.
fix: Split the long part, start it first, or share the work out as it goes.
certainty: direct
raise:
  - trace path shows the last goroutine on the critical path
steps:
  - {id: a, on: exit, g: A, say: the last but one ends}
  - {id: z, on: unpark, g: M, by: Z, class: wait_group, gap: {min: 20ms}, bind: {S: site},
     say: the last one is done and wakes who waits}
interference:
  - {between: [a, z], on: exit}
repeat: {min: 1, key: $S}
cost: {from: a, to: z}
worth: {total: 20ms, share: 0.3}
`
};

// src/analyse/patterns/catalogue/index.ts
var SHIPPED = [
  abBaDeadlock,
  blockedThenPreempted,
  cancelIgnored,
  cancelLate,
  cancelWrongOwner,
  channelSlowConsumer,
  condMissedSignal,
  doubleLock,
  gcAssistStall,
  goroutineLeak,
  lateWakeup,
  lockConvoy,
  onceInitWait,
  pingPongStarvation,
  releasedBeforeExit,
  runnableStarvation,
  rwmutexRecursive,
  rwmutexWriterStarvation,
  selectStarvation,
  slowHolder,
  slowStage,
  stwStorm,
  syscallStorm,
  timerStorm,
  waitGroupStraggler
];

// src/analyse/patterns/events/classes.ts
var BY_REASON = /* @__PURE__ */ new Map([
  ["forever", "forever"],
  ["network", "network"],
  ["select", "select"],
  ["sync.(*Cond).Wait", "cond"],
  ["chan send", "chan_send"],
  ["chan receive", "chan_receive"],
  ["GC mark assist wait for work", "gc_assist"],
  ["GC background sweeper wait", "gc"],
  ["GC weak to strong wait", "gc"],
  ["wait until GC ends", "gc"],
  ["system goroutine wait", "system"],
  ["preempted", "preempted"],
  ["runtime.Gosched", "yield"],
  ["wait for debug call", "other"],
  ["sleep", "sleep"],
  ["synctest", "synctest"]
]);
var BY_FRAME = [
  ["sync.(*Once).doSlow", "once"],
  ["sync.(*RWMutex).RLock", "rwlock_read"],
  ["sync.(*RWMutex).Lock", "rwlock_write"],
  ["sync.(*WaitGroup).Wait", "wait_group"],
  ["sync.(*Mutex).Lock", "lock"],
  ["internal/sync.(*Mutex).Lock", "lock"],
  ["internal/sync.(*Mutex).lockSlow", "lock"]
];
function syncClass(frames2) {
  const own = /* @__PURE__ */ new Set();
  for (const { func } of frames2) {
    if (func.startsWith("runtime.gc")) return "gc";
    if (!/^(?:runtime|sync|internal\/sync)\./.test(func)) break;
    own.add(func);
  }
  return BY_FRAME.find(([func]) => own.has(func))?.[1] ?? "semaphore";
}
function classOf(reason, frames2) {
  if (reason === "sync") return classNumber(syncClass(frames2));
  return classNumber(BY_REASON.get(reason) ?? "other");
}

// src/analyse/patterns/events/id-memo.ts
var KNOWN_ID_MAX = 1 << 20;
var UNKNOWN = -1;
var IdMemo = class {
  #values = new Int32Array(1024).fill(UNKNOWN);
  /** The number of an id, -1 where none was set. */
  get(id) {
    return id < this.#values.length ? this.#values[id] ?? UNKNOWN : UNKNOWN;
  }
  set(id, value) {
    if (id > KNOWN_ID_MAX) return;
    if (id >= this.#values.length) {
      const more = new Int32Array(2 ** Math.ceil(Math.log2(id + 1))).fill(UNKNOWN);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[id] = value;
  }
  clear() {
    this.#values.fill(UNKNOWN);
  }
};

// src/analyse/patterns/events/row-kinds.ts
var K = {
  create: kindNumber("create"),
  run: kindNumber("run"),
  stop: kindNumber("stop"),
  park: kindNumber("park"),
  unpark: kindNumber("unpark"),
  exit: kindNumber("exit"),
  syscall: kindNumber("syscall"),
  syscallEnd: kindNumber("syscall_end"),
  rangeBegin: kindNumber("range_begin"),
  rangeEnd: kindNumber("range_end"),
  log: kindNumber("log"),
  status: kindNumber("status"),
  mark: kindNumber("mark")
};
var STATE_KINDS = 8;
var NO_KIND = 255;
var MARK = "racegate.mark";
var GOROUTINE_TYPES = [
  ...[EV.goCreate, EV.goCreateSyscall, EV.goCreateBlocked, EV.goStart, EV.goDestroy],
  ...[EV.goDestroySyscall, EV.goStop, EV.goBlock, EV.goUnblock, EV.goSwitch, EV.goSwitchDestroy]
];
var SYSCALL_TYPES = [EV.goSyscallBegin, EV.goSyscallEnd, EV.goSyscallEndBlocked];
var STATUS_TYPES = [EV.goStatus, EV.goStatusStack];
var RANGES = /* @__PURE__ */ new Map([
  [EV.stwBegin, [true, "stop-the-world"]],
  [EV.stwEnd, [false, "stop-the-world"]],
  [EV.gcBegin, [true, "GC concurrent mark phase"]],
  [EV.gcEnd, [false, "GC concurrent mark phase"]],
  [EV.sweepBegin, [true, "GC incremental sweep"]],
  [EV.sweepEnd, [false, "GC incremental sweep"]],
  [EV.assistBegin, [true, "GC mark assist"]],
  [EV.assistEnd, [false, "GC mark assist"]]
]);
var ANNOTATIONS = /* @__PURE__ */ new Map([
  [EV.taskBegin, kindNumber("task_begin")],
  [EV.taskEnd, kindNumber("task_end")],
  [EV.regionBegin, kindNumber("region_begin")],
  [EV.regionEnd, kindNumber("region_end")]
]);
var STATES = 8;
function transitions() {
  const kinds = new Uint8Array(STATES * STATES).fill(NO_KIND);
  const set = (from, to, kind) => {
    kinds[from * STATES + to] = kind;
  };
  for (const to of [GO.runnable, GO.waiting, GO.syscall]) set(GO.notExist, to, K.create);
  for (const from of [GO.undetermined, GO.runnable]) set(from, GO.running, K.run);
  set(GO.running, GO.runnable, K.stop);
  set(GO.running, GO.waiting, K.park);
  for (const from of [GO.undetermined, GO.waiting]) set(from, GO.runnable, K.unpark);
  for (const from of [GO.running, GO.syscall]) set(from, GO.notExist, K.exit);
  set(GO.running, GO.syscall, K.syscall);
  for (const to of [GO.running, GO.runnable]) set(GO.syscall, to, K.syscallEnd);
  return kinds;
}
var TRANSITIONS = transitions();
function goroutineKind(type, from, to) {
  if (STATUS_TYPES.includes(type) || from === to) return K.status;
  return TRANSITIONS[(from & 7) * STATES + (to & 7)] ?? NO_KIND;
}
function rowKindIndex(word) {
  return word & 63 | word >>> 2 & 448 | word >>> 7 & 3584;
}
function rowKinds() {
  const kinds = new Uint8Array(1 << 12).fill(NO_KIND);
  for (const type of [...GOROUTINE_TYPES, ...SYSCALL_TYPES, ...STATUS_TYPES]) {
    for (let states = 0; states < STATES * STATES; states++) {
      const from = states & 7;
      const to = states >>> 3;
      kinds[type | from << 6 | to << 9] = goroutineKind(type, from, to);
    }
  }
  const set = (type, kind) => {
    for (let states = 0; states < STATES * STATES; states++) kinds[type | states << 6] = kind;
  };
  for (const [type, [begins]] of RANGES) set(type, begins ? K.rangeBegin : K.rangeEnd);
  for (const [type, kind] of ANNOTATIONS) set(type, kind);
  set(EV.userLog, K.log);
  return kinds;
}
var ROW_KINDS = rowKinds();
function typesFor(wanted) {
  const types = [...GOROUTINE_TYPES];
  const { kinds, ranges } = wanted;
  if (kinds.has(K.syscall) || kinds.has(K.syscallEnd)) types.push(...SYSCALL_TYPES);
  if (kinds.has(K.status)) types.push(...STATUS_TYPES);
  if (kinds.has(K.log) || kinds.has(K.mark)) types.push(EV.userLog);
  if (kinds.has(K.rangeBegin) || kinds.has(K.rangeEnd)) {
    for (const [type, [, name]] of RANGES) if (ranges?.has(name) ?? true) types.push(type);
  }
  for (const [type, kind] of ANNOTATIONS) if (kinds.has(kind)) types.push(type);
  return types;
}

// src/analyse/patterns/events/segment.ts
var Segment = class {
  events;
  number;
  before;
  after;
  waker;
  /** Ids of the generation's tables, by row. */
  stackId;
  textId;
  /** A create's: the stack that the new goroutine begins with. */
  newStackId;
  first;
  last;
  kinds;
  ids;
  goroutines = 0;
  /** Every goroutine's states followed each other as the runtime makes them. */
  regular = true;
  #filled;
  #counts = new Int32Array(PATTERN_KINDS.length);
  #interner;
  #tables;
  constructor(rows, interner) {
    this.#interner = interner;
    this.events = patternEvents(rows);
    const i32 = (n) => new Int32Array(n);
    [this.number, this.waker] = [i32(rows), i32(rows)];
    [this.before, this.after] = [i32(rows), i32(rows)];
    this.stackId = new Uint32Array(rows);
    this.textId = new Uint32Array(rows);
    this.newStackId = new Uint32Array(rows);
    [this.first, this.last, this.kinds] = [i32(2 * rows), i32(2 * rows), i32(2 * rows)];
    this.ids = new Float64Array(2 * rows);
    this.#filled = new Uint8Array(rows);
  }
  get rows() {
    return this.events.kind.length;
  }
  /** The tables of the rows to come. */
  generation(tables) {
    this.#tables = tables;
  }
  /** A goroutine that has no number in the segment yet. */
  enter(id) {
    const number3 = this.goroutines;
    this.goroutines = number3 + 1;
    this.ids[number3] = id;
    this.first[number3] = -1;
    this.last[number3] = -1;
    this.kinds[number3] = 0;
    return number3;
  }
  /** Puts a row behind its goroutine's last one. */
  link(row, number3, kind) {
    const previous = this.last[number3] ?? -1;
    this.number[row] = number3;
    this.before[row] = previous;
    this.after[row] = -1;
    if (previous < 0) this.first[number3] = row;
    else this.after[previous] = row;
    this.last[number3] = row;
    this.kinds[number3] = (this.kinds[number3] ?? 0) | 1 << kind;
  }
  /** Appends an event all of whose columns are known. */
  push(e) {
    const { events } = this;
    const row = events.length;
    const { kind, number: number3 } = e;
    events.timeNs[row] = e.timeNs;
    events.kind[row] = kind;
    events.cls[row] = 0;
    events.g[row] = number3 < 0 ? -1 : this.ids[number3] ?? -1;
    events.by[row] = -1;
    events.stack[row] = e.stack;
    events.text[row] = e.text;
    events.value[row] = e.value;
    this.number[row] = number3;
    if (number3 >= 0) this.link(row, number3, kind);
    this.#filled[row] = 1;
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
    events.length = row + 1;
  }
  need(row) {
    if (this.#filled[row] === 1 || this.#tables === void 0) return;
    this.#filled[row] = 1;
    const { events } = this;
    const tables = this.#tables;
    const kind = events.kind[row] ?? 0;
    const waker = kind === K.create || kind === K.unpark ? this.waker[row] ?? -1 : -1;
    const reason = kind === K.park || kind === K.stop ? this.textId[row] ?? 0 : 0;
    events.g[row] = this.ids[this.number[row] ?? 0] ?? -1;
    events.by[row] = waker < 0 ? -1 : this.ids[waker] ?? -1;
    const stack = this.#interner.stack(tables, this.stackId[row]);
    events.stack[row] = stack === 0 && kind === K.create ? this.#newStack(tables, row) : stack;
    events.text[row] = this.#interner.text(tables, reason);
    events.value[row] = kind === K.create ? this.#startFunction(tables, row) : 0;
  }
  countOf(kind) {
    return kind < STATE_KINDS ? void 0 : this.#counts[kind];
  }
  /** Where a new goroutine begins: all that is known of one that the runtime makes for a timer. */
  #newStack(tables, row) {
    return this.#interner.stack(tables, this.newStackId[row]);
  }
  /** The function that a new goroutine begins with. */
  #startFunction(tables, row) {
    const frames2 = this.#interner.frames(this.#newStack(tables, row));
    return this.#interner.textOf(frames2.at(-1)?.func ?? "");
  }
  /** Empties it; sequence numbers go on. */
  clear() {
    const { events } = this;
    this.#filled.fill(0, 0, events.length);
    this.#counts.fill(0);
    events.firstSeq += events.length;
    events.length = 0;
    this.goroutines = 0;
    this.regular = true;
  }
};

// src/analyse/patterns/events/slot-states.ts
var NO_STATE = 31;
var NONE4 = -1;
var SLOTS = 1 << 10;
var SlotStates = class {
  /** Its number in the segment, on top of the numbers of earlier segments; -1 for none. */
  number = new Int32Array(SLOTS).fill(NONE4);
  /** Kind of its last change of state, and when. */
  state = new Uint8Array(SLOTS).fill(NO_STATE);
  stateNs = new Float64Array(SLOTS).fill(Number.NaN);
  /** Class of the last wait or stop; of the wait under way, plus 1 (0: it does not wait). */
  cls = new Uint8Array(SLOTS);
  waiting = new Uint8Array(SLOTS);
  /** When the system call under way began (NaN: none). */
  callNs = new Float64Array(SLOTS).fill(Number.NaN);
  /** Its stack: the generation's id, or below zero the inverted number of the whole trace. */
  callStack = new Float64Array(SLOTS);
  /** Makes room for so many slots. */
  room(slots2) {
    if (slots2 <= this.number.length) return;
    const size = 2 ** Math.ceil(Math.log2(slots2));
    const grown2 = (old, more) => {
      more.set(old);
      return more;
    };
    this.number = grown2(this.number, new Int32Array(size).fill(NONE4));
    this.state = grown2(this.state, new Uint8Array(size).fill(NO_STATE));
    this.stateNs = grown2(this.stateNs, new Float64Array(size).fill(Number.NaN));
    this.cls = grown2(this.cls, new Uint8Array(size));
    this.waiting = grown2(this.waiting, new Uint8Array(size));
    this.callNs = grown2(this.callNs, new Float64Array(size).fill(Number.NaN));
    this.callStack = grown2(this.callStack, new Float64Array(size));
  }
  /** The goroutine is gone: the slot may get another. */
  gone(slot) {
    this.state[slot] = NO_STATE;
    this.stateNs[slot] = Number.NaN;
    this.callNs[slot] = Number.NaN;
  }
};

// src/analyse/patterns/events/row-scan.ts
var SEGMENT_ROWS = 1 << 16;
var CLASS_BITS = 5;
var CLASS_MASK = 31;
var NONE5 = -1;
var FOLLOWS = new Int32Array(32).fill(-1);
FOLLOWS[K.create] = ~(1 << K.create);
FOLLOWS[K.park] = 1 << K.unpark;
FOLLOWS[K.unpark] = 1 << K.run;
FOLLOWS[K.stop] = 1 << K.run;
FOLLOWS[K.run] = ~(1 << K.create);
var goroutineId = (c, slot) => goroutineIdOf(c, slot);
var RowScan = class {
  wants;
  #interner;
  #o;
  #keep;
  #segment;
  #tables;
  #slots = new SlotStates();
  /** By slot: begins of calls that had not ended when another began. */
  #earlier = /* @__PURE__ */ new Map();
  /** Numbers below it belong to earlier segments. */
  #base = 0;
  /** By stack id of the generation: reason's id and class; call sites. */
  #classes = new IdMemo();
  /** By stack id of the generation: the stack's number if some gate's first step asks for such a stack, else 0. */
  #flagged = new IdMemo();
  #sites;
  #rangeText = /* @__PURE__ */ new Map();
  #stateText;
  #markText;
  #logTexts;
  #uncounted = 0;
  constructor(interner, options) {
    this.#interner = interner;
    this.#o = options;
    const { wanted, logs, tallies } = options;
    this.#segment = new Segment(options.rows ?? SEGMENT_ROWS, interner);
    this.#keep = Uint8Array.from(PATTERN_KINDS, (_, kind) => wanted.kinds.has(kind) ? 1 : 0);
    this.wants = typesFor(wanted);
    for (const [type, [, name]] of RANGES) this.#rangeText.set(type, interner.textOf(name));
    this.#stateText = GO_STATES.map((state) => interner.textOf(state));
    this.#markText = interner.textOf(MARK);
    this.#logTexts = logs && new Set([...logs].map((name) => interner.textOf(name)));
    this.#sites = tallies.map(() => new IdMemo());
  }
  chunk(c) {
    const { tables } = c.generation;
    if (tables !== this.#tables) this.#next(tables);
    this.#slots.room(c.goroutineIds.words.length / c.goroutineIds.stride);
    for (let at = 0; at < c.length; ) {
      at = this.#scan(c, at);
      if (this.#segment.events.length === this.#segment.rows) this.#flush();
    }
  }
  generationEnd() {
    this.#flush();
  }
  /** The end of the trace: hands on what is left. @returns how many events there were */
  end() {
    this.#flush();
    return this.#segment.events.firstSeq + this.#uncounted;
  }
  #next(tables) {
    this.#flush();
    if (this.#tables !== void 0) this.#carryCalls(this.#tables);
    this.#tables = tables;
    this.#segment.generation(tables);
    this.#classes.clear();
    this.#flagged.clear();
    for (const sites2 of this.#sites) sites2.clear();
  }
  #flush() {
    const segment = this.#segment;
    if (segment.events.length === 0) return;
    this.#o.gates.segmentEnd(segment);
    this.#o.segment(segment);
    this.#base += segment.goroutines;
    segment.clear();
  }
  /** Rows from `start` on, until the chunk or the segment is full. @returns where it stopped */
  #scan(c, start) {
    const segment = this.#segment;
    const { events, stackId } = segment;
    const { timeNs, kind: kinds, cls: classes } = events;
    const { kind: words, subject: subject2, timeNs: times2, stack, length } = c;
    const { minNs, maxNs, special } = this.#o.gates;
    const { syscallRows } = this.#o;
    const slots2 = this.#slots;
    const { state, stateNs, cls: clsOf, number: numbers } = slots2;
    const base = this.#base;
    const keep = this.#keep;
    const room = kinds.length;
    let row = events.length;
    let i = start;
    for (; i < length && row < room; i++) {
      const kind = ROW_KINDS[rowKindIndex(words[i] ?? 0)] ?? NO_KIND;
      const slot = subject2[i] ?? NONE5;
      if (kind >= STATE_KINDS) {
        if (kind === NO_KIND) continue;
        events.length = row;
        this.#rare(c, i, kind);
        row = events.length;
        continue;
      }
      if (slot < 0) continue;
      const t = times2[i] ?? 0;
      if (kind >= K.syscall) {
        this.#call(c, kind, slot, t, stack[i] ?? 0);
        if (!syscallRows) continue;
      }
      const cls = kind === K.run || kind > K.unpark ? 0 : this.#class(c, i, kind, slot);
      const from = state[slot] ?? NO_STATE;
      const gap = t - (stateNs[slot] ?? Number.NaN);
      if (((FOLLOWS[from] ?? 0) & 1 << kind) === 0) segment.regular = false;
      state[slot] = kind;
      stateNs[slot] = t;
      if (keep[kind] === 1) {
        let number3 = (numbers[slot] ?? NONE5) - base;
        if (number3 < 0 || from === NO_STATE || kind === K.create) number3 = this.#enter(c, slot);
        timeNs[row] = t;
        kinds[row] = kind;
        classes[row] = cls;
        stackId[row] = stack[i] ?? 0;
        segment.link(row, number3, kind);
        if (kind >= K.stop) {
          if (kind < K.unpark) segment.textId[row] = c.text[i] ?? 0;
          else if (kind === K.unpark) this.#waker(c, i, row);
        } else if (kind === K.create) this.#waker(c, i, row);
        const at = kind << CLASS_BITS | (kind === K.run ? clsOf[slot] ?? 0 : cls);
        if (gap >= (minNs[at] ?? Infinity) || gap <= (maxNs[at] ?? -1)) {
          this.#o.gates.spaced(at, row, from, gap, segment);
        }
        if (special[at] === 1) this.#special(c, i, at, row);
        row += 1;
      }
      if (kind === K.exit) slots2.gone(slot);
    }
    events.length = row;
    return i;
  }
  #waker(c, i, row) {
    const actor = c.goroutine[i] ?? NONE5;
    let by = NONE5;
    if (actor >= 0) {
      by = (this.#slots.number[actor] ?? NONE5) - this.#base;
      if (by < 0 || this.#slots.state[actor] === NO_STATE) by = this.#enter(c, actor);
    }
    this.#segment.waker[row] = by;
    this.#segment.newStackId[row] = c.stack2[i] ?? 0;
  }
  #special(c, i, at, row) {
    const stackId = c.stack[i] ?? 0;
    let flagged = this.#flagged.get(stackId);
    if (flagged < 0) {
      const stack = this.#interner.stack(c.generation.tables, stackId);
      flagged = this.#o.gates.flags(stack) ? stack : 0;
      this.#flagged.set(stackId, flagged);
    }
    const runtime = (c.goroutine[i] ?? NONE5) < 0;
    this.#o.gates.specialRow(at, row, c.timeNs[i] ?? 0, runtime, flagged, this.#segment);
  }
  /** The class of a park or stop by its stack and reason; of an unpark, that of the wait; of a create, none. */
  #class(c, i, kind, slot) {
    const { cls: clsOf, waiting } = this.#slots;
    let cls = 0;
    if (kind === K.unpark) {
      const wait2 = waiting[slot] ?? 0;
      waiting[slot] = 0;
      cls = wait2 === 0 ? 0 : wait2 - 1;
    } else if (kind !== K.create) {
      const stackId = c.stack[i] ?? 0;
      const textId = c.text[i] ?? 0;
      const known = this.#classes.get(stackId);
      const same = known >= 0 && known >>> CLASS_BITS === textId;
      cls = same ? known & CLASS_MASK : this.#newClass(c, stackId, textId);
      if (kind === K.park) waiting[slot] = cls + 1;
    }
    clsOf[slot] = cls;
    return cls;
  }
  #newClass(c, stackId, textId) {
    const { tables } = c.generation;
    const reason = this.#interner.string(this.#interner.text(tables, textId));
    const cls = classOf(reason, this.#interner.frames(this.#interner.stack(tables, stackId)));
    if (textId < 2 ** 25) this.#classes.set(stackId, textId << CLASS_BITS | cls);
    return cls;
  }
  /** The goroutine's number in this segment: a new one, unless it has one. */
  #enter(c, slot) {
    const id = goroutineId(c, slot);
    const known = (this.#slots.number[slot] ?? NONE5) - this.#base;
    if (known >= 0 && this.#segment.ids[known] === id) return known;
    const number3 = this.#segment.enter(id);
    this.#slots.number[slot] = number3 + this.#base;
    return number3;
  }
  /** A system call begins or ends, and may be one that is only counted. */
  #call(c, kind, slot, t, stackId) {
    const { tallies } = this.#o;
    if (tallies.length === 0) return;
    if (!this.#o.syscallRows) this.#uncounted += 1;
    const { callNs, callStack } = this.#slots;
    if (kind === K.syscall) {
      if (!Number.isNaN(callNs[slot])) this.#earlierCall(slot);
      callNs[slot] = t;
      callStack[slot] = stackId;
      return;
    }
    const from = callNs[slot] ?? Number.NaN;
    if (Number.isNaN(from)) return;
    callNs[slot] = Number.NaN;
    this.#callEnded(c, slot, from, callStack[slot] ?? 0, t);
    if (this.#earlier.size > 0) this.#earlierEnded(c, slot, t);
  }
  #callEnded(c, slot, from, id, t) {
    const { tallies } = this.#o;
    for (let n = 0; n < tallies.length; n++) {
      const tally = tallies[n];
      const memo2 = this.#sites[n];
      if (tally === void 0 || memo2 === void 0) continue;
      let site2 = id < 0 ? NONE5 : memo2.get(id);
      if (site2 < 0) {
        const { tables: tables2 } = c.generation;
        const stack2 = id < 0 ? ~id : this.#interner.stack(tables2, id);
        site2 = tally.siteOf(stack2);
        if (id >= 0) memo2.set(id, site2);
      }
      if (!tally.ended(site2, from, t)) continue;
      const { tables } = c.generation;
      const stack = id < 0 ? ~id : this.#interner.stack(tables, id);
      tally.longest(site2, goroutineId(c, slot), stack);
    }
  }
  /** A call that begins inside another: only in damaged traces. Both end where the next end is. */
  #earlierCall(slot) {
    const { callNs, callStack } = this.#slots;
    const list = this.#earlier.get(slot) ?? [];
    this.#earlier.set(slot, list);
    list.push([callNs[slot] ?? 0, callStack[slot] ?? 0]);
  }
  #earlierEnded(c, slot, t) {
    for (const [from, id] of this.#earlier.get(slot) ?? []) this.#callEnded(c, slot, from, id, t);
    this.#earlier.delete(slot);
  }
  /** The generation's stack ids go: system calls under way keep theirs as numbers of the whole trace. */
  #carryCalls(tables) {
    const kept = (id) => id < 0 ? id : ~this.#interner.stack(tables, id);
    const { callNs, callStack } = this.#slots;
    for (let slot = 0; slot < callNs.length; slot++) {
      if (!Number.isNaN(callNs[slot])) callStack[slot] = kept(callStack[slot] ?? 0);
    }
    for (const list of this.#earlier.values()) for (const call of list) call[1] = kept(call[1]);
  }
  /** Ranges, logs, tasks, regions, snapshots: rare, and written whole. */
  #rare(c, i, rowKind) {
    const type = typeAt(c, i);
    const { tables } = c.generation;
    const own = this.#interner.text(tables, textAt(c, i));
    let kind = rowKind;
    let slot = goroutineAt(c, i);
    let text2 = own;
    let value = 0;
    if (kind === K.status) {
      slot = subjectAt(c, i);
      if (slot < 0) return;
      text2 = this.#stateText[toAt(c, i)] ?? 0;
    } else if (kind === K.rangeBegin || kind === K.rangeEnd) {
      if (type === EV.gcBegin || type === EV.gcEnd) slot = NONE5;
      text2 = this.#rangeText.get(type) ?? 0;
      value = type === EV.stwBegin ? own : 0;
    } else if (kind === K.log) {
      if (text2 === this.#markText) kind = K.mark;
      else if (this.#logTexts?.has(text2) === false) return;
      value = this.#interner.text(tables, logValueAt(c, i));
    }
    if (this.#keep[kind] === 0) return;
    const stack = this.#interner.stack(tables, stackAt(c, i));
    const number3 = slot < 0 ? NONE5 : this.#numberOf(c, slot);
    this.#segment.push({ timeNs: c.timeNs[i] ?? 0, kind, number: number3, stack, text: text2, value });
  }
  #numberOf(c, slot) {
    const number3 = (this.#slots.number[slot] ?? NONE5) - this.#base;
    const known = number3 >= 0 && this.#slots.state[slot] !== NO_STATE;
    return known ? number3 : this.#enter(c, slot);
  }
};

// src/analyse/patterns/matching/compiled.ts
var ANY = -1;
var RUNTIME = -2;

// src/analyse/patterns/gates/gate.ts
var bit = (kind) => 1 << kind;
var STATE_BITS = (1 << STATE_KINDS) - 1;
var ALL_CLASSES = 2 ** PATTERN_CLASSES.length - 1;
var AFTER = /* @__PURE__ */ new Map([
  [K.park, bit(K.unpark)],
  [K.unpark, bit(K.run)],
  [K.stop, bit(K.run)]
]);
var kindsOf = (bits) => Array.from({ length: STATE_KINDS }, (_, kind) => kind).filter((kind) => (bits & bit(kind)) !== 0);
function shapeOf3(step3) {
  return { kinds: step3.kinds, classes: step3.classes & ALL_CLASSES };
}
function covers(tests, kinds, g) {
  return tests.some(
    (t) => (t.kinds & kinds) === kinds && (t.g === g || t.g === ANY) && t.by === ANY && (t.classes & ALL_CLASSES) === ALL_CLASSES && t.text.length === 0 && t.where.length === 0 && [t.value, t.stack, t.stackLacks, t.noStack].every((x) => x === void 0)
  );
}
function subject(step3) {
  const g = step3.tests[0]?.g ?? ANY;
  return step3.tests.every((t) => t.g === g) ? g : ANY;
}
function gateOf(pattern2) {
  const [first] = pattern2.steps;
  const all = { how: "all" };
  if (first === void 0 || (first.kinds & ~STATE_BITS) !== 0) return all;
  if (pattern2.others.some(({ steps }) => steps[0]?.id !== first.id)) return all;
  const stack = stacksOf(first);
  if (stack !== void 0) return { how: "flagged", stack, runtime: false };
  if (first.tests.every((t) => t.by === RUNTIME))
    return { how: "flagged", stack: [], runtime: true };
  if (pattern2.others.length > 0) return all;
  const alone = aloneGate(pattern2, first);
  const x = subject(first);
  if (x === ANY) return alone ?? all;
  return markedGate(pattern2, first, x) ?? pairGate(pattern2, first, x) ?? backGate(pattern2, x) ?? alone ?? endGate(pattern2, first, x) ?? all;
}
function stacksOf(step3) {
  const stack = step3.tests.flatMap((t) => t.stack === void 0 ? [] : [t.stack]);
  return stack.length === step3.tests.length ? stack : void 0;
}
function isOnlyNext(from, step3) {
  return kindsOf(from).every((k) => {
    const after = AFTER.get(k);
    return after !== void 0 && (after & step3.kinds) === after;
  });
}
function nextClasses(from, step3) {
  const same = step3.kinds === bit(K.unpark) && from.kinds === bit(K.park);
  return same ? step3.classes & from.classes : from.classes;
}
function markedGate(pattern2, first, x) {
  const [, second] = pattern2.steps;
  if (second === void 0 || !second.firstOnly || subject(second) !== x) return void 0;
  const stack = stacksOf(second);
  const from = shapeOf3(first);
  if (stack === void 0 || !isOnlyNext(from.kinds, second)) return void 0;
  if ((second.kinds & ~STATE_BITS) !== 0) return void 0;
  const classes = nextClasses(from, second);
  return { how: "marked", next: { kinds: second.kinds, classes }, stack };
}
function pairGate(pattern2, first, x) {
  const { steps } = pattern2;
  const from = shapeOf3(first);
  for (const step3 of steps.slice(1)) {
    const only = isOnlyNext(from.kinds, step3);
    const next = step3.interference.some((i) => i.after === 0 && covers(i.tests, step3.kinds, x));
    const bounded = step3.gapMinNs > 0 || step3.gapMaxNs !== Infinity;
    if (!only || !next || !bounded || step3.gapFrom !== 0 || subject(step3) !== x) continue;
    if ((step3.kinds & ~STATE_BITS) !== 0) continue;
    const classes = nextClasses(from, step3);
    const { gapMinNs: minNs, gapMaxNs: maxNs } = step3;
    return { how: "pair", next: { kinds: step3.kinds, classes, from: from.kinds, minNs, maxNs } };
  }
  return void 0;
}
function backGate(pattern2, x) {
  let rows = 0;
  let soon;
  for (const [j, step3] of pattern2.steps.entries()) {
    if (j === 0) continue;
    rows += 1 + step3.noiseMax;
    if (!Number.isFinite(rows)) break;
    if (subject(step3) !== x || (step3.kinds & ~STATE_BITS) !== 0) continue;
    const long = longAfter(pattern2, j, x);
    if (long !== void 0) return { how: "back", rare: long, rows };
    const rare = soonAfter(pattern2, j, x);
    if (rare !== void 0) soon ??= { how: "back", rare, rows };
  }
  return soon;
}
function longAfter(pattern2, j, x) {
  const step3 = pattern2.steps[j];
  const before = pattern2.steps[j - 1];
  if (step3 === void 0 || before === void 0 || subject(before) !== x) return void 0;
  if (step3.gapMinNs <= 0 || step3.gapFrom !== j - 1 || step3.noiseMax !== 0) return void 0;
  const next = kindsOf(before.kinds).every((k) => {
    const after = AFTER.get(k) ?? 0;
    return after !== 0 && (after & step3.kinds) === after && (after & pattern2.alphabet) === after;
  });
  if (!next || (before.kinds & ~STATE_BITS) !== 0) return void 0;
  const { kinds, classes } = shapeOf3(before);
  const { gapMinNs: minNs, gapMaxNs: maxNs } = step3;
  return { kinds: step3.kinds, classes, from: kinds, minNs, maxNs };
}
function soonAfter(pattern2, j, x) {
  const step3 = pattern2.steps[j];
  const from = pattern2.steps[step3?.gapFrom ?? -1];
  if (step3 === void 0 || from === void 0 || subject(from) !== x) return void 0;
  const own = step3.kinds === bit(K.park) || step3.kinds === bit(K.stop);
  if (!own || (from.kinds & ~STATE_BITS) !== 0 || step3.gapMaxNs === Infinity) return void 0;
  return { ...shapeOf3(step3), from: STATE_BITS, minNs: 0, maxNs: step3.gapMaxNs };
}
function aloneGate(pattern2, first) {
  const [, second] = pattern2.steps;
  if (second === void 0 || second.gapFrom !== 0 || second.gapMinNs <= 0) return void 0;
  const blocked = second.interference.some(
    ({ after, tests }) => after === 0 && tests.some((t) => t.g === ANY && covers([t], first.kinds, ANY))
  );
  return blocked ? { how: "alone", minNs: second.gapMinNs } : void 0;
}
function endGate(pattern2, first, x) {
  const last = pattern2.steps.length - 1;
  const toEnd = (kinds) => pattern2.absences.some(
    (a) => a.after === last && a.forNs === Infinity && covers(a.tests, kinds, x)
  );
  if (last === 0) {
    const stays = kindsOf(first.kinds).every((k) => {
      const after = AFTER.get(k);
      return after !== void 0 && toEnd(after);
    });
    return stays ? { how: "stays" } : void 0;
  }
  const between = pattern2.steps[last]?.interference.some(
    (i) => i.after === 0 && covers(i.tests, bit(K.exit), x)
  );
  const alive = first.kinds === bit(K.create) && between === true && toEnd(bit(K.exit));
  return alive ? { how: "alive" } : void 0;
}

// src/analyse/patterns/gates/row-list.ts
var RowList = class {
  #rows = new Int32Array(64);
  #length = 0;
  #ascending = true;
  push(row) {
    if (this.#length === this.#rows.length) {
      const more = new Int32Array(this.#length * 2);
      more.set(this.#rows);
      this.#rows = more;
    }
    if (this.#length > 0 && row <= (this.#rows[this.#length - 1] ?? 0)) {
      if (row === this.#rows[this.#length - 1]) return;
      this.#ascending = false;
    }
    this.#rows[this.#length++] = row;
  }
  /** The rows so far in order, each once; the list is empty again. */
  take() {
    const sorted = this.#rows.subarray(0, this.#length);
    this.#length = 0;
    if (this.#ascending) return sorted;
    this.#ascending = true;
    sorted.sort();
    let kept = 0;
    for (const row of sorted) {
      if (kept > 0 && sorted[kept - 1] === row) continue;
      sorted[kept++] = row;
    }
    return sorted.subarray(0, kept);
  }
};

// src/analyse/patterns/gates/gate-table.ts
var CLASS_BITS2 = 5;
var SIZE = STATE_KINDS << CLASS_BITS2;
var slotOf = (kind, cls) => kind << CLASS_BITS2 | cls;
var GateTable = class {
  minNs = new Float64Array(SIZE).fill(Infinity);
  maxNs = new Float64Array(SIZE).fill(-1);
  /** Whether `special` has to see rows of the kind and class. */
  special = new Uint8Array(SIZE);
  /** Whether some gate is about what the runtime does by itself. */
  #runtime = new Uint8Array(SIZE);
  #watches = Array.from({ length: SIZE }, () => []);
  #flagged = Array.from({ length: SIZE }, () => []);
  #byRuntime = Array.from({ length: SIZE }, () => []);
  #alone = Array.from({ length: STATE_KINDS }, () => []);
  #gates;
  #shapes;
  #alphabets;
  #rows;
  /** Patterns whose anchors are looked for among each goroutine's last rows when a segment ends. */
  #open;
  #alive;
  /** @param skipped patterns that are counted elsewhere */
  constructor(patterns, skipped) {
    this.#gates = patterns.map((p, i) => skipped.has(i) ? { how: "all" } : gateOf(p));
    this.#rows = patterns.map(() => new RowList());
    this.#alphabets = patterns.map((p) => p.alphabet);
    this.#shapes = patterns.map((p) => p.steps[0] === void 0 ? NOTHING2 : shapeOf3(p.steps[0]));
    const withGate = (...hows) => this.#gates.flatMap((g, i) => hows.includes(g.how) ? [i] : []);
    this.#open = withGate("pair", "marked", "back", "stays");
    this.#alive = withGate("alive");
    for (const [i, gate] of this.#gates.entries()) this.#enter(i, gate);
  }
  #enter(pattern2, gate) {
    const first = this.#shapes[pattern2] ?? NOTHING2;
    if (gate.how === "pair") this.#watch(pattern2, gate.next, 0);
    if (gate.how === "back") this.#watch(pattern2, gate.rare, gate.rows);
    if (gate.how === "alone") {
      const alone = { pattern: pattern2, minNs: gate.minNs, lastNs: -Infinity, lastRow: -1 };
      for (const at of slots(first)) {
        this.special[at] = 1;
        const list = this.#alone[at >> CLASS_BITS2];
        if (list !== void 0 && !list.includes(alone)) list.push(alone);
      }
    }
    if (gate.how === "marked") {
      for (const at of slots(gate.next)) {
        this.special[at] = 1;
        this.#flagged[at]?.push({ pattern: pattern2, before: true, stack: gate.stack });
      }
    }
    if (gate.how !== "flagged") return;
    for (const at of slots(first)) {
      this.special[at] = 1;
      if (gate.runtime) this.#byRuntime[at]?.push(pattern2);
      else this.#flagged[at]?.push({ pattern: pattern2, before: false, stack: gate.stack });
      if (gate.runtime) this.#runtime[at] = 1;
    }
  }
  #watch(pattern2, next, rows) {
    const { from, minNs, maxNs } = next;
    for (const at of slots(next)) {
      this.#watches[at]?.push({ pattern: pattern2, from, minNs, maxNs, rows });
      if (minNs > 0) this.minNs[at] = Math.min(this.minNs[at] ?? Infinity, minNs);
      else this.maxNs[at] = Math.max(this.maxNs[at] ?? -1, maxNs);
    }
  }
  /** A row whose time since its goroutine's state before (of kind `from`) some gate asks about. */
  spaced(at, row, from, gapNs2, rows) {
    for (const w of this.#watches[at] ?? []) {
      if ((w.from & 1 << from) === 0 || gapNs2 < w.minNs || gapNs2 > w.maxNs) continue;
      if (w.rows > 0) this.#back(w.pattern, row, w.rows, rows);
      else {
        const before = stateBefore(rows, row);
        if (before >= 0) this.#rows[w.pattern]?.push(before);
      }
    }
  }
  /** Whether the first step of some pattern asks for such a stack. */
  flags(stack) {
    return this.#flagged.some((list) => list.some((f) => f.stack.some((test) => test(stack))));
  }
  /** A row of a kind and class that `special` names. @param stack its stack, 0 where `flags` says no */
  specialRow(at, row, timeNs, runtime, stack, rows) {
    if (runtime && this.#runtime[at] === 1) {
      for (const pattern2 of this.#byRuntime[at] ?? []) this.#rows[pattern2]?.push(row);
    }
    if (stack !== 0) {
      for (const f of this.#flagged[at] ?? []) {
        const anchor = f.before ? stateBefore(rows, row) : row;
        const wanted = anchor >= 0 && f.stack.some((test) => test(stack));
        if (wanted) this.#rows[f.pattern]?.push(anchor);
      }
    }
    for (const alone of this.#alone[at >> CLASS_BITS2] ?? []) {
      if (timeNs - alone.lastNs >= alone.minNs && alone.lastRow >= 0) {
        this.#rows[alone.pattern]?.push(alone.lastRow);
      }
      alone.lastNs = timeNs;
      alone.lastRow = row;
    }
  }
  /** The segment is over: what is not decided yet is tried. */
  segmentEnd(rows) {
    for (const list of this.#alone) {
      for (const alone of list) {
        if (alone.lastRow >= 0) this.#rows[alone.pattern]?.push(alone.lastRow);
        alone.lastRow = -1;
      }
    }
    const { kind } = rows.events;
    for (let n = 0; n < rows.goroutines; n++) {
      const tail = rows.last[n] ?? -1;
      if (tail < 0 || kind[tail] === K.exit) continue;
      const state = (kind[tail] ?? 0) < STATE_KINDS ? tail : stateBefore(rows, tail);
      if (state < 0) continue;
      for (const pattern2 of this.#open) this.#undecided(pattern2, tail, state, rows);
      for (const pattern2 of this.#alive) this.#created(pattern2, tail, rows);
    }
  }
  #undecided(pattern2, tail, state, rows) {
    const gate = this.#gates[pattern2];
    if (gate?.how === "back") this.#back(pattern2, tail, gate.rows, rows);
    else if (this.#fits(pattern2, state, rows)) this.#rows[pattern2]?.push(state);
  }
  #created(pattern2, tail, rows) {
    let row = tail;
    for (let next = row; next >= 0; next = rows.before[next] ?? -1) row = next;
    if (this.#fits(pattern2, row, rows)) this.#rows[pattern2]?.push(row);
  }
  #fits(pattern2, row, rows) {
    const { kinds, classes } = this.#shapes[pattern2] ?? NOTHING2;
    const { kind, cls } = rows.events;
    return (kinds & 1 << (kind[row] ?? 0)) !== 0 && (classes & 1 << (cls[row] ?? 0)) !== 0;
  }
  /** Marks what can be the first step among the goroutine's rows up to `row`. */
  #back(pattern2, row, most, rows) {
    const { kind } = rows.events;
    const alphabet = this.#alphabets[pattern2] ?? 0;
    let left = most;
    for (let at = row; at >= 0 && left >= 0; at = rows.before[at] ?? -1) {
      if (this.#fits(pattern2, at, rows)) this.#rows[pattern2]?.push(at);
      if ((alphabet & 1 << (kind[at] ?? 0)) !== 0) left -= 1;
    }
  }
  /** The pattern's anchors in the segment that ended; undefined: all rows of the first step's kinds. */
  anchors(pattern2, regular) {
    const rows = this.#rows[pattern2]?.take();
    return this.#gates[pattern2]?.how === "all" || !regular ? void 0 : rows;
  }
};
var NOTHING2 = { kinds: 0, classes: 0 };
function stateBefore(rows, row) {
  const { kind } = rows.events;
  let at = rows.before[row] ?? -1;
  while (at >= 0 && (kind[at] ?? 0) >= STATE_KINDS) at = rows.before[at] ?? -1;
  return at;
}
var CLASSED = 1 << K.run | 1 << K.stop | 1 << K.park | 1 << K.unpark;
function slots({ kinds, classes }) {
  const result = [];
  for (let kind = 0; kind < STATE_KINDS; kind++) {
    if ((kinds & 1 << kind) === 0) continue;
    if ((CLASSED & 1 << kind) === 0) result.push(slotOf(kind, 0));
    else {
      for (let cls = 0; cls < PATTERN_CLASSES.length; cls++) {
        if ((classes & 1 << cls) !== 0) result.push(slotOf(kind, cls));
      }
    }
  }
  return result;
}

// src/analyse/patterns/language/durations.ts
var UNITS = /* @__PURE__ */ new Map([
  ["ns", 1],
  ["us", 1e3],
  ["µs", 1e3],
  ["ms", 1e6],
  ["s", 1e9],
  ["m", 6e10],
  ["h", 36e11]
]);
var DURATION = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m|h)$/;
function durationNs(value) {
  if (typeof value === "number") return value;
  const match = DURATION.exec(value);
  return Math.round(Number(match?.[1] ?? 0) * (UNITS.get(match?.[2] ?? "ns") ?? 1));
}

// src/analyse/patterns/language/v1-names.ts
var LOCKS = [
  ...["lock", "rwlock_read", "rwlock_write"],
  ...["once", "wait_group", "semaphore"]
];
var MARKING = "GC concurrent mark phase";
var ASSIST = "GC mark assist";
var SWEEP = "GC incremental sweep";
var STW = "stop-the-world";
var V1_NAMES = /* @__PURE__ */ new Map([
  ["GoCreate", { kind: "create" }],
  ["GoStart", { kind: "run" }],
  ["GoStartLocal", { kind: "run" }],
  ["GoStartLabel", { kind: "run" }],
  ["GoEnd", { kind: "exit" }],
  ["GoStop", { kind: "park", classes: ["forever"] }],
  ["GoSched", { kind: "stop", classes: ["yield"] }],
  ["GoPreempt", { kind: "stop", classes: ["preempted"] }],
  ["GoSleep", { kind: "park", classes: ["sleep"] }],
  ["GoBlock", { kind: "park" }],
  ["GoBlockSend", { kind: "park", classes: ["chan_send"] }],
  ["GoBlockRecv", { kind: "park", classes: ["chan_receive"] }],
  ["GoBlockSelect", { kind: "park", classes: ["select"] }],
  ["GoBlockSync", { kind: "park", classes: LOCKS }],
  ["GoBlockCond", { kind: "park", classes: ["cond"] }],
  ["GoBlockNet", { kind: "park", classes: ["network"] }],
  ["GoBlockGC", { kind: "park", classes: ["gc_assist", "gc"] }],
  ["GoUnblock", { kind: "unpark" }],
  ["GoUnblockLocal", { kind: "unpark" }],
  ["GoSysCall", { kind: "syscall" }],
  ["GoSysBlock", { kind: "syscall" }],
  ["GoSysExit", { kind: "syscall_end" }],
  ["GoSysExitLocal", { kind: "syscall_end" }],
  ["GoWaiting", { kind: "status", name: "Waiting" }],
  ["GoInSyscall", { kind: "status", name: "Syscall" }],
  ["GCStart", { kind: "range_begin", name: MARKING }],
  ["GCDone", { kind: "range_end", name: MARKING }],
  ["STWStart", { kind: "range_begin", name: STW }],
  ["STWDone", { kind: "range_end", name: STW }],
  ["GCSTWStart", { kind: "range_begin", name: STW }],
  ["GCSTWDone", { kind: "range_end", name: STW }],
  ["GCSweepStart", { kind: "range_begin", name: SWEEP }],
  ["GCSweepDone", { kind: "range_end", name: SWEEP }],
  ["GCMarkAssistStart", { kind: "range_begin", name: ASSIST }],
  ["GCMarkAssistDone", { kind: "range_end", name: ASSIST }],
  ["UserTaskCreate", { kind: "task_begin" }],
  ["UserTaskEnd", { kind: "task_end" }],
  ["UserLog", { kind: "log" }]
]);

// src/analyse/patterns/language/event-tests.ts
var ALL_CLASSES2 = -1;
var WHERE = /^(site|function|entry|class|reason|name|value|g|by) (==|!=) (?:\$([A-Z]\w{0,80})|"([^"]{0,500})")$/;
function listOf(value) {
  if (value === void 0) return [];
  return Array.isArray(value) ? value : [value];
}
function classBits(names) {
  let bits = 0;
  for (const name of names) {
    const group = CLASS_GROUPS.get(name) ?? [name];
    for (const cls of group) bits |= 1 << classNumber(cls);
  }
  return bits;
}
function classesOf(source) {
  if (source === void 0) return ALL_CLASSES2;
  if (typeof source === "object" && "not" in source) return ~classBits(listOf(source.not));
  return classBits(listOf(source));
}
function eventNames(source, scope, path) {
  const names = [];
  for (const [i, word] of listOf(source.on).entries()) {
    const kind = PATTERN_KINDS.find((k) => k === word);
    const v1 = V1_NAMES.get(word);
    if (kind !== void 0) names.push({ kind });
    else if (v1 !== void 0) names.push(v1);
    else {
      const at = Array.isArray(source.on) ? [...path, "on", i] : [...path, "on"];
      const message = `no event is called "${word}"; there are ${PATTERN_KINDS.join(", ")}`;
      scope.mistakes.push({ path: at, message });
    }
  }
  return names;
}
function comparisons(source, scope, path) {
  const result = [];
  for (const text2 of listOf(source.where)) {
    const match = WHERE.exec(text2);
    if (match === null) {
      const message = `"${text2}" is no comparison; write site == $L or function != "main.f"`;
      scope.mistakes.push({ path: [...path, "where"], message });
      continue;
    }
    const attribute2 = match[1];
    const name = match[3];
    const variable2 = name === void 0 ? ANY : scope.bound(name, [...path, "where"]);
    const value = name === void 0 ? scope.facts.valueOf(attribute2, match[4] ?? "") : 0;
    if (attribute2 === "class" && value < 0) {
      const message = `no class is called "${match[4] ?? ""}"; there are ${PATTERN_CLASSES.join(", ")}`;
      scope.mistakes.push({ path: [...path, "where"], message });
    }
    result.push({ attribute: attribute2, equal: match[2] === "==", variable: variable2, value });
  }
  return result;
}
function eventTests(source, scope, path) {
  const { facts } = scope;
  if (source.on === void 0) {
    scope.mistakes.push({ path, message: "`on` is missing: say which event" });
  }
  const g = source.g === void 0 ? ANY : scope.goroutine(source.g, [...path, "g"]);
  let by = ANY;
  if (source.by === "runtime") by = RUNTIME;
  else if (source.by !== void 0) by = scope.goroutine(source.by, [...path, "by"]);
  const own = classesOf(source.class);
  const lists = [listOf(source.reason), listOf(source.name)].filter((l) => l.length > 0);
  const values = listOf(source.value);
  const has = listOf(source.stack_has);
  const lacks = listOf(source.stack_lacks);
  const common = {
    g,
    by,
    value: values.length > 0 ? facts.textTest(values) : void 0,
    stack: has.length > 0 ? facts.stackTest(has) : void 0,
    stackLacks: lacks.length > 0 ? facts.stackTest(lacks) : void 0,
    noStack: source.no_stack,
    where: comparisons(source, scope, path)
  };
  return merged(eventNames(source, scope, path)).map((name) => ({
    ...common,
    kinds: name.kinds,
    classes: name.classes === void 0 ? own : own & classBits(name.classes),
    text: [...lists, ...name.name === void 0 ? [] : [[name.name]]].map(
      (l) => facts.textTest(l)
    )
  }));
}
function merged(names) {
  const plain = { kinds: 0 };
  const rest = [];
  for (const { kind, ...more } of names) {
    const kinds = 1 << kindNumber(kind);
    if (more.classes === void 0 && more.name === void 0) plain.kinds |= kinds;
    else rest.push({ ...more, kinds });
  }
  return plain.kinds === 0 ? rest : [plain, ...rest];
}

// src/analyse/patterns/gates/syscall-tally.ts
var WINDOW_MAX = 1e5;
var STACK_ATTRIBUTES = ["site", "function", "entry"];
function isTally(pattern2) {
  const { steps, absences, source, variables, others } = pattern2;
  const [begin, end] = steps;
  const [key, second] = listOf(source.repeat?.key);
  if (begin === void 0 || end === void 0 || steps.length !== 2) return false;
  if (begin.kinds !== 1 << K.syscall || end.kinds !== 1 << K.syscallEnd) return false;
  const bound = begin.bind[0];
  const g = begin.tests[0]?.g ?? ANY;
  return [begin.tests, end.tests].every(
    (t) => t.length === 1 && t[0] !== void 0 && isBare(t[0], g)
  ) && g >= 0 && end.firstOnly && end.noiseMax === Infinity && end.interference.length === 1 && end.hbFrom === ANY && absences.length + end.bind.length + others.length === 0 && begin.bind.length === 1 && bound !== void 0 && STACK_ATTRIBUTES.includes(bound.attribute) && key === `$${variables[bound.variable]?.name ?? ""}` && second === void 0 && [source.repeat?.distinct, source.graph, source.cost].every((x) => x === void 0);
}
function isBare(t, g) {
  const texts = [t.value, t.stack, t.stackLacks, t.noStack];
  const none = texts.every((x) => x === void 0) && t.text.length + t.where.length === 0;
  return none && t.g === g && t.by === ANY && (t.classes & 1) !== 0;
}
var SyscallTally = class {
  #pattern;
  #facts;
  #sites = [];
  #byValue = /* @__PURE__ */ new Map();
  #ring;
  #windowNs;
  #mostNs;
  #leastNs;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
    const { repeat } = pattern2.source;
    const window = repeat?.window;
    this.#windowNs = window === void 0 ? Infinity : durationNs(window);
    this.#ring = window === void 0 ? 0 : Math.min(repeat?.min ?? 1, WINDOW_MAX);
    const end = pattern2.steps[1];
    this.#mostNs = Math.min(end?.gapMaxNs ?? Infinity, pattern2.withinNs);
    this.#leastNs = end?.gapMinNs ?? 0;
  }
  /** The number of the call site that a stack is. */
  siteOf(stack) {
    const attribute2 = this.#pattern.steps[0]?.bind[0]?.attribute ?? "site";
    const value = this.#facts.ofStack(attribute2, stack);
    let site2 = this.#byValue.get(value);
    if (site2 === void 0) {
      site2 = this.#sites.length;
      this.#byValue.set(value, site2);
      const longest2 = { g: -1, startNs: 0, stack };
      const recent = new Float64Array(this.#ring);
      const none = { count: 0, firstNs: Infinity, lastNs: 0, totalNs: 0, maxNs: -Infinity };
      this.#sites.push({ value, ...none, longest: longest2, recent, dense: false });
    }
    return site2;
  }
  /** A call is over. @returns whether it is the site's longest so far; then `longest` is to be told whose it was */
  ended(number3, startNs, endNs) {
    const site2 = this.#sites[number3];
    const cost = endNs - startNs;
    if (site2 === void 0 || cost > this.#mostNs || cost < this.#leastNs) return false;
    const { count: count2 } = site2;
    site2.count = count2 + 1;
    if (startNs < site2.firstNs) site2.firstNs = startNs;
    if (endNs > site2.lastNs) site2.lastNs = endNs;
    site2.totalNs += cost;
    if (!site2.dense && this.#ring > 0) {
      site2.recent[count2 % this.#ring] = startNs;
      const oldest = site2.recent[site2.count % this.#ring] ?? 0;
      site2.dense = site2.count >= this.#ring && startNs - oldest <= this.#windowNs;
    }
    if (cost <= site2.maxNs) return false;
    site2.maxNs = cost;
    site2.longest.startNs = startNs;
    return true;
  }
  /** Who made the call that `ended` was just told of. */
  longest(number3, g, stack) {
    const longest2 = this.#sites[number3]?.longest;
    if (longest2 !== void 0) [longest2.g, longest2.stack] = [g, stack];
  }
  /** What was counted, for the pattern's groups. */
  take() {
    return this.#sites.filter((s) => s.count > 0).map((s) => ({ ...s, key: s.value, longest: this.#match(s) }));
  }
  #match({ longest: longest2, value, maxNs }) {
    const { g, startNs, stack } = longest2;
    const none = { seq: -1, cls: 0, g, by: -1, text: 0, value: 0 };
    const begin = { ...none, kind: K.syscall, timeNs: startNs, stack };
    const end = { ...none, kind: K.syscallEnd, timeNs: startNs + maxNs, stack: 0 };
    const values = new Float64Array(this.#pattern.variables.length).fill(Number.NaN);
    const [first] = this.#pattern.steps;
    values[first?.tests[0]?.g ?? 0] = g;
    values[first?.bind[0]?.variable ?? 0] = value;
    return { pattern: this.#pattern, steps: [begin, end], values };
  }
};

// src/analyse/patterns/language/read-patterns.ts
var import_yaml = __toESM(require_dist(), 1);

// src/model/pattern.ts
var ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
var STEP_ID = /^[a-z][a-z0-9_]*$/;
var VARIABLE = /^[A-Z][A-Za-z0-9_]*$/;
var STEPS_MAX = 16;
var UNORDERED_MAX = 4;
var patternDuration = union([
  number().nonnegative(),
  string().regex(/^\d{1,15}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h)$/, {
    error: "write a duration such as 10ms, 1.5s or 200us"
  })
]).meta({ description: "A duration such as 10ms, 1.5s, 200us; a bare number is nanoseconds." });
var variable = string().regex(VARIABLE, { error: "a variable begins with a capital letter: A, Waker, W2" }).meta({ description: "A variable: B, Waker, W2." });
var oneOrMore = (item) => union([item, array(item).min(1)]);
var className = _enum([...PATTERN_CLASSES, ...CLASS_GROUPS.keys()]);
var eventFields = {
  on: oneOrMore(string()).optional().meta({
    description: "Kinds of events: park, unpark, run, …; names of Go 1.21 and before (GoBlock, …) are understood."
  }),
  g: variable.optional().meta({ description: "The goroutine that the event is about." }),
  by: union([literal("runtime"), variable]).optional().meta({
    description: "create: the creator; unpark: the waker; `runtime`: none of the program's."
  }),
  class: union([className, array(className).min(1), strictObject({ not: oneOrMore(className) })]).optional().meta({ description: "What is waited for, or why the goroutine stopped." }),
  reason: oneOrMore(string()).optional().meta({ description: "The runtime's own words." }),
  name: oneOrMore(string()).optional().meta({
    description: "Name of a range, region or task; category of a log. A final * stands for anything."
  }),
  value: oneOrMore(string()).optional().meta({ description: "A log's text. As `name`." }),
  stack_has: oneOrMore(string()).optional().meta({
    description: "A frame's function contains this text."
  }),
  stack_lacks: oneOrMore(string()).optional().meta({ description: "No frame's function does." }),
  no_stack: boolean().optional(),
  where: oneOrMore(string()).optional().meta({
    description: 'Comparisons: site == $L, entry != $E, function == "main.f"; all must hold.'
  })
};
var eventTest = strictObject(eventFields);
var attribute = _enum([
  "site",
  "function",
  "entry",
  "class",
  "reason",
  "name",
  "value",
  "g",
  "by"
]);
var bindable = union([attribute, literal("lock")]);
var step2 = strictObject({
  id: string().regex(STEP_ID).optional(),
  ...eventFields,
  any: array(eventTest).min(1).optional().meta({ description: "Alternatives, the first that fits." }),
  bind: record(string().regex(VARIABLE), bindable).optional(),
  gap: strictObject({
    min: patternDuration.optional(),
    max: patternDuration.optional(),
    from: string().optional()
  }).optional().meta({ description: "Time since the previous step, or since the step named by `from`." }),
  edge: string().regex(/^(?:wake|create)\([a-z][a-z0-9_]*\)$/).optional().meta({
    description: "wake(step): the wake of that wait, or the run after that wake; create(step): its first run."
  }),
  after: string().regex(/^hb(?:\([a-z][a-z0-9_]*\))?$/, { error: "write hb, or hb(step)" }).optional().meta({
    description: "hb: the previous step's event happens before this one, by program order, create → first run and unpark → next run; hb(step): that step's event."
  }),
  noise: union([number().int().nonnegative(), literal("any")]).optional(),
  say: string().optional().meta({ description: "What the step means, for the report." })
});
var interference = strictObject({
  between: tuple([string(), string()]).optional(),
  ...eventFields
});
var absent = strictObject({
  after: string().optional(),
  within: patternDuration.optional(),
  until: literal("end").optional(),
  ...eventFields
});
var CERTAINTIES = ["proof", "direct", "heuristic"];
var pattern = strictObject({
  name: string().regex(ID, { error: "write words in small letters with - between them: my-pattern" }).meta({ description: "Kebab-case; shown in reports." }),
  title: string().optional(),
  why: string().optional().meta({ description: "What it does to the program." }),
  fix: string().optional(),
  raise: array(string()).optional().meta({ description: "What would make it more certain." }),
  certainty: _enum(CERTAINTIES).optional(),
  steps: array(step2).min(1).max(STEPS_MAX),
  unordered: array(string().regex(STEP_ID)).min(2).max(UNORDERED_MAX).optional().meta({ description: "Steps next to each other that may come in any order." }),
  within: union([literal("none"), patternDuration]).optional(),
  noise: union([number().int().nonnegative(), literal("any")]).optional().meta({
    description: "How many other events of the goroutines bound so far may lie between two steps (3)."
  }),
  same: literal("ok").optional().meta({ description: "Two variables may be one goroutine." }),
  interference: array(interference).optional(),
  absent: oneOrMore(absent).optional(),
  repeat: strictObject({
    min: number().int().positive(),
    key: oneOrMore(string()).optional(),
    distinct: record(string().regex(VARIABLE), number().int().positive()).optional(),
    window: patternDuration.optional()
  }).optional(),
  graph: strictObject({
    from: variable,
    to: variable,
    distinct: variable.optional(),
    cycle: number().int().positive()
  }).optional().meta({ description: "Each match is an edge from one value to another; cycles are reported." }),
  cost: strictObject({ from: string(), to: string() }).optional().meta({
    description: "The steps between which the time is lost; default: first and last."
  }),
  worth: strictObject({
    total: patternDuration.optional(),
    share: number().min(0).max(1).optional()
  }).optional().meta({
    description: "Less lost time than this is not reported; share is of the trace's time."
  }),
  budget: number().int().positive().optional().meta({
    description: "Events looked at for one pattern before it gives up, and says so."
  })
});
var patternFile = union([pattern, strictObject({ patterns: array(pattern).min(1) })]).meta({ id: "pattern", title: "A cause pattern of racegate, or several" });

// src/analyse/patterns/language/article-form.ts
var gapNs = number().nonnegative();
var articlePattern = strictObject({
  Name: string().min(1),
  Steps: array(
    strictObject({ Event: string(), MaxGap: gapNs.optional(), MinGap: gapNs.optional() })
  ).min(1).max(8),
  Interference: array(string()).nullish()
});
var STATES2 = /* @__PURE__ */ new Map([
  ["park", ["running", "waiting"]],
  ["unpark", ["waiting", "runnable"]],
  ["run", ["runnable", "running"]],
  ["stop", ["running", "runnable"]],
  ["exit", ["running", "unknown"]]
]);
var WAYS = /* @__PURE__ */ new Map([
  ["waiting>running", ["unpark", "run"]],
  ["waiting>runnable", ["unpark"]],
  ["runnable>running", ["run"]],
  ["running>runnable", ["stop"]],
  ["running>waiting", ["park"]],
  ["runnable>waiting", ["run", "park"]]
]);
function isArticleForm(value) {
  return typeof value === "object" && value !== null && "Steps" in value && "Name" in value;
}
var OLD_NAMES = /* @__PURE__ */ new Map([
  ["unpark", "GoUnblock"],
  ["run", "GoStart"],
  ["park", "GoBlock"],
  ["stop", "GoSched or GoPreempt"]
]);
function bothNames(kind) {
  return `${kind} (${OLD_NAMES.get(kind) ?? kind})`;
}
function kebab(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const id = words.replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");
  return id === "" ? "pattern" : id;
}
function fromArticleForm(value) {
  const checked = articlePattern.safeParse(value);
  if (!checked.success) return checked.error;
  const { Name, Steps, Interference } = checked.data;
  const notes = [];
  const steps = [];
  const implied = /* @__PURE__ */ new Set();
  let state = "unknown";
  let before;
  for (const [i, s] of Steps.entries()) {
    const kind = V1_NAMES.get(s.Event)?.kind;
    const change = kind === void 0 ? void 0 : STATES2.get(kind);
    const needs = change?.[0] ?? state;
    const between = WAYS.get(`${state}>${needs}`) ?? [];
    for (const [n, on] of between.entries()) {
      implied.add(on);
      steps.push({ id: `s${i + 1}_${n + 1}`, on, g: "G", say: "implied: not in the pattern" });
    }
    if (between.length > 0) {
      const last = Steps[i - 1]?.Event ?? "";
      notes.push(
        `${Name}: on one goroutine ${last} cannot be followed by ${s.Event} without ${between.map(bothNames).join(" and ")}; read as ${[last, ...between, s.Event].join(", ")}`
      );
    }
    const gap = {
      ...s.MinGap === void 0 ? {} : { min: s.MinGap },
      // A MaxGap of 0 is Go's zero value: none was given.
      ...s.MaxGap === void 0 || s.MaxGap === 0 ? {} : { max: s.MaxGap },
      ...before === void 0 ? {} : { from: before }
    };
    const own = { id: `s${i + 1}`, on: s.Event, g: "G" };
    steps.push(before === void 0 ? own : { ...own, gap });
    before = own.id;
    state = change?.[1] ?? state;
  }
  const interference2 = blockedBetween(Interference ?? [], steps, implied, Name, notes);
  const pattern2 = {
    name: kebab(Name),
    title: Name,
    steps,
    ...interference2.length === 0 ? {} : { interference: interference2 }
  };
  return { pattern: pattern2, notes };
}
function blockedBetween(events, steps, implied, name, notes) {
  const result = [];
  for (const event of events) {
    const kind = V1_NAMES.get(event)?.kind;
    if (kind !== void 0 && implied.has(kind)) {
      notes.push(`${name}: ${event} interferes only where it is not one of the implied steps`);
    }
    for (let i = 1; i < steps.length; i++) {
      const between = [steps[i - 1]?.id ?? "", steps[i]?.id ?? ""];
      result.push({ between, on: event, g: "G" });
    }
  }
  return result;
}

// src/analyse/patterns/matching/lock-sites.ts
var PARK = kindNumber("park");
var UNPARK = kindNumber("unpark");
var LOCK_KINDS = 1 << PARK | 1 << UNPARK;
var LOCK_NAMES = /* @__PURE__ */ new Map([
  [classNumber("lock"), "Mutex"],
  [classNumber("rwlock_read"), "RWMutex"],
  [classNumber("rwlock_write"), "RWMutex"],
  [classNumber("once"), "Once"]
]);
var LOCK_CLASSES = [...LOCK_NAMES.keys()].reduce((bits, cls) => bits | 1 << cls, 0);
var SEPARATOR = "\0";
var LockSites = class {
  #sets = new NameSets();
  /** Lines at which somebody waited: they name the locks. */
  #waited = /* @__PURE__ */ new Set();
  /** By set: its lock's name; made when it is asked for. */
  #names;
  /** By goroutine: where it waits. */
  #waits = /* @__PURE__ */ new Map();
  #siteOf;
  /** @param siteOf a stack's own line as text, empty for none */
  constructor(siteOf) {
    this.#siteOf = siteOf;
  }
  /** Takes the hand-offs of a segment. */
  segment(rows) {
    const { events } = rows;
    this.#names = void 0;
    for (let row = 0; row < events.length; row++) {
      const kind = events.kind[row] ?? 0;
      if ((LOCK_KINDS & 1 << kind) === 0) continue;
      if ((LOCK_CLASSES & 1 << (events.cls[row] ?? 0)) === 0) continue;
      rows.need(row);
      this.#take(events, row, kind);
    }
  }
  #take(e, row, kind) {
    const g = e.g[row] ?? -1;
    const line = this.lineOf(e.cls[row] ?? 0, e.stack[row] ?? 0);
    if (kind === PARK) {
      if (line === "") return;
      this.#waited.add(line);
      this.#waits.set(g, line);
      return;
    }
    const wait2 = this.#waits.get(g);
    this.#waits.delete(g);
    if (wait2 !== void 0 && line !== "") this.#sets.join(wait2, line);
  }
  /** The line of a wait or its end: the kind of lock, and where; empty where that is not known. */
  lineOf(cls, stack) {
    const site2 = this.#siteOf(stack);
    return site2 === "" ? "" : `${LOCK_NAMES.get(cls) ?? ""}${SEPARATOR}${site2}`;
  }
  /** The lock of a line: of its lines the first by name at which somebody waited. */
  lockOf(line) {
    const names = this.#names ??= this.#named();
    return names.get(this.#sets.find(line)) ?? line;
  }
  #named() {
    const names = /* @__PURE__ */ new Map();
    for (const line of [...this.#waited].sort()) {
      const root = this.#sets.find(line);
      if (!names.has(root)) names.set(root, line);
    }
    return names;
  }
};
function siteOfLine(line) {
  return line.slice(line.indexOf(SEPARATOR) + 1);
}

// src/analyse/patterns/language/orders.ts
function unorderedMistake({ unordered, steps }) {
  if (unordered === void 0) return void 0;
  const ids = idsOf(steps);
  for (const [i, id] of unordered.entries()) {
    if (!ids.includes(id)) {
      return { path: ["unordered", i], message: `no step is called "${id}"` };
    }
    if (unordered.indexOf(id) !== i) {
      return { path: ["unordered", i], message: `"${id}" stands there twice` };
    }
  }
  const at = unordered.map((id) => ids.indexOf(id));
  if (Math.max(...at) - Math.min(...at) === at.length - 1) return void 0;
  return { path: ["unordered"], message: "these steps must stand next to each other" };
}
function otherOrders(source) {
  const { unordered } = source;
  if (unordered === void 0) return [];
  const ids = idsOf(source.steps);
  const steps = source.steps.map((s, i) => ({ ...s, id: ids[i] }));
  const first = Math.min(...unordered.map((id) => ids.indexOf(id)));
  const group = steps.slice(first, first + unordered.length);
  const [, ...others] = permutations(group);
  return others.map((order) => ({
    ...source,
    steps: [...steps.slice(0, first), ...order, ...steps.slice(first + group.length)]
  }));
}
function idsOf(steps) {
  return steps.map((s, i) => s.id ?? `s${i + 1}`);
}
function permutations(items) {
  if (items.length < 2) return [[...items]];
  return items.flatMap(
    (item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest])
  );
}

// src/analyse/patterns/language/compile.ts
var NOISE_MAX = 3;
var WITHIN_NS = 1e10;
var BUDGET = 2e8;
var VARIABLES_MAX = 30;
var LOCK_LATE = "which sites are one lock is known when the trace has been read; use it in repeat and graph";
var QUIET = ["range_begin", "range_end", "status", "log", "mark"];
function compilePattern(source, facts) {
  const written = new Compiler(source, facts, []).run();
  if (!("pattern" in written)) return written;
  const { pattern: pattern2 } = written;
  const others = otherOrders(source).flatMap((order) => {
    const compiled = new Compiler(order, facts, pattern2.variables).run();
    return "pattern" in compiled ? [{ ...compiled.pattern, source }] : [];
  });
  return { pattern: { ...pattern2, others } };
}
var Compiler = class {
  #source;
  #facts;
  #mistakes = [];
  #variables;
  /** The first step that binds each variable. */
  #boundAt;
  #ids;
  /** @param variables those of another order of the steps: they keep their numbers */
  constructor(source, facts, variables) {
    this.#variables = [...variables];
    this.#boundAt = variables.map(() => Infinity);
    this.#source = source;
    this.#facts = facts;
    this.#ids = source.steps.map((s, i) => s.id ?? `s${i + 1}`);
  }
  run() {
    const source = this.#source;
    const steps = [];
    for (const [i, step3] of source.steps.entries()) steps.push(this.#step(step3, i));
    const blocked = this.#interference(steps);
    const complete = steps.map((s, i) => ({ ...s, interference: blocked[i] ?? [] }));
    const absences = listOf(source.absent).map((a, i) => this.#absence(a, i));
    this.#names();
    const unordered = unorderedMistake(source);
    if (unordered !== void 0) this.#mistake(unordered.path, unordered.message);
    const from = this.#stepNumber(source.cost?.from ?? this.#ids[0] ?? "", ["cost", "from"]);
    const to = this.#stepNumber(source.cost?.to ?? this.#ids.at(-1) ?? "", ["cost", "to"]);
    if (this.#variables.length > VARIABLES_MAX) {
      this.#mistake(["steps"], `more than ${VARIABLES_MAX} variables`);
    }
    if (this.#mistakes.length > 0) return { mistakes: this.#mistakes };
    let alphabet = 0;
    for (const s of complete) {
      alphabet |= s.kinds;
      for (const x of s.interference) for (const t of x.tests) alphabet |= t.kinds;
    }
    for (const kind of QUIET) alphabet &= ~(1 << kindNumber(kind));
    const { within } = source;
    const pattern2 = {
      source,
      others: [],
      variables: this.#variables,
      steps: complete,
      absences,
      alphabet,
      withinNs: within === "none" ? Infinity : durationNs(within ?? WITHIN_NS),
      sameOk: source.same === "ok",
      costFrom: from,
      costTo: to,
      budget: source.budget ?? BUDGET
    };
    return { pattern: pattern2 };
  }
  #mistake(path, message) {
    const same = this.#mistakes.some((m) => m.message === message && m.path.join() === path.join());
    if (!same) this.#mistakes.push({ path, message });
  }
  #stepNumber(id, path) {
    const at = this.#ids.indexOf(id);
    if (at < 0) this.#mistake(path, `no step is called "${id}"`);
    return Math.max(0, at);
  }
  #earlier(id, before, path) {
    const at = this.#stepNumber(id, path);
    if (at < before || this.#ids[at] !== id) return Math.min(at, Math.max(0, before - 1));
    this.#mistake(path, `"${id}" is not an earlier step`);
    return Math.max(0, before - 1);
  }
  /** Looks variables up; with `step` given, goroutines may be bound there. */
  #scope(usable, step3) {
    const known = (name) => {
      const at = this.#variables.findIndex((v) => v.name === name);
      return at >= 0 && (this.#boundAt[at] ?? 0) <= usable ? at : -1;
    };
    const bound = (name, path) => {
      const at = known(name);
      let where = step3 === void 0 ? "at the step it counts from" : "before this step";
      if (usable === Infinity) where = "by any step";
      if (at < 0) this.#mistake(path, `$${name} is not bound ${where}`);
      if (usable !== Infinity && this.#variables[at]?.attribute === "lock") {
        this.#mistake(path, `$${name} is a lock: ${LOCK_LATE}`);
      }
      return at;
    };
    const goroutine = (name, path) => {
      if (step3 === void 0) return bound(name, path);
      return this.#declare({ name, attribute: "g", goroutine: true }, step3, path);
    };
    return { facts: this.#facts, mistakes: this.#mistakes, bound, goroutine };
  }
  #declare(variable2, step3, path) {
    const at = this.#variables.findIndex((v) => v.name === variable2.name);
    if (at < 0) {
      this.#boundAt.push(step3);
      return this.#variables.push(variable2) - 1;
    }
    if (this.#variables[at]?.goroutine !== variable2.goroutine) {
      this.#mistake(path, `${variable2.name} is both a goroutine and a value`);
    }
    this.#boundAt[at] = Math.min(this.#boundAt[at] ?? step3, step3);
    return at;
  }
  #step(source, i) {
    const path = ["steps", i];
    const { say, any, bind, gap, edge, noise } = source;
    const own = eventPart(source);
    const goroutinesBefore = this.#goroutinesBefore(i);
    if (this.#ids.indexOf(this.#ids[i] ?? "") !== i) {
      this.#mistake([...path, "id"], `two steps are called "${this.#ids[i] ?? ""}"`);
    }
    const from = edge === void 0 ? void 0 : this.#edgeFrom(edge, i);
    const g = from === void 0 ? void 0 : this.#source.steps[from]?.g;
    const scope = this.#scope(i - 1, i);
    const withG = (t) => t.g === void 0 && g !== void 0 ? { ...t, g } : t;
    if (any !== void 0 && own.on !== void 0) {
      this.#mistake([...path, "any"], "give `on` or `any`, not both");
    }
    const tests = any === void 0 ? eventTests(withG(own), scope, path) : any.flatMap((t, n) => eventTests(withG({ ...own, ...t }), scope, [...path, "any", n]));
    const binds = Object.entries(bind ?? {}).map(([name, attribute2]) => {
      const goroutine = attribute2 === "g" || attribute2 === "by";
      const variable2 = { name, attribute: attribute2, goroutine };
      this.#lock(variable2, i, tests, [...path, "bind", name]);
      return { variable: this.#declare(variable2, i, [...path, "bind", name]), attribute: attribute2 };
    });
    const common = (of) => {
      const first = tests[0] === void 0 ? ANY : of(tests[0]);
      return goroutinesBefore.includes(first) && tests.every((t) => of(t) === first) ? first : ANY;
    };
    const limit = noise ?? this.#source.noise ?? NOISE_MAX;
    return {
      id: this.#ids[i] ?? "",
      say,
      tests,
      kinds: tests.reduce((all, t) => all | t.kinds, 0),
      classes: tests.reduce((all, t) => all | t.classes, 0),
      bind: binds,
      gapMinNs: durationNs(gap?.min ?? 0),
      gapMaxNs: gap?.max === void 0 ? Infinity : durationNs(gap.max),
      gapFrom: gap?.from === void 0 ? i - 1 : this.#earlier(gap.from, i, [...path, "gap"]),
      noiseMax: limit === "any" ? Infinity : limit,
      hbFrom: this.#hbFrom(source, i),
      firstOnly: from !== void 0 && from === i - 1,
      knownG: common((t) => t.g),
      knownBy: common((t) => t.by),
      interference: [],
      bound: goroutinesBefore
    };
  }
  /** What is one lock is known at the end: a step cannot ask whether two are. */
  #lock({ name, attribute: attribute2 }, i, tests, path) {
    const at = this.#variables.findIndex((v) => v.name === name);
    const again = (this.#boundAt[at] ?? Infinity) < i;
    const before = this.#variables[at]?.attribute;
    if (again && (attribute2 === "lock" || before === "lock")) {
      this.#mistake(path, `${name} is bound twice: ${LOCK_LATE}`);
    }
    const other = (t) => (t.kinds & ~LOCK_KINDS) !== 0 || (t.classes & ~LOCK_CLASSES) !== 0;
    if (attribute2 === "lock" && tests.some(other)) {
      this.#mistake(path, "a lock is bound at a park or unpark with class mutex or once");
    }
  }
  #goroutinesBefore(step3) {
    const before = (at) => (this.#boundAt[at] ?? Infinity) < step3;
    return this.#variables.flatMap((v, at) => v.goroutine && before(at) ? [at] : []);
  }
  /** The step that must happen before step `i`. */
  #hbFrom({ after }, i) {
    if (after === void 0) return ANY;
    const path = ["steps", i, "after"];
    if (i === 0) this.#mistake(path, "nothing comes before the first step");
    return after === "hb" ? i - 1 : this.#earlier(after.slice(3, -1), i, path);
  }
  #edgeFrom(edge, step3) {
    const id = edge.slice(edge.indexOf("(") + 1, -1);
    const path = ["steps", step3, "edge"];
    const from = this.#earlier(id, step3, path);
    const g = this.#source.steps[from]?.g;
    if (g === void 0) this.#mistake(path, `step "${id}" names no goroutine (g)`);
    const own = this.#source.steps[step3]?.g;
    if (own !== void 0 && own !== g) {
      this.#mistake(path, `an edge from "${id}" is about ${g ?? "its goroutine"}, not ${own}`);
    }
    return from;
  }
  /** By step: what may not lie before it. */
  #interference(steps) {
    const result = steps.map(() => []);
    for (const [i, { edge }] of this.#source.steps.entries()) {
      if (edge === void 0) continue;
      const after = this.#edgeFrom(edge, i) ?? 0;
      const g = this.#source.steps[after]?.g ?? "";
      const variable2 = this.#variables.findIndex((v) => v.name === g);
      const tests = [anyEvent(steps[i]?.kinds ?? 0, variable2)];
      result[i]?.push({ after, tests, edge: true });
    }
    for (const [n, source] of (this.#source.interference ?? []).entries()) {
      this.#between(source, n, result);
    }
    return result;
  }
  #between(source, n, result) {
    const path = ["interference", n];
    const { between, ...test } = source;
    const [first, last] = between ?? [this.#ids[0] ?? "", this.#ids.at(-1) ?? ""];
    const until = this.#stepNumber(last, [...path, "between"]);
    if (!this.#ids.includes(last)) return;
    const after = this.#earlier(first, until, [...path, "between"]);
    const tests = eventTests(test, this.#scope(after, void 0), path);
    result[until]?.push({ after, tests, edge: false });
  }
  #absence(source, n) {
    const path = Array.isArray(this.#source.absent) ? ["absent", n] : ["absent"];
    const { after: id, within, until, ...test } = source;
    const after = id === void 0 ? this.#ids.length - 1 : this.#stepNumber(id, [...path, "after"]);
    if (within === void 0 === (until === void 0)) {
      this.#mistake(path, "give `within: <duration>` or `until: end`");
    }
    return {
      after,
      forNs: within === void 0 ? Infinity : durationNs(within),
      tests: eventTests(test, this.#scope(after, void 0), path)
    };
  }
  /** Variables of repeat and graph must exist. */
  #names() {
    const { repeat, graph } = this.#source;
    const scope = this.#scope(Infinity, void 0);
    for (const key of listOf(repeat?.key)) {
      if (!key.startsWith("$")) this.#mistake(["repeat", "key"], `write $${key}`);
      else scope.bound(key.slice(1), ["repeat", "key"]);
    }
    const isLock = (key) => this.#variables.some((v) => v.attribute === "lock" && key === `$${v.name}`);
    if (repeat?.window !== void 0 && listOf(repeat.key).some(isLock)) {
      this.#mistake(["repeat", "window"], "no window with a lock as key; bind its site");
    }
    for (const name of Object.keys(repeat?.distinct ?? {})) {
      scope.bound(name, ["repeat", "distinct", name]);
    }
    if (graph === void 0) return;
    scope.bound(graph.from, ["graph", "from"]);
    scope.bound(graph.to, ["graph", "to"]);
    if (graph.distinct !== void 0) scope.bound(graph.distinct, ["graph", "distinct"]);
  }
};
function eventPart(source) {
  const { on, g, by, reason, name, value, where } = source;
  const { class: cls, stack_has, stack_lacks, no_stack } = source;
  const all = {
    on,
    g,
    by,
    class: cls,
    reason,
    name,
    value,
    stack_has,
    stack_lacks,
    no_stack,
    where
  };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== void 0));
}
function anyEvent(kinds, g) {
  return {
    kinds,
    classes: -1,
    g,
    by: ANY,
    text: [],
    value: void 0,
    stack: void 0,
    stackLacks: void 0,
    noStack: void 0,
    where: []
  };
}

// src/analyse/patterns/language/read-patterns.ts
var MISTAKES_MAX = 20;
var DOCUMENTS_MAX = 200;
var TEXT_MAX2 = 1 << 20;
function readPatterns(text2, path, facts) {
  const patterns = [];
  const mistakes = [];
  const notes = [];
  if (text2.length > TEXT_MAX2) {
    const message = "larger than 1 MiB: not a pattern file";
    return { patterns, mistakes: [{ at: path, message }], notes };
  }
  const lines = new import_yaml.LineCounter();
  const parsed = (0, import_yaml.parseAllDocuments)(text2, { lineCounter: lines, prettyErrors: false });
  const documents = (Array.isArray(parsed) ? parsed : []).slice(0, DOCUMENTS_MAX);
  const lineAt = (offset) => offset === void 0 ? path : `${path}:${lines.linePos(offset).line}`;
  for (const document of documents) {
    for (const error of document.errors) {
      mistakes.push({ at: lineAt(error.pos[0]), message: `not valid YAML: ${error.message}` });
    }
    if (document.errors.length > 0) continue;
    const add2 = (where, message) => {
      mistakes.push({ at: lineAt(offsetOf(document, where)), message });
    };
    for (const [value, base] of entries(document, (m) => mistakes.push({ at: path, message: m }))) {
      one(value, base, { facts, path, patterns, notes, add: add2 });
    }
  }
  if (patterns.length === 0 && mistakes.length === 0) {
    mistakes.push({ at: path, message: "holds no pattern" });
  }
  return { patterns, mistakes: mistakes.slice(0, MISTAKES_MAX), notes };
}
function entries(document, fail) {
  let value;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
    return [];
  }
  if (value === null || value === void 0) return [];
  if (Array.isArray(value)) return value.map((v, i) => [v, [i]]);
  if (typeof value === "object" && "patterns" in value && Array.isArray(value.patterns)) {
    return value.patterns.map((v, i) => [v, ["patterns", i]]);
  }
  return [[value, []]];
}
function one(value, base, to) {
  let source;
  const article = isArticleForm(value);
  if (article) {
    const imported = fromArticleForm(value);
    if (!("pattern" in imported)) {
      issues(imported, base, to.add);
      return;
    }
    to.notes.push(...imported.notes);
    source = imported.pattern;
  } else {
    const checked = pattern.safeParse(value);
    if (!checked.success) {
      issues(checked.error, base, to.add);
      return;
    }
    source = checked.data;
  }
  const compiled = compilePattern(source, to.facts);
  if ("pattern" in compiled) to.patterns.push({ pattern: compiled.pattern, source: to.path });
  else for (const m of compiled.mistakes) to.add(article ? base : [...base, ...m.path], m.message);
}
function issues(error, base, add2) {
  for (const issue of error.issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    const path = issue.path.filter((p) => typeof p !== "symbol");
    const where = path.length === 0 ? "" : `${path.join(".")}: `;
    add2([...base, ...path, ...keys], `${where}${issue.message}`);
  }
}
function offsetOf(document, path) {
  let node = document.contents;
  let offset = (0, import_yaml.isMap)(node) || (0, import_yaml.isSeq)(node) ? node.range?.[0] : void 0;
  for (const part of path) {
    if ((0, import_yaml.isMap)(node)) {
      const pair = node.items.find(({ key }) => (0, import_yaml.isScalar)(key) && key.value === part);
      if (pair === void 0) break;
      if ((0, import_yaml.isScalar)(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if ((0, import_yaml.isSeq)(node) && typeof part === "number") {
      node = node.items[part];
      if ((0, import_yaml.isMap)(node) || (0, import_yaml.isScalar)(node) || (0, import_yaml.isSeq)(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

// src/analyse/patterns/matching/match.ts
function foundOf(match) {
  const times2 = match.steps.map(({ timeNs }) => timeNs);
  const { pattern: pattern2, values } = match;
  return { pattern: pattern2, values, times: times2, steps: times2.length, match: () => match };
}
function seenAt(e, i) {
  return {
    seq: e.firstSeq + i,
    timeNs: e.timeNs[i] ?? 0,
    kind: e.kind[i] ?? 0,
    cls: e.cls[i] ?? 0,
    g: e.g[i] ?? -1,
    by: e.by[i] ?? -1,
    stack: e.stack[i] ?? 0,
    text: e.text[i] ?? 0,
    value: e.value[i] ?? 0
  };
}

// src/analyse/patterns/matching/groups.ts
var GROUPS_MAX = 1e4;
var DISTINCT_MAX = 1e4;
var WINDOW_MAX2 = 1e5;
var FRAMES_SHOWN = 32;
var MatchGroups = class {
  #pattern;
  #facts;
  /** By the key variable's value; by several as text. */
  #groups = /* @__PURE__ */ new Map();
  #keys;
  #distinct;
  /** By stack: its place. */
  #sites = [];
  #toEnd;
  matches = 0;
  quiet = 0;
  overflow = 0;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
    this.#toEnd = pattern2.absences.some((a) => a.forNs === Infinity);
    const { distinct: distinct3 } = pattern2.source.repeat ?? {};
    this.#distinct = Object.keys(distinct3 ?? {}).map((name) => [name, this.#variable(name)]);
    this.#keys = listOf(pattern2.source.repeat?.key).map((key) => this.#variable(key.slice(1)));
  }
  add(match) {
    this.found(foundOf(match));
  }
  /** Takes a match as it is found; it is made to last only where it is the longest of its group. */
  found(found) {
    this.matches += 1;
    const key = this.#key(found);
    const { times: times2, steps } = found;
    const startNs = times2[0] ?? 0;
    const endNs = times2[steps - 1] ?? startNs;
    const cost = this.#cost(found.pattern, times2, steps);
    let group = this.#groups.get(key);
    if (group === void 0) {
      if (this.#groups.size >= GROUPS_MAX) {
        this.overflow += 1;
        return;
      }
      group = newGroup(found.match(), startNs, endNs);
      this.#groups.set(key, group);
    }
    group.count += 1;
    if (startNs < group.firstNs) group.firstNs = startNs;
    if (endNs > group.lastNs) group.lastNs = endNs;
    group.totalNs += cost;
    if (cost > group.maxNs) {
      group.maxNs = cost;
      group.longest = found.match();
    }
    this.#repeats(group, found.values, startNs);
  }
  /** Takes over what was counted elsewhere. */
  take(tallied) {
    for (const { key, ...t } of tallied) {
      this.matches += t.count;
      if (this.#groups.size >= GROUPS_MAX) this.overflow += t.count;
      else this.#groups.set(key, { ...t, distinct: /* @__PURE__ */ new Map(), recent: [] });
    }
  }
  /** What is worth reporting, the most expensive first. */
  findings(traceNs) {
    const result = [];
    for (const group of this.#final()) {
      if (this.#toEnd) {
        group.totalNs += group.count * traceNs;
        group.maxNs += traceNs;
      }
      if (this.#worth(group, traceNs)) result.push(this.#finding(group, traceNs));
      else this.quiet += 1;
    }
    return result.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
  }
  /** The groups; those whose keys have become the same lock are one. */
  #final() {
    const { variables } = this.#pattern;
    if (!variables.some(({ attribute: attribute2 }) => attribute2 === "lock")) return this.#groups.values();
    const finalOf = (variable2, value) => this.#facts.final(variables[variable2]?.attribute, value);
    const merged2 = /* @__PURE__ */ new Map();
    for (const [key, group] of this.#groups) {
      for (const [name, variable2] of this.#distinct) {
        const values2 = [...group.distinct.get(name) ?? []].map((v) => finalOf(variable2, v));
        group.distinct.set(name, new Set(values2));
      }
      const { values } = group.longest;
      const own = this.#keys.map((k) => finalOf(k, values[k] ?? Number.NaN)).join(",");
      const at = this.#keys.length === 0 ? key : own;
      const known = merged2.get(at);
      if (known === void 0) merged2.set(at, group);
      else join(known, group);
    }
    return merged2.values();
  }
  #variable(name) {
    return this.#pattern.variables.findIndex((v) => v.name === name);
  }
  #key(found) {
    const [key, ...more] = this.#keys;
    if (key === void 0) return this.#sitesOf(found.match());
    if (more.length === 0) return found.values[key] ?? Number.NaN;
    return this.#keys.map((k) => found.values[k]).join(",");
  }
  /** The places of the steps as they are written, in whatever order they came. */
  #sitesOf({ pattern: pattern2, steps }) {
    if (pattern2 === this.#pattern) return steps.map((s) => this.#site(s)).join(",");
    const ids = pattern2.steps.map(({ id }) => id);
    const written = this.#pattern.steps.map(({ id }) => steps[ids.indexOf(id)]);
    return written.map((s) => s === void 0 ? 0 : this.#site(s)).join(",");
  }
  #site({ stack }) {
    const known = this.#sites[stack];
    if (known !== void 0) return known;
    const at = ownSite(this.#facts.interner.frames(stack));
    const text2 = at === void 0 ? "" : `${at.function} ${at.file}:${at.line}`;
    return this.#sites[stack] = this.#facts.interner.textOf(text2);
  }
  /** Time lost; where the loss lasts to the trace's end, which is not known yet, less that end. */
  #cost(order, times2, steps) {
    const { costFrom, costTo } = order;
    if (this.#toEnd) return -(times2[steps - 1] ?? 0);
    return (times2[costTo] ?? 0) - (times2[costFrom] ?? 0);
  }
  #repeats(group, values, startNs) {
    const { repeat } = this.#pattern.source;
    if (repeat === void 0) return;
    for (const [name, variable2] of this.#distinct) {
      let set = group.distinct.get(name);
      if (set === void 0) group.distinct.set(name, set = /* @__PURE__ */ new Set());
      if (set.size < DISTINCT_MAX) set.add(values[variable2] ?? -1);
    }
    if (repeat.window === void 0 || group.dense) return;
    const size = Math.min(repeat.min, WINDOW_MAX2);
    const at = (group.count - 1) % size;
    group.recent[at] = startNs;
    const oldest = group.recent[group.count % size];
    if (group.count >= size && oldest !== void 0) {
      group.dense = startNs - oldest <= durationNs(repeat.window);
    }
  }
  #worth(group, traceNs) {
    const { repeat, worth } = this.#pattern.source;
    if (repeat !== void 0) {
      if (group.count < repeat.min || repeat.window !== void 0 && !group.dense) return false;
      for (const [name, min] of Object.entries(repeat.distinct ?? {})) {
        if ((group.distinct.get(name)?.size ?? 0) < min) return false;
      }
    }
    if (worth?.total !== void 0 && group.totalNs < durationNs(worth.total)) return false;
    return worth?.share === void 0 || group.totalNs >= worth.share * traceNs;
  }
  #finding(group, traceNs) {
    const distinct3 = [...group.distinct].map(([name, set]) => [name, set.size]);
    return {
      ...describe(this.#pattern, this.#facts, group.longest, traceNs, group.totalNs),
      count: group.count,
      firstNs: group.firstNs,
      lastNs: group.lastNs,
      totalNs: group.totalNs,
      maxNs: group.maxNs,
      distinct: Object.fromEntries(distinct3),
      steps: matchSteps(this.#facts, group.longest)
    };
  }
};
function newGroup(match, startNs, endNs) {
  return {
    count: 0,
    firstNs: startNs,
    lastNs: endNs,
    totalNs: 0,
    maxNs: -Infinity,
    longest: match,
    distinct: /* @__PURE__ */ new Map(),
    recent: [],
    dense: false
  };
}
function join(to, from) {
  to.count += from.count;
  to.firstNs = Math.min(to.firstNs, from.firstNs);
  to.lastNs = Math.max(to.lastNs, from.lastNs);
  to.totalNs += from.totalNs;
  if (from.maxNs > to.maxNs) [to.maxNs, to.longest] = [from.maxNs, from.longest];
  for (const [name, values] of from.distinct) {
    const known = to.distinct.get(name);
    for (const value of values) known?.add(value);
  }
}
function describe(pattern2, facts, match, traceNs, totalNs) {
  const { source } = pattern2;
  const variables = [];
  for (const [at, v] of pattern2.variables.entries()) {
    const value = match.values[at] ?? Number.NaN;
    if (!Number.isNaN(value)) variables.push([v.name, facts.show(v.attribute, value)]);
  }
  return {
    pattern: source.name,
    title: source.title ?? source.name,
    certainty: source.certainty ?? "heuristic",
    confidence: "uncalibrated",
    share: traceNs > 0 ? Number((totalNs / traceNs).toPrecision(3)) : 0,
    variables: Object.fromEntries(variables),
    ...source.why === void 0 ? {} : { why: source.why },
    ...source.fix === void 0 ? {} : { fix: source.fix },
    raise: source.raise ?? []
  };
}
function matchSteps(facts, match) {
  return match.steps.map((seen, i) => {
    const step3 = match.pattern.steps[i];
    const frames2 = facts.interner.frames(seen.stack);
    const at = ownSite(frames2);
    const name = facts.interner.string(seen.text);
    const value = facts.interner.string(seen.value);
    return {
      id: step3?.id ?? "",
      event: PATTERN_KINDS[seen.kind] ?? "",
      ...step3?.say === void 0 ? {} : { say: step3.say },
      ...seen.cls === 0 ? {} : { class: PATTERN_CLASSES[seen.cls] ?? "other" },
      ...seen.g < 0 ? {} : { goroutine: seen.g },
      ...seen.by < 0 ? {} : { by: seen.by },
      timeNs: seen.timeNs,
      ...name === "" ? {} : { name },
      ...value === "" ? {} : { value },
      ...at === void 0 ? {} : { at },
      stack: frames2.slice(0, FRAMES_SHOWN).map((f) => ({ function: f.func, file: f.file, line: f.line }))
    };
  });
}

// src/analyse/patterns/matching/cycles.ts
var EDGES_MAX2 = 1e5;
var MATCHES_MAX = 8;
var CYCLE_MAX = 16;
var SEARCH_MAX = 1e5;
var FINDINGS_MAX = 100;
var MatchCycles = class {
  #pattern;
  #facts;
  #edges = /* @__PURE__ */ new Map();
  #size = 0;
  /** The trace has been read: it is known what is one lock. */
  #read = false;
  matches = 0;
  overflow = 0;
  /** Edges that are on no cycle long enough. */
  quiet = 0;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
  }
  add(match) {
    this.matches += 1;
    this.#edge(match);
  }
  #edge(match) {
    const { graph } = this.#pattern.source;
    const from = this.#value(match, graph?.from ?? "");
    const to = this.#value(match, graph?.to ?? "");
    let out = this.#edges.get(from);
    if (out === void 0) this.#edges.set(from, out = /* @__PURE__ */ new Map());
    let matches2 = out.get(to);
    if (matches2 === void 0) {
      if (this.#size >= EDGES_MAX2) {
        this.overflow += 1;
        return;
      }
      this.#size += 1;
      out.set(to, matches2 = []);
    }
    const own = this.#owner(match);
    const known = own !== void 0 && matches2.some((m) => this.#owner(m) === own);
    if (!known && matches2.length < MATCHES_MAX) matches2.push(match);
  }
  findings(traceNs) {
    this.#final();
    const result = [];
    const done = /* @__PURE__ */ new Set();
    for (const start of this.#edges.keys()) {
      if (done.has(start) || result.length >= FINDINGS_MAX) continue;
      const cycle = this.#cycleFrom(start, done);
      if (cycle === void 0) continue;
      result.push(this.#finding(cycle, traceNs));
      for (const m of cycle) done.add(this.#value(m, this.#pattern.source.graph?.from ?? ""));
    }
    this.quiet = Math.max(0, this.#size - result.reduce((n, f) => n + f.count, 0));
    return result;
  }
  /** Lines that have become the same lock are one node. */
  #final() {
    if (!this.#pattern.variables.some(({ attribute: attribute2 }) => attribute2 === "lock")) return;
    const matches2 = [...this.#edges.values()].flatMap((out) => [...out.values()].flat());
    this.#edges.clear();
    this.#size = 0;
    this.#read = true;
    for (const match of matches2) this.#edge(match);
  }
  #value(match, name) {
    const at = this.#pattern.variables.findIndex((v) => v.name === name);
    const value = match.values[at] ?? -1;
    return this.#read ? this.#facts.final(this.#pattern.variables[at]?.attribute, value) : value;
  }
  /** The value that must differ from edge to edge of a cycle. */
  #owner(match) {
    const name = this.#pattern.source.graph?.distinct;
    return name === void 0 ? void 0 : this.#value(match, name);
  }
  /** The first cycle through the node that is long enough, shortest first; depth-first with a bound. */
  #cycleFrom(start, done) {
    const min = this.#pattern.source.graph?.cycle ?? 2;
    let left = SEARCH_MAX;
    for (let length = min; length <= CYCLE_MAX && length <= this.#edges.size; length++) {
      const path = [];
      const nodes = /* @__PURE__ */ new Set([start]);
      const walk = (node) => {
        for (const [next, matches2] of this.#edges.get(node) ?? []) {
          if (--left < 0) return false;
          const last = path.length === length - 1;
          if (last ? next !== start : nodes.has(next) || done.has(next)) continue;
          for (const match of matches2) {
            const owner = this.#owner(match);
            if (owner !== void 0 && path.some((m) => this.#owner(m) === owner)) continue;
            path.push(match);
            nodes.add(next);
            if (last || walk(next)) return true;
            path.pop();
            if (next !== start) nodes.delete(next);
          }
        }
        return false;
      };
      if (walk(start)) return path;
      if (left < 0) {
        this.overflow += 1;
        return void 0;
      }
    }
    return void 0;
  }
  #finding(cycle, traceNs) {
    const times2 = cycle.flatMap((m) => m.steps.map((s) => s.timeNs));
    const firstNs = Math.min(...times2);
    const lastNs = Math.max(...times2);
    const [first] = cycle;
    const base = { pattern: this.#pattern, steps: [], values: new Float64Array(0) };
    return {
      ...describe(this.#pattern, this.#facts, first ?? base, traceNs, traceNs - lastNs),
      count: cycle.length,
      firstNs,
      lastNs,
      totalNs: Math.max(0, traceNs - lastNs),
      maxNs: Math.max(0, traceNs - lastNs),
      distinct: {},
      steps: cycle.flatMap((m) => matchSteps(this.#facts, m))
    };
  }
};

// src/analyse/patterns/matching/facts.ts
var Facts = class {
  interner;
  locks;
  #sites = [];
  #functions = [];
  #entries = [];
  constructor(interner) {
    this.interner = interner;
    this.locks = new LockSites(
      (stack) => interner.string(this.ofStack("site", stack))
    );
  }
  /** The value of an attribute of an event: a goroutine's id, a class's number, or a text's. */
  attribute(name, e, i) {
    switch (name) {
      case "g":
        return e.g[i] ?? -1;
      case "by":
        return e.by[i] ?? -1;
      case "class":
        return e.cls[i] ?? 0;
      case "reason":
      case "name":
        return e.text[i] ?? 0;
      case "value":
        return e.value[i] ?? 0;
      case "site":
      case "function":
      case "entry":
        return this.ofStack(name, e.stack[i] ?? 0);
      case "lock":
        return this.interner.textOf(this.locks.lineOf(e.cls[i] ?? 0, e.stack[i] ?? 0));
    }
  }
  /** The value of an attribute that a stack alone decides; 0 for others. */
  ofStack(name, stack) {
    switch (name) {
      case "site":
        return this.#cached(this.#sites, stack, (f) => siteText(ownSite(f)));
      case "function":
        return this.#cached(this.#functions, stack, (f) => ownSite(f)?.function ?? "");
      case "entry":
        return this.#cached(this.#entries, stack, entryFunction);
      default:
        return 0;
    }
  }
  /** The value once the trace has been read: a lock's line becomes the lock, others stay. */
  final(name, value) {
    if (name !== "lock" || Number.isNaN(value)) return value;
    return this.interner.textOf(this.locks.lockOf(this.interner.string(value)));
  }
  /** The value's text for people; goroutines stay numbers. */
  show(name, value) {
    if (name === "g" || name === "by") return value;
    if (name === "class") return PATTERN_CLASSES[value] ?? "none";
    const text2 = this.interner.string(this.final(name, value));
    return name === "lock" ? siteOfLine(text2) : text2;
  }
  /** The number that a text in a pattern stands for, for comparison with an attribute. */
  valueOf(name, text2) {
    if (name === "g" || name === "by") return Number(text2);
    if (name === "class") return PATTERN_CLASSES.findIndex((c) => c === text2);
    return this.interner.textOf(text2);
  }
  /** Whether a text is one of these; a final * stands for anything. */
  textTest(wanted) {
    return memo((index) => {
      const text2 = this.interner.string(index);
      return wanted.some((w) => w.endsWith("*") ? text2.startsWith(w.slice(0, -1)) : text2 === w);
    });
  }
  /** Whether a frame's function contains one of these texts. */
  stackTest(parts) {
    return memo(
      (index) => this.interner.frames(index).some(({ func }) => parts.some((part) => func.includes(part)))
    );
  }
  #cached(cache, stack, text2) {
    let value = cache[stack];
    if (value === void 0) {
      value = this.interner.textOf(text2(this.interner.frames(stack)));
      cache[stack] = value;
    }
    return value;
  }
};
function memo(test) {
  const known = /* @__PURE__ */ new Map();
  return (index) => {
    let answer = known.get(index);
    if (answer === void 0) known.set(index, answer = test(index));
    return answer;
  };
}

// src/analyse/patterns/matching/bindings.ts
var CREATE = kindNumber("create");
var Bindings = class {
  values;
  #pattern;
  #facts;
  #trail = [];
  #restored = false;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
    this.values = new Float64Array(pattern2.variables.length).fill(Number.NaN);
  }
  /** Takes over the values of a match under way; nothing before it can be taken back. */
  restore(values) {
    this.values.set(values);
    this.#trail.length = 0;
    this.#restored = true;
  }
  clear() {
    this.undo(0);
    if (this.#restored) this.values.fill(Number.NaN);
    this.#restored = false;
  }
  mark() {
    return this.#trail.length;
  }
  undo(mark) {
    while (this.#trail.length > mark) this.values[this.#trail.pop() ?? 0] = Number.NaN;
  }
  /** Whether the event is the step's by this alternative; binds variables if so, else none. */
  step(step3, test, e, i) {
    if (!this.#fixed(test, e, i)) return false;
    const mark = this.mark();
    const ok = this.#goroutine(test.g, e.g[i] ?? -1) && this.#goroutine(test.by, e.by[i] ?? -1) && this.#where(test, e, i) && this.#bind(step3, e, i);
    if (!ok) this.undo(mark);
    return ok;
  }
  /** Whether the event passes the test; binds nothing. */
  passes(test, e, i) {
    return this.#fixed(test, e, i) && this.#equal(test.g, e.g[i] ?? -1) && this.#equal(test.by, e.by[i] ?? -1) && this.#where(test, e, i);
  }
  /** What does not depend on variables. */
  #fixed(test, e, i) {
    if ((test.kinds & 1 << (e.kind[i] ?? 0)) === 0) return false;
    if ((test.classes & 1 << (e.cls[i] ?? 0)) === 0) return false;
    if (test.by === RUNTIME && (e.by[i] ?? -1) >= 0) return false;
    const stack = e.stack[i] ?? 0;
    if (test.noStack !== void 0 && test.noStack !== isBare2(e, i)) return false;
    for (const text2 of test.text) if (!text2(e.text[i] ?? 0)) return false;
    if (test.value !== void 0 && !test.value(e.value[i] ?? 0)) return false;
    if (test.stack !== void 0 && !test.stack(stack)) return false;
    return test.stackLacks === void 0 || !test.stackLacks(stack);
  }
  #goroutine(variable2, g) {
    if (variable2 < 0) return true;
    if (g < 0) return false;
    const value = this.values[variable2] ?? Number.NaN;
    if (!Number.isNaN(value)) return value === g;
    if (!this.#pattern.sameOk) {
      for (let v = 0; v < this.values.length; v++) {
        if (this.values[v] === g && this.#pattern.variables[v]?.goroutine === true) return false;
      }
    }
    this.values[variable2] = g;
    this.#trail.push(variable2);
    return true;
  }
  #equal(variable2, g) {
    return variable2 === ANY || variable2 === RUNTIME || this.values[variable2] === g;
  }
  #unify(variable2, value) {
    const known = this.values[variable2] ?? Number.NaN;
    if (!Number.isNaN(known)) return known === value;
    this.values[variable2] = value;
    this.#trail.push(variable2);
    return true;
  }
  #bind(step3, e, i) {
    for (const b of step3.bind) {
      if (!this.#unify(b.variable, this.#facts.attribute(b.attribute, e, i))) return false;
    }
    return true;
  }
  #where(test, e, i) {
    for (const c of test.where) {
      const value = this.#facts.attribute(c.attribute, e, i);
      const other = c.variable === ANY ? c.value : this.values[c.variable];
      if (value === other !== c.equal) return false;
    }
    return true;
  }
};
function isBare2(e, i) {
  return e.stack[i] === 0 || e.kind[i] === CREATE && (e.by[i] ?? -1) < 0;
}

// src/analyse/patterns/matching/pending.ts
function pendingOf(outcomes) {
  const [first] = outcomes;
  const none = { outcomes, g: Number.NaN, kinds: 0, deadlineNs: Infinity };
  if (first === void 0 || !("carried" in first) || outcomes.length > 1) return none;
  const { pattern: pattern2, step: s, seen, values, reach } = first.carried;
  if (reach.length > 0) return none;
  const step3 = pattern2.steps[s];
  const tests = endingTests(pattern2, s);
  const variable2 = step3 === void 0 ? tests[0]?.g ?? ANY : step3.knownG;
  const own = variable2 >= 0 && tests.every((t) => t.g === variable2);
  if (!own || step3 !== void 0 && step3.noiseMax !== Infinity) return none;
  if (step3 === void 0 && pattern2.absences.some((a) => a.forNs !== Infinity)) return none;
  const kinds = tests.reduce((all, t) => all | t.kinds, step3?.kinds ?? 0);
  const since = seen[step3?.gapFrom ?? 0]?.timeNs ?? 0;
  const within = (seen[0]?.timeNs ?? 0) + pattern2.withinNs;
  const deadlineNs = step3 === void 0 ? Infinity : Math.min(since + step3.gapMaxNs, within);
  return { outcomes, g: values[variable2] ?? Number.NaN, kinds, deadlineNs };
}
function atEnd(carried, endNs, whole) {
  const { pattern: pattern2, step: step3, seen } = carried;
  if (step3 < pattern2.steps.length) return "no";
  for (const a of pattern2.absences) {
    const until = (seen[a.after]?.timeNs ?? 0) + a.forNs;
    if (a.forNs === Infinity ? !whole : until > endNs) return "unknown";
  }
  return "yes";
}
function matchOf({ pattern: pattern2, seen, values }) {
  return { pattern: pattern2, steps: seen, values };
}
function endingTests({ absences, steps }, s) {
  return [
    ...(steps[s]?.interference ?? []).filter((i) => i.after < s).flatMap((i) => i.tests),
    ...absences.filter((a) => a.after < s).flatMap((a) => a.tests)
  ];
}

// src/analyse/patterns/matching/reach.ts
var CREATE2 = kindNumber("create");
var UNPARK2 = kindNumber("unpark");
var RUN = kindNumber("run");
var HB_KINDS = 1 << CREATE2 | 1 << UNPARK2 | 1 << RUN;
var Reach = class _Reach {
  #rows;
  /** By goroutine number: the first of the rows that are reached. */
  #since = /* @__PURE__ */ new Map();
  #waking = /* @__PURE__ */ new Set();
  /** Goroutines without a row in the segment. */
  #idle;
  #next;
  constructor(rows, next, idle) {
    this.#rows = rows;
    this.#next = next;
    this.#idle = idle;
  }
  /** Of a row of the segment. */
  static fromRow(rows, row) {
    const reach = new _Reach(rows, row + 1, { reached: [], waking: [] });
    reach.#enter(actorOf(rows, row), row);
    if (wakes(rows, row)) reach.#waking.add(rows.number[row] ?? -1);
    return reach;
  }
  /** Of an event before the segment. */
  static fromState(index, { reached, waking }) {
    const here = (g) => index.numberOf(g) >= 0;
    const idle = {
      reached: reached.filter((g) => !here(g)),
      waking: waking.filter((g) => !here(g))
    };
    const reach = new _Reach(index.rows, 0, idle);
    for (const g of reached.filter(here)) reach.#since.set(index.numberOf(g), -1);
    for (const g of waking.filter(here)) reach.#waking.add(index.numberOf(g));
    return reach;
  }
  /** Rows that have to be looked at before `row` can be asked about. */
  missing(row) {
    return Math.max(0, row + 1 - this.#next);
  }
  /** Whether the event happens before the row, which comes after it. */
  has(row) {
    for (; this.#next <= row; this.#next++) this.#take(this.#next);
    const since = this.#since.get(actorOf(this.#rows, row));
    return since !== void 0 && since <= row;
  }
  /** How far it reaches at the segment's end. */
  state() {
    const { length } = this.#rows.events;
    for (; this.#next < length; this.#next++) this.#take(this.#next);
    const id = (number3) => this.#rows.ids[number3] ?? -1;
    return {
      reached: [...this.#idle.reached, ...[...this.#since.keys()].map(id)],
      waking: [...this.#idle.waking, ...[...this.#waking].map(id)]
    };
  }
  #take(row) {
    const number3 = this.#rows.number[row] ?? -1;
    if (this.#rows.events.kind[row] === RUN && this.#waking.delete(number3)) {
      this.#enter(number3, row);
    }
    if (wakes(this.#rows, row) && this.#since.has(actorOf(this.#rows, row))) {
      this.#waking.add(number3);
    }
  }
  #enter(number3, row) {
    if (number3 < 0 || (this.#rows.ids[number3] ?? -1) < 0) return;
    if (!this.#since.has(number3)) this.#since.set(number3, row);
  }
};
function wakes({ events: { kind } }, row) {
  return kind[row] === CREATE2 || kind[row] === UNPARK2;
}
function actorOf(rows, row) {
  return (wakes(rows, row) ? rows.waker[row] : rows.number[row]) ?? -1;
}

// src/analyse/patterns/matching/reaches.ts
var NONE6 = [];
var CARRIED_MAX = 1e6;
var Reaches = class {
  /** By step: where those of a branch under way that are not in the segment reach to. */
  carried = NONE6;
  /** Events looked at. */
  looked = 0;
  #size = 0;
  #index;
  /** By step: whose reach it is - a row, or a state at the segment's begin. */
  #known = [];
  segment(index) {
    this.#index = index;
    this.#known = [];
    this.#size = 0;
  }
  /** More reaches into the next segment than memory allows. */
  get full() {
    return this.#size > CARRIED_MAX;
  }
  /** Whether the step's event, at row `from` (-1: before the segment), happens before the row. */
  has(step3, from, row) {
    const reach = this.#reachOf(step3, from);
    this.looked += reach.missing(row);
    return reach.has(row);
  }
  /** How far the steps before `next` reach at the segment's end, as far as steps from `next` on ask; empty for none. */
  states({ steps }, next, rows) {
    const asked = new Set(steps.slice(next).map(({ hbFrom }) => hbFrom));
    if (!steps.some((_, s) => s < next && asked.has(s))) return NONE6;
    return steps.map((_, s) => {
      if (s >= next || !asked.has(s)) return void 0;
      const reach = this.#reachOf(s, rows[s] ?? -1);
      this.looked += reach.missing(this.#index.events.length - 1);
      const state = reach.state();
      this.#size += state.reached.length + state.waking.length;
      return state;
    });
  }
  #reachOf(step3, from) {
    const of = from >= 0 ? from : this.carried[step3] ?? { reached: [], waking: [] };
    const known = this.#known[step3];
    if (known?.of === of) return known.reach;
    const reach = typeof of === "number" ? Reach.fromRow(this.#index.rows, of) : Reach.fromState(this.#index, of);
    this.#known[step3] = { of, reach };
    return reach;
  }
};

// src/analyse/patterns/matching/row-search.ts
var RowSearch = class {
  #pattern;
  #bindings;
  #index;
  #e;
  /** Events looked at. */
  looked = 0;
  constructor(pattern2, bindings) {
    this.#pattern = pattern2;
    this.#bindings = bindings;
  }
  segment(index) {
    this.#index = index;
    this.#e = index.events;
  }
  /** The first row of the goroutine above `above` that is of one of the kinds; -1 for none. */
  next(g, kinds, above) {
    const number3 = this.#index.numberAt(g, above);
    const { rows } = this.#index;
    if (number3 < 0 || ((rows.kinds[number3] ?? 0) & kinds) === 0) return -1;
    const { kind } = this.#e;
    for (let row = this.#index.firstAbove(number3, above); row >= 0; row = rows.after[row] ?? -1) {
      this.looked += 1;
      if ((kinds & 1 << (kind[row] ?? 0)) !== 0) return row;
    }
    return -1;
  }
  /**
   * How many events of the goroutines bound before the step lie strictly between; stops counting above `most`. Exact
   * only where `below` is the segment's end: elsewhere 0 stands for not too many.
   */
  noise(step3, above, below, most) {
    if (above >= 0 && below < this.#e.length && below - above - 1 <= most) return 0;
    let count2 = 0;
    for (const [i, variable2] of step3.bound.entries()) {
      const g = this.#bindings.values[variable2] ?? Number.NaN;
      if (Number.isNaN(g) || this.#again(step3, i, g)) continue;
      const number3 = this.#index.numberAt(g, above);
      if (number3 < 0) continue;
      count2 += this.#noiseOf(number3, above, below, most - count2);
      if (count2 > most) return count2;
    }
    return count2;
  }
  #noiseOf(number3, above, below, most) {
    const { kind } = this.#e;
    const { after } = this.#index.rows;
    const { alphabet } = this.#pattern;
    let count2 = 0;
    for (let row = this.#index.firstAbove(number3, above); row >= 0; row = after[row] ?? -1) {
      if (row >= below) break;
      this.looked += 1;
      if ((alphabet & 1 << (kind[row] ?? 0)) === 0) continue;
      count2 += 1;
      if (count2 > most) break;
    }
    return count2;
  }
  /** Whether an earlier variable is the same goroutine. */
  #again(step3, i, g) {
    for (let k = 0; k < i; k++) {
      if (this.#bindings.values[step3.bound[k] ?? -1] === g) return true;
    }
    return false;
  }
  /** The first event that passes a test strictly between two rows, up to a time; -1 for none. */
  first(tests, above, below, untilNs) {
    let first = -1;
    for (const test of tests) {
      const end = first < 0 ? below : first;
      const row = this.#firstOf(test, above, end, untilNs);
      if (row >= 0) first = row;
    }
    return first;
  }
  #firstOf(test, above, below, untilNs) {
    if (test.g >= 0) return this.#firstOnGoroutine(test, above, below, untilNs);
    if (test.by >= 0) {
      const list = this.#index.causedBy(this.#bindings.values[test.by] ?? -1, above);
      return this.#firstIn(test, list, below, untilNs);
    }
    let first = -1;
    for (let kind = 0, bits = test.kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) === 0) continue;
      const end = first < 0 ? below : first;
      const row = this.#firstIn(test, this.#index.ofKind(kind, above), end, untilNs);
      if (row >= 0) first = row;
    }
    return first;
  }
  #firstOnGoroutine(test, above, below, untilNs) {
    const number3 = this.#index.numberAt(this.#bindings.values[test.g] ?? -1, above);
    const { kinds, after } = this.#index.rows;
    if (number3 < 0 || ((kinds[number3] ?? 0) & test.kinds) === 0) return -1;
    const { timeNs } = this.#e;
    for (let row = this.#index.firstAbove(number3, above); row >= 0; row = after[row] ?? -1) {
      if (row >= below || (timeNs[row] ?? 0) > untilNs) return -1;
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }
  #firstIn(test, [rows, from, to], below, untilNs) {
    const { timeNs } = this.#e;
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      if (row >= below || (timeNs[row] ?? 0) > untilNs) return -1;
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }
  #passes(test, row) {
    this.looked += 1;
    if ((test.kinds & 1 << (this.#e.kind[row] ?? 0)) === 0) return false;
    if ((test.classes & 1 << (this.#e.cls[row] ?? 0)) === 0) return false;
    this.#index.rows.need(row);
    return this.#bindings.passes(test, this.#e, row);
  }
  /** Above which row a last step must lie so that what must never happen does not happen after it; -1 for any. */
  floor({ steps, absences }, step3) {
    let floor = -1;
    if (step3 !== steps.length - 1) return floor;
    for (const { after, forNs, tests } of absences) {
      if (after !== step3 || forNs !== Infinity) continue;
      for (const test of tests) floor = Math.max(floor, this.last(test));
    }
    return floor;
  }
  /** The last event of the test's goroutine that passes it; -1 for none, and where the test asks for more than that. */
  last(test) {
    const g = this.#bindings.values[test.g] ?? Number.NaN;
    if (Number.isNaN(g) || test.where.length > 0 || test.by >= 0) return -1;
    const number3 = this.#index.numberOf(g);
    const { before, kinds, last } = this.#index.rows;
    if (number3 < 0 || ((kinds[number3] ?? 0) & test.kinds) === 0) return -1;
    for (let row = last[number3] ?? -1; row >= 0; row = before[row] ?? -1) {
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }
};

// src/analyse/patterns/matching/segment-index.ts
var CREATE3 = kindNumber("create");
var UNPARK3 = kindNumber("unpark");
var NO_ROWS = new Int32Array(0);
function firstAbove(rows, from, to, row) {
  let low = from;
  let high = to;
  while (low < high) {
    const mid = low + high >>> 1;
    if ((rows[mid] ?? 0) <= row) low = mid + 1;
    else high = mid;
  }
  return low;
}
var SegmentIndex = class {
  rows;
  events;
  #numbers;
  #ofGoroutine = /* @__PURE__ */ new Map();
  #byWaker;
  #byKind = [];
  constructor(rows) {
    this.rows = rows;
    this.events = rows.events;
  }
  /** The goroutine's number in this segment, -1 where it has no row. */
  numberOf(g) {
    if (this.#numbers === void 0) {
      this.#numbers = /* @__PURE__ */ new Map();
      const { ids, goroutines } = this.rows;
      for (let n = 0; n < goroutines; n++) this.#numbers.set(ids[n] ?? -1, n);
    }
    return this.#numbers.get(g) ?? -1;
  }
  /** As numberOf, quicker where `row` is one of the goroutine's own (or -1). */
  numberAt(g, row) {
    return row >= 0 && this.events.g[row] === g ? this.rows.number[row] ?? -1 : this.numberOf(g);
  }
  /** The goroutine's first row above `row`, -1 for none; from there `rows.after` leads on. */
  firstAbove(number3, row) {
    if (row < 0) return this.rows.first[number3] ?? -1;
    if (this.rows.number[row] === number3) return this.rows.after[row] ?? -1;
    if (row >= (this.rows.last[number3] ?? -1)) return -1;
    const rows = this.#rowsOf(number3);
    return rows[firstAbove(rows, 0, rows.length, row)] ?? -1;
  }
  /** Rows that the goroutine caused (it is their `by`) above `row`. */
  causedBy(g, row) {
    const number3 = this.numberOf(g);
    if (number3 < 0) return [NO_ROWS, 0, 0];
    this.#byWaker ??= this.#wakers();
    const { start, rows } = this.#byWaker;
    const end = start[number3 + 1] ?? 0;
    return [rows, firstAbove(rows, start[number3] ?? 0, end, row), end];
  }
  /** Rows of a kind above `row`. */
  ofKind(kind, row) {
    const rows = this.#byKind[kind] ??= this.#kindRows(kind);
    return [rows, firstAbove(rows, 0, rows.length, row), rows.length];
  }
  /** For each of the kinds, its rows above `row`. */
  kindLists(kinds, row) {
    const lists = [];
    for (let kind = 0, bits = kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) !== 0) lists.push(this.ofKind(kind, row));
    }
    return lists;
  }
  /** All rows of the kinds, ascending. */
  ofKinds(kinds) {
    const lists = this.kindLists(kinds, -1);
    const rows = lists.flatMap(([list]) => [...list]);
    return lists.length === 1 ? rows : rows.sort((a, b) => a - b);
  }
  #rowsOf(number3) {
    const known = this.#ofGoroutine.get(number3);
    if (known !== void 0) return known;
    const { first, after } = this.rows;
    const rows = [];
    for (let row = first[number3] ?? -1; row >= 0; row = after[row] ?? -1) rows.push(row);
    const made = Int32Array.from(rows);
    this.#ofGoroutine.set(number3, made);
    return made;
  }
  #kindRows(kind) {
    const known = this.rows.countOf(kind);
    if (known === 0) return NO_ROWS;
    const { kind: kinds, length } = this.events;
    let count2 = 0;
    for (let i = 0; i < length; i++) if (kinds[i] === kind) count2 += 1;
    const rows = new Int32Array(count2);
    for (let i = length - 1; count2 > 0; i--) if (kinds[i] === kind) rows[--count2] = i;
    return rows;
  }
  /** Counting sort: rows by waker, ascending within each. */
  #wakers() {
    const { waker, goroutines } = this.rows;
    const { kind, length } = this.events;
    const start = new Int32Array(goroutines + 2);
    const caused = (i) => (kind[i] === CREATE3 || kind[i] === UNPARK3) && (waker[i] ?? -1) >= 0;
    for (let i = 0; i < length; i++) {
      if (!caused(i)) continue;
      const at = (waker[i] ?? 0) + 2;
      start[at] = (start[at] ?? 0) + 1;
    }
    for (let k = 1; k < start.length; k++) start[k] = (start[k] ?? 0) + (start[k - 1] ?? 0);
    const rows = new Int32Array(start.at(-1) ?? 0);
    for (let i = 0; i < length; i++) {
      if (!caused(i)) continue;
      const number3 = (waker[i] ?? 0) + 1;
      const at = start[number3] ?? 0;
      rows[at] = i;
      start[number3] = at + 1;
    }
    return { start, rows };
  }
};
function lowest(lists) {
  let best;
  for (const list of lists) {
    if (list[1] >= list[2]) continue;
    if (best === void 0 || (list[0][list[1]] ?? 0) < (best[0][best[1]] ?? 0)) best = list;
  }
  return best;
}

// src/analyse/patterns/matching/matcher.ts
var BRANCHES_MAX = 64;
var ANCHORS_MAX = 1e4;
var PatternMatcher = class {
  pattern;
  /** All orders of its steps, and the one under search. */
  #orders;
  #p;
  /** Would match if the trace were whole. */
  unknown = 0;
  /** Anchors that were dropped: too many under way, too many branches. */
  overflow = 0;
  overBudget = false;
  #found;
  /** The branch under search, once all its steps are there. */
  #live;
  #bindings;
  #rowsIn;
  #reaches = new Reaches();
  #pending = [];
  #index;
  #e;
  #lastNs = 0;
  /** Rows of the steps so far; -1: carried from an earlier segment. */
  #rows;
  #times;
  /** By step under search: from when to when it may come, and how much noise may still lie before it. */
  #deadline;
  #earliest;
  #noiseLeft;
  #carried = [];
  #outcomes = [];
  constructor(pattern2, facts, found) {
    this.pattern = pattern2;
    this.#orders = [pattern2, ...pattern2.others];
    this.#p = pattern2;
    this.#found = found;
    this.#bindings = new Bindings(pattern2, facts);
    this.#rowsIn = new RowSearch(pattern2, this.#bindings);
    const steps = pattern2.steps.length;
    this.#deadline = new Float64Array(steps);
    this.#earliest = new Float64Array(steps);
    this.#noiseLeft = new Float64Array(steps);
    this.#rows = new Int32Array(pattern2.steps.length);
    this.#times = new Float64Array(pattern2.steps.length);
    this.#live = {
      pattern: pattern2,
      values: this.#bindings.values,
      times: this.#times,
      steps: pattern2.steps.length,
      match: () => matchOf(this.#state(pattern2.steps.length, 0))
    };
  }
  /**
   * Goes on with what was carried, then tries anchors.
   * @param anchors rows that may begin a match, ascending; absent: every row of the first step's kinds
   */
  segment(index, anchors) {
    if (this.#pending.length === 0 && anchors?.length === 0) return;
    this.#index = index;
    this.#e = index.events;
    this.#rowsIn.segment(index);
    this.#reaches.segment(index);
    this.#lastNs = this.#e.timeNs[this.#e.length - 1] ?? 0;
    const pending = this.#pending;
    this.#pending = [];
    for (const p of pending) if (!this.#idle(p)) this.#resume(p.outcomes);
    const kinds = this.#orders.reduce((all, p) => all | (p.steps[0]?.kinds ?? 0), 0);
    for (const row of anchors ?? index.ofKinds(kinds)) {
      if (this.overBudget) break;
      this.#anchor(row);
    }
  }
  /** The trace is over at `endNs`; `whole`: nothing of it is missing. */
  finish(endNs, whole) {
    for (const { outcomes } of this.#pending) {
      for (const outcome of outcomes) {
        const verdict = "match" in outcome ? "yes" : atEnd(outcome.carried, endNs, whole);
        if (verdict === "no") continue;
        if (verdict === "unknown") this.unknown += 1;
        else this.#found(foundOf("match" in outcome ? outcome.match : matchOf(outcome.carried)));
        break;
      }
    }
    this.#pending = [];
  }
  /** Events looked at. */
  get looked() {
    return this.#rowsIn.looked + this.#reaches.looked;
  }
  #anchor(row) {
    this.#rowsIn.looked += 1;
    this.#carried = [];
    for (const order of this.#orders) if (this.#begins(order, row)) break;
    if (this.#outcomes.length > 0) this.#settle();
  }
  /** True when a match begins there, so that no other order counts. */
  #begins(order, row) {
    this.#order(order);
    const [first] = order.steps;
    if (first === void 0) return false;
    for (const test of first.tests) {
      this.#bindings.clear();
      this.#index.rows.need(row);
      if (!this.#bindings.step(first, test, this.#e, row)) continue;
      this.#rows[0] = row;
      this.#times[0] = this.#e.timeNs[row] ?? 0;
      if (this.#search(1, row, 0)) return true;
    }
    return false;
  }
  #order(order) {
    this.#p = order;
    this.#live.pattern = order;
  }
  #resume(outcomes) {
    for (const outcome of outcomes) {
      if ("match" in outcome) {
        this.#outcomes.push(outcome);
        break;
      }
      const { pattern: pattern2, step: step3, seen, values, noise, reach } = outcome.carried;
      this.#order(pattern2);
      this.#carried = seen;
      this.#reaches.carried = reach;
      this.#bindings.restore(values);
      for (const [s, event] of seen.entries()) {
        this.#rows[s] = -1;
        this.#times[s] = event.timeNs;
      }
      if (this.#search(step3, -1, noise)) break;
    }
    if (this.#outcomes.length > 0) this.#settle();
  }
  /** What became of an anchor: found, or carried with all its open branches. */
  #settle() {
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    const [first] = outcomes;
    if (first !== void 0 && "match" in first) this.#found(foundOf(first.match));
    else if (this.#pending.length < ANCHORS_MAX) this.#pending.push(pendingOf(outcomes));
    else this.overflow += 1;
  }
  /** Whether the segment changes nothing for the anchor; it is kept then, or given up where its time is over. */
  #idle(p) {
    if (Number.isNaN(p.g)) return false;
    const number3 = this.#index.numberOf(p.g);
    if (number3 >= 0 && ((this.#index.rows.kinds[number3] ?? 0) & p.kinds) !== 0) return false;
    if (this.#lastNs <= p.deadlineNs) this.#pending.push(p);
    return true;
  }
  /** Adds outcomes of the branch; true when one of them is a match, so that nothing after it counts. */
  #search(s, prevRow, noiseBefore) {
    const step3 = this.#p.steps[s];
    if (step3 === void 0) return this.#watch();
    const from = this.#times[step3.gapFrom] ?? 0;
    const within = (this.#times[0] ?? 0) + this.#p.withinNs;
    this.#deadline[s] = Math.min(from + step3.gapMaxNs, within);
    this.#earliest[s] = from + step3.gapMinNs;
    this.#noiseLeft[s] = step3.noiseMax - noiseBefore;
    const limit = step3.firstOnly ? this.#e.length : this.#laterLimit(s);
    const tried = this.#candidates(step3, s, prevRow, limit);
    if (tried === "found") return true;
    if (tried === "on" && limit === this.#e.length) this.#open(step3, s, prevRow, noiseBefore);
    return false;
  }
  /** No row of the segment ended the branch: it goes on in the next one, if it may. */
  #open(step3, s, prevRow, noiseBefore) {
    const { length } = this.#e;
    if (this.#lastNs > (this.#deadline[s] ?? 0)) return;
    const left = this.#noiseLeft[s] ?? Infinity;
    const noise = left === Infinity ? 0 : this.#rowsIn.noise(step3, prevRow, length, left);
    if (noise > left || this.#interfered(step3, s, length)) return;
    if (step3.firstOnly && this.#laterLimit(s) < length) return;
    this.#carry(s, left === Infinity ? 0 : noiseBefore + noise);
  }
  /** Rows that can be the step, in order. */
  #candidates(step3, s, prevRow, limit) {
    const values = this.#bindings.values;
    const g = step3.knownG === ANY ? Number.NaN : values[step3.knownG] ?? Number.NaN;
    if (!Number.isNaN(g)) {
      if (step3.firstOnly) {
        const row = this.#rowsIn.next(g, step3.kinds, prevRow);
        if (row < 0) return "on";
        const verdict = this.#candidate(step3, s, prevRow, row, limit);
        return verdict === "on" ? "stop" : verdict;
      }
      return this.#eachOf(step3, s, prevRow, limit, this.#index.numberAt(g, prevRow));
    }
    if (step3.knownBy !== ANY && !Number.isNaN(values[step3.knownBy])) {
      const list = this.#index.causedBy(values[step3.knownBy] ?? -1, prevRow);
      return this.#each(step3, s, prevRow, limit, list);
    }
    const lists = this.#index.kindLists(step3.kinds, prevRow);
    const only = lists[0];
    if (lists.length === 1 && only !== void 0) {
      return this.#each(step3, s, prevRow, limit, only);
    }
    for (; ; ) {
      const next = lowest(lists);
      if (next === void 0) return "on";
      const verdict = this.#look(step3, s, prevRow, next[0][next[1]] ?? 0, limit);
      if (verdict !== "on") return verdict;
      next[1] += 1;
    }
  }
  /** Rows of one goroutine. */
  #eachOf(step3, s, prevRow, limit, number3) {
    const { kinds, after } = this.#index.rows;
    if (number3 < 0 || ((kinds[number3] ?? 0) & step3.kinds) === 0) return "on";
    let row = this.#index.firstAbove(number3, Math.max(prevRow, this.#rowsIn.floor(this.#p, s)));
    for (; row >= 0; row = after[row] ?? -1) {
      const verdict = this.#look(step3, s, prevRow, row, limit);
      if (verdict !== "on") return verdict;
    }
    return "on";
  }
  #each(step3, s, prevRow, limit, list) {
    const [rows, from, to] = list;
    for (let at = from; at < to; at++) {
      const verdict = this.#look(step3, s, prevRow, rows[at] ?? 0, limit);
      if (verdict !== "on") return verdict;
    }
    return "on";
  }
  #look(step3, s, prevRow, row, limit) {
    const { kind, cls, timeNs } = this.#e;
    this.#rowsIn.looked += 1;
    if (row > limit || (timeNs[row] ?? 0) > (this.#deadline[s] ?? 0)) return "stop";
    if ((step3.kinds & 1 << (kind[row] ?? 0)) === 0) return "on";
    if ((step3.classes & 1 << (cls[row] ?? 0)) === 0 && !step3.firstOnly) return "on";
    if (this.looked > this.#p.budget) {
      this.overBudget = true;
      return "stop";
    }
    const verdict = this.#candidate(step3, s, prevRow, row, limit);
    return verdict === "on" && step3.firstOnly ? "stop" : verdict;
  }
  /** A row of the step's kinds: is it the step, and does it lead to a match? */
  #candidate(step3, s, prevRow, row, limit) {
    const t = this.#e.timeNs[row] ?? 0;
    if (row > limit || t > (this.#deadline[s] ?? 0)) return "stop";
    if (t < (this.#earliest[s] ?? 0)) return "on";
    const left = this.#noiseLeft[s] ?? Infinity;
    if (left < Infinity && this.#rowsIn.noise(step3, prevRow, row, left) > left) return "stop";
    if (this.#interfered(step3, s, row)) return "stop";
    if (step3.hbFrom !== ANY && !this.#reached(step3.hbFrom, row)) return "on";
    return this.#try(step3, s, row);
  }
  #reached(from, row) {
    const reached = this.#reaches.has(from, this.#rows[from] ?? -1, row);
    if (this.looked > this.#p.budget) this.overBudget = true;
    return reached && !this.overBudget;
  }
  #try(step3, s, row) {
    this.#index.rows.need(row);
    for (const test of step3.tests) {
      const mark = this.#bindings.mark();
      if (!this.#bindings.step(step3, test, this.#e, row)) continue;
      this.#rows[s] = row;
      this.#times[s] = this.#e.timeNs[row] ?? 0;
      if (this.#search(s + 1, row, 0)) return "found";
      this.#bindings.undo(mark);
    }
    return "on";
  }
  /** Whether something lies before `row` that may not lie between an earlier step and this one. */
  #interfered(step3, s, row) {
    for (const { after, tests, edge } of step3.interference) {
      if (edge && step3.firstOnly && row < this.#e.length || after >= s) continue;
      if (this.#rowsIn.first(tests, this.#rows[after] ?? -1, row, Infinity) >= 0) return true;
    }
    return false;
  }
  /**
   * The last row that may be step `s` because of later steps: behind an event that interferes with them they cannot
   * come. It depends only on what is bound already; -1 where a later step would have to come before that event.
   */
  #laterLimit(s) {
    let limit = this.#e.length;
    const deadline = this.#deadline[s] ?? 0;
    for (const later of this.#p.steps.slice(s + 1)) {
      for (const { after, tests } of later.interference) {
        if (after >= s) continue;
        const row = this.#rowsIn.first(tests, this.#rows[after] ?? -1, limit, deadline);
        if (row < 0) continue;
        limit = row;
        if (later.gapFrom >= s) continue;
        const earliest = (this.#times[later.gapFrom] ?? 0) + later.gapMinNs;
        if ((this.#e.timeNs[row] ?? 0) < earliest) return -1;
      }
    }
    return limit;
  }
  /** All steps are there: have the absences held, so far or for good? */
  #watch() {
    let open = false;
    for (const { after, forNs, tests } of this.#p.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      const row = this.#rowsIn.first(tests, this.#rows[after] ?? -1, this.#e.length, until);
      if (row >= 0) return false;
      if (until >= this.#lastNs) open = true;
    }
    if (open) {
      this.#push({ carried: this.#state(this.#p.steps.length, 0) });
      return false;
    }
    if (this.#outcomes.length === 0) this.#found(this.#live);
    else this.#push({ match: this.#live.match() });
    return true;
  }
  /** The segment ends before the branch does. */
  #carry(s, noise) {
    for (const { after, forNs, tests } of this.#p.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      if (after >= s) continue;
      if (this.#rowsIn.first(tests, this.#rows[after] ?? -1, this.#e.length, until) >= 0) return;
    }
    const carried = this.#state(s, noise);
    if (this.#reaches.full) this.overflow += 1;
    else this.#push({ carried });
  }
  #push(outcome) {
    if (this.#outcomes.length < BRANCHES_MAX * this.#orders.length) this.#outcomes.push(outcome);
    else this.overflow += 1;
  }
  #state(step3, noise) {
    const seen = [];
    for (let s = 0; s < step3; s++) {
      const row = this.#rows[s] ?? -1;
      const event = row < 0 ? this.#carried[s] : seenAt(this.#e, row);
      if (event !== void 0) seen.push(event);
    }
    const reach = this.#reaches.states(this.#p, step3, this.#rows);
    return { pattern: this.#p, step: step3, seen, values: this.#bindings.values.slice(), noise, reach };
  }
};

// src/analyse/patterns/index.ts
function loadPatterns(files, shipped, interner) {
  const facts = new Facts(interner);
  const own = shipped ? SHIPPED.map((p) => ({ text: p.yaml, path: p.id })) : [];
  const read = [...own, ...files].map((f) => readPatterns(f.text, f.path, facts));
  const byName = /* @__PURE__ */ new Map();
  for (const r of read) for (const p of r.patterns) byName.set(p.pattern.source.name, p);
  return {
    facts,
    patterns: [...byName.values()],
    mistakes: read.flatMap((r) => r.mistakes),
    notes: read.flatMap((r) => r.notes)
  };
}
var PatternEngine = class {
  visitor;
  #scan;
  #parts;
  constructor(patterns, facts, options = {}) {
    this.#parts = patterns.map((loaded) => partOf2(loaded, facts, options));
    const counted = new Set(this.#parts.flatMap(({ tally }, i) => tally ? [i] : []));
    const compiled = patterns.map(({ pattern: pattern2 }) => pattern2);
    const gates = new GateTable(compiled, counted);
    const syscalls = compiled.some((p, i) => !counted.has(i) && (kindsIn(p) & SYSCALLS) !== 0);
    const locks = compiled.some((p) => p.variables.some((v) => v.attribute === "lock"));
    this.#scan = new RowScan(facts.interner, {
      wanted: { kinds: wantedKinds(compiled), ranges: wantedNames(compiled, RANGE_EVENTS) },
      logs: wantedNames(compiled, LOG_EVENTS),
      gates,
      tallies: this.#parts.flatMap(({ tally }) => tally ?? []),
      syscallRows: syscalls,
      segment: (segment) => {
        if (locks) facts.locks.segment(segment);
        this.#segment(segment, gates);
      },
      rows: options.rows
    });
    this.visitor = this.#scan;
  }
  #segment(segment, gates) {
    const index = new SegmentIndex(segment);
    for (const [i, { matcher, tally }] of this.#parts.entries()) {
      if (tally !== void 0) continue;
      matcher.segment(index, gates.anchors(i, segment.regular));
    }
  }
  /** The trace has been read. */
  result(summary) {
    const patternEvents2 = this.#scan.end();
    const traceNs = Math.max(0, summary.lastEventNs);
    const whole = summary.status === "intact";
    const findings = [];
    const patterns = [];
    for (const { loaded, groups, matcher, tally } of this.#parts) {
      matcher.finish(traceNs, whole);
      if (tally !== void 0 && groups instanceof MatchGroups) groups.take(tally.take());
      const own = groups.findings(traceNs);
      findings.push(...own);
      const lost = { anchors: matcher.overflow, groups: groups.overflow };
      patterns.push({
        pattern: loaded.pattern.source.name,
        source: loaded.source,
        matches: groups.matches,
        reported: own.length,
        quiet: groups.quiet,
        unknown: matcher.unknown,
        incomplete: matcher.overBudget || lost.anchors + lost.groups > 0,
        lost
      });
    }
    findings.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
    return { patternEvents: patternEvents2, patterns, findings };
  }
};
function partOf2(loaded, facts, options) {
  const { pattern: pattern2 } = loaded;
  const graph = pattern2.source.graph !== void 0;
  const groups = graph ? new MatchCycles(pattern2, facts) : new MatchGroups(pattern2, facts);
  const matcher = new PatternMatcher(pattern2, facts, (found) => {
    options.onMatch?.(pattern2, found.match());
    if (groups instanceof MatchGroups) groups.found(found);
    else groups.add(found.match());
  });
  const tally = isTally(pattern2) ? new SyscallTally(pattern2, facts) : void 0;
  return { loaded, groups, matcher, tally };
}
var SYSCALLS = 1 << kindNumber("syscall") | 1 << kindNumber("syscall_end");
function kindsIn(pattern2) {
  let bits = pattern2.alphabet;
  for (const s of pattern2.steps) {
    bits |= s.kinds;
    if (s.hbFrom >= 0) bits |= HB_KINDS;
    if (s.bind.some(({ attribute: attribute2 }) => attribute2 === "lock")) bits |= LOCK_KINDS;
    for (const x of s.interference) for (const t of x.tests) bits |= t.kinds;
  }
  for (const a of pattern2.absences) for (const t of a.tests) bits |= t.kinds;
  return bits;
}
function wantedKinds(patterns) {
  const bits = patterns.reduce((all, p) => all | kindsIn(p), 0);
  return new Set([...PATTERN_KINDS.keys()].filter((kind) => (bits & 1 << kind) !== 0));
}
var RANGE_EVENTS = { on: /* @__PURE__ */ new Set(["range_begin", "range_end"]), v1: /^(?:GC|STW)/ };
var LOG_EVENTS = { on: /* @__PURE__ */ new Set(["log", "mark"]), v1: /^UserLog/ };
function wantedNames(patterns, events) {
  const names = /* @__PURE__ */ new Set();
  for (const pattern2 of patterns) {
    const { steps, interference: interference2, absent: absent2 } = pattern2.source;
    const tests = [
      ...steps.flatMap((s) => s.any ?? [s]),
      ...interference2 ?? [],
      ...listOf(absent2)
    ];
    for (const test of tests) {
      const on = listOf(test.on);
      const v1 = on.some((word) => events.v1.test(word));
      if (!v1 && !on.some((word) => events.on.has(word))) continue;
      const wanted = listOf(test.name);
      if (v1 || wanted.length === 0 || wanted.some((n) => n.endsWith("*"))) return void 0;
      for (const name of wanted) names.add(name);
    }
  }
  return names;
}

export {
  callerOf,
  confidenceOf,
  usedLocksOf,
  kindOf,
  DiagnosticBag,
  readEventLine,
  createTextSplitter,
  pumpSource,
  stripAnsi,
  LockLogVisitor,
  LockLogReader,
  placeLines,
  lastLineBefore,
  lineWith,
  measureLock,
  profilesOf,
  measureWords,
  cancellationsOf,
  TimeAxis,
  lifeOf,
  walkPath,
  testOf,
  holdsOf,
  holderStates,
  lockClusters,
  waitNs,
  stateName2 as stateName,
  traceCausesOf,
  testStarts,
  readTimedLines,
  judgeCauses,
  loadPatterns,
  PatternEngine,
  TimeSums,
  GoroutineReport,
  GoroutineTimesVisitor,
  PROFILE_KINDS,
  traceHeadOf,
  lookedLine,
  textTable,
  visitTrace,
  traceInfoCommand,
  traceEventsCommand,
  traceGoroutinesCommand,
  traceWakeCommand,
  traceLocksCommand,
  traceProfileCommand,
  tracePerfettoCommand,
  traceStateText,
  jsonText,
  firstPass,
  windowBefore,
  readWindow,
  testLives,
  recordFitting
};
