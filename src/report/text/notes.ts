// What a reader has to know beside the findings: doubts about the run, and what the parsers had to say.
import type { FindingsDocument } from "../../model/findings-document.ts";
import { groupFindings } from "./ranking.ts";
import { count } from "./words.ts";

export interface Note {
  readonly level: "trust" | "data-loss" | "warning" | "info";
  readonly text: string;
}

const RANK = { "data-loss": 0, warning: 1, info: 2 } as const;

/** The weightiest first: trust findings, then lost data, warnings, information. */
export function documentNotes(document: FindingsDocument): readonly Note[] {
  const trust = groupFindings(document.findings).trust.map((finding): Note => {
    const sentences = [`${finding.title}.`, finding.explanation, finding.fix?.words ?? ""];
    const text = sentences.filter((sentence) => sentence !== "").join(" ");
    return { level: "trust", text: `${text} (${finding.code})` };
  });
  const diagnostics = document.diagnostics
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
    .map(({ severity, message, count: n, at }): Note => {
      const times = n > 1 ? ` (${count(n, "time")})` : "";
      const source = at === undefined ? "" : ` [${at.source}]`;
      return { level: severity, text: message + times + source };
    });
  return [...trust, ...diagnostics];
}
