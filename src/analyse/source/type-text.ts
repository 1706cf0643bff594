/**
 * Go types as text, taken apart without a type checker: `*T`, `[]T`, `map[K]V`, `chan T`, `pkg.T[A]`. Enough to
 * follow a selector chain; anything else is undefined rather than a guess.
 */

/** `*T` → `T`; anything else unchanged. */
export function dereferenced(type: string): string {
  return type.startsWith("*") ? type.slice(1).trim() : type;
}

/** The name of a type without pointer and type arguments: `*cache.Store[K, V]` → `cache.Store`. */
export function typeName(type: string): string {
  const base = dereferenced(type);
  if (base.startsWith("struct") || base.startsWith("[") || base.startsWith("map[")) return base;
  const bracket = base.indexOf("[");
  return bracket < 0 ? base : base.slice(0, bracket);
}

export function isMap(type: string | undefined): boolean {
  return type?.startsWith("map[") ?? false;
}

export function isSlice(type: string | undefined): boolean {
  return (type?.startsWith("[]") ?? false) || (type?.startsWith("...") ?? false);
}

export function isChannel(type: string | undefined): boolean {
  return type !== undefined && /^(<-\s*)?chan\b/.test(type);
}

/** Element of an array, slice, map, channel or pointer to an array. */
export function elementType(type: string): string | undefined {
  const base = dereferenced(type);
  if (base.startsWith("...")) return base.slice(3).trim();
  if (base === "string") return "byte";
  const channel = /^(?:<-\s*)?chan\b\s*(?:<-)?/.exec(base);
  if (channel !== null) return base.slice(channel[0].length).trim();
  if (base.startsWith("map[")) return afterBracket(base, 3);
  if (base.startsWith("[")) return afterBracket(base, 0);
  return undefined;
}

/** Key of a map; int for anything else that can be ranged over by index. */
export function keyType(type: string): string | undefined {
  const base = dereferenced(type);
  if (!base.startsWith("map[")) return "int";
  const close = matchingBracket(base, 3);
  return close < 0 ? undefined : base.slice(4, close).trim();
}

function afterBracket(type: string, open: number): string | undefined {
  const close = matchingBracket(type, open);
  return close < 0 ? undefined : type.slice(close + 1).trim();
}

function matchingBracket(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === "[") depth++;
    if (text[index] === "]" && --depth === 0) return index;
  }
  return -1;
}

/** The results of a function type written as text: `func(a int) (T, error)` → [`T`, `error`]. */
export function resultTypes(type: string): readonly string[] {
  if (!type.startsWith("func")) return [];
  const open = type.indexOf("(");
  const close = open < 0 ? -1 : matchingParen(type, open);
  if (close < 0) return [];
  const rest = type.slice(close + 1).trim();
  if (!rest.startsWith("(")) return rest === "" ? [] : [rest];
  return rest
    .slice(1, -1)
    .split(",")
    .map((part) => part.trim());
}

function matchingParen(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === "(") depth++;
    if (text[index] === ")" && --depth === 0) return index;
  }
  return -1;
}
