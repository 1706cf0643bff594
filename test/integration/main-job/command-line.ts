// Runs the bundled command line as a user would.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FindingsDocument } from "../../../src/model/findings-document.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const CLI = join(ROOT, "dist", "cli.js");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables that would make the machine's own CI or settings part of the test. */
const CLEARED = [
  "GITHUB_ACTIONS",
  "BUILD_ID",
  "PROJECT_ID",
  "GORACE",
  "GOFLAGS",
  "GOMAXPROCS",
  "CI",
  "RUNNER_DEBUG",
];

/** Captures of the tests lie in a cache directory of their own; Go's cache stays where it is. */
const CACHE = mkdtempSync(join(tmpdir(), "racegate-cache-"));
process.once("exit", () => rmSync(CACHE, { recursive: true, force: true }));
export const CACHE_VARIABLES: Readonly<Record<string, string>> = {
  XDG_CACHE_HOME: CACHE,
  GOCACHE: execFileSync("go", ["env", "GOCACHE"], { encoding: "utf8" }).trim(),
};

export interface CallOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Called once with the child's pid when the words have been printed on standard error. */
  readonly when?: { readonly stderrHas: string; readonly then: (pid: number) => void };
}

export async function racegate(args: readonly string[], options: CallOptions): Promise<Ended> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NO_COLOR: "1",
    ...CACHE_VARIABLES,
    ...options.env,
  };
  for (const name of CLEARED)
    if (options.env?.[name] === undefined) Reflect.deleteProperty(env, name);
  const child = spawn(process.execPath, [CLI, ...args], { cwd: options.cwd, env });
  let stdout = "";
  let stderr = "";
  let told = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    if (told || options.when === undefined || !stderr.includes(options.when.stderrHas)) return;
    told = true;
    options.when.then(child.pid ?? 0);
  });
  child.stdin.end(options.stdin ?? "");
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

/** The document that `--json` printed. */
export function documentOf(ended: Ended): FindingsDocument {
  return JSON.parse(ended.stdout) as FindingsDocument;
}

/** Where a run that was not green says that its capture is. */
export function captureOf({ stderr }: Ended): string {
  return /^racegate: the capture of this run is (.+)$/m.exec(stderr)?.[1] ?? "";
}

/** A temporary directory that goes when the test ends. */
export class Scratch implements Disposable {
  readonly path: string;
  constructor(name = "racegate-main-job-") {
    this.path = mkdtempSync(join(tmpdir(), name));
  }
  /** Writes files (path → text) and returns the directory. */
  module(files: Readonly<Record<string, string>>): string {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.path, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return this.path;
  }
  /** A copy of a directory of the project. */
  copy(directory: string): string {
    cpSync(join(ROOT, directory), this.path, {
      recursive: true,
      filter: (path) => !path.includes(".racegate"),
    });
    return this.path;
  }
  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
