/**
 * One program under Delve, from its start to its end:
 *
 *  1. breakpoints where the runtime panics, recovers and gives up, and at the test's own function;
 *  2. from the test's function on also where defer statements run, up to a limit: a test may have thousands;
 *  3. at a panic, one for each deferred function that waits to run: so it is seen which of them do, in which order;
 *  4. at each stop the goroutine's stack, its chain of panics and its list of deferred functions are read.
 */
import type * as z from "zod";
import type { PanicRecord, PanicStop } from "../../model/panic-record.ts";
import {
  breakpointAnswer,
  commandAnswer,
  evalAnswer,
  stackAnswer,
  versionAnswer,
  type StackLocation,
  type Variable,
} from "./delve-types.ts";
import type { RpcClient } from "./rpc-client.ts";

type At = PanicStop["at"];

const RUNTIME_STOPS: readonly (readonly [string, At])[] = [
  ["runtime.gopanic", "panic"],
  ["runtime.gorecover", "recover"],
  ["runtime.recovery", "recovered"],
  ["runtime.fatalpanic", "fatal"],
];
const DEFER_STATEMENTS = [
  "runtime.deferproc",
  "runtime.deferprocStack",
  "runtime.deferprocat",
  "runtime.deferrangefunc",
];
const STOPS_MAX = 300;
const DEFER_STOPS_MAX = 60;
const DEFERRED_MAX = 32;
const DEPTH = 50;
const FRAMES_MAX = 24;
const PANICS_MAX = 8;
const VALUE_MAX = 200;
const UNREADABLE = "a value that Delve could not read";
/** Delve has one of its own there: it cannot be set twice. */
const FATAL_ID = -1;
const LOAD = {
  FollowPointers: true,
  MaxVariableRecurse: PANICS_MAX + 2,
  MaxStringLen: VALUE_MAX,
  MaxArrayValues: 4,
  MaxStructFields: -1,
};

export interface SessionResult {
  readonly delve: string;
  readonly end: PanicRecord["end"];
  readonly why?: string;
  readonly stops: readonly PanicStop[];
  readonly dropped: number;
}

/** `testFunctions`: `example.com/p.TestX`; of several the program has one. Rejects where Delve fails before anything was seen. */
export async function watchPanics(
  client: RpcClient,
  testFunctions: readonly string[],
  signal: AbortSignal,
): Promise<SessionResult> {
  return new Session(client).run(testFunctions, signal);
}

class Session {
  readonly #client: RpcClient;
  readonly #kinds = new Map<number, At | "test">([[FATAL_ID, "fatal"]]);
  readonly #deferred = new Set<string>();
  readonly #stops: PanicStop[] = [];
  readonly #deferIds: number[] = [];
  #deferStops = 0;
  #dropped = 0;

  constructor(client: RpcClient) {
    this.#client = client;
  }

  async run(testFunctions: readonly string[], signal: AbortSignal): Promise<SessionResult> {
    const { DelveVersion } = await this.#ask("GetVersion", {}, versionAnswer);
    const delve = DelveVersion.split("\n", 1)[0] ?? "";
    for (const [name, kind] of RUNTIME_STOPS) await this.#breakAt(name, kind);
    for (const name of testFunctions) await this.#breakAt(name, "test");
    const result = { delve, stops: this.#stops };
    try {
      const end = await this.#follow(signal);
      return { ...result, end, dropped: this.#dropped };
    } catch (error) {
      if (this.#stops.length === 0 && !signal.aborted) throw error;
      const why = error instanceof Error ? error.message : String(error);
      const end = signal.aborted ? { end: "time" as const } : { end: "failed" as const, why };
      return { ...result, ...end, dropped: this.#dropped };
    }
  }

  async #follow(signal: AbortSignal): Promise<PanicRecord["end"]> {
    for (;;) {
      if (signal.aborted) return "time";
      if (this.#stops.length >= STOPS_MAX) return "limit";
      const { State: state } = await this.#ask("Command", { name: "continue" }, commandAnswer);
      if (state.exited === true) return "exited";
      for (const { goroutineID: goid, breakPoint } of state.Threads ?? []) {
        const kind = this.#kinds.get(breakPoint?.id ?? 0);
        if (kind !== undefined) await this.#stop(goid, kind);
      }
    }
  }

  async #stop(goid: number, kind: At | "test"): Promise<void> {
    if (kind === "test") {
      await this.#watchDefers();
      return;
    }
    if (kind === "defer" && ++this.#deferStops > DEFER_STOPS_MAX) {
      this.#dropped += 1;
      await this.#clearDefers();
      return;
    }
    const { Locations: locations } = await this.#ask(
      "Stacktrace",
      { Id: goid, Depth: DEPTH, Full: false, Defers: true, Opts: 1 },
      stackAnswer,
    );
    if (isOwnBusiness(kind, locations)) return;
    const panics = await this.#panics(goid);
    const value = kind === "panic" ? await this.#eval(goid, "e") : undefined;
    const newest =
      value === undefined ? [] : [{ value: textOf(value), recovered: false, goexit: false }];
    const stop: PanicStop = {
      at: kind,
      goid: String(goid),
      frames: locations.flatMap(placeOf).filter(isProgram).slice(0, FRAMES_MAX),
      panics: [...newest, ...panics].slice(0, PANICS_MAX),
      defers: locations.flatMap(defersOf),
    };
    this.#fillValue(stop);
    this.#stops.push(stop);
    if (kind === "panic")
      for (const { deferred } of stop.defers) await this.#watch(deferred.function);
  }

  /** The value of a first panic is out of Delve's reach at the call itself, and within it at the next stop. */
  #fillValue({ goid, panics }: PanicStop): void {
    const before = this.#stops.findLast((stop) => stop.goid === goid);
    const newest = before?.panics[0];
    if (before?.at !== "panic" || newest?.value !== UNREADABLE) return;
    const same = panics[panics.length - before.panics.length];
    if (same !== undefined) newest.value = same.value;
  }

  async #watch(name: string): Promise<void> {
    if (this.#deferred.has(name) || this.#deferred.size >= DEFERRED_MAX) return;
    this.#deferred.add(name);
    await this.#breakAt(name, "deferred");
  }

  async #watchDefers(): Promise<void> {
    if (this.#deferIds.length > 0) return;
    for (const name of DEFER_STATEMENTS) {
      const id = await this.#breakAt(name, "defer");
      if (id !== undefined) this.#deferIds.push(id);
    }
  }

  async #clearDefers(): Promise<void> {
    for (const id of this.#deferIds.splice(0)) {
      await this.#client.call("ClearBreakpoint", { Id: id });
    }
  }

