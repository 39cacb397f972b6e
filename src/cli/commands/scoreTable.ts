import { formatPixels, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { liftScore } from '../../core/score/flatScore.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { candidateNoun } from '../../core/task.ts';
import { modelLabel } from '../../core/score/modelLabel.ts';
import { headScore, type HeadName, type HeadScore } from '../../core/score/score.ts';
import type { ScoredCandidate, ScoreReport } from '../../core/score/scoreReport.ts';
import { sharedRanks, verdictOf } from '../../core/score/verdict.ts';
import { DEMO_TEXT, verdictText } from '../../core/score/verdictText.ts';
import { alignColumns } from './alignColumns.ts';

/** The scored candidates as an aligned table, best first, with a column a head, and how sure the first place is. */
export function scoreTable(
  { model, device, candidates }: ScoreReport,
  { heads, task }: Pick<Manifest, 'heads' | 'task'>,
): string {
  const scored = candidates.filter((candidate) => 'rank' in candidate);
  const lines = [`${modelLabel(model)} on ${device.description}`, ''];
  const noun = candidateNoun(task);
  const columns = ['Rank', noun === 'edit' ? 'Edit' : 'Picture', 'Reward', ...heads.map(({ label }) => label)];
  if (scored.length === 0) lines.push(`No ${noun} could be scored.`);
  else lines.push(...alignColumns([columns, ...rowsOf(scored, heads)], 2));
  const limited = scored.filter((candidate) => candidate['maxPixels'] !== undefined);
  if (limited.length > 0) lines.push('', limitLine(limited));
  const verdict = verdictLines(scored, model.limits);
  if (verdict.length > 0) lines.push('', ...verdict);
  return lines.join('\n');
}

/** Which is best, as far as the model can tell, and what it cannot judge. */
function verdictLines(scored: readonly ScoredCandidate[], limits: string | undefined): string[] {
  if (limits !== undefined) return scored.length > 0 ? [`${DEMO_TEXT}. ${limits}`] : [];
  const verdict = verdictOf(scored);
  const names = scored.map(({ file }) => file);
  return verdict ? [verdictText(verdict, names)] : [];
}

/** With the ranks that the page shows, too: those that the model cannot tell apart share one. */
function rowsOf(scored: readonly ScoredCandidate[], heads: readonly HeadName[]): string[][] {
  const ranks = sharedRanks(scored);
  return scored.map((candidate, index) => rowOf(candidate, ranks[index] ?? candidate.rank, heads));
}

function rowOf(candidate: ScoredCandidate, rank: number, heads: readonly HeadName[]): string[] {
  const score = liftScore(candidate);
  const scores = [rewardOf(candidate), ...heads.map(({ key }) => headScore(score.heads, key))];
  return [String(rank), candidate.file, ...scores.map(({ mu, logSigma }) => formatScoreWithSigma(mu, logSigma))];
}

function limitLine(limited: readonly ScoredCandidate[]): string {
  const files = limited.map(({ file }) => file).join(', ');
  return `Made smaller than the official code makes them, to ${formatPixels(Number(limited[0]?.['maxPixels']))} at most: ${files}`;
}

function rewardOf({ reward, logSigma }: ScoredCandidate): HeadScore {
  return { mu: reward, logSigma };
}
