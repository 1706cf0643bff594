// The same waits measured three times: by the trace, by the block profile and by the mutex profile.
//
// (1) The block profile adds up waits at the stacks of those who waited. A trace's waits at the same lines are the same
//     waits: the two totals agree, up to what was still waited for at the end, and up to the profile's rate.
// (2) The mutex profile charges those who released. It does not add up the waits: at each release it takes the wait of
//     the one that is woken, and for each of the others the mean of the oldest and the newest one's wait since the last
//     release (runtime/sema.go, semrelease1). The same estimate is made here of the trace's waits.
// (3) Profiles know no locks either. Lines are joined to locks as lock-waits.ts does it: what of a profile stands at a
//     cluster's lines is the cluster's. A function that releases locks of two clusters is left out.
import type { ParsedRun } from "../../model/parsed-run.ts";
import type { Profile, ProfileSite } from "../../model/profile.ts";
import type { StackFrame } from "../../model/race-report.ts";
import type { TraceLockTimes } from "../../model/trace-causes.ts";
import { durationText } from "../../util/duration-text.ts";
import { ownSite, siteText } from "../trace/site.ts";
import type { LockCluster, LockWait } from "./lock-waits.ts";

/** The waits of a cluster that came to an end, added up, and as the mutex profile would estimate them. */
export function lockTimes({ kind, waits }: LockCluster): TraceLockTimes {
  const ended = waits.filter((w) => w.wokenNs !== undefined);
  return {
    kind,
    waits: ended.length,
    waitNs: ended.reduce((sum, w) => sum + (w.wokenNs ?? w.parkNs) - w.parkNs, 0),
    // An RWMutex has three queues, which a trace does not tell apart.
    mutexEstimateNs: kind === "Mutex" ? mutexEstimate(waits) : undefined,
    waitsAt: distinct(waits.map((w) => w.at)),
    releasedAt: distinct(waits.map((w) => w.releasedAt)),
  };
}

function distinct(sites: readonly (StackFrame | undefined)[]): StackFrame[] {
  const found = new Map<string, StackFrame>();
  for (const site of sites) if (site !== undefined) found.set(siteText(site), site);
  return [...found.values()];
}

interface Queued {
  readonly wait: LockWait;
  /** The runtime's own count of those behind it, with its quirk: it never falls from one to zero. */
  behind: number;
  sinceNs: number;
}

/**
 * What semrelease1 charges, summed over the releases, step by step as Go 1.22 to 1.27 do it: who waits again stands in
 * front with the time of the one who stood there; a release sets the times of the first and the last one left to now.
 */
function mutexEstimate(waits: readonly LockWait[]): number {
  const moments = waits.flatMap((wait) => [
    { ns: wait.parkNs, wait, parks: true },
    ...(wait.wokenNs === undefined ? [] : [{ ns: wait.wokenNs, wait, parks: false }]),
  ]);
  moments.sort((a, b) => a.ns - b.ns || Number(a.parks) - Number(b.parks));
  const again = new Set(waits.map((w) => (w.futile ? w.again : undefined)));
  const queue: Queued[] = [];
  let total = 0;
  for (const { ns, wait, parks } of moments) {
    const [head] = queue;
    if (!parks) total += dequeue(queue, wait, ns);
    else if (head !== undefined && again.has(wait)) {
      queue.unshift({ wait, behind: head.behind + 1, sinceNs: head.sinceNs });
    } else {
      if (head !== undefined) head.behind += 1;
      queue.push({ wait, behind: 0, sinceNs: ns });
    }
  }
  return total;
}

function dequeue(queue: Queued[], wait: LockWait, ns: number): number {
  const at = queue.findIndex((q) => q.wait === wait);
  const front = queue[0];
  const [woken] = at < 0 ? [] : queue.splice(at, 1);
  if (woken === undefined || front === undefined) return 0;
  // Of two lines that are one cluster another one than the first may be woken: its count is the queue's.
  const { behind, sinceNs } = front;
  const [head, tail] = [queue[0], queue.at(-1)];
  let newestNs = ns - sinceNs;
  if (head !== undefined && tail !== undefined) {
    head.behind = behind > 1 ? behind - 1 : behind;
    head.sinceNs = ns;
    newestNs = ns - tail.sinceNs;
    tail.sinceNs = ns;
  }
  if (wait.releaser < 0) return 0;
  const oldestNs = ns - sinceNs;
  return oldestNs + ((oldestNs + newestNs) / 2) * behind;
}

