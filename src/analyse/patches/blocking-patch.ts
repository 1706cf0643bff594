import type { ClassifiedScene } from "../blocking-classes/classify.ts";
import type { BlockingFacts } from "../blocking-classes/blocking-facts.ts";
import { closeAfterLastSend } from "./close-after-last-send.ts";
import { deferCancel } from "./defer-cancel.ts";
import type { LineEdit } from "./line-edit.ts";
import { resultBuffer } from "./result-buffer.ts";
import { unlockBeforeReturn } from "./unlock-before-return.ts";

type Patch = (facts: BlockingFacts) => readonly LineEdit[] | undefined;

/** The mechanical patch of each class that has one. */
const PATCHES: ReadonlyMap<string, Patch> = new Map<string, Patch>([
  ["double-lock", unlockBeforeReturn],
  ["channel-send", resultBuffer],
  ["channel-close", closeAfterLastSend],
  ["context", deferCancel],
]);

/** What would mend the scene; undefined where its class has no mechanical patch, or the code is not that simple. */
export function blockingPatch(found: ClassifiedScene): readonly LineEdit[] | undefined {
  return PATCHES.get(found.class)?.(found.facts);
}
