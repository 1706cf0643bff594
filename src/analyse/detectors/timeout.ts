import type { DumpGoroutine } from "../../model/crash.ts";
import type { DraftFinding, Evidence, TestScope } from "../../model/finding.ts";
import type { CrashSighting } from "../../model/parsed-run.ts";
import type { AnalysisContext } from "../context.ts";
import { bucketWords } from "../crash-buckets.ts";
import { crashBase, groupCrashes } from "../crash-draft.ts";
import { namedScope } from "../attribute.ts";
import { evidenceOf } from "../evidence.ts";
import { storyDraft } from "../leaks/draft.ts";
import { storiesOf } from "../leaks/stories.ts";
import { scopeOfStack } from "../stack-scope.ts";
import { leavesOf } from "../test-index.ts";
import { inWords } from "../crash-words.ts";
import type { Detector } from "./detector.ts";

const NAMES_MAX = 5;
const IS_TEST: ReadonlySet<TestScope> = new Set([
  "test",
  "subtest",
  "benchmark",
  "example",
  "fuzz",
]);

export const timeout: Detector = {
  id: "timeout",
  docs: {
    what: "The tests of a package ran into -timeout; the dump shows where the running ones stood.",
    kinds: ["timeout"],
    codes: ["RG3003"],
  },
  finish: (context) =>
    groupCrashes(context, ["timeout"])
      .map((group) => draftOf(group, context))
      .filter((draft) => draft !== undefined),
};

/** The goroutine of a test that was still running; before Go 1.20 the running ones are not listed. */
function stuckGoroutine(
  sighting: CrashSighting,
  names: readonly string[],
): DumpGoroutine | undefined {
  const roots = new Set(names.map((name) => name.split("/", 1)[0]));
  const fits = (goroutine: DumpGoroutine, whole: boolean): boolean => {
    const scope = scopeOfStack(goroutine.frames, sighting.origin.package);
    if (scope === undefined || scope.ownGoroutine !== whole || !IS_TEST.has(scope.scope))
      return false;
    return roots.size === 0 || roots.has(scope.name);
  };
  const { goroutines } = sighting.crash;
  const whole = goroutines.filter((goroutine) => fits(goroutine, true));
  // Of a cut stack the testing package's frames may be missing.
  const own = whole.length > 0 ? whole : goroutines.filter((goroutine) => fits(goroutine, false));
  // The parent of a subtest waits in t.Run; the subtest itself is what is stuck.
  const working = own.filter((g) => !g.frames.some((f) => f.function === "testing.(*T).Run"));
  return working[0] ?? own[0];
}

/** Title of the deadlock that keeps one of these tests from its end; undefined where none is known. */
function toldByDeadlock(
  owner: string,
  names: readonly string[],
  context: AnalysisContext,
): string | undefined {
  const roots = new Set(names.map((name) => name.split("/", 1)[0]));
  return storiesOf(context)
    .filter(({ shown: { judgement } }) => {
      return judgement.kind === "deadlock" && judgement.severity === "error";
    })
    .map((story) => storyDraft(story, context))
    .find(
      (draft) =>
        draft.package === owner &&
        (roots.size === 0 || roots.has(draft.test?.name.split("/", 1)[0])),
    )?.title;
}

/** Dumps of the process that were made while one of these tests said nothing for long. */
function silentEvidence(
  { origin }: CrashSighting,
  names: readonly string[],
  { run }: AnalysisContext,
): Evidence[] {
  return (run.dumps ?? []).flatMap((dump) => {
    const { moment, at, text } = dump;
    if (moment?.at !== "silent" || dump.origin.pid !== origin.pid) return [];
    const name = moment.tests.find((each) => names.includes(each));
    if (name === undefined) return [];
    const say = `where every goroutine stood when ${name} had been silent for ${moment.silentFor}`;
    return [evidenceOf("dump", at, say, text)];
  });
}

function draftOf(
  group: readonly CrashSighting[],
  context: AnalysisContext,
): DraftFinding | undefined {
  const [sighting] = group;
  if (sighting === undefined) return undefined;
  const { crash } = sighting;
  const names = leavesOf(crash.runningTests.map((each) => each.name));
  const stuck = stuckGoroutine(sighting, names);
  const base = crashBase(group, context, "stuck", stuck);
  if (base === undefined) return undefined;
  const [only] = names;
  const shown = names.slice(0, NAMES_MAX).join(", ");
  const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : "";
  const after = crash.timeout === undefined ? "" : ` after ${crash.timeout}`;
  const state = stuck === undefined ? "" : `, in state "${stuck.status}"`;
  const also = names.slice(1, 11);
  const alike = bucketWords(base.buckets, context.places).trimStart();
  const told = toldByDeadlock(base.draft.package, names, context);
  return {
    ...base.draft,
    evidence: [...base.draft.evidence, ...silentEvidence(sighting, names, context)],
    // The deadlock is the finding; that it ended in a timeout is how it showed.
    ...(told === undefined ? {} : { severity: "note" }),
    // Without a test's goroutine the first one is the alarm's, which says nothing.
    locations: stuck === undefined ? [] : base.draft.locations,
    kind: "timeout",
    code: "RG3003",
    title: `test timed out${after}${shown === "" ? "" : `: ${shown}${more}`}`,
    explanation:
      `The tests of the package did not end in time${after}. ` +
      (shown === "" ? "" : `Still running: ${shown}${more}. `) +
      (stuck === undefined
        ? "The stack of a running test is missing in the text. "
        : `The test's goroutine stood${inWords(base)}${state}. `) +
      (alike === "" ? "" : `${alike} `) +
      (told === undefined
        ? "The dump shows where every goroutine stood, not why; a test may be stuck or only slow."
        : `Another finding says why (${told}).`),
    ...(only === undefined
      ? {}
      : {
          test: {
            ...namedScope(only),
            by: "stream",
            confidence: names.length === 1 ? 0.95 : 0.5,
            ...(also.length === 0 ? {} : { alsoPossible: also }),
          },
        }),
  };
}
