// No damage to a trace makes any `racegate trace` command throw or hang: a bounded number of mutations of recorded
// traces through every command, always the same ones. RACEGATE_MUTATIONS=500 tries more.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  traceCancelCommand,
  traceHoldsCommand,
  tracePathCommand,
} from "../../../../src/pipeline-causal.ts";
import { traceMatchCommand } from "../../../../src/pipeline-trace-match.ts";
import {
  traceCreationsCommand,
  traceProcsCommand,
  traceTasksCommand,
  traceThreadsCommand,
} from "../../../../src/pipeline-trace-views.ts";
import {
  PROFILE_KINDS,
  traceEventsCommand,
  traceGoroutinesCommand,
  traceInfoCommand,
  traceLocksCommand,
  tracePerfettoCommand,
  traceProfileCommand,
  type TraceRequest,
  traceWakeCommand,
} from "../../../../src/pipeline-trace.ts";
import { bytesSource } from "../../../oracles/bytes-source.ts";
import { mutate, randomNumbers } from "../../../oracles/mutations.ts";
import { traceFromText } from "../../../oracles/text-trace.ts";

const GOLDEN = join(import.meta.dirname, "../../../golden");
const MUTATIONS = Number(process.env["RACEGATE_MUTATIONS"] ?? 12);
const discard = (): void => undefined;
const table = { json: false, limit: 5 };

const PATH = { ...table, roots: 3, goroutine: undefined, test: undefined, stream: undefined };

type Command = (request: TraceRequest) => Promise<unknown>;
const COMMANDS: readonly (readonly [string, Command])[] = [
  ["info", (r) => traceInfoCommand(r, { json: true, exitWallMs: undefined }, discard)],
  [
    "events go",
    (r) => traceEventsCommand(r, { format: "go", stacks: true, repair: true }, discard),
  ],
  [
    "events jsonl",
    (r) => traceEventsCommand(r, { format: "jsonl", stacks: true, repair: true }, discard),
  ],
  ["goroutines", (r) => traceGoroutinesCommand(r, table, discard)],
  ["goroutines --tree", (r) => traceCreationsCommand(r, table, discard)],
  ["procs", (r) => traceProcsCommand(r, table, discard)],
  ["threads", (r) => traceThreadsCommand(r, table, discard)],
  ["tasks", (r) => traceTasksCommand(r, table, discard)],
  ["wake", (r) => traceWakeCommand(r, { ...table, chains: 3 }, discard)],
  ["locks", (r) => traceLocksCommand(r, { ...table, channels: true }, discard)],
  ...PROFILE_KINDS.map((kind): readonly [string, Command] => [
    `profile ${kind}`,
    (r) => traceProfileCommand(r, kind, discard),
  ]),
  ["perfetto", (r) => tracePerfettoCommand(r, discard)],
  ["match", (r) => traceMatchCommand(r, { ...table, shipped: true, patterns: [] }, discard)],
  ["path", (r) => tracePathCommand(r, PATH, discard)],
  ["holds", (r) => traceHoldsCommand(r, table, discard)],
  ["cancel", (r) => traceCancelCommand(r, table, discard)],
];

const TRACES = readdirSync(join(GOLDEN, "trace"))
  .filter((name) => name.endsWith(".trace.txt"))
  .map((name) => ({
    name,
    bytes: traceFromText(readFileSync(join(GOLDEN, "trace", name), "utf8")),
  }))
  .concat(
    ["causal", "patterns", "slow"].flatMap((folder) =>
      (readdirSync(join(GOLDEN, folder), { recursive: true }) as string[])
        .filter((name) => name.endsWith(".trace.gz"))
        .slice(0, 3)
        .map((name) => ({ name, bytes: gunzipSync(readFileSync(join(GOLDEN, folder, name))) })),
    ),
  );

describe.each(COMMANDS)("trace %s", (_name, run) => {
  it("takes whatever a trace has become", async () => {
    const random = randomNumbers(11);
    for (const { name, bytes } of TRACES) {
      const mutations = bytes.length > 100_000 ? Math.ceil(MUTATIONS / 6) : MUTATIONS;
      for (let n = 0; n < mutations; n++) {
        const damaged = mutate(bytes, random);
        const request = { source: bytesSource(damaged), window: {} };
        await run(request).catch((error: unknown) => {
          expect.fail(`${name}, mutation ${n}: ${(error as Error).stack ?? ""}`);
        });
      }
    }
  });
});
