import { reportFacts, reportMarkdown } from '../../benchmark/reportMarkdown.ts';
import { intervalNote } from '../../benchmark/summaries.ts';
import { PUBLISHED_SUITES } from '../../../evaluation/publishedFigures.ts';
import type { BenchmarkReport } from '../../../rpc/reportApi.ts';
import { saveBlob } from '../../files/saveBlob.ts';
import { useBenchmark } from '../../hooks/useBenchmark.ts';
import { reportJson } from '../../benchmark/reportJson.ts';
import { AccuracyPlot } from './AccuracyPlot.tsx';
import { CorrelationPlot } from './CorrelationPlot.tsx';
import { DistributionPlot } from './DistributionPlot.tsx';
import { LeaderboardPlot } from './LeaderboardPlot.tsx';
import { ReliabilityPlot } from './ReliabilityPlot.tsx';
import { SigmaPlot } from './SigmaPlot.tsx';
import { SuiteField } from './SuiteField.tsx';

/** A report: figures first, then what they come from. */
export function ReportView({ report }: { readonly report: BenchmarkReport }) {
  const { benchmark, dispatch } = useBenchmark();
  const suite = PUBLISHED_SUITES.find(({ id }) => id === benchmark.suiteId);
  const [file = 'results'] = report.files;
  const save = (ending: string, text: string) => saveBlob(`${stemOf(file)}_benchmark.${ending}`, new Blob([text]));
  return (
    <>
      <div className="section-head">
        <h2>
          {file} <span className="muted">{reportFacts(report).join(' · ')}</span>
        </h2>
        <div className="section-tools">
          <button type="button" className="quiet" onClick={() => save('json', reportJson(report, suite))}>
            Save as JSON
          </button>
          <button type="button" className="quiet" onClick={() => save('md', reportMarkdown(report, suite))}>
            Save as Markdown
          </button>
          <button type="button" className="quiet" onClick={() => dispatch({ type: 'reportClosed' })}>
            Other results
          </button>
        </div>
      </div>
      <SuiteField />
      <div className="plots wide">
        <AccuracyPlot report={report} suite={suite} />
        <CorrelationPlot report={report} suite={suite} />
        <LeaderboardPlot strengths={report.leaderboards.byReward} title="Editing models, by reward" by="the reward" />
        <LeaderboardPlot strengths={report.leaderboards.byPeople} title="Editing models, by people" by="people" />
        <ReliabilityPlot report={report} />
        <SigmaPlot report={report} />
      </div>
      <div className="plots">
        {report.distributions.map((distribution) => (
          <DistributionPlot key={distribution.of} distribution={distribution} />
        ))}
      </div>
      <p className="muted interval-note">{intervalNote(report)}</p>
    </>
  );
}

function stemOf(file: string): string {
  return file.replace(/(_scores|_detailed_log)?\.[^.]*$/, '');
}
