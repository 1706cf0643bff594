import type { FindingClass } from "./classes.ts";

/**
 * The classes of data races as users meet them: `racegate explain`, docs/findings/<code>.md and the
 * classifiers (analyse/classes) say the same, so the words are here once.
 */
export interface RaceClassDocs {
  /** The class of a finding; public, never reused. */
  readonly id: FindingClass;
  /** One line, as in the list of codes. */
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** What the class rests on, and what is left of it without the source. */
  readonly signs: string;
}

export const RACE_CLASS_DOCS = {
  RG1001: {
    id: "loop-variable-capture",
    title: "a goroutine uses the variable of the loop that starts it",
    what: "A goroutine started in a loop uses the loop's variable while the loop goes on.",
    why: "Before Go 1.22 all iterations share one variable; one declared outside the loop is always shared.",
    fix: "Set `go 1.22` or later in go.mod, copy the variable (`v := v`), or pass it as an argument.",
    signs:
      "The source shows the loop's variable in the goroutine and a `go` directive below 1.22, or a loop that assigns to a variable declared outside of it. Without the source: the starter writes, above its go statement, after the goroutine was started.",
  },
  RG1002: {
    id: "err-capture",
    title: "a goroutine assigns to the error variable around it",
    what: "A goroutine assigns to (or reads) an error variable of the function around it.",
    why: "`err =` in a function literal is the outer variable; both functions check each other's errors.",
    fix: "Declare it in the goroutine (`err :=`) and hand errors back by a channel or errgroup.",
    signs:
      "The source shows an error variable of the enclosing function on both sides. Without the source: the contents of an error are raced on by a literal and the function around it.",
  },
  RG1003: {
    id: "named-result-capture",
    title: "a goroutine uses a named result",
    what: "A goroutine uses a named result of the function that started it.",
    why: "`return 20` assigns to the named result, although it does not name it.",
    fix: "Copy the value into a local variable for the goroutine, or do not name the result.",
    signs: "The source shows a named result on both sides, one of them in a function literal.",
  },
  RG1004: {
    id: "closure-capture",
    title: "a goroutine shares a local variable with the function around it",
    what: "A goroutine's function literal and the function around it share a local variable.",
    why: "A literal captures variables, not values: both see every write of the other.",
    fix: "Pass the value as an argument, give the goroutine its own variable, or wait for its end first.",
    signs:
      "The source shows a local variable that a function literal captures. Without the source: one racing function is a literal of the other, or both are literals of the same function.",
  },
  RG1005: {
    id: "concurrent-map",
    title: "a map is used by two goroutines at once",
    what: "Two goroutines use one map at the same time and at least one of them changes it.",
    why: "Maps are not safe for concurrent use: a lookup during a write may crash the program.",
    fix: "Guard every access with one sync.RWMutex, or use sync.Map for keys that seldom change.",
    signs:
      "A map function of the runtime stands in a stack (certain), or the source shows the same map on both lines.",
  },
  RG1006: {
    id: "slice-header",
    title: "a slice is assigned while another goroutine uses it",
    what: "A slice variable is assigned, mostly by append, while another goroutine uses it.",
    why: "A slice is three words; a reader may get the length of one and the memory of another.",
    fix: "Guard reads and appends with one lock, or let one goroutine own the slice.",
    signs:
      "The source shows a slice that one side assigns, or appends to. Without the source: growslice in a stack, or a value that a go statement passes while another goroutine of its loop writes it.",
  },
  RG1007: {
    id: "missing-lock",
    title: "shared memory without a lock",
    what: "Two goroutines share a variable or field, and nothing orders their accesses.",
    why: "Without synchronisation a reader may see old, new or half-written values.",
    fix: "Guard every access with one mutex, or let one goroutine own the memory.",
    signs:
      "No other pattern fits, and the source shows no lock on either side. Without the source it is only what is left.",
  },
  RG1008: {
    id: "partial-lock",
    title: "a lock is held on one side only",
    what: "Some accesses hold the lock that guards the memory, others do not.",
    why: "A lock excludes only those who take it, and RLock does not exclude other readers.",
    fix: "Take the same lock around every access; a write needs Lock, not RLock.",
    signs:
      "The source shows a lock on the way to one access and none on the way to the other, a write under RLock, or two different locks. Callers count: a lock that every caller holds is held.",
  },
  RG1009: {
    id: "mixed-atomic",
    title: "atomic and plain accesses of one variable",
    what: "One goroutine uses sync/atomic on a variable that another reads or writes plainly.",
    why: "Atomic operations order nothing for plain accesses of the same variable.",
    fix: "Use sync/atomic for every access, best by a typed value such as atomic.Int64.",
    signs:
      "Exactly one of the two stacks begins in sync/atomic. This is certain: Go's detector prints atomic accesses so.",
  },
  RG1010: {
    id: "publish-before-write",
    title: "memory is published before it is written",
    what: "Memory is made visible to another goroutine before it is written completely.",
    why: "A go statement orders only what stands before it; so does an atomic store.",
    fix: "Write everything first, then start the goroutine, send, or set the flag.",
    signs:
      "The write stands behind the start of the other goroutine in the same function, or behind an atomic store.",
  },
  RG1011: {
    id: "flag-polling",
    title: "a loop waits for a plain variable",
    what: "A loop waits until another goroutine has changed a plain variable.",
    why: "Nothing orders the two; the compiler may read the variable once and loop for ever.",
    fix: "Wait on a channel, a WaitGroup or a condition; for a mere flag use atomic.Bool.",
    signs: "The source shows the read in the condition of a loop that does nothing but wait.",
  },
  RG1012: {
    id: "sleep-sync",
    title: "time.Sleep in place of synchronisation",
    what: "A function waits with time.Sleep for a goroutine, then uses its result.",
    why: "Time orders nothing: on a slower machine the goroutine is not done yet.",
    fix: "Wait for the goroutine itself: a channel, a WaitGroup, or testing/synctest in tests.",
    signs: "The source shows only time.Sleep between the start of the goroutine and the access.",
  },
  RG1013: {
    id: "waitgroup-add-in-goroutine",
    title: "WaitGroup.Add runs in the goroutine that it counts",
    what: "A goroutine calls Add on the WaitGroup that counts it, instead of its starter.",
    why: "Wait returns at once while no goroutine has come to its Add.",
    fix: "Call Add before the go statement, or use wg.Go (Go 1.25).",
    signs:
      "The racing memory is a WaitGroup's own, or the source shows Add in the goroutine and the other access behind Wait.",
  },
  RG1014: {
    id: "parallel-subtest",
    title: "parallel tests share a variable",
    what: "Parallel tests or subtests share a variable.",
    why: "After t.Parallel() a subtest runs beside its siblings, when the parent's loop is over.",
    fix: "Give each subtest its own data: declare it inside t.Run, or copy it before.",
    signs:
      "Both goroutines are tests' own (created by t.Run): only tests that called t.Parallel run at the same time.",
  },
  RG1015: {
    id: "once-misuse",
    title: "a value of a sync.Once is used without the Once",
    what: "A value that a sync.Once sets is used without calling the Once's Do first.",
    why: "Only a goroutine that has returned from Do is ordered after what Do did.",
    fix: "Always go through once.Do (or sync.OnceValue) and drop the check in front of it.",
    signs: "One stack runs inside sync.Once, the other does not.",
  },
  RG1016: {
    id: "package-init",
    title: "package initialisation races with a goroutine",
    what: "Package initialisation changes memory that a goroutine uses at the same time.",
    why: "Goroutines that init starts run while the rest of the package is still being initialised.",
    fix: "Start goroutines after initialisation: in main, in a constructor, or behind a sync.Once.",
    signs:
      "One stack runs in a package's init function or in the initialiser of a package-level variable.",
  },
  RG1017: {
    id: "test-outlives",
    title: "a goroutine outlives the test that started it",
    what: "A goroutine that a test started is still running when the test is over.",
    why: "It then races with the next test, or with the testing package itself.",
    fix: "Stop it and wait for it before the test returns, in t.Cleanup or with t.Context.",
    signs:
      "The two stacks, or the stacks that created their goroutines, belong to different tests; or the racing memory is the testing package's own.",
  },
  RG1018: {
    id: "channel-close",
    title: "a channel is closed or replaced while it is in use",
    what: "One goroutine closes or replaces a channel while another one uses it.",
    why: "A send on a closed channel panics; a replaced channel leaves its users on the old one.",
    fix: "Let only the sender close; tell others to stop by a second channel or a context.",
    signs:
      "closechan stands in a stack (certain), or the source shows a variable that holds a channel.",
  },
  RG1019: {
    id: "lock-copy",
    title: "a lock is copied, so two goroutines hold two locks",
    what: "A mutex is copied, so that two goroutines lock two different mutexes.",
    why: "A copy of a lock knows nothing of the original: it excludes no other holder.",
    fix: "Pass and keep locks by pointer; give methods of a struct with a lock pointer receivers.",
    signs:
      "Both sides hold a lock of the same name, and the source shows where it is copied on the way.",
  },
  RG1020: {
    id: "interface-or-struct-write",
    title: "a value of several words is assigned while it is read",
    what: "An interface or struct value is assigned while another goroutine reads it.",
    why: "It is more than one word: a reader may get the type of one value and the data of another.",
    fix: "Guard it with a lock, or publish it behind an atomic.Pointer or atomic.Value.",
    signs: "The source shows a value of interface or struct type, and neither side holds a lock.",
  },
  RG1021: {
    id: "global-hook",
    title: "a test replaces a package-level variable that is in use",
    what: "A test replaces a package-level variable while goroutines of the code still use it.",
    why: "Putting the old value back is a write like any other.",
    fix: "Stop and wait for the goroutines before the variable is changed, or pass the hook in as a field.",
    signs: "The variable is at package level, a test function writes it, and other code uses it.",
  },
} as const satisfies Record<string, RaceClassDocs>;

export type RaceClassCode = keyof typeof RACE_CLASS_DOCS;
