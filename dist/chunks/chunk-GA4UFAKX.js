import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);

// src/model/trace.ts
var GO_STATES = [
  "Undetermined",
  "NotExist",
  "Runnable",
  "Running",
  "Waiting",
  "Syscall"
];
var PROC_STATES = ["Undetermined", "NotExist", "Running", "Idle"];
var GO = {
  undetermined: 0,
  notExist: 1,
  runnable: 2,
  running: 3,
  waiting: 4,
  syscall: 5
};
var PROC = { undetermined: 0, notExist: 1, running: 2, idle: 3 };
var FLAG_REPAIRED = 1;

// src/model/trace-columns.ts
var HIGH = 2 ** 32;
function timeAt(c, i) {
  return c.timeNs[i] ?? Number.NaN;
}
function typeAt(c, i) {
  return (c.kind[i] ?? 0) & 255;
}
function fromAt(c, i) {
  return (c.kind[i] ?? 0) >>> 8 & 255;
}
function toAt(c, i) {
  return (c.kind[i] ?? 0) >>> 16 & 255;
}
function flagsAt(c, i) {
  return (c.kind[i] ?? 0) >>> 24;
}
function threadAt(c, i) {
  return c.thread[i] ?? 0;
}
function procAt(c, i) {
  return c.proc[i] ?? -1;
}
function goroutineAt(c, i) {
  return c.goroutine[i] ?? -1;
}
function subjectAt(c, i) {
  return c.subject[i] ?? -1;
}
function subjectProcAt(c, i) {
  return c.subject[i] ?? -1;
}
function stackAt(c, i) {
  return c.stack[i] ?? 0;
}
function newStackAt(c, i) {
  return c.stack2[i] ?? 0;
}
function textAt(c, i) {
  return c.text[i] ?? 0;
}
function logValueAt(c, i) {
  return c.stack2[i] ?? 0;
}
function valueAt(c, i) {
  return (c.value[2 * i] ?? 0) + (c.value[2 * i + 1] ?? 0) * HIGH;
}
function value2At(c, i) {
  return (c.value2[2 * i] ?? 0) + (c.value2[2 * i + 1] ?? 0) * HIGH;
}
function bigValueAt(c, i) {
  return BigInt(c.value[2 * i + 1] ?? 0) << 32n | BigInt(c.value[2 * i] ?? 0);
}
function bigValue2At(c, i) {
  return BigInt(c.value2[2 * i + 1] ?? 0) << 32n | BigInt(c.value2[2 * i] ?? 0);
}
function idAt(ids, slot) {
  if (slot < 0) return -1;
  const at = slot * ids.stride;
  const high = ids.words[at + 1] ?? 0;
  return high === 4294967295 ? -1 : (ids.words[at] ?? 0) + high * HIGH;
}
function goroutineIdOf(c, slot) {
  return idAt(c.goroutineIds, slot);
}
function threadIdOf(c, slot) {
  return slot === 0 ? -1 : idAt(c.threadIds, slot);
}

