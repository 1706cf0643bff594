import { plainText, webAddress } from "./environment-value.ts";
import { messageOf } from "./one-line.ts";
import type { PlatformIo } from "./platform.ts";

/**
 * Reads the build that racegate runs in, through @google-cloud/cloudbuild (gRPC; the client's REST fallback
 * starts no faster and brings the same bundle, since gRPC comes with it either way). Loaded only here.
 */

/** What the build's own record says. Everything may be missing. */
export interface BuildFacts {
  readonly substitutions: ReadonlyMap<string, string>;
  readonly commit?: string | undefined;
  readonly triggerId?: string | undefined;
  readonly logUrl?: string | undefined;
  readonly steps: readonly BuildStep[];
  /** Start plus timeout, in milliseconds of the Unix clock. */
  readonly endMs?: number | undefined;
}

/** A step as the build's configuration has it. */
export interface BuildStep {
  /** Its id; its position from 0 where it has none. */
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  /** Below /workspace, or absolute; empty where it is not given. */
  readonly dir: string;
}

/** Options of the client that a test sets to reach its own server. */
export interface CloudBuildConnection {
  readonly clientOptions?: Readonly<Record<string, unknown>> | undefined;
  readonly limitMs?: number | undefined;
}

const NOTHING: BuildFacts = { substitutions: new Map(), steps: [] };

/** Credentials, connection and answer together: nobody should wait longer for a log link. */
const LIMIT_MS = 8_000;

export async function lookUpBuild(
  build: { readonly project: string; readonly location: string; readonly buildId: string },
  io: Pick<PlatformIo, "signal">,
  connection: CloudBuildConnection = {},
): Promise<{ facts: BuildFacts; problem?: string }> {
  const limitMs = connection.limitMs ?? LIMIT_MS;
  const limit = AbortSignal.any([io.signal, AbortSignal.timeout(limitMs)]);
  try {
    return {
      facts: await Promise.race([getBuild(build, connection, limitMs, limit), rejectOn(limit)]),
    };
  } catch (error) {
    const why = limit.aborted ? `no answer within ${limitMs / 1000} s` : explain(error);
    return {
      facts: NOTHING,
      problem:
        `The build could not be read (${why}): its log link and its timeout are not known, so ` +
        "racegate sets no deadline unless --deadline does. The step's service account needs " +
        "roles/cloudbuild.builds.viewer.",
    };
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
    if (signal.aborted) reject(new Error("aborted"));
  });
}

/** google.rpc.Code: the ones that have a cause of their own here. */
const CODES = new Map<unknown, string>([
  [5, "NOT_FOUND"],
  [7, "PERMISSION_DENIED"],
  [16, "UNAUTHENTICATED"],
]);

function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? CODES.get(error.code) : undefined;
  return code ?? messageOf(error);
}

async function getBuild(
  build: { readonly project: string; readonly location: string; readonly buildId: string },
  connection: CloudBuildConnection,
  limitMs: number,
  signal: AbortSignal,
): Promise<BuildFacts> {
  // A bundler gives a CommonJS package no names of its own, only `default`.
  const { default: cloudbuild } = await import("@google-cloud/cloudbuild");
  const { project, location, buildId } = build;
  const client = new cloudbuild.v1.CloudBuildClient({
    projectId: project,
    ...connection.clientOptions,
  });
  // Closing must not hide what went wrong, nor wait; it also ends a call that nobody waits for any more.
  const close = (): void => void client.close().catch(() => undefined);
  signal.addEventListener("abort", close, { once: true });
  try {
    const name = `projects/${project}/locations/${location}/builds/${buildId}`;
    // getBuild would do this itself and rethrow a failure (no credentials) where nobody can catch it.
    await client.initialize();
    const [answer] = await client.getBuild(
      { name, projectId: project, id: buildId },
      { timeout: limitMs, maxRetries: 2 },
    );
    return factsOf(answer);
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

/** Timestamp or Duration of protobuf; 64-bit seconds come as number, text or a Long object. */
interface Instant {
  readonly seconds?: number | string | { toString(): string } | null;
  readonly nanos?: number | null;
}

interface BuildRecord {
  readonly substitutions?: Readonly<Record<string, string>> | null;
  /** One of these, by how the repository is connected. */
  readonly sourceProvenance?: {
    readonly resolvedRepoSource?: { readonly commitSha?: string | null } | null;
    readonly resolvedConnectedRepository?: { readonly revision?: string | null } | null;
    readonly resolvedGitSource?: { readonly revision?: string | null } | null;
  } | null;
  readonly buildTriggerId?: string | null;
  readonly steps?:
    | readonly {
        readonly id?: string | null;
        readonly name?: string | null;
        readonly args?: readonly string[] | null;
        readonly dir?: string | null;
      }[]
    | null;
  readonly logUrl?: string | null;
  readonly startTime?: Instant | null;
  readonly timeout?: Instant | null;
}

function factsOf(build: BuildRecord): BuildFacts {
  const source = build.sourceProvenance;
  const startMs = milliseconds(build.startTime);
  const timeoutMs = milliseconds(build.timeout);
  return {
    substitutions: new Map(Object.entries(build.substitutions ?? {})),
    commit: plainText(
      source?.resolvedRepoSource?.commitSha ??
        source?.resolvedConnectedRepository?.revision ??
        source?.resolvedGitSource?.revision,
    ),
    triggerId: plainText(build.buildTriggerId),
    steps: (build.steps ?? []).map(({ id, name, args, dir }, index) => ({
      name: plainText(id) ?? `${index}`,
      image: name ?? "",
      args: args ?? [],
      dir: dir ?? "",
    })),
    logUrl: webAddress(plainText(build.logUrl)),
    endMs: startMs === undefined || timeoutMs === undefined ? undefined : startMs + timeoutMs,
  };
}

function milliseconds(instant: Instant | null | undefined): number | undefined {
  if (instant === undefined || instant === null) return undefined;
  const seconds = Number((instant.seconds ?? 0).toString());
  const total = seconds * 1000 + Math.floor((instant.nanos ?? 0) / 1e6);
  return Number.isSafeInteger(total) && total > 0 ? total : undefined;
}
