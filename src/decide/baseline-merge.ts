/**
 * A run written into a baseline. A baseline is a union over runs: what one run does not see stays known, since a race
 * may be silent, until the silence is too long to be chance (silence.ts), or somebody asks for it.
 */
import type { Baseline } from "../model/config.ts";
import type { Finding } from "../model/finding.ts";
import type { FindingsDocument } from "../model/findings-document.ts";
import { entriesOf, mayBeKnown, type BaselineEntry } from "./baseline.ts";
import { SCHEME } from "./fingerprint.ts";
import { isCurrent, matchEntries } from "./known-ids.ts";
import { isGone } from "./silence.ts";

/** What go test names as a test; `init` and `TestMain` are no tests that run or do not run. */
const NAMED = /^(?:Test(?!Main$)|Fuzz|Example|Benchmark)/;
const COUNTED_MAX = 50;

export interface MergeOptions {
  /** Drop what this run did not see. */
  readonly prune?: boolean | undefined;
  readonly commit?: string | undefined;
}

export interface MergedBaseline {
  readonly baseline: Baseline;
  readonly added: readonly BaselineEntry[];
  readonly seen: readonly BaselineEntry[];
  /** Known, and not seen by this run. */
  readonly kept: readonly BaselineEntry[];
  /** Silent for longer than chance explains. */
  readonly retired: readonly BaselineEntry[];
  /** Not seen, and dropped because that was asked for. */
  readonly pruned: readonly BaselineEntry[];
  /** Of an older scheme: they match nothing. */
  readonly former: readonly BaselineEntry[];
  /** The run is in the baseline already: nothing was counted. */
  readonly again: boolean;
}

/** The union of a baseline and a run. Accepted findings are not in it: they have their own list, with an end. */
export function mergeBaseline(
  document: FindingsDocument,
  previous?: Baseline,
  options: MergeOptions = {},
): MergedBaseline {
  const old = (previous?.findings ?? []).filter(({ fingerprint }) => isCurrent(fingerprint));
  const run = runKey(document);
  const again = run !== undefined && previous?.counted?.includes(run) === true;
  const day = document.run.startedAt?.slice(0, 10);
  const moment: Moment = { day, commit: options.commit, count: again ? 0 : 1 };
  const matched = matchedFindings(document, old);
  const added = matched.fresh.map((finding) => entryOf(finding, undefined, moment));
  const seen = [...matched.seen].map(([entry, finding]) => entryOf(finding, entry, moment));
  const looked = lookedAt(document);
  const parts = { kept: [] as BaselineEntry[], retired: [] as BaselineEntry[] };
  const pruned: BaselineEntry[] = [];
  for (const entry of old) {
    if (matched.gone.has(entry.fingerprint)) continue;
    const silent = looked.has(entry.fingerprint) ? silenced(entry, moment.count) : entry;
    if (options.prune === true) pruned.push(silent);
    else if (isSilentForGood(silent)) parts.retired.push(silent);
    else parts.kept.push(silent);
  }
  const findings = [...added, ...seen, ...parts.kept].sort((a, b) =>
    a.fingerprint < b.fingerprint ? -1 : 1,
  );
  const counted = [...new Set([...(previous?.counted ?? []), ...(run === undefined ? [] : [run])])];
  return {
    baseline: {
      schemaVersion: "1",
      scheme: SCHEME,
      ...(counted.length === 0 ? {} : { counted: counted.slice(-COUNTED_MAX) }),
      findings,
    },
    added,
    seen,
    ...parts,
    pruned,
    former: (previous?.findings ?? []).filter(({ fingerprint }) => !isCurrent(fingerprint)),
    again,
  };
}

/** The baseline alone. */
export function baselineOf(document: FindingsDocument, previous?: Baseline): Baseline {
  return mergeBaseline(document, previous).baseline;
}

function runKey({ run }: FindingsDocument): string | undefined {
  return run.id === "" ? undefined : [run.id, run.attempt, run.startedAt ?? ""].join("/");
}

interface Matched {
  /** Of each entry that was seen the finding; the entry's id may be older than what is known now. */
  readonly seen: ReadonlyMap<BaselineEntry, Finding>;
  readonly fresh: readonly Finding[];
  /** Ids that stay in no other form: seen, accepted meanwhile, or better known now. */
  readonly gone: ReadonlySet<string>;
}

function matchedFindings(document: FindingsDocument, old: readonly BaselineEntry[]): Matched {
  const findings = document.findings.filter(
    ({ kind, state }) => mayBeKnown(kind) && state !== "fixed",
  );
  const ids = findings.map(({ fingerprints }) => fingerprints.stable);
  const matches = matchEntries(entriesOf(old), ids);
  const seen = new Map<BaselineEntry, Finding>();
  const fresh: Finding[] = [];
  const gone = new Set<string>();
  for (const finding of findings) {
    const match = matches.get(finding.fingerprints.stable);
    if (match !== undefined) gone.add(match.entry.fingerprint);
    if (finding.state === "suppressed") continue;
    if (match === undefined) fresh.push(finding);
    else seen.set(match.entry, finding);
  }
  return { seen, fresh, gone };
}

/** Entries that the run did not see although it would have: decide names them. */
function lookedAt({ findings }: FindingsDocument): ReadonlySet<string> {
  const fixed = findings.filter(({ state }) => state === "fixed");
  return new Set(fixed.map(({ fingerprints }) => fingerprints.stable));
}

function silenced(entry: BaselineEntry, count: number): BaselineEntry {
  const { runs = 1, silent = 0 } = entry;
  return { ...entry, runs: runs + count, hits: entry.hits ?? 1, silent: silent + count };
}

function isSilentForGood({ hits = 1, runs = 1, silent = 0 }: BaselineEntry): boolean {
  return isGone(hits, runs - silent, silent);
}

interface Moment {
  readonly day: string | undefined;
  readonly commit: string | undefined;
  /** 0 for a run that is counted already. */
  readonly count: 0 | 1;
}

function entryOf(finding: Finding, before: BaselineEntry | undefined, at: Moment): BaselineEntry {
  const { stable, family } = finding.fingerprints;
  const { kind, title, code } = finding;
  const test = finding.test?.name ?? "";
  // What is not known in this run does not make the entry forget it.
  const better = finding.subject !== undefined || before === undefined;
  const dates = {
    firstSeen: before?.firstSeen ?? at.day,
    lastSeen: at.day ?? before?.lastSeen,
    firstCommit: before === undefined ? at.commit : before.firstCommit,
    lastCommit: at.commit ?? before?.lastCommit,
  };
  return {
    fingerprint: better ? stable : before.fingerprint,
    family: better ? family : (before.family ?? family),
    kind,
    title: better ? title : before.title,
    ...Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== undefined)),
    runs: before === undefined ? 1 : (before.runs ?? 1) + at.count,
    hits: before === undefined ? 1 : (before.hits ?? 1) + at.count,
    code,
    class: finding.class,
    ...(finding.package === "" ? {} : { package: finding.package }),
    ...(NAMED.test(test) ? { test } : {}),
  };
}
