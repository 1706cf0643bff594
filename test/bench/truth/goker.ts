/**
 * GoKer at artefact level: every run directory is one item. An evidence run must yield a finding of the right kind
 * (and class), a run without evidence none of level error. Reads ../shared/corpora or RACEGATE_CORPORA:
 *
 *     node test/bench/truth/goker.ts [--list] [--kernel NAME]
 *
 * The sources of the programs are not there, so classes rest on stacks alone.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../src/analyse/index.ts";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import type { Artifact, Capture } from "../../../src/model/capture.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import { RACE_CLASS_DOCS } from "../../../src/model/race-classes.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { corpusFolder } from "../corpora/corpus-files.ts";
import { rate } from "./wilson.ts";
import { recordTruth } from "./truth-file.ts";

const ANY_RACE = Object.values(RACE_CLASS_DOCS).map(({ id }) => id);
const CHANNELS = ["channel-send", "channel-receive", "select-orphan"];

/** Label → accepted classes, as the corpus' own table has it. */
const ACCEPTED: ReadonlyMap<string, readonly string[]> = new Map([
  ["AB-BA deadlock", ["lock-order"]],
  ["Double locking", ["double-lock"]],
  ["RWR deadlock", ["rwmutex-recursive"]],
  ["Channel", ["channel-close", ...CHANNELS]],
  ["Channel & Condition Variable", ["cond", "mixed-channel-lock", ...CHANNELS]],
  ["Channel & Context", ["context", ...CHANNELS]],
  ["Channel & Lock", ["mixed-channel-lock"]],
  ["Channel & WaitGroup", ["waitgroup", "channel-send", "channel-receive"]],
  ["Misuse WaitGroup", ["waitgroup", "channel-send", "channel-receive"]],
  ["Condition Variable", ["cond"]],
  [
    "Anonymous function",
    ["loop-variable-capture", "err-capture", "closure-capture", "named-result-capture"],
  ],
  ["Misuse channel", ["channel-close", "channel-send"]],
  ["Testing library", ["test-outlives", "missing-lock", "closure-capture"]],
  ["WaitGroup", ["waitgroup-add-in-goroutine", "waitgroup"]],
  ["Data race", ANY_RACE],
  ["Order violation", ANY_RACE],
]);
const BLOCKING = new Set(["deadlock", "goroutine-leak", "timeout"]);
const OTHER = new Set(["data-race", "panic", "fatal-error"]);

interface Label {
  readonly kernel: string;
  readonly class: "blocking" | "nonblocking";
  readonly subtype: string;
  readonly evidenceRuns: readonly string[];
  readonly noEvidenceRuns: readonly string[];
  readonly observed: Readonly<Record<string, string>>;
}

interface Count {
  hits: number;
  total: number;
}

class Table {
  readonly rows = new Map<string, Count>();
  add(row: string, hit: boolean): void {
    const entry = this.rows.get(row) ?? { hits: 0, total: 0 };
    this.rows.set(row, entry);
    entry.total++;
    if (hit) entry.hits++;
  }
  get all(): Count {
    const sum = { hits: 0, total: 0 };
    for (const { hits, total } of this.rows.values()) {
      sum.hits += hits;
      sum.total += total;
    }
    return sum;
  }
}

function bytesOf(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** A run directory as a capture without a manifest. */
function captureOf(folder: string): Capture {
  const artifacts = ["stdout.json", "trace.out"]
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      const artifact: Artifact = { path: name, kind: "text", sizeBytes: bytes.length };
      return { artifact, bytes: bytesOf(name, bytes) };
    });
  return { manifest: undefined, artifacts };
}

async function draftsOf(folder: string): Promise<readonly DraftFinding[]> {
  return analyse(await parseRun(captureOf(folder))).drafts;
}

function fits(draft: DraftFinding, label: Label, observed: string): boolean {
  if (label.class === "blocking") return BLOCKING.has(draft.kind);
  if (OTHER.has(draft.kind)) return true;
  return !observed.includes("race") && BLOCKING.has(draft.kind);
}

function words(drafts: readonly DraftFinding[]): string {
  return drafts.map(({ kind, class: name, severity }) => `${kind}/${name}/${severity}`).join(", ");
}

const folder = corpusFolder("goker");
if (folder !== undefined) {
  const list = process.argv.includes("--list");
  const at = process.argv.indexOf("--kernel");
  const only = at < 0 ? undefined : process.argv[at + 1];
  const kinds = new Table();
  const classes = new Table();
  const quiet = new Table();
  const notes: string[] = [];
  for (const name of readdirSync(join(folder, "labels")).toSorted()) {
    const label = JSON.parse(readFileSync(join(folder, "labels", name), "utf8")) as Label;
    if (only !== undefined && !label.kernel.includes(only)) continue;
    const accepted = ACCEPTED.get(label.subtype) ?? [];
    for (const run of label.evidenceRuns) {
      const observed = label.observed[run] ?? "";
      const drafts = await draftsOf(join(folder, "runs", label.kernel, run));
      const right = drafts.filter((draft) => fits(draft, label, observed));
      const classed = right.some((draft) => accepted.includes(draft.class));
      kinds.add(label.subtype, right.length > 0);
      classes.add(label.subtype, classed);
      if (classed && !list) continue;
      const hit = right.length === 0 ? "NO KIND" : classed ? "ok" : "no class";
      notes.push(
        `${hit}: ${label.kernel}/${run} (${label.subtype}, ${observed}): ${words(drafts)}`,
      );
    }
    for (const run of label.noEvidenceRuns) {
      const drafts = await draftsOf(join(folder, "runs", label.kernel, run));
      const errors = drafts.filter(({ severity }) => severity === "error");
      quiet.add(label.subtype, errors.length > 0);
      if (errors.length > 0 || (list && drafts.length > 0)) {
        notes.push(`no evidence, yet: ${label.kernel}/${run}: ${words(drafts)}`);
      }
    }
  }
  const shown: readonly [string, string, Table][] = [
    ["goker.kind", "evidence runs with a finding of the right kind (goal 97 %)", kinds],
    ["goker.class", "… with an accepted class (goal 85 %)", classes],
    ["goker.noEvidence", "runs without evidence that have an error (goal 1 % at most)", quiet],
  ];
  for (const [, title, table] of shown) {
    console.log(`${title}: ${rate(table.all.hits, table.all.total)}`);
    for (const [row, { hits, total }] of table.rows) {
      if (table !== quiet || hits > 0) console.log(`  ${row}: ${rate(hits, total)}`);
    }
  }
  for (const note of notes) console.log(`  ${note}`);
  if (only === undefined) {
    recordTruth(Object.fromEntries(shown.map(([key, , table]) => [key, table.all])));
  }
}
