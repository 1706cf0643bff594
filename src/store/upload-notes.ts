import type { StoredObject } from "../model/capture.ts";
import type { UploadReport } from "./upload-capture.ts";

export interface UploadNote {
  readonly level: "info" | "warning";
  readonly message: string;
}

/** So many objects are named one by one; the rest are in the manifest. */
const NAMED_MAX = 10;

/**
 * What people are told of an upload: one line of what is stored and where, then every object that should be
 * and is not, or may not be, then what was dropped for the trace budget. The words come from servers and
 * file names: they need the escaping of wherever they are printed.
 */
export function notesOf(report: UploadReport): UploadNote[] {
  const lines = [...report.objects, report.manifest];
  const stored = lines.filter(({ state }) => state === "stored");
  const bytes = stored.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const again = report.retries === 0 ? "" : `, ${report.retries} retries`;
  const summary = `${stored.length} objects (${bytes} bytes) are stored in ${report.location}${again}`;
  const missing = lines.filter(
    ({ state, cause }) => state !== "stored" && (cause === "failed" || cause === "time"),
  );
  const dropped = lines.filter(({ cause }) => cause === "trace-budget");
  return [
    { level: "info", message: summary },
    ...named(missing, "warning"),
    ...named(dropped, "info"),
  ];
}

function named(objects: readonly StoredObject[], level: UploadNote["level"]): UploadNote[] {
  const sameReason = new Set(objects.map(({ why }) => why)).size === 1;
  const [first] = objects;
  if (first !== undefined && sameReason && objects.length > 1) {
    const message = `${objects.length} objects are ${first.state}: ${first.why ?? ""}`;
    return [{ level, message }];
  }
  const notes = objects.slice(0, NAMED_MAX).map(({ name, state, why }) => {
    const message = `${name} is ${state}: ${why ?? ""}`;
    return { level, message };
  });
  const rest = objects.length - notes.length;
  if (rest > 0) notes.push({ level, message: `and ${rest} more objects; the manifest lists them` });
  return notes;
}
