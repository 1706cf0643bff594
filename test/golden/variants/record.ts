/**
 * Records what `go test -race -json -trimpath -trace` leaves of test/fixtures/variants, for the goldens beside this
 * file:
 *
 *     node test/golden/variants/record.ts [class/shape…]
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { MODULE, variants } from "./variant-fixtures.ts";

const folder = new URL("./", import.meta.url);

/** Output of go test, which fails: that is what the fixture is for. */
function goTest(directory: string, temporary: string): Promise<string> {
  const args = ["test", "-race", "-json", "-count=1", "-trimpath", "-timeout=2s"];
  const files = [`-trace=${join(temporary, "trace.out")}`, "-o", join(temporary, "variant.test")];
  return new Promise((resolve) => {
    const options = { cwd: directory, maxBuffer: 1 << 26 };
    execFile("go", [...args, ...files, "."], options, (_, stdout) => resolve(stdout));
  });
}

const wanted = process.argv.slice(2);
for (const { class: name, shape } of variants()) {
  if (wanted.length > 0 && !wanted.includes(`${name}/${shape}`)) continue;
  const temporary = mkdtempSync(join(tmpdir(), "racegate-variants-"));
  const stdout = await goTest(fileURLToPath(new URL(`${name}/${shape}`, MODULE)), temporary);
  const output = Buffer.from(stdout.replaceAll(temporary, "/tmp"));
  const trace = readFileSync(join(temporary, "trace.out"));
  writeFileSync(new URL(`${name}.${shape}.json.gz`, folder), gzipSync(output));
  writeFileSync(new URL(`${name}.${shape}.trace.gz`, folder), gzipSync(trace));
  rmSync(temporary, { recursive: true });
  console.log(`${name}/${shape}: ${output.length} bytes`);
}
