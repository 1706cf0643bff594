// Why a goroutine stopped, without a string table: the runtime gives the reasons' strings their ids first, in a fixed
// order, in every generation. So an open generation, whose table was never written, still says why.
// The orders were read off traces of Go 1.22.12, 1.23.12, 1.24.13, 1.25.7 and 1.26.8.
import type { GenerationTables } from "../../model/trace.ts";

/** Ids 1 to 4 name GC workers; reasons come after them. */
const FIRST_ID = 5;
/** Ids up to here are taken over from a complete generation of the same file, which knows better than any list. */
const LAST_ID = 31;

const COMMON = [
  "unspecified",
  "forever",
  "network",
  "select",
  "sync.(*Cond).Wait",
  "sync",
  "chan send",
  "chan receive",
  "GC mark assist wait for work",
  "GC background sweeper wait",
  "system goroutine wait",
  "preempted",
  "wait for debug call",
  "wait until GC ends",
  "sleep",
];
const WEAK = "GC weak to strong wait";
const YIELD = "runtime.Gosched";

/** Header 1.23 is that of Go 1.23 and of 1.24, where id 21 is "synctest"; yielding is by far the more common. */
function known(minor: number): readonly string[] {
  if (minor <= 22) return [...COMMON, YIELD];
  if (minor === 23) return [...COMMON, WEAK, YIELD, YIELD];
  return [...COMMON, WEAK, "synctest", YIELD];
}

export class ReasonNames {
  #names: ReadonlyMap<number, string>;

  constructor(minor: number) {
    this.#names = new Map(known(minor).map((name, i) => [FIRST_ID + i, name]));
  }

  /** Takes the names over from a complete generation's table. */
  learn(tables: GenerationTables): void {
    const names = new Map<number, string>();
    for (let id = FIRST_ID; id <= LAST_ID; id++) {
      const name = tables.string(id);
      // Reasons are short words; other strings of the program may follow them at once.
      if (name !== undefined) names.set(id, name);
    }
    if (names.get(FIRST_ID) === COMMON[0]) this.#names = names;
  }

  /** The tables of a generation without a string table, with the reasons added. */
  complete(tables: GenerationTables): GenerationTables {
    return {
      string: (id) => tables.string(id) ?? this.#names.get(id),
      frames: (id) => tables.frames(id),
      hasStack: (id) => tables.hasStack(id),
    };
  }
}
