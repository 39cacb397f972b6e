import { describe, expect, it } from 'vitest';
import { datasetReport } from '../../evaluation/datasetReport.ts';
import { initialBenchmarkState, reduceBenchmark, type BenchmarkAction, type BenchmarkState } from './benchmarkState.ts';

const files = ['aurora_scores.jsonl'];
const report = { ...datasetReport([]), files, run: undefined, suiteId: 'aurora-bench', data: [] };

function after(...actions: BenchmarkAction[]): BenchmarkState {
  return actions.reduce(reduceBenchmark, initialBenchmarkState);
}

describe('reduceBenchmark', () => {
  it('knows since when a stage runs', () => {
    const reading = { stage: 'reading', doneBytes: 1, totalBytes: 2 } as const;
    const started: BenchmarkAction = { type: 'reportStarted', label: 'a', at: 1 };
    const work = (...more: BenchmarkAction[]) => after(started, ...more).work;
    expect(work()).toEqual({ label: 'a', progress: undefined, stageStartedAt: 1 });
    const first: BenchmarkAction = { type: 'reportProgressed', progress: reading, at: 5 };
    expect(work(first, { ...first, at: 6 })?.stageStartedAt).toBe(5);
    const next: BenchmarkAction = { type: 'reportProgressed', progress: { stage: 'intervals', share: 0 }, at: 9 };
    expect(work(first, next)).toEqual({ label: 'a', progress: next.progress, stageStartedAt: 9 });
  });

  it('takes no progress of what has ended', () => {
    expect(after({ type: 'reportProgressed', progress: { stage: 'intervals', share: 1 }, at: 1 }).work).toBeUndefined();
  });

  it('compares with the suite that the report seems to be of, or as people say', () => {
    const made: BenchmarkAction = { type: 'reportMade', made: report };
    expect(after(made).suiteId).toBe('aurora-bench');
    expect(after(made, { type: 'suiteChosen', suiteId: undefined }).suiteId).toBeUndefined();
    expect(after(made, { type: 'reportClosed' })).toEqual(initialBenchmarkState);
  });

  it('shows several runs in place of a report, with the suite that all seem to be of', () => {
    const comparison = { reports: [report, report], names: ['a', 'b'], comparisons: [] };
    const made: BenchmarkAction = { type: 'reportMade', made: comparison };
    expect(after({ type: 'reportMade', made: report }, made)).toMatchObject({
      report: undefined,
      comparison,
      suiteId: 'aurora-bench',
    });
    const other = { ...comparison, reports: [report, { ...report, suiteId: undefined }] };
    expect(after({ type: 'reportMade', made: other }).suiteId).toBeUndefined();
  });

  it('forgets an error when it is dismissed, or with the next try', () => {
    const failed: BenchmarkAction = { type: 'reportFailed', error: { name: 'Error', message: 'no' } };
    expect(after(failed).error?.message).toBe('no');
    expect(after(failed, { type: 'errorDismissed' }).error).toBeUndefined();
    expect(after(failed, { type: 'reportStarted', label: 'a', at: 1 }).error).toBeUndefined();
  });
});
