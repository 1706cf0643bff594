import type { CancelDelay, DelayedGoroutine } from "../../model/cancel-delay.ts";
import type { DraftFinding, Goroutine } from "../../model/finding.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { durationText } from "../../util/duration-text.ts";
import { isStandardPackage, parseGoSymbol, shortSymbol } from "../../util/go-symbol.ts";
import { waterfallBar } from "../../util/waterfall.ts";
import { causeStep, clockOf } from "../causal/cause-steps.ts";
import { contextWatch } from "../causal/watched-context.ts";
import type { AnalysisContext } from "../context.ts";
import { moduleOf, sightingsOf } from "../evidence.ts";
import { goroutineLabel, stackOf } from "../goroutines.ts";
import { locationOf, wordsOf } from "../locations.ts";
import { codeClassOf } from "../race-view.ts";
import type { Detector } from "./detector.ts";

/**
 * A test that fails is its own finding, and what came late is its cause. Here is what nobody complained of: the test
 * passed, and had to wait for a goroutine whose context was cancelled. That is worth a note when all of this holds:
 *
 * 1. the goroutine itself was on the test's critical path for 20 ms at least after that, and for 40 % of the test's time
 *    (causal/cancel-delays.ts);
 * 2. it stood in own code;
 * 3. it was woken by the cancellation; or it was not, and its source takes a context and asks neither Done nor Err.
 */
const FINDINGS_MAX = 50;
const BAR = 40;

export const cancelDelay: Detector = {
  id: "cancel-delay",
  docs: {
    what: "A test that passed waited long for a goroutine whose context was cancelled.",
    kinds: ["cancel-delay"],
    codes: ["RG4002"],
  },
  finish(context) {
    const drafts: { readonly key: string; readonly draft: DraftFinding; count: number }[] = [];
    const delays = (context.run.cancelDelays ?? []).toSorted((a, b) => b.onPathNs - a.onPathNs);
    for (const delay of delays) {
      const draft = passed(delay, context) ? draftOf(delay, context) : undefined;
      if (draft === undefined) continue;
      const { package: owner, locations, cause } = draft;
      const places = locations.map((l) => `${l.role} ${l.function}`).join(",");
      const key = [owner, cause?.pattern, places].join("\n");
      const known = drafts.find((each) => each.key === key);
      if (known !== undefined) known.count += 1;
      else if (drafts.length < FINDINGS_MAX) drafts.push({ key, draft, count: 1 });
    }
    return drafts.map(({ draft, count }) => ({
      ...draft,
      sightings: draft.sightings.map((sighting) => ({ ...sighting, count })),
    }));
  },
};

/** `TestA.func1` of a subtest → `TestA`; a name that instrumentation gave is whole. */
function testNameOf({ test }: CancelDelay): string {
  return test.includes("/") ? test : (test.split(".", 1)[0] ?? test);
}

function passed(delay: CancelDelay, { packages }: AnalysisContext): boolean {
  const result = packages.get(delay.package ?? "")?.tests.get(testNameOf(delay));
  return result?.outcome === "pass";
}

function draftOf(delay: CancelDelay, context: AnalysisContext): DraftFinding | undefined {
  const { places, run, source } = context;
  const [slow] = delay.goroutines.filter((g) => isTold(g, delay, context));
  const stood = locationOf(slow?.at, "cause", places);
  if (slow === undefined || stood === undefined) return undefined;
  const owner = delay.package ?? "";
  const called = locationOf(delay.calledAt, "waker", places);
  const created = locationOf(ownFrame(slow.creation, context), "created-at", places);
  const all = [stood, called, created].filter((each) => each !== undefined);
  const test = testNameOf(delay);
  const share = Math.min(1, delay.onPathNs / delay.spanNs);
  const bare: DraftFinding = {
    kind: "cancel-delay",
    code: "RG4002",
    class: "unclassified",
    severity: "note",
    certainty: delay.pattern === "cancel-late" ? "direct" : "heuristic",
    title: `${startName(slow)} ${endsWords(delay, slow)} its context is cancelled`,
    explanation:
      `${test} passes, and has to wait for it. The times are in the trace; whether it may take so long the ` +
      "trace does not say.",
    package: owner,
    module: moduleOf(run, owner),
    codeClass: codeClassOf(slow.frames, places),
    // Who goes on comes before who cancelled.
    locations: all.toSorted((a, b) => Number(b.own) - Number(a.own)),
    goroutines: goroutinesOf(delay, slow, context),
    test: {
      name: test,
      scope: test.includes("/") ? "subtest" : "test",
      by: "creation-stack",
      confidence: 0.98,
    },
    evidence: [
      {
        kind: "trace-event",
        artifact: delay.artifact,
        say: "from the cancellation to the ends: . until woken, - until it ran, = until it ended",
        text: waterfall(delay, slow),
      },
    ],
    fix: { words: cureOf(delay, wordsOf(stood)) },
    sightings: sightingsOf(run, [owner]),
  };
  return {
    ...bare,
    cause: {
      pattern: delay.pattern,
      certainty: delay.pattern === "cancel-late" ? "direct" : "heuristic",
      share: Number(share.toFixed(4)),
      summary: delay.summary,
      steps: delay.steps.map((step) => causeStep(step, bare, places, source)),
      clock: clockOf(delay),
    },
  };
}

