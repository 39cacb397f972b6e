import { formatBytes, formatDuration } from '../../core/formatNumbers.ts';
import type { TransferProgress, TransferStage } from '../../core/keptModels/transferProgress.ts';

const STAGES: Readonly<Record<TransferStage, string>> = {
  downloading: 'downloading',
  importing: 'copying and checking',
  exporting: 'exporting',
  converting: 'converting',
  checking: 'checking what is here',
  verifying: 'reading it back',
  refining: 'converting again, with what the samples taught',
  'self-test': 'self-test: scoring a known picture',
};

/** "downloading, 1.2 of 4.1 GB, 12 MB/s, about 4 min left". */
export function transferText(stage: TransferStage, progress: TransferProgress | undefined): string {
  if (!progress) return STAGES[stage];
  const { doneBytes, totalBytes, bytesPerSecond, elsewhere } = progress;
  const parts = [
    elsewhere ? `${STAGES[progress.stage]} in another tab` : STAGES[progress.stage],
    totalBytes > 0 && `${formatBytes(doneBytes, totalBytes)} of ${formatBytes(totalBytes)}`,
    ...rateTexts(totalBytes - doneBytes, bytesPerSecond),
  ];
  return parts.filter(Boolean).join(', ');
}

function rateTexts(leftBytes: number, bytesPerSecond: number | undefined): string[] {
  if (!bytesPerSecond || leftBytes <= 0) return [];
  return [`${formatBytes(bytesPerSecond)}/s`, `about ${formatDuration((leftBytes / bytesPerSecond) * 1000)} left`];
}
