// Makes the inputs of test/golden/{race-logs,test2json,crash} that a real toolchain can make: runs the small
// module in scripts/race-fixtures under `go test -race` and keeps what it prints, with the temporary folder
// renamed. Each case is named for its oddity. Run by hand: node scripts/make-race-fixtures.ts [name…]
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Case {
  readonly area: "race-logs" | "test2json" | "crash" | "profiles";
  readonly name: string;
  /** Arguments of `go`. */
  readonly go: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A file that the command writes, relative to the module: kept in place of the output. */
  readonly file?: string;
  /** The module's folder; the fixtures' root without one. */
  readonly module?: string;
  /** Run twice and keep the second output: the first fills the test cache. */
  readonly twice?: boolean;
}

const PLAIN = ["test", "-race", "-count=1", "-vet=off"];
const JSON_RUN = ["test", "-race", "-count=1", "-vet=off", "-json"];
const NO_RACE = ["test", "-count=1", "-vet=off"];

function races(name: string, test: string, more: readonly string[] = []): Case {
  return { area: "race-logs", name, go: [...PLAIN, ...more, `-run=^(${test})$`, "./races"] };
}
function events(name: string, go: readonly string[], env?: Record<string, string>): Case {
  return { area: "test2json", name, go: [...JSON_RUN, ...go], ...(env && { env }) };
}
function crash(name: string, test: string, more: readonly string[] = []): Case {
  return { area: "crash", name, go: [...NO_RACE, ...more, `-run=^(${test})$`, "./crashes"] };
}

function fatal(name: string, test: string, more: Partial<Case> = {}): Case {
  return { area: "crash", name, go: [...NO_RACE, `-run=^(${test})$`, "./fatals"], ...more };
}
/** -trimpath: a profile is compressed, so its paths cannot be renamed afterwards. */
function profile(name: string, test: string, file: string): Case {
  const flags = ["-trimpath", "-mutexprofile=mutex.pprof", "-blockprofile=block.pprof"];
  const go = [...NO_RACE, ...flags, `-run=^${test}$`, "./contend"];
  return { area: "profiles", name, go, file };
}
function tool(name: string, test: string): Case {
  const go = [...NO_RACE, "-v", `-run=^(${test})$`, "./..."];
  return { area: "crash", name, module: "tools", go };
}

