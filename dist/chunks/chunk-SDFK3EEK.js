import { createRequire as racegateCreateRequire } from "node:module";
import { fileURLToPath as racegateFileUrl } from "node:url";
import { dirname as racegateDirname } from "node:path";
const require = racegateCreateRequire(import.meta.url);
const __filename = racegateFileUrl(import.meta.url);
const __dirname = racegateDirname(__filename);
import {
  isRuntimePackage,
  isStandardPackage,
  packageUnderTest,
  parseGoSymbol,
  stableName
} from "./chunk-UDIUBDHM.js";
import {
  FINDINGS_SCHEMA_VERSION,
  closesGate,
  failOnMistakes,
  parseGoDurationMs
} from "./chunk-3GZBLRQE.js";
import {
  findingKind,
  findingState,
  severity
} from "./chunk-5PWBSGHX.js";

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
var NAMED = /^(?:Test(?!Main$)|Fuzz|Example|Benchmark)/;
function knownFindings(baseline) {
  const known = /* @__PURE__ */ new Map();
  for (const { fingerprint, firstSeen } of baseline?.findings ?? []) {
    const since = firstSeen === void 0 ? "" : `, first seen ${firstSeen}`;
    known.set(fingerprint, `in the baseline${since}`);
  }
  return known;
}
function mayBeKnown(kind) {
  return KINDS.has(kind);
}
function baselineOf(document, previous) {
  const old = new Map((previous?.findings ?? []).map((entry) => [entry.fingerprint, entry]));
  const entries = /* @__PURE__ */ new Map();
  if (!document.verdict.complete) for (const [key, entry] of old) entries.set(key, entry);
  for (const finding of document.findings) {
    if (!KINDS.has(finding.kind) || finding.state === "fixed" || finding.state === "suppressed") {
      continue;
    }
    const { stable, family } = finding.fingerprints;
    const before = old.get(stable);
    const firstSeen = before?.firstSeen ?? document.run.startedAt?.slice(0, 10);
    const { kind, title, code } = finding;
    const test = finding.test?.name ?? "";
    if (entries.has(stable) && before === void 0) continue;
    entries.set(stable, {
      fingerprint: stable,
      family,
      kind,
      title,
      ...firstSeen === void 0 ? {} : { firstSeen },
      code,
      class: finding.class,
      ...finding.package === "" ? {} : { package: finding.package },
      ...NAMED.test(test) ? { test } : {}
    });
  }
  const sorted = [...entries.values()].sort((a, b) => a.fingerprint < b.fingerprint ? -1 : 1);
  return { schemaVersion: "1", scheme: "rg1", findings: sorted };
}

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
var SCHEME = "rg1";
var DIGITS = 16;
function digest(value) {
  const hash = createHash("sha256").update(canonicalJson(value)).digest("hex");
  return `${SCHEME}-${hash.slice(0, DIGITS)}`;
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
      return {
        package: draft.package,
        class: draft.class,
        at: draft.locations.filter((each) => each.own && each.role !== "created-at").map(normalFunction).sort()
      };
  }
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
function fingerprintsOf(draft) {
  return {
    exact: digest({ level: "exact", of: exactIdentity(draft) }),
    stable: digest({ level: "stable", of: stableIdentity(draft) }),
    family: digest({ level: "family", of: familyIdentity(draft) })
  };
}

