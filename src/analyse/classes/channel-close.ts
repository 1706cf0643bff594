import { RACE_CLASS_DOCS } from "../../model/race-classes.ts";
import { plainSymbol } from "../source/functions.ts";
import { isChannel } from "../source/type-text.ts";
import type { Classification, RaceClass } from "./race-class.ts";
import type { RaceFacts, RaceSide } from "./race-facts.ts";
import { sideWhere, sideWords } from "./words.ts";

const CHANNEL_FRAME =
  /^runtime\.(closechan|chansend|chanrecv|selectnb|selectgo|racenotify|sendDirect|recvDirect)/;

function closes(side: RaceSide): boolean {
  return side.inside.some((frame) => frame.function === "runtime.closechan");
}

/** A channel is closed, or replaced, while another goroutine sends on it. */
export const channelClose: RaceClass = {
  id: "channel-close",
  code: "RG1018",
  docs: RACE_CLASS_DOCS.RG1018,
  classify(facts) {
    const found = sideWhere(facts, (side) => closes(side));
    if (found !== undefined) {
      return {
        certainty: "proof",
        explanation:
          `${sideWords(found.side, facts.name)} by closing a channel, while ${sideWords(found.other)} ` +
          "by using it. Whoever comes second loses: a send on a closed channel panics.",
        fix: {
          words:
            "Close the channel only in the goroutine that sends, after its last send; stop senders by a " +
            "done channel or a context, and wait for them before you close.",
        },
      };
    }
    return replaced(facts);
  },
};

/** The variable that holds the channel is written while the other side sends, receives or closes through it. */
function replaced(facts: RaceFacts): Classification | undefined {
  const { common } = facts;
  const byFrames = facts.sides.some((side) =>
    side.inside.some((frame) => CHANNEL_FRAME.test(frame.function)),
  );
  const byType = common !== undefined && isChannel(common.first.type ?? common.second.type);
  const waited =
    common === undefined &&
    sideWhere(facts, (side, other) => waitsOnChannel(facts, side, other)) !== undefined;
  if (!byFrames && !byType && !waited) return undefined;
  return {
    certainty: byType ? "direct" : "heuristic",
    explanation:
      (byFrames || byType
        ? "The variable holds a channel"
        : "The variable is most likely the channel that the line uses") +
      ": whoever reads it too early or too late " +
      "uses another channel than its partner, or nil, which blocks for ever.",
    fix: {
      words:
        "Make the channel before the goroutines that use it are started and do not assign to it again; " +
        "to end its use, close it or use a done channel.",
    },
  };
}

/**
 * Without source: the run's trace or dump shows goroutines that wait for a channel at the racing line. A line that
 * sends may as well read the value: there the receiver must be in the function that writes the variable.
 */
function waitsOnChannel(facts: RaceFacts, side: RaceSide, other: RaceSide): boolean {
  if (side.user === undefined || side.operation === "write") return false;
  const writer = other.user && plainSymbol(other.user.function);
  return facts.waitsAt(side.user.file, side.user.line).some(({ reason, partner }) => {
    if (/^(?:chan receive|select|forever)/.test(reason)) return true;
    const known = partner !== undefined && plainSymbol(partner) === writer;
    return reason.startsWith("chan send") && known && facts.kin?.closure !== true;
  });
}
