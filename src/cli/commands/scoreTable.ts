import { formatChance, formatPixels, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { chanceBetter } from '../../core/score/ranking.ts';
import { liftScore } from '../../core/score/flatScore.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { candidateNoun } from '../../core/task.ts';
import { headScore, type HeadName, type HeadScore } from '../../core/score/score.ts';
import type { ScoredCandidate, ScoreReport } from '../../core/score/scoreReport.ts';
import { alignColumns } from './alignColumns.ts';

/** The scored candidates as an aligned table, best first, with a column a head, and how sure the first place is. */
export function scoreTable(
  { model, device, candidates }: ScoreReport,
  { heads, task }: Pick<Manifest, 'heads' | 'task'>,
): string {
  const scored = candidates.filter((candidate) => 'rank' in candidate);
  const lines = [`${model.id} (${model.dtype}) on ${device.description}`, ''];
  const noun = candidateNoun(task);
  const columns = ['Rank', noun === 'edit' ? 'Edit' : 'Picture', 'Reward', ...heads.map(({ label }) => label)];
  if (scored.length === 0) lines.push(`No ${noun} could be scored.`);
  else lines.push(...alignColumns([columns, ...scored.map((candidate) => rowOf(candidate, heads))], 2));
  const limited = scored.filter((candidate) => candidate['maxPixels'] !== undefined);
  if (limited.length > 0) lines.push('', limitLine(limited));
  const [first, second] = scored;
  if (first && second) lines.push('', chanceLine(first, second));
  return lines.join('\n');
}

function rowOf(candidate: ScoredCandidate, heads: readonly HeadName[]): string[] {
  const score = liftScore(candidate);
  const scores = [rewardOf(candidate), ...heads.map(({ key }) => headScore(score.heads, key))];
  return [
    String(candidate.rank),
    candidate.file,
    ...scores.map(({ mu, logSigma }) => formatScoreWithSigma(mu, logSigma)),
  ];
}

function limitLine(limited: readonly ScoredCandidate[]): string {
  const files = limited.map(({ file }) => file).join(', ');
  return `Made smaller than the official code makes them, to ${formatPixels(Number(limited[0]?.['maxPixels']))} at most: ${files}`;
}

function chanceLine(first: ScoredCandidate, second: ScoredCandidate): string {
  const chance = formatChance(chanceBetter(rewardOf(first), rewardOf(second)));
  return `Chance that ${first.file} is better than ${second.file}: ${chance}`;
}

function rewardOf({ reward, logSigma }: ScoredCandidate): HeadScore {
  return { mu: reward, logSigma };
}