// src/model/trace-event-types.ts
var row = (id, name, since, args) => ({
  id,
  name,
  since,
  args: args.split(" ")
});
var EVENT_TYPES = [
  row(9, "ProcsChange", 22, "dt procs stack"),
  row(10, "ProcStart", 22, "dt p p_seq"),
  row(11, "ProcStop", 22, "dt"),
  row(12, "ProcSteal", 22, "dt p p_seq m"),
  row(13, "ProcStatus", 22, "dt p pstatus"),
  row(14, "GoCreate", 22, "dt new_g new_stack stack"),
  row(15, "GoCreateSyscall", 22, "dt new_g"),
  row(16, "GoStart", 22, "dt g g_seq"),
  row(17, "GoDestroy", 22, "dt"),
  row(18, "GoDestroySyscall", 22, "dt"),
  row(19, "GoStop", 22, "dt reason_string stack"),
  row(20, "GoBlock", 22, "dt reason_string stack"),
  row(21, "GoUnblock", 22, "dt g g_seq stack"),
  row(22, "GoSyscallBegin", 22, "dt p_seq stack"),
  row(23, "GoSyscallEnd", 22, "dt"),
  row(24, "GoSyscallEndBlocked", 22, "dt"),
  row(25, "GoStatus", 22, "dt g m gstatus"),
  row(26, "STWBegin", 22, "dt kind_string stack"),
  row(27, "STWEnd", 22, "dt"),
  row(28, "GCActive", 22, "dt gc_seq"),
  row(29, "GCBegin", 22, "dt gc_seq stack"),
  row(30, "GCEnd", 22, "dt gc_seq"),
  row(31, "GCSweepActive", 22, "dt p"),
  row(32, "GCSweepBegin", 22, "dt stack"),
  row(33, "GCSweepEnd", 22, "dt swept reclaimed"),
  row(34, "GCMarkAssistActive", 22, "dt g"),
  row(35, "GCMarkAssistBegin", 22, "dt stack"),
  row(36, "GCMarkAssistEnd", 22, "dt"),
  row(37, "HeapAlloc", 22, "dt bytes"),
  row(38, "HeapGoal", 22, "dt bytes"),
  row(39, "GoLabel", 22, "dt label_string"),
  row(40, "UserTaskBegin", 22, "dt task parent_task name_string stack"),
  row(41, "UserTaskEnd", 22, "dt task stack"),
  row(42, "UserRegionBegin", 22, "dt task name_string stack"),
  row(43, "UserRegionEnd", 22, "dt task name_string stack"),
  row(44, "UserLog", 22, "dt task key_string value_string stack"),
  row(45, "GoSwitch", 23, "dt g g_seq"),
  row(46, "GoSwitchDestroy", 23, "dt g g_seq"),
  row(47, "GoCreateBlocked", 23, "dt new_g new_stack stack"),
  row(48, "GoStatusStack", 23, "dt g m gstatus stack"),
  row(51, "ClockSnapshot", 25, "dt mono sec nsec"),
  row(128, "Span", 23, "dt id npages_value kindclass"),
  row(129, "SpanAlloc", 23, "dt id npages_value kindclass"),
  row(130, "SpanFree", 23, "dt id"),
  row(131, "HeapObject", 23, "dt id type"),
  row(132, "HeapObjectAlloc", 23, "dt id type"),
  row(133, "HeapObjectFree", 23, "dt id"),
  row(134, "GoroutineStack", 23, "dt id order"),
  row(135, "GoroutineStackAlloc", 23, "dt id order"),
  row(136, "GoroutineStackFree", 23, "dt id")
];
var EV = {
  eventBatch: 1,
  stacks: 2,
  stack: 3,
  strings: 4,
  string: 5,
  cpuSamples: 6,
  cpuSample: 7,
  frequency: 8,
  procsChange: 9,
  procStart: 10,
  procStop: 11,
  procSteal: 12,
  procStatus: 13,
  goCreate: 14,
  goCreateSyscall: 15,
  goStart: 16,
  goDestroy: 17,
  goDestroySyscall: 18,
  goStop: 19,
  goBlock: 20,
  goUnblock: 21,
  goSyscallBegin: 22,
  goSyscallEnd: 23,
  goSyscallEndBlocked: 24,
  goStatus: 25,
  stwBegin: 26,
  stwEnd: 27,
  gcActive: 28,
  gcBegin: 29,
  gcEnd: 30,
  sweepActive: 31,
  sweepBegin: 32,
  sweepEnd: 33,
  assistActive: 34,
  assistBegin: 35,
  assistEnd: 36,
  heapAlloc: 37,
  heapGoal: 38,
  goLabel: 39,
  taskBegin: 40,
  taskEnd: 41,
  regionBegin: 42,
  regionEnd: 43,
  userLog: 44,
  goSwitch: 45,
  goSwitchDestroy: 46,
  goCreateBlocked: 47,
  goStatusStack: 48,
  experimentalBatch: 49,
  syncBatch: 50,
  clockSnapshot: 51,
  endOfGeneration: 52,
  sync: 255
};
var EVENT_NAMES = new Map(
  EVENT_TYPES.map((t) => [t.id, t.name])
);

// src/analyse/trace/site.ts
var MACHINERY = /^(?:bufio|bytes|context|io|net|os|runtime|strings|sync|syscall|time|(?:internal|io|net|os|runtime|sync)\/[a-z0-9/]+)\.|^golang\.org\/x\/sync/;
function siteOf(f) {
  return { function: f.func, file: f.file, line: f.line };
}
function ownSite(frames) {
  const frame = frames.find((f) => !MACHINERY.test(f.func)) ?? frames[0];
  return frame === void 0 ? void 0 : siteOf(frame);
}
var named = /* @__PURE__ */ new WeakMap();
function namedSite(frames) {
  let known = named.get(frames);
  if (known === void 0) {
    const site = ownSite(frames);
    known = { site, text: siteText(site) };
    named.set(frames, known);
  }
  return known;
}
function entryFunction(frames) {
  return frames.at(-1)?.func ?? "";
}
function siteText(site) {
  if (site === void 0) return "";
  const file = site.file.slice(site.file.lastIndexOf("/") + 1);
  return `${site.function} ${file}:${site.line}`;
}

// src/util/web-assembly.ts
var wasm = globalThis.WebAssembly;

export {
  GO_STATES,
  PROC_STATES,
  GO,
  PROC,
  FLAG_REPAIRED,
  timeAt,
  typeAt,
  fromAt,
  toAt,
  flagsAt,
  threadAt,
  procAt,
  goroutineAt,
  subjectAt,
  subjectProcAt,
  stackAt,
  newStackAt,
  textAt,
  logValueAt,
  valueAt,
  value2At,
  bigValueAt,
  bigValue2At,
  goroutineIdOf,
  threadIdOf,
  EVENT_TYPES,
  EV,
  EVENT_NAMES,
  wasm,
  ownSite,
  namedSite,
  entryFunction,
  siteText
};
