/**
 * What the go command, the compiler, the linker and vet say when they cannot build, as causes with a cure. The words are
 * those of cmd/go (internal/load, modload, modfetch, vet), cmd/compile and cmd/link of Go 1.21 to 1.26 and of the C
 * tool chain. The first row that matches is the cause: later lines are often its consequences.
 */

export interface GoError {
  /** Stable, e.g. `vendor-inconsistent`. */
  readonly id: string;
  /** Who says it: `the linker`, `go vet`, `go`. */
  readonly by: string;
  /** A clause: `the vendor directory does not match go.mod`. */
  readonly what: string;
  readonly cure: string;
  /** The module, package or file that it is about; "" where it is about the whole module. Equal ones are one cause. */
  readonly subject: string;
}

interface Row {
  readonly id: string;
  readonly by?: string;
  readonly words: RegExp;
  /** $1 is the subject. */
  readonly what: string;
  readonly cure: string;
  /** The cause is one for the module, whatever package met it. */
  readonly whole?: boolean;
}

const TEXT_MAX = 64 * 1024;

const ROWS: readonly Row[] = [
  {
    id: "vendor-inconsistent",
    words:
      /inconsistent vendoring in |import lookup disabled by -mod=vendor|cannot find (?:package|module) .{0,300}vendor/,
    what: "the vendor directory does not match go.mod",
    cure: "Run go mod vendor and commit the vendor directory, or run with -mod=mod.",
    whole: true,
  },
  {
    id: "go-version",
    words:
      /requires go ?>= ?([0-9][\w.]{0,30})|requires newer Go version (go[\w.]{1,30})|invalid go version '([^']{1,60})'/,
    what: "the module needs Go $1",
    cure: "Install that version of Go, or set GOTOOLCHAIN=auto so that go fetches it.",
    whole: true,
  },
  {
    id: "toolchain-missing",
    words:
      /(?:download|toolchain) (go[0-9][\w.]{0,30})[^\n]{0,200}: toolchain not available|toolchain not available/,
    what: "the Go tool chain $1 that the module asks for cannot be had",
    cure: "Install it, correct the toolchain line of go.mod, or set GOTOOLCHAIN=local.",
    whole: true,
  },
  {
    id: "go-mod-invalid",
    words: /errors parsing (\S{0,300}go\.(?:mod|work))|malformed go\.(?:mod|work)/,
    what: "go.mod has a line that go cannot read",
    cure: "Correct the line that go names (go mod edit -fmt shows more).",
    whole: true,
  },
  {
    id: "checksum-mismatch",
    words: /verifying (\S{1,300}): checksum mismatch|SECURITY ERROR/,
    what: "the content of $1 is not what go.sum recorded",
    cure: "Find out why before you change go.sum: the version may have been moved, or a proxy serves another one.",
  },
  {
    id: "go-sum-missing",
    words:
      /missing go\.sum entry(?: for module providing package (\S{1,300})| for (go\.mod file)|)/,
    what: "go.sum has no entry for $1",
    cure: "Run go mod tidy and commit go.mod and go.sum.",
  },
  {
    id: "go-mod-stale",
    words: /updates to go\.mod needed|updating go\.mod|existing contents have changed/,
    what: "go.mod does not list what the code imports",
    cure: "Run go mod tidy and commit go.mod and go.sum.",
    whole: true,
  },
  {
    id: "module-missing",
    words: /no required module provides package ([^\s;]{1,300})/,
    what: "no module in go.mod provides the package $1",
    cure: "Run go get $1 and commit go.mod and go.sum, or correct the import.",
  },
  {
    id: "replacement-missing",
    words: /replacement directory (\S{1,300}) does not exist/,
    what: "go.mod replaces a module by the directory $1, which is not here",
    cure: "Check that directory out too, or drop the replace line for CI.",
  },
  {
    id: "workspace",
    words: /(?:not one of the workspace modules|listed in go\.work)/,
    what: "go.work and the modules on disk do not fit together",
    cure: "Run go work use for the module, remove the line of the one that is gone, or set GOWORK=off.",
    whole: true,
  },
  {
    id: "module-access",
    words:
      /terminal prompts disabled|could not read (?:Username|Password)|Permission denied \(publickey|Authentication failed for/,
    what: "go has no access to a private module",
    cure: "Set GOPRIVATE and give the step credentials (.netrc or git's credential helper).",
    whole: true,
  },
  {
    id: "module-version",
    words:
      /(\S{1,300}@\S{1,100}): (?:invalid version|reading [^\n]{0,300}: (?:404|410)|unknown revision)|unknown revision (\S{1,100})/,
    what: "the version $1 cannot be found",
    cure: "Correct the version in go.mod (go get MODULE@latest); for a private module set GOPRIVATE.",
  },
  {
    id: "ambiguous-import",
    words: /ambiguous import: found package (\S{1,300}) in multiple modules/,
    what: "two modules provide the package $1",
    cure: "Drop one of them from go.mod, or raise both to versions that no longer overlap.",
  },
  {
    id: "import-cycle",
    words: /import cycle not allowed/,
    what: "packages import each other in a cycle",
    cure: "Move what both need into a package of its own; a test may go into package x_test.",
  },
  {
    id: "internal-package",
    words: /use of internal package (\S{1,300}) not allowed/,
    what: "the internal package $1 may not be imported from here",
    cure: "Use the public API of that module, or move the code below the parent of internal.",
  },
  {
    id: "not-in-std",
    words: /package (\S{1,300}) is not in (?:std|GOROOT)/,
    what: "$1 is no package of this Go version's standard library",
    cure: "Correct the import path, or use a Go version that has the package.",
  },
  {
    id: "embed-missing",
    words: /pattern ([^\n:]{1,300}): no matching files found/,
    what: "go:embed finds no file for $1",
    cure: "Make the file before the tests run (a generated one is often not committed), or correct the pattern.",
  },
  {
    id: "mixed-packages",
    words: /found packages (\S{1,200}) \(/,
    what: "one directory holds files of two packages",
    cure: "Give all files of the directory the same package clause; only tests may add _test.",
  },
  {
    id: "build-constraints",
    words: /build constraints exclude all Go files in (\S{1,500})/,
    what: "build constraints leave no file of the package",
    cure: "Set the GOOS, GOARCH or -tags that the files ask for.",
  },
  {
    id: "c-header-missing",
    by: "the C compiler",
    words: /fatal error: (\S{1,200}): No such file or directory/,
    what: "the C header $1 is not there",
    cure: "Install the development package of that library.",
  },
  {
    id: "c-library-missing",
    by: "the linker",
    words: /cannot find -l([\w.+-]{1,100})|library not found for -l([\w.+-]{1,100})/,
    what: "the C library $1 is not there",
    cure: "Install the development package of that library, or correct #cgo LDFLAGS.",
  },
  {
    id: "pkg-config",
    words: /pkg-config[^\n]{0,300}(?:executable file not found|: exit status)/,
    what: "pkg-config does not know a C library that the package asks for",
    cure: "Install pkg-config and the development package of that library.",
  },
  {
    id: "link-undefined",
    by: "the linker",
    words:
      /undefined reference to [`']([^`'\n]{1,200})|Undefined symbols? (?:for architecture)?[^\n]{0,60}\n?\s*"?([^\s",]{1,200})|relocation target (\S{1,200}) not defined/,
    what: "nothing defines $1",
    cure:
      "A C function: link its library (#cgo LDFLAGS) and install it. A Go function without a body or behind go:linkname: " +
      "use a version of that module which knows this Go version.",
  },
  {
    id: "link-duplicate",
    by: "the linker",
    words:
      /duplicated definition of symbol ([^\s,]{1,200})|multiple definition of [`']([^`'\n]{1,200})/,
    what: "$1 is defined twice",
    cure: "Remove one of the two; two versions of one C library are the usual reason.",
  },
  {
    id: "link-failed",
    by: "the linker",
    words: /\/link: |ld returned \d{1,3} exit status|linker command failed/,
    what: "the test binary could not be linked",
    cure: "Read the linker's first line; a missing library or too little memory are the usual reasons.",
  },
  {
    id: "c-compiler",
    by: "the C compiler",
    words: /^\S[^:\n]{0,500}:\d{1,7}(?::\d{1,5})?: (?:fatal )?error: /m,
    what: "C code does not compile",
    cure: "Fix the first error; the ones below it are often its consequences.",
  },
  {
    id: "vet",
    by: "go vet",
    words: /^vet: |^# \[[^\]\n]{1,500}\]$/m,
    what: "go vet found a mistake",
    cure: "Correct it, or run with -vet=off after -- to test without vet.",
  },
];

/** The cause that a text of go names; undefined where no row fits: the compiler's own errors. */
export function goErrorOf(text: string): GoError | undefined {
  const searched = text.slice(0, TEXT_MAX);
  for (const { id, by = "go", words, what, cure, whole = false } of ROWS) {
    const match = words.exec(searched);
    if (match === null) continue;
    const subject =
      match.slice(1).find((group: string | undefined) => group !== undefined && group !== "") ?? "";
    const filled = (sentence: string): string =>
      sentence.replaceAll("$1", subject === "" ? "it" : subject.replace(/:$/, ""));
    return { id, by, what: filled(what), cure: filled(cure), subject: whole ? "" : subject };
  }
  return undefined;
}
