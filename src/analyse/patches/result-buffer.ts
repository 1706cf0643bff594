import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import type { ChannelOperation } from "../source/channels.ts";
import {
  ancestors,
  callParts,
  childOf,
  functionNodeAround,
  isFunctionNode,
  namedChildren,
  within,
  type GoNode,
} from "../source/go-node.ts";
import { typeOf } from "../source/types.ts";
import { localChannel, type LocalChannel } from "./local-channel.ts";
import { lineEdits, type LineEdit } from "./line-edit.ts";

/**
 * `make(chan T)` → `make(chan T, 1)` for a channel of results: a local of one function, which starts goroutines
 * that each send once and are stuck when the function has returned without receiving. The room is what they send
 * in all; undefined where that cannot be counted. Not where a goroutine goes on working after its send: it may count
 * on the receiver having been there, which a buffer no longer promises.
 */
export function resultBuffer(facts: BlockingFacts): readonly LineEdit[] | undefined {
  const bucket = facts.channels.find(({ wait }) => wait.kind === "send");
  const send = bucket && facts.operations(bucket)[0];
  const channel = localChannel(facts, bucket, send);
  if (channel === undefined) return undefined;
  const { make, file, sends } = channel;
  if (make.capacity !== undefined) return undefined;
  const room = roomFor(facts, channel, sends);
  if (room === undefined) return undefined;
  const end = make.node.end - 1;
  return lineEdits(file, [{ start: end, end, text: `, ${room}` }]);
}

/** How many values are sent in all, as Go text. */
function roomFor(
  facts: BlockingFacts,
  channel: LocalChannel,
  sends: readonly ChannelOperation[],
): string | undefined {
  const { starts, make, file } = channel;
  if (starts.length === 0 || sends.length === 0) return undefined;
  if (!sends.every(({ node, select }) => select === undefined && endsWith(node))) return undefined;
  // Each send runs at most once in its goroutine.
  if (sends.some((send) => loopsBetween(send.node, functionNodeAround(send.node)).length > 0)) {
    return undefined;
  }
  const loops = new Set(
    starts.flatMap(({ node }) => loopsBetween(node, functionNodeAround(make.node))),
  );
  const around = [...loops].filter((loop) => !within(make.node, loop));
  const [loop, ...more] = around;
  if (loop === undefined) return String(sends.length);
  const single = starts.length === 1 && sends.length === 1 && more.length === 0;
  const over = childOf(
    loop.children.find(({ type }) => type === "range_clause"),
    "right",
  );
  const program = facts.source?.program;
  if (!single || over === undefined || program === undefined) return undefined;
  if (!/^[\w.]{1,100}$/.test(over.text) || !isVisibleAt(channel, over, make.node)) return undefined;
  const type = typeOf(program, file, over);
  if (type === "int") return over.text;
  return type !== undefined && /^(\[|map\[|\.\.\.)/.test(type) ? `len(${over.text})` : undefined;
}

/** After the statement its function does nothing but leave, say Done, close or unlock. */
function endsWith(statement: GoNode): boolean {
  let at = statement;
  for (const list of ancestors(statement)) {
    if (isFunctionNode(list)) return true;
    if (list.type === "statement_list" || list.type === "block") {
      const rest = namedChildren(list).filter((one) => one.start >= at.end);
      if (!rest.every(isLeaving)) return false;
    }
    at = list;
  }
  return true;
}

function isLeaving(statement: GoNode): boolean {
  if (statement.type === "return_statement") return true;
  const name = callParts(namedChildren(statement)[0])?.name;
  return (
    statement.type === "expression_statement" && /^(Done|close|Unlock|RUnlock)$/.test(name ?? "")
  );
}

/** What is ranged over is known, and the same, where the channel is made. */
function isVisibleAt({ file }: LocalChannel, over: GoNode, at: GoNode): boolean {
  let root = over;
  for (let next = childOf(root, "operand"); next !== undefined; next = childOf(root, "operand")) {
    root = next;
  }
  if (root.type !== "identifier") return root.type === "int_literal";
  const declaration = file.declarations.resolve(root);
  if (declaration === undefined || declaration.visibleFrom > at.start) return false;
  return file.declarations
    .usesOf(declaration)
    .every((use) => use.parent?.field !== "left" && use.field !== "left");
}

/** Loops around the node, inside of a function. */
export function loopsBetween(node: GoNode, owner: GoNode | undefined): readonly GoNode[] {
  const loops: GoNode[] = [];
  for (const ancestor of ancestors(node)) {
    if (ancestor === owner) break;
    if (ancestor.type === "for_statement") loops.push(ancestor);
    else if (owner === undefined && isFunctionNode(ancestor)) break;
  }
  return loops;
}
