import { useState } from 'react';
import { datasetKind, type DatasetItem } from '../../core/dataset/datasetItem.ts';
import { countDecided, countOpenPairs, type Preference } from '../../core/dataset/preference.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { isRanked } from '../../evaluation/rankedItem.ts';
import { pictureReader } from './pictureReader.ts';
import { useBenchmarkActions } from '../benchmark/useBenchmark.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { batchId } from '../keptBatches/keptBatch.ts';
import { useOneAtATime } from '../ui/useOneAtATime.ts';
import { ROUTES } from '../ui/useRoute.ts';
import type { BatchFiles } from './batchFiles.ts';
import { isBusy } from './batchState.ts';
import { besideName } from './chosenName.ts';
import { EXPORT_ENDINGS, type ExportFormat } from './exportBatch.ts';
import { ReferenceButton } from './ReferenceButton.tsx';
import { saveExport } from './saveExport.ts';
import { TeachButton } from './TeachButton.tsx';
import { useBatchActions, useBatchStore, useOpenBatch } from './useBatch.ts';

/** What is open, another dataset file of the same folder, and the way out of it. */
export function BatchHead() {
  const { close } = useBatchActions();
  const name = useOpenBatch(({ dataset }) => dataset.name);
  const files = useOpenBatch((open) => open.files);
  const busy = useOpenBatch(isBusy);
  return (
    <div className="section-head">
      <h2>
        {name} {files && files.name !== name && <span className="muted">{besideName(name, files.name)}</span>}
      </h2>
      <span className="batch-tools">
        {files && <DatasetFileField files={files} disabled={busy} />}
        <ResultTools />
        <TeachButton />
        <button type="button" className="quiet" disabled={busy} onClick={close}>
          Close
        </button>
      </span>
    </div>
  );
}

interface DatasetFileFieldProps {
  readonly files: BatchFiles;
  readonly disabled: boolean;
}

function DatasetFileField({ files, disabled }: DatasetFileFieldProps) {
  const { open } = useBatchActions();
  const path = useOpenBatch(({ manifestPath }) => manifestPath);
  const others = useOpenBatch(({ otherManifests }) => otherManifests);
  if (others.length === 0) return null;
  return (
    <select
      aria-label="Dataset file"
      value={path}
      disabled={disabled}
      onChange={(event) => void open(files, event.currentTarget.value)}
    >
      {[path, ...others.slice(0, MAX_LISTED)].map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
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
function ResultTools() {
  // Here, for it outlives a check of the pictures, which hides the tools.
  const [format, setFormat] = useState<ExportFormat>('csv');
  const model = useOpenBatch(({ check, outcomes, model: by }) =>
    check?.kind === 'running' || outcomes.scored + outcomes.failures.size === 0 ? undefined : by,
  );
  if (!model) return null;
  return (
    <>
      <ReportButton model={model} />
      <ReferenceButton model={model} />
      <ExportTools model={model} format={format} onFormat={setFormat} />
    </>
  );
}

function ReportButton({ model }: { readonly model: BatchModel }) {
  const { openBatch } = useBenchmarkActions();
  const dataset = useOpenBatch((open) => open.dataset);
  const hasPictures = useOpenBatch(({ files }) => files !== undefined);
  const { name, sha256, items } = dataset;

  function report(): void {
    const batch = { id: batchId(model, sha256), datasetSha256: sha256, name, model, itemCount: items.length };
    void openBatch(batch, hasPictures ? pictureReader(dataset) : undefined);
    location.hash = ROUTES.benchmark;
  }

  return (
    <button type="button" onClick={report}>
      Report
    </button>
  );
}

interface ExportToolsProps {
  readonly model: BatchModel;
  readonly format: ExportFormat;
  readonly onFormat: (format: ExportFormat) => void;
}

function ExportTools({ model, format, onFormat }: ExportToolsProps) {
  const { dispatch } = useBatchStore();
  const dataset = useOpenBatch((open) => open.dataset);
  const outcomes = useOpenBatch((open) => open.outcomes);
  const preference = useOpenBatch((open) => open.preference ?? 'none');
  const { isBusy: isSaving, start } = useOneAtATime();

  function save(): Promise<void> {
    return saveExport(format, model, { dataset, outcomes, preference }).catch((error: unknown) => {
      dispatch({ type: 'failed', error: toTransferred(error) });
    });
  }

  return (
    <>
      <select
        aria-label="Format of the results"
        title={`${dataset.name.replace(/\.[^.]*$/, '')}${EXPORT_ENDINGS[format]}`}
        value={format}
        onChange={(event) => onFormat(event.currentTarget.value as ExportFormat)}
      >
        {formatsFor(dataset.items, preference).map((one) => (
          <option key={one.format} value={one.format}>
            {one.label}
          </option>
        ))}
      </select>
      <button type="button" disabled={isSaving} onClick={() => void start(save)}>
        Export
      </button>
    </>
  );
}

/** The official files are EditReward's, and about what people ranked. */
function formatsFor(items: readonly DatasetItem[], preference: Preference): typeof FORMATS {
  const isRankedByAny =
    items.some(({ ranks }) => isRanked(ranks)) || countDecided(countOpenPairs(items), preference) > 0;
  const hasOrder = isRankedByAny && datasetKind(items) === 'edits';
  return FORMATS.filter((one) => hasOrder || (one.format !== 'accuracy' && one.format !== 'detailed-log'));
}
