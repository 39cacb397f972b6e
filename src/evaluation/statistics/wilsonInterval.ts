import type { Interval } from './bootstrap.ts';

/** Of the standard normal distribution, 95% lies within so many standard deviations. */
export const Z = 1.959963984540054;

/**
 * Wilson's (1927) 95% interval of a share, `share` of `count` trials. Unlike the bootstrap it has a width when all trials
 * ended alike, as happens in small bins. It takes the trials for independent.
 */
export function wilsonInterval(share: number, count: number): Interval {
  const spread = Z * Math.sqrt((share * (1 - share)) / count + (Z / (2 * count)) ** 2);
  const center = share + Z ** 2 / (2 * count);
  const scale = 1 + Z ** 2 / count;
  return { low: (center - spread) / scale, high: (center + spread) / scale };
}
