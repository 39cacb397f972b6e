import { expect, it } from 'vitest';
import { MEDIUM, measureConversion, SMALL } from '../../e2e/bench/conversionMemory.ts';

/** Buffers grow a little with the longest row; a conversion that kept the checkpoint would take its length more. */
const ALLOWED_GROWTH_BYTES = 50e6;

it('takes no more memory to convert a larger checkpoint', { timeout: 240_000 }, async () => {
  const small = await measureConversion(SMALL, 'q4');
  const medium = await measureConversion(MEDIUM, 'q4');
  expect(medium.checkpointBytes - small.checkpointBytes).toBeGreaterThan(2 * ALLOWED_GROWTH_BYTES);
  expect(medium.peakBytes - small.peakBytes).toBeLessThan(ALLOWED_GROWTH_BYTES);
});
