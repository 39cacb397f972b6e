/** Runs in a page of the site: keeps batches as if the page had scored them. */
import type { KeptOutcome } from '../../src/batch/keptOutcome.ts';
import { keepBatch, keepDataset, keepOutcomes } from '../../src/app/keptBatches/batchStore.ts';
import { batchId } from '../../src/app/keptBatches/keptBatch.ts';
import type { PortableItem } from '../../src/core/dataset/portableItem.ts';
import { FORMER_HEADS } from '../../src/core/modelPackage/formerHeads.ts';

export interface ScoredDataset {
  /** Of its file. */
  readonly name: string;
  readonly sha256: string;
  readonly items: readonly PortableItem[];
}

export interface KeptBatchProbe {
  /** Keeps what a model of this name scored. */
  keep(dataset: ScoredDataset, model: string, outcomes: readonly KeptOutcome[]): Promise<void>;
}

const keptBatchProbe: KeptBatchProbe = {
  async keep({ name, sha256, items }, id, outcomes) {
    const model = { id, dtype: 'fp32', manifestSha256: id, heads: FORMER_HEADS };
    const counts = { itemCount: items.length, pictureCount: outcomes.length };
    const source = { handles: [], manifestPath: name };
    await keepDataset({ sha256, name, ...counts, problems: [], source }, items);
    const batch = batchId(model, sha256);
    await keepOutcomes(batch, outcomes);
    await keepBatch({
      id: batch,
      datasetSha256: sha256,
      name,
      ...counts,
      model,
      run: 'done',
      updatedAt: Date.now(),
    });
  },
};

Object.assign(globalThis, { keptBatchProbe });
