/**
 * One race report, read for analysis: of each side the frame that counts, whose code it is, what was called
 * there, its goroutine's label; and the variable, by its symbol or by what both lines have in common.
 */
import type { CodeClass, Finding } from "../model/finding.ts";
import type { ParsedRun, RaceSighting } from "../model/parsed-run.ts";
import type { GoroutineCreation, RaceAccess, StackFrame } from "../model/race-report.ts";
import { packageUnderTest, parseGoSymbol, shortSymbol, stableName } from "../util/go-symbol.ts";
import { commonExpression, sharedNames, type AccessLine } from "./expression.ts";
import type { Place, Places } from "./places.ts";
import { globalSubject, raceSubject, type SubjectSides } from "./race-subject.ts";
import type { GoSource } from "./source/go-source.ts";

export interface RaceSide {
  readonly access: RaceAccess;
  readonly creation: GoroutineCreation | undefined;
  /** The first own frame; without one the first that is no library's. Undefined: no stack. */
  readonly blame: StackFrame | undefined;
  readonly place: Place | undefined;
  /** Functions above `blame`, innermost first. */
  readonly callees: readonly string[];
  readonly codeClass: CodeClass;
  readonly source: string | undefined;
}

export type Variable = NonNullable<Finding["variable"]>;

export interface RaceView {
  readonly sighting: RaceSighting;
  readonly sides: readonly RaceSide[];
  readonly variable: Variable | undefined;
  /** What the lines have in common where that is several names: any one of them would be a guess. */
  readonly several: readonly string[];
  /** What the id holds of the variable; undefined where nothing names it. */
  readonly subject: string | undefined;
}

const LIBRARY: ReadonlySet<Place["owner"]> = new Set(["runtime", "standard", "generated"]);

/** Index of the frame that a person would look at: own code, else foreign code, else whatever there is. */
export function blameIndex(frames: readonly StackFrame[], places: Places): number {
  const owners = frames.map((frame) => places.of(frame).owner);
  for (const wanted of [["own"], ["dependency", "unknown"], ["standard"]]) {
    const at = owners.findIndex((owner) => wanted.includes(owner));
    if (at >= 0) return at;
  }
  return frames.length > 0 ? 0 : -1;
}

/** Whose code a stack's access stands in: the first frame that is neither runtime nor standard library. */
export function codeClassOf(frames: readonly StackFrame[], places: Places): CodeClass {
  for (const frame of frames) {
    const place = places.of(frame);
    if (LIBRARY.has(place.owner)) continue;
    if (place.owner === "own") return place.test ? "test" : "ours";
    return place.owner === "dependency" ? "dependency" : "unknown";
  }
  return "unknown";
}

/** Both sides together: equal ones stay, an unknown side says nothing, different ones are mixed. */
export function joinCodeClasses(classes: readonly CodeClass[]): CodeClass {
  const known = [...new Set(classes.filter((each) => each !== "unknown"))];
  const [first] = known;
  if (first === undefined) return "unknown";
  return known.length === 1 ? first : "mixed";
}

function sideOf(access: RaceAccess, sighting: RaceSighting, places: Places): RaceSide {
  const { goroutine, frames } = access;
  const at = blameIndex(frames, places);
  const blame = at < 0 ? undefined : frames[at];
  const creation =
    goroutine === undefined || goroutine.main
      ? undefined
      : sighting.report.creations.find((each) => each.raceId === goroutine.raceId);
  return {
    access,
    creation,
    blame,
    place: blame === undefined ? undefined : places.of(blame),
    callees: frames.slice(0, Math.max(0, at)).map((frame) => frame.function),
    codeClass: codeClassOf(frames, places),
    source: blame === undefined ? undefined : places.sourceLine(blame),
  };
}

/** Key of `ParsedRun.symbols`. */
function symbolKey(sighting: RaceSighting, address: string): string {
  const { package: owner = "", pid = "" } = sighting.origin;
  return `${owner}\n${pid}\n${address}`;
}

/** The two lines as texts; undefined where one of them is not at hand. */
function linesOf(sides: readonly RaceSide[]): [AccessLine, AccessLine] | undefined {
  const [first, second] = sides;
  if (first?.source === undefined || second?.source === undefined) return undefined;
  const line = (side: RaceSide, text: string): AccessLine => ({
    text,
    operation: side.access.operation,
    callees: side.callees,
  });
  return [line(first, first.source), line(second, second.source)];
}

/** The last name of a path: `hits` of `s.hits`, `m` of `pkg.m`. */
function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The variable for people, and its name for the id. */
interface Named {
  readonly variable: Variable;
  readonly both: string;
}

function namedOf(
  sighting: RaceSighting,
  sides: readonly RaceSide[],
  lines: [AccessLine, AccessLine] | undefined,
  run: ParsedRun,
): Named | undefined {
  const expression = lines === undefined ? undefined : commonExpression(...lines);
  const address = sides.find((side) => side.access.address !== undefined)?.access.address;
  const { pid, childPid } = sighting.origin;
  // A child process may be another program: its addresses mean nothing in the test binary.
  const foreign = childPid !== undefined && childPid !== pid;
  const symbol =
    address === undefined || foreign ? undefined : run.symbols.get(symbolKey(sighting, address));
  const at = address === undefined ? {} : { address };
  if (symbol !== undefined) {
    const global = shortSymbol(symbol.name);
    const base = lastName(global);
    // The symbol names the whole global; the lines may say which field of it.
    const field = expression?.name.startsWith(`${base}.`) === true ? expression.name : base;
    const path = packageUnderTest(parseGoSymbol(symbol.name).package);
    const inside = [base, global].find((name) => expression?.both.startsWith(`${name}.`) === true);
    const rest = inside === undefined ? "" : (expression?.both.slice(inside.length) ?? "");
    const both = globalSubject(path, `${base}${rest}`, blamesOf(sides));
    return { variable: { name: field, by: "symbol", ...at }, both };
  }
  if (expression === undefined) return undefined;
  return { variable: { name: expression.name, by: "expression", ...at }, both: expression.both };
}

/** Reads a sighting for analysis. */
export function viewRace(
  sighting: RaceSighting,
  run: ParsedRun,
  places: Places,
  source?: GoSource,
): RaceView {
  const sides = sighting.report.accesses.map((access) => sideOf(access, sighting, places));
  const lines = linesOf(sides);
  const named = namedOf(sighting, sides, lines, run);
  const shared = lines === undefined ? [] : sharedNames(...lines);
  const several = shared.length > 1 ? shared : [];
  const names = named === undefined ? several : [named.both];
  const subject =
    named?.variable.by === "symbol" ? named.both : raceSubject(names, blamesOf(sides), source);
  return { sighting, sides, variable: named?.variable, several, subject };
}

/** The frames of both sides that count. */
export function blamesOf(sides: readonly RaceSide[]): SubjectSides {
  return sides.map(({ blame, place }) =>
    blame === undefined || place === undefined
      ? undefined
      : { frame: blame, package: place.package },
  );
}

/** The frame in the form that survives other lines, inlining, other Go versions. */
export function normalFrame(side: RaceSide): string {
  if (side.blame === undefined || side.place === undefined) return "?";
  return `${side.place.package}.${stableName(parseGoSymbol(side.blame.function))}`;
}
