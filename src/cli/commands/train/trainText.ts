import type { RowProblem } from '../../../core/dataset/datasetItem.ts';
import { formatCountOf } from '../../../core/formatNumbers.ts';
import type { Interval } from '../../../evaluation/statistics/bootstrap.ts';
import type { TasteTraining } from '../../../taste/package/tasteSchema.ts';
import type { CurvePoint, ScoreCurvePoint } from '../../../taste/recalibration/learningCurve.ts';
import type { Agreement, HeldOut } from '../../../taste/trial/heldOut.ts';
import type { HeldOutScores } from '../../../taste/trial/heldOutScores.ts';
import { alignColumns } from '../alignColumns.ts';

/** What `train` found. */
export interface TrainReport {
  /** The file; null where the heads are not better and were not written. */
  readonly taste: string | null;
  readonly training: TasteTraining;
  /** Pictures that could not be looked at, each with the reason. */
  readonly leftOut: readonly RowProblem[];
  /** From fewer votes to more. */
  readonly curve: readonly CurvePoint[];
  /** From fewer scores to more. */
  readonly scoreCurve: readonly ScoreCurvePoint[];
}

/** The model's, in its order. */
export type NamedHeads = readonly { readonly key: string; readonly label: string }[];

/** The same for people. */
export function trainText(report: TrainReport, name: string, heads: NamedHeads): string {
  const { taste, training, leftOut } = report;
  const isBetter = (training.heldOut ?? training.heldOutScores)?.isBetter === true;
  return [
    ...learnedLines(training, heads),
    ...(leftOut.length === 0 ? [] : [leftOutText(leftOut.length)]),
    ...trialLines(training, heads),
    ...curveLines(report.curve),
    ...scoreCurveLines(report.scoreCurve),
    '',
    verdictLine(taste, name, training, isBetter),
  ].join('\n');
}

function learnedLines({ kind, loss, votes, grades, sources, dimensions }: TasteTraining, heads: NamedHeads): string[] {
  const what = kind === 'recalibration' ? 'The last layer of each head' : 'Whole heads';
  const labels = loss === 'regression' ? formatCountOf(grades, 'score') : formatCountOf(votes, 'vote');
  const learned = `${what} learned from ${labels} on ${formatCountOf(sources, 'source')} (loss: ${loss}).`;
  if (!dimensions) return [learned];
  const rows = dimensions.map((one): string[] => {
    const label = heads.find(({ key }) => key === one.head)?.label ?? one.head;
    return [`  ${label}`, one.name, labelsText(one)];
  });
  const reward = loss === 'regression' ? 'the reward is their mean' : 'each counts in the reward as before';
  const isMixed = loss === 'regression' && dimensions.some((one) => one.grades === 0);
  return [
    learned,
    `Each head learned from its own dimension, and ${reward}:`,
    ...alignColumns(rows, 3),
    ...(isMixed ? [MIXED_SCALES] : []),
  ];
}

const MIXED_SCALES =
  'That reward mixes scores on the scale of people with those of a head that has its own scale: compare pictures by the heads.';

function labelsText({ votes, grades }: { readonly votes: number; readonly grades: number }): string {
  if (votes + grades === 0) return "too few to learn from: it stays the model's own";
  return votes > 0 ? formatCountOf(votes, 'vote') : formatCountOf(grades, 'score');
}

function leftOutText(count: number): string {
  return `${formatCountOf(count, 'picture')} could not be looked at: what people said of them taught nothing.`;
}

function trialLines({ heldOut, heldOutScores, loss }: TasteTraining, heads: NamedHeads): string[] {
  if (heldOut) return [...heldOutLines(heldOut), ...headLines(heldOut, heads)];
  if (heldOutScores) return scoreLines(heldOutScores, heads);
  const labels = loss === 'regression' ? 'scores' : 'votes';
  return [`No ${labels} could be held out, so nothing is known of how well it agrees.`];
}

