/**
 * Records what `go test -race -json -trimpath -trace` leaves of test/fixtures/leaks, for the goldens beside this file:
 *
 *     node test/golden/leaks/record.ts [class…]
 *
 * `<class>.stuck.json`, `<class>.stuck.trace.gz`, and the same of its fixed twin and of its near miss.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { fixtureClasses, MODULE } from "./leak-fixtures.ts";

const folder = new URL("./", import.meta.url);
const TIMEOUT = "-timeout=2s";

/** Output of go test, which fails where the fixture gets stuck. */
function goTest(directory: string, trace: string): Promise<string> {
  const args = ["test", "-race", "-json", "-count=1", "-trimpath", TIMEOUT, `-trace=${trace}`];
  const binary = ["-o", join(trace, "..", "fixture.test"), "."];
  return new Promise((resolve) => {
    const options = { cwd: directory, maxBuffer: 1 << 26 };
    execFile("go", [...args, ...binary], options, (_, stdout) => resolve(stdout));
  });
}

const wanted = process.argv.slice(2);
for (const id of fixtureClasses()) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  for (const [name, path] of [
    ["stuck", id],
    ["fixed", `${id}/fixed`],
    ["near", `${id}/near`],
  ] as const) {
    const temporary = mkdtempSync(join(tmpdir(), "racegate-leaks-"));
    const trace = join(temporary, "trace.out");
    const stdout = await goTest(fileURLToPath(new URL(path, MODULE)), trace);
    writeFileSync(new URL(`${id}.${name}.json`, folder), stdout.replaceAll(temporary, "/tmp"));
    writeFileSync(new URL(`${id}.${name}.trace.gz`, folder), gzipSync(readFileSync(trace)));
    rmSync(temporary, { recursive: true });
    console.log(`${id} ${name}: ${stdout.length} bytes`);
  }
}
