// What the words of a dump and the source prove together: goroutines that wait for each other, lock by lock.
import { shortSymbol } from "../../util/go-symbol.ts";
import type { BlockingClass, BlockingClassification } from "../blocking-classes/blocking-class.ts";
import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import { doubleLock } from "../blocking-classes/double-lock.ts";
import { lockOrder } from "../blocking-classes/lock-order.ts";
import { rwmutexRecursive } from "../blocking-classes/rwmutex-recursive.ts";
import { place } from "../blocking-classes/words.ts";
import type { ProvedCycle } from "../deep/proved-cycle.ts";
import type { GoSource } from "../source/go-source.ts";
import { circleOf, type CircleLink } from "./circle.ts";
import { releaseDoubt } from "./release-rule.ts";
import { askingFrame, lockWaiters, type Hold, type Waiter } from "./wait-graph.ts";

const LINKS_SHOWN = 4;

/** Undefined where addresses do not close a circle. */
export function addressCycle(facts: BlockingFacts): ProvedCycle | undefined {
  const links = circleOf(lockWaiters(facts));
  if (links === undefined) return undefined;
  const of = classOf(links);
  // What the source adds: names, the cure, and which of them to show.
  const bySource = of.classify(facts);
  const doubt = doubtOf(links, facts.source);
  const others = links.length - LINKS_SHOWN;
  const buckets = [...new Set(links.map(({ waiter }) => waiter.bucket))];
  return {
    of,
    found: {
      ...cureOf(links, bySource),
      certainty: doubt === undefined ? "proof" : "direct",
      closed: true,
      explanation:
        links.slice(0, LINKS_SHOWN).map(linkWords).join("; ") +
        `${others > 0 ? `; and ${others} more` : ""}. ${sureWords(links, doubt)}`,
      blamed: bySource?.blamed ?? buckets,
    },
  };
}

function cureOf(
  links: readonly CircleLink[],
  bySource: BlockingClassification | undefined,
): Pick<BlockingClassification, "fix"> {
  const onces = links.every(({ hold }) => hold !== undefined && hold.held === undefined);
  if (!onces) return { fix: bySource?.fix };
  return {
    fix:
      links.length === 1
        ? "Do not call once.Do, directly or through other calls, from the function that it runs."
        : "The functions of these Onces need each other: let one of them do both, or let neither call the other's Do.",
  };
}

function classOf(links: readonly CircleLink[]): BlockingClass {
  const [first] = links;
  if (links.length === 1) return doubleLock;
  return links.every(({ waiter }) => waiter.address === first?.waiter.address)
    ? rwmutexRecursive
    : lockOrder;
}

/** Why the circle is no proof; undefined where it is one. */
function doubtOf(links: readonly CircleLink[], source: GoSource | undefined): string | undefined {
  for (const { hold } of links) {
    if (hold === undefined || hold.held === undefined) continue;
    if (hold.doubt !== undefined) return hold.doubt;
    if (source === undefined || hold.file === undefined || hold.call === undefined) return "";
    const doubt = releaseDoubt(source, hold.file, hold.call);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

function sureWords(links: readonly CircleLink[], doubt: string | undefined): string {
  const addresses = new Set(links.map(({ waiter }) => waiter.address));
  const one = addresses.size === 1;
  const variables = links.every(({ hold }) => hold === undefined || hold.variable !== undefined);
  const same = variables
    ? `${one ? "It is a package-level variable" : "They are package-level variables"}, of which there is one each`
    : `By the addresses in the dump ${one ? "it is the very same lock" : "they are the very same locks"}`;
  if (doubt !== undefined) {
    return `${same}; a proof it is not${doubt === "" ? "" : `, since ${doubt}`}.`;
  }
  const onces = links.every(({ hold }) => hold !== undefined && hold.held === undefined);
  const rule = onces
    ? "a Once is kept until the function that it runs has returned"
    : `only who has locked ${one ? "it" : "them"} unlocks ${one ? "it" : "them"}`;
  return `${same}, and ${rule}: this is proved.`;
}

/** `goroutine 20 waits for the Mutex b.journal, 0xc0…b8 (Transfer, bank.go:18), which goroutine 21 holds (Audit, bank.go:24)`. */
function linkWords({ waiter, holder, hold }: CircleLink): string {
  const self = waiter === holder;
  const who = self ? "it itself" : `goroutine ${holder.goroutine.goid}`;
  const wants = `goroutine ${waiter.goroutine.goid} ${wantWords(waiter)}${siteWords(waiter)}`;
  if (hold === undefined) return `${wants}, behind ${who}, which wants to write next`;
  return `${wants}, which ${who} ${hold.mode === "rlock" ? "reads" : "holds"}${holdWords(hold, waiter)}`;
}

const WANTS = new Map([
  ["mutex", "waits for the Mutex"],
  ["wlock", "waits to write the RWMutex"],
  ["wlock-readers", "waits for the readers to leave the RWMutex"],
  ["rlock", "waits to read the RWMutex"],
  ["once", "waits for the Once with the Mutex"],
]);

function wantWords({ goroutine: { wait }, call }: Waiter): string {
  const name = call === undefined ? "" : ` ${call.text}`;
  const address = wait.address === undefined ? "" : `${name === "" ? " " : ", "}${wait.address}`;
  return `${WANTS.get(wait.kind) ?? "waits for the lock"}${name}${address}`;
}

function siteWords({ bucket }: Waiter): string {
  const site = askingFrame(bucket);
  return site === undefined
    ? ""
    : ` (${shortSymbol(site.function)}, ${place(site.file, site.line)})`;
}

function holdWords({ frame, held }: Hold, { call }: Waiter): string {
  if (held === undefined) return " while it runs the Once's function";
  const as = held.text === call?.text ? "" : ` as ${held.text}`;
  return `${as} since ${place(frame.file, held.line)} (${shortSymbol(frame.function)})`;
}
