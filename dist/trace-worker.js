import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  CARRIED,
  GOROUTINE_WORDS,
  Kernel,
  LockVisitor,
  THREAD_WORDS,
  answerJob,
  readTrace
} from "./chunks/chunk-Z2UEWJO5.js";
import "./chunks/chunk-GA4UFAKX.js";
import {
  TraceInterner
} from "./chunks/chunk-GYSKOSU5.js";
import {
  openTraceInput
} from "./chunks/chunk-TUQGUQHE.js";
import "./chunks/chunk-DJRU4FCG.js";
import "./chunks/chunk-FVG4TTG2.js";

// src/parse/go-trace/kernel-state.ts
var PROC_WORDS = 8;
var RUNNABLE = 1;
var WAITING = 4;
var NONE = -1n;
var LOOSE_NS = -2n;
var G = {
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
  reason: 80
};
var P = { status: 24, exists: 25, sweeping: 26 };
var M = { proc: 8, goroutine: 12, serial: 16, seen: 20 };
var Records = class {
  view;
  goroutines;
  #gBase;
  #pBase;
  constructor(kernel) {
    const { x } = kernel;
    this.view = new DataView(x.memory.buffer);
    this.#gBase = x.goroutineTable();
    this.#pBase = x.procTable();
    const all = Array.from({ length: x.goroutineCount() }, (_, i) => this.#goroutine(i));
    this.goroutines = all.filter((at) => this.view.getUint8(at + G.alive) !== 0);
  }
  #goroutine(slot) {
    return this.#gBase + slot * GOROUTINE_WORDS * 4;
  }
  id(at) {
    return this.view.getBigUint64(at, true);
  }
  time(at) {
    return this.view.getBigInt64(at, true);
  }
  word(at) {
    return this.view.getUint32(at, true);
  }
  goroutineText(at) {
    const ranges = this.word(at + G.ranges);
    const list = [];
    for (let i = 0; i < this.word(at + G.rangesN); i++) list.push(this.id(ranges + 8 * i));
    return `g${this.id(at)}:${this.view.getUint8(at + G.status)}:${list.join()}`;
  }
  /** What a thread holds; undefined for nothing. A goroutine that has ended is no answer anyone can compare. */
  threadText(at) {
    const proc = this.view.getInt32(at + M.proc, true);
    const slot = this.view.getInt32(at + M.goroutine, true);
    if (proc < 0 && slot < 0) return void 0;
    let g = "";
    if (slot >= 0) {
      const record = this.#goroutine(slot);
      const same = this.word(record + G.serial) === this.word(at + M.serial);
      g = same ? String(this.id(record)) : "ended";
    }
    return `m${this.id(at)}:${proc < 0 ? "" : this.procId(proc)}:${g}`;
  }
  procId(slot) {
    return this.id(this.#pBase + slot * PROC_WORDS * 4);
  }
};
function procTexts(kernel, r) {
  const texts = [];
  for (let i = 0; i < kernel.x.procCount(); i++) {
    const at = kernel.x.procTable() + i * PROC_WORDS * 4;
    if (r.view.getUint8(at + P.exists) === 0) continue;
    texts.push(
      `p${r.id(at)}:${r.view.getUint8(at + P.status)}:${r.view.getUint8(at + P.sweeping)}`
    );
  }
  return texts;
}
function waitOf(r, at) {
  const number = (word) => r.word(at + word) - CARRIED;
  return {
    goroutine: Number(r.id(at)),
    parkNs: r.time(at + G.parkNs),
    wokenNs: r.time(at + G.wokenNs),
    waker: Number(r.time(at + G.waker)),
    parkStack: number(G.parkStack),
    wakeStack: number(G.wakeStack),
    reason: number(G.reason),
    doubt: r.word(at + G.doubt)
  };
}
function kernelState(kernel) {
  const { x } = kernel;
  const r = new Records(kernel);
  const texts = [...r.goroutines.map((at) => r.goroutineText(at)), ...procTexts(kernel, r)];
  const seen = [];
  for (let i = 1; i < x.threadCount(); i++) {
    const at = x.threadTable() + i * THREAD_WORDS * 4;
    const text = r.threadText(at);
    if (text !== void 0) texts.push(text);
    if (r.word(at + M.seen) !== 0) seen.push(r.id(at));
  }
  return {
    originNs: x.origin(),
    lastNs: x.lastTime(),
    holds: texts.sort().join(" "),
    threadsSeen: seen,
    collection: x.collection(),
    collectionState: x.collectionState(),
    waits: r.goroutines.filter((at) => r.time(at + G.parkNs) !== NONE).map((at) => waitOf(r, at))
  };
}
function loosen(kernel) {
  const r = new Records(kernel);
  for (const at of r.goroutines) {
    const status = r.view.getUint8(at + G.status);
    if (r.time(at + G.parkNs) !== NONE || status !== WAITING && status !== RUNNABLE) continue;
    r.view.setBigInt64(at + G.parkNs, LOOSE_NS, true);
    r.view.setBigInt64(at + G.wokenNs, status === RUNNABLE ? LOOSE_NS : NONE, true);
    for (const word of [G.parkStack, G.wakeStack, G.reason]) {
      r.view.setUint32(at + word, CARRIED, true);
    }
    r.view.setUint32(at + G.doubt, 0, true);
  }
}

// src/parse/go-trace/part-join.ts
var PartJoin = class {
  last;
  #kernel;
  #from;
  /** Before the part's first generation. */
  quiet;
  #began;
  #ended;
  #spoiled = false;
  #events = 0;
  #repaired = 0;
  #looseNs = Number.NaN;
  #loose = [];
  constructor(kernel, plan) {
    this.#kernel = kernel;
    this.#from = plan.from;
    this.last = plan.last;
    this.quiet = !plan.first;
  }
  /** Whether the part begins with the generation whose first batch lies at `offset`. */
  begins(offset) {
    return this.quiet && offset >= this.#from;
  }
  /** The part begins; `spoiled`: what led up to it was damaged. */
  begin(spoiled) {
    const { x } = this.#kernel;
    this.quiet = false;
    this.#spoiled = spoiled;
    this.#began = kernelState(this.#kernel);
    loosen(this.#kernel);
    x.assumeReset(true);
    this.#events = x.eventCount();
    this.#repaired = x.repairedCount();
    this.#looseNs = Number(LOOSE_NS - x.origin());
  }
  /** Events and repaired events since the part began. */
  counts() {
    const { x } = this.#kernel;
    return [x.eventCount() - this.#events, x.repairedCount() - this.#repaired];
  }
  /** Takes the edges out whose beginning others know. */
  take(edges) {
    const { parkNs, wokenNs, doubt, length } = edges;
    let kept = 0;
    for (let i = 0; i < length; i++) {
      if (parkNs[i] !== this.#looseNs) {
        if (kept !== i) move(edges, i, kept);
        kept += 1;
        continue;
      }
      const woken = wokenNs[i] ?? 0;
      this.#loose.push({
        goroutine: edges.goroutine[i] ?? -1,
        wokenNs: woken === this.#looseNs ? void 0 : woken,
        ranNs: edges.ranNs[i] ?? 0,
        waker: edges.waker[i] ?? -1,
        wakeStack: edges.wakeStack[i] ?? 0,
        doubt: doubt[i] ?? 0
      });
    }
    return kept === length ? edges : { ...edges, length: kept };
  }
  /** The part is over, its last generation complete. */
  end() {
    this.#ended = kernelState(this.#kernel);
  }
  /** What the neighbours want to know; undefined when the part never began or never ended. */
  result() {
    if (this.quiet || this.#ended === void 0) return void 0;
    const { x } = this.#kernel;
    const threadsUnseen = Array.from({ length: x.unseenCount() }, (_, i) => x.unseenAt(i));
    const firstCollection = x.firstCollection();
    const broken = this.#spoiled || x.assumptionsBroken() !== 0;
    const assumed = { firstCollection, threadsUnseen, broken };
    return { began: this.#began, ended: this.#ended, assumed, loose: this.#loose };
  }
};
function move(e, from, to) {
  for (const column of [e.goroutine, e.parkNs, e.wokenNs, e.ranNs, e.waker]) {
    column[to] = column[from] ?? 0;
  }
  for (const column of [e.reason, e.parkStack, e.wakeStack, e.doubt])
    column[to] = column[from] ?? 0;
}

// src/parse/go-trace/read-part.ts
async function readPart(source, plan, makeVisitor, onProgress) {
  const interner = new TraceInterner();
  const visitor = makeVisitor(interner);
  const kernel = new Kernel();
  const join = new PartJoin(kernel, plan);
  const { offset, end, originNs } = plan;
  const summary = await readTrace(source, {
    visitors: visitor === void 0 ? [] : [visitor],
    part: { offset, end, originNs },
    interner,
    kernel,
    join,
    ...onProgress === void 0 ? {} : { onProgress }
  });
  const result = join.result();
  if (result === void 0) return void 0;
  return {
    ...result,
    summary,
    stacks: Array.from({ length: interner.stackCount }, (_, i) => interner.frames(i)),
    texts: Array.from({ length: interner.textCount }, (_, i) => interner.string(i)),
    found: visitor?.partial()
  };
}

// src/pipeline-trace-worker.ts
var PROGRESS_BYTES = 4 << 20;
function made(what, interner) {
  return what.kind === "locks" ? new LockVisitor(interner, what.channels) : void 0;
}
await answerJob(async (data, progress) => {
  const job = data;
  const input = await openTraceInput({ location: job.path, stdin: process.stdin });
  let told = 0;
  const onProgress = (offset) => {
    const read = offset - job.plan.offset;
    if (read < told + PROGRESS_BYTES) return;
    told = read;
    progress(read);
  };
  try {
    const source = { ...input.source, name: job.name };
    return await readPart(source, job.plan, (i) => made(job.visitor, i), onProgress);
  } finally {
    await input.close();
  }
});
