import { scaleOf, type RewardScale } from '../../core/score/rewardScale.ts';
import type { CandidateScore, HeadName } from '../../core/score/score.ts';
import { sharedRanks, verdictOf } from '../../core/score/verdict.ts';
import type { Candidate, Run, StageState } from './stageState.ts';
import { sameContext } from './staleness.ts';

export interface RankedCandidate extends Candidate {
  /** From 1; undefined while unscored. Those that the model cannot tell apart share one. */
  readonly rank: number | undefined;
  /** The model can tell it from all others, and finds it the best. */
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
export function scoredHeads({ scoredFor }: Pick<StageState, 'scoredFor'>): readonly HeadName[] {
  return scoredFor?.status.model.heads ?? [];
}

/**
 * For the eye: scored ones from the highest reward down, then those that wait, then those that failed; else as they were
 * added. `callFrom`: see {@link StageState.callFrom}.
 */
export function rankedCandidates(candidates: readonly Candidate[], callFrom: number): readonly RankedCandidate[] {
  const scores = candidates.map((candidate) => scoreOf(candidate));
  const ranks = sharedRanks(scores, callFrom);
  const verdict = verdictOf(scores, callFrom);
  const best = verdict?.kind === 'best' ? verdict.index : undefined;
  const ranked = candidates.map((candidate, index) => ({ ...candidate, rank: ranks[index], leads: index === best }));
  return ranked.toSorted((a, b) => groupOf(a) - groupOf(b) || rewardOf(b) - rewardOf(a));
}

function rewardOf(candidate: Candidate): number {
  return scoreOf(candidate)?.reward ?? 0;
}

function groupOf({ rank, outcome }: RankedCandidate): number {
  if (rank !== undefined) return 0;
  return outcome === undefined ? 1 : 2;
}

export function scoreOf({ outcome }: Candidate): CandidateScore | undefined {
  return outcome?.status === 'scored' ? outcome.score : undefined;
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
