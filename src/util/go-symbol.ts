/**
 * Symbols as Go prints them in stacks, e.g. `example.com/m/pkg.(*Box[go.shape.int]).Set.func1`.
 * The linker's grammar (cmd/compile/internal/ir/func.go closureName, cmd/internal/objabi): import path
 * with the dots of its last element escaped as `%2e`, a dot, then dot-separated names. A closure is its
 * outer name plus `.funcN`, `.N` (nested), `-rangeN`, `.gowrapN`, `.deferwrapN`, older `·dwrap·N`; a
 * method value ends in `-fm`. Up to Go 1.26 a closure of an inlined function carries the name of the
 * function into which it was inlined in front (`Outer.Inner.func1`); Go 1.27 prints `Inner.func1`.
 */
export interface GoSymbol {
  /** Import path, unescaped; `""` where the symbol has none. */
  readonly package: string;
  /** `(*T)` or `T` without type arguments; undefined for functions. */
  readonly receiver: string | undefined;
  /** The name of the declared function around every closure: `TestX`, `Set`, `init.0`, `glob.`. */
  readonly name: string;
  /** Declared names in order, outermost first: `["TestX", "Inner"]` for `TestX.Inner.func1`. */
  readonly names: readonly string[];
  /** Closure suffixes after the last declared name: `["func2", "1"]`. Wrappers are not counted. */
  readonly closures: readonly string[];
  /** Made by the compiler around a `go` or `defer` statement or a method value. */
  readonly wrapper: boolean;
}

const CLOSURE = /^(?:func\d+|\d+|gowrap\d+|deferwrap\d+|dwrap·\d+)$/;
const WRAPPER = /^(?:gowrap\d+|deferwrap\d+|dwrap·\d+)$/;
const RANGE_SUFFIX = /(?:-range\d+)+$/;

/** First path elements of the standard library (Go 1.22 to 1.27). */
const STD_ROOTS = new Set(
  (
    "archive bufio bytes cmp compress container context crypto database debug embed encoding " +
    "errors expvar flag fmt go hash html image index internal io iter log maps math mime net os " +
    "path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing " +
    "text time unicode unique unsafe vendor weak simd"
  ).split(" "),
);

/** Removes `[…]` groups, nested ones too: type arguments, which hold dots and slashes of their own. */
export function withoutTypeArguments(text: string): string {
  if (!text.includes("[")) return text;
  let depth = 0;
  let out = "";
  for (const char of text) {
    if (char === "[") depth++;
    else if (char === "]") depth = Math.max(0, depth - 1);
    else if (depth === 0) out += char;
  }
  return out;
}

/**
 * `…/yaml%2ev3` → `…/yaml.v3`: the linker escapes the dots of an import path's last element. Control
 * characters, which it escapes as well, stay escaped: names are printed.
 */
function unescapeImportPath(path: string): string {
  return path.replace(/%([2-7][0-9a-fA-F])/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : whole;
  });
}

/** Splits at dots outside parentheses. */
function splitNames(rest: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let current = "";
  for (const char of rest) {
    if (char === "(") depth++;
    if (char === ")") depth = Math.max(0, depth - 1);
    if (char === "." && depth === 0) {
      names.push(current);
      current = "";
    } else current += char;
  }
  names.push(current);
  return names;
}

/** `init.0` and `glob..func1` have a dot inside a declared name. */
function joinDotted(tokens: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? "";
    const next = tokens[i + 1];
    if (i === 0 && token === "init" && next !== undefined && /^\d+$/.test(next)) {
      out.push(`init.${next}`);
      i++;
    } else if (token === "glob" && next === "") {
      out.push("glob.");
      i++;
    } else out.push(token);
  }
  return out;
}

/** Stacks repeat their functions: read each once. Bounded, since the texts are foreign. */
const CACHE_MAX = 20_000;
const cache = new Map<string, GoSymbol>();

/** Reads a symbol as printed, without its trailing `()`. Any text yields a value. */
export function parseGoSymbol(symbol: string): GoSymbol {
  const known = cache.get(symbol);
  if (known !== undefined) return known;
  if (cache.size >= CACHE_MAX) cache.clear();
  const parsed = readGoSymbol(symbol);
  cache.set(symbol, parsed);
  return parsed;
}

