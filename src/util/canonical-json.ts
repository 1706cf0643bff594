/**
 * JSON with one form for one value: keys in the order of their UTF-16 code units, no white space, numbers and
 * strings as JSON.stringify writes them, undefined members left out (RFC 8785 for the values used here).
 */
export type Json =
  null | boolean | number | string | undefined | readonly Json[] | { readonly [key: string]: Json };

/** Throws a RangeError for numbers that JSON cannot hold. Depth is the caller's: values are racegate's own. */
export function canonicalJson(value: Json): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError("canonical JSON holds no infinite numbers");
  }
  if (typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(",")}}`;
}

function isList(
  value: readonly Json[] | { readonly [key: string]: Json },
): value is readonly Json[] {
  return Array.isArray(value);
}
