/** Where a run happens: what the platform says of the build, the commit and the pull request. */
export interface BuildContext {
  readonly platform: "github" | "cloud-build" | "local";
  /** Unique per run of the build: GITHUB_RUN_ID, BUILD_ID, or a random id. Safe in an object name. */
  readonly runId: string;
  readonly attempt: number;
  readonly repository?: string | undefined; // owner/name
  readonly commit?: string | undefined;
  readonly branch?: string | undefined;
  /** The commit that a pull request would change. */
  readonly baseCommit?: string | undefined;
  readonly baseBranch?: string | undefined;
  readonly pullRequest?: number | undefined;
  readonly trigger?: string | undefined;
  readonly logUrl?: string | undefined;
  /** When the platform ends the build, in milliseconds of the Unix clock. */
  readonly buildDeadlineMs?: number | undefined;
  /** True where the job may write: not a fork's pull request. Only trusted runs rewrite the baseline. */
  readonly trusted: boolean;
  /** Clear one-line notes, e.g. that the build could not be read for lack of a role. */
  readonly notes: readonly string[];
}