function heldOutLines({ ordered, original, taste, gain, isBetter, isCertain }: HeldOut): string[] {
  return [
    `Agreement on ${ordered} votes of sources that were held out:`,
    `  the model's own heads  ${share(original)}`,
    `  the taste              ${share(taste)}`,
    `  gain                   ${points(gain.value)} points${rangeOf(gain.interval, points)}`,
    ...luckLines(isBetter, isCertain, 'votes'),
  ];
}

function luckLines(isBetter: boolean, isCertain: boolean, labels: string): string[] {
  return isCertain || !isBetter
    ? []
    : [`The difference may be luck: chance alone could give as much. More ${labels} will tell.`];
}

function headLines({ heads = [] }: HeldOut, named: NamedHeads): string[] {
  if (heads.length === 0) return [];
  const rows = heads.map((one): string[] => {
    return [
      `  ${labelOf(one.head, named)}`,
      percent(one.original.value),
      percent(one.taste.value),
      String(one.ordered),
    ];
  });
  const worse = heads.filter(({ original, taste }) => taste.value < original.value).map(({ head }) => head);
  return ['', ...alignColumns([['By head', "model's own", 'taste', 'votes'], ...rows], 1), ...worseLines(worse, named)];
}

/** A gain of all heads together may hide that one lost. */
function worseLines(heads: readonly (number | 'overall')[], named: NamedHeads): string[] {
  return heads.map((head) => `${labelOf(head, named)} agrees less than the model's own head.`);
}

function scoreLines({ figures, gain, grades, isBetter, isCertain }: HeldOutScores, named: NamedHeads): string[] {
  const rows = figures.flatMap(({ of, original, taste }): string[][] => [
    [
      `  ${labelOf(of, named)}, the model's own at its best scale`,
      original.correlation.toFixed(3),
      size(original.error),
    ],
    [`  ${labelOf(of, named)}, the taste`, taste.correlation.toFixed(3), size(taste.error)],
  ]);
  const worse = figures.filter(({ original, taste }) => taste.correlation < original.correlation).map(({ of }) => of);
  return [
    ...alignColumns([[`On ${grades} scores of sources that were held out`, 'rank correlation', 'error'], ...rows], 1),
    `  gain in rank correlation  ${signed(gain.value)}${rangeOf(gain.interval, signed)}`,
    ...luckLines(isBetter, isCertain, 'scores'),
    ...(figures.length > 1 ? worseLines(worse, named) : []),
    'Its mu is on the scale of these scores. Its sigma is that error, the same for all pictures: a squared error teaches no other.',
  ];
}

function labelOf(head: number | 'overall', named: NamedHeads): string {
  return head === 'overall' ? 'Reward' : (named[head]?.label ?? `head ${head + 1}`);
}

function curveLines(curve: readonly CurvePoint[]): string[] {
  if (curve.length < 2) return [];
  const steps = curve.map(({ votes, agreement }) => `${percent(agreement)} from ${votes}`);
  return [`With fewer votes: ${steps.join(', ')}.`];
}

function scoreCurveLines(curve: readonly ScoreCurvePoint[]): string[] {
  if (curve.length < 2) return [];
  const steps = curve.map(({ grades, correlation }) => `${correlation.toFixed(3)} from ${grades}`);
  return [`Rank correlation with fewer scores: ${steps.join(', ')}.`];
}

function verdictLine(taste: string | null, name: string, { loss }: TasteTraining, isBetter: boolean): string {
  const more = loss === 'regression' ? 'Score' : 'Vote on';
  if (taste === null) {
    return `It does not agree better than the model does, so it was not written. ${more} more pictures, or write it with --anyway.`;
  }
  const warning = isBetter ? '' : ', though it does not agree better than the model does';
  return `The taste "${name}" is in ${taste}${warning}. Use it with --taste.`;
}

function share({ value, interval }: Agreement): string {
  return `${percent(value)} (${range(interval)})`;
}

function range({ low, high }: Interval): string {
  return `${percent(low)} to ${percent(high)}`;
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}

function points(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;
}

function rangeOf(interval: Interval | undefined, textOf: (value: number) => string): string {
  return interval ? ` (95% interval ${textOf(interval.low)} to ${textOf(interval.high)})` : '';
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

/** On whatever scale people used. */
function size(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
