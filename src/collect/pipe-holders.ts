/**
 * A test that passes can leave a child that holds its output pipe. go waits for such a pipe for a tenth of
 * -timeout, and without one for ever: then this ends the child, a while after the test process has gone.
 */
import { isRunning } from "./process-tree.ts";
import { processDirectories } from "./process-record.ts";
import type { ProcessGroup } from "./process-group.ts";

const CHECK_MS = 2000;
/** Checks in a row for which a test process must have been gone: output may still be on its way. */
const GONE_CHECKS = 4;

export interface PipeWatch {
  /** How many processes were ended. */
  readonly ended: number;
  stop(): void;
}

/** @param hasEnded whether go has reported the end of that package */
export function watchPipes(
  group: ProcessGroup,
  captureDirectory: string,
  hasEnded: (importPath: string) => boolean,
): PipeWatch {
  const goneChecks = new Map<string, number>();
  const watch = { ended: 0, stop: () => clearInterval(timer) };
  const check = async (): Promise<void> => {
    for (const directory of await processDirectories(captureDirectory)) {
      const waits = !hasEnded(directory.package) && !isRunning(directory.pid);
      const checks = waits ? (goneChecks.get(directory.relative) ?? 0) + 1 : 0;
      goneChecks.set(directory.relative, checks);
      if (checks >= GONE_CHECKS) watch.ended += group.endOrphans();
    }
  };
  const timer = setInterval(() => void check().catch(() => undefined), CHECK_MS);
  return watch;
}
