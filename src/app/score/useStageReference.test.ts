import { expect, it } from 'vitest';
import type { ReferenceSet } from '../../core/reference/referenceSet.ts';
import { afterRun, readyState, scored } from './stageSamples.ts';
import { modelOfScores } from './useStageReference.ts';

it('is the loaded model with its reference set, where scores of an earlier visit are of it', () => {
  const { scoredFor, model } = afterRun(readyState(2), [scored(1), scored(2)]);
  if (!scoredFor || model.kind !== 'ready') throw new Error('There are scores of a model.');
  const points = { reward: Array.from({ length: 10 }, (_, k) => k) };
  const { id, dtype, manifestSha256 } = model.status.model;
  const reference: ReferenceSet = {
    format: 'editreward-reference',
    version: 1,
    model: { id, dtype, manifestSha256 },
    of: 'edits',
    origin: '',
    count: 10,
    points,
  };
  const loaded = { ...model, status: { ...model.status, model: { ...model.status.model, reference } } };
  expect(modelOfScores({ scoredFor, model: loaded })?.reference).toBe(reference);
  const other = { ...loaded, status: { ...loaded.status, model: { ...loaded.status.model, maxPixels: 9 } } };
  expect(modelOfScores({ scoredFor, model: other })).toBe(scoredFor.status.model);
  expect(modelOfScores({ scoredFor: undefined, model: loaded })).toBeUndefined();
});
