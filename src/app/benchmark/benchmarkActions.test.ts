import { describe, expect, it } from 'vitest';
import { EditRewardError } from '../../core/errors.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { datasetReport } from '../../evaluation/datasetReport.ts';
import { resultItem } from '../../testing/resultItemForTest.ts';
import type { BenchmarkReport, ResultsFile } from '../../rpc/reportApi.ts';
import { initialBenchmarkState, pictureReaderOf, reduceBenchmark } from './benchmarkState.ts';
import { createStore } from '../ui/store.ts';
import { createBenchmarkActions, type BenchmarkTools } from './benchmarkActions.ts';
import { scoresBlob } from './scoresBlob.ts';

const head = { mu: 1, logSigma: 0 };
const score = editScore(head, head);
const items = Array.from({ length: 1200 }, (_, line) => resultItem(line, [score], {}));
const files: ResultsFile[] = [{ name: 'genaibench_scores.jsonl', blob: new Blob(['{}']) }];
const names = ['genaibench_scores.jsonl'];
const report: BenchmarkReport = {
  ...datasetReport([]),
  files: names,
  run: undefined,
  suiteId: 'genai-bench',
  data: [],
};
const comparison = { reports: [report, report], names: ['a', 'b'], comparisons: [] };
const model = { id: 'nano', dtype: 'fp32', manifestSha256: 'ab', limits: 'none' };
const batch = { id: 'b', datasetSha256: 'd', name: 'set.json', model, itemCount: 7 };

async function readPicture(): Promise<Blob> {
  return new Blob();
}

function start(
  makeReport: BenchmarkTools['makeReport'],
  scored: typeof items = items,
  makeBatchReport: BenchmarkTools['makeBatchReport'] = async () => report,
) {
  const store = createStore(reduceBenchmark, initialBenchmarkState);
  const tools = { makeReport, makeBatchReport, readScoredItems: async () => scored, listBatches: async () => [] };
  return { store, actions: createBenchmarkActions(store, tools) };
}

describe('the actions of the Benchmark page', () => {
  it('show a report, its progress before, and the suite that its name tells', async () => {
    const seen: unknown[] = [];
    const { store, actions } = start(async (_files, { onProgress }) => {
      onProgress?.({ stage: 'intervals', share: 0.5 });
      seen.push(store.getState().work);
      return report;
    });
    await actions.open(files);
    expect(seen).toMatchObject([{ label: 'genaibench_scores.jsonl', progress: { share: 0.5 } }]);
    expect(store.getState()).toEqual({ work: undefined, report, suiteId: 'genai-bench', error: undefined });
  });

  it('say what failed, and keep the report that was there', async () => {
    let fails = false;
    const { store, actions } = start(async () => {
      if (fails) throw new EditRewardError('set.json is no results file.');
      return report;
    });
    await actions.open(files);
    fails = true;
    await actions.open(files);
    expect(store.getState()).toMatchObject({ report, error: { message: 'set.json is no results file.' } });
  });

  it('give up the one before, whose report comes to nothing', async () => {
    const answers: ((made: BenchmarkReport) => void)[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    const { store, actions } = start((_files, { signal }) => {
      signals.push(signal);
      return new Promise((resolve) => answers.push(resolve));
    });
    const [first, second] = [actions.open(files), actions.open(files)];
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
    answers[0]?.({ ...report, files: ['late'] });
    await first;
    expect(store.getState().report).toBeUndefined();
    actions.cancel();
    answers[1]?.(report);
    await second;
    expect(store.getState()).toEqual(initialBenchmarkState);
  });

  it('show the editors of a batch before all of its report, and its report', async () => {
    const seen: unknown[] = [];
    const editors = { editors: [], pairs: [], strengths: [], sources: 0, categories: [], unnamed: 0 };
    const { store, actions } = start(
      async () => report,
      items,
      async ({ id }, { onProgress }) => {
        onProgress?.({ stage: 'editors', editors, ofPrompts: false });
        onProgress?.({ stage: 'intervals', share: 0.5 });
        seen.push(id, store.getState().work);
        return report;
      },
    );
    await actions.openBatch(batch, readPicture);
    expect(store.getState().readPicture).toBe(readPicture);
    expect(seen).toMatchObject(['b', { label: 'set.json', early: { editors }, progress: { share: 0.5 } }]);
    expect(store.getState()).toMatchObject({ report, work: undefined });
  });

  it('compare a batch with files by the lines of its results, and the report that names its model', async () => {
    const given: (readonly [string, string])[] = [];
    const { actions } = start(async (all) => {
      for (const { name, blob } of all) given.push([name, await blob.text()]);
      return comparison;
    });
    await actions.openBatch(batch);
    await actions.compareWith(files);
    const [scores, run] = given;
    expect(given.map(([name]) => name)).toEqual(['set_scores.jsonl', 'set_report.json', 'genaibench_scores.jsonl']);
    expect(scores?.[1].trimEnd().split('\n')).toHaveLength(1200);
    expect(JSON.parse(run?.[1] ?? '')).toEqual({ model, items: 7, leaderboards: {} });
  });

  it('compare batches, and what is shown with more, by names that tell them apart', async () => {
    const given: string[][] = [];
    const { store, actions } = start(async (all) => {
      given.push(all.map(({ name }) => name));
      return comparison;
    });
    await actions.compareBatches([batch, batch]);
    expect(store.getState().comparison).toEqual(comparison);
    await actions.open(files);
    await actions.compareWith(files);
    expect(given).toEqual([
      ['1/set_scores.jsonl', '1/set_report.json', '2/set_scores.jsonl', '2/set_report.json'],
      ['genaibench_scores.jsonl'],
      ['genaibench_scores.jsonl', '2/genaibench_scores.jsonl'],
    ]);
  });

  it('know whose pictures each run is of: of batches those of their datasets, also beside more results', async () => {
    const { store, actions } = start(async () => comparison);
    const atHand = { sha256: 'e', readPicture };
    store.dispatch({ type: 'picturesAtHand', atHand });
    const readers = () => [0, 1, 2].map((run) => pictureReaderOf(store.getState(), run));
    await actions.compareBatches([batch, { ...batch, datasetSha256: 'e' }]);
    expect(readers()).toEqual([undefined, readPicture, undefined]);
    await actions.compareWith(files);
    expect(readers()).toEqual([undefined, readPicture, undefined]);
    store.dispatch({ type: 'picturesAtHand', atHand: { ...atHand, sha256: 'd' } });
    expect(readers()).toEqual([readPicture, undefined, undefined]);
    store.dispatch({ type: 'picturesAtHand', atHand: undefined });
    expect(readers()).toEqual([undefined, undefined, undefined]);
    await actions.openBatch(batch, readPicture);
    await actions.compareWith(files);
    expect(readers()).toEqual([readPicture, undefined, undefined]);
    await actions.open(files);
    expect(readers()).toEqual([undefined, undefined, undefined]);
  });

  it('say that nothing of a batch is scored', async () => {
    const { store, actions } = start(async () => report, []);
    await actions.compareBatches([batch]);
    expect(store.getState().error?.message).toBe(
      'No item of set.json has all its scores yet. Score it on the Batch page first.',
    );
  });
});

describe('scoresBlob', () => {
  it('holds the lines of all items in their order', async () => {
    const lines = (await (await scoresBlob(items)).text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).line)).toEqual(items.map(({ item }) => item.line));
  });
});