/** Measures of one lock's waits differ by less than that. */
const AGREE_MAX = 0.04;

export interface LockMeasures {
  readonly traceNs: number;
  readonly blockNs: number | undefined;
  readonly mutexNs: number | undefined;
  readonly mutexEstimateNs: number | undefined;
}

/** A cluster's waits in the profiles of the trace's process; `all`: every cluster of the trace. */
export function measureLock(
  lock: TraceLockTimes,
  all: readonly TraceLockTimes[],
  profiles: readonly Profile[],
): LockMeasures {
  const waitsAt = new Set(lock.waitsAt.map((site) => siteText(site)));
  const released = new Set(lock.releasedAt.map(({ function: name }) => released1(name)));
  const shared = all.some(
    (other) =>
      other !== lock && other.releasedAt.some((site) => released.has(released1(site.function))),
  );
  const block = profiles.filter(({ kind }) => kind === "block");
  const mutex = profiles.filter(({ kind }) => kind === "mutex");
  const sum = (of: readonly Profile[], fits: (site: ProfileSite) => boolean): number | undefined =>
    of.length === 0
      ? undefined
      : of.flatMap(({ sites }) => sites.filter(fits)).reduce((ns, s) => ns + s.delayNs, 0);
  return {
    traceNs: lock.waitNs,
    blockNs: sum(block, (site) => waitsForLock(site) && waitsAt.has(siteText(ownOf(site)))),
    mutexNs: shared
      ? undefined
      : sum(mutex, (site) => {
          const own = ownOf(site);
          return own !== undefined && released.has(released1(own.function));
        }),
    mutexEstimateNs: lock.mutexEstimateNs,
  };
}

function ownOf({ frames }: ProfileSite): StackFrame | undefined {
  return ownSite(frames.map((f) => ({ ...f, func: f.function, pc: 0 })));
}

function waitsForLock({ frames }: ProfileSite): boolean {
  const first = frames.find(({ function: name }) => name.startsWith("sync."));
  return first !== undefined && /\.(?:R?Lock|doSlow)$/.test(first.function);
}

/** A deferred Unlock stands in a wrapper of its function: `(*T).F.deferwrap1`. */
function released1(name: string): string {
  return name.replace(/\.deferwrap\d{1,5}$/, "");
}

/** The profiles of the process that the trace is of. */
export function profilesOf(
  run: ParsedRun,
  owner: { readonly package: string | undefined; readonly pid: number | undefined },
): readonly Profile[] {
  return (run.profiles ?? []).filter((p) => p.package === owner.package && p.pid === owner.pid);
}

/** `waits for this lock: trace 5.48 s in 55 waits, block profile 5.47 s, …`. */
export function measureWords(lock: TraceLockTimes, measures: LockMeasures): string {
  const { traceNs, blockNs, mutexNs, mutexEstimateNs } = measures;
  const parts = [`trace ${durationText(traceNs)} in ${lock.waits} waits`];
  if (blockNs !== undefined) parts.push(`block profile ${durationText(blockNs)}`);
  if (mutexNs !== undefined && mutexEstimateNs !== undefined) {
    parts.push(
      `mutex profile ${durationText(mutexNs)} (Go estimates it from the oldest and the newest waiter; ` +
        `the same estimate of the trace's waits is ${durationText(mutexEstimateNs)})`,
    );
    if (Math.abs(mutexNs / mutexEstimateNs - 1) > AGREE_MAX) {
      parts.push("which do not agree: these lines may serve more than one lock");
    }
  }
  return `waits for this lock: ${parts.join(", ")}`;
}
