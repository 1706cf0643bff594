import { ancestors, within, type GoNode } from "./go-node.ts";
import type { Declaration } from "./declarations.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";
import type { MemoryAccess } from "./memory-access.ts";

/** A variable of an enclosing function that a function literal uses. */
export interface Capture {
  readonly declaration: Declaration;
  readonly line: number;
  /** Where the literal reads or writes it. */
  readonly uses: readonly GoNode[];
  readonly written: boolean;
  /** The enclosing function writes it after the literal, or around it in a loop. */
  readonly writtenOutsideAfter: readonly number[];
  /** Its type says error, or its name is err-like. */
  readonly errorLike: boolean;
  /**
   * For a loop's variable: whether all iterations share one (`go` directive before 1.22), or each has its
   * own. A variable declared outside and only assigned by the loop is shared under every version.
   */
  readonly loop: "shared" | "per-iteration" | undefined;
}

const LOCAL_KINDS = new Set(["local", "parameter", "result", "receiver", "loop"]);

/** From Go 1.22 on, each iteration has its own variable; without a directive the newest semantics hold. */
export function loopVariablesPerIteration(goDirective: string | undefined): boolean {
  if (goDirective === undefined) return true;
  const match = /^(\d+)\.(\d+)/.exec(goDirective);
  if (match === null) return true;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 1 || minor >= 22;
}

/**
 * What a function literal captures.
 *
 * @param accesses All accesses of the file (accesses.ts).
 * @param goDirective The `go` line of the module, e.g. `1.21`; a `//go:build go1.N` line of the file wins.
 */
export function capturesOf(
  file: GoFile,
  literal: GoFunction,
  accesses: readonly MemoryAccess[],
  goDirective?: string,
): readonly Capture[] {
  const captures: Capture[] = [];
  for (const declaration of file.declarations.all) {
    if (!LOCAL_KINDS.has(declaration.kind) || within(declaration.node, literal.node)) continue;
    const uses = file.declarations.usesOf(declaration).filter((node) => within(node, literal.node));
    if (uses.length === 0) continue;
    const writes = accesses.filter(
      (one) =>
        one.root === declaration &&
        one.path.length === 0 &&
        one.operation === "write" &&
        one.via !== "method" &&
        one.node !== declaration.node,
    );
    const loop = loopOf(declaration, languageVersion(file, goDirective));
    captures.push({
      declaration,
      line: declaration.line,
      uses,
      written: writes.some((one) => within(one.node, literal.node)),
      writtenOutsideAfter: writes
        .filter((one) => !within(one.node, literal.node))
        .filter((one) => runsAfter(one.node, literal.node, declaration, loop))
        .map((one) => one.line),
      errorLike: isErrorLike(declaration),
      loop,
    });
  }
  return captures;
}

function loopOf(declaration: Declaration, goDirective: string | undefined): Capture["loop"] {
  if (declaration.loop === undefined) return undefined;
  return loopVariablesPerIteration(goDirective) ? "per-iteration" : "shared";
}

/** The language version of a file: that of its `//go:build go1.N` line, else the module's. */
export function languageVersion(file: GoFile, goDirective: string | undefined): string | undefined {
  return /^\/\/go:build go(1\.\d{1,3})\s*$/m.exec(file.text.slice(0, 4000))?.[1] ?? goDirective;
}

export function isErrorLike(declaration: Declaration): boolean {
  return declaration.typeNode?.text === "error" || /^(err|error)\d?$|Err$/.test(declaration.name);
}

/**
 * The write comes after the literal in the text, or in a loop around both that does not make the variable
 * anew for each iteration.
 */
function runsAfter(
  node: GoNode,
  literal: GoNode,
  declaration: Declaration,
  loop: Capture["loop"],
): boolean {
  if (loop === "per-iteration" && node.parent?.parent?.type === "for_clause") return false;
  if (node.start > literal.end) return true;
  for (const ancestor of ancestors(literal)) {
    if (ancestor.type !== "for_statement" || !within(node, ancestor)) continue;
    if (ancestor === declaration.loop?.statement) return loop === "shared";
    if (!within(declaration.node, ancestor)) return true;
  }
  return false;
}
