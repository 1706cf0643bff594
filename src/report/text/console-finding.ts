// One finding on the console. The eye should find in this order: what, where, which test, what to do.
import { patchWords } from "./patch-words.ts";
import type { Finding, Frame, Goroutine } from "../../model/finding.ts";
import { escapeForTerminal } from "../../util/escape-terminal.ts";
import { causeText } from "./cause-text.ts";
import type { FindingFacts, SiteFacts } from "./finding-facts.ts";
import { contentionRows, findingDetails } from "./finding-details.ts";
import { creationOf, placeOf, withoutHarness } from "./finding-facts.ts";
import { type Line, type Span, line, span, wrapWords } from "./styled.ts";
import { CODE_WORDS, shortFunction } from "./words.ts";

interface BlockOptions {
  readonly number: number;
  readonly of: number;
  readonly width: number;
}

const FRAMES_MAX = 12;
const PATCH_LINES_MAX = 12;
const RAW_LINES_MAX = 15;
const LABEL_WIDTH = 8;
const WHERE_WIDTH_MAX = 60;
const STEP_WHERE_MAX = 36;
/** Narrower than this nobody reads on. */
const STEP_WORDS_MIN = 30;

/**
 * The finding's lines, without a blank one before or behind. A race's stacks follow the facts, since the two
 * access lines already say where; another finding's own words stand before them, since they are the finding; where
 * a cause is known, behind them.
 */
export function findingBlock(facts: FindingFacts, options: BlockOptions): Line[] {
  return [
    titleLine(facts, options),
    ...siteLines(facts.sites),
    ...(facts.finding.cause === undefined ? rawLines(facts) : []),
    [],
    ...factLines(facts, options.width),
    ...(facts.finding.cause === undefined ? [] : rawLines(facts)),
    ...stackLines(facts),
    [],
    idLine(facts.finding),
  ];
}

function titleLine({ finding, title, seen }: FindingFacts, { number, of }: BlockOptions): Line {
  const state = finding.state === "new" ? "NEW" : finding.state.toUpperCase();
  const style = finding.gates ? "bad" : "warn";
  return [
    span(of > 1 ? `${state} ${number}/${of}` : state, style),
    span(`  ${title}`, "title"),
    span(seen > 1 ? `  ×${seen}` : ""),
  ];
}

/** Both accesses under each other, so that the eye compares them. */
function siteLines(sites: readonly SiteFacts[]): Line[] {
  const labelWidth = Math.max(5, ...sites.map((site) => site.does.length));
  const whereWidth = Math.min(WHERE_WIDTH_MAX, Math.max(...sites.map((site) => site.where.length)));
  return sites.slice(0, 6).map((site): Line => {
    const code = site.location.code;
    const inside = site.function === "" ? "" : `in ${site.function}`;
    const tail: Span = code === undefined ? span(inside, "dim") : span(code);
    return [
      span(`  ${site.does.padEnd(labelWidth)}  `),
      span(site.where.padEnd(whereWidth), site.location.own ? "own" : "dim"),
      span("  "),
      tail,
    ];
  });
}

