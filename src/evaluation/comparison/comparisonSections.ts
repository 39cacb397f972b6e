/** A comparison of runs as sections for people, for every document that is made of it. */
import { formatCount, formatCountOf, formatScore } from '../../core/formatNumbers.ts';
import { fraction, percentage, score } from '../estimateText.ts';
import { accuracyFigures, correlationFigures, folderFigures, type Figure } from '../figures.ts';
import { publishedField } from '../publishedField.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import type { BenchmarkReport } from '../report/benchmarkReport.ts';
import { fieldTable } from '../report/fieldTable.ts';
import type { ReportSection } from '../report/reportSection.ts';
import type { PairedAccuracy } from './compareRuns.ts';
import type { ComparedRuns, ComparisonReport } from './comparisonReport.ts';
import { COMPARISON_METHOD, comparisonSentences, pointsText } from './comparisonText.ts';
import type { DifferentEdit } from './differentEdits.ts';

export function comparisonTitle({ names }: ComparisonReport): string {
  return `${new Intl.ListFormat('en-GB').format(names)} compared`;
}

/** Those that hold something. */
export function comparisonSections(comparison: ComparisonReport, suite: PublishedSuite | undefined): ReportSection[] {
  const sections = [
    runsSection(comparison),
    figuresSection(comparison),
    ...(suite ? [fieldSection(comparison, suite)] : []),
    ...pairSections(comparison),
    ...comparison.comparisons.map((compared) => differentSection(compared, comparison.names)),
  ];
  return sections.filter(({ table }) => !table || table.rows.length > 0);
}

function runsSection({ reports, names }: ComparisonReport): ReportSection {
  return {
    id: 'runs',
    title: 'Runs',
    text: 'What is compared.',
    table: {
      columns: ['Run', 'File', 'Items'],
      rows: reports.map(({ files, itemCount }, k) => [names[k] ?? '', files[0] ?? '', formatCount(itemCount)]),
    },
  };
}

/** Each run's own figures, side by side. */
function figuresSection({ reports, names }: ComparisonReport): ReportSection {
  const all = reports.map(figuresOf);
  const labels = [...new Map(all.flat().map(({ key, label }) => [key, label]))];
  return {
    id: 'figures',
    title: 'Figures of each run',
    text: 'Each is over all that its run holds, so of other items where runs hold others.',
    table: {
      columns: ['Figure', ...names],
      rows: labels.map(([key, label]) => [label, ...all.map((its) => figureText(its.find((one) => one.key === key)))]),
    },
  };
}

function figuresOf(report: BenchmarkReport): Figure[] {
  return [...accuracyFigures(report), ...correlationFigures(report), ...folderFigures(report)];
}

function figureText(figure: Figure | undefined): string {
  if (!figure) return '';
  const { value, interval, count } = figure.estimate;
  return `${formatOf(figure)(value, interval)} of ${formatCountOf(count, figure.of)}`;
}

function formatOf({ key }: Figure): typeof percentage {
  if (key.startsWith('spearman')) return fraction;
  return key.startsWith('folder') ? score : percentage;
}

function fieldSection({ reports, names }: ComparisonReport, suite: PublishedSuite): ReportSection {
  const field = publishedField(
    suite,
    reports.map((report, k) => ({ report, name: names[k] ?? '' })),
  );
  const { note, source } = suite.table;
  return {
    id: 'field',
    title: `Among what was published of ${suite.name}`,
    text: [note, ...field.notes, `Source: ${source.name}, ${source.asOf}.`].join(' '),
    table: fieldTable(field),
  };
}

function pairSections({ comparisons, names }: ComparisonReport): ReportSection[] {
  const sentences = comparisons.flatMap((compared) => comparisonSentences(compared, names));
  return [
    {
      id: 'agreement',
      title: 'How alike they are',
      text: [...sentences, COMPARISON_METHOD].join(' '),
      table: {
        columns: [
          'First',
          'Second',
          'Tau-b (95% interval)',
          'Of',
          'Pairs right, first less second',
          'Orders right, first less second',
        ],
        rows: comparisons.map(({ runs, tau, pairs, orders }) => [
          ...runs.map((run) => names[run] ?? ''),
          fraction(tau.value, tau.interval),
          formatCountOf(tau.count, 'pair'),
          differenceText(pairs, 'pair'),
          differenceText(orders, 'item'),
        ]),
      },
    },
  ];
}

function differenceText(accuracy: PairedAccuracy | undefined, of: string): string {
  if (!accuracy) return 'none';
  const { value, interval, count } = accuracy.difference;
  return `${pointsText(value, interval)} of ${formatCountOf(count, of)}`;
}

function differentSection({ runs, different }: ComparedRuns, names: readonly string[]): ReportSection {
  const [first = '', second = ''] = runs.map((run) => names[run]);
  return {
    id: `different-${runs.map((run) => run + 1).join('-')}`,
    title: `Where ${first} and ${second} differ most`,
    text: 'A place says how many of the edits that both scored have lower rewards: rewards of two scorers have no common scale.',
    table: {
      columns: [
        'Edit',
        'Source',
        'Editor',
        'Instruction',
        `Place, ${first}`,
        `Place, ${second}`,
        `Reward, ${first}`,
        `Reward, ${second}`,
      ],
      rows: different.map(differentRow),
    },
    // Edit and source, as the first run names them.
    pictures: { run: runs[0], columns: [0, 1] },
  };
}

function differentRow({ image, source, editor, instruction, places, rewards }: DifferentEdit): string[] {
  return [
    image,
    source ?? '',
    editor ?? '',
    instruction,
    ...places.map((place) => percentage(place, undefined)),
    ...rewards.map(formatScore),
  ];
}
