import type { DatasetCandidate } from '../../core/dataset/datasetItem.ts';
import { UNDERSTOOD } from '../../core/dataset/judgement.ts';
import { orderText } from '../../core/score/ranking.ts';
import { editNames, type EditNames } from './editNames.ts';
import { candidatesInList, type Candidates } from './interpretRow.ts';
import { judge, shown, unreadable, type Judged } from './judge.ts';
import { isBlank, withNumbers } from './judgementValue.ts';
import { valueOf, type Row } from './row.ts';

/**
 * The pictures of a row in a ranking file of HPSv3's evaluation. `generations` is a list of paths. `ranking` has a
 * number for each of them: a lower one is better, equal ones are a tie. Undefined when the row has no such list. Throws
 * `RowError`.
 */
export function generationsOf(row: Row): Candidates | undefined {
  const candidates = candidatesInList(row, 'generations');
  return candidates && { candidates, ...judgeGenerations(row, candidates) };
}

function judgeGenerations(row: Row, candidates: readonly DatasetCandidate[]): Judged {
  const names = editNames(candidates);
  const ranking = withNumbers(valueOf(row, 'ranking'));
  if (isBlank(ranking) || !Array.isArray(ranking)) return judge(row, names);
  const numbers = ranking.filter((one): one is number => typeof one === 'number' && Number.isFinite(one));
  if (ranking.length !== candidates.length || numbers.length < ranking.length) {
    return unreadable(
      `ranking is ${shown(ranking)}, which is not a number for each of its ${candidates.length} pictures.`,
    );
  }
  return withOthers(row, names, ranksOf(numbers));
}

/** Ranks from 1: one more than there are pictures with a lower number. */
function ranksOf(numbers: readonly number[]): number[] {
  return numbers.map((number) => 1 + numbers.filter((other) => other < number).length);
}

const RANKING = /^ranking$/;

/** Unless another column says something else. */
function withOthers(row: Row, names: EditNames, ranks: readonly number[]): Judged {
  const others = judge(row, names, { aside: RANKING });
  if (!others.ranks || orderText(others.ranks) === orderText(ranks)) return { ranks, judgement: UNDERSTOOD };
  return unreadable(
    `ranking orders its pictures as ${orderText(ranks)}, and another column as ${orderText(others.ranks)}: they contradict each other.`,
  );
}
