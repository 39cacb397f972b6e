import type { ReactNode } from 'react';
import { fraction, percentage, score } from '../../evaluation/estimateText.ts';
import {
  accuracyFigures,
  correlationFigures,
  folderFigures,
  publishedValues,
  suitesFor,
  type Figure,
} from '../../evaluation/figures.ts';
import { judgesOf } from '../../evaluation/judgementText.ts';
import type { PublishedSuite } from '../../evaluation/publishedFigures.ts';
import type { BenchmarkReport } from '../../rpc/reportApi.ts';
import { accuracySummary, correlationSummary, folderSummary, intervalNote, modelsOf } from './summaries.ts';
import { useBenchmark } from './useBenchmark.ts';
import { CORRELATION_SCALE, scaleOf, UNIT_SCALE, type LinearScale } from './plots/linearScale.ts';
import { DistributionPlot } from './DistributionPlot.tsx';
import { FiguresPlot } from './FiguresPlot.tsx';
import { JudgementNote } from './JudgementNote.tsx';
import { LeaderboardPlot } from './LeaderboardPlot.tsx';
import { ReliabilityPlot } from './ReliabilityPlot.tsx';
import { ReportHead } from './ReportHead.tsx';
import { SigmaPlot } from './SigmaPlot.tsx';
import { SuiteField } from './SuiteField.tsx';

interface ReportViewProps {
  readonly report: BenchmarkReport;
}

/** A report: figures first, then what they come from. */
export function ReportView({ report }: ReportViewProps) {
  const judges = judgesOf(report.judgements);
  const models = modelsOf(report);
  return (
    <>
      <ComparedFigures report={report}>
        <LeaderboardPlot
          strengths={report.leaderboards.byReward}
          title={`${models.title}, by reward`}
          by="the reward"
          models={models}
        />
        <LeaderboardPlot
          strengths={report.leaderboards.byPeople}
          title={`${models.title}, by ${judges}`}
          by={judges}
          models={models}
        />
        <ReliabilityPlot report={report} />
        <SigmaPlot report={report} />
      </ComparedFigures>
      <div className="plots">
        {report.distributions.map((distribution) => (
          <DistributionPlot key={distribution.of} distribution={distribution} />
        ))}
      </div>
      <p className="muted interval-note">{intervalNote(report)}</p>
    </>
  );
}

/** The head, and the figures that others have published too; `children` are the plots beside them. */
function ComparedFigures({ report, children }: ReportViewProps & { readonly children: ReactNode }) {
  const suiteId = useBenchmark((state) => state.suiteId);
  const suite = suitesFor(report).find(({ id }) => id === suiteId);
  const folders = folderFigures(report);
  return (
    <>
      <ReportHead report={report} suite={suite} />
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
        {folders.length > 0 && (
          <FiguresPlot
            title="Rewards of folders"
            summary={folderSummary(report)}
            figures={folders}
            format={score}
            scale={folderScale(folders, suite)}
            suite={suite}
          />
        )}
        <FiguresPlot
          title={`Single scores, Spearman by ${modelsOf(report).one}`}
          summary={correlationSummary(report)}
          figures={correlationFigures(report)}
          format={fraction}
          scale={CORRELATION_SCALE}
          suite={suite}
        />
        {children}
      </div>
    </>
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
