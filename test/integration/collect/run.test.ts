import { chmod, mkdir, readFile, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { manifest as manifestSchema } from "../../../src/model/capture.ts";
import { openCapture } from "../../../src/collect/open-capture.ts";
import { keepSources } from "../../../src/collect/sources.ts";
import { resolveSymbols } from "../../../src/collect/symbols.ts";
import { readElfSymbols } from "../../../src/parse/elf-symbols.ts";
import {
  artifactsOf,
  copyFixture,
  otherFileSystem,
  removeFolders,
  runFixture,
  streamEvents,
} from "./fixture-run.ts";

const WITH_RACE = ["binary", "block-profile", "mutex-profile", "process", "race-log", "trace"];
const WITHOUT_RACE = ["block-profile", "mutex-profile", "process", "trace"];
const RACY_TEST = `package long

import "testing"

func TestSum(t *testing.T) {
	sum, done := 0, make(chan bool)
	go func() { sum++; close(done) }()
	sum++
	<-done
}
`;

afterEach(removeFolders);

describe("a run of a module with races, failures, no tests and a module below", () => {
  it("keeps for each package exactly its own files", async () => {
    const workspace = await copyFixture("basic");
    const { manifest, outcome } = await runFixture(workspace);
    expect(
      manifestSchema.parse(
        JSON.parse(await readFile(join(workspace.capture, "manifest.json"), "utf8")),
      ),
    ).toEqual(manifest);
    expect(outcome).toMatchObject({ end: "finished", goExitCode: 1, losses: [] });
    expect(artifactsOf(manifest, "example.com/basic")).toEqual(WITH_RACE);
    for (const name of ["clean", "fails", "deep/er"]) {
      expect(artifactsOf(manifest, `example.com/basic/${name}`)).toEqual(WITHOUT_RACE);
    }
    expect(artifactsOf(manifest, "example.com/basic/notest")).toEqual([]);
    expect(manifest.processes.map((process) => process.package).sort()).toEqual([
      "example.com/basic",
      "example.com/basic/clean",
      "example.com/basic/deep/er",
      "example.com/basic/fails",
    ]);
    expect(manifest.otherModulesBelow).toEqual(["other"]);
    expect(manifest.pinned.gomaxprocs).toMatchObject({ requested: "4", effective: "4" });
    expect(manifest.pinned.gorace.effective).toBe(manifest.pinned.gorace.requested);
    expect((await readdir(workspace.capture)).sort()).toEqual([
      "manifest.json",
      "run",
      "stderr.log",
      "stream.jsonl",
    ]);
  });

  it("names the global and keeps the source of a racing line, and nothing else", async () => {
    const workspace = await copyFixture("basic");
    const { plan, manifest } = await runFixture(workspace, { packages: ["."] });
    const race = manifest.artifacts.find((artifact) => artifact.kind === "race-log");
    const text = await readFile(join(workspace.capture, race?.path ?? ""), "utf8");
    const addresses = [...text.matchAll(/at (0x[0-9a-f]+) by/g)].map((match) => match[1] ?? "");
    expect(addresses.length).toBeGreaterThan(0);
    const pid = race?.pid ?? 0;
    const wanted = {
      package: "example.com/basic",
      pid,
      addresses: [...addresses, "0x00c000123456"],
    };
    const { symbols } = await resolveSymbols(plan, [wanted], readElfSymbols);
    // Without our own reader go's tool says the same.
    const unread = () => Promise.resolve({ value: undefined, diagnostics: [] });
    expect((await resolveSymbols(plan, [wanted], unread)).symbols).toEqual(symbols);
    const names = symbols.processes.flatMap((process) =>
      process.addresses.map(({ symbol }) => symbol.name),
    );
    expect(new Set(names)).toEqual(new Set(["example.com/basic.hits"]));
    const paths = [
      join(workspace.cwd, "counter.go"),
      "/etc/passwd",
      join(workspace.cwd, "../../../etc/passwd.go"),
      `${plan.go.goroot}/src/testing/testing.go`,
    ];
    const { sources } = await keepSources(plan, { sources: paths, packagesOf: [] });
    expect(sources.map((source) => source.file)).toEqual(["counter.go"]);
  });

  it("is opened again with the same artefacts, and by content where the manifest is gone", async () => {
    const workspace = await copyFixture("basic");
    const { manifest } = await runFixture(workspace, { packages: [".", "./clean"] });
    const opened = await openCapture(workspace.capture);
    expect(opened.artifacts.map(({ artifact }) => artifact)).toEqual(manifest.artifacts);
    await opened.close();
    await writeFile(join(workspace.capture, "manifest.json"), "{ not whole");
    const unlabelled = await openCapture(workspace.capture);
    expect(unlabelled.manifest).toBeUndefined();
    expect(unlabelled.notes[0]?.code).toBe("manifest-broken");
    const kinds = (kind: string): string[] =>
      unlabelled.artifacts.flatMap(({ artifact }) =>
        artifact.kind === kind ? [artifact.package ?? "none"] : [],
      );
    expect(kinds("race-log")).toEqual(["example.com/basic"]);
    expect(kinds("trace")).toEqual(["example.com/basic", "example.com/basic/clean"]);
    expect(kinds("stream")).toEqual(["none"]);
    await unlabelled.close();
  });
});

describe("where a run may take place", () => {
  it("a directory with a blank and a colon, with arguments for the binary", async () => {
    const workspace = await copyFixture("basic", { copy: "a b:c" });
    const capture = join(workspace.cwd, "cap ture:d");
    const { manifest } = await runFixture(
      { ...workspace, capture },
      { captureDirectory: capture, packages: ["."], goTestFlags: ["-args", "x", "-y z"] },
    );
    expect(artifactsOf(manifest, "example.com/basic")).toEqual(WITH_RACE);
    const argv = manifest.processes[0]?.argv ?? [];
    expect(argv.slice(-2)).toEqual(["x", "-y z"]);
    expect(argv[1]).toMatch(/^-test\.trace=/);
    const output = (await streamEvents({ ...workspace, capture })).map((event) => event["Output"]);
    expect(output.join("")).toContain('argument "-y z"');
  });

  it("a package whose directory's encoded name is too long for a file system", async () => {
    const workspace = await copyFixture("basic");
    const name = "a+".repeat(120);
    await mkdir(join(workspace.cwd, name));
    await writeFile(join(workspace.cwd, name, "long_test.go"), RACY_TEST);
    const { manifest, outcome } = await runFixture(workspace, { packages: [`./${name}`] });
    expect(outcome.losses).toEqual([]);
    expect(artifactsOf(manifest, `example.com/basic/${name}`)).toEqual(WITH_RACE);
  });

  it("directories with an apostrophe", async () => {
    const workspace = await copyFixture("basic", { copy: "o'neil" });
    const capture = join(workspace.cwd, "it's");
    const { manifest } = await runFixture(
      { ...workspace, capture },
      { captureDirectory: capture, packages: ["."] },
    );
    expect(artifactsOf(manifest, "example.com/basic")).toEqual(WITH_RACE);
  });

  it("another file system than the temporary one", async () => {
    const workspace = await copyFixture("basic", { captureIn: otherFileSystem() });
    const { manifest } = await runFixture(workspace, { packages: ["."] });
    expect(artifactsOf(manifest, "example.com/basic")).toEqual(WITH_RACE);
  });

  it("a file system without hard links: the binary is copied", async () => {
    const workspace = await copyFixture("basic");
    const programs = join(workspace.folder, "bin");
    await mkdir(programs);
    await writeFile(join(programs, "ln"), "#!/bin/sh\nexit 1\n");
    await chmod(join(programs, "ln"), 0o755);
    const env = { ...process.env, GOFLAGS: "", PATH: `${programs}:${process.env["PATH"] ?? ""}` };
    const { manifest } = await runFixture(workspace, { packages: ["."], env });
    const binary = manifest.artifacts.find((artifact) => artifact.kind === "binary");
    const entry = await stat(join(workspace.capture, binary?.path ?? "absent"));
    expect(entry.nlink).toBe(1);
    expect(entry.size).toBeGreaterThan(1_000_000);
  });

  it("a workspace: both modules run, each with its files", async () => {
    const workspace = await copyFixture("workspace");
    const { manifest } = await runFixture(workspace, { packages: ["./one/...", "./two/..."] });
    expect(manifest.go.gowork).toMatch(/go\.work$/);
    expect(manifest.modules.map((module) => module.path)).toEqual([
      "example.com/one",
      "example.com/two",
    ]);
    for (const name of ["one", "two"]) {
      expect(artifactsOf(manifest, `example.com/${name}`)).toEqual(WITH_RACE);
    }
  });

  it("a directory reached through a link", async () => {
    const workspace = await copyFixture("basic");
    const link = join(workspace.folder, "link");
    await symlink(workspace.cwd, link);
    const { manifest, outcome } = await runFixture(
      { ...workspace, cwd: link },
      { packages: ["."] },
    );
    expect(outcome.losses).toEqual([]);
    expect(artifactsOf(manifest, "example.com/basic")).toEqual(WITH_RACE);
  });
});

describe("what the settings do", () => {
  it("fail-fast stops the process at its first race", async () => {
    const workspace = await copyFixture("basic");
    const { manifest } = await runFixture(workspace, { packages: ["."], failFast: true });
    expect(manifest.failFast).toBe(true);
    expect(manifest.notes.map((note) => note.code)).toContain("fail-fast");
    expect(manifest.processes[0]?.environment["GORACE"]).toContain("halt_on_error=1");
    const events = await streamEvents(workspace);
    const ended = events.filter(
      (event) => event["Test"] !== undefined && event["Elapsed"] !== undefined,
    );
    expect(ended).toEqual([]);
    expect(artifactsOf(manifest, "example.com/basic")).toContain("race-log");
  });

  it("the user's GORACE is merged, and the keys that stay racegate's are named", async () => {
    const workspace = await copyFixture("basic");
    const env = {
      ...process.env,
      GOFLAGS: "",
      GORACE: "history_size=5 exitcode=0 log_path=/tmp/mine halt_on_error=1",
    };
    const { manifest } = await runFixture(workspace, { packages: ["."], env });
    expect(manifest.pinned.gorace).toMatchObject({
      requested: "halt_on_error=0 history_size=5 exitcode=66",
      effective: "halt_on_error=0 history_size=5 exitcode=66",
      source: "environment",
    });
    const replaced = manifest.notes.filter((note) => note.code === "gorace-key-replaced");
    expect(replaced).toHaveLength(3);
    expect(artifactsOf(manifest, "example.com/basic")).toEqual(WITH_RACE);
  });

  it("without traces and profiles only the race log is written", async () => {
    const workspace = await copyFixture("basic");
    const { manifest } = await runFixture(workspace, {
      packages: ["."],
      trace: "never",
      profiles: false,
    });
    expect(artifactsOf(manifest, "example.com/basic")).toEqual(["binary", "process", "race-log"]);
  });

  it("schedtrace and inittrace reach the test and not go", async () => {
    const workspace = await copyFixture("basic");
    const { manifest } = await runFixture(workspace, {
      packages: ["./clean"],
      schedtrace: true,
      inittrace: true,
    });
    expect(manifest.pinned.godebug?.effective).toBe("schedtrace=1000,inittrace=1");
    const events = await streamEvents(workspace);
    expect(events.map((event) => event["Output"]).join("")).toContain("init internal/");
    expect(await readFile(join(workspace.capture, "stderr.log"), "utf8")).toBe("");
  });
});

describe("what the test process does not see", () => {
  const SECRET = "s3cr3t-value-of-a-token";
  const SECRETS = {
    GITHUB_TOKEN: `gh-${SECRET}`,
    GH_TOKEN: `gh2-${SECRET}`,
    ACTIONS_RUNTIME_TOKEN: `ar-${SECRET}`,
    ACTIONS_ID_TOKEN_REQUEST_URL: `https://token.example/${SECRET}`,
    INPUT_PASSPHRASE: `in-${SECRET}`,
    "INPUT_FAIL-ON": `in2-${SECRET}`,
    GOOGLE_APPLICATION_CREDENTIALS: `/tmp/${SECRET}.json`,
    CLOUDSDK_AUTH_ACCESS_TOKEN: `cs-${SECRET}`,
    AWS_SECRET_ACCESS_KEY: `aws-${SECRET}`,
    MY_COPY: `gh-${SECRET}`,
  };

  it("tokens and runner files; other names come through, however odd", async () => {
    const workspace = await copyFixture("environment");
    const runnerFile = join(workspace.folder, "github-env");
    await writeFile(runnerFile, "");
    const dump = join(workspace.folder, "dump");
    const env = {
      ...process.env,
      ...SECRETS,
      GOFLAGS: "",
      GITHUB_ENV: runnerFile,
      GITHUB_PATH: runnerFile,
      DUMP_TO: dump,
      POSTGRES_PASSWORD: "of a test's own service",
      "odd.name": 'it\'s "quoted" $HOME',
    };
    const { manifest } = await runFixture(workspace, { env });
    expect(manifest.run.goExitCode).toBe(0);
    const seen = new Map(
      (await readFile(dump, "utf8")).split("\0").map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at), pair.slice(at + 1)] as const;
      }),
    );
    expect([...seen.values()].filter((value) => value.includes(SECRET))).toEqual([]);
    for (const name of [...Object.keys(SECRETS), "GITHUB_ENV", "GITHUB_PATH", "GOTMPDIR"]) {
      expect(seen.has(name), name).toBe(false);
    }
    expect(seen.get("POSTGRES_PASSWORD")).toBe("of a test's own service");
    expect(seen.get("odd.name")).toBe('it\'s "quoted" $HOME');
    expect(seen.get("GOTRACEBACK")).toBe("all");
    const text = await readFile(join(workspace.capture, "manifest.json"), "utf8");
    expect(text).not.toContain(SECRET);
    expect(text).toContain("GITHUB_TOKEN");
  });

  it("pass-env lets a name through", async () => {
    const workspace = await copyFixture("environment");
    const dump = join(workspace.folder, "dump");
    const env = { ...process.env, ...SECRETS, GOFLAGS: "", DUMP_TO: dump };
    await runFixture(workspace, { env, passEnv: ["GITHUB_TOKEN"] });
    const text = await readFile(dump, "utf8");
    expect(text).toContain(`GITHUB_TOKEN=gh-${SECRET}`);
    expect(text).not.toContain("GH_TOKEN=gh2");
  });

  it("a test that writes into a runner file breaks the verdict", async () => {
    const workspace = await copyFixture("environment");
    const runnerFile = join(workspace.folder, "github-env");
    await writeFile(runnerFile, "");
    const env = {
      ...process.env,
      GOFLAGS: "",
      GITHUB_ENV: runnerFile,
      DUMP_TO: join(workspace.folder, "dump"),
      ATTACK: runnerFile,
    };
    const { outcome } = await runFixture(workspace, { env });
    expect(outcome.losses).toMatchObject([{ code: "runner-file-changed", breaksVerdict: true }]);
  });
});
