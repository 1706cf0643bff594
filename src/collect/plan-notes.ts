import type { GoTestFlags } from "./go-test-flags.ts";
import type { PlanNote } from "./plan-types.ts";

/** What is worth saying of the flags. */
export function flagNotes(flags: GoTestFlags, goflags: GoTestFlags): PlanNote[] {
  const notes: PlanNote[] = [];
  const merged = ["ldflags", "gcflags", "timeout", "count", "cpu"].filter((name) =>
    goflags.names.has(name),
  );
  if (merged.length > 0) {
    const names = merged.map((name) => `-${name}`).join(", ");
    notes.push({
      code: "goflags-merged",
      message: `GOFLAGS sets ${names}: merged with racegate's own flags; a flag behind -- wins.`,
    });
  }
  const count = flags.count ?? goflags.count;
  const cpu = flags.cpu ?? goflags.cpu;
  if ((count !== undefined && count !== "1") || cpu?.includes(",") === true) {
    notes.push({
      code: "one-report-per-process",
      message:
        "With -count or -cpu, one process repeats the tests and reports each race only once.",
    });
  }
  if (flags.names.has("fuzz")) {
    notes.push({
      code: "fuzz-without-trace",
      message: "With -fuzz no trace and no profile is written.",
    });
  }
  for (const name of ["mutexprofile", "blockprofile"]) {
    if (flags.names.has(name)) {
      notes.push({ code: "own-profile", message: `-${name} is yours: the capture has none.` });
    }
  }
  const overriding = flags.binaryArgs.filter((token) =>
    /^--?test\.(?:trace|mutexprofile|blockprofile)(?:=|$)/.test(token),
  );
  for (const token of overriding) {
    notes.push({
      code: "own-profile",
      message: `${token} behind -args overrides the capture's file.`,
    });
  }
  return notes;
}

/** What is worth saying of the environment. */
export function environmentNotes(removed: readonly string[]): PlanNote[] {
  const notes: PlanNote[] = [];
  if (removed.length > 0) {
    notes.push({
      code: "environment-removed",
      message: `The tests do not see ${removed.join(", ")}; pass-env lets a variable through.`,
    });
  }
  return notes;
}
