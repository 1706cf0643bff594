import type { PackageResult, TestResult, TestRun } from "../model/test-run.ts";

/** What the stream said of one package, by test name. */
export interface PackageIndex {
  readonly result: PackageResult;
  readonly tests: ReadonlyMap<string, TestResult>;
  /** Tests that failed by a detected race and have no subtest that did. */
  readonly raceLeaves: readonly string[];
}

/** Is `name` the test `parent` or a subtest of it? */
export function isWithin(name: string, parent: string): boolean {
  return name === parent || name.startsWith(`${parent}/`);
}

/** Names without those that are an ancestor of another one. Order kept. */
export function leavesOf(names: readonly string[]): string[] {
  const parents = new Set<string>();
  for (const name of names) {
    for (let at = name.lastIndexOf("/"); at > 0; at = name.lastIndexOf("/", at - 1)) {
      parents.add(name.slice(0, at));
    }
  }
  return names.filter((name) => !parents.has(name));
}

const cache = new WeakMap<TestRun, ReadonlyMap<string, PackageIndex>>();

/** Packages of the stream by import path; built once for each run. */
export function testIndex(tests: TestRun): ReadonlyMap<string, PackageIndex> {
  const known = cache.get(tests);
  if (known !== undefined) return known;
  const index = new Map<string, PackageIndex>();
  for (const result of tests.packages) {
    index.set(result.importPath, {
      result,
      tests: new Map(result.tests.map((test) => [test.name, test])),
      raceLeaves: leavesOf(result.tests.filter((t) => t.raceLine).map((t) => t.name)),
    });
  }
  cache.set(tests, index);
  return index;
}
