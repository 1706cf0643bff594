// What the pipeline gets from a front door: the platform, the stores and the streams, as values.
import type { BuildContext } from "./model/build-context.ts";
import type { FindingsDocument } from "./model/findings-document.ts";
import type { SettingKey } from "./model/settings.ts";
import type { DeliveryResult, Publications } from "./model/publication.ts";
import type { Store } from "./store/store.ts";
import type { UploadReport, UploadRequest } from "./store/upload-capture.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface Rim {
  /** racegate's own version. */
  readonly version: string;
  readonly env: Environment;
  /** The report, or with `json` the document alone. */
  readonly stdout: Output;
  /** Progress and test output. */
  readonly stderr: Output;
  /** Aborted when a signal cancels the run. */
  readonly signal: AbortSignal;
  /** Milliseconds of the Unix clock. */
  readonly now: () => number;
  readonly context: BuildContext;
  readonly deliver: (
    publications: Publications,
    annotations: "auto" | "none" | number,
  ) => Promise<DeliveryResult>;
  /** A store at `gs://…` or in a directory. */
  openStore(location: string): Store;
  upload(request: UploadRequest): Promise<{
    readonly report: UploadReport;
    readonly notes: readonly { readonly level: "info" | "warning"; readonly message: string }[];
  }>;
}

/** What the command line or an Action's inputs say of settings: texts, which the one check of settings judges. */
export interface Given {
  readonly door: "flag" | "input";
  readonly settings: ReadonlyMap<SettingKey, string>;
}

/** How the words go out; not part of the run itself. */
export interface Presentation {
  readonly colour: "always" | "never" | "auto";
  /** Standard output is the findings document alone. */
  readonly json: boolean;
  /** Test output is echoed while it comes. */
  readonly verbose: boolean;
  /** Foreign text goes to a CI runner that reads commands from it. */
  readonly runnerLog: boolean;
}

export interface RunInput extends Presentation {
  readonly cwd: string;
  readonly packages: readonly string[];
  readonly goTestFlags: readonly string[];
  readonly given: Given;
  /** A configuration file that the user named. */
  readonly configFile?: string | undefined;
}

export interface AnalyzeInput extends Presentation {
  readonly cwd: string;
  /** Captures, files, or `-`; none: the capture of the last run here. */
  readonly paths: readonly string[];
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
  readonly given: Given;
  readonly configFile?: string | undefined;
}

export interface Outcome {
  readonly exitCode: number;
  readonly document: FindingsDocument;
  /** Absolute paths of what was written; absent where writing failed. */
  readonly findingsFile?: string | undefined;
  readonly captureDirectory?: string | undefined;
  readonly reportLink?: string | undefined;
}
