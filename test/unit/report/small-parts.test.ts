import { describe, expect, test } from "vitest";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";
import { CODES } from "../../../src/model/codes.ts";
import { findingAnnotations } from "../../../src/report/annotations.ts";
import { renderCheck } from "../../../src/report/check-run.ts";
import {
  chooseColour,
  explain,
  renderConsole,
  renderDoneLine,
  renderHeartbeat,
  renderPackageLine,
  renderProgressLine,
  serialiseFindings,
} from "../../../src/report/index.ts";
import { duration, shortFunction } from "../../../src/report/text/words.ts";
import { documentOf, goldenDocument, manyRaces, race } from "./documents.ts";

describe("chooseColour", () => {
  const gha = { GITHUB_ACTIONS: "true" };
  const build = { BUILD_ID: "b", PROJECT_ID: "p" };
  test.each([
    ["a terminal", {}, true, undefined, true],
    ["a pipe", {}, false, undefined, false],
    ["flag never on a terminal", {}, true, "never", false],
    ["flag always beats NO_COLOR", { NO_COLOR: "1" }, false, "always", true],
    ["flag auto is no flag", {}, true, "auto", true],
    ["NO_COLOR beats FORCE_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, undefined, false],
    ["empty NO_COLOR is not set", { NO_COLOR: "" }, true, undefined, true],
    ["FORCE_COLOR off a terminal", { FORCE_COLOR: "1" }, false, undefined, true],
    ["FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, undefined, false],
    ["FORCE_COLOR beats Cloud Build", { ...build, FORCE_COLOR: "1" }, false, undefined, true],
    ["empty FORCE_COLOR is not set", { FORCE_COLOR: "" }, false, undefined, false],
    ["GitHub Actions", gha, false, undefined, true],
    ["NO_COLOR on GitHub Actions", { ...gha, NO_COLOR: "1" }, false, undefined, false],
    ["Cloud Build, even with a terminal", build, true, undefined, false],
    ["half of Cloud Build's variables", { BUILD_ID: "b" }, true, undefined, true],
    ["a dumb terminal", { TERM: "dumb" }, true, undefined, false],
  ] as const)("%s", (_name, env, isTTY, flag, expected) => {
    expect(chooseColour({ env, isTTY, flag })).toBe(expected);
  });
});

describe("progress", () => {
  const state = {
    startedMs: 1_000,
    packagesDone: 3,
    packagesPlanned: 12,
    testsDone: 118,
    testsFailed: 0,
    races: 1,
    running: ["a", "b", "c", "d"].map((name, n) => ({
      importPath: `example.com/m/${name}`,
      sinceMs: 31_000 + 1_000 * n,
    })),
  };

  test("the redrawn line fits the terminal and breaks no line", () => {
    const text = renderProgressLine(state, 91_000, { colour: false, width: 60 });
    expect(text).toBe("1m30s · 3/12 packages · 118 tests · 1 race report · exampl…");
    expect(text.length).toBeLessThan(60);
  });

  test("the heartbeat names the longest-running packages", () => {
    expect(renderHeartbeat(state, 91_000)).toBe(
      "still running: 1m30s · 3/12 packages · 118 tests · 1 race report · in example.com/m/a for " +
        "1m00s, example.com/m/b for 59.0s, example.com/m/c for 58.0s and 1 more",
    );
    const idle = { ...state, running: [], races: 0, testsDone: 0, packagesDone: 0 };
    expect(renderHeartbeat(idle, 1_500)).toBe(
      "still running: 0.5s · 0/12 packages · 0 tests · building",
    );
  });

  test("a line per package, columns aligned", () => {
    const base = { importPath: "example.com/m/a", tests: 12, testsFailed: 0, races: 0 };
    const plain = { colour: false };
    expect(
      [
        renderPackageLine({ ...base, outcome: "pass", elapsedMs: 1_234 }, plain),
        renderPackageLine({ ...base, outcome: "fail", testsFailed: 2, races: 3 }, plain),
        renderPackageLine({ ...base, outcome: "skip", tests: 0 }, plain),
        renderPackageLine({ ...base, outcome: "build-failed", tests: 0 }, plain),
        renderPackageLine({ ...base, outcome: "pass", cached: true }, plain),
      ].join("\n"),
    ).toBe(
      [
        "ok        example.com/m/a  12 tests, 1.2s",
        "FAIL      example.com/m/a  12 tests, 2 failed, 3 race reports",
        "skip      example.com/m/a  no tests",
        "NO BUILD  example.com/m/a  0 tests",
        "ok        example.com/m/a  12 tests, cached",
      ].join("\n"),
    );
  });
});

describe("words", () => {
  test.each([
    [-5, "0.0s"],
    [0, "0.0s"],
    [449, "0.4s"],
    [59_940, "59.9s"],
    [59_950, "1m00s"],
    [492_000, "8m12s"],
    [3_599_600, "1h00m"],
    [3_720_000, "1h02m"],
  ])("%i ms is %s", (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  test.each([
    ["example.com/m/cache.(*Cache).Put", "cache.(*Cache).Put"],
    ["example.com/m/gen.Map[example.com/m/k.Key]", "gen.Map[example.com/m/k.Key]"],
    ["main.main", "main.main"],
    ["gopkg.in/yaml%2ev3.Unmarshal", "yaml%2ev3.Unmarshal"],
    ["", ""],
  ])("%s is short for %s", (symbol, short) => {
    expect(shortFunction(symbol)).toBe(short);
  });
});

describe("renderDoneLine", () => {
  const document = goldenDocument("two-new-races");
  test("has its fixed form", () => {
    const options = { durationMs: 492_000, reportLink: "gs://bucket/p/runs/4711/1/" };
    expect(renderDoneLine(document, options)).toBe(
      "DONE 12 packages, 340 tests, 3 races (2 new) in 8m12s · gate: closed (exit 3) · " +
        "FAIL: 2 new data races close the gate (1 known, 3 tests failed) · gs://bucket/p/runs/4711/1/",
    );
  });
  test("ends with the verdict where there is no report to point at", () => {
    const end = /· FAIL: 2 new data races close the gate \(1 known, 3 tests failed\)$/;
    expect(renderDoneLine(document, { durationMs: 1 })).toMatch(end);
    expect(renderDoneLine(document, { durationMs: 1, reportLink: "" })).toMatch(end);
  });
  test("counts one thing in the singular", () => {
    const run = { ...document.run, races: { ...document.run.races, findings: 1, new: 1 } };
    const one = {
      ...document,
      run: {
        ...run,
        packages: { ...run.packages, planned: 1 },
        tests: { ...run.tests, total: 1 },
      },
    };
    expect(renderDoneLine(one, { durationMs: 1 })).toMatch(
      /^DONE 1 package, 1 test, 1 race \(1 new\) /,
    );
  });
  test("is the console's last line", () => {
    const done = { durationMs: 492_000 };
    const text = renderConsole(document, { colour: false, done });
    expect(text.endsWith(`\n${renderDoneLine(document, done)}\n`)).toBe(true);
    expect(renderConsole(document, { colour: false })).not.toContain("DONE");
  });
});

describe("the console", () => {
  test("colour adds nothing but colour", () => {
    for (const name of ["two-new-races", "incomplete", "hostile-texts"]) {
      const document = goldenDocument(name);
      const bare = renderConsole(document, { colour: true }).replaceAll(/\u001b\[[\d;]*m/g, "");
      const words = (text: string) => text.replaceAll(/[ \n]+/g, " ");
      expect(words(bare)).toBe(words(renderConsole(document, { colour: false })));
    }
  });

  test("prose keeps the width; the first line answers; own code is bright and the runtime dim", () => {
    const document = goldenDocument("two-new-races");
    const narrow = renderConsole(document, { colour: false, width: 60 });
    const prose = narrow.split("\n").filter((line) => /^ {2}(why|fix) /.test(line));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(narrow.split("\n")[0]).toBe(
      "FAIL  2 new data races close the gate (1 known, 3 tests failed)",
    );
    const colour = renderConsole(document, { colour: true, detail: "full" });
    expect(colour).toContain("\u001b[1minternal/cache/cache.go:41\u001b[0m");
    expect(colour).toMatch(/\u001b\[2m\$GOROOT\/src\/internal\/runtime\/maps/);
  });

  test("file names are shown from where the reader stands, and no other text changes", () => {
    const place = {
      line: 3,
      function: "m/internal/cache.F",
      own: true,
      operation: "read",
    } as const;
    const files = ["internal/cache/a.go", "internal/cached.go", "x/internal/cache/b.go"];
    const locations = files.map((file) => ({ ...place, file, role: "access" as const }));
    const goroutines = [{ label: "F, started at internal/cache/a.go:9" }];
    const document = documentOf([race({ locations, goroutines })]);
    const text = renderConsole(document, {
      colour: false,
      directory: "internal/cache",
      detail: "full",
    });
    expect(text).toMatch(/^ {2}read {9}a\.go:3 /m);
    expect(text).toContain("by F, started at a.go:9");
    expect(text).toContain("internal/cached.go:3");
    expect(text).toContain("x/internal/cache/b.go:3");
    expect(text).toContain("./internal/cache\n");
  });

  test("twenty findings whole, the others one line each, none lost", () => {
    const document = documentOf(manyRaces(90));
    const text = renderConsole(document, { colour: false });
    expect(text).toContain("NEW 20/90");
    expect(text).not.toContain("NEW 21/90");
    expect(text).toContain("MORE (70)");
    expect(text).toContain("… and 20 more in findings.json");
    expect(text.match(/rg2-[0-9a-f]{16}/g)).toHaveLength(70);
  });
});

describe("annotations", () => {
  test("both accesses name each other; the creation site is a notice", () => {
    const notes = findingAnnotations(documentOf([race()]));
    expect(notes.map(({ level, file, line }) => `${level} ${file}:${line}`)).toEqual([
      "error internal/cache/cache.go:41",
      "error internal/cache/cache.go:29",
      "notice internal/cache/cache_test.go:22",
    ]);
    expect(notes[0]?.message).toContain("the other access: read at internal/cache/cache.go:29");
    expect(notes[1]?.message).toContain("the other access: write at internal/cache/cache.go:41");
    expect(new Set(notes.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  test("levels: what closes the gate is an error, else a warning, a note is a notice", () => {
    const level = (fields: Parameters<typeof race>[0]) =>
      findingAnnotations(documentOf([race(fields)]))[0]?.level;
    expect(level({ gates: true, severity: "warning" })).toBe("error");
    expect(level({ gates: false, severity: "error" })).toBe("warning");
    expect(level({ gates: false, severity: "note" })).toBe("notice");
  });

  test("known, suppressed and fixed findings get none, unless they close the gate", () => {
    for (const state of ["known", "suppressed", "fixed"] as const) {
      expect(findingAnnotations(documentOf([race({ state, gates: false })]))).toEqual([]);
      expect(findingAnnotations(documentOf([race({ state, gates: true })]))).not.toEqual([]);
    }
  });

  test.each([
    ["$GOROOT/src/sort/sort.go", false],
    ["example.com/dep@v1.2.3/dep.go", false],
    ["/abs/file.go", true],
    ["../outside.go", true],
    ["C:\\x\\y.go", true],
    ["<autogenerated>", true],
  ])("no annotation at %s; the nearest own frame instead", (file, own) => {
    const one = race();
    const locations = one.locations
      .filter(({ role }) => role !== "created-at")
      .map((location) => ({ ...location, file, own }));
    const notes = findingAnnotations(documentOf([{ ...one, locations }]));
    expect(notes.map((note) => note.file)).not.toContain(file);
    expect(notes[0]?.file).toBe("internal/cache/cache.go");
    const bare = { ...one, locations, goroutines: [] };
    expect(findingAnnotations(documentOf([bare]))).toEqual([]);
  });
});

describe("the check run", () => {
  const conclusion = (name: string) =>
    renderCheck(goldenDocument(name), { annotations: [] }).conclusion;
  test.each([
    ["clean-run", "success"],
    ["known-only", "success"],
    ["report-only", "neutral"],
    ["two-new-races", "failure"],
    ["tests-failed", "failure"],
    ["build-failed", "failure"],
    ["incomplete", "failure"],
    ["cancelled", "failure"],
  ])("%s: %s", (name, expected) => {
    expect(conclusion(name)).toBe(expected);
  });

  test("the external id is the same for the same attempt and tells matrix jobs apart", () => {
    const document = goldenDocument("clean-run");
    const id = (jobKey?: string) => renderCheck(document, { annotations: [], jobKey }).externalId;
    expect(id()).toBe("racegate:4711:1");
    expect(id("go1.26")).toBe("racegate:4711:1:go1.26");
  });

  test("details_url only for addresses a browser opens", () => {
    const url = (reportLink: string) =>
      renderCheck(goldenDocument("clean-run"), { annotations: [], reportLink }).detailsUrl;
    expect(url("https://a.example/x")).toBe("https://a.example/x");
    expect(url("gs://bucket/x")).toBeUndefined();
  });
});

describe("findings.json", () => {
  test("keys in any order, and undefined ones, give the same bytes", () => {
    const document = goldenDocument("two-new-races");
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== "object" || value === null) return value;
      const fields = Object.entries(value).map(([key, field]) => [key, reversed(field)] as const);
      return Object.fromEntries([...fields.toReversed(), ["nothing", undefined]]);
    };
    const text = serialiseFindings(document);
    expect(serialiseFindings(reversed(document) as FindingsDocument)).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      "schemaVersion",
      "tool",
      "run",
      "verdict",
      "findings",
      "diagnostics",
    ]);
  });

  test("a package named __proto__ and lone surrogates survive", () => {
    const document = documentOf([race({ package: "__proto__", title: "a\ud800b" })]);
    const [first] = (JSON.parse(serialiseFindings(document)) as FindingsDocument).findings;
    expect(first?.package).toBe("__proto__");
    expect(first?.title).toBe("a\ud800b");
  });
});

describe("explain", () => {
  test.each([...Object.keys(CODES), "RG9001", "RG9070", "rg1000"])("%s has its words", (code) => {
    const text = explain(code, { colour: false, width: 80 }) ?? "";
    expect(text.startsWith(`${code.toUpperCase()}  `)).toBe(true);
    expect(text).toContain("What to do: ");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("a fingerprint of the document shows the finding and its code; unknown words show nothing", () => {
    const document = goldenDocument("two-new-races");
    const text = explain("rg2-111111111111111a", { colour: false, document }) ?? "";
    expect(text).toContain("data race on Cache.items");
    expect(text).toContain("RG1000  ");
    expect(explain("rg2-0000000000000000", { colour: false, document })).toBeUndefined();
    expect(explain("constructor", { colour: false })).toBeUndefined();
  });
});
