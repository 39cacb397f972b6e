import { describe, expect, it } from 'vitest';
import { createCallQueue } from './callQueue.ts';

describe('the call queue', () => {
  it('gives the next call its turn after one that failed, also before it had a promise', async () => {
    const enqueue = createCallQueue();
    const thrown = enqueue<number>(() => {
      throw new TypeError('at once');
    });
    const rejected = enqueue<number>(() => Promise.reject(new RangeError('later')));
    const last = enqueue(async () => 3);
    await expect(thrown).rejects.toThrow('at once');
    await expect(rejected).rejects.toThrow('later');
    expect(await last).toBe(3);
  });
});
