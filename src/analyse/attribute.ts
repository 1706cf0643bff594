/**
 * Which test does a race belong to? `go test` blames the test that runs when the report appears, which is
 * wrong for late races and for parallel tests. So:
 *
 * 1. Each side of the race is asked for itself: the access stack first, then the stack that created its
 *    goroutine. Both name functions; TestX, its closures, BenchmarkX, ExampleX, FuzzX, TestMain, init and
 *    another program's main tell the scope.
 * 2. Two sides with different tests: the goroutine that some code started and left behind wins over a
 *    test's own goroutine. The other test is listed in `alsoPossible`.
 * 3. Stacks name the function TestX, never the subtest's text: that comes from the stream.
 * 4. A test that passed without a race line while no other test has one: the race came after the tests.
 * 5. Stacks that say nothing: the stream, then the position in it, then the process.
 */
import type { Attribution, TestScope } from "../model/finding.ts";
import type { CrashSighting, ParsedRun, RaceSighting, TextOrigin } from "../model/parsed-run.ts";
import type { StackFrame } from "../model/race-report.ts";
import { madeByTestRunner, scopeOfStack, suiteMethod, type StackScope } from "./stack-scope.ts";
import { isWithin, leavesOf, testIndex, type PackageIndex } from "./test-index.ts";

/** How sure each ground is; uncalibrated, ordered. */
const CONFIDENCE = {
  bothSides: 0.98,
  stack: 0.95,
  creation: 0.9,
  oneOfTwo: 0.7,
  subtestGuess: 0.6,
  streamRaceLine: 0.7,
  streamTest: 0.5,
  process: 0.5,
  position: 0.3,
} as const;
const ALSO_POSSIBLE_MAX = 10;
const TEST_SCOPES: ReadonlySet<TestScope> = new Set([
  "test",
  "subtest",
  "benchmark",
  "example",
  "fuzz",
]);

interface Side {
  readonly found: StackScope;
  readonly by: "stack" | "creation-stack";
  readonly suite: string | undefined;
}

/** What the stacks of one access say. */
function sideOf(
  access: readonly StackFrame[],
  creation: readonly StackFrame[],
  owner: string | undefined,
): Side | undefined {
  const suite = suiteMethod(access) ?? suiteMethod(creation);
  const own = scopeOfStack(access, owner);
  const parent = scopeOfStack(creation, owner);
  // The stack that made a test's goroutine passes through TestMain or the parent test: only a parent
  // test is news, and then the goroutine is one of its subtests.
  const made = madeByTestRunner(creation);
  const isTestParent = parent !== undefined && TEST_SCOPES.has(parent.scope);
  if (own === undefined) {
    if (parent === undefined || (made && !isTestParent)) return undefined;
    const found = made ? asSubtest(parent, true) : { ...parent, ownGoroutine: false };
    return { found, by: "creation-stack", suite };
  }
  if (!isTestParent || parent.name !== own.name) return { found: own, by: "stack", suite };
  if (made) return { found: asSubtest(own, own.ownGoroutine), by: "stack", suite };
  if (own.subtest === undefined && parent.subtest === true) {
    return { found: asSubtest(own, own.ownGoroutine), by: "stack", suite };
  }
  return { found: own, by: "stack", suite };
}

function asSubtest(found: StackScope, ownGoroutine: boolean): StackScope {
  const scope = found.scope === "test" ? "subtest" : found.scope;
  return { ...found, scope, subtest: true, ownGoroutine };
}

function sidesOf(sighting: RaceSighting): Side[] {
  const { report, origin } = sighting;
  const sides: Side[] = [];
  for (const access of report.accesses) {
    const goroutine = access.goroutine;
    const creation =
      goroutine === undefined || goroutine.main
        ? undefined
        : report.creations.find((each) => each.raceId === goroutine.raceId);
    const side = sideOf(access.frames, creation?.frames ?? [], origin.package);
    if (side !== undefined) sides.push(side);
  }
  return sides;
}

/** Step 2. Of equals the first access wins, except that a test wins over init, TestMain and main. */
function chooseSide(sides: readonly Side[], tests: PackageIndex | undefined): Side | undefined {
  const rank = (side: Side): number => {
    const { found } = side;
    if (!TEST_SCOPES.has(found.scope)) return found.scope === "child" ? 0 : 1;
    const innocent = tests?.tests.get(found.name)?.raceLine === true ? 0 : 1;
    // A goroutine that outlived a passed test is the late one; otherwise who started it is to blame.
    return found.ownGoroutine ? 2 : 4 + innocent;
  };
  let best: Side | undefined;
  for (const side of sides) {
    if (best === undefined || rank(side) > rank(best)) best = side;
    else if (rank(side) === rank(best) && side.found.subtest === true) {
      if (best.found.subtest !== true && side.found.name === best.found.name) best = side;
    }
  }
  return best;
}

