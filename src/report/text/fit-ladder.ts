// A report that must fit a size tries its forms from the richest to the barest. It is never cut in the
// middle: half a Markdown fence or half a JSON document is worse than a shorter one.
import { utf8Length } from "../../util/utf8-cut.ts";

/**
 * The first form that takes at most `bytesMax` bytes of UTF-8; the last one where none does, so the last one
 * has to be bounded by itself. Forms are made only until one fits.
 */
export function firstThatFits(forms: readonly (() => string)[], bytesMax: number): string {
  let text = "";
  for (const form of forms) {
    text = form();
    if (utf8Length(text) <= bytesMax) return text;
  }
  return text;
}

/** The largest n in 0…max for which `fits(n)` holds; `fits` holds up to some n and not behind it. */
export function largestThatFits(max: number, fits: (n: number) => boolean): number {
  let low = 0;
  let high = max;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
