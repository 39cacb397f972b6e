import { describe, expect, it } from 'vitest';
import { DeviceError, isOutOfMemory } from '../model/deviceError.ts';
import { redoOnce } from './redoOnce.ts';

/** Work that fails with each of `failures` in turn and then succeeds; only a DeviceError is recovered from. */
function createWork(...failures: Error[]) {
  const log: string[] = [];
  const attempt = async () => {
    log.push('attempt');
    const failure = failures.shift();
    if (failure) throw failure;
    return 'done';
  };
  const recover = async (failure: unknown) => {
    if (!(failure instanceof DeviceError)) throw failure;
    log.push('recover');
  };
  return { log, run: () => redoOnce(attempt, recover) };
}

describe('redoOnce', () => {
  it('does the work again after a failure of the device', async () => {
    const { log, run } = createWork(new DeviceError('The GPU was lost.'));
    await expect(run()).resolves.toBe('done');
    expect(log).toEqual(['attempt', 'recover', 'attempt']);
  });

  it('says so when it fails again, and leaves the device ready for the next call', async () => {
    const { log, run } = createWork(
      new DeviceError('The GPU was lost.'),
      new DeviceError('The GPU ran out of memory.'),
    );
    await expect(run()).rejects.toThrow(
      new DeviceError(
        'The device failed twice. The GPU ran out of memory. Close other tabs that use it, or choose another device.',
      ),
    );
    expect(log).toEqual(['attempt', 'recover', 'attempt', 'recover']);
  });

  it('does not touch other failures', async () => {
    const first = createWork(new RangeError('x'));
    await expect(first.run()).rejects.toThrow(new RangeError('x'));
    const second = createWork(new DeviceError('lost'), new RangeError('x'));
    await expect(second.run()).rejects.toThrow(new RangeError('x'));
    expect(second.log).toEqual(['attempt', 'recover', 'attempt']);
  });
});

describe('isOutOfMemory', () => {
  it.each([
    [new DeviceError('The GPU ran out of memory.', { isOutOfMemory: true }), true],
    [new DeviceError('The GPU was lost.'), false],
    [new Error('std::bad_alloc'), true],
    [new RangeError('Array buffer allocation failed'), true],
    [new RangeError('Invalid typed array length: 3'), false],
    ['out of memory', false],
  ])('of %s is %s', (error, expected) => {
    expect(isOutOfMemory(error)).toBe(expected);
  });
});
