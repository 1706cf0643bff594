import type { Command } from "commander";
import { UserFailure } from "../model/failure.ts";
import { explainFinding, explainLast } from "../pipeline-tools.ts";
import { packageRoot } from "./package-root.ts";

interface ExplainOptions {
  readonly findings?: string;
  readonly last?: boolean;
}

/** `racegate explain <code or fingerprint>`, `racegate explain --last` */
export function addExplainCommand(program: Command): void {
  program
    .command("explain")
    .description(
      "what a finding's code means, one finding by its fingerprint, or the whole last run with its notes",
    )
    .argument("[what]", "a code such as RG1000, or a fingerprint such as rg2-0123456789abcdef")
    .option("--last", "the last run's report in full, with what the run only counted")
    .option("--findings <file>", "the findings.json to read (default: the last run's)")
    .action(async (what: string | undefined, options: ExplainOptions) => {
      process.stdout.write(await textOf(what, options));
    });
}

/** @throws UserFailure RG9001 where it is not clear what to explain, or where that is not known */
async function textOf(what: string | undefined, options: ExplainOptions): Promise<string> {
  const { findings: findingsFile, last = false } = options;
  const look = {
    colour: { env: process.env, isTTY: process.stdout.isTTY },
    width: process.stdout.columns,
  };
  const cwd = process.cwd();
  if (what === undefined && last) return await explainLast({ ...look, cwd, findingsFile });
  if (what !== undefined && !last) {
    return await explainFinding(what, { ...look, cwd, findingsFile, docsRoot: packageRoot() });
  }
  throw new UserFailure(
    "RG9001",
    "explain takes either a code or fingerprint, or --last: racegate explain RG1000, racegate explain --last.",
  );
}
