import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  FINDINGS_SCHEMA_VERSION,
  counted
} from "./chunk-SP5E6TVN.js";
import {
  isRuntimePackage,
  isStandardPackage,
  packageUnderTest,
  parseGoSymbol,
  stableName
} from "./chunk-BJQ3DP2B.js";
import {
  SETTINGS,
  findingKind,
  findingState,
  parseGoDurationMs,
  severity
} from "./chunk-WXN22JGC.js";
import {
  inlineForTerminal
} from "./chunk-SB7B5DOZ.js";

// src/decide/fingerprint.ts
import { createHash } from "node:crypto";

// src/util/canonical-json.ts
function canonicalJson(value) {
  if (value === void 0 || value === null) return "null";
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError("canonical JSON holds no infinite numbers");
  }
  if (typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value).filter((key) => value[key] !== void 0).sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(",")}}`;
}
function isList(value) {
  return Array.isArray(value);
}

// src/decide/fingerprint.ts
var SCHEME = "rg2";
var DIGITS = 16;
var SUBJECT_DIGITS = 6;
var FUNCTION_DIGITS = DIGITS - SUBJECT_DIGITS;
var UNKNOWN = "00";
var NUMBER_MAX = 65535;
function hashOf(value) {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
function digest(value) {
  return `${SCHEME}-${hashOf(value).slice(0, DIGITS)}`;
}
function subjectDigits(subject, number) {
  if (subject === void 0) {
    const count = Math.min(number, NUMBER_MAX).toString(16);
    return count.padStart(SUBJECT_DIGITS, "0");
  }
  const digits = hashOf(number === 0 ? { subject } : { subject, number }).slice(0, SUBJECT_DIGITS);
  return digits.startsWith(UNKNOWN) ? `f${digits.slice(1)}` : digits;
}
function compareIds(one, other) {
  if (one === other) return "same";
  if (functionsOf(one) !== functionsOf(other)) return "different";
  const [here, there] = [isUnknown(one), isUnknown(other)];
  if (here === there) return "different";
  return here ? "unknown-here" : "unknown-there";
}
function functionsOf(id) {
  return id.slice(0, -SUBJECT_DIGITS);
}
function isUnknown(id) {
  return id.slice(-SUBJECT_DIGITS).startsWith(UNKNOWN);
}
function formerId(draft) {
  return `rg1-${hashOf({ level: "stable", of: stableIdentity(draft) }).slice(0, DIGITS)}`;
}
function normalFunction(at) {
  const symbol = parseGoSymbol(at.function);
  return `${at.package ?? packageUnderTest(symbol.package)}.${stableName(symbol)}`;
}
function sideOf(draft, role) {
  return draft.locations.find((each) => each.role === role);
}
function racePair(draft) {
  const sides = [sideOf(draft, "access"), sideOf(draft, "previous-access")];
  const roles = draft.locations.filter((each) => /access$/.test(each.role));
  if (sides.some((side) => side === void 0) && roles.length === 2) {
    return roles.map(normalFunction).sort();
  }
  return sides.map((side) => side === void 0 ? "?" : normalFunction(side)).sort();
}
var PLACE_ROLES = /* @__PURE__ */ new Set(["panic", "stuck", "cause", "holder"]);
function otherIdentity(draft) {
  const place = draft.locations.find((each) => PLACE_ROLES.has(each.role));
  switch (draft.kind) {
    case "panic":
    case "fatal-error":
      return place === void 0 ? { package: draft.package, test: draft.test?.name, message: wordsOnly(draft.title) } : { at: normalFunction(place) };
    case "test-failure":
    case "timeout":
      return { package: draft.package, test: draft.test?.name ?? "" };
    case "build-failure":
      return { package: draft.package };
    case "infrastructure":
      return { class: draft.class };
    case "trust":
      return { class: draft.class, package: draft.package };
    default:
      return { package: draft.package, class: draft.class, at: blockedFunctions(draft) };
  }
}
function blockedFunctions({ locations }) {
  const places = locations.filter(({ role }) => role !== "created-at");
  const own = places.filter((each) => each.own);
  return (own.length > 0 ? own : places).map(normalFunction).sort();
}
function wordsOnly(text) {
  return text.replace(/"[^"]{0,500}"|`[^`]{0,500}`/g, "").replace(/\d{1,30}/g, "0");
}
function stableIdentity(draft) {
  const identity = draft.kind === "data-race" ? { pair: racePair(draft) } : otherIdentity(draft);
  return { kind: draft.kind, code: codeFamily(draft), identity };
}
function codeFamily(draft) {
  return draft.kind === "data-race" ? "RG1" : draft.code;
}
function exactIdentity(draft) {
  const stacks = draft.goroutines.slice(0, 2).map((goroutine) => {
    const frames = goroutine.stack ?? [];
    const own = frames.filter((frame) => frame.own);
    const kept = own.length > 0 ? own : frames.filter(({ function: name }) => !isHarness(name));
    return kept.map(({ function: name, file, line }) => `${name} ${file}:${line}`);
  });
  const lines = draft.locations.map(({ role, file, line }) => `${role} ${file}:${line}`);
  const places = draft.kind === "data-race" ? void 0 : lines.sort();
  return {
    stable: stableIdentity(draft),
    stacks: stacks.map((stack) => stack.join("\n")).sort(),
    places
  };
}
function isHarness(name) {
  const { package: path } = parseGoSymbol(name);
  return path === "testing" || isRuntimePackage(path) || isStandardPackage(path);
}
function familyIdentity(draft) {
  const { variable } = draft;
  if (variable === void 0) return stableIdentity(draft);
  const packages = /* @__PURE__ */ new Set();
  const types = /* @__PURE__ */ new Set();
  for (const side of draft.locations.filter((each) => /access$/.test(each.role))) {
    const symbol = parseGoSymbol(side.function);
    const path = side.package ?? packageUnderTest(symbol.package);
    packages.add(path);
    const type = symbol.receiver?.replace(/^\(\*?|\)$/g, "");
    if (type !== void 0) types.add(`${path}.${type}`);
  }
  const cut = variable.name.lastIndexOf(".");
  const isField = variable.by === "expression" && cut >= 0;
  const owners = isField && types.size > 0 ? types : packages;
  const name = isField ? variable.name.slice(cut + 1) : variable.name;
  return { kind: draft.kind, variable: name, owners: [...owners].sort() };
}
function fingerprintsOf(draft, number = 0) {
  const functions = hashOf({ level: "stable", of: stableIdentity(draft) });
  const stable = `${functions.slice(0, FUNCTION_DIGITS)}${subjectDigits(draft.subject, number)}`;
  return {
    exact: digest({ level: "exact", of: exactIdentity(draft) }),
    stable: `${SCHEME}-${stable}`,
    family: digest({ level: "family", of: familyIdentity(draft) })
  };
}

