// What a run did not look at: said in the report, and no pass where nothing was tested.
import { describe, expect, it } from "vitest";
import { captureOf, documentOf, racegate, Scratch } from "./command-line.ts";

const GO_MOD = "module example.com/shop\n\ngo 1.22\n";
const test = (pkg: string, name: string, constraint = ""): string =>
  `${constraint}package ${pkg}\n\nimport "testing"\n\nfunc ${name}(t *testing.T) {}\n`;
const NOT_RACE = "//go:build !race\n\n";

describe("the scope of a run", () => {
  it("names what !race excludes, packages without tests and filters, and analyze gives the same bytes", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({
      "go.mod": GO_MOD,
      "cart/cart_test.go": test("cart", "TestAdd"),
      "cart/slow_test.go": test("cart", "TestThousand", NOT_RACE),
      "alone/alone_test.go": test("alone", "TestAlone", NOT_RACE),
      "stock/stock.go": "package stock\n",
      "other/other_test.go": test("other", "TestOther"),
    });
    const ended = await racegate(["run", "--json", "--", "-run", "TestAdd"], { cwd });
    expect(ended.code, ended.stderr).toBe(0);
    expect(documentOf(ended).scope).toEqual({
      modules: [
        {
          path: "example.com/shop",
          directory: ".",
          state: "run",
          packages: 3,
          tests: 1,
          failed: 0,
          findings: 0,
        },
      ],
      packagesWithoutTests: ["example.com/shop/stock"],
      packagesWithoutRun: ["example.com/shop/other"],
      excludedByRace: [
        { file: "alone/alone_test.go", package: "example.com/shop/alone", tests: ["TestAlone"] },
        { file: "cart/slow_test.go", package: "example.com/shop/cart", tests: ["TestThousand"] },
      ],
      filters: ["-run TestAdd"],
    });
    // Without a name it is the capture of the last run.
    const again = await racegate(["analyze", "--json"], { cwd });
    expect(again.stdout).toBe(ended.stdout);
    const told = await racegate(["analyze"], { cwd });
    expect(told.stdout.replaceAll(/\s+/g, " ")).toContain(
      "Not tested: 1 package without tests; 1 package in which no test ran (example.com/shop/other); " +
        "2 files excluded by !race (alone/alone_test.go: TestAlone · cart/slow_test.go: TestThousand); " +
        "filter -run TestAdd.",
    );
  });

  it("packages that exist only with the tag race are run like all others", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({
      "go.mod": GO_MOD,
      "only/only_test.go": test("only", "TestOnly", "//go:build race\n\n"),
    });
    const ended = await racegate(["run", "--json"], { cwd });
    expect(ended.code, ended.stderr).toBe(0);
    expect(documentOf(ended).run.tests.passed).toBe(1);
  });
});

describe("a run without a test is no pass", () => {
  const modules = {
    "a filter that matches nothing": {
      files: { "go.mod": GO_MOD, "cart_test.go": test("shop", "TestAdd") },
      args: ["--", "-run", "NoSuchTest"],
      says: "no test ran: 1 package with test files; filter -run NoSuchTest",
    },
    "no test files at all": {
      files: { "go.mod": GO_MOD, "a/a.go": "package a\n", "b/b.go": "package b\n" },
      args: [],
      says: "no test ran: 2 packages, none with test files",
    },
    "a test binary that only prints its flags": {
      files: { "go.mod": GO_MOD, "cart_test.go": test("shop", "TestAdd") },
      args: ["--", "-args", "-h"],
      says: "no test ran: 1 package with test files",
    },
    "a TestMain that runs none": {
      files: {
        "go.mod": GO_MOD,
        "cart_test.go": `${test("shop", "TestAdd")}\nfunc TestMain(m *testing.M) {}\n`,
      },
      args: [],
      says: "no test ran: 1 package with test files",
    },
  };

  it.each(Object.entries(modules))("%s", async (_, { files, args, says }) => {
    using scratch = new Scratch();
    const cwd = scratch.module(files);
    const ended = await racegate(["run", ...args], { cwd });
    expect(ended.stdout).toContain(`ERROR  ${says}`);
    expect(ended.code, ended.stderr).toBe(5);
  });

  it.each<[string, string[], Record<string, string>]>([
    ["the flag", ["--allow-empty"], {}],
    ["the environment", [], { RACEGATE_ALLOW_EMPTY: "true" }],
  ])("allow-empty by %s passes it, and the headline says so", async (_, args, env) => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "a/a.go": "package a\n" });
    const ended = await racegate(["run", ...args], { cwd, env });
    expect(ended.stdout).toContain("PASS  no test ran (allow-empty)");
    expect(ended.code, ended.stderr).toBe(0);
  });

  it("a failed build stays a failed build", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ "go.mod": GO_MOD, "a_test.go": "package a\n\nvar x int = nil\n" });
    expect((await racegate(["run"], { cwd })).code).toBe(6);
  });
});

