import { callParts, ownDescendants, type GoNode } from "./go-node.ts";
import type { GoFile } from "./go-file.ts";
import type { GoFunction } from "./functions.ts";

/** A test function or a subtest's literal. */
export interface TestBody {
  readonly function: GoFunction;
  readonly subtest: boolean;
  /** It calls t.Parallel itself. */
  readonly parallel: boolean;
  readonly parallelLine: number | undefined;
}

/** Tests and subtests of a file: `func TestX(t *testing.T)` and literals passed to t.Run. */
export function testBodies(file: GoFile): readonly TestBody[] {
  return file.functions.flatMap((one) => {
    const subtest = one.role === "subtest";
    const test = one.role === "declared" && /^(Test|Fuzz|Benchmark)/.test(one.name);
    if (!subtest && !test) return [];
    const call = parallelCall(one);
    return [{ function: one, subtest, parallel: call !== undefined, parallelLine: call?.line }];
  });
}

function parallelCall(one: GoFunction): GoNode | undefined {
  const names = new Set(
    one.parameters.filter(({ type }) => type.startsWith("*testing.")).map(({ name }) => name),
  );
  for (const node of ownDescendants(one.node)) {
    const parts = callParts(node);
    if (parts?.name === "Parallel" && names.has(parts.operand?.text ?? "")) return node;
  }
  return undefined;
}

/** The test or subtest that the function is or stands in. */
export function testBodyAround(file: GoFile, one: GoFunction | undefined): TestBody | undefined {
  const bodies = testBodies(file);
  for (let next = one; next !== undefined; next = next.parent) {
    const found = bodies.find((body) => body.function === next);
    if (found !== undefined) return found;
  }
  return undefined;
}
