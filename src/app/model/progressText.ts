import type { TextName } from '../../core/task.ts';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import type { ScoreProgress } from '../../core/score/scoreProgress.ts';
import { formatBytes, formatDuration } from '../../core/formatNumbers.ts';

const LOAD_STAGES: Readonly<Record<LoadProgress['stage'], string>> = {
  reading: 'reading the files',
  'self-test': 'self-test: scoring a known picture',
};

/** "reading the files, 1.2 of 4.1 GB, 300 MB/s, about 10 s left". */
export function loadText({ stage, loadedBytes, totalBytes, bytesPerSecond, secondsLeft }: LoadProgress): string {
  if (stage === 'self-test' || totalBytes === 0) return LOAD_STAGES[stage];
  const parts = [LOAD_STAGES[stage], `${formatBytes(loadedBytes, totalBytes)} of ${formatBytes(totalBytes)}`];
  if (bytesPerSecond !== undefined) parts.push(`${formatBytes(bytesPerSecond)}/s`);
  if (secondsLeft !== undefined) parts.push(`about ${formatDuration(secondsLeft * 1000)} left`);
  return parts.join(', ');
}

/** `text` is what the model's task calls it. */
export function scoreStageText(stage: Extract<ScoreProgress, { type: 'stage' }>['stage'], text: TextName): string {
  const texts = {
    decoding: 'reading the image',
    vision: 'looking at the image',
    language: `comparing it with the ${text}`,
  };
  return texts[stage];
}
