import type { DraftFinding } from "../../model/finding.ts";
import type { CrashSighting, DumpSighting } from "../../model/parsed-run.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import type { AnalysisContext } from "../context.ts";
import { bucketsOf, type Bucket } from "../crash-buckets.ts";
import { crashBase } from "../crash-draft.ts";
import { faultFrames } from "../crash-facts.ts";
import { isBlocking, waitOf, waitWords } from "../leaks/wait.ts";
import { blameIndex } from "../race-view.ts";
import type { Detector } from "./detector.ts";

const SHOWN_MAX = 4;

/**
 * A dump in a text that someone gives to racegate, without the line that says why it was printed. Of a run that
 * racegate collected such dumps are the tests' own affair.
 */
export const bareDump: Detector = {
  id: "bare-dump",
  docs: {
    what: "A pasted dump shows goroutines that wait, and what it lacks to say more.",
    kinds: ["deadlock"],
    codes: ["RG2000"],
  },
  finish(context) {
    if (context.run.manifest !== undefined) return [];
    return (context.run.dumps ?? [])
      .map((dump) => draftOf(dump, context))
      .filter((draft) => draft !== undefined);
  },
};

function draftOf(dump: DumpSighting, context: AnalysisContext): DraftFinding | undefined {
  const { goroutines, tool, at, origin, text = "", moment } = dump;
  if (moment !== undefined) return undefined;
  const leaked = goroutines.some(({ annotations }) => annotations.includes("leaked"));
  const isPanic = goroutines.some(({ frames }) => faultFrames(frames).length < frames.length);
  if (tool !== undefined || leaked || isPanic) return undefined;
  const waiting = bucketsOf(goroutines).filter(({ goroutine }) =>
    isBlocking(waitOf(goroutine.status, goroutine.frames).kind),
  );
  // One stack that does not wait is a line of a log: somebody printed it.
  const [first = goroutines.length > 1 ? bucketsOf(goroutines)[0] : undefined] = waiting;
  if (first === undefined) return undefined;
  const sighting: CrashSighting = {
    origin,
    crash: {
      kind: "signal",
      message: "",
      panics: [],
      runningTests: [],
      goroutines,
      complete: false,
      at,
      text,
    },
  };
  const base = crashBase([sighting], context, "stuck", first.goroutine);
  if (base === undefined) return undefined;
  const parts = waiting.slice(0, SHOWN_MAX).map((bucket) => bucketText(bucket, context));
  const count = waiting.reduce((sum, bucket) => sum + bucket.count, 0);
  return {
    ...base.draft,
    kind: "deadlock",
    code: "RG2000",
    class: "unclassified",
    severity: "note",
    title: `a dump without its beginning: ${countWords(count)}`,
    explanation:
      "The text holds stacks and no line that says why they were printed. " +
      (count === 0
        ? `None of its ${goroutines.length} goroutines waits for another one. `
        : `${parts.join(". ")}. Whether they would have gone on, stacks alone do not tell: how long they had ` +
          "waited is printed only from a minute on. ") +
      "The first line (panic, fatal error, test timed out, SIGQUIT) and the other goroutines are missing.",
  };
}

function countWords(waiting: number): string {
  if (waiting === 0) return "nobody in it waits for another goroutine";
  return `${waiting} waiting goroutine${waiting === 1 ? "" : "s"}`;
}

function bucketText({ goroutine, count }: Bucket, { places }: AnalysisContext): string {
  const { frames, status, goid, waitMinutes } = goroutine;
  const frame = frames[blameIndex(frames, places)];
  const where = frame === undefined ? "" : ` in ${shortSymbol(frame.function)}:${frame.line}`;
  const time = waitMinutes === undefined ? "" : `, for ${waitMinutes} minutes`;
  const words = waitWords(waitOf(status, frames).kind);
  const who = count === 1 ? `Goroutine ${goid}` : `${count} goroutines like ${goid}`;
  return `${who} [${status}${time}]${where}: ${words}`;
}
