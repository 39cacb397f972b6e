import type { TransferProgress, TransferStage } from '../core/keptModels/transferProgress.ts';

/** Reports go out at most this often: often enough for a bar that moves, rarely enough to cost nothing. */
const REPORT_MS = 250;

/** The rate is that of the last few seconds: a connection's speed changes, and what was here before took no time. */
const RATE_WINDOW_MS = 8000;

export interface ProgressReporter {
  /** How much is done now. */
  update(doneBytes: number): void;
  /** Nothing is reported any more. */
  stop(): void;
}

/** Reports progress at a bearable pace, with its rate. The last update is always reported, if late. */
export function createProgressReporter(
  stage: TransferStage,
  totalBytes: number,
  report: (progress: TransferProgress) => void,
): ProgressReporter {
  let doneBytes = 0;
  let reportedMs = -Infinity;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let samples: { readonly atMs: number; readonly doneBytes: number }[] = [];

  const stop = () => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  const bytesPerSecond = () => {
    const [first] = samples;
    const last = samples.at(-1);
    if (!first || !last || last.atMs === first.atMs) return undefined;
    return Math.max(0, (1000 * (last.doneBytes - first.doneBytes)) / (last.atMs - first.atMs));
  };
  const send = () => {
    stop();
    reportedMs = performance.now();
    samples = samples.filter(({ atMs }) => atMs >= reportedMs - RATE_WINDOW_MS);
    samples.push({ atMs: reportedMs, doneBytes });
    report({ stage, doneBytes, totalBytes, bytesPerSecond: bytesPerSecond(), elsewhere: false });
  };
  return {
    stop,
    update(bytes) {
      doneBytes = bytes;
      const earlyMs = reportedMs + REPORT_MS - performance.now();
      if (earlyMs <= 0 || doneBytes >= totalBytes) send();
      else waiting ??= setTimeout(send, earlyMs);
    },
  };
}
