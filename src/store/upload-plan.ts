import type { Artifact } from "../model/capture.ts";
import type { ByteSource } from "../model/byte-source.ts";
import { sourceOfBytes } from "./byte-stream.ts";
import { artifactName, runDocumentName, type RunKey } from "./layout.ts";

/**
 * What is stored of a capture and in which order: first what is small and explains most, so that an upload
 * that is cut short has kept it. Documents (findings.json), logs, profiles, traces; in each the packages with
 * findings first, then by name.
 */
export type TraceMode = "always" | "on-finding" | "never";

export interface PlannedObject {
  readonly name: string;
  readonly source: ByteSource;
  readonly artifact?: Artifact | undefined;
  readonly compress: boolean;
}

export interface LeftOut {
  readonly name: string;
  readonly artifact: Artifact;
  readonly why: string;
}

export interface UploadPlan {
  readonly objects: readonly PlannedObject[];
  /** Not stored by choice. */
  readonly leftOut: readonly LeftOut[];
}

export interface PlanInput {
  readonly run: RunKey;
  readonly artifacts: readonly { readonly artifact: Artifact; readonly bytes: ByteSource }[];
  /** File name → content, for `runs/<run>/<attempt>/`. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
  readonly traceMode: TraceMode;
  readonly packagesWithFindings: ReadonlySet<string>;
}

/** The plan; pure, so that its order can be tested. */
export function planUpload(input: PlanInput): UploadPlan {
  const { run, traceMode, packagesWithFindings } = input;
  const leftOut: LeftOut[] = [];
  const ranked: { readonly rank: number; readonly object: PlannedObject }[] = [];
  for (const { artifact, bytes } of input.artifacts) {
    const found = artifact.package !== undefined && packagesWithFindings.has(artifact.package);
    const name = artifactName(run, artifact);
    const why = reasonToLeaveOut(artifact, traceMode, found);
    if (name === undefined || why !== undefined) {
      leftOut.push({ name: name ?? artifact.path, artifact, why: why ?? "it is never stored" });
      continue;
    }
    const rank = rankOf(artifact) * 2 + (found ? 0 : 1);
    const compress = artifact.kind === "trace";
    ranked.push({ rank, object: { name, source: bytes, artifact, compress } });
  }
  ranked.sort((a, b) => a.rank - b.rank || compareText(a.object.name, b.object.name));
  const documents = [...input.documents].map(([fileName, bytes]) => ({
    name: runDocumentName(run, fileName),
    source: sourceOfBytes(fileName, bytes),
    compress: false,
  }));
  return { objects: [...documents, ...ranked.map(({ object }) => object)], leftOut };
}

function reasonToLeaveOut(artifact: Artifact, mode: TraceMode, found: boolean): string | undefined {
  if (artifact.kind === "binary") return "test binaries stay where they were built";
  if (artifact.kind !== "trace") return undefined;
  if (mode === "never") return "traces are not stored (trace: never)";
  if (mode === "on-finding" && !found) return "its package has no finding (trace: on-finding)";
  return undefined;
}

function rankOf(artifact: Artifact): number {
  switch (artifact.kind) {
    case "race-log":
      return 0;
    case "symbols":
    case "sources":
    case "patterns":
    case "process":
    case "goroutine-dump":
    case "panics":
      return 1;
    case "stream":
    case "stderr":
    case "text":
      return 2;
    case "mutex-profile":
    case "block-profile":
    case "goroutine-profile":
    case "goroutine-leak-profile":
      return 3;
    case "trace":
    case "binary":
      return 4;
  }
}

/** By code points, the same in every locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
