// What the console shows and what it only counts.
import { describe, expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import { renderConsole } from "../../../src/report/console.ts";
import { documentOf, goldenDocument, race } from "./documents.ts";

const AT = "racegate explain --last";

const leak = (fields: Partial<Finding> = {}): Finding =>
  race({
    kind: "goroutine-leak",
    code: "RG2005",
    title: "goroutine leak: queue.pump waits to receive from a channel",
    gates: false,
    severity: "warning",
    ...fields,
  });

const passing = (findings: readonly Finding[]): FindingsDocument => ({
  ...goldenDocument("clean-run"),
  findings: [...findings],
});

const console = (document: FindingsDocument, notesAt: string | undefined = AT): string =>
  renderConsole(document, { colour: false, notesAt });

describe("a green build", () => {
  test("says nothing of notes where there are none", () => {
    expect(console(passing([]))).not.toContain("note");
  });

  test("one note, two notes", () => {
    expect(console(passing([leak()]))).toMatch(/^1 note \(racegate explain --last\)$/m);
    expect(console(passing([leak(), leak({ severity: "note" })]))).toMatch(
      /^2 notes \(racegate explain --last\)$/m,
    );
  });

  test("verdict, scope and the count are all there is, whatever was found", () => {
    const known = leak({ state: "known" });
    const document = passing([...Array.from({ length: 40 }, () => leak()), known]);
    const diagnostics = [{ code: "x", severity: "info" as const, message: "A trace.", count: 1 }];
    const lines = console({ ...document, diagnostics })
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe("42 notes (racegate explain --last)");
  });

  test("a race that the policy lets pass is shown all the same", () => {
    expect(console(passing([race({ gates: false })]))).toContain("reproduce");
  });

  test("of forty known races the first five have a line", () => {
    const known = Array.from({ length: 40 }, () => race({ state: "known", gates: false }));
    const text = console(passing(known));
    expect(text).toContain("KNOWN (40), the gate ignores them");
    expect(text).toContain("… and 35 more in findings.json");
    expect(text.trimEnd().split("\n").length).toBeLessThan(12);
    expect(renderConsole(passing(known), { colour: false })).not.toContain("… and");
  });

  test("all is shown where nobody could read it later", () => {
    const text = renderConsole(passing([leak()]), { colour: false });
    expect(text).toContain("NEW  goroutine leak: queue.pump waits");
    expect(text).not.toContain(AT);
  });
});

describe("a red build", () => {
  test("shows errors and warnings whole, and counts notes after them", () => {
    const text = console(documentOf([race(), leak(), leak({ severity: "note" })]));
    expect(text).toContain("NEW 2/2  goroutine leak");
    expect(text.trimEnd().split("\n").at(-1)).toBe("1 note (racegate explain --last)");
  });

  test("shows what was lost, and doubts", () => {
    const lost = { code: "x", severity: "data-loss" as const, message: "A log is cut.", count: 1 };
    const text = console({ ...documentOf([race()]), diagnostics: [lost] });
    expect(text).toContain("data lost  A log is cut.");
  });

  test("a note that closes the gate is no note", () => {
    const text = console(documentOf([leak({ severity: "note", gates: true })]));
    expect(text).toContain("NEW  goroutine leak");
    expect(text).not.toContain(AT);
  });
});
