// The beginning of an explanation: its sentences are written the most telling first.
import { wrapWords } from "./styled.ts";

const SENTENCES_MAX = 2;
const UNITS_MAX = 4_000;

/**
 * At most two sentences, and no more than fit into `linesMax` lines; the first is shown in any case, cut at a word
 * where it alone is longer.
 */
export function leadingSentences(text: string, width: number, linesMax: number): string {
  const all = text.slice(0, UNITS_MAX).split(/(?<=[.!?)])\s+(?=[\p{Lu}"`(])/u);
  for (let n = Math.min(SENTENCES_MAX, all.length); n > 0; n--) {
    const shown = all.slice(0, n).join(" ");
    if (wrapWords(shown, width).length <= linesMax) return shown;
  }
  // Two columns for the mark of the cut.
  return `${wrapWords(all[0] ?? "", width - 2)
    .slice(0, linesMax)
    .join(" ")} …`;
}
