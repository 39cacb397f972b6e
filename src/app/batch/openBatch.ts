import type { KeptOutcome } from '../../batch/keptOutcome.ts';
import { Outcomes } from '../../batch/outcomes.ts';
import type { PortableItem } from '../../core/dataset/portableItem.ts';
import type { KeptBatch, KeptDataset, RunState } from '../keptBatches/keptBatch.ts';
import type { BatchRun, OpenBatch } from './batchState.ts';
import { datasetWithoutImages } from './openDataset.ts';

type Opened = Pick<OpenBatch, 'dataset' | 'files' | 'manifestPath' | 'otherManifests' | 'columns' | 'model'>;

/** A batch as it is opened, `known` from an earlier visit: nothing of it is shown before it is known to be of these pictures. */
export function batchWithFiles(opened: Opened, known: KeptBatch | undefined): OpenBatch {
  const nothingYet = { outcomes: new Outcomes(), version: 0, check: undefined };
  return { ...opened, ...nothingYet, reopening: undefined, run: runAtRest(known?.run) };
}

/** Its results alone, until its files are chosen again. */
export function batchWithoutFiles(
  batch: KeptBatch,
  items: readonly PortableItem[],
  kept: KeptDataset | undefined,
  outcomes: readonly KeptOutcome[],
): OpenBatch {
  const changed = outcomes.filter(({ stale }) => stale).length;
  return {
    dataset: datasetWithoutImages(batch.name, batch.datasetSha256, items, kept),
    files: undefined,
    reopening: kept && kept.source.handles.length > 0 ? batch : undefined,
    manifestPath: batch.name,
    otherManifests: [],
    model: batch.model,
    outcomes: new Outcomes(outcomes),
    version: 0,
    // As they were when they were looked at last.
    check: changed > 0 ? { kind: 'done', changed, missing: 0, unknown: 0 } : undefined,
    run: runAtRest(batch.run),
  };
}

/** A tab that was closed while it scored has paused. */
export function runAtRest(run: RunState | undefined): BatchRun {
  if (run === undefined) return { kind: 'none' };
  return { kind: run === 'running' ? 'paused' : run };
}
