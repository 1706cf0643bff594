// What Go's own trace summaries say of goroutines. The package is internal to Go: the program that prints it is built as
// if it lay in GOROOT (go build -overlay), nothing is written there.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const OUTPUT_BYTES_MAX = 1 << 30;

export interface GoGoroutine {
  readonly id: number;
  readonly name: string;
  readonly startNs: number;
  readonly endNs: number;
  readonly ended: boolean;
  readonly totalNs: number;
  readonly executionNs: number;
  readonly runnableNs: number;
  readonly syscallNs: number;
  readonly syscallBlockedNs: number;
  readonly unknownNs: number;
  readonly blocked: Readonly<Record<string, number>>;
  readonly ranges: Readonly<Record<string, number>>;
}

/** Builds the program into the directory; gives what it says of a trace. */
export function buildGoSummary(directory: string): (trace: string) => GoGoroutine[] {
  const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
  const source = join(import.meta.dirname, "go-summary", "main.go");
  const overlay = join(directory, "overlay.json");
  const place = join(goroot, "src", "cmd", "racegatesummary", "main.go");
  writeFileSync(overlay, JSON.stringify({ Replace: { [place]: source } }));
  const program = join(directory, "go-summary");
  execFileSync("go", ["build", "-overlay", overlay, "-o", program, "cmd/racegatesummary"], {
    cwd: directory,
    env: { ...process.env, GOFLAGS: "" },
  });
  return (trace) => {
    const text = execFileSync(program, [trace], {
      encoding: "utf8",
      maxBuffer: OUTPUT_BYTES_MAX,
    });
    return text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as GoGoroutine);
  };
}
