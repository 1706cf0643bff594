// What is known of a finding beside its places and its cause: who owns its test, where it is tracked, where its
// variable is declared, and, of a contended lock, who waited how long.
import type { Finding } from "../../model/finding.ts";
import { shortFunction } from "./words.ts";

export interface Detail {
  readonly name: "owner" | "issue" | "stress" | "declared at";
  readonly text: string;
  /** The source line of a place. */
  readonly code?: string | undefined;
}

/** In the order in which a reader asks. Texts are foreign: a test says them of itself. */
export function findingDetails({ owner, issue, stress, locations }: Finding): readonly Detail[] {
  const details: Detail[] = [];
  const declared = locations.find(({ role }) => role === "declared");
  const access = (file: string, line: number): boolean =>
    locations.some((one) => one.role !== "declared" && one.file === file && one.line === line);
  if (declared !== undefined && !access(declared.file, declared.line)) {
    const { file, line, code } = declared;
    details.push({ name: "declared at", text: `${file}:${line}`, code });
  }
  if (owner !== undefined) details.push({ name: "owner", text: owner });
  if (issue !== undefined) details.push({ name: "issue", text: issue });
  if (stress !== undefined) details.push({ name: "stress", text: stress });
  return details;
}

export interface ContentionRow {
  readonly role: string;
  readonly where: string;
  readonly function: string;
  readonly waits: string;
  readonly waited: string;
  readonly share: string;
}

/** The table of a contended lock; empty for other findings. */
export function contentionRows({ contention = [] }: Finding): readonly ContentionRow[] {
  return contention.map(({ role, location, waits, waitNs, share }) => ({
    role: role === "holder" ? "held by" : "waiting",
    where: location.line > 0 ? `${location.file}:${location.line}` : location.file,
    function: shortFunction(location.function),
    waits: `${waits}×`,
    waited: waitNs >= 1e9 ? `${(waitNs / 1e9).toFixed(1)} s` : `${(waitNs / 1e6).toFixed(1)} ms`,
    share: `${Math.round(share * 100)} %`,
  }));
}
