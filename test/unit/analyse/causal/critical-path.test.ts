import { describe, expect, test } from "vitest";
import { lifeOf, walkPath } from "../../../../src/analyse/causal/critical-path.ts";
import { SegmentRecorder } from "../../../../src/analyse/causal/segment-recorder.ts";
import type { ActorIndex, Segments } from "../../../../src/analyse/causal/segments.ts";
import { GO } from "../../../../src/model/trace.ts";
import { TraceInterner } from "../../../../src/model/trace-interner.ts";
import { readTrace } from "../../../../src/parse/go-trace/reader.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { traceFromText } from "../../../oracles/text-trace.ts";
import { type Change, randomTrace } from "./random-trace.ts";

async function record(bytes: Uint8Array, segmentsMax?: number): Promise<Segments> {
  const recorder = new SegmentRecorder(new TraceInterner(), segmentsMax);
  await readTrace(bytesSource(bytes), { visitors: [recorder] });
  return recorder.finish();
}

interface Stretch {
  readonly goroutine: number;
  readonly state: string;
  readonly fromNs: number;
  readonly toNs: number;
}

/** The walk as it is told, over a list of changes, by linear search. */
function reference(changes: readonly Change[], root: number, endNs: number): Stretch[] {
  const own = (g: number): readonly Change[] => changes.filter((c) => c.goroutine === g);
  const born = own(root)[0]?.ns ?? 0;
  const out: Stretch[] = [];
  const waiters: { goroutine: number; parkedNs: number }[] = [];
  const last = own(root).at(-1);
  let t = last?.to === "ended" ? last.ns : endNs;
  let g = root;
  while (t > born) {
    const past = own(g).filter((c) => c.ns < t);
    const now = past.at(-1);
    if (now === undefined) {
      const by = own(g)[0]?.by ?? 0;
      g = by > 0 ? by : (waiters.pop()?.goroutine ?? 0);
      if (g === 0) break;
      continue;
    }
    const end = own(g).find((c) => c.ns >= t);
    if (now.to === "waiting" && end?.ns === t && end.by > 0) {
      waiters.push({ goroutine: g, parkedNs: now.ns });
      g = end.by;
      continue;
    }
    const fromNs = Math.max(born, now.ns);
    out.push({ goroutine: g, state: now.to, fromNs, toNs: t });
    t = fromNs;
  }
  return out;
}

const STATE_NAMES = new Map<number, string>([
  [GO.running, "running"],
  [GO.runnable, "runnable"],
  [GO.waiting, "waiting"],
]);

function walked(segments: Segments, root: ActorIndex): Stretch[] {
  return [...walkPath(segments, lifeOf(segments, root))].map((c) => ({
    goroutine: segments.actors[segments.actorOf(c.segment)]?.goid ?? -1,
    state: STATE_NAMES.get(segments.stateOf(c.segment)) ?? "?",
    fromNs: c.fromNs,
    toNs: c.toNs,
  }));
}

function expectWhole(segments: Segments): number {
  let charged = 0;
  for (let i = 0; i < segments.actors.length; i++) {
    const span = lifeOf(segments, i as ActorIndex);
    let end = span.toNs;
    for (const c of walkPath(segments, span)) {
      expect(c.toNs).toBe(end);
      expect(c.fromNs).toBeLessThan(c.toNs);
      expect(Number.isInteger(c.fromNs)).toBe(true);
      end = c.fromNs;
      charged += 1;
    }
    expect(end).toBe(span.fromNs);
  }
  return charged;
}

describe("the walk back", () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    "is the told one on random trace %d",
    async (seed) => {
      const { text, changes, endNs } = randomTrace(seed, 150);
      const segments = await record(traceFromText(text));
      expect(segments.endNs).toBe(endNs);
      for (const [i, actor] of segments.actors.entries()) {
        const expected = reference(changes, actor.goid, endNs);
        expect(walked(segments, i as ActorIndex)).toEqual(expected);
      }
    },
  );

  test("adds up on every cut and many a damage of a file", async () => {
    const bytes = traceFromText(randomTrace(7, 400).text);
    let charged = 0;
    for (let size = 40; size <= bytes.length; size += 37) {
      charged += expectWhole(await record(bytes.subarray(0, size)));
    }
    for (let at = 60; at < bytes.length; at += 41) {
      const bad = bytes.slice();
      bad[at] = (bad[at] ?? 0) ^ 0x15;
      charged += expectWhole(await record(bad));
    }
    expect(charged).toBeGreaterThan(1000);
  });

  test("adds up where the rows do not fit, and says how much is missing", async () => {
    const segments = await record(traceFromText(randomTrace(3, 400).text), 60);
    expect(segments.dropped).toBeGreaterThan(0);
    expect(segments.length).toBeLessThanOrEqual(60);
    expectWhole(segments);
  });

  test("a wait whose waker the runtime started is charged until then", async () => {
    // 1 waits; a timer starts 9, which wakes 1.
    const segments = await record(
      traceFromText(`Trace Go1.26
EventBatch gen=1 m=18446744073709551615 time=100 size=auto
Sync
Frequency freq=1000000000
ClockSnapshot dt=0 mono=5 sec=1700000000 nsec=0
EventBatch gen=1 m=7 time=100 size=auto
ProcStatus dt=4 p=0 pstatus=1
GoStatus dt=1 g=1 m=7 gstatus=2
GoBlock dt=10 reason_string=2 stack=0
GoCreate dt=100 new_g=9 new_stack=0 stack=0
GoStart dt=10 g=9 g_seq=1
GoUnblock dt=10 g=1 g_seq=1 stack=0
GoDestroy dt=10
GoStart dt=10 g=1 g_seq=2
GoBlock dt=10 reason_string=2 stack=0
EventBatch gen=1 m=18446744073709551615 time=101 size=auto
Stacks
EventBatch gen=1 m=18446744073709551615 time=101 size=auto
Strings
String id=2
	data="chan receive"
EndOfGeneration
`),
    );
    const charges = [...walkPath(segments, lifeOf(segments, 0 as ActorIndex))];
    const said = charges.map(
      (c) =>
        `${segments.actors[segments.actorOf(c.segment)]?.goid} ${segments.stateOf(c.segment)} ` +
        `${c.fromNs}-${c.toNs} ${c.arrival} ${c.waitEnd ?? ""}`,
    );
    expect(said).toEqual([
      "1 4 165-166 same unfinished",
      "1 3 155-165 same ",
      "1 2 135-155 same ",
      "9 3 125-135 woke ",
      "9 2 115-125 same ",
      "1 4 15-115 waited outside",
      "1 3 5-15 same ",
    ]);
  });
});
