import type { DatasetReport } from '../../evaluation/datasetReport.ts';
import { RELIABILITY_BINS } from '../../evaluation/statistics/reliability.ts';
import { preferredText, reliabilitySummary } from '../../evaluation/report/summaries.ts';
import { reliabilityTable } from '../../evaluation/report/tables.ts';
import { UNIT_SCALE } from '../../evaluation/plots/linearScale.ts';
import { PlotFigure } from './plots/PlotFigure.tsx';
import { XyPlot } from './plots/XyPlot.tsx';

/** Whether people prefer the first edit as often as the model says. */
export function ReliabilityPlot({ report }: { readonly report: DatasetReport }) {
  const bins = report.ranked?.reliability.bins ?? [];
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const bars = bins.map(({ chance, count }) => {
    const bin = Math.min(RELIABILITY_BINS - 1, Math.floor(chance * RELIABILITY_BINS));
    return { from: bin / RELIABILITY_BINS, to: (bin + 1) / RELIABILITY_BINS, share: count / most };
  });
  const points = bins.map(({ chance, outcome, interval }) => ({ x: chance, y: outcome, interval }));
  return (
    <PlotFigure
      title="Reliability of the chance that A is better than B"
      summary={reliabilitySummary(report)}
      table={reliabilityTable(bins)}
    >
      <XyPlot
        x={UNIT_SCALE}
        y={UNIT_SCALE}
        xLabel="Chance that the model states"
        yLabel={preferredText(report)}
        series={[{ label: 'pairs of about one chance, with 95% interval', shape: 'dot', points }]}
        diagonal="on the dashed line it is right about itself. Bars: how many pairs"
        bars={bars}
      />
    </PlotFigure>
  );
}
