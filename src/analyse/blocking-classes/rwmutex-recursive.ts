import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import { areOtherLocks, nobodyHolds } from "../lock-words/same-lock.ts";
import type { BlockingClass } from "./blocking-class.ts";
import { isSameObject, lockAddresses } from "./lock-graph.ts";
import { bucketsWords, bucketWords, place, stacksAlone } from "./words.ts";

/** RLock inside RLock, with a writer in between. */
export const rwmutexRecursive: BlockingClass = {
  id: "rwmutex-recursive",
  code: "RG2003",
  docs: BLOCKING_CLASS_DOCS.RG2003,
  classify(facts) {
    const readers = facts.locks.filter(({ wait }) => wait.kind === "rlock");
    const writers = facts.locks.filter(({ wait }) => wait.kind === "wlock-readers");
    if (readers.length === 0 || writers.length === 0) return undefined;
    for (const reader of readers) {
      const same = lockAddresses([reader, ...writers]);
      if (same !== undefined && same.size > 1) continue;
      const wanted = facts.wanted(reader);
      const outer = facts
        .held(reader)
        ?.find(
          (held) =>
            held.mode === "rlock" &&
            held.key === wanted?.key &&
            !areOtherLocks({ waiting: reader, holding: reader, held }, facts),
        );
      if (wanted === undefined || outer === undefined) continue;
      const object = isSameObject(outer, wanted, reader, facts);
      return {
        certainty: object ? "direct" : "heuristic",
        closed: object,
        explanation:
          `${bucketWords(reader)} although its own stack holds ${outer.text}.RLock since line ${outer.line}; ` +
          `${bucketsWords(writers)}, and a waiting writer keeps new readers out.`,
        fix: `Do not take ${wanted.text}.RLock again under ${outer.text}.RLock (line ${outer.line}).`,
        blamed: [reader, ...writers],
      };
    }
    if (nobodyHolds(facts)) return undefined;
    // A plain Mutex or a channel in the scene can be what keeps the first reader from leaving.
    const others = facts.locks.some(({ wait }) => wait.kind === "mutex" || wait.kind === "once");
    if (others || facts.channels.length > 0) return undefined;
    const addresses = lockAddresses([...readers, ...writers]);
    if (addresses !== undefined && addresses.size > 1) return undefined;
    const [writer] = writers;
    const where =
      writer?.site === undefined ? "" : ` (${place(writer.site.file, writer.site.line)})`;
    return {
      certainty: addresses === undefined ? "heuristic" : "direct",
      explanation:
        `${bucketsWords(readers)}; ${bucketsWords(writers)}. A writer${where} waits for a reader to leave, and ` +
        "readers wait for that writer: a reader that holds the lock must be among them. " +
        stacksAlone(facts.source),
    };
  },
};
