import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  NameSets,
  listOf
} from "./chunk-OT5ZKJ63.js";
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
} from "./chunk-SG2LAXO6.js";
import {
  durationText,
  isStandardPackage,
  jsonForLogs,
  parseGoSymbol,
  shortSymbol,
  withoutTypeArguments
} from "./chunk-BJQ3DP2B.js";
import {
  _enum,
  array,
  boolean,
  literal,
  number,
  object,
  record,
  string
} from "./chunk-V6EFVX5X.js";
import {
  BatchScanner,
  GenerationBuilder,
  HEADER_BYTES,
  LockVisitor,
  USUAL_TICKS_PER_SECOND,
  readHeader,
  readTrace,
  runOnThreads,
  usefulThreads
} from "./chunk-Z2UEWJO5.js";
import {
  EV,
  EVENT_NAMES,
  EVENT_TYPES,
  FLAG_REPAIRED,
  GO,
  GO_STATES,
  PROC,
  PROC_STATES,
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
    const merged = /* @__PURE__ */ new Map();
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
      const known = merged.get(name);
      if (known === void 0) merged.set(name, pair);
      else {
        known.count += pair.count;
        known.waitNs += pair.waitNs;
        known.waitMaxNs = Math.max(known.waitMaxNs, pair.waitMaxNs);
        known.latencyNs += pair.latencyNs;
      }
    }
    return [...merged.values()].sort((a, b) => b.waitNs - a.waitNs || b.count - a.count);
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
    for (let i = 0; i < chunk.length; i++) out += `${jsonForLogs(this.#event(chunk, i))}
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
  durationNs
}) {
  if (looked === void 0) return "";
  const [from, to, whole] = [looked.fromNs, looked.toNs, durationNs].map((ns2) => durationText(ns2));
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
  /** By number. A damaged trace can name any number: no array, which would have gaps of any size. */
  #processors = /* @__PURE__ */ new Map();
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
    for (const p of this.#processors.values()) this.#clear(p, ns2);
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
    let p = this.#processors.get(number3);
    if (p === void 0) {
      p = { track: this.#nextTrack++, depth: 0 };
      this.#processors.set(number3, p);
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
function pprofOf(samples, durationNs) {
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
    durationNanos: Math.round(durationNs),
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
  return `${jsonForLogs(document, 2)}
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
  setNote(row, note2) {
    this.#note[row] = note2;
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
    const note2 = this.#note[row] ?? 0;
    return note2 === 0 ? void 0 : this.notes[note2 - 1];
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

// src/analyse/causal/density.ts
var PLACES_MAX = 65536;
var Density = class {
  #fromNs = [];
  #events = [];
  /** Called in the order of time. */
  add(fromNs, events) {
    this.#fromNs.push(fromNs);
    this.#events.push(events);
    if (this.#fromNs.length >= PLACES_MAX) this.#halve();
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
var TESTS_MAX = 1e5;
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
    if (this.#all.length >= TESTS_MAX) return;
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

// src/analyse/causal/cancellation.ts
var LATE_MIN_NS = 1e7;
var CANCELLATIONS_MAX = 1e4;
var BYSTANDERS_MAX = 50;
var CANCEL = "context.(*cancelCtx).cancel";
var TIMER = /^context\.WithDeadline(?:Cause)?\.func\d+$/;
function cancellationsOf(segments, interner) {
  const drafts = draftsOf(segments, interner);
  const byCreator = bystanderIndex(segments, drafts);
  const rows = new RowsInTime(segments);
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
      bystanders: bystandersOf(segments, draft, cancelNs, byCreator, rows)
    };
  });
}
function draftsOf(segments, interner) {
  const shapes = /* @__PURE__ */ new Map();
  const wakes = [];
  const ran = /* @__PURE__ */ new Map();
  for (let i = 0; i < segments.length; i++) {
    const row = i;
    if (segments.stateOf(row) !== GO.waiting || segments.wakerOf(row) === NO_SEGMENT) continue;
    const stack = segments.wakeStackOf(row);
    if (!shapes.has(stack)) shapes.set(stack, shapeOf(interner, stack));
    const shape = shapes.get(stack);
    if (shape !== void 0) wakes.push({ row, shape });
  }
  wakes.sort((a, b) => segments.endOf(a.row) - segments.endOf(b.row));
  const drafts = [];
  const lastBy = /* @__PURE__ */ new Map();
  const children = /* @__PURE__ */ new Map();
  for (const { row, shape } of wakes) {
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
var RowsInTime = class {
  #segments;
  #known = /* @__PURE__ */ new Map();
  constructor(segments) {
    this.#segments = segments;
  }
  /** The row in which it was just before the time; none: not yet alive. */
  before(actor, timeNs) {
    const rows = this.#rowsOf(actor);
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = low + high >> 1;
      const row = rows[middle] ?? NO_SEGMENT;
      if (this.#segments.startOf(row) < timeNs) low = middle + 1;
      else high = middle;
    }
    return rows[low - 1] ?? NO_SEGMENT;
  }
  #rowsOf(actor) {
    const known = this.#known.get(actor);
    if (known !== void 0) return known;
    const rows = [];
    let at = this.#segments.actors[actor]?.last ?? NO_SEGMENT;
    for (; at !== NO_SEGMENT; at = this.#segments.previousOf(at)) rows.push(at);
    rows.reverse();
    this.#known.set(actor, rows);
    return rows;
  }
};
var Siblings = class {
  #actors = [];
  /** Position of the one after it; equal to the length at the end. */
  #next = [];
  #head = 0;
  add(actor) {
    this.#next.push(this.#actors.push(actor));
  }
  /**
   * Calls in order of start until `visit` says `stop`; one that it calls `over` is never given again, so that many
   * cancellations beside many goroutines cost no product of the two.
   */
  each(visit) {
    let before = -1;
    for (let at = this.#head; at < this.#actors.length; at = this.#next[at] ?? Infinity) {
      const actor = this.#actors[at];
      const result = actor === void 0 ? "stop" : visit(actor);
      if (result === "stop") return;
      if (result === void 0) before = at;
      else if (before < 0) this.#head = this.#next[at] ?? Infinity;
      else this.#next[before] = this.#next[at] ?? Infinity;
    }
  }
};
function bystanderIndex(segments, drafts) {
  const creators = /* @__PURE__ */ new Map();
  for (const { children } of drafts) {
    for (const { actor } of children) {
      const creator = makerOf(segments, actor);
      if (creator !== void 0 && !creators.has(creator)) creators.set(creator, new Siblings());
    }
  }
  const long = [];
  for (let i = 0; i < segments.actors.length; i++) {
    const actor = i;
    if (mayStandBy(segments, actor)) long.push(actor);
  }
  long.sort((a, b) => startOf(segments, a) - startOf(segments, b));
  for (const actor of long) {
    const creator = creatorOf(segments, actor);
    if (creator !== void 0) creators.get(creator)?.add(actor);
  }
  return creators;
}
function mayStandBy(segments, actor) {
  const known = segments.actors[actor];
  if (known === void 0 || known.test !== void 0 || known.name.startsWith("runtime")) {
    return false;
  }
  const endedNs = endOf(segments, actor);
  return endedNs === void 0 || endedNs - known.startNs >= LATE_MIN_NS;
}
function startOf(segments, actor) {
  return segments.actors[actor]?.startNs ?? 0;
}
function makerOf(segments, actor) {
  return segments.actors[actor]?.test === void 0 ? creatorOf(segments, actor) : actor;
}
function creatorOf(segments, actor) {
  const row = segments.actors[actor]?.creator ?? NO_SEGMENT;
  return row === NO_SEGMENT ? void 0 : segments.actorOf(row);
}
function bystandersOf(segments, { by, children }, cancelNs, byCreator, rows) {
  if (segments.endNs - cancelNs < LATE_MIN_NS) return [];
  const woken = new Set(children.map(({ actor }) => actor));
  const creators = new Set(children.map(({ actor }) => makerOf(segments, actor)));
  const out = [];
  for (const creator of creators) {
    if (creator === void 0) continue;
    byCreator.get(creator)?.each((actor) => {
      const known = segments.actors[actor];
      if (known === void 0 || out.length >= BYSTANDERS_MAX || known.startNs >= cancelNs) {
        return "stop";
      }
      const endedNs = endOf(segments, actor);
      if (endedNs !== void 0 && endedNs - cancelNs < LATE_MIN_NS) return "over";
      if (!woken.has(actor) && actor !== by) {
        out.push({ actor, row: rows.before(actor, cancelNs), endedNs });
      }
      return void 0;
    });
    if (out.length >= BYSTANDERS_MAX) return out;
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
    const known = this.#last((one) => one.wallMs <= wallMs);
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
function* walkPath(segments, span, crossed) {
  const walk2 = new Walk(segments, span, crossed);
  for (; ; ) {
    const charge = walk2.next();
    if (charge === void 0) return;
    yield charge;
  }
}
var Walk = class {
  #segments;
  #fromNs;
  #crossed;
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
  constructor(segments, { actor, fromNs, toNs }, crossed) {
    this.#segments = segments;
    this.#crossed = crossed;
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
    this.#crossed?.(wait2);
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
  let wakes;
  let at = last;
  for (let rows = 0; at !== NO_SEGMENT && rows < ROWS_MAX; rows++, at = segments.previousOf(at)) {
    const state = segments.stateOf(at);
    if (state === GO.running && runs.length < RUNS_MAX) {
      runs.push({ fromNs: segments.startOf(at), toNs: segments.endOf(at) });
    }
    if (!waits || at === last || state !== GO.waiting || segments.stackOf(at) !== stack) continue;
    if (stack === NO_STACK) continue;
    wakes = wakes === void 0 ? { count: 1, ...wakeOf(segments, interner, at) } : { ...wakes, count: wakes.count + 1 };
  }
  return {
    state: segments.stateOf(last),
    wait: waits ? waitAt(segments, interner, last) : void 0,
    wakes,
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
    if (wait2.releasedByReader) {
      sinceNs = wait2.parkNs;
      acquired2 = void 0;
    } else if (acquired2 !== void 0 && acquired2.actor !== holder) {
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
var ERROR_ALONE_MS2 = 50;
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
function firstLineAfter({ lines }, test, timeNs) {
  return lines.find(
    (line) => line.timeNs > timeNs && line.what === "output" && isOf(line.test, test) && isOwn(line.text)
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
  const fits = known.map((one) => fittingBases(one, spans, least));
  const counts = added2(fits);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const bases = [...counts.keys()].filter((b) => counts[b] === most);
  if (known.length === 0 || bases.length > CANDIDATES_MAX) return void 0;
  const stretches = fits.map((_, i) => stretchBases(fits, i, bases));
  const fitting = fits.filter(
    (one, i) => [...bases, ...stretches[i] ?? []].some((b) => one[b] === 1)
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
  for (const one of fits) {
    for (let b = 0; b < BASES_MAX; b++) counts[b] = (counts[b] ?? 0) + (one[b] ?? 0);
  }
  return counts;
}
function stretchBases(fits, at, bases) {
  const near = fits.slice(Math.max(0, at - STRETCH), at + STRETCH + 1);
  if (near.every((one) => bases.some((b) => one[b] === 1))) return [];
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
    `${test} itself waits for ${durationText(ns2)} of its ${durationText(spanNs)} (${reason})` + noteWords(facts, row),
    segments.startOf(row),
    segments.actors[root]?.goid,
    ownSite(frames2)
  );
}
function noteWords({ segments, interner }, row) {
  const note2 = segments.noteOf(row);
  if (note2 === void 0) return "";
  const [region, task, log] = [note2.region, note2.task, note2.log].map(
    (each) => interner.string(each)
  );
  const within = task === "" ? "" : ` of task ${task ?? ""}`;
  return ` in region ${region ?? ""}${within}${log === "" ? "" : ` (${log ?? ""})`}`;
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
var PLACES_MAX2 = 3;
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
  const shown = onPath.find((one) => isNear(one, longest2) && one.hold.acquired !== void 0);
  const sharedLines = holds.contradictions > 0;
  const convoy = holds.convoy !== void 0 && !sharedLines;
  const symptom = symptomStep(facts, test);
  return {
    pattern: patternOf(longest2.hold, convoy),
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
function patternOf(longest2, convoy) {
  if (isOnce(longest2)) return "once-init-wait";
  if (longest2.shared) return "rwmutex-writer-starvation";
  return convoy ? "lock-convoy" : "slow-holder";
}
function isOnce({ waiters: [first] }) {
  return first?.kind === "Once";
}
function isNear(one, longest2) {
  return one.ns >= NEAR * longest2.ns;
}
function summaryOf(facts, holds, path, test) {
  const { onPath, share, unfinished } = path;
  const [longest2] = onPath;
  const long = onPath.filter(({ ns: ns2 }) => ns2 >= SHORT2 * (longest2?.ns ?? 0));
  const holders = new Set(long.map(({ hold }) => hold.holder)).size;
  const longestNs = longest2 === void 0 ? 0 : longest2.hold.toNs - longest2.hold.fromNs;
  const waiting = onPath.reduce((most, { hold }) => Math.max(most, hold.waiters.length), 0);
  const one = long.length === 1;
  const others = waiting === 1 ? "while another one waits." : `while up to ${waiting} others wait.`;
  const whole = `${shareWords(facts, share, test)}${unfinished ? ", which is not over," : ""}`;
  if (one && longest2 !== void 0 && isOnce(longest2.hold)) {
    return `${whole} is the function of a sync.Once, run by one goroutine for at least ${durationText(longestNs)}, ${others}`;
  }
  if (longest2?.hold.shared === true) {
    const times2 = one ? "is a time" : `are ${long.length} times`;
    return `${whole} ${times2} in which a writer waited for readers of an RWMutex to leave (the last of them ${holders === 1 ? "one goroutine" : `${holders} goroutines in turn`}), the longest ${durationText(longestNs)}.`;
  }
  const lock = holds.contradictions > 0 ? "locks that share these lines" : "one lock";
  return `${whole} ${one ? "is a hold" : `are ${long.length} holds`} of ${lock} by ${holders === 1 ? "one goroutine" : `${holders} goroutines in turn`}, ${one ? "for" : "the longest"} ${durationText(longestNs)}, ${others}`;
}
function holdSteps(facts, hold) {
  const { segments } = facts;
  const goid = segments.actors[hold.holder]?.goid;
  const heldNs = hold.toNs - hold.fromNs;
  const { acquired: acquired2 } = hold;
  const [next, ...others] = hold.waiters;
  const once = isOnce(hold);
  return [
    acquired2 === void 0 ? step(
      `${namedGoroutine(segments, hold.holder)} ${once ? "runs the function of a sync.Once" : hold.shared ? "reads under the lock" : "holds the lock"}, at the latest from now on`,
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
        `${once ? "in it" : "with the lock"} it ${doingWords(facts, did)}`,
        hold.fromNs,
        goid,
        siteOfState(facts, did)
      )
    ),
    ...waiterSteps(facts, hold),
    step(
      `${once ? "has done it" : hold.shared ? "leaves as the last reader" : "releases it"} after ${acquired2 === void 0 ? "at least " : ""}${durationText(heldNs)}` + (next === void 0 ? "" : `; ${goroutineWords(segments, next.actor)} is next`) + (others.length === 0 ? "" : `, ${hold.queued} still wait`),
      hold.toNs,
      goid,
      hold.releasedAt
    )
  ];
}
function waiterSteps(facts, hold) {
  const { segments } = facts;
  const places = /* @__PURE__ */ new Map();
  for (const w of hold.waiters) {
    const at = siteText(w.at);
    const known = places.get(at);
    if (known === void 0) places.set(at, [w]);
    else known.push(w);
  }
  return [...places.values()].slice(0, PLACES_MAX2).map((waits) => {
    const first = waits.reduce((a, b) => b.parkNs < a.parkNs ? b : a);
    const goids = waits.map(({ actor }) => segments.actors[actor]?.goid ?? -1);
    const sumNs = waits.reduce((sum, w) => sum + hold.toNs - Math.max(w.parkNs, hold.fromNs), 0);
    const shown = goids.slice(0, NAMES_MAX2).join(", ");
    const more = goids.length > NAMES_MAX2 ? ` and ${goids.length - NAMES_MAX2} more` : "";
    const one = goids.length === 1;
    const since = first.parkNs < hold.fromNs ? " (some since before)" : "";
    return step(
      `goroutine${one ? "" : "s"} ${shown}${more} ${one ? "waits" : "wait"} for it meanwhile, ${durationText(sumNs)}${one ? "" : " together"}${one ? "" : since}${noteWords(facts, first.row)}`,
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
var TESTS_MAX2 = 500;
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
    if (actor.test === void 0 || actor.test.name === "" || tests.length >= TESTS_MAX2) continue;
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
    waiters: [...waiters.values()].map((one) => ({
      ...partyOf2(one, framesOf),
      wants: one.wants
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
        waiters: longest2.waiters.map((one) => ({
          party: partyOf2(one, framesOf),
          waitNs: toNs - Math.max(one.sinceNs, sinceNs)
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
  intercept: 4.2703,
  weights: [-0.5778, 0.6261, -0.8336, 0.6199, -5.0808, -1.8628, 0],
  caps: { proof: 0.99, direct: 0.9706, heuristic: 0.9722 },
  line: [
    [56e-4, 0],
    [0.0318, 0.0175],
    [0.0369, 0.02],
    [0.0394, 0.0385],
    [0.0516, 0.0403],
    [0.4956, 0.15],
    [0.7431, 0.4286],
    [0.8633, 0.9434],
    [0.9532, 0.9507],
    [0.9758, 0.9767],
    [0.9901, 1]
  ],
  patterns: {
    "ab-ba-deadlock": { labels: 60, right: 60, weight: 0.2181 },
    "blocked-then-preempted": { labels: 131, right: 31, weight: -1.6032 },
    "cancel-ignored": { labels: 97, right: 97, weight: 0.5988 },
    "cancel-late": { labels: 119, right: 74, weight: -0.1701 },
    "cancel-wrong-owner": { labels: 75, right: 75, weight: 0.6276 },
    "channel-slow-consumer": { labels: 235, right: 60, weight: -2.9663 },
    "cond-missed-signal": { labels: 57, right: 57, weight: 0.3294 },
    "double-lock": { labels: 60, right: 60, weight: 0.209 },
    "finding:ab-ba-deadlock": { labels: 10, right: 10, weight: 0.234 },
    "finding:double-lock": { labels: 45, right: 45, weight: 0.6851 },
    "finding:goroutine-leak": { labels: 173, right: 166, weight: -0.3248 },
    "gc-assist-stall": { labels: 45, right: 43, weight: -0.2077 },
    "goroutine-leak": { labels: 457, right: 264, weight: -1.0321 },
    "late-wakeup": { labels: 128, right: 74, weight: -0.0315 },
    "lock-convoy": { labels: 58, right: 58, weight: 0.5122 },
    "once-init-wait": { labels: 55, right: 44, weight: -1.4314 },
    "ping-pong-starvation": { labels: 36, right: 36, weight: 1.0186 },
    "released-before-exit": { labels: 45, right: 45, weight: 0.32 },
    "runnable-starvation": { labels: 93, right: 45, weight: -0.1994 },
    "rwmutex-recursive": { labels: 30, right: 30, weight: 0.1274 },
    "rwmutex-writer-starvation": { labels: 45, right: 45, weight: 0.5738 },
    "select-starvation": { labels: 74, right: 74, weight: 0.4009 },
    "slow-holder": { labels: 181, right: 85, weight: -1.6295 },
    "slow-stage": { labels: 70, right: 70, weight: 0.4833 },
    "stw-storm": { labels: 58, right: 58, weight: 1.2992 },
    "syscall-storm": { labels: 60, right: 60, weight: 0.9631 },
    "timer-storm": { labels: 45, right: 45, weight: 0.9468 },
    "wait-group-straggler": { labels: 122, right: 105, weight: 0.0488 }
  }
};

// src/analyse/confidence/confidence.ts
var LABELS_MIN = 30;
var LABELS_MANY = 200;
var CAPS = { proof: 0.99, direct: 0.95, heuristic: 0.8 };
function scoreOf(cause, calibration) {
  const { patterns, line } = calibration;
  const own = Object.hasOwn(patterns, cause.pattern) ? patterns[cause.pattern] : void 0;
  const cap = (own?.labels ?? 0) >= LABELS_MANY ? CAPS.proof : calibration.caps[cause.certainty];
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
      if (cause.pattern === "timer-storm") return isOfTimers(cause, effect);
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
function isOfTimers(storm, hold) {
  const [timer] = storm.steps.map(({ at }) => at?.function);
  return timer !== void 0 && hold.steps.every(({ at }) => at?.function === timer);
}
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

// src/analyse/confidence/speaks.ts
var OFTEN2 = 10;
var MUCH = 0.1;
var PERCENT = 100;
var BASIS = {
  proof: "the events show it themselves",
  direct: "every link is an edge in the trace",
  heuristic: "it is a reading: other causes can look the same in a trace"
};
function evidenceOf(facts, effectOf) {
  const { certainty, count: count2, rank, share, whole } = facts;
  const percent = share > 0 && share < 1 / PERCENT ? "less than 1" : Math.round(PERCENT * share);
  const speaks = [
    [true, certainty === "heuristic" ? "against" : "for", BASIS[certainty]],
    [count2 >= OFTEN2, "for", `seen ${count2} times`],
    [count2 === 1, "against", "seen once"],
    [share >= MUCH, "for", `it explains ${percent} % of the trace's time`],
    [share > 0 && share < MUCH, "against", `it explains ${percent} % of the trace's time`],
    [
      rank > 0,
      "against",
      `${rank} other ${rank === 1 ? "pattern explains" : "patterns explain"} more`
    ],
    [effectOf.length > 0, "against", `it follows from ${effectOf.join(", ")}`],
    [!whole, "against", "the trace is not whole: what is missing may speak against it"]
  ];
  const side = (wanted) => speaks.flatMap(([holds, of, words]) => holds && of === wanted ? [words] : []);
  return { for: side("for"), against: side("against") };
}

// src/analyse/confidence/judge.ts
function causeFacts(findings, whole) {
  const before = /* @__PURE__ */ new Set();
  return findings.map((finding) => {
    const { pattern, certainty, count: count2, share } = finding;
    const rank = before.size - (before.has(pattern) ? 1 : 0);
    before.add(pattern);
    const explained = causesOf(finding, findings).length > 0;
    return { pattern, certainty, count: count2, share, rank, explained, whole };
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
      ...fact === void 0 ? {} : { evidence: evidenceOf(fact, effectOf) },
      ...effectOf.length === 0 ? {} : { effectOf }
    };
  });
}

// src/analyse/own-patterns.ts
var LISTED_MAX2 = 20;
function judgeWithOwn(findings, whole, own) {
  return judgeCauses(findings, whole).map(
    (finding) => own.has(finding.pattern) ? { ...finding, confidence: "uncalibrated" } : finding
  );
}
function stuckOwn({ patterns, own }) {
  const stuck = patterns.map(({ pattern }) => pattern.source).filter(({ name }) => own.has(name)).filter(({ graph, absent }) => graph !== void 0 || listOf(absent).some((a) => a.until));
  return new Set(stuck.map(({ name }) => name));
}
function ownPatternNotes(own, traces, tooLarge) {
  if (own.size === 0) return [];
  const names = [...own].sort().join(", ");
  const skipped = tooLarge === 0 ? "" : `; ${tooLarge} larger ones are left to racegate trace match`;
  const notes = [
    note(
      "own-patterns",
      "info",
      `Own patterns, looked for in ${traces.length === 1 ? "1 trace" : `${traces.length} traces`}${skipped}: ${names}.`
    )
  ];
  const matches2 = traces.flatMap((trace) => trace.findings.map((finding) => ({ trace, finding })));
  const mine = matches2.filter(({ finding }) => own.has(finding.pattern));
  for (const { trace, finding } of mine.slice(0, LISTED_MAX2)) {
    notes.push(note("own-pattern-match", "info", matchWords(finding, trace)));
  }
  if (mine.length > LISTED_MAX2) {
    const more = `${mine.length - LISTED_MAX2} more matches of own patterns; racegate trace match has them.`;
    notes.push(note("own-pattern-match", "info", more));
  }
  for (const trace of traces) notes.push(...trace.states.flatMap((s) => doubts(s, trace, own)));
  return notes;
}
function matchWords(finding, trace) {
  const times2 = finding.count === 1 ? "once" : `${finding.count} times`;
  const cost = finding.totalNs > 0 ? `, ${durationText(finding.totalNs)} in all` : "";
  const at = finding.steps.find((step2) => step2.at !== void 0)?.at;
  const place = at === void 0 ? "" : `, first step at ${siteText(at)}`;
  const [root] = finding.criticalPath?.roots ?? [];
  const path = root === void 0 ? "" : `, ${durationText(root.ns)} of it on the critical path of ${root.test ?? `goroutine ${root.goroutine}`}`;
  return `${finding.pattern} matches ${times2}${cost}${path}${inTrace(trace)}${place}: ${finding.title}.`;
}
function doubts({ pattern, incomplete, unknown, pathUnknown }, trace, own) {
  if (!own.has(pattern)) return [];
  const where = inTrace(trace);
  const said = [];
  if (incomplete) {
    const message = `${pattern}: incomplete${where}: its budget or a cap was hit, there may be more.`;
    said.push(note("own-pattern-incomplete", "warning", message));
  }
  if (unknown > 0) {
    const message = `${pattern}: ${unknown} cannot be told${where}, since the trace is not whole.`;
    said.push(note("own-pattern-unknown", "info", message));
  }
  if (pathUnknown !== void 0) {
    const message = `${pattern}: ${pathUnknown.matches} matches${where}, on a critical path or not is unknown: ${pathUnknown.why}.`;
    said.push(note("own-pattern-unknown", "info", message));
  }
  return said;
}
function inTrace({ package: owner }) {
  return owner === void 0 ? "" : ` in the trace of ${owner}`;
}
function note(code, severity, message) {
  return { code, severity, message, count: 1 };
}

// src/analyse/causal/path-report.ts
var STEPS_MAX = 2e3;
var MAIN_GOID = 1;
function chooseRoots(segments, choice) {
  const { actors } = segments;
  const all = actors.map((_, i) => i);
  const { goroutine, test } = choice;
  const pick = (wanted) => all.filter(wanted).sort((a, b) => spanOf2(segments, b) - spanOf2(segments, a) || a - b);
  if (goroutine !== void 0) return pick((i) => actors[i]?.goid === goroutine);
  if (test !== void 0) return pick((i) => isNamed(actors[i]?.test?.name, test));
  const tests = pick((i) => actors[i]?.test !== void 0);
  return tests.length > 0 ? tests : pick((i) => actors[i]?.goid === MAIN_GOID);
}
function isNamed(name, wanted) {
  if (name === void 0) return false;
  return name === wanted || name.startsWith(`${wanted}/`) || name.startsWith(`${wanted}.`);
}
function spanOf2(segments, actor) {
  const { fromNs, toNs } = lifeOf(segments, actor);
  return toNs - fromNs;
}
function pathOf(segments, interner, actor) {
  const known = segments.actors[actor];
  const span = lifeOf(segments, actor);
  const sums = /* @__PURE__ */ new Map();
  const steps = [];
  let chargedNs = 0;
  let stepsTotal = 0;
  for (const charge of walkPath(segments, span)) {
    const step2 = stepOf(segments, interner, charge);
    const ns2 = charge.toNs - charge.fromNs;
    chargedNs += ns2;
    add2(sums, step2, ns2, segments.actorOf(charge.segment));
    const later = steps.at(-1);
    if (later !== void 0 && charge.toNs === later.fromNs && sameStep(later, step2)) {
      later.fromNs = step2.fromNs;
      continue;
    }
    stepsTotal += 1;
    if (stepsTotal <= STEPS_MAX) steps.push(step2);
  }
  const charges = [...sums.values()].map(({ charge, actors }) => ({ ...charge, goroutines: actors.size })).sort((a, b) => b.ns - a.ns);
  const test = known?.test?.name ?? "";
  return {
    goroutine: known?.goid ?? -1,
    name: known?.name ?? "",
    ...test === "" ? {} : { test },
    startNs: span.fromNs,
    endNs: span.toNs,
    ended: known?.ended === true,
    spanNs: span.toNs - span.fromNs,
    chargedNs,
    charges,
    steps: steps.reverse(),
    stepsTotal
  };
}
function stepOf(segments, interner, charge) {
  const { segment, fromNs, toNs, arrival, arrivalStack, waitEnd } = charge;
  const actor = segments.actors[segments.actorOf(segment)];
  const reason = interner.string(segments.reasonOf(segment));
  const at = ownSite(interner.frames(segments.stackOf(segment)));
  const ledAt = ownSite(interner.frames(arrivalStack));
  const note2 = segments.noteOf(segment);
  const said = (key) => {
    const text2 = note2 === void 0 ? "" : interner.string(note2[key]);
    return text2 === "" ? {} : { [key]: text2 };
  };
  return {
    goroutine: actor?.goid ?? -1,
    name: actor?.name ?? "",
    state: stateName2(segments.stateOf(segment)),
    ...reason === "" ? {} : { reason },
    ...waitEnd === void 0 ? {} : { waitEnd },
    ...at === void 0 ? {} : { at },
    ...said("region"),
    ...said("task"),
    ...said("log"),
    fromNs,
    toNs,
    led: arrival,
    ...ledAt === void 0 ? {} : { ledAt }
  };
}
function keyOf(step2) {
  const { name, state, reason, waitEnd, at, region, task, log } = step2;
  return [name, state, reason, waitEnd, siteText(at), region, task, log].join("\0");
}
function sameStep(later, step2) {
  return step2.led === "same" && later.goroutine === step2.goroutine && keyOf(later) === keyOf(step2);
}
function add2(sums, step2, ns2, actor) {
  const key = keyOf(step2);
  const known = sums.get(key);
  if (known !== void 0) {
    known.charge.ns += ns2;
    known.charge.count += 1;
    known.actors.add(actor);
    return;
  }
  const { name, state, reason, waitEnd, at, region, task, log } = step2;
  const doing = { name, state, reason, waitEnd, at, region, task, log };
  const given = Object.fromEntries(Object.entries(doing).filter(([, v]) => v !== void 0));
  const charge = { ...given, name, state, ns: ns2, count: 1, goroutines: 1 };
  sums.set(key, { charge, actors: /* @__PURE__ */ new Set([actor]) });
}

// src/analyse/causal/on-path.ts
var CHARGES_MAX2 = 2e7;
function criticalPathsOf(segments, goids) {
  const none = (unknown) => ({ unknown, rootsOf: () => [] });
  if (segments.dropped > 0) return none("trace too large for a path");
  const actors = /* @__PURE__ */ new Map();
  for (const [i, { goid }] of segments.actors.entries()) {
    if (goids.has(goid)) actors.set(goid, i);
  }
  const roots = chooseRoots(segments, {});
  if (roots.length === 0) return none("neither a test nor the main goroutine is in the trace");
  const paths = /* @__PURE__ */ new Map();
  const wanted = new Set(actors.values());
  let left = CHARGES_MAX2;
  for (const root of roots) {
    const walked = walk(segments, root, wanted, left);
    left -= walked.charges;
    if (left < 0) return none("trace too large for a path");
    paths.set(root, walked.path);
  }
  return {
    unknown: void 0,
    rootsOf: (lost) => rootsOf(segments, lost, actors, paths)
  };
}
function walk(segments, root, wanted, chargesMax) {
  const span = lifeOf(segments, root);
  const byActor = /* @__PURE__ */ new Map();
  const add3 = (actor, fromNs, toNs) => {
    if (!wanted.has(actor)) return;
    const known = byActor.get(actor);
    if (known === void 0) byActor.set(actor, [{ fromNs, toNs }]);
    else known.push({ fromNs, toNs });
  };
  let charges = 0;
  const path = walkPath(segments, span, (wait2) => {
    const fromNs = Math.max(span.fromNs, segments.startOf(wait2));
    add3(segments.actorOf(wait2), fromNs, segments.endOf(wait2));
  });
  for (const { segment, fromNs, toNs } of path) {
    add3(segments.actorOf(segment), fromNs, toNs);
    if (++charges > chargesMax) break;
  }
  const joined = [...byActor].map(([actor, stretches]) => [actor, union(stretches)]);
  return { path: { span, byActor: new Map(joined) }, charges };
}
function union(stretches) {
  const out = [];
  for (const { fromNs, toNs } of stretches.toSorted((a, b) => a.fromNs - b.fromNs)) {
    const last = out.at(-1);
    if (last === void 0 || last.toNs < fromNs) out.push({ fromNs, toNs });
    else out[out.length - 1] = { fromNs: last.fromNs, toNs: Math.max(last.toNs, toNs) };
  }
  return out;
}
function rootsOf(segments, lost, actors, paths) {
  const sums = /* @__PURE__ */ new Map();
  for (const [i, goid] of lost.goids.entries()) {
    const actor = actors.get(goid);
    if (actor === void 0) continue;
    const toNs = Math.min(lost.toNs[i] ?? 0, segments.endNs);
    const found = rootFor(segments, actor, { fromNs: lost.fromNs[i] ?? 0, toNs }, paths);
    if (found !== void 0) sums.set(found.root, (sums.get(found.root) ?? 0) + found.ns);
  }
  return [...sums].map(([root, ns2]) => {
    const known = segments.actors[root];
    const test = known?.test?.name ?? "";
    return { goroutine: known?.goid ?? -1, ...test === "" ? {} : { test }, ns: ns2 };
  }).sort((a, b) => b.ns - a.ns || a.goroutine - b.goroutine);
}
function rootFor(segments, actor, { fromNs, toNs }, paths) {
  const on = (root2) => root2 === void 0 ? 0 : overlap(paths.get(root2)?.byActor.get(actor), fromNs, toNs);
  const own = testRootOf(segments, actor);
  if (own !== void 0 && on(own) > 0) return { root: own, ns: on(own) };
  const others = [...paths.keys()].filter((root2) => on(root2) > 0);
  const lengthOf = (root2) => {
    const span = paths.get(root2)?.span;
    return span === void 0 ? Infinity : span.toNs - span.fromNs;
  };
  const [root] = others.sort((a, b) => lengthOf(a) - lengthOf(b));
  return root === void 0 ? void 0 : { root, ns: on(root) };
}

// src/util/waterfall.ts
function waterfallBar({ wokenNs, ranNs, endedNs }, firedNs, lastNs, columns) {
  const scale = Math.max(1, (lastNs - firedNs) / columns);
  const column = (ns2) => Math.min(columns, Math.round((ns2 - firedNs) / scale));
  const woken = column(wokenNs);
  const ran = column(ranNs ?? wokenNs);
  const ended = endedNs === void 0 ? columns : column(endedNs);
  const text2 = ".".repeat(woken) + "-".repeat(ran - woken) + "=".repeat(Math.max(0, ended - ran));
  return `|${text2.padEnd(columns)}${endedNs === void 0 ? ">" : "|"}`;
}

export {
  waterfallBar,
  placeLines,
  lastLineBefore,
  firstLineAfter,
  lineWith,
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
  NO_STACK,
  stateName2 as stateName,
  SHARE_MIN,
  HELD_MIN_NS,
  overlap,
  namedGoroutine,
  symptomStep,
  shareWords,
  holdsOf,
  holderStates,
  testOf,
  testRootOf,
  cancelSteps,
  cancellationsOf,
  TimeAxis,
  lifeOf,
  walkPath,
  SegmentRecorder,
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
  recordFitting,
  measureLock,
  profilesOf,
  measureWords,
  lockClusters,
  waitNs,
  traceCausesOf,
  testStarts,
  readTimedLines,
  judgeWithOwn,
  stuckOwn,
  ownPatternNotes,
  chooseRoots,
  isNamed,
  pathOf,
  criticalPathsOf
};
