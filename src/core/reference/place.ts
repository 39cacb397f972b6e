import { niceStep } from '../niceStep.ts';
import type { CandidateScore } from '../score/score.ts';
import { REWARD_KEY, type ReferenceSet } from './referenceSet.ts';

/** The share of the reference's scores, from 0 to 1, that `value` is above; those that equal it count half. */
export function shareBelow(points: readonly number[], value: number): number {
  const below = points.filter((point) => point < value).length;
  const equal = points.filter((point) => point === value).length;
  return (below + equal / 2) / points.length;
}

/** "better than 82% of 600 drawn edits". */
export function placeText({ of, count }: ReferenceSet, share: number): string {
  const all = `${count.toLocaleString('en')} ${of}`;
  if (share >= 1) return `better than all ${all}`;
  if (share <= 0) return `better than none of ${all}`;
  return `better than ${sharePercent(share)} of ${all}`;
}

/** "82%". What is between the ends never reads as one of them. */
export function sharePercent(share: number): string {
  if (share <= 0 || share >= 1) return share <= 0 ? '0%' : '100%';
  return `${Math.min(99, Math.max(1, Math.round(share * 100)))}%`;
}

/** Bars of equal width. */
export interface PointsHistogram {
  readonly start: number;
  readonly step: number;
  /** The share of the scores in each bin. A score at the end of a bin is in the next one. */
  readonly shares: readonly number[];
}

/** More would be thinner than a line in a card. */
const MAX_BINS = 24;

export function pointsHistogram(points: readonly number[]): PointsHistogram {
  const [least = 0, most = 0] = [points[0], points.at(-1)];
  // One bin less than there may be, as the first starts below the least value.
  const step = niceStep(most - least, MAX_BINS - 1);
  const first = Math.floor(least / step);
  const shares = Array.from({ length: Math.floor(most / step) - first + 1 }, () => 0);
  for (const point of points) {
    const bin = Math.floor(point / step) - first;
    shares[bin] = (shares[bin] ?? 0) + 1 / points.length;
  }
  return { start: first * step, step, shares };
}

/** Of the reward, and of each head that the reference has, too. */
export interface ScorePlaces {
  readonly reward: number;
  readonly heads: Readonly<Record<string, number>>;
}

export function placesOf({ points }: ReferenceSet, { reward, heads }: CandidateScore): ScorePlaces {
  const places = Object.entries(heads).flatMap(([key, { mu }]) => {
    const its = Object.hasOwn(points, key) ? points[key] : undefined;
    return its ? [[key, shareBelow(its, mu)] as const] : [];
  });
  return { reward: shareBelow(points[REWARD_KEY], reward), heads: Object.fromEntries(places) };
}
