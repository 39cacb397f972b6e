import type { DatasetCandidate } from '../../core/dataset/datasetItem.ts';
import { ABSENT, UNDERSTOOD, type Judgement } from '../../core/dataset/judgement.ts';
import { shown } from './judge.ts';
import { judgementColumn } from './judgementColumns.ts';
import { isBlank } from './judgementValue.ts';
import { numberOf, type Row } from './row.ts';
import { tryRead } from './tryRead.ts';

/** A name made only of these words is that of a score which people gave to an edit. */
const SCORE_WORDS = /^((human|overall|mean|avg|average|final|total|gt|mos|scores?|ratings?)(_|$))+$/;

/** What people gave to a single edit. */
export interface JudgedScore extends Pick<DatasetCandidate, 'humanScore'> {
  readonly judgement: Judgement;
}

/** The number in `score`. What stands there and is none, or stands elsewhere, is told. */
export function judgeScore(row: Row): JudgedScore {
  const score = tryRead(() => numberOf(row, 'score'));
  if (score.problem !== undefined) return unreadable(score.problem);
  if (score.value !== undefined) return { humanScore: score.value, judgement: UNDERSTOOD };
  for (const name of Object.keys(row.values).filter(saysJudgement)) {
    const other = tryRead(() => row.values[name]);
    if (other.problem !== undefined) return unreadable(other.problem);
    if (!isBlank(other.value)) {
      return unreadable(
        `${name} is ${shown(other.value)}, which is not read. The score of an edit is a number in "score".`,
      );
    }
  }
  return { humanScore: undefined, judgement: ABSENT };
}

function saysJudgement(name: string): boolean {
  return judgementColumn(name) !== undefined || SCORE_WORDS.test(name.trim().toLowerCase());
}

function unreadable(reason: string): JudgedScore {
  return { humanScore: undefined, judgement: { kind: 'unreadable', reason } };
}
