import type { BenchmarkReport } from '../../rpc/reportApi.ts';
import { judgementSummary, restsOnAssumptions } from '../../evaluation/report/summaries.ts';

/** What the figures rest on; loud where it is more than what people said. */
export function JudgementNote({ report }: { readonly report: BenchmarkReport }) {
  return (
    <p className={restsOnAssumptions(report) ? 'warning judgement-note' : 'muted judgement-note'}>
      {judgementSummary(report)}
    </p>
  );
}
