// Crash shapes of one Go release (local126) and the eight race patterns of a published study (uber8): the
// kind must be the one that the file's name stands for.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { corpusFolder, looseCapture } from "./corpus-files.ts";

/** First words of the crash by test name; a test that only fails has none. */
const SHAPES = new Map([
  ["TestABBA", "timeout: test timed out after"],
  ["TestCond", "timeout: test timed out after"],
  ["TestGoFatal_TestAfter", undefined],
  ["TestMapIter", "fatal-error: concurrent map "],
  ["TestNegWG", "panic: sync: negative WaitGroup counter"],
  ["TestNilSub", "panic: runtime error: invalid memory address"],
  ["TestOnce", "timeout: test timed out after"],
  ["TestOnce.notimeout", "fatal-error: all goroutines are asleep"],
  ["TestQuit", "signal: SIGQUIT: quit"],
  ["TestRUnlock", "fatal-error: sync: RUnlock of unlocked RWMutex"],
  ["TestRWR", "timeout: test timed out after"],
  ["TestUnlock", "fatal-error: sync: unlock of unlocked mutex"],
]);

async function local126(folder: string): Promise<void> {
  let right = 0;
  const files = readdirSync(folder);
  for (const file of files) {
    const shape = SHAPES.get(file.replace(/(?:\.race)?\.(?:json|txt)$/, ""));
    const run = await parseRun(looseCapture(join(folder, file)));
    const got = run.crashes.map(({ crash }) => `${crash.kind}: ${crash.message}`);
    const first = got[0];
    const ok =
      shape === undefined
        ? got.length === 0
        : got.length === 1 && first !== undefined && first.startsWith(shape);
    if (ok) right += 1;
    else console.log(`  ${file}: ${got.join(" | ")}`);
  }
  console.log(`local126: ${right} of ${files.length} crash shapes`);
  if (right < files.length) process.exitCode = 1;
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
