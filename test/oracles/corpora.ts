// The traces that the oracles compare on: those of Go's own tests (any installed toolchain brings them) and, where the
// folder is there, captured ones.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { unquoteGo } from "./go-literal.ts";
import { traceFromText } from "./text-trace.ts";

export interface CorpusTrace {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What Go's test expects of its reader, where it says so. */
  readonly expected: "SUCCESS" | "FAILURE" | undefined;
}

export function goroot(toolchain?: string): string {
  const env = toolchain === undefined ? process.env : { ...process.env, GOTOOLCHAIN: toolchain };
  return execFileSync("go", ["env", "GOROOT"], { encoding: "utf8", env }).trim();
}

function files(dir: string): string[] {
  return existsSync(dir)
    ? readdirSync(dir)
        .sort()
        .map((f) => join(dir, f))
    : [];
}

function base(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The traces written as text, as bytes. */
export function textTraces(root: string): CorpusTrace[] {
  return files(join(root, "src/internal/trace/testdata/tests"))
    .filter((f) => f.endsWith(".test"))
    .map((f) => {
      const text = readFileSync(f, "utf8");
      const [expect = "", trace = ""] = text.split("-- trace --\n");
      const expected = expect.includes("SUCCESS") ? "SUCCESS" : "FAILURE";
      return { name: base(f), bytes: traceFromText(trace), expected };
    });
}

/** The seeds of the reader's fuzz test. */
export function fuzzSeeds(root: string): CorpusTrace[] {
  return files(join(root, "src/internal/trace/testdata/fuzz/FuzzReader")).map((f) => {
    const line = readFileSync(f, "utf8").split("\n")[1] ?? "";
    const literal = line.slice(line.indexOf("(") + 1, line.lastIndexOf(")"));
    return { name: `fuzz-${base(f)}`, bytes: unquoteGo(literal), expected: undefined };
  });
}

/** Traces of the old format. */
export function oldTraces(root: string): CorpusTrace[] {
  return files(join(root, "src/internal/trace/internal/tracev1/testdata"))
    .filter((f) => f.endsWith("_good"))
    .map((f) => ({ name: base(f), bytes: readFileSync(f), expected: "SUCCESS" as const }));
}

/** Captured traces of a folder, gunzipped where they need it. */
export function capturedTraces(dir: string): CorpusTrace[] {
  return files(dir)
    .filter((f) => f.endsWith(".trace") || f.endsWith(".trace.gz"))
    .map((f) => {
      const bytes = readFileSync(f);
      return {
        name: base(f),
        bytes: f.endsWith(".gz") ? gunzipSync(bytes) : bytes,
        expected: undefined,
      };
    });
}
