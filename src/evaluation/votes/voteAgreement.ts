import type { Vote } from '../../core/votes/vote.ts';
import { groupBy } from '../../core/groupBy.ts';
import type { Estimate } from '../estimate.ts';
import { groupedShareInterval } from '../statistics/groupedShare.ts';
import { countRightPairs, type PairCounts } from '../statistics/pairAccuracy.ts';

/** How often a model orders two pictures as people do. */
export interface VoteAgreement {
  /**
   * Of the pairs that people ordered and the model scored; equal rewards are no agreement. The interval knows that pairs of one source
   * depend on each other: see {@link groupedShareInterval}.
   */
  readonly estimate: Estimate;
  readonly right: number;
  /** Pairs that people tied. They have no order to agree with. */
  readonly tied: number;
}

type JudgedVote = Pick<Vote, 'instruction' | 'source' | 'ranks' | 'view'>;

/** Of all pairs of pictures within each vote. */
export function voteAgreement(votes: readonly JudgedVote[]): VoteAgreement {
  const counts = votes.map(pairsOf);
  const [right, total, tied] = [sum(counts, 'right'), sum(counts, 'total'), sum(counts, 'tied')];
  const value = total === 0 ? undefined : right / total;
  const groups = [...groupBy(votes, groupOf).values()].map((group) => group.map(pairsOf));
  const interval = groupedShareInterval(
    groups.map((group) => ({ right: sum(group, 'right'), total: sum(group, 'total') })),
  );
  return { estimate: { value, interval, count: total }, right, tied };
}

/** Votes on one source share it, and mostly its edits; those of one prompt share its pictures. */
function groupOf({ source, instruction }: JudgedVote): string {
  return source ? source.sha256 : `prompt ${instruction}`;
}

interface VotePairs extends PairCounts {
  readonly tied: number;
}

function pairsOf({ ranks, view }: JudgedVote): VotePairs {
  const scored = ranks.flatMap((rank, index) => {
    const reward = view?.rewards[index];
    return reward === undefined || reward === null ? [] : [{ rank, reward }];
  });
  const grades = scored.map(({ rank }) => -rank);
  const counts = countRightPairs(
    scored.map(({ reward }) => reward),
    grades,
  );
  return { ...counts, tied: (scored.length * (scored.length - 1)) / 2 - counts.total };
}

function sum(counts: readonly VotePairs[], key: keyof VotePairs): number {
  return counts.reduce((total, one) => total + one[key], 0);
}
