import type { TestScope } from "../model/finding.ts";
import type { StackFrame } from "../model/race-report.ts";
import {
  isGeneratedFile,
  packageUnderTest,
  parseGoSymbol,
  shortSymbol,
  testKindOf,
  type GoSymbol,
} from "../util/go-symbol.ts";

/** Whose stack it is, as far as its functions say. */
export interface StackScope {
  /** `TestX`; for init `p.init.0`; for a program `main.main`. */
  readonly name: string;
  readonly scope: TestScope;
  /** The package that the function is in. */
  readonly package: string;
  /** The goroutine is the test's own (testing.tRunner or testing.(*B).runN below it). */
  readonly ownGoroutine: boolean;
  /** `undefined` where the stack does not reach down to the test's runner. */
  readonly subtest: boolean | undefined;
}

interface ReadFrame {
  readonly frame: StackFrame;
  readonly symbol: GoSymbol;
}

const RUNNERS = new Set(["testing.tRunner", "testing.(*B).runN", "testing.(*B).run1.func1"]);
const EXAMPLE_RUNNER = "testing.runExample";

/** Test functions stand in _test.go files; a lost or generated file name says nothing against it. */
function mayHoldTests(file: string): boolean {
  return file === "" || file.endsWith("_test.go") || isGeneratedFile(file);
}

function samePackage(symbolPackage: string, owner: string | undefined): boolean {
  if (owner === undefined) return true;
  return packageUnderTest(symbolPackage) === packageUnderTest(owner);
}

/** `TestX` in front of any closure; a method `TestSuite.Run` is not one. */
function testOf(read: ReadFrame, owner: string | undefined): TestScope | undefined {
  const { symbol, frame } = read;
  const [first] = symbol.names;
  if (first === undefined || !mayHoldTests(frame.file)) return undefined;
  if (symbol.receiver !== undefined && symbol.names.length === 1) return undefined;
  if (symbol.receiver === first) return undefined;
  return samePackage(symbol.package, owner) ? testKindOf(first) : undefined;
}

/**
 * `p.init` and `p.init.0` themselves: a function literal of a package-level variable (`p.init.func1`, `p.glob..func1`) or
 * of an init function runs whenever somebody calls it.
 */
function isInit({ names: [first], receiver, closures }: GoSymbol): boolean {
  if (receiver !== undefined || closures.length > 0 || first === undefined) return false;
  return first === "init" || first.startsWith("init.");
}

/**
 * The test, benchmark, example, TestMain, init or program that a stack belongs to. The outermost fitting
 * function counts. `owner` is the package whose test binary printed it, where that is known.
 */
export function scopeOfStack(
  frames: readonly StackFrame[],
  owner: string | undefined,
): StackScope | undefined {
  const read = frames.map((frame) => ({ frame, symbol: parseGoSymbol(frame.function) }));
  const runner = read.findIndex(({ frame }) => RUNNERS.has(frame.function));
  for (let i = read.length - 1; i >= 0; i--) {
    const each = read[i];
    const scope = each === undefined ? undefined : testOf(each, owner);
    if (each === undefined || scope === undefined) continue;
    const entry = runner > 0 ? read[runner - 1] : undefined;
    const isEntry = entry !== undefined && isPlainTest(entry.symbol, each.symbol);
    const isSub = scope !== "example" && scope !== "fuzz" && runner >= 0 && !isEntry;
    return {
      name: each.symbol.names[0] ?? "",
      scope: isSub ? (scope === "benchmark" ? "benchmark" : "subtest") : scope,
      package: each.symbol.package,
      ownGoroutine: runner >= 0 || read.some(({ frame }) => frame.function === EXAMPLE_RUNNER),
      subtest: runner >= 0 ? isSub : undefined,
    };
  }
  return runner >= 0 ? undefined : outsideTests(read, owner);
}

/** The runner called the test function itself, not a closure of it. */
function isPlainTest(entry: GoSymbol, test: GoSymbol): boolean {
  return entry.names.length === 1 && entry.closures.length === 0 && entry.name === test.names[0];
}

/** TestMain, init, or the main function of another program. */
function outsideTests(
  read: readonly ReadFrame[],
  owner: string | undefined,
): StackScope | undefined {
  if (read.some(({ frame }) => frame.function.startsWith("testing.(*M)."))) return undefined;
  for (const { frame, symbol } of read.toReversed()) {
    const made = { package: symbol.package, ownGoroutine: false, subtest: undefined };
    const isTestMain = symbol.names[0] === "TestMain" && mayHoldTests(frame.file);
    if (isTestMain && samePackage(symbol.package, owner)) {
      return { ...made, name: "TestMain", scope: "testmain" };
    }
    if (isInit(symbol)) {
      const [first = "init"] = symbol.names;
      const name = `${shortSymbol(symbol.package)}.${first}`;
      return { ...made, name, scope: "init" };
    }
    if (symbol.package === "main" && symbol.names[0] === "main" && !isGeneratedFile(frame.file)) {
      return { ...made, name: "main.main", scope: "child" };
    }
  }
  return undefined;
}

/** A goroutine that `t.Run` or the benchmark runner made: it is a test, not a child of one. */
export function madeByTestRunner(creation: readonly StackFrame[]): boolean {
  const [top] = creation;
  return (
    top !== undefined &&
    (top.function === "testing.(*T).Run" ||
      top.function.startsWith("testing.(*B).run") ||
      top.function.startsWith("testing.(*F).Fuzz"))
  );
}

/** Name of the method of a test suite that reflection called (testify's and alike), e.g. `TestFoo`. */
export function suiteMethod(frames: readonly StackFrame[]): string | undefined {
  for (let i = 0; i + 1 < frames.length; i++) {
    const called = frames[i + 1]?.function;
    if (called !== "reflect.Value.call" && called !== "reflect.Value.Call") continue;
    const symbol = parseGoSymbol(frames[i]?.function ?? "");
    if (symbol.receiver !== undefined && testKindOf(symbol.name) === "test") return symbol.name;
  }
  return undefined;
}
