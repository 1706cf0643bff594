/** Builds the programs of test/fixtures/causes and runs each under the race detector with an execution trace. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type CauseLabel, PROGRAMS } from "./labels.ts";

export interface ProgramRun {
  readonly label: CauseLabel;
  readonly procs: number;
  readonly round: number;
  readonly trace: string;
}

const SECONDS_MAX = 60;

/** Builds every program into `folder`/bin. */
export function buildPrograms(folder: string): void {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  execFileSync("go", ["test", "-c", "-race", "-o", `${bin}/`, "./..."], {
    cwd: PROGRAMS,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** The trace of one run; it is kept in `folder`, and not made again. */
export function runProgram(
  folder: string,
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
        cwd: join(PROGRAMS, label.program),
        encoding: "utf8",
        env: { ...process.env, GOMAXPROCS: String(procs), GORACE: "atexit_sleep_ms=0" },
      },
    );
    if (status !== 0) throw new Error(`${label.program} at GOMAXPROCS ${procs}: ${stdout}`);
  }
  return { label, procs, round, trace };
}
