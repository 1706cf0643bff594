import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { channelOperations, type ChannelOperation } from "../source/channels.ts";
import type { Declaration } from "../source/declarations.ts";
import type { GoFile } from "../source/go-file.ts";
import { chainOf } from "../source/place-chain.ts";
import { childOf, within, type GoNode } from "../source/go-node.ts";
import { goStatements, type GoStart } from "../source/goroutines.ts";

/** A channel that is a local variable of one function, with everything that is done to it: nothing else has it. */
export interface LocalChannel {
  readonly file: GoFile;
  readonly declaration: Declaration;
  readonly make: ChannelOperation;
  /** In the function itself and in the goroutines it starts. */
  readonly sends: readonly ChannelOperation[];
  readonly others: readonly ChannelOperation[];
  /** The go statements whose goroutines send. */
  readonly starts: readonly GoStart[];
}

/**
 * The local channel behind an operation: the variable itself, or the one that a go statement hands to the function
 * with the operation. Undefined where the channel is known elsewhere too: passed on, returned, stored.
 */
export function localChannel(
  facts: BlockingFacts,
  bucket: Bucket | undefined,
  operation: ChannelOperation | undefined,
): LocalChannel | undefined {
  const { source } = facts;
  const file = bucket?.site === undefined ? undefined : source?.file(bucket.site.file);
  if (source === undefined || file === undefined || operation === undefined) return undefined;
  const root = rootOf(file, operation);
  const found = root?.kind === "parameter" ? handedOver(file, operation, root) : root;
  if (found?.kind !== "local") return undefined;
  const all = channelOperations(source.program, file);
  const make = all.find((one) => one.operation === "make" && found.value === one.node);
  if (make === undefined) return undefined;
  const operations: ChannelOperation[] = [];
  const starts = new Set<GoStart>();
  for (const use of file.declarations.usesOf(found)) {
    const own = all.find((one) => one !== make && isChannelOf(one, use));
    const passed = own === undefined ? passedTo(file, use) : undefined;
    if (own === undefined && passed === undefined) return undefined;
    const inside = passed === undefined ? [own] : operationsOf(all, file, passed.parameter);
    for (const one of inside) {
      if (one === undefined) return undefined;
      operations.push(one);
      const start = passed?.start ?? startAround(file, one.node);
      if (one.operation === "send" && start !== undefined) starts.add(start);
    }
  }
  return {
    file,
    declaration: found,
    make,
    sends: operations.filter((one) => one.operation === "send"),
    others: operations.filter((one) => one.operation !== "send"),
    starts: [...starts],
  };
}

function rootOf(file: GoFile, { node, operation }: ChannelOperation): Declaration | undefined {
  const channel = channelNode(node, operation);
  if (channel?.type !== "identifier") return undefined;
  return chainOf(file, channel).root;
}

function channelNode(node: GoNode, operation: ChannelOperation["operation"]): GoNode | undefined {
  switch (operation) {
    case "send":
      return childOf(node, "channel");
    case "receive":
      return childOf(node, "operand");
    case "range":
      return childOf(node, "right");
    case "close":
      return childOf(node, "arguments")?.children.find(({ named }) => named);
    case "make":
      return undefined;
  }
}

function isChannelOf(one: ChannelOperation, use: GoNode): boolean {
  return channelNode(one.node, one.operation) === use;
}

/** The local variable that the only caller, a go statement, gives for the parameter. */
function handedOver(
  file: GoFile,
  { function: owner }: ChannelOperation,
  parameter: Declaration,
): Declaration | undefined {
  if (owner?.role !== "declared") return undefined;
  const index = owner.parameters.findIndex(({ name }) => name === parameter.name);
  const calls = file.nodes.filter(
    (node) => node.type === "call_expression" && childOf(node, "function")?.text === owner.name,
  );
  const start = goStatements(file).find(({ callee, by }) => by === "go" && callee === owner.name);
  const argument = start?.args[index];
  if (calls.length !== 1 || argument?.type !== "identifier") return undefined;
  return file.declarations.resolve(argument);
}

/** `go f(ch)` with f in the same file, called nowhere else: f's parameter for it. */
function passedTo(
  file: GoFile,
  use: GoNode,
): { readonly start: GoStart; readonly parameter: Declaration } | undefined {
  const start = goStatements(file).find(({ args }) => args.includes(use));
  const owner = file.functions.find(
    ({ role, name }) => role === "declared" && name === start?.callee,
  );
  if (start === undefined || owner === undefined) return undefined;
  const index = start.args.indexOf(use);
  const name = owner.parameters[index]?.name;
  const parameter = file.declarations.all.find(
    (one) => one.kind === "parameter" && one.name === name && one.function === owner.node,
  );
  const calls = file.nodes.filter(
    (node) => node.type === "call_expression" && childOf(node, "function")?.text === owner.name,
  );
  return parameter === undefined || calls.length !== 1 ? undefined : { start, parameter };
}

/** What is done to a parameter; an undefined entry for a use that is no channel operation. */
function operationsOf(
  all: readonly ChannelOperation[],
  file: GoFile,
  parameter: Declaration,
): readonly (ChannelOperation | undefined)[] {
  return file.declarations.usesOf(parameter).map((use) => all.find((one) => isChannelOf(one, use)));
}

/** The go statement whose literal the node stands in. */
function startAround(file: GoFile, node: GoNode): GoStart | undefined {
  return goStatements(file).find(
    ({ literal }) => literal !== undefined && within(node, literal.node),
  );
}
