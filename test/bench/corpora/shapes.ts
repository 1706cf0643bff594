// Crash shapes of one Go release (local126) and the eight race patterns of a published study (uber8): the
// kind must be the one that the file's name stands for; of a crash also the goroutines, the finding and its place.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { analyse } from "../../../src/analyse/engine.ts";
import { corpusFolder, looseCapture, textOf } from "./corpus-files.ts";

interface Shape {
  /** First words of the crash; a test that only fails has none. */
  readonly words: string | undefined;
  /** Kind and class of the finding. */
  readonly finding: string | undefined;
  /** Function and line of its first own frame. */
  readonly at: string | undefined;
}

function shape(words: string, finding: string, at: string): Shape {
  return { words, finding, at };
}

const TIMEOUT = "timeout: test timed out after";

/** By test name: what stands in the source of the shapes. */
const SHAPES = new Map<string, Shape>([
  ["TestABBA", shape(TIMEOUT, "timeout unclassified", "l126.TestABBA:52")],
  ["TestCond", shape(TIMEOUT, "timeout unclassified", "l126.TestCond:71")],
  ["TestGoFatal_TestAfter", { words: undefined, finding: undefined, at: undefined }],
  [
    "TestMapIter",
    shape("fatal-error: concurrent map ", "fatal-error concurrent-map", "l126.TestMapIter:27"),
  ],
  [
    "TestNegWG",
    shape("panic: sync: negative WaitGroup counter", "panic waitgroup", "l126.TestNegWG:60"),
  ],
  [
    "TestNilSub",
    shape("panic: runtime error: invalid memory", "panic nil-dereference", "l126.deref:13"),
  ],
  ["TestOnce", shape(TIMEOUT, "timeout unclassified", "l126.TestOnce.func1:72")],
  [
    "TestOnce.notimeout",
    shape(
      "fatal-error: all goroutines are asleep",
      "fatal-error all-asleep",
      "l126.TestOnce.func1:72",
    ),
  ],
  [
    "TestQuit",
    shape("signal: SIGQUIT: quit", "fatal-error unclassified", "l126.TestQuit.func1:56"),
  ],
  [
    "TestRUnlock",
    shape(
      "fatal-error: sync: RUnlock of unlocked",
      "fatal-error unlock-of-unlocked",
      "l126.TestRUnlock:34",
    ),
  ],
  ["TestRWR", shape(TIMEOUT, "timeout unclassified", "l126.TestRWR:41")],
  [
    "TestUnlock",
    shape(
      "fatal-error: sync: unlock of unlocked",
      "fatal-error unlock-of-unlocked",
      "l126.TestUnlock:32",
    ),
  ],
]);

/** Goroutine headers in the text itself, JSON or not. */
function headersOf(text: string): number {
  return [...text.matchAll(/(?:^|"Output":")goroutine [0-9]+ [^:\n]*\[[^\n\]]*\]:/gm)].length;
}

async function local126(folder: string): Promise<void> {
  const files = readdirSync(folder);
  const right = { kinds: 0, goroutines: 0, findings: 0, places: 0 };
  for (const file of files) {
    const wanted = SHAPES.get(file.replace(/(?:\.race)?\.(?:json|txt)$/, ""));
    const path = join(folder, file);
    const run = await parseRun(looseCapture(path));
    const got = run.crashes.map(({ crash }) => `${crash.kind}: ${crash.message}`);
    const first = got[0];
    const words = wanted?.words;
    const isKind =
      words === undefined
        ? got.length === 0
        : got.length === 1 && first !== undefined && first.startsWith(words);
    if (isKind) right.kinds += 1;
    else console.log(`  ${file}: ${got.join(" | ")}`);
    const goroutines = run.crashes.flatMap(({ crash }) => crash.goroutines).length;
    const headers = headersOf(textOf(path));
    if (goroutines === headers) right.goroutines += 1;
    else console.log(`  ${file}: ${goroutines} of ${headers} goroutines`);
    const drafts = analyse(run).drafts.filter(({ code }) => code.startsWith("RG3"));
    const found = drafts.map((draft) => `${draft.kind} ${draft.class}`).join(" | ");
    if (found === (wanted?.finding ?? "")) right.findings += 1;
    else console.log(`  ${file}: ${found}`);
    const place = drafts[0]?.locations.find(({ own }) => own);
    const at = place === undefined ? undefined : `${place.function}:${place.line}`;
    if (at === wanted?.at) right.places += 1;
    else console.log(`  ${file}: ${at ?? "no own frame"}`);
  }
  const of = `of ${files.length}`;
  console.log(
    `local126: ${right.kinds} ${of} crash shapes, ${right.goroutines} ${of} with all goroutines`,
  );
  console.log(`          ${right.findings} ${of} findings, ${right.places} ${of} first own frames`);
  if (Object.values(right).some((count) => count < files.length)) process.exitCode = 1;
}

async function uber8(folder: string): Promise<void> {
  let right = 0;
  const files = readdirSync(folder).filter((file) => file.endsWith(".stderr"));
  for (const file of files) {
    const run = await parseRun(looseCapture(join(folder, file)));
    // Since Go 1.22 each iteration has its own loop variable: the first pattern is no race any more.
    const wanted = !file.startsWith("example-1-");
    const whole = run.races.every(({ report }) => report.complete);
    if (run.races.length > 0 === wanted && whole) right += 1;
    else console.log(`  ${file}: ${run.races.length} races`);
  }
  console.log(`uber8: ${right} of ${files.length} patterns`);
  if (right < files.length) process.exitCode = 1;
}

const shapes = corpusFolder("local126");
if (shapes !== undefined) await local126(shapes);
const patterns = corpusFolder("uber8");
if (patterns !== undefined) await uber8(patterns);
