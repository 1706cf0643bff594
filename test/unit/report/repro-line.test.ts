import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { RunSummary } from "../../../src/model/findings-document.ts";
import { reproLine, shellQuote } from "../../../src/report/text/repro-line.ts";
import { hostileLine, seededRandom } from "../util/hostile-text.ts";
import { goldenDocument, race } from "./documents.ts";

const run: RunSummary = { ...goldenDocument("two-new-races").run, command: [] };
const attributed = (name: string, scope: NonNullable<Finding["test"]>["scope"] = "test") =>
  race({ test: { name, scope, by: "stack", confidence: 1 } });

/** What a POSIX shell makes of the line: environment values and arguments. */
function inShell(line: string): string[] {
  const program = `go() { printf '%s\\0' "GOMAXPROCS=$GOMAXPROCS" "GORACE=$GORACE" "$@"; }\n${line}\n`;
  return execFileSync("/bin/sh", ["-c", program], { encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("the whole line", () => {
  test("pins what the run had pinned", () => {
    expect(reproLine(attributed("TestFill"), run)).toBe(
      "GOMAXPROCS=4 GORACE=history_size=3 go test -race -run '^TestFill$' -count=1 ./internal/cache",
    );
  });

  test("effective values win; several keys are quoted; log_path and defaults go", () => {
    const gorace = {
      requested: "x",
      effective: 'halt_on_error=1 history_size=7 exitcode=66 log_path="/a b:c/race"',
    };
    const gomaxprocs = { requested: "4", effective: "2" };
    expect(reproLine(attributed("TestFill"), { ...run, gorace, gomaxprocs })).toContain(
      "GOMAXPROCS=2 GORACE='halt_on_error=1 history_size=7' go test",
    );
  });

  test("nothing pinned, nothing said", () => {
    const bare = { ...run, gomaxprocs: undefined, gorace: undefined };
    expect(reproLine(attributed("TestFill"), bare)).toMatch(/^go test -race -run/);
  });

  test("the user's flags that change what is built or run stay", () => {
    const command = "run ./... -- -tags integration -timeout=5m -short -cpu=1,2 -v -args -x".split(
      " ",
    );
    expect(reproLine(attributed("TestFill"), { ...run, command })).toContain(
      "go test -race -tags=integration -short -cpu=1,2 -run",
    );
  });
});

describe("what is run", () => {
  test.each([
    ["TestA", "test", "-run '^TestA$'"],
    ["TestA/b/c#01", "subtest", "-run '^TestA$/^b$/^c#01$'"],
    ["TestA/x.y(z)|[w]", "subtest", String.raw`-run '^TestA$/^x\.y\(z\)\|\[w\]$'`],
    ["TestA/it's", "subtest", String.raw`-run '^TestA$/^it'\''s$'`],
    ["BenchmarkB", "benchmark", "-run '^$' -bench '^BenchmarkB$'"],
    ["ExampleE", "example", "-run '^ExampleE$'"],
    ["FuzzF/seed#0", "fuzz", "-run '^FuzzF$/^seed#0$'"],
    ["TestLate", "after-exit", "-run '^TestLate$'"],
  ] as const)("%s (%s)", (name, scope, selection) => {
    expect(reproLine(attributed(name, scope), run)).toContain(`-race ${selection} -count=1 ./`);
  });

  test.each(["TestMain", ""])("the whole package for scope init of %j", (name) => {
    const line = reproLine(name === "" ? attributed("", "init") : race({ test: undefined }), run);
    expect(line).toContain("go test -race -count=1 ./internal/cache");
  });

  test("a build is checked by vet; the environment has no line", () => {
    expect(reproLine(race({ kind: "build-failure" }), run)).toBe("go vet ./internal/cache");
    expect(reproLine(race({ kind: "infrastructure" }), run)).toBeUndefined();
    expect(reproLine(race({ kind: "trust" }), run)).toBeUndefined();
    expect(reproLine(race({ package: "" }), run)).toBeUndefined();
  });
});

describe("where no test is known, nothing is said", () => {
  const loose: RunSummary = {
    ...run,
    packages: { ...run.packages, planned: 0 },
    tests: { ...run.tests, total: 0 },
  };

  test.each([
    "main",
    "command-line-arguments",
    "sync",
    "net/http",
    "vendor/golang.org/x/net/idna",
    "example.com/a/vendor/b.org/c",
  ])("%s is no package of tests", (path) => {
    expect(reproLine(race({ package: path, module: "" }), run)).toBeUndefined();
  });

  test("the log of a service names no test", () => {
    const service = race({ package: "example.com/svc", module: "", test: undefined });
    expect(reproLine(service, loose)).toBeUndefined();
    expect(reproLine({ ...service, package: "main" }, loose)).toBeUndefined();
    expect(reproLine(service, run)).toContain(" example.com/svc");
    expect(reproLine(attributed("TestFill"), loose)).toContain("-run '^TestFill$'");
  });

  test("a ginkgo spec is chosen by its text", () => {
    const test = { name: "TestCart", scope: "test", by: "stream", confidence: 1 } as const;
    const line = reproLine(race({ test: { ...test, spec: "cart (full) says so" } }), run);
    expect(line).toMatch(/-run '\^TestCart\$' -count=1 \.\/internal\/cache '-ginkgo\.focus=cart/);
    expect(inShell(line ?? "").at(-1)).toBe(String.raw`-ginkgo.focus=cart \(full\) says so`);
  });

  test("TestMain is no test that -run could name", () => {
    expect(reproLine(attributed("TestMain", "testmain"), run)).toContain("-race -count=1 ./");
  });
});

describe("the package", () => {
  const own = { file: "x.go", line: 1, function: "f", role: "access", own: true } as const;
  test.each([
    ["root of the module", "example.com/m", "example.com/m", "a_test.go", "."],
    ["below it", "example.com/m", "example.com/m/p/q", "p/q/a_test.go", "./p/q"],
    [
      "module in a subdirectory: the import path",
      "example.com/m",
      "example.com/m/p",
      "svc/p/a.go",
      "example.com/m/p",
    ],
    [
      "no file of the package seen: the import path",
      "example.com/m",
      "example.com/m/p",
      "q/a.go",
      "example.com/m/p",
    ],
    ["module not known: the import path", "", "example.com/m/p", "p/a.go", "example.com/m/p"],
    [
      "a module whose name begins alike",
      "example.com/m",
      "example.com/mp",
      "p/a.go",
      "example.com/mp",
    ],
  ])("%s", (_name, module, path, file, expected) => {
    const finding = race({ module, package: path, locations: [{ ...own, file }] });
    expect(reproLine(finding, run)?.split(" ").at(-1)).toBe(expected);
  });
});

test("a real shell reads back every argument, whatever the test is called", () => {
  const random = seededRandom(3);
  const names = ["$(touch x)", "`id`", "a'b\"c", "-x", "*", "~", "#c", "!1", "a\\b", "a;b&c|d>e"];
  for (let n = 0; n < 60; n++)
    names.push(hostileLine(random).replaceAll(/[\0/]/g, "").toWellFormed());
  for (const name of names) {
    const line = reproLine(attributed(`TestA/${name}`, "subtest"), run) ?? "";
    const literal = name.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
    expect(inShell(line), JSON.stringify(name)).toEqual([
      "GOMAXPROCS=4",
      "GORACE=history_size=3",
      "test",
      "-race",
      "-run",
      `^TestA$/^${literal}$`,
      "-count=1",
      "./internal/cache",
    ]);
    expect(
      execFileSync("/bin/sh", ["-c", `printf %s ${shellQuote(name)}`], { encoding: "utf8" }),
    ).toBe(name);
  }
});
