import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { initFrame } from "../init-frames.ts";
import type { RaceClass } from "./race-class.ts";
import type { RaceFacts } from "./race-facts.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { place, sideWhere, sideWords } from "./words.ts";

/** A goroutine that initialisation starts races with initialisation, or with what comes after it. */
export const packageInit: RaceClass = {
  id: "package-init",
  code: "RG1016",
  docs: RACE_CLASS_DOCS.RG1016,
  classify(facts) {
    const found = sideWhere(facts, ({ access }) => initFrame(access.frames) !== undefined);
    const init = found && initFrame(found.side.access.frames);
    if (found === undefined || init === undefined) return undefined;
    return {
      certainty: "direct",
      explanation:
        `${sideWords(found.side, facts.name)} in package initialisation (${initWords(init, facts)}), which goes on ` +
        "while goroutines that it has started already run.",
      fix: {
        words:
          "Do not start goroutines in init; finish the variable first, and start them from main or a constructor.",
      },
    };
  },
};

/** `an init function`, `the initialiser of count, registry.go:7`. */
function initWords(init: StackFrame, { source }: RaceFacts): string {
  if (/\.init\.\d+$/.test(init.function)) return "an init function";
  const variable = source
    ?.file(init.file)
    ?.declarations.all.find(
      ({ kind, line, value }) =>
        kind === "package" && line <= init.line && init.line <= (value?.endLine ?? line),
    );
  const of = variable === undefined ? "a package-level variable" : variable.name;
  return `the initialiser of ${of}, ${place(init.file, init.line)}`;
}
