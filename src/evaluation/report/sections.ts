/** A report as sections for people, for every document that is made of it. */
import { capitalized } from '../../core/dataset/kindWords.ts';
import { formatCount, formatCountOf } from '../../core/formatNumbers.ts';
import { sizeLimitTexts } from '../../core/score/sizeLimitTexts.ts';
import { editorTables } from '../editors/editorTables.ts';
import { editorWords } from '../editors/editorWords.ts';
import { editorMethod, editorSentences } from '../editors/editorsText.ts';
import { fraction, percentage, score } from '../estimateText.ts';
import { accuracyFigures, correlationFigures, folderFigures, type Figure } from '../figures.ts';
import { isUnjudged, judgesOf } from '../judgementText.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import { scorerName, type BenchmarkReport } from './benchmarkReport.ts';
import { fieldSection } from './fieldTable.ts';
import type { ReportSection } from './reportSection.ts';
import * as summaries from './summaries.ts';
import * as tables from './tables.ts';

/** What a report is called. */
export function reportTitle({ files }: BenchmarkReport): string {
  return `Benchmark of ${files[0] ?? 'results'}`;
}

/** Who scored, and how much: "nano (fp32)", "3 of 4 items scored". */
export function reportFacts({ run, judge, itemCount }: BenchmarkReport): string[] {
  const items = formatCountOf(itemCount, 'item');
  const scorer = scorerName({ run, ...(judge && { judge }) });
  if (scorer === undefined) return [items];
  if (!run) return [scorer, items];
  const isWhole = run.items === itemCount;
  return [
    scorer,
    ...sizeLimitTexts(run.model),
    isWhole ? items : `${formatCount(itemCount)} of ${formatCount(run.items)} items scored`,
  ];
}

/** Those that hold something. Where nobody judged anything, nothing is said of people. */
export function reportSections(report: BenchmarkReport, suite: PublishedSuite | undefined): ReportSection[] {
  const judged = !isUnjudged(report.judgements);
  const sections = [
    ...(judged ? agreementSections(report, suite) : []),
    ...folderSections(report, suite),
    ...(suite ? [fieldSection(report, suite)] : []),
    ...(judged ? judgedSections(report, suite) : []),
    ...editorSections(report),
    ...distributionSections(report),
  ];
  const missing = new Set(sections.filter(isEmpty).map(({ text }) => text));
  return [
    ...(judged ? [{ id: 'judgements', title: 'Judgements', text: summaries.judgementSummary(report) }] : []),
    ...sections.filter((section) => !isEmpty(section)),
    ...(missing.size > 0 ? [{ id: 'missing', title: 'Not in these results', text: [...missing].join(' ') }] : []),
    ...notesSection(report, suite),
  ];
}

function isEmpty({ table }: ReportSection): boolean {
  return table !== undefined && table.rows.length === 0;
}

function agreementSections(report: BenchmarkReport, suite: PublishedSuite | undefined): ReportSection[] {
  const accuracies = accuracyFigures(report);
  return [
    {
      id: 'agreement',
      title: `Agreement with ${judgesOf(report.judgements)}`,
      text: [summaries.accuracySummary(report), ...notesOf(accuracies)].join(' '),
      table: tables.figureTable(accuracies, percentage, suite),
    },
  ];
}

function folderSections(report: BenchmarkReport, suite: PublishedSuite | undefined): ReportSection[] {
  const folders = folderFigures(report);
  if (folders.length === 0) return [];
  return [
    {
      id: 'folders',
      title: 'Rewards of folders',
      text: [summaries.folderSummary(report), ...notesOf(folders)].join(' '),
      table: tables.figureTable(folders, score, suite),
    },
  ];
}

function judgedSections(report: BenchmarkReport, suite: PublishedSuite | undefined): ReportSection[] {
  const { ranked } = report;
  const correlations = correlationFigures(report);
  return [
    {
      id: 'single-scores',
      title: 'Single scores',
      text: [summaries.correlationSummary(report), ...notesOf(correlations)].join(' '),
      table: tables.figureTable(correlations, fraction, suite),
    },
    ...leaderboardSections(report),
    {
      id: 'reliability',
      title: 'Reliability of P(A better)',
      text: summaries.reliabilitySummary(report),
      table: tables.reliabilityTable(ranked?.reliability.bins ?? []),
    },
    {
      id: 'sigma',
      title: 'Calibration of sigma',
      text: summaries.sigmaSummary(report),
      table: tables.sigmaTable(ranked?.sigmaCalibration ?? []),
    },
  ];
}

function leaderboardSections(report: BenchmarkReport): ReportSection[] {
  const { byReward, byPeople } = report.leaderboards;
  const judges = judgesOf(report.judgements);
  const models = summaries.modelsOf(report);
  const scorer = summaries.whoseChoice(report);
  const section = (id: string, by: string, whose: string, strengths: typeof byReward): ReportSection => ({
    id,
    title: `${models.title} by ${by}`,
    text: summaries.leaderboardSummary(strengths, whose, models.many),
    table: tables.leaderboardTable(strengths, capitalized(models.one)),
  });
  return [section('by-reward', scorer.by, scorer.whose, byReward), section('by-people', judges, judges, byPeople)];
}

function editorSections(report: BenchmarkReport): ReportSection[] {
  const { editors } = report;
  if (!editors) return [];
  const words = editorWords(report);
  const found = editorTables(editors, words);
  const method = found.length > 0 ? [editorMethod(words)] : [];
  const text = [...editorSentences(editors, words), ...method].join(' ');
  return [
    { id: 'best-editor', title: `Which ${words.one} is best`, text },
    ...found.map((table) => ({ id: `editors-${table.of}`, title: table.title, text: table.note, table })),
  ];
}

function distributionSections({ distributions }: BenchmarkReport): ReportSection[] {
  return distributions.map((distribution) => ({
    id: `scores-${distribution.of}`,
    title: `Scores: ${tables.kindName(distribution)}`,
    text: summaries.distributionSummary(distribution),
    table: tables.distributionTable(distribution),
  }));
}

function notesOf(figures: readonly Figure[]): string[] {
  return figures.flatMap(({ label, note }) => (note === undefined ? [] : [`${label}: ${note}`]));
}

function notesSection(report: BenchmarkReport, suite: PublishedSuite | undefined): ReportSection[] {
  const hasIntervals = !isUnjudged(report.judgements) || folderFigures(report).length > 0;
  const interval = hasIntervals ? [summaries.intervalNote(report)] : [];
  const notes = [...interval, ...suiteNote(suite), ...packageNote(report)];
  return notes.length > 0 ? [{ id: 'notes', title: 'Notes', text: notes.join(' ') }] : [];
}

function suiteNote(suite: PublishedSuite | undefined): string[] {
  if (!suite) return [];
  const whose = suite.kind === 'edits' ? `EditReward's models of 7B on ${suite.name}` : suite.name;
  return [`Published figures: ${whose}, from ${suite.source.url} (${suite.source.asOf}).`];
}

/** Packages of one name may give other scores. */
function packageNote({ run }: BenchmarkReport): string[] {
  return run ? [`The SHA-256 of the model package's manifest is \`${run.model.manifestSha256}\`.`] : [];
}
