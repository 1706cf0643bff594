/**
 * Lines that say that the machine failed and not the code under test. One table: a code for each cause, the
 * words of each, and who says them. What they mean for a user is analyse's matter.
 */

import type { InfrastructureSighting } from "../model/parsed-run.ts";

interface Pattern {
  readonly code: InfrastructureSighting["code"];
  readonly words: RegExp;
}

const PATTERNS: readonly Pattern[] = [
  // cmd/go, internal/work/init.go: CGO_ENABLED=0, or no C compiler was found on PATH.
  { code: "cgo-disabled", words: /-race requires cgo/ },
  // cmd/go and cmd/cgo: the compiler that $CC or the default names is not there.
  {
    code: "no-c-compiler",
    words:
      /cgo: C compiler "[^"]{1,400}" not found|exec: "(?:gcc|clang|cc|[^"]{0,300}-gcc)": executable file not found/,
  },
  { code: "no-c-compiler", words: /^cgo: (?:exec )?(?:gcc|clang|cc): [^:]{0,100}not found/ },
  // cmd/go, internal/work/init.go instrumentInit.
  {
    code: "unsupported-platform",
    words: /-race is (?:only|not) supported on|race detector is (?:only|not) supported/,
  },
  // The test process was killed from outside; by itself on a line, as cmd/go prints it.
  { code: "killed", words: /^(?:signal: killed|.{0,200}\bsignal: killed \(core dumped\))$/ },
  {
    code: "out-of-memory",
    words:
      /fork\/exec \S{1,1000}: cannot allocate memory|^fatal error: runtime: (?:out of memory|cannot allocate memory)|^runtime: out of memory: cannot allocate|\bOut of memory: Killed process [0-9]|cc1: out of memory|^cannot allocate memory$/,
  },
  {
    code: "out-of-memory",
    words: /\bvirtual memory exhausted|: signal: killed \(compile|\boom-kill:/i,
  },
  // compiler-rt, sanitizer_common: reserve and map of the shadow.
  {
    code: "tsan-allocation",
    words:
      /ThreadSanitizer failed to (?:allocate|mmap|deallocate)|ThreadSanitizer: failed to intercept|ThreadSanitizer can not mmap/,
  },
  {
    code: "tsan-memory-mapping",
    words:
      /FATAL: ThreadSanitizer: unexpected memory mapping|FATAL: ThreadSanitizer: unsupported VMA range|ThreadSanitizer: memory layout is incompatible/,
  },
  {
    code: "tsan-other",
    words: /(?:FATAL|CHECK failed): ThreadSanitizer|ThreadSanitizer: CHECK failed/,
  },
  // compiler-rt, tsan/go: the old limit of the race runtime.
  {
    code: "too-many-goroutines",
    words: /race: limit on [0-9]{1,9} simultaneously alive goroutines is exceeded/,
  },
  // testing and the race runtime: a race was reported, here or elsewhere. No fault of the machine; counted so
  // that a text that has lost the report can say so.
  {
    code: "race-exit",
    words:
      /^exit status 66$|^\s{0,80}testing\.go:[0-9]{1,6}: race detected during execution of test$/,
  },
  { code: "disk-full", words: /no space left on device/i },
  { code: "too-many-files", words: /\btoo many open files\b/ },
  {
    code: "go-download-failed",
    words:
      /^go: .{0,1000}(?:dial tcp|i\/o timeout|connection refused|no such host|module lookup disabled)/,
  },
  { code: "go-version", words: /^go: .{0,300}requires go >= [0-9.]{1,20} \(running go / },
  // package flag and package testing, before the first test: the command line of go test is not one.
  {
    code: "flag-refused",
    words:
      /^flag provided but not defined: -|^(?:invalid (?:boolean )?value .{0,300} for (?:flag )?-|flag needs an argument: -)|^testing: (?:invalid regexp for element |-[a-z]{1,40} (?:can only|must) )/,
  },
  { code: "no-module", words: /^go: (?:go\.mod file not found|cannot find main module)/ },
];

/** One look before the table: a word of each row. Most lines end here. */
const ANY =
  /cgo|race[ :]|-race|gcc"|clang"|"cc"|killed|memory|Sanitizer|goroutines is|no space|too many|^go: |oom-kill|status 66|flag |^invalid |^testing: /i;

const LINE_MAX = 4096;
/** No row's words are shorter. */
const WORD_MIN = 6;

/** The cause that a line names, or undefined. */
export function infrastructureCode(line: string): InfrastructureSighting["code"] | undefined {
  if (line.length < WORD_MIN || line.length > LINE_MAX || !ANY.test(line)) return undefined;
  for (const { code, words } of PATTERNS) if (words.test(line)) return code;
  return undefined;
}
