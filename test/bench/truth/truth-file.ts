/** test/bench/truth.json: what the truth benches last measured, one entry a figure. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { wilson } from "./wilson.ts";

const file = new URL("../truth.json", import.meta.url);

/** Writes figures, keeping those of other benches. */
export function recordTruth(
  figures: Readonly<Record<string, { readonly hits: number; readonly total: number }>>,
): void {
  const before: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const all = new Map<string, unknown>(Object.entries(before as Record<string, unknown>));
  for (const [key, { hits, total }] of Object.entries(figures)) {
    const { low, high } = wilson(hits, total);
    const digits = (value: number): number => Number(value.toFixed(4));
    const share = total === 0 ? 0 : hits / total;
    all.set(key, { hits, total, share: digits(share), low: digits(low), high: digits(high) });
  }
  const sorted = [...all].toSorted(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, JSON.stringify(Object.fromEntries(sorted), null, 2) + "\n");
}
