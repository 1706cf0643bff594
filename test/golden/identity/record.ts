// Records the race reports of before/ and after/: `node test/golden/identity/record.ts`. It needs Go and, once, the
// module proxy for the older toolchains. Paths and addresses are brought to one form, so that a diff shows changes.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const HERE = import.meta.dirname;

/** Name of the log, module, toolchain, flags. */
const RUNS: readonly (readonly [string, "before" | "after", string, ...string[]])[] = [
  ["before", "before", "local"],
  ["trimpath", "before", "local", "-trimpath"],
  ["not-inlined", "before", "local", "-gcflags=-l"],
  ["not-optimised", "before", "local", "-gcflags=-N -l"],
  ["go1.22", "before", "go1.22.12"],
  ["go1.23", "before", "go1.23.8"],
  ["go1.24", "before", "go1.24.11"],
  ["go1.25", "before", "go1.25.5"],
  ["after", "after", "local"],
  ["after-go1.22-trimpath", "after", "go1.22.12", "-trimpath"],
];

function reportsOf(module: string, toolchain: string, flags: readonly string[]): string {
  const directory = mkdtempSync(join(tmpdir(), "racegate-identity-"));
  try {
    cpSync(join(HERE, module), directory, { recursive: true });
    const env = { ...process.env, GOTOOLCHAIN: toolchain, GOFLAGS: "-mod=mod", GOWORK: "off" };
    const go = (...argv: string[]) =>
      spawnSync("go", argv, { cwd: directory, env, encoding: "utf8", maxBuffer: 1 << 26 });
    const root = go("env", "GOROOT").stdout.trim();
    const run = (): string => {
      const { stdout, stderr } = go("test", "-race", "-count=1", "-parallel=1", ...flags, ".");
      return stdout + stderr;
    };
    // A race may be silent in a run: the one that shows most counts.
    const outputs = Array.from({ length: 6 }, run).sort((a, b) => b.length - a.length);
    const text = (outputs[0] ?? "").replaceAll(directory, "/repo").replaceAll(root, "/usr/local/go");
    return plainAddresses(text.match(/={18}\nWARNING: DATA RACE\n[^]*?={18}\n/g)?.join("") ?? "");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Equal ones stay equal; which they are differs between runs. */
function plainAddresses(text: string): string {
  const known = new Map<string, string>();
  return text.replace(/\bat (0x[0-9a-f]{12})\b/g, (_, address: string) => {
    const made = known.get(address) ?? `0x00c000${(0x1000 + 16 * known.size).toString(16).padStart(6, "0")}`;
    known.set(address, made);
    return `at ${made}`;
  });
}

for (const [name, module, toolchain, ...flags] of RUNS) {
  const text = reportsOf(module, toolchain, flags);
  const count = text.split("WARNING: DATA RACE").length - 1;
  process.stdout.write(`${name}: ${count} reports\n`);
  if (count > 0) writeFileSync(join(HERE, `${name}.txt`), text);
}
