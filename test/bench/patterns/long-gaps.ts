// Indexed against naive matching on made-up events: the same rules, once by index, once by linear scan.
//   node test/bench/patterns/long-gaps.ts [--events 200000] [--goroutines 2000] [--runs 9] [--naive-seconds 600]
// Long gaps: with G goroutines and 1 µs between events a goroutine's next event is G events away. Short gaps: 50
// goroutines. Wall time of the whole search, index building included; the naive one runs once where it is slow.
import { parseArgs } from "node:util";
import { readPatterns } from "../../../src/analyse/patterns/language/read-patterns.ts";
import type { CompiledPattern } from "../../../src/analyse/patterns/matching/compiled.ts";
import { Facts } from "../../../src/analyse/patterns/matching/facts.ts";
import { PatternMatcher } from "../../../src/analyse/patterns/matching/matcher.ts";
import { SegmentIndex, segmentRows } from "../../../src/analyse/patterns/matching/segment-index.ts";
import {
  classNumber,
  kindNumber,
  type PatternEvents,
  type PatternKind,
  patternEvents,
} from "../../../src/model/pattern-events.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import { matchNaively } from "../../oracles/naive-matcher.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "200000" },
    goroutines: { type: "string", default: "2000" },
    runs: { type: "string", default: "9" },
    "naive-seconds": { type: "string", default: "600" },
  },
});

const PATTERN = `
name: hand-off
within: none
steps:
- {id: u, on: unpark, g: B, by: A}
- {id: r, on: run, g: B, gap: {max: 1s}}
- {id: p, on: park, g: B, class: lock, gap: {max: 1s}}
- {id: v, on: unpark, g: B, by: A, gap: {max: 1s}}
interference:
- {between: [r, v], on: exit, g: A}
`;
const KINDS: readonly PatternKind[] = ["unpark", "run", "park", "stop", "create", "exit"];
/** Enough looked at for a rate; more says nothing new. */
const NAIVE_RATE_EVENTS = 100_000_000;

function random(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

function made(count: number, goroutines: number): PatternEvents {
  const next = random(7);
  const e = patternEvents(count);
  let t = 0;
  for (let i = 0; i < count; i++) {
    t += 1 + Math.floor(next() * 2000);
    e.timeNs[i] = t;
    e.kind[i] = kindNumber(KINDS[Math.floor(next() * KINDS.length)] ?? "run");
    e.cls[i] = classNumber("lock");
    e.g[i] = Math.floor(next() * goroutines);
    // Few wakers each, so that the last step has something to find.
    e.by[i] = ((e.g[i] ?? 0) + 1 + Math.floor(next() * 2)) % goroutines;
  }
  e.length = count;
  return e;
}

function indexed(pattern: CompiledPattern, e: PatternEvents, facts: Facts): [number, number] {
  const start = performance.now();
  let matches = 0;
  const matcher = new PatternMatcher(pattern, facts, () => (matches += 1));
  matcher.segment(new SegmentIndex(segmentRows(e)));
  matcher.finish(e.timeNs[e.length - 1] ?? 0, true);
  return [performance.now() - start, matches];
}

const facts = new Facts(new TraceInterner());
const pattern = readPatterns(PATTERN, "bench", facts).patterns[0]!.pattern;
const middle = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1]!;

function compare(title: string, e: PatternEvents, runs: number): void {
  const own = Array.from({ length: runs }, () => indexed(pattern, e, facts));
  const times: number[] = [];
  const end = { endNs: e.timeNs[e.length - 1] ?? 0, whole: true };
  const limitMs = Number(values["naive-seconds"]) * 1000;
  let found = -1;
  let bound = "";
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const probe = matchNaively(pattern, e, facts, { ...end, lookedMax: NAIVE_RATE_EVENTS });
    const probeMs = performance.now() - start;
    if (!probe.stopped) {
      times.push(probeMs);
      found = probe.matches.length;
      continue;
    }
    // One whole run, given up at the rate just seen.
    const lookedMax = (NAIVE_RATE_EVENTS / probeMs) * limitMs;
    const again = performance.now();
    const whole = matchNaively(pattern, e, facts, { ...end, lookedMax });
    times.push(performance.now() - again);
    found = whole.stopped ? -1 : whole.matches.length;
    bound = whole.stopped ? " (given up: a lower bound)" : "";
    break;
  }
  const ownMs = middle(own.map((o) => o[0]));
  const naiveMs = middle(times);
  const same = found === own[0]?.[1] ? `${found} matches both` : `indexed ${own[0]?.[1]} matches`;
  console.log(
    `${title}: indexed ${ownMs.toFixed(0)} ms, naive ${naiveMs.toFixed(0)} ms${bound}: ` +
      `${(naiveMs / ownMs).toFixed(1)} times; ${same}`,
  );
}

const count = Number(values.events);
const many = Number(values.goroutines);
compare(`${count} events, 50 goroutines (short gaps)`, made(count, 50), Number(values.runs));
compare(`${count} events, ${many} goroutines (long gaps)`, made(count, many), Number(values.runs));
