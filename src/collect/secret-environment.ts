/**
 * Which variables the test process must not see: what gives power over the build, the repository or a
 * cloud account. `go` keeps the credentials that private modules need; the wrapper unsets them before the
 * test binary starts. This is hygiene, not a wall: the same user can read much else (SECURITY.md).
 *
 * Names that only look private stay (`POSTGRES_PASSWORD`, `CLIENT_SECRET`): integration tests live on them.
 */
import type { Environment } from "./plan-types.ts";

/** Neither go nor a test has any use for these: `go` does not get them either. */
const NOBODYS = /^(?:ACTIONS_|INPUT_|RACEGATE_)/;
/** Files through which a step writes to the runner, and the build's own output. */
const RUNNER_FILES = [
  "GITHUB_ENV",
  "GITHUB_PATH",
  "GITHUB_OUTPUT",
  "GITHUB_STATE",
  "GITHUB_STEP_SUMMARY",
] as const;
const RUNNER = new Set<string>([...RUNNER_FILES, "BUILDER_OUTPUT"]);

const CREDENTIALS = new Set([
  "GOOGLE_APPLICATION_CREDENTIALS",
  "GOOGLE_CREDENTIALS",
  "GOOGLE_GHA_CREDS_PATH",
  "GCLOUD_SERVICE_KEY",
  "GCP_SA_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SHARED_CREDENTIALS_FILE",
  "NETRC",
  "GIT_ASKPASS",
  "SSH_ASKPASS",
  "GOAUTH",
]);
const CREDENTIAL_FORM =
  /^(?:CLOUDSDK_(?:AUTH|CONFIG)|AWS_(?:CONTAINER|WEB_IDENTITY)_|AZURE_CLIENT_SECRET|GIT_CONFIG_(?:COUNT|KEY_|VALUE_|PARAMETERS))|(?:^|_)(?:TOKEN|TOKEN_FILE|PAT)$/i;

/** A name that POSIX sh can unset; it would otherwise pass others on or drop them, by implementation. */
const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Shorter values are words like `1`, not secrets. */
const MIN_SECRET = 12;

export interface SplitEnvironment {
  /** For `go`. */
  readonly forGo: Readonly<Record<string, string>>;
  /** Names in `forGo` that the wrapper unsets. */
  readonly removedInWrapper: readonly string[];
  /** Names in `forGo` that a shell may drop on the way, e.g. `my.setting`: the wrapper sets them again. */
  readonly unshellable: readonly string[];
  /** Every name that the test process does not see, sorted, for a note. */
  readonly removed: readonly string[];
}

/** Its value gives power over the build, the repository or a cloud account. */
export function isCredentialName(name: string): boolean {
  return CREDENTIALS.has(name) || CREDENTIAL_FORM.test(name);
}

/** @param passEnv names that stay, whatever they look like */
export function splitEnvironment(env: Environment, passEnv: readonly string[]): SplitEnvironment {
  const passed = new Set(passEnv);
  const forGo: Record<string, string> = {};
  const secrets = new Set<string>();
  const names: string[] = [];
  const removed = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    const isCredential = isCredentialName(name);
    const isSecret = !passed.has(name) && (NOBODYS.test(name) || RUNNER.has(name) || isCredential);
    if (isSecret) {
      removed.add(name);
      if (isCredential && value.length >= MIN_SECRET) secrets.add(value);
      if (!isCredential || NOBODYS.test(name) || !SHELL_NAME.test(name)) continue;
    }
    forGo[name] = value;
    names.push(name);
  }
  // A copy under another name is the same secret.
  for (const name of names) {
    if (!passed.has(name) && secrets.has(forGo[name] ?? "")) removed.add(name);
  }
  return {
    forGo,
    removedInWrapper: names.filter((name) => removed.has(name) && SHELL_NAME.test(name)).sort(),
    unshellable: names.filter((name) => !removed.has(name) && !SHELL_NAME.test(name)).sort(),
    removed: [...removed].sort(),
  };
}

/** Paths of the files through which a step writes to the runner. */
export function runnerFiles(env: Environment): { name: string; path: string }[] {
  return RUNNER_FILES.flatMap((name) => {
    const path = env[name];
    return path === undefined || path === "" ? [] : [{ name, path }];
  });
}
