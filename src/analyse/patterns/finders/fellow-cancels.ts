// cancel-wrong-owner: of goroutines that one goroutine made, one cancels the context of another, by itself.
//
// (1) Both were made by the same goroutine. Those that began with the same function are the pattern's first form.
// (2) Nobody told it to: what it waited for last, other than a lock, ended by itself (a timer, the network), or it
//     never waited. One that was told is somebody's messenger: of a signal, of an error, of the group's end.
// (3) It is not the creator's own code: a closure of the function that made it has the cancel function from where it
//     belongs, and is how a time limit is written.
import { classNumber, CLASS_GROUPS, kindNumber } from "../../../model/pattern-events.ts";
import type { TextIndex } from "../../../model/trace-interner.ts";
import { seenAt } from "../matching/match.ts";
import type { SegmentIndex } from "../matching/segment-index.ts";
import { type Finder, type FinderInput, report } from "./finder.ts";
import type { Kin } from "./kinship.ts";

const UNPARK = kindNumber("unpark");
const LOCKS: ReadonlySet<number> = new Set((CLASS_GROUPS.get("mutex") ?? []).map(classNumber));

export class FellowCancels implements Finder {
  readonly overflow = 0;
  readonly #input: FinderInput;

  constructor(input: FinderInput) {
    this.#input = input;
  }

  segment(index: SegmentIndex, anchors?: Int32Array): void {
    for (const row of anchors ?? index.ofKinds(1 << UNPARK)) this.#cancel(index, row);
  }

  #cancel(index: SegmentIndex, row: number): void {
    const { pattern, kin, facts } = this.#input;
    const { events, rows } = index;
    const test = pattern.steps[0]?.tests[0];
    if (test === undefined || (test.classes & (1 << (events.cls[row] ?? 0))) === 0) return;
    rows.need(row);
    const stack = events.stack[row] ?? 0;
    if (test.stack?.(stack) !== true || test.stackLacks?.(stack) === true) return;
    const [g, by] = [events.g[row] ?? -1, events.by[row] ?? -1];
    const [woken, waker] = [kin.of(g), kin.of(by)];
    if (woken === undefined || waker === undefined || woken.creator !== waker.creator) return;
    if (woken.creator < 0 || woken.start === waker.start || this.#isOwnCode(waker)) return;
    if (wasTold(index, row)) return;
    report(this.#input, [seenAt(events, row)], {
      X: g,
      K: by,
      E: facts.attribute("entry", events, row),
    });
  }

  /** A closure of the function that made it. */
  #isOwnCode({ start, stack }: Kin): boolean {
    const { interner } = this.#input.facts;
    const maker = interner.string(this.#input.facts.ofStack("function", stack) as TextIndex);
    return maker !== "" && interner.string(start as TextIndex).startsWith(`${maker}.func`);
  }
}

/** Whether the row's waker had been woken by a goroutine, in this segment; else it has run for long by itself. */
function wasTold({ events, rows }: SegmentIndex, row: number): boolean {
  const waker = rows.waker[row] ?? -1;
  let at = rows.last[waker] ?? -1;
  for (; at >= 0; at = rows.before[at] ?? -1) {
    if (at > row || events.kind[at] !== UNPARK) continue;
    if (!LOCKS.has(events.cls[at] ?? 0)) return (rows.waker[at] ?? -1) >= 0;
  }
  return false;
}
