// What Delve saw of a panic, in words: which goroutine, which deferred functions ran, what recovered and what was
// raised again; and every stop as a line, for the evidence.
import type { Evidence } from "../model/finding.ts";
import type { PanicStop, ReadPanics } from "../model/panic-record.ts";
import type { ParsedRun, TextOrigin } from "../model/parsed-run.ts";
import { shortSymbol } from "../util/go-symbol.ts";
import { place } from "./blocking-classes/words.ts";
import { callerOf } from "./deep/callers.ts";

const NAMES_MAX = 6;
const LINES_MAX = 120;

export interface PanicStory {
  /** Begins with a blank; "" where Delve saw nothing of use. */
  readonly words: string;
  readonly evidence: Evidence | undefined;
}

/** Of the process that panicked. */
export function panicStory(run: ParsedRun, origin: TextOrigin): PanicStory {
  const record = (run.panicRecords ?? []).find(
    (one) => one.package === origin.package && one.pid === origin.pid,
  );
  if (record === undefined) return { words: "", evidence: undefined };
  const lines = record.stops.slice(0, LINES_MAX).map(lineOf);
  const evidence: Evidence | undefined =
    lines.length === 0
      ? undefined
      : {
          kind: "log",
          artifact: record.artifact,
          say: `what Delve saw when ${record.test} ran once more, stop by stop`,
          text: lines.join("\n"),
        };
  return { words: wordsOf(record), evidence };
}

function wordsOf(record: ReadPanics): string {
  if (record.end === "failed" && record.stops.length === 0) {
    return ` Delve could not look at it: ${record.why ?? "no reason given"}.`;
  }
  const fatal = record.stops.find(({ at }) => at === "fatal");
  const recovered = recoveredWords(record.stops);
  if (fatal === undefined) {
    return ` Under Delve the test did not panic to its end once more.${recovered}`;
  }
  const own = record.stops.filter(({ goid }) => goid === fatal.goid);
  const ran = own.filter(({ at }) => at === "deferred").map(({ frames: [frame] }) => nameOf(frame));
  const shown = ran.slice(0, NAMES_MAX).join(", then ");
  const more = ran.length > NAMES_MAX ? ` and ${ran.length - NAMES_MAX} more` : "";
  const again = own.filter(({ at, panics }) => at === "panic" && panics.length > 1).map(againWords);
  return (
    ` Under Delve it was goroutine ${fatal.goid}` +
    (shown === ""
      ? ", and no deferred function of the program ran."
      : `: deferred functions ran in this order: ${shown}${more}.`) +
    again.join("") +
    recovered
  );
}

/** A panic raised while another was under way. */
function againWords({ panics: [raised, before], frames: [frame] }: PanicStop): string {
  if (raised === undefined || before === undefined) return "";
  const what = before.recovered
    ? `had recovered ${before.value} and`
    : `, while ${before.value} unwound,`;
  return ` ${nameOf(frame)} ${what} raised ${raised.value}.`.replace(" , ", ", ");
}

/** Panics that ended: each `recovered` stop names the one that was on top. */
function recoveredWords(stops: readonly PanicStop[]): string {
  const texts = new Set<string>();
  for (const [index, stop] of stops.entries()) {
    if (stop.at !== "recovered") continue;
    const by = stops.findLast(
      (one, at) => at < index && one.at === "recover" && one.goid === stop.goid,
    );
    const value = stop.panics[0]?.value ?? "a panic";
    texts.add(`${value} by ${nameOf(by?.frames[0])} on goroutine ${stop.goid}`);
  }
  const [...all] = texts;
  if (all.length === 0) return "";
  const more = all.length > NAMES_MAX ? `; and ${all.length - NAMES_MAX} more` : "";
  return ` Recovered on the way: ${all.slice(0, NAMES_MAX).join("; ")}${more}.${onceWords(stops)}`;
}

const ONCE = "sync.(*Once).doSlow";

/** A panic that went through a Once's function and was recovered: to the Once its function has been run. */
function onceWords(stops: readonly PanicStop[]): string {
  const places = new Set<string>();
  for (const { at, frames, goid, panics } of stops) {
    const index = frames.findIndex(({ function: name }) => name === ONCE);
    if (at !== "panic" || index < 0) continue;
    // OnceFunc and its kin keep the panic, and raise it again at each call.
    const caller = callerOf(frames.slice(index));
    const keeps = frames.some(({ function: name }) => /^sync\.Once(?:Func|Value)/.test(name));
    const over = stops.some((one) => one.at === "recovered" && one.goid === goid);
    if (keeps || !over || caller === undefined) continue;
    places.add(
      `${panics[0]?.value ?? "a panic"} came out of the function of a Once (${nameOf(caller)})`,
    );
  }
  const [...all] = places;
  if (all.length === 0) return "";
  return (
    ` ${all.slice(0, NAMES_MAX).join("; ")}: to the Once it has been run, and Do does not run it again, ` +
    "whatever it has not set up."
  );
}

type Place = PanicStop["frames"][number];

function nameOf(at: Place | undefined): string {
  return at === undefined
    ? "a function"
    : `${shortSymbol(at.function)} (${place(at.file, at.line)})`;
}

const AT: Readonly<Record<PanicStop["at"], string>> = {
  panic: "panics",
  defer: "defers",
  deferred: "deferred function runs",
  recover: "recover is called",
  recovered: "recovered",
  fatal: "not recovered: the process ends",
};

function lineOf({ at, goid, frames: [frame], panics, defers }: PanicStop): string {
  const chain = panics.map(({ value, recovered, goexit }) => {
    const mark = goexit ? " (Goexit)" : recovered ? " (recovered)" : "";
    return `${value}${mark}`;
  });
  const waiting = defers.map(
    ({ deferred, by }) => `${shortSymbol(deferred.function)} (${place(by.file, by.line)})`,
  );
  return [
    `goroutine ${goid}: ${AT[at]} in ${nameOf(frame)}`,
    ...(chain.length === 0 ? [] : [`  panics, newest first: ${chain.join(" < ")}`]),
    ...(waiting.length === 0 ? [] : [`  deferred, next first: ${waiting.join(", ")}`]),
  ].join("\n");
}
