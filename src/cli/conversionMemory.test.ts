import { expect, it } from 'vitest';
import { LARGE, measureConversion, MEDIUM } from '../../e2e/bench/conversionMemory.ts';

/** Noise: both have matrices of one size, and so buffers of one size. One that kept the checkpoint would take its length more. */
const ALLOWED_GROWTH_BYTES = 50e6;

it('takes no more memory to convert a larger checkpoint', { timeout: 240_000 }, async () => {
  const medium = await measureConversion(MEDIUM, 'q4');
  const large = await measureConversion(LARGE, 'q4');
  expect(large.checkpointBytes - medium.checkpointBytes).toBeGreaterThan(2 * ALLOWED_GROWTH_BYTES);
  expect(large.peakBytes - medium.peakBytes).toBeLessThan(ALLOWED_GROWTH_BYTES);
});
