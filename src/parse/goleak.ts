import { dumpHeaderOf, type DumpHeader } from "./dump-lines.ts";

/**
 * What go.uber.org/goleak prints of goroutines that outlive a test:
 *
 *     found unexpected goroutines:
 *     [Goroutine 7 in state chan receive, with example.com/m.worker on top of the stack:
 *     goroutine 7 [chan receive]:                     only before version 1.3
 *     example.com/m.worker(...)
 *     	/src/m/worker.go:10
 *     created by example.com/m.Start in goroutine 6
 *     	/src/m/worker.go:19 +0x6f
 *      Goroutine 8 in state select, with …
 *     ]
 */

const BEGINNING = "Goroutine ";
const STATE = " in state ";
const TOP = ", with ";
const END = " on top of the stack:";
const LINE_MAX = 8192;

/** Reads the first line of one of goleak's goroutines, wherever it stands in the line. */
export function goleakHeaderOf(line: string): DumpHeader | undefined {
  if (!line.endsWith(END) || line.length > LINE_MAX) return undefined;
  const at = line.indexOf(BEGINNING);
  const state = line.indexOf(STATE, at);
  const top = line.lastIndexOf(TOP);
  if (at < 0 || state < 0 || top < state) return undefined;
  const goid = line.slice(at + BEGINNING.length, state);
  const status = line.slice(state + STATE.length, top);
  const header = dumpHeaderOf(`goroutine ${goid} [${status}]:`);
  if (header === undefined) return undefined;
  return { ...header, prefix: line.slice(0, at).replace(/\[$/, "") };
}
