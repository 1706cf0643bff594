import { describe, expect, it } from "vitest";
import { infrastructureCode } from "../../../src/parse/infrastructure.ts";

/** Lines as the tools print them, and the cause each names. */
const LINES: readonly (readonly [string | undefined, string])[] = [
  ["cgo-disabled", "go: -race requires cgo; enable cgo by setting CGO_ENABLED=1"],
  [
    "no-c-compiler",
    'cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH',
  ],
  ["no-c-compiler", 'exec: "x86_64-linux-gnu-gcc": executable file not found in %PATH%'],
  ["unsupported-platform", "-race is not supported on linux/386"],
  [
    "unsupported-platform",
    "go: -race is only supported on linux/amd64, linux/ppc64le, linux/arm64, freebsd/amd64",
  ],
  ["killed", "signal: killed"],
  ["out-of-memory", "fork/exec /tmp/go-build1/b001/p.test: cannot allocate memory"],
  ["out-of-memory", "fatal error: runtime: out of memory"],
  ["out-of-memory", "Out of memory: Killed process 4711 (p.test) total-vm:9000kB"],
  [
    "tsan-allocation",
    "==4711==ERROR: ThreadSanitizer failed to allocate 0x4000 (16384) bytes at 200dbb (error code: 12)",
  ],
  [
    "tsan-memory-mapping",
    "FATAL: ThreadSanitizer: unexpected memory mapping 0x7d8f1d3c6000-0x7d8f1d400000",
  ],
  ["too-many-goroutines", "race: limit on 8128 simultaneously alive goroutines is exceeded, dying"],
  ["disk-full", "write /tmp/go-build1/b001/p.test: no space left on device"],
  ["too-many-files", "pipe2: too many open files"],
  ["go-version", "go: go.mod requires go >= 1.27 (running go 1.26.8; GOTOOLCHAIN=local)"],
  ["no-module", "go: go.mod file not found in current directory or any parent directory"],
  [undefined, "    p_test.go:12: cgo is fine and memory is plenty"],
  [undefined, "ok  \texample.com/m/race\t0.1s"],
  [undefined, "--- PASS: TestNoSpaceLeft (0.00s)"],
  [undefined, "    p_test.go:9: got error: signal: killed, as wanted"],
];

describe("infrastructure lines", () => {
  for (const [code, line] of LINES) {
    it(`${code ?? "nothing"}: ${line}`, () => {
      expect(infrastructureCode(line)).toBe(code);
    });
  }
});
