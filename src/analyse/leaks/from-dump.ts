import type { DumpFrame, DumpGoroutine } from "../../model/crash.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { parseGoSymbol } from "../../util/go-symbol.ts";
import { madeByTestRunner, scopeOfStack, type StackScope } from "../stack-scope.ts";
import type { Stuck, StuckTest } from "./stuck.ts";
import { waitOf } from "./wait.ts";

const NS_PER_MINUTE = 60e9;
const CHAIN_MAX = 64;

/** The goroutines of a dump that belong to the program. `owner` is the package whose tests ran. */
export function stuckOfDump(
  goroutines: readonly DumpGoroutine[],
  owner: string | undefined,
): readonly Stuck[] {
  const bare = goroutines.map((one) => ({ ...one, frames: withoutStart(one.frames) }));
  const known = new Map(bare.map((one) => [one.goid, one]));
  return bare.filter((one) => !isMachinery(one)).map((one) => stuckOf(one, known, owner));
}

/**
 * GOTRACEBACK=system shows the runtime's frames too, at the end of each stack those that begin a goroutine, and the
 * wrapper that the compiler makes of `go f(x)`.
 */
function withoutStart(frames: readonly DumpFrame[]): readonly DumpFrame[] {
  const last = frames.findLastIndex(({ function: name }) => !START.test(name));
  return frames.slice(0, last + 1);
}

const START = /^runtime\.(?:goexit|main)$|\.gowrap\d{1,9}$/;

function isMachinery({ goid, frames, createdBy }: DumpGoroutine): boolean {
  const last = frames.at(-1);
  if (last === undefined) return true;
  const pkg = parseGoSymbol(last.function).package;
  if (/^(?:runtime|runtime\/\w+|internal\/trace\w*)$/.test(pkg)) return true;
  // The alarm, and the main goroutine while it waits in the testing package.
  if (last.function === "testing.(*M).startAlarm.func1") return true;
  // Who made the dump.
  if (frames.some(({ function: name }) => name.startsWith("testing.racegate"))) return true;
  if (createdBy === undefined || goid === "1") {
    return frames.some(({ function: name }) => name === "testing.runTests");
  }
  return pkg === "os/signal" || createdBy.frame.function.startsWith("runtime.");
}

function stuckOf(
  one: DumpGoroutine,
  known: ReadonlyMap<string, DumpGoroutine>,
  owner: string | undefined,
): Stuck {
  const { frames, createdBy, goid, status, waitMinutes } = one;
  const creation: readonly StackFrame[] = createdBy === undefined ? [] : [createdBy.frame];
  const { scope, goid: testGoid } = scopeOfChain(one, known, owner);
  const isTest = scope?.scope !== "init" && scope?.scope !== "testmain" && scope?.scope !== "child";
  const ofTest = testGoid === goid;
  const outside =
    scope === undefined || isTest ? undefined : scope.scope === "init" ? "init" : "main";
  return {
    goid,
    parent: createdBy?.goid,
    frames,
    creation,
    start: frames.at(-1),
    wait: waitOf(status, frames),
    word: status,
    test: scope === undefined || !isTest ? undefined : testOf(scope, testGoid),
    ofTest,
    outside,
    waitNs: waitMinutes === undefined ? undefined : waitMinutes * NS_PER_MINUTE,
    sinceNs: undefined,
    in: "dump",
    leaked: one.annotations.includes("leaked"),
  };
}

/** The test of the goroutine, or of the one that made it, and so on. */
function scopeOfChain(
  one: DumpGoroutine,
  known: ReadonlyMap<string, DumpGoroutine>,
  owner: string | undefined,
): { readonly scope: StackScope | undefined; readonly goid: string | undefined } {
  let next: DumpGoroutine | undefined = one;
  let named: StackScope | undefined;
  for (let i = 0; next !== undefined && i < CHAIN_MAX; i++) {
    const own = scopeOfStack(next.frames, owner);
    if (own?.ownGoroutine === true) return { scope: own, goid: next.goid };
    named = own ?? named;
    const { createdBy }: DumpGoroutine = next;
    if (createdBy === undefined) break;
    if (!madeByTestRunner([createdBy.frame])) {
      named = scopeOfStack([createdBy.frame], owner) ?? named;
    }
    next = createdBy.goid === undefined ? undefined : known.get(createdBy.goid);
  }
  return { scope: named, goid: undefined };
}

function testOf(scope: StackScope, goid: string | undefined): StuckTest {
  return {
    id: goid === undefined ? `test ${scope.name}` : `test ${goid}`,
    name: scope.name,
    function: `${scope.package}.${scope.name}`,
    subtest: scope.scope === "subtest",
    // Its own goroutine is not in the dump, which holds all of them.
    ended: goid === undefined,
  };
}
