import type { ContendedSite, DraftFinding } from "../../model/finding.ts";
import {
  deferringFunction,
  packageUnderTest,
  parseGoSymbol,
  shortSymbol,
} from "../../util/go-symbol.ts";
import { contendedPlaces, type ContendedPlace } from "../contention.ts";
import type { AnalysisContext } from "../context.ts";
import { holdWords } from "../deep/hold-words.ts";
import { moduleOf, sightingsOf } from "../evidence.ts";
import { locationOf, wordsOf } from "../locations.ts";
import type { Places } from "../places.ts";
import { codeClassOf } from "../race-view.ts";
import type { Detector } from "./detector.ts";

/**
 * A profile alone is no finding: programs that work share locks. A place is worth a note when all of this holds:
 *
 * 1. it is own code that released a lock others waited for (a mutex profile);
 * 2. they waited for at least a second in all;
 * 3. that is half of all waiting for locks in the process, so mending it helps;
 * 4. and at least as long as the package's tests took: on average one goroutine stood still all the time.
 */
const DELAY_MIN_NS = 1e9;
const SHARE_MIN = 0.5;
const STANDING_MIN = 1;
const WAITERS_MAX = 3;
const ROWS_MAX = 8;

export const lockContention: Detector = {
  id: "lock-contention",
  docs: {
    what: "Goroutines waited for one lock for longer than the package's tests took.",
    kinds: ["lock-contention"],
    codes: ["RG4001"],
  },
  finish(context) {
    const all = contendedPlaces(context.run, context.places);
    return all
      .filter((place) => place.profile.kind === "mutex" && place.own)
      .map((place) => draftOf(place, all, context))
      .filter((draft) => draft !== undefined);
  },
};

function draftOf(
  place: ContendedPlace,
  all: readonly ContendedPlace[],
  context: AnalysisContext,
): DraftFinding | undefined {
  const { run, places, packages } = context;
  const { profile, frame, delayNs, share, count } = place;
  const owner = profile.package ?? packageUnderTest(parseGoSymbol(frame.function).package);
  const elapsedSec = packages.get(owner)?.result.elapsedSec;
  if (elapsedSec === undefined || elapsedSec <= 0) return undefined;
  const standing = delayNs / (elapsedSec * 1e9);
  if (delayNs < DELAY_MIN_NS || share < SHARE_MIN || standing < STANDING_MIN) return undefined;
  const holder = locationOf(frame, "holder", places);
  if (holder === undefined) return undefined;
  const waiting = all.filter(({ profile: other, own, primitive }) => {
    const same = other.kind === "block" && other.package === profile.package;
    return same && other.pid === profile.pid && own && /Lock$/.test(primitive);
  });
  const waiters = waiting.slice(0, WAITERS_MAX);
  const stuck = waiters.map((waiter) => locationOf(waiter.frame, "stuck", places));
  const where = shortSymbol(deferringFunction(frame.function));
  return {
    kind: "lock-contention",
    code: "RG4001",
    class: "unclassified",
    severity: "note",
    certainty: "direct",
    title: `${seconds(delayNs)} of waiting for the lock that ${where} holds`,
    explanation:
      `Goroutines waited ${seconds(delayNs)} in all, ${count === 1 ? "once" : `${count} times`}, until ${where} (${wordsOf(holder)}) released ` +
      `the lock; the package's tests took ${elapsedSec.toFixed(1)} s, so on average ${standing.toFixed(1)} goroutines stood ` +
      `still. That is ${Math.round(share * 100)} % of all waiting for locks in the process.` +
      waiterWords(waiters) +
      holdWords(run, profile, frame.function),
    package: owner,
    module: moduleOf(run, owner),
    codeClass: codeClassOf([frame], places),
    locations: [holder, ...stuck.filter((each) => each !== undefined)],
    goroutines: [],
    contention: [
      rowOf(place, "holder", places),
      ...waiting.slice(0, ROWS_MAX - 1).map((waiter) => rowOf(waiter, "waiter", places)),
    ].filter((row) => row !== undefined),
    evidence: [{ kind: "profile-sample", artifact: profile.artifact, say: "the mutex profile" }],
    fix: {
      words:
        "Do less while the lock is held: copy what is needed, unlock, then work. Input, output and sleeping do not belong under a lock.",
    },
    sightings: sightingsOf(run, [owner]),
  };
}

function rowOf(
  { frame, primitive, count, delayNs, share }: ContendedPlace,
  role: ContendedSite["role"],
  places: Places,
): ContendedSite | undefined {
  const location = locationOf(frame, role === "holder" ? "holder" : "stuck", places);
  return location && { role, location, primitive, waits: count, waitNs: delayNs, share };
}

function waiterWords(waiters: readonly ContendedPlace[]): string {
  if (waiters.length === 0) return "";
  const parts = waiters.map(
    ({ frame, delayNs }) => `${shortSymbol(frame.function)} (${seconds(delayNs)})`,
  );
  return ` Those who waited: ${parts.join(", ")}.`;
}

function seconds(ns: number): string {
  return `${(ns / 1e9).toFixed(1)} s`;
}
