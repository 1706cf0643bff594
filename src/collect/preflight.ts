/** What `go env` already shows: reasons why `go test -race` cannot work on this machine. */
import { access, constants } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import type { Environment, PreflightProblem } from "./plan-types.ts";

/** internal/platform.RaceDetectorSupported of go1.26. */
const SUPPORTED: ReadonlyMap<string, readonly string[]> = new Map([
  ["linux", ["amd64", "arm64", "loong64", "ppc64le", "riscv64", "s390x"]],
  ["darwin", ["amd64", "arm64"]],
  ["freebsd", ["amd64"]],
  ["netbsd", ["amd64"]],
  ["windows", ["amd64"]],
]);
/** Oldest Go whose reports, streams and traces racegate reads. */
const MIN_GO_MINOR = 22;

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Whether the first word of a command (`CC` may hold flags) is a program on PATH. */
async function commandExists(command: string, env: Environment): Promise<boolean> {
  const program = command.trim().split(/\s+/)[0] ?? "";
  if (program === "") return false;
  if (isAbsolute(program)) return isExecutable(program);
  for (const directory of (env["PATH"] ?? "").split(delimiter)) {
    if (directory !== "" && (await isExecutable(join(directory, program)))) return true;
  }
  return false;
}

/** @param goEnv variables as `go env -json` prints them */
export async function preflight(
  goEnv: ReadonlyMap<string, string>,
  env: Environment,
): Promise<PreflightProblem[]> {
  const problems: PreflightProblem[] = [];
  const goos = goEnv.get("GOOS") ?? "";
  const goarch = goEnv.get("GOARCH") ?? "";
  if (SUPPORTED.get(goos)?.includes(goarch) !== true) {
    problems.push({
      code: "RG5105",
      slug: "unsupported-platform",
      message: `Go's race detector does not support ${goos}/${goarch}.`,
      cure: "Run on linux/amd64 or linux/arm64, or unset GOOS and GOARCH.",
    });
  }
  const version = goEnv.get("GOVERSION") ?? "";
  const minor = /^go1\.(\d+)/.exec(version)?.[1];
  if (minor !== undefined && Number(minor) < MIN_GO_MINOR) {
    problems.push({
      code: "RG5199",
      slug: "go-too-old",
      message: `${version} is older than go1.${MIN_GO_MINOR}.`,
      cure: `Install Go 1.${MIN_GO_MINOR} or later.`,
    });
  }
  // The detector of macOS needs no cgo (cmd/go/internal/work/init.go).
  if (goos !== "darwin") problems.push(...(await cgoProblems(goEnv, env)));
  return problems;
}

async function cgoProblems(
  goEnv: ReadonlyMap<string, string>,
  env: Environment,
): Promise<PreflightProblem[]> {
  const compiler = goEnv.get("CC") ?? "";
  const enabled = goEnv.get("CGO_ENABLED") === "1";
  const hasCompiler = await commandExists(compiler, env);
  // Without a compiler on PATH, go itself turns cgo off: then the compiler is the cause, unless the user
  // turned it off by hand.
  if (!hasCompiler && (enabled || env["CGO_ENABLED"] !== "0")) {
    return [
      {
        code: "RG5102",
        slug: "no-c-compiler",
        message: `The C compiler ${JSON.stringify(compiler)} is not on PATH, and -race needs one.`,
        cure: "Install gcc or clang (Debian: apt-get install gcc libc6-dev; Alpine: apk add gcc musl-dev).",
      },
    ];
  }
  if (enabled) return [];
  return [
    {
      code: "RG5101",
      slug: "cgo-disabled",
      message: "CGO_ENABLED is 0, and -race needs cgo.",
      cure: "Set CGO_ENABLED=1, or unset it (go env -u CGO_ENABLED).",
    },
  ];
}
