/**
 * Builds the programs of a set and runs each under the race detector with an execution trace. Those with
 * causes that only logged locks can show are built as `run --mode deep` builds them.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planMode } from "../../../src/collect/modes/plan-mode.ts";
import type { CauseLabel } from "./labels.ts";

export interface ProgramRun {
  readonly label: CauseLabel;
  readonly procs: number;
  readonly round: number;
  readonly trace: string;
}

const SECONDS_MAX = 60;

/** Patterns over the locks' own addresses. */
const DEEP: ReadonlySet<string> = new Set(["ab-ba-deadlock", "double-lock", "rwmutex-recursive"]);

/** Under the race detector a woken goroutine runs next only every other time: nobody can be kept from running so. */
const WITHOUT_RACE: ReadonlySet<string> = new Set(["ping-pong-starvation"]);

/** Builds the programs, which lie in `sources`, into `folder`/bin. */
export async function buildPrograms(
  folder: string,
  sources: string,
  labels: readonly CauseLabel[],
): Promise<void> {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const groups = Map.groupBy(labels, ({ pattern = "" }) =>
    DEEP.has(pattern) ? "deep" : WITHOUT_RACE.has(pattern) ? "plain" : "race",
  );
  for (const [how, group] of groups) {
    const mode =
      how === "deep" ? await deepMode(join(folder, "deep"), sources) : { args: [], env: {} };
    const args = how === "plain" ? [] : ["-race", ...mode.args];
    const packages = group.map(({ program }) => `./${program}`);
    execFileSync("go", ["test", "-c", ...args, "-o", `${bin}/`, ...packages], {
      cwd: sources,
      env: { ...process.env, ...mode.env },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
}

async function deepMode(
  folder: string,
  sources: string,
): Promise<{ args: string[]; env: Record<string, string> }> {
  const go = (name: string): string =>
    execFileSync("go", ["env", name], { cwd: sources, encoding: "utf8" }).trim();
  const plan = await planMode({
    mode: "deep",
    go: {
      version: go("GOVERSION"),
      goroot: go("GOROOT"),
      goos: go("GOOS"),
      goarch: go("GOARCH"),
      gomod: go("GOMOD"),
      gowork: go("GOWORK"),
      gomodcache: go("GOMODCACHE"),
    },
    goexperiment: go("GOEXPERIMENT"),
    cwd: sources,
    userOverlay: undefined,
    folder,
    silentMs: 0,
  });
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of plan.files) writeFileSync(path, text);
  for (const { message } of plan.notes) console.error(message);
  const args = plan.overlay === undefined ? [] : ["-overlay", plan.overlay];
  return { args, env: { ...plan.goEnvironment } };
}

/** The trace of one run; it is kept in `folder`, and not made again. */
export function runProgram(
  { folder, sources }: { readonly folder: string; readonly sources: string },
  label: CauseLabel,
  procs: number,
  round: number,
): ProgramRun {
  const trace = join(folder, `${label.program}.p${procs}.r${round}.trace`);
  if (!existsSync(trace)) {
    const { status, stdout } = spawnSync(
      join(folder, "bin", `${label.program}.test`),
      ["-test.trace", trace, "-test.timeout", `${SECONDS_MAX}s`],
      {
        cwd: join(sources, label.program),
        encoding: "utf8",
        env: { ...process.env, GOMAXPROCS: String(procs), GORACE: "atexit_sleep_ms=0" },
      },
    );
    if (status !== 0) throw new Error(`${label.program} at GOMAXPROCS ${procs}: ${stdout}`);
  }
  return { label, procs, round, trace };
}
