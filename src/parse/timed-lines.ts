// Events of `go test -json` with their times, for a time axis: starts and ends of tests, and the lines they printed.
import type { ByteSource } from "../model/byte-source.ts";
import type { TimedLine } from "../model/timed-line.ts";
import { DiagnosticBag } from "../util/diagnostic-bag.ts";
import { stripAnsi } from "../util/strip-ansi.ts";
import { readEventLine } from "./test-event.ts";
import { createTextSplitter, pumpSource } from "./text-lines.ts";

/** Larger streams are not read a second time. */
const STREAM_BYTES_MAX = 512 * 1024 * 1024;
/** Lines of one package that are kept, the last ones; ends and beginnings of tests apart. */
const LINES_MAX = 5_000;
const TEXT_MAX = 300;
const ACTIONS = new Set(["run", "pause", "cont", "pass", "fail", "skip", "output"]);

/** In the order of the stream; `wanted` chooses packages. Lines without a time are left out. */
export async function readTimedLines(
  bytes: ByteSource,
  wanted: (packagePath: string) => boolean,
): Promise<TimedLine[]> {
  if ((bytes.size ?? 0) > STREAM_BYTES_MAX) return [];
  const kept = new Map<string, { output: TimedLine[]; moments: TimedLine[] }>();
  // What is wrong with the stream is said where it is read for findings.
  const splitter = createTextSplitter(bytes.name, new DiagnosticBag(), (text) => {
    const line = timedLine(text, wanted);
    if (line === undefined) return;
    const lists = kept.get(line.package) ?? { output: [], moments: [] };
    kept.set(line.package, lists);
    const list = line.what === "output" ? lists.output : lists.moments;
    list.push(line);
    if (list.length > 2 * LINES_MAX) list.splice(0, LINES_MAX);
  });
  await pumpSource(bytes, splitter);
  const all = [...kept.values()].flatMap(({ output, moments }) => [
    ...output.slice(-LINES_MAX),
    ...moments.slice(-LINES_MAX),
  ]);
  return all.sort((a, b) => a.wallMs - b.wallMs);
}

function timedLine(text: string, wanted: (packagePath: string) => boolean): TimedLine | undefined {
  const line = readEventLine(text);
  if (line === undefined || line === "damaged") return undefined;
  const { time, action, package: owner, test, output = "" } = line.event;
  if (owner === undefined || !ACTIONS.has(action) || !wanted(owner)) return undefined;
  const wallMs = wallMsOf(time);
  if (wallMs === undefined) return undefined;
  const words = stripAnsi(output).trim();
  if (action === "output" && words === "") return undefined;
  return {
    wallMs,
    package: owner,
    test,
    what: action as TimedLine["what"],
    text: words.slice(0, TEXT_MAX),
  };
}

/** RFC 3339 with up to nine digits of a second; Date knows three. */
function wallMsOf(time: string | undefined): number | undefined {
  if (time === undefined || time.length > 64) return undefined;
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return undefined;
  const digits = /\.\d{3}(\d{1,6})/.exec(time)?.[1] ?? "";
  return ms + (digits === "" ? 0 : Number(digits) / 10 ** digits.length);
}
