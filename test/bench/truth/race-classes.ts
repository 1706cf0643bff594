/**
 * How often the class of a data race is right: GoKer's races (stacks alone, as their sources are not there),
 * Uber's eight patterns (stacks alone), and Go's own race tests with their sources. Run it with
 * `node test/bench/truth/race-classes.ts [--list]` in the project's folder; it reads ../shared/corpora or
 * RACEGATE_CORPORA and the installed GOROOT.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { classifyRace, type ClassifiedRace } from "../../../src/analyse/classes/classify.ts";
import { openGoSource } from "../../../src/analyse/source/go-source.ts";
import { RACE_CLASS_DOCS } from "../../../src/model/race-classes.ts";
import type { ParsedRun } from "../../../src/model/parsed-run.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { corpusFolder, looseCapture } from "../corpora/corpus-files.ts";
import { recordTruth } from "./truth-file.ts";
import { rate } from "./wilson.ts";

const list = process.argv.includes("--list");
const ANY = new Set<string>(Object.values(RACE_CLASS_DOCS).map(({ id }) => id));

/** Label → accepted classes, as the corpus' own table has it; classes of other kinds are left out. */
const ACCEPTED = new Map<string, ReadonlySet<string>>([
  [
    "Anonymous function",
    new Set(["loop-variable-capture", "err-capture", "closure-capture", "named-result-capture"]),
  ],
  ["Misuse channel", new Set(["channel-close"])],
  ["Testing library", new Set(["test-outlives", "missing-lock", "closure-capture"])],
  ["WaitGroup", new Set(["waitgroup-add-in-goroutine"])],
  ["Data race", ANY],
  ["Order violation", ANY],
]);

interface Label {
  readonly kernel: string;
  readonly subtype: string;
  readonly observed: Readonly<Record<string, string>>;
}

function classesOf(run: ParsedRun): readonly (ClassifiedRace | undefined)[] {
  const reports = run.races.map(({ report }) => report);
  return reports.map((report) => classifyRace(report, { others: reports }));
}

async function goker(folder: string): Promise<void> {
  const bySubtype = new Map<string, { hits: number; total: number }>();
  const misses: string[] = [];
  for (const name of readdirSync(join(folder, "labels")).toSorted()) {
    const label = JSON.parse(readFileSync(join(folder, "labels", name), "utf8")) as Label;
    const accepted = ACCEPTED.get(label.subtype);
    if (accepted === undefined) continue;
    for (const [directory, observed] of Object.entries(label.observed)) {
      if (!observed.split("+").includes("race")) continue;
      const path = join(folder, "runs", label.kernel, directory, "stdout.json");
      if (!existsSync(path)) continue;
      const found = classesOf(await parseRun(looseCapture(path))).map(
        (one) => one?.class ?? "none",
      );
      const entry = bySubtype.get(label.subtype) ?? { hits: 0, total: 0 };
      bySubtype.set(label.subtype, entry);
      entry.total++;
      const hit = found.some((one) => accepted.has(one));
      if (hit) entry.hits++;
      if (!hit || list) {
        const said = [...new Set(found)].join(", ");
        misses.push(
          `${hit ? "hit " : "miss"} ${label.kernel}/${directory} (${label.subtype}): ${said}`,
        );
      }
    }
  }
  console.log("goker dev, runs with a race report, stacks alone: a finding with an accepted class");
  const all = [...bySubtype.values()];
  for (const [subtype, { hits, total }] of bySubtype)
    console.log(`  ${subtype}: ${rate(hits, total)}`);
  const sum = (key: "hits" | "total") => all.reduce((before, one) => before + one[key], 0);
  const total = { hits: sum("hits"), total: sum("total") };
  recordTruth({ "goker.races.class": total });
  console.log(`  all: ${rate(total.hits, total.total)}`);
  for (const line of misses) console.log(`  ${line}`);
}

/** What the study calls each pattern; the first class is the label's own. */
const UBER: readonly [string, readonly string[]][] = [
  ["example-1", []],
  ["example-2", ["err-capture"]],
  ["example-3", ["named-result-capture"]],
  ["example-4", ["slice-header"]],
  ["example-5", ["concurrent-map"]],
  ["example-6", ["lock-copy"]],
  ["example-7", ["missing-lock", "partial-lock"]],
  ["example-8", ["waitgroup-add-in-goroutine"]],
];

async function uber8(folder: string): Promise<void> {
  console.log("uber8, stacks alone: races found and their classes (own label in brackets)");
  let right = 0;
  let exact = 0;
  for (const [prefix, labels] of UBER) {
    const name = readdirSync(folder).find(
      (one) => one.startsWith(`${prefix}-`) && one.endsWith(".stderr"),
    );
    if (name === undefined) continue;
    const found = classesOf(await parseRun(looseCapture(join(folder, name))));
    const classes = found.map((one) => one?.class ?? "none");
    if (found.length > 0 === labels.length > 0) right++;
    if (labels.length > 0 && classes.some((one) => labels.includes(one))) exact++;
    console.log(
      `  ${name.replace(".stderr", "")}: ${classes.join(", ") || "silent"} [${labels.join(", ")}]`,
    );
  }
  recordTruth({
    "uber8.found": { hits: right, total: 8 },
    "uber8.class": { hits: exact, total: 7 },
  });
  console.log(`  found or rightly silent: ${right} of 8; own label: ${exact} of 7`);
}

async function gorace(folder: string): Promise<void> {
  const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
  const testdata = join(goroot, "src/runtime/race/testdata");
  const run = await parseRun(looseCapture(join(folder, "stdout.default.json")));
  const printed = new Set(
    run.races.flatMap(({ report }) =>
      report.accesses.flatMap(({ frames }) => frames.map(({ file }) => file)),
    ),
  );
  const texts = [...printed].flatMap((path) => {
    const file = join(testdata, path.slice(path.lastIndexOf("/") + 1));
    return existsSync(file) ? [{ path, text: readFileSync(file, "utf8") }] : [];
  });
  const source = await openGoSource(texts);
  const counts = new Map<string, number>();
  let named = 0;
  for (const { report } of run.races) {
    const found = classifyRace(report, { source });
    counts.set(found?.class ?? "none", (counts.get(found?.class ?? "none") ?? 0) + 1);
    if (found?.facts.common !== undefined) named++;
    if (list) {
      const at = found?.facts.sides.map(
        ({ user }) => `${user?.file.split("/").at(-1) ?? ""}:${user?.line ?? ""}`,
      );
      console.log(`  ${found?.class ?? "none"} ${found?.facts.name ?? ""} ${at?.join(" ") ?? ""}`);
    }
  }
  console.log(`gorace (default GORACE) with ${texts.length} sources: ${run.races.length} reports`);
  const classified = run.races.length - (counts.get("none") ?? 0);
  recordTruth({
    "gorace.classified": { hits: classified, total: run.races.length },
    "gorace.named": { hits: named, total: run.races.length },
  });
  console.log(`  both lines name the same memory: ${rate(named, run.races.length)}`);
  const sorted = [...counts].toSorted((a, b) => b[1] - a[1]);
  console.log(`  ${sorted.map(([name, count]) => `${name} ${count}`).join(", ")}`);
}

const tables: readonly [string, (folder: string) => Promise<void>][] = [
  ["goker", goker],
  ["uber8", uber8],
  ["gorace", gorace],
];
for (const [name, table] of tables) {
  const folder = corpusFolder(name);
  if (folder !== undefined) await table(folder);
}
