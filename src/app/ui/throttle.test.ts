import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createThrottle } from './throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createThrottle', () => {
  it('hands on the first at once, then the newest of each stretch, and the last in any case', () => {
    const seen: number[] = [];
    const { push } = createThrottle<number>(100, (value) => seen.push(value));
    push(1);
    push(2);
    push(3);
    expect(seen).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual([1, 3]);
    push(4);
    vi.advanceTimersByTime(99);
    expect(seen).toEqual([1, 3]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual([1, 3, 4]);
    vi.advanceTimersByTime(1000);
    push(5);
    expect(seen).toEqual([1, 3, 4, 5]);
  });

  it('keeps to itself what it held back when it is stopped', () => {
    const seen: number[] = [];
    const { push, stop } = createThrottle<number>(100, (value) => seen.push(value));
    push(1);
    push(2);
    stop();
    vi.advanceTimersByTime(1000);
    expect(seen).toEqual([1]);
  });
});
