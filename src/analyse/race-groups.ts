/**
 * One finding for each bug, not for each report. The detector reports `x++` in two goroutines twice, in every
 * process again, and a slice's `append` at up to five addresses; two variables on one line are two bugs
 * where the source tells them apart. Reports belong together when the unordered pair of functions is the same and
 *
 * 1. both name the same variable, or the same several ones (`a, b = b, a`), or
 * 2. they share an instruction (function and offset): one instruction accesses one expression, or
 * 3. they share the address in one process, unless both name different variables, or
 * 4. nothing better is known: no variable, and the lines are the same.
 */
import { normalFrame, type RaceSide, type RaceView } from "./race-view.ts";

export interface RaceGroup {
  /** In the order of the run; at least one. The first is the one to show. */
  readonly views: readonly RaceView[];
}

class UnionFind {
  private readonly parent: number[] = [];

  add(): number {
    this.parent.push(this.parent.length);
    return this.parent.length - 1;
  }

  find(index: number): number {
    let root = index;
    for (let up = this.parent[root]; up !== undefined && up !== root; up = this.parent[root]) {
      root = up;
    }
    let at = index;
    while (at !== root) {
      const up = this.parent[at] ?? root;
      this.parent[at] = root;
      at = up;
    }
    return root;
  }

  /** The smaller index stays the root, so that groups keep the order of the run. */
  join(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((x, y) => x - y);
    if (low !== undefined && high !== undefined) this.parent[high] = low;
  }
}

/** Unordered pair of the functions of a race. */
export function functionPair(view: RaceView): string {
  const names = view.sides.map(normalFrame);
  while (names.length < 2) names.push("?");
  return names.sort().join("\n");
}

/** An instruction: offsets count from the function that was not inlined, so the caller belongs to it. */
function instruction(side: RaceSide): string | undefined {
  const { blame, access } = side;
  if (blame?.pcOffset === undefined || blame.pcOffset === "0") return undefined;
  const caller = access.frames[access.frames.indexOf(blame) + 1]?.function ?? "";
  return `${blame.function}+${blame.pcOffset}<${caller}`;
}

function linePair(view: RaceView): string {
  return view.sides
    .map(({ place, blame }) => `${place?.file ?? "?"}:${blame?.line ?? 0}`)
    .sort()
    .join("\n");
}

/** Reports that share one of these texts are one bug. */
function keysOf(view: RaceView): string[] {
  const pair = functionPair(view);
  const { origin } = view.sighting;
  const { subject } = view;
  const keys: string[] = [];
  if (subject !== undefined) keys.push(`variable\n${pair}\n${subject}`);
  for (const side of view.sides) {
    const at = instruction(side);
    if (at !== undefined) keys.push(`instruction\n${pair}\n${at}`);
    const { address } = side.access;
    if (address !== undefined) {
      const process = `${origin.package ?? ""}\n${origin.childPid ?? origin.pid ?? ""}`;
      keys.push(`address\n${pair}\n${process}\n${address}\n${subject ?? ""}`);
    }
  }
  if (subject === undefined) keys.push(`lines\n${pair}\n${linePair(view)}`);
  return keys;
}

/** A report with both stacks and a known variable says more than one that was cut. */
function weight(view: RaceView): number {
  const { report, origin } = view.sighting;
  return (
    (report.complete ? 8 : 0) +
    (report.accesses.every((access) => access.restored) ? 4 : 0) +
    (view.variable !== undefined ? 2 : 0) +
    (origin.channel === "race-file" ? 1 : 0)
  );
}

/** Groups the races of a run into bugs. Linear in the number of reports. */
export function groupRaces(views: readonly RaceView[]): RaceGroup[] {
  const sets = new UnionFind();
  const owner = new Map<string, number>();
  for (const view of views) {
    const index = sets.add();
    for (const key of keysOf(view)) {
      const other = owner.get(key);
      if (other === undefined) owner.set(key, index);
      else sets.join(other, index);
    }
  }
  const groups = new Map<number, RaceView[]>();
  for (const [index, view] of views.entries()) {
    const root = sets.find(index);
    const members = groups.get(root);
    if (members === undefined) groups.set(root, [view]);
    else members.push(view);
  }
  return [...groups.values()].map((members) => {
    const best = Math.max(...members.slice(0, 10_000).map(weight));
    const shown = members.find((view) => weight(view) === best);
    const rest = members.filter((view) => view !== shown);
    return { views: shown === undefined ? members : [shown, ...rest] };
  });
}
