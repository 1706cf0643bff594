// What analysis says of reports as people pasted them: of each text at least one finding of the kind that the index
// names, in a class that fits where it names one; or words that say what is missing. Prints what does not hold.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../src/analyse/engine.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { corpusFolder, looseCapture } from "./corpus-files.ts";

interface Entry {
  readonly file: string;
  readonly truth: { readonly kind: string; readonly sub?: string };
}

/** Kinds of findings that answer a text of that kind. */
const KINDS = new Map<string, readonly DraftFinding["kind"][]>([
  ["data race", ["data-race"]],
  ["fatal error", ["fatal-error"]],
  ["panic", ["panic"]],
  ["test timeout", ["timeout"]],
  ["goroutine dump", ["deadlock", "goroutine-leak"]],
  ["go-deadlock report", ["deadlock"]],
  ["goleak report", ["goroutine-leak"]],
]);

/** Classes by words of the index; a text whose words stand in no row may have any. */
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/concurrent map/, "concurrent-map"],
  [/unlock of unlocked/, "unlock-of-unlocked"],
  [/WaitGroup/, "waitgroup"],
  [/closed channel/, "channel-close"],
  [/all goroutines are asleep/, "all-asleep"],
  [/lock order/, "lock-order"],
  [/channel leak \(receive/, "channel-receive"],
];

const folder = corpusFolder("wild");
if (folder !== undefined) {
  const entries = JSON.parse(readFileSync(join(folder, "index.dev.json"), "utf8")) as Entry[];
  let kinds = 0;
  let classes = 0;
  let classed = 0;
  let missing = 0;
  let places = 0;
  let useful = 0;
  for (const { file, truth } of entries) {
    const { drafts, diagnostics } = analyse(await parseRun(looseCapture(join(folder, file))));
    const wanted = KINDS.get(truth.kind) ?? [];
    const right = drafts.filter((draft) => wanted.includes(draft.kind));
    if (right.length > 0) kinds += 1;
    else console.log(`  ${file} (${truth.kind}): ${drafts.map((each) => each.title).join("; ")}`);
    const placed = right.some(({ locations }) => locations.length > 0);
    const says = right.some(({ explanation }) => /missing|was cut/.test(explanation));
    if (placed) places += 1;
    if (says) missing += 1;
    if (placed || says) useful += 1;
    else console.log(`  ${file} (${truth.kind}): neither a place nor a word of what is missing`);
    if (diagnostics.length > 0) console.log(`  ${file}: ${diagnostics[0]?.message ?? ""}`);
    if (truth.kind === "data race") continue;
    const row = CLASSES.find(([words]) => words.test(truth.sub ?? ""));
    if (row === undefined) continue;
    classed += 1;
    if (right.some((draft) => draft.class === row[1])) classes += 1;
    else console.log(`  ${file}: ${row[1]}, got ${right.map((draft) => draft.class).join()}`);
  }
  console.log(`wild: a finding of the right kind in ${kinds} of ${entries.length} texts`);
  console.log(
    `      with a place in ${places}; the right class in ${classes} of ${classed} that have one`,
  );
  console.log(`      ${missing} say what is missing; a place or that in ${useful}`);
  if (kinds < entries.length || classes < classed || useful < entries.length) process.exitCode = 1;
}
