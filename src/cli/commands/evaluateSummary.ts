import type { Dataset, RowProblem } from '../../core/dataset/datasetItem.ts';
import type { Estimate } from '../../evaluation/datasetReport.ts';
import type { Strength } from '../../evaluation/bradleyTerry.ts';
import { alignColumns } from './alignColumns.ts';
import type { DatasetResults } from './evaluateResults.ts';
import { fraction, percentage } from '../../evaluation/estimateText.ts';
import { assumptionNotes, judgementCountsText, judgesOf, missingJudgements } from '../../evaluation/judgementText.ts';

/** More are counted only: a dataset that is not understood at all would fill the screen. */
const SHOWN_PROBLEMS = 20;

/** "FILE, line 12: why" for each row that cannot be used or of which something has to be told, and how many more there are. */
export function rowLines(file: string, { problems, notices }: Pick<Dataset, 'problems' | 'notices'>): string[] {
  const lines = (rows: readonly RowProblem[], what: string) =>
    firstOf(
      rows,
      ({ line, message }) => `${file}, line ${line}: ${message}`,
      (more) => `${file}: ${more} more ${what}.`,
    );
  return [...lines(problems, 'rows cannot be used'), ...lines(notices, 'such notices, which are in the report')];
}

function firstOf(
  rows: readonly RowProblem[],
  textOf: (row: RowProblem) => string,
  restOf: (more: number) => string,
): string[] {
  const shown = rows.slice(0, SHOWN_PROBLEMS).map(textOf);
  const more = rows.length - shown.length;
  return more > 0 ? [...shown, restOf(more)] : shown;
}

/** The results for people. */
export function datasetSummary(results: DatasetResults, out: string, name: string): string {
  const { model, items, problems, unscored } = results;
  return [
    `${model.id} (${model.dtype}) on ${name}: ${items - unscored.length} items scored, ${unscored.length} not, ` +
      `${problems.length} rows not understood`,
    ...linesOf(unscored),
    ...judgementLines(results),
    '',
    ...figureLines(results),
    ...leaderboardLines('by reward', results.leaderboards.byReward),
    ...leaderboardLines(`by ${judgesOf(results.judgements)}`, results.leaderboards.byPeople),
    '',
    `Written to ${out}: ${name}_report.json and others of that name.`,
  ].join('\n');
}

/** How many judgements there are, those that were not understood, and what figures assume. */
function judgementLines({ judgements, unreadable, undecidedPairs }: DatasetResults): string[] {
  return [
    `Judgements by people: ${judgementCountsText(judgements)}`,
    ...linesOf(unreadable),
    ...assumptionNotes(judgements),
    ...(undecidedPairs > 0 ? [undecidedText(undecidedPairs)] : []),
  ];
}

function linesOf(rows: readonly RowProblem[]): string[] {
  return firstOf(
    rows,
    ({ line, message }) => `  line ${line}: ${message}`,
    (more) => `  and ${more} more`,
  );
}

function undecidedText(count: number): string {
  const pairs = count === 1 ? '1 pair says' : `${count} pairs say`;
  return (
    `${pairs} nothing of which edit is better, and no figure counts ${count === 1 ? 'it' : 'them'}. Where the preferred edit ` +
    "stands first, as in EditReward's own training files, add --first-is-preferred."
  );
}

function figureLines(results: DatasetResults): string[] {
  if (results.ranked || results.pointwise) return alignColumns(figureRows(results), 1);
  const missing = missingJudgements(results.judgements);
  return [`No figure of agreement with people: ${missing ?? 'no item is scored'}.`];
}

function figureRows({ ranked, pointwise, judgements }: DatasetResults): string[][] {
  const rows = [[`Agreement with ${judgesOf(judgements)}`, '95% interval', 'of']];
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
