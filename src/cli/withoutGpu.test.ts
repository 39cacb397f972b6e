import { expect, it } from 'vitest';
import { SelfTestError } from '../runtime/trust/selfTestError.ts';
import { withoutGpu } from './withoutGpu.ts';

const tried = { provider: 'webgpu', features: [], residency: 'resident', passed: false, tolerance: 1e-3 } as const;
const reason = 'No GPU was found.';
const none = new SelfTestError([
  { ...tried, operators: 'fused', maxDifference: undefined, reason },
  { ...tried, operators: 'standard', maxDifference: undefined, reason },
]);

it('says in words of the command line that there is no GPU', () => {
  expect(withoutGpu(none, 'webgpu')).toMatchObject({
    name: 'DeviceError',
    message: expect.stringMatching(
      /^--device is webgpu, .+ no GPU here\. No GPU was found\. `editreward devices` shows/,
    ),
  });
});

it('leaves every other failure as it is', () => {
  expect(withoutGpu(none, 'auto')).toBe(none);
  const wrong = new SelfTestError([{ ...tried, operators: 'fused', maxDifference: 0.5, reason: 'It is off.' }]);
  expect(withoutGpu(wrong, 'webgpu')).toBe(wrong);
  const other = new Error('other');
  expect(withoutGpu(other, 'webgpu')).toBe(other);
});
