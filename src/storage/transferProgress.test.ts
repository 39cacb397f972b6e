import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransferProgress } from '../core/keptModels/transferProgress.ts';
import { createProgressReporter, type ProgressReporter } from './transferProgress.ts';

let reports: TransferProgress[];
let reporter: ProgressReporter;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  reports = [];
  reporter = createProgressReporter('downloading', 100_000, (progress) => reports.push(progress));
});
afterEach(() => vi.useRealTimers());

/** Lets time pass, then updates. */
function after(ms: number, doneBytes: number): void {
  vi.advanceTimersByTime(ms);
  reporter.update(doneBytes);
}

const reported = () => reports.map(({ doneBytes }) => doneBytes);

describe('progress', () => {
  it('is told at once, then now and then, and at the end', () => {
    after(0, 10);
    after(100, 20);
    after(100, 30);
    after(100, 40);
    after(10, 100_000);
    expect(reported()).toEqual([10, 30, 100_000]);
  });

  it('is told when nothing more comes, and not after its end', () => {
    after(0, 10);
    after(1, 20);
    vi.advanceTimersByTime(1000);
    expect(reported()).toEqual([10, 20]);
    after(0, 30);
    after(1, 40);
    reporter.stop();
    vi.advanceTimersByTime(1000);
    expect(reported()).toEqual([10, 20, 30]);
  });

  it('counts what was here before as done, but not in the rate', () => {
    after(0, 50_000);
    after(2000, 52_000);
    expect(reports.map(({ bytesPerSecond }) => bytesPerSecond)).toEqual([undefined, 1000]);
  });

  it('gives the rate of the last seconds', () => {
    after(0, 0);
    after(1000, 50_000);
    for (let second = 2; second <= 10; second++) after(1000, 50_000 + second);
    expect(reports.at(-1)?.bytesPerSecond).toBeCloseTo(1, 5);
  });
});