function readGoSymbol(symbol: string): GoSymbol {
  const plain = withoutTypeArguments(symbol).replace("·dwrap·", ".dwrap·");
  const parenthesis = plain.indexOf("(");
  const slash = plain.lastIndexOf("/", parenthesis < 0 ? undefined : parenthesis);
  const dot = plain.indexOf(".", slash + 1);
  const rest = dot < 0 ? plain : plain.slice(dot + 1);

  const declared: { receiver: string | undefined; name: string }[] = [];
  let closures: string[] = [];
  let receiver: string | undefined;
  let wrapper = false;
  let ofStatement = false;
  for (const token of joinDotted(splitNames(rest))) {
    const methodValue = token.endsWith("-fm");
    const whole = methodValue ? token.slice(0, -3) : token;
    const bare = whole.replace(RANGE_SUFFIX, "");
    if (declared.length > 0 && CLOSURE.test(bare)) {
      if (!WRAPPER.test(bare)) closures.push(bare);
      ofStatement ||= WRAPPER.test(bare);
    } else if (bare.startsWith("(")) {
      receiver = bare;
    } else {
      declared.push({ receiver, name: bare });
      receiver = undefined;
      closures = [];
    }
    wrapper ||= methodValue || ofStatement;
    if (bare !== whole) closures.push("range");
  }
  const last = declared.at(-1);
  const names = declared.map((each) => each.name);
  // `T.Method`: a value receiver. With a closure behind it this may as well be `Outer.Inner.func1`,
  // which the last name alone describes the same way in every Go version.
  const value = names.length === 2 && closures.length === 0 && !ofStatement ? names[0] : undefined;
  return {
    package: dot < 0 ? "" : unescapeImportPath(plain.slice(0, dot)),
    receiver: last?.receiver ?? value,
    name: last?.name ?? "",
    names,
    closures,
    wrapper,
  };
}

/**
 * The name that stays the same over inlining, closure numbers, type arguments and Go versions:
 * `(*Box).Set`, `TestX.func` for any closure below TestX. Without the package.
 */
export function stableName(symbol: GoSymbol): string {
  const closed = symbol.closures.length > 0;
  const receiver = symbol.receiver;
  const own = receiver === undefined ? symbol.name : `${receiver}.${symbol.name}`;
  return closed ? `${own}.func` : own;
}

/** `example.com/m/p_test` (an external test package) → `example.com/m/p`; others unchanged. */
export function packageUnderTest(importPath: string): string {
  return importPath.endsWith("_test") ? importPath.slice(0, -"_test".length) : importPath;
}

/** The runtime proper, and the packages whose frames stand between an access and its reason. */
export function isRuntimePackage(importPath: string): boolean {
  return (
    importPath === "runtime" ||
    importPath.startsWith("runtime/internal/") ||
    importPath.startsWith("internal/runtime/")
  );
}

/** By its first element: no module that can be fetched has a first element without a dot. */
export function isStandardPackage(importPath: string): boolean {
  const end = importPath.indexOf("/");
  return STD_ROOTS.has(end < 0 ? importPath : importPath.slice(0, end));
}

/** Files that nobody wrote: `_testmain.go`, `<autogenerated>`, cgo's. */
export function isGeneratedFile(file: string): boolean {
  return (
    file === "<autogenerated>" ||
    file === "_testmain.go" ||
    file.endsWith("/_testmain.go") ||
    file.endsWith("_cgo_gotypes.go")
  );
}

/** `Test`, `Benchmark`, `Fuzz`, `Example`: by go test's own rule (no lower-case letter behind). */
export function testKindOf(name: string): "test" | "benchmark" | "fuzz" | "example" | undefined {
  const match = /^(Test|Benchmark|Fuzz|Example)(?!\p{Ll})/u.exec(name);
  if (match === null || name === "TestMain") return undefined;
  switch (match[1]) {
    case "Test":
      return "test";
    case "Benchmark":
      return "benchmark";
    case "Fuzz":
      return "fuzz";
    default:
      return "example";
  }
}

/** Names for people end here; real ones are far shorter. */
const SHORT_MAX = 160;

/** A symbol for people: the last element of its package and its name, `p.(*T).Method.func1`. */
export function shortSymbol(symbol: string): string {
  const plain = symbol.includes("[") ? withoutTypeArguments(symbol) : symbol;
  const parenthesis = plain.indexOf("(");
  const slash = plain.lastIndexOf("/", parenthesis < 0 ? undefined : parenthesis);
  const short = unescapeImportPath(plain.slice(slash + 1));
  return short.length > SHORT_MAX ? `${short.slice(0, SHORT_MAX)}…` : short;
}

/** The function with a deferred call: the compiler wraps such a call as `F.deferwrap1`, and a profile names the wrapper. */
export function deferringFunction(symbol: string): string {
  return symbol.replace(/\.deferwrap\d{1,5}$/, "");
}
