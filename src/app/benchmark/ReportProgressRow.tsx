import { ProgressRow } from '../ui/ProgressRow.tsx';
import { useNow } from '../ui/useNow.ts';
import type { ReportWork } from './benchmarkState.ts';
import { reportText } from './reportProgress.ts';
import { useBenchmark, useBenchmarkActions } from './useBenchmark.ts';

/** The report that is being made, if one is. */
export function ReportProgressRow() {
  const work = useBenchmark((state) => state.work);
  return work && <WorkRow work={work} />;
}

function WorkRow({ work }: { readonly work: ReportWork }) {
  const { cancel } = useBenchmarkActions();
  const { progress } = work;
  const [done, total] =
    progress?.stage === 'reading' ? [progress.doneBytes, progress.totalBytes] : [progress?.share, 1];
  return (
    <ProgressRow
      text={reportText(work, useNow())}
      label="Making the report"
      done={done}
      total={total}
      stop={{ label: 'Cancel', onStop: cancel }}
    />
  );
}
