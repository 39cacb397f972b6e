import type { DatasetReport } from '../../../evaluation/datasetReport.ts';
import { fraction } from '../../../evaluation/estimateText.ts';
import { correlationFigures } from '../../../evaluation/figures.ts';
import type { PublishedSuite } from '../../../evaluation/publishedFigures.ts';
import { correlationSummary } from '../../benchmark/summaries.ts';
import { figureTable } from '../../benchmark/tables.ts';
import { DotRows } from '../plots/DotRows.tsx';
import type { LinearScale } from '../plots/linearScale.ts';
import { Legend } from '../plots/Marker.tsx';
import { PlotFigure } from '../plots/PlotFigure.tsx';
import { figureRow, publishedLegend } from './publishedMarks.ts';

const CORRELATION_SCALE: LinearScale = { low: -1, high: 1, ticks: [-1, -0.5, 0, 0.5, 1] };

interface ReportPlotProps {
  readonly report: DatasetReport;
  readonly suite: PublishedSuite | undefined;
}

/** Spearman's correlation with scores that people gave to single edits. */
export function CorrelationPlot({ report, suite }: ReportPlotProps) {
  const figures = correlationFigures(report);
  const rows = figures.map((figure) =>
    figureRow(figure, fraction(figure.estimate.value, figure.estimate.interval), suite),
  );
  return (
    <PlotFigure
      title="Single scores, Spearman by editing model"
      summary={correlationSummary(report)}
      table={figureTable(figures, fraction, suite)}
    >
      <DotRows rows={rows} scale={CORRELATION_SCALE} />
      <Legend entries={publishedLegend(figures, suite)} />
    </PlotFigure>
  );
}
