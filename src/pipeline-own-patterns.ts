// The user's own cause patterns for a run: read and checked when it is planned, before any test has cost time.
import { ownPatternFiles, PatternFileRefused } from "./collect/pattern-files.ts";
import type { PatternFile } from "./model/capture.ts";
import { UserFailure } from "./model/failure.ts";

/** More are no set of patterns that somebody looks after. */
const PATTERNS_MAX = 100;

/** @throws UserFailure RG9001 with every mistake, by file and line */
export async function ownPatterns(cwd: string): Promise<readonly PatternFile[]> {
  const files = readFiles(cwd);
  // The pattern language is loaded where there is a pattern, not at every start.
  if (files.length > 0) await check(files);
  return files;
}

function readFiles(cwd: string): readonly PatternFile[] {
  try {
    return ownPatternFiles(cwd);
  } catch (error) {
    if (!(error instanceof PatternFileRefused)) throw error;
    throw refusal([error.message]);
  }
}

async function check(files: readonly PatternFile[]): Promise<void> {
  const [{ loadPatterns }, { TraceInterner }] = await Promise.all([
    import("./analyse/patterns/index.ts"),
    import("./model/trace-interner.ts"),
  ]);
  const fileOf = new Map<string, string>();
  const twice: string[] = [];
  for (const file of files) {
    for (const name of loadPatterns([file], false, new TraceInterner()).own) {
      const other = fileOf.get(name);
      if (other !== undefined) twice.push(`${file.path}: ${name} is a pattern of ${other} as well`);
      fileOf.set(name, file.path);
    }
  }
  if (twice.length > 0) throw refusal(twice);
  const { own, mistakes } = loadPatterns(files, false, new TraceInterner());
  if (mistakes.length > 0) throw refusal(mistakes.map((m) => `${m.at}: ${m.message}`));
  if (own.size <= PATTERNS_MAX) return;
  throw refusal([`.racegate/patterns: ${own.size} patterns; a run takes at most ${PATTERNS_MAX}`]);
}

function refusal(mistakes: readonly string[]): UserFailure {
  const lines = mistakes.map((mistake) => `  ${mistake}`).join("\n");
  const what = mistakes.length === 1 ? "a mistake" : "mistakes";
  return new UserFailure("RG9001", `the own patterns have ${what}; nothing was run.\n${lines}`);
}
