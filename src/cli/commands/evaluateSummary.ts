import type { RowProblem } from '../../core/dataset/datasetItem.ts';
import type { Estimate } from '../../evaluation/datasetReport.ts';
import type { Strength } from '../../evaluation/bradleyTerry.ts';
import { alignColumns } from './alignColumns.ts';
import type { DatasetResults } from './evaluateResults.ts';
import { fraction, percentage } from '../../evaluation/estimateText.ts';

/** More are counted only: a dataset that is not understood at all would fill the screen. */
const SHOWN_PROBLEMS = 20;

/** "FILE, line 12: why" for each, and how many more there are. */
export function problemLines(file: string, problems: readonly RowProblem[]): string[] {
  const shown = problems.slice(0, SHOWN_PROBLEMS).map(({ line, message }) => `${file}, line ${line}: ${message}`);
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `${file}: ${more} more rows cannot be used.`] : shown;
}

/** The results for people. */
export function datasetSummary(results: DatasetResults, out: string, name: string): string {
  const { model, items, problems, unscored } = results;
  return [
    `${model.id} (${model.dtype}) on ${name}: ${items - unscored.length} items scored, ${unscored.length} not, ` +
      `${problems.length} rows not understood`,
    ...unscored.slice(0, SHOWN_PROBLEMS).map(({ line, message }) => `  line ${line}: ${message}`),
    '',
    ...alignColumns(figureRows(results), 1),
    ...leaderboardLines('by reward', results.leaderboards.byReward),
    ...leaderboardLines('by people', results.leaderboards.byPeople),
    '',
    `Written to ${out}: ${name}_report.json and others of that name.`,
  ].join('\n');
}

function figureRows({ ranked, pointwise }: DatasetResults): string[][] {
  const rows = [['Agreement with people', '95% interval', 'of']];
  if (ranked) {
    rows.push(shareRow('Pairs, with ties (epsilon chosen on them)', ranked.withTies));
    rows.push(shareRow('Pairs, without ties', ranked.withoutTies));
    for (const strict of ranked.strict) rows.push(shareRow(`Strict, ${strict.size} edits`, strict));
    rows.push(shareRow('Strict, overall', ranked.strictOverall));
  }
  if (pointwise) {
    for (const { model, ...estimate } of pointwise.models) rows.push(meanRow(`Spearman, ${model}`, estimate));
    rows.push(meanRow('Spearman, mean of models', pointwise.mean));
    rows.push(['Spearman, as ImagenHub reports it', fraction(pointwise.official, undefined), '']);
  }
  return rows;
}

function shareRow(label: string, { value, interval, count }: Estimate): string[] {
  return [label, percentage(value, interval), String(count)];
}

function meanRow(label: string, { value, interval, count }: Estimate): string[] {
  return [label, fraction(value, interval), String(count)];
}

function leaderboardLines(by: string, strengths: readonly Strength[]): string[] {
  if (strengths.length === 0) return [];
  const rows = strengths.map(({ model, strength, interval, contests }) => [
    model,
    fraction(strength, interval),
    String(contests),
  ]);
  return ['', ...alignColumns([[`Editing models, ${by}`, 'Bradley-Terry log strength', 'contests'], ...rows], 1)];
}
