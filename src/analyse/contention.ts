/** Where goroutines wait for locks and channels, from mutex and block profiles: one row for each own place. */
import type { ParsedRun } from "../model/parsed-run.ts";
import type { Profile, ProfileSite } from "../model/profile.ts";
import type { StackFrame } from "../model/race-report.ts";
import type { Places } from "./places.ts";
import { blameIndex } from "./race-view.ts";

export interface ContendedPlace {
  readonly profile: Profile;
  /**
   * The own function, else the first one that is no library's. Of a mutex profile: where the lock was released, so
   * who held it. Of a block profile: where goroutines waited.
   */
  readonly frame: StackFrame;
  /** The innermost function: `sync.(*Mutex).Unlock`, `runtime.chanrecv1`. */
  readonly primitive: string;
  readonly own: boolean;
  readonly count: number;
  readonly delayNs: number;
  /** Of all delay of its profile, 0 to 1; waits of the runtime and the testing package are left out of it. */
  readonly share: number;
}

/** All places of all mutex and block profiles, longest delay first. */
export function contendedPlaces(run: ParsedRun, places: Places): ContendedPlace[] {
  return (run.profiles ?? [])
    .filter(({ kind }) => kind === "mutex" || kind === "block")
    .flatMap((profile) => placesOf(profile, places))
    .sort((a, b) => b.delayNs - a.delayNs);
}

interface Sum {
  readonly frame: StackFrame;
  readonly primitive: string;
  readonly own: boolean;
  count: number;
  delayNs: number;
}

function placesOf(profile: Profile, places: Places): ContendedPlace[] {
  const sums = new Map<string, Sum>();
  let total = 0;
  for (const site of profile.sites) {
    const frame = placeOf(site, places);
    if (frame === undefined) continue;
    total += site.delayNs;
    const primitive = site.frames[0]?.function ?? "";
    const key = `${frame.function}\n${frame.file}:${frame.line}\n${primitive}`;
    const known = sums.get(key);
    if (known !== undefined) {
      known.count += site.count;
      known.delayNs += site.delayNs;
    } else {
      const own = places.of(frame).owner === "own";
      const { count, delayNs } = site;
      sums.set(key, { frame, primitive, own, count, delayNs });
    }
  }
  return [...sums.values()].map((sum) => ({
    ...sum,
    profile,
    share: total === 0 ? 0 : sum.delayNs / total,
  }));
}

/** Undefined for the runtime's own waits and for the testing package, which waits for every test. */
function placeOf({ frames }: ProfileSite, places: Places): StackFrame | undefined {
  const frame = frames[blameIndex(frames, places)];
  if (frame === undefined) return undefined;
  const { owner, package: path } = places.of(frame);
  if (owner === "runtime" || path === "testing" || path.startsWith("runtime/")) return undefined;
  return frame;
}
