import type { FindingClass } from "../../model/classes.ts";
import type { FindingCode } from "../../model/codes.ts";
import type { DraftFinding } from "../../model/finding.ts";
import type { InfrastructureSighting } from "../../model/parsed-run.ts";
import type { AnalysisContext } from "../context.ts";
import { evidenceOf, sightingsOf } from "../evidence.ts";
import type { Detector } from "./detector.ts";

interface Cause {
  readonly code: FindingCode;
  readonly title: string;
  /** One line of cause and one of cure. */
  readonly cause: string;
  readonly cure: string;
}

/** By the codes of parse; those that are missing here fall to the last entry. */
const CAUSES = new Map<string, Cause>([
  [
    "cgo-disabled",
    {
      code: "RG5101",
      title: "the race detector needs cgo, and cgo is off",
      cause:
        "The race runtime is linked through cgo, and CGO_ENABLED is 0 or no C compiler was found.",
      cure: "Set CGO_ENABLED=1 and install a C compiler (Debian: apt-get install gcc libc6-dev).",
    },
  ],
  [
    "no-c-compiler",
    {
      code: "RG5102",
      title: "no C compiler",
      cause:
        "The race detector is linked by a C compiler, and the one that go looked for is not there.",
      cure: "Install one (Debian: gcc libc6-dev, Alpine: gcc musl-dev), or set CC.",
    },
  ],
  [
    "out-of-memory",
    {
      code: "RG5103",
      title: "out of memory",
      cause:
        "The race detector needs 5 to 10 times the memory of the program, and there was not enough.",
      cure: "Run fewer packages at once (-p 1 behind --), lower history_size in GORACE, or use a larger machine.",
    },
  ],
  [
    "tsan-allocation",
    {
      code: "RG5104",
      title: "ThreadSanitizer could not allocate memory",
      cause: "The race runtime could not get the memory that it keeps its state in.",
      cure: "Raise the memory or address-space limit (ulimit -v unlimited), or run fewer packages at once.",
    },
  ],
  [
    "tsan-memory-mapping",
    {
      code: "RG5104",
      title: "ThreadSanitizer met an unexpected memory mapping",
      cause:
        "The kernel placed memory where the race runtime keeps its own (vm.mmap_rnd_bits is high).",
      cure: "Set sysctl vm.mmap_rnd_bits=28, or run under setarch -R.",
    },
  ],
  [
    "unsupported-platform",
    {
      code: "RG5105",
      title: "the race detector does not support this platform",
      cause: "Go has no race runtime for this GOOS/GOARCH.",
      cure: "Run on linux/amd64, linux/arm64, darwin or windows/amd64.",
    },
  ],
  [
    "too-many-goroutines",
    {
      code: "RG5107",
      title: "too many goroutines for the race detector",
      cause: "The race runtime of this Go version holds about 8,000 goroutines at a time.",
      cure: "Use Go 1.19 or newer, where the limit is gone on the common platforms, or start fewer at once.",
    },
  ],
]);

const OTHER: Cause = {
  code: "RG5199",
  title: "the environment failed",
  cause:
    "A line of the output says that the machine or the set-up failed, not the code under test.",
  cure: "Read the line below; repeat the run once its cause is gone.",
};

const OTHER_WORDS = new Map<string, { title: string; cause?: string; cure: string }>([
  [
    "disk-full",
    { title: "the disk is full", cure: "Free space, or point TMPDIR and GOCACHE elsewhere." },
  ],
  ["too-many-files", { title: "too many open files", cure: "Raise the limit (ulimit -n 65536)." }],
  [
    "go-download-failed",
    { title: "go could not download a module", cure: "Check the network and GOPROXY." },
  ],
  [
    "go-version",
    { title: "the module needs a newer Go", cure: "Install that version or set GOTOOLCHAIN=auto." },
  ],
  ["go-too-old", { title: "Go is too old", cure: "Install Go 1.22 or newer." }],
  [
    "go-list-failed",
    { title: "go could not list the packages", cure: "Mend what go says, and run again." },
  ],
  [
    "flag-refused",
    {
      title: "the tests refuse a flag of the command line",
      cause:
        "go test hands flags that it does not know to the test binaries, and one of them does not know this one " +
        "either, or not this value. It ended before its first test.",
      cure: "Correct the flag after -- (input args); a flag of one package's own tests goes to that package alone.",
    },
  ],
  [
    "no-module",
    {
      title: "no Go module here",
      cure: "Run in a directory with go.mod, or set working-directory.",
    },
  ],
]);

