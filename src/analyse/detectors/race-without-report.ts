import { evidenceOf, sightingsOf } from "../evidence.ts";
import type { Detector } from "./detector.ts";

/**
 * A pasted log, or what a runner kept of one, that says that there was a race and does not hold the report. A
 * run that racegate collected, or a stream of events, is judged package by package in trust.ts.
 */
export const raceWithoutReport: Detector = {
  id: "race-without-report",
  docs: {
    what: "A text that says that a race was detected, without the report.",
    kinds: ["trust"],
    codes: ["RG5202"],
  },
  finish: ({ run, packages }) => {
    if (run.manifest !== undefined || packages.size > 0 || run.races.length > 0) return [];
    const said = run.infrastructure.filter(({ code }) => code === "race-exit");
    if (said.length === 0) return [];
    return [
      {
        kind: "trust",
        code: "RG5202",
        class: "lost-race-report",
        severity: "error",
        title: "a race was detected, and its report is not in this text",
        explanation:
          'Exit status 66 and the line "race detected during execution of test" come from the race detector. ' +
          "Its report, which begins with WARNING: DATA RACE, is not in what was read: it stands further up, in a " +
          "part that was cut, or in the file that log_path in GORACE names.",
        package: "",
        module: "",
        codeClass: "unknown",
        locations: [],
        goroutines: [],
        evidence: said
          .slice(0, 4)
          .map(({ at, line }) => evidenceOf("log", at, "the line that says so", line)),
        fix: {
          words:
            "Give the log from its beginning, or the file that log_path names; or let racegate run the tests, which " +
            "keeps the reports by itself.",
        },
        sightings: sightingsOf(run, [""]),
      },
    ];
  },
};
