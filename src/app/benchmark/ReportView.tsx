import { type ReactNode, useMemo } from 'react';
import { editorWords } from '../../evaluation/editors/editorWords.ts';
import { fraction, percentage, score } from '../../evaluation/estimateText.ts';
import {
  accuracyFigures,
  correlationFigures,
  folderFigures,
  publishedValues,
  suitesFor,
  type Figure,
} from '../../evaluation/figures.ts';
import { isUnjudged, judgesOf } from '../../evaluation/judgementText.ts';
import type { PublishedSuite } from '../../evaluation/publishedFigures.ts';
import type { BenchmarkReport } from '../../rpc/reportApi.ts';
import {
  accuracySummary,
  correlationSummary,
  folderSummary,
  intervalNote,
  modelsOf,
  whoseChoice,
} from '../../evaluation/report/summaries.ts';
import { fieldOf } from '../../evaluation/report/fieldTable.ts';
import { reportDocument } from '../../evaluation/report/reportDocument.ts';
import { reportJson } from '../../evaluation/report/reportJson.ts';
import { reportSections } from '../../evaluation/report/sections.ts';
import { useBenchmark } from './useBenchmark.ts';
import { CORRELATION_SCALE, scaleOf, UNIT_SCALE, type LinearScale } from '../../evaluation/plots/linearScale.ts';
import { DistributionPlot } from './DistributionPlot.tsx';
import { EditorsSection } from './EditorsSection.tsx';
import { FieldSection } from './FieldSection.tsx';
import { FiguresPlot } from './FiguresPlot.tsx';
import { JudgementNote } from './JudgementNote.tsx';
import { LeaderboardPlot, strengthScale } from './LeaderboardPlot.tsx';
import { ReliabilityPlot } from './ReliabilityPlot.tsx';
import { ReportHead } from './ReportHead.tsx';
import { SigmaPlot } from './SigmaPlot.tsx';
import { SuiteField } from './SuiteField.tsx';

interface ReportViewProps {
  readonly report: BenchmarkReport;
}

/** A report: figures first, then what they come from. */
export function ReportView({ report }: ReportViewProps) {
  const { judgements, textToImage } = report;
  const suite = useSuite(report);
  const missing = useMemo(() => missingText(report, suite), [report, suite]);
  return (
    <>
      {report.run?.model.limits !== undefined && <p className="muted limits">{report.run.model.limits}</p>}
      {isUnjudged(judgements) ? <FiguresByReward report={report} /> : <FiguresByPeople report={report} />}
      <div className="plots">
        {report.distributions.map((distribution) => (
          <DistributionPlot key={distribution.of} distribution={distribution} />
        ))}
      </div>
      {missing !== undefined && <p className="muted interval-note">{missing}</p>}
      {(!isUnjudged(judgements) || textToImage?.folders) && (
        <p className="muted interval-note">{intervalNote(report)}</p>
      )}
    </>
  );
}

/** What has no plot, and why. */
function missingText(report: BenchmarkReport, suite: PublishedSuite | undefined): string | undefined {
  return reportSections(report, suite).find(({ id }) => id === 'missing')?.text;
}

/** Of results that nobody judged: nothing in it is about people. */
function FiguresByReward({ report }: ReportViewProps) {
  const suite = useSuite(report);
  const strengths = report.editors?.strengths ?? [];
  const models = modelsOf(report);
  return (
    <>
      <HeadOfReport report={report} suite={suite} />
      {folderFigures(report).length > 0 && <SuiteField report={report} />}
      {suite && folderFigures(report).length > 0 && <FieldSection suite={suite} field={fieldOf(report, suite)} />}
      {report.editors && <EditorsSection editors={report.editors} words={editorWords(report)} />}
      <div className="plots wide">
        <FoldersPlot report={report} suite={suite} />
        {strengths.length > 0 && (
          <LeaderboardPlot
            strengths={strengths}
            title={`${models.title}, by reward`}
            by="the reward"
            models={models}
            scale={strengthScale(strengths)}
          />
        )}
      </div>
    </>
  );
}

function FiguresByPeople({ report }: ReportViewProps) {
  return (
    <>
      <ComparedFigures report={report}>
        <Leaderboards report={report} />
        {!report.judge && <ReliabilityPlot report={report} />}
        {!report.judge && <SigmaPlot report={report} />}
      </ComparedFigures>
      {report.editors && <EditorsSection editors={report.editors} words={editorWords(report)} />}
    </>
  );
}

/** Of the editing models, by the scorer and by people, on one scale. */
function Leaderboards({ report }: ReportViewProps) {
  const { byReward, byPeople } = report.leaderboards;
  const judges = judgesOf(report.judgements);
  const { by, whose } = whoseChoice(report);
  const models = modelsOf(report);
  const scale = strengthScale(byReward, byPeople);
  return (
    <>
      <LeaderboardPlot
        strengths={byReward}
        title={`${models.title}, by ${by}`}
        by={whose}
        models={models}
        scale={scale}
      />
      <LeaderboardPlot
        strengths={byPeople}
        title={`${models.title}, by ${judges}`}
        by={judges}
        models={models}
        scale={scale}
      />
    </>
  );
}

function useSuite(report: BenchmarkReport): PublishedSuite | undefined {
  const suiteId = useBenchmark((state) => state.suiteId);
  return suitesFor(report).find(({ id }) => id === suiteId);
}

/** The head, and the figures that others have published too; `children` are the plots beside them. */
function ComparedFigures({ report, children }: ReportViewProps & { readonly children: ReactNode }) {
  const suite = useSuite(report);
  return (
    <>
      <HeadOfReport report={report} suite={suite} />
      <JudgementNote report={report} />
      <SuiteField report={report} />
      <div className="plots wide">
        <FiguresPlot
          title={`Agreement with ${judgesOf(report.judgements)}`}
          summary={accuracySummary(report)}
          figures={accuracyFigures(report)}
          format={percentage}
          scale={UNIT_SCALE}
          suite={suite}
        />
        <FoldersPlot report={report} suite={suite} />
        {!report.judge && (
          <FiguresPlot
            title={`Single scores, Spearman by ${modelsOf(report).one}`}
            summary={correlationSummary(report)}
            figures={correlationFigures(report)}
            format={fraction}
            scale={CORRELATION_SCALE}
            suite={suite}
          />
        )}
        {children}
      </div>
      {suite && <FieldSection suite={suite} field={fieldOf(report, suite)} />}
    </>
  );
}

function HeadOfReport({ report, suite }: FoldersPlotProps) {
  const document = useMemo(() => reportDocument(report, suite), [report, suite]);
  const [file = 'results'] = report.files;
  return <ReportHead title={file} file={file} document={document} json={() => reportJson(report, suite)} />;
}

interface FoldersPlotProps extends ReportViewProps {
  readonly suite: PublishedSuite | undefined;
}

function FoldersPlot({ report, suite }: FoldersPlotProps) {
  const folders = folderFigures(report);
  if (folders.length === 0) return null;
  return (
    <FiguresPlot
      title="Rewards of folders"
      summary={folderSummary(report)}
      figures={folders}
      format={score}
      scale={folderScale(folders, suite)}
      suite={suite}
    />
  );
}

/** Wide enough for what was published, too. */
function folderScale(folders: readonly Figure[], suite: PublishedSuite | undefined): LinearScale {
  const values = folders.flatMap((figure) => {
    const { value, interval } = figure.estimate;
    const published = publishedValues(figure, suite).map((one) => one.value);
    return [...(value === undefined ? [] : [value]), ...(interval ? [interval.low, interval.high] : []), ...published];
  });
  return scaleOf(values);
}
