/** What blocked goroutines wait for, as their source lines name it: it tells two waits in one function apart. */
import { bareLine } from "../expression.ts";
import type { Places } from "../places.ts";
import type { Bucket } from "./buckets.ts";
import type { WaitKind } from "./wait.ts";

const PATH = String.raw`([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)`;
const RECEIVE = new RegExp(String.raw`<-\s?${PATH}|\brange ${PATH}(?![\p{L}\p{N}_.(])`, "u");
const SEND = new RegExp(String.raw`${PATH}(?:\[[^\]]{0,100}\])?\s?<-`, "u");
const CALL = new RegExp(String.raw`${PATH}\.(?:Lock|RLock|Wait|Do)\(`, "u");

const BY_KIND: ReadonlyMap<WaitKind, RegExp> = new Map([
  ["receive", RECEIVE],
  ["nil-receive", RECEIVE],
  ["send", SEND],
  ["nil-send", SEND],
  ["mutex", CALL],
  ["rlock", CALL],
  ["wlock", CALL],
  ["wlock-readers", CALL],
  ["once", CALL],
  ["waitgroup", CALL],
  ["cond", CALL],
]);

/** All that the goroutines wait for; undefined where one of them does not say. */
export function waitSubject(blamed: readonly Bucket[], places: Places): string | undefined {
  const names = new Set<string>();
  for (const bucket of blamed) {
    const name = waitsFor(bucket, places);
    if (name === undefined) return undefined;
    names.add(name);
  }
  return names.size === 0 ? undefined : [...names].sort().join(", ");
}

/** Without the first name of a path, which is the receiver's as a rule: `s.done` and `q.done` are one. */
function waitsFor({ site, siteIndex, wait }: Bucket, places: Places): string | undefined {
  // Where the wait is inside a library, the own line only calls it.
  if (site === undefined || siteIndex !== wait.site) return undefined;
  const line = places.sourceLine(site);
  const match = line === undefined ? null : BY_KIND.get(wait.kind)?.exec(bareLine(line));
  const path = match?.[1] ?? match?.[2];
  return path?.slice(path.indexOf(".") + 1);
}
