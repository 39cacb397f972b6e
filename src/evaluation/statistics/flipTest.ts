import { normalCdf } from '../../core/score/ranking.ts';
import { Random } from './random.ts';

/** Enough to tell 4% from 5%. */
const ROUNDS = 10_000;
/** The sum of more is as good as normal, and to draw so many would take seconds. */
const MANY = 1000;
/** Of all sizes. Sums that differ by less are equal, and were only added up in another order. */
const ROUNDING = 1e-9;

/**
 * How often chance alone would put so many differences so far to one side: if each could as well be turned around, the share of all
 * ways to turn them whose sum is as far from 0 (Fisher 1935; two-sided, from ways that are drawn). Unlike the bootstrap it is right for
 * a few: of four differences that all agree it says 1/8.
 */
export function flipTest(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs).filter((size) => size > 0);
  const sum = differences.reduce((total, difference) => total + difference, 0);
  if (sizes.length > MANY) return 2 * normalCdf(-Math.abs(sum) / lengthOf(sizes));
  const reached = Math.abs(sum) - ROUNDING * sizes.reduce((total, size) => total + size, 0);
  const random = new Random(0);
  let asFar = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let turned = 0;
    for (const size of sizes) turned += random.integer(0, 1) === 0 ? size : -size;
    if (Math.abs(turned) >= reached) asFar++;
  }
  return asFar / ROUNDS;
}

function lengthOf(values: readonly number[]): number {
  return Math.sqrt(values.reduce((total, value) => total + value * value, 0));
}
