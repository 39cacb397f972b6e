import type { Dataset, RowProblem } from '../../../core/dataset/datasetItem.ts';
import { likeProblems, linesText, type LikeProblems } from '../../../core/dataset/likeProblems.ts';
import type { OpenPairs } from '../../../core/dataset/preference.ts';
import type { Estimate } from '../../../evaluation/estimate.ts';
import { modelLabel } from '../../../core/score/modelLabel.ts';
import { fraction, percentage } from '../../../evaluation/estimateText.ts';
import {
  assumptionNotes,
  isUnjudged,
  judgementCountsText,
  judgesOf,
  layoutNotes,
  missingJudgements,
} from '../../../evaluation/judgementText.ts';
import type { Strength } from '../../../evaluation/statistics/bradleyTerry.ts';
import { alignColumns } from '../alignColumns.ts';
import { editorLines } from './editorsSummary.ts';
import type { ConfidenceChoice } from './openDataset.ts';
import { textToImageLines } from './textToImageSummary.ts';
import type { DatasetResults } from './writeResults.ts';

/** More are counted only: a dataset that is not understood at all would fill the screen. */
const SHOWN_PROBLEMS = 20;

/**
 * How the file was understood; then "FILE, line 12: why" for rows that cannot be used or of which something has to be told.
 * Rows of which the same is to be told share a line. At the end, how many more there are.
 */
export function rowLines(
  file: string,
  { problems, notices, notes = [], leftOut = [] }: Pick<Dataset, 'problems' | 'notices' | 'notes' | 'leftOut'>,
): string[] {
  const lines = (rows: readonly RowProblem[], what: string) =>
    firstKinds(
      rows,
      ({ lines: where, message }) => `${file}, ${linesText(where)}: ${message}`,
      (more) => `${file}: ${more} more ${what}.`,
    );
  const pictures = firstOf(
    leftOut,
    (sentence) => sentence,
    (more) => `${more} more pictures are left out.`,
  );
  return [
    ...notes.map((note) => `${file}: ${note}`),
    ...lines(problems, 'rows cannot be used'),
    ...lines(notices, 'such notices, which are in the report'),
    ...pictures,
  ];
}

function firstOf<Row>(rows: readonly Row[], textOf: (row: Row) => string, restOf: (more: number) => string): string[] {
  const shown = rows.slice(0, SHOWN_PROBLEMS).map(textOf);
  const more = rows.length - shown.length;
  return more > 0 ? [...shown, restOf(more)] : shown;
}

/** The same of rows, of which those that say the same are one. */
function firstKinds(
  rows: readonly RowProblem[],
  textOf: (kind: LikeProblems) => string,
  restOf: (more: number) => string,
): string[] {
  const kinds = likeProblems(rows);
  const shown = kinds.slice(0, SHOWN_PROBLEMS);
  const more = kinds.slice(SHOWN_PROBLEMS).reduce((sum, { lines }) => sum + lines.length, 0);
  return [...shown.map(textOf), ...(more > 0 ? [restOf(more)] : [])];
}

/** The results for people. */
export function datasetSummary(results: DatasetResults, out: string, name: string): string {
  const { model, items, problems, unscored, confidence } = results;
  return [
    `${modelLabel(model)} on ${name}: ${items - unscored.length} items scored, ${unscored.length} not, ` +
      `${problems.length} rows not understood`,
    ...linesOf(unscored),
    ...deviceLines(results),
    ...(confidence ? [confidenceText(confidence)] : []),
    ...judgementLines(results),
    ...peopleLines(results),
    ...editorLines(results),
    '',
    `Written to ${out}: ${name}_report.json and others of that name.`,
  ].join('\n');
}

function deviceLines({ devices }: DatasetResults): string[] {
  if (devices.length === 0) return [];
  const [only] = devices.length === 1 ? devices : [];
  const places = devices.map(({ device, scores }) => `${scores} by ${device}`).join('; ');
  return [`Scored by: ${only ? only.device : places}`];
}

