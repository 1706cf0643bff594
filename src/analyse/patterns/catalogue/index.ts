// Every shipped pattern, by id.
import { abBaDeadlock } from "./ab-ba-deadlock.ts";
import { blockedThenPreempted } from "./blocked-then-preempted.ts";
import { cancelIgnored } from "./cancel-ignored.ts";
import { cancelLate } from "./cancel-late.ts";
import { cancelWrongOwner } from "./cancel-wrong-owner.ts";
import { channelSlowConsumer } from "./channel-slow-consumer.ts";
import { condMissedSignal } from "./cond-missed-signal.ts";
import { doubleLock } from "./double-lock.ts";
import { gcAssistStall } from "./gc-assist-stall.ts";
import { goroutineLeak } from "./goroutine-leak.ts";
import { lateWakeup } from "./late-wakeup.ts";
import { lockConvoy } from "./lock-convoy.ts";
import { onceInitWait } from "./once-init-wait.ts";
import { pingPongStarvation } from "./ping-pong-starvation.ts";
import { releasedBeforeExit } from "./released-before-exit.ts";
import { runnableStarvation } from "./runnable-starvation.ts";
import { rwmutexRecursive } from "./rwmutex-recursive.ts";
import { rwmutexWriterStarvation } from "./rwmutex-writer-starvation.ts";
import { selectStarvation } from "./select-starvation.ts";
import { slowHolder } from "./slow-holder.ts";
import { slowStage } from "./slow-stage.ts";
import { stwStorm } from "./stw-storm.ts";
import { syscallStorm } from "./syscall-storm.ts";
import { timerStorm } from "./timer-storm.ts";
import { waitGroupStraggler } from "./wait-group-straggler.ts";
import type { ShippedPattern } from "../pattern.ts";

export const SHIPPED: readonly ShippedPattern[] = [
  abBaDeadlock,
  blockedThenPreempted,
  cancelIgnored,
  cancelLate,
  cancelWrongOwner,
  channelSlowConsumer,
  condMissedSignal,
  doubleLock,
  gcAssistStall,
  goroutineLeak,
  lateWakeup,
  lockConvoy,
  onceInitWait,
  pingPongStarvation,
  releasedBeforeExit,
  runnableStarvation,
  rwmutexRecursive,
  rwmutexWriterStarvation,
  selectStarvation,
  slowHolder,
  slowStage,
  stwStorm,
  syscallStorm,
  timerStorm,
  waitGroupStraggler,
];
