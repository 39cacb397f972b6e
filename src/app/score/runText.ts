import { formatDuration } from '../../core/formatNumbers.ts';
import { candidateNoun } from '../../core/task.ts';
import { loadText, scoreStageText } from '../model/progressText.ts';
import type { Run } from './stageState.ts';

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
