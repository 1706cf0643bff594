import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  CLASSES,
  findingClass,
  patchTrial
} from "./chunk-TZZCAVMG.js";
import {
  ZodISODate,
  ZodISODateTime,
  ZodISODuration,
  ZodISOTime,
  _enum,
  _isoDate,
  _isoDateTime,
  _isoDuration,
  _isoTime,
  array,
  boolean,
  number,
  object,
  strictObject,
  string,
  union
} from "./chunk-V6EFVX5X.js";
import {
  __export
} from "./chunk-FVG4TTG2.js";

// src/util/nearest-word.ts
var WORD_MAX = 64;
function nearestWord(word, known) {
  if (word.length > WORD_MAX) return void 0;
  let best;
  let least = Math.min(3, Math.ceil(word.length / 4)) + 1;
  for (const name of known) {
    if (Math.abs(name.length - word.length) >= least) continue;
    const distance = editDistance(name, word);
    if (distance >= least) continue;
    least = distance;
    best = name;
  }
  return best;
}
function didYouMean(word, known) {
  const near = nearestWord(word, known);
  return near === void 0 ? "" : `; did you mean ${JSON.stringify(near)}?`;
}
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// node_modules/zod/v4/classic/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodISODate: () => ZodISODate,
  ZodISODateTime: () => ZodISODateTime,
  ZodISODuration: () => ZodISODuration,
  ZodISOTime: () => ZodISOTime,
  date: () => date,
  datetime: () => datetime,
  duration: () => duration,
  time: () => time
});
function datetime(params) {
  return _isoDateTime(ZodISODateTime, params);
}
function date(params) {
  return _isoDate(ZodISODate, params);
}
function time(params) {
  return _isoTime(ZodISOTime, params);
}
function duration(params) {
  return _isoDuration(ZodISODuration, params);
}

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
  RG2004: "a goroutine sends to a channel that nothing receives from any more",
  RG2005: "a goroutine receives from a channel that nothing sends to any more",
  RG2006: "a goroutine ranges over a channel that is never closed",
  RG2007: "a goroutine waits in a select of which no case can happen any more",
  RG2008: "WaitGroup.Wait waits for a Done that does not come",
  RG2009: "Cond.Wait waits for a signal that does not come",
  RG2010: "a goroutine waits for a channel and holds a lock the other side needs",
  RG2011: "a goroutine waits for a context that is never cancelled",
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
  RG5206: "the output was cut",
  RG5207: "tests fail only because they are observed"
};