export const infrastructure: Detector = {
  id: "infrastructure",
  docs: {
    what: "The machine or its set-up failed, not the code under test.",
    kinds: ["infrastructure"],
    codes: ["RG5101", "RG5102", "RG5103", "RG5104", "RG5105", "RG5106", "RG5107", "RG5199"],
  },
  finish(context) {
    const byCode = new Map<FindingClass, InfrastructureSighting[]>();
    for (const sighting of context.run.infrastructure) {
      const { code } = sighting;
      // A killed process is the fatal-error detector's, a race without its report that of its own detector.
      if (code === "killed" || code === "race-exit" || !counts(sighting, context)) continue;
      const known = byCode.get(code);
      if (known === undefined) byCode.set(code, [sighting]);
      else known.push(sighting);
    }
    const drafts = [...byCode].map(([code, sightings]) => draftOf(code, sightings, context));
    if (context.run.manifest?.run.end === "spawn-failed") drafts.push(goMissing(context));
    for (const problem of context.run.manifest?.preflight ?? []) {
      drafts.push({
        ...base(context, [""]),
        code: problem.code,
        class: problem.slug,
        severity: "error",
        title: problem.title ?? causeOf(problem.slug).title,
        explanation: problem.message,
        fix: { words: problem.cure },
        evidence: [],
      });
    }
    return drafts;
  },
};

/**
 * A test may print such a line on purpose; it is evidence only where something failed with it.
 */
function counts({ code, origin }: InfrastructureSighting, context: AnalysisContext): boolean {
  if (origin.channel !== "stream" || origin.package === undefined) return true;
  const found = context.packages.get(origin.package);
  if (found === undefined) return true;
  if (found.result.outcome === "pass" || found.result.outcome === "skip") return false;
  // A test may try a command line of its own; the test binary refuses its flags before the first test.
  if (code === "flag-refused" && found.result.tests.length > 0) return false;
  if (origin.streamTest === undefined) return true;
  return found.tests.get(origin.streamTest)?.outcome !== "pass";
}

function causeOf(code: string): Cause {
  const cause = CAUSES.get(code);
  if (cause !== undefined) return cause;
  return { ...OTHER, ...OTHER_WORDS.get(code) };
}

function draftOf(
  code: FindingClass,
  sightings: readonly InfrastructureSighting[],
  context: AnalysisContext,
): DraftFinding {
  const cause = causeOf(code);
  const owners = sightings.map(({ origin }) => origin.package ?? "");
  const fromTest = sightings.every(({ origin }) => origin.streamTest !== undefined);
  return {
    ...base(context, owners),
    code: cause.code,
    class: code,
    // A line inside a failed test's output: likely the reason, but the test printed it.
    severity: fromTest ? "warning" : "error",
    title: cause.title,
    explanation: cause.cause,
    fix: { words: cause.cure },
    evidence: sightings
      .slice(0, 4)
      .map(({ at, line }) => evidenceOf("log", at, "the line that says so", line)),
  };
}

function goMissing(context: AnalysisContext): DraftFinding {
  return {
    ...base(context, [""]),
    code: "RG5106",
    class: "go-missing",
    severity: "error",
    title: "go could not be started",
    explanation: "The command `go test` did not start, so no test ran.",
    fix: { words: "Install Go 1.22 or newer and put it on PATH." },
    evidence: [],
  };
}

function base(
  { run }: AnalysisContext,
  owners: readonly string[],
): Omit<DraftFinding, "code" | "class" | "severity" | "title" | "explanation" | "evidence"> {
  return {
    kind: "infrastructure",
    package: owners[0] ?? "",
    module: "",
    codeClass: "unknown",
    locations: [],
    goroutines: [],
    sightings: sightingsOf(run, owners),
  };
}
