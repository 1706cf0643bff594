// Documents for the tests of the reports: the goldens, and small made ones.
import { readFileSync } from "node:fs";
import type { Finding } from "../../../src/model/finding.ts";
import { type FindingsDocument, findingsDocument } from "../../../src/model/findings-document.ts";

/** The document of a golden situation, e.g. `two-new-races`. */
export function goldenDocument(name: string): FindingsDocument {
  const path = new URL(`../../golden/reports/${name}/findings.json`, import.meta.url);
  return findingsDocument.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** The first race of `two-new-races`, with fields of the test's own. */
export function race(fields: Partial<Finding> = {}): Finding {
  const [first] = goldenDocument("two-new-races").findings;
  if (first === undefined) throw new Error("the golden has no finding");
  return { ...first, ...fields };
}

/** A document with these findings and nothing else of note. */
export function documentOf(findings: readonly Finding[]): FindingsDocument {
  return { ...goldenDocument("two-new-races"), findings: [...findings], diagnostics: [] };
}

/** `n` races at lines of their own, each with both accesses in own files. */
export function manyRaces(n: number): Finding[] {
  return Array.from({ length: n }, (_, index) => {
    const one = race();
    const id = index.toString(16).padStart(16, "0");
    return {
      ...one,
      locations: one.locations.map((location) => ({
        ...location,
        line: location.line + 100 * index,
      })),
      fingerprints: { exact: `rg2-${id}`, stable: `rg2-${id}`, family: `rg2-${id}` },
    };
  });
}
