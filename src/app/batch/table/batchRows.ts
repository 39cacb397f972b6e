import type { DatasetRequest } from '../../../batch/planRequests.ts';
import { entryKey } from '../../../core/dataset/candidateKey.ts';
import type { DatasetItem } from '../../../core/dataset/datasetItem.ts';
import type { ResultRow } from '../../../formats/results/resultRow.ts';

/** A line of the table: an edit of an item. */
export interface BatchRow extends ResultRow {
  /** The key that its picture's outcome has: a picture that several items show is scored once. */
  readonly outcomeKey: string;
}

/** In the order of the items. */
export function batchRows(items: readonly DatasetItem[], requests: readonly DatasetRequest[]): BatchRow[] {
  const firstUses = new Map<string, string>();
  for (const { pictures } of requests) {
    for (const { uses } of pictures) {
      for (const use of uses.slice(1)) firstUses.set(entryKey(use), entryKey(uses[0]));
    }
  }
  return items.flatMap((item) =>
    item.candidates.map((candidate, place) => {
      const key = entryKey({ line: item.line, candidate: place });
      return { item, candidate, place, outcomeKey: firstUses.get(key) ?? key };
    }),
  );
}
