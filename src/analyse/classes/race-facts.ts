import type { DataSymbol } from "../../model/capture.ts";
import type {
  GoroutineCreation,
  RaceAccess,
  RaceReport,
  StackFrame,
} from "../../model/race-report.ts";
import {
  isGeneratedFile,
  isRuntimePackage,
  isStandardPackage,
  parseGoSymbol,
  shortSymbol,
  type GoSymbol,
} from "../../util/go-symbol.ts";
import type { CommonAccess } from "../source/common-access.ts";
import type { Declaration } from "../source/declarations.ts";
import { plainSymbol, type GoFunction } from "../source/functions.ts";
import type { GoSource } from "../source/go-source.ts";
import type { HeldLock } from "../source/lock-walk.ts";
import type { MemoryAccess } from "../source/memory-access.ts";

/** One side of a race, with what stacks and source say of it. */
export interface RaceSide {
  readonly access: RaceAccess;
  readonly operation: "read" | "write" | undefined;
  /** The stack that created its goroutine; undefined for the main goroutine. */
  readonly creation: GoroutineCreation | undefined;
  /** The innermost frame that is neither the runtime's nor the standard library's. */
  readonly user: StackFrame | undefined;
  readonly symbol: GoSymbol | undefined;
  /** Frames above `user`, innermost first: `runtime.mapassign_faststr`, `sync/atomic.AddInt64`. */
  readonly inside: readonly StackFrame[];
  /** The innermost frame is one of sync/atomic. */
  readonly atomic: boolean;
  /** The function in the source, and its text of the line; undefined where the source is absent. */
  readonly function: GoFunction | undefined;
  readonly line: string | undefined;
  /** What the line may touch, the likeliest first. */
  readonly candidates: readonly MemoryAccess[];
  /** The one that both sides touch, else the likeliest. */
  readonly memory: MemoryAccess | undefined;
  /** Locks certainly held, callers' included; undefined where the source is absent. */
  readonly held: readonly HeldLock[] | undefined;
}

/** The side that a goroutine of the other's function runs on. */
export interface Kinship {
  readonly child: RaceSide;
  readonly parent: RaceSide;
  /** The frame of the parent's stack whose function created the child's goroutine. */
  readonly parentFrame: StackFrame;
  /** Where the child's goroutine was created, in that function. */
  readonly creationLine: number;
  /** The child runs a function literal of the function that created it. */
  readonly closure: boolean;
  /** The child's racing line stands in that literal (or one inside it), or only in what it calls. */
  readonly inLiteral: boolean;
}

export interface RaceFacts {
  readonly report: RaceReport;
  readonly sides: readonly [RaceSide, RaceSide];
  readonly source: GoSource | undefined;
  /** The memory that both lines name in the source. */
  readonly common: CommonAccess | undefined;
  /** The declaration of the common variable, where it is one variable. */
  readonly variable: Declaration | undefined;
  /** A package-level variable is raced on: named by symbol table, by source, or only known by its address. */
  readonly global: { readonly name: string | undefined } | undefined;
  readonly kin: Kinship | undefined;
  /** The `go` directive of the module that holds the code; undefined when not known. */
  readonly goDirective: string | undefined;
  /** What explanations call the memory: the variable, the expression, or `the same memory`. */
  readonly name: string;
  /** Other reports of the same run. */
  readonly others: readonly RaceReport[];
  readonly waitsAt: WaitsAt;
}

/** A goroutine of the same process waited at a line, or woke another there, per trace or dump. */
export interface LineWait {
  /** `chan send`, `chan receive`, `select`, `forever`, …; of a waker what it did. */
  readonly reason: string;
  /** The function at the other end of the wait, where the trace shows both. */
  readonly partner: string | undefined;
}
export type WaitsAt = (file: string, line: number) => readonly LineWait[];

export interface RaceContext {
  readonly waitsAt?: WaitsAt | undefined;
  readonly source?: GoSource | undefined;
  /** The `go` directive for a file as the stacks print it. */
  readonly goDirectiveOf?: ((path: string) => string | undefined) | undefined;
  /** The global variable at the racing address. */
  readonly symbol?: DataSymbol | undefined;
  readonly others?: readonly RaceReport[] | undefined;
}

