import { useBenchmark } from './useBenchmark.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { ReportProgressRow } from './ReportProgressRow.tsx';
import { ReportView } from './ReportView.tsx';
import { ResultsStart } from './ResultsStart.tsx';
import './plots.css';
import './benchmark.css';

/** How well a model agrees with people on a dataset that it scored. */
export function BenchmarkPage() {
  const { benchmark, dispatch } = useBenchmark();
  const { work, report, error } = benchmark;
  return (
    <main className="benchmark-page">
      {error && <ErrorNote error={error} onDismiss={() => dispatch({ type: 'errorDismissed' })} />}
      {work && <ReportProgressRow work={work} />}
      <p className="visually-hidden" role="status">
        {work ? `Making the report of ${work.label}.` : report && `The report of ${report.files[0]} is shown.`}
      </p>
      {report ? <ReportView report={report} /> : <ResultsStart />}
    </main>
  );
}
