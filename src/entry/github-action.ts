// The GitHub Action. Reads inputs, calls the pipeline, sets outputs and the exit code.
import { resolve } from "node:path";
import { getInput, setOutput, setSecret, warning } from "@actions/core";
import { UserFailure } from "../model/failure.ts";
import type { Outcome } from "../pipeline-rim.ts";
import { run } from "../pipeline.ts";
import { readActionInputs } from "./action-inputs.ts";
import { actionOutputs, outputsOf, type ActionOutputs } from "./action-outputs.ts";
import { endProcess, startEntry } from "./ending.ts";
import { hasGo } from "./find-go.ts";
import { reportFailure } from "./report-failure.ts";
import { buildRim } from "./rim.ts";
import { isDebugged } from "./runner-debug.ts";

const PRESENTATION = {
  colour: "auto",
  json: false,
  verbose: isDebugged(process.env),
  runnerLog: true,
} as const;

async function runAction(): Promise<Outcome> {
  const inputs = readActionInputs((name) => getInput(name));
  if (inputs.platform.token !== undefined) setSecret(inputs.platform.token);
  if (!(await hasGo(process.env))) {
    throw new UserFailure("RG9003", "go not found: add actions/setup-go before this step");
  }
  const cwd = resolve(inputs.workingDirectory);
  using rim = await buildRim({ cwd, platform: inputs.platform, endsByItself: true });
  const { goTestFlags, given, configFile } = inputs;
  return await run({ cwd, packages: [], goTestFlags, given, configFile, ...PRESENTATION }, rim);
}

async function main(): Promise<void> {
  let outputs: ActionOutputs;
  try {
    outputs = outputsOf(await runAction());
  } catch (failure) {
    const exitCode = reportFailure(failure, process);
    outputs = { conclusion: "error", exitCode, gate: "closed" };
  }
  const { values, withheld } = actionOutputs(outputs);
  for (const [name, value] of values) setOutput(name, value);
  for (const line of withheld) warning(line);
  await endProcess(outputs.exitCode);
}

startEntry({ stdoutIsDocument: false });
await main();
