// Records the traces of this folder: node test/golden/patterns/record.ts [id…]. Needs Go; the program is
// test/fixtures/patterns/program. Scheduling differs from run to run, so a scene is recorded again (a few times) until
// its pattern is found where it should be. Then: UPDATE=1 npx vitest run --project unit test/golden/patterns
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { TraceMatchDocument } from "../../../src/model/pattern-match.ts";
import { traceMatchCommand } from "../../../src/pipeline-trace-match.ts";
import { bytesSource } from "../../oracles/bytes-source.ts";

const TRIES = 8;
const here = import.meta.dirname;
const program = join(here, "../../fixtures/patterns/program");
const work = mkdtempSync(join(tmpdir(), "patterns-"));
const binary = join(work, "patterns");
execFileSync("go", ["build", "-trimpath", "-o", binary, "."], { cwd: program, stdio: "inherit" });

async function patternsIn(bytes: Uint8Array): Promise<string[]> {
  let text = "";
  const options = { json: true, limit: 0, patterns: [], shipped: true };
  await traceMatchCommand({ source: bytesSource(bytes), window: {} }, options, (t) => (text += t));
  return (JSON.parse(text) as TraceMatchDocument).findings.map((f) => f.pattern);
}

const source = readFileSync(join(program, "main.go"), "utf8");
const all = [...source.matchAll(/^\t"([a-z-]+)": +\{/gm)].map((m) => m[1] ?? "");
const wanted = process.argv.slice(2);
for (const id of wanted.length > 0 ? wanted : all) {
  mkdirSync(join(here, id), { recursive: true });
  const busy = id.startsWith("busy-");
  for (const mode of busy ? ["clean"] : ["hit", "miss"]) {
    const out = join(work, "out.trace");
    for (let left = TRIES; left > 0; left--) {
      execFileSync(binary, [id, mode, out], { timeout: 30_000 });
      const found = await patternsIn(readFileSync(out));
      const good = busy ? found.length === 0 : found.includes(id) === (mode === "hit");
      if (!good && left > 1) continue;
      writeFileSync(join(here, id, `${mode}.trace.gz`), gzipSync(readFileSync(out)));
      console.log(`${id} ${mode}: ${good ? "as it should be" : "NOT as it should be"} (${found.join(", ")})`);
      break;
    }
  }
}
rmSync(work, { recursive: true });
