/**
 * How files of Go's own library are changed: lines are added to, none is added or removed, so that stacks show the
 * line numbers that the sources have. A file is changed only if its hash is one of those for which the change was
 * tried; a Go that is not known runs in light mode.
 */
import { createHash } from "node:crypto";

/** `before` stands once in the file and is followed, or replaced, by what stands there after. */
interface Edit {
  readonly before: string;
  readonly after: string;
}

export interface GoPatch {
  /** Below GOROOT/src. */
  readonly file: string;
  readonly sha256: ReadonlySet<string>;
  readonly edits: readonly Edit[];
}

const TESTING: GoPatch = {
  file: "testing/testing.go",
  sha256: new Set([
    "be5e9b1febf76fdddd8f8c73b9a08e32e8ef59e7afe81ecb9df6fd3fd0317ee4", // go1.22.0 to go1.22.12
    "60959fa1092a504e620de251540da8e843559ef3a85c60bec7776576b44c318a", // go1.23.0 to go1.23.12
    "82c63860ac61a0e028e6152ef96d7794a6373ec625e1efbc1870b2781a24bc1f", // go1.24.0 to go1.24.13
    "7ea0bc471a7d22b6757c68eca689efa0561a0610052545242d866d8039dd1781", // go1.25.0 to go1.25.14
    "bb48f8fd36ad46a7d67dfe720dd367a25cdac91739f568830d1b0863ae0255ce", // go1.26.0 to go1.26.11
    "8d2437cfdcfb82fd8807e5063783de1d50f70e589e80cad10e17d8ef23f724d9", // go1.27.0 and go1.27.1
    "27c59df1832eae458ab8d2d4b6a6252bbd1ea2a3001734910d1ce2decff16f81", // go1.27.2 to go1.27.4
  ]),
  edits: [
    behind("\tt.runner = callerName(0)", "racegateTest(t)"),
    behind("\t\tdeadline := m.startAlarm()", "racegateStart()"),
    opening("func (m *M) writeProfiles() {", "racegateAfter(m)"),
    opening(
      "func (p *chattyPrinter) Updatef(testName, format string, args ...any) {",
      "racegateSpoke(testName)",
    ),
    opening(
      "func (p *chattyPrinter) Printf(testName, format string, args ...any) {",
      "racegateSpoke(testName)",
    ),
  ],
};

const log = (what: string, lock = "m"): string => `racegateLog("racegate.${what}", ${lock})`;
const WRITER = "&rw.w";

/** Mutex itself, up to Go 1.23. */
const MUTEX: GoPatch = {
  file: "sync/mutex.go",
  sha256: new Set([
    "bc38ff8baa185648ad3856eea516c37f86604afa21aacb24300da0617dc9bcb8", // go1.22.0 to go1.22.12
    "507443584e79a36244c0c1800fe480632822be195f9f59f99fc3d2aef9c9b4a6", // go1.23.0 to go1.23.12
  ]),
  edits: [
    {
      before: "\t\treturn\n\t}\n\t// Slow path",
      after: `\t\t${log("lock")}; return\n\t}\n\t// Slow path`,
    },
    { before: "\tm.lockSlow()\n", after: `\t${log("want")}; m.lockSlow(); ${log("lock")}\n` },
    {
      before: "\treturn true\n}\n\nfunc (m *Mutex) lockSlow",
      after: `\t${log("lock")}; return true\n}\n\nfunc (m *Mutex) lockSlow`,
    },
    opening("func (m *Mutex) Unlock() {", log("unlock")),
  ],
};

/** The shell around internal/sync, from Go 1.24 on. */
const MUTEX_SHELL: GoPatch = {
  file: "sync/mutex.go",
  sha256: new Set(["3dec4264678744c4ce15a05ba0cc88e5e8b155f071b71d74eb7ed229ca72c114"]), // go1.24.0 to go1.27.4
  edits: [
    behind("\tm.mu.Lock()", log("lock")),
    {
      before: "\treturn m.mu.TryLock()\n",
      after: `\tif !m.mu.TryLock() { return false }; ${log("lock")}; return true\n`,
    },
    { before: "\tm.mu.Unlock()\n", after: `\t${log("unlock")}; m.mu.Unlock()\n` },
  ],
};

const INNER_MUTEX: GoPatch = {
  file: "internal/sync/mutex.go",
  sha256: new Set(["0535ca03e44cb62cf3e4a511b989ffd0f08ec899d864e2a817b77c4025bec48c"]), // go1.24.0 to go1.27.4
  edits: [{ before: "\tm.lockSlow()\n", after: `\t${log("want")}; m.lockSlow()\n` }],
};

const RWMUTEX: GoPatch = {
  file: "sync/rwmutex.go",
  sha256: new Set([
    "3c530fdb0fcb231e43b52884e61c6d96d6f80dfe06642e78eb097a8df606f495", // go1.22.0 to go1.22.12
    "1252488d2494c163a57f148fa21c39f80a43ca4aa20e1a9426d5ea15d3c453a3", // go1.23.0 to go1.23.12
    "4ecc9b2fa7771cbe37e1670e4caefd7a28939683bfe1614fcf5e9d545261d17f", // go1.24.0 to go1.27.4
  ]),
  edits: [
    opening("\tif rw.readerCount.Add(1) < 0 {", log("rwant", WRITER)),
    closing("}\n\n// TryRLock tries", log("rlock", WRITER)),
    {
      before: "\t\t\treturn true\n\t\t}\n\t}\n}\n\n// RUnlock undoes",
      after: `\t\t\t${log("rlock", WRITER)}; return true\n\t\t}\n\t}\n}\n\n// RUnlock undoes`,
    },
    opening("func (rw *RWMutex) RUnlock() {", log("runlock", WRITER)),
    opening("\tif r != 0 && rw.readerWait.Add(r) != 0 {", log("wwant", WRITER)),
    closing("}\n\n// TryLock tries", log("wlock", WRITER)),
    {
      before: "\treturn true\n}\n\n// Unlock unlocks rw",
      after: `\t${log("wlock", WRITER)}; return true\n}\n\n// Unlock unlocks rw`,
    },
    opening("func (rw *RWMutex) Unlock() {", log("wunlock", WRITER)),
  ],
};

/** Of several for one file the one with the file's hash is meant. */
export const TESTING_PATCHES: readonly GoPatch[] = [TESTING];
export const SYNC_PATCHES: readonly GoPatch[] = [MUTEX, MUTEX_SHELL, INNER_MUTEX, RWMUTEX];

function behind(line: string, call: string): Edit {
  return { before: `${line}\n`, after: `${line}; ${call}\n` };
}

function opening(line: string, call: string): Edit {
  return { before: `${line}\n`, after: `${line} ${call}\n` };
}

/** The function's last statement, an `if` before this text, ends on the line above. */
function closing(end: string, call: string): Edit {
  return { before: `\t}\n${end}`, after: `\t}; ${call}\n${end}` };
}

export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * The changed text; undefined where the patch is not for this text, or a place of it is not there exactly once.
 * Nothing but the places themselves is known of Go's text here.
 */
export function patched(patch: GoPatch, text: string, hash = sha256Of(text)): string | undefined {
  if (!patch.sha256.has(hash)) return undefined;
  let result = text;
  for (const { before, after } of patch.edits) {
    const parts = result.split(before);
    const [head, tail] = parts;
    if (parts.length !== 2 || head === undefined || tail === undefined) return undefined;
    result = head + after + tail;
  }
  return result;
}
