import type { Crash } from "../../model/crash.ts";
import type { DraftFinding } from "../../model/finding.ts";
import type { CrashSighting } from "../../model/parsed-run.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import type { AnalysisContext } from "../context.ts";
import { crashBase, groupCrashes, messageOf, type CrashBase } from "../crash-draft.ts";
import { deferredCalls, firstPanic, isInGoexit } from "../crash-facts.ts";
import { diedWords, inWords, missingWords, testWords } from "../crash-words.ts";
import { panicStory } from "../panic-story.ts";
import type { Detector } from "./detector.ts";

const DEFERRED_MAX = 5;

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
  // Later panics were raised while the first one unwound: it is the cause.
  const message = messageOf(firstPanic(crash));
  const where = base.frame === undefined ? "" : ` in ${shortSymbol(base.frame.function)}`;
  const cause = base.class.cause === "" ? "" : ` ${base.class.cause}`;
  const story = panicStory(context.run, sighting.origin);
  const evidence = [
    ...base.draft.evidence,
    ...(story.evidence === undefined ? [] : [story.evidence]),
  ];
  return {
    ...base.draft,
    evidence,
    kind: "panic",
    code: "RG3001",
    title: `panic: ${message}${where}`,
    explanation:
      `The process panicked${inWords(base)}: ${message}.${cause}${diedWords(base)}` +
      `${laterWords(crash)}${unwindingWords(base)}${story.words}${testWords(base.draft)} ` +
      "Tests of the package that had not ended have no result." +
      missingWords(crash, base),
  };
}

function laterWords({ panics }: Crash): string {
  const [first, ...later] = panics;
  const last = later.at(-1);
  if (first === undefined || last === undefined) return "";
  const recovered = first.marks.includes("recovered");
  const same = last.text === first.text ? "the same value again" : `"${messageOf(last.text)}"`;
  return recovered
    ? ` It was recovered, and ${same} was raised.`
    : ` While it unwound, a deferred function raised ${same}.`;
}

/** What the stack proves of deferred functions; those that had returned leave nothing in it. */
function unwindingWords({ goroutine }: CrashBase): string {
  const frames = goroutine?.frames ?? [];
  const deferred = deferredCalls(frames);
  const names = deferred.slice(0, DEFERRED_MAX).join(", ");
  const ran = names === "" ? "" : ` Deferred functions that ran and did not return: ${names}.`;
  return isInGoexit(frames)
    ? `${ran} runtime.Goexit (t.FailNow, t.SkipNow) was ending the goroutine.`
    : ran;
}
