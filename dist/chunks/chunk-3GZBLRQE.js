import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  codeClass,
  finding,
  findingKind,
  findingState,
  severity
} from "./chunk-5PWBSGHX.js";
import {
  _enum,
  array,
  boolean,
  literal,
  number,
  object,
  string
} from "./chunk-7ALGY5IK.js";

// src/model/findings-document.ts
var FINDINGS_SCHEMA_VERSION = "1";
var conclusion = _enum(["pass", "fail", "error"]);
var verdict = object({
  conclusion,
  exitCode: number().int(),
  gate: _enum(["open", "closed"]),
  complete: boolean().meta({ description: "Every package has its end and no race is unaccounted for." }),
  reasons: array(string()).meta({ description: "Why this exit code, most weighty first." })
});
var initCost = object({
  package: string(),
  processes: number().int().positive().meta({ description: "Test processes that printed it." }),
  longestMs: number().nonnegative(),
  atMs: number().nonnegative().meta({
    description: "When the longest one began, since its process did."
  }),
  bytes: number().int().nonnegative().optional(),
  allocs: number().int().nonnegative().optional()
});
var schedulerSamples = object({
  package: string(),
  samples: number().int().positive(),
  gomaxprocs: number().int().nonnegative(),
  idleMean: number().nonnegative().meta({ description: "Idle processors, on average." }),
  runnableMax: number().int().nonnegative().meta({
    description: "Goroutines in run queues in the fullest sample."
  }),
  runnableMaxAtMs: number().nonnegative(),
  saturated: number().int().nonnegative().meta({
    description: "Samples without an idle processor in which goroutines waited to run."
  })
});
var runtimeFacts = object({
  inits: array(initCost).meta({ description: "The longest first, at most ten." }),
  initPackages: number().int().nonnegative(),
  schedulers: array(schedulerSamples).meta({ description: "By package, at most twenty." })
});
var runSummary = object({
  id: string(),
  attempt: number().int(),
  startedAt: string().optional(),
  endedAt: string().optional(),
  go: string().optional(),
  goos: string().optional(),
  goarch: string().optional(),
  command: array(string()),
  gomaxprocs: object({ requested: string(), effective: string().optional() }).optional(),
  gorace: object({ requested: string(), effective: string().optional() }).optional(),
  packages: object({
    planned: number().int(),
    passed: number().int(),
    failed: number().int(),
    skipped: number().int(),
    incomplete: number().int(),
    buildFailed: number().int()
  }),
  tests: object({
    total: number().int(),
    passed: number().int(),
    failed: number().int(),
    skipped: number().int(),
    incomplete: number().int()
  }),
  runtime: runtimeFacts.optional().meta({
    description: "What the runtime printed of itself, where --schedtrace or --inittrace asked for it."
  }),
  races: object({ reports: number().int(), findings: number().int(), new: number().int() })
});
var documentDiagnostic = object({
  code: string(),
  severity: _enum(["info", "warning", "data-loss"]),
  message: string(),
  at: object({ source: string(), start: number(), end: number() }).optional(),
  count: number().int().positive()
});
var findingsDocument = object({
  schemaVersion: literal(FINDINGS_SCHEMA_VERSION),
  tool: object({ name: literal("racegate"), version: string() }),
  run: runSummary,
  verdict,
  findings: array(finding),
  diagnostics: array(documentDiagnostic)
}).meta({ id: "findings", title: "racegate findings" });

