import { useState } from 'react';
import { datasetKind } from '../../core/dataset/datasetItem.ts';
import { countUndecidedPairs } from '../../core/dataset/judgement.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { isRanked } from '../../evaluation/rankedItem.ts';
import { useBenchmark } from '../benchmark/useBenchmark.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { batchId } from '../keptBatches/batchStore.ts';
import { ROUTES } from '../ui/useRoute.ts';
import { isBusy, type OpenBatch } from './batchState.ts';
import { EXPORT_ENDINGS, type ExportFormat } from './exportBatch.ts';
import { saveExport } from './saveExport.ts';
import { useBatch } from './useBatch.ts';

/** What is open, another dataset file of the same folder, and the way out of it. */
export function BatchHead({ open }: { readonly open: OpenBatch }) {
  const { actions } = useBatch();
  const { dataset, files, manifestPath, otherManifests } = open;
  const busy = isBusy(open);
  return (
    <div className="section-head">
      <h2>
        {dataset.name} {files && files.name !== dataset.name && <span className="muted">in {files.name}</span>}
      </h2>
      <span className="batch-tools">
        {files && otherManifests.length > 0 && (
          <select
            aria-label="Dataset file"
            value={manifestPath}
            disabled={busy}
            onChange={(event) => void actions.open(files, event.currentTarget.value)}
          >
            {[manifestPath, ...otherManifests.slice(0, MAX_LISTED)].map((path) => (
              <option key={path}>{path}</option>
            ))}
          </select>
        )}
        <ResultTools open={open} />
        <button type="button" className="quiet" disabled={busy} onClick={actions.close}>
          Close
        </button>
      </span>
    </div>
  );
}

/** A folder may hold a JSON file for each image. */
const MAX_LISTED = 100;

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: 'csv', label: 'CSV' },
  { format: 'jsonl', label: 'JSON lines' },
  { format: 'json', label: 'JSON' },
  { format: 'accuracy', label: 'Official accuracy' },
  { format: 'detailed-log', label: 'Official detailed log' },
];

/** What can be made of the results, as far as there are any. */
function ResultTools({ open }: { readonly open: OpenBatch }) {
  const { dispatch } = useBatch();
  const { actions } = useBenchmark();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const { dataset, outcomes, model, check, firstIsPreferred = false } = open;
  // The official files are EditReward's, and about what people ranked.
  const isRankedByAny =
    dataset.items.some(({ ranks }) => isRanked(ranks)) || (firstIsPreferred && countUndecidedPairs(dataset.items) > 0);
  const hasOrder = isRankedByAny && datasetKind(dataset.items) === 'edits';
  const offered = FORMATS.filter((one) => hasOrder || (one.format !== 'accuracy' && one.format !== 'detailed-log'));
  if (!model || check?.kind === 'running' || outcomes.scored + outcomes.failures.size === 0) return null;

  function save(by: BatchModel): void {
    saveExport(format, by, open).catch((error: unknown) => {
      dispatch({ type: 'failed', error: toTransferred(error) });
    });
  }

  function report(by: BatchModel): void {
    const { name, sha256, items } = dataset;
    void actions.openBatch({ id: batchId(by, sha256), name, model: by, itemCount: items.length });
    location.hash = ROUTES.benchmark;
  }

  return (
    <>
      <button type="button" onClick={() => report(model)}>
        Report
      </button>
      <select
        aria-label="Format of the results"
        title={`${dataset.name.replace(/\.[^.]*$/, '')}${EXPORT_ENDINGS[format]}`}
        value={format}
        onChange={(event) => setFormat(event.currentTarget.value as ExportFormat)}
      >
        {offered.map((one) => (
          <option key={one.format} value={one.format}>
            {one.label}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => save(model)}>
        Export
      </button>
    </>
  );
}
