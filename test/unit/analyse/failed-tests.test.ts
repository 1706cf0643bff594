// What a failed test's own output says: its message in one line, and the reports of suites that run inside of a test.
import { expect, test } from "vitest";
import { isAssertion, messageOf } from "../../../src/analyse/failure-message.ts";
import { loggedLines } from "../../../src/analyse/logged-lines.ts";
import { suiteReport } from "../../../src/analyse/suite-report.ts";

const ESC = String.fromCharCode(27);

const MESSAGES: [what: string, output: string, message: string][] = [
  ["t.Error", "    a_test.go:3: plain words", "plain words"],
  [
    "testify",
    [
      "    a_test.go:24: ",
      "        \tError Trace:\t/repo/kit/kit.go:9",
      "        \t            \t\t\t\t/repo/p/a_test.go:24",
      "        \tError:      \tNot equal: ",
      "        \t            \texpected: 3",
      "        \t            \tactual  : 2",
      "        \t            \t",
      "        \t            \tDiff:",
      "        \t            \t--- Expected",
      "        \tTest:       \tTestIt",
      "        \tMessages:   \tthe sum",
    ].join("\n"),
    "Not equal: expected: 3, actual : 2 (the sum)",
  ],
  [
    "a diff",
    "    a_test.go:11: lists differ (-want +got):\n          []int{\n        - \t2,\n        + \t3,\n          }",
    "lists differ (-want +got): - 2, + 3,",
  ],
  [
    "gomega",
    "    a_test.go:16: \n        Expected\n            <int>: 1\n        to equal\n            <int>: 2",
    "Expected <int>: 1 to equal <int>: 2",
  ],
];

test.each(MESSAGES)("%s in one line", (_what, output, message) => {
  const [line] = loggedLines(`=== RUN   TestIt\n${output}\n--- FAIL: TestIt (0.00s)\n`);
  expect(line && messageOf(line).text).toBe(message);
});

test("testify names its places, the innermost first", () => {
  const [line] = loggedLines(MESSAGES[1]?.[1] ?? "");
  expect(line && isAssertion(line)).toBe(true);
  expect(line && messageOf(line).trace).toEqual([
    { file: "/repo/kit/kit.go", line: 9 },
    { file: "/repo/p/a_test.go", line: 24 },
  ]);
});

test("a line behind text without a line end is one; the race detector's own is none", () => {
  const lines = loggedLines(
    "no line end    a_test.go:7: wrong\n    testing.go:1712: race detected during execution of test\n" +
      "    ???:1: lost\n2026/01/01 a_test.go:8: a logger's\n",
  );
  expect(lines.map(({ file, line, text }) => [file, line, text])).toEqual([
    ["a_test.go", 7, "wrong"],
    ["???", 1, "lost"],
  ]);
});

test("ginkgo: the spec's text, what it expected, and where", () => {
  const output = [
    `  ${ESC}[38;5;9m[FAILED] Expected`,
    "      <int>: 1",
    "  to equal",
    `      <int>: 2${ESC}[0m`,
    `  ${ESC}[38;5;9mIn ${ESC}[1m[It]${ESC}[0m at: ${ESC}[1m/repo/a_test.go:12${ESC}[0m @ 12/01/26`,
    `${ESC}[1mSummarizing 1 Failure:${ESC}[0m`,
    `  ${ESC}[38;5;9m[FAIL]${ESC}[0m ${ESC}[0mcart ${ESC}[38;5;243mwhen full ${ESC}[1m[It] says so${ESC}[0m`,
    `  ${ESC}[38;5;243m/repo/a_test.go:12${ESC}[0m`,
    `${ESC}[1mFAIL!${ESC}[0m -- ${ESC}[1m1 Passed${ESC}[0m | ${ESC}[1m1 Failed${ESC}[0m | 0 Pending`,
  ].join("\n");
  expect(suiteReport(output)).toEqual({
    runner: "ginkgo",
    passed: false,
    failures: [
      {
        name: "cart when full says so",
        message: "Expected <int>: 1 to equal <int>: 2",
        file: "/repo/a_test.go",
        line: 12,
      },
    ],
  });
  expect(suiteReport("SUCCESS! -- 2 Passed | 0 Failed | 0 Pending")?.passed).toBe(true);
});

test("gocheck: suite and method, what was compared, and where", () => {
  const output =
    "FAIL: a_test.go:9: S.TestBad\n\nabout to compare\na_test.go:11:\n    c.Assert(1, Equals, 2)\n" +
    "... obtained int = 1\n... expected int = 2\n\nOOPS: 1 passed, 1 FAILED\n";
  const message = "c.Assert(1, Equals, 2), obtained int = 1, expected int = 2";
  expect(suiteReport(output)?.failures).toEqual([
    { name: "S.TestBad", message, file: "a_test.go", line: 11 },
  ]);
});

test("goconvey: what was expected, and where", () => {
  const output =
    "x\nFailures:\n\n  * /repo/a_test.go \n  Line 9:\n  Expected: 3\n  Actual:   2\n  (Should equal)!\n\n\n1 total assertion\n\n";
  expect(suiteReport(output)).toEqual({
    runner: "goconvey",
    passed: false,
    failures: [{ name: "", message: "Expected: 3, Actual: 2", file: "/repo/a_test.go", line: 9 }],
  });
});

test("the output of an ordinary test is no suite's", () => {
  expect(
    suiteReport("=== RUN   TestIt\nOK then\nFailures: none\n--- FAIL: TestIt\n"),
  ).toBeUndefined();
});
