// Waits for locks in a trace, and which of them are for the same lock as far as the code's lines tell.
//
// A default trace has no addresses of locks. A wait has the line that asked for the lock, its end the line that
// released it: lines that are joined by a hand-off belong to one cluster. One method that serves many instances makes
// one cluster of them; the holds of lock-holds.ts notice where that cannot be one lock.
import { type Frame, GO } from "../../model/trace.ts";
import type { StackIndex, TraceInterner } from "../../model/trace-interner.ts";
import type { TraceSite } from "../../model/trace-documents.ts";
import { NameSets } from "../../util/name-sets.ts";
import { ownSite, siteText } from "../trace/site.ts";
import { type ActorIndex, NO_SEGMENT, type SegmentIndex, type Segments } from "./segments.ts";

export type LockKind = "Mutex" | "RWMutex" | "Once";

export interface LockWait {
  readonly row: SegmentIndex;
  readonly actor: ActorIndex;
  readonly kind: LockKind;
  /** RWMutex: it asked with RLock. */
  readonly reads: boolean;
  readonly parkNs: number;
  /** Undefined while it was never woken. */
  readonly wokenNs: number | undefined;
  /** When it ran again; undefined where it did not. */
  ranNs: number | undefined;
  /** The row in which the releasing goroutine was; none: not released, or not by a goroutine. */
  readonly releaser: SegmentIndex;
  readonly stack: StackIndex;
  readonly at: TraceSite | undefined;
  readonly releasedAt: TraceSite | undefined;
  /** The last reader of an RWMutex let it go. */
  readonly releasedByReader: boolean;
  /** It woke, did not get the lock, and waited again at once. */
  futile: boolean;
  /** Its next wait, where that is in the same call and it only ran between the two. */
  again: LockWait | undefined;
}

export interface LockCluster {
  readonly kind: LockKind;
  /** In the order of parking. */
  readonly waits: readonly LockWait[];
}

const WAITS_MAX = 1_000_000;
/** A goroutine that waits again within this time of running, in the same call, without a release, did not get the lock. */
const FUTILE_MAX_NS = 200_000;
const LOCK_REASON = "sync";
/** sync.(*Mutex).Lock, internal/sync.(*Mutex).lockSlow. */
const METHOD = /^(?:internal\/)?sync\.\(\*(\w+)\)\.(\w+)$/;
const KINDS: readonly LockKind[] = ["Once", "RWMutex", "Mutex"];

interface Shape {
  readonly kind: LockKind;
  readonly reads: boolean;
  readonly at: TraceSite | undefined;
}

/** The kind of lock that a stack waits for: an RWMutex and a Once wait in a Mutex of their own. */
function shapeOf(frames: readonly Frame[]): Shape | undefined {
  const found = new Map<string, string>();
  for (const { func } of frames) {
    const match = METHOD.exec(func);
    if (match !== null) found.set(match[1] ?? "", match[2] ?? "");
    else if (!func.startsWith("runtime.") && !func.includes("sync.")) break;
  }
  const kind = KINDS.find((k) => found.has(k));
  if (kind === undefined) return undefined;
  return { kind, reads: found.get("RWMutex") === "RLock", at: ownSite(frames) };
}

/** Waits for locks by cluster, the cluster with the longest waiting first. `cut`: not all waits were looked at. */
export function lockClusters(
  segments: Segments,
  interner: TraceInterner,
): { readonly clusters: readonly LockCluster[]; readonly cut: boolean } {
  const { waits, cut } = lockWaits(segments, interner);
  const sets = new NameSets();
  const lineOf = (w: LockWait, at: TraceSite | undefined): string => `${w.kind}\0${siteText(at)}`;
  for (const w of waits) {
    if (w.releasedAt !== undefined) sets.join(lineOf(w, w.at), lineOf(w, w.releasedAt));
  }
  const byRoot = new Map<string, LockWait[]>();
  for (const w of waits) {
    const root = sets.find(lineOf(w, w.at));
    const known = byRoot.get(root);
    if (known === undefined) byRoot.set(root, [w]);
    else known.push(w);
  }
  const total = (c: LockCluster): number =>
    c.waits.reduce((sum, w) => sum + waitNs(segments, w), 0);
  const clusters = [...byRoot.values()]
    .map((of) => ({ kind: of[0]?.kind ?? "Mutex", waits: of }))
    .map((cluster) => ({ cluster, ns: total(cluster) }))
    .sort((a, b) => b.ns - a.ns)
    .map(({ cluster }) => cluster);
  return { clusters, cut };
}

