// Findings → notes at lines of the pull request's own files. A race gives two, each naming the other, and a
// third where the goroutine was created. Foreign files get none: GitHub would show them nowhere. Findings
// that are known, suppressed or fixed get none either: unchanged lines with old notes teach people to look
// away.
import type { Finding, Location } from "../model/finding.ts";
import type { FindingsDocument, Verdict } from "../model/findings-document.ts";
import type { Annotation } from "../model/publication.ts";
import { escapeForTerminal, inlineForTerminal } from "../util/escape-terminal.ts";
import { cutUnits, cutUtf8 } from "../util/utf8-cut.ts";
import { failsBuild } from "./text/fails-build.ts";
import { type FindingFacts, findingFacts, placeOf } from "./text/finding-facts.ts";
import { rankFindings } from "./text/ranking.ts";

/** Checks API: a title holds 255 characters. */
const TITLE_UNITS_MAX = 255;
/** Checks API: raw_details holds 64 KB. */
const RAW_BYTES_MAX = 64_000;
/** Runner: a longer message is cut (`_maxIssueMessageLength`). */
const MESSAGE_UNITS_MAX = 4_096;

/** All annotations of the document, best first; those of one finding stand together. */
export function findingAnnotations(document: FindingsDocument): readonly Annotation[] {
  return rankFindings(document.findings)
    .filter((finding) => isWorthALine(finding, document.verdict))
    .flatMap((finding) => annotate(finding, document));
}

/** A green build's notes are counted, and stand in the summary and in findings.json. */
function isWorthALine({ gates, state, severity }: Finding, { exitCode }: Verdict): boolean {
  if (gates) return true;
  if (exitCode === 0 && severity === "note") return false;
  return state === "new" || state === "quarantined";
}

interface Spot {
  readonly location: { readonly file: string; readonly line: number };
  readonly does: string;
}

function annotate(finding: Finding, { run, verdict }: FindingsDocument): Annotation[] {
  const facts = findingFacts(finding, run);
  const own = facts.sites.filter((site) => isOwn(site.location));
  const spots: Spot[] = own.length > 0 ? mergeSameLine(own) : fallbackSpots(finding);
  const notes = spots.slice(0, 2).map((spot) => note(facts, spot, levelOf(finding, verdict)));
  const all = [...notes, ...creationNote(facts, spots)];
  if (facts.raw === undefined) return all;
  const rawDetails = cutUtf8(escapeForTerminal(facts.raw), RAW_BYTES_MAX, "\n… cut");
  return all.map((one) => ({ ...one, rawDetails }));
}

function isOwn(location: Location): boolean {
  return location.own && isRepositoryPath(location.file);
}

function isRepositoryPath(file: string): boolean {
  return file !== "" && !/^(?:[/$]|[A-Za-z]:|<)/.test(file) && !file.split("/").includes("..");
}

/** `x++` reads and writes on one line: one note that says both. */
function mergeSameLine(sites: FindingFacts["sites"]): Spot[] {
  const spots = new Map<string, { location: Location; does: string[] }>();
  for (const { location, does, where } of sites) {
    const spot = spots.get(where) ?? { location, does: [] };
    if (!spot.does.includes(does)) spot.does.push(does);
    spots.set(where, spot);
  }
  return [...spots.values()].map(({ location, does }) => ({ location, does: does.join(" and ") }));
}

/** Where all places are foreign: the nearest own frame of each stack, else any own location. */
function fallbackSpots(finding: Finding): Spot[] {
  const frames = finding.goroutines.flatMap((goroutine) => {
    const frame = goroutine.stack?.find((one) => one.own && isRepositoryPath(one.file));
    return frame === undefined ? [] : [{ location: frame, does: "call" }];
  });
  const first = frames[0];
  if (first !== undefined) {
    const other = frames.find((spot) => placeOf(spot.location) !== placeOf(first.location));
    return other === undefined ? [first] : [first, other];
  }
  const location = finding.locations.find(isOwn);
  return location === undefined ? [] : [{ location, does: "see" }];
}

function levelOf(finding: Finding, verdict: Verdict): Annotation["level"] {
  if (failsBuild(finding, verdict)) return "error";
  return finding.severity === "note" ? "notice" : "warning";
}

function note(facts: FindingFacts, spot: Spot, level: Annotation["level"]): Annotation {
  const { finding } = facts;
  const here = placeOf(spot.location);
  const others = facts.sites.filter((site) => site.where !== here);
  const role = finding.kind === "data-race" ? ` (${spot.does})` : "";
  const lines = [
    ...others.slice(0, 3).map((site) => {
      const what = finding.kind === "data-race" ? "the other access" : site.does;
      const op = finding.kind === "data-race" ? `: ${site.does} at` : " at";
      return `${what}${op} ${site.where} in ${site.function}`;
    }),
    facts.story ?? "",
    ...(facts.test === undefined
      ? []
      : [`Test: ${facts.test}${facts.testSurety === undefined ? "" : ` (${facts.testSurety})`}`]),
    ...(finding.fix === undefined ? [] : [`Cure: ${finding.fix.words}`]),
    ...(facts.seen > 1 ? [`Seen ${facts.seen} times.`] : []),
    ...(facts.repro === undefined ? [] : [`Reproduce: ${facts.repro}`]),
    `${finding.code} ${finding.fingerprints.stable}`,
  ];
  return annotation(facts, spot.location, level, `${facts.title}${role}`, lines);
}

/** Where the goroutines came from: a notice, so that it never takes the place of an access. */
function creationNote(facts: FindingFacts, spots: readonly Spot[]): Annotation[] {
  if (facts.finding.kind !== "data-race" || spots.length === 0) return [];
  const site = facts.sites.find(({ goroutine }) => {
    const at = goroutine?.createdAt;
    return (
      at !== undefined && isOwn(at) && spots.every((spot) => placeOf(spot.location) !== placeOf(at))
    );
  });
  const at = site?.goroutine?.createdAt;
  if (site === undefined || at === undefined) return [];
  const lines = [
    `The goroutine of the ${site.does} at ${site.where} is created here.`,
    facts.finding.fingerprints.stable,
  ];
  return [annotation(facts, at, "notice", `${facts.title} (goroutine created)`, lines)];
}

function annotation(
  facts: FindingFacts,
  at: { readonly file: string; readonly line: number },
  level: Annotation["level"],
  title: string,
  lines: readonly string[],
): Annotation {
  const message = lines.map(escapeForTerminal).filter((text) => text.trim() !== "");
  return {
    file: inlineForTerminal(at.file),
    line: Math.max(1, at.line),
    level,
    title: cutUnits(inlineForTerminal(title), TITLE_UNITS_MAX),
    message: cutUnits(message.join("\n"), MESSAGE_UNITS_MAX),
    fingerprint: facts.finding.fingerprints.stable,
  };
}
