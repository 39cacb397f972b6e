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

/** A candidate's place in the list. */
export interface CandidateItem {
  readonly item: HTMLLIElement;
  /** Below the picture. */
  readonly outcome: HTMLElement;
  readonly choose: HTMLButtonElement;
}

export interface ItemActions {
  readonly onOpen: () => void;
  readonly onChoose: () => void;
}

export function createItem(address: string, name: string, alt: string, actions: ItemActions): CandidateItem {
  const outcome = element('div');
  const caption = element('p', { part: 'caption', class: 'caption' }, name);
  const choose = element('button', { type: 'button', part: 'choose', class: 'choose' });
  choose.addEventListener('click', actions.onChoose);
  const picture = openButton(address, alt, name, actions.onOpen);
  return { item: element('li', { part: 'candidate' }, picture, caption, outcome, choose), outcome, choose };
}

/** Shows whether a candidate is the visitor's choice; undefined where nothing is to be chosen. */
export function showChoice({ item, choose }: CandidateItem, name: string, isChosen: boolean | undefined): void {
  choose.hidden = isChosen === undefined;
  choose.textContent = isChosen ? 'Chosen' : 'Choose';
  choose.setAttribute('aria-label', isChosen ? `${name} is chosen` : `Choose ${name}`);
  choose.setAttribute('aria-pressed', String(isChosen === true));
  item.classList.toggle('chosen', isChosen === true);
}

/** A picture that is enlarged where it is pressed. */
export function openButton(src: string, alt: string, name: string, onOpen: () => void): HTMLButtonElement {
  const image = element('img', { part: 'image', src, alt, loading: 'lazy', decoding: 'async' });
  const button = element('button', { type: 'button', part: 'enlarge', class: 'open', title: `Enlarge ${name}` }, image);
  button.addEventListener('click', onOpen);
  return button;
}
