import {
  callParts,
  childOf,
  descendants,
  expressionsOf,
  functionNodeAround,
  within,
  type GoNode,
} from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";

/** What a function does about cancellation, as far as its own text tells. */
export interface ContextUse {
  /** Its context.Context parameter. */
  readonly parameter: string | undefined;
  /** Lines that receive from `….Done()`. */
  readonly doneLines: readonly number[];
  /** Lines that ask `ctx.Err()` or context.Cause. */
  readonly errLines: readonly number[];
  readonly made: readonly MadeContext[];
}

/** `ctx, cancel := context.WithCancel(…)`. */
export interface MadeContext {
  readonly by: string; // WithCancel, WithTimeout, WithDeadline, WithCancelCause…
  readonly line: number;
  readonly node: GoNode;
  /** The name of the cancel function; `_` where it is dropped. */
  readonly cancel: string;
  /** How it is used in the function: deferred, called, passed on, or not at all. */
  readonly cancelled: "deferred" | "called" | "passed" | "dropped";
  readonly function: GoFunction | undefined;
}

/** Cancellation in one function, its literals included. */
export function contextUse(file: GoFile, one: GoFunction): ContextUse {
  const doneLines: number[] = [];
  const errLines: number[] = [];
  for (const node of descendants(one.node)) {
    const parts = callParts(node);
    if (parts?.operand === undefined || parts.args.length > 1) continue;
    if (parts.name === "Done" && node.parent?.type === "unary_expression") {
      doneLines.push(node.line);
    }
    const asks =
      parts.name === "Err" || (parts.name === "Cause" && parts.operand.text === "context");
    if (asks && looksLikeContext(parts.operand.text)) errLines.push(node.line);
  }
  return {
    parameter: one.contextParameter,
    doneLines,
    errLines,
    made: madeContexts(file).filter(({ node }) => within(node, one.node)),
  };
}

function looksLikeContext(text: string): boolean {
  return /(^|\.)(ctx|context|[a-zA-Z]*C(tx|ontext))$/.test(text) || text.endsWith("Context()");
}

/** Every context made with a cancel function in a file. */
export function madeContexts(file: GoFile): readonly MadeContext[] {
  const made: MadeContext[] = [];
  for (const node of file.nodes) {
    const parts = callParts(node);
    if (parts?.operand === undefined) continue;
    const signals = parts.operand.text === "signal" && parts.name === "NotifyContext";
    const contexts =
      parts.operand.text === "context" && /^With(Cancel|Timeout|Deadline)/.test(parts.name);
    if (!contexts && !signals) continue;
    const target = expressionsOf(childOf(node.parent?.parent, "left"))[1];
    if (target === undefined) continue;
    const owner = functionNodeAround(node);
    made.push({
      by: parts.name,
      line: node.line,
      node,
      cancel: target.text,
      cancelled: target.text === "_" ? "dropped" : cancelledHow(file, target, owner),
      function: file.functionOf(owner),
    });
  }
  return made;
}

function cancelledHow(
  file: GoFile,
  target: GoNode,
  owner: GoNode | undefined,
): MadeContext["cancelled"] {
  if (target.type !== "identifier") return "passed"; // stored in a field
  const declaration = file.declarations.resolve(target);
  const uses = declaration === undefined ? [] : file.declarations.usesOf(declaration);
  let how: MadeContext["cancelled"] = "dropped";
  for (const use of uses) {
    if (use === target || (owner !== undefined && !within(use, owner))) continue;
    const call = use.parent?.type === "call_expression" && use.field === "function";
    if (call && use.parent.parent?.type === "defer_statement") return "deferred";
    if (isDiscard(use)) continue;
    if (call) how = "called";
    else if (how === "dropped") how = "passed";
  }
  return how;
}

/** `_ = cancel`. */
function isDiscard(use: GoNode): boolean {
  const list = use.parent;
  return (
    list?.field === "right" &&
    list.parent?.type === "assignment_statement" &&
    childOf(list.parent, "left")?.text === "_"
  );
}
