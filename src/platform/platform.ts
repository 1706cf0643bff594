import type { BuildContext } from "../model/build-context.ts";
import type { DeliveryResult, Publications } from "../model/publication.ts";

/**
 * The contract of a platform: the place where a build runs. It reads the environment into a BuildContext and
 * puts what the reporters rendered where that place shows it. It renders nothing and decides nothing: a
 * delivery that fails is a note, never another exit code.
 */

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a platform touches of the world; a test passes its own. */
export interface PlatformIo {
  readonly env: Environment;
  readonly stdout: { write(text: string): unknown };
  /** Aborted when the run is cancelled: then only what needs no network is delivered. */
  readonly signal: AbortSignal;
  /** Milliseconds of the Unix clock. */
  readonly now: () => number;
}

export interface PlatformOptions {
  /** Token for the GitHub API. Never printed, never handed to a child process. */
  readonly token?: string | undefined;
  /** A number caps the annotations of the check run; `none` means neither check run nor commands. */
  readonly annotations: "auto" | "none" | number;
  /** Write the job summary where the platform has one. */
  readonly summary: boolean;
  /** Show patches as suggestions on the lines of the pull request. */
  readonly suggestions?: boolean | undefined;
  /** Run although the event is `pull_request_target`, where foreign code meets a write token. */
  readonly unsafePullRequestTarget: boolean;
  /** Position in a job matrix; without a matrix the total is 1 or undefined. */
  readonly jobIndex?: number | undefined;
  readonly jobTotal?: number | undefined;
  /** Where the tests run: the commit that is checked out there is the one that is tested. */
  readonly directory?: string | undefined;
  /** Tells two steps of one build apart where the platform does not. Ends up in object names. */
  readonly step?: string | undefined;
  /** Arguments of the command line, where that is the front door. */
  readonly args?: readonly string[] | undefined;
  /** Wall milliseconds that all network deliveries together may take. */
  readonly deliveryBudgetMs?: number | undefined;
}

export interface Platform {
  readonly id: BuildContext["platform"];
  detect(env: Environment): boolean;
  /** Throws only PlatformRefusal. Whatever else goes wrong becomes a note of the context. */
  context(io: PlatformIo, options: PlatformOptions): Promise<BuildContext>;
  /** Never throws. */
  deliver(publications: Publications, target: DeliveryTarget): Promise<DeliveryResult>;
}

export interface DeliveryTarget {
  readonly context: BuildContext;
  readonly io: PlatformIo;
  readonly options: PlatformOptions;
}

/** A platform of which the context is known: what the pipeline gets. */
export interface ConnectedPlatform {
  readonly context: BuildContext;
  /** `annotations`: what the configuration says in the end, where the front door could not know it yet. */
  deliver(
    publications: Publications,
    annotations?: PlatformOptions["annotations"],
  ): Promise<DeliveryResult>;
}

/** racegate will not run here, and says what to do instead. A user's mistake: exit code 2. */
export class PlatformRefusal extends Error {
  override readonly name = "PlatformRefusal";
}

export const DEFAULT_PLATFORM_OPTIONS: PlatformOptions = {
  annotations: "auto",
  summary: true,
  unsafePullRequestTarget: false,
};
