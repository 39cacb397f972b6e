import type { DatasetReport } from '../../../evaluation/datasetReport.ts';
import { sigmaSummary } from '../../benchmark/summaries.ts';
import { sigmaTable } from '../../benchmark/tables.ts';
import { scaleOf, UNIT_SCALE } from '../plots/linearScale.ts';
import { PlotFigure } from '../plots/PlotFigure.tsx';
import { XyPlot } from '../plots/XyPlot.tsx';

/** Whether the model errs as often as its sigmas say. */
export function SigmaPlot({ report }: { readonly report: DatasetReport }) {
  const bins = report.ranked?.sigmaCalibration ?? [];
  const observed = bins.map(({ sigma, observed: y, interval }) => ({ x: sigma, y, interval }));
  const expected = bins.map(({ sigma, expected: y }) => ({ x: sigma, y }));
  return (
    <PlotFigure title="Calibration of sigma" summary={sigmaSummary(report)} table={sigmaTable(bins)}>
      <XyPlot
        x={scaleOf(bins.map(({ sigma }) => sigma))}
        y={UNIT_SCALE}
        xLabel="Sigma of the difference of two rewards"
        yLabel="Ordered as people do"
        series={[
          { label: 'observed, with 95% interval', shape: 'dot', points: observed },
          { label: 'expected from sigma', shape: 'ring', points: expected },
        ]}
      />
    </PlotFigure>
  );
}
