/** Values of flags of `go test` that go or the test binary would refuse, after all was built: refused before. */
import { UserFailure } from "../model/failure.ts";
import { parseGoDurationMs } from "../util/go-duration.ts";
import { goTestFlagValues, parseGoTestFlags } from "./go-test-flags.ts";

type Test = readonly [isValue: (value: string) => boolean, wanted: string];

const positive: Test = [(value) => /^\+?0*[1-9][0-9]{0,8}$/.test(value), "a positive whole number"];
const whole: Test = [(value) => /^[+-]?[0-9]{1,9}$/.test(value), "a whole number"];
const duration: Test = [(value) => parseGoDurationMs(value) !== undefined, "a duration like 10m"];
const times: Test = [
  (value) => /^[1-9][0-9]{0,8}x$/.test(value) || (parseGoDurationMs(value) ?? 0) > 0,
  "a duration like 2s, or a number of times like 100x",
];
const bool: Test = [
  (value) => /^(?:1|0|t|f|T|F|true|false|TRUE|FALSE|True|False)$/.test(value),
  "true or false",
];
const oneOf = (...words: string[]): Test => [(value) => words.includes(value), words.join(", ")];

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["p", positive],
  ["parallel", positive],
  ["count", whole],
  ["cpu", [(value) => value.split(",").every((one) => positive[0](one.trim())), "CPU counts"]],
  ["timeout", duration],
  ["benchtime", times],
  ["fuzztime", times],
  ["fuzzminimizetime", times],
  ["blockprofilerate", whole],
  ["memprofilerate", whole],
  ["mutexprofilefraction", whole],
  ["covermode", oneOf("set", "count", "atomic")],
  ["mod", oneOf("readonly", "vendor", "mod")],
  ["shuffle", [(value) => /^(?:on|off|-?[0-9]{1,19})$/.test(value), "on, off or a seed"]],
  ...["short", "failfast", "cover", "benchmem", "fullpath", "trimpath", "race", "modcacherw"].map(
    (name): [string, Test] => [name, bool],
  ),
]);

/**
 * @param where the door, for messages: `--`, `input args`
 * @throws UserFailure RG9001 on a flag that is refused, or a value that go would refuse
 */
export function checkGoTestFlags(tokens: readonly string[], where: string): void {
  parseGoTestFlags(tokens, where);
  for (const { name, value } of goTestFlagValues(tokens)) {
    const test = TESTS.get(name);
    if (test === undefined || test[0](value)) continue;
    throw new UserFailure(
      "RG9001",
      `-${name}=${value.slice(0, 80)} (${where}) is refused: ${JSON.stringify(value.slice(0, 80))} is not ${test[1]}.`,
    );
  }
}
