// All that is known of one finding, for `racegate explain <id>`, --verbose and the folded groups of GitHub's log:
// beside what the console says, the steps of its cause, every stack, the original text, what each piece of evidence is.
import type { Frame, Goroutine } from "../../model/finding.ts";
import { escapeForTerminal } from "../../util/escape-terminal.ts";
import { type CauseRow, causeText } from "./cause-text.ts";
import { findingDetails } from "./finding-details.ts";
import { type FindingFacts, creationOf, placeOf, withoutHarness } from "./finding-facts.ts";
import {
  type BlockOptions,
  below,
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
import { type Line, type Span, line, span, wrapWords } from "./styled.ts";
import { shortFunction } from "./words.ts";

const FRAMES_MAX = 100;
const GOROUTINES_MAX = 50;
const PATCH_LINES_MAX = 400;
const RAW_LINES_MAX = 400;
const PLACES_MAX = 50;
const EVIDENCE_MAX = 50;
const STEP_WHERE_MAX = 48;
/** Narrower than this nobody reads on. */
const STEP_WORDS_MIN = 30;

/** The finding with everything, without a blank line before or after. */
export function fullBlock(facts: FindingFacts, options: BlockOptions): Line[] {
  const { finding } = facts;
  const { width } = options;
  return [
    titleLine(facts, options),
    ...siteLines(facts.sites, PLACES_MAX),
    ...proseFact("why", finding.explanation, width),
    ...contentionLines(finding, PLACES_MAX),
    ...testLines(facts),
    ...findingDetails(finding).map(({ name, text, code = "" }) =>
      fact(name, span(text), span(code === "" ? "" : `  ${code}`, "dim")),
    ),
    ...proseFact("fix", finding.fix?.words ?? "", width),
    ...patchLines(finding.fix, PATCH_LINES_MAX),
    ...proseFact("note", finding.reason ?? "", width),
    ...(facts.repro === undefined ? [] : [fact("reproduce", span(facts.repro, "own"))]),
    idLine(finding),
    ...findingDetailLines(facts, width),
  ];
}

/** What the short form leaves out, but for the rest of its prose. */
export function findingDetailLines(facts: FindingFacts, width: number): Line[] {
  return [
    ...causeLines(facts, width),
    ...stackLines(facts),
    ...rawLines(facts),
    ...evidenceLines(facts, width),
  ];
}

/** The sentence, and under it a table of steps: number, time, place, what happened. */
function causeLines({ finding }: FindingFacts, width: number): Line[] {
  const cause = causeText(finding);
  if (cause === undefined) return [];
  return [
    fact("cause", span(cause.head)),
    ...wrapWords(cause.summary, proseWidth(width)).map((part) => below(part)),
    ...stepLines(cause.rows, proseWidth(width)),
    ...(cause.foot === "" ? [] : [below(cause.foot, "dim")]),
  ];
}

function stepLines(rows: readonly CauseRow[], width: number): Line[] {
  const widest = (texts: readonly string[]): number =>
    Math.max(0, ...texts.map((text) => text.length));
  const numberWidth = widest(rows.map(({ number }) => number));
  const timeWidth = widest(rows.map(({ time }) => time));
  const whereWidth = Math.min(STEP_WHERE_MAX, widest(rows.map(({ where }) => where)));
  const column = (text: string, size: number): string =>
    size === 0 ? "" : `${text.padEnd(size)}  `;
  const left = numberWidth + 2 + (timeWidth && timeWidth + 2) + (whereWidth && whereWidth + 2);
  const room = Math.max(STEP_WORDS_MIN, width - left);
  return rows.flatMap(({ number, time, where, own, what, code }): Line[] => {
    const [first = "", ...rest] = wrapWords(what, room);
    return [
      [
        ...below(`${number.padStart(numberWidth)}  `, "dim"),
        span(column(time.padStart(timeWidth), timeWidth), "dim"),
        span(column(where, whereWidth), own ? "own" : "dim"),
        span(first),
      ],
      ...rest.map((part) => below(" ".repeat(left) + part)),
      ...(code === "" ? [] : [below(`${" ".repeat(left)}  ${code}`, "dim")]),
    ];
  });
}

function stackLines({ sites, finding }: FindingFacts): Line[] {
  const shown = new Set<Goroutine | undefined>();
  const ofSites = sites
    .slice(0, PLACES_MAX)
    .filter(({ frames, goroutine }) => frames.length > 0 || goroutine !== undefined)
    .flatMap(({ does, goroutine, frames }) => {
      if (goroutine !== undefined && shown.has(goroutine)) return [];
      shown.add(goroutine);
      return [[], goroutineLine(does, goroutine), ...frameLines(frames)];
    });
  const others = finding.goroutines
    .filter((goroutine) => !shown.has(goroutine))
    .slice(0, GOROUTINES_MAX)
    .flatMap((goroutine) => [
      [],
      goroutineLine("in", goroutine),
      ...frameLines(withoutHarness(goroutine.stack ?? [])),
    ]);
  return [...ofSites, ...others];
}

function goroutineLine(does: string, goroutine: Goroutine | undefined): Line {
  if (goroutine === undefined) return line(`  ${does}`);
  const state =
    goroutine.state === undefined || goroutine.state === "running" ? "" : ` (${goroutine.state})`;
  const by = does === "read" || does === "write" || does === "access" ? `${does} by` : does;
  const created = creationOf(goroutine);
  const parts: Span[] = [span(`  ${by} `), span(goroutine.label, "title"), span(state)];
  if (created !== undefined) {
    parts.push(
      span(", created at "),
      span(placeOf(created), created.own ? "own" : "dim"),
      span(created.function === "" ? "" : ` in ${shortFunction(created.function)}`),
    );
  }
  return parts;
}

/** Own code stands out. */
function frameLines(frames: readonly Frame[]): Line[] {
  const shown = frames.slice(0, FRAMES_MAX);
  const names = shown.map((frame) => shortFunction(frame.function));
  const nameWidth = Math.min(44, Math.max(0, ...names.map((name) => name.length)));
  const more = frames.length - shown.length;
  return [
    ...shown.map((frame, index): Line => [
      span(`    ${(names[index] ?? "").padEnd(nameWidth)}  `, frame.own ? "plain" : "dim"),
      span(placeOf(frame), frame.own ? "own" : "dim"),
    ]),
    ...(more > 0 ? [line(`    … ${more} more frames`, "dim")] : []),
  ];
}

/** The original words: the race report, the compiler's message, the panic, the test's output. */
function rawLines({ raw }: FindingFacts): Line[] {
  if (raw === undefined) return [];
  const all = escapeForTerminal(raw).trimEnd().split("\n");
  const more = all.length - RAW_LINES_MAX;
  return [
    [],
    ...all.slice(0, RAW_LINES_MAX).map((text) => line(`  | ${text.replaceAll("\t", "    ")}`)),
    ...(more > 0 ? [line(`  … ${more} more lines`, "dim")] : []),
  ];
}

/** Which bytes of the capture say it. */
function evidenceLines({ finding }: FindingFacts, width: number): Line[] {
  const shown = finding.evidence.slice(0, EVIDENCE_MAX);
  const more = finding.evidence.length - shown.length;
  if (shown.length === 0) return [];
  const lines = shown.flatMap(({ say, artifact, start, end }, index): Line[] => {
    const bytes = start === undefined ? "" : `, bytes ${start} to ${end ?? "the end"}`;
    const words = proseFact(index === 0 ? "evidence" : "", say, width);
    return [...words, below(`${artifact}${bytes}`, "dim")];
  });
  return [[], ...lines, ...(more > 0 ? [below(`… ${more} more in findings.json`, "dim")] : [])];
}
