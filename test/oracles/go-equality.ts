// Oracle 1: the same events, byte for byte, and the same accept and reject verdict as Go's own reader.
import { readTrace } from "../../src/parse/go-trace/reader.ts";
import { GoTextWriter } from "../../src/report/trace-events-go.ts";
import { bytesSource } from "./bytes-source.ts";
import type { CorpusTrace } from "./corpora.ts";
import { goParsedBytes } from "./run-go.ts";

export interface Comparison {
  readonly name: string;
  readonly verdict: "same" | "verdict-differs" | "text-differs";
  readonly accepted: boolean;
  readonly detail: string;
}

/** Our text and verdict, in the mode that stops where Go stops. */
export async function ownParsed(
  bytes: Uint8Array,
): Promise<{ text: string; accepted: boolean; error: string }> {
  const parts: string[] = [];
  const writer = new GoTextWriter((t) => parts.push(t));
  const summary = await readTrace(bytesSource(bytes), { visitors: [writer], onDamage: "stop" });
  return {
    text: parts.join(""),
    accepted: summary.fault === undefined,
    error: summary.fault?.message ?? "",
  };
}

function firstDifference(a: string, b: string): string {
  const x = a.split("\n");
  const y = b.split("\n");
  const i = x.findIndex((line, k) => line !== y[k]);
  const at = i < 0 ? x.length : i;
  return `line ${at + 1}: ours ${JSON.stringify(x[at])}, Go's ${JSON.stringify(y[at])}`;
}

/**
 * Go's reader of the old format walks a map to list processors and goroutines, so events of equal time come out in an
 * order that changes from run to run. Ours is right when it is one of the orders Go gives.
 */
const GO_RUNS_MAX = 60;

export async function compareWithGo(trace: CorpusTrace): Promise<Comparison> {
  let go = goParsedBytes(trace.bytes);
  const own = await ownParsed(trace.bytes);
  const { name } = trace;
  const { accepted } = own;
  if (go.accepted !== own.accepted) {
    const detail = `ours: ${own.error || "accepted"}; Go: ${go.error.slice(0, 200) || "accepted"}`;
    return { name, verdict: "verdict-differs", accepted, detail };
  }
  const old = /^go 1\.(11|19|21) /.test(Buffer.from(trace.bytes.subarray(0, 9)).toString());
  let runs = 1;
  for (; old && go.text !== own.text && runs < GO_RUNS_MAX; runs++) go = goParsedBytes(trace.bytes);
  const detail = runs === 1 ? "" : `equal to run ${runs} of Go, whose order of equal times varies`;
  if (go.text === own.text) return { name, verdict: "same", accepted, detail };
  return { name, verdict: "text-differs", accepted, detail: firstDifference(own.text, go.text) };
}
