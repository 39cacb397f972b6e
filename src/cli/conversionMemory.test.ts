import { expect, it } from 'vitest';
import { LARGE, measureConversion } from '../../e2e/bench/conversionMemory.ts';

/** Twice the layers. With fewer than `LARGE` has, the memory that waits to be collected has not reached its height. */
const LARGER = { ...LARGE, layers: 2 * LARGE.layers };
/** Noise: both have matrices of one size, and so buffers of one size. One that kept the checkpoint would take its length more. */
const ALLOWED_GROWTH_BYTES = 50e6;
/**
 * Collected often, and given back to the system at once (https://man7.org/linux/man-pages/man3/mallopt.3.html). How much is
 * garbage is else a matter of load and chance: 560 MB once are 620 MB the next time.
 */
const LITTLE_GARBAGE = { nodeFlags: ['--max-semi-space-size=1'], env: { MALLOC_MMAP_THRESHOLD_: '131072' } };

/** Garbage only adds to a peak, and what a conversion keeps is in each: so the least of some peaks is compared. */
const MOST_PEAKS = 3;

it('takes no more memory to convert a larger checkpoint', { timeout: 600_000 }, async () => {
  const least = { large: Infinity, larger: Infinity };
  for (let peaks = 0; peaks < MOST_PEAKS && !(least.larger - least.large < ALLOWED_GROWTH_BYTES); peaks++) {
    const large = await measureConversion(LARGE, 'q4', LITTLE_GARBAGE);
    const larger = await measureConversion(LARGER, 'q4', LITTLE_GARBAGE);
    expect(larger.checkpointBytes - large.checkpointBytes).toBeGreaterThan(4 * ALLOWED_GROWTH_BYTES);
    least.large = Math.min(least.large, large.peakBytes);
    least.larger = Math.min(least.larger, larger.peakBytes);
  }
  expect(least.larger - least.large).toBeLessThan(ALLOWED_GROWTH_BYTES);
});
