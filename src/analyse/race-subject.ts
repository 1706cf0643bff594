/**
 * What a race's id holds beside the functions: the variable or field, in a form that survives what a person would not
 * call another bug. The name of a method's receiver goes (`s.hits` → `hits`), and so does the package of a global that
 * one side is of. One of several variables of one name in a
 * function (each subtest has its `n`) is told by its number among those that closures share.
 */
import type { StackFrame } from "../model/race-report.ts";
import type { Declaration } from "./source/declarations.ts";
import type { GoFunction } from "./source/functions.ts";
import type { GoFile } from "./source/go-file.ts";
import { ancestors, functionNodeAround, isFunctionNode, type GoNode } from "./source/go-node.ts";
import type { GoSource } from "./source/go-source.ts";

/** The frame of a side that counts, and its package; a lost stack has none. */
export interface SubjectSide {
  readonly frame: StackFrame;
  readonly package: string;
}
export type SubjectSides = readonly (SubjectSide | undefined)[];

/** Reports repeat their lines, a flood of them does so thousands of times: each pair is read once. */
const known = new WeakMap<GoSource, Map<string, string>>();

/** The subject of one name, or of several that cannot be told apart; undefined for none. */
export function raceSubject(
  names: readonly string[],
  sides: SubjectSides,
  source: GoSource | undefined,
): string | undefined {
  if (names.length === 0) return undefined;
  if (source === undefined) return readSubject(names, sides, source);
  const made = known.get(source) ?? new Map<string, string>();
  known.set(source, made);
  const frames = sides.flatMap((side) => {
    if (side === undefined) return [""];
    const { file, line, function: symbol } = side.frame;
    return [file, String(line), symbol, side.package];
  });
  const key = [...names, ...frames].join("\n");
  const subject = made.get(key) ?? readSubject(names, sides, source);
  if (made.size < SUBJECTS_MAX) made.set(key, subject);
  return subject;
}

const SUBJECTS_MAX = 20_000;

function readSubject(
  names: readonly string[],
  sides: SubjectSides,
  source: GoSource | undefined,
): string {
  const receivers = receiversOf(sides, source);
  const subjects = names.map((name) => {
    const dot = name.indexOf(".");
    const root = dot < 0 ? name : name.slice(0, dot);
    if (dot >= 0 && receivers.has(root)) return name.slice(dot + 1);
    const imported = dot < 0 ? undefined : importedAs(root, sides, source);
    if (imported !== undefined) return globalSubject(imported, name.slice(dot + 1), sides);
    const number = source === undefined ? 0 : numberOf(root, sides, source);
    return number === 0 ? name : `${name}#${number + 1}`;
  });
  return [...new Set(subjects)].sort().join(", ");
}

/** A global's name; with its package in front where neither side is of it. */
export function globalSubject(path: string, name: string, sides: SubjectSides): string {
  if (sides.some((side) => side?.package === path)) return name;
  return `${path.slice(path.lastIndexOf("/") + 1)}.${name}`;
}

/** The import path behind a name that stands in front of a dot; undefined where it is a variable. */
function importedAs(
  root: string,
  sides: SubjectSides,
  source: GoSource | undefined,
): string | undefined {
  for (const side of sides) {
    const path = side && source?.file(side.frame.file)?.importPath(root);
    if (side === undefined || source === undefined || path === undefined) continue;
    if (declarationAt(root, side, source) === undefined) return path;
  }
  return undefined;
}

function receiversOf(sides: SubjectSides, source: GoSource | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (const side of sides) {
    if (side === undefined) continue;
    const { file, line, function: symbol } = side.frame;
    let at: GoFunction | undefined = source?.enclosingFunction(file, line, symbol);
    for (; at !== undefined; at = at.parent) {
      if (at.receiver !== undefined) names.add(at.receiver.name);
    }
  }
  return names;
}

const LOCAL: ReadonlySet<Declaration["kind"]> = new Set(["local", "parameter", "result", "loop"]);

/** Which of the shared variables of that name in its function it is; 0 for the first, and where it is not known. */
function numberOf(name: string, sides: SubjectSides, source: GoSource): number {
  const [first, second] = sides.map((side) => side && declarationAt(name, side, source));
  if (first === undefined || first.declaration !== second?.declaration) return 0;
  const { declaration, file } = first;
  if (!LOCAL.has(declaration.kind)) return 0;
  return Math.max(0, sharedOf(file, declaration).indexOf(declaration));
}

function declarationAt(
  name: string,
  { frame: { file: path, line, function: symbol } }: SubjectSide,
  source: GoSource,
): { declaration: Declaration; file: GoFile } | undefined {
  const accesses = source.accessesAt(path, line, { operation: undefined, function: symbol });
  const found = accesses.find(({ rootName, root }) => rootName === name && root !== undefined);
  return found?.root && { declaration: found.root, file: found.file };
}

/** Variables of that name in the same declared function that some literal inside it captures, in source order. */
function sharedOf(file: GoFile, one: Declaration): readonly Declaration[] {
  const owner = outermost(one);
  return file.declarations.all.filter(
    (other) =>
      other.name === one.name &&
      (other === one || (LOCAL.has(other.kind) && outermost(other) === owner)) &&
      file.declarations.usesOf(other).some((use) => functionNodeAround(use) !== other.function),
  );
}

/** The declaration at package level around it. */
function outermost({ function: inner }: Declaration): GoNode | undefined {
  if (inner === undefined) return undefined;
  let outer = inner;
  for (const ancestor of ancestors(inner)) if (isFunctionNode(ancestor)) outer = ancestor;
  return outer;
}
