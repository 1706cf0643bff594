import type { ParsedRun } from "../model/parsed-run.ts";
import { attributeCrash } from "./attribute.ts";

/** A test that panicked, in the process whose directory in the capture is named. */
export interface PanickedTest {
  readonly package: string;
  /** The test function's name, without subtests. */
  readonly test: string;
  readonly pid: number;
  readonly directory: string;
}

/** The tests of all panics that nothing recovered, one for each process. */
export function panickedTests(run: ParsedRun): readonly PanickedTest[] {
  const found = new Map<string, PanickedTest>();
  for (const sighting of run.crashes) {
    const { crash, origin } = sighting;
    if (crash.kind !== "panic" || origin.pid === undefined || origin.package === undefined)
      continue;
    const { package: owner, pid } = origin;
    const directory = run.processes.find(
      (one) => one.package === owner && one.pid === pid,
    )?.directory;
    const test = attributeCrash(sighting, run)?.name.split("/", 1)[0];
    if (test === undefined || directory === undefined || !/^Test\w{1,500}$/u.test(test)) continue;
    const key = `${owner}\n${pid}`;
    if (!found.has(key)) found.set(key, { package: owner, test, pid, directory });
  }
  return [...found.values()];
}
