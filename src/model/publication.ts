/** What reporters return; a platform or the pipeline delivers it. */

export interface Annotation {
  /** Relative to the repository root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** The original text, for a check run's raw_details. */
  readonly rawDetails?: string | undefined;
  /** Annotations of one finding are cut together, never one without its counterpart. */
  readonly fingerprint: string;
}

/** Payload of a check run; annotations are sent in pages of 50. */
export interface CheckPublication {
  readonly name: string;
  readonly conclusion: "success" | "failure" | "neutral";
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly annotations: readonly Annotation[];
  /** For an idempotent upsert. */
  readonly externalId: string;
  readonly detailsUrl?: string | undefined;
}

/** A change that a reader can commit from a pull request's review: lines of one file replaced by others. */
export interface Suggestion {
  /** Relative to the repository root, with `/`. */
  readonly file: string;
  /** 1-based, in the file as it was tested; the change is of `before.length` lines. */
  readonly startLine: number;
  /** The lines as they are, without line ends; at least one. A place that holds others is another place. */
  readonly before: readonly string[];
  /** The lines as they should be; at least one. */
  readonly after: readonly string[];
  /** Markdown that stands above the change. */
  readonly words: string;
  /** Suggestions of one finding belong together: one alone does not compile. */
  readonly fingerprint: string;
  readonly part: number;
  readonly of: number;
}

/** Everything a run has to say, rendered; the platform takes what it has a place for. */
export interface Publications {
  /** The verdict of a red build as one command of level error; undefined where there is nothing to say. */
  readonly headline: string | undefined;
  /** Workflow commands, one line each, already escaped and ranked into the limit; the headline is the first. */
  readonly commands: readonly string[];
  readonly check: CheckPublication;
  /** Patches of new findings, the weightiest finding first; those of one finding stand together. */
  readonly suggestions: readonly Suggestion[];
  /** Markdown, at most 900 KB. */
  readonly jobSummary: string;
  /** Compact JSON under 48 KB for $BUILDER_OUTPUT/output. */
  readonly builderOutput: string;
}

export interface DeliveryResult {
  /** One line per thing that was or was not delivered, and why; `debug` is for --verbose alone. */
  readonly notes: readonly {
    readonly level: "debug" | "info" | "warning";
    readonly message: string;
  }[];
}
