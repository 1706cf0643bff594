// The patches of new findings as changes that a reviewer can commit with one click.
import type { Finding } from "../model/finding.ts";
import type { FindingsDocument } from "../model/findings-document.ts";
import type { Suggestion } from "../model/publication.ts";
import { codeSpan, escapeMarkdown, escapeMarkdownSentence } from "../util/escape-markdown.ts";
import { cutUnits } from "../util/utf8-cut.ts";
import { patchedPlaces } from "./text/patched-places.ts";
import { groupFindings } from "./text/ranking.ts";

/** A review with more comments than this is not read. */
const FINDINGS_MAX = 10;
const WORDS_UNITS_MAX = 1_500;

/** Suggestions of at most ten findings, in the order of the report; none for patches that are not understood. */
export function findingSuggestions(document: FindingsDocument): readonly Suggestion[] {
  const patched = groupFindings(document.findings).fresh.filter(
    ({ fix }) => fix?.patch !== undefined,
  );
  return patched.slice(0, FINDINGS_MAX).flatMap(suggestionsOf);
}

function suggestionsOf(finding: Finding): readonly Suggestion[] {
  const places = patchedPlaces(finding.fix?.patch ?? "");
  return places.map((place, index) => ({
    ...place,
    words: wordsOf(finding, index + 1, places.length),
    fingerprint: finding.fingerprints.stable,
    part: index + 1,
    of: places.length,
  }));
}

function wordsOf(finding: Finding, part: number, of: number): string {
  const { title, fix, code, fingerprints } = finding;
  const together =
    of === 1
      ? ""
      : ` This is part ${part} of ${of}: add all of them to one batch, since one alone may not compile.`;
  const lines = [
    `**${escapeMarkdownSentence(cutUnits(title, 300))}**`,
    "",
    escapeMarkdownSentence(cutUnits(fix?.words ?? "", WORDS_UNITS_MAX)),
    "",
    `The package compiles with this change; run its tests before you take it.${together}`,
    "",
    `racegate ${escapeMarkdown(code)} · ${codeSpan(fingerprints.stable)}`,
  ];
  return lines.join("\n");
}
