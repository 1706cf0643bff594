import {
  ancestors,
  callParts,
  childOf,
  namedChildren,
  ownDescendants,
  statementsOf,
  unparen,
  type GoNode,
} from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";
import type { GoProgram } from "./go-program.ts";
import { lockCall, neverReturns, type LockCall, type LockMode } from "./lock-calls.ts";
import { typeOf } from "./types.ts";

export interface HeldLock {
  readonly key: string;
  readonly text: string;
  readonly type: string | undefined;
  readonly mode: LockMode;
  /** Line of the acquiring call. */
  readonly line: number;
  /** A deferred unlock of it was passed: it is held to the function's end. */
  readonly deferred: boolean;
  /** False where only some paths to the place hold it. */
  readonly certain: boolean;
  /** Taken by TryLock. */
  readonly tried: boolean;
}

type LockState = readonly HeldLock[];
/** The state behind a statement; undefined where control does not come there. */
type Flow = LockState | undefined;

/** What a whole function does to locks as seen by its caller. */
export interface LockEffect {
  readonly acquires: readonly HeldLock[];
  readonly releases: readonly string[];
}

const NO_LOCKS: LockState = [];
const NO_EFFECT: LockEffect = { acquires: [], releases: [] };

/**
 * The lock set before every statement of a program's functions, found by walking each function once: branches
 * are followed apart and joined again, a lock that only one of them holds is kept as not certain, a branch that
 * returns or panics does not take part. Loops are walked once. Helpers that only lock or unlock are followed.
 */
export class LockWalk {
  readonly #program: GoProgram;
  readonly #states = new Map<GoNode, LockState>();
  readonly #walked = new Set<GoFunction>();
  readonly #effects = new Map<GoFunction, LockEffect>();

  constructor(program: GoProgram) {
    this.#program = program;
  }

  /** Locks that the function itself, or the literal's surroundings where it runs in place, hold at the node. */
  heldAt(file: GoFile, owner: GoFunction, node: GoNode): readonly HeldLock[] {
    this.#walk(file, owner);
    for (const place of [node, ...ancestors(node)]) {
      const state = this.#states.get(place);
      if (state !== undefined) return state;
      if (place === owner.node) break;
    }
    return NO_LOCKS;
  }

  /** Locks that a call of the function leaves locked, and those that it unlocks for its caller. */
  effectOf(file: GoFile, one: GoFunction): LockEffect {
    const known = this.#effects.get(one);
    if (known !== undefined) return known;
    this.#effects.set(one, NO_EFFECT); // breaks recursion
    const unlocked: string[] = [];
    const walker = new FunctionWalk(this.#program, file, this, new Map(), unlocked);
    const fallen = one.body && walker.block(one.body, NO_LOCKS);
    const end = join([...walker.exits, fallen]) ?? NO_LOCKS;
    const effect = {
      acquires: end.filter((held) => !held.deferred && held.certain),
      releases: unlocked,
    };
    this.#effects.set(one, effect);
    return effect;
  }

  #walk(file: GoFile, owner: GoFunction): void {
    if (this.#walked.has(owner) || owner.body === undefined) return;
    this.#walked.add(owner);
    const start = this.#startState(file, owner);
    this.#states.set(owner.body, start);
    const walker = new FunctionWalk(this.#program, file, this, this.#states, []);
    walker.block(owner.body, start);
  }

  /** A literal that runs in place begins with the locks around it; one that runs elsewhere with none. */
  #startState(file: GoFile, owner: GoFunction): LockState {
    const { parent, role } = owner;
    if (parent === undefined || (role !== "called" && role !== "callback" && role !== "once")) {
      return NO_LOCKS;
    }
    const around = this.heldAt(file, parent, owner.node);
    return role === "callback" ? around.map((held) => ({ ...held, certain: false })) : around;
  }
}

class FunctionWalk {
  readonly #program: GoProgram;
  readonly #file: GoFile;
  readonly #walk: LockWalk;
  readonly #states: Map<GoNode, LockState>;
  /** Keys that were unlocked though not held here. */
  readonly #foreign: string[];
  /** The lock set at each return statement. */
  readonly exits: LockState[] = [];

