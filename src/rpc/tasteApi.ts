import type { TasteTraining } from '../taste/package/tasteSchema.ts';
import type { CurvePoint } from '../taste/recalibration/learningCurve.ts';
import type { TrainingKind } from '../taste/trainTaste.ts';
import type { Vote } from '../taste/trainingSet.ts';

/** The file of a taste. */
export interface TasteBytes {
  /** For messages. */
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a taste for the model in use is trained from. */
export interface TasteLesson {
  /** What the taste is called. */
  readonly name: string;
  /** Of each picture what the heads read: the hidden state [hidden] at the reward token of every prompt. */
  readonly states: readonly (readonly Float32Array[])[];
  /** Their pictures by their place among `states`. */
  readonly votes: readonly Vote[];
  readonly dataset: TasteTraining['dataset'];
  readonly seed: number;
  readonly kind: TrainingKind;
}

export interface TrainedTaste {
  /** The file, whether or not it is better. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly training: TasteTraining;
  /** From fewer votes to more. */
  readonly curve: readonly CurvePoint[];
}

/** How many of the trials are done. */
export interface TrainingProgress {
  readonly done: number;
  readonly total: number;
}
