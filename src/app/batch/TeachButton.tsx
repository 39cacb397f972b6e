import { useMemo } from 'react';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { countDecided, countOpenPairs } from '../../core/dataset/preference.ts';
import { useRoom } from '../ui/useRoom.ts';
import { ROUTES } from '../ui/useRoute.ts';
import { BatchHostContext } from './batchHost.ts';
import { useOpenBatch } from './useBatch.ts';

/** Leads to where a taste is trained from what people said of these pictures. */
export function TeachButton() {
  const { learnFrom } = useRoom(BatchHostContext);
  const items = useOpenBatch(({ dataset, files }) => (files ? dataset.items : undefined));
  const preference = useOpenBatch((open) => open.preference ?? 'none');
  const hasVotes = useMemo(
    () => items !== undefined && (items.some(isJudged) || countDecided(countOpenPairs(items), preference) > 0),
    [items, preference],
  );
  if (!hasVotes) return null;

  function teach(): void {
    learnFrom();
    location.hash = ROUTES.models;
  }

  return (
    <button type="button" title="Heads of your own for the model, from these votes" onClick={teach}>
      Train a taste
    </button>
  );
}

function isJudged({ ranks, candidates }: DatasetItem): boolean {
  return ranks !== undefined || candidates.some(({ humanScore }) => humanScore !== undefined);
}
