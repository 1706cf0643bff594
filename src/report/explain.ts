// What a code means, in the words of `racegate explain <code>`: what happened, why it matters, what to do.
import { CODES, type FindingCode } from "../model/codes.ts";
import type { FailureCode } from "../model/failure.ts";
import type { FindingsDocument } from "../model/findings-document.ts";
import { EXPLANATIONS, FAILURE_TITLES } from "./text/explanations.ts";
import { findingFacts } from "./text/finding-facts.ts";
import { fullBlock } from "./text/finding-in-full.ts";
import { type Line, line, paint, wrapWords } from "./text/styled.ts";

interface ExplainOptions {
  readonly colour: boolean;
  readonly width?: number | undefined;
  /** Where a fingerprint is looked up. */
  readonly document?: FindingsDocument | undefined;
}

const WIDTH_DEFAULT = 100;

/**
 * Text about a code (`RG1000`, in any case) or about a finding of the document (any of its fingerprints);
 * undefined where neither is known.
 */
export function explain(what: string, options: ExplainOptions): string | undefined {
  const width = options.width ?? WIDTH_DEFAULT;
  const code = what.toUpperCase();
  if (isCode(code)) return paint(codeLines(code, width), options.colour);
  const { document } = options;
  const finding = document?.findings.find(({ fingerprints }) =>
    Object.values(fingerprints).includes(what),
  );
  if (document === undefined || finding === undefined) return undefined;
  const facts = findingFacts(finding, document.run);
  const lines = [...fullBlock(facts, { number: 1, of: 1, width })];
  if (isCode(finding.code)) lines.push([], ...codeLines(finding.code, width));
  return paint(lines, options.colour);
}

type AnyCode = FindingCode | FailureCode;

function isCode(text: string): text is AnyCode {
  return Object.hasOwn(CODES, text) || Object.hasOwn(FAILURE_TITLES, text);
}

function codeLines(code: AnyCode, width: number): Line[] {
  const titles: Record<AnyCode, string> = { ...CODES, ...FAILURE_TITLES };
  const { means, fix } = EXPLANATIONS[code];
  return [
    line(`${code}  ${titles[code]}`, "title"),
    [],
    ...wrapWords(means, width).map((text) => line(text)),
    [],
    ...wrapWords(`What to do: ${fix}`, width).map((text) => line(text)),
  ];
}
