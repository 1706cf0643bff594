/**
 * The leak programs that every Go installation carries (runtime/testdata/testgoroutineleakprofile/goker), each run
 * once as a test under -race with an execution trace: how many programs yield a finding, and how many of the labelled
 * leaks (runtime/goroutineleakprofile_test.go) are among the goroutines of the findings. Run it with
 *
 *     node test/bench/truth/goroot-leaks.ts [--list] [Program…]
 *
 * It copies the programs into a temporary folder, where they lose their main function, and where a millisecond
 * stands for their own leak profile, so that they have as long to get stuck as there.
 */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyse, readSource } from "../../../src/analyse/index.ts";
import type { ByteSource } from "../../../src/model/byte-source.ts";
import type { Artifact, Capture } from "../../../src/model/capture.ts";
import type { DraftFinding } from "../../../src/model/finding.ts";
import { parseRun } from "../../../src/parse/parse-run.ts";
import { recordTruth } from "./truth-file.ts";
import { rate } from "./wilson.ts";

const SECONDS = 30;

interface Program {
  readonly name: string;
  readonly labels: readonly RegExp[];
}

/** Programs, those of the folder too that have no label; labels of the runtime's own test without commented-out ones. */
function programsOf(test: string, folder: string): readonly Program[] {
  const text = test.slice(test.indexOf("gokerTestCases :="));
  const found: { name: string; labels: RegExp[] }[] = [];
  for (const line of text.split("\n")) {
    if (/^\t\}/.test(line) && found.length > 0) break;
    const name = /^\s*make(?:Flaky)?Test\("(\w+)"/.exec(line)?.[1];
    if (name !== undefined) found.push({ name, labels: [] });
    for (const label of /^\s*\/\//.test(line) ? [] : line.matchAll(/`([^`]{1,400})`/g)) {
      found.at(-1)?.labels.push(new RegExp(label[1] ?? ""));
    }
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".go"))) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, name = ""] of text.matchAll(/^\tregister\("(\w+)"/gm)) {
      if (!found.some((program) => program.name === name)) found.push({ name, labels: [] });
    }
  }
  return found;
}

/** The programs as a test package; returns the test binary. */
function build(from: string, names: readonly string[], folder: string): string {
  for (const file of readdirSync(from).filter(
    (name) => name !== "main.go" && name.endsWith(".go"),
  )) {
    const text = readFileSync(join(from, file), "utf8")
      .replaceAll('pprof.Lookup("goroutineleak")', "noProfile{}")
      .replace(/^\s*"runtime\/pprof"\n/m, "")
      .replace(/^package main$/m, "package leaks");
    writeFileSync(join(folder, file), text);
  }
  const support = [
    "package leaks",
    'import (\n\t"io"\n\t"time"\n)',
    "const yieldCount = 10",
    "type noProfile struct{}",
    "func (noProfile) WriteTo(io.Writer, int) error { " +
      "time.Sleep(time.Millisecond); return nil }",
    "func register(string, func()) {}",
  ];
  writeFileSync(join(folder, "support.go"), support.join("\n\n") + "\n");
  const tests = names.map((name) => `func Test${name}(t *testing.T) { ${name}() }`);
  const file = ["package leaks", 'import "testing"', ...tests].join("\n\n") + "\n";
  writeFileSync(join(folder, "all_test.go"), file);
  writeFileSync(join(folder, "go.mod"), "module example.com/leaks\n\ngo 1.26\n");
  execFileSync("go", ["test", "-race", "-c", "-vet=off", "-o", "leaks.test", "."], {
    cwd: folder,
    stdio: "inherit",
  });
  return join(folder, "leaks.test");
}

