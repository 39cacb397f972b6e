import { scaleOf, UNIT_SCALE, type LinearScale } from '../plots/linearScale.ts';
import type { DotPlot, Plot, PlotDot } from '../plots/plot.ts';
import { accuracyFigures } from '../figures.ts';
import type { Estimate } from '../estimate.ts';
import { judgesOfRuns, type ComparedRuns, type ComparisonReport } from './comparisonReport.ts';

/** What a comparison has to draw for a paper. */
export function comparisonPlots({ reports, names, comparisons }: ComparisonReport): Plot[] {
  const twoOf = ({ runs }: ComparedRuns) => runs.map((run) => names[run]).join(' – ');
  return [
    ...dotPlot(
      'accuracies',
      `Agreement with ${judgesOfRuns(reports)}`,
      'Accuracy, with 95% interval',
      UNIT_SCALE,
      reports.map((report, k) => ({
        title: names[k] ?? '',
        dots: accuracyFigures(report).flatMap(({ label, estimate }) => dotOf(label, estimate)),
      })),
    ),
    ...dotPlot('tau', 'How alike they order edits', 'Kendall’s tau-b, with 95% interval', undefined, [
      { title: '', dots: comparisons.flatMap((compared) => dotOf(twoOf(compared), compared.tau)) },
    ]),
    ...dotPlot('differences', 'Differences of accuracies', 'First less second, with 95% interval', undefined, [
      {
        title: 'Pairs that people ordered',
        dots: comparisons.flatMap((one) => (one.pairs ? dotOf(twoOf(one), one.pairs.difference) : [])),
      },
      {
        title: 'Whole orders',
        dots: comparisons.flatMap((one) => (one.orders ? dotOf(twoOf(one), one.orders.difference) : [])),
      },
    ]),
  ];
}

function dotOf(label: string, { value, interval }: Estimate): PlotDot[] {
  return value === undefined ? [] : [{ label, value, interval }];
}

/** One scale for all panels. */
function dotPlot(
  id: string,
  title: string,
  xLabel: string,
  fixed: LinearScale | undefined,
  all: DotPlot['panels'],
): Plot[] {
  const panels = all.filter(({ dots }) => dots.length > 0);
  if (panels.length === 0) return [];
  const values = panels.flatMap(({ dots }) =>
    dots.flatMap(({ value, interval }) => [value, ...(interval ? [interval.low, interval.high] : [])]),
  );
  const isShare = id === 'differences';
  const scale = fixed ?? { ...scaleOf([...values, 0]), ...(isShare && { isShare }) };
  return [{ kind: 'dots', id, title, xLabel, scale, panels }];
}
