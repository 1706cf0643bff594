import type { DraftFinding } from "../../model/finding.ts";
import type { RerunVerdict } from "../../model/parsed-run.ts";
import { namedScope } from "../attribute.ts";
import type { AnalysisContext } from "../context.ts";
import { streamEvidence } from "../evidence.ts";
import { signatureOf, type Signature } from "../reruns/signatures.ts";
import { observationName, ofRuns } from "../reruns/words.ts";
import { listed, trustDraft } from "../trust-draft.ts";
import type { Detector } from "./detector.ts";

export const observer: Detector = {
  id: "observer",
  docs: {
    what: "Tests fail because of what racegate observes them with, not by themselves.",
    kinds: ["trust"],
    codes: ["RG5207"],
  },
  finish(context) {
    const { rerunVerdicts = [] } = context.run;
    const draftsOf = (
      by: RerunVerdict["by"],
      make: (context: AnalysisContext, owner: string, verdicts: RerunVerdict[]) => DraftFinding,
    ): DraftFinding[] => {
      const own = rerunVerdicts.filter((verdict) => verdict.by === by);
      const byPackage = Map.groupBy(own, (verdict) => verdict.package);
      return [...byPackage].map(([owner, verdicts]) => make(context, owner, verdicts));
    };
    return [...draftsOf("observer", draftOf), ...draftsOf("pins", pinsDraft)];
  },
};

function draftOf(
  context: AnalysisContext,
  owner: string,
  verdicts: readonly RerunVerdict[],
): DraftFinding {
  const names = verdicts.map(({ test }) => test).filter((test) => test !== undefined);
  const [first] = verdicts;
  const signatures = signaturesOf(verdicts);
  const what = observationName(signatures);
  const pronoun = what === "the trace" ? "it" : "them";
  const counts =
    first === undefined
      ? ""
      : `passes without ${what} (${passes(first)}), fails with ${pronoun} (${ofRuns(first.observed)})`;
  const known = signatures.map(({ words }) => words);
  const why =
    known.length === 0
      ? "In what way it changes the result is not known."
      : `${capital(known.join("; "))}.`;
  const output = verdicts.map((verdict) => verdict.output).join("\n");
  const draft = trustDraft(
    {
      code: "RG5207",
      class: "observer-changes-result",
      severity: "warning",
      title: `${names.length === 0 ? owner : `${listed(names)} in ${owner}`}: ${counts}`,
      explanation:
        `The tests were run again in new processes, under the race detector, with and without ${what}. ` +
        `${why} What counts is the run without; the build does not fail over it.`,
      cure: cureWords(owner, signatures),
      packages: [owner],
      evidence: [streamEvidence(context.run, "what the failing run printed", output)],
    },
    context,
  );
  const [test] = names;
  if (test === undefined) return draft;
  return { ...draft, test: { ...namedScope(test), by: "stream", confidence: 1, reported: test } };
}

/** Tests that look at GOMAXPROCS or at the whole environment, for example. */
function pinsDraft(
  context: AnalysisContext,
  owner: string,
  verdicts: readonly RerunVerdict[],
): DraftFinding {
  const names = verdicts.map(({ test }) => test).filter((test) => test !== undefined);
  const gomaxprocs = context.run.manifest?.pinned.gomaxprocs.requested ?? "4";
  const pins = `GOMAXPROCS=${gomaxprocs}, GORACE and GOTRACEBACK`;
  const [first] = verdicts;
  const pinned = {
    failed: (first?.observed.failed ?? 0) + (first?.unobserved.failed ?? 0),
    runs: (first?.observed.runs ?? 0) + (first?.unobserved.runs ?? 0),
  };
  const plain = first === undefined ? "" : passes({ ...first, unobserved: first.plain });
  return trustDraft(
    {
      code: "RG5207",
      class: "pins-change-result",
      severity: "warning",
      title:
        `${names.length === 0 ? owner : `${listed(names)} in ${owner}`}: passes with the settings of plain ` +
        `go test (${plain}), fails with ${pins} set (${ofRuns(pinned)})`,
      explanation:
        `The tests were run again in new processes, under the race detector, with and without the variables ` +
        `that racegate sets: ${pins}. What counts is the run without; the build does not fail over it. Tests ` +
        `that fail with another number of processors can have a fault of their own.`,
      cure:
        "If the number of processors is the cause, set gomaxprocs in .racegate.yml, or let the test ask " +
        "runtime.GOMAXPROCS(0) in the place of runtime.NumCPU().",
      packages: [owner],
      evidence: [
        streamEvidence(
          context.run,
          "what the failing run printed",
          verdicts.map((verdict) => verdict.output).join("\n"),
        ),
      ],
    },
    context,
  );
}

function signaturesOf(verdicts: readonly RerunVerdict[]): Signature[] {
  return [
    ...new Set(
      verdicts.map(({ output }) => signatureOf(output)).filter((each) => each !== undefined),
    ),
  ];
}

function passes({ unobserved: { failed, runs } }: RerunVerdict): string {
  return ofRuns({ failed: runs - failed, runs });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function cureWords(owner: string, signatures: readonly Signature[]): string {
  const kinds = new Set(signatures.map(({ by }) => by));
  const trace = kinds.size === 0 || kinds.has("trace") ? ", trace: never" : "";
  const profiles = kinds.size === 0 || kinds.has("profiles") ? ", profiles: false" : "";
  return `In .racegate.yml: observe: [{packages: [${owner}]${trace}${profiles}}].`;
}
