/**
 * Records what `go test -race -json -trimpath -trace -timeout=1s` leaves of test/fixtures/slow, for the goldens beside
 * this file:
 *
 *     node test/golden/slow/record.ts [fixture…]
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { MODULE, slowFixtures } from "./slow-fixtures.ts";

const folder = new URL("./", import.meta.url);

/** Output of go test, which runs into its timeout. */
function goTest(directory: string, temporary: string): Promise<string> {
  const args = ["test", "-race", "-json", "-count=1", "-trimpath", "-timeout=1s"];
  const files = [`-trace=${join(temporary, "trace.out")}`, "-o", join(temporary, "slow.test")];
  return new Promise((resolve) => {
    const options = { cwd: directory, maxBuffer: 1 << 26 };
    execFile("go", [...args, ...files, "."], options, (_, stdout) => resolve(stdout));
  });
}

const wanted = process.argv.slice(2);
for (const name of slowFixtures()) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const temporary = mkdtempSync(join(tmpdir(), "racegate-slow-"));
  const stdout = await goTest(fileURLToPath(new URL(name, MODULE)), temporary);
  const output = Buffer.from(stdout.replaceAll(temporary, "/tmp"));
  writeFileSync(new URL(`${name}.json.gz`, folder), gzipSync(output));
  const trace = readFileSync(join(temporary, "trace.out"));
  writeFileSync(new URL(`${name}.trace.gz`, folder), gzipSync(trace));
  rmSync(temporary, { recursive: true });
  console.log(`${name}: ${output.length} bytes`);
}
