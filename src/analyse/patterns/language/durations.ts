// Durations of patterns in nanoseconds.
const UNITS: ReadonlyMap<string, number> = new Map([
  ["ns", 1],
  ["us", 1e3],
  ["µs", 1e3],
  ["ms", 1e6],
  ["s", 1e9],
  ["m", 6e10],
  ["h", 3.6e12],
]);
const DURATION = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m|h)$/;

/** Nanoseconds of "10ms", or of a bare number of nanoseconds; the schema has checked the form. */
export function durationNs(value: string | number): number {
  if (typeof value === "number") return value;
  const match = DURATION.exec(value);
  return Math.round(Number(match?.[1] ?? 0) * (UNITS.get(match?.[2] ?? "ns") ?? 1));
}
