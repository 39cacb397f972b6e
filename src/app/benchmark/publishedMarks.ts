import { publishedValues, type Figure } from '../../evaluation/figures.ts';
import type { PublishedSuite } from '../../evaluation/publishedFigures.ts';
import { publishedText } from '../../evaluation/report/tables.ts';
import type { LegendEntry, MarkerShape } from './plots/Marker.tsx';
import type { DotRow } from './plots/DotRows.tsx';

/** Of those that are told apart; the others share one, as there are up to eleven of them on a line. */
const SHAPES: ReadonlyMap<string, MarkerShape> = new Map([
  ['Qwen2.5-VL-7B', 'diamond'],
  ['MiMo-VL-7B', 'square'],
  ['random', 'bar'],
]);

function shapeOf(model: string, suite: PublishedSuite | undefined): MarkerShape {
  return model === suite?.source.own ? 'square' : (SHAPES.get(model) ?? 'diamond');
}

/** A figure with its published values beside it. */
export function figureRow(figure: Figure, text: string, suite: PublishedSuite | undefined): DotRow {
  const published = publishedValues(figure, suite);
  const { label, estimate, note } = figure;
  const said = published.map((one) => publishedText(figure, one)).join(', ');
  return {
    label,
    value: estimate.value,
    interval: estimate.interval,
    text,
    notes: [note ?? '', said && `${labelOf(suite)}: ${said}`].filter((one) => one !== ''),
    marks: published.map(({ model, value }) => ({ shape: shapeOf(model, suite), value })),
  };
}

/** What the marks of these figures stand for; empty when nothing is published of them. */
export function publishedLegend(figures: readonly Figure[], suite: PublishedSuite | undefined): LegendEntry[] {
  const models = new Set(figures.flatMap((figure) => publishedValues(figure, suite)).map(({ model }) => model));
  if (models.size === 0) return [];
  const labels = new Map([...models].map((model) => [legendLabel(model, suite), shapeOf(model, suite)]));
  const published = [...labels].map(([label, shape]) => ({ shape, label }));
  return [{ shape: 'dot', label: 'these results, with 95% interval' }, ...published];
}

/** "published, 7B" */
function labelOf(suite: PublishedSuite | undefined): string {
  const label = suite?.source.label ?? '';
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

function legendLabel(model: string, suite: PublishedSuite | undefined): string {
  if (model === 'random') return 'guessing';
  if (suite?.kind === 'edits') return `published: EditReward on ${model}`;
  return model === suite?.source.own ? `published: ${model}` : 'published: others, named beside';
}
