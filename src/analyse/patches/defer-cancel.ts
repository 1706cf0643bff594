import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import { madeContexts, type MadeContext } from "../source/contexts.ts";
import type { GoFile } from "../source/go-file.ts";
import type { GoFunction } from "../source/functions.ts";
import {
  ancestors,
  childOf,
  expressionsOf,
  isFunctionNode,
  within,
  type GoNode,
} from "../source/go-node.ts";
import { testBodies } from "../source/subtests.ts";
import { lineAfter, lineEdits, withoutLine, type LineEdit } from "./line-edit.ts";

/**
 * `ctx, _ := context.WithCancel(…)` → `ctx, cancel := …` and `defer cancel()`, in tests: there the context ends with
 * the function for sure. In other code the one who asked for the goroutine may still want it when the function
 * has returned.
 */
export function deferCancel(facts: BlockingFacts): readonly LineEdit[] | undefined {
  const { source, scene } = facts;
  if (source === undefined) return undefined;
  for (const bucket of scene.core) {
    const created = bucket.goroutines[0].creation.find(
      ({ file }) => source.file(file) !== undefined,
    );
    const place = created ?? bucket.site;
    const file = place === undefined ? undefined : source.file(place.file);
    if (file === undefined || place === undefined) continue;
    const dropped = madeContexts(file).filter(
      ({ cancelled, function: owner }) =>
        cancelled === "dropped" &&
        owner !== undefined &&
        owner.line <= place.line &&
        place.line <= owner.endLine,
    );
    const [made] = dropped;
    if (made !== undefined && dropped.length === 1) return editsOf(file, made);
  }
  return undefined;
}

function editsOf(file: GoFile, made: MadeContext): readonly LineEdit[] | undefined {
  const owner = made.function;
  const test = owner && testParameter(owner);
  const statement = made.node.parent?.parent;
  if (owner === undefined || test === undefined) return undefined;
  if (statement?.type !== "short_var_declaration") return undefined;
  const target = expressionsOf(childOf(statement, "left"))[1];
  if (target === undefined) return undefined;
  const name = target.text === "_" ? "cancel" : target.text;
  const taken = file.declarations.lookup("cancel", made.node) !== undefined;
  if (target.text === "_" && taken) return undefined;
  const context = expressionsOf(childOf(statement, "left"))[0];
  if (context === undefined || !staysInTest(file, context)) return undefined;
  // Parallel subtests and cleanups run when the function has returned; a helper returns before its test ends.
  const late = /\.(?:Parallel|Cleanup)\(/.test(owner.node.text) || !isTestBody(file, owner);
  const call = late ? `${test}.Cleanup(${name})` : `defer ${name}()`;
  const edits = lineEdits(file, [
    { start: target.start, end: target.end, text: name },
    lineAfter(file, statement.endLine, call),
  ]);
  const discarded = discardOf(owner, target);
  if (edits === undefined || target.text === "_" || discarded === undefined) return edits;
  return [...edits, withoutLine(file, discarded.line)];
}

/** The `*testing.T` of a test, also of a subtest's literal. */
function testParameter({ parameters }: GoFunction): string | undefined {
  return parameters.find(({ type }) => /^(\*testing\.[TBF]|testing\.TB)$/.test(type))?.name;
}

/**
 * The context is only handed to calls whose results stay in the test: returned, stored or sent, it may be wanted when
 * the test has ended.
 */
function staysInTest(file: GoFile, context: GoNode): boolean {
  const declaration = file.declarations.resolve(context);
  if (declaration === undefined) return false;
  return file.declarations.usesOf(declaration).every((use) => {
    if (use === context) return true;
    const outer = use.parent;
    if (outer?.type === "selector_expression") return true;
    return outer?.type === "argument_list" && !isKept(file, outer);
  });
}

/** The call's result goes into a field or a package's variable, or out of the function. */
function isKept(file: GoFile, args: GoNode): boolean {
  for (const node of ancestors(args)) {
    if (isFunctionNode(node)) return false;
    if (/^(return_statement|send_statement|literal_value)$/.test(node.type)) return true;
    if (node.type === "assignment_statement") {
      return expressionsOf(childOf(node, "left")).some((target) => {
        if (target.type !== "identifier") return true;
        return target.text !== "_" && file.declarations.resolve(target)?.kind !== "local";
      });
    }
    if (/_statement$/.test(node.type)) return false;
  }
  return false;
}

function isTestBody(file: GoFile, owner: GoFunction): boolean {
  return testBodies(file).some(({ function: one }) => one === owner);
}

/** `_ = cancel` on a line of its own, which only kept the compiler quiet. */
function discardOf(owner: GoFunction, target: GoNode): GoNode | undefined {
  const wanted = `_ = ${target.text}`;
  return childrenBelow(owner.node).find(
    (node) =>
      node.type === "assignment_statement" &&
      node.text === wanted &&
      within(node, owner.node) &&
      node.start > target.end,
  );
}

function childrenBelow(node: GoNode): readonly GoNode[] {
  return node.children.flatMap((child) => [child, ...childrenBelow(child)]);
}
