/** Was the job run with debug logging? GitHub's runner says so in RUNNER_DEBUG; it counts as --verbose. */
export function isDebugged(env: Readonly<Record<string, string | undefined>>): boolean {
  return env["RUNNER_DEBUG"] === "1";
}
