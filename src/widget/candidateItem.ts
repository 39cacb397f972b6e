import { formatScore, formatScoreWithSigma } from '../core/formatNumbers.ts';
import { headScore, type CandidateScore, type HeadName } from '../core/score/score.ts';
import type { CandidateOutcome } from '../core/score/outcome.ts';
import { scaleOf, scalePosition, type RewardScale } from '../core/score/rewardScale.ts';
import { element } from './element.ts';

/** Room below the lowest reward, as a share of the range. */
const FOOT = 0.1;

/** One scale for all heads of all candidates; undefined when none is scored. */
export function rewardScale(outcomes: readonly CandidateOutcome[]): RewardScale | undefined {
  const rewards = outcomes.flatMap((outcome) =>
    outcome.status === 'scored' ? Object.values(outcome.score.heads).map(({ mu }) => mu) : [],
  );
  return scaleOf(rewards, FOOT);
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
