import { describe, expect, it } from 'vitest';
import { EditRewardError } from '../core/errors.ts';
import { RunningCalls } from './runningCalls.ts';

class SampleError extends EditRewardError {
  override readonly name = 'SampleError';
}

const failOnAbort = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new SampleError('The disk is gone.'))),
  );

describe('RunningCalls', () => {
  it('cancels the call that is named, and no other', async () => {
    const calls = new RunningCalls();
    const first = calls.run(1, failOnAbort);
    const second = calls.run(2, async (signal) => {
      await first.catch(() => undefined);
      return signal.aborted;
    });
    calls.cancel(1);
    await expect(first).rejects.toEqual({
      name: 'AbortError',
      message: 'The work was cancelled.',
      kind: 'cancelled',
    });
    expect(await second).toBe(false);
  });

  it('throws a failure as a plain object, which keeps its file', async () => {
    const failing = new RunningCalls().run(1, async () => {
      throw new SampleError('bird.png is broken.', { file: 'bird.png' });
    });
    const error = await failing.catch((reason: unknown) => reason);
    expect(error).toEqual({ name: 'SampleError', message: 'bird.png is broken.', file: 'bird.png' });
    expect(error).not.toBeInstanceOf(Error);
  });

  it('ignores a call that has ended', async () => {
    const calls = new RunningCalls();
    expect(await calls.run(1, async () => 'done')).toBe('done');
    expect(() => calls.cancel(1)).not.toThrow();
  });
});
