/**
 * Planted causes: does the cause that is ranked first name the pattern and the line that were planted?
 *
 *     node test/bench/causes/run.ts [--traces FOLDER] [--rounds 1] [--procs 1,2,4] [--set NAME] [--program NAME] [--list] [--rows]
 *
 * Runs the programs of test/fixtures/causes (tuning) and causes-held-out (held-out) under the race detector (traces that
 * are in the folder already are not made again) and matches the shipped patterns; beside it the naive linear scan with
 * strict adjacency on the same traces. --list prints what was missed, --rows writes the labelled rows that
 * scripts/calibrate.ts reads.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type CalibrationRow, rowsText } from "../../../scripts/calibration/rows.ts";
import { causeFacts } from "../../../src/analyse/confidence/judge.ts";
import type { MatchFinding } from "../../../src/model/pattern-match.ts";
import { rate } from "../truth/wilson.ts";
import { recordTruth } from "../truth/truth-file.ts";
import { gokerRows } from "./goker-rows.ts";
import { type CauseLabel, readLabels, SETS } from "./labels.ts";
import { adjacentCauses, engineCauses } from "./match-trace.ts";
import { buildPrograms, type ProgramRun, runProgram } from "./run-programs.ts";
import { Score, isRight, siteOf } from "./score.ts";

const { values } = parseArgs({
  options: {
    traces: { type: "string", default: join(tmpdir(), "racegate-causes") },
    rounds: { type: "string", default: "1" },
    procs: { type: "string", default: "1,2,4" },
    set: { type: "string", default: "" },
    program: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    rows: { type: "boolean", default: false },
    "no-build": { type: "boolean", default: false },
  },
});

interface Scores {
  readonly set: string;
  readonly engine: Score;
  readonly quiet: Score;
  readonly naive: Score;
  readonly notes: string[];
}

const procs = values.procs.split(",").map(Number);
const rows: CalibrationRow[] = [];
mkdirSync(values.traces, { recursive: true });
for (const { set, folder } of SETS) {
  if (values.set !== "" && values.set !== set) continue;
  const scores = await scoresOf(set, folder);
  print(scores);
  if (values.record) record(scores);
}
if (values.rows) await writeRows();

async function scoresOf(set: string, sources: string): Promise<Scores> {
  const labels = readLabels(sources).filter(({ program }) => program.includes(values.program));
  if (!values["no-build"]) await buildPrograms(values.traces, sources, labels);
  const [engine, quiet, naive] = [new Score(), new Score(), new Score()];
  const scores: Scores = { set, engine, quiet, naive, notes: [] };
  const where = { folder: values.traces, sources };
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const label of labels) {
      for (const p of procs) await measure(runProgram(where, label, p, round), scores);
    }
  }
  return scores;
}

async function measure(run: ProgramRun, { engine, quiet, naive, notes }: Scores): Promise<void> {
  const found = await engineCauses(run.trace);
  engine.add(run, found);
  for (const [i, fact] of causeFacts(found, true).entries()) {
    rows.push({ ...fact, project: run.label.program, right: isRight(found[i]!, run.label) });
  }
  quiet.add(run, await engineCauses(run.trace, 0));
  naive.add(run, await adjacentCauses(run.trace));
  const [first] = found;
  const silent = run.label.pattern === undefined;
  if (silent ? first === undefined : first !== undefined && isRight(first, run.label)) return;
  notes.push(
    `${name(run)}: ${found
      .slice(0, 4)
      .map((f) => words(f, run.label))
      .join("; ")}`,
  );
}

function name({ label, procs: p, round }: ProgramRun): string {
  return `${label.program} (${label.pattern ?? "clean"}) at ${p}, round ${round}`;
}

function words(f: MatchFinding, label: CauseLabel): string {
  const at = siteOf(f, label);
  const right = label.pattern === f.pattern ? (isRight(f, label) ? " RIGHT" : " elsewhere") : "";
  return `${f.pattern}${right} x${f.count} ${(f.totalNs / 1e6).toFixed(0)} ms${at}`;
}

async function writeRows(): Promise<void> {
  const all = [...rows, ...(await gokerRows())];
  writeFileSync(new URL("rows.csv", import.meta.url), rowsText(all));
  console.log(`${all.length} rows`);
}

function print({ set, engine, quiet, naive, notes }: Scores): void {
  console.log(`\n== ${set} programs\n`);
  if (values.list) console.log(`${notes.join("\n")}\n`);
  console.log("pattern                      found    first     own only     adjacent     runs");
  for (const [pattern, row] of [...engine.rows].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const beside = [quiet, naive].map((score) => score.rows.get(pattern)?.first ?? 0);
    const cells = [row.any, row.first, ...beside, row.runs];
    console.log(pattern.padEnd(26) + cells.map((n) => String(n).padStart(8)).join("     "));
  }
  for (const [who, score] of [
    ["engine", engine],
    ["steps adjacent among their own goroutines' events", quiet],
    ["naive: steps adjacent in the trace", naive],
  ] as const) {
    const { hits, planted, said, cleanSaid, clean } = score;
    console.log(`\n${who}`);
    console.log(`  right cause ranked first: ${rate(hits, planted)}`);
    console.log(`  right cause at any rank:  ${rate(score.any, planted)}`);
    console.log(`  precision of first causes: ${rate(hits, said)}`);
    console.log(`  clean runs with a cause:  ${rate(cleanSaid, clean)}`);
  }
}

function record({ set, engine, naive }: Scores): void {
  const of = set === "tuning" ? "causes" : `causes.${set}`;
  recordTruth({
    [`${of}.recall`]: { hits: engine.hits, total: engine.planted },
    [`${of}.precision`]: { hits: engine.hits, total: engine.said },
    [`${of}.clean-with-cause`]: { hits: engine.cleanSaid, total: engine.clean },
    [`${of}.naive-recall`]: { hits: naive.hits, total: naive.planted },
    [`${of}.naive-precision`]: { hits: naive.hits, total: naive.said },
  });
}