/** Step 3: the one subtest that the stream allows, or the parent with the candidates. */
function nameSubtest(
  side: Side,
  origin: TextOrigin,
  tests: PackageIndex | undefined,
): { name: string; certain: boolean; others: string[] } {
  const parent = side.found.name;
  const { suite } = side;
  const below = (names: readonly string[]): string[] => {
    const inside = names.filter((name) => name !== parent && isWithin(name, parent));
    const ofSuite = suite === undefined ? [] : inside.filter((n) => n.split("/").includes(suite));
    return leavesOf(ofSuite.length > 0 ? ofSuite : inside);
  };
  const choices = [
    below(tests?.raceLeaves ?? []),
    below(origin.runningTests ?? []),
    below(origin.streamTest === undefined ? [] : [origin.streamTest]),
    below([...(tests?.tests.keys() ?? [])]),
  ];
  for (const names of choices) {
    const [only] = names;
    if (only !== undefined && names.length === 1) return { name: only, certain: true, others: [] };
  }
  if (suite !== undefined && choices.every((names) => names.length === 0)) {
    return { name: `${parent}/${suite}`, certain: false, others: [] };
  }
  return { name: parent, certain: false, others: choices.find((n) => n.length > 0) ?? [] };
}

/** The test under which `go test` reported it, as far as it is known. */
function reportedBy(origin: TextOrigin, tests: PackageIndex | undefined): string | undefined {
  if (origin.streamTest !== undefined) return origin.streamTest;
  const leaves = tests?.raceLeaves ?? [];
  return leaves.length === 1 ? leaves[0] : undefined;
}

function fromStacks(
  sides: readonly Side[],
  origin: TextOrigin,
  tests: PackageIndex | undefined,
): Attribution | undefined {
  const chosen = chooseSide(sides, tests);
  if (chosen === undefined) return undefined;
  const { found } = chosen;
  if (found.scope === "child") return ofChild(origin, tests);
  const sub =
    found.subtest === true && found.scope !== "benchmark"
      ? nameSubtest(chosen, origin, tests)
      : { name: fuzzSeed(found, origin, tests), certain: true, others: [] };
  const others = sides
    .filter((side) => side.found.name !== found.name)
    .filter((side) => TEST_SCOPES.has(side.found.scope) || !TEST_SCOPES.has(found.scope))
    .map((side) => side.found.name);
  const agreed = sides.length === 2 && others.length === 0;
  const alike = sides.filter((side) => side.found.name === found.name);
  const by = alike.some((side) => side.by === "stack") ? "stack" : "creation-stack";
  let confidence: number = by === "stack" ? CONFIDENCE.stack : CONFIDENCE.creation;
  if (agreed) confidence = CONFIDENCE.bothSides;
  if (others.length > 0) confidence = CONFIDENCE.oneOfTwo;
  if (!sub.certain) confidence = Math.min(confidence, CONFIDENCE.subtestGuess);
  const reported = reportedBy(origin, tests);
  const possible = [...new Set([...others, ...sub.others])].slice(0, ALSO_POSSIBLE_MAX);
  return {
    name: sub.name,
    scope: found.scope,
    by,
    confidence,
    ...(reported === undefined ? {} : { reported }),
    ...(possible.length === 0 ? {} : { alsoPossible: possible }),
  };
}

/** Fuzz seeds are subtests `FuzzX/seed#0`; the stream may say which one. */
function fuzzSeed(found: StackScope, origin: TextOrigin, tests: PackageIndex | undefined): string {
  if (found.scope !== "fuzz") return found.name;
  const streamTest = origin.streamTest;
  const leaves = tests?.raceLeaves ?? (streamTest === undefined ? [] : [streamTest]);
  const seeds = leaves.filter((name) => name !== found.name && isWithin(name, found.name));
  const [only] = seeds;
  return only !== undefined && seeds.length === 1 ? only : found.name;
}

function isChild(origin: TextOrigin): boolean {
  const { childPid, pid } = origin;
  return childPid !== undefined && childPid !== pid;
}

/** A process that a test started: which test that was, only the stream can tell. `""`: not known. */
function ofChild(origin: TextOrigin, tests: PackageIndex | undefined): Attribution | undefined {
  // The log of a program that no test is known to have started.
  if (!isChild(origin) && origin.package === undefined) return undefined;
  const running = leavesOf(origin.runningTests ?? [...(tests?.tests.keys() ?? [])]);
  const [only] = running;
  const several = running.length === 1 ? [] : running.slice(0, ALSO_POSSIBLE_MAX);
  return {
    name: only !== undefined && running.length === 1 ? only : "",
    scope: "child",
    by: "process",
    confidence: CONFIDENCE.process,
    ...(several.length === 0 ? {} : { alsoPossible: several }),
  };
}

