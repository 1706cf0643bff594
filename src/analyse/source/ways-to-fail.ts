/**
 * How a test may fail, as its source says: `t.Fail()` and `t.FailNow()` leave no line in its output, `t.Error` does,
 * and code that is not here and is given the *testing.T may do either. Where syntax does not tell, the answer is that
 * it may.
 */
import type { GoFile } from "./go-file.ts";
import {
  ancestors,
  callParts,
  childOf,
  descendants,
  namedChildren,
  type CallParts,
  type GoNode,
} from "./go-node.ts";
import type { GoProgram } from "./go-program.ts";
import type { CodeUnit, TestCode } from "./test-code.ts";
import {
  importOf,
  isTestValue,
  silentImports,
  speaksOnFailure,
  usesSpeaking,
} from "./test-values.ts";
import { typeOf } from "./types.ts";

export interface CodePlace {
  readonly file: string;
  readonly line: number;
  /** The call as it stands there, one line. */
  readonly text: string;
}

export interface WaysToFail {
  /** Calls that fail a test without a line. */
  readonly silent: readonly CodePlace[];
  /** The test's value is given to code that is not read. */
  readonly passedOn: readonly CodePlace[];
  /** Some call fails with a line. */
  readonly withLine: boolean;
  /** A function that calls Helper may fail with a line: the line stands where its caller is. */
  readonly inHelper: boolean;
}

const SILENT = /^Fail(?:Now)?$/;
const WITH_LINE = /^(?:Error|Errorf|Fatal|Fatalf)$/;
const LOG = /^(?:Log|Logf|Skip|Skipf)$/;
const BUILTIN = /^(?:append|panic|print|println|any|new|copy|len|cap|min|max)$/;
const TEXT_MAX = 120;

/** Of everything that a test reaches. */
export function waysToFail(
  program: GoProgram,
  code: TestCode,
  units: readonly CodeUnit[],
): WaysToFail {
  const all = units.map((unit) => waysOfUnit(program, code, unit));
  return {
    silent: all.flatMap(({ silent }) => silent),
    passedOn: all.flatMap(({ passedOn }) => passedOn),
    withLine: all.some(({ withLine }) => withLine),
    inHelper: all.some(({ inHelper }) => inHelper),
  };
}

/** Many tests reach the same code. */
const known = new WeakMap<CodeUnit, WaysToFail>();

function waysOfUnit(program: GoProgram, code: TestCode, unit: CodeUnit): WaysToFail {
  const before = known.get(unit);
  if (before !== undefined) return before;
  const { file, node: declaration } = unit;
  const silent: CodePlace[] = [];
  const passedOn: CodePlace[] = [];
  let helper = false;
  let loud = false;
  for (const node of descendants(declaration)) {
    if (isSilent(file, node)) silent.push(placeOf(file, callOf(node)?.call ?? node));
    else if (isPassedOn(program, code, file, node)) passedOn.push(placeOf(file, node));
    loud ||= isLoud(file, node);
    helper ||= node.type === "field_identifier" && node.text === "Helper";
  }
  const assertions = usesSpeaking(file);
  const made = {
    silent,
    passedOn,
    withLine: loud || assertions,
    inHelper: assertions || (helper && (loud || reachesLoud(code, declaration))),
  };
  known.set(unit, made);
  return made;
}

function placeOf(file: GoFile, node: GoNode): CodePlace {
  const [text = ""] = node.text.split("\n", 1);
  return { file: file.path, line: node.line, text: text.slice(0, TEXT_MAX) };
}

function reachesLoud(code: TestCode, unit: GoNode): boolean {
  const name = childOf(unit, "name")?.text;
  if (name === undefined) return true;
  return code
    .reachOfCall(name)
    .some(({ file, node }) => [...descendants(node)].some((each) => isLoud(file, each)));
}

/** `x.Errorf`, called or as a value; `err.Error()` and `log.Fatalf` are something else. */
function isLoud(file: GoFile, node: GoNode): boolean {
  if (node.type !== "selector_expression" || !WITH_LINE.test(fieldOf(node))) return false;
  if (importOf(file, childOf(node, "operand")) !== undefined) return false;
  const call = callOf(node);
  return call === undefined || call.args.length > 0;
}