const RACY = `package stock

import "testing"

var left int

func TestTake(t *testing.T) {
	done := make(chan struct{})
	go func() { left--; close(done) }()
	left--
	<-done
}
`;
const goMod = (path: string): string => `module ${path}\n\ngo 1.22\n`;
/** Two modules side by side; the second has a race. */
const TWO = {
  "shop/go.mod": goMod("example.com/shop"),
  "shop/shop_test.go": test("shop", "TestShop"),
  "stock/go.mod": goMod("example.com/stock"),
  "stock/stock_test.go": RACY,
};
const goWork = (...members: string[]): string =>
  `go 1.22\n\nuse (\n${members.map((member) => `\t${member}\n`).join("")})\n`;
const ROOT = { "go.mod": goMod("example.com/root"), "root_test.go": test("root", "TestRoot") };

type Module = NonNullable<ReturnType<typeof documentOf>["scope"]>["modules"][number];
const told = ({ directory, path, state, tests, findings }: Module): string =>
  `${directory} ${path ?? "?"} ${state} ${tests} ${findings}`;

describe("which modules are run", () => {
  const cases: [string, Record<string, string>, string[], number, string[]][] = [
    [
      "no module at the root: all below, one verdict",
      TWO,
      [],
      3,
      ["shop example.com/shop run 1 0", "stock example.com/stock run 1 1"],
    ],
    [
      "a workspace without a module at its root: its members",
      { ...TWO, "go.work": goWork("./shop", "./stock") },
      [],
      3,
      ["shop example.com/shop run 1 0", "stock example.com/stock run 1 1"],
    ],
    [
      "a module that such a workspace does not list is named",
      { ...TWO, "go.work": goWork("./stock") },
      [],
      3,
      ["stock example.com/stock run 1 1", "shop ? not-run 0 0"],
    ],
    [
      "no module at the root and a workspace below: all, also what it does not list",
      {
        "here/go.work": goWork("./shop"),
        ...Object.fromEntries(Object.entries(TWO).map(([path, text]) => [`here/${path}`, text])),
      },
      [],
      3,
      ["here/shop example.com/shop run 1 0", "here/stock example.com/stock run 1 1"],
    ],
    [
      "a workspace beside a module: the members as well",
      { ...ROOT, ...TWO, "go.work": goWork(".", "./stock") },
      [],
      3,
      [". example.com/root run 1 0", "stock example.com/stock run 1 1", "shop ? not-run 0 0"],
    ],
    [
      "modules below a module are named",
      { ...ROOT, ...TWO },
      [],
      0,
      [". example.com/root run 1 0", "shop ? not-run 0 0", "stock ? not-run 0 0"],
    ],
    [
      "modules: all runs them, also beside a workspace that does not list them",
      { ...ROOT, ...TWO, "go.work": goWork(".", "./shop") },
      ["--modules", "all"],
      3,
      [
        ". example.com/root run 1 0",
        "shop example.com/shop run 1 0",
        "stock example.com/stock run 1 1",
      ],
    ],
    [
      "modules: root leaves members of the workspace out, and names them",
      { ...ROOT, ...TWO, "go.work": goWork(".", "./shop", "./stock") },
      ["--modules=root"],
      0,
      [". example.com/root run 1 0", "shop ? not-run 0 0", "stock ? not-run 0 0"],
    ],
    [
      "a module at the root without packages: those below",
      { ...TWO, "go.mod": goMod("example.com/tools") },
      [],
      3,
      ["shop example.com/shop run 1 0", "stock example.com/stock run 1 1"],
    ],
    [
      "a pattern that names a module below",
      { ...ROOT, ...TWO },
      ["./stock/..."],
      3,
      ["stock example.com/stock run 1 1"],
    ],
  ];

  it.each(cases)("%s", async (_, files, args, code, modules) => {
    using scratch = new Scratch();
    const cwd = scratch.module(files);
    const ended = await racegate(["run", "--json", "--out", "kept", ...args], { cwd });
    expect(ended.code, ended.stderr).toBe(code);
    const document = documentOf(ended);
    expect(document.scope?.modules.map(told)).toEqual(modules);
    expect(document.verdict.complete).toBe(true);
    expect(document.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  it("the headline says which are missing, a line each says what the others gave", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ ...ROOT, ...TWO });
    const one = await racegate(["run"], { cwd });
    expect(one.stdout).toContain("PASS  no data races in 1 of 3 modules; not run: shop, stock\n");
    const all = await racegate(["run", "--modules=all"], { cwd });
    expect(all.stdout).toContain("  . (example.com/root): 1 package, 1 test\n");
    expect(all.stdout).toContain(
      "  stock (example.com/stock): 1 package, 1 test, 1 failed, 1 new finding\n",
    );
    expect(all.stdout).toMatch(/reproduce .* go -C stock test -race -run '\^TestTake\$' -count=1 /);
  });

  it("analyze of a run of several modules gives the same bytes", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module(TWO);
    const ended = await racegate(["run", "--json"], { cwd });
    const capture = captureOf(ended);
    const again = await racegate(["analyze", "--json", capture], { cwd });
    expect(again.stdout).toBe(ended.stdout);
    const race = documentOf(ended).findings.find((each) => each.kind === "data-race");
    expect(race?.locations[0]?.file).toBe("stock/stock_test.go");
    expect(race?.variable?.name).toContain("left");
  });

  it("a build that fails in one is placed there, and the others are run", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({
      ...TWO,
      "wrong/go.mod": goMod("example.com/wrong"),
      "wrong/deep/wrong_test.go": "package deep\n\nvar x int = nil\n",
    });
    const ended = await racegate(["run", "--json"], { cwd });
    expect(ended.code, ended.stderr).toBe(6);
    const { findings } = documentOf(ended);
    expect(findings.some((each) => each.kind === "data-race")).toBe(true);
    const build = findings.find((each) => each.kind === "build-failure");
    expect(build?.locations[0]).toMatchObject({ file: "wrong/deep/wrong_test.go", line: 3 });
  });

  it("a module that go cannot list is no pass, and the others are run", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ ...TWO, "odd/go.mod": "module example.com/odd\n\nnonsense\n" });
    const ended = await racegate(["run", "--json"], { cwd });
    expect(ended.code, ended.stderr).toBe(6);
    const document = documentOf(ended);
    expect(document.run.tests.total).toBe(2);
    expect(document.scope?.modules.map(told)).toContain("odd ? failed 0 0");
    expect(document.verdict.reasons.join()).toContain("odd");
  });

  it("modules that cannot be told apart are refused", async () => {
    using scratch = new Scratch();
    const cwd = scratch.module({ ...TWO, "stock/go.mod": goMod("example.com/shop") });
    const ended = await racegate(["run"], { cwd });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("shop and stock both have");
  });

  it("the deadline is one for all of them, and what never ran is named", async () => {
    using scratch = new Scratch();
    const slow = test("shop", "TestShop").replace("{}", "{ select {} }");
    const cwd = scratch.module({ ...TWO, "shop/shop_test.go": slow });
    const ended = await racegate(["run", "--json", "--deadline", "6s"], { cwd });
    expect(ended.code, ended.stderr).toBe(4);
    expect(documentOf(ended).verdict.reasons.join("; ")).toContain("deadline");
  });
});