// src/model/classes.ts
var CLASSES = [
  "unclassified",
  // data races
  "loop-variable-capture",
  "err-capture",
  "named-result-capture",
  "closure-capture",
  "concurrent-map",
  "slice-header",
  "missing-lock",
  "partial-lock",
  "mixed-atomic",
  "publish-before-write",
  "flag-polling",
  "sleep-sync",
  "waitgroup-add-in-goroutine",
  "parallel-subtest",
  "once-misuse",
  "package-init",
  "test-outlives",
  "channel-close",
  "lock-copy",
  "interface-or-struct-write",
  "global-hook",
  // deadlocks and leaks
  "double-lock",
  "lock-order",
  "rwmutex-recursive",
  "channel-send",
  "channel-receive",
  "select-orphan",
  "waitgroup",
  "cond",
  "mixed-channel-lock",
  "context",
  "timer",
  "global",
  // panics and fatal errors; those of channels, maps and WaitGroups have their class above
  "nil-dereference",
  "index-out-of-range",
  "nil-map-write",
  "divide-by-zero",
  "type-assertion",
  "unlock-of-unlocked",
  "all-asleep",
  "stack-overflow",
  "out-of-memory",
  "memory-fault",
  "test-log-after-end",
  "exit-in-test",
  "synctest-deadlock",
  "explicit-panic",
  // doubts about the run
  "no-end",
  "never-run",
  "cached-package",
  "lost-race-report",
  "gorace-overridden",
  "repeat-in-one-process",
  "exit-hides-race"
];

// src/model/codes.ts
var CODES = {
  RG1000: "a data race whose pattern is not known",
  RG1001: "a goroutine uses the variable of the loop that starts it",
  RG1002: "a goroutine assigns to the error variable around it",
  RG1003: "a goroutine uses a named result",
  RG1004: "a goroutine shares a local variable with the function around it",
  RG1005: "a map is used by two goroutines at once",
  RG1006: "a slice is assigned while another goroutine uses it",
  RG1007: "shared memory without a lock",
  RG1008: "a lock is held on one side only",
  RG1009: "atomic and plain accesses of one variable",
  RG1010: "memory is published before it is written",
  RG1011: "a loop waits for a plain variable",
  RG1012: "time.Sleep in place of synchronisation",
  RG1013: "WaitGroup.Add runs in the goroutine that it counts",
  RG1014: "parallel tests share a variable",
  RG1015: "a value of a sync.Once is used without the Once",
  RG1016: "package initialisation races with a goroutine",
  RG1017: "a goroutine outlives the test that started it",
  RG1018: "a channel is closed or replaced while it is in use",
  RG1019: "a lock is copied, so two goroutines hold two locks",
  RG1020: "a value of several words is assigned while it is read",
  RG1021: "a test replaces a package-level variable that is in use",
  RG2000: "a goroutine is blocked for good, for a reason that is not known",
  RG2001: "a goroutine waits for a lock that is never released, often its own",
  RG2002: "two goroutines take two locks in opposite order",
  RG2003: "a reader takes RLock again while a writer waits",
  RG2004: "a goroutine sends to a channel that nobody receives from any more",
  RG2005: "a goroutine receives from a channel that nobody sends to any more",
  RG2006: "a goroutine ranges over a channel that nobody closes",
  RG2007: "a goroutine waits in a select of which no case can happen any more",
  RG2008: "WaitGroup.Wait waits for a Done that does not come",
  RG2009: "Cond.Wait waits for a signal that does not come",
  RG2010: "a goroutine waits for a channel and holds a lock the other side needs",
  RG2011: "a goroutine waits for a context that nobody cancels",
  RG2012: "a goroutine waits for a timer that was stopped",
  RG2013: "a goroutine waits for a package-level channel",
  RG3001: "panic",
  RG3002: "fatal error of the Go runtime",
  RG3003: "test timed out",
  RG3004: "the test process was killed",
  RG3005: "a panic was recovered and its stack printed",
  RG4001: "goroutines wait long for one lock",
  RG4002: "a goroutine goes on long after its context is cancelled",
  RG5001: "build failed",
  RG5002: "test failed",
  RG5003: "package has no end: its result is not known",
  RG5101: "the race detector needs cgo",
  RG5102: "no C compiler",
  RG5103: "out of memory",
  RG5104: "ThreadSanitizer could not allocate or map memory",
  RG5105: "the race detector does not support this platform",
  RG5106: "go is missing or cannot run",
  RG5107: "too many goroutines for the race detector",
  RG5199: "another failure of the environment",
  RG5201: "a package came from the test cache and did not run",
  RG5202: "a race was detected and its report is lost",
  RG5203: "GORACE was changed by the test",
  RG5204: "one process reports a race only once (-count, -cpu)",
  RG5205: "exit status hides a race",
  RG5206: "the output was cut"
};

