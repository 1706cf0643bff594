// What Go itself says of a trace: `go tool trace -d=parsed`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface GoVerdict {
  readonly text: string;
  readonly accepted: boolean;
  readonly error: string;
}

const OUTPUT_BYTES_MAX = 1 << 30;
let tool: string | undefined;

/** The path of Go's trace tool: asking `go tool` each time costs more than the run. */
function traceTool(): string {
  return (tool ??= execFileSync("go", ["tool", "-n", "trace"], { encoding: "utf8" }).trim());
}

export function goParsed(path: string): GoVerdict {
  try {
    const text = execFileSync(traceTool(), ["-d=parsed", path], {
      encoding: "utf8",
      maxBuffer: OUTPUT_BYTES_MAX,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TZ: "UTC" },
    });
    return { text, accepted: true, error: "" };
  } catch (error) {
    const e = error as { stdout?: string; stderr?: string };
    return { text: e.stdout ?? "", accepted: false, error: e.stderr ?? String(error) };
  }
}

/** The same for bytes. */
export function goParsedBytes(bytes: Uint8Array): GoVerdict {
  const dir = mkdtempSync(join(tmpdir(), "racegate-oracle-"));
  try {
    const path = join(dir, "trace");
    writeFileSync(path, bytes);
    return goParsed(path);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