// src/model/finding.ts
var findingKind = _enum([
  "data-race",
  "fatal-error",
  "panic",
  "deadlock",
  "goroutine-leak",
  "timeout",
  "lock-contention",
  "cancel-delay",
  "schedule",
  "build-failure",
  "test-failure",
  "infrastructure",
  "trust"
]);
var severity = _enum(["error", "warning", "note"]);
var codeClass = _enum(["ours", "test", "dependency", "mixed", "unknown"]);
var locationRole = _enum([
  "access",
  "previous-access",
  "created-at",
  "stuck",
  "holder",
  "waker",
  "cause",
  "panic",
  "declared"
]);
var location = object({
  file: string().meta({
    description: "Relative to the repository root with '/'; outside it $GOROOT/… or module@version/…"
  }),
  line: number().int().nonnegative(),
  function: string(),
  role: locationRole,
  module: string().optional(),
  package: string().optional().meta({
    description: "Import path of the file's directory, without the `_test` of external test packages."
  }),
  own: boolean().meta({ description: "In the main module or workspace." }),
  operation: _enum(["read", "write"]).optional(),
  goroutine: string().optional().meta({ description: "Label of the goroutine in `goroutines`." }),
  code: string().optional().meta({ description: "The source line, trimmed." })
});
var frame = object({
  function: string(),
  file: string(),
  line: number().int().nonnegative(),
  own: boolean()
});
var goroutine = object({
  label: string().meta({ description: "From the creation site and the start function." }),
  goid: string().optional(),
  raceId: number().int().optional().meta({
    description: "The race detector's own number; never a goid."
  }),
  state: string().optional(),
  role: string().optional(),
  count: number().int().positive().optional().meta({
    description: "How many goroutines of the dump stand like this one; absent for one."
  }),
  createdAt: location.optional(),
  stack: array(frame).optional()
});
var testScope = _enum([
  "test",
  "subtest",
  "benchmark",
  "example",
  "fuzz",
  "testmain",
  "init",
  "after-exit",
  "child"
]);
var attribution = object({
  name: string(),
  scope: testScope,
  by: _enum(["stack", "creation-stack", "stream", "position", "process"]).meta({
    description: "What the attribution rests on."
  }),
  confidence: number().min(0).max(1).meta({ description: "Heuristic, uncalibrated." }),
  reported: string().optional().meta({ description: "The test under which go test printed it." }),
  alsoPossible: array(string()).optional(),
  spec: string().optional().meta({
    description: "Text of the ginkgo spec inside of the test, as ginkgo prints it."
  })
});
var evidence = object({
  kind: _enum([
    "race-report",
    "trace-event",
    "dump",
    "profile-sample",
    "source",
    "test-output",
    "log"
  ]),
  artifact: string().meta({ description: "Path inside the capture." }),
  start: number().int().nonnegative().optional(),
  end: number().int().nonnegative().optional(),
  say: string(),
  text: string().optional().meta({ description: "The bytes themselves, capped." })
});
var causeStep = object({
  what: string(),
  goroutine: string().optional(),
  timeNs: number().int().optional().meta({
    description: "Nanoseconds since the first event of the trace that `clock` names."
  }),
  certainty: _enum(["proof", "direct", "heuristic"]).optional().meta({
    description: "Of this step alone; absent: as the cause's."
  }),
  location: location.optional()
});
var cause = object({
  pattern: string(),
  confidence: number().min(0).max(1).optional().meta({
    description: "How often causes like it were right on runs whose cause is known; absent: uncalibrated."
  }),
  certainty: _enum(["proof", "direct", "heuristic"]),
  share: number().min(0).max(1).optional(),
  summary: string().optional().meta({ description: "Cause and symptom in one sentence." }),
  steps: array(causeStep).meta({ description: "From cause to symptom." }),
  clock: object({
    artifact: string(),
    startedAt: string().optional().meta({
      description: "The wall clock's time of the trace's first event, ISO 8601."
    }),
    errorMs: number().optional().meta({
      description: "How far `startedAt` may be off, as far as both clocks were compared."
    })
  }).optional().meta({ description: "What the steps' times count from; absent: they have none." })
});
var fix = object({
  words: string(),
  patch: string().optional(),
  trial: patchTrial.optional().meta({
    description: "What the package's tests did with the patch; absent where they were not run with it."
  })
});
var contendedSite = object({
  role: _enum(["holder", "waiter"]),
  location,
  primitive: string().meta({ description: "What was called there: `sync.(*Mutex).Unlock`." }),
  waits: number().int().nonnegative(),
  waitNs: number().nonnegative().meta({ description: "Of all goroutines together." }),
  share: number().min(0).max(1).meta({
    description: "Of the process's waiting in the same profile: for mutexes, or for anything."
  })
});
var sighting = object({
  package: string(),
  run: string(),
  shard: string().optional(),
  goos: string().optional(),
  goarch: string().optional(),
  go: string().optional(),
  gomaxprocs: string().optional(),
  count: number().int().positive()
});
var findingState = _enum(["new", "known", "fixed", "suppressed", "quarantined"]);
var draftFinding = object({
  kind: findingKind,
  code: string().regex(/^RG[0-9]{4}$/),
  class: findingClass,
  severity,
  certainty: _enum(["proof", "direct", "heuristic"]).optional().meta({
    description: "How sure the class is: the data show it, edges in the data, or a heuristic."
  }),
  title: string(),
  explanation: string(),
  package: string(),
  module: string(),
  codeClass,
  variable: object({
    name: string(),
    by: _enum(["symbol", "expression"]),
    address: string().optional(),
    type: string().optional()
  }).optional(),
  variables: array(string()).optional().meta({
    description: "Several that are raced on at the same places, or of which one is: what the lines name."
  }),
  subject: string().optional().meta({
    description: "What the fingerprint holds beside the functions: the variable or field, or what a blocked goroutine waits for; absent: unknown."
  }),
  locations: array(location),
  goroutines: array(goroutine),
  test: attribution.optional(),
  owner: string().optional().meta({
    description: 'Who owns the test, as it says itself: t.Attr("owner", …) or "race.owner".'
  }),
  issue: string().optional().meta({
    description: 'Where it is tracked: t.Attr("issue", …) or "race.issue".'
  }),
  stress: string().optional().meta({
    description: 'How the test wants to be repeated: t.Attr("race.stress", …).'
  }),
  evidence: array(evidence),
  failsTest: boolean().optional().meta({
    description: "A test failed over it and over nothing else that was seen (goleak)."
  }),
  contention: array(contendedSite).optional().meta({
    description: "Of a lock-contention finding: the places in numbers, the longest waits first."
  }),
  cause: cause.optional(),
  fix: fix.optional(),
  sightings: array(sighting)
});
var finding = draftFinding.extend({
  fingerprints: object({ exact: string(), stable: string(), family: string() }),
  state: findingState,
  reason: string().optional(),
  gates: boolean().meta({ description: "This finding closes the gate." })
}).meta({ id: "finding" });

