import { use, useSyncExternalStore } from 'react';
import type { Benchmark } from './benchmark.ts';
import { PageContext } from '../shell/page.ts';
import type { BenchmarkState } from './benchmarkState.ts';

/** The Benchmark page's state and the ways to change it. */
export function useBenchmark(): Pick<Benchmark, 'actions'> & {
  readonly benchmark: BenchmarkState;
  readonly dispatch: Benchmark['store']['dispatch'];
} {
  const page = use(PageContext);
  if (!page) throw new Error('useBenchmark is called outside PageContext.');
  const { store, actions } = page.benchmark;
  const benchmark = useSyncExternalStore(store.subscribe, store.getState);
  return { benchmark, actions, dispatch: store.dispatch };
}