// src/decide/known-ids.ts
var DOUBTS = {
  "unknown-here": "matched by its functions: what it is about is not known in this run",
  "unknown-there": "matched by its functions: the entry does not know what it is about"
};
function matchEntries(entries, ids) {
  const byFunctions = /* @__PURE__ */ new Map();
  for (const [id, entry] of entries) {
    if (!isCurrent(id)) continue;
    const known = byFunctions.get(functionsOf(id)) ?? /* @__PURE__ */ new Map();
    byFunctions.set(functionsOf(id), known);
    if (!known.has(id)) known.set(id, entry);
  }
  const matches = /* @__PURE__ */ new Map();
  for (const id of ids) {
    const left = byFunctions.get(functionsOf(id));
    const entry = left?.get(id);
    if (left === void 0 || entry === void 0) continue;
    matches.set(id, { entry, doubt: void 0 });
    left.delete(id);
  }
  for (const id of [...ids].sort()) {
    const left = byFunctions.get(functionsOf(id));
    if (left === void 0 || matches.has(id)) continue;
    for (const [other, entry] of left) {
      const compared = compareIds(id, other);
      if (compared !== "unknown-here" && compared !== "unknown-there") continue;
      matches.set(id, { entry, doubt: DOUBTS[compared] });
      left.delete(other);
      break;
    }
  }
  return matches;
}
function isCurrent(id) {
  return id.startsWith(`${SCHEME}-`);
}

// src/decide/baseline.ts
var KINDS = /* @__PURE__ */ new Set([
  "data-race",
  "fatal-error",
  "panic",
  "deadlock",
  "goroutine-leak",
  "lock-contention",
  "cancel-delay",
  "schedule"
]);
function knownFindings(baseline, ids) {
  return matchEntries(entriesOf(baseline?.findings ?? []), ids);
}
function entriesOf(entries) {
  return entries.map((entry) => [entry.fingerprint, entry]);
}
function knownReason({ entry, doubt }) {
  const since = entry.firstSeen === void 0 ? "" : `, first seen ${entry.firstSeen}`;
  return `in the baseline${since}${doubt === void 0 ? "" : ` (${doubt})`}`;
}
var TITLES_MAX = 3;
function baselineWarnings(baseline) {
  const former = (baseline?.findings ?? []).filter(({ fingerprint }) => !isCurrent(fingerprint));
  if (former.length === 0) return [];
  const titles = former.slice(0, TITLES_MAX).map(({ fingerprint, title }) => `${fingerprint} ${title}`);
  const more = former.length > TITLES_MAX ? `; and ${former.length - TITLES_MAX} more` : "";
  const message = `The baseline holds ${former.length} ${former.length === 1 ? "entry" : "entries"} of an older scheme, which did not know the variable: they match nothing (${titles.join("; ")}${more}). Write it anew: racegate baseline write <its place>.`;
  return [{ code: "baseline-scheme", severity: "warning", message, count: former.length }];
}
function mayBeKnown(kind) {
  return KINDS.has(kind);
}

// src/decide/fixed.ts
var SELECTING = /^--?(?:test\.)?(?:run|skip|short|failfast)(?:=|$)/;
function fixedFindings(baseline, run, seen) {
  const entries = baseline?.findings ?? [];
  const end = run.manifest?.run.end;
  if (entries.length === 0 || end !== void 0 && end !== "finished") return [];
  const ids = seen.map(({ fingerprints }) => fingerprints.stable);
  const present = new Set([...knownFindings(baseline, ids).values()].map(({ entry }) => entry));
  const families = new Set(seen.map(({ fingerprints }) => fingerprints.family));
  const packages = new Map(run.tests.packages.map((each) => [each.importPath, each]));
  const lost = new Set((run.manifest?.losses ?? []).map((loss) => loss.package));
  if (lost.has(void 0) || run.manifest?.failFast === true) return [];
  const isFiltered = (run.manifest?.filters?.length ?? 0) > 0;
  const selected = isFiltered || (run.manifest?.command.argv.some((word) => SELECTING.test(word)) ?? true);
  const fixed = [];
  for (const entry of entries) {
    const { package: owner, family } = entry;
    const result = owner === void 0 ? void 0 : packages.get(owner);
    if (result === void 0 || lost.has(owner)) continue;
    if (!isCurrent(entry.fingerprint) || present.has(entry)) continue;
    if (family !== void 0 && families.has(family)) continue;
    if (!ranWhole(result) || !testRan(entry, result, selected)) continue;
    const finding = fixedFinding(entry);
    if (finding !== void 0) fixed.push(finding);
  }
  return fixed;
}
function ranWhole({ outcome, cached, tests }) {
  const ended = outcome === "pass" || outcome === "fail";
  return ended && !cached && tests.every((test) => test.outcome !== "incomplete");
}
var RAN = /* @__PURE__ */ new Set(["pass", "fail"]);
function testRan({ test }, { tests, noTests }, selected) {
  if (test === void 0) return !selected && !noTests;
  return tests.some(({ name, outcome }) => name === test && RAN.has(outcome));
}
function pastWords({ hits, runs, silent = 0 }) {
  if (hits === void 0 || runs === void 0) return "";
  const silence = silent === 0 ? "" : `, then silent in ${silent}`;
  return ` It was seen in ${hits} of ${runs - silent} runs${silence}.`;
}
function fixedFinding(entry) {
  const { fingerprint, family, kind, title, code, package: owner, test, firstSeen } = entry;
  if (code === void 0 || owner === void 0) return void 0;
  const since = firstSeen === void 0 ? "" : ` since ${firstSeen}`;
  const ran = test === void 0 ? "its package ran" : `${test} ran`;
  return {
    kind,
    code,
    class: entry.class ?? "unclassified",
    severity: "note",
    title,
    explanation: `It is in the baseline${since}, ${ran}, and this run did not see it.${pastWords(entry)} What depends on timing may be there all the same: only repeated runs tell.`,
    package: owner,
    module: "",
    codeClass: "unknown",
    locations: [],
    goroutines: [],
    evidence: [],
    sightings: [],
    fingerprints: { exact: fingerprint, stable: fingerprint, family: family ?? fingerprint },
    state: "fixed",
    reason: `not seen any more; ${ran}`,
    gates: false
  };
}

