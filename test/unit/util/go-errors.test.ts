import { describe, expect, test } from "vitest";
import { goErrorOf } from "../../../src/util/go-errors.ts";

/** What go, the compiler, the linker and vet print, in the words of each; names are invented. */
const TEXTS: readonly [id: string, subject: string, text: string][] = [
  [
    "vendor-inconsistent",
    "",
    "go: inconsistent vendoring in /src/app:\n\texample.org/x@v1.2.0: is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt",
  ],
  [
    "vendor-inconsistent",
    "",
    "a.go:2:8: cannot find module providing package example.org/x: import lookup disabled by -mod=vendor",
  ],
  ["go-version", "", "go: go.mod requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)"],
  [
    "go-version",
    "",
    "x/x.go:3:1: package requires newer Go version go1.99 (application built with go1.26)",
  ],
  ["toolchain-missing", "", "go: download go1.99.3 for linux/amd64: toolchain not available"],
  ["go-mod-invalid", "", "go: errors parsing go.mod:\ngo.mod:5: usage: require module/path v1.2.3"],
  [
    "checksum-mismatch",
    "example.org/x@v1.0.0",
    "verifying example.org/x@v1.0.0: checksum mismatch\n\tdownloaded: h1:a\n\tgo.sum: h1:b",
  ],
  [
    "go-sum-missing",
    "example.org/x",
    "a.go:2:8: missing go.sum entry for module providing package example.org/x (imported by example.com/app); to add:\n\tgo get example.com/app",
  ],
  [
    "go-sum-missing",
    "go.mod file",
    "go: example.org/x@v1.0.0: missing go.sum entry for go.mod file; to add it:",
  ],
  ["go-mod-stale", "", "go: updates to go.mod needed; to update it:\n\tgo mod tidy"],
  [
    "module-missing",
    "example.org/x",
    "a.go:2:8: no required module provides package example.org/x; to add it:\n\tgo get example.org/x",
  ],
  [
    "replacement-missing",
    "../lib",
    "go: example.org/lib@v0.0.0 (replaced by ../lib): replacement directory ../lib does not exist",
  ],
  [
    "workspace",
    "",
    "current directory is contained in a module that is not one of the workspace modules listed in go.work. You can add the module",
  ],
  [
    "workspace",
    "",
    "pattern ./...: directory prefix . does not contain modules listed in go.work or their selected dependencies",
  ],
  [
    "module-access",
    "",
    "fatal: could not read Username for 'https://git.example.org': terminal prompts disabled",
  ],
  [
    "module-version",
    "example.org/x@v9.9.9",
    "go: example.org/x@v9.9.9: invalid version: unknown revision v9.9.9",
  ],
  [
    "ambiguous-import",
    "example.org/x/y",
    "a.go:3:2: ambiguous import: found package example.org/x/y in multiple modules:",
  ],
  [
    "import-cycle",
    "",
    "package example.com/app\n\timports example.com/app/a from a.go\n\timports example.com/app from b.go: import cycle not allowed",
  ],
  [
    "internal-package",
    "net/http/internal",
    "\ta.go:2:8: use of internal package net/http/internal not allowed",
  ],
  ["not-in-std", "nosuch", "a.go:2:8: package nosuch is not in std (/usr/local/go/src/nosuch)"],
  ["embed-missing", "web/dist", "a.go:3:12: pattern web/dist: no matching files found"],
  ["mixed-packages", "q", "found packages q (a.go) and p (a_test.go) in /src/app"],
  [
    "build-constraints",
    "/src/app/win",
    "package example.com/app/win: build constraints exclude all Go files in /src/app/win",
  ],
  [
    "c-header-missing",
    "png.h",
    "./a.go:4:11: fatal error: png.h: No such file or directory\n    4 | // #include <png.h>",
  ],
  [
    "c-library-missing",
    "sqlite3",
    "/usr/local/go/pkg/tool/linux_amd64/link: running gcc failed: exit status 1\n/usr/bin/ld: cannot find -lsqlite3: No such file or directory",
  ],
  [
    "pkg-config",
    "",
    '# pkg-config --cflags  -- libpng\npkg-config: exec: "pkg-config": executable file not found in $PATH',
  ],
  [
    "link-undefined",
    "nope",
    "/usr/local/go/pkg/tool/linux_amd64/link: running gcc failed: exit status 1\n/tmp/go-build/a.cgo2.c:54: undefined reference to `nope'",
  ],
  [
    "link-undefined",
    "runtime.nothing",
    "example.com/app.F: relocation target runtime.nothing not defined",
  ],
  [
    "link-duplicate",
    "parse",
    "/usr/bin/ld: b.o: multiple definition of `parse'; a.o: first defined here",
  ],
  ["link-failed", "", "/usr/local/go/pkg/tool/linux_amd64/link: signal: killed"],
  [
    "c-compiler",
    "",
    "# example.com/app\n# [example.com/app]\n./a.go:3:3: error: unknown type name 'x'",
  ],
  [
    "vet",
    "",
    '# example.com/app\n# [example.com/app]\n./a.go:3:24: fmt.Printf format %d has arg "x" of wrong type string',
  ],
];

describe("what go says when it cannot build", () => {
  test.each(TEXTS)("%s %s", (id, subject, text) => {
    const error = goErrorOf(text);
    expect(error).toMatchObject({ id, subject });
    expect(`${error?.what ?? ""} ${error?.cure ?? ""}`).not.toContain("$");
  });

  test("the compiler's own errors have no row", () => {
    expect(goErrorOf("# example.com/app\n./a.go:2:9: undefined: thing")).toBeUndefined();
    expect(
      goErrorOf("# example.com/app\n./a.go:2:9: syntax error: unexpected {, expected )"),
    ).toBeUndefined();
    expect(goErrorOf("")).toBeUndefined();
  });

  test("hostile text takes no time", () => {
    for (const part of [
      "\timports ",
      "undefined reference to `",
      "a.go:1:1: ",
      "missing go.sum entry for ",
      "# [",
      "verifying ",
    ]) {
      const started = performance.now();
      goErrorOf(part.repeat(20_000));
      // A guard against a hang, far above what it takes.
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});