/** How many judgements there are, those that were not understood, and what figures assume. */
function judgementLines(results: DatasetResults): string[] {
  const { judgements, unreadable, undecidedPairs: bare, undecidedPairsWithScores: withScores } = results;
  const undecided = openPairsText({ bare, withScores }, isUnjudged(judgements));
  if (isUnjudged(judgements)) return undecided;
  return [
    `Judgements by people: ${judgementCountsText(judgements)}`,
    ...linesOf(unreadable),
    ...layoutNotes(judgements),
    ...assumptionNotes(judgements),
    ...undecided,
  ];
}

/** How the model agrees with people, if anyone judged anything; and its own figures beside theirs. */
function peopleLines(results: DatasetResults): string[] {
  const { judgements, leaderboards, textToImage } = results;
  const figures = figureLines(results);
  const start = figures.length > 0 ? ['', ...figures] : [];
  if (isUnjudged(judgements)) return start;
  const models = textToImage ? 'Models' : 'Editing models';
  return [
    ...start,
    ...leaderboardLines(`${models}, by reward`, leaderboards.byReward),
    ...leaderboardLines(`${models}, by ${judgesOf(judgements)}`, leaderboards.byPeople),
  ];
}

function linesOf(rows: readonly RowProblem[]): string[] {
  return firstKinds(
    rows,
    ({ lines, message }) => `  ${linesText(lines)}: ${message}`,
    (more) => `  and ${more} more`,
  );
}

/** `byNobody`: no other item holds a judgement either, so that there is no figure that could count them. */
function openPairsText({ bare, withScores }: OpenPairs, byNobody: boolean): string[] {
  const start = (count: number) => {
    const uncounted = byNobody ? '' : `, and no figure counts ${count === 1 ? 'it' : 'them'}`;
    return `${count === 1 ? '1 pair says' : `${count} pairs say`} nothing of which edit is better${uncounted}.`;
  };
  const ofPlace = `${start(bare)} ${PREFERRED_FIRST}`;
  const ofScores = `${start(withScores)} ${HIGHER_SCORE}`;
  return [...(bare > 0 ? [ofPlace] : []), ...(withScores > 0 ? [ofScores] : [])];
}

const PREFERRED_FIRST =
  "Where the preferred edit stands first, as in EditReward's own training files, add --preference path1.";
const HIGHER_SCORE =
  'Where the higher score of the first dimension decides, as in GenAI-Bench and AURORA, add --preference scores.';

/** "Only items of confidence 0.95 and more: 120 of 400 are left out." */
function confidenceText({ least, leftOut }: ConfidenceChoice): string {
  return `Only items of which people were sure by ${least} or more, or whose rows have no place for it: ${leftOut} left out.`;
}

function figureLines(results: DatasetResults): string[] {
  if (results.textToImage) return textToImageLines(results, results.textToImage, agreementHead(results));
  if (results.ranked || results.pointwise) return alignColumns(figureRows(results), 1);
  if (isUnjudged(results.judgements)) return [];
  const missing = missingJudgements(results.judgements);
  return [`No figure of agreement with people: ${missing ?? 'no item is scored'}.`];
}

function agreementHead({ judgements }: DatasetResults): string[] {
  return [`Agreement with ${judgesOf(judgements)}`, '95% interval', 'of'];
}

function figureRows(results: DatasetResults): string[][] {
  const { ranked, pointwise } = results;
  const rows = [agreementHead(results)];
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

function leaderboardLines(title: string, strengths: readonly Strength[]): string[] {
  if (strengths.length === 0) return [];
  const rows = strengths.map(({ model, strength, interval, contests }) => [
    model,
    fraction(strength, interval),
    String(contests),
  ]);
  return ['', ...alignColumns([[title, 'Bradley-Terry log strength', 'contests'], ...rows], 1)];
}
