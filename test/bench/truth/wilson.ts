/** `hits of total (percent, Wilson 95 % interval)`. */
export function rate(hits: number, total: number): string {
  if (total === 0) return "0 of 0";
  const { low, high } = wilson(hits, total);
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  return `${hits} of ${total} (${percent(hits / total)}; 95 %: ${percent(low)} to ${percent(high)})`;
}

/** Wilson's score interval for a share at 95 %. */
export function wilson(hits: number, total: number): { low: number; high: number } {
  if (total === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = hits / total;
  const centre = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return {
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}
