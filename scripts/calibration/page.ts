/** docs/confidence.md: what the confidence of a cause means, and how well it fits. */
import type { Calibration } from "../../src/analyse/confidence/calibration.ts";
import { CAPS, LABELS_MANY, LABELS_MIN } from "../../src/analyse/confidence/confidence.ts";
import { FEATURES } from "../../src/analyse/confidence/features.ts";
import { wilson } from "../../test/bench/truth/wilson.ts";
import {
  brier,
  calibratedOnly,
  calibrationError,
  type Judged,
  reliability,
} from "./reliability.ts";

/** The page's text. `judged`: each finding's confidence without its project. */
export function page(calibration: Calibration, judged: readonly Judged[]): string {
  const told = calibratedOnly(judged);
  const projects = new Set(judged.map(({ row }) => row.project)).size;
  return `# Confidence of a cause

<!-- Written by scripts/calibrate.ts from test/bench/causes/rows.csv. -->

A cause's *certainty* says what it rests on: \`proof\` (the data show it), \`direct\` (every link is an event), or
\`heuristic\` (a likely reading). Its *confidence* is another thing: how often causes like it named the right pattern and
the right line, on runs whose cause is known. 0.8 means: of ten such causes eight were right.

    confidence = min(cap, line(sigmoid(b + b[pattern] + sum of b[i] * feature[i])))

The line is an isotonic regression: it rises, and puts what the sigmoid says where it was right. The cap is ${CAPS.proof}
for a proof, ${CAPS.direct} for direct edges, ${CAPS.heuristic} for a heuristic: priors, which give way where a pattern has
${LABELS_MANY} labelled findings or more, and where so many causes with this kind of evidence would get more: then the cap is
the low end of the 95 % interval of how often those were right (now ${calibration.caps.proof}, ${calibration.caps.direct} and
${calibration.caps.heuristic}). A pattern with fewer than ${LABELS_MIN} labelled findings has no number: it is *uncalibrated*,
and says so. So has every pattern of yours.

## What it was measured on

${judged.length} findings of ${projects} projects: the programs of \`test/fixtures/causes\`, \`causes-held-out\` and
\`causes-unseen\`, one project each, run under the race detector at GOMAXPROCS 1, 2 and 4; and GoKer's programs by the
project they come from (goroutine leaks: it is known where goroutines stay blocked). A finding is right if its pattern
is the planted one and a line of its path is within two of a marked one. A true effect of the planted cause (a late
goroutine in a program with too few processors) counts as wrong: the number speaks of causes.

The programs were written by those who wrote the rules. Rules were corrected on the first set, two of them after the
second; [how often the right cause comes first](causes-from-traces.md#how-often-the-right-cause-comes-first) is
told by set. Your programs are others.

## How well it fits

Each finding was judged by a fit without its project. Findings of patterns with numbers: ${told.length}.

| | all | with a number |
| --- | --- | --- |
| findings | ${judged.length} | ${told.length} |
| Brier score (0 is best) | ${brier(judged).toFixed(3)} | ${brier(told).toFixed(3)} |
| expected calibration error, 10 bins | ${calibrationError(judged).toFixed(3)} | ${calibrationError(told).toFixed(3)} |

Of those with a number, by what was said:

| confidence | findings | said, on average | right | Wilson 95 % |
| --- | --- | --- | --- | --- |
${reliability(told)
  .filter(({ count }) => count > 0)
  .map((bin) => {
    const range = `${bin.from.toFixed(1)} to ${bin.to.toFixed(1)}`;
    const right = (bin.right / bin.count).toFixed(2);
    return `| ${range} | ${bin.count} | ${bin.mean.toFixed(2)} | ${right} | ${interval(bin.right, bin.count)} |`;
  })
  .join("\n")}

## By pattern

${patternTable(calibration, judged)}

## The weights

| | b |
| --- | --- |
| intercept | ${calibration.intercept} |
${FEATURES.map((name, i) => `| ${name} | ${calibration.weights[i] ?? 0} |`).join("\n")}

\`node test/bench/causes/run.ts --rows\` measures the rows anew, \`node scripts/calibrate.ts\` makes this page and
\`src/analyse/confidence/table.ts\` of them; with \`--check\` it says whether they are up to date.
`;
}

function interval(right: number, total: number): string {
  const { low, high } = wilson(right, total);
  return `${low.toFixed(2)} to ${high.toFixed(2)}`;
}

function patternTable({ patterns }: Calibration, judged: readonly Judged[]): string {
  const rows = Object.entries(patterns).map(([name, { labels, right, weight }]) => {
    const own = judged.filter(({ row }) => row.pattern === name);
    const error = labels >= LABELS_MANY ? calibrationError(own).toFixed(3) : "";
    const number = labels >= LABELS_MIN ? String(weight) : "uncalibrated";
    return `| ${name} | ${labels} | ${right} | ${interval(right, labels)} | ${number} | ${error} |`;
  });
  return [
    `| pattern | findings | right | Wilson 95 % | b | error, from ${LABELS_MANY} on |`,
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}