// src/decide/identify.ts
function identify(drafts) {
  const byId = /* @__PURE__ */ new Map();
  for (const draft of drafts) {
    const id = fingerprintsOf(draft).stable;
    const twins = byId.get(id) ?? /* @__PURE__ */ new Map();
    byId.set(id, twins);
    const key = twinKey(draft);
    const known = twins.get(key);
    if (known === void 0) twins.set(key, [draft]);
    else known.push(draft);
  }
  const made = /* @__PURE__ */ new Map();
  const taken = /* @__PURE__ */ new Set();
  for (const twins of byId.values()) {
    let number = 0;
    for (const group of [...twins.values()].sort((a, b) => comparePlaces(a[0], b[0]))) {
      const [first] = group;
      if (first === void 0) continue;
      const draft = mergedAll(group);
      let fingerprints = fingerprintsOf(draft, number++);
      while (taken.has(fingerprints.stable) && number <= NUMBER_MAX) {
        fingerprints = fingerprintsOf(draft, number++);
      }
      taken.add(fingerprints.stable);
      made.set(first, { draft, fingerprints });
    }
  }
  return drafts.flatMap((draft) => made.get(draft) ?? []);
}
function twinKey(draft) {
  const race = draft.kind === "data-race";
  if (race && draft.subject !== void 0) return "";
  const places = draft.locations.filter(isPlace).map(placeText).sort();
  return [draft.class, race ? "" : draft.title, ...places].join("\n");
}
function isPlace({ role }) {
  return role !== "created-at" && role !== "declared";
}
function placeText({ role, file, line }) {
  return `${role.endsWith("access") ? "access" : role} ${file}:${line}`;
}
function comparePlaces(a, b) {
  const [one, other] = [sorted(a), sorted(b)];
  for (const [index, place] of one.entries()) {
    const against = other[index];
    if (against === void 0) return 1;
    const order = compareText(place.file, against.file) || place.line - against.line;
    if (order !== 0) return order;
  }
  return one.length - other.length || compareText(a?.title ?? "", b?.title ?? "");
}
function sorted(draft) {
  const places = (draft?.locations ?? []).filter(isPlace);
  return places.toSorted((x, y) => compareText(x.file, y.file) || x.line - y.line);
}
function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
var EVIDENCE_MAX = 8;
function mergedAll(group) {
  const rank = ({ severity: one }) => severity.options.indexOf(one);
  return group.toSorted((a, b) => rank(a) - rank(b)).reduce(merged);
}
function merged(one, other) {
  const known = new Set(one.locations.map(locationKey));
  const places = other.locations.filter((each) => !known.has(locationKey(each)));
  const names = [one, other].flatMap(
    ({ variables: variables2, variable }) => variables2 ?? variable?.name ?? []
  );
  const variables = [...new Set(names)];
  const tests = /* @__PURE__ */ new Set([
    ...one.test?.alsoPossible ?? [],
    ...[other.test?.name ?? [], other.test?.alsoPossible ?? []].flat()
  ]);
  tests.delete(one.test?.name ?? "");
  tests.delete("");
  const test = one.test ?? other.test;
  return {
    ...one,
    locations: [...one.locations, ...places],
    evidence: [...one.evidence, ...other.evidence].slice(0, EVIDENCE_MAX),
    sightings: joinSightings(one.sightings, other.sightings),
    ...variables.length > 1 ? { variables } : {},
    ...test === void 0 ? {} : { test: withPossible(test, [...tests]) },
    ...one.failsTest === true || other.failsTest === true ? { failsTest: true } : {}
  };
}
function withPossible(test, names) {
  return names.length === 0 ? test : { ...test, alsoPossible: names.slice(0, 10) };
}
function locationKey({ role, file, line, function: name }) {
  return `${role}
${file}:${line}
${name}`;
}
function joinSightings(one, other) {
  const joined = /* @__PURE__ */ new Map();
  for (const sighting of [...one, ...other]) {
    const { count, ...rest } = sighting;
    const key = JSON.stringify(rest);
    const known = joined.get(key);
    joined.set(key, known === void 0 ? sighting : { ...known, count: known.count + count });
  }
  return [...joined.values()];
}

