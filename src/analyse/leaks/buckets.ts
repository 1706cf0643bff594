import type { Places } from "../places.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";
import type { StackFrame } from "../../model/race-report.ts";
import type { Stuck } from "./stuck.ts";

/** Goroutines with equal stacks, waits and creations: "37 goroutines like this". */
export interface Bucket {
  readonly goroutines: readonly [Stuck, ...Stuck[]];
  readonly frames: Stuck["frames"];
  readonly wait: Stuck["wait"];
  /** The frame that a person would look at: the first own one, else the first that is not the runtime's. */
  readonly site: StackFrame | undefined;
  /** Index of `site` in `frames`; -1 for none. */
  readonly siteIndex: number;
  /** Something of the stack is own code. */
  readonly own: boolean;
  readonly key: string;
}

/** Equal goroutines together, in the order of their first. */
export function bucketsOf(stuck: readonly Stuck[], places: Places): readonly Bucket[] {
  const found = new Map<string, Stuck[]>();
  for (const one of stuck) {
    const key = keyOf(one);
    const known = found.get(key);
    if (known === undefined) found.set(key, [one]);
    else known.push(one);
  }
  return [...found].flatMap(([key, goroutines]) => {
    const [first, ...rest] = goroutines;
    return first === undefined ? [] : [bucketOf(key, [first, ...rest], places)];
  });
}

/** The same place of the program, whatever the runtime's frames above it. */
function keyOf({ frames, wait, creation, ofTest }: Stuck): string {
  const from = Math.max(0, wait.site);
  const stack = frames.slice(from).map((frame) => `${frame.function}:${frame.line}`);
  const made = creation[0];
  const by = made === undefined ? "" : `${made.function}:${made.line}`;
  return [wait.kind, ofTest ? "test" : "", by, ...stack].join("\n");
}

function bucketOf(key: string, goroutines: [Stuck, ...Stuck[]], places: Places): Bucket {
  const [{ frames, wait }] = goroutines;
  const ownIndex = frames.findIndex(
    (frame, index) => index >= wait.site && places.of(frame).owner === "own",
  );
  const siteIndex = ownIndex < 0 ? wait.site : ownIndex;
  const site = siteIndex < 0 ? undefined : frames[siteIndex];
  return { goroutines, frames, wait, site, siteIndex, own: ownIndex >= 0, key };
}

/** Frames from the site outwards that are the program's, without the testing package's runner. */
export function programFrames(bucket: Bucket): readonly StackFrame[] {
  return bucket.frames
    .slice(Math.max(0, bucket.siteIndex))
    .filter(
      ({ function: name }) => !/^(?:runtime|testing|sync)$/.test(parseGoSymbol(name).package),
    );
}

/**
 * What code the goroutine is in the midst of: receivers' types and the declared functions around literals.
 * Goroutines that share one may share its variables.
 */
export function familiesOf(bucket: Bucket): ReadonlySet<string> {
  return new Set(programFrames(bucket).flatMap(familyOf));
}

/** The same of the frame that waits, alone. */
export function sitesFamily(bucket: Bucket): readonly string[] {
  return programFrames(bucket).slice(0, 1).flatMap(familyOf);
}

/** What code a frame is of. */
export function familyOf({ function: name }: StackFrame): readonly string[] {
  const symbol = parseGoSymbol(name);
  const type = symbol.receiver?.replace(/[()*]/g, "");
  const own = `${symbol.package}.${type ?? symbol.names[0] ?? ""}`;
  // A closure inlined elsewhere: `Outer.(*T).Method.func1` is of both.
  return symbol.names.length > 1 ? [own, `${symbol.package}.${symbol.names[0] ?? ""}`] : [own];
}

export function shareFamily(one: Bucket, other: Bucket): boolean {
  const families = familiesOf(other);
  return [...familiesOf(one)].some((family) => families.has(family));
}
