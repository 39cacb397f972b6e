import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Outcomes } from '../../../batch/outcomes.ts';
import type { BatchRow } from './batchRows.ts';
import { dependsOnOutcomes, tableView, type TableEntry, type TableOptions } from './tableView.ts';

/** While a batch is scored, its order changes no more often: sorting 100,000 rows takes some 100 ms. */
const REFRESH_MS = 2000;

/** What stands in the table. Typing into its filter stays fluent however many rows there are. */
export function useTableView(
  rows: readonly BatchRow[],
  outcomes: Outcomes,
  version: number,
  options: TableOptions,
): readonly TableEntry[] {
  const deferred = useDeferredValue(options);
  const calm = useCalm(version);
  const relevant = dependsOnOutcomes(deferred) ? calm : 0;
  return useMemo(
    () => (relevant < 0 ? [] : tableView(rows, deferred, ({ outcomeKey }) => outcomes.get(outcomeKey))),
    [rows, outcomes, deferred, relevant],
  );
}

/** Follows `value`, every {@link REFRESH_MS}. */
function useCalm(value: number): number {
  const [calm, setCalm] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  useEffect(() => {
    const timer = setInterval(() => setCalm(latest.current), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return calm;
}