function stackLines({ sites, finding }: FindingFacts): Line[] {
  const withStack = sites.filter((site) => site.frames.length > 0 || site.goroutine !== undefined);
  const lines = withStack.flatMap((site) => [
    [],
    goroutineLine(site.does, site.goroutine),
    ...frameLines(site.frames),
  ]);
  if (lines.length > 0) return lines;
  return finding.goroutines
    .slice(0, 3)
    .flatMap((goroutine) => [
      [],
      goroutineLine("in", goroutine),
      ...frameLines(withoutHarness(goroutine.stack ?? [])),
    ]);
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

/** Own code stands out; a run of other people's frames folds into one line. */
function frameLines(frames: readonly Frame[]): Line[] {
  const shown = foldFrames(frames);
  const names = shown.map((item) => ("fold" in item ? "" : shortFunction(item.function)));
  const nameWidth = Math.min(44, Math.max(0, ...names.map((name) => name.length)));
  return shown.map((item, index): Line => {
    if ("fold" in item) return line(`    … ${item.fold}`, "dim");
    return [
      span(`    ${(names[index] ?? "").padEnd(nameWidth)}  `, item.own ? "plain" : "dim"),
      span(placeOf(item), item.own ? "own" : "dim"),
    ];
  });
}

type Shown = Frame | { readonly fold: string };

function foldFrames(frames: readonly Frame[]): Shown[] {
  const shown: Shown[] = [];
  let at = 0;
  while (at < frames.length && shown.length < FRAMES_MAX) {
    const run = foreignRun(frames, at);
    const frame = frames[at];
    if (run > 2) {
      shown.push({ fold: `${run} frames of ${packagesOf(frames.slice(at, at + run))}` });
      at += run;
    } else {
      if (frame !== undefined) shown.push(frame);
      at += 1;
    }
  }
  if (at < frames.length) shown.push({ fold: `${frames.length - at} more frames` });
  return shown;
}

function foreignRun(frames: readonly Frame[], from: number): number {
  let run = 0;
  while (frames[from + run]?.own === false) run += 1;
  return run;
}

function packagesOf(frames: readonly Frame[]): string {
  const names = new Set(frames.map((frame) => /^[^.]*/.exec(shortFunction(frame.function))?.[0]));
  return [...names].slice(0, 4).join(", ");
}

/** The original words, where they are the finding: a compiler's message, a panic, a test's output. */
function rawLines({ finding, raw }: FindingFacts): Line[] {
  if (raw === undefined || finding.kind === "data-race") return [];
  const all = escapeForTerminal(raw).trimEnd().split("\n");
  const lines = all
    .slice(0, RAW_LINES_MAX)
    .map((text) => line(`  | ${text.replaceAll("\t", "    ")}`));
  const more = all.length - RAW_LINES_MAX;
  return [[], ...lines, ...(more > 0 ? [line(`  … ${more} more lines`, "dim")] : [])];
}

function factLines(facts: FindingFacts, width: number): Line[] {
  const { finding, test, testSurety } = facts;
  const surety = testSurety === undefined ? "" : `  (${testSurety})`;
  return [
    ...proseFact("what", facts.story ?? "", width),
    ...contentionLines(finding),
    ...(test === undefined ? [] : [fact("test", span(test, "title"), span(surety, "dim"))]),
    ...detailLines(finding),
    ...causeLines(finding, width),
    ...proseFact("cure", finding.fix?.words ?? "", width),
    ...patchLines(finding.fix),
    ...proseFact("note", finding.reason ?? "", width),
    ...(facts.repro === undefined ? [] : [fact("rerun", span(facts.repro, "own"))]),
  ];
}

function detailLines(finding: Finding): Line[] {
  return findingDetails(finding).map(({ name, text, code }) =>
    fact(
      name === "declared" ? "decl" : name,
      span(text),
      span(code === undefined ? "" : `  ${code}`, "dim"),
    ),
  );
}

/** Who held the lock and who waited for it, in columns. */
function contentionLines(finding: Finding): Line[] {
  const rows = contentionRows(finding).map((row) => [
    row.role,
    row.where,
    row.function,
    row.waited,
    row.waits,
    row.share,
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((at) =>
    Math.max(0, ...rows.map((cells) => cells[at]?.length ?? 0)),
  );
  return rows.map((cells, index) => {
    const columns = cells.map((cell, at) => {
      const width = widths[at] ?? 0;
      return at < 3 ? cell.padEnd(width) : cell.padStart(width);
    });
    return fact(index === 0 ? "waits" : "", span(columns.join("  ")));
  });
}

/** The changed lines of a patch; whole, ready for `git apply`, it is in findings.json and in the summary. */
function patchLines(fix: Finding["fix"]): Line[] {
  const patch = fix?.patch;
  if (patch === undefined) return [];
  const changed = patch
    .split("\n")
    .filter((text) => /^[-+](?!-- |\+\+ )/.test(text))
    .slice(0, PATCH_LINES_MAX);
  const indent = " ".repeat(LABEL_WIDTH + 2);
  return [
    fact("patch", span(patchWords(fix), "dim")),
    ...changed.map((text) =>
      line(indent + text.replaceAll("\t", "  "), text.startsWith("+") ? "good" : "dim"),
    ),
  ];
}

function idLine(finding: Finding): Line {
  const words = [
    finding.fingerprints.stable,
    `${finding.code} ${finding.class}`,
    finding.severity,
    CODE_WORDS[finding.codeClass],
    finding.certainty ?? "",
  ];
  return fact("id", span(words.filter((word) => word !== "").join(" · "), "dim"));
}

/** The sentence, and under it a table of steps: number, time, place, what happened. */
function causeLines(finding: Finding, width: number): Line[] {
  const cause = causeText(finding);
  if (cause === undefined) return [];
  const indent = " ".repeat(LABEL_WIDTH + 2);
  const { rows } = cause;
  const numberWidth = Math.max(0, ...rows.map(({ number }) => number.length));
  const timeWidth = Math.max(0, ...rows.map(({ time }) => time.length));
  const whereWidth = Math.min(
    STEP_WHERE_MAX,
    Math.max(0, ...rows.map(({ where }) => where.length)),
  );
  const column = (text: string, size: number): string =>
    size === 0 ? "" : `${text.padEnd(size)}  `;
  const lead = indent.length + numberWidth + 2;
  const left = lead + (timeWidth && timeWidth + 2) + (whereWidth && whereWidth + 2);
  const prose = cause.summary === "" ? [] : wrapWords(cause.summary, width - indent.length);
  const steps = rows.flatMap(({ number, time, where, own, what, code }): Line[] => {
    const room = Math.max(STEP_WORDS_MIN, width - left);
    const [first = "", ...rest] = wrapWords(what, room);
    const behind = rest.at(-1) ?? first;
    const fits = code !== "" && behind.length + 3 + code.length <= room;
    const source: Line = fits ? [span(`   ${code}`, "dim")] : [];
    const below = fits || code === "" ? [] : [line(`${" ".repeat(left)}  ${code}`, "dim")];
    return [
      [
        span(`${indent}${number.padStart(numberWidth)}  `, "dim"),
        span(column(time.padStart(timeWidth), timeWidth), "dim"),
        span(column(where, whereWidth), own ? "own" : "dim"),
        span(first),
        ...(rest.length === 0 ? source : []),
      ],
      ...rest.map((part, i) => [
        span(" ".repeat(left) + part),
        ...(i === rest.length - 1 ? source : []),
      ]),
      ...below,
    ];
  });
  return [
    fact("cause", span(cause.head)),
    ...prose.map((part) => line(indent + part)),
    ...steps,
    ...(cause.foot === "" ? [] : [line(indent + cause.foot, "dim")]),
  ];
}

function fact(label: string, ...spans: Span[]): Line {
  return [span(`  ${label.padEnd(LABEL_WIDTH)}`, "dim"), ...spans];
}

function proseFact(label: string, text: string, width: number): Line[] {
  const [first, ...rest] = wrapWords(text, width - LABEL_WIDTH - 2);
  if (first === undefined) return [];
  return [
    fact(label, span(first)),
    ...rest.map((part) => line(`${" ".repeat(LABEL_WIDTH + 2)}${part}`)),
  ];
}