/** The side that a cut report has lost: nothing is known of it, and no class may rest on it. */
const LOST: RaceAccess = {
  operation: undefined,
  previous: true,
  address: undefined,
  goroutine: undefined,
  frames: [],
  restored: false,
};

/** Joins a report with the source. Undefined where the report has no stack at all. */
export function raceFacts(report: RaceReport, context: RaceContext): RaceFacts | undefined {
  const [first, second = LOST] = report.accesses;
  if (first === undefined || first.frames.length + second.frames.length === 0) return undefined;
  const { source } = context;
  const bare = [sideOf(report, first, source), sideOf(report, second, source)] as const;
  const global = context.symbol && shortSymbol(context.symbol.name);
  const named = bare.map(({ candidates }) => ofGlobal(candidates, global));
  const shared = source?.commonAccess(named[0] ?? [], named[1] ?? []);
  // Memory of the same type only may be anything: the stacks say more.
  const common = shared?.by === "type" ? undefined : shared;
  const sides = [
    { ...bare[0], memory: common?.first ?? bare[0].candidates[0] },
    { ...bare[1], memory: common?.second ?? bare[1].candidates[0] },
  ] as const;
  const variable = variableOf(common);
  const isGlobal = globalOf(report, context.symbol, common, variable);
  const file = sides[0].user?.file ?? sides[1].user?.file ?? "";
  return {
    report,
    sides,
    source,
    common,
    variable,
    global: isGlobal,
    kin: kinshipOf(sides[0], sides[1]) ?? kinshipOf(sides[1], sides[0]),
    goDirective: context.goDirectiveOf?.(file),
    name: nameOf(common, isGlobal, sides) ?? UNNAMED,
    others: context.others ?? [],
    waitsAt: context.waitsAt ?? (() => []),
  };
}

/** What stands for a name where there is none. */
export const UNNAMED = "the same memory";

function nameOf(
  common: CommonAccess | undefined,
  global: RaceFacts["global"],
  sides: readonly RaceSide[],
): string | undefined {
  const guessed = common === undefined || common.ambiguous;
  const named = guessed ? undefined : common.name;
  return named ?? (global?.name && shortSymbol(global.name)) ?? onlyName(sides);
}

/** The accesses of that package-level variable, where the line has any: the symbol table knows best. */
function ofGlobal(
  candidates: readonly MemoryAccess[],
  symbol: string | undefined,
): readonly MemoryAccess[] {
  if (symbol === undefined) return candidates;
  const name = symbol.slice(symbol.lastIndexOf(".") + 1);
  const own = candidates.filter(({ rootName }) => rootName === name || rootName === symbol);
  return own.length > 0 ? own : candidates;
}

/** One line's own expression, where the other side's line is not known at all. */
function onlyName(sides: readonly RaceSide[]): string | undefined {
  const known = sides.filter(({ candidates }) => candidates.length > 0);
  const [only] = known;
  const certain = only?.memory !== undefined && only.memory.via !== "selector";
  return known.length === 1 && certain ? only.memory.text : undefined;
}

function variableOf(common: CommonAccess | undefined): Declaration | undefined {
  if (common === undefined || common.by === "field-name") return undefined;
  const { root } = common.first;
  return root !== undefined && root === common.second.root ? root : undefined;
}

function sideOf(report: RaceReport, access: RaceAccess, source: GoSource | undefined): RaceSide {
  const { frames, goroutine, operation } = access;
  const userIndex = userFrameIndex(frames);
  const user = frames[userIndex];
  const inside = user === undefined ? frames : frames.slice(0, userIndex);
  const raceId = goroutine?.main === false ? goroutine.raceId : undefined;
  const candidates = source === undefined ? [] : candidatesOf(source, frames, userIndex, operation);
  const known = user !== undefined && source?.file(user.file) !== undefined;
  return {
    access,
    operation,
    creation: report.creations.find((creation) => creation.raceId === raceId),
    user,
    symbol: user && parseGoSymbol(user.function),
    inside,
    atomic: isAtomic(frames[0]),
    function: user && source?.enclosingFunction(user.file, user.line, user.function),
    line: user && source?.line(user.file, user.line),
    candidates,
    memory: undefined,
    held: known ? source.locksHeldOnStack(frames.slice(userIndex)) : undefined,
  };
}

