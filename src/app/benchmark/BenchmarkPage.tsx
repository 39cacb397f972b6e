import { useBenchmark, useBenchmarkDispatch } from './useBenchmark.ts';
import { ComparisonView } from './ComparisonView.tsx';
import { wordsOf } from '../../evaluation/editors/editorWords.ts';
import { EditorsSection } from './EditorsSection.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { ReportProgressRow } from './ReportProgressRow.tsx';
import { ReportView } from './ReportView.tsx';
import { ResultsStart } from './ResultsStart.tsx';
import './plots.css';
import './benchmark.css';

/** How well a model agrees with people on a dataset that it scored. */
export function BenchmarkPage() {
  const dispatch = useBenchmarkDispatch();
  const report = useBenchmark((state) => state.report);
  const comparison = useBenchmark((state) => state.comparison);
  const error = useBenchmark((state) => state.error);
  const workLabel = useBenchmark(({ work }) => work?.label);
  return (
    <main className="benchmark-page">
      {error && <ErrorNote error={error} onDismiss={() => dispatch({ type: 'errorDismissed' })} />}
      <ReportProgressRow />
      <p className="visually-hidden" role="status">
        {workLabel !== undefined
          ? `Making the report of ${workLabel}.`
          : ((report && `The report of ${report.files[0]} is shown.`) ??
            (comparison && `The comparison of ${comparison.names.length} runs is shown.`))}
      </p>
      <Shown />
    </main>
  );
}

/** A report stays in sight until something of the next one is there. */
function Shown() {
  const report = useBenchmark((state) => state.report);
  const comparison = useBenchmark((state) => state.comparison);
  const early = useBenchmark(({ work }) => work?.early);
  if (early) return <EditorsSection editors={early.editors} words={wordsOf(early.ofPrompts)} />;
  if (report) return <ReportView report={report} />;
  return comparison ? <ComparisonView comparison={comparison} /> : <ResultsStart />;
}
