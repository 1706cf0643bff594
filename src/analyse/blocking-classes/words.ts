import { shortSymbol } from "../../util/go-symbol.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { waitWords } from "../leaks/wait.ts";
import type { GoSource } from "../source/go-source.ts";

/** `cache.go:12`. */
export function place(file: string, line: number): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return line > 0 ? `${name}:${line}` : name;
}

/** `p.(*T).F waits for a Mutex at cache.go:12`, with `(3 goroutines)` where there are several. */
export function bucketWords(bucket: Bucket): string {
  const { site, wait, goroutines } = bucket;
  const count = goroutines.length === 1 ? "" : ` (${goroutines.length} goroutines)`;
  if (site === undefined) return `a goroutine ${waitWords(wait.kind)}${count}`;
  const where = site.file === "" ? "" : ` at ${place(site.file, site.line)}`;
  return `${shortSymbol(site.function)} ${waitWords(wait.kind)}${where}${count}`;
}

const SHOWN_MAX = 4;

/** Several waits in one sentence. */
export function bucketsWords(buckets: readonly Bucket[]): string {
  const shown = buckets.slice(0, SHOWN_MAX).map(bucketWords);
  const more = buckets.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more places` : "");
}

/** Said where the source was not there to look at, or does not show what is held. */
export function stacksAlone(source: GoSource | undefined): string {
  return source === undefined
    ? "The source was not at hand: this rests on the stacks alone."
    : "The source does not settle it: this rests on the stacks.";
}
