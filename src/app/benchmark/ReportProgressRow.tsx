import { useBenchmark } from './useBenchmark.ts';
import { useNow } from '../ui/useNow.ts';
import type { ReportWork } from './benchmarkState.ts';
import { reportText } from './reportProgress.ts';
import { ProgressRow } from '../ui/ProgressRow.tsx';

export function ReportProgressRow({ work }: { readonly work: ReportWork }) {
  const { actions } = useBenchmark();
  const { progress } = work;
  const [done, total] =
    progress?.stage === 'reading' ? [progress.doneBytes, progress.totalBytes] : [progress?.share, 1];
  return (
    <ProgressRow
      text={reportText(work, useNow())}
      label="Making the report"
      done={done}
      total={total}
      stop={{ label: 'Cancel', onStop: actions.cancel }}
    />
  );
}
