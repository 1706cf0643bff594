import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { BlockingClass } from "./blocking-class.ts";
import { bucketsWords, place, stacksAlone } from "./words.ts";

/** A receive that nobody serves. */
export const channelReceive: BlockingClass = {
  id: "channel-receive",
  code: "RG2005",
  docs: BLOCKING_CLASS_DOCS.RG2005,
  classify(facts) {
    const receivers = facts.channels.filter(
      ({ wait }) => wait.kind === "receive" || wait.kind === "nil-receive",
    );
    const [first] = receivers;
    if (first === undefined) return undefined;
    const [receive] = facts.operations(first);
    const file = first.site?.file ?? "";
    const all = receive === undefined ? [] : facts.operationsOn(receive, first);
    const other = all.find(({ operation }) => operation === "send" || operation === "close");
    const nil = receivers.some(({ wait }) => wait.kind === "nil-receive");
    return {
      certainty: nil ? "proof" : "direct",
      explanation:
        `${bucketsWords(receivers)}, and nothing sends to it or closes it any more.` +
        (nil ? " The channel is nil: the receive waits for ever." : "") +
        (receive === undefined
          ? ` ${stacksAlone(facts.source)}`
          : other === undefined
            ? ` No send to ${receive.channel} and no close of it is in the files of its package.`
            : ` The ${other.operation} at ${place(file, other.line)} did not run, or went to another receiver.`),
      blamed: receivers,
    };
  },
};
