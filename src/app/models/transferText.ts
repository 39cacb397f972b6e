import { formatBytes, formatDuration } from '../../core/formatNumbers.ts';
import type { TransferProgress, TransferStage } from '../../core/keptModels/transferProgress.ts';

const STAGES: Readonly<Record<TransferStage, string>> = {
  downloading: 'downloading',
  importing: 'copying and checking',
  exporting: 'exporting',
  converting: 'converting',
  checking: 'checking what is here',
  verifying: 'reading it back',
  judging: 'scoring pictures of the batch, to calibrate by',
  refining: 'converting again, with what the samples taught',
  'self-test': 'self-test: scoring a known picture',
};

/** "downloading, 1.2 of 4.1 GB, 12 MB/s, about 4 min left"; "scoring pictures of the batch, to calibrate by, 35%". */
export function transferText(stage: TransferStage, progress: TransferProgress | undefined): string {
  if (!progress) return STAGES[stage];
  const { elsewhere } = progress;
  const parts = [
    elsewhere ? `${STAGES[progress.stage]} in another tab` : STAGES[progress.stage],
    ...(progress.stage === 'judging' ? shareTexts(progress) : bytesTexts(progress)),
  ];
  return parts.filter(Boolean).join(', ');
}

function bytesTexts({ doneBytes, totalBytes, bytesPerSecond }: TransferProgress): string[] {
  const done = totalBytes > 0 ? [`${formatBytes(doneBytes, totalBytes)} of ${formatBytes(totalBytes)}`] : [];
  const left = leftTexts(totalBytes - doneBytes, bytesPerSecond);
  return bytesPerSecond && left.length > 0 ? [...done, `${formatBytes(bytesPerSecond)}/s`, ...left] : done;
}

function shareTexts({ doneBytes, totalBytes, bytesPerSecond }: TransferProgress): string[] {
  const done = totalBytes > 0 ? [`${Math.floor((100 * doneBytes) / totalBytes)}%`] : [];
  return [...done, ...leftTexts(totalBytes - doneBytes, bytesPerSecond)];
}

function leftTexts(left: number, perSecond: number | undefined): string[] {
  return perSecond && left > 0 ? [`about ${formatDuration((left / perSecond) * 1000)} left`] : [];
}
