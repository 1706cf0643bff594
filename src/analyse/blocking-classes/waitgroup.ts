import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { Bucket } from "../leaks/buckets.ts";
import { isScaffold } from "../leaks/scenes.ts";
import { waitGroupCalls } from "../source/wait-groups.ts";
import type { BlockingClass } from "./blocking-class.ts";
import type { BlockingFacts } from "./blocking-facts.ts";
import { bucketsWords, place, stacksAlone } from "./words.ts";

/** Add and Done do not match: everybody else is gone. */
export const waitgroup: BlockingClass = {
  id: "waitgroup",
  code: "RG2008",
  docs: BLOCKING_CLASS_DOCS.RG2008,
  classify(facts) {
    const { waitGroups, channels, source } = facts;
    const [first] = waitGroups;
    if (first === undefined) return undefined;
    // Workers that are stuck elsewhere explain the wait; a worker at a channel only if the Wait is not in its way.
    if (channels.some(({ site }) => site !== undefined && !isScaffold(site.function))) {
      return undefined;
    }
    const calls = source === undefined ? undefined : callWords(first, facts);
    return {
      certainty: channels.length === 0 && facts.scene.peers.length === 0 ? "direct" : "heuristic",
      explanation:
        `${bucketsWords(waitGroups)}, and no goroutine that is left calls Done.` +
        (channels.length === 0 ? "" : ` Besides, ${bucketsWords(channels)}.`) +
        (calls ?? ` ${stacksAlone(facts.source)}`),
    };
  },
};

/** Where the source counts up and down. */
function callWords(bucket: Bucket, { source }: BlockingFacts): string | undefined {
  const { site } = bucket;
  const file = site === undefined ? undefined : source?.file(site.file);
  if (site === undefined || file === undefined || source === undefined) return undefined;
  const calls = waitGroupCalls(source.program, file);
  const receiver = calls.find(
    ({ method, line }) => method === "Wait" && line === site.line,
  )?.receiver;
  if (receiver === undefined) return undefined;
  const lines = (method: string): string =>
    calls
      .filter((one) => one.method === method && one.receiver === receiver)
      .map(({ line }) => place(site.file, line))
      .join(", ");
  const [adds, dones] = [lines("Add"), lines("Done")];
  return (
    ` ${receiver}.Add: ${adds === "" ? "not in this file" : adds}; ` +
    `${receiver}.Done: ${dones === "" ? "not in this file" : dones}.`
  );
}
