import { groupBy } from '../groupBy.ts';
import type { HeadScore } from './score.ts';

/** Ranks from 1 = highest reward; equal rewards share the better rank (1, 1, 3). Undefined or NaN: unranked. */
export function rankByReward(rewards: readonly (number | undefined)[]): (number | undefined)[] {
  return rewards.map((reward) => {
    if (reward === undefined || Number.isNaN(reward)) return undefined;
    return 1 + rewards.filter((other) => other !== undefined && other > reward).length;
  });
}

/** Ranks from 1 as an order of edits called A, B, C…: "C>A>B", "A=B". */
export function orderText(ranks: readonly number[]): string {
  const places = groupBy([...ranks.keys()], (k) => ranks[k] ?? 0);
  return [...places]
    .toSorted(([a], [b]) => a - b)
    .map(([, indices]) => indices.map((k) => String.fromCharCode('A'.charCodeAt(0) + k)).join('='))
    .join('>');
}

/** Probability that `a` is better than `b`. Both are taken as independent normals with their own mu and sigma. */
export function chanceBetter(a: HeadScore, b: HeadScore): number {
  const difference = a.mu - b.mu;
  // Sigmas may underflow to 0, and equal rewards would then be 0/0.
  if (difference === 0) return 0.5;
  return normalCdf(difference / Math.hypot(Math.exp(a.logSigma), Math.exp(b.logSigma)));
}

/** Beyond this many standard deviations the series loses digits to cancellation, and the continued fraction is quick. */
const TAIL_START = 3;
/** Levels of the continued fraction: at x = 3 the rest is below double precision. */
const TAIL_LEVELS = 40;

/** The standard normal distribution function, with a relative error below 1e-12 for every x. */
export function normalCdf(x: number): number {
  if (Math.abs(x) < TAIL_START) return 0.5 + normalDensity(x) * centralSeries(x);
  const tail = normalDensity(x) / tailFraction(Math.abs(x));
  return x < 0 ? tail : 1 - tail;
}

function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** x + x^3/3 + x^5/(3*5) + ...: (Phi(x) - 1/2) / density (Abramowitz and Stegun 26.2.11). */
function centralSeries(x: number): number {
  let term = x;
  let sum = 0;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (x * x) / odd;
  }
  return sum;
}

/** x + 1/(x + 2/(x + 3/(x + ...))): density / (1 - Phi(x)) for x > 0 (Abramowitz and Stegun 26.2.14). */
function tailFraction(x: number): number {
  let value = x;
  for (let level = TAIL_LEVELS; level > 0; level -= 1) value = x + level / value;
  return value;
}
