// The words of `racegate explain`, one entry per public code. A new code does not compile without its entry.
import { BLOCKING_CLASS_DOCS, type BlockingClassCode } from "../../model/blocking-classes.ts";
import type { FindingCode } from "../../model/codes.ts";
import type { FailureCode } from "../../model/failure.ts";
import { RACE_CLASS_DOCS, type RaceClassCode } from "../../model/race-classes.ts";

interface Explanation {
  /** What was seen and why it matters. */
  readonly means: string;
  /** What a developer does next. */
  readonly fix: string;
}

/** Titles of racegate's own failures; those of findings are in model/codes.ts. */
export const FAILURE_TITLES: Record<FailureCode, string> = {
  RG9001: "usage or configuration",
  RG9002: "no packages",
  RG9003: "an environment that cannot work",
  RG9004: "reporting or storing failed",
  RG9070: "a bug of racegate itself",
};

/** Classes of data races explain themselves (model/race-classes.ts). */
function ofRaceClasses(): Record<RaceClassCode, Explanation> {
  const entries = Object.entries(RACE_CLASS_DOCS).map(([code, { what, why, fix, signs }]) => [
    code,
    { means: `${what} ${why} How it is recognised: ${signs}`, fix },
  ]);
  return Object.fromEntries(entries) as Record<RaceClassCode, Explanation>;
}

/** So do those of deadlocks and leaks (model/blocking-classes.ts). */
function ofBlockingClasses(): Record<BlockingClassCode, Explanation> {
  const entries = Object.entries(BLOCKING_CLASS_DOCS).map(([code, { what, why, fix, signs }]) => [
    code,
    { means: `${what} ${why} How it is recognised: ${signs}`, fix },
  ]);
  return Object.fromEntries(entries) as Record<BlockingClassCode, Explanation>;
}

