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

/** The sources of one package and of its silent twin. */
export async function fixtureSource(id: string): Promise<GoSource> {
  const texts = [`${id}/race_test.go`, `${id}/fixed/fixed_test.go`]
    .filter((name) => existsSync(new URL(name, MODULE)))
    .map((name) => ({
      path: PREFIX + name,
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
