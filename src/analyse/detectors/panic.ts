import type { DraftFinding } from "../../model/finding.ts";
import type { CrashSighting } from "../../model/parsed-run.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import type { AnalysisContext } from "../context.ts";
import { crashBase, groupCrashes, inWords, messageOf, testWords } from "../crash-draft.ts";
import type { Detector } from "./detector.ts";

export const panic: Detector = {
  id: "panic",
  docs: {
    what: "A goroutine panicked and nothing recovered it: the test process ended there.",
    kinds: ["panic"],
    codes: ["RG3001"],
  },
  finish: (context) =>
    groupCrashes(context, ["panic"])
      .map((group) => draftOf(group, context))
      .filter((draft) => draft !== undefined),
};

function draftOf(
  group: readonly CrashSighting[],
  context: AnalysisContext,
): DraftFinding | undefined {
  const base = crashBase(group, context, "panic");
  const [sighting] = group;
  if (base === undefined || sighting === undefined) return undefined;
  const { crash } = sighting;
  const message = messageOf(crash.panics.at(-1)?.text ?? crash.message);
  const where = base.frame === undefined ? "" : ` in ${shortSymbol(base.frame.function)}`;
  const nested =
    crash.panics.length > 1
      ? ` ${crash.panics.length} panics are nested: the last one began while the others unwound.`
      : "";
  return {
    ...base.draft,
    kind: "panic",
    code: "RG3001",
    title: `panic: ${message}${where}`,
    explanation:
      `The process panicked${inWords(base)}: ${message}.${nested}${testWords(base.draft)} ` +
      "Tests of the package that had not ended have no result." +
      (crash.complete ? "" : " The text was cut, so frames may be missing."),
  };
}
