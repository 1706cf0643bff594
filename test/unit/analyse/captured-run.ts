import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { parseRun } from "../../../src/parse/parse-run.ts";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import type { Artifact, ArtifactKind, Manifest, SourceFile } from "../../../src/model/capture.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import type { PackageResult, TestOutcome, TestResult } from "../../../src/model/test-run.ts";

/** An empty run with the given parts. */
export function runOf(parts: Partial<ParsedRun>): ParsedRun {
  return {
    manifest: undefined,
    tests: { packages: [], buildFailures: [], strayText: "" },
    races: [],
    crashes: [],
    infrastructure: [],
    processes: [],
    symbols: new Map(),
    sources: new Map(),
    capture: { manifest: undefined, artifacts: [] },
    diagnostics: [],
    ...parts,
  };
}

export function testOf(
  name: string,
  outcome: TestOutcome,
  more: Partial<TestResult> = {},
): TestResult {
  const empty = { raceLine: false, attributes: [], artifactDirs: [], output: "", repetitions: 1 };
  return { name, outcome, ...empty, ...more };
}

export function packageOf(
  importPath: string,
  outcome: PackageResult["outcome"],
  tests: readonly TestResult[] = [],
  more: Partial<PackageResult> = {},
): PackageResult {
  const flags = { cached: false, noTestFiles: false, noTests: false, raceOutsideTests: false };
  return { importPath, outcome, tests, output: "", ...flags, ...more };
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const PINNED = { requested: "", source: "default" } as const;

/** A manifest as collect writes it, with the repository at /repo. */
export function manifestOf(parts: Partial<Manifest> = {}): Manifest {
  return {
    manifestVersion: "1",
    tool: { name: "racegate", version: "0.0.0-test" },
    run: {
      id: "run-1",
      attempt: 1,
      startedAt: "2026-01-01T00:00:00.000Z",
      endedAt: "2026-01-01T00:01:00.000Z",
      collectMs: 60_000,
      end: "finished",
      goExitCode: 1,
    },
    go: {
      version: "go1.26.8",
      goos: "linux",
      goarch: "amd64",
      goroot: "/usr/local/go",
      gomod: "/repo/go.mod",
      gowork: "",
      gomodcache: "/root/go/pkg/mod",
    },
    command: { argv: ["go", "test", "-race", "./..."], cwd: "/repo" },
    packages: [],
    modules: [],
    root: "/repo",
    otherModulesBelow: [],
    pinned: {
      gomaxprocs: { ...PINNED, requested: "4" },
      gorace: { ...PINNED, requested: "halt_on_error=0 history_size=5 exitcode=66" },
      gotraceback: { ...PINNED, requested: "all" },
    },
    mode: "light",
    failFast: false,
    processes: [],
    artifacts: [],
    losses: [],
    notes: [],
    policy: undefined,
    baseline: undefined,
    build: undefined,
    sourceFiles: [],
    ...parts,
  };
}

/** Bytes in memory. */
export function bytesOf(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

function kindOf(path: string): ArtifactKind {
  if (path.endsWith("stream.jsonl")) return "stream";
  if (path.endsWith("stderr.log")) return "stderr";
  return "race-log";
}

/** `run/example.com/m/p/12/race.12` → package and pid. */
function ownerOf(path: string): { package?: string; pid?: number } {
  const [, owner, pid] = /^run\/(.*)\/(\d+)\/[^/]+$/.exec(path) ?? [];
  return owner === undefined ? {} : { package: owner, pid: Number(pid) };
}

const FIXTURES = join(import.meta.dirname, "../../fixtures/analyse");

/** The sources of a fixture module, as they were at /repo when the capture was made. */
function sourcesOf(module: string): SourceFile[] {
  return filesBelow(join(FIXTURES, module))
    .filter((path) => path.endsWith(".go"))
    .map((path) => {
      const file = relative(FIXTURES, path);
      return { path: `/repo/${file}`, file, text: readFileSync(path, "utf8") };
    });
}

export interface CapturedOptions {
  readonly manifest?: Partial<Manifest>;
  readonly withoutSources?: boolean;
  /** Changes an artefact's text, or leaves it out. */
  readonly change?: (path: string, text: string) => string | undefined;
}

/** Reads a capture that test/fixtures/analyse/capture.sh wrote, by the real parser. */
export async function capturedRun(
  directory: string,
  module: string,
  options: CapturedOptions = {},
): Promise<ParsedRun> {
  const artifacts: { artifact: Artifact; bytes: ByteSource }[] = [];
  for (const path of filesBelow(directory)) {
    const name = relative(directory, path);
    if (!/^(?:run\/|stream|stderr)/.test(name)) continue;
    const text = readFileSync(path, "utf8");
    const changed = options.change === undefined ? text : options.change(name, text);
    if (changed === undefined) continue;
    const bytes = Buffer.from(changed);
    const artifact = { path: name, kind: kindOf(name), sizeBytes: bytes.length, ...ownerOf(name) };
    artifacts.push({ artifact, bytes: bytesOf(name, bytes) });
  }
  if (options.withoutSources !== true) {
    const bytes = Buffer.from(JSON.stringify(sourcesOf(module)));
    const artifact = { path: "sources.json", kind: "sources" as const, sizeBytes: bytes.length };
    artifacts.push({ artifact, bytes: bytesOf("sources.json", bytes) });
  }
  const path = `example.com/${module}`;
  const directories = new Set(
    filesBelow(join(FIXTURES, module))
      .filter((file) => file.endsWith("_test.go"))
      .map((file) => relative(FIXTURES, file).split("/").slice(0, -1).join("/")),
  );
  const manifest = manifestOf({
    modules: [{ path, directory: `/repo/${module}`, goDirective: "1.22" }],
    command: { argv: ["go", "test", "-race", "./..."], cwd: `/repo/${module}` },
    packages: [...directories].map((below) => ({
      importPath: `example.com/${below}`,
      directory: `/repo/${below}`,
      module: path,
      hasTests: true,
    })),
    ...options.manifest,
  });
  return parseRun({ manifest, artifacts });
}
