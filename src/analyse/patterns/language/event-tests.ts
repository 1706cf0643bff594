// The event part of a step, an interference or an absence → tests.
import {
  CLASS_GROUPS,
  PATTERN_CLASSES,
  PATTERN_KINDS,
  type PatternClass,
  classNumber,
  kindNumber,
} from "../../../model/pattern-events.ts";
import type { EventTestSource, PatternAttribute } from "../../../model/pattern.ts";
import { ANY, type Comparison, type EventTest, RUNTIME } from "../matching/compiled.ts";
import type { Facts } from "../matching/facts.ts";
import { type EventName, V1_NAMES } from "./v1-names.ts";

export type Path = readonly (string | number)[];
export interface Mistake {
  readonly path: Path;
  readonly message: string;
}

/** What a test may need to know of the pattern around it. */
export interface Scope {
  readonly facts: Facts;
  readonly mistakes: Mistake[];
  /** The number of a goroutine variable; makes it where it is new and the place may bind it. */
  goroutine(name: string, path: Path): number;
  /** The number of any variable bound so far; -1 (and a mistake) for none. */
  bound(name: string, path: Path): number;
}

const ALL_CLASSES = -1;
const WHERE =
  /^(site|function|entry|class|reason|name|value|g|by) (==|!=) (?:\$([A-Z]\w{0,80})|"([^"]{0,500})")$/;

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function classBits(names: readonly string[]): number {
  let bits = 0;
  for (const name of names) {
    const group = CLASS_GROUPS.get(name) ?? [name as PatternClass];
    for (const cls of group) bits |= 1 << classNumber(cls);
  }
  return bits;
}

function classesOf(source: EventTestSource["class"]): number {
  if (source === undefined) return ALL_CLASSES;
  if (typeof source === "object" && "not" in source) return ~classBits(listOf(source.not));
  return classBits(listOf(source));
}

function eventNames(source: EventTestSource, scope: Scope, path: Path): EventName[] {
  const names: EventName[] = [];
  for (const [i, word] of listOf(source.on).entries()) {
    const kind = PATTERN_KINDS.find((k) => k === word);
    const v1 = V1_NAMES.get(word);
    if (kind !== undefined) names.push({ kind });
    else if (v1 !== undefined) names.push(v1);
    else {
      const at = Array.isArray(source.on) ? [...path, "on", i] : [...path, "on"];
      const message = `no event is called "${word}"; there are ${PATTERN_KINDS.join(", ")}`;
      scope.mistakes.push({ path: at, message });
    }
  }
  return names;
}

function comparisons(source: EventTestSource, scope: Scope, path: Path): Comparison[] {
  const result: Comparison[] = [];
  for (const text of listOf(source.where)) {
    const match = WHERE.exec(text);
    if (match === null) {
      const message = `"${text}" is no comparison; write site == $L or function != "main.f"`;
      scope.mistakes.push({ path: [...path, "where"], message });
      continue;
    }
    const attribute = match[1] as PatternAttribute;
    const name = match[3];
    const variable = name === undefined ? ANY : scope.bound(name, [...path, "where"]);
    const value = name === undefined ? scope.facts.valueOf(attribute, match[4] ?? "") : 0;
    if (attribute === "class" && value < 0) {
      const message = `no class is called "${match[4] ?? ""}"; there are ${PATTERN_CLASSES.join(", ")}`;
      scope.mistakes.push({ path: [...path, "where"], message });
    }
    result.push({ attribute, equal: match[2] === "==", variable, value });
  }
  return result;
}

/** One test for each set of kinds that the names stand for. */
export function eventTests(source: EventTestSource, scope: Scope, path: Path): EventTest[] {
  const { facts } = scope;
  if (source.on === undefined) {
    scope.mistakes.push({ path, message: "`on` is missing: say which event" });
  }
  const g = source.g === undefined ? ANY : scope.goroutine(source.g, [...path, "g"]);
  let by = ANY;
  if (source.by === "runtime") by = RUNTIME;
  else if (source.by !== undefined) by = scope.goroutine(source.by, [...path, "by"]);
  const own = classesOf(source.class);
  const lists = [listOf(source.reason), listOf(source.name)].filter((l) => l.length > 0);
  const values = listOf(source.value);
  const has = listOf(source.stack_has);
  const lacks = listOf(source.stack_lacks);
  const common = {
    g,
    by,
    value: values.length > 0 ? facts.textTest(values) : undefined,
    stack: has.length > 0 ? facts.stackTest(has) : undefined,
    stackLacks: lacks.length > 0 ? facts.stackTest(lacks) : undefined,
    noStack: source.no_stack,
    where: comparisons(source, scope, path),
  };
  return merged(eventNames(source, scope, path)).map((name) => ({
    ...common,
    kinds: name.kinds,
    classes: name.classes === undefined ? own : own & classBits(name.classes),
    text: [...lists, ...(name.name === undefined ? [] : [[name.name]])].map((l) =>
      facts.textTest(l),
    ),
  }));
}

type KindSet = Omit<EventName, "kind"> & { kinds: number };

/** Names that say nothing but a kind are one set. */
function merged(names: readonly EventName[]): KindSet[] {
  const plain: KindSet = { kinds: 0 };
  const rest: KindSet[] = [];
  for (const { kind, ...more } of names) {
    const kinds = 1 << kindNumber(kind);
    if (more.classes === undefined && more.name === undefined) plain.kinds |= kinds;
    else rest.push({ ...more, kinds });
  }
  return plain.kinds === 0 ? rest : [plain, ...rest];
}
