import { groupBy } from '../../core/groupBy.ts';
import type { Estimate } from '../estimate.ts';
import { meanInterval, meanOf } from '../statistics/meanInterval.ts';
import { shareInterval } from '../statistics/shareInterval.ts';
import type { Meeting } from './meeting.ts';

/** What the meetings of two editors say: which is better, or that they do not tell the two apart. */
export type Verdict = 'first' | 'second' | 'unclear';

/** Two editors on the sources that both edited by the same instruction. */
export interface HeadToHead {
  readonly first: string;
  readonly second: string;
  /** Sources on which the first has the higher reward, on which both have the same, and on which the second has it. */
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** The share of wins of the first; a tie is half a win. */
  readonly share: Estimate;
  /** The mean of P(first better); without a value where scores do not say how sure they are. */
  readonly chance: Estimate;
  /** The mean of the first's reward less the second's. */
  readonly difference: Estimate;
  readonly verdict: Verdict;
}

/**
 * On fewer sources, one editor may win all and be no better: of series of five tosses of a coin, one in 16 has the same side
 * throughout. Of series of six it is one in 32, which is rarer than 5%.
 */
export const LEAST_SOURCES = 6;

/** By each two editors that met; `order` has the editor first that is named first. */
export function headsToHeads(meetings: readonly Meeting[], order: readonly string[]): HeadToHead[] {
  const places = new Map(order.map((editor, place) => [editor, place]));
  const placeOf = (editor: string) => places.get(editor) ?? order.length;
  const turned = meetings.map((one) => (placeOf(one.first) <= placeOf(one.second) ? one : turn(one)));
  const pairs = [...groupBy(turned, ({ first }) => first).values()].flatMap((its) => [
    ...groupBy(its, ({ second }) => second).values(),
  ]);
  return pairs
    .map(headToHead)
    .toSorted((a, b) => placeOf(a.first) - placeOf(b.first) || placeOf(a.second) - placeOf(b.second));
}

function turn({ first, second, outcome, chance, difference }: Meeting): Meeting {
  return {
    first: second,
    second: first,
    outcome: 1 - outcome,
    chance: chance === undefined ? undefined : 1 - chance,
    difference: -difference,
  };
}

function headToHead(meetings: readonly Meeting[]): HeadToHead {
  const { first = '', second = '' } = meetings[0] ?? {};
  const outcomes = meetings.map(({ outcome }) => outcome);
  const share = shareOf(outcomes);
  return {
    first,
    second,
    ...resultsOf(outcomes),
    share,
    chance: chanceOf(meetings.map(({ chance }) => chance).filter((chance) => chance !== undefined)),
    difference: meanEstimate(meetings.map(({ difference }) => difference)),
    verdict: verdictOf(share),
  };
}

function resultsOf(outcomes: readonly number[]): Pick<HeadToHead, 'wins' | 'ties' | 'losses'> {
  let [wins, ties] = [0, 0];
  for (const outcome of outcomes) {
    if (outcome > 0.5) wins++;
    else if (outcome === 0.5) ties++;
  }
  return { wins, ties, losses: outcomes.length - wins - ties };
}

/** Of shares of wins. */
export function shareOf(outcomes: readonly number[]): Estimate {
  const value = outcomes.length === 0 ? undefined : meanOf(outcomes);
  return { value, interval: shareInterval(outcomes), count: outcomes.length };
}

/** Of chances, which lie between 0 and 1. */
export function chanceOf(chances: readonly number[]): Estimate {
  const { interval, ...rest } = meanEstimate(chances);
  if (!interval) return { ...rest, interval };
  return { ...rest, interval: { low: Math.max(0, interval.low), high: Math.min(1, interval.high) } };
}

/** A mean with its interval. */
export function meanEstimate(values: readonly number[]): Estimate {
  const value = values.length === 0 ? undefined : meanOf(values);
  return { value, interval: meanInterval(values), count: values.length };
}

function verdictOf({ interval, count }: Estimate): Verdict {
  if (!interval || count < LEAST_SOURCES) return 'unclear';
  if (interval.low > 0.5) return 'first';
  return interval.high < 0.5 ? 'second' : 'unclear';
}