/** How long it waited; one that was never woken waits until the end of the trace. */
export function waitNs(segments: Segments, wait: LockWait): number {
  return segments.endOf(wait.row) - wait.parkNs;
}

function lockWaits(
  segments: Segments,
  interner: TraceInterner,
): { waits: LockWait[]; cut: boolean } {
  const shapes = new Map<StackIndex, Shape | undefined>();
  const waits: LockWait[] = [];
  const lastOf = new Map<ActorIndex, LockWait>();
  for (let i = 0; i < segments.length; i++) {
    const row = i as SegmentIndex;
    const actor = segments.actorOf(row);
    const state = segments.stateOf(row);
    const before = lastOf.get(actor);
    if (state === GO.running && before !== undefined) before.ranNs ??= segments.startOf(row);
    if (state !== GO.waiting || interner.string(segments.reasonOf(row)) !== LOCK_REASON) {
      if (state !== GO.running && state !== GO.runnable) lastOf.delete(actor);
      continue;
    }
    const stack = segments.stackOf(row);
    if (!shapes.has(stack)) shapes.set(stack, shapeOf(interner.frames(stack)));
    const shape = shapes.get(stack);
    if (shape === undefined) continue;
    if (waits.length >= WAITS_MAX) return { waits, cut: true };
    const wait = waitOf(segments, interner, row, shape);
    if (before?.ranNs !== undefined && before.stack === wait.stack) before.again = wait;
    waits.push(wait);
    lastOf.set(actor, wait);
  }
  findFutile(segments, waits);
  return { waits, cut: false };
}

/** Who let go of a lock in between had it, and waits for the next time. */
function findFutile(segments: Segments, waits: readonly LockWait[]): void {
  const releases = new Map<ActorIndex, number[]>();
  for (const { releaser, wokenNs } of waits) {
    if (releaser === NO_SEGMENT || wokenNs === undefined) continue;
    const actor = segments.actorOf(releaser);
    const known = releases.get(actor);
    if (known === undefined) releases.set(actor, [wokenNs]);
    else known.push(wokenNs);
  }
  for (const times of releases.values()) times.sort((a, b) => a - b);
  for (const wait of waits) {
    const { again, ranNs, actor } = wait;
    if (again === undefined || ranNs === undefined) continue;
    const released = hasBetween(releases.get(actor) ?? [], ranNs, again.parkNs);
    wait.futile = !released && again.parkNs - ranNs <= FUTILE_MAX_NS;
  }
}

/** One of the sorted times lies between the two. */
function hasBetween(times: readonly number[], fromNs: number, toNs: number): boolean {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < fromNs) low = middle + 1;
    else high = middle;
  }
  return (times[low] ?? Infinity) <= toNs;
}

function waitOf(
  segments: Segments,
  interner: TraceInterner,
  row: SegmentIndex,
  { kind, reads, at }: Shape,
): LockWait {
  const releaser = segments.wakerOf(row);
  const actor = segments.actorOf(row);
  const open = segments.actors[actor]?.last === row;
  const release = releaser === NO_SEGMENT ? [] : interner.frames(segments.wakeStackOf(row));
  return {
    row,
    actor,
    kind,
    reads,
    parkNs: segments.startOf(row),
    wokenNs: open ? undefined : segments.endOf(row),
    ranNs: undefined,
    releaser,
    stack: segments.stackOf(row),
    at,
    releasedAt: ownSite(release),
    releasedByReader: release.some(({ func }) => func === "sync.(*RWMutex).RUnlock"),
    futile: false,
    again: undefined,
  };
}
