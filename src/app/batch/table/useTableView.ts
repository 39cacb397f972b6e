import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Outcomes } from '../../../batch/outcomes.ts';
import type { BatchRow } from './batchRows.ts';
import { useBatchStore } from '../useBatch.ts';
import { dependsOnOutcomes, type TableEntry, type TableOptions, tableView } from './tableView.ts';

/** While a batch is scored, its order changes no more often: sorting 100,000 rows takes some 100 ms. */
const REFRESH_MS = 2000;

/** What stands in the table. Typing into its filter stays fluent however many rows there are. */
export function useTableView(
  rows: readonly BatchRow[],
  outcomes: Outcomes,
  options: TableOptions,
): readonly TableEntry[] {
  const deferred = useDeferredValue(options);
  const calm = useCalmVersion();
  const relevant = dependsOnOutcomes(deferred) ? calm : 0;
  return useMemo(
    () => (relevant < 0 ? [] : tableView(rows, deferred, ({ outcomeKey }) => outcomes.get(outcomeKey))),
    [rows, outcomes, deferred, relevant],
  );
}

/** Tells that outcomes have changed, every {@link REFRESH_MS}. */
function useCalmVersion(): number {
  const { getState } = useBatchStore();
  const [version, setVersion] = useState(() => getState().open?.version ?? 0);
  useEffect(() => {
    const timer = setInterval(() => setVersion((before) => getState().open?.version ?? before), REFRESH_MS);
    return () => clearInterval(timer);
  }, [getState]);
  return version;
}
