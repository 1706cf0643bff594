/**
 * When a known finding's silence means that it is gone. `hits` of `runs` runs saw it, up to the last that did; `silent`
 * runs that would have shown it followed. Its rate is taken at the lower end of what those runs allow (the exact 95 %
 * bound of Clopper and Pearson: the rate at which `hits` or more of `runs` have a chance of 5 %), since one sighting in
 * one run does not mean that every run shows it. It is gone when that much silence has a chance below 1 %:
 *
 *     (1 - rate) ^ silent < 0.01
 */
const DOUBT = 0.05;
const IMPROBABLE = 0.01;
const STEPS = 60;

/** True where a finding with that past would hardly be silent for so long. */
export function isGone(hits: number, runs: number, silent: number): boolean {
  return silent > 0 && (1 - lowestRate(hits, runs)) ** silent < IMPROBABLE;
}

/** By halving: the chance of `hits` or more grows with the rate. */
export function lowestRate(hits: number, runs: number): number {
  if (hits <= 0 || runs <= 0) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step++) {
    const rate = (low + high) / 2;
    if (atLeast(Math.min(hits, runs), runs, rate) < DOUBT) low = rate;
    else high = rate;
  }
  return low;
}

/** The chance of `hits` or more in `runs` runs. Runs beyond this many are as good as endless. */
const RUNS_MAX = 2000;

function atLeast(hits: number, runs: number, rate: number): number {
  const count = Math.min(runs, RUNS_MAX);
  const wanted = Math.ceil((hits * count) / runs);
  let sum = 0;
  let logChoose = 0;
  for (let k = 0; k <= count; k++) {
    if (k > 0) logChoose += Math.log((count - k + 1) / k);
    if (k < wanted) continue;
    sum += Math.exp(logChoose + k * Math.log(rate) + (count - k) * Math.log1p(-rate));
  }
  return sum;
}
