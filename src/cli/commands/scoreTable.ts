import { formatChance, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { limitNote } from '../../core/limitNote.ts';
import { chanceBetter } from '../../core/ranking.ts';
import { liftScore } from '../../core/flatScore.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { candidateNoun } from '../../core/task.ts';
import { headScore, type HeadName, type HeadScore } from '../../core/score.ts';
import type { ScoredCandidate, ScoreReport } from '../../core/scoreReport.ts';
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
  const [first, second] = scored;
  if (first && second) lines.push('', chanceLine(first, second));
  for (const { file, maxPixels } of scored) if (maxPixels !== undefined) lines.push(`${file}: ${limitNote(maxPixels)}`);
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

function chanceLine(first: ScoredCandidate, second: ScoredCandidate): string {
  const chance = formatChance(chanceBetter(rewardOf(first), rewardOf(second)));
  return `Chance that ${first.file} is better than ${second.file}: ${chance}`;
}

function rewardOf({ reward, logSigma }: ScoredCandidate): HeadScore {
  return { mu: reward, logSigma };
}
