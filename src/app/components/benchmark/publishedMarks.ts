import { publishedValues, type Figure } from '../../../evaluation/figures.ts';
import type { PublishedModel, PublishedSuite } from '../../../evaluation/publishedFigures.ts';
import { publishedText } from '../../benchmark/tables.ts';
import type { LegendEntry, MarkerShape } from '../plots/Marker.tsx';
import type { DotRow } from '../plots/DotRows.tsx';

const SHAPES: Readonly<Record<PublishedModel, MarkerShape>> = {
  'Qwen2.5-VL-7B': 'diamond',
  'MiMo-VL-7B': 'square',
  random: 'bar',
};

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
    notes: [note ?? '', said && `published, 7B: ${said}`].filter((one) => one !== ''),
    marks: published.map(({ model, value }) => ({ shape: SHAPES[model], value })),
  };
}

/** What the marks of these figures stand for; empty when nothing is published of them. */
export function publishedLegend(figures: readonly Figure[], suite: PublishedSuite | undefined): LegendEntry[] {
  const models = new Set(figures.flatMap((figure) => publishedValues(figure, suite)).map(({ model }) => model));
  if (models.size === 0) return [];
  const published = [...models].map((model) => ({
    shape: SHAPES[model],
    label: model === 'random' ? 'guessing' : `published: EditReward on ${model}`,
  }));
  return [{ shape: 'dot', label: 'these results, with 95% interval' }, ...published];
}
