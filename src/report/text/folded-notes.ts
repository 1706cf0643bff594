// What a console counts instead of showing: notes, and on a green build warnings and doubts as well.
import type { Finding } from "../../model/finding.ts";
import type { FindingsDocument } from "../../model/findings-document.ts";
import { documentNotes, type Note } from "./notes.ts";

interface FoldedNotes {
  /** To be shown. */
  readonly findings: readonly Finding[];
  /** To be shown. */
  readonly notes: readonly Note[];
  /** How many findings and notes are neither. */
  readonly folded: number;
}

/** Parts what a reader must see from what one line can count. */
export function foldNotes(document: FindingsDocument): FoldedNotes {
  const passes = document.verdict.exitCode === 0;
  const isQuiet = ({ gates, severity, state }: Finding): boolean =>
    !gates && state !== "fixed" && (severity === "note" || (passes && severity !== "error"));
  const findings = document.findings.filter((finding) => !isQuiet(finding));
  const quiet = document.findings.length - findings.length;
  const all = documentNotes({ ...document, findings });
  const notes = passes ? [] : all.filter(({ level }) => level !== "info");
  return { findings, notes, folded: quiet + all.length - notes.length };
}
