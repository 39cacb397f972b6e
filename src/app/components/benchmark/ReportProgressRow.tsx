import { useBenchmark } from '../../hooks/useBenchmark.ts';
import { useNow } from '../../hooks/useNow.ts';
import type { ReportWork } from '../../state/benchmark.ts';
import { reportText } from '../../state/reportProgress.ts';
import { ProgressRow } from '../ProgressRow.tsx';

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
