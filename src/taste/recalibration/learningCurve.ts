import { Random } from '../../evaluation/statistics/random.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { agreementOf, voteResults, type VoteResult } from '../trial/agreement.ts';
import { foldsOf } from '../trial/folds.ts';
import { labelsOf, sourcesOf, type Labels } from '../trainingSet.ts';
import { outputsOf, type LastLayers } from './lastLayers.ts';
import { othersTurn } from './othersTurn.ts';
import { recalibrate, type Hold } from './recalibrate.ts';

/** How well heads that learned from so many votes agree with others. */
export interface CurvePoint {
  readonly votes: number;
  readonly agreement: number;
}

/** Of what is there to learn from. Whether the last step still gains says whether more votes would help. */
const PARTS = [0.25, 0.5, 1];
const FOLDS = 5;

/** Each point over all votes, every one by heads that knew nothing of its source. Throws `AbortError`. */
export async function learningCurve(
  last: LastLayers,
  labels: Labels,
  hold: Hold,
  {
    loss,
    seed,
    signal,
  }: { readonly loss: PairLossName; readonly seed: number; readonly signal?: AbortSignal | undefined },
): Promise<CurvePoint[]> {
  const folds = foldsOf(labels, FOLDS, seed);
  const curve: CurvePoint[] = [];
  for (const part of PARTS) {
    const results: VoteResult[] = [];
    let learnedFrom = 0;
    for (const { learned, held } of folds) {
      await othersTurn(signal);
      const some = partOf(learned, part, seed);
      learnedFrom += some.votes.length / folds.length;
      const { layers, shares } = recalibrate(last, some, loss, hold);
      results.push(...voteResults(held.votes, outputsOf(last, layers), shares));
    }
    const agreement = agreementOf(results);
    if (agreement !== undefined) curve.push({ votes: Math.round(learnedFrom), agreement });
  }
  return curve;
}

function partOf(labels: Labels, part: number, seed: number): Labels {
  const sources = new Random(seed, 2).shuffled(sourcesOf(labels));
  const chosen = new Set(sources.slice(0, Math.ceil(part * sources.length)));
  return labelsOf(labels, (source) => chosen.has(source));
}
