import { formatChance, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { chanceBetter } from '../../core/ranking.ts';
import type { HeadScore } from '../../core/score.ts';
import type { ScoredCandidate, ScoreReport } from '../../core/scoreReport.ts';

const COLUMNS = ['Rank', 'Edit', 'Reward', 'Instruction following', 'Visual quality'];
const GAP = '  ';

/** The scored candidates as an aligned table, best first, and how sure the first place is. */
export function scoreTable({ model, device, candidates }: ScoreReport): string {
  const scored = candidates.filter((candidate) => 'rank' in candidate);
  const lines = [`${model.id} (${model.dtype}) on ${device.description}`, ''];
  if (scored.length === 0) lines.push('No edit could be scored.');
  else lines.push(...alignColumns([COLUMNS, ...scored.map(rowOf)]));
  const [first, second] = scored;
  if (first && second) lines.push('', chanceLine(first, second));
  return lines.join('\n');
}

function rowOf(candidate: ScoredCandidate): string[] {
  const heads = [rewardOf(candidate), candidate.instructionFollowing, candidate.visualQuality];
  return [String(candidate.rank), candidate.file, ...heads.map((head) => formatScoreWithSigma(head.mu, head.logSigma))];
}

/** Text to the left; scores, with the same number of decimals, to the right. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join(GAP),
  );
}

function chanceLine(first: ScoredCandidate, second: ScoredCandidate): string {
  const chance = formatChance(chanceBetter(rewardOf(first), rewardOf(second)));
  return `Chance that ${first.file} is better than ${second.file}: ${chance}`;
}

function rewardOf({ reward, logSigma }: ScoredCandidate): HeadScore {
  return { mu: reward, logSigma };
}
