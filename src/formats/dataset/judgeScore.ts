import type { DatasetCandidate } from '../../core/dataset/datasetItem.ts';
import { ABSENT, UNDERSTOOD, type Judgement } from '../../core/dataset/judgement.ts';
import { numberIn, shown } from './judge.ts';
import { judgementColumn } from './judgementColumns.ts';
import { isBlank } from './judgementValue.ts';
import type { Row } from './row.ts';

/** A name made of these words alone is that of a score which people gave to an edit. */
const SCORE_WORDS = /^((human|overall|mean|avg|average|final|total|gt|mos|scores?|ratings?)(_|$))+$/;

/** What people gave to a single edit. */
export interface JudgedScore extends Pick<DatasetCandidate, 'humanScore'> {
  readonly judgement: Judgement;
}

/** The number in `score`. What stands there and is none, or stands elsewhere, is told. */
export function judgeScore(row: Row): JudgedScore {
  const { score } = row.values;
  const humanScore = numberIn(score);
  if (!isBlank(score)) {
    if (humanScore !== undefined) return { humanScore, judgement: UNDERSTOOD };
    return { humanScore, judgement: unreadable(`score is ${shown(score)}, which is not a number.`) };
  }
  const other = Object.entries(row.values).find(([name, value]) => saysJudgement(name) && !isBlank(value));
  if (!other) return { humanScore: undefined, judgement: ABSENT };
  const [name, value] = other;
  const reason = `${name} is ${shown(value)}, which is not read. The score of an edit is a number in "score".`;
  return { humanScore: undefined, judgement: unreadable(reason) };
}

function saysJudgement(name: string): boolean {
  return judgementColumn(name) !== undefined || SCORE_WORDS.test(name.trim().toLowerCase());
}

function unreadable(reason: string): Judgement {
  return { kind: 'unreadable', reason };
}