// src/model/fail-on.ts
var owner = codeClass.exclude(["unknown"]);
var findingCode = _enum(Object.keys(CODES));
var failOnWord = _enum([
  .../* @__PURE__ */ new Set([
    ...findingState.options,
    ...severity.options,
    ...owner.options,
    ...findingKind.options,
    ...CLASSES,
    ...findingCode.options
  ])
]);
var failOnRecord = strictObject({
  kind: findingKind.optional(),
  class: findingClass.optional(),
  severity: severity.optional(),
  state: findingState.optional(),
  owner: owner.optional().meta({ description: "Whose code it is." }),
  code: findingCode.optional()
});
var failOnRule = union([failOnWord, failOnRecord]);

// src/model/setting-schemas.ts
var DURATION = /^(?:(?:[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})(?:ns|us|µs|μs|ms|s|m|h)){1,8}$/;
var duration2 = string().regex(DURATION);
var path = string().max(4096).regex(/^(?!\s*$)(?![A-Za-z][A-Za-z0-9+.-]+:\/)(?!gs:)[^\0]+$/);
var BUCKET = "gs:\\/\\/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]";
var PREFIX = "(?:\\/+(?!\\.+(?:\\/|$))[A-Za-z0-9._~@+=,:%-]+)";
var words = (text) => array(text).max(1e4);
var acceptedEntry = strictObject({
  fingerprint: string().regex(/^rg[12]-[0-9a-f]{16}$/, "is not a fingerprint such as rg2-0123456789abcdef").meta({
    description: "A finding's stable fingerprint. One that begins with rg1- matches nothing."
  }),
  reason: string().regex(/\S/, "is blank: say why the finding may stay"),
  owner: string().regex(/\S/, "is blank: say who answers for it"),
  expires: iso_exports.date("is not a day such as 2027-06-30")
});
var observeRule = strictObject({
  packages: array(string().min(1)).min(1).meta({
    description: "Package patterns as go takes them: ./x, ./x/..., example.com/m/..."
  }),
  trace: _enum(["always", "never"]).optional(),
  profiles: boolean().optional()
});
var bucketAddress = string().regex(new RegExp(`^${BUCKET}${PREFIX}*\\/*$`));
var pathOrObject = string().max(4096).regex(
  new RegExp(`^(?:${BUCKET}${PREFIX}+|(?!\\s*$)(?![A-Za-z][A-Za-z0-9+.-]+:\\/)(?!gs:)[^\\0]+)$`)
);

