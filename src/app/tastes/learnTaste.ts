import type { TrainedTaste } from '../../client/scorerClient.ts';
import { EditRewardError } from '../../core/errors.ts';
import { formatDuration } from '../../core/formatNumbers.ts';
import type { TrainingKind } from '../../taste/trainTaste.ts';
import { lookAtPictures, type Looking } from './lookAtPictures.ts';
import type { Material } from './material.ts';
import type { Teacher } from './tastesHost.ts';

/** What a model learns from, and what. */
export interface Learning extends Looking {
  readonly teacher: Teacher;
  readonly material: Material;
  readonly name: string;
  readonly seed: number;
  readonly kind: TrainingKind;
}

/** How far it is. */
export interface LearningStep {
  readonly what: 'looking' | 'training';
  readonly done: number;
  readonly total: number;
}

export interface LearningHooks {
  readonly signal: AbortSignal;
  readonly onStep: (step: LearningStep) => void;
}

export interface Learned extends TrainedTaste {
  /** Pictures that are not there, or that the model could not score: votes on them taught nothing. */
  readonly missing: number;
}

/** A tab would be at it for too long. */
export class LongTrainingError extends EditRewardError {
  override readonly name = 'LongTrainingError';
}

/** Who waits for longer than this leaves the tab, and a sleeping tab trains nothing. */
const LONGEST_MS = 20 * 60_000;

/** Has the model look at each picture that it has not seen, and trains heads. Throws as the scorer does, and `AbortError`. */
export async function learnTaste(learning: Learning, { signal, onStep }: LearningHooks): Promise<Learned> {
  const { teacher, material, name, seed, kind } = learning;
  if (kind === 'wholeHeads') await requireShort(learning, signal);
  const { states, seen, missing } = await lookAtPictures(material, learning, {
    signal,
    onLooked: (done, total) => onStep({ what: 'looking', done, total }),
  });
  const votes = material.votesOn(seen);
  const lesson = { name, states, votes, dataset: await material.dataset(), seed, kind };
  const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
    onStep({ what: 'training', done, total });
  return { ...(await teacher.trainTaste(lesson, { signal, onProgress })), missing };
}

/** Before anything is looked at: that alone may take hours. */
async function requireShort({ teacher, material }: Learning, signal: AbortSignal): Promise<void> {
  const pictures = material.requests.reduce((sum, one) => sum + one.pictures.length, 0);
  const time = await teacher.timeToTrain(pictures, { signal });
  if (time <= LONGEST_MS) return;
  throw new LongTrainingError(
    `Whole heads for this model would take up to ${formatDuration(time)} in this tab, by a measurement just now. Train the last ` +
      'layers, or whole heads on the command line, which is several times faster: editreward train --heads whole.',
  );
}
