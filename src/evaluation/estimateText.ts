/** How figures with an interval are written. */
import { formatScore } from '../core/formatNumbers.ts';
import type { Interval } from './statistics/bootstrap.ts';

/** "91.2% (90.1 to 92.3)" */
export function percentage(value: number | undefined, interval: Interval | undefined): string {
  return withInterval(value, interval, (share) => (100 * share).toFixed(1), '%');
}

/** "0.987 (0.981 to 0.992)" */
export function fraction(value: number | undefined, interval: Interval | undefined): string {
  return withInterval(value, interval, (tau) => tau.toFixed(3).replace('-', '−'), '');
}

/** "10.55 (10.21 to 10.90)" */
export function score(value: number | undefined, interval: Interval | undefined): string {
  return withInterval(value, interval, formatScore, '');
}

function withInterval(
  value: number | undefined,
  interval: Interval | undefined,
  format: (value: number) => string,
  unit: string,
): string {
  if (value === undefined) return 'none';
  const range = interval === undefined ? '' : ` (${format(interval.low)} to ${format(interval.high)})`;
  return `${format(value)}${unit}${range}`;
}
