import type { Crash } from "../../model/crash.ts";
import type { DraftFinding } from "../../model/finding.ts";
import type { CrashSighting, DumpSighting } from "../../model/parsed-run.ts";
import { shortSymbol } from "../../util/go-symbol.ts";
import type { AnalysisContext } from "../context.ts";
import { crashBase, messageOf } from "../crash-draft.ts";
import { faultFrames } from "../crash-facts.ts";
import { inWords, testWords } from "../crash-words.ts";
import type { Detector } from "./detector.ts";

const NOTES_MAX = 50;

export const recoveredPanic: Detector = {
  id: "recovered-panic",
  docs: {
    what: "A panic was recovered and its stack logged, as net/http does for its handlers: a note, never a crash.",
    kinds: ["panic"],
    codes: ["RG3005"],
  },
  finish(context) {
    const groups = new Map<string, CrashSighting[]>();
    for (const dump of context.run.dumps ?? []) {
      const sighting = recoveredIn(dump, context);
      if (sighting === undefined) continue;
      const [frame] = faultFrames(sighting.crash.goroutines[0]?.frames ?? []);
      const key = `${sighting.origin.package ?? ""}\n${frame?.function ?? ""}:${frame?.line ?? 0}`;
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [sighting]);
      else known.push(sighting);
    }
    return [...groups.values()]
      .slice(0, NOTES_MAX)
      .map((group) => draftOf(group, context))
      .filter((draft) => draft !== undefined);
  },
};

/** The dump as the panic that it shows; undefined where it shows none, or where the panic went on to a crash. */
function recoveredIn(dump: DumpSighting, { run }: AnalysisContext): CrashSighting | undefined {
  const { goroutines, at, origin, before = "", text = "", tool } = dump;
  const [first] = goroutines;
  if (first === undefined || tool !== undefined || dump.moment !== undefined) return undefined;
  if (faultFrames(first.frames).length === first.frames.length) return undefined;
  const crashed = run.crashes.some(
    ({ crash, origin: other }) =>
      crash.goroutines[0]?.goid === first.goid && other.package === origin.package,
  );
  if (crashed) return undefined;
  const message = recoveredMessage(before);
  const crash: Crash = {
    kind: "panic",
    message,
    panics: [{ text: message, marks: ["recovered"] }],
    runningTests: [],
    goroutines,
    complete: true,
    at,
    text: before === "" ? text : `${before}\n${text}`,
  };
  return { crash, origin };
}

/** What the line above the stack says: `http: panic serving 127.0.0.1:1: text`, `Observed a panic: text`. */
function recoveredMessage(before: string): string {
  const at = before.toLowerCase().lastIndexOf("panic");
  if (at < 0) return "";
  const colon = /^panic(?:ked)?(?: serving \S{1,200}| [a-z ]{0,40})?: /i.exec(before.slice(at));
  return colon === null ? "" : before.slice(at + colon[0].length).trim();
}

function draftOf(
  group: readonly CrashSighting[],
  context: AnalysisContext,
): DraftFinding | undefined {
  const base = crashBase(group, context, "panic");
  const [sighting] = group;
  if (base === undefined || sighting === undefined) return undefined;
  const message = messageOf(sighting.crash.message);
  const where = base.frame === undefined ? "" : ` in ${shortSymbol(base.frame.function)}`;
  const words = message === "" ? "" : `: ${message}`;
  const cause = base.class.cause === "" ? "" : ` ${base.class.cause}`;
  const isHttp = sighting.crash.goroutines[0]?.frames.some(
    (frame) => frame.function === "net/http.(*conn).serve",
  );
  const who =
    isHttp === true ? "net/http recovered it and closed the connection" : "it was recovered";
  return {
    ...base.draft,
    kind: "panic",
    code: "RG3005",
    severity: "note",
    title: `recovered panic${words}${where}`,
    explanation:
      `A goroutine panicked${inWords(base)}${words}.${cause} The process went on: ${who}, and its stack ` +
      `was printed.${testWords(base.draft)} A recovered panic leaves work half done: locks that are not ` +
      "deferred stay locked.",
  };
}
