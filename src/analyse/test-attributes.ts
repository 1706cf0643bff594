/**
 * What a test says of itself with t.Attr: who owns it, where it is tracked, how it wants to be repeated. Keys with
 * `race.` in front are for racegate alone and win. A subtest without its own has its parent's.
 */
import type { DraftFinding } from "../model/finding.ts";
import type { ParsedRun } from "../model/parsed-run.ts";
import { testIndex, type PackageIndex } from "./test-index.ts";

const KEYS = {
  owner: ["race.owner", "owner"],
  issue: ["race.issue", "issue"],
  stress: ["race.stress"],
} as const;
const VALUE_MAX = 500;

/** The finding with the attributes of its test; the same finding where there are none. */
export function withTestAttributes(draft: DraftFinding, run: ParsedRun): DraftFinding {
  const name = draft.test?.name ?? "";
  const tests = testIndex(run.tests).get(draft.package);
  if (name === "" || tests === undefined) return draft;
  const owner = attributeOf(tests, name, KEYS.owner);
  const issue = attributeOf(tests, name, KEYS.issue);
  const stress = attributeOf(tests, name, KEYS.stress);
  if (owner === undefined && issue === undefined && stress === undefined) return draft;
  return {
    ...draft,
    ...(owner === undefined ? {} : { owner }),
    ...(issue === undefined ? {} : { issue }),
    ...(stress === undefined ? {} : { stress }),
  };
}

/** The last value of the first key that the test, or the nearest test around it, has set. */
function attributeOf(
  { tests }: PackageIndex,
  name: string,
  keys: readonly string[],
): string | undefined {
  let at = name;
  for (;;) {
    const attributes = tests.get(at)?.attributes ?? [];
    for (const wanted of keys) {
      const value = attributes.findLast(({ key }) => key === wanted)?.value.trim() ?? "";
      if (value !== "") return value.slice(0, VALUE_MAX);
    }
    const slash = at.lastIndexOf("/");
    if (slash < 0) return undefined;
    at = at.slice(0, slash);
  }
}
