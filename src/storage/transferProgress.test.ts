import { describe, expect, it } from 'vitest';
import type { TransferProgress } from '../rpc/modelStoreApi.ts';
import { createProgressReporter } from './transferProgress.ts';

function start(totalBytes = 100_000) {
  const reports: TransferProgress[] = [];
  const clock = { ms: 0 };
  const reporter = createProgressReporter(
    'downloading',
    totalBytes,
    (progress) => reports.push(progress),
    () => clock.ms,
  );
  const at = (ms: number, doneBytes: number) => {
    clock.ms = ms;
    reporter.update(doneBytes);
  };
  return { reports, at };
}

describe('progress', () => {
  it('is told at once, then now and then, and at the end', () => {
    const { reports, at } = start();
    at(0, 10);
    at(100, 20);
    at(250, 30);
    at(260, 100_000);
    expect(reports.map(({ doneBytes }) => doneBytes)).toEqual([10, 30, 100_000]);
  });

  it('counts what was here before as done, but not in the rate', () => {
    const { reports, at } = start();
    at(0, 50_000);
    at(2000, 52_000);
    expect(reports.map(({ bytesPerSecond }) => bytesPerSecond)).toEqual([undefined, 1000]);
  });

  it('gives the rate of the last seconds', () => {
    const { reports, at } = start();
    at(0, 0);
    at(1000, 50_000);
    for (let second = 2; second <= 10; second++) at(second * 1000, 50_000 + second);
    expect(reports.at(-1)?.bytesPerSecond).toBeCloseTo(1, 5);
  });
});