/** It stood in own code; and of one that was not woken, its source shows that it does not watch. */
function isTold(g: DelayedGoroutine, delay: CancelDelay, context: AnalysisContext): boolean {
  const { places, source } = context;
  // Without a capture, files of Go's own library are not known by their place.
  const isOwn = (frame: StackFrame): boolean =>
    places.of(frame).owner === "own" && !isStandardPackage(parseGoSymbol(frame.function).package);
  if (g.at === undefined || !isOwn(g.at)) return false;
  if (delay.pattern === "cancel-late") return true;
  const watch = g.frames.filter(isOwn).map((frame) => contextWatch(source, frame));
  if (watch.some((each) => each === undefined || each === "looks")) return false;
  return watch.some((each) => each === "never" || each === "hands-on");
}

function ownFrame(
  frames: DelayedGoroutine["creation"],
  { places }: AnalysisContext,
): DelayedGoroutine["creation"][number] | undefined {
  return frames.find((frame) => places.of(frame).owner === "own");
}

function startName({ name, at }: DelayedGoroutine): string {
  const start = name === "" ? at?.function : name;
  return start === undefined ? "a goroutine" : shortSymbol(start);
}

/** `ends 400 ms after`, `goes on for 400 ms after`. */
function endsWords({ pattern, firedNs }: CancelDelay, { endedNs }: DelayedGoroutine): string {
  const took = durationText(endedNs - firedNs);
  return pattern === "cancel-late" ? `ends ${took} after` : `goes on for ${took} after`;
}

function goroutinesOf(
  { pattern }: CancelDelay,
  slow: DelayedGoroutine,
  { places }: AnalysisContext,
): Goroutine[] {
  const creation =
    slow.creation.length === 0 ? undefined : { frames: slow.creation, state: undefined };
  const createdAt = locationOf(slow.creation[0], "created-at", places);
  return [
    {
      label: goroutineLabel({ goroutine: undefined, frames: slow.frames, creation }, places),
      goid: String(slow.goid),
      role: pattern === "cancel-late" ? "ends late" : "does not watch its context",
      ...(createdAt === undefined ? {} : { createdAt }),
      stack: stackOf(slow.frames, places),
    },
  ];
}

function cureOf({ pattern }: CancelDelay, where: string): string {
  if (pattern === "cancel-ignored") {
    return `Select on ctx.Done() beside the wait (${where}), or hand the context to what is called there.`;
  }
  return (
    `Look at the context while it works, not only before (${where}): select on ctx.Done() beside each ` +
    "wait, and check ctx.Err() between pieces of work. If it has to finish, the time is well spent: accept the finding."
  );
}

/** T0, then each goroutine's bar and its T1 and T2. */
function waterfall(delay: CancelDelay, slow: DelayedGoroutine): string {
  const { firedNs, deadline, calledAt } = delay;
  const all = [...new Set([slow, ...delay.goroutines, ...delay.beside])];
  const lastNs = all.reduce((ns, { endedNs }) => Math.max(ns, endedNs), firedNs);
  const after = (ns: number): string => `+${durationText(ns - firedNs)}`;
  const at = calledAt === undefined ? "" : ` at ${shortSymbol(calledAt.function)}:${calledAt.line}`;
  const lines = [`T0 ${deadline ? "the deadline fires" : `cancel is called${at}`}`];
  for (const g of all) {
    const wokenNs = g.wokenNs ?? g.endedNs;
    const bar = waterfallBar({ wokenNs, ranNs: g.ranNs, endedNs: g.endedNs }, firedNs, lastNs, BAR);
    const woken = g.wokenNs === undefined ? "not woken" : `T1 ${after(g.wokenNs)}`;
    const ran = g.ranNs === undefined ? "" : `, runs ${after(g.ranNs)}`;
    const who = `goroutine ${g.goid} ${startName(g)}`;
    lines.push(`${bar} ${who}: ${woken}${ran}, T2 ${after(g.endedNs)}`);
  }
  return lines.join("\n");
}
