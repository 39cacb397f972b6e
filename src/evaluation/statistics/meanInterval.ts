import type { Interval } from './bootstrap.ts';
import { Z } from './wilsonInterval.ts';

/**
 * Student's (1908) 95% interval of a mean. It holds for few values, where the percentile bootstrap is too narrow: a
 * benchmark of editors often has 10 or 20 sources. Undefined for fewer than two values, which say nothing of how values
 * differ.
 */
export function meanInterval(values: readonly number[]): Interval | undefined {
  const count = values.length;
  if (count < 2) return undefined;
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const width = studentQuantile(count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { low: mean - width, high: mean + width };
}

/** Throws `RangeError` for no values, which have no mean. */
export function meanOf(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no mean of no values.');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The level below which 97.5% of Student's distribution lies. */
export function studentQuantile(freedom: number): number {
  if (freedom === 1) return Math.tan(0.475 * Math.PI);
  if (freedom === 2) return 0.95 / Math.sqrt(2 * 0.975 * 0.025);
  return TERMS.reduceRight((sum, term) => term + sum / freedom, 0);
}

/** Of the expansion in powers of 1 / freedom (Abramowitz and Stegun 26.7.5), right to 0.2% from 3 degrees on. */
const TERMS: readonly number[] = [
  Z,
  (Z ** 3 + Z) / 4,
  (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
  (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
  (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92_160,
];
