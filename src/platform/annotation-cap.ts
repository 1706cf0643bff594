import type { Annotation } from "../model/publication.ts";

/**
 * The first annotations up to `most`, cut between findings: one side of a race without the other would point
 * at innocent code.
 */
export function capAnnotations(
  annotations: readonly Annotation[],
  most: number,
): readonly Annotation[] {
  let kept = 0;
  while (kept < annotations.length) {
    const fingerprint = annotations[kept]?.fingerprint;
    let end = kept;
    while (end < annotations.length && annotations[end]?.fingerprint === fingerprint) end++;
    if (end > most) break;
    kept = end;
  }
  return annotations.slice(0, kept);
}
