import type { DatasetReport } from '../../evaluation/datasetReport.ts';
import { orderedText, sigmaSummary } from '../../evaluation/report/summaries.ts';
import { sigmaTable } from '../../evaluation/report/tables.ts';
import { scaleOf } from '../../evaluation/plots/linearScale.ts';
import { PlotFigure } from './plots/PlotFigure.tsx';
import { XyPlot } from './plots/XyPlot.tsx';

/** Whether the model errs as often as its sigmas say. */
export function SigmaPlot({ report }: { readonly report: DatasetReport }) {
  const bins = report.ranked?.sigmaCalibration ?? [];
  const observed = bins.map(({ sigma, observed: y, interval }) => ({ x: sigma, y, interval }));
  const expected = bins.map(({ sigma, expected: y }) => ({ x: sigma, y }));
  const heights = bins.flatMap(({ expected: y, interval }) => [y, interval.low, interval.high]);
  return (
    <PlotFigure title="Calibration of sigma" summary={sigmaSummary(report)} table={sigmaTable(bins)}>
      <XyPlot
        x={scaleOf(bins.map(({ sigma }) => sigma))}
        y={{ ...scaleOf(heights), isShare: true }}
        xLabel="Sigma of the difference of two rewards"
        yLabel={orderedText(report)}
        series={[
          { label: 'observed, with 95% interval', shape: 'dot', points: observed },
          { label: 'expected from sigma', shape: 'ring', points: expected },
        ]}
      />
    </PlotFigure>
  );
}
