import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  DiagnosticBag,
  HELD_MIN_NS,
  LockLogReader,
  NO_STACK,
  SHARE_MIN,
  SegmentRecorder,
  TimeAxis,
  callerOf,
  cancelSteps,
  cancellationsOf,
  confidenceOf,
  createTextSplitter,
  criticalPathsOf,
  firstLineAfter,
  firstPass,
  judgeWithOwn,
  kindOf,
  lastLineBefore,
  lifeOf,
  lineWith,
  measureLock,
  measureWords,
  namedGoroutine,
  overlap,
  ownPatternNotes,
  profilesOf,
  pumpSource,
  readEventLine,
  readTimedLines,
  readWindow,
  shareWords,
  stripAnsi,
  stuckOwn,
  symptomStep,
  testLives,
  testRootOf,
  traceCausesOf,
  walkPath,
  waterfallBar,
  windowBefore
} from "./chunk-6OI3EBZ6.js";
import {
  decide,
  schedulerFacts,
  testsInDoubt
} from "./chunk-62RGFGXI.js";
import {
  PatternEngine,
  loadPatterns
} from "./chunk-OT5ZKJ63.js";
import "./chunk-R5H7KCAA.js";
import "./chunk-7KPY23XL.js";
import {
  RERUNS,
  UNOBSERVED,
  collectRun,
  draftManifest,
  goErrorOf,
  randomMark,
  startGroup
} from "./chunk-DHT6K65V.js";
import {
  writeFileAtomically
} from "./chunk-7ZAQYDPQ.js";
import {
  FilePool,
  createLineSplitter,
  fileSource,
  openCapture,
  processDirectories
} from "./chunk-SG2LAXO6.js";
import "./chunk-N6K2DZNL.js";
import {
  importPathDirectory
} from "./chunk-5MQILW2H.js";
import {
  BLOCKING_CLASS_DOCS,
  RACE_CLASS_DOCS,
  execa,
  runCommand
} from "./chunk-SP5E6TVN.js";
import {
  deferringFunction,
  durationText,
  isGeneratedFile,
  isRuntimePackage,
  isStandardPackage,
  packageUnderTest,
  parseGoSymbol,
  shortSymbol,
  stableName,
  testKindOf
} from "./chunk-BJQ3DP2B.js";
import "./chunk-WXN22JGC.js";
import {
  processRecord
} from "./chunk-TZZCAVMG.js";
import {
  _enum,
  array,
  boolean,
  lazy,
  number,
  object,
  string
} from "./chunk-V6EFVX5X.js";
import "./chunk-SB7B5DOZ.js";
import "./chunk-SSO7WQEY.js";
import {
  Kernel,
  readTrace
} from "./chunk-Z2UEWJO5.js";
import {
  EV,
  GO,
  goroutineAt,
  goroutineIdOf,
  newStackAt,
  ownSite,
  siteText,
  stackAt,
  subjectAt,
  textAt,
  timeAt,
  toAt,
  typeAt
} from "./chunk-GA4UFAKX.js";
import {
  TraceInterner
} from "./chunk-GYSKOSU5.js";
import "./chunk-TUQGUQHE.js";
import {
  noteTemporary
} from "./chunk-DJRU4FCG.js";
import "./chunk-FVG4TTG2.js";

// src/analyse/stack-scope.ts
var RUNNERS = /* @__PURE__ */ new Set(["testing.tRunner", "testing.(*B).runN", "testing.(*B).run1.func1"]);
var EXAMPLE_RUNNER = "testing.runExample";
function mayHoldTests(file) {
  return file === "" || file.endsWith("_test.go") || isGeneratedFile(file);
}
function samePackage(symbolPackage, owner) {
  if (owner === void 0) return true;
  return packageUnderTest(symbolPackage) === packageUnderTest(owner);
}
function testOf(read, owner) {
  const { symbol, frame } = read;
  const [first2] = symbol.names;
  if (first2 === void 0 || !mayHoldTests(frame.file)) return void 0;
  if (symbol.receiver !== void 0 && symbol.names.length === 1) return void 0;
  if (symbol.receiver === first2) return void 0;
  return samePackage(symbol.package, owner) ? testKindOf(first2) : void 0;
}
function isInit({ names: [first2], receiver, closures }) {
  if (receiver !== void 0 || closures.length > 0 || first2 === void 0) return false;
  return first2 === "init" || first2.startsWith("init.");
}
function scopeOfStack(frames, owner) {
  const read = frames.map((frame) => ({ frame, symbol: parseGoSymbol(frame.function) }));
  const runner = read.findIndex(({ frame }) => RUNNERS.has(frame.function));
  for (let i = read.length - 1; i >= 0; i--) {
    const each = read[i];
    const scope = each === void 0 ? void 0 : testOf(each, owner);
    if (each === void 0 || scope === void 0) continue;
    const entry = runner > 0 ? read[runner - 1] : void 0;
    const isEntry = entry !== void 0 && isPlainTest(entry.symbol, each.symbol);
    const isSub = scope !== "example" && scope !== "fuzz" && runner >= 0 && !isEntry;
    return {
      name: each.symbol.names[0] ?? "",
      scope: isSub ? scope === "benchmark" ? "benchmark" : "subtest" : scope,
      package: each.symbol.package,
      ownGoroutine: runner >= 0 || read.some(({ frame }) => frame.function === EXAMPLE_RUNNER),
      subtest: runner >= 0 ? isSub : void 0
    };
  }
  return runner >= 0 ? void 0 : outsideTests(read, owner);
}
function isPlainTest(entry, test) {
  return entry.names.length === 1 && entry.closures.length === 0 && entry.name === test.names[0];
}
function outsideTests(read, owner) {
  if (read.some(({ frame }) => frame.function.startsWith("testing.(*M)."))) return void 0;
  for (const { frame, symbol } of read.toReversed()) {
    const made = { package: symbol.package, ownGoroutine: false, subtest: void 0 };
    const isTestMain = symbol.names[0] === "TestMain" && mayHoldTests(frame.file);
    if (isTestMain && samePackage(symbol.package, owner)) {
      return { ...made, name: "TestMain", scope: "testmain" };
    }
    if (isInit(symbol)) {
      const [first2 = "init"] = symbol.names;
      const name = `${shortSymbol(symbol.package)}.${first2}`;
      return { ...made, name, scope: "init" };
    }
    if (symbol.package === "main" && symbol.names[0] === "main" && !isGeneratedFile(frame.file)) {
      return { ...made, name: "main.main", scope: "child" };
    }
  }
  return void 0;
}
function madeByTestRunner(creation) {
  const [top] = creation;
  return top !== void 0 && (top.function === "testing.(*T).Run" || top.function.startsWith("testing.(*B).run") || top.function.startsWith("testing.(*F).Fuzz"));
}
function suiteMethod(frames) {
  for (let i = 0; i + 1 < frames.length; i++) {
    const called = frames[i + 1]?.function;
    if (called !== "reflect.Value.call" && called !== "reflect.Value.Call") continue;
    const symbol = parseGoSymbol(frames[i]?.function ?? "");
    if (symbol.receiver !== void 0 && testKindOf(symbol.name) === "test") return symbol.name;
  }
  return void 0;
}

// src/analyse/test-index.ts
function isWithin(name, parent) {
  return name === parent || name.startsWith(`${parent}/`);
}
function leavesOf(names) {
  const parents = /* @__PURE__ */ new Set();
  for (const name of names) {
    for (let at2 = name.lastIndexOf("/"); at2 > 0; at2 = name.lastIndexOf("/", at2 - 1)) {
      parents.add(name.slice(0, at2));
    }
  }
  return names.filter((name) => !parents.has(name));
}
var cache = /* @__PURE__ */ new WeakMap();
function testIndex(tests) {
  const known3 = cache.get(tests);
  if (known3 !== void 0) return known3;
  const index = /* @__PURE__ */ new Map();
  for (const result of tests.packages) {
    index.set(result.importPath, {
      result,
      tests: new Map(result.tests.map((test) => [test.name, test])),
      raceLeaves: leavesOf(result.tests.filter((t) => t.raceLine).map((t) => t.name))
    });
  }
  cache.set(tests, index);
  return index;
}

// src/analyse/attribute.ts
var CONFIDENCE = {
  bothSides: 0.98,
  stack: 0.95,
  creation: 0.9,
  oneOfTwo: 0.7,
  subtestGuess: 0.6,
  streamRaceLine: 0.7,
  streamTest: 0.5,
  process: 0.5,
  position: 0.3
};
var ALSO_POSSIBLE_MAX = 10;
var TEST_SCOPES = /* @__PURE__ */ new Set([
  "test",
  "subtest",
  "benchmark",
  "example",
  "fuzz"
]);
function sideOf(access3, creation, owner) {
  const suite = suiteMethod(access3) ?? suiteMethod(creation);
  const own = scopeOfStack(access3, owner);
  const parent = scopeOfStack(creation, owner);
  const made = madeByTestRunner(creation);
  const isTestParent = parent !== void 0 && TEST_SCOPES.has(parent.scope);
  if (own === void 0) {
    if (parent === void 0 || made && !isTestParent) return void 0;
    const found = made ? asSubtest(parent, true) : { ...parent, ownGoroutine: false };
    return { found, by: "creation-stack", suite };
  }
  if (!isTestParent || parent.name !== own.name) return { found: own, by: "stack", suite };
  if (made) return { found: asSubtest(own, own.ownGoroutine), by: "stack", suite };
  if (own.subtest === void 0 && parent.subtest === true) {
    return { found: asSubtest(own, own.ownGoroutine), by: "stack", suite };
  }
  return { found: own, by: "stack", suite };
}
function asSubtest(found, ownGoroutine) {
  const scope = found.scope === "test" ? "subtest" : found.scope;
  return { ...found, scope, subtest: true, ownGoroutine };
}
function sidesOf(sighting) {
  const { report, origin } = sighting;
  const sides = [];
  for (const access3 of report.accesses) {
    const goroutine = access3.goroutine;
    const creation = goroutine === void 0 || goroutine.main ? void 0 : report.creations.find((each) => each.raceId === goroutine.raceId);
    const side = sideOf(access3.frames, creation?.frames ?? [], origin.package);
    if (side !== void 0) sides.push(side);
  }
  return sides;
}
function chooseSide(sides, tests) {
  const rank4 = (side) => {
    const { found } = side;
    if (!TEST_SCOPES.has(found.scope)) return found.scope === "child" ? 0 : 1;
    const innocent = tests?.tests.get(found.name)?.raceLine === true ? 0 : 1;
    return found.ownGoroutine ? 2 : 4 + innocent;
  };
  let best;
  for (const side of sides) {
    if (best === void 0 || rank4(side) > rank4(best)) best = side;
    else if (rank4(side) === rank4(best) && side.found.subtest === true) {
      if (best.found.subtest !== true && side.found.name === best.found.name) best = side;
    }
  }
  return best;
}
function nameSubtest(side, origin, tests) {
  const parent = side.found.name;
  const { suite } = side;
  const below2 = (names) => {
    const inside2 = names.filter((name) => name !== parent && isWithin(name, parent));
    const ofSuite2 = suite === void 0 ? [] : inside2.filter((n) => n.split("/").includes(suite));
    return leavesOf(ofSuite2.length > 0 ? ofSuite2 : inside2);
  };
  const choices = [
    below2(tests?.raceLeaves ?? []),
    below2(origin.runningTests ?? []),
    below2(origin.streamTest === void 0 ? [] : [origin.streamTest]),
    below2([...tests?.tests.keys() ?? []])
  ];
  for (const names of choices) {
    const [only3] = names;
    if (only3 !== void 0 && names.length === 1) return { name: only3, certain: true, others: [] };
  }
  if (suite !== void 0 && choices.every((names) => names.length === 0)) {
    return { name: `${parent}/${suite}`, certain: false, others: [] };
  }
  return { name: parent, certain: false, others: choices.find((n) => n.length > 0) ?? [] };
}
function reportedBy(origin, tests) {
  if (origin.streamTest !== void 0) return origin.streamTest;
  const leaves = tests?.raceLeaves ?? [];
  return leaves.length === 1 ? leaves[0] : void 0;
}
function fromStacks(sides, origin, tests) {
  const chosen = chooseSide(sides, tests);
  if (chosen === void 0) return void 0;
  const { found } = chosen;
  if (found.scope === "child") return ofChild(origin, tests);
  const sub = found.subtest === true && found.scope !== "benchmark" ? nameSubtest(chosen, origin, tests) : { name: fuzzSeed(found, origin, tests), certain: true, others: [] };
  const others = sides.filter((side) => side.found.name !== found.name).filter((side) => TEST_SCOPES.has(side.found.scope) || !TEST_SCOPES.has(found.scope)).map((side) => side.found.name);
  const agreed = sides.length === 2 && others.length === 0;
  const alike = sides.filter((side) => side.found.name === found.name);
  const by = alike.some((side) => side.by === "stack") ? "stack" : "creation-stack";
  let confidence = by === "stack" ? CONFIDENCE.stack : CONFIDENCE.creation;
  if (agreed) confidence = CONFIDENCE.bothSides;
  if (others.length > 0) confidence = CONFIDENCE.oneOfTwo;
  if (!sub.certain) confidence = Math.min(confidence, CONFIDENCE.subtestGuess);
  const reported = reportedBy(origin, tests);
  const possible = [.../* @__PURE__ */ new Set([...others, ...sub.others])].slice(0, ALSO_POSSIBLE_MAX);
  return {
    name: sub.name,
    scope: found.scope,
    by,
    confidence,
    ...reported === void 0 ? {} : { reported },
    ...possible.length === 0 ? {} : { alsoPossible: possible }
  };
}
function fuzzSeed(found, origin, tests) {
  if (found.scope !== "fuzz") return found.name;
  const streamTest = origin.streamTest;
  const leaves = tests?.raceLeaves ?? (streamTest === void 0 ? [] : [streamTest]);
  const seeds = leaves.filter((name) => name !== found.name && isWithin(name, found.name));
  const [only3] = seeds;
  return only3 !== void 0 && seeds.length === 1 ? only3 : found.name;
}
function isChild(origin) {
  const { childPid, pid } = origin;
  return childPid !== void 0 && childPid !== pid;
}
function ofChild(origin, tests) {
  if (!isChild(origin) && origin.package === void 0) return void 0;
  const running = leavesOf(origin.runningTests ?? [...tests?.tests.keys() ?? []]);
  const [only3] = running;
  const several = running.length === 1 ? [] : running.slice(0, ALSO_POSSIBLE_MAX);
  return {
    name: only3 !== void 0 && running.length === 1 ? only3 : "",
    scope: "child",
    by: "process",
    confidence: CONFIDENCE.process,
    ...several.length === 0 ? {} : { alsoPossible: several }
  };
}
function fromStream(origin, tests) {
  if (isChild(origin)) return ofChild(origin, tests);
  const leaves = tests?.raceLeaves ?? [];
  const [only3] = leaves;
  if (only3 !== void 0 && leaves.length === 1) {
    return {
      ...namedScope(only3),
      by: "stream",
      confidence: CONFIDENCE.streamRaceLine,
      reported: only3
    };
  }
  const streamed = origin.streamTest ?? only3;
  if (streamed !== void 0) {
    const others = [...leaves, ...origin.runningTests ?? []].filter((name) => name !== streamed);
    const possible = [...new Set(others)].slice(0, ALSO_POSSIBLE_MAX);
    return {
      ...namedScope(streamed),
      by: "stream",
      confidence: possible.length === 0 ? CONFIDENCE.streamTest : CONFIDENCE.position,
      ...origin.streamTest === void 0 ? {} : { reported: origin.streamTest },
      ...possible.length === 0 ? {} : { alsoPossible: possible }
    };
  }
  if (origin.phase === "before-tests") {
    return { name: "init", scope: "init", by: "position", confidence: CONFIDENCE.position };
  }
  if (origin.phase === "after-tests") {
    return { name: "", scope: "after-exit", by: "position", confidence: CONFIDENCE.position };
  }
  return void 0;
}
function namedScope(name) {
  if (name.startsWith("Benchmark")) return { name, scope: "benchmark" };
  if (name.startsWith("Example")) return { name, scope: "example" };
  if (name.startsWith("Fuzz")) return { name, scope: "fuzz" };
  return { name, scope: name.includes("/") ? "subtest" : "test" };
}
function afterExit(made, sighting, tests, explained) {
  if (made.scope !== "test" && made.scope !== "subtest") return made;
  const late = { ...made, scope: "after-exit" };
  if (sighting.origin.phase === "after-tests") return late;
  if (tests === void 0 || sighting.origin.phase !== void 0 || isChild(sighting.origin))
    return made;
  const own = tests.tests.get(made.name);
  if (own?.outcome !== "pass" || own.raceLine || tests.result.outcome !== "fail") return made;
  return tests.raceLeaves.every((name) => explained.has(name)) ? { ...late, reported: void 0 } : made;
}
function first(sighting, run) {
  const tests = testIndex(run.tests).get(sighting.origin.package ?? "");
  const { origin } = sighting;
  return fromStacks(sidesOf(sighting), origin, tests) ?? fromStream(origin, tests);
}
function attributeAll(run) {
  const firsts = /* @__PURE__ */ new Map();
  const explained = /* @__PURE__ */ new Map();
  for (const sighting of run.races) {
    const made = first(sighting, run);
    if (made === void 0) continue;
    firsts.set(sighting, made);
    const owner = sighting.origin.package ?? "";
    const names = explained.get(owner) ?? /* @__PURE__ */ new Set();
    explained.set(owner, names.add(made.name));
  }
  const all = /* @__PURE__ */ new Map();
  for (const [sighting, made] of firsts) {
    const owner = sighting.origin.package ?? "";
    const tests = testIndex(run.tests).get(owner);
    const others = explained.get(owner) ?? /* @__PURE__ */ new Set();
    all.set(sighting, afterExit(withoutGuess(made, sighting, others), sighting, tests, others));
  }
  return all;
}
function withoutGuess(made, { origin }, explained) {
  const { reported } = made;
  const guessed = origin.streamTest === void 0 && reported !== void 0;
  if (!guessed || reported === made.name || !explained.has(reported)) return made;
  return { ...made, reported: void 0 };
}
function attributeCrash(sighting, run) {
  const { crash, origin } = sighting;
  const tests = testIndex(run.tests).get(origin.package ?? "");
  const [first2] = crash.goroutines;
  const created = first2?.createdBy === void 0 ? [] : [first2.createdBy.frame];
  const side = sideOf(first2?.frames ?? [], created, origin.package);
  return fromStacks(side === void 0 ? [] : [side], origin, tests) ?? fromStream(origin, tests);
}

// src/analyse/places.ts
var FILES_MAX = 2e5;
function cleanPath(path) {
  const slashed = /^[A-Za-z]:\\|^\\\\/.test(path) ? path.replaceAll("\\", "/") : path;
  const absolute = slashed.startsWith("/");
  const out = [];
  for (const part of slashed.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (out.length > 0 && out.at(-1) !== "..") out.pop();
      else if (!absolute) out.push("..");
    } else out.push(part);
  }
  return `${absolute ? "/" : ""}${out.join("/")}`;
}
function below(path, directory) {
  if (directory === "") return void 0;
  const prefix = directory.endsWith("/") ? directory : `${directory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : void 0;
}
function isAbsolute(path) {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}
function unescapeModule(path) {
  return path.replace(/!([a-z])/g, (_, letter) => letter.toUpperCase());
}
function versioned(path) {
  const at2 = path.indexOf("@v");
  if (at2 < 1 || !path.includes("/", at2)) return void 0;
  const cache4 = path.lastIndexOf("/pkg/mod/", at2);
  const start2 = cache4 >= 0 ? cache4 + "/pkg/mod/".length : path.startsWith("/") ? -1 : 0;
  if (start2 < 0) return void 0;
  const file = unescapeModule(path.slice(start2));
  return { file, module: file.slice(0, file.indexOf("@")) };
}
function dirOf(path) {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}
var RunPlaces = class {
  root;
  goroot;
  modcache;
  modules;
  known;
  seen = /* @__PURE__ */ new Map();
  texts = /* @__PURE__ */ new Map();
  run;
  constructor(run) {
    this.run = run;
    const { manifest } = run;
    this.known = manifest !== void 0;
    this.root = cleanPath(manifest?.root ?? "");
    this.goroot = cleanPath(manifest?.go.goroot ?? "");
    this.modcache = cleanPath(manifest?.go.gomodcache ?? "");
    this.modules = (manifest?.modules ?? []).map(({ path, directory }) => {
      const clean = cleanPath(directory);
      return { path, directory: isAbsolute(clean) ? clean : cleanPath(`${this.root}/${clean}`) };
    }).sort((a, b) => b.directory.length - a.directory.length || (a.path < b.path ? -1 : 1));
  }
  of(frame) {
    const key = `${frame.file}
${frame.function}`;
    const before = this.seen.get(key);
    if (before !== void 0) return before;
    const place4 = this.find(frame);
    if (this.seen.size < FILES_MAX) this.seen.set(key, place4);
    return place4;
  }
  find(frame) {
    const symbolPackage = parseGoSymbol(frame.function).package;
    const pkg = packageUnderTest(symbolPackage);
    const base3 = { package: pkg, module: void 0, test: false };
    if (isGeneratedFile(frame.file)) return { ...base3, file: frame.file, owner: "generated" };
    const path = cleanPath(frame.file);
    if (this.known) {
      const module = this.modules.find((each) => below(path, each.directory) !== void 0);
      if (module !== void 0) return this.inModule(path, module, base3);
    }
    const standard = this.standard(path, pkg);
    if (standard !== void 0) {
      const owner = isRuntimePackage(pkg) ? "runtime" : "standard";
      return { ...base3, file: standard, owner };
    }
    const cached2 = below(path, this.modcache);
    const dependency = versioned(cached2 ?? path);
    if (dependency !== void 0) {
      return { ...base3, file: dependency.file, module: dependency.module, owner: "dependency" };
    }
    if (path.includes("/vendor/")) {
      return { ...base3, file: this.relative(path), owner: "dependency" };
    }
    return this.elsewhere(path, pkg, base3);
  }
  inModule(path, module, base3) {
    const rest = below(path, module.directory) ?? "";
    const file = this.relative(path);
    if (rest.startsWith("vendor/")) return { ...base3, file, owner: "dependency" };
    const directory = dirOf(rest);
    return {
      file,
      owner: "own",
      test: path.endsWith("_test.go"),
      module: module.path,
      package: directory === "" ? module.path : `${module.path}/${directory}`
    };
  }
  relative(path) {
    return below(path, this.root) ?? path;
  }
  /** `$GOROOT/src/fmt/print.go` for a standard package's file in any of its printed forms. */
  standard(path, pkg) {
    const inside2 = below(path, this.goroot);
    if (inside2 !== void 0) return `$GOROOT/${inside2}`;
    if (!isStandardPackage(pkg) || this.isOwnPackage(pkg) !== void 0) return void 0;
    if (path === "") return "";
    const trimmed = isStandardPackage(dirOf(path)) && !isAbsolute(path);
    if (trimmed || path.includes("/src/")) {
      const at2 = path.indexOf("/src/");
      return `$GOROOT/src/${at2 < 0 ? path : path.slice(at2 + "/src/".length)}`;
    }
    return void 0;
  }
  isOwnPackage(pkg) {
    return this.modules.find((each) => pkg === each.path || pkg.startsWith(`${each.path}/`));
  }
  /** -trimpath, `//line`, lost names, and runs of which nothing but the text is known. */
  elsewhere(path, pkg, base3) {
    const test = path.endsWith("_test.go");
    const trimmed = this.isOwnPackage(path);
    if (trimmed !== void 0) {
      const real = cleanPath(`${trimmed.directory}/${path.slice(trimmed.path.length + 1)}`);
      return this.inModule(real, trimmed, base3);
    }
    const module = this.isOwnPackage(pkg);
    const file = this.relative(path);
    if (module !== void 0) return { ...base3, file, owner: "own", test, module: module.path };
    if (this.known) {
      const owner = path === "" && pkg === "main" ? "unknown" : "dependency";
      const own = this.modules.length === 0 && below(path, this.root) !== void 0;
      return { ...base3, file, test: own && test, owner: own ? "own" : owner };
    }
    if (pkg === "" && path === "") return { ...base3, file, owner: "unknown" };
    return { ...base3, file, owner: "own", test };
  }
  linesOf(frame) {
    const before = this.texts.get(frame.file);
    if (before !== void 0) return before;
    const { sources } = this.run;
    let source = sources.get(frame.file);
    if (source === void 0) {
      const file = this.of(frame).file;
      for (const each of sources.values()) if (each.file === file) source = each;
    }
    const lines = source === void 0 ? [] : source.text.split(/\r?\n/);
    this.texts.set(frame.file, lines);
    return lines;
  }
  sourceLine(frame) {
    return this.linesOf(frame)[frame.line - 1]?.trim();
  }
  linesBefore(frame, before) {
    return this.linesOf(frame).slice(Math.max(0, frame.line - 1 - before), Math.max(0, frame.line));
  }
};
function createPlaces(run) {
  return new RunPlaces(run);
}

// src/analyse/source/go-node.ts
var GoNode = class {
  type;
  /** Keywords and punctuation are unnamed. */
  named;
  /** The name of the edge from the parent, e.g. `left`, `operand`. */
  field;
  /** Offsets in UTF-16 units of the file's text. */
  start;
  end;
  /** 1-based. */
  line;
  endLine;
  parent;
  children;
  #source;
  constructor(shape, source) {
    this.type = shape.type;
    this.named = shape.named;
    this.field = shape.field;
    this.start = shape.start;
    this.end = shape.end;
    this.line = shape.line;
    this.endLine = shape.endLine;
    this.parent = shape.parent;
    this.children = shape.children;
    this.#source = source;
  }
  get text() {
    return this.#source.slice(this.start, this.end);
  }
};
function childOf(node, field) {
  return node?.children.find((child) => child.field === field);
}
function childrenOf(node, field) {
  return node?.children.filter((child) => child.field === field && child.named) ?? [];
}
function namedChildren(node) {
  return node?.children.filter((child) => child.named && child.type !== "comment") ?? [];
}
function expressionsOf(node) {
  if (node === void 0) return [];
  return node.type === "expression_list" ? namedChildren(node) : [node];
}
function statementsOf(block) {
  return namedChildren(block).flatMap(
    (child) => child.type === "statement_list" ? namedChildren(child) : [child]
  );
}
function* descendants(node, enter = () => true) {
  const stack = [node];
  for (let next = stack.pop(); next !== void 0; next = stack.pop()) {
    yield next;
    if (next !== node && !enter(next)) continue;
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child !== void 0) stack.push(child);
    }
  }
}
function* ancestors(node) {
  for (let next = node.parent; next !== void 0; next = next.parent) yield next;
}
function within(inner, outer) {
  return inner.start >= outer.start && inner.end <= outer.end;
}
function isFunctionNode(node) {
  return node.type === "func_literal" || node.type === "function_declaration" || node.type === "method_declaration";
}
function ownDescendants(node) {
  return descendants(node, (next) => next.type !== "func_literal");
}
function functionNodeAround(node) {
  for (const ancestor of ancestors(node)) if (isFunctionNode(ancestor)) return ancestor;
  return void 0;
}
function unparen(node) {
  let inner = node;
  while (inner.type === "parenthesized_expression") {
    const next = namedChildren(inner)[0];
    if (next === void 0) break;
    inner = next;
  }
  return inner;
}
function callParts(node) {
  if (node?.type !== "call_expression") return void 0;
  const callee = childOf(node, "function");
  const args = namedChildren(childOf(node, "arguments"));
  if (callee?.type === "identifier") {
    return { call: node, name: callee.text, operand: void 0, args };
  }
  if (callee?.type === "selector_expression") {
    const name = childOf(callee, "field")?.text;
    if (name === void 0) return void 0;
    return { call: node, name, operand: childOf(callee, "operand"), args };
  }
  return void 0;
}

// src/analyse/source/declarations.ts
var SCOPES = /* @__PURE__ */ new Set([
  "source_file",
  "function_declaration",
  "method_declaration",
  "func_literal",
  "block",
  "if_statement",
  "for_statement",
  "expression_switch_statement",
  "type_switch_statement",
  "expression_case",
  "type_case",
  "default_case",
  "communication_case"
]);
function scopeAround(node) {
  let last = node;
  for (const ancestor of ancestors(node)) {
    last = ancestor;
    if (!SCOPES.has(ancestor.type)) continue;
    if (ancestor.type === "block" && ancestor.parent !== void 0) {
      if (isFunctionNode(ancestor.parent)) return ancestor.parent;
    }
    return ancestor;
  }
  return last;
}
var Declarations = class {
  all = [];
  #byScope = /* @__PURE__ */ new Map();
  #uses = /* @__PURE__ */ new Map();
  /** Reads every declaration below the file's root, then what every identifier means. */
  constructor(root, nodes) {
    for (const node of nodes) this.#declare(node, root);
    for (const node of nodes) {
      if (node.type !== "identifier" || node.field === "name") continue;
      const declaration = this.resolve(node);
      if (declaration === void 0 || declaration.node === node) continue;
      const uses = this.#uses.get(declaration);
      if (uses === void 0) this.#uses.set(declaration, [node]);
      else uses.push(node);
    }
  }
  /** Identifiers that mean this declaration, in source order, without the declaring one. */
  usesOf(declaration) {
    return this.#uses.get(declaration) ?? [];
  }
  /** What the identifier means; undefined for universe names and names of other files. */
  resolve(identifier) {
    return this.lookup(identifier.text, identifier);
  }
  /** What the name means at that place. */
  lookup(name, place4) {
    for (const scope of [place4, ...ancestors(place4)]) {
      const found = this.#byScope.get(scope)?.get(name);
      if (found === void 0) continue;
      const local = scope.type !== "source_file";
      const visible = found.findLast(
        (declaration) => !local || declaration.visibleFrom <= place4.start || declaration.node === place4
      );
      if (visible !== void 0) return visible;
    }
    return void 0;
  }
  #declare(node, root) {
    switch (node.type) {
      case "parameter_declaration":
      case "variadic_parameter_declaration":
        this.#declareParameters(node);
        break;
      case "var_spec":
      case "const_spec":
        this.#declareSpec(node, root);
        break;
      case "short_var_declaration":
        this.#declareShort(node);
        break;
      case "range_clause":
      case "receive_statement":
        if (node.children.some((child) => child.type === ":=")) this.#declareReceived(node);
        break;
      case "type_switch_statement":
        for (const name of expressionsOf(childOf(node, "alias"))) {
          this.#add({ node: name, kind: "local", scope: node, visibleFrom: name.end });
        }
        break;
      case "function_declaration":
        this.#addNamed(childOf(node, "name"), "function", root);
        break;
      case "type_spec":
      case "type_alias":
        this.#addNamed(childOf(node, "name"), "type", scopeAround(node));
        break;
      case "import_spec":
        this.#addNamed(childOf(node, "name"), "import", root);
        break;
      default:
    }
  }
  #addNamed(name, kind, scope) {
    if (name !== void 0) this.#add({ node: name, kind, scope, visibleFrom: name.start });
  }
  #declareParameters(node) {
    const list = node.parent;
    const owner = list?.parent;
    if (list === void 0 || owner === void 0 || !isFunctionNode(owner)) return;
    const kind = list.field === "receiver" ? "receiver" : list.field === "result" ? "result" : "parameter";
    const typeNode = childOf(node, "type");
    for (const name of childrenOf(node, "name")) {
      this.#add({ node: name, kind, scope: owner, typeNode, visibleFrom: owner.start });
    }
  }
  #declareSpec(node, root) {
    const scope = scopeAround(node);
    const constant = node.type === "const_spec";
    const kind = constant ? "constant" : scope === root ? "package" : "local";
    const values = expressionsOf(childOf(node, "value"));
    const typeNode = childOf(node, "type");
    const names = childrenOf(node, "name").filter((name) => name.type !== ",");
    for (const [index, name] of names.entries()) {
      const shared = values.length === 1 && names.length > 1;
      this.#add({
        node: name,
        kind,
        scope,
        typeNode,
        value: shared ? values[0] : values[index],
        valueIndex: shared ? index : 0,
        visibleFrom: node.end
      });
    }
  }
  #declareShort(node) {
    const scope = scopeAround(node);
    const names = expressionsOf(childOf(node, "left"));
    const values = expressionsOf(childOf(node, "right"));
    const clause = node.parent?.type === "for_clause" ? node.parent.parent : void 0;
    for (const [index, name] of names.entries()) {
      if (name.type !== "identifier" || this.#declaredIn(scope, name)) continue;
      const shared = values.length === 1 && names.length > 1;
      this.#add({
        node: name,
        kind: clause === void 0 ? "local" : "loop",
        scope,
        value: shared ? values[0] : values[index],
        valueIndex: shared ? index : 0,
        visibleFrom: node.end,
        loop: clause && { statement: clause, range: false }
      });
    }
  }
  /** `:=` declares only names that are new in its scope. */
  #declaredIn(scope, name) {
    const found = this.#byScope.get(scope)?.get(name.text);
    return found?.some((declaration) => declaration.visibleFrom <= name.start) ?? false;
  }
  #declareReceived(node) {
    const range = node.type === "range_clause";
    const statement = range ? node.parent : void 0;
    const right = childOf(node, "right");
    for (const [index, name] of expressionsOf(childOf(node, "left")).entries()) {
      if (name.type !== "identifier") continue;
      this.#add({
        node: name,
        kind: range ? "loop" : "local",
        scope: statement ?? scopeAround(node),
        value: range ? void 0 : right,
        valueIndex: index,
        visibleFrom: node.end,
        loop: statement && { statement, range: true },
        rangeOver: range ? right : void 0
      });
    }
  }
  #add(shape) {
    const { node, kind, scope } = shape;
    const name = node.text;
    if (name === "_" || name === "") return;
    const declaration = {
      name,
      kind,
      node,
      scope,
      line: node.line,
      typeNode: shape.typeNode,
      value: shape.value,
      valueIndex: shape.valueIndex ?? 0,
      function: isFunctionNode(scope) ? scope : functionNodeAround(node),
      visibleFrom: shape.visibleFrom,
      loop: shape.loop,
      rangeOver: shape.rangeOver
    };
    this.all.push(declaration);
    const names = this.#byScope.get(scope) ?? /* @__PURE__ */ new Map();
    this.#byScope.set(scope, names);
    const same = names.get(name);
    if (same === void 0) names.set(name, [declaration]);
    else same.push(declaration);
  }
};
function parameterNames(list) {
  return namedChildren(list).flatMap((parameter) => {
    const type = childOf(parameter, "type")?.text ?? "";
    const names = childrenOf(parameter, "name");
    return names.length === 0 ? [{ name: "", type }] : names.map((name) => ({ name: name.text, type }));
  });
}

// src/analyse/source/functions.ts
var ONCE_CALLS = /* @__PURE__ */ new Set(["Do", "OnceFunc", "OnceValue", "OnceValues"]);
var SUBTEST_CALLS = /* @__PURE__ */ new Set(["Run", "RunParallel", "Fuzz"]);
var GROUP_CALLS = /* @__PURE__ */ new Set(["Go", "TryGo"]);
function functionsOf(nodes) {
  const made = /* @__PURE__ */ new Map();
  const literals = /* @__PURE__ */ new Map();
  for (const node of nodes) {
    if (!isFunctionNode(node)) continue;
    let parent;
    for (const ancestor of ancestors(node)) {
      parent = made.get(ancestor);
      if (parent !== void 0) break;
    }
    made.set(node, makeFunction(node, parent, literals));
  }
  return [...made.values()];
}
function makeFunction(node, parent, literals) {
  const parameters = parameterNames(childOf(node, "parameters"));
  const resultNode = childOf(node, "result");
  const results2 = resultNode?.type === "parameter_list" ? parameterNames(resultNode) : resultNode === void 0 ? [] : [{ name: "", type: resultNode.text }];
  const receiver = receiverOf(node);
  return {
    node,
    name: runtimeName(node, receiver, parent, literals),
    role: node.type === "func_literal" ? roleOf(node) : "declared",
    parent,
    line: node.line,
    endLine: node.endLine,
    body: childOf(node, "body"),
    receiver,
    parameters,
    results: results2,
    contextParameter: parameters.find(({ type }) => type === "context.Context")?.name
  };
}
function receiverOf(node) {
  if (node.type !== "method_declaration") return void 0;
  const only3 = parameterNames(childOf(node, "receiver"))[0];
  if (only3 === void 0) return void 0;
  const pointer = only3.type.startsWith("*");
  const base3 = pointer ? only3.type.slice(1).trim() : only3.type;
  const bracket = base3.indexOf("[");
  return { name: only3.name, type: bracket < 0 ? base3 : base3.slice(0, bracket), pointer };
}
function runtimeName(node, receiver, parent, literals) {
  if (node.type !== "func_literal") {
    const name = childOf(node, "name")?.text ?? "";
    if (receiver === void 0) return name;
    return receiver.pointer ? `(*${receiver.type}).${name}` : `${receiver.type}.${name}`;
  }
  const count = (literals.get(parent) ?? 0) + 1;
  literals.set(parent, count);
  if (parent === void 0) return `init.func${count}`;
  const first2 = parent.node.type !== "func_literal";
  return `${parent.name}${first2 ? ".func" : "."}${count}`;
}
function roleOf(literal) {
  let outer = literal.parent;
  let from = literal;
  while (outer?.type === "parenthesized_expression") {
    from = outer;
    outer = outer.parent;
  }
  if (outer?.type === "call_expression" && from.field === "function") {
    if (outer.parent?.type === "go_statement") return "go";
    return outer.parent?.type === "defer_statement" ? "defer" : "called";
  }
  if (outer?.type !== "argument_list") return "value";
  return argumentRole(outer.parent);
}
function argumentRole(call) {
  const parts = callParts(call);
  if (parts === void 0) return "callback";
  if (GROUP_CALLS.has(parts.name) && parts.operand !== void 0) return "group";
  if (parts.name === "AfterFunc") return "timer";
  if (ONCE_CALLS.has(parts.name) && parts.operand !== void 0) return "once";
  if (SUBTEST_CALLS.has(parts.name) && parts.operand !== void 0) return "subtest";
  if (parts.name === "Cleanup" && parts.operand !== void 0) return "cleanup";
  return "callback";
}
function runsConcurrently(role) {
  return role === "go" || role === "group" || role === "timer";
}
function functionAt(functions, line, symbol) {
  const around = functions.filter((one) => one.line <= line && line <= one.endLine);
  if (symbol !== void 0) {
    const wanted2 = plainSymbol(symbol);
    const exact = around.findLast((one) => matchesSymbol(wanted2, one.name));
    if (exact !== void 0) return exact;
    const literal = /\.func\d+(\.\d+)*$/.test(wanted2);
    const kind = around.findLast((one) => one.node.type === "func_literal" === literal);
    if (kind !== void 0 && around.length > 1) return kind;
  }
  return around.at(-1);
}
function plainSymbol(symbol) {
  return symbol.replaceAll(/\[[^\]]{0,400}\]/g, "").replace(/(\.(gowrap|deferwrap)\d+|-fm|-range\d+)$/, "").replace(/((?:^|\.)init)\.\d+/, "$1");
}
function matchesSymbol(symbol, name) {
  return symbol === name || symbol.endsWith(`.${name}`);
}

// src/analyse/source/type-text.ts
function dereferenced(type) {
  return type.startsWith("*") ? type.slice(1).trim() : type;
}
function typeName(type) {
  const base3 = dereferenced(type);
  if (base3.startsWith("struct") || base3.startsWith("[") || base3.startsWith("map[")) return base3;
  const bracket = base3.indexOf("[");
  return bracket < 0 ? base3 : base3.slice(0, bracket);
}
function isMap(type) {
  return type?.startsWith("map[") ?? false;
}
function isSlice(type) {
  return (type?.startsWith("[]") ?? false) || (type?.startsWith("...") ?? false);
}
function isChannel(type) {
  return type !== void 0 && /^(<-\s*)?chan\b/.test(type);
}
function elementType(type) {
  const base3 = dereferenced(type);
  if (base3.startsWith("...")) return base3.slice(3).trim();
  if (base3 === "string") return "byte";
  const channel = /^(?:<-\s*)?chan\b\s*(?:<-)?/.exec(base3);
  if (channel !== null) return base3.slice(channel[0].length).trim();
  if (base3.startsWith("map[")) return afterBracket(base3, 3);
  if (base3.startsWith("[")) return afterBracket(base3, 0);
  return void 0;
}
function keyType(type) {
  const base3 = dereferenced(type);
  if (!base3.startsWith("map[")) return "int";
  const close = matchingBracket(base3, 3);
  return close < 0 ? void 0 : base3.slice(4, close).trim();
}
function afterBracket(type, open4) {
  const close = matchingBracket(type, open4);
  return close < 0 ? void 0 : type.slice(close + 1).trim();
}
function matchingBracket(text, open4) {
  let depth = 0;
  for (let index = open4; index < text.length; index++) {
    if (text[index] === "[") depth++;
    if (text[index] === "]" && --depth === 0) return index;
  }
  return -1;
}
function resultTypes(type) {
  if (!type.startsWith("func")) return [];
  const open4 = type.indexOf("(");
  const close = open4 < 0 ? -1 : matchingParen(type, open4);
  if (close < 0) return [];
  const rest = type.slice(close + 1).trim();
  if (!rest.startsWith("(")) return rest === "" ? [] : [rest];
  return rest.slice(1, -1).split(",").map((part) => part.trim());
}
function matchingParen(text, open4) {
  let depth = 0;
  for (let index = open4; index < text.length; index++) {
    if (text[index] === "(") depth++;
    if (text[index] === ")" && --depth === 0) return index;
  }
  return -1;
}

// src/analyse/classes/words.ts
function sideWords(side, what = "it") {
  const { user, operation } = side;
  const verb = operation === "read" ? "reads" : operation === "write" ? "writes" : "uses";
  if (user === void 0) {
    const created = side.creation?.frames[0];
    const started = created === void 0 ? "" : ` started at ${place(created.file, created.line)}`;
    return `a goroutine${started} ${verb} ${what}`;
  }
  return `${shortSymbol(user.function)} ${verb} ${what} at ${place(user.file, user.line)}`;
}
function place(file, line) {
  return `${file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1)}:${line}`;
}
function lockWords(locks) {
  if (locks.length === 0) return "no lock";
  const words2 = locks.map(({ text, mode }) => mode === "rlock" ? `${text} (for reading)` : text);
  return [...new Set(words2)].join(", ");
}
function sideWhere(facts, holds) {
  const [first2, second] = facts.sides;
  if (holds(first2, second)) return { side: first2, other: second };
  return holds(second, first2) ? { side: second, other: first2 } : void 0;
}
function indentOf(text) {
  return /^[\t ]*/.exec(text)?.[0] ?? "";
}
function rawLine(facts, path, line) {
  return facts.source?.file(path)?.text.split("\n")[line - 1]?.replace(/\r$/, "");
}

// src/analyse/classes/channel-close.ts
var CHANNEL_FRAME = /^runtime\.(closechan|chansend|chanrecv|selectnb|selectgo|racenotify|sendDirect|recvDirect)/;
function closes(side) {
  return side.inside.some((frame) => frame.function === "runtime.closechan");
}
var channelClose = {
  id: "channel-close",
  code: "RG1018",
  docs: RACE_CLASS_DOCS.RG1018,
  classify(facts) {
    const found = sideWhere(facts, (side) => closes(side));
    if (found !== void 0) {
      return {
        certainty: "proof",
        explanation: `${sideWords(found.side, facts.name)} by closing a channel, while ${sideWords(found.other)} by using it. Whoever comes second loses: a send on a closed channel panics.`,
        fix: {
          words: "Close the channel only in the goroutine that sends, after its last send; stop senders by a done channel or a context, and wait for them before you close."
        }
      };
    }
    return replaced(facts);
  }
};
function replaced(facts) {
  const { common } = facts;
  const byFrames = facts.sides.some(
    (side) => side.inside.some((frame) => CHANNEL_FRAME.test(frame.function))
  );
  const byType = common !== void 0 && isChannel(common.first.type ?? common.second.type);
  const waited = common === void 0 && sideWhere(facts, (side, other) => waitsOnChannel(facts, side, other)) !== void 0;
  if (!byFrames && !byType && !waited) return void 0;
  return {
    certainty: byType ? "direct" : "heuristic",
    explanation: (byFrames || byType ? "The variable holds a channel" : "The variable is most likely the channel that the line uses") + ": whoever reads it too early or too late uses another channel than its partner, or nil, which blocks for ever.",
    fix: {
      words: "Make the channel before the goroutines that use it are started and do not assign to it again; to end its use, close it or use a done channel."
    }
  };
}
function waitsOnChannel(facts, side, other) {
  if (side.user === void 0 || side.operation === "write") return false;
  const writer = other.user && plainSymbol(other.user.function);
  return facts.waitsAt(side.user.file, side.user.line).some(({ reason, partner }) => {
    if (/^(?:chan receive|select|forever)/.test(reason)) return true;
    const known3 = partner !== void 0 && plainSymbol(partner) === writer;
    return reason.startsWith("chan send") && known3 && facts.kin?.closure !== true;
  });
}

// src/analyse/classes/race-facts.ts
var LOST = {
  operation: void 0,
  previous: true,
  address: void 0,
  goroutine: void 0,
  frames: [],
  restored: false
};
function raceFacts(report, context2) {
  const [first2, second = LOST] = report.accesses;
  if (first2 === void 0 || first2.frames.length + second.frames.length === 0) return void 0;
  const { source } = context2;
  const bare = [sideOf2(report, first2, source), sideOf2(report, second, source)];
  const global2 = context2.symbol && shortSymbol(context2.symbol.name);
  const named2 = bare.map(({ candidates }) => ofGlobal(candidates, global2));
  const shared = source?.commonAccess(named2[0] ?? [], named2[1] ?? []);
  const common = shared?.by === "type" ? void 0 : shared;
  const sides = [
    { ...bare[0], memory: common?.first ?? bare[0].candidates[0] },
    { ...bare[1], memory: common?.second ?? bare[1].candidates[0] }
  ];
  const variable2 = variableOf(common);
  const isGlobal = globalOf(report, context2.symbol, common, variable2);
  const file = sides[0].user?.file ?? sides[1].user?.file ?? "";
  return {
    report,
    sides,
    source,
    common,
    variable: variable2,
    global: isGlobal,
    kin: kinshipOf(sides[0], sides[1]) ?? kinshipOf(sides[1], sides[0]),
    goDirective: context2.goDirectiveOf?.(file),
    name: nameOf(common, isGlobal, sides) ?? UNNAMED,
    others: context2.others ?? [],
    waitsAt: context2.waitsAt ?? (() => [])
  };
}
var UNNAMED = "the same memory";
function nameOf(common, global2, sides) {
  const guessed = common === void 0 || common.ambiguous;
  const named2 = guessed ? void 0 : common.name;
  return named2 ?? (global2?.name && shortSymbol(global2.name)) ?? onlyName(sides);
}
function ofGlobal(candidates, symbol) {
  if (symbol === void 0) return candidates;
  const name = symbol.slice(symbol.lastIndexOf(".") + 1);
  const own = candidates.filter(({ rootName }) => rootName === name || rootName === symbol);
  return own.length > 0 ? own : candidates;
}
function onlyName(sides) {
  const known3 = sides.filter(({ candidates }) => candidates.length > 0);
  const [only3] = known3;
  const certain = only3?.memory !== void 0 && only3.memory.via !== "selector";
  return known3.length === 1 && certain ? only3.memory.text : void 0;
}
function variableOf(common) {
  if (common === void 0 || common.by === "field-name") return void 0;
  const { root } = common.first;
  return root !== void 0 && root === common.second.root ? root : void 0;
}
function sideOf2(report, access3, source) {
  const { frames, goroutine, operation } = access3;
  const userIndex = userFrameIndex(frames);
  const user = frames[userIndex];
  const inside2 = user === void 0 ? frames : frames.slice(0, userIndex);
  const raceId = goroutine?.main === false ? goroutine.raceId : void 0;
  const candidates = source === void 0 ? [] : candidatesOf(source, frames, userIndex, operation);
  const known3 = user !== void 0 && source?.file(user.file) !== void 0;
  return {
    access: access3,
    operation,
    creation: report.creations.find((creation) => creation.raceId === raceId),
    user,
    symbol: user && parseGoSymbol(user.function),
    inside: inside2,
    atomic: isAtomic(frames[0]),
    function: user && source?.enclosingFunction(user.file, user.line, user.function),
    line: user && source?.line(user.file, user.line),
    candidates,
    memory: void 0,
    held: known3 ? source.locksHeldOnStack(frames.slice(userIndex)) : void 0
  };
}
function userFrameIndex(frames) {
  const packages = frames.map((frame) => parseGoSymbol(frame.function).package);
  const own = frames.findIndex(
    (frame, index) => !isStandardPackage(packages[index] ?? "") && !isGeneratedFile(frame.file)
  );
  if (own >= 0) return own;
  return frames.findIndex((frame, index) => {
    const name = packages[index] ?? "";
    const machinery = isRuntimePackage(name) || name === "sync/atomic" || name === "sync";
    return !machinery && name !== "testing" && !isGeneratedFile(frame.file);
  });
}
function isAtomic(frame) {
  if (frame === void 0) return false;
  return /^(sync\/atomic|internal\/runtime\/atomic|runtime\/internal\/atomic)\./.test(
    frame.function
  );
}
function candidatesOf(source, frames, userIndex, operation) {
  const user = frames[userIndex];
  if (user === void 0) return [];
  const callee = frames.slice(0, userIndex).findLast((frame) => !isGeneratedFile(frame.file) || isAtomic(frame));
  return source.accessesAt(user.file, user.line, {
    operation: callee === void 0 || /^(internal\/)?runtime/.test(callee.function) ? operation : void 0,
    function: user.function,
    callee: callee?.function
  });
}
var HEAP_START = 824633720832;
function globalOf(report, symbol, common, variable2) {
  if (symbol !== void 0) return { name: symbol.name };
  const name = common?.ambiguous === true ? void 0 : common?.name;
  if (variable2?.kind === "package" || common?.by === "global") return { name };
  const address = Number.parseInt(report.accesses[0]?.address ?? "", 16);
  return address > 4096 && address < HEAP_START && address < 1073741824 ? { name: void 0 } : void 0;
}
function kinshipOf(child, parent) {
  const created = child.creation?.frames.find((frame) => !isStandard(frame));
  if (created === void 0) return void 0;
  const creator = plainSymbol(created.function);
  const parentFrame = parent.access.frames.find((frame) => plainSymbol(frame.function) === creator);
  if (parentFrame === void 0) return void 0;
  const inLiteral = child.user !== void 0 && isLiteralOf(plainSymbol(child.user.function), creator);
  const closure = child.access.frames.some(
    (frame) => isLiteralOf(plainSymbol(frame.function), creator)
  );
  return { child, parent, parentFrame, creationLine: created.line, closure, inLiteral };
}
function isStandard(frame) {
  return isStandardPackage(parseGoSymbol(frame.function).package);
}
function isLiteralOf(literal, outer) {
  return literal.startsWith(`${outer}.`) && /^\.(func)?\d/.test(literal.slice(outer.length));
}

// src/analyse/classes/closure-capture.ts
var closureCapture = {
  id: "closure-capture",
  code: "RG1004",
  docs: RACE_CLASS_DOCS.RG1004,
  classify(facts) {
    const { variable: variable2 } = facts;
    const certainty = bySource(facts) ? "direct" : byStacks(facts) ? "heuristic" : void 0;
    if (certainty === void 0) return void 0;
    const known3 = variable2 !== void 0 && facts.common?.ambiguous !== true;
    const what = known3 ? `${variable2.name}, declared in line ${variable2.line},` : "The variable";
    return {
      certainty,
      explanation: `${what} belongs to the enclosing function and is captured by the function literal that runs as a goroutine.` + (certainty === "heuristic" ? " (Source not available: inferred from the stacks.)" : ""),
      fix: {
        words: "Pass the value into the goroutine as an argument and its result back through a channel, or wait for the goroutine before the variable is used again."
      }
    };
  }
};
function bySource(facts) {
  const { variable: variable2, common, sides } = facts;
  if (variable2 === void 0 || common === void 0 || variable2.kind === "package") return false;
  const pointed = common.first.path.length > 0 && common.first.path[0] !== "[]";
  if (pointed) return false;
  return sides.some(
    (side) => side.function?.node.type === "func_literal" && side.function.node !== variable2.function
  );
}
function byStacks(facts) {
  if (facts.common !== void 0 || facts.global !== void 0) return false;
  const [first2 = "", second = ""] = facts.sides.map(
    (side) => plainSymbol(side.user?.function ?? "")
  );
  if (first2 === "" || second === "") return false;
  if (isLiteralOf(first2, second) || isLiteralOf(second, first2)) return true;
  const outer = /^(.*)\.func\d[\d.]*$/;
  const [one, other] = [outer.exec(first2)?.[1], outer.exec(second)?.[1]];
  if (one !== void 0 && one === other) return true;
  return facts.kin?.closure === true && facts.kin.parent.user === facts.kin.parentFrame;
}

// src/analyse/classes/concurrent-map.ts
var MAP_FRAME = /^runtime\.map(access|assign|delete|iter|clear|clone)|^internal\/runtime\/maps\.|^reflect\.map/;
function inMap(side) {
  return side.inside.some((frame) => MAP_FRAME.test(frame.function));
}
function isElsewhere(side) {
  return !inMap(side) && side.line !== void 0 && side.candidates.every(({ kind }) => kind !== "map");
}
var concurrentMap = {
  id: "concurrent-map",
  code: "RG1005",
  docs: RACE_CLASS_DOCS.RG1005,
  classify(facts) {
    const stacks = facts.sides.filter(inMap).length;
    const bySource7 = facts.common?.first.kind === "map" && facts.common.second.kind === "map";
    const elsewhere = stacks === 1 && !bySource7 && facts.sides.some(isElsewhere);
    if (stacks === 0 && !bySource7 || elsewhere) return void 0;
    return {
      certainty: stacks === 2 ? "proof" : "direct",
      explanation: `Both are inside the same map, and maps may not be used while another goroutine changes them; the runtime may end the program with \`fatal error: concurrent map writes\`.`,
      fix: {
        words: `Guard every access of ${facts.name} with one mutex, reads and len included.`
      }
    };
  }
};

// src/analyse/source/captures.ts
var LOCAL_KINDS = /* @__PURE__ */ new Set(["local", "parameter", "result", "receiver", "loop"]);
function loopVariablesPerIteration(goDirective) {
  if (goDirective === void 0) return true;
  const match = /^(\d+)\.(\d+)/.exec(goDirective);
  if (match === null) return true;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 1 || minor >= 22;
}
function capturesOf(file, literal, accesses, goDirective) {
  const captures = [];
  for (const declaration of file.declarations.all) {
    if (!LOCAL_KINDS.has(declaration.kind) || within(declaration.node, literal.node)) continue;
    const uses = file.declarations.usesOf(declaration).filter((node) => within(node, literal.node));
    if (uses.length === 0) continue;
    const writes = accesses.filter(
      (one) => one.root === declaration && one.path.length === 0 && one.operation === "write" && one.via !== "method" && one.node !== declaration.node
    );
    const loop = loopOf(declaration, languageVersion(file, goDirective));
    captures.push({
      declaration,
      line: declaration.line,
      uses,
      written: writes.some((one) => within(one.node, literal.node)),
      writtenOutsideAfter: writes.filter((one) => !within(one.node, literal.node)).filter((one) => runsAfter(one.node, literal.node, declaration, loop)).map((one) => one.line),
      errorLike: isErrorLike(declaration),
      loop
    });
  }
  return captures;
}
function loopOf(declaration, goDirective) {
  if (declaration.loop === void 0) return void 0;
  return loopVariablesPerIteration(goDirective) ? "per-iteration" : "shared";
}
function languageVersion(file, goDirective) {
  return /^\/\/go:build go(1\.\d{1,3})\s*$/m.exec(file.text.slice(0, 4e3))?.[1] ?? goDirective;
}
function isErrorLike(declaration) {
  return declaration.typeNode?.text === "error" || /^(err|error)\d?$|Err$/.test(declaration.name);
}
function runsAfter(node, literal, declaration, loop) {
  if (loop === "per-iteration" && node.parent?.parent?.type === "for_clause") return false;
  if (node.start > literal.end) return true;
  for (const ancestor of ancestors(literal)) {
    if (ancestor.type !== "for_statement" || !within(node, ancestor)) continue;
    if (ancestor === declaration.loop?.statement) return loop === "shared";
    if (!within(declaration.node, ancestor)) return true;
  }
  return false;
}

// src/analyse/patches/line-edit.ts
function lineEdits(file, edits) {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const overlaps2 = sorted.some((edit, index) => edit.start < (sorted[index - 1]?.end ?? 0));
  if (overlaps2) return void 0;
  const made = [];
  for (const group of groupedByLine(file.text, sorted)) {
    const [first2] = group;
    const from = lineStart(file.text, first2?.start ?? 0);
    const to = lineEnd(file.text, group.at(-1)?.end ?? 0);
    let text = "";
    let at2 = from;
    for (const edit of group) {
      text += file.text.slice(at2, edit.start) + edit.text;
      at2 = edit.end;
    }
    text += file.text.slice(at2, to);
    const line = lineOf(file.text, from);
    const count = lineOf(file.text, to) - line + 1;
    made.push({ path: file.path, line, replacement: text.split("\n") });
    for (let more = 1; more < count; more++) {
      made.push({ path: file.path, line: line + more, replacement: [] });
    }
  }
  return made;
}
function lineBefore(file, line, text) {
  const start2 = offsetOfLine(file.text, line);
  return { start: start2, end: start2, text: `${indentAt(file.text, start2)}${text}
` };
}
function lineAfter(file, line, text, deeper = false) {
  const start2 = offsetOfLine(file.text, line);
  const end = lineEnd(file.text, start2);
  return { start: end, end, text: `
${indentAt(file.text, start2)}${deeper ? "	" : ""}${text}` };
}
function withoutLine(file, line) {
  return { path: file.path, line, replacement: [] };
}
function groupedByLine(text, sorted) {
  const groups = [];
  for (const edit of sorted) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (before !== void 0 && last !== void 0 && !text.slice(before.end, edit.start).includes("\n")) {
      last.push(edit);
    } else groups.push([edit]);
  }
  return groups;
}
function lineStart(text, offset) {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}
function lineEnd(text, offset) {
  const at2 = text.indexOf("\n", offset);
  return at2 < 0 ? text.length : at2;
}
function lineOf(text, offset) {
  let line = 1;
  for (let at2 = text.indexOf("\n"); at2 >= 0 && at2 < offset; at2 = text.indexOf("\n", at2 + 1)) line++;
  return line;
}
function offsetOfLine(text, line) {
  let offset = 0;
  for (let left = line - 1; left > 0; left--) {
    const at2 = text.indexOf("\n", offset);
    if (at2 < 0) return text.length;
    offset = at2 + 1;
  }
  return offset;
}
function indentAt(text, offset) {
  return /^[\t ]*/.exec(text.slice(offset, offset + 400))?.[0] ?? "";
}

// src/analyse/patches/variable-uses.ts
function isPureWrite(use) {
  return assignmentOf(use) !== void 0;
}
function assignmentOf(use) {
  const list = use.parent;
  if (list?.field !== "left") return void 0;
  const statement = list.parent;
  if (statement?.type === "short_var_declaration") return statement;
  if (statement?.type !== "assignment_statement") return void 0;
  return childOf(statement, "operator")?.text === "=" ? statement : void 0;
}
function changes(use) {
  if (addressTaken(use) || isPureWrite(use)) return true;
  let place4 = use;
  while (place4.parent !== void 0 && place4.field !== "index" && isPlaceOf(place4.parent, place4)) {
    place4 = place4.parent;
  }
  const outer = place4.parent;
  if (outer === void 0) return false;
  if (/^(inc|dec)_statement$/.test(outer.type)) return true;
  return outer.field === "left" && outer.parent?.type === "assignment_statement";
}
function isPlaceOf(outer, inner) {
  if (outer.type === "parenthesized_expression") return true;
  return /^(selector|index)_expression$/.test(outer.type) && inner.field === "operand";
}
function addressTaken(use) {
  const outer = use.parent;
  return outer?.type === "unary_expression" && childOf(outer, "operator")?.text === "&";
}
function isUnreadOutside(file, variable2, literal) {
  if (variable2.kind !== "local" && variable2.kind !== "parameter") return false;
  const outside = file.declarations.usesOf(variable2).filter((use) => !within(use, literal));
  if (outside.some((use) => functionNodeAround(use) !== variable2.function || addressTaken(use))) {
    return false;
  }
  const repeated2 = [...ancestors(literal)].filter(
    (loop) => loop.type === "for_statement" && !within(variable2.node, loop)
  );
  const writes = outside.filter(isPureWrite);
  return outside.every((use) => {
    if (use === variable2.node || isPureWrite(use)) return true;
    const loop = repeated2.find((one) => within(use, one));
    const isAfter = use.start >= literal.end;
    if (!isAfter && loop === void 0) return true;
    const from = isAfter ? literal.end : loop?.start ?? 0;
    const fresh = writes.findLast((write) => write.start >= from && decides(write, use));
    return fresh !== void 0 && !waitsBetween(fresh, use);
  });
}
function decides(write, use) {
  const statement = assignmentOf(write);
  const around = statement?.parent;
  if (statement === void 0 || around === void 0 || statement.end > use.start) return false;
  const listed2 = around.type === "statement_list" || around.type === "block";
  const header = statement.field === "initializer";
  return (listed2 || header) && within(use, around);
}
var WAITS = /^(Wait|Lock|RLock|Join|Sleep|Load|Do)$/;
function waitsBetween(from, to) {
  const owner = functionNodeAround(from);
  if (owner === void 0) return true;
  return [...ownDescendants(owner)].some((node) => {
    if (node.start < from.start || node.start >= to.start) return false;
    if (node.type === "select_statement" || node.type === "receive_statement") return true;
    if (node.type === "unary_expression") return childOf(node, "operator")?.text === "<-";
    return WAITS.test(callParts(node)?.name ?? "");
  });
}

// src/analyse/patches/own-error.ts
function ownError({ variable: variable2, sides }) {
  const memory = sides.find(
    ({ operation, function: owner }) => operation === "write" && owner !== void 0 && owner.node !== variable2?.function
  )?.memory;
  if (variable2 === void 0 || memory?.operation !== "write") return void 0;
  const { file } = memory;
  const literal = functionNodeAround(memory.node);
  if (literal?.type !== "func_literal" || within(variable2.node, literal)) return void 0;
  if (!isUnreadOutside(file, variable2, literal)) return void 0;
  const uses = file.declarations.usesOf(variable2).filter((node) => within(node, literal));
  const [first2] = uses.toSorted((a, b) => a.start - b.start);
  const statement = first2 && assignmentTo(first2);
  const scope = statement?.parent;
  if (first2 === void 0 || statement === void 0 || scope === void 0) return void 0;
  if (!uses.every((use) => within(use, scope))) return void 0;
  if (uses.filter((use) => within(use, statement)).length !== 1) return void 0;
  if (!othersAreOfScope(file, statement, first2, scope)) return void 0;
  const operator = childOf(statement, "operator");
  if (operator?.text !== "=") return void 0;
  return lineEdits(file, [{ start: operator.start, end: operator.end, text: ":=" }]);
}
function assignmentTo(name) {
  const list = name.parent;
  if (list?.type !== "expression_list" || list.field !== "left") return void 0;
  return list.parent?.type === "assignment_statement" ? list.parent : void 0;
}
function othersAreOfScope(file, statement, name, scope) {
  return expressionsOf(childOf(statement, "left")).every((one) => {
    if (one === name || one.text === "_") return true;
    const known3 = one.type === "identifier" ? file.declarations.resolve(one) : void 0;
    return known3 !== void 0 && within(known3.node, scope) && sameList(known3.node, scope);
  });
}
function sameList(declared, scope) {
  let node = declared;
  while (node !== void 0 && node.parent !== scope) {
    if (node.type === "block" || node.type === "func_literal") return false;
    node = node.parent;
  }
  return node !== void 0;
}

// src/analyse/classes/err-capture.ts
var errCapture = {
  id: "err-capture",
  code: "RG1002",
  docs: RACE_CLASS_DOCS.RG1002,
  classify(facts) {
    const { variable: variable2 } = facts;
    if (variable2 === void 0) return byStacks2(facts);
    if (!isErrorLike(variable2) || variable2.kind === "package") return void 0;
    const captured = facts.sides.some(
      (side) => side.function !== void 0 && side.function.node !== variable2.function
    );
    if (!captured) return void 0;
    return {
      certainty: "direct",
      explanation: `${variable2.name} belongs to the function around the goroutine (declared in line ${variable2.line}), and both assign their results to it.`,
      fix: {
        words: `Use a variable of its own in the goroutine (\`${variable2.name} :=\`), and give the error back through a channel or golang.org/x/sync/errgroup.`,
        edits: ownError(facts)
      }
    };
  }
};
function byStacks2(facts) {
  if (facts.common !== void 0 || facts.kin?.closure !== true) return void 0;
  const functions = facts.sides.map((side) => plainSymbol(side.user?.function ?? ""));
  const direct = facts.sides.some(touchesError);
  const related = facts.others.some(
    (report) => sharesGoroutine(report, facts) && reportTouchesError(report)
  );
  const [first2 = "", second = ""] = functions;
  const nested = isLiteralOf(first2, second) || isLiteralOf(second, first2);
  if (!direct && !(related && nested)) return void 0;
  return {
    certainty: "heuristic",
    explanation: `An error made on one side is used on the other, and one of the two functions is a literal inside the other: most likely both share one err variable. (Source not available: inferred from the stacks.)`,
    fix: {
      words: "Declare the error in the goroutine (`err :=`) and hand it back through a channel."
    }
  };
}
var ERROR_FRAME = /^(errors\.|fmt\.Errorf$|fmt\.\(\*wrapError)/;
function touchesError(side) {
  return side.inside.some((frame) => ERROR_FRAME.test(frame.function));
}
function reportTouchesError(report) {
  return report.accesses.some(
    ({ frames }) => frames.some((frame) => ERROR_FRAME.test(frame.function))
  );
}
function sharesGoroutine(report, facts) {
  return facts.sides.some(
    ({ user }) => report.accesses.some(
      ({ frames }) => frames.some((frame) => frame.file === user?.file && frame.line === user.line)
    )
  );
}

// src/analyse/source/types.ts
var DEPTH_MAX = 12;
function typeOf(program, file, expression, depth = 0) {
  if (expression === void 0 || depth > DEPTH_MAX) return void 0;
  const node = unparen(expression);
  const again = (inner) => typeOf(program, file, inner, depth + 1);
  switch (node.type) {
    case "identifier":
      return typeOfName(program, file, node, depth);
    case "selector_expression":
      return typeOfSelector(program, file, node, depth);
    case "composite_literal":
      return childOf(node, "type")?.text;
    case "func_literal":
      return signatureText(node);
    case "unary_expression":
      return typeOfUnary(node, again);
    case "index_expression": {
      const operand = again(childOf(node, "operand"));
      return operand && elementType(program.underlying(operand, file));
    }
    case "slice_expression":
      return again(childOf(node, "operand"));
    case "type_assertion_expression":
    case "type_conversion_expression":
      return childOf(node, "type")?.text;
    case "call_expression":
      return typeOfCall(program, file, node, depth)[0];
    case "int_literal":
      return "int";
    case "interpreted_string_literal":
    case "raw_string_literal":
      return "string";
    case "true":
    case "false":
      return "bool";
    case "binary_expression":
      return /^(==|!=|<|<=|>|>=|&&|\|\|)$/.test(childOf(node, "operator")?.text ?? "") ? "bool" : again(childOf(node, "left"));
    default:
      return void 0;
  }
}
function typeOfDeclaration(program, file, declaration, depth = 0) {
  const { typeNode, value, valueIndex, rangeOver, node } = declaration;
  if (typeNode !== void 0) {
    return node.parent?.type === "variadic_parameter_declaration" ? `[]${typeNode.text}` : typeNode.text;
  }
  if (rangeOver !== void 0) {
    const over = typeOf(program, file, rangeOver, depth + 1);
    if (over === void 0) return void 0;
    const under = program.underlying(over, file);
    const only3 = /^(<-\s*)?chan\b/.test(under) || under === "int";
    return valueIndex === 0 && !only3 ? keyType(under) : under === "int" ? "int" : elementType(under);
  }
  if (value === void 0) return void 0;
  const plain = unparen(value);
  if (valueIndex > 0) {
    if (plain.type === "call_expression") {
      return typeOfCall(program, file, plain, depth + 1)[valueIndex];
    }
    return "bool";
  }
  return typeOf(program, file, value, depth + 1);
}
function typeOfName(program, file, node, depth) {
  const declaration = file.declarations.resolve(node);
  if (declaration === void 0) {
    const elsewhere = program.variable(node.text, file);
    return elsewhere && typeOfDeclaration(program, elsewhere.file, elsewhere.declaration, depth + 1);
  }
  if (declaration.kind === "function") {
    const found = program.function(declaration.name, file);
    return found && signatureText(found.function.node);
  }
  return typeOfDeclaration(program, file, declaration, depth + 1);
}
function typeOfSelector(program, file, node, depth) {
  const operand = childOf(node, "operand");
  const name = childOf(node, "field")?.text ?? "";
  const type = typeOf(program, file, operand, depth + 1);
  if (type === void 0) return void 0;
  const known3 = KNOWN_FIELDS.get(`${dereferenced(type)}.${name}`);
  return known3 ?? program.field(type, name, file)?.field.type;
}
function typeOfUnary(node, again) {
  const operand = again(childOf(node, "operand"));
  if (operand === void 0) return void 0;
  switch (childOf(node, "operator")?.text) {
    case "&":
      return `*${operand}`;
    case "*":
      return dereferenced(operand);
    case "<-":
      return elementType(operand);
    default:
      return operand;
  }
}
function typeOfCall(program, file, node, depth) {
  const parts = callParts(node);
  if (parts === void 0) {
    const callee = childOf(node, "function");
    const type = typeOf(program, file, callee, depth + 1);
    return type === void 0 ? [callee?.text] : resultTypes(type);
  }
  const { name, operand, args } = parts;
  if (operand === void 0) return typeOfPlainCall(program, file, node, name, args, depth);
  const imported2 = operand.type === "identifier" && isImport(file, operand);
  if (imported2) {
    const known3 = KNOWN_RESULTS.get(`${operand.text}.${name}`);
    if (known3 !== void 0) return known3;
    const found = program.packageFunction(operand.text, name);
    return found?.function.results.map(({ type }) => qualified(type, operand.text)) ?? [];
  }
  const receiver = typeOf(program, file, operand, depth + 1);
  if (receiver === void 0) return [];
  const method = program.function(name, file, receiver);
  if (method !== void 0) return method.function.results.map(({ type }) => type);
  const field = program.field(receiver, name, file)?.field.type;
  return field === void 0 ? [] : resultTypes(field);
}
function typeOfPlainCall(program, file, node, name, args, depth) {
  const first2 = args[0];
  if (name === "make") return [first2?.text];
  if (name === "new") return [first2 && `*${first2.text}`];
  if (name === "append") return [typeOf(program, file, first2, depth + 1)];
  if (name === "len" || name === "cap" || name === "copy") return ["int"];
  const callee = childOf(node, "function");
  const declaration = callee && file.declarations.resolve(callee);
  if (declaration !== void 0 && declaration.kind !== "function") {
    if (declaration.kind === "type") return [name];
    return resultTypes(typeOfDeclaration(program, file, declaration, depth + 1) ?? "");
  }
  const found = program.function(name, file);
  if (found !== void 0) return found.function.results.map(({ type }) => type);
  return args.length === 1 ? [name] : [];
}
var KNOWN_RESULTS = /* @__PURE__ */ new Map([
  ["sync.NewCond", ["*sync.Cond"]],
  ["context.Background", ["context.Context"]],
  ["context.TODO", ["context.Context"]],
  ["context.WithCancel", ["context.Context", "context.CancelFunc"]],
  ["context.WithCancelCause", ["context.Context", "context.CancelCauseFunc"]],
  ["context.WithTimeout", ["context.Context", "context.CancelFunc"]],
  ["context.WithDeadline", ["context.Context", "context.CancelFunc"]],
  ["context.WithValue", ["context.Context"]],
  ["errgroup.WithContext", ["*errgroup.Group", "context.Context"]],
  ["time.NewTimer", ["*time.Timer"]],
  ["time.NewTicker", ["*time.Ticker"]],
  ["time.After", ["<-chan time.Time"]],
  ["time.Tick", ["<-chan time.Time"]],
  ["time.Now", ["time.Time"]],
  ["errors.New", ["error"]],
  ["fmt.Errorf", ["error"]],
  ["fmt.Sprintf", ["string"]]
]);
var KNOWN_FIELDS = /* @__PURE__ */ new Map([
  ["time.Timer.C", "<-chan time.Time"],
  ["time.Ticker.C", "<-chan time.Time"]
]);
function isImport(file, name) {
  const declaration = file.declarations.resolve(name);
  if (declaration !== void 0 && declaration.kind !== "import") return false;
  return file.imports.has(name.text);
}
function qualified(type, packageName) {
  const pointer = type.startsWith("*");
  const base3 = dereferenced(type);
  const own = /^[A-Z]\w*$/.test(base3) ? `${packageName}.${base3}` : base3;
  return pointer ? `*${own}` : own;
}
function signatureText(node) {
  const parameters = childOf(node, "parameters")?.text ?? "()";
  const result = childOf(node, "result")?.text ?? "";
  return `func${parameters} ${result}`.trim();
}
function isPackage(file, expression, path) {
  return expression?.type === "identifier" && file.imports.get(expression.text) === path && isImport(file, expression);
}

// src/analyse/source/waiting-by-time.ts
function sleeps(file) {
  const found = [];
  for (const node of file.nodes) {
    const parts = callParts(node);
    if (parts === void 0 || !isPackage(file, parts.operand, "time")) continue;
    const waits2 = parts.name === "Sleep" || parts.name === "After" && node.parent?.type === "unary_expression" && node.parent.parent?.type === "expression_statement";
    if (!waits2) continue;
    found.push({
      line: node.line,
      node,
      duration: parts.args[0]?.text ?? "",
      function: file.functionOf(functionNodeAround(node)),
      inLoop: loopAround(node) !== void 0
    });
  }
  return found;
}
function loopAround(node) {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === "for_statement") return ancestor;
    if (/^(func_literal|function_declaration|method_declaration)$/.test(ancestor.type)) break;
  }
  return void 0;
}
function sleepBefore(file, access3) {
  const owner = functionNodeAround(access3.node);
  return sleeps(file).findLast(
    (sleep) => sleep.function?.node === owner && sleep.node.end <= access3.node.start && !synchronisedBetween(owner, sleep.node.end, access3.node.start)
  );
}
function synchronisedBetween(owner, from, to) {
  if (owner === void 0) return false;
  for (const node of ownDescendants(owner)) {
    if (node.start < from || node.end > to) continue;
    if (node.type === "unary_expression" && childOf(node, "operator")?.text === "<-") return true;
    const name = callParts(node)?.name;
    if (name === "Wait" || name === "Lock" || name === "RLock") return true;
  }
  return false;
}
function waitsBetween2(owner, fromLine, toLine) {
  for (const node of ownDescendants(owner)) {
    if (node.line <= fromLine || node.line >= toLine) continue;
    if (node.type === "unary_expression" && childOf(node, "operator")?.text === "<-") return true;
    const name = callParts(node)?.name;
    if (name === "Wait" || name === "Sleep") return true;
  }
  return false;
}
function pollingLoops(file) {
  const found = [];
  for (const node of file.nodes) {
    if (node.type !== "for_statement") continue;
    const body = childOf(node, "body");
    const clause = namedChildren(node).find((child) => child !== body);
    if (body === void 0 || clause?.type === "range_clause") continue;
    if (clause?.type === "for_clause" && childOf(clause, "update") !== void 0) continue;
    const condition = clause?.type === "for_clause" ? childOf(clause, "condition") : clause;
    const leaving = statementsOf(body).filter((one) => isLeaving(one));
    const others = statementsOf(body).filter((one) => !leaving.includes(one));
    if (!others.every((one) => onlyWaits(one))) continue;
    const conditions = [
      ...condition === void 0 ? [] : [condition],
      ...leaving.flatMap((one) => childOf(one, "condition") ?? [])
    ];
    if (conditions.length > 0) found.push({ node, line: node.line, conditions });
  }
  return found;
}
function isLeaving(statement) {
  if (statement.type !== "if_statement") return false;
  const last = statementsOf(childOf(statement, "consequence")).at(-1);
  return last !== void 0 && /^(break|return)_statement$/.test(last.type);
}
function onlyWaits(statement) {
  const parts = callParts(namedChildren(statement)[0]);
  if (statement.type === "empty_statement" || statement.type === "continue_statement") return true;
  return parts !== void 0 && /^(Sleep|Gosched|Yield)$/.test(parts.name);
}

// src/analyse/classes/flag-polling.ts
var flagPolling = {
  id: "flag-polling",
  code: "RG1011",
  docs: RACE_CLASS_DOCS.RG1011,
  classify(facts) {
    const found = sideWhere(facts, (side) => polls(facts, side));
    if (found === void 0) return void 0;
    return {
      certainty: "direct",
      explanation: `${sideWords(found.side, facts.name)} in a loop that only waits, until ${sideWords(found.other)}. A plain variable does not synchronise: the loop may never see the change, and what was written before the flag may not be visible after it.`,
      fix: {
        words: "Close a channel (or use sync.WaitGroup, sync.Cond) instead of setting the flag, and wait for it; where polling is wanted, make the flag an atomic.Bool."
      }
    };
  }
};
function polls(facts, side) {
  const { memory } = side;
  if (facts.common === void 0 || memory === void 0 || side.operation === "write")
    return false;
  return pollingLoops(memory.file).some(
    ({ conditions }) => conditions.some((condition) => within(memory.node, condition))
  );
}

// src/analyse/classes/global-hook.ts
function inTestFunction(side) {
  const { symbol, user } = side;
  if (symbol === void 0 || user?.file.endsWith("_test.go") !== true) return false;
  const first2 = symbol.names[0] ?? "";
  return symbol.receiver === void 0 && /^(Test|Benchmark|Fuzz|Example)/.test(first2) && (testKindOf(first2) !== void 0 || first2 === "TestMain");
}
var globalHook = {
  id: "global-hook",
  code: "RG1021",
  docs: RACE_CLASS_DOCS.RG1021,
  classify(facts) {
    if (facts.global === void 0) return void 0;
    const found = sideWhere(
      facts,
      (side, other) => side.operation === "write" && inTestFunction(side) && !inTestFunction(other)
    );
    if (found === void 0) return void 0;
    const what = facts.name === UNNAMED ? "a package-level variable" : facts.name;
    return {
      certainty: facts.global.name === void 0 ? "heuristic" : "direct",
      explanation: `${sideWords(found.side, what)} in the test, while ${sideWords(found.other)} in a goroutine that the test has not waited for.`,
      fix: {
        words: "Wait for the goroutine's end before the variable is changed or put back, or make it a field that the test sets before it starts anything."
      }
    };
  }
};

// src/analyse/classes/interface-or-struct-write.ts
var interfaceOrStructWrite = {
  id: "interface-or-struct-write",
  code: "RG1020",
  docs: RACE_CLASS_DOCS.RG1020,
  classify(facts) {
    const what = kindOf2(facts);
    if (what === void 0) return void 0;
    return {
      certainty: "direct",
      explanation: `It is ${what}, which takes several machine words: a reader may see half of the old and half of the new value, and crash.`,
      fix: {
        words: `Guard ${facts.name} with a lock, or keep it behind an atomic.Pointer (atomic.Value for interfaces) and replace it whole.`
      }
    };
  }
};
function kindOf2(facts) {
  const { common, source } = facts;
  if (common === void 0 || source === void 0) return void 0;
  const { first: first2, second } = common;
  if (first2.via === "method" && second.via === "method") return void 0;
  for (const { type, file, path } of [first2, second]) {
    if (type === void 0 || path.at(-1) === "[]") continue;
    if (type === "error" || type === "any" || type.startsWith("interface"))
      return "an interface value";
    const under = source.program.underlying(type, file);
    if (under.startsWith("interface")) return "an interface value";
    if (!type.startsWith("*") && source.program.struct(type, file) !== void 0) {
      return "a struct value";
    }
  }
  return void 0;
}

// src/analyse/source/place-chain.ts
function isImported(file, node) {
  if (node?.type !== "identifier" || !file.imports.has(node.text)) return false;
  const declaration = file.declarations.resolve(node);
  return declaration === void 0 || declaration.kind === "import";
}
function chainOf(file, node) {
  const path = [];
  let next = unparen(node);
  while (next !== void 0) {
    if (next.type === "identifier") {
      return { root: file.declarations.resolve(next), rootName: next.text, path: path.reverse() };
    }
    const operand = childOf(next, "operand");
    if (next.type === "selector_expression") {
      const field = childOf(next, "field")?.text ?? "";
      if (operand !== void 0 && isImported(file, operand)) {
        return { root: void 0, rootName: `${operand.text}.${field}`, path: path.reverse() };
      }
      path.push(field);
    } else if (next.type === "index_expression" || next.type === "slice_expression") {
      path.push("[]");
    } else if (next.type === "unary_expression") {
      path.push("*");
    } else {
      break;
    }
    next = operand && unparen(operand);
  }
  return { root: void 0, rootName: next?.text ?? "", path: path.reverse() };
}
function lastField(program, file, node) {
  let next = unparen(node);
  while (next?.type === "index_expression" || next?.type === "unary_expression") {
    const operand = childOf(next, "operand");
    next = operand && unparen(operand);
  }
  if (next?.type !== "selector_expression" || isImported(file, childOf(next, "operand"))) {
    return void 0;
  }
  const field = childOf(next, "field")?.text;
  if (field === void 0) return void 0;
  const type = typeOf(program, file, childOf(next, "operand"));
  const found = type === void 0 ? void 0 : program.field(type, field, file);
  return { field, owner: found?.struct.name ?? (type && typeName(type)) };
}

// src/analyse/source/lock-calls.ts
var ACTIONS = /* @__PURE__ */ new Map([
  ["Lock", { action: "acquire", mode: "lock" }],
  ["RLock", { action: "acquire", mode: "rlock" }],
  ["Unlock", { action: "release", mode: "lock" }],
  ["RUnlock", { action: "release", mode: "rlock" }],
  ["TryLock", { action: "try", mode: "lock" }],
  ["TryRLock", { action: "try", mode: "rlock" }]
]);
function lockCall(program, file, node) {
  const parts = callParts(node);
  if (parts?.operand === void 0 || parts.args.length > 0) return void 0;
  const action = ACTIONS.get(parts.name);
  if (action === void 0) return void 0;
  const { operand, call } = parts;
  const type = typeOf(program, file, operand);
  return {
    call,
    ...action,
    text: operand.text,
    key: lockKey(program, file, operand, type),
    type
  };
}
function isMutexType(type) {
  return type !== void 0 && /^\*?sync\.(RW)?Mutex$/.test(type);
}
function lockKey(program, file, operand, type) {
  const field = lastField(program, file, operand);
  if (field !== void 0) {
    return field.owner === void 0 ? operand.text : `${field.owner}.${field.field}`;
  }
  const { root, rootName, path } = chainOf(file, operand);
  if (type !== void 0 && !isMutexType(type) && type !== "sync.Locker") {
    const name = typeName(dereferenced(type));
    if (program.struct(type, file) !== void 0) return embeddedKey(program, file, type, name);
  }
  if (root === void 0 || root.kind === "package") return `var ${rootName}${suffix(path)}`;
  return `${root.name}@${root.line}${suffix(path)}`;
}
function embeddedKey(program, file, type, name) {
  for (const field of program.struct(type, file)?.fields.values() ?? []) {
    if (field.embedded && isMutexType(field.type)) return `${name}.${field.name}`;
  }
  return name;
}
function suffix(path) {
  return path.length === 0 ? "" : `.${path.join(".")}`;
}
function neverReturns(node) {
  const parts = callParts(node);
  if (parts === void 0) return false;
  if (parts.operand === void 0) return parts.name === "panic";
  if (/^(Fatal|Fatalf|Fatalln|FailNow|Skip|Skipf|SkipNow|Panic|Panicf|Goexit)$/.test(parts.name)) {
    return true;
  }
  return parts.name === "Exit" && childOf(childOf(node, "function"), "operand")?.text === "os";
}

// src/analyse/source/lock-copies.ts
function lockCopies(program, file) {
  const found = [];
  for (const one of file.functions) {
    const { receiver } = one;
    if (receiver !== void 0 && !receiver.pointer && holdsLock(program, file, receiver.type)) {
      const { line, node, name } = one;
      found.push({ line, how: "value-receiver", type: receiver.type, text: name, node });
    }
    for (const { name, type } of one.parameters) {
      if (!holdsLock(program, file, type)) continue;
      found.push({ line: one.line, how: "value-parameter", type, text: name, node: one.node });
    }
  }
  for (const node of file.nodes) found.push(...copiesIn(program, file, node));
  return found;
}
function copiesIn(program, file, node) {
  const copy = (value, how, target) => {
    const plain = unparen(value);
    if (!/^(identifier|selector_expression|index_expression|unary_expression)$/.test(plain.type)) {
      return [];
    }
    if (plain.type === "unary_expression" && childOf(plain, "operator")?.text !== "*") return [];
    const type = typeOf(program, file, plain);
    if (type === void 0 || !holdsLock(program, file, type)) return [];
    return [{ line: node.line, how, type, text: plain.text, target, node: plain }];
  };
  switch (node.type) {
    case "assignment_statement":
    case "short_var_declaration": {
      const targets = expressionsOf(childOf(node, "left"));
      return expressionsOf(childOf(node, "right")).flatMap(
        (one, index) => copy(one, "assignment", targets[index]?.text)
      );
    }
    case "range_clause": {
      const element = expressionsOf(childOf(node, "left"))[1];
      return element === void 0 ? [] : copy(element, "range", element.text);
    }
    case "call_expression":
      if (callParts(node)?.name === "len") return [];
      return namedChildren(childOf(node, "arguments")).flatMap((one) => copy(one, "argument"));
    default:
      return [];
  }
}
function holdsLock(program, file, type, depth = 0) {
  if (type.startsWith("*") || depth > 4) return false;
  if (isMutexType(type) || /^sync\.(WaitGroup|Once|Cond)$/.test(type)) return true;
  const array2 = /^\[\d+\](.+)$/.exec(type);
  if (array2?.[1] !== void 0) return holdsLock(program, file, array2[1], depth + 1);
  if (!/^[\w.]+(\[|$)|^struct\b/.test(type)) return false;
  const struct = program.struct(type, file);
  return [...struct?.fields.values() ?? []].some(
    (field) => holdsLock(program, struct?.file ?? file, field.type, depth + 1)
  );
}

// src/analyse/source/lock-guards.ts
function lockSites(program) {
  const found = /* @__PURE__ */ new Map();
  for (const file of program.files.values()) {
    for (const node of file.nodes) {
      const lock = lockCall(program, file, node);
      if (lock === void 0) continue;
      const entry = found.get(lock.key) ?? { key: lock.key, type: lock.type, sites: [] };
      entry.sites.push({ file, lock });
      found.set(lock.key, entry);
    }
  }
  return found;
}
var EntryLocks = class {
  #program;
  #walk;
  #known = /* @__PURE__ */ new Map();
  constructor(program, walk) {
    this.#program = program;
    this.#walk = walk;
  }
  /** Locks certainly held at the node: by the function itself and, where all callers agree, by them. */
  heldAt(file, node) {
    const owner = file.functionOf(functionNodeAround(node));
    if (owner === void 0) return [];
    const own = this.#walk.heldAt(file, owner, node).filter((held) => held.certain);
    return [...own, ...this.#entry(file, outermostInPlace(owner))];
  }
  #entry(file, one) {
    const known3 = this.#known.get(one);
    if (known3 !== void 0) return known3;
    this.#known.set(one, []);
    const sites = isUnexported(one) ? this.#callSites(file, one) : [];
    const [first2, ...others] = sites.map(({ file: from, call }) => this.heldAt(from, call));
    const common = (first2 ?? []).filter(
      (held) => others.every((site) => site.some((one2) => one2.key === held.key))
    );
    this.#known.set(one, common);
    return common;
  }
  #callSites(file, one) {
    const name = one.name.slice(one.name.lastIndexOf(".") + 1);
    const sites = [];
    for (const { file: from, parts } of this.#program.callsNamed(name, file)) {
      const receiver = parts.operand && typeOf(this.#program, from, parts.operand);
      if (parts.operand !== void 0 && receiver === void 0) continue;
      const target = this.#program.function(name, from, receiver);
      if (target?.function === one) sites.push({ file: from, call: parts.call });
    }
    return sites;
  }
};
function isUnexported(one) {
  const name = one.name.slice(one.name.lastIndexOf(".") + 1);
  return one.role === "declared" && /^[a-z_]/.test(name);
}
function outermostInPlace(one) {
  let outer = one;
  while (outer.parent !== void 0 && (outer.role === "called" || outer.role === "once")) {
    outer = outer.parent;
  }
  return outer;
}
function guardsOf(accesses, entry) {
  const shared = accesses.filter((one) => !isConstruction(one));
  const held = shared.map((one) => entry.heldAt(one.file, one.node));
  const keys = new Set(held.flat().map(({ key }) => key));
  const guards = [...keys].map((key) => {
    const under = shared.filter((_, index) => held[index]?.some((lock) => lock.key === key));
    return {
      key,
      guarded: under.length,
      total: shared.length,
      unguarded: shared.filter((one) => !under.includes(one)),
      writesUnderRead: shared.filter((one, index) => {
        const locks = held[index]?.filter((lock) => lock.key === key) ?? [];
        return one.operation === "write" && locks.length > 0 && locks.every(({ mode }) => mode === "rlock");
      })
    };
  });
  return guards.toSorted((a, b) => b.guarded - a.guarded);
}
function isConstruction(access3) {
  const { root } = access3;
  if (root?.kind !== "local" || root.value === void 0 || access3.path.length === 0) return false;
  const owner = functionNodeAround(access3.node);
  if (owner === void 0 || root.function !== owner) return false;
  const made = /^(&?\w[\w.]*(\[[^\]]{0,99}\])?\{|new\(|make\()/.test(root.value.text);
  return made && !owner.children.some((child) => child.type === "parameter_list" && isTest(child));
}
function isTest(parameters) {
  return parameters.text.includes("*testing.");
}

// src/analyse/patches/import-edit.ts
function importEdit(file, path) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const known3 = file.imports.get(name);
  if (known3 === path) return [];
  const taken = file.declarations.all.some((one) => one.name === name && one.kind !== "import");
  if (known3 !== void 0 || taken) return void 0;
  const declarations = file.root.children.filter(({ type }) => type === "import_declaration");
  const [first2] = declarations;
  if (first2 === void 0) {
    const clause = file.root.children.find(({ type }) => type === "package_clause");
    return clause && [{ start: clause.end, end: clause.end, text: `

import "${path}"` }];
  }
  const specs = [...descendants(first2)].filter(({ type }) => type === "import_spec");
  const grouped3 = first2.children.some(({ type }) => type === "import_spec_list");
  if (!grouped3) return [{ start: first2.end, end: first2.end, text: `
import "${path}"` }];
  return [inOrder(specs, path)].filter((edit) => edit !== void 0);
}
function inOrder(specs, path) {
  const [first2] = specs;
  if (first2 === void 0) return void 0;
  const group = [];
  for (const spec of specs) {
    const before2 = group.at(-1);
    if (before2 !== void 0 && spec.line > before2.endLine + 1) break;
    group.push(spec);
  }
  const before = group.findLast((spec) => (childOf(spec, "path")?.text ?? "") < `"${path}"`);
  return before === void 0 ? { start: first2.start, end: first2.start, text: `"${path}"
	` } : { start: before.end, end: before.end, text: `
	"${path}"` };
}

// src/analyse/patches/atomic-access.ts
var PLACES_MAX = 12;
var CALLED = /\.(?:Add|And|Or|Load|Store|Swap|CompareAndSwap)(U?[Ii]nt(?:32|64)|Uintptr|Pointer)$/;
function atomicAccess({ source }, atomic, plain) {
  const suffix2 = CALLED.exec(atomic.access.frames[0]?.function ?? "")?.[1];
  const { memory } = plain;
  if (suffix2 === void 0 || memory === void 0 || source === void 0) return void 0;
  const same = source.accessesOfSame(memory);
  const places = placesOf(same, memory);
  if (places.length > PLACES_MAX) return void 0;
  const isLocal = memory.path.length === 0 && memory.root !== void 0 && memory.root.kind !== "package";
  if (!isLocal && !source.isWhole(memory.file)) return void 0;
  if (places.some((place4) => followsFromRead(place4, same))) return void 0;
  const byFile = /* @__PURE__ */ new Map();
  for (const access3 of places) {
    const own = placeEdits(access3, places, suffix2);
    if (own === void 0) return void 0;
    byFile.set(access3.file, [...byFile.get(access3.file) ?? [], ...own]);
  }
  const edits = [];
  for (const [file, own] of byFile) {
    const imported2 = importEdit(file, "sync/atomic");
    if (imported2 === void 0) return void 0;
    const lines = lineEdits(file, [...own, ...imported2]);
    if (lines === void 0) return void 0;
    edits.push(...lines);
  }
  return edits;
}
function placesOf(same, raced) {
  const byNode = /* @__PURE__ */ new Map();
  for (const access3 of [raced, ...same]) {
    const shared = access3.via !== "atomic" && access3.via !== "declare" && !isConstruction(access3);
    if (shared && !byNode.has(access3.node)) byNode.set(access3.node, access3);
  }
  return [...byNode.values()];
}
function followsFromRead(write, same) {
  if (write.operation !== "write") return false;
  const owner = functionNodeAround(write.node);
  const reads = same.filter(
    (one) => one.operation === "read" && one.node !== write.node && functionNodeAround(one.node) === owner
  );
  const branches = [...ancestors(write.node)].filter(
    (node) => /^(if|for|expression_switch)_statement$/.test(node.type) && node.start > (owner?.start ?? 0)
  );
  if (write.via === "increment") {
    return reads.some(
      ({ node }) => branches.some((branch) => within(node, branch) && node.start < write.node.start)
    );
  }
  const loop = branches.find(({ type }) => type === "for_statement");
  return reads.some(
    ({ node }) => node.start < write.node.start || loop !== void 0 && within(node, loop)
  );
}
function placeEdits({ node, operation, via, text, kind }, places, suffix2) {
  if (kind === "map" || kind === "channel" || !EDITABLE.has(via)) return void 0;
  if (via === "increment") return added(node, places, suffix2);
  if (operation === "read") {
    return [{ start: node.start, end: node.end, text: `atomic.Load${suffix2}(&${text})` }];
  }
  const statement = node.parent?.parent;
  const right = childOf(statement, "right");
  if (statement?.type !== "assignment_statement" || right === void 0) return void 0;
  if (expressionsOf(childOf(statement, "left")).length !== 1) return void 0;
  if (places.some((other) => other.node !== node && within(other.node, right))) return void 0;
  return [
    { start: statement.start, end: right.start, text: `atomic.Store${suffix2}(&${text}, ` },
    { start: statement.end, end: statement.end, text: ")" }
  ];
}
var EDITABLE = /* @__PURE__ */ new Set(["plain", "argument", "increment"]);
function added(node, places, suffix2) {
  if (suffix2 === "Pointer") return void 0;
  const call = `atomic.Add${suffix2}(&${node.text}, `;
  const signed = suffix2.startsWith("I");
  const statement = node.parent?.type === "expression_list" ? node.parent.parent : node.parent;
  if (statement === void 0) return void 0;
  const { start: start2, end } = statement;
  if (statement.type === "inc_statement") return [{ start: start2, end, text: `${call}1)` }];
  if (statement.type === "dec_statement") {
    return signed ? [{ start: start2, end, text: `${call}-1)` }] : void 0;
  }
  const operator = childOf(statement, "operator")?.text;
  const right = childOf(statement, "right");
  if (right === void 0 || places.some((other) => within(other.node, right))) return void 0;
  if (operator === "+=") {
    return [
      { start: start2, end: right.start, text: call },
      { start: end, end, text: ")" }
    ];
  }
  if (operator !== "-=" || !signed) return void 0;
  return [
    { start: start2, end: right.start, text: `${call}-(` },
    { start: end, end, text: "))" }
  ];
}

// src/analyse/classes/mixed-atomic.ts
var mixedAtomic = {
  id: "mixed-atomic",
  code: "RG1009",
  docs: RACE_CLASS_DOCS.RG1009,
  classify(facts) {
    const found = sideWhere(facts, (side2, other2) => side2.atomic && isPlain(other2));
    if (found === void 0) return void 0;
    const { side, other } = found;
    if (isMutexType(other.memory?.type) || usesLock(side)) return void 0;
    return {
      certainty: "proof",
      explanation: `${sideWords(side, facts.name)} through ${side.access.frames[0]?.function ?? "sync/atomic"}, but ${sideWords(other)} without it. An atomic operation protects only against other atomic ones.`,
      fix: fixOf(facts, side, other)
    };
  }
};
function isPlain(side) {
  return side.access.frames.length > 0 && !side.atomic;
}
function usesLock(side) {
  return side.atomic && side.inside.some((frame) => /^(sync|internal\/sync)\.\(/.test(frame.function));
}
function fixOf(facts, atomic, plain) {
  const words2 = "Access it through sync/atomic everywhere, or make it an atomic.Int64, atomic.Bool or atomic.Pointer, which cannot be used plainly.";
  return { words: words2, edits: atomicAccess(facts, atomic, plain) };
}

// src/analyse/classes/lock-copy.ts
var lockCopy = {
  id: "lock-copy",
  code: "RG1019",
  docs: RACE_CLASS_DOCS.RG1019,
  classify(facts) {
    const [first2, second] = facts.sides;
    const used = sideWhere(facts, (side, other) => usesLock(side) && other.user !== void 0);
    if (used !== void 0 && !used.other.atomic) return touched(used.side, used.other);
    const overwritten = facts.sides.find(({ memory }) => overwritesLock(memory));
    if (overwritten !== void 0) {
      return {
        certainty: "direct",
        explanation: `${sideWords(overwritten, "a mutex itself")} while it is in use: who holds the old one holds nothing.`,
        fix: { words: "Never assign to a mutex that is shared; make a new object instead." }
      };
    }
    const keys = new Set(first2.held?.map(({ key }) => key));
    const shared = second.held?.find(({ key }) => keys.has(key));
    if (shared === void 0) return void 0;
    const copy = copyOnTheWay(facts, shared.key, shared.text.split(".", 1)[0] ?? "");
    if (copy === void 0) return void 0;
    return {
      certainty: "direct",
      explanation: `Both hold ${shared.text}, but ${HOW[copy.how]} copies it (${copy.text}, ${place(copy.path, copy.line)}): they hold two different locks.`,
      fix: {
        words: `Pass the lock by pointer: ${FIX[copy.how]}. go vet's copylocks check finds such copies.`
      }
    };
  }
};
function touched(side, other) {
  const lock = side.inside.findLast((frame) => frame.function.includes("sync."))?.function ?? "";
  return {
    certainty: "direct",
    explanation: `${sideWords(side, "a lock's state")} in ${lock}, while ${sideWords(other)} as plain memory: it copies or replaces the lock, or the struct that holds it.`,
    fix: {
      words: "Do not copy or assign a struct that holds a lock once it is in use: pass pointers, and make a new object instead of overwriting the old one."
    }
  };
}
function overwritesLock(memory) {
  return memory?.operation === "write" && memory.via === "plain" && isMutexType(memory.type);
}
var HOW = {
  "value-receiver": "a method with a value receiver",
  "value-parameter": "a parameter passed by value",
  assignment: "an assignment",
  argument: "a call that passes it by value",
  range: "a range clause"
};
var FIX = {
  "value-receiver": "make the receiver a pointer",
  "value-parameter": "make the parameter a pointer",
  assignment: "keep a pointer instead of a copy",
  argument: "pass a pointer",
  range: "range over indices or over pointers"
};
function copyOnTheWay(facts, key, root) {
  const { source, sides } = facts;
  const owner = key.includes(".") ? key.slice(0, key.indexOf(".")) : void 0;
  const frames = sides.flatMap((side) => side.access.frames);
  for (const path of new Set(frames.map(({ file }) => file))) {
    const file = source?.file(path);
    if (file === void 0 || source === void 0) continue;
    const copy = lockCopies(source.program, file).find((one) => {
      const called = one.how === "value-receiver" || one.how === "value-parameter" ? frames.some((frame) => frame.file === path && inside(one, frame.line, frame.function)) : frames.some((frame) => frame.file === path && frame.line === one.line) || one.target === root && frames.some((frame) => isAround(one, frame, path));
      return called && (owner === void 0 || one.type.endsWith(owner) || one.how !== "value-receiver");
    });
    if (copy !== void 0) return { ...copy, path };
  }
  return void 0;
}
function isAround({ node }, frame, path) {
  const around = functionNodeAround(node);
  return frame.file === path && around !== void 0 && around.line <= frame.line && frame.line <= around.endLine;
}
function inside(copy, line, symbol) {
  if (copy.how === "value-receiver" && plainSymbol(symbol).endsWith(`.${copy.text}`)) return true;
  return copy.node.line <= line && line <= copy.node.endLine;
}

// src/analyse/patches/loop-copy.ts
function loopCopy(facts, kin, file, variable2) {
  const { name } = variable2;
  if (!isLeftAlone(file, variable2)) return void 0;
  const path = kin.child.user?.file;
  const line = kin.creationLine;
  const text = path === void 0 ? void 0 : rawLine(facts, path, line);
  if (path === void 0 || text === void 0) return void 0;
  return [{ path, line, replacement: [`${indentOf(text)}${name} := ${name}`, text] }];
}
function loopCopyInBody(file, variable2) {
  const { name } = variable2;
  const body = childOf(variable2.loop?.statement, "body");
  if (body === void 0 || body.line === body.endLine) return void 0;
  if (!isLeftAlone(file, variable2)) return void 0;
  return lineEdits(file, [lineAfter(file, body.line, `${name} := ${name}`, true)]);
}
function isLeftAlone(file, variable2) {
  const body = childOf(variable2.loop?.statement, "body");
  if (body === void 0) return false;
  return file.declarations.usesOf(variable2).every((use) => !within(use, body) || !changes(use));
}

// src/analyse/classes/loop-variable-capture.ts
var loopVariableCapture = {
  id: "loop-variable-capture",
  code: "RG1001",
  docs: RACE_CLASS_DOCS.RG1001,
  classify(facts) {
    const { kin, source } = facts;
    if (kin === void 0) return inNestedLiteral(facts);
    if (source !== void 0 && facts.common !== void 0) return bySource2(facts, kin);
    return byStacks3(facts, kin);
  }
};
function bySource2(facts, kin) {
  const { variable: variable2, source, common, goDirective } = facts;
  const child = kin.child.function;
  if (variable2 === void 0 || common === void 0 || child === void 0) return void 0;
  const file = common.first.file;
  const literal = file.functions.find(
    (one) => one.role !== "declared" && one.line === kin.creationLine && one.node.type === "func_literal"
  );
  const owner = child.node.type === "func_literal" ? child : literal;
  if (owner === void 0 || source === void 0) return void 0;
  const captured = capturesOf(file, owner, source.accesses(file), goDirective).find(
    (one) => one.declaration === variable2
  );
  if (captured === void 0) return void 0;
  if (captured.loop === "shared") {
    return {
      certainty: "direct",
      explanation: `${variable2.name} is the variable of the loop at ${place(file.path, variable2.line)}; with the language of Go ${languageVersion(file, goDirective) ?? "before 1.22"} all iterations share it, so the loop overwrites it while the goroutine still reads it.`,
      fix: fixOf2(facts, kin, file, variable2)
    };
  }
  return assignedByLoop(facts, kin, variable2.name);
}
function inNestedLiteral(facts) {
  const { variable: variable2, common, goDirective } = facts;
  const loop = variable2?.loop?.statement;
  if (variable2 === void 0 || common === void 0 || loop === void 0) return void 0;
  const { file } = common.first;
  const version = languageVersion(file, goDirective);
  if (version === void 0 || loopVariablesPerIteration(version)) return void 0;
  const reader = facts.sides.find(
    ({ function: owner }) => owner?.role !== "declared" && owner !== void 0 && within(owner.node, loop)
  );
  const writer = facts.sides.find((side) => side !== reader && side.memory?.line === loop.line);
  if (reader === void 0 || writer?.operation !== "write") return void 0;
  const { name } = variable2;
  return {
    certainty: "direct",
    explanation: `${name} is the variable of the loop at ${place(file.path, variable2.line)}; with the language of Go ${version} all iterations share it, so the loop overwrites it while the goroutine still reads it.`,
    fix: {
      words: `Raise the go directive to 1.22 or later, or begin the loop's body with \`${name} := ${name}\`.`,
      edits: loopCopyInBody(file, variable2)
    }
  };
}
function assignedByLoop(facts, kin, name) {
  const loop = kin.parent.memory;
  if (loop?.operation !== "write" || loop.root !== facts.variable) return void 0;
  const clause = [...ancestors(loop.node)].slice(0, 3).some((node) => node.type === "for_clause");
  if (loop.via !== "range" && !clause) return void 0;
  return {
    certainty: "direct",
    explanation: `The loop assigns to ${name}, which is declared outside of it: every version of Go shares it between the iterations.`,
    fix: { words: `Declare it in the loop, with := in the for clause.` }
  };
}
function byStacks3(facts, kin) {
  if (facts.source?.file(kin.child.user?.file ?? "") !== void 0) return void 0;
  const { parent, parentFrame, creationLine, closure } = kin;
  const shared = facts.goDirective === void 0 || !loopVariablesPerIteration(facts.goDirective);
  if (!closure || !shared || parent.operation !== "write" || parent.user !== parentFrame) {
    return void 0;
  }
  const above = parentFrame.line > 0 && parentFrame.line <= creationLine;
  if (!above || creationLine - parentFrame.line > 12) return void 0;
  return {
    certainty: "heuristic",
    explanation: `The write stands in line ${parentFrame.line}, above the go statement in line ${creationLine} of the same function, yet comes after it: the two are in a loop, and the goroutine most likely uses the loop's variable. (Source not available: inferred from the stacks.)`,
    fix: {
      words: "With a `go` directive below 1.22 in go.mod, copy the loop variable in front of the go statement (`v := v`) or pass it as an argument; or raise the directive."
    }
  };
}
function fixOf2(facts, kin, file, variable2) {
  const { name } = variable2;
  const words2 = `Raise the go directive to 1.22 or later, or give each goroutine its own: \`${name} := ${name}\` in front of the go statement.`;
  return { words: words2, edits: loopCopy(facts, kin, file, variable2) };
}

// src/analyse/classes/missing-lock.ts
var missingLock = {
  id: "missing-lock",
  code: "RG1007",
  docs: RACE_CLASS_DOCS.RG1007,
  classify(facts) {
    const [first2, second] = facts.sides;
    if (first2.user === void 0 || second.user === void 0) return void 0;
    const known3 = first2.held !== void 0 && second.held !== void 0;
    return {
      certainty: known3 && facts.common !== void 0 ? "direct" : "heuristic",
      explanation: lockSentence(facts, known3),
      fix: { words: fixWords(facts) }
    };
  }
};
function lockSentence(facts, known3) {
  if (!known3) {
    return "Nothing synchronizes the two accesses. (Source not available: locks could not be checked.)";
  }
  const locks = facts.sides.flatMap(({ held }) => held ?? []);
  if (locks.length === 0) return "Neither access holds a lock, and nothing else synchronizes them.";
  return `Both hold ${locks[0]?.text ?? "a lock"}, but not the same one: each instance has its own.`;
}
function fixWords(facts) {
  const owner = facts.common?.first.owner;
  const where = owner === void 0 || owner.startsWith("struct") ? "beside it" : `to ${owner}`;
  return `Add a sync.Mutex ${where} and hold it at every access of ${facts.name}; for a single word, sync/atomic is enough.`;
}

// src/analyse/classes/named-result-capture.ts
var namedResultCapture = {
  id: "named-result-capture",
  code: "RG1003",
  docs: RACE_CLASS_DOCS.RG1003,
  classify(facts) {
    const { variable: variable2, sides } = facts;
    if (variable2?.kind !== "result") return void 0;
    const captured = sides.some(
      (side) => side.function !== void 0 && side.function.node !== variable2.function
    );
    if (!captured) return void 0;
    const returned = sides.some((side) => side.memory?.via === "return");
    return {
      certainty: "direct",
      explanation: `${variable2.name} is a named result, declared in line ${variable2.line}` + (returned ? "; the return statement writes it although it does not name it." : "."),
      fix: {
        words: `Give the goroutine a copy (pass ${variable2.name} as an argument), or use unnamed results.`
      }
    };
  }
};

// src/analyse/classes/once-misuse.ts
function inOnce(side) {
  return side.access.frames.some(
    (frame) => /^sync\.(\(\*Once\)\.(doSlow|Do)|Once(Func|Value))/.test(frame.function)
  );
}
var onceMisuse = {
  id: "once-misuse",
  code: "RG1015",
  docs: RACE_CLASS_DOCS.RG1015,
  classify(facts) {
    const found = sideWhere(
      facts,
      (side2, other2) => inOnce(side2) && other2.user !== void 0 && !inOnce(other2) && !usesLock(side2)
    );
    if (found === void 0) return void 0;
    const { side, other } = found;
    return {
      certainty: "direct",
      explanation: `${sideWords(side, facts.name)} inside a sync.Once, but ${sideWords(other)} without having returned from that Do: the Once orders only those who call it.`,
      fix: {
        words: "Call Do before every use and remove the check in front of it: after the first call Do costs one atomic load. sync.OnceValue returns the value itself."
      }
    };
  }
};

// src/analyse/init-frames.ts
function initFrame(frames) {
  const outermost3 = frames.findLast(
    (frame) => !/^(?:runtime|main\.main$|testing)/.test(frame.function)
  );
  if (outermost3 === void 0) return void 0;
  const { names, receiver, closures } = parseGoSymbol(outermost3.function);
  const isInit2 = /^init(?:\.\d+)?$/.test(names[0] ?? "");
  return receiver === void 0 && closures.length === 0 && isInit2 ? outermost3 : void 0;
}

// src/analyse/classes/package-init.ts
var packageInit = {
  id: "package-init",
  code: "RG1016",
  docs: RACE_CLASS_DOCS.RG1016,
  classify(facts) {
    const found = sideWhere(facts, ({ access: access3 }) => initFrame(access3.frames) !== void 0);
    const init = found && initFrame(found.side.access.frames);
    if (found === void 0 || init === void 0) return void 0;
    return {
      certainty: "direct",
      explanation: `${sideWords(found.side, facts.name)} in package initialisation (${initWords(init, facts)}), which goes on while goroutines that it has started already run.`,
      fix: {
        words: "Do not start goroutines in init; finish the variable first, and start them from main or a constructor."
      }
    };
  }
};
function initWords(init, { source }) {
  if (/\.init\.\d+$/.test(init.function)) return "an init function";
  const variable2 = source?.file(init.file)?.declarations.all.find(
    ({ kind, line, value }) => kind === "package" && line <= init.line && init.line <= (value?.endLine ?? line)
  );
  const of2 = variable2 === void 0 ? "a package-level variable" : variable2.name;
  return `the initialiser of ${of2}, ${place(init.file, init.line)}`;
}

// src/analyse/source/subtests.ts
function testBodies(file) {
  return file.functions.flatMap((one) => {
    const subtest = one.role === "subtest";
    const test = one.role === "declared" && /^(Test|Fuzz|Benchmark)/.test(one.name);
    if (!subtest && !test) return [];
    const call = parallelCall(one);
    return [{ function: one, subtest, parallel: call !== void 0, parallelLine: call?.line }];
  });
}
function parallelCall(one) {
  const names = new Set(
    one.parameters.filter(({ type }) => type.startsWith("*testing.")).map(({ name }) => name)
  );
  for (const node of ownDescendants(one.node)) {
    const parts = callParts(node);
    if (parts?.name === "Parallel" && names.has(parts.operand?.text ?? "")) return node;
  }
  return void 0;
}
function testBodyAround(file, one) {
  const bodies = testBodies(file);
  for (let next = one; next !== void 0; next = next.parent) {
    const found = bodies.find((body) => body.function === next);
    if (found !== void 0) return found;
  }
  return void 0;
}

// src/analyse/classes/parallel-subtest.ts
function runsATest(side) {
  return side.creation?.frames[0]?.function === "testing.(*T).Run";
}
function testName(side) {
  const names = side.symbol?.names ?? [];
  return names.find((name) => testKindOf(name) !== void 0);
}
var parallelSubtest = {
  id: "parallel-subtest",
  code: "RG1014",
  docs: RACE_CLASS_DOCS.RG1014,
  classify(facts) {
    const [first2, second] = facts.sides;
    if (!runsATest(first2) || !runsATest(second)) return void 0;
    const [one, other] = [testName(first2), testName(second)];
    const parallel = facts.sides.map((side) => {
      const file = facts.source?.file(side.user?.file ?? "");
      const body = file && testBodyAround(file, side.function);
      return body?.parallel === true ? body.parallelLine : void 0;
    });
    const line = parallel.find((at2) => at2 !== void 0);
    const where = line === void 0 ? "" : ` (t.Parallel in line ${line})`;
    const who = one !== void 0 && one === other ? `subtests of ${one}` : "tests that call t.Parallel";
    return {
      certainty: "direct",
      explanation: `Both are ${who}, which run at the same time${where}.`,
      fix: {
        words: "Give each parallel test its own copy: declare the variable inside the subtest, and change shared state only under a lock, or do not call t.Parallel."
      }
    };
  }
};

// src/analyse/patches/write-lock.ts
function writeLock(facts, side, lock) {
  const path = side.user?.file;
  const owner = side.function;
  const { source } = facts;
  const file = path === void 0 ? void 0 : source?.file(path);
  if (path === void 0 || owner === void 0 || source === void 0) return void 0;
  if (lock.line < owner.line || lock.line > owner.endLine) return void 0;
  if (file === void 0 || !source.isWhole(file) || !staysAlone(source, file, owner, lock))
    return void 0;
  const edits = [];
  for (let line = owner.line; line <= owner.endLine; line++) {
    const text = rawLine(facts, path, line) ?? "";
    const changed = text.replaceAll(`${lock.text}.RLock()`, `${lock.text}.Lock()`).replaceAll(`${lock.text}.RUnlock()`, `${lock.text}.Unlock()`);
    if (changed !== text) edits.push({ path, line, replacement: [changed] });
  }
  return edits;
}
function staysAlone(source, file, owner, lock) {
  const { text } = owner.node;
  if (!text.includes(`${lock.text}.RLock()`) || !text.includes(`${lock.text}.RUnlock()`)) {
    return false;
  }
  const rest = text.replaceAll(/\.R(?:Unl|L)ock\(\)/g, "");
  if (/\.(?:RLocker|RUnlock|RLock|TryRLock)\b/.test(rest)) return false;
  if (mayTake(source, file, owner, lock.key, /* @__PURE__ */ new Set())) return false;
  const name = owner.name.slice(owner.name.lastIndexOf(".") + 1);
  return source.program.callsNamed(name, file).every(({ file: from, parts }) => {
    return !source.locksHeldAtNode(from, parts.call).some(({ key }) => key === lock.key);
  });
}
function mayTake(source, file, owner, key, seen) {
  const { program } = source;
  const isFirst = seen.size === 0;
  seen.add(owner);
  for (const node of descendants(owner.node)) {
    if (node.type !== "call_expression") continue;
    const lock = lockCall(program, file, node);
    if (lock !== void 0) {
      if (lock.key === key && (!isFirst || lock.mode === "lock")) return true;
      continue;
    }
    const target = calledFunction(source, file, node);
    if (target === "harmless") continue;
    if (target === void 0) return true;
    const known3 = seen.has(target.function);
    if (!known3 && mayTake(source, target.file, target.function, key, seen)) return true;
  }
  return false;
}
var BUILTIN = /^(append|cap|clear|close|complex|copy|delete|imag|len|make|max|min|new|panic|print|println|real|recover|string|bool|byte|rune|error|any|u?int(?:8|16|32|64)?|uintptr|float(?:32|64))$/;
function calledFunction({ program }, file, call) {
  const parts = callParts(call);
  if (parts === void 0) {
    const callee = call.children[0];
    return callee?.type === "func_literal" ? "harmless" : void 0;
  }
  const { name, operand } = parts;
  if (operand === void 0) {
    return program.function(name, file) ?? (BUILTIN.test(name) ? "harmless" : void 0);
  }
  const imported2 = operand.type === "identifier" ? file.imports.get(operand.text) : void 0;
  if (imported2 !== void 0) return imported2.includes(".") ? void 0 : "harmless";
  const receiver = typeOf(program, file, operand);
  if (receiver === void 0) return void 0;
  return program.function(name, file, receiver);
}

// src/analyse/classes/partial-lock.ts
var partialLock = {
  id: "partial-lock",
  code: "RG1008",
  docs: RACE_CLASS_DOCS.RG1008,
  classify(facts) {
    const [first2, second] = facts.sides;
    if (first2.held === void 0 || second.held === void 0) return void 0;
    return underReadLock(facts) ?? oneSided(facts) ?? differentLocks(facts, first2, second);
  }
};
function underReadLock(facts) {
  const found = sideWhere(facts, (side, other) => {
    const read = side.held?.find(({ mode }) => mode === "rlock");
    const sameLock = other.held?.some(({ key }) => key === read?.key) ?? false;
    return side.operation === "write" && read !== void 0 && sameLock;
  });
  const lock = found?.side.held?.find(({ mode }) => mode === "rlock");
  if (found === void 0 || lock === void 0) return void 0;
  return {
    certainty: "direct",
    explanation: `${sideWords(found.side, facts.name)} under ${lock.text}.RLock, which any number of goroutines may hold; so ${sideWords(found.other)} at the same time.`,
    fix: {
      words: `Use ${lock.text}.Lock and Unlock around the write.`,
      edits: writeLock(facts, found.side, lock)
    }
  };
}
function oneSided(facts) {
  const found = sideWhere(
    facts,
    (side2, other2) => (side2.held?.length ?? 0) > 0 && other2.held?.length === 0
  );
  if (found === void 0) return void 0;
  const { side, other } = found;
  const locks = side.held ?? [];
  const guard = guardOf(facts, locks);
  return {
    certainty: "direct",
    explanation: `${sideWords(side, facts.name)} holding ${lockWords(locks)}, but ${sideWords(other)} holding no lock.` + guardWords(guard),
    fix: { words: `Hold ${locks[0]?.text ?? "the lock"} at the other access too.` }
  };
}
function differentLocks(facts, first2, second) {
  const [one, other] = [first2.held ?? [], second.held ?? []];
  const shared = one.some(({ key }) => other.some((lock) => lock.key === key));
  if (shared || one.length === 0 || other.length === 0) return void 0;
  return {
    certainty: "direct",
    explanation: `${sideWords(first2, facts.name)} holding ${lockWords(one)}, ${sideWords(second)} holding ${lockWords(other)}: two different locks do not exclude each other.`,
    fix: { words: "Choose one of the two locks and hold it on both sides." }
  };
}
function guardOf(facts, locks) {
  const { common, source } = facts;
  if (common === void 0 || source === void 0) return void 0;
  return source.guardsOf(common.first).find(({ key }) => locks.some((lock) => lock.key === key));
}
function guardWords(guard) {
  if (guard === void 0 || guard.total < 3) return "";
  const rest = guard.unguarded.slice(0, 4).map((one) => place(one.file.path, one.line));
  const where = rest.length === 0 ? "" : `; not at ${[...new Set(rest)].join(", ")}`;
  return ` It is guarded in ${guard.guarded} of ${guard.total} places${where}.`;
}

// src/analyse/source/atomics.ts
function placeKey(access3) {
  if (access3.path.some((step) => step === "[]")) return void 0;
  if (access3.field !== void 0) {
    return access3.owner === void 0 ? void 0 : `${access3.owner}.${access3.field}`;
  }
  if (access3.path.length > 0) return void 0;
  const { root, rootName, file } = access3;
  if (root === void 0 || root.kind === "package") return `var ${rootName}`;
  return `${file.path}:${root.node.start}`;
}
var SETS = /^(?:Store|Swap|CompareAndSwap)/;
function atomicStoreBefore(accesses, owner, write) {
  return accesses.findLast(
    (one) => one.file === write.file && one.via === "atomic" && one.operation === "write" && SETS.test(one.callee ?? "") && within(one.node, owner.node) && one.node.end <= write.node.start && placeKey(one) !== placeKey(write)
  );
}

// src/analyse/classes/publish-before-write.ts
var publishBeforeWrite = {
  id: "publish-before-write",
  code: "RG1010",
  docs: RACE_CLASS_DOCS.RG1010,
  classify: (facts) => afterStart(facts) ?? afterFlag(facts)
};
function afterStart(facts) {
  const found = sideWhere(facts, (side2, other2) => writesAfterStarting(side2, other2));
  if (found === void 0) return void 0;
  const { side, other } = found;
  const start2 = startLine(side, other);
  const captured = facts.common === void 0 && facts.kin?.closure === true;
  if (start2 === void 0 || facts.kin?.inLiteral === true || captured) return void 0;
  if (facts.variable !== void 0 && facts.common?.first.path.length === 0) return void 0;
  const owner = side.function?.node;
  if (owner !== void 0 && waitsBetween2(owner, start2, side.user?.line ?? 0)) return void 0;
  if (facts.common !== void 0 && (changes2(other) || isCount(side))) return void 0;
  return {
    certainty: facts.common === void 0 ? "heuristic" : "direct",
    explanation: `The goroutine was started at ${place(side.user?.file ?? "", start2)}, before this write in the same function: it may run before the value is there.`,
    fix: { words: "Move the write in front of the start of the goroutine." }
  };
}
function writesAfterStarting(side, other) {
  const start2 = startLine(side, other);
  return side.operation === "write" && start2 !== void 0 && start2 <= (side.user?.line ?? 0);
}
function startLine(side, other) {
  if (side.user === void 0) return void 0;
  const writer = plainSymbol(side.user.function);
  return other.creation?.frames.find((frame) => plainSymbol(frame.function) === writer)?.line;
}
function changes2(side) {
  return side.operation === "write" || isCount(side);
}
function isCount({ memory }) {
  return memory?.via === "increment";
}
function afterFlag(facts) {
  for (const [index, side] of facts.sides.entries()) {
    const { memory, function: owner } = side;
    if (facts.sides[1 - index]?.operation === "write") continue;
    if (memory?.operation !== "write" || owner === void 0 || facts.common === void 0)
      continue;
    if (isCount(side)) continue;
    const flag = facts.source && atomicStoreBefore(facts.source.accesses(memory.file), owner, memory);
    if (flag === void 0) continue;
    return {
      certainty: "heuristic",
      explanation: `${flag.text} is stored atomically in line ${flag.line}, before the write: whoever sees it set finds the old value.`,
      fix: { words: `Write ${facts.name} first and set ${flag.text} last.` }
    };
  }
  return void 0;
}

// src/analyse/classes/sleep-sync.ts
var sleepSync = {
  id: "sleep-sync",
  code: "RG1012",
  docs: RACE_CLASS_DOCS.RG1012,
  classify(facts) {
    const found = sleepInParent(facts);
    if (found === void 0) return void 0;
    const { side, sleep } = found;
    const path = side.user?.file ?? "";
    return {
      certainty: "heuristic",
      explanation: `Between the start of the goroutine and this access stands only time.Sleep(${sleep.duration}) at ${place(path, sleep.line)}, which orders nothing.`,
      fix: {
        words: "Replace the sleep by a wait for the goroutine's end: close a channel in it and receive from it here, or use a sync.WaitGroup."
      }
    };
  }
};
function sleepInParent(facts) {
  if (facts.common === void 0) return void 0;
  const found = sideWhere(facts, (side2, other) => startedBefore(facts, side2, other) !== void 0);
  const { side } = found ?? {};
  const memory = side?.memory;
  const sleep = memory && sleepBefore(memory.file, memory);
  const start2 = found && startedBefore(facts, found.side, found.other);
  if (side === void 0 || sleep === void 0 || start2 === void 0) return void 0;
  const waitsForResult = side.operation === "read" || found?.other.operation === "write";
  return waitsForResult && sleep.line > start2 ? { side, sleep } : void 0;
}
function startedBefore(facts, side, other) {
  if (facts.kin?.parent === side) return facts.kin.creationLine;
  const literal = other.function;
  const inside2 = literal?.parent !== void 0 && literal.parent === side.function;
  return inside2 && runsConcurrently(literal.role) ? literal.line : void 0;
}

// src/analyse/classes/slice-header.ts
var SLICE_FRAME = /^runtime\.(growslice|slicecopy|makeslicecopy)/;
var sliceHeader = {
  id: "slice-header",
  code: "RG1006",
  docs: RACE_CLASS_DOCS.RG1006,
  classify(facts) {
    const certainty = bySource3(facts) ? "direct" : byStacks4(facts) ? "heuristic" : void 0;
    if (certainty === void 0) return void 0;
    return {
      certainty,
      explanation: `A slice is a pointer, a length and a capacity that are not written at once; append replaces all three, and passing or returning the slice copies them.`,
      fix: {
        words: `Hold one lock for every use of ${facts.name}, or collect through a channel; hand out copies, not the slice.`
      }
    };
  }
};
function bySource3(facts) {
  const { common, source } = facts;
  if (common === void 0 || source === void 0) return false;
  const { first: first2, second } = common;
  if (facts.sides.some((side) => side.memory?.via === "argument" && side.inside.length > 0)) {
    return false;
  }
  if (first2.kind === "element" || second.kind === "element") {
    return first2.via === "append" || second.via === "append";
  }
  const type = first2.type ?? second.type;
  return type !== void 0 && isSlice(source.program.underlying(type, first2.file));
}
function byStacks4(facts) {
  if (facts.common !== void 0) return false;
  if (facts.sides.some(({ inside: inside2 }) => inside2.some((frame) => SLICE_FRAME.test(frame.function)))) {
    return true;
  }
  const { kin } = facts;
  if (kin === void 0 || kin.parent.operation !== "read") return false;
  return kin.parent.user === kin.parentFrame && kin.parentFrame.line === kin.creationLine && kin.closure;
}

// src/analyse/classes/test-outlives.ts
var testOutlives = {
  id: "test-outlives",
  code: "RG1017",
  docs: RACE_CLASS_DOCS.RG1017,
  classify: (facts) => useOfTesting(facts) ?? twoTests(facts)
};
function useOfTesting(facts) {
  const found = sideWhere(facts, (side, other) => {
    return inTesting(side) && (inTesting(other) || other.access.frames.length === 0);
  });
  if (found === void 0) return void 0;
  const user = found.side.user === void 0 ? found.other : found.side;
  return {
    certainty: "direct",
    explanation: `${sideWords(user, "the state of its testing.T")} while the testing package ends the test: the goroutine has outlived it.`,
    fix: { words: "Wait for the goroutine before the test returns; do not use t after that." }
  };
}
function inTesting(side) {
  const top = side.access.frames.find(
    (frame) => !/^(runtime|sync|internal)\b/.test(frame.function)
  );
  return top !== void 0 && parseGoSymbol(top.function).package === "testing";
}
function twoTests(facts) {
  const [first2, second] = facts.sides;
  const [one, other] = [testOf2(first2), testOf2(second)];
  if (one === void 0 || other === void 0 || one === other) return void 0;
  const found = sideWhere(facts, (side) => !isTestsOwn(side));
  if (found === void 0) return void 0;
  const starter = testOf2(found.side) ?? "";
  return {
    certainty: "direct",
    explanation: `The goroutine of ${starter} is still running in ${testOf2(found.other) ?? "another test"}.`,
    fix: {
      words: `End the goroutine before ${starter} returns: stop it in t.Cleanup and wait for it, or pass it t.Context().`
    }
  };
}
function isTestsOwn(side) {
  return side.creation?.frames[0]?.function === "testing.(*T).Run";
}
function testOf2(side) {
  const frames = [...side.access.frames, ...side.creation?.frames ?? []];
  for (const frame of frames) {
    const { names, package: owner, receiver } = parseGoSymbol(frame.function);
    const first2 = names[0];
    const named2 = frame.file.endsWith("_test.go") && (receiver === void 0 || names.length > 1);
    if (named2 && first2 !== void 0 && testKindOf(first2) !== void 0)
      return shortSymbol(`${owner}.${first2}`);
  }
  return void 0;
}

// src/analyse/source/goroutines.ts
function goStatements(file) {
  const starts = [];
  for (const node of file.nodes) {
    if (node.type === "go_statement") {
      const call = namedChildren(node)[0];
      const callee = childOf(call, "function");
      const literal = file.functionOf(callee);
      starts.push({
        ...placeOf(file, node),
        by: "go",
        literal,
        callee: literal === void 0 ? callee?.text ?? "" : "func",
        args: namedChildren(childOf(call, "arguments"))
      });
    }
  }
  for (const literal of file.functions) {
    if (literal.role === "go" || !runsConcurrently(literal.role)) continue;
    const by = literal.role === "timer" ? "timer" : "group";
    starts.push({ ...placeOf(file, literal.node), by, literal, callee: "func", args: [] });
  }
  return starts.toSorted((a, b) => a.node.start - b.node.start);
}
function placeOf(file, node) {
  let inLoop = false;
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === "for_statement") inLoop = true;
    const starter = file.functionOf(ancestor);
    if (starter !== void 0) return { node, line: node.line, starter, inLoop };
  }
  return { node, line: node.line, starter: void 0, inLoop };
}
function goroutineBody(one) {
  for (let next = one; next !== void 0; next = next.parent) {
    if (runsConcurrently(next.role)) return next;
  }
  return void 0;
}

// src/analyse/source/wait-groups.ts
function waitGroupCalls(program, file) {
  const calls = [];
  for (const node of file.nodes) {
    const parts = callParts(node);
    if (parts?.operand === void 0) continue;
    const method = parts.name;
    if (method !== "Add" && method !== "Done" && method !== "Wait" && method !== "Go") continue;
    if (!isWaitGroup(program, file, parts.operand)) continue;
    const owner = file.functionOf(functionNodeAround(node));
    const goroutine = goroutineBody(owner);
    calls.push({
      method,
      node,
      line: node.line,
      receiver: parts.operand.text,
      function: owner,
      goroutine,
      deferred: node.parent?.type === "defer_statement",
      addInside: method === "Add" && goroutine !== void 0 && doneInside(goroutine, parts.operand)
    });
  }
  return calls.map(
    (call) => call.method === "Add" && !call.addInside && startedHere(file, call) ? { ...call, addInside: true } : call
  );
}
function isWaitGroup(program, file, operand) {
  const type = typeOf(program, file, operand);
  if (type !== void 0) return /^\*?sync\.WaitGroup$/.test(type);
  return /(^|\.)(wg|waitGroup|WaitGroup|[a-z]+W[gG])$/.test(operand.text);
}
function doneInside(goroutine, operand) {
  return goroutine.node.text.includes(`${operand.text}.Done()`);
}
function startedHere(file, call) {
  const owner = call.function;
  if (owner?.role !== "declared") return false;
  const name = owner.name.slice(owner.name.lastIndexOf(".") + 1);
  const started = goStatements(file).some(
    ({ by, callee }) => by === "go" && (callee === name || callee.endsWith(`.${name}`))
  );
  return started && within(call.node, owner.node) && doneInside(owner, receiverNode(call));
}
function receiverNode(call) {
  return callParts(call.node)?.operand ?? call.node;
}

// src/analyse/patches/add-before-go.ts
function addBeforeGo(facts, add) {
  const path = facts.kin?.child.user?.file;
  const start2 = facts.kin?.creationLine;
  const literal = add.goroutine;
  if (path === void 0 || start2 === void 0 || literal?.line !== start2) return void 0;
  const file = facts.source?.file(path);
  if (file === void 0 || !runsOnceAlways(file, add, literal)) return void 0;
  const goLine = rawLine(facts, path, start2);
  const addLine = rawLine(facts, path, add.line);
  if (goLine === void 0 || addLine?.trim() !== add.node.text) return void 0;
  return [
    { path, line: start2, replacement: [`${indentOf(goLine)}${add.node.text}`, goLine] },
    { path, line: add.line, replacement: [] }
  ];
}
function runsOnceAlways(file, add, literal) {
  const start2 = goStatements(file).find(({ by, literal: one }) => by === "go" && one === literal);
  if (start2 === void 0 || add.function !== literal || literal.body === void 0) return false;
  const { args, operand } = callParts(add.node) ?? { args: [] };
  if (args.length !== 1 || args[0]?.type !== "int_literal" || operand === void 0) return false;
  const lineText = file.text.split("\n")[start2.line - 1] ?? "";
  if (!lineText.trimStart().startsWith("go ")) return false;
  const statement = add.node.parent;
  const list = statement?.parent;
  if (statement?.type !== "expression_statement" || list === void 0) return false;
  if (list !== literal.body && list.parent !== literal.body) return false;
  if (mayLeaveBefore(literal.body, statement)) return false;
  return isKnownOutside(file, operand, literal);
}
var LEAVES = /^(return|goto)_statement$/;
var LEAVING_CALL = /^(panic|Goexit|Exit|Fatal\w*|FailNow|Skip\w*)$/;
function mayLeaveBefore(body, statement) {
  return [...descendants(body)].some(
    (node) => node.start < statement.start && (LEAVES.test(node.type) || LEAVING_CALL.test(callParts(node)?.name ?? ""))
  );
}
function isKnownOutside(file, operand, literal) {
  const names = [...descendants(operand)].filter(({ type }) => type === "identifier");
  return names.every((name) => {
    const declaration = file.declarations.resolve(name);
    return declaration === void 0 || !within(declaration.node, literal.node);
  });
}

// src/analyse/classes/waitgroup-add-in-goroutine.ts
function inWaitGroup(side) {
  const top = side.inside[0]?.function;
  if (top === "runtime.raceread" || top === "runtime.racewrite") return true;
  return side.inside.some((frame) => /^sync\.\(\*WaitGroup\)\./.test(frame.function));
}
var waitGroupAddInGoroutine = {
  id: "waitgroup-add-in-goroutine",
  code: "RG1013",
  docs: RACE_CLASS_DOCS.RG1013,
  classify(facts) {
    if (facts.sides.every(inWaitGroup)) {
      return {
        certainty: "direct",
        explanation: `The memory is a sync.WaitGroup's own. Add with the counter at zero runs at the same time as Wait, so Wait may return before the goroutine is counted.`,
        fix: { words: "Call Add before the go statement that starts the goroutine, not in it." }
      };
    }
    const add = lateAdd(facts);
    if (add === void 0) return void 0;
    return {
      certainty: "direct",
      explanation: `The goroutine calls ${add.receiver}.Add itself (${place(facts.kin?.child.user?.file ?? "", add.line)}), so ${add.receiver}.Wait can return before the goroutine is counted.`,
      fix: {
        words: `Move ${add.receiver}.Add in front of the go statement, or use ${add.receiver}.Go (Go 1.25).`,
        edits: addBeforeGo(facts, add)
      }
    };
  }
};
function lateAdd(facts) {
  const { kin, source } = facts;
  const { user } = kin?.parent ?? {};
  const file = user === void 0 ? void 0 : source?.file(user.file);
  if (kin === void 0 || source === void 0 || file === void 0 || user === void 0) {
    return void 0;
  }
  const calls = waitGroupCalls(source.program, file);
  const lines = kin.child.access.frames.map(({ line }) => line);
  return calls.find(
    (add) => add.addInside && lines.some((line) => within2(add, line)) && calls.some(
      (wait) => wait.method === "Wait" && wait.receiver === add.receiver && wait.line < user.line && wait.line > kin.creationLine
    )
  );
}
function within2(call, line) {
  const around = call.goroutine ?? call.function;
  return around !== void 0 && around.line <= line && line <= around.endLine;
}

// src/analyse/classes/classify.ts
var RACE_CLASSES = [
  packageInit,
  onceMisuse,
  mixedAtomic,
  waitGroupAddInGoroutine,
  channelClose,
  loopVariableCapture,
  namedResultCapture,
  errCapture,
  lockCopy,
  testOutlives,
  parallelSubtest,
  flagPolling,
  sleepSync,
  partialLock,
  concurrentMap,
  publishBeforeWrite,
  globalHook,
  sliceHeader,
  closureCapture,
  interfaceOrStructWrite,
  missingLock
];
function classifyRace(report, context2) {
  const facts = raceFacts(report, context2);
  if (facts === void 0) return void 0;
  for (const one of RACE_CLASSES) {
    const found = one.classify(facts);
    if (found === void 0) continue;
    const explanation = found.explanation.replace(/^a /, "A ");
    return { class: one.id, code: one.code, facts, ...found, explanation };
  }
  return void 0;
}

// src/analyse/race-class-of.ts
var VIEWS_MAX = 12;
var OTHERS_MAX = 200;
var RaceClassifier = class {
  #run;
  #places;
  #source;
  #waits;
  #others;
  #directives;
  constructor(run, places, source) {
    this.#run = run;
    this.#places = places;
    this.#source = source;
    this.#waits = lineWaits(run);
    this.#others = run.races.slice(0, OTHERS_MAX).map(({ report }) => report);
    this.#directives = new Map(
      (run.manifest?.modules ?? []).flatMap(
        ({ path, goDirective }) => goDirective === void 0 ? [] : [[path, goDirective]]
      )
    );
  }
  /** Undefined where no report of the group has both stacks. */
  classify(group) {
    let best;
    for (const { sighting } of group.views.slice(0, VIEWS_MAX)) {
      const found = classifyRace(sighting.report, this.#contextOf(sighting));
      if (found !== void 0 && (best === void 0 || rank(found) < rank(best))) best = found;
    }
    return best;
  }
  #contextOf(sighting) {
    const { package: owner = "", pid = "", childPid } = sighting.origin;
    const address = sighting.report.accesses[0]?.address;
    const own = childPid === void 0 || childPid === pid;
    return {
      source: this.#source,
      others: this.#others,
      waitsAt: this.#waits,
      symbol: own ? this.#run.symbols.get(`${owner}
${pid}
${address ?? ""}`) : void 0,
      goDirectiveOf: (file) => {
        const { module } = this.#places.of({ function: "", file });
        return module === void 0 ? void 0 : this.#directives.get(module);
      }
    };
  }
};
function rank(found) {
  const certainty = { proof: 0, direct: 0, heuristic: 100 }[found.certainty];
  return certainty + RACE_CLASSES.findIndex(({ id }) => id === found.class);
}
function lineWaits(run) {
  const waits2 = /* @__PURE__ */ new Map();
  const note2 = (at2, reason, partner) => {
    if (at2 === void 0) return;
    const key = `${at2.file}
${at2.line}`;
    const known3 = waits2.get(key) ?? /* @__PURE__ */ new Map();
    waits2.set(key, known3);
    const wait = { reason, partner: partner?.function };
    known3.set(`${reason}
${wait.partner ?? ""}`, wait);
  };
  const dumped = [...run.crashes.map(({ crash }) => crash), ...run.dumps ?? []];
  for (const { goroutines } of dumped) {
    for (const { status, frames } of goroutines) note2(statementOf(frames), status);
  }
  for (const { goroutines, wakes } of run.traceEnds ?? []) {
    for (const { state, reason, frames } of goroutines) {
      if (state === "waiting") note2(statementOf(frames), reason);
    }
    for (const { reason, waiting, waking } of wakes) {
      const [waiter, waker] = [statementOf(waiting), statementOf(waking)];
      note2(waiter, reason, waker);
      const did = channelOperation(waking[0]?.function ?? "");
      if (did !== void 0) note2(waker, did, waiter);
    }
  }
  return (file, line) => [...waits2.get(`${file}
${line}`)?.values() ?? []];
}
function statementOf(frames) {
  return frames.find(({ function: name }) => !/^(runtime|sync|internal)\b/.test(name));
}
function channelOperation(frame) {
  if (/^runtime\.(?:chansend|selectnbsend)/.test(frame)) return "chan send";
  if (/^runtime\.(?:chanrecv|selectnbrecv)/.test(frame)) return "chan receive";
  return frame.startsWith("runtime.selectgo") ? "select" : void 0;
}

// src/analyse/expression.ts
var LINE_MAX = 400;
var KEYWORDS = new Set(
  "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var nil true false iota append cap clear close complex copy delete imag len make max min new panic print println real recover bool byte error int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 string any float32 float64 rune uintptr".split(" ")
);
function bareLine(line) {
  let out = "";
  let quote = "";
  const text = line.slice(0, LINE_MAX);
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quote !== "") {
      if (char === "\\" && quote !== "`") i++;
      else if (char === quote) {
        quote = "";
        out += char;
      }
    } else if (char === '"' || char === "'" || char === "`") {
      quote = char;
      out += char;
    } else if (char === "/" && text[i + 1] === "/") break;
    else out += char;
  }
  return out.trim();
}
var PATH = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu;
function pathsIn(text) {
  const out = [];
  for (const match of text.matchAll(PATH)) {
    const path = match[0];
    const root = path.split(".", 1)[0] ?? "";
    if (KEYWORDS.has(root)) continue;
    const next = text.slice(match.index + path.length).trimStart();
    const before = text.slice(0, match.index).trimEnd();
    if (before.endsWith(".")) continue;
    if (next.startsWith(":") && !next.startsWith(":=")) continue;
    if (next.startsWith("(")) {
      const cut = path.lastIndexOf(".");
      if (cut > 0) out.push(path.slice(0, cut));
      continue;
    }
    out.push(path);
  }
  return [...new Set(out)];
}
function withoutBrackets(text) {
  let depth = 0;
  let out = "";
  for (const char of text) {
    if (char === "[" || char === "(") depth++;
    if (depth === 0) out += char;
    if (char === "]" || char === ")") depth = Math.max(0, depth - 1);
  }
  return out;
}
function leftSide(line) {
  const step = /^(?:[^=]*[;{]\s?)?([^=;{]+?)(?:\+\+|--)/.exec(line);
  if (step?.[1] !== void 0) return step[1];
  for (let i = 1; i < line.length; i++) {
    if (line[i] !== "=") continue;
    const before = line[i - 1] ?? "";
    if (line[i + 1] === "=" || before === "!" || before === "=") {
      i++;
      continue;
    }
    if ((before === "<" || before === ">") && line[i - 2] !== before) continue;
    const left = line.slice(0, i).replace(/[-+*/%&|^<>:]{1,3}$/, "");
    return left.slice(Math.max(left.lastIndexOf(";"), left.lastIndexOf("{")) + 1);
  }
  return void 0;
}
function targetsOf(line) {
  const left = leftSide(line);
  if (left === void 0) return [];
  const statement = left.replace(/^\s*(?:if|for|switch|var|else|case|return)\s/, "");
  return pathsIn(withoutBrackets(statement));
}
function operandAt(text, index) {
  let depth = 0;
  let end = index;
  for (; end < text.length; end++) {
    const char = text[end] ?? "";
    if ("([{".includes(char)) depth++;
    if (")]}".includes(char) && depth-- === 0) break;
    if (char === "," && depth === 0) break;
  }
  const operand = text.slice(index, end).trim().replace(/^[&*]+/, "");
  const [only3] = pathsIn(withoutBrackets(operand));
  return only3;
}
function argumentOf(line, call) {
  const at2 = line.indexOf(`${call}(`);
  return at2 < 0 ? void 0 : operandAt(line, at2 + call.length + 1);
}
function pathsBefore(line, suffix2) {
  const out = [];
  for (let at2 = line.indexOf(suffix2); at2 >= 0; at2 = line.indexOf(suffix2, at2 + 1)) {
    const last = [...line.slice(0, at2).matchAll(PATH)].at(-1);
    if (last !== void 0 && last.index + last[0].length === at2 && !KEYWORDS.has(last[0])) {
      out.push(last[0]);
    }
  }
  return [...new Set(out)];
}
function operandsOfCallee(line, callees) {
  const outer = callees.at(-1);
  if (outer === void 0) return void 0;
  const list = (path) => path === void 0 ? [] : [path];
  if (/^(?:internal\/)?runtime(?:\/[a-z]+)*\.\(?\*?map/i.test(outer)) {
    if (line.includes("delete(")) return list(argumentOf(line, "delete"));
    if (/\brange\b/.test(line)) return list(operandAt(line, line.indexOf("range") + 5));
    return pathsBefore(line, "[");
  }
  if (outer === "runtime.closechan") return list(argumentOf(line, "close"));
  if (outer.startsWith("runtime.chansend")) return list(pathsIn(line.split("<-", 1)[0] ?? "")[0]);
  if (outer.startsWith("runtime.chanrecv")) {
    return line.includes("<-") ? list(operandAt(line, line.indexOf("<-") + 2)) : void 0;
  }
  if (outer === "runtime.growslice") return list(argumentOf(line, "append"));
  if (outer.startsWith("runtime.")) return void 0;
  const symbol = parseGoSymbol(outer);
  if (symbol.receiver !== void 0) {
    const receivers = pathsBefore(line, `.${symbol.name}(`);
    return receivers.length > 0 ? receivers : void 0;
  }
  if (symbol.package === "sync/atomic") return list(argumentOf(line, `.${symbol.name}`));
  return void 0;
}
function candidatesAt(access3) {
  const line = bareLine(access3.text);
  const operands = operandsOfCallee(line, access3.callees);
  if (operands !== void 0 && operands.length > 0) return operands;
  if (access3.operation === "write") {
    const targets = targetsOf(line);
    if (targets.length > 0) return targets;
  }
  return pathsIn(line);
}
function lastField2(path) {
  return path.slice(path.lastIndexOf(".") + 1);
}
function only(paths) {
  const distinct = [...new Set(paths)].filter((path) => path !== "_");
  return distinct.length === 1 ? distinct[0] : void 0;
}
function sharedNames(first2, second) {
  const b = new Set(candidatesAt(second));
  return [...new Set(candidatesAt(first2).filter((path) => b.has(path)))].sort();
}
function commonTail(a, b) {
  const [left, right] = [a.split("."), b.split(".")];
  let length = 0;
  while (length < Math.min(left.length, right.length)) {
    if (left.at(-1 - length) !== right.at(-1 - length)) break;
    length++;
  }
  return left.slice(left.length - length).join(".");
}
function commonExpression(first2, second) {
  const [a, b] = [candidatesAt(first2), candidatesAt(second)];
  const whole = a.filter((path) => b.includes(path));
  if (whole.length > 0) return named(only(whole));
  const fieldsOfB = new Set(b.filter((path) => path.includes(".")).map(lastField2));
  const fields = a.filter((path) => path.includes(".") && fieldsOfB.has(lastField2(path)));
  if (fields.length > 0) {
    const name = only(fields);
    const others = b.filter((path) => lastField2(path) === lastField2(name ?? ""));
    return named(
      name,
      others.reduce((tail, path) => commonTail(tail, path), name ?? "")
    );
  }
  const written = first2.operation === "write" ? a : second.operation === "write" ? b : [];
  return named(only(written), bothOf(only(a), only(b)) ?? only(written));
}
function bothOf(a, b) {
  if (a === void 0 || b === void 0) return void 0;
  const tail = commonTail(a, b);
  return tail === "" ? [a, b].sort().join(", ") : tail;
}
function named(name, both = name) {
  return name === void 0 || both === void 0 ? void 0 : { name, both };
}

// src/analyse/race-subject.ts
var known = /* @__PURE__ */ new WeakMap();
function raceSubject(names, sides, source) {
  if (names.length === 0) return void 0;
  if (source === void 0) return readSubject(names, sides, source);
  const made = known.get(source) ?? /* @__PURE__ */ new Map();
  known.set(source, made);
  const frames = sides.flatMap((side) => {
    if (side === void 0) return [""];
    const { file, line, function: symbol } = side.frame;
    return [file, String(line), symbol, side.package];
  });
  const key = [...names, ...frames].join("\n");
  const subject = made.get(key) ?? readSubject(names, sides, source);
  if (made.size < SUBJECTS_MAX) made.set(key, subject);
  return subject;
}
var SUBJECTS_MAX = 2e4;
function readSubject(names, sides, source) {
  const receivers = receiversOf(sides, source);
  const subjects = names.map((name) => {
    const dot = name.indexOf(".");
    const root = dot < 0 ? name : name.slice(0, dot);
    if (dot >= 0 && receivers.has(root)) return name.slice(dot + 1);
    const imported2 = dot < 0 ? void 0 : importedAs(root, sides, source);
    if (imported2 !== void 0) return globalSubject(imported2, name.slice(dot + 1), sides);
    const number2 = source === void 0 ? 0 : numberOf(root, sides, source);
    return number2 === 0 ? name : `${name}#${number2 + 1}`;
  });
  return [...new Set(subjects)].sort().join(", ");
}
function globalSubject(path, name, sides) {
  if (sides.some((side) => side?.package === path)) return name;
  return `${path.slice(path.lastIndexOf("/") + 1)}.${name}`;
}
function importedAs(root, sides, source) {
  for (const side of sides) {
    const path = side && source?.file(side.frame.file)?.importPath(root);
    if (side === void 0 || source === void 0 || path === void 0) continue;
    if (declarationAt(root, side, source) === void 0) return path;
  }
  return void 0;
}
function receiversOf(sides, source) {
  const names = /* @__PURE__ */ new Set();
  for (const side of sides) {
    if (side === void 0) continue;
    const { file, line, function: symbol } = side.frame;
    let at2 = source?.enclosingFunction(file, line, symbol);
    for (; at2 !== void 0; at2 = at2.parent) {
      if (at2.receiver !== void 0) names.add(at2.receiver.name);
    }
  }
  return names;
}
var LOCAL = /* @__PURE__ */ new Set(["local", "parameter", "result", "loop"]);
function numberOf(name, sides, source) {
  const [first2, second] = sides.map((side) => side && declarationAt(name, side, source));
  if (first2 === void 0 || first2.declaration !== second?.declaration) return 0;
  const { declaration, file } = first2;
  if (!LOCAL.has(declaration.kind)) return 0;
  return Math.max(0, sharedOf(file, declaration).indexOf(declaration));
}
function declarationAt(name, { frame: { file: path, line, function: symbol } }, source) {
  const accesses = source.accessesAt(path, line, { operation: void 0, function: symbol });
  const found = accesses.find(({ rootName, root }) => rootName === name && root !== void 0);
  return found?.root && { declaration: found.root, file: found.file };
}
function sharedOf(file, one) {
  const owner = outermost(one);
  return file.declarations.all.filter(
    (other) => other.name === one.name && (other === one || LOCAL.has(other.kind) && outermost(other) === owner) && file.declarations.usesOf(other).some((use) => functionNodeAround(use) !== other.function)
  );
}
function outermost({ function: inner }) {
  if (inner === void 0) return void 0;
  let outer = inner;
  for (const ancestor of ancestors(inner)) if (isFunctionNode(ancestor)) outer = ancestor;
  return outer;
}

// src/analyse/race-view.ts
var LIBRARY = /* @__PURE__ */ new Set(["runtime", "standard", "generated"]);
function blameIndex(frames, places) {
  const owners = frames.map((frame) => places.of(frame).owner);
  for (const wanted2 of [["own"], ["dependency", "unknown"], ["standard"]]) {
    const at2 = owners.findIndex((owner) => wanted2.includes(owner));
    if (at2 >= 0) return at2;
  }
  return frames.length > 0 ? 0 : -1;
}
function codeClassOf(frames, places) {
  for (const frame of frames) {
    const place4 = places.of(frame);
    if (LIBRARY.has(place4.owner)) continue;
    if (place4.owner === "own") return place4.test ? "test" : "ours";
    return place4.owner === "dependency" ? "dependency" : "unknown";
  }
  return "unknown";
}
function joinCodeClasses(classes) {
  const known3 = [...new Set(classes.filter((each) => each !== "unknown"))];
  const [first2] = known3;
  if (first2 === void 0) return "unknown";
  return known3.length === 1 ? first2 : "mixed";
}
function sideOf3(access3, sighting, places) {
  const { goroutine, frames } = access3;
  const at2 = blameIndex(frames, places);
  const blame = at2 < 0 ? void 0 : frames[at2];
  const creation = goroutine === void 0 || goroutine.main ? void 0 : sighting.report.creations.find((each) => each.raceId === goroutine.raceId);
  return {
    access: access3,
    creation,
    blame,
    place: blame === void 0 ? void 0 : places.of(blame),
    callees: frames.slice(0, Math.max(0, at2)).map((frame) => frame.function),
    codeClass: codeClassOf(frames, places),
    source: blame === void 0 ? void 0 : places.sourceLine(blame)
  };
}
function symbolKey(sighting, address) {
  const { package: owner = "", pid = "" } = sighting.origin;
  return `${owner}
${pid}
${address}`;
}
function linesOf(sides) {
  const [first2, second] = sides;
  if (first2?.source === void 0 || second?.source === void 0) return void 0;
  const line = (side, text) => ({
    text,
    operation: side.access.operation,
    callees: side.callees
  });
  return [line(first2, first2.source), line(second, second.source)];
}
function lastName(path) {
  return path.slice(path.lastIndexOf(".") + 1);
}
function namedOf(sighting, sides, lines, run) {
  const expression = lines === void 0 ? void 0 : commonExpression(...lines);
  const address = sides.find((side) => side.access.address !== void 0)?.access.address;
  const { pid, childPid } = sighting.origin;
  const foreign = childPid !== void 0 && childPid !== pid;
  const symbol = address === void 0 || foreign ? void 0 : run.symbols.get(symbolKey(sighting, address));
  const at2 = address === void 0 ? {} : { address };
  if (symbol !== void 0) {
    const global2 = shortSymbol(symbol.name);
    const base3 = lastName(global2);
    const field = expression?.name.startsWith(`${base3}.`) === true ? expression.name : base3;
    const path = packageUnderTest(parseGoSymbol(symbol.name).package);
    const inside2 = [base3, global2].find((name) => expression?.both.startsWith(`${name}.`) === true);
    const rest = inside2 === void 0 ? "" : expression?.both.slice(inside2.length) ?? "";
    const both = globalSubject(path, `${base3}${rest}`, blamesOf(sides));
    return { variable: { name: field, by: "symbol", ...at2 }, both };
  }
  if (expression === void 0) return void 0;
  return { variable: { name: expression.name, by: "expression", ...at2 }, both: expression.both };
}
function viewRace(sighting, run, places, source) {
  const sides = sighting.report.accesses.map((access3) => sideOf3(access3, sighting, places));
  const lines = linesOf(sides);
  const named2 = namedOf(sighting, sides, lines, run);
  const shared = lines === void 0 ? [] : sharedNames(...lines);
  const several = shared.length > 1 ? shared : [];
  const names = named2 === void 0 ? several : [named2.both];
  const subject = named2?.variable.by === "symbol" ? named2.both : raceSubject(names, blamesOf(sides), source);
  return { sighting, sides, variable: named2?.variable, several, subject };
}
function blamesOf(sides) {
  return sides.map(
    ({ blame, place: place4 }) => blame === void 0 || place4 === void 0 ? void 0 : { frame: blame, package: place4.package }
  );
}
function normalFrame(side) {
  if (side.blame === void 0 || side.place === void 0) return "?";
  return `${side.place.package}.${stableName(parseGoSymbol(side.blame.function))}`;
}

// src/analyse/race-groups.ts
var UnionFind = class {
  parent = [];
  add() {
    this.parent.push(this.parent.length);
    return this.parent.length - 1;
  }
  find(index) {
    let root = index;
    for (let up = this.parent[root]; up !== void 0 && up !== root; up = this.parent[root]) {
      root = up;
    }
    let at2 = index;
    while (at2 !== root) {
      const up = this.parent[at2] ?? root;
      this.parent[at2] = root;
      at2 = up;
    }
    return root;
  }
  /** The smaller index stays the root, so that groups keep the order of the run. */
  join(a, b) {
    const [low, high] = [this.find(a), this.find(b)].sort((x, y) => x - y);
    if (low !== void 0 && high !== void 0) this.parent[high] = low;
  }
};
function functionPair(view) {
  const names = view.sides.map(normalFrame);
  while (names.length < 2) names.push("?");
  return names.sort().join("\n");
}
function instruction(side) {
  const { blame, access: access3 } = side;
  if (blame?.pcOffset === void 0 || blame.pcOffset === "0") return void 0;
  const caller = access3.frames[access3.frames.indexOf(blame) + 1]?.function ?? "";
  return `${blame.function}+${blame.pcOffset}<${caller}`;
}
function linePair(view) {
  return view.sides.map(({ place: place4, blame }) => `${place4?.file ?? "?"}:${blame?.line ?? 0}`).sort().join("\n");
}
function keysOf(view) {
  const pair = functionPair(view);
  const { origin } = view.sighting;
  const { subject } = view;
  const keys = [];
  if (subject !== void 0) keys.push(`variable
${pair}
${subject}`);
  for (const side of view.sides) {
    const at2 = instruction(side);
    if (at2 !== void 0) keys.push(`instruction
${pair}
${at2}`);
    const { address } = side.access;
    if (address !== void 0) {
      const process = `${origin.package ?? ""}
${origin.childPid ?? origin.pid ?? ""}`;
      keys.push(`address
${pair}
${process}
${address}
${subject ?? ""}`);
    }
  }
  if (subject === void 0) keys.push(`lines
${pair}
${linePair(view)}`);
  return keys;
}
function weight(view) {
  const { report, origin } = view.sighting;
  return (report.complete ? 8 : 0) + (report.accesses.every((access3) => access3.restored) ? 4 : 0) + (view.variable !== void 0 ? 2 : 0) + (origin.channel === "race-file" ? 1 : 0);
}
function groupRaces(views) {
  const sets = new UnionFind();
  const owner = /* @__PURE__ */ new Map();
  for (const view of views) {
    const index = sets.add();
    for (const key of keysOf(view)) {
      const other = owner.get(key);
      if (other === void 0) owner.set(key, index);
      else sets.join(other, index);
    }
  }
  const groups = /* @__PURE__ */ new Map();
  for (const [index, view] of views.entries()) {
    const root = sets.find(index);
    const members = groups.get(root);
    if (members === void 0) groups.set(root, [view]);
    else members.push(view);
  }
  return [...groups.values()].map((members) => {
    const best = Math.max(...members.slice(0, 1e4).map(weight));
    const shown = members.find((view) => weight(view) === best);
    const rest = members.filter((view) => view !== shown);
    return { views: shown === void 0 ? members : [shown, ...rest] };
  });
}

// src/analyse/source/test-values.ts
var TESTING = /\btesting\.(?:T|B|F|TB)\b|\b(?:TestingT|GinkgoTInterface)\b/;
var FAILING_METHOD = /\b(?:Fail|FailNow|Errorf?|Fatalf?)\(/;
var EMBEDDING_MAX = 4;
var SPEAKING = [
  "github.com/stretchr/testify",
  "github.com/google/go-cmp",
  "github.com/onsi/gomega",
  "github.com/frankban/quicktest",
  "github.com/golang/mock",
  "go.uber.org/mock",
  "go.uber.org/goleak"
];
function speaksOnFailure(importPath) {
  return isStandardPackage(importPath) || SPEAKING.some((known3) => importPath === known3 || importPath.startsWith(`${known3}/`));
}
function usesSpeaking(file) {
  return importedPaths(file).some((path) => !isStandardPackage(path) && speaksOnFailure(path));
}
function silentImports(file) {
  return importedPaths(file).filter((path) => !speaksOnFailure(path));
}
function importedPaths(file) {
  return file.nodes.filter(({ type }) => type === "import_spec").map((node) => childOf(node, "path")?.text.slice(1, -1) ?? "");
}
function importOf(file, operand) {
  if (operand?.type !== "identifier") return void 0;
  const declared = file.declarations.resolve(operand);
  if (declared !== void 0 && declared.kind !== "import") return void 0;
  return file.imports.get(operand.text);
}
function isTestValue(program, file, node) {
  const parts = callParts(node);
  if (parts !== void 0 && parts.args.length === 0 && /^(?:T|TB|GinkgoTB?)$/.test(parts.name)) {
    return true;
  }
  const type = typeOf(program, file, node);
  return type !== void 0 && isTestType(program, file, type, 0);
}
function isTestType(program, file, type, depth) {
  if (type.startsWith("func")) return false;
  if (TESTING.test(type)) return true;
  if (depth > EMBEDDING_MAX) return false;
  const struct = program.struct(type, file);
  if (struct !== void 0) {
    return [...struct.fields.values()].some(
      (field) => (field.embedded || new RegExp("^\\p{Lu}", "u").test(field.name)) && isTestType(program, struct.file, field.type, depth + 1)
    );
  }
  const under = program.underlying(typeName(type), file);
  return under.startsWith("interface") && FAILING_METHOD.test(under);
}

// src/analyse/source/specs.ts
var CONTAINER = /^[FPX]?(?:Describe|Context|When|DescribeTable)$/;
var SPEC = /^[FPX]?(?:It|Specify|Entry)$/;
var SUITE = "github.com/onsi/ginkgo";
function specOf(source, frames) {
  for (const { file: path, line, function: symbol } of frames) {
    const file = source.file(path);
    const uses = file && importedPaths(file).some((each) => each.startsWith(SUITE));
    const around = uses === true ? source.enclosingFunction(path, line, symbol) : void 0;
    const text = around && specText(around.node);
    if (text !== void 0) return text;
  }
  return void 0;
}
function specText(literal) {
  const texts = [];
  let isSpec = false;
  for (const node of [literal, ...ancestors(literal)]) {
    const parts = callParts(node);
    if (parts === void 0) continue;
    const spec = SPEC.test(parts.name);
    if (!spec && !CONTAINER.test(parts.name)) continue;
    const text = plainString(parts.args[0]);
    if (text === void 0) return void 0;
    isSpec ||= spec;
    texts.unshift(parts.name.endsWith("When") ? `when ${text}` : text);
  }
  return isSpec ? texts.join(" ") : void 0;
}
function plainString(node) {
  const isString = node?.type === "interpreted_string_literal" || node?.type === "raw_string_literal";
  if (!isString || node.text.includes("\\")) return void 0;
  return node.text.slice(1, -1);
}

// src/analyse/context.ts
function packageOfReport({ report }, places) {
  for (const { frames } of report.accesses) {
    const own = frames.find((frame) => places.of(frame).owner === "own");
    if (own !== void 0) return places.of(own).package;
  }
  return void 0;
}
function withSpecs(attributions, source) {
  if (source === void 0) return attributions;
  const named2 = /* @__PURE__ */ new Map();
  for (const [sighting, made] of attributions) {
    const { accesses, creations } = sighting.report;
    const stacks = [...accesses, ...creations].map(({ frames }) => frames);
    const spec = specOf(source, stacks.flat());
    named2.set(sighting, spec === void 0 ? made : { ...made, spec });
  }
  return named2;
}
function createContext(run, source, acceptedPatches = /* @__PURE__ */ new Map()) {
  const places = createPlaces(run);
  const racesOf = /* @__PURE__ */ new Map();
  for (const sighting of run.races) {
    const owner = sighting.origin.package ?? packageOfReport(sighting, places) ?? "";
    const known3 = racesOf.get(owner);
    if (known3 === void 0) racesOf.set(owner, [sighting]);
    else known3.push(sighting);
  }
  return {
    run,
    places,
    attributions: withSpecs(attributeAll(run), source),
    raceGroups: groupRaces(run.races.map((sighting) => viewRace(sighting, run, places, source))),
    raceClassifier: new RaceClassifier(run, places, source),
    source,
    acceptedPatches,
    packages: testIndex(run.tests),
    racesOf
  };
}

// src/analyse/crash-facts.ts
var PANIC = /^(?:panic|runtime\.gopanic)$/;
var PERIOD_MAX = 12;
var ROUNDS_MIN = 3;
function faultFrames(frames) {
  const at2 = frames.findLastIndex((frame) => PANIC.test(frame.function));
  return at2 < 0 ? frames : frames.slice(at2 + 1);
}
function isExplicit(frames) {
  const at2 = frames.findLastIndex((frame) => PANIC.test(frame.function));
  const next = frames[at2 + 1];
  return next !== void 0 && !isRuntime(next.function);
}
function deferredCalls(frames) {
  const names = [];
  for (let i = frames.length - 1; i > 0; i--) {
    if (!PANIC.test(frames[i]?.function ?? "")) continue;
    const above = frames[i - 1]?.function ?? "";
    if (!isRuntime(above) && !PANIC.test(above) && parseGoSymbol(above).package !== "testing") {
      names.push(shortSymbol(above));
    }
  }
  return names;
}
function isInGoexit(frames) {
  return frames.some((frame) => frame.function === "runtime.Goexit");
}
function recursion(frames) {
  const names = frames.map((frame) => frame.function).filter((name) => !isRuntime(name));
  for (let period = 1; period <= PERIOD_MAX && period * ROUNDS_MIN <= names.length; period++) {
    const length = period * ROUNDS_MIN;
    const isCircle = names.slice(0, length).every((name, i) => name === names[i % period]);
    if (!isCircle) continue;
    return names.slice(0, period).map(shortSymbol).reverse();
  }
  return [];
}
function isNilReceiver(frame) {
  if (frame === void 0) return false;
  const isPointer = parseGoSymbol(frame.function).receiver?.startsWith("(*") === true;
  return isPointer && /^0x0(?:$|, )/.test(frame.args);
}
function firstPanic(crash) {
  const text = crash.panics[0]?.text ?? crash.message;
  return text.replace(/^\(([^\s()]{1,200})\) (?:\(0x[0-9a-f]{1,16},)?0x[0-9a-f]{1,16}\)?/, "a $1");
}
function isMachinery({ frames, createdBy }) {
  const made = createdBy?.frame.function ?? "";
  if (frames.length > 0 && frames.every(({ function: name }) => isRuntime(name))) return true;
  return made.startsWith("os/signal.") || made.startsWith("runtime/trace.");
}
function isRuntime(name) {
  return PANIC.test(name) || isRuntimePackage(parseGoSymbol(name).package);
}
function programFrames(frames) {
  return frames.at(-1)?.function === "runtime.goexit" ? frames.slice(0, -1) : frames;
}

// src/analyse/crash-buckets.ts
function bucketsOf(goroutines) {
  const buckets = /* @__PURE__ */ new Map();
  for (const goroutine of goroutines) {
    if (isMachinery(goroutine)) continue;
    const key = keyOf(goroutine);
    const known3 = buckets.get(key);
    if (known3 === void 0) buckets.set(key, { goroutine, count: 1 });
    else known3.count += 1;
  }
  return [...buckets.values()].sort((a, b) => b.count - a.count);
}
function keyOf({ status, frames, createdBy }) {
  const stack = frames.map((frame) => `${frame.function}:${frame.line}`);
  const made = createdBy === void 0 ? "" : `${createdBy.frame.function}:${createdBy.frame.line}`;
  return [status, made, ...stack].join("\n");
}
var SHOWN_MAX = 3;
var CROWD_MIN = 3;
function bucketWords(buckets, places) {
  const all = buckets.reduce((sum, { count }) => sum + count, 0);
  const large = buckets.filter(({ count }) => count >= CROWD_MIN).slice(0, SHOWN_MAX);
  if (large.length === 0) return "";
  const parts = large.map(({ goroutine, count }) => {
    return `${count}${whereWords(goroutine, places)} (${goroutine.status})`;
  });
  return ` Of ${all} goroutines these stand alike: ${parts.join(", ")}.`;
}
function whereWords({ frames, createdBy }, places) {
  const frame = frames[blameIndex(frames, places)];
  const isOwn = frame !== void 0 && places.of(frame).owner === "own";
  if (!isOwn && createdBy !== void 0 && places.of(createdBy.frame).owner === "own") {
    return ` started in ${shortSymbol(createdBy.frame.function)}`;
  }
  return frame === void 0 ? "" : ` in ${shortSymbol(frame.function)}`;
}

// src/analyse/asked-dumps.ts
function isAskedFor({ crash, origin }, { processes }) {
  if (crash.kind !== "signal" || !/\bSIGQUIT\b/.test(crash.message)) return false;
  return processes.some(
    ({ askedToDump, package: importPath, pid }) => askedToDump !== void 0 && importPath === (origin.package ?? importPath) && pid === (origin.pid ?? pid)
  );
}

// src/analyse/crash-classes.ts
var ROWS = [
  {
    class: "nil-dereference",
    words: /^runtime error: invalid memory address or nil pointer dereference/,
    cause: nilCause,
    fix: "Find where the value should have been set: an error that was not checked, a map lookup or a constructor that returned nil. Check it there, not at every use."
  },
  {
    class: "index-out-of-range",
    words: /^runtime error: (?:index out of range|slice bounds out of range|cannot convert slice)/,
    cause: indexCause,
    fix: "Check the length before the index, or range over the slice. If the length is right most of the time, another goroutine may change the slice: look at the race reports."
  },
  {
    class: "nil-map-write",
    words: /^assignment to entry in nil map/,
    cause: "A map that was declared but never made can be read, but not written.",
    fix: "Make the map before the first write: `m = map[K]V{}` in the constructor or beside the declaration."
  },
  {
    class: "channel-close",
    words: /^send on closed channel/,
    cause: "One goroutine closed the channel while another one still sent to it.",
    fix: "Let only the sender close, when it has sent everything; several senders need a WaitGroup and one closer behind it. To stop senders use a second channel or a context."
  },
  {
    class: "channel-close",
    words: /^close of closed channel/,
    cause: "The channel was closed twice: two owners closed it, or one did so on two paths.",
    fix: "Give the channel one owner who closes it once (`defer close(ch)`), or guard the close with a sync.Once."
  },
  {
    class: "channel-close",
    words: /^close of nil channel/,
    cause: "The channel was never made, or another goroutine had set it to nil.",
    fix: "Make the channel before anything can close it; do not use nil to say that it is closed."
  },
  {
    class: "waitgroup",
    words: /^sync: negative WaitGroup counter/,
    cause: "Done was called more often than Add had counted.",
    fix: "Call Add(1) before each go statement and `defer wg.Done()` once in it, or use wg.Go (Go 1.25)."
  },
  {
    class: "waitgroup",
    words: /^sync: WaitGroup (?:is reused|misuse)/,
    cause: "Add ran at the same time as Wait, or before an earlier Wait had returned.",
    fix: "Call every Add before Wait, in the goroutine that calls Wait, and make a new WaitGroup for each round."
  },
  {
    class: "unlock-of-unlocked",
    words: /^sync: (?:R?[Uu]nlock of unlocked|inconsistent mutex)/,
    cause: "A lock was released that nobody held: it was unlocked on two paths, by RUnlock instead of Unlock, or it is a copy of the one that was locked.",
    fix: "Write `mu.Lock(); defer mu.Unlock()` next to each other, and pass values with locks by pointer."
  },
  {
    class: "concurrent-map",
    words: /^concurrent map /,
    cause: "Two goroutines used one map at the same time and at least one of them changed it.",
    fix: "Guard every access with one sync.RWMutex, or use sync.Map for keys that seldom change."
  },
  {
    class: "all-asleep",
    words: /^(?:all goroutines are asleep|no goroutines \(main called)/,
    cause: "Every goroutine waits for another one, so none can ever go on.",
    fix: "Look at what each goroutine of the dump waits for, and at who should have sent, closed, unlocked or called Done."
  },
  {
    class: "stack-overflow",
    words: /^stack overflow/,
    cause: overflowCause,
    fix: "Give the recursion an end that every input reaches; in String, Error and MarshalJSON methods do not print the value itself."
  },
  {
    class: "out-of-memory",
    words: /^(?:runtime: )?(?:out of memory|cannot allocate|cannot reserve|cannot map)/,
    cause: "The runtime asked the system for memory and got none.",
    fix: "Look for a size that was computed wrongly or read from input. The race detector itself needs 5 to 10 times the memory: give the job more, or run fewer packages at a time."
  },
  {
    class: "divide-by-zero",
    words: /^runtime error: integer (?:divide by zero|overflow)/,
    cause: "An integer was divided by zero.",
    fix: "Check the divisor before the division."
  },
  {
    class: "type-assertion",
    words: /^interface conversion: /,
    cause: "A value of an interface holds another type than the assertion asks for.",
    fix: "Use the form with two results (`v, ok := x.(T)`) or a type switch."
  },
  {
    class: "test-log-after-end",
    words: /^Log in goroutine after /,
    cause: logCause,
    fix: "Wait for the goroutine before the test returns (a WaitGroup, t.Cleanup), or stop it with t.Context."
  },
  {
    class: "exit-in-test",
    words: /^unexpected call to os\.Exit\(0\) during test/,
    cause: "Code under test ended the process; the testing package turns status 0 into a panic.",
    fix: "Return an error instead and call os.Exit only in main, or run the program as a child process in the test."
  },
  {
    class: "synctest-deadlock",
    words: /^deadlock: /,
    cause: "Every goroutine of a testing/synctest bubble waits for one of the same bubble.",
    fix: "Look at the goroutines of the bubble in the dump: end them before the test's function returns, or let a timer of the bubble wake them."
  },
  {
    class: "memory-fault",
    words: /^(?:fault$|unexpected signal|unexpected fault address|checkptr: )/,
    cause: "Memory was used that is not the program's: through unsafe, cgo, a torn value, or a file that shrank under a mapping.",
    fix: "Run with -gcflags=all=-d=checkptr, and look at the race reports: an interface or slice that is assigned while it is read holds halves of two values."
  }
];
function crashClassOf(crash, goroutine) {
  const message = crash.kind === "panic" ? firstPanic(crash) : crash.message;
  const row = ROWS.find(({ words: words2 }) => words2.test(message));
  if (row !== void 0) {
    const fault = { crash, goroutine, message };
    const cause = typeof row.cause === "string" ? row.cause : row.cause(fault);
    return { class: row.class, certainty: "proof", cause, fix: row.fix };
  }
  const byRuntime = /^(?:runtime error|makechan): /.test(message);
  if (crash.kind === "panic" && !byRuntime && isExplicit(goroutine?.frames ?? [])) {
    const cause = "The program called panic itself.";
    return { class: "explicit-panic", certainty: "direct", cause, fix: void 0 };
  }
  return { class: "unclassified", certainty: void 0, cause: "", fix: void 0 };
}
function nilCause({ crash, goroutine }) {
  const frame = faultFrames(goroutine?.frames ?? []).find(
    ({ function: name }) => !name.startsWith("runtime.")
  );
  if (isNilReceiver(frame)) {
    return `${shortSymbol(frame?.function ?? "")} was called on a nil pointer.`;
  }
  const address = crash.signal?.address;
  if (address === void 0) return "A nil pointer was used.";
  const offset = BigInt(address);
  if (offset === 0n) return "A nil pointer was used.";
  if (offset < 4096n) return `A field at offset ${offset} of a nil pointer was used.`;
  return `Memory at ${address} was used, which is no valid address.`;
}
function indexCause({ message }) {
  const index = /^runtime error: index out of range \[(-?\d{1,20})\](?: with length (\d{1,20}))?/.exec(message);
  const [, at2, length] = index ?? [];
  if (at2 === void 0) return "A slice was cut beyond its length or capacity.";
  if (length === void 0) return `Index ${at2} was used, which no slice has.`;
  if (length === "0") return `Index ${at2} of an empty slice was used.`;
  return `Index ${at2} was used of a slice of length ${length}; its last index is ${BigInt(length) - 1n}.`;
}
function overflowCause({ crash, goroutine }) {
  const limit = /exceeds ([0-9]{1,20})-byte limit/.exec((crash.prologue ?? []).join("\n"))?.[1];
  const size = limit === void 0 ? "" : ` until the stack exceeded ${limit} bytes`;
  const circle = recursion(goroutine?.frames ?? []);
  const [first2] = circle;
  if (first2 === void 0) return `Calls went too deep${size}.`;
  if (circle.length === 1) return `${first2} calls itself without end${size}.`;
  return `${[...circle, first2].join(" → ")} call each other without end${size}.`;
}
function logCause({ message }) {
  const test = /^Log in goroutine after (\S{1,1000}) has completed/.exec(message)?.[1];
  const whose = test === void 0 ? "the test" : test;
  return `A goroutine of ${whose} was still running when ${whose} was over, and used its t.`;
}

// src/analyse/crash-subject.ts
var CONSTANT = /^[^*\d"'`[\]{}%\n]{1,200}$/;
function crashSubject(crash, known3, frame, frames, places) {
  if (crash.kind === "fatal-error" && crash.message.startsWith("concurrent map ")) {
    return frame === void 0 ? void 0 : mapAt(frame, frames, places);
  }
  const { class: name } = known3;
  if (name === "unclassified") return void 0;
  const words2 = firstPanic(crash).trim();
  return name === "explicit-panic" && CONSTANT.test(words2) ? `${name}: ${words2}` : name;
}
function mapAt(frame, frames, places) {
  const text = places.sourceLine(frame);
  if (text === void 0) return void 0;
  const callees = frames.slice(0, frames.indexOf(frame)).map((each) => each.function);
  const names = new Set(candidatesAt({ text, operation: void 0, callees }));
  const [only3] = names;
  return names.size === 1 ? only3?.slice(only3.indexOf(".") + 1) : void 0;
}

// src/analyse/evidence.ts
var TEXT_MAX = 16 * 1024;
function capText(text) {
  if (text.length <= TEXT_MAX) return text;
  const half = Math.floor(TEXT_MAX / 2);
  return `${text.slice(0, half)}
[… ${text.length - 2 * half} characters left out …]
${text.slice(-half)}`;
}
function evidenceOf(kind, at2, say, text) {
  return {
    kind,
    artifact: at2.source,
    start: at2.start,
    end: at2.end,
    say,
    ...text === void 0 || text === "" ? {} : { text: capText(text) }
  };
}
function streamEvidence(run, say, text) {
  const stream = run.capture.artifacts.find(({ artifact: artifact2 }) => artifact2.kind === "stream");
  const artifact = stream?.artifact.path ?? run.capture.artifacts[0]?.artifact.path ?? "stream.jsonl";
  return { kind: "test-output", artifact, say, ...text === "" ? {} : { text: capText(text) } };
}
function sightingsOf(run, owners) {
  const counts2 = /* @__PURE__ */ new Map();
  for (const owner of owners) counts2.set(owner, (counts2.get(owner) ?? 0) + 1);
  const { manifest } = run;
  return [...counts2].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([owner, count]) => ({
    package: owner,
    run: manifest?.run.id ?? "",
    count,
    ...manifest === void 0 ? {} : {
      goos: manifest.go.goos,
      goarch: manifest.go.goarch,
      go: manifest.go.version,
      gomaxprocs: manifest.pinned.gomaxprocs.effective ?? manifest.pinned.gomaxprocs.requested
    }
  }));
}
function ownerOf(origin, fallback) {
  return origin.package ?? fallback;
}
function moduleOf(run, importPath) {
  const planned = run.manifest?.packages.find((each) => each.importPath === importPath)?.module;
  if (planned !== void 0) return planned;
  const modules = (run.manifest?.modules ?? []).filter(({ path }) => importPath === path || importPath.startsWith(`${path}/`)).sort((a, b) => b.path.length - a.path.length);
  return modules[0]?.path ?? "";
}
function neverRun({ manifest, tests }) {
  const seen = new Set(tests.packages.map(({ importPath }) => importPath));
  return (manifest?.packages ?? []).filter(({ hasTests, importPath }) => hasTests && !seen.has(importPath)).map(({ importPath }) => importPath);
}

// src/analyse/locations.ts
var CODE_MAX = 200;
function locationOf(frame, role, places) {
  if (frame === void 0) return void 0;
  const place4 = places.of(frame);
  const code = places.sourceLine(frame);
  return {
    file: place4.file,
    line: frame.line,
    function: frame.function,
    role,
    own: place4.owner === "own",
    ...place4.package === "" ? {} : { package: place4.package },
    ...place4.module === void 0 ? {} : { module: place4.module },
    ...code === void 0 || code === "" ? {} : { code: code.slice(0, CODE_MAX) }
  };
}
var ROLE_ORDER = [
  "panic",
  "stuck",
  "access",
  "previous-access",
  "holder",
  "waker",
  "cause",
  "created-at",
  "declared"
];
function orderLocations(locations) {
  return locations.toSorted(
    (a, b) => Number(b.own) - Number(a.own) || ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role)
  );
}
function wordsOf(location2) {
  if (location2.file === "") return location2.function;
  return location2.line > 0 ? `${location2.file}:${location2.line}` : location2.file;
}

// src/analyse/goroutines.ts
var STACK_MAX = 50;
function stackOf(frames, places) {
  return frames.slice(0, STACK_MAX).map((frame) => {
    const place4 = places.of(frame);
    return {
      function: frame.function,
      file: place4.file,
      line: frame.line,
      own: place4.owner === "own"
    };
  });
}
function startFunction(frames) {
  const start2 = frames.findLast((frame) => !parseGoSymbol(frame.function).wrapper);
  return start2 === void 0 ? void 0 : shortSymbol(start2.function);
}
function creationSite(creation, places) {
  return creation.find((frame) => places.of(frame).owner === "own") ?? creation[0];
}
function goroutineLabel({ goroutine, frames, creation }, places) {
  if (goroutine?.main === true) return "main goroutine";
  const created = creation?.frames ?? [];
  if (madeByTestRunner(created) || scopeOfStack(frames, void 0)?.ownGoroutine === true) {
    const test = scopeOfStack(frames, void 0)?.name;
    return test === void 0 ? "a test's own goroutine" : `${test}'s own goroutine`;
  }
  const start2 = startFunction(frames) ?? "a goroutine";
  const site = creationSite(created, places);
  if (site === void 0) return start2;
  const place4 = places.of(site);
  const where = site.line > 0 ? `${place4.file}:${site.line}` : shortSymbol(site.function);
  return `${start2}, started at ${where}`;
}
function raceGoroutine(parts, places, taken) {
  const label = goroutineLabel(parts, places);
  const { goroutine, creation } = parts;
  const createdAt = creation === void 0 || madeByTestRunner(creation.frames) ? void 0 : locationOf(creationSite(creation.frames, places), "created-at", places);
  return {
    label: taken.has(label) ? `${label} (another one)` : label,
    ...goroutine?.main === false ? { raceId: goroutine.raceId } : {},
    ...creation?.state === void 0 ? {} : { state: creation.state },
    ...createdAt === void 0 ? {} : { createdAt },
    stack: stackOf(parts.frames, places)
  };
}

// src/analyse/crash-draft.ts
var GOROUTINES_MAX = 20;
var MESSAGE_MAX = 200;
function faultFrame(frames, places) {
  const fault = faultFrames(frames);
  const at2 = blameIndex(fault, places);
  return at2 < 0 ? void 0 : fault[at2];
}
function dumpGoroutine(goroutine, places, count = 1) {
  const made = locationOf(goroutine.createdBy?.frame, "created-at", places);
  const created = goroutine.createdBy === void 0 ? [] : [goroutine.createdBy.frame];
  const parts = {
    // Goroutine 1 runs main.main, or the test binary's.
    goroutine: goroutine.goid === "1" ? { main: true } : void 0,
    frames: programFrames(goroutine.frames),
    creation: { frames: created, state: void 0 }
  };
  const wait = goroutine.waitMinutes;
  const state = wait === void 0 ? goroutine.status : `${goroutine.status}, ${wait} minutes`;
  return {
    label: goroutineLabel(parts, places),
    goid: goroutine.goid,
    state: count === 1 ? state : `${state}; ${count} goroutines like this`,
    ...count === 1 ? {} : { count },
    ...made === void 0 ? {} : { createdAt: made },
    stack: stackOf(goroutine.frames, places)
  };
}
function messageOf(text) {
  const line = text.split("\n", 1)[0]?.trim() ?? "";
  return line.length > MESSAGE_MAX ? `${line.slice(0, MESSAGE_MAX)}…` : line;
}
function groupCrashes(context2, kinds) {
  const groups = /* @__PURE__ */ new Map();
  for (const sighting of context2.run.crashes) {
    const { crash, origin } = sighting;
    if (!kinds.includes(crash.kind) || isAskedFor(sighting, context2.run)) continue;
    const frame = faultFrame(crash.goroutines[0]?.frames ?? [], context2.places);
    const where = frame === void 0 ? "" : `${frame.function}:${frame.line}`;
    const message = messageOf(firstPanic(crash));
    const key = [origin.package ?? "", crash.kind, message, where].join("\n");
    const known3 = groups.get(key);
    if (known3 === void 0) groups.set(key, [sighting]);
    else known3.push(sighting);
  }
  return [...groups.values()];
}
function tellingGoroutine(goroutines, places) {
  const holdsOwn = (each) => each.frames.some((frame) => places.of(frame).owner === "own");
  return goroutines.find(holdsOwn) ?? goroutines[0];
}
function only2(sighting, goroutine) {
  const goroutines = goroutine === void 0 ? [] : [goroutine];
  return { ...sighting, crash: { ...sighting.crash, goroutines } };
}
function withEarlierStack(goroutine, { origin, crash }, run) {
  if (goroutine === void 0 || faultFrames(goroutine.frames).length > 0) return goroutine;
  const earlier = (run.dumps ?? []).findLast(
    (dump) => dump.goroutines[0]?.goid === goroutine.goid && dump.origin.package === origin.package && dump.at.source === crash.at.source && dump.at.end <= crash.at.start
  );
  return earlier?.goroutines[0] ?? goroutine;
}
function crashBase(group, context2, role, chosen) {
  const [sighting] = group;
  if (sighting === void 0) return void 0;
  const { places, run } = context2;
  const { crash, origin } = sighting;
  const goroutine = chosen ?? withEarlierStack(tellingGoroutine(crash.goroutines, places), sighting, run);
  const frames = goroutine?.frames ?? [];
  const frame = faultFrame(frames, places);
  const location2 = locationOf(frame, role, places);
  const created = locationOf(goroutine?.createdBy?.frame, "created-at", places);
  const first2 = goroutine === void 0 ? void 0 : dumpGoroutine(goroutine, places);
  const buckets = bucketsOf(crash.goroutines);
  const others = bucketsOf(crash.goroutines.filter((each) => each.goid !== goroutine?.goid)).slice(0, GOROUTINES_MAX - 1).map((each) => dumpGoroutine(each.goroutine, places, each.count));
  const known3 = crashClassOf(crash, goroutine);
  const fallback = frame === void 0 ? "" : packageUnderTest(parseGoSymbol(frame.function).package);
  const owner = ownerOf(origin, fallback);
  const test = attributeCrash(sighting, run) ?? attributeCrash(only2(sighting, goroutine), run);
  const codeClass = codeClassOf(faultFrames(frames), places);
  const subject = crash.kind === "timeout" ? void 0 : crashSubject(crash, known3, frame, frames, places);
  const labelled2 = first2 === void 0 ? {} : { goroutine: first2.label };
  const locations = [location2, created?.own === true ? created : void 0].filter((each) => each !== void 0).map((each) => ({ ...each, ...labelled2 }));
  return {
    frame,
    location: location2,
    goroutine,
    buckets,
    class: known3,
    draft: {
      class: known3.class,
      ...known3.certainty === void 0 ? {} : { certainty: known3.certainty },
      ...known3.fix === void 0 ? {} : { fix: { words: known3.fix } },
      severity: "error",
      package: owner,
      module: moduleOf(run, owner),
      codeClass,
      ...subject === void 0 ? {} : { subject },
      locations: orderLocations(locations),
      goroutines: [...first2 === void 0 ? [] : [first2], ...others],
      ...test === void 0 ? {} : { test },
      evidence: group.slice(0, 4).map(
        (each, index) => evidenceOf("dump", each.crash.at, "its text", index === 0 ? each.crash.text : void 0)
      ),
      sightings: sightingsOf(
        run,
        group.map((each) => ownerOf(each.origin, fallback))
      )
    }
  };
}

// src/analyse/leaks/wait.ts
var LOCK_KINDS = /* @__PURE__ */ new Set([
  "mutex",
  "rlock",
  "wlock",
  "wlock-readers",
  "once"
]);
var CHANNEL_KINDS = /* @__PURE__ */ new Set([
  "send",
  "receive",
  "select",
  "nil-send",
  "nil-receive",
  "select-none"
]);
var OTHER_KINDS = /* @__PURE__ */ new Set(["waitgroup", "cond"]);
function isBlocking(kind) {
  return LOCK_KINDS.has(kind) || CHANNEL_KINDS.has(kind) || OTHER_KINDS.has(kind);
}
var BY_WORD = /* @__PURE__ */ new Map([
  ["chan send", "send"],
  ["chan receive", "receive"],
  ["select", "select"],
  ["chan send (nil chan)", "nil-send"],
  ["chan receive (nil chan)", "nil-receive"],
  ["select (no cases)", "select-none"],
  ["sync.(*Cond).Wait", "cond"],
  ["sync.Cond.Wait", "cond"],
  ["sync.WaitGroup.Wait", "waitgroup"],
  ["sync.Mutex.Lock", "mutex"],
  ["sync.RWMutex.Lock", "wlock-readers"],
  ["sync.RWMutex.RLock", "rlock"],
  ["sleep", "sleep"],
  ["IO wait", "io"],
  ["network", "io"],
  ["syscall", "active"],
  ["running", "active"],
  ["runnable", "active"],
  ["preempted", "active"]
]);
var BY_FRAMES = /* @__PURE__ */ new Set(["sync", "semacquire"]);
var RUNTIME_SIDE = /^(?:runtime|internal\/sync|sync|internal\/race|internal\/runtime\/\w+)$/;
function waitOf(word, frames) {
  const site = frames.findIndex(
    ({ function: name }) => !RUNTIME_SIDE.test(parseGoSymbol(name).package)
  );
  const top = frames.slice(0, site < 0 ? frames.length : site);
  const kind = kindOf3(word, top, frames[site]);
  return { kind, site, address: addressOf(kind, top) };
}
function kindOf3(word, top, site) {
  const byWord = BY_WORD.get(word);
  const bySync = syncKind(top);
  let kind = byWord ?? "unknown";
  if (BY_FRAMES.has(word)) kind = bySync ?? "runtime";
  else if (word === "forever") kind = foreverKind(top);
  else if (byWord === void 0 && /\bGC\b|system goroutine|finalizer|force gc|trace reader/.test(word)) {
    kind = "runtime";
  } else if (bySync !== void 0 && byWord !== void 0 && isLockWord(byWord)) kind = bySync;
  if (site === void 0 && isBlocking(kind)) return "runtime";
  const harness = site !== void 0 && parseGoSymbol(site.function).package === "testing";
  return harness && isBlocking(kind) ? "harness" : kind;
}
function isLockWord(kind) {
  return LOCK_KINDS.has(kind) || kind === "waitgroup" || kind === "cond";
}
function syncKind(top) {
  const names = top.map(({ function: name }) => name);
  const at2 = (name) => names.lastIndexOf(name);
  const mutex = Math.max(at2("sync.(*Mutex).Lock"), at2("internal/sync.(*Mutex).Lock"));
  if (at2("sync.(*Once).doSlow") >= 0 && mutex >= 0) return "once";
  if (at2("sync.(*RWMutex).RLock") >= 0) return "rlock";
  if (at2("sync.(*RWMutex).Lock") >= 0) return mutex >= 0 ? "wlock" : "wlock-readers";
  if (at2("sync.(*WaitGroup).Wait") >= 0) return "waitgroup";
  if (at2("sync.(*Cond).Wait") >= 0) return mutex >= 0 ? "mutex" : "cond";
  return mutex >= 0 ? "mutex" : void 0;
}
function foreverKind(top) {
  const names = top.map(({ function: name }) => name);
  if (names.some((name) => name.startsWith("runtime.chansend"))) return "nil-send";
  if (names.some((name) => name.startsWith("runtime.chanrecv"))) return "nil-receive";
  if (names.some((name) => /^runtime\.(?:block|selectgo)$/.test(name))) return "select-none";
  return "unknown";
}
var READER_SEMAPHORE = 12n;
var WRITER_SEMAPHORE = 8n;
function addressOf(kind, top) {
  const first2 = (name) => {
    const frame = top.findLast((each) => each.function === name);
    return frame !== void 0 && "args" in frame ? firstAddress(frame.args) : void 0;
  };
  switch (kind) {
    case "mutex":
    case "once":
      return first2("internal/sync.(*Mutex).lockSlow") ?? first2("sync.(*Mutex).lockSlow") ?? first2("internal/sync.(*Mutex).Lock") ?? first2("sync.(*Mutex).Lock");
    case "wlock":
      return first2("sync.(*RWMutex).Lock") ?? first2("internal/sync.(*Mutex).lockSlow");
    case "wlock-readers":
      return first2("sync.(*RWMutex).Lock") ?? minus(first2("sync.runtime_SemacquireRWMutex"), WRITER_SEMAPHORE);
    case "rlock":
      return first2("sync.(*RWMutex).RLock") ?? minus(first2("sync.runtime_SemacquireRWMutexR"), READER_SEMAPHORE);
    case "waitgroup":
      return first2("sync.(*WaitGroup).Wait");
    case "cond":
      return first2("sync.(*Cond).Wait");
    case "send":
      return first2("runtime.chansend") ?? first2("runtime.chansend1");
    case "receive":
      return first2("runtime.chanrecv") ?? first2("runtime.chanrecv1");
    default:
      return void 0;
  }
}
function firstAddress(args) {
  const match = /^(0x[0-9a-f]{3,16})(?=$|[,)])/.exec(args);
  return match?.[1];
}
function minus(address, offset) {
  if (address === void 0) return void 0;
  const value = BigInt(address) - offset;
  return value < 0n ? void 0 : `0x${value.toString(16)}`;
}
function stateOf(word, kind) {
  return BY_FRAMES.has(word) ? STATES.get(kind) ?? word : word.replace("(*Cond)", "Cond");
}
var STATES = /* @__PURE__ */ new Map([
  ["mutex", "sync.Mutex.Lock"],
  ["once", "sync.Mutex.Lock"],
  ["wlock", "sync.Mutex.Lock"],
  ["rlock", "sync.RWMutex.RLock"],
  ["wlock-readers", "sync.RWMutex.Lock"],
  ["waitgroup", "sync.WaitGroup.Wait"]
]);
function waitWords(kind) {
  return WORDS[kind];
}
var WORDS = {
  mutex: "waits for a Mutex",
  rlock: "waits in RLock",
  wlock: "waits for the write lock of an RWMutex",
  "wlock-readers": "waits in RWMutex.Lock for readers to leave",
  once: "waits for a sync.Once",
  waitgroup: "waits in WaitGroup.Wait",
  cond: "waits in Cond.Wait",
  send: "waits to send to a channel",
  receive: "waits to receive from a channel",
  select: "waits in a select",
  "nil-send": "sends to a nil channel",
  "nil-receive": "receives from a nil channel",
  "select-none": "waits in a select without cases",
  harness: "waits for other tests",
  sleep: "sleeps",
  io: "waits for input or output",
  runtime: "is in the runtime",
  active: "runs",
  unknown: "waits"
};

// src/analyse/detectors/bare-dump.ts
var SHOWN_MAX2 = 4;
var bareDump = {
  id: "bare-dump",
  docs: {
    what: "A pasted dump shows goroutines that wait, and what it lacks to say more.",
    kinds: ["deadlock"],
    codes: ["RG2000"]
  },
  finish(context2) {
    if (context2.run.manifest !== void 0) return [];
    return (context2.run.dumps ?? []).map((dump) => draftOf(dump, context2)).filter((draft) => draft !== void 0);
  }
};
function draftOf(dump, context2) {
  const { goroutines, tool, at: at2, origin, text = "", moment } = dump;
  if (moment !== void 0) return void 0;
  const leaked = goroutines.some(({ annotations }) => annotations.includes("leaked"));
  const isPanic = goroutines.some(({ frames }) => faultFrames(frames).length < frames.length);
  if (tool !== void 0 || leaked || isPanic) return void 0;
  const waiting = bucketsOf(goroutines).filter(
    ({ goroutine }) => isBlocking(waitOf(goroutine.status, goroutine.frames).kind)
  );
  const [first2 = goroutines.length > 1 ? bucketsOf(goroutines)[0] : void 0] = waiting;
  if (first2 === void 0) return void 0;
  const sighting = {
    origin,
    crash: {
      kind: "signal",
      message: "",
      panics: [],
      runningTests: [],
      goroutines,
      complete: false,
      at: at2,
      text
    }
  };
  const base3 = crashBase([sighting], context2, "stuck", first2.goroutine);
  if (base3 === void 0) return void 0;
  const parts = waiting.slice(0, SHOWN_MAX2).map((bucket) => bucketText(bucket, context2));
  const count = waiting.reduce((sum, bucket) => sum + bucket.count, 0);
  return {
    ...base3.draft,
    kind: "deadlock",
    code: "RG2000",
    class: "unclassified",
    severity: "note",
    title: `a dump without its beginning: ${countWords(count)}`,
    explanation: "The text holds stacks and no line that says why they were printed. " + (count === 0 ? `None of its ${goroutines.length} goroutines waits for another one. ` : `${parts.join(". ")}. Whether they would have gone on, stacks alone do not tell: how long they had waited is printed only from a minute on. `) + "The first line (panic, fatal error, test timed out, SIGQUIT) and the other goroutines are missing."
  };
}
function countWords(waiting) {
  if (waiting === 0) return "nobody in it waits for another goroutine";
  return `${waiting} waiting goroutine${waiting === 1 ? "" : "s"}`;
}
function bucketText({ goroutine, count }, { places }) {
  const { frames, status, goid, waitMinutes } = goroutine;
  const frame = frames[blameIndex(frames, places)];
  const where = frame === void 0 ? "" : ` in ${shortSymbol(frame.function)}:${frame.line}`;
  const time = waitMinutes === void 0 ? "" : `, for ${waitMinutes} minutes`;
  const words2 = waitWords(waitOf(status, frames).kind);
  const who = count === 1 ? `Goroutine ${goid}` : `${count} goroutines like ${goid}`;
  return `${who} [${status}${time}]${where}: ${words2}`;
}

// src/analyse/detectors/build-failure.ts
var LOCATIONS_MAX = 20;
var NAMES_MAX = 8;
var MESSAGE_MAX2 = 200;
var COMPILER_LINE = /^\s?(?:vet: )?([^\s:][^:]{0,500}\.(?:go|c|h|s|S|cc|cpp)):(\d{1,7})(?::\d{1,5})?: (.{1,2000})$/;
var RESULT_LINE = /^FAIL\t/;
var buildFailure = {
  id: "build-failure",
  docs: {
    what: "A package or its tests did not build, so none of its tests ran.",
    kinds: ["build-failure"],
    codes: ["RG5001"]
  },
  finish(context2) {
    const causes = /* @__PURE__ */ new Map();
    for (const failure of failuresOf(context2)) {
      const key = causeKey(failure);
      causes.set(key, [...causes.get(key) ?? [], failure]);
    }
    return [...causes.values()].map((failures) => draftOf2(failures, context2));
  }
};
function failuresOf(context2) {
  const { buildFailures } = context2.run.tests;
  const told = new Set(buildFailures.map(({ importPath }) => builtPackage(importPath)));
  const failures = buildFailures.map((failure) => ({
    ...failure,
    victims: victimsOf(failure.importPath, context2),
    error: goErrorOf(failure.output)
  }));
  for (const { result } of context2.packages.values()) {
    const { importPath, output, outcome, failedBuild } = result;
    if (outcome !== "build-failed") continue;
    if (told.has(builtPackage(failedBuild ?? importPath)) || told.has(importPath)) continue;
    failures.push({ importPath, output, victims: [importPath], error: goErrorOf(output) });
  }
  return failures;
}
function causeKey({ importPath, error, output }) {
  if (error === void 0) return `package ${builtPackage(importPath)}`;
  const isOfPackage = error.subject === "" && /^(?:vet|c-compiler|link-failed)$/.test(error.id);
  if (isOfPackage) return `package ${importPath} ${error.id}`;
  if (error.id === "import-cycle") return `cycle ${cycleOf(output)}`;
  return `${error.id} ${error.subject}`;
}
function cycleOf(output) {
  const names = [...output.matchAll(/^\timports (\S{1,500})/gm)].map((match) => match[1] ?? "");
  return [...new Set(names.map((name) => name.replace(/:$/, "")))].sort().join(" ");
}
function builtPackage(importPath) {
  const [built = importPath] = importPath.split(" ", 1);
  return built.replace(/(?:_test|\.test)$/, "");
}
function victimsOf(importPath, { run, packages }) {
  if (importPath === "") return neverRun(run);
  return [...packages.values()].filter(({ result }) => result.failedBuild === importPath).map(({ result }) => result.importPath);
}
function draftOf2(failures, context2) {
  const { run } = context2;
  const [first2] = failures;
  const { importPath = "", output = "", error } = first2 ?? {};
  const victims = [...new Set(failures.flatMap((one) => one.victims))].sort();
  const built = builtPackage(importPath);
  const owner = victims[0] ?? built;
  const read = failures.map(
    (one) => readCompiler(one.output, built, goDirectoryOf(run, one.victims[0] ?? built), context2)
  );
  const locations = read.flatMap((one) => one.locations).slice(0, LOCATIONS_MAX);
  const message = read[0]?.message;
  return {
    kind: "build-failure",
    code: "RG5001",
    class: "unclassified",
    severity: "error",
    title: titleOf(owner, error, message, victims),
    explanation: explanationOf(owner, error, message, victims),
    fix: {
      words: error?.cure ?? "Fix the first error; the ones below it are often its consequences."
    },
    package: owner,
    module: moduleOf(run, owner),
    codeClass: locations.some((each) => !each.file.endsWith("_test.go")) ? "ours" : locations.length > 0 ? "test" : "unknown",
    locations,
    goroutines: [],
    evidence: [
      streamEvidence(run, error === void 0 ? "the compiler's words" : "what was said", output)
    ],
    sightings: sightingsOf(run, victims.length === 0 ? [owner] : victims)
  };
}
function titleOf(owner, error, message, victims) {
  const who = victims.length > 1 ? `${victims.length} packages` : owner;
  const isDetail = error === void 0 || /^(?:vet|c-compiler)$/.test(error.id);
  const why = isDetail ? [error?.by, message].filter((part) => part !== void 0).join(": ") : error.what;
  return `${who} did not build${why === "" ? "" : `: ${why}`}`;
}
function explanationOf(owner, error, message, victims) {
  const others = victims.filter((each) => each !== owner);
  const more = others.length > NAMES_MAX ? ` and ${others.length - NAMES_MAX} more` : "";
  const also = others.length === 0 ? "" : ` Nor did the tests of ${others.slice(0, NAMES_MAX).join(", ")}${more}.`;
  if (error === void 0) {
    return `The compiler rejected ${owner}, so its tests did not run.${also}`;
  }
  const said = message === void 0 ? "" : ` The words of ${error.by}: ${message}.`;
  return `The tests of ${owner} did not run: ${error.what}.${said}${also}`;
}
function goDirectoryOf(run, importPath) {
  const module = moduleOf(run, importPath);
  const step = run.manifest?.steps?.find(({ modules }) => modules.includes(module));
  return step?.cwd ?? run.manifest?.command.cwd ?? run.manifest?.root ?? "";
}
function readCompiler(output, built, cwd, { places }) {
  const locations = [];
  let message;
  for (const line of output.split("\n")) {
    const [, file, at2, text] = COMPILER_LINE.exec(line) ?? [];
    if (file === void 0 || text === void 0) continue;
    message ??= shortened(text.replace(/^(?:fatal )?error: /, ""));
    if (/(?:^|\/)go-(?:build|link)/.test(file)) continue;
    const whole = file.startsWith("/") || cwd === "" ? file : cleanPath(`${cwd}/${file}`);
    const frame = { function: `${built}.`, file: whole, line: Number(at2) };
    const location2 = locationOf(frame, "cause", places);
    if (location2 !== void 0 && locations.length < LOCATIONS_MAX) locations.push(location2);
  }
  return { locations, message: message ?? firstReason(output) };
}
function firstReason(output) {
  const line = output.split("\n").find((one) => one.trim() !== "" && !/^(?:#|package )/.test(one) && !RESULT_LINE.test(one));
  return line === void 0 ? void 0 : shortened(line);
}
function shortened(text) {
  return text.trim().replace(/; to add(?: it)?:$/, "").slice(0, MESSAGE_MAX2);
}

// src/analyse/source/contexts.ts
function contextUse(file, one) {
  const doneLines = [];
  const errLines = [];
  for (const node of descendants(one.node)) {
    const parts = callParts(node);
    if (parts?.operand === void 0 || parts.args.length > 1) continue;
    if (parts.name === "Done" && node.parent?.type === "unary_expression") {
      doneLines.push(node.line);
    }
    const asks = parts.name === "Err" || parts.name === "Cause" && parts.operand.text === "context";
    if (asks && looksLikeContext(parts.operand.text)) errLines.push(node.line);
  }
  return {
    parameter: one.contextParameter,
    doneLines,
    errLines,
    made: madeContexts(file).filter(({ node }) => within(node, one.node))
  };
}
function looksLikeContext(text) {
  return /(^|\.)(ctx|context|[a-zA-Z]*C(tx|ontext))$/.test(text) || text.endsWith("Context()");
}
function madeContexts(file) {
  const made = [];
  for (const node of file.nodes) {
    const parts = callParts(node);
    if (parts?.operand === void 0) continue;
    const signals = parts.operand.text === "signal" && parts.name === "NotifyContext";
    const contexts = parts.operand.text === "context" && /^With(Cancel|Timeout|Deadline)/.test(parts.name);
    if (!contexts && !signals) continue;
    const target = expressionsOf(childOf(node.parent?.parent, "left"))[1];
    if (target === void 0) continue;
    const owner = functionNodeAround(node);
    made.push({
      by: parts.name,
      line: node.line,
      node,
      cancel: target.text,
      cancelled: target.text === "_" ? "dropped" : cancelledHow(file, target, owner),
      function: file.functionOf(owner)
    });
  }
  return made;
}
function cancelledHow(file, target, owner) {
  if (target.type !== "identifier") return "passed";
  const declaration = file.declarations.resolve(target);
  const uses = declaration === void 0 ? [] : file.declarations.usesOf(declaration);
  let how = "dropped";
  for (const use of uses) {
    if (use === target || owner !== void 0 && !within(use, owner)) continue;
    const call = use.parent?.type === "call_expression" && use.field === "function";
    if (call && use.parent.parent?.type === "defer_statement") return "deferred";
    if (isDiscard(use)) continue;
    if (call) how = "called";
    else if (how === "dropped") how = "passed";
  }
  return how;
}
function isDiscard(use) {
  const list = use.parent;
  return list?.field === "right" && list.parent?.type === "assignment_statement" && childOf(list.parent, "left")?.text === "_";
}

// src/analyse/causal/watched-context.ts
function contextWatch(source, frame) {
  const file = frame === void 0 ? void 0 : source?.file(frame.file);
  if (frame === void 0 || file === void 0) return void 0;
  const owner = source?.enclosingFunction(frame.file, frame.line, frame.function);
  if (owner === void 0) return void 0;
  const { parameter, doneLines, errLines } = contextUse(file, owner);
  if (doneLines.length > 0 || errLines.length > 0) return "looks";
  if (parameter === void 0) return "takes-none";
  if (parameter === "_" || parameter === "" || owner.body === void 0) return "never";
  for (const node of descendants(owner.body)) {
    if (node.type === "identifier" && node.text === parameter) return "hands-on";
  }
  return "never";
}
var WATCH_WORDS = {
  never: "its function takes a context and never uses it",
  "hands-on": "its function takes a context, hands it on, and asks neither Done nor Err itself",
  looks: "its function asks Done or Err somewhere, but not where it waits",
  "takes-none": "its function takes no context"
};

// src/analyse/causal/cause-steps.ts
var GOROUTINES_MAX2 = 4;
function causeStep(step, draft, places, source) {
  const watch = step.does === "unwatched" ? contextWatch(source, step.at) : void 0;
  const read = watch === void 0 ? "" : `; ${WATCH_WORDS[watch]}`;
  const location2 = locationOf(step.at, "cause", places);
  const goid = step.goid === void 0 ? void 0 : String(step.goid);
  const label = draft.goroutines.find((g) => g.goid !== void 0 && g.goid === goid)?.label;
  return {
    what: step.what + read,
    ...label === void 0 ? {} : { goroutine: label },
    ...step.timeNs === void 0 ? {} : { timeNs: Math.round(step.timeNs) },
    // Neither woken by it nor a word of it in the source: it does not watch the context.
    certainty: watch === "never" ? "direct" : step.certainty,
    ...location2 === void 0 ? {} : { location: location2 }
  };
}
function clockOf(trace) {
  const wall = trace.startedWallMs === void 0 ? void 0 : new Date(Math.round(trace.startedWallMs));
  const known3 = wall !== void 0 && !Number.isNaN(wall.getTime());
  return {
    artifact: trace.artifact,
    ...known3 ? { startedAt: wall.toISOString() } : {},
    ...known3 && trace.clockErrorMs !== void 0 ? { errorMs: trace.clockErrorMs } : {}
  };
}
function stuckSteps(draft, trace, places) {
  const { cause, goroutines } = draft;
  const goidOf = (label) => {
    const goid = goroutines.find((g) => g.label === label)?.goid;
    return goid === void 0 || !/^\d{1,15}$/.test(goid) ? void 0 : Number(goid);
  };
  const told = cause?.steps ?? [];
  const labels = [...new Set(told.map((s) => s.goroutine))].slice(0, GOROUTINES_MAX2);
  const core = [];
  const joiners = [];
  let left;
  for (const label of labels) {
    const goid = goidOf(label);
    const life = goid === void 0 ? void 0 : trace.lives.get(goid);
    if (life?.test !== void 0) left ??= life;
    const own = told.filter((s) => s.goroutine === label);
    const steps = livedSteps(own, life, { label, places, endNs: trace.endNs });
    const waits3 = goroutines.find((g) => g.label === label)?.role === "waits for the others";
    (waits3 ? joiners : core).push(...steps);
  }
  const rest = told.filter((s) => !labels.includes(s.goroutine));
  const waits2 = told.find(({ timeNs }) => timeNs !== void 0)?.timeNs;
  const printed = printedStep(draft, trace, waits2, true);
  if (printed?.timeNs !== void 0) core.push({ step: printed, ns: printed.timeNs });
  return [
    ...inOrder2(core).map(({ step }) => step),
    ...rest,
    ...inOrder2(joiners).map(({ step }) => step),
    ...endSteps(draft, left, trace)
  ];
}
function inOrder2(steps) {
  return steps.toSorted((a, b) => a.ns - b.ns);
}
function livedSteps(told, life, of2) {
  const label = of2.label === void 0 ? {} : { goroutine: of2.label };
  const out = [];
  let ns = life?.createdNs ?? 0;
  const push = (what, timeNs, at2, certainty = "direct") => {
    ns = timeNs;
    const location2 = locationOf(at2, "cause", of2.places);
    const placed = location2 === void 0 ? {} : { location: location2 };
    out.push({
      step: { what, ...label, timeNs: Math.round(timeNs), certainty, ...placed },
      ns
    });
  };
  if (life?.createdNs !== void 0 && life.test !== void 0) {
    const by = life.creatorGoid === void 0 ? "" : ` by goroutine ${life.creatorGoid}`;
    push(`goroutine ${life.goid} is started${by}`, life.createdNs, life.createdAt);
  }
  for (const step of told) {
    const waits2 = life?.wait !== void 0 && step.timeNs !== void 0;
    ns = Math.max(ns, step.timeNs ?? ns);
    const age = waits2 ? `: ${durationText(of2.endNs - life.wait.fromNs)}, to the end` : "";
    const who = life === void 0 || step.timeNs === void 0 ? "" : `goroutine ${life.goid}: `;
    out.push({ step: { ...step, what: `${who}${step.what}${age}` }, ns });
    if (waits2 && life.wakes !== void 0) {
      const { count, lastNs, byGoid, byAt } = life.wakes;
      const by = byGoid === void 0 ? "the runtime" : `goroutine ${byGoid}`;
      push(
        `woken here ${count === 1 ? "once" : `${count} times`} before, last by ${by}`,
        lastNs,
        byAt
      );
    }
  }
  const { creatorWait } = life ?? {};
  if (creatorWait?.ended === true) {
    const by = creatorWait.by === void 0 ? "a timer or the network" : `goroutine ${creatorWait.by}`;
    const took = durationText(creatorWait.toNs - creatorWait.fromNs);
    const isOther2 = life !== void 0 && creatorWait.by !== life.goid;
    if (isOther2) {
      push(
        `goroutine ${creatorWait.goid}, which started it, stops waiting (${creatorWait.reason}) after ${took}: ${by} woke it, not goroutine ${life.goid}`,
        creatorWait.toNs,
        creatorWait.at
      );
    }
  }
  return out;
}
function endSteps(draft, left, trace) {
  const test = left?.test;
  if (test === void 0 || left === void 0) return [];
  if (draft.goroutines.some(({ goid }) => goid === String(test.goid))) return [];
  const name = test.name === "" ? "the test" : shortSymbol(test.name);
  if (test.endedNs === void 0) {
    const what = `${name} (goroutine ${test.goid}) has not ended when the trace ends`;
    return [{ what, timeNs: Math.round(trace.endNs), certainty: "direct" }];
  }
  const alone = draft.goroutines.length === 1 ? `goroutine ${left.goid} is` : "its goroutines are";
  return [
    {
      what: `${name} ends; ${alone} left behind`,
      timeNs: Math.round(test.endedNs),
      certainty: "direct"
    }
  ];
}
function printedStep({ test }, { printed }, beforeNs, stuck = false) {
  if (test === void 0 || printed === void 0 || beforeNs === void 0) return void 0;
  const { errorMs } = printed;
  const name = test.name.split("/", 1)[0] ?? "";
  const atMostNs = beforeNs + errorMs * 1e6;
  const before = lastLineBefore(printed, name, atMostNs);
  const line = before ?? (stuck ? firstLineAfter(printed, name, atMostNs) : void 0);
  if (line === void 0 || line.timeNs < 0) return void 0;
  return {
    what: `${test.name} has printed "${line.text.slice(0, LINE_MAX2)}" (to within ${durationText(errorMs * 1e6)})`,
    timeNs: Math.round(line.timeNs),
    certainty: "heuristic"
  };
}
var LINE_MAX2 = 120;

// src/analyse/detectors/cancel-delay.ts
var FINDINGS_MAX = 50;
var BAR = 40;
var cancelDelay = {
  id: "cancel-delay",
  docs: {
    what: "A test that passed waited long for a goroutine whose context was cancelled.",
    kinds: ["cancel-delay"],
    codes: ["RG4002"]
  },
  finish(context2) {
    const drafts = [];
    const delays = (context2.run.cancelDelays ?? []).toSorted((a, b) => b.onPathNs - a.onPathNs);
    for (const delay3 of delays) {
      const draft = passed(delay3, context2) ? draftOf3(delay3, context2) : void 0;
      if (draft === void 0) continue;
      const { package: owner, locations, cause } = draft;
      const places = locations.map((l) => `${l.role} ${l.function}`).join(",");
      const key = [owner, cause?.pattern, places].join("\n");
      const known3 = drafts.find((each) => each.key === key);
      if (known3 !== void 0) known3.count += 1;
      else if (drafts.length < FINDINGS_MAX) drafts.push({ key, draft, count: 1 });
    }
    return drafts.map(({ draft, count }) => ({
      ...draft,
      sightings: draft.sightings.map((sighting) => ({ ...sighting, count }))
    }));
  }
};
function testNameOf({ test }) {
  return test.includes("/") ? test : test.split(".", 1)[0] ?? test;
}
function passed(delay3, { packages }) {
  const result = packages.get(delay3.package ?? "")?.tests.get(testNameOf(delay3));
  return result?.outcome === "pass";
}
function draftOf3(delay3, context2) {
  const { places, run, source } = context2;
  const [slow] = delay3.goroutines.filter((g) => isTold(g, delay3, context2));
  const stood = locationOf(slow?.at, "cause", places);
  if (slow === void 0 || stood === void 0) return void 0;
  const owner = delay3.package ?? "";
  const called = locationOf(delay3.calledAt, "waker", places);
  const created = locationOf(ownFrame(slow.creation, context2), "created-at", places);
  const all = [stood, called, created].filter((each) => each !== void 0);
  const test = testNameOf(delay3);
  const share = Math.min(1, delay3.onPathNs / delay3.spanNs);
  const bare = {
    kind: "cancel-delay",
    code: "RG4002",
    class: "unclassified",
    severity: "note",
    certainty: delay3.pattern === "cancel-late" ? "direct" : "heuristic",
    title: `${startName(slow)} ${endsWords(delay3, slow)} its context is cancelled`,
    explanation: `${test} passes, and has to wait for it. The times are in the trace; whether it may take so long the trace does not say.`,
    package: owner,
    module: moduleOf(run, owner),
    codeClass: codeClassOf(slow.frames, places),
    // Who goes on comes before who cancelled.
    locations: all.toSorted((a, b) => Number(b.own) - Number(a.own)),
    goroutines: goroutinesOf(delay3, slow, context2),
    test: {
      name: test,
      scope: test.includes("/") ? "subtest" : "test",
      by: "creation-stack",
      confidence: 0.98
    },
    evidence: [
      {
        kind: "trace-event",
        artifact: delay3.artifact,
        say: "from the cancellation to the ends: . until woken, - until it ran, = until it ended",
        text: waterfall(delay3, slow)
      }
    ],
    fix: { words: cureOf(delay3, wordsOf(stood)) },
    sightings: sightingsOf(run, [owner])
  };
  return {
    ...bare,
    cause: {
      pattern: delay3.pattern,
      certainty: delay3.pattern === "cancel-late" ? "direct" : "heuristic",
      share: Number(share.toFixed(4)),
      summary: delay3.summary,
      steps: delay3.steps.map((step) => causeStep(step, bare, places, source)),
      clock: clockOf(delay3)
    }
  };
}
function isTold(g, delay3, context2) {
  const { places, source } = context2;
  const isOwn = (frame) => places.of(frame).owner === "own" && !isStandardPackage(parseGoSymbol(frame.function).package);
  if (g.at === void 0 || !isOwn(g.at)) return false;
  if (delay3.pattern === "cancel-late") return true;
  const watch = g.frames.filter(isOwn).map((frame) => contextWatch(source, frame));
  if (watch.some((each) => each === void 0 || each === "looks")) return false;
  return watch.some((each) => each === "never" || each === "hands-on");
}
function ownFrame(frames, { places }) {
  return frames.find((frame) => places.of(frame).owner === "own");
}
function startName({ name, at: at2 }) {
  const start2 = name === "" ? at2?.function : name;
  return start2 === void 0 ? "a goroutine" : shortSymbol(start2);
}
function endsWords({ pattern, firedNs }, { endedNs }) {
  const took = durationText(endedNs - firedNs);
  return pattern === "cancel-late" ? `ends ${took} after` : `goes on for ${took} after`;
}
function goroutinesOf({ pattern }, slow, { places }) {
  const creation = slow.creation.length === 0 ? void 0 : { frames: slow.creation, state: void 0 };
  const createdAt = locationOf(slow.creation[0], "created-at", places);
  return [
    {
      label: goroutineLabel({ goroutine: void 0, frames: slow.frames, creation }, places),
      goid: String(slow.goid),
      role: pattern === "cancel-late" ? "ends late" : "does not watch its context",
      ...createdAt === void 0 ? {} : { createdAt },
      stack: stackOf(slow.frames, places)
    }
  ];
}
function cureOf({ pattern }, where) {
  if (pattern === "cancel-ignored") {
    return `Select on ctx.Done() beside the wait (${where}), or hand the context to what is called there.`;
  }
  return `Look at the context while it works, not only before (${where}): select on ctx.Done() beside each wait, and check ctx.Err() between pieces of work. If it has to finish, the time is well spent: accept the finding.`;
}
function waterfall(delay3, slow) {
  const { firedNs, deadline, calledAt } = delay3;
  const all = [.../* @__PURE__ */ new Set([slow, ...delay3.goroutines, ...delay3.beside])];
  const lastNs = all.reduce((ns, { endedNs }) => Math.max(ns, endedNs), firedNs);
  const after = (ns) => `+${durationText(ns - firedNs)}`;
  const at2 = calledAt === void 0 ? "" : ` at ${shortSymbol(calledAt.function)}:${calledAt.line}`;
  const lines = [`T0 ${deadline ? "the deadline fires" : `cancel is called${at2}`}`];
  for (const g of all) {
    const wokenNs = g.wokenNs ?? g.endedNs;
    const bar = waterfallBar({ wokenNs, ranNs: g.ranNs, endedNs: g.endedNs }, firedNs, lastNs, BAR);
    const woken = g.wokenNs === void 0 ? "not woken" : `T1 ${after(g.wokenNs)}`;
    const ran = g.ranNs === void 0 ? "" : `, runs ${after(g.ranNs)}`;
    const who = `goroutine ${g.goid} ${startName(g)}`;
    lines.push(`${bar} ${who}: ${woken}${ran}, T2 ${after(g.endedNs)}`);
  }
  return lines.join("\n");
}

// src/analyse/declared.ts
function declaredAt(facts, places) {
  const { common, source } = facts;
  if (common === void 0 || common.ambiguous || source === void 0) return void 0;
  if (common.by !== "declaration" && common.by !== "field" && common.by !== "global") {
    return void 0;
  }
  const found = placeOf2(source.program, common.first) ?? placeOf2(source.program, common.second);
  if (found === void 0) return void 0;
  const { file, line } = found;
  const around = source.enclosingFunction(file.path, line);
  const side = facts.sides.find(({ function: owner }) => owner !== void 0 && owner === around);
  const symbol = side?.user?.function ?? "";
  return locationOf({ function: symbol, file: file.path, line }, "declared", places);
}
function placeOf2(program, access3) {
  const { file, root, field, rootName, node } = access3;
  if (field !== void 0) return fieldPlace(program, file, node);
  if (root !== void 0) return { file, line: root.line };
  const name = rootName.slice(rootName.lastIndexOf(".") + 1);
  const found = program.variable(name, file);
  return found === void 0 || rootName.includes(".") ? void 0 : { file: found.file, line: found.declaration.line };
}
function fieldPlace(program, file, node) {
  let at2 = unparen(node);
  while (at2?.type === "index_expression" || at2?.type === "unary_expression") {
    const operand = childOf(at2, "operand");
    at2 = operand && unparen(operand);
  }
  const name = childOf(at2, "field")?.text;
  const type = typeOf(program, file, childOf(at2, "operand"));
  if (at2?.type !== "selector_expression" || name === void 0 || type === void 0) {
    return void 0;
  }
  const found = program.field(type, name, file);
  return found && { file: found.struct.file, line: found.field.line };
}

// src/analyse/blocking-classes/words.ts
function place2(file, line) {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return line > 0 ? `${name}:${line}` : name;
}
function bucketWords2(bucket) {
  return placeWords(bucket, bucket.goroutines.length);
}
function placeWords({ site, wait }, goroutines) {
  const count = goroutines === 1 ? "" : ` (${goroutines} goroutines)`;
  if (site === void 0) return `a goroutine ${waitWords(wait.kind)}${count}`;
  const where = site.file === "" ? "" : ` at ${place2(site.file, site.line)}`;
  return `${shortSymbol(site.function)} ${waitWords(wait.kind)}${where}${count}`;
}
var SHOWN_MAX3 = 4;
function bucketsWords(buckets) {
  const places = placesOf2(buckets);
  const shown = places.slice(0, SHOWN_MAX3).map(({ bucket, goroutines }) => placeWords(bucket, goroutines));
  const more = places.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more places` : "");
}
function placesOf2(buckets) {
  const places = /* @__PURE__ */ new Map();
  for (const bucket of buckets) {
    const { site, wait, key } = bucket;
    const at2 = site === void 0 ? key : `${wait.kind} ${site.function} ${site.file}:${site.line}`;
    const known3 = places.get(at2) ?? { bucket, goroutines: 0 };
    known3.goroutines += bucket.goroutines.length;
    places.set(at2, known3);
  }
  return [...places.values()];
}
function stacksAlone(source) {
  return source === void 0 ? "Source not available: inferred from the stacks." : "The source does not settle it: inferred from the stacks.";
}

// src/analyse/init-order.ts
var PACKAGES_MAX = 4;
function turnsOf({ report, origin }, run) {
  const trace = (run.initTraces ?? []).find(({ origin: own }) => own.package === origin.package);
  if (trace === void 0) return void 0;
  const packages = new Set(
    [...report.accesses, ...report.creations].flatMap(
      ({ frames }) => frames.map((frame) => packageUnderTest(parseGoSymbol(frame.function).package))
    )
  );
  const turns = trace.lines.flatMap((line, index) => {
    const own = packages.has(line.package) && line.package !== "main" && !isStandardPackage(line.package);
    return own ? [{ ...line, rank: index + 1 }] : [];
  });
  return turns.length === 0 ? void 0 : { turns: turns.slice(0, PACKAGES_MAX), all: trace.lines.length };
}
function initOrderWords(sighting, run) {
  const found = turnsOf(sighting, run);
  if (found === void 0) return "";
  const words2 = found.turns.map(
    ({ package: name, rank: rank4, atMs, clockMs }) => `${name} was number ${rank4}, ${atMs} ms after it began, and took ${clockMs} ms`
  );
  return ` The runtime initialised ${found.all} packages in this process (inittrace): ${words2.join("; ")}.`;
}
function initOrderEvidence(sighting, run) {
  const found = turnsOf(sighting, run);
  if (found === void 0) return [];
  const lines = found.turns.map(
    ({ package: name, rank: rank4, atMs, clockMs }) => `init ${name} @${atMs} ms, ${clockMs} ms clock (${rank4} of ${found.all})`
  );
  return [streamEvidence(run, "the order of package initialisation (inittrace)", lines.join("\n"))];
}

// src/analyse/init-race.ts
function initRace(view, locations, context2) {
  const running = view.sides.map(({ access: access3 }) => initFrame(access3.frames));
  const started = view.sides.map(({ creation }) => initFrame(creation?.frames ?? []));
  if ([...running, ...started].every((frame) => frame === void 0)) return void 0;
  const words2 = view.sides.flatMap(
    (side, index) => started[index] === void 0 ? [] : startWords(side, context2)
  );
  const { run } = context2;
  return {
    words: `${[...new Set(words2)].join("")}${initOrderWords(view.sighting, run)}`,
    evidence: initOrderEvidence(view.sighting, run),
    cause: running.some((frame) => frame !== void 0) ? causeOf(view, running, locations, context2) : void 0
  };
}
function startWords(side, { places }) {
  const site = creationSite(side.creation?.frames ?? [], places);
  const by = initFrame(side.creation?.frames ?? []);
  if (site === void 0 || by === void 0) return [];
  const what = side.blame === void 0 ? "the other one" : shortSymbol(side.blame.function);
  return [
    ` The goroutine of ${what} was started in package initialisation (${shortSymbol(by.function)}, ${place2(site.file, site.line)}).`
  ];
}
function causeOf(view, running, locations, { places }) {
  const steps = [];
  const add = (what, location2, certainty) => {
    const at2 = location2 === void 0 ? {} : { location: location2 };
    steps.push({ what, ...at2, ...certainty === void 0 ? {} : { certainty } });
  };
  const init = running.find((frame) => frame !== void 0);
  if (init !== void 0) {
    const owner = packageUnderTest(parseGoSymbol(init.function).package);
    add(
      `${owner} is initialised: ${initName(init)} runs`,
      locationOf(init, "cause", places),
      void 0
    );
  }
  for (const { creation, blame } of view.sides) {
    const site = creationSite(creation?.frames ?? [], places);
    if (site === void 0) continue;
    const runs = blame === void 0 ? "a goroutine" : `the goroutine of ${shortSymbol(blame.function)}`;
    add(
      `${shortSymbol(site.function)} starts ${runs}`,
      locationOf(site, "cause", places),
      void 0
    );
  }
  const inTime = view.sides.map((side, index) => ({ side, during: running[index] !== void 0 })).toSorted((a, b) => Number(b.side.access.previous) - Number(a.side.access.previous));
  for (const { side, during } of inTime) {
    const { previous, operation } = side.access;
    const role = previous ? "previous-access" : "access";
    const who = side.blame === void 0 ? "a goroutine" : shortSymbol(side.blame.function);
    const does = operation === "write" ? "writes" : "reads";
    const what = view.variable?.name ?? "the variable";
    add(
      `${who} ${does} ${what}${during ? " during initialisation" : ""}` + (previous ? "" : ", and nothing orders the two accesses"),
      locations.find((each) => each.role === role),
      void 0
    );
  }
  return {
    pattern: "data-race",
    certainty: "proof",
    summary: "That the two accesses race is proved; which of them came first is the detector's order.",
    steps
  };
}
function initName({ function: name }) {
  const plain = parseGoSymbol(name).names[0] ?? "";
  const file = shortSymbol(name);
  return plain === "init" && !/\.init\.\d+$/.test(name) ? `the initialiser of a package-level variable (${file})` : file;
}

// src/analyse/leaks/buckets.ts
function bucketsOf2(stuck, places) {
  const found = /* @__PURE__ */ new Map();
  for (const one of stuck) {
    const key = keyOf2(one);
    const known3 = found.get(key);
    if (known3 === void 0) found.set(key, [one]);
    else known3.push(one);
  }
  return [...found].flatMap(([key, goroutines]) => {
    const [first2, ...rest] = goroutines;
    return first2 === void 0 ? [] : [bucketOf(key, [first2, ...rest], places)];
  });
}
function keyOf2({ frames, wait, creation, ofTest: ofTest2 }) {
  const from = Math.max(0, wait.site);
  const stack = frames.slice(from).map((frame) => `${frame.function}:${frame.line}`);
  const made = creation[0];
  const by = made === void 0 ? "" : `${made.function}:${made.line}`;
  return [wait.kind, ofTest2 ? "test" : "", by, ...stack].join("\n");
}
function bucketOf(key, goroutines, places) {
  const [{ frames, wait }] = goroutines;
  const ownIndex = frames.findIndex(
    (frame, index) => index >= wait.site && places.of(frame).owner === "own"
  );
  const siteIndex = ownIndex < 0 ? wait.site : ownIndex;
  const site = siteIndex < 0 ? void 0 : frames[siteIndex];
  return { goroutines, frames, wait, site, siteIndex, own: ownIndex >= 0, key };
}
function programFrames2(bucket) {
  return bucket.frames.slice(Math.max(0, bucket.siteIndex)).filter(
    ({ function: name }) => !/^(?:runtime|testing|sync)$/.test(parseGoSymbol(name).package)
  );
}
function familiesOf(bucket) {
  return new Set(programFrames2(bucket).flatMap(familyOf));
}
function sitesFamily(bucket) {
  return programFrames2(bucket).slice(0, 1).flatMap(familyOf);
}
function familyOf({ function: name }) {
  const symbol = parseGoSymbol(name);
  const type = symbol.receiver?.replace(/[()*]/g, "");
  const own = `${symbol.package}.${type ?? symbol.names[0] ?? ""}`;
  return symbol.names.length > 1 ? [own, `${symbol.package}.${symbol.names[0] ?? ""}`] : [own];
}
function shareFamily(one, other) {
  const families = familiesOf(other);
  return [...familiesOf(one)].some((family) => families.has(family));
}

// src/analyse/source/channels.ts
function channelOperations(program, file) {
  const found = [];
  for (const node of file.nodes) {
    const one = operationOf(program, file, node);
    if (one === void 0) continue;
    const { operation, channel, capacity } = one;
    found.push({
      operation,
      node,
      line: node.line,
      channel: channel.text,
      key: channelKey(program, file, channel),
      function: file.functionOf(functionNodeAround(node)),
      capacity,
      select: selectAround(node)
    });
  }
  return found;
}
function operationOf(program, file, node) {
  switch (node.type) {
    case "send_statement": {
      const channel = childOf(node, "channel");
      return channel && { operation: "send", channel };
    }
    case "unary_expression": {
      const channel = childOf(node, "operand");
      if (childOf(node, "operator")?.text !== "<-" || channel === void 0) return void 0;
      return { operation: "receive", channel };
    }
    case "range_clause": {
      const channel = childOf(node, "right");
      const type = typeOf(program, file, channel);
      const under = type && program.underlying(type, file);
      return channel && isChannel(under) ? { operation: "range", channel } : void 0;
    }
    case "call_expression":
      return calledOperation(node);
    default:
      return void 0;
  }
}
function calledOperation(node) {
  const parts = callParts(node);
  const first2 = parts?.args[0];
  if (parts?.operand !== void 0 || first2 === void 0) return void 0;
  if (parts?.name === "close") return { operation: "close", channel: first2 };
  if (parts?.name !== "make" || first2.type !== "channel_type") return void 0;
  return { operation: "make", channel: assignedTo(node) ?? node, capacity: parts.args[1]?.text };
}
function assignedTo(node) {
  const outer = node.parent;
  if (outer?.type === "expression_list" && outer.parent !== void 0) {
    const index = expressionsOf(outer).indexOf(node);
    const statement = outer.parent;
    if (statement.type === "var_spec") return namedChildren(statement)[index];
    return expressionsOf(childOf(statement, "left"))[index];
  }
  if (outer?.type === "literal_element" && outer.parent?.type === "keyed_element") {
    return childOf(outer.parent, "key");
  }
  return void 0;
}
function channelKey(program, file, channel) {
  const plain = unparen(channel);
  const field = lastField(program, file, plain);
  if (field !== void 0) {
    return field.owner === void 0 ? plain.text : `${field.owner}.${field.field}`;
  }
  const { root, rootName } = chainOf(file, plain);
  if (root === void 0 || root.kind === "package") return `var ${rootName}`;
  return `${root.name}@${root.line}`;
}
function selectAround(node) {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === "statement_list" || ancestor.type === "func_literal") return void 0;
    if (ancestor.type === "select_statement") return selectOf(ancestor);
  }
  return void 0;
}
function selectOf(node) {
  const cases = namedChildren(node).filter((child) => child.type === "communication_case");
  return {
    node,
    line: node.line,
    hasDefault: node.children.some((child) => child.type === "default_case"),
    cases: cases.length,
    onContextDone: cases.some(
      (one) => /<-\s*[\w.]+\.Done\(\)/.test((childOf(one, "communication")?.text ?? "").slice(0, 400))
    )
  };
}

// src/analyse/blocking-classes/blocking-facts.ts
function blockingFacts(scene, source) {
  const all = [...scene.core, ...scene.joiners];
  const once = (bucket) => bucket.wait.kind === "once" && all.some((one) => one !== bucket && insideOnce(one));
  const heldCache = /* @__PURE__ */ new Map();
  const wantedCache = /* @__PURE__ */ new Map();
  return {
    scene,
    locks: scene.core.filter((one) => LOCK_KINDS.has(one.wait.kind) && !once(one)),
    channels: scene.core.filter(({ wait }) => CHANNEL_KINDS.has(wait.kind)),
    waitGroups: scene.core.filter(({ wait }) => wait.kind === "waitgroup"),
    conds: scene.core.filter(({ wait }) => wait.kind === "cond"),
    source,
    held(bucket) {
      if (!heldCache.has(bucket)) heldCache.set(bucket, heldOnStack(bucket, source));
      return heldCache.get(bucket);
    },
    wanted(bucket) {
      if (!wantedCache.has(bucket)) wantedCache.set(bucket, wantedLock(bucket, source));
      return wantedCache.get(bucket);
    },
    operations: (bucket) => operationsAt(bucket, source),
    operationsOn: (operation, bucket) => operationsOn(operation, bucket, source)
  };
}
function insideOnce(bucket) {
  return bucket.frames.some(
    ({ function: name }, index) => index > bucket.siteIndex && name === "sync.(*Once).doSlow"
  );
}
function heldOnStack(bucket, source) {
  if (source === void 0) return void 0;
  const frames = programFrames2(bucket);
  const [site] = frames;
  if (site === void 0 || source.file(site.file) === void 0) return void 0;
  return frames.flatMap(
    ({ file, line, function: symbol }, depth) => (source.locksHeldAt(file, line, symbol) ?? []).filter(({ certain }) => certain).map((held) => ({ ...held, depth }))
  );
}
function wantedLock({ site, wait }, source) {
  return lockCallAt(site, wait, source);
}
function lockCallAt(site, wait, source) {
  const file = site === void 0 ? void 0 : source?.file(site.file);
  if (site === void 0 || file === void 0 || source === void 0) return void 0;
  const mode = wait.kind === "rlock" ? "rlock" : "lock";
  const calls = file.nodes.filter(({ line, type }) => line === site.line && type === "call_expression").map((node) => lockCall(source.program, file, node)).filter((call) => call?.action === "acquire" && call.mode === mode);
  const [first2] = calls;
  return calls.every((call) => call?.key === first2?.key && call?.text === first2?.text) ? first2 : void 0;
}
function operationsAt(bucket, source) {
  const { site, wait } = bucket;
  const file = site === void 0 ? void 0 : source?.file(site.file);
  if (site === void 0 || file === void 0 || source === void 0) return [];
  const all = channelOperations(source.program, file);
  if (wait.kind === "select") return all.filter(({ select }) => select?.line === site.line);
  const sends = wait.kind === "send" || wait.kind === "nil-send";
  return all.filter(
    ({ line, operation }) => line === site.line && (sends ? operation === "send" : operation === "receive" || operation === "range")
  );
}
function operationsOn(operation, bucket, source) {
  const file = bucket.site === void 0 ? void 0 : source?.file(bucket.site.file);
  if (file === void 0 || source === void 0) return [];
  return source.program.packageFiles(file).flatMap((one) => channelOperations(source.program, one)).filter(({ key }) => key === operation.key);
}

// src/analyse/lock-words/argument-words.ts
var ITEMS_MAX = 32;
function argumentWords(args) {
  if (args === "...") return void 0;
  const words2 = [];
  for (const item of itemsOf(args)) {
    if (item === "..." || words2.length >= ITEMS_MAX) break;
    const match = /^0x([0-9a-f]{1,16})(\?)?$/.exec(item);
    words2.push(
      match === null ? void 0 : { value: BigInt(`0x${match[1] ?? ""}`), exact: match[2] === void 0 }
    );
  }
  return words2;
}
function itemsOf(args) {
  if (args === "") return [];
  const items = [];
  let depth = 0;
  let start2 = 0;
  for (let at2 = 0; at2 < args.length; at2++) {
    if (args[at2] === "{") depth++;
    else if (args[at2] === "}") depth--;
    else if (args[at2] === "," && depth === 0) {
      items.push(args.slice(start2, at2).trim());
      start2 = at2 + 1;
    }
  }
  return [...items, args.slice(start2).trim()];
}

// src/analyse/source/accesses.ts
function accessesOf(program, file) {
  const found = [];
  for (const node of file.nodes) {
    if (node.type === "return_statement") found.push(...returnWrites(program, file, node));
    if (!isPlace(file, node)) continue;
    for (const use of usesOf(program, file, node)) found.push(access(program, file, node, use));
  }
  return found;
}
var VARIABLES = /* @__PURE__ */ new Set(["local", "parameter", "result", "receiver", "loop", "package"]);
function isPlace(file, node) {
  switch (node.type) {
    case "identifier": {
      if (node.text === "_") return false;
      const declaration = file.declarations.resolve(node);
      if (declaration === void 0) return isForeignVariable(file, node);
      return VARIABLES.has(declaration.kind) && !isTypedName(node);
    }
    case "selector_expression":
      return !isCallee(node) && !isTypedName(node);
    case "index_expression":
      return true;
    case "unary_expression":
      return childOf(node, "operator")?.text === "*";
    default:
      return false;
  }
}
function isForeignVariable(file, node) {
  if (file.imports.has(node.text) || UNIVERSE.has(node.text)) return false;
  return !isCallee(node) && !isTypedName(node) && node.parent?.type !== "keyed_element";
}
var UNIVERSE = new Set(
  "append cap clear close complex copy delete imag len make max min new panic print println real recover bool byte error string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128 rune any comparable".split(" ")
);
function isTypedName(node) {
  if (node.field === "name") return true;
  const outer = node.parent;
  return outer?.type === "literal_element" && outer.field === "key" && inStructLiteral(outer);
}
function inStructLiteral(key) {
  const literal = key.parent?.parent?.parent;
  const type = childOf(literal, "type")?.type;
  return type !== "map_type" && type !== "slice_type" && type !== "array_type";
}
function isCallee(node) {
  return node.parent?.type === "call_expression" && node.field === "function";
}
function usesOf(program, file, node) {
  let inner = node;
  while (inner.parent?.type === "parenthesized_expression") inner = inner.parent;
  const outer = inner.parent;
  switch (outer?.type) {
    case "expression_list":
      return usesInList(program, file, node, outer);
    case "assignment_statement":
    case "short_var_declaration":
    case "range_clause":
    case "receive_statement":
      return usesOfSide(program, file, node, outer, inner.field);
    case "inc_statement":
    case "dec_statement":
      return bothWays("increment");
    case "unary_expression":
      return usesInUnary(file, outer);
    case "selector_expression":
      return usesInSelector(program, file, node, outer);
    case "index_expression":
    case "slice_expression":
      if (inner.field !== "operand") return [{ operation: "read", via: "plain" }];
      return [{ operation: "read", via: "selector" }];
    case "argument_list":
      return usesInCall(program, file, node, outer.parent);
    case "send_statement":
      if (inner.field !== "channel") return [{ operation: "read", via: "plain" }];
      return onChannel("send", "read");
    default:
      return [{ operation: "read", via: "plain" }];
  }
}
function bothWays(via) {
  return [
    { operation: "write", via },
    { operation: "read", via }
  ];
}
function onChannel(via, operation) {
  return [
    { operation: "read", via: "selector" },
    { operation, via, kind: "channel" }
  ];
}
function usesInList(program, file, node, list) {
  const statement = list.parent;
  if (statement === void 0) return [{ operation: "read", via: "plain" }];
  return usesOfSide(program, file, node, statement, list.field);
}
function usesOfSide(program, file, node, statement, side) {
  if (side !== "left") {
    return statement.type === "range_clause" ? ranged(program, file, node) : plainRead();
  }
  switch (statement.type) {
    case "assignment_statement": {
      const operator = childOf(statement, "operator")?.text ?? "=";
      return operator === "=" ? [{ operation: "write", via: "plain" }] : bothWays("increment");
    }
    case "short_var_declaration":
      return [{ operation: "write", via: "declare" }];
    case "range_clause":
      return [{ operation: "write", via: "range" }];
    case "receive_statement":
      return [{ operation: "write", via: "declare" }];
    default:
      return plainRead();
  }
}
function plainRead() {
  return [{ operation: "read", via: "plain" }];
}
function ranged(program, file, node) {
  const type = underlyingType(program, file, node);
  if (isMap(type)) {
    return [
      { operation: "read", via: "selector" },
      { operation: "read", via: "range", kind: "map" }
    ];
  }
  if (isChannel(type)) return onChannel("receive", "read");
  const header = { operation: "read", via: "range" };
  return isSlice(type) ? [header, { operation: "read", via: "range", kind: "element" }] : [header];
}
function underlyingType(program, file, node) {
  const type = typeOf(program, file, node);
  return type && program.underlying(type, file);
}
function usesInUnary(file, unary) {
  switch (childOf(unary, "operator")?.text) {
    case "<-":
      return onChannel("receive", "read");
    case "*":
      return [{ operation: "read", via: "selector" }];
    case "&": {
      const call = unary.parent?.type === "argument_list" ? unary.parent.parent : void 0;
      const parts = callParts(call);
      if (parts !== void 0 && isPackage(file, parts.operand, "sync/atomic")) {
        const operation = parts.name.startsWith("Load") ? "read" : "write";
        return [{ operation, via: "atomic", callee: parts.name }];
      }
      const argument = { via: "address", callee: parts?.name };
      return [
        { operation: "read", ...argument },
        { operation: "write", ...argument }
      ];
    }
    default:
      return plainRead();
  }
}
function usesInSelector(program, file, node, selector) {
  if (!isCallee(selector)) return [{ operation: "read", via: "selector" }];
  const callee = childOf(selector, "field")?.text;
  const type = typeOf(program, file, node);
  if (type !== void 0 && program.field(type, callee ?? "", file) !== void 0) {
    return [{ operation: "read", via: "selector" }];
  }
  const atomic = type?.startsWith("atomic.") === true || type?.startsWith("*atomic.") === true;
  const via = atomic ? "atomic" : "method";
  if (atomic) {
    return [{ operation: callee === "Load" ? "read" : "write", via, callee }];
  }
  return [
    { operation: "read", via, callee },
    { operation: "write", via, callee }
  ];
}
function usesInCall(program, file, node, call) {
  const parts = callParts(call);
  if (parts === void 0) return [{ operation: "read", via: "argument" }];
  const { name } = parts;
  const builtin = parts.operand === void 0 && file.declarations.lookup(name, node) === void 0;
  if (!builtin) return [{ operation: "read", via: "argument", callee: name }];
  const first2 = parts.args[0] !== void 0 && unparen(parts.args[0]) === node;
  const header = { operation: "read", via: "selector" };
  switch (name) {
    case "append":
      if (!first2) return [{ operation: "read", via: "argument", callee: name }];
      return [
        { operation: "read", via: "append" },
        { operation: "write", via: "append", kind: "element" }
      ];
    case "copy":
      return [header, { operation: first2 ? "write" : "read", via: "copy", kind: "element" }];
    case "delete":
      return first2 ? [header, { operation: "write", via: "delete", kind: "map" }] : plainRead();
    case "clear":
      return [header, { operation: "write", via: "clear" }];
    case "len":
    case "cap": {
      const header2 = { operation: "read", via: "len" };
      const map = isMap(underlyingType(program, file, node));
      return map ? [header2, { ...header2, kind: "map" }] : [header2];
    }
    case "close":
      return onChannel("close", "write");
    default:
      return [{ operation: "read", via: "argument", callee: name }];
  }
}
function returnWrites(program, file, statement) {
  const list = namedChildren(statement)[0];
  if (list === void 0) return [];
  const owner = functionNodeAround(statement);
  const results2 = file.declarations.all.filter(
    (one) => one.kind === "result" && one.scope === owner
  );
  const several = expressionsOf(list).length;
  return results2.map((result, index) => ({
    operation: "write",
    kind: "variable",
    via: "return",
    file,
    node: expressionsOf(list)[several === results2.length ? index : 0] ?? statement,
    line: statement.line,
    text: result.name,
    root: result,
    rootName: result.name,
    path: [],
    field: void 0,
    owner: void 0,
    type: typeOf(program, file, result.node),
    callee: void 0
  }));
}
function access(program, file, node, use) {
  const type = typeOf(program, file, node);
  const chain = chainOf(file, node);
  const contents = use.kind === "map" || use.kind === "element";
  const last = lastField(program, file, node);
  return {
    operation: use.operation,
    kind: use.kind ?? kindOf4(program, file, node),
    via: use.via,
    file,
    node,
    line: node.line,
    text: node.text,
    root: chain.root,
    rootName: chain.rootName,
    path: contents ? [...chain.path, "[]"] : chain.path,
    field: last?.field,
    owner: last?.owner,
    type,
    callee: use.callee
  };
}
function kindOf4(program, file, node) {
  switch (node.type) {
    case "selector_expression":
      return isImported(file, childOf(node, "operand")) ? "variable" : "field";
    case "unary_expression":
      return "pointed";
    case "index_expression": {
      const operand = childOf(node, "operand");
      return operand !== void 0 && isMap(underlyingType(program, file, operand)) ? "map" : "element";
    }
    default:
      return "variable";
  }
}

// src/analyse/source/common-access.ts
function accessesAt(file, all, line, query) {
  const owner = functionAt(file.functions, line, query.function);
  const here = all.filter((one) => covers(one, line) && ownedBy(one, owner, file.functions));
  const hinted = here.filter((one) => matchesCallee(one, query.callee));
  const fitting = hinted.length > 0 ? hinted : here;
  const operated = fitting.filter(
    (one) => query.operation === void 0 || one.operation === query.operation
  );
  const chosen = operated.length > 0 ? operated : fitting;
  return chosen.toSorted((a, b) => rank2(b, line) - rank2(a, line));
}
function covers(access3, line) {
  return access3.line <= line && line <= access3.node.endLine;
}
function ownedBy(access3, owner, functions) {
  if (owner === void 0) return true;
  if (!within(access3.node, owner.node)) return false;
  return !functions.some(
    (inner) => inner !== owner && within(inner.node, owner.node) && within(access3.node, inner.node)
  );
}
function matchesCallee(access3, callee) {
  if (callee === void 0) return true;
  if (/^(internal\/)?runtime(\/maps)?\./.test(callee)) return matchesRuntime(access3, callee);
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  if (callee.startsWith("sync/atomic.")) return access3.via === "atomic";
  return access3.callee === name;
}
function matchesRuntime(access3, callee) {
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  if (name.startsWith("map")) return access3.kind === "map" || access3.via === "len";
  if (name === "closechan") return access3.via === "close";
  if (name.startsWith("chansend") || name.startsWith("selectnbsend")) return access3.via === "send";
  if (name.startsWith("chanrecv") || name.startsWith("selectnbrecv")) {
    return access3.via === "receive";
  }
  if (name === "growslice" || name.startsWith("slice")) {
    return access3.via === "append" || access3.via === "copy";
  }
  return true;
}
function rank2(access3, line) {
  const passed2 = access3.via === "selector" ? -20 : access3.via === "argument" ? -2 : 0;
  const onLine = access3.line === line ? 5 : 0;
  const special = access3.kind === "map" || access3.kind === "channel" ? 3 : 0;
  return passed2 + onLine + special + Math.min(access3.path.length, 4);
}
function commonAccess(first2, second) {
  let best;
  let bestScore = 0;
  const names = /* @__PURE__ */ new Map();
  for (const [indexA, a] of first2.entries()) {
    for (const [indexB, b] of second.entries()) {
      const same = compare(a, b);
      if (same === void 0) continue;
      const passed2 = a.via === "selector" || b.via === "selector";
      if (!passed2) {
        const known3 = names.get(same);
        if (known3 === void 0) names.set(same, /* @__PURE__ */ new Set([placeName(a)]));
        else known3.add(placeName(a));
      }
      const score = SCORES[same] - (indexA + indexB) * 0.5 - (passed2 ? 8 : 0);
      if (score <= bestScore) continue;
      bestScore = score;
      best = { first: a, second: b, by: same, name: placeName(a), ambiguous: false };
    }
  }
  return best && { ...best, ambiguous: (names.get(best.by)?.size ?? 0) > 1 };
}
var SCORES = {
  declaration: 100,
  global: 95,
  field: 90,
  overlap: 60,
  "field-name": 40,
  type: 15
};
function compare(a, b) {
  const sameContents = a.kind === "map" === (b.kind === "map");
  const sameRoot = a.root !== void 0 ? a.root === b.root : b.root === void 0 && a.rootName === b.rootName && a.rootName !== "";
  if (sameRoot) {
    if (sameContents && samePath(a.path, b.path)) {
      return a.root === void 0 || a.root.kind === "package" ? "global" : "declaration";
    }
    if (overlaps(a.path, b.path)) return "overlap";
  }
  if (a.field !== void 0 && a.field === b.field && sameContents) {
    if (a.owner === void 0 || b.owner === void 0) return "field-name";
    if (sameOwner(a.owner, b.owner) && sameTail(a.path, b.path)) return "field";
  }
  if (globalAcrossFiles(a, b)) return "global";
  if (sameContents && a.type !== void 0 && a.type === b.type && a.kind === b.kind) {
    return "type";
  }
  return void 0;
}
function samePath(a, b) {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
function overlaps(a, b) {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((step, index) => step === b[index]);
}
function sameTail(a, b) {
  return a.at(-1) === "[]" === (b.at(-1) === "[]");
}
function sameOwner(a, b) {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}
function globalAcrossFiles(a, b) {
  const [known3, unknown] = a.root === void 0 ? [b, a] : [a, b];
  if (known3.root?.kind !== "package" || unknown.root !== void 0) return false;
  const { rootName } = unknown;
  const same = rootName === known3.rootName || rootName.endsWith(`.${known3.rootName}`);
  return same && samePath(a.path, b.path);
}
function placeName(access3) {
  const { text } = access3;
  if (access3.node.type !== "index_expression") return text;
  const bracket = text.indexOf("[");
  return bracket < 0 ? text : text.slice(0, bracket);
}

// src/analyse/source/go-file.ts
var GoFile = class {
  /** As the reports print it. */
  path;
  text;
  root;
  /** The name in the package clause, or an empty text. */
  packageName;
  #nodes;
  #declarations;
  #functions;
  #byNode;
  #lines;
  constructor(path, text, root) {
    this.path = path;
    this.text = text;
    this.root = root;
    const clause = root.children.find((child) => child.type === "package_clause");
    this.packageName = clause?.children.find((child) => child.type === "package_identifier")?.text ?? "";
  }
  /** Every node in source order. */
  get nodes() {
    return this.#nodes ??= [...descendants(this.root)];
  }
  get declarations() {
    return this.#declarations ??= new Declarations(this.root, this.nodes);
  }
  get functions() {
    return this.#functions ??= functionsOf(this.nodes);
  }
  /** The trimmed text of a line (1-based); undefined behind the end. */
  lineText(line) {
    this.#lines ??= this.text.split("\n");
    return this.#lines[line - 1]?.trim();
  }
  /** The function that this node is. */
  functionOf(node) {
    if (node === void 0) return void 0;
    this.#byNode ??= new Map(this.functions.map((one) => [one.node, one]));
    return this.#byNode.get(node);
  }
  /** The import path behind a package name in this file, e.g. `atomic` → `sync/atomic`. */
  importPath(name) {
    return this.imports.get(name);
  }
  #imports;
  /** Import paths by the name they have in this file. */
  get imports() {
    return this.#imports ??= importsOf(this.nodes);
  }
};
function importsOf(nodes) {
  const imports = /* @__PURE__ */ new Map();
  for (const node of nodes) {
    if (node.type !== "import_spec") continue;
    const path = childOf(node, "path")?.text.slice(1, -1) ?? "";
    const written = childOf(node, "name")?.text;
    imports.set(written ?? defaultName(path), path);
  }
  return imports;
}
function defaultName(path) {
  const segments = path.split("/").filter((segment) => segment !== "");
  const last = segments.at(-1) ?? "";
  const chosen = /^v\d+$/.test(last) ? segments.at(-2) ?? last : last;
  return chosen.replace(/\.v\d+$/, "").replace(/^go-/, "");
}

// src/analyse/source/go-program.ts
var GoProgram = class {
  files;
  #packages = /* @__PURE__ */ new Map();
  #anonymous = /* @__PURE__ */ new Map();
  constructor(files) {
    this.files = files;
    for (const file of files.values()) {
      const key = packageKey(file);
      const index = this.#packages.get(key) ?? emptyIndex();
      this.#packages.set(key, index);
      index.files.push(file);
      this.#index(file, index);
    }
  }
  file(path) {
    return this.files.get(path);
  }
  /** The files of the file's package that were read, itself included. */
  packageFiles(file) {
    return this.#indexOf(file).files;
  }
  /** The struct behind a type's text (`*T`, `pkg.T`, `struct{…}`), as seen from that file. */
  struct(type, from) {
    const name = typeName(type);
    if (name.startsWith("struct")) return this.#anonymous.get(name);
    const { index, local } = this.#ownerOf(name, from);
    const found = index?.structs.get(local);
    if (found !== void 0) return found;
    const under = index?.named.get(local);
    return under === void 0 || under === name ? void 0 : index?.structs.get(typeName(under));
  }
  /** What a named type that is no struct stands for: `type Set map[string]bool`; else the text itself. */
  underlying(type, from) {
    const { index, local } = this.#ownerOf(type, from);
    return index?.named.get(local) ?? type;
  }
  /** The field of a struct type, also through embedded structs. */
  field(type, name, from, depth = 0) {
    const struct = this.struct(type, from);
    if (struct === void 0 || depth > 4) return void 0;
    const own = struct.fields.get(name);
    if (own !== void 0) return { field: own, struct };
    for (const embedded2 of struct.fields.values()) {
      if (!embedded2.embedded) continue;
      const found = this.field(embedded2.type, name, struct.file, depth + 1);
      if (found !== void 0) return found;
    }
    return void 0;
  }
  /** A function of the package, or a method of a type (`T`, `*T`), also through embedded structs. */
  function(name, from, receiver) {
    if (receiver === void 0) return this.#indexOf(from).functions.get(name);
    const { index, local } = this.#ownerOf(typeName(receiver), from);
    const own = index?.functions.get(`${local}.${name}`);
    if (own !== void 0) return own;
    const struct = this.struct(receiver, from);
    for (const embedded2 of struct?.fields.values() ?? []) {
      if (!embedded2.embedded) continue;
      const inner = this.#ownerOf(typeName(embedded2.type), struct?.file ?? from);
      const found = inner.index?.functions.get(`${inner.local}.${name}`);
      if (found !== void 0) return found;
    }
    return void 0;
  }
  /** A function of another package that was read too. */
  packageFunction(packageName, name) {
    return this.#named(packageName)?.functions.get(name);
  }
  /** Calls of that name (function or method) in all files of the package. */
  callsNamed(name, from) {
    const index = this.#indexOf(from);
    index.calls ??= callsOf(index.files);
    return index.calls.get(name) ?? [];
  }
  /** A package-level variable, declared in any file of the package. */
  variable(name, from) {
    return this.#indexOf(from).variables.get(name);
  }
  #indexOf(file) {
    return this.#packages.get(packageKey(file)) ?? emptyIndex();
  }
  #ownerOf(type, from) {
    const name = dereferenced(type);
    const dot = name.indexOf(".");
    if (dot < 0) return { index: this.#indexOf(from), local: name };
    return { index: this.#named(name.slice(0, dot)), local: name.slice(dot + 1) };
  }
  #named(packageName) {
    for (const index of this.#packages.values()) {
      if (index.files[0]?.packageName === packageName) return index;
    }
    return void 0;
  }
  #index(file, index) {
    for (const declaration of file.declarations.all) {
      if (declaration.kind === "package") {
        index.variables.set(declaration.name, { file, declaration });
      }
    }
    for (const one of file.functions) {
      if (one.node.type === "func_literal") continue;
      const name = childOf(one.node, "name")?.text ?? "";
      const key = one.receiver === void 0 ? name : `${one.receiver.type}.${name}`;
      if (!index.functions.has(key)) index.functions.set(key, { file, function: one });
    }
    for (const node of file.nodes) {
      if (node.type === "type_spec" || node.type === "type_alias")
        this.#indexType(node, file, index);
      if (node.type === "struct_type" && node.parent?.type !== "type_spec") {
        this.#anonymous.set(node.text, structOf(node.text, node, file));
      }
    }
  }
  #indexType(node, file, index) {
    const name = childOf(node, "name")?.text;
    const type = childOf(node, "type");
    if (name === void 0 || type === void 0) return;
    if (type.type === "struct_type") index.structs.set(name, structOf(name, type, file));
    else index.named.set(name, type.text);
  }
};
function callsOf(files) {
  const calls = /* @__PURE__ */ new Map();
  for (const file of files) {
    for (const node of file.nodes) {
      const parts = callParts(node);
      if (parts === void 0) continue;
      const known3 = calls.get(parts.name);
      if (known3 === void 0) calls.set(parts.name, [{ file, parts }]);
      else known3.push({ file, parts });
    }
  }
  return calls;
}
function emptyIndex() {
  return {
    files: [],
    structs: /* @__PURE__ */ new Map(),
    named: /* @__PURE__ */ new Map(),
    functions: /* @__PURE__ */ new Map(),
    variables: /* @__PURE__ */ new Map()
  };
}
function packageKey(file) {
  const slash = Math.max(file.path.lastIndexOf("/"), file.path.lastIndexOf("\\"));
  return `${file.path.slice(0, Math.max(slash, 0))}
${file.packageName}`;
}
function structOf(name, node, file) {
  const fields = /* @__PURE__ */ new Map();
  for (const declaration of namedChildren(namedChildren(node)[0])) {
    if (declaration.type !== "field_declaration") continue;
    const typeNode = childOf(declaration, "type");
    if (typeNode === void 0) continue;
    const pointer = declaration.children.some((child) => child.type === "*");
    const type = pointer ? `*${typeNode.text}` : typeNode.text;
    const names = childrenOf(declaration, "name");
    const line = declaration.line;
    for (const { text } of names) {
      fields.set(text, { name: text, type, line, embedded: false });
    }
    if (names.length === 0) {
      const base3 = typeName(type);
      const embedded2 = base3.slice(base3.lastIndexOf(".") + 1);
      fields.set(embedded2, { name: embedded2, type, line, embedded: true });
    }
  }
  return { name, file, line: node.line, fields };
}

// src/analyse/source/go-tree.ts
var TEXT_MAX2 = 4 << 20;
var DEPTH_MAX2 = 600;
var PROGRESS_MAX = 2e6;
function parseGo(parser2, text) {
  if (text.length > TEXT_MAX2) return void 0;
  let steps = 0;
  const tree = parser2.parse(text, null, { progressCallback: () => ++steps > PROGRESS_MAX });
  if (tree === null) {
    parser2.reset();
    return void 0;
  }
  const cursor = tree.walk();
  try {
    return copyTree(cursor, text);
  } finally {
    cursor.delete();
    tree.delete();
  }
}
function copyTree(cursor, text) {
  const root = copyNode(cursor, void 0, text);
  const path = [root];
  let descending = cursor.gotoFirstChild();
  if (!descending) return root.node;
  for (; ; ) {
    const above = path.at(-1);
    if (above === void 0) return root.node;
    const made = copyNode(cursor, above.node, text);
    above.children.push(made.node);
    descending = path.length < DEPTH_MAX2 && cursor.gotoFirstChild();
    if (descending) {
      path.push(made);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      path.pop();
      if (path.length === 0 || !cursor.gotoParent()) return root.node;
    }
  }
}
function copyNode(cursor, parent, text) {
  const children = [];
  const node = new GoNode(
    {
      type: cursor.nodeType,
      named: cursor.nodeIsNamed,
      field: cursor.currentFieldName ?? void 0,
      start: cursor.startIndex,
      end: cursor.endIndex,
      line: cursor.startPosition.row + 1,
      endLine: cursor.endPosition.row + 1,
      parent,
      children
    },
    text
  );
  return { node, children };
}

// src/analyse/source/grammar.ts
var parser;
function goParser() {
  parser ??= load();
  return parser;
}
async function load() {
  const [treeSitter, wasm] = await Promise.all([
    import("./web-tree-sitter-2PQBBWF3.js"),
    import("./grammar.wasm-EIFFWRMU.js")
  ]);
  const { brotliDecompressSync } = await import("node:zlib");
  const unpack = (base64) => new Uint8Array(brotliDecompressSync(Buffer.from(base64, "base64")));
  await treeSitter.Parser.init({ wasmBinary: unpack(wasm.RUNTIME) });
  const language = await treeSitter.Language.load(unpack(wasm.GO_GRAMMAR));
  const made = new treeSitter.Parser();
  made.setLanguage(language);
  return made;
}

// src/analyse/source/lock-walk.ts
var NO_LOCKS = [];
var NO_EFFECT = { acquires: [], releases: [] };
var LockWalk = class {
  #program;
  #states = /* @__PURE__ */ new Map();
  #walked = /* @__PURE__ */ new Set();
  #effects = /* @__PURE__ */ new Map();
  constructor(program) {
    this.#program = program;
  }
  /** Locks that the function itself, or the literal's surroundings where it runs in place, hold at the node. */
  heldAt(file, owner, node) {
    this.#walk(file, owner);
    for (const place4 of [node, ...ancestors(node)]) {
      const state = this.#states.get(place4);
      if (state !== void 0) return state;
      if (place4 === owner.node) break;
    }
    return NO_LOCKS;
  }
  /** Locks that a call of the function leaves locked, and those that it unlocks for its caller. */
  effectOf(file, one) {
    const known3 = this.#effects.get(one);
    if (known3 !== void 0) return known3;
    this.#effects.set(one, NO_EFFECT);
    const unlocked = [];
    const walker = new FunctionWalk(this.#program, file, this, /* @__PURE__ */ new Map(), unlocked);
    const fallen = one.body && walker.block(one.body, NO_LOCKS);
    const end = join([...walker.exits, fallen]) ?? NO_LOCKS;
    const effect = {
      acquires: end.filter((held) => !held.deferred && held.certain),
      releases: unlocked
    };
    this.#effects.set(one, effect);
    return effect;
  }
  #walk(file, owner) {
    if (this.#walked.has(owner) || owner.body === void 0) return;
    this.#walked.add(owner);
    const start2 = this.#startState(file, owner);
    this.#states.set(owner.body, start2);
    const walker = new FunctionWalk(this.#program, file, this, this.#states, []);
    walker.block(owner.body, start2);
  }
  /** A literal that runs in place begins with the locks around it; one that runs elsewhere with none. */
  #startState(file, owner) {
    const { parent, role } = owner;
    if (parent === void 0 || role !== "called" && role !== "callback" && role !== "once") {
      return NO_LOCKS;
    }
    const around = this.heldAt(file, parent, owner.node);
    return role === "callback" ? around.map((held) => ({ ...held, certain: false })) : around;
  }
};
var FunctionWalk = class {
  #program;
  #file;
  #walk;
  #states;
  /** Keys that were unlocked though not held here. */
  #foreign;
  /** The lock set at each return statement. */
  exits = [];
  constructor(program, file, walk, states, foreign) {
    this.#program = program;
    this.#file = file;
    this.#walk = walk;
    this.#states = states;
    this.#foreign = foreign;
  }
  block(block, state) {
    return this.#list(statementsOf(block), state);
  }
  #list(statements, state) {
    let flow = state;
    for (const statement of statements) {
      flow = this.#statement(statement, flow ?? state);
      if (flow !== void 0) state = flow;
      else if (statement !== statements.at(-1)) flow = state;
    }
    const last = statements.at(-1);
    return last !== void 0 && isJump(last) ? void 0 : flow;
  }
  #statement(node, state) {
    this.#states.set(node, state);
    switch (node.type) {
      case "block":
        return this.block(node, state);
      case "labeled_statement":
        return this.#list(namedChildren(node).slice(1), state);
      case "if_statement":
        return this.#branch(node, state);
      case "for_statement":
        return this.#loop(node, state);
      case "expression_switch_statement":
      case "type_switch_statement":
      case "select_statement":
        return this.#cases(node, state);
      case "defer_statement":
        return this.#deferred(node, state);
      case "go_statement":
        return state;
      default:
        return this.#simple(node, state);
    }
  }
  #simple(node, state) {
    let flow = state;
    for (const inner of ownDescendants(node)) {
      if (inner.type !== "call_expression") continue;
      if (neverReturns(inner)) return void 0;
      flow = this.#called(inner, flow);
    }
    if (node.type === "return_statement") this.exits.push(flow);
    return isJump(node) ? void 0 : flow;
  }
  #called(call, state) {
    const lock = lockCall(this.#program, this.#file, call);
    if (lock?.action === "acquire") return [...state, heldBy(lock, false)];
    if (lock?.action === "release") return this.#released(lock.key, lock.mode, state);
    if (lock !== void 0) return state;
    const effect = this.#helperEffect(call);
    const kept = effect.releases.reduce(
      (left, key) => this.#released(key, void 0, left),
      state
    );
    const line = call.line;
    return effect.acquires.length === 0 ? kept : [...kept, ...effect.acquires.map((held) => ({ ...held, line }))];
  }
  #released(key, mode, state) {
    const index = state.findLastIndex(
      (held) => held.key === key && (mode === void 0 || held.mode === mode)
    );
    if (index < 0) {
      this.#foreign.push(key);
      return state;
    }
    return state.toSpliced(index, 1);
  }
  /** The effect of a called function of the program that takes no function: `s.lock()`. */
  #helperEffect(call) {
    const parts = callParts(call);
    if (parts === void 0) return NO_EFFECT;
    const receiver = parts.operand && typeOf(this.#program, this.#file, unparen(parts.operand));
    if (parts.operand !== void 0 && receiver === void 0) return NO_EFFECT;
    const found = this.#program.function(parts.name, this.#file, receiver);
    return found === void 0 ? NO_EFFECT : this.#walk.effectOf(found.file, found.function);
  }
  #deferred(node, state) {
    const literal = childOf(namedChildren(node)[0], "function");
    if (literal?.type === "call_expression") {
      const now = this.#called(literal, state);
      return now.map((held) => state.includes(held) ? held : { ...held, deferred: true });
    }
    let flow = state;
    const inside2 = literal?.type === "func_literal" ? childOf(literal, "body") : node;
    for (const inner of inside2 === void 0 ? [] : ownDescendants(inside2)) {
      const lock = lockCall(this.#program, this.#file, inner);
      if (lock?.action !== "release") continue;
      const index = flow.findLastIndex((held2) => held2.key === lock.key && !held2.deferred);
      const held = flow[index];
      if (held !== void 0) flow = flow.with(index, { ...held, deferred: true });
    }
    return flow;
  }
  #branch(node, state) {
    const initializer = childOf(node, "initializer");
    const start2 = initializer === void 0 ? state : this.#simple(initializer, state) ?? state;
    const condition = childOf(node, "condition");
    const entered = condition === void 0 ? start2 : this.#simple(condition, start2) ?? start2;
    const tried = this.#tried(condition);
    const yes = tried?.negated === false ? [...entered, tried.held] : entered;
    const no = tried?.negated === true ? [...entered, tried.held] : entered;
    const consequence = childOf(node, "consequence");
    const alternative = childOf(node, "alternative");
    const first2 = consequence && this.block(consequence, yes);
    const second = alternative === void 0 ? no : this.#statement(alternative, no);
    return join([first2, second]);
  }
  /** `if mu.TryLock()` and `if !mu.TryLock()`. */
  #tried(condition) {
    if (condition === void 0) return void 0;
    const plain = unparen(condition);
    const negated = plain.type === "unary_expression" && childOf(plain, "operator")?.text === "!";
    const call = negated ? childOf(plain, "operand") : plain;
    const lock = lockCall(this.#program, this.#file, call);
    return lock?.action === "try" ? { held: heldBy(lock, true), negated } : void 0;
  }
  #loop(node, state) {
    const body = childOf(node, "body");
    const behind = body && this.block(body, state);
    const clause = namedChildren(node).find((child) => child !== body);
    return clause === void 0 ? behind ?? state : join([state, behind]);
  }
  #cases(node, state) {
    const ends = [];
    let complete = node.type === "select_statement";
    for (const one of namedChildren(node)) {
      if (!one.type.endsWith("_case")) continue;
      if (one.type === "default_case") complete = true;
      this.#states.set(one, state);
      const body = one.children.find((child) => child.type === "statement_list");
      ends.push(this.#list(body === void 0 ? [] : namedChildren(body), state));
    }
    return join(complete ? ends : [...ends, state]);
  }
};
function heldBy(lock, tried) {
  const { key, text, type, mode, call } = lock;
  return { key, text, type, mode, line: call.line, deferred: false, certain: true, tried };
}
function isJump(node) {
  return /^(return|break|continue|goto)_statement$/.test(node.type);
}
function join(flows) {
  const live = flows.filter((flow) => flow !== void 0);
  const [first2, ...others] = live;
  if (first2 === void 0) return void 0;
  const joined3 = [];
  for (const held of live.flat()) {
    if (joined3.some((one) => one.key === held.key && one.mode === held.mode)) continue;
    const everywhere = [first2, ...others].every(
      (flow) => flow.some((one) => one.key === held.key && one.mode === held.mode)
    );
    joined3.push(everywhere ? held : { ...held, certain: false });
  }
  return joined3;
}

// src/analyse/source/go-source.ts
var GoSource = class {
  program;
  #accesses = /* @__PURE__ */ new Map();
  /** Accesses by what they touch, for each package (by its first file). */
  #same = /* @__PURE__ */ new Map();
  #walk;
  #entry;
  #whole;
  #sites;
  /** @param whole Paths of files whose package is here with all its files. */
  constructor(program, whole = /* @__PURE__ */ new Set()) {
    this.program = program;
    this.#whole = whole;
    this.#walk = new LockWalk(program);
    this.#entry = new EntryLocks(program, this.#walk);
  }
  /** The file that a stack names, as printed there. */
  file(path) {
    return this.program.file(path);
  }
  /** All Go files of the file's directory are here. */
  isWhole({ path }) {
    return this.#whole.has(path);
  }
  /** The trimmed source line. */
  line(path, line) {
    return this.file(path)?.lineText(line);
  }
  /** Every access of a file in source order. */
  accesses(file) {
    const known3 = this.#accesses.get(file);
    if (known3 !== void 0) return known3;
    const made = accessesOf(this.program, file);
    this.#accesses.set(file, made);
    return made;
  }
  /** The accesses that a line of a stack may mean, the likeliest first; none where the source is absent. */
  accessesAt(path, line, query) {
    const file = this.file(path);
    return file === void 0 ? [] : accessesAt(file, this.accesses(file), line, query);
  }
  /** The likeliest access at a line. */
  expressionAt(path, line, query) {
    return this.accessesAt(path, line, query)[0];
  }
  /** The memory that both sides of a race touch. */
  commonAccess(first2, second) {
    return commonAccess(first2, second);
  }
  /** The function around a line; `symbol` is the frame's function where it is known. */
  enclosingFunction(path, line, symbol) {
    const file = this.file(path);
    return file && functionAt(file.functions, line, symbol);
  }
  /** What a literal captures, with the loop semantics of the module's `go` directive. */
  captured(path, literal, goDirective) {
    const file = this.file(path);
    return file === void 0 ? [] : capturesOf(file, literal, this.accesses(file), goDirective);
  }
  /** Locks held at a line, within its function and by callers that all hold them. */
  locksHeldAt(path, line, symbol) {
    const file = this.file(path);
    const owner = this.enclosingFunction(path, line, symbol);
    if (file === void 0 || owner === void 0) return void 0;
    const node = statementAt(owner, line) ?? owner.node;
    return this.#walk.heldAt(file, owner, node);
  }
  /** Locks held at a node, by its own function. */
  locksHeldAtNode(file, node) {
    const owner = file.functionOf(functionNodeAround(node));
    return owner === void 0 ? [] : this.#walk.heldAt(file, owner, node);
  }
  /** Locks held at an access, those of callers that all agree included. */
  locksHeldAtAccess(access3) {
    return this.#entry.heldAt(access3.file, access3.node);
  }
  /** Locks held over a whole stack, innermost frame first: what the callers hold counts too. */
  locksHeldOnStack(frames) {
    return frames.flatMap(
      ({ file, line, function: symbol }) => (this.locksHeldAt(file, line, symbol) ?? []).filter((held) => held.certain)
    );
  }
  /** All lock and unlock calls by the lock's key. */
  lockSites() {
    return this.#sites ??= lockSites(this.program);
  }
  /** Accesses of the same variable or field in all files of the package. */
  accessesOfSame(access3) {
    const files = this.program.packageFiles(access3.file);
    const [first2] = files;
    const key = placeKey(access3) ?? containerKey(access3);
    if (key === void 0 || first2 === void 0) return [access3];
    let byKey = this.#same.get(first2);
    if (byKey === void 0) {
      byKey = groupedByKey(files.flatMap((file) => this.accesses(file)));
      this.#same.set(first2, byKey);
    }
    return byKey.get(key) ?? [access3];
  }
  /** How the accessed variable or field is guarded by locks, the most common lock first. */
  guardsOf(access3) {
    return guardsOf(this.accessesOfSame(access3), this.#entry);
  }
};
function groupedByKey(accesses) {
  const groups = /* @__PURE__ */ new Map();
  for (const access3 of accesses) {
    const key = placeKey(access3) ?? containerKey(access3);
    if (key === void 0 || access3.via === "selector") continue;
    const known3 = groups.get(key);
    if (known3 === void 0) groups.set(key, [access3]);
    else known3.push(access3);
  }
  return groups;
}
function containerKey(access3) {
  if (access3.field !== void 0 && access3.owner !== void 0) {
    return `${access3.owner}.${access3.field}`;
  }
  const { root, rootName, file } = access3;
  if (root === void 0 || root.kind === "package") return `var ${rootName}`;
  return `${file.path}:${root.node.start}`;
}
function statementAt(owner, line) {
  if (owner.body === void 0) return void 0;
  let begins;
  let contains;
  for (const node of ownDescendants(owner.body)) {
    const listed2 = node.parent?.type === "statement_list" || node.parent?.type === "block";
    if (!node.named || !listed2 && node.field !== "alternative") continue;
    if (/^(statement_list|comment)$/.test(node.type) || node.line > line || node.endLine < line)
      continue;
    contains = node;
    if (node.line === line) begins = node;
  }
  return begins ?? contains;
}
var parsed = /* @__PURE__ */ new Map();
var PARSED_MAX = 400;
async function openGoSource(texts) {
  const files = /* @__PURE__ */ new Map();
  const go = [...texts].filter(({ path }) => path.endsWith(".go"));
  const parser2 = go.length === 0 ? void 0 : await goParser();
  const unread = /* @__PURE__ */ new Set();
  for (const { path, text } of go) {
    const file = parser2 && parseFile(parser2, path, text);
    if (file === void 0) unread.add(folderOf(path));
    else files.set(path, file);
  }
  const whole = go.filter((one) => one.whole === true && !unread.has(folderOf(one.path)));
  return new GoSource(new GoProgram(files), new Set(whole.map(({ path }) => path)));
}
function folderOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/"), path.lastIndexOf("\\")));
}
function parseFile(parser2, path, text) {
  const known3 = parsed.get(path);
  if (known3?.text === text) return known3;
  const root = parseGo(parser2, text);
  if (root === void 0) return void 0;
  const file = new GoFile(path, text, root);
  if (parsed.size >= PARSED_MAX) parsed.clear();
  parsed.set(path, file);
  return file;
}

// src/analyse/lock-words/hold-doubt.ts
function holdDoubt({ program }, { file, owner, line, above }, taken) {
  const statement = statementAt(owner, line);
  if (statement === void 0 || owner.body === void 0) return "it stands at the function's end";
  if (taken.call.line >= line) return "it stands on the line that locks";
  if (above.some(({ function: name }) => /^(?:panic|runtime\.(?:gopanic|Goexit))$/.test(name))) {
    return "a panic is under way";
  }
  const nodes = [...ownDescendants(owner.body)];
  if (nodes.some(({ type }) => type === "goto_statement")) return "its function has a goto";
  const loop = loopBetween(statement, taken.call, owner.node);
  if (loop !== void 0) {
    for (const node of descendants(loop)) {
      const lock = lockCall(program, file, node);
      if (lock?.action === "release" && lock.key === taken.key) {
        return "the loop it stands in unlocks";
      }
    }
  }
  return deferredDoubt(nodes, statement, above[0]);
}
function loopBetween(statement, call, top) {
  let found;
  for (const around of ancestors(statement)) {
    if (around === top) break;
    if (around.type === "for_statement" && !within(call, around)) found = around;
  }
  return found;
}
function deferredDoubt(nodes, statement, callee) {
  if (statement.type === "defer_statement") return "it stands at a defer statement";
  if (statement.type !== "return_statement") return void 0;
  const defers = nodes.filter(({ type }) => type === "defer_statement").filter(isMoreThanUnlock);
  if (defers.length === 0) return void 0;
  const name = callee === void 0 ? void 0 : parseGoSymbol(callee.function).name;
  const calls = (node) => [...descendants(node)].some((each) => name !== void 0 && callParts(each)?.name === name);
  return calls(statement) && !defers.some(calls) ? void 0 : "its deferred functions may be running";
}
function isMoreThanUnlock(statement) {
  const [call] = namedChildren(statement);
  return !/^R?Unlock$/.test(callParts(call)?.name ?? "");
}

// src/analyse/source/field-offset.ts
var of = (bytes, align = bytes) => ({ bytes, align });
var WORD = of(8);
var KNOWN = new Map([
  ...["bool", "int8", "uint8", "byte"].map((name) => [name, of(1)]),
  ...["int16", "uint16"].map((name) => [name, of(2)]),
  ...["int32", "uint32", "float32", "rune"].map((name) => [name, of(4)]),
  ...["int", "uint", "int64", "uint64", "uintptr", "float64"].map((name) => [name, WORD]),
  ["complex64", of(8, 4)],
  ["complex128", of(16, 8)],
  ...["string", "error", "any", "interface{}"].map((name) => [name, of(16, 8)]),
  ["sync.Mutex", of(8, 4)],
  ["sync.RWMutex", of(24, 4)],
  ["sync.Once", of(12, 4)],
  ["sync/atomic.Bool", of(4)],
  ["sync/atomic.Int32", of(4)],
  ["sync/atomic.Uint32", of(4)],
  ["sync/atomic.Int64", WORD],
  ["sync/atomic.Uint64", WORD],
  ["time.Duration", WORD],
  ["time.Time", of(24, 8)],
  ["context.Context", of(16, 8)],
  ["context.CancelFunc", WORD]
]);
var DEPTH_MAX3 = 8;
function fieldOffset(program, file, type, path) {
  let [owner, from] = [type, file];
  let total = 0;
  for (const name of path) {
    const struct = program.struct(owner, from);
    const found = struct && offsetIn(program, struct, name, 0);
    if (found === void 0) return void 0;
    total += found.offset;
    [owner, from] = [found.type, found.file];
  }
  return total;
}
function offsetIn(program, struct, name, depth) {
  if (depth > DEPTH_MAX3 || struct.fields.has("_")) return void 0;
  const { file } = struct;
  const own = struct.fields.has(name);
  let end = 0;
  for (const field of struct.fields.values()) {
    const layout = layoutOf(program, file, field.type, depth + 1);
    if (layout === void 0) return void 0;
    const offset = aligned(end, layout.align);
    if (own && field.name === name) return { offset, type: field.type, file };
    if (!own && field.embedded && !field.type.startsWith("*")) {
      const inner = program.struct(field.type, file);
      const found = inner && offsetIn(program, inner, name, depth + 1);
      if (found !== void 0) return { ...found, offset: offset + found.offset };
    }
    end = offset + layout.bytes;
  }
  return void 0;
}
function layoutOf(program, file, type, depth) {
  if (depth > DEPTH_MAX3) return void 0;
  if (/^(?:\*|map\[|func\b|chan\b|<-\s*chan\b)/.test(type)) return WORD;
  if (type.startsWith("[]")) return of(24, 8);
  if (/^interface\b/.test(type)) return of(16, 8);
  const array2 = /^\[(\d{1,6})\](.{1,200})$/.exec(type);
  if (array2 !== null) {
    const element = layoutOf(program, file, (array2[2] ?? "").trim(), depth + 1);
    return element && of(Number(array2[1]) * element.bytes, element.align);
  }
  const known3 = KNOWN.get(imported(type, file));
  if (known3 !== void 0 && !isDeclared(program, file, type)) return known3;
  const under = program.underlying(type, file);
  if (under !== type) return layoutOf(program, file, under, depth + 1);
  const struct = type.includes("[") ? void 0 : program.struct(type, file);
  return struct && layoutOfStruct(program, struct, depth);
}
function layoutOfStruct(program, struct, depth) {
  if (struct.fields.has("_")) return void 0;
  let [end, align] = [0, 1];
  let last = 1;
  for (const { type } of struct.fields.values()) {
    const layout = layoutOf(program, struct.file, type, depth + 1);
    if (layout === void 0) return void 0;
    end = aligned(end, layout.align) + layout.bytes;
    align = Math.max(align, layout.align);
    last = layout.bytes;
  }
  return of(aligned(last === 0 && end > 0 ? end + 1 : end, align), align);
}
function imported(type, file) {
  const dot = type.indexOf(".");
  if (dot < 0) return type;
  const path = file.importPath(type.slice(0, dot));
  return path === void 0 ? type : `${path}${type.slice(dot)}`;
}
function isDeclared(program, file, type) {
  return program.struct(dereferenced(type), file) !== void 0 || program.underlying(type, file) !== type;
}
function aligned(offset, align) {
  return Math.ceil(offset / align) * align;
}

// src/analyse/lock-words/lock-place.ts
function lockPlace(program, file, owner, { call, type }) {
  const operand = childOf(childOf(call, "function"), "operand");
  if (operand === void 0 || type === void 0) return void 0;
  const { root, rootName, path } = chainOf(file, operand);
  if (path.some((each) => each === "[]" || each === "*")) return void 0;
  const full = isMutexType(type) ? path : [...path, ...embedded(program, file, type)];
  if (!isMutexType(type) && full.length === path.length) return void 0;
  const variable2 = packageVariable(program, file, root, rootName);
  if (variable2 !== void 0) return variablePlace(program, variable2, full);
  return root === void 0 ? void 0 : parameterPlace(program, { file, owner }, root, full);
}
function embedded(program, file, type) {
  for (const field of program.struct(type, file)?.fields.values() ?? []) {
    if (field.embedded && /^sync\.(RW)?Mutex$/.test(field.type)) return [field.name];
  }
  return [];
}
function packageVariable(program, file, root, name) {
  if (root !== void 0) return root.kind === "package" ? { file, declaration: root } : void 0;
  return program.variable(name, file);
}
function variablePlace(program, { file, declaration }, path) {
  const type = typeOfDeclaration(program, file, declaration);
  if (type === void 0 || type.startsWith("*")) return void 0;
  if (path.length > 0 && heldType(program, file, type, path) === void 0) return void 0;
  if (path.length === 0 && !/^sync\.(RW)?Mutex$/.test(type)) return void 0;
  const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf("/")));
  const name = [declaration.name, ...path].join(".");
  return { kind: "variable", name: `${folder}/${file.packageName}.${name}` };
}
function parameterPlace(program, { file, owner }, root, path) {
  const names = [
    ...owner.receiver === void 0 ? [] : [owner.receiver.name],
    ...owner.parameters.map(({ name }) => name)
  ];
  const index = names.indexOf(root.name);
  const isParameter = root.kind === "receiver" || root.kind === "parameter";
  if (!isParameter || root.function !== owner.node || index < 0) return void 0;
  if (isChanged(owner, root.name)) return void 0;
  const type = typeOfDeclaration(program, file, root);
  if (type?.startsWith("*") !== true || type.includes("[")) return void 0;
  const base3 = dereferenced(type);
  if (path.length === 0) {
    if (!/^sync\.(RW)?Mutex$/.test(base3)) return void 0;
    return { kind: "parameter", index, name: root.name, field: base3, offset: 0 };
  }
  if (heldType(program, file, base3, path) === void 0) return void 0;
  const struct = program.struct(base3, file);
  const at2 = struct?.file ?? file;
  const folder = at2.path.slice(0, Math.max(0, at2.path.lastIndexOf("/")));
  const field = [`${folder}/${struct?.name ?? typeName(base3)}`, ...path].join(".");
  return {
    kind: "parameter",
    index,
    name: root.name,
    field,
    offset: fieldOffset(program, file, base3, path)
  };
}
function heldType(program, file, type, path) {
  let [owner, from] = [type, file];
  for (const name of path) {
    const found = program.field(owner, name, from);
    if (found === void 0 || found.field.type.startsWith("*")) return void 0;
    const own = program.struct(owner, from)?.fields.has(name) === true;
    if (!own && fieldOffset(program, from, owner, [name]) === void 0) return void 0;
    [owner, from] = [found.field.type, found.struct.file];
  }
  return /^sync\.(RW)?Mutex$/.test(owner) ? owner : void 0;
}
function isChanged(owner, name) {
  for (const node of descendants(owner.node)) {
    const left = childOf(node, "left");
    if (expressionsOf(left).some((each) => each.type === "identifier" && each.text === name)) {
      return true;
    }
    const address = node.type === "unary_expression" && childOf(node, "operator")?.text === "&";
    if (address && isName(childOf(node, "operand"), name)) return true;
  }
  return false;
}
function isName(node, name) {
  return node?.type === "identifier" && node.text === name;
}

// src/analyse/lock-words/wait-graph.ts
var ONCE_MUTEX = 4n;
var ONCE = "sync.(*Once).doSlow";
var OFFSET_MAX = 1n << 20n;
var cache2 = /* @__PURE__ */ new WeakMap();
function lockWaiters(facts) {
  return facts.scene.core.filter(({ wait }) => LOCK_KINDS.has(wait.kind)).flatMap((bucket) => waitersOf(bucket, facts));
}
function waitersOf(bucket, facts) {
  const known3 = cache2.get(facts) ?? allOf(facts);
  cache2.set(facts, known3);
  return known3.get(bucket) ?? [];
}
function allOf(facts) {
  const { core, joiners } = facts.scene;
  const offsets = measuredOffsets(
    core.filter(({ wait }) => LOCK_KINDS.has(wait.kind)),
    facts
  );
  return new Map(
    [...core, ...joiners].map((bucket) => [bucket, waitersIn(bucket, facts, offsets)])
  );
}
function waitersIn(bucket, facts, offsets) {
  const call = wantedCall(bucket, facts);
  const place4 = call && wantedPlace(bucket, call, facts.source);
  const held = withoutRepeats(heldOver(bucket, facts.source));
  return bucket.goroutines.map((goroutine) => ({
    goroutine,
    bucket,
    address: LOCK_KINDS.has(goroutine.wait.kind) && goroutine.wait.address !== void 0 ? BigInt(goroutine.wait.address) : void 0,
    variable: place4?.kind === "variable" ? place4.name : void 0,
    call,
    holds: [
      ...held.map((one) => holdOf(one, stackOf2(goroutine, bucket), facts.source, offsets)),
      ...oncesOf(goroutine)
    ]
  }));
}
function withoutRepeats(held) {
  return held.filter(
    (one) => !held.some(
      ({ key, line, depth }) => key === one.key && line === one.line && depth > one.depth
    )
  );
}
function measuredOffsets(buckets, facts) {
  const offsets = /* @__PURE__ */ new Map();
  for (const bucket of buckets) {
    const call = wantedCall(bucket, facts);
    const place4 = call && wantedPlace(bucket, call, facts.source);
    if (place4?.kind !== "parameter") continue;
    for (const goroutine of bucket.goroutines) {
      const { address } = goroutine.wait;
      const base3 = wordAt(framesOf(goroutine)[0], place4);
      if (address === void 0 || base3 === void 0) continue;
      const offset = BigInt(address) - base3;
      const fits = offset >= 0n && offset < OFFSET_MAX;
      const known3 = offsets.get(place4.field);
      const same = !offsets.has(place4.field) || known3 === offset;
      const sized = place4.offset === void 0 || BigInt(place4.offset) === offset;
      offsets.set(place4.field, fits && same && sized ? offset : void 0);
    }
  }
  return offsets;
}
function askingFrame(bucket) {
  return framesOf(bucket.goroutines[0])[0];
}
function wantedCall(bucket, { source }) {
  return lockCallAt(askingFrame(bucket), bucket.wait, source);
}
function heldOver(bucket, source) {
  const frames = framesOf(bucket.goroutines[0]);
  const site = frames.length - programFrames2(bucket).length;
  return frames.flatMap(
    ({ file, line, function: symbol }, index) => (source?.locksHeldAt(file, line, symbol) ?? []).filter(({ certain }) => certain).map((held) => ({ ...held, depth: index - site }))
  );
}
function wantedPlace(bucket, call, source) {
  const site = askingFrame(bucket);
  if (site === void 0) return void 0;
  const where = functionOf(site, source);
  return where && lockPlace(where.source.program, where.file, where.owner, call);
}
function functionOf(frame, source) {
  const file = source?.file(frame.file);
  const owner = source?.enclosingFunction(frame.file, frame.line, frame.function);
  return source === void 0 || file === void 0 || owner === void 0 ? void 0 : { source, file, owner };
}
function framesOf({ frames, wait }) {
  return frames.slice(Math.max(0, wait.site)).filter(
    ({ function: name }) => !/^(?:runtime|testing|sync)$/.test(parseGoSymbol(name).package)
  );
}
function wordAt(frame, { index }) {
  if (frame === void 0 || !("args" in frame) || frame.function.includes("[")) return void 0;
  const word = argumentWords(frame.args)?.[index];
  return word?.exact === true && word.value !== 0n ? word.value : void 0;
}
function stackOf2(goroutine, bucket) {
  const frames = framesOf(goroutine);
  return { all: goroutine.frames, frames, site: frames.length - programFrames2(bucket).length };
}
function holdOf(held, { all, frames, site }, source, offsets) {
  const index = held.depth + site;
  const frame = frames[index] ?? { function: "", file: "", line: 0 };
  const where = functionOf(frame, source);
  const call = where && takingCall(where, held);
  const place4 = where && call && lockPlace(where.source.program, where.file, where.owner, call);
  const hold = { mode: held.mode, frame, held, call, file: where?.file };
  if (where === void 0 || call === void 0) {
    const doubt2 = `${held.text} was not locked by the function itself`;
    return { ...hold, address: void 0, measured: false, variable: void 0, doubt: doubt2 };
  }
  const above = all.slice(0, all.indexOf(frame)).toReversed();
  const doubt = holdDoubt(where.source, { ...where, line: frame.line, above }, call);
  const variable2 = place4?.kind === "variable" ? place4.name : void 0;
  if (place4?.kind !== "parameter") {
    return { ...hold, address: void 0, measured: false, variable: variable2, doubt };
  }
  const base3 = wordAt(frame, place4);
  const measured = offsets.has(place4.field);
  const sized = place4.offset === void 0 ? void 0 : BigInt(place4.offset);
  const offset = measured ? offsets.get(place4.field) : sized;
  const address = base3 === void 0 || offset === void 0 ? void 0 : base3 + offset;
  return { ...hold, address, measured, variable: variable2, doubt };
}
function takingCall({ source, file, owner }, held) {
  const calls = file.nodes.filter(({ line, type }) => line === held.line && type === "call_expression").map((node) => lockCall(source.program, file, node)).filter((call) => call?.action === "acquire" && call.key === held.key);
  const [first2, ...others] = calls;
  if (first2 === void 0 || others.length > 0 || first2.text !== held.text) return void 0;
  return source.enclosingFunction(file.path, first2.call.line) === owner ? first2 : void 0;
}
function oncesOf({ frames, wait }) {
  return frames.flatMap((frame, index) => {
    if (index <= wait.site || frame.function !== ONCE || !("args" in frame)) return [];
    const word = argumentWords(frame.args)?.[0];
    const exact = word?.exact === true && word.value !== 0n;
    return [
      {
        mode: "lock",
        frame,
        held: void 0,
        call: void 0,
        file: void 0,
        address: exact ? word.value + ONCE_MUTEX : void 0,
        measured: exact,
        variable: void 0,
        // Its own Unlock is deferred, and nobody else can name its Mutex.
        doubt: void 0
      }
    ];
  });
}

// src/analyse/lock-words/same-lock.ts
function isSameLock(waiter, hold) {
  if (waiter.variable !== void 0 || hold.variable !== void 0) {
    return waiter.variable === hold.variable;
  }
  return waiter.address !== void 0 && waiter.address === hold.address;
}
function isOtherLock(waiter, hold) {
  if (isSameLock(waiter, hold)) return false;
  if (waiter.variable !== void 0 && hold.variable !== void 0) return true;
  return hold.measured && waiter.address !== void 0 && hold.address !== void 0;
}
function areOtherLocks(pair, facts) {
  const pairs = pairsOf(pair, facts);
  return pairs.length > 0 && pairs.every(([waiter, hold]) => isOtherLock(waiter, hold));
}
function sharedAddress(pair, facts) {
  const pairs = pairsOf(pair, facts);
  const [first2] = pairs;
  const address = first2?.[0].address;
  if (address === void 0 || !pairs.every(([waiter, hold]) => isSameLock(waiter, hold))) {
    return void 0;
  }
  return pairs.every(([waiter]) => waiter.address === address) ? `0x${address.toString(16)}` : void 0;
}
function pairsOf({ waiting, holding, held }, facts) {
  const self = waiting === holding;
  return waitersOf(waiting, facts).flatMap(
    (waiter) => (self ? [waiter] : waitersOf(holding, facts)).flatMap((holder) => {
      const hold = holder.holds.find(
        (one) => one.held?.key === held.key && one.held.line === held.line && one.held.depth === held.depth
      );
      return hold === void 0 ? [] : [[waiter, hold]];
    })
  );
}
function unheldLocks(facts) {
  const waiters2 = lockWaiters(facts);
  const holds = waiters2.flatMap((one) => one.holds);
  const known3 = waiters2.every(({ bucket }) => facts.held(bucket) !== void 0);
  if (holds.length === 0 || !known3) return [];
  const unheld = waiters2.filter((waiter) => holds.every((hold) => isOtherLock(waiter, hold)));
  return [...new Set(unheld.flatMap(({ goroutine }) => goroutine.wait.address ?? []))];
}
function nobodyHolds(facts) {
  const waited = new Set(lockWaiters(facts).map(({ goroutine }) => goroutine.wait.address));
  const unheld = unheldLocks(facts);
  return unheld.length > 0 && unheld.length === waited.size;
}

// src/analyse/leaks/scenes.ts
function scenesOf(process, places) {
  const scenes = [];
  const movers = new Set(process.goroutines.filter((one) => mayGoOn(one, places)));
  for (const [test, goroutines] of byTest(process)) {
    const running = test === void 0 ? process.end !== "finished" : !test.ended;
    if (running && process.end === "died") continue;
    const usable = goroutines.filter((one) => isSure(one, process));
    const waiting = usable.filter(({ wait }) => isBlocking(wait.kind));
    const peers = goroutines.filter((one) => movers.has(one));
    const mine = new Set(peers);
    const bystanders = running ? [...movers].filter((one) => !mine.has(one)) : [];
    if (waiting.length === 0) continue;
    if (running && !isHeldUp(waiting, goroutines, test)) continue;
    const parts = partsOf(bucketsOf2(waiting, places));
    for (const part of running ? holdingUp(parts) : parts)
      scenes.push({ process, test, running, peers, bystanders, ...part });
  }
  return scenes;
}
function isSure(one, { doubt, trace, end }) {
  if (one.in !== "trace") return true;
  return trace === void 0 || doubt === void 0 && (!cutEnd(end) || one.test?.ended === true);
}
function cutEnd(end) {
  return end === "died" || end === "silent";
}
function mayGoOn({ wait, frames }, places) {
  if (wait.kind === "active" || wait.kind === "sleep") return true;
  if (wait.kind !== "io") return false;
  if (frames.some(({ function: name }) => /\.Accept$|\.accept$/.test(name))) return false;
  return frames.some((frame) => places.of(frame).owner === "own");
}
function byTest(process) {
  const tests = /* @__PURE__ */ new Map();
  for (const one of process.goroutines) {
    if (one.test === void 0 && one.outside === void 0 && !one.leaked) {
      if (process.end !== "asleep") continue;
    }
    if (one.outside === "init" && process.end !== "asleep") continue;
    const key = one.test?.id ?? "";
    const known3 = tests.get(key);
    if (known3 === void 0) tests.set(key, { test: one.test, goroutines: [one] });
    else known3.goroutines.push(one);
  }
  return new Map([...tests.values()].map(({ test, goroutines }) => [test, goroutines]));
}
function isHeldUp(waiting, all, test) {
  const own = all.find(({ ofTest: ofTest2 }) => ofTest2);
  const ownWaits = own === void 0 || isBlocking(own.wait.kind);
  if (test !== void 0 && !ownWaits) return waiting.some(({ wait }) => LOCK_KINDS.has(wait.kind));
  return true;
}
function holdingUp(parts) {
  const chosen = (fits) => {
    const found = parts.filter(fits);
    return found.length === 0 ? void 0 : found;
  };
  const some = (part, fits) => part.core.some(fits);
  return chosen((part) => some(part, ({ wait }) => LOCK_KINDS.has(wait.kind))) ?? chosen((part) => some(part, ({ goroutines }) => goroutines[0].ofTest)) ?? chosen((part) => some(part, ({ wait }) => wait.kind !== "select")) ?? parts;
}
function partsOf(buckets) {
  const joiners = buckets.filter((one) => isJoiner(one, buckets));
  const core = buckets.filter((one) => !joiners.includes(one));
  const locks = core.filter(({ wait }) => LOCK_KINDS.has(wait.kind));
  const groups = locks.length === 0 ? [] : [[...locks]];
  for (const bucket of core) {
    if (locks.includes(bucket)) continue;
    const near = groups.filter((group) => group.some((one) => shareFamily(one, bucket)));
    const [first2, ...others] = near;
    if (first2 === void 0) groups.push([bucket]);
    else {
      first2.push(bucket, ...others.flat());
      for (const other of others) groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups.map((group) => ({ core: group, joiners }));
}
var MAIN_GOID = "1";
function isJoiner(bucket, all) {
  const { wait, goroutines, site } = bucket;
  const [{ ofTest: ofTest2, goid }] = goroutines;
  if (!ofTest2 && goid !== MAIN_GOID || all.length < 2) return false;
  if (wait.kind === "waitgroup") return true;
  const inTest = site !== void 0 && (isScaffold(site.function) || site.function === "main.main");
  return inTest && (wait.kind === "receive" || wait.kind === "select");
}
function subjectOf({ test }) {
  return test === void 0 ? "program" : "test";
}
function isScaffold(symbol) {
  const { receiver, names } = parseGoSymbol(symbol);
  return receiver === void 0 && /^(?:test|benchmark|example|fuzz)/i.test(names[0] ?? "");
}

// src/analyse/blocking-classes/lock-graph.ts
function heldBySelf(bucket, facts) {
  const wanted2 = facts.wanted(bucket);
  if (wanted2 === void 0) return void 0;
  const held = facts.held(bucket)?.find(
    (lock) => lock.key === wanted2.key && // In one function equal keys of different expressions are two objects: `from.mu` and `to.mu`. What the same
    // line takes is what it waits for.
    (lock.depth > 0 || lock.text === wanted2.text && lock.line !== wanted2.call.line) && !areOtherLocks({ waiting: bucket, holding: bucket, held: lock }, facts)
  );
  if (held === void 0) return void 0;
  return { held, wanted: wanted2, sameObject: isSameObject(held, wanted2, bucket, facts) };
}
function isSameObject(held, wanted2, bucket, { source }) {
  if (held.depth === 0 || held.key.startsWith("var ")) return true;
  const frames = programFrames2(bucket);
  let root = rootOf(held.text);
  for (let depth = held.depth; depth > 0; depth--) {
    const [frame, callee] = [frames[depth], frames[depth - 1]];
    if (frame === void 0 || callee === void 0) return false;
    const line = source?.line(frame.file, frame.line) ?? "";
    const method = parseGoSymbol(callee.function).name;
    const inner = source?.enclosingFunction(callee.file, callee.line, callee.function);
    if (inner?.receiver === void 0) {
      if (inner?.parent === void 0) return false;
      continue;
    }
    if (!line.includes(`${root}.${method}(`)) return false;
    root = inner.receiver.name;
  }
  return rootOf(wanted2.text) === root;
}
function rootOf(text) {
  return text.split(".", 1)[0] ?? text;
}
function heldTwin(bucket, facts) {
  const wanted2 = facts.wanted(bucket);
  if (wanted2 === void 0) return void 0;
  return facts.held(bucket)?.find(({ key, depth, text }) => key === wanted2.key && depth === 0 && text !== wanted2.text);
}
var WAITERS_MAX = 100;
function lockCycle(facts) {
  const waiters2 = facts.locks.slice(0, WAITERS_MAX);
  for (const first2 of waiters2) {
    const found = cycleFrom(first2, first2, waiters2, /* @__PURE__ */ new Set(), facts);
    if (found !== void 0) return found;
  }
  return void 0;
}
function cycleFrom(first2, last, waiters2, seen, facts) {
  const wanted2 = facts.wanted(last);
  if (wanted2 === void 0) return void 0;
  for (const bucket of waiters2) {
    if (bucket === last || seen.has(bucket) || facts.wanted(bucket)?.key === wanted2.key) continue;
    const holds = facts.held(bucket)?.find(
      (held) => held.key === wanted2.key && !areOtherLocks({ waiting: last, holding: bucket, held }, facts)
    );
    if (holds === void 0) continue;
    if (bucket === first2) return [{ bucket, holds }];
    seen.add(bucket);
    const rest = cycleFrom(first2, bucket, waiters2, seen, facts);
    const [closing, ...others] = rest ?? [];
    if (closing !== void 0) return [closing, { bucket, holds }, ...others];
  }
  return void 0;
}
function lockAddresses(buckets) {
  const addresses = /* @__PURE__ */ new Set();
  for (const { goroutines } of buckets) {
    for (const { wait } of goroutines) {
      if (wait.address === void 0) return void 0;
      addresses.add(wait.address);
    }
  }
  return addresses;
}
function mayHoldAnother(bucket) {
  const frames = programFrames2(bucket).filter(({ function: name }) => !isScaffold(name));
  return frames.length >= 2;
}

// src/analyse/blocking-classes/double-lock.ts
var SHOWN_MAX4 = 3;
var doubleLock = {
  id: "double-lock",
  code: "RG2001",
  docs: BLOCKING_CLASS_DOCS.RG2001,
  classify: (facts) => bySource4(facts) ?? byOnce(facts) ?? byAbsence(facts)
};
function bySource4(facts) {
  for (const bucket of facts.locks) {
    const found = heldBySelf(bucket, facts);
    if (found === void 0) continue;
    const { held, wanted: wanted2, sameObject } = found;
    const upgrade = held.mode === "rlock" && wanted2.mode === "lock";
    return {
      certainty: sameObject ? "direct" : "heuristic",
      closed: sameObject,
      explanation: `${bucketWords2(bucket)} for ${wanted2.text}, which its own stack holds since line ${held.line} (${held.text}.${held.mode === "rlock" ? "RLock" : "Lock"}).` + (upgrade ? " A read lock cannot become a write lock." : ""),
      fix: upgrade ? `Release ${held.text}.RLock before ${wanted2.text}.Lock, and check the condition again.` : `Call an inner method that expects ${held.text} to be held, or unlock before the call.`,
      blamed: [bucket]
    };
  }
  return void 0;
}
function byOnce(facts) {
  const bucket = facts.locks.find((one) => one.wait.kind === "once" && insideOnce(one));
  if (bucket === void 0 || facts.locks.length > 1) return void 0;
  return {
    certainty: "direct",
    closed: true,
    explanation: `${bucketWords2(bucket)} inside the function that a Once.Do runs: it waits for itself.`,
    fix: "Do not call once.Do, directly or through other calls, from the function that it runs."
  };
}
function byAbsence(facts) {
  const { locks, scene, source } = facts;
  const [first2] = locks;
  if (first2 === void 0) return void 0;
  const addresses = lockAddresses(locks);
  const unheld = unheldLocks(facts);
  const one = addresses !== void 0 && addresses.size === 1;
  const peers = scene.peers.length;
  const where = first2.site === void 0 ? "it" : place2(first2.site.file, first2.site.line);
  return {
    certainty: one && peers === 0 ? "direct" : "heuristic",
    explanation: `${bucketsWords(locks)}. ` + (one ? `All wait for one lock (${[...addresses].join("")}). ` : "") + `No other goroutine of the ${subjectOf(scene)} is stuck on anything else that would keep the holder from unlocking: ` + (unheld.length > 0 ? `by source and addresses no function that the waiters are in has locked ${unheld.slice(0, SHOWN_MAX4).join(", ")}, so one that has returned left it locked.` : "the lock is held by a waiter itself, or a path returned without Unlock.") + (source === void 0 ? ` ${stacksAlone(facts.source)}` : ""),
    fix: `Find the path to ${where} that already holds the lock, or that left it locked; \`defer\` the Unlock.`
  };
}

// src/analyse/lock-words/circle.ts
var WAITERS_MAX2 = 400;
var DEPTH_MAX4 = 64;
function circleOf(waiters2) {
  const some = waiters2.filter(({ holds, goroutine }) => holds.length > 0 || goroutine.wait.kind === "wlock-readers").slice(0, WAITERS_MAX2);
  for (const start2 of some) {
    const found = shortest(start2, some, linkOf);
    if (found !== void 0) return found;
  }
  return void 0;
}
function mayBeCircle(waiters2) {
  if (waiters2.length > WAITERS_MAX2) return true;
  return waiters2.some((start2) => shortest(start2, waiters2, possibleLink) !== void 0);
}
function shortest(start2, waiters2, link) {
  let paths = [[]];
  const seen = /* @__PURE__ */ new Set();
  for (let depth = 0; depth < DEPTH_MAX4 && paths.length > 0; depth++) {
    const longer = [];
    for (const path of paths) {
      const last = path.at(-1)?.holder ?? start2;
      for (const holder of waiters2) {
        if (seen.has(holder)) continue;
        const next = link(last, holder);
        if (next === void 0) continue;
        if (holder === start2) return [...path, next];
        seen.add(holder);
        longer.push([...path, next]);
      }
    }
    paths = longer;
  }
  return void 0;
}
function linkOf(waiter, holder) {
  const hold = holder.holds.find((one) => keepsOut(waiter, one) && isSameLock(waiter, one));
  if (hold !== void 0) return { waiter, holder, hold };
  return isNextWriter(waiter, holder) ? { waiter, holder, hold: void 0 } : void 0;
}
function keepsOut({ goroutine }, { mode }) {
  const { kind } = goroutine.wait;
  return mode === "rlock" ? kind === "wlock-readers" : kind !== "wlock-readers";
}
function isNextWriter(waiter, holder) {
  const [wants, has] = [waiter.goroutine.wait.kind, holder.goroutine.wait.kind];
  if (has !== "wlock-readers" || wants !== "rlock" && wants !== "wlock") return false;
  return waiter.address !== void 0 && waiter.address === holder.address;
}
function possibleLink(waiter, holder) {
  const sure = linkOf(waiter, holder);
  if (sure !== void 0) return sure;
  if (holder.holds.length === 0) return { waiter, holder, hold: void 0 };
  const hold = holder.holds.find((one) => mayBeSame(waiter, one));
  return hold === void 0 ? void 0 : { waiter, holder, hold };
}
function mayBeSame(waiter, hold) {
  if (isOtherLock(waiter, hold)) return false;
  return waiter.call === void 0 || hold.held === void 0 || waiter.call.key === hold.held.key;
}

// src/analyse/blocking-classes/lock-order.ts
var lockOrder = {
  id: "lock-order",
  code: "RG2002",
  docs: BLOCKING_CLASS_DOCS.RG2002,
  classify(facts) {
    if (waiters(facts.locks) < 2) return void 0;
    if (facts.locks.some((one) => heldBySelf(one, facts) !== void 0)) return void 0;
    if (!mayBeCircle(lockWaiters(facts))) return void 0;
    return bySource5(facts) ?? byAddress(facts) ?? byStacks5(facts);
  }
};
function waiters(buckets) {
  return buckets.reduce((sum, { goroutines }) => sum + goroutines.length, 0);
}
function bySource5(facts) {
  const cycle = lockCycle(facts);
  if (cycle !== void 0) {
    const parts = cycle.map(
      ({ bucket, holds }) => `${bucketWords2(bucket)} while it holds ${holds.text} (line ${holds.line})`
    );
    const each = cycle.length === 2 ? "what the other one waits for" : "what another one waits for";
    return {
      certainty: "direct",
      closed: true,
      explanation: `${parts.join("; ")}: each holds ${each}.`,
      fix: `Take ${inOneOrder(cycle.map(({ holds }) => holds.text).toReversed())} in one order everywhere.`,
      blamed: cycle.map(({ bucket }) => bucket)
    };
  }
  for (const bucket of facts.locks) {
    const twin = heldTwin(bucket, facts);
    if (twin === void 0) continue;
    const wanted2 = facts.wanted(bucket)?.text ?? "another one";
    return {
      certainty: "direct",
      explanation: `${bucketWords2(bucket)} for ${wanted2} while it holds ${twin.text} (line ${twin.line}), a lock of the same kind of object; another goroutine holds the two the other way round.`,
      fix: `Order the two objects (by id or address) before ${twin.text} and ${wanted2} are locked.`,
      blamed: [bucket]
    };
  }
  return void 0;
}
function byAddress(facts) {
  const addresses = lockAddresses(facts.locks);
  if (addresses === void 0 || addresses.size < 2) return void 0;
  const alike = placesOf2(facts.locks).length === 1;
  const sure = alike || facts.locks.every(mayHoldAnother);
  return {
    certainty: sure ? "direct" : "heuristic",
    explanation: `${bucketsWords(facts.locks)}. The dump shows ${addresses.size} different locks (${[...addresses].slice(0, 3).join(", ")}) that are waited for at once: ` + (sure ? "each waiter holds one that another waits for." : "most likely each waiter holds one that another waits for.")
  };
}
function byStacks5(facts) {
  const { locks } = facts;
  if (lockAddresses(locks) !== void 0) return void 0;
  if (locks.some(isOfRwMutex) && !locks.every(isOfRwMutex)) {
    return {
      certainty: "heuristic",
      explanation: `${bucketsWords(locks)}. These are a Mutex and an RWMutex that are waited for at once, and no other goroutine could hold them. ${stacksAlone(facts.source)}`
    };
  }
  const sites = new Set(locks.map(({ site }) => `${site?.function ?? ""}:${site?.line ?? 0}`));
  if (sites.size < 2 || !locks.some(mayHoldAnother)) return void 0;
  return {
    certainty: "heuristic",
    explanation: `${bucketsWords(locks)}. They wait for locks at different places, and no other goroutine could hold them. ${stacksAlone(facts.source)}`
  };
}
function isOfRwMutex({ wait }) {
  return wait.kind === "rlock" || wait.kind === "wlock" || wait.kind === "wlock-readers";
}
function inOneOrder(locks) {
  return `${locks.slice(0, -1).join(", ")} and ${locks.at(-1) ?? ""}`;
}

// src/analyse/blocking-classes/rwmutex-recursive.ts
var rwmutexRecursive = {
  id: "rwmutex-recursive",
  code: "RG2003",
  docs: BLOCKING_CLASS_DOCS.RG2003,
  classify(facts) {
    const readers = facts.locks.filter(({ wait }) => wait.kind === "rlock");
    const writers = facts.locks.filter(({ wait }) => wait.kind === "wlock-readers");
    if (readers.length === 0 || writers.length === 0) return void 0;
    for (const reader of readers) {
      const same = lockAddresses([reader, ...writers]);
      if (same !== void 0 && same.size > 1) continue;
      const wanted2 = facts.wanted(reader);
      const outer = facts.held(reader)?.find(
        (held) => held.mode === "rlock" && held.key === wanted2?.key && !areOtherLocks({ waiting: reader, holding: reader, held }, facts)
      );
      if (wanted2 === void 0 || outer === void 0) continue;
      const object2 = isSameObject(outer, wanted2, reader, facts);
      return {
        certainty: object2 ? "direct" : "heuristic",
        closed: object2,
        explanation: `${bucketWords2(reader)} although its own stack holds ${outer.text}.RLock since line ${outer.line}; ${bucketsWords(writers)}, and a waiting writer keeps new readers out.`,
        fix: `Do not take ${wanted2.text}.RLock again under ${outer.text}.RLock (line ${outer.line}).`,
        blamed: [reader, ...writers]
      };
    }
    if (nobodyHolds(facts)) return void 0;
    const others = facts.locks.some(({ wait }) => wait.kind === "mutex" || wait.kind === "once");
    if (others || facts.channels.length > 0) return void 0;
    const addresses = lockAddresses([...readers, ...writers]);
    if (addresses !== void 0 && addresses.size > 1) return void 0;
    const [writer] = writers;
    const where = writer?.site === void 0 ? "" : ` (${place2(writer.site.file, writer.site.line)})`;
    return {
      certainty: addresses === void 0 ? "heuristic" : "direct",
      explanation: `${bucketsWords(readers)}; ${bucketsWords(writers)}. A writer${where} waits for a reader to leave, and readers wait for that writer: a reader that holds the lock must be among them. ` + stacksAlone(facts.source)
    };
  }
};

// src/analyse/lock-words/release-rule.ts
var METHODS = /^(?:R?Lock|R?Unlock|TryR?Lock)$/;
function releaseDoubt(source, file, { key, text }) {
  if (!source.isWhole(file)) return `not all files of package ${file.packageName} are at hand`;
  const name = key.slice(key.lastIndexOf(".") + 1).replace(/^var /, "");
  if (!/^[a-z_]/.test(name)) return `other packages can unlock ${text}`;
  const owner = key.startsWith("var ") ? void 0 : key.slice(0, key.lastIndexOf("."));
  for (const one of source.program.packageFiles(file)) {
    for (const node of one.nodes) {
      const doubt = releaseElsewhere(source, one, node, key) ?? escape(source, one, node, { name, owner, text });
      if (doubt !== void 0) return doubt;
    }
  }
  return void 0;
}
function releaseElsewhere(source, file, node, key) {
  const lock = lockCall(source.program, file, node);
  if (lock?.action !== "release") return void 0;
  if (lock.key !== key) {
    const known3 = lock.key.includes(".") || lock.key.includes("@") || lock.key.startsWith("var ");
    return known3 ? void 0 : `nobody knows what ${lock.text}.Unlock unlocks at ${at(file, node)}`;
  }
  const held = source.locksHeldAtNode(file, placeOf3(file, node)).some((one) => one.key === key && one.mode === lock.mode && one.certain && !one.tried);
  return held ? void 0 : `${lock.text} is unlocked at ${at(file, node)} by who has not locked it there`;
}
function placeOf3(file, node) {
  const around = functionNodeAround(node);
  const literal = file.functionOf(around);
  if (literal?.role !== "defer" || around === void 0) return node;
  for (const outer of ancestors(around)) if (outer.type === "defer_statement") return outer;
  return node;
}
function escape(source, file, node, { name, owner, text }) {
  const { program } = source;
  if (owner !== void 0 && isReplaced(source, file, node, owner)) {
    return `a whole ${owner} is assigned at ${at(file, node)}`;
  }
  const mentions = owner === void 0 ? node.type === "identifier" && node.text === name && node.field !== "name" : node.type === "selector_expression" && childOf(node, "field")?.text === name;
  if (!mentions) return void 0;
  if (owner !== void 0) {
    const of2 = lastField(program, file, node)?.owner;
    if (of2 !== void 0 && of2 !== owner) return void 0;
  }
  const { parent } = node;
  const method = parent?.type === "selector_expression" ? childOf(parent, "field")?.text : "";
  const called = parent?.parent?.type === "call_expression" && parent.field === "function";
  return called && METHODS.test(method ?? "") ? void 0 : `${text} is passed on at ${at(file, node)}`;
}
function isReplaced({ program }, file, node, owner) {
  if (node.type !== "assignment_statement") return false;
  return expressionsOf(childOf(node, "left")).some((left) => {
    const type = typeOf(program, file, left);
    if (type === void 0) return left.type === "unary_expression";
    return !type.startsWith("*") && typeName(type) === owner;
  });
}
function at(file, { line }) {
  return place2(file.path, line);
}

// src/analyse/lock-words/address-cycle.ts
var LINKS_SHOWN = 4;
function addressCycle(facts) {
  const links = circleOf(lockWaiters(facts));
  if (links === void 0) return void 0;
  const of2 = classOf(links);
  const bySource7 = of2.classify(facts);
  const doubt = doubtOf(links, facts.source);
  const others = links.length - LINKS_SHOWN;
  const buckets = [...new Set(links.map(({ waiter }) => waiter.bucket))];
  return {
    of: of2,
    found: {
      ...cureOf2(links, bySource7),
      certainty: doubt === void 0 ? "proof" : "direct",
      closed: true,
      explanation: links.slice(0, LINKS_SHOWN).map(linkWords).join("; ") + `${others > 0 ? `; and ${others} more` : ""}. ${sureWords(links, doubt)}`,
      blamed: bySource7?.blamed ?? buckets
    }
  };
}
function cureOf2(links, bySource7) {
  const onces = links.every(({ hold }) => hold !== void 0 && hold.held === void 0);
  if (!onces) return { fix: bySource7?.fix };
  return {
    fix: links.length === 1 ? "Do not call once.Do, directly or through other calls, from the function that it runs." : "The functions of these Onces need each other: let one of them do both, or let neither call the other's Do."
  };
}
function classOf(links) {
  const [first2] = links;
  if (links.length === 1) return doubleLock;
  return links.every(({ waiter }) => waiter.address === first2?.waiter.address) ? rwmutexRecursive : lockOrder;
}
function doubtOf(links, source) {
  for (const { hold } of links) {
    if (hold === void 0 || hold.held === void 0) continue;
    if (hold.doubt !== void 0) return hold.doubt;
    if (source === void 0 || hold.file === void 0 || hold.call === void 0) return "";
    const doubt = releaseDoubt(source, hold.file, hold.call);
    if (doubt !== void 0) return doubt;
  }
  return void 0;
}
function sureWords(links, doubt) {
  const addresses = new Set(links.map(({ waiter }) => waiter.address));
  const one = addresses.size === 1;
  const variables = links.every(({ hold }) => hold === void 0 || hold.variable !== void 0);
  const same = variables ? `${one ? "It is a package-level variable" : "They are package-level variables"}, of which there is one each` : `By the addresses in the dump ${one ? "it is the very same lock" : "they are the very same locks"}`;
  if (doubt !== void 0) {
    return `${same}; a proof it is not${doubt === "" ? "" : `, since ${doubt}`}.`;
  }
  const onces = links.every(({ hold }) => hold !== void 0 && hold.held === void 0);
  const rule = onces ? "a Once is kept until the function that it runs has returned" : `only who has locked ${one ? "it" : "them"} unlocks ${one ? "it" : "them"}`;
  return `${same}, and ${rule}: this is proved.`;
}
function linkWords({ waiter, holder, hold }) {
  const self = waiter === holder;
  const who = self ? "it itself" : `goroutine ${holder.goroutine.goid}`;
  const wants = `goroutine ${waiter.goroutine.goid} ${wantWords(waiter)}${siteWords(waiter)}`;
  if (hold === void 0) return `${wants}, behind ${who}, which wants to write next`;
  return `${wants}, which ${who} ${hold.mode === "rlock" ? "reads" : "holds"}${holdWords(hold, waiter)}`;
}
var WANTS = /* @__PURE__ */ new Map([
  ["mutex", "waits for the Mutex"],
  ["wlock", "waits to write the RWMutex"],
  ["wlock-readers", "waits for the readers to leave the RWMutex"],
  ["rlock", "waits to read the RWMutex"],
  ["once", "waits for the Once with the Mutex"]
]);
function wantWords({ goroutine: { wait }, call }) {
  const name = call === void 0 ? "" : ` ${call.text}`;
  const address = wait.address === void 0 ? "" : `${name === "" ? " " : ", "}${wait.address}`;
  return `${WANTS.get(wait.kind) ?? "waits for the lock"}${name}${address}`;
}
function siteWords({ bucket }) {
  const site = askingFrame(bucket);
  return site === void 0 ? "" : ` (${shortSymbol(site.function)}, ${place2(site.file, site.line)})`;
}
function holdWords({ frame, held }, { call }) {
  if (held === void 0) return " while it runs the Once's function";
  const as = held.text === call?.text ? "" : ` as ${held.text}`;
  return `${as} since ${place2(frame.file, held.line)} (${shortSymbol(frame.function)})`;
}

// src/analyse/deep/lock-cycle.ts
var DEPTH_MAX5 = 64;
function lockCycles(log) {
  const edges = /* @__PURE__ */ new Map();
  for (const lock of log.open) {
    for (const waiter of lock.waiters) {
      const known3 = edges.get(waiter.goid);
      const links = linksOf(lock, waiter);
      if (known3 === void 0) edges.set(waiter.goid, links);
      else known3.push(...links);
    }
  }
  const cycles = [];
  const done = /* @__PURE__ */ new Set();
  for (const start2 of edges.keys()) {
    const links = circleFrom(start2, edges, done);
    if (links === void 0) continue;
    for (const { waiter } of links) done.add(waiter.goid);
    cycles.push({ links, proved: !log.cut && links.every(({ lock }) => !lock.passedOn) });
  }
  return cycles;
}
function linksOf(lock, waiter) {
  if (waiter.wants === "readers") {
    return lock.readers.map((holder2) => ({ lock, waiter, holder: holder2, as: "reader" }));
  }
  const { owner: holder } = lock;
  if (holder === void 0) return [];
  const waits2 = lock.waiters.some(({ goid, wants }) => goid === holder.goid && wants === "readers");
  return [{ lock, waiter, holder, as: waits2 ? "next-writer" : "owner" }];
}
function circleFrom(start2, edges, done) {
  const seen = /* @__PURE__ */ new Set();
  const path = [];
  const follow = (goid) => {
    if (seen.has(goid) || done.has(goid) || path.length >= DEPTH_MAX5) return false;
    seen.add(goid);
    for (const link of edges.get(goid) ?? []) {
      path.push(link);
      if (link.holder.goid === start2 || follow(link.holder.goid)) return true;
      path.pop();
    }
    return false;
  };
  return follow(start2) ? path : void 0;
}

// src/analyse/deep/proved-cycle.ts
var LINKS_SHOWN2 = 4;
function provedCycle(facts) {
  const { locks: log } = facts.scene.process;
  if (log === void 0) return void 0;
  for (const cycle of lockCycles(log)) {
    const goids = new Set(cycle.links.map(({ waiter }) => waiter.goid));
    const buckets = facts.scene.core.filter(
      ({ goroutines }) => goroutines.some(({ goid }) => goids.has(goid))
    );
    if (buckets.length > 0) return provedOf(cycle, buckets, facts);
  }
  return void 0;
}
function provedOf(cycle, buckets, facts) {
  const of2 = classOf2(cycle);
  const bySource7 = of2.classify(facts);
  const others = cycle.links.length - LINKS_SHOWN2;
  const links = cycle.links.slice(0, LINKS_SHOWN2).map(linkWords2);
  return {
    of: of2,
    found: {
      certainty: cycle.proved ? "proof" : "direct",
      closed: true,
      explanation: `${links.join("; ")}${others > 0 ? `; and ${others} more` : ""}. ` + (cycle.proved ? "Every lock and unlock was recorded by address: this is proved." : "Every lock and unlock was recorded by address; one of these locks was once released by another goroutine than the one that took it, so somebody else might still do so."),
      fix: bySource7?.fix,
      blamed: bySource7?.blamed ?? buckets
    }
  };
}
function classOf2({ links }) {
  const addresses = new Set(links.map(({ lock }) => lock.address));
  if (addresses.size > 1) return lockOrder;
  return links.length > 1 ? rwmutexRecursive : doubleLock;
}
var WANTS2 = {
  lock: "waits for",
  read: "waits to read",
  readers: "waits for the readers to leave"
};
var HOLDS = {
  owner: "holds since",
  reader: "reads since",
  "next-writer": "wants to write since"
};
function linkWords2({ lock, waiter, holder, as }) {
  const who = holder.goid === waiter.goid ? "it itself" : `goroutine ${holder.goid}`;
  return `goroutine ${waiter.goid} ${WANTS2[waiter.wants]} the ${lock.kind} ${lock.address}${siteWords2(waiter)}, which ${who} ${HOLDS[as]} +${durationText(holder.sinceNs)}${siteWords2(holder)}`;
}
function siteWords2({ frames }) {
  const at2 = callerOf(frames);
  return at2 === void 0 ? "" : ` (${shortSymbol(at2.function)}, ${place2(at2.file, at2.line)})`;
}

// src/analyse/blocking-classes/channel-close.ts
var channelClose2 = {
  id: "channel-close",
  code: "RG2006",
  docs: BLOCKING_CLASS_DOCS.RG2006,
  classify(facts) {
    for (const bucket of facts.channels) {
      const range = facts.operations(bucket).find(({ operation }) => operation === "range");
      if (range === void 0) continue;
      const all = facts.operationsOn(range, bucket);
      const closes2 = all.filter(({ operation }) => operation === "close");
      const sends = all.filter(({ operation }) => operation === "send");
      const certainty = closes2.length === 0 ? "direct" : "heuristic";
      const file = bucket.site?.file ?? "";
      const closed = closes2.length === 0 ? `no close(${range.channel}) is in the files of its package` : `close(${range.channel}) at ${place2(file, closes2[0]?.line ?? 0)} did not run`;
      const sent = sends.length === 0 ? "" : ` It is sent to at line ${sends[0]?.line ?? 0}.`;
      return {
        certainty,
        explanation: `${bucketWords2(bucket)}: the loop ends only when the channel is closed, and ${closed}.${sent}`,
        fix: `\`defer close(${range.channel})\` where its last value is sent.`,
        blamed: [bucket]
      };
    }
    return void 0;
  }
};

// src/analyse/blocking-classes/channel-receive.ts
var channelReceive = {
  id: "channel-receive",
  code: "RG2005",
  docs: BLOCKING_CLASS_DOCS.RG2005,
  classify(facts) {
    const receivers = facts.channels.filter(
      ({ wait }) => wait.kind === "receive" || wait.kind === "nil-receive"
    );
    const [first2] = receivers;
    if (first2 === void 0) return void 0;
    const [receive] = facts.operations(first2);
    const file = first2.site?.file ?? "";
    const all = receive === void 0 ? [] : facts.operationsOn(receive, first2);
    const other = all.find(({ operation }) => operation === "send" || operation === "close");
    const nil = receivers.some(({ wait }) => wait.kind === "nil-receive");
    return {
      certainty: nil ? "proof" : "direct",
      explanation: `${bucketsWords(receivers)}, and nothing sends to it or closes it any more.` + (nil ? " The channel is nil: the receive waits for ever." : "") + (receive === void 0 ? ` ${stacksAlone(facts.source)}` : other === void 0 ? ` No send to ${receive.channel} and no close of it is in the files of its package.` : ` The ${other.operation} at ${place2(file, other.line)} did not run, or went to another receiver.`),
      blamed: receivers
    };
  }
};

// src/analyse/blocking-classes/channel-send.ts
var channelSend = {
  id: "channel-send",
  code: "RG2004",
  docs: BLOCKING_CLASS_DOCS.RG2004,
  classify(facts) {
    const senders = facts.channels.filter(
      ({ wait }) => wait.kind === "send" || wait.kind === "nil-send"
    );
    const [first2] = senders;
    if (first2 === void 0) return void 0;
    const [send] = facts.operations(first2);
    const file = first2.site?.file ?? "";
    const all = send === void 0 ? [] : facts.operationsOn(send, first2);
    const receive = all.find(({ operation }) => operation === "receive" || operation === "range");
    const made = all.find(({ operation }) => operation === "make");
    const nil = senders.some(({ wait }) => wait.kind === "nil-send");
    return {
      certainty: nil ? "proof" : "direct",
      explanation: `${bucketsWords(senders)}, and nothing receives from it any more.` + (nil ? " The channel is nil: the send waits for ever." : "") + (receive === void 0 ? "" : ` ${receive.channel} is received from at ${place2(file, receive.line)}, which did not run again.`) + (made === void 0 || made.capacity !== void 0 ? "" : ` It has no buffer (made at ${place2(file, made.line)}).`) + (send === void 0 ? ` ${stacksAlone(facts.source)}` : ""),
      blamed: senders
    };
  }
};

// src/analyse/blocking-classes/cond.ts
var cond = {
  id: "cond",
  code: "RG2009",
  docs: BLOCKING_CLASS_DOCS.RG2009,
  classify(facts) {
    if (facts.conds.length === 0) return void 0;
    return {
      certainty: "direct",
      explanation: `${bucketsWords(facts.conds)}, and no Signal or Broadcast woke it: it came before the wait, or not at all.`,
      blamed: facts.conds
    };
  }
};

// src/analyse/blocking-classes/context.ts
var context = {
  id: "context",
  code: "RG2011",
  docs: BLOCKING_CLASS_DOCS.RG2011,
  classify(facts) {
    for (const bucket of facts.channels) {
      const ofPackage2 = bucket.frames[bucket.wait.site]?.function.startsWith("context.") === true;
      const done = facts.operations(bucket).find(({ channel: channel2 }) => /\.Done\(\)$/.test(channel2));
      if (!ofPackage2 && done === void 0) continue;
      const channel = done === void 0 ? "a context's end" : done.channel;
      const made = droppedCancel(bucket, facts);
      return {
        certainty: "direct",
        explanation: `${bucketWords2(bucket)}: it would go on when ${channel} is closed, and nothing cancelled that context.${made === void 0 ? "" : ` ${made.words}`}`,
        fix: made?.fix,
        blamed: [bucket]
      };
    }
    return void 0;
  }
};
function droppedCancel(bucket, { source }) {
  const { site } = bucket;
  const created = bucket.goroutines[0].creation.find(
    ({ file }) => source?.file(file) !== void 0
  );
  for (const frame of [created, site]) {
    const file = frame === void 0 ? void 0 : source?.file(frame.file);
    if (file === void 0 || frame === void 0) continue;
    const made = madeContexts(file).find(
      ({ cancelled, line }) => cancelled === "dropped" && line > 0
    );
    if (made === void 0) continue;
    const at2 = place2(frame.file, made.line);
    return {
      words: `The cancel function of context.${made.by} at ${at2} is never called.`,
      fix: `Keep the cancel function at ${at2} and \`defer\` it.`
    };
  }
  return void 0;
}

// src/analyse/blocking-classes/global.ts
var global = {
  id: "global",
  code: "RG2013",
  docs: BLOCKING_CLASS_DOCS.RG2013,
  classify(facts) {
    for (const bucket of facts.channels) {
      const operations = facts.operations(bucket);
      const [first2] = operations;
      if (first2 === void 0 || !operations.every(({ key }) => key.startsWith("var "))) continue;
      return {
        certainty: "direct",
        explanation: `${bucketWords2(bucket)}: ${first2.channel} is a package-level variable, which outlives every test.`,
        blamed: [bucket]
      };
    }
    return void 0;
  }
};

// src/analyse/blocking-classes/mixed-channel-lock.ts
var mixedChannelLock = {
  id: "mixed-channel-lock",
  code: "RG2010",
  docs: BLOCKING_CLASS_DOCS.RG2010,
  classify: (facts) => bySource6(facts) ?? byStacks6(facts)
};
function bySource6(facts) {
  const { scene, locks } = facts;
  const waiting = [...scene.core, ...scene.joiners].filter((one) => !locks.includes(one));
  for (const holder of waiting) {
    for (const lock of locks) {
      const wanted2 = facts.wanted(lock);
      const held = facts.held(holder)?.find(
        (one) => one.key === wanted2?.key && !areOtherLocks({ waiting: lock, holding: holder, held: one }, facts)
      );
      if (wanted2 === void 0 || held === void 0) continue;
      const address = sharedAddress({ waiting: lock, holding: holder, held }, facts);
      return {
        certainty: "direct",
        closed: scene.peers.length === 0 && isServedBy(lock, holder, facts),
        explanation: `${bucketWords2(holder)} while it holds ${held.text} (locked at line ${held.line}); ${bucketWords2(lock)}, which is that lock${address === void 0 ? "" : ` (${address} for both in the dump)`}.`,
        fix: `Unlock ${held.text} before the wait, or do not need ${wanted2.text} on the other side.`,
        blamed: [holder, lock]
      };
    }
  }
  return void 0;
}
function isServedBy(lock, holder, facts) {
  if (holder.wait.kind === "waitgroup") return true;
  if (holder.wait.kind === "select") return false;
  const functions = new Set(
    programFrames2(lock).map(
      ({ file, line, function: symbol }) => facts.source?.enclosingFunction(file, line, symbol)
    )
  );
  const [operation] = facts.operations(holder);
  if (operation === void 0) return false;
  return facts.operationsOn(operation, holder).some(
    (one) => one.function !== void 0 && one.operation !== operation.operation && functions.has(one.function)
  );
}
function byStacks6(facts) {
  const { locks, channels, source, scene } = facts;
  const others = [...channels, ...waitingInCode(facts)];
  if (locks.length === 0 || others.length === 0) return void 0;
  if (source !== void 0 && others.every((one) => facts.held(one)?.length === 0)) {
    return void 0;
  }
  const what = channels.length > 0 ? "a channel" : "others to be done";
  return {
    certainty: "heuristic",
    explanation: `${bucketsWords(locks)}; ${bucketsWords(others)}. Goroutines of one ${subjectOf(scene)} wait for a lock and for ${what} in the same code: the one that waits for ${what} probably holds the lock. ` + stacksAlone(source)
  };
}
function waitingInCode({ scene, locks, waitGroups }) {
  return [...waitGroups, ...scene.joiners.filter(({ wait }) => wait.kind === "waitgroup")].filter(
    (one) => one.site !== void 0 && !isScaffold(one.site.function) && locks.some((lock) => sitesFamily(lock).some((family) => familiesOf(one).has(family)))
  );
}

// src/analyse/blocking-classes/select-orphan.ts
var selectOrphan = {
  id: "select-orphan",
  code: "RG2007",
  docs: BLOCKING_CLASS_DOCS.RG2007,
  classify(facts) {
    const selects = facts.channels.filter(
      ({ wait }) => wait.kind === "select" || wait.kind === "select-none"
    );
    const [first2] = selects;
    if (first2 === void 0) return void 0;
    const channels = facts.operations(first2).map(({ channel }) => channel);
    const none = selects.some(({ wait }) => wait.kind === "select-none");
    return {
      // Without its cases nobody knows whether one of them is a timer's.
      certainty: none ? "proof" : channels.length === 0 ? "heuristic" : "direct",
      explanation: `${bucketsWords(selects)}, and none of its cases can fire any more.` + (none ? " A select without cases never ends." : "") + (channels.length === 0 ? ` ${stacksAlone(facts.source)}` : ` Its cases are ${[...new Set(channels)].slice(0, 5).join(", ")}.`),
      blamed: selects
    };
  }
};

// src/analyse/source/timers.ts
var TIMER_TYPE = /^\*?time\.(?:Timer|Ticker)$/;
function timerChannel(program, file, { operation, node, channel: text }) {
  const channel = childOf(node, operation === "range" ? "right" : "operand");
  if (channel === void 0) return void 0;
  if (typeOf(program, file, channel) === "<-chan time.Time") return { text, sure: true };
  if (channel.type !== "selector_expression") return void 0;
  const owner = typeOf(program, file, childOf(channel, "operand"));
  const found = owner === void 0 ? isNamedTimer(text) : TIMER_TYPE.test(owner);
  return found ? { text, sure: owner !== void 0 } : void 0;
}
function isNamedTimer(channel) {
  const steps = channel.split(".");
  return steps.at(-1) === "C" && /timer|tick/i.test(steps.at(-2) ?? "");
}

// src/analyse/blocking-classes/timer.ts
function timerAt(bucket, facts) {
  const { source } = facts;
  const file = bucket.site === void 0 ? void 0 : source?.file(bucket.site.file);
  if (file === void 0 || source === void 0) return void 0;
  for (const operation of facts.operations(bucket)) {
    const found = timerChannel(source.program, file, operation);
    if (found !== void 0) return found;
  }
  return void 0;
}
var timer = {
  id: "timer",
  code: "RG2012",
  docs: BLOCKING_CLASS_DOCS.RG2012,
  classify(facts) {
    for (const bucket of facts.channels) {
      if (bucket.wait.kind !== "receive") continue;
      const channel = timerAt(bucket, facts);
      if (channel === void 0) continue;
      return {
        certainty: channel.sure ? "direct" : "heuristic",
        explanation: `${bucketWords2(bucket)}: ${channel.text} is a timer's channel. A timer that was stopped neither sends nor closes it.`,
        blamed: [bucket]
      };
    }
    return void 0;
  }
};

// src/analyse/blocking-classes/waitgroup.ts
var waitgroup = {
  id: "waitgroup",
  code: "RG2008",
  docs: BLOCKING_CLASS_DOCS.RG2008,
  classify(facts) {
    const { waitGroups, channels, source } = facts;
    const [first2] = waitGroups;
    if (first2 === void 0) return void 0;
    if (channels.some(({ site }) => site !== void 0 && !isScaffold(site.function))) {
      return void 0;
    }
    const calls = source === void 0 ? void 0 : callWords(first2, facts);
    return {
      certainty: channels.length === 0 && facts.scene.peers.length === 0 ? "direct" : "heuristic",
      explanation: `${bucketsWords(waitGroups)}, and no goroutine that is left calls Done.` + (channels.length === 0 ? "" : ` Besides, ${bucketsWords(channels)}.`) + (calls ?? ` ${stacksAlone(facts.source)}`)
    };
  }
};
function callWords(bucket, { source }) {
  const { site } = bucket;
  const file = site === void 0 ? void 0 : source?.file(site.file);
  if (site === void 0 || file === void 0 || source === void 0) return void 0;
  const calls = waitGroupCalls(source.program, file);
  const receiver = calls.find(
    ({ method, line }) => method === "Wait" && line === site.line
  )?.receiver;
  if (receiver === void 0) return void 0;
  const lines = (method) => calls.filter((one) => one.method === method && one.receiver === receiver).map(({ line }) => place2(site.file, line)).join(", ");
  const [adds, dones] = [lines("Add"), lines("Done")];
  return ` ${receiver}.Add: ${adds === "" ? "not in this file" : adds}; ${receiver}.Done: ${dones === "" ? "not in this file" : dones}.`;
}

// src/analyse/blocking-classes/classify.ts
var BLOCKING_CLASSES = [
  rwmutexRecursive,
  mixedChannelLock,
  lockOrder,
  doubleLock,
  cond,
  waitgroup,
  context,
  timer,
  channelClose2,
  global,
  channelSend,
  channelReceive,
  selectOrphan
];
function classifyScene(scene, source) {
  const facts = blockingFacts(scene, source);
  const proved = provedCycle(facts) ?? addressCycle(facts);
  if (proved !== void 0) {
    const { id, code, docs } = proved.of;
    return { class: id, code, docs, facts, ...proved.found };
  }
  for (const one of BLOCKING_CLASSES) {
    const found = one.classify(facts);
    if (found !== void 0) {
      return { class: one.id, code: one.code, docs: one.docs, facts, ...found };
    }
  }
  return void 0;
}

// src/analyse/leaks/slowness.ts
var TURN_MAX_NS = 1e9;
var TURN_SHARE = 0.1;
function slownessOf(scene, found) {
  if (scene.peers.some(({ wait }) => wait.kind === "active")) return "slow";
  if (!scene.core.some(({ wait }) => LOCK_KINDS.has(wait.kind))) {
    if (sleepsAsLong(scene.peers, longestWaitNs(scene.core))) return "slow";
    if (scene.process.end !== "asleep" && isShort(scene.core, scene)) return "slow";
    return endsByTime(scene, found);
  }
  if (takesTurns(scene) || holdsInSleep(scene, found)) return "slow";
  return possibleHolder(scene, found);
}
function longestWaitNs(buckets) {
  const waits2 = buckets.flatMap(({ goroutines }) => goroutines.map(({ waitNs }) => waitNs ?? 0));
  return waits2.reduce((a, b) => Math.max(a, b), 0);
}
function sleepsAsLong(sleepers, longestNs) {
  return sleepers.some(({ waitNs }) => waitNs === void 0 || waitNs >= longestNs / 2);
}
function lockBuckets({ core }) {
  return core.filter(({ wait }) => LOCK_KINDS.has(wait.kind));
}
function takesTurns(scene) {
  return isShort(lockBuckets(scene), scene);
}
function isShort(buckets, { process: { trace } }) {
  const known3 = buckets.every(
    ({ goroutines }) => goroutines.every(({ waitNs }) => waitNs !== void 0)
  );
  if (trace === void 0 || !known3 || buckets.length === 0) return false;
  return longestWaitNs(buckets) < Math.min(TURN_MAX_NS, TURN_SHARE * trace.endNs);
}
function holdsInSleep({ core, peers }, found) {
  const facts = found?.facts;
  const source = facts?.source;
  if (facts === void 0 || source === void 0) return false;
  const sleeper = peers.some(({ wait, frames }) => {
    if (isBlocking(wait.kind)) return false;
    const own = frames.findIndex((frame) => source.file(frame.file) !== void 0);
    return own >= 0 && source.locksHeldOnStack(frames.slice(own)).length > 0;
  });
  return sleeper || core.some((one) => waitsForTime(one, found) && (facts.held(one)?.length ?? 0) > 0);
}
function waitsForTime(bucket, found) {
  const source = found?.facts.source;
  const file = bucket.site === void 0 ? void 0 : source?.file(bucket.site.file);
  if (found === void 0 || source === void 0 || file === void 0) return false;
  return found.facts.operations(bucket).some((operation) => timerChannel(source.program, file, operation)?.sure === true);
}
function endsByTime(scene, found) {
  if (scene.core.length === 0 || !scene.core.every((one) => waitsForTime(one, found))) {
    return void 0;
  }
  if (scene.process.end === "timeout") return "slow";
  return { doubt: "A timer is among what it waits for, so the wait would have ended by itself." };
}
function possibleHolder(scene, found) {
  const locks = lockBuckets(scene);
  const code = codeOf(locks);
  const sleepers = [...scene.peers, ...scene.bystanders].filter(
    (one) => isInCode(one, code) && !holdsNothing(one, found)
  );
  const [first2] = sleepers;
  if (first2 === void 0) return void 0;
  const known3 = sleepers.filter(
    ({ wait, waitNs }) => wait.kind === "active" || waitNs !== void 0
  );
  const longest = longestWaitNs(locks);
  if (sleepsAsLong(known3, longest) || known3.some(({ wait }) => wait.kind === "active"))
    return "slow";
  if (known3.length > 0 && isPassed(locks, scene, longest)) return "slow";
  const site = programStack(first2)[0];
  const who = site === void 0 ? "A goroutine" : shortSymbol(site.function);
  return {
    doubt: `${who} ${waitWords(first2.wait.kind)} in the same code and may hold the lock: the ${subjectOf(scene)} may only be slow.`
  };
}
function isPassed(locks, { process }, longestNs) {
  const endNs = process.trace?.endNs ?? 0;
  const sites = new Set(locks.map(({ site }) => `${site?.file ?? ""}
${site?.line ?? 0}`));
  return process.wakes.some(
    ({ waiting, lastNs }) => endNs - lastNs < longestNs && waiting.some(({ file, line }) => sites.has(`${file}
${line}`))
  );
}
function programStack({ frames }) {
  return frames.filter(({ function: name }) => !isStandardPackage(parseGoSymbol(name).package));
}
function codeOf(locks) {
  const packages = /* @__PURE__ */ new Set();
  const families = /* @__PURE__ */ new Set();
  for (const lock of locks) {
    const site = lock.site === void 0 ? void 0 : parseGoSymbol(lock.site.function);
    if (site !== void 0 && site.receiver === void 0) packages.add(site.package);
    else for (const family of programFrames2(lock).flatMap(unlessScaffold)) families.add(family);
  }
  return { families, packages };
}
function unlessScaffold(frame) {
  return isScaffold(frame.function) ? [] : familyOf(frame);
}
function isInCode(sleeper, { families, packages }) {
  return programStack(sleeper).some(
    (frame) => packages.has(parseGoSymbol(frame.function).package) || unlessScaffold(frame).some((family) => families.has(family))
  );
}
function holdsNothing(sleeper, found) {
  const source = found?.facts.source;
  const frames = programStack(sleeper);
  if (source === void 0 || frames.length === 0) return false;
  if (!frames.every(({ file }) => source.file(file) !== void 0)) return false;
  return source.locksHeldOnStack(frames).length === 0;
}

// src/analyse/leaks/judge.ts
var SHORT_NS = 1e6;
function judge(scene, found) {
  const closed = found?.closed === true && found.certainty !== "heuristic";
  const active = scene.peers.some(({ wait }) => wait.kind === "active");
  if (scene.running) {
    const slowness = closed ? void 0 : slownessOf(scene, found);
    if (slowness === "slow") return void 0;
    if (slowness !== void 0) {
      const because = `${runningWords(scene)} ${slowness.doubt}`;
      return { kind: "deadlock", severity: "warning", because };
    }
    return { kind: "deadlock", severity: "error", because: runningWords(scene) };
  }
  if (scene.core.some(({ goroutines }) => goroutines.some(({ leaked }) => leaked))) {
    const because = "The collector proved that nothing can reach what it waits for.";
    return { kind: "goroutine-leak", severity: "error", because };
  }
  if (closed) {
    const because = "The wait cannot end, although the test did not wait for it.";
    return { kind: "deadlock", severity: "error", because };
  }
  return { kind: "goroutine-leak", ...leakSeverity(scene, found, active) };
}
function runningWords(scene) {
  const subject = subjectOf(scene);
  switch (scene.process.end) {
    case "timeout":
      return "The test could not end and ran into -timeout.";
    case "asleep":
      return "Every goroutine of the program was blocked.";
    case "silent":
      return "The test had been silent when its goroutines were listed, and its process never came to the end of the tests.";
    case "quit":
      return `The ${subject} had not ended when the process was asked for its goroutines.`;
    default:
      return `The ${subject} had not ended.`;
  }
}
function leakSeverity(scene, found, active) {
  const { core } = scene;
  if (core.every(({ own }) => !own)) {
    const because2 = "None of its code is the project's: a library keeps it.";
    return { severity: "note", because: because2 };
  }
  if (scene.test === void 0) {
    const because2 = "It was started outside of tests, and its process ends with it.";
    return { severity: "note", because: because2 };
  }
  if (active && core.every(isShort2)) {
    const because2 = "It had only just begun to wait, and others of its test still ran.";
    return { severity: "note", because: because2 };
  }
  const known3 = found?.class === "context" && found.fix !== void 0;
  if (!known3 && core.every((bucket) => isJanitor(bucket, found?.facts))) {
    const because2 = "It looks like the helper of an object that the test did not close.";
    return { severity: "note", because: because2 };
  }
  const because = "It was blocked when its test was over; whether it would ever go on is not proved.";
  return { severity: "warning", because };
}
function isShort2({ goroutines }) {
  return goroutines.every(({ waitNs }) => waitNs !== void 0 && waitNs < SHORT_NS);
}
var CONSTRUCTOR = /^(?:new|open|start|dial|make|init|with|run|listen|serve)/i;
function isInLoop(node) {
  for (const around of ancestors(node)) {
    if (around.type === "for_statement") return true;
    if (isFunctionNode(around)) return false;
  }
  return false;
}
function isJanitor(bucket, facts) {
  const [first2, ...others] = bucket.goroutines;
  if (others.length > 0 || bucket.wait.kind !== "select") return false;
  const maker = first2.creation[0];
  if (maker === void 0 || isScaffold(maker.function)) return false;
  if (!CONSTRUCTOR.test(parseGoSymbol(maker.function).name)) return false;
  const select = facts?.operations(bucket)[0]?.select;
  return select === void 0 || isInLoop(select.node);
}

// src/analyse/leaks/from-dump.ts
var NS_PER_MINUTE = 6e10;
var CHAIN_MAX = 64;
function stuckOfDump(goroutines, owner) {
  const bare = goroutines.map((one) => ({ ...one, frames: withoutStart(one.frames) }));
  const known3 = new Map(bare.map((one) => [one.goid, one]));
  return bare.filter((one) => !isMachinery2(one)).map((one) => stuckOf(one, known3, owner));
}
function withoutStart(frames) {
  const last = frames.findLastIndex(({ function: name }) => !START.test(name));
  return frames.slice(0, last + 1);
}
var START = /^runtime\.(?:goexit|main)$|\.gowrap\d{1,9}$/;
function isMachinery2({ goid, frames, createdBy }) {
  const last = frames.at(-1);
  if (last === void 0) return true;
  const pkg = parseGoSymbol(last.function).package;
  if (/^(?:runtime|runtime\/\w+|internal\/trace\w*)$/.test(pkg)) return true;
  if (last.function === "testing.(*M).startAlarm.func1") return true;
  if (frames.some(({ function: name }) => name.startsWith("testing.racegate"))) return true;
  if (createdBy === void 0 || goid === "1") {
    return frames.some(({ function: name }) => name === "testing.runTests");
  }
  return pkg === "os/signal" || createdBy.frame.function.startsWith("runtime.");
}
function stuckOf(one, known3, owner) {
  const { frames, createdBy, goid, status, waitMinutes } = one;
  const creation = createdBy === void 0 ? [] : [createdBy.frame];
  const { scope, goid: testGoid } = scopeOfChain(one, known3, owner);
  const isTest2 = scope?.scope !== "init" && scope?.scope !== "testmain" && scope?.scope !== "child";
  const ofTest2 = testGoid === goid;
  const outside = scope === void 0 || isTest2 ? void 0 : scope.scope === "init" ? "init" : "main";
  return {
    goid,
    parent: createdBy?.goid,
    frames,
    creation,
    start: frames.at(-1),
    wait: waitOf(status, frames),
    word: status,
    test: scope === void 0 || !isTest2 ? void 0 : testOf3(scope, testGoid),
    ofTest: ofTest2,
    outside,
    waitNs: waitMinutes === void 0 ? void 0 : waitMinutes * NS_PER_MINUTE,
    sinceNs: void 0,
    in: "dump",
    leaked: one.annotations.includes("leaked")
  };
}
function scopeOfChain(one, known3, owner) {
  let next = one;
  let named2;
  for (let i = 0; next !== void 0 && i < CHAIN_MAX; i++) {
    const own = scopeOfStack(next.frames, owner);
    if (own?.ownGoroutine === true) return { scope: own, goid: next.goid };
    named2 = own ?? named2;
    const { createdBy } = next;
    if (createdBy === void 0) break;
    if (!madeByTestRunner([createdBy.frame])) {
      named2 = scopeOfStack([createdBy.frame], owner) ?? named2;
    }
    next = createdBy.goid === void 0 ? void 0 : known3.get(createdBy.goid);
  }
  return { scope: named2, goid: void 0 };
}
function testOf3(scope, goid) {
  return {
    id: goid === void 0 ? `test ${scope.name}` : `test ${goid}`,
    name: scope.name,
    function: `${scope.package}.${scope.name}`,
    subtest: scope.scope === "subtest",
    // Its own goroutine is not in the dump, which holds all of them.
    ended: goid === void 0
  };
}

// src/analyse/leaks/from-trace.ts
var MAIN_GOID2 = "1";
function stuckOfTrace(end) {
  return end.goroutines.filter((one) => !isMachinery3(one)).map((one) => stuckOf2(one, end));
}
function endedByAlarm(end) {
  return end.goroutines.some(
    ({ start: start2, state }) => state === "active" && start2?.function === "testing.(*M).startAlarm.func1"
  );
}
function endedInTests(end) {
  const main = end.goroutines.find(({ goid }) => goid === MAIN_GOID2);
  return main?.state === "waiting" && main.frames.some(({ function: name }) => /^testing\.(?:\(\*[TB]\)\.|run)/.test(name));
}
function packageOfTrace(end) {
  if (end.package !== void 0) return end.package;
  for (const { test } of end.goroutines) {
    const entry = test === void 0 ? void 0 : outermost2(test).entry;
    if (entry !== void 0) return packageUnderTest(parseGoSymbol(entry.function).package);
  }
  return void 0;
}
function isMachinery3({ start: start2, origin, frames }) {
  const first2 = start2 ?? frames.at(-1);
  if (first2 === void 0) return true;
  const { package: pkg } = parseGoSymbol(first2.function);
  if (/^(?:runtime|runtime\/\w+|internal\/trace\w*|os\/signal)$/.test(pkg)) return true;
  return pkg === "testing" && origin !== "test";
}
function stuckOf2(one, end) {
  const { goid, parent, frames, creation, start: start2, state, reason, origin, ofTest: ofTest2 } = one;
  const word = state === "active" ? "running" : reason;
  const example = goid === MAIN_GOID2 ? exampleOf(one) : void 0;
  return {
    goid,
    parent,
    frames,
    creation,
    start: start2,
    wait: waitOf(word, frames),
    word,
    test: one.test === void 0 ? example : testOf4(one.test),
    ofTest: ofTest2 || example !== void 0,
    outside: origin === "main" ? "main" : origin === "before-trace" ? "init" : void 0,
    waitNs: state === "active" ? void 0 : Math.max(0, end.endNs - one.sinceNs),
    sinceNs: one.sinceNs,
    in: "trace",
    leaked: false
  };
}
function exampleOf({ frames, goid }) {
  const scope = scopeOfStack(frames, void 0);
  if (scope?.scope !== "example") return void 0;
  const { name } = scope;
  const id = `test ${goid}`;
  return { id, name, function: `${scope.package}.${name}`, subtest: false, ended: false };
}
function outermost2(test) {
  let top = test;
  while (top.parent !== void 0) top = top.parent;
  return top;
}
function testOf4(test) {
  const { entry } = outermost2(test);
  return {
    id: `test ${test.goid}`,
    name: test.name ?? (entry === void 0 ? void 0 : parseGoSymbol(entry.function).names[0]),
    function: test.entry?.function ?? entry?.function,
    subtest: test.parent !== void 0,
    ended: test.ended
  };
}

// src/analyse/leaks/listed.ts
function latestOf(listed2) {
  return listed2.find(({ moment }) => moment.at === "end") ?? listed2.at(-1);
}
function allListed(dumps) {
  return dumps.flatMap(
    (dump) => dump.moment === void 0 ? [] : [{ dump, moment: dump.moment }]
  );
}
function isOfTrace({ dump: { origin, goroutines } }, end) {
  if (origin.pid !== void 0 && end.pid !== void 0) return origin.pid === end.pid;
  const owner = packageOfTrace(end);
  if (origin.package !== void 0 && owner !== void 0) return origin.package === owner;
  const goids = new Set(end.goroutines.map(({ goid }) => goid));
  return goroutines.some(({ goid }) => goid !== "1" && goids.has(goid));
}
function stuckOfListed({ dump, moment }, owner, traced) {
  const dumped = stuckOfDump(dump.goroutines, owner);
  if (moment.at === "end" || traced === void 0) return dumped;
  const later2 = new Map(traced.map((one) => [one.goid, one]));
  return dumped.filter(({ goid, wait }) => later2.get(goid)?.wait.kind === wait.kind);
}
function endOfListed({ moment }, end) {
  if (moment.at === "end") return end;
  return end === "died" ? "silent" : void 0;
}

// src/analyse/leaks/processes.ts
var ASLEEP = /^all goroutines are asleep/;
function stuckProcesses(run) {
  const crashes = run.crashes.filter(({ crash }) => crash.goroutines.length > 0);
  const used = /* @__PURE__ */ new Set();
  const found = [];
  let listed2 = allListed(run.dumps ?? []);
  for (const end of run.traceEnds ?? []) {
    const matching = crashes.filter((one) => !used.has(one) && belongs(one, end));
    for (const one of matching) used.add(one);
    const own = listed2.filter((one) => isOfTrace(one, end));
    listed2 = listed2.filter((one) => !own.includes(one));
    found.push(processOf({ end, crash: matching.find(isTelling) ?? matching[0], own }, run));
  }
  for (const one of crashes) {
    if (used.has(one) || !isTelling(one)) continue;
    listed2 = listed2.filter(({ dump: { origin } }) => origin.pid !== one.origin.pid);
    found.push(processOf({ end: void 0, crash: one, own: [] }, run));
  }
  for (const own of Map.groupBy(listed2, ({ dump }) => dump.origin.pid ?? dump.at.source).values()) {
    found.push(processOf({ end: void 0, crash: void 0, own }, run));
  }
  for (const { goroutines, at: at2, origin, moment } of run.dumps ?? []) {
    if (moment !== void 0 || !goroutines.some(({ annotations }) => annotations.includes("leaked")))
      continue;
    const owner = origin.package;
    const leaked = stuckOfDump(goroutines, owner).filter((one) => one.leaked);
    found.push({
      package: owner ?? packageOf(leaked),
      pid: origin.pid,
      end: "finished",
      goroutines: leaked,
      dropped: 0,
      wakes: [],
      trace: void 0,
      dump: { at: at2, text: "" },
      locks: void 0,
      doubt: void 0,
      runningTests: []
    });
  }
  return found;
}
function isTelling({ crash }) {
  return endOfCrash(crash.kind, crash.message) !== "died";
}
function endOfCrash(kind, message) {
  if (kind === "timeout") return "timeout";
  if (kind === "fatal-error" && ASLEEP.test(message)) return "asleep";
  if (kind === "signal" && /SIGQUIT/.test(message)) return "quit";
  return "died";
}
function belongs({ crash, origin }, end) {
  if (origin.pid !== void 0 && end.pid !== void 0) return origin.pid === end.pid;
  const owner = packageOfTrace(end);
  if (origin.package !== void 0 && owner !== void 0) return origin.package === owner;
  const goids = new Set(end.goroutines.map(({ goid }) => goid));
  return crash.goroutines.some(({ goid }) => goid !== "1" && goids.has(goid));
}
function processOf({ end, crash: sighting, own }, run) {
  const crash = sighting?.crash;
  const latest = latestOf(own);
  const owner = sighting?.origin.package ?? (end === void 0 ? latest?.dump.origin.package : packageOfTrace(end));
  const traced = end === void 0 ? [] : stuckOfTrace(end);
  const telling = sighting !== void 0 && isTelling(sighting);
  const seenEnd = endOf(end, crash, latest);
  const listedEnd = latest === void 0 || telling ? void 0 : endOfListed(latest, seenEnd);
  let dumped = [];
  if (crash !== void 0 && telling) dumped = stuckOfDump(crash.goroutines, owner);
  else if (latest !== void 0 && listedEnd !== void 0) {
    dumped = stuckOfListed(latest, owner, end === void 0 ? void 0 : traced);
  }
  const goroutines = joined(traced, dumped);
  const shown = listedEnd === void 0 ? void 0 : latest?.dump;
  return {
    package: owner ?? packageOf(goroutines),
    pid: end?.pid ?? sighting?.origin.pid ?? latest?.dump.origin.pid,
    end: listedEnd ?? seenEnd,
    goroutines,
    dropped: end?.dropped ?? 0,
    wakes: end?.wakes ?? [],
    trace: end === void 0 ? void 0 : { artifact: end.artifact, endNs: end.endNs },
    dump: crash !== void 0 && telling ? { at: crash.at, text: crash.text } : shown === void 0 ? void 0 : { at: shown.at, text: shown.text ?? "" },
    locks: end?.doubt === void 0 ? end?.locks : void 0,
    doubt: doubtOf2(end, crash, run),
    runningTests: crash?.runningTests.map(({ name }) => name) ?? []
  };
}
function endOf(end, crash, latest) {
  if (crash !== void 0) return endOfCrash(crash.kind, crash.message);
  if (end !== void 0) return endOfTrace(end);
  return latest?.moment.at === "silent" ? "died" : "finished";
}
function endOfTrace(end) {
  if (endedByAlarm(end)) return "timeout";
  return endedInTests(end) ? "died" : "finished";
}
function doubtOf2(end, crash, run) {
  if (end?.doubt !== void 0) return end.doubt;
  if (crash?.complete === false) return "the dump was cut";
  const killed2 = run.tests.packages.some(
    ({ importPath, exitStatus }) => importPath === end?.package && exitStatus?.startsWith("signal: ") === true
  );
  return killed2 ? "the process was killed, so the end of its trace is lost" : void 0;
}
function joined(traced, dumped) {
  if (dumped.length === 0) return traced;
  const byGoid = new Map(dumped.map((one) => [one.goid, one]));
  const both = traced.map((one) => {
    const other = byGoid.get(one.goid);
    if (other === void 0) return one;
    byGoid.delete(one.goid);
    return {
      ...one,
      frames: other.frames,
      wait: other.wait,
      word: other.word,
      waitNs: other.wait.kind === one.wait.kind ? one.waitNs ?? other.waitNs : other.waitNs,
      test: one.test ?? other.test,
      ofTest: one.ofTest || other.ofTest,
      in: "both",
      leaked: other.leaked
    };
  });
  const tests = new Map(both.map((one) => [one.goid, one]));
  const late = [...byGoid.values()].map((one) => {
    const parent = one.parent === void 0 ? void 0 : tests.get(one.parent);
    return parent?.test === void 0 ? one : { ...one, test: parent.test };
  });
  return [...both, ...late];
}
function packageOf(goroutines) {
  for (const { test } of goroutines) {
    if (test?.function !== void 0) {
      return packageUnderTest(parseGoSymbol(test.function).package);
    }
  }
  return "";
}

// src/analyse/leaks/stories.ts
var SCENES_MAX = 2e4;
var cache3 = /* @__PURE__ */ new WeakMap();
function storiesOf(context2) {
  const known3 = cache3.get(context2);
  if (known3 !== void 0) return known3;
  const judged = [];
  for (const process of stuckProcesses(context2.run)) {
    for (const scene of scenesOf(process, context2.places)) {
      if (judged.length >= SCENES_MAX) break;
      const found = classifyScene(scene, context2.source);
      const judgement = judge(scene, found);
      if (judgement !== void 0) judged.push({ scene, found, judgement });
    }
  }
  const stories = grouped(judged);
  cache3.set(context2, stories);
  return stories;
}
function blamedOf({ scene, found }) {
  return found?.blamed ?? scene.core;
}
function grouped(judged) {
  const byPlace = /* @__PURE__ */ new Map();
  const lists = [];
  for (const one of judged) {
    const keys = keysOf2(one);
    const list = keys.map((key) => byPlace.get(key)).find((each) => each !== void 0) ?? [];
    if (list.length === 0) lists.push(list);
    list.push(one);
    for (const key of keys) if (!byPlace.has(key)) byPlace.set(key, list);
  }
  return lists.flatMap((scenes) => {
    const shown = scenes.toSorted((a, b) => rank3(a) - rank3(b))[0];
    return shown === void 0 ? [] : [{ shown, scenes }];
  });
}
function keysOf2(one) {
  const { scene, found, judgement } = one;
  const head = [scene.process.package, judgement.kind, found?.class ?? ""].join("\n");
  return blamedOf(one).map(({ key, site }) => {
    const at2 = site === void 0 ? key : `${site.function}:${site.line}`;
    return `${head}
${at2}`;
  });
}
var SEVERITY_RANK = { error: 0, warning: 1, note: 2 };
var CERTAINTY_RANK = { proof: 0, direct: 1, heuristic: 2 };
function rank3({ judgement, found }) {
  return 10 * SEVERITY_RANK[judgement.severity] + (found === void 0 ? 3 : CERTAINTY_RANK[found.certainty]);
}

// src/analyse/patches/local-channel.ts
function localChannel(facts, bucket, operation) {
  const { source } = facts;
  const file = bucket?.site === void 0 ? void 0 : source?.file(bucket.site.file);
  if (source === void 0 || file === void 0 || operation === void 0) return void 0;
  const root = rootOf2(file, operation);
  const found = root?.kind === "parameter" ? handedOver(file, operation, root) : root;
  if (found?.kind !== "local") return void 0;
  const all = channelOperations(source.program, file);
  const make = all.find((one) => one.operation === "make" && found.value === one.node);
  if (make === void 0) return void 0;
  const operations = [];
  const starts = /* @__PURE__ */ new Set();
  for (const use of file.declarations.usesOf(found)) {
    const own = all.find((one) => one !== make && isChannelOf(one, use));
    const passed2 = own === void 0 ? passedTo(file, use) : void 0;
    if (own === void 0 && passed2 === void 0) return void 0;
    const inside2 = passed2 === void 0 ? [own] : operationsOf(all, file, passed2.parameter);
    for (const one of inside2) {
      if (one === void 0) return void 0;
      operations.push(one);
      const start2 = passed2?.start ?? startAround(file, one.node);
      if (one.operation === "send" && start2 !== void 0) starts.add(start2);
    }
  }
  return {
    file,
    declaration: found,
    make,
    sends: operations.filter((one) => one.operation === "send"),
    others: operations.filter((one) => one.operation !== "send"),
    starts: [...starts]
  };
}
function rootOf2(file, { node, operation }) {
  const channel = channelNode(node, operation);
  if (channel?.type !== "identifier") return void 0;
  return chainOf(file, channel).root;
}
function channelNode(node, operation) {
  switch (operation) {
    case "send":
      return childOf(node, "channel");
    case "receive":
      return childOf(node, "operand");
    case "range":
      return childOf(node, "right");
    case "close":
      return childOf(node, "arguments")?.children.find(({ named: named2 }) => named2);
    case "make":
      return void 0;
  }
}
function isChannelOf(one, use) {
  return channelNode(one.node, one.operation) === use;
}
function handedOver(file, { function: owner }, parameter) {
  if (owner?.role !== "declared") return void 0;
  const index = owner.parameters.findIndex(({ name }) => name === parameter.name);
  const calls = file.nodes.filter(
    (node) => node.type === "call_expression" && childOf(node, "function")?.text === owner.name
  );
  const start2 = goStatements(file).find(({ callee, by }) => by === "go" && callee === owner.name);
  const argument = start2?.args[index];
  if (calls.length !== 1 || argument?.type !== "identifier") return void 0;
  return file.declarations.resolve(argument);
}
function passedTo(file, use) {
  const start2 = goStatements(file).find(({ args }) => args.includes(use));
  const owner = file.functions.find(
    ({ role, name: name2 }) => role === "declared" && name2 === start2?.callee
  );
  if (start2 === void 0 || owner === void 0) return void 0;
  const index = start2.args.indexOf(use);
  const name = owner.parameters[index]?.name;
  const parameter = file.declarations.all.find(
    (one) => one.kind === "parameter" && one.name === name && one.function === owner.node
  );
  const calls = file.nodes.filter(
    (node) => node.type === "call_expression" && childOf(node, "function")?.text === owner.name
  );
  return parameter === void 0 || calls.length !== 1 ? void 0 : { start: start2, parameter };
}
function operationsOf(all, file, parameter) {
  return file.declarations.usesOf(parameter).map((use) => all.find((one) => isChannelOf(one, use)));
}
function startAround(file, node) {
  return goStatements(file).find(
    ({ literal }) => literal !== void 0 && within(node, literal.node)
  );
}

// src/analyse/patches/result-buffer.ts
function resultBuffer(facts) {
  const bucket = facts.channels.find(({ wait }) => wait.kind === "send");
  const send = bucket && facts.operations(bucket)[0];
  const channel = localChannel(facts, bucket, send);
  if (channel === void 0) return void 0;
  const { make, file, sends } = channel;
  if (make.capacity !== void 0) return void 0;
  const room = roomFor(facts, channel, sends);
  if (room === void 0) return void 0;
  const end = make.node.end - 1;
  return lineEdits(file, [{ start: end, end, text: `, ${room}` }]);
}
function roomFor(facts, channel, sends) {
  const { starts, make, file } = channel;
  if (starts.length === 0 || sends.length === 0) return void 0;
  if (!sends.every(({ node, select }) => select === void 0 && endsWith(node))) return void 0;
  if (sends.some((send) => loopsBetween(send.node, functionNodeAround(send.node)).length > 0)) {
    return void 0;
  }
  const loops = new Set(
    starts.flatMap(({ node }) => loopsBetween(node, functionNodeAround(make.node)))
  );
  const around = [...loops].filter((loop2) => !within(make.node, loop2));
  const [loop, ...more] = around;
  if (loop === void 0) return String(sends.length);
  const single = starts.length === 1 && sends.length === 1 && more.length === 0;
  const over = childOf(
    loop.children.find(({ type: type2 }) => type2 === "range_clause"),
    "right"
  );
  const program = facts.source?.program;
  if (!single || over === void 0 || program === void 0) return void 0;
  if (!/^[\w.]{1,100}$/.test(over.text) || !isVisibleAt(channel, over, make.node)) return void 0;
  const type = typeOf(program, file, over);
  if (type === "int") return over.text;
  return type !== void 0 && /^(\[|map\[|\.\.\.)/.test(type) ? `len(${over.text})` : void 0;
}
function endsWith(statement) {
  let at2 = statement;
  for (const list of ancestors(statement)) {
    if (isFunctionNode(list)) return true;
    if (list.type === "statement_list" || list.type === "block") {
      const rest = namedChildren(list).filter((one) => one.start >= at2.end);
      if (!rest.every(isLeaving2)) return false;
    }
    at2 = list;
  }
  return true;
}
function isLeaving2(statement) {
  if (statement.type === "return_statement") return true;
  const name = callParts(namedChildren(statement)[0])?.name;
  return statement.type === "expression_statement" && /^(Done|close|Unlock|RUnlock)$/.test(name ?? "");
}
function isVisibleAt({ file }, over, at2) {
  let root = over;
  for (let next = childOf(root, "operand"); next !== void 0; next = childOf(root, "operand")) {
    root = next;
  }
  if (root.type !== "identifier") return root.type === "int_literal";
  const declaration = file.declarations.resolve(root);
  if (declaration === void 0 || declaration.visibleFrom > at2.start) return false;
  return file.declarations.usesOf(declaration).every((use) => use.parent?.field !== "left" && use.field !== "left");
}
function loopsBetween(node, owner) {
  const loops = [];
  for (const ancestor of ancestors(node)) {
    if (ancestor === owner) break;
    if (ancestor.type === "for_statement") loops.push(ancestor);
    else if (owner === void 0 && isFunctionNode(ancestor)) break;
  }
  return loops;
}

// src/analyse/patches/close-after-last-send.ts
function closeAfterLastSend(facts) {
  for (const bucket of facts.channels) {
    const range = facts.operations(bucket).find(({ operation }) => operation === "range");
    const channel = localChannel(facts, bucket, range);
    if (channel === void 0 || range === void 0) continue;
    if (channel.others.some(({ operation }) => operation !== "range")) continue;
    if (channel.sends.some(({ select }) => select !== void 0)) continue;
    const edits = inProducer(channel) ?? inMaker(channel);
    if (edits !== void 0) return edits;
  }
  return void 0;
}
function inProducer({ starts, sends, file, make }) {
  const [start2, ...more] = starts;
  const body = start2?.literal?.body;
  if (start2 === void 0 || body === void 0 || more.length > 0) return void 0;
  if (!sends.every(({ node }) => within(node, body) && functionNodeAround(node) === body.parent)) {
    return void 0;
  }
  const loops = loopsBetween(start2.node, functionNodeAround(make.node));
  if (loops.some((loop) => !within(make.node, loop)) || body.line === body.endLine)
    return void 0;
  const name = sends[0]?.channel ?? "";
  return lineEdits(file, [
    lineAfter(file, body.line, `defer close(${name})`, body.line === start2.line)
  ]);
}
function inMaker({ sends, file, make, starts }) {
  const owner = functionNodeAround(make.node);
  const last = sends.at(-1);
  if (owner === void 0 || last === void 0 || starts.length > 0) return void 0;
  if (sends.some(({ node }) => functionNodeAround(node) !== owner)) return void 0;
  const list = make.node.parent === void 0 ? void 0 : listAround(make.node);
  const behind = list && statementIn(last.node, list);
  if (list === void 0 || behind === void 0) return void 0;
  if (!sends.every(({ node }) => within(node, list) && node.end <= behind.end)) return void 0;
  const leaves = [...descendants(list)].some(
    (node) => /^(return|goto)_statement$/.test(node.type) && node.start > make.node.end && node.start < behind.end && functionNodeAround(node) === owner
  );
  return leaves ? void 0 : lineEdits(file, [lineAfter(file, behind.endLine, `close(${last.channel})`)]);
}
function listAround(node) {
  for (const ancestor of ancestors(node)) {
    if (ancestor.type === "statement_list" || ancestor.type === "block") return ancestor;
    if (isFunctionNode(ancestor)) return void 0;
  }
  return void 0;
}
function statementIn(node, list) {
  let at2 = node;
  while (at2 !== void 0 && at2.parent !== list) at2 = at2.parent;
  return at2;
}

// src/analyse/patches/defer-cancel.ts
function deferCancel(facts) {
  const { source, scene } = facts;
  if (source === void 0) return void 0;
  for (const bucket of scene.core) {
    const created = bucket.goroutines[0].creation.find(
      ({ file: file2 }) => source.file(file2) !== void 0
    );
    const place4 = created ?? bucket.site;
    const file = place4 === void 0 ? void 0 : source.file(place4.file);
    if (file === void 0 || place4 === void 0) continue;
    const dropped = madeContexts(file).filter(
      ({ cancelled, function: owner }) => cancelled === "dropped" && owner !== void 0 && owner.line <= place4.line && place4.line <= owner.endLine
    );
    const [made] = dropped;
    if (made !== void 0 && dropped.length === 1) return editsOf(file, made);
  }
  return void 0;
}
function editsOf(file, made) {
  const owner = made.function;
  const test = owner && testParameter(owner);
  const statement = made.node.parent?.parent;
  if (owner === void 0 || test === void 0) return void 0;
  if (statement?.type !== "short_var_declaration") return void 0;
  const target = expressionsOf(childOf(statement, "left"))[1];
  if (target === void 0) return void 0;
  const name = target.text === "_" ? "cancel" : target.text;
  const taken = file.declarations.lookup("cancel", made.node) !== void 0;
  if (target.text === "_" && taken) return void 0;
  const context2 = expressionsOf(childOf(statement, "left"))[0];
  if (context2 === void 0 || !staysInTest(file, context2)) return void 0;
  const late = /\.(?:Parallel|Cleanup)\(/.test(owner.node.text) || !isTestBody(file, owner);
  const call = late ? `${test}.Cleanup(${name})` : `defer ${name}()`;
  const edits = lineEdits(file, [
    { start: target.start, end: target.end, text: name },
    lineAfter(file, statement.endLine, call)
  ]);
  const discarded = discardOf(owner, target);
  if (edits === void 0 || target.text === "_" || discarded === void 0) return edits;
  return [...edits, withoutLine(file, discarded.line)];
}
function testParameter({ parameters }) {
  return parameters.find(({ type }) => /^(\*testing\.[TBF]|testing\.TB)$/.test(type))?.name;
}
function staysInTest(file, context2) {
  const declaration = file.declarations.resolve(context2);
  if (declaration === void 0) return false;
  return file.declarations.usesOf(declaration).every((use) => {
    if (use === context2) return true;
    const outer = use.parent;
    if (outer?.type === "selector_expression") return true;
    return outer?.type === "argument_list" && !isKept(file, outer);
  });
}
function isKept(file, args) {
  for (const node of ancestors(args)) {
    if (isFunctionNode(node)) return false;
    if (/^(return_statement|send_statement|literal_value)$/.test(node.type)) return true;
    if (node.type === "assignment_statement") {
      return expressionsOf(childOf(node, "left")).some((target) => {
        if (target.type !== "identifier") return true;
        return target.text !== "_" && file.declarations.resolve(target)?.kind !== "local";
      });
    }
    if (/_statement$/.test(node.type)) return false;
  }
  return false;
}
function isTestBody(file, owner) {
  return testBodies(file).some(({ function: one }) => one === owner);
}
function discardOf(owner, target) {
  const wanted2 = `_ = ${target.text}`;
  return childrenBelow(owner.node).find(
    (node) => node.type === "assignment_statement" && node.text === wanted2 && within(node, owner.node) && node.start > target.end
  );
}
function childrenBelow(node) {
  return node.children.flatMap((child) => [child, ...childrenBelow(child)]);
}

// src/analyse/patches/unlock-before-return.ts
function unlockBeforeReturn(facts) {
  const { source } = facts;
  for (const bucket of facts.locks) {
    const wanted2 = facts.wanted(bucket);
    const file = bucket.site === void 0 ? void 0 : source?.file(bucket.site.file);
    if (source === void 0 || wanted2 === void 0 || file === void 0) continue;
    for (const one of source.program.packageFiles(file)) {
      for (const owner of one.functions) {
        const found = leakIn(source, one, owner, wanted2.key);
        const edits = found && (deferred(found) ?? inserted(found));
        if (edits !== void 0) return edits;
      }
    }
  }
  return void 0;
}
function leakIn(source, file, owner, key) {
  if (owner.body === void 0) return void 0;
  const nodes = [...ownDescendants(owner.body)];
  const calls = nodes.flatMap((node) => lockCall(source.program, file, node) ?? []);
  const own = calls.filter((call) => call.key === key);
  const acquires = own.filter(({ action }) => action === "acquire");
  const releases = own.filter(({ action }) => action === "release");
  const [first2] = acquires;
  if (first2 === void 0 || acquires.length !== 1 || releases.length === 0) return void 0;
  if (releases.some(({ mode, call }) => mode !== first2.mode || isDeferred(call))) return void 0;
  if (isHandedOn(source, key)) return void 0;
  const returns = nodes.filter(
    (node) => node.type === "return_statement" && (source.locksHeldAt(file.path, node.line, owner.name) ?? []).some(
      (held) => held.key === key && held.certain && !held.deferred && held.mode === first2.mode
    )
  );
  return returns.length === 0 ? void 0 : { file, owner, acquires, releases, returns };
}
function isHandedOn(source, key) {
  const actions = /* @__PURE__ */ new Map();
  for (const { lock } of source.lockSites().get(key)?.sites ?? []) {
    const owner = functionNodeAround(lock.call);
    actions.set(owner, (actions.get(owner) ?? /* @__PURE__ */ new Set()).add(lock.action));
  }
  return [...actions.values()].some((all) => all.has("release") && all.size === 1);
}
function isDeferred(call) {
  return call.parent?.type === "defer_statement";
}
function statementOf2({ call }) {
  return call.parent?.type === "expression_statement" ? call.parent : void 0;
}
function unlockOf({ text, mode }) {
  return `${text}.${mode === "rlock" ? "RUnlock" : "Unlock"}()`;
}
function deferred({ file, owner, acquires, releases }) {
  const [lock] = acquires;
  const statement = lock && statementOf2(lock);
  const list = statement?.parent;
  if (lock === void 0 || statement === void 0 || list === void 0) return void 0;
  if (list !== owner.body && list.parent !== owner.body) return void 0;
  const lines = [];
  for (const release of releases) {
    const one = statementOf2(release);
    if (one === void 0 || !isAtEnd(one, owner)) return void 0;
    lines.push(withoutLine(file, one.line));
  }
  const edits = lineEdits(file, [lineAfter(file, statement.endLine, `defer ${unlockOf(lock)}`)]);
  return edits && [...edits, ...lines];
}
function isAtEnd(statement, owner) {
  const list = statement.parent;
  const all = namedChildren(list);
  const next = all[all.indexOf(statement) + 1];
  if (next === void 0) return list === owner.body || list?.parent === owner.body;
  if (next.type !== "return_statement") return false;
  return ![...ownDescendants(next)].some(({ type }) => type === "call_expression");
}
function inserted({ file, acquires, returns }) {
  const [lock] = acquires;
  if (lock === void 0 || !returns.every(isPlainReturn)) return void 0;
  return lineEdits(
    file,
    returns.map((node) => lineBefore(file, node.line, unlockOf(lock)))
  );
}
function isPlainReturn(node) {
  const list = namedChildren(node)[0];
  const values = list === void 0 ? [] : expressionsOf(list);
  const plain = values.every(
    ({ type }) => /^(identifier|nil|true|false|int_literal|interpreted_string_literal)$/.test(type)
  );
  const block = node.parent?.type === "block" ? node.parent : node.parent?.parent;
  return plain && block !== void 0 && block.line < node.line && childOf(node, "label") === void 0;
}

// src/analyse/patches/blocking-patch.ts
var PATCHES = /* @__PURE__ */ new Map([
  ["double-lock", unlockBeforeReturn],
  ["channel-send", resultBuffer],
  ["channel-close", closeAfterLastSend],
  ["context", deferCancel]
]);
function blockingPatch(found) {
  return PATCHES.get(found.class)?.(found.facts);
}

// src/analyse/patches/unified-diff.ts
var CONTEXT = 3;
function unifiedDiff(edits, fileOf) {
  const parts = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const file = fileOf(path);
    const own = edits.filter((edit) => edit.path === path).toSorted((a, b) => a.line - b.line);
    const hunks = file && hunksOf(file.text.split("\n"), own);
    if (file === void 0 || hunks === void 0) return void 0;
    parts.push(`--- a/${file.file}
+++ b/${file.file}
${hunks}`);
  }
  return parts.length === 0 ? void 0 : parts.join("");
}
function applyEdits(text, edits) {
  const lines = text.split("\n");
  for (const edit of edits.toSorted((a, b) => b.line - a.line)) {
    if (edit.line < 1 || edit.line > lines.length) return void 0;
    lines.splice(edit.line - 1, 1, ...edit.replacement);
  }
  return lines.join("\n");
}
function hunksOf(lines, edits) {
  const count = lines.at(-1) === "" ? lines.length - 1 : lines.length;
  if (count === lines.length) return void 0;
  let shift = 0;
  let out = "";
  for (const group of grouped2(edits)) {
    const first2 = Math.max(1, (group[0]?.line ?? 1) - CONTEXT);
    const last = Math.min(count, (group.at(-1)?.line ?? 1) + CONTEXT);
    const body = new HunkBody();
    let added2 = 0;
    for (let number2 = first2; number2 <= last; number2++) {
      const text = lines[number2 - 1];
      if (text === void 0) return void 0;
      const edit = group.find((one) => one.line === number2);
      body.line(text, edit?.replacement ?? [text]);
      added2 += (edit?.replacement.length ?? 1) - 1;
    }
    const oldLength = last - first2 + 1;
    const header = `@@ -${first2},${oldLength} +${first2 + shift},${oldLength + added2} @@`;
    out += `${header}
${body.text()}
`;
    shift += added2;
  }
  return edits.every(({ line }) => line >= 1 && line <= count) ? out : void 0;
}
var HunkBody = class {
  #lines = [];
  #removed = [];
  #added = [];
  /** A kept line stays context: inserting in front of it is not a change of it. */
  line(before, after) {
    const kept = after.indexOf(before);
    if (kept < 0) {
      this.#removed.push(`-${before}`);
      this.#added.push(...after.map((text) => `+${text}`));
      return;
    }
    this.#added.push(...after.slice(0, kept).map((text) => `+${text}`));
    this.#flush();
    this.#lines.push(` ${before}`);
    this.#added.push(...after.slice(kept + 1).map((text) => `+${text}`));
  }
  text() {
    this.#flush();
    return this.#lines.join("\n");
  }
  #flush() {
    this.#lines.push(...this.#removed, ...this.#added);
    this.#removed = [];
    this.#added = [];
  }
};
function grouped2(edits) {
  const groups = [];
  for (const edit of edits) {
    const last = groups.at(-1);
    const previous = last?.at(-1);
    if (last !== void 0 && previous !== void 0 && edit.line - previous.line <= 2 * CONTEXT) {
      last.push(edit);
    } else groups.push([edit]);
  }
  return groups;
}

// src/analyse/patches/candidates.ts
function patchCandidates(run, source) {
  if (source === void 0) return [];
  const context2 = createContext(run, source);
  const candidates = /* @__PURE__ */ new Map();
  const proposed = [
    ...context2.raceGroups.map((group) => context2.raceClassifier.classify(group)?.fix.edits),
    ...storiesOf(context2).map(editsOfStory)
  ];
  for (const edits of proposed) {
    const candidate = candidateOf(edits, context2);
    if (candidate !== void 0) candidates.set(candidate.diff, candidate);
  }
  return [...candidates.values()];
}
function editsOfStory({ shown }) {
  return shown.found === void 0 ? void 0 : blockingPatch(shown.found);
}
function shownPatch(edits, context2) {
  const diff = candidateOf(edits, context2)?.diff;
  if (diff === void 0 || !context2.acceptedPatches.has(diff)) return void 0;
  const trial = context2.acceptedPatches.get(diff);
  return { patch: diff, ...trial === void 0 ? {} : { trial } };
}
function shownPatchOfStory(story, context2) {
  if (context2.acceptedPatches.size === 0) return void 0;
  return shownPatch(editsOfStory(story), context2);
}
function candidateOf(edits, { run, places }) {
  if (edits === void 0 || edits.length === 0) return void 0;
  const fileOf = (path) => {
    const kept = run.sources.get(path);
    return kept && { path, file: kept.file, text: kept.text };
  };
  const diff = unifiedDiff(edits, fileOf);
  if (diff === void 0) return void 0;
  const files = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const file = fileOf(path);
    const own = edits.filter((edit) => edit.path === path);
    const text = file && applyEdits(file.text, own);
    if (file === void 0 || text === void 0) return void 0;
    files.push({ ...file, text });
  }
  const [first2] = files;
  const owner = first2 && places.of({ function: "", file: first2.path }).package;
  return owner === void 0 || owner === "" ? void 0 : { package: owner, diff, files };
}

// src/analyse/race-words.ts
function operationWord(side) {
  return side?.access.operation ?? "access";
}
function operationsOf2(view) {
  const words2 = view.sides.map(operationWord);
  while (words2.length < 2) words2.push("access");
  return words2.sort().toReversed().join("/");
}
function functionWord(side) {
  const { blame, place: place4 } = side;
  if (blame === void 0) return "an unknown function";
  return blame.function === "" ? `${place4?.file ?? "?"}:${blame.line}` : shortSymbol(blame.function);
}
var NAMES_MAX2 = 4;
function severalWords({ names, all }) {
  const shown = names.slice(0, NAMES_MAX2).map((name) => `\`${name}\``);
  const more = names.length > NAMES_MAX2 ? [`${names.length - NAMES_MAX2} more`] : [];
  return [...shown, ...more].join(all ? " and " : " or ");
}
function raceTitle(view, several) {
  const functions = [...new Set(view.sides.filter((s) => s.blame !== void 0).map(functionWord))];
  const named2 = view.variable === void 0 ? "" : `\`${view.variable.name}\``;
  const words2 = several === void 0 ? named2 : severalWords(several);
  const on = words2 === "" ? "" : ` on ${words2}`;
  const where = functions.length === 0 ? "" : ` in ${functions.join(" and ")}`;
  return `data race${on} (${operationsOf2(view)})${where}`;
}
function siteWords3(side) {
  const { blame, place: place4 } = side;
  if (blame === void 0 || place4 === void 0) return "at a place that the report does not hold";
  const line = blame.line > 0 ? `:${blame.line}` : "";
  const file = place4.file === "" ? "" : ` (${place4.file}${line})`;
  const callee = side.callees.at(-1);
  const by = callee === void 0 ? "" : `, inside ${shortSymbol(callee)}`;
  return `in ${functionWord(side)}${file}${by}`;
}
function attributionWords(test) {
  if (test === void 0) return "No test is known to own it.";
  const { scope, name, reported } = test;
  switch (scope) {
    case "init":
      return "It happens in package initialisation, before any test.";
    case "testmain":
      return "It happens in TestMain, outside of any test.";
    case "after-exit":
      return name === "" ? "It happens after the last test." : `It was started by ${name} and happens after the tests have ended, so no test fails.`;
    case "child":
      return "It happens in a child process, so go test itself does not see it.";
    default:
      return reported === void 0 || reported === name ? "" : `It belongs to ${name}: go test reports it under ${reported}, which only ran at that moment.`;
  }
}
function classWords({ explanation, certainty }) {
  if (certainty !== "heuristic" || /inferred|not available/.test(explanation)) return explanation;
  return explanation.replace(/[.](?=\s|$)/, " (inferred).");
}
function raceExplanation(view, test, otherLines2, known3) {
  const parts = known3 === void 0 ? sightWords(view) : [classWords(known3)];
  if (view.sides.length < 2) parts.push("The report was cut: its other side is not known.");
  if (view.sides.some((side) => !side.access.restored)) {
    parts.push(
      "The detector could not restore one stack; a larger history_size in GORACE keeps more."
    );
  }
  if (known3 === void 0) {
    parts.push("The race detector saw both accesses, and nothing synchronizes them.");
    if (view.variable?.by === "expression") {
      parts.push("The variable's name is read from the source lines.");
    }
  }
  parts.push(attributionWords(test));
  if (otherLines2.length > 0) parts.push(`Also seen at ${otherLines2.join(", ")}.`);
  return parts.filter((part) => part !== "").join(" ");
}
function sightWords(view) {
  const [first2, second] = view.sides;
  const what = view.variable === void 0 ? "the same memory" : `\`${view.variable.name}\``;
  const parts = [`Two goroutines use ${what} at the same time, and at least one of them writes.`];
  if (first2 !== void 0) parts.push(`A ${operationWord(first2)} ${siteWords3(first2)}.`);
  if (second !== void 0) {
    parts.push(`The other side, a ${operationWord(second)}, is ${siteWords3(second)}.`);
  }
  return parts;
}

// src/analyse/detectors/data-race.ts
var EVIDENCE_MAX = 8;
var OTHER_LINES_MAX = 6;
var dataRace = {
  id: "data-race",
  docs: {
    what: "Two goroutines access the same memory without synchronisation, and one of them writes.",
    kinds: ["data-race"],
    codes: ["RG1000", ...RACE_CLASSES.map(({ code }) => code)]
  },
  finish: (context2) => context2.raceGroups.map((group) => draftOf4(group, context2))
};
function draftOf4(group, context2) {
  const { run } = context2;
  const found = context2.raceClassifier.classify(group);
  const view = withName(shownView(group), found, context2);
  const subject = subjectOf2(group, view);
  const variables = variablesOf(group, view);
  const test = attributionOf(group, context2);
  const goroutines = goroutinesOf2(view, context2);
  const locations = locationsOf(view, goroutines, context2);
  const owners = group.views.map(ownerPackage);
  const owner = ownerPackage(view);
  const seenAt = otherLines(group, view, locations);
  const init = initRace(view, locations, context2);
  return {
    kind: "data-race",
    code: found?.code ?? "RG1000",
    class: found?.class ?? "unclassified",
    severity: "error",
    ...found === void 0 ? {} : { certainty: found.certainty },
    title: raceTitle(view, variables),
    explanation: raceExplanation(view, test, seenAt, found) + (init?.words ?? ""),
    package: owner,
    module: moduleOf(run, owner),
    codeClass: joinCodeClasses(view.sides.map((side) => side.codeClass)),
    ...view.variable === void 0 ? {} : { variable: view.variable },
    ...variables === void 0 ? {} : { variables: [...variables.names] },
    ...subject === void 0 ? {} : { subject },
    locations: withDeclaration(locations, found, context2),
    goroutines,
    ...test === void 0 ? {} : { test },
    evidence: [...evidenceFor(group), ...init?.evidence ?? []],
    ...init?.cause === void 0 ? {} : { cause: init.cause },
    ...found === void 0 ? {} : { fix: fixOf3(found, context2) },
    sightings: sightingsOf(run, owners)
  };
}
function fixOf3(found, context2) {
  const { words: words2 } = found.fix;
  return { words: words2, ...shownPatch(found.fix.edits, context2) };
}
function withName(view, found, { source }) {
  const facts = found?.facts;
  if (facts === void 0 || facts.name === UNNAMED) return view;
  const type = facts.common?.first.type;
  const { variable: variable2 } = view;
  if (variable2 !== void 0) {
    const same = type !== void 0 && variable2.name === facts.name;
    return same ? { ...view, variable: { ...variable2, type } } : view;
  }
  if (view.several.length > 0) return view;
  const by = facts.global?.name === void 0 ? "expression" : "symbol";
  const named2 = { name: facts.name, by, ...type === void 0 ? {} : { type } };
  return { ...view, variable: named2, subject: subjectOfFacts(view, facts, source) };
}
function subjectOfFacts(view, { common, name }, source) {
  const places = common === void 0 ? [] : [placeName(common.first), placeName(common.second)];
  const [one, other] = places.includes(name) ? places : [name, name];
  const tail = commonTail(one ?? name, other ?? name);
  return raceSubject([tail === "" ? name : tail], blamesOf(view.sides), source);
}
function subjectOf2(group, view) {
  const subjects = [view, ...group.views].map(({ subject }) => subject);
  return subjects.filter((each) => each !== void 0).sort()[0];
}
function variablesOf(group, view) {
  if (view.variable !== void 0 || view.several.length === 0) return void 0;
  const { pid, childPid } = view.sighting.origin;
  const addresses = new Set(
    group.views.filter(({ sighting: { origin } }) => origin.pid === pid && origin.childPid === childPid).flatMap(({ sides }) => sides.map(({ access: access3 }) => access3.address))
  );
  return { names: view.several, all: addresses.size >= view.several.length };
}
function shownView(group) {
  const [first2] = group.views;
  if (first2 === void 0) throw new Error("a race group has at least one report");
  return first2;
}
function ownerPackage(view) {
  const frame = view.sides.find((side) => side.blame !== void 0)?.blame;
  const fallback = frame === void 0 ? "" : packageUnderTest(parseGoSymbol(frame.function).package);
  return ownerOf(view.sighting.origin, fallback);
}
function attributionOf(group, context2) {
  let best;
  const names = /* @__PURE__ */ new Set();
  for (const { sighting } of group.views) {
    const made = context2.attributions.get(sighting);
    if (made === void 0) continue;
    names.add(made.name);
    if (best === void 0 || made.confidence > best.confidence) best = made;
  }
  if (best === void 0) return void 0;
  for (const name of best.alsoPossible ?? []) names.add(name);
  names.delete(best.name);
  names.delete("");
  const others = [...names].slice(0, 10);
  return others.length === 0 ? best : { ...best, alsoPossible: others };
}
function goroutinesOf2(view, { places }) {
  const taken = /* @__PURE__ */ new Set();
  return view.sides.map(({ access: access3, creation }) => {
    const parts = { goroutine: access3.goroutine, frames: access3.frames, creation };
    const made = raceGoroutine(parts, places, taken);
    taken.add(made.label);
    return made;
  });
}
function locationsOf(view, goroutines, { places }) {
  const locations = [];
  for (const [index, side] of view.sides.entries()) {
    const role = side.access.previous ? "previous-access" : "access";
    const label = goroutines[index]?.label;
    const more = {
      ...side.access.operation === void 0 ? {} : { operation: side.access.operation },
      ...label === void 0 ? {} : { goroutine: label }
    };
    const at2 = locationOf(side.blame, role, places);
    if (at2 !== void 0) locations.push({ ...at2, ...more });
    const inner = side.access.frames.find((frame) => places.of(frame).owner === "dependency");
    if (inner !== void 0 && inner !== side.blame && side.codeClass === "dependency") {
      const foreign = locationOf(inner, role, places);
      if (foreign !== void 0) locations.push({ ...foreign, ...more });
    }
    const created = side.creation?.frames ?? [];
    if (created.length === 0 || madeByTestRunner(created)) continue;
    const site = locationOf(creationSite(created, places), "created-at", places);
    if (site !== void 0)
      locations.push(label === void 0 ? site : { ...site, goroutine: label });
  }
  return orderLocations(locations);
}
function withDeclaration(locations, found, { places }) {
  const declared = found && declaredAt(found.facts, places);
  return declared === void 0 ? [...locations] : [...locations, declared];
}
function otherLines(group, view, locations) {
  const shown = new Set(locations.map(wordsOf));
  const others = /* @__PURE__ */ new Set();
  for (const other of group.views) {
    if (other === view) continue;
    for (const { blame, place: place4 } of other.sides) {
      if (blame === void 0 || place4 === void 0 || blame.line === 0) continue;
      const words2 = `${place4.file}:${blame.line}`;
      if (!shown.has(words2)) others.add(words2);
    }
  }
  return [...others].slice(0, OTHER_LINES_MAX);
}
function evidenceFor(group) {
  return group.views.slice(0, EVIDENCE_MAX).map((view, index) => {
    const { report } = view.sighting;
    const whole = report.complete ? "" : ", cut";
    const say = `race report, ${operationsOf2(view)}${whole}`;
    return evidenceOf("race-report", report.at, say, index === 0 ? report.text : void 0);
  });
}

// src/analyse/confidence/of-finding.ts
function findingFacts({ pattern, certainty, share }, { goroutines }) {
  return {
    pattern: `finding:${pattern}`,
    certainty,
    count: goroutines.length,
    share: share ?? 0,
    rank: 0,
    explained: false,
    whole: true
  };
}
function findingConfidence(said, finding) {
  const confidence = confidenceOf(findingFacts(said, finding));
  return confidence === void 0 ? {} : { confidence };
}

// src/analyse/leaks/story-steps.ts
var BLAMED_MAX = 6;
var JOINERS_MAX = 2;
function storySteps({ shown }, labelOf, places) {
  const blamed = blamedOf(shown).slice(0, BLAMED_MAX);
  const stepOf = (bucket, what, location2) => {
    const label = labelOf(bucket);
    return {
      what,
      ...label === void 0 ? {} : { goroutine: label },
      ...location2 === void 0 ? {} : { location: location2 }
    };
  };
  const wanted2 = wantedKeys(shown);
  return [
    ...blamed.flatMap(
      (bucket) => heldLocks(bucket, shown, wanted2).map(
        ({ text, file, line, symbol }) => stepOf(
          bucket,
          `${shortSymbol(symbol)} takes ${text} and keeps it`,
          locationOf({ function: symbol, file, line }, "holder", places)
        )
      )
    ),
    ...blamed.flatMap(
      (bucket) => onceCalls(bucket, shown).map(
        (frame) => stepOf(
          bucket,
          `${shortSymbol(frame.function)} calls Do of a Once, whose function has not returned`,
          locationOf(frame, "holder", places)
        )
      )
    ),
    ...blamed.map((bucket) => ({
      ...stepOf(bucket, waitText(bucket, shown), locationOf(bucket.site, "stuck", places)),
      ...timeOf(bucket)
    })),
    ...shown.scene.joiners.slice(0, JOINERS_MAX).map((bucket) => ({
      ...stepOf(
        bucket,
        `${whoOf(bucket)} ${waitWords(bucket.wait.kind)} until they are done`,
        locationOf(bucket.site, "stuck", places)
      ),
      ...timeOf(bucket)
    }))
  ];
}
function timeOf({ goroutines: [first2] }) {
  return first2.sinceNs === void 0 ? {} : { timeNs: Math.round(first2.sinceNs) };
}
function whoOf({ site }) {
  return site === void 0 ? "a goroutine" : shortSymbol(site.function);
}
function waitText(bucket, { found }) {
  const { goroutines } = bucket;
  const text = found?.facts.wanted(bucket)?.text;
  const [channel] = text === void 0 ? found?.facts.operations(bucket) ?? [] : [];
  const name = text ?? (bucket.wait.kind === "select" ? void 0 : channel?.channel);
  const addresses = new Set(goroutines.map(({ wait }) => wait.address));
  const [address] = addresses;
  const at2 = addresses.size === 1 && address !== void 0 ? ` (${address} in the dump)` : "";
  const many = goroutines.length > 1 ? ` (${goroutines.length} goroutines)` : "";
  return `${whoOf(bucket)} ${waitWords(bucket.wait.kind)}${name === void 0 ? "" : `, ${name}`}${at2}${many}`;
}
function wantedKeys({ scene, found }) {
  if (found === void 0) return /* @__PURE__ */ new Set();
  const { facts } = found;
  const keys = [...scene.core, ...scene.joiners].flatMap((bucket) => [
    facts.wanted(bucket)?.key,
    // Where a library asks for the lock, the call stands in its lines.
    ...waitersOf(bucket, facts).map(({ call }) => call?.key)
  ]);
  return new Set(keys.filter((key) => key !== void 0));
}
var ONCE2 = "sync.(*Once).doSlow";
function onceCalls({ frames, siteIndex }, { scene }) {
  const waited = [...scene.core, ...scene.joiners].some(({ wait }) => wait.kind === "once");
  if (!waited) return [];
  return frames.flatMap(({ function: name }, index) => {
    if (index <= siteIndex || name !== ONCE2) return [];
    return callerOf(frames.slice(index)) ?? [];
  });
}
function heldLocks(bucket, { found }, wanted2) {
  const frames = programFrames2(bucket);
  return (found?.facts.held(bucket) ?? []).flatMap(({ key, text, line, depth }) => {
    const frame = frames[depth];
    if (frame === void 0 || frame.line === line || !wanted2.has(key)) return [];
    return [{ text, file: frame.file, line, symbol: frame.function }];
  });
}

// src/analyse/leaks/story-words.ts
var GOIDS_MAX = 4;
function storyExplanation(story) {
  const { shown } = story;
  const { found, judgement } = shown;
  const sentences = [
    found?.explanation ?? `${bucketsWords(shown.scene.core)}.`,
    judgement.because,
    waitedWords(shown),
    besidesWords(shown),
    onceWords(shown),
    joinerWords(shown),
    repeatedWords(story),
    doubtWords(story)
  ];
  return sentences.filter((each) => each !== "").join(" ");
}
function waitedWords(judged) {
  const waits2 = blamedOf(judged).flatMap(({ goroutines }) => goroutines.map(({ waitNs }) => waitNs)).filter((each) => each !== void 0);
  if (waits2.length === 0) return "";
  const longest = Math.max(...waits2.slice(0, 1e4));
  if (longest < 1e6) return "";
  const words2 = longest < 1e9 ? `${Math.round(longest / 1e6)} ms` : `${(longest / 1e9).toFixed(1)} s`;
  const end = judged.scene.process.end === "finished" ? "the end of the tests" : "the end of the process";
  return `It had waited for ${words2} at ${end}.`;
}
function besidesWords(judged) {
  const blamed = new Set(blamedOf(judged).map(({ key }) => key));
  const others = judged.scene.core.filter(({ key }) => !blamed.has(key));
  return others.length === 0 ? "" : `In the same code, ${bucketsWords(others)}.`;
}
function onceWords({ scene }) {
  const all = [...scene.core, ...scene.joiners];
  const waiting = all.filter(({ wait }) => wait.kind === "once");
  const running = all.find((one2) => !waiting.includes(one2) && insideOnce(one2));
  if (waiting.length === 0 || running === void 0) return "";
  const goids = waiting.flatMap(({ goroutines }) => goroutines.map(({ goid }) => goid));
  const shown = goids.slice(0, GOIDS_MAX).join(", ");
  const more = goids.length > GOIDS_MAX ? ` and ${goids.length - GOIDS_MAX} more` : "";
  const one = goids.length === 1;
  return `The function of the Once runs on goroutine ${running.goroutines[0].goid}, and has not returned: goroutine${one ? "" : "s"} ${shown}${more} wait${one ? "s" : ""} for that.`;
}
function joinerWords(judged) {
  const blamed = new Set(blamedOf(judged).map(({ key }) => key));
  const joiners = judged.scene.joiners.filter(({ key }) => !blamed.has(key));
  return joiners.length === 0 ? "" : `The ${subjectOf(judged.scene)} itself waits for them: ${bucketsWords(joiners)}.`;
}
function repeatedWords({ scenes }) {
  const tests = new Set(scenes.map(({ scene }) => scene.test?.name ?? ""));
  if (scenes.length < 2) return "";
  return tests.size > 1 ? `Seen ${scenes.length} times, in ${tests.size} tests.` : `Seen in ${scenes.length} executions of the test.`;
}
function doubtWords({ scenes }) {
  const doubt = scenes.map(({ scene }) => scene.process.doubt).find((each) => each !== void 0);
  if (doubt === void 0) return "";
  return `The record of the process is not whole (${doubt}), so more may be stuck than is shown.`;
}

// src/analyse/leaks/subject.ts
var PATH2 = String.raw`([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)`;
var RECEIVE = new RegExp(String.raw`<-\s?${PATH2}|\brange ${PATH2}(?![\p{L}\p{N}_.(])`, "u");
var SEND = new RegExp(String.raw`${PATH2}(?:\[[^\]]{0,100}\])?\s?<-`, "u");
var CALL = new RegExp(String.raw`${PATH2}\.(?:Lock|RLock|Wait|Do)\(`, "u");
var BY_KIND = /* @__PURE__ */ new Map([
  ["receive", RECEIVE],
  ["nil-receive", RECEIVE],
  ["send", SEND],
  ["nil-send", SEND],
  ["mutex", CALL],
  ["rlock", CALL],
  ["wlock", CALL],
  ["wlock-readers", CALL],
  ["once", CALL],
  ["waitgroup", CALL],
  ["cond", CALL]
]);
function waitSubject(blamed, places) {
  const names = /* @__PURE__ */ new Set();
  for (const bucket of blamed) {
    const name = waitsFor(bucket, places);
    if (name === void 0) return void 0;
    names.add(name);
  }
  return names.size === 0 ? void 0 : [...names].sort().join(", ");
}
function waitsFor({ site, siteIndex, wait }, places) {
  if (site === void 0 || siteIndex !== wait.site) return void 0;
  const line = places.sourceLine(site);
  const match = line === void 0 ? null : BY_KIND.get(wait.kind)?.exec(bareLine(line));
  const path = match?.[1] ?? match?.[2];
  return path?.slice(path.indexOf(".") + 1);
}

// src/analyse/leaks/draft.ts
var GOROUTINES_MAX3 = 20;
var TESTS_MAX = 11;
var EVIDENCE_MAX2 = 6;
function storyDraft(story, context2) {
  const { shown, scenes } = story;
  const { scene, found, judgement } = shown;
  const { run, places } = context2;
  const owner = scene.process.package;
  const blamed = blamedOf(shown);
  const code = found?.code ?? "RG2000";
  const goroutines = goroutinesOf3(story, context2);
  const test = testOf5(story);
  const subject = waitSubject(blamed, places);
  return {
    kind: judgement.kind,
    code,
    class: found?.class ?? "unclassified",
    severity: judgement.severity,
    ...found === void 0 ? {} : { certainty: found.certainty },
    title: titleOf2(story),
    explanation: storyExplanation(story),
    package: owner,
    module: moduleOf(run, owner),
    codeClass: joinCodeClasses(blamed.map(({ frames }) => codeClassOf(frames, places))),
    ...subject === void 0 ? {} : { subject },
    locations: locationsOf2(blamed, goroutines, context2),
    goroutines: goroutines.map(({ goroutine }) => goroutine),
    ...test === void 0 ? {} : { test },
    evidence: evidenceOfStory(story),
    ...causeOf2(story, goroutines, context2),
    ...fixOf4(story, context2),
    sightings: sightingsOf(
      run,
      scenes.map((one) => one.scene.process.package)
    )
  };
}
function fixOf4(story, context2) {
  const { found } = story.shown;
  if (found === void 0) return {};
  const words2 = found.fix ?? found.docs.fix;
  return { fix: { words: words2, ...shownPatchOfStory(story, context2) } };
}
function countOf(bucket, { scenes }) {
  let count = 0;
  for (const { scene } of scenes) {
    for (const one of [...scene.core, ...scene.joiners]) {
      if (one.key === bucket.key) count += one.goroutines.length;
    }
  }
  return count;
}
function titleOf2(story) {
  const { shown } = story;
  const [first2, second] = blamedOf(shown);
  const kind = shown.judgement.kind === "deadlock" ? "deadlock" : "goroutine leak";
  if (first2?.site === void 0) return `${kind}: a goroutine is blocked for good`;
  const count = countOf(first2, story);
  const many = count > 1 ? ` (${count} goroutines)` : "";
  const name = shortSymbol(first2.site.function);
  if (second?.site === void 0 || !MUTUAL.has(shown.found?.class ?? "")) {
    const others = placesOf2(blamedOf(shown)).length - 1;
    const more = others === 0 ? "" : `, and ${others} more ${others === 1 ? "place" : "places"}`;
    return `${kind}: ${name} ${waitWords(first2.wait.kind)}${many}${more}`;
  }
  const other = shortSymbol(second.site.function);
  const both = other === name ? `goroutines in ${name}` : `${name} and ${other}`;
  return `${kind}: ${both} wait for each other${many}`;
}
var MUTUAL = /* @__PURE__ */ new Set([
  "lock-order",
  "rwmutex-recursive",
  "mixed-channel-lock"
]);
function goroutinesOf3(story, { places }) {
  const blamed = blamedOf(story.shown);
  const { scene } = story.shown;
  const all = /* @__PURE__ */ new Map();
  for (const bucket of [...blamed, ...scene.core, ...scene.joiners]) all.set(bucket.key, bucket);
  for (const one of story.scenes) {
    for (const bucket of one.scene.core) if (!all.has(bucket.key)) all.set(bucket.key, bucket);
  }
  const joiners = new Set(scene.joiners.map(({ key }) => key));
  return [...all.values()].slice(0, GOROUTINES_MAX3).map((bucket) => {
    const [first2] = bucket.goroutines;
    const { frames, creation, goid } = first2;
    const state = stateOf(first2.word, first2.wait.kind);
    const parts = {
      goroutine: void 0,
      frames,
      creation: { frames: creation, state: void 0 }
    };
    const count = countOf(bucket, story);
    const made = madeByTestRunner(creation) ? void 0 : locationOf(creationSite(creation, places), "created-at", places);
    const role = joiners.has(bucket.key) ? "waits for the others" : "stuck";
    const goroutine = {
      label: goroutineLabel(parts, places),
      goid,
      state: count > 1 ? `${state} (${count} goroutines like this)` : state,
      role,
      ...made === void 0 ? {} : { createdAt: made },
      stack: stackOf(frames, places)
    };
    return { bucket, goroutine };
  });
}
function locationsOf2(blamed, goroutines, { places }) {
  const locations = [];
  for (const bucket of blamed) {
    const label = goroutines.find((one) => one.bucket.key === bucket.key)?.goroutine.label;
    const labelled2 = label === void 0 ? {} : { goroutine: label };
    const stuck = locationOf(bucket.site, "stuck", places);
    const { creation } = bucket.goroutines[0];
    const made = madeByTestRunner(creation) ? void 0 : locationOf(creationSite(creation, places), "created-at", places);
    if (stuck !== void 0) locations.push({ ...stuck, ...labelled2 });
    if (made?.own === true) locations.push({ ...made, ...labelled2 });
  }
  return orderLocations(locations);
}
function testOf5({ scenes, shown }) {
  const { test, core } = shown.scene;
  const names = new Set(
    scenes.map(({ scene }) => scene.test?.name).filter((name) => name !== void 0)
  );
  if (test?.name === void 0) {
    const outside = core[0]?.goroutines[0].outside;
    if (outside === void 0) return void 0;
    const by = "creation-stack";
    if (outside === "init") return { name: "init", scope: "init", by, confidence: 0.7 };
    return mainScope(core, shown.scene.process.package);
  }
  names.delete(test.name);
  const own = core.some(({ goroutines }) => goroutines[0].ofTest);
  const scope = namedScope(test.name);
  return {
    ...scope,
    ...test.subtest && scope.scope === "test" ? { scope: "subtest" } : {},
    by: own ? "stack" : "creation-stack",
    confidence: 0.95,
    ...names.size === 0 ? {} : { alsoPossible: [...names].slice(0, TESTS_MAX - 1) }
  };
}
function mainScope(core, owner) {
  const [first2] = core[0]?.goroutines ?? [];
  if (first2 === void 0) return void 0;
  const { frames, creation, start: start2 } = first2;
  for (const stack of [[...frames, ...start2 === void 0 ? [] : [start2]], creation]) {
    const found = scopeOfStack(stack, owner);
    if (found === void 0 || found.scope === "init" || found.scope === "child") continue;
    return { name: found.name, scope: found.scope, by: "creation-stack", confidence: 0.7 };
  }
  return void 0;
}
function evidenceOfStory({ scenes }) {
  const evidence = [];
  const seen = /* @__PURE__ */ new Set();
  for (const judged of scenes) {
    const { process, core } = judged.scene;
    const [bucket] = core;
    if (bucket === void 0 || evidence.length >= EVIDENCE_MAX2) break;
    const { trace, dump } = process;
    if (dump !== void 0 && !seen.has(`${dump.at.source}:${dump.at.start}`)) {
      seen.add(`${dump.at.source}:${dump.at.start}`);
      const text = evidence.length === 0 ? excerpt(dump.text, judged) : void 0;
      evidence.push(evidenceOf("dump", dump.at, "where every goroutine stood", text));
    }
    if (trace === void 0 || seen.has(trace.artifact)) continue;
    seen.add(trace.artifact);
    const [first2] = bucket.goroutines;
    const since = first2.sinceNs === void 0 ? "" : ` since ${seconds(first2.sinceNs)} s`;
    evidence.push({
      kind: "trace-event",
      artifact: trace.artifact,
      say: `goroutine ${first2.goid} waits${since} (${first2.word}) when the trace ends at ${seconds(trace.endNs)} s`
    });
  }
  return evidence;
}
function excerpt(text, judged) {
  const goids = new Set(blamedOf(judged).map(({ goroutines }) => goroutines[0].goid));
  const blocks = text.split("\n\n").filter((block) => {
    const goid = /^goroutine ([0-9]{1,20}) /m.exec(block)?.[1];
    return goid !== void 0 && goids.has(goid);
  });
  return blocks.length === 0 ? text : blocks.join("\n\n");
}
function seconds(ns) {
  return (ns / 1e9).toFixed(3);
}
var PATTERNS = /* @__PURE__ */ new Map([
  ["lock-order", "ab-ba-deadlock"],
  ["rwmutex-recursive", "rwmutex-recursive"],
  ["double-lock", "double-lock"]
]);
function causeOf2(story, goroutines, { places }) {
  const { found } = story.shown;
  if (found === void 0) return {};
  const labelOf = (bucket) => goroutines.find((one) => one.bucket.key === bucket.key)?.goroutine.label;
  const steps = storySteps(story, labelOf, places);
  const pattern = PATTERNS.get(found.class) ?? "goroutine-leak";
  const { certainty } = found;
  const sure = findingConfidence(
    { pattern, certainty },
    { goroutines: goroutines.map((g) => g.goroutine) }
  );
  return { cause: { pattern, ...sure, certainty, steps } };
}

// src/analyse/leaks/corroborate.ts
function storyFinding(story, context2) {
  const draft = storyDraft(story, context2);
  return withProfile(withGoleak(draft, story, context2), story, context2);
}
var indices = /* @__PURE__ */ new WeakMap();
function indexOf(context2) {
  const known3 = indices.get(context2);
  if (known3 !== void 0) return known3;
  const goroutines = /* @__PURE__ */ new Map();
  const places = /* @__PURE__ */ new Map();
  const add = (map, key, told) => {
    const list = map.get(key);
    if (list === void 0) map.set(key, [told]);
    else list.push(told);
  };
  for (const story of storiesOf(context2)) {
    for (const { scene } of story.scenes) {
      const { package: owner, pid } = scene.process;
      for (const { site, goroutines: all } of [...scene.core, ...scene.joiners]) {
        if (site !== void 0) add(places, placeKey2(owner, site), { story, pid });
        for (const { goid } of all) add(goroutines, `${owner}
${goid}`, { story, pid });
      }
    }
  }
  const made = { goroutines, places };
  indices.set(context2, made);
  return made;
}
function placeKey2(owner, { function: name, line }) {
  return `${owner}
${name}:${line}`;
}
function ofProcess(told, pid) {
  return told?.find((one) => one.pid === void 0 || pid === void 0 || one.pid === pid)?.story;
}
function storyOfGoroutine({ goid }, { origin }, context2) {
  return ofProcess(indexOf(context2).goroutines.get(`${origin.package ?? ""}
${goid}`), origin.pid);
}
function storyOfSite({ frames }, { package: owner, pid }, context2) {
  const frame = frames[blameIndex(frames, context2.places)];
  if (frame === void 0) return void 0;
  const named2 = owner ?? packageUnderTest(parseGoSymbol(frame.function).package);
  return ofProcess(indexOf(context2).places.get(placeKey2(named2, frame)), pid);
}
function withGoleak(draft, story, context2) {
  const list = (context2.run.dumps ?? []).find(
    (dump) => dump.tool === "goleak" && dump.goroutines.some((one) => storyOfGoroutine(one, dump, context2) === story)
  );
  if (list === void 0) return draft;
  return {
    ...draft,
    failsTest: true,
    explanation: `${draft.explanation} goleak lists it too, and the test failed over it.`,
    evidence: [...draft.evidence, evidenceOf("dump", list.at, "goleak's list")]
  };
}
function withProfile(draft, story, context2) {
  const profile = (context2.run.profiles ?? []).find(
    (one) => one.kind === "goroutine-leak" && one.sites.some((site) => storyOfSite(site, one, context2) === story)
  );
  if (profile === void 0) return draft;
  const evidence = {
    kind: "profile-sample",
    artifact: profile.artifact,
    say: "the goroutineleak profile"
  };
  return {
    ...draft,
    severity: "error",
    explanation: `${draft.explanation} The garbage collector proves it: nothing that still runs can reach what it waits for (goroutineleak profile).`,
    evidence: [...draft.evidence, evidence]
  };
}

// src/analyse/detectors/deadlock.ts
var deadlock = {
  id: "deadlock",
  docs: {
    what: "Goroutines wait for each other, or for themselves, and a test cannot end, or they never will.",
    kinds: ["deadlock"],
    codes: ["RG2000", "RG2001", "RG2002", "RG2003", "RG2010"]
  },
  finish: (context2) => storiesOf(context2).filter(({ shown }) => shown.judgement.kind === "deadlock").map((story) => storyFinding(story, context2))
};

// src/analyse/package-end.ts
function hasPassed(origin, { packages }) {
  const result = origin.package === void 0 ? void 0 : packages.get(origin.package)?.result;
  return result?.outcome === "pass" || result?.outcome === "skip";
}
var ASKED = /^signal: (?:terminated|interrupt|hangup|user defined signal [12]|broken pipe)\b/;
function isKilled({ exitStatus }) {
  return exitStatus?.startsWith("signal: ") === true && !ASKED.test(exitStatus);
}

// src/analyse/crash-words.ts
function inWords(base3) {
  if (base3.frame === void 0 || base3.location === void 0) return "";
  const { file, line } = base3.location;
  const at2 = file === "" ? "" : ` (${file}${line > 0 ? `:${line}` : ""})`;
  return ` in ${shortSymbol(base3.frame.function)}${at2}`;
}
function testWords(draft) {
  const test = draft.test;
  if (test === void 0 || test.name === "") return "";
  return ` It happened in ${test.name}.`;
}
function diedWords(base3) {
  const [first2] = base3.draft.goroutines;
  if (first2 === void 0 || base3.goroutine?.createdBy === void 0) return "";
  if (/own goroutine$/.test(first2.label)) return "";
  return ` The goroutine that died: ${first2.label}.`;
}
function missingWords({ complete, goroutines }, { location: location2 }) {
  if (goroutines.length === 0) {
    return " The text holds no stack: where it happened is missing.";
  }
  const programs = goroutines.some(
    ({ frames }) => frames.some((frame) => !isStandardPackage(parseGoSymbol(frame.function).package))
  );
  if (!programs) return " No stack of the program's own code is in the text.";
  if (complete) return "";
  return location2?.own === true ? " The text was cut, so frames may be missing." : " The text was cut: the program's own frames are missing.";
}

// src/analyse/detectors/fatal-error.ts
var MAP_MESSAGE = /^concurrent map /;
var fatalError = {
  id: "fatal-error",
  docs: {
    what: "The Go runtime ended the process (no recover helps), or a signal did.",
    kinds: ["fatal-error"],
    codes: ["RG3002", "RG3004"]
  },
  finish(context2) {
    const crashes = groupCrashes(context2, ["fatal-error", "signal"]);
    const drafts = crashes.map((group) => draftOf5(group, context2));
    for (const { result } of context2.packages.values()) {
      const told = context2.run.crashes.some(({ origin }) => origin.package === result.importPath);
      if (isKilled(result) && !told && !isEndedByRacegate(context2.run))
        drafts.push(killed(result, context2));
    }
    return drafts.filter((draft) => draft !== void 0);
  }
};
function isEndedByRacegate({ manifest }) {
  return manifest?.run.end === "cancelled" || manifest?.run.end === "deadline";
}
function raceOnMap(base3, context2) {
  const { frame } = base3;
  if (frame === void 0) return void 0;
  const views = context2.raceGroups.flatMap((group) => group.views.slice(0, 1));
  const matches = (exact) => views.find(
    (view) => view.sides.some(
      ({ blame, callees }) => blame?.function === frame.function && (!exact || blame.line === frame.line) && callees.some((callee) => /^(?:internal\/)?runtime.*map/.test(callee))
    )
  );
  return matches(true) ?? matches(false);
}
function draftOf5(group, context2) {
  const base3 = crashBase(group, context2, "panic");
  const [sighting] = group;
  if (base3 === void 0 || sighting === void 0) return void 0;
  const { crash } = sighting;
  const message = messageOf(crash.message);
  const where = base3.frame === void 0 ? "" : ` in ${shortSymbol(base3.frame.function)}`;
  const signal = crash.kind === "signal";
  const cause = base3.class.cause === "" ? "" : ` ${base3.class.cause}`;
  const onMap = MAP_MESSAGE.test(crash.message);
  const race = onMap ? raceOnMap(base3, context2) : void 0;
  const linked = race === void 0 ? [] : [evidenceOf("race-report", race.sighting.report.at, "the race on the same map")];
  const related = race === void 0 ? onMap ? " No race report of the same map is in this run." : "" : ` The race detector reports the same map: ${raceTitle(race)}.`;
  const isRequest = isDumpOnRequest(sighting, context2);
  const head = isRequest ? "goroutines on request" : signal ? "ended by a signal" : "fatal error";
  const ended = isRequest ? "The process was asked for its goroutines" : signal ? "A signal ended the process" : "The Go runtime ended the process";
  return {
    ...base3.draft,
    evidence: [...base3.draft.evidence, ...linked],
    ...isRequest ? { severity: "note" } : {},
    kind: "fatal-error",
    code: signal ? "RG3004" : "RG3002",
    title: `${head}: ${message}${where}`,
    explanation: `${ended}${inWords(base3)}: ${message}.${cause}${signal ? "" : " It cannot be recovered."}${related}${diedWords(base3)}${bucketWords(base3.buckets, context2.places)}${testWords(base3.draft)}` + missingWords(crash, base3)
  };
}
function isDumpOnRequest({ crash, origin }, { packages }) {
  if (crash.kind !== "signal" || !crash.message.startsWith("SIGQUIT")) return false;
  const ofTests = crash.goroutines.some(
    ({ frames }) => frames.some(({ function: name }) => name.startsWith("testing."))
  );
  return !ofTests && (origin.package === void 0 || !packages.has(origin.package));
}
function killed(result, context2) {
  const { run } = context2;
  const running = result.tests.filter((test) => test.outcome !== "pass" && test.outcome !== "skip");
  const names = running.slice(0, 5).map((test) => test.name);
  return {
    kind: "fatal-error",
    code: "RG3004",
    class: "unclassified",
    severity: "error",
    title: `the test process of ${result.importPath} was killed (${result.exitStatus ?? "signal"})`,
    explanation: "The process did not end by itself: the system (often for lack of memory), a deadline, or someone ended it. What it had not written yet is lost, race reports among it." + (names.length === 0 ? "" : ` Without a result: ${names.join(", ")}.`),
    package: result.importPath,
    module: moduleOf(run, result.importPath),
    codeClass: "unknown",
    locations: [],
    goroutines: [],
    evidence: [streamEvidence(run, "the package's output", result.output)],
    sightings: sightingsOf(run, [result.importPath])
  };
}

// src/analyse/tool-place.ts
function placeOfTool(frame, role, importPath, { run, places }) {
  if (frame === void 0) return void 0;
  const isRelative = !/^(?:[/~]|[A-Za-z]:[\\/])/.test(frame.file);
  const directory = run.manifest?.packages.find(
    (each) => each.importPath === importPath
  )?.directory;
  const file = isRelative && directory !== void 0 ? `${directory.replace(/\/$/, "")}/${frame.file}` : frame.file;
  return locationOf({ ...frame, file }, role, places);
}

// src/analyse/detectors/go-deadlock.ts
var goDeadlock = {
  id: "go-deadlock",
  docs: {
    what: "github.com/sasha-s/go-deadlock saw locks taken in two orders, twice, or waited for too long.",
    kinds: ["deadlock"],
    codes: ["RG2000", "RG2001", "RG2002"]
  },
  finish: (context2) => {
    const drafts = /* @__PURE__ */ new Map();
    for (const sighting of context2.run.lockReports ?? []) {
      const draft = draftOf6(sighting, context2);
      const key = JSON.stringify([draft.package, draft.title, draft.locations]);
      if (!drafts.has(key)) drafts.set(key, draft);
    }
    return [...drafts.values()];
  }
};
function draftOf6({ report, origin }, context2) {
  const { run } = context2;
  const at2 = (place4, role) => placeOfTool(ownFrame2(place4), role, origin.package, context2);
  const locations = report.places.map(
    (place4) => at2(place4, place4.role === "waiting" || place4.role === "then" ? "stuck" : "holder")
  ).filter((each) => each !== void 0).filter((each, i, all) => all.findIndex((other) => isSame(each, other)) === i);
  const owner = ownerOf(origin, locations.find((each) => each.own)?.package ?? "");
  const words2 = wordsFor(report, at2);
  const test = origin.streamTest;
  return {
    kind: "deadlock",
    ...classOf3(report),
    // It ends the process unless it is told otherwise.
    severity: hasPassed(origin, context2) ? "note" : "warning",
    title: `go-deadlock: ${words2.title}`,
    explanation: `go-deadlock reports a potential deadlock. ${words2.explanation}`,
    package: owner,
    module: moduleOf(run, owner),
    codeClass: locations.some((each) => each.own) ? "ours" : "unknown",
    locations: orderLocations(locations),
    goroutines: [],
    ...test === void 0 ? {} : { test: { ...namedScope(test), by: "stream", confidence: 0.5 } },
    evidence: [evidenceOf("log", report.at, "go-deadlock's report", report.text)],
    fix: { words: words2.fix },
    sightings: sightingsOf(run, [owner])
  };
}
function isSame(one, other) {
  return one.role === other.role && one.file === other.file && one.line === other.line;
}
function ownFrame2(place4) {
  const frames = place4?.frames ?? [];
  return frames.find(({ function: name }) => !name.startsWith("go-deadlock.")) ?? frames[0];
}
function classOf3(report) {
  switch (report.kind) {
    case "order":
      return { class: "lock-order", code: "RG2002", certainty: "direct" };
    case "recursive":
      return { class: "double-lock", code: "RG2001", certainty: "direct" };
    case "timeout":
      return { class: "unclassified", code: "RG2000" };
  }
}
function wordsFor(report, at2) {
  const place4 = (role, nth = 0) => {
    const found = report.places.filter((each) => each.role === role)[nth];
    const location2 = at2(found, "holder");
    const code = ownFrame2(found)?.code ?? "";
    return location2 === void 0 ? "a place that it does not show" : `${code} (${wordsOf(location2)})`;
  };
  switch (report.kind) {
    case "order":
      return {
        title: "two locks are taken in opposite order",
        explanation: `One goroutine took ${place4("first")} and then ${place4("then")}; another took the same locks the other way round: ${place4("first", 1)}, then ${place4("then", 1)}. If both have their first lock at the same time, neither gets its second.`,
        fix: "Take the locks in one order everywhere, e.g. by an id that both have, or release the first before the second is taken."
      };
    case "recursive":
      return {
        title: "a lock is taken again by the goroutine that holds it",
        explanation: `${place4("waiting")} wants the lock that the same goroutine took by ${place4("held")}. Go's locks are not reentrant.`,
        fix: "Split the method into one that locks and an inner one that expects the lock to be held."
      };
    case "timeout":
      return {
        title: `a lock was waited for longer than ${report.waited ?? "its limit"}`,
        explanation: `${place4("waiting")} waited for a lock taken by ${place4("held")} and not released. Whether it would have been, the report cannot tell.`,
        fix: "Unlock on every path (`defer mu.Unlock()`), and do nothing slow while the lock is held."
      };
  }
}

// src/analyse/leak-class.ts
var BY_WAIT = /* @__PURE__ */ new Map([
  ["send", { class: "channel-send", code: "RG2004" }],
  ["nil-send", { class: "channel-send", code: "RG2004" }],
  ["receive", { class: "channel-receive", code: "RG2005" }],
  ["nil-receive", { class: "channel-receive", code: "RG2005" }],
  ["select", { class: "select-orphan", code: "RG2007" }],
  ["select-none", { class: "select-orphan", code: "RG2007" }],
  ["waitgroup", { class: "waitgroup", code: "RG2008" }],
  ["cond", { class: "cond", code: "RG2009" }]
]);
function leakClassOf(kind) {
  return BY_WAIT.get(kind) ?? { class: "unclassified", code: "RG2000" };
}
function statusOfFrames(frames) {
  const names = frames.map((frame) => frame.function);
  const has = (pattern) => names.some((name) => pattern.test(name));
  if (has(/^runtime\.chansend/)) return "chan send";
  if (has(/^runtime\.chanrecv/)) return "chan receive";
  if (has(/^runtime\.selectgo$/)) return "select";
  if (has(/^runtime\.block$/)) return "select (no cases)";
  return "sync";
}

// src/analyse/detectors/goleak.ts
var goleak = {
  id: "goleak",
  docs: {
    what: "go.uber.org/goleak found goroutines at a test's end that it did not expect.",
    kinds: ["goroutine-leak"],
    codes: ["RG2000", "RG2004", "RG2005", "RG2007", "RG2008", "RG2009"]
  },
  finish(context2) {
    const drafts = [];
    for (const dump of context2.run.dumps ?? []) {
      if (dump.tool !== "goleak" || hasPassed(dump.origin, context2)) continue;
      const unknown = dump.goroutines.filter(
        (goroutine) => storyOfGoroutine(goroutine, dump, context2) === void 0
      );
      for (const bucket of bucketsOf(unknown)) drafts.push(draftOf7(bucket, dump, context2));
    }
    return drafts;
  }
};
function draftOf7({ goroutine, count }, dump, context2) {
  const { places, run } = context2;
  const { frames, status, createdBy } = goroutine;
  const { kind } = waitOf(status, frames);
  const frame = frames[blameIndex(frames, places)];
  const stuck = locationOf(frame, "stuck", places);
  const made = locationOf(createdBy?.frame, "created-at", places);
  const owner = ownerOf(
    dump.origin,
    frame === void 0 ? "" : packageUnderTest(parseGoSymbol(frame.function).package)
  );
  const test = attributeCrash(asSighting(goroutine, dump), run);
  const name = frame === void 0 ? "a goroutine" : shortSymbol(frame.function);
  const many = count === 1 ? "1 goroutine" : `${count} goroutines`;
  const start2 = made === void 0 ? "" : ` started at ${wordsOf(made)}`;
  return {
    kind: "goroutine-leak",
    ...leakClassOf(kind),
    severity: "warning",
    failsTest: true,
    certainty: "direct",
    title: `goleak: ${many} left in ${name}${count === 1 ? "" : ", all alike"}`,
    explanation: `goleak looked at the end of a test and found ${many}${start2} in ${name}: ${count === 1 ? "it" : "each"} ${waitWords(kind)} (state "${status}"). Whether it would have ended later goleak cannot tell; it asks for some time before it reports.`,
    package: owner,
    module: moduleOf(run, owner),
    codeClass: codeClassOf(frames, places),
    locations: orderLocations([stuck, made].filter((each) => each !== void 0)),
    goroutines: [dumpGoroutine(goroutine, places, count)],
    ...test === void 0 ? {} : { test },
    evidence: [evidenceOf("dump", dump.at, "goleak's list", dump.text)],
    fix: {
      words: "Give the goroutine a way to end (close its channel, cancel its context) and wait for it before the test returns, in t.Cleanup."
    },
    sightings: sightingsOf(run, [owner])
  };
}
function asSighting(goroutine, { origin, at: at2 }) {
  return {
    origin,
    crash: {
      kind: "signal",
      message: "",
      panics: [],
      runningTests: [],
      goroutines: [goroutine],
      complete: true,
      at: at2,
      text: ""
    }
  };
}

// src/analyse/detectors/goroutine-leak.ts
var goroutineLeak = {
  id: "goroutine-leak",
  docs: {
    what: "A goroutine that a test started was still blocked when the test was over.",
    kinds: ["goroutine-leak"],
    codes: [
      "RG2004",
      "RG2005",
      "RG2006",
      "RG2007",
      "RG2008",
      "RG2009",
      "RG2011",
      "RG2012",
      "RG2013"
    ]
  },
  finish: (context2) => storiesOf(context2).filter(({ shown }) => shown.judgement.kind === "goroutine-leak").map((story) => storyFinding(story, context2))
};

// src/analyse/detectors/infrastructure.ts
var CAUSES = /* @__PURE__ */ new Map([
  [
    "cgo-disabled",
    {
      code: "RG5101",
      title: "the race detector needs cgo, and cgo is off",
      cause: "The race runtime is linked through cgo, and CGO_ENABLED is 0 or no C compiler was found.",
      cure: "Set CGO_ENABLED=1 and install a C compiler (Debian: apt-get install gcc libc6-dev)."
    }
  ],
  [
    "no-c-compiler",
    {
      code: "RG5102",
      title: "no C compiler",
      cause: "The race detector is linked by a C compiler, and the one that go looked for is not there.",
      cure: "Install one (Debian: gcc libc6-dev, Alpine: gcc musl-dev), or set CC."
    }
  ],
  [
    "out-of-memory",
    {
      code: "RG5103",
      title: "out of memory",
      cause: "The race detector needs 5 to 10 times the memory of the program, and there was not enough.",
      cure: "Run fewer packages at once (-p 1 behind --), lower history_size in GORACE, or use a larger machine."
    }
  ],
  [
    "tsan-allocation",
    {
      code: "RG5104",
      title: "ThreadSanitizer could not allocate memory",
      cause: "The race runtime could not get the memory that it keeps its state in.",
      cure: "Raise the memory or address-space limit (ulimit -v unlimited), or run fewer packages at once."
    }
  ],
  [
    "tsan-memory-mapping",
    {
      code: "RG5104",
      title: "ThreadSanitizer met an unexpected memory mapping",
      cause: "The kernel placed memory where the race runtime keeps its own (vm.mmap_rnd_bits is high).",
      cure: "Set sysctl vm.mmap_rnd_bits=28, or run under setarch -R."
    }
  ],
  [
    "unsupported-platform",
    {
      code: "RG5105",
      title: "the race detector does not support this platform",
      cause: "Go has no race runtime for this GOOS/GOARCH.",
      cure: "Run on linux/amd64, linux/arm64, darwin or windows/amd64."
    }
  ],
  [
    "too-many-goroutines",
    {
      code: "RG5107",
      title: "too many goroutines for the race detector",
      cause: "The race runtime of this Go version holds about 8,000 goroutines at a time.",
      cure: "Use Go 1.19 or newer, where the limit is gone on the common platforms, or start fewer at once."
    }
  ]
]);
var OTHER = {
  code: "RG5199",
  title: "the environment failed",
  cause: "A line of the output says that the machine or the set-up failed, not the code under test.",
  cure: "Read the line below; repeat the run once its cause is gone."
};
var OTHER_WORDS = /* @__PURE__ */ new Map([
  [
    "disk-full",
    { title: "the disk is full", cure: "Free space, or point TMPDIR and GOCACHE elsewhere." }
  ],
  ["too-many-files", { title: "too many open files", cure: "Raise the limit (ulimit -n 65536)." }],
  [
    "go-download-failed",
    { title: "go could not download a module", cure: "Check the network and GOPROXY." }
  ],
  [
    "go-version",
    { title: "the module needs a newer Go", cure: "Install that version or set GOTOOLCHAIN=auto." }
  ],
  ["go-too-old", { title: "Go is too old", cure: "Install Go 1.22 or newer." }],
  [
    "go-list-failed",
    { title: "go could not list the packages", cure: "Mend what go says, and run again." }
  ],
  [
    "flag-refused",
    {
      title: "the tests refuse a flag of the command line",
      cause: "go test hands flags that it does not know to the test binaries, and one of them does not know this one either, or not this value. It ended before its first test.",
      cure: "Correct the flag after -- (input args); a flag of one package's own tests goes to that package alone."
    }
  ],
  [
    "no-module",
    {
      title: "no Go module here",
      cure: "Run in a directory with go.mod, or set working-directory."
    }
  ]
]);
var infrastructure = {
  id: "infrastructure",
  docs: {
    what: "The machine or its set-up failed, not the code under test.",
    kinds: ["infrastructure"],
    codes: ["RG5101", "RG5102", "RG5103", "RG5104", "RG5105", "RG5106", "RG5107", "RG5199"]
  },
  finish(context2) {
    const byCode = /* @__PURE__ */ new Map();
    for (const sighting of context2.run.infrastructure) {
      const { code } = sighting;
      if (code === "killed" || code === "race-exit" || !counts(sighting, context2)) continue;
      const known3 = byCode.get(code);
      if (known3 === void 0) byCode.set(code, [sighting]);
      else known3.push(sighting);
    }
    const drafts = [...byCode].map(([code, sightings]) => draftOf8(code, sightings, context2));
    if (context2.run.manifest?.run.end === "spawn-failed") drafts.push(goMissing(context2));
    for (const problem of context2.run.manifest?.preflight ?? []) {
      drafts.push({
        ...base(context2, [""]),
        code: problem.code,
        class: problem.slug,
        severity: "error",
        title: problem.title ?? causeOf3(problem.slug).title,
        explanation: problem.message,
        fix: { words: problem.cure },
        evidence: []
      });
    }
    return drafts;
  }
};
function counts({ code, origin }, context2) {
  if (origin.channel !== "stream" || origin.package === void 0) return true;
  const found = context2.packages.get(origin.package);
  if (found === void 0) return true;
  if (found.result.outcome === "pass" || found.result.outcome === "skip") return false;
  if (code === "flag-refused" && found.result.tests.length > 0) return false;
  if (origin.streamTest === void 0) return true;
  return found.tests.get(origin.streamTest)?.outcome !== "pass";
}
function causeOf3(code) {
  const cause = CAUSES.get(code);
  if (cause !== void 0) return cause;
  return { ...OTHER, ...OTHER_WORDS.get(code) };
}
function draftOf8(code, sightings, context2) {
  const cause = causeOf3(code);
  const owners = sightings.map(({ origin }) => origin.package ?? "");
  const fromTest = sightings.every(({ origin }) => origin.streamTest !== void 0);
  return {
    ...base(context2, owners),
    code: cause.code,
    class: code,
    // A line inside a failed test's output: likely the reason, but the test printed it.
    severity: fromTest ? "warning" : "error",
    title: cause.title,
    explanation: cause.cause,
    fix: { words: cause.cure },
    evidence: sightings.slice(0, 4).map(({ at: at2, line }) => evidenceOf("log", at2, "the line that says so", line))
  };
}
function goMissing(context2) {
  return {
    ...base(context2, [""]),
    code: "RG5106",
    class: "go-missing",
    severity: "error",
    title: "go could not be started",
    explanation: "The command `go test` did not start, so no test ran.",
    fix: { words: "Install Go 1.22 or newer and put it on PATH." },
    evidence: []
  };
}
function base({ run }, owners) {
  return {
    kind: "infrastructure",
    package: owners[0] ?? "",
    module: "",
    codeClass: "unknown",
    locations: [],
    goroutines: [],
    sightings: sightingsOf(run, owners)
  };
}

// src/analyse/detectors/leak-profile.ts
var FINDINGS_MAX2 = 200;
var leakProfile = {
  id: "leak-profile",
  docs: {
    what: "The garbage collector found goroutines that nothing can wake any more (goroutineleak profile).",
    kinds: ["goroutine-leak"],
    codes: ["RG2000", "RG2004", "RG2005", "RG2007", "RG2008", "RG2009"]
  },
  // Of goroutines that another finding speaks of, the profile is that finding's proof.
  finish: (context2) => (context2.run.profiles ?? []).filter(({ kind }) => kind === "goroutine-leak").flatMap(
    (profile) => profile.sites.filter((site) => storyOfSite(site, profile, context2) === void 0).map((site) => draftOf9(site, profile, context2))
  ).filter((draft) => draft !== void 0).slice(0, FINDINGS_MAX2)
};
function draftOf9({ frames, count }, profile, { places, run }) {
  const frame = frames[blameIndex(frames, places)];
  const stuck = locationOf(frame, "stuck", places);
  if (frame === void 0 || stuck === void 0 || count === 0) return void 0;
  const status = statusOfFrames(frames);
  const { kind } = waitOf(status, frames);
  const owner = profile.package ?? packageUnderTest(parseGoSymbol(frame.function).package);
  if (kind === "harness") return void 0;
  const name = shortSymbol(frame.function);
  const many = count === 1 ? "a goroutine" : `${count} goroutines`;
  const parts = { goroutine: void 0, frames, creation: void 0 };
  return {
    kind: "goroutine-leak",
    ...leakClassOf(kind),
    severity: "error",
    certainty: "proof",
    title: `${many} leaked in ${name}`,
    explanation: `The garbage collector found ${many} in ${name} (${wordsOf(stuck)}): ${count === 1 ? "it" : "each"} ${waitWords(kind)}, and nothing that still runs can reach what it waits for. This is proof. The profile does not show which test started it.`,
    package: owner,
    module: moduleOf(run, owner),
    codeClass: codeClassOf(frames, places),
    locations: [stuck],
    goroutines: [
      {
        label: goroutineLabel(parts, places),
        state: status,
        ...count === 1 ? {} : { count },
        stack: stackOf(frames, places)
      }
    ],
    evidence: [
      { kind: "profile-sample", artifact: profile.artifact, say: "the goroutineleak profile" }
    ],
    fix: {
      words: "Give the goroutine a way to end on every path: close its channel, cancel its context, or make room in the channel that it sends to."
    },
    sightings: sightingsOf(run, [owner])
  };
}

// src/analyse/contention.ts
function contendedPlaces(run, places) {
  return (run.profiles ?? []).filter(({ kind }) => kind === "mutex" || kind === "block").flatMap((profile) => placesOf3(profile, places)).sort((a, b) => b.delayNs - a.delayNs);
}
function placesOf3(profile, places) {
  const sums = /* @__PURE__ */ new Map();
  let total = 0;
  for (const site of profile.sites) {
    const frame = placeOf4(site, places);
    if (frame === void 0) continue;
    total += site.delayNs;
    const primitive = site.frames[0]?.function ?? "";
    const key = `${frame.function}
${frame.file}:${frame.line}
${primitive}`;
    const known3 = sums.get(key);
    if (known3 !== void 0) {
      known3.count += site.count;
      known3.delayNs += site.delayNs;
    } else {
      const own = places.of(frame).owner === "own";
      const { count, delayNs } = site;
      sums.set(key, { frame, primitive, own, count, delayNs });
    }
  }
  return [...sums.values()].map((sum) => ({
    ...sum,
    profile,
    share: total === 0 ? 0 : sum.delayNs / total
  }));
}
function placeOf4({ frames }, places) {
  const frame = frames[blameIndex(frames, places)];
  if (frame === void 0) return void 0;
  const { owner, package: path } = places.of(frame);
  if (owner === "runtime" || path === "testing" || path.startsWith("runtime/")) return void 0;
  return frame;
}

// src/analyse/deep/hold-words.ts
var WAITERS_SHOWN = 3;
function holdWords2(run, process, released) {
  const use = (run.traceEnds ?? []).filter((end) => end.package === process.package && end.pid === process.pid).flatMap(({ locks }) => locks?.uses ?? []).filter(({ longest }) => {
    const caller = callerOf(longest.released)?.function;
    return caller !== void 0 && deferringFunction(caller) === deferringFunction(released);
  }).sort((a, b) => b.waitedNs - a.waitedNs)[0];
  return use === void 0 ? "" : wordsOf2(use);
}
function wordsOf2(use) {
  const { address, longest } = use;
  const waiters2 = longest.waiters.slice(0, WAITERS_SHOWN).map(
    ({ party, waitNs }) => `goroutine ${party.goid} waited ${durationText(waitNs)} of it (${siteWords4(party.frames)})`
  );
  const more = longest.waiters.length - waiters2.length;
  const others = more > 0 ? `, and ${more} more` : "";
  const waited = waiters2.length === 0 ? "" : `; ${waiters2.join(", ")}${others}`;
  return ` By its own events, goroutine ${longest.goid} held the ${kindOf(use)} ${address} for ${lengthOf(longest)}, taken at ${siteWords4(longest.frames)}${waited}.`;
}
function lengthOf({ toNs, sinceNs }) {
  return durationText(toNs - sinceNs);
}
function siteWords4(frames) {
  const at2 = callerOf(frames);
  return at2 === void 0 ? "?" : `${shortSymbol(at2.function)}, ${place2(at2.file, at2.line)}`;
}

// src/analyse/detectors/lock-contention.ts
var DELAY_MIN_NS = 1e9;
var SHARE_MIN2 = 0.5;
var STANDING_MIN = 1;
var WAITERS_MAX3 = 3;
var ROWS_MAX = 8;
var lockContention = {
  id: "lock-contention",
  docs: {
    what: "Goroutines waited for one lock for longer than the package's tests took.",
    kinds: ["lock-contention"],
    codes: ["RG4001"]
  },
  finish(context2) {
    const all = contendedPlaces(context2.run, context2.places);
    return all.filter((place4) => place4.profile.kind === "mutex" && place4.own).map((place4) => draftOf10(place4, all, context2)).filter((draft) => draft !== void 0);
  }
};
function draftOf10(place4, all, context2) {
  const { run, places, packages } = context2;
  const { profile, frame, delayNs, share, count } = place4;
  const owner = profile.package ?? packageUnderTest(parseGoSymbol(frame.function).package);
  const elapsedSec = packages.get(owner)?.result.elapsedSec;
  if (elapsedSec === void 0 || elapsedSec <= 0) return void 0;
  const standing = delayNs / (elapsedSec * 1e9);
  if (delayNs < DELAY_MIN_NS || share < SHARE_MIN2 || standing < STANDING_MIN) return void 0;
  const holder = locationOf(frame, "holder", places);
  if (holder === void 0) return void 0;
  const waiting = all.filter(({ profile: other, own, primitive }) => {
    const same = other.kind === "block" && other.package === profile.package;
    return same && other.pid === profile.pid && own && /Lock$/.test(primitive);
  });
  const waiters2 = waiting.slice(0, WAITERS_MAX3);
  const stuck = waiters2.map((waiter) => locationOf(waiter.frame, "stuck", places));
  const where = shortSymbol(deferringFunction(frame.function));
  return {
    kind: "lock-contention",
    code: "RG4001",
    class: "unclassified",
    severity: "note",
    certainty: "direct",
    title: `${seconds2(delayNs)} of waiting for the lock that ${where} holds`,
    explanation: `Goroutines waited ${seconds2(delayNs)} in all, ${count === 1 ? "once" : `${count} times`}, until ${where} (${wordsOf(holder)}) released the lock; the package's tests took ${elapsedSec.toFixed(1)} s, so on average ${standing.toFixed(1)} goroutines stood still. That is ${Math.round(share * 100)} % of all waiting for locks in the process.` + waiterWords(waiters2) + holdWords2(run, profile, frame.function),
    package: owner,
    module: moduleOf(run, owner),
    codeClass: codeClassOf([frame], places),
    locations: [holder, ...stuck.filter((each) => each !== void 0)],
    goroutines: [],
    contention: [
      rowOf(place4, "holder", places),
      ...waiting.slice(0, ROWS_MAX - 1).map((waiter) => rowOf(waiter, "waiter", places))
    ].filter((row) => row !== void 0),
    evidence: [{ kind: "profile-sample", artifact: profile.artifact, say: "the mutex profile" }],
    fix: {
      words: "Do less while the lock is held: copy what is needed, unlock, then work. Input, output and sleeping do not belong under a lock."
    },
    sightings: sightingsOf(run, [owner])
  };
}
function rowOf({ frame, primitive, count, delayNs, share }, role, places) {
  const location2 = locationOf(frame, role === "holder" ? "holder" : "stuck", places);
  return location2 && { role, location: location2, primitive, waits: count, waitNs: delayNs, share };
}
function waiterWords(waiters2) {
  if (waiters2.length === 0) return "";
  const parts = waiters2.map(
    ({ frame, delayNs }) => `${shortSymbol(frame.function)} (${seconds2(delayNs)})`
  );
  return ` Those who waited: ${parts.join(", ")}.`;
}
function seconds2(ns) {
  return `${(ns / 1e9).toFixed(1)} s`;
}

// src/analyse/reruns/signatures.ts
var SIGNATURES = [
  {
    id: "tracer-crash",
    text: /runtime\.(?:fpTracebackPCs|fpunwindExpand|traceStack|traceLocker|\(\*traceBuf\)|traceAcquire|traceAdvance)\b/,
    words: "the process dies in runtime.fpTracebackPCs or beside it, where the tracer walks a stack by frame pointers, which assembly or a stack of the program's own may not keep",
    by: "trace",
    inTracer: true
  },
  {
    id: "trace-start",
    text: /trac(?:er|ing) (?:is )?already enabled/i,
    words: "the tests start an execution trace of their own (trace.Start, pprof's trace handler), and a process can have only one",
    by: "trace"
  },
  {
    id: "read-trace",
    text: /runtime\.ReadTrace\b|runtime\/trace\.Start\.func/,
    words: "a leak check counts the goroutine that writes the trace (runtime.ReadTrace) as one that was left behind",
    by: "trace"
  },
  {
    id: "profile-rate",
    text: /SetMutexProfileFraction|SetBlockProfileRate|mutex ?profile|block ?profile|profile ?rate|\bfraction\b/i,
    words: "the tests look at a profile or its rate, which -mutexprofile and -blockprofile set",
    by: "profiles"
  },
  {
    id: "goroutine-count",
    text: /NumGoroutine|\bgoroutines?\b/i,
    words: "the tests count goroutines, and the trace has one of its own (runtime.ReadTrace)",
    by: "trace"
  }
];
function signatureOf(text) {
  return SIGNATURES.find((signature) => signature.text.test(text));
}

// src/analyse/reruns/words.ts
function ofRuns({ failed: failed2, runs }) {
  return `${failed2} of ${runs}`;
}
function observationName(signatures) {
  const kinds = new Set(signatures.map(({ by }) => by));
  if (kinds.size !== 1) return "trace and profiles";
  return kinds.has("trace") ? "the trace" : "the profiles";
}
var FAILURES = /* @__PURE__ */ new Set([
  "test-failure",
  "panic",
  "fatal-error",
  "deadlock",
  "goroutine-leak"
]);
function withRerunWords(draft, run) {
  if (!FAILURES.has(draft.kind)) return draft;
  const verdict = run.rerunVerdicts?.find((each) => isAbout(each, draft));
  const words2 = verdict === void 0 ? void 0 : wordsOf3(verdict);
  return words2 === void 0 ? draft : { ...draft, explanation: `${draft.explanation} ${words2}` };
}
function isAbout({ package: owner, test, by }, draft) {
  if (owner !== draft.package || by === "observer" || by === "pins") return false;
  return test === void 0 || draft.test !== void 0 && isWithin(draft.test.name, test);
}
function wordsOf3({ by, observed, unobserved }) {
  if (by === "own") return `It fails without the trace too (${ofRuns(unobserved)}).`;
  if (by === "flaky") {
    const failed2 = observed.failed + unobserved.failed;
    return `Run again, it is flaky: ${ofRuns({ failed: failed2, runs: observed.runs + unobserved.runs })} runs failed.`;
  }
  if (unobserved.runs === 0) return "There was no time to run it to its end without the trace.";
  const passed2 = ofRuns({ failed: unobserved.runs - unobserved.failed, runs: unobserved.runs });
  return `It passes without the trace (${passed2}); whether the trace is the cause is open.`;
}

// src/analyse/trust-draft.ts
var NAMES_MAX3 = 20;
function trustDraft(doubt, { run }) {
  const [only3 = ""] = doubt.packages.length === 1 ? doubt.packages : [""];
  return {
    kind: "trust",
    code: doubt.code,
    class: doubt.class,
    severity: doubt.severity,
    title: doubt.title,
    explanation: doubt.explanation,
    package: only3,
    module: moduleOf(run, only3),
    codeClass: "unknown",
    locations: [],
    goroutines: [],
    evidence: doubt.evidence ?? [],
    fix: { words: doubt.cure },
    sightings: sightingsOf(run, doubt.packages.length === 0 ? [""] : doubt.packages)
  };
}
function listed(names) {
  const more = names.length > NAMES_MAX3 ? ` and ${names.length - NAMES_MAX3} more` : "";
  return `${names.slice(0, NAMES_MAX3).join(", ")}${more}`;
}

// src/analyse/detectors/observer.ts
var observer = {
  id: "observer",
  docs: {
    what: "Tests fail because of what racegate observes them with, not by themselves.",
    kinds: ["trust"],
    codes: ["RG5207"]
  },
  finish(context2) {
    const { rerunVerdicts = [] } = context2.run;
    const draftsOf = (by, make) => {
      const own = rerunVerdicts.filter((verdict) => verdict.by === by);
      const byPackage = Map.groupBy(own, (verdict) => verdict.package);
      return [...byPackage].map(([owner, verdicts]) => make(context2, owner, verdicts));
    };
    return [...draftsOf("observer", draftOf11), ...draftsOf("pins", pinsDraft)];
  }
};
function draftOf11(context2, owner, verdicts) {
  const names = verdicts.map(({ test: test2 }) => test2).filter((test2) => test2 !== void 0);
  const [first2] = verdicts;
  const signatures = signaturesOf(verdicts);
  const what = observationName(signatures);
  const pronoun = what === "the trace" ? "it" : "them";
  const counts2 = first2 === void 0 ? "" : `passes without ${what} (${passes(first2)}), fails with ${pronoun} (${ofRuns(first2.observed)})`;
  const known3 = signatures.map(({ words: words2 }) => words2);
  const why = known3.length === 0 ? "In what way it changes the result is not known." : `${capital(known3.join("; "))}.`;
  const output = verdicts.map((verdict) => verdict.output).join("\n");
  const draft = trustDraft(
    {
      code: "RG5207",
      class: "observer-changes-result",
      severity: "warning",
      title: `${names.length === 0 ? owner : `${listed(names)} in ${owner}`}: ${counts2}`,
      explanation: `The tests were run again in new processes, under the race detector, with and without ${what}. ${why} What counts is the run without; the build does not fail over it.`,
      cure: cureWords(owner, signatures),
      packages: [owner],
      evidence: [streamEvidence(context2.run, "what the failing run printed", output)]
    },
    context2
  );
  const [test] = names;
  if (test === void 0) return draft;
  return { ...draft, test: { ...namedScope(test), by: "stream", confidence: 1, reported: test } };
}
function pinsDraft(context2, owner, verdicts) {
  const names = verdicts.map(({ test }) => test).filter((test) => test !== void 0);
  const gomaxprocs = context2.run.manifest?.pinned.gomaxprocs.requested ?? "4";
  const pins = `GOMAXPROCS=${gomaxprocs}, GORACE and GOTRACEBACK`;
  const [first2] = verdicts;
  const pinned = {
    failed: (first2?.observed.failed ?? 0) + (first2?.unobserved.failed ?? 0),
    runs: (first2?.observed.runs ?? 0) + (first2?.unobserved.runs ?? 0)
  };
  const plain = first2 === void 0 ? "" : passes({ ...first2, unobserved: first2.plain });
  return trustDraft(
    {
      code: "RG5207",
      class: "pins-change-result",
      severity: "warning",
      title: `${names.length === 0 ? owner : `${listed(names)} in ${owner}`}: passes with the settings of plain go test (${plain}), fails with ${pins} set (${ofRuns(pinned)})`,
      explanation: `The tests were run again in new processes, under the race detector, with and without the variables that racegate sets: ${pins}. What counts is the run without; the build does not fail over it. Tests that fail with another number of processors can have a fault of their own.`,
      cure: "If the number of processors is the cause, set gomaxprocs in .racegate.yml, or let the test ask runtime.GOMAXPROCS(0) in the place of runtime.NumCPU().",
      packages: [owner],
      evidence: [
        streamEvidence(
          context2.run,
          "what the failing run printed",
          verdicts.map((verdict) => verdict.output).join("\n")
        )
      ]
    },
    context2
  );
}
function signaturesOf(verdicts) {
  return [
    ...new Set(
      verdicts.map(({ output }) => signatureOf(output)).filter((each) => each !== void 0)
    )
  ];
}
function passes({ unobserved: { failed: failed2, runs } }) {
  return ofRuns({ failed: runs - failed2, runs });
}
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
function cureWords(owner, signatures) {
  const kinds = new Set(signatures.map(({ by }) => by));
  const trace = kinds.size === 0 || kinds.has("trace") ? ", trace: never" : "";
  const profiles = kinds.size === 0 || kinds.has("profiles") ? ", profiles: false" : "";
  return `In .racegate.yml: observe: [{packages: [${owner}]${trace}${profiles}}].`;
}

// src/analyse/panic-story.ts
var NAMES_MAX4 = 6;
var LINES_MAX = 120;
function panicStory(run, origin) {
  const record = (run.panicRecords ?? []).find(
    (one) => one.package === origin.package && one.pid === origin.pid
  );
  if (record === void 0) return { words: "", evidence: void 0 };
  const lines = record.stops.slice(0, LINES_MAX).map(lineOf2);
  const evidence = lines.length === 0 ? void 0 : {
    kind: "log",
    artifact: record.artifact,
    say: `what Delve saw when ${record.test} ran once more, stop by stop`,
    text: lines.join("\n")
  };
  return { words: wordsOf4(record), evidence };
}
function wordsOf4(record) {
  if (record.end === "failed" && record.stops.length === 0) {
    return ` Delve could not look at it: ${record.why ?? "no reason given"}.`;
  }
  const fatal = record.stops.find(({ at: at2 }) => at2 === "fatal");
  const recovered = recoveredWords(record.stops);
  if (fatal === void 0) {
    return ` Under Delve the test did not panic to its end once more.${recovered}`;
  }
  const own = record.stops.filter(({ goid }) => goid === fatal.goid);
  const ran = own.filter(({ at: at2 }) => at2 === "deferred").map(({ frames: [frame] }) => nameOf2(frame));
  const shown = ran.slice(0, NAMES_MAX4).join(", then ");
  const more = ran.length > NAMES_MAX4 ? ` and ${ran.length - NAMES_MAX4} more` : "";
  const again = own.filter(({ at: at2, panics }) => at2 === "panic" && panics.length > 1).map(againWords);
  return ` Under Delve it was goroutine ${fatal.goid}` + (shown === "" ? ", and no deferred function of the program ran." : `: deferred functions ran in this order: ${shown}${more}.`) + again.join("") + recovered;
}
function againWords({ panics: [raised, before], frames: [frame] }) {
  if (raised === void 0 || before === void 0) return "";
  const what = before.recovered ? `had recovered ${before.value} and` : `, while ${before.value} unwound,`;
  return ` ${nameOf2(frame)} ${what} raised ${raised.value}.`.replace(" , ", ", ");
}
function recoveredWords(stops) {
  const texts = /* @__PURE__ */ new Set();
  for (const [index, stop] of stops.entries()) {
    if (stop.at !== "recovered") continue;
    const by = stops.findLast(
      (one, at2) => at2 < index && one.at === "recover" && one.goid === stop.goid
    );
    const value = stop.panics[0]?.value ?? "a panic";
    texts.add(`${value} by ${nameOf2(by?.frames[0])} on goroutine ${stop.goid}`);
  }
  const [...all] = texts;
  if (all.length === 0) return "";
  const more = all.length > NAMES_MAX4 ? `; and ${all.length - NAMES_MAX4} more` : "";
  return ` Recovered on the way: ${all.slice(0, NAMES_MAX4).join("; ")}${more}.${onceWords2(stops)}`;
}
var ONCE3 = "sync.(*Once).doSlow";
function onceWords2(stops) {
  const places = /* @__PURE__ */ new Set();
  for (const { at: at2, frames, goid, panics } of stops) {
    const index = frames.findIndex(({ function: name }) => name === ONCE3);
    if (at2 !== "panic" || index < 0) continue;
    const caller = callerOf(frames.slice(index));
    const keeps = frames.some(({ function: name }) => /^sync\.Once(?:Func|Value)/.test(name));
    const over = stops.some((one) => one.at === "recovered" && one.goid === goid);
    if (keeps || !over || caller === void 0) continue;
    places.add(
      `${panics[0]?.value ?? "a panic"} came out of the function of a Once (${nameOf2(caller)})`
    );
  }
  const [...all] = places;
  if (all.length === 0) return "";
  return ` ${all.slice(0, NAMES_MAX4).join("; ")}: to the Once it has been run, and Do does not run it again, whatever it has not set up.`;
}
function nameOf2(at2) {
  return at2 === void 0 ? "a function" : `${shortSymbol(at2.function)} (${place2(at2.file, at2.line)})`;
}
var AT = {
  panic: "panics",
  defer: "defers",
  deferred: "deferred function runs",
  recover: "recover is called",
  recovered: "recovered",
  fatal: "not recovered: the process ends"
};
function lineOf2({ at: at2, goid, frames: [frame], panics, defers }) {
  const chain = panics.map(({ value, recovered, goexit }) => {
    const mark = goexit ? " (Goexit)" : recovered ? " (recovered)" : "";
    return `${value}${mark}`;
  });
  const waiting = defers.map(
    ({ deferred: deferred2, by }) => `${shortSymbol(deferred2.function)} (${place2(by.file, by.line)})`
  );
  return [
    `goroutine ${goid}: ${AT[at2]} in ${nameOf2(frame)}`,
    ...chain.length === 0 ? [] : [`  panics, newest first: ${chain.join(" < ")}`],
    ...waiting.length === 0 ? [] : [`  deferred, next first: ${waiting.join(", ")}`]
  ].join("\n");
}

// src/analyse/detectors/panic.ts
var DEFERRED_MAX = 5;
var panic = {
  id: "panic",
  docs: {
    what: "A goroutine panicked and nothing recovered it: the test process ended there.",
    kinds: ["panic"],
    codes: ["RG3001"]
  },
  finish: (context2) => groupCrashes(context2, ["panic"]).map((group) => draftOf12(group, context2)).filter((draft) => draft !== void 0)
};
function draftOf12(group, context2) {
  const base3 = crashBase(group, context2, "panic");
  const [sighting] = group;
  if (base3 === void 0 || sighting === void 0) return void 0;
  const { crash } = sighting;
  const message = messageOf(firstPanic(crash));
  const where = base3.frame === void 0 ? "" : ` in ${shortSymbol(base3.frame.function)}`;
  const cause = base3.class.cause === "" ? "" : ` ${base3.class.cause}`;
  const story = panicStory(context2.run, sighting.origin);
  const evidence = [
    ...base3.draft.evidence,
    ...story.evidence === void 0 ? [] : [story.evidence]
  ];
  return {
    ...base3.draft,
    evidence,
    kind: "panic",
    code: "RG3001",
    title: `panic: ${message}${where}`,
    explanation: `The process panicked${inWords(base3)}: ${message}.${cause}${diedWords(base3)}${laterWords(crash)}${unwindingWords(base3)}${story.words}${testWords(base3.draft)} Tests of the package that had not ended have no result.` + missingWords(crash, base3)
  };
}
function laterWords({ panics }) {
  const [first2, ...later2] = panics;
  const last = later2.at(-1);
  if (first2 === void 0 || last === void 0) return "";
  const recovered = first2.marks.includes("recovered");
  const same = last.text === first2.text ? "the same value again" : `"${messageOf(last.text)}"`;
  return recovered ? ` It was recovered, and ${same} was raised.` : ` While it unwound, a deferred function raised ${same}.`;
}
function unwindingWords({ goroutine }) {
  const frames = goroutine?.frames ?? [];
  const deferred2 = deferredCalls(frames);
  const names = deferred2.slice(0, DEFERRED_MAX).join(", ");
  const ran = names === "" ? "" : ` Deferred functions that ran and did not return: ${names}.`;
  return isInGoexit(frames) ? `${ran} runtime.Goexit (t.FailNow, t.SkipNow) was ending the goroutine.` : ran;
}

// src/analyse/detectors/race-without-report.ts
var raceWithoutReport = {
  id: "race-without-report",
  docs: {
    what: "A text that says that a race was detected, without the report.",
    kinds: ["trust"],
    codes: ["RG5202"]
  },
  finish: ({ run, packages }) => {
    if (run.manifest !== void 0 || packages.size > 0 || run.races.length > 0) return [];
    const said = run.infrastructure.filter(({ code }) => code === "race-exit");
    if (said.length === 0) return [];
    return [
      {
        kind: "trust",
        code: "RG5202",
        class: "lost-race-report",
        severity: "error",
        title: "a race was detected, and its report is not in this text",
        explanation: 'Exit status 66 and the line "race detected during execution of test" come from the race detector. Its report, which begins with WARNING: DATA RACE, is not in what was read: it stands further up, in a part that was cut, or in the file that log_path in GORACE names.',
        package: "",
        module: "",
        codeClass: "unknown",
        locations: [],
        goroutines: [],
        evidence: said.slice(0, 4).map(({ at: at2, line }) => evidenceOf("log", at2, "the line that says so", line)),
        fix: {
          words: "Give the log from its beginning, or the file that log_path names; or let racegate run the tests, which keeps the reports by itself."
        },
        sightings: sightingsOf(run, [""])
      }
    ];
  }
};

// src/analyse/detectors/recovered-panic.ts
var NOTES_MAX = 50;
var recoveredPanic = {
  id: "recovered-panic",
  docs: {
    what: "A panic was recovered and its stack logged, as net/http does for its handlers: a note, never a crash.",
    kinds: ["panic"],
    codes: ["RG3005"]
  },
  finish(context2) {
    const groups = /* @__PURE__ */ new Map();
    for (const dump of context2.run.dumps ?? []) {
      const sighting = recoveredIn(dump, context2);
      if (sighting === void 0) continue;
      const [frame] = faultFrames(sighting.crash.goroutines[0]?.frames ?? []);
      const key = `${sighting.origin.package ?? ""}
${frame?.function ?? ""}:${frame?.line ?? 0}`;
      const known3 = groups.get(key);
      if (known3 === void 0) groups.set(key, [sighting]);
      else known3.push(sighting);
    }
    return [...groups.values()].slice(0, NOTES_MAX).map((group) => draftOf13(group, context2)).filter((draft) => draft !== void 0);
  }
};
function recoveredIn(dump, { run }) {
  const { goroutines, at: at2, origin, before = "", text = "", tool } = dump;
  const [first2] = goroutines;
  if (first2 === void 0 || tool !== void 0 || dump.moment !== void 0) return void 0;
  if (faultFrames(first2.frames).length === first2.frames.length) return void 0;
  const crashed = run.crashes.some(
    ({ crash: crash2, origin: other }) => crash2.goroutines[0]?.goid === first2.goid && other.package === origin.package
  );
  if (crashed) return void 0;
  const message = recoveredMessage(before);
  const crash = {
    kind: "panic",
    message,
    panics: [{ text: message, marks: ["recovered"] }],
    runningTests: [],
    goroutines,
    complete: true,
    at: at2,
    text: before === "" ? text : `${before}
${text}`
  };
  return { crash, origin };
}
function recoveredMessage(before) {
  const at2 = before.toLowerCase().lastIndexOf("panic");
  if (at2 < 0) return "";
  const colon = /^panic(?:ked)?(?: serving \S{1,200}| [a-z ]{0,40})?: /i.exec(before.slice(at2));
  return colon === null ? "" : before.slice(at2 + colon[0].length).trim();
}
function draftOf13(group, context2) {
  const base3 = crashBase(group, context2, "panic");
  const [sighting] = group;
  if (base3 === void 0 || sighting === void 0) return void 0;
  const message = messageOf(sighting.crash.message);
  const where = base3.frame === void 0 ? "" : ` in ${shortSymbol(base3.frame.function)}`;
  const words2 = message === "" ? "" : `: ${message}`;
  const cause = base3.class.cause === "" ? "" : ` ${base3.class.cause}`;
  const isHttp = sighting.crash.goroutines[0]?.frames.some(
    (frame) => frame.function === "net/http.(*conn).serve"
  );
  const who = isHttp === true ? "net/http recovered it and closed the connection" : "it was recovered";
  return {
    ...base3.draft,
    kind: "panic",
    code: "RG3005",
    severity: "note",
    title: `recovered panic${words2}${where}`,
    explanation: `A goroutine panicked${inWords(base3)}${words2}.${cause} The process went on: ${who}, and its stack was printed.${testWords(base3.draft)} A recovered panic leaves work half done: locks that are not deferred stay locked.`
  };
}

// src/analyse/failure-message.ts
var LABEL = /^\s*\t?(Error Trace|Error|Test|Messages):\s*(.*)$/;
var TRACE = /^(\S.{0,4095}?):(\d{1,7})$/;
var DIFF = /^Diff:/;
var LINES_MAX2 = 8;
function messageOf2({ text, more }) {
  const labels = labelled(more);
  const error = labels.get("Error");
  if (text === "" && error !== void 0) {
    const said = joined2(until(error, DIFF), ", ").replaceAll(":, ", ": ");
    const own = joined2(labels.get("Messages") ?? [], " ");
    const trace = (labels.get("Error Trace") ?? []).flatMap((entry) => {
      const [, file, line] = TRACE.exec(entry) ?? [];
      return file === void 0 ? [] : [{ file, line: Number(line) }];
    });
    return { text: own === "" ? said : `${said} (${own})`, trace };
  }
  return { text: plainText(text, more), trace: [] };
}
function isAssertion({ text, more }) {
  return text === "" && more.some((line) => /^\s*\t?Error Trace:/.test(line));
}
function plainText(text, more) {
  const first2 = text.trim();
  if (first2 !== "" && !first2.endsWith(":")) return first2;
  const changed = more.filter((line) => /^[-+]\s*\S/.test(line));
  const rest = changed.length > 0 ? changed : more;
  return `${first2} ${joined2(rest, " ")}`.trim();
}
function labelled(lines) {
  const labels = /* @__PURE__ */ new Map();
  let open4;
  for (const line of lines) {
    const [, label, value = ""] = LABEL.exec(line) ?? [];
    if (label !== void 0) {
      open4 = [value.trim()];
      labels.set(label, open4);
    } else open4?.push(line.trim());
  }
  return labels;
}
function until(lines, end) {
  const at2 = lines.findIndex((line) => end.test(line));
  return at2 < 0 ? lines : lines.slice(0, at2);
}
function joined2(lines, by) {
  return lines.map((line) => line.trim().replaceAll(/\s+/g, " ")).filter((line) => line !== "").slice(0, LINES_MAX2).join(by);
}

// src/analyse/logged-lines.ts
var LOGGED = /^(?:.{0,4096}? {4}| {0,64})([^\s:/\\]{1,200}\.\w{1,8}|\?\?\?):(\d{1,7}): ?(.*)$/;
var LOOKS_LOGGED = /(?:\.\w{1,8}|\?\?\?):\d{1,7}: /;
var RACE_TEXT = "race detected during execution of test";
var FRAMING = /^(?:=== |--- )/;
var MORE_MAX = 60;
function loggedLines(output) {
  const lines = [];
  let open4;
  for (const raw of output.split("\n")) {
    const found = LOOKS_LOGGED.test(raw) ? LOGGED.exec(raw) : null;
    const [, file, line, text = ""] = found ?? [];
    if (file !== void 0) {
      open4 = void 0;
      if (file === "testing.go" && text.startsWith(RACE_TEXT)) continue;
      open4 = [];
      lines.push({ file, line: Number(line), text, more: open4 });
    } else if (open4 !== void 0) {
      if (FRAMING.test(raw) || !/^(?: {8}|\s*$)/.test(raw)) open4 = void 0;
      else if (open4.length < MORE_MAX) open4.push(raw.slice(8).trimEnd());
    }
  }
  return lines;
}

// src/analyse/source/test-code.ts
var NAME = /^(?:identifier|field_identifier|type_identifier)$/;
var TestCode = class {
  files;
  #units;
  #byName = /* @__PURE__ */ new Map();
  #reached = /* @__PURE__ */ new Map();
  /** @param files all Go files of one directory, those of an external test package too */
  constructor(files) {
    this.files = files;
    this.#units = files.flatMap(unitsOf);
    for (const unit of this.#units) {
      for (const name of unit.names) {
        const known3 = this.#byName.get(name);
        if (known3 === void 0) this.#byName.set(name, [unit]);
        else known3.push(unit);
      }
    }
  }
  /** A function, method, type or variable of that name is declared here. */
  declares(name) {
    return this.#byName.has(name);
  }
  /** What a test of that name may run; undefined where it is not declared here. */
  reachOfTest(name) {
    const own = this.#byName.get(name);
    if (own === void 0) return void 0;
    return this.#reach(`test ${name}`, [...own, ...this.#units.filter(({ always }) => always)]);
  }
  /** What a call of that name may run. */
  reachOfCall(name) {
    return this.#reach(`call ${name}`, this.#byName.get(name) ?? []);
  }
  #reach(key, from) {
    const known3 = this.#reached.get(key);
    if (known3 !== void 0) return known3;
    const seen = new Set(from);
    for (const unit of seen) {
      for (const name of namesIn(unit)) {
        for (const next of this.#byName.get(name) ?? []) seen.add(next);
      }
    }
    const reached = [...seen];
    this.#reached.set(key, reached);
    return reached;
  }
};
var mentioned = /* @__PURE__ */ new WeakMap();
function namesIn(unit) {
  const known3 = mentioned.get(unit);
  if (known3 !== void 0) return known3;
  const names = /* @__PURE__ */ new Set();
  for (const node of descendants(unit.node)) if (NAME.test(node.type)) names.add(node.text);
  mentioned.set(unit, names);
  return names;
}
function unitsOf(file) {
  const units = [];
  for (const node of file.root.children) {
    const name = childOf(node, "name")?.text ?? "";
    if (node.type === "function_declaration") {
      units.push({ file, node, names: [name], always: name === "init" || name === "TestMain" });
    } else if (node.type === "method_declaration") {
      const receiver = file.functionOf(node)?.receiver?.type ?? "";
      units.push({ file, node, names: [name, typeName(receiver)], always: false });
    } else if (/^(?:var|const|type)_declaration$/.test(node.type)) {
      units.push(...specsOf(file, node));
    }
  }
  return units;
}
function specsOf(file, declaration) {
  const units = [];
  for (const node of descendants(declaration, (each) => each.type !== "func_literal")) {
    if (!/^(?:(?:var|const|type)_spec|type_alias)$/.test(node.type)) continue;
    const names = childrenOf(node, "name").map(({ text }) => text);
    const value = childOf(node, "value");
    const calls = value?.children.some(({ type }) => type === "call_expression") === true;
    units.push({ file, node, names, always: node.type === "var_spec" && calls });
  }
  return units;
}

// src/analyse/source/ways-to-fail.ts
var SILENT = /^Fail(?:Now)?$/;
var WITH_LINE = /^(?:Error|Errorf|Fatal|Fatalf)$/;
var LOG = /^(?:Log|Logf|Skip|Skipf)$/;
var BUILTIN2 = /^(?:append|panic|print|println|any|new|copy|len|cap|min|max)$/;
var TEXT_MAX3 = 120;
function waysToFail(program, code, units) {
  const all = units.map((unit) => waysOfUnit(program, code, unit));
  return {
    silent: all.flatMap(({ silent }) => silent),
    passedOn: all.flatMap(({ passedOn }) => passedOn),
    withLine: all.some(({ withLine }) => withLine),
    inHelper: all.some(({ inHelper }) => inHelper)
  };
}
var known2 = /* @__PURE__ */ new WeakMap();
function waysOfUnit(program, code, unit) {
  const before = known2.get(unit);
  if (before !== void 0) return before;
  const { file, node: declaration } = unit;
  const silent = [];
  const passedOn = [];
  let helper = false;
  let loud = false;
  for (const node of descendants(declaration)) {
    if (isSilent(file, node)) silent.push(placeOf5(file, callOf(node)?.call ?? node));
    else if (isPassedOn(program, code, file, node)) passedOn.push(placeOf5(file, node));
    loud ||= isLoud(file, node);
    helper ||= node.type === "field_identifier" && node.text === "Helper";
  }
  const assertions = usesSpeaking(file);
  const made = {
    silent,
    passedOn,
    withLine: loud || assertions,
    inHelper: assertions || helper && (loud || reachesLoud(code, declaration))
  };
  known2.set(unit, made);
  return made;
}
function placeOf5(file, node) {
  const [text = ""] = node.text.split("\n", 1);
  return { file: file.path, line: node.line, text: text.slice(0, TEXT_MAX3) };
}
function reachesLoud(code, unit) {
  const name = childOf(unit, "name")?.text;
  if (name === void 0) return true;
  return code.reachOfCall(name).some(({ file, node }) => [...descendants(node)].some((each) => isLoud(file, each)));
}
function isLoud(file, node) {
  if (node.type !== "selector_expression" || !WITH_LINE.test(fieldOf(node))) return false;
  if (importOf(file, childOf(node, "operand")) !== void 0) return false;
  const call = callOf(node);
  return call === void 0 || call.args.length > 0;
}
function isSilent(file, node) {
  if (node.type === "interpreted_string_literal") return SILENT.test(node.text.slice(1, -1));
  if (node.type !== "selector_expression" || !SILENT.test(fieldOf(node))) return false;
  if (importOf(file, childOf(node, "operand")) !== void 0) return false;
  const call = callOf(node);
  if (call === void 0) return true;
  if (call.args.length > 0) return /\btesting\.\w+/.test(childOf(node, "operand")?.text ?? "");
  return !followsFailure(file, call.call);
}
function fieldOf(selector) {
  return childOf(selector, "field")?.text ?? "";
}
function callOf(selector) {
  return selector.field === "function" ? callParts(selector.parent) : void 0;
}
function followsFailure(file, call) {
  const statement = call.parent;
  const before = statement?.parent?.children ?? [];
  for (const sibling of before) {
    if (sibling === statement) break;
    const parts = callParts(
      sibling.type === "expression_statement" ? namedChildren(sibling)[0] : sibling
    );
    if (parts !== void 0 && WITH_LINE.test(parts.name) && parts.args.length > 0) {
      if (importOf(file, parts.operand) === void 0) return true;
    }
  }
  for (const ancestor of ancestors(call)) {
    if (/^func/.test(ancestor.type)) return false;
    if (ancestor.type !== "if_statement") continue;
    const condition = childOf(ancestor, "condition")?.text ?? "";
    return /^\w+\.Failed\(\)$/.test(condition) || /^!\w+\.Run\(/.test(condition);
  }
  return false;
}
function isPassedOn(program, code, file, node) {
  const given = (each) => isTestValue(program, file, each);
  if (node.type === "composite_literal") {
    const type = childOf(node, "type")?.text ?? "";
    return isUnreadType(code, file, node, type) && literalValues(node).some(given);
  }
  if (node.type === "assignment_statement") {
    const target = namedChildren(childOf(node, "left"))[0];
    if (!namedChildren(childOf(node, "right")).some(given)) return false;
    if (target?.type === "identifier") return !isKnownName(code, file, target);
    const operand = target?.type === "selector_expression" ? childOf(target, "operand") : void 0;
    return operand !== void 0 && isUnreadType(code, file, node, typeOf(program, file, operand) ?? "");
  }
  const parts = callParts(node);
  if (parts === void 0) return isUnnamedCall(node) && argumentsOf(node).some(given);
  if (parts.name === "Run" && parts.args.some((each) => isForeignFunction(file, each))) return true;
  return !mayBeGiven(program, code, file, parts) && parts.args.some(given);
}
function isUnnamedCall(node) {
  return node.type === "call_expression" && childOf(node, "function")?.type !== "func_literal";
}
function argumentsOf(call) {
  return namedChildren(childOf(call, "arguments"));
}
function literalValues(literal) {
  return namedChildren(childOf(literal, "body")).flatMap((element) => {
    const last = namedChildren(element).at(-1);
    const inner = last?.type === "literal_element" ? namedChildren(last)[0] : last;
    return inner === void 0 ? [] : [inner];
  });
}
function isUnreadType(code, file, place4, type) {
  const [, name = "", member] = /^[*&[\]]*(\w+)(\.)?/.exec(type) ?? [];
  if (member === void 0) {
    const isName2 = /^\w/.test(name) && !/^(?:map|struct)$/.test(name) && !code.declares(name);
    return isName2 && file.declarations.lookup(name, place4) === void 0;
  }
  const path = file.importPath(name);
  return path !== void 0 && !speaksOnFailure(path);
}
function isKnownName(code, file, name) {
  return name.text === "_" || code.declares(name.text) || file.declarations.resolve(name) !== void 0;
}
function isForeignFunction(file, node) {
  const selector = node.type === "call_expression" ? childOf(node, "function") : node;
  if (selector?.type !== "selector_expression") return false;
  const path = importOf(file, childOf(selector, "operand"));
  return path !== void 0 && !speaksOnFailure(path);
}
function mayBeGiven(program, code, file, { name, operand, call }) {
  const path = importOf(file, operand);
  if (path !== void 0) return speaksOnFailure(path);
  if (code.declares(name) || BUILTIN2.test(name)) return true;
  const callee = childOf(call, "function");
  if (operand === void 0 && callee !== void 0) return isKnownName(code, file, callee);
  if (operand !== void 0 && isTestValue(program, file, operand)) return true;
  return code.files.every((each) => silentImports(each).length === 0);
}
function lineAt(program, code, file, line) {
  let logs = false;
  let fails = false;
  for (const node of file.nodes) {
    const parts = node.line > line || node.endLine < line ? void 0 : callParts(node);
    if (parts === void 0 || !standsAt(parts, line)) continue;
    const kind = kindOfCall(program, code, file, parts);
    if (kind === "unknown") return "unknown";
    logs ||= kind === "log";
    fails ||= kind === "failure";
  }
  return logs === fails ? "unknown" : logs ? "log" : "failure";
}
function standsAt({ call }, line) {
  const callee = childOf(call, "function");
  return call.line === line || callee?.endLine === line;
}
function kindOfCall(program, code, file, { name, operand, args }) {
  const path = importOf(file, operand);
  if (path !== void 0) {
    if (/\/testify\/(?:assert|require)$/.test(path)) return "failure";
    if (speaksOnFailure(path)) return "neither";
    return args.some((each) => isTestValue(program, file, each)) ? "unknown" : "neither";
  }
  const ofTesting = operand !== void 0 && isTestValue(program, file, operand);
  if (code.declares(name) && !ofTesting) return kindOfOwn(code, name);
  if (operand !== void 0 && LOG.test(name)) return "log";
  if (operand !== void 0 && WITH_LINE.test(name) && args.length > 0) return "failure";
  if (ofTesting) return "neither";
  const foreign = operand === void 0 ? !BUILTIN2.test(name) : silentImports(file).length > 0;
  if (!foreign) return "neither";
  return args.some((each) => isTestValue(program, file, each)) ? "unknown" : "neither";
}
function kindOfOwn(code, name) {
  let helper = false;
  let logs = false;
  let fails = false;
  for (const { file, node } of code.reachOfCall(name)) {
    for (const each of descendants(node)) {
      fails ||= isLoud(file, each);
      if (each.type !== "field_identifier") continue;
      helper ||= each.text === "Helper";
      logs ||= LOG.test(each.text);
    }
  }
  if (!helper) return "neither";
  return fails ? "unknown" : logs ? "log" : "neither";
}

// src/analyse/suite-report.ts
var ESC = String.fromCharCode(27);
var COLOUR = new RegExp(`${ESC}\\[[0-9;]{0,20}m`, "g");
var FAILURES_MAX = 50;
var MESSAGE_LINES_MAX = 12;
function suiteReport(output) {
  const lines = output.replaceAll(COLOUR, "").split("\n");
  return ginkgo(lines) ?? gocheck(lines) ?? goconvey(lines);
}
var GINKGO_END = /^(SUCCESS|FAIL)! -- \d{1,9} Passed \|/;
var GINKGO_FAILURE = /^\s{0,9}\[(?:FAIL|FAILED|Fail|PANICKED|Panic|TIMEDOUT|INTERRUPTED|ABORTED)!?\] (.{1,500})$/;
var GINKGO_NODE = / ?\[(?:It|BeforeEach|AfterEach|JustBeforeEach|JustAfterEach|DeferCleanup[^\]]{0,40})\] ?/g;
function ginkgo(lines) {
  const ends = lines.flatMap((line) => GINKGO_END.exec(line)?.[1] ?? []);
  if (ends.length === 0) return void 0;
  const failures = [];
  const summary = lines.findIndex((line) => /^Summarizing \d{1,9} Failures?:/.test(line));
  for (let at2 = summary; at2 >= 0 && at2 < lines.length; at2++) {
    const name = GINKGO_FAILURE.exec(lines[at2] ?? "")?.[1];
    if (name === void 0 || failures.length >= FAILURES_MAX) continue;
    const place4 = placeIn(lines[at2 + 1] ?? "");
    failures.push({
      name: name.replaceAll(GINKGO_NODE, " ").trim(),
      message: place4 === void 0 ? "" : ginkgoMessage(lines.slice(0, summary), place4),
      file: place4?.file,
      line: place4?.line ?? 0
    });
  }
  return { runner: "ginkgo", passed: ends.every((end) => end === "SUCCESS"), failures };
}
function ginkgoMessage(lines, { file, line }) {
  const end = lines.findIndex(
    (each) => /^\s{0,9}In \[/.test(each) && each.includes(`${file}:${line}`)
  );
  if (end < 0) return "";
  let start2 = end - 1;
  while (start2 >= 0 && end - start2 <= MESSAGE_LINES_MAX && !/^\s*\[[A-Z]+!?\] /.test(lines[start2] ?? "")) {
    start2--;
  }
  const text = lines.slice(Math.max(0, start2), end).join(" ");
  return text.replaceAll(/\s+/g, " ").replace(/^ ?\[[A-Z]+!?\] /, "").trim();
}
function placeIn(text) {
  const [, file, line] = /^\s*(\S.{0,4000}?\.go):(\d{1,7})\b/.exec(text) ?? [];
  return file === void 0 ? void 0 : { file, line: Number(line) };
}
var GOCHECK_FAILURE = /^(?:FAIL|PANIC): ([^\s:]{1,200}\.go):(\d{1,7}): (\S{1,300})$/;
function gocheck(lines) {
  const passed2 = lines.some((line) => /^OK: \d{1,9} passed/.test(line));
  const failed2 = lines.some((line) => /^OOPS: \d{1,9} passed/.test(line));
  if (!passed2 && !failed2) return void 0;
  const failures = [];
  for (const [index, each] of lines.entries()) {
    const [, file, printed, name] = GOCHECK_FAILURE.exec(each) ?? [];
    if (file === void 0 || name === void 0 || failures.length >= FAILURES_MAX) continue;
    const rest = lines.slice(index + 1, index + 1 + MESSAGE_LINES_MAX);
    const end = rest.findIndex((line2) => /^-{20}|^OOPS/.test(line2));
    const body = (end < 0 ? rest : rest.slice(0, end)).filter((line2) => line2.trim() !== "");
    const at2 = body.findIndex((line2) => placeIn(line2) !== void 0);
    const said = body.slice(at2 + 1).map((line2) => line2.replace(/^\.\.\. /, "").trim());
    const line = placeIn(body[at2] ?? "")?.line ?? Number(printed);
    failures.push({ name, message: said.join(", "), file, line });
  }
  return { runner: "gocheck", passed: !failed2, failures };
}
var CONVEY_FAILURE = /^\s*\* (\S.{0,4000}?\.go)\s*$/;
function goconvey(lines) {
  const at2 = lines.findIndex((line) => /^(?:Failures|Errors):\s*$/.test(line));
  if (at2 < 0 || !lines.some((line) => /^\d{1,9} total assertions?\s*$/.test(line)))
    return void 0;
  const failures = [];
  for (let start2 = at2; start2 < lines.length && failures.length < FAILURES_MAX; start2++) {
    const file = CONVEY_FAILURE.exec(lines[start2] ?? "")?.[1];
    if (file === void 0) continue;
    const rest = lines.slice(start2 + 1, start2 + 1 + MESSAGE_LINES_MAX);
    const line = Number(/^\s*Line (\d{1,7}):/.exec(rest[0] ?? "")?.[1] ?? 0);
    const said = rest.filter((each) => /^\s*(?:Expected|Actual|Error)\b/.test(each)).slice(0, 2);
    const message = said.map((each) => each.trim().replaceAll(/\s+/g, " ")).join(", ");
    failures.push({ name: "", message, file, line });
  }
  return { runner: "goconvey", passed: false, failures };
}

// src/analyse/race-only.ts
var SUITE2 = /^(?:github\.com\/onsi\/ginkgo(?:\/v\d+)?|gopkg\.in\/check\.v1)$/;
var codeOf2 = /* @__PURE__ */ new WeakMap();
function packageCode(context2, result) {
  const known3 = codeOf2.get(context2) ?? /* @__PURE__ */ new Map();
  codeOf2.set(context2, known3);
  const made = known3.get(result.importPath) ?? readPackage(context2, result);
  known3.set(result.importPath, made);
  return made;
}
function readPackage({ run, source }, result) {
  const planned = run.manifest?.packages.find((each) => each.importPath === result.importPath);
  const folder = planned?.directory.replace(/\/$/, "");
  const files = /* @__PURE__ */ new Map();
  let plain = source !== void 0;
  for (const file of source?.program.files.values() ?? []) {
    const slash = file.path.lastIndexOf("/");
    if (file.path.slice(0, slash) !== folder) continue;
    files.set(file.path.slice(slash + 1), file);
    plain &&= !/^\/\/line /m.test(file.text);
  }
  const passed2 = result.tests.filter(({ outcome }) => outcome === "pass" || outcome === "skip");
  const logPlaces = new Set(passed2.flatMap(({ output }) => loggedLines(output).map(placeKey3)));
  const code = new TestCode([...files.values()]);
  return { code, files, readable: plain && files.size > 0, ways: /* @__PURE__ */ new Map(), logPlaces };
}
function placeKey3({ file, line }) {
  return `${file}:${line}`;
}
function hasNoSource(context2, result) {
  return context2.run.manifest !== void 0 && packageCode(context2, result).files.size === 0;
}
function waysOf(context2, found, test) {
  const [root = test] = test.split("/", 1);
  if (found.ways.has(root)) return found.ways.get(root);
  const program = context2.source?.program;
  const units = found.readable ? found.code.reachOfTest(root) : void 0;
  const ways = program === void 0 || units === void 0 ? void 0 : waysToFail(program, found.code, units);
  found.ways.set(root, ways);
  return ways;
}
function sortLines(context2, result, test) {
  const lines = loggedLines(test.output);
  if (lines.length === 0) return { failures: [], unknown: [] };
  const found = packageCode(context2, result);
  const failures = [];
  const unknown = [];
  for (const line of lines) {
    const kind = kindOfLine(context2, found, test, line);
    if (kind === "failure") failures.push(line);
    else if (kind === "unknown") unknown.push(line);
  }
  return { failures, unknown };
}
function kindOfLine(context2, found, test, line) {
  if (isAssertion(line) || line.file === "testing.go") return "failure";
  const program = context2.source?.program;
  const file = found.files.get(line.file);
  const here = program && file ? lineAt(program, found.code, file, line.line) : "unknown";
  if (here !== "unknown") return here;
  if (file === void 0 && found.logPlaces.has(placeKey3(line))) return "log";
  const ways = waysOf(context2, found, test.name);
  if (ways === void 0 || ways.passedOn.length > 0) return "unknown";
  const possible = file === void 0 ? ways.inHelper : ways.withLine;
  return possible ? "unknown" : "log";
}
function doubtOf3(context2, result, test, unknown) {
  const [root = test.name] = test.name.split("/", 1);
  const silent = context2.run.manifest?.silentRuns?.find(
    (each) => each.package === result.importPath && each.test === root
  );
  if (silent !== void 0) return doubtAfter(silent);
  return doubtBySource(context2, result, test, unknown);
}
function doubtAfter({ runs, passed: passed2 }) {
  if (passed2 === runs) return void 0;
  return {
    why: `with the race detector silent it failed in ${runs - passed2} of ${runs} runs`,
    failed: true
  };
}
function doubtBySource(context2, result, test, unknown) {
  const found = packageCode(context2, result);
  const ways = waysOf(context2, found, test.name);
  if (ways === void 0) return { why: "the source of its package was not read" };
  const [silent] = ways.silent;
  if (silent !== void 0) {
    return {
      why: `\`${silent.text}\` can fail a test without a line in its output`,
      file: silent.file,
      line: silent.line
    };
  }
  const suitePassed = suiteReport(test.output)?.passed === true;
  for (const given of ways.passedOn) {
    const file = [...found.files.values()].find(({ path }) => path === given.file);
    const to = file === void 0 ? [] : silentImports(file);
    if (suitePassed && to.length > 0 && to.every((path) => SUITE2.test(path))) continue;
    const whose = to.length === 0 ? "code that was not read" : to.join(", ");
    return {
      why: `its testing.T is given to ${whose}, which can fail it without a line in its output`,
      file: given.file,
      line: given.line
    };
  }
  const main = ownTestMain(found);
  if (main !== void 0) return main;
  const [line] = unknown;
  if (line !== void 0) {
    return {
      why: `what wrote \`${line.text.slice(0, 80)}\` (${line.file}:${line.line}) is not known`
    };
  }
  if (ways.withLine && isCut(test.output))
    return { why: "its output was too long to keep all of it" };
  return void 0;
}
function ownTestMain({ files }) {
  for (const [name, { path, text }] of files) {
    if (!name.endsWith("_test.go")) continue;
    const at2 = /^func TestMain\((\w{1,60}) \*testing\.M\)/m.exec(text);
    if (at2 === null || text.includes(`os.Exit(${at2[1] ?? ""}.Run())`)) continue;
    const line = text.slice(0, at2.index).split("\n").length;
    return { why: "TestMain can fail the package without a line in its output", file: path, line };
  }
  return void 0;
}
function isCut(output) {
  return /^… \d+ characters left out …$/m.test(output);
}

// src/analyse/failure-cause.ts
function testFailureCause(context2, result, test) {
  const { failures, unknown } = sortLines(context2, result, test);
  const own = failures.find(({ text }) => !GOLEAK_LINE.test(text));
  if (own !== void 0) return { by: "itself", line: own };
  const suite = suiteReport(test.output);
  if (suite?.passed === false) return { by: "itself", line: void 0, suite };
  if (isCrashed(context2, result, test)) return { by: "crash" };
  const leak = [...failures, ...unknown].find(({ text }) => GOLEAK_LINE.test(text));
  if (leak !== void 0) {
    const other = unknown.find(({ text }) => !GOLEAK_LINE.test(text));
    if (other !== void 0) return { by: "itself", line: other };
    return hasGoleakList(context2, result) ? { by: "goleak" } : { by: "itself", line: leak };
  }
  const below2 = result.tests.filter(
    (other) => other.outcome === "fail" && other !== test && isWithin(other.name, test.name)
  );
  if (below2.length > 0) return causeOfParent(context2, result, below2, unknown);
  if (!test.raceLine) return { by: "itself", line: unknown.at(-1) };
  const [line] = unknown;
  if (line !== void 0 && hasNoSource(context2, result)) return { by: "itself", line };
  const seen = context2.racesOf.get(result.importPath)?.length ?? 0;
  if (seen === 0) return { by: "lost-race" };
  const doubt = doubtOf3(context2, result, test, unknown);
  if (doubt === void 0) return { by: "race" };
  if (doubt.failed === true && line !== void 0) return { by: "itself", line: unknown.at(-1) };
  return { by: "race-or-itself", doubt };
}
function causeOfParent(context2, result, below2, [line]) {
  if (line === void 0) return { by: "subtest" };
  const causes = below2.map((each) => testFailureCause(context2, result, each).by);
  if (causes.some((by) => by !== "race" && by !== "lost-race" && by !== "subtest")) {
    return { by: "subtest" };
  }
  return { by: "itself", line };
}
var GOLEAK_LINE = /^found unexpected goroutines:/;
function hasGoleakList({ run }, { importPath }) {
  return (run.dumps ?? []).some(
    ({ tool, origin, goroutines }) => tool === "goleak" && origin.package === importPath && goroutines.length > 0
  );
}
function isCrashed(context2, result, test) {
  for (const sighting of context2.run.crashes) {
    const { crash, origin } = sighting;
    if (origin.package !== result.importPath) continue;
    const names = [
      attributeCrash(sighting, context2.run)?.name,
      origin.streamTest,
      ...origin.runningTests ?? [],
      ...crash.runningTests.map((each) => each.name)
    ];
    if (names.some((name) => name !== void 0 && isWithin(name, test.name))) return true;
  }
  return false;
}
function openTests(result) {
  return result.tests.filter((test) => test.outcome === "incomplete" && !test.name.startsWith("Benchmark")).map((test) => test.name);
}
function packageFailureCause(context2, result) {
  const { run } = context2;
  if (run.crashes.some(({ origin }) => origin.package === result.importPath)) return "crash";
  if (isKilled(result)) return "killed";
  if (result.haltedByRace === true) return "race";
  if (openTests(result).length > 0) return void 0;
  if (result.tests.some((test) => test.outcome === "fail")) return "tests";
  const own = (context2.racesOf.get(result.importPath) ?? []).filter(
    ({ origin }) => origin.childPid === void 0 || origin.childPid === origin.pid
  );
  const { exitStatus } = result;
  const byRace = result.raceOutsideTests || exitStatus === "exit status 66";
  if (own.length > 0 && (byRace || exitStatus === void 0)) return "race";
  if (byRace) return "lost-race";
  return hasGoleakList(context2, result) ? "goleak" : void 0;
}

// src/analyse/logged-place.ts
var FILES_MAX2 = 500;
function placesOfLogged(line) {
  return [...messageOf2(line).trace, line];
}
function placeOfPrinted({ run, places }, result, test, printed) {
  const [name = test.name] = test.name.split("/", 1);
  for (const { file, line } of printed) {
    const path = pathOf(run, result, file);
    if (path === void 0 || !run.sources.has(path)) continue;
    const frame = { function: `${result.importPath}.${name}`, file: path, line };
    if (places.of(frame).owner === "own") return locationOf(frame, "cause", places);
  }
  return void 0;
}
function pathOf(run, result, file) {
  if (/[/\\]/.test(file)) return file;
  const folder = folderOf2(run, result);
  return folder === void 0 ? void 0 : folder + file;
}
function folderOf2({ manifest }, { importPath }) {
  const planned = manifest?.packages.find((each) => each.importPath === importPath);
  return planned === void 0 ? void 0 : `${planned.directory.replace(/\/$/, "")}/`;
}
function loggedFiles(run) {
  const files = /* @__PURE__ */ new Set();
  for (const result of run.tests.packages) {
    for (const test of result.tests) {
      if (test.outcome !== "fail") continue;
      for (const file of filesNamedBy(test)) {
        const path = pathOf(run, result, file);
        if (path !== void 0 && files.size < FILES_MAX2) files.add(path);
      }
    }
  }
  return [...files];
}
function filesNamedBy({ output }) {
  const logged = loggedLines(output).flatMap((line) => placesOfLogged(line));
  const specs = suiteReport(output)?.failures ?? [];
  return [...logged, ...specs].flatMap(({ file }) => file === void 0 ? [] : [file]);
}
function racingFolders(run) {
  return run.tests.packages.flatMap((result) => {
    const racing = result.tests.some(({ outcome, raceLine }) => outcome === "fail" && raceLine);
    const folder = racing ? folderOf2(run, result) : void 0;
    return folder === void 0 ? [] : [folder];
  });
}

// src/analyse/detectors/test-failure.ts
var MESSAGE_MAX3 = 160;
var NAMES_MAX5 = 5;
var testFailure = {
  id: "test-failure",
  docs: {
    what: "A test failed for a reason of its own, not only because a race was detected in it.",
    kinds: ["test-failure"],
    codes: ["RG5002"]
  },
  finish(context2) {
    const drafts = [];
    for (const { result } of context2.packages.values()) {
      if (result.outcome !== "fail" && !isFailureDropped(result)) continue;
      const failed2 = result.tests.filter((test) => test.outcome === "fail");
      for (const test of failed2) {
        const draft = ofTest(context2, result, test);
        if (draft === void 0) continue;
        const explanation = draft.explanation + droppedWords(result);
        drafts.push({ ...draft, explanation });
      }
      const isOwn = result.outcome === "fail" && !flagsRefused(context2, result);
      if (isOwn && packageFailureCause(context2, result) === void 0) {
        drafts.push(ofPackage(context2, result));
      }
    }
    return drafts;
  }
};
function isFailureDropped({ outcome, said }) {
  return outcome === "pass" && said === "FAIL";
}
function droppedWords(result) {
  if (!isFailureDropped(result)) return "";
  return " go test calls the package ok, because its process ended with 0: a TestMain that does not hand on what m.Run returned is the usual reason.";
}
function flagsRefused({ run }, { importPath, tests }) {
  if (tests.length > 0) return false;
  return run.infrastructure.some(
    ({ code, origin }) => code === "flag-refused" && origin.package === importPath
  );
}
function ofTest(context2, result, test) {
  const cause = testFailureCause(context2, result, test);
  switch (cause.by) {
    case "itself":
      return cause.suite === void 0 ? ofLine(context2, result, test, cause.line) : ofSuite(context2, result, test, cause.suite);
    case "race-or-itself":
      return ofDoubt(context2, result, test, cause.doubt);
    default:
      return void 0;
  }
}
function ofLine(context2, result, test, line) {
  const at2 = line && placeOfPrinted(context2, result, test, placesOfLogged(line));
  const message = line === void 0 ? "" : messageOf2(line).text;
  const words2 = line === void 0 ? `go test reports that ${test.name} failed; its output names no line.` : `${test.name} failed at ${line.file}:${line.line}.`;
  return {
    ...failureOf(context2, result, test, at2),
    title: `${test.name} failed${message === "" ? "" : `: ${message.slice(0, MESSAGE_MAX3)}`}`,
    explanation: words2 + raceWords(test)
  };
}
function ofSuite(context2, result, test, { runner, failures }) {
  const [first2] = failures;
  const file = first2?.file;
  const printed = file === void 0 ? [] : [{ file, line: first2?.line ?? 0 }];
  const name = first2?.name === void 0 || first2.name === "" ? "" : `${first2.name} (${test.name})`;
  const more = failures.length > 1 ? `, and ${failures.length - 1} more` : "";
  const message = first2 === void 0 || first2.message === "" ? "" : `: ${first2.message.slice(0, MESSAGE_MAX3)}`;
  const names = failures.slice(0, NAMES_MAX5).map((each) => each.name);
  const draft = failureOf(context2, result, test, placeOfPrinted(context2, result, test, printed));
  const spec = runner === "ginkgo" && failures.length === 1 ? first2?.name : void 0;
  return {
    ...draft,
    ...draft.test === void 0 || spec === void 0 ? {} : { test: { ...draft.test, spec } },
    title: `${name === "" ? test.name : name} failed${message}${more}`,
    explanation: `The suite that ${test.name} runs reports a failure${name === "" ? "" : ` of ${names.join("; ")}`}.${raceWords(test)}`
  };
}
function ofDoubt(context2, result, test, { why, file, line = 0, failed: failed2 }) {
  if (failed2 === true) {
    return {
      ...failureOf(context2, result, test, void 0),
      title: `${test.name} failed, and not only by its race`,
      explanation: `A data race was detected while ${test.name} ran; ${why}.`
    };
  }
  const printed = file === void 0 ? [] : [{ file, line }];
  const [root = test.name] = test.name.split("/", 1);
  return {
    ...failureOf(context2, result, test, placeOfPrinted(context2, result, test, printed)),
    title: `${test.name} failed, and not provably only by its race`,
    explanation: `A data race was detected while ${test.name} ran, which alone fails a test. Whether it failed by itself as well is not known: ${why}. Run it with GORACE=report_bugs=0, which keeps the race detector silent: if ${root} fails then, it fails by itself.`,
    unlessRaceGates: true
  };
}
function raceWords({ raceLine }) {
  return raceLine ? " A data race was detected while it ran, as well." : "";
}
function failureOf(context2, result, test, at2) {
  return {
    ...base2(context2, result, at2),
    test: { ...namedScope(test.name), by: "stream", confidence: 1, reported: test.name },
    evidence: [streamEvidence(context2.run, `output of ${test.name}`, test.output)]
  };
}
function ofPackage(context2, result) {
  const status = result.exitStatus === void 0 ? "" : ` (${result.exitStatus})`;
  const evidence = [streamEvidence(context2.run, `output of ${result.importPath}`, result.output)];
  const open4 = leavesOf(openTests(result));
  const [first2] = open4;
  if (first2 !== void 0) {
    const names = open4.slice(0, 5).join(", ");
    return {
      ...base2(context2, result, void 0),
      title: `the test process of ${result.importPath} ended in the middle of ${names}${status}`,
      explanation: "The process ended without a panic and without a result. os.Exit, log.Fatal or syscall.Exit in the code under test can be the reason, or a kill from outside. Later tests did not run.",
      test: { ...namedScope(first2), by: "stream", confidence: open4.length === 1 ? 0.9 : 0.5 },
      evidence: [
        ...evidence,
        ...result.tests.filter((test) => test.name === first2).map((test) => streamEvidence(context2.run, `output of ${first2}`, test.output))
      ]
    };
  }
  return {
    ...base2(context2, result, void 0),
    title: `package ${result.importPath} failed${status}, though none of its tests did`,
    explanation: "The test process ended as failed and no failed test, crash or race accounts for it. TestMain, os.Exit in a test, a coverage threshold or a forged output line can be the reason.",
    evidence
  };
}
function base2({ run }, result, at2) {
  return {
    kind: "test-failure",
    code: "RG5002",
    class: "unclassified",
    severity: "error",
    package: result.importPath,
    module: moduleOf(run, result.importPath),
    codeClass: "unknown",
    locations: at2 === void 0 ? [] : [at2],
    goroutines: [],
    sightings: sightingsOf(run, [result.importPath])
  };
}

// src/analyse/detectors/timeout.ts
var NAMES_MAX6 = 5;
var IS_TEST = /* @__PURE__ */ new Set([
  "test",
  "subtest",
  "benchmark",
  "example",
  "fuzz"
]);
var timeout = {
  id: "timeout",
  docs: {
    what: "The tests of a package ran into -timeout; the dump shows where the running ones stood.",
    kinds: ["timeout"],
    codes: ["RG3003"]
  },
  finish: (context2) => groupCrashes(context2, ["timeout"]).map((group) => draftOf14(group, context2)).filter((draft) => draft !== void 0)
};
function stuckGoroutine(sighting, names) {
  const roots = new Set(names.map((name) => name.split("/", 1)[0]));
  const fits = (goroutine, whole2) => {
    const scope = scopeOfStack(goroutine.frames, sighting.origin.package);
    if (scope === void 0 || scope.ownGoroutine !== whole2 || !IS_TEST.has(scope.scope))
      return false;
    return roots.size === 0 || roots.has(scope.name);
  };
  const { goroutines } = sighting.crash;
  const whole = goroutines.filter((goroutine) => fits(goroutine, true));
  const own = whole.length > 0 ? whole : goroutines.filter((goroutine) => fits(goroutine, false));
  const working = own.filter((g) => !g.frames.some((f) => f.function === "testing.(*T).Run"));
  return working[0] ?? own[0];
}
function toldByDeadlock(owner, names, context2) {
  const roots = new Set(names.map((name) => name.split("/", 1)[0]));
  return storiesOf(context2).filter(({ shown: { judgement } }) => {
    return judgement.kind === "deadlock" && judgement.severity === "error";
  }).map((story) => storyDraft(story, context2)).find(
    (draft) => draft.package === owner && (roots.size === 0 || roots.has(draft.test?.name.split("/", 1)[0]))
  )?.title;
}
function silentEvidence({ origin }, names, { run }) {
  return (run.dumps ?? []).flatMap((dump) => {
    const { moment, at: at2, text } = dump;
    if (moment?.at !== "silent" || dump.origin.pid !== origin.pid) return [];
    const name = moment.tests.find((each) => names.includes(each));
    if (name === void 0) return [];
    const say = `where every goroutine stood when ${name} had been silent for ${moment.silentFor}`;
    return [evidenceOf("dump", at2, say, text)];
  });
}
function draftOf14(group, context2) {
  const [sighting] = group;
  if (sighting === void 0) return void 0;
  const { crash } = sighting;
  const names = leavesOf(crash.runningTests.map((each) => each.name));
  const stuck = stuckGoroutine(sighting, names);
  const base3 = crashBase(group, context2, "stuck", stuck);
  if (base3 === void 0) return void 0;
  const [only3] = names;
  const shown = names.slice(0, NAMES_MAX6).join(", ");
  const more = names.length > NAMES_MAX6 ? ` and ${names.length - NAMES_MAX6} more` : "";
  const after = crash.timeout === void 0 ? "" : ` after ${crash.timeout}`;
  const state = stuck === void 0 ? "" : `, in state "${stuck.status}"`;
  const also = names.slice(1, 11);
  const alike = bucketWords(base3.buckets, context2.places).trimStart();
  const told = toldByDeadlock(base3.draft.package, names, context2);
  return {
    ...base3.draft,
    evidence: [...base3.draft.evidence, ...silentEvidence(sighting, names, context2)],
    // The deadlock is the finding; that it ended in a timeout is how it showed.
    ...told === void 0 ? {} : { severity: "note" },
    // Without a test's goroutine the first one is the alarm's, which says nothing.
    locations: stuck === void 0 ? [] : base3.draft.locations,
    kind: "timeout",
    code: "RG3003",
    title: `test timed out${after}${shown === "" ? "" : `: ${shown}${more}`}`,
    explanation: `The tests of the package did not end in time${after}. ` + (shown === "" ? "" : `Still running: ${shown}${more}. `) + (stuck === void 0 ? "The stack of a running test is missing in the text. " : `The test's goroutine stood${inWords(base3)}${state}. `) + (alike === "" ? "" : `${alike} `) + (told === void 0 ? "The dump shows where every goroutine stood, not why; a test may be stuck or only slow." : `Another finding says why (${told}).`),
    ...only3 === void 0 ? {} : {
      test: {
        ...namedScope(only3),
        by: "stream",
        confidence: names.length === 1 ? 0.95 : 0.5,
        ...also.length === 0 ? {} : { alsoPossible: also }
      }
    }
  };
}

// src/analyse/gorace-settings.ts
function goraceSettings(text) {
  const settings = /* @__PURE__ */ new Map();
  const part = /([a-z_]{1,64})=("[^"]{0,4096}"|'[^']{0,4096}'|[^\s:]{0,4096})/g;
  for (const match of text.matchAll(part)) {
    const [, key = "", value = ""] = match;
    settings.set(key, value.replace(/^["']|["']$/g, ""));
  }
  return settings;
}

// src/analyse/detectors/trust.ts
var trust = {
  id: "trust",
  docs: {
    what: "Something about the run itself: what it did not do, or what it did and did not keep.",
    kinds: ["trust"],
    codes: ["RG5003", "RG5201", "RG5202", "RG5203", "RG5204", "RG5205", "RG5206"]
  },
  finish: (context2) => [
    ...withoutEnd(context2),
    ...cached(context2),
    ...lostRaces(context2),
    ...overriddenGorace(context2),
    ...printedRaces(context2),
    ...repeated(context2),
    ...hiddenRaces(context2),
    ...cutOutput(context2)
  ]
};
function earlyEndCure({ manifest }) {
  if (manifest?.run.end === "cancelled") return "The run was cancelled: let it end.";
  return manifest?.run.end === "deadline" ? "Give the run a later deadline." : void 0;
}
function withoutEnd(context2) {
  const { run, packages } = context2;
  const isTold2 = run.tests.buildFailures.some(({ importPath }) => importPath === "");
  const begun = [...packages.values()].filter(({ result }) => result.outcome === "incomplete");
  const never = isTold2 || run.manifest?.run.end === "not-run" ? [] : neverRun(run);
  const drafts = begun.map(({ result }) => {
    const open4 = result.tests.filter((test) => test.outcome === "incomplete");
    const names = listed(open4.map((test) => test.name));
    return trustDraft(
      {
        code: "RG5003",
        class: "no-end",
        severity: "error",
        title: `package ${result.importPath} has no end`,
        explanation: `Its test events stop before the package's own result, so nothing is known of what would have followed.${names === "" ? "" : ` Without an end: ${names}.`}`,
        cure: `${earlyEndCure(run) ?? "Look for what ended the run early: a kill, a cut stream."} Then run it again.`,
        packages: [result.importPath],
        evidence: [streamEvidence(run, "the package's last output", result.output)]
      },
      context2
    );
  });
  if (never.length === 0) return drafts;
  const ran = never.length === 1 ? "package was" : "packages were";
  const title = `${never.length} planned ${ran} never run`;
  return [
    ...drafts,
    trustDraft(
      {
        code: "RG5003",
        class: "never-run",
        severity: "error",
        title,
        explanation: `The run ended before their first event: ${listed(never)}.`,
        cure: earlyEndCure(run) ?? "Give the run more time, or find what ended it.",
        packages: never
      },
      context2
    )
  ];
}
function cached(context2) {
  const names = [...context2.packages.values()].filter(({ result }) => result.cached).map(({ result }) => result.importPath);
  if (names.length === 0) return [];
  return [
    trustDraft(
      {
        code: "RG5201",
        class: "cached-package",
        severity: "warning",
        title: `${plural(names.length, "package")} came from the test cache and did not run`,
        explanation: `go test answers from its cache even when GORACE or GOMAXPROCS changed, and a cached package leaves no race log: ${listed(names)}.`,
        cure: "Run with -count=1.",
        packages: names
      },
      context2
    )
  ];
}
function racesAtLeast(result) {
  const named2 = result.tests.filter(
    ({ raceLine, outcome }) => raceLine && (outcome === "fail" || outcome === "incomplete")
  );
  const leaves = new Set(leavesOf(named2.map((test) => test.name)));
  const timed = named2.filter((test) => leaves.has(test.name)).map(intervalOf).filter((each) => each !== void 0).sort((a, b) => a.end < b.end ? -1 : a.end > b.end ? 1 : 0);
  let count = 0;
  let last = "";
  for (const { start: start2, end } of timed) {
    if (count > 0 && start2 <= last) continue;
    count++;
    last = end;
  }
  if (result.outcome === "pass" || result.outcome === "skip")
    return count > 0 ? count : named2.length > 0 ? 1 : 0;
  const found = /^Found (\d{1,9}) data race\(s\)$/m.exec(result.output)?.[1];
  const needed = Math.max(count, named2.length > 0 || result.raceOutsideTests ? 1 : 0);
  const exit = result.exitStatus === "exit status 66" ? 1 : 0;
  return Math.max(needed, exit, found === void 0 ? 0 : Number(found));
}
function intervalOf(test) {
  if (test.startedAt === void 0 || test.endedAt === void 0) return void 0;
  return { start: test.startedAt, end: test.endedAt };
}
function lostRaces(context2) {
  const drafts = [];
  if ((context2.racesOf.get("")?.length ?? 0) > 0) return drafts;
  for (const { result } of context2.packages.values()) {
    const needed = racesAtLeast(result);
    const reports = context2.racesOf.get(result.importPath) ?? [];
    const seen = reports.length;
    if (seen >= needed) continue;
    const names = result.tests.filter((test) => test.raceLine).map((test) => test.name);
    drafts.push(
      trustDraft(
        {
          code: "RG5202",
          class: "lost-race-report",
          severity: "error",
          title: `${result.importPath}: a race was detected and its report is lost`,
          explanation: `The test process says that the detector found at least ${plural(needed, "race")}; the capture holds ${plural(seen, "report")}. ` + (names.length === 0 ? "" : `Race lines stand in ${listed(names)}. `) + "The log file was removed, cut, or written elsewhere.",
          cure: "Do not change GORACE or TMPDIR in the test and do not remove the log; run the package alone with go test -race to see the report.",
          packages: [result.importPath],
          evidence: [streamEvidence(context2.run, "the package's output", result.output)]
        },
        context2
      )
    );
  }
  return drafts;
}
function overriddenGorace(context2) {
  const { run } = context2;
  const { manifest } = run;
  if (manifest === void 0) return [];
  const pinned = goraceSettings(manifest.pinned.gorace.requested);
  const changed = /* @__PURE__ */ new Map();
  for (const record of run.processes) {
    const text = record.environment["GORACE"];
    if (text === void 0) continue;
    const seen = goraceSettings(text);
    for (const [key, value] of pinned) {
      if (key === "log_path" || seen.get(key) === value) continue;
      changed.set(record.package, `${key} is ${seen.get(key) ?? "not set"} instead of ${value}`);
    }
    if (!seen.has("log_path")) changed.set(record.package, "log_path is not set");
  }
  const recorded = new Set(run.processes.map((record) => record.package));
  for (const { origin } of run.races) {
    if (origin.channel !== "stream" || origin.package === void 0) continue;
    if (recorded.has(origin.package) && !changed.has(origin.package)) {
      changed.set(origin.package, "a report came through the output, not through the log file");
    }
  }
  return [...changed].map(
    ([owner, what]) => trustDraft(
      {
        code: "RG5203",
        class: "gorace-overridden",
        severity: "warning",
        title: `${owner}: GORACE was changed by the test`,
        explanation: `${what}. Reports of such a process can be lost, and its exit status means nothing.`,
        cure: "Pass the environment on to child processes, and set GORACE through racegate only.",
        packages: [owner]
      },
      context2
    )
  );
}
function printedRaces(context2) {
  const owners = (context2.run.printed?.races ?? []).map(({ origin }) => origin.package);
  return [...new Set(owners)].map(
    (owner = "") => trustDraft(
      {
        code: "RG5203",
        class: "printed-race-report",
        severity: "note",
        title: `${owner === "" ? "a package" : owner} passed and printed the text of a race report`,
        explanation: "The detector writes the races of this process to its log, and this report is not there: a test printed the text of one, or a child process with a GORACE of its own did.",
        cure: "If it is a child's, pass the environment on to it: its report is then read from the log.",
        packages: owner === "" ? [] : [owner]
      },
      context2
    )
  );
}
function repeated(context2) {
  const owners = [...context2.packages.values()].filter(({ result }) => result.tests.some((test) => test.repetitions > 1)).map(({ result }) => result.importPath);
  if (owners.length === 0) return [];
  return [
    trustDraft(
      {
        code: "RG5204",
        class: "repeat-in-one-process",
        severity: "note",
        title: "repetitions in one process report a race only once",
        explanation: "With -count or -cpu the tests ran several times in one process. The detector reports equal stacks once in a process, so later repetitions pass: their number says nothing of how often the race shows.",
        cure: "Repeat the run itself to learn how often a race shows.",
        packages: owners
      },
      context2
    )
  ];
}
function hiddenRaces(context2) {
  const drafts = [];
  for (const { result } of context2.packages.values()) {
    if (result.outcome !== "pass") continue;
    const own = (context2.racesOf.get(result.importPath) ?? []).filter(
      ({ origin }) => origin.childPid === void 0 || origin.childPid === origin.pid
    );
    if (own.length === 0) continue;
    drafts.push(
      trustDraft(
        {
          code: "RG5205",
          class: "exit-hides-race",
          severity: "warning",
          title: `${result.importPath} passed although a race was reported in it`,
          explanation: "go test says ok, because the exit status of the test process hides the race: exitcode=0 in GORACE, os.Exit or syscall.Exit in the test, or a forged result. racegate counts the race.",
          cure: "Leave the exit status to the race detector.",
          packages: [result.importPath]
        },
        context2
      )
    );
  }
  return drafts;
}
function cutOutput(context2) {
  return (context2.run.manifest?.losses ?? []).map(
    (loss) => trustDraft(
      {
        code: "RG5206",
        class: loss.code,
        severity: loss.breaksVerdict ? "error" : "note",
        title: `not kept: ${loss.what}`,
        explanation: `${loss.why}${loss.bytes === void 0 ? "" : ` (${loss.bytes} bytes)`}.`,
        cure: loss.breaksVerdict ? "The answer of this run is not complete: remove the cause and run again." : "The verdict does not rest on it.",
        packages: loss.package === void 0 ? [] : [loss.package]
      },
      context2
    )
  );
}
function plural(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

// src/analyse/detectors/index.ts
var DETECTORS = [
  bareDump,
  buildFailure,
  cancelDelay,
  dataRace,
  deadlock,
  fatalError,
  goDeadlock,
  goleak,
  goroutineLeak,
  infrastructure,
  leakProfile,
  lockContention,
  observer,
  panic,
  raceWithoutReport,
  recoveredPanic,
  testFailure,
  timeout,
  trust
];

// src/analyse/test-attributes.ts
var KEYS = {
  owner: ["race.owner", "owner"],
  issue: ["race.issue", "issue"],
  stress: ["race.stress"]
};
var VALUE_MAX = 500;
function withTestAttributes(draft, run) {
  const name = draft.test?.name ?? "";
  const tests = testIndex(run.tests).get(draft.package);
  if (name === "" || tests === void 0) return draft;
  const owner = attributeOf(tests, name, KEYS.owner);
  const issue = attributeOf(tests, name, KEYS.issue);
  const stress = attributeOf(tests, name, KEYS.stress);
  if (owner === void 0 && issue === void 0 && stress === void 0) return draft;
  return {
    ...draft,
    ...owner === void 0 ? {} : { owner },
    ...issue === void 0 ? {} : { issue },
    ...stress === void 0 ? {} : { stress }
  };
}
function attributeOf({ tests }, name, keys) {
  let at2 = name;
  for (; ; ) {
    const attributes = tests.get(at2)?.attributes ?? [];
    for (const wanted2 of keys) {
      const value = attributes.findLast(({ key }) => key === wanted2)?.value.trim() ?? "";
      if (value !== "") return value.slice(0, VALUE_MAX);
    }
    const slash = at2.lastIndexOf("/");
    if (slash < 0) return void 0;
    at2 = at2.slice(0, slash);
  }
}

// src/analyse/engine.ts
function analyse(run, options = {}) {
  const { detectors = DETECTORS, source, acceptedPatches } = options;
  const context2 = createContext(run, source?.value, acceptedPatches);
  const drafts = [];
  const diagnostics = [...source?.diagnostics ?? []];
  for (const detector of detectors) {
    try {
      for (const draft of detector.finish(context2)) {
        drafts.push(withRerunWords(withTestAttributes(draft, run), run));
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      diagnostics.push({
        code: "detector-failed",
        severity: "data-loss",
        message: `The detector ${detector.id} failed (${why}): its findings are missing. This is a fault of racegate.`,
        count: 1
      });
    }
  }
  return { drafts, diagnostics };
}
async function readSource(run) {
  if (run.sources.size === 0) return { value: void 0, diagnostics: [] };
  try {
    const texts = [...run.sources].map(([path, { text, whole }]) => ({ path, text, whole }));
    return { value: await openGoSource(texts), diagnostics: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The Go source could not be read (${why}): findings rest on stacks alone.`;
    return {
      value: void 0,
      diagnostics: [{ code: "source-not-read", severity: "warning", message, count: 1 }]
    };
  }
}

// src/analyse/panicked-tests.ts
function panickedTests(run) {
  const found = /* @__PURE__ */ new Map();
  for (const sighting of run.crashes) {
    const { crash, origin } = sighting;
    if (crash.kind !== "panic" || origin.pid === void 0 || origin.package === void 0)
      continue;
    const { package: owner, pid } = origin;
    const directory = run.processes.find(
      (one) => one.package === owner && one.pid === pid
    )?.directory;
    const test = attributeCrash(sighting, run)?.name.split("/", 1)[0];
    if (test === void 0 || directory === void 0 || !/^Test\w{1,500}$/u.test(test)) continue;
    const key = `${owner}
${pid}`;
    if (!found.has(key)) found.set(key, { package: owner, test, pid, directory });
  }
  return [...found.values()];
}

// src/analyse/reruns/candidates.ts
function rerunCandidates(run) {
  const { manifest } = run;
  if (manifest === void 0 || manifest.run.end !== "finished") return [];
  const observed = observedPackages(run);
  return run.tests.packages.flatMap((result) => {
    const isCandidate = result.outcome === "fail" && observed.has(result.importPath) && !hasRace(run, result) && !hasOwnCrash(run, result.importPath);
    if (!isCandidate) return [];
    const diedInTracer = run.crashes.some(({ origin }) => origin.package === result.importPath);
    return [{ package: result.importPath, tests: failedTests(run, result), diedInTracer }];
  });
}
function observedPackages({ manifest, processes }) {
  const withMode = manifest?.mode !== "light";
  const flag = /^--?test\.(?:trace|mutexprofile|blockprofile)=/;
  return new Set(
    processes.filter(({ argv }) => withMode || argv.some((argument) => flag.test(argument))).map((process) => process.package)
  );
}
function hasRace(run, result) {
  return saysRace(result) || run.races.some(({ origin }) => origin.package === result.importPath);
}
function saysRace(result) {
  return result.raceOutsideTests || result.tests.some((test) => test.raceLine);
}
function hasOwnCrash({ crashes }, importPath) {
  return crashes.some(({ crash, origin }) => {
    if (origin.package !== importPath) return false;
    return crash.kind === "timeout" || signatureOf(crash.text)?.inTracer !== true;
  });
}
function failedTests({ crashes }, result) {
  if (crashes.some(({ origin }) => origin.package === result.importPath)) return void 0;
  if (result.tests.some(({ outcome }) => outcome === "incomplete")) return void 0;
  const names = result.tests.filter(({ outcome, name }) => outcome === "fail" && isTopLevelTest(name)).map(({ name }) => name);
  return names.length === 0 ? void 0 : names;
}
function isTopLevelTest(name) {
  return /^(?:Test|Fuzz|Example)[^/]*$/.test(name);
}

// src/analyse/reruns/judge.ts
var OUTPUT_MAX = 64 << 10;
function judgeReruns(run) {
  const { reruns = [] } = run;
  if (reruns.length === 0) return run;
  const first2 = { ...run, races: run.races.slice(0, 0) };
  const verdicts = rerunCandidates(first2).flatMap(
    (candidate) => verdictsOf(run, candidate, reruns)
  );
  const byObserver = verdicts.filter(isObservers);
  return withoutFailures({ ...run, rerunVerdicts: verdicts }, byObserver, reruns);
}
function isObservers({ by }) {
  return by === "observer" || by === "pins";
}
function isAsked({ manifest }) {
  return (manifest?.pinned.gomaxprocs.source ?? "default") !== "default";
}
function verdictsOf(run, candidate, reruns) {
  const of2 = reruns.filter(({ record }) => record.packages.includes(candidate.package));
  if (of2.length === 0) return [];
  const racing = run.races.some(({ origin }) => origin.package === candidate.package);
  return (candidate.tests ?? [void 0]).map((test) => {
    const count = (observed, plain = false) => {
      if (plain && isAsked(run)) return { failed: 0, runs: 0 };
      const ends = of2.filter(({ record }) => record.observed === observed && (record.plain ?? false) === plain).map((rerun) => attemptOf(rerun, candidate.package, test)).filter((end) => end !== void 0);
      const failed2 = ends.filter((end) => end === "fail").length + (observed ? 1 : 0);
      return { failed: failed2, runs: ends.length + (observed ? 1 : 0) };
    };
    const counts2 = {
      observed: count(true),
      unobserved: count(false),
      plain: count(false, true)
    };
    const cause = causeOf4(counts2, candidate.diedInTracer ? 1 : 2);
    const by = racing && isObservers({ by: cause }) ? "open" : cause;
    const output = outputOf(run, candidate.package, test);
    return { package: candidate.package, test, by, ...counts2, output };
  });
}
function attemptOf(rerun, importPath, test) {
  const result = resultOf(rerun, importPath);
  if (result === void 0 || rerun.record.end !== "finished") return void 0;
  if (saysRace(result) || rerun.racing.has(importPath)) return "fail";
  const { outcome } = test === void 0 ? result : testOf6(result, test) ?? { outcome: "none" };
  return outcome === "pass" || outcome === "fail" ? outcome : void 0;
}
function causeOf4({ observed, unobserved, plain }, enough) {
  const passesPlain = plain.runs >= 2 && plain.failed === 0;
  if (passesPlain && unobserved.runs > 0 && unobserved.failed === unobserved.runs) return "pins";
  if (unobserved.failed > 0) return unobserved.failed < unobserved.runs ? "flaky" : "own";
  if (unobserved.runs === 0) return "open";
  if (observed.failed < observed.runs) return "flaky";
  return observed.runs >= 2 && unobserved.runs >= enough ? "observer" : "open";
}
function resultOf({ tests }, importPath) {
  return tests.packages.find((each) => each.importPath === importPath);
}
function testOf6(result, name) {
  return result.tests.find((test) => test.name === name);
}
function outputOf(run, importPath, test) {
  const result = run.tests.packages.find((each) => each.importPath === importPath);
  const texts = (result?.tests ?? []).filter(({ name }) => test === void 0 || isWithin(name, test)).map(({ output }) => output);
  if (test === void 0) {
    texts.push(result?.output ?? "");
    for (const { crash, origin } of run.crashes) {
      if (origin.package === importPath) texts.push(crash.text);
    }
  }
  for (const { text = "", origin } of run.dumps ?? []) {
    const isItsOwn = test === void 0 || isWithin(origin.streamTest ?? "", test);
    if (origin.package === importPath && isItsOwn) texts.push(text);
  }
  return texts.join("\n").slice(0, OUTPUT_MAX);
}
function withoutFailures(run, verdicts, reruns) {
  if (verdicts.length === 0) return run;
  const isCaused = ({ package: owner, streamTest = "" }) => verdicts.some(
    (verdict) => verdict.package === owner && (verdict.test === void 0 || isWithin(streamTest, verdict.test))
  );
  const rest = (sightings) => sightings.filter(({ origin }) => !isCaused(origin));
  return {
    ...run,
    tests: {
      ...run.tests,
      packages: run.tests.packages.map((result) => {
        const own = verdicts.filter((verdict) => verdict.package === result.importPath);
        const kinds = [...Map.groupBy(own, ({ by }) => by).values()];
        return kinds.reduce((left, kind) => unobservedResult(left, kind, reruns), result);
      })
    },
    crashes: rest(run.crashes),
    dumps: rest(run.dumps ?? []),
    lockReports: rest(run.lockReports ?? []),
    infrastructure: rest(run.infrastructure)
  };
}
function unobservedResult(result, verdicts, reruns) {
  const isPlain2 = verdicts.some(({ by }) => by === "pins");
  const unobserved = reruns.filter(({ record }) => !record.observed && (record.plain ?? false) === isPlain2).map((rerun) => resultOf(rerun, result.importPath)).find((each) => each !== void 0);
  if (unobserved === void 0) return result;
  if (verdicts.some(({ test }) => test === void 0)) return unobserved;
  const isCaused = (name) => verdicts.some(({ test }) => test !== void 0 && isWithin(name, test));
  const tests = [
    ...result.tests.filter(({ name }) => !isCaused(name)),
    ...unobserved.tests.filter(({ name }) => isCaused(name))
  ];
  if (tests.some(({ outcome }) => outcome === "fail")) return { ...result, tests };
  return {
    ...result,
    outcome: unobserved.outcome,
    output: unobserved.output,
    exitStatus: unobserved.exitStatus,
    tests
  };
}

// src/analyse/wanted.ts
var SOURCES_MAX = 2e3;
var PACKAGES_MAX2 = 50;
var ADDRESSES_MAX = 1e4;
var HEAP = /^0x0*c[0-9a-f]{9}$/i;
var SourceSet = class {
  paths = /* @__PURE__ */ new Set();
  places;
  constructor(places) {
    this.places = places;
  }
  add(frame) {
    if (frame === void 0 || frame.file === "" || this.paths.size >= SOURCES_MAX) return;
    if (this.places.of(frame).owner === "own") this.paths.add(frame.file);
  }
  addStack(frames) {
    for (const frame of frames.slice(0, 50)) this.add(frame);
  }
};
function wanted(run) {
  const places = createPlaces(run);
  const sources = new SourceSet(places);
  const symbols = /* @__PURE__ */ new Map();
  for (const { report, origin } of run.races) {
    for (const access3 of report.accesses) {
      sources.add(access3.frames[blameIndex(access3.frames, places)]);
      sources.addStack(access3.frames);
    }
    for (const creation of report.creations) sources.add(creationSite(creation.frames, places));
    const { package: owner, pid, childPid } = origin;
    if (owner === void 0 || pid === void 0) continue;
    if (childPid !== void 0 && childPid !== pid) continue;
    const key = `${owner}
${pid}`;
    const entry = symbols.get(key) ?? { package: owner, pid, addresses: /* @__PURE__ */ new Set() };
    symbols.set(key, entry);
    for (const { address } of report.accesses) {
      if (address === void 0 || HEAP.test(address)) continue;
      if (entry.addresses.size < ADDRESSES_MAX) entry.addresses.add(address);
    }
  }
  for (const { crash } of run.crashes) {
    for (const goroutine of crash.goroutines.slice(0, 200)) {
      sources.addStack(goroutine.frames);
      sources.add(goroutine.createdBy?.frame);
    }
  }
  for (const { goroutines } of run.traceEnds ?? []) {
    for (const { test, state, frames, creation } of goroutines.slice(0, 2e3)) {
      if (test === void 0 || state !== "waiting") continue;
      sources.addStack(frames);
      sources.add(creation[0]);
    }
  }
  for (const frame of causeFrames(run)) sources.add(frame);
  for (const { calledAt, goroutines, steps } of run.cancelDelays ?? []) {
    sources.add(calledAt);
    for (const { frames, creation } of goroutines) sources.addStack([...frames, ...creation]);
    for (const { at: at2 } of steps) sources.add(at2);
  }
  for (const file of loggedFiles(run)) {
    if (sources.paths.size < SOURCES_MAX) sources.paths.add(file);
  }
  return {
    symbols: [...symbols.values()].filter(({ addresses }) => addresses.size > 0).map((entry) => ({ ...entry, addresses: [...entry.addresses] })),
    sources: [...sources.paths],
    packagesOf: wholePackages(run, places)
  };
}
var LOCKING = /* @__PURE__ */ new Set(["own", "dependency"]);
function wholePackages(run, places) {
  const { crashes, dumps = [], races } = run;
  const files = /* @__PURE__ */ new Map();
  const add = (file) => {
    const folder = file.replace(/[^/\\]*$/, "");
    if (files.size < PACKAGES_MAX2 && !files.has(folder)) files.set(folder, file);
  };
  const listed2 = [...crashes.map(({ crash }) => crash), ...dumps];
  for (const { goroutines } of listed2) {
    for (const { status, frames } of goroutines.slice(0, 200)) {
      if (!LOCK_KINDS.has(waitOf(status, frames).kind)) continue;
      for (const frame of frames.slice(0, 50)) {
        if (LOCKING.has(places.of(frame).owner)) add(frame.file);
      }
    }
  }
  for (const { report } of races) {
    for (const { frames } of report.accesses) {
      const frame = frames[blameIndex(frames, places)];
      if (frame !== void 0 && places.of(frame).owner === "own") add(frame.file);
    }
  }
  for (const folder of racingFolders(run)) add(folder);
  return [...files.values()];
}
var DELAY_MIN_NS2 = 1e9;
function* causeFrames(run) {
  const failed2 = new Set(
    run.tests.packages.filter((p) => p.outcome !== "pass").map((p) => p.importPath)
  );
  for (const { package: owner, wakes } of run.traceEnds ?? []) {
    if (owner !== void 0 && !failed2.has(owner)) continue;
    for (const { waiting, waking } of wakes) yield* [...waiting, ...waking];
  }
  const busy = (run.profiles ?? []).filter(
    ({ sites }) => sites.some(({ delayNs }) => delayNs >= DELAY_MIN_NS2)
  );
  const owners = new Set(busy.map((profile) => profile.package));
  for (const { package: owner, wakes } of run.traceEnds ?? []) {
    if (!owners.has(owner)) continue;
    for (const { waiting } of wakes) yield* waiting;
  }
  for (const { sites } of busy) for (const { frames } of sites) yield* frames;
}

// src/analyse/scheduler-evidence.ts
var KINDS = /* @__PURE__ */ new Set(["lock-contention", "schedule"]);
var PATTERNS2 = /* @__PURE__ */ new Set([
  "lock-convoy",
  "slow-holder",
  "runnable-starvation",
  "late-wakeup",
  "blocked-then-preempted",
  "ping-pong-starvation"
]);
function withSchedulerSamples(draft, run) {
  const pattern = draft.cause?.pattern;
  if (!KINDS.has(draft.kind) && (pattern === void 0 || !PATTERNS2.has(pattern))) return draft;
  const own = (run.schedTraces ?? []).find(({ origin }) => origin.package === draft.package);
  const facts = own && schedulerFacts(own.lines);
  if (facts === void 0 || draft.package === "") return draft;
  const say = sampleWords(facts);
  return {
    ...draft,
    explanation: `${draft.explanation} ${say}`,
    evidence: [...draft.evidence, streamEvidence(run, "the scheduler's samples (schedtrace)", "")]
  };
}
function sampleWords(facts) {
  const { samples, gomaxprocs, idleMean, runnableMax, saturated } = facts;
  const many = samples === 1 ? "The one sample" : `The ${samples} samples`;
  const busy = saturated === 0 ? "in none of them goroutines waited to run while no processor was idle" : `in ${saturated} of them no processor was idle and goroutines waited to run`;
  return `${many} of the scheduler (schedtrace): ${idleMean.toFixed(1)} of ${gomaxprocs} processors idle on average, at most ${runnableMax} goroutines in run queues; ${busy}.`;
}

// src/collect/check-patches.ts
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join2, resolve, sep } from "node:path";

// src/collect/package-place.ts
function goPlaceOf(plan, importPath) {
  const step = plan.steps.find(
    ({ packages }) => packages.some((each) => each.importPath === importPath)
  );
  return {
    cwd: step?.directory ?? plan.cwd,
    env: { ...plan.goEnvironment, ...step?.environment }
  };
}

// src/collect/test-environment.ts
function testEnvironment(plan) {
  const removed = new Set(plan.wrapper.removedEnvironment);
  const kept = Object.entries(plan.goEnvironment).filter(([name]) => !removed.has(name));
  return {
    ...Object.fromEntries(kept),
    GOMAXPROCS: String(plan.wrapper.gomaxprocs),
    GORACE: "atexit_sleep_ms=0",
    GOTRACEBACK: "all"
  };
}

// src/collect/run-binary.ts
var OUTPUT_MAX2 = 4 << 20;
async function runBinary(plan, { binary, package: importPath, flags, env = {} }, signal) {
  const { variables, marks } = randomMark();
  const directory = plan.packages.find((one) => one.importPath === importPath)?.directory;
  const group = startGroup(binary, [...flags], {
    cwd: directory ?? plan.cwd,
    env: { ...testEnvironment(plan), ...env, ...variables },
    marks
  });
  const output = Promise.all([textOf(group.stdout), textOf(group.stderr)]);
  const ended = new Promise((resolve2) => {
    if (signal.aborted) resolve2();
    signal.addEventListener("abort", () => resolve2(), { once: true });
  });
  await Promise.race([group.exited, ended]);
  await group.end();
  const { exitCode } = await group.exited;
  const text = (await output).join("\n");
  return signal.aborted ? void 0 : { exitCode, text };
}
async function textOf(stream) {
  const chunks = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes <= OUTPUT_MAX2) chunks.push(chunk);
    }
  } catch {
  }
  return Buffer.concat(chunks).toString("utf8");
}

// src/collect/try-patch.ts
var RUNS = 3;
var RUN_MAX_MS = 2e4;
async function tryPatch(plan, input, signal) {
  let passed2 = 0;
  let runs = 0;
  while (runs < RUNS && !signal.aborted) {
    const result = await runOnce(plan, input, signal);
    if (result === "breaks") return "breaks";
    if (result === "out of time") break;
    runs += 1;
    if (result === "pass") passed2 += 1;
  }
  return runs === 0 ? void 0 : { runs, passed: passed2 };
}
async function runOnce(plan, { binary, package: importPath, failedBefore, tookMs }, signal) {
  const limitMs = Math.min(RUN_MAX_MS, 3 * tookMs + 5e3);
  const flags = ["-test.v", "-test.count=1", `-test.timeout=${limitMs}ms`];
  const ended = await runBinary(plan, { binary, package: importPath, flags }, signal);
  if (ended === void 0) return "out of time";
  const { exitCode, text } = ended;
  if (exitCode === 0) return "pass";
  if (text.includes("panic: test timed out after ")) return "breaks";
  const failed2 = [...text.matchAll(/^--- FAIL: (\S{1,300}) \(/gm)].map((match) => match[1] ?? "");
  const isNew = failed2.some((name) => !failedBefore.has(name));
  return isNew && !text.includes("WARNING: DATA RACE") ? "breaks" : "unclear";
}

// src/collect/check-patches.ts
var PATCHES_MAX = 32;
var BUDGET_MS = 6e4;
var TRIALS_BUDGET_MS = 2e4;
var BUILD_FLAGS = /^--?(?:tags|mod|modfile|gcflags)=/;
function buildFlagsOf({ goArgs }) {
  return goArgs.filter((flag) => BUILD_FLAGS.test(flag));
}
async function compilingPatches(plan, { packages }, proposed, signal) {
  const within3 = AbortSignal.any([signal, AbortSignal.timeout(BUDGET_MS)]);
  const trying = AbortSignal.any([within3, AbortSignal.timeout(trialBudgetMs(plan))]);
  const checked = [];
  for (const patch of proposed.slice(0, PATCHES_MAX)) {
    if (within3.aborted) break;
    const result = packages.find(({ importPath }) => importPath === patch.package);
    const trial = await check(plan, patch, result, { compile: within3, run: trying }).catch(
      () => "not shown"
    );
    if (trial === "not shown") continue;
    checked.push({ diff: patch.diff, ...trial === void 0 ? {} : { trial } });
  }
  return checked;
}
function trialBudgetMs({ deadlineAtMs }) {
  if (deadlineAtMs === void 0) return TRIALS_BUDGET_MS;
  return Math.max(1, Math.min(TRIALS_BUDGET_MS, deadlineAtMs - Date.now() - 3e4));
}
async function check(plan, patch, result, signals) {
  const folder = noteTemporary(await mkdtemp(join2(tmpdir(), "racegate-patch-")));
  try {
    const replace = {};
    for (const [index, { file, text }] of patch.files.entries()) {
      const original = resolve(plan.root, file);
      if (!original.startsWith(plan.root + sep)) return "not shown";
      const changed = join2(folder, `${index}.go`);
      await writeFile(changed, text);
      replace[original] = changed;
    }
    const overlay = join2(folder, "overlay.json");
    await writeFile(overlay, JSON.stringify({ Replace: replace }));
    const flags = buildFlagsOf(plan);
    const args = ["test", "-race", "-c", "-vet=off", `-overlay=${overlay}`, ...flags];
    const binary = join2(folder, "test.binary");
    args.push("-o", binary, patch.package);
    const built = await runCommand("go", args, {
      ...goPlaceOf(plan, patch.package),
      signal: signals.compile
    });
    if (built?.exitCode !== 0) return "not shown";
    const failed2 = result?.tests.filter(({ outcome }) => outcome !== "pass" && outcome !== "skip");
    const input = {
      binary,
      package: patch.package,
      failedBefore: new Set(failed2?.map(({ name }) => name)),
      tookMs: 1e3 * (result?.elapsedSec ?? 0)
    };
    const trial = await tryPatch(plan, input, signals.run);
    return trial === "breaks" ? "not shown" : trial;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// src/collect/delve/debug-panics.ts
import { mkdtemp as mkdtemp3, rm as rm3, writeFile as writeFile2 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join4 } from "node:path";
import { setTimeout as delay2 } from "node:timers/promises";

// src/collect/delve/find-delve.ts
import { access as access2, constants, mkdir, mkdtemp as mkdtemp2, rename, rm as rm2 } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join as join3 } from "node:path";
var DELVE = "github.com/go-delve/delve/cmd/dlv";
var DELVE_VERSION = "v1.27.2";
async function findDelve(options) {
  const onPath = await runCommand("dlv", ["version"], options).catch(() => void 0);
  if (onPath?.exitCode === 0) return { program: "dlv" };
  const configured = options.env["RACEGATE_TOOLS"] ?? "";
  const cache4 = configured === "" ? join3(homedir(), ".cache", "racegate-tools") : configured;
  const program = join3(cache4, `dlv-${DELVE_VERSION}`, "dlv");
  if (await isExecutable(program)) return { program };
  return install(program, options);
}
async function install(program, options) {
  const place4 = dirname(program);
  try {
    await mkdir(dirname(place4), { recursive: true });
    const building = noteTemporary(await mkdtemp2(`${place4}.building-`));
    try {
      const env = { ...options.env, GOBIN: building, GOFLAGS: "-mod=mod", CGO_ENABLED: "0" };
      const args = ["install", `${DELVE}@${DELVE_VERSION}`];
      const result = await runCommand("go", args, { ...options, env });
      if (result?.exitCode !== 0) {
        const said = result?.stderr.trim().split("\n").at(-1) ?? "go is not there";
        return { why: `go install ${DELVE}@${DELVE_VERSION} failed: ${said.slice(0, 300)}` };
      }
      await rename(building, place4).catch(() => void 0);
      return { program };
    } finally {
      await rm2(building, { recursive: true, force: true });
    }
  } catch (error) {
    return { why: `Delve could not be kept in ${place4}: ${String(error)}` };
  }
}
function isExecutable(path) {
  return access2(path, constants.X_OK).then(
    () => true,
    () => false
  );
}

// src/collect/delve/rpc-client.ts
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
var ANSWER_MAX = 32 * 1024 * 1024;
var CONNECT_MS = 15e3;
var RpcClient = class _RpcClient {
  #socket;
  #pending = /* @__PURE__ */ new Map();
  #parts = [];
  #length = 0;
  #id = 0;
  constructor(socket) {
    this.#socket = socket;
    socket.setEncoding("utf8");
    socket.on("data", (text) => this.#data(text));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("Delve closed the connection")));
  }
  /** Waits until the socket is there. */
  static async connect(path, signal) {
    const untilMs = performance.now() + CONNECT_MS;
    for (; ; ) {
      try {
        return new _RpcClient(await open(path));
      } catch {
        if (performance.now() > untilMs || signal.aborted) {
          throw new Error(`Delve opened no connection within ${CONNECT_MS / 1e3} s`);
        }
        await delay(50);
      }
    }
  }
  /** `RPCServer.<method>`; rejects with Delve's own words. */
  call(method, params) {
    if (this.#socket.destroyed) return Promise.reject(new Error("Delve is gone"));
    const id = ++this.#id;
    return new Promise((resolve2, reject) => {
      this.#pending.set(id, { resolve: resolve2, reject });
      this.#socket.write(
        `${JSON.stringify({ method: `RPCServer.${method}`, params: [params], id })}
`
      );
    });
  }
  close() {
    this.#socket.destroy();
  }
  #data(text) {
    this.#length += text.length;
    if (this.#length > ANSWER_MAX) {
      this.#socket.destroy(new Error("Delve's answer is too long"));
      return;
    }
    const lines = text.split("\n");
    for (const [index, part] of lines.entries()) {
      this.#parts.push(part);
      if (index === lines.length - 1) break;
      const line = this.#parts.join("");
      this.#parts = [];
      this.#length = 0;
      this.#line(line);
    }
  }
  #line(line) {
    let answer;
    try {
      answer = JSON.parse(line);
    } catch {
      this.#socket.destroy(new Error("Delve's answer is no JSON"));
      return;
    }
    const pending = typeof answer.id === "number" ? this.#pending.get(answer.id) : void 0;
    if (pending === void 0 || typeof answer.id !== "number") return;
    this.#pending.delete(answer.id);
    if (typeof answer.error === "string") pending.reject(new Error(answer.error));
    else pending.resolve(answer.result);
  }
  #fail(error) {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
};
function open(path) {
  return new Promise((resolve2, reject) => {
    const socket = connect(path);
    socket.once("connect", () => resolve2(socket));
    socket.once("error", reject);
  });
}

// src/collect/delve/delve-types.ts
var functionName = object({ name: string() }).nullish();
var location = object({ function: functionName, file: string(), line: number() });
var breakpointAnswer = object({
  Breakpoint: object({ id: number() })
});
var commandAnswer = object({
  State: object({
    exited: boolean().optional(),
    exitStatus: number().optional(),
    Threads: array(
      object({
        goroutineID: number(),
        breakPoint: object({ id: number() }).nullish()
      })
    ).nullish()
  })
});
var stackAnswer = object({
  Locations: array(
    location.extend({
      Defers: array(
        object({
          DeferredLoc: location.nullish(),
          DeferLoc: location.nullish(),
          Unreadable: string().optional()
        })
      ).nullish()
    })
  )
});
var variable = lazy(
  () => object({
    name: string(),
    type: string(),
    value: string(),
    children: array(variable)
  })
);
var evalAnswer = object({ Variable: variable });
var versionAnswer = object({ DelveVersion: string() });

// src/collect/delve/panic-session.ts
var RUNTIME_STOPS = [
  ["runtime.gopanic", "panic"],
  ["runtime.gorecover", "recover"],
  ["runtime.recovery", "recovered"],
  ["runtime.fatalpanic", "fatal"]
];
var DEFER_STATEMENTS = [
  "runtime.deferproc",
  "runtime.deferprocStack",
  "runtime.deferprocat",
  "runtime.deferrangefunc"
];
var STOPS_MAX = 300;
var DEFER_STOPS_MAX = 60;
var DEFERRED_MAX2 = 32;
var DEPTH = 50;
var FRAMES_MAX = 24;
var PANICS_MAX = 8;
var VALUE_MAX2 = 200;
var UNREADABLE = "a value that Delve could not read";
var FATAL_ID = -1;
var LOAD = {
  FollowPointers: true,
  MaxVariableRecurse: PANICS_MAX + 2,
  MaxStringLen: VALUE_MAX2,
  MaxArrayValues: 4,
  MaxStructFields: -1
};
async function watchPanics(client, testFunctions, signal) {
  return new Session(client).run(testFunctions, signal);
}
var Session = class {
  #client;
  #kinds = /* @__PURE__ */ new Map([[FATAL_ID, "fatal"]]);
  #deferred = /* @__PURE__ */ new Set();
  #stops = [];
  #deferIds = [];
  #deferStops = 0;
  #dropped = 0;
  constructor(client) {
    this.#client = client;
  }
  async run(testFunctions, signal) {
    const { DelveVersion } = await this.#ask("GetVersion", {}, versionAnswer);
    const delve = DelveVersion.split("\n", 1)[0] ?? "";
    for (const [name, kind] of RUNTIME_STOPS) await this.#breakAt(name, kind);
    for (const name of testFunctions) await this.#breakAt(name, "test");
    const result = { delve, stops: this.#stops };
    try {
      const end = await this.#follow(signal);
      return { ...result, end, dropped: this.#dropped };
    } catch (error) {
      if (this.#stops.length === 0 && !signal.aborted) throw error;
      const why = error instanceof Error ? error.message : String(error);
      const end = signal.aborted ? { end: "time" } : { end: "failed", why };
      return { ...result, ...end, dropped: this.#dropped };
    }
  }
  async #follow(signal) {
    for (; ; ) {
      if (signal.aborted) return "time";
      if (this.#stops.length >= STOPS_MAX) return "limit";
      const { State: state } = await this.#ask("Command", { name: "continue" }, commandAnswer);
      if (state.exited === true) return "exited";
      for (const { goroutineID: goid, breakPoint } of state.Threads ?? []) {
        const kind = this.#kinds.get(breakPoint?.id ?? 0);
        if (kind !== void 0) await this.#stop(goid, kind);
      }
    }
  }
  async #stop(goid, kind) {
    if (kind === "test") {
      await this.#watchDefers();
      return;
    }
    if (kind === "defer" && ++this.#deferStops > DEFER_STOPS_MAX) {
      this.#dropped += 1;
      await this.#clearDefers();
      return;
    }
    const { Locations: locations } = await this.#ask(
      "Stacktrace",
      { Id: goid, Depth: DEPTH, Full: false, Defers: true, Opts: 1 },
      stackAnswer
    );
    if (isOwnBusiness(kind, locations)) return;
    const panics = await this.#panics(goid);
    const value = kind === "panic" ? await this.#eval(goid, "e") : void 0;
    const newest = value === void 0 ? [] : [{ value: textOf2(value), recovered: false, goexit: false }];
    const stop = {
      at: kind,
      goid: String(goid),
      frames: locations.flatMap(placeOf6).filter(isProgram).slice(0, FRAMES_MAX),
      panics: [...newest, ...panics].slice(0, PANICS_MAX),
      defers: locations.flatMap(defersOf)
    };
    this.#fillValue(stop);
    this.#stops.push(stop);
    if (kind === "panic")
      for (const { deferred: deferred2 } of stop.defers) await this.#watch(deferred2.function);
  }
  /** The value of a first panic is out of Delve's reach at the call itself, and within it at the next stop. */
  #fillValue({ goid, panics }) {
    const before = this.#stops.findLast((stop) => stop.goid === goid);
    const newest = before?.panics[0];
    if (before?.at !== "panic" || newest?.value !== UNREADABLE) return;
    const same = panics[panics.length - before.panics.length];
    if (same !== void 0) newest.value = same.value;
  }
  async #watch(name) {
    if (this.#deferred.has(name) || this.#deferred.size >= DEFERRED_MAX2) return;
    this.#deferred.add(name);
    await this.#breakAt(name, "deferred");
  }
  async #watchDefers() {
    if (this.#deferIds.length > 0) return;
    for (const name of DEFER_STATEMENTS) {
      const id = await this.#breakAt(name, "defer");
      if (id !== void 0) this.#deferIds.push(id);
    }
  }
  async #clearDefers() {
    for (const id of this.#deferIds.splice(0)) {
      await this.#client.call("ClearBreakpoint", { Id: id });
    }
  }
  /** Undefined where the program has no such function, or Delve stops there anyway. */
  async #breakAt(name, kind) {
    try {
      const breakpoint = { Breakpoint: { functionName: name } };
      const answer = await this.#ask("CreateBreakpoint", breakpoint, breakpointAnswer);
      this.#kinds.set(answer.Breakpoint.id, kind);
      return answer.Breakpoint.id;
    } catch {
      return void 0;
    }
  }
  async #panics(goid) {
    const panics = [];
    let next = structOf2(await this.#eval(goid, "runtime.curg._panic"));
    while (next !== void 0 && panics.length < PANICS_MAX) {
      const field = fieldsOf(next);
      panics.push({
        value: textOf2(field("arg")),
        recovered: field("recovered")?.value === "true",
        goexit: field("goexit")?.value === "true"
      });
      next = structOf2(field("link"));
    }
    return panics;
  }
  async #eval(goid, expression) {
    try {
      const scope = { GoroutineID: goid, Frame: 0 };
      const request = { Scope: scope, Expr: expression, Cfg: LOAD };
      return (await this.#ask("Eval", request, evalAnswer)).Variable;
    } catch {
      return void 0;
    }
  }
  async #ask(method, params, schema) {
    return schema.parse(await this.#client.call(method, params));
  }
};
function isOwnBusiness(kind, locations) {
  const names = locations.map((each) => each.function?.name ?? "");
  if (names.includes("runtime.preprintpanics")) return true;
  if ((kind === "panic" || kind === "recover") && names[1]?.startsWith("testing.") === true) {
    return true;
  }
  if (kind === "recover" || kind === "deferred") return !names.includes("runtime.gopanic");
  if (kind === "defer") return !isProgram({ function: names[1] ?? "" });
  return false;
}
function isProgram({ function: name }) {
  return name !== "" && !/^(?:runtime|testing|internal\/runtime\/[a-z]{1,20})\./.test(name);
}
function placeOf6(location2) {
  const name = location2?.function?.name;
  if (location2 === void 0 || name === void 0) return [];
  return [{ function: name, file: location2.file, line: Math.max(0, location2.line) }];
}
function defersOf({ Defers: defers }) {
  return (defers ?? []).flatMap(({ DeferredLoc: deferred2, DeferLoc: by }) => {
    const [to, from] = [deferred2, by].map((each) => placeOf6(each ?? void 0)[0]);
    if (to === void 0 || from === void 0 || !isProgram(to)) return [];
    return [{ deferred: to, by: from }];
  });
}
function structOf2(pointer) {
  const target = pointer?.children[0];
  return pointer === void 0 || pointer.value === "0" || target === void 0 || target.children.length === 0 ? void 0 : target;
}
function fieldsOf({ children }) {
  return (name) => children.find((child) => child.name === name);
}
function textOf2(value) {
  const data = value?.children[0];
  if (data === void 0) return UNREADABLE;
  return describe(data, 2).slice(0, VALUE_MAX2);
}
function describe({ type, value, children }, depth) {
  if (type === "string") return JSON.stringify(value);
  const [pointed] = children;
  if (type.startsWith("*") && pointed !== void 0) return `&${describe(pointed, depth)}`;
  if (children.length === 0 || depth === 0) return value === "" ? type : `${type} ${value}`;
  const fields = children.slice(0, 4).map((each) => `${each.name}: ${describe(each, depth - 1)}`);
  return `${type} {${fields.join(", ")}}`;
}

// src/collect/delve/debug-panics.ts
var PANICS_FILE = "panics.json";
var PANICS_MAX2 = 3;
var BUDGET_MS2 = 18e4;
var SESSION_MS = 45e3;
var REAP_MS = 1e3;
var BUILD_FLAGS2 = /^-(?:tags|mod|modfile|overlay)=/;
var OUTPUT_MAX3 = 4e3;
async function debugPanics(plan, seen, signal) {
  if (seen.length === 0) return [];
  const within3 = AbortSignal.any([signal, AbortSignal.timeout(budgetMs(plan))]);
  const options = { cwd: plan.cwd, env: plan.goEnvironment, signal: within3 };
  const delve = await findDelve(options).catch((error) => ({ why: String(error) }));
  if ("why" in delve) return [note(`${delve.why}. No panic was looked at.`)];
  const notes = [];
  for (const panic2 of seen.slice(0, PANICS_MAX2)) {
    if (within3.aborted) break;
    const record = await recordOf(plan, panic2, delve.program, within3);
    const path = join4(plan.captureDirectory, panic2.directory, PANICS_FILE);
    const kept = await writeFile2(
      path,
      `${plan.masker.maskText(JSON.stringify(record), true)}
`
    ).then(
      () => true,
      () => false
    );
    if (record.why !== void 0 || !kept) {
      notes.push(note(`${panic2.package} ${panic2.test}: ${record.why ?? "not written"}`));
    }
  }
  if (seen.length > PANICS_MAX2)
    notes.push(note(`Only the first ${PANICS_MAX2} panics were looked at.`));
  return notes;
}
function note(message) {
  return { code: "debug-panics", message: `debug-panics: ${message}` };
}
function budgetMs({ deadlineAtMs }) {
  if (deadlineAtMs === void 0) return BUDGET_MS2;
  return Math.max(1, Math.min(BUDGET_MS2, deadlineAtMs - Date.now() - 3e4));
}
async function recordOf(plan, panic2, program, signal) {
  const { package: importPath, pid, test } = panic2;
  const folder = noteTemporary(await mkdtemp3(join4(tmpdir2(), "racegate-dlv-")));
  const base3 = { package: importPath, pid, test };
  try {
    const binary = join4(folder, "test.binary");
    const problem = await build(plan, importPath, binary, signal);
    if (problem !== void 0) return failed(base3, problem);
    const result = await session(plan, panic2, { program, binary, folder }, signal);
    return { ...base3, ...result, stops: [...result.stops] };
  } catch (error) {
    return failed(base3, error instanceof Error ? error.message : String(error));
  } finally {
    await rm3(folder, { recursive: true, force: true });
  }
}
function failed(base3, why) {
  return { ...base3, delve: "", end: "failed", why: why.slice(0, 1e3), stops: [], dropped: 0 };
}
async function build(plan, importPath, binary, signal) {
  const modules = plan.modules.map(({ path }) => `-gcflags=${path}/...=-N -l`);
  const flags = plan.goArgs.filter(
    (flag) => BUILD_FLAGS2.test(flag) && (plan.mode.mode === "light" || !flag.startsWith("-overlay="))
  );
  const args = ["test", "-race", "-c", "-vet=off", ...modules, ...flags, "-o", binary, importPath];
  const result = await runCommand("go", args, { ...goPlaceOf(plan, importPath), signal });
  if (result?.exitCode === 0) return void 0;
  return `it does not compile without optimisation: ${result?.stderr.trim().slice(0, 500) ?? ""}`;
}
async function session(plan, panic2, { program, binary, folder }, signal) {
  const within3 = AbortSignal.any([signal, AbortSignal.timeout(SESSION_MS)]);
  const socket = join4(folder, "dlv.sock");
  const { variables, marks } = randomMark();
  const directory = plan.packages.find(({ importPath }) => importPath === panic2.package)?.directory;
  const args = ["exec", "--headless", "--api-version=2", `--listen=unix:${socket}`, binary, "--"];
  args.push(`-test.run=^${panic2.test}$`, "-test.count=1", `-test.timeout=${SESSION_MS}ms`);
  const group = startGroup(program, args, {
    cwd: directory ?? plan.cwd,
    env: { ...testEnvironment(plan), ...variables },
    marks
  });
  let output = "";
  for (const stream of [group.stdout, group.stderr]) {
    stream.on("data", (chunk) => {
      if (output.length < OUTPUT_MAX3) output += chunk.toString("utf8");
    });
  }
  const closed = new AbortController();
  const gone = group.exited.then(() => {
    closed.abort();
    throw new Error(`Delve ended: ${lastLine(output)}`);
  });
  try {
    const client = await Promise.race([
      RpcClient.connect(socket, AbortSignal.any([within3, closed.signal])),
      gone
    ]);
    within3.addEventListener("abort", () => client.close(), { once: true });
    try {
      const functions = ["", "_test"].map((of2) => `${panic2.package}${of2}.${panic2.test}`);
      const result = await Promise.race([watchPanics(client, functions, within3), gone]);
      await Promise.race([client.call("Detach", { Kill: true }), group.exited]).catch(
        () => void 0
      );
      return result;
    } finally {
      client.close();
    }
  } finally {
    gone.catch(() => void 0);
    await group.end();
    await Promise.race([group.exited, delay2(REAP_MS, void 0, { ref: false })]);
  }
}
function lastLine(output) {
  return output.trim().split("\n").at(-1)?.slice(0, 500) ?? "";
}

// src/collect/remove-traces.ts
import { rm as rm4 } from "node:fs/promises";
import { join as join5 } from "node:path";
async function removeTraces(captureDirectory, artifacts, keep2) {
  for (const { kind, path, package: owner = "" } of artifacts) {
    if (kind !== "trace" || keep2.has(owner)) continue;
    await rm4(join5(captureDirectory, path), { force: true }).catch(() => void 0);
  }
}

// src/collect/kept-patterns.ts
import { join as join6 } from "node:path";
async function keepPatterns(captureDirectory, patterns) {
  if (patterns.length === 0) return;
  const json = `${JSON.stringify(patterns, void 0, 2)}
`;
  await writeFileAtomically(join6(captureDirectory, "patterns.json"), json);
}

// src/collect/sources.ts
import { constants as constants2 } from "node:fs";
import { open as open2, readdir, realpath } from "node:fs/promises";
import { dirname as dirname2, isAbsolute as isAbsolute2, join as join7, relative, sep as sep2 } from "node:path";
var MAX_FILE_BYTES = 1 << 20;
var MAX_FILES = 2e3;
var MAX_PACKAGE_FILES = 300;
var MAX_ALL_BYTES = 64 << 20;
var SOURCE_NAME = /\.(?:go|s|c|cc|cpp|h|hpp|m)$/;
async function keepSources(plan, wanted2) {
  const roots = await realRoots(plan);
  const packages = await Promise.all(
    wanted2.packagesOf.map((path) => goFilesBeside(plan, roots, path))
  );
  const read = await readAll(plan, roots, [...wanted2.sources, ...packages.flat()]);
  const kept = new Set(read.map(({ path }) => path));
  const whole = new Set(packages.filter((files) => files.every((file) => kept.has(file))).flat());
  const masked = /* @__PURE__ */ new Set();
  const sources = read.map((source) => {
    const text = plan.masker.maskText(source.text);
    if (text !== source.text) masked.add(source.path);
    return { ...source, text, ...whole.has(source.path) ? { whole: true } : {} };
  });
  const json = `${JSON.stringify(sources, void 0, 2)}
`;
  await writeFileAtomically(join7(plan.captureDirectory, "sources.json"), json);
  return { sources, masked };
}
async function goFilesBeside(plan, roots, path) {
  const directory = await locateDirectory(plan, roots, path);
  if (directory === void 0) return [];
  const names = await readdir(directory).catch(() => []);
  const go = names.filter((name) => name.endsWith(".go"));
  if (go.length > MAX_PACKAGE_FILES) return [];
  const folder = path.slice(0, 1 + Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")));
  return go.map((name) => folder + name);
}
async function locateDirectory(plan, roots, path) {
  if (!path.endsWith("/")) {
    const located = await locate(plan, roots, path);
    return located && dirname2(located.path);
  }
  if (path.includes("\0")) return void 0;
  const real = await realpath(path).catch(() => void 0);
  return real !== void 0 && isBelow(roots, real + sep2) ? real : void 0;
}
async function readAll(plan, roots, paths) {
  const sources = [];
  let leftBytes = MAX_ALL_BYTES;
  for (const path of [...new Set(paths)].sort()) {
    if (sources.length >= MAX_FILES || leftBytes <= 0) break;
    const located = await locate(plan, roots, path);
    if (located === void 0) continue;
    const text = await readRegularFile(located.path, Math.min(MAX_FILE_BYTES, leftBytes));
    if (text === void 0) continue;
    leftBytes -= text.length;
    sources.push({ path, file: located.file, text });
  }
  return sources;
}
async function realRoots(plan) {
  const real = (path) => realpath(path).catch(() => path);
  const repository = await real(plan.root);
  const modules = await Promise.all(plan.modules.map(({ directory }) => real(directory)));
  return { repository, all: [repository, ...modules] };
}
async function locate(plan, roots, path) {
  if (!SOURCE_NAME.test(path) || path.includes("\0")) return void 0;
  const absolute = isAbsolute2(path) ? path : fromTrimmed(plan, path);
  if (absolute === void 0) return void 0;
  const real = await realpath(absolute).catch(() => void 0);
  if (real === void 0 || !SOURCE_NAME.test(real)) return void 0;
  if (!isBelow(roots, real)) return void 0;
  return { path: real, file: relative(roots.repository, real).split(sep2).join("/") };
}
function isBelow(roots, real) {
  return roots.all.some((root) => real.startsWith(root + sep2));
}
function fromTrimmed(plan, path) {
  const owner = plan.modules.filter((module) => path.startsWith(`${module.path}/`)).sort((left, right) => right.path.length - left.path.length)[0];
  return owner === void 0 ? void 0 : join7(owner.directory, path.slice(owner.path.length + 1));
}
async function readRegularFile(path, maxBytes) {
  const flags = constants2.O_RDONLY | constants2.O_NOFOLLOW | constants2.O_NONBLOCK;
  const file = await open2(path, flags).catch(() => void 0);
  if (file === void 0) return void 0;
  try {
    const entry = await file.stat();
    if (!entry.isFile() || entry.size > maxBytes) return void 0;
    return await file.readFile("utf8");
  } catch {
    return void 0;
  } finally {
    await file.close();
  }
}

// src/collect/silent-runs.ts
import { mkdtemp as mkdtemp4, rm as rm5 } from "node:fs/promises";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join8 } from "node:path";
var BUDGET_MS3 = 12e4;
var TESTS_MAX2 = 200;
async function runSilently(plan, { packages }, tests, signal) {
  const within3 = AbortSignal.any([signal, AbortSignal.timeout(budgetMs2(plan))]);
  const byPackage = /* @__PURE__ */ new Map();
  for (const { package: owner, test } of tests.slice(0, TESTS_MAX2)) {
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(test)) continue;
    byPackage.set(owner, (byPackage.get(owner) ?? /* @__PURE__ */ new Set()).add(test));
  }
  const all = [];
  for (const [owner, names] of byPackage) {
    if (within3.aborted) break;
    const tookSec = packages.find(({ importPath }) => importPath === owner)?.elapsedSec ?? 0;
    const input = { package: owner, names: [...names], tookMs: tookSec * 1e3 };
    all.push(...await runPackage(plan, input, within3).catch(() => []));
  }
  return all;
}
function budgetMs2({ deadlineAtMs }) {
  if (deadlineAtMs === void 0) return BUDGET_MS3;
  return Math.max(1, Math.min(BUDGET_MS3, deadlineAtMs - Date.now() - 3e4));
}
async function runPackage(plan, { package: owner, names, tookMs }, signal) {
  const folder = await mkdtemp4(join8(tmpdir3(), "racegate-silent-"));
  try {
    const binary = join8(folder, "test.binary");
    const args = ["test", "-race", "-c", "-vet=off", ...buildFlagsOf(plan), "-o", binary, owner];
    const built = await runCommand("go", args, { ...goPlaceOf(plan, owner), signal });
    if (built?.exitCode !== 0) return [];
    const counts2 = new Map(names.map((name) => [name, { runs: 0, passed: 0 }]));
    for (const selection of [[], [`-test.run=^(?:${names.join("|")})$`]]) {
      const limit = `-test.timeout=${2 * tookMs + 1e4}ms`;
      const flags = [
        "-test.v",
        ...testFlags(plan, selection),
        "-test.count=1",
        limit,
        ...ownArguments(plan)
      ];
      const env = { GORACE: "report_bugs=0 atexit_sleep_ms=0" };
      const ended = await runBinary(plan, { binary, package: owner, flags, env }, signal);
      if (ended === void 0) return [];
      for (const [name, count] of counts2) countEnd(count, name, ended);
    }
    return [...counts2].filter(([, { runs }]) => runs === 2).map(([test, count]) => ({ package: owner, test, ...count }));
  } finally {
    await rm5(folder, { recursive: true, force: true });
  }
}
function countEnd(count, name, { exitCode, text }) {
  const failed2 = text.includes(`--- FAIL: ${name} (`);
  if (!failed2 && !text.includes(`--- PASS: ${name} (`)) return;
  count.runs += 1;
  const isFailedByMain = exitCode !== 0 && !/^\s{0,80}--- FAIL: /m.test(text);
  if (!failed2 && !isFailedByMain) count.passed += 1;
}
var OF_TESTS = /^--?(?:short|run|skip|parallel|cpu|shuffle)(?:=|$)/;
function testFlags({ goArgs }, selection) {
  const own = goArgs.indexOf("-args");
  const flags = own < 0 ? goArgs : goArgs.slice(0, own);
  const kept = flags.filter((flag) => OF_TESTS.test(flag));
  return [...kept.map((flag) => flag.replace(/^--?/, "-test.")), ...selection];
}
function ownArguments({ goArgs }) {
  const own = goArgs.indexOf("-args");
  return own < 0 ? [] : goArgs.slice(own + 1);
}

// src/collect/symbols.ts
import { open as open3, readdir as readdir2 } from "node:fs/promises";
import { join as join9 } from "node:path";

// src/collect/process-lines.ts
var TIMEOUT_MS = 12e4;
async function startLines(program, args, options) {
  const { maxLineBytes, onLine } = options;
  const splitter = createLineSplitter((line) => onLine(Buffer.from(line).toString("utf8")), {
    maxLineBytes
  });
  const child = execa(program, [...args], {
    cwd: options.cwd,
    env: { ...options.env },
    extendEnv: false,
    stdin: "ignore",
    stderr: "ignore",
    buffer: false,
    reject: false,
    timeout: TIMEOUT_MS
  });
  child.stdout.on("data", (chunk) => splitter.push(chunk));
  const { failed: failed2 } = await child;
  splitter.end();
  return !failed2;
}

// src/collect/symbols.ts
var DATA_TYPES = /* @__PURE__ */ new Set(["D", "d", "B", "b"]);
var NM_LINE = /^ *([0-9a-f]+) +(\d+) +(\S) +(\S.*)$/;
var MAX_NM_LINE = 64 << 10;
var ET_DYN = 3;
async function resolveSymbols(plan, wanted2, read) {
  const processes = [];
  const notes = [];
  for (const { package: importPath, pid, addresses } of wanted2) {
    const binary = await binaryOf(plan, importPath, pid);
    const form = await executableForm(binary);
    if (form !== "fixed") {
      const why = form === "missing" ? "its binary is not there" : "its binary is position-independent";
      notes.push({
        code: "symbols-missing",
        message: `No names of globals in ${importPath}: ${why}.`
      });
      continue;
    }
    const found = await symbolsAt(plan, binary, addresses, read);
    if (found.length > 0) processes.push({ package: importPath, pid, addresses: found });
  }
  const symbols = { processes };
  const text = `${JSON.stringify(symbols, void 0, 2)}
`;
  await writeFileAtomically(join9(plan.captureDirectory, "symbols.json"), text);
  return { symbols, notes };
}
async function binaryOf(plan, importPath, pid) {
  const relative2 = `run/${importPathDirectory(importPath)}/${pid}/binary`;
  const numbers = await readdir2(join9(plan.captureDirectory, RERUNS)).catch(() => []);
  for (const number2 of numbers) {
    const path = join9(plan.captureDirectory, RERUNS, number2, relative2);
    if (await executableForm(path) !== "missing") return path;
  }
  return join9(plan.captureDirectory, relative2);
}
async function executableForm(path) {
  const file = await open3(path, "r").catch(() => void 0);
  if (file === void 0) return "missing";
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(18), 0, 18, 0);
    const isElf = bytesRead === 18 && buffer.readUInt32BE(0) === 2135247942;
    if (!isElf) return "moving";
    const type = buffer[5] === 2 ? buffer.readUInt16BE(16) : buffer.readUInt16LE(16);
    return type === ET_DYN ? "moving" : "fixed";
  } finally {
    await file.close();
  }
}
var Matches = class {
  #wanted;
  #found = /* @__PURE__ */ new Map();
  constructor(addresses) {
    this.#wanted = [...new Set(addresses)].filter((address) => /^0x[0-9a-fA-F]{1,16}$/.test(address)).map((address) => ({ address, value: BigInt(address) })).sort((left, right) => left.value < right.value ? -1 : left.value > right.value ? 1 : 0);
  }
  get isEmpty() {
    return this.#wanted.length === 0;
  }
  hasIn(start2, end) {
    const first2 = this.#wanted[firstAtLeast(this.#wanted, start2)];
    return first2 !== void 0 && first2.value < end;
  }
  add(symbol) {
    const start2 = BigInt(`0x${symbol.addressHex}`);
    const end = start2 + BigInt(symbol.sizeBytes);
    for (let at2 = firstAtLeast(this.#wanted, start2); at2 < this.#wanted.length; at2 += 1) {
      const candidate = this.#wanted[at2];
      if (candidate === void 0 || candidate.value >= end) break;
      const known3 = this.#found.get(candidate.address);
      if (known3 === void 0 || symbol.sizeBytes < known3.sizeBytes) {
        this.#found.set(candidate.address, symbol);
      }
    }
  }
  get result() {
    return this.#wanted.flatMap(({ address }) => {
      const symbol = this.#found.get(address);
      return symbol === void 0 ? [] : [{ address, symbol }];
    });
  }
};
async function symbolsAt(plan, binary, addresses, read) {
  const matches = new Matches(addresses);
  if (matches.isEmpty) return [];
  const pool = new FilePool();
  try {
    const source = await fileSource(pool, binary, binary);
    const { value } = await read(source, (start2, end) => matches.hasIn(start2, end));
    for (const symbol of value ?? []) matches.add(symbol);
    if (value === void 0) await askNm(plan, binary, matches);
  } finally {
    await pool.close();
  }
  return matches.result;
}
async function askNm(plan, binary, matches) {
  const onLine = (line) => {
    const match = NM_LINE.exec(line);
    if (match === null || !DATA_TYPES.has(match[3] ?? "")) return;
    const [, addressHex = "", size = "", , name = ""] = match;
    matches.add({ name, addressHex, sizeBytes: Number(size) });
  };
  await startLines("go", ["tool", "nm", "-size", binary], {
    cwd: plan.cwd,
    env: plan.goEnvironment,
    maxLineBytes: MAX_NM_LINE,
    onLine
  });
}
function firstAtLeast(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = low + high >> 1;
    if ((sorted[middle]?.value ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

// src/parse/elf-symbols.ts
var HEADER_BYTES = 64;
var SECTION_BYTES = 64;
var SYMBOL_BYTES = 24;
var SHT_SYMTAB = 2;
var SHN_COMMON = 65522;
var SHF_WRITE = 1;
var SHF_ALLOC = 2;
var SHF_EXECINSTR = 4;
var SECTIONS_MAX = 65536;
var CHUNK_SYMBOLS = 65536;
var SYMBOLS_MAX = 2e7;
var FOUND_MAX = 1e6;
var NAME_MAX = 64 * 1024;
var NAME_STEP = 1024;
async function readElfSymbols(source, isWanted) {
  const tables = await tablesOf(source);
  if (typeof tables === "string") {
    const message = `${source.name}: ${tables}.`;
    const diagnostic = {
      code: "elf-symbols-not-read",
      severity: "info",
      message,
      count: 1
    };
    return { value: void 0, diagnostics: [diagnostic] };
  }
  const { symbols, strings, isData, little } = tables;
  const found = [];
  const count = Math.min(Math.floor(symbols.size / SYMBOL_BYTES), SYMBOLS_MAX);
  const names = new Names(source, strings);
  for (let first2 = 1; first2 < count && found.length < FOUND_MAX; first2 += CHUNK_SYMBOLS) {
    const here = Math.min(CHUNK_SYMBOLS, count - first2);
    const offset = symbols.offset + first2 * SYMBOL_BYTES;
    const bytes = await source.read(offset, here * SYMBOL_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const whole = Math.floor(bytes.byteLength / SYMBOL_BYTES);
    for (let at2 = 0; at2 < whole * SYMBOL_BYTES; at2 += SYMBOL_BYTES) {
      if (!isData(view.getUint16(at2 + 6, little))) continue;
      const start2 = view.getBigUint64(at2 + 8, little);
      const size = view.getBigUint64(at2 + 16, little);
      if (!isWanted(start2, start2 + size)) continue;
      const name = await names.at(view.getUint32(at2, little));
      found.push({ name, addressHex: start2.toString(16), sizeBytes: Number(size) });
      if (found.length >= FOUND_MAX) break;
    }
    if (whole < here) break;
  }
  return { value: found, diagnostics: [] };
}
async function tablesOf(source) {
  const head = await source.read(0, HEADER_BYTES);
  if (head.length < HEADER_BYTES) return "too short for an ELF header";
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (view.getUint32(0) !== 2135247942) return "no ELF file";
  if (head[4] !== 2) return "no 64-bit ELF file";
  const little = head[5] === 1;
  const offset = Number(view.getBigUint64(40, little));
  const entryBytes = view.getUint16(58, little);
  const count = Math.min(view.getUint16(60, little), SECTIONS_MAX);
  if (!Number.isSafeInteger(offset) || entryBytes < SECTION_BYTES) return "no section headers";
  const sections = await sectionsOf(source, { offset, entryBytes, count, little });
  const symbols = sections.find(({ type }) => type === SHT_SYMTAB);
  const strings = symbols && sections[symbols.link];
  if (symbols === void 0 || strings === void 0) return "no table of symbols";
  const kinds = SHF_WRITE | SHF_ALLOC | SHF_EXECINSTR;
  const data = /* @__PURE__ */ new Set([SHN_COMMON]);
  for (const [index, { flags }] of sections.entries()) {
    if ((flags & kinds) === (SHF_ALLOC | SHF_WRITE)) data.add(index);
  }
  return { symbols, strings, isData: (section) => data.has(section), little };
}
async function sectionsOf(source, table) {
  const { offset, entryBytes, count, little } = table;
  const sections = [];
  for (let index = 0; index < count; index++) {
    const bytes = await source.read(offset + index * entryBytes, SECTION_BYTES);
    if (bytes.length < SECTION_BYTES) break;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const place4 = Number(view.getBigUint64(24, little));
    const size = Number(view.getBigUint64(32, little));
    const usable = Number.isSafeInteger(place4) && Number.isSafeInteger(place4 + size);
    sections.push({
      type: view.getUint32(4, little),
      // The flags of interest are the lowest three.
      flags: Number(view.getBigUint64(8, little) & 0xffn),
      offset: usable ? place4 : 0,
      size: usable ? size : 0,
      link: view.getUint32(40, little)
    });
  }
  return sections;
}
var Names = class {
  #source;
  #table;
  constructor(source, table) {
    this.#source = source;
    this.#table = table;
  }
  async at(index) {
    const decoder = new TextDecoder();
    let name = "";
    let read = 0;
    while (read < NAME_MAX && index + read < this.#table.size) {
      const length = Math.min(NAME_STEP, this.#table.size - index - read);
      const bytes = await this.#source.read(this.#table.offset + index + read, length);
      const end = bytes.indexOf(0);
      name += decoder.decode(end < 0 ? bytes : bytes.subarray(0, end), { stream: true });
      read += bytes.length;
      if (end >= 0 || bytes.length < length) break;
    }
    return name + decoder.decode();
  }
};

// src/util/head-tail-text.ts
var HeadTailText = class {
  #headMax;
  #tailMax;
  #head = "";
  #tail = [];
  #tailLength = 0;
  #dropped = 0;
  /** @param charactersMax length of the kept text, half of it for each end */
  constructor(charactersMax) {
    this.#headMax = Math.floor(charactersMax / 2);
    this.#tailMax = charactersMax - this.#headMax;
  }
  add(text) {
    let rest = text;
    if (this.#tailLength === 0 && this.#dropped === 0 && this.#head.length < this.#headMax) {
      const room = this.#headMax - this.#head.length;
      this.#head += rest.slice(0, room);
      rest = rest.slice(room);
    }
    if (rest === "") return;
    if (rest.length > this.#tailMax) {
      this.#dropped += this.#tailLength + rest.length - this.#tailMax;
      this.#tail = [rest.slice(-this.#tailMax)];
      this.#tailLength = this.#tailMax;
      return;
    }
    this.#tail.push(rest);
    this.#tailLength += rest.length;
    if (this.#tailLength > 2 * this.#tailMax || this.#tail.length > 4096) this.#compact();
  }
  toString() {
    this.#compact();
    const tail = this.#tail.join("");
    if (this.#dropped === 0) return this.#head + tail;
    return `${this.#head}
… ${this.#dropped} characters left out …
${tail}`;
  }
  #compact() {
    const whole = this.#tail.join("");
    const kept = whole.slice(-this.#tailMax);
    this.#dropped += whole.length - kept.length;
    this.#tail = kept === "" ? [] : [kept];
    this.#tailLength = kept.length;
  }
};

// src/parse/build-text.ts
var SECTIONS_MAX2 = 1e3;
var OUTPUT_MAX4 = 16 * 1024;
var SECTION = /^# ((?:[^\s[\]]+)(?: \[[^\s[\]]+\])?)$/;
var POSITION = /^\S[^:]{0,1000}\.(?:go|c|cc|cpp|h|s|S|m):[0-9]{1,9}(?::[0-9]{1,9})?: /;
var END = /^(?:ok {2}\t|FAIL\t|FAIL$|\?? {3}\t|---? |=== |go: )/;
var SETUP = /^(?:package \S{1,4096}$|found packages |\S[^:]{0,1000}\.go:[0-9]{1,9}:[0-9]{1,9}: (?:no required module|missing go\.sum|cannot find |package \S{1,1000} is not in |pattern |use of internal |import cycle|ambiguous import))/;
var BuildText = class {
  #setup = new HeadTailText(OUTPUT_MAX4);
  #inSetup = false;
  #sections = /* @__PURE__ */ new Map();
  #current;
  line(text) {
    const heading = text.startsWith("# ") ? SECTION.exec(text) : null;
    if (heading !== null) {
      const path = heading[1] ?? "";
      let section2 = this.#sections.get(path);
      if (section2 === void 0 && this.#sections.size < SECTIONS_MAX2) {
        section2 = { output: new HeadTailText(OUTPUT_MAX4), hasPosition: false };
        this.#sections.set(path, section2);
      }
      this.#current = section2;
      return;
    }
    const section = this.#current;
    if (section === void 0) {
      this.#inSetup = SETUP.test(text) || this.#inSetup && text.startsWith("	");
      if (this.#inSetup) this.#setup.add(`${text}
`);
      return;
    }
    if (text === "" || END.test(text)) {
      this.#current = void 0;
      return;
    }
    if (POSITION.test(text)) section.hasPosition = true;
    section.output.add(`${text}
`);
  }
  /** What kept go from loading the packages at all; undefined where nothing did. */
  setupFailure() {
    const output = this.#setup.toString();
    return output === "" ? void 0 : { importPath: "", output };
  }
  /** The sections of packages that failed to build: others may hold warnings of a C compiler. */
  ofPackages(failedPackages) {
    return this.failures(failedPackages).filter(
      ({ importPath }) => failedPackages.has(packageOf2(importPath))
    );
  }
  /** The sections that hold an error's position, or name one of the packages that failed to build. */
  failures(failedPackages) {
    const failures = [];
    for (const [importPath, { output, hasPosition }] of this.#sections) {
      if (!hasPosition && !failedPackages.has(packageOf2(importPath))) continue;
      failures.push({ importPath, output: output.toString() });
    }
    return failures;
  }
};
function packageOf2(importPath) {
  return importPath.replace(/ \[.*$/, "").replace(/(?:\.test|_test)$/, "");
}

// src/model/panic-record.ts
var place3 = object({
  function: string(),
  file: string(),
  line: number().int().nonnegative()
});
var pendingDefer = object({ deferred: place3, by: place3 });
var panicStop = object({
  /**
   * `panic`: panic was called. `deferred`: a deferred function begins while a panic unwinds. `recover`: recover was
   * called there. `recovered`: the panic is over. `fatal`: nothing recovered it. `defer`: a defer statement ran.
   */
  at: _enum(["panic", "defer", "deferred", "recover", "recovered", "fatal"]),
  goid: string(),
  /** The goroutine's stack without the runtime, innermost first. */
  frames: array(place3),
  /** The panics of the goroutine that are under way, the newest first, by the text of their values. */
  panics: array(object({ value: string(), recovered: boolean(), goexit: boolean() })),
  /** In the order in which they will run. */
  defers: array(pendingDefer)
});
var panicRecord = object({
  package: string(),
  pid: number().int(),
  test: string(),
  /** `Version: 1.27.2`. */
  delve: string(),
  /** Why it ended: by itself, by racegate's limits, or by a failure that `why` names. */
  end: _enum(["exited", "limit", "time", "failed"]),
  why: string().optional(),
  stops: array(panicStop),
  /** Stops at defer statements that were counted and not kept. */
  dropped: number().int().nonnegative()
});

// src/parse/capture-json.ts
var JSON_BYTES_MAX = 64 * 1024 * 1024;
var CHUNK_BYTES = 1024 * 1024;
var symbolFile = object({
  processes: array(
    object({
      package: string(),
      pid: number(),
      addresses: array(
        object({
          address: string(),
          symbol: object({ name: string(), addressHex: string(), sizeBytes: number() })
        })
      )
    })
  )
});
var sourceFiles = array(
  object({
    path: string(),
    file: string(),
    text: string(),
    whole: boolean().optional()
  })
);
var patternFiles = array(object({ path: string(), text: string() }));
async function readProcess(bytes, processes, diagnostics) {
  const record = await readJson(bytes, processRecord, diagnostics);
  if (record === void 0) return;
  const known3 = processes.some(
    (process) => process.package === record.package && process.pid === record.pid
  );
  if (!known3) processes.push(record);
}
async function readSymbols(bytes, symbols, diagnostics) {
  const file = await readJson(bytes, symbolFile, diagnostics);
  for (const { package: path, pid, addresses } of file?.processes ?? []) {
    for (const { address, symbol } of addresses) {
      symbols.set(`${path}
${pid}
${address}`, symbol);
    }
  }
}
async function readSources(bytes, sources, diagnostics) {
  const files = await readJson(bytes, sourceFiles, diagnostics);
  for (const file of files ?? []) sources.set(file.path, file);
}
async function readPatternFiles(bytes, patterns, diagnostics) {
  patterns.push(...await readJson(bytes, patternFiles, diagnostics) ?? []);
}
async function readPanics(bytes, records, diagnostics) {
  const record = await readJson(bytes, panicRecord, diagnostics);
  if (record !== void 0) records.push({ ...record, artifact: bytes.name });
}
async function readJson(bytes, schema, diagnostics) {
  const text = await readText(bytes);
  const parsed2 = schema.safeParse(text === void 0 ? void 0 : parseJson(text));
  if (parsed2.success) return parsed2.data;
  diagnostics.add(
    "capture-file-damaged",
    "warning",
    `${bytes.name} is damaged or of another version: it is left out, and what it explains stays unexplained.`,
    { source: bytes.name, start: 0, end: bytes.size ?? 0 }
  );
  return void 0;
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
async function readText(bytes) {
  const decoder = new TextDecoder();
  let text = "";
  let offset = 0;
  for (; ; ) {
    const chunk = await bytes.read(offset, CHUNK_BYTES);
    if (chunk.length === 0) return text + decoder.decode();
    offset += chunk.length;
    if (offset > JSON_BYTES_MAX) return void 0;
    text += decoder.decode(chunk, { stream: true });
  }
}

// src/parse/origin.ts
var RACE_FILE = /(?:^|\/)([0-9]{1,10})\/race\.([0-9]{1,10})$/;
function artifactOrigin(artifact, way) {
  const { path, kind } = artifact;
  const match = RACE_FILE.exec(path);
  const pid = artifact.pid ?? (match === null ? void 0 : Number(match[1]));
  const writer = match === null ? void 0 : Number(match[2]);
  if (way === "race-file" || match !== null) {
    return {
      channel: "race-file",
      package: artifact.package,
      pid,
      childPid: writer === pid ? void 0 : writer
    };
  }
  const channel = kind === "stderr" ? "stderr" : "text";
  return { channel, package: artifact.package, pid };
}
function withProcess(origin, processes) {
  if (origin.pid !== void 0 || origin.package === void 0) return origin;
  const own = processes.filter((process) => process.package === origin.package);
  const [only3] = own;
  return only3 === void 0 || own.length > 1 ? origin : { ...origin, pid: only3.pid };
}

// src/parse/log-record.ts
var FIELDS = ["log", "textPayload", "MESSAGE", "message", "msg"];
var BEGINNING = /"(?:log|textPayload|MESSAGE|message|msg)": ?"/;
var RECORD_MAX = 256 * 1024;
function recordLines(line) {
  if (!line.startsWith("{") || line.length > RECORD_MAX || !BEGINNING.test(line)) return void 0;
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    return void 0;
  }
  if (typeof value !== "object" || value === null) return void 0;
  const record = value;
  for (const field of FIELDS) {
    const text = record[field];
    if (typeof text === "string") return text.replace(/\r?\n$/, "").split(/\r?\n/);
  }
  return void 0;
}

// src/parse/pprof-raw.ts
var INFLATED_MAX = 256 * 1024 * 1024;
var FRAMES_MAX2 = 256;
var SAMPLES_MAX = 2e5;
async function readProfile(data) {
  const plain = data[0] === 31 && data[1] === 139 ? await inflate(data) : data;
  if (typeof plain === "string") return plain;
  const { Profile } = await import("./esm-FFQYPU4C.js");
  try {
    return rawOf(Profile.decode(plain));
  } catch {
    return "it is cut or damaged";
  }
}
async function inflate(data) {
  const chunks = [];
  let length = 0;
  try {
    const source = new Blob([
      new Uint8Array(data)
    ]).stream();
    const inflated = source.pipeThrough(
      new DecompressionStream("gzip")
    );
    const reader = inflated.getReader();
    for (; ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > INFLATED_MAX) {
        await reader.cancel();
        return "it is too large";
      }
      chunks.push(value);
    }
  } catch {
    return "it is cut or damaged";
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}
function rawOf(profile) {
  const text = (index) => profile.stringTable.strings[Number(index)] ?? "";
  const sampleTypes = profile.sampleType.map(({ type }) => text(type));
  if (sampleTypes.every((name) => name === "")) return "it is cut or damaged";
  if (profile.sample.length > SAMPLES_MAX) return "it is too large";
  const names = profile.stringTable.strings.length;
  if (profile.function.some(({ name }) => Number(name) >= names)) return "it is cut or damaged";
  const functions = new Map(profile.function.map((each) => [String(each.id), each]));
  const framesAt = /* @__PURE__ */ new Map();
  for (const { id, line } of profile.location) {
    framesAt.set(
      String(id),
      line.map((each) => {
        const made = functions.get(String(each.functionId));
        return {
          function: made === void 0 ? "" : text(made.name),
          file: made === void 0 ? "" : text(made.filename),
          line: lineNumber(each.line)
        };
      })
    );
  }
  const samples = profile.sample.map(({ locationId, value }) => ({
    frames: locationId.slice(0, FRAMES_MAX2).flatMap((id) => framesAt.get(String(id)) ?? []).slice(0, FRAMES_MAX2),
    values: value.map(amount)
  }));
  return { sampleTypes, samples };
}
function lineNumber(value) {
  const line = amount(value);
  return line <= 4294967295 ? line : 0;
}
function amount(value) {
  const number2 = Number(value);
  return number2 >= 0 && number2 <= Number.MAX_SAFE_INTEGER ? number2 : 0;
}

// src/parse/pprof.ts
var FILE_MAX = 64 * 1024 * 1024;
var CHUNK_BYTES2 = 1024 * 1024;
var SITES_MAX = 1e3;
var GZIP_HEADER_BYTES = 10;
async function parseProfile(bytes, owner, diagnostics) {
  const artifact = bytes.name;
  const data = await readAll2(bytes);
  const at2 = { source: artifact, start: 0, end: data?.length ?? 0 };
  if (data === void 0) {
    const message = "A profile is larger than 64 MiB and was not read.";
    diagnostics.add("profile-too-large", "warning", message, at2);
    return void 0;
  }
  if (data.length <= GZIP_HEADER_BYTES) {
    const message = "A profile is empty: its process ended before it was written.";
    diagnostics.add("profile-empty", "info", message, at2);
    return void 0;
  }
  const raw = await readProfile(data);
  if (typeof raw === "string") {
    const message = `A profile could not be read (${raw}): what it measured is not in the result.`;
    diagnostics.add("profile-damaged", "warning", message, at2);
    return void 0;
  }
  const kind = kindOf5(raw, owner.kind);
  const sites = sitesOf(raw);
  return {
    artifact,
    package: owner.package,
    pid: owner.pid,
    kind,
    sites: sites.slice(0, SITES_MAX),
    dropped: Math.max(0, sites.length - SITES_MAX),
    total: {
      count: sites.reduce((sum, site) => sum + site.count, 0),
      delayNs: sites.reduce((sum, site) => sum + site.delayNs, 0)
    }
  };
}
async function readAll2(bytes) {
  const chunks = [];
  let length = 0;
  for (; ; ) {
    const chunk = await bytes.read(length, CHUNK_BYTES2);
    if (chunk.length === 0) break;
    chunks.push(new Uint8Array(chunk));
    length += chunk.length;
    if (length > FILE_MAX) return void 0;
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}
var RELEASES = /^(?:sync|internal\/sync)\.\(\*(?:RW)?Mutex\)\.R?Unlock$|^runtime\.(?:unlock\w*|_LostContended\w*)$/;
function kindOf5({ sampleTypes, samples }, told) {
  const [first2] = sampleTypes;
  if (first2 === "goroutine") return "goroutine";
  if (first2 === "goroutineleak") return "goroutine-leak";
  if (first2 !== "contentions") return "other";
  if (told === "mutex" || told === "block") return told;
  const releases = samples.filter(({ frames }) => RELEASES.test(frames[0]?.function ?? "")).length;
  return releases * 2 > samples.length ? "mutex" : "block";
}
function sitesOf({ sampleTypes, samples }) {
  const delayAt = sampleTypes.indexOf("delay");
  const byStack = /* @__PURE__ */ new Map();
  for (const { frames, values } of samples) {
    const key = frames.map((each) => `${each.function}
${each.file}:${each.line}`).join("\n");
    const count = values[0] ?? 0;
    const delayNs = delayAt < 0 ? 0 : values[delayAt] ?? 0;
    const known3 = byStack.get(key);
    if (known3 === void 0) {
      byStack.set(key, { site: { frames, count, delayNs }, count, delayNs });
    } else {
      known3.count += count;
      known3.delayNs += delayNs;
    }
  }
  return [...byStack.values()].map(({ site, count, delayNs }) => ({ ...site, count, delayNs })).sort((a, b) => b.delayNs - a.delayNs || b.count - a.count);
}

// src/parse/recognise.ts
var RECOGNISE_BYTES = 64 * 1024;
var TRACE2 = /^go 1\.[0-9]{1,3} trace\0\0\0/;
var EVENT_LINES_MAX = 200;
function recognise(head) {
  if (head.length === 0) return "empty";
  const magic = String.fromCharCode(...head.subarray(0, 16));
  if (TRACE2.test(magic)) return "go-trace";
  if (head[0] === 31 && head[1] === 139) return "pprof";
  if (/^(?:\x7fELF|MZ|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)/.test(magic)) return "executable";
  if (isRawProfile(head)) return "pprof";
  if (isBinary(head)) return "binary";
  return recogniseText(new TextDecoder().decode(head));
}
function isRawProfile(head) {
  const [tag, length = 0, first2, , second] = head;
  return (tag === 10 || tag === 90) && length >= 4 && length <= 12 && first2 === 8 && second === 16;
}
function isBinary(head) {
  let odd = 0;
  const looked = Math.min(head.length, 4096);
  for (let at2 = 0; at2 < looked; at2++) {
    const byte = head[at2] ?? 0;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27 && byte !== 8) {
      odd += 1;
    }
  }
  return odd * 20 > looked;
}
function recogniseText(text) {
  let from = 0;
  for (let count = 0; count < EVENT_LINES_MAX && from < text.length; count++) {
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(from, end);
    const read = line.includes('{"') ? readEventLine(line) : void 0;
    if (typeof read === "object") return "test2json";
    from = end + 1;
  }
  if (/^\s*[{[]/.test(text) && /"/.test(text)) return "json";
  if (text.includes("WARNING: DATA RACE")) return "race-log";
  if (/^(?:goroutine profile: total |goroutine [0-9]{1,20} )/m.test(text)) {
    return "goroutine-dump";
  }
  return "text";
}

// src/parse/process-end.ts
var EXIT_STATUS = /^exit status /;
var CRASH_STATUS = "exit status 2";
function isCrashOf({ result, exitStatus, wentOn }) {
  if (result === "pass" || result === "skip" || wentOn) return false;
  return exitStatus === void 0 || !EXIT_STATUS.test(exitStatus) || exitStatus === CRASH_STATUS;
}
function reconcile(run) {
  const results2 = new Map(run.tests.packages.map((each) => [each.importPath, each]));
  const endOf2 = ({ package: owner, wentOn }) => {
    const found = owner === void 0 ? void 0 : results2.get(owner);
    if (found === void 0) return void 0;
    const { outcome, exitStatus } = found;
    return { result: outcome, exitStatus, wentOn: wentOn === true };
  };
  const isCrash = ({ origin }) => {
    const end = endOf2(origin);
    if (end === void 0) return origin.package !== void 0 || !isSuccess(run);
    return isCrashOf(end);
  };
  const logs = ({ environment }) => /(?:^|\s)log_path=/.test(environment["GORACE"] ?? "");
  const logged = new Set(run.processes.filter(logs).map((each) => each.package));
  const isRace = ({ origin }) => {
    if (origin.channel !== "stream") return true;
    if (origin.package === void 0) return !isSuccess(run);
    if (!logged.has(origin.package)) return true;
    return results2.get(origin.package)?.outcome !== "pass";
  };
  const printed = {
    races: run.races.filter((each) => !isRace(each)),
    crashes: run.crashes.filter((each) => !isCrash(each))
  };
  const events = { races: run.races.filter(isRace), crashes: run.crashes.filter(isCrash) };
  const isText = printed.races.length > 0 || printed.crashes.length > 0;
  return { ...run, tests: withHalts(run, events), ...isText ? { ...events, printed } : {} };
}
function withHalts(run, events) {
  if (run.manifest?.failFast !== true) return run.tests;
  const racing = new Set(events.races.map(({ origin }) => origin.package));
  const crashed = new Set(events.crashes.map(({ origin }) => origin.package));
  const packages = run.tests.packages.map((each) => {
    const { importPath, outcome, said, exitStatus } = each;
    const isHalted = outcome === "fail" && said === void 0 && racing.has(importPath) && !crashed.has(importPath);
    const isOther2 = exitStatus !== void 0 && exitStatus !== "exit status 66";
    return isHalted && !isOther2 ? { ...each, haltedByRace: true } : each;
  });
  return { ...run.tests, packages };
}
function isSuccess({ manifest }) {
  return manifest?.run.end === "finished" && manifest.run.goExitCode === 0;
}

// src/parse/reruns.ts
var RERUN_PATH = /^reruns\/([0-9]{1,4})\//;
function splitReruns(capture) {
  const { manifest, artifacts } = capture;
  if (manifest?.reruns === void 0) return { main: capture, reruns: [] };
  const numberOf2 = (path) => Number(RERUN_PATH.exec(path)?.[1] ?? "0");
  const of2 = (number2) => artifacts.filter(({ artifact }) => numberOf2(artifact.path) === number2);
  return {
    main: { manifest, artifacts: of2(0) },
    reruns: manifest.reruns.map((record) => ({
      record,
      capture: {
        manifest: { ...manifest, processes: record.processes, reruns: void 0 },
        artifacts: of2(record.number)
      }
    }))
  };
}
async function readReruns(reruns, parse) {
  const results2 = [];
  const races = [];
  const processes = [];
  const diagnostics = [];
  for (const { record, capture } of reruns) {
    const run = await parse(capture);
    const racing = new Set(run.races.map(({ origin }) => origin.package ?? ""));
    results2.push({ record, tests: run.tests, racing });
    races.push(...record.plain === true ? run.races.map(withoutChannel) : run.races);
    if (record.plain !== true) processes.push(...record.processes);
    diagnostics.push(...run.diagnostics);
  }
  return { reruns: results2, races, processes, diagnostics };
}
function withoutChannel({ report, origin }) {
  return { report, origin: { ...origin, channel: "text" } };
}

// src/parse/dump-moment.ts
var END2 = "racegate: goroutines at the end of the tests";
var SILENT2 = /^racegate: silent for ([0-9.hmsµn]{1,40}): ("[^]{1,20000})$/;
var QUOTED = /"((?:[^"\\]|\\.){0,2000})"/g;
function dumpMomentOf(before, channel) {
  if (before === void 0 || channel !== "text") return void 0;
  if (before === END2) return { at: "end" };
  const silent = SILENT2.exec(before);
  if (silent === null) return void 0;
  const names = [...(silent[2] ?? "").matchAll(QUOTED)].map((match) => match[1] ?? "");
  return {
    at: "silent",
    silentFor: silent[1] ?? "",
    tests: names.map((name) => name.replace(/\\(["\\])/g, "$1"))
  };
}

// src/parse/sightings.ts
var RACES_KEPT = 1e4;
var RACES_MAX = 5e4;
var CRASHES_MAX = 1e4;
var DUMPS_MAX = 1e3;
var LOCK_REPORTS_MAX = 1e3;
var RUNTIME_TRACES_MAX = 1e3;
var INFRASTRUCTURE_MAX = 1e3;
var LINE_MAX3 = 4096;
var Sightings = class {
  #diagnostics;
  #races = [];
  #stacks = /* @__PURE__ */ new Set();
  #infrastructureSeen = /* @__PURE__ */ new Set();
  crashes = [];
  dumps = [];
  infrastructure = [];
  lockReports = [];
  schedTraces = [];
  initTraces = [];
  constructor(diagnostics) {
    this.#diagnostics = diagnostics;
  }
  /** Each of these says whether the sighting is kept. */
  race(report, origin) {
    const stacks = stacksOf(report);
    const seen = this.#stacks.has(stacks);
    if (seen && this.#races.length >= RACES_KEPT || this.#races.length >= RACES_MAX) {
      this.#diagnostics.add(
        seen ? "race-reports-repeated" : "race-reports-too-many",
        seen ? "info" : "data-loss",
        seen ? "Reports with the same stacks as earlier ones were counted and not kept." : "There are more race reports than can be kept: the rest is left out.",
        report.at
      );
      return false;
    }
    this.#stacks.add(stacks);
    this.#races.push({ report, origin });
    return true;
  }
  crash(crash, origin) {
    if (this.crashes.length >= CRASHES_MAX) return this.#tooMany("crashes", crash.at);
    this.crashes.push({ crash, origin });
    return true;
  }
  dump(dump, origin) {
    if (this.dumps.length >= DUMPS_MAX) return this.#tooMany("dumps", dump.at);
    const moment = dumpMomentOf(dump.before, origin.channel);
    this.dumps.push({ ...dump, ...moment === void 0 ? {} : { moment }, origin });
    return true;
  }
  lockReport(report, origin) {
    if (this.lockReports.length >= LOCK_REPORTS_MAX) {
      return this.#tooMany("lock-reports", report.at);
    }
    this.lockReports.push({ report, origin });
    return true;
  }
  /** Of a whole text: what the runtime traced in it, if anything. */
  runtimeLines({ sched, init }, origin) {
    if (sched.lines.length > 0 && this.schedTraces.length < RUNTIME_TRACES_MAX) {
      this.schedTraces.push({ origin, ...sched });
    }
    if (init.lines.length > 0 && this.initTraces.length < RUNTIME_TRACES_MAX) {
      this.initTraces.push({ origin, ...init });
    }
  }
  /** Keeps the first line of each cause, package and channel: the same fault fills logs. */
  infrastructureLine(code, line, at2, origin) {
    if (code === "race-exit" && origin.channel === "stream") return false;
    const key = JSON.stringify([code, origin.package, origin.channel, origin.streamTest]);
    if (this.#infrastructureSeen.has(key)) return false;
    if (this.infrastructure.length >= INFRASTRUCTURE_MAX) return false;
    this.#infrastructureSeen.add(key);
    this.infrastructure.push({ code, line: line.trim().slice(0, LINE_MAX3), origin, at: at2 });
    return true;
  }
  /**
   * The races, each once. The same report in the detector's file and in a stream is one: the file knows
   * the process, the stream the test under which it was printed.
   */
  races() {
    const fromFiles = /* @__PURE__ */ new Map();
    const merged = [...this.#races];
    this.#races.forEach(({ report, origin }, index) => {
      if (origin.channel !== "race-file") return;
      const key = identityOf(report);
      const list = fromFiles.get(key);
      if (list === void 0) fromFiles.set(key, [index]);
      else list.push(index);
    });
    this.#races.forEach(({ report, origin }, index) => {
      if (origin.channel === "race-file") return;
      const list = fromFiles.get(identityOf(report)) ?? [];
      const at2 = list.findIndex(
        (candidate) => samePackage2(merged[candidate]?.origin.package, origin.package)
      );
      const match = list[at2];
      const file = match === void 0 ? void 0 : merged[match];
      if (match === void 0 || file === void 0) return;
      list.splice(at2, 1);
      const { streamTest, runningTests, phase } = origin;
      merged[match] = {
        report: file.report,
        origin: { ...origin, ...file.origin, streamTest, runningTests, phase }
      };
      merged[index] = void 0;
    });
    return merged.filter((sighting) => sighting !== void 0);
  }
  #tooMany(what, at2) {
    this.#diagnostics.add(
      `${what}-too-many`,
      "data-loss",
      `There are more ${what} than can be kept: the rest is left out.`,
      at2
    );
    return false;
  }
};
function samePackage2(one, other) {
  return one === void 0 || other === void 0 || one === other;
}
function stacksOf(report) {
  return report.accesses.map(({ frames }) => frames.map(({ function: name, line }) => `${name}:${line}`).join("<")).join("\n");
}
function identityOf(report) {
  const accesses = report.accesses.map(
    ({ operation, address, goroutine }) => JSON.stringify([operation, address, goroutine])
  );
  return `${accesses.join("\n")}
${stacksOf(report)}`;
}

// src/parse/infrastructure.ts
var PATTERNS3 = [
  // cmd/go, internal/work/init.go: CGO_ENABLED=0, or no C compiler was found on PATH.
  { code: "cgo-disabled", words: /-race requires cgo/ },
  // cmd/go and cmd/cgo: the compiler that $CC or the default names is not there.
  {
    code: "no-c-compiler",
    words: /cgo: C compiler "[^"]{1,400}" not found|exec: "(?:gcc|clang|cc|[^"]{0,300}-gcc)": executable file not found/
  },
  { code: "no-c-compiler", words: /^cgo: (?:exec )?(?:gcc|clang|cc): [^:]{0,100}not found/ },
  // cmd/go, internal/work/init.go instrumentInit.
  {
    code: "unsupported-platform",
    words: /-race is (?:only|not) supported on|race detector is (?:only|not) supported/
  },
  // The test process was killed from outside; by itself on a line, as cmd/go prints it.
  { code: "killed", words: /^(?:signal: killed|.{0,200}\bsignal: killed \(core dumped\))$/ },
  {
    code: "out-of-memory",
    words: /fork\/exec \S{1,1000}: cannot allocate memory|^fatal error: runtime: (?:out of memory|cannot allocate memory)|^runtime: out of memory: cannot allocate|\bOut of memory: Killed process [0-9]|cc1: out of memory|^cannot allocate memory$/
  },
  {
    code: "out-of-memory",
    words: /\bvirtual memory exhausted|: signal: killed \(compile|\boom-kill:/i
  },
  // compiler-rt, sanitizer_common: reserve and map of the shadow.
  {
    code: "tsan-allocation",
    words: /ThreadSanitizer failed to (?:allocate|mmap|deallocate)|ThreadSanitizer: failed to intercept|ThreadSanitizer can not mmap/
  },
  {
    code: "tsan-memory-mapping",
    words: /FATAL: ThreadSanitizer: unexpected memory mapping|FATAL: ThreadSanitizer: unsupported VMA range|ThreadSanitizer: memory layout is incompatible/
  },
  {
    code: "tsan-other",
    words: /(?:FATAL|CHECK failed): ThreadSanitizer|ThreadSanitizer: CHECK failed/
  },
  // compiler-rt, tsan/go: the old limit of the race runtime.
  {
    code: "too-many-goroutines",
    words: /race: limit on [0-9]{1,9} simultaneously alive goroutines is exceeded/
  },
  // testing and the race runtime: a race was reported, here or elsewhere. No fault of the machine; counted so
  // that a text that has lost the report can say so.
  {
    code: "race-exit",
    words: /^exit status 66$|^\s{0,80}testing\.go:[0-9]{1,6}: race detected during execution of test$/
  },
  { code: "disk-full", words: /no space left on device/i },
  { code: "too-many-files", words: /\btoo many open files\b/ },
  {
    code: "go-download-failed",
    words: /^go: .{0,1000}(?:dial tcp|i\/o timeout|connection refused|no such host|module lookup disabled)/
  },
  { code: "go-version", words: /^go: .{0,300}requires go >= [0-9.]{1,20} \(running go / },
  // package flag and package testing, before the first test: the command line of go test is not one.
  {
    code: "flag-refused",
    words: /^flag provided but not defined: -|^(?:invalid (?:boolean )?value .{0,300} for (?:flag )?-|flag needs an argument: -)|^testing: (?:invalid regexp for element |-[a-z]{1,40} (?:can only|must) )/
  },
  { code: "no-module", words: /^go: (?:go\.mod file not found|cannot find main module)/ }
];
var ANY = /cgo|race[ :]|-race|gcc"|clang"|"cc"|killed|memory|Sanitizer|goroutines is|no space|too many|^go: |oom-kill|status 66|flag |^invalid |^testing: /i;
var LINE_MAX4 = 4096;
var WORD_MIN = 6;
function infrastructureCode(line) {
  if (line.length < WORD_MIN || line.length > LINE_MAX4 || !ANY.test(line)) return void 0;
  for (const { code, words: words2 } of PATTERNS3) if (words2.test(line)) return code;
  return void 0;
}

// src/parse/test-package.ts
var OUTPUT_MAX5 = 16 * 1024;
var ATTRIBUTES_MAX = 1e3;
var RUNNING_MAX = 200;
var RACE_LINE = /\btesting\.go:[0-9]{1,9}: race detected during execution of test/;
var EXIT = /^(?:exit status [0-9]{1,10}|signal: [^\n]{1,60})$/;
var RACE_OUTSIDE = /^testing: race detected outside of test execution/;
var TestPackage = class {
  importPath;
  #budget;
  #tests = /* @__PURE__ */ new Map();
  /** Begun, not ended, not paused. */
  #running = /* @__PURE__ */ new Set();
  #output = new HeadTailText(OUTPUT_MAX5);
  /** How many tests have begun so far, repetitions counted. */
  startedTests = 0;
  /** `PASS` or `FAIL` of the test binary, or go's own line, was printed. */
  concluded = false;
  /**
   * How often the tests were seen to go on: a test began or resumed, or testing said PASS or FAIL. Ends of tests do not
   * count: test2json holds back that of a test until the process has ended.
   */
  steps = 0;
  #outcome = "incomplete";
  #elapsedSec;
  #cached = false;
  #noTestFiles = false;
  #noTests = false;
  #raceOutside = false;
  #said;
  #lastWords;
  #exitStatus;
  #failedBuild;
  constructor(importPath, budget) {
    this.importPath = importPath;
    this.#budget = budget;
  }
  get outcome() {
    return this.#outcome;
  }
  get failedBuild() {
    return this.#failedBuild;
  }
  /** Names of tests that have begun and neither ended nor paused, the first RUNNING_MAX of them. */
  get running() {
    return [...this.#running].slice(0, RUNNING_MAX);
  }
  get testCount() {
    return this.#tests.size;
  }
  /** Takes run, pause, cont, pass, fail, skip, bench, attr, artifacts, start. False: an unknown action. */
  event(event) {
    const known3 = event.test === void 0 ? this.#packageEvent(event) : this.#testEvent(event);
    return known3 || event.action === "output";
  }
  /** A whole or partial line of output, as the event holds it. */
  output(text, test) {
    if (test !== void 0) {
      const state = this.#test(test);
      this.#keep(state, text);
      if (RACE_LINE.test(text)) state.raceLine = true;
      this.#spoke(text.trimEnd());
      return;
    }
    this.#output.add(text);
    this.#packageLine(text.trimEnd());
    this.#spoke(text.trimEnd());
  }
  /** go says how a process ended just before its line for the package; anybody may print such words elsewhere. */
  #spoke(line) {
    this.#lastWords = EXIT.test(line) ? line : void 0;
  }
  /** What go says of a package in a line of its own, outside of JSON (before Go 1.24). */
  buildFailed() {
    if (this.startedTests > 0 || this.#outcome === "pass") return;
    this.#outcome = "build-failed";
  }
  result() {
    const tests = [...this.#tests.values()].map(testResult);
    const ended = this.#outcome === "pass" || this.#outcome === "skip";
    return {
      importPath: this.importPath,
      outcome: this.#outcome,
      elapsedSec: this.#elapsedSec,
      cached: this.#cached,
      noTestFiles: this.#noTestFiles,
      noTests: this.#noTests || tests.length === 0 && ended && !this.#noTestFiles,
      tests,
      raceOutsideTests: this.#raceOutside,
      ...this.#said === void 0 ? {} : { said: this.#said },
      exitStatus: this.#exitStatus,
      failedBuild: this.#failedBuild,
      output: this.#output.toString()
    };
  }
  #packageEvent(event) {
    switch (event.action) {
      case "start":
        return true;
      case "pass":
      case "fail":
      case "skip":
        this.concluded = true;
        if (event.action === "pass" && this.#outcome === "build-failed") {
          if (this.#failedBuild === void 0) this.#outcome = "pass";
        }
        if (this.#outcome !== "fail" && this.#outcome !== "build-failed") {
          this.#outcome = event.action;
        }
        if (event.failedBuild !== void 0) {
          this.#outcome = "build-failed";
          this.#failedBuild = event.failedBuild;
        }
        this.#elapsedSec = event.elapsedSec ?? this.#elapsedSec;
        return true;
      case "bench":
      case "attr":
      case "artifacts":
        return true;
      default:
        return false;
    }
  }
  #testEvent(event) {
    const name = event.test ?? "";
    switch (event.action) {
      case "run": {
        const state = this.#test(name);
        if (state.open) state.outcomes.add("incomplete");
        state.repetitions += 1;
        state.open = true;
        state.startedAt ??= event.time;
        this.startedTests += 1;
        this.steps += 1;
        this.#said = void 0;
        this.concluded = false;
        this.#running.add(name);
        return true;
      }
      case "pause":
        this.#running.delete(name);
        return true;
      case "cont":
        this.steps += 1;
        this.#running.add(name);
        return true;
      case "pass":
      case "bench":
      case "fail":
      case "skip": {
        const state = this.#test(name);
        this.#running.delete(name);
        state.open = false;
        state.outcomes.add(event.action === "bench" ? "pass" : event.action);
        state.elapsedSec = event.elapsedSec ?? state.elapsedSec;
        state.endedAt = event.time ?? state.endedAt;
        return true;
      }
      case "attr": {
        const { attributes } = this.#test(name);
        if (attributes.length < ATTRIBUTES_MAX) {
          attributes.push({ key: event.key ?? "", value: event.value ?? "" });
        }
        return true;
      }
      case "artifacts": {
        const { artifactDirs } = this.#test(name);
        if (event.path !== void 0 && artifactDirs.length < ATTRIBUTES_MAX) {
          artifactDirs.push(event.path);
        }
        return true;
      }
      default:
        return false;
    }
  }
  #test(name) {
    const known3 = this.#tests.get(name);
    if (known3 !== void 0) return known3;
    const state = {
      name,
      outcomes: /* @__PURE__ */ new Set(),
      elapsedSec: void 0,
      startedAt: void 0,
      endedAt: void 0,
      raceLine: false,
      attributes: [],
      artifactDirs: [],
      output: void 0,
      repetitions: 0,
      open: false
    };
    this.#tests.set(name, state);
    return state;
  }
  #keep(state, text) {
    if (state.output === void 0) {
      const size = this.#budget.characters >= OUTPUT_MAX5 ? OUTPUT_MAX5 : 512;
      state.output = new HeadTailText(size);
    }
    state.output.add(text);
    this.#budget.characters -= Math.min(text.length, OUTPUT_MAX5);
  }
  #packageLine(line) {
    if (line.startsWith("FAIL	")) this.#exitStatus ??= this.#lastWords;
    if (line === "PASS" || line === "FAIL") {
      this.concluded = true;
      this.#said = line;
      this.steps += 1;
    } else if (/^ok {2}\t/.test(line)) {
      this.concluded = true;
      if (/\t\(cached\)/.test(line)) this.#cached = true;
      if (line.includes("[no tests to run]")) this.#noTests = true;
    } else if (line.endsWith("[no test files]")) this.#noTestFiles = true;
    else if (line === "testing: warning: no tests to run") this.#noTests = true;
    else if (RACE_OUTSIDE.test(line)) this.#raceOutside = true;
    else if (/^FAIL\t[^\n]{1,4096} \[(?:build|setup) failed\]$/.test(line)) this.buildFailed();
  }
};
function testResult(state) {
  const { outcomes } = state;
  let outcome = "incomplete";
  if (outcomes.has("fail")) outcome = "fail";
  else if (state.open || outcomes.has("incomplete")) outcome = "incomplete";
  else if (outcomes.has("pass")) outcome = "pass";
  else if (outcomes.has("skip")) outcome = "skip";
  return {
    name: state.name,
    outcome,
    elapsedSec: state.elapsedSec,
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    raceLine: state.raceLine,
    attributes: state.attributes,
    artifactDirs: state.artifactDirs,
    output: state.output?.toString() ?? "",
    repetitions: Math.max(1, state.repetitions)
  };
}

// src/parse/test-json.ts
var STRAY_MAX = 64 * 1024;
var BUILD_OUTPUT_MAX = 16 * 1024;
var PACKAGES_MAX3 = 1e5;
var TESTS_MAX3 = 1e6;
var JOINED_MAX = 1024 * 1024;
var OUTPUT_BUDGET = 48 * 1024 * 1024;
function createTestJsonParser(options) {
  return new TestJson(options);
}
var TestJson = class {
  #options;
  #streams = /* @__PURE__ */ new Map();
  #builds = /* @__PURE__ */ new Map();
  #buildText = new BuildText();
  #stray = new HeadTailText(STRAY_MAX);
  #budget = { characters: OUTPUT_BUDGET };
  #tests = 0;
  constructor(options) {
    this.#options = options;
  }
  line(text, at2) {
    const read = readEventLine(text);
    if (read === void 0 || read === "damaged") {
      if (read === "damaged") this.#damaged(at2);
      this.#strayLine(text, at2);
      return;
    }
    if (read.before !== "" && !/[\s|>\])]$/.test(read.before)) this.#strayLine(read.before, at2);
    const { event } = read;
    if (event.action === "build-output" || event.action === "build-fail") this.#build(event, at2);
    else this.#event(event, at2);
  }
  end() {
    for (const stream of this.#streams.values()) this.#flush(stream);
    const packages = [...this.#streams.values()].map((stream) => stream.package.result());
    return { packages, buildFailures: this.#failures(), strayText: this.#stray.toString() };
  }
  startedTests(packagePath) {
    return this.#streams.get(packagePath)?.package.startedTests ?? 0;
  }
  steps(packagePath) {
    return this.#streams.get(packagePath)?.package.steps ?? 0;
  }
  #event(event, at2) {
    const stream = this.#stream(event.package ?? "", at2);
    if (stream === void 0) return;
    if (event.action === "output") {
      if (event.output !== void 0) this.#output(stream, event.output, event.test, at2);
      return;
    }
    if (event.test !== void 0 && this.#tests >= TESTS_MAX3) {
      this.#limit("tests", at2);
      return;
    }
    const before = stream.package.testCount;
    const known3 = stream.package.event(event);
    this.#tests += stream.package.testCount - before;
    if (!known3) {
      this.#options.diagnostics.add(
        "test-event-unknown",
        "info",
        `The stream holds events of an unknown kind (${JSON.stringify(event.action.slice(0, 60))}): they are left out.`,
        at2
      );
    }
  }
  #output(stream, output, test, at2) {
    const before = stream.package.testCount;
    if (test === void 0 || this.#tests < TESTS_MAX3) stream.package.output(output, test);
    this.#tests += stream.package.testCount - before;
    if (stream.partial !== "" && stream.partialTest !== test) this.#flush(stream);
    let from = 0;
    for (; ; ) {
      const newline = output.indexOf("\n", from);
      const piece = output.slice(from, newline < 0 ? output.length : newline);
      if (stream.partial === "") {
        stream.partialTest = test;
        stream.partialAt = at2;
      }
      if (newline < 0) {
        stream.partial += piece;
        if (stream.partial.length >= JOINED_MAX) this.#flush(stream, at2);
        return;
      }
      const text = stream.partial + piece;
      stream.partial = "";
      this.#joined(stream, text, at2);
      from = newline + 1;
      if (from === output.length) return;
    }
  }
  #flush(stream, at2) {
    const text = stream.partial;
    if (text === "") return;
    stream.partial = "";
    this.#joined(stream, text, at2 ?? stream.partialAt);
  }
  #joined(stream, text, end) {
    const start2 = stream.partialAt;
    if (start2 === void 0 || end === void 0) return;
    const at2 = { source: start2.source, start: start2.start, end: end.end };
    const test = stream.partialTest;
    const line = text.endsWith("\r") ? text.slice(0, -1) : text;
    const { package: tests } = stream;
    this.#options.onOutput(tests.importPath, line, at2, () => ({
      package: tests.importPath,
      test,
      running: tests.running,
      phase: phaseOf(tests),
      startedTests: tests.startedTests,
      steps: tests.steps
    }));
  }
  #stream(packagePath, at2) {
    const known3 = this.#streams.get(packagePath);
    if (known3 !== void 0) return known3;
    if (this.#streams.size >= PACKAGES_MAX3) {
      this.#limit("packages", at2);
      return void 0;
    }
    const stream = {
      package: new TestPackage(packagePath, this.#budget),
      partial: "",
      partialTest: void 0,
      partialAt: void 0
    };
    this.#streams.set(packagePath, stream);
    return stream;
  }
  #limit(what, at2) {
    this.#options.diagnostics.add(
      "test-run-too-large",
      "data-loss",
      `The stream names more ${what} than can be kept: the rest is left out.`,
      at2
    );
  }
  #damaged(at2) {
    this.#options.diagnostics.add(
      "test-event-damaged",
      "data-loss",
      "The stream holds an event that is cut or damaged: what it said is missing.",
      at2
    );
  }
  #build(event, at2) {
    const path = event.importPath ?? event.package ?? "";
    let build2 = this.#builds.get(path);
    if (build2 === void 0) {
      if (this.#builds.size >= PACKAGES_MAX3) return;
      build2 = { output: new HeadTailText(BUILD_OUTPUT_MAX), failed: false };
      this.#builds.set(path, build2);
    }
    if (event.action === "build-fail") build2.failed = true;
    else if (event.output !== void 0) {
      build2.output.add(event.output);
      for (const line of event.output.split("\n")) {
        if (line !== "") this.#options.onBuildOutput(line, at2);
      }
    }
  }
  #strayLine(text, at2) {
    this.#stray.add(`${text}
`);
    this.#buildText.line(text);
    const failed2 = /^FAIL\t(\S{1,4096}) \[(?:build|setup) failed\]$/.exec(text);
    if (failed2 !== null) this.#stream(failed2[1] ?? "", at2)?.package.buildFailed();
    this.#options.onStray(text, at2);
  }
  #failures() {
    const failures = [];
    const wanted2 = /* @__PURE__ */ new Set();
    for (const { package: tests } of this.#streams.values()) {
      const { outcome, failedBuild, importPath } = tests;
      if (outcome !== "build-failed") continue;
      wanted2.add(failedBuild ?? importPath);
    }
    for (const [importPath, { output, failed: failed2 }] of this.#builds) {
      if (failed2 || wanted2.has(importPath)) {
        failures.push({ importPath, output: output.toString() });
      }
    }
    if (this.#builds.size > 0 || wanted2.size === 0) return failures;
    return this.#buildText.failures(wanted2);
  }
};
function phaseOf(tests) {
  if (tests.startedTests === 0) return tests.concluded ? "after-tests" : "before-tests";
  return tests.concluded ? "after-tests" : "tests";
}

// src/parse/clean-line.ts
var ENTITY = /&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,6});/gi;
var NAMED = /* @__PURE__ */ new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["middot", "·"]
]);
var TRACES = /[\x1b&\u00a0\u200b\ufeff]/;
function cleanLine(line) {
  if (line === "") return line;
  if (!TRACES.test(line)) {
    const last = line.charCodeAt(line.length - 1);
    if (last > 32 && last < 128 && last !== 77) return line;
  }
  let text = stripAnsi(line);
  if (text.includes("&")) text = text.replace(ENTITY, decodeEntity);
  if (/[\u00a0\u200b\ufeff]/.test(text)) {
    text = text.replaceAll(" ", " ").replaceAll(/[\ufeff\u200b]/g, "");
  }
  text = text.trimEnd();
  while (text.endsWith("^M")) text = text.slice(0, -2).trimEnd();
  return text;
}
function decodeEntity(whole, body) {
  if (!body.startsWith("#")) return NAMED.get(body.toLowerCase()) ?? whole;
  const hex = body[1] === "x" || body[1] === "X";
  const code = Number.parseInt(body.slice(hex ? 2 : 1), hex ? 16 : 10);
  const control = code < 32 || code >= 127 && code < 160 || code >= 55296 && code < 57344;
  return control || code > 1114111 ? whole : String.fromCodePoint(code);
}

// src/parse/crash-lines.ts
var RUNTIME_FATAL = /^(?:concurrent map |all goroutines are asleep|sync: |stack overflow|out of memory|runtime: |unexpected signal|too many concurrent operations|small map with no empty slot|all goroutines|no goroutines \(main called runtime\.Goexit\)|malloc deadlock|self deadlock|semaphore wake of synctest|(?:send on|receive on|close of|select on) synctest channel)/;
function crashStartOf(line) {
  if (!line.includes(": ")) return void 0;
  const fatal = line.indexOf("fatal error: ");
  if (fatal >= 0) return start(line, fatal, "fatal error: ".length, "fatal-error");
  const panic2 = line.indexOf("panic: ");
  if (panic2 >= 0) return start(line, panic2, "panic: ".length, "panic");
  if (!line.startsWith("SIG")) return void 0;
  const signal = /^SIG[A-Z0-9]{2,10}: [a-z][^\n]{0,100}$/.exec(line);
  if (signal === null) return void 0;
  return { kind: "signal", prefix: "", message: line, plain: true, sure: false, afterWord: false };
}
function start(line, at2, length, kind) {
  const prefix = line.slice(0, at2);
  const afterWord = /[a-z][ \t]$/.test(prefix);
  const message = line.slice(at2 + length);
  const plain = /^[\s`"'>*#]{0,64}$/.test(prefix);
  if (kind === "fatal-error") {
    const sure = !afterWord && RUNTIME_FATAL.test(message);
    return { kind, prefix, message, plain, sure, afterWord };
  }
  const timeout2 = timeoutOf(message);
  if (timeout2 !== void 0)
    return { kind: "timeout", prefix, message, plain, sure: !afterWord, afterWord };
  return { kind, prefix, message, plain, sure: false, afterWord };
}
function timeoutOf(message) {
  return /^test timed out after ([0-9][0-9a-z.µ]{0,40})/.exec(message)?.[1];
}
function panicMarks(message) {
  const match = / \[((?:recovered|reraised|repanicked|goexit)[a-z, ]{0,40})\]$/.exec(message);
  if (match === null) return { text: message, marks: [] };
  return { text: message.slice(0, match.index), marks: (match[1] ?? "").split(", ") };
}
function runningTestOf(text) {
  const match = /^(\S{1,4096}) \(([0-9][0-9a-z.µ]{0,40})\)$/.exec(text);
  return match === null ? void 0 : { name: match[1] ?? "", elapsed: match[2] ?? "" };
}
function signalOf(text) {
  if (!text.startsWith("[signal ")) return void 0;
  const match = /^\[signal (SIG[A-Z0-9]{2,10}|0x[0-9a-f]{1,16})\b/.exec(text);
  const address = / addr=(0x[0-9a-f]{1,16})\b/.exec(text);
  return match === null ? void 0 : { name: match[1] ?? "", address: address?.[1] };
}
function isPrologue(text) {
  return /^(?:runtime: |unexpected fault address |fatal: |checkptr: )/.test(text);
}
function endsProcess(text) {
  return text === "FAIL" || text.startsWith("FAIL	") || text.startsWith("ok  	") || /^exit status [0-9]{1,3}$/.test(text) || text.startsWith("signal: ");
}

// src/parse/race-lines.ts
var ACCESS = /(previous )?\b(read|write)(?: at (0x[0-9a-f]{1,16}))? by (?:main goroutine|goroutine ([0-9]{1,15})):$/i;
var VERBATIM = /^(?:Previous (?:read|write)|Read|Write) (?:at|by) /;
var CREATION = /\bgoroutine ([0-9]{1,15})(?: \((running|finished)\))? created at:$/i;
var WARNING = /\bWARNING: DATA RACE[`*_"']{0,3}$/i;
var FOUND = /\bFound [0-9]{1,9} data race\(s\)$/;
var SEPARATOR = "==================";
var REPORT_LINE_MAX = 16 * 1024;
function anchorOf(line) {
  if (line.length > REPORT_LINE_MAX) return line.endsWith(SEPARATOR) ? separator(line) : void 0;
  switch (line.at(-1)) {
    case "=":
      return line.endsWith(SEPARATOR) ? separator(line) : void 0;
    case ":":
      return accessHeader(line) ?? creationHeader(line);
    case "E":
    case "e":
    case "`":
    case "*":
    case "_":
    case '"':
    case "'": {
      const match = WARNING.exec(line);
      return match === null ? void 0 : { kind: "warning", prefix: line.slice(0, match.index) };
    }
    case ")":
      return FOUND.test(line) ? { kind: "found" } : void 0;
    default:
      return void 0;
  }
}
function separator(line) {
  let end = line.length;
  while (end > 0 && line[end - 1] === "=") end -= 1;
  return { kind: "separator", glued: line.slice(0, end) };
}
function accessHeader(line) {
  const match = ACCESS.exec(line);
  if (match === null) return void 0;
  const [whole, previous, operation = "", address, id] = match;
  return {
    kind: "access",
    prefix: line.slice(0, match.index),
    operation: operation.toLowerCase() === "read" ? "read" : "write",
    previous: previous !== void 0,
    address: address?.toLowerCase(),
    raceId: id === void 0 ? void 0 : Number(id),
    verbatim: VERBATIM.test(whole)
  };
}
function creationHeader(line) {
  const match = CREATION.exec(line);
  if (match === null) return void 0;
  const state = match[2]?.toLowerCase();
  return {
    kind: "creation",
    prefix: line.slice(0, match.index),
    raceId: Number(match[1]),
    state: state === "running" || state === "finished" ? state : void 0
  };
}
var UNRESTORED = "[failed to restore the stack]";
function functionOf2(text) {
  if (!text.endsWith("()") || text.length < 3) return void 0;
  const symbol = text.slice(0, -2);
  const types = symbol.search(/[[<]/);
  const head = types < 0 ? symbol : symbol.slice(0, types);
  return /[\s"'`=:;,]/.test(head.replaceAll("::", "")) ? void 0 : symbol;
}
function isSymbolBeginning(text) {
  return /^[\p{L}_][^\s"'`=;,]*[./][^\s"'`=;,]+$/u.test(text);
}
var SOURCE_FILE = /(?:\.(?:go|s|S|c|cc|cpp|cxx|h|m|swigcxx)|<autogenerated>)$/;
function locationOf2(text) {
  const plus = text.lastIndexOf("+0x");
  let head = text;
  let pcOffset;
  if (plus > 0) {
    head = text.slice(0, plus).trimEnd();
    let end = plus + 3;
    while (end < text.length && /[0-9a-f]/.test(text.charAt(end))) end += 1;
    if (end > plus + 3) pcOffset = text.slice(plus + 3, end);
  } else if (text.endsWith(" +") || text.endsWith(" +0")) {
    head = text.slice(0, text.lastIndexOf(" +"));
  }
  const colon = head.lastIndexOf(":");
  if (colon <= 0) return void 0;
  const digits = head.slice(colon + 1);
  if (!/^[0-9]{1,9}$/.test(digits)) return void 0;
  const file = head.slice(0, colon);
  if (plus <= 0 && !SOURCE_FILE.test(file)) return void 0;
  return { file, line: Number(digits), pcOffset };
}

// src/parse/dump-lines.ts
var HEADER = /\bgoroutine ([0-9]{1,20})((?: (?:gp|m|mp)=[0-9a-z]{1,20}){0,3}) \[([^\n]{1,4096})\]:$/;
var MARKS = /* @__PURE__ */ new Set(["leaked", "scan", "durable"]);
function dumpHeaderOf(line) {
  if (!line.endsWith("]:") || line.length > 8192) return void 0;
  const match = HEADER.exec(line);
  if (match === null) return void 0;
  const [, goid = "", machine = "", inside2 = ""] = match;
  const annotations = machine.trim() === "" ? [] : machine.trim().split(" ");
  const labels = inside2.indexOf(" labels:{");
  const parts = (labels < 0 ? inside2 : inside2.slice(0, labels)).replace(/,$/, "").split(", ");
  let status = parts[0] ?? "";
  let waitMinutes;
  let lockedToThread = false;
  for (const part of parts.slice(1)) {
    const minutes = /^([0-9]{1,9}) minutes$/.exec(part);
    if (minutes !== null) waitMinutes = Number(minutes[1]);
    else if (part === "locked to thread") lockedToThread = true;
    else annotations.push(part);
  }
  for (; ; ) {
    const mark = /^(.{1,200}) \(([a-z]{1,20})\)$/.exec(status);
    if (mark === null || !MARKS.has(mark[2] ?? "")) break;
    status = mark[1] ?? "";
    annotations.push(mark[2] ?? "");
  }
  if (labels >= 0) annotations.push(inside2.slice(labels + 1));
  const prefix = line.slice(0, match.index);
  return { prefix, goid, status, waitMinutes, lockedToThread, annotations };
}
function dumpCallOf(text) {
  if (!text.endsWith(")")) return void 0;
  const open4 = text.lastIndexOf("(");
  if (open4 <= 0) return void 0;
  const name = text.slice(0, open4);
  const types = name.search(/[[<]/);
  const head = types < 0 ? name : name.slice(0, types);
  if (/[\s"'`=:;,{]/.test(head.replaceAll("::", ""))) return void 0;
  return { function: name, args: text.slice(open4 + 1, -1) };
}
function createdByOf(text) {
  const match = /^created by (\S[^\n]{0,4096})$/.exec(text);
  if (match === null) return void 0;
  const rest = match[1] ?? "";
  const parent = / in goroutine ([0-9]{1,20})$/.exec(rest);
  if (parent === null) return { function: rest, goid: void 0 };
  return { function: rest.slice(0, parent.index), goid: parent[1] };
}
function isElision(text) {
  return /^\.\.\.(?:additional|[0-9]{1,9}) frames elided\.\.\.$/.test(text) || text === "goroutine running on other thread; stack unavailable";
}
function dumpLocationOf(text) {
  return locationOf2(text);
}

// src/parse/goleak.ts
var BEGINNING2 = "Goroutine ";
var STATE = " in state ";
var TOP = ", with ";
var END3 = " on top of the stack:";
var LINE_MAX5 = 8192;
function goleakHeaderOf(line) {
  if (!line.endsWith(END3) || line.length > LINE_MAX5) return void 0;
  const at2 = line.indexOf(BEGINNING2);
  const state = line.indexOf(STATE, at2);
  const top = line.lastIndexOf(TOP);
  if (at2 < 0 || state < 0 || top < state) return void 0;
  const goid = line.slice(at2 + BEGINNING2.length, state);
  const status = line.slice(state + STATE.length, top);
  const header = dumpHeaderOf(`goroutine ${goid} [${status}]:`);
  if (header === void 0) return void 0;
  return { ...header, prefix: line.slice(0, at2).replace(/\[$/, "") };
}

// src/parse/line-prefix.ts
var PREFIX_MAX = 512;
function stripPrefix(line, prefix) {
  if (prefix.length > PREFIX_MAX) return void 0;
  let at2 = 0;
  let want = 0;
  while (want < prefix.length) {
    const code = prefix.charCodeAt(want);
    if (isDigit(code)) {
      if (!isDigit(line.charCodeAt(at2))) return void 0;
      want = skip(prefix, want, isDigit);
      at2 = skip(line, at2, isDigit);
    } else if (isBlank(code)) {
      if (at2 < line.length && !isBlank(line.charCodeAt(at2))) return void 0;
      want = skip(prefix, want, isBlank);
      at2 = skip(line, at2, isBlank);
      if (at2 === line.length && want < prefix.length) return void 0;
    } else {
      if (line.charCodeAt(at2) !== code) return void 0;
      want += 1;
      at2 += 1;
    }
  }
  return line.slice(at2);
}
function skip(text, from, test) {
  let at2 = from;
  while (at2 < text.length && test(text.charCodeAt(at2))) at2 += 1;
  return at2;
}
function isDigit(code) {
  return code >= 48 && code <= 57;
}
function isBlank(code) {
  return code === 32 || code === 9;
}
var PREFIXES_MAX = 3;
var LinePrefixes = class {
  #prefixes = [];
  get any() {
    return this.#prefixes.length > 0;
  }
  learn(prefix) {
    if (prefix === "" || this.#prefixes.includes(prefix)) return;
    this.#prefixes.unshift(prefix);
    if (this.#prefixes.length > PREFIXES_MAX) this.#prefixes.pop();
  }
  /** The line without its prefix and without blanks around it. */
  strip(line) {
    for (const prefix of this.#prefixes) {
      const rest = stripPrefix(line, prefix);
      if (rest !== void 0) return rest.trim();
    }
    return line.trim();
  }
};

// src/parse/goroutine-dump.ts
var GOROUTINES_MAX4 = 1e4;
var FRAMES_MAX3 = 256;
var OUTERMOST = /* @__PURE__ */ new Set(["main.main", "runtime.main", "runtime.goexit"]);
var GoroutineDump = class {
  #goroutines = [];
  #prefixes = new LinePrefixes();
  #dropped = 0;
  #call;
  #creator;
  /** `[originating from goroutine N]:` the stack of an ancestor follows, which is not this goroutine's. */
  #ancestor = false;
  get count() {
    return this.#goroutines.length + this.#dropped;
  }
  /** Goroutines above the limit: seen, not kept. */
  get dropped() {
    return this.#dropped;
  }
  /** The last stack is at the function that began it: no frame can follow. */
  get stackEnded() {
    const last = this.#goroutines.at(-1);
    if (last === void 0 || last.createdBy !== void 0) return true;
    return OUTERMOST.has(last.frames.at(-1)?.function ?? "");
  }
  learn(prefix) {
    this.#prefixes.learn(prefix);
  }
  strip(line) {
    return this.#prefixes.strip(line);
  }
  /** True where the line is a goroutine's first. */
  header(line) {
    const parsed2 = dumpHeaderOf(line) ?? goleakHeaderOf(line);
    if (parsed2 === void 0) return false;
    this.#flush(true);
    const last = this.#goroutines.at(-1);
    if (last?.header.goid === parsed2.goid && last.frames.length === 0) return true;
    const { prefix, ...header } = parsed2;
    this.#prefixes.learn(prefix);
    this.#ancestor = false;
    if (this.#goroutines.length >= GOROUTINES_MAX4) {
      this.#dropped += 1;
      return true;
    }
    this.#goroutines.push({ header, frames: [], createdBy: void 0, truncated: false });
    return true;
  }
  /** True where the line, as `strip` returns it, is one of the current goroutine's. */
  take(text) {
    const goroutine = this.#goroutines.at(-1);
    if (goroutine === void 0) return false;
    if (isElision(text)) {
      goroutine.truncated = true;
      return true;
    }
    if (/^\[originating from goroutine [0-9]{1,20}\]:$/.test(text)) {
      this.#flush(false);
      this.#ancestor = true;
      return true;
    }
    const creator = createdByOf(text);
    if (creator !== void 0) {
      this.#flush(false);
      this.#creator = creator;
      return true;
    }
    const call = dumpCallOf(text);
    if (call !== void 0) {
      this.#flush(false);
      this.#call = call;
      return true;
    }
    return this.#location(text, goroutine);
  }
  /** The goroutines, the last one marked where its last line was cut. */
  finish() {
    const whole = this.#call === void 0 && this.#creator === void 0;
    this.#flush(true);
    const goroutines = this.#goroutines.map(
      ({ header, frames, createdBy, truncated }) => ({
        ...header,
        frames,
        createdBy,
        truncated
      })
    );
    return { goroutines, whole };
  }
  #location(text, goroutine) {
    const call = this.#call;
    const creator = this.#creator;
    if (call === void 0 && creator === void 0) return false;
    const location2 = dumpLocationOf(text);
    if (location2 === void 0) return false;
    this.#call = void 0;
    this.#creator = void 0;
    if (this.#ancestor || this.#dropped > 0) return true;
    if (creator !== void 0) {
      goroutine.createdBy = {
        frame: { function: creator.function, ...location2 },
        goid: creator.goid
      };
    } else if (call !== void 0 && goroutine.frames.length < FRAMES_MAX3) {
      goroutine.frames.push({ ...call, ...location2 });
    }
    return true;
  }
  /** A call or a creator whose location line did not come. */
  #flush(last) {
    const goroutine = this.#goroutines.at(-1);
    const nowhere = { file: "", line: 0 };
    if (goroutine !== void 0 && !this.#ancestor && this.#dropped === 0) {
      if (this.#call !== void 0 && goroutine.frames.length < FRAMES_MAX3) {
        goroutine.frames.push({ ...this.#call, ...nowhere });
        if (last) goroutine.truncated = true;
      }
      if (this.#creator !== void 0) {
        const { goid } = this.#creator;
        goroutine.createdBy = { frame: { function: this.#creator.function, ...nowhere }, goid };
        if (last) goroutine.truncated = true;
      }
    }
    this.#call = void 0;
    this.#creator = void 0;
  }
};

// src/parse/crash.ts
var HEADING_LINES_MAX = 500;
var TEXT_MAX4 = 64 * 1024;
var MESSAGE_MAX4 = 4096;
var BEFORE_MAX = 1e3;
var PANICS_MAX3 = 100;
var RUNNING_MAX2 = 1e3;
var FOREIGN_RUN_MAX = 8;
function createCrashParser(options) {
  return new CrashLog(options);
}
var CrashLog = class {
  #options;
  #open;
  /** The last two lines that were not empty, newest last. */
  #before = ["", ""];
  constructor(options) {
    this.#options = options;
  }
  line(line, at2) {
    const open4 = this.#open;
    if (open4 === void 0) {
      this.#idle(line, at2);
    } else if (open4.dump.count === 0) {
      this.#inHeading(open4, line, at2);
    } else {
      this.#inDump(open4, line, at2);
    }
    if (line !== "") {
      this.#before[0] = this.#before[1];
      this.#before[1] = line;
    }
  }
  end() {
    const open4 = this.#open;
    if (open4 === void 0) return;
    open4.cut = open4.foreignRun > 0 && !open4.dump.stackEnded;
    this.#close(open4, open4.heading?.start.plain ?? true);
  }
  #idle(line, at2) {
    const start2 = crashStartOf(line);
    if (start2 !== void 0) {
      this.#begin(start2, line, at2);
      return;
    }
    const leak = goleakHeaderOf(line);
    const header = leak ?? dumpHeaderOf(line);
    if (header === void 0) return;
    const tool = leak === void 0 ? void 0 : "goleak";
    const open4 = this.#openAt(void 0, header.prefix, at2, tool);
    open4.dump.header(line);
    this.#own(open4, line, at2);
  }
  #begin(start2, line, at2) {
    const panics = start2.kind === "panic" ? [panicMarks(start2.message.slice(0, MESSAGE_MAX4))] : [];
    const prologue = this.#before.map((text) => stripPrefix(text, start2.prefix) ?? "").filter(isPrologue).map((text) => text.slice(0, BEFORE_MAX));
    const heading = {
      start: start2,
      panics,
      running: [],
      prologue,
      signal: void 0,
      lines: 0,
      listing: false
    };
    this.#own(this.#openAt(heading, start2.prefix, at2), line, at2);
  }
  #openAt(heading, prefix, at2, tool) {
    const dump = new GoroutineDump();
    dump.learn(prefix);
    const open4 = {
      context: this.#options.context(),
      heading,
      tool,
      before: this.#before[1].slice(0, BEFORE_MAX),
      dump,
      source: at2.source,
      startOffset: at2.start,
      endOffset: at2.end,
      text: "",
      foreignRun: 0,
      cut: false,
      repeated: heading?.start.kind === "signal" && this.#before[1].endsWith("-----")
    };
    this.#open = open4;
    return open4;
  }
  #inHeading(open4, line, at2) {
    const heading = open4.heading;
    if (heading === void 0) return;
    const text = open4.dump.strip(line);
    const next = crashStartOf(text);
    const replaces = next?.plain === true || heading.start.afterWord;
    if (next !== void 0 && replaces && next.kind !== "signal") {
      if (next.plain && next.kind === "panic" && heading.start.kind === "panic") {
        if (heading.panics.length < PANICS_MAX3) {
          heading.panics.push(panicMarks(next.message.slice(0, MESSAGE_MAX4)));
        }
        this.#own(open4, line, at2);
      } else {
        this.#close(open4, false);
        this.#begin(crashStartOf(line) ?? next, line, at2);
      }
      return;
    }
    if (heading.start.afterWord && dumpHeaderOf(line) !== void 0) {
      const rest = stripPrefix(line, heading.start.prefix);
      if (rest === void 0 || !rest.startsWith("goroutine ")) {
        this.#close(open4, false);
        this.#idle(line, at2);
        return;
      }
    }
    if (open4.dump.header(line)) {
      this.#own(open4, line, at2);
      return;
    }
    if (endsProcess(text)) {
      this.#close(open4, heading.start.plain && text === "exit status 2");
      return;
    }
    heading.lines += 1;
    if (heading.lines > HEADING_LINES_MAX) {
      this.#close(open4, false);
      return;
    }
    if (/^\s+\S/.test(line) && text !== "running tests:") continuePanic(heading, text);
    heading.signal ??= signalOf(text);
    if (text === "running tests:") heading.listing = true;
    const test = heading.listing ? runningTestOf(text) : void 0;
    if (test !== void 0 && heading.running.length < RUNNING_MAX2) heading.running.push(test);
    this.#own(open4, line, at2);
  }
  #inDump(open4, line, at2) {
    const text = open4.dump.strip(line);
    if (text === "") {
      open4.text += open4.text.length < TEXT_MAX4 ? "\n" : "";
      return;
    }
    if (open4.dump.header(line) || open4.dump.take(text)) {
      this.#own(open4, line, at2);
      return;
    }
    if (crashStartOf(line) !== void 0) {
      this.#close(open4, true);
      this.#idle(line, at2);
      return;
    }
    open4.foreignRun += 1;
    if (open4.foreignRun >= FOREIGN_RUN_MAX || endsProcess(text)) this.#close(open4, true);
  }
  #own(open4, line, at2) {
    open4.foreignRun = 0;
    open4.endOffset = at2.end;
    if (open4.text.length + line.length < TEXT_MAX4) open4.text += `${line}
`;
  }
  #close(open4, atTheEnd) {
    this.#open = void 0;
    if (open4.repeated) return;
    const at2 = { source: open4.source, start: open4.startOffset, end: open4.endOffset };
    const { goroutines, whole } = open4.dump.finish();
    if (open4.dump.dropped > 0) {
      this.#options.diagnostics?.add(
        "dump-truncated",
        "warning",
        "A dump holds more goroutines than are kept: the first 10000 were read.",
        at2
      );
    }
    const heading = open4.heading;
    if (heading === void 0) {
      const { tool, before } = open4;
      const dump = { goroutines, at: at2, tool, before, text: open4.text.trimEnd() };
      this.#options.onDump?.(dump, open4.context);
      return;
    }
    const { start: start2 } = heading;
    if (goroutines.length === 0 && !start2.sure && !atTheEnd) return;
    const { text: message } = panicMarks(start2.message.slice(0, MESSAGE_MAX4));
    this.#options.onCrash(
      {
        kind: start2.kind,
        message,
        panics: heading.panics,
        runningTests: heading.running,
        timeout: timeoutOf(start2.message),
        signal: heading.signal,
        prologue: heading.prologue,
        goroutines,
        complete: goroutines.length > 0 && whole && !open4.cut,
        at: at2,
        text: open4.text.trimEnd()
      },
      open4.context
    );
  }
};
function continuePanic(heading, line) {
  const last = heading.panics.at(-1);
  if (last === void 0 || last.marks.length > 0) return;
  const { text, marks } = panicMarks(line);
  if (last.text.length + text.length < MESSAGE_MAX4) last.text += `
${text}`;
  last.marks = marks;
}

// src/parse/go-deadlock.ts
var BEGINNING3 = "POTENTIAL DEADLOCK:";
var LINE_MAX6 = 4096;
var LINES_MAX3 = 2e3;
var TEXT_MAX5 = 64 * 1024;
function createLockReportParser(options) {
  return new LockReports(options);
}
var LockReports = class {
  #options;
  #open;
  constructor(options) {
    this.#options = options;
  }
  line(line, at2) {
    const start2 = line.indexOf(BEGINNING3);
    if (start2 >= 0) {
      this.end();
      this.#begin(line, start2, at2);
      return;
    }
    const open4 = this.#open;
    if (open4 === void 0) return;
    const text = open4.prefixes.strip(line);
    open4.lines += 1;
    if (line.length > LINE_MAX6 || open4.lines > LINES_MAX3 || !take(open4, text)) this.end();
    else this.#own(open4, text, at2);
  }
  end() {
    const open4 = this.#open;
    if (open4 === void 0) return;
    this.#open = void 0;
    const { kind, waited, at: at2, end, text } = open4;
    const places = open4.places.filter(({ frames }) => frames.length > 0);
    if (places.length === 0) return;
    this.#options.onLockReport(
      { kind, places, waited, at: { ...at2, end }, text: text.trimEnd() },
      open4.context
    );
  }
  #begin(line, start2, at2) {
    const rest = line.slice(start2 + BEGINNING3.length).trim();
    const open4 = {
      context: this.#options.context(),
      kind: kindOf6(rest),
      prefixes: new LinePrefixes(),
      places: [],
      at: at2,
      end: at2.end,
      role: "waiting",
      waited: void 0,
      text: "",
      lines: 0
    };
    open4.prefixes.learn(line.slice(0, start2));
    this.#open = open4;
    this.#own(open4, line.slice(start2), at2);
  }
  #own(open4, text, at2) {
    if (text !== "") open4.end = at2.end;
    if (open4.text.length + text.length < TEXT_MAX5) open4.text += `${text}
`;
  }
};
function kindOf6(words2) {
  if (words2.startsWith("Inconsistent locking")) return "order";
  return /^(?:Recursive|Duplicate) locking/.test(words2) ? "recursive" : "timeout";
}
function take(open4, text) {
  if (text === "") return true;
  const role = roleOf2(text);
  if (role !== void 0) {
    const waited = / for more than {1,4}([0-9][0-9a-z.µ]{0,40})$/.exec(text);
    open4.waited ??= waited?.[1];
    open4.role = role;
    open4.places.push({ role, lock: void 0, goid: void 0, frames: [] });
    return true;
  }
  const holder = /^(?:current )?goroutine ([0-9]{1,20}) lock (0x[0-9a-f]{1,16})$/.exec(text);
  if (holder !== null) {
    const last = open4.places.at(-1);
    const place5 = last?.frames.length === 0 && last.lock === void 0 ? last : newPlace(open4, open4.role);
    place5.goid = holder[1];
    place5.lock = holder[2];
    return true;
  }
  const frame = frameOf(text);
  if (frame === void 0) return text.startsWith("in another goroutine:");
  const place4 = open4.places.at(-1) ?? newPlace(open4, open4.role);
  place4.frames.push(frame);
  return true;
}
function newPlace(open4, role) {
  const place4 = { role, lock: void 0, goid: void 0, frames: [] };
  open4.places.push(place4);
  return place4;
}
function roleOf2(text) {
  if (/(?:^|: )happened before$/.test(text)) return "first";
  if (/^happene?d after$/.test(text)) return "then";
  if (text.startsWith("Previous place where the lock was grabbed")) return "held";
  if (text.startsWith("Have been trying to lock it again")) return "waiting";
  return text === "Other goroutines holding locks:" ? "other" : void 0;
}
function frameOf(text) {
  const brace = text.indexOf(" { ");
  const end = text.lastIndexOf(" }");
  if (brace < 0 || end < brace) return void 0;
  const match = /^(\S{1,2048}):([0-9]{1,9}) (\S[^\n]{0,2048})$/.exec(text.slice(0, brace));
  if (match === null) return void 0;
  const [, file = "", line = "0", name = ""] = match;
  return { function: name, file, line: Number(line), code: text.slice(brace + 3, end) };
}

// src/parse/race-block.ts
var FRAMES_MAX4 = 512;
var TEXT_MAX6 = 64 * 1024;
var FOREIGN_MAX = 50;
var FOREIGN_LINE_MAX = 1024;
var RaceBlock = class {
  #source;
  #start;
  #end;
  #prefixes = new LinePrefixes();
  #accesses = [];
  #creations = [];
  #section;
  #pendingFunction;
  #text = "";
  #foreign = [];
  /** Foreign lines since the last own line: inside the report only if another own line follows. */
  #foreignTail = [];
  #foreignRun = 0;
  #closed = false;
  /** `WARNING: DATA RACE` itself was seen, behind a separator. */
  #certain;
  #sawOffsets = false;
  constructor(at2, certain) {
    this.#source = at2.source;
    this.#start = at2.start;
    this.#end = at2.end;
    this.#certain = certain;
  }
  get certain() {
    return this.#certain;
  }
  get accessCount() {
    return this.#accesses.length;
  }
  get creationCount() {
    return this.#creations.length;
  }
  /** Foreign lines since the last own one. */
  get foreignRun() {
    return this.#foreignRun;
  }
  get range() {
    return { source: this.#source, start: this.#start, end: this.#end };
  }
  /** The address of the first access, by which the second one can be told. */
  get address() {
    return this.#accesses[0]?.address;
  }
  /** Both accesses and every creation stack that they ask for are there. */
  get full() {
    if (this.#accesses.length < 2) return false;
    const ids = new Set(this.#creations.map((creation) => creation.raceId));
    return this.#pendingFunction === void 0 && (this.#section === void 0 || this.#section.frames.length > 0 || !this.#section.restored) && this.#accesses.every(
      ({ goroutine }) => goroutine === void 0 || goroutine.main || ids.has(goroutine.raceId)
    );
  }
  own(prefix, text, at2) {
    if (prefix !== void 0) this.#prefixes.learn(prefix);
    for (const line of this.#foreignTail) {
      if (this.#foreign.length < FOREIGN_MAX) this.#foreign.push(line);
    }
    this.#foreignTail = [];
    this.#foreignRun = 0;
    this.#end = at2.end;
    if (this.#text.length + text.length < TEXT_MAX6) this.#text += `${text}
`;
  }
  access(header, at2) {
    this.#flushFunction();
    const { operation, previous, address, raceId } = header;
    const verb = previous ? `Previous ${operation}` : operation === "read" ? "Read" : "Write";
    const where = address === void 0 ? "" : ` at ${address}`;
    const who = raceId === void 0 ? "main goroutine" : `goroutine ${raceId}`;
    if (previous && this.#accesses.length > 0) this.#text += "\n";
    this.own(header.prefix, `${verb}${where} by ${who}:`, at2);
    const goroutine = raceId === void 0 ? { main: true } : { main: false, raceId };
    const frames = [];
    const section = { operation, previous, address, goroutine, frames, restored: true };
    this.#accesses.push(section);
    this.#section = section;
  }
  /** An access whose header was cut off: only its stack is known. */
  accessWithoutHeader() {
    const section = {
      operation: void 0,
      previous: false,
      address: void 0,
      goroutine: void 0,
      frames: [],
      restored: true
    };
    this.#accesses.push(section);
    this.#section = section;
  }
  creation(header, at2) {
    this.#flushFunction();
    const { raceId, state } = header;
    this.#text += "\n";
    const how = state === void 0 ? "" : ` (${state})`;
    this.own(header.prefix, `Goroutine ${raceId}${how} created at:`, at2);
    const section = { raceId, state, frames: [], restored: true };
    this.#creations.push(section);
    this.#section = section;
  }
  /** The line without its prefix and without blanks around it. */
  strip(line) {
    return this.#prefixes.strip(line);
  }
  /** Offers a line that is no anchor. */
  take(line, at2) {
    const stripped = this.strip(line);
    if (stripped === "") return "blank";
    const section = this.#section;
    if (section !== void 0 && this.#takeFrame(stripped, section, at2)) return "frame";
    if (section !== void 0 && this.#prefixes.any) {
      const gap = Math.max(line.lastIndexOf("  "), line.lastIndexOf("	"));
      if (gap > 0 && this.#takeFrame(line.slice(gap).trim(), section, at2)) return "frame";
    }
    this.#foreignTaken(line);
    return "nothing";
  }
  /** A separator closes the report; what was glued before it is someone else's. */
  close(glued, at2) {
    this.#flushFunction();
    const rest = this.strip(glued);
    if (rest !== "") this.#foreignTaken(rest);
    this.own(void 0, "==================", at2);
    this.#closed = true;
  }
  /**
   * The input is over. A last line that was not understood may be the beginning of a symbol: it is kept
   * with an ellipsis, so that nobody takes it for the whole name.
   */
  cut() {
    const last = this.#foreignTail[0];
    const section = this.#section;
    if (this.#foreignTail.length === 1 && last !== void 0 && section !== void 0) {
      const name = this.strip(last);
      if (isSymbolBeginning(name)) {
        this.#flushFunction();
        section.frames.push({ function: `${name}…`, file: "", line: 0 });
        this.#text += `  ${name}…
`;
        this.#foreignTail = [];
      }
    }
    this.#flushFunction();
    this.#distrustLastLine();
  }
  /** The report, or undefined where it has no access. */
  finish() {
    this.#flushFunction();
    if (this.#accesses.length === 0 || this.#onlyCreations()) return void 0;
    this.#inferFirstGoroutine();
    const accesses = this.#accesses.map((access3) => ({ ...access3 }));
    const creations = this.#creations.map((creation) => ({ ...creation }));
    return {
      accesses,
      creations,
      complete: this.#closed && accesses.length === 2 && accesses.every(({ operation }) => operation !== void 0),
      at: this.range,
      text: this.#text,
      foreign: this.#foreign
    };
  }
  #takeFrame(text, section, at2) {
    if (text.includes(UNRESTORED)) {
      section.restored = false;
      this.own(void 0, `  ${UNRESTORED}`, at2);
      return true;
    }
    const symbol = functionOf2(text);
    if (symbol !== void 0) {
      this.#flushFunction();
      this.#pendingFunction = symbol;
      this.own(void 0, `  ${text}`, at2);
      return true;
    }
    const fold = this.#pendingFunction === void 0 ? text.indexOf("() ") : -1;
    const folded = fold > 0 ? functionOf2(text.slice(0, fold + 2)) : void 0;
    const location2 = locationOf2(folded === void 0 ? text : text.slice(fold + 3).trim());
    if (location2 === void 0) return false;
    if (this.#pendingFunction === void 0 && location2.pcOffset === void 0) return false;
    const name = folded ?? this.#pendingFunction ?? "";
    this.#pendingFunction = void 0;
    this.#pushFrame(section, { function: name, ...location2 });
    this.own(void 0, folded === void 0 ? `      ${text}` : `  ${text}`, at2);
    return true;
  }
  #pushFrame(section, frame) {
    if (frame.pcOffset !== void 0) this.#sawOffsets = true;
    if (section.frames.length < FRAMES_MAX4) section.frames.push(frame);
  }
  #flushFunction() {
    const symbol = this.#pendingFunction;
    if (symbol === void 0) return;
    this.#pendingFunction = void 0;
    if (this.#section !== void 0) {
      this.#pushFrame(this.#section, { function: symbol, file: "", line: 0 });
    }
  }
  /** At a cut, `t.go:8` may be the rest of `t.go:84 +0x1d`: the number is then not a line number. */
  #distrustLastLine() {
    const frames = this.#section?.frames;
    const last = frames?.at(-1);
    if (frames === void 0 || last === void 0 || last.line === 0) return;
    if (!this.#sawOffsets || last.pcOffset !== void 0 || this.#text.includes("+\n")) return;
    if (/:[0-9]+\n$/.test(this.#text.slice(-16))) frames[frames.length - 1] = { ...last, line: 0 };
  }
  /**
   * A stack above a lone creation stack may be an access's or the first creation's: it is not told apart.
   * Above two creation stacks it can only be an access's.
   */
  #onlyCreations() {
    const [first2, second] = this.#accesses;
    return second === void 0 && first2?.operation === void 0 && this.#creations.length < 2;
  }
  /** The runtime prints the creation stacks in the order of the accesses. */
  #inferFirstGoroutine() {
    const [first2, second] = this.#accesses;
    if (first2 === void 0 || first2.goroutine !== void 0) return;
    const other = second?.goroutine;
    const otherId = other === void 0 || other.main ? void 0 : other.raceId;
    const creation = this.#creations.find(({ raceId }) => raceId !== otherId);
    if (creation === void 0 || second === void 0 && this.#creations.length < 2) return;
    first2.goroutine = { main: false, raceId: creation.raceId };
  }
  #foreignTaken(line) {
    this.#foreignRun += 1;
    if (this.#foreignTail.length < FOREIGN_MAX) {
      this.#foreignTail.push(line.slice(0, FOREIGN_LINE_MAX));
    }
  }
};

// src/parse/race-log.ts
var RING_MAX = 256;
var FOREIGN_RUN_MAX2 = 1e3;
var FOREIGN_RUN_WHEN_FULL = 8;
var CRASH = /^(?:panic: |fatal error: |SIG[A-Z]+: |goroutine [0-9]{1,20} [^:]{0,200}\[)/;
function createRaceLogParser(options) {
  return new RaceLog(options);
}
var RaceLog = class {
  #options;
  #open;
  #suspended;
  #separator;
  #ring = [];
  constructor(options) {
    this.#options = options;
  }
  line(line, at2) {
    const anchor = anchorOf(line);
    if (anchor !== void 0 && this.#anchor(anchor, line, at2)) return;
    const open4 = this.#open;
    if (open4 === void 0) {
      this.#remember(line, at2);
      this.#options.onOther?.(line, at2);
      return;
    }
    if (CRASH.test(open4.block.strip(line))) {
      this.#suspend();
      this.#options.onOther?.(line, at2);
      return;
    }
    if (open4.block.take(line, at2) !== "nothing") return;
    this.#options.onOther?.(line, at2);
    const limit = open4.block.full ? FOREIGN_RUN_WHEN_FULL : FOREIGN_RUN_MAX2;
    if (open4.block.foreignRun >= limit) this.#suspend();
  }
  end() {
    this.#open?.block.cut();
    this.#finish(this.#open);
    this.#finish(this.#suspended);
    this.#open = void 0;
    this.#suspended = void 0;
    this.#ring = [];
  }
  /** False where the phrase is not meant: then the line is like any other. */
  #anchor(anchor, line, at2) {
    switch (anchor.kind) {
      case "separator":
        return this.#separatorSeen(anchor.glued, line, at2);
      case "warning": {
        this.#suspend();
        const start2 = this.#separator?.start ?? at2.start;
        const block = this.#begin({ ...at2, start: start2 }, this.#separator !== void 0);
        if (this.#separator !== void 0) block.own(void 0, "==================", at2);
        block.own(anchor.prefix, "WARNING: DATA RACE", at2);
        return true;
      }
      case "access":
        return this.#accessSeen(anchor, at2);
      case "creation":
        return this.#creationSeen(anchor, at2);
      case "found":
        this.#suspend();
        this.#ring = [];
        this.#options.onOther?.(line, at2);
        return true;
    }
  }
  #separatorSeen(glued, line, at2) {
    const open4 = this.#open;
    this.#ring = [];
    if (open4 !== void 0 && this.#lacksSecondAccess(open4)) {
      this.#suspend();
    } else if (open4 !== void 0 && open4.block.accessCount + open4.block.creationCount > 0) {
      open4.block.close(glued, at2);
      this.#finish(open4);
      this.#open = void 0;
    }
    this.#separator = at2;
    if (glued.trim() !== "") this.#options.onOther?.(line, at2);
    return true;
  }
  #accessSeen(header, at2) {
    const open4 = this.#open;
    if (open4 === void 0 && !header.verbatim) return false;
    const suspended = this.#suspended;
    const resumes = header.previous && header.address !== void 0 && suspended?.block.address === header.address && open4?.block.address !== header.address;
    if (resumes) {
      if (open4 !== void 0) this.#finish(open4);
      this.#open = suspended;
      this.#suspended = void 0;
      suspended.block.access(header, at2);
      return true;
    }
    const fits = open4 !== void 0 && (header.previous ? open4.block.accessCount < 2 : open4.block.accessCount === 0) && open4.block.creationCount === 0;
    if (fits) {
      open4.block.access(header, at2);
      return true;
    }
    if (open4 !== void 0) this.#suspend();
    this.#beginWithoutHead(header.previous ? header.prefix : void 0, at2).access(header, at2);
    return true;
  }
  #creationSeen(header, at2) {
    const open4 = this.#open;
    if (open4 !== void 0 && open4.block.creationCount < 2) {
      open4.block.creation(header, at2);
      return true;
    }
    if (open4 !== void 0) this.#suspend();
    this.#beginWithoutHead(header.prefix, at2).creation(header, at2);
    return true;
  }
  /** Begins a report whose head is cut, with the frames that stand just above `at`. */
  #beginWithoutHead(prefix, at2) {
    const ring = this.#ring;
    if (prefix === void 0) return this.#begin(at2, true);
    const probe = new RaceBlock(at2, true);
    probe.own(prefix, "", at2);
    probe.accessWithoutHeader();
    let first2 = ring.length;
    while (first2 > 0) {
      const line = ring[first2 - 1];
      if (line === void 0) break;
      if (probe.take(line.line, line.at) === "nothing") break;
      first2 -= 1;
    }
    const lines = ring.slice(first2);
    const start2 = lines.find((entry) => entry.line.trim() !== "");
    if (start2 === void 0) return this.#begin(at2, true);
    const block = this.#begin({ ...at2, start: start2.at.start }, true);
    block.own(prefix, "", at2);
    block.accessWithoutHeader();
    for (const entry of lines) block.take(entry.line, entry.at);
    return block;
  }
  #begin(at2, certain) {
    const block = new RaceBlock(at2, certain);
    this.#open = { block, context: this.#options.context() };
    this.#separator = void 0;
    this.#ring = [];
    return block;
  }
  #remember(line, at2) {
    if (line.length > REPORT_LINE_MAX) {
      this.#ring = [];
      return;
    }
    if (line !== "") this.#separator = void 0;
    this.#ring.push({ line, at: at2 });
    if (this.#ring.length >= 2 * RING_MAX) this.#ring = this.#ring.slice(-RING_MAX);
  }
  /** Something else begins: an unfinished report waits for its second access, any other one is done. */
  #suspend() {
    const open4 = this.#open;
    if (open4 === void 0) return;
    this.#open = void 0;
    if (this.#lacksSecondAccess(open4)) {
      this.#finish(this.#suspended);
      this.#suspended = open4;
    } else {
      this.#finish(open4);
    }
  }
  #lacksSecondAccess({ block }) {
    return block.accessCount === 1 && block.creationCount === 0 && block.address !== void 0;
  }
  #finish(open4) {
    if (open4 === void 0) return;
    const { block, context: context2 } = open4;
    const report = block.finish();
    if (report !== void 0) {
      if (!report.complete) {
        this.#options.diagnostics?.add(
          "race-report-cut",
          "warning",
          "A race report lacks its head, its second access or its closing line: it is used as far as it goes.",
          report.at
        );
      }
      this.#options.onReport(report, context2);
    } else if (block.certain) {
      this.#options.diagnostics?.add(
        "race-report-lost",
        "data-loss",
        "A race was reported, but the text holds neither of its accesses: look at the whole log.",
        block.range
      );
    } else {
      this.#options.diagnostics?.add(
        "race-warning-quoted",
        "info",
        "The words WARNING: DATA RACE stand in the text without a report.",
        block.range
      );
    }
  }
};

// src/parse/inittrace.ts
var WHOLE = /^init (\S{1,1024}) @([0-9.]{1,20}) ms, ([0-9.]{1,20}) ms clock(?:, ([0-9]{1,15}) bytes)?(?:, ([0-9]{1,15}) allocs)?/;
var LINE_MAX7 = 2048;
var WAIT_MAX = 400;
var InitTraceReader = class {
  #waiting = "";
  #waited = 0;
  /** The next line of the process; an InitLine where one is complete. */
  line(line) {
    const begins = line.startsWith("init ");
    if (!begins && this.#waiting === "") return void 0;
    const whole = begins ? initLineOf(line) : initLineOf(this.#waiting + line);
    if (whole !== void 0) {
      this.#waiting = "";
      return whole;
    }
    this.#waited = begins ? 0 : this.#waited + 1;
    if (begins && line.length < LINE_MAX7) this.#waiting = line.replace(/={18}$/, "");
    else if (this.#waited > WAIT_MAX) this.#waiting = "";
    return void 0;
  }
};
function initLineOf(line) {
  if (line.length > 2 * LINE_MAX7) return void 0;
  const match = WHOLE.exec(line);
  if (match === null) return void 0;
  const [, name = "", at2, clock, bytes, allocs] = match;
  const number2 = (text) => text === void 0 ? void 0 : Number(text);
  const atMs = Number(at2);
  const clockMs = Number(clock);
  if (Number.isNaN(atMs) || Number.isNaN(clockMs)) return void 0;
  return { package: name, atMs, clockMs, bytes: number2(bytes), allocs: number2(allocs) };
}

// src/parse/schedtrace.ts
var KEYS_MAX = 64;
var QUEUES_MAX = 4096;
var LINE_MAX8 = 64 * 1024;
function schedLineOf(line) {
  if (!line.startsWith("SCHED ") || line.length > LINE_MAX8) return void 0;
  const head = /^SCHED ([0-9]{1,15})ms: /.exec(line);
  if (head === null) return void 0;
  const rest = line.slice(head[0].length);
  const values = /* @__PURE__ */ new Map();
  for (const match of rest.matchAll(/(?:^| )([a-z]{1,40})=([0-9]{1,15})(?= |$)/g)) {
    if (values.size < KEYS_MAX) values.set(match[1] ?? "", Number(match[2]));
  }
  const list = /(?:^| )\[([0-9 ]{0,20000})\]/.exec(rest);
  const queues = (list?.[1] ?? "").split(" ").filter((word) => word !== "");
  return {
    timeMs: Number(head[1]),
    values,
    queues: queues.slice(0, QUEUES_MAX).map(Number)
  };
}

// src/parse/runtime-lines.ts
var LINES_MAX4 = 1e4;
var RuntimeLines = class {
  sched = { lines: [], dropped: 0 };
  init = { lines: [], dropped: 0 };
  #init = new InitTraceReader();
  /** The next line; most cost two comparisons. */
  line(line) {
    const begun = this.#init.line(line);
    if (begun !== void 0) keep(this.init, begun);
    else if (line.startsWith("SCHED ")) {
      const sched = schedLineOf(line);
      if (sched !== void 0) keep(this.sched, sched);
    }
  }
};
function keep(kept, line) {
  if (kept.lines.length < LINES_MAX4) kept.lines.push(line);
  else kept.dropped += 1;
}

// src/parse/text-scanner.ts
function createTextScanner(options) {
  const { source, context: context2, diagnostics } = options;
  const crashes = createCrashParser({
    source,
    context: context2,
    diagnostics,
    onCrash: options.onCrash,
    onDump: options.onDump
  });
  const locks = createLockReportParser({ context: context2, onLockReport: options.onLockReport });
  const runtimeLines = new RuntimeLines();
  const races = createRaceLogParser({
    source,
    context: context2,
    diagnostics,
    onReport: options.onRace,
    onOther: (line, at2) => {
      crashes.line(line, at2);
      locks.line(line, at2);
      runtimeLines.line(line);
      const code = infrastructureCode(line);
      if (code !== void 0) options.onInfrastructure(code, line, at2, context2());
    }
  });
  return {
    line: (text, at2) => {
      races.line(cleanLine(text), at2);
    },
    end: () => {
      races.end();
      crashes.end();
      locks.end();
    },
    runtimeLines
  };
}

// src/parse/stream.ts
var NOWHERE = {
  package: void 0,
  test: void 0,
  running: [],
  phase: "before-tests",
  startedTests: 0,
  steps: 0
};
async function parseStream(bytes, sightings, diagnostics) {
  const source = bytes.name;
  const unsettled = [];
  const settleLater = (at2, keep2) => {
    const origin = originOf(at2);
    if (keep2(origin)) unsettled.push({ origin, moment: at2 });
  };
  const scanners = /* @__PURE__ */ new Map();
  let moment = () => NOWHERE;
  function scannerOf(packagePath) {
    const known3 = scanners.get(packagePath);
    if (known3 !== void 0) return known3;
    const scanner = createTextScanner({
      source,
      diagnostics,
      context: () => moment(),
      onRace: (report, at2) => {
        settleLater(at2, (origin) => sightings.race(report, origin));
      },
      onCrash: (crash, at2) => {
        settleLater(at2, (origin) => sightings.crash(crash, origin));
      },
      onDump: (dump, at2) => {
        settleLater(at2, (origin) => sightings.dump(dump, origin));
      },
      onLockReport: (report, at2) => {
        settleLater(at2, (origin) => sightings.lockReport(report, origin));
      },
      onInfrastructure: (code, line, at2, when) => {
        settleLater(when, (origin) => sightings.infrastructureLine(code, line, at2, origin));
      }
    });
    scanners.set(packagePath, scanner);
    return scanner;
  }
  const events = createTestJsonParser({
    source,
    diagnostics,
    onOutput: (packagePath, text, at2, when) => {
      moment = when;
      scannerOf(packagePath).line(text, at2);
    },
    onBuildOutput: (text, at2) => {
      const code = infrastructureCode(text);
      if (code !== void 0) sightings.infrastructureLine(code, text, at2, { channel: "stream" });
    },
    onStray: (text, at2) => {
      moment = () => NOWHERE;
      scannerOf(void 0).line(text, at2);
    }
  });
  const splitter = createTextSplitter(source, diagnostics, (text, at2) => {
    events.line(text, at2);
  });
  await pumpSource(bytes, splitter);
  const run = events.end();
  for (const [packagePath, scanner] of scanners) {
    scanner.end();
    sightings.runtimeLines(scanner.runtimeLines, { channel: "stream", package: packagePath });
  }
  for (const { origin, moment: when } of unsettled) settle(origin, when, events);
  return run;
}
function originOf(moment) {
  if (moment.package === void 0) return { channel: "stream" };
  return {
    channel: "stream",
    package: moment.package,
    streamTest: moment.test,
    runningTests: moment.running,
    phase: moment.phase
  };
}
function settle(origin, moment, events) {
  if (moment.package !== void 0 && moment.steps < events.steps(moment.package)) {
    origin.wentOn = true;
  }
  if (moment.package === void 0 || moment.phase !== "tests" || moment.running.length > 0) return;
  if (moment.startedTests === events.startedTests(moment.package)) origin.phase = "after-tests";
}

// src/parse/trace-end-visitor.ts
var KEPT_MAX = 2e4;
var WAKE_SITES_MAX = 5e3;
var FRAMES_MAX5 = 64;
var RUNNERS2 = /* @__PURE__ */ new Set([
  "testing.tRunner",
  "testing.fRunner",
  "testing.(*B).launch",
  "testing.(*B).run1.func1",
  "testing.(*F).Fuzz.func1.1"
]);
var MAIN_GOID3 = 1;
var TEST_REGION = "racegate.test:";
var NO_STACK2 = 0;
var EndVisitor = class {
  wants = [
    EV.goCreate,
    EV.goCreateSyscall,
    EV.goCreateBlocked,
    EV.goBlock,
    EV.goUnblock,
    EV.goDestroy,
    EV.goDestroySyscall,
    EV.goStatus,
    EV.goStatusStack,
    EV.goStop,
    EV.goSyscallBegin,
    EV.goSwitch,
    EV.goSwitchDestroy,
    EV.regionBegin,
    EV.userLog
  ];
  #interner = new TraceInterner();
  #live = [];
  #wakes = /* @__PURE__ */ new Map();
  #frames = /* @__PURE__ */ new Map();
  #locks = new LockLogReader(this.#interner);
  chunk(c) {
    for (let i = 0; i < c.length; i++) {
      const type = typeAt(c, i);
      if (type === EV.regionBegin || type === EV.userLog) this.#annotation(c, i, type);
      const slot = subjectAt(c, i);
      if (slot < 0) continue;
      switch (type) {
        case EV.goCreate:
        case EV.goCreateSyscall:
        case EV.goCreateBlocked:
          this.#create(c, i);
          break;
        case EV.goBlock:
          this.#block(c, i);
          break;
        case EV.goUnblock:
        case EV.goSwitch:
        case EV.goSwitchDestroy:
          this.#wake(c, i);
          break;
        case EV.goDestroy:
        case EV.goDestroySyscall:
          this.#end(slot);
          break;
        case EV.goStop:
        case EV.goSyscallBegin:
          this.#seen(c, i);
          break;
        case EV.goStatus:
        case EV.goStatusStack:
          this.#status(c, i);
          break;
        default:
      }
    }
  }
  /** What instrumented packages say: testing of its tests, sync of its locks. */
  #annotation(c, i, type) {
    const { tables } = c.generation;
    const text = this.#interner.string(this.#interner.text(tables, textAt(c, i)));
    if (type === EV.userLog) {
      this.#locks.log(c, i, text);
      return;
    }
    if (!text.startsWith(TEST_REGION)) return;
    const record = this.#live[goroutineAt(c, i)];
    if (record?.ofTest === true && record.test !== void 0) {
      record.test.name = text.slice(TEST_REGION.length);
    }
  }
  #create(c, i) {
    const { tables } = c.generation;
    const slot = subjectAt(c, i);
    const by = goroutineAt(c, i);
    const creator = by < 0 ? void 0 : this.#live[by];
    const creation = this.#interner.stack(tables, stackAt(c, i));
    const start2 = this.#interner.stack(tables, newStackAt(c, i));
    if (creator?.ofTest === true) this.#nameTest(creator, creation);
    const goid = goroutineIdOf(c, slot);
    const runner = this.#interner.frames(start2).some(({ func }) => RUNNERS2.has(func));
    const test = runner ? {
      goid: String(goid),
      entry: void 0,
      name: void 0,
      parent: creator?.test,
      ended: false
    } : creator?.test;
    this.#live[slot] = {
      goid,
      parent: creator?.goid,
      creation,
      start: start2,
      origin: test !== void 0 ? "test" : originOf2(creator),
      test,
      ofTest: runner,
      createdNs: timeAt(c, i),
      waiting: toAt(c, i) === GO.waiting,
      reason: "",
      stack: start2,
      sinceNs: timeAt(c, i)
    };
  }
  #block(c, i) {
    const record = this.#live[subjectAt(c, i)];
    if (record === void 0) return;
    const { tables } = c.generation;
    record.waiting = true;
    record.sinceNs = timeAt(c, i);
    record.reason = this.#interner.string(this.#interner.text(tables, textAt(c, i)));
    record.stack = this.#interner.stack(tables, stackAt(c, i));
    if (record.ofTest) this.#nameTest(record, record.stack);
  }
  #wake(c, i) {
    const record = this.#live[subjectAt(c, i)];
    if (record === void 0) return;
    if (record.waiting && record.stack !== NO_STACK2) {
      const waking = this.#interner.stack(c.generation.tables, stackAt(c, i));
      const key = `${record.stack},${waking}`;
      const known3 = this.#wakes.get(key);
      const lastNs = timeAt(c, i);
      if (known3 !== void 0) {
        known3.count += 1;
        known3.lastNs = lastNs;
      } else if (this.#wakes.size < WAKE_SITES_MAX) {
        const { reason, stack: waiting } = record;
        this.#wakes.set(key, { reason, waiting, waking, count: 1, lastNs });
      }
    }
    record.waiting = false;
    record.sinceNs = timeAt(c, i);
  }
  #seen(c, i) {
    const record = this.#live[subjectAt(c, i)];
    const id = stackAt(c, i);
    if (record === void 0 || id === 0) return;
    record.stack = this.#interner.stack(c.generation.tables, id);
    if (record.ofTest) this.#nameTest(record, record.stack);
  }
  #end(slot) {
    const record = this.#live[slot];
    if (record?.ofTest === true && record.test !== void 0) record.test.ended = true;
    this.#live[slot] = void 0;
  }
  /** A goroutine that was there already, or that a new generation states again. */
  #status(c, i) {
    const slot = subjectAt(c, i);
    const goid = goroutineIdOf(c, slot);
    const stack = this.#interner.stack(c.generation.tables, stackAt(c, i));
    const known3 = this.#live[slot];
    if (known3?.goid === goid) {
      if (stack !== NO_STACK2) known3.stack = stack;
      return;
    }
    this.#live[slot] = {
      goid,
      parent: void 0,
      creation: NO_STACK2,
      start: NO_STACK2,
      origin: goid === MAIN_GOID3 ? "main" : "before-trace",
      test: void 0,
      ofTest: false,
      createdNs: void 0,
      waiting: toAt(c, i) === GO.waiting,
      reason: "",
      stack,
      sinceNs: timeAt(c, i)
    };
  }
  /** A test's own stack ends in its function and testing.tRunner. */
  #nameTest(record, stack) {
    const { test } = record;
    if (test === void 0 || test.entry !== void 0) return;
    const frames = this.#interner.frames(stack);
    const runner = frames.findIndex(({ func }) => RUNNERS2.has(func) || func === BENCH_RUNNER);
    const entry = frames[runner - 1];
    if (runner < 1 || entry === void 0 || entry.func.startsWith("testing.")) return;
    test.entry = { function: entry.func, file: entry.file, line: entry.line };
  }
  /** What is left, in the order of creation. */
  finish() {
    const live = this.#live.filter((one) => one !== void 0).sort((a, b) => a.goid - b.goid);
    const wakes = [...this.#wakes.values()].map(({ waiting, waking, ...counted }) => {
      return { ...counted, waiting: this.#stack(waiting), waking: this.#stack(waking) };
    });
    return {
      goroutines: live.slice(0, KEPT_MAX).map((one) => this.#liveGoroutine(one)),
      dropped: Math.max(0, live.length - KEPT_MAX),
      wakes,
      locks: this.#locks.finish((stack) => this.#stack(stack))
    };
  }
  #liveGoroutine(one) {
    const test = one.test;
    return {
      goid: String(one.goid),
      parent: one.parent === void 0 ? void 0 : String(one.parent),
      state: one.waiting ? "waiting" : "active",
      reason: one.waiting ? one.reason : "",
      frames: this.#stack(one.stack),
      creation: this.#stack(one.creation),
      start: this.#stack(one.start).at(-1),
      origin: one.origin,
      test,
      ofTest: one.ofTest,
      createdNs: one.createdNs,
      sinceNs: one.sinceNs
    };
  }
  #stack(index) {
    const known3 = this.#frames.get(index);
    if (known3 !== void 0) return known3;
    const frames = this.#interner.frames(index).slice(0, FRAMES_MAX5).map(({ func, file, line }) => ({ function: func, file, line }));
    this.#frames.set(index, frames);
    return frames;
  }
};
var BENCH_RUNNER = "testing.(*B).runN";
function originOf2(creator) {
  if (creator === void 0) return "unknown";
  return creator.goid === MAIN_GOID3 ? "main" : creator.origin;
}

// src/parse/trace-ends.ts
async function readTraceEnd(source, owner, kernel = new Kernel()) {
  const visitor = new EndVisitor();
  const summary = await readTrace(source, { visitors: [visitor], kernel });
  const { goroutines, dropped, wakes, locks } = visitor.finish();
  return {
    artifact: source.name,
    ...owner,
    status: summary.status,
    gomaxprocs: summary.gomaxprocs,
    doubt: doubtOf4(summary),
    endNs: summary.lastEventNs,
    goroutines,
    dropped,
    wakes,
    ...locks === void 0 ? {} : { locks }
  };
}
function doubtOf4(summary) {
  if (summary.status === "intact") return void 0;
  return summary.fault?.message ?? `the trace is ${summary.status}`;
}

// src/parse/parse-run.ts
async function parseRun(capture) {
  const { main, reruns } = splitReruns(capture);
  const run = await parseAttempt(main);
  if (reruns.length === 0) return run;
  const read = await readReruns(reruns, parseAttempt);
  return {
    ...run,
    capture,
    reruns: read.reruns,
    races: [...run.races, ...read.races],
    processes: [...run.processes, ...read.processes],
    diagnostics: [...run.diagnostics, ...read.diagnostics]
  };
}
async function parseAttempt(capture) {
  const diagnostics = new DiagnosticBag();
  const reading = {
    diagnostics,
    sightings: new Sightings(diagnostics),
    symbols: /* @__PURE__ */ new Map(),
    sources: /* @__PURE__ */ new Map(),
    patterns: [],
    processes: [...capture.manifest?.processes ?? []],
    runs: [],
    buildTexts: [],
    traceEnds: [],
    kernel: void 0,
    profiles: [],
    panicRecords: []
  };
  for (const { artifact, bytes } of capture.artifacts) {
    await readArtifact(artifact, bytes, capture.manifest !== void 0, reading);
  }
  const { sightings, processes } = reading;
  const placed = (sighting) => ({
    ...sighting,
    origin: withProcess(sighting.origin, processes)
  });
  return reconcile({
    manifest: capture.manifest,
    tests: withBuildTexts(joinRuns(reading.runs), reading.buildTexts, capture.manifest),
    races: sightings.races().map(placed),
    crashes: sightings.crashes.map(placed),
    dumps: sightings.dumps.map(placed),
    infrastructure: sightings.infrastructure.map(placed),
    lockReports: sightings.lockReports.map(placed),
    traceEnds: reading.traceEnds,
    profiles: reading.profiles,
    panicRecords: reading.panicRecords,
    schedTraces: sightings.schedTraces.map(placed),
    initTraces: sightings.initTraces.map(placed),
    processes,
    symbols: reading.symbols,
    sources: reading.sources,
    patterns: reading.patterns,
    capture,
    diagnostics: diagnostics.list()
  });
}
async function readArtifact(artifact, bytes, known3, reading) {
  const { diagnostics, sightings } = reading;
  const way = known3 ? wayByKind(artifact) : await wayByContent(artifact, bytes, diagnostics);
  switch (way) {
    case "stream":
      reading.runs.push(await parseStream(bytes, sightings, diagnostics));
      return;
    case "text":
    case "race-file":
      await readTextArtifact(artifact, bytes, artifactOrigin(artifact, way), reading);
      return;
    case "process":
      await readProcess(bytes, reading.processes, diagnostics);
      return;
    case "symbols":
      await readSymbols(bytes, reading.symbols, diagnostics);
      return;
    case "sources":
      await readSources(bytes, reading.sources, diagnostics);
      return;
    case "patterns":
      await readPatternFiles(bytes, reading.patterns, diagnostics);
      return;
    case "panics":
      await readPanics(bytes, reading.panicRecords, diagnostics);
      return;
    case "trace":
      await readTraceArtifact(artifact, bytes, reading);
      return;
    case "profile":
      await readProfileArtifact(artifact, bytes, reading);
      return;
    case "none":
      return;
  }
}
async function readProfileArtifact(artifact, bytes, { diagnostics, profiles }) {
  const owner = { package: artifact.package, pid: artifact.pid, kind: profileKindOf(artifact) };
  const profile = await parseProfile(bytes, owner, diagnostics);
  if (profile !== void 0) profiles.push(profile);
}
function profileKindOf({ kind, path }) {
  if (kind === "mutex-profile" || /(?:^|[/._-])mutex[^/]*$/.test(path)) return "mutex";
  if (kind === "block-profile" || /(?:^|[/._-])block[^/]*$/.test(path)) return "block";
  if (kind === "goroutine-profile") return "goroutine";
  return kind === "goroutine-leak-profile" ? "goroutine-leak" : void 0;
}
async function readTraceArtifact(artifact, bytes, reading) {
  const { diagnostics, traceEnds } = reading;
  reading.kernel ??= new Kernel();
  const owner = { package: artifact.package, pid: artifact.pid };
  const end = await readTraceEnd(bytes, owner, reading.kernel);
  traceEnds.push(end);
  if (end.doubt === void 0) return;
  const message = `Some traces are not whole, so what they do not show is not known to be absent; the first: ${end.doubt}.`;
  const at2 = { source: artifact.path, start: 0, end: artifact.sizeBytes };
  diagnostics.add("trace-not-whole", "warning", message, at2);
}
async function readTextArtifact(artifact, bytes, origin, { diagnostics, sightings, buildTexts }) {
  const source = bytes.name;
  const build2 = artifact.kind === "stderr" ? new BuildText() : void 0;
  if (build2 !== void 0) buildTexts.push(build2);
  const scanner = createTextScanner({
    source,
    diagnostics,
    context: () => origin,
    onRace: (report, from) => {
      sightings.race(report, from);
    },
    onCrash: (crash, from) => {
      sightings.crash(crash, from);
    },
    onDump: (dump, from) => {
      sightings.dump(dump, from);
    },
    onLockReport: (report, from) => {
      sightings.lockReport(report, from);
    },
    onInfrastructure: (code, line, at2, from) => {
      sightings.infrastructureLine(code, line, at2, from);
    }
  });
  const splitter = createTextSplitter(source, diagnostics, (text, at2) => {
    build2?.line(text);
    for (const line of recordLines(text) ?? [text]) scanner.line(line, at2);
  });
  await pumpSource(bytes, splitter);
  scanner.end();
  sightings.runtimeLines(scanner.runtimeLines, origin);
}
function wayByKind(artifact) {
  switch (artifact.kind) {
    case "stream":
    case "process":
    case "symbols":
    case "sources":
    case "patterns":
    case "panics":
      return artifact.kind;
    case "race-log":
      return "race-file";
    case "stderr":
    case "text":
    case "goroutine-dump":
      return "text";
    case "trace":
      return "trace";
    case "mutex-profile":
    case "block-profile":
    case "goroutine-profile":
    case "goroutine-leak-profile":
      return "profile";
    case "binary":
      return "none";
  }
}
async function wayByContent(artifact, bytes, diagnostics) {
  const content = recognise(await bytes.read(0, RECOGNISE_BYTES));
  const way = WAYS[content];
  if (way === "none" && content !== "empty") {
    diagnostics.add(
      "artifact-not-text",
      "info",
      `Some of the files are not text (${content}): they are not searched for reports.`,
      { source: artifact.path, start: 0, end: artifact.sizeBytes }
    );
  }
  return way;
}
var WAYS = {
  empty: "none",
  test2json: "stream",
  "race-log": "text",
  "goroutine-dump": "text",
  "go-trace": "trace",
  pprof: "profile",
  executable: "none",
  json: "text",
  text: "text",
  binary: "none"
};
function withBuildTexts(tests, texts, manifest) {
  const told = new Set(tests.buildFailures.map(({ importPath }) => importPath));
  const untold = tests.packages.filter(
    ({ outcome, failedBuild, importPath }) => outcome === "build-failed" && !told.has(failedBuild ?? importPath)
  );
  const names = new Set(untold.map(({ importPath }) => importPath));
  const seen = new Set(tests.packages.map(({ importPath }) => importPath));
  if (texts.length === 0) return tests;
  const isUnseen = manifest?.packages.some((one) => one.hasTests && !seen.has(one.importPath));
  const found = texts.flatMap((text) => {
    const setup = isUnseen === true ? text.setupFailure() : void 0;
    return [...text.ofPackages(names), ...setup === void 0 ? [] : [setup]];
  });
  if (found.length === 0) return tests;
  return { ...tests, buildFailures: [...tests.buildFailures, ...found] };
}
function joinRuns(runs) {
  const [only3] = runs;
  if (only3 !== void 0 && runs.length === 1) return only3;
  return {
    packages: runs.flatMap((run) => run.packages),
    buildFailures: runs.flatMap((run) => run.buildFailures),
    strayText: runs.map((run) => run.strayText).join("")
  };
}

// src/analyse/causal/cancel-delays.ts
var DELAYS_MAX = 200;
var BESIDE_MAX = 4;
function cancelDelaysOf(owner, trace) {
  const { segments, interner, summary } = trace;
  const cancellations = cancellationsOf(segments, interner);
  const facts = { segments, interner, locks: [], cancellations, whole: false };
  const axis = TimeAxis.of(segments.clocks, summary);
  const of2 = { ...owner, startedWallMs: axis?.wallMs(0), clockErrorMs: axis?.errorMs };
  const work = /* @__PURE__ */ new Map();
  const delays = [];
  for (const c of cancellations) {
    const [first2] = c.children;
    const root = first2 === void 0 ? void 0 : testRootOf(segments, first2.actor);
    const known3 = root === void 0 ? void 0 : segments.actors[root];
    if (root === void 0 || known3?.ended !== true || (known3.test?.name ?? "") === "") continue;
    if (!c.children.some((w) => w.late) && c.bystanders.length === 0) continue;
    let own = work.get(root);
    if (own === void 0) work.set(root, own = workOnPath(segments, root));
    delays.push(...delaysOf(facts, c, { root, work: own }, of2));
    if (delays.length >= DELAYS_MAX) break;
  }
  return delays;
}
function workOnPath(segments, root) {
  const byActor = /* @__PURE__ */ new Map();
  for (const { segment, fromNs, toNs } of walkPath(segments, lifeOf(segments, root))) {
    if (segments.stateOf(segment) === GO.runnable) continue;
    const actor = segments.actorOf(segment);
    const known3 = byActor.get(actor);
    if (known3 === void 0) byActor.set(actor, [{ fromNs, toNs }]);
    else known3.push({ fromNs, toNs });
  }
  return byActor;
}
function delaysOf(facts, c, test, of2) {
  const late = [];
  const beside = [];
  for (const { actor, row, wokenNs, ranNs, endedNs, isTest: isTest2, late: isLate } of c.children) {
    if (isTest2 || endedNs === void 0) continue;
    const onPathNs = overlap(test.work.get(actor), ranNs ?? wokenNs, endedNs);
    const told = { ...goroutineOf(facts, actor, row), wokenNs, ranNs, endedNs };
    if (isLate && onPathNs > 0) late.push({ ...told, actor, onPathNs });
    else if (beside.length < BESIDE_MAX) beside.push(told);
  }
  const cancelledNs = c.children[0]?.wokenNs ?? c.firedNs;
  const ignoring = c.bystanders.flatMap(({ actor, row, endedNs }) => {
    if (endedNs === void 0) return [];
    const onPathNs = overlap(test.work.get(actor), cancelledNs, endedNs);
    const told = goroutineOf(facts, actor, row);
    const times = { wokenNs: void 0, ranNs: void 0, endedNs };
    return onPathNs > 0 ? [{ ...told, ...times, actor, onPathNs }] : [];
  });
  const both = [
    delayOf(facts, c, test, { pattern: "cancel-late", slow: late, beside }, of2),
    delayOf(facts, c, test, { pattern: "cancel-ignored", slow: ignoring, beside }, of2)
  ];
  return both.filter((delay3) => delay3 !== void 0);
}
function delayOf(facts, c, { root }, found, of2) {
  const { segments } = facts;
  const { fromNs, toNs } = lifeOf(segments, root);
  const spanNs = toNs - fromNs;
  const { pattern, beside } = found;
  const slow = found.slow.toSorted((a, b) => b.onPathNs - a.onPathNs);
  const onPathNs = slow.reduce((ns, g) => ns + g.onPathNs, 0);
  const [first2] = slow;
  if (first2 === void 0 || onPathNs < HELD_MIN_NS || onPathNs < SHARE_MIN * spanNs)
    return void 0;
  const actors = new Set(slow.map(({ actor }) => actor));
  const told = {
    ...c,
    bystanders: pattern === "cancel-late" ? [] : c.bystanders.filter((b) => actors.has(b.actor))
  };
  const late = c.children.filter((w) => pattern === "cancel-late" && actors.has(w.actor));
  const symptom = symptomStep(facts, { root, spanNs });
  const share = shareWords(facts, onPathNs / spanNs, { root, spanNs });
  const who = namedGoroutine(segments, first2.actor);
  const after = durationText(first2.endedNs - c.firedNs);
  return {
    ...of2,
    test: segments.actors[root]?.test?.name ?? "",
    spanNs,
    pattern,
    deadline: c.deadline,
    firedNs: c.firedNs,
    calledAt: c.calledAt,
    onPathNs,
    goroutines: slow,
    beside,
    summary: pattern === "cancel-late" ? `${share} went into ending after a context was cancelled: ${who} ended only ${after} later.` : `${share} went by after a context was cancelled, on ${who}, which it did not wake, and which ended ${after} later.`,
    steps: [...cancelSteps(facts, told, late), ...symptom === void 0 ? [] : [symptom]]
  };
}
function goroutineOf({ segments, interner }, actor, row) {
  const known3 = segments.actors[actor];
  const frames = interner.frames(segments.stackOf(row));
  return {
    goid: known3?.goid ?? -1,
    name: known3?.name ?? "",
    frames: frames.map(frameOf2),
    at: ownSite(frames),
    creation: interner.frames(known3?.creation ?? NO_STACK).map(frameOf2)
  };
}
function frameOf2({ func, file, line }) {
  return { function: func, file, line };
}

// src/pipeline-cancel.ts
var SEGMENTS_MAX = 2 ** 20;
var WAKE_SITES_MAX2 = 5e3;
var CANCEL = "context.(*cancelCtx).cancel";
async function withCancelDelays(run, segmentsMax = SEGMENTS_MAX) {
  const delays = [];
  const diagnostics = [];
  for (const end of run.traceEnds ?? []) {
    const opened = run.capture.artifacts.find(({ bytes }) => bytes.name === end.artifact);
    const owner = ownerOf2(run, end);
    if (opened === void 0 || !mayHold(end) || !somePassed(owner)) continue;
    const pass = await firstPass({ source: opened.bytes, window: {} }, segmentsMax);
    delays.push(...cancelDelaysOf({ artifact: end.artifact, package: owner?.importPath }, pass));
    if (pass.looked !== void 0) diagnostics.push(partly(end, pass.looked.toNs));
  }
  if (delays.length + diagnostics.length === 0) return run;
  return { ...run, cancelDelays: delays, diagnostics: [...run.diagnostics, ...diagnostics] };
}
function mayHold({ wakes }) {
  if (wakes.length >= WAKE_SITES_MAX2) return true;
  return wakes.some(({ waking }) => waking.some((frame) => frame.function === CANCEL));
}
function ownerOf2({ tests: { packages } }, end) {
  if (end.package === void 0) return packages.length === 1 ? packages[0] : void 0;
  return packages.find(({ importPath }) => importPath === end.package);
}
function somePassed(owner) {
  return owner?.tests.some(({ outcome }) => outcome === "pass") === true;
}
function partly({ artifact, package: owner }, toNs) {
  const message = `The trace of ${owner ?? artifact} is large: for late cancellations only its first ${durationText(toNs)} were looked at; racegate trace cancel reads other parts of it.`;
  return { code: "cancel-delays-in-part", severity: "info", message, count: 1 };
}

// src/analyse/causal/wait-states.ts
var waits = (...reasons) => ({
  states: /* @__PURE__ */ new Set([GO.waiting]),
  reasons: new Set(reasons)
});
var WORKS = {
  states: /* @__PURE__ */ new Set([GO.running, GO.waiting]),
  reasons: void 0
};
var ofStates = (...states) => ({
  states: new Set(states),
  reasons: void 0
});
var SYSTEM = "system goroutine wait";
var COUNTERPARTS = /* @__PURE__ */ new Map([
  ["IO wait", waits("network")],
  ["chan receive", waits("chan receive")],
  ["chan send", waits("chan send")],
  ["chan receive (nil chan)", waits("forever")],
  ["chan send (nil chan)", waits("forever")],
  ["select", waits("select")],
  ["select (no cases)", waits("forever")],
  ["panicwait", waits("forever")],
  ["semacquire", waits("sync")],
  ["sync.Mutex.Lock", waits("sync")],
  ["sync.RWMutex.RLock", waits("sync")],
  ["sync.RWMutex.Lock", waits("sync")],
  ["sync.WaitGroup.Wait", waits("sync")],
  ["sync.Cond.Wait", waits("sync.(*Cond).Wait")],
  ["sleep", waits("sleep")],
  ["GC assist wait", waits("GC mark assist wait for work")],
  ["GC sweep wait", waits("GC background sweeper wait")],
  ["GC weak to strong wait", waits("GC weak to strong wait")],
  ["wait for GC cycle", waits("wait until GC ends")],
  ["GC scavenge wait", waits(SYSTEM)],
  ["GC worker (idle)", waits(SYSTEM)],
  ["finalizer wait", waits(SYSTEM)],
  ["cleanup wait", waits(SYSTEM)],
  ["force gc (idle)", waits(SYSTEM)],
  ["GOMAXPROCS updater (idle)", waits(SYSTEM)],
  ["trace reader (blocked)", waits(SYSTEM)],
  ["synctest.Run", waits("synctest")],
  ["synctest.Wait", waits("synctest")],
  // Go 1.24 says (synctest), 1.25 and later (durable).
  ["chan receive (synctest)", waits("chan receive")],
  ["chan send (synctest)", waits("chan send")],
  ["select (synctest)", waits("select")],
  ["chan receive (durable)", waits("chan receive")],
  ["chan send (durable)", waits("chan send")],
  ["select (durable)", waits("select")],
  ["sync.WaitGroup.Wait (durable)", waits("sync")],
  // A coroutine is left by a switch, which has no reason.
  ["coroutine", waits("", "unspecified")],
  ["preempted", { states: /* @__PURE__ */ new Set([GO.waiting, GO.runnable]), reasons: void 0 }],
  ["debug call", { states: /* @__PURE__ */ new Set([GO.waiting, GO.running]), reasons: void 0 }],
  ["GC assist marking", WORKS],
  ["GC mark termination", WORKS],
  ["GC worker (active)", WORKS],
  ["garbage collection", WORKS],
  ["garbage collection scan", WORKS],
  ["dumping heap", WORKS],
  ["stopping the world", WORKS],
  ["flushing proc caches", WORKS],
  ["trace goroutine status", WORKS],
  ["trace proc status", WORKS],
  ["page trace flush", WORKS],
  // The bare statuses.
  ["running", ofStates(GO.running, GO.runnable, GO.syscall)],
  ["runnable", ofStates(GO.runnable, GO.running)],
  ["syscall", ofStates(GO.syscall, GO.running)],
  ["copystack", ofStates(GO.running)],
  ["waiting", { states: /* @__PURE__ */ new Set([GO.waiting]), reasons: void 0 }],
  ["leaked", { states: /* @__PURE__ */ new Set([GO.waiting]), reasons: void 0 }]
]);
var TRACE_REASONS = /* @__PURE__ */ new Set([
  "",
  "unspecified",
  "forever",
  "network",
  "select",
  "sync.(*Cond).Wait",
  "sync",
  "chan send",
  "chan receive",
  "GC mark assist wait for work",
  "GC background sweeper wait",
  SYSTEM,
  "preempted",
  "wait for debug call",
  "wait until GC ends",
  "sleep",
  "GC weak to strong wait",
  "synctest",
  "runtime.Gosched"
]);
function compareStates(status, trace) {
  const counterpart = COUNTERPARTS.get(status);
  if (counterpart === void 0 || !TRACE_REASONS.has(trace.reason)) return "unknown";
  if (!counterpart.states.has(trace.state)) return "differ";
  const { reasons } = counterpart;
  if (trace.state !== GO.waiting || reasons === void 0) return "agree";
  return reasons.has(trace.reason) || trace.reason === "" ? "agree" : "differ";
}

// src/analyse/causal/dump-join.ts
var NS_PER_MINUTE2 = 6e10;
function joinDump(goroutines, trace) {
  return goroutines.map((one) => {
    const life = /^\d{1,15}$/.test(one.goid) ? trace.lives.get(Number(one.goid)) : void 0;
    return { goid: one.goid, ...verdictOf(one, life, trace.endNs) };
  });
}
function verdictOf(dumped, life, endNs) {
  const only3 = (verdict, why) => ({
    verdict,
    ageNs: void 0,
    why
  });
  if (life === void 0) return only3("absent");
  if (life.endedNs !== void 0) return only3("contradiction", "the trace saw it end");
  if (isOther(dumped, life)) return only3("contradiction", `the trace has ${life.name} there`);
  const reason = life.wait?.reason ?? "";
  const compared = compareStates(dumped.status, { state: life.state, reason });
  if (compared === "unknown") return only3("unknown");
  const sinceNs = life.wait?.fromNs ?? life.runs.at(-1)?.fromNs;
  const claimedNs = (dumped.waitMinutes ?? 0) * NS_PER_MINUTE2;
  const ageNs = sinceNs === void 0 ? void 0 : endNs - sinceNs;
  if (ageNs !== void 0 && claimedNs > ageNs + NS_PER_MINUTE2) {
    return only3("contradiction", "the dump has it waiting since before the trace's last state");
  }
  if (compared === "differ") return only3("stale");
  return { verdict: "agree", ageNs: life.wait === void 0 ? void 0 : ageNs, why: void 0 };
}
function isOther({ frames, truncated }, { name, createdNs }) {
  const outermost3 = frames.at(-1)?.function;
  if (truncated || outermost3 === void 0 || name === "" || createdNs === void 0) return false;
  const [a, b] = [parseGoSymbol(outermost3), parseGoSymbol(name)];
  if (a.wrapper || b.wrapper || a.package === "runtime" || b.package === "runtime") return false;
  return a.package !== b.package || a.name !== b.name;
}
function joinWords(joined3) {
  if (joined3.length === 0) return void 0;
  const count = (verdict) => joined3.filter((one) => one.verdict === verdict).length;
  const parts = [
    `${count("agree")} of ${joined3.length} goroutines stand alike in the dump and at the trace's end`,
    words(count("stale"), "went on in between"),
    words(count("absent"), "not in the trace"),
    words(count("unknown"), "in a state that is not known here"),
    words(count("contradiction"), "contradicting: the two may not be of one process")
  ];
  return parts.filter((part) => part !== "").join(", ");
}
function words(count, what) {
  return count === 0 ? "" : `${count} ${what}`;
}

// src/analyse/causal/dump-evidence.ts
var NAMED_MAX = 4;
function dumpEvidence(draft, { crash }, trace) {
  const joined3 = joinDump(crash.goroutines, trace);
  const whole = joinWords(joined3);
  if (whole === void 0 || joined3.every(({ verdict }) => verdict === "absent")) {
    return { evidence: [], contradicts: false };
  }
  const contradiction = joined3.find(({ verdict }) => verdict === "contradiction");
  const named2 = new Set(draft.goroutines.map(({ goid }) => goid));
  const single = joined3.filter(({ goid, verdict }) => named2.has(goid) && verdict === "agree").slice(0, NAMED_MAX).map((one) => waitWords2(one, trace.lives.get(Number(one.goid)))).filter((text) => text !== void 0);
  const why = contradiction === void 0 ? "" : ` (goroutine ${contradiction.goid}: ${contradiction.why ?? ""})`;
  return {
    evidence: [whole + why, ...single].map((say) => ({
      kind: "trace-event",
      artifact: trace.artifact,
      say
    })),
    contradicts: contradiction !== void 0
  };
}
function waitWords2({ goid, ageNs }, life) {
  const { wait, wakes } = life ?? {};
  if (ageNs === void 0 || wait === void 0) return void 0;
  const at2 = wait.at === void 0 ? "" : `, ${siteText(wait.at)}`;
  const by = wakes?.byGoid === void 0 ? "the runtime" : `goroutine ${wakes.byGoid}`;
  const where = wakes?.byAt === void 0 ? "" : ` at ${siteText(wakes.byAt)}`;
  const before = wakes === void 0 ? "no earlier wake-up here" : `woken here ${wakes.count === 1 ? "once" : `${wakes.count} times`} before, last ${durationText(wait.fromNs - wakes.lastNs)} before by ${by}${where}`;
  return `goroutine ${goid} had waited exactly ${durationText(ageNs)} when the trace ended (${wait.reason}${at2}); ${before}`;
}

// src/analyse/causal/race-cause.ts
function raceCause(draft, report, trace, places) {
  const sides = report.accesses.map((access3) => sideOf4(access3, report, trace));
  if (sides.every(({ lives }) => lives.length === 0)) return void 0;
  const inTime = sides.toSorted((a, b) => Number(b.access.previous) - Number(a.access.previous));
  const starts = inTime.flatMap((side) => startSteps(side, places));
  const where = draft.locations.filter((l) => l.role === "access" || l.role === "previous-access");
  const accesses = inTime.map((side) => {
    const { previous, operation } = side.access;
    const location2 = where.find((l) => l.role === (previous ? "previous-access" : "access"));
    const does = operation === "write" ? "writes" : "reads";
    const order = previous ? "" : ", and nothing orders the two accesses";
    return {
      what: `${shortWho(side)} ${does} ${draft.variable?.name ?? "the variable"}${order}`,
      certainty: "proof",
      ...location2 === void 0 ? {} : { location: location2 }
    };
  });
  return {
    pattern: "data-race",
    certainty: "proof",
    summary: "That the two accesses race is proved; when each happened is not in the data.",
    steps: [
      ...starts.toSorted((a, b) => (a.timeNs ?? 0) - (b.timeNs ?? 0)),
      ...accesses,
      ...togetherStep(inTime),
      ...testStep(draft)
    ],
    clock: clockOf(trace)
  };
}
function sideOf4(access3, report, trace) {
  const raceId = access3.goroutine?.main === false ? access3.goroutine.raceId : void 0;
  const goids = raceId === void 0 ? [] : trace.raceGoids.get(raceId) ?? [];
  const lives = goids.map((goid) => trace.lives.get(goid)).filter((life) => life !== void 0);
  const creation = report.creations.find((one) => one.raceId === raceId);
  return { access: access3, raceId, lives, ofInit: initFrame(creation?.frames ?? []) !== void 0 };
}
function whoOf2({ access: access3, raceId, lives, ofInit }) {
  if (access3.goroutine?.main === true) return "the main goroutine";
  const [only3, ...others] = lives;
  const number2 = raceId === void 0 ? "" : ` (the detector's ${raceId})`;
  if (only3 === void 0) {
    return `a goroutine${number2}${ofInit ? ", started by package initialisation before the trace," : ""}`;
  }
  if (others.length === 0) return `goroutine ${only3.goid}${number2}`;
  return `one of goroutines ${lives.map(({ goid }) => goid).join(", ")}${number2}`;
}
function shortWho(side) {
  const { lives } = side;
  return lives.length === 1 ? `goroutine ${lives[0]?.goid ?? "?"}` : whoOf2(side);
}
function startSteps(side, places) {
  const [first2] = side.lives;
  if (first2?.createdNs === void 0) return [];
  const by = first2.creatorGoid === void 0 ? "" : ` by goroutine ${first2.creatorGoid}`;
  const location2 = locationOf(first2.createdAt, "cause", places);
  return [
    {
      what: `${whoOf2(side)} is started${by}`,
      timeNs: Math.round(first2.createdNs),
      certainty: side.lives.length === 1 ? "direct" : "heuristic",
      ...location2 === void 0 ? {} : { location: location2 }
    }
  ];
}
function togetherStep(sides) {
  const [a, b] = sides;
  const [one, ...moreA] = a?.lives ?? [];
  const [other, ...moreB] = b?.lives ?? [];
  if (one === void 0 || other === void 0 || moreA.length > 0 || moreB.length > 0) return [];
  let fromNs;
  let ns = 0;
  for (const r of one.runs) {
    for (const s of other.runs) {
      const from = Math.max(r.fromNs, s.fromNs);
      const shared = Math.min(r.toNs, s.toNs) - from;
      if (shared <= 0) continue;
      fromNs ??= from;
      ns += shared;
    }
  }
  if (fromNs === void 0) return [];
  return [
    {
      what: `goroutines ${one.goid} and ${other.goid} run at the same time, ${durationText(ns)} in all`,
      timeNs: Math.round(fromNs),
      certainty: "direct"
    }
  ];
}
function testStep({ test }) {
  if (test === void 0 || test.name === "") return [];
  return [
    {
      what: `${test.name} fails: a data race was detected while it ran`,
      certainty: test.by === "stack" || test.by === "creation-stack" ? "direct" : "heuristic"
    }
  ];
}

// src/analyse/causal/attach.ts
var TIME_KINDS = /* @__PURE__ */ new Set(["timeout", "lock-contention"]);
var STUCK_KINDS = /* @__PURE__ */ new Set(["goroutine-leak", "deadlock", "timeout"]);
function wantsTrace(drafts, owner) {
  return drafts.some(
    (d) => (d.kind === "data-race" || isOfTime(d) || STUCK_KINDS.has(d.kind)) && (owner === void 0 || d.package === owner)
  );
}
function raceThreads(run, owner) {
  return run.races.filter(({ origin }) => ofProcess2(origin, owner)).flatMap(
    ({ report }) => report.creations.map(({ raceId, frames }) => ({ raceId, creation: frames }))
  );
}
function ofProcess2(origin, owner) {
  if (origin.childPid !== void 0 && origin.childPid !== owner.pid) return false;
  if (origin.package !== void 0 && owner.package !== void 0) {
    if (origin.package !== owner.package) return false;
  }
  return origin.pid === void 0 || owner.pid === void 0 || origin.pid === owner.pid;
}
function attachCauses(drafts, traces, run, source) {
  if (traces.length === 0) return drafts;
  const at2 = { run, places: createPlaces(run), source };
  return drafts.map((draft) => {
    const own = traces.filter((t) => t.package === void 0 || t.package === draft.package);
    if (own.length === 0) return draft;
    if (draft.kind === "data-race") return withGoroutines(draft, own, at2);
    const told = ofDump(draft, own, at2);
    return draft.kind === "lock-contention" ? withMeasures(told, own, run) : told;
  });
}
function withMeasures(draft, traces, run) {
  const [trace] = traces;
  if (trace === void 0 || traces.length > 1) return draft;
  const names = placesOf4(draft);
  const lock = trace.locks.find(
    ({ releasedAt }) => releasedAt.some(({ function: name }) => names.has(name))
  );
  if (lock === void 0) return draft;
  const measures = measureLock(lock, trace.locks, profilesOf(run, trace));
  const say = measureWords(lock, measures);
  const evidence = { kind: "profile-sample", artifact: trace.artifact, say };
  return {
    ...draft,
    explanation: `${draft.explanation} ${sentence(say)}`,
    evidence: [...draft.evidence, evidence]
  };
}
function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
function placesOf4({ locations }) {
  return new Set(locations.map((l) => deferringFunction(l.function)));
}
var DUMP_KINDS = /* @__PURE__ */ new Set(["deadlock", "goroutine-leak", "timeout"]);
function ofDump(draft, traces, at2) {
  const { run } = at2;
  const [trace] = traces;
  const crashes = DUMP_KINDS.has(draft.kind) ? run.crashes.filter(
    ({ crash: crash2, origin }) => crash2.goroutines.length > 0 && traces.some((one) => ofProcess2(origin, one))
  ) : [];
  const [crash] = crashes;
  if (trace === void 0 || traces.length > 1 || crash === void 0 || crashes.length > 1) {
    return withCause(draft, traces, at2);
  }
  const { evidence, contradicts } = dumpEvidence(draft, crash, trace);
  const told = contradicts ? draft : withCause(draft, traces, at2);
  return { ...told, evidence: [...told.evidence, ...evidence] };
}
function withGoroutines(draft, traces, { run, places }) {
  const [shown] = draft.evidence;
  const sighting = run.races.find(
    ({ report: { at: at2 } }) => at2.source === shown?.artifact && at2.start === shown.start
  );
  if (sighting === void 0) return draft;
  const of2 = traces.filter((t) => ofProcess2(sighting.origin, t));
  const [trace] = of2;
  if (trace === void 0 || of2.length > 1) return draft;
  const words2 = candidateWords(sighting, trace);
  if (words2.length === 0) return draft;
  const evidence = {
    kind: "trace-event",
    artifact: trace.artifact,
    say: `in the trace ${words2.join("; ")} (by the order of creation, each with the same creation stack)`
  };
  const cause = draft.cause ?? raceCause(draft, sighting.report, trace, places);
  return {
    ...draft,
    evidence: [...draft.evidence, evidence],
    ...cause === void 0 ? {} : { cause }
  };
}
function candidateWords({ report }, trace) {
  const words2 = [];
  for (const { goroutine, previous } of report.accesses) {
    if (goroutine === void 0 || goroutine.main) continue;
    const goids = trace.raceGoids.get(goroutine.raceId);
    if (goids === void 0 || goids.length === 0) continue;
    const side = previous ? "the earlier access" : "the access";
    const one = goids.length === 1;
    words2.push(
      `${side}'s goroutine (the detector's ${goroutine.raceId}) is ${one ? "goroutine" : "one of goroutines"} ${goids.join(", ")}`
    );
  }
  return words2;
}
function withCause(draft, traces, { places, source }) {
  const found = causeFor(draft, traces);
  const told = draft.cause;
  if (told !== void 0) {
    const [trace2] = traces;
    if (trace2 === void 0 || traces.length > 1) return draft;
    const steps2 = insertSteps(
      stuckSteps(draft, trace2, places),
      cancelStepsFor(draft, found?.cause).map((s) => causeStep(s, draft, places, source))
    );
    const dated = steps2.some(({ timeNs }) => timeNs !== void 0);
    const cause2 = { ...told, steps: steps2, ...dated ? { clock: clockOf(trace2) } : {} };
    if (found === void 0) return { ...draft, cause: cause2 };
    const { evidence: evidence2 } = causeEvidence(found);
    return { ...draft, cause: cause2, evidence: [...draft.evidence, evidence2] };
  }
  if (found === void 0) return draft;
  const { cause, trace } = found;
  const { evidence } = causeEvidence(found);
  const failed2 = draft.kind === "test-failure";
  const certainty = failed2 ? "heuristic" : cause.certainty;
  const [first2] = cause.steps;
  const printed = printedStep(draft, trace, first2?.timeNs);
  const steps = insertSteps(
    cause.steps.map((step) => causeStep(step, draft, places, source)),
    printed === void 0 ? [] : [printed]
  );
  return {
    ...draft,
    evidence: [...draft.evidence, evidence],
    cause: {
      pattern: cause.pattern,
      ...findingConfidence({ pattern: cause.pattern, certainty, share: cause.share }, draft),
      certainty,
      share: Number(cause.share.toFixed(4)),
      summary: cause.summary,
      steps: failed2 ? [...steps, failureStep(draft, trace)] : steps,
      clock: clockOf(trace)
    },
    ...fixOf5(draft, cause, places)
  };
}
function fixOf5(draft, cause, places) {
  const slow = cause.steps.find(({ does }) => does === "slow");
  const at2 = slow === void 0 ? void 0 : locationOf(slow.at, "cause", places);
  const where = at2 === void 0 ? "" : ` (${wordsOf(at2)})`;
  const words2 = FIXES.get(cause.pattern);
  if (draft.fix !== void 0 || words2 === void 0) return {};
  return { fix: { words: words2(where) } };
}
var FIXES = /* @__PURE__ */ new Map([
  [
    "cancel-late",
    (where) => `Look at the context while it works, not only before${where}: select on ctx.Done() beside each wait, and check ctx.Err() between pieces of work.`
  ],
  [
    "lock-convoy",
    (where) => `Do less while the lock is held: copy what is needed, unlock, then do the slow part${where}.`
  ],
  [
    "once-init-wait",
    (where) => `Do it before the goroutines start that need it, or make what the Once does cheap${where}.`
  ],
  [
    "rwmutex-writer-starvation",
    (where) => `Shorten what readers do under RLock${where}, or copy what they need and use it without the lock: a waiting writer keeps new readers out as well.`
  ],
  ["slow-holder", (where) => `Unlock before the slow part${where}; take the lock again behind it.`]
]);
function cancelStepsFor(draft, cause) {
  if (cause?.pattern !== "cancel-ignored") return [];
  const goids = new Set(draft.goroutines.map(({ goid }) => goid));
  const own = cause.steps.filter((s) => s.does === "unwatched" && goids.has(String(s.goid)));
  const [first2] = cause.steps;
  return own.length === 0 || first2 === void 0 ? [] : [first2, ...own];
}
function insertSteps(steps, more) {
  const all = [...steps];
  for (const step of more) {
    const at2 = all.findIndex(({ timeNs }) => (timeNs ?? -1) > (step.timeNs ?? 0));
    all.splice(at2 < 0 ? all.length : at2, 0, step);
  }
  return all;
}
function causeEvidence({ cause, trace }) {
  const say = `${cause.pattern}: ${cause.summary}${wallWords(trace)}${lookedWords(trace)}`;
  return { evidence: { kind: "trace-event", artifact: trace.artifact, say } };
}
function failureStep({ title, test, locations: [location2] }, { printed }) {
  const said = title.slice(title.indexOf(": ") + 2);
  const line = printed === void 0 || test === void 0 ? void 0 : lineWith(printed, test.name, said);
  return {
    what: `${title}: that this took its time is likely, not proved`,
    ...line === void 0 || line.timeNs < 0 ? {} : { timeNs: Math.round(line.timeNs) },
    certainty: "heuristic",
    ...location2 === void 0 ? {} : { location: location2 }
  };
}
function wallWords({ startedWallMs }) {
  if (startedWallMs === void 0) return "";
  const wall = new Date(Math.round(startedWallMs));
  return Number.isNaN(wall.getTime()) ? "" : ` (the trace began at ${wall.toISOString()})`;
}
function lookedWords({ looked }) {
  if (looked === void 0) return "";
  const parts = looked.map((w) => `${durationText(w.fromNs)} to ${durationText(w.toNs)}`);
  return ` (of the trace, which is too large, ${parts.join(" and ")} were looked at)`;
}
function causeFor(draft, traces) {
  const goids = new Set(draft.goroutines.map((g) => g.goid));
  const root = draft.test === void 0 ? void 0 : rootOf3(draft.test.name);
  const all = traces.flatMap(
    (trace) => trace.tests.flatMap(
      (test) => test.causes.map((cause) => ({ cause, trace, test: rootOf3(test.test) }))
    )
  );
  const fits = all.filter(({ cause, test }) => {
    if (cause.stuckGoids.length > 0) {
      return STUCK_KINDS.has(draft.kind) && cause.stuckGoids.some((g) => goids.has(String(g)));
    }
    if (!isOfTime(draft) || root !== void 0 && root !== test) return false;
    return draft.kind !== "lock-contention" || isOfPlace(cause, draft);
  });
  return fits.sort((a, b) => b.cause.share - a.cause.share)[0];
}
var OF_TIME = /\b(?:took|slow\w*|late|longer|timed? ?out|deadline|elapsed|duration|within|exceed\w*|in time|too long|\d+(?:\.\d+)?(?:ms|s|µs))\b/i;
function isOfTime({ kind, title }) {
  return TIME_KINDS.has(kind) || kind === "test-failure" && OF_TIME.test(title);
}
function isOfPlace(cause, draft) {
  const names = placesOf4(draft);
  return cause.steps.some(({ at: at2 }) => at2 !== void 0 && names.has(at2.function));
}
function rootOf3(test) {
  return test.split(/[/.]/, 1)[0] ?? test;
}
function goroutinesAsked(drafts, run, owner) {
  const found = drafts.filter((d) => owner.package === void 0 || d.package === owner.package).flatMap(({ goroutines }) => goroutines.map(({ goid }) => goid));
  const dumped = run.crashes.filter(({ origin }) => ofProcess2(origin, owner)).flatMap(({ crash }) => crash.goroutines.map(({ goid }) => goid));
  const texts = [...found, ...dumped].filter((goid) => goid !== void 0);
  return new Set(texts.filter((goid) => /^\d{1,15}$/.test(goid)).map(Number));
}

// src/analyse/causal/merge-causes.ts
function mergeCauses(first2, others, endNs) {
  const parts = [first2, ...others].toSorted((a, b) => a.toNs - b.toNs);
  const tests = /* @__PURE__ */ new Map();
  const lives = /* @__PURE__ */ new Map();
  for (const { causes } of parts) {
    for (const test of causes.tests) {
      const known3 = tests.get(test.goid);
      if (known3 === void 0 || known3.spanNs <= test.spanNs) tests.set(test.goid, test);
    }
    for (const [goid, life] of causes.lives) lives.set(goid, later(lives.get(goid), life));
  }
  return {
    ...first2.causes,
    whole: false,
    tests: [...tests.values()],
    lives,
    endNs,
    locks: [],
    looked: parts.map(({ fromNs, toNs }) => ({ fromNs, toNs }))
  };
}
function later(known3, life) {
  if (known3 === void 0) return life;
  const made = life.createdNs === void 0 ? known3 : life;
  return {
    ...life,
    name: made.name,
    createdNs: made.createdNs,
    creatorGoid: made.creatorGoid,
    createdAt: made.createdAt,
    creatorWait: life.creatorWait ?? known3.creatorWait,
    test: life.test ?? known3.test
  };
}

// src/analyse/pattern-causes.ts
var STUCK_KINDS2 = /* @__PURE__ */ new Set(["deadlock", "goroutine-leak", "timeout"]);
var TIME_KINDS2 = /* @__PURE__ */ new Set(["timeout", "lock-contention"]);
var STUCK_PATTERNS = /* @__PURE__ */ new Set([
  "ab-ba-deadlock",
  "double-lock",
  "rwmutex-recursive",
  "cond-missed-signal"
]);
var NO_CAUSE = "goroutine-leak";
var SHARE_MIN3 = 0.3;
function wantsPatterns(draft) {
  return draft.cause === void 0 && (STUCK_KINDS2.has(draft.kind) || TIME_KINDS2.has(draft.kind));
}
function attachPatternCauses(drafts, traces, run) {
  if (traces.every(({ findings }) => findings.length === 0)) return drafts;
  const places = createPlaces(run);
  return drafts.map((draft) => {
    if (!wantsPatterns(draft)) return draft;
    for (const trace of traces) {
      if (trace.package !== void 0 && trace.package !== draft.package) continue;
      const fits = trace.findings.filter((f) => explains(f, draft, trace));
      const match = fits.find(({ effectOf }) => (effectOf ?? []).length === 0) ?? fits[0];
      if (match !== void 0) return withMatch(draft, match, trace, places);
    }
    return draft;
  });
}
function explains(match, draft, trace) {
  const users = trace.own.has(match.pattern);
  if (match.pattern === NO_CAUSE && !users) return false;
  const stuck = (users ? trace.stuck : STUCK_PATTERNS).has(match.pattern);
  if (stuck && !STUCK_KINDS2.has(draft.kind)) return false;
  if (!stuck && (!TIME_KINDS2.has(draft.kind) || match.share < SHARE_MIN3)) return false;
  const goids = new Set(draft.goroutines.map(({ goid }) => goid));
  const own = draft.locations.map((l) => l.function.replace(/\.deferwrap\d{1,5}$/, ""));
  return match.steps.some(
    ({ at: at2, goroutine }) => goroutine !== void 0 && goids.has(String(goroutine)) || own.some((name) => at2?.function === name || at2?.function.startsWith(`${name}.func`) === true)
  );
}
function withMatch(draft, match, { artifact }, places) {
  const times = match.count === 1 ? "once" : `${match.count} times`;
  const cost = match.totalNs > 0 ? `, ${durationText(match.totalNs)} in all` : "";
  const [root] = match.criticalPath?.roots ?? [];
  const on = root?.test === void 0 ? "" : `, ${durationText(root.ns)} on the critical path of ${root.test}`;
  const summary = `${match.title} (${times}${cost}${on})`;
  const fix = draft.fix ?? (match.fix === void 0 ? void 0 : { words: match.fix });
  return {
    ...draft,
    evidence: [
      ...draft.evidence,
      { kind: "trace-event", artifact, say: `${match.pattern}: ${summary}` }
    ],
    cause: {
      pattern: match.pattern,
      ...match.confidence === "uncalibrated" ? {} : { confidence: match.confidence },
      certainty: match.certainty,
      share: Number(Math.min(1, Math.max(0, match.share)).toFixed(4)),
      summary,
      steps: match.steps.map((step) => causeStep2(step, draft, places)),
      clock: { artifact }
    },
    ...fix === void 0 ? {} : { fix }
  };
}
function causeStep2(step, draft, places) {
  const location2 = locationOf(step.at, "cause", places);
  const goid = step.goroutine === void 0 ? void 0 : String(step.goroutine);
  const label = draft.goroutines.find((g) => g.goid !== void 0 && g.goid === goid)?.label;
  const who = goid === void 0 ? "" : `goroutine ${goid}: `;
  const by = step.event === "unpark" && step.by !== void 0 ? ` (by goroutine ${step.by})` : "";
  return {
    what: `${who}${step.say ?? step.event}${by}`,
    ...label === void 0 ? {} : { goroutine: label },
    timeNs: Math.round(step.timeNs),
    ...location2 === void 0 ? {} : { location: location2 }
  };
}

// src/analyse/patterns/language/shared-budget.ts
function withSharedBudget(patterns, names, budget) {
  const part = Math.floor(budget / Math.max(1, names.size));
  const bounded = (pattern) => ({
    ...pattern,
    budget: Math.min(pattern.budget, part),
    others: pattern.others.map(bounded)
  });
  return patterns.map(
    (loaded) => names.has(loaded.pattern.source.name) ? { ...loaded, pattern: bounded(loaded.pattern) } : loaded
  );
}

// src/pipeline-pattern-causes.ts
var TRACE_BYTES_MAX = 2e8;
var OWN_BUDGET = 1e7;
async function explainFromPatterns(drafts, run) {
  const open4 = drafts.filter(wantsPatterns);
  const { files, own, diagnostics } = ownOf(run);
  const wanted2 = [];
  let tooLarge = 0;
  for (const end of run.traceEnds ?? []) {
    const shipped = open4.some((d) => end.package === void 0 || d.package === end.package);
    const opened = run.capture.artifacts.find(({ bytes }) => bytes.name === end.artifact);
    if (!shipped && files.length === 0 || opened === void 0) continue;
    if (sizeOf(opened.bytes) > TRACE_BYTES_MAX) tooLarge += 1;
    else wanted2.push({ end, bytes: opened.bytes, shipped });
  }
  const allBytes = wanted2.reduce((all, { bytes }) => all + sizeOf(bytes), 0);
  const traces = [];
  for (const { end, bytes, shipped } of wanted2) {
    const budget = Math.floor(OWN_BUDGET * sizeOf(bytes) / Math.max(1, allBytes));
    const matched = await matchesIn(bytes, files, shipped, budget);
    traces.push({ artifact: end.artifact, package: end.package, ...matched });
  }
  return {
    drafts: attachPatternCauses(drafts, traces, run),
    diagnostics: [...diagnostics, ...ownPatternNotes(own, traces, tooLarge)]
  };
}
function sizeOf({ size }) {
  return size ?? 0;
}
function ownOf({ patterns: files = [] }) {
  if (files.length === 0) return { files, own: /* @__PURE__ */ new Set(), diagnostics: [] };
  const { own, mistakes } = loadPatterns(files, false, new TraceInterner());
  const [first2] = mistakes;
  if (first2 === void 0) return { files, own, diagnostics: [] };
  const message = `Some of the own patterns that the capture keeps cannot be read, and are left out; the first: ${first2.at}: ${first2.message}.`;
  const count = mistakes.length;
  const said = { code: "own-pattern-refused", severity: "warning", message, count };
  return { files, own, diagnostics: [said] };
}
async function matchesIn(source, files, shipped, ownBudget) {
  const interner = new TraceInterner();
  const loaded = loadPatterns(files, shipped, interner);
  const { own } = loaded;
  const patterns = withSharedBudget(loaded.patterns, own, ownBudget);
  const engine = new PatternEngine(patterns, loaded.facts);
  const recorder = engine.needsPaths ? new SegmentRecorder(interner) : void 0;
  const visitors = recorder === void 0 ? [engine.visitor] : [engine.visitor, recorder];
  const summary = await readTrace(source, { visitors, interner });
  const segments = recorder?.finish();
  const result = engine.result(
    summary,
    segments === void 0 ? void 0 : (goids) => criticalPathsOf(segments, goids)
  );
  const findings = judgeWithOwn(result.findings, summary.status === "intact", own);
  return { findings, states: result.patterns, own, stuck: stuckOwn(loaded) };
}

// src/pipeline-causes.ts
async function explainFromTraces(drafts, run, source) {
  const causes = [];
  const lines = await linesOf2(drafts, run);
  for (const end of run.traceEnds ?? []) {
    if (!wantsTrace(drafts, end.package)) continue;
    const opened = run.capture.artifacts.find(({ bytes }) => bytes.name === end.artifact);
    if (opened === void 0) continue;
    const asked = {
      threads: raceThreads(run, end),
      goids: goroutinesAsked(drafts, run, end),
      lines: lines.filter((line) => line.package === end.package)
    };
    causes.push(await causesOf(end, { source: opened.bytes, window: {} }, asked, drafts));
  }
  return await explainFromPatterns(attachCauses(drafts, causes, run, source), run);
}
var WINDOWS_MAX = 3;
async function causesOf(end, request, asked, drafts, segmentsMax) {
  const first2 = await firstPass(request, segmentsMax);
  const causes = traceCausesOf(end, first2, asked);
  if (first2.looked === void 0) return causes;
  const { lastEventNs: endNs } = first2.summary;
  const windows = [windowBefore(first2, 0, endNs, segmentsMax)];
  const names = new Set(testsOf(drafts, end.package));
  const isSeen = (life) => [first2.looked, ...windows].some(
    (w) => w !== void 0 && w.fromNs <= life.fromNs && life.toNs <= w.toNs
  );
  for (const life of await testLives(request)) {
    if (windows.length > WINDOWS_MAX || !names.has(life.name) || isSeen(life)) continue;
    windows.push(windowBefore(first2, life.fromNs - 1, life.toNs, segmentsMax));
  }
  const parts = [];
  for (const window of windows) {
    const part = await readWindow(request, window, segmentsMax);
    parts.push({ causes: traceCausesOf(end, part, { ...asked, threads: [] }), ...window });
  }
  return mergeCauses({ causes, ...first2.looked }, parts, endNs);
}
function testsOf(drafts, owner) {
  return drafts.filter((d) => d.test !== void 0 && (owner === void 0 || d.package === owner)).map((d) => d.test?.name.split("/", 1)[0] ?? "");
}
async function linesOf2(drafts, run) {
  const owners = new Set(
    (run.traceEnds ?? []).map((end) => end.package).filter((owner) => wantsTrace(drafts, owner))
  );
  if (owners.size === 0) return [];
  const streams = run.capture.artifacts.filter(({ artifact }) => artifact.kind === "stream");
  const lists = await Promise.all(
    streams.map(({ bytes }) => readTimedLines(bytes, (owner) => owners.has(owner)))
  );
  return lists.flat();
}

// src/collect/rerun.ts
import { readdir as readdir3, rm as rm6 } from "node:fs/promises";
import { join as join10 } from "node:path";
var OUTPUT_FLAG = /^--?(?:test\.)?(?:coverprofile|cpuprofile|memprofile|blockprofile|mutexprofile)(=|$)/;
var RUN_FLAG = /^--?(?:test\.)?run(?:=|$)/;
function selectsTests({ goArgs }) {
  return ownFlags(goArgs).some((argument) => RUN_FLAG.test(argument));
}
async function collectRerun(plan, request, signal) {
  const directory = join10(plan.captureDirectory, RERUNS, String(request.number));
  const outcome = await collectRun(rerunPlan(plan, request, directory), { signal });
  await rm6(join10(plan.captureDirectory, "tmp"), { recursive: true, force: true });
  await removeObservation(directory);
  const { number: number2, observed, plain, packages, tests } = request;
  return {
    number: number2,
    observed,
    ...plain ? { plain } : {},
    packages: [...packages],
    ...tests === void 0 ? {} : { tests: [...tests] },
    end: outcome.end,
    goExitCode: outcome.goExitCode,
    collectMs: outcome.collectMs,
    processes: outcome.processes.map((process) => ({
      ...process,
      directory: `${RERUNS}/${number2}/${process.directory}`
    }))
  };
}
function rerunPlan(plan, request, captureDirectory) {
  const { observed, plain, packages, tests } = request;
  const chosen = (planned2) => planned2.filter(({ importPath }) => packages.includes(importPath));
  const steps = plan.steps.map((step) => ({ ...step, packages: chosen(step.packages) })).filter((step) => step.packages.length > 0).map((step) => ({ ...step, goArgs: rerunArguments(step, tests) }));
  const planned = { ...plan, captureDirectory, steps, packages: chosen(plan.packages) };
  if (observed) return planned;
  return {
    ...planned,
    mode: { ...plan.mode, hook: void 0 },
    wrapper: { ...plan.wrapper, observation: UNOBSERVED, pins: !plain }
  };
}
function rerunArguments({ goArgs, patterns, packages }, tests) {
  const own = ownFlags(goArgs);
  const at2 = own.findIndex((_, index) => patterns.every((each, i) => own[index + i] === each));
  const before = own.slice(0, at2);
  const after = withoutOutputs(own.slice(at2 + patterns.length));
  const names = tests?.map((name) => name.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`));
  const selection = names === void 0 ? [] : [`-run=^(?:${names.join("|")})$`];
  const paths = packages.map(({ importPath }) => importPath);
  return [...before, ...paths, ...after, ...selection, ...goArgs.slice(own.length)];
}
function ownFlags(goArgs) {
  const at2 = goArgs.findIndex((argument) => argument === "-args" || argument === "--args");
  return at2 < 0 ? goArgs : goArgs.slice(0, at2);
}
function withoutOutputs(flags) {
  return flags.filter((flag, index) => {
    if (OUTPUT_FLAG.test(flag)) return false;
    const before = flags[index - 1] ?? "";
    return !(OUTPUT_FLAG.exec(before)?.[1] === "" && !flag.startsWith("-"));
  });
}
async function removeObservation(directory) {
  for (const { path } of await processDirectories(directory)) {
    for (const name of await readdir3(path)) {
      if (/^(?:process\.json|binary|race\.\d+)$/.test(name)) continue;
      await rm6(join10(path, name), { recursive: true, force: true });
    }
  }
}

// src/pipeline-reruns.ts
var PACKAGES_MAX4 = 10;
var BUDGET_SHARE = 1.5;
var BUDGET_LEAST_MS = 6e4;
var BUDGET_DIED_MS = 15 * 6e4;
var BEFORE_DEADLINE_MS = 3e4;
var RESULT_KINDS = /* @__PURE__ */ new Set([
  "stream",
  "stderr",
  "process",
  "race-log"
]);
async function rerunFailures(plan, outcome, facts, options) {
  if (outcome.end !== "finished" || outcome.goExitCode === 0) return outcome;
  const candidates = rerunCandidates(await results(plan, outcome, facts));
  if (candidates.length === 0 || candidates.length > PACKAGES_MAX4) return outcome;
  const leastMs = candidates.some((each) => each.diedInTracer) ? BUDGET_DIED_MS : BUDGET_LEAST_MS;
  const eachMs = Math.max(leastMs, BUDGET_SHARE * outcome.collectMs);
  const leftMs = (plan.deadlineAtMs ?? Infinity) - options.now() - BEFORE_DEADLINE_MS;
  if (leftMs <= 0) return outcome;
  options.say(
    `racegate: ${namesOf(candidates)} failed without a race: run once more without trace and profiles`
  );
  const budget = new AbortController();
  const timer2 = Number.isFinite(leftMs) ? setTimeout(() => budget.abort(), Math.min(leftMs, 2 ** 31 - 1)) : void 0;
  try {
    const signal = AbortSignal.any([options.signal, budget.signal]);
    return await new Reruns(plan, outcome, facts, { signal, eachMs }).run(candidates);
  } finally {
    clearTimeout(timer2);
  }
}
function namesOf(candidates) {
  const tests = candidates.flatMap((each) => each.tests ?? [each.package]);
  return tests.length <= 3 ? tests.join(", ") : `${tests.slice(0, 3).join(", ")} and others`;
}
async function results(plan, outcome, facts) {
  const draft = await draftManifest(plan, outcome, facts);
  const artifacts = draft.artifacts.filter(({ kind }) => RESULT_KINDS.has(kind));
  const open4 = await openCapture(plan.captureDirectory, { ...draft, artifacts });
  try {
    return await parseRun(open4);
  } finally {
    await open4.close();
  }
}
var UNOBSERVED2 = { observed: false, plain: false };
var PLAIN = { observed: false, plain: true };
var Reruns = class {
  #records = [];
  #plan;
  #outcome;
  #facts;
  #limits;
  constructor(plan, outcome, facts, limits) {
    this.#plan = plan;
    this.#outcome = outcome;
    this.#facts = facts;
    this.#limits = limits;
  }
  async run(candidates) {
    const first2 = await this.#round(candidates, UNOBSERVED2);
    const again = await this.#round(first2.passed, { observed: true, plain: false });
    await this.#round(
      again.failed.filter((each) => !each.diedInTracer),
      UNOBSERVED2
    );
    if (this.#plan.pinned.gomaxprocs.source === "default") {
      const { passed: passed2 } = await this.#round(first2.failed, PLAIN);
      await this.#round(passed2, PLAIN);
    }
    return { ...this.#outcome, reruns: this.#records };
  }
  /** Runs the candidates once. */
  async #round(candidates, way) {
    const whole = candidates.filter(({ tests }) => tests === void 0 || selectsTests(this.#plan));
    const named2 = candidates.filter((each) => !whole.includes(each));
    const ended = { passed: [], failed: [] };
    for (const group of [whole, named2]) {
      if (group.length === 0 || this.#limits.signal.aborted) continue;
      const result = await this.#once(group, way, group === named2);
      ended.passed.push(...result.passed);
      ended.failed.push(...result.failed);
    }
    return ended;
  }
  async #once(group, way, byName) {
    const number2 = this.#records.length + 1;
    const packages = group.map((each) => each.package);
    const tests = byName ? [...new Set(group.flatMap((each) => each.tests ?? []))] : void 0;
    const request = { number: number2, ...way, packages, tests };
    const { signal, eachMs } = this.#limits;
    const within3 = AbortSignal.any([signal, AbortSignal.timeout(Math.round(eachMs))]);
    const record = await collectRerun(this.#plan, request, within3);
    this.#records.push(record);
    const outcome = { ...this.#outcome, reruns: this.#records };
    const { reruns = [] } = await results(this.#plan, outcome, this.#facts);
    const seen = reruns.find((rerun) => rerun.record.number === number2);
    const having = (wanted2) => group.flatMap((each) => {
      const result = seen?.tests.packages.find(({ importPath }) => importPath === each.package);
      if (each.tests === void 0) return result?.outcome === wanted2 ? [each] : [];
      const left = each.tests.filter(
        (name) => result?.tests.some((test) => test.name === name && test.outcome === wanted2)
      );
      return left.length === 0 ? [] : [{ ...each, tests: left }];
    });
    return { passed: having("pass"), failed: having("fail") };
  }
};

// src/parse/complete-run.ts
async function completeRun(run, capture) {
  const diagnostics = new DiagnosticBag();
  const symbols = /* @__PURE__ */ new Map();
  const sources = /* @__PURE__ */ new Map();
  const panicRecords = [];
  for (const { artifact, bytes } of capture.artifacts) {
    if (artifact.kind === "symbols") await readSymbols(bytes, symbols, diagnostics);
    if (artifact.kind === "sources") await readSources(bytes, sources, diagnostics);
    if (artifact.kind === "panics") await readPanics(bytes, panicRecords, diagnostics);
  }
  return {
    ...run,
    manifest: capture.manifest,
    symbols,
    sources,
    panicRecords,
    capture,
    diagnostics: [...run.diagnostics, ...diagnostics.list()]
  };
}

// src/pipeline-analysis.ts
async function readRun(capture) {
  return await withCancelDelays(await parseRun(capture));
}
async function settle2(read, policy, baseline) {
  const parsed2 = judgeReruns(read);
  const source = await readSource(parsed2);
  const { drafts, diagnostics } = analyse(parsed2, {
    source,
    acceptedPatches: new Map(parsed2.manifest?.patches?.map(({ diff, trial }) => [diff, trial]))
  });
  const explained = await explainFromTraces(drafts, parsed2, source.value);
  const sampled = explained.drafts.map((draft) => withSchedulerSamples(draft, parsed2));
  const said = [...diagnostics, ...explained.diagnostics];
  return decide({ run: parsed2, drafts: sampled, diagnostics: said, policy, baseline });
}
async function keepWhatFindingsNeed(plan, outcome, signal, facts, patterns, rules) {
  await keepPatterns(plan.captureDirectory, patterns);
  if (rules.trace === "on-finding") await dropTraces(plan, outcome, facts, rules);
  const draft = await draftManifest(plan, outcome, facts);
  const open4 = await openCapture(plan.captureDirectory, draft);
  try {
    const parsed2 = await readRun(open4);
    const need = wanted(parsed2);
    const [symbols, sources] = await Promise.all([
      resolveSymbols(plan, need.symbols, readElfSymbols),
      keepSources(plan, need)
    ]);
    const sourceFiles2 = sources.sources.map((source2) => source2.path);
    const withSources = new Map(sources.sources.map((source2) => [source2.path, source2]));
    const read = { ...parsed2, sources: withSources };
    const source = await readSource(read);
    const proposed = patchCandidates(read, source.value).filter(
      ({ files }) => files.every(({ path }) => !sources.masked.has(path))
    );
    const patches = await compilingPatches(plan, parsed2.tests, proposed, signal);
    const doubtful = doubtfulTests(read, source, rules);
    const silentRuns = await runSilently(plan, parsed2.tests, doubtful, signal);
    const debugged = plan.debugPanics ? await debugPanics(plan, panickedTests(parsed2), signal) : [];
    const gomaxprocs = gomaxprocsOf(parsed2);
    return {
      parsed: parsed2,
      facts: {
        ...facts,
        notes: [...symbols.notes, ...debugged],
        sourceFiles: sourceFiles2,
        patches,
        silentRuns,
        ...gomaxprocs === void 0 ? {} : { gomaxprocsFromTrace: gomaxprocs }
      }
    };
  } finally {
    await open4.close();
  }
}
function doubtfulTests(run, source, { policy, baseline }) {
  const raced = run.tests.packages.some(
    ({ tests }) => tests.some(({ outcome, raceLine }) => outcome === "fail" && raceLine)
  );
  if (!raced) return [];
  const { drafts } = analyse(run, { source });
  return testsInDoubt({ run, drafts, policy, baseline }).map(({ package: owner, test }) => {
    const [root = ""] = (test?.name ?? "").split("/", 1);
    return { package: owner, test: root };
  });
}
async function dropTraces(plan, outcome, facts, { policy, baseline }) {
  const draft = await draftManifest(plan, outcome, facts);
  const open4 = await openCapture(plan.captureDirectory, draft);
  try {
    const { findings } = await settle2(await readRun(open4), policy, baseline);
    const named2 = new Set(findings.filter(({ state }) => state !== "fixed").map((f) => f.package));
    await removeTraces(plan.captureDirectory, draft.artifacts, named2);
  } finally {
    await open4.close();
  }
}
function gomaxprocsOf({ traceEnds = [] }) {
  const [first2, ...others] = new Set(traceEnds.map((end) => end.gomaxprocs));
  return others.length === 0 ? first2 : void 0;
}
export {
  keepWhatFindingsNeed,
  readRun,
  completeRun as rereadRun,
  rerunFailures,
  settle2 as settle
};
