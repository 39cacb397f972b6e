import { describe, expect, it } from 'vitest';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import { LoadProgressTracker } from './loadProgress.ts';

function createTracker() {
  const clock = { ms: 0 };
  const seen: LoadProgress[] = [];
  const tracker = new LoadProgressTracker(
    (progress) => seen.push(progress),
    () => clock.ms,
  );
  return { tracker, clock, last: () => seen.at(-1), seen };
}

describe('LoadProgressTracker', () => {
  it('is silent until the length is known', () => {
    const { tracker, seen } = createTracker();
    tracker.onDownload(10);
    expect(seen).toEqual([]);
  });

  it('tells rate and time left of the last five seconds', () => {
    const { tracker, clock, last } = createTracker();
    tracker.start(1000);
    clock.ms = 100;
    tracker.onRead(100);
    expect(last()).toMatchObject({ loadedBytes: 100, totalBytes: 1000, bytesPerSecond: undefined });
    clock.ms = 1000;
    tracker.onRead(100);
    expect(last()).toMatchObject({ loadedBytes: 200, bytesPerSecond: 200, secondsLeft: 4 });
    // Of the last five seconds only: 200 at 1 s, 300 at 6 s.
    clock.ms = 6000;
    tracker.onRead(100);
    expect(last()).toMatchObject({ loadedBytes: 300, bytesPerSecond: 20, secondsLeft: 35 });
  });

  it('shows the further of downloading and reading, and never more than all', () => {
    const { tracker, last } = createTracker();
    tracker.start(1000);
    tracker.onDownload(500);
    tracker.onRead(300);
    expect(last()?.loadedBytes).toBe(500);
    tracker.onRead(900);
    tracker.onSelfTest();
    expect(last()).toMatchObject({ stage: 'self-test', loadedBytes: 1000 });
  });

  it('begins anew with each device', () => {
    const { tracker, last } = createTracker();
    tracker.start(1000);
    tracker.onRead(1000);
    tracker.onSelfTest();
    tracker.start(1000);
    expect(last()).toMatchObject({ stage: 'reading', loadedBytes: 0 });
  });
});
