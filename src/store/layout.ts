import type { Artifact } from "../model/capture.ts";
import { encodePath, encodeSegment } from "./object-name.ts";

/**
 * Where each thing of a run lies, below the store's root (docs/storage.md has the table):
 *
 *     traces/<run>/<attempt>/<package>/<pid>/trace.out.gz
 *     logs/<run>/<attempt>/<package>/<pid>/race.log          and process.json, dumps
 *     logs/<run>/<attempt>/stream.jsonl                      and stderr.log
 *     logs/<run>/<attempt>/reruns/<n>/…                      the same of what was run once more
 *     profiles/<run>/<attempt>/<package>/<pid>/mutex.pprof   and block.pprof
 *     runs/<run>/<attempt>/manifest.json                     and findings.json, symbols.json, …
 *     baseline/<branch>.json
 *     timings.json
 */
export interface RunKey {
  readonly id: string;
  readonly attempt: number;
}

/** Name of a shared document; a branch is one segment, so that `a` and `a/b` cannot collide on a disk. */
export function baselineName(branch: string): string {
  return `baseline/${encodeSegment(`${branch}.json`)}`;
}

/** Name of a document of the run itself: `manifest.json`, `findings.json`, `report.html`. */
export function runDocumentName(run: RunKey, fileName: string): string {
  return `runs/${runPath(run)}/${encodePath(fileName)}`;
}

/** Object name of an artifact, or undefined for a kind that is not stored (test binaries). */
export function artifactName(run: RunKey, artifact: Artifact): string | undefined {
  const place = `${runPath(run)}/${rerunPath(artifact)}${processPath(artifact)}`;
  const fileName = encodeSegment(baseName(artifact.path));
  switch (artifact.kind) {
    case "trace":
      return `traces/${place}${fileName}.gz`;
    case "race-log":
      return `logs/${place}${raceLogName(artifact)}`;
    case "mutex-profile":
    case "block-profile":
    case "goroutine-profile":
    case "goroutine-leak-profile":
      return `profiles/${place}${fileName}`;
    case "process":
    case "goroutine-dump":
    case "panics":
    case "stream":
    case "stderr":
    case "text":
      return `logs/${place}${fileName}`;
    case "symbols":
    case "sources":
    case "patterns":
      return runDocumentName(run, baseName(artifact.path));
    case "binary":
      return undefined;
  }
}

/** Content type by the end of the name; logs open in a browser, traces and profiles are downloaded. */
export function contentTypeOf(objectName: string): string {
  if (objectName.endsWith(".json")) return "application/json";
  if (objectName.endsWith(".jsonl")) return "application/x-ndjson";
  if (objectName.endsWith(".log")) return "text/plain; charset=utf-8";
  if (objectName.endsWith(".html")) return "text/html; charset=utf-8";
  if (objectName.endsWith(".gz")) return "application/gzip";
  return "application/octet-stream";
}

function runPath(run: RunKey): string {
  return `${encodeSegment(run.id)}/${run.attempt}`;
}

/** What failed and was run once more has the names of the run itself, in a directory of its own. */
function rerunPath({ path }: Artifact): string {
  return /^reruns\/[0-9]+\//.exec(path)?.[0] ?? "";
}

function processPath(artifact: Artifact): string {
  const parts: string[] = [];
  if (artifact.package !== undefined) parts.push(encodePath(artifact.package));
  if (artifact.pid !== undefined) parts.push(String(artifact.pid));
  return parts.map((part) => `${part}/`).join("");
}

/** `race.<pid>` of the test process is `race.log`; that of a child process keeps its pid. */
function raceLogName(artifact: Artifact): string {
  const suffix = /^race\.([0-9]+)$/.exec(baseName(artifact.path))?.[1];
  if (suffix === undefined) return encodeSegment(`${baseName(artifact.path)}.log`);
  return suffix === String(artifact.pid) ? "race.log" : `race.${suffix}.log`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
