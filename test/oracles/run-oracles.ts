// The heavy comparisons of the trace engine with Go itself: `npm run test:oracles`.
//   node test/oracles/run-oracles.ts [--captured DIR] [--toolchains] [--mutations N] [--only equality|cuts|mutations]
// Exits 1 at any difference.
import { parseArgs } from "node:util";
import { Kernel } from "../../src/parse/go-trace/kernel.ts";
import {
  capturedTraces,
  type CorpusTrace,
  fuzzSeeds,
  goroot,
  oldTraces,
  textTraces,
} from "./corpora.ts";
import { freshTrace } from "./fresh-traces.ts";
import { compareWithGo } from "./go-equality.ts";
import { eventKeys, mutate, quality, randomNumbers } from "./mutations.ts";

const { values } = parseArgs({
  options: {
    captured: { type: "string" },
    toolchains: { type: "boolean", default: false },
    mutations: { type: "string", default: "1000" },
    only: { type: "string" },
  },
});
const doing = (what: "equality" | "cuts" | "mutations"): boolean =>
  values.only === undefined || values.only === what;
/** One patch release of each line that the module proxy gives. */
const TOOLCHAINS = ["1.21.13", "1.22.12", "1.23.12", "1.24.13", "1.25.7", "1.26.8", "1.27.0"];
const SMALL_BYTES_MAX = 3000;
/** Traces up to this size are mutated: a thousand readings of each. */
const MUTATED_BYTES_MAX = 100_000;
const READ_MS_MAX = 5000;
let failures = 0;

function fail(what: string): void {
  failures += 1;
  console.log(`FAIL ${what}`);
}

async function equality(title: string, traces: readonly CorpusTrace[]): Promise<void> {
  let same = 0;
  for (const trace of traces) {
    const c = await compareWithGo(trace);
    if (c.verdict === "same") same += 1;
    // Where Go stops in the middle, what it printed before is the same, but it is the verdict that counts.
    else if (c.verdict === "text-differs" && !c.accepted) same += 1;
    else fail(`${title} ${c.name}: ${c.verdict}: ${c.detail}`);
    const wanted = trace.expected;
    if (wanted !== undefined && (wanted === "SUCCESS") !== c.accepted)
      fail(`${c.name}: Go's test says ${wanted}`);
  }
  console.log(`${title}: ${same} of ${traces.length} the same as Go`);
}

/** Traces that a program writes now, built with each Go version. */
function freshTraces(): CorpusTrace[] {
  return TOOLCHAINS.flatMap((toolchain): CorpusTrace[] => {
    try {
      const bytes = freshTrace({ toolchain, numbers: 2000 });
      return [{ name: `fresh-go${toolchain}`, bytes, expected: "SUCCESS" }];
    } catch (error) {
      console.log(`go${toolchain} is not to be had: ${String(error).split("\n")[0] ?? ""}`);
      return [];
    }
  });
}

async function timed(
  name: string,
  bytes: Uint8Array,
  kernel: Kernel,
): Promise<Map<string, number>> {
  const start = performance.now();
  try {
    const { keys } = await eventKeys(bytes, kernel);
    const ms = performance.now() - start;
    if (ms > READ_MS_MAX) fail(`${name}: ${ms.toFixed(0)} ms`);
    return keys;
  } catch (error) {
    fail(`${name} threw ${String(error)}`);
    return new Map();
  }
}

/** Every length of the small traces; the quality of repair for cuts of the others. */
async function truncations(traces: readonly CorpusTrace[]): Promise<void> {
  const kernel = new Kernel();
  let cuts = 0;
  let given = 0;
  let right = 0;
  let all = 0;
  for (const t of traces) {
    const intact = (await eventKeys(t.bytes, kernel)).keys;
    const small = t.bytes.length <= SMALL_BYTES_MAX;
    const step = small ? 1 : Math.ceil(t.bytes.length / 12);
    for (let n = 0; n < t.bytes.length; n += step) {
      const keys = await timed(`${t.name} cut at ${n}`, t.bytes.subarray(0, n), kernel);
      const q = quality(keys, intact);
      cuts += 1;
      if (small || n < t.bytes.length / 4) continue;
      given += q.given;
      right += q.right;
      all += Math.round(q.all * (n / t.bytes.length));
    }
  }
  const precision = ((100 * right) / Math.max(1, given)).toFixed(2);
  const recall = ((100 * right) / Math.max(1, all)).toFixed(1);
  console.log(
    `${cuts} cuts read; precision of repair ${precision} %, recall ${recall} % of the bytes' share`,
  );
}

/** Mutations of each trace; what repair gives of them is compared with the whole trace's events. */
async function mutations(traces: readonly CorpusTrace[], each: number): Promise<void> {
  const kernel = new Kernel();
  let given = 0;
  let right = 0;
  let all = 0;
  for (const t of traces) {
    const random = randomNumbers(t.bytes.length);
    const intact = (await eventKeys(t.bytes, kernel)).keys;
    const own = { given: 0, right: 0, all: 0 };
    for (let i = 0; i < each; i++) {
      const bytes = mutate(t.bytes, random);
      const q = quality(await timed(`${t.name} mutation ${i}`, bytes, kernel), intact);
      own.given += q.given;
      own.right += q.right;
      own.all += q.all;
    }
    const part = `${percent(own.right, own.given)} precision, ${percent(own.right, own.all)} recall`;
    console.log(`  ${t.name} (${t.bytes.length} bytes): ${part}`);
    given += own.given;
    right += own.right;
    all += own.all;
  }
  const memory = (kernel.x.memory.buffer.byteLength / 2 ** 20).toFixed(0);
  console.log(
    `${each} mutations each of ${traces.length} traces read: precision ${percent(right, given)}, ` +
      `recall ${percent(right, all)}; kernel memory ${memory} MiB`,
  );
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
}

const root = goroot();
const texts = textTraces(root);
const captured = values.captured === undefined ? [] : capturedTraces(values.captured);
const fresh = values.toolchains ? freshTraces() : [];
const intact = [...texts.filter((t) => t.expected === "SUCCESS"), ...fresh];
if (doing("equality")) {
  await equality("text traces", texts);
  await equality("fuzz seeds", fuzzSeeds(root));
  await equality("traces of Go 1.11 to 1.21", oldTraces(root));
  if (captured.length > 0) await equality("captured traces", captured);
  if (fresh.length > 0) await equality("fresh traces", fresh);
}
if (doing("cuts")) {
  await truncations([
    ...intact,
    ...captured.filter((t) => !/1\.21|trunc|halt|exit|kill|flip|tail/.test(t.name)),
  ]);
}
if (doing("mutations")) {
  await mutations(
    intact.filter((t) => t.bytes.length < MUTATED_BYTES_MAX),
    Number(values.mutations),
  );
}
if (failures > 0) {
  console.log(`${failures} failures`);
  process.exitCode = 1;
}
