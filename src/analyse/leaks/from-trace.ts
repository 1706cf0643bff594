import type { LiveGoroutine, TraceEnd, TraceTest } from "../../model/trace-ends.ts";
import { packageUnderTest, parseGoSymbol } from "../../util/go-symbol.ts";
import { scopeOfStack } from "../stack-scope.ts";
import type { Stuck, StuckTest } from "./stuck.ts";
import { waitOf } from "./wait.ts";

const MAIN_GOID = "1";

/** The goroutines of a trace's end that belong to the program, waiting or not. */
export function stuckOfTrace(end: TraceEnd): readonly Stuck[] {
  return end.goroutines.filter((one) => !isMachinery(one)).map((one) => stuckOf(one, end));
}

/** The alarm of -timeout was running when the trace ended. */
export function endedByAlarm(end: TraceEnd): boolean {
  return end.goroutines.some(
    ({ start, state }) => state === "active" && start?.function === "testing.(*M).startAlarm.func1",
  );
}

/** The main goroutine still waited for tests: nobody stopped the trace, the process died and lost its last second. */
export function endedInTests(end: TraceEnd): boolean {
  const main = end.goroutines.find(({ goid }) => goid === MAIN_GOID);
  return (
    main?.state === "waiting" &&
    main.frames.some(({ function: name }) => /^testing\.(?:\(\*[TB]\)\.|run)/.test(name))
  );
}

/** The package whose tests ran, by their functions. */
export function packageOfTrace(end: TraceEnd): string | undefined {
  if (end.package !== undefined) return end.package;
  for (const { test } of end.goroutines) {
    const entry = test === undefined ? undefined : outermost(test).entry;
    if (entry !== undefined) return packageUnderTest(parseGoSymbol(entry.function).package);
  }
  return undefined;
}

/** Of the runtime and the testing package: the tracer, the alarm, what the collector starts. */
function isMachinery({ start, origin, frames }: LiveGoroutine): boolean {
  const first = start ?? frames.at(-1);
  if (first === undefined) return true;
  const { package: pkg } = parseGoSymbol(first.function);
  if (/^(?:runtime|runtime\/\w+|internal\/trace\w*|os\/signal)$/.test(pkg)) return true;
  return pkg === "testing" && origin !== "test";
}

function stuckOf(one: LiveGoroutine, end: TraceEnd): Stuck {
  const { goid, parent, frames, creation, start, state, reason, origin, ofTest } = one;
  const word = state === "active" ? "running" : reason;
  const example = goid === MAIN_GOID ? exampleOf(one) : undefined;
  return {
    goid,
    parent,
    frames,
    creation,
    start,
    wait: waitOf(word, frames),
    word,
    test: one.test === undefined ? example : testOf(one.test),
    ofTest: ofTest || example !== undefined,
    outside: origin === "main" ? "main" : origin === "before-trace" ? "init" : undefined,
    waitNs: state === "active" ? undefined : Math.max(0, end.endNs - one.sinceNs),
    sinceNs: one.sinceNs,
    in: "trace",
    leaked: false,
  };
}

/** Examples run on the main goroutine. */
function exampleOf({ frames, goid }: LiveGoroutine): StuckTest | undefined {
  const scope = scopeOfStack(frames, undefined);
  if (scope?.scope !== "example") return undefined;
  const { name } = scope;
  const id = `test ${goid}`;
  return { id, name, function: `${scope.package}.${name}`, subtest: false, ended: false };
}

function outermost(test: TraceTest): TraceTest {
  let top = test;
  while (top.parent !== undefined) top = top.parent;
  return top;
}

function testOf(test: TraceTest): StuckTest {
  const { entry } = outermost(test);
  return {
    id: `test ${test.goid}`,
    name: test.name ?? (entry === undefined ? undefined : parseGoSymbol(entry.function).names[0]),
    function: test.entry?.function ?? entry?.function,
    subtest: test.parent !== undefined,
    ended: test.ended,
  };
}
