import { describe, expect, test } from "vitest";
import { baselineOf } from "../../../src/decide/baseline-merge.ts";
import { closesGate, ruleMatches } from "../../../src/decide/policy.ts";
import type { FailOnRule } from "../../../src/model/fail-on.ts";
import { baseline as schema } from "../../../src/model/config.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { findingsDocument } from "../../../src/model/findings-document.ts";
import { join } from "node:path";
import { capturedRun } from "../analyse/captured-run.ts";
import { decided, GOLDEN } from "./decided.ts";

type Judged = Pick<Finding, "kind" | "class" | "severity" | "state" | "codeClass" | "code">;
const race: Judged = {
  kind: "data-race",
  class: "concurrent-map",
  severity: "error",
  state: "new",
  codeClass: "ours",
  code: "RG1000",
};

test.each<[FailOnRule, Partial<Judged>, boolean]>([
  ["data-race", {}, true],
  ["data-race", { state: "known" }, false],
  ["data-race", { state: "suppressed" }, false],
  ["data-race", { kind: "panic" }, false],
  ["concurrent-map", {}, true],
  ["error", {}, true],
  ["error", { severity: "warning" }, false],
  ["ours", {}, true],
  ["RG1000", {}, true],
  ["new", {}, true],
  ["new", { severity: "note" }, false],
  ["new", { state: "known" }, false],
  ["known", { state: "known" }, true],
  ["known", {}, false],
  [{ kind: "data-race" }, {}, true],
  [{ kind: "data-race", owner: "dependency" }, {}, false],
  [{ kind: "data-race", owner: "ours", severity: "error", class: "concurrent-map" }, {}, true],
  [{ kind: "data-race" }, { state: "known" }, false],
  [{ kind: "data-race", state: "known" }, { state: "known" }, true],
  [{ severity: "note" }, { severity: "note" }, true],
  [{ code: "RG1000" }, {}, true],
  [{ code: "RG1001" }, {}, false],
  [{}, {}, true],
])("rule %o on %o: %s", (rule, parts, expected) => {
  expect(ruleMatches(rule, { ...race, ...parts })).toBe(expected);
});

test("no rule, no gate", () => {
  expect(closesGate([], race)).toBe(false);
  expect(closesGate(["panic", "data-race"], race)).toBe(true);
});

describe("baseline", async () => {
  const run = await capturedRun(join(GOLDEN, "scopes"), "scopes");
  const first = await decided(run);
  const written = baselineOf(first);

  test("is valid, sorted, without doubles, tests or builds", () => {
    expect(schema.parse(JSON.parse(JSON.stringify(written)))).toEqual(written);
    const prints = written.findings.map((each) => each.fingerprint);
    expect(prints).toEqual([...new Set(prints)].sort());
    expect(new Set(written.findings.map((each) => each.kind))).toEqual(
      new Set(["data-race", "fatal-error", "panic"]),
    );
    expect(written.findings[0]?.firstSeen).toBe("2026-01-01");
  });

  test("makes the same findings known; the gate opens, failed tests stay failed", async () => {
    const again = await decided(run, {}, written);
    const races = again.findings.filter((each) => each.kind === "data-race");
    expect(races.length).toBeGreaterThan(20);
    expect(new Set(races.map((each) => each.state))).toEqual(new Set(["known"]));
    expect(again.verdict).toMatchObject({ exitCode: 1, gate: "open" });
    expect(again.run.races.new).toBe(0);
  });

  test("a finding that it does not hold is new and closes the gate", async () => {
    const [, ...rest] = written.findings.filter((each) => each.kind === "data-race");
    const again = await decided(run, {}, { ...written, findings: rest });
    expect(again.verdict.exitCode).toBe(3);
    expect(again.findings[0]?.state).toBe("new");
  });

  test("keeps what a run did not see", () => {
    const other = { fingerprint: "rg2-ffffffffffffffff", kind: "data-race" as const, title: "t" };
    const previous = { ...written, findings: [other] };
    const cut = { ...first, verdict: { ...first.verdict, complete: false } };
    expect(baselineOf(cut, previous).findings).toContainEqual(other);
    expect(baselineOf(first, previous).findings).toContainEqual(other);
  });
});

test("the document is valid and the same twice", async () => {
  const read = () => capturedRun(join(GOLDEN, "scopes"), "scopes");
  const [one, two] = [await decided(await read()), await decided(await read())];
  expect(JSON.stringify(two)).toBe(JSON.stringify(one));
  expect(findingsDocument.safeParse(JSON.parse(JSON.stringify(one))).error).toBeUndefined();
});

test("findings are ordered by severity, state, kind, package, file, line", async () => {
  const { findings } = await decided(await capturedRun(join(GOLDEN, "scopes"), "scopes"));
  const races = findings.filter((each) => each.kind === "data-race").map((each) => each.package);
  expect(races).toEqual([...races].sort());
  const kinds = findings.map((each) => each.kind);
  expect(kinds.indexOf("fatal-error")).toBeGreaterThan(kinds.lastIndexOf("data-race"));
  const globals = findings.filter((each) => each.package.endsWith("/globals"));
  const lines = globals.map((each) => each.locations[0]?.line ?? 0);
  expect(lines).toEqual([...lines].sort((a, b) => a - b));
});
