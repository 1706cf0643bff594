/**
 * A program and everything below it, as one thing to start and to end. The program leads a session of its
 * own, so one signal reaches its process group. Whatever left the group (setsid, a double fork) is found on
 * Linux through /proc: by session, by parent, and by what only its environment holds, as GitHub's runner
 * does at a job's end. Off Linux only the group is ended.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Readable } from "node:stream";
import { execa } from "execa";
import { isSame, livingProcesses, orphans, type LivingProcess } from "./process-tree.ts";

/** Between SIGINT and SIGKILL. */
export const GRACE_MS = 1500;
/** How long a process may take to write its goroutines. */
const DUMP_MS = 1500;
/** Until go has passed on what its test process wrote last. */
const PASS_ON_MS = 100;
/** How long processes may take to vanish after SIGKILL before they are given up. */
const SWEEP_MS = 1000;
const POLL_MS = 25;

export interface GroupExit {
  readonly exitCode: number | null;
  readonly signal: string | undefined;
  /** Set when the program could not be started. */
  readonly spawnError?: string;
}

export interface ProcessGroup {
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the program itself ends, whoever still holds its pipes. */
  readonly exited: Promise<GroupExit>;
  /**
   * SIGQUIT to the given processes, which makes Go's runtime list the goroutines and end; then SIGINT to the group,
   * SIGKILL after the grace time. Returns when nothing of it is left.
   * @returns which of the processes were there to be asked
   */
  end(askFirst?: readonly number[]): Promise<readonly number[]>;
  /** Ends what outlived the program. @returns how many processes there were */
  sweep(): Promise<number>;
  /** Ends processes of the run whose parents are gone while the program runs. @returns how many */
  endOrphans(): number;
}

export interface GroupOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Texts that only the environments of this group's processes hold. */
  readonly marks: readonly string[];
}

/** A variable with a random value, for what racegate starts beside the run: no verdict rests on what that sees. */
export function randomMark(): {
  readonly variables: Readonly<Record<string, string>>;
  readonly marks: readonly string[];
} {
  const [name, value] = ["RACEGATE_PROCESS_TAG", randomBytes(16).toString("hex")] as const;
  return { variables: { [name]: value }, marks: [`${name}=${value}`] };
}

export function startGroup(
  program: string,
  args: readonly string[],
  options: GroupOptions,
): ProcessGroup {
  const child = execa(program, [...args], {
    cwd: options.cwd,
    env: { ...options.env },
    extendEnv: false,
    detached: true,
    cleanup: false,
    stdin: "ignore",
    buffer: false,
    reject: false,
  });
  const { pid } = child;
  const exited = new Promise<GroupExit>((resolve) => {
    child.nodeChildProcess.once("exit", (exitCode, signal) =>
      resolve({ exitCode, signal: signal ?? undefined }),
    );
    void child.then((result) => {
      if (pid === undefined) {
        resolve({ exitCode: null, signal: undefined, spawnError: String(result.originalMessage) });
      }
    });
  });
  const { marks } = options;
  // Whatever ends racegate before it has ended this: nothing waits any more, so all of it is killed at once.
  const killAtExit = (): void => {
    const left = livingProcesses(pid, marks);
    signalGroup(pid, "SIGKILL");
    for (const each of left) signalProcess(each.pid, "SIGKILL");
  };
  process.once("exit", killAtExit);
  void exited.then(() => process.removeListener("exit", killAtExit));
  return {
    pid,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    end: (askFirst = []) => endGroup(pid, marks, askFirst),
    sweep: () => sweepProcesses(pid, marks, []),
    endOrphans: () => {
      const found = orphans(pid, marks);
      for (const each of found) signalProcess(each.pid, "SIGKILL");
      return found.length;
    },
  };
}

async function endGroup(
  pid: number | undefined,
  marks: readonly string[],
  askFirst: readonly number[],
): Promise<readonly number[]> {
  // Before the first signal: a process that has left the group and cleaned its environment is known only
  // as long as its parents live.
  const known = livingProcesses(pid, marks);
  const asked = known.filter((each) => askFirst.includes(each.pid));
  await askForGoroutines(asked);
  signalGroup(pid, "SIGINT");
  for (let waitedMs = 0; waitedMs < GRACE_MS && groupExists(pid); waitedMs += POLL_MS) {
    await delay(POLL_MS);
  }
  await sweepProcesses(pid, marks, known);
  return asked.map((each) => each.pid);
}

async function askForGoroutines(processes: readonly LivingProcess[]): Promise<void> {
  if (processes.length === 0) return;
  for (const each of processes) signalProcess(each.pid, "SIGQUIT");
  for (let waitedMs = 0; waitedMs < DUMP_MS && processes.some(isSame); waitedMs += POLL_MS) {
    await delay(POLL_MS);
  }
  await delay(PASS_ON_MS);
}

async function sweepProcesses(
  pid: number | undefined,
  marks: readonly string[],
  known: readonly LivingProcess[],
): Promise<number> {
  const ended = new Set<number>();
  for (let waitedMs = 0; waitedMs < SWEEP_MS; waitedMs += POLL_MS) {
    signalGroup(pid, "SIGKILL");
    const left = [...livingProcesses(pid, marks), ...known.filter(isSame)];
    for (const each of left) {
      ended.add(each.pid);
      signalProcess(each.pid, "SIGKILL");
    }
    if (left.length === 0) break;
    await delay(POLL_MS);
  }
  return ended.size;
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile, or became another user's.
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid !== undefined) signalProcess(-pid, signal);
}

function groupExists(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
