/**
 * Which mistake a panic or fatal error is, by the runtime's own words (Go 1.21 to 1.27), with its cause and its fix.
 * What stands in no row is `explicit-panic` where the program called panic itself, else `unclassified`.
 */
import type { Crash, DumpGoroutine } from "../model/crash.ts";
import type { FindingClass } from "../model/classes.ts";
import type { DraftFinding } from "../model/finding.ts";
import { shortSymbol } from "../util/go-symbol.ts";
import { faultFrames, firstPanic, isExplicit, isNilReceiver, recursion } from "./crash-facts.ts";

export interface CrashClass {
  readonly class: FindingClass;
  readonly certainty: DraftFinding["certainty"];
  /** Why it happened; "" where the message says it all. */
  readonly cause: string;
  readonly fix: string | undefined;
}

interface Fault {
  readonly crash: Crash;
  /** The one that died. */
  readonly goroutine: DumpGoroutine | undefined;
  readonly message: string;
}

interface Row {
  readonly class: FindingClass;
  readonly words: RegExp;
  readonly cause: string | ((fault: Fault) => string);
  readonly fix: string;
}

const ROWS: readonly Row[] = [
  {
    class: "nil-dereference",
    words: /^runtime error: invalid memory address or nil pointer dereference/,
    cause: nilCause,
    fix: "Find where the value should have been set: an error that was not checked, a map lookup or a constructor that returned nil. Check it there, not at every use.",
  },
  {
    class: "index-out-of-range",
    words: /^runtime error: (?:index out of range|slice bounds out of range|cannot convert slice)/,
    cause: indexCause,
    fix: "Check the length before the index, or range over the slice. If the length is right most of the time, another goroutine may change the slice: look at the race reports.",
  },
  {
    class: "nil-map-write",
    words: /^assignment to entry in nil map/,
    cause: "A map that was declared but never made can be read, but not written.",
    fix: "Make the map before the first write: `m = map[K]V{}` in the constructor or beside the declaration.",
  },
  {
    class: "channel-close",
    words: /^send on closed channel/,
    cause: "One goroutine closed the channel while another one still sent to it.",
    fix: "Let only the sender close, when it has sent everything; several senders need a WaitGroup and one closer behind it. To stop senders use a second channel or a context.",
  },
  {
    class: "channel-close",
    words: /^close of closed channel/,
    cause: "The channel was closed twice: two owners closed it, or one did so on two paths.",
    fix: "Give the channel one owner who closes it once (`defer close(ch)`), or guard the close with a sync.Once.",
  },
  {
    class: "channel-close",
    words: /^close of nil channel/,
    cause: "The channel was never made, or another goroutine had set it to nil.",
    fix: "Make the channel before anything can close it; do not use nil to say that it is closed.",
  },
  {
    class: "waitgroup",
    words: /^sync: negative WaitGroup counter/,
    cause: "Done was called more often than Add had counted.",
    fix: "Call Add(1) before each go statement and `defer wg.Done()` once in it, or use wg.Go (Go 1.25).",
  },
  {
    class: "waitgroup",
    words: /^sync: WaitGroup (?:is reused|misuse)/,
    cause: "Add ran at the same time as Wait, or before an earlier Wait had returned.",
    fix: "Call every Add before Wait, in the goroutine that calls Wait, and make a new WaitGroup for each round.",
  },
  {
    class: "unlock-of-unlocked",
    words: /^sync: (?:R?[Uu]nlock of unlocked|inconsistent mutex)/,
    cause:
      "A lock was released that nobody held: it was unlocked on two paths, by RUnlock instead of Unlock, or it is a copy of the one that was locked.",
    fix: "Write `mu.Lock(); defer mu.Unlock()` next to each other, and pass values with locks by pointer.",
  },
  {
    class: "concurrent-map",
    words: /^concurrent map /,
    cause: "Two goroutines used one map at the same time and at least one of them changed it.",
    fix: "Guard every access with one sync.RWMutex, or use sync.Map for keys that seldom change.",
  },
  {
    class: "all-asleep",
    words: /^(?:all goroutines are asleep|no goroutines \(main called)/,
    cause: "Every goroutine waits for another one, so none can ever go on.",
    fix: "Look at what each goroutine of the dump waits for, and at who should have sent, closed, unlocked or called Done.",
  },
  {
    class: "stack-overflow",
    words: /^stack overflow/,
    cause: overflowCause,
    fix: "Give the recursion an end that every input reaches; in String, Error and MarshalJSON methods do not print the value itself.",
  },
  {
    class: "out-of-memory",
    words: /^(?:runtime: )?(?:out of memory|cannot allocate|cannot reserve|cannot map)/,
    cause: "The runtime asked the system for memory and got none.",
    fix: "Look for a size that was computed wrongly or read from input. The race detector itself needs 5 to 10 times the memory: give the job more, or run fewer packages at a time.",
  },
  {
    class: "divide-by-zero",
    words: /^runtime error: integer (?:divide by zero|overflow)/,
    cause: "An integer was divided by zero.",
    fix: "Check the divisor before the division.",
  },
  {
    class: "type-assertion",
    words: /^interface conversion: /,
    cause: "A value of an interface holds another type than the assertion asks for.",
    fix: "Use the form with two results (`v, ok := x.(T)`) or a type switch.",
  },
  {
    class: "test-log-after-end",
    words: /^Log in goroutine after /,
    cause: logCause,
    fix: "Wait for the goroutine before the test returns (a WaitGroup, t.Cleanup), or stop it with t.Context.",
  },
  {
    class: "exit-in-test",
    words: /^unexpected call to os\.Exit\(0\) during test/,
    cause: "Code under test ended the process; the testing package turns status 0 into a panic.",
    fix: "Return an error instead and call os.Exit only in main, or run the program as a child process in the test.",
  },
  {
    class: "synctest-deadlock",
    words: /^deadlock: /,
    cause: "Every goroutine of a testing/synctest bubble waits for one of the same bubble.",
    fix: "Look at the goroutines of the bubble in the dump: end them before the test's function returns, or let a timer of the bubble wake them.",
  },
  {
    class: "memory-fault",
    words: /^(?:fault$|unexpected signal|unexpected fault address|checkptr: )/,
    cause:
      "Memory was used that is not the program's: through unsafe, cgo, a torn value, or a file that shrank under a mapping.",
    fix: "Run with -gcflags=all=-d=checkptr, and look at the race reports: an interface or slice that is assigned while it is read holds halves of two values.",
  },
];

/** The class of a crash, by its first panic or its fatal error. */
export function crashClassOf(crash: Crash, goroutine: DumpGoroutine | undefined): CrashClass {
  const message = crash.kind === "panic" ? firstPanic(crash) : crash.message;
  const row = ROWS.find(({ words }) => words.test(message));
  if (row !== undefined) {
    const fault = { crash, goroutine, message };
    const cause = typeof row.cause === "string" ? row.cause : row.cause(fault);
    return { class: row.class, certainty: "proof", cause, fix: row.fix };
  }
  const byRuntime = /^(?:runtime error|makechan): /.test(message);
  if (crash.kind === "panic" && !byRuntime && isExplicit(goroutine?.frames ?? [])) {
    const cause = "The program called panic itself.";
    return { class: "explicit-panic", certainty: "direct", cause, fix: undefined };
  }
  return { class: "unclassified", certainty: undefined, cause: "", fix: undefined };
}

function nilCause({ crash, goroutine }: Fault): string {
  const frame = faultFrames(goroutine?.frames ?? []).find(
    ({ function: name }) => !name.startsWith("runtime."),
  );
  if (isNilReceiver(frame)) {
    return `${shortSymbol(frame?.function ?? "")} was called on a nil pointer.`;
  }
  const address = crash.signal?.address;
  if (address === undefined) return "A nil pointer was used.";
  const offset = BigInt(address);
  if (offset === 0n) return "A nil pointer was used.";
  // The runtime takes addresses below one page for nil pointers.
  if (offset < 4096n) return `A field at offset ${offset} of a nil pointer was used.`;
  return `Memory at ${address} was used, which is no valid address.`;
}

function indexCause({ message }: Fault): string {
  const index =
    /^runtime error: index out of range \[(-?\d{1,20})\](?: with length (\d{1,20}))?/.exec(message);
  const [, at, length] = index ?? [];
  if (at === undefined) return "A slice was cut beyond its length or capacity.";
  if (length === undefined) return `Index ${at} was used, which no slice has.`;
  if (length === "0") return `Index ${at} of an empty slice was used.`;
  return `Index ${at} was used of a slice of length ${length}; its last index is ${BigInt(length) - 1n}.`;
}

function overflowCause({ crash, goroutine }: Fault): string {
  const limit = /exceeds ([0-9]{1,20})-byte limit/.exec((crash.prologue ?? []).join("\n"))?.[1];
  const size = limit === undefined ? "" : ` until the stack exceeded ${limit} bytes`;
  const circle = recursion(goroutine?.frames ?? []);
  const [first] = circle;
  if (first === undefined) return `Calls went too deep${size}.`;
  if (circle.length === 1) return `${first} calls itself without end${size}.`;
  return `${[...circle, first].join(" → ")} call each other without end${size}.`;
}

function logCause({ message }: Fault): string {
  const test = /^Log in goroutine after (\S{1,1000}) has completed/.exec(message)?.[1];
  const whose = test === undefined ? "the test" : test;
  return `A goroutine of ${whose} was still running when ${whose} was over, and used its t.`;
}
