import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  require_dist
} from "./chunk-R5H7KCAA.js";
import {
  _enum,
  array,
  boolean,
  literal,
  number,
  record,
  strictObject,
  string,
  tuple,
  union
} from "./chunk-V6EFVX5X.js";
import {
  EV,
  GO,
  GO_STATES,
  entryFunction,
  goroutineAt,
  logValueAt,
  ownSite,
  siteText,
  stackAt,
  subjectAt,
  textAt,
  toAt,
  typeAt,
  wasm
} from "./chunk-GA4UFAKX.js";
import {
  __toESM
} from "./chunk-FVG4TTG2.js";

// src/model/pattern-events.ts
var PATTERN_KINDS = [
  "create",
  "run",
  "stop",
  "park",
  "unpark",
  "exit",
  "syscall",
  "syscall_end",
  "range_begin",
  "range_end",
  "log",
  "region_begin",
  "region_end",
  "task_begin",
  "task_end",
  "status",
  "mark"
];
var kindNumber = (kind) => PATTERN_KINDS.indexOf(kind);
var PATTERN_CLASSES = [
  "none",
  "lock",
  "rwlock_read",
  "rwlock_write",
  "once",
  "wait_group",
  "cond",
  "semaphore",
  "chan_send",
  "chan_receive",
  "select",
  "forever",
  "sleep",
  "network",
  "gc_assist",
  "gc",
  "system",
  "synctest",
  "preempted",
  "yield",
  "other"
];
var classNumber = (name) => PATTERN_CLASSES.indexOf(name);
var CLASS_GROUPS = /* @__PURE__ */ new Map([
  ["chan", ["chan_send", "chan_receive"]],
  ["rwlock", ["rwlock_read", "rwlock_write"]],
  ["mutex", ["lock", "rwlock_read", "rwlock_write"]],
  ["sync", ["lock", "rwlock_read", "rwlock_write", "once", "wait_group", "semaphore"]]
]);
function patternEvents(rows) {
  return {
    length: 0,
    firstSeq: 0,
    timeNs: new Float64Array(rows),
    kind: new Uint8Array(rows),
    cls: new Uint8Array(rows),
    g: new Float64Array(rows),
    by: new Float64Array(rows),
    stack: new Int32Array(rows),
    text: new Int32Array(rows),
    value: new Int32Array(rows)
  };
}

// src/analyse/patterns/catalogue/ab-ba-deadlock.ts
var abBaDeadlock = {
  id: "ab-ba-deadlock",
  yaml: String.raw`
name: ab-ba-deadlock
title: goroutines wait in a circle, each for a lock that the next one holds
why: None of them can go on.
fix: Take the locks in one order everywhere, or take one lock for both.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: [racegate.lock, racegate.rlock, racegate.lock.held], g: G, bind: {X: value}, say: holds a lock}
  - {id: wait, on: log, name: [racegate.want, racegate.rwant, racegate.wwant, racegate.lock.wait], g: G, bind: {Y: value}, where: value != $X,
     noise: any, say: waits for another}
interference:
  - {between: [held, wait], on: log, name: [racegate.unlock, racegate.runlock, racegate.lock.free], g: G, where: value == $X}
absent:
  - {on: log, name: [racegate.lock, racegate.rlock, racegate.wlock, racegate.lock.held], g: G, until: end, where: value == $Y}
  - {on: log, name: [racegate.unlock, racegate.runlock, racegate.lock.free], g: G, until: end, where: value == $X}
graph: {from: X, to: Y, distinct: G, cycle: 2}
within: none
`
};

// src/analyse/patterns/catalogue/blocked-then-preempted.ts
var blockedThenPreempted = {
  id: "blocked-then-preempted",
  yaml: String.raw`
name: blocked-then-preempted
title: a goroutine that had waited was preempted soon after it ran, and waited again for a processor
why: What it had waited for (a lock, a message) stays undone while others have the processor.
fix: Do the urgent part first and briefly; keep work that computes for long on few goroutines.
certainty: direct
raise:
  - it held a lock meanwhile (deep mode)
steps:
  - {id: u, on: unpark, g: A, say: woken}
  - {id: r, on: run, g: A, edge: wake(u), say: runs}
  - {id: s, on: stop, g: A, class: preempted, gap: {max: 50ms}, noise: 0, say: preempted}
  - {id: r2, on: run, g: A, gap: {min: 5ms}, noise: 0, say: runs again}
busy: {from: s, to: r2}
cost: {from: s, to: r2}
worth: {total: 10ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/cancel-ignored.ts
var cancelIgnored = {
  id: "cancel-ignored",
  yaml: String.raw`
name: cancel-ignored
title: a goroutine goes on for more than a second after its context was cancelled
why: Work that nobody waits for any more keeps its memory, its locks and its connections.
fix: Return when ctx.Done() is closed, and hand ctx to whatever the goroutine waits in.
certainty: heuristic
raise:
  - the source shows that the goroutine was made for this context alone
steps:
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive],
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: on, on: park, g: X, edge: wake(c), gap: {max: 1s}, noise: any,
     say: and it waits for something else}
absent: {on: exit, g: X, after: c, within: 1s}
within: none
same: ok
cost: {from: c, to: on}
---
name: cancel-ignored
title: a context was cancelled, and its owner has to wait for more than a second for a goroutine that it did not reach
why: Work that nobody waits for any more keeps its memory, its locks and its connections, and here its owner too.
fix: Hand ctx to the goroutine, and return when ctx.Done() is closed; look at ctx.Err() in a loop that computes.
certainty: heuristic
raise:
  - the source shows that the goroutine has the context
finder: unreached
steps:
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive],
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: on, on: [park, stop], g: I, noise: any, say: a goroutine of the same owner is at something else}
  - {id: e, on: unpark, g: O, by: I, class: [wait_group, chan_receive, select], gap: {min: 1s, from: c}, noise: any,
     say: "and only now ends the owner's wait"}
same: ok
within: none
cost: {from: c, to: e}
`
};

// src/analyse/patterns/catalogue/cancel-late.ts
var cancelLate = {
  id: "cancel-late",
  yaml: String.raw`
name: cancel-late
title: a goroutine ends long after its context was cancelled
why: Whoever waits for it (a WaitGroup, a test's end) waits as well.
fix: Look at ctx.Done() in the loop or the wait that follows, or hand ctx to it.
certainty: direct
raise:
  - somebody waited for the goroutine's end (trace wake)
steps:
  - {id: w, on: park, g: X, class: [select, chan_receive], bind: {S: site}, say: waits}
  - {id: c, on: unpark, g: X, by: K, edge: wake(w),
     stack_has: context.(*cancelCtx).cancel, say: the context is cancelled}
  - {id: r, on: run, g: X, edge: wake(c), say: the goroutine sees it}
  - {id: e, on: exit, g: X, gap: {min: 10ms, from: c}, noise: any, say: and ends}
repeat: {min: 1, key: $S}
cost: {from: c, to: e}
`
};

// src/analyse/patterns/catalogue/cancel-wrong-owner.ts
var cancelWrongOwner = {
  id: "cancel-wrong-owner",
  yaml: String.raw`
name: cancel-wrong-owner
title: a goroutine cancels the context of others that do the same work
why: Whoever made the context decides when its work is over; here one worker ends the work of its fellows.
fix: Hand workers the context, not its cancel function; let them report, and let the owner cancel.
certainty: heuristic
raise:
  - the source shows that the cancel function was handed to the goroutine
steps:
  - {id: w, on: park, g: X, class: [select, chan_receive], bind: {E: entry}, say: works under the context}
  - {id: c, on: unpark, g: X, by: K, edge: wake(w), stack_has: context.(*cancelCtx).cancel,
     stack_lacks: [errgroup, .Go.func, time.goFunc], where: entry == $E,
     say: a goroutine of the same kind cancels it}
repeat: {min: 1, key: $E}
cost: {from: c, to: c}
---
name: cancel-wrong-owner
title: one of the goroutines that were started together cancels the context of the others
why: Whoever made the context decides when its work is over; here one of those who work under it ends the work of all.
fix: Hand goroutines the context, not its cancel function; let them report, and let the owner cancel.
certainty: heuristic
raise:
  - the source shows that the cancel function was handed to the goroutine
finder: fellow-cancels
steps:
  - {id: c, on: unpark, g: X, by: K, class: [select, chan_receive], stack_has: context.(*cancelCtx).cancel,
     stack_lacks: [errgroup, .Go.func, time.goFunc], bind: {E: entry},
     say: "one cancels what another, made by the same goroutine, waits for"}
repeat: {min: 1, key: $E}
cost: {from: c, to: c}
`
};

// src/analyse/patterns/catalogue/channel-slow-consumer.ts
var channelSlowConsumer = {
  id: "channel-slow-consumer",
  yaml: String.raw`
name: channel-slow-consumer
title: a sender keeps waiting for one and the same receiver
why: The receiver takes values more slowly than they come, so that the sender runs at its pace.
fix: Receive with more goroutines, do less between two receives, or send less often.
certainty: heuristic
raise:
  - the receiver is running, not waiting, between its receives (trace goroutines)
steps:
  - {id: p, on: park, g: P, class: chan_send, bind: {S: site}, say: the sender waits}
  - {id: c, on: unpark, g: P, by: C, edge: wake(p), gap: {min: 500us}, bind: {R: site},
     say: the receiver takes the value}
repeat: {min: 10, key: [$S, $R, $C]}
worth: {total: 20ms, share: 0.5}
`
};

// src/analyse/patterns/catalogue/cond-missed-signal.ts
var condMissedSignal = {
  id: "cond-missed-signal",
  yaml: String.raw`
name: cond-missed-signal
title: a goroutine waits on a sync.Cond to the end
why: A Signal that comes before the Wait wakes nobody, and no other came.
fix: Check the condition under the lock in a loop around Wait; set it under the lock before Signal.
certainty: heuristic
raise:
  - a dump shows the goroutine still there
  - the goroutine leak profile lists it
steps:
  - {id: w, on: park, g: W, class: cond, bind: {S: site}, say: waits on the Cond}
absent: {on: [unpark, exit], g: W, until: end}
repeat: {min: 1, key: $S}
`
};

// src/analyse/patterns/catalogue/double-lock.ts
var doubleLock = {
  id: "double-lock",
  yaml: String.raw`
name: double-lock
title: a goroutine waits for a lock that it holds itself
why: It waits for itself, for ever.
fix: Call a variant of the inner function that expects the lock to be held.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: [racegate.lock, racegate.lock.held], g: G, bind: {X: value}, say: holds the lock}
  - {id: wait, on: log, name: [racegate.want, racegate.rwant, racegate.lock.wait], g: G, where: value == $X, noise: any,
     say: waits for it}
interference:
  - {between: [held, wait], on: log, name: [racegate.unlock, racegate.lock.free], where: value == $X}
absent: {on: log, name: [racegate.lock, racegate.rlock, racegate.lock.held], g: G, until: end, where: value == $X}
within: none
`
};

// src/analyse/patterns/catalogue/gc-assist-stall.ts
var gcAssistStall = {
  id: "gc-assist-stall",
  yaml: String.raw`
name: gc-assist-stall
title: a goroutine that allocates has to wait for the collector
why: It allocates faster than the collector marks, and must help before it gets more.
fix: Allocate less on that path, reuse buffers, or raise GOGC or GOMEMLIMIT.
certainty: direct
raise:
  - the goroutine is on the critical path of a test (trace path)
steps:
  - {id: a, on: range_begin, g: A, name: GC mark assist, bind: {S: site}, say: must help the collector}
  - {id: e, on: range_end, g: A, name: GC mark assist, gap: {min: 100us}, noise: any, say: goes on}
interference:
  - {between: [a, e], on: range_end, g: A, name: GC mark assist}
repeat: {min: 5, key: $S}
worth: {total: 20ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/goroutine-leak.ts
var goroutineLeak = {
  id: "goroutine-leak",
  yaml: String.raw`
name: goroutine-leak
title: goroutines made in the trace wait to its end
why: They keep their stacks, and whatever they refer to, for as long as the process lives.
fix: Give each a way out - a buffered channel, a context, a close - and wait for it.
certainty: heuristic
raise:
  - the goroutine leak profile lists it (proof)
  - it happens as often as the test runs (-count=10)
steps:
  - {id: made, on: create, g: L, by: P, stack_lacks: ["runtime."], say: the goroutine is made}
  - {id: w, on: park, g: L, class: [chan, select, sync, forever], bind: {S: site}, noise: any,
     stack_lacks: [runtime.gc, testing.], say: waits}
interference:
  - {between: [made, w], on: exit, g: L}
absent: {on: [unpark, exit], g: L, until: end}
within: none
repeat: {min: 1, key: $S}
`
};

// src/analyse/patterns/catalogue/late-wakeup.ts
var lateWakeup = {
  id: "late-wakeup",
  yaml: String.raw`
name: late-wakeup
title: a goroutine was woken and did not run for long
why: The wait is over, but no processor is free, the world is stopped, or the collector takes the time.
fix: See what ran meanwhile (trace perfetto); with GOMAXPROCS 1 one goroutine that computes is enough.
certainty: direct
raise:
  - a stop of the world or a mark phase covers the time
steps:
  - {id: w, on: unpark, g: A, by: B, say: woken}
  - {id: r, on: run, g: A, edge: wake(w), gap: {min: 20ms}, say: runs at last}
busy: {from: w, to: r, turns: true}
worth: {total: 20ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/lock-convoy.ts
var lockConvoy = {
  id: "lock-convoy",
  yaml: String.raw`
name: lock-convoy
title: goroutines queue for one lock, and queue again as soon as they had it
why: Every hand-off costs a park and a wake, so that the lock is busy although nobody does much under it.
fix: Take the lock less often (batch the work), split it, or let go of it before the next piece of work.
certainty: heuristic
raise:
  - the mutex profile of the same run names the same unlock
  - deep mode proves that it is one lock and not several taken at one line
steps:
  - {id: w, on: park, g: W, class: mutex, bind: {L: site}, say: waits for the lock}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w), say: the holder lets go}
  - {id: r, on: run, g: W, edge: wake(h), gap: {max: 50ms}, say: runs with the lock}
  - {id: again, on: park, g: W, class: mutex, where: site == $L, gap: {max: 200us},
     say: and waits for it again}
interference:
  - {between: [h, again], on: park, g: W, class: {not: mutex}}
