import { useRef } from 'react';
import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import { type Batch, batchOf } from './batch.ts';
import type { BatchActions } from './batchActions.ts';
import { BatchHostContext } from './batchHost.ts';
import type { BatchState, OpenBatch } from './batchState.ts';

/** See {@link useSelected}. */
export function useBatch<Selected>(select: (state: BatchState) => Selected): Selected {
  return useSelected(useBatchRoom().store, select);
}

/** Of the batch in sight. A component that is about to leave with it still sees it as it was. */
export function useOpenBatch<Selected>(select: (open: OpenBatch) => Selected): Selected {
  const last = useRef<OpenBatch>(undefined);
  return useBatch(({ open }) => {
    last.current = open ?? last.current;
    if (!last.current) throw new Error('A component of an open batch is shown where none is open.');
    return select(last.current);
  });
}

export function useBatchActions(): BatchActions {
  return useBatchRoom().actions;
}

/** For changes that are done at once, and for looks at the state that draw nothing. */
export function useBatchStore(): Batch['store'] {
  return useBatchRoom().store;
}

function useBatchRoom(): Batch {
  return batchOf(useRoom(BatchHostContext));
}
