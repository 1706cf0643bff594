import { insideOnce } from "../blocking-classes/blocking-facts.ts";
import { bucketsWords } from "../blocking-classes/words.ts";
import { subjectOf } from "./scenes.ts";
import { blamedOf, type JudgedScene, type Story } from "./stories.ts";

const GOIDS_MAX = 4;

/** The finding's explanation: what is stuck and why, when, how often, and what is not known. */
export function storyExplanation(story: Story): string {
  const { shown } = story;
  const { found, judgement } = shown;
  const sentences = [
    found?.explanation ?? `${bucketsWords(shown.scene.core)}.`,
    judgement.because,
    waitedWords(shown),
    besidesWords(shown),
    onceWords(shown),
    joinerWords(shown),
    repeatedWords(story),
    doubtWords(story),
  ];
  return sentences.filter((each) => each !== "").join(" ");
}

/** How long the one that waited longest did. */
function waitedWords(judged: JudgedScene): string {
  const waits = blamedOf(judged)
    .flatMap(({ goroutines }) => goroutines.map(({ waitNs }) => waitNs))
    .filter((each) => each !== undefined);
  if (waits.length === 0) return "";
  const longest = Math.max(...waits.slice(0, 10_000));
  if (longest < 1e6) return "";
  const words =
    longest < 1e9 ? `${Math.round(longest / 1e6)} ms` : `${(longest / 1e9).toFixed(1)} s`;
  const end =
    judged.scene.process.end === "finished" ? "the end of the tests" : "the end of the process";
  return `It had waited for ${words} at ${end}.`;
}

/** Others in the same code that the class does not speak of. */
function besidesWords(judged: JudgedScene): string {
  const blamed = new Set(blamedOf(judged).map(({ key }) => key));
  const others = judged.scene.core.filter(({ key }) => !blamed.has(key));
  return others.length === 0 ? "" : `In the same code, ${bucketsWords(others)}.`;
}

/** Waits for a sync.Once end with its function: who runs that, and who waits for it. */
function onceWords({ scene }: JudgedScene): string {
  const all = [...scene.core, ...scene.joiners];
  const waiting = all.filter(({ wait }) => wait.kind === "once");
  const running = all.find((one) => !waiting.includes(one) && insideOnce(one));
  if (waiting.length === 0 || running === undefined) return "";
  const goids = waiting.flatMap(({ goroutines }) => goroutines.map(({ goid }) => goid));
  const shown = goids.slice(0, GOIDS_MAX).join(", ");
  const more = goids.length > GOIDS_MAX ? ` and ${goids.length - GOIDS_MAX} more` : "";
  const one = goids.length === 1;
  return (
    `The function of the Once runs on goroutine ${running.goroutines[0].goid}, and has not returned: ` +
    `goroutine${one ? "" : "s"} ${shown}${more} wait${one ? "s" : ""} for that.`
  );
}

function joinerWords(judged: JudgedScene): string {
  const blamed = new Set(blamedOf(judged).map(({ key }) => key));
  const joiners = judged.scene.joiners.filter(({ key }) => !blamed.has(key));
  return joiners.length === 0
    ? ""
    : `The ${subjectOf(judged.scene)} itself waits for them: ${bucketsWords(joiners)}.`;
}

function repeatedWords({ scenes }: Story): string {
  const tests = new Set(scenes.map(({ scene }) => scene.test?.name ?? ""));
  if (scenes.length < 2) return "";
  return tests.size > 1
    ? `Seen ${scenes.length} times, in ${tests.size} tests.`
    : `Seen in ${scenes.length} executions of the test.`;
}

function doubtWords({ scenes }: Story): string {
  const doubt = scenes.map(({ scene }) => scene.process.doubt).find((each) => each !== undefined);
  if (doubt === undefined) return "";
  return `The record of the process is not whole (${doubt}), so more may be stuck than is shown.`;
}
