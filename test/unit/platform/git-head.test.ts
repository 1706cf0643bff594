import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { gitHead } from "../../../src/platform/git-head.ts";

const COMMIT = "1".repeat(40);
let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "racegate-git-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

it("finds a loose ref from a directory below", async () => {
  write({
    ".git/HEAD": "ref: refs/heads/feature/x\n",
    ".git/refs/heads/feature/x": `${COMMIT}\n`,
    "a/b/go.mod": "",
  });
  const head = await gitHead(path.join(root, "a/b"));
  expect(head).toEqual({ commit: COMMIT, branch: "feature/x" });
});

it("finds a packed ref, not one that only ends alike", async () => {
  write({
    ".git/HEAD": "ref: refs/heads/main\n",
    ".git/packed-refs": `# pack-refs\n${"2".repeat(40)} refs/remotes/refs/heads/main2\n${COMMIT} refs/heads/main\n`,
  });
  expect(await gitHead(root)).toEqual({ commit: COMMIT, branch: "main" });
});

it("reads a detached head", async () => {
  write({ ".git/HEAD": `${COMMIT}\n` });
  expect(await gitHead(root)).toEqual({ commit: COMMIT });
});

it("follows a worktree to the common directory", async () => {
  write({
    "main/.git/worktrees/w/HEAD": "ref: refs/heads/w\n",
    "main/.git/worktrees/w/commondir": "../..\n",
    "main/.git/refs/heads/w": `${COMMIT}\n`,
    "w/.git": "gitdir: ../main/.git/worktrees/w\n",
  });
  expect(await gitHead(path.join(root, "w"))).toEqual({ commit: COMMIT, branch: "w" });
});

it("knows nothing of a ref that leads out, of an unborn branch, of garbage, of no repository", async () => {
  expect(await gitHead(path.join(root, "nowhere"))).toEqual({});
  write({ secret: COMMIT, ".git/HEAD": "ref: refs/../../secret\n" });
  expect((await gitHead(root)).commit).toBeUndefined();
  write({ ".git/HEAD": "ref: refs/heads/unborn\n" });
  expect(await gitHead(root)).toEqual({ commit: undefined, branch: "unborn" });
  write({ ".git/HEAD": "not a commit" });
  expect(await gitHead(root)).toEqual({ commit: undefined });
});
