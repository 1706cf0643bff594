// The steps of a story from its stacks and its source: who holds which lock since which line, who waits where, and
// who waits for them. Times come from a trace, elsewhere.
import type { CauseStep, Location } from "../../model/finding.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import type { StackFrame } from "../../model/race-report.ts";
import { waitersOf } from "../lock-words/wait-graph.ts";
import { callerOf } from "../deep/callers.ts";
import { locationOf } from "../locations.ts";
import type { Places } from "../places.ts";
import { programFrames, type Bucket } from "./buckets.ts";
import { blamedOf, type JudgedScene, type Story } from "./stories.ts";
import { waitWords } from "./wait.ts";

const BLAMED_MAX = 6;
const JOINERS_MAX = 2;

/** From cause to symptom: locks taken, waits, and the test that waits for them. `labelOf` names a bucket's goroutine. */
export function storySteps(
  { shown }: Story,
  labelOf: (bucket: Bucket) => string | undefined,
  places: Places,
): CauseStep[] {
  const blamed = blamedOf(shown).slice(0, BLAMED_MAX);
  const stepOf = (bucket: Bucket, what: string, location: Location | undefined): CauseStep => {
    const label = labelOf(bucket);
    return {
      what,
      ...(label === undefined ? {} : { goroutine: label }),
      ...(location === undefined ? {} : { location }),
    };
  };
  const wanted = wantedKeys(shown);
  return [
    ...blamed.flatMap((bucket) =>
      heldLocks(bucket, shown, wanted).map(({ text, file, line, symbol }) =>
        stepOf(
          bucket,
          `${shortSymbol(symbol)} takes ${text} and keeps it`,
          locationOf({ function: symbol, file, line }, "holder", places),
        ),
      ),
    ),
    ...blamed.flatMap((bucket) =>
      onceCalls(bucket, shown).map((frame) =>
        stepOf(
          bucket,
          `${shortSymbol(frame.function)} calls Do of a Once, whose function has not returned`,
          locationOf(frame, "holder", places),
        ),
      ),
    ),
    ...blamed.map((bucket) => ({
      ...stepOf(bucket, waitText(bucket, shown), locationOf(bucket.site, "stuck", places)),
      ...timeOf(bucket),
    })),
    ...shown.scene.joiners.slice(0, JOINERS_MAX).map((bucket) => ({
      ...stepOf(
        bucket,
        `${whoOf(bucket)} ${waitWords(bucket.wait.kind)} until they are done`,
        locationOf(bucket.site, "stuck", places),
      ),
      ...timeOf(bucket),
    })),
  ];
}

function timeOf({ goroutines: [first] }: Bucket): Pick<CauseStep, "timeNs"> {
  return first.sinceNs === undefined ? {} : { timeNs: Math.round(first.sinceNs) };
}

function whoOf({ site }: Bucket): string {
  return site === undefined ? "a goroutine" : shortSymbol(site.function);
}

/** `abba.(*Bank).Transfer waits for a Mutex, b.journal (0xc00011e198 in the dump)`. */
function waitText(bucket: Bucket, { found }: JudgedScene): string {
  const { goroutines } = bucket;
  const text = found?.facts.wanted(bucket)?.text;
  const [channel] = text === undefined ? (found?.facts.operations(bucket) ?? []) : [];
  const name = text ?? (bucket.wait.kind === "select" ? undefined : channel?.channel);
  const addresses = new Set(goroutines.map(({ wait }) => wait.address));
  const [address] = addresses;
  const at = addresses.size === 1 && address !== undefined ? ` (${address} in the dump)` : "";
  const many = goroutines.length > 1 ? ` (${goroutines.length} goroutines)` : "";
  return (
    `${whoOf(bucket)} ${waitWords(bucket.wait.kind)}` +
    `${name === undefined ? "" : `, ${name}`}${at}${many}`
  );
}

/** Locks that somebody of the scene waits for. */
function wantedKeys({ scene, found }: JudgedScene): ReadonlySet<string> {
  if (found === undefined) return new Set();
  const { facts } = found;
  const keys = [...scene.core, ...scene.joiners].flatMap((bucket) => [
    facts.wanted(bucket)?.key,
    // Where a library asks for the lock, the call stands in its lines.
    ...waitersOf(bucket, facts).map(({ call }) => call?.key),
  ]);
  return new Set(keys.filter((key) => key !== undefined));
}

const ONCE = "sync.(*Once).doSlow";

/** Where the goroutine came into the function of a Once, if somebody of the scene waits for one. */
function onceCalls({ frames, siteIndex }: Bucket, { scene }: JudgedScene): readonly StackFrame[] {
  const waited = [...scene.core, ...scene.joiners].some(({ wait }) => wait.kind === "once");
  if (!waited) return [];
  return frames.flatMap(({ function: name }, index) => {
    if (index <= siteIndex || name !== ONCE) return [];
    return callerOf(frames.slice(index)) ?? [];
  });
}

interface Taken {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly symbol: string;
}

function heldLocks(
  bucket: Bucket,
  { found }: JudgedScene,
  wanted: ReadonlySet<string>,
): readonly Taken[] {
  const frames = programFrames(bucket);
  return (found?.facts.held(bucket) ?? []).flatMap(({ key, text, line, depth }) => {
    const frame = frames[depth];
    // Of several calls on one line nobody knows which of them have been.
    if (frame === undefined || frame.line === line || !wanted.has(key)) return [];
    return [{ text, file: frame.file, line, symbol: frame.function }];
  });
}