export const EXPLANATIONS: Record<FindingCode | FailureCode, Explanation> = {
  ...ofRaceClasses(),
  ...ofBlockingClasses(),
  RG2000: {
    means:
      "A goroutine waited when its test was over, or the test could not end because of it, and what it waits " +
      "for fits no known pattern.",
    fix: "Look at the line where it waits: who should end the wait, and on which path is that left out?",
  },
  RG1000: {
    means:
      "Two goroutines used the same memory at the same time, at least one of them wrote, and nothing " +
      "(no lock, channel, WaitGroup or atomic) synchronized them. The race detector reports only what it " +
      "saw happen: this is a bug, not a suspicion. By Go's memory model a program with a data race has " +
      "no defined result.",
    fix:
      "Decide which goroutine owns the variable. Guard both accesses with the same mutex, pass the value " +
      "through a channel, use sync/atomic on both sides, or let one side finish before the other starts. " +
      "Then run the reproduction line several times.",
  },
  RG3001: {
    means:
      "A goroutine panicked and nothing recovered, so the test binary ended; later tests never ran.",
    fix: "Read the first own frame of the panicking goroutine's stack; the text before it says why.",
  },
  RG3002: {
    means:
      "The Go runtime ended the process: `concurrent map writes`, `all goroutines are asleep` and the like. " +
      "It cannot be recovered, and it often has the same cause as a data race in the same test.",
    fix: "Fix the data races of the same test first, then run it again.",
  },
  RG3003: {
    means:
      "The test binary ran longer than its -timeout, printed all goroutines and ended. The tests behind it " +
      "in the package never ran.",
    fix:
      "Look at the goroutine of the named test: what does it wait for, and who should wake it? Under the race " +
      "detector code is 2 to 20 times slower, so a larger -timeout may be right where nothing is stuck.",
  },
  RG3004: {
    means:
      "A signal ended the test process from outside, so the end of its output is missing. The usual sender is the " +
      "kernel's out-of-memory killer: the race detector takes 5 to 10 times the memory.",
    fix: "Give the job more memory, lower GOMAXPROCS or go test's -p, or split the package.",
  },
  RG3005: {
    means:
      "A goroutine panicked, something recovered the panic (net/http does so for its handlers, frameworks for " +
      "theirs), and its stack was printed. The process went on, so this is a note and never closes the gate.",
    fix:
      "Treat it as a bug of the handler: read the first own frame. Locks and counters that were not released by " +
      "a deferred call are still held.",
  },
  RG4001: {
    means:
      "The mutex profile shows one place whose lock goroutines waited for longer than the package's tests took: on " +
      "average at least one goroutine stood still all the time. Less is not reported.",
    fix:
      "Do less while the lock is held: no input or output, no sleeping, no calls to other code. Copy what is " +
      "needed, unlock, then work; or split the data so that not all goroutines need the same lock.",
  },
  RG4002: {
    means:
      "A context was cancelled, and a goroutine under it went on for long: the test passed, and had to wait for it. The " +
      "trace shows when the context was cancelled, when the goroutine was woken, and when it ended.",
    fix:
      "Look at the context while the goroutine works: select on ctx.Done() beside each wait, check ctx.Err() between " +
      "pieces of work, pass the context on. Where it has to finish, accept the finding.",
  },
  RG5001: {
    means: "A package or its tests did not compile, so none of its tests ran.",
    fix: "Fix the first message of the compiler; the others often follow from it.",
  },
  RG5002: {
    means:
      "A test failed by itself. A test whose only failure is a detected race is not listed under this code.",
    fix: "Run the reproduction line and read the test's output.",
  },
  RG5003: {
    means:
      "A package began and no end of it was seen: its process was killed, or the stream was cut. Whatever it " +
      "would have said is not known, so the run is never green.",
    fix: "Look for a signal or a deadline in the notes, and run the package alone.",
  },
  RG5101: {
    means:
      "`go test -race` was refused because cgo is off (CGO_ENABLED=0), and the race detector needs it.",
    fix: "Set CGO_ENABLED=1 and have a C compiler in the image.",
  },
  RG5102: {
    means: "The race detector is linked by a C compiler and none was found.",
    fix: "Install gcc or clang (Debian: gcc and libc6-dev), or use an image that has one. Alpine images need gcc and musl-dev.",
  },
  RG5103: {
    means:
      "Memory ran out. The race detector needs 5 to 10 times the memory of the plain program, per test binary, " +
      "and go runs several of them at a time.",
    fix: "Give the job more memory, or run fewer packages at a time: -- -p=1.",
  },
  RG5104: {
    means:
      "ThreadSanitizer could not map the shadow memory it needs. Kernels with many random bits in their " +
      "address layout (vm.mmap_rnd_bits=32) and tight address-space limits cause it.",
    fix: "Run with `setarch -R`, or set vm.mmap_rnd_bits=28 on the host, and lift `ulimit -v`.",
  },
  RG5105: {
    means: "The race detector does not exist for this GOOS/GOARCH.",
    fix: "Run on linux/amd64, linux/arm64, darwin or windows/amd64, or another port that `go help build` lists.",
  },
  RG5106: {
    means: "The go command was not found or could not start.",
    fix: "Install Go 1.22 or later and put it on PATH; on GitHub add actions/setup-go before this step.",
  },
  RG5107: {
    means:
      "The test ran more goroutines at a time than the race detector's port can follow, and it gave up.",
    fix: "Lower the number of goroutines in that test; newer Go versions lifted the limit on most ports.",
  },
  RG5199: {
    means:
      "The environment failed in a way that has no code of its own; the original words are in the finding.",
    fix: "Read the original words. Until it is fixed, no answer of this run can be trusted.",
  },
  RG5201: {
    means:
      "go test printed a cached result: the package's tests did not run, so nothing is known of its races.",
    fix: "Run with -count=1, as racegate does by itself.",
  },
  RG5202: {
    means:
      "A test said that a race was detected, yet its report is nowhere. The run is never green then.",
    fix: "Check whether the test changes GORACE, closes standard error, or deletes files; run it alone.",
  },
  RG5203: {
    means:
      "The test process ran with another GORACE than racegate had set, so its reports may be missing or cut.",
    fix: "Do not set GORACE in tests or in scripts around them; use racegate's gorace setting.",
  },
  RG5204: {
    means:
      "One process reports a race only once. With -count or -cpu above one, later repetitions pass although " +
      "they race too, so no rate can be taken from them.",
    fix: "Repeat the run instead of the test, or set suppress_equal_stacks=0 for one diagnosis.",
  },
  RG5205: {
    means:
      "The process ended with a status that hides its race (GORACE exitcode=0, os.Exit after a race).",
    fix: "Nothing for the gate: the verdict comes from the reports. Restore the exit code so that plain go test fails too.",
  },
  RG5206: {
    means:
      "Output was larger than what is kept, or was cut at its end; what stood in the lost part is not known.",
    fix: "Print less in the tests. The notes say what was kept and what was lost.",
  },
  RG5207: {
    means:
      "Tests fail with racegate's trace and profiles and pass without them, each time: trace or profiles change what they see.",
    fix: "Turn the trace or the profiles off for the package under `observe` in .racegate.yml. Its races are found all the same.",
  },
  RG9001: {
    means:
      "A flag, an input or the configuration file cannot be used as it is; nothing ran. The exit code is 2.",
    fix: "The message names the place. `racegate config print` shows every value and where it comes from.",
  },
  RG9002: {
    means:
      "The patterns matched no package that is built with the race detector. The exit code is 5, so that an empty run is never green.",
    fix: "Check the working directory and the patterns: `go list ./...` has to print packages.",
  },
  RG9003: {
    means: "There is no go command, no module, or no place to write; nothing ran.",
    fix: "Run inside a Go module, or above one, with go on PATH.",
  },
  RG9004: {
    means: "A report or an object could not be delivered. This never changes the verdict.",
    fix: "The message names what is missing and why, usually a permission or the network.",
  },
  RG9070: {
    means: "racegate itself failed. The exit code is 70, so that it is never taken for an answer.",
    fix: "Please report it with the stack that was printed and, where you may share it, the capture.",
  },
};
