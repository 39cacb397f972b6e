import { chanceBetter, rankByReward } from '../../core/score/ranking.ts';
import { scaleOf, type RewardScale } from '../../core/score/rewardScale.ts';
import type { CandidateScore, HeadName } from '../../core/score/score.ts';
import type { Candidate, Run, StageState } from './stageState.ts';
import { sameContext } from './staleness.ts';

export interface RankedCandidate extends Candidate {
  /** From 1; undefined while unscored. */
  readonly rank: number | undefined;
  /** First among at least two: only then is there a winner. */
  readonly leads: boolean;
}

/** What a run is to score, and how far it is; the same from step to step. */
export type RunTargets = Pick<Run, 'candidateIds' | 'doneIds' | 'context'>;

export function targetsOf({ candidateIds, doneIds, context }: Run): RunTargets {
  return { candidateIds, doneIds, context };
}

interface ScoredStage extends Pick<StageState, 'candidates' | 'scoredFor'> {
  readonly run: RunTargets | undefined;
}

/** The candidates with what there is to show of them: while a run is to renew an outcome, the old one is hidden. */
export function shownCandidates({ candidates, run, scoredFor }: ScoredStage): readonly Candidate[] {
  if (!run) return candidates;
  const kept = sameContext(scoredFor, run.context);
  return candidates.map((candidate) => {
    const { id } = candidate.picture;
    const pending = run.candidateIds.includes(id) && !run.doneIds.includes(id);
    return kept && !pending ? candidate : { ...candidate, outcome: undefined };
  });
}

/** What the shown scores are of: the heads of the model that gave them, which may be another than the loaded one. */
export function scoredHeads({ scoredFor }: StageState): readonly HeadName[] {
  return scoredFor?.status.model.heads ?? [];
}

/** For the eye: scored ones from the best down, then those that wait, then those that failed; else as they were added. */
export function rankedCandidates(candidates: readonly Candidate[]): readonly RankedCandidate[] {
  const ranks = rankByReward(candidates.map((candidate) => scoreOf(candidate)?.reward));
  const isRace = ranks.filter((rank) => rank !== undefined).length > 1;
  const ranked = candidates.map((candidate, index) => ({
    ...candidate,
    rank: ranks[index],
    leads: isRace && ranks[index] === 1,
  }));
  return ranked.toSorted((a, b) => groupOf(a) - groupOf(b) || (a.rank ?? 0) - (b.rank ?? 0));
}

function groupOf({ rank, outcome }: RankedCandidate): number {
  if (rank !== undefined) return 0;
  return outcome === undefined ? 1 : 2;
}

export function scoreOf({ outcome }: Candidate): CandidateScore | undefined {
  return outcome?.status === 'scored' ? outcome.score : undefined;
}

export interface LeaderComparison {
  readonly first: string;
  readonly second: string;
  /** Probability from 0 to 1 that `first` is better than `second`. */
  readonly chance: number;
}

/** The first against the second by rank; undefined with fewer than two scored. */
export function compareLeaders(ranked: readonly RankedCandidate[]): LeaderComparison | undefined {
  const [first, second] = ranked;
  const [a, b] = [first && scoreOf(first), second && scoreOf(second)];
  if (!first || !second || !a || !b) return undefined;
  const chance = chanceBetter({ mu: a.reward, logSigma: a.logSigma }, { mu: b.reward, logSigma: b.logSigma });
  return { first: first.picture.name, second: second.picture.name, chance };
}

/** Room below the lowest end, as a share of the range. */
const FOOT = 0.08;

/** One scale for all bars: it holds every mu with one sigma to each side. */
export function rewardScale(candidates: readonly Candidate[]): RewardScale | undefined {
  const ends = candidates.flatMap((candidate) => {
    const score = scoreOf(candidate);
    if (!score) return [];
    return Object.values(score.heads).flatMap(({ mu, logSigma }) => [mu - Math.exp(logSigma), mu + Math.exp(logSigma)]);
  });
  return scaleOf(ends, FOOT);
}