/** The first frame of somebody's own code; for tests of the standard library itself, the first that is not runtime. */
function userFrameIndex(frames: readonly StackFrame[]): number {
  const packages = frames.map((frame) => parseGoSymbol(frame.function).package);
  const own = frames.findIndex(
    (frame, index) => !isStandardPackage(packages[index] ?? "") && !isGeneratedFile(frame.file),
  );
  // A test binary's main package is generated; `main.main` of a program is not.
  if (own >= 0) return own;
  return frames.findIndex((frame, index) => {
    const name = packages[index] ?? "";
    const machinery = isRuntimePackage(name) || name === "sync/atomic" || name === "sync";
    return !machinery && name !== "testing" && !isGeneratedFile(frame.file);
  });
}

function isAtomic(frame: StackFrame | undefined): boolean {
  if (frame === undefined) return false;
  return /^(sync\/atomic|internal\/runtime\/atomic|runtime\/internal\/atomic)\./.test(
    frame.function,
  );
}

/** What the user's line touches; a callee in the standard library hints at which of its expressions. */
function candidatesOf(
  source: GoSource,
  frames: readonly StackFrame[],
  userIndex: number,
  operation: "read" | "write" | undefined,
): readonly MemoryAccess[] {
  const user = frames[userIndex];
  if (user === undefined) return [];
  const callee = frames
    .slice(0, userIndex)
    .findLast((frame) => !isGeneratedFile(frame.file) || isAtomic(frame));
  return source.accessesAt(user.file, user.line, {
    operation:
      callee === undefined || /^(internal\/)?runtime/.test(callee.function) ? operation : undefined,
    function: user.function,
    callee: callee?.function,
  });
}

/** The lowest address of the Go heap on 64-bit systems; a program's data lie below it. */
const HEAP_START = 0xc000000000;

function globalOf(
  report: RaceReport,
  symbol: DataSymbol | undefined,
  common: CommonAccess | undefined,
  variable: Declaration | undefined,
): RaceFacts["global"] {
  if (symbol !== undefined) return { name: symbol.name };
  const name = common?.ambiguous === true ? undefined : common?.name;
  if (variable?.kind === "package" || common?.by === "global") return { name };
  const address = Number.parseInt(report.accesses[0]?.address ?? "", 16);
  // Only the addresses of non-relocated Linux binaries are that low: a certain sign where it is there.
  return address > 0x1000 && address < HEAP_START && address < 0x4000_0000
    ? { name: undefined }
    : undefined;
}

/** Does some function of the parent's stack create the child's goroutine? */
function kinshipOf(child: RaceSide, parent: RaceSide): Kinship | undefined {
  const created = child.creation?.frames.find((frame) => !isStandard(frame));
  if (created === undefined) return undefined;
  const creator = plainSymbol(created.function);
  const parentFrame = parent.access.frames.find((frame) => plainSymbol(frame.function) === creator);
  if (parentFrame === undefined) return undefined;
  const inLiteral =
    child.user !== undefined && isLiteralOf(plainSymbol(child.user.function), creator);
  const closure = child.access.frames.some((frame) =>
    isLiteralOf(plainSymbol(frame.function), creator),
  );
  return { child, parent, parentFrame, creationLine: created.line, closure, inLiteral };
}

export function isStandard(frame: StackFrame): boolean {
  return isStandardPackage(parseGoSymbol(frame.function).package);
}

/** Is the first symbol a function literal inside the second: `p.F.func1` of `p.F`? */
export function isLiteralOf(literal: string, outer: string): boolean {
  return literal.startsWith(`${outer}.`) && /^\.(func)?\d/.test(literal.slice(outer.length));
}
