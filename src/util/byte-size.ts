/** Sizes as people write them: `512MB`, `2GiB`. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["b", 1],
  ["kb", 1e3],
  ["mb", 1e6],
  ["gb", 1e9],
  ["kib", 2 ** 10],
  ["mib", 2 ** 20],
  ["gib", 2 ** 30],
]);

/** Bytes; undefined for a text that is no size. */
export function parseByteSize(text: string): number | undefined {
  const [, number, unit = ""] =
    /^([0-9]{1,9}(?:\.[0-9]{1,3})?)\s?([A-Za-z]{0,3})$/.exec(text) ?? [];
  const factor = UNITS.get(unit.toLowerCase());
  if (number === undefined || factor === undefined) return undefined;
  return Math.round(Number(number) * factor);
}

/** `1.3 GB`, for people. */
export function sizeText(bytes: number): string {
  for (const [unit, factor] of [
    ["GB", 1e9],
    ["MB", 1e6],
    ["kB", 1e3],
  ] as const) {
    if (bytes >= factor) return `${(bytes / factor).toFixed(bytes >= 10 * factor ? 0 : 1)} ${unit}`;
  }
  return `${bytes} bytes`;
}
