import type { ChannelOperation } from "./channels.ts";
import type { GoFile } from "./go-file.ts";
import { childOf } from "./go-node.ts";
import type { GoProgram } from "./go-program.ts";
import { typeOf } from "./types.ts";

export interface TimerChannel {
  readonly text: string;
  /** By its type, not by its name alone. */
  readonly sure: boolean;
}

const TIMER_TYPE = /^\*?time\.(?:Timer|Ticker)$/;

/** A receive from a timer's channel: `t.C`, `time.After(…)`, a variable or parameter of that type. */
export function timerChannel(
  program: GoProgram,
  file: GoFile,
  { operation, node, channel: text }: ChannelOperation,
): TimerChannel | undefined {
  const channel = childOf(node, operation === "range" ? "right" : "operand");
  if (channel === undefined) return undefined;
  if (typeOf(program, file, channel) === "<-chan time.Time") return { text, sure: true };
  if (channel.type !== "selector_expression") return undefined;
  const owner = typeOf(program, file, childOf(channel, "operand"));
  const found = owner === undefined ? isNamedTimer(text) : TIMER_TYPE.test(owner);
  return found ? { text, sure: owner !== undefined } : undefined;
}

/** `s.retryTimer.C`. */
function isNamedTimer(channel: string): boolean {
  const steps = channel.split(".");
  return steps.at(-1) === "C" && /timer|tick/i.test(steps.at(-2) ?? "");
}
