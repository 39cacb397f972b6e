import { formatChance, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { chanceBetter } from '../../core/ranking.ts';
import type { HeadScore } from '../../core/score.ts';
import type { ScoredCandidate, ScoreReport } from '../../core/scoreReport.ts';
import { alignColumns } from './alignColumns.ts';

const COLUMNS = ['Rank', 'Edit', 'Reward', 'Instruction following', 'Visual quality'];

/** The scored candidates as an aligned table, best first, and how sure the first place is. */
export function scoreTable({ model, device, candidates }: ScoreReport): string {
  const scored = candidates.filter((candidate) => 'rank' in candidate);
  const lines = [`${model.id} (${model.dtype}) on ${device.description}`, ''];
  if (scored.length === 0) lines.push('No edit could be scored.');
  else lines.push(...alignColumns([COLUMNS, ...scored.map(rowOf)], 2));
  const [first, second] = scored;
  if (first && second) lines.push('', chanceLine(first, second));
  return lines.join('\n');
}

function rowOf(candidate: ScoredCandidate): string[] {
  const heads = [rewardOf(candidate), candidate.instructionFollowing, candidate.visualQuality];
  return [String(candidate.rank), candidate.file, ...heads.map((head) => formatScoreWithSigma(head.mu, head.logSigma))];
}

function chanceLine(first: ScoredCandidate, second: ScoredCandidate): string {
  const chance = formatChance(chanceBetter(rewardOf(first), rewardOf(second)));
  return `Chance that ${first.file} is better than ${second.file}: ${chance}`;
}

function rewardOf({ reward, logSigma }: ScoredCandidate): HeadScore {
  return { mu: reward, logSigma };
}
