/** What closeness says, in sentences. */
import { formatCount, formatCountOf } from '../../core/formatNumbers.ts';
import { comparisonSentences } from '../comparison/comparisonText.ts';
import { fraction, percentage } from '../estimateText.ts';
import type { Difference } from './absoluteDifference.ts';
import type { ClosenessReport } from './closenessReport.ts';

export function closenessTitle({ names: [first = '', second = ''] }: Pick<ClosenessReport, 'names'>): string {
  return `How close ${second} is to ${first}`;
}

export function closenessSentences(report: ClosenessReport): string[] {
  const { names, changed } = report;
  const [of, [one, ...others]] = [
    formatCountOf(changed.share.count, 'pair'),
    comparisonSentences({ ...report, runs: [0, 1] }, names),
  ];
  const tied = changed.tied > 0 ? ` ${formatCount(changed.tied)} more are equal in one of the two alone.` : '';
  const share = percentage(changed.share.value, changed.share.interval);
  const order =
    changed.share.count === 0 ? [] : [`${formatCount(changed.count)} of ${of} change their order: ${share}.${tied}`];
  return [...modelSentences(report), ...(one === undefined ? [] : [one]), ...order, ...others];
}

/** First of all where it has to be said: whoever reads the figures takes them for the price of a conversion. */
function modelSentences({ differences }: Pick<ClosenessReport, 'differences'>): string[] {
  if (differences.length === 0) return [];
  return [
    `As far as results tell, these are not two packages of one model that were used alike: they differ in ${differences.join(', ')}.`,
    'So the figures do not say what a package loses.',
  ];
}

/** "0.0123 (0.0110 to 0.0131), at most 0.0810" */
export function differenceText(difference: Difference | undefined): string {
  if (!difference) return 'unknown';
  const { mean, largest } = difference;
  if (mean.value === undefined || largest === undefined) return 'none';
  const range = mean.interval ? ` (${distance(mean.interval.low)} to ${distance(mean.interval.high)})` : '';
  return `${distance(mean.value)}${range}, at most ${distance(largest)}`;
}

/** Differences of quantised models are often thousandths. */
function distance(value: number): string {
  return value.toFixed(4);
}

export function tauText({ value, interval }: ClosenessReport['tau']): string {
  return fraction(value, interval);
}

/** What has to be known of all of these figures. */
export const CLOSENESS_METHOD =
  'Edits are joined by the digests of their pictures, or else by their names. Tau-b counts each two edits of one source and ' +
  'instruction. Differences are absolute, over edits. Intervals are 95%, by the bootstrap over sources.';
