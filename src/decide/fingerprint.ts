/**
 * Fingerprints, scheme rg1: `rg1-` and 16 hexadecimal digits of SHA-256 over canonical JSON. Three levels:
 *
 *   exact   both stacks with their lines: this code as it stands
 *   stable  the unordered pair of normalised functions and the kind: the same bug after unrelated edits, with
 *           the accesses in the other order, inlined or not, in another Go version. Reports and baselines use it
 *   family  the variable or field: all bugs around it
 *
 * What goes in is fixed for rg1. A change of any of it is a new scheme, rg2, with a way to carry baselines over.
 */
import { createHash } from "node:crypto";
import type { DraftFinding, Finding, Location } from "../model/finding.ts";
import { canonicalJson, type Json } from "../util/canonical-json.ts";
import {
  isRuntimePackage,
  isStandardPackage,
  packageUnderTest,
  parseGoSymbol,
  stableName,
} from "../util/go-symbol.ts";

const SCHEME = "rg1";
const DIGITS = 16;

export type Fingerprints = Finding["fingerprints"];

function digest(value: Json): string {
  const hash = createHash("sha256").update(canonicalJson(value)).digest("hex");
  return `${SCHEME}-${hash.slice(0, DIGITS)}`;
}

/** `example.com/m/p.(*T).Run.func`: the package of the file where that is known, else the symbol's. */
function normalFunction(at: Pick<Location, "function" | "package">): string {
  const symbol = parseGoSymbol(at.function);
  return `${at.package ?? packageUnderTest(symbol.package)}.${stableName(symbol)}`;
}

/** The location that stands for a side: own code comes first in a finding's locations. */
function sideOf(draft: DraftFinding, role: Location["role"]): Location | undefined {
  return draft.locations.find((each) => each.role === role);
}

/** Two sides, unordered. A side without a stack is `?`. */
function racePair(draft: DraftFinding): string[] {
  const sides = [sideOf(draft, "access"), sideOf(draft, "previous-access")];
  // A report whose head was cut may hold two accesses of one role.
  const roles = draft.locations.filter((each) => /access$/.test(each.role));
  if (sides.some((side) => side === undefined) && roles.length === 2) {
    return roles.map(normalFunction).sort();
  }
  return sides.map((side) => (side === undefined ? "?" : normalFunction(side))).sort();
}

const PLACE_ROLES: ReadonlySet<string> = new Set(["panic", "stuck", "cause", "holder"]);

/** What makes a finding that is no race the same one. */
function otherIdentity(draft: DraftFinding): Json {
  const place = draft.locations.find((each) => PLACE_ROLES.has(each.role));
  switch (draft.kind) {
    case "panic":
    case "fatal-error":
      // The message holds values; where it happened is what stays.
      return place === undefined
        ? { package: draft.package, test: draft.test?.name, message: wordsOnly(draft.title) }
        : { at: normalFunction(place) };
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
        at: draft.locations
          .filter((each) => each.own && each.role !== "created-at")
          .map(normalFunction)
          .sort(),
      };
  }
}

/** A message without its numbers and quoted parts. */
function wordsOnly(text: string): string {
  return text.replace(/"[^"]{0,500}"|`[^`]{0,500}`/g, "").replace(/\d{1,30}/g, "0");
}

function stableIdentity(draft: DraftFinding): Json {
  const identity = draft.kind === "data-race" ? { pair: racePair(draft) } : otherIdentity(draft);
  return { kind: draft.kind, code: codeFamily(draft), identity };
}

/** Codes of one kind are refined as classes are learned; only those of crashes and runs tell bugs apart. */
function codeFamily(draft: DraftFinding): string {
  return draft.kind === "data-race" ? "RG1" : draft.code;
}

/** Own frames of each side with lines; without own frames all that is not the harness. */
function exactIdentity(draft: DraftFinding): Json {
  const stacks = draft.goroutines.slice(0, 2).map((goroutine) => {
    const frames = goroutine.stack ?? [];
    const own = frames.filter((frame) => frame.own);
    const kept = own.length > 0 ? own : frames.filter(({ function: name }) => !isHarness(name));
    return kept.map(({ function: name, file, line }) => `${name} ${file}:${line}`);
  });
  const lines = draft.locations.map(({ role, file, line }) => `${role} ${file}:${line}`);
  const places = draft.kind === "data-race" ? undefined : lines.sort();
  return {
    stable: stableIdentity(draft),
    stacks: stacks.map((stack) => stack.join("\n")).sort(),
    places,
  };
}

function isHarness(name: string): boolean {
  const { package: path } = parseGoSymbol(name);
  return path === "testing" || isRuntimePackage(path) || isStandardPackage(path);
}

/** The variable: a global by its package, a field by its owning type, a local by its package. */
function familyIdentity(draft: DraftFinding): Json {
  const { variable } = draft;
  if (variable === undefined) return stableIdentity(draft);
  const packages = new Set<string>();
  const types = new Set<string>();
  for (const side of draft.locations.filter((each) => /access$/.test(each.role))) {
    const symbol = parseGoSymbol(side.function);
    const path = side.package ?? packageUnderTest(symbol.package);
    packages.add(path);
    const type = symbol.receiver?.replace(/^\(\*?|\)$/g, "");
    if (type !== undefined) types.add(`${path}.${type}`);
  }
  const cut = variable.name.lastIndexOf(".");
  // Methods name the type of `s.hits`; functions that only use it do not, so they count for nothing then.
  const isField = variable.by === "expression" && cut >= 0;
  const owners = isField && types.size > 0 ? types : packages;
  const name = isField ? variable.name.slice(cut + 1) : variable.name;
  return { kind: draft.kind, variable: name, owners: [...owners].sort() };
}

/** All three levels of a finding. Pure; equal drafts have equal fingerprints on every machine. */
export function fingerprintsOf(draft: DraftFinding): Fingerprints {
  return {
    exact: digest({ level: "exact", of: exactIdentity(draft) }),
    stable: digest({ level: "stable", of: stableIdentity(draft) }),
    family: digest({ level: "family", of: familyIdentity(draft) }),
  };
}