// src/decide/order.ts
function compareText2(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
function compareFindings(a, b) {
  const [first, second] = [a.locations[0], b.locations[0]];
  return severity.options.indexOf(a.severity) - severity.options.indexOf(b.severity) || findingState.options.indexOf(a.state) - findingState.options.indexOf(b.state) || findingKind.options.indexOf(a.kind) - findingKind.options.indexOf(b.kind) || compareText2(a.package, b.package) || (b.cause?.share ?? 0) - (a.cause?.share ?? 0) || compareText2(first?.file ?? "", second?.file ?? "") || (first?.line ?? 0) - (second?.line ?? 0) || compareText2(a.fingerprints.stable, b.fingerprints.stable) || compareText2(a.fingerprints.exact, b.fingerprints.exact) || compareText2(a.title, b.title);
}

// src/decide/policy.ts
var GATING_BY_DEFAULT = new Set(
  SETTINGS["fail-on"].fallback.map(({ kind }) => kind)
);
var STATES = new Set(findingState.options);
function ruleMatches(rule, finding) {
  if (finding.severity === "note" && !namesNotes(rule)) return false;
  if (typeof rule === "string") return wordMatches(rule, finding);
  return (rule.kind === void 0 || rule.kind === finding.kind) && (rule.class === void 0 || rule.class === finding.class) && (rule.severity === void 0 || rule.severity === finding.severity) && (rule.owner === void 0 || rule.owner === finding.codeClass) && (rule.code === void 0 || rule.code === finding.code) && (rule.state ?? "new") === finding.state;
}
function namesNotes(rule) {
  return (typeof rule === "string" ? rule : rule.severity) === "note";
}
function wordMatches(word, finding) {
  if (STATES.has(word)) return finding.state === word;
  if (finding.state !== "new") return false;
  return word === finding.kind || word === finding.severity || word === finding.class || word === finding.codeClass || word === finding.code;
}
function closesGate(rules, finding) {
  return rules.some((rule) => ruleMatches(rule, finding));
}
function openGateNotes({ failOnOrigin }, findings) {
  if (failOnOrigin === void 0 || failOnOrigin === "default") return [];
  const passed = findings.filter(
    ({ kind, state, severity: severity2, gates }) => GATING_BY_DEFAULT.has(kind) && state === "new" && severity2 === "error" && !gates
  );
  if (passed.length === 0) return [];
  const kinds = [...new Set(passed.map(({ kind }) => kind))].sort().join(", ");
  const count = passed.length === 1 ? "1 new error does" : `${passed.length} new errors do`;
  return [
    {
      code: "fail-on-lets-pass",
      severity: "info",
      message: `${count} not close the gate (${kinds}), since fail-on says so: ${failOnOrigin}.`,
      count: 1
    }
  ];
}

// src/decide/run-scope.ts
var ENDED = /* @__PURE__ */ new Set(["pass", "fail", "skip"]);
function runScopeOf({ manifest, tests }, findings) {
  if (manifest === void 0) return void 0;
  const results = new Map(tests.packages.map((each) => [each.importPath, each]));
  const withoutRun = manifest.packages.filter(({ importPath, hasTests }) => {
    const result = results.get(importPath);
    return hasTests && result?.tests.length === 0 && ENDED.has(result.outcome);
  });
  return {
    modules: modulesOf(manifest, results, findings),
    packagesWithoutTests: manifest.packages.filter(({ hasTests }) => !hasTests).map(({ importPath }) => importPath),
    packagesWithoutRun: withoutRun.map(({ importPath }) => importPath),
    excludedByRace: (manifest.excludedByRace ?? []).map((each) => ({
      ...each,
      tests: [...each.tests]
    })),
    filters: [...manifest.filters ?? []],
    ...manifest.modulesCut === true ? { modulesCut: true } : {}
  };
}
var NOTHING = { packages: 0, tests: 0, failed: 0, findings: 0 };
function modulesOf(manifest, results, findings) {
  const run = manifest.modules.map(({ path, directory }) => {
    const packages = manifest.packages.filter((each) => each.module === path);
    const tests = packages.flatMap(({ importPath }) => results.get(importPath)?.tests ?? []);
    return {
      path,
      directory: belowRun(manifest, directory),
      state: "run",
      packages: packages.length,
      tests: tests.length,
      failed: tests.filter(({ outcome }) => outcome === "fail").length,
      findings: findings.filter(
        ({ module, state, severity: severity2 }) => module === path && state === "new" && severity2 !== "note"
      ).length
    };
  });
  const notRun = manifest.otherModulesBelow.map((directory) => {
    return { directory, state: "not-run", ...NOTHING };
  });
  const broken = (manifest.brokenModules ?? []).map((directory) => {
    return { directory, state: "failed", ...NOTHING };
  });
  return [...run, ...broken, ...notRun];
}
function belowRun(manifest, directory) {
  const cwd = manifest.directory ?? manifest.command.cwd;
  const from = cwd.split("/");
  const to = directory.split("/");
  const parted = to.findIndex((part, index) => part !== from[index]);
  const common = parted < 0 ? to.length : parted;
  const up = from.slice(common).map(() => "..");
  return [...up, ...to.slice(common)].join("/") || ".";
}
function moduleDirectories(manifest) {
  const steps = manifest?.steps ?? [];
  return Object.fromEntries(
    steps.flatMap(
      ({ cwd, modules }) => manifest === void 0 ? [] : modules.map((path) => [path, belowRun(manifest, cwd)])
    )
  );
}
function nothingTestedReasons({ manifest, tests }, scope) {
  if (manifest === void 0 || scope === void 0 || manifest.packages.length === 0) return [];
  if (manifest.run.end !== "finished" || tests.packages.some((each) => each.tests.length > 0)) {
    return [];
  }
  const all = manifest.packages.length;
  const withTests = all - scope.packagesWithoutTests.length;
  const why = [
    withTests === 0 ? `${counted(all, "package")}, none with test files` : `${counted(withTests, "package")} with test files`,
    ...scope.filters.length > 0 ? [`filter ${scope.filters.join(" ")}`] : [],
    ...scope.excludedByRace.length > 0 ? [`${counted(scope.excludedByRace.length, "file")} excluded by !race`] : []
  ];
  return [`no test ran: ${why.join("; ")}. allow-empty passes such a run`];
}

// src/util/scheduler-samples.ts
function schedulerFacts(lines) {
  const usable = lines.filter(({ values }) => values.has("idleprocs"));
  const samples = usable.length > 1 && usable[0]?.timeMs === 0 ? usable.slice(1) : usable;
  if (samples.length === 0) return void 0;
  let idle = 0;
  let runnableMax = 0;
  let runnableMaxAtMs = 0;
  let saturated = 0;
  let gomaxprocs = 0;
  for (const line of samples) {
    const idleNow = line.values.get("idleprocs") ?? 0;
    const runnable = runnableIn(line);
    idle += idleNow;
    gomaxprocs = Math.max(gomaxprocs, line.values.get("gomaxprocs") ?? 0);
    if (idleNow === 0 && runnable > 0) saturated += 1;
    if (runnable > runnableMax) {
      runnableMax = runnable;
      runnableMaxAtMs = line.timeMs;
    }
  }
  const idleMean = Math.round(idle / samples.length * 10) / 10;
  return { samples: samples.length, gomaxprocs, idleMean, runnableMax, runnableMaxAtMs, saturated };
}
function runnableIn({ values, queues }) {
  return queues.reduce((sum, length) => sum + length, values.get("runqueue") ?? 0);
}

// src/decide/runtime-facts.ts
var INITS_MAX = 10;
var SCHEDULERS_MAX = 20;
function runtimeFactsOf(run) {
  const inits = initCosts(run);
  const schedulers = samplesOf(run);
  if (inits.length === 0 && schedulers.length === 0) return void 0;
  return {
    inits: inits.slice(0, INITS_MAX),
    initPackages: inits.length,
    schedulers: schedulers.slice(0, SCHEDULERS_MAX)
  };
}
function initCosts({ initTraces = [] }) {
  const costs = /* @__PURE__ */ new Map();
  for (const { lines } of initTraces) {
    for (const { package: name, atMs, clockMs, bytes, allocs } of lines) {
      const known = costs.get(name);
      const processes = (known?.processes ?? 0) + 1;
      const longer = known === void 0 || clockMs > known.longestMs;
      costs.set(
        name,
        longer ? {
          package: name,
          processes,
          longestMs: clockMs,
          atMs,
          ...bytes === void 0 ? {} : { bytes },
          ...allocs === void 0 ? {} : { allocs }
        } : { ...known, processes }
      );
    }
  }
  return [...costs.values()].sort(
    (a, b) => b.longestMs - a.longestMs || (a.package < b.package ? -1 : 1)
  );
}
function samplesOf({ schedTraces = [] }) {
  return schedTraces.flatMap(({ origin, lines }) => {
    const facts = schedulerFacts(lines);
    return facts === void 0 ? [] : [{ package: origin.package ?? "", ...facts }];
  }).sort(
    (a, b) => b.saturated - a.saturated || b.runnableMax - a.runnableMax || (a.package < b.package ? -1 : 1)
  );
}

// src/decide/run-summary.ts
function runSummaryOf(run, findings) {
  const { manifest, tests } = run;
  const results = tests.packages;
  const all = results.flatMap((each) => each.tests);
  const packages = (outcome) => results.filter((p) => p.outcome === outcome).length;
  const outcomes = (outcome) => all.filter((t) => t.outcome === outcome).length;
  const seen = new Set(results.map((each) => each.importPath));
  const never = (manifest?.packages ?? []).filter((p) => p.hasTests && !seen.has(p.importPath));
  const races = findings.filter((each) => each.kind === "data-race");
  const setting = (each) => ({
    requested: each.requested,
    ...each.effective === void 0 ? {} : { effective: each.effective }
  });
  const runtime = runtimeFactsOf(run);
  return {
    id: manifest?.run.id ?? "",
    attempt: manifest?.run.attempt ?? 1,
    ...manifest === void 0 ? {} : {
      startedAt: manifest.run.startedAt,
      endedAt: manifest.run.endedAt,
      go: manifest.go.version,
      goos: manifest.go.goos,
      goarch: manifest.go.goarch,
      gomaxprocs: setting(manifest.pinned.gomaxprocs),
      gorace: setting(manifest.pinned.gorace)
    },
    command: [...manifest?.command.argv ?? []],
    ...manifest?.steps === void 0 ? {} : { moduleDirectories: moduleDirectories(manifest) },
    packages: {
      planned: manifest?.packages.length ?? results.length,
      passed: packages("pass"),
      failed: packages("fail"),
      skipped: packages("skip"),
      incomplete: packages("incomplete") + never.length,
      buildFailed: packages("build-failed")
    },
    tests: {
      total: all.length,
      passed: outcomes("pass"),
      failed: outcomes("fail"),
      skipped: outcomes("skip"),
      incomplete: outcomes("incomplete")
    },
    ...runtime === void 0 ? {} : { runtime },
    races: {
      reports: races.reduce(
        (sum, race) => sum + race.sightings.reduce((n, sighting) => n + sighting.count, 0),
        0
      ),
      findings: races.length,
      new: races.filter((race) => race.state === "new").length
    }
  };
}

// src/decide/suppressions.ts
var NEVER = /* @__PURE__ */ new Set(["test-failure", "build-failure"]);
function hasExpired(entry, nowText) {
  return nowText.slice(0, 10) > entry.expires;
}
var AcceptedEntries = class {
  byFingerprint = /* @__PURE__ */ new Map();
  matched = /* @__PURE__ */ new Set();
  refused = /* @__PURE__ */ new Set();
  /** Entries of an older scheme, and the ids that findings of this run have which they may have meant. */
  former = /* @__PURE__ */ new Map();
  matches;
  policy;
  constructor(policy, ids) {
    this.policy = policy;
    for (const entry of policy.accepted) {
      const other = this.byFingerprint.get(entry.fingerprint);
      if (other === void 0 || other.expires < entry.expires) {
        this.byFingerprint.set(entry.fingerprint, entry);
      }
      if (!isCurrent(entry.fingerprint)) this.former.set(entry.fingerprint, /* @__PURE__ */ new Set());
    }
    this.matches = matchEntries(this.byFingerprint, ids);
  }
  reasonFor(draft, fingerprints) {
    if (this.former.size > 0) this.former.get(formerId(draft))?.add(fingerprints.stable);
    const match = this.matches.get(fingerprints.stable);
    if (match === void 0) return void 0;
    const { entry, doubt } = match;
    this.matched.add(entry.fingerprint);
    if (NEVER.has(draft.kind)) {
      this.refused.add(entry.fingerprint);
      return void 0;
    }
    if (hasExpired(entry, this.policy.now)) return void 0;
    const by = entry.origin === void 0 ? entry.owner : `${entry.owner} (${entry.origin})`;
    const why = `accepted by ${by} until ${entry.expires}: ${entry.reason}`;
    return doubt === void 0 ? why : `${why} (${doubt})`;
  }
  warnings(complete) {
    return [...this.byFingerprint.values()].flatMap((entry) => this.warningOf(entry, complete));
  }
  warningOf(entry, complete) {
    const { fingerprint, owner, expires } = entry;
    const seen = this.matched.has(fingerprint);
    const say = (code, message, severity2 = "warning") => [
      { code, severity: severity2, message, count: 1 }
    ];
    if (!isCurrent(fingerprint)) return say("accepted-scheme", this.formerWords(entry));
    if (this.refused.has(fingerprint)) {
      return say(
        "accepted-not-allowed",
        `${fingerprint} (${owner}) is a failed test or build: these cannot be accepted. Remove the entry.`
      );
    }
    if (hasExpired(entry, this.policy.now)) {
      const still = seen ? ", and the finding is still there" : "";
      return say(
        "accepted-expired",
        `The acceptance of ${fingerprint} (${owner}) ended on ${expires}${still}. Fix it, or renew or remove the entry.`
      );
    }
    if (seen) return [];
    return say(
      "accepted-stale",
      `The accepted finding ${fingerprint} (${owner}) was not seen in this run. A race may stay silent in a run; if it is fixed, remove the entry.`,
      complete ? "warning" : "info"
    );
  }
  formerWords({ fingerprint, owner }) {
    const ids = [...this.former.get(fingerprint) ?? []].slice(0, IDS_MAX);
    const cure = ids.length === 0 ? "Take the id (rg2-…) from the finding in the report once it is seen, or remove the entry." : `In this run it may be ${ids.join(", ")}: put the right one in its place.`;
    return `The accepted entry ${fingerprint} (${owner}) is of an older scheme, which did not know the variable: it matches nothing. ${cure}`;
  }
};
var IDS_MAX = 5;
function createAcceptance(policy, ids) {
  return new AcceptedEntries(policy, ids);
}

// src/decide/module-steps.ts
function unexplainedSteps({ manifest, tests }, findings) {
  return (manifest?.steps ?? []).flatMap(({ cwd, modules, goExitCode }) => {
    if (goExitCode === 0 || goExitCode === null) return [];
    const planned = manifest?.packages.filter(({ module = "" }) => modules.includes(module)) ?? [];
    const names = new Set(planned.map(({ importPath }) => importPath));
    const broken = tests.packages.some(
      ({ importPath, outcome }) => names.has(importPath) && outcome !== "pass" && outcome !== "skip"
    );
    const found = findings.some(
      ({ kind, severity: severity2, package: owner }) => kind !== "trust" && severity2 === "error" && (owner === "" || names.has(owner))
    );
    if (broken || found) return [];
    return [
      `go test in ${cwd} ended with status ${goExitCode}, and nothing that was seen accounts for it`
    ];
  });
}

// src/decide/verdict.ts
var NAMES_MAX = 5;
var FAILING = /* @__PURE__ */ new Set([
  "test-failure",
  "panic",
  "fatal-error",
  "timeout"
]);
function listed(names) {
  const more = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : "";
  return `${names.slice(0, NAMES_MAX).join(", ")}${more}`;
}
function endedByDeadline({ manifest, crashes }) {
  const userMs = manifest?.deadline?.userTimeoutMs;
  if (userMs === void 0) return [];
  const names = crashes.filter(({ crash }) => {
    const ms = crash.timeout === void 0 ? void 0 : parseGoDurationMs(crash.timeout);
    return crash.kind === "timeout" && ms !== void 0 && (userMs === 0 || ms < userMs);
  }).map(({ origin }) => origin.package ?? "a test binary");
  return [...new Set(names)].sort();
}
function haltedUnasked({ tests }, findings) {
  const gating = new Set(
    findings.flatMap(
      ({ gates, package: owner, sightings }) => gates ? [owner, ...sightings.map((each) => each.package)] : []
    )
  );
  const names = tests.packages.filter(({ haltedByRace, importPath }) => haltedByRace === true && !gating.has(importPath)).map((each) => each.importPath);
  if (names.length === 0) return [];
  return [`fail-fast ended ${listed(names)} at a race that closes no gate, before its other tests`];
}
function incompleteReasons(run, findings, diagnostics, end) {
  const reasons = [];
  if (end?.end === "deadline") reasons.push("the deadline ended the run");
  const shortened = endedByDeadline(run);
  if (end?.end !== "deadline" && shortened.length > 0) {
    reasons.push(`the deadline ended ${listed(shortened)}`);
  }
  if (end?.end === "finished" && end.goExitCode === null) {
    reasons.push("a signal ended go test");
  }
  const results = new Map(run.tests.packages.map((each) => [each.importPath, each]));
  const open = run.tests.packages.filter((each) => each.outcome === "incomplete");
  if (open.length > 0) {
    reasons.push(`no end was seen of ${listed(open.map((each) => each.importPath))}`);
  }
  const isUnloaded = run.tests.buildFailures.some(({ importPath }) => importPath === "");
  const never = (run.manifest?.packages ?? []).filter(
    (each) => each.hasTests && !results.has(each.importPath) && !isUnloaded
  );
  if (never.length > 0) {
    reasons.push(`never run: ${listed(never.map((each) => each.importPath))}`);
  }
  reasons.push(...haltedUnasked(run, findings));
  for (const lost of findings.filter((each) => each.code === "RG5202")) reasons.push(lost.title);
  if (run.races.length > 0 && !findings.some((each) => each.kind === "data-race")) {
    reasons.push("race reports were read that no finding accounts for");
  }
  for (const loss of run.manifest?.losses ?? []) {
    if (loss.breaksVerdict) reasons.push(`not kept: ${loss.what} (${loss.why})`);
  }
  for (const each of diagnostics) {
    if (each.severity === "data-loss") reasons.push(each.message);
  }
  return reasons;
}
function unexplained(run, findings, end) {
  if (end?.end === "cancelled" || end?.end === "deadline") return [];
  const explained = /* @__PURE__ */ new Set();
  for (const { kind, code: code2, severity: severity2, package: owner, sightings } of findings) {
    if (severity2 === "note") continue;
    if (kind === "trust" && code2 !== "RG5202") continue;
    explained.add(owner);
    for (const sighting of sightings) explained.add(sighting.package);
  }
  const failed = run.tests.packages.filter((each) => each.outcome === "fail");
  const silent = failed.map((each) => each.importPath).filter((name) => !explained.has(name));
  const reasons = [];
  if (silent.length > 0) reasons.push(`failed for no reason that was seen: ${listed(silent)}`);
  if (run.manifest?.steps !== void 0) return [...reasons, ...unexplainedSteps(run, findings)];
  const code = end?.goExitCode ?? 0;
  const broken = run.rerunVerdicts?.some(({ by }) => by === "observer" || by === "pins") === true || run.tests.packages.some((each) => each.outcome !== "pass" && each.outcome !== "skip");
  const found = findings.some((each) => each.kind !== "trust" && each.severity === "error");
  if (code !== 0 && !broken && !found) {
    reasons.push(`go test ended with status ${code}, and nothing that was seen accounts for it`);
  }
  return reasons;
}
function plural(count, one, many) {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
function failsItsTest({ failsTest, state }) {
  return failsTest === true && state === "new";
}
function isFailing(finding) {
  if (failsItsTest(finding)) return true;
  return FAILING.has(finding.kind) && finding.severity !== "note" && finding.state === "new";
}
function failureReasons(failing) {
  const counts = [
    [["test-failure"], "test failed", "tests failed"],
    [["panic"], "panic", "panics"],
    [["fatal-error"], "fatal error", "fatal errors"],
    [["timeout"], "timeout", "timeouts"]
  ];
  const leaks = failing.filter(failsItsTest).length;
  const leaked = leaks === 0 ? [] : [`${plural(leaks, "leak", "leaks")} for which goleak fails the tests`];
  const reasons = counts.map(([kinds, one, many]) => {
    const count = failing.filter((each) => kinds.includes(each.kind)).length;
    return count === 0 ? void 0 : plural(count, one, many);
  }).filter((each) => each !== void 0);
  return [...reasons, ...leaked];
}
function buildReasons(run, findings) {
  const broken = run.tests.packages.filter((each) => each.outcome === "build-failed");
  const builds = findings.filter((each) => each.kind === "build-failure");
  const reasons = builds.map((each) => each.title);
  if (builds.length === 0 && broken.length > 0) {
    reasons.push(`did not build: ${listed(broken.map((each) => each.importPath))}`);
  }
  const unlisted = run.manifest?.brokenModules ?? [];
  if (unlisted.length > 0) reasons.push(`go cannot list the packages of ${listed(unlisted)}`);
  const anyTest = run.tests.packages.some((each) => each.tests.length > 0);
  if (!anyTest) {
    const causes = findings.filter(
      (each) => each.kind === "infrastructure" && each.severity === "error"
    );
    reasons.push(...causes.map((each) => `before any test ran: ${each.title}`));
  }
  return reasons;
}
function usageReasons(findings) {
  return findings.filter((each) => each.class === "flag-refused").map((each) => each.title);
}
function hasNoPackages(run) {
  const { manifest, tests } = run;
  if (manifest === void 0 || (manifest.preflight?.length ?? 0) > 0) return false;
  return manifest.packages.length === 0 && tests.packages.length === 0;
}
function verdictOf(input) {
  const { run, findings, diagnostics, end } = input;
  const incomplete = incompleteReasons(run, findings, diagnostics, end);
  const gating = findings.filter((each) => each.gates);
  const failing = findings.filter(isFailing);
  const silent = unexplained(run, findings, end);
  const steps = [
    [130, end?.end === "cancelled" ? ["the run was cancelled"] : []],
    [2, usageReasons(findings)],
    [5, hasNoPackages(run) && end?.end !== "deadline" ? ["no packages to test"] : []],
    [6, buildReasons(run, findings)],
    [4, incomplete],
    [3, gating.map((each) => each.title)],
    [1, failing.length > 0 ? [...failureReasons(failing), ...silent] : silent]
  ];
  const found = steps.filter(([, reasons]) => reasons.length > 0);
  const { nothingTested = [] } = input;
  const holding = found.length > 0 || nothingTested.length === 0 ? found : [[5, [...nothingTested]]];
  const exitCode = holding[0]?.[0] ?? 0;
  const complete = incomplete.length === 0 && end?.end !== "cancelled";
  return {
    conclusion: exitCode === 0 ? "pass" : exitCode === 1 || exitCode === 3 ? "fail" : "error",
    exitCode,
    // An incomplete run passes nothing; failed tests alone are not the policy's matter.
    gate: gating.length > 0 || exitCode !== 0 && exitCode !== 1 ? "closed" : "open",
    complete,
    reasons: holding.flatMap(([, reasons]) => reasons)
  };
}

// src/decide/decide.ts
function markOf({ draft, fingerprints }, acceptance, known, policy) {
  const accepted = acceptance.reasonFor(draft, fingerprints);
  const old = mayBeKnown(draft.kind) ? known.get(fingerprints.stable) : void 0;
  const state = accepted !== void 0 ? "suppressed" : old !== void 0 ? "known" : "new";
  const reason = accepted ?? (old && knownReason(old));
  const marked2 = { ...draft, state };
  return {
    ...marked2,
    fingerprints,
    ...reason === void 0 ? {} : { reason },
    gates: closesGate(policy.failOn, marked2)
  };
}
function marked({ drafts, policy, baseline }) {
  const identified = identify(drafts);
  const ids = identified.map(({ fingerprints }) => fingerprints.stable);
  const acceptance = createAcceptance(policy, ids);
  const known = knownFindings(baseline, ids);
  const all = identified.map((each) => ({
    draft: each.draft,
    finding: markOf(each, acceptance, known, policy)
  }));
  return { all, acceptance };
}
function settled(all) {
  const races = new Set(
    all.flatMap(
      ({ finding: { kind, gates, package: owner } }) => kind === "data-race" && gates ? [owner] : []
    )
  );
  return all.filter(({ draft }) => draft.unlessRaceGates !== true || !races.has(draft.package));
}
function testsInDoubt(input) {
  return settled(marked(input).all).map(({ draft }) => draft).filter(({ unlessRaceGates }) => unlessRaceGates === true);
}
function withoutKey(finding) {
  const told = { ...finding };
  delete told.unlessRaceGates;
  return told;
}
function decide(input) {
  const { run, policy } = input;
  const { all, acceptance } = marked(input);
  const findings = settled(all).map(({ finding }) => withoutKey(finding)).sort(compareFindings);
  const fixed = fixedFindings(input.baseline, run, findings);
  const read = [...run.diagnostics, ...input.diagnostics ?? []];
  const end = input.end ?? run.manifest?.run;
  const complete = incompleteReasons(run, findings, read, end).length === 0;
  const rules = [
    ...acceptance.warnings(complete),
    ...baselineWarnings(input.baseline),
    ...openGateNotes(policy, findings)
  ];
  const diagnostics = [...read, ...rules];
  const scope = runScopeOf(run, findings);
  const nothingTested = policy.allowEmpty === true ? [] : nothingTestedReasons(run, scope);
  return {
    schemaVersion: FINDINGS_SCHEMA_VERSION,
    tool: { name: "racegate", version: input.version ?? run.manifest?.tool.version ?? "unknown" },
    run: runSummaryOf(run, findings),
    ...scope === void 0 ? {} : { scope },
    verdict: verdictOf({ run, findings, diagnostics: read, end, nothingTested }),
    // What is not there any more takes no part in the verdict.
    findings: [...findings, ...fixed].sort(compareFindings),
    diagnostics: diagnostics.map(({ code, severity: severity2, message, count, at }) => ({
      code,
      severity: severity2,
      message,
      count,
      ...at === void 0 ? {} : { at: { ...at } }
    }))
  };
}

// src/decide/silence.ts
var DOUBT = 0.05;
var IMPROBABLE = 0.01;
var STEPS = 60;
function isGone(hits, runs, silent) {
  return silent > 0 && (1 - lowestRate(hits, runs)) ** silent < IMPROBABLE;
}
function lowestRate(hits, runs) {
  if (hits <= 0 || runs <= 0) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step++) {
    const rate = (low + high) / 2;
    if (atLeast(Math.min(hits, runs), runs, rate) < DOUBT) low = rate;
    else high = rate;
  }
  return low;
}
var RUNS_MAX = 2e3;
function atLeast(hits, runs, rate) {
  const count = Math.min(runs, RUNS_MAX);
  const wanted = Math.ceil(hits * count / runs);
  let sum = 0;
  let logChoose = 0;
  for (let k = 0; k <= count; k++) {
    if (k > 0) logChoose += Math.log((count - k + 1) / k);
    if (k < wanted) continue;
    sum += Math.exp(logChoose + k * Math.log(rate) + (count - k) * Math.log1p(-rate));
  }
  return sum;
}

// src/decide/baseline-merge.ts
var NAMED = /^(?:Test(?!Main$)|Fuzz|Example|Benchmark)/;
var COUNTED_MAX = 50;
function mergeBaseline(document, previous, options = {}) {
  const old = (previous?.findings ?? []).filter(({ fingerprint }) => isCurrent(fingerprint));
  const run = runKey(document);
  const again = run !== void 0 && previous?.counted?.includes(run) === true;
  const day = document.run.startedAt?.slice(0, 10);
  const moment = { day, commit: options.commit, count: again ? 0 : 1 };
  const matched = matchedFindings(document, old);
  const added = matched.fresh.map((finding) => entryOf(finding, void 0, moment));
  const seen = [...matched.seen].map(([entry, finding]) => entryOf(finding, entry, moment));
  const looked = lookedAt(document);
  const parts = { kept: [], retired: [] };
  const pruned = [];
  for (const entry of old) {
    if (matched.gone.has(entry.fingerprint)) continue;
    const silent = looked.has(entry.fingerprint) ? silenced(entry, moment.count) : entry;
    if (options.prune === true) pruned.push(silent);
    else if (isSilentForGood(silent)) parts.retired.push(silent);
    else parts.kept.push(silent);
  }
  const findings = [...added, ...seen, ...parts.kept].sort(
    (a, b) => a.fingerprint < b.fingerprint ? -1 : 1
  );
  const counted2 = [.../* @__PURE__ */ new Set([...previous?.counted ?? [], ...run === void 0 ? [] : [run]])];
  return {
    baseline: {
      schemaVersion: "1",
      scheme: SCHEME,
      ...counted2.length === 0 ? {} : { counted: counted2.slice(-COUNTED_MAX) },
      findings
    },
    added,
    seen,
    ...parts,
    pruned,
    former: (previous?.findings ?? []).filter(({ fingerprint }) => !isCurrent(fingerprint)),
    again
  };
}
function runKey({ run }) {
  return run.id === "" ? void 0 : [run.id, run.attempt, run.startedAt ?? ""].join("/");
}
function matchedFindings(document, old) {
  const findings = document.findings.filter(
    ({ kind, state }) => mayBeKnown(kind) && state !== "fixed"
  );
  const ids = findings.map(({ fingerprints }) => fingerprints.stable);
  const matches = matchEntries(entriesOf(old), ids);
  const seen = /* @__PURE__ */ new Map();
  const fresh = [];
  const gone = /* @__PURE__ */ new Set();
  for (const finding of findings) {
    const match = matches.get(finding.fingerprints.stable);
    if (match !== void 0) gone.add(match.entry.fingerprint);
    if (finding.state === "suppressed") continue;
    if (match === void 0) fresh.push(finding);
    else seen.set(match.entry, finding);
  }
  return { seen, fresh, gone };
}
function lookedAt({ findings }) {
  const fixed = findings.filter(({ state }) => state === "fixed");
  return new Set(fixed.map(({ fingerprints }) => fingerprints.stable));
}
function silenced(entry, count) {
  const { runs = 1, silent = 0 } = entry;
  return { ...entry, runs: runs + count, hits: entry.hits ?? 1, silent: silent + count };
}
function isSilentForGood({ hits = 1, runs = 1, silent = 0 }) {
  return isGone(hits, runs - silent, silent);
}
function entryOf(finding, before, at) {
  const { stable, family } = finding.fingerprints;
  const { kind, title, code } = finding;
  const test = finding.test?.name ?? "";
  const better = finding.subject !== void 0 || before === void 0;
  const dates = {
    firstSeen: before?.firstSeen ?? at.day,
    lastSeen: at.day ?? before?.lastSeen,
    firstCommit: before === void 0 ? at.commit : before.firstCommit,
    lastCommit: at.commit ?? before?.lastCommit
  };
  return {
    fingerprint: better ? stable : before.fingerprint,
    family: better ? family : before.family ?? family,
    kind,
    title: better ? title : before.title,
    ...Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== void 0)),
    runs: before === void 0 ? 1 : (before.runs ?? 1) + at.count,
    hits: before === void 0 ? 1 : (before.hits ?? 1) + at.count,
    code,
    class: finding.class,
    ...finding.package === "" ? {} : { package: finding.package },
    ...NAMED.test(test) ? { test } : {}
  };
}

