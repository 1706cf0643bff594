/** Which processes belong to a run, from /proc (Linux; elsewhere none are found). */
import { readFileSync, readdirSync } from "node:fs";

export interface LivingProcess {
  readonly pid: number;
  /** In clock ticks since boot: tells a process from a later one with its number. */
  readonly startTicks: string;
}

interface ProcessStat extends LivingProcess {
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

/** proc(5): `pid (comm) state ppid pgrp session …`, the 22nd is the start; comm may hold anything. */
function readStat(pid: number): ProcessStat | undefined {
  const text = readText(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent, group, session] = fields;
  const startTicks = fields[19];
  if (state === undefined || startTicks === undefined) return undefined;
  return {
    pid,
    state,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    startTicks,
  };
}

/** Zombies hold nothing and wait only for their parent to look. */
function isAlive(stat: ProcessStat | undefined): stat is ProcessStat {
  return stat !== undefined && stat.state !== "Z" && stat.state !== "X";
}

/** Whether the process is still there and still the same one. */
export function isSame(known: LivingProcess): boolean {
  const stat = readStat(known.pid);
  return isAlive(stat) && stat.startTicks === known.startTicks;
}

/** When a process began, in clock ticks since boot; undefined where /proc does not say. */
export function startOf(pid: number): string | undefined {
  return readStat(pid)?.startTicks;
}

/** Whether a process with that number is alive. */
export function isRunning(pid: number): boolean {
  return isAlive(readStat(pid));
}

function allProcesses(): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>();
  let names: string[] = [];
  try {
    names = readdirSync("/proc");
  } catch {
    return stats;
  }
  for (const name of names) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : undefined;
    if (isAlive(stat)) stats.set(stat.pid, stat);
  }
  return stats;
}

function addDescendants(found: Set<number>, stats: ReadonlyMap<number, ProcessStat>): void {
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const stat of stats.values()) if (found.has(stat.parent)) found.add(stat.pid);
  }
}

/** @param marks texts of which the environment of the run's processes holds one, and no other's does */
function isMarked(pid: number, marks: readonly string[]): boolean {
  const environment = readText(`/proc/${pid}/environ`);
  return marks.some((mark) => environment.includes(Buffer.from(mark).toString("latin1")));
}

/**
 * Everything of the run that is alive: the leader, its group, its session, whatever carries a mark in its
 * environment, and whatever these have started.
 */
export function livingProcesses(
  leader: number | undefined,
  marks: readonly string[],
): LivingProcess[] {
  const stats = allProcesses();
  const found = new Set<number>();
  for (const stat of stats.values()) {
    if (stat.pid === process.pid) continue;
    const member = leader !== undefined && [stat.pid, stat.group, stat.session].includes(leader);
    if (member || isMarked(stat.pid, marks)) found.add(stat.pid);
  }
  addDescendants(found, stats);
  return [...stats.values()].filter((stat) => found.has(stat.pid));
}

/** Processes of the run that the leader no longer reaches: their parents are gone. */
export function orphans(leader: number | undefined, marks: readonly string[]): LivingProcess[] {
  const stats = allProcesses();
  const reached = new Set<number>(leader === undefined ? [] : [leader]);
  addDescendants(reached, stats);
  return [...stats.values()].filter(
    (stat) => !reached.has(stat.pid) && stat.pid !== process.pid && isMarked(stat.pid, marks),
  );
}