// src/decide/policy.ts
var KINDS = new Set(findingKind.options);
var SEVERITIES = new Set(severity.options);
var STATES = new Set(findingState.options);
var CODE_CLASSES = new Set(codeClass.options);
var CLASS_WORDS = new Set(CLASSES);
var CODE_WORDS = new Set(Object.keys(CODES));
function ruleMatches(rule, finding2) {
  if (typeof rule === "string") return wordMatches(rule, finding2);
  return (rule.kind === void 0 || rule.kind === finding2.kind) && (rule.class === void 0 || rule.class === finding2.class) && (rule.severity === void 0 || rule.severity === finding2.severity) && (rule.code === void 0 || rule.code === finding2.codeClass) && (rule.state ?? "new") === finding2.state;
}
function wordMatches(word, finding2) {
  if (word === "new") return finding2.state === "new" && finding2.severity !== "note";
  if (STATES.has(word)) return finding2.state === word;
  if (finding2.state !== "new") return false;
  return word === finding2.kind || word === finding2.severity || word === finding2.class || word === finding2.codeClass || word === finding2.code;
}
function closesGate(rules, finding2) {
  return rules.some((rule) => ruleMatches(rule, finding2));
}
function failOnMistakes(rules) {
  const mistakes = [];
  for (const rule of rules) {
    const word = typeof rule === "string" ? rule : rule.class;
    if (word === void 0) continue;
    const known = CLASS_WORDS.has(word) || typeof rule === "string" && [KINDS, SEVERITIES, STATES, CODE_CLASSES, CODE_WORDS].some((words) => words.has(word));
    if (known) continue;
    mistakes.push(
      typeof rule === "string" ? `"${word}" is no kind, class, severity, state, code class or code of a finding` : `"${word}" is no class of a finding`
    );
  }
  return mistakes;
}

