// Reads one part of a trace: what a thread does that shares a trace with others.
import type { ByteSource } from "../../model/byte-source.ts";
import { type StackIndex, type TextIndex, TraceInterner } from "../../model/trace-interner.ts";
import type { PartPlan } from "../../model/trace-part-job.ts";
import type { MergingVisitor, TracePart } from "../../model/trace-parts.ts";
import { Kernel } from "./kernel.ts";
import { PartJoin } from "./part-join.ts";
import { readTrace } from "./reader.ts";

/**
 * What the part holds; undefined when its beginning was not where the plan says. `visitor` is made with the interner
 * whose content the result carries.
 */
export async function readPart<Found>(
  source: ByteSource,
  plan: PartPlan,
  makeVisitor: (interner: TraceInterner) => MergingVisitor<Found> | undefined,
  onProgress?: (bytesRead: number) => void,
): Promise<TracePart | undefined> {
  const interner = new TraceInterner();
  const visitor = makeVisitor(interner);
  const kernel = new Kernel();
  const join = new PartJoin(kernel, plan);
  const { offset, end, originNs } = plan;
  const summary = await readTrace(source, {
    visitors: visitor === undefined ? [] : [visitor],
    part: { offset, end, originNs },
    interner,
    kernel,
    join,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const result = join.result();
  if (result === undefined) return undefined;
  return {
    ...result,
    summary,
    stacks: Array.from({ length: interner.stackCount }, (_, i) => interner.frames(i as StackIndex)),
    texts: Array.from({ length: interner.textCount }, (_, i) => interner.string(i as TextIndex)),
    found: visitor?.partial(),
  };
}
