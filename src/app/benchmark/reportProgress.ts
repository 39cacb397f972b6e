import { formatBytes, formatDuration } from '../../core/formatNumbers.ts';
import type { ReportWork } from './benchmarkState.ts';

/** "reading set_scores.jsonl, 12 of 70 MB", "drawing the intervals, about 20 s left". `now` as of `performance.now()`. */
export function reportText({ label, progress, stageStartedAt }: ReportWork, now: number): string {
  if (!progress) return `reading ${label}`;
  if (progress.stage === 'reading') {
    const { doneBytes, totalBytes } = progress;
    return `reading ${label}, ${formatBytes(doneBytes, totalBytes)} of ${formatBytes(totalBytes)}`;
  }
  const left = leftMs(progress.share, now - stageStartedAt);
  return `drawing the intervals${left === undefined ? '' : `, about ${formatDuration(left)} left`}`;
}

/** Below these an estimate jumps about. */
const KNOWN_AFTER_MS = 2000;
const KNOWN_FROM = 0.1;

function leftMs(share: number, elapsedMs: number): number | undefined {
  if (elapsedMs < KNOWN_AFTER_MS || share < KNOWN_FROM) return undefined;
  return (elapsedMs / share) * (1 - share);
}
