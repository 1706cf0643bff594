/**
 * The expression at an access, read from the text of its line: no parser, so it speaks only where the line
 * leaves no choice. Comes in: the two source lines, the operations, and the functions above the own frame
 * (`runtime.mapassign`, `bytes.(*Buffer).WriteString`), which say what part of the line is meant.
 *
 * 1. Strings and comments go.
 * 2. A known callee picks its operand: the map of an assignment, the receiver of a method, `&x` of an atomic.
 * 3. Else a write's candidates are the targets of the line, a read's all identifier paths in it.
 * 4. The variable is what both sides have in common: the whole path, else the last field's name.
 */
import { parseGoSymbol } from "../util/go-symbol.ts";

export interface AccessLine {
  readonly text: string;
  readonly operation: "read" | "write" | undefined;
  /** Functions above the own frame, innermost first. */
  readonly callees: readonly string[];
}

/** An access line is looked at up to here; generated code has lines of megabytes. */
const LINE_MAX = 400;

const KEYWORDS = new Set(
  (
    "break case chan const continue default defer else fallthrough for func go goto if import " +
    "interface map package range return select struct switch type var nil true false iota append " +
    "cap clear close complex copy delete imag len make max min new panic print println real " +
    "recover bool byte error int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 string any " +
    "float32 float64 rune uintptr"
  ).split(" "),
);

/** Step 1. Quoted text becomes `""`, comments end the line. */
export function bareLine(line: string): string {
  let out = "";
  let quote = "";
  const text = line.slice(0, LINE_MAX);
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quote !== "") {
      if (char === "\\" && quote !== "`") i++;
      else if (char === quote) {
        quote = "";
        out += char;
      }
    } else if (char === '"' || char === "'" || char === "`") {
      quote = char;
      out += char;
    } else if (char === "/" && text[i + 1] === "/") break;
    else out += char;
  }
  return out.trim();
}

const PATH = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu;

/** Identifier paths of a text that are not calls, keywords, or parts of longer ones. */
function pathsIn(text: string): string[] {
  const out: string[] = [];
  for (const match of text.matchAll(PATH)) {
    const path = match[0];
    const root = path.split(".", 1)[0] ?? "";
    if (KEYWORDS.has(root)) continue;
    const next = text.slice(match.index + path.length).trimStart();
    const before = text.slice(0, match.index).trimEnd();
    if (before.endsWith(".")) continue;
    if (next.startsWith(":") && !next.startsWith(":=")) continue; // a key of a literal, a label
    if (next.startsWith("(")) {
      // A call: its receiver is read, the function is not a variable.
      const cut = path.lastIndexOf(".");
      if (cut > 0) out.push(path.slice(0, cut));
      continue;
    }
    out.push(path);
  }
  return [...new Set(out)];
}

