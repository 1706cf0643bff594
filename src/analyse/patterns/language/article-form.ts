// Patterns in the form `Pattern{Name, Steps[{Event, MaxGap, MinGap}], Interference}`: event names of Go 1.21 and
// before, gaps in nanoseconds. Its steps are read as steps of one goroutine.
//
// A goroutine has one state at a time, so some sequences cannot follow each other directly: one that blocked cannot be
// preempted before it was woken and ran. Such steps are put in between, and the reader is told.
import * as z from "zod";
import type { PatternKind } from "../../../model/pattern-events.ts";
import type { InterferenceSource, PatternSource, StepSource } from "../../../model/pattern.ts";
import { V1_NAMES } from "./v1-names.ts";

const gapNs = z.number().nonnegative();
const articlePattern = z.strictObject({
  Name: z.string().min(1),
  Steps: z
    .array(
      z.strictObject({ Event: z.string(), MaxGap: gapNs.optional(), MinGap: gapNs.optional() }),
    )
    .min(1)
    .max(8),
  Interference: z.array(z.string()).nullish(),
});

type State = "running" | "runnable" | "waiting" | "unknown";

/** The state that each kind of event needs of its goroutine, and the state it leaves. */
const STATES: ReadonlyMap<PatternKind, readonly [needs: State, leaves: State]> = new Map([
  ["park", ["running", "waiting"]],
  ["unpark", ["waiting", "runnable"]],
  ["run", ["runnable", "running"]],
  ["stop", ["running", "runnable"]],
  ["exit", ["running", "unknown"]],
]);
/** The way from one state to another. */
const WAYS: ReadonlyMap<string, readonly PatternKind[]> = new Map<string, readonly PatternKind[]>([
  ["waiting>running", ["unpark", "run"]],
  ["waiting>runnable", ["unpark"]],
  ["runnable>running", ["run"]],
  ["running>runnable", ["stop"]],
  ["running>waiting", ["park"]],
  ["runnable>waiting", ["run", "park"]],
]);

export interface Imported {
  readonly pattern: PatternSource;
  /** What was read in another way than written. */
  readonly notes: readonly string[];
}

/** Whether a document has the article's form. */
export function isArticleForm(value: unknown): boolean {
  return typeof value === "object" && value !== null && "Steps" in value && "Name" in value;
}

const OLD_NAMES: ReadonlyMap<PatternKind, string> = new Map<PatternKind, string>([
  ["unpark", "GoUnblock"],
  ["run", "GoStart"],
  ["park", "GoBlock"],
  ["stop", "GoSched or GoPreempt"],
]);

function bothNames(kind: PatternKind): string {
  return `${kind} (${OLD_NAMES.get(kind) ?? kind})`;
}

/** BlockingPreempt → blocking-preempt. */
function kebab(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const id = words.replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");
  return id === "" ? "pattern" : id;
}

/** Reads the article's form. @returns the zod error where it has a mistake */
export function fromArticleForm(value: unknown): Imported | z.ZodError {
  const checked = articlePattern.safeParse(value);
  if (!checked.success) return checked.error;
  const { Name, Steps, Interference } = checked.data;
  const notes: string[] = [];
  const steps: StepSource[] = [];
  const implied = new Set<PatternKind>();
  let state: State = "unknown";
  let before: string | undefined;
  for (const [i, s] of Steps.entries()) {
    const kind = V1_NAMES.get(s.Event)?.kind;
    const change = kind === undefined ? undefined : STATES.get(kind);
    const needs: State = change?.[0] ?? state;
    const between = WAYS.get(`${state}>${needs}`) ?? [];
    for (const [n, on] of between.entries()) {
      implied.add(on);
      steps.push({ id: `s${i + 1}_${n + 1}`, on, g: "G", say: "implied: not in the pattern" });
    }
    if (between.length > 0) {
      const last = Steps[i - 1]?.Event ?? "";
      notes.push(
        `${Name}: on one goroutine ${last} cannot be followed by ${s.Event} without ` +
          `${between.map(bothNames).join(" and ")}; read as ${[last, ...between, s.Event].join(", ")}`,
      );
    }
    const gap = {
      ...(s.MinGap === undefined ? {} : { min: s.MinGap }),
      // A MaxGap of 0 is Go's zero value: none was given.
      ...(s.MaxGap === undefined || s.MaxGap === 0 ? {} : { max: s.MaxGap }),
      ...(before === undefined ? {} : { from: before }),
    };
    const own = { id: `s${i + 1}`, on: s.Event, g: "G" };
    steps.push(before === undefined ? own : { ...own, gap });
    before = own.id;
    state = change?.[1] ?? state;
  }
  const interference = blockedBetween(Interference ?? [], steps, implied, Name, notes);
  const pattern: PatternSource = {
    name: kebab(Name),
    title: Name,
    steps,
    ...(interference.length === 0 ? {} : { interference }),
  };
  return { pattern, notes };
}

/** Between each two steps, so that the steps themselves never interfere. */
function blockedBetween(
  events: readonly string[],
  steps: readonly StepSource[],
  implied: ReadonlySet<PatternKind>,
  name: string,
  notes: string[],
): InterferenceSource[] {
  const result: InterferenceSource[] = [];
  for (const event of events) {
    const kind = V1_NAMES.get(event)?.kind;
    if (kind !== undefined && implied.has(kind)) {
      notes.push(`${name}: ${event} interferes only where it is not one of the implied steps`);
    }
    for (let i = 1; i < steps.length; i++) {
      const between: [string, string] = [steps[i - 1]?.id ?? "", steps[i]?.id ?? ""];
      result.push({ between, on: event, g: "G" });
    }
  }
  return result;
}
