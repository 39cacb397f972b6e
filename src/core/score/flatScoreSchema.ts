import * as v from 'valibot';
import { headKeysOf, isObject, liftScore } from './flatScore.ts';
import type { CandidateScore } from './score.ts';

const number = v.pipe(v.number(), v.finite());
const headScoreSchema = v.object({ mu: number, logSigma: number });

/** The score in unknown data, whatever stands beside it. */
export const flatScoreSchema: v.GenericSchema<unknown, CandidateScore> = v.lazy((input) => {
  const keys = isObject(input) ? headKeysOf(input) : [];
  const heads = Object.fromEntries(keys.map((key) => [key, headScoreSchema]));
  return v.pipe(
    v.object({ reward: number, logSigma: number, ...heads }),
    v.check(() => keys.length > 0, 'it has no score of a head'),
    v.transform(liftScore),
  );
});
