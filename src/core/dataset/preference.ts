/**
 * Pairs may say nothing of which edit is better, while the official files of their layout mean something by it. Whether these
 * pairs mean the same is the user's choice, and every figure that rests on it says so.
 */
import { ASSUMED, BY_SCORES, type Judgement } from './judgement.ts';

/** `path1`: the first edit is the preferred one. `scores`: the one with the higher score of the first dimension is. */
export const PREFERENCES = ['path1', 'scores', 'none'] as const;
export type Preference = (typeof PREFERENCES)[number];

interface Judged {
  readonly ranks: readonly number[] | undefined;
  readonly judgement?: Judgement | undefined;
}

const FIRST_PREFERRED = [1, 2] as const;

/** The items as they count by that choice. It never applies to a judgement that is there, understood or not. */
export function applyPreference<Item extends Judged>(items: readonly Item[], preference: Preference): readonly Item[] {
  return preference === 'none' ? items : items.map((item) => applied(item, preference));
}

function applied<Item extends Judged>(item: Item, preference: Exclude<Preference, 'none'>): Item {
  const { judgement } = item;
  if (judgement?.kind !== 'absent') return item;
  const { firstMayBePreferred, byScores } = judgement;
  if (preference === 'scores') return byScores ? { ...item, ranks: byScores, judgement: BY_SCORES } : item;
  return firstMayBePreferred ? { ...item, ranks: FIRST_PREFERRED, judgement: ASSUMED } : item;
}

/** Pairs without a judgement to which a choice could give one. */
export interface OpenPairs {
  /** With scores of their first dimension. */
  readonly withScores: number;
  /** With nothing but the places of their edits. */
  readonly bare: number;
}

export function countOpenPairs(items: readonly Judged[]): OpenPairs {
  let [withScores, bare] = [0, 0];
  for (const { judgement } of items) {
    if (judgement?.kind !== 'absent') continue;
    if (judgement.byScores) withScores++;
    else if (judgement.firstMayBePreferred) bare++;
  }
  return { withScores, bare };
}

/** How many of them get a judgement by the choice. */
export function countDecided({ withScores, bare }: OpenPairs, preference: Preference): number {
  if (preference === 'none') return 0;
  return preference === 'scores' ? withScores : withScores + bare;
}
