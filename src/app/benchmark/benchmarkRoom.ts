import { makeBatchReport, makeReport } from '../../client/makeReport.ts';
import { reportedModel } from '../../core/score/scoreReport.ts';
import { spawnReport } from '../../client/spawnWorker.ts';
import { type BenchmarkAction, type BenchmarkState, initialBenchmarkState, reduceBenchmark } from './benchmarkState.ts';
import { loadPart } from '../ui/loadPart.ts';
import { createStore, type Store } from '../ui/store.ts';
import { type BenchmarkActions, createBenchmarkActions, scoresFile } from './benchmarkActions.ts';

/** The Benchmark page's state and what it can do; a report goes on being made while other pages are in sight. */
export interface BenchmarkRoom {
  readonly store: Store<BenchmarkState, BenchmarkAction>;
  readonly actions: BenchmarkActions;
}

export function createBenchmarkRoom(): BenchmarkRoom {
  const store = createStore(reduceBenchmark, initialBenchmarkState);
  const actions = createBenchmarkActions(store, {
    makeReport: (files, call) => makeReport(files, { ...call, spawn: spawnReport }),
    makeBatchReport: async ({ id, name, model, itemCount }, call) => {
      const { readPortions, preferenceOfBatch } = await loadBatchStore();
      const run = { model: reportedModel(model), items: itemCount };
      const batch = { name, file: scoresFile(name), run, preference: await preferenceOfBatch(id) };
      return makeBatchReport(batch, readPortions(id), { ...call, spawn: spawnReport });
    },
    readScoredItems: async (id) => (await loadBatchStore()).readScoredItems(id),
    listBatches: async () => (await loadBatchStore()).listBatches(),
  });
  return { store, actions };
}

/** With it comes the database, which no other page than Batch needs at once. */
const loadBatchStore = () => loadPart(() => import('../keptBatches/batchStore.ts'));
