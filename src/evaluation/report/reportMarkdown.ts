import { accuracyFigures, correlationFigures, folderFigures } from '../figures.ts';
import { editorMethod, editorSentences } from '../editors/editorsText.ts';
import { editorTables } from '../editors/editorTables.ts';
import { editorWords } from '../editors/editorWords.ts';
import { fraction, percentage, score } from '../estimateText.ts';
import { isUnjudged, judgesOf } from '../judgementText.ts';
import type { PublishedSuite } from '../publishedFigures.ts';
import type { BenchmarkReport } from './benchmarkReport.ts';
import { capitalized } from '../../core/dataset/kindWords.ts';
import { formatCount, formatCountOf } from '../../core/formatNumbers.ts';
import { sizeLimitTexts } from '../../core/score/sizeLimitTexts.ts';
import * as summaries from './summaries.ts';
import * as tables from './tables.ts';

interface Section {
  readonly title: string;
  readonly text: string;
  readonly table?: tables.Table | undefined;
}

/** The report as a Markdown document with all of its figures. */
export function reportMarkdown(report: BenchmarkReport, suite: PublishedSuite | undefined): string {
  const head = `# Benchmark of ${report.files[0] ?? 'results'}\n\n${reportFacts(report).join(', ')}.`;
  return `${[head, ...sectionsOf(report, suite).map(sectionText)].join('\n\n')}\n`;
}

/** Which model, and of how much: "nano (fp32)", "3 of 4 items scored". */
export function reportFacts({ run, itemCount }: BenchmarkReport): string[] {
  const items = formatCountOf(itemCount, 'item');
  if (!run) return [items];
  const { id, dtype } = run.model;
  const isWhole = run.items === itemCount;
  return [
    `${id} (${dtype})`,
    ...sizeLimitTexts(run.model),
    isWhole ? items : `${formatCount(itemCount)} of ${formatCount(run.items)} items scored`,
  ];
}

/** Where nobody judged anything, nothing is said of people. */
function sectionsOf(report: BenchmarkReport, suite: PublishedSuite | undefined): Section[] {
  const judged = !isUnjudged(report.judgements);
  const folders = folderSections(report, suite);
  const interval = judged || folders.length > 0 ? [summaries.intervalNote(report)] : [];
  const notes = [...interval, ...suiteNote(suite), ...packageNote(report)];
  return [
    ...(judged ? agreementSections(report, suite) : []),
    ...folders,
    ...(judged ? judgedSections(report, suite) : []),
    ...editorSections(report),
    ...report.distributions.map((distribution) => ({
      title: `Scores: ${tables.kindName(distribution)}`,
      text: summaries.distributionSummary(distribution),
      table: tables.distributionTable(distribution),
    })),
    ...(notes.length > 0 ? [{ title: 'Notes', text: notes.join(' ') }] : []),
  ];
}

function agreementSections(report: BenchmarkReport, suite: PublishedSuite | undefined): Section[] {
  const accuracies = accuracyFigures(report);
  return [
    { title: 'Judgements', text: summaries.judgementSummary(report) },
    {
      title: `Agreement with ${judgesOf(report.judgements)}`,
      text: [summaries.accuracySummary(report), ...notesOf(accuracies)].join(' '),
      table: tables.figureTable(accuracies, percentage, suite),
    },
  ];
}

function folderSections(report: BenchmarkReport, suite: PublishedSuite | undefined): Section[] {
  const folders = folderFigures(report);
  if (folders.length === 0) return [];
  return [
    {
      title: 'Rewards of folders',
      text: [summaries.folderSummary(report), ...notesOf(folders)].join(' '),
      table: tables.figureTable(folders, score, suite),
    },
  ];
}

function judgedSections(report: BenchmarkReport, suite: PublishedSuite | undefined): Section[] {
  const { ranked, leaderboards } = report;
  const correlations = correlationFigures(report);
  const { byReward, byPeople } = leaderboards;
  const judges = judgesOf(report.judgements);
  const models = summaries.modelsOf(report);
  return [
    {
      title: 'Single scores',
      text: [summaries.correlationSummary(report), ...notesOf(correlations)].join(' '),
      table: tables.figureTable(correlations, fraction, suite),
    },
    {
      title: `${models.title} by reward`,
      text: summaries.leaderboardSummary(byReward, 'the reward', models.many),
      table: tables.leaderboardTable(byReward, capitalized(models.one)),
    },
    {
      title: `${models.title} by ${judges}`,
      text: summaries.leaderboardSummary(byPeople, judges, models.many),
      table: tables.leaderboardTable(byPeople, capitalized(models.one)),
    },
    {
      title: 'Reliability of P(A better)',
      text: summaries.reliabilitySummary(report),
      table: tables.reliabilityTable(ranked?.reliability.bins ?? []),
    },
    {
      title: 'Calibration of sigma',
      text: summaries.sigmaSummary(report),
      table: tables.sigmaTable(ranked?.sigmaCalibration ?? []),
    },
  ];
}

function editorSections(report: BenchmarkReport): Section[] {
  const { editors } = report;
  if (!editors) return [];
  const words = editorWords(report);
  const found = editorTables(editors, words);
  const method = found.length > 0 ? [editorMethod(words)] : [];
  return [
    { title: `Which ${words.one} is best`, text: [...editorSentences(editors, words), ...method].join(' ') },
    ...found.map((table) => ({ title: table.title, text: table.note, table })),
  ];
}

function notesOf(figures: readonly { readonly label: string; readonly note?: string | undefined }[]): string[] {
  return figures.flatMap(({ label, note }) => (note === undefined ? [] : [`${label}: ${note}`]));
}

function suiteNote(suite: PublishedSuite | undefined): string[] {
  if (!suite) return [];
  const whose = suite.kind === 'edits' ? `EditReward's models of 7B on ${suite.name}` : suite.name;
  return [`Published figures: ${whose}, from ${suite.source.url}.`];
}

/** Packages of one name may give other scores. */
function packageNote({ run }: BenchmarkReport): string[] {
  return run ? [`The SHA-256 of the model package's manifest is \`${run.model.manifestSha256}\`.`] : [];
}

function sectionText({ title, text, table }: Section): string {
  const parts = [`## ${title}`, text];
  if (table && table.rows.length > 0) parts.push(tableText(table));
  return parts.join('\n\n');
}

function tableText({ columns, rows }: tables.Table): string {
  return [lineOf(columns), lineOf(columns.map(() => '---')), ...rows.map(lineOf)].join('\n');
}

/** https://github.github.com/gfm/#tables-extension- */
function lineOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
