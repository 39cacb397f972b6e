import { formatScore, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { headScore, type HeadName } from '../../core/score/score.ts';
import { hasSource } from '../../core/task.ts';
import type { ComparedPicture } from '../comparison/comparedPicture.ts';
import { type RankedCandidate, scoredHeads, scoreOf } from './rankedCandidates.ts';
import type { StageView } from './stageState.ts';

/**
 * All pictures of the stage for the comparison: the source, if the model looks at one, and the candidates, best first. `stale`:
 * what their scores are for, where that has changed since.
 */
export function comparedPictures(
  view: Pick<StageView, 'source' | 'task' | 'scoredFor'>,
  ranked: readonly RankedCandidate[],
  stale?: string,
): readonly ComparedPicture[] {
  const heads = scoredHeads(view);
  const candidates = ranked.map((candidate) => ({
    ...candidate.picture,
    label: candidate.rank === undefined ? 'Candidate' : `Rank ${candidate.rank}`,
    scores: scoresText(candidate, heads, stale),
  }));
  const { source, task } = view;
  if (!source || !hasSource(task)) return candidates;
  return [{ ...source, label: 'Source', scores: undefined }, ...candidates];
}

/**
 * What a picture is compared with at first: the source; where the model looks at none, the candidate that ranks first, and for
 * that one itself the next. Undefined where there is nothing to compare with.
 */
export function firstReference(pictures: readonly ComparedPicture[], rightId: number): number | undefined {
  return pictures.find(({ id }) => id !== rightId)?.id;
}

function scoresText(
  candidate: RankedCandidate,
  heads: readonly HeadName[],
  stale: string | undefined,
): string | undefined {
  const score = scoreOf(candidate);
  if (!score) return undefined;
  const reward = `Reward ${formatScoreWithSigma(score.reward, score.logSigma)}`;
  const others = heads.length < 2 ? [] : heads;
  const dimensions = others.map(({ key, label }) => `${label} ${formatScore(headScore(score.heads, key).mu)}`);
  const context = stale === undefined ? [] : [`for ${stale}`];
  return [reward, ...dimensions, ...context].join(' · ');
}
