import { at } from '../core/at.ts';
import type { ModelPackage } from '../packages/modelPackage.ts';
import type { TasteBytes, TasteLesson, TrainedTaste, TrainingProgress } from '../rpc/tasteApi.ts';
import { plainProducts } from '../taste/network/matrixProducts.ts';
import type { Matrix } from '../taste/network/matrix.ts';
import { applyTaste, type AppliedTaste } from '../taste/package/applyTaste.ts';
import { makeTaste } from '../taste/package/makeTaste.ts';
import { readHeads } from '../taste/package/readHeads.ts';
import { parseTaste } from '../taste/package/tasteFile.ts';
import { trainTaste } from '../taste/trainTaste.ts';
import { sourcesOf } from '../taste/trainingSet.ts';

/** Few votes teach the last layers alone, with the loss that leaves sigma what it is. */
const TRAINING = { kind: 'recalibration', loss: 'chance' } as const;

/** Throws `TasteFileError`, `WrongParentError`, `TasteSelfTestError` and package errors. */
export async function putTasteOn(modelPackage: ModelPackage, { file, bytes }: TasteBytes): Promise<AppliedTaste> {
  return applyTaste(modelPackage, await parseTaste(bytes, file), file);
}

export interface LessonHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TrainingProgress) => void;
}

/** Throws `TooFewVotesError`, `UnknownHeadsError`, package errors and `AbortError`. */
export async function trainOn(
  modelPackage: ModelPackage,
  { name, states, votes, dataset, seed }: TasteLesson,
  { signal, onProgress }: LessonHooks,
): Promise<TrainedTaste> {
  const { heads } = modelPackage.manifest;
  const original = await readHeads(modelPackage);
  const features = heads.map(({ prompt }) => rowsOf(states.map((ofPicture) => at(ofPicture, prompt))));
  const labels = { votes, grades: [] };
  const trained = await trainTaste(original, features, labels, {
    ...TRAINING,
    seed,
    // In a tab there are votes by the hundred: seconds of work without another session of onnxruntime.
    products: plainProducts,
    signal,
    onProgress: (done, total) => onProgress({ done, total }),
  });
  const training = {
    ...TRAINING,
    seed,
    dataset,
    votes: votes.length,
    grades: 0,
    sources: sourcesOf(labels).length,
    ...(trained.heldOut && { heldOut: trained.heldOut }),
  };
  const bytes = await makeTaste(name, modelPackage, trained.heads, training);
  return { bytes, training, curve: trained.curve };
}

function rowsOf(states: readonly Float32Array[]): Matrix {
  const columns = states[0]?.length ?? 0;
  const values = new Float32Array(states.length * columns);
  for (const [row, state] of states.entries()) values.set(state, row * columns);
  return { values, rows: states.length, columns };
}
