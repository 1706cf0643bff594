/** The fixture module of the data-race classes: one package per class, its source by trimmed path. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { classifyRace, type ClassifiedRace } from "../../../src/analyse/classes/classify.ts";
import { openGoSource, type GoSource } from "../../../src/analyse/source/go-source.ts";
import { parseRaceLog } from "../../../src/parse/race-log.ts";

export const MODULE = new URL("../../fixtures/classes/", import.meta.url);
const PREFIX = "example.com/classes/";

/** The directory of each package is the id of its class. */
export function fixtureClasses(): string[] {
  return readdirSync(MODULE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/**
 * What the near miss of each class (its directory `near`) is instead: code of the same shape that races too, but
 * for another reason.
 */
export const NEAR_MISSES: Readonly<Record<string, string>> = {
  "channel-close": "missing-lock",
  "closure-capture": "missing-lock",
  "concurrent-map": "missing-lock",
  "err-capture": "closure-capture",
  "flag-polling": "missing-lock",
  "global-hook": "missing-lock",
  "interface-or-struct-write": "missing-lock",
  "lock-copy": "partial-lock",
  "loop-variable-capture": "closure-capture",
  "missing-lock": "partial-lock",
  "mixed-atomic": "missing-lock",
  "named-result-capture": "closure-capture",
  "once-misuse": "missing-lock",
  "package-init": "slice-header",
  "parallel-subtest": "closure-capture",
  "partial-lock": "missing-lock",
  "publish-before-write": "missing-lock",
  "sleep-sync": "closure-capture",
  "slice-header": "missing-lock",
  "test-outlives": "global-hook",
  "waitgroup-add-in-goroutine": "closure-capture",
};

/** The sources of one package, of its silent twin and of its near miss. */
export async function fixtureSource(id: string): Promise<GoSource> {
  const texts = [`${id}/race_test.go`, `${id}/fixed/fixed_test.go`, `${id}/near/near_test.go`]
    .filter((name) => existsSync(new URL(name, MODULE)))
    .map((name) => ({
      path: PREFIX + name,
      whole: true,
      text: readFileSync(new URL(name, MODULE), "utf8"),
    }));
  return openGoSource(texts);
}

/** The classes of all races in a text. */
export function classesIn(
  text: string,
  source: GoSource | undefined,
): readonly (ClassifiedRace | undefined)[] {
  const reports = parseRaceLog(text, "golden").value;
  return reports.map((report) =>
    classifyRace(report, {
      source,
      others: reports,
      goDirectiveOf: (path) => (path.startsWith(PREFIX) ? "1.24" : undefined),
    }),
  );
}
