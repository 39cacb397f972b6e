import type { Interval } from '../../../evaluation/statistics/bootstrap.ts';
import type { TasteTraining } from '../../../taste/package/tasteSchema.ts';
import type { CurvePoint } from '../../../taste/recalibration/learningCurve.ts';
import type { Agreement, HeldOut } from '../../../taste/trial/heldOut.ts';

/** What `train` found. */
export interface TrainReport {
  /** The file; null where the heads are not better and were not written. */
  readonly taste: string | null;
  readonly training: TasteTraining;
  /** From fewer votes to more. */
  readonly curve: readonly CurvePoint[];
}

/** The same for people. */
export function trainText({ taste, training, curve }: TrainReport, name: string): string {
  const { votes, sources, kind, loss, heldOut } = training;
  const what = kind === 'recalibration' ? 'The last layer of each head' : 'Whole heads';
  return [
    `${what} learned from ${votes} votes on ${sources} sources (loss: ${loss}).`,
    ...(heldOut ? heldOutLines(heldOut) : ['No votes could be held out, so nothing is known of how well it agrees.']),
    ...curveLines(curve),
    '',
    verdictLine(taste, name, heldOut),
  ].join('\n');
}

function heldOutLines({ ordered, original, taste, gain, isBetter, isCertain }: HeldOut): string[] {
  const luck = gain.interval ? ` (95% interval ${points(gain.interval.low)} to ${points(gain.interval.high)})` : '';
  return [
    `Agreement on ${ordered} votes of sources that were held out:`,
    `  the model's own heads  ${share(original)}`,
    `  the taste              ${share(taste)}`,
    `  gain                   ${points(gain.value)} points${luck}`,
    ...(isCertain || !isBetter ? [] : ['The difference may be luck: its interval holds 0. More votes will tell.']),
  ];
}

function curveLines(curve: readonly CurvePoint[]): string[] {
  if (curve.length < 2) return [];
  const steps = curve.map(({ votes, agreement }) => `${percent(agreement)} from ${votes}`);
  return [`With fewer votes: ${steps.join(', ')}.`];
}

function verdictLine(taste: string | null, name: string, heldOut: HeldOut | undefined): string {
  if (taste === null) {
    return 'It does not agree better than the model does, so it was not written. Vote on more pictures, or write it with --anyway.';
  }
  const warning = heldOut?.isBetter ? '' : ', though it does not agree better than the model does';
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
