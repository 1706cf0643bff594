/** Modules for the benches: public ones through the go command's module proxy, or a folder, as a copy. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, chmodSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes a copy in a fresh temporary folder; the caller removes it. @returns the copy's directory */
export function moduleCopy(source: string): string {
  const from = source.includes("@") ? downloaded(source) : source;
  const copy = join(mkdtempSync(join(tmpdir(), "racegate-bench-")), "module");
  cpSync(from, copy, { recursive: true });
  makeWritable(copy);
  return copy;
}

function downloaded(moduleAtVersion: string): string {
  const out = execFileSync("go", ["mod", "download", "-json", moduleAtVersion], {
    cwd: tmpdir(),
    encoding: "utf8",
  });
  return (JSON.parse(out) as { Dir: string }).Dir;
}

/** The module cache is read-only, and a copy of it too. */
function makeWritable(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) makeWritable(path);
    else chmodSync(path, 0o644);
  }
}
