import type { ByteRange } from "../model/byte-source.ts";
import type { DraftFinding, Evidence } from "../model/finding.ts";
import type { ParsedRun, TextOrigin } from "../model/parsed-run.ts";

/** Original text kept in a finding; all of it stays in the capture. */
const TEXT_MAX = 16 * 1024;

/** Cuts in the middle: a text's head names the fault, its tail often the caller. */
export function capText(text: string): string {
  if (text.length <= TEXT_MAX) return text;
  const half = Math.floor(TEXT_MAX / 2);
  return `${text.slice(0, half)}\n[… ${text.length - 2 * half} characters left out …]\n${text.slice(-half)}`;
}

/** Evidence that points at bytes of the capture. */
export function evidenceOf(
  kind: Evidence["kind"],
  at: ByteRange,
  say: string,
  text?: string,
): Evidence {
  return {
    kind,
    artifact: at.source,
    start: at.start,
    end: at.end,
    say,
    ...(text === undefined || text === "" ? {} : { text: capText(text) }),
  };
}

/** The stream artefact, for evidence that parse kept as text without a range. */
export function streamEvidence(run: ParsedRun, say: string, text: string): Evidence {
  const stream = run.capture.artifacts.find(({ artifact }) => artifact.kind === "stream");
  const artifact =
    stream?.artifact.path ?? run.capture.artifacts[0]?.artifact.path ?? "stream.jsonl";
  return { kind: "test-output", artifact, say, ...(text === "" ? {} : { text: capText(text) }) };
}

/** How often and where: one entry for each package that saw it. */
export function sightingsOf(run: ParsedRun, owners: readonly string[]): DraftFinding["sightings"] {
  const counts = new Map<string, number>();
  for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const { manifest } = run;
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([owner, count]) => ({
      package: owner,
      run: manifest?.run.id ?? "",
      count,
      ...(manifest === undefined
        ? {}
        : {
            goos: manifest.go.goos,
            goarch: manifest.go.goarch,
            go: manifest.go.version,
            gomaxprocs:
              manifest.pinned.gomaxprocs.effective ?? manifest.pinned.gomaxprocs.requested,
          }),
    }));
}

/** The package of a text's process, or what its frames say. */
export function ownerOf(origin: TextOrigin, fallback: string): string {
  return origin.package ?? fallback;
}

/** The module of the run that holds a package; `""` where it is not known. */
export function moduleOf(run: ParsedRun, importPath: string): string {
  const planned = run.manifest?.packages.find((each) => each.importPath === importPath)?.module;
  if (planned !== undefined) return planned;
  const modules = (run.manifest?.modules ?? [])
    .filter(({ path }) => importPath === path || importPath.startsWith(`${path}/`))
    .sort((a, b) => b.path.length - a.path.length);
  return modules[0]?.path ?? "";
}

/** Planned packages with tests of which no event came. */
export function neverRun({ manifest, tests }: ParsedRun): string[] {
  const seen = new Set(tests.packages.map(({ importPath }) => importPath));
  return (manifest?.packages ?? [])
    .filter(({ hasTests, importPath }) => hasTests && !seen.has(importPath))
    .map(({ importPath }) => importPath);
}
