// The dumps that the hook in an instrumented package testing makes: of everybody at the end of the tests, and of
// everybody when a test says nothing for long.
import type { DumpMoment, DumpSighting } from "../../model/parsed-run.ts";
import type { TraceEnd } from "../../model/trace-ends.ts";
import { stuckOfDump } from "./from-dump.ts";
import { packageOfTrace } from "./from-trace.ts";
import type { ProcessEnd, Stuck } from "./stuck.ts";

export interface Listed {
  readonly dump: DumpSighting;
  readonly moment: DumpMoment;
}

/** A process's latest: the one at its end, else the last of a silent test. */
export function latestOf(listed: readonly Listed[]): Listed | undefined {
  return listed.find(({ moment }) => moment.at === "end") ?? listed.at(-1);
}

export function allListed(dumps: readonly DumpSighting[]): readonly Listed[] {
  return dumps.flatMap((dump) =>
    dump.moment === undefined ? [] : [{ dump, moment: dump.moment }],
  );
}

/** It was made in the process of the trace: by pid, else by package, else by goroutines that both know. */
export function isOfTrace({ dump: { origin, goroutines } }: Listed, end: TraceEnd): boolean {
  if (origin.pid !== undefined && end.pid !== undefined) return origin.pid === end.pid;
  const owner = packageOfTrace(end);
  if (origin.package !== undefined && owner !== undefined) return origin.package === owner;
  const goids = new Set(end.goroutines.map(({ goid }) => goid));
  return goroutines.some(({ goid }) => goid !== "1" && goids.has(goid));
}

/**
 * Who was stuck as far as the dump tells. One of a silent test counts only where the process died later without a
 * better one, and only for goroutines that the trace, which goes on after it, has in the same wait.
 */
export function stuckOfListed(
  { dump, moment }: Listed,
  owner: string | undefined,
  traced: readonly Stuck[] | undefined,
): readonly Stuck[] {
  const dumped = stuckOfDump(dump.goroutines, owner);
  if (moment.at === "end" || traced === undefined) return dumped;
  const later = new Map(traced.map((one) => [one.goid, one]));
  return dumped.filter(({ goid, wait }) => later.get(goid)?.wait.kind === wait.kind);
}

/** How the process ended, given the dump; `end`: as trace and crash tell. */
export function endOfListed({ moment }: Listed, end: ProcessEnd): ProcessEnd | undefined {
  if (moment.at === "end") return end;
  return end === "died" ? "silent" : undefined;
}