repeat: {min: 20, key: $L, distinct: {W: 2}}
cost: {from: w, to: r}
worth: {total: 5ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/once-init-wait.ts
var onceInitWait = {
  id: "once-init-wait",
  yaml: String.raw`
name: once-init-wait
title: goroutines wait until another has done a sync.Once
why: The first use pays for the initialisation, and everybody else waits for it.
fix: Initialise before the goroutines start, or make what the Once does cheap.
certainty: direct
raise:
  - inittrace or a profile shows what the initialisation does
steps:
  - {id: w, on: park, g: A, class: once, bind: {L: site}, say: waits for the Once}
  - {id: u, on: unpark, g: A, by: B, class: once, edge: wake(w), gap: {min: 1ms}, say: it is done}
repeat: {min: 1, key: $L}
worth: {total: 5ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/ping-pong-starvation.ts
var pingPongStarvation = {
  id: "ping-pong-starvation",
  yaml: String.raw`
name: ping-pong-starvation
title: two goroutines hand values to and fro, and a third that could run does not
why: A wake on a channel runs its goroutine next, before all that wait in the queue.
fix: Give the channel a buffer, send in batches, or use more than one processor.
certainty: direct
raise:
  - GOMAXPROCS is 1, or every processor has such a pair
steps:
  - {id: t, on: unpark, g: T, by: W, say: a third goroutine could run}
  - {id: a, on: unpark, g: C, by: P, class: chan, gap: {max: 1ms}, say: one wakes the other}
  - {id: b, on: park, g: P, class: chan, gap: {max: 100us}, say: and waits}
  - {id: c, on: unpark, g: P, by: C, gap: {max: 100us}, say: is woken by it}
  - {id: d, on: unpark, g: C, by: P, class: chan, gap: {max: 200us}, say: wakes it again}
  - {id: e, on: unpark, g: P, by: C, gap: {max: 200us}, say: and is woken by it again}
  - {id: r, on: run, g: T, gap: {min: 1ms, from: t}, noise: any, say: the third one runs}
interference:
  - {between: [t, r], on: run, g: T}
same: ok
cost: {from: t, to: r}
worth: {total: 1ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/released-before-exit.ts
var releasedBeforeExit = {
  id: "released-before-exit",
  yaml: String.raw`
name: released-before-exit
title: a connection or file is closed while a goroutine waits on it, and that goroutine goes on for long
why: What it does from here on works on something that is closed already; writes fail, or go nowhere.
fix: Tell the goroutine to end and wait for it (a WaitGroup), then close.
certainty: heuristic
raise:
  - its output says "use of closed network connection" or "file already closed"
steps:
  - {id: w, on: park, g: C, class: network, stack_lacks: [Accept, net/http.], bind: {S: site},
     say: waits on the connection}
  - {id: c, on: unpark, g: C, by: P, edge: wake(w), stack_has: internal/poll.(*FD).Close,
     bind: {R: site}, say: another goroutine closes it}
  - {id: r, on: run, g: C, edge: wake(c), say: the goroutine goes on}
  - {id: e, on: exit, g: C, gap: {min: 10ms, from: c}, noise: any, say: and ends long after}
repeat: {min: 1, key: [$S, $R]}
cost: {from: c, to: e}
`
};

// src/analyse/patterns/catalogue/runnable-starvation.ts
var runnableStarvation = {
  id: "runnable-starvation",
  yaml: String.raw`
name: runnable-starvation
title: goroutines that could run wait for a processor again and again
why: There is more work than processors, or a few goroutines that never wait keep them.
fix: Give the process more processors, run fewer goroutines that compute, or let them yield in between.
certainty: direct
raise:
  - schedtrace of the same run shows long run queues
steps:
  - {id: s, on: stop, g: A, say: could run}
  - {id: r, on: run, g: A, gap: {min: 60ms}, edge: wake(s), bind: {P: reason},
     say: gets a processor}
interference:
  - {between: [s, r], on: [stop, unpark], g: A}
repeat: {min: 6, key: $P, distinct: {A: 6}}
worth: {total: 100ms, share: 0.5}
`
};

// src/analyse/patterns/catalogue/rwmutex-recursive.ts
var rwmutexRecursive = {
  id: "rwmutex-recursive",
  yaml: String.raw`
name: rwmutex-recursive
title: a goroutine read-locks an RWMutex that it has read-locked already, and a writer waits between
why: A waiting writer lets no new reader in, and the reader that holds the lock is the new reader - both wait for ever.
fix: Read-lock once, and call variants of the inner functions that expect the lock to be held.
certainty: proof
raise: []
steps:
  - {id: held, on: log, name: racegate.rlock, g: G, bind: {X: value}, say: holds the lock for reading}
  - {id: wait, on: log, name: racegate.rwant, g: G, where: value == $X, noise: any,
     say: wants it again}
interference:
  - {between: [held, wait], on: log, name: racegate.runlock, g: G, where: value == $X}
absent:
  - {on: log, name: racegate.rlock, g: G, until: end, where: value == $X}
  - {on: log, name: racegate.runlock, g: G, until: end, where: value == $X}
within: none
`
};

// src/analyse/patterns/catalogue/rwmutex-writer-starvation.ts
var rwmutexWriterStarvation = {
  id: "rwmutex-writer-starvation",
  yaml: String.raw`
name: rwmutex-writer-starvation
title: a writer waits for long until the readers of an RWMutex have gone
why: A waiting writer also blocks every new reader, so that one slow reader stops everybody.
fix: Shorten what readers do under RLock, or copy what they need and read it without the lock.
certainty: direct
raise:
  - more than one reader held the lock meanwhile (deep mode)
steps:
  - {id: w, on: park, g: W, class: rwlock_write, bind: {L: site}, say: the writer waits}
  - {id: r, on: unpark, g: W, by: R, edge: wake(w), gap: {min: 10ms}, stack_has: RUnlock,
     say: the last reader lets go}
repeat: {min: 1, key: $L}
worth: {total: 10ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/select-starvation.ts
var selectStarvation = {
  id: "select-starvation",
  yaml: String.raw`
name: select-starvation
title: a select serves the others first, again and again, and one sender waits
why: A select in a select, or a case that is always ready, starves the case that comes second.
fix: Ask all cases in one select, or serve the second case after so many of the first.
certainty: heuristic
raise:
  - the source shows a select with a default before the one that serves this sender
steps:
  - {id: w, on: park, g: P, class: [chan_send, select], bind: {S: site}, say: a sender waits}
  - {id: q, on: park, g: Q, class: [chan_send, select], where: site != $S, noise: any,
     say: another one comes later}
  - {id: o, on: unpark, g: Q, by: C, edge: wake(q), noise: any, say: and is served before it}
  - {id: h, on: unpark, g: P, by: C, edge: wake(w), gap: {min: 10ms, from: w}, noise: any,
     bind: {R: site}, say: the first one is served at last}
finder: overtaken
repeat: {min: 1, key: [$S, $R]}
cost: {from: w, to: h}
worth: {total: 50ms, share: 0.3}
`
};

// src/analyse/patterns/catalogue/slow-holder.ts
var slowHolder = {
  id: "slow-holder",
  yaml: String.raw`
name: slow-holder
title: a goroutine keeps a lock for long while another waits for it
why: The waiter's whole wait is the holder's time under the lock, from when the wait began.
fix: Do the slow part before taking the lock or after letting go; keep only the shared data under it.
certainty: direct
raise:
  - the mutex profile of the same run names the same unlock
  - what the holder did meanwhile (trace goroutines) is sleep, a system call or waiting
steps:
  - {id: w, on: park, g: W, class: [mutex], bind: {L: site}, say: waits for the lock}
  - {id: h, on: unpark, g: W, by: H, edge: wake(w), gap: {min: 5ms}, bind: {F: site},
     say: the holder lets go}
awake: {g: H, from: w, to: h}
repeat: {min: 1, key: [$L, $F]}
worth: {total: 10ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/slow-stage.ts
var slowStage = {
  id: "slow-stage",
  yaml: String.raw`
name: slow-stage
title: one stage of a pipeline keeps the stages before and behind it waiting
why: The pipeline runs at the pace of this stage, however fast the others are.
fix: Let more goroutines do this stage, or take the slow part out of it.
certainty: heuristic
raise:
  - the stage is running, not waiting, between its receives (trace goroutines)
steps:
  - {id: p, on: park, g: P, class: chan_send, bind: {S: site}, say: the stage before waits to hand over}
  - {id: t, on: unpark, g: P, by: C, edge: wake(p), gap: {min: 500us}, bind: {R: site},
     say: the slow stage takes the value}
  - {id: d, on: unpark, g: D, by: C, class: chan_receive, gap: {max: 1s}, noise: any, bind: {O: site},
     say: "and hands on, later, to the stage behind, which has waited"}
interference:
  - {between: [t, d], on: unpark, by: C, class: chan_send}
repeat: {min: 10, key: [$R, $O]}
cost: {from: p, to: t}
worth: {total: 20ms, share: 0.3}
`
};

// src/analyse/patterns/catalogue/stw-storm.ts
var stwStorm = {
  id: "stw-storm",
  yaml: String.raw`
name: stw-storm
title: the world is stopped again and again
why: While the world is stopped nothing runs; reading memory statistics or stacks of all goroutines does it each time.
fix: Call runtime.ReadMemStats, runtime.Stack(all) or GC less often; runtime/metrics does not stop the world.
certainty: direct
raise:
  - the stacks of the stops name one caller
steps:
  - {id: b, on: range_begin, g: S, name: stop-the-world, bind: {C: site}, say: stops the world}
  - {id: e, on: range_end, g: S, name: stop-the-world, noise: any, say: lets it go on}
interference:
  - {between: [b, e], on: range_begin, g: S, name: stop-the-world}
repeat: {min: 100, key: $C, window: 1s}
worth: {total: 5ms, share: 0.05}
`
};

// src/analyse/patterns/catalogue/syscall-storm.ts
var syscallStorm = {
  id: "syscall-storm",
  yaml: String.raw`
name: syscall-storm
title: one line makes system calls in floods
why: Each call leaves Go and comes back; small reads and writes cost more than their bytes.
fix: Put a bufio.Reader or bufio.Writer around the file or connection.
certainty: direct
raise:
  - strace -c of the same run counts the same calls
steps:
  - {id: b, on: syscall, g: A, bind: {S: site}, say: enters the system}
  - {id: e, on: syscall_end, g: A, edge: wake(b), noise: any, say: comes back}
repeat: {min: 1000, key: $S, window: 100ms}
worth: {total: 1ms, share: 0.1}
`
};

// src/analyse/patterns/catalogue/timer-storm.ts
var timerStorm = {
  id: "timer-storm",
  yaml: String.raw`
name: timer-storm
title: timers start goroutines in floods
why: Each timer's function gets a goroutine of its own; hundreds at once crowd out everything else.
fix: Use one ticker, or time.Timer with a channel and one goroutine that looks at what is due.
certainty: direct
raise:
  - the source shows who arms the timers
steps:
  - {id: t, on: create, g: T, by: runtime, no_stack: true, bind: {F: value},
     say: a timer starts a goroutine}
repeat: {min: 100, key: $F, window: 100ms}
`
};

// src/analyse/patterns/catalogue/wait-group-straggler.ts
var waitGroupStraggler = {
  id: "wait-group-straggler",
  yaml: String.raw`
name: wait-group-straggler
title: all but one goroutine of a group were done long before the last
why: Everybody waits for the slowest part; the processors idle meanwhile.
fix: Split the long part, start it first, or share the work out as it goes.
certainty: direct
raise:
  - trace path shows the last goroutine on the critical path
finder: stragglers
unordered: [l, a]
steps:
  - {id: l, on: [create, park, stop], g: Z, bind: {L: site}, noise: any, say: one of the group is at this}
  - {id: a, on: exit, g: A, noise: any, say: the last of all others of the group ends}
  - {id: z, on: unpark, g: M, by: Z, class: wait_group, gap: {min: 20ms, from: a}, bind: {S: site}, noise: any,
     say: it is done as well and wakes who waits}
interference:
  - {between: [a, z], on: exit}
repeat: {min: 1, key: [$L, $S]}
cost: {from: a, to: z}
worth: {total: 20ms, share: 0.3}
`
};

// src/analyse/patterns/catalogue/index.ts
var SHIPPED = [
  abBaDeadlock,
  blockedThenPreempted,
  cancelIgnored,
  cancelLate,
  cancelWrongOwner,
  channelSlowConsumer,
  condMissedSignal,
  doubleLock,
  gcAssistStall,
  goroutineLeak,
  lateWakeup,
  lockConvoy,
  onceInitWait,
  pingPongStarvation,
  releasedBeforeExit,
  runnableStarvation,
  rwmutexRecursive,
  rwmutexWriterStarvation,
  selectStarvation,
  slowHolder,
  slowStage,
  stwStorm,
  syscallStorm,
  timerStorm,
  waitGroupStraggler
];

// src/analyse/patterns/events/call-sites.ts
var TALLY_BYTES = 32;
var SITE_BYTES = 128;
var SITES = 64;
var CallSites = class {
  #kernel;
  #tallies;
  /** By tally: how many sites there are, and have room. */
  #counts;
  #room;
  #at;
  constructor(kernel, tallies) {
    this.#kernel = kernel;
    this.#tallies = tallies;
    this.#counts = tallies.map(() => 0);
    this.#room = tallies.map(() => SITES);
    this.#at = kernel.mem.alloc(Math.max(1, tallies.length) * TALLY_BYTES);
    for (const [n, { mostNs, leastNs, windowNs, ring }] of tallies.entries()) {
      const sites = kernel.mem.alloc(SITES * SITE_BYTES);
      const at = this.#at + n * TALLY_BYTES;
      const { u32, f64 } = kernel.mem.views;
      f64.set([mostNs, leastNs, windowNs], at / 8);
      u32.set([ring, sites], at / 4 + 6);
    }
    kernel.set("tallies", this.#at);
    kernel.set("talliesN", tallies.length);
  }
  /** The number of a stack's site, made when new. */
  siteOf(n, stack) {
    const site = this.#tallies[n]?.siteOf(stack) ?? 0;
    while (site >= (this.#counts[n] ?? 0)) this.#add(n);
    return site;
  }
  #add(n) {
    const { mem } = this.#kernel;
    const place = this.#at / 4 + n * (TALLY_BYTES / 4) + 7;
    const site = this.#counts[n] ?? 0;
    const room = this.#room[n] ?? 0;
    if (site === room) {
      const more = mem.regrow(mem.views.u32[place] ?? 0, 2 * room * SITE_BYTES);
      mem.views.u32[place] = more;
      this.#room[n] = 2 * room;
    }
    this.#counts[n] = site + 1;
    const ring = mem.alloc(Math.max(1, this.#tallies[n]?.ring ?? 0) * 8);
    const at = (mem.views.u32[place] ?? 0) + site * SITE_BYTES;
    mem.views.f64.set([Infinity, 0, 0, -Infinity, 0, -1], at / 8);
    mem.views.u32[at / 4 + 16] = ring;
  }
  /** The stacks of the longest calls become numbers of the trace: the generation's ids go. */
  carry(stackOf) {
    for (const [, , at] of this.#all()) {
      const { u32 } = this.#kernel.mem.views;
      if (u32[at / 4 + 13] === 1 || u32[at / 4 + 14] === 0) continue;
      u32[at / 4 + 12] = stackOf(u32[at / 4 + 12] ?? 0);
      u32[at / 4 + 13] = 1;
    }
  }
  /** Tells the tallies what was counted; the longest calls' stacks must have been carried. */
  finish() {
    const { u32, f64 } = this.#kernel.mem.views;
    for (const [tally, site, at] of this.#all()) {
      const [firstNs = 0, lastNs = 0, totalNs = 0, maxNs = 0, startNs = 0, g = -1] = f64.subarray(
        at / 8,
        at / 8 + 6
      );
      const [stack = 0, , count = 0, dense = 0] = u32.subarray(at / 4 + 12, at / 4 + 16);
      const longest = { g, startNs, stack };
      const sums2 = { count, firstNs, lastNs, totalNs, maxNs };
      tally.counted(site, { ...sums2, longest, dense: dense === 1 });
    }
  }
  *#all() {
    for (const [n, tally] of this.#tallies.entries()) {
      const count = this.#counts[n] ?? 0;
      for (let site = 0; site < count; site++) {
        const sites = this.#kernel.mem.views.u32[this.#at / 4 + n * (TALLY_BYTES / 4) + 7] ?? 0;
        yield [tally, site, sites + site * SITE_BYTES];
      }
    }
  }
};

// src/analyse/patterns/events/chunk-columns.ts
var COLUMNS = {
  time: "timeNs",
  word: "kind",
  subject: "subject",
  actor: "goroutine",
  stack: "stack",
  stack2: "stack2",
  text: "text"
};
var FIELDS = Object.entries(COLUMNS);
function placesOf(c) {
  const { words } = c.goroutineIds;
  const offsets = FIELDS.map(([, name]) => c[name].byteOffset);
  return { offsets, idsOffset: words.byteOffset, idWords: words.length };
}
var ChunkColumns = class {
  #kernel;
  #c;
  /** Copies: by field, where, and for how many bytes there is room. */
  #copies = /* @__PURE__ */ new Map();
  constructor(kernel) {
    this.#kernel = kernel;
  }
  /** Begins with a chunk. */
  take(c, places) {
    this.#c = c;
    const kernel = this.#kernel;
    const inPlace = c.memory?.memory === kernel.mem.memory;
    for (const [n, [field, name]] of FIELDS.entries()) {
      const at = inPlace ? places.offsets[n] : this.#copy(field, c[name], c.length);
      kernel.set(field, at ?? 0);
    }
    const { words, stride } = c.goroutineIds;
    kernel.set("ids", inPlace ? places.idsOffset : this.#copy("ids", words, words.length));
    kernel.set("idBytes", stride * 4);
    kernel.roomForSlots(places.idWords / stride);
  }
  #copy(field, column, length) {
    const { mem } = this.#kernel;
    const bytes = length * column.BYTES_PER_ELEMENT;
    let [at, room] = this.#copies.get(field) ?? [0, 0];
    if (bytes > room) {
      room = 2 * bytes;
      at = at === 0 ? mem.alloc(room) : mem.regrow(at, room);
      this.#copies.set(field, [at, room]);
    }
    mem.views.u8.set(new Uint8Array(column.buffer, column.byteOffset, bytes), at);
    return at;
  }
  subject(i) {
    return this.#kernel.mem.views.i32[this.#kernel.get("subject") / 4 + i] ?? -1;
  }
  timeNs(i) {
    return this.#kernel.mem.views.f64[this.#kernel.get("time") / 8 + i] ?? 0;
  }
  /** The chunk; what `#rare` reads of it is alive. */
  live() {
    const c = this.#c;
    if (c.timeNs.length > 0) return c;
    const { buffer } = this.#kernel.mem.memory;
    const at = (field) => this.#kernel.get(field);
    const u32 = (field) => new Uint32Array(buffer, at(field), c.length);
    const i32 = (field) => new Int32Array(buffer, at(field), c.length);
    this.#c = {
      ...c,
      timeNs: new Float64Array(buffer, at("time"), c.length),
      kind: u32("word"),
      subject: i32("subject"),
      goroutine: i32("actor"),
      stack: u32("stack"),
      stack2: u32("stack2"),
      text: u32("text")
    };
    return this.#c;
  }
};

// src/analyse/patterns/events/classes.ts
var BY_REASON = /* @__PURE__ */ new Map([
  ["forever", "forever"],
  ["network", "network"],
  ["select", "select"],
  ["sync.(*Cond).Wait", "cond"],
  ["chan send", "chan_send"],
  ["chan receive", "chan_receive"],
  ["GC mark assist wait for work", "gc_assist"],
  ["GC background sweeper wait", "gc"],
  ["GC weak to strong wait", "gc"],
  ["wait until GC ends", "gc"],
  ["system goroutine wait", "system"],
  ["preempted", "preempted"],
  ["runtime.Gosched", "yield"],
  ["wait for debug call", "other"],
  ["sleep", "sleep"],
  ["synctest", "synctest"]
]);
var BY_FRAME = [
  ["sync.(*Once).doSlow", "once"],
  ["sync.(*RWMutex).RLock", "rwlock_read"],
  ["sync.(*RWMutex).Lock", "rwlock_write"],
  ["sync.(*WaitGroup).Wait", "wait_group"],
  ["sync.(*Mutex).Lock", "lock"],
  ["internal/sync.(*Mutex).Lock", "lock"],
  ["internal/sync.(*Mutex).lockSlow", "lock"]
];
function syncClass(frames) {
  const own = /* @__PURE__ */ new Set();
  for (const { func } of frames) {
    if (func.startsWith("runtime.gc")) return "gc";
    if (!/^(?:runtime|sync|internal\/sync)\./.test(func)) break;
    own.add(func);
  }
  return BY_FRAME.find(([func]) => own.has(func))?.[1] ?? "semaphore";
}
function classOf(reason, frames) {
  if (reason === "sync") return classNumber(syncClass(frames));
  return classNumber(BY_REASON.get(reason) ?? "other");
}

// src/analyse/patterns/events/row-kinds.ts
var K = {
  create: kindNumber("create"),
  run: kindNumber("run"),
  stop: kindNumber("stop"),
  park: kindNumber("park"),
  unpark: kindNumber("unpark"),
  exit: kindNumber("exit"),
  syscall: kindNumber("syscall"),
  syscallEnd: kindNumber("syscall_end"),
  rangeBegin: kindNumber("range_begin"),
  rangeEnd: kindNumber("range_end"),
  log: kindNumber("log"),
  status: kindNumber("status"),
  mark: kindNumber("mark")
};
var STATE_KINDS = 8;
var NO_KIND = 255;
var MARK = "racegate.mark";
var GOROUTINE_TYPES = [
  ...[EV.goCreate, EV.goCreateSyscall, EV.goCreateBlocked, EV.goStart, EV.goDestroy],
  ...[EV.goDestroySyscall, EV.goStop, EV.goBlock, EV.goUnblock, EV.goSwitch, EV.goSwitchDestroy]
];
var SYSCALL_TYPES = [EV.goSyscallBegin, EV.goSyscallEnd, EV.goSyscallEndBlocked];
var STATUS_TYPES = [EV.goStatus, EV.goStatusStack];
var RANGES = /* @__PURE__ */ new Map([
  [EV.stwBegin, [true, "stop-the-world"]],
  [EV.stwEnd, [false, "stop-the-world"]],
  [EV.gcBegin, [true, "GC concurrent mark phase"]],
  [EV.gcEnd, [false, "GC concurrent mark phase"]],
  [EV.sweepBegin, [true, "GC incremental sweep"]],
  [EV.sweepEnd, [false, "GC incremental sweep"]],
  [EV.assistBegin, [true, "GC mark assist"]],
  [EV.assistEnd, [false, "GC mark assist"]]
]);
var ANNOTATIONS = /* @__PURE__ */ new Map([
  [EV.taskBegin, kindNumber("task_begin")],
  [EV.taskEnd, kindNumber("task_end")],
  [EV.regionBegin, kindNumber("region_begin")],
  [EV.regionEnd, kindNumber("region_end")]
]);
var STATES = 8;
function transitions() {
  const kinds = new Uint8Array(STATES * STATES).fill(NO_KIND);
  const set = (from, to, kind) => {
    kinds[from * STATES + to] = kind;
  };
  for (const to of [GO.runnable, GO.waiting, GO.syscall]) set(GO.notExist, to, K.create);
  for (const from of [GO.undetermined, GO.runnable]) set(from, GO.running, K.run);
  set(GO.running, GO.runnable, K.stop);
  set(GO.running, GO.waiting, K.park);
  for (const from of [GO.undetermined, GO.waiting]) set(from, GO.runnable, K.unpark);
  for (const from of [GO.running, GO.syscall]) set(from, GO.notExist, K.exit);
  set(GO.running, GO.syscall, K.syscall);
  for (const to of [GO.running, GO.runnable]) set(GO.syscall, to, K.syscallEnd);
  return kinds;
}
var TRANSITIONS = transitions();
function goroutineKind(type, from, to) {
  if (STATUS_TYPES.includes(type) || from === to) return K.status;
  return TRANSITIONS[(from & 7) * STATES + (to & 7)] ?? NO_KIND;
}
function rowKindIndex(word) {
  return word & 63 | word >>> 2 & 448 | word >>> 7 & 3584;
}
function rowKinds() {
  const kinds = new Uint8Array(1 << 12).fill(NO_KIND);
  for (const type of [...GOROUTINE_TYPES, ...SYSCALL_TYPES, ...STATUS_TYPES]) {
    for (let states = 0; states < STATES * STATES; states++) {
      const from = states & 7;
      const to = states >>> 3;
      kinds[type | from << 6 | to << 9] = goroutineKind(type, from, to);
    }
  }
  const set = (type, kind) => {
    for (let states = 0; states < STATES * STATES; states++) kinds[type | states << 6] = kind;
  };
  for (const [type, [begins]] of RANGES) set(type, begins ? K.rangeBegin : K.rangeEnd);
  for (const [type, kind] of ANNOTATIONS) set(type, kind);
  set(EV.userLog, K.log);
  return kinds;
}
var ROW_KINDS = rowKinds();
function typesFor(wanted) {
  const types = [...GOROUTINE_TYPES];
  const { kinds, ranges } = wanted;
  if (kinds.has(K.syscall) || kinds.has(K.syscallEnd)) types.push(...SYSCALL_TYPES);
  if (kinds.has(K.status)) types.push(...STATUS_TYPES);
  if (kinds.has(K.log) || kinds.has(K.mark)) types.push(EV.userLog);
  if (kinds.has(K.rangeBegin) || kinds.has(K.rangeEnd)) {
    for (const [type, [, name]] of RANGES) if (ranges?.has(name) ?? true) types.push(type);
  }
  for (const [type, kind] of ANNOTATIONS) if (kinds.has(kind)) types.push(type);
  return types;
}

// src/analyse/patterns/events/scan-memory.ts
var PAGE = 1 << 16;
var PAGES_MAX = 1 << 14;
var ALIGN = 64;
function ownMemory() {
  const memory = new wasm.Memory({ initial: 1, maximum: PAGES_MAX });
  let top = ALIGN;
  const alloc = (bytes) => {
    const at = top;
    top += Math.ceil(bytes / ALIGN) * ALIGN;
    const missing = top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return at;
  };
  return { memory, alloc, release: () => void 0 };
}
var ScanMemory = class {
  memory;
  #from;
  #taken = /* @__PURE__ */ new Map();
  #views;
  #buffer;
  /** @param chunk the first one of the trace */
  constructor(chunk) {
    this.#from = chunk.memory ?? ownMemory();
    this.memory = this.#from.memory;
  }
  /** A block, cleared. @throws where the memory cannot grow, what the reader takes for the end of its own memory */
  alloc(bytes) {
    const at = this.#from.alloc(bytes);
    this.#taken.set(at, bytes);
    this.views.u8.fill(0, at, at + bytes);
    return at;
  }
  /** A block with what stands in an older one, which is given back. */
  regrow(at, bytes) {
    const more = this.alloc(bytes);
    const old = this.#taken.get(at) ?? 0;
    this.views.u8.copyWithin(more, at, at + Math.min(old, bytes));
    if (old > 0) this.#from.release(at, old);
    this.#taken.delete(at);
    return more;
  }
  /** Gives everything back. */
  release() {
    for (const [at, bytes] of this.#taken) this.#from.release(at, bytes);
    this.#taken.clear();
  }
  get views() {
    const { buffer } = this.memory;
    if (this.#views === void 0 || this.#buffer !== buffer) {
      this.#buffer = buffer;
      this.#views = {
        u8: new Uint8Array(buffer),
        i32: new Int32Array(buffer),
        u32: new Uint32Array(buffer),
        f64: new Float64Array(buffer)
      };
    }
    return this.#views;
  }
};

// src/analyse/patterns/events/scan.wasm.ts
var SCAN_BASE64 = `
AGFzbQEAAAABPApgAn9/AX9gA39/fwBgAX8Bf2ACf38AYAF/AGAGf398f398AGADf35/AGAAAGADfH9/AX9gBX98f398AAIPAQNl
bnYGbWVtb3J5AgAAAxIRAAUCAAYBAQEDAwcCCAkEBAAGBgF/AUEACweaAQ0Ec2NhbgADCHNldENsYXNzAAUHc2V0TmFtZQAGDnJv
b21Gb3JDbGFzc2VzAAgMcm9vbUZvck5hbWVzAAkJZm9yZ2V0SWRzAAoMbnVtYmVyT2ZTbG90AAsGYXBwZW5kAAwHZW5kQ2FsbAAN
CmZvcmdldENhbGwADghzZXRCbG9jawAPC3NpdGVzT2ZDYWxsABAGbWVtb3J5AgAK0h8RuQECBn8BfgNAIwAoAkAgAksEQEEBIwBB
lAFqIgQoAgR0QQFrIQUgAa0gAK0gAq1CAYZCAnx8QiCGhCIIQpX4qfqXt96bnn9+QsAAIAQ1AgR9iKchAwN/IAQoAgAgA0EEdGoi
BigCCCIHBH8gBikDACAIUQR/IAdBAWsFIANBAWogBXEhAwwCCwVBfwsLQX9GBEAjACABNgJ4IwAgADYCgAEjACACNgKEAUEADwsg
AkEBaiECDAELC0EBC+UDAwZ/AnwBfgNAIwAoAkAgAEsEQCMAKAI8IABBBXRqIQdBASMAQZQBaiIJKAIEdEEBayEKIAStIAOtIACt
QgGGQgJ8fEIghoQiDkKV+Kn6l7fem55/fkLAACAJNQIEfYinIQsDfyAJKAIAIAtBBHRqIggoAggiBgR/IAgpAwAgDlEEfyAGQQFr
BSALQQFqIApxIQsMAgsFQX8LCyEIAkAgBSACoSIMIAcrAwBkBH9BAQUgBysDCCAMZAsNACAHKAIcIAhBB3RqIgYoAjghCSAGIAlB
AWo2AjggBisDACACZARAIAYgAjkDAAsgBisDCCAFYwRAIAYgBTkDCAsgBiAGKwMQIAygOQMQIAcoAhgEfyAGKAI8BUEBC0UEQCAG
IAYoAkQiCkEBaiIIQQAgBygCGCAIRxsiCDYCRCAGKAJAIApBA3RqIAI5AwAgBigCQCAIQQN0aisDACENIAcoAhggCUEBak0EfyAH
KwMQIAIgDaFmBUEACwRAIAZBATYCPAsLIAYrAxggDGYNACAGIAw5AxggBiACOQMgIAYjACgCHCMAKAIgIAFsaikDACIOQiCIQv//
//8PUQR8RAAAAAAAAPC/BSAOugs5AyggBiAENgIwIAYgAzYCNAsgAEEBaiEADAELCwvMAQMCfwF8AX4jACgCTCAAQQV0aiECIwAo
AlAhASMAKAIcIwAoAiAgAGxqKQMAIgRCIIhC/////w9RBHxEAAAAAAAA8L8FIAS6CyEDIAIoAhAjACgCdGsiAEEATgR/IAEgAEED
dGorA4CAmAEgA2EFQQALBEAgAA8LIwAjACgCYCIAQQFqNgJgIAEgAEEDdGogAzkDgICYASABIABBAnRqIgFBfzYCgIDYASABQX82
AoCA+AEgAUEANgKAgJgCIAIjACgCdCAAajYCECAAC/ISAxl/BHwBfiMAKAJUIRAjACgCBCEUIwAoAiQhFSMAKAIIIRYjACgCACEX
IwAoAhAhGCMAKAJMIRkjACgCQEEARyETIwAoAkRBAEchEQJAA0AgACABSQRAAkAgFSAAQQJ0IgIgFGooAgAiA0EHdkGAHHEgA0E/
cSADQQJ2QcADcXJyai0AACIEQQhPBEAgBEH/AUYNASMAKAJcIBBGBH8jACAANgJYQQEFAn9BACAEQf8BRg0AGiAEQQpGBH8jACgC
SAVBAAsEQEEBIwBBlAFqIgMoAgR0QQFrIQQjACgCGCAAQQJ0aigCACIFrUKAgICAEIQiH0KV+Kn6l7fem55/fkLAACADNQIEfYin
IQIDfyADKAIAIAJBBHRqIggoAggiBgR/IAgpAwAgH1EEfyAGQQFrBSACQQFqIARxIQIMAgsFQX8LCyICQX9GBEAjACAFNgJ4IwBB
ADYCfCMAIAA2AlhBCAwCCyACBH8jACAANgJYQQIFQQALDAELIARBCkcEfyMAKAIsIARqLQAABUEBCwR/IwAgADYCWEECBUEACwsL
IgJFDQEMBAsgAiAWaigCACIDQQBIDQAgFyAAQQN0aisDACEcIAIgGGooAgAhCSAZIANBBXRqIQYgBEEGTwRAIBEEfyMAKAJcIBBG
BSARCwR/IwAgADYCWEEBBSATBH8CfyAGKwMIIRsgBEEGRgRAIBsgG2EEQCMAIAA2AlhBAwwCCyAGIBw5AwggBiAJNgIUIAZBADoA
GwUgGyAbYQRAQQEjAEGUAWoiBSgCBHRBAWshByAGNQIUIAYtABsiCK1CAnxCIIaEIh9Clfip+pe33puef35CwAAgBTUCBH2IpyEC
A38gBSgCACACQQR0aiILKAIIIgwEfyALKQMAIB9RBH8gDEEBawUgAkEBaiAHcSECDAILBUF/CwsiAkF/RgR/QQEFIAYoAhQhBSMA
KAJAQQFGBH9BAQUgCCAFEAALRQsEQCAIIAYoAhQQABojACAANgJYQQcMAwsgBkQAAAAAAAD4fzkDCCAGKAIUIQwCQCAcIBuhIh0j
ACgCPCIFKwMAZAR/QQEFIAUrAwggHWQLDQAgBSgCHCACQQd0aiICKAI4IQcgAiAHQQFqNgI4IAIrAwAgG2QEQCACIBs5AwALIAIr
AwggHGMEQCACIBw5AwgLIAIgAisDECAdoDkDECAFKAIYBH8gAigCPAVBAQtFBEAgAiACKAJEIgtBAWoiCkEAIAUoAhggCkcbIgo2
AkQgAigCQCALQQN0aiAbOQMAIAIoAkAgCkEDdGorAwAhHiAFKAIYIAdBAWpNBH8gBSsDECAbIB6hZgVBAAsEQCACQQE2AjwLCyAC
KwMYIB1mDQAgAiAdOQMYIAIgGzkDICACIwAoAhwjACgCICADbGopAwAiH0IgiEL/////D1EEfEQAAAAAAADwvwUgH7oLOQMoIAIg
DDYCMCACIAg2AjQLIwAoAkBBAUsEQEEBIAMgGyAIIAYoAhQgHBABCyMAKAJwBEAjACAANgJYQQQMAwsLC0EACwVBAAsLIgIEQCMA
IwAoAmwgDmo2AmwgAg8LIBFFBEAgDkEBaiAOIBMbIQ4MAgsLIwAoAlwgEEYEfyMAIAA2AlhBAQUCfyADIQggAEECdCICIwAoAhhq
KAIAIQwjACgCDCACaigCACELQQAhAiAEQQNGIARBAkZyBEBBASMAQYgBaiIDKAIEdEEBayEFIAytIAmtQiCGhCIfQpX4qfqXt96b
nn9+QsAAIAM1AgR9iKchAgN/IAMoAgAgAkEEdGoiBygCCCIKBH8gBykDACAfUQR/IApBAWsFIAJBAWogBXEhAgwCCwVBfwsLIgJB
f0YEQCMAIAk2AngjACAMNgJ8IwAgADYCWEEFDAILBSAEQQRGBH8gBi0AGgVBAAsEQCAGLQAaQQFrIQILCyMAKAIsIARqLQAAQQBH
IQcgBEEBRgR/IAYtABkFIAILIARBBXRyIQpBACEDIAcEfyMAKAI4IApqLQAABUEACyIFBEAgBUEBcQRAQQEjAEGUAWoiDSgCBHRB
AWshDyAJrSIfQpX4qfqXt96bnn9+QsAAIA01AgR9iKchAwN/IA0oAgAgA0EEdGoiEigCCCIaBH8gEikDACAfUQR/IBpBAWsFIANB
AWogD3EhAwwCCwVBfwsLIgNBf0YEQCMAIAk2AngjAEEANgJ8IwAgADYCWEEGDAMLQQJBACADGyEDCyADQQRyIAMgC0EASEEAIAVB
AnEbGyIDQQhyIAMgBUEEcRshAwsgHCAGKwMAoSEbIwAoAiggBi0AGCIPQQJ0aigCAEEBIAR0cUUEQCMAQQE2AmgLIAYgBDoAGCAG
IBw5AwAgBEEDRgRAIAYgAkEBajoAGgUgBEEERgRAIAZBADoAGgsLIARBAUcgBEEETXEEQCAGIAI6ABkLIAcEQCAERSAPQR9GIAYo
AhAjACgCdGsiDUEASHJyBEAgCBACIQ0LIwAoAlAiCCMAKAJcIgVBAnRqIQcgCCAFQQN0aiAcOQMAIAUgCGoiEiAEOgCAgJABIBIg
AjoAgICUASAHIAk2AoCAYCAIIA1BAnRqIgIoAoCA+AEhCSAHIA02AoCAICAHIAk2AoCAMCAHQX82AoCAQCAJQQBIBEAgAiAFNgKA
gNgBBSAIIAlBAnRqIAU2AoCAQAsgAiAFNgKAgPgBIAIgAigCgICYAkEBIAR0cjYCgICYAiAEQQNGIARBAkZyBEAgByAMNgKAgHAF
IARFIARBBEZyBEAjACgCFCAAQQJ0aigCACEHIAggBUECdGoiCCALQQBIBH9BfwUjACgCTCALQQV0aiIJKAIQIwAoAnRrIgJBAE4E
fyAJLQAYQR9HBUEACwR/IAIFIAsQAgsLNgKAgFAgCCAHNgKAgIABCwsgA0EBciADIBsgCkEDdCICIwAoAjBqKwMAZgR/QQEFIBsj
ACgCNCACaisDAGULGyIDBEAjACgCUCMAKAJkQQR0aiICIAU2AoCAuAIgAiADQRB0IA9BCHRyIApyNgKEgLgCIAIgGzkDiIC4AiMA
IwAoAmRBAWo2AmQLIwAgBUEBajYCXAsgBEEFRgRAIAZBHzoAGCAGRAAAAAAAAPh/OQMAIAZEAAAAAAAA+H85AwgLQQALCyICDQML
IABBAWohAAwBCwsjACMAKAJsIA5qNgJsIwAgATYCWEEADwsjACMAKAJsIA5qNgJsIAILdQECf0EBIAAoAgR0QQFrIQQgAUKV+Kn6
l7fem55/fkLAACAANQIEfYinIQMDQCAAKAIAIANBBHRqKAIIBEAgA0EBaiAEcSEDDAELCyAAKAIAIANBBHRqIgMgATcDACADIAJB
AWo2AgggACAAKAIIQQFqNgIICxYAIwBBiAFqIAGtIACtQiCGhCACEAQLFgAjAEGUAWogAa0gAK1CIIaEIAIQBAtoAQN/IAAoAgAi
AwR/QQEgACgCBHQFQQALIQQgACABNgIAIAAgAjYCBCAAQQA2AghBACEBA0AgASAESQRAIAMgAUEEdGoiBSgCCCICBEAgACAFKQMA
IAJBAWsQBAsgAUEBaiEBDAELCwsOACMAQYgBaiAAIAEQBwsOACMAQZQBaiAAIAEQBwtIAQF/IwBBiAFqIgAoAgBBAEEBIAAoAgRB
BGp0/AsAIABBADYCCCMAQZQBaiIAKAIAQQBBASAAKAIEQQRqdPwLACAAQQA2AggLOQECfyMAKAJMIABBBXRqIgIoAhAjACgCdGsi
AUEATgR/IAItABhBH0cFQQALRQRAIAAQAiEBCyABC4ICAQV/IwAoAlAiBCMAKAJcIgNBA3RqIAA5AwAgAyAEaiIFIAE6AICAkAEg
BUEAOgCAgJQBIAJBAEgEQCAEIANBAnRqQX82AoCAIAUjACgCTCACQQV0aiIGKAIQIwAoAnRrIgVBAE4EfyAGLQAYQR9HBUEAC0UE
QCACEAIhBQsgBCAFQQJ0aiIHKAKAgPgBIQYgBCADQQJ0aiICIAU2AoCAICACIAY2AoCAMCACQX82AoCAQCAGQQBIBEAgByADNgKA
gNgBBSAEIAZBAnRqIAM2AoCAQAsgByADNgKAgPgBIAcgBygCgICYAkEBIAF0cjYCgICYAgsjACADQQFqNgJcIAMLEABBACAAIAEg
AiADIAQQAQsZACMAKAJMIABBBXRqRAAAAAAAAPh/OQMICwYAIAAkAAsIACAAIAEQAAs=
`;

// src/analyse/patterns/events/scan-kernel.ts
var PAUSE = {
  chunkDone: 0,
  segmentFull: 1,
  rare: 2,
  callInCall: 3,
  callsEnded: 4,
  askClass: 5,
  askStack: 6,
  askSite: 7,
  askLog: 8
};
var TAG = { stack: 0, log: 1, site: 2 };
var FIELDS2 = [
  ...["time", "word", "subject", "actor", "stack", "stack2", "text", "ids", "idBytes"],
  ...["kinds", "follows", "keep", "minNs", "maxNs", "special"],
  ...["tallies", "talliesN", "syscallRows", "logsNamed", "slots", "segment", "room"],
  ...["at", "rows", "goroutines", "marksN", "irregular", "uncounted", "earlier", "base"],
  ...["asked", "askedText", "askedCarried", "askedTally"],
  ...["classesBase", "classesBits", "classesUsed", "namesBase", "namesBits", "namesUsed"]
];
var PLACES = new Map(FIELDS2.map((name, i) => [name, i]));
var ROWS = 1 << 16;
var ROW = {
  timeNs: 0,
  number: 8,
  before: 12,
  after: 16,
  waker: 20,
  stack: 24,
  text: 28,
  newStack: 32,
  kind: 36,
  cls: 37,
  idOf: 38,
  first: 54,
  last: 62,
  kindsOf: 70,
  marks: 78,
  bytes: 94
};
var SLOT = {
  words: 8,
  state: 24,
  stateNs: 0,
  callNs: 1,
  number: 4,
  callStack: 5
};
var SLOT_BYTES = 32;
var SLOT_CARRIED = 27;
var NO_STATE = 31;
var SLOTS = 1 << 10;
var MEMO_BITS = 12;
var MEMO_ENTRY = 16;
var compiled;
var ScanKernel = class {
  x;
  mem;
  #block;
  #slots = 0;
  constructor(chunk) {
    compiled ??= new wasm.Module(Buffer.from(SCAN_BASE64, "base64"));
    this.mem = new ScanMemory(chunk);
    const imports = { env: { memory: this.mem.memory } };
    this.x = new wasm.Instance(compiled, imports).exports;
    this.#block = this.mem.alloc(FIELDS2.length * 4) / 4;
    this.x.setBlock(this.#block * 4);
    this.#memo("classes", MEMO_BITS);
    this.#memo("names", MEMO_BITS);
  }
  get(field) {
    return this.mem.views.u32[this.#block + (PLACES.get(field) ?? 0)] ?? 0;
  }
  set(field, value) {
    this.mem.views.u32[this.#block + (PLACES.get(field) ?? 0)] = value;
  }
  /** Puts a table into the memory and says where it lies. */
  table(field, bytes) {
    const at = this.mem.alloc(bytes.byteLength);
    this.mem.views.u8.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), at);
    this.set(field, at);
  }
  /** Makes room for so many of the reader's slots. */
  roomForSlots(slots2) {
    if (slots2 <= this.#slots) return;
    const size = Math.max(SLOTS, 2 ** Math.ceil(Math.log2(slots2)));
    const old = this.#slots;
    const bytes = size * SLOT_BYTES;
    const at = old === 0 ? this.mem.alloc(bytes) : this.mem.regrow(this.get("slots"), bytes);
    const { u8, i32, f64 } = this.mem.views;
    for (let slot = old; slot < size; slot++) {
      const from = at + slot * SLOT_BYTES;
      f64[from / 8 + SLOT.stateNs] = Number.NaN;
      f64[from / 8 + SLOT.callNs] = Number.NaN;
      i32[from / 4 + SLOT.number] = -1;
      u8[from + SLOT.state] = NO_STATE;
    }
    this.#slots = size;
    this.set("slots", at);
  }
  /** The slot's call under way: when it began (NaN: none), its stack, and whether that is a number of the trace. */
  callOf(slot) {
    const { u8, u32, f64 } = this.mem.views;
    const at = this.get("slots") + slot * SLOT_BYTES;
    const fromNs = f64[at / 8 + SLOT.callNs] ?? Number.NaN;
    return [fromNs, u32[at / 4 + SLOT.callStack] ?? 0, u8[at + SLOT_CARRIED] ?? 0];
  }
  /** Calls under way keep their stacks as numbers of the trace: the generation's ids go. */
  carryCalls(stackOf) {
    const { u8, u32, f64 } = this.mem.views;
    const base = this.get("slots");
    for (let slot = 0; slot < this.#slots; slot++) {
      const at = base + slot * SLOT_BYTES;
      if (Number.isNaN(f64[at / 8 + SLOT.callNs]) || u8[at + SLOT_CARRIED] === 1) continue;
      u32[at / 4 + SLOT.callStack] = stackOf(u32[at / 4 + SLOT.callStack] ?? 0);
      u8[at + SLOT_CARRIED] = 1;
    }
  }
  /** Says what a stop or park with the stack and reason is. */
  setClass(stack, text, cls) {
    this.#room("classes");
    this.x.setClass(stack, text, cls);
  }
  setName(tag, id, value) {
    this.#room("names");
    this.x.setName(tag, id, value);
  }
  #room(memo2) {
    const bits = this.get(`${memo2}Bits`);
    if (this.get(`${memo2}Used`) * 2 >= 2 ** bits) this.#memo(memo2, bits + 1);
  }
  #memo(memo2, bits) {
    const at = this.mem.alloc(MEMO_ENTRY * 2 ** bits);
    if (memo2 === "classes") this.x.roomForClasses(at, bits);
    else this.x.roomForNames(at, bits);
  }
};

// src/analyse/patterns/events/segment.ts
var MARKED = { spaced: 1, stack: 2, runtime: 4, always: 8 };
var MARK_BYTES = 16;
var Segment = class {
  events;
  rows;
  number;
  before;
  after;
  waker;
  /** Ids of the generation's tables, by row. */
  stackId;
  textId;
  /** A create's: the stack that the new goroutine begins with. */
  newStackId;
  first;
  last;
  kinds;
  ids;
  goroutines = 0;
  /** Every goroutine's states followed each other as the runtime makes them. */
  regular = true;
  #kernel;
  #at;
  #filled;
  #counts = new Int32Array(PATTERN_KINDS.length);
  #interner;
  /** By stack: the text's number of the function that a goroutine begins with there. */
  #starts = [];
  #buffer;
  #tables;
  constructor(rows, interner, kernel) {
    this.#interner = interner;
    this.#kernel = kernel;
    this.rows = rows;
    this.events = patternEvents(rows);
    this.#filled = new Uint8Array(rows);
    this.#at = kernel.mem.alloc(ROW.bytes * ROWS);
    kernel.set("segment", this.#at);
    kernel.set("room", rows);
  }
  /** The tables of the rows to come. */
  generation(tables) {
    this.#tables = tables;
  }
  /** Appends an event all of whose columns are known. */
  push(e) {
    const row = this.#kernel.x.append(e.timeNs, e.kind, e.slot);
    const { events } = this;
    const views = this.#kernel.mem.views;
    const number2 = views.i32[(this.#at + ROW.number * ROWS) / 4 + row] ?? -1;
    const g = views.f64[(this.#at + ROW.idOf * ROWS) / 8 + number2] ?? -1;
    events.g[row] = number2 < 0 ? -1 : g;
    events.by[row] = -1;
    events.stack[row] = e.stack;
    events.text[row] = e.text;
    events.value[row] = e.value;
    this.#filled[row] = 1;
    this.#counts[e.kind] = (this.#counts[e.kind] ?? 0) + 1;
  }
  /** The segment is over: its columns can be read. False when it is empty. */
  close() {
    const kernel = this.#kernel;
    const length = kernel.get("rows");
    if (length === 0) return false;
    this.events.length = length;
    this.goroutines = kernel.get("goroutines");
    this.regular = kernel.get("irregular") === 0;
    const { buffer } = kernel.mem.memory;
    if (buffer !== this.#buffer) this.#lay(buffer);
    return true;
  }
  #lay(buffer) {
    this.#buffer = buffer;
    const at = (column) => this.#at + column * ROWS;
    const { rows, events } = this;
    const i32 = (column, n) => new Int32Array(buffer, at(column), n);
    const u32 = (column) => new Uint32Array(buffer, at(column), rows);
    events.timeNs = new Float64Array(buffer, at(ROW.timeNs), rows);
    events.kind = new Uint8Array(buffer, at(ROW.kind), rows);
    events.cls = new Uint8Array(buffer, at(ROW.cls), rows);
    this.number = i32(ROW.number, rows);
    this.before = i32(ROW.before, rows);
    this.after = i32(ROW.after, rows);
    this.waker = i32(ROW.waker, rows);
    this.stackId = u32(ROW.stack);
    this.textId = u32(ROW.text);
    this.newStackId = u32(ROW.newStack);
    this.first = i32(ROW.first, 2 * rows);
    this.last = i32(ROW.last, 2 * rows);
    this.kinds = i32(ROW.kindsOf, 2 * rows);
    this.ids = new Float64Array(buffer, at(ROW.idOf), 2 * rows);
  }
  /** Shows the rows that gates ask about, in order; one object for all. */
  marks(see) {
    const { u32, f64 } = this.#kernel.mem.views;
    const base = this.#at + ROW.marks * ROWS;
    const count = this.#kernel.get("marksN");
    const mark = { row: 0, at: 0, from: 0, gapNs: 0, what: 0 };
    for (let i = 0; i < count; i++) {
      const at = base + i * MARK_BYTES;
      const word = u32[at / 4 + 1] ?? 0;
      mark.row = u32[at / 4] ?? 0;
      mark.at = word & 255;
      mark.from = word >>> 8 & 255;
      mark.what = word >>> 16;
      mark.gapNs = f64[at / 8 + 1] ?? Number.NaN;
      see(mark);
    }
  }
  need(row) {
    if (this.#filled[row] === 1 || this.#tables === void 0) return;
    this.#filled[row] = 1;
    const { events } = this;
    const tables = this.#tables;
    const kind = events.kind[row] ?? 0;
    const waker = kind === K.create || kind === K.unpark ? this.waker[row] ?? -1 : -1;
    const reason = kind === K.park || kind === K.stop ? this.textId[row] ?? 0 : 0;
    events.g[row] = this.ids[this.number[row] ?? 0] ?? -1;
    events.by[row] = waker < 0 ? -1 : this.ids[waker] ?? -1;
    const stack = this.#interner.stack(tables, this.stackId[row]);
    events.stack[row] = stack === 0 && kind === K.create ? this.#newStack(tables, row) : stack;
    events.text[row] = this.#interner.text(tables, reason);
    events.value[row] = kind === K.create ? this.#startFunction(tables, row) : 0;
  }
  countOf(kind) {
    return kind < STATE_KINDS ? void 0 : this.#counts[kind];
  }
  /** Where a new goroutine begins: all that is known of one that the runtime makes for a timer. */
  #newStack(tables, row) {
    return this.#interner.stack(tables, this.newStackId[row]);
  }
  /** The function that a new goroutine begins with. */
  #startFunction(tables, row) {
    const stack = this.#newStack(tables, row);
    const known = this.#starts[stack];
    if (known !== void 0) return known;
    const frames = this.#interner.frames(stack);
    return this.#starts[stack] = this.#interner.textOf(frames.at(-1)?.func ?? "");
  }
  /** Empties it; sequence numbers go on. */
  clear() {
    const { events } = this;
    const kernel = this.#kernel;
    this.#filled.fill(0, 0, events.length);
    this.#counts.fill(0);
    events.firstSeq += events.length;
    events.length = 0;
    kernel.set("base", kernel.get("base") + this.goroutines);
    for (const field of ["rows", "goroutines", "marksN", "irregular"]) kernel.set(field, 0);
    this.goroutines = 0;
    this.regular = true;
  }
};

// src/analyse/patterns/events/row-scan.ts
var KINDS = 32;
var NONE = -1;
var FOLLOWS = new Int32Array(KINDS).fill(-1);
FOLLOWS[K.create] = ~(1 << K.create);
FOLLOWS[K.park] = 1 << K.unpark;
FOLLOWS[K.unpark] = 1 << K.run;
FOLLOWS[K.stop] = 1 << K.run;
FOLLOWS[K.run] = ~(1 << K.create);
var RowScan = class {
  wants;
  #interner;
  #o;
  #keep;
  #machine;
  #tables;
  /** By slot: calls that had not ended when another began. */
  #earlier = /* @__PURE__ */ new Map();
  #rangeText = /* @__PURE__ */ new Map();
  #stateText;
  #markText;
  #logTexts;
  constructor(interner, options) {
    this.#interner = interner;
    this.#o = options;
    const { wanted, logs } = options;
    this.#keep = Uint8Array.from(
      { length: KINDS },
      (_, kind) => kind < PATTERN_KINDS.length && wanted.kinds.has(kind) ? 1 : 0
    );
    this.wants = typesFor(wanted);
    for (const [type, [, name]] of RANGES) this.#rangeText.set(type, interner.textOf(name));
    this.#stateText = GO_STATES.map((state) => interner.textOf(state));
    this.#markText = interner.textOf(MARK);
    this.#logTexts = logs && new Set([...logs].map((name) => interner.textOf(name)));
  }
  chunk(c) {
    const places = placesOf(c);
    const machine = this.#machine ??= this.#begin(c);
    const { tables } = c.generation;
    if (tables !== this.#tables) this.#next(machine, tables);
    const { kernel, columns, segment } = machine;
    columns.take(c, places);
    for (let at = 0; ; ) {
      const why = kernel.x.scan(at, c.length);
      at = kernel.get("at");
      if (why === PAUSE.chunkDone) {
        if (kernel.get("rows") === segment.rows) this.#flush();
        return;
      }
      if (why === PAUSE.segmentFull) this.#flush();
      else if (why === PAUSE.rare) this.#rare(machine, at++);
      else if (why >= PAUSE.askClass) this.#answer(machine, why, tables);
      else this.#callInCall(machine, why, at);
    }
  }
  generationEnd() {
    this.#flush();
  }
  /** The end of the trace: hands on what is left. @returns how many events there were */
  end() {
    const machine = this.#machine;
    if (machine === void 0) return 0;
    this.#flush();
    const { kernel, sites, segment } = machine;
    if (this.#tables !== void 0) sites.carry(this.#stackOf(this.#tables));
    sites.finish();
    const events = segment.events.firstSeq + kernel.get("uncounted");
    kernel.mem.release();
    this.#machine = void 0;
    return events;
  }
  #begin(c) {
    const { gates, rows, tallies, syscallRows } = this.#o;
    const kernel = new ScanKernel(c);
    kernel.table("kinds", ROW_KINDS);
    kernel.table("follows", FOLLOWS);
    kernel.table("keep", this.#keep);
    kernel.table("minNs", gates.minNs);
    kernel.table("maxNs", gates.maxNs);
    kernel.table("special", gates.special);
    kernel.set("syscallRows", syscallRows ? 1 : 0);
    kernel.set("logsNamed", 1);
    const segment = new Segment(Math.min(rows ?? ROWS, ROWS), this.#interner, kernel);
    const sites = new CallSites(kernel, tallies);
    return { kernel, segment, sites, columns: new ChunkColumns(kernel) };
  }
  #stackOf(tables) {
    return (id) => this.#interner.stack(tables, id);
  }
  #next({ kernel, segment, sites }, tables) {
    this.#flush();
    if (this.#tables !== void 0) {
      const stackOf = this.#stackOf(this.#tables);
      kernel.carryCalls(stackOf);
      sites.carry(stackOf);
      for (const list of this.#earlier.values()) {
        for (const call of list) if (call[2] === 0) [call[1], call[2]] = [stackOf(call[1]), 1];
      }
    }
    this.#tables = tables;
    segment.generation(tables);
    kernel.x.forgetIds();
  }
  #flush() {
    const segment = this.#machine?.segment;
    if (segment?.close() !== true) return;
    this.#gates(segment);
    this.#o.gates.segmentEnd(segment);
    this.#o.segment(segment);
    segment.clear();
  }
  /** Tells the gates about the rows that the hot pass has marked for them. */
  #gates(segment) {
    const { gates } = this.#o;
    const tables = this.#tables;
    segment.marks(({ row, at, from, gapNs: gapNs2, what }) => {
      if ((what & MARKED.spaced) !== 0) gates.spaced(at, row, from, gapNs2, segment);
      if (what === MARKED.spaced || tables === void 0) return;
      const id = segment.stackId[row] ?? 0;
      const stack = (what & MARKED.stack) === 0 ? 0 : this.#interner.stack(tables, id);
      const timeNs = segment.events.timeNs[row] ?? 0;
      gates.specialRow(at, row, timeNs, (what & MARKED.runtime) !== 0, stack, segment);
    });
  }
  /** Says what the hot pass asks. */
  #answer({ kernel, sites }, why, tables) {
    const id = kernel.get("asked");
    if (why === PAUSE.askClass) {
      const text = kernel.get("askedText");
      kernel.setClass(id, text, this.#classOf(tables, id, text));
    } else if (why === PAUSE.askStack) {
      const stack = this.#interner.stack(tables, id);
      const wanted = stack !== 0 && this.#o.gates.flags(stack);
      kernel.setName(TAG.stack, id, wanted ? 1 : 0);
    } else if (why === PAUSE.askLog) {
      kernel.setName(TAG.log, id, this.#wantsLog(tables, id) ? 1 : 0);
    } else {
      const tally = kernel.get("askedTally");
      const carried = kernel.get("askedCarried");
      const stack = carried === 1 ? id : this.#interner.stack(tables, id);
      const site = sites.siteOf(tally, stack);
      kernel.setName(TAG.site + 2 * tally + carried, id, site);
    }
  }
  #classOf(tables, stack, text) {
    const reason = this.#interner.string(this.#interner.text(tables, text));
    return classOf(reason, this.#interner.frames(this.#interner.stack(tables, stack)));
  }
  #wantsLog(tables, id) {
    const text = this.#interner.text(tables, id);
    if (text === this.#markText) return this.#keep[K.mark] === 1;
    return this.#keep[K.log] === 1 && this.#logTexts?.has(text) !== false;
  }
  /** A call that begins inside another: only in damaged traces. Both end where the next end is. */
  #callInCall(machine, why, i) {
    const { kernel, columns } = machine;
    const slot = columns.subject(i);
    if (why === PAUSE.callInCall) {
      const list = this.#earlier.get(slot) ?? [];
      this.#earlier.set(slot, list);
      list.push([...kernel.callOf(slot)]);
      kernel.x.forgetCall(slot);
      kernel.set("earlier", 1);
      return;
    }
    for (const [fromNs, stack, carried] of this.#earlier.get(slot) ?? []) {
      while (kernel.x.sitesOfCall(carried, stack) === 0 && this.#tables !== void 0) {
        this.#answer(machine, PAUSE.askSite, this.#tables);
      }
      kernel.x.endCall(slot, fromNs, carried, stack, columns.timeNs(i));
    }
    this.#earlier.delete(slot);
    kernel.set("earlier", this.#earlier.size > 0 ? 1 : 0);
  }
  /** Ranges, logs, tasks, regions, snapshots: rare, and written whole. */
  #rare({ columns, segment }, i) {
    const c = columns.live();
    const type = typeAt(c, i);
    const { tables } = c.generation;
    let kind = ROW_KINDS[rowKindIndex(c.kind[i] ?? 0)] ?? STATE_KINDS;
    let slot = goroutineAt(c, i);
    let text = this.#interner.text(tables, textAt(c, i));
    let value = 0;
    if (kind === K.status) {
      slot = subjectAt(c, i);
      if (slot < 0) return;
      text = this.#stateText[toAt(c, i)] ?? 0;
    } else if (kind === K.rangeBegin || kind === K.rangeEnd) {
      if (type === EV.gcBegin || type === EV.gcEnd) slot = NONE;
      value = type === EV.stwBegin ? text : 0;
      text = this.#rangeText.get(type) ?? 0;
    } else if (kind === K.log) {
      if (text === this.#markText) kind = K.mark;
      value = this.#interner.text(tables, logValueAt(c, i));
    }
    const stack = this.#interner.stack(tables, stackAt(c, i));
    segment.push({ timeNs: c.timeNs[i] ?? 0, kind, slot, stack, text, value });
  }
};

// src/analyse/patterns/matching/match.ts
function foundOf(match) {
  const times = match.steps.map(({ timeNs }) => timeNs);
  const { pattern: pattern2, values } = match;
  return { pattern: pattern2, values, times, steps: times.length, match: () => match };
}
function seenAt(e, i) {
  return {
    seq: e.firstSeq + i,
    timeNs: e.timeNs[i] ?? 0,
    kind: e.kind[i] ?? 0,
    cls: e.cls[i] ?? 0,
    g: e.g[i] ?? -1,
    by: e.by[i] ?? -1,
    stack: e.stack[i] ?? 0,
    text: e.text[i] ?? 0,
    value: e.value[i] ?? 0
  };
}

// src/analyse/patterns/finders/finder.ts
var STATES2 = ["park", "stop"].map(kindNumber);
var STATUS = kindNumber("status");
function report({ pattern: pattern2, found }, steps, values) {
  const all = pattern2.variables.map(({ name }) => values[name] ?? Number.NaN);
  found(foundOf({ pattern: pattern2, steps, values: Float64Array.from(all) }));
}
function stateBefore(index, row) {
  return lastState(index, index.rows.waker[row] ?? -1, row);
}
function lastState({ events, rows }, number2, below) {
  for (let at = rows.last[number2] ?? -1; at >= 0; at = rows.before[at] ?? -1) {
    if (at > below || !STATES2.includes(events.kind[at] ?? -1)) continue;
    rows.need(at);
    return seenAt(events, at);
  }
  return void 0;
}
function rowBefore({ events, rows }, row) {
  let at = rows.before[row] ?? -1;
  while (at >= 0 && events.kind[at] === STATUS) at = rows.before[at] ?? -1;
  return at;
}
function firstRow({ events, rows }, number2) {
  let at = number2 < 0 ? -1 : rows.first[number2] ?? -1;
  while (at >= 0 && events.kind[at] === STATUS) at = rows.after[at] ?? -1;
  return at;
}

// src/analyse/patterns/finders/fellow-cancels.ts
var UNPARK = kindNumber("unpark");
var LOCKS = new Set((CLASS_GROUPS.get("mutex") ?? []).map(classNumber));
var FellowCancels = class {
  overflow = 0;
  #input;
  constructor(input) {
    this.#input = input;
  }
  segment(index, anchors) {
    for (const row of anchors ?? index.ofKinds(1 << UNPARK)) this.#cancel(index, row);
  }
  #cancel(index, row) {
    const { pattern: pattern2, kin, facts } = this.#input;
    const { events, rows } = index;
    const test = pattern2.steps[0]?.tests[0];
    if (test === void 0 || (test.classes & 1 << (events.cls[row] ?? 0)) === 0) return;
    rows.need(row);
    const stack = events.stack[row] ?? 0;
    if (test.stack?.(stack) !== true || test.stackLacks?.(stack) === true) return;
    const [g, by] = [events.g[row] ?? -1, events.by[row] ?? -1];
    const [woken, waker] = [kin.of(g), kin.of(by)];
    if (woken === void 0 || waker === void 0 || woken.creator !== waker.creator) return;
    if (woken.creator < 0 || woken.start === waker.start || this.#isOwnCode(waker)) return;
    if (wasTold(index, row)) return;
    report(this.#input, [seenAt(events, row)], {
      X: g,
      K: by,
      E: facts.attribute("entry", events, row)
    });
  }
  /** A closure of the function that made it. */
  #isOwnCode({ start, stack }) {
    const { interner } = this.#input.facts;
    const maker = interner.string(this.#input.facts.ofStack("function", stack));
    return maker !== "" && interner.string(start).startsWith(`${maker}.func`);
  }
};
function wasTold({ events, rows }, row) {
  const waker = rows.waker[row] ?? -1;
  let at = rows.last[waker] ?? -1;
  for (; at >= 0; at = rows.before[at] ?? -1) {
    if (at > row || events.kind[at] !== UNPARK) continue;
    if (!LOCKS.has(events.cls[at] ?? 0)) return (rows.waker[at] ?? -1) >= 0;
  }
  return false;
}

// src/analyse/patterns/finders/kinship.ts
var CREATE = kindNumber("create");
var EXIT = kindNumber("exit");
var KIN_MAX = 2e5;
var Kinship = class {
  #kin = /* @__PURE__ */ new Map();
  #ended = [];
  overflow = 0;
  /** Takes the segment's goroutines in; those that ended in it are known until the next one. */
  segment(index) {
    for (const g of this.#ended) this.#kin.delete(g);
    this.#ended = [];
    const { rows, events } = index;
    const [created, , all] = index.ofKind(CREATE, -1);
    for (let at = 0; at < all; at++) {
      if (this.#kin.size >= KIN_MAX) {
        this.overflow += all - at;
        break;
      }
      const row = created[at] ?? 0;
      rows.need(row);
      this.#kin.set(events.g[row] ?? -1, {
        creator: events.by[row] ?? -1,
        start: events.value[row] ?? 0,
        madeNs: events.timeNs[row] ?? 0,
        stack: events.stack[row] ?? 0
      });
    }
    const [exits, , ends] = index.ofKind(EXIT, -1);
    for (let at = 0; at < ends; at++) this.#ended.push(goroutineAt2(index, exits[at] ?? 0));
  }
  /** Undefined: it was there before the trace. */
  of(g) {
    return this.#kin.get(g);
  }
};
function goroutineAt2({ rows }, row) {
  return rows.ids[rows.number[row] ?? -1] ?? -1;
}

// src/analyse/patterns/finders/overtaken.ts
var PARK = kindNumber("park");
var UNPARK2 = kindNumber("unpark");
var SENDS = ["chan_send", "select"].map(classNumber);
var OVERTAKES = 8;
var OPEN_MAX = 1e4;
var SELECT = "runtime.selectgo";
var Overtaken = class {
  overflow = 0;
  #input;
  #minNs;
  /** Waits that had not ended with their segment, by goroutine. */
  #open = /* @__PURE__ */ new Map();
  constructor(input) {
    this.#input = input;
    this.#minNs = input.pattern.steps.at(-1)?.gapMinNs ?? 0;
  }
  segment(index, anchors) {
    for (const [g, wait] of this.#open) {
      const row = firstRow(index, index.numberOf(g));
      if (row < 0) continue;
      this.#open.delete(g);
      if (index.events.kind[row] === UNPARK2) this.#served(index, wait, -1, row);
    }
    for (const row of anchors ?? index.ofKinds(1 << PARK)) this.#wait(index, row);
  }
  #wait(index, row) {
    const { events, rows } = index;
    if (events.kind[row] !== PARK || !SENDS.includes(events.cls[row] ?? 0)) return;
    const next = rows.after[row] ?? -1;
    if (next >= 0) {
      const waitNs = (events.timeNs[next] ?? 0) - (events.timeNs[row] ?? 0);
      if (events.kind[next] !== UNPARK2 || waitNs < this.#minNs) return;
      rows.need(row);
      this.#served(index, seenAt(events, row), row, next);
    } else if (this.#open.size < OPEN_MAX) {
      rows.need(row);
      this.#open.set(goroutineAt2(index, row), seenAt(events, row));
    } else this.overflow += 1;
  }
  /** @param from the row where the wait begins, -1: in an earlier segment */
  #served(index, wait, from, row) {
    const { events, rows } = index;
    const { facts } = this.#input;
    if ((events.timeNs[row] ?? 0) - wait.timeNs < this.#minNs) return;
    rows.need(row);
    const by = events.by[row] ?? -1;
    if (by < 0 || !this.#inSelect(events.stack[row] ?? 0)) return;
    const site = facts.ofStack("site", wait.stack);
    const before = this.#lateComer(index, by, { row, from, site });
    if (before === void 0) return;
    report(this.#input, [wait, ...before, seenAt(events, row)], {
      P: wait.g,
      Q: before[0].g,
      C: by,
      S: site,
      R: facts.attribute("site", events, row)
    });
  }
  #inSelect(stack) {
    const frames = this.#input.facts.interner.frames(stack);
    return frames.some(({ func }) => func === SELECT);
  }
  /** The last of those that were served before although they came later, where there are enough of them. */
  #lateComer(index, by, wait) {
    const { events, rows } = index;
    const [caused, end] = index.causedBy(by, wait.row - 1);
    const [, first] = index.causedBy(by, wait.from);
    let left = OVERTAKES;
    let shown;
    for (let at = end - 1; at >= first && left > 0; at--) {
      const row = caused[at] ?? 0;
      if (events.kind[row] !== UNPARK2 || !SENDS.includes(events.cls[row] ?? 0)) continue;
      const came = rowBefore(index, row);
      if (came <= wait.from || events.kind[came] !== PARK) return void 0;
      rows.need(came);
      const { facts } = this.#input;
      if (facts.attribute("site", events, came) === wait.site) return void 0;
      left -= 1;
      rows.need(row);
      shown ??= [seenAt(events, came), seenAt(events, row)];
    }
    return left === 0 ? shown : void 0;
  }
};

// src/analyse/patterns/finders/stragglers.ts
var CREATE2 = kindNumber("create");
var EXIT2 = kindNumber("exit");
var UNPARK3 = kindNumber("unpark");
var WAIT_GROUP = classNumber("wait_group");
var Stragglers = class {
  overflow = 0;
  alone = true;
  #input;
  #minNs;
  /** By creator and function. */
  #families = /* @__PURE__ */ new Map();
  constructor(input) {
    this.#input = input;
    this.#minNs = input.pattern.steps.at(-1)?.gapMinNs ?? 0;
  }
  segment(index) {
    const { kind: kinds, cls, length } = index.events;
    for (let row = 0; row < length; row++) {
      const kind = kinds[row] ?? 0;
      if (kind === CREATE2 || kind === EXIT2) this.#changed(index, row, kind === CREATE2);
      else if (kind === UNPARK3 && cls[row] === WAIT_GROUP) this.#woken(index, row);
    }
  }
  #changed(index, row, made) {
    const g = goroutineAt2(index, row);
    const kin = this.#input.kin.of(g);
    if (kin === void 0 || kin.creator < 0) return;
    const timeNs = index.events.timeNs[row] ?? 0;
    const seq = index.events.firstSeq + row;
    change(this.#families, keyOf(kin), made ? void 0 : { seq, g, timeNs });
  }
  /** A wait for a group is over. */
  #woken(index, row) {
    const { events, rows } = index;
    rows.need(row);
    const kin = this.#input.kin.of(events.by[row] ?? -1);
    if (kin === void 0) return;
    const timeNs = events.timeNs[row] ?? 0;
    const ended = this.#families.get(keyOf(kin))?.ended;
    if (ended === void 0 || timeNs - ended.timeNs < this.#minNs) return;
    const before = rowBefore(index, row);
    if (before >= 0 && timeNs - (events.timeNs[before] ?? 0) < this.#minNs) return;
    const { facts, pattern: pattern2 } = this.#input;
    const did = stateBefore(index, row) ?? madeAt(events.by[row] ?? -1, kin);
    const end = { seq: ended.seq, timeNs: ended.timeNs, kind: EXIT2, cls: 0, g: ended.g };
    const last = { ...end, by: -1, stack: 0, text: 0, value: 0 };
    const byId = { l: did, a: last, z: seenAt(events, row) };
    const first = did.timeNs <= last.timeNs ? "l" : "a";
    const order = [pattern2, ...pattern2.others].find(({ steps: [s] }) => s?.id === first) ?? pattern2;
    const steps = order.steps.flatMap(({ id }) => byId[id] ?? []);
    report({ ...this.#input, pattern: order }, steps, {
      A: ended.g,
      M: events.g[row] ?? -1,
      Z: events.by[row] ?? -1,
      L: facts.ofStack("site", did.stack),
      S: facts.attribute("site", events, row)
    });
  }
};
function madeAt(g, { creator, stack, start, madeNs }) {
  const made = { seq: -1, timeNs: madeNs, kind: CREATE2, cls: 0, g, by: creator };
  return { ...made, stack, text: 0, value: start };
}
var START_MAX = 2 ** 22;
var CREATOR_MAX = 2 ** 31;
function keyOf({ creator, start }) {
  const exact = start < START_MAX && creator < CREATOR_MAX;
  return exact ? creator * START_MAX + start : `${creator} ${start}`;
}
function change(families, key, ended) {
  const family = families.get(key) ?? { alive: 0, ended: void 0 };
  family.alive += ended === void 0 ? 1 : -1;
  family.ended = ended;
  if (family.alive > 0) families.set(key, family);
  else families.delete(key);
}

// src/analyse/patterns/finders/unreached.ts
var CREATE3 = kindNumber("create");
var EXIT3 = kindNumber("exit");
var UNPARK4 = kindNumber("unpark");
var WAITS = ["wait_group", "chan_receive", "select"].map(classNumber);
var AFTER_MAX_NS = 1e10;
var WAIT_MIN = 0.9;
var OWNERS_MAX = 1e3;
var WOKEN_MAX = 1e3;
var STATES_MAX = 100;
var Unreached = class {
  overflow = 0;
  #input;
  #minNs;
  #byOwner = /* @__PURE__ */ new Map();
  constructor(input) {
    this.#input = input;
    this.#minNs = input.pattern.steps.at(-1)?.gapMinNs ?? 0;
  }
  segment(index, anchors) {
    const startNs = index.events.timeNs[0] ?? 0;
    const from = /* @__PURE__ */ new Map();
    for (const [owner, { at }] of this.#byOwner) {
      if (startNs - at.timeNs > AFTER_MAX_NS) this.#byOwner.delete(owner);
      else from.set(owner, -1);
    }
    for (const row of anchors ?? index.ofKinds(1 << UNPARK4)) this.#cancel(index, row, from);
    for (const [owner, above] of from) this.#follow(index, owner, above);
    if (this.#byOwner.size > 0) this.#remember(index);
  }
  /** What the owners' goroutines are at when the segment ends. */
  #remember(index) {
    const { rows, events } = index;
    for (let number2 = 0; number2 < rows.goroutines; number2++) {
      const g = rows.ids[number2] ?? -1;
      const states = this.#byOwner.get(this.#input.kin.of(g)?.creator ?? -1)?.states;
      if (states === void 0 || states.size >= STATES_MAX && !states.has(g)) continue;
      const state = lastState(index, number2, events.length);
      if (state !== void 0) states.set(g, state);
    }
  }
  /** @param from by owner, the row from which on to follow it */
  #cancel(index, row, from) {
    const { pattern: pattern2, kin } = this.#input;
    const { events, rows } = index;
    const test = pattern2.steps[0]?.tests[0];
    if (test === void 0 || (test.classes & 1 << (events.cls[row] ?? 0)) === 0) return;
    rows.need(row);
    if (test.stack?.(events.stack[row] ?? 0) !== true) return;
    const g = events.g[row] ?? -1;
    const owners = /* @__PURE__ */ new Set([kin.of(g)?.creator ?? -1, events.by[row] ?? -1]);
    for (const owner of owners) {
      if (owner < 0 || owner === g) continue;
      const before = this.#byOwner.get(owner);
      if (before !== void 0) {
        if (before.woken.size < WOKEN_MAX) before.woken.add(g);
        continue;
      }
      if (this.#byOwner.size >= OWNERS_MAX) {
        this.overflow += 1;
        return;
      }
      this.#byOwner.set(owner, { at: seenAt(events, row), woken: /* @__PURE__ */ new Set([g]), states: /* @__PURE__ */ new Map() });
      from.set(owner, row);
    }
  }
  /** What the owner does, and what is done to it, in the segment from a row on. */
  #follow(index, owner, above) {
    const cancelled = this.#byOwner.get(owner);
    if (cancelled === void 0) return;
    const { events, rows } = index;
    const [caused, from, to] = index.causedBy(owner, above);
    let until = Infinity;
    for (let at = from; at < to && until === Infinity; at++) {
      const row2 = caused[at] ?? 0;
      if (events.kind[row2] === CREATE3) until = row2;
      else if (cancelled.woken.size < WOKEN_MAX) cancelled.woken.add(goroutineAt2(index, row2));
    }
    const number2 = index.numberOf(owner);
    let row = number2 < 0 ? -1 : index.firstAbove(number2, above);
    for (; row >= 0 && row < until; row = rows.after[row] ?? -1) {
      const kept = events.kind[row] === UNPARK4 && this.#kept(index, row, cancelled);
      if (kept || events.kind[row] === EXIT3) {
        this.#byOwner.delete(owner);
        return;
      }
    }
    if (until < Infinity) this.#byOwner.delete(owner);
  }
  /** The owner's wait is over: was it for one that the cancellation had not reached? */
  #kept(index, row, { at, woken, states }) {
    const { kin } = this.#input;
    const { events, rows } = index;
    if (!WAITS.includes(events.cls[row] ?? 0)) return false;
    const afterNs = (events.timeNs[row] ?? 0) - at.timeNs;
    if (afterNs < this.#minNs || afterNs > AFTER_MAX_NS) return false;
    const began = rowBefore(index, row);
    const waitNs = (events.timeNs[row] ?? 0) - (events.timeNs[Math.max(0, began)] ?? 0);
    if (began >= 0 && waitNs < WAIT_MIN * this.#minNs) return false;
    rows.need(row);
    const [owner, by] = [events.g[row] ?? -1, events.by[row] ?? -1];
    const own = kin.of(by);
    if (own?.creator !== owner || own.madeNs > at.timeNs || woken.has(by)) return false;
    const state = stateBefore(index, row) ?? states.get(by);
    if (state === void 0) return false;
    const on = { ...state, timeNs: Math.max(state.timeNs, at.timeNs) };
    report(this.#input, [at, on, seenAt(events, row)], { X: at.g, K: at.by, I: by, O: owner });
    return true;
  }
};

// src/analyse/patterns/finders/finders.ts
var FINDERS = {
  stragglers: Stragglers,
  "fellow-cancels": FellowCancels,
  unreached: Unreached,
  overtaken: Overtaken
};
var SEARCHED_KINDS = ["create", "run", "stop", "park", "unpark", "exit"].map((kind) => 1 << kindNumber(kind)).reduce((all, bit2) => all | bit2, 0);
function finderOf(input) {
  const { finder } = input.pattern.source;
  return finder === void 0 ? void 0 : new FINDERS[finder](input);
}

// src/analyse/patterns/finders/processors.ts
var KIND = {
  run: kindNumber("run"),
  syscall: kindNumber("syscall"),
  status: kindNumber("status"),
  park: kindNumber("park"),
  unpark: kindNumber("unpark"),
  runnable: ["stop", "unpark", "create"].map((kind) => kindNumber(kind)),
  ends: ["stop", "park", "exit"].map((kind) => kindNumber(kind))
};
var LOCKS2 = new Set((CLASS_GROUPS.get("mutex") ?? []).map(classNumber));
var BUSY = 0.9;
var MOST_SHARE = 0.05;
var ALONE_MAX = 0.6;
var LONG_NS = 2e7;
var SEEN_MIN = 0.5;
var RUNNABLE_MAX = 0.5;
var TURNS = new Uint8Array(32);
for (const kind of KIND.ends) TURNS[kind] = 1;
TURNS[KIND.run] = 2;
var LineRoom = class {
  rows = new Int32Array(0);
  ranNs = new Float64Array(0);
  running = new Int32Array(0);
  since = new Float64Array(0);
  for(events, goroutines) {
    if (this.rows.length <= events) {
      this.rows = new Int32Array(events + 1);
      this.ranNs = new Float64Array(events + 1);
      this.running = new Int32Array(events + 1);
    }
    if (this.since.length < goroutines) this.since = new Float64Array(2 * goroutines);
    this.since.fill(Number.NaN, 0, goroutines);
  }
};
var Processors = class {
  #index;
  #line;
  #room = new LineRoom();
  segment(index) {
    this.#index = index;
    this.#line = void 0;
  }
  /** Whether they were busy from one time to another, which lies in the segment; with `turns` not with one goroutine. */
  busy(fromNs, toNs, turns) {
    const index = this.#index;
    if (index === void 0) return false;
    const since = Math.max(fromNs, index.events.timeNs[0] ?? 0);
    const spanNs = toNs - since;
    if (spanNs <= 0 || spanNs < SEEN_MIN * (toNs - fromNs)) return false;
    this.#line ??= timeline(index, this.#room);
    const line = this.#line;
    const ran = ranUntil(index, line, toNs) - ranUntil(index, line, since);
    if (ran < BUSY * line.most * spanNs) return false;
    if (!turns) return true;
    return !line.long.some(
      ([from, to]) => Math.min(to, toNs) - Math.max(from, since) > ALONE_MAX * spanNs
    );
  }
  /**
   * Whether the goroutine did not wait for a processor most of the time, less what it waited for locks itself; `toNs` lies
   * in the segment.
   */
  awake(g, fromNs, toNs) {
    const index = this.#index;
    const number2 = index?.numberOf(g) ?? -1;
    if (index === void 0 || number2 < 0) return true;
    const { kind, cls, timeNs } = index.events;
    const { before, last } = index.rows;
    let [runnableNs, lockedNs] = [0, 0];
    let nextNs = toNs;
    for (let row = last[number2] ?? -1; row >= 0 && nextNs > fromNs; row = before[row] ?? -1) {
      const now = Math.min(timeNs[row] ?? 0, toNs);
      const spanNs = Math.max(0, nextNs - Math.max(now, fromNs));
      if (KIND.runnable.includes(kind[row] ?? -1)) runnableNs += spanNs;
      else if (kind[row] === KIND.park && LOCKS2.has(cls[row] ?? 0)) lockedNs += spanNs;
      nextNs = now;
    }
    return runnableNs <= RUNNABLE_MAX * (toNs - fromNs - lockedNs);
  }
};
function ranUntil({ events }, line, ns) {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const mid = low + high >>> 1;
    if ((events.timeNs[line.rows[mid] ?? 0] ?? 0) <= ns) low = mid + 1;
    else high = mid;
  }
  const at = low - 1;
  if (at < 0) return 0;
  const sinceNs = ns - (events.timeNs[line.rows[at] ?? 0] ?? 0);
  return (line.ranNs[at] ?? 0) + (line.running[at] ?? 0) * sinceNs;
}
function timeline({ events, rows }, room) {
  const { kind, timeNs, length } = events;
  const { number: number2, goroutines, first } = rows;
  room.for(length, goroutines);
  const { rows: changes, ranNs, running: runningAt, since } = room;
  const beginNs = timeNs[0] ?? 0;
  let running = 0;
  for (let g = 0; g < goroutines; g++) {
    if (!isRunningAtFirst(kind[first[g] ?? -1])) continue;
    since[g] = beginNs;
    running += 1;
  }
  changes[0] = 0;
  ranNs[0] = 0;
  runningAt[0] = running;
  let at = 0;
  let lastNs = beginNs;
  const ranAtOnce = [];
  const long = [];
  for (let i = 0; i < length; i++) {
    const turn = TURNS[kind[i] ?? 0] ?? 0;
    const g = number2[i] ?? -1;
    if (turn === 0 || g < 0) continue;
    const from = since[g] ?? Number.NaN;
    const ends = turn === 1;
    if (ends === Number.isNaN(from)) continue;
    const now = timeNs[i] ?? 0;
    if (ends && now - from >= LONG_NS) long.push([from, now]);
    since[g] = ends ? Number.NaN : now;
    ranNs[at + 1] = (ranNs[at] ?? 0) + running * (now - lastNs);
    while (ranAtOnce.length <= running) ranAtOnce.push(0);
    ranAtOnce[running] = (ranAtOnce[running] ?? 0) + now - lastNs;
    running += ends ? -1 : 1;
    at += 1;
    changes[at] = i;
    runningAt[at] = running;
    lastNs = now;
  }
  const endNs = timeNs[length - 1] ?? 0;
  for (let g = 0; g < goroutines; g++) {
    const from = since[g] ?? Number.NaN;
    if (endNs - from >= LONG_NS) long.push([from, endNs]);
  }
  const most = mostAtOnce(ranAtOnce, MOST_SHARE * (endNs - beginNs));
  return { rows: changes, ranNs, running: runningAt, length: at + 1, long, most };
}
function mostAtOnce(ranAtOnce, minNs) {
  let ns = 0;
  for (let most = ranAtOnce.length - 1; most > 1; most--) {
    ns += ranAtOnce[most] ?? 0;
    if (ns >= minNs) return most;
  }
  return 1;
}
function isRunningAtFirst(kind) {
  if (kind === void 0 || kind === KIND.status) return false;
  return KIND.ends.includes(kind) || kind >= KIND.syscall;
}

// src/analyse/patterns/matching/compiled.ts
var ANY = -1;
var RUNTIME = -2;

// src/analyse/patterns/gates/gate.ts
var bit = (kind) => 1 << kind;
var STATE_BITS = (1 << STATE_KINDS) - 1;
var ALL_CLASSES = 2 ** PATTERN_CLASSES.length - 1;
var AFTER = /* @__PURE__ */ new Map([
  [K.park, bit(K.unpark)],
  [K.unpark, bit(K.run)],
  [K.stop, bit(K.run)]
]);
var kindsOf = (bits) => Array.from({ length: STATE_KINDS }, (_, kind) => kind).filter((kind) => (bits & bit(kind)) !== 0);
function shapeOf(step2) {
  return { kinds: step2.kinds, classes: step2.classes & ALL_CLASSES };
}
function covers(tests, kinds, g) {
  return tests.some(
    (t) => (t.kinds & kinds) === kinds && (t.g === g || t.g === ANY) && t.by === ANY && (t.classes & ALL_CLASSES) === ALL_CLASSES && t.text.length === 0 && t.where.length === 0 && [t.value, t.stack, t.stackLacks, t.noStack].every((x) => x === void 0)
  );
}
function subject(step2) {
  const g = step2.tests[0]?.g ?? ANY;
  return step2.tests.every((t) => t.g === g) ? g : ANY;
}
function gateOf(pattern2) {
  const [first] = pattern2.steps;
  const all = { how: "all" };
  if (first === void 0 || (first.kinds & ~STATE_BITS) !== 0) return all;
  if (pattern2.others.some(({ steps }) => steps[0]?.id !== first.id)) return all;
  const stack = stacksOf(first);
  if (stack !== void 0) return { how: "flagged", stack, runtime: false };
  if (first.tests.every((t) => t.by === RUNTIME))
    return { how: "flagged", stack: [], runtime: true };
  if (pattern2.others.length > 0) return all;
  const alone = aloneGate(pattern2, first);
  const x = subject(first);
  if (x === ANY) return alone ?? all;
  return markedGate(pattern2, first, x) ?? pairGate(pattern2, first, x) ?? backGate(pattern2, x) ?? alone ?? endGate(pattern2, first, x) ?? all;
}
function stacksOf(step2) {
  const stack = step2.tests.flatMap((t) => t.stack === void 0 ? [] : [t.stack]);
  return stack.length === step2.tests.length ? stack : void 0;
}
function isOnlyNext(from, step2) {
  return kindsOf(from).every((k) => {
    const after = AFTER.get(k);
    return after !== void 0 && (after & step2.kinds) === after;
  });
}
function nextClasses(from, step2) {
  const same = step2.kinds === bit(K.unpark) && from.kinds === bit(K.park);
  return same ? step2.classes & from.classes : from.classes;
}
function markedGate(pattern2, first, x) {
  const [, second] = pattern2.steps;
  if (second === void 0 || !second.firstOnly || subject(second) !== x) return void 0;
  const stack = stacksOf(second);
  const from = shapeOf(first);
  if (stack === void 0 || !isOnlyNext(from.kinds, second)) return void 0;
  if ((second.kinds & ~STATE_BITS) !== 0) return void 0;
  const classes = nextClasses(from, second);
  return { how: "marked", next: { kinds: second.kinds, classes }, stack };
}
function pairGate(pattern2, first, x) {
  const { steps } = pattern2;
  const from = shapeOf(first);
  for (const step2 of steps.slice(1)) {
    const only = isOnlyNext(from.kinds, step2);
    const next = step2.interference.some((i) => i.after === 0 && covers(i.tests, step2.kinds, x));
    const bounded = step2.gapMinNs > 0 || step2.gapMaxNs !== Infinity;
    if (!only || !next || !bounded || step2.gapFrom !== 0 || subject(step2) !== x) continue;
    if ((step2.kinds & ~STATE_BITS) !== 0) continue;
    const classes = nextClasses(from, step2);
    const { gapMinNs: minNs, gapMaxNs: maxNs } = step2;
    return { how: "pair", next: { kinds: step2.kinds, classes, from: from.kinds, minNs, maxNs } };
  }
  return void 0;
}
function backGate(pattern2, x) {
  let rows = 0;
  let soon;
  for (const [j, step2] of pattern2.steps.entries()) {
    if (j === 0) continue;
    rows += 1 + step2.noiseMax;
    if (!Number.isFinite(rows)) break;
    if (subject(step2) !== x || (step2.kinds & ~STATE_BITS) !== 0) continue;
    const long = longAfter(pattern2, j, x);
    if (long !== void 0) return { how: "back", rare: long, rows };
    const rare = soonAfter(pattern2, j, x);
    if (rare !== void 0) soon ??= { how: "back", rare, rows };
  }
  return soon;
}
function longAfter(pattern2, j, x) {
  const step2 = pattern2.steps[j];
  const before = pattern2.steps[j - 1];
  if (step2 === void 0 || before === void 0 || subject(before) !== x) return void 0;
  if (step2.gapMinNs <= 0 || step2.gapFrom !== j - 1 || step2.noiseMax !== 0) return void 0;
  const next = kindsOf(before.kinds).every((k) => {
    const after = AFTER.get(k) ?? 0;
    return after !== 0 && (after & step2.kinds) === after && (after & pattern2.alphabet) === after;
  });
  if (!next || (before.kinds & ~STATE_BITS) !== 0) return void 0;
  const { kinds, classes } = shapeOf(before);
  const { gapMinNs: minNs, gapMaxNs: maxNs } = step2;
  return { kinds: step2.kinds, classes, from: kinds, minNs, maxNs };
}
function soonAfter(pattern2, j, x) {
  const step2 = pattern2.steps[j];
  const from = pattern2.steps[step2?.gapFrom ?? -1];
  if (step2 === void 0 || from === void 0 || subject(from) !== x) return void 0;
  const own = step2.kinds === bit(K.park) || step2.kinds === bit(K.stop);
  if (!own || (from.kinds & ~STATE_BITS) !== 0 || step2.gapMaxNs === Infinity) return void 0;
  return { ...shapeOf(step2), from: STATE_BITS, minNs: 0, maxNs: step2.gapMaxNs };
}
function aloneGate(pattern2, first) {
  const [, second] = pattern2.steps;
  if (second === void 0 || second.gapFrom !== 0 || second.gapMinNs <= 0) return void 0;
  const blocked = second.interference.some(
    ({ after, tests }) => after === 0 && tests.some((t) => t.g === ANY && covers([t], first.kinds, ANY))
  );
  return blocked ? { how: "alone", minNs: second.gapMinNs } : void 0;
}
function endGate(pattern2, first, x) {
  const last = pattern2.steps.length - 1;
  const toEnd = (kinds) => pattern2.absences.some(
    (a) => a.after === last && a.forNs === Infinity && covers(a.tests, kinds, x)
  );
  if (last === 0) {
    const stays = kindsOf(first.kinds).every((k) => {
      const after = AFTER.get(k);
      return after !== void 0 && toEnd(after);
    });
    return stays ? { how: "stays" } : void 0;
  }
  const between = pattern2.steps[last]?.interference.some(
    (i) => i.after === 0 && covers(i.tests, bit(K.exit), x)
  );
  const alive = first.kinds === bit(K.create) && between === true && toEnd(bit(K.exit));
  return alive ? { how: "alive" } : void 0;
}

// src/analyse/patterns/gates/row-list.ts
var WORD_BITS = 32;
var RowList = class {
  #bits = new Int32Array(64);
  #rows = new Int32Array(64);
  /** Behind the last word that is not 0. */
  #end = 0;
  #count = 0;
  push(row) {
    const word = row >>> 5;
    if (word >= this.#bits.length) this.#grow(word);
    const known = this.#bits[word] ?? 0;
    const more = known | 1 << (row & 31);
    if (more === known) return;
    this.#bits[word] = more;
    this.#count += 1;
    if (word >= this.#end) this.#end = word + 1;
  }
  #grow(word) {
    const more = new Int32Array(2 ** Math.ceil(Math.log2(word + 1)));
    more.set(this.#bits);
    this.#bits = more;
  }
  /** The rows so far, ascending; the list is empty again. They are valid until it is asked again. */
  take() {
    if (this.#count > this.#rows.length) this.#rows = new Int32Array(2 * this.#count);
    let length = 0;
    for (let word = 0; word < this.#end; word++) {
      for (let bits = this.#bits[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const lowest2 = 31 - Math.clz32(bits & -bits);
        this.#rows[length++] = word * WORD_BITS + lowest2;
      }
      this.#bits[word] = 0;
    }
    this.#end = 0;
    this.#count = 0;
    return this.#rows.subarray(0, length);
  }
};

// src/analyse/patterns/gates/gate-table.ts
var CLASS_BITS = 5;
var SIZE = STATE_KINDS << CLASS_BITS;
var slotOf = (kind, cls) => kind << CLASS_BITS | cls;
var SPECIAL = { stack: 1, runtime: 2, always: 4 };
var GateTable = class {
  minNs = new Float64Array(SIZE).fill(Infinity);
  maxNs = new Float64Array(SIZE).fill(-1);
  /** Which rows of the kind and class `specialRow` has to see: bits of SPECIAL. */
  special = new Uint8Array(SIZE);
  /** Whether some gate is about what the runtime does by itself. */
  #runtime = new Uint8Array(SIZE);
  #watches = Array.from({ length: SIZE }, () => []);
  #flagged = Array.from({ length: SIZE }, () => []);
  #byRuntime = Array.from({ length: SIZE }, () => []);
  #alone = Array.from({ length: SIZE }, () => []);
  #gates;
  #shapes;
  #alphabets;
  #rows;
  /** Patterns whose anchors are looked for among each goroutine's last rows when a segment ends. */
  #open;
  #alive;
  /** @param skipped patterns that are counted elsewhere */
  constructor(patterns, skipped) {
    this.#gates = patterns.map((p, i) => skipped.has(i) ? { how: "all" } : gateOf(p));
    this.#rows = patterns.map(() => new RowList());
    this.#alphabets = patterns.map((p) => p.alphabet);
    this.#shapes = patterns.map((p) => p.steps[0] === void 0 ? NOTHING : shapeOf(p.steps[0]));
    const withGate = (...hows) => this.#gates.flatMap((g, i) => hows.includes(g.how) ? [i] : []);
    this.#open = withGate("pair", "marked", "back", "stays");
    this.#alive = withGate("alive");
    for (const [i, gate] of this.#gates.entries()) this.#enter(i, gate);
  }
  #enter(pattern2, gate) {
    const first = this.#shapes[pattern2] ?? NOTHING;
    if (gate.how === "pair") this.#watch(pattern2, gate.next, 0);
    if (gate.how === "back") this.#watch(pattern2, gate.rare, gate.rows);
    if (gate.how === "alone") {
      const alone = { pattern: pattern2, minNs: gate.minNs, lastNs: -Infinity, lastRow: -1 };
      for (const at of slots(first)) {
        this.#sees(at, SPECIAL.always);
        this.#alone[at]?.push(alone);
      }
    }
    if (gate.how === "marked") {
      for (const at of slots(gate.next)) {
        this.#sees(at, SPECIAL.stack);
        this.#flagged[at]?.push({ pattern: pattern2, before: true, stack: gate.stack });
      }
    }
    if (gate.how !== "flagged") return;
    for (const at of slots(first)) {
      this.#sees(at, gate.runtime ? SPECIAL.runtime : SPECIAL.stack);
      if (gate.runtime) this.#byRuntime[at]?.push(pattern2);
      else this.#flagged[at]?.push({ pattern: pattern2, before: false, stack: gate.stack });
      if (gate.runtime) this.#runtime[at] = 1;
    }
  }
  #sees(at, what) {
    this.special[at] = (this.special[at] ?? 0) | what;
  }
  #watch(pattern2, next, rows) {
    const { from, minNs, maxNs } = next;
    for (const at of slots(next)) {
      this.#watches[at]?.push({ pattern: pattern2, from, minNs, maxNs, rows });
      if (minNs > 0) this.minNs[at] = Math.min(this.minNs[at] ?? Infinity, minNs);
      else this.maxNs[at] = Math.max(this.maxNs[at] ?? -1, maxNs);
    }
  }
  /** A row whose time since its goroutine's state before (of kind `from`) some gate asks about. */
  spaced(at, row, from, gapNs2, rows) {
    for (const w of this.#watches[at] ?? []) {
      if ((w.from & 1 << from) === 0 || gapNs2 < w.minNs || gapNs2 > w.maxNs) continue;
      if (w.rows > 0) this.#back(w.pattern, row, w.rows, rows);
      else {
        const before = stateBefore2(rows, row);
        if (before >= 0) this.#rows[w.pattern]?.push(before);
      }
    }
  }
  /** Whether the first step of some pattern asks for such a stack. */
  flags(stack) {
    return this.#flagged.some((list) => list.some((f) => f.stack.some((test) => test(stack))));
  }
  /** A row of a kind and class that `special` names. @param stack its stack, 0 where `flags` says no */
  specialRow(at, row, timeNs, runtime, stack, rows) {
    if (runtime && this.#runtime[at] === 1) {
      for (const pattern2 of this.#byRuntime[at] ?? []) this.#rows[pattern2]?.push(row);
    }
    if (stack !== 0) {
      for (const f of this.#flagged[at] ?? []) {
        const anchor = f.before ? stateBefore2(rows, row) : row;
        const wanted = anchor >= 0 && f.stack.some((test) => test(stack));
        if (wanted) this.#rows[f.pattern]?.push(anchor);
      }
    }
    for (const alone of this.#alone[at] ?? []) {
      if (timeNs - alone.lastNs >= alone.minNs && alone.lastRow >= 0) {
        this.#rows[alone.pattern]?.push(alone.lastRow);
      }
      alone.lastNs = timeNs;
      alone.lastRow = row;
    }
  }
  /** The segment is over: what is not decided yet is tried. */
  segmentEnd(rows) {
    for (const list of this.#alone) {
      for (const alone of list) {
        if (alone.lastRow >= 0) this.#rows[alone.pattern]?.push(alone.lastRow);
        alone.lastRow = -1;
      }
    }
    const { kind } = rows.events;
    for (let n = 0; n < rows.goroutines; n++) {
      const tail = rows.last[n] ?? -1;
      if (tail < 0 || kind[tail] === K.exit) continue;
      const state = (kind[tail] ?? 0) < STATE_KINDS ? tail : stateBefore2(rows, tail);
      if (state < 0) continue;
      for (const pattern2 of this.#open) this.#undecided(pattern2, tail, state, rows);
      for (const pattern2 of this.#alive) this.#created(pattern2, tail, rows);
    }
  }
  #undecided(pattern2, tail, state, rows) {
    const gate = this.#gates[pattern2];
    if (gate?.how === "back") this.#back(pattern2, tail, gate.rows, rows);
    else if (this.#fits(pattern2, state, rows)) this.#rows[pattern2]?.push(state);
  }
  #created(pattern2, tail, rows) {
    let row = tail;
    for (let next = row; next >= 0; next = rows.before[next] ?? -1) row = next;
    if (this.#fits(pattern2, row, rows)) this.#rows[pattern2]?.push(row);
  }
  #fits(pattern2, row, rows) {
    const { kinds, classes } = this.#shapes[pattern2] ?? NOTHING;
    const { kind, cls } = rows.events;
    return (kinds & 1 << (kind[row] ?? 0)) !== 0 && (classes & 1 << (cls[row] ?? 0)) !== 0;
  }
  /** Marks what can be the first step among the goroutine's rows up to `row`. */
  #back(pattern2, row, most, rows) {
    const { kind } = rows.events;
    const alphabet = this.#alphabets[pattern2] ?? 0;
    let left = most;
    for (let at = row; at >= 0 && left >= 0; at = rows.before[at] ?? -1) {
      if (this.#fits(pattern2, at, rows)) this.#rows[pattern2]?.push(at);
      if ((alphabet & 1 << (kind[at] ?? 0)) !== 0) left -= 1;
    }
  }
  /** The pattern's anchors in the segment that ended; undefined: all rows of the first step's kinds. */
  anchors(pattern2, regular) {
    const rows = this.#rows[pattern2]?.take();
    return this.#gates[pattern2]?.how === "all" || !regular ? void 0 : rows;
  }
};
var NOTHING = { kinds: 0, classes: 0 };
function stateBefore2(rows, row) {
  const { kind } = rows.events;
  let at = rows.before[row] ?? -1;
  while (at >= 0 && (kind[at] ?? 0) >= STATE_KINDS) at = rows.before[at] ?? -1;
  return at;
}
var CLASSED = 1 << K.run | 1 << K.stop | 1 << K.park | 1 << K.unpark;
function slots({ kinds, classes }) {
  const result = [];
  for (let kind = 0; kind < STATE_KINDS; kind++) {
    if ((kinds & 1 << kind) === 0) continue;
    if ((CLASSED & 1 << kind) === 0) result.push(slotOf(kind, 0));
    else {
      for (let cls = 0; cls < PATTERN_CLASSES.length; cls++) {
        if ((classes & 1 << cls) !== 0) result.push(slotOf(kind, cls));
      }
    }
  }
  return result;
}

// src/analyse/patterns/language/durations.ts
var UNITS = /* @__PURE__ */ new Map([
  ["ns", 1],
  ["us", 1e3],
  ["µs", 1e3],
  ["ms", 1e6],
  ["s", 1e9],
  ["m", 6e10],
  ["h", 36e11]
]);
var DURATION = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m|h)$/;
function durationNs(value) {
  if (typeof value === "number") return value;
  const match = DURATION.exec(value);
  return Math.round(Number(match?.[1] ?? 0) * (UNITS.get(match?.[2] ?? "ns") ?? 1));
}

// src/analyse/patterns/language/v1-names.ts
var LOCKS3 = [
  ...["lock", "rwlock_read", "rwlock_write"],
  ...["once", "wait_group", "semaphore"]
];
var MARKING = "GC concurrent mark phase";
var ASSIST = "GC mark assist";
var SWEEP = "GC incremental sweep";
var STW = "stop-the-world";
var V1_NAMES = /* @__PURE__ */ new Map([
  ["GoCreate", { kind: "create" }],
  ["GoStart", { kind: "run" }],
  ["GoStartLocal", { kind: "run" }],
  ["GoStartLabel", { kind: "run" }],
  ["GoEnd", { kind: "exit" }],
  ["GoStop", { kind: "park", classes: ["forever"] }],
  ["GoSched", { kind: "stop", classes: ["yield"] }],
  ["GoPreempt", { kind: "stop", classes: ["preempted"] }],
  ["GoSleep", { kind: "park", classes: ["sleep"] }],
  ["GoBlock", { kind: "park" }],
  ["GoBlockSend", { kind: "park", classes: ["chan_send"] }],
  ["GoBlockRecv", { kind: "park", classes: ["chan_receive"] }],
  ["GoBlockSelect", { kind: "park", classes: ["select"] }],
  ["GoBlockSync", { kind: "park", classes: LOCKS3 }],
  ["GoBlockCond", { kind: "park", classes: ["cond"] }],
  ["GoBlockNet", { kind: "park", classes: ["network"] }],
  ["GoBlockGC", { kind: "park", classes: ["gc_assist", "gc"] }],
  ["GoUnblock", { kind: "unpark" }],
  ["GoUnblockLocal", { kind: "unpark" }],
  ["GoSysCall", { kind: "syscall" }],
  ["GoSysBlock", { kind: "syscall" }],
  ["GoSysExit", { kind: "syscall_end" }],
  ["GoSysExitLocal", { kind: "syscall_end" }],
  ["GoWaiting", { kind: "status", name: "Waiting" }],
  ["GoInSyscall", { kind: "status", name: "Syscall" }],
  ["GCStart", { kind: "range_begin", name: MARKING }],
  ["GCDone", { kind: "range_end", name: MARKING }],
  ["STWStart", { kind: "range_begin", name: STW }],
  ["STWDone", { kind: "range_end", name: STW }],
  ["GCSTWStart", { kind: "range_begin", name: STW }],
  ["GCSTWDone", { kind: "range_end", name: STW }],
  ["GCSweepStart", { kind: "range_begin", name: SWEEP }],
  ["GCSweepDone", { kind: "range_end", name: SWEEP }],
  ["GCMarkAssistStart", { kind: "range_begin", name: ASSIST }],
  ["GCMarkAssistDone", { kind: "range_end", name: ASSIST }],
  ["UserTaskCreate", { kind: "task_begin" }],
  ["UserTaskEnd", { kind: "task_end" }],
  ["UserLog", { kind: "log" }]
]);

// src/analyse/patterns/language/event-tests.ts
var ALL_CLASSES2 = -1;
var WHERE = /^(site|function|entry|class|reason|name|value|g|by) (==|!=) (?:\$([A-Z]\w{0,80})|"([^"]{0,500})")$/;
function listOf(value) {
  if (value === void 0) return [];
  return Array.isArray(value) ? value : [value];
}
function classBits(names) {
  let bits = 0;
  for (const name of names) {
    const group = CLASS_GROUPS.get(name) ?? [name];
    for (const cls of group) bits |= 1 << classNumber(cls);
  }
  return bits;
}
function classesOf(source) {
  if (source === void 0) return ALL_CLASSES2;
  if (typeof source === "object" && "not" in source) return ~classBits(listOf(source.not));
  return classBits(listOf(source));
}
function eventNames(source, scope, path) {
  const names = [];
  for (const [i, word] of listOf(source.on).entries()) {
    const kind = PATTERN_KINDS.find((k) => k === word);
    const v1 = V1_NAMES.get(word);
    if (kind !== void 0) names.push({ kind });
    else if (v1 !== void 0) names.push(v1);
    else {
      const at = Array.isArray(source.on) ? [...path, "on", i] : [...path, "on"];
      const message = `no event is called "${word}"; there are ${PATTERN_KINDS.join(", ")}`;
      scope.mistakes.push({ path: at, message });
    }
  }
  return names;
}
function comparisons(source, scope, path) {
  const result = [];
  for (const text of listOf(source.where)) {
    const match = WHERE.exec(text);
    if (match === null) {
      const message = `"${text}" is no comparison; write site == $L or function != "main.f"`;
      scope.mistakes.push({ path: [...path, "where"], message });
      continue;
    }
    const attribute2 = match[1];
    const name = match[3];
    const variable2 = name === void 0 ? ANY : scope.bound(name, [...path, "where"]);
    const value = name === void 0 ? scope.facts.valueOf(attribute2, match[4] ?? "") : 0;
    if (attribute2 === "class" && value < 0) {
      const message = `no class is called "${match[4] ?? ""}"; there are ${PATTERN_CLASSES.join(", ")}`;
      scope.mistakes.push({ path: [...path, "where"], message });
    }
    result.push({ attribute: attribute2, equal: match[2] === "==", variable: variable2, value });
  }
  return result;
}
function eventTests(source, scope, path) {
  const { facts } = scope;
  if (source.on === void 0) {
    scope.mistakes.push({ path, message: "`on` is missing: say which event" });
  }
  const g = source.g === void 0 ? ANY : scope.goroutine(source.g, [...path, "g"]);
  let by = ANY;
  if (source.by === "runtime") by = RUNTIME;
  else if (source.by !== void 0) by = scope.goroutine(source.by, [...path, "by"]);
  const own = classesOf(source.class);
  const lists = [listOf(source.reason), listOf(source.name)].filter((l) => l.length > 0);
  const values = listOf(source.value);
  const has = listOf(source.stack_has);
  const lacks = listOf(source.stack_lacks);
  const common = {
    g,
    by,
    value: values.length > 0 ? facts.textTest(values) : void 0,
    stack: has.length > 0 ? facts.stackTest(has) : void 0,
    stackLacks: lacks.length > 0 ? facts.stackTest(lacks) : void 0,
    noStack: source.no_stack,
    where: comparisons(source, scope, path)
  };
  return merged(eventNames(source, scope, path)).map((name) => ({
    ...common,
    kinds: name.kinds,
    classes: name.classes === void 0 ? own : own & classBits(name.classes),
    text: [...lists, ...name.name === void 0 ? [] : [[name.name]]].map(
      (l) => facts.textTest(l)
    )
  }));
}
function merged(names) {
  const plain = { kinds: 0 };
  const rest = [];
  for (const { kind, ...more } of names) {
    const kinds = 1 << kindNumber(kind);
    if (more.classes === void 0 && more.name === void 0) plain.kinds |= kinds;
    else rest.push({ ...more, kinds });
  }
  return plain.kinds === 0 ? rest : [plain, ...rest];
}

// src/analyse/patterns/gates/syscall-tally.ts
var WINDOW_MAX = 1e5;
var STACK_ATTRIBUTES = ["site", "function", "entry"];
function isTally(pattern2) {
  const { steps, absences, source, variables, others } = pattern2;
  const [begin, end] = steps;
  const [key, second] = listOf(source.repeat?.key);
  if (begin === void 0 || end === void 0 || steps.length !== 2) return false;
  if (begin.kinds !== 1 << K.syscall || end.kinds !== 1 << K.syscallEnd) return false;
  const bound = begin.bind[0];
  const g = begin.tests[0]?.g ?? ANY;
  return [begin.tests, end.tests].every(
    (t) => t.length === 1 && t[0] !== void 0 && isBare(t[0], g)
  ) && g >= 0 && end.firstOnly && end.noiseMax === Infinity && end.interference.length === 1 && end.hbFrom === ANY && absences.length + end.bind.length + others.length === 0 && begin.bind.length === 1 && bound !== void 0 && STACK_ATTRIBUTES.includes(bound.attribute) && key === `$${variables[bound.variable]?.name ?? ""}` && second === void 0 && [source.repeat?.distinct, source.graph, source.cost].every((x) => x === void 0);
}
function isBare(t, g) {
  const texts = [t.value, t.stack, t.stackLacks, t.noStack];
  const none = texts.every((x) => x === void 0) && t.text.length + t.where.length === 0;
  return none && t.g === g && t.by === ANY && (t.classes & 1) !== 0;
}
var SyscallTally = class {
  /** A call counts that lasts at most and at least so long; `ring` of them within the window are dense. */
  mostNs;
  leastNs;
  windowNs;
  ring;
  #pattern;
  #facts;
  #values = [];
  #counted = [];
  #byValue = /* @__PURE__ */ new Map();
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
    const { repeat } = pattern2.source;
    const window = repeat?.window;
    this.windowNs = window === void 0 ? Infinity : durationNs(window);
    this.ring = window === void 0 ? 0 : Math.min(repeat?.min ?? 1, WINDOW_MAX);
    const end = pattern2.steps[1];
    this.mostNs = Math.min(end?.gapMaxNs ?? Infinity, pattern2.withinNs);
    this.leastNs = end?.gapMinNs ?? 0;
  }
  /** The number of the call site that a stack is: from 0 on, in the order of first appearance. */
  siteOf(stack) {
    const attribute2 = this.#pattern.steps[0]?.bind[0]?.attribute ?? "site";
    const value = this.#facts.ofStack(attribute2, stack);
    let site = this.#byValue.get(value);
    if (site === void 0) {
      site = this.#values.length;
      this.#byValue.set(value, site);
      this.#values.push(value);
    }
    return site;
  }
  /** What the hot pass (events/call-sites.ts) has counted for a site. */
  counted(site, sums2) {
    this.#counted[site] = sums2;
  }
  /** What was counted, for the pattern's groups. */
  take() {
    return this.#values.flatMap((value, site) => {
      const sums2 = this.#counted[site];
      if (sums2 === void 0 || sums2.count === 0) return [];
      return [{ ...sums2, key: value, longest: this.#match(sums2, value) }];
    });
  }
  #match({ longest, maxNs }, value) {
    const { g, startNs, stack } = longest;
    const none = { seq: -1, cls: 0, g, by: -1, text: 0, value: 0 };
    const begin = { ...none, kind: K.syscall, timeNs: startNs, stack };
    const end = { ...none, kind: K.syscallEnd, timeNs: startNs + maxNs, stack: 0 };
    const values = new Float64Array(this.#pattern.variables.length).fill(Number.NaN);
    const [first] = this.#pattern.steps;
    values[first?.tests[0]?.g ?? 0] = g;
    values[first?.bind[0]?.variable ?? 0] = value;
    return { pattern: this.#pattern, steps: [begin, end], values };
  }
};

// src/analyse/patterns/language/read-patterns.ts
var import_yaml = __toESM(require_dist(), 1);

// src/model/pattern.ts
var ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
var STEP_ID = /^[a-z][a-z0-9_]*$/;
var VARIABLE = /^[A-Z][A-Za-z0-9_]*$/;
var STEPS_MAX = 16;
var UNORDERED_MAX = 4;
var patternDuration = union([
  number().nonnegative(),
  string().regex(/^\d{1,15}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h)$/, {
    error: "write a duration such as 10ms, 1.5s or 200us"
  })
]).meta({ description: "A duration such as 10ms, 1.5s, 200us; a bare number is nanoseconds." });
var variable = string().regex(VARIABLE, { error: "a variable begins with a capital letter: A, Waker, W2" }).meta({ description: "A variable: B, Waker, W2." });
var oneOrMore = (item) => union([item, array(item).min(1)]);
var className = _enum([...PATTERN_CLASSES, ...CLASS_GROUPS.keys()]);
var eventFields = {
  on: oneOrMore(string()).optional().meta({
    description: "Kinds of events: park, unpark, run, …; names of Go 1.21 and before (GoBlock, …) are understood."
  }),
  g: variable.optional().meta({ description: "The goroutine that the event is about." }),
  by: union([literal("runtime"), variable]).optional().meta({
    description: "create: the creator; unpark: the waker; `runtime`: none of the program's."
  }),
  class: union([className, array(className).min(1), strictObject({ not: oneOrMore(className) })]).optional().meta({ description: "What is waited for, or why the goroutine stopped." }),
  reason: oneOrMore(string()).optional().meta({ description: "The runtime's own words." }),
  name: oneOrMore(string()).optional().meta({
    description: "Name of a range, region or task; category of a log. A final * stands for anything."
  }),
  value: oneOrMore(string()).optional().meta({ description: "A log's text. As `name`." }),
  stack_has: oneOrMore(string()).optional().meta({
    description: "A frame's function contains this text."
  }),
  stack_lacks: oneOrMore(string()).optional().meta({ description: "No frame's function does." }),
  no_stack: boolean().optional(),
  where: oneOrMore(string()).optional().meta({
    description: 'Comparisons: site == $L, entry != $E, function == "main.f"; all must hold.'
  })
};
var eventTest = strictObject(eventFields);
var attribute = _enum([
  "site",
  "function",
  "entry",
  "class",
  "reason",
  "name",
  "value",
  "g",
  "by"
]);
var bindable = union([attribute, literal("lock")]);
var step = strictObject({
  id: string().regex(STEP_ID).optional(),
  ...eventFields,
  any: array(eventTest).min(1).optional().meta({ description: "Alternatives, the first that fits." }),
  bind: record(string().regex(VARIABLE), bindable).optional(),
  gap: strictObject({
    min: patternDuration.optional(),
    max: patternDuration.optional(),
    from: string().optional()
  }).optional().meta({ description: "Time since the previous step, or since the step named by `from`." }),
  edge: string().regex(/^(?:wake|create)\([a-z][a-z0-9_]*\)$/).optional().meta({
    description: "wake(step): the wake of that wait, or the run after that wake; create(step): its first run."
  }),
  after: string().regex(/^hb(?:\([a-z][a-z0-9_]*\))?$/, { error: "write hb, or hb(step)" }).optional().meta({
    description: "hb: the previous step's event happens before this one, by program order, create → first run and unpark → next run; hb(step): that step's event."
  }),
  noise: union([number().int().nonnegative(), literal("any")]).optional(),
  say: string().optional().meta({ description: "What the step means, for the report." })
});
var interference = strictObject({
  between: tuple([string(), string()]).optional(),
  ...eventFields
});
var absent = strictObject({
  after: string().optional(),
  within: patternDuration.optional(),
  until: literal("end").optional(),
  ...eventFields
});
var CERTAINTIES = ["proof", "direct", "heuristic"];
var FINDERS2 = ["stragglers", "fellow-cancels", "unreached", "overtaken"];
var pattern = strictObject({
  name: string().regex(ID, { error: "write words in small letters with - between them: my-pattern" }).meta({ description: "Kebab-case; shown in reports." }),
  title: string().optional(),
  why: string().optional().meta({ description: "What it does to the program." }),
  fix: string().optional(),
  raise: array(string()).optional().meta({ description: "What would make it more certain." }),
  certainty: _enum(CERTAINTIES).optional(),
  steps: array(step).min(1).max(STEPS_MAX),
  unordered: array(string().regex(STEP_ID)).min(2).max(UNORDERED_MAX).optional().meta({ description: "Steps next to each other that may come in any order." }),
  within: union([literal("none"), patternDuration]).optional(),
  noise: union([number().int().nonnegative(), literal("any")]).optional().meta({
    description: "How many other events of the goroutines bound so far may lie between two steps (3)."
  }),
  same: literal("ok").optional().meta({ description: "Two variables may be one goroutine." }),
  interference: array(interference).optional(),
  absent: oneOrMore(absent).optional(),
  repeat: strictObject({
    min: number().int().positive(),
    key: oneOrMore(string()).optional(),
    distinct: record(string().regex(VARIABLE), number().int().positive()).optional(),
    window: patternDuration.optional()
  }).optional(),
  require: strictObject({ on_critical_path: variable }).optional().meta({
    description: "Only what this goroutine lost, between the steps of `cost`, on the critical path of a test counts."
  }),
  graph: strictObject({
    from: variable,
    to: variable,
    distinct: variable.optional(),
    cycle: number().int().positive()
  }).optional().meta({ description: "Each match is an edge from one value to another; cycles are reported." }),
  cost: strictObject({ from: string(), to: string() }).optional().meta({
    description: "The steps between which the time is lost; default: first and last."
  }),
  busy: strictObject({ from: string(), to: string(), turns: boolean().optional() }).optional().meta({
    description: "Between these steps goroutines kept every processor; with `turns` not one alone for longer than the scheduler lets it."
  }),
  awake: strictObject({ g: variable, from: string(), to: string() }).optional().meta({
    description: "Between these steps this goroutine did not wait for a processor most of the time."
  }),
  finder: _enum(FINDERS2).optional().meta({
    description: "Matches are found by code of racegate, for what steps cannot ask; the steps say what a match looks like."
  }),
  worth: strictObject({
    total: patternDuration.optional(),
    share: number().min(0).max(1).optional()
  }).optional().meta({
    description: "Less lost time than this is not reported; share is of the trace's time."
  }),
  budget: number().int().positive().optional().meta({
    description: "Events looked at for one pattern before it gives up, and says so."
  })
});
var patternFile = union([pattern, strictObject({ patterns: array(pattern).min(1) })]).meta({ id: "pattern", title: "A cause pattern of racegate, or several" });

// src/analyse/patterns/language/article-form.ts
var gapNs = number().nonnegative();
var articlePattern = strictObject({
  Name: string().min(1),
  Steps: array(
    strictObject({ Event: string(), MaxGap: gapNs.optional(), MinGap: gapNs.optional() })
  ).min(1).max(8),
  Interference: array(string()).nullish()
});
var STATES3 = /* @__PURE__ */ new Map([
  ["park", ["running", "waiting"]],
  ["unpark", ["waiting", "runnable"]],
  ["run", ["runnable", "running"]],
  ["stop", ["running", "runnable"]],
  ["exit", ["running", "unknown"]]
]);
var WAYS = /* @__PURE__ */ new Map([
  ["waiting>running", ["unpark", "run"]],
  ["waiting>runnable", ["unpark"]],
  ["runnable>running", ["run"]],
  ["running>runnable", ["stop"]],
  ["running>waiting", ["park"]],
  ["runnable>waiting", ["run", "park"]]
]);
function isArticleForm(value) {
  return typeof value === "object" && value !== null && "Steps" in value && "Name" in value;
}
var OLD_NAMES = /* @__PURE__ */ new Map([
  ["unpark", "GoUnblock"],
  ["run", "GoStart"],
  ["park", "GoBlock"],
  ["stop", "GoSched or GoPreempt"]
]);
function bothNames(kind) {
  return `${kind} (${OLD_NAMES.get(kind) ?? kind})`;
}
function kebab(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const id = words.replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");
  return id === "" ? "pattern" : id;
}
function fromArticleForm(value) {
  const checked = articlePattern.safeParse(value);
  if (!checked.success) return checked.error;
  const { Name, Steps, Interference } = checked.data;
  const notes = [];
  const steps = [];
  const implied = /* @__PURE__ */ new Set();
  let state = "unknown";
  let before;
  for (const [i, s] of Steps.entries()) {
    const kind = V1_NAMES.get(s.Event)?.kind;
    const change2 = kind === void 0 ? void 0 : STATES3.get(kind);
    const needs = change2?.[0] ?? state;
    const between = WAYS.get(`${state}>${needs}`) ?? [];
    for (const [n, on] of between.entries()) {
      implied.add(on);
      steps.push({ id: `s${i + 1}_${n + 1}`, on, g: "G", say: "implied: not in the pattern" });
    }
    if (between.length > 0) {
      const last = Steps[i - 1]?.Event ?? "";
      notes.push(
        `${Name}: on one goroutine ${last} cannot be followed by ${s.Event} without ${between.map(bothNames).join(" and ")}; read as ${[last, ...between, s.Event].join(", ")}`
      );
    }
    const gap = {
      ...s.MinGap === void 0 ? {} : { min: s.MinGap },
      // A MaxGap of 0 is Go's zero value: none was given.
      ...s.MaxGap === void 0 || s.MaxGap === 0 ? {} : { max: s.MaxGap },
      ...before === void 0 ? {} : { from: before }
    };
    const own = { id: `s${i + 1}`, on: s.Event, g: "G" };
    steps.push(before === void 0 ? own : { ...own, gap });
    before = own.id;
    state = change2?.[1] ?? state;
  }
  const interference2 = blockedBetween(Interference ?? [], steps, implied, Name, notes);
  const pattern2 = {
    name: kebab(Name),
    title: Name,
    steps,
    ...interference2.length === 0 ? {} : { interference: interference2 }
  };
  return { pattern: pattern2, notes };
}
function blockedBetween(events, steps, implied, name, notes) {
  const result = [];
  for (const event of events) {
    const kind = V1_NAMES.get(event)?.kind;
    if (kind !== void 0 && implied.has(kind)) {
      notes.push(`${name}: ${event} interferes only where it is not one of the implied steps`);
    }
    for (let i = 1; i < steps.length; i++) {
      const between = [steps[i - 1]?.id ?? "", steps[i]?.id ?? ""];
      result.push({ between, on: event, g: "G" });
    }
  }
  return result;
}

// src/util/name-sets.ts
var NameSets = class {
  #parent = /* @__PURE__ */ new Map();
  /** The name that stands for the set; each is its own until it is joined. */
  find(name) {
    let root = name;
    for (let up = this.#parent.get(root); up !== void 0; up = this.#parent.get(root)) root = up;
    for (let at = name; at !== root; ) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }
  /** Makes one set of those of two names. */
  join(a, b) {
    const [x, y] = [this.find(a), this.find(b)];
    if (x !== y) this.#parent.set(y, x);
  }
};

// src/analyse/patterns/matching/lock-sites.ts
var PARK2 = kindNumber("park");
var UNPARK5 = kindNumber("unpark");
var LOCK_KINDS = 1 << PARK2 | 1 << UNPARK5;
var LOCK_NAMES = /* @__PURE__ */ new Map([
  [classNumber("lock"), "Mutex"],
  [classNumber("rwlock_read"), "RWMutex"],
  [classNumber("rwlock_write"), "RWMutex"],
  [classNumber("once"), "Once"]
]);
var LOCK_CLASSES = [...LOCK_NAMES.keys()].reduce((bits, cls) => bits | 1 << cls, 0);
var SEPARATOR = "\0";
var LockSites = class {
  #sets = new NameSets();
  /** Lines at which somebody waited: they name the locks. */
  #waited = /* @__PURE__ */ new Set();
  /** By set: its lock's name; made when it is asked for. */
  #names;
  /** By goroutine: where it waits. */
  #waits = /* @__PURE__ */ new Map();
  #siteOf;
  /** @param siteOf a stack's own line as text, empty for none */
  constructor(siteOf) {
    this.#siteOf = siteOf;
  }
  /** Takes the hand-offs of a segment. */
  segment(rows) {
    const { events } = rows;
    this.#names = void 0;
    for (let row = 0; row < events.length; row++) {
      const kind = events.kind[row] ?? 0;
      if ((LOCK_KINDS & 1 << kind) === 0) continue;
      if ((LOCK_CLASSES & 1 << (events.cls[row] ?? 0)) === 0) continue;
      rows.need(row);
      this.#take(events, row, kind);
    }
  }
  #take(e, row, kind) {
    const g = e.g[row] ?? -1;
    const line = this.lineOf(e.cls[row] ?? 0, e.stack[row] ?? 0);
    if (kind === PARK2) {
      if (line === "") return;
      this.#waited.add(line);
      this.#waits.set(g, line);
      return;
    }
    const wait = this.#waits.get(g);
    this.#waits.delete(g);
    if (wait !== void 0 && line !== "") this.#sets.join(wait, line);
  }
  /** The line of a wait or its end: the kind of lock, and where; empty where that is not known. */
  lineOf(cls, stack) {
    const site = this.#siteOf(stack);
    return site === "" ? "" : `${LOCK_NAMES.get(cls) ?? ""}${SEPARATOR}${site}`;
  }
  /** The lock of a line: of its lines the first by name at which somebody waited. */
  lockOf(line) {
    const names = this.#names ??= this.#named();
    return names.get(this.#sets.find(line)) ?? line;
  }
  #named() {
    const names = /* @__PURE__ */ new Map();
    for (const line of [...this.#waited].sort()) {
      const root = this.#sets.find(line);
      if (!names.has(root)) names.set(root, line);
    }
    return names;
  }
};
function siteOfLine(line) {
  return line.slice(line.indexOf(SEPARATOR) + 1);
}

// src/analyse/patterns/language/orders.ts
function unorderedMistake({ unordered, steps }) {
  if (unordered === void 0) return void 0;
  const ids = idsOf(steps);
  for (const [i, id] of unordered.entries()) {
    if (!ids.includes(id)) {
      return { path: ["unordered", i], message: `no step is called "${id}"` };
    }
    if (unordered.indexOf(id) !== i) {
      return { path: ["unordered", i], message: `"${id}" stands there twice` };
    }
  }
  const at = unordered.map((id) => ids.indexOf(id));
  if (Math.max(...at) - Math.min(...at) === at.length - 1) return void 0;
  return { path: ["unordered"], message: "these steps must stand next to each other" };
}
function otherOrders(source) {
  const { unordered } = source;
  if (unordered === void 0) return [];
  const ids = idsOf(source.steps);
  const steps = source.steps.map((s, i) => ({ ...s, id: ids[i] }));
  const first = Math.min(...unordered.map((id) => ids.indexOf(id)));
  const group = steps.slice(first, first + unordered.length);
  const [, ...others] = permutations(group);
  return others.map((order) => ({
    ...source,
    steps: [...steps.slice(0, first), ...order, ...steps.slice(first + group.length)]
  }));
}
function idsOf(steps) {
  return steps.map((s, i) => s.id ?? `s${i + 1}`);
}
function permutations(items) {
  if (items.length < 2) return [[...items]];
  return items.flatMap(
    (item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest])
  );
}

// src/analyse/patterns/language/compile.ts
var NOISE_MAX = 3;
var WITHIN_NS = 1e10;
var BUDGET = 2e8;
var VARIABLES_MAX = 30;
var LOCK_LATE = "which sites are one lock is known when the trace has been read; use it in repeat and graph";
var QUIET = ["range_begin", "range_end", "status", "log", "mark"];
function compilePattern(source, facts) {
  const written = new Compiler(source, facts, []).run();
  if (!("pattern" in written)) return written;
  const { pattern: pattern2 } = written;
  const others = otherOrders(source).flatMap((order) => {
    const compiled2 = new Compiler(order, facts, pattern2.variables).run();
    return "pattern" in compiled2 ? [{ ...compiled2.pattern, source }] : [];
  });
  return { pattern: { ...pattern2, others } };
}
var Compiler = class {
  #source;
  #facts;
  #mistakes = [];
  #variables;
  /** The first step that binds each variable. */
  #boundAt;
  #ids;
  /** @param variables those of another order of the steps: they keep their numbers */
  constructor(source, facts, variables) {
    this.#variables = [...variables];
    this.#boundAt = variables.map(() => Infinity);
    this.#source = source;
    this.#facts = facts;
    this.#ids = source.steps.map((s, i) => s.id ?? `s${i + 1}`);
  }
  run() {
    const source = this.#source;
    const steps = [];
    for (const [i, step2] of source.steps.entries()) steps.push(this.#step(step2, i));
    const blocked = this.#interference(steps);
    const complete = steps.map((s, i) => ({ ...s, interference: blocked[i] ?? [] }));
    const absences = listOf(source.absent).map((a, i) => this.#absence(a, i));
    this.#names();
    const unordered = unorderedMistake(source);
    if (unordered !== void 0) this.#mistake(unordered.path, unordered.message);
    const from = this.#stepNumber(source.cost?.from ?? this.#ids[0] ?? "", ["cost", "from"]);
    const to = this.#stepNumber(source.cost?.to ?? this.#ids.at(-1) ?? "", ["cost", "to"]);
    const pathOf = this.#pathOf();
    for (const key of ["busy", "awake"]) {
      const span = source[key];
      if (span === void 0) continue;
      this.#stepNumber(span.from, [key, "from"]);
      this.#stepNumber(span.to, [key, "to"]);
    }
    if (this.#variables.length > VARIABLES_MAX) {
      this.#mistake(["steps"], `more than ${VARIABLES_MAX} variables`);
    }
    if (this.#mistakes.length > 0) return { mistakes: this.#mistakes };
    let alphabet = 0;
    for (const s of complete) {
      alphabet |= s.kinds;
      for (const x of s.interference) for (const t of x.tests) alphabet |= t.kinds;
    }
    for (const kind of QUIET) alphabet &= ~(1 << kindNumber(kind));
    const { within } = source;
    const pattern2 = {
      source,
      others: [],
      variables: this.#variables,
      steps: complete,
      absences,
      alphabet,
      withinNs: within === "none" ? Infinity : durationNs(within ?? WITHIN_NS),
      sameOk: source.same === "ok",
      costFrom: from,
      costTo: to,
      pathOf,
      budget: source.budget ?? BUDGET
    };
    return { pattern: pattern2 };
  }
  #mistake(path, message) {
    const same = this.#mistakes.some((m) => m.message === message && m.path.join() === path.join());
    if (!same) this.#mistakes.push({ path, message });
  }
  #stepNumber(id, path) {
    const at = this.#ids.indexOf(id);
    if (at < 0) this.#mistake(path, `no step is called "${id}"`);
    return Math.max(0, at);
  }
  #earlier(id, before, path) {
    const at = this.#stepNumber(id, path);
    if (at < before || this.#ids[at] !== id) return Math.min(at, Math.max(0, before - 1));
    this.#mistake(path, `"${id}" is not an earlier step`);
    return Math.max(0, before - 1);
  }
  /** Looks variables up; with `step` given, goroutines may be bound there. */
  #scope(usable, step2) {
    const known = (name) => {
      const at = this.#variables.findIndex((v) => v.name === name);
      return at >= 0 && (this.#boundAt[at] ?? 0) <= usable ? at : -1;
    };
    const bound = (name, path) => {
      const at = known(name);
      let where = step2 === void 0 ? "at the step it counts from" : "before this step";
      if (usable === Infinity) where = "by any step";
      if (at < 0) this.#mistake(path, `$${name} is not bound ${where}`);
      if (usable !== Infinity && this.#variables[at]?.attribute === "lock") {
        this.#mistake(path, `$${name} is a lock: ${LOCK_LATE}`);
      }
      return at;
    };
    const goroutine = (name, path) => {
      if (step2 === void 0) return bound(name, path);
      return this.#declare({ name, attribute: "g", goroutine: true }, step2, path);
    };
    return { facts: this.#facts, mistakes: this.#mistakes, bound, goroutine };
  }
  #declare(variable2, step2, path) {
    const at = this.#variables.findIndex((v) => v.name === variable2.name);
    if (at < 0) {
      this.#boundAt.push(step2);
      return this.#variables.push(variable2) - 1;
    }
    if (this.#variables[at]?.goroutine !== variable2.goroutine) {
      this.#mistake(path, `${variable2.name} is both a goroutine and a value`);
    }
    this.#boundAt[at] = Math.min(this.#boundAt[at] ?? step2, step2);
    return at;
  }
  #step(source, i) {
    const path = ["steps", i];
    const { say, any, bind, gap, edge, noise } = source;
    const own = eventPart(source);
    const goroutinesBefore = this.#goroutinesBefore(i);
    if (this.#ids.indexOf(this.#ids[i] ?? "") !== i) {
      this.#mistake([...path, "id"], `two steps are called "${this.#ids[i] ?? ""}"`);
    }
    const from = edge === void 0 ? void 0 : this.#edgeFrom(edge, i);
    const g = from === void 0 ? void 0 : this.#source.steps[from]?.g;
    const scope = this.#scope(i - 1, i);
    const withG = (t) => t.g === void 0 && g !== void 0 ? { ...t, g } : t;
    if (any !== void 0 && own.on !== void 0) {
      this.#mistake([...path, "any"], "give `on` or `any`, not both");
    }
    const tests = any === void 0 ? eventTests(withG(own), scope, path) : any.flatMap((t, n) => eventTests(withG({ ...own, ...t }), scope, [...path, "any", n]));
    const binds = Object.entries(bind ?? {}).map(([name, attribute2]) => {
      const goroutine = attribute2 === "g" || attribute2 === "by";
      const variable2 = { name, attribute: attribute2, goroutine };
      this.#lock(variable2, i, tests, [...path, "bind", name]);
      return { variable: this.#declare(variable2, i, [...path, "bind", name]), attribute: attribute2 };
    });
    const common = (of) => {
      const first = tests[0] === void 0 ? ANY : of(tests[0]);
      return goroutinesBefore.includes(first) && tests.every((t) => of(t) === first) ? first : ANY;
    };
    const limit = noise ?? this.#source.noise ?? NOISE_MAX;
    return {
      id: this.#ids[i] ?? "",
      say,
      tests,
      kinds: tests.reduce((all, t) => all | t.kinds, 0),
      classes: tests.reduce((all, t) => all | t.classes, 0),
      bind: binds,
      gapMinNs: durationNs(gap?.min ?? 0),
      gapMaxNs: gap?.max === void 0 ? Infinity : durationNs(gap.max),
      gapFrom: gap?.from === void 0 ? i - 1 : this.#earlier(gap.from, i, [...path, "gap"]),
      noiseMax: limit === "any" ? Infinity : limit,
      hbFrom: this.#hbFrom(source, i),
      firstOnly: from !== void 0 && from === i - 1,
      knownG: common((t) => t.g),
      knownBy: common((t) => t.by),
      interference: [],
      bound: goroutinesBefore
    };
  }
  /** What is one lock is known at the end: a step cannot ask whether two are. */
  #lock({ name, attribute: attribute2 }, i, tests, path) {
    const at = this.#variables.findIndex((v) => v.name === name);
    const again = (this.#boundAt[at] ?? Infinity) < i;
    const before = this.#variables[at]?.attribute;
    if (again && (attribute2 === "lock" || before === "lock")) {
      this.#mistake(path, `${name} is bound twice: ${LOCK_LATE}`);
    }
    const other = (t) => (t.kinds & ~LOCK_KINDS) !== 0 || (t.classes & ~LOCK_CLASSES) !== 0;
    if (attribute2 === "lock" && tests.some(other)) {
      this.#mistake(path, "a lock is bound at a park or unpark with class mutex or once");
    }
  }
  #goroutinesBefore(step2) {
    const before = (at) => (this.#boundAt[at] ?? Infinity) < step2;
    return this.#variables.flatMap((v, at) => v.goroutine && before(at) ? [at] : []);
  }
  /** The step that must happen before step `i`. */
  #hbFrom({ after }, i) {
    if (after === void 0) return ANY;
    const path = ["steps", i, "after"];
    if (i === 0) this.#mistake(path, "nothing comes before the first step");
    return after === "hb" ? i - 1 : this.#earlier(after.slice(3, -1), i, path);
  }
  #edgeFrom(edge, step2) {
    const id = edge.slice(edge.indexOf("(") + 1, -1);
    const path = ["steps", step2, "edge"];
    const from = this.#earlier(id, step2, path);
    const g = this.#source.steps[from]?.g;
    if (g === void 0) this.#mistake(path, `step "${id}" names no goroutine (g)`);
    const own = this.#source.steps[step2]?.g;
    if (own !== void 0 && own !== g) {
      this.#mistake(path, `an edge from "${id}" is about ${g ?? "its goroutine"}, not ${own}`);
    }
    return from;
  }
  /** By step: what may not lie before it. */
  #interference(steps) {
    const result = steps.map(() => []);
    for (const [i, { edge }] of this.#source.steps.entries()) {
      if (edge === void 0) continue;
      const after = this.#edgeFrom(edge, i) ?? 0;
      const g = this.#source.steps[after]?.g ?? "";
      const variable2 = this.#variables.findIndex((v) => v.name === g);
      const tests = [anyEvent(steps[i]?.kinds ?? 0, variable2)];
      result[i]?.push({ after, tests, edge: true });
    }
    for (const [n, source] of (this.#source.interference ?? []).entries()) {
      this.#between(source, n, result);
    }
    return result;
  }
  #between(source, n, result) {
    const path = ["interference", n];
    const { between, ...test } = source;
    const [first, last] = between ?? [this.#ids[0] ?? "", this.#ids.at(-1) ?? ""];
    const until = this.#stepNumber(last, [...path, "between"]);
    if (!this.#ids.includes(last)) return;
    const after = this.#earlier(first, until, [...path, "between"]);
    const tests = eventTests(test, this.#scope(after, void 0), path);
    result[until]?.push({ after, tests, edge: false });
  }
  #absence(source, n) {
    const path = Array.isArray(this.#source.absent) ? ["absent", n] : ["absent"];
    const { after: id, within, until, ...test } = source;
    const after = id === void 0 ? this.#ids.length - 1 : this.#stepNumber(id, [...path, "after"]);
    if (within === void 0 === (until === void 0)) {
      this.#mistake(path, "give `within: <duration>` or `until: end`");
    }
    return {
      after,
      forNs: within === void 0 ? Infinity : durationNs(within),
      tests: eventTests(test, this.#scope(after, void 0), path)
    };
  }
  /** The goroutine that is asked for on a path. */
  #pathOf() {
    const { require: require2, graph } = this.#source;
    if (require2 === void 0) return ANY;
    const path = ["require", "on_critical_path"];
    if (graph !== void 0) this.#mistake(path, "a cycle of waits lies on no path that ends");
    const at = this.#scope(Infinity, void 0).bound(require2.on_critical_path, path);
    if (at >= 0 && this.#variables[at]?.goroutine !== true) {
      this.#mistake(path, `$${require2.on_critical_path} is not a goroutine`);
    }
    return at;
  }
  /** Variables of repeat and graph must exist. */
  #names() {
    const { repeat, graph, awake } = this.#source;
    const scope = this.#scope(Infinity, void 0);
    for (const key of listOf(repeat?.key)) {
      if (!key.startsWith("$")) this.#mistake(["repeat", "key"], `write $${key}`);
      else scope.bound(key.slice(1), ["repeat", "key"]);
    }
    const isLock = (key) => this.#variables.some((v) => v.attribute === "lock" && key === `$${v.name}`);
    if (repeat?.window !== void 0 && listOf(repeat.key).some(isLock)) {
      this.#mistake(["repeat", "window"], "no window with a lock as key; bind its site");
    }
    for (const name of Object.keys(repeat?.distinct ?? {})) {
      scope.bound(name, ["repeat", "distinct", name]);
    }
    if (awake !== void 0) scope.bound(awake.g, ["awake", "g"]);
    if (graph === void 0) return;
    scope.bound(graph.from, ["graph", "from"]);
    scope.bound(graph.to, ["graph", "to"]);
    if (graph.distinct !== void 0) scope.bound(graph.distinct, ["graph", "distinct"]);
  }
};
function eventPart(source) {
  const { on, g, by, reason, name, value, where } = source;
  const { class: cls, stack_has, stack_lacks, no_stack } = source;
  const all = {
    on,
    g,
    by,
    class: cls,
    reason,
    name,
    value,
    stack_has,
    stack_lacks,
    no_stack,
    where
  };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== void 0));
}
function anyEvent(kinds, g) {
  return {
    kinds,
    classes: -1,
    g,
    by: ANY,
    text: [],
    value: void 0,
    stack: void 0,
    stackLacks: void 0,
    noStack: void 0,
    where: []
  };
}

// src/analyse/patterns/language/read-patterns.ts
var MISTAKES_MAX = 20;
var DOCUMENTS_MAX = 200;
var TEXT_MAX = 1 << 20;
function readPatterns(text, path, facts) {
  const patterns = [];
  const mistakes = [];
  const notes = [];
  if (text.length > TEXT_MAX) {
    const message = "larger than 1 MiB: not a pattern file";
    return { patterns, mistakes: [{ at: path, message }], notes };
  }
  const lines = new import_yaml.LineCounter();
  const parsed = (0, import_yaml.parseAllDocuments)(text, { lineCounter: lines, prettyErrors: false });
  const documents = (Array.isArray(parsed) ? parsed : []).slice(0, DOCUMENTS_MAX);
  const lineAt = (offset) => offset === void 0 ? path : `${path}:${lines.linePos(offset).line}`;
  for (const document of documents) {
    for (const error of document.errors) {
      mistakes.push({ at: lineAt(error.pos[0]), message: `not valid YAML: ${error.message}` });
    }
    if (document.errors.length > 0) continue;
    const add = (where, message) => {
      mistakes.push({ at: lineAt(offsetOf(document, where)), message });
    };
    for (const [value, base] of entries(document, (m) => mistakes.push({ at: path, message: m }))) {
      one(value, base, { facts, path, patterns, notes, add });
    }
  }
  if (patterns.length === 0 && mistakes.length === 0) {
    mistakes.push({ at: path, message: "holds no pattern" });
  }
  return { patterns, mistakes: mistakes.slice(0, MISTAKES_MAX), notes };
}
function entries(document, fail) {
  let value;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
    return [];
  }
  if (value === null || value === void 0) return [];
  if (Array.isArray(value)) return value.map((v, i) => [v, [i]]);
  if (typeof value === "object" && "patterns" in value && Array.isArray(value.patterns)) {
    return value.patterns.map((v, i) => [v, ["patterns", i]]);
  }
  return [[value, []]];
}
function one(value, base, to) {
  let source;
  const article = isArticleForm(value);
  if (article) {
    const imported = fromArticleForm(value);
    if (!("pattern" in imported)) {
      issues(imported, base, to.add);
      return;
    }
    to.notes.push(...imported.notes);
    source = imported.pattern;
  } else {
    const checked = pattern.safeParse(value);
    if (!checked.success) {
      issues(checked.error, base, to.add);
      return;
    }
    source = checked.data;
  }
  const compiled2 = compilePattern(source, to.facts);
  if ("pattern" in compiled2) to.patterns.push({ pattern: compiled2.pattern, source: to.path });
  else for (const m of compiled2.mistakes) to.add(article ? base : [...base, ...m.path], m.message);
}
function issues(error, base, add) {
  for (const issue of error.issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    const path = issue.path.filter((p) => typeof p !== "symbol");
    const where = path.length === 0 ? "" : `${path.join(".")}: `;
    add([...base, ...path, ...keys], `${where}${issue.message}`);
  }
}
function offsetOf(document, path) {
  let node = document.contents;
  let offset = (0, import_yaml.isMap)(node) || (0, import_yaml.isSeq)(node) ? node.range?.[0] : void 0;
  for (const part of path) {
    if ((0, import_yaml.isMap)(node)) {
      const pair = node.items.find(({ key }) => (0, import_yaml.isScalar)(key) && key.value === part);
      if (pair === void 0) break;
      if ((0, import_yaml.isScalar)(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if ((0, import_yaml.isSeq)(node) && typeof part === "number") {
      node = node.items[part];
      if ((0, import_yaml.isMap)(node) || (0, import_yaml.isScalar)(node) || (0, import_yaml.isSeq)(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

// src/analyse/patterns/critical/lost-times.ts
var LostTimes = class {
  goids = [];
  fromNs = [];
  toNs = [];
  add(goid, fromNs, toNs) {
    this.goids.push(goid);
    this.fromNs.push(fromNs);
    this.toNs.push(toNs);
  }
  join(other) {
    for (const [i, goid] of other.goids.entries()) {
      this.add(goid, other.fromNs[i] ?? 0, other.toNs[i] ?? 0);
    }
  }
};

// src/analyse/patterns/matching/groups.ts
var GROUPS_MAX = 1e4;
var DISTINCT_MAX = 1e4;
var WINDOW_MAX2 = 1e5;
var FRAMES_SHOWN = 32;
var LOST_MAX = 5e5;
var ROOTS_SHOWN = 10;
var MatchGroups = class {
  #pattern;
  #facts;
  /** By the key variable's value; by several as text. */
  #groups = /* @__PURE__ */ new Map();
  #keys;
  #distinct;
  /** By stack: its place. */
  #sites = [];
  #toEnd;
  matches = 0;
  quiet = 0;
  overflow = 0;
  /** Matches of which it could not be told whether they lie on a path, and why. */
  pathUnknown;
  #lostLeft = LOST_MAX;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
    this.#toEnd = pattern2.absences.some((a) => a.forNs === Infinity);
    const { distinct } = pattern2.source.repeat ?? {};
    this.#distinct = Object.keys(distinct ?? {}).map((name) => [name, this.#variable(name)]);
    this.#keys = listOf(pattern2.source.repeat?.key).map((key) => this.#variable(key.slice(1)));
  }
  add(match) {
    this.found(foundOf(match));
  }
  /** Takes a match as it is found; it is made to last only where it is the longest of its group. */
  found(found) {
    this.matches += 1;
    const key = this.#key(found);
    const { times, steps } = found;
    const startNs = times[0] ?? 0;
    const endNs = times[steps - 1] ?? startNs;
    const cost = this.#cost(found.pattern, times, steps);
    let group = this.#groups.get(key);
    if (group === void 0) {
      if (this.#groups.size >= GROUPS_MAX) {
        this.overflow += 1;
        return;
      }
      group = newGroup(found.match(), startNs, endNs);
      this.#groups.set(key, group);
    }
    group.count += 1;
    if (startNs < group.firstNs) group.firstNs = startNs;
    if (endNs > group.lastNs) group.lastNs = endNs;
    group.totalNs += cost;
    if (cost > group.maxNs) {
      group.maxNs = cost;
      group.longest = found.match();
    }
    this.#repeats(group, found.values, startNs);
    this.#lost(group, found);
  }
  /** Keeps when the goroutine that is asked for lost its time. */
  #lost(group, { pattern: pattern2, values, times, steps }) {
    const { pathOf, costFrom, costTo } = pattern2;
    if (pathOf < 0) return;
    if (--this.#lostLeft < 0) {
      this.overflow += 1;
      return;
    }
    const fromNs = times[this.#toEnd ? steps - 1 : costFrom] ?? 0;
    const toNs = this.#toEnd ? Infinity : times[costTo] ?? 0;
    group.lost ??= new LostTimes();
    group.lost.add(values[pathOf] ?? -1, fromNs, toNs);
  }
  /** The goroutines of which `findings` will ask whether they lie on a path. */
  goroutines() {
    return [...this.#groups.values()].flatMap(({ lost }) => lost?.goids ?? []);
  }
  /** Takes over what was counted elsewhere. */
  take(tallied) {
    for (const { key, ...t } of tallied) {
      this.matches += t.count;
      if (this.#groups.size >= GROUPS_MAX) this.overflow += t.count;
      else this.#groups.set(key, { ...t, distinct: /* @__PURE__ */ new Map(), recent: [] });
    }
  }
  /** What is worth reporting, the most expensive first; `paths` for a pattern that asks for them. */
  findings(traceNs, paths) {
    const result = [];
    for (const group of this.#final()) {
      if (this.#toEnd) {
        group.totalNs += group.count * traceNs;
        group.maxNs += traceNs;
      }
      if (this.#worth(group, traceNs, paths)) result.push(this.#finding(group, traceNs));
      else this.quiet += 1;
    }
    return result.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
  }
  /** The groups; those whose keys have become the same lock are one. */
  #final() {
    const { variables } = this.#pattern;
    if (!variables.some(({ attribute: attribute2 }) => attribute2 === "lock")) return this.#groups.values();
    const finalOf = (variable2, value) => this.#facts.final(variables[variable2]?.attribute, value);
    const merged2 = /* @__PURE__ */ new Map();
    for (const [key, group] of this.#groups) {
      for (const [name, variable2] of this.#distinct) {
        const values2 = [...group.distinct.get(name) ?? []].map((v) => finalOf(variable2, v));
        group.distinct.set(name, new Set(values2));
      }
      const { values } = group.longest;
      const own = this.#keys.map((k) => finalOf(k, values[k] ?? Number.NaN)).join(",");
      const at = this.#keys.length === 0 ? key : own;
      const known = merged2.get(at);
      if (known === void 0) merged2.set(at, group);
      else join(known, group);
    }
    return merged2.values();
  }
  #variable(name) {
    return this.#pattern.variables.findIndex((v) => v.name === name);
  }
  #key(found) {
    const [key, ...more] = this.#keys;
    if (key === void 0) return this.#sitesOf(found.match());
    if (more.length === 0) return found.values[key] ?? Number.NaN;
    return this.#keys.map((k) => found.values[k]).join(",");
  }
  /** The places of the steps as they are written, in whatever order they came. */
  #sitesOf({ pattern: pattern2, steps }) {
    if (pattern2 === this.#pattern) return steps.map((s) => this.#site(s)).join(",");
    const ids = pattern2.steps.map(({ id }) => id);
    const written = this.#pattern.steps.map(({ id }) => steps[ids.indexOf(id)]);
    return written.map((s) => s === void 0 ? 0 : this.#site(s)).join(",");
  }
  #site({ stack }) {
    const known = this.#sites[stack];
    if (known !== void 0) return known;
    const at = ownSite(this.#facts.interner.frames(stack));
    const text = at === void 0 ? "" : `${at.function} ${at.file}:${at.line}`;
    return this.#sites[stack] = this.#facts.interner.textOf(text);
  }
  /** Time lost; where the loss lasts to the trace's end, which is not known yet, less that end. */
  #cost(order, times, steps) {
    const { costFrom, costTo } = order;
    if (this.#toEnd) return -(times[steps - 1] ?? 0);
    return (times[costTo] ?? 0) - (times[costFrom] ?? 0);
  }
  #repeats(group, values, startNs) {
    const { repeat } = this.#pattern.source;
    if (repeat === void 0) return;
    for (const [name, variable2] of this.#distinct) {
      let set = group.distinct.get(name);
      if (set === void 0) group.distinct.set(name, set = /* @__PURE__ */ new Set());
      if (set.size < DISTINCT_MAX) set.add(values[variable2] ?? -1);
    }
    if (repeat.window === void 0 || group.dense) return;
    const size = Math.min(repeat.min, WINDOW_MAX2);
    const at = (group.count - 1) % size;
    group.recent[at] = startNs;
    const oldest = group.recent[group.count % size];
    if (group.count >= size && oldest !== void 0) {
      group.dense = startNs - oldest <= durationNs(repeat.window);
    }
  }
  #worth(group, traceNs, paths) {
    const { repeat, worth } = this.#pattern.source;
    if (repeat !== void 0) {
      if (group.count < repeat.min || repeat.window !== void 0 && !group.dense) return false;
      for (const [name, min] of Object.entries(repeat.distinct ?? {})) {
        if ((group.distinct.get(name)?.size ?? 0) < min) return false;
      }
    }
    const ns = this.#pattern.pathOf < 0 ? group.totalNs : this.#onPath(group, paths);
    if (ns === void 0) return false;
    if (worth?.total !== void 0 && ns < durationNs(worth.total)) return false;
    return worth?.share === void 0 || ns >= worth.share * traceNs;
  }
  /** Lost time on critical paths; undefined where there is none, or where it cannot be told. */
  #onPath(group, paths) {
    if (paths?.unknown !== void 0 || paths === void 0) {
      const matches = (this.pathUnknown?.matches ?? 0) + group.count;
      this.pathUnknown = { matches, why: paths?.unknown ?? "no paths were walked" };
      return void 0;
    }
    group.roots = paths.rootsOf(group.lost ?? new LostTimes());
    const ns = group.roots.reduce((all, root) => all + root.ns, 0);
    return ns > 0 ? ns : void 0;
  }
  #finding(group, traceNs) {
    const { roots } = group;
    const pathNs = (roots ?? []).reduce((all, root) => all + root.ns, 0);
    const path = { ns: pathNs, roots: (roots ?? []).slice(0, ROOTS_SHOWN) };
    const distinct = [...group.distinct].map(([name, set]) => [name, set.size]);
    return {
      ...describe(this.#pattern, this.#facts, group.longest, traceNs, group.totalNs),
      count: group.count,
      firstNs: group.firstNs,
      lastNs: group.lastNs,
      totalNs: group.totalNs,
      maxNs: group.maxNs,
      ...roots === void 0 ? {} : { criticalPath: path },
      distinct: Object.fromEntries(distinct),
      steps: matchSteps(this.#facts, group.longest)
    };
  }
};
function newGroup(match, startNs, endNs) {
  return {
    count: 0,
    firstNs: startNs,
    lastNs: endNs,
    totalNs: 0,
    maxNs: -Infinity,
    longest: match,
    distinct: /* @__PURE__ */ new Map(),
    recent: [],
    dense: false
  };
}
function join(to, from) {
  to.count += from.count;
  to.firstNs = Math.min(to.firstNs, from.firstNs);
  to.lastNs = Math.max(to.lastNs, from.lastNs);
  to.totalNs += from.totalNs;
  if (from.lost !== void 0) (to.lost ??= new LostTimes()).join(from.lost);
  if (from.maxNs > to.maxNs) [to.maxNs, to.longest] = [from.maxNs, from.longest];
  for (const [name, values] of from.distinct) {
    const known = to.distinct.get(name);
    for (const value of values) known?.add(value);
  }
}
function describe(pattern2, facts, match, traceNs, totalNs) {
  const { source } = pattern2;
  const variables = [];
  for (const [at, v] of pattern2.variables.entries()) {
    const value = match.values[at] ?? Number.NaN;
    if (!Number.isNaN(value)) variables.push([v.name, facts.show(v.attribute, value)]);
  }
  return {
    pattern: source.name,
    title: source.title ?? source.name,
    certainty: source.certainty ?? "heuristic",
    confidence: "uncalibrated",
    share: traceNs > 0 ? Number((totalNs / traceNs).toPrecision(3)) : 0,
    variables: Object.fromEntries(variables),
    ...source.why === void 0 ? {} : { why: source.why },
    ...source.fix === void 0 ? {} : { fix: source.fix },
    raise: source.raise ?? []
  };
}
function matchSteps(facts, match) {
  return match.steps.map((seen, i) => {
    const step2 = match.pattern.steps[i];
    const frames = facts.interner.frames(seen.stack);
    const at = ownSite(frames);
    const name = facts.interner.string(seen.text);
    const value = facts.interner.string(seen.value);
    return {
      id: step2?.id ?? "",
      event: PATTERN_KINDS[seen.kind] ?? "",
      ...step2?.say === void 0 ? {} : { say: step2.say },
      ...seen.cls === 0 ? {} : { class: PATTERN_CLASSES[seen.cls] ?? "other" },
      ...seen.g < 0 ? {} : { goroutine: seen.g },
      ...seen.by < 0 ? {} : { by: seen.by },
      timeNs: seen.timeNs,
      ...name === "" ? {} : { name },
      ...value === "" ? {} : { value },
      ...at === void 0 ? {} : { at },
      stack: frames.slice(0, FRAMES_SHOWN).map((f) => ({ function: f.func, file: f.file, line: f.line }))
    };
  });
}

// src/analyse/patterns/matching/cycles.ts
var EDGES_MAX = 1e5;
var MATCHES_MAX = 8;
var CYCLE_MAX = 16;
var SEARCH_MAX = 1e5;
var FINDINGS_MAX = 100;
var MatchCycles = class {
  #pattern;
  #facts;
  #edges = /* @__PURE__ */ new Map();
  #size = 0;
  /** The trace has been read: it is known what is one lock. */
  #read = false;
  matches = 0;
  overflow = 0;
  /** Edges that are on no cycle long enough. */
  quiet = 0;
  /** No cycle asks for a path. */
  pathUnknown = void 0;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
  }
  add(match) {
    this.matches += 1;
    this.#edge(match);
  }
  #edge(match) {
    const { graph } = this.#pattern.source;
    const from = this.#value(match, graph?.from ?? "");
    const to = this.#value(match, graph?.to ?? "");
    let out = this.#edges.get(from);
    if (out === void 0) this.#edges.set(from, out = /* @__PURE__ */ new Map());
    let matches = out.get(to);
    if (matches === void 0) {
      if (this.#size >= EDGES_MAX) {
        this.overflow += 1;
        return;
      }
      this.#size += 1;
      out.set(to, matches = []);
    }
    const own = this.#owner(match);
    const known = own !== void 0 && matches.some((m) => this.#owner(m) === own);
    if (!known && matches.length < MATCHES_MAX) matches.push(match);
  }
  findings(traceNs) {
    this.#final();
    const result = [];
    const done = /* @__PURE__ */ new Set();
    for (const start of this.#edges.keys()) {
      if (done.has(start) || result.length >= FINDINGS_MAX) continue;
      const cycle = this.#cycleFrom(start, done);
      if (cycle === void 0) continue;
      result.push(this.#finding(cycle, traceNs));
      for (const m of cycle) done.add(this.#value(m, this.#pattern.source.graph?.from ?? ""));
    }
    this.quiet = Math.max(0, this.#size - result.reduce((n, f) => n + f.count, 0));
    return result;
  }
  /** Lines that have become the same lock are one node. */
  #final() {
    if (!this.#pattern.variables.some(({ attribute: attribute2 }) => attribute2 === "lock")) return;
    const matches = [...this.#edges.values()].flatMap((out) => [...out.values()].flat());
    this.#edges.clear();
    this.#size = 0;
    this.#read = true;
    for (const match of matches) this.#edge(match);
  }
  #value(match, name) {
    const at = this.#pattern.variables.findIndex((v) => v.name === name);
    const value = match.values[at] ?? -1;
    return this.#read ? this.#facts.final(this.#pattern.variables[at]?.attribute, value) : value;
  }
  /** The value that must differ from edge to edge of a cycle. */
  #owner(match) {
    const name = this.#pattern.source.graph?.distinct;
    return name === void 0 ? void 0 : this.#value(match, name);
  }
  /** The first cycle through the node that is long enough, shortest first; depth-first with a bound. */
  #cycleFrom(start, done) {
    const min = this.#pattern.source.graph?.cycle ?? 2;
    let left = SEARCH_MAX;
    for (let length = min; length <= CYCLE_MAX && length <= this.#edges.size; length++) {
      const path = [];
      const nodes = /* @__PURE__ */ new Set([start]);
      const walk = (node) => {
        for (const [next, matches] of this.#edges.get(node) ?? []) {
          if (--left < 0) return false;
          const last = path.length === length - 1;
          if (last ? next !== start : nodes.has(next) || done.has(next)) continue;
          for (const match of matches) {
            const owner = this.#owner(match);
            if (owner !== void 0 && path.some((m) => this.#owner(m) === owner)) continue;
            path.push(match);
            nodes.add(next);
            if (last || walk(next)) return true;
            path.pop();
            if (next !== start) nodes.delete(next);
          }
        }
        return false;
      };
      if (walk(start)) return path;
      if (left < 0) {
        this.overflow += 1;
        return void 0;
      }
    }
    return void 0;
  }
  #finding(cycle, traceNs) {
    const times = cycle.flatMap((m) => m.steps.map((s) => s.timeNs));
    const firstNs = Math.min(...times);
    const lastNs = Math.max(...times);
    const [first] = cycle;
    const base = { pattern: this.#pattern, steps: [], values: new Float64Array(0) };
    return {
      ...describe(this.#pattern, this.#facts, first ?? base, traceNs, traceNs - lastNs),
      count: cycle.length,
      firstNs,
      lastNs,
      totalNs: Math.max(0, traceNs - lastNs),
      maxNs: Math.max(0, traceNs - lastNs),
      distinct: {},
      steps: cycle.flatMap((m) => matchSteps(this.#facts, m))
    };
  }
};

// src/analyse/patterns/matching/facts.ts
var Facts = class {
  interner;
  locks;
  #sites = [];
  #functions = [];
  #entries = [];
  constructor(interner) {
    this.interner = interner;
    this.locks = new LockSites(
      (stack) => interner.string(this.ofStack("site", stack))
    );
  }
  /** The value of an attribute of an event: a goroutine's id, a class's number, or a text's. */
  attribute(name, e, i) {
    switch (name) {
      case "g":
        return e.g[i] ?? -1;
      case "by":
        return e.by[i] ?? -1;
      case "class":
        return e.cls[i] ?? 0;
      case "reason":
      case "name":
        return e.text[i] ?? 0;
      case "value":
        return e.value[i] ?? 0;
      case "site":
      case "function":
      case "entry":
        return this.ofStack(name, e.stack[i] ?? 0);
      case "lock":
        return this.interner.textOf(this.locks.lineOf(e.cls[i] ?? 0, e.stack[i] ?? 0));
    }
  }
  /** The value of an attribute that a stack alone decides; 0 for others. */
  ofStack(name, stack) {
    switch (name) {
      case "site":
        return this.#cached(this.#sites, stack, (f) => siteText(ownSite(f)));
      case "function":
        return this.#cached(this.#functions, stack, (f) => ownSite(f)?.function ?? "");
      case "entry":
        return this.#cached(this.#entries, stack, entryFunction);
      default:
        return 0;
    }
  }
  /** The value once the trace has been read: a lock's line becomes the lock, others stay. */
  final(name, value) {
    if (name !== "lock" || Number.isNaN(value)) return value;
    return this.interner.textOf(this.locks.lockOf(this.interner.string(value)));
  }
  /** The value's text for people; goroutines stay numbers. */
  show(name, value) {
    if (name === "g" || name === "by") return value;
    if (name === "class") return PATTERN_CLASSES[value] ?? "none";
    const text = this.interner.string(this.final(name, value));
    return name === "lock" ? siteOfLine(text) : text;
  }
  /** The number that a text in a pattern stands for, for comparison with an attribute. */
  valueOf(name, text) {
    if (name === "g" || name === "by") return Number(text);
    if (name === "class") return PATTERN_CLASSES.findIndex((c) => c === text);
    return this.interner.textOf(text);
  }
  /** Whether a text is one of these; a final * stands for anything. */
  textTest(wanted) {
    return memo((index) => {
      const text = this.interner.string(index);
      return wanted.some((w) => w.endsWith("*") ? text.startsWith(w.slice(0, -1)) : text === w);
    });
  }
  /** Whether a frame's function contains one of these texts. */
  stackTest(parts) {
    return memo(
      (index) => this.interner.frames(index).some(({ func }) => parts.some((part) => func.includes(part)))
    );
  }
  #cached(cache, stack, text) {
    let value = cache[stack];
    if (value === void 0) {
      value = this.interner.textOf(text(this.interner.frames(stack)));
      cache[stack] = value;
    }
    return value;
  }
};
function memo(test) {
  const known = /* @__PURE__ */ new Map();
  return (index) => {
    let answer = known.get(index);
    if (answer === void 0) known.set(index, answer = test(index));
    return answer;
  };
}

// src/analyse/patterns/matching/bindings.ts
var CREATE4 = kindNumber("create");
var Bindings = class {
  values;
  #pattern;
  #facts;
  #trail = [];
  #restored = false;
  constructor(pattern2, facts) {
    this.#pattern = pattern2;
    this.#facts = facts;
    this.values = new Float64Array(pattern2.variables.length).fill(Number.NaN);
  }
  /** Takes over the values of a match under way; nothing before it can be taken back. */
  restore(values) {
    this.values.set(values);
    this.#trail.length = 0;
    this.#restored = true;
  }
  clear() {
    this.undo(0);
    if (this.#restored) this.values.fill(Number.NaN);
    this.#restored = false;
  }
  mark() {
    return this.#trail.length;
  }
  undo(mark) {
    while (this.#trail.length > mark) this.values[this.#trail.pop() ?? 0] = Number.NaN;
  }
  /** Whether the event is the step's by this alternative; binds variables if so, else none. */
  step(step2, test, e, i) {
    if (!this.#fixed(test, e, i)) return false;
    const mark = this.mark();
    const ok = this.#goroutine(test.g, e.g[i] ?? -1) && this.#goroutine(test.by, e.by[i] ?? -1) && this.#where(test, e, i) && this.#bind(step2, e, i);
    if (!ok) this.undo(mark);
    return ok;
  }
  /** Whether the event passes the test; binds nothing. */
  passes(test, e, i) {
    return this.#fixed(test, e, i) && this.#equal(test.g, e.g[i] ?? -1) && this.#equal(test.by, e.by[i] ?? -1) && this.#where(test, e, i);
  }
  /** What does not depend on variables. */
  #fixed(test, e, i) {
    if ((test.kinds & 1 << (e.kind[i] ?? 0)) === 0) return false;
    if ((test.classes & 1 << (e.cls[i] ?? 0)) === 0) return false;
    if (test.by === RUNTIME && (e.by[i] ?? -1) >= 0) return false;
    const stack = e.stack[i] ?? 0;
    if (test.noStack !== void 0 && test.noStack !== isBare2(e, i)) return false;
    for (const text of test.text) if (!text(e.text[i] ?? 0)) return false;
    if (test.value !== void 0 && !test.value(e.value[i] ?? 0)) return false;
    if (test.stack !== void 0 && !test.stack(stack)) return false;
    return test.stackLacks === void 0 || !test.stackLacks(stack);
  }
  #goroutine(variable2, g) {
    if (variable2 < 0) return true;
    if (g < 0) return false;
    const value = this.values[variable2] ?? Number.NaN;
    if (!Number.isNaN(value)) return value === g;
    if (!this.#pattern.sameOk) {
      for (let v = 0; v < this.values.length; v++) {
        if (this.values[v] === g && this.#pattern.variables[v]?.goroutine === true) return false;
      }
    }
    this.values[variable2] = g;
    this.#trail.push(variable2);
    return true;
  }
  #equal(variable2, g) {
    return variable2 === ANY || variable2 === RUNTIME || this.values[variable2] === g;
  }
  #unify(variable2, value) {
    const known = this.values[variable2] ?? Number.NaN;
    if (!Number.isNaN(known)) return known === value;
    this.values[variable2] = value;
    this.#trail.push(variable2);
    return true;
  }
  #bind(step2, e, i) {
    for (const b of step2.bind) {
      if (!this.#unify(b.variable, this.#facts.attribute(b.attribute, e, i))) return false;
    }
    return true;
  }
  #where(test, e, i) {
    for (const c of test.where) {
      const value = this.#facts.attribute(c.attribute, e, i);
      const other = c.variable === ANY ? c.value : this.values[c.variable];
      if (value === other !== c.equal) return false;
    }
    return true;
  }
};
function isBare2(e, i) {
  return e.stack[i] === 0 || e.kind[i] === CREATE4 && (e.by[i] ?? -1) < 0;
}

// src/analyse/patterns/matching/pending.ts
function pendingOf(outcomes) {
  const [first] = outcomes;
  const none = { outcomes, g: Number.NaN, kinds: 0, deadlineNs: Infinity, due: false };
  if (first === void 0 || !("carried" in first) || outcomes.length > 1) return none;
  const { pattern: pattern2, step: s, seen, values, reach } = first.carried;
  if (reach.length > 0) return none;
  const step2 = pattern2.steps[s];
  const tests = endingTests(pattern2, s);
  const variable2 = step2 === void 0 ? tests[0]?.g ?? ANY : step2.knownG;
  const own = variable2 >= 0 && tests.every((t) => t.g === variable2);
  if (!own || step2 !== void 0 && step2.noiseMax !== Infinity) return none;
  const kinds = tests.reduce((all, t) => all | t.kinds, step2?.kinds ?? 0);
  const since = seen[step2?.gapFrom ?? 0]?.timeNs ?? 0;
  const within = (seen[0]?.timeNs ?? 0) + pattern2.withinNs;
  const due = step2 === void 0;
  const deadlineNs = due ? watchedUntil(first.carried) : Math.min(since + step2.gapMaxNs, within);
  return { outcomes, g: values[variable2] ?? Number.NaN, kinds, deadlineNs, due };
}
function watchedUntil({ pattern: pattern2, seen }) {
  const times = pattern2.absences.map(({ after, forNs }) => (seen[after]?.timeNs ?? 0) + forNs);
  return Math.min(Infinity, ...times);
}
function atEnd(carried, endNs, whole) {
  const { pattern: pattern2, step: step2, seen } = carried;
  if (step2 < pattern2.steps.length) return "no";
  for (const a of pattern2.absences) {
    const until = (seen[a.after]?.timeNs ?? 0) + a.forNs;
    if (a.forNs === Infinity ? !whole : until > endNs) return "unknown";
  }
  return "yes";
}
function matchOf({ pattern: pattern2, seen, values }) {
  return { pattern: pattern2, steps: seen, values };
}
function endingTests({ absences, steps }, s) {
  return [
    ...(steps[s]?.interference ?? []).filter((i) => i.after < s).flatMap((i) => i.tests),
    ...absences.filter((a) => a.after < s).flatMap((a) => a.tests)
  ];
}

// src/analyse/patterns/matching/reach.ts
var CREATE5 = kindNumber("create");
var UNPARK6 = kindNumber("unpark");
var RUN = kindNumber("run");
var HB_KINDS = 1 << CREATE5 | 1 << UNPARK6 | 1 << RUN;
var Reach = class _Reach {
  #rows;
  /** By goroutine number: the first of the rows that are reached. */
  #since = /* @__PURE__ */ new Map();
  #waking = /* @__PURE__ */ new Set();
  /** Goroutines without a row in the segment. */
  #idle;
  #next;
  constructor(rows, next, idle) {
    this.#rows = rows;
    this.#next = next;
    this.#idle = idle;
  }
  /** Of a row of the segment. */
  static fromRow(rows, row) {
    const reach = new _Reach(rows, row + 1, { reached: [], waking: [] });
    reach.#enter(actorOf(rows, row), row);
    if (wakes(rows, row)) reach.#waking.add(rows.number[row] ?? -1);
    return reach;
  }
  /** Of an event before the segment. */
  static fromState(index, { reached, waking }) {
    const here = (g) => index.numberOf(g) >= 0;
    const idle = {
      reached: reached.filter((g) => !here(g)),
      waking: waking.filter((g) => !here(g))
    };
    const reach = new _Reach(index.rows, 0, idle);
    for (const g of reached.filter(here)) reach.#since.set(index.numberOf(g), -1);
    for (const g of waking.filter(here)) reach.#waking.add(index.numberOf(g));
    return reach;
  }
  /** Rows that have to be looked at before `row` can be asked about. */
  missing(row) {
    return Math.max(0, row + 1 - this.#next);
  }
  /** Whether the event happens before the row, which comes after it. */
  has(row) {
    for (; this.#next <= row; this.#next++) this.#take(this.#next);
    const since = this.#since.get(actorOf(this.#rows, row));
    return since !== void 0 && since <= row;
  }
  /** How far it reaches at the segment's end. */
  state() {
    const { length } = this.#rows.events;
    for (; this.#next < length; this.#next++) this.#take(this.#next);
    const id = (number2) => this.#rows.ids[number2] ?? -1;
    return {
      reached: [...this.#idle.reached, ...[...this.#since.keys()].map(id)],
      waking: [...this.#idle.waking, ...[...this.#waking].map(id)]
    };
  }
  #take(row) {
    const number2 = this.#rows.number[row] ?? -1;
    if (this.#rows.events.kind[row] === RUN && this.#waking.delete(number2)) {
      this.#enter(number2, row);
    }
    if (wakes(this.#rows, row) && this.#since.has(actorOf(this.#rows, row))) {
      this.#waking.add(number2);
    }
  }
  #enter(number2, row) {
    if (number2 < 0 || (this.#rows.ids[number2] ?? -1) < 0) return;
    if (!this.#since.has(number2)) this.#since.set(number2, row);
  }
};
function wakes({ events: { kind } }, row) {
  return kind[row] === CREATE5 || kind[row] === UNPARK6;
}
function actorOf(rows, row) {
  return (wakes(rows, row) ? rows.waker[row] : rows.number[row]) ?? -1;
}

// src/analyse/patterns/matching/reaches.ts
var NONE2 = [];
var CARRIED_MAX = 1e6;
var Reaches = class {
  /** By step: where those of a branch under way that are not in the segment reach to. */
  carried = NONE2;
  /** Events looked at. */
  looked = 0;
  #size = 0;
  #index;
  /** By step: whose reach it is - a row, or a state at the segment's begin. */
  #known = [];
  segment(index) {
    this.#index = index;
    this.#known = [];
    this.#size = 0;
  }
  /** More reaches into the next segment than memory allows. */
  get full() {
    return this.#size > CARRIED_MAX;
  }
  /** Whether the step's event, at row `from` (-1: before the segment), happens before the row. */
  has(step2, from, row) {
    const reach = this.#reachOf(step2, from);
    this.looked += reach.missing(row);
    return reach.has(row);
  }
  /** How far the steps before `next` reach at the segment's end, as far as steps from `next` on ask; empty for none. */
  states({ steps }, next, rows) {
    const asked = new Set(steps.slice(next).map(({ hbFrom }) => hbFrom));
    if (!steps.some((_, s) => s < next && asked.has(s))) return NONE2;
    return steps.map((_, s) => {
      if (s >= next || !asked.has(s)) return void 0;
      const reach = this.#reachOf(s, rows[s] ?? -1);
      this.looked += reach.missing(this.#index.events.length - 1);
      const state = reach.state();
      this.#size += state.reached.length + state.waking.length;
      return state;
    });
  }
  #reachOf(step2, from) {
    const of = from >= 0 ? from : this.carried[step2] ?? { reached: [], waking: [] };
    const known = this.#known[step2];
    if (known?.of === of) return known.reach;
    const reach = typeof of === "number" ? Reach.fromRow(this.#index.rows, of) : Reach.fromState(this.#index, of);
    this.#known[step2] = { of, reach };
    return reach;
  }
};

// src/analyse/patterns/matching/row-search.ts
var RowSearch = class {
  #pattern;
  #bindings;
  #index;
  #e;
  /** Events looked at. */
  looked = 0;
  constructor(pattern2, bindings) {
    this.#pattern = pattern2;
    this.#bindings = bindings;
  }
  segment(index) {
    this.#index = index;
    this.#e = index.events;
  }
  /** The first row of the goroutine above `above` that is of one of the kinds; -1 for none. */
  next(g, kinds, above) {
    const number2 = this.#index.numberAt(g, above);
    const { rows } = this.#index;
    if (number2 < 0 || ((rows.kinds[number2] ?? 0) & kinds) === 0) return -1;
    const { kind } = this.#e;
    for (let row = this.#index.firstAbove(number2, above); row >= 0; row = rows.after[row] ?? -1) {
      this.looked += 1;
      if ((kinds & 1 << (kind[row] ?? 0)) !== 0) return row;
    }
    return -1;
  }
  /**
   * How many events of the goroutines bound before the step lie strictly between; stops counting above `most`. Exact
   * only where `below` is the segment's end: elsewhere 0 stands for not too many.
   */
  noise(step2, above, below, most) {
    if (above >= 0 && below < this.#e.length && below - above - 1 <= most) return 0;
    let count = 0;
    for (const [i, variable2] of step2.bound.entries()) {
      const g = this.#bindings.values[variable2] ?? Number.NaN;
      if (Number.isNaN(g) || this.#again(step2, i, g)) continue;
      const number2 = this.#index.numberAt(g, above);
      if (number2 < 0) continue;
      count += this.#noiseOf(number2, above, below, most - count);
      if (count > most) return count;
    }
    return count;
  }
  #noiseOf(number2, above, below, most) {
    const { kind } = this.#e;
    const { after } = this.#index.rows;
    const { alphabet } = this.#pattern;
    let count = 0;
    for (let row = this.#index.firstAbove(number2, above); row >= 0; row = after[row] ?? -1) {
      if (row >= below) break;
      this.looked += 1;
      if ((alphabet & 1 << (kind[row] ?? 0)) === 0) continue;
      count += 1;
      if (count > most) break;
    }
    return count;
  }
  /** Whether an earlier variable is the same goroutine. */
  #again(step2, i, g) {
    for (let k = 0; k < i; k++) {
      if (this.#bindings.values[step2.bound[k] ?? -1] === g) return true;
    }
    return false;
  }
  /** The first event that passes a test strictly between two rows, up to a time; -1 for none. */
  first(tests, above, below, untilNs) {
    let first = -1;
    for (const test of tests) {
      const end = first < 0 ? below : first;
      const row = this.#firstOf(test, above, end, untilNs);
      if (row >= 0) first = row;
    }
    return first;
  }
  /** Whether something lies before `row` that may not lie between an earlier step and step `s`; `at`: rows by step. */
  interfered(step2, s, row, at) {
    for (const { after, tests, edge } of step2.interference) {
      if (edge && step2.firstOnly && row < this.#e.length || after >= s) continue;
      if (this.first(tests, at[after] ?? -1, row, Infinity) >= 0) return true;
    }
    return false;
  }
  #firstOf(test, above, below, untilNs) {
    if (test.g >= 0) return this.#firstOnGoroutine(test, above, below, untilNs);
    if (test.by >= 0) {
      const list = this.#index.causedBy(this.#bindings.values[test.by] ?? -1, above);
      return this.#firstIn(test, list, below, untilNs);
    }
    let first = -1;
    for (let kind = 0, bits = test.kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) === 0) continue;
      const end = first < 0 ? below : first;
      const row = this.#firstIn(test, this.#index.ofKind(kind, above), end, untilNs);
      if (row >= 0) first = row;
    }
    return first;
  }
  #firstOnGoroutine(test, above, below, untilNs) {
    const number2 = this.#index.numberAt(this.#bindings.values[test.g] ?? -1, above);
    const { kinds, after } = this.#index.rows;
    if (number2 < 0 || ((kinds[number2] ?? 0) & test.kinds) === 0) return -1;
    const { timeNs } = this.#e;
    for (let row = this.#index.firstAbove(number2, above); row >= 0; row = after[row] ?? -1) {
      if (row >= below || (timeNs[row] ?? 0) > untilNs) return -1;
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }
  #firstIn(test, [rows, from, to], below, untilNs) {
    const { timeNs } = this.#e;
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      if (row >= below || (timeNs[row] ?? 0) > untilNs) return -1;
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }
  #passes(test, row) {
    this.looked += 1;
    if ((test.kinds & 1 << (this.#e.kind[row] ?? 0)) === 0) return false;
    if ((test.classes & 1 << (this.#e.cls[row] ?? 0)) === 0) return false;
    this.#index.rows.need(row);
    return this.#bindings.passes(test, this.#e, row);
  }
  /** Above which row a last step must lie so that what must never happen does not happen after it; -1 for any. */
  floor({ steps, absences }, step2) {
    let floor = -1;
    if (step2 !== steps.length - 1) return floor;
    for (const { after, forNs, tests } of absences) {
      if (after !== step2 || forNs !== Infinity) continue;
      for (const test of tests) floor = Math.max(floor, this.last(test));
    }
    return floor;
  }
  /** The last event of the test's goroutine that passes it; -1 for none, and where the test asks for more than that. */
  last(test) {
    const g = this.#bindings.values[test.g] ?? Number.NaN;
    if (Number.isNaN(g) || test.where.length > 0 || test.by >= 0) return -1;
    const number2 = this.#index.numberOf(g);
    const { before, kinds, last } = this.#index.rows;
    if (number2 < 0 || ((kinds[number2] ?? 0) & test.kinds) === 0) return -1;
    for (let row = last[number2] ?? -1; row >= 0; row = before[row] ?? -1) {
      if (this.#passes(test, row)) return row;
    }
    return -1;
  }
};

// src/analyse/patterns/matching/segment-index.ts
var CREATE6 = kindNumber("create");
var UNPARK7 = kindNumber("unpark");
var NO_ROWS = new Int32Array(0);
function firstAbove(rows, from, to, row) {
  let low = from;
  let high = to;
  while (low < high) {
    const mid = low + high >>> 1;
    if ((rows[mid] ?? 0) <= row) low = mid + 1;
    else high = mid;
  }
  return low;
}
var RowRoom = class {
  #ofKind = [];
  #ofGoroutines = NO_ROWS;
  #byWaker = NO_ROWS;
  #starts = NO_ROWS;
  #used = 0;
  /** Room for all of a segment's rows of a kind. */
  ofKind(kind, rows) {
    const room = this.#ofKind[kind];
    return room !== void 0 && room.length >= rows ? room : this.#ofKind[kind] = new Int32Array(rows);
  }
  /** Room for a goroutine's rows, and whatever comes after them. All goroutines' rows are at most `rows`. */
  ofGoroutine(rows) {
    if (this.#ofGoroutines.length < rows) this.#ofGoroutines = new Int32Array(rows);
    return this.#ofGoroutines.subarray(this.#used);
  }
  /** Room for rows by who caused them, and for where each one's begin, which are 0. */
  byWaker(rows, starts) {
    if (this.#byWaker.length < rows) this.#byWaker = new Int32Array(rows);
    if (this.#starts.length < starts) this.#starts = new Int32Array(2 * starts);
    return [this.#byWaker, this.#starts.subarray(0, starts).fill(0)];
  }
  /** So many of it are used. */
  use(rows) {
    this.#used += rows;
  }
  /** Another segment. */
  clear() {
    this.#used = 0;
  }
};
var SegmentIndex = class {
  rows;
  events;
  #room;
  #numbers;
  #ofGoroutine = /* @__PURE__ */ new Map();
  #byWaker;
  #byKind = [];
  /** @param room memory that no other index under way uses */
  constructor(rows, room = new RowRoom()) {
    this.rows = rows;
    this.events = rows.events;
    this.#room = room;
    room.clear();
  }
  /** The goroutine's number in this segment, -1 where it has no row. */
  numberOf(g) {
    if (this.#numbers === void 0) {
      this.#numbers = /* @__PURE__ */ new Map();
      const { ids, goroutines } = this.rows;
      for (let n = 0; n < goroutines; n++) this.#numbers.set(ids[n] ?? -1, n);
    }
    return this.#numbers.get(g) ?? -1;
  }
  /** As numberOf, quicker where `row` is one of the goroutine's own (or -1). */
  numberAt(g, row) {
    return row >= 0 && this.events.g[row] === g ? this.rows.number[row] ?? -1 : this.numberOf(g);
  }
  /** The goroutine's first row above `row`, -1 for none; from there `rows.after` leads on. */
  firstAbove(number2, row) {
    if (row < 0) return this.rows.first[number2] ?? -1;
    if (this.rows.number[row] === number2) return this.rows.after[row] ?? -1;
    if (row >= (this.rows.last[number2] ?? -1)) return -1;
    const rows = this.#rowsOf(number2);
    return rows[firstAbove(rows, 0, rows.length, row)] ?? -1;
  }
  /** Rows that the goroutine caused (it is their `by`) above `row`. */
  causedBy(g, row) {
    const number2 = this.numberOf(g);
    if (number2 < 0) return [NO_ROWS, 0, 0];
    this.#byWaker ??= this.#wakers();
    const { start, rows } = this.#byWaker;
    const end = start[number2 + 1] ?? 0;
    return [rows, firstAbove(rows, start[number2] ?? 0, end, row), end];
  }
  /** Rows of a kind above `row`. */
  ofKind(kind, row) {
    const rows = this.#byKind[kind] ??= this.#kindRows(kind);
    return [rows, firstAbove(rows, 0, rows.length, row), rows.length];
  }
  /** For each of the kinds, its rows above `row`. */
  kindLists(kinds, row) {
    const lists = [];
    for (let kind = 0, bits = kinds; bits !== 0; kind++, bits >>>= 1) {
      if ((bits & 1) !== 0) lists.push(this.ofKind(kind, row));
    }
    return lists;
  }
  /** All rows of the kinds, ascending. */
  ofKinds(kinds) {
    const lists = this.kindLists(kinds, -1);
    const rows = lists.flatMap(([list]) => [...list]);
    return lists.length === 1 ? rows : rows.sort((a, b) => a - b);
  }
  #rowsOf(number2) {
    const known = this.#ofGoroutine.get(number2);
    if (known !== void 0) return known;
    const { first, after } = this.rows;
    const room = this.#room.ofGoroutine(this.events.length);
    let count = 0;
    for (let row = first[number2] ?? -1; row >= 0; row = after[row] ?? -1) room[count++] = row;
    this.#room.use(count);
    const rows = room.subarray(0, count);
    this.#ofGoroutine.set(number2, rows);
    return rows;
  }
  #kindRows(kind) {
    const known = this.rows.countOf(kind);
    if (known === 0) return NO_ROWS;
    const { kind: kinds, length } = this.events;
    const room = this.#room.ofKind(kind, length);
    let count = 0;
    for (let i = 0; i < length; i++) {
      room[count] = i;
      count += kinds[i] === kind ? 1 : 0;
    }
    return room.subarray(0, count);
  }
  /** Counting sort: rows by waker, ascending within each. */
  #wakers() {
    const { waker, goroutines } = this.rows;
    const { kind, length } = this.events;
    const [rows, start] = this.#room.byWaker(length, goroutines + 2);
    const caused = (i) => (kind[i] === CREATE6 || kind[i] === UNPARK7) && (waker[i] ?? -1) >= 0;
    for (let i = 0; i < length; i++) {
      if (!caused(i)) continue;
      const at = (waker[i] ?? 0) + 2;
      start[at] = (start[at] ?? 0) + 1;
    }
    for (let k = 1; k < start.length; k++) start[k] = (start[k] ?? 0) + (start[k - 1] ?? 0);
    for (let i = 0; i < length; i++) {
      if (!caused(i)) continue;
      const number2 = (waker[i] ?? 0) + 1;
      const at = start[number2] ?? 0;
      rows[at] = i;
      start[number2] = at + 1;
    }
    return { start, rows };
  }
};
function lowest(lists) {
  let best;
  for (const list of lists) {
    if (list[1] >= list[2]) continue;
    if (best === void 0 || (list[0][list[1]] ?? 0) < (best[0][best[1]] ?? 0)) best = list;
  }
  return best;
}

// src/analyse/patterns/matching/matcher.ts
var BRANCHES_MAX = 64;
var ANCHORS_MAX = 1e4;
var PatternMatcher = class {
  pattern;
  /** All orders of its steps, and the one under search. */
  #orders;
  #p;
  /** Would match if the trace were whole. */
  unknown = 0;
  /** Anchors that were dropped: too many under way, too many branches. */
  overflow = 0;
  overBudget = false;
  #found;
  /** The branch under search, once all its steps are there. */
  #live;
  #bindings;
  #rowsIn;
  #reaches = new Reaches();
  #pending = [];
  #index;
  #e;
  #lastNs = 0;
  /** Rows of the steps so far; -1: carried from an earlier segment. */
  #rows;
  #times;
  /** By step under search: from when to when it may come, and how much noise may still lie before it. */
  #deadline;
  #earliest;
  #noiseLeft;
  #carried = [];
  #outcomes = [];
  constructor(pattern2, facts, found) {
    this.pattern = pattern2;
    this.#orders = [pattern2, ...pattern2.others];
    this.#p = pattern2;
    this.#found = found;
    this.#bindings = new Bindings(pattern2, facts);
    this.#rowsIn = new RowSearch(pattern2, this.#bindings);
    const steps = pattern2.steps.length;
    this.#deadline = new Float64Array(steps);
    this.#earliest = new Float64Array(steps);
    this.#noiseLeft = new Float64Array(steps);
    this.#rows = new Int32Array(steps);
    this.#times = new Float64Array(steps);
    this.#live = {
      pattern: pattern2,
      values: this.#bindings.values,
      times: this.#times,
      steps,
      match: () => matchOf(this.#state(steps, 0))
    };
  }
  /**
   * Goes on with what was carried, then tries anchors.
   * @param anchors rows that may begin a match, ascending; absent: every row of the first step's kinds
   */
  segment(index, anchors) {
    if (this.#spent()) this.#pending = [];
    if (this.#pending.length === 0 && (anchors?.length === 0 || this.#spent())) return;
    this.#index = index;
    this.#e = index.events;
    this.#rowsIn.segment(index);
    this.#reaches.segment(index);
    this.#lastNs = this.#e.timeNs[this.#e.length - 1] ?? 0;
    const pending = this.#pending;
    this.#pending = [];
    for (const p of pending) if (!this.#spent() && !this.#idle(p)) this.#resume(p.outcomes);
    const kinds = this.#orders.reduce((all, p) => all | (p.steps[0]?.kinds ?? 0), 0);
    for (const row of anchors ?? index.ofKinds(kinds)) {
      if (!this.#spent()) this.#anchor(row);
    }
  }
  /** The trace is over at `endNs`; `whole`: nothing of it is missing. */
  finish(endNs, whole) {
    for (const { outcomes } of this.#pending) {
      for (const outcome of outcomes) {
        const verdict = "match" in outcome ? "yes" : atEnd(outcome.carried, endNs, whole);
        if (verdict === "no") continue;
        if (verdict === "unknown") this.unknown += 1;
        else this.#found(foundOf("match" in outcome ? outcome.match : matchOf(outcome.carried)));
        break;
      }
    }
    this.#pending = [];
  }
  /** The work so far: events looked at, steps that were begun and tests that were tried. */
  get looked() {
    return this.#rowsIn.looked + this.#reaches.looked;
  }
  #spent() {
    return this.overBudget ||= this.looked > this.#p.budget;
  }
  #anchor(row) {
    this.#rowsIn.looked += 1;
    this.#carried = [];
    for (const order of this.#orders) if (this.#begins(order, row)) break;
    if (this.#outcomes.length > 0) this.#settle();
  }
  /** True when a match begins there, so that no other order counts. */
  #begins(order, row) {
    this.#order(order);
    const [first] = order.steps;
    if (first === void 0) return false;
    for (const test of first.tests) {
      this.#bindings.clear();
      this.#index.rows.need(row);
      if (!this.#bindings.step(first, test, this.#e, row)) continue;
      this.#rows[0] = row;
      this.#times[0] = this.#e.timeNs[row] ?? 0;
      if (this.#search(1, row, 0)) return true;
    }
    return false;
  }
  #order(order) {
    this.#p = order;
    this.#live.pattern = order;
  }
  #resume(outcomes) {
    for (const outcome of outcomes) {
      if ("match" in outcome) {
        this.#outcomes.push(outcome);
        break;
      }
      const { pattern: pattern2, step: step2, seen, values, noise, reach } = outcome.carried;
      this.#order(pattern2);
      this.#carried = seen;
      this.#reaches.carried = reach;
      this.#bindings.restore(values);
      for (const [s, event] of seen.entries()) {
        this.#rows[s] = -1;
        this.#times[s] = event.timeNs;
      }
      if (this.#search(step2, -1, noise)) break;
    }
    if (this.#outcomes.length > 0) this.#settle();
  }
  /** What became of an anchor: found, or carried with all its open branches. */
  #settle() {
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    const [first] = outcomes;
    if (first !== void 0 && "match" in first) this.#found(foundOf(first.match));
    else if (this.#pending.length < ANCHORS_MAX) this.#pending.push(pendingOf(outcomes));
    else this.overflow += 1;
  }
  /** Whether the segment changes nothing for the anchor; it is kept then, or given up where its time is over. */
  #idle(p) {
    if (Number.isNaN(p.g)) return false;
    const number2 = this.#index.numberOf(p.g);
    if (number2 >= 0 && ((this.#index.rows.kinds[number2] ?? 0) & p.kinds) !== 0) return false;
    const early = this.#lastNs <= p.deadlineNs;
    if (early) this.#pending.push(p);
    return early || !p.due;
  }
  /** Adds outcomes of the branch; true when one of them is a match, so that nothing after it counts. */
  #search(s, prevRow, noiseBefore) {
    this.#rowsIn.looked += 1 + this.#p.steps.length - s;
    if (this.#spent()) return false;
    const step2 = this.#p.steps[s];
    if (step2 === void 0) return this.#watch();
    const from = this.#times[step2.gapFrom] ?? 0;
    const within = (this.#times[0] ?? 0) + this.#p.withinNs;
    this.#deadline[s] = Math.min(from + step2.gapMaxNs, within);
    this.#earliest[s] = from + step2.gapMinNs;
    this.#noiseLeft[s] = step2.noiseMax - noiseBefore;
    const limit = step2.firstOnly ? this.#e.length : this.#ownLimit(step2, s, this.#laterLimit(s));
    const tried = this.#candidates(step2, s, prevRow, limit);
    if (tried === "found") return true;
    if (tried === "on" && limit === this.#e.length) this.#open(step2, s, prevRow, noiseBefore);
    return false;
  }
  /** No row of the segment ended the branch: it goes on in the next one, if it may. */
  #open(step2, s, prevRow, noiseBefore) {
    const { length } = this.#e;
    if (this.#lastNs > (this.#deadline[s] ?? 0)) return;
    const left = this.#noiseLeft[s] ?? Infinity;
    const noise = left === Infinity ? 0 : this.#rowsIn.noise(step2, prevRow, length, left);
    if (noise > left || this.#rowsIn.interfered(step2, s, length, this.#rows)) return;
    if (step2.firstOnly && this.#laterLimit(s) < length) return;
    this.#carry(s, left === Infinity ? 0 : noiseBefore + noise);
  }
  /** Rows that can be the step, in order. */
  #candidates(step2, s, prevRow, limit) {
    const values = this.#bindings.values;
    const g = step2.knownG === ANY ? Number.NaN : values[step2.knownG] ?? Number.NaN;
    if (!Number.isNaN(g)) {
      if (step2.firstOnly) {
        const row = this.#rowsIn.next(g, step2.kinds, prevRow);
        if (row < 0) return "on";
        const verdict = this.#candidate(step2, s, prevRow, row, limit);
        return verdict === "on" ? "stop" : verdict;
      }
      return this.#eachOf(step2, s, prevRow, limit, this.#index.numberAt(g, prevRow));
    }
    if (step2.knownBy !== ANY && !Number.isNaN(values[step2.knownBy])) {
      const list = this.#index.causedBy(values[step2.knownBy] ?? -1, prevRow);
      return this.#each(step2, s, prevRow, limit, list);
    }
    const lists = this.#index.kindLists(step2.kinds, prevRow);
    const only = lists[0];
    if (lists.length === 1 && only !== void 0) {
      return this.#each(step2, s, prevRow, limit, only);
    }
    for (; ; ) {
      const next = lowest(lists);
      if (next === void 0) return "on";
      const verdict = this.#look(step2, s, prevRow, next[0][next[1]] ?? 0, limit);
      if (verdict !== "on") return verdict;
      next[1] += 1;
    }
  }
  /** Rows of one goroutine. */
  #eachOf(step2, s, prevRow, limit, number2) {
    const { kinds, after } = this.#index.rows;
    if (number2 < 0 || ((kinds[number2] ?? 0) & step2.kinds) === 0) return "on";
    let row = this.#index.firstAbove(number2, Math.max(prevRow, this.#rowsIn.floor(this.#p, s)));
    for (; row >= 0; row = after[row] ?? -1) {
      const verdict = this.#look(step2, s, prevRow, row, limit);
      if (verdict !== "on") return verdict;
    }
    return "on";
  }
  #each(step2, s, prevRow, limit, list) {
    const [rows, from, to] = list;
    for (let at = from; at < to; at++) {
      const verdict = this.#look(step2, s, prevRow, rows[at] ?? 0, limit);
      if (verdict !== "on") return verdict;
    }
    return "on";
  }
  #look(step2, s, prevRow, row, limit) {
    const { kind, cls, timeNs } = this.#e;
    this.#rowsIn.looked += 1;
    if (row > limit || (timeNs[row] ?? 0) > (this.#deadline[s] ?? 0)) return "stop";
    if ((step2.kinds & 1 << (kind[row] ?? 0)) === 0) return "on";
    if ((step2.classes & 1 << (cls[row] ?? 0)) === 0 && !step2.firstOnly) return "on";
    if (this.#spent()) return "stop";
    const verdict = this.#candidate(step2, s, prevRow, row, limit);
    return verdict === "on" && step2.firstOnly ? "stop" : verdict;
  }
  /** A row of the step's kinds: is it the step, and does it lead to a match? */
  #candidate(step2, s, prevRow, row, limit) {
    const t = this.#e.timeNs[row] ?? 0;
    if (row > limit || t > (this.#deadline[s] ?? 0)) return "stop";
    if (t < (this.#earliest[s] ?? 0)) return "on";
    const left = this.#noiseLeft[s] ?? Infinity;
    if (left < Infinity && this.#rowsIn.noise(step2, prevRow, row, left) > left) return "stop";
    if (this.#rowsIn.interfered(step2, s, row, this.#rows)) return "stop";
    if (step2.hbFrom !== ANY && !this.#reached(step2.hbFrom, row)) return "on";
    return this.#try(step2, s, row);
  }
  #reached(from, row) {
    return this.#reaches.has(from, this.#rows[from] ?? -1, row) && !this.#spent();
  }
  #try(step2, s, row) {
    this.#index.rows.need(row);
    this.#rowsIn.looked += step2.tests.length;
    for (const test of step2.tests) {
      const mark = this.#bindings.mark();
      if (!this.#bindings.step(step2, test, this.#e, row)) continue;
      this.#rows[s] = row;
      this.#times[s] = this.#e.timeNs[row] ?? 0;
      if (this.#search(s + 1, row, 0)) return "found";
      this.#bindings.undo(mark);
    }
    return "on";
  }
  /**
   * The last row that may be step `s` because of later steps: behind an event that interferes with them they cannot
   * come. It depends only on what is bound already; -1 where a later step would have to come before that event.
   */
  #laterLimit(s) {
    let limit = this.#e.length;
    const deadline = this.#deadline[s] ?? 0;
    for (const later of this.#p.steps.slice(s + 1)) {
      for (const { after, tests } of later.interference) {
        if (after >= s) continue;
        const row = this.#rowsIn.first(tests, this.#rows[after] ?? -1, limit, deadline);
        if (row < 0) continue;
        limit = row;
        if (later.gapFrom >= s) continue;
        const earliest = (this.#times[later.gapFrom] ?? 0) + later.gapMinNs;
        if ((this.#e.timeNs[row] ?? 0) < earliest) return -1;
      }
    }
    return limit;
  }
  /** The same because of the step itself, where it and what interferes with it may be anybody's. */
  #ownLimit(step2, s, limit) {
    if (step2.knownG !== ANY || step2.knownBy !== ANY) return limit;
    const deadline = this.#deadline[s] ?? 0;
    let own = limit;
    for (const { after, tests } of step2.interference) {
      if (after >= s || tests.some((t) => t.g !== ANY || t.by !== ANY)) continue;
      const row = this.#rowsIn.first(tests, this.#rows[after] ?? -1, own, deadline);
      if (row >= 0) own = row;
    }
    return own;
  }
  /** All steps are there: have the absences held, so far or for good? */
  #watch() {
    let open = false;
    for (const { after, forNs, tests } of this.#p.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      const row = this.#rowsIn.first(tests, this.#rows[after] ?? -1, this.#e.length, until);
      if (row >= 0) return false;
      if (until >= this.#lastNs) open = true;
    }
    if (open) {
      this.#push({ carried: this.#state(this.#p.steps.length, 0) });
      return false;
    }
    if (this.#outcomes.length === 0) this.#found(this.#live);
    else this.#push({ match: this.#live.match() });
    return true;
  }
  /** The segment ends before the branch does. */
  #carry(s, noise) {
    for (const { after, forNs, tests } of this.#p.absences) {
      const until = (this.#times[after] ?? 0) + forNs;
      if (after >= s) continue;
      if (this.#rowsIn.first(tests, this.#rows[after] ?? -1, this.#e.length, until) >= 0) return;
    }
    const carried = this.#state(s, noise);
    if (this.#reaches.full) this.overflow += 1;
    else this.#push({ carried });
  }
  #push(outcome) {
    if (this.#outcomes.length < BRANCHES_MAX * this.#orders.length) this.#outcomes.push(outcome);
    else this.overflow += 1;
  }
  #state(step2, noise) {
    const seen = [];
    for (let s = 0; s < step2; s++) {
      const row = this.#rows[s] ?? -1;
      const event = row < 0 ? this.#carried[s] : seenAt(this.#e, row);
      if (event !== void 0) seen.push(event);
    }
    const reach = this.#reaches.states(this.#p, step2, this.#rows);
    return { pattern: this.#p, step: step2, seen, values: this.#bindings.values.slice(), noise, reach };
  }
};

// src/analyse/patterns/index.ts
function loadPatterns(files, shipped, interner) {
  const facts = new Facts(interner);
  const texts = shipped ? SHIPPED.map((p) => ({ text: p.yaml, path: p.id })) : [];
  const ours = texts.map((f) => readPatterns(f.text, f.path, facts));
  const theirs = files.map((f) => readPatterns(f.text, f.path, facts));
  const read = [...ours, ...theirs];
  const byName = /* @__PURE__ */ new Map();
  for (const r of read) {
    const forms = Map.groupBy(r.patterns, (p) => p.pattern.source.name);
    for (const [name, patterns] of forms) byName.set(name, patterns);
  }
  return {
    facts,
    own: new Set(theirs.flatMap((r) => r.patterns.map((p) => p.pattern.source.name))),
    patterns: [...byName.values()].flat(),
    mistakes: read.flatMap((r) => r.mistakes),
    notes: read.flatMap((r) => r.notes)
  };
}
var PatternEngine = class {
  visitor;
  #scan;
  #parts;
  #kin = new Kinship();
  #processors = new Processors();
  #room = new RowRoom();
  constructor(patterns, facts, options = {}) {
    const shared = { facts, kin: this.#kin, processors: this.#processors };
    this.#parts = patterns.map((loaded) => partOf(loaded, shared, options));
    const counted = new Set(
      this.#parts.flatMap(({ tally, finder }, i) => tally ?? finder?.alone ? [i] : [])
    );
    const compiled2 = patterns.map(({ pattern: pattern2 }) => pattern2);
    const gates = new GateTable(compiled2, counted);
    const syscalls = compiled2.some((p, i) => !counted.has(i) && (kindsIn(p) & SYSCALLS) !== 0);
    const locks = compiled2.some((p) => p.variables.some((v) => v.attribute === "lock"));
    this.#scan = new RowScan(facts.interner, {
      wanted: { kinds: wantedKinds(compiled2), ranges: wantedNames(compiled2, RANGE_EVENTS) },
      logs: wantedNames(compiled2, LOG_EVENTS),
      gates,
      tallies: this.#parts.flatMap(({ tally }) => tally ?? []),
      syscallRows: syscalls,
      segment: (segment) => {
        if (locks) facts.locks.segment(segment);
        this.#segment(segment, gates);
      },
      rows: options.rows
    });
    this.visitor = this.#scan;
  }
  #segment(segment, gates) {
    const index = new SegmentIndex(segment, this.#room);
    if (this.#parts.some(({ finder }) => finder !== void 0)) this.#kin.segment(index);
    this.#processors.segment(index);
    for (const [i, { matcher, finder, tally }] of this.#parts.entries()) {
      if (tally !== void 0) continue;
      (finder ?? matcher).segment(index, gates.anchors(i, segment.regular));
    }
  }
  /** Some pattern asks whether lost time lies on a critical path: then `result` wants `pathsFor`. */
  get needsPaths() {
    return this.#parts.some(({ loaded }) => loaded.pattern.pathOf !== ANY);
  }
  /** The trace has been read. `pathsFor`: its critical paths, as far as these goroutines are concerned. */
  result(summary, pathsFor) {
    const patternEvents2 = this.#scan.end();
    const traceNs = Math.max(0, summary.lastEventNs);
    const whole = summary.status === "intact";
    const findings = [];
    const patterns = [];
    for (const { groups, matcher, tally } of this.#parts) {
      matcher.finish(traceNs, whole);
      if (tally !== void 0 && groups instanceof MatchGroups) groups.take(tally.take());
    }
    const paths = this.needsPaths ? pathsFor?.(this.#goroutines()) : void 0;
    for (const { loaded, groups, matcher, finder } of this.#parts) {
      const own = groups.findings(traceNs, paths);
      findings.push(...own);
      const unseen = finder === void 0 ? 0 : finder.overflow + this.#kin.overflow;
      const lost = { anchors: matcher.overflow + unseen, groups: groups.overflow };
      patterns.push({
        pattern: loaded.pattern.source.name,
        source: loaded.source,
        matches: groups.matches,
        reported: own.length,
        quiet: groups.quiet,
        unknown: matcher.unknown,
        incomplete: matcher.overBudget || lost.anchors + lost.groups > 0,
        lost,
        ...groups.pathUnknown === void 0 ? {} : { pathUnknown: groups.pathUnknown }
      });
    }
    findings.sort((a, b) => b.totalNs - a.totalNs || a.firstNs - b.firstNs);
    return { patternEvents: patternEvents2, patterns: oneByName(patterns), findings };
  }
  #goroutines() {
    return new Set(
      this.#parts.flatMap(
        ({ groups }) => groups instanceof MatchGroups ? groups.goroutines() : []
      )
    );
  }
};
function partOf(loaded, shared, options) {
  const { pattern: pattern2 } = loaded;
  const { facts, kin, processors } = shared;
  const graph = pattern2.source.graph !== void 0;
  const groups = graph ? new MatchCycles(pattern2, facts) : new MatchGroups(pattern2, facts);
  const found = (one2) => {
    if (!holds(one2, processors)) return;
    options.onMatch?.(pattern2, one2.match());
    if (groups instanceof MatchGroups) groups.found(one2);
    else groups.add(one2.match());
  };
  const matcher = new PatternMatcher(pattern2, facts, found);
  const finder = finderOf({ pattern: pattern2, facts, kin, found });
  const tally = pattern2.pathOf === ANY && isTally(pattern2) ? new SyscallTally(pattern2, facts) : void 0;
  return { loaded, groups, matcher, finder, tally };
}
function sums(a, b) {
  const both = Object.entries(a).map(([what, count]) => [what, count + (b[what] ?? 0)]);
  return Object.fromEntries(both);
}
function holds({ pattern: pattern2, times, values }, processors) {
  const { busy, awake } = pattern2.source;
  if (busy === void 0 && awake === void 0) return true;
  const at = (id) => times[pattern2.steps.findIndex((s) => s.id === id)] ?? 0;
  const turns = busy?.turns === true;
  if (busy !== void 0 && !processors.busy(at(busy.from), at(busy.to), turns)) return false;
  if (awake === void 0) return true;
  const g = values[pattern2.variables.findIndex(({ name }) => name === awake.g)] ?? Number.NaN;
  return processors.awake(g, at(awake.from), at(awake.to));
}
function oneByName(states) {
  return [...Map.groupBy(states, ({ pattern: pattern2 }) => pattern2).values()].map(
    (forms) => forms.reduce((all, form) => ({
      ...all,
      matches: all.matches + form.matches,
      reported: all.reported + form.reported,
      quiet: all.quiet + form.quiet,
      unknown: all.unknown + form.unknown,
      incomplete: all.incomplete || form.incomplete,
      lost: sums(all.lost, form.lost)
    }))
  );
}
var SYSCALLS = 1 << kindNumber("syscall") | 1 << kindNumber("syscall_end");
function kindsIn(pattern2) {
  const { finder, busy, awake } = pattern2.source;
  let bits = pattern2.alphabet | (finder ?? busy ?? awake ? SEARCHED_KINDS : 0);
  for (const s of pattern2.steps) {
    bits |= s.kinds;
    if (s.hbFrom >= 0) bits |= HB_KINDS;
    if (s.bind.some(({ attribute: attribute2 }) => attribute2 === "lock")) bits |= LOCK_KINDS;
    for (const x of s.interference) for (const t of x.tests) bits |= t.kinds;
  }
  for (const a of pattern2.absences) for (const t of a.tests) bits |= t.kinds;
  return bits;
}
function wantedKinds(patterns) {
  const bits = patterns.reduce((all, p) => all | kindsIn(p), 0);
  return new Set([...PATTERN_KINDS.keys()].filter((kind) => (bits & 1 << kind) !== 0));
}
var RANGE_EVENTS = { on: /* @__PURE__ */ new Set(["range_begin", "range_end"]), v1: /^(?:GC|STW)/ };
var LOG_EVENTS = { on: /* @__PURE__ */ new Set(["log", "mark"]), v1: /^UserLog/ };
function wantedNames(patterns, events) {
  const names = /* @__PURE__ */ new Set();
  for (const pattern2 of patterns) {
    const { steps, interference: interference2, absent: absent2 } = pattern2.source;
    const tests = [
      ...steps.flatMap((s) => s.any ?? [s]),
      ...interference2 ?? [],
      ...listOf(absent2)
    ];
    for (const test of tests) {
      const on = listOf(test.on);
      const v1 = on.some((word) => events.v1.test(word));
      if (!v1 && !on.some((word) => events.on.has(word))) continue;
      const wanted = listOf(test.name);
      if (v1 || wanted.length === 0 || wanted.some((n) => n.endsWith("*"))) return void 0;
      for (const name of wanted) names.add(name);
    }
  }
  return names;
}

export {
  listOf,
  NameSets,
  loadPatterns,
  PatternEngine
};
