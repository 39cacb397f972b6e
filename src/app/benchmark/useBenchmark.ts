import { createContext } from 'react';
import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import type { BenchmarkActions } from './benchmarkActions.ts';
import type { BenchmarkRoom } from './benchmarkRoom.ts';
import type { BenchmarkState } from './benchmarkState.ts';

export const BenchmarkContext = createContext<BenchmarkRoom | undefined>(undefined);

/** See {@link useSelected}. */
export function useBenchmark<Selected>(select: (state: BenchmarkState) => Selected): Selected {
  return useSelected(useRoom(BenchmarkContext).store, select);
}

export function useBenchmarkActions(): BenchmarkActions {
  return useRoom(BenchmarkContext).actions;
}

/** For changes that are done at once. */
export function useBenchmarkDispatch(): BenchmarkRoom['store']['dispatch'] {
  return useRoom(BenchmarkContext).store.dispatch;
}
