/**
 * Test files that `//go:build !race` keeps out of a run under the race detector. go itself says which: what it
 * lists without -race and does not list with it.
 */
import { open } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { ExcludedFile } from "../model/capture.ts";

/** The lists of one package as `go list -json` prints them. */
export interface ListedTests {
  readonly Dir?: string;
  readonly ImportPath: string;
  readonly TestGoFiles?: readonly string[];
  readonly XTestGoFiles?: readonly string[];
}

/** An excluded file before anything is read of it; absolute path. */
export interface ExcludedPath {
  readonly package: string;
  readonly path: string;
}

/** More are not read for their tests' names. */
const MAX_FILES = 500;
const MAX_FILE_BYTES = 1 << 20;
/** Comments, strings and runes of Go: what looks like a test in one is none. One without an end takes the rest. */
const NOT_CODE =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|`[^`]*(?:`|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/g;
const TEST_FUNCTION = /^func\s+((?:Test|Fuzz|Example)[\p{L}\p{N}_]*)\s*\(/gmu;

/** What is among the test files without the race detector and not with it. */
export function excludedPaths(
  plain: readonly ListedTests[],
  raced: readonly ListedTests[],
): ExcludedPath[] {
  const kept = new Map(raced.map((each) => [each.ImportPath, new Set(testFiles(each))]));
  return plain.flatMap((each) =>
    testFiles(each)
      .filter((file) => kept.get(each.ImportPath)?.has(file) !== true)
      .map((file) => ({ package: each.ImportPath, path: join(each.Dir ?? "", file) })),
  );
}

function testFiles({ TestGoFiles = [], XTestGoFiles = [] }: ListedTests): string[] {
  return [...TestGoFiles, ...XTestGoFiles];
}

/** The files with the names of their tests; none for a file that cannot be read. */
export async function readExcluded(
  paths: readonly ExcludedPath[],
  root: string,
): Promise<ExcludedFile[]> {
  const files: ExcludedFile[] = [];
  for (const [index, { package: importPath, path }] of paths.entries()) {
    const text = index < MAX_FILES ? await readStart(path).catch(() => "") : "";
    files.push({
      file: relative(root, path).split(sep).join("/"),
      package: importPath,
      tests: testNames(text),
    });
  }
  return files;
}

async function readStart(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_FILE_BYTES), 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Names of the test, fuzz and example functions of a Go file, in order. */
export function testNames(text: string): string[] {
  const code = text.replace(NOT_CODE, '""');
  return [...code.matchAll(TEST_FUNCTION)]
    .map((match) => match[1] ?? "")
    .filter((name) => name !== "TestMain" && !/^(?:Test|Fuzz|Example)\p{Ll}/u.test(name));
}
