// Every shipped pattern on traces recorded from small programs: found in the one, silent in its near miss, and all of
// them silent on healthy busy programs. The path is compared with <id>/expected.txt (UPDATE=1 writes it).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { loadPatterns, PatternEngine } from "../../../src/analyse/patterns/index.ts";
import { PatternMatcher } from "../../../src/analyse/patterns/matching/matcher.ts";
import { SegmentIndex, segmentRows } from "../../../src/analyse/patterns/matching/segment-index.ts";
import { judgeCauses } from "../../../src/analyse/confidence/judge.ts";
import { PatternEventVisitor } from "../../../src/analyse/patterns/events/event-visitor.ts";
import { SHIPPED } from "../../../src/analyse/patterns/catalogue/index.ts";
import { PATTERN_KINDS } from "../../../src/model/pattern-events.ts";
import type { TraceMatchDocument } from "../../../src/model/pattern-match.ts";
import { TraceInterner } from "../../../src/model/trace-interner.ts";
import { readTrace } from "../../../src/parse/go-trace/reader.ts";
import { traceMatchCommand } from "../../../src/pipeline-trace-match.ts";
import { matchText } from "../../../src/report/trace-match.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";
import { matchNaively } from "../../oracles/naive-matcher.ts";

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const ids = SHIPPED.map((p) => p.id);

function trace(folder: string, name: string): Uint8Array {
  return gunzipSync(readFileSync(join(here, folder, `${name}.trace.gz`)));
}

async function documentOf(bytes: Uint8Array): Promise<TraceMatchDocument> {
  let text = "";
  const options = { json: true, limit: 0, patterns: [], shipped: true };
  await traceMatchCommand({ source: bytesSource(bytes), window: {} }, options, (t) => (text += t));
  return JSON.parse(text) as TraceMatchDocument;
}

test("every shipped pattern has its traces, its file and its page", () => {
  expect(folders.filter((f) => !f.startsWith("busy-"))).toEqual([...ids].sort());
  const catalogue = join(here, "../../../src/analyse/patterns/catalogue");
  const files = readdirSync(catalogue).filter((f) => f !== "index.ts");
  expect(files.sort()).toEqual(ids.map((id) => `${id}.ts`).sort());
  const pages = readdirSync(join(here, "../../../docs/patterns"));
  expect(pages.sort()).toEqual(ids.map((id) => `${id}.md`).sort());
});

test.each(ids)("%s: found, with its path", async (id) => {
  const document = await documentOf(trace(id, "hit"));
  const own = document.findings.filter((f) => f.pattern === id);
  const text = matchText({ ...document, findings: own, patterns: [] }, own.length);
  const file = join(here, id, "expected.txt");
  if (process.env["UPDATE"] === "1") writeFileSync(file, text);
  expect(own.length).toBeGreaterThan(0);
  expect(text).toBe(readFileSync(file, "utf8"));
});

test.each(ids)("%s: silent on its near miss", async (id) => {
  const { findings } = await documentOf(trace(id, "miss"));
  expect(findings.map((f) => f.pattern)).not.toContain(id);
});

test.each(folders.filter((f) => f.startsWith("busy-")))("%s: healthy, all silent", async (id) => {
  expect((await documentOf(trace(id, "clean"))).findings).toEqual([]);
});

const EVENTS_MAX = 6000;

test.each(ids)("%s: indexed and naive agree on the recorded trace", async (id) => {
  const interner = new TraceInterner();
  const { patterns, facts } = loadPatterns([], true, interner);
  const pattern = patterns.find((p) => p.pattern.source.name === id)!.pattern;
  const kinds = new Set(PATTERN_KINDS.keys());
  const seen: string[] = [];
  let naive: string[] | undefined;
  const visitor = new PatternEventVisitor(
    interner,
    { kinds, ranges: undefined },
    (events) => {
      if (naive !== undefined) return;
      const endNs = events.timeNs[events.length - 1] ?? 0;
      const end = { endNs, whole: true };
      naive = matchNaively(pattern, events, facts, end).matches.map((m) => m.join(" "));
      const matcher = new PatternMatcher(pattern, facts, (m) =>
        seen.push(m.match().steps.map((s) => s.seq).join(" ")),
      );
      matcher.segment(new SegmentIndex(segmentRows(events)));
      matcher.finish(endNs, true);
    },
    EVENTS_MAX,
  );
  await readTrace(bytesSource(trace(id, "hit")), { visitors: [visitor], interner });
  visitor.end();
  expect(seen.sort()).toEqual(naive?.sort());
});

test("a cut trace says unknown where it would say absent", async () => {
  const bytes = trace("goroutine-leak", "hit");
  const document = await documentOf(bytes.subarray(0, bytes.length - 40));
  expect(document.status).not.toBe("intact");
  expect(document.findings.map((f) => f.pattern)).not.toContain("goroutine-leak");
});

test("small segments give what large ones give", async () => {
  const interner = new TraceInterner();
  const { patterns, facts } = loadPatterns([], true, interner);
  const engine = new PatternEngine(patterns, facts, { rows: 64 });
  const bytes = trace("lock-convoy", "hit");
  const summary = await readTrace(bytesSource(bytes), { visitors: [engine.visitor], interner });
  const large = await documentOf(bytes);
  expect(judgeCauses(engine.result(summary).findings, true)).toEqual(large.findings);
});
