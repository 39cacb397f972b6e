import { candidateNoun, type TextName } from '../../core/task.ts';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import { formatBytes, formatDuration } from '../../core/formatNumbers.ts';
import type { Run, ScoreStep } from '../score/appState.ts';

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
export function scoreStageText(stage: ScoreStep['stage'], text: TextName): string {
  const texts = {
    decoding: 'reading the image',
    vision: 'looking at the image',
    language: `comparing it with the ${text}`,
  };
  return texts[stage];
}

/** "edit 3 of 8: reading the image". */
export function runText({ step, reload, candidateIds, cancelling, context }: Run): string {
  if (cancelling) return 'stopping after this step';
  if (reload) return `starting the model again: ${loadText(reload)}`;
  if (!step) return 'getting ready';
  const { task } = context.status.model;
  const what =
    step.candidate === undefined ? 'source' : `${candidateNoun(task)} ${step.candidate + 1} of ${candidateIds.length}`;
  return `${what}: ${scoreStageText(step.stage, task.text)}`;
}

/** Share of the steps that must be done before their pace says something about the rest. */
const KNOWN_FROM = 0.2;
/** Below this age an estimate jumps about, and the work is nearly over anyway. */
const KNOWN_AFTER_MS = 2000;

/** "about 2 min left", or undefined while it is not known. `now` in the units of `startedAt`, milliseconds. */
export function timeLeftText({ step, startedAt, cancelling }: Run, now: number): string | undefined {
  const elapsedMs = now - startedAt;
  if (!step || cancelling || elapsedMs < KNOWN_AFTER_MS || step.done < KNOWN_FROM * step.total) return undefined;
  const leftMs = (elapsedMs / step.done) * (step.total - step.done);
  return `about ${formatDuration(leftMs)} left`;
}

/** What a card without a score says. */
export function waitingText(run: Run | undefined, pictureId: number): string {
  const place = run?.candidateIds.indexOf(pictureId) ?? -1;
  if (!run || place < 0) return 'Not scored yet';
  const { text } = run.context.status.model.task;
  return run.step?.candidate === place ? `${scoreStageText(run.step.stage, text)}…` : 'Waiting';
}