// src/model/settings.ts
var MOST_MS = 7 * 864e5;
var SETTINGS = {
  "fail-on": {
    schema: array(failOnRule).max(1e3),
    reads: "rules",
    wanted: "a list of kinds, classes, severities, states, owners, codes or records of them",
    example: "new, panic",
    fallback: [
      { kind: "data-race", state: "new" },
      { kind: "fatal-error", state: "new" },
      { kind: "deadlock", state: "new" },
      { kind: "panic", state: "new" }
    ],
    option: {
      of: "common",
      syntax: "--fail-on <rules>",
      help: "what closes the gate: kinds, classes, severities (comma-separated; '' never)"
    },
    input: "What closes the gate, separated by commas or lines, or a YAML list; `none` only reports. Default: new data races, fatal errors, deadlocks and panics.",
    guarded: true,
    help: "What closes the gate."
  },
  accepted: {
    schema: array(acceptedEntry).max(1e4),
    reads: "none",
    wanted: "a list of entries with fingerprint, reason, owner and expires",
    example: "[]",
    fallback: [],
    guarded: true,
    help: "Findings that may stay until a day."
  },
  baseline: {
    schema: pathOrObject,
    reads: "text",
    wanted: "a path or an object's address gs://BUCKET/PATH.json",
    example: ".racegate-baseline.json",
    option: {
      of: "common",
      syntax: "--baseline <place>",
      help: "findings that are known: a file, or an object gs://…"
    },
    input: "Findings that are known, a path in the repository or gs://….",
    guarded: true,
    help: "A path in the repository, or gs://…"
  },
  gomaxprocs: {
    // Go makes its tables for that many before a test runs, and the race detector more for each: with 999999
    // a test process does not come to its first line. 1024 was Go's own bound until 1.10.
    schema: number().int().min(1).max(1024),
    reads: "whole",
    wanted: "a whole number from 1 to 1024",
    example: "4",
    fallback: 4,
    option: {
      of: "run",
      syntax: "--gomaxprocs <n>",
      help: "GOMAXPROCS of every test process (default: 4)"
    },
    input: "GOMAXPROCS of the test processes, from 1 to 1024. Default 4.",
    help: "GOMAXPROCS of the test processes."
  },
  gorace: {
    schema: string().max(4096),
    reads: "text",
    wanted: "a list of name=value",
    example: "history_size=5",
    gorace: true,
    option: {
      of: "run",
      syntax: "--gorace <options>",
      help: "race detector options, merged with racegate's own"
    },
    input: "Options for the race detector, e.g. `history_size=5`.",
    help: "Options of the race detector, merged with racegate's own."
  },
  deadline: {
    schema: duration2,
    reads: "text",
    wanted: "a duration of more than 0 and at most 168h",
    example: "20m",
    duration: { mostMs: MOST_MS },
    option: {
      of: "run",
      syntax: "--deadline <duration>",
      help: "end the run after this time, e.g. 20m; exit code 4"
    },
    input: "Longest time for the run as a Go duration, e.g. `20m`. What was found by then is reported.",
    help: "A Go duration, e.g. 20m."
  },
  trace: {
    schema: _enum(["always", "on-finding", "never"]),
    reads: "text",
    wanted: "always, on-finding or never",
    example: "on-finding",
    fallback: "always",
    option: {
      of: "run",
      syntax: "--trace <when>",
      help: "execution traces: always, on-finding or never"
    },
    input: "Which execution traces are stored, `always`, `on-finding` or `never`.",
    help: "Which execution traces are stored."
  },
  profiles: {
    schema: boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "false",
    fallback: true,
    option: { of: "run", syntax: "--no-profiles", help: "no mutex and block profiles" },
    input: "Store mutex and block profiles, `true` or `false`.",
    help: "Mutex and block profiles are written."
  },
  "fail-fast": {
    schema: boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--fail-fast",
      help: "stop a package at its first race (its trace ends there, too)"
    },
    input: "Stop each test process at its first race, `true` or `false`.",
    help: "A test process ends at its first race."
  },
  "no-inline": {
    schema: boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--no-inline",
      help: "compile with -gcflags=-l: exacter stacks, slower tests"
    },
    input: "Compile without inlining, for exacter stacks, `true` or `false`.",
    help: "Compile without inlining."
  },
  schedtrace: {
    schema: boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--schedtrace",
      help: "scheduler state every second (GODEBUG=schedtrace=1000)"
    },
    input: "Let the scheduler print a line each second, `true` or `false`.",
    help: "The scheduler prints a line each second."
  },
  inittrace: {
    schema: boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--inittrace",
      help: "cost of package initialisation (GODEBUG=inittrace=1)"
    },
    input: "Let the runtime print what package initialisation costs, `true` or `false`.",
    help: "The runtime prints what package initialisation costs."
  },
  mode: {
    schema: _enum(["light", "instrumented", "deep"]),
    reads: "text",
    wanted: "light, instrumented or deep",
    example: "instrumented",
    fallback: "light",
    option: {
      of: "run",
      syntax: "--mode <mode>",
      help: "light: flags only; instrumented: package testing shows tests and goroutines; deep: also who held which lock"
    },
    input: "`light` (default), `instrumented` (package testing shows tests and goroutines) or `deep` (also who held which lock). The last two compile a part of Go's library once more: keep GOCACHE.",
    help: "How much of Go's library is changed for the run: nothing, testing, testing and sync."
  },
  "silent-dump": {
    schema: union([_enum(["0", "off"]), duration2]),
    reads: "text",
    wanted: "a duration of at most 168h, or 0",
    example: "30s",
    duration: { mostMs: MOST_MS, orOff: true },
    option: {
      of: "run",
      syntax: "--silent-dump <duration>",
      help: "list the goroutines of a test that is silent for so long (default: 30s; 0: never; not in mode light)"
    },
    input: "Duration after which the goroutines of a silent test are listed, e.g. `30s`; `0` never. Not in light mode.",
    help: "A Go duration: a test that is silent for so long is asked for its goroutines."
  },
  "debug-panics": {
    schema: boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--debug-panics",
      help: "run a test that panicked once more under Delve, and show its deferred calls"
    },
    input: "Run a test that panicked once more under Delve and show its deferred calls, `true` or `false`.",
    help: "A test that panicked runs once more under Delve."
  },
  "pass-env": {
    schema: words(
      string().max(256).regex(/^[^\s=*?$,"']+$/, "is not the name of one variable: no value, no * and no $")
    ),
    reads: "words",
    wanted: "a list of names of variables",
    example: "DB_TOKEN",
    fallback: [],
    option: {
      of: "run",
      syntax: "--pass-env <names>",
      help: "variables the tests may see although they look secret"
    },
    input: "Names of variables that the tests may see although they look like secrets, separated by commas, spaces or lines.",
    guarded: true,
    help: "Variables that the tests may see although they look like secrets."
  },
  gcs: {
    schema: bucketAddress,
    reads: "text",
    wanted: "a bucket's address gs://BUCKET[/PREFIX], its name in lower case",
    example: "gs://my-bucket/racegate",
    option: {
      of: "common",
      syntax: "--gcs <url>",
      help: "store the evidence in gs://BUCKET[/PREFIX]"
    },
    input: "Where the evidence is stored, gs://BUCKET[/PREFIX]. Credentials as google-github-actions/auth leaves them.",
    guarded: true,
    help: "gs://BUCKET[/PREFIX]"
  },
  out: {
    schema: path,
    reads: "text",
    wanted: "the path of a directory",
    example: "race-evidence",
    fallback: ".racegate",
    option: {
      of: "common",
      syntax: "--out <dir>",
      help: "store findings.json and the evidence in a directory"
    },
    input: "Directory for findings.json and the evidence.",
    guarded: true,
    help: "Directory for findings.json and the evidence, in the repository."
  },
  observe: {
    schema: array(observeRule).max(1e3),
    reads: "none",
    wanted: "a list of records with packages, and trace or profiles",
    example: "[]",
    fallback: [],
    help: "Which packages are watched by less than a trace and profiles; the last match holds."
  },
  keep: {
    schema: number().int().min(1).max(1e4),
    reads: "whole",
    wanted: "a whole number from 1 to 10000",
    example: "5",
    fallback: 5,
    help: "How many captures of earlier runs stay beside the new one."
  },
  "keep-size": {
    schema: string().regex(/^[0-9]{1,9}(?:\.[0-9]{1,3})?\s?(?:[kKmMgG]?[bB]|[kKmMgG]i[bB])?$/),
    reads: "text",
    wanted: "a size",
    example: "2GB",
    fallback: "2GB",
    size: true,
    help: "How large these captures may be together, e.g. 2GB."
  },
  "upload-budget": {
    schema: duration2,
    reads: "text",
    wanted: "a duration of more than 0 and at most 168h",
    example: "90s",
    duration: { mostMs: MOST_MS },
    option: {
      of: "common",
      syntax: "--upload-budget <duration>",
      help: "how long storing may take in all (default: 5m)"
    },
    input: "Longest time for storing the evidence in all, as a Go duration. Default 5m.",
    help: "How long storing may take in all, a Go duration; 5m without."
  },
  annotations: {
    schema: union([_enum(["auto", "none"]), number().int().min(0).max(1e6)]),
    reads: "cap",
    wanted: "auto, none or a number",
    example: "auto",
    fallback: "auto",
    option: {
      of: "common",
      syntax: "--annotations <n>",
      help: "annotations on the pull request: auto, none or a number"
    },
    input: "`auto` writes a check run where the token may (permissions: checks: write) and workflow commands elsewhere; `none`; or the largest number of annotations. Default auto.",
    help: "Annotations on the pull request: auto, none or the largest number."
  },
  packages: {
    schema: words(
      string().max(4096).regex(/^[^\s\0-][^\0]*$/, "is not a package pattern; flags of go test are no packages")
    ),
    reads: "words",
    wanted: "a list of package patterns",
    example: "./...",
    fallback: ["./..."],
    input: "Package patterns for go test, separated by spaces or lines. Default ./...",
    guarded: true,
    help: "Package patterns where the command line names none."
  },
  modules: {
    schema: _enum(["all", "root"]),
    reads: "text",
    wanted: "all or root",
    example: "all",
    option: {
      of: "run",
      syntax: "--modules <which>",
      help: "which modules ./... means: all at and below it, or the root's (default: the root's and its workspace's; all without one)"
    },
    input: "Which modules `./...` means, `all` at and below it or the one at the `root`.",
    guarded: true,
    help: "Which modules `./...` means: all at and below it, or the one that holds it. Without: the one that holds it and the members of its workspace; all below where none holds it."
  },
  "allow-empty": {
    schema: boolean(),
    reads: "switch",
    wanted: "true or false",
    example: "true",
    fallback: false,
    option: {
      of: "run",
      syntax: "--allow-empty",
      help: "pass a run in which no test ran (else exit code 5)"
    },
    input: "Pass a run in which no test ran, `true` or `false`; else its exit code is 5.",
    guarded: true,
    help: "A run in which no test ran passes; else its exit code is 5."
  }
};
var SETTING_KEYS = Object.keys(SETTINGS);
function settingRow(key) {
  return SETTINGS[key];
}

// src/util/gorace-options.ts
var HIDES = "it would hide races";
var KEYS = /* @__PURE__ */ new Map([
  ["log_path", { type: "text", owner: "racegate" }],
  ["exitcode", { type: "int", owner: "racegate" }],
  ["halt_on_error", { type: "bool", owner: "racegate" }],
  ["history_size", { type: "int", max: 7 }],
  ["atexit_sleep_ms", { type: "int" }],
  ["strip_path_prefix", { type: "text" }],
  ["suppress_equal_stacks", { type: "bool" }],
  ["suppress_equal_addresses", { type: "bool" }],
  ["verbosity", { type: "int" }],
  ["memory_limit_mb", { type: "int" }],
  ["hard_rss_limit_mb", { type: "int" }],
  ["soft_rss_limit_mb", { type: "int" }],
  ["flush_memory_ms", { type: "int" }],
  ["profile_memory", { type: "text" }],
  ["stop_on_start", { type: "bool" }],
  ["io_sync", { type: "int", max: 2 }],
  ["detect_deadlocks", { type: "bool" }],
  ["second_deadlock_stack", { type: "bool" }],
  ["report_mutex_bugs", { type: "bool" }],
  ["report_destroy_locked", { type: "bool" }],
  ["report_thread_leaks", { type: "bool" }],
  ["print_full_thread_history", { type: "bool" }],
  ["print_module_map", { type: "int", max: 2 }],
  ["print_cmdline", { type: "bool" }],
  ["disable_coredump", { type: "bool" }],
  ["use_madv_dontdump", { type: "bool" }],
  ["no_huge_pages_for_shadow", { type: "bool" }],
  ["abort_on_error", { type: "bool" }],
  ["stack_trace_format", { type: "text", refused: "racegate reads the reports" }],
  ["log_exe_name", { type: "bool", refused: "racegate finds the reports by the name of the file" }],
  ["log_suffix", { type: "text", refused: "racegate finds the reports by the name of the file" }],
  ["log_to_syslog", { type: "bool", refused: "the reports belong into the capture" }],
  ["report_bugs", { type: "bool", refused: HIDES }],
  ["report_atomic_races", { type: "bool", refused: HIDES }],
  ["force_seq_cst_atomics", { type: "bool", refused: HIDES }],
  ["suppressions", { type: "text", refused: `${HIDES}; use accepted: in .racegate.yml` }],
  ["print_suppressions", { type: "bool", refused: HIDES }],
  ["include", { type: "text", refused: "a file cannot be checked; write the keys out" }],
  ["include_if_exists", { type: "text", refused: "a file cannot be checked; write the keys out" }]
]);
var BOOLEANS = /* @__PURE__ */ new Set(["0", "1", "no", "yes", "false", "true"]);
var SEPARATORS = /* @__PURE__ */ new Set([" ", ",", ":", "\n", "	", "\r"]);
function parseGorace(text) {
  const pairs = [];
  let at = 0;
  while (at < text.length) {
    if (SEPARATORS.has(text.charAt(at))) {
      at += 1;
      continue;
    }
    const equals = text.indexOf("=", at);
    const key = equals < 0 ? text.slice(at) : text.slice(at, equals);
    if (equals < 0 || /[\s,:'"]/.test(key)) {
      return { mistake: `expected name=value at ${JSON.stringify(text.slice(at, at + 40))}` };
    }
    at = equals + 1;
    const quote = text.charAt(at);
    if (quote === "'" || quote === '"') {
      const end2 = text.indexOf(quote, at + 1);
      if (end2 < 0) return { mistake: `the quote after ${key}= is not closed` };
      pairs.push([key, text.slice(at + 1, end2)]);
      at = end2 + 1;
      continue;
    }
    let end = at;
    while (end < text.length && !SEPARATORS.has(text.charAt(end))) end += 1;
    pairs.push([key, text.slice(at, end)]);
    at = end;
  }
  return { pairs };
}
function goraceMistake(text) {
  const parsed = parseGorace(text);
  if (parsed.mistake !== void 0) return parsed.mistake;
  for (const [key, value] of parsed.pairs) {
    const mistake = pairMistake(key, value);
    if (mistake !== void 0) return mistake;
  }
  return void 0;
}
function isRacegatesOption(key) {
  return KEYS.get(key)?.owner !== void 0;
}
function pairMistake(key, value) {
  const rule = KEYS.get(key);
  if (rule === void 0) {
    return `Go's race runtime has no option ${JSON.stringify(key)} and would ignore it${hint(key)} Options: https://go.dev/doc/articles/race_detector#Options`;
  }
  if (rule.refused !== void 0) return `${key} is refused: ${rule.refused}`;
  const broken = rule.type === "int" && !(/^-?\d{1,9}$/.test(value) && Number(value) <= (rule.max ?? 1e9)) || rule.type === "bool" && !BOOLEANS.has(value) || rule.type === "text" && /["'\n\r]/.test(value);
  const wanted = rule.max === void 0 ? rule.type : `a number from 0 to ${rule.max}`;
  if (broken) return `${key}=${value} is not ${wanted}; the race runtime would end the test`;
  if (rule.max !== void 0 && Number(value) < 0) return `${key}=${value} is not ${wanted}`;
  return void 0;
}
function hint(key) {
  const letters = key.toLowerCase().replaceAll("-", "_");
  const near = [...KEYS.keys()].find((known) => known === letters || known.startsWith(letters));
  const words2 = near === void 0 ? didYouMean(letters, KEYS.keys()) : `; did you mean "${near}"?`;
  return words2 === "" ? "." : words2;
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

export {
  nearestWord,
  didYouMean,
  parseGorace,
  goraceMistake,
  isRacegatesOption,
  parseGoDurationMs,
  CODES,
  findingKind,
  severity,
  findingState,
  finding,
  owner,
  failOnWord,
  failOnRecord,
  failOnRule,
  acceptedEntry,
  SETTINGS,
  SETTING_KEYS,
  settingRow
};
