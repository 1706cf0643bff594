import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  patched,
  SYNC_PATCHES,
  TESTING_PATCHES,
  type GoPatch,
} from "../../../../src/collect/modes/go-patches.ts";
import { planMode, type ModeRequest } from "../../../../src/collect/modes/plan-mode.ts";
import { readOverlay } from "../../../../src/collect/modes/overlay-file.ts";
import { writeModeFiles } from "../../../../src/collect/modes/write-mode-files.ts";

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "racegate-test-"));
  folders.push(folder);
  return folder;
}

/** A text in which each place of the patch stands once, in the order of the patch. */
function textFor({ edits }: GoPatch): string {
  return `package p\n${edits.map(({ before }) => before).join("\n// between\n")}\n`;
}

const ALL = [...TESTING_PATCHES, ...SYNC_PATCHES].map((patch) => ({
  patch,
  name: `${patch.file} ${[...patch.sha256][0]?.slice(0, 8) ?? ""}`,
}));

describe("a change of a file of Go's library", () => {
  it.each(ALL)("$name keeps every line where it is", ({ patch }) => {
    const text = textFor(patch);
    const [known = ""] = patch.sha256;
    const changed = patched(patch, text, known);
    expect(changed).not.toBe(text);
    expect(changed?.split("\n").length).toBe(text.split("\n").length);
    expect(changed).toMatch(/racegate/);
  });

  it.each(ALL)("$name is refused for another text", ({ patch }) => {
    expect(patched(patch, textFor(patch))).toBeUndefined();
  });

  it.each(ALL)("$name is refused where a place is missing or stands twice", ({ patch }) => {
    const [known = ""] = patch.sha256;
    const text = textFor(patch);
    const [{ before }] = patch.edits as [GoPatch["edits"][number]];
    expect(patched(patch, text.replace(before, ""), known)).toBeUndefined();
    expect(patched(patch, text + before, known)).toBeUndefined();
  });
});

async function request(parts: Partial<ModeRequest> = {}): Promise<ModeRequest> {
  const goroot = await temporary();
  await mkdir(join(goroot, "src/testing"), { recursive: true });
  await writeFile(join(goroot, "src/testing/testing.go"), "package testing\n");
  return {
    mode: "instrumented",
    go: {
      version: "go1.99.0",
      goos: "linux",
      goarch: "amd64",
      goroot,
      gomod: "",
      gowork: "",
      gomodcache: "",
    },
    goexperiment: "",
    cwd: goroot,
    userOverlay: undefined,
    folder: join(goroot, "overlay"),
    silentMs: undefined,
    ...parts,
  };
}

describe("a Go that is not known", () => {
  it.each(["instrumented", "deep"] as const)(
    "runs in mode light in the place of %s",
    async (mode) => {
      const plan = await planMode(await request({ mode, userOverlay: "own.json" }));
      expect(plan).toMatchObject({
        mode: "light",
        files: [],
        overlay: "own.json",
        gotraceback: "all",
      });
      expect(plan.hook).toBeUndefined();
      expect(plan.notes).toEqual([
        {
          code: "mode-fallback",
          message: `Mode light in the place of ${mode}: its change of testing/testing.go is not known to fit go1.99.0.`,
        },
      ]);
    },
  );

  it("is no matter in mode light", async () => {
    const plan = await planMode(await request({ mode: "light" }));
    expect(plan.notes).toEqual([]);
  });
});

describe("the user's own overlay", () => {
  it("is read as go reads it: relative to the working directory", async () => {
    const cwd = await temporary();
    const json = { Replace: { "a.go": "b/c.go", "/x/y.go": "", "../z.go": "/abs.go" } };
    await writeFile(join(cwd, "o.json"), JSON.stringify(json));
    expect(await readOverlay("o.json", cwd)).toEqual(
      new Map([
        [join(cwd, "a.go"), join(cwd, "b/c.go")],
        ["/x/y.go", ""],
        [join(cwd, "..", "z.go"), "/abs.go"],
      ]),
    );
  });

  it.each(["", "[]x", '{"Replace": []}', '{"Replace": {"a": 1}}', "null1"])(
    "that go cannot read (%j) is nothing to merge",
    async (text) => {
      const cwd = await temporary();
      await writeFile(join(cwd, "o.json"), text);
      expect(await readOverlay("o.json", cwd)).toBeUndefined();
    },
  );
});

it("files and the link to Go are put where the plan says", async () => {
  const folder = await temporary();
  const plan = await planMode(await request({ mode: "light" }));
  const path = join(folder, "deep", "text.go");
  const link = { path: join(folder, "deep", "goroot"), target: folder };
  await writeModeFiles({ ...plan, files: [{ path, text: "package p\n" }], link });
  const { readFile, readlink } = await import("node:fs/promises");
  expect(await readFile(path, "utf8")).toBe("package p\n");
  expect(await readlink(link.path)).toBe(folder);
});
