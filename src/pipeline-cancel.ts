// Looks into the traces of a run for contexts that were cancelled and for goroutines that ended late, also where no test
// failed. Traces in which no cancellation woke anybody are not read again.
import { cancelDelaysOf } from "./analyse/causal/cancel-delays.ts";
import type { CancelDelay } from "./model/cancel-delay.ts";
import type { Diagnostic } from "./model/diagnostic.ts";
import type { ParsedRun } from "./model/parsed-run.ts";
import type { PackageResult } from "./model/test-run.ts";
import type { TraceEnd } from "./model/trace-ends.ts";
import { durationText } from "./util/duration-text.ts";
import { firstPass } from "./pipeline-window.ts";

/** Of a larger trace only so much is kept (some 150 MB): nobody has asked for it. */
const SEGMENTS_MAX = 2 ** 20;
/** As many places of waking as parse counts; beyond, a cancellation may be among those that it did not. */
const WAKE_SITES_MAX = 5_000;
const CANCEL = "context.(*cancelCtx).cancel";

/** The run with what its traces say of late cancellations. */
export async function withCancelDelays(
  run: ParsedRun,
  segmentsMax = SEGMENTS_MAX,
): Promise<ParsedRun> {
  const delays: CancelDelay[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const end of run.traceEnds ?? []) {
    const opened = run.capture.artifacts.find(({ bytes }) => bytes.name === end.artifact);
    const owner = ownerOf(run, end);
    if (opened === undefined || !mayHold(end) || !somePassed(owner)) continue;
    const pass = await firstPass({ source: opened.bytes, window: {} }, segmentsMax);
    delays.push(...cancelDelaysOf({ artifact: end.artifact, package: owner?.importPath }, pass));
    if (pass.looked !== undefined) diagnostics.push(partly(end, pass.looked.toNs));
  }
  if (delays.length + diagnostics.length === 0) return run;
  return { ...run, cancelDelays: delays, diagnostics: [...run.diagnostics, ...diagnostics] };
}

function mayHold({ wakes }: TraceEnd): boolean {
  if (wakes.length >= WAKE_SITES_MAX) return true;
  return wakes.some(({ waking }) => waking.some((frame) => frame.function === CANCEL));
}

/** The trace's package; of loose files the only one that the stream speaks of. */
function ownerOf({ tests: { packages } }: ParsedRun, end: TraceEnd): PackageResult | undefined {
  if (end.package === undefined) return packages.length === 1 ? packages[0] : undefined;
  return packages.find(({ importPath }) => importPath === end.package);
}

function somePassed(owner: PackageResult | undefined): boolean {
  return owner?.tests.some(({ outcome }) => outcome === "pass") === true;
}

function partly({ artifact, package: owner }: TraceEnd, toNs: number): Diagnostic {
  const message =
    `The trace of ${owner ?? artifact} is large: for late cancellations only its first ` +
    `${durationText(toNs)} were looked at; racegate trace cancel reads other parts of it.`;
  return { code: "cancel-delays-in-part", severity: "info", message, count: 1 };
}
