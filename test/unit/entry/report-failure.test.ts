import { describe, expect, it } from "vitest";
import { reportFailure } from "../../../src/entry/report-failure.ts";
import { UserFailure } from "../../../src/model/failure.ts";
import { commandsIn } from "../util/runner-parser.ts";

function report(failure: unknown, env: Readonly<Record<string, string>> = {}) {
  let stderr = "";
  const exitCode = reportFailure(failure, { env, stderr: { write: (text) => (stderr += text) } });
  return { exitCode, stderr };
}

const RUNNER = { GITHUB_ACTIONS: "true" };
const mistake = new UserFailure("RG9001", "out: '/proc' cannot be written.\n::set-env name=X::y");

describe("a mistake of the user's", () => {
  it("is a line on standard error, and exit code 2", () => {
    const { exitCode, stderr } = report(mistake);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^racegate: out: '\/proc' cannot be written\.\n.*\[RG9001\]\n$/s);
    expect(commandsIn(stderr)).toEqual([]);
  });

  it("is one error on GitHub, once, and no other command", () => {
    const { exitCode, stderr } = report(mistake, RUNNER);
    expect(exitCode).toBe(2);
    const commands = commandsIn(stderr);
    expect(commands.map(({ name }) => name)).toEqual(["error"]);
    expect(commands[0]?.data).toContain("cannot be written");
  });
});

describe("a bug of racegate's own", () => {
  it("is an error on GitHub too, with its lines, and exit code 70", () => {
    const { exitCode, stderr } = report(new Error("x\n::set-env name=A::boom"), RUNNER);
    expect(exitCode).toBe(70);
    expect(stderr).toContain("boom");
    expect(commandsIn(stderr).map(({ name }) => name)).toEqual(["error"]);
  });
});
