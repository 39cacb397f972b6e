import { capitalized } from '../../core/dataset/kindWords.ts';
import { editorWords } from '../editors/editorWords.ts';
import type { EditorsReport } from '../editors/editorsReport.ts';
import { accuracyFigures, type Figure } from '../figures.ts';
import { isUnjudged, judgesOf } from '../judgementText.ts';
import { scaleOf, UNIT_SCALE, type LinearScale } from '../plots/linearScale.ts';
import type { DotPlot, MatrixPlot, Plot, PlotDot } from '../plots/plot.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import type { Strength } from '../statistics/bradleyTerry.ts';
import type { BenchmarkReport } from './benchmarkReport.ts';
import { fieldOf } from './fieldTable.ts';
import { modelsOf, whoseChoice } from './summaries.ts';

/** What a report has to draw for a paper. */
export function reportPlots(report: BenchmarkReport, suite: PublishedSuite | undefined): Plot[] {
  return [
    ...agreementPlot(report),
    ...(suite ? fieldPlot(report, suite) : []),
    ...strengthPlot(report),
    ...editorPlots(report),
  ];
}

function dotPlot(plot: Omit<DotPlot, 'kind' | 'scale'>, scale?: LinearScale): DotPlot[] {
  const panels = plot.panels.filter(({ dots }) => dots.length > 0);
  return panels.length === 0 ? [] : [{ ...plot, kind: 'dots', panels, scale: scale ?? scaleOfDots(panels) }];
}

/** One for all panels, so that they can be compared. */
function scaleOfDots(panels: DotPlot['panels']): LinearScale {
  return scaleOf(
    panels.flatMap(({ dots }) =>
      dots.flatMap(({ value, interval }) => [value, ...(interval ? [interval.low, interval.high] : [])]),
    ),
  );
}

function agreementPlot(report: BenchmarkReport): Plot[] {
  if (isUnjudged(report.judgements)) return [];
  const title = `Agreement with ${judgesOf(report.judgements)}`;
  const dots = accuracyFigures(report).flatMap(dotOfFigure);
  return dotPlot(
    { id: 'agreement', title, xLabel: 'Accuracy, with 95% interval', panels: [{ title: '', dots }] },
    UNIT_SCALE,
  );
}

function dotOfFigure({ label, estimate: { value, interval } }: Figure): PlotDot[] {
  return value === undefined ? [] : [{ label, value, interval }];
}

function fieldPlot(report: BenchmarkReport, suite: PublishedSuite): Plot[] {
  const { entries, columns, table } = fieldOf(report, suite);
  const dots = entries.flatMap(({ name, values, isOwn }): PlotDot[] => {
    const last = values.at(-1);
    return last ? [{ label: name, value: last.value, interval: last.interval, isOwn }] : [];
  });
  const xLabel = table.id === 'generators' ? 'Reward' : 'In percent';
  const title = `Among what was published: ${suite.name}`;
  return dotPlot({ id: 'field', title, xLabel, panels: [{ title: columns.at(-1) ?? '', dots }] });
}

/** By reward and by people on one scale. Without people it is that of the editors, in whatever order the file has them. */
function strengthPlot(report: BenchmarkReport): Plot[] {
  const { byReward, byPeople } = report.leaderboards;
  const isAlone = isUnjudged(report.judgements);
  const people = isAlone ? [] : [panel(`By ${judgesOf(report.judgements)}`, byPeople)];
  const scored = isAlone ? (report.editors?.strengths ?? []) : byReward;
  return dotPlot({
    id: 'strengths',
    title: `${modelsOf(report).title}, Bradley–Terry strengths`,
    xLabel: 'Log odds against an average model, with 95% interval',
    panels: [panel(`By ${whoseChoice(report).by}`, scored), ...people],
  });
}

function panel(title: string, strengths: readonly Strength[]): DotPlot['panels'][number] {
  return { title, dots: strengths.map(dotOfStrength) };
}

function dotOfStrength({ model, strength, interval }: Strength): PlotDot {
  return { label: model, value: strength, interval };
}

function editorPlots(report: BenchmarkReport): Plot[] {
  const { editors } = report;
  if (!editors || editors.pairs.length === 0) return [];
  const words = editorWords(report);
  const dots = editors.editors.flatMap(({ editor, reward: { value, interval } }): PlotDot[] =>
    value === undefined ? [] : [{ label: editor, value, interval }],
  );
  const title = `${capitalized(words.many)}: mean reward`;
  const xLabel = `Mean reward over ${words.sources}, with 95% interval`;
  return [...dotPlot({ id: 'editors', title, xLabel, panels: [{ title: '', dots }] }), headToHead(editors, words.one)];
}

function headToHead({ editors, pairs }: EditorsReport, one: string): MatrixPlot {
  const names = editors.map(({ editor }) => editor);
  const shares = names.map((row) =>
    names.map((column) => {
      const won = pairs.find(({ first, second }) => first === row && second === column)?.share.value;
      const lost = pairs.find(({ first, second }) => first === column && second === row)?.share.value;
      return won ?? (lost === undefined ? undefined : 1 - lost);
    }),
  );
  return {
    kind: 'matrix',
    id: 'head-to-head',
    title: `Wins of the ${one} of a row against that of a column`,
    names,
    shares,
  };
}
