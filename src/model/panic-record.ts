// `panics.json` of a process: what Delve saw when the test that had panicked ran once more, stop by stop.
import * as z from "zod";

const place = z.object({
  function: z.string(),
  file: z.string(),
  line: z.number().int().nonnegative(),
});

/** A `defer` that has not run yet: the deferred function, and the statement that deferred it. */
export const pendingDefer = z.object({ deferred: place, by: place });

export const panicStop = z.object({
  /**
   * `panic`: panic was called. `deferred`: a deferred function begins while a panic unwinds. `recover`: recover was
   * called there. `recovered`: the panic is over. `fatal`: nothing recovered it. `defer`: a defer statement ran.
   */
  at: z.enum(["panic", "defer", "deferred", "recover", "recovered", "fatal"]),
  goid: z.string(),
  /** The goroutine's stack without the runtime, innermost first. */
  frames: z.array(place),
  /** The panics of the goroutine that are under way, the newest first, by the text of their values. */
  panics: z.array(z.object({ value: z.string(), recovered: z.boolean(), goexit: z.boolean() })),
  /** In the order in which they will run. */
  defers: z.array(pendingDefer),
});
export type PanicStop = z.infer<typeof panicStop>;

export const panicRecord = z.object({
  package: z.string(),
  pid: z.number().int(),
  test: z.string(),
  /** `Version: 1.27.2`. */
  delve: z.string(),
  /** Why it ended: by itself, by racegate's limits, or by a failure that `why` names. */
  end: z.enum(["exited", "limit", "time", "failed"]),
  why: z.string().optional(),
  stops: z.array(panicStop),
  /** Stops at defer statements that were counted and not kept. */
  dropped: z.number().int().nonnegative(),
});
export type PanicRecord = z.infer<typeof panicRecord>;

/** A record with the artefact that it was read from. */
export interface ReadPanics extends PanicRecord {
  readonly artifact: string;
}
