import { formatCount } from '../../core/formatNumbers.ts';
import type { ScoreDistribution } from '../../evaluation/scoreDistribution.ts';
import { distributionSummary } from '../../evaluation/report/summaries.ts';
import { distributionTable, kindName, labelName } from '../../evaluation/report/tables.ts';
import { Histogram } from './plots/Histogram.tsx';
import { scaleOf } from '../../evaluation/plots/linearScale.ts';
import { PlotFigure } from './plots/PlotFigure.tsx';

/** How one kind of score is spread, by what people said of the edits. */
export function DistributionPlot({ distribution }: { readonly distribution: ScoreDistribution }) {
  const { start, step, labels } = distribution;
  const bins = labels[0]?.counts.length ?? 0;
  const rows = labels.map(({ label, count: edits, mean, counts }) => ({
    label: `${labelName(label, distribution)}, ${formatCount(edits)}`,
    shares: counts.map((inBin) => inBin / edits),
    mean,
    winner: label === 'win',
  }));
  return (
    <PlotFigure
      title={`Scores: ${kindName(distribution)}`}
      summary={distributionSummary(distribution)}
      table={distributionTable(distribution)}
    >
      <Histogram rows={rows} start={start} step={step} scale={scaleOf([start, start + bins * step])} />
    </PlotFigure>
  );
}