/** Step 5. */
function fromStream(origin: TextOrigin, tests: PackageIndex | undefined): Attribution | undefined {
  if (isChild(origin)) return ofChild(origin, tests);
  const leaves = tests?.raceLeaves ?? [];
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) {
    return {
      ...namedScope(only),
      by: "stream",
      confidence: CONFIDENCE.streamRaceLine,
      reported: only,
    };
  }
  const streamed = origin.streamTest ?? only;
  if (streamed !== undefined) {
    const others = [...leaves, ...(origin.runningTests ?? [])].filter((name) => name !== streamed);
    const possible = [...new Set(others)].slice(0, ALSO_POSSIBLE_MAX);
    return {
      ...namedScope(streamed),
      by: "stream",
      confidence: possible.length === 0 ? CONFIDENCE.streamTest : CONFIDENCE.position,
      ...(origin.streamTest === undefined ? {} : { reported: origin.streamTest }),
      ...(possible.length === 0 ? {} : { alsoPossible: possible }),
    };
  }
  if (origin.phase === "before-tests") {
    return { name: "init", scope: "init", by: "position", confidence: CONFIDENCE.position };
  }
  if (origin.phase === "after-tests") {
    return { name: "", scope: "after-exit", by: "position", confidence: CONFIDENCE.position };
  }
  return undefined;
}

/** Scope by a name's form: of a test that only the stream names, there is no other. */
export function namedScope(name: string): { name: string; scope: TestScope } {
  if (name.startsWith("Benchmark")) return { name, scope: "benchmark" };
  if (name.startsWith("Example")) return { name, scope: "example" };
  if (name.startsWith("Fuzz")) return { name, scope: "fuzz" };
  return { name, scope: name.includes("/") ? "subtest" : "test" };
}

/** Step 4. `explained` are tests whose race line has a race of its own. */
function afterExit(
  made: Attribution,
  sighting: RaceSighting,
  tests: PackageIndex | undefined,
  explained: ReadonlySet<string>,
): Attribution {
  if (made.scope !== "test" && made.scope !== "subtest") return made;
  const late = { ...made, scope: "after-exit" as const };
  if (sighting.origin.phase === "after-tests") return late;
  if (tests === undefined || sighting.origin.phase !== undefined || isChild(sighting.origin))
    return made;
  const own = tests.tests.get(made.name);
  if (own?.outcome !== "pass" || own.raceLine || tests.result.outcome !== "fail") return made;
  // Another test's process-wide race line may be this race, unless it has one of its own.
  return tests.raceLeaves.every((name) => explained.has(name))
    ? { ...late, reported: undefined }
    : made;
}

function first(sighting: RaceSighting, run: ParsedRun): Attribution | undefined {
  const tests = testIndex(run.tests).get(sighting.origin.package ?? "");
  const { origin } = sighting;
  return fromStacks(sidesOf(sighting), origin, tests) ?? fromStream(origin, tests);
}

/**
 * The test that a race belongs to, or undefined where neither stacks nor stream know of one (a race in the
 * log of a service). Looks at this race alone: `attributeAll` knows a little more.
 */
export function attribute(sighting: RaceSighting, run: ParsedRun): Attribution | undefined {
  const made = first(sighting, run);
  if (made === undefined) return undefined;
  const tests = testIndex(run.tests).get(sighting.origin.package ?? "");
  return afterExit(made, sighting, tests, new Set());
}

/** `attribute` for every race of a run; races after the tests are told from late ones by elimination. */
export function attributeAll(run: ParsedRun): ReadonlyMap<RaceSighting, Attribution> {
  const firsts = new Map<RaceSighting, Attribution>();
  const explained = new Map<string, Set<string>>();
  for (const sighting of run.races) {
    const made = first(sighting, run);
    if (made === undefined) continue;
    firsts.set(sighting, made);
    const owner = sighting.origin.package ?? "";
    const names = explained.get(owner) ?? new Set<string>();
    explained.set(owner, names.add(made.name));
  }
  const all = new Map<RaceSighting, Attribution>();
  for (const [sighting, made] of firsts) {
    const owner = sighting.origin.package ?? "";
    const tests = testIndex(run.tests).get(owner);
    const others = explained.get(owner) ?? new Set<string>();
    all.set(sighting, afterExit(withoutGuess(made, sighting, others), sighting, tests, others));
  }
  return all;
}

/** A race line that has a race of its own says nothing of this one. */
function withoutGuess(
  made: Attribution,
  { origin }: RaceSighting,
  explained: ReadonlySet<string>,
): Attribution {
  const { reported } = made;
  const guessed = origin.streamTest === undefined && reported !== undefined;
  if (!guessed || reported === made.name || !explained.has(reported)) return made;
  return { ...made, reported: undefined };
}

/** The test that a panic, fatal error or dump belongs to: by the goroutine that the runtime printed first. */
export function attributeCrash(sighting: CrashSighting, run: ParsedRun): Attribution | undefined {
  const { crash, origin } = sighting;
  const tests = testIndex(run.tests).get(origin.package ?? "");
  const [first] = crash.goroutines;
  const created = first?.createdBy === undefined ? [] : [first.createdBy.frame];
  const side = sideOf(first?.frames ?? [], created, origin.package);
  return fromStacks(side === undefined ? [] : [side], origin, tests) ?? fromStream(origin, tests);
}
