// A worker that cancels the others, a test that does not wait for them, and a goroutine that never looks at its context.
import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attachCauses } from "../../../src/analyse/causal/attach.ts";
import { contextWatch } from "../../../src/analyse/causal/watched-context.ts";
import { traceCausesOf } from "../../../src/analyse/causal/trace-causes.ts";
import { openGoSource } from "../../../src/analyse/source/go-source.ts";
import { analyse } from "../../../src/analyse/engine.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";
import { recorded, recordedBytes } from "./recorded.ts";

const OWNER = { artifact: "owner.trace", package: undefined, pid: undefined };
const PATH = "example.com/causal/owner/owner_test.go";
const SOURCE = join(import.meta.dirname, "../../fixtures/causal/owner/owner_test.go");

test("steps name who cancels beside its siblings, and who does not wait for them", async () => {
  const asked = { threads: [], goids: new Set<number>(), lines: [] };
  const { tests } = traceCausesOf(OWNER, await recorded("owner"), asked);
  const causes = tests.find((t) => t.test === "TestWorkerCancels")?.causes ?? [];
  const said = causes[0]?.steps.map((s) => s.what).join("\n") ?? "";
  expect(said).toMatch(/^T0: goroutine \d+ calls cancel, though goroutine \d+, not it, started those/m);
  expect(said).toMatch(/does not wait for it and ends: what it releases, goroutine \d+ may use for/);
});

test("the leak of a goroutine that takes a context and never uses it says so, from its source", async () => {
  const bytes = recordedBytes("owner");
  const artifact = { path: "owner.trace", kind: "text" as const, sizeBytes: bytes.length };
  const run = await parseRun({
    manifest: undefined,
    artifacts: [{ artifact, bytes: bytesSource(bytes, "owner.trace") }],
  });
  const source = await openGoSource([{ path: PATH, text: readFileSync(SOURCE, "utf8") }]);
  const { drafts } = analyse(run);
  const leak = drafts.find((d) => d.kind === "goroutine-leak");
  const goids = new Set(leak?.goroutines.map((g) => Number(g.goid)));
  const causes = traceCausesOf(OWNER, await recorded("owner"), { threads: [], goids, lines: [] });
  const [explained] = attachCauses(leak === undefined ? [] : [leak], [causes], run, source);
  const step = explained?.cause?.steps.find((s) => s.what.includes("is not woken by it"));
  expect(step?.what).toMatch(/its function takes a context and never uses it$/);
  expect(step?.certainty).toBe("direct");
  expect(explained?.cause?.steps.some((s) => s.what.startsWith("T0: "))).toBe(true);
});

test("what a function does with its context, by its source", async () => {
  const text = [
    "package p",
    "func never(ctx context.Context) { work() }",
    "func blank(_ context.Context) { work() }",
    "func hands(ctx context.Context) { call(ctx) }",
    "func looks(ctx context.Context) { if ctx.Err() != nil { return } }",
    "func none() { work() }",
  ].join("\n");
  const source = await openGoSource([{ path: "p/p.go", text }]);
  const watch = (name: string, line: number): string | undefined =>
    contextWatch(source, { function: `p.${name}`, file: "p/p.go", line });
  expect(watch("never", 2)).toBe("never");
  expect(watch("blank", 3)).toBe("never");
  expect(watch("hands", 4)).toBe("hands-on");
  expect(watch("looks", 5)).toBe("looks");
  expect(watch("none", 6)).toBe("takes-none");
  expect(contextWatch(source, { function: "q.f", file: "q.go", line: 1 })).toBeUndefined();
  expect(contextWatch(undefined, { function: "p.none", file: "p/p.go", line: 6 })).toBeUndefined();
});
