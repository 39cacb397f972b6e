import { at } from '../core/at.ts';
import type { ModelPackage } from '../packages/modelPackage.ts';
import type { TasteBytes, TasteLesson, TrainedTaste, TrainingProgress } from '../rpc/tasteApi.ts';
import type { Matrix } from '../taste/network/matrix.ts';
import type { PairLossName } from '../taste/loss/pairLoss.ts';
import { patientProducts } from '../taste/network/patientProducts.ts';
import { applyTaste, type AppliedTaste } from '../taste/package/applyTaste.ts';
import { makeTaste } from '../taste/package/makeTaste.ts';
import { readHeads } from '../taste/package/readHeads.ts';
import { parseTaste } from '../taste/package/tasteFile.ts';
import { trainTaste } from '../taste/trainTaste.ts';
import { sourcesOf } from '../taste/trainingSet.ts';
import { wholeHeadsTime } from '../taste/wholeHeads/wholeHeadsTime.ts';

/** It leaves sigma what it is: how unsure the model is. */
const LOSS: PairLossName = 'chance';

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
  { name, states, votes, dataset, seed, kind }: TasteLesson,
  { signal, onProgress }: LessonHooks,
): Promise<TrainedTaste> {
  const { heads } = modelPackage.manifest;
  const original = await readHeads(modelPackage);
  const features = heads.map(({ prompt }) => rowsOf(states.map((ofPicture) => at(ofPicture, prompt))));
  const labels = { votes, grades: [] };
  const trained = await trainTaste(original, features, labels, {
    kind,
    loss: LOSS,
    seed,
    // In a tab there is no other session of onnxruntime.
    products: patientProducts(signal),
    signal,
    onProgress: (done, total) => onProgress({ done, total }),
  });
  const training = {
    kind,
    loss: LOSS,
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

/** How many milliseconds whole heads take at most. Throws `UnknownHeadsError`, package errors and `AbortError`. */
export async function timeToTrain(modelPackage: ModelPackage, pictures: number, signal: AbortSignal): Promise<number> {
  return wholeHeadsTime(await readHeads(modelPackage), pictures, patientProducts(signal));
}

function rowsOf(states: readonly Float32Array[]): Matrix {
  const columns = states[0]?.length ?? 0;
  const values = new Float32Array(states.length * columns);
  for (const [row, state] of states.entries()) values.set(state, row * columns);
  return { values, rows: states.length, columns };
}
