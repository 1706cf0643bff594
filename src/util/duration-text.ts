const UNITS = [
  { ns: 3.6e12, name: "h" },
  { ns: 6e10, name: "min" },
  { ns: 1e9, name: "s" },
  { ns: 1e6, name: "ms" },
  { ns: 1e3, name: "µs" },
] as const;

/** Nanoseconds in the largest unit that leaves a number of at least one, with three significant digits. */
export function durationText(ns: number): string {
  const unit = UNITS.find((u) => Math.abs(ns) >= u.ns);
  if (unit === undefined) return `${Math.round(ns)} ns`;
  const value = ns / unit.ns;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit.name}`;
}
