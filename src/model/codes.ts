/**
 * Every finding code. They are public: they stand in configuration files, in baselines and in documentation
 * (docs/findings/<code>.md), and are never reused.
 */
export const CODES = {
  RG1000: "a data race whose pattern is not known",
  RG3001: "panic",
  RG3002: "fatal error of the Go runtime",
  RG3003: "test timed out",
  RG3004: "the test process was killed",
  RG5001: "build failed",
  RG5002: "test failed",
  RG5003: "package has no end: its result is not known",
  RG5101: "the race detector needs cgo",
  RG5102: "no C compiler",
  RG5103: "out of memory",
  RG5104: "ThreadSanitizer could not allocate or map memory",
  RG5105: "the race detector does not support this platform",
  RG5106: "go is missing or cannot run",
  RG5107: "too many goroutines for the race detector",
  RG5199: "another failure of the environment",
  RG5201: "a package came from the test cache and did not run",
  RG5202: "a race was detected and its report is lost",
  RG5203: "GORACE was changed by the test",
  RG5204: "one process reports a race only once (-count, -cpu)",
  RG5205: "exit status hides a race",
  RG5206: "the output was cut",
} as const;
export type FindingCode = keyof typeof CODES;
