import { formatScore, formatScoreWithSigma } from '../core/formatNumbers.ts';
import { headScore, type CandidateScore, type HeadName } from '../core/score/score.ts';
import type { CandidateOutcome } from '../rpc/scorerApi.ts';
import { element } from './element.ts';

/** The ends of all bars of a widget: rewards have no range of their own. */
export interface RewardScale {
  readonly low: number;
  readonly high: number;
}

/** Room below the lowest reward, as a share of the range, so that its bar is still to be seen. */
const FOOT = 0.1;

/** One scale for all heads of all candidates; undefined when none is scored. */
export function rewardScale(outcomes: readonly CandidateOutcome[]): RewardScale | undefined {
  const rewards = outcomes.flatMap((outcome) =>
    outcome.status === 'scored' ? Object.values(outcome.score.heads).map(({ mu }) => mu) : [],
  );
  if (rewards.length === 0) return undefined;
  const [low, high] = [Math.min(...rewards), Math.max(...rewards)];
  return { low: low - FOOT * (high - low), high };
}

/** Where `reward` stands on the scale, from 0 to 1. */
export function scalePosition(reward: number, { low, high }: RewardScale): number {
  return high === low ? 1 : (reward - low) / (high - low);
}

/** What stands below a candidate's picture: its rank and rewards, or why it has none. */
export function outcomeElements(
  outcome: CandidateOutcome,
  rank: number | undefined,
  scale: RewardScale | undefined,
  heads: readonly HeadName[],
): readonly HTMLElement[] {
  if (outcome.status === 'failed') {
    return [element('p', { part: 'candidate-error', class: 'wrong' }, outcome.error.message)];
  }
  const { reward, logSigma } = outcome.score;
  return [
    element(
      'p',
      { class: 'score' },
      element('span', { part: 'rank', class: 'rank' }, element('span', { class: 'unseen' }, 'Rank '), `${rank}`),
      element('span', { part: 'reward' }, formatScoreWithSigma(reward, logSigma)),
    ),
    element('dl', { part: 'dimensions' }, ...heads.map((head) => headRow(outcome.score, head, scale))),
  ];
}

function headRow(score: CandidateScore, { key, label }: HeadName, scale: RewardScale | undefined): HTMLElement {
  const { mu } = headScore(score.heads, key);
  const bar = element('span', { part: 'bar', class: 'bar', 'aria-hidden': 'true' });
  bar.style.setProperty('--at', `${100 * (scale ? scalePosition(mu, scale) : 0)}%`);
  return element('div', {}, element('dt', {}, label), element('dd', {}, formatScore(mu), bar));
}
