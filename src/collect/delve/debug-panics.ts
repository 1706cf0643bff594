/**
 * `--debug-panics`: the test of each panic runs once more under Delve, compiled so that every defer is in the
 * runtime's list (without optimisation the compiler does not code defers into the function itself). What Delve saw
 * becomes panics.json beside the process's other files. Bounded in number and time; ends what it starts.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { PanicRecord } from "../../model/panic-record.ts";
import { runCommand } from "../go-command.ts";
import { goPlaceOf } from "../package-place.ts";
import type { PlanNote, RunPlan } from "../plan-types.ts";
import { randomMark, startGroup } from "../process-group.ts";
import { testEnvironment } from "../test-environment.ts";
import { findDelve } from "./find-delve.ts";
import { RpcClient } from "./rpc-client.ts";
import { watchPanics, type SessionResult } from "./panic-session.ts";
import { noteTemporary } from "../../util/temporary-paths.ts";

/** A panic that was seen, and the process that had it. */
export interface SeenPanic {
  readonly package: string;
  /** `TestX`. */
  readonly test: string;
  readonly pid: number;
  /** Of the process in the capture, with `/`. */
  readonly directory: string;
}

export const PANICS_FILE = "panics.json";
const PANICS_MAX = 3;
const BUDGET_MS = 180_000;
const SESSION_MS = 45_000;
const REAP_MS = 1_000;
const BUILD_FLAGS = /^-(?:tags|mod|modfile|overlay)=/;
/** Delve's own words, e.g. why it could not start the program. */
const OUTPUT_MAX = 4_000;

/** Never rejects: what could not be done is a note. */
export async function debugPanics(
  plan: RunPlan,
  seen: readonly SeenPanic[],
  signal: AbortSignal,
): Promise<PlanNote[]> {
  if (seen.length === 0) return [];
  const within = AbortSignal.any([signal, AbortSignal.timeout(budgetMs(plan))]);
  const options = { cwd: plan.cwd, env: plan.goEnvironment, signal: within };
  const delve = await findDelve(options).catch((error: unknown) => ({ why: String(error) }));
  if ("why" in delve) return [note(`${delve.why}. No panic was looked at.`)];
  const notes: PlanNote[] = [];
  for (const panic of seen.slice(0, PANICS_MAX)) {
    if (within.aborted) break;
    const record = await recordOf(plan, panic, delve.program, within);
    const path = join(plan.captureDirectory, panic.directory, PANICS_FILE);
    const kept = await writeFile(
      path,
      `${plan.masker.maskText(JSON.stringify(record), true)}\n`,
    ).then(
      () => true,
      () => false,
    );
    if (record.why !== undefined || !kept) {
      notes.push(note(`${panic.package} ${panic.test}: ${record.why ?? "not written"}`));
    }
  }
  if (seen.length > PANICS_MAX)
    notes.push(note(`Only the first ${PANICS_MAX} panics were looked at.`));
  return notes;
}

function note(message: string): PlanNote {
  return { code: "debug-panics", message: `debug-panics: ${message}` };
}

/** Never over the run's own deadline. */
function budgetMs({ deadlineAtMs }: RunPlan): number {
  if (deadlineAtMs === undefined) return BUDGET_MS;
  return Math.max(1, Math.min(BUDGET_MS, deadlineAtMs - Date.now() - 30_000));
}

async function recordOf(
  plan: RunPlan,
  panic: SeenPanic,
  program: string,
  signal: AbortSignal,
): Promise<PanicRecord> {
  const { package: importPath, pid, test } = panic;
  const folder = noteTemporary(await mkdtemp(join(tmpdir(), "racegate-dlv-")));
  const base = { package: importPath, pid, test };
  try {
    const binary = join(folder, "test.binary");
    const problem = await build(plan, importPath, binary, signal);
    if (problem !== undefined) return failed(base, problem);
    const result = await session(plan, panic, { program, binary, folder }, signal);
    return { ...base, ...result, stops: [...result.stops] };
  } catch (error) {
    return failed(base, error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function failed(base: Pick<PanicRecord, "package" | "pid" | "test">, why: string): PanicRecord {
  return { ...base, delve: "", end: "failed", why: why.slice(0, 1000), stops: [], dropped: 0 };
}

/** @returns why it does not compile */
async function build(
  plan: RunPlan,
  importPath: string,
  binary: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const modules = plan.modules.map(({ path }) => `-gcflags=${path}/...=-N -l`);
  const flags = plan.goArgs.filter(
    (flag) =>
      BUILD_FLAGS.test(flag) && (plan.mode.mode === "light" || !flag.startsWith("-overlay=")),
  );
  const args = ["test", "-race", "-c", "-vet=off", ...modules, ...flags, "-o", binary, importPath];
  const result = await runCommand("go", args, { ...goPlaceOf(plan, importPath), signal });
  if (result?.exitCode === 0) return undefined;
  return `it does not compile without optimisation: ${result?.stderr.trim().slice(0, 500) ?? ""}`;
}

interface Tools {
  readonly program: string;
  readonly binary: string;
  readonly folder: string;
}

async function session(
  plan: RunPlan,
  panic: SeenPanic,
  { program, binary, folder }: Tools,
  signal: AbortSignal,
): Promise<SessionResult> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(SESSION_MS)]);
  const socket = join(folder, "dlv.sock");
  const { variables, marks } = randomMark();
  const directory = plan.packages.find(({ importPath }) => importPath === panic.package)?.directory;
  const args = ["exec", "--headless", "--api-version=2", `--listen=unix:${socket}`, binary, "--"];
  args.push(`-test.run=^${panic.test}$`, "-test.count=1", `-test.timeout=${SESSION_MS}ms`);
  const group = startGroup(program, args, {
    cwd: directory ?? plan.cwd,
    env: { ...testEnvironment(plan), ...variables },
    marks,
  });
  let output = "";
  for (const stream of [group.stdout, group.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      if (output.length < OUTPUT_MAX) output += chunk.toString("utf8");
    });
  }
  const closed = new AbortController();
  const gone = group.exited.then(() => {
    closed.abort();
    throw new Error(`Delve ended: ${lastLine(output)}`);
  });
  try {
    const client = await Promise.race([
      RpcClient.connect(socket, AbortSignal.any([within, closed.signal])),
      gone,
    ]);
    within.addEventListener("abort", () => client.close(), { once: true });
    try {
      const functions = ["", "_test"].map((of) => `${panic.package}${of}.${panic.test}`);
      const result = await Promise.race([watchPanics(client, functions, within), gone]);
      await Promise.race([client.call("Detach", { Kill: true }), group.exited]).catch(
        () => undefined,
      );
      return result;
    } finally {
      client.close();
    }
  } finally {
    gone.catch(() => undefined);
    await group.end();
    // Node takes note of the end only when asked for it; a program that is not waited for stays as a zombie.
    await Promise.race([group.exited, delay(REAP_MS, undefined, { ref: false })]);
  }
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1)?.slice(0, 500) ?? "";
}
