import type { DatasetReport } from '../../../evaluation/datasetReport.ts';
import { percentage } from '../../../evaluation/estimateText.ts';
import { accuracyFigures } from '../../../evaluation/figures.ts';
import type { PublishedSuite } from '../../../evaluation/publishedFigures.ts';
import { accuracySummary } from '../../benchmark/summaries.ts';
import { figureTable } from '../../benchmark/tables.ts';
import { DotRows } from '../plots/DotRows.tsx';
import { UNIT_SCALE } from '../plots/linearScale.ts';
import { Legend } from '../plots/Marker.tsx';
import { PlotFigure } from '../plots/PlotFigure.tsx';
import { figureRow, publishedLegend } from './publishedMarks.ts';

interface ReportPlotProps {
  readonly report: DatasetReport;
  readonly suite: PublishedSuite | undefined;
}

/** Agreement with people on pairs and whole orders. */
export function AccuracyPlot({ report, suite }: ReportPlotProps) {
  const figures = accuracyFigures(report);
  const rows = figures.map((figure) => {
    const { value, interval, count } = figure.estimate;
    return figureRow(figure, `${percentage(value, interval)} of ${count.toLocaleString('en')}`, suite);
  });
  return (
    <PlotFigure
      title="Agreement with people"
      summary={accuracySummary(report)}
      table={figureTable(figures, percentage, suite)}
    >
      <DotRows rows={rows} scale={UNIT_SCALE} />
      <Legend entries={publishedLegend(figures, suite)} />
    </PlotFigure>
  );
}
