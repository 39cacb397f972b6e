import type { ResultScore } from '../../core/dataset/resultItem.ts';
import { chanceBetter } from '../../core/score/ranking.ts';
import { pairIndices } from '../statedPair.ts';
import { meanOf } from '../statistics/meanInterval.ts';
import type { EditorEdit, EditsOfRequest } from './editsOfRequest.ts';

/** Two editors on one source and instruction. Of several edits, each of one meets each of the other, and means count. */
export interface Meeting {
  readonly first: string;
  readonly second: string;
  /** The share of wins of the first; equal rewards are half a win. */
  readonly outcome: number;
  /** P(first better), where the scores say how sure they are. */
  readonly chance: number | undefined;
  /** The mean reward of the first less that of the second. */
  readonly difference: number;
}

/** Of each two editors that edited the same. */
export function meetingsOf(edits: EditsOfRequest): Meeting[] {
  const editors = [...edits];
  return pairIndices(editors.length).flatMap(([i, j]) => {
    const [first, second] = [editors[i], editors[j]];
    return first && second ? [meetingOf(first, second)] : [];
  });
}

type EditorWithEdits = readonly [editor: string, edits: readonly EditorEdit[]];

function meetingOf([first, ofFirst]: EditorWithEdits, [second, ofSecond]: EditorWithEdits): Meeting {
  const pairs = ofFirst.flatMap(({ score: a }) => ofSecond.map(({ score: b }) => [a, b] as const));
  const chances = pairs.flatMap(([a, b]) => chanceOf(a, b) ?? []);
  return {
    first,
    second,
    outcome: meanOf(pairs.map(([a, b]) => (1 + Math.sign(a.reward - b.reward)) / 2)),
    chance: chances.length === pairs.length ? meanOf(chances) : undefined,
    difference: meanReward(ofFirst) - meanReward(ofSecond),
  };
}

function chanceOf(a: ResultScore, b: ResultScore): number | undefined {
  if (a.logSigma === undefined || b.logSigma === undefined) return undefined;
  return chanceBetter({ mu: a.reward, logSigma: a.logSigma }, { mu: b.reward, logSigma: b.logSigma });
}

export function meanReward(edits: readonly EditorEdit[]): number {
  return meanOf(edits.map(({ score }) => score.reward));
}