/** `x.Fail` or `x.FailNow`, as a value or called without arguments, unless something else has failed the test before. */
function isSilent(file: GoFile, node: GoNode): boolean {
  // reflect's MethodByName.
  if (node.type === "interpreted_string_literal") return SILENT.test(node.text.slice(1, -1));
  if (node.type !== "selector_expression" || !SILENT.test(fieldOf(node))) return false;
  if (importOf(file, childOf(node, "operand")) !== undefined) return false;
  const call = callOf(node);
  if (call === undefined) return true;
  // testify's Fail and FailNow take a message and print it; (*testing.T).Fail takes the test.
  if (call.args.length > 0) return /\btesting\.\w+/.test(childOf(node, "operand")?.text ?? "");
  return !followsFailure(file, call.call);
}

function fieldOf(selector: GoNode): string {
  return childOf(selector, "field")?.text ?? "";
}

/** The call whose function this selector is. */
function callOf(selector: GoNode): CallParts | undefined {
  return selector.field === "function" ? callParts(selector.parent) : undefined;
}

/** `t.Errorf(…); t.FailNow()`, `if t.Failed() { t.FailNow() }`, `if !t.Run(…) { t.FailNow() }`. */
function followsFailure(file: GoFile, call: GoNode): boolean {
  const statement = call.parent;
  const before = statement?.parent?.children ?? [];
  for (const sibling of before) {
    if (sibling === statement) break;
    const parts = callParts(
      sibling.type === "expression_statement" ? namedChildren(sibling)[0] : sibling,
    );
    if (parts !== undefined && WITH_LINE.test(parts.name) && parts.args.length > 0) {
      if (importOf(file, parts.operand) === undefined) return true;
    }
  }
  for (const ancestor of ancestors(call)) {
    if (/^func/.test(ancestor.type)) return false;
    if (ancestor.type !== "if_statement") continue;
    const condition = childOf(ancestor, "condition")?.text ?? "";
    return /^\w+\.Failed\(\)$/.test(condition) || /^!\w+\.Run\(/.test(condition);
  }
  return false;
}

/** A call, literal or assignment that gives the test's value to code that may fail it without a line. */
function isPassedOn(program: GoProgram, code: TestCode, file: GoFile, node: GoNode): boolean {
  const given = (each: GoNode): boolean => isTestValue(program, file, each);
  if (node.type === "composite_literal") {
    const type = childOf(node, "type")?.text ?? "";
    return isUnreadType(code, file, node, type) && literalValues(node).some(given);
  }
  if (node.type === "assignment_statement") {
    const target = namedChildren(childOf(node, "left"))[0];
    if (!namedChildren(childOf(node, "right")).some(given)) return false;
    if (target?.type === "identifier") return !isKnownName(code, file, target);
    const operand = target?.type === "selector_expression" ? childOf(target, "operand") : undefined;
    return (
      operand !== undefined && isUnreadType(code, file, node, typeOf(program, file, operand) ?? "")
    );
  }
  const parts = callParts(node);
  if (parts === undefined) return isUnnamedCall(node) && argumentsOf(node).some(given);
  // t.Run(name, lib.Suite(…)): a function that is not here gets a value of its own.
  if (parts.name === "Run" && parts.args.some((each) => isForeignFunction(file, each))) return true;
  return !mayBeGiven(program, code, file, parts) && parts.args.some(given);
}

/** A call of what is no name: `lib.Check[int](t)`, `checks[0](t)`, `lib.New()(t)`. */
function isUnnamedCall(node: GoNode): boolean {
  return node.type === "call_expression" && childOf(node, "function")?.type !== "func_literal";
}

function argumentsOf(call: GoNode): readonly GoNode[] {
  return namedChildren(childOf(call, "arguments"));
}

function literalValues(literal: GoNode): readonly GoNode[] {
  return namedChildren(childOf(literal, "body")).flatMap((element) => {
    const last = namedChildren(element).at(-1);
    const inner = last?.type === "literal_element" ? namedChildren(last)[0] : last;
    return inner === undefined ? [] : [inner];
  });
}

/** A type of a package that may fail a test without a line, or one of this package that is not among what was read. */
function isUnreadType(code: TestCode, file: GoFile, place: GoNode, type: string): boolean {
  const [, name = "", member] = /^[*&[\]]*(\w+)(\.)?/.exec(type) ?? [];
  if (member === undefined) {
    const isName = /^\w/.test(name) && !/^(?:map|struct)$/.test(name) && !code.declares(name);
    return isName && file.declarations.lookup(name, place) === undefined;
  }
  const path = file.importPath(name);
  return path !== undefined && !speaksOnFailure(path);
}

/** Declared in what was read, or in the function itself. */
function isKnownName(code: TestCode, file: GoFile, name: GoNode): boolean {
  return (
    name.text === "_" || code.declares(name.text) || file.declarations.resolve(name) !== undefined
  );
}

function isForeignFunction(file: GoFile, node: GoNode): boolean {
  const selector = node.type === "call_expression" ? childOf(node, "function") : node;
  if (selector?.type !== "selector_expression") return false;
  const path = importOf(file, childOf(selector, "operand"));
  return path !== undefined && !speaksOnFailure(path);
}

/** Is the called code read, or known to say so when it fails a test? */
function mayBeGiven(
  program: GoProgram,
  code: TestCode,
  file: GoFile,
  { name, operand, call }: CallParts,
): boolean {
  const path = importOf(file, operand);
  if (path !== undefined) return speaksOnFailure(path);
  if (code.declares(name) || BUILTIN.test(name)) return true;
  const callee = childOf(call, "function");
  // A dot import, or a function of a file that was not read.
  if (operand === undefined && callee !== undefined) return isKnownName(code, file, callee);
  if (operand !== undefined && isTestValue(program, file, operand)) return true;
  return code.files.every((each) => silentImports(each).length === 0);
}

/** What a line of a test's output at this place of the package may be. */
export function lineAt(
  program: GoProgram,
  code: TestCode,
  file: GoFile,
  line: number,
): "log" | "failure" | "unknown" {
  let logs = false;
  let fails = false;
  for (const node of file.nodes) {
    const parts = node.line > line || node.endLine < line ? undefined : callParts(node);
    if (parts === undefined || !standsAt(parts, line)) continue;
    const kind = kindOfCall(program, code, file, parts);
    if (kind === "unknown") return "unknown";
    logs ||= kind === "log";
    fails ||= kind === "failure";
  }
  return logs === fails ? "unknown" : logs ? "log" : "failure";
}

/** The compiler puts a call at its opening parenthesis; its name stands there or above. */
function standsAt({ call }: CallParts, line: number): boolean {
  const callee = childOf(call, "function");
  return call.line === line || callee?.endLine === line;
}

function kindOfCall(
  program: GoProgram,
  code: TestCode,
  file: GoFile,
  { name, operand, args }: CallParts,
): "log" | "failure" | "unknown" | "neither" {
  const path = importOf(file, operand);
  if (path !== undefined) {
    // An assertion that is known prints only when it fails.
    if (/\/testify\/(?:assert|require)$/.test(path)) return "failure";
    if (speaksOnFailure(path)) return "neither";
    return args.some((each) => isTestValue(program, file, each)) ? "unknown" : "neither";
  }
  const ofTesting = operand !== undefined && isTestValue(program, file, operand);
  if (code.declares(name) && !ofTesting) return kindOfOwn(code, name);
  if (operand !== undefined && LOG.test(name)) return "log";
  if (operand !== undefined && WITH_LINE.test(name) && args.length > 0) return "failure";
  if (ofTesting) return "neither";
  const foreign = operand === undefined ? !BUILTIN.test(name) : silentImports(file).length > 0;
  if (!foreign) return "neither";
  return args.some((each) => isTestValue(program, file, each)) ? "unknown" : "neither";
}

/** A function of the package prints at its caller's line only where Helper is called. */
function kindOfOwn(code: TestCode, name: string): "log" | "unknown" | "neither" {
  let helper = false;
  let logs = false;
  let fails = false;
  for (const { file, node } of code.reachOfCall(name)) {
    for (const each of descendants(node)) {
      fails ||= isLoud(file, each);
      if (each.type !== "field_identifier") continue;
      helper ||= each.text === "Helper";
      logs ||= LOG.test(each.text);
    }
  }
  if (!helper) return "neither";
  return fails ? "unknown" : logs ? "log" : "neither";
}
