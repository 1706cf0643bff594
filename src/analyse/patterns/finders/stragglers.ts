// wait-group-straggler: the last of a group ends a WaitGroup's wait long after the last but one ended.
//
// (1) A group are the goroutines that one goroutine made and that began with the same function. What others do says
//     nothing of the group; and where everybody has another job, that one takes longest is no surprise.
// (2) A Done that wakes nobody is not in a trace: the end of its goroutine stands for it.
// (3) The group must be still from that end to the last Done: no other of it ends, and none is made.
// (4) What the last one does is told by where it last waited or was preempted, else by where it was made.
import { classNumber, kindNumber } from "../../../model/pattern-events.ts";
import { type Seen, seenAt } from "../matching/match.ts";
import type { SegmentIndex } from "../matching/segment-index.ts";
import { type Finder, type FinderInput, report, rowBefore, stateBefore } from "./finder.ts";
import { goroutineAt, type Kin } from "./kinship.ts";

const CREATE = kindNumber("create");
const EXIT = kindNumber("exit");
const UNPARK = kindNumber("unpark");
const WAIT_GROUP = classNumber("wait_group");

interface Family {
  alive: number;
  /** The last change, if it was an end. */
  ended: { readonly seq: number; readonly g: number; readonly timeNs: number } | undefined;
}

export class Stragglers implements Finder {
  readonly overflow = 0;
  readonly alone = true;
  readonly #input: FinderInput;
  readonly #minNs: number;
  /** By creator and function. */
  readonly #families = new Map<FamilyKey, Family>();

  constructor(input: FinderInput) {
    this.#input = input;
    this.#minNs = input.pattern.steps.at(-1)?.gapMinNs ?? 0;
  }

  segment(index: SegmentIndex): void {
    const { kind: kinds, cls, length } = index.events;
    for (let row = 0; row < length; row++) {
      const kind = kinds[row] ?? 0;
      if (kind === CREATE || kind === EXIT) this.#changed(index, row, kind === CREATE);
      else if (kind === UNPARK && cls[row] === WAIT_GROUP) this.#woken(index, row);
    }
  }

  #changed(index: SegmentIndex, row: number, made: boolean): void {
    const g = goroutineAt(index, row);
    const kin = this.#input.kin.of(g);
    if (kin === undefined || kin.creator < 0) return;
    const timeNs = index.events.timeNs[row] ?? 0;
    const seq = index.events.firstSeq + row;
    change(this.#families, keyOf(kin), made ? undefined : { seq, g, timeNs });
  }

  /** A wait for a group is over. */
  #woken(index: SegmentIndex, row: number): void {
    const { events, rows } = index;
    rows.need(row);
    const kin = this.#input.kin.of(events.by[row] ?? -1);
    if (kin === undefined) return;
    const timeNs = events.timeNs[row] ?? 0;
    const ended = this.#families.get(keyOf(kin))?.ended;
    if (ended === undefined || timeNs - ended.timeNs < this.#minNs) return;
    const before = rowBefore(index, row);
    if (before >= 0 && timeNs - (events.timeNs[before] ?? 0) < this.#minNs) return;
    const { facts, pattern } = this.#input;
    const did = stateBefore(index, row) ?? madeAt(events.by[row] ?? -1, kin);
    const end = { seq: ended.seq, timeNs: ended.timeNs, kind: EXIT, cls: 0, g: ended.g };
    const last = { ...end, by: -1, stack: 0, text: 0, value: 0 };
    const byId: Readonly<Record<string, Seen>> = { l: did, a: last, z: seenAt(events, row) };
    // The order in which they came.
    const first = did.timeNs <= last.timeNs ? "l" : "a";
    const order = [pattern, ...pattern.others].find(({ steps: [s] }) => s?.id === first) ?? pattern;
    const steps = order.steps.flatMap(({ id }) => byId[id] ?? []);
    report({ ...this.#input, pattern: order }, steps, {
      A: ended.g,
      M: events.g[row] ?? -1,
      Z: events.by[row] ?? -1,
      L: facts.ofStack("site", did.stack),
      S: facts.attribute("site", events, row),
    });
  }
}

function madeAt(g: number, { creator, stack, start, madeNs }: Kin): Seen {
  const made = { seq: -1, timeNs: madeNs, kind: CREATE, cls: 0, g, by: creator };
  return { ...made, stack, text: 0, value: start };
}

/** Creator and function in one; as a number where it is exact, because every create and exit asks. */
const START_MAX = 2 ** 22;
const CREATOR_MAX = 2 ** 31;
type FamilyKey = number | string;

function keyOf({ creator, start }: Kin): FamilyKey {
  const exact = start < START_MAX && creator < CREATOR_MAX;
  return exact ? creator * START_MAX + start : `${creator} ${start}`;
}

function change(families: Map<FamilyKey, Family>, key: FamilyKey, ended: Family["ended"]): void {
  const family = families.get(key) ?? { alive: 0, ended: undefined };
  family.alive += ended === undefined ? 1 : -1;
  family.ended = ended;
  if (family.alive > 0) families.set(key, family);
  else families.delete(key);
}
