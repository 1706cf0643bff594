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
  return placeWords(bucket, bucket.goroutines.length);
}

function placeWords({ site, wait }: Bucket, goroutines: number): string {
  const count = goroutines === 1 ? "" : ` (${goroutines} goroutines)`;
  if (site === undefined) return `a goroutine ${waitWords(wait.kind)}${count}`;
  const where = site.file === "" ? "" : ` at ${place(site.file, site.line)}`;
  return `${shortSymbol(site.function)} ${waitWords(wait.kind)}${where}${count}`;
}

const SHOWN_MAX = 4;

/** Several waits in one sentence; goroutines of one place together, wherever they were started. */
export function bucketsWords(buckets: readonly Bucket[]): string {
  const places = placesOf(buckets);
  const shown = places
    .slice(0, SHOWN_MAX)
    .map(({ bucket, goroutines }) => placeWords(bucket, goroutines));
  const more = places.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more places` : "");
}

/** Buckets by the line where they wait, the first of each, with all its goroutines counted. */
export function placesOf(
  buckets: readonly Bucket[],
): readonly { readonly bucket: Bucket; readonly goroutines: number }[] {
  const places = new Map<string, { bucket: Bucket; goroutines: number }>();
  for (const bucket of buckets) {
    const { site, wait, key } = bucket;
    const at = site === undefined ? key : `${wait.kind} ${site.function} ${site.file}:${site.line}`;
    const known = places.get(at) ?? { bucket, goroutines: 0 };
    known.goroutines += bucket.goroutines.length;
    places.set(at, known);
  }
  return [...places.values()];
}

/** Said where the source was not there to look at, or does not show what is held. */
export function stacksAlone(source: GoSource | undefined): string {
  return source === undefined
    ? "Source not available: inferred from the stacks."
    : "The source does not settle it: inferred from the stacks.";
}
