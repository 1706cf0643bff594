/** What a data-race finding says to people. Facts only; a cause is a pattern's matter. */
import type { Attribution } from "../model/finding.ts";
import { shortSymbol } from "../util/go-symbol.ts";
import type { RaceSide, RaceView } from "./race-view.ts";

function operationWord(side: RaceSide | undefined): string {
  return side?.access.operation ?? "access";
}

/** `write/write`, `read/write`: the write first where there is one of each. */
export function operationsOf(view: RaceView): string {
  const words = view.sides.map(operationWord);
  while (words.length < 2) words.push("access");
  return words.sort().toReversed().join("/");
}

function functionWord(side: RaceSide): string {
  const { blame, place } = side;
  if (blame === undefined) return "an unknown function";
  // A cut report may hold a frame's place and not its name.
  return blame.function === ""
    ? `${place?.file ?? "?"}:${blame.line}`
    : shortSymbol(blame.function);
}

/** Variables of the same lines: all of them are raced on, or one of them is. */
export interface SeveralVariables {
  readonly names: readonly string[];
  readonly all: boolean;
}

const NAMES_MAX = 4;

function severalWords({ names, all }: SeveralVariables): string {
  const shown = names.slice(0, NAMES_MAX).map((name) => `\`${name}\``);
  const more = names.length > NAMES_MAX ? [`${names.length - NAMES_MAX} more`] : [];
  return [...shown, ...more].join(all ? " and " : " or ");
}

/** data race on `counter` (write/write) in p.Add and p.Get */
export function raceTitle(view: RaceView, several?: SeveralVariables): string {
  const functions = [...new Set(view.sides.filter((s) => s.blame !== undefined).map(functionWord))];
  const named = view.variable === undefined ? "" : `\`${view.variable.name}\``;
  const words = several === undefined ? named : severalWords(several);
  const on = words === "" ? "" : ` on ${words}`;
  const where = functions.length === 0 ? "" : ` in ${functions.join(" and ")}`;
  return `data race${on} (${operationsOf(view)})${where}`;
}

function siteWords(side: RaceSide): string {
  const { blame, place } = side;
  if (blame === undefined || place === undefined) return "at a place that the report does not hold";
  const line = blame.line > 0 ? `:${blame.line}` : "";
  const file = place.file === "" ? "" : ` (${place.file}${line})`;
  const callee = side.callees.at(-1);
  const by = callee === undefined ? "" : `, inside ${shortSymbol(callee)}`;
  return `in ${functionWord(side)}${file}${by}`;
}

/** "" where the test itself says it all. */
function attributionWords(test: Attribution | undefined): string {
  if (test === undefined) return "No test is known to own it.";
  const { scope, name, reported } = test;
  switch (scope) {
    case "init":
      return "It happens in package initialisation, before any test.";
    case "testmain":
      return "It happens in TestMain, outside of any test.";
    case "after-exit":
      return name === ""
        ? "It happens after the last test."
        : `It was started by ${name} and happens after the tests have ended, so no test fails.`;
    case "child":
      return "It happens in a child process, so go test itself does not see it.";
    default:
      return reported === undefined || reported === name
        ? ""
        : `It belongs to ${name}: go test reports it under ${reported}, which only ran at that moment.`;
  }
}

/** Of a class: what happened in its words, and how sure that is. */
export interface ClassWords {
  readonly explanation: string;
  readonly certainty: "proof" | "direct" | "heuristic";
}

/** The sentence that says why it is a race, marked where it is likely and not proved. */
function classWords({ explanation, certainty }: ClassWords): string {
  if (certainty !== "heuristic" || /inferred|not available/.test(explanation)) return explanation;
  return explanation.replace(/[.](?=\s|$)/, " (inferred).");
}

/**
 * Plain words, the most telling first: why it is a race where a class is known, else what the detector saw;
 * then whose it is where the places do not say so.
 */
export function raceExplanation(
  view: RaceView,
  test: Attribution | undefined,
  otherLines: readonly string[],
  known?: ClassWords,
): string {
  const parts = known === undefined ? sightWords(view) : [classWords(known)];
  if (view.sides.length < 2) parts.push("The report was cut: its other side is not known.");
  if (view.sides.some((side) => !side.access.restored)) {
    parts.push(
      "The detector could not restore one stack; a larger history_size in GORACE keeps more.",
    );
  }
  if (known === undefined) {
    parts.push("The race detector saw both accesses, and nothing synchronizes them.");
    if (view.variable?.by === "expression") {
      parts.push("The variable's name is read from the source lines.");
    }
  }
  parts.push(attributionWords(test));
  if (otherLines.length > 0) parts.push(`Also seen at ${otherLines.join(", ")}.`);
  return parts.filter((part) => part !== "").join(" ");
}

function sightWords(view: RaceView): string[] {
  const [first, second] = view.sides;
  const what = view.variable === undefined ? "the same memory" : `\`${view.variable.name}\``;
  const parts = [`Two goroutines use ${what} at the same time, and at least one of them writes.`];
  if (first !== undefined) parts.push(`A ${operationWord(first)} ${siteWords(first)}.`);
  if (second !== undefined) {
    parts.push(`The other side, a ${operationWord(second)}, is ${siteWords(second)}.`);
  }
  return parts;
}
