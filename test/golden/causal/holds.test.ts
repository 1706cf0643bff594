import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { lockOf } from "../../../src/analyse/causal/holds-report.ts";
import { holderStates, holdsOf } from "../../../src/analyse/causal/lock-holds.ts";
import { type LockCluster, lockClusters } from "../../../src/analyse/causal/lock-waits.ts";
import type { SegmentIndex, Segments } from "../../../src/analyse/causal/segments.ts";
import { traceHoldsCommand } from "../../../src/pipeline-causal.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";
import { recorded, recordedBytes } from "./recorded.ts";

async function clusterAt(line: number): Promise<{
  cluster: LockCluster;
  all: Awaited<ReturnType<typeof recorded>>;
}> {
  const all = await recorded("convoy");
  const { clusters } = lockClusters(all.segments, all.interner);
  const cluster = clusters.find(({ waits }) => waits.some((w) => w.at?.line === line));
  if (cluster === undefined) throw new Error(`nobody waits at line ${line}`);
  return { cluster, all };
}

/** Stretches in which a goroutine said itself, by a region, that it held the lock. */
function heldRegions(
  segments: Segments,
  isHeld: (row: SegmentIndex) => boolean,
): { actor: number; fromNs: number; toNs: number }[] {
  const out: { actor: number; fromNs: number; toNs: number }[] = [];
  for (let i = 0; i < segments.length; i++) {
    const row = i as SegmentIndex;
    if (!isHeld(row)) continue;
    const actor = segments.actorOf(row);
    out.push({ actor, fromNs: segments.startOf(row), toNs: segments.endOf(row) });
  }
  return out;
}

describe("holds", () => {
  test("are never claimed while another goroutine says that it holds the lock", async () => {
    const { cluster, all } = await clusterAt(29);
    const { segments, interner } = all;
    const regions = heldRegions(segments, (row) => {
      const note = segments.noteOf(row);
      return note !== undefined && interner.string(note.region) === "held";
    });
    expect(regions.length).toBeGreaterThan(150);
    const { holds, contradictions, futileWakes } = holdsOf(segments, cluster);
    expect(holds.length).toBeGreaterThan(30);
    expect(futileWakes).toBeGreaterThan(0);
    expect(contradictions).toBe(0);
    let claimedNs = 0;
    for (const hold of holds) {
      claimedNs += hold.toNs - hold.fromNs;
      const others = regions.filter(
        (r) => r.actor !== hold.holder && r.fromNs < hold.toNs && r.toNs > hold.fromNs,
      );
      expect(others, `hold of ${hold.holder} ${hold.fromNs}-${hold.toNs}`).toEqual([]);
    }
    // A lower bound that is always zero would pass as well.
    const truth = regions.reduce((sum, r) => sum + r.toNs - r.fromNs, 0);
    expect(claimedNs).toBeGreaterThan(0.5 * truth);
    expect(claimedNs).toBeLessThan(1.1 * truth);
  });

  test("name what the holder did, and add up", async () => {
    const { cluster, all } = await clusterAt(18);
    const { segments, interner } = all;
    for (const hold of holdsOf(segments, cluster).holds) {
      const sum = holderStates(segments, hold).reduce((ns, s) => ns + s.ns, 0);
      expect(sum).toBe(hold.toNs - hold.fromNs);
    }
    const lock = lockOf(segments, interner, cluster, 1);
    expect(lock).toMatchObject({ kind: "Mutex", certainty: "heuristic", unfinished: 0 });
    const [holder] = lock.holders;
    expect(holder?.releasedAt?.line).toBe(21);
    expect(holder?.states[0]).toMatchObject({ state: "waiting", reason: "sleep", at: { line: 19 } });
    expect(lock.convoy?.handOffs).toBeGreaterThan(5);
    // Two instances wait in the same line.
    expect(lock.contradictions).toBeGreaterThan(0);
  });

  test("of an RWMutex: a writer that waits for readers", async () => {
    const { cluster, all } = await clusterAt(58);
    const lock = lockOf(all.segments, all.interner, cluster, 3);
    expect(lock).toMatchObject({ kind: "RWMutex", writers: { waits: 1, byReaders: 1 } });
    expect(lock.longest[0]).toMatchObject({ shared: true, releasedAt: { line: 55 } });
  });

  test("as a document and as text", async () => {
    let out = "";
    const write = (text: string): void => {
      out = text;
    };
    const request = { source: bytesSource(recordedBytes("convoy"), "convoy.trace"), window: {} };
    await traceHoldsCommand(request, { json: true, limit: 3 }, write);
    const schema = join(import.meta.dirname, "../../../schema/trace-holds.schema.json");
    const valid = new Ajv2020().compile(JSON.parse(readFileSync(schema, "utf8")) as object);
    const document = JSON.parse(out) as { locks: unknown[] };
    expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
    expect(document.locks.length).toBe(3);
    await traceHoldsCommand(request, { json: false, limit: 3 }, write);
    expect(out).toContain("these lines serve more than one lock");
    expect(out).toMatch(/sleep at example\.com\/causal\/convoy\.\(\*store\)\.slow convoy_test\.go:19/);
  });
});
