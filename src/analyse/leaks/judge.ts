// How bad a scene is: what the data prove of it.
import { parseGoSymbol } from "../../util/go-symbol.ts";
import type { Severity } from "../../model/finding.ts";
import type { ClassifiedScene } from "../blocking-classes/classify.ts";
import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import { ancestors, isFunctionNode, type GoNode } from "../source/go-node.ts";
import type { Bucket } from "./buckets.ts";
import { isScaffold, subjectOf, type Scene } from "./scenes.ts";
import { slownessOf } from "./slowness.ts";

export interface Judgement {
  readonly kind: "deadlock" | "goroutine-leak";
  readonly severity: Severity;
  /** Why it is not an error, or why it is one; one sentence. */
  readonly because: string;
}

/** A wait this short, while others of the test still ran, may have ended a moment later. */
const SHORT_NS = 1e6;

/** Undefined where nothing is wrong as far as the data show: a slow test, goroutines of the process. */
export function judge(scene: Scene, found: ClassifiedScene | undefined): Judgement | undefined {
  const closed = found?.closed === true && found.certainty !== "heuristic";
  const active = scene.peers.some(({ wait }) => wait.kind === "active");
  if (scene.running) {
    const slowness = closed ? undefined : slownessOf(scene, found);
    if (slowness === "slow") return undefined; // the timeout says so
    if (slowness !== undefined) {
      const because = `${runningWords(scene)} ${slowness.doubt}`;
      return { kind: "deadlock", severity: "warning", because };
    }
    return { kind: "deadlock", severity: "error", because: runningWords(scene) };
  }
  if (scene.core.some(({ goroutines }) => goroutines.some(({ leaked }) => leaked))) {
    const because = "The collector proved that nothing can reach what it waits for.";
    return { kind: "goroutine-leak", severity: "error", because };
  }
  if (closed) {
    const because = "The wait cannot end, although the test did not wait for it.";
    return { kind: "deadlock", severity: "error", because };
  }
  return { kind: "goroutine-leak", ...leakSeverity(scene, found, active) };
}

function runningWords(scene: Scene): string {
  const subject = subjectOf(scene);
  switch (scene.process.end) {
    case "timeout":
      return "The test could not end and ran into -timeout.";
    case "asleep":
      return "Every goroutine of the program was blocked.";
    case "silent":
      return "The test had been silent when its goroutines were listed, and its process never came to the end of the tests.";
    case "quit":
      return `The ${subject} had not ended when the process was asked for its goroutines.`;
    default:
      return `The ${subject} had not ended.`;
  }
}

function leakSeverity(
  scene: Scene,
  found: ClassifiedScene | undefined,
  active: boolean,
): Pick<Judgement, "severity" | "because"> {
  const { core } = scene;
  if (core.every(({ own }) => !own)) {
    const because = "None of its code is the project's: a library keeps it.";
    return { severity: "note", because };
  }
  if (scene.test === undefined) {
    const because = "It was started outside of tests, and its process ends with it.";
    return { severity: "note", because };
  }
  if (active && core.every(isShort)) {
    const because = "It had only just begun to wait, and others of its test still ran.";
    return { severity: "note", because };
  }
  // A cancel function that is thrown away is a mistake of its own.
  const known = found?.class === "context" && found.fix !== undefined;
  if (!known && core.every((bucket) => isJanitor(bucket, found?.facts))) {
    const because = "It looks like the helper of an object that the test did not close.";
    return { severity: "note", because };
  }
  const because =
    "It was blocked when its test was over; whether it would ever go on is not proved.";
  return { severity: "warning", because };
}

function isShort({ goroutines }: Bucket): boolean {
  return goroutines.every(({ waitNs }) => waitNs !== undefined && waitNs < SHORT_NS);
}

const CONSTRUCTOR = /^(?:new|open|start|dial|make|init|with|run|listen|serve)/i;

function isInLoop(node: GoNode): boolean {
  for (const around of ancestors(node)) {
    if (around.type === "for_statement") return true;
    if (isFunctionNode(around)) return false;
  }
  return false;
}

/** One goroutine that a constructor started and that waits in a select, in a loop as far as the source tells. */
export function isJanitor(bucket: Bucket, facts: BlockingFacts | undefined): boolean {
  const [first, ...others] = bucket.goroutines;
  if (others.length > 0 || bucket.wait.kind !== "select") return false;
  const maker = first.creation[0];
  if (maker === undefined || isScaffold(maker.function)) return false;
  if (!CONSTRUCTOR.test(parseGoSymbol(maker.function).name)) return false;
  const select = facts?.operations(bucket)[0]?.select;
  return select === undefined || isInLoop(select.node);
}
