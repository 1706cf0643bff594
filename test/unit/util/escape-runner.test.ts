import { describe, expect, test } from "vitest";
import {
  escapeCommandData,
  escapeCommandProperty,
  escapeForRunnerLog,
  guardRunnerLines,
} from "../../../src/util/escape-runner.ts";
import { NAMED_ATTACKS, hostileLine, seededRandom } from "./hostile-text.ts";
import { commandsIn } from "./runner-parser.ts";

const SEED = 20260304;
const LINES = 100_000;

describe("the runner's parser, as ported", () => {
  test("there are eleven attacks, and printed raw each one runs a command", () => {
    expect(NAMED_ATTACKS.size).toBe(11);
    for (const [name, text] of NAMED_ATTACKS) {
      expect(commandsIn(text), name).toHaveLength(1);
    }
  });

  test("properties, data and case are read as the runner reads them", () => {
    const [command] = commandsIn("::Error file=a%2Cb.go,line=3::one%0Atwo%25");
    expect(command?.name).toBe("error");
    expect(command?.properties.get("file")).toBe("a,b.go");
    expect(command?.properties.get("line")).toBe("3");
    expect(command?.data).toBe("one\ntwo%");
    expect(commandsIn("::unknown::x\n::error\n: :error::x\n##[nothing]x\n##[error")).toEqual([]);
  });

  test("random lines do run commands when printed raw, so the next tests can fail", () => {
    const random = seededRandom(SEED);
    let commands = 0;
    for (let n = 0; n < 5_000; n++) commands += commandsIn(hostileLine(random)).length;
    expect(commands).toBeGreaterThan(500);
  });
});

describe.each([
  ["escapeForRunnerLog", escapeForRunnerLog],
  ["guardRunnerLines", guardRunnerLines],
])("%s", (_name, escape) => {
  test.each([...NAMED_ATTACKS])("runs nothing of: %s", (_attack, text) => {
    expect(commandsIn(escape(text))).toEqual([]);
    expect(commandsIn(escape(text), { lenient: true })).toEqual([]);
  });

  test(`runs nothing of ${LINES} random lines (seed ${SEED})`, () => {
    const random = seededRandom(SEED);
    const run: string[] = [];
    for (let n = 0; n < LINES; n++) {
      const text = hostileLine(random);
      const escaped = escape(text);
      if (commandsIn(escaped).length + commandsIn(escaped, { lenient: true }).length > 0) {
        run.push(JSON.stringify(text));
      }
    }
    expect(run).toEqual([]);
  });
});

test("every foreign line gets the visible prefix, whatever ends it", () => {
  expect(escapeForRunnerLog("a\rb\nc\r\nd\u0085e\u2028f\u2029g\vh\fi")).toBe(
    "| a\n| b\n| c\n| d\n| e\n| f\n| g\n| h\n| i",
  );
  expect(escapeForRunnerLog("")).toBe("| ");
});

test("ordinary text keeps its look behind the prefix", () => {
  const text = "--- FAIL: TestX (0.00s)\n    x_test.go:7: got [1 2], want #[3] :: 4";
  expect(escapeForRunnerLog(text)).toBe(
    "| --- FAIL: TestX (0.00s)\n|     x_test.go:7: got [1 2], want # [3] :: 4",
  );
});

test("the guard leaves harmless lines alone", () => {
  const text = "FAIL  1 new data race\n  write  a.go:1  x++\n\na::b";
  expect(guardRunnerLines(text)).toBe(text);
});

test("a command's data and properties come back whole through the runner's parser", () => {
  const hostile = "100%, a:b\r\n::error::x%0A%25";
  const line = `::notice title=${escapeCommandProperty(hostile)}::${escapeCommandData(hostile)}`;
  const commands = commandsIn(line);
  expect(commands).toHaveLength(1);
  expect(commands[0]?.properties.get("title")).toBe(hostile);
  expect(commands[0]?.data).toBe(hostile);
});

test("time is linear in hostile lines", () => {
  const texts = ["#".repeat(400_000), "#\u200b".repeat(200_000), ":\u200b".repeat(200_000)];
  for (const text of texts) {
    const before = performance.now();
    escapeForRunnerLog(text);
    guardRunnerLines(text);
    expect(performance.now() - before).toBeLessThan(2_000);
  }
});
