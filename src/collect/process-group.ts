/**
 * A program and everything below it, as one thing to start and to end. The program leads a session of its
 * own, so one signal reaches its process group. Whatever left the group (setsid, a double fork) is found on
 * Linux through /proc: by session, by parent, and by a random tag in its environment, as GitHub's runner
 * does at a job's end. Off Linux only the group is ended.
 */
import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Readable } from "node:stream";
import { execa } from "execa";

/** Between SIGINT and SIGKILL. */
export const GRACE_MS = 3000;
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
  /** SIGINT to the group, SIGKILL after the grace time; returns when nothing of it is left. */
  end(): Promise<void>;
  /** Ends what outlived the program. @returns how many processes there were */
  sweep(): Promise<number>;
}

export interface GroupOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** A variable with a random value, in `env` too. */
  readonly tag: { readonly name: string; readonly value: string };
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
  const killAtExit = (): void => signalGroup(pid, "SIGKILL");
  process.once("exit", killAtExit);
  void exited.then(() => process.removeListener("exit", killAtExit));
  const tag = `${options.tag.name}=${options.tag.value}`;
  return {
    pid,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    end: () => endGroup(pid, tag),
    sweep: () => sweepProcesses(pid, tag),
  };
}

async function endGroup(pid: number | undefined, tag: string): Promise<void> {
  signalGroup(pid, "SIGINT");
  for (let waitedMs = 0; waitedMs < GRACE_MS && groupExists(pid); waitedMs += POLL_MS) {
    await delay(POLL_MS);
  }
  // Before the group is gone: a process whose parents have died is known only by its tag.
  await sweepProcesses(pid, tag);
}

async function sweepProcesses(pid: number | undefined, tag: string): Promise<number> {
  const ended = new Set<number>();
  for (let waitedMs = 0; waitedMs < SWEEP_MS; waitedMs += POLL_MS) {
    signalGroup(pid, "SIGKILL");
    const left = livingProcesses(pid, tag);
    for (const each of left) {
      ended.add(each);
      signalProcess(each, "SIGKILL");
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

interface ProcessStat {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

/** proc(5): `pid (comm) state ppid pgrp session …`; comm may hold blanks and parentheses. */
function readStat(pid: number): ProcessStat | undefined {
  const text = readText(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent, group, session] = fields;
  if (state === undefined || session === undefined) return undefined;
  return { pid, state, parent: Number(parent), group: Number(group), session: Number(session) };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

/** Processes of the run that are alive: no zombies, not racegate itself. */
function livingProcesses(leader: number | undefined, tag: string): number[] {
  const stats = new Map<number, ProcessStat>();
  for (const name of readProc()) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : undefined;
    if (stat !== undefined && stat.state !== "Z" && stat.state !== "X") stats.set(stat.pid, stat);
  }
  const found = new Set<number>();
  for (const stat of stats.values()) {
    if (stat.pid === process.pid) continue;
    const member = leader !== undefined && [stat.pid, stat.group, stat.session].includes(leader);
    if (member || readText(`/proc/${stat.pid}/environ`).split("\0").includes(tag)) {
      found.add(stat.pid);
    }
  }
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const stat of stats.values()) if (found.has(stat.parent)) found.add(stat.pid);
  }
  return [...found];
}

function readProc(): string[] {
  try {
    return readdirSync("/proc");
  } catch {
    return [];
  }
}