  constructor(
    program: GoProgram,
    file: GoFile,
    walk: LockWalk,
    states: Map<GoNode, LockState>,
    foreign: string[],
  ) {
    this.#program = program;
    this.#file = file;
    this.#walk = walk;
    this.#states = states;
    this.#foreign = foreign;
  }

  block(block: GoNode, state: LockState): Flow {
    return this.#list(statementsOf(block), state);
  }

  #list(statements: readonly GoNode[], state: LockState): Flow {
    let flow: Flow = state;
    for (const statement of statements) {
      // Behind a return the text goes on, reached by a label or not at all: keep the last state for it.
      flow = this.#statement(statement, flow ?? state);
      if (flow !== undefined) state = flow;
      else if (statement !== statements.at(-1)) flow = state;
    }
    const last = statements.at(-1);
    return last !== undefined && isJump(last) ? undefined : flow;
  }

  #statement(node: GoNode, state: LockState): Flow {
    this.#states.set(node, state);
    switch (node.type) {
      case "block":
        return this.block(node, state);
      case "labeled_statement":
        return this.#list(namedChildren(node).slice(1), state);
      case "if_statement":
        return this.#branch(node, state);
      case "for_statement":
        return this.#loop(node, state);
      case "expression_switch_statement":
      case "type_switch_statement":
      case "select_statement":
        return this.#cases(node, state);
      case "defer_statement":
        return this.#deferred(node, state);
      case "go_statement":
        return state;
      default:
        return this.#simple(node, state);
    }
  }

  #simple(node: GoNode, state: LockState): Flow {
    let flow: LockState = state;
    for (const inner of ownDescendants(node)) {
      if (inner.type !== "call_expression") continue;
      if (neverReturns(inner)) return undefined;
      flow = this.#called(inner, flow);
    }
    if (node.type === "return_statement") this.exits.push(flow);
    return isJump(node) ? undefined : flow;
  }

  #called(call: GoNode, state: LockState): LockState {
    const lock = lockCall(this.#program, this.#file, call);
    if (lock?.action === "acquire") return [...state, heldBy(lock, false)];
    if (lock?.action === "release") return this.#released(lock.key, lock.mode, state);
    if (lock !== undefined) return state; // TryLock: the branch on its result decides
    const effect = this.#helperEffect(call);
    const kept = effect.releases.reduce<LockState>(
      (left, key) => this.#released(key, undefined, left),
      state,
    );
    const line = call.line;
    return effect.acquires.length === 0
      ? kept
      : [...kept, ...effect.acquires.map((held) => ({ ...held, line }))];
  }

  #released(key: string, mode: LockMode | undefined, state: LockState): LockState {
    const index = state.findLastIndex(
      (held) => held.key === key && (mode === undefined || held.mode === mode),
    );
    if (index < 0) {
      this.#foreign.push(key);
      return state;
    }
    return state.toSpliced(index, 1);
  }

  /** The effect of a called function of the program that takes no function: `s.lock()`. */
  #helperEffect(call: GoNode): LockEffect {
    const parts = callParts(call);
    if (parts === undefined) return NO_EFFECT;
    const receiver = parts.operand && typeOf(this.#program, this.#file, unparen(parts.operand));
    if (parts.operand !== undefined && receiver === undefined) return NO_EFFECT;
    const found = this.#program.function(parts.name, this.#file, receiver);
    return found === undefined ? NO_EFFECT : this.#walk.effectOf(found.file, found.function);
  }

  #deferred(node: GoNode, state: LockState): LockState {
    const literal = childOf(namedChildren(node)[0], "function");
    if (literal?.type === "call_expression") {
      // `defer s.lock()()`: s.lock runs now, and what it returns unlocks at the end.
      const now = this.#called(literal, state);
      return now.map((held) => (state.includes(held) ? held : { ...held, deferred: true }));
    }
    let flow = state;
    const inside = literal?.type === "func_literal" ? childOf(literal, "body") : node;
    for (const inner of inside === undefined ? [] : ownDescendants(inside)) {
      const lock = lockCall(this.#program, this.#file, inner);
      if (lock?.action !== "release") continue;
      const index = flow.findLastIndex((held) => held.key === lock.key && !held.deferred);
      const held = flow[index];
      if (held !== undefined) flow = flow.with(index, { ...held, deferred: true });
    }
    return flow;
  }

  #branch(node: GoNode, state: LockState): Flow {
    const initializer = childOf(node, "initializer");
    const start = initializer === undefined ? state : (this.#simple(initializer, state) ?? state);
    const condition = childOf(node, "condition");
    const entered = condition === undefined ? start : (this.#simple(condition, start) ?? start);
    const tried = this.#tried(condition);
    const yes = tried?.negated === false ? [...entered, tried.held] : entered;
    const no = tried?.negated === true ? [...entered, tried.held] : entered;
    const consequence = childOf(node, "consequence");
    const alternative = childOf(node, "alternative");
    const first = consequence && this.block(consequence, yes);
    const second = alternative === undefined ? no : this.#statement(alternative, no);
    return join([first, second]);
  }

  /** `if mu.TryLock()` and `if !mu.TryLock()`. */
  #tried(
    condition: GoNode | undefined,
  ): { readonly held: HeldLock; readonly negated: boolean } | undefined {
    if (condition === undefined) return undefined;
    const plain = unparen(condition);
    const negated = plain.type === "unary_expression" && childOf(plain, "operator")?.text === "!";
    const call = negated ? childOf(plain, "operand") : plain;
    const lock = lockCall(this.#program, this.#file, call);
    return lock?.action === "try" ? { held: heldBy(lock, true), negated } : undefined;
  }

  #loop(node: GoNode, state: LockState): Flow {
    const body = childOf(node, "body");
    const behind = body && this.block(body, state);
    const clause = namedChildren(node).find((child) => child !== body);
    // A loop without a condition is left by break: with what its body leaves held, or what it began with.
    return clause === undefined ? (behind ?? state) : join([state, behind]);
  }

  #cases(node: GoNode, state: LockState): Flow {
    const ends: Flow[] = [];
    let complete = node.type === "select_statement";
    for (const one of namedChildren(node)) {
      if (!one.type.endsWith("_case")) continue;
      if (one.type === "default_case") complete = true;
      this.#states.set(one, state);
      const body = one.children.find((child) => child.type === "statement_list");
      ends.push(this.#list(body === undefined ? [] : namedChildren(body), state));
    }
    return join(complete ? ends : [...ends, state]);
  }
}

function heldBy(lock: LockCall, tried: boolean): HeldLock {
  const { key, text, type, mode, call } = lock;
  return { key, text, type, mode, line: call.line, deferred: false, certain: true, tried };
}

function isJump(node: GoNode): boolean {
  return /^(return|break|continue|goto)_statement$/.test(node.type);
}

/** Locks that all paths hold stay certain; those that only some hold become uncertain. */
function join(flows: readonly Flow[]): Flow {
  const live = flows.filter((flow) => flow !== undefined);
  const [first, ...others] = live;
  if (first === undefined) return undefined;
  const joined: HeldLock[] = [];
  for (const held of live.flat()) {
    if (joined.some((one) => one.key === held.key && one.mode === held.mode)) continue;
    const everywhere = [first, ...others].every((flow) =>
      flow.some((one) => one.key === held.key && one.mode === held.mode),
    );
    joined.push(everywhere ? held : { ...held, certain: false });
  }
  return joined;
}
