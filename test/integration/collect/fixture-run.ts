/** Runs collect on a copy of a fixture module, and cleans up. */
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  collectRun,
  type CollectOptions,
  type CollectOutcome,
} from "../../../src/collect/collect-run.ts";
import { finishCapture, type CaptureFacts } from "../../../src/collect/finish-capture.ts";
import { planRun } from "../../../src/collect/plan.ts";
import type { RunPlan, RunRequest } from "../../../src/collect/plan-types.ts";
import type { Manifest } from "../../../src/model/capture.ts";

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), "../../fixtures/collect");

export const FACTS: CaptureFacts = {
  tool: { name: "racegate", version: "0.0.0-test" },
  runId: "test-run",
  attempt: 1,
  policy: null,
  baseline: null,
  build: null,
};

export interface Workspace {
  /** The copy of the fixture. */
  readonly cwd: string;
  readonly capture: string;
  readonly folder: string;
}

const folders: string[] = [];

/** @param names below the temporary folder: where the copy and the capture go */
export async function copyFixture(
  fixture: string,
  names: { readonly copy?: string; readonly captureIn?: string } = {},
): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "racegate-test-"));
  folders.push(folder);
  const cwd = join(folder, names.copy ?? "module");
  await cp(join(FIXTURES, fixture), cwd, { recursive: true });
  let capture = join(folder, "capture");
  if (names.captureIn !== undefined) {
    const elsewhere = await mkdtemp(join(names.captureIn, "racegate-test-"));
    folders.push(elsewhere);
    capture = join(elsewhere, "capture");
  }
  return { cwd, capture, folder };
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** A file system that is not the temporary folder's, where the machine has one. */
export function otherFileSystem(): string {
  return existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
}

export interface FixtureRun {
  readonly plan: RunPlan;
  readonly outcome: CollectOutcome;
  readonly manifest: Manifest;
}

export async function planFixture(
  workspace: Workspace,
  request: Partial<RunRequest> = {},
): Promise<RunPlan> {
  return planRun({
    cwd: workspace.cwd,
    env: { ...process.env, GOFLAGS: "", GORACE: "" },
    captureDirectory: workspace.capture,
    packages: [],
    ...request,
  });
}

export async function runFixture(
  workspace: Workspace,
  request: Partial<RunRequest> = {},
  options: CollectOptions = {},
): Promise<FixtureRun> {
  const plan = await planFixture(workspace, request);
  const outcome = await collectRun(plan, { env: request.env ?? {}, ...options });
  const manifest = await finishCapture(plan, outcome, FACTS);
  return { plan, outcome, manifest };
}

/** The events of stream.jsonl; a line that is not JSON fails the test. */
export async function streamEvents(workspace: Workspace): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(workspace.capture, "stream.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

export function artifactsOf(manifest: Manifest, importPath: string): string[] {
  return manifest.artifacts
    .filter((artifact) => artifact.package === importPath)
    .map((artifact) => artifact.kind)
    .sort();
}
