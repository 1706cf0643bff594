import { join } from "node:path";
import { analyse, readSource } from "../../../src/analyse/index.ts";
import { decide } from "../../../src/decide/index.ts";
import type { Baseline, Policy } from "../../../src/model/config.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";

export const GOLDEN = join(import.meta.dirname, "../../golden/findings");

export function policyOf(parts: Partial<Policy> = {}): Policy {
  return {
    failOn: ["data-race", "fatal-error", "deadlock", "panic"],
    accepted: [],
    now: "2026-01-01T12:00:00.000Z",
    ...parts,
  };
}

/** analyse → decide, as the pipeline does. Of no document that a test makes share two findings an id. */
export async function decided(
  run: ParsedRun,
  policy: Partial<Policy> = {},
  baseline?: Baseline,
): Promise<FindingsDocument> {
  const { drafts, diagnostics } = analyse(run, { source: await readSource(run) });
  const document = decide({ run, drafts, diagnostics, policy: policyOf(policy), baseline });
  const ids = document.findings.map(({ fingerprints }) => fingerprints.stable);
  if (new Set(ids).size < ids.length) throw new Error(`two findings share an id: ${ids.join(" ")}`);
  return document;
}
