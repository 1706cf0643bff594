// The same bug in several tests, repetitions and processes is one story, and each story becomes one finding.
import type { AnalysisContext } from "../context.ts";
import { classifyScene, type ClassifiedScene } from "../blocking-classes/classify.ts";
import type { Bucket } from "./buckets.ts";
import { judge, type Judgement } from "./judge.ts";
import { stuckProcesses } from "./processes.ts";
import { scenesOf, type Scene } from "./scenes.ts";

export interface JudgedScene {
  readonly scene: Scene;
  readonly found: ClassifiedScene | undefined;
  readonly judgement: Judgement;
}

export interface Story {
  /** The scene to show: the gravest, the first of equals. */
  readonly shown: JudgedScene;
  readonly scenes: readonly JudgedScene[];
}

/** Scenes that are looked at; one test that leaks a thousand times has as many. */
const SCENES_MAX = 20_000;
const cache = new WeakMap<AnalysisContext, readonly Story[]>();

/** All stories of a run; made once for both detectors. */
export function storiesOf(context: AnalysisContext): readonly Story[] {
  const known = cache.get(context);
  if (known !== undefined) return known;
  const judged: JudgedScene[] = [];
  for (const process of stuckProcesses(context.run)) {
    for (const scene of scenesOf(process, context.places)) {
      if (judged.length >= SCENES_MAX) break;
      const found = classifyScene(scene, context.source);
      const judgement = judge(scene, found);
      if (judgement !== undefined) judged.push({ scene, found, judgement });
    }
  }
  const stories = grouped(judged);
  cache.set(context, stories);
  return stories;
}

/** Whose wait is the cause. */
export function blamedOf({ scene, found }: JudgedScene): readonly Bucket[] {
  return found?.blamed ?? scene.core;
}

/** One story for scenes of one package, kind and class that share a place. */
function grouped(judged: readonly JudgedScene[]): readonly Story[] {
  const byPlace = new Map<string, JudgedScene[]>();
  const lists: JudgedScene[][] = [];
  for (const one of judged) {
    const keys = keysOf(one);
    const list = keys.map((key) => byPlace.get(key)).find((each) => each !== undefined) ?? [];
    if (list.length === 0) lists.push(list);
    list.push(one);
    for (const key of keys) if (!byPlace.has(key)) byPlace.set(key, list);
  }
  return lists.flatMap((scenes) => {
    const shown = scenes.toSorted((a, b) => rank(a) - rank(b))[0];
    return shown === undefined ? [] : [{ shown, scenes }];
  });
}

function keysOf(one: JudgedScene): readonly string[] {
  const { scene, found, judgement } = one;
  const head = [scene.process.package, judgement.kind, found?.class ?? ""].join("\n");
  return blamedOf(one).map(({ key, site }) => {
    const at = site === undefined ? key : `${site.function}:${site.line}`;
    return `${head}\n${at}`;
  });
}

const SEVERITY_RANK = { error: 0, warning: 1, note: 2 } as const;
const CERTAINTY_RANK = { proof: 0, direct: 1, heuristic: 2 } as const;

function rank({ judgement, found }: JudgedScene): number {
  return (
    10 * SEVERITY_RANK[judgement.severity] +
    (found === undefined ? 3 : CERTAINTY_RANK[found.certainty])
  );
}
