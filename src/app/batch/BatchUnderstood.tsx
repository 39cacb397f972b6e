import { useMemo } from 'react';
import type { OpenDataset } from './openDataset.ts';
import { nothingText, understoodText } from './batchText.ts';

/** What was understood of the dataset. */
export function BatchUnderstood({ dataset }: { readonly dataset: OpenDataset }) {
  const sentences = useMemo(() => [...understoodText(dataset.items), ...dataset.notes], [dataset]);
  if (dataset.items.length === 0) return <p className="error">{nothingText(dataset.problems)}</p>;
  return <p className="batch-understood">{sentences.join(' ')}</p>;
}
