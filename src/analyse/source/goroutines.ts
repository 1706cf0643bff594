import { ancestors, callParts, childOf, namedChildren, type GoNode } from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import { runsConcurrently, type GoFunction } from "./functions.ts";

/** A place that starts a goroutine. */
export interface GoStart {
  readonly node: GoNode;
  readonly line: number;
  /** `go` statement, a group's or WaitGroup's Go method, or a timer's function. */
  readonly by: "go" | "group" | "timer";
  /** The function literal that it runs; undefined where it runs a named function. */
  readonly literal: GoFunction | undefined;
  /** What is called, as written: `s.loop`, `func`. */
  readonly callee: string;
  readonly args: readonly GoNode[];
  /** The function that the start stands in. */
  readonly starter: GoFunction | undefined;
  /** It stands in the body of a loop of its function. */
  readonly inLoop: boolean;
}

/** All places of a file that start goroutines, in source order. */
export function goStatements(file: GoFile): readonly GoStart[] {
  const starts: GoStart[] = [];
  for (const node of file.nodes) {
    if (node.type === "go_statement") {
      const call = namedChildren(node)[0];
      const callee = childOf(call, "function");
      const literal = file.functionOf(callee);
      starts.push({
        ...placeOf(file, node),
        by: "go",
        literal,
        callee: literal === undefined ? (callee?.text ?? "") : "func",
        args: namedChildren(childOf(call, "arguments")),
      });
    }
  }
  for (const literal of file.functions) {
    if (literal.role === "go" || !runsConcurrently(literal.role)) continue;
    const by = literal.role === "timer" ? "timer" : "group";
    starts.push({ ...placeOf(file, literal.node), by, literal, callee: "func", args: [] });
  }
  return starts.toSorted((a, b) => a.node.start - b.node.start);
}

function placeOf(
  file: GoFile,
  node: GoNode,
): Pick<GoStart, "node" | "line" | "starter" | "inLoop"> {
  let inLoop = false;
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === "for_statement") inLoop = true;
    const starter = file.functionOf(ancestor);
    if (starter !== undefined) return { node, line: node.line, starter, inLoop };
  }
  return { node, line: node.line, starter: undefined, inLoop };
}

/** The goroutine-starting literal that the function is or stands in, going outwards through callbacks. */
export function goroutineBody(one: GoFunction | undefined): GoFunction | undefined {
  for (let next = one; next !== undefined; next = next.parent) {
    if (runsConcurrently(next.role)) return next;
  }
  return undefined;
}

export interface Once {
  readonly literal: GoFunction | undefined;
  /** The function or literal passed, as written. */
  readonly argument: GoNode;
  /** The once as written, e.g. `s.once`. */
  readonly receiver: string;
  readonly line: number;
}

/** `once.Do(f)` and sync.OnceFunc, OnceValue, OnceValues of a file. */
export function onceBodies(file: GoFile): readonly Once[] {
  const found: Once[] = [];
  for (const node of file.nodes) {
    const parts = callParts(node);
    const argument = parts?.args[0];
    if (parts?.operand === undefined || argument === undefined) continue;
    if (!/^(Do|OnceFunc|OnceValue|OnceValues)$/.test(parts.name)) continue;
    if (parts.name === "Do" && parts.args.length !== 1) continue;
    found.push({
      literal: file.functionOf(argument),
      argument,
      receiver: parts.operand.text,
      line: node.line,
    });
  }
  return found;
}
