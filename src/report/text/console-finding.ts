// One finding on one screen: what, where, why, what to do, which test, how to see it again, its name. Stacks, steps
// of a cause and the original text stand in finding-in-full.ts: `racegate explain <id>` shows them.
import type { Finding } from "../../model/finding.ts";
import { escapeForTerminal } from "../../util/escape-terminal.ts";
import { shortCause } from "./cause-text.ts";
import { findingDetails } from "./finding-details.ts";
import type { FindingFacts } from "./finding-facts.ts";
import {
  type BlockOptions,
  contentionLines,
  fact,
  idLine,
  patchLines,
  proseFact,
  proseWidth,
  siteLines,
  testLines,
  titleLine,
} from "./finding-lines.ts";
import { leadingSentences } from "./leading-sentences.ts";
import { type Line, line, span } from "./styled.ts";

/** Lines of a finding without a patch; a patch has its own. */
const LINES_MAX = 14;
const SITES_MAX = 3;
const WHY_LINES_MAX = 4;
const PROSE_LINES_MAX = 3;
const CAUSE_LINES_MAX = 2;
const PATCH_LINES_MAX = 8;
/** Prose is cut as if every terminal were this wide, so that a narrow one loses no words. */
const WIDTH = 100;

/** Kinds whose original text is reports and stacks. */
const STACKS_ONLY = new Set<Finding["kind"]>([
  "data-race",
  "deadlock",
  "goroutine-leak",
  "lock-contention",
]);

/** Kinds whose original text is a sentence or two, and then the stacks of all goroutines. */
const DUMPING = new Set<Finding["kind"]>(["panic", "fatal-error", "timeout"]);

interface Section {
  readonly lines: readonly Line[];
  /** 0: always shown; the greatest go first where there is no room. */
  readonly rank: number;
}

/** The finding's lines, without a blank one before or after: at most 14, 24 with a patch, at 100 columns. */
export function findingBlock(facts: FindingFacts, options: BlockOptions): Line[] {
  const standard = sections(facts, { ...options, width: WIDTH });
  const kept = withinRoom(standard);
  const shown = options.width === WIDTH ? standard : sections(facts, options);
  const patch = patchLines(facts.finding.fix, PATCH_LINES_MAX);
  return shown.flatMap((section, index) => {
    if (section === "patch") return patch;
    if (section === "raw") return rawLines(facts, kept.room);
    return kept.sections.has(index) ? section.lines : [];
  });
}

/** In the order in which they are read; the original text takes the room that is left. */
function sections(
  facts: FindingFacts,
  options: BlockOptions,
): readonly (Section | "raw" | "patch")[] {
  const { finding, sites } = facts;
  const { width } = options;
  const waits = contentionLines(finding, SITES_MAX);
  const declared = findingDetails(finding).filter(({ name }) => name === "declared at");
  const cause = leadingSentences(shortCause(finding), proseWidth(WIDTH), CAUSE_LINES_MAX);
  return [
    always([titleLine(facts, options)]),
    always(waits.length > 0 ? waits : siteLines(sites, SITES_MAX)),
    "raw",
    always(proseFact("why", short(facts.story, WHY_LINES_MAX), width)),
    { rank: 1, lines: proseFact("cause", cause, width) },
    {
      rank: 2,
      lines: declared.map(({ name, text, code = "" }) =>
        fact(name, span(text), span(code === "" ? "" : `  ${code}`, "dim")),
      ),
    },
    always(proseFact("fix", short(finding.fix?.words), width)),
    "patch",
    { rank: 3, lines: proseFact("note", short(finding.reason), width) },
    always(testLines(facts)),
    { rank: 4, lines: tagLines(facts) },
    always(facts.repro === undefined ? [] : [fact("reproduce", span(facts.repro, "own"))]),
    always([idLine(finding)]),
  ];
}

function always(lines: readonly Line[]): Section {
  return { lines, rank: 0 };
}

/** One or two sentences. */
function short(text = "", linesMax = PROSE_LINES_MAX): string {
  return leadingSentences(text, proseWidth(WIDTH), linesMax);
}

/** Whether the explanation stands there from beginning to end. */
export function isWhyWhole(facts: FindingFacts): boolean {
  return short(facts.story, WHY_LINES_MAX) === facts.finding.explanation;
}

/** Which sections fit, and how many lines are left. */
function withinRoom(all: readonly (Section | "raw" | "patch")[]): {
  readonly sections: ReadonlySet<number>;
  readonly room: number;
} {
  const kept = new Set<number>();
  let room = LINES_MAX;
  const byRank = all
    .flatMap((section, index) => (typeof section === "string" ? [] : [{ ...section, index }]))
    .toSorted((a, b) => a.rank - b.rank);
  for (const { rank, lines, index } of byRank) {
    if (rank > 0 && lines.length > room) continue;
    kept.add(index);
    room -= lines.length;
  }
  return { sections: kept, room };
}

/** What a test says of itself, on one line: owner, issue, how to repeat it. */
function tagLines({ finding }: FindingFacts): Line[] {
  const tags = findingDetails(finding).filter(({ name }) => name !== "declared at");
  const [first, ...rest] = tags;
  if (first === undefined) return [];
  const words = [first.text, ...rest.map(({ name, text }) => `${name} ${text}`)];
  return [fact(first.name, span(words.join(" · ")))];
}

/** The original words, where they are the finding: a compiler's message, a panic, a test's output. */
function rawLines({ finding, raw }: FindingFacts, room: number): Line[] {
  if (raw === undefined || STACKS_ONLY.has(finding.kind) || room < 1) return [];
  const stacks = DUMPING.has(finding.kind) ? raw.indexOf("\ngoroutine ") : -1;
  const words = stacks < 0 ? raw : raw.slice(0, stacks);
  const all = escapeForTerminal(words).trimEnd().split("\n");
  const most = all.length <= room ? room : room - 1;
  if (most < 1) return [];
  const more = all.length - most;
  return [
    ...all.slice(0, most).map((text) => line(`  | ${text.replaceAll("\t", "    ")}`)),
    ...(more > 0 ? [line(`  … ${more} more ${more === 1 ? "line" : "lines"}`, "dim")] : []),
  ];
}