  /** Undefined where the program has no such function, or Delve stops there anyway. */
  async #breakAt(name: string, kind: At | "test"): Promise<number | undefined> {
    try {
      const breakpoint = { Breakpoint: { functionName: name } };
      const answer = await this.#ask("CreateBreakpoint", breakpoint, breakpointAnswer);
      this.#kinds.set(answer.Breakpoint.id, kind);
      return answer.Breakpoint.id;
    } catch {
      return undefined;
    }
  }

  async #panics(goid: number): Promise<PanicStop["panics"]> {
    const panics: PanicStop["panics"] = [];
    let next = structOf(await this.#eval(goid, "runtime.curg._panic"));
    while (next !== undefined && panics.length < PANICS_MAX) {
      const field = fieldsOf(next);
      panics.push({
        value: textOf(field("arg")),
        recovered: field("recovered")?.value === "true",
        goexit: field("goexit")?.value === "true",
      });
      next = structOf(field("link"));
    }
    return panics;
  }

  async #eval(goid: number, expression: string): Promise<Variable | undefined> {
    try {
      const scope = { GoroutineID: goid, Frame: 0 };
      const request = { Scope: scope, Expr: expression, Cfg: LOAD };
      return (await this.#ask("Eval", request, evalAnswer)).Variable;
    } catch {
      return undefined;
    }
  }

  async #ask<T>(method: string, params: unknown, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await this.#client.call(method, params));
  }
}

/** The runtime's own panics and recovers that say nothing of the test: at a normal return, in its own machinery. */
function isOwnBusiness(kind: At, locations: readonly StackLocation[]): boolean {
  const names = locations.map((each) => each.function?.name ?? "");
  if (names.includes("runtime.preprintpanics")) return true;
  // The testing package recovers what a test panicked with, and raises it again.
  if ((kind === "panic" || kind === "recover") && names[1]?.startsWith("testing.") === true) {
    return true;
  }
  if (kind === "recover" || kind === "deferred") return !names.includes("runtime.gopanic");
  if (kind === "defer") return !isProgram({ function: names[1] ?? "" });
  return false;
}

/** Neither the runtime's nor the testing package's. */
function isProgram({ function: name }: { readonly function: string }): boolean {
  return name !== "" && !/^(?:runtime|testing|internal\/runtime\/[a-z]{1,20})\./.test(name);
}

type Place = PanicStop["frames"][number];

function placeOf(location: Omit<StackLocation, "Defers"> | undefined): Place[] {
  const name = location?.function?.name;
  if (location === undefined || name === undefined) return [];
  return [{ function: name, file: location.file, line: Math.max(0, location.line) }];
}

function defersOf({ Defers: defers }: StackLocation): PanicStop["defers"] {
  return (defers ?? []).flatMap(({ DeferredLoc: deferred, DeferLoc: by }) => {
    const [to, from] = [deferred, by].map((each) => placeOf(each ?? undefined)[0]);
    if (to === undefined || from === undefined || !isProgram(to)) return [];
    return [{ deferred: to, by: from }];
  });
}

/** What a pointer points at; undefined for nil. */
function structOf(pointer: Variable | undefined): Variable | undefined {
  const target = pointer?.children[0];
  return pointer === undefined ||
    pointer.value === "0" ||
    target === undefined ||
    target.children.length === 0
    ? undefined
    : target;
}

function fieldsOf({ children }: Variable): (name: string) => Variable | undefined {
  return (name) => children.find((child) => child.name === name);
}

/** The value in an interface: `"text"`, `errors.errorString {s: "text"}`. */
function textOf(value: Variable | undefined): string {
  const data = value?.children[0];
  if (data === undefined) return UNREADABLE;
  return describe(data, 2).slice(0, VALUE_MAX);
}

function describe({ type, value, children }: Variable, depth: number): string {
  if (type === "string") return JSON.stringify(value);
  const [pointed] = children;
  if (type.startsWith("*") && pointed !== undefined) return `&${describe(pointed, depth)}`;
  if (children.length === 0 || depth === 0) return value === "" ? type : `${type} ${value}`;
  const fields = children.slice(0, 4).map((each) => `${each.name}: ${describe(each, depth - 1)}`);
  return `${type} {${fields.join(", ")}}`;
}
