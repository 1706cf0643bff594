/** The causes that a trace shows, ranked: by the engine, and by the naive matcher over the same events. */
import { readFileSync } from "node:fs";
import { PatternEventVisitor } from "../../../src/analyse/patterns/events/event-visitor.ts";
import { judgeCauses } from "../../../src/analyse/confidence/judge.ts";
import { loadPatterns, PatternEngine } from "../../../src/analyse/patterns/index.ts";
import { MatchCycles } from "../../../src/analyse/patterns/matching/cycles.ts";
import { MatchGroups } from "../../../src/analyse/patterns/matching/groups.ts";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import {
  PATTERN_KINDS,
  type PatternEvents,
  patternEvents,
} from "../../../src/model/pattern-events.ts";
import type { MatchFinding } from "../../../src/model/pattern-match.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";
import { adjacentMatches } from "./strict.ts";

/** A file as a source of bytes. */
export function sourceOf(path: string): ByteSource {
  const bytes = new Uint8Array(readFileSync(path));
  return {
    name: path,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** What `trace match` finds, in its order. `noise`: other events allowed between steps, where the patterns' own do not count. */
export async function engineCauses(path: string, noise?: number): Promise<readonly MatchFinding[]> {
  const interner = new TraceInterner();
  const { patterns, facts } = loadPatterns([], true, interner);
  const engine = new PatternEngine(
    noise === undefined ? patterns : patterns.map((p) => withNoise(p, noise)),
    facts,
  );
  const summary = await readTrace(sourceOf(path), { visitors: [engine.visitor], interner });
  return judgeCauses(engine.result(summary).findings, summary.status === "intact");
}

type Loaded = ReturnType<typeof loadPatterns>["patterns"][number];

function withNoise(loaded: Loaded, noiseMax: number): Loaded {
  const steps = loaded.pattern.steps.map((step) => ({ ...step, noiseMax }));
  return { ...loaded, pattern: { ...loaded.pattern, steps } };
}

/** The same patterns as they are written, each step the very next event. */
export async function adjacentCauses(path: string): Promise<readonly MatchFinding[]> {
  const interner = new TraceInterner();
  const { patterns, facts } = loadPatterns([], true, interner);
  const parts: PatternEvents[] = [];
  const visitor = new PatternEventVisitor(
    interner,
    { kinds: new Set(PATTERN_KINDS.keys()), ranges: undefined },
    (events) => parts.push(copyOf(events)),
  );
  const summary = await readTrace(sourceOf(path), { visitors: [visitor], interner });
  visitor.end();
  const events = joined(parts);
  const traceNs = Math.max(0, summary.lastEventNs);
  const end = { endNs: traceNs, whole: summary.status === "intact" };
  const names = patterns.map(({ pattern }) => pattern.source.name);
  const findings = patterns.flatMap(({ pattern }, i) => {
    // Another form of the same pattern, which only code finds.
    if (names.indexOf(pattern.source.name) < i) return [];
    const graph = pattern.source.graph !== undefined;
    const groups = graph ? new MatchCycles(pattern, facts) : new MatchGroups(pattern, facts);
    for (const match of adjacentMatches(pattern, events, facts, end)) groups.add(match);
    return groups.findings(traceNs);
  });
  return judgeCauses(findings, end.whole);
}

const COLUMNS = ["timeNs", "kind", "cls", "g", "by", "stack", "text", "value"] as const;

function copyOf(events: PatternEvents): PatternEvents {
  const copy = patternEvents(events.length);
  for (const column of COLUMNS) copy[column].set(events[column].subarray(0, events.length));
  copy.length = events.length;
  copy.firstSeq = events.firstSeq;
  return copy;
}

function joined(parts: readonly PatternEvents[]): PatternEvents {
  const all = patternEvents(parts.reduce((n, part) => n + part.length, 0));
  for (const part of parts) {
    for (const column of COLUMNS) all[column].set(part[column], all.length);
    all.length += part.length;
  }
  return all;
}
