// What a run did not look at: said in the report, and no pass where nothing was tested.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentOf, racegate, Scratch } from "./command-line.ts";

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
    const captures = join(cwd, ".racegate", "captures");
    const capture = join(captures, readdirSync(captures)[0] ?? "");
    const again = await racegate(["analyze", "--json", capture], { cwd });
    expect(again.stdout).toBe(ended.stdout);
    const told = await racegate(["analyze", capture], { cwd });
    expect(told.stdout.replaceAll(/\s+/g, " ")).toContain(
      "Not tested: 1 package without tests; 1 package in which no test ran (example.com/shop/other); " +
        "2 files excluded by !race (alone/alone_test.go: TestAlone, cart/slow_test.go: TestThousand); " +
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
