/** Our reader of ELF symbols against `go tool nm` on binaries that go has just built. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FilePool, fileSource } from "../../src/collect/file-source.ts";
import { readElfSymbols } from "../../src/parse/elf-symbols.ts";

const MODULE = {
  "go.mod": "module example.com/symbols\n\ngo 1.24\n",
  "table.go": `package main

import "sync/atomic"

type pair[K comparable, V any] struct {
	key   K
	value V
}

var table = pair[string, map[string]int]{value: map[string]int{}}
var counter atomic.Int64
var zero [1 << 16]byte

func main() { counter.Add(int64(len(zero)) + int64(len(table.value))) }
`,
  "table_test.go": `package main

import "testing"

func TestMainFunction(t *testing.T) { main() }
`,
};

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "symbols-"));
  for (const [name, text] of Object.entries(MODULE)) writeFileSync(join(folder, name), text);
});

afterAll(() => rmSync(folder, { recursive: true }));

function go(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const options = { cwd: folder, env: { ...process.env, GOFLAGS: "", ...env }, maxBuffer: 1 << 28 };
  return execFileSync("go", args, { ...options, encoding: "utf8" });
}

test.each([
  ["a test binary with the race detector, cgo and tables of C", ["test", "-race", "-c"], {}],
  [
    "a program for another machine",
    ["build"],
    { GOARCH: "arm64", GOOS: "linux", CGO_ENABLED: "0" },
  ],
  ["a big-endian program", ["build"], { GOARCH: "s390x", GOOS: "linux", CGO_ENABLED: "0" }],
])("%s: the same data symbols", async (_, args, env) => {
  const binary = join(folder, "binary");
  go([...args, "-o", binary, "."], env);
  const expected = go(["tool", "nm", "-size", "-sort=address", binary])
    .split("\n")
    .flatMap((line) => {
      const [, addressHex = "", size = "", type = "", name = ""] =
        /^ *([0-9a-f]+) +(\d+) (\S) (.*)$/.exec(line) ?? [];
      return /^[BbDd]$/.test(type) ? [`${addressHex} ${size} ${name}`] : [];
    });
  const pool = new FilePool();
  const { value = [] } = await readElfSymbols(await fileSource(pool, binary, "binary"), () => true);
  await pool.close();
  expect(expected.length).toBeGreaterThan(200);
  expect(
    expected.some((line) => line.endsWith(" main.counter") || line.includes("symbols.counter")),
  ).toBe(true);
  const own = value.map(({ addressHex, sizeBytes, name }) => `${addressHex} ${sizeBytes} ${name}`);
  expect(own.sort()).toEqual(expected.sort());
});
