import { BLOCKING_CLASS_DOCS } from "../../model/blocking-classes.ts";
import type { BlockingClass } from "./blocking-class.ts";
import { bucketsWords, place, stacksAlone } from "./words.ts";

/** A send that nobody receives. */
export const channelSend: BlockingClass = {
  id: "channel-send",
  code: "RG2004",
  docs: BLOCKING_CLASS_DOCS.RG2004,
  classify(facts) {
    const senders = facts.channels.filter(
      ({ wait }) => wait.kind === "send" || wait.kind === "nil-send",
    );
    const [first] = senders;
    if (first === undefined) return undefined;
    const [send] = facts.operations(first);
    const file = first.site?.file ?? "";
    const all = send === undefined ? [] : facts.operationsOn(send, first);
    const receive = all.find(({ operation }) => operation === "receive" || operation === "range");
    const made = all.find(({ operation }) => operation === "make");
    const nil = senders.some(({ wait }) => wait.kind === "nil-send");
    return {
      certainty: nil ? "proof" : "direct",
      explanation:
        `${bucketsWords(senders)}, and nothing receives from it any more.` +
        (nil ? " The channel is nil: the send waits for ever." : "") +
        (receive === undefined
          ? ""
          : ` ${receive.channel} is received from at ${place(file, receive.line)}, which did not run again.`) +
        (made === undefined || made.capacity !== undefined
          ? ""
          : ` It has no buffer (made at ${place(file, made.line)}).`) +
        (send === undefined ? ` ${stacksAlone(facts.source)}` : ""),
      blamed: senders,
    };
  },
};
