import type { FindingClass } from "./classes.ts";

/**
 * The classes of deadlocks and goroutine leaks as users meet them: `racegate explain`, docs/findings/<code>.md and
 * the classifiers (analyse/blocking-classes) say the same, so the words are here once.
 */
export interface BlockingClassDocs {
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

export const BLOCKING_CLASS_DOCS = {
  RG2001: {
    id: "double-lock",
    title: "a goroutine waits for a lock that is never released, often its own",
    what: "A goroutine waits for a lock that it holds itself, or that was never unlocked on some path.",
    why: "Go's locks are not reentrant: Lock waits for Unlock, whoever called Lock before.",
    fix: "Unlock on every path (`defer mu.Unlock()`), and split methods into a locking one and an inner one that expects the lock to be held.",
    signs:
      "The source shows the same lock held by a caller in the same stack (direct), or every waiter of a dump waits for one address. Without either: goroutines wait for a lock, and nobody who could hold another one waits with them. Of a test that ran into -timeout: where somebody sleeps, or waits for the network, in the lock's own code, and the trace shows that it was for as long as the others waited, the test is slow and nothing is said; where that is not known it is a warning.",
  },
  RG2002: {
    id: "lock-order",
    title: "two goroutines take two locks in opposite order",
    what: "Each of two goroutines holds the lock that the other one waits for.",
    why: "Once each has its first lock, neither can get its second: both wait for ever.",
    fix: "Take the locks in one order everywhere, or release the first before the second is taken.",
    signs:
      "The source shows a cycle of locks held and wanted (direct), or a dump shows waiters of different addresses. Without either: goroutines wait for a Mutex and an RWMutex at once, or for locks at different places, in calls deep enough to hold another one.",
  },
  RG2003: {
    id: "rwmutex-recursive",
    title: "a reader takes RLock again while a writer waits",
    what: "A goroutine that holds RLock calls RLock again, and a writer came in between.",
    why: "A waiting writer keeps new readers out, so the second RLock waits for the writer and the writer for the first RLock.",
    fix: "Do not call methods that lock from under RLock: pass the data on, or use an inner method that does not lock.",
    signs:
      "A goroutine waits in RLock while another waits in RWMutex.Lock for readers to leave, and no other goroutine is in the way; the source may show the first RLock.",
  },
  RG2004: {
    id: "channel-send",
    title: "a goroutine sends to a channel that nothing receives from any more",
    what: "A goroutine is stuck in a send: its receiver returned early, or never came.",
    why: "A send on a channel without room waits for a receiver; without one it waits for ever, with all it holds.",
    fix: "Give the channel room for every result (`make(chan T, 1)`), or select on a done channel or ctx.Done() beside the send.",
    signs: "The goroutine waits in `chan send` when its test is over, or the test cannot end.",
  },
  RG2005: {
    id: "channel-receive",
    title: "a goroutine receives from a channel that nothing sends to any more",
    what: "A goroutine is stuck in a receive: its sender returned, failed, or never started.",
    why: "A receive waits for a send or a close; without either it waits for ever.",
    fix: "Close the channel on every path of the sender (`defer close(ch)`), or select on ctx.Done() beside the receive.",
    signs: "The goroutine waits in `chan receive` when its test is over, or the test cannot end.",
  },
  RG2006: {
    id: "channel-close",
    title: "a goroutine ranges over a channel that is never closed",
    what: "A `for range` over a channel waits for a close that does not come.",
    why: "Only close ends such a loop; when the senders stop without it, the loop waits for ever.",
    fix: "Let the one who knows that no value follows close the channel (`defer close(ch)` in the sender, or after wg.Wait).",
    signs: "The source shows a range over a channel and no close of it in the package's files.",
  },
  RG2007: {
    id: "select-orphan",
    title: "a goroutine waits in a select of which no case can happen any more",
    what: "A goroutine is stuck in a select: every other side of its cases is gone.",
    why: "A select without default waits until one case can go on. A loop around it runs for ever unless a case ends it.",
    fix: "Give the select a case that its owner ends (a done channel, ctx.Done()), and call that from Close, t.Cleanup or defer.",
    signs: "The goroutine waits in `select` when its test is over, or the test cannot end.",
  },
  RG2008: {
    id: "waitgroup",
    title: "WaitGroup.Wait waits for a Done that does not come",
    what: "A goroutine is stuck in WaitGroup.Wait, and no goroutine that is left will call Done.",
    why: "Add counted more than Done did: a path returned without Done, or Add was given a wrong number.",
    fix: "Call `wg.Add(1)` right before each go statement and `defer wg.Done()` first in the goroutine, or use wg.Go.",
    signs:
      "A goroutine waits in WaitGroup.Wait and no other goroutine is stuck on a lock or a channel with it.",
  },
  RG2009: {
    id: "cond",
    title: "Cond.Wait waits for a signal that does not come",
    what: "A goroutine is stuck in Cond.Wait: the signal came before it waited, or not at all.",
    why: "Signal and Broadcast wake only those who wait at that moment. A condition that is checked without the lock, or not checked again, misses them.",
    fix: "Hold the lock while the condition changes, check it in a loop around Wait, and Broadcast after every change.",
    signs: "A goroutine waits in sync.(*Cond).Wait when its test is over, or the test cannot end.",
  },
  RG2010: {
    id: "mixed-channel-lock",
    title: "a goroutine waits for a channel and holds a lock the other side needs",
    what: "One goroutine waits for a channel with a lock held; the one that would serve the channel waits for that lock.",
    why: "Neither can go on: the lock is released after the channel operation, the channel operation needs the lock.",
    fix: "Release the lock before the channel operation, or make the operation unable to wait (buffer, select with default).",
    signs:
      "The source shows the lock held at the channel operation (direct). Without it: goroutines of one test wait for a lock and for a channel in the same code.",
  },
  RG2011: {
    id: "context",
    title: "a goroutine waits for a context that is never cancelled",
    what: "A goroutine waits for ctx.Done() and its cancel function is never called.",
    why: "A context of WithCancel ends only by its cancel function; one that is dropped leaves its goroutines behind.",
    fix: "`defer cancel()` right behind context.WithCancel, or use t.Context() in tests.",
    signs:
      "The source shows a receive from a Done channel in the wait, or the goroutine is package context's own. Without the source: a channel class.",
  },
  RG2012: {
    id: "timer",
    title: "a goroutine waits for a timer that was stopped",
    what: "A goroutine receives from the channel of a timer or ticker that does not fire any more.",
    why: "Stop neither sends nor closes the channel, so whoever still receives from it waits for ever.",
    fix: "Select on a done channel beside the timer's channel, and end the goroutine before the timer is stopped.",
    signs:
      "The source shows a receive from `.C` of a timer or ticker, or from time.After or time.Tick.",
  },
  RG2013: {
    id: "global",
    title: "a goroutine waits for a package-level channel",
    what: "A goroutine is stuck on a channel that is a package-level variable.",
    why: "The channel lives as long as the program, so neither the collector nor the end of a test frees the goroutine.",
    fix: "Give the channel an owner that closes it, or tests their own channel.",
    signs: "The source shows that the channel is a package-level variable.",
  },
} as const satisfies Readonly<Record<string, BlockingClassDocs>>;

export type BlockingClassCode = keyof typeof BLOCKING_CLASS_DOCS;
