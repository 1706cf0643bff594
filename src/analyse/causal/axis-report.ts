// The time axis as documents have it.
import type { TimedLine } from "../../model/timed-line.ts";
import type { TraceAxis } from "../../model/trace-axis.ts";
import type { TraceSummary } from "../../model/trace.ts";
import { TimeAxis } from "./clock.ts";
import { placeLines } from "./placed-lines.ts";
import type { Segments } from "./segments.ts";
import { testStarts } from "./trace-causes.ts";

/** `lines`: of a stream, where one was given. Lines outside of the trace's time are left out. */
export function axisOf(
  segments: Segments,
  summary: Pick<TraceSummary, "originNs">,
  lines: readonly TimedLine[] | undefined,
): TraceAxis | undefined {
  const axis = TimeAxis.of(segments.clocks, summary);
  if (axis === undefined) return undefined;
  const started = new Date(Math.round(axis.wallMs(0)));
  if (Number.isNaN(started.getTime())) return undefined;
  const head = { startedAt: started.toISOString(), errorMs: axis.errorMs };
  if (lines === undefined) return head;
  const placed = placeLines(lines, axis, testStarts(segments));
  const fromNs = -placed.errorMs * 1e6;
  const toNs = segments.endNs + placed.errorMs * 1e6;
  return {
    ...head,
    lines: placed.lines
      .filter(({ timeNs }) => timeNs >= fromNs && timeNs <= toNs)
      .map(({ test, timeNs, ...line }) => ({
        timeNs: Math.round(timeNs),
        ...line,
        ...(test === undefined ? {} : { test }),
      })),
    linesErrorMs: placed.errorMs,
  };
}
