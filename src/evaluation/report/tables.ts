import { formatCount, formatCountOf, formatFixed, formatScore } from '../../core/formatNumbers.ts';
import { labelOfKey } from '../../core/score/score.ts';
import type { Interval } from '../statistics/bootstrap.ts';
import type { Strength } from '../statistics/bradleyTerry.ts';
import { fraction, percentage } from '../estimateText.ts';
import { publishedValues, type Figure, type PublishedValue } from '../figures.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import type { ReliabilityBin } from '../statistics/reliability.ts';
import type { HumanLabel, ScoreDistribution } from '../scoreDistribution.ts';
import type { SigmaBin } from '../sigmaCalibration.ts';

/** What a plot shows, to be read: on the page beneath it, and in an export. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type FigureFormat = (value: number | undefined, interval: Interval | undefined) => string;

/** With all digits that are published: "Qwen2.5-VL-7B 56.99%", "HPSv3 76.9%"; of a correlation "0.3618", of rewards "10.55". */
export function publishedText({ key }: Figure, { model, value }: PublishedValue): string {
  if (key === 'foldersOverall') return `${model} ${formatScore(value)}`;
  if (key === 'officialPairs') return `${model} ${(100 * value).toFixed(1)}%`;
  return `${model} ${key.startsWith('spearman') ? value.toFixed(4) : `${(100 * value).toFixed(2)}%`}`;
}

export function figureTable(
  figures: readonly Figure[],
  format: FigureFormat,
  suite: PublishedSuite | undefined,
): Table {
  const rows = figures.map((figure) => {
    const { label, estimate, of } = figure;
    const published = publishedValues(figure, suite).map((one) => publishedText(figure, one));
    const cells = [label, format(estimate.value, estimate.interval), formatCountOf(estimate.count, of)];
    return suite ? [...cells, published.join(', ')] : cells;
  });
  const columns = ['Figure', 'Value (95% interval)', 'Of'];
  return { columns: suite ? [...columns, suite.source.label] : columns, rows };
}

export function leaderboardTable(strengths: readonly Strength[], title = 'Editing model'): Table {
  return {
    columns: [title, 'Strength (95% interval)', 'Contests'],
    rows: strengths.map(({ model, strength, interval, contests }) => [
      model,
      fraction(strength, interval),
      formatCount(contests),
    ]),
  };
}

/** What a distribution is of. Results name heads by their keys alone. */
export function kindName({ of }: ScoreDistribution): string {
  return labelOfKey(of);
}

const LABEL_NAMES: Readonly<Record<HumanLabel, string>> = {
  win: 'preferred',
  tie: 'tied as best',
  lose: 'not preferred',
  unlabelled: 'not compared',
};

/** Of a distribution in which nobody compared anything, there is nothing to tell apart. */
export function labelName(label: HumanLabel, { labels }: ScoreDistribution): string {
  return labels.length === 1 && label === 'unlabelled' ? 'all' : LABEL_NAMES[label];
}

/** So many that one step more is another number; two, as scores have, at the least. */
function digitsOf(step: number): number {
  return Math.max(2, Math.ceil(-Math.log10(step)));
}

/** Scores from – to below, and how many edits of each label. */
export function distributionTable(distribution: ScoreDistribution): Table {
  const { start, step, labels } = distribution;
  const bins = labels[0]?.counts ?? [];
  const edge = (bin: number) => formatFixed(start + bin * step, digitsOf(step));
  return {
    columns: ['From', 'To below', ...labels.map(({ label }) => labelName(label, distribution))],
    rows: bins.map((_, bin) => [
      edge(bin),
      edge(bin + 1),
      ...labels.map(({ counts }) => formatCount(counts[bin] ?? 0)),
    ]),
  };
}

export function reliabilityTable(bins: readonly ReliabilityBin[]): Table {
  return {
    columns: ['Stated, on average', 'Preferred (95% interval)', 'Pairs'],
    rows: bins.map(({ chance, outcome, interval, count: pairs }) => [
      percentage(chance, undefined),
      percentage(outcome, interval),
      formatCount(pairs),
    ]),
  };
}

export function sigmaTable(bins: readonly SigmaBin[]): Table {
  return {
    columns: ['Sigma of the difference', 'Expected accuracy', 'Observed (95% interval)', 'Pairs'],
    rows: bins.map(({ sigma, expected, observed, interval, count: pairs }) => [
      formatScore(sigma),
      percentage(expected, undefined),
      percentage(observed, interval),
      formatCount(pairs),
    ]),
  };
}