// src/decide/fixed.ts
var SELECTING = /^--?(?:test\.)?(?:run|skip|short|failfast)(?:=|$)/;
function fixedFindings(baseline, run, seen) {
  const entries = baseline?.findings ?? [];
  const end = run.manifest?.run.end;
  if (entries.length === 0 || end !== void 0 && end !== "finished") return [];
  const present = new Set(
    seen.flatMap(({ fingerprints }) => [fingerprints.stable, fingerprints.family])
  );
  const packages = new Map(run.tests.packages.map((each) => [each.importPath, each]));
  const lost = new Set((run.manifest?.losses ?? []).map((loss) => loss.package));
  if (lost.has(void 0) || run.manifest?.failFast === true) return [];
  const selected = run.manifest?.command.argv.some((word) => SELECTING.test(word)) ?? true;
  const fixed = [];
  for (const entry of entries) {
    const { package: owner, family } = entry;
    const result = owner === void 0 ? void 0 : packages.get(owner);
    if (result === void 0 || lost.has(owner)) continue;
    if (present.has(entry.fingerprint) || family !== void 0 && present.has(family)) continue;
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
    explanation: `It is in the baseline${since}, ${ran}, and this run did not see it. What depends on timing may be there all the same: only repeated runs tell.`,
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

// src/decide/order.ts
function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
function compareFindings(a, b) {
  const [first, second] = [a.locations[0], b.locations[0]];
  return severity.options.indexOf(a.severity) - severity.options.indexOf(b.severity) || findingState.options.indexOf(a.state) - findingState.options.indexOf(b.state) || findingKind.options.indexOf(a.kind) - findingKind.options.indexOf(b.kind) || compareText(a.package, b.package) || (b.cause?.share ?? 0) - (a.cause?.share ?? 0) || compareText(first?.file ?? "", second?.file ?? "") || (first?.line ?? 0) - (second?.line ?? 0) || compareText(a.fingerprints.stable, b.fingerprints.stable) || compareText(a.fingerprints.exact, b.fingerprints.exact) || compareText(a.title, b.title);
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
  policy;
  constructor(policy) {
    this.policy = policy;
    for (const entry of policy.accepted) {
      const other = this.byFingerprint.get(entry.fingerprint);
      if (other === void 0 || other.expires < entry.expires) {
        this.byFingerprint.set(entry.fingerprint, entry);
      }
    }
  }
  reasonFor(draft, fingerprints) {
    const entry = this.byFingerprint.get(fingerprints.stable);
    if (entry === void 0) return void 0;
    this.matched.add(entry.fingerprint);
    if (NEVER.has(draft.kind)) {
      this.refused.add(entry.fingerprint);
      return void 0;
    }
    if (hasExpired(entry, this.policy.now)) return void 0;
    return `accepted by ${entry.owner} until ${entry.expires}: ${entry.reason}`;
  }
  warnings(complete) {
    const warnings = [];
    for (const entry of this.byFingerprint.values()) {
      const { fingerprint, owner, expires } = entry;
      const seen = this.matched.has(fingerprint);
      if (this.refused.has(fingerprint)) {
        warnings.push({
          code: "accepted-not-allowed",
          severity: "warning",
          message: `${fingerprint} (${owner}) is a failed test or build: these cannot be accepted. Remove the entry.`,
          count: 1
        });
      } else if (hasExpired(entry, this.policy.now)) {
        warnings.push({
          code: "accepted-expired",
          severity: "warning",
          message: `The acceptance of ${fingerprint} (${owner}) ended on ${expires}${seen ? ", and the finding is still there" : ""}. Fix it, or renew or remove the entry.`,
          count: 1
        });
      } else if (!seen) {
        warnings.push({
          code: "accepted-stale",
          severity: complete ? "warning" : "info",
          message: `The accepted finding ${fingerprint} (${owner}) was not seen in this run. A race may stay silent in a run; if it is fixed, remove the entry.`,
          count: 1
        });
      }
    }
    return warnings;
  }
};
function createAcceptance(policy) {
  return new AcceptedEntries(policy);
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
  const never = (run.manifest?.packages ?? []).filter(
    (each) => each.hasTests && !results.has(each.importPath)
  );
  if (never.length > 0) {
    reasons.push(`never run: ${listed(never.map((each) => each.importPath))}`);
  }
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
  const explained = /* @__PURE__ */ new Set();
  for (const { kind, code: code2, package: owner, sightings } of findings) {
    if (kind === "trust" && code2 !== "RG5202") continue;
    explained.add(owner);
    for (const sighting of sightings) explained.add(sighting.package);
  }
  const failed = run.tests.packages.filter((each) => each.outcome === "fail");
  const silent = failed.map((each) => each.importPath).filter((name) => !explained.has(name));
  const reasons = [];
  if (silent.length > 0) reasons.push(`failed for no reason that was seen: ${listed(silent)}`);
  const code = end?.goExitCode ?? 0;
  const broken = run.tests.packages.some(
    (each) => each.outcome !== "pass" && each.outcome !== "skip"
  );
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
function failureReasons(findings) {
  const counts = [
    [["test-failure"], "test failed", "tests failed"],
    [["panic"], "panic", "panics"],
    [["fatal-error"], "fatal error", "fatal errors"],
    [["timeout"], "timeout", "timeouts"]
  ];
  const leaks = findings.filter(failsItsTest).length;
  const leaked = leaks === 0 ? [] : [`${plural(leaks, "leak", "leaks")} for which goleak fails the tests`];
  const reasons = counts.map(([kinds, one, many]) => {
    const count = findings.filter((each) => kinds.includes(each.kind)).length;
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
  const anyTest = run.tests.packages.some((each) => each.tests.length > 0);
  if (!anyTest) {
    const causes = findings.filter(
      (each) => each.kind === "infrastructure" && each.severity === "error"
    );
    reasons.push(...causes.map((each) => `before any test ran: ${each.title}`));
  }
  return reasons;
}
function hasNoPackages(run) {
  const { manifest, tests } = run;
  if (manifest === void 0 || (manifest.preflight?.length ?? 0) > 0) return false;
  return manifest.packages.length === 0 && tests.packages.length === 0;
}
function verdictOf({ run, findings, diagnostics, end }) {
  const incomplete = incompleteReasons(run, findings, diagnostics, end);
  const gating = findings.filter((each) => each.gates);
  const failing = findings.filter((each) => FAILING.has(each.kind) || failsItsTest(each));
  const silent = unexplained(run, findings, end);
  const steps = [
    [130, end?.end === "cancelled" ? ["the run was cancelled"] : []],
    [5, hasNoPackages(run) && end?.end !== "deadline" ? ["no packages to test"] : []],
    [6, buildReasons(run, findings)],
    [4, incomplete],
    [3, gating.map((each) => each.title)],
    [1, failing.length > 0 ? [...failureReasons(findings), ...silent] : silent]
  ];
  const holding = steps.filter(([, reasons]) => reasons.length > 0);
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
function markOf(draft, acceptance, known, policy) {
  const fingerprints = fingerprintsOf(draft);
  const accepted = acceptance.reasonFor(draft, fingerprints);
  const old = mayBeKnown(draft.kind) ? known.get(fingerprints.stable) : void 0;
  const state = accepted !== void 0 ? "suppressed" : old !== void 0 ? "known" : "new";
  const reason = accepted ?? old;
  const marked = { ...draft, state };
  return {
    ...marked,
    fingerprints,
    ...reason === void 0 ? {} : { reason },
    gates: closesGate(policy.failOn, marked)
  };
}
function decide(input) {
  const { run, policy } = input;
  const acceptance = createAcceptance(policy);
  const known = knownFindings(input.baseline);
  const findings = input.drafts.map((draft) => markOf(draft, acceptance, known, policy)).sort(compareFindings);
  const fixed = fixedFindings(input.baseline, run, findings);
  const read = [...run.diagnostics, ...input.diagnostics ?? []];
  const end = input.end ?? run.manifest?.run;
  const complete = incompleteReasons(run, findings, read, end).length === 0;
  const words = failOnMistakes(policy.failOn).map((message) => ({
    code: "fail-on-unknown",
    severity: "warning",
    message: `fail-on: ${message}, so this rule never closes the gate.`,
    count: 1
  }));
  const diagnostics = [...read, ...acceptance.warnings(complete), ...words];
  return {
    schemaVersion: FINDINGS_SCHEMA_VERSION,
    tool: { name: "racegate", version: input.version ?? run.manifest?.tool.version ?? "unknown" },
    run: runSummaryOf(run, findings),
    verdict: verdictOf({ run, findings, diagnostics: read, end }),
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

export {
  schedulerFacts,
  baselineOf,
  decide
};
