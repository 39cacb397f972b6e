import { formatScore } from '../core/formatNumbers.ts';
import type { DatasetReport } from './datasetReport.ts';
import type { Estimate } from './estimate.ts';
import type { FigureKey } from './figureKey.ts';
import type { Spread } from './folderFigures.ts';
import { judgeNote } from './judgeFacts.ts';
import { PUBLISHED_SUITES, type PublishedSuite } from './publishedFigures.ts';
import type { TextToImageReport } from './textToImageReport.ts';

/** A figure of a report as people read it. */
export interface Figure {
  readonly key: FigureKey;
  readonly label: string;
  readonly estimate: Estimate;
  /** What `estimate.count` counts. */
  readonly of: 'pair' | 'item' | 'edit' | 'model' | 'picture' | 'folder';
  /** What has to be known beside it. */
  readonly note?: string | undefined;
}

/** Accuracies; empty when people ranked nothing. */
export function accuracyFigures({ ranked, textToImage, judge }: DatasetReport): Figure[] {
  if (textToImage) return officialFigures(textToImage);
  if (!ranked) return [];
  const { withTies, withoutTies, strict, strictOverall } = ranked;
  const epsilon = withTies.epsilon?.toFixed(3) ?? '0';
  return [
    {
      key: 'withTies',
      label: 'Pairs, with ties',
      estimate: withTies,
      of: 'pair',
      note: judge
        ? judgeNote(judge)
        : `Rewards within ε = ${epsilon} count as a tie. ε is tuned on this test set itself, which flatters.`,
    },
    {
      key: 'withoutTies',
      label: 'Pairs, without ties',
      estimate: withoutTies,
      of: 'pair',
      note: withoutTies.count === 0 ? 'People tied every pair: there is no order to get right.' : undefined,
    },
    ...strict.map((estimate): Figure => ({
      key: `strict${estimate.size}`,
      label: `Strict order of ${estimate.size} edits`,
      estimate,
      of: 'item',
    })),
    { key: 'strictOverall', label: 'Strict order, overall', estimate: strictOverall, of: 'item' },
  ];
}

function officialFigures({ accuracy }: TextToImageReport): Figure[] {
  if (!accuracy) return [];
  const label = accuracy.mode === 'pairs' ? 'Pairs, as HPSv3 counts them' : 'Pairs of rankings, as HPSv3 counts them';
  const { equal } = accuracy;
  const note = equal === 0 ? undefined : `In ${equal} of them both rewards are equal, which is not right.`;
  return [{ key: 'officialPairs', label, estimate: accuracy, of: 'pair', note }];
}

/** Means of the rewards of folders, and the mean of those; empty where pictures are in no folders. */
export function folderFigures({ textToImage }: DatasetReport): Figure[] {
  if (!textToImage?.folders) return [];
  const { each, overall } = textToImage.folders;
  return [
    { key: 'foldersOverall', label: 'Mean of the folders', estimate: overall, of: 'folder', note: spreadText(overall) },
    ...each.map((figure): Figure => ({
      key: `folder ${figure.folder}`,
      label: figure.folder,
      estimate: figure,
      of: 'picture',
      note: spreadText(figure),
    })),
  ];
}

/** "standard deviation 1.25, from 1.00 to 4.00" */
function spreadText({ std, min, max }: Omit<Spread, 'mean'>): string {
  return `Standard deviation ${formatScore(std)}, from ${formatScore(min)} to ${formatScore(max)}.`;
}

/** Spearman's correlations; empty when people scored no single edits. */
export function correlationFigures({ pointwise }: DatasetReport): Figure[] {
  if (!pointwise) return [];
  const { models, mean, official } = pointwise;
  return [
    ...models.map(({ model, ...estimate }): Figure => ({
      key: `spearman of ${model}`,
      label: model,
      estimate,
      of: 'edit',
      note:
        estimate.value === undefined ? 'Fewer than two edits, or all scores alike: no order to compare.' : undefined,
    })),
    { key: 'spearmanMean', label: 'Plain mean of the models', estimate: mean, of: 'model' },
    {
      key: 'spearmanOfficial',
      label: 'As the official code reports it',
      estimate: { value: official, interval: undefined, count: mean.count },
      of: 'model',
      note: 'tanh of that mean, without the atanh that would come before it.',
    },
  ];
}

/** Those of datasets of the same kind. */
export function suitesFor({ textToImage }: Pick<DatasetReport, 'textToImage'>): PublishedSuite[] {
  return PUBLISHED_SUITES.filter(({ kind }) => (kind === 'textToImage') === (textToImage !== undefined));
}

/** The suite that results are of, by how many items of each size they hold or else by their name. */
export function guessSuite(report: DatasetReport, files: readonly string[]): PublishedSuite | undefined {
  const sizes = report.ranked?.strict.map(({ size, count }) => `${size}:${count}`).join() ?? '';
  return suitesFor(report).find(
    ({ figures, fileName }) =>
      (sizes !== '' && sizes === sizesOf(figures)) || files.some((file) => fileName.test(file)),
  );
}

function sizesOf(figures: PublishedSuite['figures']): string {
  return figures
    .filter(({ key }) => /^strict\d/.test(key))
    .map(({ key, itemCount }) => `${key.slice('strict'.length)}:${itemCount}`)
    .join();
}

export interface PublishedValue {
  readonly model: string;
  readonly value: number;
}

/** What was published of a figure in a suite: nothing when it was of another number of items. */
export function publishedValues({ key, estimate }: Figure, suite: PublishedSuite | undefined): PublishedValue[] {
  const published = suite?.figures.find((one) => one.key === key);
  if (!published || (published.itemCount ?? estimate.count) !== estimate.count) return [];
  return Object.entries(published.values).map(([model, value]) => ({ model, value }));
}