// src/util/go-duration.ts
var MS_PER_UNIT = /* @__PURE__ */ new Map([
  ["ns", 1e-6],
  ["us", 1e-3],
  ["µs", 1e-3],
  ["μs", 1e-3],
  ["ms", 1],
  ["s", 1e3],
  ["m", 6e4],
  ["h", 36e5]
]);
var MAX_TEXT = 100;
var PART = /^(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/;
function parseGoDurationMs(text) {
  if (text.length === 0 || text.length > MAX_TEXT) return void 0;
  const negative = text.startsWith("-");
  let rest = negative || text.startsWith("+") ? text.slice(1) : text;
  if (rest === "0") return 0;
  if (rest === "") return void 0;
  let totalMs = 0;
  while (rest !== "") {
    const part = PART.exec(rest);
    if (part === null) return void 0;
    const unitMs = MS_PER_UNIT.get(part[2] ?? "");
    if (unitMs === void 0) return void 0;
    totalMs += Number(part[1]) * unitMs;
    rest = rest.slice(part[0].length);
  }
  return negative ? -totalMs : totalMs;
}

// src/model/blocking-classes.ts
var BLOCKING_CLASS_DOCS = {
  RG2001: {
    id: "double-lock",
    title: "a goroutine waits for a lock that is never released, often its own",
    what: "A goroutine waits for a lock that it holds itself, or that was never unlocked on some path.",
    why: "Go's locks are not reentrant: Lock waits for Unlock, whoever called Lock before.",
    fix: "Unlock on every path (`defer mu.Unlock()`), and split methods into a locking one and an inner one that expects the lock to be held.",
    signs: "The source shows the same lock held by a caller in the same stack (direct), or every waiter of a dump waits for one address. Without either: goroutines wait for a lock, and nobody who could hold another one waits with them. Of a test that ran into -timeout: where somebody sleeps, or waits for the network, in the lock's own code, and the trace shows that it was for as long as the others waited, the test is slow and nothing is said; where that is not known it is a warning."
  },
  RG2002: {
    id: "lock-order",
    title: "two goroutines take two locks in opposite order",
    what: "Each of two goroutines holds the lock that the other one waits for.",
    why: "Once each has its first lock, neither can get its second: both wait for ever.",
    fix: "Take the locks in one order everywhere, or release the first before the second is taken.",
    signs: "The source shows a cycle of locks held and wanted (direct), or a dump shows waiters of different addresses. Without either: goroutines wait for a Mutex and an RWMutex at once, or for locks at different places, in calls deep enough to hold another one."
  },
  RG2003: {
    id: "rwmutex-recursive",
    title: "a reader takes RLock again while a writer waits",
    what: "A goroutine that holds RLock calls RLock again, and a writer came in between.",
    why: "A waiting writer keeps new readers out, so the second RLock waits for the writer and the writer for the first RLock.",
    fix: "Do not call methods that lock from under RLock: pass the data on, or use an inner method that does not lock.",
    signs: "A goroutine waits in RLock while another waits in RWMutex.Lock for readers to leave, and nobody else is in the way; the source may show the first RLock."
  },
  RG2004: {
    id: "channel-send",
    title: "a goroutine sends to a channel that nobody receives from any more",
    what: "A goroutine is stuck in a send: its receiver returned early, or never came.",
    why: "A send on a channel without room waits for a receiver; without one it waits for ever, with all it holds.",
    fix: "Give the channel room for every result (`make(chan T, 1)`), or select on a done channel or ctx.Done() beside the send.",
    signs: "The goroutine waits in `chan send` when its test is over, or the test cannot end."
  },
  RG2005: {
    id: "channel-receive",
    title: "a goroutine receives from a channel that nobody sends to any more",
    what: "A goroutine is stuck in a receive: its sender returned, failed, or never started.",
    why: "A receive waits for a send or a close; without either it waits for ever.",
    fix: "Close the channel on every path of the sender (`defer close(ch)`), or select on ctx.Done() beside the receive.",
    signs: "The goroutine waits in `chan receive` when its test is over, or the test cannot end."
  },
  RG2006: {
    id: "channel-close",
    title: "a goroutine ranges over a channel that nobody closes",
    what: "A `for range` over a channel waits for a close that does not come.",
    why: "Only close ends such a loop; when the senders stop without it, the loop waits for ever.",
    fix: "Let the one who knows that no value follows close the channel (`defer close(ch)` in the sender, or after wg.Wait).",
    signs: "The source shows a range over a channel and no close of it in the package's files."
  },
  RG2007: {
    id: "select-orphan",
    title: "a goroutine waits in a select of which no case can happen any more",
    what: "A goroutine is stuck in a select: every other side of its cases is gone.",
    why: "A select without default waits until one case can go on. A loop around it runs for ever unless a case ends it.",
    fix: "Give the select a case that its owner ends (a done channel, ctx.Done()), and call that from Close, t.Cleanup or defer.",
    signs: "The goroutine waits in `select` when its test is over, or the test cannot end."
  },
  RG2008: {
    id: "waitgroup",
    title: "WaitGroup.Wait waits for a Done that does not come",
    what: "A goroutine is stuck in WaitGroup.Wait, and no goroutine that is left will call Done.",
    why: "Add counted more than Done did: a path returned without Done, or Add was given a wrong number.",
    fix: "Call `wg.Add(1)` right before each go statement and `defer wg.Done()` first in the goroutine, or use wg.Go.",
    signs: "A goroutine waits in WaitGroup.Wait and nobody else is stuck on a lock or a channel with it."
  },
  RG2009: {
    id: "cond",
    title: "Cond.Wait waits for a signal that does not come",
    what: "A goroutine is stuck in Cond.Wait: the signal came before it waited, or not at all.",
    why: "Signal and Broadcast wake only those who wait at that moment. A condition that is checked without the lock, or not checked again, misses them.",
    fix: "Hold the lock while the condition changes, check it in a loop around Wait, and Broadcast after every change.",
    signs: "A goroutine waits in sync.(*Cond).Wait when its test is over, or the test cannot end."
  },
  RG2010: {
    id: "mixed-channel-lock",
    title: "a goroutine waits for a channel and holds a lock the other side needs",
    what: "One goroutine waits for a channel with a lock held; the one that would serve the channel waits for that lock.",
    why: "Neither can go on: the lock is released after the channel operation, the channel operation needs the lock.",
    fix: "Release the lock before the channel operation, or make the operation unable to wait (buffer, select with default).",
    signs: "The source shows the lock held at the channel operation (direct). Without it: goroutines of one test wait for a lock and for a channel in the same code."
  },
  RG2011: {
    id: "context",
    title: "a goroutine waits for a context that nobody cancels",
    what: "A goroutine waits for ctx.Done() and nobody calls the cancel function.",
    why: "A context of WithCancel ends only by its cancel function; one that is dropped leaves its goroutines behind.",
    fix: "`defer cancel()` right behind context.WithCancel, or use t.Context() in tests.",
    signs: "The source shows a receive from a Done channel in the wait, or the goroutine is package context's own. Without the source: a channel class."
  },
  RG2012: {
    id: "timer",
    title: "a goroutine waits for a timer that was stopped",
    what: "A goroutine receives from the channel of a timer or ticker that does not fire any more.",
    why: "Stop neither sends nor closes the channel, so whoever still receives from it waits for ever.",
    fix: "Select on a done channel beside the timer's channel, and end the goroutine before the timer is stopped.",
    signs: "The source shows a receive from `.C` of a timer or ticker, or from time.After or time.Tick."
  },
  RG2013: {
    id: "global",
    title: "a goroutine waits for a package-level channel",
    what: "A goroutine is stuck on a channel that is a package-level variable.",
    why: "The channel lives as long as the program, so neither the collector nor the end of a test frees the goroutine.",
    fix: "Give the channel an owner that closes it, or tests their own channel.",
    signs: "The source shows that the channel is a package-level variable."
  }
};

// src/model/race-classes.ts
var RACE_CLASS_DOCS = {
  RG1001: {
    id: "loop-variable-capture",
    title: "a goroutine uses the variable of the loop that starts it",
    what: "A goroutine started in a loop uses the loop's variable while the loop goes on.",
    why: "Before Go 1.22 all iterations share one variable; one declared outside the loop is always shared.",
    fix: "Set `go 1.22` or later in go.mod, copy the variable (`v := v`), or pass it as an argument.",
    signs: "The source shows the loop's variable in the goroutine and a `go` directive below 1.22, or a loop that assigns to a variable declared outside of it. Without the source: the starter writes, above its go statement, after the goroutine was started."
  },
  RG1002: {
    id: "err-capture",
    title: "a goroutine assigns to the error variable around it",
    what: "A goroutine assigns to (or reads) an error variable of the function around it.",
    why: "`err =` in a function literal is the outer variable; both functions check each other's errors.",
    fix: "Declare it in the goroutine (`err :=`) and hand errors back by a channel or errgroup.",
    signs: "The source shows an error variable of the enclosing function on both sides. Without the source: the contents of an error are raced on by a literal and the function around it."
  },
  RG1003: {
    id: "named-result-capture",
    title: "a goroutine uses a named result",
    what: "A goroutine uses a named result of the function that started it.",
    why: "`return 20` assigns to the named result, although it does not name it.",
    fix: "Copy the value into a local variable for the goroutine, or do not name the result.",
    signs: "The source shows a named result on both sides, one of them in a function literal."
  },
  RG1004: {
    id: "closure-capture",
    title: "a goroutine shares a local variable with the function around it",
    what: "A goroutine's function literal and the function around it share a local variable.",
    why: "A literal captures variables, not values: both see every write of the other.",
    fix: "Pass the value as an argument, give the goroutine its own variable, or wait for its end first.",
    signs: "The source shows a local variable that a function literal captures. Without the source: one racing function is a literal of the other, or both are literals of the same function."
  },
  RG1005: {
    id: "concurrent-map",
    title: "a map is used by two goroutines at once",
    what: "Two goroutines use one map at the same time and at least one of them changes it.",
    why: "Maps are not safe for concurrent use: a lookup during a write may crash the program.",
    fix: "Guard every access with one sync.RWMutex, or use sync.Map for keys that seldom change.",
    signs: "A map function of the runtime stands in a stack (certain), or the source shows the same map on both lines."
  },
  RG1006: {
    id: "slice-header",
    title: "a slice is assigned while another goroutine uses it",
    what: "A slice variable is assigned, mostly by append, while another goroutine uses it.",
    why: "A slice is three words; a reader may get the length of one and the memory of another.",
    fix: "Guard reads and appends with one lock, or let one goroutine own the slice.",
    signs: "The source shows a slice that one side assigns, or appends to. Without the source: growslice in a stack, or a value that a go statement passes while another goroutine of its loop writes it."
  },
  RG1007: {
    id: "missing-lock",
    title: "shared memory without a lock",
    what: "Two goroutines share a variable or field, and nothing orders their accesses.",
    why: "Without synchronisation a reader may see old, new or half-written values.",
    fix: "Guard every access with one mutex, or let one goroutine own the memory.",
    signs: "No other pattern fits, and the source shows no lock on either side. Without the source it is only what is left."
  },
  RG1008: {
    id: "partial-lock",
    title: "a lock is held on one side only",
    what: "Some accesses hold the lock that guards the memory, others do not.",
    why: "A lock excludes only those who take it, and RLock does not exclude other readers.",
    fix: "Take the same lock around every access; a write needs Lock, not RLock.",
    signs: "The source shows a lock on the way to one access and none on the way to the other, a write under RLock, or two different locks. Callers count: a lock that every caller holds is held."
  },
  RG1009: {
    id: "mixed-atomic",
    title: "atomic and plain accesses of one variable",
    what: "One goroutine uses sync/atomic on a variable that another reads or writes plainly.",
    why: "Atomic operations order nothing for plain accesses of the same variable.",
    fix: "Use sync/atomic for every access, best by a typed value such as atomic.Int64.",
    signs: "Exactly one of the two stacks begins in sync/atomic. This is certain: Go's detector prints atomic accesses so."
  },
  RG1010: {
    id: "publish-before-write",
    title: "memory is published before it is written",
    what: "Memory is made visible to another goroutine before it is written completely.",
    why: "A go statement orders only what stands before it; so does an atomic store.",
    fix: "Write everything first, then start the goroutine, send, or set the flag.",
    signs: "The write stands behind the start of the other goroutine in the same function, or behind an atomic store."
  },
  RG1011: {
    id: "flag-polling",
    title: "a loop waits for a plain variable",
    what: "A loop waits until another goroutine has changed a plain variable.",
    why: "Nothing orders the two; the compiler may read the variable once and loop for ever.",
    fix: "Wait on a channel, a WaitGroup or a condition; for a mere flag use atomic.Bool.",
    signs: "The source shows the read in the condition of a loop that does nothing but wait."
  },
  RG1012: {
    id: "sleep-sync",
    title: "time.Sleep in place of synchronisation",
    what: "A function waits with time.Sleep for a goroutine, then uses its result.",
    why: "Time orders nothing: on a slower machine the goroutine is not done yet.",
    fix: "Wait for the goroutine itself: a channel, a WaitGroup, or testing/synctest in tests.",
    signs: "The source shows only time.Sleep between the start of the goroutine and the access."
  },
  RG1013: {
    id: "waitgroup-add-in-goroutine",
    title: "WaitGroup.Add runs in the goroutine that it counts",
    what: "A goroutine calls Add on the WaitGroup that counts it, instead of its starter.",
    why: "Wait returns at once while no goroutine has come to its Add.",
    fix: "Call Add before the go statement, or use wg.Go (Go 1.25).",
    signs: "The racing memory is a WaitGroup's own, or the source shows Add in the goroutine and the other access behind Wait."
  },
  RG1014: {
    id: "parallel-subtest",
    title: "parallel tests share a variable",
    what: "Parallel tests or subtests share a variable.",
    why: "After t.Parallel() a subtest runs beside its siblings, when the parent's loop is over.",
    fix: "Give each subtest its own data: declare it inside t.Run, or copy it before.",
    signs: "Both goroutines are tests' own (created by t.Run): only tests that called t.Parallel run at the same time."
  },
  RG1015: {
    id: "once-misuse",
    title: "a value of a sync.Once is used without the Once",
    what: "A value that a sync.Once sets is used without calling the Once's Do first.",
    why: "Only a goroutine that has returned from Do is ordered after what Do did.",
    fix: "Always go through once.Do (or sync.OnceValue) and drop the check in front of it.",
    signs: "One stack runs inside sync.Once, the other does not."
  },
  RG1016: {
    id: "package-init",
    title: "package initialisation races with a goroutine",
    what: "Package initialisation changes memory that a goroutine uses at the same time.",
    why: "Goroutines that init starts run while the rest of the package is still being initialised.",
    fix: "Start goroutines after initialisation: in main, in a constructor, or behind a sync.Once.",
    signs: "One stack runs in a package's init function or in the initialiser of a package-level variable."
  },
  RG1017: {
    id: "test-outlives",
    title: "a goroutine outlives the test that started it",
    what: "A goroutine that a test started is still running when the test is over.",
    why: "It then races with the next test, or with the testing package itself.",
    fix: "Stop it and wait for it before the test returns, in t.Cleanup or with t.Context.",
    signs: "The two stacks, or the stacks that created their goroutines, belong to different tests; or the racing memory is the testing package's own."
  },
  RG1018: {
    id: "channel-close",
    title: "a channel is closed or replaced while it is in use",
    what: "One goroutine closes or replaces a channel while another one uses it.",
    why: "A send on a closed channel panics; a replaced channel leaves its users on the old one.",
    fix: "Let only the sender close; tell others to stop by a second channel or a context.",
    signs: "closechan stands in a stack (certain), or the source shows a variable that holds a channel."
  },
  RG1019: {
    id: "lock-copy",
    title: "a lock is copied, so two goroutines hold two locks",
    what: "A mutex is copied, so that two goroutines lock two different mutexes.",
    why: "A copy of a lock knows nothing of the original: it excludes nobody.",
    fix: "Pass and keep locks by pointer; give methods of a struct with a lock pointer receivers.",
    signs: "Both sides hold a lock of the same name, and the source shows where it is copied on the way."
  },
  RG1020: {
    id: "interface-or-struct-write",
    title: "a value of several words is assigned while it is read",
    what: "An interface or struct value is assigned while another goroutine reads it.",
    why: "It is more than one word: a reader may get the type of one value and the data of another.",
    fix: "Guard it with a lock, or publish it behind an atomic.Pointer or atomic.Value.",
    signs: "The source shows a value of interface or struct type, and neither side holds a lock."
  },
  RG1021: {
    id: "global-hook",
    title: "a test replaces a package-level variable that is in use",
    what: "A test replaces a package-level variable while goroutines of the code still use it.",
    why: "Putting the old value back is a write like any other.",
    fix: "Stop and wait for the goroutines before the variable is changed, or pass the hook in as a field.",
    signs: "The variable is at package level, a test function writes it, and other code uses it."
  }
};

export {
  parseGoDurationMs,
  CODES,
  BLOCKING_CLASS_DOCS,
  RACE_CLASS_DOCS,
  FINDINGS_SCHEMA_VERSION,
  findingsDocument,
  closesGate,
  failOnMistakes
};
