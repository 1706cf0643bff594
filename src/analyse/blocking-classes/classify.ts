import type { FindingClass } from "../../model/classes.ts";
import type { BlockingClassCode, BlockingClassDocs } from "../../model/blocking-classes.ts";
import { addressCycle } from "../lock-words/address-cycle.ts";
import { provedCycle } from "../deep/proved-cycle.ts";
import type { Scene } from "../leaks/scenes.ts";
import type { GoSource } from "../source/go-source.ts";
import type { BlockingClass, BlockingClassification } from "./blocking-class.ts";
import { blockingFacts, type BlockingFacts } from "./blocking-facts.ts";
import { channelClose } from "./channel-close.ts";
import { channelReceive } from "./channel-receive.ts";
import { channelSend } from "./channel-send.ts";
import { cond } from "./cond.ts";
import { context } from "./context.ts";
import { doubleLock } from "./double-lock.ts";
import { global } from "./global.ts";
import { lockOrder } from "./lock-order.ts";
import { mixedChannelLock } from "./mixed-channel-lock.ts";
import { rwmutexRecursive } from "./rwmutex-recursive.ts";
import { selectOrphan } from "./select-orphan.ts";
import { timer } from "./timer.ts";
import { waitgroup } from "./waitgroup.ts";

/**
 * The classes of goroutines that wait for good, the more specific first: locks, since whoever holds one while it
 * waits explains the other waits; then Cond and WaitGroup; then what the source says of a channel, and at last the
 * bare operation.
 */
export const BLOCKING_CLASSES: readonly BlockingClass[] = [
  rwmutexRecursive,
  mixedChannelLock,
  lockOrder,
  doubleLock,
  cond,
  waitgroup,
  context,
  timer,
  channelClose,
  global,
  channelSend,
  channelReceive,
  selectOrphan,
];

export interface ClassifiedScene extends BlockingClassification {
  readonly class: FindingClass;
  readonly code: BlockingClassCode;
  readonly docs: BlockingClassDocs;
  readonly facts: BlockingFacts;
}

/** The class of a scene; undefined where none fits. */
export function classifyScene(
  scene: Scene,
  source: GoSource | undefined,
): ClassifiedScene | undefined {
  const facts = blockingFacts(scene, source);
  const proved = provedCycle(facts) ?? addressCycle(facts);
  if (proved !== undefined) {
    const { id, code, docs } = proved.of;
    return { class: id, code, docs, facts, ...proved.found };
  }
  for (const one of BLOCKING_CLASSES) {
    const found = one.classify(facts);
    if (found !== undefined) {
      return { class: one.id, code: one.code, docs: one.docs, facts, ...found };
    }
  }
  return undefined;
}
