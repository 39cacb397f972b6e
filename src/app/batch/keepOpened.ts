import { toPortable } from '../../core/dataset/portableItem.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { keepBatch, keepDataset, readKeptDataset } from '../keptBatches/batchStore.ts';
import { batchId, READING, type RunState } from '../keptBatches/keptBatch.ts';
import { countsOf, type OpenBatch } from './batchState.ts';

/** Keeps the open dataset as a batch of `model`. The dataset first: there is no batch without one. */
export async function keepOpened(open: OpenBatch, model: BatchModel, run: RunState): Promise<void> {
  const { dataset, files, manifestPath, preference, columns } = open;
  const { sha256, name, items, problems, notices, notes } = dataset;
  const counts = { itemCount: items.length, pictureCount: countsOf(open).total };
  const source = { handles: files?.handles ?? [], manifestPath };
  const before = await readKeptDataset(sha256);
  const isKept =
    before?.reading === READING && before.itemCount === items.length && before.problems.length === problems.length;
  const reading = { reading: READING, ...(columns && { columns }), ...(preference !== undefined && { preference }) };
  const kept = { sha256, name, ...counts, problems, notices, notes, ...reading, source };
  await keepDataset(kept, isKept ? undefined : items.map(toPortable));
  const id = batchId(model, sha256);
  await keepBatch({ id, datasetSha256: sha256, name, ...counts, model, run, updatedAt: Date.now() });
}
