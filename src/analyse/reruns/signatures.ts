// How a failure that observation causes shows itself in what the test process prints.

export interface Signature {
  readonly id: "tracer-crash" | "read-trace" | "trace-start" | "profile-rate" | "goroutine-count";
  /** Completes "the package fails only under observation: …". */
  readonly words: string;
  /** What is turned off to cure it. */
  readonly by: "trace" | "profiles";
  /** The process dies in the tracer's own code. */
  readonly inTracer?: true;
}

const SIGNATURES: readonly (Signature & { readonly text: RegExp })[] = [
  {
    id: "tracer-crash",
    text: /runtime\.(?:fpTracebackPCs|fpunwindExpand|traceStack|traceLocker|\(\*traceBuf\)|traceAcquire|traceAdvance)\b/,
    words:
      "the process dies in runtime.fpTracebackPCs or beside it, where the tracer walks a stack by frame " +
      "pointers, which assembly or a stack of the program's own may not keep",
    by: "trace",
    inTracer: true,
  },
  {
    id: "trace-start",
    text: /trac(?:er|ing) (?:is )?already enabled/i,
    words:
      "the tests start an execution trace of their own (trace.Start, pprof's trace handler), and a process " +
      "can have only one",
    by: "trace",
  },
  {
    id: "read-trace",
    text: /runtime\.ReadTrace\b|runtime\/trace\.Start\.func/,
    words:
      "a leak check counts the goroutine that writes the trace (runtime.ReadTrace) as one that was left behind",
    by: "trace",
  },
  {
    id: "profile-rate",
    text: /SetMutexProfileFraction|SetBlockProfileRate|mutex ?profile|block ?profile|profile ?rate|\bfraction\b/i,
    words: "the tests look at a profile or its rate, which -mutexprofile and -blockprofile set",
    by: "profiles",
  },
  {
    id: "goroutine-count",
    text: /NumGoroutine|\bgoroutines?\b/i,
    words: "the tests count goroutines, and the trace has one of its own (runtime.ReadTrace)",
    by: "trace",
  },
];

/** The first that the text shows; undefined for none that is known. */
export function signatureOf(text: string): Signature | undefined {
  return SIGNATURES.find((signature) => signature.text.test(text));
}
