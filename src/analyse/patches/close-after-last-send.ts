import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import {
  ancestors,
  descendants,
  functionNodeAround,
  isFunctionNode,
  within,
  type GoNode,
} from "../source/go-node.ts";
import { lineAfter, lineEdits, type LineEdit } from "./line-edit.ts";
import { localChannel, type LocalChannel } from "./local-channel.ts";
import { loopsBetween } from "./result-buffer.ts";

/**
 * Closes a channel that is ranged over and that nobody closes, where one goroutine sends all its values: at the end
 * of that goroutine (`defer close(ch)`), or behind the last send of the function that made the channel.
 */
export function closeAfterLastSend(facts: BlockingFacts): readonly LineEdit[] | undefined {
  for (const bucket of facts.channels) {
    const range = facts.operations(bucket).find(({ operation }) => operation === "range");
    const channel = localChannel(facts, bucket, range);
    if (channel === undefined || range === undefined) continue;
    // A plain receive gets zero values from a closed channel, for ever in a loop, where it waited before.
    if (channel.others.some(({ operation }) => operation !== "range")) continue;
    if (channel.sends.some(({ select }) => select !== undefined)) continue;
    const edits = inProducer(channel) ?? inMaker(channel);
    if (edits !== undefined) return edits;
  }
  return undefined;
}

/** All sends stand in one goroutine that is started once for each channel. */
function inProducer({ starts, sends, file, make }: LocalChannel): readonly LineEdit[] | undefined {
  const [start, ...more] = starts;
  const body = start?.literal?.body;
  if (start === undefined || body === undefined || more.length > 0) return undefined;
  if (!sends.every(({ node }) => within(node, body) && functionNodeAround(node) === body.parent)) {
    return undefined;
  }
  const loops = loopsBetween(start.node, functionNodeAround(make.node));
  if (loops.some((loop) => !within(make.node, loop)) || body.line === body.endLine)
    return undefined;
  const name = sends[0]?.channel ?? "";
  return lineEdits(file, [
    lineAfter(file, body.line, `defer close(${name})`, body.line === start.line),
  ]);
}

/** All sends stand in the function that made the channel, on a way without returns. */
function inMaker({ sends, file, make, starts }: LocalChannel): readonly LineEdit[] | undefined {
  const owner = functionNodeAround(make.node);
  const last = sends.at(-1);
  if (owner === undefined || last === undefined || starts.length > 0) return undefined;
  if (sends.some(({ node }) => functionNodeAround(node) !== owner)) return undefined;
  const list = make.node.parent === undefined ? undefined : listAround(make.node);
  const behind = list && statementIn(last.node, list);
  if (list === undefined || behind === undefined) return undefined;
  if (!sends.every(({ node }) => within(node, list) && node.end <= behind.end)) return undefined;
  const leaves = [...descendants(list)].some(
    (node) =>
      /^(return|goto)_statement$/.test(node.type) &&
      node.start > make.node.end &&
      node.start < behind.end &&
      functionNodeAround(node) === owner,
  );
  return leaves
    ? undefined
    : lineEdits(file, [lineAfter(file, behind.endLine, `close(${last.channel})`)]);
}

/** The list of statements that the node's statement stands in. */
function listAround(node: GoNode): GoNode | undefined {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === "statement_list" || ancestor.type === "block") return ancestor;
    if (isFunctionNode(ancestor)) return undefined;
  }
  return undefined;
}

/** The statement of the list that the node is, or stands in. */
function statementIn(node: GoNode, list: GoNode): GoNode | undefined {
  let at: GoNode | undefined = node;
  while (at !== undefined && at.parent !== list) at = at.parent;
  return at;
}
