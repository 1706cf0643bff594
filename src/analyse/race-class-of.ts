/**
 * The class of a group of race reports: each report is classified with the source and what else the run
 * holds, and the surest and most specific class speaks for the bug.
 */
import type { ParsedRun, RaceSighting } from "../model/parsed-run.ts";
import type { RaceReport, StackFrame } from "../model/race-report.ts";
import { classifyRace, RACE_CLASSES, type ClassifiedRace } from "./classes/classify.ts";
import type { LineWait, RaceContext, WaitsAt } from "./classes/race-facts.ts";
import type { Places } from "./places.ts";
import type { RaceGroup } from "./race-groups.ts";
import type { GoSource } from "./source/go-source.ts";

/** Reports of one bug that are asked for their class, and other reports of the run that may help. */
const VIEWS_MAX = 12;
const OTHERS_MAX = 200;

export class RaceClassifier {
  readonly #run: ParsedRun;
  readonly #places: Places;
  readonly #source: GoSource | undefined;
  readonly #waits: WaitsAt;
  readonly #others: readonly RaceReport[];
  readonly #directives: ReadonlyMap<string, string>;

  constructor(run: ParsedRun, places: Places, source: GoSource | undefined) {
    this.#run = run;
    this.#places = places;
    this.#source = source;
    this.#waits = lineWaits(run);
    this.#others = run.races.slice(0, OTHERS_MAX).map(({ report }) => report);
    this.#directives = new Map(
      (run.manifest?.modules ?? []).flatMap(({ path, goDirective }) =>
        goDirective === undefined ? [] : [[path, goDirective] as const],
      ),
    );
  }

  /** Undefined where no report of the group has both stacks. */
  classify(group: RaceGroup): ClassifiedRace | undefined {
    let best: ClassifiedRace | undefined;
    for (const { sighting } of group.views.slice(0, VIEWS_MAX)) {
      const found = classifyRace(sighting.report, this.#contextOf(sighting));
      if (found !== undefined && (best === undefined || rank(found) < rank(best))) best = found;
    }
    return best;
  }

  #contextOf(sighting: RaceSighting): RaceContext {
    const { package: owner = "", pid = "", childPid } = sighting.origin;
    const address = sighting.report.accesses[0]?.address;
    const own = childPid === undefined || childPid === pid;
    return {
      source: this.#source,
      others: this.#others,
      waitsAt: this.#waits,
      symbol: own ? this.#run.symbols.get(`${owner}\n${pid}\n${address ?? ""}`) : undefined,
      goDirectiveOf: (file) => {
        const { module } = this.#places.of({ function: "", file });
        return module === undefined ? undefined : this.#directives.get(module);
      },
    };
  }
}

/** Surer classes first, then the more specific ones. */
function rank(found: ClassifiedRace): number {
  const certainty = { proof: 0, direct: 0, heuristic: 100 }[found.certainty];
  return certainty + RACE_CLASSES.findIndex(({ id }) => id === found.class);
}

/**
 * At which lines the run's dumps and traces show waiting goroutines, and for what; and at which ones a goroutine
 * woke another by an operation on a channel.
 */
function lineWaits(run: ParsedRun): WaitsAt {
  const waits = new Map<string, Map<string, LineWait>>();
  const note = (at: StackFrame | undefined, reason: string, partner?: StackFrame): void => {
    if (at === undefined) return;
    const key = `${at.file}\n${at.line}`;
    const known = waits.get(key) ?? new Map<string, LineWait>();
    waits.set(key, known);
    const wait = { reason, partner: partner?.function };
    known.set(`${reason}\n${wait.partner ?? ""}`, wait);
  };
  const dumped = [...run.crashes.map(({ crash }) => crash), ...(run.dumps ?? [])];
  for (const { goroutines } of dumped) {
    for (const { status, frames } of goroutines) note(statementOf(frames), status);
  }
  for (const { goroutines, wakes } of run.traceEnds ?? []) {
    for (const { state, reason, frames } of goroutines) {
      if (state === "waiting") note(statementOf(frames), reason);
    }
    for (const { reason, waiting, waking } of wakes) {
      const [waiter, waker] = [statementOf(waiting), statementOf(waking)];
      note(waiter, reason, waker);
      const did = channelOperation(waking[0]?.function ?? "");
      if (did !== undefined) note(waker, did, waiter);
    }
  }
  return (file, line) => [...(waits.get(`${file}\n${line}`)?.values() ?? [])];
}

/** The statement that waits: the innermost frame that is not the runtime's. */
function statementOf(frames: readonly StackFrame[]): StackFrame | undefined {
  return frames.find(({ function: name }) => !/^(runtime|sync|internal)\b/.test(name));
}

/** What a waker did, in the words of waits. */
function channelOperation(frame: string): string | undefined {
  if (/^runtime\.(?:chansend|selectnbsend)/.test(frame)) return "chan send";
  if (/^runtime\.(?:chanrecv|selectnbrecv)/.test(frame)) return "chan receive";
  return frame.startsWith("runtime.selectgo") ? "select" : undefined;
}