const CASES: readonly Case[] = [
  races("read-write", "TestReadWrite"),
  races("read-modify-write-twice", "TestIncrement"),
  races("finished-goroutine", "TestFinished"),
  races("map-runtime-frames", "TestMap"),
  races("channel-close", "TestClose"),
  races("atomic-and-plain", "TestAtomic"),
  races("generics", "TestGeneric"),
  races("method-value", "TestMethodValue"),
  races("gowrap", "TestGoWrap"),
  races("subtest-closures", "TestSub"),
  races("trimpath", "TestReadWrite", ["-trimpath"]),
  races("glued-separator", "TestGlued"),
  races("several-reports", "TestReadWrite|TestMap|TestSub"),
  races("log-lines-around", "TestNoisy", ["-v"]),
  { area: "race-logs", name: "init-main-goroutine", go: [...PLAIN, "./inits"] },
  { area: "race-logs", name: "testmain-after-exit", go: [...PLAIN, "./mains"] },

  events("pass-fail-skip", ["-run=^(TestPass|TestFail|TestSkip)$", "./outcomes"]),
  events("race-under-wrong-test", ["-run=^(TestLateA|TestLateB)$", "./races"]),
  events("race-parallel", [
    "-parallel=4",
    "-run=^(TestParallelA|TestParallelB|TestParallelC)$",
    "./races",
  ]),
  events("race-in-init", ["./inits"]),
  events("race-after-testmain", ["./mains"]),
  events("race-hidden-by-exitcode", ["./mains"], { GORACE: "exitcode=0" }),
  events("race-count-3", ["-count=3", "-run=^TestReadWrite$", "./races"]),
  events("halt-on-error", ["-run=^TestReadWrite$", "./races"], { GORACE: "halt_on_error=1" }),
  events("child-process", ["-run=^TestChild$", "./races"]),
  events("subtests", ["-run=^TestSub$", "./races"]),
  events("panic-in-goroutine", ["-run=^TestPanicGoroutine$", "./crashes"]),
  events("timeout", ["-timeout=1s", "-run=^TestHang$", "./crashes"]),
  events("os-exit-zero", ["-run=^TestExitZero$", "./outcomes"]),
  events("killed", ["-run=^TestKilled$", "./outcomes"]),
  events("build-failure", ["./broken", "./outcomes", "-run=^TestPass$"]),
  events("setup-failure", ["./badimport"]),
  events("no-test-files", ["./notests", "./outcomes", "-run=^TestPass$"]),
  events("no-tests-to-run", ["-run=^NoSuch$", "./outcomes"]),
  events("long-line", ["-run=^TestLongLine$", "./outcomes"]),
  events("partial-lines", ["-run=^(TestPartialA|TestPartialB)$", "./outcomes"]),
  events("attr-and-artifacts", ["-artifacts", "-run=^TestAttr$", "./outcomes"]),
  events("example-and-fuzz-seeds", ["-run=^(Example|FuzzSeed)", "./outcomes"]),
  {
    area: "test2json",
    name: "cached",
    go: ["test", "-race", "-vet=off", "-json", "-run=^TestPass$", "./outcomes"],
    twice: true,
  },

  crash("nested-panic", "TestNestedPanic"),
  crash("error-value-panic", "TestErrorPanic"),
  crash("nil-pointer", "TestNilPointer"),
  crash("map-writes", "TestMapWrites"),
  crash("unlock-of-unlocked", "TestUnlock"),
  crash("timeout-running-tests", "TestHang", ["-timeout=1s"]),
  {
    area: "crash",
    name: "all-asleep",
    go: ["test", "-count=1", "-vet=off", "-timeout=0", "./asleep"],
  },
  crash("sigquit", "TestQuit"),
  crash("deep-recursion-elided", "TestDeep"),
  crash("printed-stack-is-no-crash", "TestPrintStack", ["-v"]),
  crash("http-panic-serving-is-no-crash", "TestServing", ["-v"]),
  crash("multi-line-panic", "TestMultiLine"),
  crash("goexit-panic", "TestGoexitPanic"),
  crash("panic-in-goroutine", "TestPanicGoroutine"),
  fatal("nil-receiver", "TestNilReceiver"),
  fatal("nil-field", "TestNilField"),
  fatal("stack-overflow", "TestOverflow"),
  fatal("out-of-memory", "TestMemory"),
  fatal("map-iteration", "TestMapIteration"),
  fatal("runlock-of-unlocked", "TestRUnlock"),
  fatal("timeout-many-alike", "TestManyStuck", {
    go: [...NO_RACE, "-timeout=1s", "-run=^TestManyStuck$", "./fatals"],
  }),
  fatal("custom-type", "TestCustomType"),
  fatal("custom-int", "TestCustomInt"),
  fatal("panic-nil", "TestPanicNil"),
  fatal("same-value-again", "TestSameValueAgain"),
  fatal("deferred-panic", "TestDeferredPanic"),
  fatal("send-on-closed", "TestSendClosed"),
  fatal("send-on-closed-traceback-system", "TestSendClosed", { env: { GOTRACEBACK: "system" } }),
  fatal("panic-traceback-crash", "TestIndex", { env: { GOTRACEBACK: "crash" } }),
  fatal("close-of-closed", "TestCloseClosed"),
  fatal("close-of-nil", "TestCloseNil"),
  fatal("index-out-of-range", "TestIndex"),
  fatal("slice-bounds", "TestSlice"),
  fatal("nil-map-write", "TestNilMap"),
  fatal("negative-waitgroup", "TestNegative"),
  fatal("divide-by-zero", "TestDivide"),
  fatal("type-assertion", "TestAssertion"),
  { area: "crash", name: "log-after-end", go: [...NO_RACE, "./late"] },
  fatal("exit-in-test", "TestExit"),
  fatal("synctest-deadlock", "TestBubble"),
  fatal("memory-fault", "TestFault"),
  fatal("recovered-then-other", "TestRecoveredThenOther"),
  fatal("panic-while-printing", "TestPanicWhilePrinting"),
  fatal("make-channel-size", "TestMakeChannel"),
  fatal("sigquit-traceback-crash", "TestQuitCrash", { env: { GOTRACEBACK: "crash" } }),
  fatal("timeout-labels", "TestLabels", {
    go: [...NO_RACE, "-timeout=1s", "-run=^TestLabels$", "./fatals"],
    env: { GODEBUG: "tracebacklabels=1" },
  }),
  fatal("timeout-bubble", "TestBubbleTimeout", {
    go: [...NO_RACE, "-timeout=1s", "-run=^TestBubbleTimeout$", "./fatals"],
  }),
  fatal("timeout-traceback-system", "TestManyStuck", {
    go: [...NO_RACE, "-timeout=1s", "-run=^TestManyStuck$", "./fatals"],
    env: { GOTRACEBACK: "system" },
  }),
  fatal("http-serving-nil-pointer", "TestServingNil", {
    go: [...NO_RACE, "-v", "-run=^TestServingNil$", "./fatals"],
  }),
  profile("mutex-convoy", "TestConvoy", "mutex.pprof"),
  profile("block-convoy", "TestConvoy", "block.pprof"),
  profile("mutex-busy", "TestBusy", "mutex.pprof"),
  profile("goroutines", "TestGoroutines", "goroutine.pprof"),
  tool("goleak", "TestLeaks"),
  tool("go-deadlock", "TestOrder|TestTwice"),
];

const only = new Set(process.argv.slice(2));
const root = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), "race-fixtures-")));
try {
  cpSync(join(root, "scripts", "race-fixtures"), folder, { recursive: true });
  for (const { area, name, go, env, file, module, twice } of CASES) {
    if (only.size > 0 && !only.has(name)) continue;
    const options = {
      cwd: join(folder, module ?? ""),
      env: {
        ...process.env,
        GOFLAGS: "",
        GOMAXPROCS: "2",
        GOROUTINE_PROFILE: join(folder, "goroutine.pprof"),
        ...env,
      },
      encoding: "utf8" as const,
      maxBuffer: 1 << 26,
      timeout: 60_000,
    };
    if (twice === true) spawnSync("go", go, options);
    const { stdout, stderr } = spawnSync("go", go, options);
    if (!/^(build|setup)-failure$/.test(name) && /\[(build|setup) failed\]/.test(stdout)) {
      throw new Error(`${name} does not build:\n${stdout}${stderr}`);
    }
    if (file !== undefined) {
      const target = join(root, "test", "golden", area);
      mkdirSync(target, { recursive: true });
      cpSync(join(folder, module ?? "", file), join(target, `${name}.pprof`));
      console.log(`${area}/${name}`);
      continue;
    }
    const text = area === "test2json" ? stdout : stdout + stderr;
    const target = join(root, "test", "golden", area);
    mkdirSync(target, { recursive: true });
    const ending = area === "test2json" ? "jsonl" : area === "crash" ? "txt" : "log";
    writeFileSync(join(target, `${name}.${ending}`), text.replaceAll(folder, "/home/gopher/m"));
    console.log(`${area}/${name}: ${text.length} characters`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