// src/decide/baseline-words.ts
var TITLES_MAX2 = 20;
function baselineWords(merged2, place) {
  const { baseline, added, seen, kept, retired, pruned, former, again } = merged2;
  const known = baseline.findings.length;
  const parts = [`${added.length} new`, `${seen.length} seen again`];
  if (kept.length > 0) parts.push(`${kept.length} not seen by this run and kept`);
  const lines = [
    `${place}: ${known} known ${known === 1 ? "finding" : "findings"} (${parts.join(", ")})`
  ];
  if (again) lines.push("This run is in it already: its sightings were not counted again.");
  lines.push(...named("retired: silent for too long to be chance", retired, silenceWords));
  lines.push(...named("dropped: not seen by this run", pruned, () => ""));
  if (former.length > 0) {
    const what = "left out: of an older scheme, which matches nothing; what this run saw is in it anew";
    lines.push(...named(what, former, () => ""));
  }
  return `${lines.join("\n")}
`;
}
function silenceWords({ hits = 1, runs = 1, silent = 0 }) {
  return `, seen in ${hits} of ${runs - silent} runs, then silent in ${silent}`;
}
function named(what, entries, more) {
  if (entries.length === 0) return [];
  const lines = entries.slice(0, TITLES_MAX2).map((entry) => `  ${entry.fingerprint} ${inlineForTerminal(entry.title)}${more(entry)}`);
  const rest = entries.length - lines.length;
  return [`${entries.length} ${what}`, ...lines, ...rest > 0 ? [`  and ${rest} more`] : []];
}

export {
  schedulerFacts,
  mergeBaseline,
  baselineWords,
  testsInDoubt,
  decide
};
