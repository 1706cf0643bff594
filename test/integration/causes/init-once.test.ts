// Package initialisation and sync.Once, end to end: races with init, a Once that needs itself, one that is waited for,
// one whose function panicked. Under real go, and a real Delve.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureTool } from "../../../scripts/tools.ts";
import type { Finding } from "../../../src/model/finding.ts";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "racegate-init-once-"));
let findings: readonly Finding[] = [];

beforeAll(() => {
  const module = join(folder, "m");
  cpSync(join(ROOT, "test/fixtures/init-once"), module, { recursive: true });
  const keep = ["HOME", "GOCACHE", "GOPATH", "GOROOT", "TMPDIR"];
  const env = Object.fromEntries(keep.map((name) => [name, process.env[name]]));
  const path = `${dirname(ensureTool("dlv"))}:${process.env["PATH"] ?? ""}`;
  const flags = ["--inittrace", "--debug-panics", "--out", join(folder, "out")];
  const ended = spawnSync(
    process.execPath,
    [join(ROOT, "src/entry/cli.ts"), "run", ...flags, "./...", "--", "-timeout", "3s"],
    { cwd: module, env: { ...env, PATH: path }, encoding: "utf8", maxBuffer: 1 << 26 },
  );
  expect(ended.status, ended.stderr).toBe(3);
  const text = readFileSync(join(folder, "out/findings.json"), "utf8");
  ({ findings } = JSON.parse(text) as FindingsDocument);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function finding(owner: string, kind: Finding["kind"], name: string): Finding {
  const own = findings.filter((f) => f.package === `example.com/initonce/${owner}`);
  const found = own.find((f) => f.kind === kind && f.class === name);
  if (found === undefined) throw new Error(`${owner}: ${own.map((f) => f.title).join("; ")}`);
  return found;
}

function stepsOf({ cause }: Finding): readonly string[] {
  return (cause?.steps ?? []).map(({ what, location }) => {
    return `${location === undefined ? "" : `${location.file}:${location.line} `}${what}`;
  });
}

test("a race with an init function names it, who started the other side, and the package's turn", () => {
  const race = finding("plugin", "data-race", "package-init");
  expect(race.explanation).toMatch(
    / in package initialisation \(an init function\), which goes on/,
  );
  expect(race.explanation).toContain(
    "The goroutine of plugin.watch was started in package initialisation (plugin.init.0, plugin.go:14).",
  );
  expect(race.cause?.certainty).toBe("proof");
  expect(stepsOf(race).slice(0, 2)).toEqual([
    expect.stringMatching(
      /^plugin\/plugin\.go:1[36] example\.com\/initonce\/plugin is initialised: plugin\.init\.0 runs$/,
    ),
    "plugin/plugin.go:14 plugin.init.0 starts the goroutine of plugin.watch",
  ]);
  const order = race.evidence.find(({ say }) => say.includes("inittrace"));
  expect(order?.text).toMatch(
    /^init example\.com\/initonce\/plugin @[\d.]+ ms, [\d.]+ ms clock \(\d+ of \d+\)$/,
  );
});

test("a race with the initialiser of a variable names the variable", () => {
  // It happens in the process of whichever package imports it, too.
  const race = findings.find((f) => f.class === "package-init" && f.title.includes("`Names`"));
  if (race === undefined) throw new Error("no race on Names");
  expect(race.explanation).toContain("(the initialiser of count, registry.go:7)");
  expect(stepsOf(race)[0]).toBe(
    "registry/registry.go:7 example.com/initonce/registry is initialised: " +
      "the initialiser of a package-level variable (registry.init) runs",
  );
});

test("a Once that needs itself is proved by its address", () => {
  const found = finding("once", "deadlock", "double-lock");
  expect(found.certainty).toBe("proof");
  expect(found.explanation).toContain("which it itself holds while it runs the Once's function");
  expect(stepsOf(found)[0]).toBe(
    "once/once.go:22 once.Again calls Do of a Once, whose function has not returned",
  );
});

test("a slow Once is the cause of a test's time, and not a lock", () => {
  const slow = finding("once", "test-failure", "unclassified");
  expect(slow.cause?.pattern).toBe("once-init-wait");
  expect(slow.cause?.summary).toContain("is the function of a sync.Once, run by one goroutine");
  const steps = stepsOf(slow).join("\n");
  expect(steps).toMatch(/runs the function of a sync\.Once, at the latest from now on/);
  expect(steps).toMatch(/once\/once\.go:10 in it it sleeps/);
  expect(slow.fix?.words).toContain("Do it before the goroutines start that need it");
});

test("a panic that went through a Once says that the Once is done all the same", () => {
  const panic = finding("oncepanic", "panic", "nil-dereference");
  expect(panic.explanation).toContain(
    '"no address" came out of the function of a Once (oncepanic.(*Client).Send (client.go:25)): to the Once it has been run',
  );
  // The testing package recovers and raises again: that is not the program's doing.
  expect(panic.explanation).not.toMatch(/had recovered runtime/);
});
