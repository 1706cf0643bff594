/** The world as a platform sees it, for tests: given variables, collected output, a signal to pull. */
import type { Publications } from "../../src/model/publication.ts";
import type { Environment, PlatformIo } from "../../src/platform/platform.ts";

export interface TestIo extends PlatformIo {
  /** Everything written to standard output. */
  readonly written: string[];
  readonly abort: () => void;
}

export const NOW_MS = Date.parse("2026-11-24T10:00:00.000Z");
export const HEAD_SHA = "a".repeat(40);

export function testIo(env: Environment): TestIo {
  const controller = new AbortController();
  const written: string[] = [];
  return {
    env,
    written,
    stdout: { write: (text) => written.push(text) },
    signal: controller.signal,
    now: () => NOW_MS,
    abort: () => controller.abort(),
  };
}

/** A green run's publications: no annotation, nothing to say. */
export function greenPublications(): Publications {
  const red = publications(0);
  const check = { ...red.check, conclusion: "success" as const, title: "PASS: no data races" };
  return { ...red, headline: undefined, commands: [], check };
}

/** A run's publications with so many annotations, two per finding. */
export function publications(annotations: number): Publications {
  return {
    headline: "::error title=racegate::FAIL: 1 new data race",
    commands: ["::error file=a.go,line=1::race one", "::error file=b.go,line=2::race two"],
    check: {
      name: "racegate",
      conclusion: "failure",
      title: "1 new data race",
      summary: "summary",
      text: "text",
      externalId: "42-test.1",
      detailsUrl: "https://example.com/report",
      annotations: Array.from({ length: annotations }, (_, index) => ({
        file: "pkg/a.go",
        line: index + 1,
        level: "error" as const,
        title: `race ${index}`,
        message: `annotation ${index}`,
        rawDetails: "WARNING: DATA RACE",
        fingerprint: `rg2-${String(Math.floor(index / 2)).padStart(16, "0")}`,
      })),
    },
    suggestions: [],
    jobSummary: "# racegate\n\n1 new data race\n",
    builderOutput: '{"conclusion":"fail"}',
  };
}
