/**
 * Fingerprints, scheme rg2: `rg2-` and 16 hexadecimal digits. Three levels:
 *
 *   exact   both stacks with their lines: this code as it stands
 *   stable  the unordered pair of normalised functions and the kind, and the variable: the same bug after unrelated
 *           edits, with the accesses in the other order, inlined or not, in another Go version. Reports, baselines
 *           and accepted findings use it
 *   family  the variable or field: all bugs around it
 *
 * Digits are of SHA-256 over canonical JSON. Those of `stable` are ten of the functions and six of the subject (the
 * variable, or what a goroutine waits for), so that two ids can be compared where one does not know the subject: its
 * six digits are then below 010000, and count what could not be told apart otherwise. What goes in is fixed for rg2;
 * a change of any of it is a new scheme. rg1 had all digits of the functions.
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

/** The scheme of the ids that are made; those of others match nothing. */
export const SCHEME = "rg2";
const DIGITS = 16;
const SUBJECT_DIGITS = 6;
const FUNCTION_DIGITS = DIGITS - SUBJECT_DIGITS;
/** Digits of an unknown subject begin with these. */
const UNKNOWN = "00";
/** The highest number of an unknown subject. */
export const NUMBER_MAX = 0xffff;

export type Fingerprints = Finding["fingerprints"];

function hashOf(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

function digest(value: Json): string {
  return `${SCHEME}-${hashOf(value).slice(0, DIGITS)}`;
}

/** @param number tells apart what nothing else does: 0 for the first */
function subjectDigits(subject: string | undefined, number: number): string {
  if (subject === undefined) {
    const count = Math.min(number, NUMBER_MAX).toString(16);
    return count.padStart(SUBJECT_DIGITS, "0");
  }
  const digits = hashOf(number === 0 ? { subject } : { subject, number }).slice(0, SUBJECT_DIGITS);
  return digits.startsWith(UNKNOWN) ? `f${digits.slice(1)}` : digits;
}

/**
 * What two stable ids say of each other: the same finding; the same functions, where this id or the other one does
 * not know the subject; or two findings.
 */
export function compareIds(
  one: string,
  other: string,
): "same" | "unknown-here" | "unknown-there" | "different" {
  if (one === other) return "same";
  if (functionsOf(one) !== functionsOf(other)) return "different";
  const [here, there] = [isUnknown(one), isUnknown(other)];
  if (here === there) return "different";
  return here ? "unknown-here" : "unknown-there";
}

/** What ids of the same functions have in common. */
export function functionsOf(id: string): string {
  return id.slice(0, -SUBJECT_DIGITS);
}

function isUnknown(id: string): boolean {
  return id.slice(-SUBJECT_DIGITS).startsWith(UNKNOWN);
}

/** The id that racegate gave such a finding before scheme rg2: to name the new one, never to match. */
export function formerId(draft: DraftFinding): string {
  return `rg1-${hashOf({ level: "stable", of: stableIdentity(draft) }).slice(0, DIGITS)}`;
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
      return { package: draft.package, class: draft.class, at: blockedFunctions(draft) };
  }
}

/** Own functions; without one whatever functions there are. */
function blockedFunctions({ locations }: DraftFinding): string[] {
  const places = locations.filter(({ role }) => role !== "created-at");
  const own = places.filter((each) => each.own);
  return (own.length > 0 ? own : places).map(normalFunction).sort();
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

/**
 * All three levels of a finding. Pure; equal drafts have equal fingerprints on every machine.
 * @param number where the document has others of this subject and these functions: which of them it is
 */
export function fingerprintsOf(draft: DraftFinding, number = 0): Fingerprints {
  const functions = hashOf({ level: "stable", of: stableIdentity(draft) });
  const stable = `${functions.slice(0, FUNCTION_DIGITS)}${subjectDigits(draft.subject, number)}`;
  return {
    exact: digest({ level: "exact", of: exactIdentity(draft) }),
    stable: `${SCHEME}-${stable}`,
    family: digest({ level: "family", of: familyIdentity(draft) }),
  };
}
