import {
  callParts,
  childOf,
  expressionsOf,
  namedChildren,
  unparen,
  type GoNode,
} from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoProgram } from "./go-program.ts";
import { isMutexType } from "./lock-calls.ts";
import { typeOf } from "./types.ts";

/** A place where a lock is copied: each copy locks for itself. */
export interface LockCopy {
  readonly line: number;
  readonly how: "value-receiver" | "value-parameter" | "assignment" | "argument" | "range";
  readonly type: string;
  /** What is copied, or the function that takes the copy. */
  readonly text: string;
  /** The variable that holds the copy, for `assignment` and `range`. */
  readonly target?: string | undefined;
  readonly node: GoNode;
}

/** Locks copied by value in a file: what `go vet`'s copylocks sees, for mutexes and WaitGroups. */
export function lockCopies(program: GoProgram, file: GoFile): readonly LockCopy[] {
  const found: LockCopy[] = [];
  for (const one of file.functions) {
    const { receiver } = one;
    if (receiver !== undefined && !receiver.pointer && holdsLock(program, file, receiver.type)) {
      const { line, node, name } = one;
      found.push({ line, how: "value-receiver", type: receiver.type, text: name, node });
    }
    for (const { name, type } of one.parameters) {
      if (!holdsLock(program, file, type)) continue;
      found.push({ line: one.line, how: "value-parameter", type, text: name, node: one.node });
    }
  }
  for (const node of file.nodes) found.push(...copiesIn(program, file, node));
  return found;
}

function copiesIn(program: GoProgram, file: GoFile, node: GoNode): readonly LockCopy[] {
  const copy = (value: GoNode, how: LockCopy["how"], target?: string): readonly LockCopy[] => {
    const plain = unparen(value);
    if (!/^(identifier|selector_expression|index_expression|unary_expression)$/.test(plain.type)) {
      return []; // a new value, not a copy
    }
    if (plain.type === "unary_expression" && childOf(plain, "operator")?.text !== "*") return [];
    const type = typeOf(program, file, plain);
    if (type === undefined || !holdsLock(program, file, type)) return [];
    return [{ line: node.line, how, type, text: plain.text, target, node: plain }];
  };
  switch (node.type) {
    case "assignment_statement":
    case "short_var_declaration": {
      const targets = expressionsOf(childOf(node, "left"));
      return expressionsOf(childOf(node, "right")).flatMap((one, index) =>
        copy(one, "assignment", targets[index]?.text),
      );
    }
    case "range_clause": {
      const element = expressionsOf(childOf(node, "left"))[1];
      return element === undefined ? [] : copy(element, "range", element.text);
    }
    case "call_expression":
      if (callParts(node)?.name === "len") return [];
      return namedChildren(childOf(node, "arguments")).flatMap((one) => copy(one, "argument"));
    default:
      return [];
  }
}

/** A value of this type holds a lock itself, not behind a pointer. */
export function holdsLock(program: GoProgram, file: GoFile, type: string, depth = 0): boolean {
  if (type.startsWith("*") || depth > 4) return false;
  if (isMutexType(type) || /^sync\.(WaitGroup|Once|Cond)$/.test(type)) return true;
  const array = /^\[\d+\](.+)$/.exec(type);
  if (array?.[1] !== undefined) return holdsLock(program, file, array[1], depth + 1);
  if (!/^[\w.]+(\[|$)|^struct\b/.test(type)) return false;
  const struct = program.struct(type, file);
  return [...(struct?.fields.values() ?? [])].some((field) =>
    holdsLock(program, struct?.file ?? file, field.type, depth + 1),
  );
}
