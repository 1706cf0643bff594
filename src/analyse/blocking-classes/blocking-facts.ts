// What the classifiers know of a scene: its waits by kind, and, where the source is at hand, the locks that each
// goroutine holds and wants and the channel operation in which it stands.
import type { StackFrame } from "../../model/race-report.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { programFrames } from "../leaks/buckets.ts";
import type { Scene } from "../leaks/scenes.ts";
import { CHANNEL_KINDS, LOCK_KINDS, type Wait } from "../leaks/wait.ts";
import { channelOperations, type ChannelOperation } from "../source/channels.ts";
import type { GoSource } from "../source/go-source.ts";
import { lockCall, type LockCall } from "../source/lock-calls.ts";
import type { HeldLock } from "../source/lock-walk.ts";

/** A lock that a goroutine holds, with the frame that took it. */
export interface HeldOnStack extends HeldLock {
  /** Index of the frame in the bucket's program frames; 0 is the site's own function. */
  readonly depth: number;
}

export interface BlockingFacts {
  readonly scene: Scene;
  /** Who waits for a lock; waits for a sync.Once whose body is stuck as well are left out. */
  readonly locks: readonly Bucket[];
  readonly channels: readonly Bucket[];
  readonly waitGroups: readonly Bucket[];
  readonly conds: readonly Bucket[];
  readonly source: GoSource | undefined;
  /** Locks held over the stack; undefined where the source is absent. */
  held(bucket: Bucket): readonly HeldOnStack[] | undefined;
  /** The lock call in which it waits; undefined where the source is absent. */
  wanted(bucket: Bucket): LockCall | undefined;
  /** The channel operations of the line in which it waits. */
  operations(bucket: Bucket): readonly ChannelOperation[];
  /** All operations on the same channel in the package's files. */
  operationsOn(operation: ChannelOperation, bucket: Bucket): readonly ChannelOperation[];
}

/** Collects the facts of a scene. */
export function blockingFacts(scene: Scene, source: GoSource | undefined): BlockingFacts {
  const all = [...scene.core, ...scene.joiners];
  const once = (bucket: Bucket): boolean =>
    bucket.wait.kind === "once" && all.some((one) => one !== bucket && insideOnce(one));
  const heldCache = new Map<Bucket, readonly HeldOnStack[] | undefined>();
  const wantedCache = new Map<Bucket, LockCall | undefined>();
  return {
    scene,
    locks: scene.core.filter((one) => LOCK_KINDS.has(one.wait.kind) && !once(one)),
    channels: scene.core.filter(({ wait }) => CHANNEL_KINDS.has(wait.kind)),
    waitGroups: scene.core.filter(({ wait }) => wait.kind === "waitgroup"),
    conds: scene.core.filter(({ wait }) => wait.kind === "cond"),
    source,
    held(bucket) {
      if (!heldCache.has(bucket)) heldCache.set(bucket, heldOnStack(bucket, source));
      return heldCache.get(bucket);
    },
    wanted(bucket) {
      if (!wantedCache.has(bucket)) wantedCache.set(bucket, wantedLock(bucket, source));
      return wantedCache.get(bucket);
    },
    operations: (bucket) => operationsAt(bucket, source),
    operationsOn: (operation, bucket) => operationsOn(operation, bucket, source),
  };
}

/** It runs the body of a sync.Once: Once.doSlow stands below its site. */
export function insideOnce(bucket: Bucket): boolean {
  return bucket.frames.some(
    ({ function: name }, index) => index > bucket.siteIndex && name === "sync.(*Once).doSlow",
  );
}

function heldOnStack(
  bucket: Bucket,
  source: GoSource | undefined,
): readonly HeldOnStack[] | undefined {
  if (source === undefined) return undefined;
  const frames = programFrames(bucket);
  const [site] = frames;
  if (site === undefined || source.file(site.file) === undefined) return undefined;
  return frames.flatMap(({ file, line, function: symbol }, depth) =>
    (source.locksHeldAt(file, line, symbol) ?? [])
      .filter(({ certain }) => certain)
      .map((held) => ({ ...held, depth })),
  );
}

function wantedLock({ site, wait }: Bucket, source: GoSource | undefined): LockCall | undefined {
  return lockCallAt(site, wait, source);
}

/** The call on a frame's line that waits in this way; undefined where there are several, or no source. */
export function lockCallAt(
  site: StackFrame | undefined,
  wait: Pick<Wait, "kind">,
  source: GoSource | undefined,
): LockCall | undefined {
  const file = site === undefined ? undefined : source?.file(site.file);
  if (site === undefined || file === undefined || source === undefined) return undefined;
  const mode = wait.kind === "rlock" ? "rlock" : "lock";
  const calls = file.nodes
    .filter(({ line, type }) => line === site.line && type === "call_expression")
    .map((node) => lockCall(source.program, file, node))
    .filter((call) => call?.action === "acquire" && call.mode === mode);
  const [first] = calls;
  // Of two locks on one line nobody knows which one it is.
  return calls.every((call) => call?.key === first?.key && call?.text === first?.text)
    ? first
    : undefined;
}

function operationsAt(bucket: Bucket, source: GoSource | undefined): readonly ChannelOperation[] {
  const { site, wait } = bucket;
  const file = site === undefined ? undefined : source?.file(site.file);
  if (site === undefined || file === undefined || source === undefined) return [];
  const all = channelOperations(source.program, file);
  if (wait.kind === "select") return all.filter(({ select }) => select?.line === site.line);
  const sends = wait.kind === "send" || wait.kind === "nil-send";
  return all.filter(
    ({ line, operation }) =>
      line === site.line &&
      (sends ? operation === "send" : operation === "receive" || operation === "range"),
  );
}

function operationsOn(
  operation: ChannelOperation,
  bucket: Bucket,
  source: GoSource | undefined,
): readonly ChannelOperation[] {
  const file = bucket.site === undefined ? undefined : source?.file(bucket.site.file);
  if (file === undefined || source === undefined) return [];
  return source.program
    .packageFiles(file)
    .flatMap((one) => channelOperations(source.program, one))
    .filter(({ key }) => key === operation.key);
}
