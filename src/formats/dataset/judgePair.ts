import { BY_LAYOUT } from '../../core/dataset/judgement.ts';
import type { EditNames } from './editNames.ts';
import { compareScores, judge, type Judged } from './judge.ts';
import { isBlank } from './judgementValue.ts';
import type { Row } from './row.ts';
import { tryRead } from './tryRead.ts';

/** Of the edits of a pair, one by one. */
const SINGLE_SCORES = /^model[12]_\w+_score$/;

/** Overall scores are people's only in training files, which mark ties. Validation files have other things there. */
export function judgePair(row: Row, names: EditNames): Judged {
  if (isOfHpdv3(row)) return judgeHpdv3(row, names);
  const tie = tryRead(() => row.values['tie_case']);
  const isOfTraining = tie.problem !== undefined || !isBlank(tie.value);
  return judge(row, names, {
    dimension: compareScores(row, ['model1_dim1_score', 'model2_dim1_score']),
    overall: isOfTraining ? compareScores(row, ['model1_overall_score', 'model2_overall_score']) : undefined,
    aside: isOfTraining ? SINGLE_SCORES : undefined,
    firstMayBePreferred: true,
  });
}

const HPDV3_COLUMNS = new Set(['prompt', 'path1', 'path2', 'model1', 'model2', 'choice_dist', 'confidence']);
const NEEDED = ['prompt', 'path1', 'path2', 'model1', 'model2'];
/** People judged the pair: without one of these it may be anybody's. */
const OF_PEOPLE = ['choice_dist', 'confidence'];

/** Whether the row has the columns of HPDv3's official files, and no other. Others may say something else of the pair. */
function isOfHpdv3({ values }: Row): boolean {
  const has = (name: string) => name in values;
  return NEEDED.every(has) && OF_PEOPLE.some(has) && Object.keys(values).every((name) => HPDV3_COLUMNS.has(name));
}

/** How the people chose and how sure they were. The official code takes the first picture for the preferred one whatever stands there. */
const HPDV3_ASIDE = /^(choice_dist|confidence)$/;

/** https://github.com/MizzenAI/HPSv3, "Pairwise Training Data Format": `path1` is always the preferred picture. */
function judgeHpdv3(row: Row, names: EditNames): Judged {
  const judged = judge(row, names, { aside: HPDV3_ASIDE });
  return judged.judgement?.kind === 'absent' ? { ranks: [1, 2], judgement: BY_LAYOUT } : judged;
}
