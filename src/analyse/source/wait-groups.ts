import { callParts, functionNodeAround, within, type GoNode } from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";
import type { GoProgram } from "./go-program.ts";
import { goroutineBody, goStatements } from "./goroutines.ts";
import { typeOf } from "./types.ts";

export interface WaitGroupCall {
  readonly method: "Add" | "Done" | "Wait" | "Go";
  readonly node: GoNode;
  readonly line: number;
  /** As written, e.g. `s.wg`. */
  readonly receiver: string;
  readonly function: GoFunction | undefined;
  /** The literal of a goroutine around it, if any. */
  readonly goroutine: GoFunction | undefined;
  /** In a defer statement. */
  readonly deferred: boolean;
  /** For Add: it stands in the goroutine that it counts, so that Wait may come before it. */
  readonly addInside: boolean;
}

/** Calls on sync.WaitGroup values; a receiver of unknown type counts where its name says so. */
export function waitGroupCalls(program: GoProgram, file: GoFile): readonly WaitGroupCall[] {
  const calls: WaitGroupCall[] = [];
  for (const node of file.nodes) {
    const parts = callParts(node);
    if (parts?.operand === undefined) continue;
    const method = parts.name;
    if (method !== "Add" && method !== "Done" && method !== "Wait" && method !== "Go") continue;
    if (!isWaitGroup(program, file, parts.operand)) continue;
    const owner = file.functionOf(functionNodeAround(node));
    const goroutine = goroutineBody(owner);
    calls.push({
      method,
      node,
      line: node.line,
      receiver: parts.operand.text,
      function: owner,
      goroutine,
      deferred: node.parent?.type === "defer_statement",
      addInside:
        method === "Add" && goroutine !== undefined && doneInside(goroutine, parts.operand),
    });
  }
  return calls.map((call) =>
    call.method === "Add" && !call.addInside && startedHere(file, call)
      ? { ...call, addInside: true }
      : call,
  );
}

function isWaitGroup(program: GoProgram, file: GoFile, operand: GoNode): boolean {
  const type = typeOf(program, file, operand);
  if (type !== undefined) return /^\*?sync\.WaitGroup$/.test(type);
  return /(^|\.)(wg|waitGroup|WaitGroup|[a-z]+W[gG])$/.test(operand.text);
}

/** The goroutine that calls Add also calls Done on the same WaitGroup: it counts itself. */
function doneInside(goroutine: GoFunction, operand: GoNode): boolean {
  return goroutine.node.text.includes(`${operand.text}.Done()`);
}

/** Add in a named function that some `go` statement of the file runs, with Done in it too. */
function startedHere(file: GoFile, call: WaitGroupCall): boolean {
  const owner = call.function;
  if (owner?.role !== "declared") return false;
  const name = owner.name.slice(owner.name.lastIndexOf(".") + 1);
  const started = goStatements(file).some(
    ({ by, callee }) => by === "go" && (callee === name || callee.endsWith(`.${name}`)),
  );
  return started && within(call.node, owner.node) && doneInside(owner, receiverNode(call));
}

function receiverNode(call: WaitGroupCall): GoNode {
  return callParts(call.node)?.operand ?? call.node;
}