/** `x[i].y` → the paths that are stored to. Index expressions are read, not written. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let out = "";
  for (const char of text) {
    if (char === "[" || char === "(") depth++;
    if (depth === 0) out += char;
    if (char === "]" || char === ")") depth = Math.max(0, depth - 1);
  }
  return out;
}

/** The left side of an assignment and whether it declares; undefined where the line assigns nothing. */
function leftSide(line: string): string | undefined {
  const step = /^(?:[^=]*[;{]\s?)?([^=;{]+?)(?:\+\+|--)/.exec(line);
  if (step?.[1] !== undefined) return step[1];
  for (let i = 1; i < line.length; i++) {
    if (line[i] !== "=") continue;
    const before = line[i - 1] ?? "";
    if (line[i + 1] === "=" || before === "!" || before === "=") {
      i++;
      continue;
    }
    if ((before === "<" || before === ">") && line[i - 2] !== before) continue;
    const left = line.slice(0, i).replace(/[-+*/%&|^<>:]{1,3}$/, "");
    return left.slice(Math.max(left.lastIndexOf(";"), left.lastIndexOf("{")) + 1);
  }
  return undefined;
}

function targetsOf(line: string): string[] {
  const left = leftSide(line);
  if (left === undefined) return [];
  const statement = left.replace(/^\s*(?:if|for|switch|var|else|case|return)\s/, "");
  return pathsIn(withoutBrackets(statement));
}

/** Operand of the text behind `index`, up to a comma or closing bracket of the same depth. */
function operandAt(text: string, index: number): string | undefined {
  let depth = 0;
  let end = index;
  for (; end < text.length; end++) {
    const char = text[end] ?? "";
    if ("([{".includes(char)) depth++;
    if (")]}".includes(char) && depth-- === 0) break;
    if (char === "," && depth === 0) break;
  }
  const operand = text
    .slice(index, end)
    .trim()
    .replace(/^[&*]+/, "");
  const [only] = pathsIn(withoutBrackets(operand));
  return only;
}

function argumentOf(line: string, call: string): string | undefined {
  const at = line.indexOf(`${call}(`);
  return at < 0 ? undefined : operandAt(line, at + call.length + 1);
}

/** Paths that stand directly in front of `suffix`, e.g. of `[` or `.WriteString(`. */
function pathsBefore(line: string, suffix: string): string[] {
  const out: string[] = [];
  for (let at = line.indexOf(suffix); at >= 0; at = line.indexOf(suffix, at + 1)) {
    const last = [...line.slice(0, at).matchAll(PATH)].at(-1);
    if (last !== undefined && last.index + last[0].length === at && !KEYWORDS.has(last[0])) {
      out.push(last[0]);
    }
  }
  return [...new Set(out)];
}

/** Step 2: operands by what the runtime or a library did there; undefined where the callee says nothing. */
function operandsOfCallee(line: string, callees: readonly string[]): string[] | undefined {
  const outer = callees.at(-1);
  if (outer === undefined) return undefined;
  const list = (path: string | undefined): string[] => (path === undefined ? [] : [path]);
  if (/^(?:internal\/)?runtime(?:\/[a-z]+)*\.\(?\*?map/i.test(outer)) {
    if (line.includes("delete(")) return list(argumentOf(line, "delete"));
    if (/\brange\b/.test(line)) return list(operandAt(line, line.indexOf("range") + 5));
    return pathsBefore(line, "[");
  }
  if (outer === "runtime.closechan") return list(argumentOf(line, "close"));
  if (outer.startsWith("runtime.chansend")) return list(pathsIn(line.split("<-", 1)[0] ?? "")[0]);
  if (outer.startsWith("runtime.chanrecv")) {
    return line.includes("<-") ? list(operandAt(line, line.indexOf("<-") + 2)) : undefined;
  }
  if (outer === "runtime.growslice") return list(argumentOf(line, "append"));
  if (outer.startsWith("runtime.")) return undefined;
  const symbol = parseGoSymbol(outer);
  if (symbol.receiver !== undefined) {
    const receivers = pathsBefore(line, `.${symbol.name}(`);
    return receivers.length > 0 ? receivers : undefined;
  }
  if (symbol.package === "sync/atomic") return list(argumentOf(line, `.${symbol.name}`));
  return undefined;
}

/** What may have been accessed at a line, best first. */
export function candidatesAt(access: AccessLine): string[] {
  const line = bareLine(access.text);
  const operands = operandsOfCallee(line, access.callees);
  if (operands !== undefined && operands.length > 0) return operands;
  if (access.operation === "write") {
    const targets = targetsOf(line);
    if (targets.length > 0) return targets;
  }
  return pathsIn(line);
}

function lastField(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function only(paths: readonly string[]): string | undefined {
  const distinct = [...new Set(paths)].filter((path) => path !== "_");
  return distinct.length === 1 ? distinct[0] : undefined;
}

/** What both lines name: more than one (`a, b = b, a`), and no source can tell which is meant. */
export function sharedNames(first: AccessLine, second: AccessLine): readonly string[] {
  const b = new Set(candidatesAt(second));
  return [...new Set(candidatesAt(first).filter((path) => b.has(path)))].sort();
}

/** What two paths end in alike, in whole names: `n` of `s.left.n` and `p.n`; `""` where the last ones differ. */
export function commonTail(a: string, b: string): string {
  const [left, right] = [a.split("."), b.split(".")];
  let length = 0;
  while (length < Math.min(left.length, right.length)) {
    if (left.at(-1 - length) !== right.at(-1 - length)) break;
    length++;
  }
  return left.slice(left.length - length).join(".");
}

export interface CommonExpression {
  /** As a person would call it: the path that the first line writes. */
  readonly name: string;
  /** The same whichever line comes first: the whole path, what both end in, or both names. */
  readonly both: string;
}

/** Step 4. Undefined where the lines leave more than one choice, or none. */
export function commonExpression(
  first: AccessLine,
  second: AccessLine,
): CommonExpression | undefined {
  const [a, b] = [candidatesAt(first), candidatesAt(second)];
  const whole = a.filter((path) => b.includes(path));
  if (whole.length > 0) return named(only(whole));
  const fieldsOfB = new Set(b.filter((path) => path.includes(".")).map(lastField));
  const fields = a.filter((path) => path.includes(".") && fieldsOfB.has(lastField(path)));
  if (fields.length > 0) {
    const name = only(fields);
    const others = b.filter((path) => lastField(path) === lastField(name ?? ""));
    return named(
      name,
      others.reduce((tail, path) => commonTail(tail, path), name ?? ""),
    );
  }
  // Different names for one thing (a pointer, a parameter): the single target of a write stands for it.
  const written = first.operation === "write" ? a : second.operation === "write" ? b : [];
  return named(only(written), bothOf(only(a), only(b)) ?? only(written));
}

/** What they end in (`Limit` of `gauge.Limit`), else both. */
function bothOf(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return undefined;
  const tail = commonTail(a, b);
  return tail === "" ? [a, b].sort().join(", ") : tail;
}

function named(name: string | undefined, both = name): CommonExpression | undefined {
  return name === undefined || both === undefined ? undefined : { name, both };
}
