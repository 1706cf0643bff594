import type { Readable } from "node:stream";
import type { RunPlan } from "./plan-types.ts";
import { randomMark, startGroup } from "./process-group.ts";
import { testEnvironment } from "./test-environment.ts";

/** Output that is looked at; a test that prints more is not judged by the rest. */
const OUTPUT_MAX = 4 << 20;

export interface BinaryRun {
  readonly binary: string;
  /** Its import path: the tests run in its directory. */
  readonly package: string;
  /** `-test.…` flags, and what follows them. */
  readonly flags: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface BinaryEnd {
  readonly exitCode: number | null;
  readonly text: string;
}

/** Runs a test binary once more, in a process group of its own. @returns undefined where the signal ended it */
export async function runBinary(
  plan: RunPlan,
  { binary, package: importPath, flags, env = {} }: BinaryRun,
  signal: AbortSignal,
): Promise<BinaryEnd | undefined> {
  const { variables, marks } = randomMark();
  const directory = plan.packages.find((one) => one.importPath === importPath)?.directory;
  const group = startGroup(binary, [...flags], {
    cwd: directory ?? plan.cwd,
    env: { ...testEnvironment(plan), ...env, ...variables },
    marks,
  });
  const output = Promise.all([textOf(group.stdout), textOf(group.stderr)]);
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.race([group.exited, ended]);
  await group.end();
  const { exitCode } = await group.exited;
  const text = (await output).join("\n");
  return signal.aborted ? undefined : { exitCode, text };
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length;
      if (bytes <= OUTPUT_MAX) chunks.push(chunk as Buffer);
    }
  } catch {
    // A destroyed stream is simply over.
  }
  return Buffer.concat(chunks).toString("utf8");
}
