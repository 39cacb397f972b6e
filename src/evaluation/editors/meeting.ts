import { at } from '../../core/at.ts';
import type { ResultScore } from '../../core/dataset/resultItem.ts';
import { chanceBetter } from '../../core/score/ranking.ts';
import { meanOf } from '../statistics/meanInterval.ts';
import type { EditorEdit, EditsOfEditor, EditsOfRequest } from './editsOfRequest.ts';

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

/** Of each two editors that edited the same, in the order in which items list their pairs. */
export function meetingsOf(edits: EditsOfRequest): Meeting[] {
  const meetings: Meeting[] = [];
  for (const [place, second] of edits.entries()) {
    for (let k = 0; k < place; k++) meetings.push(meetingOf(at(edits, k), second));
  }
  return meetings;
}

function meetingOf(one: EditsOfEditor, other: EditsOfEditor): Meeting {
  const [{ editor: first, edits: ofFirst }, { editor: second, edits: ofSecond }] = [one, other];
  // Nearly all editors have one edit of a source, and there may be a million meetings.
  if (ofFirst.length === 1 && ofSecond.length === 1) {
    return { first, second, ...compared(at(ofFirst, 0).score, at(ofSecond, 0).score) };
  }
  const met = ofFirst.flatMap(({ score: a }) => ofSecond.map(({ score: b }) => compared(a, b)));
  const chances = met.flatMap(({ chance }) => chance ?? []);
  return {
    first,
    second,
    outcome: meanOf(met.map(({ outcome }) => outcome)),
    chance: chances.length === met.length ? meanOf(chances) : undefined,
    difference: meanReward(ofFirst) - meanReward(ofSecond),
  };
}

function compared(a: ResultScore, b: ResultScore): Omit<Meeting, 'first' | 'second'> {
  const difference = a.reward - b.reward;
  return { outcome: (1 + Math.sign(difference)) / 2, chance: chanceOf(a, b), difference };
}

function chanceOf(a: ResultScore, b: ResultScore): number | undefined {
  if (a.logSigma === undefined || b.logSigma === undefined) return undefined;
  return chanceBetter({ mu: a.reward, logSigma: a.logSigma }, { mu: b.reward, logSigma: b.logSigma });
}

export function meanReward(edits: readonly EditorEdit[]): number {
  if (edits.length === 1) return at(edits, 0).score.reward;
  return meanOf(edits.map(({ score }) => score.reward));
}
