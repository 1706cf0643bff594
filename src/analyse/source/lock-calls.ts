import { callParts, childOf, type GoNode } from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoProgram } from "./go-program.ts";
import { chainOf, lastField } from "./place-chain.ts";
import { dereferenced, typeName } from "./type-text.ts";
import { typeOf } from "./types.ts";

export type LockMode = "lock" | "rlock";

export interface LockCall {
  readonly call: GoNode;
  readonly action: "acquire" | "release" | "try";
  readonly mode: LockMode;
  /** The receiver as written, e.g. `s.mu`. */
  readonly text: string;
  /**
   * What names the same lock elsewhere: `Store.mu` for a field, `Store` for an embedded one, `var mu` for a
   * package-level variable, `mu@12` for a local. Equal keys of two instances of a type are two locks.
   */
  readonly key: string;
  readonly type: string | undefined;
}

const ACTIONS = new Map<string, Pick<LockCall, "action" | "mode">>([
  ["Lock", { action: "acquire", mode: "lock" }],
  ["RLock", { action: "acquire", mode: "rlock" }],
  ["Unlock", { action: "release", mode: "lock" }],
  ["RUnlock", { action: "release", mode: "rlock" }],
  ["TryLock", { action: "try", mode: "lock" }],
  ["TryRLock", { action: "try", mode: "rlock" }],
]);

/** The call as an operation on a lock, if it is one: a method of that name without arguments. */
export function lockCall(
  program: GoProgram,
  file: GoFile,
  node: GoNode | undefined,
): LockCall | undefined {
  const parts = callParts(node);
  if (parts?.operand === undefined || parts.args.length > 0) return undefined;
  const action = ACTIONS.get(parts.name);
  if (action === undefined) return undefined;
  const { operand, call } = parts;
  const type = typeOf(program, file, operand);
  return {
    call,
    ...action,
    text: operand.text,
    key: lockKey(program, file, operand, type),
    type,
  };
}

/** True for the types of package sync that lock. */
export function isMutexType(type: string | undefined): boolean {
  return type !== undefined && /^\*?sync\.(RW)?Mutex$/.test(type);
}

/** What names the lock that this expression is, in any function. */
function lockKey(
  program: GoProgram,
  file: GoFile,
  operand: GoNode,
  type: string | undefined,
): string {
  const field = lastField(program, file, operand);
  if (field !== undefined) {
    return field.owner === undefined ? operand.text : `${field.owner}.${field.field}`;
  }
  const { root, rootName, path } = chainOf(file, operand);
  if (type !== undefined && !isMutexType(type) && type !== "sync.Locker") {
    const name = typeName(dereferenced(type));
    if (program.struct(type, file) !== undefined) return embeddedKey(program, file, type, name);
  }
  if (root === undefined || root.kind === "package") return `var ${rootName}${suffix(path)}`;
  return `${root.name}@${root.line}${suffix(path)}`;
}

/** `s.Lock()` where S embeds the mutex is the same lock as `s.Mutex.Lock()`. */
function embeddedKey(program: GoProgram, file: GoFile, type: string, name: string): string {
  for (const field of program.struct(type, file)?.fields.values() ?? []) {
    if (field.embedded && isMutexType(field.type)) return `${name}.${field.name}`;
  }
  return name;
}

function suffix(path: readonly string[]): string {
  return path.length === 0 ? "" : `.${path.join(".")}`;
}

/** Is the call one that does not come back: panic, os.Exit, log.Fatal, t.Fatal and their kin? */
export function neverReturns(node: GoNode): boolean {
  const parts = callParts(node);
  if (parts === undefined) return false;
  if (parts.operand === undefined) return parts.name === "panic";
  if (/^(Fatal|Fatalf|Fatalln|FailNow|Skip|Skipf|SkipNow|Panic|Panicf|Goexit)$/.test(parts.name)) {
    return true;
  }
  return parts.name === "Exit" && childOf(childOf(node, "function"), "operand")?.text === "os";
}
