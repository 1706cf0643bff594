// Contended locks as the document of `trace holds` has them: who held, where it was released, who waited meanwhile.
import type { TraceHold, TraceHolderState, TraceLock } from "../../model/trace-holds-document.ts";
import type { TraceSite } from "../../model/trace-documents.ts";
import type { TraceInterner } from "../../model/trace-interner.ts";
import { ownSite, siteText } from "../trace/site.ts";
import { type ClusterHolds, holderStates, holdsOf, type LockHold } from "./lock-holds.ts";
import { type LockCluster, type LockWait, waitNs } from "./lock-waits.ts";
import type { Segments } from "./segments.ts";
import { stateName } from "./state-names.ts";

const LONGEST_SHOWN = 10;
const WAITERS_SHOWN = 20;
const SITES_SHOWN = 20;
const STATES_SHOWN = 5;

/** One cluster as a lock of the document; `number` counts from 1. */
export function lockOf(
  segments: Segments,
  interner: TraceInterner,
  cluster: LockCluster,
  number: number,
): TraceLock {
  const found = holdsOf(segments, cluster);
  const { waits } = cluster;
  const times = waits.map((w) => waitNs(segments, w));
  return {
    id: `L${number}`,
    kind: cluster.kind,
    waitsAt: sites(waits.map((w) => w.at)),
    releasedAt: sites(waits.map((w) => w.releasedAt)),
    certainty: "heuristic",
    contradictions: found.contradictions,
    waits: waits.length,
    goroutines: new Set(waits.map((w) => w.actor)).size,
    waitNs: sum(times),
    waitMaxNs: largest(times),
    unfinished: waits.filter((w) => w.wokenNs === undefined).length,
    handOffs: found.holds.length,
    futileWakes: found.futileWakes,
    ...(found.convoy === undefined ? {} : { convoy: found.convoy }),
    ...writersOf(segments, cluster),
    holders: holdersOf(segments, interner, found),
    longest: [...found.holds]
      .sort((a, b) => held(b) - held(a))
      .slice(0, LONGEST_SHOWN)
      .map((hold) => holdOf(segments, interner, hold)),
  };
}

function held(hold: LockHold): number {
  return hold.toNs - hold.fromNs;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}

/** Distinct sites, the most frequent first. */
function sites(all: readonly (TraceSite | undefined)[]): TraceSite[] {
  const counts = new Map<string, { site: TraceSite; count: number }>();
  for (const site of all) {
    if (site === undefined) continue;
    const known = counts.get(siteText(site));
    if (known === undefined) counts.set(siteText(site), { site, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, SITES_SHOWN)
    .map(({ site }) => site);
}

function writersOf(segments: Segments, { kind, waits }: LockCluster): Pick<TraceLock, "writers"> {
  if (kind !== "RWMutex") return {};
  const writers = waits.filter((w) => !w.reads);
  const times = writers.map((w) => waitNs(segments, w));
  return {
    writers: {
      waits: writers.length,
      waitNs: sum(times),
      waitMaxNs: largest(times),
      byReaders: writers.filter((w) => w.releasedByReader).length,
    },
  };
}

function holdersOf(
  segments: Segments,
  interner: TraceInterner,
  { holds }: ClusterHolds,
): TraceLock["holders"] {
  const groups = new Map<string, LockHold[]>();
  for (const hold of holds) {
    const name = segments.actors[hold.holder]?.name ?? "";
    const key = `${name}\0${siteText(hold.releasedAt)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [hold]);
    else known.push(hold);
  }
  return [...groups.values()]
    .map((of) => ({
      name: segments.actors[of[0]?.holder ?? -1]?.name ?? "",
      ...siteField("releasedAt", of[0]?.releasedAt),
      holds: of.length,
      goroutines: new Set(of.map((h) => h.holder)).size,
      heldNs: sum(of.map(held)),
      heldMaxNs: largest(of.map(held)),
      blockedNs: sum(of.map((h) => h.blockedNs)),
      states: statesOf(segments, interner, of),
    }))
    .sort((a, b) => b.blockedNs - a.blockedNs);
}

/** What the holders did in all of these holds, the longest first. */
function statesOf(
  segments: Segments,
  interner: TraceInterner,
  holds: readonly LockHold[],
): TraceHolderState[] {
  const sums = new Map<string, TraceHolderState>();
  for (const hold of holds) {
    for (const { state, reason, stack, ns } of holderStates(segments, hold)) {
      const text = interner.string(reason);
      const at = ownSite(interner.frames(stack));
      const key = `${state}\0${text}\0${siteText(at)}`;
      const known = sums.get(key);
      if (known !== undefined) {
        known.ns += ns;
        continue;
      }
      const said = text === "" ? {} : { reason: text };
      sums.set(key, { state: stateName(state), ...said, ...siteField("at", at), ns });
    }
  }
  const all = [...sums.values()].sort((a, b) => b.ns - a.ns);
  if (all.length <= STATES_SHOWN) return all;
  const rest = sum(all.slice(STATES_SHOWN).map((s) => s.ns));
  return [...all.slice(0, STATES_SHOWN), { state: "unknown", reason: "other states", ns: rest }];
}

function holdOf(segments: Segments, interner: TraceInterner, hold: LockHold): TraceHold {
  const holder = segments.actors[hold.holder];
  const waiter = (w: LockWait): TraceHold["waiters"][number] => ({
    goroutine: segments.actors[w.actor]?.goid ?? -1,
    ...siteField("at", w.at),
    parkedNs: w.parkNs,
  });
  return {
    goroutine: holder?.goid ?? -1,
    name: holder?.name ?? "",
    ...siteField("releasedAt", hold.releasedAt),
    fromNs: hold.fromNs,
    toNs: hold.toNs,
    shared: hold.shared,
    waiters: hold.waiters.slice(0, WAITERS_SHOWN).map(waiter),
    blockedNs: hold.blockedNs,
    states: statesOf(segments, interner, [hold]),
  };
}

function siteField<K extends string>(
  key: K,
  site: TraceSite | undefined,
): Partial<Record<K, TraceSite>> {
  return site === undefined ? {} : ({ [key]: site } as Partial<Record<K, TraceSite>>);
}
