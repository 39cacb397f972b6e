import { formatCountOf } from '../../core/formatNumbers.ts';
import type { Figure } from '../../evaluation/figures.ts';
import type { PublishedSuite } from '../../evaluation/publishedFigures.ts';
import { figureTable, type FigureFormat } from '../../evaluation/report/tables.ts';
import { DotRows } from './plots/DotRows.tsx';
import type { LinearScale } from '../../evaluation/plots/linearScale.ts';
import { Legend } from './plots/Marker.tsx';
import { PlotFigure } from './plots/PlotFigure.tsx';
import { figureRow, publishedLegend } from './publishedMarks.ts';

interface FiguresPlotProps {
  readonly title: string;
  readonly summary: string;
  readonly figures: readonly Figure[];
  readonly format: FigureFormat;
  readonly scale: LinearScale;
  readonly suite: PublishedSuite | undefined;
}

/** Figures with their intervals, beside what was published of them. */
export function FiguresPlot({ title, summary, figures, format, scale, suite }: FiguresPlotProps) {
  const rows = figures.map((figure) => {
    const { value, interval, count } = figure.estimate;
    return figureRow(figure, `${format(value, interval)} of ${formatCountOf(count, figure.of)}`, suite);
  });
  return (
    <PlotFigure title={title} summary={summary} table={figureTable(figures, format, suite)}>
      <DotRows rows={rows} scale={scale} />
      <Legend entries={publishedLegend(figures, suite)} />
    </PlotFigure>
  );
}
