import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, unifiedDiff } from "../../../../src/analyse/patches/unified-diff.ts";
import type { LineEdit } from "../../../../src/analyse/patches/line-edit.ts";

function gitApplied(text: string, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), "patch-"));
  try {
    writeFileSync(join(folder, "a.go"), text);
    execFileSync("git", ["apply", "--unsafe-paths", "-"], { cwd: folder, input: patch });
    return readFileSync(join(folder, "a.go"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("git applies the patch, and it is what the edits say", () => {
  const line = fc.constantFrom("a", "b", "\tc", "");
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 30 }),
      fc.uniqueArray(fc.nat(29), { minLength: 1, maxLength: 3 }),
      fc.array(fc.constantFrom("x", "y := y", "keep"), { maxLength: 2 }),
      (lines, at, added) => {
        const text = lines.join("\n") + "\n";
        const edits: LineEdit[] = at
          .filter((index) => index < lines.length)
          .map((index) => ({
            path: "p",
            line: index + 1,
            replacement: added.map((word) => (word === "keep" ? (lines[index] ?? "") : word)),
          }));
        const wanted = applyEdits(text, edits);
        if (edits.length === 0 || wanted === text) return;
        const patch = unifiedDiff(edits, () => ({ path: "p", file: "a.go", text }));
        expect(patch).toBeDefined();
        expect(gitApplied(text, patch ?? "")).toBe(wanted);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test("a line that is not there gives no patch", () => {
  const edit = { path: "p", line: 9, replacement: ["x"] };
  const file = { path: "p", file: "a.go", text: "a\n" };
  expect(unifiedDiff([edit], () => file)).toBeUndefined();
  expect(unifiedDiff([edit], () => undefined)).toBeUndefined();
  expect(applyEdits("a\n", [edit])).toBeUndefined();
});
