// Whether a function that has locked a lock still has it locked where it stands: what the walk over its statements
// leaves out, and a proof needs. Loops, goto, deferred calls and panics are what it leaves out.
import type { StackFrame } from "../../model/race-report.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";
import type { GoFunction } from "../source/functions.ts";
import type { GoFile } from "../source/go-file.ts";
import {
  ancestors,
  callParts,
  descendants,
  namedChildren,
  ownDescendants,
  within,
  type GoNode,
} from "../source/go-node.ts";
import { statementAt, type GoSource } from "../source/go-source.ts";
import { lockCall, type LockCall } from "../source/lock-calls.ts";

/** Where a goroutine stands in a function, and what it called there. */
export interface Stand {
  readonly file: GoFile;
  readonly owner: GoFunction;
  readonly line: number;
  /** The calls above, the one that it made itself first. */
  readonly above: readonly StackFrame[];
}

/** Why the lock of that call may have been unlocked since, in words; undefined where it has not. */
export function holdDoubt(
  { program }: GoSource,
  { file, owner, line, above }: Stand,
  taken: LockCall,
): string | undefined {
  const statement = statementAt(owner, line);
  if (statement === undefined || owner.body === undefined) return "it stands at the function's end";
  if (taken.call.line >= line) return "it stands on the line that locks";
  if (above.some(({ function: name }) => /^(?:panic|runtime\.(?:gopanic|Goexit))$/.test(name))) {
    return "a panic is under way";
  }
  const nodes = [...ownDescendants(owner.body)];
  if (nodes.some(({ type }) => type === "goto_statement")) return "its function has a goto";
  const loop = loopBetween(statement, taken.call, owner.node);
  if (loop !== undefined) {
    for (const node of descendants(loop)) {
      const lock = lockCall(program, file, node);
      if (lock?.action === "release" && lock.key === taken.key) {
        return "the loop it stands in unlocks";
      }
    }
  }
  return deferredDoubt(nodes, statement, above[0]);
}

/** The outermost loop around the statement that is not around the call. */
function loopBetween(statement: GoNode, call: GoNode, top: GoNode): GoNode | undefined {
  let found: GoNode | undefined;
  for (const around of ancestors(statement)) {
    if (around === top) break;
    if (around.type === "for_statement" && !within(call, around)) found = around;
  }
  return found;
}

/** At a return the deferred functions may be running, and some of them have run. */
function deferredDoubt(
  nodes: readonly GoNode[],
  statement: GoNode,
  callee: StackFrame | undefined,
): string | undefined {
  if (statement.type === "defer_statement") return "it stands at a defer statement";
  if (statement.type !== "return_statement") return undefined;
  const defers = nodes.filter(({ type }) => type === "defer_statement").filter(isMoreThanUnlock);
  if (defers.length === 0) return undefined;
  const name = callee === undefined ? undefined : parseGoSymbol(callee.function).name;
  const calls = (node: GoNode): boolean =>
    [...descendants(node)].some((each) => name !== undefined && callParts(each)?.name === name);
  return calls(statement) && !defers.some(calls)
    ? undefined
    : "its deferred functions may be running";
}

function isMoreThanUnlock(statement: GoNode): boolean {
  const [call] = namedChildren(statement);
  return !/^R?Unlock$/.test(callParts(call)?.name ?? "");
}
