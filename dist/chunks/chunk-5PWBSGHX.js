import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  _enum,
  array,
  boolean,
  number,
  object,
  string
} from "./chunk-7ALGY5IK.js";

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
  alsoPossible: array(string()).optional()
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
var fix = object({ words: string(), patch: string().optional() });
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
  class: string(),
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

export {
  findingKind,
  severity,
  codeClass,
  findingState,
  finding
};
