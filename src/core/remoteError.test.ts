import { describe, expect, it } from 'vitest';
import { AbortError, EditRewardError } from './errors.ts';
import { SpecialTokenError } from './prompt/instruction.ts';
import { toTransferred } from './transferredError.ts';
import { fromTransferred } from './remoteError.ts';

class SampleError extends EditRewardError {
  override readonly name = 'SampleError';
}

const crossed = (error: unknown) => fromTransferred(structuredClone(toTransferred(error)));

describe('remoteError', () => {
  it('keeps name, message and file across structured clone', () => {
    const error = crossed(new SampleError('bird.png is broken.', { file: 'bird.png' }));
    expect(error).toBeInstanceOf(EditRewardError);
    expect([error.name, error.message, error.file]).toEqual(['SampleError', 'bird.png is broken.', 'bird.png']);
  });

  it('leaves the file out when there is none', () => {
    expect(toTransferred(new AbortError())).toEqual({
      name: 'AbortError',
      message: 'The work was cancelled.',
      kind: 'cancelled',
    });
    expect(crossed(new AbortError()).file).toBeUndefined();
  });

  it('keeps the kind, so that no one needs a list of names', () => {
    expect(crossed(new AbortError()).kind).toBe('cancelled');
    expect(crossed(new DOMException('Stopped.', 'AbortError')).kind).toBe('cancelled');
    expect(crossed(new SpecialTokenError('<|im_end|>', 'prompt')).kind).toBe('text');
    expect(crossed(new SampleError('no')).kind).toBe('input');
  });

  it('is stable: a transferred error transfers to itself', () => {
    const transferred = toTransferred(new SampleError('no', { file: 'a.png' }));
    expect(toTransferred(transferred)).toEqual(transferred);
    expect(toTransferred(fromTransferred(transferred))).toEqual(transferred);
  });

  it('makes a message of anything thrown', () => {
    expect(toTransferred(new RangeError('too long'))).toEqual({ name: 'RangeError', message: 'too long' });
    expect(toTransferred('odd')).toEqual({ name: 'Error', message: 'odd' });
    expect(toTransferred(undefined)).toEqual({ name: 'Error', message: 'undefined' });
  });
});
