import type { GoNode } from "./go-node.ts";
import type { Declaration } from "./declarations.ts";
import type { GoFile } from "./go-file.ts";

/**
 * `variable`: a whole variable. `field`: a field of a struct. `element`: an element of an array or slice.
 * `map`: the contents of a map. `channel`: a channel itself. `pointed`: what a pointer points to.
 */
export type AccessKind = "variable" | "field" | "element" | "map" | "channel" | "pointed";

/** What the code does with the place, where it is more than using its value. */
export type AccessVia =
  | "plain"
  | "increment" // x++, x += 1
  | "declare" // x := …
  | "return" // a return statement that writes a named result
  | "range"
  | "append"
  | "len"
  | "copy"
  | "delete"
  | "clear"
  | "send"
  | "receive"
  | "close"
  | "argument"
  | "method" // the receiver of a method call
  | "selector" // read only to reach a field or element behind it
  | "atomic" // through sync/atomic
  | "address"; // &x

/** One use of memory in the source. */
export interface MemoryAccess {
  readonly operation: "read" | "write";
  readonly kind: AccessKind;
  readonly via: AccessVia;
  readonly file: GoFile;
  readonly node: GoNode;
  /** The statement's line as the compiler reports it, 1-based. */
  readonly line: number;
  /** The place as written, e.g. `s.items[k]`. */
  readonly text: string;
  /** The variable at the beginning of the chain; undefined for a call's result and for unknown names. */
  readonly root: Declaration | undefined;
  readonly rootName: string;
  /** What follows the root: field names, `[]` for an index, `*` for a dereference. */
  readonly path: readonly string[];
  /** The last field of the chain and the type that has it (without pointer), where known. */
  readonly field: string | undefined;
  readonly owner: string | undefined;
  /** The type of the place as text, where known. */
  readonly type: string | undefined;
  /** The called function or method for `argument`, `method` and `atomic`. */
  readonly callee: string | undefined;
}