function run(binary: string, folder: string, name: string, trace: string): Promise<string> {
  const args = [`-test.run=^Test${name}$`, `-test.trace=${trace}`, "-test.v"];
  const env = { ...process.env, GOMAXPROCS: "4" };
  const options = { cwd: folder, env, timeout: SECONDS * 1000, maxBuffer: 1 << 26 };
  return new Promise((resolve) => {
    execFile(binary, [...args, `-test.timeout=${SECONDS - 5}s`], options, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

function bytesOf(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

async function findingsOf(text: string, trace: string): Promise<readonly DraftFinding[]> {
  const files: [string, Uint8Array][] = [["output.txt", new TextEncoder().encode(text)]];
  if (existsSync(trace)) files.push(["trace.out", new Uint8Array(readFileSync(trace))]);
  const artifacts = files.map(([path, bytes]) => {
    const artifact: Artifact = { path, kind: "text", sizeBytes: bytes.length };
    return { artifact, bytes: bytesOf(path, bytes) };
  });
  const capture: Capture = { manifest: undefined, artifacts };
  const parsed = await parseRun(capture);
  const { drafts } = analyse(parsed, { source: await readSource(parsed) });
  return drafts.filter(({ kind }) => kind === "deadlock" || kind === "goroutine-leak");
}

/** `Entry() [state]` of every goroutine of the findings, as the labels have it. */
function sitesOf(drafts: readonly DraftFinding[]): readonly string[] {
  return drafts.flatMap(({ goroutines }) =>
    goroutines.map(({ stack, state }) => {
      const entry = stack?.findLast(({ function: name }) => !/\.gowrap\d+$/.test(name));
      const word = state?.replace(/ \(\d+ goroutines like this\)$/, "") ?? "";
      return `${entry?.function ?? ""}() [${word}]`;
    }),
  );
}

/** A label without its wait state: the site alone. */
function siteOf(label: RegExp): RegExp {
  const at = label.source.lastIndexOf("\\[");
  return new RegExp(at < 0 ? label.source : label.source.slice(0, at));
}

const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
const testdata = join(goroot, "src/runtime/testdata/testgoroutineleakprofile/goker");
const source = join(goroot, "src/runtime/goroutineleakprofile_test.go");
if (!existsSync(source)) console.log(`goroot-leaks: ${source} is not there (Go 1.26 has it)`);
else {
  const list = process.argv.includes("--list");
  const chosen = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const programs = programsOf(readFileSync(source, "utf8"), testdata);
  const folder = mkdtempSync(join(tmpdir(), "racegate-goroot-leaks-"));
  const names = programs.map(({ name }) => name);
  const counts = { programs: 0, sites: 0, states: 0, labels: 0, run: 0 };
  try {
    const binary = build(testdata, names, folder);
    for (const { name, labels } of programs) {
      if (chosen.length > 0 && !chosen.includes(name)) continue;
      const trace = join(folder, `${name}.trace`);
      const drafts = await findingsOf(await run(binary, folder, name, trace), trace);
      rmSync(trace, { force: true });
      const sites = sitesOf(drafts);
      const missed = labels.filter((label) => !sites.some((site) => siteOf(label).test(site)));
      counts.run++;
      counts.labels += labels.length;
      counts.programs += drafts.length > 0 ? 1 : 0;
      counts.sites += labels.length - missed.length;
      counts.states += labels.filter((label) => sites.some((site) => label.test(site))).length;
      const said = drafts.map((each) => `${each.kind}/${each.class}/${each.severity}`).join(", ");
      for (const label of missed) console.log(`  missed: ${name}: ${label.source}`);
      if (list || drafts.length === 0) console.log(`  ${name}: ${said}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`GOROOT's leak programs with a finding: ${rate(counts.programs, counts.run)}`);
  console.log(`labelled leaks found, by entry function: ${rate(counts.sites, counts.labels)}`);
  console.log(`… and with the same wait state: ${rate(counts.states, counts.labels)}`);
  if (chosen.length === 0) {
    recordTruth({
      "goroot.programs": { hits: counts.programs, total: counts.run },
      "goroot.sites": { hits: counts.sites, total: counts.labels },
    });
  }
}
